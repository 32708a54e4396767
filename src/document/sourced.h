/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What stands below a table that puts countries side by side: where its figures come from, who is counted in them, what
 * their letters mean. And sentences that chapters on the region share.
 *
 *     struct sourced s;
 *     sourced_begin(&s, d);
 *     ... rows, with sourced_take(&s, obs) for each figure ...
 *     table_end(d, sourced_words(&s, WORDS(d->page, "report.region.stock.note")));
 *
 * Inside src/document only. */
#ifndef DOCUMENT_SOURCED_H
#define DOCUMENT_SOURCED_H

#include "document/holdings.h"

/* A name and the countries to which it applies: "National census (Cambodia, Myanmar)". */
struct sourced_name {
    struct str name;
    uint16_t *areas;
    uint32_t n;
};
struct sourced_names {
    struct sourced_name *v;
    uint32_t n, size;
};

struct sourced {
    struct document *d;
    struct sourced_names sources, definitions;
    bool status[128];
    bool missing; /* there is a cell without a figure */
};
void sourced_begin(struct sourced *s, struct document *d);
void sourced_take(struct sourced *s, uint32_t obs); /* UINT32_MAX: a cell without a figure */
/* In the arena. `first`: sentences that stand before, may be empty. */
struct str sourced_words(struct sourced *s, struct str first);

/* The year of figures of one period, with the letters of their statuses: "2014 E". n 0: nothing is known. */
void year_cell(struct document *d, const uint32_t *obs, size_t n);
void year_above_cell(struct document *d, const uint32_t *obs, size_t n); /* where it stands above numbers */
/* A figure of persons, counted singly; of another unit as it is. And taken for the note below. */
void persons_cell(struct document *d, struct sourced *s, uint32_t obs);
/* 100 * part / whole, without the sign; taken too. UINT32_MAX: not known. */
void percent_cell(struct document *d, struct sourced *s, uint32_t part, uint32_t whole);
/* <td> with the name of an area; empty where it is 0. */
void area_cell(struct document *d, uint16_t area);

/* "Cambodia, Myanmar and Viet Nam", in the arena. */
struct str areas_words(struct page *pg, const uint16_t *areas, size_t n);

/* The weightiest sentences of a topic (-1: all) and area (UINT16_MAX: all) as paragraphs; how many there are. Ids are
 * those of the sentences behind `chapter`. */
size_t says_paragraphs(struct document *d, const struct report *r, const char *chapter, int topic, uint16_t area,
                       size_t most);

/* A chart of a topic and its parts ("region", "women/stock") as a figure; nothing where there is none. */
int topic_figure(struct document *d, const char *id, const char *topic, const char *parts, struct err *err);

#endif
