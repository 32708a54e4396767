/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A workbook as it was sent, with cells coloured and commented and one sheet added: what the
 * specialist who made it gets back.
 *
 *     struct mark marks[] = {{.sheet = 2, .row = 12, .column = 3, .colour = MARK_ERROR,
 *                             .comment = STR("The total is not the sum of its parts.")}};
 *     struct extra_cell cells[] = {{.text = STR("Findings"), .style = STYLE_TITLE}};
 *     struct extra_sheet sheet = {.name = STR("Findings"), .cells = cells, .nrows = 1,
 *                                 .ncolumns = 1, .put_first = true};
 *     if (workbook_mark(&out, file, marks, 1, &sheet, &err) < 0) ...
 *
 * XLSX comes back as XLSX, ODS as ODS. Values, formulas, formats, protection, hidden rows: all
 * else is as it was; parts of the file that need no change are copied packed as they are. The
 * same request gives the same bytes.
 *
 * What was marked before is marked anew, never twice: a file that comes back annotated loses
 * the earlier colours, comments and sheet first. They are known by: exactly our four tints as
 * solid fill; the author or heading "ILMS" of a comment; the defined name _ILMS_FINDINGS, which
 * refers to the added sheet. What colour a cell had before is kept beside the tint (XLSX: as
 * the fill's second colour, which a solid fill does not show; ODS: in the name of the style). A
 * program that does not keep it on saving leaves such a cell without colour.
 *
 * A cell that has somebody else's comment keeps it; ours follows under the heading "ILMS:".
 * Where a threaded comment is, there is the colour alone. */
#ifndef SYNTAX_WORKBOOK_MARK_H
#define SYNTAX_WORKBOOK_MARK_H

#include "base/sandbox.h"

#define MARK_AUTHOR "ILMS"
#define MARK_SHEET_NAME "_ILMS_FINDINGS" /* the defined name, not the sheet's */

enum { MARKS_MAX = 200000, EXTRA_COLUMNS_MAX = 64, EXTRA_ROWS_MAX = 100000 };

/* The worst first. */
enum mark_colour { MARK_ERROR, MARK_WARNING, MARK_INFO, MARK_CONFIRMED };

/* All places from 1, in the file as it is sent (an earlier added sheet counts; marks on it are
 * left out, as on sheets that are not there). Row 0 or column 0: the sheet's cell A1. Several
 * marks on one cell: the worst colour, the comments one after the other. */
struct mark {
    uint16_t sheet, column;
    uint32_t row;
    enum mark_colour colour;
    struct str comment; /* empty: the colour alone */
};

enum extra_kind { EXTRA_TEXT, EXTRA_NUMBER, EXTRA_LINK };

enum extra_style {
    STYLE_PLAIN,
    STYLE_TITLE,
    STYLE_HEADER,
    STYLE_WRAP,
    STYLE_ANSWER, /* to be filled in: pale yellow, wrapped, not locked */
    STYLE_ERROR, STYLE_WARNING, STYLE_INFO, STYLE_CONFIRMED, /* the tints, wrapped */
    STYLE_MUTED,
    EXTRA_STYLES
};

struct extra_cell {
    enum extra_kind kind;
    enum extra_style style;
    double number;
    struct str text;   /* empty: nothing but the style */
    struct str target; /* of a link, inside the workbook: "'Sheet name'!B12" */
};

/* The texts that can be chosen in a column's cells. */
struct extra_choice {
    uint16_t column; /* from 1 */
    uint32_t first_row, last_row;
    const struct str *texts;
    uint32_t ntexts;
};

struct extra_sheet {
    struct str name; /* made unique; cut to 31 characters without []:*?/\ */
    const struct extra_cell *cells; /* row by row, nrows * ncolumns */
    uint32_t nrows, ncolumns;
    const uint8_t *widths; /* of the columns, in characters; NULL or 0: as usual */
    uint64_t hidden;       /* bit 0: the first column, ... */
    uint32_t frozen_rows;
    const struct extra_choice *choices;
    uint32_t nchoices;
    bool locked;    /* only STYLE_ANSWER can be changed (there is no password) */
    bool put_first; /* and opened at; otherwise it is the last */
};

/* Appends the marked file to *out. Without an extra sheet an earlier one is only removed.
 * ERR_INPUT: the file is damaged or nothing that can be marked; ERR_LIMIT: too large. */
int workbook_mark(struct buf *out, struct str file, const struct mark *marks, size_t nmarks,
                  const struct extra_sheet *extra, struct err *err);

/* The two halves of it: the request with the file in it, and the work that is done in a sandbox
 * and trusts neither. */
void workbook_mark_pack(struct buf *request, struct str file, const struct mark *marks,
                        size_t nmarks, const struct extra_sheet *extra);
extern const struct sandbox_work workbook_mark_work;

#endif
