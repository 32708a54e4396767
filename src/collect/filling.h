/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Which source of a country could fill the tables that it is asked for, and at what cost: of what is accepted, and
 * of the catalogue of sources as it stands (analyse/gaps.h).
 *
 *     struct fillings f;
 *     fillings_load(&f, &arena, store, ref, area, 2023, 2025, 2026, &err);
 *     const struct gap_span *could = f.of[indicator];       NULL: all of it is there
 *     filling_say(&out, text, language, &f, could);   "Population Census (AA:1421) of 2024 could fill this table."
 */
#ifndef COLLECT_FILLING_H
#define COLLECT_FILLING_H

#include "analyse/gaps.h"
#include "store/collection.h"
#include "syntax/text.h"

struct fillings {
    const struct ref *ref;
    const struct gap_span **of; /* by indicator: the cheapest way, with the years that it could fill */
    const struct catalogue_source *sources;
    size_t nsources;
};

/* Of the years from `first` to `last`, both included; `now`: the year in which it is asked. Borrows nothing. */
int fillings_load(struct fillings *out, struct arena *arena, struct store *st, const struct ref *ref, uint16_t area,
                  int first, int last, int now, struct err *err);

/* Of what is in memory already: figures of the country (NULL: none), and its sources. */
void fillings_find(struct fillings *out, struct arena *arena, const struct ref *ref, uint16_t area,
                   const struct cube *cube, const struct catalogue_source *sources, size_t nsources, int first,
                   int last, int now);

/* What it would cost, to compare: EFFORTS where all of it is there. */
unsigned filling_cost(const struct fillings *f, uint16_t indicator);

/* A sentence, not escaped; nothing where no source is known that could. */
void filling_say(struct buf *out, const struct text *text, const char *language, const struct fillings *f,
                 const struct gap_span *could);

#endif
