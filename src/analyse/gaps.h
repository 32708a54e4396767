/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is missing, what could fill it and at what cost, and so what to ask first; and what a country needs
 * to be able to answer more.
 *
 *     struct gaps g;
 *     gaps_find(&g, &arena, &coverage, &(struct gap_sources){...});
 *     for (size_t i = 0; i < g.n; i++)       the cheapest first
 *         g.v[i].effort, g.v[i].source, g.v[i].reason ...
 *
 * Pure: coverage and descriptions in, gaps out. What a type of source can answer is data
 * (data/sources/capabilities.csv): by group of source types and question, yes, partly or no, with the reason.
 *
 * How a gap could be filled, cheapest first. Each gap has the best way that there is:
 *
 *     complete     a source has sent part of this table for this year: the rest is in the same files
 *     tabulate     a source that can has sent other tables of this year: one more tabulation
 *     continue     a source has sent this table for other years and is described as covering this one, or
 *                  has figures of years before and after it
 *     publish      a source that can was taken in this year, as its description says, and nothing of it came
 *     request      a source of a type that can is registered for the country; whether it covers the year
 *                  is not known
 *     collect      nothing that is known of can: it has to be collected anew
 *
 * A source can if its type or kind says so, or if it has answered the question before and nothing says that
 * nobody can be asked. Of several in the same effort the one that has most of the table counts, then one that has
 * answered before, one that can answer all and not a part, the better one (quality.h), the preferred type. One
 * that is described as covering some years covers no others; one that was withdrawn fills only what it has begun. A
 * census of which no years are known is requested last: it is not of every year.
 *
 * Within one effort, those of later years first, then those that more countries have (so that what makes the
 * region comparable comes first), then in the order of the questionnaire, then by country. */
#ifndef ANALYSE_GAPS_H
#define ANALYSE_GAPS_H

#include "analyse/coverage.h"
#include "analyse/quality.h"

enum gap_effort {
    EFFORT_COMPLETE,
    EFFORT_TABULATE,
    EFFORT_CONTINUE,
    EFFORT_PUBLISH,
    EFFORT_REQUEST,
    EFFORT_COLLECT,
    EFFORTS
};
/* "tabulate": public; effort.<name> and effort.<name>.why in web/text */
const char *effort_name(enum gap_effort effort);
int effort_find(struct str name);            /* -1: there is none of that name */

struct gap {
    uint32_t area, question; /* places in the coverage */
    int year;
    enum cover cover;        /* missing or partial */
    bool asked;
    bool unavailable;        /* the country says that it has no figure */
    enum gap_effort effort;
    struct str source;       /* that could fill it, "AA:1421"; empty with EFFORT_COLLECT */
    bool partly;             /* it can answer a part of the question only */
    struct str reason;       /* why it can, in English; empty where it is known only because it did */
    int quality;             /* of that source, per cent; -1: not known */
    uint32_t cells;          /* that would be won */
    uint32_t countries;      /* that have this question and year, all of it or a part */
};

struct gap_sources {
    const struct catalogue_source *described; /* of all countries, in any order */
    size_t ndescribed;
    int year;                                 /* now: that of the release */
};

struct gaps {
    struct gap *v;
    size_t n;
    uint32_t of_effort[EFFORTS];
};

void gaps_find(struct gaps *out, struct arena *arena, const struct coverage *c, const struct gap_sources *from);

/* Those of a part of it, in the same order. */
struct gap_filter {
    uint32_t area, question;     /* places; UINT32_MAX: all */
    int effort;                  /* -1: every */
    int first_year, last_year;   /* 0: all */
};
#define GAP_FILTER_ALL ((struct gap_filter){.area = UINT32_MAX, .question = UINT32_MAX, .effort = -1})
void gaps_only(struct gaps *out, struct arena *arena, const struct gaps *g, const struct gap_filter *filter);

/* Gaps of one country, question, effort and source put together over the years: as people read them. In the
 * order of their first. */
struct gap_span {
    uint32_t area, question;
    enum gap_effort effort;
    struct str source;
    bool partly, all_missing;    /* all_missing: of no year is there a part */
    struct str reason;
    int quality;
    int first_year, last_year;
    uint32_t nyears, cells;      /* cells: of all years */
    uint16_t *years;             /* oldest first */
};
const struct gap_span *gaps_spans(size_t *n, struct arena *arena, const struct coverage *c, const struct gaps *g);

/* What a question is called: the title of its table, of a pair both ("Employment by sex, age and place of birth /
 * citizenship"); and its sheet, "MST 4", or of the first generation its table. */
struct str gaps_question(struct arena *arena, const struct coverage *c, uint32_t question, const char *language);
struct str gaps_sheet(struct arena *arena, const struct coverage *c, uint32_t question);

/* The last ten years up to the newest that has figures: what is spoken of where nothing is said. */
void gaps_years(int *first, int *last, const struct coverage *c);

/* What a source could give of each question and what it did: a census that was taken and not tabulated. */
struct potential {
    struct str source;
    uint32_t area;
    uint32_t question;
    bool partly;               /* it can answer a part of the question only */
    struct str reason;         /* why it can, in English; empty where it is known only because it did */
    uint16_t first_year, last_year; /* it covers, as is described or its figures show; 0: not known */
    uint32_t given, possible;  /* years of the coverage: that came, that it covers */
};
/* By area, source, question. Those of which nothing is known to be covered too. */
const struct potential *gaps_potential(size_t *n, struct arena *arena, const struct coverage *c,
                                       const struct gap_sources *from);

/* A need for capacity: what would let a country answer, and which questions it would unlock. */
enum need_kind {
    NEED_TABULATION,  /* sources that were taken are not tabulated: efforts tabulate and publish */
    NEED_ITEM,        /* a survey or census that is registered has given nothing by birth or citizenship, as if
                         it did not ask for them: effort request; or there is none (collect) */
    NEED_DEFINITION,  /* who is a migrant is not said, or is not what the table asks: 0 or 1 points */
    NEED_TIMELINESS,  /* figures come late: 0 or 1 points; not of a census */
    NEED_PERIODICITY, /* they come too seldom: 0 or 1 points; not of a census */
    NEED_REGISTER,    /* no source of more than a part for what surveys and censuses cannot answer in full: flows,
                         nationals abroad */
    NEED_METADATA,    /* scope, age limits or sample are not said: 0 points */
    NEED_KINDS
};
const char *need_name(enum need_kind kind); /* "tabulation": public; need.<name> and need.<name>.why in web/text */
struct capacity_need {
    uint32_t area;
    enum need_kind kind;
    struct str source;        /* about which; empty: of none that there is */
    uint32_t *questions;      /* that it would unlock, or make better; in their order */
    uint32_t nquestions;
    uint32_t gaps;            /* question tables that it would fill; 0: it makes better what is there */
};
/* By area; what unlocks most first. */
const struct capacity_need *gaps_needs(size_t *n, struct arena *arena, const struct coverage *c,
                                       const struct gaps *g, const struct gap_sources *from);

#endif
