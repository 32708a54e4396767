/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Figures of somebody else taken into a collection (model/collection.h): an import adds to what the
 * vintage had before, and of a cell that both have the new figure counts. What it makes is the whole
 * vintage anew; nothing of the import before is changed.
 *
 *     struct others_import im = {.of = *mapping->collection, .sum_sexes = mapping->sum_sexes};
 *     others_begin(&im, st, ref, version);
 *     for each file read: others_take(&im, &set);        the order counts: what comes last
 *     others_store(&im, anew, &err);                     inside a transaction; im.stored.of.id
 *     others_end(&im);
 */
#ifndef COLLECT_OTHERS_H
#define COLLECT_OTHERS_H

#include "model/obs.h"
#include "store/collected.h"

/* What became of the cells of an import. */
struct others_stat {
    uint64_t figures;  /* taken */
    uint64_t empty;    /* taken: a status that says why there is no figure */
    uint64_t unusable; /* what stands there is no figure */
    uint64_t repeated; /* the cell comes again in the same import: the last counts */
    uint64_t changed;  /* had another figure before */
    uint64_t same;     /* had the same before */
    uint64_t summed;   /* men and women added up */
    uint64_t alone;    /* one sex only, so that nothing could be added up */
    uint16_t first, last; /* periods of what was taken; 0: nothing */
};

struct others_import {
    struct collection of; /* what the mapping says; id, imported_at, who, file_name, sha256 of the caller */
    bool sum_sexes;
    /* made by others_begin and after */
    struct store *store;
    const struct ref *ref;
    struct collected stored, before; /* before.of.id 0: there was none */
    struct obs_set set; /* of all files; the number of the file is the row */
    uint32_t nfiles;
    struct others_stat stat;
    struct arena arena;
};
void others_begin(struct others_import *im, struct store *st, const struct ref *ref, int64_t ref_version);
void others_take(struct others_import *im, const struct obs_set *set);
/* With `anew` the vintage begins anew, and shows nothing of earlier imports. */
int others_store(struct others_import *im, bool anew, struct err *err);
void others_end(struct others_import *im);

#endif
