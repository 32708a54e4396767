/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What was received: the list, and one submission with what was found, answered and decided. */

#include "desk/before.h"
#include "desk/findings.h"

#include "model/finding.h"
#include "syntax/compress.h"
#include "io/format.h"

static bool is_decided(const struct submission *s)
{
    return str_is(s->state, STATE_ACCEPTED) || str_is(s->state, STATE_RETURNED);
}

/* -- the list --------------------------------------------------------------------------------- */

static void put_row(struct visit *v, const struct submission *s)
{
    struct buf *out = v->page.out;
    uint16_t area = s->area.len ? ref_area_find(v->ref, s->area) : 0;
    buf_fmt(out, "<tr><th scope=\"row\"><a href=\"/desk/submission/%lld\">", (long long)s->id);
    SAY(&v->page, "desk.submission.n", {"n", number(&v->page, (uint64_t)s->id)});
    html(out, "</a><br><span class=\"small\">");
    html_text(out, s->file_name);
    html(out, "</span></th><td>");
    html_text(out, area ? area_name(v, area) : text_get(v->page.text, "desk.several"));
    html(out, "</td><td>");
    html_text(out, s->round);
    html(out, "</td><td class=\"y\">");
    html_text(out, time_words(v, s->received_at));
    html(out, "<br><span class=\"small\">");
    html_text(out, s->who);
    html(out, "</span></td><td class=\"n\">");
    html_text(out, number(&v->page, (uint64_t)s->figures));
    html(out, "</td><td class=\"n\">");
    html_text(out, number(&v->page, (uint64_t)s->open_errors));
    html(out, "</td><td>");
    state_mark(v, s->state);
    html(out, "</td></tr>\n");
}

enum { LISTED = 500 };

int submissions_page(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"desk.submission", "table.country", "desk.round", "desk.received",
                                       "#cover.figures", "#desk.errors.open", "desk.state"};
    struct store_iter *it;
    struct submission s, *list = arena_array(v->arena, struct submission, LISTED);
    size_t n = 0, seen = 0;
    int r = store_submission_list(v->st, &it, err);
    while (r == 0 && (r = store_submission_next(it, &s, err)) == 1) {
        struct str *texts[] = {&s.received_at, &s.who, &s.state, &s.round, &s.file_name, &s.area};
        r = 0;
        if (!visit_may(v, TO_SPECIALISTS, s.area))
            continue;
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(v->arena, *texts[i]);
        list[seen++ % LISTED] = s; /* the last ones */
    }
    if (r < 0)
        return r;
    n = MIN(seen, (size_t)LISTED);
    for (size_t i = 0; r == 0 && i < n; i++) {
        bool replaced = false;
        if (list[i].round.len && !is_decided(&list[i]))
            r = store_submission_replaced(v->st, &replaced, list[i].id, err);
        if (replaced)
            list[i].state = STR("replaced");
    }
    if (r < 0)
        return r;
    visit_open(v, text_get(v->page.text, "desk.nav.submissions"));
    say_in(&v->page, "p", "lead", n ? "desk.submissions.lead" : "desk.submissions.none");
    if (n) {
        list_open(v, "desk.nav.submissions", keys, ARRAY_LEN(keys));
        for (size_t i = 0; i < n; i++)
            put_row(v, &list[(seen - 1 - i) % LISTED]);
        list_close(v);
    }
    visit_close(v);
    return 0;
}

/* -- one: what it is --------------------------------------------------------------------------- */

static void fact(struct visit *v, const char *key, struct str value)
{
    html(v->page.out, "<dt>");
    say(&v->page, key);
    html(v->page.out, "</dt><dd>");
    html_text(v->page.out, value);
    html(v->page.out, "</dd>\n");
}

static void put_facts(struct visit *v, const struct found *f)
{
    const struct submission *s = &v->submission;
    struct page *pg = &v->page;
    html(pg->out, "<dl class=\"pairs wide\">\n<dt>");
    say(pg, "desk.state");
    html(pg->out, "</dt><dd>");
    state_mark(v, s->state);
    html(pg->out, "</dd>\n");
    fact(v, "desk.file", s->file_name);
    fact(v, "desk.received", WORDS(pg, "desk.by", {"at", time_words(v, s->received_at)}, {"who", s->who}));
    if (s->round.len)
        fact(v, "desk.round", s->round);
    fact(v, "desk.holds", WORDS(pg, "desk.holds.what", {"figures", counted(pg, "count.figures", (uint64_t)s->figures)},
                                {"tables", counted(pg, "count.tables", (uint64_t)s->tables)}));
    fact(v, "desk.found",
         WORDS(pg, "desk.found.what", {"errors", number(pg, f->nerrors)}, {"open", number(pg, f->nopen)},
               {"answered", number(pg, f->nanswered)}, {"warnings", number(pg, f->nwarnings)}));
    if (s->signed_at.len)
        fact(v, "desk.signed", WORDS(pg, "desk.by", {"at", time_words(v, s->signed_at)}, {"who", s->signed_by}));
    if (s->decided_at.len)
        fact(v, "desk.decided", WORDS(pg, "desk.by", {"at", time_words(v, s->decided_at)}, {"who", s->decided_by}));
    if (s->reason.len)
        fact(v, "desk.reason", s->reason);
    html(pg->out, "</dl>\n<p class=\"actions\">");
    html(pg->out, "<a class=\"button\" href=\"");
    html_attr(pg->out, str_of(address(v, "/desk/submission/%lld/file", (long long)s->id)));
    html(pg->out, "\">");
    say(pg, "desk.file.get");
    html(pg->out, "</a> ");
    if (str_is(s->format, "workbook")) {
        html(pg->out, "<a class=\"button\" href=\"");
        html_attr(pg->out, str_of(address(v, "/desk/submission/%lld/annotated", (long long)s->id)));
        html(pg->out, "\">");
        say(pg, "desk.annotated.get");
        html(pg->out, "</a>");
    }
    html(pg->out, "</p>\n");
}

/* -- one: what is to do ------------------------------------------------------------------------- */

static void put_sign(struct visit *v, const struct found *f)
{
    const struct submission *s = &v->submission;
    if (is_decided(s) || s->signed_at.len || !s->area.len)
        return;
    bool may = visit_may(v, ROLE_BIT(ROLE_APPROVER), s->area);
    html(v->page.out, "<section class=\"due\">\n");
    if (f->nopen)
        say_in(&v->page, "p", NULL, "desk.next.answer");
    else if (!may)
        say_in(&v->page, "p", NULL, "desk.next.sign");
    else {
        say_in(&v->page, "h2", NULL, "desk.sign.title");
        say_in(&v->page, "p", NULL, "desk.sign.lead");
        const struct word hidden[] = {{"do", STR("sign")}, {NULL, {0}}};
        form_only(v, NULL, "desk.sign.do", hidden);
    }
    html(v->page.out, "</section>\n");
}

/* Where a table that was sent anew is now. */
static void put_newer(struct visit *v, const struct table_findings *t)
{
    html(v->page.out, "<p class=\"settled\">");
    say(&v->page, "desk.replaced");
    html(v->page.out, " <a href=\"");
    html_attr(v->page.out, str_of(address(v, "/desk/submission/%lld", (long long)t->newer)));
    html(v->page.out, "\">");
    SAY(&v->page, "desk.submission.n", {"n", number(&v->page, (uint64_t)t->newer)});
    html(v->page.out, "</a></p>\n");
}

static void put_table_row(struct visit *v, const struct table_findings *t, bool choose)
{
    struct buf *out = v->page.out;
    const struct question_table *q = &t->table;
    bool open = !t->newer && !t->decision.len && !str_is(q->state, STATE_ACCEPTED) && !str_is(q->state, STATE_RETURNED);
    html(out, "<tr>");
    if (choose)
        html(out, "<td>");
    if (choose && open)
        buf_fmt(out, "<input type=\"checkbox\" name=\"table\" value=\"%lld\" aria-labelledby=\"t%lld\">",
                (long long)q->id, (long long)q->id);
    buf_fmt(out, "%s<th scope=\"row\" id=\"t%lld\"><a href=\"/desk/submission/%lld/table/%lld\">",
            choose ? "</td>" : "", (long long)q->id, (long long)q->submission, (long long)q->id);
    html_text(out, table_name(v, q->indicator));
    html(out, "</a></th><td class=\"y\">");
    html_text(out, period_text(v, q->period));
    html(out, "</td><td title=\"");
    html_attr(out, source_text(v, q->source));
    html(out, "\">");
    html_text(out, q->source);
    html(out, "</td><td class=\"n\">");
    html_text(out, number(&v->page, (uint64_t)q->ncells));
    html(out, "</td><td class=\"n\">");
    html_text(out, number(&v->page, t->nopen));
    html(out, "</td><td class=\"n\">");
    html_text(out, number(&v->page, (uint64_t)q->nwarnings));
    html(out, "</td><td>");
    state_mark(v, t->decision.len ? t->decision : t->newer ? STR("replaced") : q->state);
    if (t->reason.len) {
        html(out, "<br><span class=\"small\">");
        html_text(out, t->reason);
        html(out, "</span>");
    }
    html(out, "</td></tr>\n");
}

/* The question tables; the office decides on those that it ticks, or on all that are open. */
static void put_tables(struct visit *v, const struct found *f)
{
    static const char *const keys[] = {"desk.choose", "cover.table", "cover.year", "cover.source", "#desk.cells",
                                       "#desk.errors.open", "#desk.warnings", "desk.state"};
    bool office = visit_is(v, TO_OFFICE) && !is_decided(&v->submission);
    if (f->ntables < 2)
        return;
    say_in(&v->page, "h2", NULL, "desk.tables");
    if (office)
        form_begin(v, NULL);
    list_open(v, "desk.tables", keys + !office, ARRAY_LEN(keys) - !office);
    for (size_t i = 1; i < f->ntables; i++)
        put_table_row(v, &f->tables[i], office);
    list_close(v);
    if (!office)
        return;
    html(v->page.out, "<div class=\"decide\">\n");
    say_in(&v->page, "h2", NULL, "desk.decide.title");
    say_in(&v->page, "p", "small", "desk.decide.lead");
    form_area(v, "reason", filled(v, "reason", STR("")), 3);
    if (v->submission.round.len && !v->submission.signed_at.len)
        form_check(v, "unsigned", false);
    html(v->page.out, "<p class=\"actions\">");
    form_button_as(v, "desk.decide.accept", "do", STR("accept"), false);
    form_button_as(v, "desk.decide.return", "do", STR("return"), true);
    form_button_as(v, "desk.decide.aside", "do", STR("aside"), true);
    html(v->page.out, "</p></div>\n");
    form_end(v);
}

/* -- one: what was found --------------------------------------------------------------------------- */

static void put_group(struct visit *v, const struct cube *before, const struct found *f,
                      const struct table_findings *t, bool ask)
{
    struct buf *out = v->page.out;
    html(out, "<section class=\"group\"><h3>");
    if (t->table.id) {
        html(out, "<a href=\"");
        html_attr(out, str_of(address(v, "/desk/submission/%lld/table/%lld", (long long)t->table.submission,
                                      (long long)t->table.id)));
        html(out, "\">");
        html_text(out, table_name(v, t->table.indicator));
        html(out, "</a> <span class=\"small\">");
        html_text(out, period_text(v, t->table.period));
        html(out, " \xC2\xB7 ");
        html_text(out, source_text(v, t->table.source));
        html(out, "</span>");
    } else {
        say(&v->page, "desk.findings.file");
    }
    html(out, "</h3>\n");
    if (t->newer)
        put_newer(v, t);
    findings_put_list(v, before, f->v + t->first, t->n, ask && !t->newer);
    html(out, "</section>\n");
}

/* Is there anything that a reason or a proposal could settle still? */
static bool is_unsettled(const struct found *f)
{
    for (size_t i = 0; i < f->ntables; i++)
        for (size_t k = f->tables[i].first; !f->tables[i].newer && k < f->tables[i].first + f->tables[i].n; k++)
            if (!f->v[k].answer.len && !f->v[k].allowed_by.len && severity_find(f->v[k].severity) != SEV_INFO)
                return true;
    return false;
}

static void put_findings(struct visit *v, const struct cube *before, const struct found *f)
{
    bool ask = visit_may(v, ROLE_BIT(ROLE_SPECIALIST) | ROLE_BIT(ROLE_APPROVER), v->submission.area) &&
               !is_decided(&v->submission) && is_unsettled(f);
    if (!f->n)
        return;
    say_in(&v->page, "h2", NULL, "answer.title");
    say_in(&v->page, "p", NULL, ask ? "desk.findings.lead" : "desk.findings.decided");
    if (ask)
        form_begin(v, NULL);
    /* tables with something open come first */
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < f->ntables; i++)
            if (f->tables[i].n && (f->tables[i].nopen > 0) == (round == 0))
                put_group(v, before, f, &f->tables[i], ask);
    if (ask) {
        html(v->page.out, "<p class=\"actions stick\">");
        form_button_as(v, "desk.findings.send", "do", STR("answer"), false);
        html(v->page.out, "</p>\n");
        form_end(v);
    }
}

int submission_page(struct visit *v, struct err *err)
{
    const struct submission *s = &v->submission;
    struct found found;
    struct cube *before = NULL;
    uint16_t area = s->area.len ? ref_area_find(v->ref, s->area) : 0;
    int r = found_load(&found, v, s->id, err);
    if (r == 0 && area)
        r = before_load(&before, v, s->area, 0, err);
    if (r < 0)
        return r;
    visit_open_under(v, WORDS(&v->page, "desk.submission.title", {"n", number(&v->page, (uint64_t)s->id)},
                              {"country", area ? area_name(v, area) : text_get(v->page.text, "desk.several")}),
                     text_get(v->page.text, "desk.nav.submissions"), "/desk/submissions");
    put_facts(v, &found);
    put_sign(v, &found);
    if (visit_is(v, TO_OFFICE)) {
        put_tables(v, &found);
        put_findings(v, before, &found);
    } else {
        put_findings(v, before, &found);
        put_tables(v, &found);
    }
    visit_close(v);
    if (before)
        cube_free(before);
    return 0;
}

/* -- answering ------------------------------------------------------------------------------------ */

static struct str id_of(struct visit *v, int64_t id) { return str_of(arena_fmt(v->arena, "%lld", (long long)id)); }

static bool is_ticked(const struct visit *v, const char *name, struct str value)
{
    for (unsigned i = 0; i < v->rq->nfields; i++)
        if (str_is(v->rq->field[i].name, name) && str_eq(v->rq->field[i].value, value))
            return true;
    return false;
}

/* Each "because-17" that was filled in is an answer to finding 17. */
static int send_answers(struct visit *v, unsigned *n, struct err *err)
{
    int r = 0;
    for (unsigned i = 0; r == 0 && i < v->rq->nfields; i++) {
        const struct http_field *f = &v->rq->field[i];
        struct str reason = str_trim(f->value), id;
        if (!str_starts(f->name, STR("because-")) || !reason.len)
            continue;
        id = str_sub(f->name, 8, f->name.len);
        r = visit_verb(v, "answer", err, {"id", id_of(v, v->submission.id)}, {"finding", id}, {"because", reason},
                       {"public", is_ticked(v, "public", id) ? STR("yes") : STR("")});
        ++*n;
    }
    return r;
}

/* The proposals that were ticked, as one new submission. */
static int take_proposals(struct visit *v, int64_t *made, struct err *err)
{
    struct buf list = {0};
    struct call call;
    *made = 0;
    for (unsigned i = 0; i < v->rq->nfields; i++)
        if (str_is(v->rq->field[i].name, "accept")) {
            if (list.len)
                buf_char(&list, ',');
            buf_str(&list, v->rq->field[i].value);
        }
    struct str ids = arena_str(v->arena, buf_view(&list));
    buf_release(&list);
    if (!ids.len)
        return 0;
    int r = visit_do(v, &call, "correct", err, {"id", id_of(v, v->submission.id)}, {"accept", ids});
    if (r < 0)
        return r;
    r = submission_of(made, buf_view(&call.out), err);
    call_release(&call);
    return r;
}

static int answer_post(struct visit *v, struct err *err)
{
    unsigned n = 0;
    int64_t made = 0;
    int r = send_answers(v, &n, &v->fault);
    if (r == 0)
        r = take_proposals(v, &made, &v->fault);
    if (r < 0)
        return submission_page(v, err);
    if (made)
        return visit_go(v, address(v, "/desk/submission/%lld", (long long)made), "corrected");
    return visit_go(v, address(v, "/desk/submission/%lld", (long long)v->submission.id), n ? "answered" : "nothing");
}

/* -- deciding --------------------------------------------------------------------------------------- */

static int decide_post(struct visit *v, const char *op, const char *done, struct err *err)
{
    struct buf list = {0};
    struct str reason = posted(v, "reason");
    for (unsigned i = 0; i < v->rq->nfields; i++)
        if (str_is(v->rq->field[i].name, "table")) {
            if (list.len)
                buf_char(&list, ',');
            buf_str(&list, v->rq->field[i].value);
        }
    struct str tables = arena_str(v->arena, buf_view(&list));
    buf_release(&list);
    bool accept = strcmp(op, "accept") == 0, unsigned_too = accept && posted(v, "unsigned").len;
    int r = accept ? 0 : visit_needs(v, (const char *const[]){"reason", NULL});
    if (r == 0)
        r = visit_verb(v, op, &v->fault, {"id", id_of(v, v->submission.id)}, {accept ? "allow" : "reason", reason},
                       {"tables", tables}, {accept ? "unsigned" : "reason", unsigned_too ? reason : STR("")});
    if (r == -ERR_STATE && accept && !reason.len && !is_decided(&v->submission)) {
        visit_wrong(v, "reason", "desk.decide.open");
        v->fault.code = ERR_STATE;
    }
    if (r < 0)
        return submission_page(v, err);
    return visit_go(v, address(v, "/desk/submission/%lld", (long long)v->submission.id), done);
}

int submission_post(struct visit *v, struct err *err)
{
    struct str what = posted(v, "do");
    if (str_is(what, "answer"))
        return answer_post(v, err);
    if (str_is(what, "sign")) {
        if (visit_verb(v, "sign", &v->fault, {"id", id_of(v, v->submission.id)}) < 0)
            return submission_page(v, err);
        return visit_go(v, address(v, "/desk/submission/%lld", (long long)v->submission.id), "signed");
    }
    if (str_is(what, "accept"))
        return decide_post(v, "accept", "accepted", err);
    if (str_is(what, "return"))
        return decide_post(v, "return", "returned", err);
    if (str_is(what, "aside"))
        return decide_post(v, "aside", "aside", err);
    return err_set(err, ERR_USAGE, "The form does not say what to do.");
}

/* -- files ----------------------------------------------------------------------------------------- */

int submission_file(struct visit *v, struct err *err)
{
    struct str packed;
    int r = store_file_get(v->st, v->arena, &packed, v->submission.id, err);
    if (r == 0)
        r = zstd_unpack(&v->an->body, packed, IO_FILE_MAX, err);
    if (r < 0)
        return r;
    v->an->type = "application/octet-stream"; /* never shown by a browser, whatever it is */
    v->an->disposition = safe_name(v, v->submission.file_name, "", "");
    return 0;
}

int submission_annotated(struct visit *v, struct err *err)
{
    struct call call;
    int r = visit_do(v, &call, "questionnaire annotate", err, {"id", id_of(v, v->submission.id)},
                     {"output", v->submission.file_name}, {"language", text_get(v->page.text, "language")});
    if (r < 0)
        return r;
    buf_str(&v->an->body, buf_view(&call.file));
    call_release(&call);
    v->an->type = "application/octet-stream";
    v->an->disposition = safe_name(v, v->submission.file_name, "findings-", "");
    return 0;
}
