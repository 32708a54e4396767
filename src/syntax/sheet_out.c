/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/sheet_out.h"

#include <endian.h>

enum { MERGES_MAX = 1000000, MERGE_STEPS_MAX = 50000000, NAME_MAX_BYTES = 1000 };

void sheet_out_release(struct sheet_out *o)
{
    buf_release(&o->cells);
    buf_release(&o->texts);
    buf_release(&o->sheets);
    buf_release(&o->merges);
}

struct sheet_text sheet_out_text(struct sheet_out *o, struct str text)
{
    struct sheet_text t = {(uint32_t)o->texts.len, (uint32_t)text.len};
    assert(text.len <= WORKBOOK_TEXT_MAX);
    if (o->texts.len + text.len > UINT32_MAX / 2)
        return (struct sheet_text){0, 0}; /* cells and parts are limited long before */
    buf_str(&o->texts, text);
    return t;
}

struct sheet_wire *sheet_out_at(struct sheet_out *o, size_t index)
{
    return (struct sheet_wire *)(void *)o->cells.p + index;
}

static struct sheet_wire_sheet *last_sheet(struct sheet_out *o)
{
    return (struct sheet_wire_sheet *)(void *)o->sheets.p + o->nsheets - 1;
}

static struct str sheet_name(struct sheet_out *o)
{
    return (struct str){o->texts.p + last_sheet(o)->name, last_sheet(o)->len};
}

int sheet_out_sheet(struct sheet_out *o, struct str name, bool hidden, struct err *err)
{
    if (o->nsheets >= WORKBOOK_SHEETS_MAX)
        return err_set(err, ERR_LIMIT, "the workbook has more than %d sheets",
                       WORKBOOK_SHEETS_MAX);
    if (name.len > NAME_MAX_BYTES)
        return err_set(err, ERR_LIMIT, "the name of sheet %u is longer than %d bytes",
                       o->nsheets + 1, NAME_MAX_BYTES);
    struct sheet_text text = sheet_out_text(o, name);
    struct sheet_wire_sheet s = {.name = text.at, .len = text.len, .hidden = hidden};
    buf_put(&o->sheets, &s, sizeof s);
    o->nsheets++;
    o->first = sheet_out_count(o);
    o->unsorted = false;
    o->merges.len = 0;
    return 0;
}

static bool before(const struct sheet_wire *a, const struct sheet_wire *b)
{
    return a->row != b->row ? a->row < b->row : a->column < b->column;
}

int sheet_out_cell(struct sheet_out *o, struct sheet_wire *cell, struct err *err)
{
    size_t n = sheet_out_count(o);
    struct str name = sheet_name(o);
    if (n >= WORKBOOK_CELLS_MAX)
        return err_set(err, ERR_LIMIT, "the workbook has more than %d cells with a value; "
                       "split it", WORKBOOK_CELLS_MAX);
    if (cell->row == 0 || cell->row > WORKBOOK_ROWS_MAX || cell->column == 0 ||
        cell->column > WORKBOOK_COLUMNS_MAX)
        return err_set(err, ERR_LIMIT, "sheet \"%.*s\" has a cell in row %u, column %u; a sheet "
                       "has at most %d rows and %d columns", STR_FMT(name), cell->row,
                       cell->column, WORKBOOK_ROWS_MAX, WORKBOOK_COLUMNS_MAX);
    if (n > o->first && !before(sheet_out_at(o, n - 1), cell))
        o->unsorted = true;
    cell->sheet = (uint16_t)o->nsheets;
    cell->width = (uint16_t)MIN(MAX(cell->width, 1), WORKBOOK_COLUMNS_MAX - cell->column + 1);
    cell->height = MIN(MAX(cell->height, 1u), WORKBOOK_ROWS_MAX - cell->row + 1);
    buf_put(&o->cells, cell, sizeof *cell);
    return 0;
}

int sheet_out_merge(struct sheet_out *o, const struct sheet_merge *merge, struct err *err)
{
    if (o->merges.len / sizeof *merge >= MERGES_MAX)
        return err_set(err, ERR_LIMIT, "a sheet has more than %d merged ranges", MERGES_MAX);
    buf_put(&o->merges, merge, sizeof *merge);
    return 0;
}

static int compare(const void *a, const void *b)
{
    return before(a, b) ? -1 : before(b, a) ? 1 : 0;
}

/* The first cell of the sheet that is not before row and column. */
static size_t lower_bound(struct sheet_out *o, uint32_t row, uint32_t column)
{
    struct sheet_wire key = {.row = row, .column = (uint16_t)column};
    size_t low = o->first, high = sheet_out_count(o);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (before(sheet_out_at(o, middle), &key))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int merge_cells(struct sheet_out *o, struct err *err)
{
    const struct sheet_merge *m = (const void *)o->merges.p;
    size_t steps = 0, n = sheet_out_count(o);
    for (size_t i = 0; i < o->merges.len / sizeof *m; i++, m++) {
        size_t k = lower_bound(o, m->row, m->column);
        while (k < n && sheet_out_at(o, k)->row <= m->to_row) {
            struct sheet_wire *c = sheet_out_at(o, k);
            if (++steps > MERGE_STEPS_MAX) /* not by ranges that lie beside each other */
                return err_set(err, ERR_LIMIT, "sheet \"%.*s\" has merged ranges that overlap "
                               "each other", STR_FMT(sheet_name(o)));
            if (c->column < m->column) {
                k = lower_bound(o, c->row, m->column);
            } else if (c->column > m->to_column) {
                k = lower_bound(o, c->row + 1, m->column);
            } else {
                if (c->row == m->row && c->column == m->column) {
                    c->width = (uint16_t)(m->to_column - m->column + 1);
                    c->height = m->to_row - m->row + 1;
                    c->flags |= WIRE_MERGED;
                } else {
                    c->flags |= WIRE_HIDDEN;
                }
                k++;
            }
        }
    }
    return 0;
}

int sheet_out_sheet_end(struct sheet_out *o, struct err *err)
{
    size_t n = sheet_out_count(o) - o->first;
    struct sheet_wire *v = n ? sheet_out_at(o, o->first) : NULL;
    struct sheet_wire_sheet *sheet = last_sheet(o);
    if (o->unsorted) {
        qsort(v, n, sizeof *v, compare);
        for (size_t i = 1; i < n; i++) {
            if (!before(&v[i - 1], &v[i])) {
                char place[CELL_NAME];
                cell_name(place, v[i].column, v[i].row);
                return err_set(err, ERR_INPUT, "sheet \"%.*s\" has cell %s twice: the file is "
                               "damaged", STR_FMT(sheet_name(o)), place);
            }
        }
    }
    for (size_t i = 0; i < n; i++)
        sheet->columns = MAX(sheet->columns, v[i].column);
    sheet->rows = n ? v[n - 1].row : 0;
    sheet->ncells = (uint32_t)n;
    return merge_cells(o, err);
}

void sheet_out_finish(struct buf *out, struct sheet_out *o)
{
    size_t ncells = sheet_out_count(o);
    struct sheet_wire_head head = {.nsheets = htole32(o->nsheets),
                                   .ncells = htole32((uint32_t)ncells),
                                   .texts = htole32((uint32_t)o->texts.len)};
    memcpy(head.magic, SHEET_WIRE_MAGIC, sizeof head.magic);
    head.length = htole64(sizeof head + o->cells.len + o->texts.len + o->sheets.len);
    buf_room(out, sizeof head + o->cells.len + o->texts.len + o->sheets.len);
    buf_put(out, &head, sizeof head);
    for (size_t i = 0; i < ncells; i++) {
        const struct sheet_wire *c = sheet_out_at(o, i);
        struct sheet_wire w = {
            .row = htole32(c->row), .height = htole32(c->height), .sheet = htole16(c->sheet),
            .column = htole16(c->column), .width = htole16(c->width), .kind = c->kind,
            .flags = c->flags, .text = htole32(c->text), .len = htole32(c->len),
            .number = htole64(c->number)};
        buf_put(out, &w, sizeof w);
    }
    buf_str(out, buf_view(&o->texts));
    const struct sheet_wire_sheet *s = (const void *)o->sheets.p;
    for (uint32_t i = 0; i < o->nsheets; i++, s++) {
        struct sheet_wire_sheet w = {htole32(s->name), htole32(s->len), htole32(s->rows),
                                     htole32(s->columns), htole32(s->ncells),
                                     htole32(s->hidden)};
        buf_put(out, &w, sizeof w);
    }
}
