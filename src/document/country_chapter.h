/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The chapter of a country while it is written (report_countries.c), and what fact sheets take from it: which parts of
 * its profile are drawn, which sentences belong to them, its corridors with what the other side says. Inside
 * src/document only. */
#ifndef DOCUMENT_COUNTRY_CHAPTER_H
#define DOCUMENT_COUNTRY_CHAPTER_H

#include "document/holdings.h"
#include "report/chart.h"

/* What both sides say of corridors, of all countries: made once for all chapters. */
struct corridors_known {
    const struct mirror_line *lines[MIRROR_KINDS]; /* the largest first */
    size_t n[MIRROR_KINDS];
};
void corridors_known(struct corridors_known *out, struct page *pg);

struct country_chapter {
    struct document *d;
    const struct report *r;
    uint16_t area;
    struct str name, code;
    struct profile profile;
    const struct sources_held *sources;    /* of all countries */
    const struct corridors_known *corridors;
    struct chart *charts[PROFILE_PARTS];   /* those that are drawn; NULL: the part is a table, or nothing */
    const struct highlight **says[PROFILE_PARTS + 1]; /* of each part; behind them those of no part */
    size_t nsays[PROFILE_PARTS + 1];
};

/* Of the charts that the country has `most` are drawn: those that say most. */
void country_chapter_init(struct country_chapter *c, struct document *d, const struct report *r, uint16_t area,
                          const struct sources_held *sources, const struct corridors_known *corridors, unsigned most);

/* Is there anything to say of a part? A table by occupation that has totals alone says nothing of occupations. */
bool country_part_has(const struct country_chapter *c, enum profile_part part);

/* The newest totals, each with its year: PART_STOCK, PART_INFLOW, PART_OUTFLOW, PART_ABROAD, PART_RETURNS. */
enum { HEADLINES = 5 };
struct headline {
    enum profile_part part;
    const struct cube_flow *flow;
    uint32_t obs, women;   /* women: UINT32_MAX where it is not said */
};
unsigned country_headlines(struct headline out[HEADLINES], const struct country_chapter *c);

/* Sections of a chapter; each writes nothing where there is nothing to say. */
void country_brief(struct country_chapter *c);
int country_side(struct country_chapter *c, bool origin, struct err *err); /* country_side.c */
void country_corridors(struct country_chapter *c);                        /* country_corridors.c */
void country_said(struct country_chapter *c);                             /* country_known.c */
void country_sources(struct country_chapter *c);
void country_missing(struct country_chapter *c);

/* What fact sheets take of them. The rows of the corridors, of each kind and direction at most so many and all together
 * not more than `all`, the heads between them counted. How many rows there are. */
void country_corridor_heads(struct country_chapter *c);
unsigned country_corridor_rows(struct country_chapter *c, unsigned most, unsigned all);
/* Sentences of a part, or what its newest figure is; false, and nothing written, where there is none. */
bool country_say_part(const struct country_chapter *c, enum profile_part part);
/* Tables of what sources that are there could fill, and of what would help; at most so many rows, and where `lines` is
 * not UINT_MAX not more than fit into so many. */
void country_fillable(struct country_chapter *c, unsigned most, unsigned lines);
void country_needs(struct country_chapter *c, unsigned most);

#endif
