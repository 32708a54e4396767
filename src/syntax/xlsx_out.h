/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Writing an Excel workbook (Office Open XML, ISO/IEC 29500-1, transitional) as it goes: row by row,
 * sheet by sheet, with as much memory for a million rows as for ten. What is ready lies in x->zip.out
 * and may be taken at any time, so a workbook can be sent while it is made and needs no file.
 *
 *     struct xlsx_out x = {0};
 *     unsigned head = xlsx_out_style(&x, &(struct xlsx_out_style){.bold = true, .decimals = XLSX_PLAIN});
 *     xlsx_out_sheet(&x, &(struct xlsx_out_sheet){.name = "Figures", .freeze_rows = 1});
 *     xlsx_out_row(&x);
 *     xlsx_out_text(&x, head, STR("Year"));
 *     xlsx_out_row(&x);
 *     xlsx_out_num(&x, 0, 2015, 0);
 *     xlsx_out_sheet_end(&x);
 *     xlsx_out_end(&x);
 *     xlsx_out_release(&x);
 *
 * Texts are texts whatever they begin with: there are no formulas. What XML cannot hold comes out as
 * U+FFFD. Style 0 is that of a plain cell. Invariant: at most XLSX_ROWS rows and XLSX_COLUMNS columns
 * (asserted: who writes more cuts it first and says so), and sheets have different names of at most
 * 31 characters without []:*?/\ (asserted as far as the length goes). */
#ifndef SYNTAX_XLSX_OUT_H
#define SYNTAX_XLSX_OUT_H

#include "base/num.h"
#include "syntax/zip_stream.h"

enum { XLSX_ROWS = 1048576, XLSX_COLUMNS = 16384, XLSX_NAME = 32, XLSX_STYLES = 1024, XLSX_WIDTHS = 64 };

enum { XLSX_PLAIN = 255 }; /* of decimals: no grouping by thousands, as many places as there are */

struct xlsx_out_style {
    unsigned size;    /* points; 0: the workbook's, 10 */
    bool bold, muted; /* muted: in grey */
    bool head;        /* on a ground */
    bool wrap, right;
    bool line;        /* at the left: something is not comparable across it */
    bool link;
    uint8_t decimals; /* thousands grouped, so many places; XLSX_PLAIN */
    char mark;        /* a letter shown behind the number, which stays a number; 0: none */
};

struct xlsx_out_sheet {
    const char *name;
    unsigned freeze_rows, freeze_columns;
    uint8_t width[XLSX_WIDTHS]; /* of the first columns, in characters; 0: as usual */
    uint8_t width_beyond;       /* of all others; 0: as usual */
    unsigned filter_row;        /* the row that has the buttons of a filter; 0: none */
    bool landscape, title; /* title: the first row is higher */
};

enum { XLSX_AGAIN = 32, XLSX_AGAIN_BYTES = 120 };

/* The last text of a column as it was written, from behind the number of the row: most texts of a long
 * sheet are those of the row above. */
struct xlsx_out_again {
    uint16_t style;
    uint8_t len, text_at, text_len; /* text_len 0: none */
    char bytes[XLSX_AGAIN_BYTES];
};

struct xlsx_out {
    struct zip_stream zip;
    uint32_t row, column; /* where it is, from 1; 0 before the first */
    unsigned nsheets;
    /* its own */
    struct buf xml, book, links;
    char row_text[NUM_MAX]; /* the number of the row, as every cell of it says */
    size_t row_len;
    struct xlsx_out_again again[XLSX_AGAIN];
    size_t first, above; /* where the cells of this row and of the one above begin in xml; 0: they are gone */
    size_t above_len;    /* of the number of the row above */
    struct xlsx_out_place {
        uint32_t column;
        uint32_t at, number_at; /* from the first cell of the row: where it begins, and where it says the row */
    } place[XLSX_AGAIN]; /* of the cells of this row, and behind them those of the row above */
    unsigned nplaces, nabove;
    struct xlsx_out_sheet sheet;
    uint32_t last_column;
    struct xlsx_out_style style[XLSX_STYLES];
    unsigned nstyles, nlinks;
    bool in_row;
};

/* The number of a style, for cells; the same for the same. When there are XLSX_STYLES already, 0. */
unsigned xlsx_out_style(struct xlsx_out *x, const struct xlsx_out_style *style);

void xlsx_out_sheet(struct xlsx_out *x, const struct xlsx_out_sheet *sheet);
void xlsx_out_row(struct xlsx_out *x); /* begins the next one */
void xlsx_out_text(struct xlsx_out *x, unsigned style, struct str text); /* empty: the style alone is there */
void xlsx_out_num(struct xlsx_out *x, unsigned style, double value, unsigned decimals);
void xlsx_out_link(struct xlsx_out *x, unsigned style, struct str text, const char *sheet); /* to a sheet */
void xlsx_out_skip(struct xlsx_out *x, uint32_t columns);
/* The first `n` cells are those of the row above, all at once. False, with nothing written, when they are no longer
 * at hand: then they are written as others are. */
bool xlsx_out_same(struct xlsx_out *x, uint32_t n);
void xlsx_out_sheet_end(struct xlsx_out *x);
void xlsx_out_end(struct xlsx_out *x);
void xlsx_out_release(struct xlsx_out *x);

/* A name for a sheet: `wanted` without what is not allowed, cut, and with a number where it is taken. */
void xlsx_out_name(char out[XLSX_NAME], const struct xlsx_out *x, struct str wanted);

#endif
