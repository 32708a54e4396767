/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What an address says of a selection. */

#include "report/pivot_inner.h"

#include "base/buf.h"
#include "model/period.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2200 };

struct reading {
    struct pivot *p;
    struct pivot_wrong *wrong;
    enum pivot_place said[PIVOT_DIMS]; /* by place.DIM of the form */
    bool is_said[PIVOT_DIMS], rows, cols;
};

static bool is_wrong(struct reading *r, const char *key, struct str param, struct str said, struct str right)
{
    *r->wrong = (struct pivot_wrong){key, param, said, right, NULL};
    return false;
}

/* "ref_area, sex, cct, time" */
static struct str dims_list(const struct pivot *p)
{
    struct buf b = {0};
    for (unsigned i = 0; i < p->ndims; i++) {
        buf_puts(&b, i ? ", " : "");
        buf_str(&b, p->dim[i].id);
    }
    struct str list = arena_str(p->arena, buf_view(&b));
    buf_release(&b);
    return list;
}

/* By its name, or "classif1"; ndims: none. */
static unsigned dim_called(const struct pivot *p, struct str name)
{
    for (unsigned i = 0; i < p->ndims; i++)
        if (str_eq_nocase(p->dim[i].id, name) ||
            (p->dim[i].kind == PIVOT_CLASSIF1 && str_eq_nocase(name, STR("classif1"))) ||
            (p->dim[i].kind == PIVOT_CLASSIF2 && str_eq_nocase(name, STR("classif2"))))
            return i;
    return p->ndims;
}

/* The next of values joined by "+", a comma, or (a plus that a form has encoded) a blank; without empty ones. */
static bool next_value(struct str *one, struct str *rest)
{
    while (rest->len) {
        size_t n = 0;
        while (n < rest->len && !memchr("+, ", rest->p[n], 3))
            n++;
        *one = str_sub(*rest, 0, n);
        *rest = str_sub(*rest, MIN(n + 1, rest->len), rest->len);
        if (one->len)
            return true;
    }
    return false;
}

static bool place_dims(struct reading *r, struct str param, struct str value, enum pivot_place place)
{
    struct pivot *p = r->p;
    unsigned *list = place == PIVOT_ROWS ? p->rows : p->cols, *n = place == PIVOT_ROWS ? &p->nrowdims : &p->ncoldims;
    *(place == PIVOT_ROWS ? &r->rows : &r->cols) = true;
    for (struct str one; next_value(&one, &value);) {
        unsigned i = dim_called(p, one);
        if (i == p->ndims)
            return is_wrong(r, "pivot.wrong.dimension", param, one, dims_list(p));
        if (p->dim[i].place != PIVOT_ONE)
            return is_wrong(r, "pivot.wrong.twice", param, one, dims_list(p));
        p->dim[i].place = place;
        list[(*n)++] = i;
    }
    return true;
}

/* Of a few codes all are said, of many the one that is most like it. */
static struct str nearest(const struct pivot *p, const struct pivot_dim *d, struct str said, const char **more)
{
    enum { FEW = 6 };
    struct buf b = {0};
    *more = "pivot.wrong.perhaps";
    if (d->n > FEW)
        return d->kind == PIVOT_AREA   ? ref_area_nearest(p->cube->ref, said)
               : d->kind == PIVOT_TIME ? pivot_code(p, d, d->codes[d->n - 1])
                                       : ref_code_nearest(p->cube->ref, p->in, said);
    *more = "pivot.wrong.codes";
    for (uint32_t i = 0; i < d->n; i++) {
        buf_puts(&b, i ? ", " : "");
        buf_str(&b, pivot_code(p, d, d->codes[i]));
    }
    struct str list = arena_str(p->arena, buf_view(&b));
    buf_release(&b);
    return list;
}

static struct str upper(struct arena *arena, struct str text)
{
    char *copy = arena_text(arena, text);
    for (size_t i = 0; i < text.len; i++)
        if (copy[i] >= 'a' && copy[i] <= 'z')
            copy[i] = (char)(copy[i] - 'a' + 'A');
    return (struct str){copy, text.len};
}

/* A code of the dimension, whether it has figures or not. */
static bool code_read(uint16_t *code, const struct pivot *p, const struct pivot_dim *d, struct str text)
{
    const struct ref *ref = p->cube->ref;
    text = upper(p->arena, text);
    *code = 0;
    if (d->kind == PIVOT_TIME)
        return (*code = period_parse(text)) != 0;
    if (d->kind == PIVOT_AREA)
        return (*code = ref_area_find(ref, text)) != 0;
    if (str_is(text, "-"))
        return true;
    *code = ref_code_find(ref, text);
    if (*code && d->kind == PIVOT_SEX)
        return ref->versions[ref->codes[*code].version].dimension == ref->sex_dimension;
    return *code && ref_code_slot(ref, p->in, *code) == (int)d->kind - (int)PIVOT_CLASSIF1;
}

static bool read_codes(struct reading *r, unsigned dim, struct str param, struct str value)
{
    struct pivot_dim *d = &r->p->dim[dim];
    for (struct str one; next_value(&one, &value);) {
        uint16_t code;
        if (!code_read(&code, r->p, d, one)) {
            const char *more;
            is_wrong(r, "pivot.wrong.code", param, one, nearest(r->p, d, one, &more));
            r->wrong->more = more;
            return false;
        }
        uint32_t at = pivot_index(d, code);
        if (at == d->n && d->n + 1 >= d->size) /* one is kept for the country of the path */
            return is_wrong(r, "pivot.wrong.many", param, one, STR(""));
        if (at == d->n)
            at = pivot_add(r->p, d, code);
        d->nwanted += !d->wanted[at];
        d->wanted[at] = true;
        d->chosen = true;
    }
    return true;
}

static bool read_year(struct reading *r, int *year, const struct pivot_param *param)
{
    uint64_t n;
    if (param->value.len == 0)
        return true;
    if (!str_uint(&n, param->value, YEAR_LAST) || n < YEAR_FIRST)
        return is_wrong(r, "pivot.wrong.year", param->name, param->value, STR("2015"));
    *year = (int)n;
    return true;
}

static bool read_yes(struct reading *r, bool *yes, const struct pivot_param *param)
{
    *yes = str_is(param->value, "yes");
    if (!*yes && param->value.len && !str_is(param->value, "no"))
        return is_wrong(r, "pivot.wrong.value", param->name, param->value, STR("yes, no"));
    return true;
}

static bool read_view(struct reading *r, const struct pivot_param *param)
{
    static const char *const names[] = {"table", "chart", "map"};
    for (unsigned i = 0; i < ARRAY_LEN(names); i++)
        if (str_is(param->value, names[i])) {
            r->p->view = (enum pivot_view)i;
            return true;
        }
    return param->value.len == 0 ||
           is_wrong(r, "pivot.wrong.value", param->name, param->value, STR("table, chart, map"));
}

/* place.cct=rows, from the form: "one" leaves it out of both. */
static bool read_place(struct reading *r, const struct pivot_param *param)
{
    static const char *const names[] = {"one", "rows", "cols"};
    unsigned dim = dim_called(r->p, str_sub(param->name, 6, param->name.len));
    if (dim == r->p->ndims)
        return is_wrong(r, "pivot.wrong.param", param->name, param->value, dims_list(r->p));
    for (unsigned i = 0; i < ARRAY_LEN(names); i++)
        if (str_is(param->value, names[i])) {
            r->said[dim] = (enum pivot_place)i;
            r->is_said[dim] = true;
            r->p->placed = true;
            return true;
        }
    return is_wrong(r, "pivot.wrong.value", param->name, param->value, STR("rows, cols, one"));
}

static bool read_param(struct reading *r, const struct pivot_param *param)
{
    struct pivot *p = r->p;
    struct str name = param->name;
    unsigned dim = dim_called(p, name);
    if (dim < p->ndims)
        return read_codes(r, dim, name, param->value);
    if (str_is(name, "rows") || str_is(name, "cols"))
        return place_dims(r, name, param->value, str_is(name, "rows") ? PIVOT_ROWS : PIVOT_COLUMNS);
    if (str_is(name, "timefrom") || str_is(name, "timeto"))
        return read_year(r, str_is(name, "timefrom") ? &p->timefrom : &p->timeto, param);
    if (str_is(name, "view"))
        return read_view(r, param);
    if (str_is(name, "codes") || str_is(name, "empty") || str_is(name, "derived"))
        return read_yes(r, str_is(name, "codes") ? &p->show_codes : str_is(name, "empty") ? &p->empty : &p->derived,
                        param);
    if (str_starts(name, STR("place")) && name.len > 5 && name.p[5] == '.')
        return read_place(r, param);
    if (str_is(name, "sort")) { /* "2019:asc" of the head of a column, which can send one thing alone */
        bool asc = str_ends(param->value, STR(":asc"));
        p->sort = str_sub(param->value, 0, param->value.len - (asc ? 4 : 0));
        p->ascending = asc;
        p->placed = p->placed || asc || !param->value.len;
    } else if (str_is(name, "kind"))
        p->kind = param->value;
    else if (str_is(name, "order") && (str_is(param->value, "asc") || str_is(param->value, "desc")))
        p->ascending = str_is(param->value, "asc");
    else if (str_is(name, "order"))
        return is_wrong(r, "pivot.wrong.value", name, param->value, STR("asc, desc"));
    else
        return is_wrong(r, "pivot.wrong.param", name, param->value,
                        STR("rows, cols, timefrom, timeto, view, kind, codes, empty, derived, sort, order"));
    return true;
}

static void drop(unsigned *list, unsigned *n, unsigned dim)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < *n; i++)
        if (list[i] != dim)
            list[kept++] = list[i];
    *n = kept;
}

static void keep_only(struct pivot_dim *d, uint32_t at)
{
    memset(d->wanted, 0, d->n * sizeof *d->wanted);
    d->wanted[at] = at < d->n;
    d->nwanted = at < d->n;
    d->chosen = at < d->n;
}

/* A form shows the one code of what it now makes rows or columns, of which all are meant; and where it makes one value
 * of several, the first is. */
static void free_codes(const struct pivot *p, struct pivot_dim *d, enum pivot_place to)
{
    uint32_t first = d->n, total = d->n;
    for (uint32_t i = d->n; i-- > 0;) {
        first = d->wanted[i] ? i : first;
        total = d->wanted[i] && pivot_is_total(p, d, d->codes[i]) ? i : total;
    }
    if (d->place == PIVOT_ONE && to != PIVOT_ONE && d->nwanted == 1)
        keep_only(d, d->n);
    else if (to == PIVOT_ONE && d->nwanted > 1)
        keep_only(d, total < d->n ? total : first);
}

/* What the form says moves a dimension behind those that are in that place already. */
static void move_dims(struct reading *r)
{
    struct pivot *p = r->p;
    for (unsigned i = 0; i < p->ndims; i++) {
        if (!r->is_said[i])
            continue;
        free_codes(p, &p->dim[i], r->said[i]);
        if (r->said[i] == p->dim[i].place)
            continue;
        drop(p->rows, &p->nrowdims, i);
        drop(p->cols, &p->ncoldims, i);
        p->dim[i].place = r->said[i];
        if (r->said[i] == PIVOT_ROWS)
            p->rows[p->nrowdims++] = i;
        else if (r->said[i] == PIVOT_COLUMNS)
            p->cols[p->ncoldims++] = i;
    }
}

/* Where the address does not say it: countries, or of one country its first breakdown, by year. */
static void place_usual(struct reading *r)
{
    struct pivot *p = r->p;
    unsigned time = p->ndims - 1, row = 0;
    if (r->p->placed)
        return;
    if (p->dim[0].nwanted == 1 && time > 1)
        row = p->in->nclass ? time - p->in->nclass : 1;
    if (!r->cols && p->dim[time].place == PIVOT_ONE) {
        p->dim[time].place = PIVOT_COLUMNS;
        p->cols[p->ncoldims++] = time;
    }
    if (!r->rows && p->dim[row].place == PIVOT_ONE) {
        p->dim[row].place = PIVOT_ROWS;
        p->rows[p->nrowdims++] = row;
    }
}

static bool in_years(const struct pivot *p, uint16_t period)
{
    int year = period_year(period);
    return (!p->timefrom || year >= p->timefrom) && (!p->timeto || year <= p->timeto);
}

/* The total with the most figures; of countries the one with the most; of periods the last. */
static uint32_t usual_code(const struct pivot *p, const struct pivot_dim *d)
{
    uint32_t best = d->n;
    for (uint32_t i = 0; i < d->n; i++) {
        bool total = pivot_is_total(p, d, d->codes[i]);
        if (d->kind == PIVOT_TIME ? !in_years(p, d->codes[i]) : false)
            continue;
        bool best_total = best < d->n && pivot_is_total(p, d, d->codes[best]);
        if (best == d->n || d->kind == PIVOT_TIME || (total && !best_total) ||
            (total == best_total && d->nobs[i] > d->nobs[best]))
            best = i;
    }
    return best < d->n ? best : d->n - 1;
}

static bool settle(struct reading *r, struct pivot_dim *d)
{
    struct pivot *p = r->p;
    if (d->place == PIVOT_ONE && d->nwanted > 1)
        return is_wrong(r, "pivot.wrong.one", d->id, STR(""), d->id);
    if (d->place == PIVOT_ONE) {
        uint32_t at = usual_code(p, d);
        for (uint32_t i = 0; d->chosen && i < d->n; i++)
            at = d->wanted[i] ? i : at;
        d->one = d->codes[at];
        d->wanted[at] = true;
        d->nwanted = 1;
        return true;
    }
    for (uint32_t i = 0; i < d->n; i++) {
        if (!d->chosen)
            d->wanted[i] = true;
        if (d->kind == PIVOT_TIME && !in_years(p, d->codes[i]))
            d->wanted[i] = false;
    }
    d->nwanted = 0;
    for (uint32_t i = 0; i < d->n; i++)
        d->nwanted += d->wanted[i];
    return true;
}

/* That of the path, where the query names none. */
static void choose_area(struct pivot *p)
{
    struct pivot_dim *d = &p->dim[0];
    if (!p->area || d->chosen)
        return;
    uint32_t at = pivot_index(d, p->area);
    at = at < d->n ? at : pivot_add(p, d, p->area);
    d->wanted[at] = d->chosen = true;
    d->nwanted = 1;
}

bool pivot_read(struct pivot *p, struct pivot_wrong *wrong, const struct pivot_param *params, unsigned n)
{
    struct reading r = {.p = p, .wrong = wrong};
    bool fine = true;
    *wrong = (struct pivot_wrong){0};
    for (unsigned i = 0; fine && i < n; i++)
        fine = read_param(&r, &params[i]);
    choose_area(p);
    move_dims(&r);
    place_usual(&r);
    if (fine && p->timefrom && p->timeto && p->timefrom > p->timeto)
        fine = is_wrong(&r, "pivot.wrong.years", STR("timefrom"), STR(""), STR("timeto"));
    for (unsigned i = 0; i < p->ndims; i++) {
        struct pivot_wrong first = *wrong;
        bool settled = settle(&r, &p->dim[i]);
        if (!fine)
            *wrong = first;
        fine = fine && settled;
    }
    return fine;
}

static void place(struct pivot *p, unsigned dim, enum pivot_place where)
{
    p->dim[dim].place = where;
    if (where == PIVOT_ROWS)
        p->rows[p->nrowdims++] = dim;
    else
        p->cols[p->ncoldims++] = dim;
}

static void settle_all(struct pivot *p)
{
    struct pivot_wrong none;
    struct reading r = {.p = p, .wrong = &none};
    choose_area(p);
    for (unsigned i = 0; i < p->ndims; i++)
        settle(&r, &p->dim[i]);
}

void pivot_published(struct pivot *p)
{
    unsigned time = p->ndims - 1;
    if (!p->area || time == 1)
        place(p, 0, PIVOT_ROWS);
    for (unsigned i = 1; p->area && i < time; i++) /* sex, then the second classification, then the first */
        place(p, i == 1 || p->in->nclass < 2 || !p->in->has_sex ? i : time + 1 - i, PIVOT_ROWS);
    place(p, time, PIVOT_COLUMNS);
    settle_all(p);
}

void pivot_whole(struct pivot *p)
{
    for (unsigned i = 0; i + 1 < p->ndims; i++)
        place(p, i, PIVOT_ROWS);
    place(p, p->ndims - 1, PIVOT_COLUMNS);
    settle_all(p);
}

