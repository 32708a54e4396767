/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The corridors between the countries of the region as chapters on the region show them, with the figures of the
 * release behind what each side says.
 *
 *     struct both_sides x;
 *     both_sides_make(&x, d, MIRROR_STOCK);
 *     for (size_t i = 0; i < x.n; i++)
 *         side_reckoned(&r, d, &x.lines[i], SIDE_DESTINATION)
 *
 * Inside src/document only. */
#ifndef DOCUMENT_BOTH_SIDES_H
#define DOCUMENT_BOTH_SIDES_H

#include "document/sourced.h"

struct both_sides {
    enum mirror_kind kind;
    struct mirror_from from;
    struct mirror_matrix matrix;     /* the latest year of each corridor */
    const struct mirror_line *lines; /* of which a side says something, the largest first */
    size_t n, ncompared;             /* ncompared: of which both do */
};
void both_sides_make(struct both_sides *out, struct document *d, enum mirror_kind kind);
struct reckoned lines_count(struct document *d, const struct both_sides *x, bool compared); /* how many of them */
bool line_is_compared(const struct mirror_line *line); /* both sides say something, not zero alone */
/* The corridors of which both sides say something, those first that are furthest apart in persons. */
size_t both_sides_apart(const struct mirror_line ***out, struct document *d, const struct both_sides *x);

/* The figure of a side, of women and men together; UINT32_MAX: it says nothing. */
uint32_t side_figure(const struct page *pg, const struct mirror_line *line, enum mirror_side side);
/* The same in persons; false: it says nothing. */
bool side_reckoned(struct reckoned *out, struct document *d, const struct mirror_line *line, enum mirror_side side);
/* What a collection of others says of it in persons; false: none does. */
bool others_reckoned(struct reckoned *out, struct document *d, const struct both_sides *x,
                     const struct mirror_line *line);
/* Destination by origin; false where one says nothing or the origin zero. */
bool line_ratio(struct reckoned *out, struct document *d, const struct mirror_line *line);
/* "Myanmar to Thailand" */
struct str line_name(struct page *pg, const struct mirror_line *line);

#endif
