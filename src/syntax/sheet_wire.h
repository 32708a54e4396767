/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The stream between workbook_cells and workbook_open; nobody else includes this.
 *
 *     head | ncells * struct sheet_wire | texts | nsheets * struct sheet_wire_sheet
 *
 * Everything little-endian. Texts are places in one run of UTF-8, which begin and end at
 * characters and may share bytes. The lengths add up to the stream's exactly. */
#ifndef SYNTAX_SHEET_WIRE_H
#define SYNTAX_SHEET_WIRE_H

#include "base/base.h"

#define SHEET_WIRE_MAGIC "ILMScel1"

struct sheet_wire_head {
    char magic[8];
    uint32_t nsheets, ncells, texts, zero;
    uint64_t length;
};

enum { WIRE_FORMULA = 1, WIRE_HIDDEN = 2, WIRE_MERGED = 4, WIRE_FLAGS = 7 };

struct sheet_wire {
    uint32_t row, height;
    uint16_t sheet, column, width;
    uint8_t kind, flags;
    uint32_t text, len;
    uint64_t number; /* the bits of a double */
};

struct sheet_wire_sheet {
    uint32_t name, len, rows, columns, ncells, hidden;
};

_Static_assert(sizeof(struct sheet_wire_head) == 32, "no padding");
_Static_assert(sizeof(struct sheet_wire) == 32, "no padding");
_Static_assert(sizeof(struct sheet_wire_sheet) == 24, "no padding");

#endif
