/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Forms and texts of SDMX-JSON messages, made once a release. */

#include "base/num.h"
#include "io/sdmx_json.h"
#include "model/period.h"

#include <pthread.h>

const enum attribute note_attribute[NOTE_PARTS] = {ATTR_NOTE_CLASSIF, ATTR_NOTE_INDICATOR, ATTR_NOTE_SOURCE};

/* "name" and "names": clients read the one or the other. */
static void put_name(struct json *j, const struct names *names, struct str name)
{
    json_put(j, "name", name);
    json_key(j, "names");
    json_open(j, '{');
    json_key_str(j, names_language(names));
    json_str(j, name);
    json_close(j);
}

static void put_value(struct json *j, const struct names *names, struct str id, struct str name)
{
    json_open(j, '{');
    json_put(j, "id", id);
    put_name(j, names, name.len ? name : id);
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

static void put_period(struct json *j, const struct names *names, uint16_t p)
{
    char text[PERIOD_TEXT];
    struct str period = {text, period_fmt_sdmx(text, p)};
    json_open(j, '{');
    json_put(j, "id", period);
    put_name(j, names, period);
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

static void texts_add(struct texts *t, const struct names *names, uint32_t number, struct str id,
                      struct str name)
{
    struct json j = texts_begin(t, number);
    put_value(&j, names, id, name);
    texts_end(t, number);
}

/* A value that is no code, which may have a colon as no id has. In 1.0 there are names alone. */
static void texts_add_bare(struct texts t[2], const struct names *names, uint32_t number, struct str value,
                           struct str name)
{
    for (int first = 0; first < 2; first++) {
        struct json j = texts_begin(&t[first], number);
        json_open(&j, '{');
        if (!first)
            json_put(&j, "value", value);
        put_name(&j, names, first ? value : name);
        json_close(&j);
        texts_end(&t[first], number);
    }
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
static void make_periods(struct fragments *f, const struct names *names, const struct cube *cube)
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
                put_period(&j, names, (uint16_t)p);
                texts_end(&f->period, p - f->lowest);
            }
}

static void make_times(struct fragments *f)
{
    f->time = arena_array(&f->arena, struct time_text, f->period.n);
    for (uint32_t i = 0; i < f->period.n; i++) {
        struct time_text *t = &f->time[i];
        char text[NUM_MAX] = ",\"";
        size_t n = 2 + num_fmt_uint(text + 2, i);
        memcpy(text + n, "\":[", 3);
        memcpy(t->text, text, sizeof t->text);
        t->len = (uint8_t)(n + 3);
    }
}

static void make_sources(struct fragments *f, const struct names *names, const struct cube *cube)
{
    const struct ref *ref = cube->ref;
    for (int first = 0; first < 2; first++)
        texts_init(&f->source[first], &f->arena, cube->nsources);
    for (uint32_t i = 0; i < cube->nsources; i++) {
        uint16_t type = 0, survey = 0;
        struct buf name = {0};
        if (ref_source_find(ref, &type, &survey, cube->sources[i]))
            buf_fmt(&name, "%s%s%s", ref->source_types[type].name.p, survey ? ": " : "",
                    survey ? ref->surveys[survey].name.p : "");
        texts_add_bare(f->source, names, i, cube->sources[i], name.len ? buf_view(&name) : STR("Not stated"));
        buf_release(&name);
    }
}

static void make_notes(struct fragments *f, const struct names *names, const struct cube *cube)
{
    struct map seen[NOTE_PARTS] = {{0}};
    for (unsigned p = 0; p < NOTE_PARTS; p++) {
        f->note[p].of = arena_array(&f->arena, uint16_t, cube->nnotes);
        for (int first = 0; first < 2; first++) {
            texts_init(&f->note[p].texts[first], &f->arena, cube->nnotes + 1);
            f->note[p].texts[first].n = 1;
        }
    }
    for (uint32_t n = 1; n < cube->nnotes; n++) {
        struct str part[NOTE_PARTS];
        obs_note_split(&part[0], &part[1], &part[2], cube->notes[n]);
        for (unsigned p = 0; p < NOTE_PARTS; p++) {
            struct note_part *note = &f->note[p];
            uint32_t at = note->texts[0].n;
            if (part[p].len == 0)
                continue;
            if (!map_find(&seen[p], &at, part[p])) {
                map_put(&seen[p], part[p], at);
                texts_add_bare(note->texts, names, at, part[p], part[p]);
                note->texts[0].n++;
            }
            note->of[n] = (uint16_t)at;
        }
    }
    for (unsigned p = 0; p < NOTE_PARTS; p++)
        map_release(&seen[p]);
}

/* -- forms ------------------------------------------------------------------------------------- */

/* A form being made. */
struct making {
    struct form *form;
    struct json j;
    struct names *names;
    const struct ref *ref;
    const struct cube_flow *flow;
    struct dims dims;
    const struct json_layout *layout;
};

static void hole(struct making *m, unsigned what)
{
    struct form *f = m->form;
    assert(f->n < HOLES_MAX);
    f->hole[f->n].at = (uint32_t)m->j.out->len;
    f->hole[f->n++].hole = what;
}

/* The attribute up to its values; in the structure all of them are of the observation. */
static void attribute_begin(struct json *j, const struct names *names, bool first, const char *id)
{
    json_open(j, '{');
    json_put(j, "id", str_of(id));
    put_name(j, names, names_component(names, str_of(id)));
    json_key(j, "relationship");
    json_open(j, '{');
    if (first) {
        json_put(j, "primaryMeasure", STR("OBS_VALUE"));
    } else {
        json_key(j, "observation");
        json_open(j, '{');
        json_close(j);
    }
    json_close(j);
    json_key(j, "values");
    json_open(j, '[');
}

static void attribute_end(struct json *j)
{
    json_close(j);
    json_close(j);
}

static void put_dimension(struct making *m, unsigned d)
{
    struct json *j = &m->j;
    json_open(j, '{');
    json_put(j, "id", m->dims.id[d]);
    put_name(j, m->names, names_component(m->names, m->dims.id[d]));
    json_put_int(j, "keyPosition", d);
    json_key(j, "values");
    json_open(j, '[');
    hole(m, HOLE_DIM + d);
    json_close(j);
    json_close(j);
}

static void put_time(struct making *m)
{
    struct json *j = &m->j;
    json_open(j, '{');
    json_put(j, "id", STR("TIME_PERIOD"));
    put_name(j, m->names, names_component(m->names, STR("TIME_PERIOD")));
    json_put_int(j, "keyPosition", m->dims.n);
    json_key(j, "roles");
    json_open(j, '[');
    json_text(j, "TIME_PERIOD");
    json_close(j);
    json_key(j, "values");
    json_open(j, '[');
    hole(m, HOLE_TIME);
    json_close(j);
    json_close(j);
}

static void put_dimensions(struct making *m)
{
    struct json *j = &m->j;
    const int across = m->layout->across;
    json_key(j, "dimensions");
    json_open(j, '{');
    json_key(j, "dataSet");
    json_open(j, '[');
    json_close(j);
    json_key(j, "series");
    json_open(j, '[');
    for (unsigned d = 0; d < m->dims.n && !m->layout->all; d++)
        if ((int)d != across)
            put_dimension(m, d);
    if (across >= 0)
        put_time(m);
    json_close(j);
    json_key(j, "observation");
    json_open(j, '[');
    for (unsigned d = 0; d < m->dims.n; d++)
        if (m->layout->all || (int)d == across)
            put_dimension(m, d);
    if (across < 0)
        put_time(m);
    json_close(j);
    json_close(j);
}

static void put_unit(struct making *m)
{
    struct json *j = &m->j;
    const struct indicator *in = &m->ref->indicators[m->flow->indicator];
    char mult[NUM_MAX + 1] = "-";
    bool minus = in->unit_mult < 0;
    size_t n = num_fmt_uint(mult + 1, (uint64_t)abs(in->unit_mult));
    json_key(j, "dataSet");
    json_open(j, '[');
    if (m->layout->attributes & ATTR_UNIT_MEASURE) {
        attribute_begin(j, m->names, m->layout->first, "UNIT_MEASURE");
        put_value(j, m->names, in->unit, names_unit(m->names, in));
        attribute_end(j);
    }
    if (m->layout->attributes & ATTR_UNIT_MULT) {
        attribute_begin(j, m->names, m->layout->first, "UNIT_MULT");
        put_value(j, m->names, (struct str){mult + !minus, n + minus}, names_unit_mult(m->names, in));
        attribute_end(j);
    }
    json_close(j);
}

static void put_attributes(struct making *m)
{
    struct json *j = &m->j;
    json_key(j, "attributes");
    json_open(j, '{');
    if (m->layout->attributes == 0) {
        json_close(j);
        return;
    }
    put_unit(m);
    json_key(j, "series");
    json_open(j, '[');
    json_close(j);
    json_key(j, "observation");
    json_open(j, '[');
    if (m->layout->attributes & ATTR_STATUS) {
        attribute_begin(j, m->names, m->layout->first, "OBS_STATUS");
        /* The list of an attribute that may be missing begins with null: clients that take a missing
         * index for 0 then find nothing there instead of the first value. */
        json_null(j);
        hole(m, HOLE_STATUS);
        attribute_end(j);
    }
    if (m->layout->attributes & ATTR_SOURCE) {
        attribute_begin(j, m->names, m->layout->first, "SOURCE");
        hole(m, HOLE_SOURCE);
        attribute_end(j);
    }
    hole(m, HOLE_NOTES);
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

static void put_measures(struct making *m)
{
    struct json *j = &m->j;
    json_key(j, "measures");
    json_open(j, '{');
    json_key(j, "observation");
    json_open(j, '[');
    if (m->layout->value) {
        json_open(j, '{');
        json_put(j, "id", STR("OBS_VALUE"));
        put_name(j, m->names, names_component(m->names, STR("OBS_VALUE")));
        json_close(j);
    }
    json_close(j);
    json_close(j);
}

static void put_structure(struct making *m)
{
    struct json *j = &m->j;
    json_open(j, '{');
    hole(m, HOLE_LINKS);
    json_raw(j, STR(""));
    put_name(j, m->names, names_flow(m->names, m->flow));
    if (!m->layout->first) {
        json_key(j, "dataSets");
        json_open(j, '[');
        hole(m, HOLE_DATASETS);
        json_close(j);
    }
    put_dimensions(m);
    if (!m->layout->first)
        put_measures(m);
    put_attributes(m);
    json_close(j);
}

static void put_head(struct making *m, enum json_version version)
{
    static const char *const schema[JSON_VERSIONS] = {
        [JSON_10] = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/"
                    "schemas/1.0/sdmx-json-data-schema.json",
        [JSON_20] = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/"
                    "schemas/2.0.0/sdmx-json-data-schema.json",
        [JSON_21] = "https://json.sdmx.org/2.1/sdmx-json-data-schema.json"};
    struct json *j = &m->j;
    json_open(j, '{');
    if (version == JSON_21)
        json_put(j, "$schema", str_of(schema[version]));
    json_key(j, "meta");
    json_open(j, '{');
    json_put(j, "schema", str_of(schema[version]));
    json_put(j, "id", m->ref->collection);
    json_key(j, "prepared");
    json_raw(j, STR(""));
    hole(m, HOLE_PREPARED);
    json_put_bool(j, "test", false);
    json_key(j, "contentLanguages");
    json_open(j, '[');
    json_str(j, names_language(m->names));
    json_close(j);
    json_key(j, "sender");
    json_open(j, '{');
    json_put(j, "id", m->ref->agency);
    json_close(j);
    json_close(j);
    json_key(j, "data");
    json_open(j, '{');
    json_key(j, version == JSON_10 ? "structure" : "structures");
    if (version != JSON_10)
        json_open(j, '[');
}

/* -- all of it --------------------------------------------------------------------------------- */

/* What `j` has written into `b`, kept; both are then as new. */
static struct str keep(struct arena *arena, struct json *j, struct buf *b)
{
    struct str text = arena_str(arena, buf_view(b));
    b->len = 0;
    json_init(j, b);
    return text;
}

void json_form_make(struct form *form, struct arena *arena, struct names *names, const struct cube_flow *flow,
                    const struct json_layout *layout)
{
    const struct ref *ref = names_ref(names);
    struct buf b = {0};
    struct making m = {.form = form, .names = names, .ref = ref, .flow = flow, .layout = layout};
    dims_of(&m.dims, ref, flow->indicator);
    json_init(&m.j, &b);
    put_structure(&m);
    form->text = keep(arena, &m.j, &b);
    buf_release(&b);
}

static void make_flow(struct fragments *f, struct form_set *set, struct names *names,
                      const struct cube_flow *flow)
{
    const struct indicator *in = &f->ref->indicators[flow->indicator];
    struct buf b = {0};
    struct json j;
    json_init(&j, &b);
    put_links(&j, f->ref, flow);
    set->links = keep(&f->arena, &j, &b);
    put_value(&j, names, in->measure, names_flow(names, flow));
    set->measure = keep(&f->arena, &j, &b);
    buf_release(&b);
    for (unsigned i = 0; i < 8; i++)
        json_form_make(&set->of[i & 1][i >> 1 & 1][i >> 2], &f->arena, names, flow,
                       &(struct json_layout){.first = i & 1, .all = i & 2, .across = -1,
                                             .attributes = i & 4 ? 0 : ATTR_ALL, .value = true});
}

static void make_heads(struct fragments *f, struct names *names)
{
    static const char *const notes[NOTE_PARTS] = {"NOTE_CLASSIF", "NOTE_INDICATOR", "NOTE_SOURCE"};
    struct buf b = {0};
    for (enum json_version v = JSON_10; v < JSON_VERSIONS; v++) {
        struct making m = {.form = &f->head[v], .names = names, .ref = f->ref};
        json_init(&m.j, &b);
        put_head(&m, v);
        f->head[v].text = keep(&f->arena, &m.j, &b);
    }
    for (unsigned p = 0; p < 2 * NOTE_PARTS; p++) {
        struct json j;
        json_init(&j, &b);
        attribute_begin(&j, names, p & 1, notes[p / 2]);
        json_null(&j);
        f->note_head[p / 2][p & 1] = keep(&f->arena, &j, &b);
    }
    buf_release(&b);
}

static void make_codes(struct fragments *f, struct names *names)
{
    const struct ref *ref = f->ref;
    texts_init(&f->area, &f->arena, ref->nareas);
    for (uint32_t i = 1; i < ref->nareas; i++)
        texts_add(&f->area, names, i, ref->areas[i].code, names_code(names, NULL, DIM_AREA, (uint16_t)i));
    texts_init(&f->code, &f->arena, ref->ncodes);
    for (uint32_t i = 1; i < ref->ncodes; i++)
        texts_add(&f->code, names, i, ref->codes[i].code, names_code(names, NULL, DIM_SEX, (uint16_t)i));
    texts_init(&f->freq, &f->arena, 128);
    for (const char *freq = "AMQ"; *freq; freq++)
        texts_add(&f->freq, names, (uint32_t)*freq, freq_code(*freq),
                  names_code(names, NULL, DIM_FREQ, (uint16_t)*freq));
    texts_init(&f->status, &f->arena, 128);
    for (uint32_t i = 1; i < 128; i++) {
        char c = (char)i;
        texts_add(&f->status, names, i, (struct str){&c, 1}, names_status(names, c));
    }
}

struct fragments *fragments_make(const struct cube *cube, struct str language, const struct slice *slices,
                                 size_t nslices)
{
    struct names *names = names_new(cube->ref, language);
    struct fragments *f = mem_alloc(sizeof *f);
    arena_init(&f->arena, 1 << 30);
    f->cube = cube;
    f->ref = cube->ref;
    f->language = arena_str(&f->arena, names_language(names));
    f->names = names;
    make_heads(f, names);
    f->flow = arena_array(&f->arena, struct form_set, cube->nflows);
    for (size_t i = 0; i < nslices; i++) {
        struct form_set *set = &f->flow[slices[i].flow - cube->flows];
        if (!set->links.p)
            make_flow(f, set, names, slices[i].flow);
    }
    make_codes(f, names);
    make_periods(f, names, cube);
    make_times(f);
    make_sources(f, names, cube);
    make_notes(f, names, cube);
    return f;
}

/* -- kept for a release ------------------------------------------------------------------------- */

enum { LANGUAGES_KEPT = 16 };
struct in_languages {
    pthread_mutex_t lock;
    struct fragments *v[LANGUAGES_KEPT];
    unsigned n;
};

/* Of all flows. */
static struct fragments *make_whole(const struct cube *cube, struct str language)
{
    struct slice *all = mem_alloc(sizeof *all * (cube->nflows + 1));
    for (uint32_t i = 0; i < cube->nflows; i++)
        all[i] = (struct slice){.cube = cube, .flow = &cube->flows[i]};
    struct fragments *f = fragments_make(cube, language, all, cube->nflows);
    names_complete(f->names);
    free(all);
    return f;
}

struct fragments *fragments_new(const struct cube *cube)
{
    struct fragments *f = make_whole(cube, STR(""));
    f->others = mem_alloc(sizeof *f->others);
    pthread_mutex_init(&f->others->lock, NULL);
    return f;
}

const struct fragments *fragments_in(const struct fragments *f, struct str language)
{
    struct in_languages *others = f->others;
    const struct fragments *found = NULL;
    if (str_eq(f->language, language.len ? language : STR("en")))
        return f;
    if (!others)
        return NULL;
    pthread_mutex_lock(&others->lock);
    for (unsigned i = 0; i < others->n && !found; i++)
        if (str_eq(others->v[i]->language, language))
            found = others->v[i];
    if (!found && others->n < LANGUAGES_KEPT)
        found = others->v[others->n++] = make_whole(f->cube, language);
    pthread_mutex_unlock(&others->lock);
    return found;
}

void fragments_free(struct fragments *f)
{
    if (!f)
        return;
    struct texts *all[] = {&f->area, &f->code, &f->period, &f->freq, &f->status, &f->source[0], &f->source[1],
                           &f->note[0].texts[0], &f->note[1].texts[0], &f->note[2].texts[0],
                           &f->note[0].texts[1], &f->note[1].texts[1], &f->note[2].texts[1]};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        buf_release(&all[i]->text);
    for (unsigned i = 0; f->others && i < f->others->n; i++)
        fragments_free(f->others->v[i]);
    if (f->others)
        pthread_mutex_destroy(&f->others->lock);
    free(f->others);
    names_free(f->names);
    arena_release(&f->arena);
    free(f);
}
