/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Deriving from a hand-made set and comparing what comes out of one table:
 *
 *     derives("MST_TEMP_SEX_AGE_CCT_NB THA BA:741 2014 | SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 90\n"
 *             "MST_TUNE_SEX_AGE_CCT_NB THA BA:741 2014 | SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 10\n",
 *             "MST_TUNE_SEX_AGE_CCT_RT", "2014 SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 10.000");
 *
 * Tables stand in lines, their cells behind the bar with semicolons between them, as fixture_put has
 * them; at the end of a table may stand the note_source of its cells in braces. What comes out stands
 * in the order in which it was made, with its notes in braces where it has any. */
#ifndef TEST_DERIVED_H
#define TEST_DERIVED_H

#include "analyse/derive.h"
#include "model/fixture.h"

void derives_at(int line, const char *tables, const char *indicator, const char *want);
#define derives(tables, indicator, want) derives_at(__LINE__, tables, indicator, want)

void tables_put(struct obs_set *set, const char *tables);

#endif
