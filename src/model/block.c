/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/block.h"

#include "model/pack.h"
#include "model/period.h"

enum { VERSION = 1, CELLS_MAX = 1 << 26 };

/* -- the dictionary: texts numbered in order of first use, 0 the empty one ------------ */

struct dict {
    struct strset texts;
    uint16_t *of_code; /* by code of the ref: number + 1, 0 not yet */
};

static void dict_init(struct dict *d, const struct ref *ref)
{
    *d = (struct dict){.of_code = mem_alloc(sizeof *d->of_code * ref->ncodes)};
    strset_put(&d->texts, STR(""));
}

static void dict_release(struct dict *d)
{
    strset_release(&d->texts);
    free(d->of_code);
}

static uint16_t dict_code(struct dict *d, const struct ref *ref, uint16_t code)
{
    if (!d->of_code[code])
        d->of_code[code] = (uint16_t)(strset_put(&d->texts, ref->codes[code].code) + 1);
    return (uint16_t)(d->of_code[code] - 1);
}

/* A table has fewer different cells than there are numbers: where these run out, the note is
 * that of a repetition, which is no figure. The file itself keeps it. */
static uint16_t dict_note(struct dict *d, struct str note)
{
    uint32_t index;
    if (d->texts.n <= UINT16_MAX || strset_find(&d->texts, &index, note))
        return (uint16_t)strset_put(&d->texts, note);
    return 0;
}

static void dict_pack(struct buf *out, const struct dict *d)
{
    pack_u32(out, d->texts.n);
    for (uint32_t i = 0; i < d->texts.n; i++)
        pack_text(out, d->texts.v[i]);
}

static struct str *dict_unpack(struct unpack *u, struct arena *arena, uint32_t *n)
{
    *n = unpack_u32(u);
    /* each text takes four bytes at least: a larger count is a lie */
    if (*n == 0 || *n > (size_t)(u->end - u->p) / 4) {
        u->broken = true;
        *n = 1;
    }
    struct str *texts = arena_array(arena, struct str, *n);
    for (uint32_t i = 0; i < *n && !u->broken; i++)
        texts[i] = unpack_text(u);
    return texts;
}

static bool dict_covers(const uint16_t *column, size_t n, uint32_t ndict)
{
    uint16_t most = 0;
    for (size_t i = 0; i < n; i++)
        most = MAX(most, column[i]);
    return most < ndict;
}

static bool begin(struct unpack *u, struct str bytes, char kind)
{
    *u = (struct unpack){bytes.p, str_end(bytes), false};
    if (bytes.len < 6 || memcmp(bytes.p, "ILMS", 4) != 0 || bytes.p[4] != kind ||
        bytes.p[5] != VERSION)
        return false;
    u->p += 6;
    return true;
}

static void put_head(struct buf *out, char kind)
{
    buf_puts(out, "ILMS");
    buf_char(out, kind);
    buf_char(out, VERSION);
}

/* One member of an array of structs as a packed column. */
#define PACK_MEMBER(out, array, count, type, expression)                                       \
    do {                                                                                       \
        type *column_ = mem_grow(NULL, sizeof(type) * ((count) + 1));                          \
        for (size_t i = 0; i < (count); i++)                                                   \
            column_[i] = (type)(array)[i].expression;                                          \
        pack_column(out, column_, count, sizeof(type));                                        \
        free(column_);                                                                         \
    } while (0)

/* -- tables --------------------------------------------------------------------------- */

void table_pack(struct buf *out, const struct ref *ref, const struct obs_set *set, size_t first,
                size_t n)
{
    const struct obs *v = set->v + first;
    struct dict dict;
    dict_init(&dict, ref);
    uint16_t stack[4 * 256], *codes = n <= 256 ? stack : mem_grow(NULL, sizeof *codes * 4 * n);
    for (size_t i = 0; i < n; i++) {
        codes[i] = dict_code(&dict, ref, v[i].sex);
        codes[n + i] = dict_code(&dict, ref, v[i].classif[0]);
        codes[2 * n + i] = dict_code(&dict, ref, v[i].classif[1]);
    }
    for (int aside = 0; aside < 2; aside++) /* figures first, whatever repeats them */
        for (size_t i = 0; i < n; i++)
            if ((v[i].set_aside != 0) == aside)
                codes[3 * n + i] = v[i].note ? dict_note(&dict, set->notes.v[v[i].note]) : 0;
    put_head(out, 'T');
    pack_u32(out, (uint32_t)n);
    char period[PERIOD_TEXT];
    pack_text(out, ref->indicators[v->indicator].code);
    pack_text(out, ref->areas[v->area].code);
    pack_text(out, set->sources.v[v->source]);
    pack_text(out, (struct str){period, period_fmt(period, v->period)});
    dict_pack(out, &dict);
    for (unsigned c = 0; c < 4; c++)
        pack_column(out, codes + c * n, n, sizeof *codes);
    PACK_MEMBER(out, v, n, uint8_t, status);
    PACK_MEMBER(out, v, n, uint8_t, decimals);
    PACK_MEMBER(out, v, n, uint8_t, set_aside);
    PACK_MEMBER(out, v, n, uint16_t, sheet);
    PACK_MEMBER(out, v, n, uint16_t, column);
    PACK_MEMBER(out, v, n, uint32_t, row);
    PACK_MEMBER(out, v, n, double, value);
    if (codes != stack)
        free(codes);
    dict_release(&dict);
}

/* Texts of the dictionary as codes of this ref; false and the text when one is unknown. */
static bool codes_of(uint16_t *codes, struct str *unknown, const struct ref *ref,
                     const struct str *dict, uint32_t ndict, const uint16_t *column, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint16_t d = column[i];
        if (d && d < ndict && codes[d] == 0 && (codes[d] = ref_code_find(ref, dict[d])) == 0) {
            *unknown = dict[d];
            return false;
        }
    }
    return true;
}

int table_unpack(struct obs_set *out, const struct ref *ref, struct str bytes, struct err *err)
{
    struct unpack u;
    if (!begin(&u, bytes, 'T'))
        return err_set(err, ERR_INPUT, "a stored question table does not begin as one");
    size_t n = unpack_u32(&u);
    if (n > CELLS_MAX)
        return err_set(err, ERR_INPUT, "a stored question table claims %zu cells", n);
    struct arena arena;
    arena_init(&arena, bytes.len * 8 + n * 64 + (1 << 16));
    struct obs key = {0};
    struct str indicator = unpack_text(&u), area = unpack_text(&u), source = unpack_text(&u);
    key.indicator = ref_indicator_find(ref, indicator);
    key.area = ref_area_find(ref, area);
    key.period = period_parse(unpack_text(&u));
    key.source = strset_put(&out->sources, source);
    uint32_t ndict;
    struct str *dict = dict_unpack(&u, &arena, &ndict), unknown = {0};
    const uint16_t *codes[4];
    for (unsigned c = 0; c < 4; c++) {
        codes[c] = unpack_column(&u, &arena, n, sizeof *codes[c]);
        u.broken = u.broken || !dict_covers(codes[c], n, ndict);
    }
    const uint8_t *status = unpack_column(&u, &arena, n, 1);
    const uint8_t *decimals = unpack_column(&u, &arena, n, 1);
    const uint8_t *aside = unpack_column(&u, &arena, n, 1);
    const uint16_t *sheet = unpack_column(&u, &arena, n, 2);
    const uint16_t *column = unpack_column(&u, &arena, n, 2);
    const uint32_t *row = unpack_column(&u, &arena, n, 4);
    const double *value = unpack_column(&u, &arena, n, 8);
    int r = 0;
    uint16_t *of = mem_alloc(sizeof *of * ndict);
    if (u.broken || !key.period)
        r = err_set(err, ERR_INPUT, "a stored question table is damaged");
    else if (!key.indicator || !key.area)
        r = err_set(err, ERR_INPUT, "a stored question table is of %.*s, %.*s, which the reference "
                    "data do not have", STR_FMT(indicator), STR_FMT(area));
    for (unsigned c = 0; r == 0 && c < 3; c++)
        if (!codes_of(of, &unknown, ref, dict, ndict, codes[c], n))
            r = err_set(err, ERR_INPUT, "a stored question table uses %.*s, which the reference "
                        "data do not have", STR_FMT(unknown));
    for (size_t i = 0; r == 0 && i < n; i++) {
        struct obs *o = obs_set_add(out);
        *o = key;
        o->sex = of[codes[0][i]];
        o->classif[0] = of[codes[1][i]];
        o->classif[1] = of[codes[2][i]];
        o->note = codes[3][i] ? strset_put(&out->notes, dict[codes[3][i]]) : 0;
        o->status = (char)status[i];
        o->decimals = decimals[i];
        o->set_aside = aside[i];
        o->sheet = sheet[i];
        o->column = column[i];
        o->row = row[i];
        o->value = value[i];
    }
    free(of);
    arena_release(&arena);
    return r;
}

/* -- blocks --------------------------------------------------------------------------- */

static int by_series(const void *a, const void *b)
{
    const struct obs *x = &((const struct block_obs *)a)->obs;
    const struct obs *y = &((const struct block_obs *)b)->obs;
    char fx = period_freq(x->period), fy = period_freq(y->period);
    if (fx != fy)
        return fx < fy ? -1 : 1;
    if (x->sex != y->sex)
        return x->sex < y->sex ? -1 : 1;
    for (int i = 0; i < 2; i++)
        if (x->classif[i] != y->classif[i])
            return x->classif[i] < y->classif[i] ? -1 : 1;
    return x->period < y->period ? -1 : x->period > y->period;
}

static bool same_series(const struct obs *x, const struct obs *y)
{
    return x->sex == y->sex && x->classif[0] == y->classif[0] && x->classif[1] == y->classif[1] &&
           period_freq(x->period) == period_freq(y->period);
}

struct series_head {
    uint16_t sex, classif0, classif1;
    uint8_t freq;
    uint32_t count;
};

int block_pack(struct buf *block, struct buf *origin, struct block_stat *stat,
               const struct ref *ref, const struct obs_set *set, struct block_obs *v, size_t n,
               struct err *err)
{
    qsort(v, n, sizeof *v, by_series);
    struct dict dict;
    dict_init(&dict, ref);
    struct series_head *heads = mem_grow(NULL, sizeof *heads * (n + 1));
    uint16_t *source = mem_grow(NULL, sizeof *source * (n + 1));
    uint16_t *note = mem_grow(NULL, sizeof *note * (n + 1));
    *stat = (struct block_stat){.nobs = (uint32_t)n, .first = UINT16_MAX};
    for (size_t i = 0; i < n; i++) {
        const struct obs *o = &v[i].obs;
        if (i == 0 || !same_series(o, &v[i - 1].obs))
            heads[stat->nseries++] = (struct series_head){
                dict_code(&dict, ref, o->sex), dict_code(&dict, ref, o->classif[0]),
                dict_code(&dict, ref, o->classif[1]), (uint8_t)period_freq(o->period), 0};
        heads[stat->nseries - 1].count++;
        stat->first = MIN(stat->first, o->period);
        stat->last = MAX(stat->last, o->period);
        /* mostly the same as that of the figure before */
        const struct obs *before = &v[i ? i - 1 : 0].obs;
        source[i] = i && o->source == before->source
                        ? source[i - 1] : (uint16_t)strset_put(&dict.texts, set->sources.v[o->source]);
        note[i] = !o->note ? 0
                  : i && o->note == before->note
                      ? note[i - 1] : (uint16_t)strset_put(&dict.texts, set->notes.v[o->note]);
    }
    put_head(block, 'B');
    pack_u32(block, stat->nseries);
    pack_u32(block, stat->nobs);
    pack_text(block, ref->indicators[n ? v->obs.indicator : 0].code);
    pack_text(block, ref->areas[n ? v->obs.area : 0].code);
    dict_pack(block, &dict);
    PACK_MEMBER(block, heads, stat->nseries, uint16_t, sex);
    PACK_MEMBER(block, heads, stat->nseries, uint16_t, classif0);
    PACK_MEMBER(block, heads, stat->nseries, uint16_t, classif1);
    PACK_MEMBER(block, heads, stat->nseries, uint8_t, freq);
    PACK_MEMBER(block, heads, stat->nseries, uint32_t, count);
    PACK_MEMBER(block, v, n, uint16_t, obs.period);
    pack_column(block, source, n, sizeof *source);
    pack_column(block, note, n, sizeof *note);
    PACK_MEMBER(block, v, n, uint8_t, obs.status);
    PACK_MEMBER(block, v, n, uint8_t, obs.decimals);
    PACK_MEMBER(block, v, n, double, obs.value);
    put_head(origin, 'O');
    pack_u32(origin, (uint32_t)n);
    PACK_MEMBER(origin, v, n, uint32_t, table);
    PACK_MEMBER(origin, v, n, uint32_t, cell);
    int r = 0;
    if (dict.texts.n > UINT16_MAX)
        r = err_set(err, ERR_LIMIT, "%s of %s has %u different notes, sources and codes; %d are the "
                    "limit", ref->indicators[v->obs.indicator].code.p,
                    ref->areas[v->obs.area].code.p, dict.texts.n, UINT16_MAX);
    free(note);
    free(source);
    free(heads);
    dict_release(&dict);
    return r;
}

/* What a cube relies on: no series without observations, periods that are some, of the series'
 * frequency, and rising. */
static bool series_hold(const struct block_view *v)
{
    for (uint32_t s = 0, i = 0; s < v->nseries; s++) {
        uint16_t before = 0;
        for (uint32_t end = i + v->count[s]; i < end; i++) {
            uint16_t p = v->period[i];
            if (p <= before || !period_is(p) || period_freq(p) != (char)v->freq[s])
                return false;
            before = p;
        }
        if (before == 0)
            return false;
    }
    return v->nseries > 0;
}

int block_open(struct block_view *out, struct arena *arena, struct str bytes, struct err *err)
{
    struct unpack u;
    if (!begin(&u, bytes, 'B'))
        return err_set(err, ERR_INPUT, "a stored block does not begin as one");
    *out = (struct block_view){.nseries = unpack_u32(&u), .nobs = unpack_u32(&u)};
    out->indicator = unpack_text(&u);
    out->area = unpack_text(&u);
    if (out->nobs > CELLS_MAX || out->nseries > out->nobs)
        return err_set(err, ERR_INPUT, "a stored block claims %u series with %u observations",
                       out->nseries, out->nobs);
    size_t s = out->nseries, n = out->nobs;
    out->dict = dict_unpack(&u, arena, &out->ndict);
    out->sex = unpack_column(&u, arena, s, 2);
    out->classif[0] = unpack_column(&u, arena, s, 2);
    out->classif[1] = unpack_column(&u, arena, s, 2);
    out->freq = unpack_column(&u, arena, s, 1);
    out->count = unpack_column(&u, arena, s, 4);
    out->period = unpack_column(&u, arena, n, 2);
    out->source = unpack_column(&u, arena, n, 2);
    out->note = unpack_column(&u, arena, n, 2);
    out->status = unpack_column(&u, arena, n, 1);
    out->decimals = unpack_column(&u, arena, n, 1);
    out->value = unpack_column(&u, arena, n, 8);
    uint64_t total = 0;
    for (size_t i = 0; i < s && !u.broken; i++)
        total += out->count[i];
    if (u.broken || total != n || !dict_covers(out->sex, s, out->ndict) ||
        !dict_covers(out->classif[0], s, out->ndict) ||
        !dict_covers(out->classif[1], s, out->ndict) || !dict_covers(out->source, n, out->ndict) ||
        !dict_covers(out->note, n, out->ndict) || !series_hold(out))
        return err_set(err, ERR_INPUT, "a stored block is damaged");
    return 0;
}

int block_sources(struct str **out, uint32_t *n, struct arena *arena, struct str bytes, struct err *err)
{
    struct unpack u;
    if (!begin(&u, bytes, 'B'))
        return err_set(err, ERR_INPUT, "a stored block does not begin as one");
    uint32_t nseries = unpack_u32(&u), nobs = unpack_u32(&u), ndict;
    if (nobs > CELLS_MAX || nseries > nobs)
        return err_set(err, ERR_INPUT, "a stored block claims %u series with %u observations", nseries, nobs);
    unpack_text(&u); /* indicator and area */
    unpack_text(&u);
    struct str *dict = dict_unpack(&u, arena, &ndict);
    static const size_t by_series[] = {2, 2, 2, 1, 4};
    for (size_t i = 0; i < ARRAY_LEN(by_series); i++)
        unpack_skip(&u, nseries, by_series[i]);
    unpack_skip(&u, nobs, 2); /* periods */
    const uint16_t *source = unpack_column(&u, arena, nobs, sizeof *source);
    if (u.broken || !dict_covers(source, nobs, ndict))
        return err_set(err, ERR_INPUT, "a stored block is damaged");
    bool *has = arena_array(arena, bool, ndict);
    for (uint32_t i = 0; i < nobs; i++)
        has[source[i]] = true;
    *n = 0; /* the dictionary is not needed any more: its place is taken by those it has */
    for (uint32_t d = 0; d < ndict; d++)
        if (has[d])
            dict[(*n)++] = dict[d];
    *out = dict;
    return 0;
}

/* Texts of a block's dictionary as sources and notes of a set, found when first needed. */
struct interned {
    uint32_t *source, *note; /* plus one; 0: not found yet */
};

static uint32_t intern(uint32_t *known, struct strset *set, const struct str *dict, uint16_t d)
{
    if (!known[d])
        known[d] = strset_put(set, dict[d]) + 1;
    return known[d] - 1;
}

static void put_series(struct obs_set *out, const struct block_view *v, struct interned *texts,
                       const struct obs *key, uint32_t at, uint32_t n)
{
    for (uint32_t i = at; i < at + n; i++) {
        uint32_t source = intern(texts->source, &out->sources, v->dict, v->source[i]);
        uint32_t note = v->note[i] ? intern(texts->note, &out->notes, v->dict, v->note[i]) : 0;
        struct obs *o = obs_set_add(out);
        *o = *key;
        o->period = v->period[i];
        o->source = source;
        o->note = note;
        o->value = v->value[i];
        o->decimals = v->decimals[i];
        o->status = (char)v->status[i];
    }
}

int block_unpack(struct obs_set *out, const struct ref *ref, struct str bytes, struct err *err)
{
    struct arena arena;
    struct block_view v;
    arena_init(&arena, (size_t)1 << 32);
    int r = block_open(&v, &arena, bytes, err);
    struct obs key = {0};
    if (r == 0) {
        key.indicator = ref_indicator_find(ref, v.indicator);
        key.area = ref_area_find(ref, v.area);
        if (!key.indicator || !key.area)
            r = err_set(err, ERR_INPUT, "a stored block is of %.*s, %.*s, which the reference data do "
                        "not have", STR_FMT(v.indicator), STR_FMT(v.area));
    }
    struct interned texts = {0};
    if (r == 0) {
        texts.source = arena_array(&arena, uint32_t, v.ndict);
        texts.note = arena_array(&arena, uint32_t, v.ndict);
    }
    for (uint32_t s = 0, at = 0; r == 0 && s < v.nseries; at += v.count[s++]) {
        const uint16_t in_dict[] = {v.sex[s], v.classif[0][s], v.classif[1][s]};
        uint16_t code[3];
        for (unsigned i = 0; r == 0 && i < 3; i++) {
            struct str text = v.dict[in_dict[i]];
            code[i] = text.len ? ref_code_find(ref, text) : 0;
            if (text.len && !code[i])
                r = err_set(err, ERR_INPUT, "a stored block uses %.*s, which the reference data do "
                            "not have", STR_FMT(text));
        }
        if (r)
            break;
        key.sex = code[0];
        key.classif[0] = code[1];
        key.classif[1] = code[2];
        put_series(out, &v, &texts, &key, at, v.count[s]);
    }
    arena_release(&arena);
    return r;
}

int origin_get(uint32_t *table, uint32_t *cell, struct str origin, uint32_t index, struct err *err)
{
    struct unpack u;
    bool right = begin(&u, origin, 'O');
    size_t n = right ? unpack_u32(&u) : 0;
    struct arena arena;
    arena_init(&arena, n < CELLS_MAX ? n * 16 + (1 << 16) : 0);
    int r = 0;
    if (right && n < CELLS_MAX && index < n) {
        const uint32_t *tables = unpack_column(&u, &arena, n, 4);
        const uint32_t *cells = unpack_column(&u, &arena, n, 4);
        if (!u.broken) {
            *table = tables[index];
            *cell = cells[index];
        }
        right = !u.broken;
    } else {
        right = false;
    }
    if (!right)
        r = err_set(err, ERR_INPUT, "a stored origin is damaged or has no observation %u", index);
    arena_release(&arena);
    return r;
}
