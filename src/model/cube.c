/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/cube.h"

#include "model/block.h"
#include "model/period.h"

#include <stdio.h>
#include <linux/mman.h>
#include <sys/mman.h>

/* -- building ------------------------------------------------------------------------- */

/* A block put down in the builder's columns as it came: its series and observations stand
 * together. The cube is the same columns with the blocks in order of flow and area and the
 * series of a block in order of key. */
struct part {
    uint16_t indicator, area;
    uint32_t series, nseries, nobs;
};

struct cube_builder {
    const struct ref *ref;
    struct cube *cube; /* its observation columns are filled here, in order of arrival */
    struct part *parts;
    uint32_t nparts, parts_size, series_size, obs_size;
    struct strset sources, notes;
    uint16_t last_indicator, last_area;
    bool in_order;
    uint32_t *left; /* not NULL: how many series of unknown codes were left out */
};

struct cube_builder *cube_builder_new(const struct ref *ref)
{
    struct cube_builder *b = mem_alloc(sizeof *b);
    b->ref = ref;
    b->cube = mem_alloc(sizeof *b->cube);
    b->cube->ref = ref;
    b->in_order = true;
    strset_put(&b->notes, STR(""));
    return b;
}

void cube_builder_free(struct cube_builder *b)
{
    if (!b)
        return;
    strset_release(&b->sources);
    strset_release(&b->notes);
    free(b->parts);
    cube_free(b->cube);
    free(b);
}

#define GROW(array, size) ((array) = mem_grow((array), sizeof *(array) * (size)))

static void make_room(struct cube_builder *b, uint32_t nseries, uint32_t nobs)
{
    struct cube *c = b->cube;
    if (b->nparts == b->parts_size)
        GROW(b->parts, b->parts_size = MAX(b->parts_size * 2, 64u));
    if (c->nseries + nseries > b->series_size || !c->start) {
        uint32_t n = b->series_size = MAX(b->series_size * 2, c->nseries + nseries + 256);
        GROW(c->area, n), GROW(c->sex, n), GROW(c->classif[0], n), GROW(c->classif[1], n);
        GROW(c->freq, n), GROW(c->start, n + 1);
    }
    if (c->nobs + nobs > b->obs_size) {
        uint32_t n = b->obs_size = MAX(b->obs_size + b->obs_size / 2, c->nobs + nobs + 4096);
        GROW(c->value, n), GROW(c->period, n), GROW(c->source, n), GROW(c->note, n);
        GROW(c->decimals, n), GROW(c->status, n);
    }
}

static int code_index(uint16_t *out, const struct ref *ref, struct str text, struct err *err)
{
    *out = text.len ? ref_code_find(ref, text) : 0;
    if (text.len && !*out)
        return err_set(err, ERR_INPUT, "a block uses the code %.*s, which the reference data do "
                       "not have", STR_FMT(text));
    return 0;
}

/* What a dictionary entry is as code, as source, as note; found when first needed, for one
 * entry serves thousands of observations. */
enum { UNSEEN = UINT16_MAX };

static uint16_t interned(uint16_t *known, struct strset *set, const struct str *dict, uint16_t d)
{
    if (known[d] == UNSEEN)
        known[d] = (uint16_t)strset_put(set, dict[d]);
    return known[d];
}

/* Observations [from, from + n) of the block behind those of the cube. */
static void add_observations(struct cube_builder *b, const struct block_view *v, uint32_t from, size_t n)
{
    struct cube *c = b->cube;
    memcpy(c->value + c->nobs, v->value + from, n * sizeof *c->value);
    memcpy(c->period + c->nobs, v->period + from, n * sizeof *c->period);
    memcpy(c->decimals + c->nobs, v->decimals + from, n);
    memcpy(c->status + c->nobs, v->status + from, n);
    uint16_t *source = mem_grow(NULL, sizeof *source * v->ndict);
    uint16_t *note = mem_grow(NULL, sizeof *note * v->ndict);
    memset(source, 0xff, sizeof *source * v->ndict);
    memset(note, 0xff, sizeof *note * v->ndict);
    for (size_t i = 0; i < n; i++) {
        c->source[c->nobs + i] = interned(source, &b->sources, v->dict, v->source[from + i]);
        c->note[c->nobs + i] = interned(note, &b->notes, v->dict, v->note[from + i]);
    }
    c->nobs += (uint32_t)n;
    free(source);
    free(note);
}

void cube_builder_leave(struct cube_builder *b, uint32_t *left) { b->left = left; }

/* The series of a block; those left out leave gaps between what is copied at once. */
static int add_series(struct cube_builder *b, const struct block_view *v, uint16_t area, struct err *err)
{
    struct cube *c = b->cube;
    uint32_t at = c->nobs, from = 0, next = 0;
    for (uint32_t s = 0; s < v->nseries; s++) {
        uint32_t k = c->nseries;
        int r = code_index(&c->sex[k], b->ref, v->dict[v->sex[s]], err);
        for (unsigned i = 0; r == 0 && i < 2; i++)
            r = code_index(&c->classif[i][k], b->ref, v->dict[v->classif[i][s]], err);
        next += v->count[s];
        if (r < 0 && !b->left)
            return r;
        if (r < 0) {
            add_observations(b, v, from, next - v->count[s] - from);
            from = next;
            ++*b->left;
            continue;
        }
        c->area[k] = area;
        c->freq[k] = (char)v->freq[s];
        c->start[k] = at;
        at += v->count[s];
        c->nseries++;
    }
    add_observations(b, v, from, next - from);
    return 0;
}

int cube_builder_add(struct cube_builder *b, struct str bytes, struct err *err)
{
    struct arena arena;
    arena_init(&arena, (size_t)1 << 32);
    struct block_view v;
    struct cube *c = b->cube;
    int r = block_open(&v, &arena, bytes, err);
    uint16_t indicator = 0, area = 0;
    if (r == 0) {
        indicator = ref_indicator_find(b->ref, v.indicator);
        area = ref_area_find(b->ref, v.area);
        if (b->left && (!indicator || !area)) {
            *b->left += v.nseries;
            arena_release(&arena);
            return 0;
        }
        if (!indicator || !area)
            r = err_set(err, ERR_INPUT, "a block is of %.*s, %.*s, which the reference data do not "
                        "have", STR_FMT(v.indicator), STR_FMT(v.area));
    }
    if (r == 0 && (uint64_t)c->nobs + v.nobs > UINT32_MAX / 2)
        r = err_set(err, ERR_LIMIT, "the release has more than 2 thousand million observations");
    if (r == 0)
        make_room(b, v.nseries, v.nobs);
    uint32_t series = c->nseries, nobs = c->nobs;
    if (r == 0)
        r = add_series(b, &v, area, err);
    if (r == 0 && c->nseries > series) {
        b->parts[b->nparts++] = (struct part){indicator, area, series, c->nseries - series, c->nobs - nobs};
        c->start[c->nseries] = c->nobs;
        if (b->sources.n >= UNSEEN || b->notes.n >= UNSEEN)
            r = err_set(err, ERR_LIMIT, "the release has more than %d different sources or notes",
                        UNSEEN - 1);
    }
    arena_release(&arena);
    return r;
}

static int by_flow(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    if (x->indicator != y->indicator)
        return x->indicator < y->indicator ? -1 : 1;
    return x->area < y->area ? -1 : x->area > y->area;
}

static uint64_t series_rank(const struct cube *c, uint32_t s)
{
    return (uint64_t)(unsigned char)c->freq[s] << 48 | (uint64_t)c->sex[s] << 32 |
           (uint64_t)c->classif[0][s] << 16 | c->classif[1][s];
}

struct ranked {
    uint64_t rank;
    uint32_t series;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* The columns in their final order. Blocks come out of the base in order of names and their
 * series in order of the codes, so mostly nothing has to move. */
static void reorder(struct cube_builder *b)
{
    struct cube *old = b->cube;
    bool sorted = true;
    for (uint32_t p = 0; p < b->nparts; p++) {
        const struct part *part = &b->parts[p];
        sorted = sorted && (p == 0 || by_flow(part - 1, part) < 0);
        for (uint32_t s = part->series + 1; s < part->series + part->nseries && sorted; s++)
            sorted = series_rank(old, s - 1) < series_rank(old, s);
    }
    if (sorted)
        return;
    qsort(b->parts, b->nparts, sizeof *b->parts, by_flow);
    struct cube_builder fresh = {.ref = b->ref, .cube = mem_alloc(sizeof *old)};
    struct cube *new = fresh.cube;
    make_room(&fresh, old->nseries, old->nobs);
    new->ref = old->ref;
    struct ranked *order = mem_grow(NULL, sizeof *order * (old->nseries + 1));
    for (uint32_t p = 0; p < b->nparts; p++) {
        struct part *part = &b->parts[p];
        for (uint32_t i = 0; i < part->nseries; i++)
            order[i] = (struct ranked){series_rank(old, part->series + i), part->series + i};
        qsort(order, part->nseries, sizeof *order, by_rank);
        part->series = new->nseries;
        for (uint32_t i = 0; i < part->nseries; i++) {
            uint32_t s = order[i].series, k = new->nseries++;
            uint32_t from = old->start[s], n = old->start[s + 1] - from, to = new->nobs;
            new->area[k] = old->area[s];
            new->freq[k] = old->freq[s];
            new->sex[k] = old->sex[s];
            new->classif[0][k] = old->classif[0][s];
            new->classif[1][k] = old->classif[1][s];
            new->start[k] = to;
            memcpy(new->value + to, old->value + from, n * sizeof *new->value);
            memcpy(new->period + to, old->period + from, n * sizeof *new->period);
            memcpy(new->source + to, old->source + from, n * sizeof *new->source);
            memcpy(new->note + to, old->note + from, n * sizeof *new->note);
            memcpy(new->decimals + to, old->decimals + from, n);
            memcpy(new->status + to, old->status + from, n);
            new->nobs += n;
        }
        new->start[new->nseries] = new->nobs;
    }
    free(order);
    free(fresh.parts);
    cube_free(old);
    b->cube = new;
}

static void make_flows(struct cube_builder *b)
{
    struct cube *c = b->cube;
    c->flow_of = mem_alloc(sizeof *c->flow_of * b->ref->nindicators);
    for (uint32_t p = 0; p < b->nparts;) {
        uint16_t indicator = b->parts[p].indicator;
        GROW(c->flows, c->nflows + 1);
        struct cube_flow *f = &c->flows[c->nflows++];
        *f = (struct cube_flow){.indicator = indicator, .first = b->parts[p].series,
                                .period_first = UINT16_MAX};
        f->area_at = mem_alloc(sizeof *f->area_at * (b->ref->nareas + 1));
        uint32_t area = 0;
        for (; p < b->nparts && b->parts[p].indicator == indicator; p++) {
            while (area <= b->parts[p].area)
                f->area_at[area++] = b->parts[p].series;
            f->n += b->parts[p].nseries;
            f->nobs += b->parts[p].nobs;
        }
        while (area <= b->ref->nareas)
            f->area_at[area++] = f->first + f->n;
        for (uint32_t s = f->first; s < f->first + f->n; s++) {
            /* an observation at least in every series, in order of period */
            f->period_first = MIN(f->period_first, c->period[c->start[s]]);
            f->period_last = MAX(f->period_last, c->period[c->start[s + 1] - 1]);
        }
        c->flow_of[indicator] = (uint16_t)c->nflows;
    }
}

/* The figures into huge pages, now that they will not move: a sum over all of them else spends a
 * sixth of its time on translating addresses. Asked for before, growing takes twice as long. Only a
 * hint, which older kernels do not know. */
static void collapse(struct cube *c)
{
#ifdef MADV_COLLAPSE
    enum { PAGE = 4096 };
    uintptr_t at = (uintptr_t)c->value, from = (at + PAGE - 1) / PAGE * PAGE;
    uintptr_t to = (at + c->nobs * sizeof *c->value) / PAGE * PAGE;
    if (to > from)
        (void)madvise((void *)from, to - from, MADV_COLLAPSE);
#else
    (void)c;
#endif
}

struct cube *cube_builder_finish(struct cube_builder *b)
{
    if (!b->cube->start)
        make_room(b, 0, 0);
    b->cube->start[b->cube->nseries] = b->cube->nobs;
    reorder(b);
    make_flows(b);
    struct cube *c = b->cube;
    /* the texts change owner */
    c->sources = b->sources.v;
    c->nsources = b->sources.n;
    c->notes = b->notes.v;
    c->nnotes = b->notes.n;
    map_release(&b->sources.map);
    map_release(&b->notes.map);
    b->sources = b->notes = (struct strset){0};
    b->cube = NULL;
    cube_builder_free(b);
    collapse(c);
    return c;
}

void cube_free(struct cube *c)
{
    if (!c)
        return;
    for (uint32_t i = 0; i < c->nflows; i++)
        free(c->flows[i].area_at);
    for (uint32_t i = 0; i < c->nsources; i++)
        free((char *)c->sources[i].p);
    for (uint32_t i = 0; i < c->nnotes; i++)
        free((char *)c->notes[i].p);
    void *arrays[] = {c->flows, c->flow_of,  c->area,   c->sex,  c->classif[0], c->classif[1],
                      c->freq,  c->start,    c->value,  c->period, c->source,   c->note,
                      c->decimals, c->status, c->sources, c->notes};
    for (size_t i = 0; i < ARRAY_LEN(arrays); i++)
        free(arrays[i]);
    free(c);
}

/* -- asking --------------------------------------------------------------------------- */

const struct cube_flow *cube_flow_find(const struct cube *c, uint16_t indicator)
{
    uint16_t at = indicator < c->ref->nindicators ? c->flow_of[indicator] : 0;
    return at ? &c->flows[at - 1] : NULL;
}

size_t cube_bytes(const struct cube *c)
{
    size_t series = sizeof *c->area + sizeof *c->sex + 2 * sizeof *c->classif[0] +
                    sizeof *c->freq + sizeof *c->start;
    size_t obs = sizeof *c->value + sizeof *c->period + sizeof *c->source + sizeof *c->note +
                 sizeof *c->decimals + sizeof *c->status;
    return c->nseries * series + c->nobs * obs +
           c->nflows * (sizeof *c->flows + sizeof(uint32_t) * (c->ref->nareas + 1));
}

size_t cube_flow_id(char out[CUBE_FLOW_ID], const struct ref *ref, const struct cube_flow *flow)
{
    int n = snprintf(out, CUBE_FLOW_ID, "DF_%s", ref->indicators[flow->indicator].code.p);
    return (size_t)MIN(n, CUBE_FLOW_ID - 1);
}

void dims_of(struct dims *out, const struct ref *ref, uint16_t indicator)
{
    const struct indicator *in = &ref->indicators[indicator];
    static const struct str fixed[] = {{"REF_AREA", 8}, {"FREQ", 4}, {"MEASURE", 7}, {"SEX", 3}};
    out->n = 0;
    for (unsigned i = 0; i < 3u + in->has_sex; i++) {
        out->kind[out->n] = (enum dim_kind)i;
        out->id[out->n++] = fixed[i];
    }
    for (unsigned i = 0; i < in->nclass; i++) {
        out->kind[out->n] = (enum dim_kind)(DIM_CLASSIF1 + i);
        out->id[out->n++] = ref->dimensions[in->classif[i]].id;
    }
}

struct str freq_code(char freq)
{
    return freq == 'A' ? STR("A") : freq == 'Q' ? STR("Q") : STR("M");
}

bool series_is_total(const struct cube *cube, uint32_t series)
{
    const struct ref *ref = cube->ref;
    if (cube->sex[series] && cube->sex[series] != ref->sex_total)
        return false;
    for (int k = 0; k < 2; k++) {
        uint16_t code = cube->classif[k][series];
        if (code && ref->codes[code].role != CODE_TOTAL)
            return false;
    }
    return true;
}

struct str cube_code(const struct cube *c, const struct cube_flow *flow, uint32_t s,
                     enum dim_kind dim)
{
    switch (dim) {
    case DIM_AREA: return c->ref->areas[c->area[s]].code;
    case DIM_FREQ: return freq_code(c->freq[s]);
    case DIM_MEASURE: return c->ref->indicators[flow->indicator].measure;
    case DIM_SEX: return c->ref->codes[c->sex[s]].code;
    case DIM_CLASSIF1: return c->ref->codes[c->classif[0][s]].code;
    case DIM_CLASSIF2: return c->ref->codes[c->classif[1][s]].code;
    }
    return STR("");
}
