/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Figures made of other figures: harmonised ones and derived indicators, of one country or area.
 *
 *     struct derived_set d;
 *     derive(&d, ref, &set);            set: the best figures of one area, no key and period twice
 *     for (size_t i = 0; i < d.n; i++)
 *         use(&set.v[d.first + i], d.methods.v[d.v[i].method], &d.parents[d.v[i].parents]);
 *     derived_set_release(&d);
 *
 * They are added to the set itself, behind the reported ones, with status L. A method is the name of
 * what was done, which model/formula.h and doc/derived.md explain:
 *
 *     formula                     the formula of the indicator
 *     version OCU_ISCO08          the sum of the codes of that version that correspond to the code
 *     complement                  what the other parts of its version leave of the total
 *     sex                         the other two sexes: T = M + F, or what one leaves of the total
 *     succession MST_TEMP_ECO_MIG_NB   the same figure of the first generation
 *
 * Pure: no file, database or clock; the same set in the same order gives the same. */
#ifndef ANALYSE_DERIVE_H
#define ANALYSE_DERIVE_H

#include "model/lineage.h"
#include "model/obs.h"

struct derived {
    uint32_t method;            /* in derived_set.methods */
    uint32_t parents, nparents; /* in derived_set.parents */
};

struct derived_set {
    size_t first, n; /* they are set->v[first .. first + n) */
    struct derived *v;
    struct parent *parents;
    size_t nparents, size, parents_size;
    struct strset methods;
};

/* Changes whenever other figures follow from the same ones: part of what a base remembers its
 * derived figures by. */
enum { DERIVE_EDITION = 2 };

/* Years without a figure over which a growth is still computed, with those around them. */
enum { GROWTH_YEARS_MAX = 10 };

void derive(struct derived_set *out, const struct ref *ref, struct obs_set *set);
void derived_set_release(struct derived_set *d);

#endif
