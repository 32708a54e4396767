/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reading JSON (RFC 8259) as one goes, never a tree. The whole text is in memory, and the one who reads asks
 * for what comes next:
 *
 *     struct json_read r;
 *     json_read_init(&r, text, &arena);
 *     if (json_enter(&r, '{'))
 *         for (struct str key; json_member(&r, &key);)
 *             if (str_is(key, "id"))
 *                 id = json_read_text(&r);
 *             else
 *                 json_pass(&r);
 *     if (r.fault) ...                         one sentence, about line json_read_line(&r)
 *
 * Each member and each item is to be read or passed over, before the next is asked for. A struct
 * json_read that is copied remembers a place, from which may be read again: members come in any order.
 *
 * Nothing here fails loudly: behind a fault every question is answered with no. Texts point into the
 * text that is read, or into the arena where they had escapes; they are valid UTF-8 when the text
 * is. The depth is limited, and nothing recurses. */
#ifndef SYNTAX_JSON_READ_H
#define SYNTAX_JSON_READ_H

#include "base/arena.h"

enum { JSON_READ_DEPTH = 60 };
enum json_kind { JSON_NONE, JSON_OBJECT, JSON_ARRAY, JSON_TEXT, JSON_NUMBER, JSON_BOOL, JSON_NULL };

struct json_read {
    const char *p, *end, *start;
    struct arena *arena;
    const char *fault; /* NULL: none so far */
    unsigned depth;
    char closer[JSON_READ_DEPTH];
    bool some[JSON_READ_DEPTH]; /* a member or item was read here */
};

/* A byte order mark in front is passed over. */
void json_read_init(struct json_read *r, struct str text, struct arena *arena);

/* What the next value is; JSON_NONE at the end and behind a fault. */
enum json_kind json_peek(struct json_read *r);
/* Goes into the next value when it is of that bracket; else passes over it and answers false. */
bool json_enter(struct json_read *r, char bracket);
/* The next member of the object, or item of the array, that was entered; false, and out of it, when
 * there is none. */
bool json_member(struct json_read *r, struct str *key);
bool json_element(struct json_read *r);

/* The next value. A number and true, false come as they are written, null and what is no single value
 * as the empty text. */
struct str json_read_text(struct json_read *r);
void json_pass(struct json_read *r);
/* A whole number that is not negative and at most `max`; false for anything else. */
bool json_read_uint(struct json_read *r, uint64_t *n, uint64_t max);

/* Behind the last value only blanks are to stand. */
void json_read_end(struct json_read *r);
uint32_t json_read_line(const struct json_read *r); /* from 1 */

/* A text, or of a text in several languages, {"en": "...", "th": "..."}, the English one or the first. */
struct str json_read_localised(struct json_read *r);

#endif
