/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/sheet_ods.h"

#include "base/map.h"
#include "base/num.h"
#include "syntax/sheet_date.h"
#include "syntax/sheet_xml.h"

#include <strings.h>

#define ODS "application/vnd.oasis.opendocument.spreadsheet"

enum { MIMETYPE_MAX = 128, STYLES_MAX = 65536 };

struct ods {
    struct sheet_out *out;
    struct strset hidden_styles; /* of sheets */
    char style_name[256];
    bool in_styles, in_body, in_table, in_row, in_cell, has_paragraph;
    /* the present place and the repetitions of what stands there */
    uint32_t row, column, rows, cells;
    bool row_hidden;
    size_t row_first;
    uint32_t next_column; /* of the columns' own elements */
    uint8_t hidden_column[WORKBOOK_COLUMNS_MAX + 1];
    /* the present cell */
    struct sheet_wire cell;
    struct str_room {
        char p[64];
        size_t len;
    } type, value;
    struct buf said; /* office:string-value */
    bool has_said, is_error;
};

static bool mimetype(char out[MIMETYPE_MAX], struct sheet_zip *z)
{
    struct sheet_part part;
    int64_t index = sheet_zip_find(z, "mimetype");
    if (index < 0 || sheet_part_open(&part, z, index, NULL) < 0)
        return false;
    int n = sheet_part_next(&part, z, out, MIMETYPE_MAX - 1, NULL);
    sheet_part_close(&part);
    out[MAX(n, 0)] = '\0';
    return n > 0;
}

bool sheet_ods_is(struct sheet_zip *z)
{
    char type[MIMETYPE_MAX];
    return mimetype(type, z) && str_starts(str_of(type), STR("application/vnd.oasis."));
}

static uint32_t repeated(const char **attrs, const char *name)
{
    uint64_t n;
    const char *text = sheet_attr(attrs, name);
    return text && str_uint(&n, str_of(text), INT32_MAX) && n > 0 ? (uint32_t)n : 1;
}

static uint32_t add(uint32_t a, uint32_t b)
{
    return (uint32_t)MIN((uint64_t)a + b, (uint64_t)INT32_MAX);
}

static bool is_hidden(const char **attrs)
{
    const char *visibility = sheet_attr(attrs, "visibility");
    return visibility && strcmp(visibility, "visible") != 0;
}

/* -- sheets, columns, rows -------------------------------------------------------------- */

static void table_start(struct sheet_xml *x, const char **attrs)
{
    struct ods *o = x->self;
    const char *name = sheet_attr(attrs, "name"), *style = sheet_attr(attrs, "style-name");
    uint32_t index;
    bool hidden = style && strset_find(&o->hidden_styles, &index, str_of(style));
    int r = sheet_out_sheet(o->out, str_of(name ? name : ""), hidden, x->err);
    if (r < 0)
        sheet_xml_fail(x, r);
    memset(o->hidden_column, 0, sizeof o->hidden_column);
    o->in_table = true;
    o->row = 1;
    o->next_column = 1;
}

static void columns(struct ods *o, const char **attrs)
{
    uint32_t n = repeated(attrs, "number-columns-repeated");
    if (is_hidden(attrs))
        for (uint32_t i = 0; i < n && o->next_column + i <= WORKBOOK_COLUMNS_MAX; i++)
            o->hidden_column[o->next_column + i] = true;
    o->next_column = add(o->next_column, n);
}

static void row_start(struct ods *o, const char **attrs)
{
    o->in_row = true;
    o->rows = repeated(attrs, "number-rows-repeated");
    o->row_hidden = is_hidden(attrs);
    o->column = 1;
    o->row_first = sheet_out_count(o->out);
}

static int row_end(struct ods *o, struct err *err)
{
    size_t to = sheet_out_count(o->out);
    int r = 0;
    for (uint32_t i = 1; i < o->rows && to > o->row_first && r == 0; i++) {
        for (size_t k = o->row_first; k < to && r == 0; k++) {
            struct sheet_wire c = *sheet_out_at(o->out, k);
            c.row += i;
            r = sheet_out_cell(o->out, &c, err);
        }
    }
    o->row = add(o->row, o->rows);
    o->in_row = false;
    return r;
}

/* -- cells ------------------------------------------------------------------------------ */

static void room(struct str_room *out, const char *text)
{
    out->len = text ? strlen(text) : 0;
    if (out->len >= sizeof out->p)
        out->len = 0; /* longer than any type or number */
    if (out->len)
        memcpy(out->p, text, out->len);
    out->p[out->len] = '\0';
}

static void cell_start(struct sheet_xml *x, const char **attrs, bool covered)
{
    struct ods *o = x->self;
    const char *type = NULL, *said = sheet_attr(attrs, "string-value");
    uint32_t width = repeated(attrs, "number-columns-spanned");
    uint32_t height = repeated(attrs, "number-rows-spanned");
    o->in_cell = true;
    o->cells = repeated(attrs, "number-columns-repeated");
    o->is_error = false;
    for (size_t i = 0; attrs[i]; i += 2) {
        if (strcmp(attrs[i], "calcext:value-type") == 0)
            o->is_error = strcmp(attrs[i + 1], "error") == 0;
    }
    type = sheet_attr(attrs, "value-type");
    room(&o->type, type);
    const char *value = sheet_attr(attrs, "value");
    if (type && strcmp(type, "date") == 0)
        value = sheet_attr(attrs, "date-value");
    else if (type && strcmp(type, "time") == 0)
        value = sheet_attr(attrs, "time-value");
    else if (type && strcmp(type, "boolean") == 0)
        value = sheet_attr(attrs, "boolean-value");
    room(&o->value, value);
    o->has_said = said != NULL;
    o->said.len = 0;
    if (said)
        buf_put(&o->said, said, MIN(strlen(said), (size_t)WORKBOOK_TEXT_MAX + 1));
    o->cell = (struct sheet_wire){.width = 1, .height = 1};
    o->cell.flags = (uint8_t)((sheet_attr(attrs, "formula") ? WIRE_FORMULA : 0) |
                              (covered || o->row_hidden ? WIRE_HIDDEN : 0));
    if (width > 1 || height > 1) {
        o->cell.flags |= WIRE_MERGED;
        o->cell.width = (uint16_t)MIN(width, (uint32_t)WORKBOOK_COLUMNS_MAX);
        o->cell.height = MIN(height, (uint32_t)WORKBOOK_ROWS_MAX);
    }
    x->text.len = 0;
    o->has_paragraph = false;
}

static bool is_error_text(struct str s)
{
    static const char *const known[] = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!",
                                        "#VALUE!"};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_is(s, known[i]))
            return true;
    return s.len >= 7 && str_starts(s, STR("Err:"));
}

static void fill(struct sheet_xml *x, struct ods *o)
{
    struct sheet_wire *c = &o->cell;
    struct str type = {o->type.p, o->type.len}, value = {o->value.p, o->value.len}, text;
    double number = 0;
    char date[SHEET_DATE_TEXT];
    unsigned decimals;
    bool formula = c->flags & WIRE_FORMULA;
    c->kind = CELL_TEXT;
    text = sheet_xml_text(x);
    if (o->is_error || (formula && is_error_text(text))) {
        c->kind = CELL_ERROR;
    } else if (str_is(type, "float") || str_is(type, "percentage") || str_is(type, "currency")) {
        if (num_parse(&number, &decimals, value) == NUM_OK && !memchr(value.p, ',', value.len)) {
            c->kind = CELL_NUMBER;
            text = value;
        }
    } else if (str_is(type, "date") || str_is(type, "time")) {
        bool elapsed = str_is(type, "time");
        if (sheet_date_parse(&number, value) && number < 10000000) {
            double serial = number;
            size_t n = elapsed ? sheet_date_fmt(date, &serial, SHEET_ELAPSED, false) : 0;
            c->kind = CELL_DATE;
            text = n ? (struct str){date, n} : value;
        }
    } else if (str_is(type, "boolean")) {
        c->kind = CELL_BOOL;
        number = str_is(value, "true");
        text = number != 0 ? STR("TRUE") : STR("FALSE");
    } else if (o->has_said && !o->is_error) {
        x->text.len = 0;
        x->collapse = false;
        sheet_xml_add(x, o->said.p, o->said.len);
        x->collapse = true;
        text = sheet_xml_text(x);
    }
    struct sheet_text t = sheet_out_text(o->out, text);
    c->text = t.at;
    c->len = t.len;
    memcpy(&c->number, &number, sizeof number);
}

static int cell_end(struct sheet_xml *x)
{
    struct ods *o = x->self;
    struct sheet_wire *c = &o->cell;
    int r = 0;
    o->in_cell = false;
    fill(x, o);
    uint8_t flags = c->flags;
    bool there = c->len || (flags & WIRE_FORMULA);
    for (uint32_t i = 0; there && i < o->cells && r == 0; i++) {
        struct sheet_wire copy = *c;
        uint32_t column = add(o->column, i);
        copy.column = (uint16_t)MIN(column, (uint32_t)WORKBOOK_COLUMNS_MAX + 1);
        copy.row = o->row;
        if (column <= WORKBOOK_COLUMNS_MAX && o->hidden_column[column])
            copy.flags |= WIRE_HIDDEN;
        r = sheet_out_cell(o->out, &copy, x->err);
    }
    o->column = add(o->column, o->cells);
    return r;
}

/* -- elements --------------------------------------------------------------------------- */

static void in_cell(struct sheet_xml *x, const char *name, const char **attrs)
{
    struct ods *o = x->self;
    if (strcmp(name, "p") == 0 || strcmp(name, "h") == 0) {
        x->collapse = false;
        if (o->has_paragraph)
            sheet_xml_add(x, "\n", 1);
        x->collapse = o->has_paragraph = x->capture = true;
    } else if (x->capture && (strcmp(name, "s") == 0 || strcmp(name, "tab") == 0 ||
                              strcmp(name, "line-break") == 0)) {
        uint32_t n = name[1] ? 1 : repeated(attrs, "c");
        x->collapse = false;
        for (uint32_t i = 0; i < n && x->text.len <= WORKBOOK_TEXT_MAX; i++)
            sheet_xml_add(x, name[0] == 's' ? " " : name[0] == 't' ? "\t" : "\n", 1);
        x->collapse = true;
    } else if (!(x->capture ? strcmp(name, "span") == 0 || strcmp(name, "a") == 0 ||
                                  strcmp(name, "ruby") == 0 || strcmp(name, "ruby-base") == 0 ||
                                  strcmp(name, "sheet-name") == 0 || strcmp(name, "date") == 0 ||
                                  strcmp(name, "time") == 0 || strcmp(name, "title") == 0
                            : strcmp(name, "list") == 0 || strcmp(name, "list-item") == 0)) {
        sheet_xml_skip(x); /* remarks, pictures, tables within cells */
    }
}

static void in_table(struct sheet_xml *x, const char *name, const char **attrs)
{
    struct ods *o = x->self;
    if (strcmp(name, "table-row") == 0)
        row_start(o, attrs);
    else if (strcmp(name, "table-column") == 0)
        columns(o, attrs);
    else if (strcmp(name, "table-source") == 0)
        sheet_xml_fail(x, err_set(x->err, ERR_INPUT, "the workbook has links to other files; "
                                  "break them (Edit, Links) and send it again"));
    else if (strcmp(name, "table-rows") != 0 && strcmp(name, "table-columns") != 0 &&
             strcmp(name, "table-row-group") != 0 && strcmp(name, "table-column-group") != 0 &&
             strcmp(name, "table-header-rows") != 0 && strcmp(name, "table-header-columns") != 0)
        sheet_xml_skip(x);
}

static void in_styles(struct sheet_xml *x, const char *name, const char **attrs)
{
    struct ods *o = x->self;
    if (strcmp(name, "style") == 0) {
        const char *style = sheet_attr(attrs, "name"), *family = sheet_attr(attrs, "family");
        o->style_name[0] = '\0';
        if (style && family && strcmp(family, "table") == 0 &&
            strlen(style) < sizeof o->style_name)
            memcpy(o->style_name, style, strlen(style) + 1);
        else
            sheet_xml_skip(x);
    } else if (strcmp(name, "table-properties") == 0) {
        const char *display = sheet_attr(attrs, "display");
        if (display && strcmp(display, "false") == 0 && o->hidden_styles.n < STYLES_MAX)
            strset_put(&o->hidden_styles, str_of(o->style_name));
    } else {
        sheet_xml_skip(x);
    }
}

static void start(struct sheet_xml *x, const char *name, const char **attrs)
{
    struct ods *o = x->self;
    if (o->in_cell)
        in_cell(x, name, attrs);
    else if (o->in_row && strcmp(name, "table-cell") == 0)
        cell_start(x, attrs, false);
    else if (o->in_row && strcmp(name, "covered-table-cell") == 0)
        cell_start(x, attrs, true);
    else if (o->in_row)
        sheet_xml_skip(x);
    else if (o->in_table)
        in_table(x, name, attrs);
    else if (o->in_body && strcmp(name, "table") == 0)
        table_start(x, attrs);
    else if (o->in_styles)
        in_styles(x, name, attrs);
    else if (strcmp(name, "automatic-styles") == 0)
        o->in_styles = true;
    else if (strcmp(name, "spreadsheet") == 0)
        o->in_body = true;
    else if (strcmp(name, "document-content") != 0 && strcmp(name, "body") != 0)
        sheet_xml_skip(x);
}

static void end(struct sheet_xml *x, const char *name)
{
    struct ods *o = x->self;
    int r = 0;
    if (o->in_cell && (strcmp(name, "p") == 0 || strcmp(name, "h") == 0)) {
        x->capture = false;
    } else if (o->in_cell && (strcmp(name, "table-cell") == 0 ||
                              strcmp(name, "covered-table-cell") == 0)) {
        r = cell_end(x);
    } else if (o->in_row && strcmp(name, "table-row") == 0) {
        r = row_end(o, x->err);
    } else if (o->in_table && strcmp(name, "table") == 0) {
        o->in_table = false;
        r = sheet_out_sheet_end(o->out, x->err);
    } else if (strcmp(name, "automatic-styles") == 0) {
        o->in_styles = false;
    } else if (strcmp(name, "spreadsheet") == 0) {
        o->in_body = false;
    }
    if (r < 0)
        sheet_xml_fail(x, r);
}

/* -- all of it -------------------------------------------------------------------------- */

static void manifest_start(struct sheet_xml *x, const char *name, UNUSED const char **attrs)
{
    if (strcmp(name, "encryption-data") == 0 || strcmp(name, "encrypted-key") == 0)
        sheet_xml_fail(x, err_set(x->err, ERR_INPUT, "the workbook is protected by a password to "
                                  "open it; save it without one and send it again"));
}

static int check_parts(struct sheet_zip *z, struct err *err)
{
    char type[MIMETYPE_MAX] = "";
    int64_t manifest = sheet_zip_find(z, "META-INF/manifest.xml");
    if (!mimetype(type, z) || !str_starts(str_of(type), STR(ODS)))
        return err_set(err, ERR_INPUT, "the file is a%s, not a workbook; send .xlsx or .ods",
                       strstr(type, ".text") ? " text document (.odt)"
                       : strstr(type, ".presentation") ? " presentation (.odp)"
                                                       : "n OpenDocument file of another kind");
    if (sheet_zip_has_folder(z, "Basic/") || sheet_zip_has_folder(z, "Scripts/"))
        return err_set(err, ERR_INPUT, "the workbook has macros; remove them (Tools, Macros) and "
                       "send it again");
    if (manifest >= 0) {
        struct sheet_xml x = {.start = manifest_start};
        int r = sheet_xml_read(&x, z, manifest, err);
        sheet_xml_release(&x);
        if (r < 0)
            return r;
    }
    return 0;
}

int sheet_ods_read(struct sheet_out *out, struct sheet_zip *z, struct err *err)
{
    int64_t content = sheet_zip_find(z, "content.xml");
    int r = check_parts(z, err);
    if (r == 0 && content < 0)
        r = err_set(err, ERR_INPUT, "the workbook lacks the part \"content.xml\": it is damaged");
    if (r < 0)
        return r;
    struct ods *o = mem_alloc(sizeof *o);
    struct sheet_xml x = {.self = o, .start = start, .end = end};
    o->out = out;
    r = sheet_xml_read(&x, z, content, err);
    if (r == 0 && out->nsheets == 0)
        r = err_set(err, ERR_INPUT, "the workbook has no sheet");
    sheet_xml_release(&x);
    buf_release(&o->said);
    strset_release(&o->hidden_styles);
    free(o);
    return r;
}
