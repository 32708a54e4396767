/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/rounds.h"

#include "base/buf.h"
#include "model/form.h"
#include "store/rounds.h"

struct reading {
    struct arena *arena;
    struct store *st;
    const struct ref *ref;
    int64_t release;
    struct buf rounds, asks, waivers; /* rows of struct rounds' lists */
};

static struct asked_round *round_of(struct reading *r, int64_t id)
{
    struct asked_round *v = (struct asked_round *)(void *)r->rounds.p;
    for (size_t i = 0; i < r->rounds.len / sizeof *v; i++)
        if (v[i].id == id)
            return &v[i];
    return NULL;
}

static int read_rounds(struct reading *r, struct err *err)
{
    struct store_iter *it;
    struct round round;
    int result = r->release ? store_pub_round_list(r->st, &it, r->release, err) : store_round_list(r->st, &it, err);
    while (result == 0 && (result = store_round_next(it, &round, err)) == 1) {
        struct asked_round v = {.id = round.id, .name = arena_str(r->arena, round.name),
                                .opened_at = arena_str(r->arena, round.opened_at),
                                .deadline = arena_str(r->arena, round.deadline),
                                .closed_at = arena_str(r->arena, round.closed_at),
                                .criterion = arena_str(r->arena, round.criterion),
                                .first_year = (int)round.first_year, .last_year = (int)round.last_year};
        buf_put(&r->rounds, (const char *)&v, sizeof v);
        result = 0;
    }
    return result;
}

static void put_ask(struct reading *r, struct asked_round *round, uint16_t area, uint16_t indicator)
{
    struct cover_ask a = {area, indicator, round->first_year, round->last_year};
    if (!area || !indicator)
        return;
    if (round->nasks++ == 0)
        round->ask = r->asks.len / sizeof a;
    buf_put(&r->asks, (const char *)&a, sizeof a);
}

static int read_asks(struct reading *r, struct store_iter *it, int result, struct err *err)
{
    struct ask a;
    while (result == 0 && (result = store_ask_next(it, &a, err)) == 1) {
        struct asked_round *round = round_of(r, a.round);
        if (round)
            put_ask(r, round, ref_area_find(r->ref, a.area), ref_indicator_find(r->ref, a.indicator));
        result = 0;
    }
    return result;
}

/* A round of the base that was opened by an older program asks every table of its criterion of every
 * member (collect/rounds.h). */
static void ask_all(struct reading *r, struct asked_round *round)
{
    const struct ref *ref = r->ref;
    uint16_t *tables = arena_array(r->arena, uint16_t, ref->nindicators);
    uint32_t n = form_indicators(tables, ref, criterion_find(round->criterion));
    for (uint32_t a = 1; a < ref->nareas; a++)
        for (uint32_t i = 0; ref->areas[a].member && i < n; i++)
            put_ask(r, round, (uint16_t)a, tables[i]);
}

static int read_waivers(struct reading *r, struct store_iter *it, int result, struct err *err)
{
    struct waiver w;
    while (result == 0 && (result = store_waiver_next(it, &w, err)) == 1) {
        const struct asked_round *round = round_of(r, w.round);
        struct cover_waiver v = {.area = ref_area_find(r->ref, w.area),
                                 .indicator = ref_indicator_find(r->ref, w.indicator)};
        result = 0;
        if (!round || !v.area || !v.indicator)
            continue;
        v.first_year = round->first_year;
        v.last_year = round->last_year;
        v.reason = arena_str(r->arena, w.reason);
        buf_put(&r->waivers, (const char *)&v, sizeof v);
    }
    return result;
}

static int read_release(struct reading *r, struct err *err)
{
    struct store_iter *it = NULL;
    int result = store_pub_ask_list(r->st, &it, r->release, err);
    result = read_asks(r, it, result, err);
    if (result == 0)
        result = store_pub_waiver_list(r->st, &it, r->release, err);
    return read_waivers(r, it, result, err);
}

static int read_base(struct reading *r, struct err *err)
{
    struct store_iter *it = NULL;
    int result = 0;
    for (size_t i = 0; result == 0 && i < r->rounds.len / sizeof(struct asked_round); i++) {
        struct asked_round *round = (struct asked_round *)(void *)r->rounds.p + i;
        result = store_ask_list(r->st, &it, round->id, STR(""), err);
        result = read_asks(r, it, result, err);
        if (result == 0 && round->nasks == 0)
            ask_all(r, round);
        if (result == 0)
            result = store_waiver_list(r->st, &it, round->id, STR(""), err);
        result = read_waivers(r, it, result, err);
    }
    return result;
}

static void *keep(size_t *n, struct arena *arena, const struct buf *list, size_t size)
{
    void *v = arena_alloc(arena, list->len + 1);
    if (list->len)
        memcpy(v, list->p, list->len);
    *n = list->len / size;
    return v;
}

int asked_rounds_load(struct rounds *out, struct arena *arena, struct store *st, const struct ref *ref, int64_t release,
                struct err *err)
{
    struct reading r = {.arena = arena, .st = st, .ref = ref, .release = release};
    *out = (struct rounds){0};
    int result = read_rounds(&r, err);
    if (result == 0)
        result = release ? read_release(&r, err) : read_base(&r, err);
    if (result == 0) {
        out->v = keep(&out->n, arena, &r.rounds, sizeof *out->v);
        out->asks = keep(&out->nasks, arena, &r.asks, sizeof *out->asks);
        out->waivers = keep(&out->nwaivers, arena, &r.waivers, sizeof *out->waivers);
    }
    buf_release(&r.rounds);
    buf_release(&r.asks);
    buf_release(&r.waivers);
    return result;
}
