/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the office writes of a meeting, a page each, and what became of a conclusion. */

#include "desk/meetings.h"

/* -- choices ------------------------------------------------------------------------------------------------- */

static void choose(struct visit *v, const char *field, struct str value, const char *family, const char *const *names,
                   size_t n)
{
    struct choice *choices = arena_array(v->arena, struct choice, n);
    for (size_t i = 0; i < n; i++)
        choices[i] = (struct choice){str_of(names[i]),
                                     text_get(v->page.text, arena_fmt(v->arena, "meeting.%s.%s", family, names[i]))};
    form_choice(v, field, filled(v, field, value), choices, n);
}

static void choose_session_kind(struct visit *v, enum session_kind kind)
{
    const char *names[SESSION_KINDS];
    for (int i = 0; i < SESSION_KINDS; i++)
        names[i] = session_kind_key((enum session_kind)i);
    choose(v, "kind", str_of(session_kind_key(kind)), "session", names, SESSION_KINDS);
}

static void choose_role(struct visit *v)
{
    const char *names[PARTICIPANT_ROLES];
    for (int i = 0; i < PARTICIPANT_ROLES; i++)
        names[i] = participant_role_name((enum participant_role)i);
    choose(v, "role", str_of(names[0]), "role", names, PARTICIPANT_ROLES);
}

static void choose_sort(struct visit *v)
{
    const char *names[DOCUMENT_SORTS];
    for (int i = 0; i < DOCUMENT_SORTS; i++)
        names[i] = document_sort_name((enum document_sort)i);
    choose(v, "kind", str_of(names[0]), "sort", names, DOCUMENT_SORTS);
}

static void choose_conclusion(struct visit *v)
{
    const char *names[CONCLUSION_KINDS];
    for (int i = 0; i < CONCLUSION_KINDS; i++)
        names[i] = conclusion_kind_name((enum conclusion_kind)i);
    choose(v, "kind", str_of(names[CONCLUSION_ACTION]), "kind", names, CONCLUSION_KINDS);
}

static void choose_state(struct visit *v, enum conclusion_state state)
{
    const char *names[CONCLUSION_STATES];
    for (int i = 0; i < CONCLUSION_STATES; i++)
        names[i] = conclusion_state_key((enum conclusion_state)i);
    choose(v, "state", str_of(conclusion_state_key(state)), "state", names, CONCLUSION_STATES);
}

/* One of the members, or none. */
static void choose_country(struct visit *v, const char *field, struct str value)
{
    const uint16_t *areas = visit_areas(v, TO_SPECIALISTS);
    struct choice *choices = arena_array(v->arena, struct choice, v->ref->nareas + 1);
    size_t n = 0;
    choices[n++] = (struct choice){STR(""), text_get(v->page.text, "desk.meeting.no_country")};
    for (; *areas; areas++)
        choices[n++] = (struct choice){v->ref->areas[*areas].code, area_name(v, *areas)};
    form_choice(v, field, filled(v, field, value), choices, n);
}

static void choose_session(struct visit *v, const struct gathering *g)
{
    struct choice *choices = arena_array(v->arena, struct choice, g->nsessions + 1);
    choices[0] = (struct choice){STR(""), text_get(v->page.text, "desk.meeting.no_session")};
    for (size_t i = 0; i < g->nsessions; i++)
        choices[i + 1] = (struct choice){str_of(arena_fmt(v->arena, "%lld", (long long)g->sessions[i].number)),
                                         text_join(&v->page, "%lld. %.*s", (long long)g->sessions[i].number,
                                                   STR_FMT(g->sessions[i].title))};
    form_choice(v, "session", filled(v, "session", STR("")), choices, g->nsessions + 1);
}

static void text_field(struct visit *v, const char *type, const char *name, struct str value)
{
    form_field(v, type, name, filled(v, name, value));
}

/* -- a new meeting ----------------------------------------------------------------------------------------------- */

static void details(struct visit *v, const struct meeting *m)
{
    text_field(v, "text", "title", m->title);
    text_field(v, "text", "place", m->place);
    text_field(v, "date", "from", m->first_day);
    text_field(v, "date", "to", m->last_day);
    text_field(v, "text", "round", m->round_name);
    text_field(v, "text", "after", m->before_name);
}

int meeting_new_page(struct visit *v, struct err *err UNUSED)
{
    visit_open_under(v, text_get(v->page.text, "desk.meeting.new"), text_get(v->page.text, "desk.nav.meetings"),
                     "/desk/meetings");
    form_begin(v, NULL);
    text_field(v, "text", "meeting", STR(""));
    details(v, &(struct meeting){0});
    form_button(v, "desk.save");
    form_end(v);
    visit_close(v);
    return 0;
}

int meeting_new_post(struct visit *v, struct err *err)
{
    struct str name = posted(v, "meeting");
    if (visit_needs(v, (const char *const[]){"meeting", "title", "from", NULL}) < 0 ||
        visit_verb(v, "meeting add", &v->fault, {"meeting", name}, {"title", posted(v, "title")},
                   {"place", posted(v, "place")}, {"from", posted(v, "from")}, {"to", posted(v, "to")},
                   {"round", posted(v, "round")}, {"after", posted(v, "after")}) < 0)
        return meeting_new_page(v, err);
    return visit_go(v, meeting_address(v, name, ""), "saved");
}

/* -- what it consists of ------------------------------------------------------------------------------------------ */

static void details_form(struct visit *v, const struct gathering *g) { details(v, &g->meeting); }

/* The session that is changed: of the number in the address, or as the form came back. */
static void session_form(struct visit *v, const struct gathering *g)
{
    const struct str *asked = http_param(v->rq, "number");
    struct str said = asked ? *asked : posted(v, "number");
    uint64_t n = 0, next = 1;
    for (size_t i = 0; i < g->nsessions; i++)
        next = MAX(next, (uint64_t)g->sessions[i].number + 1);
    if (!str_uint(&n, said, INT32_MAX))
        n = next;
    const struct meeting_session *there = gathering_session(g, (int64_t)n);
    struct meeting_session s = there ? *there
                                     : (struct meeting_session){.day = g->meeting.first_day, .kind = SESSION_PLENARY};
    form_hidden(v, "number", str_of(arena_fmt(v->arena, "%llu", (unsigned long long)n)));
    text_field(v, "text", "title", s.title);
    text_field(v, "date", "day", s.day);
    text_field(v, "text", "begins", s.begins);
    text_field(v, "text", "ends", s.ends);
    choose_session_kind(v, s.kind);
    choose_country(v, "leader", s.area);
    text_field(v, "text", "office", s.office);
    if (there)
        form_check(v, "remove", false);
}

static void participant_form(struct visit *v, const struct gathering *g UNUSED)
{
    choose_role(v);
    choose_country(v, "of", STR(""));
    text_field(v, "text", "organisation", STR(""));
    text_field(v, "number", "persons", STR("1"));
    text_field(v, "text", "person", STR(""));
    text_field(v, "text", "account", STR(""));
}

static void document_form(struct visit *v, const struct gathering *g)
{
    html(v->page.out, "<div class=\"field\"><label for=\"f-file\">");
    say(&v->page, "desk.meeting.file");
    html(v->page.out, "</label><input type=\"file\" id=\"f-file\" name=\"file\"></div>\n");
    text_field(v, "text", "title", STR(""));
    choose_sort(v);
    choose_session(v, g);
}

static void conclude_form(struct visit *v, const struct gathering *g)
{
    choose_conclusion(v);
    form_area(v, "conclusion", filled(v, "conclusion", STR("")), 4);
    html(v->page.out, "<fieldset class=\"field\"><legend>");
    say(&v->page, "desk.meeting.countries");
    html(v->page.out, "</legend>\n");
    for (const uint16_t *a = visit_areas(v, TO_OFFICE); *a; a++) {
        const char *name = arena_fmt(v->arena, "to-%s", v->ref->areas[*a].code.p);
        buf_fmt(v->page.out, "<span class=\"check\"><input type=\"checkbox\" id=\"f-%s\" name=\"%s\" value=\"yes\"%s> "
                "<label for=\"f-%s\">", name, name, filled(v, name, STR("")).len ? " checked" : "", name);
        html_text(v->page.out, area_name(v, *a));
        html(v->page.out, "</label></span>\n");
    }
    html(v->page.out, "</fieldset>\n");
    text_field(v, "text", "organisations", STR(""));
    text_field(v, "date", "due", STR(""));
    choose_session(v, g);
    text_field(v, "text", "group", STR(""));
}

static void launch_form(struct visit *v, const struct gathering *g UNUSED)
{
    text_field(v, "text", "name", STR(""));
    text_field(v, "date", "deadline", STR(""));
    text_field(v, "text", "years", STR(""));
    text_field(v, "date", "release-date", STR(""));
}

/* -- what they do ------------------------------------------------------------------------------------------------- */

static int details_post(struct visit *v)
{
    if (visit_needs(v, (const char *const[]){"title", "from", NULL}) < 0)
        return -ERR_USAGE;
    return visit_verb(v, "meeting set", &v->fault, {"meeting", v->meeting.name}, {"title", posted(v, "title")},
                      {"place", posted(v, "place")}, {"from", posted(v, "from")}, {"to", posted(v, "to")},
                      {"round", posted(v, "round")}, {"after", posted(v, "after")});
}

static int session_post(struct visit *v)
{
    if (posted(v, "remove").len)
        return visit_verb(v, "meeting session", &v->fault, {"meeting", v->meeting.name},
                          {"number", posted(v, "number")}, {"remove", STR("yes")});
    if (visit_needs(v, (const char *const[]){"title", NULL}) < 0)
        return -ERR_USAGE;
    return visit_verb(v, "meeting session", &v->fault, {"meeting", v->meeting.name}, {"number", posted(v, "number")},
                      {"title", posted(v, "title")}, {"day", posted(v, "day")}, {"begins", posted(v, "begins")},
                      {"ends", posted(v, "ends")}, {"kind", posted(v, "kind")}, {"country", posted(v, "leader")},
                      {"office", posted(v, "office")});
}

static int participant_post(struct visit *v)
{
    if (visit_needs(v, (const char *const[]){"organisation", NULL}) < 0)
        return -ERR_USAGE;
    return visit_verb(v, "meeting participant add", &v->fault, {"meeting", v->meeting.name},
                      {"role", posted(v, "role")}, {"country", posted(v, "of")},
                      {"organisation", posted(v, "organisation")}, {"persons", posted(v, "persons")},
                      {"person", posted(v, "person")}, {"user", posted(v, "account")});
}

static int document_post(struct visit *v)
{
    const struct http_field *file = NULL;
    struct call call;
    for (unsigned i = 0; i < v->rq->nfields; i++)
        if (v->rq->field[i].file_name.len)
            file = &v->rq->field[i];
    if (!file)
        return visit_wrong(v, "file", "desk.upload.nothing");
    if (visit_needs(v, (const char *const[]){"title", NULL}) < 0)
        return -ERR_USAGE;
    struct call_file bytes = {arena_text(v->arena, file->file_name), file->value};
    const struct word words[] = {{"meeting", v->meeting.name}, {"file", file->file_name}, {"title", posted(v, "title")},
                                 {"kind", posted(v, "kind")}, {"session", posted(v, "session")}, {NULL, {NULL, 0}}};
    int r = visit_do_with(v, &call, "meeting document add", words, &bytes, &v->fault);
    if (r == 0)
        call_release(&call);
    return r;
}

static int conclude_post(struct visit *v)
{
    struct buf areas = {0};
    if (visit_needs(v, (const char *const[]){"conclusion", NULL}) < 0)
        return -ERR_USAGE;
    for (const uint16_t *a = visit_areas(v, TO_OFFICE); *a; a++)
        if (posted(v, arena_fmt(v->arena, "to-%s", v->ref->areas[*a].code.p)).len)
            buf_fmt(&areas, "%s%.*s", areas.len ? "," : "", STR_FMT(v->ref->areas[*a].code));
    int r = visit_verb(v, "meeting conclude", &v->fault, {"meeting", v->meeting.name}, {"kind", posted(v, "kind")},
                       {"text", posted(v, "conclusion")}, {"country", arena_str(v->arena, buf_view(&areas))},
                       {"organisation", posted(v, "organisations")}, {"due", posted(v, "due")},
                       {"session", posted(v, "session")}, {"group", posted(v, "group")});
    buf_release(&areas);
    return r;
}

static int launch_post(struct visit *v)
{
    if (visit_needs(v, (const char *const[]){"name", "deadline", NULL}) < 0)
        return -ERR_USAGE;
    return visit_verb(v, "meeting launch", &v->fault, {"meeting", v->meeting.name}, {"name", posted(v, "name")},
                      {"deadline", posted(v, "deadline")}, {"years", posted(v, "years")},
                      {"release-date", posted(v, "release-date")});
}

static const struct form {
    const char *name, *title, *button, *done;
    bool files;
    void (*put)(struct visit *v, const struct gathering *g);
    int (*post)(struct visit *v); /* negative: v->fault says why */
} forms[] = {
    {"details", "desk.meeting.details", "desk.save", "saved", false, details_form, details_post},
    {"session", "desk.meeting.session.new", "desk.save", "saved", false, session_form, session_post},
    {"participant", "desk.meeting.person.new", "desk.save", "saved", false, participant_form, participant_post},
    {"document", "desk.meeting.document.new", "desk.meeting.upload", "saved", true, document_form, document_post},
    {"conclude", "desk.meeting.conclude", "desk.save", "saved", false, conclude_form, conclude_post},
    {"launch", "desk.meeting.launch", "desk.round.open.do", "opened", false, launch_form, launch_post},
};

static const struct form *form_of(const struct visit *v)
{
    const struct form *f = forms;
    while (!str_is(v->rq->segment[v->rq->nsegments - 1], f->name)) /* the routes have no other */
        f++;
    return f;
}

int meeting_form_page(struct visit *v, struct err *err)
{
    const struct form *f = form_of(v);
    struct gathering g;
    int r = gathering_load(&g, v->st, v->arena, v->meeting.name, err);
    if (r < 0)
        return r;
    visit_open_under(v, text_get(v->page.text, f->title), g.meeting.title, meeting_address(v, g.meeting.name, ""));
    if (f->files)
        form_begin_files(v, NULL);
    else
        form_begin(v, NULL);
    f->put(v, &g);
    form_button(v, f->button);
    form_end(v);
    visit_close(v);
    return 0;
}

int meeting_form_post(struct visit *v, struct err *err)
{
    const struct form *f = form_of(v);
    return f->post(v) < 0 ? meeting_form_page(v, err) : visit_go(v, meeting_address(v, v->meeting.name, ""), f->done);
}

/* -- a conclusion ------------------------------------------------------------------------------------------------- */

static int conclusion_of(struct gathering *g, const struct conclusion **c, struct visit *v, struct err *err)
{
    uint64_t n = 0;
    int r = gathering_load(g, v->st, v->arena, v->meeting.name, err);
    if (r < 0)
        return r;
    *c = str_uint(&n, v->number, INT32_MAX) ? gathering_conclusion(g, (int64_t)n) : NULL;
    return *c ? 0 : err_set(err, ERR_NOTFOUND, "There is no conclusion of that number here.");
}

static void put_notes(struct visit *v, const struct conclusion *c)
{
    struct buf *out = v->page.out;
    if (!c->nnotes)
        return;
    say_in(&v->page, "h2", NULL, "desk.meeting.told");
    html(out, "<ul class=\"comments\">\n");
    for (size_t i = c->nnotes; i-- > 0;) {
        const struct conclusion_note *n = &c->notes[i];
        uint16_t area = ref_area_find(v->ref, n->area);
        html(out, "<li><p class=\"where\">");
        html_text(out, time_words(v, n->at));
        html(out, " \xC2\xB7 ");
        html_text(out, area ? area_name(v, area) : text_get(v->page.text, "desk.meeting.for_all"));
        html(out, " ");
        put_conclusion_state(v, conclusion_state_key(n->state));
        html(out, "</p><p>");
        html_text(out, n->note);
        html(out, "</p></li>\n");
    }
    html(out, "</ul>\n");
}

/* Of which country: of those to whom it is assigned that the visitor may speak for; the office for all. */
static enum conclusion_state choose_whose(struct visit *v, const struct conclusion *c)
{
    struct choice *choices = arena_array(v->arena, struct choice, c->nassignees + 1);
    size_t n = 0;
    if (visit_is(v, TO_OFFICE))
        choices[n++] = (struct choice){STR(""), text_get(v->page.text, "desk.meeting.for_all")};
    for (size_t i = 0; i < c->nassignees; i++)
        if (c->assignees[i].area.len && visit_may(v, TO_SPECIALISTS, c->assignees[i].area))
            choices[n++] = (struct choice){c->assignees[i].area,
                                           area_name(v, ref_area_find(v->ref, c->assignees[i].area))};
    if (n == 1)
        form_hidden(v, "whose", choices[0].value);
    else
        form_choice(v, "whose", filled(v, "whose", STR("")), choices, n);
    return choices[0].value.len ? conclusion_state_of(c, choices[0].value) : conclusion_state(c);
}

static void put_carried(struct visit *v, const struct conclusion *c)
{
    if (c->from_meeting.len) {
        html(v->page.out, "<p>");
        SAY(&v->page, "desk.meeting.from", {"meeting", c->from_meeting},
            {"n", text_join(&v->page, "%lld", (long long)c->from_number)});
        html(v->page.out, "</p>\n");
    }
    if (c->to_meeting.len) {
        html(v->page.out, "<p><a href=\"");
        const char *below = arena_fmt(v->arena, "/conclusion/%lld", (long long)c->to_number);
        html_attr(v->page.out, str_of(meeting_address(v, c->to_meeting, below)));
        html(v->page.out, "\">");
        SAY(&v->page, "desk.meeting.goes_on", {"meeting", c->to_meeting},
            {"n", text_join(&v->page, "%lld", (long long)c->to_number)});
        html(v->page.out, "</a></p>\n");
    }
}

int conclusion_page(struct visit *v, struct err *err)
{
    struct gathering g;
    const struct conclusion *c;
    int r = conclusion_of(&g, &c, v, err);
    if (r < 0)
        return r;
    const char *kind = arena_fmt(v->arena, "meeting.kind.%s", conclusion_kind_name(c->kind));
    visit_open_under(v, WORDS(&v->page, "desk.meeting.conclusion", {"kind", text_get(v->page.text, kind)},
                              {"n", text_join(&v->page, "%lld", (long long)c->number)}),
                     g.meeting.title, meeting_address(v, g.meeting.name, ""));
    html(v->page.out, "<p>");
    put_conclusion_state(v, conclusion_state_shown(c));
    html(v->page.out, "</p>\n<p class=\"lead\">");
    html_text(v->page.out, c->text);
    html(v->page.out, "</p>\n");
    put_assigned(v, c, false);
    if (c->due.len) {
        html(v->page.out, conclusion_is_late(c, str_of(v->at)) ? "<p class=\"late\">" : "<p>");
        SAY(&v->page, "desk.meeting.by", {"date", date_words(&v->page, c->due)});
        html(v->page.out, "</p>\n");
    }
    put_carried(v, c);
    if (may_track(v, c)) {
        say_in(&v->page, "h2", NULL, "desk.meeting.track");
        form_begin(v, NULL);
        choose_state(v, choose_whose(v, c));
        form_area(v, "note", filled(v, "note", STR("")), 3);
        form_button(v, "desk.save");
        form_end(v);
    }
    put_notes(v, c);
    visit_close(v);
    return 0;
}

int conclusion_post(struct visit *v, struct err *err)
{
    struct gathering g;
    const struct conclusion *c;
    int r = conclusion_of(&g, &c, v, err);
    if (r < 0)
        return r;
    r = visit_verb(v, "meeting track", &v->fault, {"meeting", v->meeting.name}, {"number", v->number},
                   {"state", posted(v, "state")}, {"country", posted(v, "whose")}, {"note", posted(v, "note")});
    if (r == -ERR_DENIED)
        return err_set(err, ERR_DENIED, "%s", v->fault.text);
    if (r < 0)
        return conclusion_page(v, err);
    const char *below = arena_fmt(v->arena, "/conclusion/%lld", (long long)c->number);
    return visit_go(v, meeting_address(v, v->meeting.name, below), "told");
}
