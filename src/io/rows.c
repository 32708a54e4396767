/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/utf8.h"
#include "io/formats.h"

bool header_read(struct header *h, struct csv *csv, struct arena *arena)
{
    h->n = 0;
    if (!csv_next(csv))
        return false;
    for (size_t i = 0; i < csv->n; i++)
        h->name[h->n++] = arena_str(arena, str_trim(csv->field[i]));
    h->fault = csv->fault;
    h->sheet = 0;
    h->row = csv->line;
    return true;
}

int header_find(const struct header *h, const char *name)
{
    for (size_t i = 0; i < h->n; i++)
        if (str_eq_nocase(h->name[i], str_of(name)))
            return (int)i;
    return -1;
}

int header_sound(const struct header *h, struct err *err)
{
    if (h->fault == CSV_TOO_MANY_FIELDS)
        return err_set(err, ERR_INPUT, "the header has more than %d columns", CSV_FIELDS_MAX);
    if (h->fault)
        return err_set(err, ERR_INPUT, "in the header a quote is not closed or has text behind it");
    for (size_t i = 1; i < h->n; i++)
        for (size_t k = 0; k < i && h->name[i].len; k++)
            if (str_eq_nocase(h->name[i], h->name[k]))
                return err_set(err, ERR_INPUT, "the header names the column %.*s twice",
                               (int)MIN(h->name[i].len, (size_t)60), h->name[i].p);
    return 0;
}

void header_unknown(const struct header *h, size_t i, struct finding_list *findings)
{
    struct finding *f = finding_add(findings, RULE_COLUMN_UNKNOWN);
    f->sheet = h->sheet;
    f->row = h->row;
    f->column = (uint16_t)(i + 1);
    finding_say(findings, f, "the column \"%.*s\" is not known and is not read",
                (int)MIN(h->name[i].len, (size_t)60), h->name[i].p);
}

/* The finding about a row that gives no figure. */
static struct finding *row_fault(struct resolver *rs, enum rule rule, uint32_t line)
{
    struct finding *f = finding_add(rs->rd->findings, rule);
    f->row = line;
    rs->rd->set->cells++;
    return f;
}

#define SAY(rs, f, ...) finding_say((rs)->rd->findings, (f), __VA_ARGS__)

static bool row_is_text(const struct csv *csv)
{
    for (size_t i = 0; i < csv->n; i++)
        if (utf8_valid(csv->field[i]) != csv->field[i].len ||
            (csv->field[i].len && memchr(csv->field[i].p, 0, csv->field[i].len)))
            return false;
    return true;
}

/* Fewer fields than columns are fine when only empty ones at the end were left off, as
 * spreadsheets do: every column that a key or a value needs has to be there. */
static bool row_long_enough(const struct csv *csv, const enum field *fields, size_t ncolumns)
{
    for (size_t i = csv->n; i < ncolumns; i++)
        if (fields[i] <= FIELD_VALUE && fields[i] != FIELD_CLASSIF2)
            return false;
    return csv->n <= ncolumns;
}

void read_rows(struct resolver *rs, struct csv *csv, const enum field *fields, size_t ncolumns,
               bool cut, bool (*check_row)(void *ctx, struct resolver *rs, const struct csv *csv),
               void *ctx)
{
    bool all_text = utf8_valid(rs->rd->bytes) == rs->rd->bytes.len &&
                    !memchr(rs->rd->bytes.p, 0, rs->rd->bytes.len);
    while (csv_next(csv)) {
        if (csv->fault == CSV_UNCLOSED_QUOTE || csv->fault == CSV_TEXT_AFTER_QUOTE) {
            SAY(rs, row_fault(rs, RULE_ROW_DAMAGED, csv->line),
                csv->fault == CSV_UNCLOSED_QUOTE
                    ? "a quote is opened here and never closed; the rest of the file is lost"
                    : "text stands behind a closing quote");
            continue;
        }
        if (!row_long_enough(csv, fields, ncolumns)) {
            SAY(rs, row_fault(rs, RULE_ROW_SHORT, csv->line),
                "the row has %zu fields, the header %zu columns; a comma inside a number or text "
                "needs quotes around it", csv->n, ncolumns);
            continue;
        }
        if (!all_text && !row_is_text(csv)) {
            SAY(rs, row_fault(rs, RULE_NOT_TEXT, csv->line),
                "the row holds bytes that are not UTF-8 text; save the file as UTF-8");
            continue;
        }
        for (size_t i = 0; i < ncolumns; i++) {
            struct str text = i < csv->n ? str_trim(csv->field[i]) : STR("");
            if (fields[i] == FIELD_COUNT)
                continue;
            /* notes are free text, in which a colon is no label's */
            if (cut && (fields[i] < FIELD_NOTE_CLASSIF || fields[i] > FIELD_NOTE_SOURCE)) {
                const char *colon = memmem(text.p, text.len, ": ", 2);
                text.len = colon ? (size_t)(colon - text.p) : text.len;
            }
            rs->text[fields[i]] = text;
        }
        if (!check_row || check_row(ctx, rs, csv))
            resolver_row(rs, csv->line);
        else
            rs->rd->set->cells++;
    }
}
