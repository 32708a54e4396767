/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A base in memory with the reference data, and submissions made by hand: what the tests of
 * collect and publish share.
 *
 *     struct store *st = desk_open();
 *     struct obs_set set;
 *     obs_set_init(&set);
 *     fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 933.89");
 *     int64_t id = desk_submit(st, &set, STATE_ACCEPTED);
 *     desk_release(st, "2026", "");
 */
#ifndef TEST_DESK_H
#define TEST_DESK_H

#include "model/fixture.h"
#include "store/base.h"

struct store *desk_open(void);
/* Stores the set (which it sorts) as question tables of a submission in that state, and where it
 * is accepted makes the best values of what it touches anew. */
int64_t desk_submit(struct store *st, struct obs_set *set, const char *state);
/* The same of one cell; fields as fixture_put. */
int64_t desk_cell(struct store *st, const char *table, const char *cell);
int64_t desk_release(struct store *st, const char *name, const char *embargo);
/* The cube of what is in the workshop. */
struct cube *desk_cube(struct store *st);

#endif
