/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A selection of one table, laid out: which of its dimensions are rows, which are columns, which codes of each are
 * shown, and the figure in each cell. Dimensions that are neither have one code, the total where none is named.
 *
 *     struct pivot p;
 *     struct pivot_wrong wrong;
 *     pivot_init(&p, arena, cube, flow, area);
 *     if (!pivot_read(&p, &wrong, params, nparams)) ... wrong.key says what, wrong.param where ...
 *     else if (pivot_lay(&p))
 *         for (uint32_t r = 0; r < p.nrows; r++)
 *             for (uint32_t c = 0; c < p.ncols; c++) ... p.cell[r * p.ncols + c]: observation + 1, 0 for none ...
 *     pivot_address(&buf, &p);             the same selection as an address: what was read from it gives it again
 *
 * All of a selection is in its address:
 *
 *     /table/MST_NCTE_SEX_CCT_NB?rows=ref_area,cct&cols=time&sex=SEX_F&timefrom=2010&sort=2019
 *
 * Dimensions are called as in /data/indicator and the reference data, in small letters: ref_area, sex, time, and of
 * classifications "cct"; classif1 and classif2 are understood. Codes are joined by "+" or a comma, or the parameter is
 * repeated, as forms do. What names no code of a dimension means all of them where it is a row or a column.
 *
 * Pure: no HTML, no words; everything lives in the arena. Codes in `codes` stand in order of presentation: totals
 * first, countries by name, groups and the rest behind them; periods in order of time.
 * Invariants: a dimension is in `rows`, in `cols`, or has one code; every code of a row or column that is shown has a
 * figure, unless `empty`; nrows * ncols <= PIVOT_CELLS. */
#ifndef REPORT_PIVOT_H
#define REPORT_PIVOT_H

#include "model/cube.h"

enum { PIVOT_DIMS = 5, PIVOT_CELLS = 20000, PIVOT_COLS = 500 };
enum pivot_kind { PIVOT_AREA, PIVOT_SEX, PIVOT_CLASSIF1, PIVOT_CLASSIF2, PIVOT_TIME };
enum pivot_place { PIVOT_ONE, PIVOT_ROWS, PIVOT_COLUMNS };
enum pivot_view { PIVOT_TABLE, PIVOT_CHART, PIVOT_MAP };

struct pivot_dim {
    enum pivot_kind kind;
    struct str id;      /* in addresses: "ref_area", "cct" */
    enum pivot_place place;
    uint16_t *codes;    /* that have figures in the table, or were asked for: areas, codes or periods */
    uint32_t *nobs;     /* the figures of each, whatever else is selected */
    bool *wanted;
    uint32_t n, nwanted, size;
    bool chosen;        /* the address names them; else all, or of PIVOT_ONE the usual one */
    uint16_t one;       /* of PIVOT_ONE: which; where it is not chosen, every total stands in for it */
};

struct pivot {
    const struct cube *cube;
    const struct cube_flow *flow;
    const struct indicator *in;
    struct arena *arena;
    uint16_t area;                /* of the path; 0: none */

    struct pivot_dim dim[PIVOT_DIMS]; /* in order of the key, time last */
    unsigned ndims;
    unsigned rows[PIVOT_DIMS], nrowdims, cols[PIVOT_DIMS], ncoldims; /* indexes into dim, outermost first */
    int timefrom, timeto;         /* years; 0: open */
    enum pivot_view view;
    struct str kind;              /* of chart; empty: the usual one */
    bool empty, show_codes, derived;
    struct str sort;              /* the codes of a column, joined by full stops; empty: order of presentation */
    bool ascending;
    bool placed;                  /* read from the form, which says it in other words than pivot_address */

    /* laid out; row r has the codes row[r * nrowdims ...], as indexes into dim.codes; columns alike */
    uint32_t *row, *col, *cell;
    uint32_t nrows, ncols;
    uint64_t all_rows, all_cols;  /* with those that are not shown, since there are too many */
    uint32_t nfigures;            /* in the cells shown */
    int32_t sorted;               /* the column by which rows are sorted; -1: none */
};

/* What is wrong with an address: the parameter, what it says, and what would be right. */
struct pivot_wrong {
    const char *key;  /* of the words: "pivot.wrong.code" */
    struct str param, said, right;
    const char *more; /* words in which `right` is said behind it; NULL: it is said in those of `key`, or not known */
};

struct pivot_param {
    struct str name, value;
};

void pivot_init(struct pivot *p, struct arena *arena, const struct cube *cube, const struct cube_flow *flow,
                uint16_t area);
/* False, and `wrong` says why; what came before the wrong part has been taken, so that a form can show it. */
bool pivot_read(struct pivot *p, struct pivot_wrong *wrong, const struct pivot_param *params, unsigned n);
/* In place of reading: what a table shows by itself, and all of it (or of the country of the path). */
void pivot_published(struct pivot *p);
void pivot_whole(struct pivot *p);
/* False, and `wrong` says why: more rows than can be counted, no such column to sort by. */
bool pivot_lay(struct pivot *p, struct pivot_wrong *wrong);

/* "/table/MST_NCTE_SEX_CCT_NB?rows=cct&cols=time&ref_area=THA", plain text. */
struct str pivot_address(const struct pivot *p);
struct str pivot_query(const struct pivot *p); /* behind the question mark */
/* The addresses of the web services that give exactly these figures, without format. */
struct str pivot_rest(const struct pivot *p);    /* SDMX-REST 2.2.2 */
struct str pivot_rest_v1(const struct pivot *p); /* SDMX-REST 1.5.0; empty where that cannot say it */

/* As it would be otherwise: copies whose address is a link. */
struct pivot pivot_swapped(const struct pivot *p);
struct pivot pivot_viewed(const struct pivot *p, enum pivot_view view);
/* By that column: from the largest, then from the smallest, then not. */
struct pivot pivot_sorted(const struct pivot *p, uint32_t col);

/* The code as addresses have it: an area, a code, a period; "-" where a series has none. */
struct str pivot_code(const struct pivot *p, const struct pivot_dim *d, uint16_t code);
bool pivot_is_total(const struct pivot *p, const struct pivot_dim *d, uint16_t code);
/* By how many codes it is below the one that it is summed into, among those with figures. */
unsigned pivot_depth(const struct pivot *p, const struct pivot_dim *d, uint32_t index);
/* Of a kind; NULL where the table has none. */
const struct pivot_dim *pivot_dim_of(const struct pivot *p, enum pivot_kind kind);

uint16_t pivot_code_of(const struct cube *cube, uint32_t series, enum pivot_kind kind); /* 0 of PIVOT_TIME */

/* A series by the codes of its key joined by full stops, in any order, as "SEX_F.CCT_CTZ_MMR"; what is not named is
 * the total, and a total that there is not is another total of its dimension. UINT32_MAX: there is none. */
uint32_t pivot_series(const struct cube *cube, const struct cube_flow *flow, uint16_t area, struct str key);
/* The other way; in the arena. */
struct str pivot_key(struct arena *arena, const struct cube *cube, uint32_t series);

#endif
