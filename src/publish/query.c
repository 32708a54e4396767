/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/query_inner.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "model/period.h"

/* The codes that one slot of a key allows; NULL: all. */
struct codes {
    uint16_t *v;
    uint32_t n;
    bool some; /* a slot that names only unknown codes matches nothing */
};

struct query_key {
    struct codes slot[DIMS_MAX];
    struct query_key *next;
};

void query_init(struct query *q, const struct cube *cube, const struct cube_flow *flow,
                struct arena *arena)
{
    *q = (struct query){.cube = cube, .flow = flow, .arena = arena};
    dims_of(&q->dims, cube->ref, flow->indicator);
}

/* -- keys --------------------------------------------------------------------------------- */

/* A code's text as cube_key gives it; false when there is none of it in this dimension. */
static bool code_of(uint16_t *out, const struct query *q, enum dim_kind kind, struct str text)
{
    const struct ref *ref = q->cube->ref;
    switch (kind) {
    case DIM_AREA:
        *out = ref_area_find(ref, text);
        return *out != 0;
    case DIM_FREQ:
        *out = text.len == 1 ? (uint16_t)text.p[0] : 0;
        return text.len == 1;
    case DIM_MEASURE:
        *out = 0;
        return str_eq(text, ref->indicators[q->flow->indicator].measure);
    default:
        *out = ref_code_find(ref, text);
        return *out != 0;
    }
}

static void slot_parse(struct codes *slot, const struct query *q, enum dim_kind kind,
                       struct str text, enum query_style style)
{
    if (text.len == 0 || (style == QUERY_V2 && str_is(text, "*")))
        return;
    struct str piece, rest = text;
    size_t most = 1;
    for (size_t i = 0; i < text.len; i++)
        most += text.p[i] == '+';
    slot->some = true;
    slot->v = arena_array(q->arena, uint16_t, most);
    while (str_next(&piece, &rest, '+'))
        if (code_of(&slot->v[slot->n], q, kind, piece))
            slot->n++;
}

int query_key(struct query *q, enum query_style style, struct str key, struct err *err)
{
    if (key.len == 0 || str_eq_nocase(key, STR("all")) || (style == QUERY_V2 && str_is(key, "*")))
        return 0;
    struct str one, keys = key;
    while (str_next(&one, &keys, style == QUERY_V2 ? ',' : '\0')) {
        struct query_key *k = arena_new(q->arena, struct query_key);
        struct str slot, rest = one;
        unsigned given = 0;
        for (; str_next(&slot, &rest, '.'); given++)
            if (given < q->dims.n)
                slot_parse(&k->slot[given], q, q->dims.kind[given], slot, style);
        /* v2 may leave dimensions off at the end; v1 may not */
        if (given > q->dims.n || (style == QUERY_V1 && given < q->dims.n)) {
            struct buf names = {0};
            for (unsigned d = 0; d < q->dims.n; d++)
                buf_fmt(&names, "%s%.*s", d ? "." : "", STR_FMT(q->dims.id[d]));
            /* clients read this sentence: the words up to the full stop stay as they are */
            err_set(err, ERR_USAGE, "Not enough key values in query, expecting %u got %u. The key is "
                    "%s", q->dims.n, given, names.p);
            if (given > q->dims.n)
                err_set(err, ERR_USAGE, "Too many key values in query, expecting %u got %u. The key "
                        "is %s", q->dims.n, given, names.p);
            buf_release(&names);
            return -ERR_USAGE;
        }
        k->next = q->keys;
        q->keys = k;
    }
    return 0;
}

static bool code_known(const struct query *q, unsigned d, struct str text)
{
    const struct ref *ref = q->cube->ref;
    uint16_t code;
    if (!code_of(&code, q, q->dims.kind[d], text))
        return false;
    if (q->dims.kind[d] == DIM_FREQ)
        return memchr("AQM", code, 3) != NULL;
    return q->dims.kind[d] < DIM_SEX ||
           str_eq(ref->dimensions[ref->versions[ref->codes[code].version].dimension].id,
                  q->dims.id[d]);
}

static int code_unknown(const struct query *q, unsigned d, struct str text, struct err *err)
{
    const struct ref *ref = q->cube->ref;
    const struct indicator *in = &ref->indicators[q->flow->indicator];
    enum dim_kind kind = q->dims.kind[d];
    struct str near = kind == DIM_AREA      ? ref_area_nearest(ref, text)
                      : kind == DIM_MEASURE ? in->measure
                      : kind > DIM_SEX      ? ref_code_nearest(ref, in, text)
                                            : STR("");
    const char *would = kind == DIM_FREQ  ? "; it is to be A, Q or M"
                        : kind == DIM_SEX ? "; it is to be SEX_T, SEX_M or SEX_F" : "";
    return err_set(err, ERR_NOTFOUND, "\"%s\" is no code of %.*s%s%s%.*s%s", utf8_brief(text).text,
                   STR_FMT(q->dims.id[d]), would, near.len ? "; did you mean " : "", STR_FMT(near),
                   near.len ? "?" : "");
}

int query_known(const struct query *q, struct str key, struct err *err)
{
    struct str slot, piece;
    if (str_eq_nocase(key, STR("all")))
        return 0;
    for (unsigned d = 0; d < q->dims.n && str_next(&slot, &key, '.'); d++)
        while (slot.len && str_next(&piece, &slot, '+'))
            if (!code_known(q, d, piece))
                return code_unknown(q, d, piece, err);
    return 0;
}

static bool slot_allows(const struct codes *slot, uint16_t code)
{
    if (!slot->some)
        return true;
    for (uint32_t i = 0; i < slot->n; i++)
        if (slot->v[i] == code)
            return true;
    return false;
}

static bool key_allows(const struct query *q, const struct query_key *k, uint32_t series)
{
    /* from the last: of a country's series, most differ in their classifications */
    for (unsigned d = q->dims.n; d-- > 0;)
        if (k->slot[d].some && d + 1 != q->ignored &&
            !slot_allows(&k->slot[d], cube_key(q->cube, series, q->dims.kind[d])))
            return false;
    return true;
}

static bool keys_allow(const struct query *q, uint32_t series)
{
    if (!q->keys)
        return true;
    for (const struct query_key *k = q->keys; k; k = k->next)
        if (key_allows(q, k, series))
            return true;
    return false;
}

/* -- running -------------------------------------------------------------------------------- */

struct span {
    uint32_t first, n;
};

/* The observations of a series whose periods lie within start and end: they are in order of
 * period, so it is one run. */
static struct span within_periods(const struct query *q, uint32_t series)
{
    const struct cube *c = q->cube;
    uint32_t first = c->start[series], end = c->start[series + 1];
    while (q->start_day && first < end && period_first_day(c->period[first]) < q->start_day)
        first++;
    while (q->end_day && end > first && period_last_day(c->period[end - 1]) > q->end_day)
        end--;
    return (struct span){first, end - first};
}

void window_init(struct window *w, const struct query *q)
{
    *w = (struct window){.skip = q->offset, .left = q->limit ? q->limit : UINT64_MAX,
                         .of_series = q->count_series};
}

static void window_put_series(struct slice *s, struct window *w, uint32_t series, uint32_t first,
                              uint32_t n)
{
    if (!w->begun || w->series != series) {
        w->begun = true;
        w->series = series;
        w->in = w->skip == 0 && w->left > 0;
        w->skipped += w->skip > 0;
        w->skip -= w->skip > 0;
        w->given += w->in;
        w->left -= w->in;
    }
    if (w->in)
        slice_add(s, series, first, n);
}

void window_put(struct slice *s, struct window *w, uint32_t series, uint32_t first, uint32_t n)
{
    if (n == 0)
        return;
    if (w->of_series) {
        window_put_series(s, w, series, first, n);
        return;
    }
    uint32_t skip = (uint32_t)MIN((uint64_t)n, w->skip);
    uint32_t give = (uint32_t)MIN((uint64_t)(n - skip), w->left);
    w->skip -= skip;
    w->skipped += skip;
    w->left -= give;
    w->given += give;
    slice_add(s, series, first + skip, give);
}

/* With filters on observations, what is left of a series may be several runs; first and last N
 * count what the filters leave. */
static void run_filtered(struct slice *s, const struct query *q, struct window *w, uint32_t series,
                         struct span span)
{
    uint32_t *keep = mem_grow(NULL, sizeof *keep * (span.n + 1)), n = 0;
    for (uint32_t i = span.first; i < span.first + span.n; i++) {
        if (filters_allow(q, series, i))
            keep[n++] = i;
    }
    for (uint32_t k = 0, from = 0; k < n; k++) {
        bool first = q->first_n && k < q->first_n, last = q->last_n && k + q->last_n >= n;
        bool chosen = (!q->first_n && !q->last_n) || first || last;
        if (!chosen) {
            from = k + 1;
            continue;
        }
        bool ends = k + 1 == n || keep[k + 1] != keep[k] + 1 ||
                    !((!q->first_n && !q->last_n) || (q->first_n && k + 1 < q->first_n) ||
                      (q->last_n && k + 1 + q->last_n >= n));
        if (ends) {
            window_put(s, w, series, keep[from], k + 1 - from);
            from = k + 1;
        }
    }
    free(keep);
}

static void run_series(struct slice *s, const struct query *q, struct window *w, uint32_t series)
{
    struct span span = within_periods(q, series);
    if (span.n == 0)
        return;
    if (filters_of_observations(q)) {
        run_filtered(s, q, w, series, span);
        return;
    }
    uint32_t first = MIN(q->first_n, span.n), last = MIN(q->last_n, span.n);
    if ((!q->first_n && !q->last_n) || first + last >= span.n) {
        window_put(s, w, series, span.first, span.n);
        return;
    }
    window_put(s, w, series, span.first, first);
    window_put(s, w, series, span.first + span.n - last, last);
}

static void run_range(struct slice *s, const struct query *q, struct window *w, uint32_t from,
                      uint32_t to)
{
    for (uint32_t series = from; series < to && w->left; series++)
        if (keys_allow(q, series) && (!q->areas || q->areas[q->cube->area[series]]) &&
            filters_allow_series(q, series))
            run_series(s, q, w, series);
}

/* When every key names its areas, or the question does, only their series are looked at: areas
 * [*first, *end) where they are marked. */
static bool areas_marked(bool *wanted, uint32_t *first, uint32_t *end, const struct query *q)
{
    *first = UINT32_MAX;
    *end = 0;
    for (uint32_t area = 0; q->areas && area < q->cube->ref->nareas; area++)
        if ((wanted[area] = q->areas[area])) {
            *first = MIN(*first, area);
            *end = area + 1;
        }
    if (q->areas)
        return true;
    for (const struct query_key *k = q->keys; k; k = k->next) {
        if (!k->slot[DIM_AREA].some || q->ignored == DIM_AREA + 1)
            return false;
        for (uint32_t i = 0; i < k->slot[DIM_AREA].n; i++) {
            uint32_t area = k->slot[DIM_AREA].v[i];
            wanted[area] = true;
            *first = MIN(*first, area);
            *end = MAX(*end, area + 1);
        }
    }
    return q->keys != NULL;
}

/* The first series of [from, to) whose key in this dimension is `code` or more; they have the same
 * key in the dimensions before, so in this one they are in order. */
static uint32_t first_from(const struct cube *c, enum dim_kind kind, uint32_t code, uint32_t from,
                           uint32_t to)
{
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (cube_key(c, middle, kind) < code)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* A single key that names one code in each of its first dimensions allows one range of the
 * series in order of key, found by halving. */
static struct span narrowed(const struct query *q, uint32_t from, uint32_t to)
{
    const struct query_key *k = q->keys;
    for (unsigned d = 1; k && !k->next && d < q->dims.n; d++) {
        const struct codes *slot = &k->slot[d];
        if (q->dims.kind[d] == DIM_MEASURE)
            continue; /* the same in all */
        if (!slot->some || slot->n != 1 || d + 1 == q->ignored)
            break;
        from = first_from(q->cube, q->dims.kind[d], slot->v[0], from, to);
        to = first_from(q->cube, q->dims.kind[d], slot->v[0] + 1u, from, to);
    }
    return (struct span){from, to - from};
}

static void run(struct slice *s, const struct query *q, struct window *w)
{
    uint32_t first, end;
    bool *wanted = arena_array(q->arena, bool, q->cube->ref->nareas);
    if (areas_marked(wanted, &first, &end, q)) {
        for (uint32_t a = first; a < end; a++)
            if (wanted[a]) {
                struct span in = narrowed(q, q->flow->area_at[a], q->flow->area_at[a + 1]);
                run_range(s, q, w, in.first, in.first + in.n);
            }
    } else {
        run_range(s, q, w, q->flow->first, q->flow->first + q->flow->n);
    }
}

struct slice query_run(struct query *q)
{
    struct slice out = {.cube = q->cube, .flow = q->flow}, all = out;
    struct window asked, open = {.left = UINT64_MAX};
    window_init(&asked, q);
    if (q->sort) {
        run(&all, q, &open);
        sort_put(&out, &asked, q, &all);
        slice_release(&all);
    } else {
        run(&out, q, &asked);
    }
    q->skipped = asked.skipped;
    q->given = asked.given;
    return out;
}
