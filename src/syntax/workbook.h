/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A spreadsheet file as its cells, without a word about what they mean.
 *
 *     struct buf stream = {0};
 *     struct workbook wb;
 *     if (sandbox_run(&stream, &workbook_work, file, &limits, &err) < 0 ||
 *         workbook_open(&wb, arena, buf_view(&stream), &err) < 0)
 *         return err_context(&err, "%s", path);
 *     for (uint32_t i = 0; i < wb.ncells; i++)
 *         use(wb.sheets[wb.cells[i].sheet - 1].name, &wb.cells[i]);
 *
 * XLSX (ECMA-376, transitional and strict) and ODS (ISO/IEC 26300). The reading is cut in two:
 * workbook_cells takes the hostile file apart and writes one flat stream of bytes, which can go
 * through a pipe; workbook_open decodes that stream and trusts nothing of it. What is no plain
 * workbook (passwords, macros, links to other files, old formats, bombs, damage) is refused
 * with one sentence for the sender.
 *
 * Invariant of an open workbook: cells are in order of sheet, row and column without
 * repetition, all texts are valid UTF-8. An empty cell is not there; a formula without a
 * computed value is there with the empty text. The texts of an open workbook point into the
 * stream, its arrays are the arena's. */
#ifndef SYNTAX_WORKBOOK_H
#define SYNTAX_WORKBOOK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/sandbox.h"

enum {
    WORKBOOK_ROWS_MAX = 1048576,
    WORKBOOK_COLUMNS_MAX = 16384,
    WORKBOOK_SHEETS_MAX = 1000,
    WORKBOOK_CELLS_MAX = 5000000,
    WORKBOOK_TEXT_MAX = 32768, /* bytes of one text; a longer one is cut and ends in "..." */
    CELL_NAME = 16             /* bytes that a cell's or column's name takes at most */
};

struct sheet {
    struct str name;
    bool hidden;
    uint32_t rows, columns; /* the last row and column that have a cell; 0 when empty */
    uint32_t first, ncells; /* its cells are cells[first] to cells[first + ncells - 1] */
};

enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_BOOL, CELL_ERROR };

struct cell {
    uint16_t sheet;  /* all three from 1 */
    uint16_t column;
    uint32_t row;
    enum cell_kind kind;
    /* a number: exactly as the file has it; a date: "2026-11-22", "2026-11-22T09:30:00",
     * "09:30:00", or hours of any number for an elapsed time; a truth: TRUE or FALSE; an
     * error: "#DIV/0!" */
    struct str text;
    double number;   /* a date: days since 1899-12-30, whatever the workbook counts from */
    bool formula;    /* the value is what the sender's program last computed */
    bool hidden;     /* its row or column is hidden, or a merged cell lies over it */
    bool merged;     /* spans width by height cells, of which it is the upper left */
    uint16_t width;  /* 1 by 1 when not merged */
    uint32_t height;
};

/* Reads a whole file and appends the stream to *out. ERR_INPUT: it is not, or not undamaged,
 * a workbook that is accepted; ERR_LIMIT: it is too large. *out is then as before. */
int workbook_cells(struct buf *out, struct str file, struct err *err);
extern const struct sandbox_work workbook_work; /* the same, to be done in a sandbox */

/* Does the file begin like one: a zip archive, or an old Office file (to be refused)? */
bool workbook_is(struct str file);

struct workbook {
    struct sheet *sheets;
    struct cell *cells;
    uint32_t nsheets, ncells;
};

/* Decodes a stream, of which nothing is believed. ERR_INPUT: it contradicts itself;
 * ERR_LIMIT: the arena has no room for it (some 70 bytes a cell). */
int workbook_open(struct workbook *wb, struct arena *arena, struct str stream, struct err *err);

/* NULL when the cell is empty or there is no such sheet. All from 1. */
const struct cell *workbook_cell(const struct workbook *wb, uint32_t sheet, uint32_t row,
                                 uint32_t column);
/* The number of the first sheet of that name, from 1; 0 when there is none. Letters count as
 * equal in both cases (ASCII), as in the programs. */
uint32_t workbook_sheet_find(const struct workbook *wb, struct str name);

/* "C12"; the length. Column 0 or row 0 leaves that part out. */
size_t cell_name(char out[CELL_NAME], uint32_t column, uint32_t row);
/* 3 for "C" or "c"; 0 when it is no column up to WORKBOOK_COLUMNS_MAX. */
uint32_t column_parse(struct str letters);
/* "C12" or "$C$12". False when it is not the name of a cell that a sheet can have. */
bool cell_parse(uint32_t *column, uint32_t *row, struct str name);

#endif
