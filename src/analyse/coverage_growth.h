/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How coverage grew: what each release had, and so what there was after each round.
 *
 *     cover_edition_make(&history.v[history.n++], &arena, cube, &rounds, ref);    each release, in order
 *     struct cover_growth growth;
 *     cover_growth_make(&growth, &arena, &history, &view);                        for each question
 *
 * After a round is in the first release that was made after the round had been closed; before it in the last
 * one made before it was opened. What is counted of a round is what it asked, and question tables only. */
#ifndef ANALYSE_COVERAGE_GROWTH_H
#define ANALYSE_COVERAGE_GROWTH_H

#include "analyse/coverage_view.h"
#include "analyse/reckoned.h"

/* What a release had, by area, question and year of its own span; areas and questions in the places of `ref`. */
struct cover_edition {
    struct str name, released_at; /* empty: what is accepted now */
    struct cover_grid {
        int first_year, last_year;
        uint8_t *cover; /* enum cover */
    } of[2];            /* today's questions, those of the first generation */
};

struct cover_history {
    struct cover_edition *v; /* in order of their making; the last is what is looked at */
    size_t n;
};

/* name and released_at are the caller's. */
void cover_edition_make(struct cover_edition *out, struct arena *arena, const struct cube *cube,
                        const struct rounds *rounds, const struct ref *ref);

struct cover_state {
    uint32_t n[COVERS];
};

struct cover_growth {
    struct cover_after {
        const struct asked_round *round;
        const struct cover_edition *before, *after; /* NULL: there is none (yet) */
        uint32_t asked;                             /* question tables */
        uint32_t answered;                          /* of them: accepted in answer to it, where that is known */
        struct cover_state had, has, now;           /* of them: before, after, in the last release */
    } *rounds;
    size_t nrounds;
    bool answers_known;
    struct cover_made {
        const struct cover_edition *edition;
        struct cover_state count; /* over the years of the view, whatever was asked */
    } *releases;
    size_t nreleases;
};
void cover_growth_make(struct cover_growth *out, struct arena *arena, const struct cover_history *history,
                       const struct coverage_view *v);

/* What a release had over the years of the view, of an area and a module (UINT32_MAX: of all). */
struct cover_state cover_edition_count(const struct cover_edition *e, const struct coverage_view *v, uint32_t area,
                                       uint32_t module);

/* Which question tables a round asks, whatever the criterion: by area and question. */
bool *cover_round_asked(struct arena *arena, const struct coverage_view *v, const struct asked_round *round);

/* How many of the question tables that a round asked stood so in a release (NULL: in the last): bits 1 << enum cover;
 * and those collected as per cent of all that were possible, false where none was. */
struct reckoned cover_round_count(struct arena *arena, const struct asked_round *round, const struct cover_edition *in,
                                  const struct cover_state *state, unsigned covers);
bool cover_round_share(struct reckoned *out, struct arena *arena, const struct asked_round *round,
                       const struct cover_edition *in, const struct cover_state *state);

uint32_t cover_state_count(const struct cover_state *c);
uint32_t cover_state_possible(const struct cover_state *c);
double cover_state_share(const struct cover_state *c); /* per cent; NaN: none was possible */

#endif
