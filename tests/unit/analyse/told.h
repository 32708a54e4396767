/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A few figures and what is said of them:
 *
 *     struct told t;
 *     told_make(&t, "MST_NCTE_SEX_CCT_NB THA FB:6664 2014 | SEX_T CCT_CTZ_TOTAL 900 | SEX_F CCT_CTZ_TOTAL 400\n");
 *     const struct highlight *h = told_find(&t, "women_stock.THA");       NULL: it is not said
 *     told_reckoned(h, "share")->value
 *     told_release(&t);
 *
 * A line of figures that begins with "T36:3215 " has that definition of migrants. Lines may be of any order. */
#ifndef TEST_TOLD_H
#define TEST_TOLD_H

#include "analyse/highlight.h"
#include "model/obs.h"

struct told {
    struct obs_set set;
    struct cube *cube;
    struct arena arena;
    struct coverage coverage;
    struct highlights h;
};
void told_make(struct told *t, const char *lines);
void told_release(struct told *t);

const struct highlight *told_find(const struct told *t, const char *id);
/* These fail the test when there is none. */
const struct highlight *told_one(const struct told *t, const char *id);
const struct highlight_arg *told_arg(const struct highlight *h, const char *name);
const struct reckoned *told_reckoned(const struct highlight *h, const char *name);

/* Figures of which every kind of sentence can be made but those on rounds and falls. */
extern const char told_all[];

#endif
