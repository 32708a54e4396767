/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Review: question tables, and submissions as a whole, are accepted, returned or set aside; a country's
 * approver signs.
 *
 * A submission of which nothing was decided and of which everything is chosen is decided as one; else
 * each table for itself, and the submission when all of its tables are. */

#include "ops/ops.h"

#include "base/num.h"
#include "base/utf8.h"
#include "collect/best.h"
#include "collect/derived.h"
#include "collect/progress.h"
#include "model/finding.h"
#include "model/period.h"

#include <stdio.h>
#include <stdlib.h>

/* A question table of the submission under review. */
struct reviewed {
    int64_t id, ncells;
    struct str indicator, area, source, period, state;
    bool aside;
    int64_t nopen, nanswered; /* open errors; those of them that the country has explained */
    bool chosen;
};

struct review {
    struct call *c;
    struct submission s;
    struct reviewed *v; /* by id */
    size_t n, size;
    bool narrowed; /* options choose some of its tables */
    bool begun;    /* some of its tables were decided before */
    int64_t nanswered; /* of all its open errors */
    int64_t nloose;    /* open errors that belong to no table, as a line that cannot be read */
};

/* -- what there is ------------------------------------------------------------------------------ */

static int tables_load(struct review *v, struct err *err)
{
    struct store_iter *it;
    struct question_table t;
    struct arena *arena = &v->c->arena;
    int r = store_table_list(v->c->store, &it, v->s.id, err);
    while (r == 0 && (r = store_table_next(it, &t, err)) == 1) {
        r = 0;
        if (v->n == v->size) {
            v->size = MAX(v->size * 2, (size_t)16);
            v->v = mem_grow(v->v, sizeof *v->v * v->size);
        }
        v->v[v->n++] = (struct reviewed){
            .id = t.id, .ncells = t.ncells, .indicator = arena_str(arena, t.indicator),
            .area = arena_str(arena, t.area), .source = arena_str(arena, t.source),
            .period = arena_str(arena, t.period), .state = arena_str(arena, t.state)};
        v->begun = v->begun || (!str_eq(t.state, v->s.state) &&
                                (str_is(t.state, STATE_ACCEPTED) || str_is(t.state, STATE_RETURNED)));
    }
    return r;
}

static int by_id(const void *id, const void *table)
{
    int64_t a = *(const int64_t *)id, b = ((const struct reviewed *)table)->id;
    return (a > b) - (a < b);
}

static struct reviewed *table_find(struct review *v, int64_t id)
{
    return v->n ? bsearch(&id, v->v, v->n, sizeof *v->v, by_id) : NULL;
}

static int decisions_load(struct review *v, struct err *err)
{
    struct store_iter *it;
    struct decision d;
    int r = store_decision_list(v->c->store, &it, v->s.id, err);
    while (r == 0 && (r = store_decision_next(it, &d, err)) == 1) {
        struct reviewed *t = table_find(v, d.table);
        if (t)
            t->aside = str_is(d.decision, DECISION_ASIDE);
        v->begun = true;
        r = 0;
    }
    return r;
}

static int errors_load(struct review *v, struct err *err)
{
    struct store_iter *it;
    struct in_finding f;
    if (!v->s.open_errors)
        return 0;
    int r = store_finding_list(v->c->store, &it, v->s.id, err);
    while (r == 0 && (r = store_finding_next(it, &f, err)) == 1) {
        r = 0;
        if (!str_is(f.severity, severity_name(SEV_ERROR)) || f.allowed_by.len)
            continue;
        struct reviewed *t = f.table ? table_find(v, f.table) : NULL;
        v->nanswered += f.answer.len > 0;
        v->nloose += !t;
        if (t) {
            t->nopen++;
            t->nanswered += f.answer.len > 0;
        }
    }
    return r;
}

/* Is the table one of "12,15"? An empty list has all. */
static bool is_numbered(struct str list, int64_t id)
{
    struct str word, rest = list;
    uint64_t n;
    while (rest.len && str_next(&word, &rest, ','))
        if (str_uint(&n, str_trim(word), INT64_MAX) && (int64_t)n == id)
            return true;
    return list.len == 0;
}

/* Marks the tables that --tables, --table, --years and --source choose; all where none is said. */
static int choose(struct review *v, struct err *err)
{
    struct call *c = v->c;
    struct str table = call_get(c, "table"), source = call_get(c, "source"), years = call_get(c, "years");
    struct str tables = call_get(c, "tables");
    int64_t first = 0, last = INT32_MAX;
    size_t n = 0;
    v->narrowed = table.len || source.len || years.len || tables.len;
    if (table.len && !ref_indicator_find(c->ref, table))
        return err_set(err, ERR_USAGE, "--table \"%s\" is no table; ilms tables lists them",
                       utf8_brief(table).text);
    if (years.len && !years_parse(&first, &last, years))
        return err_set(err, ERR_USAGE, "--years \"%s\" is to be a year or two, as 2022-2024",
                       utf8_brief(years).text);
    for (size_t i = 0; i < v->n; i++) {
        struct reviewed *t = &v->v[i];
        int year = period_year(period_parse(t->period));
        t->chosen = (!table.len || str_eq(t->indicator, table)) && is_numbered(tables, t->id) &&
                    (!source.len || str_eq(t->source, source)) && year >= first && year <= last;
        n += t->chosen;
    }
    if (n == 0 && v->narrowed)
        return err_set(err, ERR_NOTFOUND, "submission %lld has no such question table; ilms submissions and "
                       "ilms findings %lld say what it has", (long long)v->s.id, (long long)v->s.id);
    return 0;
}

static int review_open(struct review *v, struct call *c, struct err *err)
{
    int64_t id;
    *v = (struct review){.c = c};
    int r = call_get_id(&id, c, "id", err);
    if (r == 0)
        r = store_submission_get(c->store, &c->arena, &v->s, id, err);
    if (r == 0)
        r = call_ref(c, err);
    if (r == 0)
        r = tables_load(v, err);
    if (r == 0)
        r = decisions_load(v, err);
    if (r == 0)
        r = errors_load(v, err);
    return r == 0 ? choose(v, err) : r;
}

/* How many tables wait for a decision still. */
static size_t left_of(const struct review *v)
{
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        n += !v->v[i].chosen && !str_is(v->v[i].state, STATE_ACCEPTED) &&
             !str_is(v->v[i].state, STATE_RETURNED);
    return n;
}

/* With its last tables the submission itself is accepted, and so what could not be read of it. */
static bool is_last(const struct review *v)
{
    bool kept_out = false;
    for (size_t i = 0; i < v->n; i++)
        kept_out = kept_out || (!v->v[i].chosen && str_is(v->v[i].state, STATE_RETURNED));
    return left_of(v) == 0 && !kept_out;
}

/* -- what follows from a decision ------------------------------------------------------------------ */

/* The best figures of the tables that were decided, and what is derived from them. */
static int update(struct review *v, struct err *err)
{
    struct call *c = v->c;
    struct map pairs = {0}, areas = {0};
    int r = 0;
    for (size_t i = 0; r == 0 && i < v->n; i++) {
        const struct reviewed *t = &v->v[i];
        struct str key = str_of(arena_fmt(&c->arena, "%.*s\t%.*s", STR_FMT(t->indicator), STR_FMT(t->area)));
        if (!t->chosen || !map_put(&pairs, key, 0))
            continue;
        call_progress(c, "choosing the best values of table", i + 1, v->n);
        r = best_update(c->store, c->ref, t->indicator, t->area, err);
    }
    for (size_t i = 0; r == 0 && i < v->n; i++) {
        if (!v->v[i].chosen || !map_put(&areas, v->v[i].area, 0))
            continue;
        call_progress(c, "deriving, table", i + 1, v->n);
        r = derived_update(c->store, c->ref, v->v[i].area, err);
    }
    map_release(&pairs);
    map_release(&areas);
    return r;
}

/* What is accepted of its sources is in the catalogue from then on. */
static int take_sources(struct review *v, struct err *err)
{
    size_t n = 0;
    struct accepted_table *tables = mem_alloc(sizeof *tables * (v->n + 1));
    for (size_t i = 0; i < v->n; i++)
        if (v->v[i].chosen)
            tables[n++] = (struct accepted_table){v->v[i].id, v->v[i].area, v->v[i].source, v->v[i].period};
    int r = catalogue_take(v->c, v->s.id, tables, n, err);
    free(tables);
    return r;
}

static int decide_whole(struct review *v, const char *state, struct str reason, int64_t *allowed,
                        struct err *err)
{
    struct call *c = v->c;
    const char *why = arena_text(&c->arena, reason);
    bool accepting = strcmp(state, STATE_ACCEPTED) == 0;
    int r = call_begin(c, err);
    if (r == 0 && v->s.open_errors && accepting)
        r = store_finding_allow(c->store, allowed, v->s.id, c->at, c->who, why, err);
    if (r == 0)
        r = store_submission_decide(c->store, v->s.id, state, c->at, c->who, why, err);
    if (r == 0)
        r = update(v, err);
    if (r == 0 && accepting)
        r = take_sources(v, err);
    return r == 0 ? call_commit(c, err) : r;
}

static int decide_tables(struct review *v, const char *decision, struct str reason, int64_t *allowed,
                         struct err *err)
{
    struct call *c = v->c;
    const char *why = arena_text(&c->arena, reason);
    bool accepting = strcmp(decision, DECISION_ACCEPTED) == 0;
    int r = call_begin(c, err);
    if (r == 0 && accepting && v->nloose && is_last(v))
        r = store_finding_allow(c->store, allowed, v->s.id, c->at, c->who, why, err);
    for (size_t i = 0; r == 0 && i < v->n; i++) {
        const struct reviewed *t = &v->v[i];
        struct decision d = {.table = t->id, .decision = str_of(decision), .at = str_of(c->at),
                             .who = str_of(c->who), .reason = reason};
        int64_t n = 0;
        if (!t->chosen)
            continue;
        if (accepting && t->nopen)
            r = store_finding_allow_table(c->store, &n, t->id, c->at, c->who, why, err);
        *allowed += n;
        if (r == 0)
            r = store_table_decide(c->store, &d, err);
    }
    if (r == 0)
        r = update(v, err);
    if (r == 0 && accepting)
        r = take_sources(v, err);
    return r == 0 ? call_commit(c, err) : r;
}

/* -- telling ---------------------------------------------------------------------------------------- */

static void put_whole(const struct review *v, const char *state, int64_t allowed)
{
    struct call *c = v->c;
    const struct submission *s = &v->s;
    if (c->json) {
        json_open(&c->j, '{');
        json_put_int(&c->j, "id", s->id);
        json_put(&c->j, "state", str_of(state));
        json_put_int(&c->j, "tables", s->tables);
        json_put_int(&c->j, "figures", s->figures);
        json_put_int(&c->j, "allowed", allowed);
        json_close(&c->j);
        json_line(&c->j);
        return;
    }
    buf_fmt(&c->out, "submission %lld is %s: %s in %s", (long long)s->id, state,
            num_counted((uint64_t)s->figures, "figure").text,
            num_counted((uint64_t)s->tables, "question table").text);
    if (allowed)
        buf_fmt(&c->out, ", %s allowed", num_counted((uint64_t)allowed, "error").text);
    buf_char(&c->out, '\n');
}

static void put_tables(const struct review *v, const char *decision, int64_t allowed)
{
    struct call *c = v->c;
    size_t n = 0, left = left_of(v);
    int64_t cells = 0;
    for (size_t i = 0; i < v->n; i++)
        if (v->v[i].chosen) {
            n++;
            cells += v->v[i].ncells;
        }
    if (c->json) {
        json_open(&c->j, '{');
        json_put_int(&c->j, "id", v->s.id);
        json_put(&c->j, "decision", str_of(decision));
        json_put_int(&c->j, "tables", (int64_t)n);
        json_put_int(&c->j, "cells", cells);
        json_put_int(&c->j, "allowed", allowed);
        json_put_int(&c->j, "left", (int64_t)left);
        json_close(&c->j);
        json_line(&c->j);
        return;
    }
    buf_fmt(&c->out, "submission %lld: %s with %s %s %s", (long long)v->s.id,
            num_counted(n, "question table").text, num_counted((uint64_t)cells, "cell").text,
            n == 1 ? "is" : "are", strcmp(decision, DECISION_ASIDE) == 0 ? "set aside" : decision);
    if (allowed)
        buf_fmt(&c->out, ", %s allowed", num_counted((uint64_t)allowed, "error").text);
    if (left)
        buf_fmt(&c->out, "; %s left to decide", num_counted(left, "question table").text);
    buf_char(&c->out, '\n');
}

/* -- may it be decided so? ---------------------------------------------------------------------------- */

static bool is_decided(const struct submission *s)
{
    return str_is(s->state, STATE_ACCEPTED) || str_is(s->state, STATE_RETURNED);
}

/* Keeps of the tables that are chosen those that can become so; none left is ERR_STATE. What is set
 * aside can be accepted after all, where it is named. */
static int narrow(struct review *v, const char *decision, struct err *err)
{
    bool aside = strcmp(decision, DECISION_ASIDE) == 0, accept = strcmp(decision, DECISION_ACCEPTED) == 0;
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++) {
        struct reviewed *t = &v->v[i];
        bool accepted = str_is(t->state, STATE_ACCEPTED), returned = str_is(t->state, STATE_RETURNED);
        bool open = aside             ? !t->aside && (v->narrowed || !returned)
                    : accept && t->aside ? v->narrowed
                                      : !accepted && !returned;
        t->chosen = t->chosen && open;
        n += t->chosen;
    }
    if (n == 0)
        return err_set(err, ERR_STATE, "nothing %sof submission %lld is left to be %s",
                       v->narrowed ? "that was chosen " : "", (long long)v->s.id, aside ? "set aside" : decision);
    return 0;
}

static int refuse_errors(const struct review *v, bool whole, struct err *err)
{
    int64_t nopen = 0, nanswered = 0;
    char answered[64] = "";
    for (size_t i = 0; i < v->n; i++) {
        nopen += v->v[i].chosen ? v->v[i].nopen : 0;
        nanswered += v->v[i].chosen ? v->v[i].nanswered : 0;
    }
    nopen += is_last(v) ? v->nloose : 0;
    if (whole) {
        nopen = v->s.open_errors;
        nanswered = v->nanswered;
    }
    if (!nopen)
        return 0;
    if (nanswered)
        snprintf(answered, sizeof answered, ", %lld of them answered by the country", (long long)nanswered);
    return err_set(err, ERR_STATE, "submission %lld has %s%s (ilms findings %lld)%s; return %s, or "
                   "allow with --allow REASON", (long long)v->s.id,
                   num_counted((uint64_t)nopen, "open error").text, whole || is_last(v) ? "" : " in these tables",
                   (long long)v->s.id, answered, whole ? "it" : "them");
}

/* What a country answers to a round is signed by its approver, where it has one. */
static int refuse_unsigned(const struct review *v, struct err *err)
{
    struct strset areas = {0};
    uint32_t at;
    if (!v->s.round.len || !v->s.area.len || v->s.signed_at.len || call_has(v->c, "unsigned"))
        return 0;
    int r = approvers_load(&areas, v->c->store, err);
    if (r == 0 && strset_find(&areas, &at, v->s.area))
        r = err_set(err, ERR_STATE, "submission %lld answers round \"%.*s\" and is not signed yet by the "
                    "approver of %.*s (ilms sign %lld); --unsigned REASON accepts it all the same",
                    (long long)v->s.id, STR_FMT(v->s.round), STR_FMT(v->s.area), (long long)v->s.id);
    strset_release(&areas);
    return r;
}

/* -- the operations ------------------------------------------------------------------------------------- */

int line_check(struct str text, const char *what, struct err *err)
{
    if (text.len > LINE_MAX_LEN)
        return err_set(err, ERR_USAGE, "%s has %zu bytes; %d are the limit", what, text.len, LINE_MAX_LEN);
    if (utf8_valid(text) != text.len)
        return err_set(err, ERR_USAGE, "%s is not UTF-8 text", what);
    /* it is shown for ever, also on terminals */
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.p[i] < 0x20 || text.p[i] == 0x7f)
            return err_set(err, ERR_USAGE, "%s is to be one line without control characters", what);
    return 0;
}

static int accept(struct review *v, struct err *err)
{
    struct call *c = v->c;
    int64_t allowed = 0;
    struct str reason = str_trim(call_get(c, "allow"));
    bool whole = !v->narrowed && !v->begun;
    int r = line_check(reason, "the reason", err);
    if (r == 0)
        r = line_check(call_get(c, "unsigned"), "the reason", err);
    if (r < 0)
        return r;
    if (str_is(v->s.state, STATE_ACCEPTED) && !v->narrowed)
        return err_set(err, ERR_STATE, "submission %lld was accepted on %s by %s already", (long long)v->s.id,
                       v->s.decided_at.p, v->s.decided_by.p);
    if (str_is(v->s.state, STATE_RETURNED) && !v->narrowed)
        return err_set(err, ERR_STATE, "submission %lld was returned on %s; the country sends a new one",
                       (long long)v->s.id, v->s.decided_at.p);
    if ((!whole && (r = narrow(v, DECISION_ACCEPTED, err)) < 0) ||
        (reason.len == 0 && (r = refuse_errors(v, whole, err)) < 0) || (r = refuse_unsigned(v, err)) < 0)
        return r;
    r = whole ? decide_whole(v, STATE_ACCEPTED, reason, &allowed, err)
              : decide_tables(v, DECISION_ACCEPTED, reason, &allowed, err);
    if (r == 0)
        (whole ? put_whole : put_tables)(v, DECISION_ACCEPTED, allowed);
    return r;
}

static int send_back(struct review *v, struct err *err)
{
    int64_t allowed = 0;
    struct str reason = str_trim(call_get(v->c, "reason"));
    bool whole = !v->narrowed && !v->begun;
    int r = line_check(reason, "the reason", err);
    if (r < 0)
        return r;
    if (reason.len == 0)
        return err_set(err, ERR_USAGE, "returning needs --reason TEXT: what the country is to do");
    if (is_decided(&v->s))
        return err_set(err, ERR_STATE, "submission %lld was %s on %s; a correction is a new "
                       "submission", (long long)v->s.id, v->s.state.p, v->s.decided_at.p);
    if (!whole && (r = narrow(v, DECISION_RETURNED, err)) < 0)
        return r;
    r = whole ? decide_whole(v, STATE_RETURNED, reason, &allowed, err)
              : decide_tables(v, DECISION_RETURNED, reason, &allowed, err);
    if (r == 0)
        (whole ? put_whole : put_tables)(v, DECISION_RETURNED, 0);
    return r;
}

static int set_aside(struct review *v, struct err *err)
{
    int64_t allowed = 0;
    struct str reason = str_trim(call_get(v->c, "reason"));
    int r = line_check(reason, "the reason", err);
    if (r == 0 && reason.len == 0)
        return err_set(err, ERR_USAGE, "setting aside needs --reason TEXT: why the figures are kept out");
    if (r == 0)
        r = narrow(v, DECISION_ASIDE, err);
    if (r == 0)
        r = decide_tables(v, DECISION_ASIDE, reason, &allowed, err);
    if (r == 0)
        put_tables(v, DECISION_ASIDE, 0);
    return r;
}

static int reviewing(struct call *c, int (*how)(struct review *v, struct err *err), struct err *err)
{
    struct review v;
    int r = review_open(&v, c, err);
    if (r == 0)
        r = how(&v, err);
    free(v.v);
    return r;
}

int op_accept(struct call *c, struct err *err) { return reviewing(c, accept, err); }
int op_return(struct call *c, struct err *err) { return reviewing(c, send_back, err); }
int op_aside(struct call *c, struct err *err) { return reviewing(c, set_aside, err); }

/* -- sign ------------------------------------------------------------------------------------------------ */

/* Errors that nobody has allowed and the country has neither explained nor corrected: what it has sent
 * anew is answered by that. */
static int unanswered(int64_t *n, struct call *c, int64_t submission, struct err *err)
{
    struct store_iter *it;
    struct in_finding f;
    *n = 0;
    int r = store_finding_list(c->store, &it, submission, err);
    while (r == 0 && (r = store_finding_next(it, &f, err)) == 1) {
        bool open = str_is(f.severity, severity_name(SEV_ERROR)) && !f.allowed_by.len && !f.answer.len;
        int64_t newer = 0;
        r = open && f.table ? store_table_newer(c->store, &newer, f.table, err) : 0;
        *n += open && !newer;
        if (r < 0)
            store_iter_close(it);
    }
    return r;
}

int op_sign(struct call *c, struct err *err)
{
    struct submission s;
    int64_t n = 0;
    int r = call_submission(&s, c, "id", err);
    if (r == 0)
        r = call_ref(c, err);
    if (r < 0)
        return r;
    if (!s.area.len)
        return err_set(err, ERR_STATE, "submission %lld is of no one country: nobody signs for several",
                       (long long)s.id);
    if (is_decided(&s))
        return err_set(err, ERR_STATE, "submission %lld was %s on %s; there is nothing to sign any more",
                       (long long)s.id, s.state.p, s.decided_at.p);
    if (s.signed_at.len)
        return err_set(err, ERR_STATE, "submission %lld was signed on %s by %s already", (long long)s.id,
                       s.signed_at.p, s.signed_by.p);
    if (s.open_errors && (r = unanswered(&n, c, s.id, err)) < 0)
        return r;
    if (n)
        return err_set(err, ERR_STATE, "submission %lld has %s without an answer (ilms findings %lld --open); "
                       "each is to be corrected, or explained by ilms answer", (long long)s.id,
                       num_counted((uint64_t)n, "error").text, (long long)s.id);
    if ((r = call_begin(c, err)) < 0 || (r = store_submission_sign(c->store, s.id, c->at, c->who, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put_int(&c->j, "id", s.id);
        json_put(&c->j, "ref_area", s.area);
        json_put(&c->j, "signed_at", str_of(c->at));
        json_put(&c->j, "signed_by", str_of(c->who));
        json_close(&c->j);
        json_line(&c->j);
        return 0;
    }
    uint16_t area = ref_area_find(c->ref, s.area);
    buf_fmt(&c->out, "submission %lld is signed for %.*s: %s in %s\n", (long long)s.id,
            STR_FMT(area ? c->ref->areas[area].name : s.area),
            num_counted((uint64_t)s.figures, "figure").text,
            num_counted((uint64_t)s.tables, "question table").text);
    return 0;
}
