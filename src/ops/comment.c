/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What countries and the office say to each other: answers to findings, comments on tables and cells. */

#include "ops/ops.h"

#include "base/utf8.h"
#include "model/finding.h"
#include "model/period.h"

/* -- answer --------------------------------------------------------------------------------------- */

/* The finding of a submission by its number; texts in the arena. */
static int finding_get(struct in_finding *out, struct call *c, int64_t submission, int64_t id, struct err *err)
{
    struct store_iter *it;
    struct in_finding f;
    bool found = false;
    int r = store_finding_list(c->store, &it, submission, err);
    while (r == 0 && (r = store_finding_next(it, &f, err)) == 1) {
        r = 0;
        if (f.id != id)
            continue;
        struct str *texts[] = {&f.rule, &f.severity, &f.indicator, &f.area, &f.source, &f.proposals,
                               &f.message, &f.allowed_by};
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(&c->arena, *texts[i]);
        *out = f;
        found = true;
    }
    if (r == 0 && !found)
        return err_set(err, ERR_NOTFOUND, "submission %lld has no finding %lld; ilms findings %lld --json gives "
                       "their ids", (long long)submission, (long long)id, (long long)submission);
    return r;
}

int call_finding(struct in_finding *out, struct call *c, int64_t submission, struct str text, struct err *err)
{
    uint64_t id;
    if (!str_uint(&id, text, INT64_MAX) || id == 0)
        return err_set(err, ERR_USAGE, "\"%s\" is no number of a finding; ilms findings %lld --json gives their "
                       "ids", utf8_brief(text).text, (long long)submission);
    return finding_get(out, c, submission, (int64_t)id, err);
}

int op_answer(struct call *c, struct err *err)
{
    struct submission s;
    struct in_finding f;
    struct str because = str_trim(call_get(c, "because"));
    int r = call_submission(&s, c, "id", err);
    if (r == 0)
        r = line_check(because, "the reason", err);
    if (r < 0)
        return r;
    if (!because.len)
        return err_set(err, ERR_USAGE, "--because is empty; say why the figure is right as it is");
    if (str_is(s.state, STATE_ACCEPTED) || str_is(s.state, STATE_RETURNED))
        return err_set(err, ERR_STATE, "submission %lld was %s on %s; an answer comes too late", (long long)s.id,
                       s.state.p, s.decided_at.p);
    if ((r = call_finding(&f, c, s.id, call_get(c, "finding"), err)) < 0)
        return r;
    if (str_is(f.severity, severity_name(SEV_INFO)))
        return err_set(err, ERR_STATE, "finding %lld is a remark and asks for no answer", (long long)f.id);
    if (f.allowed_by.len)
        return err_set(err, ERR_STATE, "finding %lld was allowed by %.*s; it asks for no answer any more",
                       (long long)f.id, STR_FMT(f.allowed_by));
    struct answer a = {.finding = f.id, .at = str_of(c->at), .who = str_of(c->who), .content = because,
                       .public = call_has(c, "public")};
    if ((r = call_begin(c, err)) < 0 || (r = store_answer_add(c->store, &a, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    if (!c->json) {
        buf_fmt(&c->out, "finding %lld of submission %lld (%.*s) is answered: %.*s\n", (long long)f.id,
                (long long)s.id, STR_FMT(f.rule), STR_FMT(because));
        return 0;
    }
    json_open(&c->j, '{');
    json_put_int(&c->j, "id", a.id);
    json_put_int(&c->j, "submission", s.id);
    json_put_int(&c->j, "finding", f.id);
    json_put(&c->j, "answer", because);
    json_put_bool(&c->j, "public", a.public);
    json_close(&c->j);
    json_line(&c->j);
    return 0;
}

/* -- comments --------------------------------------------------------------------------------------- */

/* "SEX_T.CCT_CTZ_MMR." */
static int key_of(struct comment *out, struct call *c, struct str key, struct err *err)
{
    struct str *parts[] = {&out->sex, &out->classif1, &out->classif2}, code, rest = key;
    for (size_t i = 0; i < ARRAY_LEN(parts) && str_next(&code, &rest, '.'); i++) {
        if (code.len && !ref_code_find(c->ref, code))
            return err_set(err, ERR_USAGE, "--key \"%s\": there is no code %s; it is to be as "
                           "SEX_T.CCT_CTZ_MMR", utf8_brief(key).text, utf8_brief(code).text);
        *parts[i] = code;
    }
    if (rest.len)
        return err_set(err, ERR_USAGE, "--key \"%s\" has more than three codes", utf8_brief(key).text);
    return 0;
}

static int table_of(struct comment *out, struct call *c, struct err *err)
{
    uint16_t area = ref_area_find(c->ref, out->area);
    if (!area || !c->ref->areas[area].member)
        return err_set(err, ERR_USAGE, "--country \"%s\" is no country of %.*s; it is to be three letters, as "
                       "THA", utf8_brief(out->area).text, STR_FMT(c->ref->region));
    if (!ref_indicator_find(c->ref, out->indicator))
        return err_set(err, ERR_USAGE, "--table \"%s\" is no table; ilms tables lists them",
                       utf8_brief(out->indicator).text);
    if (out->source.len && !ref_source_find(c->ref, NULL, NULL, out->source))
        return err_set(err, ERR_USAGE, "--source \"%s\" is no source; it is to be a type of the list and a "
                       "survey, as BA:741", utf8_brief(out->source).text);
    if (out->period.len && !period_parse(out->period))
        return err_set(err, ERR_USAGE, "--years \"%s\" is no year, as 2024", utf8_brief(out->period).text);
    return key_of(out, c, call_get(c, "key"), err);
}

static void put_comment(struct call *c, const struct comment *m)
{
    struct json *j = &c->j;
    const struct {
        const char *name;
        struct str value;
    } fields[] = {{"ref_area", m->area}, {"indicator", m->indicator}, {"source", m->source},
                  {"time", m->period},   {"sex", m->sex},             {"classif1", m->classif1},
                  {"classif2", m->classif2}};
    if (c->json) {
        json_open(j, '{');
        json_put_int(j, "id", m->id);
        json_put(j, "at", m->at);
        json_put(j, "who", m->who);
        json_put_some(j, "round", m->round);
        for (size_t i = 0; i < ARRAY_LEN(fields); i++)
            json_put_some(j, fields[i].name, fields[i].value);
        if (m->submission)
            json_put_int(j, "submission", m->submission);
        json_put(j, "text", m->content);
        json_close(j);
        json_line(j);
        return;
    }
    buf_fmt(&c->out, "%.16s  %.*s ", m->at.p, STR_FMT(m->who));
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        if (fields[i].value.len)
            buf_fmt(&c->out, " %.*s", STR_FMT(fields[i].value));
    buf_fmt(&c->out, ": %.*s\n", STR_FMT(m->content));
}

int op_comment(struct call *c, struct err *err)
{
    struct round round;
    struct comment m = {.at = str_of(c->at), .who = str_of(c->who), .round = call_get(c, "round"),
                        .area = call_get(c, "country"), .indicator = call_get(c, "table"),
                        .source = call_get(c, "source"), .period = call_get(c, "years"),
                        .content = str_trim(call_get(c, "text"))};
    int r = call_ref(c, err);
    if (r == 0)
        r = line_check(m.content, "the comment", err);
    if (r == 0 && !m.content.len)
        return err_set(err, ERR_USAGE, "the comment is empty");
    if (r == 0)
        r = table_of(&m, c, err);
    if (r == 0 && m.round.len)
        r = store_round_get(c->store, &c->arena, &round, m.round, err);
    if (r == 0)
        r = call_area(c, m.area, err);
    if (r < 0)
        return r;
    if ((r = call_begin(c, err)) < 0 || (r = store_comment_add(c->store, &m, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    put_comment(c, &m);
    return 0;
}

int op_comments(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct comment m;
    unsigned n = 0;
    struct str area = call_get(c, "country"), table = call_get(c, "table");
    int r = call_ref(c, err);
    if (r == 0 && area.len)
        r = call_area(c, area, err);
    if (r == 0 && table.len && !ref_indicator_find(c->ref, table))
        return err_set(err, ERR_USAGE, "--table \"%s\" is no table; ilms tables lists them",
                       utf8_brief(table).text);
    if (r == 0)
        r = store_comment_list(c->store, &it, area, table, err);
    while (r == 0 && (r = store_comment_next(it, &m, err)) == 1) {
        r = 0;
        if (!call_may(c, m.area))
            continue;
        put_comment(c, &m);
        n++;
    }
    if (r == 0 && n == 0 && !c->json)
        buf_puts(&c->out, "no comments\n");
    return r;
}
