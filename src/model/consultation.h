/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What countries say of themselves for the report, what they say of its draft, and what they are recommended to do.
 *
 * A statement is a country's own words on how its data come about; it is gathered with the round and printed in its
 * chapter as it was written. A consultation puts the parts of a draft (document/document.h) before the countries: each
 * agrees to, objects to or comments on each part until a date; the compiler answers. A position is about what the part
 * said then (its hash): where a later draft says something else, it has to be taken anew. A part is validated by a
 * country that agrees to what it says now; it is validated when no country objects and every country that was asked has
 * agreed or, by the rule of the consultation, kept silent until the end. */
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
    struct str part, area;     /* part: its id */
    enum position_kind kind;
    struct str text;           /* why; needed to object */
    struct str at, who;
    bool outdated;             /* the part says something else now */
    struct str answer, answered_at, answered_by; /* by the compiler; empty: not yet */
};

struct consulted_part {
    struct str id, number, kind, chapter, text, hash;
    struct str area;           /* of whose chapter; empty: of the region */
    bool validated;
    unsigned agreed, objected, commented, silent; /* countries */
};

struct consultation {
    int64_t id;
    struct str name;           /* "2026 report" */
    struct str release, language;
    struct str opened_at, until, closed_at; /* closed_at empty: open */
    bool silence_agrees;
    const struct str *areas;   /* that were asked, by code */
    size_t nareas;
    const struct consulted_part *parts;
    size_t nparts;
    const struct position *positions; /* by part, area, time */
    size_t npositions;
};

struct recommendation {
    int64_t id;
    struct str number;         /* "R1", in their order */
    struct str text;           /* plain, one paragraph */
    struct str to;             /* to whom: alpha-3 codes with blanks between, "ILO", or empty: all members */
    struct str at, who;
};

#endif
