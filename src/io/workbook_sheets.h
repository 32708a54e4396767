/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the two files share that write figures as a workbook: workbook_write.c has the tables,
 * workbook_sheets.c the sheets Data and Notes. */
#ifndef IO_WORKBOOK_SHEETS_H
#define IO_WORKBOOK_SHEETS_H

#include "base/map.h"
#include "io/format.h"
#include "syntax/xlsx_out.h"

enum book_style {
    BOOK_TITLE,
    BOOK_HEAD,
    BOOK_HEAD_RIGHT,
    BOOK_BOLD,
    BOOK_MUTED,
    BOOK_RIGHT,
    BOOK_LINK,
    BOOK_COUNT,
    BOOK_WRAP,
    BOOK_STYLES
};

struct book {
    struct xlsx_out x;
    unsigned style[BOOK_STYLES];
    char (*names)[XLSX_NAME]; /* of the sheets of flows, by slice */
    struct arena sheet;       /* of the sheet under way */
    /* the table under way */
    uint16_t *column, *period; /* column by period, from 1; period by column */
    uint32_t nperiods;
    unsigned nclass;
    bool freq, sex, notes;
    /* the sheet Data */
    bool has_sex, has_classif[2], has_note[3];
    uint32_t obs; /* of the run */
    const struct slice *slice; /* of the observation before, as what follows */
    uint32_t series, keys;     /* keys: columns that say what it is of */
    struct str source, source_name;
    /* what the sheet Notes is to explain */
    struct strset notes_seen, sources_seen; /* note 0 is number 1 */
    bool status[256];
    bool cut; /* something did not fit into a sheet */
};

/* "1, 2": the numbers of what the public may read of joined notes, those that are not there yet. */
void book_note_numbers(struct book *b, struct writing *w, struct buf *out, struct str triple);
void book_source(struct book *b, struct buf *out, struct str source); /* "; " between them */

void book_data_open(struct book *b, struct writing *w);
bool book_data_next(struct book *b, struct writing *w); /* a row; false: it was the last */
void book_notes(struct book *b, struct writing *w);     /* the whole sheet */

#endif
