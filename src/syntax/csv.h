/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Comma-separated text (RFC 4180, and what people make of it) as rows of fields.
 *
 *     struct csv c;
 *     csv_init(&c, text, ',');
 *     while (csv_next(&c))
 *         for (size_t i = 0; i < c.n; i++)
 *             use(c.field[i], c.line);
 *     csv_release(&c);
 *
 * The whole text is in memory; fields point into it, or (quoted with doubled
 * quotes) into scratch that lives until the next row. A byte order mark at the front
 * of a row is skipped, lines end in LF, CRLF or CR, blank lines are passed over.
 * Nothing here fails: a quote that is never closed ends at the end of the text
 * and sets `fault`, text behind a closing quote is kept and sets `fault`, and so does
 * text in more than CSV_FIELDS_MAX fields; empty ones beyond are dropped. */
#ifndef SYNTAX_CSV_H
#define SYNTAX_CSV_H

#include "base/buf.h"

enum csv_fault { CSV_FINE, CSV_UNCLOSED_QUOTE, CSV_TEXT_AFTER_QUOTE, CSV_TOO_MANY_FIELDS };
enum { CSV_FIELDS_MAX = 512 };

struct csv {
    struct str field[CSV_FIELDS_MAX];
    size_t n;
    uint32_t line;        /* where the row begins, from 1 */
    enum csv_fault fault; /* of this row */
    const char *p, *end;
    uint32_t next_line;
    char sep;
    struct buf scratch;
};

void csv_init(struct csv *c, struct str text, char sep);
/* The same for a text that says itself what separates: in a first line "sep=;", as Excel writes
 * it, else by csv_guess_sep. Lines of nothing but separators above the first row are passed over. */
void csv_begin(struct csv *c, struct str text);
bool csv_next(struct csv *c);
void csv_release(struct csv *c);

/* Which of , ; tab | separates the first line best, outside of quotes; ',' when none occurs. */
char csv_guess_sep(struct str text);

/* Writing: the field, quoted if it has to be, without separator or line end. */
void csv_put(struct buf *out, struct str field);

/* A text made safe for spreadsheets, which run a cell beginning with = + - @ as a
 * formula: those get an apostrophe in front (OWASP, CSV injection). Only for free
 * text written by people, never for codes and numbers. */
void csv_put_text(struct buf *out, struct str field);

#endif
