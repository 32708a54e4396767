/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Comma-separated text as a grid of cells, so that a table is found in it by rows and columns,
 * whatever stands above it.
 *
 *     struct workbook wb;
 *     struct grid_faults faults;
 *     if (grid_open(&wb, &faults, arena, text, 0, &err) < 0)
 *         return -1;
 *
 * It is a workbook (syntax/workbook.h) of one sheet without a name, in which every cell is text
 * as it stands in the file; blank fields are not there. The number of a row is that of the line
 * on which it begins, so that a person finds it in an editor. Texts point into the text that
 * was given or are the arena's. */
#ifndef SYNTAX_GRID_H
#define SYNTAX_GRID_H

#include "syntax/csv.h"
#include "syntax/workbook.h"

/* Rows that could not be read; they have no cells. */
struct grid_faults {
    struct grid_fault {
        uint32_t row;
        enum csv_fault fault; /* CSV_FINE: the row is not UTF-8 text */
    } *v;
    uint32_t n;
};

/* sep 0: the one that separates best. ERR_LIMIT: more than WORKBOOK_CELLS_MAX cells, or the
 * arena has no room. */
int grid_open(struct workbook *wb, struct grid_faults *faults, struct arena *arena, struct str text,
              char sep, struct err *err);

#endif
