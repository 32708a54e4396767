/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Coverage as somebody asks for it: of which countries, questions, years and round; and what that comes to.
 *
 *     struct coverage_asked asked = {.area = STR("KHM"), .first_year = 2015};
 *     struct coverage_view view;
 *     coverage_view_make(&view, &arena, &(struct coverage_of){ref, cube, &rounds}, &asked, &err);
 *     struct cover_sum sum = coverage_view_sum(&view, UINT32_MAX, UINT32_MAX, 0, 0);
 *
 * Where no years are asked for they are those of the round, or else the ten that coverage_span gives. */
#ifndef ANALYSE_COVERAGE_VIEW_H
#define ANALYSE_COVERAGE_VIEW_H

#include "analyse/coverage.h"
#include "base/buf.h"
#include "base/err.h"

/* What rounds asked, as a release knows it or as the base does. */
struct asked_round {
    int64_t id;
    struct str name, opened_at, deadline, closed_at, criterion; /* closed_at empty: open */
    int first_year, last_year;
    size_t ask, nasks; /* in struct rounds' asks */
};

struct rounds {
    struct asked_round *v; /* in order of their opening */
    size_t n;              /* 0: nothing is known of what was asked */
    struct cover_ask *asks; /* of all, by round */
    size_t nasks;
    struct cover_waiver *waivers;
    size_t nwaivers;
};

/* NULL: there is none of that name. */
const struct asked_round *asked_rounds_find(const struct rounds *rounds, struct str name);

enum { COVERAGE_YEARS_MAX = 200 }; /* that may be asked for */

/* In words; what is empty or 0 was not said. */
struct coverage_asked {
    struct str area;  /* "KHM" */
    struct str table; /* the number of a question, or one of its indicators */
    int first_year, last_year;
    struct str round;      /* the name of a round: only what it asked */
    struct str generation; /* "current" or "first": whose questions */
};

struct coverage_of {
    const struct ref *ref;
    const struct cube *cube;     /* may be NULL */
    const struct rounds *rounds;
    struct str release, released_at; /* empty: what is accepted now */
};

struct coverage_view {
    struct coverage_of of;
    struct coverage c;
    const struct asked_round *round; /* only what it asked; NULL: everything */
    uint32_t area, question;         /* the only ones; UINT32_MAX: all */
    bool first_generation, years_said;
};

/* ERR_NOTFOUND: there is no such country among the members, no such question or round; ERR_USAGE. */
int coverage_view_make(struct coverage_view *out, struct arena *arena, const struct coverage_of *of,
                       const struct coverage_asked *asked, struct err *err);

/* Of what was asked for; narrowed to an area, question and years further (UINT32_MAX, 0: not). */
struct cover_sum coverage_view_sum(const struct coverage_view *v, uint32_t area, uint32_t question, int first_year,
                                   int last_year);
/* The same of what was asked alone. */
struct cover_sum coverage_view_asked(const struct coverage_view *v, uint32_t area, uint32_t question, int first_year,
                                     int last_year);
struct cover_sum coverage_view_module(const struct coverage_view *v, uint32_t module);
bool coverage_view_has(const struct coverage_view *v, uint32_t area, uint32_t question);
bool coverage_view_counts(const struct coverage_view *v, const struct cell_cover *cell); /* asked, where that counts */
bool cover_collected(enum cover cover); /* reported or partial */
uint32_t cover_count(const struct cover_sum *sum);    /* so many */
uint32_t cover_possible(const struct cover_sum *sum); /* all but what does not apply */

/* The place of a member and of the question that an indicator answers; UINT32_MAX: there is none. */
uint32_t coverage_area(const struct coverage *c, uint16_t area);
uint32_t coverage_question(const struct coverage *c, uint16_t indicator);

/* A source of a country: in how many question tables it has something. */
struct source_sum {
    uint32_t area;
    uint16_t source;
    uint32_t n[COVERS];
    uint32_t questions; /* different ones */
    int first_year, last_year;
    uint64_t have;      /* cells */
};
/* By area and source. */
const struct source_sum *coverage_view_sources(size_t *n, struct arena *arena, const struct coverage_view *v);

/* What a question is called, after its first indicator; of a pair, that it may be answered by the other. */
struct str question_title(const struct coverage *c, uint32_t question); /* without that */
void question_name(struct buf *out, const struct coverage *c, uint32_t question);

#endif
