/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/meeting.h"

#include "base/base.h"

static const char *const session_names[SESSION_KINDS] = {"opening", "presentation", "group work", "plenary", "closing"};
static const char *const session_keys[SESSION_KINDS] = {"opening", "presentation", "group_work", "plenary", "closing"};
static const char *const role_names[PARTICIPANT_ROLES] = {"specialist", "delegate", "partner",
                                                          "donor",      "secretariat", "observer"};
static const char *const sort_names[DOCUMENT_SORTS] = {"paper", "presentation", "minutes"};
static const char *const kind_names[CONCLUSION_KINDS] = {"conclusion", "recommendation", "action"};
static const char *const state_names[CONCLUSION_STATES] = {"open", "in progress", "done", "dropped"};
static const char *const state_keys[CONCLUSION_STATES] = {"open", "in_progress", "done", "dropped"};

static int find(const char *const *names, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, names[i]))
            return (int)i;
    return -1;
}

const char *session_kind_name(enum session_kind kind) { return session_names[kind]; }
const char *session_kind_key(enum session_kind kind) { return session_keys[kind]; }
const char *participant_role_name(enum participant_role role) { return role_names[role]; }
const char *document_sort_name(enum document_sort sort) { return sort_names[sort]; }
const char *conclusion_kind_name(enum conclusion_kind kind) { return kind_names[kind]; }
const char *conclusion_state_name(enum conclusion_state state) { return state_names[state]; }
const char *conclusion_state_key(enum conclusion_state state) { return state_keys[state]; }

int session_kind_find(struct str name)
{
    int kind = find(session_names, SESSION_KINDS, name);
    return kind < 0 ? find(session_keys, SESSION_KINDS, name) : kind;
}

int participant_role_find(struct str name) { return find(role_names, PARTICIPANT_ROLES, name); }
int document_sort_find(struct str name) { return find(sort_names, DOCUMENT_SORTS, name); }
int conclusion_kind_find(struct str name) { return find(kind_names, CONCLUSION_KINDS, name); }

int conclusion_state_find(struct str name)
{
    int state = find(state_names, CONCLUSION_STATES, name);
    return state < 0 ? find(state_keys, CONCLUSION_STATES, name) : state;
}

/* -- states ------------------------------------------------------------------------------------------ */

bool conclusion_is_of(const struct conclusion *c, struct str area)
{
    for (size_t i = 0; area.len && i < c->nassignees; i++)
        if (str_eq(c->assignees[i].area, area))
            return true;
    return false;
}

enum conclusion_state conclusion_state_of(const struct conclusion *c, struct str area)
{
    for (size_t i = c->nnotes; i-- > 0;)
        if (!c->notes[i].area.len || str_eq(c->notes[i].area, area))
            return c->notes[i].state;
    return CONCLUSION_OPEN;
}

enum conclusion_state conclusion_state(const struct conclusion *c)
{
    size_t of[CONCLUSION_STATES] = {0};
    if (c->nassignees == 0)
        return conclusion_state_of(c, STR(""));
    for (size_t i = 0; i < c->nassignees; i++)
        of[conclusion_state_of(c, c->assignees[i].area)]++;
    if (of[CONCLUSION_OPEN] == c->nassignees)
        return CONCLUSION_OPEN;
    if (of[CONCLUSION_DROPPED] == c->nassignees)
        return CONCLUSION_DROPPED;
    return of[CONCLUSION_OPEN] + of[CONCLUSION_IN_PROGRESS] ? CONCLUSION_IN_PROGRESS : CONCLUSION_DONE;
}

bool conclusion_is_settled(const struct conclusion *c)
{
    enum conclusion_state state = conclusion_state(c);
    return state == CONCLUSION_DONE || state == CONCLUSION_DROPPED || c->to_meeting.len > 0;
}

bool conclusion_is_late(const struct conclusion *c, struct str today)
{
    return c->due.len && str_cmp(c->due, str_sub(today, 0, 10)) < 0 && !conclusion_is_settled(c);
}

/* -- the rest ---------------------------------------------------------------------------------------- */

int64_t participants_count(const struct participant *v, size_t n, int role)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        if (role < 0 || v[i].role == (enum participant_role)role)
            sum += v[i].persons;
    return sum;
}

const struct meeting *meeting_at_hand(const struct meeting *v, size_t n, struct str day)
{
    const struct meeting *next = NULL, *newest = NULL;
    for (size_t i = 0; i < n; i++) {
        if (str_cmp(v[i].last_day, day) >= 0 && (!next || str_cmp(v[i].first_day, next->first_day) < 0))
            next = &v[i];
        if (!newest || str_cmp(v[i].first_day, newest->first_day) > 0)
            newest = &v[i];
    }
    return next ? next : newest;
}
