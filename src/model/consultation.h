/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What countries say of themselves for the report, what they say of its draft, and what they are recommended to do.
 *
 * A statement is a country's own words on how its data come about; it is gathered with the round and printed in its
 * chapter as it was written. A consultation puts the parts of a draft (document/document.h) before the countries: each
 * agrees to, objects to or comments on each part until a date; the compiler answers. A position is about what the part
 * said then (its hash): where a later draft says something else, it has to be taken anew. A part is validated by a
 * country that agrees to what it says now; it is validated when no country objects and every country that was asked has
 * agreed or, by the rule of the consultation, kept silent until the end. A comment is neither: it asks for an answer,
 * after which the country may agree. */
#ifndef MODEL_CONSULTATION_H
#define MODEL_CONSULTATION_H

#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

enum statement_subject {
    STATEMENT_COLLECTION,  /* how the data are collected */
    STATEMENT_PRACTICE,    /* what works well */
    STATEMENT_OBSTACLES,
    STATEMENT_PLANS,
    STATEMENTS
};
const char *statement_subject_name(enum statement_subject subject); /* "collection": statement.<it> in web/text */
int statement_subject_find(struct str name);                        /* -1: there is none */

struct statement {
    struct str area;           /* alpha-3 */
    enum statement_subject subject;
    struct str text;           /* plain; an empty line between paragraphs */
    struct str round, at, who;
};

enum position_kind { POSITION_NONE, POSITION_AGREE, POSITION_OBJECT, POSITION_COMMENT, POSITIONS };
const char *position_name(enum position_kind kind); /* "agree" */
int position_find(struct str name);                 /* -1: there is none */

/* What a country said of a part, the newest that stands. */
struct position {
    int64_t id;
    struct str part, area;     /* part: its id */
    enum position_kind kind;
    struct str text;           /* why; needed to object */
    struct str at, who;
    unsigned draft;            /* in which it read that */
    bool outdated;             /* the part says something else now, or is there no more */
    struct str answer, answered_at, answered_by; /* by the compiler; empty: not yet */
};

struct consulted_part {
    struct str id, number, kind, chapter, text, hash;
    struct str html;           /* what it says, as document/document.h wrote it */
    struct str area;           /* of whose chapter; empty: of the region */
    unsigned first, last;      /* the first and the last draft that have it */
    unsigned since;            /* the draft from which on it says what it says now */
    bool removed;              /* the last draft of all does not have it; it is as it was when it was there last */
    bool validated;
    unsigned agreed, objected, commented, silent; /* countries */
};

struct consultation {
    int64_t id;
    struct str name;           /* "2026 report" */
    struct str release, language; /* release: that of the last draft */
    struct str opened_at, until, closed_at; /* closed_at empty: open */
    bool over;                 /* closed, or past its date: silence counts */
    bool silence_agrees;
    unsigned drafts;           /* how many there are: the number of the last */
    struct str drafted_at;     /* when the last was made */
    const struct str *areas;   /* that were asked, by code */
    size_t nareas;
    const struct consulted_part *parts; /* in their order; those that were removed at the end */
    size_t nparts;
    const struct position *positions; /* by part, area: one of each */
    size_t npositions;
    const struct position *said;      /* all that was ever said with words, by part, area, time */
    size_t nsaid;
};

/* The closed ones, and those whose last day is before the day of `now`. */
bool consultation_is_over(const struct consultation *c, struct str now);

/* By id, by id and country; NULL where there is none. */
const struct consulted_part *consultation_part(const struct consultation *c, struct str id);
const struct position *consultation_position(const struct consultation *c, struct str part, struct str area);
bool consultation_asks(const struct consultation *c, struct str area);

/* What a position says of the part as it is now: nothing when it is outdated, taken back or NULL. */
enum position_kind position_now(const struct position *p);
/* An objection or a comment that the compiler has not answered. */
bool position_waits(const struct position *p);

/* The country has still to say something: to a part that is there and of which it said nothing, or of which it said
 * something before it changed. */
bool position_open(const struct consultation *c, const struct consulted_part *part, struct str area);
/* The same but for what the country objected to or commented on before it changed: what it can agree to in one step
 * without looking at each. */
bool position_rest(const struct consultation *c, const struct consulted_part *part, struct str area);

/* Marks which positions are outdated, then counts each part. Both belong to the consultation, whose areas, parts and
 * positions are set. A part that was removed has counts of 0. */
void consultation_count(struct consulted_part *parts, struct position *positions, const struct consultation *c);

/* Of the parts that are there, or of a chapter (NULL: all), what a country said. */
struct consultation_tally {
    unsigned parts, agreed, objected, commented, silent; /* silent: nothing of what it says now */
    unsigned waiting;                                    /* objections and comments without an answer */
    unsigned validated;                                  /* by all who were asked */
};
void consultation_tally(struct consultation_tally *out, const struct consultation *c, const struct str *chapter,
                        struct str area);

struct recommendation {
    int64_t id;
    struct str number;         /* "R1", in their order */
    struct str text;           /* plain, one paragraph */
    struct str to;             /* to whom: alpha-3 codes with blanks between, "ILO", or empty: all members */
    struct str at, who;
};

#endif
