/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The page of one corridor: what its parts share (corridor.c: the page and its tables; corridor_chart.c;
 * corridor_words.c: what the figures are, why they differ). Inside src/report and src/document. */
#ifndef REPORT_CORRIDOR_H
#define REPORT_CORRIDOR_H

#include "analyse/mirror_words.h"
#include "report/chart.h"
#include "report/layout.h"

/* What one side or collection says of one kind in one table, over the years. */
struct side_series {
    enum mirror_kind kind;
    enum mirror_side side;
    uint16_t indicator;
    const struct collection *collection;
};

struct corridor_shown {
    struct page *pg;
    const struct corridor *c;
    struct mirror_words w;
    struct side_series *series; /* by kind, side, place */
    size_t nseries;
    bool status_seen[128];      /* marks that the legend explains */
    bool missing_seen, rest_seen, one_sex_seen, summed_seen, carried_seen, change_seen;
};

bool series_has(const struct side_series *s, const struct mirror_view *v);
/* "Myanmar"; of a collection its name. */
struct str series_who(const struct corridor_shown *s, const struct side_series *series);

/* The series, in order of kind and side; of a side as mirror.csv has them, of collections as they were handed in. */
void corridor_gather(struct corridor_shown *s);
/* A line for each series of the kind; false where fewer than two figures are there. */
bool corridor_chart(struct chart *c, struct corridor_shown *s, enum mirror_kind kind);
/* topic_corridors.c: a figure for each corridor between countries of the region: the newest, or that of the year
 * (period not 0), of the country of destination; where that says nothing, of the country of origin. Those above zero,
 * the largest first. And the chart of them, of c's kind: ERR_NOTFOUND where there is none. */
struct corridor_figure {
    uint16_t origin, destination, period;
    uint16_t indicator; /* which says it */
    uint32_t obs;
};
size_t corridors_figures(struct corridor_figure **out, struct page *pg, enum mirror_kind kind, uint16_t period);
int corridors_chart(struct chart *c, struct page *pg, enum mirror_kind kind, uint16_t period, struct err *err);

void corridor_reasons(struct corridor_shown *s);
void corridor_series_words(struct corridor_shown *s);

#endif
