/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Rounds of collection. */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/num.h"
#include "model/finding.h"

enum { YEARS = 3 }; /* asked when nothing is said */

/* "2022-2024" or "2024" */
static bool parse_years(int64_t *first, int64_t *last, struct str text)
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

static void put_round(struct call *c, const struct round *r, int64_t answers)
{
    if (!c->json) {
        buf_fmt(&c->out, "%4lld  %-12.*s  years %lld to %lld, by %.*s; migrants by %.*s; %s\n",
                (long long)r->id, STR_FMT(r->name), (long long)r->first_year,
                (long long)r->last_year, STR_FMT(r->deadline),
                STR_FMT(str_is(r->criterion, "both") ? STR("citizenship and birth") : r->criterion),
                num_counted((uint64_t)answers, "submission").text);
        return;
    }
    json_open(&c->j, '{');
    json_put_int(&c->j, "id", r->id);
    json_put(&c->j, "round", r->name);
    json_put(&c->j, "deadline", r->deadline);
    json_put_int(&c->j, "first_year", r->first_year);
    json_put_int(&c->j, "last_year", r->last_year);
    json_put(&c->j, "criterion", r->criterion);
    json_put(&c->j, "opened_at", r->opened_at);
    json_put(&c->j, "opened_by", r->opened_by);
    json_put_int(&c->j, "submissions", answers);
    json_close(&c->j);
    json_line(&c->j);
}

int op_round_open(struct call *c, struct err *err)
{
    struct round round = {.name = call_get(c, "name"), .opened_at = str_of(c->at),
                          .opened_by = str_of(c->who), .criterion = call_get(c, "criterion")};
    struct str years = call_get(c, "years");
    int year = 0, r = deadline_of(&round.deadline, &year, c, err);
    if (r < 0)
        return r;
    if (round.name.len == 0 || round.name.len > 60)
        return err_set(err, ERR_USAGE, "the name of a round has 1 to 60 bytes");
    if (!round.criterion.len)
        round.criterion = STR("citizenship");
    if (!str_is(round.criterion, "citizenship") && !str_is(round.criterion, "birth") &&
        !str_is(round.criterion, "both"))
        return err_set(err, ERR_USAGE, "--criterion \"%.*s\" is to be citizenship, birth or both",
                       (int)MIN(round.criterion.len, (size_t)40), round.criterion.p);
    round.first_year = year - YEARS;
    round.last_year = year - 1;
    if (years.len && !parse_years(&round.first_year, &round.last_year, years))
        return err_set(err, ERR_USAGE, "--years \"%.*s\" is to be a year or two, as 2022-2024",
                       (int)MIN(years.len, (size_t)40), years.p);
    if (round.last_year > year || round.last_year - round.first_year >= 10)
        return err_set(err, ERR_USAGE, "the years asked are to end by %d and to be ten at most", year);
    if ((r = call_begin(c, err)) < 0 || (r = store_round_add(c->store, &round, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    if (c->json)
        put_round(c, &round, 0);
    else
        buf_fmt(&c->out, "round \"%.*s\" is open until %.*s for the years %lld to %lld; next: ilms "
                "questionnaire write --round %.*s --country ISO3 --output FILE.xlsx\n",
                STR_FMT(round.name), STR_FMT(round.deadline), (long long)round.first_year,
                (long long)round.last_year, STR_FMT(round.name));
    return 0;
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
        struct str *texts[] = {&row.name, &row.opened_at, &row.opened_by, &row.deadline, &row.criterion};
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
