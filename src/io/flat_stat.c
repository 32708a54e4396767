/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* JSON-stat 2.0 as a plain table: a data set, or a collection whose items are data sets. Statuses become the
 * column OBS_STATUS, attributes of our own extension (io/json_stat.c) columns of their names. A cell that is null
 * and has no status is none. */

#include "io/flat.h"

#include "base/utf8.h"
#include "io/json_stat.h"

enum { FLAT_DIMS = 60, WHOLE_MAX = 60 };

struct dim {
    struct str id;
    struct str *codes;
    uint32_t n;
    uint64_t size, stride;
};

/* A value, status or attribute of a cell. */
struct entry {
    uint64_t cell;
    struct str id, text;
    size_t order;
};
/* One that all cells have. */
struct whole {
    struct str id, text;
};

struct stat_flat {
    struct flat *f;
    struct err *err;
    struct arena arena; /* of the data set */
    struct dim dim[FLAT_DIMS];
    unsigned ndims, nwhole;
    struct whole whole[WHOLE_MAX];
    struct entry *v; /* of the data set */
    size_t n, size;
    uint64_t cells;
    const char *fault;
    int code;
};

/* -- dimensions ---------------------------------------------------------------------------------- */

static void read_ids(struct stat_flat *st, struct json_read *r)
{
    if (!json_enter(r, '['))
        return;
    while (json_element(r)) {
        struct str id = json_read_text(r);
        if (st->ndims == FLAT_DIMS)
            st->fault = "a data set has more dimensions than any table";
        else
            st->dim[st->ndims++] = (struct dim){.id = id};
    }
}

/* Sizes, strides, and room for the codes, of which a file of so many bytes has no more than `most`. */
static void read_sizes(struct stat_flat *st, struct json_read *r, uint64_t most)
{
    unsigned n = 0;
    uint64_t codes = 0;
    if (!json_enter(r, '['))
        return;
    for (; json_element(r); n++)
        if (n >= st->ndims || !json_read_uint(r, &st->dim[n].size, UINT32_MAX))
            st->fault = "the sizes of the dimensions are to be whole numbers, one for each";
    st->cells = n && n == st->ndims;
    for (unsigned d = st->ndims; d-- > 0 && !st->fault;) {
        struct dim *dim = &st->dim[d];
        dim->stride = st->cells;
        codes += dim->size;
        if (codes > most || st->cells > (UINT64_C(1) << 52) / MAX(dim->size, (uint64_t)1)) {
            st->fault = "the sizes of the dimensions are larger than the file";
            return;
        }
        st->cells *= dim->size;
        dim->codes = arena_array(&st->arena, struct str, dim->size + 1);
    }
    if (!st->cells && !st->fault)
        st->fault = "a data set is to have \"id\" and \"size\", a size for each dimension";
}

/* "index":["A","B"], {"A":0,"B":1}, or with one code alone "label":{"A":"..."} */
static void read_index(struct stat_flat *st, struct dim *d, struct json_read *r, bool label)
{
    struct str key;
    uint64_t at;
    if (json_peek(r) == JSON_ARRAY) {
        json_enter(r, '[');
        while (json_element(r)) {
            struct str code = json_read_text(r);
            if (d->n < d->size)
                d->codes[d->n++] = code;
        }
        return;
    }
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        if (label && d->size == 1) {
            d->codes[0] = key;
            json_pass(r);
        } else if (!label && json_read_uint(r, &at, UINT32_MAX) && at < d->size) {
            d->codes[at] = key;
        } else {
            st->fault = "the index of a dimension has a number that is none of its places";
            json_pass(r);
        }
        d->n = (uint32_t)d->size;
    }
}

static void read_category(struct stat_flat *st, struct dim *d, struct json_read *r)
{
    struct json_read label = {0};
    struct str key;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        if (str_is(key, "index")) {
            read_index(st, d, r, false);
            continue;
        }
        if (str_is(key, "label"))
            label = *r;
        json_pass(r);
    }
    if (d->n == 0 && label.p)
        read_index(st, d, &label, true);
}

static void read_dimensions(struct stat_flat *st, struct json_read *r)
{
    struct str key;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        struct dim *d = NULL;
        for (unsigned i = 0; i < st->ndims; i++)
            d = str_eq(st->dim[i].id, key) ? &st->dim[i] : d;
        if (!d || d->n || json_peek(r) != JSON_OBJECT) {
            json_pass(r);
            continue;
        }
        json_enter(r, '{');
        while (json_member(r, &key))
            if (str_is(key, "category"))
                read_category(st, d, r);
            else
                json_pass(r);
    }
}

/* -- cells ------------------------------------------------------------------------------------------ */

static void add(struct stat_flat *st, uint64_t cell, struct str id, struct str text)
{
    if (cell >= st->cells) {
        st->fault = "a figure, status or attribute belongs to a cell that is not there";
        return;
    }
    if (st->n == st->size)
        st->v = mem_grow(st->v, sizeof *st->v * (st->size = MAX(st->size * 2, (size_t)256)));
    st->v[st->n] = (struct entry){cell, id, text, st->n};
    st->n++;
}

static void read_of(struct stat_flat *st, struct str id, struct json_read *r)
{
    struct str key;
    uint64_t cell = 0;
    switch (json_peek(r)) {
    case JSON_ARRAY:
        json_enter(r, '[');
        for (; json_element(r); cell++) {
            struct str text = json_read_text(r);
            if (text.len)
                add(st, cell, id, text);
        }
        break;
    case JSON_OBJECT:
        json_enter(r, '{');
        while (json_member(r, &key)) {
            struct str text = json_read_text(r);
            add(st, str_uint(&cell, key, UINT64_MAX / 2) ? cell : UINT64_MAX, id, text);
        }
        break;
    default:
        if (st->nwhole < WHOLE_MAX)
            st->whole[st->nwhole++] = (struct whole){id, json_read_text(r)};
        else
            json_pass(r);
    }
}

static void read_extension(struct stat_flat *st, struct json_read *r)
{
    struct str key;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key))
        if (str_is(key, "attribute") && json_peek(r) == JSON_OBJECT) {
            json_enter(r, '{');
            while (json_member(r, &key))
                read_of(st, key, r);
        } else {
            json_pass(r);
        }
}

static int by_cell(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    return x->cell != y->cell ? (x->cell < y->cell ? -1 : 1) : (x->order > y->order) - (x->order < y->order);
}

static void put_rows(struct stat_flat *st)
{
    if (st->n)
        qsort(st->v, st->n, sizeof *st->v, by_cell);
    for (size_t i = 0; i < st->n && !st->code;) {
        uint64_t cell = st->v[i].cell;
        for (unsigned d = 0; d < st->ndims; d++)
            flat_put(st->f, st->dim[d].id, st->dim[d].codes[cell / st->dim[d].stride % st->dim[d].size]);
        for (unsigned k = 0; k < st->nwhole; k++)
            flat_put(st->f, st->whole[k].id, st->whole[k].text);
        for (; i < st->n && st->v[i].cell == cell; i++)
            flat_put(st->f, st->v[i].id, st->v[i].text);
        flat_row(st->f);
        st->code = flat_within(st->f, st->err);
    }
}

/* -- data sets ------------------------------------------------------------------------------------------ */

static void read_dataset(struct stat_flat *st, struct stat_members *m, struct json_read *r)
{
    arena_reset(&st->arena);
    st->ndims = st->nwhole = 0;
    st->n = 0;
    st->cells = 0;
    if (m->id.p)
        read_ids(st, &m->id);
    if (m->size.p)
        read_sizes(st, &m->size, (uint64_t)(r->end - r->start));
    else
        st->fault = "a data set is to have \"id\" and \"size\", a size for each dimension";
    if (!st->fault && m->dimension.p)
        read_dimensions(st, &m->dimension);
    if (!st->fault)
        read_of(st, STR("OBS_VALUE"), &m->value);
    if (!st->fault && m->status.p)
        read_of(st, STR("OBS_STATUS"), &m->status);
    if (!st->fault && m->extension.p)
        read_extension(st, &m->extension);
    struct json_read *all[] = {&m->id, &m->size, &m->dimension, &m->status, &m->extension, &m->value};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (all[i]->fault && !r->fault) {
            r->fault = all[i]->fault;
            r->p = all[i]->p;
        }
    if (st->fault && !r->fault)
        r->fault = st->fault;
    if (!r->fault)
        put_rows(st);
}

/* At an object: a data set, or (not within another) a collection of them. */
static void read_object(struct stat_flat *st, struct json_read *r, bool inside)
{
    struct stat_members m;
    struct str key;
    if (!json_enter(r, '{'))
        return;
    stat_members_find(&m, r);
    if (r->fault || st->code)
        return;
    if (!m.collection && m.value.p)
        read_dataset(st, &m, r);
    if (!m.collection || inside || !m.link.p || !json_enter(&m.link, '{'))
        return;
    while (json_member(&m.link, &key)) {
        if (!str_is(key, "item") || !json_enter(&m.link, '[')) {
            if (!str_is(key, "item"))
                json_pass(&m.link);
            continue;
        }
        while (json_element(&m.link))
            read_object(st, &m.link, true);
    }
    if (m.link.fault && !r->fault) {
        r->fault = m.link.fault;
        r->p = m.link.p;
    }
}

int flat_stat(struct flat *f, struct str bytes, struct err *err)
{
    struct stat_flat *st = mem_alloc(sizeof *st);
    struct arena arena;
    struct json_read r;
    if (utf8_valid(bytes) != bytes.len) {
        free(st);
        return err_set(err, ERR_INPUT, "it holds bytes that are not UTF-8 text, as every JSON document is");
    }
    st->f = f;
    st->err = err;
    arena_init(&arena, ((size_t)64 << 20) + 20 * bytes.len);
    arena_init(&st->arena, ((size_t)64 << 20) + 20 * bytes.len); /* a code takes 16 bytes at least */
    json_read_init(&r, bytes, &arena);
    read_object(st, &r, false);
    json_read_end(&r);
    int code = st->code;
    if (!code && r.fault)
        code = err_set(err, ERR_INPUT, "line %u: %s", json_read_line(&r), r.fault);
    arena_release(&arena);
    arena_release(&st->arena);
    free(st->v);
    free(st);
    return code;
}
