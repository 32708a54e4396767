/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One question table: what was given beside what was accepted before, what was found in its cells,
 * what was said of it; small corrections, which go the way of a file. */

#include "desk/before.h"
#include "desk/findings.h"

#include "base/num.h"
#include "model/block.h"
#include "model/period.h"
#include "model/remark.h"

#include <math.h>

struct seen_table {
    struct question_table q;
    uint16_t indicator, area;
    struct obs_set set;   /* its cells, by classification, then sex */
    struct cube *before;  /* what is accepted of this indicator and country; NULL: nothing */
    struct found found;   /* of the whole submission */
    uint16_t sexes[8];
    unsigned nsexes;
    bool edit;
};

static void release(struct seen_table *t)
{
    obs_set_release(&t->set);
    if (t->before)
        cube_free(t->before);
}

/* -- loading --------------------------------------------------------------------------------------- */

static void find_sexes(struct seen_table *t)
{
    for (size_t i = 0; i < t->set.n; i++) {
        unsigned k = 0;
        while (k < t->nsexes && t->sexes[k] != t->set.v[i].sex)
            k++;
        if (k == t->nsexes && k < ARRAY_LEN(t->sexes))
            t->sexes[t->nsexes++] = t->set.v[i].sex;
    }
}

static int load(struct seen_table *t, struct visit *v, struct err *err)
{
    uint64_t id;
    *t = (struct seen_table){0};
    obs_set_init(&t->set);
    if (!str_uint(&id, v->number, INT32_MAX))
        return err_set(err, ERR_NOTFOUND, "There is no such table.");
    int r = store_table_get(v->st, v->arena, &t->q, (int64_t)id, err);
    if (r == -ERR_NOTFOUND || (r == 0 && t->q.submission != v->submission.id))
        return err_set(err, ERR_NOTFOUND, "Submission %lld has no such table.", (long long)v->submission.id);
    t->indicator = ref_indicator_find(v->ref, t->q.indicator);
    t->area = ref_area_find(v->ref, t->q.area);
    if (r == 0)
        r = table_unpack(&t->set, v->ref, t->q.cells, err);
    if (r == 0)
        r = before_load(&t->before, v, t->q.area, t->indicator, err);
    if (r == 0)
        r = found_load(&t->found, v, v->submission.id, err);
    find_sexes(t);
    t->edit = visit_may(v, TO_SPECIALISTS, v->submission.area) && !str_is(t->q.state, STATE_ACCEPTED) &&
              !str_is(t->q.state, STATE_RETURNED);
    return r;
}

/* -- what was there before ----------------------------------------------------------------------- */

/* With a decimal point in every language, as the fields above and the findings have it: 60,467 below
 * 66.1 would be misread. */
static void put_earlier(struct visit *v, const struct obs *o, struct before e)
{
    const struct text *plain = text_find("en");
    if (!e.period)
        return;
    html(v->page.out, "<span class=\"was\">");
    if (e.period != o->period) {
        html_text(v->page.out, period_words(&v->page, e.period));
        html(v->page.out, ": ");
    }
    html_num(v->page.out, plain, e.value, e.decimals);
    if (!isnan(o->value) && !o->set_aside && e.value > 0) {
        double change = (o->value / e.value - 1) * 100;
        if (fabs(change) >= 0.05) {
            html(v->page.out, change > 0 ? " (+" : " (");
            html_num(v->page.out, plain, change, 1);
            html(v->page.out, " %)");
        }
    }
    html(v->page.out, "</span>");
}

/* -- the grid ----------------------------------------------------------------------------------------- */

/* "SEX_T.CCT_CTZ_MMR": the codes of a cell, as commands take them. */
static struct str key_text(const struct visit *v, const struct obs *o)
{
    const uint16_t codes[] = {o->sex, o->classif[0], o->classif[1]};
    const char *text = "";
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        if (codes[i])
            text = arena_fmt(v->arena, "%s%s%.*s", text, text[0] ? "." : "", STR_FMT(v->ref->codes[codes[i]].code));
    return str_of(text);
}

/* The worst finding about a cell. */
static const struct in_finding *finding_of(const struct seen_table *t, const struct visit *v, const struct obs *o)
{
    const struct in_finding *worst = NULL;
    for (size_t i = 0; i < t->found.n; i++) {
        const struct in_finding *f = &t->found.v[i];
        if (f->table != t->q.id || ref_code_find(v->ref, f->sex) != o->sex ||
            ref_code_find(v->ref, f->classif1) != o->classif[0] ||
            (f->classif2.len ? ref_code_find(v->ref, f->classif2) : 0) != o->classif[1])
            continue;
        if (!worst)
            worst = f; /* they are in order of severity */
    }
    return worst;
}

/* As it can be typed again; of a cell that could not be read what stood there. */
static struct str value_text(struct visit *v, const struct seen_table *t, const struct obs *o)
{
    char text[NUM_MAX];
    const struct in_finding *f = o->set_aside ? finding_of(t, v, o) : NULL;
    if (f)
        return f->value;
    return arena_str(v->arena, (struct str){text, num_fmt(text, o->value, o->decimals)});
}

static void put_input(struct visit *v, const struct seen_table *t, size_t i, const struct in_finding *f)
{
    const struct obs *o = &t->set.v[i];
    struct buf *out = v->page.out;
    const char *value = arena_fmt(v->arena, "v-%zu", i), *status = arena_fmt(v->arena, "s-%zu", i);
    buf_fmt(out, "<input class=\"v\" inputmode=\"decimal\" name=\"%s\" value=\"", value);
    html_attr(out, filled(v, value, value_text(v, t, o)));
    html(out, "\" aria-label=\"");
    html_attr(out, code_name(v, o->classif[0]));
    html(out, " ");
    html_attr(out, code_name(v, o->sex));
    if (f)
        buf_fmt(out, "\" aria-describedby=\"n%lld", (long long)f->id);
    buf_fmt(out, "\"><input class=\"s\" maxlength=\"1\" name=\"%s\" value=\"", status);
    char letter[2] = {o->status, 0};
    html_attr(out, filled(v, status, str_of(letter)));
    html(out, "\" aria-label=\"");
    html_attr(out, text_get(v->page.text, "form.status"));
    html(out, "\">");
}

static void put_cell(struct visit *v, const struct seen_table *t, size_t i)
{
    const struct obs *o = &t->set.v[i];
    const struct in_finding *f = finding_of(t, v, o);
    struct buf *out = v->page.out;
    bool settled = f && (f->answer.len || f->allowed_by.len);
    if (f)
        buf_fmt(out, "<td class=\"n q-%s%.*s\">", settled ? "done-" : "", STR_FMT(f->severity));
    else
        html(out, "<td class=\"n\">");
    if (t->edit) {
        put_input(v, t, i, f);
    } else {
        html_num(out, text_find("en"), o->value, o->decimals);
        if (o->status)
            buf_fmt(out, " <span class=\"f\">%c</span>", o->status);
    }
    put_earlier(v, o, before_find(t->before, o));
    html(out, "</td>");
}

static bool same_row(const struct obs *a, const struct obs *b)
{
    return a->classif[0] == b->classif[0] && a->classif[1] == b->classif[1];
}

/* The cell of a row and a sex: the one that counts, else the one that could not be read; `to`: none. */
static size_t cell_at(const struct seen_table *t, size_t from, size_t to, uint16_t sex)
{
    size_t unread = to;
    for (size_t i = from; i < to; i++) {
        if (t->set.v[i].sex != sex)
            continue;
        if (!t->set.v[i].set_aside)
            return i;
        unread = i;
    }
    return unread;
}

static void put_grid(struct visit *v, const struct seen_table *t)
{
    struct buf *out = v->page.out;
    html(out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"capg\" tabindex=\"0\">\n"
              "<table class=\"edit\"><caption id=\"capg\"><span>");
    SAY(&v->page, "desk.table.caption", {"unit", unit_of(v, t->indicator)}, {"period", period_text(v, t->q.period)},
        {"source", source_text(v, t->q.source)});
    html(out, "</span></caption><thead><tr><th scope=\"col\"><span class=\"hide\">");
    say(&v->page, "desk.field.cell");
    html(out, "</span></th>");
    for (unsigned k = 0; k < t->nsexes; k++) {
        html(out, "<th scope=\"col\" class=\"n\">");
        html_text(out, code_name(v, t->sexes[k]));
        html(out, "</th>");
    }
    html(out, "</tr></thead><tbody>\n");
    for (size_t from = 0, to; from < t->set.n; from = to) {
        for (to = from + 1; to < t->set.n && same_row(&t->set.v[from], &t->set.v[to]);)
            to++;
        const struct obs *o = &t->set.v[from];
        bool total = o->classif[0] && v->ref->codes[o->classif[0]].role == CODE_TOTAL;
        html(out, total ? "<tr class=\"t\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
        html_text(out, code_name(v, o->classif[0]));
        if (o->classif[1]) {
            html(out, ", ");
            html_text(out, code_name(v, o->classif[1]));
        }
        html(out, "</th>");
        for (unsigned k = 0; k < t->nsexes; k++) {
            size_t i = cell_at(t, from, to, t->sexes[k]);
            if (i < to)
                put_cell(v, t, i);
            else
                html(out, "<td></td>");
        }
        html(out, "</tr>\n");
    }
    html(out, "</tbody></table></div>\n");
}

/* -- what was said ------------------------------------------------------------------------------------- */

static void put_comment(struct visit *v, const struct comment *c)
{
    const struct str key[] = {c->sex, c->classif1, c->classif2};
    struct buf *out = v->page.out;
    html(out, "<li><p class=\"small\"><b>");
    html_text(out, c->who);
    html(out, "</b> ");
    html_text(out, time_words(v, c->at));
    if (c->period.len) {
        html(out, " \xC2\xB7 ");
        html_text(out, c->period);
    }
    for (size_t i = 0; i < ARRAY_LEN(key); i++)
        if (key[i].len) {
            html(out, " \xC2\xB7 ");
            html_text(out, code_name(v, ref_code_find(v->ref, key[i])));
        }
    html(out, "</p><p>");
    html_text(out, c->content);
    html(out, "</p></li>\n");
}

/* What the sender wrote into the file, of the table or in general. */
static int put_remarks(struct visit *v, const struct seen_table *t, struct err *err)
{
    struct store_iter *it;
    struct in_remark m;
    struct buf *out = v->page.out;
    int r = store_remark_list(v->st, &it, v->submission.id, err);
    while (r == 0 && (r = store_remark_next(it, &m, err)) == 1) {
        r = 0;
        if (!str_is(m.kind, remark_kind_name(REMARK_TABLE)) ||
            (m.indicator.len && !str_eq(m.indicator, t->q.indicator)))
            continue;
        html(out, "<li><p class=\"small\"><b>");
        html_text(out, v->submission.who);
        html(out, "</b> ");
        html_text(out, time_words(v, v->submission.received_at));
        html(out, " \xC2\xB7 ");
        html_text(out, v->submission.file_name);
        html(out, "</p><p>");
        html_text(out, m.content);
        html(out, "</p></li>\n");
    }
    return r;
}

/* Of the table, of this period or of all. */
static int put_comments(struct visit *v, const struct seen_table *t, struct err *err)
{
    struct store_iter *it;
    struct comment c;
    say_in(&v->page, "h2", NULL, "desk.comments");
    html(v->page.out, "<ul class=\"plain comments\">\n");
    int r = put_remarks(v, t, err);
    if (r == 0)
        r = store_comment_list(v->st, &it, t->q.area, t->q.indicator, err);
    while (r == 0 && (r = store_comment_next(it, &c, err)) == 1) {
        r = 0;
        if (!c.period.len || str_eq(c.period, t->q.period))
            put_comment(v, &c);
    }
    html(v->page.out, "</ul>\n");
    if (r < 0)
        return r;
    struct choice *cells = arena_array(v->arena, struct choice, t->set.n + 1);
    cells[0] = (struct choice){STR(""), text_get(v->page.text, "desk.comment.table")};
    for (size_t i = 0; i < t->set.n; i++) {
        const struct obs *o = &t->set.v[i];
        cells[i + 1] = (struct choice){
            key_text(v, o),
            text_join(&v->page, "%.*s, %.*s", STR_FMT(code_name(v, o->classif[0])), STR_FMT(code_name(v, o->sex)))};
    }
    form_begin(v, NULL);
    form_choice(v, "cell", filled(v, "cell", STR("")), cells, t->set.n + 1);
    form_area(v, "comment", filled(v, "comment", STR("")), 3);
    form_button_as(v, "desk.comment.do", "do", STR("comment"), true);
    form_end(v);
    return 0;
}

static void put_found(struct visit *v, const struct seen_table *t)
{
    const struct found *f = &t->found;
    for (size_t i = 0; i < f->ntables; i++) {
        if (f->tables[i].table.id != t->q.id || !f->tables[i].n)
            continue;
        say_in(&v->page, "h2", NULL, "answer.sheet");
        findings_put_list(v, t->before, f->v + f->tables[i].first, f->tables[i].n, false);
    }
}

/* -- the page -------------------------------------------------------------------------------------------- */

static int show(struct visit *v, const struct seen_table *t, struct err *err)
{
    struct page *pg = &v->page;
    visit_open_under(v, table_name(v, t->q.indicator),
                     WORDS(pg, "desk.submission.title", {"n", number(pg, (uint64_t)v->submission.id)},
                           {"country", area_name(v, t->area)}),
                     address(v, "/desk/submission/%lld", (long long)v->submission.id));
    html(pg->out, "<p>");
    state_mark(v, t->q.state);
    html(pg->out, " <span class=\"small\">");
    html_text(pg->out, t->q.indicator);
    html(pg->out, "</span></p>\n");
    say_in(pg, "p", NULL, t->edit ? "desk.table.edit" : "desk.table.read");
    if (t->edit)
        form_begin(v, NULL);
    put_grid(v, t);
    if (t->edit) {
        html(pg->out, "<p class=\"actions\">");
        form_button_as(v, "desk.table.do", "do", STR("correct"), false);
        html(pg->out, "</p>\n");
        form_end(v);
    }
    put_found(v, t);
    int r = put_comments(v, t, err);
    visit_close(v);
    return r;
}

int table_page(struct visit *v, struct err *err)
{
    struct seen_table t;
    int r = load(&t, v, err);
    if (r == 0)
        r = show(v, &t, err);
    release(&t);
    return r;
}

/* -- correcting ---------------------------------------------------------------------------------------- */

/* As ops/correct has it: a figure and a status, either alone, or nothing at all, which is N. */
static struct str wanted_value(struct visit *v, struct str value, struct str status)
{
    if (!value.len)
        return status.len ? status : STR("N");
    return str_of(arena_fmt(v->arena, "%.*s/%.*s", STR_FMT(value), STR_FMT(status)));
}

static size_t changes(struct word *out, struct visit *v, const struct seen_table *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->set.n; i++) {
        const struct obs *o = &t->set.v[i];
        const char *fields[] = {arena_fmt(v->arena, "v-%zu", i), arena_fmt(v->arena, "s-%zu", i)};
        if (!http_field(v->rq, fields[0]))
            continue;
        struct str value = posted(v, fields[0]), status = posted(v, fields[1]);
        char letter[2] = {o->status, 0};
        if (str_eq(value, value_text(v, t, o)) && str_is(status, letter))
            continue;
        out[n++] = (struct word){"set", str_of(arena_fmt(v->arena, "%.*s/%.*s.%.*s/%.*s/%.*s=%.*s",
            STR_FMT(t->q.indicator), STR_FMT(t->q.area), STR_FMT(key_text(v, o)), STR_FMT(t->q.period),
            STR_FMT(t->q.source), STR_FMT(wanted_value(v, value, status))))};
    }
    return n;
}

static int correct(int64_t *made, struct visit *v, const struct seen_table *t, struct err *err)
{
    struct call call;
    struct word *words = arena_array(v->arena, struct word, t->set.n + 2);
    words[0] = (struct word){"id", str_of(arena_fmt(v->arena, "%lld", (long long)v->submission.id))};
    *made = 0;
    if (changes(words + 1, v, t) == 0)
        return 0;
    int r = visit_do_v(v, &call, "correct", words, err);
    if (r < 0)
        return r;
    r = submission_of(made, buf_view(&call.out), err);
    call_release(&call);
    return r;
}

static int comment(struct visit *v, const struct seen_table *t, struct err *err)
{
    int r = visit_needs(v, (const char *const[]){"comment", NULL});
    if (r < 0)
        return r;
    return visit_verb(v, "comment", err, {"country", t->q.area}, {"table", t->q.indicator}, {"source", t->q.source},
                      {"years", t->q.period}, {"key", posted(v, "cell")}, {"text", posted(v, "comment")});
}

int table_post(struct visit *v, struct err *err)
{
    struct seen_table t;
    int64_t made = 0;
    bool is_comment = str_is(posted(v, "do"), "comment");
    int r = load(&t, v, err);
    if (r == 0 && (is_comment ? comment(v, &t, &v->fault) : correct(&made, v, &t, &v->fault)) < 0)
        r = show(v, &t, err);
    else if (r == 0 && made)
        r = visit_go(v, address(v, "/desk/submission/%lld", (long long)made), "corrected");
    else if (r == 0)
        r = visit_go(v, arena_text(v->arena, v->rq->path), is_comment ? "commented" : "nothing");
    release(&t);
    return r;
}
