/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a kind of source can answer, and what the fixed values of notes are worth: data of data/sources
 * (kinds.csv, capabilities.csv, grades.csv), read by ref_load. A base of an older program has none of the
 * files; then nothing is said.
 *
 *     struct capability can = capability_of(ref, STR("AA:1421"), indicator);
 *     can.answer                      ANSWER_YES
 *     can.reason                      "A census asks everybody who lives in the country; ..."
 *
 * A source is of its type ("AA"); one that is registered may be of kinds of its own ("work_permits"), which
 * then say what it can, and its type does not. Of several kinds the best counts. A row names modules, measures
 * or tables: of a table the row that names it counts, else that of its measure, else that of its module. */
#ifndef MODEL_CAPABILITY_H
#define MODEL_CAPABILITY_H

#include "model/ref.h"

enum answer { ANSWER_NO, ANSWER_PARTLY, ANSWER_YES };
const char *answer_name(enum answer answer); /* "partly": public */

struct capability {
    enum answer answer;
    struct str of;     /* the type or kind that says it; empty: nothing is said, which is no */
    struct str reason; /* in words, in English */
};
struct capability capability_of(const struct ref *ref, struct str source, uint16_t indicator);
/* Is that sentence the reason of any of them? In other languages it is ref_name's "reason" of the sentence. */
bool capability_says(const struct ref *ref, struct str reason);

/* The same in two steps, for who asks of many tables: what a source is, then what that can answer. */
enum { CAPABILITY_KINDS = 8 };
struct capable {
    uint16_t of[CAPABILITY_KINDS]; /* types or kinds of which something is said */
    unsigned n;
};
struct capable capable_of(const struct ref *ref, struct str source);
struct capability capability_at(const struct ref *ref, const struct capable *of, uint16_t indicator);

/* How well a fixed value ("T36:3215") fits what a table asks, 0 to 3; -1: nothing is said of it. Of the rows
 * of a value the one for the measure counts, else for the criterion, else the module, else for all. */
enum { GRADE_MAX = 3 };
int grade_of(const struct ref *ref, const struct note *note, const struct indicator *in);

#endif
