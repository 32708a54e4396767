/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Small sets of observations for tests, against the reference data that are built in:
 *
 *     const struct ref *ref = fixture_ref();
 *     struct obs_set set;
 *     obs_set_init(&set);
 *     fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 933.89");
 */
#ifndef TEST_FIXTURE_H
#define TEST_FIXTURE_H

#include "base/random.h"
#include "model/cube.h"
#include "model/finding.h"
#include "model/obs.h"

/* Loaded once, for all tests, never freed. */
const struct ref *fixture_ref(void);
/* The files it was loaded from; the caller may change his copy. */
enum { FIXTURE_FILES = 40 };
size_t fixture_files(struct ref_file files[FIXTURE_FILES]);

/* These fail the test when there is no such code. */
uint16_t fixture_code(const char *code);
uint16_t fixture_area(const char *code);
uint16_t fixture_indicator(const char *code);

/* table: "INDICATOR AREA SOURCE PERIOD"; cell: codes in any order, then the value or "-" for
 * none, then a status where wanted. Row and column count up from line 2. */
struct obs *fixture_put(struct obs_set *set, const char *table, const char *cell);

/* The cube of all cells of a set that are not set aside (there must be no repetitions). Blocks
 * go in in the order of the set. */
struct cube *fixture_cube(const struct ref *ref, const struct obs_set *set);

/* A set of figures of chance over some tables, areas and periods, without repetitions: one and
 * two classifications, with and without sex, annual, quarterly and monthly, missing values with
 * a status, notes with commas and quotes. */
void fixture_random(struct obs_set *set, struct chance *c, size_t tables);

/* Fails the test unless a finding can be said in every language. */
void fixture_said(const struct finding *f);

/* Fails the test unless the two cubes say the same, to the last bit and note. */
void fixture_same_cube(const struct cube *a, const struct cube *b);

#endif
