/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A mapping being read, line by line; what mapping.c (sections, lists, what can be checked without
 * the sheet) and mapping_key.c (the keys of a table) share. */
#ifndef IO_MAPPING_PARSE_H
#define IO_MAPPING_PARSE_H

#include "io/labels.h"
#include "io/tally.h"

struct parser {
    struct mapping *map;
    struct err *err;
    uint32_t line;
    struct map_table all, *table; /* all: what [all] says; table: the one being read */
    struct map_list *list;
    bool in_all, in_collection;
    struct str *told; /* of the collection: what the last line said, which the next may go on with */
    uint32_t told_in[COLLECTION_FIELDS]; /* where each of its keys stands; 0: nowhere */
    uint32_t said[32]; /* keys of this section and where they stand */
    struct str keys[32];
    unsigned nkeys;
};

/* Fills p->err with "line 12: ..." and returns it. */
int wrong(const struct parser *p, uint32_t line, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* A text to stand in such a sentence by %.*s: cut, if need be. */
#define QUOTE(s) (int)MIN((s).len, (size_t)80), (s).p ? (s).p : ""

struct str word(struct str *rest); /* the first word of *rest, taken off */
/* A text in quotes at the start of *rest, taken off, or all of it. False: the quote is never
 * closed. */
bool quoted_text(struct str *out, struct str *rest, bool *was_quoted);
bool one_place(uint32_t *out, struct str text, bool columns); /* "11", or "F" of columns */

int table_key(struct parser *p, struct str key, struct str value); /* one line of a table */

int collection_begin(struct parser *p);
int collection_key(struct parser *p, struct str key, struct str value); /* one line of [collection] */
/* A line that begins with a blank goes on with what the one above says. False: there is none above. */
bool collection_more(struct parser *p, struct str line);
int collection_end(struct parser *p); /* of the mapping: is all there that is needed? */

#endif
