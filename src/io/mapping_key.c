/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The keys of a table in a mapping, one line each. */

#include "base/utf8.h"
#include "io/mapping_parse.h"
#include "syntax/workbook.h"

#include <stdarg.h>
#include <stdio.h>

int wrong(const struct parser *p, uint32_t line, const char *fmt, ...)
{
    char text[600];
    struct buf clean = {0};
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    utf8_quote(&clean, str_of(text), sizeof text);
    int r = err_set(p->err, ERR_INPUT, "line %u: %s", line, clean.p ? clean.p : "");
    buf_release(&clean);
    return r;
}

/* -- words and texts ---------------------------------------------------------------------- */

struct str word(struct str *rest)
{
    *rest = str_trim(*rest);
    size_t n = 0;
    while (n < rest->len && rest->p[n] != ' ' && rest->p[n] != '\t')
        n++;
    struct str w = str_sub(*rest, 0, n);
    *rest = str_trim(str_sub(*rest, n, rest->len));
    return w;
}

bool quoted_text(struct str *out, struct str *rest, bool *was_quoted)
{
    *rest = str_trim(*rest);
    *was_quoted = rest->len && rest->p[0] == '"';
    if (!*was_quoted) {
        *out = *rest;
        *rest = STR("");
        return true;
    }
    const char *close = memchr(rest->p + 1, '"', rest->len - 1);
    *out = STR("");
    if (!close)
        return false;
    *out = (struct str){rest->p + 1, (size_t)(close - rest->p - 1)};
    *rest = str_trim(str_sub(*rest, out->len + 2, rest->len));
    return true;
}

/* A whole value that is a text, quoted or not. */
static int text_value(struct parser *p, struct str *out, struct str value)
{
    bool was_quoted;
    if (!quoted_text(out, &value, &was_quoted))
        return wrong(p, p->line, "the quote is never closed");
    if (value.len)
        return wrong(p, p->line, "\"%.*s\" stands behind the closing quote", QUOTE(value));
    return 0;
}

/* -- places ---------------------------------------------------------------------------------- */

bool one_place(uint32_t *out, struct str text, bool columns)
{
    uint64_t n;
    text = str_trim(text);
    if (columns)
        return (*out = column_parse(text)) != 0;
    if (!str_uint(&n, text, UINT32_MAX - 1) || n == 0)
        return false;
    *out = (uint32_t)n;
    return true;
}

/* "18-290, 300, 310-" or "B-L, N" */
static int range_list(struct parser *p, struct ranges *out, struct str value, bool columns)
{
    const char *would = columns ? "columns as B-L, N or F-" : "rows as 18-290, 300 or 18-";
    struct str piece;
    out->n = 0;
    while (str_next(&piece, &value, ',')) {
        struct range r;
        struct str tail = str_trim(piece), head;
        bool dash = memchr(tail.p ? tail.p : "", '-', tail.len) != NULL;
        str_next(&head, &tail, '-');
        if (out->n == MAPPING_RANGES)
            return wrong(p, p->line, "more than %d pieces; give the rest in a further table",
                         MAPPING_RANGES);
        bool fine = one_place(&r.from, head, columns);
        if (!dash)
            r.to = r.from;
        else if (str_trim(tail).len == 0)
            r.to = UINT32_MAX;
        else
            fine = one_place(&r.to, tail, columns) && fine;
        if (!fine || r.to < r.from)
            return wrong(p, p->line, "\"%.*s\" is to be %s", QUOTE(str_trim(piece)), would);
        out->v[out->n++] = r;
    }
    return 0;
}

/* Columns by letters and by headings: B-L, "OBS_VALUE", "19*" */
static int column_list(struct parser *p, struct ranges *out, struct headings *headed, struct str value)
{
    struct buf letters = {0};
    struct str piece;
    bool quoted;
    *headed = (struct headings){.line = p->line};
    out->n = 0;
    while (value.len) {
        if (!str_starts(value, STR("\""))) {
            str_next(&piece, &value, ',');
            buf_puts(&letters, letters.len ? "," : "");
            buf_str(&letters, piece);
            value = str_trim(value);
            continue;
        }
        if (!quoted_text(&piece, &value, &quoted) || headed->n == MAPPING_RANGES ||
            (value.len && value.p[0] != ',')) {
            buf_release(&letters);
            return wrong(p, p->line, "columns are to be as B-L, N or \"OBS_VALUE\", \"19*\", at most %d of them",
                         MAPPING_RANGES);
        }
        headed->v[headed->n++] = arena_str(&p->map->arena, piece);
        value = str_trim(str_sub(value, 1, value.len));
    }
    int r = letters.len ? range_list(p, out, buf_view(&letters), true) : 0;
    buf_release(&letters);
    return r;
}

/* B, or "REF_AREA"; what is behind it stays in *rest. */
static bool one_column(struct parser *p, uint32_t *at, struct str *heading, struct str *rest)
{
    struct str text;
    bool quoted = str_starts(*rest, STR("\""));
    *heading = STR("");
    if (!quoted)
        return one_place(at, word(rest), true);
    if (!quoted_text(&text, rest, &quoted) || text.len == 0)
        return false;
    *at = 0;
    *heading = arena_str(&p->map->arena, text);
    return true;
}

/* "C12 is TEXT" */
static int cell_is(struct parser *p, struct map_cell *out, struct str value)
{
    struct str name = word(&value);
    if (!cell_parse(&out->column, &out->row, name) || !str_is(word(&value), "is"))
        return wrong(p, p->line, "this is to be the name of a cell and what it says, as B3 is "
                     "\"Table 1*\"");
    out->line = p->line;
    int r = text_value(p, &out->said, value);
    out->text = label_fold(&p->map->arena, out->said);
    return r;
}

/* -- keys of a table ---------------------------------------------------------------------------- */

static const struct {
    const char *name;
    enum field field;
} field_keys[] = {
    {"country", FIELD_AREA},
    {"indicator", FIELD_INDICATOR},
    {"source", FIELD_SOURCE},
    {"sex", FIELD_SEX},
    {"classif1", FIELD_CLASSIF1},
    {"classif2", FIELD_CLASSIF2},
    {"time", FIELD_TIME},
    {"status", FIELD_STATUS},
    {"note_classif", FIELD_NOTE_CLASSIF},
    {"note_indicator", FIELD_NOTE_INDICATOR},
    {"note_source", FIELD_NOTE_SOURCE},
};

const char *field_key(enum field field)
{
    for (size_t i = 0; i < ARRAY_LEN(field_keys); i++)
        if (field_keys[i].field == field)
            return field_keys[i].name;
    return "";
}

/* CODE, or "column B [carried] [by LIST] [as VERSION]", or the same with "header 16" */
static int field_value(struct parser *p, enum field field, struct str value)
{
    struct map_field f = {.from = FROM_FIXED, .fixed = value, .line = p->line, .version = -1};
    struct str rest = value, w = word(&rest);
    bool column = str_is(w, "column"), header = str_is(w, "header");
    if (field == FIELD_SEX)
        f.version = ref_version_find(p->map->ref, STR("SEX"));
    if (column || header) {
        f.from = column ? FROM_COLUMN : FROM_HEADER;
        f.fixed = STR("");
        struct str said = rest;
        w = word(&said);
        if (column && !one_column(p, &f.at, &f.heading, &rest))
            return wrong(p, p->line, "\"%.*s\" is no column; it is to be as column B or column \"REF_AREA\"",
                         QUOTE(w));
        if (header && !one_place(&f.at, word(&rest), false))
            return wrong(p, p->line, "\"%.*s\" is no row; it is to be as header 16", QUOTE(w));
        while (rest.len) {
            w = word(&rest);
            struct str name = {0};
            if (str_is(w, "carried")) {
                f.carried = true;
                continue;
            }
            bool by = str_is(w, "by");
            if (by || str_is(w, "as"))
                name = word(&rest);
            if (name.len == 0)
                return wrong(p, p->line, "\"%.*s\" is not understood here; it is to be column B or "
                             "header 16, and behind it carried, by LIST, as VERSION", QUOTE(w));
            if (by)
                f.list_name = arena_str(&p->map->arena, name);
            else if ((f.version = ref_version_find(p->map->ref, name)) < 0)
                return wrong(p, p->line, "\"%.*s\" is no version of a classification; it is to be "
                             "as CCT_CTZ or AGE_AGGREGATE", QUOTE(name));
        }
    } else {
        f.fixed = arena_str(&p->map->arena, value);
    }
    p->table->field[field] = f;
    return 0;
}

static int sheet_value(struct parser *p, struct str value)
{
    struct map_table *t = p->table;
    struct str rest = value;
    uint64_t number;
    if (str_is(word(&rest), "where")) {
        t->sheet_by = SHEET_CELL;
        return cell_is(p, &t->sheet_cell, rest);
    }
    if (str_uint(&number, value, WORKBOOK_SHEETS_MAX) && number) {
        t->sheet_by = SHEET_NUMBER;
        t->sheet_number = (uint32_t)number;
        return 0;
    }
    t->sheet_by = SHEET_NAME;
    int r = text_value(p, &t->sheet, value);
    t->sheet = label_fold(&p->map->arena, t->sheet);
    return r;
}

/* skip = rows 20, 25-30   skip = column B is TEXT   only = column B is TEXT */
static int test_value(struct parser *p, bool only, struct str value)
{
    struct map_table *t = p->table;
    struct str w = word(&value), text;
    if (str_is(w, "rows") && !only)
        return range_list(p, &t->skip, value, false);
    struct map_test test = {.only = only, .line = p->line};
    if (!str_is(w, "column") || !one_column(p, &test.column, &test.heading, &value) ||
        !str_is(word(&value), "is"))
        return wrong(p, p->line, "this is to be as column B is \"of which*\"%s",
                     only ? "" : ", or rows 20, 25-30");
    if (t->ntests == MAPPING_TESTS)
        return wrong(p, p->line, "more than %d lines of skip and only", MAPPING_TESTS);
    int r = text_value(p, &text, value);
    test.text = label_fold(&p->map->arena, text);
    t->tests[t->ntests++] = test;
    return r;
}

static int scale_value(struct parser *p, struct str value)
{
    unsigned decimals;
    double scale;
    if (num_parse(&scale, &decimals, value) == NUM_OK)
        for (int power = -9; power <= 9; power++) {
            double is = 1;
            for (int i = 0; i < (power < 0 ? -power : power); i++)
                is *= 10;
            if (scale == (power < 0 ? 1 / is : is)) {
                p->table->scale = power;
                p->table->scaled = true;
                return 0;
            }
        }
    return wrong(p, p->line, "scale is to be a power of ten, as 0.001 where persons are counted and "
                 "the table is in thousands");
}

static int round_value(struct parser *p, struct str value)
{
    uint64_t decimals;
    if (!str_uint(&decimals, value, 9))
        return wrong(p, p->line, "round is to be a number of decimals from 0 to 9, as 3 where a program "
                     "wrote 1078.9930000000002");
    p->table->round = (int)decimals;
    return 0;
}

struct choice {
    const char *word;
    int value;
};

static int choose(struct parser *p, int *out, const struct choice *choices, struct str value,
                  const char *would)
{
    for (; choices->word; choices++)
        if (str_is(value, choices->word)) {
            *out = choices->value;
            return 0;
        }
    return wrong(p, p->line, "\"%.*s\" is to be %s", QUOTE(value), would);
}

int table_key(struct parser *p, struct str key, struct str value)
{
    static const struct choice nils[] = {
        {"zero", NIL_ZERO}, {"none", NIL_NONE}, {"leave", NIL_LEAVE}, {NULL, 0}};
    static const struct choice nones[] = {{"status", 0}, {"leave", 1}, {NULL, 0}};
    static const struct choice points[] = {
        {"point", '.'}, {"comma", ','}, {".", '.'}, {",", ','}, {NULL, 0}};
    static const struct choice separators[] = {{"comma", ','},  {"semicolon", ';'}, {"tab", '\t'},
                                               {"bar", '|'}, {NULL, 0}};
    static const struct choice yes_no[] = {{"yes", 1}, {"no", 0}, {NULL, 0}};
    struct map_table *t = p->table;
    int chosen = 0, r;
    for (size_t i = 0; i < ARRAY_LEN(field_keys); i++)
        if (str_is(key, field_keys[i].name))
            return field_value(p, field_keys[i].field, value);
    if (str_is(key, "sheet"))
        return sheet_value(p, value);
    if (str_is(key, "rows"))
        return range_list(p, &t->rows, value, false);
    if (str_is(key, "figures"))
        return column_list(p, &t->figures, &t->figures_headed, value);
    if (str_is(key, "ignore"))
        return column_list(p, &t->ignore, &t->ignore_headed, value);
    if (str_is(key, "headings"))
        return one_place(&t->headings, value, false)
                   ? 0 : wrong(p, p->line, "headings is to be the row in which the columns are named, as 1");
    if (str_is(key, "skip") || str_is(key, "only"))
        return test_value(p, str_is(key, "only"), value);
    if (str_is(key, "scale"))
        return scale_value(p, value);
    if (str_is(key, "round"))
        return round_value(p, value);
    if (str_is(key, "marks")) {
        t->marks_name = arena_str(&p->map->arena, value);
        return 0;
    }
    if (str_is(key, "expect")) {
        if (t->nexpect == MAPPING_TESTS)
            return wrong(p, p->line, "more than %d lines of expect", MAPPING_TESTS);
        return cell_is(p, &t->expect[t->nexpect++], value);
    }
    if (str_is(key, "dash")) {
        r = choose(p, &chosen, nils, value, "zero, none (no figure) or leave (not read)");
        t->nil = (enum nil)chosen;
        return r;
    }
    if (str_is(key, "none")) {
        r = choose(p, &chosen, nones, value, "status (an observation without a figure) or leave");
        t->none_left = chosen;
        return r;
    }
    if (str_is(key, "decimals")) {
        r = choose(p, &chosen, points, value, "point or comma");
        t->decimals = (char)chosen;
        return r;
    }
    if (str_is(key, "optional")) {
        r = choose(p, &chosen, yes_no, value, "yes (a file without this table is fine) or no");
        t->optional = chosen;
        return r;
    }
    if (str_is(key, "separator") && p->in_all) {
        r = choose(p, &chosen, separators, value, "comma, semicolon, tab or bar");
        p->map->separator = (char)chosen;
        return r;
    }
    return wrong(p, p->line, "\"%.*s\" is no key%s; the keys are sheet, expect, rows, figures, "
                 "headings, ignore, skip, only, country, indicator, source, sex, classif1, classif2, time, "
                 "status, note_classif, note_indicator, note_source, scale, round, decimals, dash, "
                 "none, marks, optional, and in [all] separator", QUOTE(key),
                 str_is(key, "separator") ? " of a table" : "");
}
