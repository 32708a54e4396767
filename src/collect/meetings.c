/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/meetings.h"

#include <stdlib.h>

/* A list that grows while it is read, and then lies in the arena. */
struct growing {
    void *v;
    size_t n, room;
};

static void *grow(struct growing *g, size_t size)
{
    if (g->n == g->room)
        g->v = mem_grow(g->v, size * (g->room = MAX(g->room * 2, (size_t)16)));
    return (char *)g->v + size * g->n++;
}

static void *settle(struct growing *g, size_t *n, size_t size, struct arena *arena)
{
    char *kept = arena_alloc(arena, size * (g->n + 1));
    memset(kept, 0, size * (g->n + 1));
    if (g->n)
        memcpy(kept, g->v, size * g->n);
    *n = g->n;
    free(g->v);
    return kept;
}

static void keep(struct arena *arena, struct str *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *texts[i] = arena_str(arena, *texts[i]);
}
#define KEEP(arena, ...)                                                                       \
    keep((arena), (struct str *const[]){__VA_ARGS__},                                          \
         sizeof((struct str *const[]){__VA_ARGS__}) / sizeof(struct str *))

int meetings_load(struct meeting **out, size_t *n, struct store *st, struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct growing list = {0};
    struct meeting m;
    int r = store_meeting_list(st, &it, err);
    while (r == 0 && (r = store_meeting_next(it, &m, err)) == 1) {
        r = 0;
        KEEP(arena, &m.name, &m.title, &m.place, &m.first_day, &m.last_day, &m.round_name, &m.before_name, &m.at,
             &m.who);
        *(struct meeting *)grow(&list, sizeof m) = m;
    }
    *out = settle(&list, n, sizeof m, arena);
    return r;
}

static int load_sessions(struct gathering *g, struct store *st, struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct growing list = {0};
    struct meeting_session s;
    int r = store_session_of_meeting_list(st, &it, g->meeting.id, err);
    while (r == 0 && (r = store_session_of_meeting_next(it, &s, err)) == 1) {
        r = 0;
        KEEP(arena, &s.day, &s.begins, &s.ends, &s.title, &s.area, &s.office);
        *(struct meeting_session *)grow(&list, sizeof s) = s;
    }
    g->sessions = settle(&list, &g->nsessions, sizeof s, arena);
    return r;
}

static int load_participants(struct gathering *g, struct store *st, struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct growing list = {0};
    struct participant p;
    int r = store_participant_list(st, &it, g->meeting.id, err);
    while (r == 0 && (r = store_participant_next(it, &p, err)) == 1) {
        r = 0;
        KEEP(arena, &p.area, &p.organisation, &p.person, &p.user);
        *(struct participant *)grow(&list, sizeof p) = p;
    }
    g->participants = settle(&list, &g->nparticipants, sizeof p, arena);
    return r;
}

static int load_documents(struct gathering *g, struct store *st, struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct growing list = {0};
    struct meeting_document d;
    int r = store_meeting_document_list(st, &it, g->meeting.id, err);
    while (r == 0 && (r = store_meeting_document_next(it, &d, err)) == 1) {
        r = 0;
        KEEP(arena, &d.title, &d.file_name, &d.sha256, &d.at, &d.who, &d.removed_at, &d.removed_by);
        *(struct meeting_document *)grow(&list, sizeof d) = d;
    }
    g->documents = settle(&list, &g->ndocuments, sizeof d, arena);
    return r;
}

static int load_launches(struct gathering *g, struct store *st, struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct growing list = {0};
    struct launch l;
    int r = store_launch_list(st, &it, g->meeting.id, err);
    while (r == 0 && (r = store_launch_next(it, &l, err)) == 1) {
        r = 0;
        KEEP(arena, &l.round, &l.at, &l.who);
        *(struct launch *)grow(&list, sizeof l) = l;
    }
    g->launches = settle(&list, &g->nlaunches, sizeof l, arena);
    return r;
}

/* -- conclusions ------------------------------------------------------------------------------------- */

static struct conclusion *by_id(const struct gathering *g, int64_t id)
{
    for (size_t i = 0; i < g->nconclusions; i++)
        if (g->conclusions[i].id == id)
            return &g->conclusions[i];
    return NULL;
}

static int load_assignees(struct gathering *g, struct store *st, struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct growing list = {0};
    struct assignee a;
    int64_t id, *of;
    struct growing ids = {0};
    size_t n;
    int r = store_assignee_list(st, &it, g->meeting.id, err);
    while (r == 0 && (r = store_assignee_next(it, &id, &a, err)) == 1) {
        r = 0;
        KEEP(arena, &a.area, &a.organisation);
        *(struct assignee *)grow(&list, sizeof a) = a;
        *(int64_t *)grow(&ids, sizeof id) = id;
    }
    const struct assignee *all = settle(&list, &n, sizeof a, arena);
    of = settle(&ids, &n, sizeof id, arena);
    for (size_t i = 0; r == 0 && i < n; i++) {
        struct conclusion *c = by_id(g, of[i]);
        if (c->nassignees++ == 0)
            c->assignees = &all[i];
    }
    return r;
}

static int load_notes(struct gathering *g, struct store *st, struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct growing list = {0}, ids = {0};
    struct conclusion_note note;
    int64_t id, *of;
    size_t n;
    int r = store_conclusion_note_list(st, &it, g->meeting.id, err);
    while (r == 0 && (r = store_conclusion_note_next(it, &id, &note, err)) == 1) {
        r = 0;
        KEEP(arena, &note.area, &note.note, &note.at, &note.who);
        *(struct conclusion_note *)grow(&list, sizeof note) = note;
        *(int64_t *)grow(&ids, sizeof id) = id;
    }
    const struct conclusion_note *all = settle(&list, &n, sizeof note, arena);
    of = settle(&ids, &n, sizeof id, arena);
    for (size_t i = 0; r == 0 && i < n; i++) {
        struct conclusion *c = by_id(g, of[i]);
        if (c->nnotes++ == 0)
            c->notes = &all[i];
    }
    return r;
}

static int load_conclusions(struct gathering *g, struct store *st, struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct growing list = {0};
    struct conclusion c;
    int r = store_conclusion_list(st, &it, g->meeting.id, err);
    while (r == 0 && (r = store_conclusion_next(it, &c, err)) == 1) {
        r = 0;
        KEEP(arena, &c.group, &c.text, &c.due, &c.at, &c.who, &c.from_meeting, &c.to_meeting);
        *(struct conclusion *)grow(&list, sizeof c) = c;
    }
    g->conclusions = settle(&list, &g->nconclusions, sizeof c, arena);
    if (r == 0)
        r = load_assignees(g, st, arena, err);
    return r == 0 ? load_notes(g, st, arena, err) : r;
}

/* -- all of it --------------------------------------------------------------------------------------- */

int gathering_load(struct gathering *out, struct store *st, struct arena *arena, struct str name, struct err *err)
{
    static int (*const parts[])(struct gathering *, struct store *, struct arena *, struct err *) = {
        load_sessions, load_participants, load_documents, load_conclusions, load_launches};
    *out = (struct gathering){0};
    int r = store_meeting_get(st, arena, &out->meeting, name, err);
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(parts); i++)
        r = parts[i](out, st, arena, err);
    return r;
}

const struct meeting_session *gathering_session(const struct gathering *g, int64_t number)
{
    for (size_t i = 0; i < g->nsessions; i++)
        if (g->sessions[i].number == number)
            return &g->sessions[i];
    return NULL;
}

struct conclusion *gathering_conclusion(const struct gathering *g, int64_t number)
{
    for (size_t i = 0; i < g->nconclusions; i++)
        if (g->conclusions[i].number == number)
            return &g->conclusions[i];
    return NULL;
}
