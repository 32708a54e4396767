/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "desk/findings.h"

#include "base/num.h"
#include "desk/before.h"
#include "model/finding.h"
#include "model/period.h"
#include "model/proposal.h"
#include "syntax/workbook.h"

enum { FINDINGS_SHOWN = 5000 };

/* -- loading ---------------------------------------------------------------------------------- */

static void keep(struct arena *arena, struct str **texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *texts[i] = arena_str(arena, *texts[i]);
}

static int load_tables(struct found *out, struct visit *v, int64_t submission, struct err *err)
{
    struct store_iter *it;
    struct question_table t;
    size_t size = 0;
    struct table_findings *list = NULL;
    int r = store_table_list(v->st, &it, submission, err);
    while (r == 0 && (r = store_table_next(it, &t, err)) == 1) {
        struct str *texts[] = {&t.indicator, &t.area, &t.source, &t.period, &t.state};
        r = 0;
        keep(v->arena, texts, ARRAY_LEN(texts));
        t.cells = STR("");
        if (out->ntables == size)
            list = mem_grow(list, sizeof *list * (size = MAX(size * 2, (size_t)64)));
        list[out->ntables++] = (struct table_findings){.table = t};
    }
    out->tables = arena_array(v->arena, struct table_findings, out->ntables + 1);
    if (list)
        memcpy(out->tables + 1, list, sizeof *list * out->ntables);
    out->tables[0] = (struct table_findings){0};
    out->ntables++;
    free(list);
    return r;
}

static struct table_findings *table_of(struct found *f, int64_t id)
{
    for (size_t i = 1; i < f->ntables; i++)
        if (f->tables[i].table.id == id)
            return &f->tables[i];
    return &f->tables[0];
}

static int load_decisions(struct found *out, struct visit *v, int64_t submission, struct err *err)
{
    struct store_iter *it;
    struct decision d;
    int r = store_decision_list(v->st, &it, submission, err);
    while (r == 0 && (r = store_decision_next(it, &d, err)) == 1) {
        struct table_findings *t = table_of(out, d.table);
        t->decision = arena_str(v->arena, d.decision);
        t->reason = arena_str(v->arena, d.reason);
        r = 0;
    }
    return r;
}

static int load_newer(struct found *out, struct visit *v, struct err *err)
{
    int r = 0;
    for (size_t i = 1; r == 0 && i < out->ntables; i++)
        r = store_table_newer(v->st, &out->tables[i].newer, out->tables[i].table.id, err);
    return r;
}

static int severity_rank(const struct in_finding *f) { return SEV_ERROR - severity_find(f->severity); }

static int by_table(const void *a, const void *b)
{
    const struct in_finding *x = a, *y = b;
    const int64_t mine[] = {x->table, severity_rank(x), x->sheet, x->row, x->column, x->id};
    const int64_t theirs[] = {y->table, severity_rank(y), y->sheet, y->row, y->column, y->id};
    for (size_t i = 0; i < ARRAY_LEN(mine); i++)
        if (mine[i] != theirs[i])
            return mine[i] < theirs[i] ? -1 : 1;
    return 0;
}

bool finding_is_open(const struct in_finding *f)
{
    return severity_find(f->severity) == SEV_ERROR && !f->answer.len && !f->allowed_by.len;
}

static void count(struct found *out, const struct in_finding *f, struct table_findings *t)
{
    int severity = severity_find(f->severity);
    out->nerrors += severity == SEV_ERROR;
    out->nwarnings += severity == SEV_WARNING;
    out->ninfos += severity == SEV_INFO;
    out->nopen += finding_is_open(f) && !t->newer;
    t->nopen += finding_is_open(f) && !t->newer;
    out->nanswered += severity == SEV_ERROR && f->answer.len && !f->allowed_by.len;
}

static int load_findings(struct found *out, struct visit *v, int64_t submission, struct err *err)
{
    struct store_iter *it;
    struct in_finding f, *list = NULL;
    size_t size = 0;
    int r = store_finding_list(v->st, &it, submission, err);
    while (r == 0 && (r = store_finding_next(it, &f, err)) == 1) {
        struct str *texts[] = {&f.rule, &f.severity, &f.indicator, &f.area, &f.source, &f.sex, &f.classif1,
                               &f.classif2, &f.period, &f.value, &f.message, &f.pattern, &f.args, &f.proposals,
                               &f.proposal, &f.proposal_pattern, &f.proposal_args, &f.allowed_at, &f.allowed_by,
                               &f.allowed_reason, &f.answer, &f.sheet_name};
        r = 0;
        count(out, &f, table_of(out, f.table));
        if (out->n == FINDINGS_SHOWN)
            continue;
        keep(v->arena, texts, ARRAY_LEN(texts));
        if (out->n == size)
            list = mem_grow(list, sizeof *list * (size = MAX(size * 2, (size_t)64)));
        list[out->n++] = f;
    }
    out->v = arena_array(v->arena, struct in_finding, out->n + 1);
    if (out->n)
        memcpy(out->v, list, sizeof *list * out->n);
    free(list);
    qsort(out->v, out->n, sizeof *out->v, by_table);
    return r;
}

int found_load(struct found *out, struct visit *v, int64_t submission, struct err *err)
{
    *out = (struct found){0};
    int r = load_tables(out, v, submission, err);
    if (r == 0)
        r = load_decisions(out, v, submission, err);
    if (r == 0)
        r = load_newer(out, v, err);
    if (r == 0)
        r = load_findings(out, v, submission, err);
    for (size_t i = 0; r == 0 && i < out->n; i++) {
        struct table_findings *t = table_of(out, out->v[i].table);
        if (t->n++ == 0)
            t->first = i;
    }
    return r;
}

/* -- one finding -------------------------------------------------------------------------------- */

static void put_sentence(struct visit *v, struct str pattern, struct str args, struct str message)
{
    struct buf said = {0};
    if (pattern.len)
        sentence_put(&said, v->ref, arena_text(v->arena, text_get(v->page.text, "language")), pattern, args);
    else
        buf_str(&said, message);
    html_text(v->page.out, buf_view(&said));
    buf_release(&said);
}

/* "MST 8!C12" or "line 12", and what the cell is about. */
static void put_where(struct visit *v, const struct in_finding *f)
{
    struct buf *out = v->page.out;
    const struct str key[] = {f->sex, f->classif1, f->classif2, f->period};
    char cell[CELL_NAME];
    html(out, "<p class=\"where\">");
    if (f->sheet_name.len) {
        html_text(out, f->sheet_name);
        if (f->row) {
            html(out, " ");
            html_text(out, (struct str){cell, cell_name(cell, (uint32_t)f->column, (uint32_t)f->row)});
        }
    } else if (f->row) {
        SAY(&v->page, "desk.finding.line", {"n", number(&v->page, (uint64_t)f->row)});
    }
    for (size_t i = 0; i < ARRAY_LEN(key); i++) {
        uint16_t code = key[i].len && i < 3 ? ref_code_find(v->ref, key[i]) : 0;
        if (!key[i].len)
            continue;
        html(out, i || f->row ? " \xC2\xB7 " : "");
        html_text(out, code ? code_name(v, code) : key[i]);
    }
    html(out, "</p>\n");
}

/* What stands there now and what was accepted before, so that both need not be looked up. */
static void put_figures(struct visit *v, const struct cube *past, const struct in_finding *f)
{
    const struct ref *ref = v->ref;
    struct obs o = {.indicator = ref_indicator_find(ref, f->indicator), .area = ref_area_find(ref, f->area),
                    .sex = ref_code_find(ref, f->sex), .classif = {ref_code_find(ref, f->classif1),
                    f->classif2.len ? ref_code_find(ref, f->classif2) : 0}, .period = period_parse(f->period)};
    struct before b = f->sex.len && f->classif1.len ? before_find(past, &o) : (struct before){0};
    char text[NUM_MAX];
    if (!f->value.len && !b.period)
        return;
    html(v->page.out, "<p class=\"where\">");
    if (f->value.len)
        SAY(&v->page, "desk.finding.given", {"value", f->value});
    if (b.period) {
        html(v->page.out, f->value.len ? " \xC2\xB7 " : "");
        /* as it is written in files, like the figures in the sentences */
        SAY(&v->page, "desk.finding.before", {"value", {text, num_fmt(text, b.value, b.decimals)}},
            {"period", period_words(&v->page, b.period)});
    }
    html(v->page.out, "</p>\n");
}

static void put_settled(struct visit *v, const struct in_finding *f)
{
    if (f->answer.len) {
        html(v->page.out, "<p class=\"settled\">");
        if (str_is(f->answer, REMARK_SILENT))
            say(&v->page, "desk.finding.confirmed");
        else
            SAY(&v->page, "desk.finding.because", {"reason", f->answer});
        html(v->page.out, "</p>\n");
    }
    if (f->allowed_by.len) {
        html(v->page.out, "<p class=\"settled\">");
        SAY(&v->page, "desk.finding.allowed", {"who", f->allowed_by}, {"reason", f->allowed_reason});
        html(v->page.out, "</p>\n");
    }
}

static void put_proposal(struct visit *v, const struct in_finding *f, bool ask)
{
    struct buf *out = v->page.out;
    if (!f->proposal.len)
        return;
    html(out, "<p class=\"proposal\">");
    if (ask) {
        buf_fmt(out, "<label><input type=\"checkbox\" name=\"accept\" value=\"%lld\"> <b>", (long long)f->id);
        say(&v->page, "desk.finding.take");
        html(out, "</b> ");
    } else {
        html(out, "<b>");
        say(&v->page, "answer.proposed");
        html(out, "</b> ");
    }
    put_sentence(v, f->proposal_pattern, f->proposal_args, f->proposal);
    html(out, ask ? "</label></p>\n" : "</p>\n");
}

/* Why the figure is right. */
static void put_question(struct visit *v, const struct in_finding *f)
{
    struct buf *out = v->page.out;
    const char *name = arena_fmt(v->arena, "because-%lld", (long long)f->id);
    buf_fmt(out, "<p class=\"because\"><label for=\"f-%s\">", name);
    say(&v->page, "desk.finding.right");
    buf_fmt(out, "</label> <input type=\"text\" id=\"f-%s\" name=\"%s\" value=\"", name, name);
    html_attr(out, filled(v, name, STR("")));
    buf_fmt(out, "\"> <label class=\"public\"><input type=\"checkbox\" name=\"public\" value=\"%lld\"> ",
            (long long)f->id);
    say(&v->page, "desk.finding.public");
    html(out, "</label></p>\n");
}

static void put_finding(struct visit *v, const struct cube *before, const struct in_finding *f, bool ask)
{
    struct buf *out = v->page.out;
    bool settled = f->answer.len || f->allowed_by.len;
    int rule = rule_find(f->rule);
    buf_fmt(out, "<li class=\"finding %s%.*s\" id=\"n%lld\"><p class=\"kind\"><b>", settled ? "done-" : "",
            STR_FMT(f->severity), (long long)f->id);
    say(&v->page, arena_fmt(v->arena, "answer.%.*s", STR_FMT(f->severity)));
    html(out, "</b> <span title=\"");
    html_attr(out, rule < 0 ? f->rule : rule_text(v->page.text, (enum rule)rule));
    html(out, "\">");
    html_text(out, f->rule);
    html(out, "</span></p>\n<div><p class=\"said\">");
    put_sentence(v, f->pattern, f->args, f->message);
    html(out, "</p>\n");
    put_where(v, f);
    put_figures(v, before, f);
    put_proposal(v, f, ask && !settled);
    put_settled(v, f);
    if (ask && !settled && severity_find(f->severity) != SEV_INFO)
        put_question(v, f);
    html(out, "</div></li>\n");
}

void findings_put_list(struct visit *v, const struct cube *before, const struct in_finding *f, size_t n, bool ask)
{
    size_t i = 0;
    html(v->page.out, "<ul class=\"findings\">\n");
    for (; i < n && severity_find(f[i].severity) != SEV_INFO; i++)
        put_finding(v, before, &f[i], ask);
    html(v->page.out, "</ul>\n");
    if (i == n)
        return;
    html(v->page.out, "<details><summary>");
    html_text(v->page.out, counted(&v->page, "desk.count.remarks", n - i));
    html(v->page.out, "</summary><ul class=\"findings\">\n");
    for (; i < n; i++)
        put_finding(v, before, &f[i], ask);
    html(v->page.out, "</ul></details>\n");
}
