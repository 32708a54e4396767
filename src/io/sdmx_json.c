/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-JSON 2.0.0 data messages (sdmx-twg/sdmx-json): every selected flow is one structure and
 * one data set; a code is its index in the structure's list of values, so the lists are made
 * first, from what occurs, and the data follow in portions. */

#include "base/num.h"
#include "io/formats.h"
#include "model/period.h"
#include "syntax/json.h"

enum { TIME = DIMS_MAX }; /* the index of TIME_PERIOD behind the dimensions */

struct index {
    uint32_t *of; /* by code (or letter, or period) above the lowest: place in the list of values */
    uint16_t lowest;
};

static uint32_t place(const struct index *index, uint16_t code)
{
    return index->of[code - index->lowest];
}

struct fragments {
    struct arena arena;
    struct str *area, *code, *period; /* by index; by period above the lowest */
    uint16_t lowest;
};

struct shape {
    struct dims dims;
    struct avail_list avail[DIMS_MAX];
    struct index index[DIMS_MAX + 1], source, status;
    uint16_t *periods, *sources;
    char statuses[128];
    uint32_t nperiods, nsources, nstatuses;
    /* the three kinds of notes: distinct texts, and the place (from 1) of each note's text */
    struct note_list {
        struct str *text;
        uint32_t n, *of;
    } notes[3];
    bool any_note;
};

/* The distinct texts of one part of the notes that occur. */
static void list_notes(struct note_list *list, struct arena *arena, const struct cube *c,
                       const uint32_t *used, unsigned part)
{
    struct map seen = {0};
    list->text = arena_array(arena, struct str, c->nnotes + 1);
    list->of = arena_array(arena, uint32_t, c->nnotes + 1);
    for (uint32_t n = 1; n < c->nnotes; n++) {
        struct str text[3];
        uint32_t at = list->n;
        obs_note_split(&text[0], &text[1], &text[2], c->notes[n]);
        if (!used[n] || text[part].len == 0)
            continue;
        if (!map_find(&seen, &at, text[part])) {
            map_put(&seen, text[part], list->n);
            list->text[list->n++] = text[part];
        }
        list->of[n] = at + 1;
    }
    map_release(&seen);
}

/* The distinct values among a million observations, by marking them. */
static void mark_observations(struct shape *sh, struct arena *arena, const struct slice *s)
{
    const struct cube *c = s->cube;
    uint16_t lowest = sh->index[TIME].lowest = s->flow->period_first;
    uint32_t nperiods = s->flow->period_last - lowest + 1u;
    uint32_t *period = sh->index[TIME].of = arena_array(arena, uint32_t, nperiods);
    uint32_t *source = sh->source.of = arena_array(arena, uint32_t, c->nsources + 1);
    uint32_t *status = sh->status.of = arena_array(arena, uint32_t, 128);
    uint32_t *note = arena_array(arena, uint32_t, c->nnotes + 1);
    for (uint32_t r = 0; r < s->nruns; r++)
        for (uint32_t i = s->runs[r].first; i < s->runs[r].first + s->runs[r].n; i++) {
            period[c->period[i] - lowest] = source[c->source[i]] = 1;
            status[c->status[i] & 127] = 1;
            note[c->note[i]] = 1;
            sh->any_note = sh->any_note || c->note[i];
        }
    for (unsigned part = 0; part < 3 && sh->any_note; part++)
        list_notes(&sh->notes[part], arena, c, note, part);
    sh->periods = arena_array(arena, uint16_t, nperiods);
    for (uint32_t p = 0; p < nperiods; p++)
        if (period[p]) {
            period[p] = sh->nperiods;
            sh->periods[sh->nperiods++] = (uint16_t)(lowest + p);
        }
    sh->sources = arena_array(arena, uint16_t, c->nsources + 1);
    for (uint32_t p = 0; p < c->nsources; p++)
        if (source[p]) {
            source[p] = sh->nsources;
            sh->sources[sh->nsources++] = (uint16_t)p;
        }
    for (uint32_t p = 1; p < 128; p++)
        if (status[p]) {
            sh->statuses[sh->nstatuses++] = (char)p;
            status[p] = sh->nstatuses; /* from 1 */
        }
}

static void shape_make(struct shape *sh, struct arena *arena, const struct ref *ref,
                       const struct slice *s)
{
    dims_of(&sh->dims, ref, s->flow->indicator);
    slice_avail(sh->avail, arena, s);
    for (unsigned d = 0; d < sh->dims.n; d++) {
        const struct avail_list *list = &sh->avail[d]; /* in order of code */
        if (list->n == 0)
            continue;
        uint16_t lowest = sh->index[d].lowest = list->v[0].code;
        sh->index[d].of = arena_array(arena, uint32_t, list->v[list->n - 1].code - lowest + 1u);
        for (uint32_t i = 0; i < list->n; i++)
            sh->index[d].of[list->v[i].code - lowest] = i;
    }
    mark_observations(sh, arena, s);
}

/* "name" and "names": clients read the one or the other. */
static void put_name(struct json *j, struct str name)
{
    json_put(j, "name", name);
    json_key(j, "names");
    json_open(j, '{');
    json_put(j, "en", name);
    json_close(j);
}

static void put_value(struct json *j, struct str id, struct str name)
{
    json_open(j, '{');
    json_put(j, "id", id);
    put_name(j, name.len ? name : id);
    json_close(j);
}

static struct str dim_name(const struct ref *ref, struct str id)
{
    uint32_t dim;
    if (map_find(&ref->dimension_map, &dim, id))
        return ref->dimensions[dim].name;
    return str_is(id, "REF_AREA") ? STR("Reference area")
           : str_is(id, "FREQ") ? STR("Frequency") : STR("Measure");
}

/* An area, or another code; made before where there are fragments. */
static void put_code(struct json *j, const struct writing *w, const struct slice *s,
                     enum dim_kind kind, uint16_t code)
{
    const struct fragments *f = w->fragments;
    if (f && kind == DIM_AREA)
        json_raw(j, f->area[code]);
    else if (f && kind >= DIM_SEX)
        json_raw(j, f->code[code]);
    else
        put_value(j, avail_code(w->ref, s->flow, kind, code), avail_name(w->ref, s->flow, kind, code));
}

static void put_dimension(struct json *j, const struct writing *w, const struct slice *s,
                          const struct shape *sh, unsigned d)
{
    json_open(j, '{');
    json_put(j, "id", sh->dims.id[d]);
    put_name(j, dim_name(w->ref, sh->dims.id[d]));
    json_put_int(j, "keyPosition", d);
    json_key(j, "values");
    json_open(j, '[');
    for (uint32_t i = 0; i < sh->avail[d].n; i++)
        put_code(j, w, s, sh->dims.kind[d], sh->avail[d].v[i].code);
    json_close(j);
    json_close(j);
}

static void put_digits(char *at, unsigned n, uint32_t value)
{
    for (; n-- > 0; value /= 10)
        at[n] = (char)('0' + value % 10);
}

static void put_day(struct json *j, const char *key, uint32_t day, const char *time)
{
    char text[] = "YYYY-MM-DDThh:mm:ssZ";
    put_digits(text, 4, day / 10000);
    put_digits(text + 5, 2, day / 100 % 100);
    put_digits(text + 8, 2, day % 100);
    memcpy(text + 11, time, 9);
    json_put(j, key, str_of(text));
}

static void put_period(struct json *j, uint16_t p)
{
    char text[PERIOD_TEXT];
    struct str period = {text, period_fmt_sdmx(text, p)};
    json_open(j, '{');
    json_put(j, "id", period);
    put_name(j, period);
    put_day(j, "start", period_first_day(p), "00:00:00Z");
    put_day(j, "end", period_last_day(p), "23:59:59Z");
    json_close(j);
}

static void put_time(struct json *j, const struct writing *w, const struct shape *sh)
{
    const struct fragments *f = w->fragments;
    json_open(j, '{');
    json_put(j, "id", STR("TIME_PERIOD"));
    put_name(j, STR("Time period"));
    json_put_int(j, "keyPosition", sh->dims.n);
    json_key(j, "roles");
    json_open(j, '[');
    json_text(j, "TIME_PERIOD");
    json_close(j);
    json_key(j, "values");
    json_open(j, '[');
    for (uint32_t i = 0; i < sh->nperiods; i++)
        if (f)
            json_raw(j, f->period[sh->periods[i] - f->lowest]);
        else
            put_period(j, sh->periods[i]);
    json_close(j);
    json_close(j);
}

/* -- fragments ------------------------------------------------------------------------------ */

/* The text of one value, kept; `j` writes into `b`, which is emptied for it. */
static struct str keep(struct fragments *f, struct json *j, struct buf *b)
{
    struct str text = arena_str(&f->arena, buf_view(b));
    b->len = 0;
    json_init(j, b);
    return text;
}

struct fragments *fragments_new(const struct cube *cube)
{
    const struct ref *ref = cube->ref;
    struct fragments *f = mem_alloc(sizeof *f);
    struct buf b = {0};
    struct json j;
    uint16_t last = 0;
    json_init(&j, &b);
    arena_init(&f->arena, 256 << 20);
    f->area = arena_array(&f->arena, struct str, ref->nareas);
    f->code = arena_array(&f->arena, struct str, ref->ncodes);
    for (uint32_t i = 1; i < ref->nareas; i++) {
        put_value(&j, ref->areas[i].code, ref->areas[i].name);
        f->area[i] = keep(f, &j, &b);
    }
    for (uint32_t i = 1; i < ref->ncodes; i++) {
        put_value(&j, ref->codes[i].code, ref->codes[i].name);
        f->code[i] = keep(f, &j, &b);
    }
    f->lowest = UINT16_MAX;
    for (uint32_t i = 0; i < cube->nflows; i++) {
        f->lowest = MIN(f->lowest, cube->flows[i].period_first);
        last = MAX(last, cube->flows[i].period_last);
    }
    if (cube->nflows)
        f->period = arena_array(&f->arena, struct str, last - f->lowest + 1u);
    for (uint32_t p = f->lowest; p <= last; p++)
        if (period_is((uint16_t)p)) {
            put_period(&j, (uint16_t)p);
            f->period[p - f->lowest] = keep(f, &j, &b);
        }
    buf_release(&b);
    return f;
}

void fragments_free(struct fragments *f)
{
    if (!f)
        return;
    arena_release(&f->arena);
    free(f);
}

static void put_dimensions(struct json *j, const struct writing *w, const struct slice *s,
                           const struct shape *sh)
{
    json_key(j, "dimensions");
    json_open(j, '{');
    json_key(j, "dataSet");
    json_open(j, '[');
    json_close(j);
    json_key(j, "series");
    json_open(j, '[');
    for (unsigned d = 0; d < sh->dims.n && !w->all_dimensions; d++)
        put_dimension(j, w, s, sh, d);
    json_close(j);
    json_key(j, "observation");
    json_open(j, '[');
    for (unsigned d = 0; d < sh->dims.n && w->all_dimensions; d++)
        put_dimension(j, w, s, sh, d);
    put_time(j, w, sh);
    json_close(j);
    json_close(j);
}

static void attribute_begin(struct json *j, const char *id, const char *name, const char *relation)
{
    json_open(j, '{');
    json_put(j, "id", str_of(id));
    put_name(j, str_of(name));
    json_key(j, "relationship");
    json_open(j, '{');
    json_key(j, relation);
    json_open(j, '{');
    json_close(j);
    json_close(j);
}

/* The list of an attribute that may be missing begins with null: clients that take a missing
 * index for 0 then find nothing there instead of the first value. */
static void values_begin(struct json *j)
{
    json_key(j, "values");
    json_open(j, '[');
    json_null(j);
}

static void put_attributes(struct json *j, const struct writing *w, const struct slice *s,
                           const struct shape *sh)
{
    static const char *const notes[][2] = {{"NOTE_CLASSIF", "Notes on the classification"},
                                           {"NOTE_INDICATOR", "Notes on the indicator"},
                                           {"NOTE_SOURCE", "Notes on the source"}};
    const struct ref *ref = w->ref;
    const struct indicator *in = &ref->indicators[s->flow->indicator];
    json_key(j, "attributes");
    json_open(j, '{');
    if (w->data_only || w->series_only) {
        json_close(j);
        return;
    }
    json_key(j, "dataSet");
    json_open(j, '[');
    attribute_begin(j, "UNIT_MEASURE", "Unit of measure", "dataflow");
    json_key(j, "values");
    json_open(j, '[');
    struct str unit = STR("");
    for (uint32_t i = 0; i < ref->nunits; i++)
        if (str_eq(ref->units[i].code, in->unit))
            unit = ref->units[i].name;
    put_value(j, in->unit, unit);
    json_close(j);
    json_close(j);
    attribute_begin(j, "UNIT_MULT", "Unit multiplier", "dataflow");
    json_key(j, "values");
    json_open(j, '[');
    put_value(j, in->unit_mult == 3 ? STR("3") : STR("0"),
              in->unit_mult == 3 ? STR("Thousands") : STR("Units"));
    json_close(j);
    json_close(j);
    json_close(j);
    json_key(j, "series");
    json_open(j, '[');
    json_close(j);
    json_key(j, "observation");
    json_open(j, '[');
    attribute_begin(j, "OBS_STATUS", "Observation status", "observation");
    values_begin(j);
    for (uint32_t i = 0; i < sh->nstatuses; i++) {
        const struct status *st = ref_status_find(ref, sh->statuses[i]);
        put_value(j, (struct str){&sh->statuses[i], 1}, st ? st->name : STR(""));
    }
    json_close(j);
    json_close(j);
    attribute_begin(j, "SOURCE", "Source", "observation");
    json_key(j, "values");
    json_open(j, '[');
    for (uint32_t i = 0; i < sh->nsources; i++) {
        struct str source = s->cube->sources[sh->sources[i]];
        uint16_t type = 0, survey = 0;
        struct buf name = {0};
        if (ref_source_find(ref, &type, &survey, source))
            buf_fmt(&name, "%s%s%s", ref->source_types[type].name.p, survey ? ": " : "",
                    survey ? ref->surveys[survey].name.p : "");
        /* a value and no id: an id has no colon */
        json_open(j, '{');
        json_put(j, "value", source);
        put_name(j, name.len ? buf_view(&name) : STR("Not stated"));
        json_close(j);
        buf_release(&name);
    }
    json_close(j);
    json_close(j);
    for (size_t i = 0; i < ARRAY_LEN(notes) && sh->any_note; i++) {
        attribute_begin(j, notes[i][0], notes[i][1], "observation");
        values_begin(j);
        for (uint32_t k = 0; k < sh->notes[i].n; k++) {
            json_open(j, '{');
            json_put(j, "value", sh->notes[i].text[k]);
            put_name(j, sh->notes[i].text[k]);
            json_close(j);
        }
        json_close(j);
        json_close(j);
    }
    json_close(j);
    json_close(j);
}

static void put_links(struct json *j, const struct writing *w, const struct slice *s)
{
    char flow[CUBE_FLOW_ID];
    size_t n = cube_flow_id(flow, w->ref, s->flow);
    struct buf urn = {0};
    buf_fmt(&urn, "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=%.*s:%.*s(1.0)",
            STR_FMT(w->ref->agency), (int)n, flow);
    json_key(j, "links");
    json_open(j, '[');
    json_open(j, '{');
    json_put(j, "urn", buf_view(&urn));
    json_put(j, "rel", STR("dataflow"));
    json_close(j);
    json_close(j);
    buf_release(&urn);
}

static void put_structure(struct json *j, const struct writing *w, size_t at, const struct shape *sh)
{
    const struct slice *s = &w->slices[at];
    struct str title = w->ref->indicators[s->flow->indicator].title;
    json_open(j, '{');
    put_links(j, w, s);
    put_name(j, title);
    json_key(j, "dataSets");
    json_open(j, '[');
    json_int(j, (int64_t)at);
    json_close(j);
    put_dimensions(j, w, s, sh);
    json_key(j, "measures");
    json_open(j, '{');
    json_key(j, "observation");
    json_open(j, '[');
    json_open(j, '{');
    json_put(j, "id", STR("OBS_VALUE"));
    put_name(j, STR("Observation value"));
    json_close(j);
    json_close(j);
    json_close(j);
    put_attributes(j, w, s, sh);
    json_close(j);
}

static struct shape *put_head(struct writing *w, struct buf *out)
{
    struct shape *shapes = arena_array(&w->arena, struct shape, w->nslices + 1);
    struct json j;
    json_init(&j, out);
    json_open(&j, '{');
    json_key(&j, "meta");
    json_open(&j, '{');
    json_put(&j, "schema",
             STR("https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/"
                 "schemas/2.0.0/sdmx-json-data-schema.json"));
    json_put(&j, "id", w->ref->collection);
    json_put(&j, "prepared", w->prepared);
    json_put_bool(&j, "test", false);
    json_key(&j, "contentLanguages");
    json_open(&j, '[');
    json_text(&j, "en");
    json_close(&j);
    json_key(&j, "sender");
    json_open(&j, '{');
    json_put(&j, "id", w->ref->agency);
    json_close(&j);
    json_close(&j);
    json_key(&j, "data");
    json_open(&j, '{');
    json_key(&j, "structures");
    json_open(&j, '[');
    for (size_t i = 0; i < w->nslices; i++) {
        shape_make(&shapes[i], &w->arena, w->ref, &w->slices[i]);
        put_structure(&j, w, i, &shapes[i]);
    }
    json_close(&j);
    /* what follows is written by hand: it comes in portions and is the same few marks */
    buf_puts(out, ",\"dataSets\":[");
    return shapes;
}

static char *put_index(char *at, uint32_t index)
{
    if (index)
        return at + num_fmt_uint(at, index);
    memcpy(at, "null", 4);
    return at + 4;
}

/* What stands behind the value: status, source and notes. */
static void put_suffix(struct buf *out, const struct writing *w, const struct slice *s,
                       const struct shape *sh, uint32_t i)
{
    const struct cube *c = s->cube;
    char *at = buf_room(out, 5 * NUM_MAX), *start = at;
    if (!w->data_only) {
        *at++ = ',';
        at = put_index(at, c->status[i] ? sh->status.of[c->status[i] & 127] : 0);
        *at++ = ',';
        at += num_fmt_uint(at, sh->source.of[c->source[i]]);
        for (unsigned part = 0; part < 3 && sh->any_note; part++) {
            *at++ = ',';
            at = put_index(at, sh->notes[part].of[c->note[i]]);
        }
    }
    *at++ = ']';
    out->len += (size_t)(at - start);
}

static void put_run(struct writing *w, struct buf *out, const struct slice *s,
                    const struct shape *sh, const struct run *run, bool new_series, bool last)
{
    const struct cube *c = s->cube;
    struct buf *key = &w->prefix;
    if (new_series) {
        key->len = 0;
        for (unsigned d = 0; d < sh->dims.n; d++) {
            if (d)
                buf_char(key, ':');
            buf_uint(key, place(&sh->index[d], cube_key(c, run->series, sh->dims.kind[d])));
        }
    }
    if (!w->all_dimensions && new_series) {
        buf_puts(out, w->run ? ",\"" : "\"");
        buf_str(out, buf_view(key));
        buf_puts(out, "\":{\"observations\":{");
    }
    uint32_t made = UINT32_MAX;
    for (uint32_t i = run->first; i < run->first + run->n && !w->series_only; i++) {
        bool first = w->all_dimensions ? w->run == 0 && i == run->first
                                       : new_series && i == run->first;
        /* neighbours mostly have the same suffix: it is made once and copied */
        if (made == UINT32_MAX || c->status[i] != c->status[made] ||
            c->source[i] != c->source[made] || c->note[i] != c->note[made]) {
            w->suffix.len = 0;
            put_suffix(&w->suffix, w, s, sh, i);
            made = i;
        }
        char *at = buf_room(out, key->len + w->suffix.len + 3 * NUM_MAX), *start = at;
        if (!first)
            *at++ = ',';
        *at++ = '"';
        if (w->all_dimensions) {
            memcpy(at, key->p, key->len), at += key->len;
            *at++ = ':';
        }
        at += num_fmt_uint(at, place(&sh->index[TIME], c->period[i]));
        memcpy(at, "\":[", 3), at += 3;
        size_t n = num_fmt(at, c->value[i], c->decimals[i]);
        at = n ? at + n : put_index(at, 0);
        memcpy(at, w->suffix.p, w->suffix.len), at += w->suffix.len;
        out->len += (size_t)(at - start);
    }
    if (!w->all_dimensions && last)
        buf_puts(out, "}}");
}

bool sdmx_json_next(struct writing *w, struct buf *out)
{
    size_t start = out->len;
    if (!w->state)
        w->state = put_head(w, out);
    const struct shape *shapes = w->state;
    for (; w->slice < w->nslices; w->slice++, w->run = 0) {
        const struct slice *s = &w->slices[w->slice];
        if (w->run == 0) {
            struct json j;
            buf_fmt(out, "%s{\"structure\":%zu,\"action\":\"Replace\",", w->slice ? "," : "", w->slice);
            json_init(&j, out);
            put_links(&j, w, s);
            buf_fmt(out, "%s,\"%s\":{",
                    w->data_only || w->series_only ? "" : ",\"attributes\":[0,0]",
                    w->all_dimensions ? "observations" : "series");
        }
        for (; w->run < s->nruns; w->run++) {
            if (out->len - start > PORTION && w->run)
                return true;
            const struct run *run = &s->runs[w->run];
            put_run(w, out, s, &shapes[w->slice], run,
                    w->run == 0 || run[-1].series != run->series,
                    w->run + 1 == s->nruns || run[1].series != run->series);
        }
        buf_puts(out, "}}");
    }
    buf_puts(out, "]}}");
    return false;
}
