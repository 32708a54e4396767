/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The figures of an area by key, reported ones and those made so far; what the files of this folder
 * share. A cell is an index into set->v plus one, 0 is none; a cell stays what it is, the array of
 * observations may move when one is put.
 *
 *     for (uint32_t c = cells_first(&cs, indicator); c; c = cells_next(&cs, c))
 *         ...                                  reported first, then what was put, also meanwhile
 *
 * A figure is made by gathering its parents:
 *
 *     struct making m;
 *     making_begin(&m, &cs, c);                        the first parent
 *     if (making_take(&m, other) && ...)               false: not to be made
 *         making_put(&m, &key, value, decimals, "sex", STR(""));
 */
#ifndef ANALYSE_CELLS_H
#define ANALYSE_CELLS_H

#include "analyse/derive.h"

enum { PARENTS_MAX = 256 };

struct cells {
    const struct ref *ref;
    struct obs_set *set;
    struct derived_set *out;
    uint64_t *slots;              /* cells by key, open addressing: half of the hash, the cell */
    uint32_t mask;
    uint32_t *next, size;         /* by cell: the next of the same indicator */
    uint32_t *head, *tail;        /* by indicator */
};

struct making {
    struct cells *cs;
    uint32_t parent[PARENTS_MAX]; /* cells */
    unsigned n;
    unsigned decimals;            /* the most of any parent */
};

void cells_open(struct cells *cs, const struct ref *ref, struct obs_set *set, struct derived_set *out);
void cells_close(struct cells *cs);

uint32_t cells_find(const struct cells *cs, const struct obs *key); /* key and period of it; 0: none */
static inline uint32_t cells_first(const struct cells *cs, uint16_t i) { return cs->head[i]; }
static inline uint32_t cells_next(const struct cells *cs, uint32_t cell) { return cs->next[cell]; }
static inline const struct obs *cells_obs(const struct cells *cs, uint32_t cell)
{
    return &cs->set->v[cell - 1];
}

/* It has a value that may be computed with. */
bool cells_usable(const struct cells *cs, uint32_t cell);

void making_begin(struct making *m, struct cells *cs, uint32_t cell); /* with the first parent */
/* Adds a parent; false when there is none, it is not usable or of another source than the first. */
bool making_take(struct making *m, uint32_t cell);
/* Makes the figure: key says indicator, sex, classifications and period; area and source are those
 * of the parents, the note is what the parents say, `holds` what is in an incomplete sum (empty:
 * all). The value is rounded to `decimals`. Nothing when there is such a cell already. */
void making_put(const struct making *m, const struct obs *key, double value, unsigned decimals,
                const char *method, struct str holds);

/* Puts a cell without a value in its place, so that it is not made by another way either: what is
 * confidential in one version would else be what the others leave of the total. derive() takes such
 * cells out at the end. */
void cells_withhold(struct cells *cs, const struct obs *key);

/* Half of the last decimal of each of n figures and of their sum: how far apart two sums of the same
 * may be. */
double rounding_of(unsigned decimals, unsigned n);

/* In note.c: the note of a figure with these parents, in set->notes. */
uint32_t note_of(const struct making *m, struct str holds);

/* In harmonise.c, in the order in which derive() calls them. */
void harmonise_successions(struct cells *cs);
void harmonise_sexes(struct cells *cs);
void harmonise_versions(struct cells *cs);
/* In complement.c, which harmonise_versions calls: of one table. */
void harmonise_complements(struct cells *cs, uint16_t indicator);

#endif
