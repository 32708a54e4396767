/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* All that the web services say of a release's structure, made from its reference data, its cube and
 * the catalogue of sources: agencies, data providers, concepts, code lists, a data structure and a
 * dataflow per indicator, what exists of each, provision agreements per country, categories by
 * module, hierarchies, the correspondences, and the sources as reference metadata.
 *
 *     struct arena arena; arena_init(&arena, ARTEFACTS_CEILING);
 *     struct artefacts all;
 *     publish_artefacts(&all, &arena, &(struct publishing){ref, cube, derived, sources, nsources});
 *
 * Names of artefacts are ILOSTAT's: agency ILO, code lists CL_AREA, CL_SEX, CL_CCT, CL_MEASURE, ...,
 * concepts of CS_ILMS, the data structure <indicator> and the dataflow DF_<indicator>. Everything has
 * version SDMX_VERSION. Country code lists hold all
 * codes of all versions of a dimension, as ILOSTAT's do.
 *
 * What is made points into the reference data and the sources, which outlive it, and not into the cubes. */
#ifndef PUBLISH_ARTEFACTS_H
#define PUBLISH_ARTEFACTS_H

#include "model/artefact.h"
#include "model/catalogue.h"
#include "model/cube.h"

struct publishing {
    const struct ref *ref;
    const struct cube *cube;    /* what was reported; NULL: nothing is released */
    const struct cube *derived; /* what is computed from it; NULL: its flows are listed without what exists */
    const struct catalogue_source *sources; /* only what may be published is taken of them */
    size_t nsources;
};

enum { ARTEFACTS_CEILING = 256 << 20 };
void publish_artefacts(struct artefacts *all, struct arena *arena, const struct publishing *p);

#endif
