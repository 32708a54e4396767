/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The cells of one table of one country, year by year: which are expected, which are there. What the files of
 * coverage share.
 *
 *     struct cover_table t;
 *     cover_table_open(&t, ref, cube, 2010, 2024);
 *     cover_table_shape(&t, indicator, question);       which cells it has
 *     cover_table_read(&t, area, COVER_ANY_SOURCE);     which of them are there
 *     cover_table_best(&best, &t, 2014);                of the version that has most
 *     cover_table_close(&t);
 *
 * A cell stands for sex, code and code of a pair of versions. Of a list of countries there are two: the total, and
 * any country. */
#ifndef ANALYSE_COVERAGE_TABLE_H
#define ANALYSE_COVERAGE_TABLE_H

#include "analyse/coverage.h"

enum { COVER_ANY_SOURCE = -1, COVER_LISTS = 16, COVER_PAIRS = COVER_LISTS * COVER_LISTS };

/* The codes of a version as cells; of a table without a classification one cell. */
struct cover_list {
    int version; /* -1: none */
    uint16_t n, expected;
    bool countries, nested;
    bool asked; /* for the question; else what is left over in the version that is asked for is not expected */
};

struct cover_pair {
    uint8_t list[2];
    uint32_t at; /* its first cell */
    uint32_t expected;
};

enum cover_mark { MARK_NONE, MARK_UNAVAILABLE, MARK_NOT_APPLICABLE, MARK_HAVE };

struct cover_table {
    const struct ref *ref;
    const struct cube *cube;
    int first_year, nyears;
    /* the shape */
    uint16_t indicator;
    const struct cube_flow *flow; /* NULL: nothing of it in the cube */
    unsigned sexes;
    uint32_t times; /* the question has so many times the cells, by what the table is not broken down by */
    struct cover_list lists[2][COVER_LISTS];
    unsigned nlists[2];
    struct cover_pair pairs[COVER_PAIRS];
    unsigned npairs;
    uint32_t ncells;
    int8_t *list_of; /* by version: which list, -1 */
    bool *left_over; /* by code: of another version it is what is left over */
    /* what is there, by year and cell */
    struct cover_cell {
        uint16_t source;
        uint8_t mark;
    } *cells;
    struct cover_tally {
        uint32_t of[MARK_HAVE + 1];
    } *tallies; /* by year and pair, expected cells alone */
    uint32_t *others; /* by year, a source with a figure of what is not expected, plus one; 0: none */
    size_t cells_size, tallies_size;
    uint32_t *of_source; /* by source of the cube: zeroed between uses */
};

/* Of one year, the pair that counts. */
struct cover_best {
    enum cover cover;
    bool unavailable;
    unsigned pair;
    uint32_t have, expected; /* have 0 where partial: figures are there, but of nothing that is expected */
};

void cover_table_open(struct cover_table *t, const struct ref *ref, const struct cube *cube, int first_year,
                      int last_year);
void cover_table_close(struct cover_table *t);

/* The cells of an indicator where it answers a question that is asked by `asked` (the same, or what came after
 * it). */
void cover_table_shape(struct cover_table *t, uint16_t indicator, uint16_t asked);
/* False, and nothing is read: the area has no series of it. */
bool cover_table_read(struct cover_table *t, uint16_t area, int source);
/* False: nothing was said of that year. */
bool cover_table_best(struct cover_best *out, const struct cover_table *t, int year);
/* The source that has most of it. */
uint16_t cover_table_source(struct cover_table *t, const struct cover_best *best, int year);

/* Of a pair in a year the expected cells at one place, and how many of them are there: of its first list
 * (slot 0), its second (1), its sexes (2). */
void cover_table_count(uint32_t *have, uint32_t *expected, const struct cover_table *t, unsigned pair, int year,
                       unsigned slot, unsigned place);

/* By which of its indicators a question is asked where this one answers it: the one that came after it. */
uint16_t cover_asked_by(const struct ref *ref, const struct question *q, uint16_t indicator);

/* a counts rather than b. */
bool cover_better(const struct cover_best *a, const struct cover_best *b);

/* The place of a series' code in a list, -1: it is not one of its cells; and whether that is expected. */
int cover_place(const struct ref *ref, const struct cover_list *list, uint16_t code);
bool cover_expected(const struct cover_table *t, const struct cover_list *list, unsigned place);
enum cover_mark cover_mark_of(double value, char status);
int cover_sex(const struct cover_table *t, uint16_t sex); /* 0 total, 1 men, 2 women; -1 */

#endif
