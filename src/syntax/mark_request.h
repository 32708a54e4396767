/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What syntax/workbook_mark.c asks of xlsx_mark* and ods_mark*; nobody else includes this. */
#ifndef SYNTAX_MARK_REQUEST_H
#define SYNTAX_MARK_REQUEST_H

#include "syntax/package.h"
#include "syntax/workbook_mark.h"

struct mark_request {
    struct str file;
    /* one per cell, by sheet, row and column, all within a sheet's limits */
    const struct mark *marks;
    size_t nmarks;
    const struct extra_sheet *extra; /* NULL: none */
};

#define MARK_HEADING MARK_AUTHOR ":"

enum { MARK_COLOURS = 4, MARK_TEXT_MAX = 30000, MARK_SHEET_NAME_MAX = 31 };

/* "FFC9CB": light enough for black letters to be read. Unlike any palette's, so that they are
 * known again; never changed, because files with them are with the specialists. */
extern const char *const mark_tint[MARK_COLOURS];

/* The marks of a sheet: the first of them and how many. */
const struct mark *mark_of_sheet(size_t *n, const struct mark_request *q, size_t sheet);

/* The name that the extra sheet gets beside those that are there. */
struct str mark_sheet_name(struct arena *arena, struct str wanted, const struct str *taken,
                           size_t n);

int xlsx_mark(struct package *p, const struct mark_request *q, struct err *err);
int ods_mark(struct package *p, const struct mark_request *q, struct err *err);

#endif
