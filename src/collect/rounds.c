/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/rounds.h"

#include "base/buf.h"
#include "model/form.h"

enum { ROOM = 512 << 20 };

/* -- asks -------------------------------------------------------------------------------------- */

static void ask_all(struct ask **out, size_t *n, struct arena *arena, const struct ref *ref,
                    const struct round *round)
{
    uint16_t *tables = arena_array(arena, uint16_t, ref->nindicators);
    uint32_t ntables = form_indicators(tables, ref, criterion_find(round->criterion)), members = 0;
    for (uint32_t a = 1; a < ref->nareas; a++)
        members += ref->areas[a].member;
    *out = arena_array(arena, struct ask, (size_t)members * ntables + 1);
    for (uint32_t a = 1; a < ref->nareas; a++)
        for (uint32_t i = 0; ref->areas[a].member && i < ntables; i++)
            (*out)[(*n)++] = (struct ask){.round = round->id, .area = ref->areas[a].code, .rank = i + 1,
                                          .indicator = ref->indicators[tables[i]].code};
}

int asks_of_round(struct ask **out, size_t *n, struct arena *arena, struct store *st, const struct ref *ref,
                  const struct round *round, struct err *err)
{
    struct store_iter *it;
    struct ask a;
    struct buf list = {0};
    int r = store_ask_list(st, &it, round->id, STR(""), err);
    while (r == 0 && (r = store_ask_next(it, &a, err)) == 1) {
        a.area = arena_str(arena, a.area);
        a.indicator = arena_str(arena, a.indicator);
        a.why = STR("");
        buf_put(&list, (const char *)&a, sizeof a);
        r = 0;
    }
    *n = list.len / sizeof a;
    *out = arena_array(arena, struct ask, *n + 1);
    if (*n)
        memcpy(*out, list.p, list.len);
    else if (r == 0)
        ask_all(out, n, arena, ref, round);
    buf_release(&list);
    return r;
}

/* -- the release ------------------------------------------------------------------------------- */

static int take_asks(struct store *st, const struct ref *ref, const struct round *round, struct arena *arena,
                     struct err *err)
{
    struct ask *asks;
    size_t n;
    bool there;
    int r = store_pub_asked(st, &there, round->id, err);
    if (r < 0 || there)
        return r;
    r = asks_of_round(&asks, &n, arena, st, ref, round, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        r = store_pub_ask_add(st, &asks[i], err);
    return r;
}

static int take_waivers(struct store *st, int64_t release, const struct round *round, struct arena *arena,
                        struct err *err)
{
    struct store_iter *it;
    struct waiver w;
    struct buf list = {0};
    int r = store_waiver_list(st, &it, round->id, STR(""), err);
    while (r == 0 && (r = store_waiver_next(it, &w, err)) == 1) {
        struct str *texts[] = {&w.area, &w.indicator, &w.reason};
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(arena, *texts[i]);
        buf_put(&list, (const char *)&w, sizeof w);
        r = 0;
    }
    for (size_t at = 0; r == 0 && at < list.len; at += sizeof w) {
        memcpy(&w, list.p + at, sizeof w);
        r = store_pub_waiver_add(st, release, &w, err);
    }
    buf_release(&list);
    return r;
}

int rounds_release(struct store *st, const struct ref *ref, int64_t release, struct err *err)
{
    struct arena arena;
    struct store_iter *it;
    struct round round;
    struct buf list = {0};
    arena_init(&arena, ROOM);
    int r = store_round_list(st, &it, err);
    while (r == 0 && (r = store_round_next(it, &round, err)) == 1) {
        struct str *texts[] = {&round.name, &round.opened_at, &round.deadline, &round.criterion, &round.closed_at};
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(&arena, *texts[i]);
        buf_put(&list, (const char *)&round, sizeof round);
        r = 0;
    }
    for (size_t at = 0; r == 0 && at < list.len; at += sizeof round) {
        memcpy(&round, list.p + at, sizeof round);
        r = store_pub_round_add(st, release, &round, err);
        if (r == 0)
            r = take_asks(st, ref, &round, &arena, err);
        if (r == 0)
            r = take_waivers(st, release, &round, &arena, err);
    }
    buf_release(&list);
    arena_release(&arena);
    return r;
}
