/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A sheet being read by a mapping: what freeform.c (sheets, tables, rows), freeform_cell.c (labels
 * and figures) and freeform_rest.c (what was not read) share. */
#ifndef IO_FREEFORM_H
#define IO_FREEFORM_H

#include "io/labels.h"
#include "io/tally.h"
#include "syntax/grid.h"

/* A text of the sheet and what it means. */
struct meaning {
    enum label label;
    struct str text, code;
};

/* What a part of the key says, for the row or the column at hand. */
struct part {
    const struct map_field *f;
    enum field field;
    struct str carried;       /* of the row above; a number lies in `number` */
    char number[NUM_MAX];
    uint32_t carried_to;      /* the last row that a merged cell covers */
    struct meaning now;       /* of the row */
    struct meaning *columns;  /* of each column, from 0; allocated */
    /* texts met before and what they were */
    struct strset texts;
    struct meaning *met;
    uint32_t nmet;
};

struct walk {
    struct reading *rd;
    const struct mapping *map;
    struct workbook wb;
    bool csv, message; /* message: of SDMX or JSON-stat, made a table (io/flat.h) */
    struct arena arena, scratch; /* of the file; until the next row */
    struct resolver rs;
    struct tally tally;
    struct strset kept; /* codes and labels, once each */
    uint8_t *seen; /* by cell: read, a label, or left out */
    /* of the table at hand */
    const struct map_table *t;
    uint32_t sheet;
    struct part parts[MAPPING_FIELDS];
    unsigned nparts;
    uint32_t rows_left, columns_left, cells_left, first_row;
    uint8_t *rows; /* by row of the sheet: belongs to some table */
};

/* What a person sees; of a number no more digits than tell it apart. */
struct str cell_text(struct arena *arena, const struct cell *cell);
/* Does a cell of the sheet match a folded pattern? */
bool cell_says(struct walk *w, uint32_t row, uint32_t column, struct str pattern);
/* The sheet's number as findings have it: 0 in files without sheets. */
uint16_t sheet_said(const struct walk *w);

/* The table at hand with the columns that its headings mean in this sheet. */
int resolve_headings(struct map_table *out, struct walk *w, struct err *err);

/* What a text in row or column `at` means; remembered, unless its place matters. */
struct meaning label_meaning(struct walk *w, struct part *p, struct str text, uint32_t at);
void read_header(struct walk *w, struct part *p);           /* the meanings of all columns */
void read_label(struct walk *w, struct part *p, uint32_t row); /* the text of a row */
void read_figure(struct walk *w, const struct cell *c);

void say_left_out(struct walk *w); /* by the table at hand */
void say_unit_unsaid(struct walk *w, size_t first); /* of its figures, from that one of the set on */
void say_unseen(struct walk *w, bool some_table); /* of the sheet at hand */
void say_faults(struct walk *w, const struct grid_faults *faults);

#endif
