/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/utf8.h"
#include "io/decimals.h"
#include "io/formats.h"

bool header_read(struct header *h, struct csv *csv, struct arena *arena)
{
    h->n = 0;
    if (!csv_next(csv))
        return false;
    for (size_t i = 0; i < csv->n; i++)
        h->name[h->n++] = arena_str(arena, field_bare(csv->field[i]));
    h->wide = h->n;
    while (h->n && h->name[h->n - 1].len == 0)
        h->n--;
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
                return err_set(err, ERR_INPUT, "the header names the column %s twice",
                               utf8_brief(h->name[i]).text);
    return 0;
}

void header_unknown(const struct header *h, size_t i, struct finding_list *findings)
{
    struct finding *f = finding_add(findings, RULE_COLUMN_UNKNOWN);
    f->sheet = h->sheet;
    f->row = h->row;
    f->column = (uint16_t)(i + 1);
    if (i < h->n && h->name[i].len)
        finding_say(findings, f, "the column \"%s\" is not known and is not read",
                    utf8_brief(h->name[i]).text);
    else
        finding_say(findings, f, "column %zu has no name in the header and is not read", i + 1);
}

/* -- fields -------------------------------------------------------------------------------- */

/* Blanks that str_trim does not know: how many bytes one takes at the front, or 0. */
static size_t blank_len(const char *p, size_t len)
{
    static const char *const blanks[] = {"\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89",
                                         "\xe2\x80\x8b", "\xe3\x80\x80", "\xef\xbb\xbf"};
    for (size_t i = 0; i < ARRAY_LEN(blanks); i++)
        if (len >= strlen(blanks[i]) && memcmp(p, blanks[i], strlen(blanks[i])) == 0)
            return strlen(blanks[i]);
    return 0;
}

struct str field_bare(struct str s)
{
    for (size_t n, m;;) {
        s = str_trim(s);
        n = blank_len(s.p, s.len);
        s = str_sub(s, n, s.len);
        m = 0;
        for (size_t k = 2; k <= 3 && k <= s.len && !m; k++)
            m = blank_len(s.p + s.len - k, k) == k ? k : 0;
        s.len -= m;
        if (!n && !m)
            break;
    }
    return str_starts(s, STR("'")) ? str_trim(str_sub(s, 1, s.len)) : s;
}

static bool is_note(enum field field)
{
    return field >= FIELD_NOTE_CLASSIF && field <= FIELD_NOTE_SOURCE;
}

/* -- rows ---------------------------------------------------------------------------------- */

/* The finding about a row that gives no figure. */
static struct finding *row_fault(struct resolver *rs, enum rule rule, uint32_t line)
{
    struct finding *f = finding_add(rs->rd->findings, rule);
    f->row = line;
    rs->rd->set->cells++;
    return f;
}

#define SAY(rs, f, ...) finding_say((rs)->rd->findings, (f), __VA_ARGS__)

/* The first field that is no text; csv->n: all are. */
static size_t first_not_text(const struct csv *csv)
{
    size_t i = 0;
    while (i < csv->n && utf8_valid(csv->field[i]) == csv->field[i].len &&
           !(csv->field[i].len && memchr(csv->field[i].p, 0, csv->field[i].len)))
        i++;
    return i;
}

static void say_not_text(struct resolver *rs, const struct csv *csv, size_t i)
{
    struct finding *f = row_fault(rs, RULE_NOT_TEXT, csv->line);
    f->column = (uint16_t)(i + 1);
    SAY(rs, f, "\"%s\" holds bytes that are not UTF-8 text; save the file as UTF-8, in Excel as \"CSV "
        "UTF-8 (Comma delimited)\"", utf8_brief(csv->field[i]).text);
}

/* A comma in a number without quotes, "1,933.89": there is a digit behind the value. */
static bool looks_cut(const struct resolver *rs, const struct csv *csv, const struct header *h,
                      const enum field *fields)
{
    size_t behind = rs->column[FIELD_VALUE];
    struct str text = behind < h->n ? field_bare(csv->field[behind]) : STR("");
    return text.len && fields[behind] != FIELD_TIME && text.p[0] >= '0' && text.p[0] <= '9';
}

/* Fewer fields than columns are fine when only empty ones at the end were left off, as
 * spreadsheets do: every column that a key or a value needs has to be there. More are fine when
 * they are empty, or stand below a header's end without names. */
static bool row_fits(struct resolver *rs, const struct csv *csv, const struct header *h,
                     const enum field *fields)
{
    for (size_t i = csv->n; i < h->n; i++)
        if (fields[i] <= FIELD_VALUE && fields[i] != FIELD_CLASSIF2)
            return false;
    for (size_t i = h->wide; i < csv->n; i++)
        if (field_bare(csv->field[i]).len)
            return false;
    if (csv->n > h->wide && looks_cut(rs, csv, h, fields))
        return false;
    for (size_t i = h->n; i < MIN(csv->n, h->wide); i++)
        if (field_bare(csv->field[i]).len &&
            finding_first(rs->rd->findings, RULE_COLUMN_UNKNOWN,
                          str_of(arena_fmt(&rs->rd->findings->arena, "column %zu", i + 1))))
            header_unknown(h, i, rs->rd->findings);
    return csv->fault != CSV_TOO_MANY_FIELDS;
}

static bool row_is_blank(const struct csv *csv)
{
    for (size_t i = 0; i < csv->n; i++)
        if (field_bare(csv->field[i]).len)
            return false;
    return true;
}

/* How many fields too few or too many, and what it may come from. */
static void say_misfit(struct resolver *rs, const struct csv *csv, const struct header *h)
{
    struct finding *f = row_fault(rs, RULE_ROW_SHORT, csv->line);
    if (csv->n > h->n)
        SAY(rs, f,
            csv->sep == ',' ? "the row has %zu fields, the header %zu columns; a comma inside a number "
                              "or text needs quotes around it"
                            : "the row has %zu fields, the header %zu columns; a separator inside a "
                              "number or text needs quotes around it", csv->n, h->n);
    else
        SAY(rs, f,
            csv->n == 1 ? "the row has %zu field, the header %zu columns; below the header there are to "
                          "be figures only, no notes, each with all columns"
                        : "the row has %zu fields, the header %zu columns; below the header there are "
                          "to be figures only, no notes, each with all columns", csv->n, h->n);
}

enum again { NO_HEADER, SAME_HEADER, OTHER_HEADER };

/* Files put one behind the other have the header between them again. */
static enum again header_again(const struct csv *csv, const struct header *h,
                               const enum field *fields)
{
    size_t known = 0, same = 0, needed = 0;
    for (size_t i = 0; i < h->n; i++)
        needed += fields[i] != FIELD_COUNT;
    for (size_t i = 0; i < csv->n; i++) {
        struct str text = field_bare(csv->field[i]);
        int at = -1;
        for (size_t k = 0; k < h->n && at < 0 && text.len; k++)
            at = str_eq_nocase(text, h->name[k]) ? (int)k : -1;
        known += at >= 0;
        same += at == (int)i;
    }
    if (known < 3 || known < needed / 2)
        return NO_HEADER;
    return same == h->n && csv->n <= h->wide ? SAME_HEADER : OTHER_HEADER;
}

/* A row without figures that is none: of separators alone, or the header again. At another header
 * the reading ends. */
static bool is_no_row(bool *end, struct resolver *rs, const struct csv *csv, const struct header *h,
                      const enum field *fields)
{
    enum again again = header_again(csv, h, fields);
    *end = again == OTHER_HEADER;
    if (*end)
        SAY(rs, row_fault(rs, RULE_ROW_SHORT, csv->line),
            "here a second header begins, with other columns than the first; it and the rows below it "
            "are not read; make two files of this one");
    return again != NO_HEADER || row_is_blank(csv);
}

void read_rows(struct resolver *rs, struct csv *csv, const struct header *h,
               const enum field *fields, bool cut,
               bool (*check_row)(void *ctx, struct resolver *rs, const struct csv *csv), void *ctx)
{
    struct decimals decimals;
    bool end = false;
    bool all_text = utf8_valid(rs->rd->bytes) == rs->rd->bytes.len &&
                    !memchr(rs->rd->bytes.p, 0, rs->rd->bytes.len);
    decimals_init(&decimals, rs, csv);
    while (!end && csv_next(csv)) {
        if (csv->fault == CSV_UNCLOSED_QUOTE || csv->fault == CSV_TEXT_AFTER_QUOTE) {
            SAY(rs, row_fault(rs, RULE_ROW_DAMAGED, csv->line),
                csv->fault == CSV_UNCLOSED_QUOTE
                    ? "a quote is opened here and never closed; the rest of the file is lost"
                    : "text stands behind a closing quote");
            continue;
        }
        if ((csv->n != h->n || csv->fault) && !row_fits(rs, csv, h, fields)) {
            if (is_no_row(&end, rs, csv, h, fields))
                continue;
            say_misfit(rs, csv, h);
            continue;
        }
        size_t odd = all_text ? csv->n : first_not_text(csv);
        if (odd < csv->n) {
            say_not_text(rs, csv, odd);
            continue;
        }
        for (size_t i = 0; i < h->n; i++) {
            struct str text = i < csv->n ? csv->field[i] : STR("");
            if (fields[i] == FIELD_COUNT)
                continue;
            text = is_note(fields[i]) ? str_trim(text) : field_text(text);
            /* notes are free text, in which a colon is no label's */
            if (cut && !is_note(fields[i])) {
                const char *colon = str_find(text, STR(": "));
                text.len = colon ? (size_t)(colon - text.p) : text.len;
            }
            rs->text[fields[i]] = text;
        }
        struct str time = rs->text[FIELD_TIME];
        if ((time.len == 0 || time.p[0] < '0' || time.p[0] > '9') &&
            is_no_row(&end, rs, csv, h, fields))
            continue;
        if (!check_row || check_row(ctx, rs, csv)) {
            decimals_value(&decimals, rs, csv->line);
            resolver_row(rs, csv->line);
        } else {
            rs->rd->set->cells++;
        }
    }
    decimals_say(&decimals, rs);
}
