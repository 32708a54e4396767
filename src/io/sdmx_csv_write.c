/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Writing SDMX-CSV 1.0, 2.0 and 2.1 (sdmx-twg/sdmx-csv, data message field guide): in 1.0 a row
 * begins with DATAFLOW, in 2.x with the structure, what is to be done with it and perhaps its keys.
 * 2.0 and 2.1 differ in nothing that we write. */

#include "io/formats.h"
#include "model/period.h"

static const struct {
    const char *name;
    enum attribute attribute;
} attributes[] = {
    {"OBS_STATUS", ATTR_STATUS},           {"UNIT_MEASURE", ATTR_UNIT_MEASURE},
    {"UNIT_MULT", ATTR_UNIT_MULT},         {"SOURCE", ATTR_SOURCE},
    {"NOTE_SOURCE", ATTR_NOTE_SOURCE},     {"NOTE_INDICATOR", ATTR_NOTE_INDICATOR},
    {"NOTE_CLASSIF", ATTR_NOTE_CLASSIF},   {"DECIMALS", ATTR_DECIMALS},
};
static const enum attribute notes[] = {ATTR_NOTE_SOURCE, ATTR_NOTE_INDICATOR, ATTR_NOTE_CLASSIF};

/* What is written, found out once. */
struct layout {
    bool v2;
    enum labels labels;
    enum keys keys;
    unsigned attributes; /* bits of enum attribute */
    bool value;
    bool valid; /* with the times from and to which a dataset holds */
    /* the dimensions of all flows written, each once, in order of first appearance */
    struct str dim[64];
    unsigned n;
    /* of the series at hand: what stands before and behind the period of OBS_KEY */
    struct str before;
};

static struct layout *layout_of(struct writing *w, bool v2)
{
    struct layout *l = arena_new(w->arena, struct layout);
    l->v2 = v2;
    l->labels = v2 || w->labels == LABELS_ID ? w->labels : LABELS_BOTH;
    l->keys = v2 ? w->keys : KEYS_NONE;
    l->attributes = w->data_only ? 0 : ATTR_ALL & ~w->without;
    l->value = !w->no_measure;
    for (size_t s = 0; s < w->nslices; s++) {
        struct dims dims;
        dims_of(&dims, w->ref, w->slices[s].flow->indicator);
        l->valid = l->valid || (v2 && w->datasets &&
                                (w->datasets[s].valid_from.len || w->datasets[s].valid_to.len));
        for (unsigned d = 0; d < dims.n; d++) {
            unsigned at = 0;
            while (at < l->n && !str_eq(l->dim[at], dims.id[d]))
                at++;
            if (at == l->n && l->n < ARRAY_LEN(l->dim))
                l->dim[l->n++] = dims.id[d];
        }
    }
    return l;
}

static struct dataset dataset_of(const struct writing *w)
{
    return w->datasets ? w->datasets[w->slice] : (struct dataset){.action = ACTION_REPLACE};
}

/* -- the header ------------------------------------------------------------------------------ */

static void put_column(struct writing *w, struct buf *out, const struct layout *l, struct str id)
{
    buf_char(out, ',');
    buf_str(out, id);
    if (l->labels == LABELS_ID)
        return;
    buf_puts(out, l->labels == LABELS_NAME ? "," : ": ");
    csv_put(out, names_component(writing_names(w), id));
}

static void put_header(struct writing *w, struct buf *out, const struct layout *l)
{
    buf_puts(out, l->v2 ? "STRUCTURE,STRUCTURE_ID" : "DATAFLOW");
    if (l->v2 && l->labels == LABELS_NAME)
        buf_puts(out, ",STRUCTURE_NAME");
    if (l->v2)
        buf_puts(out, ",ACTION");
    if (l->keys & KEYS_SERIES)
        buf_puts(out, ",SERIES_KEY");
    if (l->keys & KEYS_OBS)
        buf_puts(out, ",OBS_KEY");
    for (unsigned d = 0; d < l->n; d++)
        put_column(w, out, l, l->dim[d]);
    put_column(w, out, l, STR("TIME_PERIOD"));
    if (l->value)
        put_column(w, out, l, STR("OBS_VALUE"));
    for (size_t i = 0; i < ARRAY_LEN(attributes); i++)
        if (l->attributes & attributes[i].attribute)
            put_column(w, out, l, str_of(attributes[i].name));
    if (l->valid)
        buf_puts(out, ",VALID_FROM,VALID_TO");
    buf_char(out, '\n');
}

/* -- rows ------------------------------------------------------------------------------------- */

/* A comma, and the code with its name as the labels have it. */
static void put_code(struct buf *out, const struct layout *l, struct str code, struct str name)
{
    if (l->labels == LABELS_BOTH && name.len) {
        struct buf both = {0};
        buf_str(&both, code);
        buf_puts(&both, ": ");
        buf_str(&both, name);
        buf_char(out, ',');
        csv_put(out, buf_view(&both));
        buf_release(&both);
        return;
    }
    buf_char(out, ',');
    csv_put(out, code);
    if (l->labels == LABELS_NAME) {
        buf_char(out, ',');
        csv_put(out, name);
    }
}

/* A comma, and what has no name. */
static void put_bare(struct buf *out, const struct layout *l, struct str text)
{
    buf_char(out, ',');
    csv_put(out, text);
    if (l->labels == LABELS_NAME)
        buf_char(out, ',');
}

static void put_reference(struct writing *w, struct buf *out, const struct layout *l,
                          const struct slice *s, struct dataset set)
{
    char flow[CUBE_FLOW_ID];
    struct str id = {flow, cube_flow_id(flow, w->ref, s->flow)};
    bool provided = l->v2 && set.provider.len;
    if (l->v2)
        buf_puts(out, provided ? "dataprovision," : "dataflow,");
    buf_str(out, w->ref->agency);
    buf_char(out, ':');
    if (provided) {
        buf_puts(out, "PA_");
        buf_str(out, w->ref->indicators[s->flow->indicator].code);
        buf_char(out, '_');
        buf_str(out, set.provider);
    } else {
        buf_str(out, id);
    }
    buf_puts(out, "(" SDMX_VERSION ")");
}

/* Of 2.x: names and action. "labels=both" puts the name behind the reference, which then needs quotes
 * where the name has a comma. */
static void put_structure(struct writing *w, struct buf *out, const struct layout *l,
                          const struct slice *s)
{
    static const char *const action[] = {[ACTION_INFORMATION] = ",I", [ACTION_REPLACE] = ",R",
                                         [ACTION_MERGE] = ",M", [ACTION_DELETE] = ",D"};
    struct dataset set = dataset_of(w);
    if (!l->v2) {
        put_reference(w, out, l, s, set);
        return;
    }
    struct buf whole = {0};
    struct str name = l->labels == LABELS_ID ? STR("") : names_flow(writing_names(w), s->flow);
    put_reference(w, &whole, l, s, set);
    size_t kind = (size_t)((char *)memchr(whole.p, ',', whole.len) - whole.p) + 1;
    if (l->labels == LABELS_BOTH) {
        buf_puts(&whole, ": ");
        buf_str(&whole, name);
    }
    buf_put(out, whole.p, kind);
    csv_put(out, str_sub(buf_view(&whole), kind, whole.len));
    if (l->labels == LABELS_NAME) {
        buf_char(out, ',');
        csv_put(out, name);
    }
    buf_puts(out, action[set.action]);
    buf_release(&whole);
}

static void put_series_key(struct buf *out, const struct slice *s, const struct dims *dims, uint32_t series)
{
    for (unsigned d = 0; d < dims->n; d++) {
        if (d)
            buf_char(out, '.');
        buf_str(out, cube_code(s->cube, s->flow, series, dims->kind[d]));
    }
}

/* Everything before the period, into w->prefix; with OBS_KEY, in which the period comes once before,
 * what stands before that into l->before. */
static void put_key(struct writing *w, struct layout *l, const struct slice *s, uint32_t series)
{
    struct buf *key = &w->prefix;
    struct dims dims;
    dims_of(&dims, w->ref, s->flow->indicator);
    key->len = 0;
    l->before = (struct str){0};
    arena_reset(&w->scratch);
    put_structure(w, key, l, s);
    if (l->keys & KEYS_SERIES) {
        buf_char(key, ',');
        put_series_key(key, s, &dims, series);
    }
    if (l->keys & KEYS_OBS) {
        buf_char(key, ',');
        put_series_key(key, s, &dims, series);
        l->before = arena_str(&w->scratch, buf_view(key));
        key->len = 0;
    }
    for (unsigned at = 0; at < l->n; at++) {
        unsigned d = 0;
        while (d < dims.n && !str_eq(dims.id[d], l->dim[at]))
            d++;
        if (d == dims.n)
            put_bare(key, l, STR(""));
        else
            put_code(key, l, cube_code(s->cube, s->flow, series, dims.kind[d]),
                     l->labels == LABELS_ID
                         ? STR("")
                         : names_code(writing_names(w), s->flow, dims.kind[d],
                                      cube_key(s->cube, series, dims.kind[d])));
    }
    buf_char(key, ',');
}

static void put_unit(struct writing *w, struct buf *out, const struct layout *l, const struct indicator *in)
{
    char mult[NUM_MAX];
    size_t n = 0;
    bool named = l->v2 && l->labels != LABELS_ID; /* 1.0 never had names here */
    if (l->attributes & ATTR_UNIT_MEASURE)
        put_code(out, l, in->unit, named ? names_unit(writing_names(w), in) : STR(""));
    if (in->unit_mult < 0)
        mult[n++] = '-';
    n += num_fmt_uint(mult + n, (uint64_t)abs(in->unit_mult));
    if (l->attributes & ATTR_UNIT_MULT)
        put_code(out, l, (struct str){mult, n}, named ? names_unit_mult(writing_names(w), in) : STR(""));
}

static void put_valid(struct writing *w, struct buf *out, const struct layout *l)
{
    struct dataset set = dataset_of(w);
    if (l->valid) {
        buf_char(out, ',');
        csv_put(out, set.valid_from);
        buf_char(out, ',');
        csv_put(out, set.valid_to);
    }
    buf_char(out, '\n');
}

/* A row that has no attributes: of a series alone, or of what is deleted. */
static void put_none(struct writing *w, struct buf *out, const struct layout *l)
{
    for (size_t i = 0; i < ARRAY_LEN(attributes); i++)
        if (l->attributes & attributes[i].attribute)
            put_bare(out, l, STR(""));
    put_valid(w, out, l);
}

/* What stands behind the value. */
static void put_attributes(struct writing *w, struct buf *out, const void *ctx, uint32_t i)
{
    const struct slice *s = &w->slices[w->slice];
    const struct layout *l = ctx;
    const struct cube *c = s->cube;
    struct str part[3];
    char decimals[NUM_MAX];
    if (l->value && l->labels == LABELS_NAME)
        buf_char(out, ',');
    if (dataset_of(w).action == ACTION_DELETE) {
        put_none(w, out, l);
        return;
    }
    struct str status = {&c->status[i], c->status[i] ? 1 : 0};
    if (l->attributes & ATTR_STATUS)
        put_code(out, l, status,
                 l->labels == LABELS_ID ? STR("") : names_status(writing_names(w), c->status[i]));
    put_unit(w, out, l, &w->ref->indicators[s->flow->indicator]);
    if (l->attributes & ATTR_SOURCE)
        put_bare(out, l, c->sources[c->source[i]]);
    obs_note_split(&part[2], &part[1], &part[0], c->notes[c->note[i]]);
    for (unsigned p = 0; p < ARRAY_LEN(notes); p++)
        if (l->attributes & notes[p])
            put_bare(out, l, part[p]);
    size_t n = c->decimals[i] <= NUM_DECIMALS_MAX ? num_fmt_uint(decimals, c->decimals[i]) : 0;
    if (l->attributes & ATTR_DECIMALS)
        put_bare(out, l, (struct str){decimals, n});
    put_valid(w, out, l);
}

static size_t put_period(char *at, const struct writing *w, uint16_t period)
{
    if (!w->normalized)
        return period_fmt_sdmx(at, period);
    uint32_t day = period_first_day(period);
    static const unsigned place[] = {9, 8, 6, 5, 3, 2, 1, 0};
    memcpy(at, "    -  -  ", 10);
    for (size_t i = 0; i < ARRAY_LEN(place); i++, day /= 10)
        at[place[i]] = (char)('0' + day % 10);
    return 10;
}

enum { PERIOD_MAX = 16 };

/* In 2.x a figure that is not there is said to be missing; what is deleted has none. */
static char *put_value(char *at, const struct layout *l, const struct cube *c, uint32_t i,
                       unsigned decimals, bool deleted)
{
    if (!l->value)
        return at;
    *at++ = ',';
    if (deleted)
        return at;
    size_t n = num_fmt(at, c->value[i], decimals);
    if (n == 0 && l->v2) {
        memcpy(at, "NaN", 3);
        n = 3;
    }
    return at + n;
}

static void put_series(struct writing *w, struct buf *out, struct layout *l)
{
    if (l->keys & KEYS_OBS)
        buf_str(out, l->before);
    buf_str(out, buf_view(&w->prefix));
    if (l->labels == LABELS_NAME)
        buf_char(out, ',');
    if (l->value)
        put_bare(out, l, STR(""));
    put_none(w, out, l);
}

static void put_run(struct writing *w, struct buf *out, struct layout *l, const struct slice *s,
                    const struct run *run)
{
    const struct cube *c = s->cube;
    struct buf *key = &w->prefix;
    bool deleted = dataset_of(w).action == ACTION_DELETE, named = l->labels == LABELS_NAME;
    put_key(w, l, s, run->series);
    if (w->series_only) {
        /* a series in two runs has its key once */
        if (!w->run || run[-1].series != run->series)
            put_series(w, out, l);
        return;
    }
    buf_room(key, WIDE);
    for (struct stretch t = {.end = run->first}; stretch_next(&t, w, c, run, put_attributes, l);) {
        size_t line = l->before.len + key->len + t.tail.len + 2 * PERIOD_MAX + NUM_MAX;
        char *at = buf_room(out, line * (t.end - t.first) + WIDE), *start = at;
        for (uint32_t i = t.first; i < t.end; i++) {
            if (l->before.len) {
                at = mempcpy(at, l->before.p, l->before.len);
                *at++ = '.';
                at += put_period(at, w, c->period[i]);
            }
            at = copy_wide(at, key->p, key->len);
            at += put_period(at, w, c->period[i]);
            if (named)
                *at++ = ',';
            at = put_value(at, l, c, i, t.decimals, deleted);
            at = copy_wide(at, t.tail.p, t.tail.len);
        }
        out->len += (size_t)(at - start);
    }
}

static bool next(struct writing *w, struct buf *out, bool v2)
{
    if (!w->state) {
        w->state = layout_of(w, v2);
        put_header(w, out, w->state);
    }
    struct layout *l = w->state;
    for (size_t start = out->len; w->slice < w->nslices; w->slice++, w->run = 0)
        for (; w->run < w->slices[w->slice].nruns; w->run++) {
            if (out->len - start > PORTION)
                return true;
            put_run(w, out, l, &w->slices[w->slice], &w->slices[w->slice].runs[w->run]);
        }
    return false;
}

bool sdmx_csv_next(struct writing *w, struct buf *out) { return next(w, out, false); }
bool sdmx_csv2_next(struct writing *w, struct buf *out) { return next(w, out, true); }
