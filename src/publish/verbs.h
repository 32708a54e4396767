/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Verbs (analyse/verbs.h) as people and programs say them, and their answers as rows.
 *
 *     struct verb verbs[VERBS_MAX];
 *     int n = verbs_parse(verbs, cube, flow, STR("share,top:5"), STR("CCT"), &err);
 *     verb_run(&result, arena, &slice, verbs, (size_t)n, population, &err);
 *     verbs_write(&out, COLUMNS_CSV, &slice, &result, verbs, (size_t)n);
 *
 * Words are share, growth, average-growth, per-capita and top:N, in the order in which they are done. */
#ifndef PUBLISH_VERBS_H
#define PUBLISH_VERBS_H

#include "analyse/verbs.h"
#include "syntax/columns.h"
#include "syntax/text.h"

enum { VERBS_MAX = 4 };

/* How many they are. `by` is a dimension of the flow, "CCT" or "REF_AREA"; empty: its list of countries, else
 * its last classification, else its sex. ERR_USAGE with what would be right. */
int verbs_parse(struct verb *out, const struct ref *ref, uint16_t indicator, struct str words, struct str by,
                struct err *err);

/* What is done, as one formula: "100 * x / total". Empty when figures are only ranked. */
const char *verbs_formula(const struct verb *verbs, size_t n);

/* Rows: ref_area, indicator, sex, classif1, classif2, time, rank, result, unit, obs_value, made_with,
 * made_with_time, made_with_source, formula, source, obs_status, why. */
void verbs_write(struct buf *out, enum columns_form form, const struct slice *slice,
                 const struct verb_result *result, const struct verb *verbs, size_t n);

/* The same to be read on a screen, with names, the formula and reasons below. */
void verbs_print(struct buf *out, const struct text *text, const struct slice *slice,
                 const struct verb_result *result, const struct verb *verbs, size_t n);

#endif
