/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Consultations on the report: which there are, and where one stands. */

#include "desk/consultation.h"

#include "base/clock.h"

/* -- what the pages share ---------------------------------------------------------------------- */

int consulted(struct consultation *out, struct visit *v, enum consultation_depth depth, struct err *err)
{
    return consultation_load(out, v->st, v->arena, v->consultation, str_of(v->at), depth, err);
}

const char *consultation_address(struct visit *v, struct str name, const char *rest)
{
    struct buf out = {0};
    html(&out, "/desk/consultation/");
    html_segment(&out, name);
    if (rest) {
        buf_char(&out, '/');
        html(&out, rest);
    }
    const char *text = arena_text(v->arena, buf_view(&out));
    buf_release(&out);
    return text;
}

const char *parts_address(struct visit *v, struct str name, struct str area, size_t chapter, const char *show)
{
    const char *to = arena_fmt(v->arena, "%.*s/parts", STR_FMT(area));
    if (chapter)
        to = arena_fmt(v->arena, "%s?chapter=%zu", to, chapter);
    if (show[0])
        to = arena_fmt(v->arena, "%s%sshow=%s", to, chapter ? "&" : "?", show);
    return consultation_address(v, name, to);
}

const struct str *chapters_of(size_t *n, struct visit *v, const struct consultation *k)
{
    struct str *out = arena_array(v->arena, struct str, k->nparts + 1);
    *n = 0;
    for (size_t i = 0; i < k->nparts; i++) {
        bool had = k->parts[i].removed;
        for (size_t c = 0; c < *n; c++)
            had = had || str_eq(out[c], k->parts[i].chapter);
        if (!had)
            out[(*n)++] = k->parts[i].chapter;
    }
    return out;
}

static int64_t days_left(const struct visit *v, struct str until)
{
    int64_t end;
    return clock_parse(&end, until) ? (end - (v->now - v->now % 86400)) / 86400 : 0;
}

void put_until(struct visit *v, const struct consultation *k)
{
    struct page *pg = &v->page;
    if (k->closed_at.len) {
        html(pg->out, "<p class=\"deadline\">");
        SAY(pg, "desk.consult.closed", {"date", date_words(pg, k->closed_at)});
        html(pg->out, "</p>\n");
        return;
    }
    html(pg->out, k->over ? "<p class=\"deadline late\">" : "<p class=\"deadline\">");
    SAY(pg, k->over ? "desk.consult.over" : "desk.consult.until", {"date", date_words(pg, k->until)});
    if (!k->over) {
        html(pg->out, " ");
        html_text(pg->out, counted(pg, "desk.days.left", (uint64_t)days_left(v, k->until)));
    }
    html(pg->out, "</p>\n");
}

bool may_speak(const struct visit *v, const struct consultation *k, struct str area)
{
    return !k->over && consultation_asks(k, area) && visit_may(v, TO_SPEAKERS, area);
}

static void link_open(struct visit *v, const char *to)
{
    html(v->page.out, "<a href=\"");
    html_attr(v->page.out, str_of(to));
    html(v->page.out, "\">");
}

/* -- what was said, and answers ------------------------------------------------------------------ */

/* A text of several paragraphs. */
static void put_text(struct visit *v, struct str text)
{
    html(v->page.out, "<p class=\"words\">");
    html_text(v->page.out, text);
    html(v->page.out, "</p>\n");
}

static void put_answer_form(struct visit *v, const struct position *p, const char *action)
{
    const char *id = arena_fmt(v->arena, "a-%lld", (long long)p->id);
    struct buf *out = v->page.out;
    bool back = v->fault.code != ERR_NONE && str_eq(posted(v, "part"), p->part) &&
                str_eq(posted(v, "country"), p->area);
    html(out, p->answer.len ? "<details><summary>" : back ? "<details open><summary>" : "<details open><summary>");
    say(&v->page, p->answer.len ? "desk.consult.answer.again" : "desk.consult.answer");
    html(out, "</summary>\n");
    form_begin(v, action);
    form_hidden(v, "do", STR("answer"));
    form_hidden(v, "part", p->part);
    form_hidden(v, "country", p->area);
    buf_fmt(out, "<label class=\"hide\" for=\"%s\">", id);
    SAY(&v->page, "desk.consult.answer.to", {"country", area_name(v, ref_area_find(v->ref, p->area))});
    buf_fmt(out, "</label><textarea rows=\"3\" name=\"text\" id=\"%s\" required>\n", id);
    html_text(out, back ? posted(v, "text") : STR(""));
    html(out, "</textarea>\n<button class=\"button\">");
    say(&v->page, "desk.consult.answer.do");
    html(out, "</button>\n");
    form_end(v);
    html(out, "</details>\n");
}

void put_position(struct visit *v, const struct consultation *k, const struct position *p, const char *action)
{
    struct buf *out = v->page.out;
    buf_fmt(out, "<div class=\"position k-%s%s\">\n<p class=\"where\"><b>", position_name(p->kind),
            p->outdated ? " before" : "");
    html_text(out, area_name(v, ref_area_find(v->ref, p->area)));
    html(out, "</b> ");
    say(&v->page, arena_fmt(v->arena, "desk.consult.did.%s", position_name(p->kind)));
    html(out, " <span class=\"small\">\xC2\xB7 ");
    html_text(out, date_words(&v->page, p->at));
    if (visit_is(v, TO_OFFICE)) {
        html(out, ", ");
        html_text(out, p->who);
    }
    html(out, "</span>");
    if (p->outdated) {
        html(out, " <span class=\"state\">");
        say(&v->page, "desk.consult.before");
        html(out, "</span>");
    }
    html(out, "</p>\n");
    put_text(v, p->text);
    if (p->answer.len) {
        html(out, "<div class=\"answer\"><p class=\"where\">");
        SAY(&v->page, "desk.consult.answered", {"date", date_words(&v->page, p->answered_at)});
        html(out, "</p>\n");
        put_text(v, p->answer);
        html(out, "</div>\n");
    }
    if (!k->closed_at.len && visit_is(v, TO_OFFICE))
        put_answer_form(v, p, action);
    html(out, "</div>\n");
}

int answer_post(struct visit *v, struct str consultation)
{
    return visit_verb(v, "consultation answer", &v->fault, {"name", consultation}, {"part", posted(v, "part")},
                      {"country", posted(v, "country")}, {"text", posted(v, "text")});
}

/* -- the list ------------------------------------------------------------------------------------- */

static int rows_load(struct consultation_row **out, size_t *n, struct visit *v, struct err *err)
{
    struct store_iter *it;
    struct consultation_row row;
    size_t size = 0;
    *out = NULL;
    *n = 0;
    int r = store_consultation_list(v->st, &it, err);
    while (r == 0 && (r = store_consultation_next(it, &row, err)) == 1) {
        struct str *texts[] = {&row.name, &row.language, &row.opened_at, &row.opened_by, &row.until, &row.closed_at,
                               &row.closed_by};
        r = 0;
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(v->arena, *texts[i]);
        if (*n == size) {
            size = MAX(size * 2, (size_t)16);
            struct consultation_row *more = arena_array(v->arena, struct consultation_row, size);
            if (*n)
                memcpy(more, *out, sizeof *more * *n);
            *out = more;
        }
        (*out)[(*n)++] = row;
    }
    return r;
}

static void put_open_form(struct visit *v)
{
    html(v->page.out, v->fault.code != ERR_NONE ? "<details open><summary>" : "<details><summary>");
    say(&v->page, "desk.consult.open");
    html(v->page.out, "</summary>\n");
    say_in(&v->page, "p", NULL, "desk.consult.open.lead");
    form_begin(v, NULL);
    form_field(v, "text", "name", filled(v, "name", STR("")));
    form_field(v, "date", "last-day", filled(v, "last-day", STR("")));
    form_field(v, "text", "of-release", filled(v, "of-release", STR("")));
    form_language(v, STR("en"));
    form_check(v, "silence-agrees", str_is(filled(v, "silence-agrees", STR("")), "yes"));
    form_button(v, "desk.consult.open.do");
    form_end(v);
    html(v->page.out, "</details>\n");
}

int consultations_page(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"desk.consult", "desk.state", "desk.opened", "desk.consult.last"};
    struct consultation_row *rows;
    size_t n;
    int r = rows_load(&rows, &n, v, err);
    if (r < 0)
        return r;
    visit_open(v, text_get(v->page.text, "desk.nav.consultations"));
    say_in(&v->page, "p", "lead", n ? "desk.consult.lead" : "desk.consult.none");
    if (n)
        list_open(v, "desk.nav.consultations", keys, ARRAY_LEN(keys));
    for (size_t i = n; i-- > 0;) {
        html(v->page.out, "<tr><th scope=\"row\">");
        link_open(v, consultation_address(v, rows[i].name, NULL));
        html_text(v->page.out, rows[i].name);
        html(v->page.out, "</a></th><td>");
        state_mark(v, rows[i].closed_at.len ? STR("closed") : STR("open"));
        html(v->page.out, "</td><td>");
        html_text(v->page.out, date_words(&v->page, rows[i].opened_at));
        html(v->page.out, "</td><td>");
        html_text(v->page.out, date_words(&v->page, rows[i].until));
        html(v->page.out, "</td></tr>\n");
    }
    if (n)
        list_close(v);
    if (visit_is(v, TO_OFFICE))
        put_open_form(v);
    visit_close(v);
    return 0;
}

int consultations_post(struct visit *v, struct err *err)
{
    int r = visit_needs(v, (const char *const[]){"name", "last-day", NULL});
    if (r == 0)
        r = visit_verb(v, "consultation open", &v->fault, {"name", posted(v, "name")}, {"until", posted(v, "last-day")},
                       {"release", posted(v, "of-release")}, {"language", posted(v, "language")},
                       {"silence-agrees", posted(v, "silence-agrees")});
    return r < 0 ? consultations_page(v, err)
                 : visit_go(v, consultation_address(v, posted(v, "name"), NULL), "consult-opened");
}

/* -- one ------------------------------------------------------------------------------------------- */

static void put_cell(struct visit *v, const struct consultation *k, size_t chapter, struct str title, struct str area)
{
    struct consultation_tally y;
    struct buf *out = v->page.out;
    consultation_tally(&y, k, &title, area);
    buf_fmt(out, "<td class=\"n%s\">",
            y.objected ? " has-object" : y.waiting ? " has-waiting" : y.agreed == y.parts ? " has-all" : "");
    bool theirs = visit_may(v, TO_SPECIALISTS, area); /* others see the counts, and what was said beside each part */
    if (theirs)
        link_open(v, parts_address(v, k->name, area, chapter, ""));
    html_text(out, WORDS(&v->page, "home.of", {"n", number(&v->page, y.agreed)}, {"all", number(&v->page, y.parts)}));
    html(out, theirs ? "</a>" : "");
    if (y.objected) {
        html(out, "<br><span class=\"small late\">");
        html_text(out, counted(&v->page, "desk.consult.objections", y.objected));
        html(out, "</span>");
    }
    if (y.commented) {
        html(out, "<br><span class=\"small\">");
        html_text(out, counted(&v->page, "desk.consult.comments", y.commented));
        html(out, "</span>");
    }
    html(out, "</td>");
}

/* One row a chapter, one column a country: how many of its parts each agrees to. */
static void put_matrix(struct visit *v, const struct consultation *k)
{
    size_t n;
    const struct str *chapters = chapters_of(&n, v, k);
    struct buf *out = v->page.out;
    say_in(&v->page, "h2", NULL, "desk.consult.matrix");
    say_in(&v->page, "p", "small", "desk.consult.matrix.how");
    v->lists++;
    buf_fmt(out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap%u\" tabindex=\"0\">\n"
            "<table class=\"list consulted\"><caption id=\"cap%u\" class=\"hide\">", v->lists, v->lists);
    say(&v->page, "desk.consult.matrix");
    html(out, "</caption><thead><tr><th scope=\"col\">");
    say(&v->page, "desk.consult.chapter");
    html(out, "</th>");
    for (size_t a = 0; a < k->nareas; a++) {
        html(out, "<th scope=\"col\" class=\"n\"><abbr title=\"");
        html_attr(out, area_name(v, ref_area_find(v->ref, k->areas[a])));
        html(out, "\">");
        html_text(out, k->areas[a]);
        html(out, "</abbr></th>");
    }
    html(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < n; i++) {
        html(out, "<tr><th scope=\"row\">");
        html_text(out, chapters[i]);
        html(out, "</th>");
        for (size_t a = 0; a < k->nareas; a++)
            put_cell(v, k, i + 1, chapters[i], k->areas[a]);
        html(out, "</tr>\n");
    }
    list_close(v);
}

static void put_waiting(struct visit *v, const struct consultation *k)
{
    struct buf *out = v->page.out;
    unsigned n = 0;
    say_in(&v->page, "h2", NULL, "desk.consult.waiting");
    for (size_t i = 0; i < k->nparts; i++)
        for (size_t a = 0; a < k->nareas; a++) {
            const struct consulted_part *part = &k->parts[i];
            const struct position *p = consultation_position(k, part->id, k->areas[a]);
            if (!position_waits(p))
                continue;
            n++;
            html(out, "<section class=\"waits\">\n<h3>");
            SAY(&v->page, "desk.consult.part", {"chapter", part->chapter}, {"number", part->number});
            html(out, "</h3>\n<blockquote>");
            html_text(out, str_sub(part->text, 0, 600));
            html(out, part->text.len > 600 ? " \xE2\x80\xA6</blockquote>\n" : "</blockquote>\n");
            put_position(v, k, p, NULL);
            html(out, "</section>\n");
        }
    if (!n)
        say_in(&v->page, "p", NULL, "desk.consult.waiting.none");
}

static void put_country(struct visit *v, const struct consultation *k, uint16_t area)
{
    struct consultation_tally y;
    struct str code = v->ref->areas[area].code;
    struct buf *out = v->page.out;
    size_t n;
    const struct str *chapters = chapters_of(&n, v, k);
    consultation_tally(&y, k, NULL, code);
    put_country_head(v, area);
    html(out, "<p>");
    html_text(out, counted(&v->page, "desk.consult.left", y.silent));
    html(out, "</p>\n<p class=\"actions\">");
    if (y.silent) {
        html(out, "<a class=\"button main\" href=\"");
        html_attr(out, str_of(parts_address(v, k->name, code, 0, "left")));
        html(out, "\">");
        say(&v->page, "desk.consult.left.look");
        html(out, "</a> ");
    }
    if (y.silent && may_speak(v, k, code)) {
        html(out, "<a class=\"button\" href=\"");
        html_attr(out, str_of(consultation_address(v, k->name, arena_fmt(v->arena, "%.*s/rest", STR_FMT(code)))));
        html(out, "\">");
        say(&v->page, "desk.consult.rest");
        html(out, "</a>");
    }
    html(out, "</p>\n<ol class=\"chapters\">\n");
    for (size_t i = 0; i < n; i++) {
        consultation_tally(&y, k, &chapters[i], code);
        html(out, "<li>");
        link_open(v, parts_address(v, k->name, code, i + 1, ""));
        html_text(out, chapters[i]);
        html(out, "</a> <span class=\"small\">");
        html_text(out, y.silent ? counted(&v->page, "desk.consult.left", y.silent)
                  : text_get(v->page.text, "desk.consult.left.none"));
        html(out, "</span></li>\n");
    }
    html(out, "</ol>\n");
}

static void put_files(struct visit *v, const struct consultation *k)
{
    html(v->page.out, "<ul class=\"jumps\">\n<li>");
    link_open(v, consultation_address(v, k->name, "draft"));
    say(&v->page, "desk.consult.draft.get");
    html(v->page.out, "</a></li>\n<li>");
    link_open(v, consultation_address(v, k->name, "record"));
    say(&v->page, "desk.consult.record.get");
    html(v->page.out, "</a></li>\n</ul>\n");
}

static void put_office_forms(struct visit *v, const struct consultation *k)
{
    const struct word remind[] = {{"do", STR("remind")}, {NULL, {0}}}, revise[] = {{"do", STR("revise")}, {NULL, {0}}};
    if (k->closed_at.len)
        return;
    say_in(&v->page, "h2", NULL, "desk.consult.steps");
    html(v->page.out, "<div class=\"actions\">");
    form_only(v, NULL, "desk.consult.revise", revise);
    if (!k->over)
        form_only(v, NULL, "desk.consult.remind", remind);
    html(v->page.out, "</div>\n");
    say_in(&v->page, "p", "small", "desk.consult.revise.lead");
    form_begin(v, NULL);
    form_field(v, "date", "last-day", filled(v, "last-day", k->until));
    form_button_as(v, "desk.consult.extend", "do", STR("extend"), true);
    form_end(v);
    form_begin(v, NULL);
    say_in(&v->page, "p", NULL, "desk.consult.close.lead");
    form_check(v, "sure", false);
    form_button_as(v, "desk.consult.close", "do", STR("close"), true);
    form_end(v);
}

int consultation_page(struct visit *v, struct err *err)
{
    struct consultation k;
    struct consultation_tally y;
    struct page *pg = &v->page;
    int r = consulted(&k, v, CONSULTATION_TEXT, err);
    if (r < 0)
        return r;
    consultation_tally(&y, &k, NULL, STR(""));
    visit_open_under(v, WORDS(pg, "desk.consult.title", {"name", k.name}), text_get(pg->text, "desk.nav.consultations"),
                     "/desk/consultations");
    put_until(v, &k);
    html(pg->out, "<p>");
    SAY(pg, "desk.consult.state", {"release", k.release}, {"draft", number(pg, k.drafts)},
        {"date", date_words(pg, k.drafted_at)},
        {"n", number(pg, y.validated)}, {"all", number(pg, y.parts)});
    if (k.silence_agrees) {
        html(pg->out, " ");
        say(pg, "desk.consult.silence");
    }
    html(pg->out, "</p>\n");
    put_files(v, &k);
    for (const uint16_t *a = visit_is(v, TO_OFFICE) ? (const uint16_t[]){0} : visit_areas(v, TO_SPECIALISTS); *a; a++)
        if (consultation_asks(&k, v->ref->areas[*a].code))
            put_country(v, &k, *a);
    put_matrix(v, &k);
    if (visit_is(v, TO_OFFICE)) {
        put_waiting(v, &k);
        put_office_forms(v, &k);
    }
    visit_close(v);
    return 0;
}

int consultation_post(struct visit *v, struct err *err)
{
    static const struct {
        const char *what, *op, *done;
    } verbs[] = {{"revise", "consultation revise", "consult-revised"}, {"remind", "consultation remind", "reminded"},
                 {"close", "consultation close", "consult-closed"}};
    struct str what = posted(v, "do");
    const char *done = "consult-extended";
    int r = -1;
    if (str_is(what, "answer")) {
        done = "consult-answered";
        r = answer_post(v, v->consultation);
    } else if (str_is(what, "extend")) {
        r = visit_needs(v, (const char *const[]){"last-day", NULL});
        if (r == 0)
            r = visit_verb(v, "consultation extend", &v->fault, {"name", v->consultation},
                           {"until", posted(v, "last-day")});
    } else if (str_is(what, "close") && !str_is(posted(v, "sure"), "yes")) {
        r = visit_wrong(v, "sure", "desk.consult.close.sure");
    } else {
        for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
            if (str_is(what, verbs[i].what)) {
                done = verbs[i].done;
                r = visit_verb(v, verbs[i].op, &v->fault, {"name", v->consultation});
            }
        if (r < 0 && v->fault.code == ERR_NONE)
            r = visit_wrong(v, NULL, "desk.stale");
    }
    return r < 0 ? consultation_page(v, err) : visit_go(v, consultation_address(v, v->consultation, NULL), done);
}

int consultation_record(struct visit *v, struct err *err)
{
    struct call call;
    int r = visit_do(v, &call, "consultation record", err, {"name", v->consultation}, {"format", STR("csv")});
    if (r < 0)
        return r;
    buf_str(&v->an->body, buf_view(&call.out));
    call_release(&call);
    v->an->type = "text/csv; charset=utf-8";
    v->an->disposition = safe_name(v, v->consultation, "", ".csv");
    return 0;
}

int consultation_draft_file(struct visit *v, struct err *err)
{
    struct consultation_row row;
    struct draft last;
    int r = store_consultation_get(v->st, v->arena, &row, v->consultation, err);
    if (r == 0)
        r = draft_last(&last, v->st, v->arena, row.id, err);
    if (r == 0)
        r = consultation_document(&v->an->body, v->st, row.id, last.number, err);
    if (r < 0)
        return r;
    v->an->type = "text/html; charset=utf-8";
    v->an->disposition = safe_name(v, v->consultation, "", arena_fmt(v->arena, "-%lld.html", (long long)last.number));
    return 0;
}

/* -- on the first page -------------------------------------------------------------------------------- */

static int put_open_one(struct visit *v, const struct consultation_row *row, struct err *err)
{
    struct consultation k;
    struct buf *out = v->page.out;
    int r = consultation_load(&k, v->st, v->arena, row->name, str_of(v->at), CONSULTATION_TEXT, err);
    if (r < 0)
        return r;
    bool office = visit_is(v, TO_OFFICE), some = office;
    for (const uint16_t *a = visit_areas(v, TO_SPECIALISTS); *a; a++)
        some = some || consultation_asks(&k, v->ref->areas[*a].code);
    if (!some)
        return 0;
    html(out, "<section class=\"round\">\n<h2>");
    link_open(v, consultation_address(v, k.name, NULL));
    SAY(&v->page, "desk.consult.title", {"name", k.name});
    html(out, "</a></h2>\n");
    put_until(v, &k);
    unsigned waiting = 0;
    for (size_t i = 0; i < k.npositions; i++)
        waiting += position_waits(&k.positions[i]);
    if (office) {
        html(out, "<p class=\"due\">");
        html_text(out, counted(&v->page, "desk.consult.waits", waiting));
        html(out, "</p>\n");
    }
    for (const uint16_t *a = visit_areas(v, TO_SPECIALISTS); *a && !office; a++) {
        struct consultation_tally y;
        struct str code = v->ref->areas[*a].code;
        if (!consultation_asks(&k, code))
            continue;
        consultation_tally(&y, &k, NULL, code);
        html(out, "<p class=\"due\">");
        link_open(v, parts_address(v, k.name, code, 0, y.silent ? "left" : ""));
        html_text(out, area_name(v, *a));
        html(out, "</a>: ");
        html_text(out, y.silent ? counted(&v->page, "desk.consult.left", y.silent)
                  : text_get(v->page.text, "desk.consult.left.none"));
        html(out, "</p>\n");
    }
    html(out, "</section>\n");
    return 0;
}

int put_consultations(struct visit *v, struct err *err)
{
    struct consultation_row *rows;
    size_t n;
    int r = rows_load(&rows, &n, v, err);
    for (size_t i = n; r == 0 && i-- > 0;)
        if (!rows[i].closed_at.len)
            r = put_open_one(v, &rows[i], err);
    return r;
}
