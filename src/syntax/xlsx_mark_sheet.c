/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The cells of a sheet: one walk over its XML that notes where bytes have to change. */

#include "base/num.h"
#include "syntax/workbook.h"
#include "syntax/xlsx_mark.h"

#include <math.h>

/* What comes behind <legacyDrawing> in a sheet (CT_Worksheet). */
static const char *const behind_legacy[] = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst", "AlternateContent"};

struct marking {
    struct xlsx_cells *c;
    struct xlsx_styles *s;
    const struct mark *marks;
    size_t nmarks, next;
    bool unselect, in_rows, seen_rows;
    /* the present row and the place in it */
    uint32_t row, column, row_style;
    size_t row_tag;
    bool row_styled, row_grew;
    struct xml_span dimension;
    uint32_t first_row, first_column, last_row, last_column; /* of what was put in */
};

static void damaged(struct xml_walk *w, const char *what)
{
    xml_walk_fail(w, err_set(w->err, ERR_INPUT, "its %s are not in order: the file is damaged; "
                             "save it again with a spreadsheet program", what));
}

static bool value_of(struct str *value, struct xml_walk *w, const char *name)
{
    struct xml_span whole, span;
    if (!xml_attr_find(&whole, &span, w->text, w->at, name))
        return false;
    *value = (struct str){w->text.p + span.at, span.len};
    return true;
}

static bool number_of(uint32_t *n, struct xml_walk *w, const char *name)
{
    struct str value;
    uint64_t number;
    if (!value_of(&value, w, name) || !str_uint(&number, value, UINT32_MAX - 1))
        return false;
    *n = (uint32_t)number;
    return true;
}

static bool is_true(struct xml_walk *w, const char *name)
{
    struct str value;
    return value_of(&value, w, name) && (str_is(value, "1") || str_is(value, "true"));
}

static double measure(struct xml_walk *w, const char *name, double otherwise)
{
    struct str value;
    double n;
    unsigned decimals;
    if (!value_of(&value, w, name) || num_parse(&n, &decimals, value) != NUM_OK)
        return otherwise;
    return n >= 0 && n <= 500 ? n : otherwise;
}

static double pixels_of_chars(double chars) { return chars > 0 ? floor(chars * 7 + 5) : 0; }

/* -- what is new in a row -------------------------------------------------------------------------- */

static uint32_t column_style(const struct xlsx_cells *c, uint32_t column)
{
    for (size_t i = 0; i < c->ncolumns; i++)
        if (column >= c->columns[i].from && column <= c->columns[i].to)
            return c->columns[i].style;
    return 0;
}

static void new_cell(struct buf *out, struct marking *k, const struct mark *mark, uint32_t base)
{
    char name[CELL_NAME];
    cell_name(name, mark->column, mark->row);
    buf_fmt(out, "<%.*sc r=\"%s\" s=\"%u\"/>", STR_FMT(k->c->prefix), name,
            xlsx_style_tinted(k->s, base, mark->colour));
    k->first_row = k->last_row ? MIN(k->first_row, mark->row) : mark->row;
    k->first_column = k->last_row ? MIN(k->first_column, (uint32_t)mark->column) : mark->column;
    k->last_row = MAX(k->last_row, mark->row);
    k->last_column = MAX(k->last_column, (uint32_t)mark->column);
}

/* Marks in the present row before `column`, for which it has no cells. */
static void cells_before(struct buf *out, struct marking *k, uint32_t column)
{
    for (; k->next < k->nmarks && k->marks[k->next].row == k->row &&
           k->marks[k->next].column < column; k->next++) {
        const struct mark *mark = &k->marks[k->next];
        new_cell(out, k, mark, k->row_styled ? k->row_style : column_style(k->c, mark->column));
        k->row_grew = true;
    }
}

/* Marks in rows before `row`, which the sheet does not have. */
static struct str rows_before(struct marking *k, uint32_t row)
{
    struct buf out = {0};
    struct str p = k->c->prefix;
    while (k->next < k->nmarks && k->marks[k->next].row < row) {
        uint32_t fresh = k->marks[k->next].row;
        buf_fmt(&out, "<%.*srow r=\"%u\">", STR_FMT(p), fresh);
        for (; k->next < k->nmarks && k->marks[k->next].row == fresh; k->next++)
            new_cell(&out, k, &k->marks[k->next], column_style(k->c, k->marks[k->next].column));
        buf_fmt(&out, "</%.*srow>", STR_FMT(p));
    }
    return out.len ? xml_keep(k->s->arena, &out) : STR("");
}

/* -- rows and cells that are there -------------------------------------------------------------------- */

static void note_height(struct marking *k, double height)
{
    struct xlsx_cells *c = k->c;
    if (k->nmarks == 0 || k->row < k->marks[0].row || height == c->row_height)
        return;
    if (c->nrows == c->rows_size) {
        size_t size = MAX(c->rows_size * 2, (size_t)64);
        struct xlsx_row *v = arena_array(k->s->arena, struct xlsx_row, size);
        if (c->nrows)
            memcpy(v, c->rows, c->nrows * sizeof *v);
        c->rows = v;
        c->rows_size = size;
    }
    c->rows[c->nrows++] = (struct xlsx_row){k->row, (float)height};
}

static void row_start(struct xml_walk *w, struct marking *k)
{
    uint32_t before = k->row;
    if (!number_of(&k->row, w, "r"))
        k->row = before + 1;
    if (k->row <= before && k->nmarks) {
        damaged(w, "rows");
        return;
    }
    struct str rows = rows_before(k, k->row);
    if (rows.len)
        xml_insert(&k->c->edits, w->at, rows);
    k->column = k->row_style = 0;
    k->row_tag = w->at;
    k->row_grew = false;
    k->row_styled = is_true(w, "customFormat") && number_of(&k->row_style, w, "s");
    if (k->nmarks)
        note_height(k, is_true(w, "hidden") ? 0
                                            : measure(w, "ht", k->c->row_height * 0.75) / 0.75);
}

static void row_end(struct xml_walk *w, struct marking *k)
{
    struct buf out = {0};
    cells_before(&out, k, UINT32_MAX);
    struct str cells = xml_keep(k->s->arena, &out), name = xml_qname(w->text, k->row_tag);
    if (cells.len && w->empty)
        xml_replace(&k->c->edits, w->to - 2, 2,
                    xml_fmt(k->s->arena, ">%.*s</%.*s>", STR_FMT(cells), STR_FMT(name)));
    else if (cells.len)
        xml_insert(&k->c->edits, w->at, cells);
    if (k->row_grew)
        xml_drop_attr(&k->c->edits, k->row_tag, "spans"); /* they only speed up loading */
}

static void cell_start(struct xml_walk *w, struct marking *k)
{
    struct xml_span whole, span;
    struct str ref;
    struct buf out = {0};
    uint32_t before = k->column, style = 0, row;
    if (!value_of(&ref, w, "r"))
        k->column++;
    else if (!cell_parse(&k->column, &row, ref) || row != k->row)
        k->column = 0;
    if (k->nmarks && k->column <= before) {
        damaged(w, "cells");
        return;
    }
    cells_before(&out, k, k->column);
    if (out.len)
        xml_insert(&k->c->edits, w->at, xml_keep(k->s->arena, &out));
    bool has = xml_attr_find(&whole, &span, w->text, w->at, "s") && number_of(&style, w, "s");
    uint32_t becomes = style;
    if (k->next < k->nmarks && k->marks[k->next].row == k->row &&
        k->marks[k->next].column == k->column)
        becomes = xlsx_style_tinted(k->s, style, k->marks[k->next++].colour);
    else if (has && k->s->ours)
        becomes = xlsx_style_plain(k->s, style);
    if (becomes != style)
        xml_set_attr(&k->c->edits, w->at, "s", xml_fmt(k->s->arena, "%u", becomes));
}

/* -- the rest of the sheet ------------------------------------------------------------------------------ */

static void note_column(struct xml_walk *w, struct marking *k)
{
    struct xlsx_cells *c = k->c;
    struct xlsx_column col = {.width = (float)c->column_width};
    if (!number_of(&col.from, w, "min") || !number_of(&col.to, w, "max"))
        return;
    number_of(&col.style, w, "style");
    col.width = is_true(w, "hidden") ? 0 : (float)pixels_of_chars(measure(w, "width", 8.43));
    if (c->ncolumns == c->columns_size) {
        size_t size = MAX(c->columns_size * 2, (size_t)32);
        struct xlsx_column *v = arena_array(k->s->arena, struct xlsx_column, size);
        if (c->ncolumns)
            memcpy(v, c->columns, c->ncolumns * sizeof *v);
        c->columns = v;
        c->columns_size = size;
    }
    if (c->ncolumns < WORKBOOK_COLUMNS_MAX)
        c->columns[c->ncolumns++] = col;
}

static void child_of_sheet(struct xml_walk *w, struct marking *k, const char *name)
{
    struct xlsx_cells *c = k->c;
    struct xml_span whole;
    if (strcmp(name, "sheetData") == 0) {
        k->in_rows = !k->seen_rows;
        k->seen_rows = true;
    } else if (strcmp(name, "dimension") == 0) {
        if (!xml_attr_find(&whole, &k->dimension, w->text, w->at, "ref"))
            k->dimension = (struct xml_span){0};
    } else if (strcmp(name, "sheetFormatPr") == 0) {
        c->row_height = measure(w, "defaultRowHeight", 15) / 0.75;
        c->column_width = pixels_of_chars(measure(w, "defaultColWidth", 8.43));
    } else if (strcmp(name, "legacyDrawing") == 0) {
        value_of(&c->legacy, w, "id");
    }
    for (size_t i = 0; i < ARRAY_LEN(behind_legacy) && k->seen_rows && !c->legacy_at; i++)
        if (strcmp(name, behind_legacy[i]) == 0)
            c->legacy_at = w->at;
}

static void start(struct xml_walk *w, const char *name, UNUSED const char **attrs)
{
    struct marking *k = w->self;
    if (w->depth == 1) {
        k->c->prefix = xml_prefix(w->text, w->at);
        k->c->root = w->at;
        if (strcmp(name, "worksheet") != 0 && strcmp(name, "chartsheet") != 0)
            xml_walk_fail(w, err_set(w->err, ERR_INPUT, "it is not a sheet"));
    } else if (k->in_rows) {
        if (w->depth == 3 && strcmp(name, "row") == 0)
            row_start(w, k);
        else if (w->depth == 4 && name[0] == 'c' && !name[1])
            cell_start(w, k);
    } else if (w->depth == 2) {
        child_of_sheet(w, k, name);
    } else if (w->depth == 3 && strcmp(name, "col") == 0) {
        note_column(w, k);
    } else if (w->depth == 3 && strcmp(name, "sheetView") == 0 && k->unselect &&
               is_true(w, "tabSelected")) {
        xml_drop_attr(&k->c->edits, w->at, "tabSelected");
    }
}

static void rows_end(struct xml_walk *w, struct marking *k)
{
    k->in_rows = false;
    if (k->next == k->nmarks)
        return;
    struct str rows = rows_before(k, UINT32_MAX);
    if (w->empty)
        xml_replace(&k->c->edits, w->to - 2, 2,
                    xml_fmt(k->s->arena, ">%.*s</%.*s>", STR_FMT(rows),
                            STR_FMT(xml_qname(w->text, w->at))));
    else
        xml_insert(&k->c->edits, w->at, rows);
}

static void end(struct xml_walk *w, const char *name)
{
    struct marking *k = w->self;
    if (k->in_rows && w->depth == 3 && strcmp(name, "row") == 0)
        row_end(w, k);
    else if (k->in_rows && w->depth == 2)
        rows_end(w, k);
    else if (w->depth == 1 && !k->c->legacy_at)
        k->c->legacy_at = w->at;
}

/* The range that the sheet says it fills, when it fills more now. */
static void widen_dimension(struct marking *k, struct str text)
{
    struct str rest = str_sub(text, k->dimension.at, k->dimension.len), from, to;
    uint32_t column, row, to_column, to_row;
    char name[CELL_NAME], last[CELL_NAME];
    if (!k->dimension.len || !k->last_row || !str_next(&from, &rest, ':') ||
        !cell_parse(&column, &row, from))
        return;
    to = rest.len ? rest : from;
    if (!cell_parse(&to_column, &to_row, to) ||
        (to_column >= k->last_column && to_row >= k->last_row && column <= k->first_column &&
         row <= k->first_row))
        return;
    cell_name(name, MIN(column, k->first_column), MIN(row, k->first_row));
    cell_name(last, MAX(to_column, k->last_column), MAX(to_row, k->last_row));
    xml_replace(&k->c->edits, k->dimension.at, k->dimension.len,
                xml_fmt(k->s->arena, "%s:%s", name, last));
}

int xlsx_cells_mark(struct xlsx_cells *c, struct xlsx_styles *s, struct arena *arena,
                    struct str text, const char *name, const struct mark *marks, size_t nmarks,
                    bool unselect, struct err *err)
{
    struct marking k = {.c = c, .s = s, .marks = marks, .nmarks = nmarks, .unselect = unselect};
    struct xml_walk w = {.self = &k, .start = start, .end = end};
    *c = (struct xlsx_cells){.edits = {.arena = arena, .text = text}, .row_height = 20,
                             .column_width = 64};
    int r = xml_walk(&w, text, name, err);
    if (r == 0)
        widen_dimension(&k, text);
    if (c->legacy.len)
        c->legacy_at = 0;
    return r;
}
