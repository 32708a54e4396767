/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Recommendations that follow from a release: each is made only where figures, gaps or needs support it, and is printed
 * with them and with the countries that it is for.
 *
 *     struct advice a = {.d = d, .r = r};
 *     advice_gather(&a);
 *     if (a.n) advice_write(&a);
 *
 * The kinds are a table (advice.c): name, what finds out for whom it is, what writes what stands behind it. A kind is a
 * sentence report.advice.<name> in web/text, with the placeholder {countries}. Inside src/document only. */
#ifndef DOCUMENT_ADVICE_H
#define DOCUMENT_ADVICE_H

#include "document/both_sides.h"

struct advised {
    const struct advice_kind *kind;
    uint16_t *areas;   /* for whom, by name */
    uint32_t n;
};

enum { ADVICE_MOST = 16 };
struct advice {
    struct document *d;
    const struct report *r;
    struct both_sides sides[MIRROR_RETURN]; /* of stocks and flows */
    struct profile *profiles;               /* of the members, by name */
    uint32_t nprofiles;
    struct advised v[ADVICE_MOST];
    unsigned n;
};

struct advice_kind {
    const char *name;                       /* in ids and keys */
    enum need_kind need;                    /* of those that are needs; else NEED_KINDS */
    /* Marks for whom it is, by place among the members; false: no data support it. */
    bool (*finds)(const struct advice *a, const struct advice_kind *kind, bool *areas);
    void (*behind)(const struct advice *a, const struct advised *x); /* what stands behind it, as HTML */
    bool all;                               /* it is for all members, whoever has given rise to it */
};

void advice_gather(struct advice *a);
void advice_write(const struct advice *a);

/* advice_needs.c */
bool advice_needs_find(const struct advice *a, const struct advice_kind *kind, bool *areas);
void advice_needs_behind(const struct advice *a, const struct advised *x);
/* advice_figures.c */
bool advice_criterion_find(const struct advice *a, const struct advice_kind *kind, bool *areas);
void advice_criterion_behind(const struct advice *a, const struct advised *x);
bool advice_sexes_find(const struct advice *a, const struct advice_kind *kind, bool *areas);
void advice_sexes_behind(const struct advice *a, const struct advised *x);
bool advice_year_find(const struct advice *a, const struct advice_kind *kind, bool *areas);
void advice_year_behind(const struct advice *a, const struct advised *x);
bool advice_rest_find(const struct advice *a, const struct advice_kind *kind, bool *areas);
void advice_rest_behind(const struct advice *a, const struct advised *x);
/* advice_corridors.c */
bool advice_one_side_find(const struct advice *a, const struct advice_kind *kind, bool *areas);
void advice_one_side_behind(const struct advice *a, const struct advised *x);
bool advice_exchange_find(const struct advice *a, const struct advice_kind *kind, bool *areas);
void advice_exchange_behind(const struct advice *a, const struct advised *x);

#endif
