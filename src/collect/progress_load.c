/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Where a round stands, from the base. */

#include "collect/progress.h"

#include "model/form.h"
#include "store/people.h"

#include <stdlib.h>

static bool is_in(const void *ctx, struct str area)
{
    uint32_t at;
    return strset_find(ctx, &at, area);
}

/* The ids of those who may still do something, so that grants of others do not count. */
static int active_users(struct map *ids, struct arena *arena, struct store *st, struct err *err)
{
    struct store_iter *it;
    struct user u;
    int r = store_user_list(st, &it, err);
    while (r == 0 && (r = store_user_next(it, &u, err)) == 1) {
        if (u.active)
            map_put(ids, str_of(arena_fmt(arena, "%lld", (long long)u.id)), 0);
        r = 0;
    }
    return r;
}

int approvers_load(struct strset *areas, struct store *st, struct err *err)
{
    struct store_iter *it;
    struct grant g;
    struct map ids = {0};
    struct arena arena;
    uint32_t at;
    arena_init(&arena, 16 << 20);
    int r = active_users(&ids, &arena, st, err);
    if (r == 0)
        r = store_grant_list(st, &it, 0, err);
    while (r == 0 && (r = store_grant_next(it, &g, err)) == 1) {
        if (str_is(g.role, "approver") && g.area.len &&
            map_find(&ids, &at, str_of(arena_fmt(&arena, "%lld", (long long)g.user))))
            strset_put(areas, g.area);
        r = 0;
    }
    map_release(&ids);
    arena_release(&arena);
    return r;
}

/* A round of which nothing is kept of what it asks: all tables of its criterion, of all members. */
static void ask_all(struct progress_list *list, const struct ref *ref, struct str area)
{
    const struct round *round = list->round;
    uint16_t *asked = arena_array(list->arena, uint16_t, ref->nindicators);
    uint32_t n = form_indicators(asked, ref, criterion_find(round->criterion));
    for (uint32_t a = 1; a < ref->nareas; a++) {
        if (!ref->areas[a].member || (area.len && !str_eq(area, ref->areas[a].code)))
            continue;
        for (uint32_t i = 0; i < n; i++)
            progress_ask(list, &(struct ask){.area = ref->areas[a].code, .rank = i + 1,
                                             .indicator = ref->indicators[asked[i]].code});
    }
}

static int asks_load(bool *some, struct progress_list *list, struct store *st, struct str area, struct err *err)
{
    struct store_iter *it;
    struct ask a;
    int r = store_ask_list(st, &it, list->round->id, area, err);
    while (r == 0 && (r = store_ask_next(it, &a, err)) == 1) {
        progress_ask(list, &a);
        *some = true;
        r = 0;
    }
    return r;
}

/* Does the round ask anything of anybody? */
static int has_asks(bool *has, struct store *st, int64_t round, struct err *err)
{
    struct store_iter *it;
    struct ask a;
    int r = store_ask_list(st, &it, round, STR(""), err);
    if (r == 0 && (r = store_ask_next(it, &a, err)) == 1) {
        *has = true;
        store_iter_close(it);
        r = 0;
    }
    return r;
}

int progress_load(struct progress_list *out, struct store *st, const struct ref *ref,
                  const struct round *round, struct str area, int64_t now, struct arena *arena,
                  struct err *err)
{
    struct store_iter *it;
    struct round_table t;
    struct waiver w;
    struct strset approvers = {0};
    bool some = false;
    progress_begin(out, arena, round, now);
    int r = asks_load(&some, out, st, area, err);
    if (r == 0 && !some && area.len)
        r = has_asks(&some, st, round->id, err);
    if (r == 0 && !some)
        ask_all(out, ref, area);
    if (r == 0)
        r = store_waiver_list(st, &it, round->id, area, err);
    while (r == 0 && (r = store_waiver_next(it, &w, err)) == 1) {
        progress_waive(out, &w);
        r = 0;
    }
    if (r == 0)
        r = store_round_table_list(st, &it, round->name, area, err);
    while (r == 0 && (r = store_round_table_next(it, &t, err)) == 1) {
        progress_receive(out, &t);
        r = 0;
    }
    if (r == 0)
        r = approvers_load(&approvers, st, err);
    progress_end(out, is_in, &approvers);
    strset_release(&approvers);
    return r;
}
