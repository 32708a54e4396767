/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A few figures and what is said of their sources:
 *
 *     struct described d;
 *     described_make(&d, "MST_NCTE_SEX_CCT_NB THA FB:6664 2014 | SEX_T CCT_CTZ_TOTAL 90\n",
 *                    "THA FB:6664 | years=since 2010; migrants=T36:3215\n");
 *     ... d.cube, d.v, d.n ...
 *     described_release(&d);
 *
 * Figures as in derived.h; of sources a line each, with what is said as source set has it. "withdrawn" is said
 * of one that is. */
#ifndef TEST_DESCRIBED_H
#define TEST_DESCRIBED_H

#include "model/catalogue.h"
#include "model/cube.h"
#include "model/obs.h"

struct described {
    struct obs_set set;
    struct cube *cube; /* NULL: no figures */
    struct arena arena;
    struct catalogue_source *v;
    size_t n;
};
void described_make(struct described *out, const char *tables, const char *sources);
void described_release(struct described *d);

#endif
