/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Technical meetings: the list, a meeting as a whole, its documents and its briefing. */

#include "desk/meetings.h"

#include "base/hash.h"
#include "server/policy.h"
#include "store/report_orders.h"
#include "store/share.h"
#include "syntax/compress.h"

/* -- what pages share --------------------------------------------------------------------------------------- */

const char *meeting_address(struct visit *v, struct str name, const char *below)
{
    struct buf out = {0};
    html(&out, "/desk/meeting/");
    html_segment(&out, name);
    html(&out, below);
    const char *text = arena_text(v->arena, buf_view(&out));
    buf_release(&out);
    return text;
}

struct str meeting_days(struct visit *v, const struct meeting *m)
{
    struct page *pg = &v->page;
    if (str_eq(m->first_day, m->last_day))
        return date_words(pg, m->first_day);
    return WORDS(pg, "meeting.days", {"first", date_words(pg, m->first_day)}, {"last", date_words(pg, m->last_day)});
}

static void put_link(struct visit *v, const char *to, const char *words)
{
    html(v->page.out, "<a href=\"");
    html_attr(v->page.out, str_of(to));
    html(v->page.out, "\">");
    say(&v->page, words);
    html(v->page.out, "</a>");
}

static void put_meeting_link(struct visit *v, const struct meeting *m)
{
    html(v->page.out, "<a href=\"");
    html_attr(v->page.out, str_of(meeting_address(v, m->name, "")));
    html(v->page.out, "\">");
    html_text(v->page.out, m->title);
    html(v->page.out, "</a>");
}

static void cell(struct visit *v, struct str text)
{
    html(v->page.out, "<td>");
    html_text(v->page.out, text);
    html(v->page.out, "</td>");
}

/* A cell with the button that takes a row away. */
static void remove_cell(struct visit *v, const char *what, int64_t number)
{
    const struct word hidden[] = {{"do", str_of(what)},
                                  {"number", str_of(arena_fmt(v->arena, "%lld", (long long)number))},
                                  {NULL, {0}}};
    html(v->page.out, "<td class=\"actions\">");
    form_only(v, NULL, "desk.meeting.remove", hidden);
    html(v->page.out, "</td>");
}

/* -- the list ------------------------------------------------------------------------------------------------- */

static void put_row(struct visit *v, const struct meeting *m)
{
    html(v->page.out, "<tr><th scope=\"row\">");
    put_meeting_link(v, m);
    html(v->page.out, "</th>");
    cell(v, meeting_days(v, m));
    cell(v, m->place);
    html(v->page.out, "</tr>\n");
}

int meetings_page(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"desk.meeting", "desk.meeting.when", "desk.field.place"};
    struct meeting *all;
    size_t n;
    int r = meetings_load(&all, &n, v->st, v->arena, err);
    if (r < 0)
        return r;
    visit_open(v, text_get(v->page.text, "desk.nav.meetings"));
    say_in(&v->page, "p", "lead", n ? "desk.meetings.lead" : "desk.meetings.none");
    if (visit_is(v, TO_OFFICE)) {
        html(v->page.out, "<p><a class=\"button\" href=\"/desk/meetings/new\">");
        say(&v->page, "desk.meeting.new");
        html(v->page.out, "</a></p>\n");
    }
    if (n) {
        list_open(v, "desk.nav.meetings", keys, ARRAY_LEN(keys));
        while (n)
            put_row(v, &all[--n]); /* the newest first */
        list_close(v);
    }
    visit_close(v);
    return 0;
}

/* -- agenda --------------------------------------------------------------------------------------------------- */

static void put_document_link(struct visit *v, const struct meeting_document *d)
{
    html(v->page.out, "<a href=\"");
    html_attr(v->page.out,
              str_of(meeting_address(v, v->meeting.name, arena_fmt(v->arena, "/document/%lld", (long long)d->number))));
    html(v->page.out, "\">");
    html_text(v->page.out, d->title);
    html(v->page.out, "</a>");
}

static void put_session_documents(struct visit *v, const struct gathering *g, int64_t session)
{
    for (size_t i = 0; i < g->ndocuments; i++) {
        const struct meeting_document *d = &g->documents[i];
        if (d->session != session || d->removed_at.len)
            continue;
        html(v->page.out, "<br>");
        put_document_link(v, d);
    }
}

static struct str leader_of(struct visit *v, const struct meeting_session *s)
{
    uint16_t area = ref_area_find(v->ref, s->area);
    if (area && s->office.len)
        return text_join(&v->page, "%.*s, %.*s", STR_FMT(area_name(v, area)), STR_FMT(s->office));
    return area ? area_name(v, area) : s->office;
}

static void put_session(struct visit *v, const struct gathering *g, const struct meeting_session *s)
{
    struct buf *out = v->page.out;
    html(out, "<tr><td class=\"y\">");
    html_text(out, s->begins);
    if (s->ends.len) {
        html(out, "\xE2\x80\x93");
        html_text(out, s->ends);
    }
    html(out, "</td><th scope=\"row\">");
    buf_fmt(out, "%lld. ", (long long)s->number);
    html_text(out, s->title);
    html(out, "<span class=\"small\">");
    put_session_documents(v, g, s->number);
    html(out, "</span></th>");
    cell(v, text_get(v->page.text, arena_fmt(v->arena, "meeting.session.%s", session_kind_key(s->kind))));
    cell(v, leader_of(v, s));
    if (visit_is(v, TO_OFFICE)) {
        html(out, "<td class=\"actions\">");
        put_link(v,
                 meeting_address(v, g->meeting.name, arena_fmt(v->arena, "/session?number=%lld", (long long)s->number)),
                 "desk.meeting.change");
        html(out, "</td>");
    }
    html(out, "</tr>\n");
}

static void put_agenda(struct visit *v, const struct gathering *g)
{
    static const char *const keys[] = {"meeting.time", "meeting.session", "meeting.kind", "meeting.leads",
                                       "desk.choose"};
    if (!g->nsessions)
        return;
    say_in(&v->page, "h2", NULL, "meeting.agenda");
    for (size_t i = 0, end; i < g->nsessions; i = end) {
        struct str day = g->sessions[i].day;
        html(v->page.out, "<h3>");
        html_text(v->page.out, date_words(&v->page, day));
        html(v->page.out, "</h3>\n");
        list_open_of(v, WORDS(&v->page, "desk.meeting.day", {"date", date_words(&v->page, day)}), keys,
                     ARRAY_LEN(keys) - !visit_is(v, TO_OFFICE));
        for (end = i; end < g->nsessions && str_eq(g->sessions[end].day, day); end++)
            put_session(v, g, &g->sessions[end]);
        list_close(v);
    }
}

/* -- documents and people ---------------------------------------------------------------------------------------- */

static struct str size_words(struct visit *v, int64_t bytes)
{
    uint64_t kb = ((uint64_t)bytes + 1023) / 1024;
    return kb < 1024 ? WORDS(&v->page, "desk.meeting.kb", {"n", number(&v->page, kb)})
                     : WORDS(&v->page, "desk.meeting.mb", {"n", number(&v->page, (kb + 512) / 1024)});
}

static void put_documents(struct visit *v, const struct gathering *g)
{
    static const char *const keys[] = {"desk.meeting.document", "meeting.kind", "desk.meeting.size",
                                       "desk.meeting.added", "desk.choose"};
    size_t n = 0;
    for (size_t i = 0; i < g->ndocuments; i++)
        n += !g->documents[i].removed_at.len;
    if (!n)
        return;
    say_in(&v->page, "h2", NULL, "desk.meeting.documents");
    list_open(v, "desk.meeting.documents", keys, ARRAY_LEN(keys) - !visit_is(v, TO_OFFICE));
    for (size_t i = 0; i < g->ndocuments; i++) {
        const struct meeting_document *d = &g->documents[i];
        if (d->removed_at.len)
            continue;
        html(v->page.out, "<tr><th scope=\"row\">");
        put_document_link(v, d);
        html(v->page.out, "<br><span class=\"small\">");
        html_text(v->page.out, d->file_name);
        html(v->page.out, "</span></th>");
        cell(v, text_get(v->page.text, arena_fmt(v->arena, "meeting.sort.%s", document_sort_name(d->sort))));
        cell(v, size_words(v, d->bytes));
        cell(v, date_words(&v->page, d->at));
        if (visit_is(v, TO_OFFICE))
            remove_cell(v, "document", d->number);
        html(v->page.out, "</tr>\n");
    }
    list_close(v);
}

static void put_participant(struct visit *v, const struct participant *p)
{
    uint16_t area = ref_area_find(v->ref, p->area);
    bool office = visit_is(v, TO_OFFICE);
    html(v->page.out, "<tr><th scope=\"row\">");
    html_text(v->page.out,
              area ? text_join(&v->page, "%.*s: %.*s", STR_FMT(area_name(v, area)), STR_FMT(p->organisation))
                   : p->organisation);
    if (office && p->person.len) { /* nobody else sees a name */
        html(v->page.out, "<br><span class=\"small\">");
        html_text(v->page.out, p->person);
        html(v->page.out, "</span>");
    }
    html(v->page.out, "</th>");
    cell(v, text_get(v->page.text, arena_fmt(v->arena, "meeting.role.%s", participant_role_name(p->role))));
    html(v->page.out, "<td class=\"n\">");
    html_text(v->page.out, number(&v->page, (uint64_t)p->persons));
    html(v->page.out, "</td>");
    if (office)
        remove_cell(v, "participant", p->number);
    html(v->page.out, "</tr>\n");
}

static void put_people(struct visit *v, const struct gathering *g)
{
    static const char *const keys[] = {"meeting.of", "meeting.role", "#meeting.persons", "desk.choose"};
    if (!g->nparticipants)
        return;
    say_in(&v->page, "h2", NULL, "meeting.people");
    html(v->page.out, "<p>");
    html_text(v->page.out, counted(&v->page, "desk.meeting.count",
                                   (uint64_t)participants_count(g->participants, g->nparticipants, -1)));
    html(v->page.out, "</p>\n");
    list_open(v, "meeting.people", keys, ARRAY_LEN(keys) - !visit_is(v, TO_OFFICE));
    for (int role = 0; role < PARTICIPANT_ROLES; role++)
        for (size_t i = 0; i < g->nparticipants; i++)
            if ((int)g->participants[i].role == role)
                put_participant(v, &g->participants[i]);
    list_close(v);
}

/* -- conclusions --------------------------------------------------------------------------------------------------- */

void put_conclusion_state(struct visit *v, const char *key)
{
    static const char *const styles[][2] = {{"in_progress", "in_review"}, {"done", "done"}};
    const char *style = "none";
    for (size_t i = 0; i < ARRAY_LEN(styles); i++)
        if (strcmp(key, styles[i][0]) == 0)
            style = styles[i][1];
    buf_fmt(v->page.out, "<span class=\"state s-%s\">", style);
    say(&v->page, arena_fmt(v->arena, "meeting.state.%s", key));
    html(v->page.out, "</span>");
}

const char *conclusion_state_shown(const struct conclusion *c)
{
    return c->to_meeting.len ? "carried" : conclusion_state_key(conclusion_state(c));
}

/* On the first screen only the visitor's own. */
static bool is_shown(const struct visit *v, const struct assignee *a, bool own)
{
    return !own || (a->area.len && visit_may(v, TO_SPECIALISTS, a->area));
}

void put_assigned(struct visit *v, const struct conclusion *c, bool own)
{
    struct buf *out = v->page.out;
    if (!c->nassignees)
        return;
    html(out, "<ul class=\"assigned\">\n");
    for (size_t i = 0; i < c->nassignees; i++) {
        const struct assignee *a = &c->assignees[i];
        uint16_t area = ref_area_find(v->ref, a->area);
        if (!is_shown(v, a, own))
            continue;
        html(out, "<li>");
        html_text(out, area ? area_name(v, area) : a->organisation);
        html(out, " ");
        put_conclusion_state(v, conclusion_state_key(conclusion_state_of(c, a->area)));
        html(out, "</li>\n");
    }
    html(out, "</ul>\n");
}

bool may_track(const struct visit *v, const struct conclusion *c)
{
    bool may = visit_is(v, TO_OFFICE);
    for (size_t i = 0; !may && i < c->nassignees; i++)
        may = c->assignees[i].area.len && visit_may(v, TO_SPECIALISTS, c->assignees[i].area);
    return may && !c->to_meeting.len;
}

static void put_conclusion(struct visit *v, const struct meeting *m, const struct conclusion *c, bool own)
{
    struct buf *out = v->page.out;
    html(out, "<li class=\"conclusion\"><p class=\"kind\"><b>");
    buf_fmt(out, "%lld. ", (long long)c->number);
    say(&v->page, arena_fmt(v->arena, "meeting.kind.%s", conclusion_kind_name(c->kind)));
    html(out, "</b> ");
    put_conclusion_state(v, conclusion_state_shown(c));
    html(out, "</p>\n<div><p>");
    html_text(out, c->text);
    html(out, "</p>\n");
    put_assigned(v, c, own);
    html(out, "<p class=\"where\">");
    if (own) { /* there may be several meetings */
        html_text(out, m->title);
        html(out, ". ");
    }
    if (c->due.len) {
        html(out, conclusion_is_late(c, str_of(v->at)) ? "<span class=\"late\">" : "<span>");
        SAY(&v->page, "desk.meeting.by", {"date", date_words(&v->page, c->due)});
        html(out, "</span> ");
    }
    put_link(v, meeting_address(v, m->name, arena_fmt(v->arena, "/conclusion/%lld", (long long)c->number)),
             may_track(v, c) ? "desk.meeting.track" : "desk.meeting.look");
    html(out, "</p></div></li>\n");
}

static void put_conclusions(struct visit *v, const struct gathering *g)
{
    if (!g->nconclusions)
        return;
    say_in(&v->page, "h2", NULL, "desk.meeting.conclusions");
    html(v->page.out, "<ol class=\"conclusions\">\n");
    for (size_t i = 0; i < g->nconclusions; i++)
        put_conclusion(v, &g->meeting, &g->conclusions[i], false);
    html(v->page.out, "</ol>\n");
}

static void put_launches(struct visit *v, const struct gathering *g)
{
    for (size_t i = 0; i < g->nlaunches; i++) {
        html(v->page.out, "<p>");
        SAY(&v->page, "desk.meeting.launched", {"round", g->launches[i].round},
            {"date", date_words(&v->page, g->launches[i].at)});
        html(v->page.out, "</p>\n");
    }
}

/* -- the page ----------------------------------------------------------------------------------------------------- */

/* What the office can do with it; what it can only do once is not offered again. */
static void put_verbs(struct visit *v, const struct gathering *g)
{
    static const struct {
        const char *below, *words;
    } verbs[] = {{"/details", "desk.meeting.details"},         {"/session", "desk.meeting.session.new"},
                 {"/participant", "desk.meeting.person.new"},  {"/document", "desk.meeting.document.new"},
                 {"/conclude", "desk.meeting.conclude"},       {"/launch", "desk.meeting.launch"}};
    const struct word carry[] = {{"do", STR("carry")}, {NULL, {0}}};
    html(v->page.out, "<div class=\"actions\">");
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        html(v->page.out, "<a class=\"button\" href=\"");
        html_attr(v->page.out, str_of(meeting_address(v, g->meeting.name, verbs[i].below)));
        html(v->page.out, "\">");
        say(&v->page, verbs[i].words);
        html(v->page.out, "</a>");
    }
    if (g->meeting.before)
        form_only(v, NULL, "desk.meeting.carry", carry);
    html(v->page.out, "</div>\n");
}

static void put_briefing_links(struct visit *v)
{
    html(v->page.out, "<p class=\"due\">");
    say(&v->page, "desk.meeting.briefing");
    html(v->page.out, " ");
    put_link(v, meeting_address(v, v->meeting.name, "/briefing"), "desk.meeting.briefing.read");
    html(v->page.out, " \xC2\xB7 ");
    put_link(v, meeting_address(v, v->meeting.name, "/briefing.pdf"), "desk.meeting.briefing.pdf");
    html(v->page.out, "</p>\n");
}

int meeting_page(struct visit *v, struct err *err)
{
    struct gathering g;
    int r = gathering_load(&g, v->st, v->arena, v->meeting.name, err);
    if (r < 0)
        return r;
    visit_open_under(v, g.meeting.title, text_get(v->page.text, "desk.nav.meetings"), "/desk/meetings");
    html(v->page.out, "<p class=\"lead\">");
    html_text(v->page.out, meeting_days(v, &g.meeting));
    if (g.meeting.place.len) {
        html(v->page.out, " \xC2\xB7 ");
        html_text(v->page.out, g.meeting.place);
    }
    html(v->page.out, "</p>\n");
    put_briefing_links(v);
    put_launches(v, &g);
    if (visit_is(v, TO_OFFICE))
        put_verbs(v, &g);
    put_conclusions(v, &g);
    put_agenda(v, &g);
    put_documents(v, &g);
    put_people(v, &g);
    visit_close(v);
    return 0;
}

int meeting_post(struct visit *v, struct err *err)
{
    struct str what = posted(v, "do"), number = posted(v, "number");
    const char *done = "saved";
    int r;
    if (str_is(what, "document"))
        r = visit_verb(v, "meeting document remove", &v->fault, {"meeting", v->meeting.name}, {"number", number});
    else if (str_is(what, "participant"))
        r = visit_verb(v, "meeting participant remove", &v->fault, {"meeting", v->meeting.name}, {"number", number});
    else if (str_is(what, "carry")) {
        r = visit_verb(v, "meeting carry", &v->fault, {"meeting", v->meeting.name});
        done = "carried";
    } else {
        return err_set(err, ERR_USAGE, "The form does not say what to do.");
    }
    return r < 0 ? meeting_page(v, err) : visit_go(v, meeting_address(v, v->meeting.name, ""), done);
}

/* -- files -------------------------------------------------------------------------------------------------------- */

int meeting_file(struct visit *v, struct err *err)
{
    struct meeting_document d;
    uint64_t n;
    if (!str_uint(&n, v->number, INT32_MAX))
        return err_set(err, ERR_NOTFOUND, "There is no document of that number here.");
    int r = store_meeting_document_get(v->st, v->arena, &d, v->meeting.id, (int64_t)n, err);
    if (r == -ERR_NOTFOUND || (r == 0 && d.removed_at.len))
        return err_set(err, ERR_NOTFOUND, "There is no document of that number here.");
    if (r == 0)
        r = zstd_unpack(&v->an->body, d.packed, MEETING_DOCUMENT_MAX, err);
    if (r < 0)
        return r;
    v->an->type = "application/octet-stream"; /* never shown by a browser, whatever it is */
    v->an->disposition = safe_name(v, d.file_name, "", "");
    return 0;
}

static int briefing_html(struct call *call, struct visit *v, struct err *err)
{
    int r = visit_do(v, call, "meeting briefing", err, {"meeting", v->meeting.name}, {"output", STR("Briefing.html")},
                     {"language", text_get(v->page.text, "language")});
    store_audience(v->st, AUDIENCE_OFFICE); /* it was made as everybody sees the releases */
    return r;
}

int meeting_briefing_page(struct visit *v, struct err *err)
{
    struct call call;
    int r = briefing_html(&call, v, err);
    if (r < 0)
        return r;
    buf_str(&v->an->body, buf_view(&call.file));
    call_release(&call);
    v->an->policy = report_policy(v->arena, buf_view(&v->an->body));
    return 0;
}

/* Printing takes seconds and is done in the background. What was printed from the same is kept; else it is asked for,
 * unless it is already, or `again` where it could not be printed. */
static int print(struct str *pdf, struct report_order *o, struct visit *v, struct str page, bool again, struct err *err)
{
    struct buf packed = {0};
    char basis[SHA256_HEX];
    struct sha256 hash = sha256_of(page);
    struct str language = text_get(v->page.text, "language");
    sha256_hex(basis, &hash);
    int r = store_briefing_get(v->st, v->arena, pdf, v->meeting.id, language, str_of(basis), err);
    if (r != 0)
        return r < 0 ? r : 0;
    r = store_report_order_briefing(v->st, v->arena, o, v->meeting.id, language, err);
    if (r < 0 || (r == 1 && str_is(o->basis, basis) && !(again && str_is(o->state, "failed"))))
        return r < 0 ? r : 0;
    zstd_pack(&packed, page, 1);
    *o = (struct report_order){.at = str_of(v->at), .who = v->account.user.name, .meeting = v->meeting.id,
                               .language = language, .formats = STR("pdf"), .basis = arena_str(v->arena, str_of(basis)),
                               .html = buf_view(&packed)};
    if ((r = store_begin(v->st, err)) == 0 && (r = store_report_order_add(v->st, o, err)) < 0)
        store_rollback(v->st);
    if (r == 0)
        r = store_commit(v->st, err);
    buf_release(&packed);
    return r;
}

static const char *printing_address(struct visit *v) { return meeting_address(v, v->meeting.name, "/printing"); }

/* The file, where there is one, else to the page that says how far it is. */
static int briefing_pdf(struct visit *v, bool again, struct err *err)
{
    struct call call;
    struct report_order o = {0};
    struct str pdf = {0};
    int r = briefing_html(&call, v, err);
    if (r < 0)
        return r;
    r = print(&pdf, &o, v, buf_view(&call.file), again, err);
    call_release(&call);
    if (r < 0 || again || !pdf.len)
        return r < 0 ? r : visit_go(v, printing_address(v), NULL);
    v->an->type = "application/pdf";
    v->an->disposition = safe_name(v, v->meeting.name, "briefing-", ".pdf");
    buf_str(&v->an->body, pdf);
    return 0;
}

int meeting_briefing_pdf(struct visit *v, struct err *err) { return briefing_pdf(v, false, err); }
int meeting_printing_post(struct visit *v, struct err *err) { return briefing_pdf(v, true, err); }

/* 1: it waits or could not be printed. */
static int printed(struct report_order *o, struct visit *v, struct err *err)
{
    return store_report_order_briefing(v->st, v->arena, o, v->meeting.id, text_get(v->page.text, "language"), err);
}

static void put_printing(struct visit *v)
{
    struct buf *out = v->page.out;
    html(out, "<p class=\"lead\" role=\"status\" data-upload=\"");
    html_attr(out, str_of(meeting_address(v, v->meeting.name, "/printing/state")));
    html(out, "\"><progress></progress> ");
    say(&v->page, "desk.meeting.printing.now");
    html(out, "</p>\n<noscript><p>");
    put_link(v, printing_address(v), "desk.upload.again");
    html(out, "</p></noscript>\n");
}

int meeting_printing_page(struct visit *v, struct err *err)
{
    struct report_order o;
    int r = printed(&o, v, err);
    if (r < 0)
        return r;
    visit_open_under(v, text_get(v->page.text, "desk.meeting.printing"), v->meeting.title,
                     meeting_address(v, v->meeting.name, ""));
    if (r == 0) {
        html(v->page.out, "<p class=\"lead\">");
        put_link(v, meeting_address(v, v->meeting.name, "/briefing.pdf"), "desk.meeting.briefing.pdf");
        html(v->page.out, "</p>\n");
    } else if (str_is(o.state, "failed")) {
        html(v->page.out, "<div class=\"fault\" role=\"alert\"><h2>");
        say(&v->page, "desk.reports.failed");
        html(v->page.out, "</h2><p lang=\"en\">");
        html_text(v->page.out, o.message);
        html(v->page.out, "</p></div>\n");
        form_only(v, NULL, "desk.reports.again", NULL);
    } else {
        put_printing(v);
    }
    visit_close(v);
    return 0;
}

int meeting_printing_state(struct visit *v, struct err *err)
{
    struct report_order o;
    int r = printed(&o, v, err);
    if (r < 0)
        return r;
    v->an->type = "application/json";
    buf_puts(&v->an->body,
             r == 1 && !str_is(o.state, "failed") ? "{\"state\":\"queued\"}\n" : "{\"state\":\"done\"}\n");
    return 0;
}

/* -- the first screen --------------------------------------------------------------------------------------------- */

/* What is assigned to a country of the visitor's and not settled. */
static bool waits_for(const struct visit *v, const struct conclusion *c)
{
    for (size_t i = 0; i < c->nassignees && !conclusion_is_settled(c); i++) {
        enum conclusion_state state = conclusion_state_of(c, c->assignees[i].area);
        if (c->assignees[i].area.len && visit_may(v, TO_SPECIALISTS, c->assignees[i].area) &&
            (state == CONCLUSION_OPEN || state == CONCLUSION_IN_PROGRESS))
            return true;
    }
    return false;
}

static void put_waiting(struct visit *v, const struct meeting *all, size_t n, const struct gathering *of)
{
    bool some = false;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < of[i].nconclusions; k++)
            if (waits_for(v, &of[i].conclusions[k])) {
                if (!some) {
                    say_in(&v->page, "h3", NULL, "desk.meeting.waiting");
                    html(v->page.out, "<ol class=\"conclusions\">\n");
                }
                put_conclusion(v, &all[i], &of[i].conclusions[k], true);
                some = true;
            }
    if (some)
        html(v->page.out, "</ol>\n");
}

int front_meetings(struct visit *v, struct err *err)
{
    struct meeting *all;
    size_t n;
    int r = meetings_load(&all, &n, v->st, v->arena, err);
    struct gathering *of = arena_array(v->arena, struct gathering, n + 1);
    for (size_t i = 0; r == 0 && i < n; i++)
        r = gathering_load(&of[i], v->st, v->arena, all[i].name, err);
    if (r < 0 || n == 0)
        return r;
    struct str today = str_sub(str_of(v->at), 0, 10);
    const struct meeting *next = meeting_at_hand(all, n, today);
    html(v->page.out, "<section class=\"round\">\n<h2>");
    put_meeting_link(v, next);
    html(v->page.out, "</h2>\n<p class=\"deadline\">");
    SAY(&v->page, str_cmp(next->last_day, today) < 0 ? "desk.meeting.was" : "desk.meeting.next",
        {"days", meeting_days(v, next)}, {"place", next->place});
    html(v->page.out, "</p>\n");
    if (!visit_is(v, TO_OFFICE))
        put_waiting(v, all, n, of);
    html(v->page.out, "</section>\n");
    return 0;
}
