/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reading JSON (RFC 8259) forward through a text in memory, never a tree.
 *
 *     struct json_read in;
 *     json_read_init(&in, text, &arena);
 *     if (json_enter(&in, '{'))
 *         while (json_member(&in, &key))
 *             if (str_is(key, "id")) id = json_get_str(&in);
 *             else if (str_is(key, "codes") && json_enter(&in, '['))
 *                 while (json_element(&in)) code_read(&in);
 *             else json_skip(&in);
 *     if (!json_read_ended(&in)) ...       in.failed says why, in.at where
 *
 * Behind json_member and json_element one value has to be taken: entered, got or skipped. What is
 * entered has to be gone through to its end, where json_member or json_element says false. A value of
 * another kind than asked for is passed over. Texts point into the text read, or into the arena when
 * they had to be put together; they are valid UTF-8 when the text is. Once something is wrong, all
 * is at its end. Depth up to 64. */
#ifndef SYNTAX_JSON_READ_H
#define SYNTAX_JSON_READ_H

#include "base/arena.h"

enum { JSON_READ_DEPTH = 64 };

struct json_read {
    const char *p, *start, *end;
    struct arena *arena;
    const char *failed; /* a sentence without its beginning; NULL: all is well so far */
    size_t at;          /* offset of what is wrong */
    unsigned depth;
    char bracket[JSON_READ_DEPTH];
    bool first; /* nothing of what was entered has been taken */
};

void json_read_init(struct json_read *in, struct str text, struct arena *arena);
/* False: it was something else, which is passed over. */
bool json_enter(struct json_read *in, char bracket); /* '{' or '[' */
bool json_member(struct json_read *in, struct str *key);
bool json_element(struct json_read *in);
/* A text without its quotes; of a number, true or false what is written; else empty. */
struct str json_get_str(struct json_read *in);
bool json_get_true(struct json_read *in); /* false for whatever else */
char json_peek(struct json_read *in); /* what the value begins with: { [ " t f n - or a digit; 0: none */
void json_skip(struct json_read *in);
/* Nothing is left but blanks, and nothing went wrong. */
bool json_read_ended(struct json_read *in);

#endif
