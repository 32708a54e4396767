/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Checking a hand-made set and comparing all that is found:
 *
 *     expect("MST_NCTE_SEX_CCT_NB THA BA:741 2014",
 *            "SEX_T CCT_CTZ_TOTAL 10; SEX_F CCT_CTZ_TOTAL 4; SEX_M CCT_CTZ_TOTAL 5",
 *            "T101@2");
 *
 * Cells are separated by semicolons and stand in rows 2, 3 ...; findings are rule@row, in order,
 * separated by blanks. */
#ifndef TEST_EXPECT_H
#define TEST_EXPECT_H

#include "check/check.h"
#include "model/fixture.h"

void expect_at(int line, const char *table, const char *cells, const char *findings);
#define expect(table, cells, findings) expect_at(__LINE__, table, cells, findings)

void cells_put(struct obs_set *set, const char *table, const char *cells);

#endif
