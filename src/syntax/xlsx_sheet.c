/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/xlsx.h"

#include "base/num.h"
#include "base/utf8.h"

struct sheet_reader {
    struct xlsx *x;
    struct err *err;
    uint32_t row, column;
    bool in_rows, in_inline, row_hidden, formula, has_value;
    char type[12]; /* of the cell: "s", "str", "inlineStr", "b", "e", "n", "d" */
    enum sheet_date date;
    uint8_t hidden_column[WORKBOOK_COLUMNS_MAX + 1];
};

static void damaged(struct sheet_xml *x, const char *what, const char *value)
{
    sheet_xml_fail(x, err_set(x->err, ERR_INPUT, "\"%s\" is no %s: the file is damaged",
                              utf8_brief(str_of(value)).text, what));
}

static bool number_of(uint32_t *out, const char *text)
{
    uint64_t n;
    if (!text || !str_uint(&n, str_of(text), UINT32_MAX - 1) || n == 0)
        return false;
    *out = (uint32_t)n;
    return true;
}

static void columns(struct sheet_xml *x, const char **attrs)
{
    struct sheet_reader *s = x->self;
    uint32_t min, max;
    if (!sheet_attr_is_true(attrs, "hidden") || !number_of(&min, sheet_attr(attrs, "min")) ||
        !number_of(&max, sheet_attr(attrs, "max")))
        return;
    for (uint32_t i = min; i <= MIN(max, (uint32_t)WORKBOOK_COLUMNS_MAX); i++)
        s->hidden_column[i] = true;
}

static void merge(struct sheet_xml *x, const char **attrs)
{
    struct sheet_reader *s = x->self;
    const char *ref = sheet_attr(attrs, "ref");
    struct str rest = str_of(ref), from, to;
    struct sheet_merge m;
    if (!str_next(&from, &rest, ':') || !cell_parse(&m.column, &m.row, from)) {
        damaged(x, "range of cells", ref);
        return;
    }
    if (!str_next(&to, &rest, ':'))
        to = from;
    if (!cell_parse(&m.to_column, &m.to_row, to) || m.to_column < m.column || m.to_row < m.row) {
        damaged(x, "range of cells", ref);
        return;
    }
    int r = sheet_out_merge(s->x->out, &m, x->err);
    if (r < 0)
        sheet_xml_fail(x, r);
}

static void row_start(struct sheet_xml *x, const char **attrs)
{
    struct sheet_reader *s = x->self;
    const char *number = sheet_attr(attrs, "r");
    if (!number)
        s->row++;
    else if (!number_of(&s->row, number))
        damaged(x, "number of a row", number);
    s->column = 0;
    s->row_hidden = sheet_attr_is_true(attrs, "hidden");
}

/* The column of "C12" in row 12; rows past the limit are told from damage. */
static bool place(struct sheet_reader *s, const char *ref)
{
    size_t n = 0;
    uint32_t row;
    while ((ref[n] & ~0x20) >= 'A' && (ref[n] & ~0x20) <= 'Z')
        n++;
    if (n == 0 || n > 6 || !number_of(&row, ref + n) || row != s->row)
        return false;
    s->column = column_parse((struct str){ref, n});
    if (s->column == 0)
        s->column = WORKBOOK_COLUMNS_MAX + 1;
    return true;
}

static void cell_start(struct sheet_xml *x, const char **attrs)
{
    struct sheet_reader *s = x->self;
    const char *ref = NULL, *style = NULL, *type = NULL;
    for (; attrs[0]; attrs += 2) {
        if (attrs[0][1])
            continue;
        if (attrs[0][0] == 'r')
            ref = attrs[1];
        else if (attrs[0][0] == 's')
            style = attrs[1];
        else if (attrs[0][0] == 't')
            type = attrs[1];
    }
    uint64_t xf;
    if (!ref)
        s->column++;
    else if (!place(s, ref))
        damaged(x, "cell of its row", ref);
    s->date = SHEET_NO_DATE;
    if (style && s->x->ndates && str_uint(&xf, str_of(style), s->x->ndates - 1))
        s->date = (enum sheet_date)s->x->dates[xf];
    s->type[0] = 'n';
    s->type[1] = '\0';
    if (type && strlen(type) < sizeof s->type)
        memcpy(s->type, type, strlen(type) + 1);
    s->formula = s->has_value = false;
    x->text.len = 0;
}

static void in_rows(struct sheet_xml *x, const char *name, const char **attrs)
{
    struct sheet_reader *s = x->self;
    char letter = name[0] && name[1] == '\0' ? name[0] : '\0';
    if (letter == 'c') {
        cell_start(x, attrs);
    } else if (letter == 'v') {
        x->text.len = 0;
        x->capture = s->has_value = true;
    } else if (letter == 'f') {
        s->formula = true;
        sheet_xml_skip(x);
    } else if (letter == 't' && s->in_inline) {
        x->capture = s->has_value = true;
    } else if (strcmp(name, "row") == 0) {
        row_start(x, attrs);
    } else if (strcmp(name, "is") == 0) {
        s->in_inline = true;
        x->text.len = 0;
    } else if (!(letter == 'r' && s->in_inline)) {
        sheet_xml_skip(x); /* how it is pronounced, extensions */
    }
}

static void start(struct sheet_xml *x, const char *name, const char **attrs)
{
    struct sheet_reader *s = x->self;
    if (s->in_rows) {
        in_rows(x, name, attrs);
    } else if (x->depth == 1) {
        if (strcmp(name, "worksheet") != 0)
            sheet_xml_fail(x, err_set(x->err, ERR_INPUT, "it is not a sheet"));
    } else if (strcmp(name, "sheetData") == 0) {
        s->in_rows = true;
    } else if (strcmp(name, "col") == 0) {
        columns(x, attrs);
    } else if (strcmp(name, "mergeCell") == 0) {
        merge(x, attrs);
    } else if (strcmp(name, "cols") != 0 && strcmp(name, "mergeCells") != 0) {
        sheet_xml_skip(x);
    }
}

/* Only what XML's numbers are: no groups, no blanks. */
static bool is_number(double *value, struct str text)
{
    unsigned decimals;
    for (size_t i = 0; i < text.len; i++)
        if (!strchr("0123456789+-.eE", text.p[i]))
            return false;
    return num_parse(value, &decimals, text) == NUM_OK;
}

static int shared_string(struct sheet_wire *c, struct sheet_reader *s, struct str index)
{
    uint64_t n;
    char name[CELL_NAME];
    if (s->x->nstrings && str_uint(&n, str_trim(index), s->x->nstrings - 1)) {
        c->text = s->x->strings[n].at;
        c->len = s->x->strings[n].len;
        return 0;
    }
    cell_name(name, s->column, s->row);
    return err_set(s->err, ERR_INPUT, "cell %s refers to a text that is not there: the file is "
                   "damaged", name);
}

/* Kind, number and text by what the cell says it is. */
static int fill(struct sheet_wire *c, struct sheet_reader *s, struct sheet_xml *x)
{
    struct str text = sheet_xml_text(x);
    double number = 0;
    char date[SHEET_DATE_TEXT];
    c->kind = CELL_TEXT;
    if (!s->has_value) {
        text = STR("");
    } else if (strcmp(s->type, "s") == 0) {
        return shared_string(c, s, text);
    } else if (strcmp(s->type, "str") == 0 || strcmp(s->type, "inlineStr") == 0) {
        text = xlsx_unescape(&x->text, text);
    } else if (strcmp(s->type, "b") == 0) {
        bool truth = str_is(text, "1") || str_is(text, "true");
        c->kind = CELL_BOOL;
        number = truth;
        text = truth ? STR("TRUE") : STR("FALSE");
    } else if (strcmp(s->type, "e") == 0) {
        c->kind = CELL_ERROR;
    } else if (strcmp(s->type, "d") == 0) {
        c->kind = sheet_date_parse(&number, text) ? CELL_DATE : CELL_TEXT;
    } else if (is_number(&number, text = str_trim(text))) {
        size_t n = sheet_date_fmt(date, &number, s->date, s->x->from_1904);
        c->kind = n ? CELL_DATE : CELL_NUMBER;
        if (n)
            text = (struct str){date, n};
    }
    struct sheet_text t = sheet_out_text(s->x->out, text);
    c->text = t.at;
    c->len = t.len;
    memcpy(&c->number, &number, sizeof number);
    return 0;
}

static void cell_end(struct sheet_xml *x)
{
    struct sheet_reader *s = x->self;
    struct sheet_wire c = {.row = s->row, .column = (uint16_t)s->column};
    if (!s->has_value && !s->formula)
        return;
    int r = fill(&c, s, x);
    if (r == 0 && (c.len || s->formula)) {
        bool hidden = s->row_hidden || (s->column <= WORKBOOK_COLUMNS_MAX &&
                                        s->hidden_column[s->column]);
        c.flags = (uint8_t)((s->formula ? WIRE_FORMULA : 0) | (hidden ? WIRE_HIDDEN : 0));
        r = sheet_out_cell(s->x->out, &c, s->err);
    }
    if (r < 0)
        sheet_xml_fail(x, r);
}

static void end(struct sheet_xml *x, const char *name)
{
    struct sheet_reader *s = x->self;
    x->capture = false;
    if (!s->in_rows)
        return;
    if (name[0] == 'c' && name[1] == '\0')
        cell_end(x);
    else if (strcmp(name, "is") == 0)
        s->in_inline = false;
    else if (strcmp(name, "sheetData") == 0)
        s->in_rows = false;
}

int xlsx_sheet(struct xlsx *book, int64_t part, struct err *err)
{
    struct sheet_reader *s = mem_alloc(sizeof *s);
    struct sheet_xml x = {.self = s, .start = start, .end = end};
    s->x = book;
    s->err = err;
    int r = sheet_xml_read(&x, book->z, part, err);
    sheet_xml_release(&x);
    free(s);
    return r;
}
