/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Collections of others (model/collection.h) out of the base into memory, each with its cube.
 *
 *     struct collections cs;
 *     collections_load(&cs, st, ref, &err);           the newest vintage of each; ref: that of the release shown
 *     for (size_t i = 0; i < cs.n; i++)
 *         use(cs.v[i]->cube);
 *     const struct collection *c = collections_find(&cs, STR("UNDESA_IMS"));
 *     collections_release(&cs);
 *
 * They are public from the moment they are imported. */
#ifndef PUBLISH_COLLECTIONS_H
#define PUBLISH_COLLECTIONS_H

#include "store/collected.h"

struct collections {
    struct collection **v; /* by code, the newest vintage first */
    size_t n;
    int64_t newest;   /* the last import in the base when they were read; 0: there was none */
    struct str view;  /* 64 hexadecimal digits that name all that they say; empty: there are none */
    struct arena arena;
};
/* ref NULL: descriptions alone. Series of codes that it does not have are left out and counted. */
int collections_load(struct collections *out, struct store *st, const struct ref *ref, struct err *err);
/* The vintages before the newest of each. */
int collections_load_older(struct collections *out, struct store *st, const struct ref *ref, struct err *err);
/* All vintages, without cubes. */
int collections_list(struct collections *out, struct store *st, struct err *err);
/* One: "CODE@VINTAGE", or "CODE" for the newest; ERR_NOTFOUND, with what there is. */
int collections_load_one(struct collections *out, struct store *st, const struct ref *ref, struct str name,
                         struct err *err);
void collections_release(struct collections *c);

/* By code, or "CODE@VINTAGE"; NULL: none. */
const struct collection *collections_find(const struct collections *c, struct str name);

#endif
