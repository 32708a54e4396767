/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Errors of chance planted in question tables that add up, and what becomes of them: is each found
 * where it breaks a sum, is it located, is what was there proposed first. For the unit tests and
 * for tests/bench/checks.c, so it fails no test itself. */
#ifndef TEST_PLANT_H
#define TEST_PLANT_H

#include "base/random.h"
#include "model/finding.h"

enum plant_kind {
    PLANT_EXCHANGED, /* two neighbouring digits */
    PLANT_WRONG,     /* a digit */
    PLANT_MISSING,
    PLANT_DOUBLED,
    PLANT_POINT,     /* a factor of 10 to 1000, up or down */
    PLANT_SWAPPED,   /* with another cell of the table */
    PLANT_SHIFTED,   /* the rest of a row or column, from a cell on */
    PLANT_REPEATED,  /* the figure of the year before */
    PLANT_SIGN,
    PLANT_SEXES,     /* total and men, or women and men, of one row */
    PLANT_COPIED,    /* from the cell beside it */
    PLANT_KINDS
};
extern const char *const plant_names[PLANT_KINDS];

enum { PLANT_CELLS = 64 };

struct planted {
    struct {
        size_t at;
        struct obs was;
    } cell[PLANT_CELLS];
    unsigned n;
};

/* Into the table from `from` to `to` of a sorted set. False: there is nothing to do it to; then
 * nothing is changed. */
bool plant(struct planted *p, struct obs_set *set, size_t from, size_t to, enum plant_kind kind,
           struct chance *c, const struct ref *ref);
void unplant(struct obs_set *set, const struct planted *p);

/* How errors fared. */
struct fared {
    unsigned planted;
    unsigned found;          /* a sum is broken, or more than that is said */
    unsigned only_rest;      /* only a list that lacks its rest is (T103): not counted below */
    unsigned located, right; /* the first proposals change these cells and no others; to what was there */
    unsigned meeting;        /* two broken sums at least */
    unsigned meeting_located, meeting_right;
    unsigned listed;         /* among the proposals, first or not */
    unsigned alarms;         /* errors said of other tables that were not said before */
    uint64_t untouched;      /* cells of other tables, over all that was planted */
};
void fared_sum(struct fared *sum, const struct fared *f);
void fared_add(struct fared *f, const struct finding_list *list, const struct ref *ref,
               const struct planted *p);

bool plant_is_sum(const struct finding *f); /* on a broken sum */

/* Every table of the set (which is one area's, since all of it is checked each time) that adds up gets `rounds` errors
 * of each kind, one (or `at_once`) at a time. Returns how many tables there are; those that do not add up are counted
 * in *faulty. */
unsigned plant_all(struct fared fared[PLANT_KINDS], unsigned *faulty, struct obs_set *set,
                   const struct ref *ref, uint64_t seed, unsigned rounds, unsigned at_once);

#endif
