/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Rounds of collection: opened with what is asked of whom, listed, closed. Where one stands is
 * round_status.c's, reminders are remind.c's. */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/num.h"
#include "base/utf8.h"
#include "collect/asking.h"
#include "collect/filling.h"
#include "model/finding.h"
#include "model/form.h"

#include <stdlib.h>

enum { YEARS = 3 }; /* asked when nothing is said */

bool years_parse(int64_t *first, int64_t *last, struct str text)
{
    struct str rest = text, from;
    uint64_t a, b;
    str_next(&from, &rest, '-');
    if (!str_uint(&a, from, 2200) || !str_uint(&b, rest.len ? rest : from, 2200) || a < 1900 || b < a)
        return false;
    *first = (int64_t)a;
    *last = (int64_t)b;
    return true;
}

static int deadline_of(struct str *day, int *year, struct call *c, struct err *err)
{
    struct str text = call_get(c, "deadline");
    int64_t seconds;
    char at[CLOCK_TEXT];
    if (text.len != 10 || !clock_parse(&seconds, text))
        return err_set(err, ERR_USAGE, "--deadline \"%.*s\" is no day; it is to be written as 2026-11-30",
                       (int)MIN(text.len, (size_t)40), text.p);
    clock_fmt(at, seconds);
    *day = arena_str(&c->arena, str_sub(str_of(at), 0, 10));
    *year = clock_year(seconds);
    if (str_cmp(*day, str_sub(str_of(c->at), 0, 10)) < 0)
        return err_set(err, ERR_USAGE, "--deadline %.*s has passed already", STR_FMT(*day));
    return 0;
}

int call_day(struct str *day, struct call *c, const char *option, struct err *err)
{
    struct str text = call_get(c, option);
    int64_t seconds;
    char at[CLOCK_TEXT];
    *day = STR("");
    if (!text.len)
        return 0;
    if (text.len != 10 || !clock_parse(&seconds, text))
        return err_set(err, ERR_USAGE, "--%s \"%s\" is no day; it is to be written as 2026-11-30", option,
                       utf8_brief(text).text);
    clock_fmt(at, seconds);
    *day = arena_str(&c->arena, str_sub(str_of(at), 0, 10));
    return 0;
}

static void put_round(struct call *c, const struct round *r, int64_t answers)
{
    if (!c->json) {
        buf_fmt(&c->out, "%4lld  %-12.*s  years %lld to %lld, by %.*s; migrants by %.*s; %s",
                (long long)r->id, STR_FMT(r->name), (long long)r->first_year,
                (long long)r->last_year, STR_FMT(r->deadline),
                STR_FMT(str_is(r->criterion, "both") ? STR("citizenship and birth") : r->criterion),
                num_counted((uint64_t)answers, "submission").text);
        if (r->release_date.len)
            buf_fmt(&c->out, "; to be released on %.*s", STR_FMT(r->release_date));
        if (r->closed_at.len)
            buf_fmt(&c->out, "; closed on %.10s", r->closed_at.p);
        buf_char(&c->out, '\n');
        return;
    }
    json_open(&c->j, '{');
    json_put_int(&c->j, "id", r->id);
    json_put(&c->j, "round", r->name);
    json_put(&c->j, "state", r->closed_at.len ? STR("closed") : STR("open"));
    json_put(&c->j, "deadline", r->deadline);
    json_put_int(&c->j, "first_year", r->first_year);
    json_put_int(&c->j, "last_year", r->last_year);
    json_put(&c->j, "criterion", r->criterion);
    json_put(&c->j, "opened_at", r->opened_at);
    json_put(&c->j, "opened_by", r->opened_by);
    json_put_some(&c->j, "release_date", r->release_date);
    json_put_some(&c->j, "closed_at", r->closed_at);
    json_put_some(&c->j, "closed_by", r->closed_by);
    json_put_int(&c->j, "submissions", answers);
    json_close(&c->j);
    json_line(&c->j);
}

static int count_answers(int64_t *n, struct call *c, struct str round, struct err *err)
{
    struct store_iter *it;
    struct submission s;
    int r = store_submission_list(c->store, &it, err);
    *n = 0;
    while (r == 0 && (r = store_submission_next(it, &s, err)) == 1) {
        *n += str_eq(s.round, round);
        r = 0;
    }
    return r;
}

/* -- what is asked of whom ----------------------------------------------------------------------- */

struct opening {
    struct call *c;
    struct round round;
    uint16_t *tables, *areas; /* indicators in the order of the questionnaire; countries by code */
    uint32_t ntables, nareas;
    uint32_t *known; /* asking_years by country and table */
    unsigned *cost;  /* filling_cost, the same */
};

/* Of a list "A,B": is `code` one of them? An empty list has all. */
static bool is_listed(struct str list, struct str code)
{
    struct str word, rest = list;
    while (str_next(&word, &rest, ','))
        if (str_eq(str_trim(word), code))
            return true;
    return list.len == 0;
}

/* The tables that --tables names, else those of the criterion. */
static int tables_asked(struct opening *o, struct err *err)
{
    const struct ref *ref = o->c->ref;
    struct str list = call_get(o->c, "tables"), word, rest = list;
    while (list.len && str_next(&word, &rest, ',')) {
        uint16_t indicator = ref_indicator_find(ref, str_trim(word));
        if (!indicator || !ref->indicators[indicator].sheet)
            return err_set(err, ERR_USAGE, "--tables: \"%s\" is no table that the questionnaire asks; ilms tables "
                           "lists them", utf8_brief(word).text);
    }
    o->tables = arena_array(&o->c->arena, uint16_t, ref->nindicators);
    uint32_t n = form_indicators(o->tables, ref, list.len ? CRITERION_NONE : criterion_find(o->round.criterion));
    for (uint32_t i = 0; i < n; i++)
        if (is_listed(list, ref->indicators[o->tables[i]].code))
            o->tables[o->ntables++] = o->tables[i];
    return 0;
}

static int countries_asked(struct opening *o, struct err *err)
{
    const struct ref *ref = o->c->ref;
    struct str list = call_get(o->c, "countries"), word, rest = list;
    while (list.len && str_next(&word, &rest, ',')) {
        uint16_t area = ref_area_find(ref, str_trim(word));
        if (!area || !ref->areas[area].member)
            return err_set(err, ERR_USAGE, "--countries: \"%s\" is no country of %.*s; it is to be three letters, "
                           "as THA", utf8_brief(word).text, STR_FMT(ref->region));
    }
    o->areas = arena_array(&o->c->arena, uint16_t, ref->nareas);
    for (uint32_t a = 1; a < ref->nareas; a++)
        if (ref->areas[a].member && is_listed(list, ref->areas[a].code))
            o->areas[o->nareas++] = (uint16_t)a;
    return 0;
}

/* Which years of an area and a table have an accepted figure. */
static int known_load(struct opening *o, struct err *err)
{
    const struct ref *ref = o->c->ref;
    struct store_iter *it;
    struct wk_block block;
    struct arena arena;
    uint32_t *area_at = arena_array(&o->c->arena, uint32_t, ref->nareas);
    uint32_t *table_at = arena_array(&o->c->arena, uint32_t, ref->nindicators);
    for (uint32_t i = 0; i < o->nareas; i++)
        area_at[o->areas[i]] = i + 1;
    for (uint32_t i = 0; i < o->ntables; i++)
        table_at[o->tables[i]] = i + 1;
    o->known = arena_array(&o->c->arena, uint32_t, (size_t)o->nareas * o->ntables + 1);
    arena_init(&arena, (size_t)1 << 30);
    int r = store_wk_list(o->c->store, &it, err);
    while (r == 0 && (r = store_wk_next(it, &block, err)) == 1) {
        struct block_view v;
        uint32_t a = area_at[ref_area_find(ref, block.area)];
        uint32_t t = table_at[ref_indicator_find(ref, block.indicator)];
        r = 0;
        if (!a || !t)
            continue;
        arena_reset(&arena);
        if ((r = block_open(&v, &arena, block.block, err)) == 0)
            o->known[(size_t)(a - 1) * o->ntables + t - 1] =
                asking_years(&v, (int)o->round.first_year, (int)o->round.last_year);
        else
            store_iter_close(it);
    }
    arena_release(&arena);
    return r;
}

/* What it would take to fill each of them. */
static int cost_load(struct opening *o, struct err *err)
{
    int r = 0;
    o->cost = arena_array(&o->c->arena, unsigned, (size_t)o->nareas * o->ntables + 1);
    for (uint32_t a = 0; r == 0 && a < o->nareas; a++) {
        struct fillings f;
        struct arena arena;
        arena_init(&arena, COVERAGE_CEILING);
        r = fillings_load(&f, &arena, o->c->store, o->c->ref, o->areas[a], (int)o->round.first_year,
                          (int)o->round.last_year, clock_year(o->c->now), err);
        for (uint32_t i = 0; r == 0 && i < o->ntables; i++)
            o->cost[(size_t)a * o->ntables + i] = filling_cost(&f, o->tables[i]);
        arena_release(&arena);
    }
    return r;
}

/* Inside the transaction that adds the round. */
static int asks_add(struct opening *o, struct err *err)
{
    const struct ref *ref = o->c->ref;
    struct asked_table *order = arena_array(&o->c->arena, struct asked_table, o->ntables + 1);
    unsigned nyears = (unsigned)(o->round.last_year - o->round.first_year) + 1;
    int r = 0;
    for (uint32_t a = 0; r == 0 && a < o->nareas; a++) {
        asking_rank(order, o->known + (size_t)a * o->ntables, o->cost + (size_t)a * o->ntables, o->ntables, nyears);
        for (uint32_t i = 0; r == 0 && i < o->ntables; i++) {
            struct ask ask = {.round = o->round.id, .area = ref->areas[o->areas[a]].code, .rank = i + 1,
                              .indicator = ref->indicators[o->tables[order[i].index]].code,
                              .missing = order[i].missing, .why = str_of(why_asked_name(order[i].why))};
            r = store_ask_add(o->c->store, &ask, err);
        }
    }
    return r;
}

/* -- the operations -------------------------------------------------------------------------------- */

/* What the options say of the round itself. */
static int round_said(struct round *round, struct call *c, struct err *err)
{
    struct str years = call_get(c, "years");
    int year = 0, r = deadline_of(&round->deadline, &year, c, err);
    if (r == 0)
        r = call_day(&round->release_date, c, "release-date", err);
    if (r < 0)
        return r;
    if (round->name.len == 0 || round->name.len > 60)
        return err_set(err, ERR_USAGE, "the name of a round has 1 to 60 bytes");
    if (!round->criterion.len)
        round->criterion = STR("citizenship");
    if (!str_is(round->criterion, "citizenship") && !str_is(round->criterion, "birth") &&
        !str_is(round->criterion, "both"))
        return err_set(err, ERR_USAGE, "--criterion \"%.*s\" is to be citizenship, birth or both",
                       (int)MIN(round->criterion.len, (size_t)40), round->criterion.p);
    if (round->release_date.len && str_cmp(round->release_date, round->deadline) < 0)
        return err_set(err, ERR_USAGE, "--release-date %.*s is before the deadline %.*s",
                       STR_FMT(round->release_date), STR_FMT(round->deadline));
    round->first_year = year - YEARS;
    round->last_year = year - 1;
    if (years.len && !years_parse(&round->first_year, &round->last_year, years))
        return err_set(err, ERR_USAGE, "--years \"%.*s\" is to be a year or two, as 2022-2024",
                       (int)MIN(years.len, (size_t)40), years.p);
    if (round->last_year > year || round->last_year - round->first_year >= 10)
        return err_set(err, ERR_USAGE, "the years asked are to end by %d and to be ten at most", year);
    return 0;
}

int round_open(struct call *c, int (*beside)(struct call *c, void *ctx, const struct round *round, struct err *err),
               void *ctx, struct err *err)
{
    struct opening o = {.c = c, .round = {.name = call_get(c, "name"), .opened_at = str_of(c->at),
                                          .opened_by = str_of(c->who), .criterion = call_get(c, "criterion")}};
    const struct round *round = &o.round;
    int r = round_said(&o.round, c, err);
    if (r == 0)
        r = call_ref(c, err);
    if (r < 0 || (r = tables_asked(&o, err)) < 0 || (r = countries_asked(&o, err)) < 0 ||
        (r = known_load(&o, err)) < 0 || (r = cost_load(&o, err)) < 0)
        return r;
    if ((r = call_begin(c, err)) < 0 || (r = store_round_add(c->store, &o.round, err)) < 0 ||
        (r = asks_add(&o, err)) < 0 || (beside && (r = beside(c, ctx, round, err)) < 0) ||
        (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        put_round(c, round, 0);
        return 0;
    }
    buf_fmt(&c->out, "round \"%.*s\" is open until %.*s for the years %lld to %lld; ", STR_FMT(round->name),
            STR_FMT(round->deadline), (long long)round->first_year, (long long)round->last_year);
    if (call_has(c, "tables") || call_has(c, "countries"))
        buf_fmt(&c->out, "it asks %s of %u %s; ", num_counted(o.ntables, "table").text, o.nareas,
                o.nareas == 1 ? "country" : "countries");
    buf_fmt(&c->out, "next: ilms questionnaire write --round %.*s --country ISO3 --output FILE.xlsx\n",
            STR_FMT(round->name));
    return 0;
}

int op_round_open(struct call *c, struct err *err) { return round_open(c, NULL, NULL, err); }

int op_round_close(struct call *c, struct err *err)
{
    struct round round;
    int r = store_round_get(c->store, &c->arena, &round, call_get(c, "name"), err);
    if (r == 0 && round.closed_at.len)
        return err_set(err, ERR_STATE, "round \"%.*s\" was closed on %.10s by %.*s already", STR_FMT(round.name),
                       round.closed_at.p, STR_FMT(round.closed_by));
    if (r < 0 || (r = call_begin(c, err)) < 0 ||
        (r = store_round_close(c->store, round.id, c->at, c->who, err)) < 0 || (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        round.closed_at = str_of(c->at);
        round.closed_by = str_of(c->who);
        int64_t answers;
        if ((r = count_answers(&answers, c, round.name, err)) == 0)
            put_round(c, &round, answers);
        return r;
    }
    buf_fmt(&c->out, "round \"%.*s\" is closed; countries can send nothing to it any more\n", STR_FMT(round.name));
    return 0;
}

int op_round_list(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct round rounds[100], row;
    unsigned n = 0;
    int r = store_round_list(c->store, &it, err);
    while (r == 0 && (r = store_round_next(it, &row, err)) == 1) {
        r = 0;
        if (n == ARRAY_LEN(rounds)) { /* the newest hundred */
            memmove(rounds, rounds + 1, sizeof *rounds * (n - 1));
            n--;
        }
        struct str *texts[] = {&row.name, &row.opened_at, &row.opened_by, &row.deadline, &row.criterion,
                               &row.release_date, &row.closed_at, &row.closed_by};
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(&c->arena, *texts[i]);
        rounds[n++] = row;
    }
    for (unsigned i = 0; i < n && r == 0; i++) {
        int64_t answers;
        if ((r = count_answers(&answers, c, rounds[i].name, err)) == 0)
            put_round(c, &rounds[i], answers);
    }
    if (r == 0 && n == 0 && !c->json)
        buf_puts(&c->out, "no round has been opened yet; ilms round open NAME --deadline DATE\n");
    return r;
}

int severities_of(struct severities *out, struct call *c, struct str round, struct err *err)
{
    struct store_iter *it;
    struct round_severity row;
    severities_init(out);
    if (!round.len)
        return 0;
    int r = store_severity_list(c->store, &it, round, err);
    while (r == 0 && (r = store_severity_next(it, &row, err)) == 1) {
        int rule = rule_find(row.rule), severity = severity_find(row.severity);
        if (rule >= 0 && severity >= 0) /* a rule of another version of the program weighs nothing here */
            out->of[rule] = (enum severity)severity;
        r = 0;
    }
    return r;
}

int op_round_severity(struct call *c, struct err *err)
{
    struct round round;
    struct str name = call_get(c, "severity");
    struct round_severity s = {.rule = call_get(c, "rule"), .severity = name};
    int rule = rule_find(s.rule), severity = severity_find(name), r;
    bool back = str_is(name, "default");
    if (rule < 0)
        return err_set(err, ERR_USAGE, "\"%.*s\" is no rule; ilms rules has those there are",
                       (int)MIN(s.rule.len, (size_t)40), s.rule.p);
    if (severity < 0 && !back)
        return err_set(err, ERR_USAGE, "\"%.*s\" is to be error, warning, info or default",
                       (int)MIN(name.len, (size_t)40), name.p);
    if (rule_fixed((enum rule)rule) && !back && severity != SEV_ERROR)
        return err_set(err, ERR_STATE, "%s stays an error: it is about what cannot be read, and no figure "
                       "comes of that", rules[rule].id);
    if (back || severity == (int)rules[rule].severity)
        s.severity = STR("");
    if ((r = store_round_get(c->store, &c->arena, &round, call_get(c, "round"), err)) < 0 ||
        (r = call_begin(c, err)) < 0 || (r = store_severity_put(c->store, round.id, &s, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    enum severity now = back ? rules[rule].severity : (enum severity)severity;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "round", round.name);
        json_put(&c->j, "rule", s.rule);
        json_put(&c->j, "severity", str_of(severity_name(now)));
        json_close(&c->j);
        json_line(&c->j);
        return 0;
    }
    buf_fmt(&c->out, "in round \"%.*s\" findings of %s count as %s%s\n", STR_FMT(round.name), rules[rule].id,
            severity_name(now), s.severity.len ? "" : ", as the catalogue says");
    return 0;
}
