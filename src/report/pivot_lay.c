/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Laying out: every figure has a number on each axis, made of the places of its codes among those that are wanted, as
 * digits of a number with several bases. Which of these numbers occur is marked in one pass over the figures, and
 * what stands in the cells is filled in by another; nothing is searched. */

#include "report/pivot.h"

#include "model/period.h"

#include <math.h>

enum { AXIS_MOST = 1 << 26, EMPTY_MOST = 1 << 20 };

/* The numbers of an axis, and those that occur. */
struct axis {
    const unsigned *dims;
    unsigned ndims;
    uint64_t size, stride[PIVOT_DIMS]; /* stride by dimension, 0 of those on the other axis */
    uint64_t *marks;                   /* a bit for each number */
    uint32_t *before;                  /* how many marks stand before a word of them */
    uint32_t n;                        /* marks */
    uint32_t *list;                    /* the numbers that occur, in order */
};

struct laying {
    struct pivot *p;
    uint16_t *place[PIVOT_DIMS]; /* by code: among those wanted, from 1; 0: not wanted */
    uint32_t *code[PIVOT_DIMS];  /* by place - 1: index into dim.codes */
    struct axis rows, cols;
};

static void number_codes(struct laying *w, unsigned dim)
{
    struct pivot *p = w->p;
    const struct pivot_dim *d = &p->dim[dim];
    const struct ref *ref = p->cube->ref;
    uint32_t most = d->kind == PIVOT_TIME ? UINT16_MAX + 1u : d->kind == PIVOT_AREA ? ref->nareas : ref->ncodes, n = 0;
    w->place[dim] = arena_array(p->arena, uint16_t, most);
    w->code[dim] = arena_array(p->arena, uint32_t, d->nwanted + 1);
    for (uint32_t i = 0; i < d->n; i++) {
        bool stands_in = d->place == PIVOT_ONE && !d->chosen && pivot_is_total(p, d, d->one) &&
                         pivot_is_total(p, d, d->codes[i]);
        if (d->wanted[i])
            w->code[dim][n++] = i;
        if (d->wanted[i] || stands_in)
            w->place[dim][d->codes[i]] = d->place == PIVOT_ONE ? 1 : (uint16_t)n;
    }
}

static bool axis_init(struct axis *x, const struct pivot *p, const unsigned *dims, unsigned n)
{
    *x = (struct axis){.dims = dims, .ndims = n, .size = 1};
    for (unsigned i = n; i-- > 0;) {
        x->stride[dims[i]] = x->size;
        x->size *= p->dim[dims[i]].nwanted;
        if (x->size > AXIS_MOST)
            return false;
    }
    x->marks = arena_array(p->arena, uint64_t, x->size / 64 + 1);
    x->before = arena_array(p->arena, uint32_t, x->size / 64 + 1);
    return true;
}

static void axis_list(struct axis *x, struct arena *arena)
{
    for (uint64_t i = 0; i <= x->size / 64; i++) {
        x->before[i] = x->n;
        x->n += (uint32_t)__builtin_popcountll(x->marks[i]);
    }
    x->list = arena_array(arena, uint32_t, x->n + 1);
    uint32_t n = 0;
    for (uint64_t i = 0; i <= x->size / 64; i++)
        for (uint64_t bits = x->marks[i]; bits; bits &= bits - 1)
            x->list[n++] = (uint32_t)(i * 64 + (unsigned)__builtin_ctzll(bits));
}

/* The place of a number among those that occur. */
static uint32_t axis_place(const struct axis *x, uint64_t number)
{
    uint64_t below = x->marks[number / 64] & ((1ull << number % 64) - 1);
    return x->before[number / 64] + (uint32_t)__builtin_popcountll(below);
}

/* The next figure of the selection, with its numbers on the axes. */
struct figures {
    uint32_t series, end, obs;
    uint64_t row, col; /* of the series, without time */
    uint64_t at_row, at_col;
    bool inside;
};

static bool series_wanted(const struct laying *w, struct figures *f)
{
    const struct pivot *p = w->p;
    f->row = f->col = 0;
    for (unsigned i = 0; i + 1 < p->ndims; i++) {
        uint16_t place = w->place[i][pivot_code_of(p->cube, f->series, p->dim[i].kind)];
        if (!place)
            return false;
        f->row += w->rows.stride[i] * (place - 1u);
        f->col += w->cols.stride[i] * (place - 1u);
    }
    return true;
}

static bool figures_next(struct figures *f, const struct laying *w)
{
    const struct pivot *p = w->p;
    unsigned time = p->ndims - 1;
    for (;;) {
        while (f->inside && f->obs < p->cube->start[f->series + 1]) {
            uint16_t place = w->place[time][p->cube->period[f->obs]];
            f->obs++;
            if (!place)
                continue;
            f->at_row = f->row + w->rows.stride[time] * (place - 1u);
            f->at_col = f->col + w->cols.stride[time] * (place - 1u);
            return true;
        }
        f->series += f->inside;
        f->inside = false;
        while (f->series < f->end && !series_wanted(w, f))
            f->series++;
        if (f->series >= f->end)
            return false;
        f->inside = true;
        f->obs = p->cube->start[f->series];
    }
}

static struct figures figures_first(const struct pivot *p)
{
    return (struct figures){.series = p->flow->first, .end = p->flow->first + p->flow->n};
}

static void mark(struct axis *x, uint64_t number) { x->marks[number / 64] |= 1ull << number % 64; }

static bool mark_axes(struct laying *w)
{
    struct axis *axes[] = {&w->rows, &w->cols};
    struct figures f = figures_first(w->p);
    if (w->p->empty)
        for (unsigned k = 0; k < ARRAY_LEN(axes); k++) {
            if (axes[k]->size > EMPTY_MOST)
                return false;
            for (uint64_t i = 0; i < axes[k]->size; i++)
                mark(axes[k], i);
        }
    while (figures_next(&f, w)) {
        mark(&w->rows, f.at_row);
        mark(&w->cols, f.at_col);
    }
    for (unsigned k = 0; k < ARRAY_LEN(axes); k++)
        axis_list(axes[k], w->p->arena);
    return true;
}

/* What a number is made of, as indexes into dim.codes. */
static void put_codes(uint32_t *out, const struct laying *w, const struct axis *x, uint64_t number)
{
    for (unsigned i = 0; i < x->ndims; i++) {
        unsigned dim = x->dims[i];
        out[i] = w->code[dim][number / x->stride[dim] % w->p->dim[dim].nwanted];
    }
}

static void listing_columns(struct laying *w)
{
    struct pivot *p = w->p;
    p->all_cols = w->cols.n;
    p->ncols = MIN(w->cols.n, (uint32_t)PIVOT_COLS);
    p->col = arena_array(p->arena, uint32_t, p->ncols * MAX(p->ncoldims, 1u) + 1);
    for (uint32_t c = 0; c < p->ncols; c++)
        put_codes(p->col + (size_t)c * p->ncoldims, w, &w->cols, w->cols.list[c]);
}

/* -- order of rows -------------------------------------------------------------------------------------------- */

static bool find_column(struct pivot *p, struct pivot_wrong *wrong)
{
    if (!p->sort.len)
        return true;
    for (uint32_t c = 0; c < p->ncols && p->ncoldims; c++) {
        struct str rest = p->sort, one;
        unsigned same = 0;
        while (same < p->ncoldims && str_next(&one, &rest, '.')) {
            const struct pivot_dim *d = &p->dim[p->cols[same]];
            if (!str_eq(one, pivot_code(p, d, d->codes[p->col[(size_t)c * p->ncoldims + same]])))
                break;
            same++;
        }
        if (same == p->ncoldims && !rest.len) {
            p->sorted = (int32_t)c;
            return true;
        }
    }
    struct str last = STR("");
    if (p->ncols && p->ncoldims == 1)
        last = pivot_code(p, &p->dim[p->cols[0]], p->dim[p->cols[0]].codes[p->col[p->ncols - 1]]);
    *wrong = (struct pivot_wrong){"pivot.wrong.sort", STR("sort"), p->sort, last, "pivot.wrong.perhaps"};
    return false;
}

struct sort_row {
    uint32_t place;
    uint64_t group; /* of the outer dimensions, within which rows are sorted */
    double value;
};

static int sort_cmp(const void *a, const void *b, void *ascending)
{
    const struct sort_row *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    bool none = isnan(x->value), other = isnan(y->value);
    if (none != other)
        return none ? 1 : -1;
    if (!none && x->value != y->value)
        return (x->value < y->value) == *(bool *)ascending ? -1 : 1;
    return x->place < y->place ? -1 : 1;
}

/* The places of rows in the order in which they are shown. */
static uint32_t *order_rows(struct laying *w)
{
    struct pivot *p = w->p;
    uint32_t n = w->rows.n, *order = arena_array(p->arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    if (p->sorted < 0 || !p->nrowdims)
        return order;
    struct sort_row *rows = arena_array(p->arena, struct sort_row, n + 1);
    uint32_t inner = p->dim[p->rows[p->nrowdims - 1]].nwanted;
    for (uint32_t i = 0; i < n; i++)
        rows[i] = (struct sort_row){i, w->rows.list[i] / inner, (double)NAN};
    struct figures f = figures_first(p);
    while (figures_next(&f, w)) {
        struct sort_row *row = &rows[axis_place(&w->rows, f.at_row)];
        if (axis_place(&w->cols, f.at_col) == (uint32_t)p->sorted && isnan(row->value))
            row->value = p->cube->value[f.obs - 1];
    }
    qsort_r(rows, n, sizeof *rows, sort_cmp, &p->ascending);
    for (uint32_t i = 0; i < n; i++)
        order[i] = rows[i].place;
    return order;
}

/* -- cells ------------------------------------------------------------------------------------------------------ */

/* The code itself counts before a total that stands in for it. */
static bool is_exact(const struct pivot *p, uint32_t series)
{
    for (unsigned i = 0; i + 1 < p->ndims; i++)
        if (p->dim[i].place == PIVOT_ONE && pivot_code_of(p->cube, series, p->dim[i].kind) != p->dim[i].one)
            return false;
    return true;
}

static void fill_cells(struct laying *w, const uint32_t *shown)
{
    struct pivot *p = w->p;
    struct figures f = figures_first(p);
    while (figures_next(&f, w)) {
        uint32_t row = shown[axis_place(&w->rows, f.at_row)], col = axis_place(&w->cols, f.at_col);
        if (!row || col >= p->ncols)
            continue;
        uint32_t *cell = &p->cell[(size_t)(row - 1) * p->ncols + col];
        if (*cell && !is_exact(p, f.series))
            continue;
        p->nfigures += *cell == 0;
        *cell = f.obs; /* which stands one behind */
    }
}

bool pivot_lay(struct pivot *p, struct pivot_wrong *wrong)
{
    struct laying w = {.p = p};
    for (unsigned i = 0; i < p->ndims; i++)
        number_codes(&w, i);
    if (!axis_init(&w.rows, p, p->rows, p->nrowdims) || !axis_init(&w.cols, p, p->cols, p->ncoldims) ||
        !mark_axes(&w)) {
        *wrong = (struct pivot_wrong){"pivot.wrong.large", STR("rows"), STR(""), STR(""), NULL};
        return false;
    }
    listing_columns(&w);
    if (!find_column(p, wrong))
        return false;
    const uint32_t *order = order_rows(&w);
    p->all_rows = w.rows.n;
    p->nrows = p->ncols ? MIN(w.rows.n, (uint32_t)PIVOT_CELLS / p->ncols) : 0;
    p->row = arena_array(p->arena, uint32_t, (size_t)p->nrows * MAX(p->nrowdims, 1u) + 1);
    p->cell = arena_array(p->arena, uint32_t, (size_t)p->nrows * p->ncols + 1);
    uint32_t *shown = arena_array(p->arena, uint32_t, w.rows.n + 1);
    for (uint32_t r = 0; r < p->nrows; r++) {
        shown[order[r]] = r + 1;
        put_codes(p->row + (size_t)r * p->nrowdims, &w, &w.rows, w.rows.list[order[r]]);
    }
    fill_cells(&w, shown);
    return true;
}
