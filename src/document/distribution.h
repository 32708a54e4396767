/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Sections on how people are distributed over industries, skills and levels of education, countries side by side:
 * words, a chart, and a table with a column for each country. Countries that report by different lists of codes stand
 * in different tables.
 *
 *     distribution_write(d, &(struct distribution){"sectors", PART_ACTIVITIES, REGIONAL_MIGRANTS}, &err);
 *
 * Inside src/document only. */
#ifndef DOCUMENT_DISTRIBUTION_H
#define DOCUMENT_DISTRIBUTION_H

#include "document/sourced.h"
#include "report/regional.h"

struct distribution {
    const char *chapter;     /* of ids: "sectors" */
    enum profile_part part;
    enum regional_who who;
};

/* How many countries have one: nothing is written where none has. */
uint32_t distribution_countries(struct page *pg, enum profile_part part, enum regional_who who);
/* A section; words are report.shares.<part>.<who>.title, .lead and .caption. Of migrants the nationals of the same
 * table and year stand beside. */
int distribution_write(struct document *d, const struct distribution *x, struct err *err);
/* A chapter of such sections, with two paragraphs before them and what the data say;
 * nothing where no country has any. */
struct distribution_chapter {
    const char *id;
    const char *title, *lead, *more; /* words */
    enum highlight_topic topic;
    const struct distribution *sections;
    size_t n;
};
int distribution_chapter(struct document *d, const struct report *r, const struct distribution_chapter *x,
                         struct err *err);
/* A table of the share of women in each part, of the countries that say it: words report.women.<part>.<who>.caption.
 * False: none does. `first` is called before anything is written. */
bool distribution_women(struct document *d, const struct distribution *x, void (*first)(struct document *d));

#endif
