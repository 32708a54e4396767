/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is known and what is not: of each country, each question and each year, whether there are
 * figures, all of them or a part, and from which source.
 *
 *     struct coverage c;
 *     struct arena arena; arena_init(&arena, COVERAGE_CEILING);
 *     coverage_make(&c, &arena, &(struct covering){.ref = ref, .cube = cube, .first_year = 2010, .last_year = 2024});
 *     enum cover k = coverage_at(&c, m, q, 2014)->cover;     m: a member's place, q: a question's
 *     puts(cover_name(k));                                   "partial"
 *
 * A question is what a country fills in once: a number of the questionnaire (ref's `sheet`), be it asked by
 * place of birth or by citizenship; or, of the first generation, one of its tables. A figure of the first
 * generation counts for the question of today that its table was followed by (ref's successions), as well as
 * for its own.
 *
 * Of a question table (country, question, year, source and indicator) its expected cells are those that the
 * questionnaire has: the sexes that it asks, crossed with the total and the parts of the version that has most
 * of them (partial figures of several versions are not added; what is left over, as "not stated", is not
 * expected; a part may be given by its own parts); of a list of countries the total and at least one country. A
 * quarter or a month counts for its year. Figures of several sources add up, as they do in a release, where each
 * cell has its best value; of the indicators of a question the best one counts:
 *
 *     reported        every expected cell has a figure, or a status that says why there is none (C, S, U)
 *     partial         some have, or there are figures of what is not expected
 *     not applicable  the country says so of all that it has sent (status X), or a statement does
 *     missing         nothing; where the country says that it has none (status N), that is said too
 *
 * Single cells that are not applicable are not expected. A table of the first generation that has no sexes, or
 * no ages, has a part of the question that asks by them.
 *
 * The share of what was possible that was collected is (reported + partial) / (all - not applicable), by
 * question tables; of cells likewise. It is stated by both. */
#ifndef ANALYSE_COVERAGE_H
#define ANALYSE_COVERAGE_H

#include "model/cube.h"

enum { COVERAGE_CEILING = 512 << 20 };

enum cover { COVER_MISSING, COVER_PARTIAL, COVER_REPORTED, COVER_NOT_APPLICABLE, COVERS };
const char *cover_name(enum cover cover); /* "not applicable" */
const char *cover_key(enum cover cover);  /* "not_applicable": for words, styles and JSON */

enum { QUESTION_INDICATORS = 8 };
struct question {
    int sheet;               /* of the questionnaire; 0: of the first generation */
    uint16_t indicators[QUESTION_INDICATORS]; /* that answer it: by birth, by citizenship; those of the first
                                                 generation behind them */
    unsigned nindicators;
    uint16_t module;
    struct str code;         /* that names it: of its first indicator */
};

struct cell_cover {
    enum cover cover;
    bool asked;              /* by a round that covered the year (struct covering's asks) */
    bool unavailable;        /* missing, and the country says that it has no figure (status N) */
    uint16_t waiver;         /* the statement that it does not apply: struct coverage's, from 1; 0: none */
    uint16_t indicator;      /* of the table that counts; 0: nothing is there */
    uint16_t source;         /* of the cube, that has most of it; meaningful where indicator is not 0 */
    uint16_t nsources;       /* how many have something */
    uint32_t have, expected; /* cells of the table that counts; of a missing one, have is 0 */
};

/* A round asked a country for a table, for some years. */
struct cover_ask {
    uint16_t area, indicator;
    int first_year, last_year;
};

/* A country said that a table does not apply to it, of some years. What it sent all the same counts. */
struct cover_waiver {
    uint16_t area, indicator;
    int first_year, last_year;
    struct str reason;
};

struct covering {
    const struct ref *ref;
    const struct cube *cube;      /* reported figures; NULL: none */
    const struct cover_ask *asks; /* may be NULL: nothing is known of what was asked */
    size_t nasks;
    const struct cover_waiver *waivers;
    size_t nwaivers;              /* up to 65,535 are looked at */
    int first_year, last_year;    /* both included; 0: of all figures and waivers */
    bool first_generation;        /* the questions are those of the first generation, not today's */
};

struct coverage {
    const struct ref *ref;
    const struct cube *cube;
    const struct cover_waiver *waivers;
    uint16_t *areas;             /* the members, by code */
    uint32_t nareas;
    struct question *questions;  /* in the order of the questionnaire */
    uint32_t nquestions;
    int first_year, last_year;   /* the last before the first: there is no year */
    struct cell_cover *v;        /* by area, question, year */
};

void coverage_make(struct coverage *out, struct arena *arena, const struct covering *from);
/* NULL where there is no such year. */
const struct cell_cover *coverage_at(const struct coverage *c, uint32_t area, uint32_t question, int year);

/* The years over which coverage is stated where nobody says which: the ten up to the last of which a member
 * has any figure; without figures those that were asked; else none, the last before the first. */
enum { COVERAGE_YEARS = 10 };
void coverage_span(int *first, int *last, const struct covering *from);

/* Sums over part of it; UINT32_MAX: over all areas or questions; years 0: all. `only_asked`: what was asked. */
struct cover_sum {
    uint32_t n[COVERS];
    uint64_t have, expected; /* cells, those not applicable left out */
};
struct cover_sum coverage_sum(const struct coverage *c, uint32_t area, uint32_t question, int first_year,
                              int last_year, bool only_asked);
/* Of question tables, per cent; NaN when none was possible. */
double cover_share(const struct cover_sum *sum);
double cover_cell_share(const struct cover_sum *sum);

/* A question table of one source: what each has. By area, question, year, source. */
struct source_cover {
    uint32_t area, question; /* places */
    int year;
    uint16_t indicator, source;
    enum cover cover;
    uint32_t have, expected;
};
/* All that have something, of all sources and indicators. */
const struct source_cover *coverage_sources(size_t *n, struct arena *arena, const struct coverage *c);

/* Of one question table, what its breakdowns have: each sex, each expected code of the version that counts, of
 * its first classification and of its second; of a list of countries the total and those that are there. Nothing
 * where nothing is there. */
struct breakdown_cover {
    uint16_t code;   /* a sex, or a code of a classification */
    uint32_t have, expected;
};
const struct breakdown_cover *coverage_breakdown(size_t *n, struct arena *arena, const struct coverage *c,
                                                 uint32_t area, uint32_t question, int year);

/* What breakdowns have, in sums over countries and years: of each question each sex, each expected code, and of
 * a list of countries any country. Of a missing table the cells of the version that is asked for are missing. */
struct cover_part {
    uint32_t question;
    uint16_t code;          /* 0: any country of the list */
    uint16_t version;       /* of the code */
    uint64_t have, expected;
};
/* By question; sexes first. Selected as coverage_sum does. */
const struct cover_part *coverage_parts(size_t *n, struct arena *arena, const struct coverage *c, uint32_t area,
                                        uint32_t question, int first_year, int last_year, bool only_asked);

#endif
