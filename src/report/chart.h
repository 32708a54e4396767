/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a chart shows, as data: one description, which the server draws (report/chart_draw.h) and the browser
 * (web/js/chart.js, the same program), with its summary in words and its table.
 *
 *     struct chart c;
 *     chart_init(&c, arena, CHART_LINE);
 *     c.title = ...;
 *     struct chart_series *s = chart_series(&c, STR("Thailand"));
 *     s->colour = chart_colour_area(ref, area);
 *     chart_point(&c, s, STR("2014"), 933.89, CHART_PLAIN);
 *     chart_write(&c, &json, text);              the description, as JSON
 *     chart_summary(&out, text, &c);             in words: for who does not see it
 *     chart_table(&out, text, &c);               the same numbers as a table (HTML)
 *
 * What holds for all: bars begin at zero; a line goes only through points that can be compared: it is broken
 * where a point is behind a break, and a missing point is a gap, never a zero; estimates are dashed, provisional
 * figures hollow; no meaning by colour alone: series are labelled at the line or the bar, and told apart by
 * shape or pattern too; "no data" is hatched, never a colour of the scale. Pure: no file, database or clock. */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "model/ref.h"
#include "syntax/json.h"
#include "syntax/text.h"

enum chart_kind {
    CHART_LINE,      /* categories are periods, a line a series */
    CHART_BAR,       /* horizontal bars of one series, or grouped ones of several */
    CHART_STACKED,   /* parts of a whole, a stack a category */
    CHART_PYRAMID,   /* two series back to back: women and men by age or another group */
    CHART_HEAT,      /* categories x series, five classes; for coverage the classes have names */
    CHART_SANKEY,    /* links from sources to targets: corridors of a year */
    CHART_FLOW_MAP,  /* the same on a map */
    CHART_MAP,       /* areas in five classes */
    CHART_MULTIPLES, /* a small line chart for each series, all with one scale */
    CHART_KINDS
};
const char *chart_kind_name(enum chart_kind kind); /* "line": in addresses */
enum chart_kind chart_kind_find(struct str name);  /* CHART_KINDS: there is none */

/* How a point is drawn. */
enum { CHART_PLAIN = 0, CHART_ESTIMATED = 1, CHART_PROVISIONAL = 2, CHART_AFTER_BREAK = 4 };

/* A colour by what it stands for: the same everywhere in the product (web/js/chart.js has the palette). */
struct chart_colour {
    enum { COLOUR_NEXT, COLOUR_AREA, COLOUR_WOMEN, COLOUR_MEN, COLOUR_MIGRANTS, COLOUR_NATIONALS, COLOUR_REST,
           COLOUR_ORIGIN, COLOUR_DESTINATION, COLOUR_OTHER } as;
    uint16_t area; /* of COLOUR_AREA: which member of the region, in order of their codes, from 1 */
};

struct chart_point {
    uint32_t category;
    double value;   /* NaN: no figure */
    unsigned flags;
    char status;    /* 0: none */
};

struct chart_series {
    struct str name;
    struct chart_colour colour;
    struct chart_point *points;
    uint32_t n, size;
};

struct chart_link {
    struct str from, to;           /* names */
    struct str from_code, to_code; /* areas, alpha-3 */
    double value;
    struct chart_colour colour;    /* of where it comes from */
};

/* An area of a map. */
struct chart_area {
    struct str code, name;
    double value; /* NaN: no figure */
};

struct chart {
    enum chart_kind kind;
    struct arena *arena;
    struct str title;             /* what is seen: measure, place, time */
    struct str subtitle;          /* population, unit */
    struct str unit;              /* at the axis: "thousand persons" */
    struct str source, release;   /* the foot */
    struct str address;           /* of the page that it is of; for the foot of a downloaded picture */
    struct str note;              /* what has to be known; may be empty */
    unsigned decimals;
    struct str *categories;       /* periods, ages, countries */
    uint32_t ncategories, categories_size;
    struct chart_series *series;
    uint32_t nseries, series_size;
    struct chart_link *links;
    uint32_t nlinks, links_size;
    struct chart_area *areas;
    uint32_t nareas, areas_size;
    const char *const *classes;   /* of CHART_HEAT with named classes: value is an index; NULL: numbers */
    uint32_t nclasses;
};

void chart_init(struct chart *c, struct arena *arena, enum chart_kind kind);
/* The series, made when there is none of that name yet; it may move when another is made. */
struct chart_series *chart_series(struct chart *c, struct str name);
void chart_point(struct chart *c, struct chart_series *s, struct str category, double value, unsigned flags);
void chart_link(struct chart *c, const struct chart_link *link);
void chart_area(struct chart *c, struct str code, struct str name, double value);
/* COLOUR_NEXT for an area that is no member. */
struct chart_colour chart_colour_area(const struct ref *ref, uint16_t area);
/* What a status of an observation means for the drawing: B, E and P of the list of statuses. */
unsigned chart_flags(char status);
bool chart_is_empty(const struct chart *c); /* there is no figure in it */

/* One document, with the words that the drawing needs. */
void chart_write(const struct chart *c, struct json *j, const struct text *text);
/* Plain text of a few sentences: what is largest, first and last values and the direction, where they can be
 * compared. */
void chart_summary(struct buf *out, const struct text *text, const struct chart *c);
/* The same numbers: as a table with caption and heads, as HTML, and as CSV with a line a figure and the status. */
void chart_table(struct buf *out, const struct text *text, const struct chart *c);
void chart_csv(struct buf *out, const struct chart *c);

#endif
