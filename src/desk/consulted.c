/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The parts of a draft as a country is asked of them: what each says, what the country says of it, what others say. */

#include "desk/consultation.h"

/* Which parts are shown: words desk.consult.show.NAME. */
static const char *const shows[] = {"all", "left", "mine", "objected", "unanswered", "changed"};
enum show { SHOW_ALL, SHOW_LEFT, SHOW_MINE, SHOW_OBJECTED, SHOW_UNANSWERED, SHOW_CHANGED, SHOWS };

struct parts_view {
    struct visit *v;
    const struct consultation *k;
    struct str area;
    const struct str *chapters;
    size_t nchapters, chapter; /* from 1; 0: all */
    enum show show;
    const char *here;          /* the address with all of that */
    bool speaks;
};

static struct str param(const struct visit *v, const char *name)
{
    const struct str *value = http_param(v->rq, name);
    return value ? *value : STR("");
}

static void view_init(struct parts_view *w, struct visit *v, const struct consultation *k)
{
    uint64_t chapter;
    struct str show = param(v, "show");
    *w = (struct parts_view){.v = v, .k = k, .area = v->ref->areas[v->area].code};
    w->chapters = chapters_of(&w->nchapters, v, k);
    if (str_uint(&chapter, param(v, "chapter"), w->nchapters))
        w->chapter = (size_t)chapter;
    for (int i = 0; i < SHOWS; i++)
        if (str_is(show, shows[i]))
            w->show = (enum show)i;
    w->here = parts_address(v, k->name, w->area, w->chapter, w->show == SHOW_ALL ? "" : shows[w->show]);
    w->speaks = may_speak(v, k, w->area);
}

/* Somebody said something with words, or objects: of the countries that are asked. */
static bool some_position(const struct parts_view *w, const struct consulted_part *part, bool waits)
{
    for (size_t a = 0; a < w->k->nareas; a++) {
        const struct position *p = consultation_position(w->k, part->id, w->k->areas[a]);
        if (waits ? position_waits(p) : p && p->kind == POSITION_OBJECT)
            return true;
    }
    return false;
}

static bool is_shown(const struct parts_view *w, const struct consulted_part *part)
{
    const struct position *mine = consultation_position(w->k, part->id, w->area);
    if (w->chapter && !str_eq(part->chapter, w->chapters[w->chapter - 1]))
        return false;
    switch (w->show) {
    case SHOW_LEFT:
        return position_open(w->k, part, w->area);
    case SHOW_MINE:
        return mine && mine->kind != POSITION_NONE;
    case SHOW_OBJECTED:
        return some_position(w, part, false);
    case SHOW_UNANSWERED:
        return some_position(w, part, true);
    case SHOW_CHANGED:
        return !part->removed && w->k->drafts > 1 && part->since == w->k->drafts;
    default:
        return !part->removed;
    }
}

/* -- what a part says ------------------------------------------------------------------------------ */

static void put_picture(struct parts_view *w, const struct consulted_part *part)
{
    struct visit *v = w->v;
    struct buf *out = v->page.out, to = {0};
    html(&to, "picture/");
    html_segment(&to, part->id);
    html(out, "<img class=\"drawn\" loading=\"lazy\" alt=\"");
    html_attr(out, part->number);
    html(out, "\" src=\"");
    html(out, consultation_address(v, w->k->name, buf_view(&to).p));
    html(out, "\">\n");
    buf_release(&to);
}

static void put_said(struct parts_view *w, const struct consulted_part *part)
{
    struct visit *v = w->v;
    struct buf *out = v->page.out;
    buf_fmt(out, "<div class=\"reads %.*s\">\n<p class=\"where\">", STR_FMT(part->kind));
    html_text(out, part->number);
    if (part->removed || (w->k->drafts > 1 && part->since == w->k->drafts)) {
        html(out, " <span class=\"state\">");
        say(&v->page, part->removed ? "desk.consult.removed" : part->first == w->k->drafts ? "desk.consult.new"
            : "desk.consult.changed");
        html(out, "</span>");
    }
    if (part->validated) {
        html(out, " <span class=\"state s-done\">");
        say(&v->page, "desk.consult.validated");
        html(out, "</span>");
    }
    html(out, "</p>\n");
    if (str_is(part->kind, "figure") && !part->removed)
        put_picture(w, part);
    bool wide = str_is(part->kind, "table");
    if (wide) {
        html(out, "<div class=\"frame\" role=\"region\" tabindex=\"0\" aria-label=\"");
        html_attr(out, part->number);
        html(out, "\">");
    }
    buf_str(out, part->html); /* written by document/ and escaped there */
    html(out, wide ? "</div></div>\n" : "</div>\n");
}

/* -- what the country says --------------------------------------------------------------------------- */

static void put_choice(struct visit *v, enum position_kind kind, bool chosen)
{
    buf_fmt(v->page.out, "<label><input type=\"radio\" name=\"position\" value=\"%s\" required%s> ",
            position_name(kind),
            chosen ? " checked" : "");
    say(&v->page, arena_fmt(v->arena, "desk.consult.%s", position_name(kind)));
    html(v->page.out, "</label>\n");
}

static void put_form(struct parts_view *w, const struct consulted_part *part, size_t at)
{
    struct visit *v = w->v;
    struct buf *out = v->page.out;
    const struct position *mine = consultation_position(w->k, part->id, w->area);
    bool back = v->fault.code != ERR_NONE && str_eq(posted(v, "part"), part->id) && str_is(posted(v, "do"), "say");
    int found = back ? position_find(posted(v, "position")) : -1;
    enum position_kind now = found >= 0 ? (enum position_kind)found : position_now(mine);
    form_begin(v, arena_fmt(v->arena, "%s#p-%zu", w->here, at));
    form_hidden(v, "do", STR("say"));
    form_hidden(v, "part", part->id);
    form_hidden(v, "at", str_of(arena_fmt(v->arena, "%zu", at)));
    html(out, "<fieldset><legend>");
    SAY(&v->page, "desk.consult.says", {"country", area_name(v, v->area)}, {"number", part->number});
    html(out, "</legend>\n<div class=\"choices\">\n");
    for (int kind = POSITION_AGREE; kind < POSITIONS; kind++)
        put_choice(v, (enum position_kind)kind, now == (enum position_kind)kind);
    buf_fmt(out, "</div>\n<label class=\"small\" for=\"t-%zu\">", at);
    say(&v->page, "desk.consult.why");
    html(out, "</label>\n");
    if (back) {
        html(out, v->said ? "<p class=\"amiss\">" : "<p class=\"amiss\" lang=\"en\">");
        fault_sentence(v, false);
        html(out, "</p>\n");
    }
    buf_fmt(out, "<textarea rows=\"2\" name=\"text\" id=\"t-%zu\">\n", at);
    html_text(out, back ? posted(v, "text") : position_now(mine) != POSITION_NONE ? mine->text : STR(""));
    html(out, "</textarea>\n<p class=\"actions\"><button class=\"button\">");
    say(&v->page, "desk.consult.say");
    html(out, "</button>");
    if (position_now(mine) != POSITION_NONE) {
        html(out, " <button class=\"button\" name=\"position\" value=\"none\" formnovalidate>");
        say(&v->page, "desk.consult.withdraw");
        html(out, "</button>");
    }
    html(out, "</p>\n</fieldset>\n");
    form_end(v);
}

/* The countries that agree, by name, in one line; what has words stands below. */
static void put_agreed(struct parts_view *w, const struct consulted_part *part)
{
    struct visit *v = w->v;
    struct buf *out = v->page.out;
    unsigned n = 0;
    for (size_t a = 0; a < w->k->nareas; a++) {
        if (position_now(consultation_position(w->k, part->id, w->k->areas[a])) != POSITION_AGREE)
            continue;
        html(out, n++ ? ", " : "<p class=\"small\"><b>");
        if (n == 1) {
            say(&v->page, "desk.consult.agreed");
            html(out, "</b> ");
        }
        html_text(out, area_name(v, ref_area_find(v->ref, w->k->areas[a])));
    }
    html(out, n ? "</p>\n" : "");
    if (part->silent && !part->removed) {
        html(out, "<p class=\"small\">");
        html_text(out, counted(&v->page, "desk.consult.silent", part->silent));
        html(out, "</p>\n");
    }
}

static void put_part(struct parts_view *w, const struct consulted_part *part, size_t at)
{
    struct visit *v = w->v;
    struct buf *out = v->page.out;
    const struct position *mine = consultation_position(w->k, part->id, w->area);
    buf_fmt(out, "<article class=\"spoken m-%s\" id=\"p-%zu\">\n", position_name(position_now(mine)), at);
    put_said(w, part);
    html(out, "<div class=\"says\">\n");
    if (w->speaks && !part->removed)
        put_form(w, part, at);
    put_agreed(w, part);
    for (size_t a = 0; a < w->k->nareas; a++) {
        const struct position *p = consultation_position(w->k, part->id, w->k->areas[a]);
        if (p && p->text.len && p->kind != POSITION_NONE)
            put_position(v, w->k, p, arena_fmt(v->arena, "%s#p-%zu", w->here, at));
    }
    html(out, "</div>\n</article>\n");
}

/* -- the page ------------------------------------------------------------------------------------------ */

/* Links to the same page with other parts; the one that is shown is no link. */
static void put_tab(struct parts_view *w, struct str label, size_t chapter, enum show show)
{
    struct buf *out = w->v->page.out;
    bool here = chapter == w->chapter && show == w->show;
    html(out, "<li><a href=\"");
    html_attr(out, str_of(parts_address(w->v, w->k->name, w->area, chapter, show == SHOW_ALL ? "" : shows[show])));
    html(out, here ? "\" aria-current=\"page\">" : "\">");
    html_text(out, label);
    html(out, "</a></li>\n");
}

static void put_filters(struct parts_view *w)
{
    struct page *pg = &w->v->page;
    html(pg->out, "<nav class=\"filters\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "desk.consult.show"));
    html(pg->out, "\"><ul>\n");
    for (int i = 0; i < SHOWS; i++)
        put_tab(w, text_get(pg->text, arena_fmt(w->v->arena, "desk.consult.show.%s", shows[i])), w->chapter,
                (enum show)i);
    html(pg->out, "</ul></nav>\n<details class=\"toc\"><summary>");
    say(pg, "desk.consult.chapters");
    html(pg->out, "</summary>\n<ol class=\"chapters\">\n");
    put_tab(w, text_get(pg->text, "desk.consult.chapters.all"), 0, w->show);
    for (size_t i = 0; i < w->nchapters; i++)
        put_tab(w, w->chapters[i], i + 1, w->show);
    html(pg->out, "</ol></details>\n");
}

/* Agreeing to what is left of what is shown, and the way to the next chapter. */
static void put_foot(struct parts_view *w)
{
    struct visit *v = w->v;
    struct buf *out = v->page.out;
    html(out, "<p class=\"actions\">");
    if (w->speaks) {
        html(out, "<a class=\"button\" href=\"");
        html_attr(out, str_of(consultation_address(v, w->k->name,
                                                   arena_fmt(v->arena, w->chapter ? "%.*s/rest?chapter=%zu"
                                                             : "%.*s/rest",
                                                             STR_FMT(w->area), w->chapter))));
        html(out, "\">");
        say(&v->page, w->chapter ? "desk.consult.rest.chapter" : "desk.consult.rest");
        html(out, "</a> ");
    }
    if (w->chapter && w->chapter < w->nchapters) {
        html(out, "<a class=\"button main\" href=\"");
        html_attr(out, str_of(parts_address(v, w->k->name, w->area, w->chapter + 1, w->show == SHOW_ALL ? ""
                                            : shows[w->show])));
        html(out, "\">");
        SAY(&v->page, "desk.consult.next", {"chapter", w->chapters[w->chapter]});
        html(out, "</a>");
    }
    html(out, "</p>\n");
}

int parts_page(struct visit *v, struct err *err)
{
    struct consultation k;
    struct parts_view w;
    struct str before = STR("");
    struct page *pg = &v->page;
    size_t n = 0;
    int r = consulted(&k, v, CONSULTATION_HTML, err);
    if (r == 0 && !consultation_asks(&k, v->ref->areas[v->area].code))
        r = err_set(err, ERR_NOTFOUND, "%.*s is not asked in this consultation.", STR_FMT(area_name(v, v->area)));
    if (r < 0)
        return r;
    view_init(&w, v, &k);
    visit_open_under(v, WORDS(pg, "desk.consult.of", {"name", k.name}, {"country", area_name(v, v->area)}),
                     WORDS(pg, "desk.consult.title", {"name", k.name}), consultation_address(v, k.name, NULL));
    put_until(v, &k);
    put_filters(&w);
    for (size_t i = 0; i < k.nparts; i++) {
        if (!is_shown(&w, &k.parts[i]))
            continue;
        if (!str_eq(before, k.parts[i].chapter)) {
            html(pg->out, "<h2>");
            html_text(pg->out, before = k.parts[i].chapter);
            html(pg->out, "</h2>\n");
        }
        put_part(&w, &k.parts[i], i);
        n++;
    }
    if (!n)
        say_in(pg, "p", NULL, "desk.consult.show.none");
    put_foot(&w);
    visit_close(v);
    return 0;
}

static int say_post(struct visit *v, struct str area)
{
    struct str position = posted(v, "position"), text = posted(v, "text");
    bool object = str_is(position, "object"), comment = str_is(position, "comment");
    if (!object && !comment && !str_is(position, "agree") && !str_is(position, "none"))
        return visit_wrong(v, NULL, "desk.consult.choose");
    if ((object || comment) && !text.len)
        return visit_wrong(v, NULL, object ? "desk.consult.why.object" : "desk.consult.why.comment");
    return visit_verb(v, "consultation say", &v->fault, {"name", v->consultation}, {"part", posted(v, "part")},
                      {"country", area}, {object ? "object" : comment ? "comment" : "agree",
                                          object || comment ? text : str_is(position, "agree") ? STR("yes") : STR("")},
                      {"withdraw", str_is(position, "none") ? STR("yes") : STR("")});
}

int parts_post(struct visit *v, struct err *err)
{
    struct consultation k;
    struct parts_view w;
    uint64_t at;
    bool answers = str_is(posted(v, "do"), "answer");
    int r = answers ? answer_post(v, v->consultation) : say_post(v, v->ref->areas[v->area].code);
    if (r < 0)
        return parts_page(v, err);
    if ((r = consulted(&k, v, CONSULTATION_TEXT, err)) < 0)
        return r;
    view_init(&w, v, &k);
    const char *to = arena_fmt(v->arena, "%s%sdone=%s", w.here, strchr(w.here, '?') ? "&" : "?",
                               answers ? "consult-answered" : "consult-said");
    if (str_uint(&at, posted(v, "at"), k.nparts))
        to = arena_fmt(v->arena, "%s#p-%u", to, (unsigned)at);
    return visit_go(v, to, NULL);
}

/* -- agreeing to the rest ---------------------------------------------------------------------------- */

int rest_page(struct visit *v, struct err *err)
{
    struct consultation k;
    struct parts_view w;
    struct page *pg = &v->page;
    unsigned n = 0, not = 0;
    int r = consulted(&k, v, CONSULTATION_TEXT, err);
    if (r < 0)
        return r;
    view_init(&w, v, &k);
    struct str chapter = w.chapter ? w.chapters[w.chapter - 1] : STR("");
    for (size_t i = 0; i < k.nparts; i++)
        if (!w.chapter || str_eq(k.parts[i].chapter, chapter)) {
            n += position_rest(&k, &k.parts[i], w.area);
            not += position_open(&k, &k.parts[i], w.area) && !position_rest(&k, &k.parts[i], w.area);
        }
    visit_open_under(v, text_get(pg->text, "desk.consult.rest"), WORDS(pg, "desk.consult.title", {"name", k.name}),
                     consultation_address(v, k.name, NULL));
    if (w.chapter) {
        html(pg->out, "<p><b>");
        html_text(pg->out, chapter);
        html(pg->out, "</b></p>\n");
    }
    html(pg->out, "<p class=\"lead\">");
    html_text(pg->out, counted(pg, "desk.consult.rest.lead", n));
    html(pg->out, "</p>\n");
    if (not) {
        html(pg->out, "<p>");
        html_text(pg->out, counted(pg, "desk.consult.rest.not", not));
        html(pg->out, "</p>\n");
    }
    if (n && w.speaks) {
        form_begin(v, arena_fmt(v->arena, w.chapter ? "%s?chapter=%zu" : "%s", arena_text(v->arena, v->rq->path),
                                w.chapter));
        form_button(v, "desk.consult.rest.do");
        form_end(v);
    }
    visit_close(v);
    return 0;
}

int rest_post(struct visit *v, struct err *err)
{
    struct consultation k;
    struct parts_view w;
    int r = consulted(&k, v, CONSULTATION_TEXT, err);
    if (r < 0)
        return r;
    view_init(&w, v, &k);
    r = visit_verb(v, "consultation agree-rest", &v->fault, {"name", k.name}, {"country", w.area},
                   {"chapter", w.chapter ? w.chapters[w.chapter - 1] : STR("")});
    return r < 0 ? rest_page(v, err)
                 : visit_go(v, consultation_address(v, k.name, NULL), "consult-rest");
}

/* -- a figure ------------------------------------------------------------------------------------------ */

/* The drawing of a figure in the file of the last draft: behind its id, the first picture. */
static struct str drawing_of(struct visit *v, struct str document, struct str part)
{
    static const char before[] = "src=\"data:image/svg+xml;base64,";
    const char *id = arena_fmt(v->arena, "id=\"%.*s\"", STR_FMT(part));
    const char *at = memmem(document.p, document.len, id, strlen(id));
    struct str rest = at ? (struct str){at, (size_t)(document.p + document.len - at)} : STR("");
    const char *end = rest.len ? memmem(rest.p, rest.len, "</figure>", 9) : NULL;
    rest.len = end ? (size_t)(end - rest.p) : 0;
    at = rest.len ? memmem(rest.p, rest.len, before, sizeof before - 1) : NULL;
    if (!at)
        return STR("");
    rest = str_sub(rest, (size_t)(at - rest.p) + sizeof before - 1, rest.len);
    end = memchr(rest.p, '"', rest.len);
    return end ? str_sub(rest, 0, (size_t)(end - rest.p)) : STR("");
}

int picture_file(struct visit *v, struct err *err)
{
    struct consultation k;
    const struct consulted_part *part;
    struct buf document = {0};
    struct str coded;
    int r = consulted(&k, v, CONSULTATION_TEXT, err);
    if (r < 0)
        return r;
    part = consultation_part(&k, v->number);
    if (!part || part->removed || !str_is(part->kind, "figure"))
        return err_set(err, ERR_NOTFOUND, "There is no figure of that name here.");
    r = consultation_document(&document, v->st, k.id, k.drafts, err);
    if (r == 0) {
        coded = drawing_of(v, buf_view(&document), part->id);
        if (!coded.len || !buf_base64_read(&v->an->body, coded))
            r = err_set(err, ERR_NOTFOUND, "The figure has no picture.");
    }
    buf_release(&document);
    v->an->type = "image/svg+xml";
    return r;
}
