/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a meeting is: agenda, who takes part; and what became of what the one before it concluded. */

#include "document/briefing.h"

#include "document/holdings.h"

static struct str area_name(const struct document *d, struct str code)
{
    const struct ref *ref = d->page->cube->ref;
    uint16_t area = ref_area_find(ref, code);
    return area ? ref->areas[area].name : code;
}

/* -- agenda ---------------------------------------------------------------------------------------------- */

static struct str time_of(struct document *d, const struct meeting_session *s)
{
    if (!s->ends.len)
        return s->begins;
    return text_join(d->page, "%.*s\xE2\x80\x93%.*s", STR_FMT(s->begins), STR_FMT(s->ends));
}

static struct str leader_of(struct document *d, const struct meeting_session *s)
{
    struct str area = s->area.len ? area_name(d, s->area) : STR("");
    if (!area.len || !s->office.len)
        return area.len ? area : s->office;
    return text_join(d->page, "%.*s, %.*s", STR_FMT(area), STR_FMT(s->office));
}

static void put_session(struct document *d, const struct meeting_session *s)
{
    struct page *pg = d->page;
    row_head(d, text_join(pg, "%lld", (long long)s->number));
    html(pg->out, "<td class=\"y\">");
    html_text(pg->out, time_of(d, s));
    html(pg->out, "</td>");
    text_cell(d, s->title);
    text_cell(d, text_get(pg->text, arena_fmt(pg->arena, "meeting.session.%s", session_kind_key(s->kind))));
    text_cell(d, leader_of(d, s));
    row_end(d);
}

static void agenda(struct document *d, const struct gathering *g)
{
    static const char *const heads[] = {"meeting.number", "meeting.time", "meeting.session", "meeting.kind",
                                        "meeting.leads", NULL};
    struct page *pg = d->page;
    document_section(d, "meeting.agenda", text_get(pg->text, "meeting.agenda"));
    for (size_t i = 0, end; i < g->nsessions; i = end) {
        struct str day = g->sessions[i].day;
        document_table(d, part_id(d, "meeting.agenda.%.*s", STR_FMT(day)), "agenda words", date_words(pg, day));
        table_heads(d, heads);
        for (end = i; end < g->nsessions && str_eq(g->sessions[end].day, day); end++)
            put_session(d, &g->sessions[end]);
        table_end(d, STR(""));
    }
}

/* -- who takes part ---------------------------------------------------------------------------------------- */

static void role_row(struct document *d, const struct gathering *g, enum participant_role role)
{
    struct page *pg = d->page;
    struct buf who = {0};
    int64_t n = participants_count(g->participants, g->nparticipants, (int)role);
    if (!n)
        return;
    for (size_t i = 0; i < g->nparticipants; i++) {
        const struct participant *p = &g->participants[i];
        if (p->role != role)
            continue;
        struct str what = p->area.len ? area_name(d, p->area) : p->organisation;
        bool again = false;
        for (size_t k = 0; k < i; k++)
            again = again || (g->participants[k].role == role && str_eq(g->participants[k].area, p->area) &&
                              (p->area.len || str_eq(g->participants[k].organisation, p->organisation)));
        if (!again)
            buf_fmt(&who, "%s%.*s", who.len ? ", " : "", STR_FMT(what));
    }
    row_head(d, text_get(pg->text, arena_fmt(pg->arena, "meeting.role.%s", participant_role_name(role))));
    html(pg->out, "<td class=\"n\">");
    html_text(pg->out, number(pg, (uint64_t)n));
    html(pg->out, "</td>");
    text_cell(d, buf_view(&who));
    row_end(d);
    buf_release(&who);
}

static void people(struct document *d, const struct gathering *g)
{
    static const char *const heads[] = {"meeting.role", "#meeting.persons", "meeting.of", NULL};
    struct page *pg = d->page;
    document_section(d, "meeting.people", text_get(pg->text, "meeting.people"));
    document_table(d, "meeting.people.table", "words", text_get(pg->text, "meeting.people.caption"));
    table_heads(d, heads);
    for (int role = 0; role < PARTICIPANT_ROLES; role++)
        role_row(d, g, (enum participant_role)role);
    html(pg->out, "<tr class=\"total\"><th scope=\"row\">");
    say(pg, "meeting.all");
    html(pg->out, "</th><td class=\"n\">");
    html_text(pg->out, number(pg, (uint64_t)participants_count(g->participants, g->nparticipants, -1)));
    html(pg->out, "</td><td></td>");
    row_end(d);
    table_end(d, STR(""));
}

void briefing_meeting(struct document *d, const struct briefing *b)
{
    const struct gathering *g = b->meeting;
    if (!g->nsessions && !g->nparticipants)
        return;
    document_chapter(d, "meeting", text_get(d->page->text, "briefing.meeting"));
    if (g->nsessions)
        agenda(d, g);
    if (g->nparticipants)
        people(d, g);
}

/* -- what became of the last conclusions -------------------------------------------------------------------- */

/* "Cambodia, Thailand, ILO" */
static struct str assigned_to(struct document *d, const struct conclusion *c)
{
    struct buf out = {0};
    for (size_t i = 0; i < c->nassignees; i++) {
        const struct assignee *a = &c->assignees[i];
        buf_fmt(&out, "%s%.*s", i ? ", " : "", STR_FMT(a->area.len ? area_name(d, a->area) : a->organisation));
    }
    struct str kept = arena_str(d->page->arena, buf_view(&out));
    buf_release(&out);
    return kept;
}

static void put_conclusion(struct document *d, const struct briefing *b, const struct conclusion *c)
{
    struct page *pg = d->page;
    const char *state = c->to_meeting.len ? "carried" : conclusion_state_key(conclusion_state(c));
    row_head(d, text_join(pg, "%lld", (long long)c->number));
    html(pg->out, "<td>");
    html_text(pg->out, c->text);
    if (c->nnotes && c->notes[c->nnotes - 1].note.len) {
        html(pg->out, "<br><small>");
        html_text(pg->out, c->notes[c->nnotes - 1].note);
        html(pg->out, "</small>");
    }
    html(pg->out, "</td>");
    text_cell(d, assigned_to(d, c));
    html(pg->out, conclusion_is_late(c, b->today) ? "<td class=\"late\">" : "<td>");
    html_text(pg->out, c->due.len ? date_words(pg, c->due) : STR("\xE2\x80\x93"));
    html(pg->out, "</td>");
    text_cell(d, text_get(pg->text, arena_fmt(pg->arena, "meeting.state.%s", state)));
    row_end(d);
}

void briefing_conclusions(struct document *d, const struct briefing *b)
{
    static const char *const heads[] = {"meeting.number", "meeting.conclusion", "meeting.assigned", "meeting.due",
                                        "meeting.state", NULL};
    const struct gathering *g = b->before;
    struct page *pg = d->page;
    document_chapter(d, "conclusions", WORDS(pg, "briefing.conclusions", {"meeting", g->meeting.name}));
    document_table(d, "conclusions.table", "words",
                   WORDS(pg, "briefing.conclusions.caption", {"meeting", g->meeting.name},
                         {"date", date_words(pg, b->today)}));
    table_heads(d, heads);
    for (size_t i = 0; i < g->nconclusions; i++)
        put_conclusion(d, b, &g->conclusions[i]);
    table_end(d, STR(""));
}
