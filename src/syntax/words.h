/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The words of a text in any language, as they are searched for: without case and accents, Thai, Lao, Khmer and
 * Burmese taken apart by ICU's dictionaries, since they write no blanks.
 *
 *     struct words *w = words_new();
 *     words_of(w, STR("Côte d’Ivoire"), put, ctx);       "cote", "d", "ivoire"
 *     words_free(w);
 *
 * Where a dictionary takes a part of a name apart otherwise than the whole, words alone do not find it; so the letters
 * of a run without blanks are also to be had as they stand (words_plain).
 *
 * One thread at a time. Only accents of Latin, Greek and Cyrillic letters are taken off: the marks of Thai or Khmer
 * are vowels. */
#ifndef SYNTAX_WORDS_H
#define SYNTAX_WORDS_H

#include "base/buf.h"

struct words;
struct words *words_new(void);
void words_free(struct words *w);

struct word {
    struct str folded; /* lasts until the function it is handed to returns */
    size_t from, len;  /* where it stands in the text, bytes */
    unsigned run;      /* from 1: in which run of letters that have no blanks between words; 0: in none */
};

/* Calls `one` for each word, in order. Of a text of more than WORDS_TEXT_MAX bytes the rest is passed over, and of a
 * word that is longer than any the rest of its letters. */
enum { WORDS_TEXT_MAX = 8000, WORDS_WORD_MAX = 255 };
void words_of(struct words *w, struct str text, void (*one)(void *ctx, const struct word *word), void *ctx);

/* Appends the text as it is compared letter by letter: in Unicode's normal form C, without the invisible marks that
 * some put between words. False, and nothing, where it has no run of letters without blanks, unless `any`. */
bool words_plain(struct buf *out, struct words *w, struct str text, bool any);

/* How many letters two words differ by: insertions, deletions, substitutions and exchanges of neighbours
 * (optimal string alignment; Boytsov 2011, section 2.2), or most + 1 when it is more. */
enum { WORDS_LETTERS = 32 };
unsigned words_apart(struct str a, struct str b, unsigned most);

#endif
