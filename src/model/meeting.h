/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A technical meeting of those who make the statistics: its agenda, who takes part, what is put before it, what it
 * concludes, and what becomes of that until the next one.
 *
 * A conclusion is assigned to countries, to organisations or to nobody. What becomes of it is told in notes, of which
 * none is ever changed: each says a state, of one country or, by the office, of all. A country's state is that of the
 * newest note about it or about all; that of an organisation is that of the newest about all. The whole is
 *
 *     open          as long as all to whom it is assigned are
 *     dropped       when all have dropped it
 *     done          when all have done or dropped it
 *     in progress   else
 *
 * What is assigned to nobody has the state of the newest note. What is not settled when the next meeting comes is
 * carried over: it becomes a conclusion of that one with the same words, and is told of there from then on. */
#ifndef MODEL_MEETING_H
#define MODEL_MEETING_H

#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

struct meeting {
    int64_t id;
    struct str name;                /* "2015": in addresses */
    struct str title, place;        /* place may be empty */
    struct str first_day, last_day; /* "2015-07-01" */
    int64_t round;                  /* that it looks at; 0: none in particular */
    int64_t before;                 /* the meeting before it; 0: none */
    struct str round_name, before_name; /* empty: none */
    struct str at, who;
};

enum session_kind {
    SESSION_OPENING,
    SESSION_PRESENTATION,
    SESSION_GROUP_WORK,
    SESSION_PLENARY,
    SESSION_CLOSING,
    SESSION_KINDS
};
const char *session_kind_name(enum session_kind kind); /* "group work": meeting.session.<key> in web/text */
const char *session_kind_key(enum session_kind kind);  /* "group_work" */
int session_kind_find(struct str name);                /* by either; -1: there is none */

struct meeting_session {
    int64_t number;             /* in the meeting, from 1 */
    struct str day;
    struct str begins, ends;    /* "09:00"; both may be empty */
    struct str title;
    enum session_kind kind;
    struct str area, office;    /* who leads it: a country (alpha-3) or an office; both may be empty */
};

enum participant_role {
    PARTICIPANT_SPECIALIST,  /* focal specialist of a country */
    PARTICIPANT_DELEGATE,    /* of a country, without being one */
    PARTICIPANT_PARTNER,     /* of an organisation that takes part in the collection */
    PARTICIPANT_DONOR,
    PARTICIPANT_SECRETARIAT, /* of the office that compiles */
    PARTICIPANT_OBSERVER,
    PARTICIPANT_ROLES
};
const char *participant_role_name(enum participant_role role); /* "specialist": meeting.role.<it> in web/text */
int participant_role_find(struct str name);                    /* -1: there is none */

/* One person, or several of one organisation who are not named. Names are for the office and nobody else. */
struct participant {
    int64_t number;             /* in the meeting */
    enum participant_role role;
    struct str area;            /* alpha-3; empty: of no country */
    struct str organisation;
    int64_t persons;
    struct str person, user;    /* name, and name of the user; may be empty */
};

enum document_sort { SORT_PAPER, SORT_PRESENTATION, SORT_MINUTES, DOCUMENT_SORTS };
const char *document_sort_name(enum document_sort sort); /* "paper": meeting.sort.<it> in web/text */
int document_sort_find(struct str name);                 /* -1: there is none */

/* A file that was put before a meeting. */
enum { MEETING_DOCUMENT_MAX = 32 << 20 };
struct meeting_document {
    int64_t number;             /* in the meeting */
    int64_t session;            /* 0: of the meeting as a whole */
    enum document_sort sort;
    struct str title, file_name;
    struct str sha256;          /* of the file, in hexadecimal */
    int64_t bytes;              /* of the file */
    struct str packed;          /* zstd; only where it was asked for */
    struct str at, who;
    struct str removed_at, removed_by; /* not empty: the file is gone */
};

enum conclusion_kind { CONCLUSION_CONCLUSION, CONCLUSION_RECOMMENDATION, CONCLUSION_ACTION, CONCLUSION_KINDS };
const char *conclusion_kind_name(enum conclusion_kind kind); /* "action": meeting.kind.<it> in web/text */
int conclusion_kind_find(struct str name);                   /* -1: there is none */

enum conclusion_state {
    CONCLUSION_OPEN, CONCLUSION_IN_PROGRESS, CONCLUSION_DONE, CONCLUSION_DROPPED, CONCLUSION_STATES
};
const char *conclusion_state_name(enum conclusion_state state); /* "in progress" */
const char *conclusion_state_key(enum conclusion_state state);  /* "in_progress": for words and styles */
int conclusion_state_find(struct str name);                     /* by either; -1: there is none */

struct assignee {
    struct str area, organisation; /* one of them is empty */
};

struct conclusion_note {
    enum conclusion_state state;
    struct str area;            /* of which country; empty: of all */
    struct str note;            /* may be empty */
    struct str at, who;
};

struct conclusion {
    int64_t id;
    int64_t number;             /* in the meeting, from 1 */
    int64_t session;            /* in which it was drawn; 0: in none in particular */
    struct str group;           /* the working group; empty: the plenary */
    enum conclusion_kind kind;
    struct str text;            /* plain, one paragraph */
    struct str due;             /* a day; may be empty */
    struct str at, who;
    struct str from_meeting, to_meeting; /* carried over from and to; empty: not */
    int64_t from_number, to_number;
    const struct assignee *assignees;    /* countries by code, then organisations */
    size_t nassignees;
    const struct conclusion_note *notes; /* oldest first */
    size_t nnotes;
};

bool conclusion_is_of(const struct conclusion *c, struct str area); /* is it assigned to that country? */
enum conclusion_state conclusion_state_of(const struct conclusion *c, struct str area);
enum conclusion_state conclusion_state(const struct conclusion *c);
/* Nothing more is to be done about it here: done, dropped or carried over. */
bool conclusion_is_settled(const struct conclusion *c);
bool conclusion_is_late(const struct conclusion *c, struct str today);

/* Those who take part, of a role (-1: of all). */
int64_t participants_count(const struct participant *v, size_t n, int role);

/* The meeting that `day` is before or in; where there is none the newest; NULL: there is no meeting at all. */
const struct meeting *meeting_at_hand(const struct meeting *v, size_t n, struct str day);

#endif
