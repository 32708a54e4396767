/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Sentences that can be said again in another language. As with gettext, the English sentence is
 * the key: what stands in the code as
 *
 *     "women %s and men %s make %s"            makes the pattern
 *     "women {1} and men {2} make {3}"         and the arguments "4", "3" and "8",
 *
 * and web/findings/<language>.csv has the pattern's sentence, in which placeholders may change
 * order. An argument may itself be a phrase, a pattern with arguments of its own; it is marked as
 * one, so what a sender wrote is never taken for ours and translated:
 *
 *     PHRASE("a share")                        made when compiling
 *     finding_phrase(list, "%u rows", n)       (model/finding.h)
 *
 * A placeholder may name what the reference data have a name for: {2:dimension 1} is the
 * second argument, or rather the name of the dimension whose code is the first one, where the
 * language has it. What a catalogue lacks is said in English. Catalogues are made once and kept
 * for the life of the process; any number of threads may read. */
#ifndef MODEL_SENTENCE_H
#define MODEL_SENTENCE_H

#include "base/buf.h"
#include "model/ref.h"

#include <stdarg.h>

enum { SENTENCE_MAX = 1023, SENTENCE_ARGS = 12 };

#define PHRASE(text) "\1" text "\3"

/* A sentence in the making; its memory is used again for the next one. */
struct sentence {
    struct buf message; /* in English, as printf would have it */
    struct buf pattern;
    struct buf args;    /* parted by a tab, those of a phrase by \2 */
};

/* Takes %s %.*s %c %d %u %lld %llu %zu and %%; anything else is a fault of the program. */
void sentence_make(struct sentence *s, const char *fmt, va_list args, char separator);
void sentence_release(struct sentence *s);

/* The sentence in a language. `ref` may be NULL: then things are named in English. */
void sentence_put(struct buf *out, const struct ref *ref, const char *language, struct str pattern,
                  struct str args);

/* Are these parts as sentence_make gives them: every placeholder of the pattern once and in order, an
 * argument for each, phrases closed? Then a sentence is about as long as its parts; of others it
 * could be any multiple of them. */
bool sentence_sound(struct str pattern, struct str args);

/* For tests: what the catalogue of a language says for a pattern; empty when it has none. */
struct str sentence_find(const char *language, struct str pattern);

#endif
