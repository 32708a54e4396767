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
 *                  has figures of the years on both sides
 *     publish      a source that can was taken in this year, as its description says, and nothing of it came
 *     request      a source of a type that can is registered for the country; whether it covers the year
 *                  is not known
 *     collect      nothing that is known of can: it has to be collected anew
 *
 * Within one effort, those of later years first, then those that more countries have (so that what makes the
 * region comparable comes first), then in the order of the questionnaire. */
#ifndef ANALYSE_GAPS_H
#define ANALYSE_GAPS_H

#include "analyse/coverage.h"
#include "analyse/quality.h"

enum effort { EFFORT_COMPLETE, EFFORT_TABULATE, EFFORT_CONTINUE, EFFORT_PUBLISH, EFFORT_REQUEST, EFFORT_COLLECT, EFFORTS };
const char *effort_name(enum effort effort); /* "tabulate": public; effort.<name> and effort.<name>.why in web/text */

struct gap {
    uint32_t area, question; /* places in the coverage */
    int year;
    enum cover cover;        /* missing or partial */
    bool asked;
    enum effort effort;
    struct str source;       /* that could fill it, "AA:1421"; empty with EFFORT_COLLECT */
    int quality;             /* of that source, per cent; -1: not known */
    uint32_t cells;          /* that would be won */
};

struct gap_sources {
    const struct catalogue_source *described; /* of all countries, by area */
    size_t ndescribed;
    int year;                                 /* now */
};

struct gaps {
    struct gap *v;
    size_t n;
    uint32_t of_effort[EFFORTS];
};

void gaps_find(struct gaps *out, struct arena *arena, const struct coverage *c, const struct gap_sources *from);

/* What a source could give of each question and what it did: a census that was taken and not tabulated. */
struct potential {
    struct str source;
    uint32_t area;
    uint32_t question;
    bool partly;               /* it can answer a part of the question only */
    uint16_t first_year, last_year; /* it covers, as is described or its figures show; 0: not known */
    uint32_t given, possible;  /* years of the coverage */
};
const struct potential *gaps_potential(size_t *n, struct arena *arena, const struct coverage *c,
                                       const struct gap_sources *from);

/* A need for capacity: what would let a country answer, and which questions it would unlock. */
enum need_kind {
    NEED_TABULATION,  /* sources that were taken are not tabulated by migrant status */
    NEED_ITEM,        /* a survey that runs has no question on birth or citizenship, as far as is known */
    NEED_DEFINITION,  /* who is a migrant is not said, or is not what the table asks */
    NEED_TIMELINESS,  /* figures come late */
    NEED_PERIODICITY, /* they come too seldom */
    NEED_REGISTER,    /* no source for flows or for nationals abroad */
    NEED_METADATA,    /* scope, age limits or sample are not said */
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
