/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/coverage_history.h"

#include "base/buf.h"
#include "model/period.h"
#include "store/collection.h"

/* -- releases ----------------------------------------------------------------------------------- */

static void add_release(struct cover_history *out, struct arena *arena, const struct loaded *l, const struct ref *ref)
{
    struct cover_edition *e = &out->v[out->n++];
    e->name = arena_str(arena, l->release.name);
    e->released_at = arena_str(arena, l->release.released_at);
    cover_edition_make(e, arena, l->cube, &l->rounds, ref);
}

void cover_history_add(struct cover_history *history, struct arena *arena, const struct ref *ref,
                       const struct cube *cube, const struct rounds *rounds)
{
    cover_edition_make(&history->v[history->n++], arena, cube, rounds, ref);
}

/* The releases that are visible, up to one of them. */
static int names_load(struct str **names, size_t *n, struct arena *arena, struct store *st, int64_t last,
                      struct str now, struct err *err)
{
    struct store_iter *it;
    struct release release;
    struct buf list = {0};
    int r = store_release_list(st, &it, now, err);
    while (r == 0 && (r = store_release_next(it, &release, err)) == 1) {
        r = 0;
        if (release.id > last)
            continue;
        struct str name = arena_str(arena, release.name);
        buf_put(&list, (const char *)&name, sizeof name);
    }
    *n = list.len / sizeof **names;
    *names = arena_array(arena, struct str, *n + 1);
    if (*n)
        memcpy(*names, list.p, list.len);
    buf_release(&list);
    return r;
}

int cover_history_load(struct cover_history *out, struct arena *arena, struct store *st, struct ref *ref,
                       const struct loaded *l, struct str now, struct err *err)
{
    struct str *names;
    size_t n;
    *out = (struct cover_history){0};
    int r = names_load(&names, &n, arena, st, l ? l->release.id : INT64_MAX, now, err);
    if (r < 0)
        return r;
    out->v = arena_array(arena, struct cover_edition, n + 1); /* with room for what is accepted now */
    for (size_t i = 0; r == 0 && i < n; i++) {
        struct loaded old;
        if (l && str_eq(names[i], l->release.name)) {
            add_release(out, arena, l, ref);
            continue;
        }
        /* by the questions of the newest reference data, unless it has codes that these have not */
        r = release_load_in(&old, ref, st, names[i], now, err);
        if (r == -ERR_INPUT)
            r = release_load_beside(&old, l, st, names[i], now, STR(""), err);
        if (r < 0)
            break;
        if ((r = release_load_rounds(&old, st, err)) == 0)
            add_release(out, arena, &old, ref);
        loaded_release(&old);
    }
    return r;
}

/* -- answers ------------------------------------------------------------------------------------- */

/* The places of a question table that was accepted; false where the round did not ask it. */
static bool answers(size_t *at, const struct coverage_view *v, const struct asked_round *round, const bool *asked,
                    const struct round_table *t)
{
    const struct ref *ref = v->of.ref;
    uint16_t area = ref_area_find(ref, t->area), indicator = ref_indicator_find(ref, t->indicator);
    uint16_t period = period_parse(t->period);
    uint32_t a = area ? coverage_area(&v->c, area) : UINT32_MAX;
    uint32_t q = indicator ? coverage_question(&v->c, indicator) : UINT32_MAX;
    if (!str_is(t->state, STATE_ACCEPTED) || !period || a == UINT32_MAX || q == UINT32_MAX)
        return false;
    size_t place = (size_t)a * v->c.nquestions + q;
    int year = period_year(period);
    *at = place * (size_t)(round->last_year - round->first_year + 1) + (size_t)(year - round->first_year);
    return year >= round->first_year && year <= round->last_year && asked[place];
}

int cover_growth_answers(struct cover_growth *growth, struct store *st, const struct coverage_view *v,
                         struct err *err)
{
    int r = 0;
    growth->answers_known = true;
    for (size_t i = 0; r == 0 && i < growth->nrounds; i++) {
        const struct asked_round *round = growth->rounds[i].round;
        struct store_iter *it;
        struct round_table t;
        struct arena arena;
        arena_init(&arena, COVERAGE_CEILING);
        bool *asked = cover_round_asked(&arena, v, round);
        bool *seen = arena_array(&arena, bool, (size_t)v->c.nareas * v->c.nquestions *
                                                   (size_t)(round->last_year - round->first_year + 1) + 1);
        size_t at;
        r = store_round_table_list(st, &it, round->name, STR(""), err);
        while (r == 0 && (r = store_round_table_next(it, &t, err)) == 1) {
            r = 0;
            if (!answers(&at, v, round, asked, &t) || seen[at])
                continue;
            seen[at] = true;
            growth->rounds[i].answered++;
        }
        arena_release(&arena);
    }
    return r;
}
