/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The figures of one table page, laid out: columns are periods, rows are series (a
 * country's) or countries (the overview). Gathered in two passes over the observations of
 * the flow, never searched. Inside src/report only. */
#ifndef REPORT_GRID_H
#define REPORT_GRID_H

#include "report/layout.h"

#define GRID_NARROWEST 5u
#define GRID_WIDEST    13u

struct grid_row {
    uint16_t area;              /* the overview's */
    uint16_t sex, classif[2];   /* a country's */
    unsigned rank;              /* of the sex: total, women, men, others */
    unsigned place;             /* in a list of countries: total, country, group, rest */
    struct str name;            /* of the country */
    uint32_t first, n;          /* into grid.series */
};

struct grid {
    struct page *pg;
    const struct cube_flow *flow;
    const struct indicator *in;
    uint16_t area; /* 0: the overview */

    uint16_t *period; /* of a column */
    uint16_t *source; /* of a column: of its first figure */
    bool *change;     /* of a column: the source differs from the column before */
    uint32_t ncols;
    uint16_t *col_of; /* by period - flow->period_first */

    struct grid_row *rows;
    uint32_t *series;
    uint32_t nrows;
    bool versions; /* more than one version of the first classification is in use */

    unsigned decimals;
    double largest; /* of the figures without their sign */
    bool status_seen[128]; /* by letter */
    bool break_seen, change_seen, missing_seen, group_seen, partial_seen, zero_seen;
    const char *missing_key; /* the words for a cell without a figure */

    uint16_t *note_number; /* by note: 1.. in order of appearance, 0 for none */
    struct str *notes;     /* as HTML, by number - 1 */
    uint32_t nnotes;
    bool notes_marked;     /* figures carry the numbers: not all have the same note */
    struct map notes_seen; /* while they are numbered */
    bool *note_known;
};

void grid_gather(struct grid *g, struct page *pg, const struct cube_flow *flow, uint16_t area);
void grid_write(struct grid *g);  /* the table in its frame */
void grid_legend(struct grid *g); /* what its marks mean */

/* What stands in a cell that has an observation, and whether its cell is to be marked `cut`, as behind a break. */
void grid_value(struct grid *g, const struct cube *cube, uint32_t obs, bool cut);
/* Of a figure without its marks, in characters. */
unsigned grid_chars(double largest, unsigned decimals);
/* Of a column, in characters, as web/css/parts.css has them: odd, 5 to 13, a place for a mark included. */
unsigned grid_width(double largest, unsigned decimals);

/* notes.c: numbers the notes of observations [first, end); or note by note, between begin and end. */
void grid_notes(struct grid *g, uint32_t first, uint32_t end);
void grid_notes_begin(struct grid *g, const struct cube *cube);
void grid_note(struct grid *g, const struct cube *cube, uint16_t note);
void grid_notes_end(struct grid *g);
/* The terms and words of a note as the public may read them, as HTML; empty: none. */
struct str note_html(struct page *pg, struct str note);

/* side.c: what stands beside the figures */
void side_write(struct grid *g);

#endif
