/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Technical meetings: made, changed, their agenda, listed, shown. */

#include "ops/meeting.h"

#include "base/utf8.h"

enum { NAME_MOST = 60 };

/* -- what was said -------------------------------------------------------------------------------------- */

int call_meeting(struct meeting *out, struct call *c, struct err *err)
{
    return store_meeting_get(c->store, &c->arena, out, call_get(c, "meeting"), err);
}

int call_gathering(struct gathering *out, struct call *c, struct err *err)
{
    return gathering_load(out, c->store, &c->arena, call_get(c, "meeting"), err);
}

int call_number(int64_t *out, struct call *c, const char *name, struct err *err)
{
    struct str text = call_get(c, name);
    uint64_t n = 0;
    *out = 0;
    if (text.len && (!str_uint(&n, text, INT32_MAX) || n == 0))
        return err_set(err, ERR_USAGE, "%s \"%s\" is to be a number from 1", name, utf8_brief(text).text);
    *out = (int64_t)n;
    return 0;
}

int call_country(struct str *out, struct call *c, const char *name, struct err *err)
{
    struct str text = call_get(c, name);
    uint16_t area = ref_area_find(c->ref, text);
    *out = STR("");
    if (text.len && !area)
        return err_set(err, ERR_USAGE, "--%s \"%s\" is no country; it is to be three letters, as THA", name,
                       utf8_brief(text).text);
    if (text.len)
        *out = c->ref->areas[area].code;
    return 0;
}

int call_line(struct str *out, struct call *c, const char *name, const char *what, struct err *err)
{
    *out = str_trim(call_get(c, name));
    if (!out->len)
        return err_set(err, ERR_USAGE, "--%s is empty; say %s", name, what);
    return line_check(*out, what, err);
}

int call_session(int64_t *out, struct call *c, const struct gathering *g, struct err *err)
{
    int r = call_number(out, c, "session", err);
    if (r == 0 && *out && !gathering_session(g, *out))
        return err_set(err, ERR_USAGE, "--session %lld: meeting \"%.*s\" has no session of that number",
                       (long long)*out, STR_FMT(g->meeting.name));
    return r;
}

/* -- as text and as JSON ---------------------------------------------------------------------------------- */

void put_meeting(struct call *c, const struct meeting *m)
{
    if (!c->json) {
        buf_fmt(&c->out, "%-10.*s  %.*s to %.*s  %.*s", STR_FMT(m->name), STR_FMT(m->first_day), STR_FMT(m->last_day),
                STR_FMT(m->title));
        if (m->place.len)
            buf_fmt(&c->out, "; %.*s", STR_FMT(m->place));
        if (m->round_name.len)
            buf_fmt(&c->out, "; on round \"%.*s\"", STR_FMT(m->round_name));
        if (m->before_name.len)
            buf_fmt(&c->out, "; after meeting \"%.*s\"", STR_FMT(m->before_name));
        buf_char(&c->out, '\n');
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "meeting", m->name);
    json_put(&c->j, "title", m->title);
    json_put_some(&c->j, "place", m->place);
    json_put(&c->j, "first_day", m->first_day);
    json_put(&c->j, "last_day", m->last_day);
    json_put_some(&c->j, "round", m->round_name);
    json_put_some(&c->j, "after", m->before_name);
    json_close(&c->j);
    json_line(&c->j);
}

void put_session(struct call *c, const struct meeting *m, const struct meeting_session *s)
{
    if (!c->json) {
        buf_fmt(&c->out, "%3lld  %.*s  %5.*s%s%-5.*s  %-12s  %.*s", (long long)s->number, STR_FMT(s->day),
                STR_FMT(s->begins), s->ends.len ? "-" : " ", STR_FMT(s->ends), session_kind_name(s->kind),
                STR_FMT(s->title));
        if (s->area.len || s->office.len)
            buf_fmt(&c->out, " (%.*s%s%.*s)", STR_FMT(s->area), s->area.len && s->office.len ? ", " : "",
                    STR_FMT(s->office));
        buf_char(&c->out, '\n');
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "meeting", m->name);
    json_put_int(&c->j, "session", s->number);
    json_put(&c->j, "day", s->day);
    json_put_some(&c->j, "begins", s->begins);
    json_put_some(&c->j, "ends", s->ends);
    json_put(&c->j, "kind", str_of(session_kind_name(s->kind)));
    json_put(&c->j, "title", s->title);
    json_put_some(&c->j, "country", s->area);
    json_put_some(&c->j, "office", s->office);
    json_close(&c->j);
    json_line(&c->j);
}

/* -- add and set -------------------------------------------------------------------------------------------- */

static int take_round(struct meeting *m, struct call *c, struct err *err)
{
    struct round round;
    struct str name = call_get(c, "round");
    int r = name.len ? store_round_get(c->store, &c->arena, &round, name, err) : 0;
    if (r == 0 && name.len) {
        m->round = round.id;
        m->round_name = round.name;
    }
    return r;
}

/* The meeting that --after names; for a new one where nothing is said the last that had ended. */
static int take_before(struct meeting *m, struct call *c, struct err *err)
{
    struct meeting *all, earlier = {0};
    struct str name = call_get(c, "after");
    size_t n;
    int r = name.len ? store_meeting_get(c->store, &c->arena, &earlier, name, err) : 0;
    if (r == 0 && !name.len && !m->id) {
        r = meetings_load(&all, &n, c->store, &c->arena, err);
        for (size_t i = 0; r == 0 && i < n; i++)
            if (str_cmp(all[i].last_day, m->first_day) < 0)
                earlier = all[i];
    }
    if (r < 0 || !earlier.id)
        return r;
    if (str_cmp(earlier.first_day, m->first_day) >= 0)
        return err_set(err, ERR_USAGE, "--after: meeting \"%.*s\" begins on %.*s, which is not before %.*s",
                       STR_FMT(earlier.name), STR_FMT(earlier.first_day), STR_FMT(m->first_day));
    m->before = earlier.id;
    m->before_name = earlier.name;
    return 0;
}

static int take_days(struct meeting *m, struct call *c, struct err *err)
{
    struct str first, last;
    int r = call_day(&first, c, "from", err);
    if (r == 0)
        r = call_day(&last, c, "to", err);
    if (r < 0)
        return r;
    if (first.len)
        m->first_day = first;
    if (last.len || !m->last_day.len)
        m->last_day = last.len ? last : m->first_day;
    if (str_cmp(m->last_day, m->first_day) < 0)
        return err_set(err, ERR_USAGE, "--to %.*s is before the first day, %.*s", STR_FMT(m->last_day),
                       STR_FMT(m->first_day));
    return 0;
}

static int take_said(struct meeting *m, struct call *c, struct err *err)
{
    int r = 0;
    if (call_has(c, "title"))
        r = call_line(&m->title, c, "title", "what the meeting is called", err);
    if (r == 0 && call_has(c, "place")) {
        m->place = str_trim(call_get(c, "place"));
        r = line_check(m->place, "the place", err);
    }
    if (r == 0)
        r = take_days(m, c, err);
    if (r == 0)
        r = take_round(m, c, err);
    return r == 0 ? take_before(m, c, err) : r;
}

int op_meeting_add(struct call *c, struct err *err)
{
    struct meeting m = {.name = str_trim(call_get(c, "meeting")), .at = str_of(c->at), .who = str_of(c->who)};
    if (!is_one_line(m.name, NAME_MOST))
        return err_set(err, ERR_USAGE, "the name of a meeting has 1 to %d bytes and no line break", NAME_MOST);
    int r = take_said(&m, c, err);
    if (r < 0 || (r = call_begin(c, err)) < 0 || (r = store_meeting_add(c->store, &m, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    put_meeting(c, &m);
    return 0;
}

/* Nothing that is dated by the agenda may fall out of the meeting. */
static int sessions_fit(const struct gathering *g, const struct meeting *m, struct err *err)
{
    for (size_t i = 0; i < g->nsessions; i++)
        if (str_cmp(g->sessions[i].day, m->first_day) < 0 || str_cmp(g->sessions[i].day, m->last_day) > 0)
            return err_set(err, ERR_STATE, "session %lld is on %.*s; move it first", (long long)g->sessions[i].number,
                           STR_FMT(g->sessions[i].day));
    return 0;
}

/* Those that come after it have to begin later still. */
static int later_fit(struct call *c, const struct meeting *m, struct err *err)
{
    struct meeting *all;
    size_t n;
    int r = meetings_load(&all, &n, c->store, &c->arena, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        if (all[i].before == m->id && str_cmp(all[i].first_day, m->first_day) <= 0)
            return err_set(err, ERR_STATE, "meeting \"%.*s\" comes after it and begins on %.*s",
                           STR_FMT(all[i].name), STR_FMT(all[i].first_day));
    return r;
}

int op_meeting_set(struct call *c, struct err *err)
{
    struct gathering g;
    int r = call_gathering(&g, c, err);
    struct meeting m = r == 0 ? g.meeting : (struct meeting){0};
    if (r < 0 || (r = take_said(&m, c, err)) < 0 || (r = sessions_fit(&g, &m, err)) < 0 ||
        (r = later_fit(c, &m, err)) < 0 || (r = call_begin(c, err)) < 0 ||
        (r = store_meeting_put(c->store, &m, err)) < 0 || (r = call_commit(c, err)) < 0)
        return r;
    put_meeting(c, &m);
    return 0;
}

/* -- the agenda --------------------------------------------------------------------------------------------- */

/* "09:30" */
static bool is_time(struct str s)
{
    uint64_t hours, minutes;
    return s.len == 5 && s.p[2] == ':' && str_uint(&hours, str_sub(s, 0, 2), 23) &&
           str_uint(&minutes, str_sub(s, 3, 2), 59);
}

static int take_time(struct str *out, struct call *c, const char *name, struct err *err)
{
    if (!call_has(c, name))
        return 0;
    *out = str_trim(call_get(c, name));
    return is_time(*out) ? 0
                         : err_set(err, ERR_USAGE, "--%s \"%s\" is no time; it is to be written as 09:30", name,
                                   utf8_brief(*out).text);
}

static int take_kind(struct meeting_session *s, struct call *c, struct err *err)
{
    struct str text = call_get(c, "kind");
    int kind = text.len ? session_kind_find(text) : (int)s->kind;
    if (kind < 0)
        return err_set(err, ERR_USAGE, "--kind \"%s\" is to be opening, presentation, group work, plenary or closing",
                       utf8_brief(text).text);
    s->kind = (enum session_kind)kind;
    return 0;
}

static int take_leader(struct meeting_session *s, struct call *c, struct err *err)
{
    int r = 0;
    if (call_has(c, "country"))
        r = call_country(&s->area, c, "country", err);
    if (r == 0 && call_has(c, "office")) {
        s->office = str_trim(call_get(c, "office"));
        r = line_check(s->office, "the office that leads", err);
    }
    return r;
}

static int take_session(struct meeting_session *s, struct call *c, const struct meeting *m, struct err *err)
{
    struct str day;
    int r = call_day(&day, c, "day", err);
    if (r == 0 && (!s->title.len || call_has(c, "title")))
        r = call_line(&s->title, c, "title", "what the session is called", err);
    if (r == 0)
        r = take_kind(s, c, err);
    if (r == 0)
        r = take_time(&s->begins, c, "begins", err);
    if (r == 0)
        r = take_time(&s->ends, c, "ends", err);
    if (r == 0)
        r = take_leader(s, c, err);
    if (r < 0)
        return r;
    if (day.len || !s->day.len)
        s->day = day.len ? day : m->first_day;
    if (str_cmp(s->day, m->first_day) < 0 || str_cmp(s->day, m->last_day) > 0)
        return err_set(err, ERR_USAGE, "--day %.*s is no day of the meeting, which is from %.*s to %.*s",
                       STR_FMT(s->day), STR_FMT(m->first_day), STR_FMT(m->last_day));
    if (s->begins.len && s->ends.len && str_cmp(s->ends, s->begins) <= 0)
        return err_set(err, ERR_USAGE, "--ends %.*s is not after %.*s", STR_FMT(s->ends), STR_FMT(s->begins));
    return 0;
}

static int session_remove(struct call *c, const struct gathering *g, int64_t number, struct err *err)
{
    int r = call_begin(c, err);
    if (r < 0 || (r = store_session_of_meeting_remove(c->store, g->meeting.id, number, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "meeting", g->meeting.name);
        json_put_int(&c->j, "removed_session", number);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "session %lld is off the agenda\n", (long long)number);
    }
    return 0;
}

int op_meeting_session(struct call *c, struct err *err)
{
    struct gathering g;
    struct meeting_session s = {.kind = SESSION_PLENARY};
    int64_t number;
    int r = call_ref(c, err);
    if (r == 0)
        r = call_gathering(&g, c, err);
    if (r == 0)
        r = call_number(&number, c, "number", err);
    if (r < 0)
        return r;
    if (call_has(c, "remove"))
        return session_remove(c, &g, number, err);
    const struct meeting_session *before = gathering_session(&g, number);
    if (before)
        s = *before;
    s.number = number;
    if ((r = take_session(&s, c, &g.meeting, err)) < 0 || (r = call_begin(c, err)) < 0 ||
        (r = store_session_of_meeting_put(c->store, g.meeting.id, &s, err)) < 0 || (r = call_commit(c, err)) < 0)
        return r;
    put_session(c, &g.meeting, &s);
    return 0;
}

/* -- list and show ------------------------------------------------------------------------------------------ */

int op_meeting_list(struct call *c, struct err *err)
{
    struct meeting *all;
    size_t n;
    int r = meetings_load(&all, &n, c->store, &c->arena, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        put_meeting(c, &all[i]);
    if (r == 0 && n == 0 && !c->json)
        buf_puts(&c->out, "there is no meeting yet; ilms meeting add NAME --title TEXT --from DATE --to DATE\n");
    return r;
}

static void put_head(struct call *c, size_t n, const char *head)
{
    if (n && !c->json)
        buf_fmt(&c->out, "\n%s\n", head);
}

static void put_launch(struct call *c, const struct meeting *m, const struct launch *l)
{
    if (!c->json) {
        buf_fmt(&c->out, "  %.*s, on %.10s by %.*s\n", STR_FMT(l->round), l->at.p, STR_FMT(l->who));
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "meeting", m->name);
    json_put(&c->j, "launched", l->round);
    json_put(&c->j, "at", l->at);
    json_close(&c->j);
    json_line(&c->j);
}

static void put_roles(struct call *c, const struct gathering *g)
{
    bool some = false;
    if (c->json || !g->nparticipants)
        return;
    buf_fmt(&c->out, "\nparticipants: %lld (", (long long)participants_count(g->participants, g->nparticipants, -1));
    for (int role = 0; role < PARTICIPANT_ROLES; role++) {
        int64_t n = participants_count(g->participants, g->nparticipants, role);
        if (n)
            buf_fmt(&c->out, "%s%s %lld", some ? ", " : "", participant_role_name((enum participant_role)role),
                    (long long)n);
        some = some || n;
    }
    buf_puts(&c->out, ")\n");
}

int op_meeting_show(struct call *c, struct err *err)
{
    struct gathering g;
    int r = call_gathering(&g, c, err);
    if (r < 0)
        return r;
    const struct meeting *m = &g.meeting;
    put_meeting(c, m);
    put_head(c, g.nsessions, "agenda");
    for (size_t i = 0; i < g.nsessions; i++)
        put_session(c, m, &g.sessions[i]);
    put_roles(c, &g);
    for (size_t i = 0; i < g.nparticipants; i++)
        put_participant(c, m, &g.participants[i]);
    put_head(c, g.ndocuments, "documents");
    for (size_t i = 0; i < g.ndocuments; i++)
        put_document(c, m, &g.documents[i]);
    put_head(c, g.nconclusions, "conclusions");
    for (size_t i = 0; i < g.nconclusions; i++)
        put_conclusion(c, m, &g.conclusions[i]);
    put_head(c, g.nlaunches, "rounds launched");
    for (size_t i = 0; i < g.nlaunches; i++)
        put_launch(c, m, &g.launches[i]);
    return 0;
}
