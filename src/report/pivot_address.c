/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A selection as an address: of its page, and of the web services that give the same figures. */

#include "report/pivot.h"

#include "base/buf.h"
#include "model/period.h"

static struct str kept(const struct pivot *p, struct buf *b)
{
    struct str s = arena_str(p->arena, b->p ? buf_view(b) : STR(""));
    buf_release(b);
    return s;
}

struct str pivot_code(const struct pivot *p, const struct pivot_dim *d, uint16_t code)
{
    if (d->kind == PIVOT_TIME) {
        char text[PERIOD_TEXT];
        size_t n = period_fmt(text, code);
        return arena_str(p->arena, (struct str){text, n});
    }
    if (d->kind == PIVOT_AREA)
        return p->cube->ref->areas[code].code;
    return code ? p->cube->ref->codes[code].code : STR("-");
}

/* Letters, digits and what stands in codes; of free text nothing else gets into an address. */
static void put_plain(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-' ||
            c == '.')
            buf_char(b, (char)c);
        else
            buf_fmt(b, "%%%02X", c);
    }
}

static void put_name(struct buf *b, const char *name)
{
    buf_puts(b, b->len ? "&" : "");
    buf_puts(b, name);
    buf_char(b, '=');
}

static void put_dims(struct buf *b, const struct pivot *p, const char *name, const unsigned *list, unsigned n)
{
    put_name(b, name);
    for (unsigned i = 0; i < n; i++) {
        buf_puts(b, i ? "," : "");
        put_plain(b, p->dim[list[i]].id);
    }
}

static void put_codes(struct buf *b, const struct pivot *p, const struct pivot_dim *d, const char *between)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        if (!d->wanted[i])
            continue;
        buf_puts(b, n++ ? between : "");
        put_plain(b, pivot_code(p, d, d->codes[i]));
    }
}

/* The codes are the choice of whoever asks, not all there are. */
static bool is_part(const struct pivot_dim *d)
{
    return d->chosen && (d->place == PIVOT_ONE || d->nwanted < d->n);
}

struct str pivot_query(const struct pivot *p)
{
    struct buf b = {0};
    put_dims(&b, p, "rows", p->rows, p->nrowdims);
    put_dims(&b, p, "cols", p->cols, p->ncoldims);
    for (unsigned i = 0; i < p->ndims; i++) {
        const struct pivot_dim *d = &p->dim[i];
        if (!is_part(d))
            continue;
        put_name(&b, arena_text(p->arena, d->id));
        put_codes(&b, p, d, "+");
    }
    if (p->timefrom)
        buf_fmt(&b, "&timefrom=%d", p->timefrom);
    if (p->timeto)
        buf_fmt(&b, "&timeto=%d", p->timeto);
    if (p->sort.len) {
        put_name(&b, "sort");
        put_plain(&b, p->sort);
        buf_puts(&b, p->ascending ? "&order=asc" : "");
    }
    buf_puts(&b, p->empty ? "&empty=yes" : "");
    buf_puts(&b, p->show_codes ? "&codes=yes" : "");
    buf_puts(&b, p->derived ? "&derived=yes" : "");
    buf_puts(&b, p->view == PIVOT_CHART ? "&view=chart" : p->view == PIVOT_MAP ? "&view=map" : "");
    if (p->kind.len && p->view == PIVOT_CHART) {
        put_name(&b, "kind");
        put_plain(&b, p->kind);
    }
    return kept(p, &b);
}

struct str pivot_address(const struct pivot *p)
{
    struct buf b = {0};
    buf_puts(&b, "/table/");
    put_plain(&b, p->in->code);
    buf_char(&b, '?');
    buf_str(&b, pivot_query(p));
    return kept(p, &b);
}

/* -- the same elsewhere --------------------------------------------------------------------------------------- */

struct pivot pivot_swapped(const struct pivot *p)
{
    struct pivot q = *p;
    memcpy(q.rows, p->cols, sizeof q.rows);
    memcpy(q.cols, p->rows, sizeof q.cols);
    q.nrowdims = p->ncoldims;
    q.ncoldims = p->nrowdims;
    q.sort = STR("");
    q.ascending = false;
    return q;
}

struct pivot pivot_viewed(const struct pivot *p, enum pivot_view view)
{
    struct pivot q = *p;
    q.view = view;
    return q;
}

struct pivot pivot_sorted(const struct pivot *p, uint32_t col)
{
    struct pivot q = *p;
    struct buf b = {0};
    bool again = p->sorted == (int32_t)col;
    for (unsigned i = 0; i < p->ncoldims; i++) {
        const struct pivot_dim *d = &p->dim[p->cols[i]];
        buf_puts(&b, i ? "." : "");
        buf_str(&b, pivot_code(p, d, d->codes[p->col[(size_t)col * p->ncoldims + i]]));
    }
    q.sort = again && p->ascending ? STR("") : arena_str(p->arena, buf_view(&b));
    q.ascending = again && !p->ascending;
    buf_release(&b);
    return q;
}

/* -- web services ---------------------------------------------------------------------------------------------- */

static bool stands_in(const struct pivot *p, const struct pivot_dim *d, uint32_t i)
{
    return d->place == PIVOT_ONE && !d->chosen && pivot_is_total(p, d, d->one) && pivot_is_total(p, d, d->codes[i]);
}

/* The codes of a dimension as they are asked for; nothing where all are, or where one of them is none. */
static struct str codes_asked(const struct pivot *p, const struct pivot_dim *d, const char *between)
{
    struct buf b = {0};
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        if (!d->wanted[i] && !stands_in(p, d, i))
            continue;
        if (!d->codes[i] && d->kind != PIVOT_AREA) {
            buf_release(&b);
            return STR("");
        }
        buf_puts(&b, n++ ? between : "");
        put_plain(&b, pivot_code(p, d, d->codes[i]));
    }
    if (n == d->n)
        b.len = 0;
    return kept(p, &b);
}

static const struct pivot_dim *dim_of(const struct pivot *p, enum dim_kind kind)
{
    switch (kind) {
    case DIM_AREA: return pivot_dim_of(p, PIVOT_AREA);
    case DIM_SEX: return pivot_dim_of(p, PIVOT_SEX);
    case DIM_CLASSIF1: return pivot_dim_of(p, PIVOT_CLASSIF1);
    case DIM_CLASSIF2: return pivot_dim_of(p, PIVOT_CLASSIF2);
    case DIM_FREQ:
    case DIM_MEASURE: break;
    }
    return NULL;
}

static void put_flow(struct buf *b, const struct pivot *p, const char *between)
{
    char id[CUBE_FLOW_ID];
    size_t n = cube_flow_id(id, p->cube->ref, p->flow);
    put_plain(b, p->cube->ref->agency);
    buf_puts(b, between);
    put_plain(b, (struct str){id, n});
    buf_puts(b, between);
}

/* The periods are named one by one, or are the last alone. */
static bool by_period(const struct pivot *p)
{
    const struct pivot_dim *time = &p->dim[p->ndims - 1];
    return time->place == PIVOT_ONE || time->chosen;
}

static void put_more(struct buf *b, bool *first, const char *name)
{
    buf_char(b, *first ? '?' : '&');
    *first = false;
    buf_puts(b, name);
}

static void put_years(struct buf *b, bool *first, const struct pivot *p)
{
    if (p->timefrom)
        put_more(b, first, "startPeriod="), buf_fmt(b, "%d", p->timefrom);
    if (p->timeto)
        put_more(b, first, "endPeriod="), buf_fmt(b, "%d", p->timeto);
}

struct str pivot_rest(const struct pivot *p)
{
    struct buf b = {0};
    struct dims dims;
    bool first = true;
    dims_of(&dims, p->cube->ref, p->flow->indicator);
    buf_puts(&b, "/rest/v2/data/dataflow/");
    put_flow(&b, p, "/");
    buf_puts(&b, SDMX_VERSION "/*");
    for (unsigned i = 0; i < dims.n; i++) {
        const struct pivot_dim *d = dim_of(p, dims.kind[i]);
        struct str codes = d ? codes_asked(p, d, ",") : STR("");
        if (!codes.len)
            continue;
        put_more(&b, &first, "c%5B");
        put_plain(&b, dims.id[i]);
        buf_puts(&b, "%5D=");
        buf_str(&b, codes);
    }
    if (by_period(p)) {
        put_more(&b, &first, "c%5BTIME_PERIOD%5D=");
        put_codes(&b, p, &p->dim[p->ndims - 1], ",");
    } else {
        put_years(&b, &first, p);
    }
    if (p->derived)
        put_more(&b, &first, "derived=true");
    return kept(p, &b);
}

struct str pivot_rest_v1(const struct pivot *p)
{
    struct buf b = {0};
    struct dims dims;
    bool first = true;
    const struct pivot_dim *time = &p->dim[p->ndims - 1];
    if (by_period(p) && time->nwanted != 1)
        return STR("");
    dims_of(&dims, p->cube->ref, p->flow->indicator);
    buf_puts(&b, "/rest/data/");
    put_flow(&b, p, ",");
    buf_puts(&b, "1.0/");
    size_t start = b.len, asked = 0;
    for (unsigned i = 0; i < dims.n; i++) {
        const struct pivot_dim *d = dim_of(p, dims.kind[i]);
        struct str codes = d ? codes_asked(p, d, "+") : STR("");
        buf_puts(&b, i ? "." : "");
        buf_str(&b, codes);
        asked += codes.len;
    }
    if (!asked) {
        b.len = start;
        buf_puts(&b, "all");
    }
    if (by_period(p)) {
        put_more(&b, &first, "startPeriod="), put_codes(&b, p, time, "");
        put_more(&b, &first, "endPeriod="), put_codes(&b, p, time, "");
    } else {
        put_years(&b, &first, p);
    }
    if (p->derived)
        put_more(&b, &first, "derived=true");
    return kept(p, &b);
}
