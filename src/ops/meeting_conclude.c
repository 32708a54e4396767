/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a meeting concludes, what becomes of it, what the next meeting takes over, and the round that is launched. */

#include "ops/meeting.h"

#include "base/utf8.h"

enum { ASSIGNEES = 64 };

/* -- as text and as JSON ---------------------------------------------------------------------------------- */

static void put_conclusion_json(struct call *c, const struct meeting *m, const struct conclusion *k)
{
    struct json *j = &c->j;
    json_open(j, '{');
    json_put(j, "meeting", m->name);
    json_put_int(j, "conclusion", k->number);
    json_put(j, "kind", str_of(conclusion_kind_name(k->kind)));
    json_put(j, "state", k->to_meeting.len ? STR("carried over") : str_of(conclusion_state_name(conclusion_state(k))));
    json_put(j, "text", k->text);
    if (k->session)
        json_put_int(j, "session", k->session);
    json_put_some(j, "group", k->group);
    json_put_some(j, "due", k->due);
    json_key(j, "assigned");
    json_open(j, '[');
    for (size_t i = 0; i < k->nassignees; i++) {
        const struct assignee *a = &k->assignees[i];
        json_open(j, '{');
        json_put_some(j, "country", a->area);
        json_put_some(j, "organisation", a->organisation);
        json_put(j, "state", str_of(conclusion_state_name(conclusion_state_of(k, a->area))));
        json_close(j);
    }
    json_close(j);
    json_key(j, "notes");
    json_open(j, '[');
    for (size_t i = 0; i < k->nnotes; i++) {
        const struct conclusion_note *n = &k->notes[i];
        json_open(j, '{');
        json_put(j, "at", n->at);
        json_put(j, "state", str_of(conclusion_state_name(n->state)));
        json_put_some(j, "country", n->area);
        json_put_some(j, "note", n->note);
        json_close(j);
    }
    json_close(j);
    json_put_some(j, "from_meeting", k->from_meeting);
    if (k->from_number)
        json_put_int(j, "from_conclusion", k->from_number);
    json_put_some(j, "to_meeting", k->to_meeting);
    if (k->to_number)
        json_put_int(j, "to_conclusion", k->to_number);
    json_close(j);
    json_line(j);
}

static void put_assignees(struct buf *out, const struct conclusion *k)
{
    for (size_t i = 0; i < k->nassignees; i++) {
        const struct assignee *a = &k->assignees[i];
        buf_fmt(out, "%s%.*s", i ? ", " : "; ", STR_FMT(a->area.len ? a->area : a->organisation));
        if (a->area.len && k->nassignees > 1)
            buf_fmt(out, " %s", conclusion_state_name(conclusion_state_of(k, a->area)));
    }
}

void put_conclusion(struct call *c, const struct meeting *m, const struct conclusion *k)
{
    if (c->json) {
        put_conclusion_json(c, m, k);
        return;
    }
    buf_fmt(&c->out, "%3lld  %-14s  %-12s  %.*s", (long long)k->number, conclusion_kind_name(k->kind),
            k->to_meeting.len ? "carried over" : conclusion_state_name(conclusion_state(k)), STR_FMT(k->text));
    put_assignees(&c->out, k);
    if (k->due.len)
        buf_fmt(&c->out, "; by %.*s%s", STR_FMT(k->due), conclusion_is_late(k, str_of(c->at)) ? ", late" : "");
    if (k->from_meeting.len)
        buf_fmt(&c->out, "; from meeting \"%.*s\", %lld", STR_FMT(k->from_meeting), (long long)k->from_number);
    if (k->to_meeting.len)
        buf_fmt(&c->out, "; to meeting \"%.*s\", %lld", STR_FMT(k->to_meeting), (long long)k->to_number);
    buf_char(&c->out, '\n');
}

/* -- conclude --------------------------------------------------------------------------------------------- */

/* "KHM,THA" and "ILO,ASEANstats", each once. */
static int take_assignees(struct assignee out[ASSIGNEES], size_t *n, struct call *c, struct err *err)
{
    static const char *const options[] = {"country", "organisation"};
    *n = 0;
    for (size_t o = 0; o < ARRAY_LEN(options); o++) {
        struct str rest = call_get(c, options[o]), one;
        while (rest.len && str_next(&one, &rest, ',')) {
            one = str_trim(one);
            uint16_t area = o == 0 ? ref_area_find(c->ref, one) : 0;
            if (!one.len)
                continue;
            if (o == 0 && (!area || !c->ref->areas[area].member))
                return err_set(err, ERR_USAGE,
                               "--country \"%s\" is no country of %.*s; it is to be three letters, as THA",
                               utf8_brief(one).text, STR_FMT(c->ref->region));
            if (*n == ASSIGNEES)
                return err_set(err, ERR_LIMIT, "a conclusion is assigned to %d at most", ASSIGNEES);
            out[(*n)++] = o == 0 ? (struct assignee){.area = c->ref->areas[area].code}
                                 : (struct assignee){.organisation = one};
        }
    }
    return 0;
}

static int take_conclusion(struct conclusion *k, struct call *c, const struct gathering *g, struct err *err)
{
    struct str kind = call_get(c, "kind");
    int found = kind.len ? conclusion_kind_find(kind) : CONCLUSION_CONCLUSION;
    *k = (struct conclusion){.at = str_of(c->at), .who = str_of(c->who), .group = str_trim(call_get(c, "group"))};
    if (found < 0)
        return err_set(err, ERR_USAGE, "--kind \"%s\" is to be conclusion, recommendation or action",
                       utf8_brief(kind).text);
    k->kind = (enum conclusion_kind)found;
    int r = call_line(&k->text, c, "text", "what was concluded", err);
    if (r == 0)
        r = line_check(k->group, "the working group", err);
    if (r == 0)
        r = line_check(call_get(c, "organisation"), "the organisation", err);
    if (r == 0)
        r = call_session(&k->session, c, g, err);
    return r == 0 ? call_day(&k->due, c, "due", err) : r;
}

/* With its assignees; inside a transaction. */
static int conclusion_keep(struct call *c, int64_t meeting, int64_t carried, struct conclusion *k, struct err *err)
{
    int r = store_conclusion_add(c->store, meeting, carried, k, err);
    for (size_t i = 0; r == 0 && i < k->nassignees; i++)
        r = store_assignee_add(c->store, k->id, &k->assignees[i], err);
    return r;
}

int op_meeting_conclude(struct call *c, struct err *err)
{
    struct gathering g;
    struct conclusion k;
    struct assignee assignees[ASSIGNEES];
    size_t n;
    int r = call_ref(c, err);
    if (r < 0 || (r = call_gathering(&g, c, err)) < 0 || (r = take_conclusion(&k, c, &g, err)) < 0 ||
        (r = take_assignees(assignees, &n, c, err)) < 0)
        return r;
    k.assignees = assignees;
    k.nassignees = n;
    if ((r = call_begin(c, err)) < 0 || (r = conclusion_keep(c, g.meeting.id, 0, &k, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    put_conclusion(c, &g.meeting, &k);
    return 0;
}

/* -- carry ------------------------------------------------------------------------------------------------ */

/* A conclusion of the meeting before goes on in this one: the same words, the same people, and what the newest
 * note of each says. Inside a transaction. */
static int carry_one(struct call *c, const struct gathering *g, const struct conclusion *old, struct conclusion *k,
                     struct err *err)
{
    *k = *old;
    k->session = 0;
    k->at = str_of(c->at);
    k->who = str_of(c->who);
    k->from_meeting = g->meeting.before_name;
    k->from_number = old->number;
    k->notes = NULL;
    k->nnotes = 0;
    int r = conclusion_keep(c, g->meeting.id, old->id, k, err);
    /* of all notes those that still count, in their order */
    for (size_t i = 0; r == 0 && i < old->nnotes; i++) {
        bool counts = true;
        for (size_t later = i + 1; later < old->nnotes; later++)
            counts = counts && old->notes[later].area.len && !str_eq(old->notes[later].area, old->notes[i].area);
        if (counts)
            r = store_conclusion_note_add(c->store, k->id, &old->notes[i], err);
    }
    return r;
}

int op_meeting_carry(struct call *c, struct err *err)
{
    struct gathering g, before;
    struct conclusion k;
    size_t n = 0;
    int r = call_gathering(&g, c, err);
    if (r == 0 && !g.meeting.before)
        r = err_set(err, ERR_STATE, "meeting \"%.*s\" comes after no other; ilms meeting set --after says after which",
                    STR_FMT(g.meeting.name));
    if (r < 0 || (r = gathering_load(&before, c->store, &c->arena, g.meeting.before_name, err)) < 0 ||
        (r = call_begin(c, err)) < 0)
        return r;
    for (size_t i = 0; r == 0 && i < before.nconclusions; i++) {
        if (conclusion_is_settled(&before.conclusions[i]))
            continue;
        r = carry_one(c, &g, &before.conclusions[i], &k, err);
        n++;
    }
    if (r < 0 || (r = call_commit(c, err)) < 0 ||
        (r = gathering_load(&g, c->store, &c->arena, g.meeting.name, err)) < 0)
        return r;
    for (size_t i = g.nconclusions - n; i < g.nconclusions; i++)
        put_conclusion(c, &g.meeting, &g.conclusions[i]);
    if (n == 0 && !c->json)
        buf_fmt(&c->out, "of meeting \"%.*s\" nothing is left to do\n", STR_FMT(before.meeting.name));
    return 0;
}

/* -- track ------------------------------------------------------------------------------------------------ */

/* Of which country it is told: that of --country; the office may speak for all. */
static int take_area(struct conclusion_note *note, struct call *c, const struct conclusion *k, struct err *err)
{
    int r = call_country(&note->area, c, "country", err);
    if (r == 0 && !note->area.len && !call_is(c, TO_OFFICE))
        return err_set(err, ERR_USAGE, "--country is needed: say of which country this is told");
    if (r == 0)
        r = call_area(c, note->area, err);
    if (r == 0 && note->area.len && !conclusion_is_of(k, note->area))
        return err_set(err, ERR_STATE, "--country %.*s: the conclusion is not assigned to it", STR_FMT(note->area));
    return r;
}

static int take_note(struct conclusion_note *note, struct call *c, struct err *err)
{
    struct str state = call_get(c, "state");
    int found = conclusion_state_find(state);
    *note = (struct conclusion_note){.at = str_of(c->at), .who = str_of(c->who), .note = str_trim(call_get(c, "note"))};
    if (found < 0)
        return err_set(err, ERR_USAGE, "--state \"%s\" is to be open, in progress, done or dropped",
                       utf8_brief(state).text);
    note->state = (enum conclusion_state)found;
    if (note->state == CONCLUSION_DROPPED && !note->note.len)
        return err_set(err, ERR_USAGE, "--note is needed: say why it is dropped");
    return line_check(note->note, "the note", err);
}

int op_meeting_track(struct call *c, struct err *err)
{
    struct gathering g;
    struct conclusion_note note;
    int64_t number;
    int r = call_ref(c, err);
    if (r < 0 || (r = call_gathering(&g, c, err)) < 0 || (r = call_number(&number, c, "number", err)) < 0)
        return r;
    const struct conclusion *k = gathering_conclusion(&g, number);
    if (!k)
        return err_set(err, ERR_NOTFOUND, "meeting \"%.*s\" has no conclusion %lld", STR_FMT(g.meeting.name),
                       (long long)number);
    if ((r = take_note(&note, c, err)) < 0 || (r = take_area(&note, c, k, err)) < 0)
        return r;
    if (k->to_meeting.len)
        return err_set(err, ERR_STATE, "it was carried over to meeting \"%.*s\" as %lld; tell it there",
                       STR_FMT(k->to_meeting), (long long)k->to_number);
    if ((r = call_begin(c, err)) < 0 || (r = store_conclusion_note_add(c->store, k->id, &note, err)) < 0 ||
        (r = call_commit(c, err)) < 0 || (r = gathering_load(&g, c->store, &c->arena, g.meeting.name, err)) < 0)
        return r;
    put_conclusion(c, &g.meeting, gathering_conclusion(&g, number));
    return 0;
}

/* -- launch ------------------------------------------------------------------------------------------------- */

static int keep_launch(struct call *c, void *ctx, const struct round *round, struct err *err)
{
    const struct meeting *m = ctx;
    return store_launch_add(c->store, m->id, round->id, str_of(c->at), str_of(c->who), err);
}

int op_meeting_launch(struct call *c, struct err *err)
{
    struct meeting m;
    int r = call_meeting(&m, c, err);
    return r == 0 ? round_open(c, keep_launch, &m, err) : r;
}
