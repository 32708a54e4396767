/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* XLSX (ECMA-376): the workbook, its relationships, styles, shared strings and sheets. */
#ifndef SYNTAX_XLSX_H
#define SYNTAX_XLSX_H

#include "syntax/sheet_date.h"
#include "syntax/sheet_out.h"
#include "syntax/sheet_xml.h"

bool xlsx_is(struct sheet_zip *z);
int xlsx_read(struct sheet_out *o, struct sheet_zip *z, struct err *err);

/* What the sheets have in common. */
struct xlsx {
    struct sheet_zip *z;
    struct sheet_out *out;
    struct sheet_text *strings;
    uint8_t *dates; /* per cell format: enum sheet_date */
    size_t nstrings, ndates;
    bool from_1904;
};

/* One sheet's cells; the sheet has been begun in x->out. */
int xlsx_sheet(struct xlsx *x, int64_t part, struct err *err);

/* _x000D_ and the like in place (ST_Xstring): what XML cannot hold becomes a character. */
struct str xlsx_unescape(struct buf *text, struct str s);

#endif
