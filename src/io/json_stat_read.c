/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reading JSON-stat 2.0 (json-stat.org): a data set, or a collection whose items are data sets. The
 * figures are a list of all cells, the last dimension changing first, or an object by the number of
 * the cell. What stands beside figures (the statuses, and the attributes of our own extension,
 * io/json_stat.c) is the same for all cells, a list of all, or an object.
 *
 * Which table it is says "extension" by the id of the dataflow; the ids of the dimensions are those of
 * SDMX. A cell that is null and has no status or attribute of its own is none.
 *
 * A finding's row is the number of the cell in its data set, from 1. */

#include "io/json_stat.h"
#include "io/sdmx_row.h"

enum { STAT_DIMS = 60, STAT_ATTRIBUTES = 60 };

struct stat_dim {
    struct str id;
    struct sdmx_component component;
    struct str *codes;
    uint32_t n; /* codes */
    uint64_t size, stride;
};

/* What stands at single cells. */
struct beside {
    uint64_t cell;
    struct sdmx_component component;
    struct str text;
    uint32_t order;
};

/* Statuses or values of an attribute, all the same or by the cell. */
struct whole {
    struct sdmx_component component;
    struct str text;
};

struct stat_read {
    struct sdmx_row row;
    struct arena arena; /* of the data set */
    struct stat_dim dim[STAT_DIMS];
    unsigned ndims, nsizes;
    uint64_t sizes[STAT_DIMS], cells;
    struct str flow;
    struct whole whole[STAT_ATTRIBUTES];
    unsigned nwhole;
    struct beside *v;
    size_t n, size;
    const char *fault; /* what a data set is not to be */
};

/* -- dimensions ----------------------------------------------------------------------------------- */

static struct stat_dim *dim_of(struct stat_read *st, struct str id)
{
    for (unsigned d = 0; d < st->ndims; d++)
        if (str_eq(st->dim[d].id, id))
            return &st->dim[d];
    return NULL;
}

static void read_ids(struct stat_read *st, struct json_read *r)
{
    if (!json_enter(r, '['))
        return;
    while (json_element(r)) {
        struct str id = json_read_text(r);
        if (st->ndims == STAT_DIMS) {
            st->fault = "a data set has more dimensions than any table";
            continue;
        }
        st->dim[st->ndims++] = (struct stat_dim){.id = id, .component = sdmx_component(st->row.rs.rd->ref, id)};
    }
}

static void read_sizes(struct stat_read *st, struct json_read *r)
{
    if (!json_enter(r, '['))
        return;
    while (json_element(r)) {
        uint64_t n;
        if (st->nsizes < STAT_DIMS && json_read_uint(r, &n, UINT32_MAX))
            st->sizes[st->nsizes++] = n;
        else
            st->fault = "the sizes of the dimensions are to be whole numbers, one for each";
    }
}

/* "index":["A","B"], {"A":0,"B":1}, or with one code alone "label":{"A":"..."} */
static void read_index(struct stat_read *st, struct stat_dim *d, struct json_read *r, bool label)
{
    struct str key;
    uint64_t at;
    if (json_peek(r) == JSON_ARRAY && !label) {
        json_enter(r, '[');
        for (; json_element(r); json_pass(r))
            if (d->n < d->size) {
                struct json_read item = *r;
                d->codes[d->n++] = json_read_text(&item);
            }
        return;
    }
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        if (label) {
            if (d->n == 0 && d->size == 1)
                d->codes[d->n++] = key;
            json_pass(r);
        } else if (json_read_uint(r, &at, UINT32_MAX) && at < d->size) {
            d->codes[at] = key;
            d->n = (uint32_t)d->size;
        } else {
            st->fault = "the index of a dimension has a number that is none of its places";
        }
    }
}

static void read_category(struct stat_read *st, struct stat_dim *d, struct json_read *r)
{
    struct json_read label = {0};
    struct str key;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        if (str_is(key, "index")) {
            read_index(st, d, r, false);
        } else {
            if (str_is(key, "label"))
                label = *r;
            json_pass(r);
        }
    }
    if (d->n == 0 && label.p)
        read_index(st, d, &label, true);
}

static void read_dimensions(struct stat_read *st, struct json_read *r)
{
    struct str key;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        struct stat_dim *d = dim_of(st, key);
        if (!d || d->n || !json_enter(r, '{')) {
            if (!d || d->n)
                json_pass(r);
            continue;
        }
        while (json_member(r, &key))
            if (str_is(key, "category"))
                read_category(st, d, r);
            else
                json_pass(r);
    }
}

/* Sizes, strides, and room for the codes, of which a file of so many bytes has no more than `most`. */
static bool lay_out(struct stat_read *st, uint64_t most)
{
    if (st->ndims == 0 || st->nsizes != st->ndims) {
        if (!st->fault)
            st->fault = "a data set is to have \"id\" and \"size\", a size for each dimension";
        return false;
    }
    uint64_t codes = 0;
    st->cells = 1;
    for (unsigned d = st->ndims; d-- > 0;) {
        st->dim[d].size = st->sizes[d];
        st->dim[d].stride = st->cells;
        codes += st->sizes[d];
        if (codes > most || st->cells > (UINT64_C(1) << 52) / MAX(st->sizes[d], (uint64_t)1)) {
            st->fault = "the sizes of the dimensions are larger than the file";
            return false;
        }
        st->cells *= st->sizes[d];
        st->dim[d].codes = arena_array(&st->arena, struct str, st->sizes[d] + 1);
    }
    return true;
}

/* -- what stands beside the figures --------------------------------------------------------------- */

static void add(struct stat_read *st, uint64_t cell, struct sdmx_component c, struct str text)
{
    if (st->n == st->size)
        st->v = mem_grow(st->v, sizeof *st->v * (st->size = MAX(st->size * 2, (size_t)256)));
    st->v[st->n] = (struct beside){cell, c, text, (uint32_t)st->n};
    st->n++;
}

/* A text for all cells, a list of all, or an object by cell. */
static void read_beside(struct stat_read *st, struct json_read *r, struct sdmx_component c)
{
    struct str key;
    uint64_t cell = 0;
    switch (json_peek(r)) {
    case JSON_ARRAY:
        json_enter(r, '[');
        for (; json_element(r); cell++) {
            struct str text = json_read_text(r);
            if (text.len && cell < st->cells)
                add(st, cell, c, text);
            else if (text.len)
                st->fault = "a status or attribute belongs to a cell that is not there";
        }
        break;
    case JSON_OBJECT:
        json_enter(r, '{');
        while (json_member(r, &key)) {
            struct str text = json_read_text(r);
            if (st->cells && str_uint(&cell, key, st->cells - 1))
                add(st, cell, c, text);
            else
                st->fault = "a status or attribute belongs to a cell that is not there";
        }
        break;
    default:
        if (st->nwhole < STAT_ATTRIBUTES)
            st->whole[st->nwhole++] = (struct whole){c, json_read_text(r)};
        else
            json_pass(r);
    }
}

static void read_attributes(struct stat_read *st, struct json_read *r)
{
    struct str key;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        struct sdmx_component c = sdmx_component(st->row.rs.rd->ref, key);
        if (c.kind == COMPONENT_UNKNOWN) {
            sdmx_row_unknown(&st->row, key);
            json_pass(r);
        } else {
            read_beside(st, r, c);
        }
    }
}

static void read_extension(struct stat_read *st, struct json_read *r)
{
    struct str key;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        if (str_is(key, "dataflow") || (str_is(key, "datastructure") && st->flow.len == 0))
            st->flow = json_read_text(r);
        else if (str_is(key, "attribute"))
            read_attributes(st, r);
        else
            json_pass(r);
    }
}

static int by_cell(const void *a, const void *b)
{
    const struct beside *x = a, *y = b;
    return x->cell != y->cell ? (x->cell < y->cell ? -1 : 1)
                              : (x->order > y->order) - (x->order < y->order);
}

static void in_order(struct stat_read *st)
{
    if (st->n > 1)
        qsort(st->v, st->n, sizeof *st->v, by_cell);
}

/* -- figures ---------------------------------------------------------------------------------------- */

/* What stands beside a cell from *at on, which moves behind it; the figure is null where there is none. */
static void read_cell(struct stat_read *st, uint64_t cell, struct str value, bool given, size_t *at)
{
    while (*at < st->n && st->v[*at].cell < cell)
        ++*at;
    size_t end = *at;
    while (end < st->n && st->v[end].cell == cell)
        end++;
    if (value.len == 0 && !given && end == *at)
        return;
    sdmx_row_clear(&st->row);
    sdmx_row_flow(&st->row, st->flow);
    for (unsigned d = 0; d < st->ndims; d++) {
        const struct stat_dim *dim = &st->dim[d];
        if (dim->component.kind == COMPONENT_UNKNOWN)
            sdmx_row_unknown(&st->row, dim->id);
        else
            sdmx_row_set(&st->row, dim->component, dim->codes[cell / dim->stride % dim->size], 0);
    }
    for (unsigned i = 0; i < st->nwhole; i++)
        sdmx_row_set(&st->row, st->whole[i].component, st->whole[i].text, 0);
    for (; *at < end; ++*at)
        sdmx_row_set(&st->row, st->v[*at].component, st->v[*at].text, 0);
    st->row.rs.text[FIELD_VALUE] = value;
    sdmx_row_put(&st->row, (uint32_t)MIN(cell + 1, (uint64_t)UINT32_MAX));
}

static void read_values(struct stat_read *st, struct json_read *r)
{
    static const struct sdmx_component figure = {.kind = COMPONENT_FIELD, .field = FIELD_VALUE};
    uint64_t cell = 0;
    size_t at = 0;
    if (json_peek(r) == JSON_OBJECT) {
        read_beside(st, r, figure);
        in_order(st);
        while (at < st->n) {
            struct str value = {0};
            bool given = false;
            cell = st->v[at].cell;
            for (size_t i = at; i < st->n && st->v[i].cell == cell; i++)
                if (st->v[i].component.kind == COMPONENT_FIELD && st->v[i].component.field == FIELD_VALUE) {
                    value = st->v[i].text;
                    given = true;
                }
            read_cell(st, cell, value, given, &at);
        }
        return;
    }
    in_order(st);
    if (!json_enter(r, '['))
        return;
    for (; json_element(r); cell++)
        if (cell < st->cells)
            read_cell(st, cell, json_read_text(r), false, &at);
        else
            json_pass(r);
    if (r->fault || cell == st->cells)
        return;
    struct finding *f = finding_add(st->row.rs.rd->findings, RULE_ROW_SHORT);
    finding_say(st->row.rs.rd->findings, f, "%llu figures are given, but the dimensions make %llu",
                (unsigned long long)cell, (unsigned long long)st->cells);
    st->row.rs.rd->set->cells++;
}

void stat_members_find(struct stat_members *m, struct json_read *r)
{
    struct str key;
    *m = (struct stat_members){0};
    while (json_member(r, &key)) {
        struct json_read *at = str_is(key, "id") ? &m->id : str_is(key, "size") ? &m->size
                               : str_is(key, "dimension") ? &m->dimension : str_is(key, "value") ? &m->value
                               : str_is(key, "status") ? &m->status
                               : str_is(key, "extension") ? &m->extension
                               : str_is(key, "link") ? &m->link : NULL;
        if (at)
            *at = *r;
        if (str_is(key, "class")) {
            struct json_read class = *r;
            m->collection = str_is(json_read_text(&class), "collection");
        }
        json_pass(r);
    }
}


/* -- data sets ----------------------------------------------------------------------------------------- */

static void read_items(struct stat_read *st, struct json_read *r, unsigned depth);

static void went_wrong(struct json_read *r, const struct json_read *part)
{
    if (part->fault && !r->fault) {
        r->fault = part->fault;
        r->p = part->p;
    }
}

static void read_dataset(struct stat_read *st, struct stat_members *m, struct json_read *r)
{
    static const struct sdmx_component status = {.kind = COMPONENT_FIELD, .field = FIELD_STATUS};
    arena_reset(&st->arena);
    st->ndims = st->nsizes = st->nwhole = 0;
    st->n = 0;
    st->flow = (struct str){0};
    if (m->id.p)
        read_ids(st, &m->id);
    if (m->size.p)
        read_sizes(st, &m->size);
    if (lay_out(st, (uint64_t)(r->end - r->start)) && m->dimension.p)
        read_dimensions(st, &m->dimension);
    if (m->status.p && !st->fault)
        read_beside(st, &m->status, status);
    if (m->extension.p && !st->fault)
        read_extension(st, &m->extension);
    if (m->value.p && !st->fault)
        read_values(st, &m->value);
    const struct json_read *all[] = {&m->id, &m->size, &m->dimension, &m->status, &m->extension, &m->value};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        went_wrong(r, all[i]);
    if (st->fault && !r->fault)
        r->fault = st->fault;
}

/* At an object: a data set, or a collection of them. */
static void read_object(struct stat_read *st, struct json_read *r, unsigned depth)
{
    struct stat_members m;
    struct str key;
    if (!json_enter(r, '{'))
        return;
    stat_members_find(&m, r);
    if (r->fault)
        return;
    if (!m.collection) {
        if (m.value.p)
            read_dataset(st, &m, r);
        return;
    }
    if (m.link.p && depth == 0 && json_enter(&m.link, '{')) {
        while (json_member(&m.link, &key))
            if (str_is(key, "item"))
                read_items(st, &m.link, depth + 1);
            else
                json_pass(&m.link);
    }
    went_wrong(r, &m.link);
}

static void read_items(struct stat_read *st, struct json_read *r, unsigned depth)
{
    if (json_enter(r, '['))
        while (json_element(r))
            read_object(st, r, depth);
}

int json_stat_detect(struct str bytes)
{
    struct arena arena;
    struct json_read r;
    struct str key;
    unsigned seen = 0;
    arena_init(&arena, (size_t)1 << 30);
    json_read_init(&r, str_sub(bytes, 0, 1 << 20), &arena);
    if (json_peek(&r) == JSON_OBJECT && json_enter(&r, '{'))
        while (json_member(&r, &key)) {
            if (str_is(key, "class")) {
                struct str class = json_read_text(&r);
                seen |= str_is(class, "dataset") || str_is(class, "collection") ? 7u : 0;
            } else {
                seen |= str_is(key, "dimension") ? 1u : str_is(key, "value") ? 2u : str_is(key, "size") ? 4u : 0;
                json_pass(&r);
            }
        }
    arena_release(&arena);
    return seen == 7 ? 100 : 0;
}

int json_stat_read(struct reading *rd, struct err *err)
{
    struct stat_read *st = mem_alloc(sizeof *st);
    struct arena arena;
    struct json_read r;
    int result = json_bytes_sound(rd->bytes, err);
    if (result < 0) {
        free(st);
        return result;
    }
    sdmx_row_init(&st->row, rd);
    /* a code takes 16 bytes at least, and what had escapes as much */
    arena_init(&arena, ((size_t)64 << 20) + 20 * rd->bytes.len);
    arena_init(&st->arena, ((size_t)64 << 20) + 20 * rd->bytes.len);
    json_read_init(&r, rd->bytes, &arena);
    read_object(st, &r, 0);
    json_read_end(&r);
    if (r.fault)
        result = err_set(err, ERR_INPUT, "line %u: %s", json_read_line(&r), r.fault);
    free(st->v);
    arena_release(&arena);
    arena_release(&st->arena);
    free(st);
    return result;
}
