/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/progress.h"

#include "base/clock.h"
#include "model/period.h"

#include <stdio.h>
#include <stdlib.h>

enum { DAY = 24 * 60 * 60 };

const char *table_state_name(enum table_state state)
{
    static const char *const names[TABLE_STATES] = {"returned", "errors",   "received", "checked",
                                                    "signed",   "accepted", "aside",    "waived",
                                                    "asked"};
    return names[state];
}

const char *country_state_name(enum country_state state)
{
    static const char *const names[COUNTRY_STATES] = {
        "not started", "answering", "returned", "waiting for signature", "in review", "done"};
    return names[state];
}

const char *country_state_key(enum country_state state)
{
    static const char *const keys[COUNTRY_STATES] = {"not_started", "answering", "returned",
                                                     "waiting",     "in_review", "done"};
    return keys[state];
}

/* -- gathering ------------------------------------------------------------------------------- */

void progress_begin(struct progress_list *out, struct arena *arena, const struct round *round, int64_t now)
{
    int64_t deadline;
    *out = (struct progress_list){.arena = arena, .round = round};
    /* whole days: on the day itself there are none left, and it is not late */
    if (clock_parse(&deadline, round->deadline))
        out->days_left = deadline / DAY - now / DAY;
}

static struct table_progress *table_at(struct progress_list *list, struct str area, struct str indicator)
{
    char text[128];
    int n = snprintf(text, sizeof text, "%.*s\t%.*s", STR_FMT(area), STR_FMT(indicator));
    struct str key = {text, MIN((size_t)n, sizeof text - 1)};
    uint32_t at;
    if (str_eq(key, list->key)) /* rows of one table come one after the other */
        return &list->tables[list->last];
    if (!map_find(&list->at, &at, key)) {
        if (list->ntables == list->room) {
            list->room = MAX(list->room * 2, (size_t)256);
            list->tables = mem_grow(list->tables, sizeof *list->tables * list->room);
        }
        at = (uint32_t)list->ntables++;
        list->tables[at] = (struct table_progress){.area = arena_str(list->arena, area),
                                                   .indicator = arena_str(list->arena, indicator)};
        key = arena_str(list->arena, key);
        map_put(&list->at, key, at);
    } else {
        key = arena_str(list->arena, key);
    }
    list->key = key;
    list->last = at;
    return &list->tables[at];
}

void progress_ask(struct progress_list *list, const struct ask *a)
{
    struct table_progress *t = table_at(list, a->area, a->indicator);
    t->rank = a->rank;
    t->why = arena_str(list->arena, a->why);
}

void progress_waive(struct progress_list *list, const struct waiver *w)
{
    table_at(list, w->area, w->indicator)->waived = arena_str(list->arena, w->reason);
}

static enum table_state state_of(const struct round_table *t)
{
    if (str_is(t->decision, DECISION_ASIDE))
        return TABLE_ASIDE;
    if (str_is(t->state, STATE_ACCEPTED))
        return TABLE_ACCEPTED;
    if (str_is(t->state, STATE_RETURNED))
        return TABLE_RETURNED;
    if (t->nopen > 0)
        return TABLE_ERRORS;
    if (str_is(t->state, STATE_RECEIVED))
        return TABLE_RECEIVED;
    return t->signed_at.len ? TABLE_SIGNED : TABLE_CHECKED;
}

static struct year_progress *year_add(struct progress_list *list, struct table_progress *t)
{
    if (t->nyears == t->room) {
        size_t room = MAX(t->room * 2, (size_t)4);
        struct year_progress *more = arena_array(list->arena, struct year_progress, room);
        if (t->nyears)
            memcpy(more, t->years, sizeof *more * t->nyears);
        t->years = more;
        t->room = room;
    }
    return &t->years[t->nyears++];
}

/* The rows come oldest first, so a later one of the same source and period takes the place of an
 * earlier one. */
void progress_receive(struct progress_list *list, const struct round_table *row)
{
    struct table_progress *t = table_at(list, row->area, row->indicator);
    struct year_progress *y = NULL;
    for (size_t i = t->nyears; i-- > 0 && !y;)
        if (str_eq(t->years[i].period, row->period) && str_eq(t->years[i].source, row->source))
            y = &t->years[i];
    if (!y)
        y = year_add(list, t);
    *y = (struct year_progress){
        .period = arena_str(list->arena, row->period), .source = arena_str(list->arena, row->source),
        .state = state_of(row), .table = row->id, .submission = row->submission,
        .received_at = arena_str(list->arena, row->received_at), .nopen = row->nopen,
        .nanswered = row->nanswered, .nwarnings = row->nwarnings};
}

/* -- summing up ------------------------------------------------------------------------------- */

static int by_period(const void *pa, const void *pb)
{
    const struct year_progress *a = pa, *b = pb;
    int order = str_cmp(a->period, b->period);
    return order ? order : str_cmp(a->source, b->source);
}

static int by_country(const void *pa, const void *pb)
{
    const struct table_progress *a = pa, *b = pb;
    int order = str_cmp(a->area, b->area);
    if (order == 0 && (a->rank == 0) != (b->rank == 0))
        return a->rank == 0 ? 1 : -1;
    if (order == 0 && a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return order ? order : str_cmp(a->indicator, b->indicator);
}

/* The years asked of which nothing has come get a place too. */
static void table_end(struct progress_list *list, struct table_progress *t)
{
    const struct round *round = list->round;
    size_t received = t->nyears;
    enum table_state none = t->waived.len ? TABLE_WAIVED : TABLE_ASKED;
    t->state = none;
    for (size_t i = 0; i < received; i++)
        t->state = MIN(t->state, t->years[i].state);
    for (int64_t year = round->first_year; t->rank && year <= round->last_year; year++) {
        bool has = false;
        for (size_t i = 0; i < received && !has; i++)
            has = period_year(period_parse(t->years[i].period)) == year;
        t->answered = t->answered || has || none == TABLE_WAIVED;
        if (!has)
            *year_add(list, t) = (struct year_progress){
                .period = str_of(arena_fmt(list->arena, "%lld", (long long)year)), .state = none};
    }
    if (t->nyears > 1)
        qsort(t->years, t->nyears, sizeof *t->years, by_period);
}

static void count_table(struct progress *p, const struct table_progress *t, size_t of[TABLE_STATES])
{
    p->asked += t->rank > 0;
    p->answered += t->rank && t->answered;
    p->accepted += t->rank && t->state == TABLE_ACCEPTED;
    p->returned += t->rank && t->state == TABLE_RETURNED;
    p->aside += t->rank && t->state == TABLE_ASIDE;
    for (size_t i = 0; i < t->nyears; i++) {
        const struct year_progress *y = &t->years[i];
        of[y->state]++;
        if (y->state < TABLE_ACCEPTED && y->state != TABLE_RETURNED) {
            p->nopen += y->nopen;
            p->nanswered += y->nanswered;
        }
        if (str_cmp(y->received_at, p->last_received_at) > 0)
            p->last_received_at = y->received_at;
    }
}

/* Whose turn it is decides: the country's before the approver's before the office's. */
static enum country_state country_state_of(const struct progress *p, const size_t of[TABLE_STATES],
                                           bool closed)
{
    size_t unsigned_ = of[TABLE_RECEIVED] + of[TABLE_CHECKED];
    if (!p->last_received_at.len)
        return COUNTRY_NOT_STARTED;
    if (of[TABLE_RETURNED])
        return COUNTRY_RETURNED;
    if (of[TABLE_ERRORS])
        return COUNTRY_ANSWERING;
    if (unsigned_ && p->has_approver)
        return COUNTRY_WAITING;
    if (unsigned_ || of[TABLE_SIGNED])
        return COUNTRY_IN_REVIEW;
    return p->answered == p->asked || closed ? COUNTRY_DONE : COUNTRY_ANSWERING;
}

static void country_end(struct progress_list *list, struct progress *p)
{
    size_t of[TABLE_STATES] = {0};
    for (size_t i = 0; i < p->ntables; i++)
        count_table(p, &p->tables[i], of);
    p->days_left = list->days_left;
    p->state = country_state_of(p, of, list->round->closed_at.len > 0);
    list->of_state[p->state]++;
}

void progress_end(struct progress_list *list, bool (*has_approver)(const void *ctx, struct str area),
                  const void *ctx)
{
    struct table_progress *grown = list->tables;
    map_release(&list->at);
    list->tables = arena_array(list->arena, struct table_progress, list->ntables + 1);
    if (list->ntables)
        memcpy(list->tables, grown, sizeof *grown * list->ntables);
    free(grown);
    for (size_t i = 0; i < list->ntables; i++)
        table_end(list, &list->tables[i]);
    qsort(list->tables, list->ntables, sizeof *list->tables, by_country);
    size_t n = 0;
    for (size_t i = 0; i < list->ntables; i++)
        n += i == 0 || !str_eq(list->tables[i].area, list->tables[i - 1].area);
    list->v = arena_array(list->arena, struct progress, n + 1);
    for (size_t from = 0, to; from < list->ntables; from = to) {
        for (to = from + 1; to < list->ntables && str_eq(list->tables[to].area, list->tables[from].area);)
            to++;
        struct progress *p = &list->v[list->n++];
        *p = (struct progress){.area = list->tables[from].area, .tables = list->tables + from,
                               .ntables = to - from};
        p->has_approver = has_approver && has_approver(ctx, p->area);
        country_end(list, p);
    }
}
