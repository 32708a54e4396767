/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Which dimensions and codes a table has. Reading an address is pivot_read.c's, laying out pivot_lay.c's, writing
 * addresses pivot_address.c's. */

#include "report/pivot_inner.h"

#include "base/buf.h"
#include "model/period.h"

enum { SPARE = 128 }; /* codes that an address may name though they have no figures, for each dimension */

/* -- what there is ---------------------------------------------------------------------------------------- */

uint16_t pivot_code_of(const struct cube *cube, uint32_t series, enum pivot_kind kind)
{
    switch (kind) {
    case PIVOT_AREA: return cube->area[series];
    case PIVOT_SEX: return cube->sex[series];
    case PIVOT_CLASSIF1: return cube->classif[0][series];
    case PIVOT_CLASSIF2: return cube->classif[1][series];
    case PIVOT_TIME: break;
    }
    return 0;
}

static uint32_t codes_most(const struct ref *ref, enum pivot_kind kind)
{
    return kind == PIVOT_TIME ? UINT16_MAX + 1u : kind == PIVOT_AREA ? ref->nareas : ref->ncodes;
}

/* A country's place in its list: behind the total and before groups and the rest, which have names of their own. */
static unsigned place_of(const struct ref *ref, uint16_t code)
{
    const struct code *k = &ref->codes[code];
    if (!code || k->role == CODE_TOTAL)
        return 0;
    return !ref->versions[k->version].countries || k->area ? 1 : k->role == CODE_REST ? 3 : 2;
}

static int cmp_number(unsigned a, unsigned b) { return a < b ? -1 : a > b; }

static int area_cmp(const struct ref *ref, uint16_t a, uint16_t b)
{
    if (ref->areas[a].member != ref->areas[b].member)
        return ref->areas[a].member ? -1 : 1;
    int c = str_cmp(ref->areas[a].name, ref->areas[b].name);
    return c ? c : cmp_number(a, b);
}

static unsigned sex_place(const struct ref *ref, uint16_t sex)
{
    return !sex || sex == ref->sex_total ? 0 : sex == ref->sex_female ? 1 : sex == ref->sex_male ? 2 : 3u + sex;
}

static int classif_cmp(const struct ref *ref, uint16_t a, uint16_t b)
{
    const struct code *x = &ref->codes[a], *y = &ref->codes[b];
    if (!a || !b || x->version != y->version)
        return !a || !b ? cmp_number(a, b) : cmp_number(x->version, y->version);
    if (!ref->versions[x->version].countries)
        return cmp_number(a, b);
    unsigned p = place_of(ref, a), q = place_of(ref, b);
    int c = p != q ? cmp_number(p, q) : p == 1 ? str_cmp(x->name, y->name) : 0;
    return c ? c : cmp_number(a, b);
}

struct ordering {
    const struct ref *ref;
    enum pivot_kind kind;
};

static int code_cmp(const void *a, const void *b, void *ctx)
{
    const struct ordering *o = ctx;
    uint16_t x = *(const uint16_t *)a, y = *(const uint16_t *)b;
    switch (o->kind) {
    case PIVOT_AREA: return area_cmp(o->ref, x, y);
    case PIVOT_SEX: return cmp_number(sex_place(o->ref, x), sex_place(o->ref, y));
    case PIVOT_CLASSIF1:
    case PIVOT_CLASSIF2: return classif_cmp(o->ref, x, y);
    case PIVOT_TIME: break;
    }
    return cmp_number(x, y);
}

/* The figures of each code, counted over the whole table. */
static void count_codes(const struct pivot *p, uint32_t *count, enum pivot_kind kind)
{
    const struct cube *cube = p->cube;
    uint32_t first = p->flow->first, end = first + p->flow->n;
    if (kind == PIVOT_TIME) {
        for (uint32_t i = cube->start[first]; i < cube->start[end]; i++)
            count[cube->period[i]]++;
        return;
    }
    for (uint32_t s = first; s < end; s++)
        count[pivot_code_of(cube, s, kind)] += cube->start[s + 1] - cube->start[s];
}

static void add_dim(struct pivot *p, enum pivot_kind kind, struct str id)
{
    const struct ref *ref = p->cube->ref;
    struct pivot_dim *d = &p->dim[p->ndims++];
    uint32_t most = codes_most(ref, kind), *count = arena_array(p->arena, uint32_t, most);
    *d = (struct pivot_dim){.kind = kind, .id = id};
    count_codes(p, count, kind);
    for (uint32_t c = 0; c < most; c++)
        d->n += count[c] > 0;
    d->size = d->n + SPARE;
    d->codes = arena_array(p->arena, uint16_t, d->size);
    d->nobs = arena_array(p->arena, uint32_t, d->size);
    d->wanted = arena_array(p->arena, bool, d->size);
    uint32_t n = 0;
    for (uint32_t c = 0; c < most; c++)
        if (count[c])
            d->codes[n++] = (uint16_t)c;
    qsort_r(d->codes, d->n, sizeof *d->codes, code_cmp, &(struct ordering){ref, kind});
    for (uint32_t i = 0; i < d->n; i++)
        d->nobs[i] = count[d->codes[i]];
}

/* "CCT" is "cct" in addresses. */
static struct str small(struct arena *arena, struct str id)
{
    char *copy = arena_text(arena, id);
    for (size_t i = 0; i < id.len; i++)
        if (copy[i] >= 'A' && copy[i] <= 'Z')
            copy[i] = (char)(copy[i] - 'A' + 'a');
    return (struct str){copy, id.len};
}

void pivot_init(struct pivot *p, struct arena *arena, const struct cube *cube, const struct cube_flow *flow,
                uint16_t area)
{
    const struct ref *ref = cube->ref;
    *p = (struct pivot){.cube = cube, .flow = flow, .in = &ref->indicators[flow->indicator], .arena = arena,
                        .area = area, .sorted = -1};
    add_dim(p, PIVOT_AREA, STR("ref_area"));
    if (p->in->has_sex)
        add_dim(p, PIVOT_SEX, STR("sex"));
    for (unsigned k = 0; k < p->in->nclass; k++)
        add_dim(p, PIVOT_CLASSIF1 + k, small(arena, ref->dimensions[p->in->classif[k]].id));
    add_dim(p, PIVOT_TIME, STR("time"));
}

const struct pivot_dim *pivot_dim_of(const struct pivot *p, enum pivot_kind kind)
{
    for (unsigned i = 0; i < p->ndims; i++)
        if (p->dim[i].kind == kind)
            return &p->dim[i];
    return NULL;
}

bool pivot_is_total(const struct pivot *p, const struct pivot_dim *d, uint16_t code)
{
    if (d->kind == PIVOT_AREA || d->kind == PIVOT_TIME)
        return false;
    return !code || code == p->cube->ref->sex_total || p->cube->ref->codes[code].role == CODE_TOTAL;
}

unsigned pivot_depth(const struct pivot *p, const struct pivot_dim *d, uint32_t index)
{
    unsigned depth = 0;
    if (d->kind == PIVOT_AREA || d->kind == PIVOT_TIME)
        return 0;
    for (uint16_t up = p->cube->ref->codes[d->codes[index]].parent; up; up = p->cube->ref->codes[up].parent)
        for (uint32_t i = 0; i < index; i++)
            if (d->codes[i] == up) {
                depth += p->cube->ref->codes[up].role != CODE_TOTAL;
                break;
            }
    return depth;
}

uint32_t pivot_index(const struct pivot_dim *d, uint16_t code)
{
    for (uint32_t i = 0; i < d->n; i++)
        if (d->codes[i] == code)
            return i;
    return d->n;
}

uint32_t pivot_add(struct pivot *p, struct pivot_dim *d, uint16_t code)
{
    struct ordering o = {p->cube->ref, d->kind};
    uint32_t at = 0;
    while (at < d->n && code_cmp(&d->codes[at], &code, &o) < 0)
        at++;
#define MOVE(list) memmove(&d->list[at + 1], &d->list[at], (d->n - at) * sizeof *d->list)
    MOVE(codes), MOVE(nobs), MOVE(wanted);
#undef MOVE
    d->codes[at] = code;
    d->nobs[at] = 0;
    d->wanted[at] = false;
    d->n++;
    return at;
}

/* -- one series --------------------------------------------------------------------------------------------- */

static bool matches(const struct cube *cube, uint32_t s, const uint16_t *wanted, const bool *named, bool any_total)
{
    const struct ref *ref = cube->ref;
    for (unsigned k = PIVOT_SEX; k <= PIVOT_CLASSIF2; k++) {
        uint16_t code = pivot_code_of(cube, s, (enum pivot_kind)k);
        bool total = !code || ref->codes[code].role == CODE_TOTAL;
        bool total_wanted = !named[k] || !wanted[k] || ref->codes[wanted[k]].role == CODE_TOTAL;
        if (named[k] && code == wanted[k])
            continue;
        if (!total || !total_wanted || (named[k] && !any_total))
            return false;
    }
    return true;
}

uint32_t pivot_series(const struct cube *cube, const struct cube_flow *flow, uint16_t area, struct str key)
{
    const struct ref *ref = cube->ref;
    const struct indicator *in = &ref->indicators[flow->indicator];
    uint16_t wanted[PIVOT_DIMS] = {0};
    bool named[PIVOT_DIMS] = {false};
    for (struct str rest = key, one; str_next(&one, &rest, '.');) {
        uint16_t code = ref_code_find(ref, one);
        int slot = code ? ref_code_slot(ref, in, code) : -1;
        bool sex = code && in->has_sex && ref->versions[ref->codes[code].version].dimension == ref->sex_dimension;
        unsigned kind = sex ? PIVOT_SEX : PIVOT_CLASSIF1 + (unsigned)MAX(slot, 0);
        if (str_is(one, "-"))
            continue;
        if ((!sex && slot < 0) || named[kind])
            return UINT32_MAX;
        wanted[kind] = code;
        named[kind] = true;
    }
    for (int any_total = 0; any_total < 2; any_total++)
        for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++)
            if (matches(cube, s, wanted, named, any_total))
                return s;
    return UINT32_MAX;
}

struct str pivot_key(struct arena *arena, const struct cube *cube, uint32_t series)
{
    struct buf b = {0};
    for (unsigned k = PIVOT_SEX; k <= PIVOT_CLASSIF2; k++) {
        uint16_t code = pivot_code_of(cube, series, (enum pivot_kind)k);
        if (!code)
            continue;
        buf_puts(&b, b.len ? "." : "");
        buf_str(&b, cube->ref->codes[code].code);
    }
    if (!b.len)
        buf_char(&b, '-');
    struct str key = arena_str(arena, buf_view(&b));
    buf_release(&b);
    return key;
}
