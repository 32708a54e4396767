/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Where a round stands, as a table and as JSON. */

#include "ops/ops.h"

#include "base/num.h"
#include "base/utf8.h"
#include "collect/progress.h"

static void put_year(struct json *j, const struct year_progress *y)
{
    json_open(j, '{');
    json_put(j, "time", y->period);
    json_put_some(j, "source", y->source);
    json_put(j, "state", str_of(table_state_name(y->state)));
    if (y->submission) {
        json_put_int(j, "submission", y->submission);
        json_put_int(j, "table", y->table);
        json_put(j, "received_at", y->received_at);
        json_put_int(j, "open_errors", y->nopen);
        json_put_int(j, "answered_errors", y->nanswered);
        json_put_int(j, "warnings", y->nwarnings);
    }
    json_close(j);
}

static void put_table(struct call *c, const struct round *round, const struct table_progress *t)
{
    struct json *j = &c->j;
    json_open(j, '{');
    json_put(j, "ref_area", t->area);
    json_put(j, "indicator", t->indicator);
    if (t->rank)
        json_put_int(j, "rank", t->rank);
    json_put_some(j, "why", t->why);
    json_put_some(j, "waived", t->waived);
    json_put_bool(j, "asked", t->rank > 0);
    json_put_int(j, "first_year", round->first_year);
    json_put_int(j, "last_year", round->last_year);
    json_put(j, "state", str_of(table_state_name(t->state)));
    json_key(j, "years");
    json_open(j, '[');
    for (size_t i = 0; i < t->nyears; i++)
        put_year(j, &t->years[i]);
    json_close(j);
    json_close(j);
    json_line(j);
}

static void put_json(struct call *c, const struct round *round, const struct progress *p, bool tables)
{
    struct json *j = &c->j;
    json_open(j, '{');
    json_put(j, "round", round->name);
    json_put(j, "ref_area", p->area);
    json_put(j, "state", str_of(country_state_name(p->state)));
    json_put_int(j, "asked", (int64_t)p->asked);
    json_put_int(j, "answered", (int64_t)p->answered);
    json_put_int(j, "accepted", (int64_t)p->accepted);
    json_put_int(j, "returned", (int64_t)p->returned);
    json_put_int(j, "aside", (int64_t)p->aside);
    json_put_int(j, "open_errors", p->nopen);
    json_put_int(j, "answered_errors", p->nanswered);
    json_put_int(j, "days_left", p->days_left);
    json_put_some(j, "last_received_at", p->last_received_at);
    json_close(j);
    json_line(j);
    for (size_t i = 0; tables && i < p->ntables; i++)
        put_table(c, round, &p->tables[i]);
}

static void put_heads(struct buf *out)
{
    buf_fmt(out, "%-7s  %-21s  %5s  %8s  %8s  %8s  %9s  %6s  %s\n", "country", "state", "asked", "answered",
            "accepted", "returned", "set aside", "errors", "last received");
}

static void put_row(struct buf *out, const struct progress *p)
{
    buf_fmt(out, "%-7.*s  %-21s  %5zu  %8zu  %8zu  %8zu  %9zu  %6lld  %.10s\n", STR_FMT(p->area),
            country_state_name(p->state), p->asked, p->answered, p->accepted, p->returned, p->aside,
            (long long)p->nopen, p->last_received_at.len ? p->last_received_at.p : "-");
}

/* "round "2026", years 2023 to 2025, by 2026-11-30: 319 days left" */
static void put_title(struct buf *out, const struct round *round, int64_t days_left)
{
    buf_fmt(out, "round \"%.*s\", years %lld to %lld, by %.*s: ", STR_FMT(round->name),
            (long long)round->first_year, (long long)round->last_year, STR_FMT(round->deadline));
    if (round->closed_at.len)
        buf_fmt(out, "closed on %.10s\n", round->closed_at.p);
    else
        buf_fmt(out, "%s %s\n", num_counted((uint64_t)(days_left < 0 ? -days_left : days_left), "day").text,
                days_left < 0 ? "late" : "left");
}

/* One table of a country in a line: its rank, state, and the state of each year. */
static void put_table_line(struct buf *out, const struct table_progress *t)
{
    if (t->rank)
        buf_fmt(out, "%4lld", (long long)t->rank);
    else
        buf_puts(out, "   +");
    buf_fmt(out, "  %-26.*s  %-8.*s  %s", STR_FMT(t->indicator), STR_FMT(t->why), table_state_name(t->state));
    for (size_t i = 0; i < t->nyears; i++) {
        const struct year_progress *y = &t->years[i];
        if (!y->submission)
            continue;
        buf_fmt(out, "  %.*s %s (%.*s, submission %lld", STR_FMT(y->period), table_state_name(y->state),
                STR_FMT(y->source), (long long)y->submission);
        if (y->nopen)
            buf_fmt(out, ", %s", num_counted((uint64_t)y->nopen, "error").text);
        buf_char(out, ')');
    }
    if (t->waived.len)
        buf_fmt(out, "  does not apply: %.*s", STR_FMT(t->waived));
    buf_char(out, '\n');
}

static void put_text(struct call *c, const struct round *round, const struct progress_list *list, bool tables)
{
    struct buf *out = &c->out;
    unsigned shown = 0;
    put_title(out, round, list->days_left);
    put_heads(out);
    for (size_t i = 0; i < list->n; i++)
        if (call_may(c, list->v[i].area))
            put_row(out, &list->v[i]);
    for (size_t i = 0; tables && i < list->n; i++)
        for (size_t k = 0; k < list->v[i].ntables; k++)
            put_table_line(out, &list->v[i].tables[k]);
    if (tables || !call_may(c, STR("")))
        return;
    buf_fmt(out, "%zu %s:", list->n, list->n == 1 ? "country" : "countries");
    for (int s = COUNTRY_DONE; s >= 0; s--)
        if (list->of_state[s])
            buf_fmt(out, "%s %zu %s", shown++ ? "," : "", list->of_state[s], country_state_name((enum country_state)s));
    buf_char(out, '\n');
}

int op_round_status(struct call *c, struct err *err)
{
    struct progress_list list;
    struct round round;
    struct str area = call_get(c, "country");
    int r = call_ref(c, err);
    if (r == 0)
        r = store_round_get(c->store, &c->arena, &round, call_get(c, "name"), err);
    if (r == 0 && area.len && !ref_area_find(c->ref, area))
        return err_set(err, ERR_USAGE, "--country \"%s\" is no country; it is to be three letters, as THA",
                       utf8_brief(area).text);
    if (r == 0 && area.len)
        r = call_area(c, area, err);
    if (r == 0)
        r = progress_load(&list, c->store, c->ref, &round, area, c->now, &c->arena, err);
    if (r < 0)
        return r;
    for (size_t i = 0; c->json && i < list.n; i++)
        if (call_may(c, list.v[i].area))
            put_json(c, &round, &list.v[i], area.len > 0);
    if (!c->json)
        put_text(c, &round, &list, area.len > 0);
    return 0;
}
