/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* `ilms explain`: a published number, and everything that made it what it is. */

#include "ops/explain.h"
#include "ops/reader.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/block.h"
#include "model/finding.h"
#include "model/period.h"
#include "publish/query.h"
#include "syntax/workbook.h"

#include <math.h>

enum { EXPLAIN_MAX = 200 };

/* FLOW/KEY or FLOW/KEY/PERIOD. */
static int split(struct str part[3], struct str text, struct err *err)
{
    struct str rest = text, more;
    for (int i = 0; i < 3; i++)
        if (!str_next(&part[i], &rest, '/'))
            part[i] = STR("");
    if (str_next(&more, &rest, '/'))
        return err_set(err, ERR_USAGE, "\"%s\" has more than flow, key and period",
                       utf8_brief(text).text);
    return 0;
}

struct str explain_number(struct arena *arena, double value, unsigned decimals)
{
    char text[NUM_MAX];
    return arena_str(arena, (struct str){text, num_fmt(text, value, decimals)});
}

/* A finding of the submission that speaks of this cell: of its line, of its key, or of its
 * source, of which C107 is said once. */
static bool speaks_of(const struct in_finding *f, const struct trace *t, const struct ref *ref)
{
    const struct obs *o = &t->cell;
    if (f->row == (int64_t)o->row && f->sheet == o->sheet)
        return true;
    if (str_is(f->rule, rules[RULE_SURVEY_UNKNOWN].id))
        return str_eq(f->source, t->table.source) && str_eq(f->area, t->table.area);
    return f->table == t->table.id && str_eq(f->classif1, ref->codes[o->classif[0]].code) &&
           str_eq(f->classif2, ref->codes[o->classif[1]].code) &&
           str_eq(f->sex, ref->codes[o->sex].code);
}

static int each_finding(struct call *c, const struct trace *t, const struct ref *ref, unsigned *n,
                        struct err *err)
{
    struct store_iter *it;
    struct in_finding f;
    const char *language;
    int r = call_language_said(&language, c, err);
    if (r == 0)
        r = store_finding_list(c->store, &it, t->submission.id, err);
    while (r == 0 && (r = store_finding_next(it, &f, err)) == 1) {
        r = 0;
        if (!speaks_of(&f, t, ref))
            continue;
        ++*n;
        struct buf sentence = {0};
        sentence_of(&sentence, ref, language, &f);
        struct str said = arena_str(&c->arena, buf_view(&sentence));
        buf_release(&sentence);
        if (c->json) {
            json_open(&c->j, '{');
            json_put(&c->j, "rule", f.rule);
            json_put(&c->j, "severity", f.severity);
            json_put(&c->j, "message", f.message);
            if (language)
                json_put(&c->j, "sentence", said);
            json_put_some(&c->j, "allowed_by", f.allowed_by);
            json_put_some(&c->j, "allowed_at", f.allowed_at);
            json_put_some(&c->j, "allowed_reason", f.allowed_reason);
            json_close(&c->j);
            continue;
        }
        buf_fmt(&c->out, "  check       %.*s %.*s: %.*s\n", STR_FMT(f.severity), STR_FMT(f.rule),
                STR_FMT(said));
        if (f.allowed_by.len)
            buf_fmt(&c->out, "              allowed by %.*s on %.*s: %.*s\n", STR_FMT(f.allowed_by),
                    STR_FMT(f.allowed_at), STR_FMT(f.allowed_reason));
    }
    return r;
}

/* {"id":"7","allow":"..."} gives 7; quotes inside a value have a backslash. */
static int64_t id_of(struct str params)
{
    static const char key[] = "\"id\":\"";
    const char *at = memmem(params.p, params.len, key, sizeof key - 1);
    uint64_t id = 0;
    if (at) {
        struct str digits, rest = {at + sizeof key - 1,
                                   (size_t)(str_end(params) - at) - (sizeof key - 1)};
        str_next(&digits, &rest, '"');
        str_uint(&id, digits, INT32_MAX);
    }
    return (int64_t)id;
}

/* Each verb writes its line of the audit log in its own transaction, so the order of the lines is
 * that of what happened, however fast one came after the other and whatever the clock said. */
static int earlier_of(struct earlier *out, struct call *c, int64_t release, struct err *err)
{
    struct store_iter *it;
    struct audit a;
    size_t size = 0;
    int64_t releases = 0;
    *out = (struct earlier){0};
    int r = store_audit_list(c->store, &it, err);
    while (r == 0 && (r = store_audit_next(it, &a, err)) == 1) {
        r = 0;
        if (!str_is(a.outcome, "ok"))
            continue;
        if (str_is(a.op, "release") && ++releases == release) {
            store_iter_close(it);
            break;
        }
        if (!str_is(a.op, "accept"))
            continue;
        if (out->n == size) {
            size = MAX(size * 2, (size_t)64);
            out->v = mem_grow(out->v, sizeof *out->v * size);
        }
        out->v[out->n++] = id_of(a.params);
    }
    return r;
}

static bool was_earlier(const struct earlier *e, int64_t submission)
{
    for (size_t i = 0; i < e->n; i++)
        if (e->v[i] == submission)
            return true;
    return false;
}

/* The same cell in the other question tables that were accepted before the release: earlier
 * values, other sources. */
static int each_other(struct call *c, const struct trace *t, const struct loaded *l,
                      const struct earlier *earlier, unsigned *n, struct err *err)
{
    const struct ref *ref = l->ref;
    struct store_iter *it;
    struct question_table other;
    int r = store_table_list_accepted(c->store, &it, t->table.indicator, t->table.area, err);
    while (r == 0 && (r = store_table_next(it, &other, err)) == 1) {
        struct obs_set set;
        r = 0;
        /* what was accepted since was not there to be passed over */
        if (other.id == t->table.id || !str_eq(other.period, t->table.period) ||
            !was_earlier(earlier, other.submission))
            continue;
        obs_set_init(&set);
        if ((r = table_unpack(&set, ref, other.cells, err)) < 0)
            store_iter_close(it);
        for (size_t i = 0; r == 0 && i < set.n; i++) {
            const struct obs *o = &set.v[i];
            if (o->sex != t->cell.sex || o->classif[0] != t->cell.classif[0] ||
                o->classif[1] != t->cell.classif[1] || o->set_aside)
                continue;
            ++*n;
            struct str value = explain_number(&c->arena, o->value, o->decimals);
            if (c->json) {
                json_open(&c->j, '{');
                json_put(&c->j, "value", value);
                json_put(&c->j, "source", other.source);
                json_put_int(&c->j, "submission", other.submission);
                if (o->sheet)
                    json_put_int(&c->j, "sheet", o->sheet);
                json_put_int(&c->j, o->sheet ? "row" : "line", o->row);
                json_close(&c->j);
            } else {
                buf_fmt(&c->out, "  passed over %.*s from %.*s in submission %lld, ",
                        STR_FMT(value.len ? value : STR("no figure")), STR_FMT(other.source),
                        (long long)other.submission);
                if (o->sheet)
                    buf_fmt(&c->out, "sheet %u, row %u\n", o->sheet, o->row);
                else
                    buf_fmt(&c->out, "line %u\n", o->row);
            }
        }
        obs_set_release(&set);
    }
    return r;
}

static struct str source_name(struct arena *arena, const struct ref *ref, struct str source)
{
    uint16_t type, survey;
    if (!ref_source_find(ref, &type, &survey, source))
        return STR("not stated");
    return survey ? str_of(arena_fmt(arena, "%s (%s)", ref->surveys[survey].name.p,
                                     ref->source_types[type].name.p))
                  : ref->source_types[type].name;
}

/* What a figure is, whatever it comes from. */
static void head_json(struct call *c, const struct loaded *l, const struct figure *g)
{
    const struct cube *cube = g->cube;
    struct dims dims;
    char period[PERIOD_TEXT];
    dims_of(&dims, l->ref, g->flow->indicator);
    json_open(&c->j, '{');
    json_put(&c->j, "release", l->release.name);
    json_put_int(&c->j, "release_number", l->release.id);
    json_put(&c->j, "indicator", l->ref->indicators[g->flow->indicator].code);
    for (unsigned d = 0; d < dims.n; d++) {
        json_key_str(&c->j, dims.id[d]);
        json_str(&c->j, cube_code(cube, g->flow, g->series, dims.kind[d]));
    }
    json_put(&c->j, "TIME_PERIOD", (struct str){period, period_fmt(period, cube->period[g->obs])});
    json_key(&c->j, "value");
    json_num(&c->j, cube->value[g->obs], cube->decimals[g->obs]);
    json_put_some(&c->j, "status",
                  (struct str){&cube->status[g->obs], cube->status[g->obs] ? 1 : 0});
    json_put(&c->j, "source", cube->sources[cube->source[g->obs]]);
    json_put(&c->j, "source_name",
             source_name(&c->arena, l->ref, cube->sources[cube->source[g->obs]]));
    json_put(&c->j, "definition", l->ref->indicators[g->flow->indicator].definition);
}

static int reported_json(struct call *c, const struct loaded *l, const struct trace *t,
                         const struct earlier *earlier, struct err *err)
{
    unsigned n = 0;
    json_put_int(&c->j, "submission", t->submission.id);
    json_put(&c->j, "file", t->submission.file_name);
    json_put(&c->j, "sha256", t->submission.sha256);
    if (t->cell.sheet)
        json_put_int(&c->j, "sheet", t->cell.sheet);
    json_put_int(&c->j, t->cell.sheet ? "row" : "line", t->cell.row);
    json_put_int(&c->j, "column", t->cell.column);
    json_put(&c->j, "received_at", t->submission.received_at);
    json_put(&c->j, "received_from", t->submission.who);
    json_put(&c->j, "accepted_at", t->submission.decided_at);
    json_put(&c->j, "accepted_by", t->submission.decided_by);
    json_key(&c->j, "findings");
    json_open(&c->j, '[');
    int r = each_finding(c, t, l->ref, &n, err);
    json_close(&c->j);
    json_key(&c->j, "passed_over");
    json_open(&c->j, '[');
    if (r == 0)
        r = each_other(c, t, l, earlier, &n, err);
    json_close(&c->j);
    return r;
}

static void head_text(struct call *c, const struct loaded *l, const struct figure *g)
{
    const struct cube *cube = g->cube;
    const struct indicator *in = &l->ref->indicators[g->flow->indicator];
    char letter = cube->status[g->obs];
    const struct status *status = letter ? ref_status_find(l->ref, letter) : NULL;
    struct dims dims;
    char period[PERIOD_TEXT];
    dims_of(&dims, l->ref, g->flow->indicator);
    struct str value = explain_number(&c->arena, cube->value[g->obs], cube->decimals[g->obs]);
    buf_fmt(&c->out, "%.*s%s  %s, %s, %.*s\n", STR_FMT(value.len ? value : STR("no figure")),
            !value.len ? "" : in->unit_mult == 3 ? " thousand" : str_is(in->unit, "PT") ? " per cent" : "",
            in->title.p, l->ref->areas[cube->area[g->series]].name.p,
            (int)period_fmt(period, cube->period[g->obs]), period);
    buf_puts(&c->out, "  key         ");
    for (unsigned d = 0; d < dims.n; d++) {
        buf_puts(&c->out, d ? "." : "");
        buf_str(&c->out, cube_code(cube, g->flow, g->series, dims.kind[d]));
    }
    buf_char(&c->out, '\n');
    if (status)
        buf_fmt(&c->out, "  status      %c %s\n", status->code, status->name.p);
    buf_fmt(&c->out, "  release     %lld \"%s\", %s, SHA-256 %.12s\n", (long long)l->release.id,
            l->release.name.p, l->release.released_at.p, l->release.sha256.p);
    struct str source = cube->sources[cube->source[g->obs]];
    buf_fmt(&c->out, "  source      %.*s %.*s\n", STR_FMT(source),
            STR_FMT(source_name(&c->arena, l->ref, source)));
    buf_fmt(&c->out, "  definition  %s\n", in->definition.p);
}

static int reported_text(struct call *c, const struct loaded *l, const struct trace *t,
                         const struct earlier *earlier, struct err *err)
{
    char cell[CELL_NAME];
    unsigned n = 0;
    buf_fmt(&c->out, "  read from   %s, ", t->submission.file_name.p);
    if (t->cell.sheet)
        buf_fmt(&c->out, "sheet %u, cell %.*s", t->cell.sheet,
                (int)cell_name(cell, t->cell.column, t->cell.row), cell);
    else
        buf_fmt(&c->out, "line %u, column %u", t->cell.row, t->cell.column);
    buf_fmt(&c->out, " (SHA-256 %.12s)\n", t->submission.sha256.p);
    buf_fmt(&c->out, "  submission  %lld, received on %s from %s\n", (long long)t->submission.id,
            t->submission.received_at.p, t->submission.who.p);
    int r = each_finding(c, t, l->ref, &n, err);
    if (r == 0 && n == 0)
        buf_puts(&c->out, "  check       no finding\n");
    if (r == 0)
        buf_fmt(&c->out, "  accepted    on %s by %s\n", t->submission.decided_at.p,
                t->submission.decided_by.p);
    return r == 0 ? each_other(c, t, l, earlier, &n, err) : r;
}

static int explain_reported(struct call *c, const struct loaded *l, const struct figure *g,
                            const struct earlier *earlier, struct err *err)
{
    struct trace t;
    int r = trace_get(&t, &c->arena, c->store, l->ref, g->cube, g->flow, g->series, g->obs, err);
    if (r < 0)
        return r;
    return c->json ? reported_json(c, l, &t, earlier, err) : reported_text(c, l, &t, earlier, err);
}

int explain_figure(struct call *c, const struct loaded *l, const struct figure *g,
                   const struct earlier *earlier, struct err *err)
{
    if (c->json)
        head_json(c, l, g);
    else
        head_text(c, l, g);
    int r = g->derived ? explain_derived(c, l, g, earlier, err)
                       : explain_reported(c, l, g, earlier, err);
    if (c->json)
        json_close(&c->j);
    return r;
}

static int explain(struct call *c, const struct loaded *l, const struct slice *s, struct err *err)
{
    struct earlier earlier;
    unsigned n = 0;
    int r = earlier_of(&earlier, c, l->release.id, err);
    for (uint32_t k = 0; r == 0 && k < s->nruns; k++)
        for (uint32_t i = s->runs[k].first; r == 0 && i < s->runs[k].first + s->runs[k].n; i++) {
            struct figure g = {s->cube, s->flow, s->runs[k].series, i, s->cube == l->derived};
            if (n++ == EXPLAIN_MAX) {
                r = err_set(err, ERR_LIMIT, "the key has %u figures; only the first %d are "
                            "explained; name a period or more of the key", s->nobs, EXPLAIN_MAX);
                break;
            }
            r = explain_figure(c, l, &g, &earlier, err);
            if (r == 0 && c->json)
                json_line(&c->j);
        }
    free(earlier.v);
    return r;
}

/* The figures of a key in one of the release's cubes; none is no error here. */
static int find(struct slice *s, struct call *c, const struct cube *cube, struct str part[3],
                struct err *err)
{
    struct query q;
    uint16_t indicator = ref_indicator_find(cube->ref, query_flow_code(part[0]));
    const struct cube_flow *flow = indicator ? cube_flow_find(cube, indicator) : NULL;
    if (!flow)
        return 0;
    query_init(&q, cube, flow, &c->arena);
    int r = query_key(&q, QUERY_V1, part[1], err);
    if (r == 0 && part[2].len)
        r = query_filter(&q, STR("TIME_PERIOD"), part[2], err);
    if (r == 0)
        *s = query_run(&q);
    return r;
}

static int log_reads(struct call *c, const struct loaded *l, const struct slice *s, struct err *err)
{
    struct reads reads = {0};
    int r = 0;
    for (uint32_t k = 0; r == 0 && k < s->nruns; k++)
        r = reads_add(&reads, c, &l->release, s->cube != l->derived, s->cube == l->derived,
                      l->ref->indicators[s->flow->indicator].code,
                      l->ref->areas[s->cube->area[s->runs[k].series]].code, err);
    if (r == 0)
        r = reads_log(&reads, c, "explain", err);
    reads_release(&reads);
    return r;
}

/* What was reported under the key, else what was derived. */
int op_explain(struct call *c, struct err *err)
{
    struct loaded l;
    struct str part[3];
    struct str now;
    const char *language;
    struct slice s = {0};
    int r = split(part, call_get(c, "key"), err);
    if (r == 0)
        r = call_language_said(&language, c, err); /* refused before anything is printed */
    if (r == 0)
        r = call_visible_at(&now, c, err);
    if (r == 0)
        r = reader_open(c, err);
    if (r == 0)
        r = reader_load(&l, c, call_get(c, "release"), now, query_flow_code(part[0]), err);
    if (r < 0)
        return r;
    r = find(&s, c, l.cube, part, err);
    if (r == 0 && s.nobs == 0) {
        slice_release(&s);
        r = release_load_derived(&l, c->store, query_flow_code(part[0]), err);
        if (r == 0)
            r = find(&s, c, l.derived, part, err);
    }
    if (r == 0 && s.nobs == 0) {
        bool derived = l.derived && l.derived->nflows && !l.cube->nflows;
        if (!query_flow(derived ? l.derived : l.cube, part[0], err))
            r = -(int)err->code;
        else
            r = err_set(err, ERR_NOTFOUND, "release \"%s\" has no figure for %.*s", l.release.name.p,
                        STR_FMT(call_get(c, "key")));
    }
    if (r == 0)
        r = log_reads(c, &l, &s, err);
    if (r == 0)
        r = explain(c, &l, &s, err);
    slice_release(&s);
    loaded_release(&l);
    return r;
}
