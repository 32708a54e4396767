/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Lists of what is in the base: submissions, releases, the tables of the questionnaire, the
 * sources. */

#include "ops/ops.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/finding.h"
#include "store/plans.h"
#include "syntax/workbook.h"

static void put_submission(struct call *c, const struct submission *s)
{
    struct json *j = &c->j;
    if (!c->json) {
        buf_fmt(&c->out, "%4lld  %-9s  %.*s  %-10.*s  %12s  %11s (%lld open)  %13s  %.*s\n",
                (long long)s->id, s->state.p, 16, s->received_at.p, STR_FMT(s->who),
                num_counted((uint64_t)s->cells, "cell").text,
                num_counted((uint64_t)s->errors, "error").text, (long long)s->open_errors,
                num_counted((uint64_t)s->warnings, "warning").text, STR_FMT(s->file_name));
        return;
    }
    json_open(j, '{');
    json_put_int(j, "id", s->id);
    json_put(j, "state", s->state);
    json_put_some(j, "ref_area", s->area);
    json_put(j, "received_at", s->received_at);
    json_put(j, "who", s->who);
    json_put(j, "file", s->file_name);
    json_put_int(j, "bytes", s->file_bytes);
    json_put(j, "sha256", s->sha256);
    json_put(j, "format", s->format);
    json_put_some(j, "source", s->source);
    json_put_some(j, "round", s->round);
    json_put_int(j, "cells", s->cells);
    json_put_int(j, "figures", s->figures);
    json_put_int(j, "tables", s->tables);
    json_put_int(j, "errors", s->errors);
    json_put_int(j, "open_errors", s->open_errors);
    json_put_int(j, "warnings", s->warnings);
    json_put_int(j, "infos", s->infos);
    json_put_some(j, "signed_at", s->signed_at);
    json_put_some(j, "signed_by", s->signed_by);
    json_put_some(j, "decided_at", s->decided_at);
    json_put_some(j, "decided_by", s->decided_by);
    json_put_some(j, "reason", s->reason);
    json_close(j);
    json_line(j);
}

int op_submissions(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct submission s;
    int r = store_submission_list(c->store, &it, err);
    unsigned n = 0;
    while (r == 0 && (r = store_submission_next(it, &s, err)) == 1) {
        r = 0;
        if (!call_may(c, s.area))
            continue;
        put_submission(c, &s);
        n++;
        if (call_flush(c, false, err) < 0) {
            store_iter_close(it);
            return -(int)err->code;
        }
    }
    if (r == 0 && n == 0 && !c->json)
        buf_puts(&c->out, "nothing has been submitted yet; ilms submit FILE\n");
    return r;
}

/* What is announced and not released yet, also under an embargo. */
static int put_plans(unsigned *n, struct call *c, struct err *err)
{
    struct store_iter *it;
    struct plan p;
    int r = store_plan_list(c->store, &it, STR(""), err);
    while (r == 0 && (r = store_plan_next(it, &p, err)) == 1) {
        struct json *j = &c->j;
        r = 0;
        ++*n;
        if (!c->json) {
            buf_fmt(&c->out, "      %-24.*s  planned for %.*s%s%.*s\n", STR_FMT(p.name), STR_FMT(p.day),
                    p.what.len ? ": " : "", STR_FMT(p.what));
            continue;
        }
        json_open(j, '{');
        json_put(j, "planned", p.name);
        json_put(j, "date", p.day);
        json_put(j, "first_date", p.first_day);
        json_put_some(j, "what", p.what);
        json_put(j, "planned_at", p.planned_at);
        json_close(j);
        json_line(j);
    }
    return r;
}

int op_releases(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct release rel;
    int r = store_release_list(c->store, &it, STR(""), err);
    unsigned n = 0;
    while (r == 0 && (r = store_release_next(it, &rel, err)) == 1) {
        struct json *j = &c->j;
        r = 0;
        n++;
        if (!c->json) {
            buf_fmt(&c->out, "%4lld  %-24.*s  %.*s  %-10.*s  %s  %.12s%s%.*s\n", (long long)rel.id,
                    STR_FMT(rel.name), STR_FMT(rel.released_at), STR_FMT(rel.who),
                    num_counted((uint64_t)rel.nobs, "observation").text, rel.sha256.p,
                    rel.embargo.len ? "  embargo " : "", STR_FMT(rel.embargo));
            continue;
        }
        json_open(j, '{');
        json_put_int(j, "number", rel.id);
        json_put(j, "name", rel.name);
        json_put(j, "released_at", rel.released_at);
        json_put_some(j, "embargo", rel.embargo);
        json_put(j, "who", rel.who);
        json_put_int(j, "series", rel.nseries);
        json_put_int(j, "observations", rel.nobs);
        json_put(j, "sha256", rel.sha256);
        json_close(j);
        json_line(j);
    }
    if (r == 0)
        r = put_plans(&n, c, err);
    if (r == 0 && n == 0 && !c->json)
        buf_puts(&c->out, "nothing has been released yet; ilms release NAME\n");
    return r;
}

int op_tables(struct call *c, struct err *err)
{
    static const char *const generations[] = {"", "current", "first", "both", "derived"};
    int r = call_ref_builtin(c, err);
    if (r < 0)
        return r;
    const struct ref *ref = c->ref;
    for (uint32_t i = 1; i < ref->nindicators; i++) {
        const struct indicator *in = &ref->indicators[i];
        if (!c->json) {
            buf_fmt(&c->out, "%-26s %-8s %s\n", in->code.p, generations[in->generation],
                    in->title.p);
            continue;
        }
        json_open(&c->j, '{');
        json_put(&c->j, "indicator", in->code);
        json_put(&c->j, "module", ref->modules[in->module].code);
        json_put(&c->j, "generation", str_of(generations[in->generation]));
        json_put(&c->j, "title", in->title);
        json_put(&c->j, "unit", in->unit);
        json_put_int(&c->j, "unit_mult", in->unit_mult);
        json_put(&c->j, "definition", in->definition);
        json_close(&c->j);
        json_line(&c->j);
    }
    return 0;
}

int op_sources(struct call *c, struct err *err)
{
    int r = call_ref_builtin(c, err);
    if (r < 0)
        return r;
    const struct ref *ref = c->ref;
    struct str country = call_get(c, "country");
    uint16_t area = country.len ? ref_area_find(ref, country) : 0;
    if (country.len && !area)
        return err_set(err, ERR_USAGE, "\"%s\" is no country or area; it is to be three letters, as THA",
                       utf8_brief(country).text);
    unsigned n = 0;
    for (uint32_t i = 1; i < ref->nsurveys; i++) {
        const struct survey *s = &ref->surveys[i];
        const struct source_type *t = &ref->source_types[s->type];
        if (area && s->area != area)
            continue;
        n++;
        if (!c->json) {
            buf_fmt(&c->out, "%s  %s:%-6s  %s  (%s)\n", ref->areas[s->area].code.p, t->code.p, s->id.p,
                    s->name.p, t->name.p);
            continue;
        }
        json_open(&c->j, '{');
        json_put(&c->j, "ref_area", ref->areas[s->area].code);
        json_put(&c->j, "source", str_of(arena_fmt(&c->arena, "%s:%s", t->code.p, s->id.p)));
        json_put(&c->j, "name", s->name);
        json_put(&c->j, "type", t->name);
        json_close(&c->j);
        json_line(&c->j);
    }
    if (n == 0 && !c->json)
        buf_fmt(&c->out, "no source is registered for %s; give its type and 0, as FX:0\n",
                ref->areas[area].name.p);
    return 0;
}

/* -- words -------------------------------------------------------------------------------- */

static void put_remark(struct call *c, const struct in_remark *r)
{
    struct json *j = &c->j;
    const struct {
        const char *name;
        struct str value;
    } fields[] = {{"kind", r->kind},         {"type", r->type},       {"indicator", r->indicator},
                  {"ref_area", r->area},     {"source", r->source},   {"sex", r->sex},
                  {"classif1", r->classif1}, {"classif2", r->classif2}, {"time", r->period},
                  {"text", r->content}};
    if (c->json) {
        json_open(j, '{');
        for (size_t i = 0; i < ARRAY_LEN(fields); i++)
            json_put_some(j, fields[i].name, fields[i].value);
        json_put_bool(j, "public", r->public);
        json_close(j);
        json_line(j);
        return;
    }
    for (size_t i = 0; i + 1 < ARRAY_LEN(fields); i++)
        if (fields[i].value.len)
            buf_fmt(&c->out, "%s%.*s", i ? " " : "", STR_FMT(fields[i].value));
    buf_fmt(&c->out, ": %.*s%s\n", STR_FMT(r->content), r->public ? "" : "  (not public)");
}

int op_remarks(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct submission s;
    struct in_remark row;
    unsigned n = 0;
    int r = call_submission(&s, c, "id", err);
    if (r == 0)
        r = store_remark_list(c->store, &it, s.id, err);
    while (r == 0 && (r = store_remark_next(it, &row, err)) == 1) {
        r = 0;
        if (str_is(row.kind, "contact") && !call_is(c, TO_OFFICE))
            continue;
        put_remark(c, &row);
        n++;
    }
    if (r == 0 && n == 0 && !c->json)
        buf_fmt(&c->out, "submission %lld says nothing besides its figures\n", (long long)s.id);
    return r;
}
