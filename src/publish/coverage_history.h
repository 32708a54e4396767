/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How coverage grew: what each release had, and so what there was after each round.
 *
 *     struct cover_history history;
 *     cover_history_load(&history, &arena, store, ref, &loaded, now, &err);      once for a release
 *     struct cover_growth growth;
 *     cover_growth_make(&growth, &arena, &history, &view);                  for each question
 *
 * After a round is in the first release that was made after the round had been closed; before it in the last
 * one made before it was opened. What is counted of a round is what it asked, and question tables only. Each
 * release is seen as the audience of the connection sees it now. */
#ifndef PUBLISH_COVERAGE_HISTORY_H
#define PUBLISH_COVERAGE_HISTORY_H

#include "publish/coverage_view.h"
#include "publish/load.h"

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

/* Of the releases up to one that is loaded with its rounds; NULL: of all. `store` is the caller's meanwhile. */
int cover_history_load(struct cover_history *out, struct arena *arena, struct store *st, const struct ref *ref,
                       const struct loaded *l, struct str now, struct err *err);
/* Adds what is accepted now. */
void cover_history_add(struct cover_history *history, struct arena *arena, const struct ref *ref,
                       const struct cube *cube, const struct rounds *rounds);

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

/* Also what was accepted in answer to each round, which is not for the public. */
int cover_growth_answers(struct cover_growth *growth, struct store *st, const struct coverage_view *v,
                         struct err *err);

uint32_t cover_state_count(const struct cover_state *c);
uint32_t cover_state_possible(const struct cover_state *c);
double cover_state_share(const struct cover_state *c); /* per cent; NaN: none was possible */

#endif
