/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Forms and texts of SDMX-JSON messages, made once a release. */

#include "io/sdmx_json.h"
#include "model/period.h"

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

/* -- texts ------------------------------------------------------------------------------------ */

static void texts_init(struct texts *t, struct arena *arena, uint32_t n)
{
    t->n = n;
    t->of = arena_array(arena, struct text_span, n);
}

/* Where the text of a number is to be written; texts_end when it is. */
static struct json texts_begin(struct texts *t, uint32_t number)
{
    struct json j;
    if (t->text.len)
        buf_char(&t->text, ',');
    json_init(&j, &t->text);
    t->of[number].at = (uint32_t)t->text.len;
    return j;
}

static void texts_end(struct texts *t, uint32_t number)
{
    t->of[number].len = (uint32_t)t->text.len - t->of[number].at;
}

static void texts_add(struct texts *t, uint32_t number, struct str id, struct str name)
{
    struct json j = texts_begin(t, number);
    put_value(&j, id, name);
    texts_end(t, number);
}

void texts_put(struct buf *out, const struct texts *t, const uint16_t *number, uint32_t n,
               uint32_t lowest)
{
    for (uint32_t i = 0; i < n;) {
        const struct text_span *first = &t->of[number[i] - lowest], *last = first;
        while (++i < n && t->of[number[i] - lowest].at == last->at + last->len + 1)
            last = &t->of[number[i] - lowest];
        buf_put(out, t->text.p + first->at, last->at + last->len - first->at);
        if (i < n)
            buf_char(out, ',');
    }
}

/* All years, then all quarters, then all months: in each the next in time is the neighbour. */
static void make_periods(struct fragments *f, const struct cube *cube)
{
    uint16_t last = 0;
    f->lowest = UINT16_MAX;
    for (uint32_t i = 0; i < cube->nflows; i++) {
        f->lowest = MIN(f->lowest, cube->flows[i].period_first);
        last = MAX(last, cube->flows[i].period_last);
    }
    if (cube->nflows)
        texts_init(&f->period, &f->arena, last - f->lowest + 1u);
    for (const char *freq = "AQM"; *freq; freq++)
        for (uint32_t p = f->lowest; p <= last; p++)
            if (period_is((uint16_t)p) && period_freq((uint16_t)p) == *freq) {
                struct json j = texts_begin(&f->period, p - f->lowest);
                put_period(&j, (uint16_t)p);
                texts_end(&f->period, p - f->lowest);
            }
}

static void make_sources(struct fragments *f, const struct cube *cube)
{
    const struct ref *ref = cube->ref;
    texts_init(&f->source, &f->arena, cube->nsources);
    for (uint32_t i = 0; i < cube->nsources; i++) {
        uint16_t type = 0, survey = 0;
        struct buf name = {0};
        if (ref_source_find(ref, &type, &survey, cube->sources[i]))
            buf_fmt(&name, "%s%s%s", ref->source_types[type].name.p, survey ? ": " : "",
                    survey ? ref->surveys[survey].name.p : "");
        /* a value and no id: an id has no colon */
        struct json j = texts_begin(&f->source, i);
        json_open(&j, '{');
        json_put(&j, "value", cube->sources[i]);
        put_name(&j, name.len ? buf_view(&name) : STR("Not stated"));
        json_close(&j);
        texts_end(&f->source, i);
        buf_release(&name);
    }
}

static void make_notes(struct fragments *f, const struct cube *cube)
{
    struct map seen[NOTE_PARTS] = {{0}};
    for (unsigned p = 0; p < NOTE_PARTS; p++) {
        f->note[p].of = arena_array(&f->arena, uint16_t, cube->nnotes);
        texts_init(&f->note[p].texts, &f->arena, cube->nnotes + 1);
        f->note[p].texts.n = 1;
    }
    for (uint32_t n = 1; n < cube->nnotes; n++) {
        struct str part[NOTE_PARTS];
        obs_note_split(&part[0], &part[1], &part[2], cube->notes[n]);
        for (unsigned p = 0; p < NOTE_PARTS; p++) {
            struct note_part *note = &f->note[p];
            uint32_t at = note->texts.n;
            if (part[p].len == 0)
                continue;
            if (!map_find(&seen[p], &at, part[p])) {
                map_put(&seen[p], part[p], at);
                struct json j = texts_begin(&note->texts, at);
                json_open(&j, '{');
                json_put(&j, "value", part[p]);
                put_name(&j, part[p]);
                json_close(&j);
                texts_end(&note->texts, at);
                note->texts.n++;
            }
            note->of[n] = (uint16_t)at;
        }
    }
    for (unsigned p = 0; p < NOTE_PARTS; p++)
        map_release(&seen[p]);
}

/* -- forms ------------------------------------------------------------------------------------- */

static void hole(struct form *f, const struct json *j, unsigned what)
{
    assert(f->n < HOLES_MAX);
    f->hole[f->n].at = (uint32_t)j->out->len;
    f->hole[f->n++].hole = what;
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

static void put_dimension(struct form *f, struct json *j, const struct dims *dims, const struct ref *ref,
                          unsigned d)
{
    json_open(j, '{');
    json_put(j, "id", dims->id[d]);
    put_name(j, dim_name(ref, dims->id[d]));
    json_put_int(j, "keyPosition", d);
    json_key(j, "values");
    json_open(j, '[');
    hole(f, j, HOLE_DIM + d);
    json_close(j);
    json_close(j);
}

static void put_time(struct form *f, struct json *j, const struct dims *dims)
{
    json_open(j, '{');
    json_put(j, "id", STR("TIME_PERIOD"));
    put_name(j, STR("Time period"));
    json_put_int(j, "keyPosition", dims->n);
    json_key(j, "roles");
    json_open(j, '[');
    json_text(j, "TIME_PERIOD");
    json_close(j);
    json_key(j, "values");
    json_open(j, '[');
    hole(f, j, HOLE_TIME);
    json_close(j);
    json_close(j);
}

static void put_dimensions(struct form *f, struct json *j, const struct ref *ref,
                           const struct cube_flow *flow, bool all)
{
    struct dims dims;
    dims_of(&dims, ref, flow->indicator);
    json_key(j, "dimensions");
    json_open(j, '{');
    json_key(j, "dataSet");
    json_open(j, '[');
    json_close(j);
    json_key(j, "series");
    json_open(j, '[');
    for (unsigned d = 0; d < dims.n && !all; d++)
        put_dimension(f, j, &dims, ref, d);
    json_close(j);
    json_key(j, "observation");
    json_open(j, '[');
    for (unsigned d = 0; d < dims.n && all; d++)
        put_dimension(f, j, &dims, ref, d);
    put_time(f, j, &dims);
    json_close(j);
    json_close(j);
}

static void put_unit(struct json *j, const struct ref *ref, const struct indicator *in)
{
    struct str unit = STR("");
    for (uint32_t i = 0; i < ref->nunits; i++)
        if (str_eq(ref->units[i].code, in->unit))
            unit = ref->units[i].name;
    json_key(j, "dataSet");
    json_open(j, '[');
    attribute_begin(j, "UNIT_MEASURE", "Unit of measure", "dataflow");
    json_key(j, "values");
    json_open(j, '[');
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
}

static void put_attributes(struct form *f, struct json *j, const struct ref *ref,
                           const struct cube_flow *flow, bool bare)
{
    json_key(j, "attributes");
    json_open(j, '{');
    if (bare) {
        json_close(j);
        return;
    }
    put_unit(j, ref, &ref->indicators[flow->indicator]);
    json_key(j, "series");
    json_open(j, '[');
    json_close(j);
    json_key(j, "observation");
    json_open(j, '[');
    attribute_begin(j, "OBS_STATUS", "Observation status", "observation");
    /* The list of an attribute that may be missing begins with null: clients that take a missing
     * index for 0 then find nothing there instead of the first value. */
    json_key(j, "values");
    json_open(j, '[');
    json_null(j);
    hole(f, j, HOLE_STATUS);
    json_close(j);
    json_close(j);
    attribute_begin(j, "SOURCE", "Source", "observation");
    json_key(j, "values");
    json_open(j, '[');
    hole(f, j, HOLE_SOURCE);
    json_close(j);
    json_close(j);
    hole(f, j, HOLE_NOTES);
    json_close(j);
    json_close(j);
}

static void put_links(struct json *j, const struct ref *ref, const struct cube_flow *flow)
{
    char id[CUBE_FLOW_ID];
    size_t n = cube_flow_id(id, ref, flow);
    struct buf urn = {0};
    buf_fmt(&urn, "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=%.*s:%.*s(" SDMX_VERSION ")",
            STR_FMT(ref->agency), (int)n, id);
    json_key(j, "links");
    json_open(j, '[');
    json_open(j, '{');
    json_put(j, "urn", buf_view(&urn));
    json_put(j, "rel", STR("dataflow"));
    json_close(j);
    json_close(j);
    buf_release(&urn);
}

static void put_structure(struct form *f, struct json *j, const struct ref *ref,
                          const struct cube_flow *flow, bool all, bool bare)
{
    json_open(j, '{');
    put_links(j, ref, flow);
    put_name(j, ref->indicators[flow->indicator].title);
    json_key(j, "dataSets");
    json_open(j, '[');
    hole(f, j, HOLE_DATASET);
    json_close(j);
    put_dimensions(f, j, ref, flow, all);
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
    put_attributes(f, j, ref, flow, bare);
    json_close(j);
}

static void put_head(struct form *f, struct json *j, const struct ref *ref)
{
    json_open(j, '{');
    json_key(j, "meta");
    json_open(j, '{');
    json_put(j, "schema",
             STR("https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/"
                 "schemas/2.0.0/sdmx-json-data-schema.json"));
    json_put(j, "id", ref->collection);
    json_key(j, "prepared");
    json_raw(j, STR(""));
    hole(f, j, HOLE_PREPARED);
    json_put_bool(j, "test", false);
    json_key(j, "contentLanguages");
    json_open(j, '[');
    json_text(j, "en");
    json_close(j);
    json_key(j, "sender");
    json_open(j, '{');
    json_put(j, "id", ref->agency);
    json_close(j);
    json_close(j);
    json_key(j, "data");
    json_open(j, '{');
    json_key(j, "structures");
    json_open(j, '[');
}

/* -- all of it --------------------------------------------------------------------------------- */

/* What `j` has written into `b`, kept; both are then as new. */
static struct str keep(struct fragments *f, struct json *j, struct buf *b)
{
    struct str text = arena_str(&f->arena, buf_view(b));
    b->len = 0;
    json_init(j, b);
    return text;
}

static void make_flow(struct fragments *f, struct form_set *set, const struct ref *ref,
                      const struct cube_flow *flow)
{
    const struct indicator *in = &ref->indicators[flow->indicator];
    struct buf b = {0};
    struct json j;
    json_init(&j, &b);
    put_links(&j, ref, flow);
    set->links = keep(f, &j, &b);
    put_value(&j, in->measure, in->title);
    set->measure = keep(f, &j, &b);
    for (unsigned all = 0; all < 2; all++)
        for (unsigned bare = 0; bare < 2; bare++) {
            struct form *form = &set->of[all][bare];
            put_structure(form, &j, ref, flow, all, bare);
            form->text = keep(f, &j, &b);
        }
    buf_release(&b);
}

static void make_note_heads(struct fragments *f)
{
    static const char *const notes[NOTE_PARTS][2] = {
        {"NOTE_CLASSIF", "Notes on the classification"},
        {"NOTE_INDICATOR", "Notes on the indicator"},
        {"NOTE_SOURCE", "Notes on the source"}};
    struct buf b = {0};
    struct json j;
    json_init(&j, &b);
    for (unsigned p = 0; p < NOTE_PARTS; p++) {
        attribute_begin(&j, notes[p][0], notes[p][1], "observation");
        json_key(&j, "values");
        json_open(&j, '[');
        json_null(&j);
        f->note_head[p] = keep(f, &j, &b);
    }
    buf_release(&b);
}

struct fragments *fragments_new(const struct cube *cube)
{
    const struct ref *ref = cube->ref;
    struct fragments *f = mem_alloc(sizeof *f);
    struct buf b = {0};
    struct json j;
    arena_init(&f->arena, 1 << 30);
    json_init(&j, &b);
    put_head(&f->head, &j, ref);
    f->head.text = keep(f, &j, &b);
    buf_release(&b);
    f->flow = arena_array(&f->arena, struct form_set, cube->nflows);
    for (uint32_t i = 0; i < cube->nflows; i++)
        make_flow(f, &f->flow[i], ref, &cube->flows[i]);

    texts_init(&f->area, &f->arena, ref->nareas);
    for (uint32_t i = 1; i < ref->nareas; i++)
        texts_add(&f->area, i, ref->areas[i].code, ref->areas[i].name);
    texts_init(&f->code, &f->arena, ref->ncodes);
    for (uint32_t i = 1; i < ref->ncodes; i++)
        texts_add(&f->code, i, ref->codes[i].code, ref->codes[i].name);
    texts_init(&f->freq, &f->arena, 128);
    for (const char *freq = "AMQ"; *freq; freq++)
        texts_add(&f->freq, (uint32_t)*freq, freq_code(*freq),
                  avail_name(ref, NULL, DIM_FREQ, (uint16_t)*freq));
    texts_init(&f->status, &f->arena, 128);
    for (uint32_t i = 1; i < 128; i++) {
        char c = (char)i;
        const struct status *st = ref_status_find(ref, c);
        texts_add(&f->status, i, (struct str){&c, 1}, st ? st->name : STR(""));
    }
    make_periods(f, cube);
    make_sources(f, cube);
    make_notes(f, cube);
    make_note_heads(f);
    return f;
}

void fragments_free(struct fragments *f)
{
    if (!f)
        return;
    struct texts *all[] = {&f->area, &f->code, &f->period, &f->freq, &f->status, &f->source,
                           &f->note[0].texts, &f->note[1].texts, &f->note[2].texts};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        buf_release(&all[i]->text);
    arena_release(&f->arena);
    free(f);
}
