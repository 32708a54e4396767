/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The words of a text in any language, as they are searched for: without case and accents, Thai, Lao, Khmer and
 * Burmese taken apart by ICU's dictionaries, since they write no blanks.
 *
 *     struct words *w = words_new();
 *     words_of(w, STR("Côte d’Ivoire"), put, ctx);       "cote", "d", "ivoire"
 *     words_free(w);
 *
 * One thread at a time. Only accents of Latin, Greek and Cyrillic letters are taken off: the marks of Thai or Khmer
 * are vowels. */
#ifndef SYNTAX_WORDS_H
#define SYNTAX_WORDS_H

#include "base/buf.h"

struct words;
struct words *words_new(void);
void words_free(struct words *w);

/* Calls `one` for each word, in order; its text lasts until it returns. Of a text of more than
 * WORDS_TEXT_MAX bytes the rest is passed over. */
enum { WORDS_TEXT_MAX = 8000 };
void words_of(struct words *w, struct str text, void (*one)(void *ctx, struct str word), void *ctx);

/* How many letters two words differ by: insertions, deletions, substitutions and exchanges of neighbours
 * (optimal string alignment; Boytsov 2011, section 2.2), or most + 1 when it is more. */
enum { WORDS_LETTERS = 32 };
unsigned words_apart(struct str a, struct str b, unsigned most);

#endif
