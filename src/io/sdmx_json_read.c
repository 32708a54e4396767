/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reading SDMX-JSON data messages, 1.0 and 2.x, series or flat, whatever order their members have.
 *
 * A message says in its structures which components there are and lists their values; its data sets
 * have observations as lists of figures and of indexes into those values. So the structures are read
 * first, wherever they stand, then the data sets. What is of the same order of size as the figures is
 * never kept: a data set is walked through with a reader that goes over the bytes.
 *
 * A finding's row is the line of the observation; of several in one line each is said to be one
 * further than the last. */

#include "base/utf8.h"
#include "io/formats.h"
#include "io/key_groups.h"
#include "syntax/json_read.h"

enum { COMPONENTS_MAX = 200, STRUCTURES_MAX = 1000 };

/* Where a component's value comes from. */
enum level { LEVEL_DATASET, LEVEL_SERIES, LEVEL_OBSERVATION, LEVELS };

struct part {
    struct str id;
    struct sdmx_component component;
    struct str *values; /* empty for one that is missing */
    uint32_t n;
    bool listed; /* its values are: what stands in the data is an index */
    uint32_t position; /* of a dimension in keys of groups; of one that says none its place in the structure */
};

struct parts {
    struct part *v;
    unsigned n;
};

struct structure {
    struct str flow;
    struct parts dimension[LEVELS], attribute[LEVELS], measure, groups; /* groups: their attributes */
    bool measures; /* they are said, as 2.x does; else there is one */
};

struct message {
    struct sdmx_row row;
    struct arena arena, scratch; /* of the message; of the observation at hand */
    struct json_read json;
    struct key_groups groups;
    struct structure *structures;
    unsigned n;
    struct json_read sets; /* at the list of data sets; empty: there is none */
    bool has_sets;
    const char *line_at; /* up to where lines were counted */
    uint32_t line, place;
};

/* -- structures ------------------------------------------------------------------------------- */

/* Several values of one, as our notes are written (model/obs.h): with _ between. */
static struct str read_values(struct json_read *r)
{
    struct buf all = {0};
    json_enter(r, '[');
    while (json_element(r)) {
        if (all.len)
            buf_char(&all, '_');
        buf_str(&all, json_read_localised(r));
    }
    struct str text = arena_str(r->arena, buf_view(&all));
    buf_release(&all);
    return text;
}

/* {"id":...} or {"value":...} or, in 1.0 for what has no code, {"name":...} */
static struct str read_value(struct json_read *r)
{
    struct str key, id = {0}, value = {0}, name = {0};
    if (!json_enter(r, '{'))
        return STR("");
    while (json_member(r, &key)) {
        if (str_is(key, "id"))
            id = json_read_text(r);
        else if (str_is(key, "value"))
            value = json_read_localised(r);
        else if (str_is(key, "values") && json_peek(r) == JSON_ARRAY)
            value = read_values(r);
        else if (str_is(key, "name"))
            name = json_read_localised(r);
        else
            json_pass(r);
    }
    return value.p ? value : id.p ? id : name;
}

static void read_list(struct part *part, struct json_read *r)
{
    struct json_read count = *r;
    uint32_t n = 0;
    part->listed = json_peek(r) == JSON_ARRAY;
    if (!json_enter(&count, '[')) {
        json_pass(r);
        return;
    }
    while (json_element(&count)) {
        json_pass(&count);
        n++;
    }
    part->values = arena_array(r->arena, struct str, n + 1);
    json_enter(r, '[');
    while (json_element(r))
        part->values[part->n++] = read_value(r);
}

static void read_part(struct part *part, struct json_read *r, const struct ref *ref)
{
    struct str key;
    uint64_t position = UINT32_MAX;
    *part = (struct part){0};
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        if (str_is(key, "id"))
            part->id = json_read_text(r);
        else if (str_is(key, "keyPosition") && !json_read_uint(r, &position, UINT32_MAX))
            position = UINT32_MAX;
        else if (str_is(key, "values"))
            read_list(part, r);
        else if (!str_is(key, "keyPosition"))
            json_pass(r);
    }
    part->position = (uint32_t)position;
    part->listed = part->listed && part->n;
    part->component = sdmx_component(ref, part->id);
}

static void read_parts(struct parts *parts, struct json_read *r, const struct ref *ref)
{
    if (!json_enter(r, '['))
        return;
    if (!parts->v)
        parts->v = arena_array(r->arena, struct part, COMPONENTS_MAX);
    while (json_element(r)) {
        if (parts->n == COMPONENTS_MAX)
            json_pass(r);
        else
            read_part(&parts->v[parts->n++], r, ref);
    }
}

/* {"dataSet":[...],"dimensionGroup":[...],"series":[...],"observation":[...]} */
static void read_levels(struct message *m, struct parts level[LEVELS], struct parts *groups, struct json_read *r)
{
    static const char *const names[LEVELS] = {"dataSet", "series", "observation"};
    struct str key;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        unsigned l = 0;
        while (l < LEVELS && !str_is(key, names[l]))
            l++;
        if (l < LEVELS)
            read_parts(&level[l], r, m->row.rs.rd->ref);
        else if (str_is(key, "dimensionGroup") && groups)
            read_parts(groups, r, m->row.rs.rd->ref);
        else
            json_pass(r);
    }
}

/* The first URN of the links that names a structure, a flow or an agreement. */
static struct str read_links(struct json_read *r)
{
    static const char *const classes[] = {".Dataflow=", ".ProvisionAgreement=", ".DataStructure="};
    struct str key, found = {0};
    if (!json_enter(r, '['))
        return found;
    while (json_element(r)) {
        if (!json_enter(r, '{'))
            continue;
        while (json_member(r, &key)) {
            struct str text = json_read_text(r);
            for (size_t i = 0; i < ARRAY_LEN(classes) && !found.len && str_is(key, "urn"); i++)
                if (str_find(text, str_of(classes[i])))
                    found = text;
        }
    }
    return found;
}

static void read_structure(struct message *m, struct json_read *r)
{
    struct str key;
    if (m->n == STRUCTURES_MAX || !json_enter(r, '{')) {
        if (m->n == STRUCTURES_MAX)
            json_pass(r);
        return;
    }
    struct structure *s = &m->structures[m->n++];
    struct parts measures[LEVELS] = {{0}};
    while (json_member(r, &key)) {
        if (str_is(key, "links"))
            s->flow = read_links(r);
        else if (str_is(key, "dimensions"))
            read_levels(m, s->dimension, NULL, r);
        else if (str_is(key, "attributes"))
            read_levels(m, s->attribute, &s->groups, r);
        else if (str_is(key, "measures"))
            s->measures = true, read_levels(m, measures, NULL, r);
        else
            json_pass(r);
    }
    s->measure = measures[LEVEL_OBSERVATION];
}

/* The members of the message, or of its "data": 1.0 as first drafted had everything at the root. */
static void read_members(struct message *m, struct json_read *r)
{
    struct str key;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        if (str_is(key, "data")) {
            read_members(m, r);
        } else if (str_is(key, "structure")) {
            read_structure(m, r);
        } else if (str_is(key, "structures")) {
            if (json_enter(r, '['))
                while (json_element(r))
                    read_structure(m, r);
        } else if (str_is(key, "dataSets") && !m->has_sets) {
            m->sets = *r;
            m->has_sets = true;
            json_pass(r);
        } else {
            json_pass(r);
        }
    }
}

/* -- data --------------------------------------------------------------------------------------- */

static uint32_t place_of(struct message *m, const struct json_read *r)
{
    for (const char *p; m->line_at < r->p && (p = memchr(m->line_at, '\n', (size_t)(r->p - m->line_at)));
         m->line_at = p + 1)
        m->line++;
    m->line_at = MAX(m->line_at, r->p);
    return m->place = MAX(m->line, m->place + 1);
}

static struct finding *fault(struct message *m, uint32_t place)
{
    struct finding *f = finding_add(m->row.rs.rd->findings, RULE_ROW_SHORT);
    f->row = place;
    return f;
}

#define SAY(m, f, ...) finding_say((m)->row.rs.rd->findings, (f), __VA_ARGS__)

static void set(struct message *m, const struct part *part, struct str text)
{
    if (part->component.kind == COMPONENT_UNKNOWN)
        sdmx_row_unknown(&m->row, part->id);
    else
        sdmx_row_set(&m->row, part->component, text, 0);
}

/* The value of a component that stands in the data: an index where its values are listed. */
static bool value_of(struct str *text, struct message *m, const struct part *part, struct json_read *r, uint32_t place)
{
    uint64_t index;
    enum json_kind kind = json_peek(r);
    if (!part->listed || kind == JSON_TEXT || kind == JSON_NULL) {
        *text = kind == JSON_ARRAY ? read_values(r) : json_read_localised(r);
        return true;
    }
    struct json_read at = *r;
    if (json_read_uint(r, &index, part->n - 1)) {
        *text = part->values[index];
        return true;
    }
    struct str given = json_read_text(&at);
    SAY(m, fault(m, place), "the index %.*s of %.*s points to none of its values",
        (int)MIN(given.len, (size_t)20), given.p ? given.p : "", (int)MIN(part->id.len, (size_t)60),
        part->id.p ? part->id.p : "");
    return false;
}

static bool set_value(struct message *m, const struct part *part, struct json_read *r, uint32_t place)
{
    struct str text;
    if (!value_of(&text, m, part, r, place))
        return false;
    set(m, part, text);
    return true;
}

static bool set_key(struct message *m, const struct parts *dims, struct str key, uint32_t place)
{
    struct str piece, rest = key;
    uint64_t index;
    unsigned n = 0;
    for (const char *p = key.p; p < key.p + key.len; p++)
        n += *p == ':';
    n += key.len > 0;
    if (n != dims->n) {
        SAY(m, fault(m, place), "the key \"%.*s\" has %u parts, the message %u dimensions",
            (int)MIN(key.len, (size_t)60), key.p, n, dims->n);
        return false;
    }
    for (unsigned d = 0; d < n && str_next(&piece, &rest, ':'); d++) {
        const struct part *dim = &dims->v[d];
        if (dim->n == 0 || !str_uint(&index, piece, dim->n - 1)) {
            SAY(m, fault(m, place), "the index %.*s of %.*s points to none of its values",
                (int)MIN(piece.len, (size_t)20), piece.p, (int)MIN(dim->id.len, (size_t)60),
                dim->id.p ? dim->id.p : "");
            return false;
        }
        set(m, dim, dim->values[index]);
    }
    return true;
}

static bool set_attributes(struct message *m, const struct parts *parts, struct json_read r, uint32_t place)
{
    bool fine = true;
    r.arena = &m->scratch;
    if (r.p == NULL || !json_enter(&r, '['))
        return true;
    for (unsigned i = 0; json_element(&r); i++)
        if (i < parts->n)
            fine = set_value(m, &parts->v[i], &r, place) && fine;
        else
            json_pass(&r);
    return fine;
}

/* What an observation inherits: keys as texts, attributes as places to read from. */
struct scope {
    const struct structure *s;
    struct str series; /* its key */
    bool in_series;
    struct json_read set_attributes, series_attributes; /* p NULL: none */
};

/* [figures..., attributes...] */
static void read_observation(struct message *m, const struct scope *in, struct str key, struct json_read *r)
{
    static const struct part value = {.id = {"OBS_VALUE", 9},
                                      .component = {.kind = COMPONENT_FIELD, .field = FIELD_VALUE}};
    const struct structure *s = in->s;
    uint32_t place = place_of(m, r);
    struct arena *arena = r->arena;
    unsigned measures = s->measures ? s->measure.n : 1;
    const struct parts *attributes = &s->attribute[LEVEL_OBSERVATION];
    sdmx_row_clear(&m->row);
    sdmx_row_flow(&m->row, s->flow);
    const struct parts *fixed = &s->dimension[LEVEL_DATASET];
    for (unsigned d = 0; d < fixed->n; d++)
        if (fixed->v[d].n)
            set(m, &fixed->v[d], fixed->v[d].values[0]);
    bool fine = !in->in_series || set_key(m, &s->dimension[LEVEL_SERIES], in->series, place);
    fine = set_key(m, &s->dimension[LEVEL_OBSERVATION], key, place) && fine;
    fine = set_attributes(m, &s->attribute[LEVEL_DATASET], in->set_attributes, place) && fine;
    key_groups_set(&m->groups, &m->row);
    if (in->in_series)
        fine = set_attributes(m, &s->attribute[LEVEL_SERIES], in->series_attributes, place) && fine;
    r->arena = &m->scratch;
    for (unsigned i = json_enter(r, '[') ? 0 : UINT32_MAX; i < UINT32_MAX && json_element(r); i++)
        if (i < measures)
            fine = set_value(m, s->measures ? &s->measure.v[i] : &value, r, place) && fine;
        else if (i - measures < attributes->n)
            fine = set_value(m, &attributes->v[i - measures], r, place) && fine;
        else
            json_pass(r);
    if (fine && !r->fault)
        sdmx_row_put(&m->row, place);
    else
        m->row.rs.rd->set->cells++;
    r->arena = arena;
    arena_reset(&m->scratch);
}

/* A place from which was read by itself: what is wrong there is wrong with the message. */
static void went_wrong(struct json_read *r, const struct json_read *part)
{
    if (part->fault && !r->fault) {
        r->fault = part->fault;
        r->p = part->p;
    }
}

static void read_observations(struct message *m, const struct scope *in, struct json_read *r)
{
    struct str key;
    if (json_enter(r, '{'))
        while (json_member(r, &key))
            read_observation(m, in, key, r);
}

static void read_series(struct message *m, struct scope *in, struct json_read *r)
{
    struct str key;
    if (!json_enter(r, '{'))
        return;
    in->in_series = true;
    while (json_member(r, &in->series)) {
        struct json_read observations = {0};
        in->series_attributes = (struct json_read){0};
        if (!json_enter(r, '{'))
            continue;
        while (json_member(r, &key)) {
            if (str_is(key, "observations"))
                observations = *r;
            else if (str_is(key, "attributes"))
                in->series_attributes = *r;
            json_pass(r);
        }
        if (observations.p && !r->fault)
            read_observations(m, in, &observations);
        went_wrong(r, &observations);
    }
    in->in_series = false;
}

/* -- groups ------------------------------------------------------------------------------------------- */

/* Dimensions in order of their positions, at whatever level they are presented. */
struct key_order {
    const struct part *v[LEVELS * COMPONENTS_MAX];
    unsigned n;
};

static void order_dimensions(struct key_order *order, const struct structure *s, enum level from)
{
    order->n = 0;
    for (enum level l = from; l < LEVELS; l++)
        for (unsigned i = 0; i < s->dimension[l].n; i++) {
            unsigned at = order->n++;
            for (; at > 0 && order->v[at - 1]->position > s->dimension[l].v[i].position; at--)
                order->v[at] = order->v[at - 1];
            order->v[at] = &s->dimension[l].v[i];
        }
}

/* "::4:0:": the index of a value where the group has the dimension, else nothing or ~. Some senders leave
 * out the dimensions of the data set, which have one value. How many; negative when it cannot be told. */
static int group_key(struct component_value *v, struct message *m, const struct key_order *all,
                     const struct key_order *varying, struct str key)
{
    struct str piece, rest = key;
    unsigned parts = 1, n = 0;
    uint64_t index;
    for (size_t i = 0; i < key.len; i++)
        parts += key.p[i] == ':';
    const struct key_order *dims = parts == varying->n ? varying : all;
    for (unsigned d = 0; str_next(&piece, &rest, ':'); d++) {
        const struct part *dim = d < dims->n ? dims->v[d] : NULL;
        if (piece.len == 0 || str_is(piece, "~"))
            continue;
        if (!dim || dim->n == 0 || !str_uint(&index, piece, dim->n - 1)) {
            SAY(m, fault(m, 0), "the key \"%.*s\" of a group points to none of the values of its dimensions",
                (int)MIN(key.len, (size_t)60), key.p);
            return -1;
        }
        if (dim->component.kind == COMPONENT_UNKNOWN)
            sdmx_row_unknown(&m->row, dim->id);
        else
            v[n++] = (struct component_value){dim->component, dim->values[index]};
    }
    return (int)n;
}

/* "dimensionGroupAttributes": {"::4:0:": [attributes...]} */
static void read_groups(struct message *m, const struct structure *s, struct json_read *r)
{
    struct component_value v[(LEVELS + 1) * COMPONENTS_MAX];
    struct key_order dims, varying;
    struct str key;
    if (!json_enter(r, '{'))
        return;
    order_dimensions(&dims, s, LEVEL_DATASET);
    order_dimensions(&varying, s, LEVEL_SERIES);
    r->arena = &m->scratch;
    while (json_member(r, &key)) {
        int n = group_key(v, m, &dims, &varying, key);
        unsigned all = n < 0 ? 0 : (unsigned)n;
        for (unsigned i = json_enter(r, '[') ? 0 : UINT32_MAX; i < UINT32_MAX && json_element(r); i++) {
            const struct part *part = &s->groups.v[i];
            struct str text = {0};
            if (i >= s->groups.n)
                json_pass(r);
            else if (value_of(&text, m, part, r, 0) && text.len && part->component.kind == COMPONENT_UNKNOWN)
                sdmx_row_unknown(&m->row, part->id);
            else if (text.len)
                v[all++] = (struct component_value){part->component, text};
        }
        if (n >= 0 && !r->fault && key_groups_add(&m->groups, v, all, true) < 0)
            r->fault = KEY_GROUPS_TOO_MANY;
        arena_reset(&m->scratch);
    }
}

static void read_set(struct message *m, struct json_read *r)
{
    struct json_read series = {0}, observations = {0}, groups = {0};
    struct scope in = {0};
    struct str key, links = {0};
    uint64_t structure = 0;
    if (!json_enter(r, '{'))
        return;
    m->row.action = SDMX_INFORMATION;
    while (json_member(r, &key)) {
        struct json_read at = *r;
        if (str_is(key, "structure") && !json_read_uint(&at, &structure, m->n - 1))
            structure = m->n;
        else if (str_is(key, "action"))
            m->row.action = sdmx_action(json_read_text(&at));
        else if (str_is(key, "links"))
            links = read_links(&at);
        else if (str_is(key, "attributes"))
            in.set_attributes = at;
        else if (str_is(key, "dimensionGroupAttributes"))
            groups = at;
        else if (str_is(key, "series"))
            series = at;
        else if (str_is(key, "observations"))
            observations = at;
        json_pass(r);
    }
    if (r->fault || structure >= m->n) {
        if (!r->fault)
            r->fault = "a data set belongs to a structure that is not there";
        return;
    }
    in.s = &m->structures[structure];
    if (m->structures[structure].flow.len == 0)
        m->structures[structure].flow = links;
    m->groups.set++;
    if (groups.p)
        read_groups(m, in.s, &groups);
    if (series.p && !groups.fault)
        read_series(m, &in, &series);
    if (observations.p && !groups.fault && !series.fault)
        read_observations(m, &in, &observations);
    went_wrong(r, &groups);
    went_wrong(r, &series);
    went_wrong(r, &observations);
}

/* -- the message ----------------------------------------------------------------------------------- */

int json_bytes_sound(struct str bytes, struct err *err)
{
    return utf8_valid(bytes) == bytes.len
               ? 0 : err_set(err, ERR_INPUT, "it holds bytes that are not UTF-8 text, as every JSON document is");
}

/* 10, 20 or 21, by the members of the message; 0: it is none. A schema said at the root is that of 2.1. */
static int version_of(struct str bytes)
{
    struct arena arena;
    struct json_read r;
    struct str key;
    bool schema = false;
    int version = 0;
    arena_init(&arena, (size_t)1 << 30);
    json_read_init(&r, str_sub(bytes, 0, 1 << 20), &arena);
    if (json_peek(&r) == JSON_OBJECT && json_enter(&r, '{'))
        while (!version && json_member(&r, &key)) {
            if (str_is(key, "data") && json_peek(&r) == JSON_OBJECT) {
                json_enter(&r, '{');
                continue;
            }
            schema = schema || str_is(key, "$schema");
            if (str_is(key, "structure"))
                version = 10;
            else if (str_is(key, "structures"))
                version = schema ? 21 : 20;
            json_pass(&r);
        }
    /* data sets stand before what they are of */
    if (!version && memmem(bytes.p, bytes.len, "\"dataSets\"", 10))
        version = memmem(bytes.p, bytes.len, "\"structures\"", 12) ? 20
                  : memmem(bytes.p, bytes.len, "\"structure\"", 11) ? 10 : 0;
    arena_release(&arena);
    return version;
}

int sdmx_json_detect(struct str bytes) { return version_of(bytes) == 20 ? 100 : 0; }
int sdmx_json_10_detect(struct str bytes) { return version_of(bytes) == 10 ? 100 : 0; }
int sdmx_json_21_detect(struct str bytes) { return version_of(bytes) == 21 ? 100 : 0; }

static int damaged(const struct json_read *r, struct err *err)
{
    return err_set(err, ERR_INPUT, "line %u: %s", json_read_line(r), r->fault);
}

int sdmx_json_read(struct reading *rd, struct err *err)
{
    struct message *m = mem_alloc(sizeof *m);
    int r = json_bytes_sound(rd->bytes, err);
    if (r < 0) {
        free(m);
        return r;
    }
    sdmx_row_init(&m->row, rd);
    key_groups_init(&m->groups, rd->bytes.len);
    /* texts that had escapes are kept, each in a piece of 16 bytes at least */
    arena_init(&m->arena, ((size_t)256 << 20) + 20 * rd->bytes.len);
    arena_init(&m->scratch, ((size_t)64 << 20) + 20 * rd->bytes.len);
    m->structures = arena_array(&m->arena, struct structure, STRUCTURES_MAX);
    json_read_init(&m->json, rd->bytes, &m->arena);
    read_members(m, &m->json);
    json_read_end(&m->json);
    m->line_at = m->json.start;
    m->line = 1;
    if (m->json.fault)
        r = damaged(&m->json, err);
    else if (m->n == 0 || !m->has_sets)
        r = err_set(err, ERR_INPUT, m->n ? "the message has no data sets" : "the message has no structure, "
                    "so its data cannot be told");
    if (r == 0 && json_enter(&m->sets, '['))
        while (json_element(&m->sets))
            read_set(m, &m->sets);
    if (r == 0 && m->sets.fault)
        r = damaged(&m->sets, err);
    arena_release(&m->arena);
    arena_release(&m->scratch);
    key_groups_release(&m->groups);
    free(m);
    return r;
}
