/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/coverage_growth.h"

#include <math.h>

/* -- releases ----------------------------------------------------------------------------------- */

static size_t years_of(const struct cover_grid *g) { return (size_t)MAX(g->last_year - g->first_year + 1, 0); }

static uint32_t same_area(const struct coverage *old, struct str code)
{
    uint16_t area = ref_area_find(old->ref, code);
    return area ? coverage_area(old, area) : UINT32_MAX;
}

static uint32_t same_question(const struct coverage *old, struct str code)
{
    uint16_t indicator = ref_indicator_find(old->ref, code);
    return indicator ? coverage_question(old, indicator) : UINT32_MAX;
}

/* What a release had, in the places of `now`, which is of the newest reference data. */
static void grid_make(struct cover_grid *g, struct arena *arena, const struct coverage *old,
                      const struct coverage *now)
{
    g->first_year = old->first_year;
    g->last_year = old->last_year;
    g->cover = arena_alloc(arena, (size_t)now->nareas * now->nquestions * years_of(g) + 1);
    uint8_t *at = g->cover;
    for (uint32_t a = 0; a < now->nareas; a++)
        for (uint32_t q = 0; q < now->nquestions; q++) {
            uint32_t area = same_area(old, now->ref->areas[now->areas[a]].code);
            uint32_t question = same_question(old, now->questions[q].code);
            for (int year = g->first_year; year <= g->last_year; year++, at++)
                if (area != UINT32_MAX && question != UINT32_MAX)
                    *at = (uint8_t)coverage_at(old, area, question, year)->cover;
        }
}

void cover_edition_make(struct cover_edition *out, struct arena *arena, const struct cube *cube,
                        const struct rounds *rounds, const struct ref *ref)
{
    struct arena work;
    for (int old = 0; old < 2; old++) {
        struct coverage c, now;
        struct covering from = {.ref = cube->ref, .cube = cube, .waivers = rounds->waivers,
                                .nwaivers = rounds->nwaivers, .first_generation = old};
        arena_init(&work, COVERAGE_CEILING);
        coverage_make(&c, &work, &from);
        coverage_make(&now, &work, &(struct covering){.ref = ref, .first_generation = old});
        grid_make(&out->of[old], arena, &c, &now);
        arena_release(&work);
    }
}

/* -- counting ------------------------------------------------------------------------------------ */

static enum cover cover_in(const struct cover_edition *e, const struct coverage_view *v, uint32_t area,
                           uint32_t question, int year)
{
    const struct cover_grid *g = &e->of[v->first_generation];
    if (year < g->first_year || year > g->last_year)
        return COVER_MISSING;
    return (enum cover)g->cover[((size_t)area * v->c.nquestions + question) * years_of(g) +
                                (size_t)(year - g->first_year)];
}

bool *cover_round_asked(struct arena *arena, const struct coverage_view *v, const struct asked_round *round)
{
    bool *asked = arena_array(arena, bool, (size_t)v->c.nareas * v->c.nquestions + 1);
    for (size_t i = 0; i < round->nasks; i++) {
        const struct cover_ask *ask = &v->of.rounds->asks[round->ask + i];
        uint32_t area = coverage_area(&v->c, ask->area), question = coverage_question(&v->c, ask->indicator);
        if (area != UINT32_MAX && question != UINT32_MAX && coverage_view_has(v, area, question))
            asked[(size_t)area * v->c.nquestions + question] = true;
    }
    return asked;
}

static struct cover_state count_asked(uint32_t *n, const struct cover_edition *e, const struct coverage_view *v,
                                      const struct asked_round *round, const bool *asked)
{
    struct cover_state count = {0};
    *n = 0;
    for (uint32_t a = 0; a < v->c.nareas; a++)
        for (uint32_t q = 0; q < v->c.nquestions; q++)
            for (int year = round->first_year; year <= round->last_year; year++) {
                if (!asked[(size_t)a * v->c.nquestions + q])
                    continue;
                ++*n;
                if (e)
                    count.n[cover_in(e, v, a, q, year)]++;
            }
    return count;
}

static void after_round(struct cover_after *out, struct arena *arena, const struct cover_history *history,
                        const struct coverage_view *v, const struct asked_round *round)
{
    bool *asked = cover_round_asked(arena, v, round);
    *out = (struct cover_after){.round = round};
    for (size_t i = 0; i < history->n; i++) {
        const struct cover_edition *e = &history->v[i];
        if (!e->released_at.len) /* what is accepted now is no release */
            continue;
        if (str_cmp(e->released_at, round->opened_at) < 0)
            out->before = e;
        if (!out->after && round->closed_at.len && str_cmp(e->released_at, round->closed_at) >= 0)
            out->after = e;
    }
    out->had = count_asked(&out->asked, out->before, v, round, asked);
    out->has = count_asked(&out->asked, out->after, v, round, asked);
    out->now = count_asked(&out->asked, history->n ? &history->v[history->n - 1] : NULL, v, round, asked);
}

struct cover_state cover_edition_count(const struct cover_edition *e, const struct coverage_view *v, uint32_t area,
                                       uint32_t module)
{
    struct cover_state count = {0};
    for (uint32_t a = 0; a < v->c.nareas; a++)
        for (uint32_t q = 0; (area == UINT32_MAX || a == area) && q < v->c.nquestions; q++) {
            bool counts = coverage_view_has(v, a, q) && (module == UINT32_MAX || v->c.questions[q].module == module);
            for (int year = v->c.first_year; counts && year <= v->c.last_year; year++)
                count.n[cover_in(e, v, a, q, year)]++;
        }
    return count;
}

void cover_growth_make(struct cover_growth *out, struct arena *arena, const struct cover_history *history,
                       const struct coverage_view *v)
{
    const struct rounds *rounds = v->of.rounds;
    *out = (struct cover_growth){.nreleases = history->n};
    out->rounds = arena_array(arena, struct cover_after, rounds->n + 1);
    out->releases = arena_array(arena, struct cover_made, history->n + 1);
    for (size_t i = 0; i < rounds->n; i++)
        if (!v->round || v->round == &rounds->v[i])
            after_round(&out->rounds[out->nrounds++], arena, history, v, &rounds->v[i]);
    for (size_t i = 0; i < history->n; i++)
        out->releases[i] = (struct cover_made){&history->v[i],
                                               cover_edition_count(&history->v[i], v, UINT32_MAX, UINT32_MAX)};
}

uint32_t cover_state_count(const struct cover_state *c) { return c->n[COVER_REPORTED] + c->n[COVER_PARTIAL]; }

uint32_t cover_state_possible(const struct cover_state *c) { return cover_state_count(c) + c->n[COVER_MISSING]; }

double cover_state_share(const struct cover_state *c)
{
    uint32_t possible = cover_state_possible(c);
    return possible ? 100.0 * cover_state_count(c) / possible : (double)NAN;
}

struct reckoned cover_round_count(struct arena *arena, const struct asked_round *round, const struct cover_edition *in,
                                  const struct cover_state *state, unsigned covers)
{
    struct reckoned r = {.how = RECKONED_COVERAGE, .scale = 1};
    struct str name = reckoned_word(arena, round->name), release = in ? reckoned_word(arena, in->name) : STR("");
    struct buf b = {0};
    buf_fmt(&b, "round=%.*s", STR_FMT(name));
    if (release.len)
        buf_fmt(&b, " release=%.*s", STR_FMT(release));
    const char *before = " cover=";
    for (unsigned i = 0; i < COVERS; i++)
        if (covers >> i & 1) {
            buf_fmt(&b, "%s%s", before, cover_key((enum cover)i));
            before = ",";
            r.value += state->n[i];
        }
    r.of = arena_str(arena, buf_view(&b));
    buf_release(&b);
    return r;
}

bool cover_round_share(struct reckoned *out, struct arena *arena, const struct asked_round *round,
                       const struct cover_edition *in, const struct cover_state *state)
{
    double share = cover_state_share(state);
    *out = cover_round_count(arena, round, in, state, 1u << COVER_REPORTED | 1u << COVER_PARTIAL);
    out->of = str_of(arena_fmt(arena, "share %.*s", STR_FMT(out->of)));
    out->value = share;
    out->percent = true;
    out->decimals = share > 0 && share < 10 ? 1 : 0;
    return !isnan(share);
}
