/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The question tables of one or more sorted sets, to find those that belong together: of one area and
 * period (beside each other), of one indicator and area (in the course of time).
 *
 *     struct tables ts;
 *     tables_init(&ts, ref);
 *     ... tables_add(&ts, set, cells, n) for each table, in the order of its set ...
 *     tables_arrange(&ts);
 *     for (uint32_t from = 0, to; (to = tables_beside(&ts, from)) > from; from = to)
 *         ... ts.v[ts.beside[from]] to ts.v[ts.beside[to - 1]] ...
 *
 * An entry is made for each table and nothing for each cell; arranging takes the time of sorting
 * the tables. The cells belong to their sets. */
#ifndef CHECK_TABLES_H
#define CHECK_TABLES_H

#include "model/finding.h"

struct table_span {
    const struct obs *cells; /* by classif1, classif2, sex */
    const struct obs_set *set;
    uint32_t n;
    uint32_t source;         /* in tables.sources */
    uint16_t indicator, area, period;
    uint8_t places;          /* the decimals that at least half the figures have */
    bool earlier;            /* accepted before: compared with, never found fault with */
    /* what was accepted before of the same table; NULL: nothing */
    const struct obs *accepted;
    uint32_t naccepted;
    /* what is found at its cells, and where those on broken sums begin, from 1; 0: it has none */
    struct finding_list *findings;
    size_t broken;
};

struct tables {
    const struct ref *ref;
    struct table_span *v; /* by indicator, area, source, period */
    uint32_t n, size;
    uint32_t *beside;     /* indexes into v, by area, period, source, indicator */
    struct strset sources; /* of all sets */
};

void tables_init(struct tables *ts, const struct ref *ref);
void tables_release(struct tables *ts);
struct table_span *tables_add(struct tables *ts, const struct obs_set *set, const struct obs *cells,
                              size_t n);
/* Of an earlier table that is given again only what it was accepted as is kept. */
void tables_arrange(struct tables *ts);

/* The end, in `beside`, of the tables with the area and period of the one at `from`. */
uint32_t tables_beside(const struct tables *ts, uint32_t from);
/* The end, in `v`, of the tables with the indicator and area of the one at `from`. */
uint32_t tables_series(const struct tables *ts, uint32_t from);

/* The decimals with which a figure was given, and half a unit of the last (check/check.h). */
unsigned table_places(const struct table_span *t, const struct obs *o);
double table_half(const struct table_span *t, const struct obs *o);

#endif
