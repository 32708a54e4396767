/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The words of the pages, forms and findings in one language, from web/text/<language>.txt:
 * lines "key = text", `#` begins a comment line. Text may hold {placeholders}; for plurals a
 * key has a sister "key.one".
 *
 *     const struct text *text = text_find("th");
 *     text_get(text, "form.title")
 *     text_fmt(out, text, "form.round", (struct text_arg[]){{"round", name}, {0}});
 *
 * What a language lacks is said in English; a key that English lacks is answered with itself,
 * so that it shows. A unit test compares the keys with those in the code. Made once per
 * language and kept for the life of the process; any number of threads may read. */
#ifndef SYNTAX_TEXT_H
#define SYNTAX_TEXT_H

#include "base/arena.h"
#include "base/buf.h"

struct text;

struct text_arg {
    const char *name; /* of the placeholder; NULL ends a list */
    struct str value; /* plain text, never markup */
};

/* NULL when there is no such language. */
const struct text *text_find(const char *language);
/* "en th vi": for sentences that say which there are. */
struct str text_languages(void);
struct str text_get(const struct text *text, const char *key);
bool text_has(const struct text *text, const char *key);

/* "key.one" for 1 where the language has it, else "key". */
const char *text_plural(struct arena *arena, const struct text *text, const char *key, uint64_t n);

/* The words with their placeholders filled, not escaped. */
void text_fmt(struct buf *out, const struct text *text, const char *key,
              const struct text_arg *args);

const struct text_arg *text_arg_find(const struct text_arg *args, struct str name);

/* For tests: the file's lines in order. */
size_t text_count(const struct text *text);
struct str text_key(const struct text *text, size_t i);

/* Reads a text file; *line is set to the first line that is neither comment, nor empty, nor
 * "key = text", nor a new key. Owned by the arena except for its index. */
struct text *text_parse(struct arena *arena, struct str content, size_t *line);
void text_release(struct text *text); /* of one made by text_parse */

#endif
