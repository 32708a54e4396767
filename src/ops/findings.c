/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Findings as they are kept in the base and as they are printed: by `ilms findings` from there,
 * by check and submit straight from the checks. */

#include "ops/ops.h"

#include "base/utf8.h"
#include "model/finding.h"
#include "syntax/workbook.h"

struct in_finding finding_row(struct buf *proposals, const struct finding *f, const struct obs_set *set)
{
    proposals->len = 0;
    proposals_put(proposals, f->proposals, f->nproposals);
    return (struct in_finding){
        .rule = str_of(rules[f->rule].id), .severity = str_of(severity_name(f->severity)),
        .sheet = f->sheet, .row = f->row, .column = f->column, .indicator = f->indicator,
        .area = f->area, .source = f->source, .sex = f->sex, .classif1 = f->classif[0],
        .classif2 = f->classif[1], .period = f->period, .value = f->value, .message = f->message,
        .pattern = f->pattern, .args = f->args, .proposals = buf_view(proposals),
        .proposal = f->proposal, .proposal_pattern = f->proposal_pattern,
        .proposal_args = f->proposal_args, .answer = f->answer,
        .sheet_name = f->sheet && f->sheet <= set->nsheets ? set->sheets[f->sheet - 1] : STR("")};
}

void sentence_of(struct buf *out, const struct ref *ref, const char *language,
                 const struct in_finding *f)
{
    if (language && f->pattern.len)
        sentence_put(out, ref, language, f->pattern, f->args);
    else
        buf_str(out, f->message);
}

void proposal_of(struct buf *out, const struct ref *ref, const char *language,
                 const struct in_finding *f)
{
    if (language && f->proposal_pattern.len)
        sentence_put(out, ref, language, f->proposal_pattern, f->proposal_args);
    else
        buf_str(out, f->proposal);
}

/* -- as a line of text ------------------------------------------------------------------------ */

static void put_cell(struct buf *out, const struct in_finding *f)
{
    char cell[CELL_NAME];
    buf_put(out, cell, cell_name(cell, (uint32_t)f->column, (uint32_t)f->row));
}

/* "Table 3!C12", or by number where the base does not know the name. */
static void put_sheet(struct buf *out, const struct in_finding *f)
{
    if (f->sheet_name.len)
        buf_str(out, f->sheet_name);
    else
        buf_fmt(out, "sheet %lld", (long long)f->sheet);
    if (f->row) {
        buf_char(out, '!');
        put_cell(out, f);
    }
}

/* "file.csv:12:3: " or "submission 3, line 12: " */
static void put_place(struct buf *out, const struct in_finding *f, const char *file)
{
    const char *between = file ? ":" : ", ";
    if (file)
        buf_puts(out, file);
    else
        buf_fmt(out, "submission %lld", (long long)f->submission);
    if (f->sheet) {
        buf_puts(out, between);
        put_sheet(out, f);
    } else if (f->row) {
        buf_fmt(out, file ? "%s%lld" : "%sline %lld", between, (long long)f->row);
        if (f->column && file)
            buf_fmt(out, ":%lld", (long long)f->column);
    }
    buf_puts(out, ": ");
}

static void put_key(struct buf *out, const struct in_finding *f)
{
    const struct str key[] = {f->indicator, f->area, f->sex, f->classif1, f->classif2, f->period};
    bool some = false;
    for (size_t i = 0; i < ARRAY_LEN(key); i++)
        if (key[i].len) {
            buf_puts(out, some ? " " : "  (");
            buf_str(out, key[i]);
            some = true;
        }
    buf_puts(out, some ? ")" : "");
}

/* What cannot be read is quoted in the sentence; to say the rest of its key beside it only confuses. */
static bool quotes_code(struct str rule)
{
    return rule.p[0] == 'C' && rule_find(rule) < RULE_REPEATED_SAME;
}

static void put_line(struct call *c, const struct in_finding *f, const char *file, const char *language)
{
    put_place(&c->out, f, file);
    buf_fmt(&c->out, "%.*s %.*s: ", STR_FMT(f->severity), STR_FMT(f->rule));
    sentence_of(&c->out, c->ref, language, f);
    if (f->proposal.len) {
        buf_puts(&c->out, "; ");
        proposal_of(&c->out, c->ref, language, f);
    }
    if (!file || (f->indicator.len && !quotes_code(f->rule)))
        put_key(&c->out, f);
    if (f->answer.len)
        buf_fmt(&c->out, "  confirmed: %.*s", STR_FMT(f->answer));
    if (f->allowed_by.len)
        buf_fmt(&c->out, "  allowed by %.*s: %.*s", STR_FMT(f->allowed_by), STR_FMT(f->allowed_reason));
    buf_char(&c->out, '\n');
}

/* -- as JSON ---------------------------------------------------------------------------------- */

static void put_json_cell(struct json *j, const struct proposal_cell *cell)
{
    json_open(j, '{');
    json_put(j, "indicator", cell->indicator);
    json_put(j, "ref_area", cell->area);
    json_put_some(j, "sex", cell->sex);
    json_put_some(j, "classif1", cell->classif[0]);
    json_put_some(j, "classif2", cell->classif[1]);
    json_put(j, "time", cell->period);
    json_put(j, "from", cell->from);
    json_put(j, "to", cell->to);
    json_close(j);
}

static void put_json_sum(struct json *j, const struct proposal_sum *s)
{
    json_open(j, '{');
    json_put(j, "rule", s->rule);
    json_put_some(j, "indicator", s->indicator);
    json_put_some(j, "sex", s->sex);
    json_put_some(j, "classif1", s->classif[0]);
    json_put_some(j, "classif2", s->classif[1]);
    json_close(j);
}

static void put_json_proposals(struct json *j, struct str text)
{
    struct arena arena;
    const struct proposal *v;
    if (!text.len)
        return;
    arena_init(&arena, 16 << 20);
    unsigned n = proposals_parse(&v, &arena, text);
    json_key(j, "proposals");
    json_open(j, '[');
    for (unsigned i = 0; i < n; i++) {
        json_open(j, '{');
        json_key(j, "cells");
        json_open(j, '[');
        for (unsigned k = 0; k < v[i].ncells; k++)
            put_json_cell(j, &v[i].cells[k]);
        json_close(j);
        json_put(j, "cause", v[i].cause);
        json_key(j, "restores");
        json_open(j, '[');
        for (unsigned k = 0; k < v[i].nrestores; k++)
            put_json_sum(j, &v[i].restores[k]);
        json_close(j);
        json_close(j);
    }
    json_close(j);
    arena_release(&arena);
}

static void put_json_place(struct json *j, const struct in_finding *f)
{
    struct buf cell = {0};
    if (f->sheet) {
        if (f->sheet_name.len)
            json_put(j, "sheet", f->sheet_name);
        else
            json_put_int(j, "sheet", f->sheet);
        if (f->row && f->column) {
            put_cell(&cell, f);
            json_put(j, "cell", buf_view(&cell));
        }
    }
    if (f->row)
        json_put_int(j, f->sheet ? "row" : "line", f->row);
    if (f->column)
        json_put_int(j, "column", f->column);
    buf_release(&cell);
}

/* What the finding says, in English and in the language asked for. */
static void put_json_words(struct call *c, const struct in_finding *f, const char *language)
{
    struct buf said = {0};
    json_put(&c->j, "message", f->message);
    if (language) {
        sentence_of(&said, c->ref, language, f);
        json_put(&c->j, "sentence", buf_view(&said));
    }
    if (f->proposal.len) {
        said.len = 0;
        proposal_of(&said, c->ref, language, f);
        json_put(&c->j, "proposal", buf_view(&said));
    }
    buf_release(&said);
}

static void put_json(struct call *c, const struct in_finding *f, const char *file, const char *language)
{
    struct json *j = &c->j;
    json_open(j, '{');
    if (f->id)
        json_put_int(j, "id", f->id);
    if (f->submission)
        json_put_int(j, "submission", f->submission);
    json_put(j, "rule", f->rule);
    json_put(j, "severity", f->severity);
    if (file)
        json_put(j, "file", str_of(file));
    put_json_place(j, f);
    json_put_some(j, "indicator", f->indicator);
    json_put_some(j, "ref_area", f->area);
    json_put_some(j, "source", f->source);
    json_put_some(j, "sex", f->sex);
    json_put_some(j, "classif1", f->classif1);
    json_put_some(j, "classif2", f->classif2);
    json_put_some(j, "time", f->period);
    json_put_some(j, "value", f->value);
    put_json_words(c, f, language);
    put_json_proposals(j, f->proposals);
    json_put_some(j, "answer", f->answer);
    json_put_some(j, "allowed_at", f->allowed_at);
    json_put_some(j, "allowed_by", f->allowed_by);
    json_put_some(j, "allowed_reason", f->allowed_reason);
    json_close(j);
    json_line(j);
}

/* As a line: JSON object, or sentence with its place: of a file, or where that is NULL of its
 * submission. */
static void finding_put(struct call *c, const struct in_finding *f, const char *file, const char *language)
{
    if (c->json)
        put_json(c, f, file, language);
    else
        put_line(c, f, file, language);
}

int findings_put(struct call *c, const struct checked *k, const char *file, const char *language,
                 struct err *err)
{
    struct buf proposals = {0};
    int r = 0;
    for (size_t i = 0; r == 0 && i < k->findings.n; i++) {
        struct in_finding row = finding_row(&proposals, &k->findings.v[i], &k->set);
        finding_put(c, &row, file, language);
        r = call_flush(c, false, err);
    }
    buf_release(&proposals);
    return r;
}

/* -- the operation ---------------------------------------------------------------------------- */

struct wanted {
    struct str severity, rule;
    bool open;
    int64_t submission; /* 0: all */
};

static bool is_wanted(const struct wanted *w, const struct in_finding *f)
{
    return (!w->severity.len || str_eq(w->severity, f->severity)) &&
           (!w->rule.len || str_eq(w->rule, f->rule)) &&
           (!w->open || (!f->allowed_by.len && str_is(f->severity, severity_name(SEV_ERROR))));
}

static int wanted_of(struct wanted *w, struct call *c, struct err *err)
{
    struct submission s;
    int r;
    *w = (struct wanted){call_get(c, "severity"), call_get(c, "rule"), call_has(c, "open"), 0};
    if (call_has(c, "id")) {
        if ((r = call_submission(&s, c, "id", err)) < 0)
            return r;
        w->submission = s.id;
    } else if ((r = call_area(c, STR(""), err)) < 0) {
        return err_set(err, ERR_USAGE, "findings of which submission? ilms submissions lists them");
    }
    if (w->rule.len && rule_find(w->rule) < 0)
        return err_set(err, ERR_USAGE, "there is no rule \"%s\"; see ilms rules", utf8_brief(w->rule).text);
    if (w->severity.len && !str_is(w->severity, "error") && !str_is(w->severity, "warning") &&
        !str_is(w->severity, "info"))
        return err_set(err, ERR_USAGE, "--severity is error, warning or info");
    return 0;
}

int op_findings(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct in_finding f;
    struct wanted w;
    const char *language;
    unsigned n = 0;
    int r = call_language_said(&language, c, err);
    if (r == 0 && language)
        r = call_ref(c, err);
    if (r == 0)
        r = wanted_of(&w, c, err);
    if (r == 0)
        r = store_finding_list(c->store, &it, w.submission, err);
    while (r == 0 && (r = store_finding_next(it, &f, err)) == 1) {
        r = 0;
        if (!is_wanted(&w, &f))
            continue;
        finding_put(c, &f, NULL, language);
        n++;
        if (call_flush(c, false, err) < 0) {
            store_iter_close(it);
            return -(int)err->code;
        }
    }
    if (r == 0 && n == 0 && !c->json)
        buf_puts(&c->out, "no findings\n");
    return r;
}
