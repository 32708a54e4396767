/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Where the readers of XLSX and ODS put sheets and cells, on their way to the stream.
 *
 *     sheet_out_sheet(&o, name, false, err);
 *     sheet_out_cell(&o, &cell, err);       (any order of cells within the sheet)
 *     sheet_out_merge(&o, 1, 2, 3, 4);      (column, row to column, row)
 *     sheet_out_sheet_end(&o, err);
 *     sheet_out_finish(&out, &o);
 *
 * Memory grows with what the file really holds: cells are counted, texts that occur again are
 * put once by who reads them and referred to. */
#ifndef SYNTAX_SHEET_OUT_H
#define SYNTAX_SHEET_OUT_H

#include "base/buf.h"
#include "base/err.h"
#include "syntax/sheet_wire.h"
#include "syntax/workbook.h"

struct sheet_text { /* a place in the texts */
    uint32_t at, len;
};

struct sheet_merge {
    uint32_t column, row, to_column, to_row;
};

struct sheet_out {
    struct buf cells, texts, sheets, merges;
    uint32_t nsheets;
    size_t first; /* the first cell of the present sheet */
    bool unsorted;
};

void sheet_out_release(struct sheet_out *o);
struct sheet_text sheet_out_text(struct sheet_out *o, struct str text);

int sheet_out_sheet(struct sheet_out *o, struct str name, bool hidden, struct err *err);
/* `sheet` is filled in here. ERR_LIMIT: too many cells; the place is outside of a sheet. */
int sheet_out_cell(struct sheet_out *o, struct sheet_wire *cell, struct err *err);
int sheet_out_merge(struct sheet_out *o, const struct sheet_merge *merge, struct err *err);
int sheet_out_sheet_end(struct sheet_out *o, struct err *err);

static inline size_t sheet_out_count(const struct sheet_out *o)
{
    return o->cells.len / sizeof(struct sheet_wire);
}
struct sheet_wire *sheet_out_at(struct sheet_out *o, size_t index);

void sheet_out_finish(struct buf *out, struct sheet_out *o);

#endif
