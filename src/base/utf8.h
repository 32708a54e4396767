/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, at most U+10FFFF. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"

/* The length of the longest valid beginning of s; s.len when all of it is valid. */
size_t utf8_valid(struct str s);

/* The length of the sequence at p (1 to 4), 0 when it is not valid there. */
size_t utf8_len(const char *p, const char *end);

/* How many characters; every byte of an invalid sequence counts as one. */
size_t utf8_count(struct str s);

/* s with every invalid byte and control character replaced by U+FFFD, cut before
 * `max` bytes at a character's end (with "..." when cut): text to quote in a message. */
void utf8_quote(struct buf *out, struct str s, size_t max);

/* The same with at most 60 bytes, for a sentence that quotes what somebody wrote:
 *
 *     err_set(err, ERR_USAGE, "\"%s\" is no period", utf8_brief(text).text);
 */
enum { UTF8_BRIEF = 60 };
struct brief {
    char text[UTF8_BRIEF + sizeof "..."];
};
struct brief utf8_brief(struct str s);

#endif
