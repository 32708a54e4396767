/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Data messages of SDMX-JSON as a plain table. Structures say which components there are and list their values;
 * observations are lists of figures and of indexes into them. Structures are read first, wherever they stand. */

#include "io/flat.h"

#include "base/utf8.h"
#include "syntax/json_read.h"

enum { COMPONENTS_MAX = 200, STRUCTURES_MAX = 1000 };

enum level { LEVEL_DATASET, LEVEL_SERIES, LEVEL_OBSERVATION, LEVELS };
static const char *const level_names[LEVELS] = {"dataSet", "series", "observation"};

struct part {
    struct str id;
    struct str *values;
    uint32_t n;
    bool listed; /* what stands in the data is an index into the values */
};
struct parts {
    struct part *v;
    unsigned n;
};
struct structure {
    struct parts dimension[LEVELS], attribute[LEVELS], measure[LEVELS];
    bool measures; /* they are said, as 2.x does; else there is one */
};

struct message {
    struct flat *f;
    struct err *err;
    struct arena arena, scratch; /* of the message; of the observation at hand */
    struct structure *structures;
    unsigned n;
    struct json_read sets;
    bool has_sets;
    int code;
};

/* -- structures -------------------------------------------------------------------------------- */

/* What names a value: its id, else what it says. */
static struct str read_value(struct json_read *r)
{
    struct str key, id = {0}, value = {0}, name = {0};
    if (json_peek(r) != JSON_OBJECT)
        return json_read_text(r);
    json_enter(r, '{');
    while (json_member(r, &key)) {
        if (str_is(key, "id"))
            id = json_read_text(r);
        else if (str_is(key, "value"))
            value = json_read_localised(r);
        else if (str_is(key, "name"))
            name = json_read_localised(r);
        else
            json_pass(r);
    }
    return id.p ? id : value.p ? value : name;
}

static void read_list(struct part *part, struct json_read *r)
{
    struct json_read count = *r;
    uint32_t n = 0;
    if (json_peek(r) != JSON_ARRAY) {
        json_pass(r);
        return;
    }
    json_enter(&count, '[');
    for (; json_element(&count); n++)
        json_pass(&count);
    part->values = arena_array(r->arena, struct str, n + 1);
    json_enter(r, '[');
    while (json_element(r))
        part->values[part->n++] = read_value(r);
    part->listed = part->n > 0;
}

static void read_parts(struct parts *parts, struct json_read *r)
{
    struct str key;
    if (!json_enter(r, '['))
        return;
    if (!parts->v)
        parts->v = arena_array(r->arena, struct part, COMPONENTS_MAX);
    while (json_element(r)) {
        if (parts->n == COMPONENTS_MAX || json_peek(r) != JSON_OBJECT) {
            json_pass(r);
            continue;
        }
        struct part *part = &parts->v[parts->n++];
        json_enter(r, '{');
        while (json_member(r, &key))
            if (str_is(key, "id"))
                part->id = json_read_text(r);
            else if (str_is(key, "values"))
                read_list(part, r);
            else
                json_pass(r);
    }
}

static void read_levels(struct parts level[LEVELS], struct json_read *r)
{
    struct str key;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        unsigned l = 0;
        while (l < LEVELS && !str_is(key, level_names[l]))
            l++;
        if (l < LEVELS)
            read_parts(&level[l], r);
        else
            json_pass(r);
    }
}

static void read_structure(struct message *m, struct json_read *r)
{
    struct str key;
    if (m->n == STRUCTURES_MAX || json_peek(r) != JSON_OBJECT) {
        json_pass(r);
        return;
    }
    struct structure *s = &m->structures[m->n++];
    json_enter(r, '{');
    while (json_member(r, &key)) {
        if (str_is(key, "dimensions"))
            read_levels(s->dimension, r);
        else if (str_is(key, "attributes"))
            read_levels(s->attribute, r);
        else if (str_is(key, "measures"))
            s->measures = true, read_levels(s->measure, r);
        else
            json_pass(r);
    }
}

/* Of the message, or of its "data". */
static void read_members(struct message *m, struct json_read *r)
{
    struct str key;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        if (str_is(key, "data") && json_peek(r) == JSON_OBJECT) {
            read_members(m, r);
        } else if (str_is(key, "structure") && json_peek(r) == JSON_OBJECT) {
            read_structure(m, r);
        } else if (str_is(key, "structures") && json_enter(r, '[')) {
            while (json_element(r))
                read_structure(m, r);
        } else if (str_is(key, "dataSets") && !m->has_sets) {
            m->sets = *r;
            m->has_sets = true;
            json_pass(r);
        } else if (!str_is(key, "structures")) {
            json_pass(r);
        }
    }
}

/* -- data ----------------------------------------------------------------------------------------- */

static int broken(struct message *m, const struct json_read *r, struct str id)
{
    if (!m->code)
        m->code = err_set(m->err, ERR_INPUT, "line %u: the data have a value of %s that the structure does not list",
                          json_read_line(r), utf8_brief(id).text);
    return m->code;
}

static void put_value(struct message *m, const struct part *part, struct json_read *r)
{
    struct json_read at = *r;
    uint64_t index;
    enum json_kind kind = json_peek(r);
    if (kind == JSON_NULL) {
        json_pass(r);
    } else if (!part->listed || kind == JSON_TEXT) {
        flat_put(m->f, part->id, kind == JSON_ARRAY ? (json_pass(r), STR("")) : json_read_localised(r));
    } else if (kind == JSON_NUMBER && json_read_uint(r, &index, part->n - 1)) {
        flat_put(m->f, part->id, part->values[index]);
    } else {
        json_pass(&at);
        broken(m, &at, part->id);
    }
}

static void put_list(struct message *m, const struct parts *parts, struct json_read r)
{
    r.arena = &m->scratch;
    if (!r.p || !json_enter(&r, '['))
        return;
    for (unsigned i = 0; json_element(&r); i++)
        if (i < parts->n)
            put_value(m, &parts->v[i], &r);
        else
            json_pass(&r);
}

static void put_key(struct message *m, const struct parts *dims, struct str key, const struct json_read *r)
{
    struct str piece, rest = key;
    uint64_t index;
    unsigned d = 0;
    for (; str_next(&piece, &rest, ':'); d++) {
        if (d >= dims->n || dims->v[d].n == 0 || !str_uint(&index, piece, dims->v[d].n - 1)) {
            broken(m, r, d < dims->n ? dims->v[d].id : STR("a dimension"));
            return;
        }
        flat_put(m->f, dims->v[d].id, dims->v[d].values[index]);
    }
    if (d < dims->n)
        broken(m, r, dims->v[d].id);
}

/* What an observation inherits. */
struct scope {
    const struct structure *s;
    struct str series; /* its key */
    bool in_series;
    struct json_read set_attributes, series_attributes; /* p NULL: none */
};

/* [figures..., attributes...] */
static void read_observation(struct message *m, const struct scope *in, struct str key, struct json_read *r)
{
    static const struct part value = {.id = {"OBS_VALUE", 9}};
    const struct structure *s = in->s;
    const struct parts *fixed = &s->dimension[LEVEL_DATASET], *attributes = &s->attribute[LEVEL_OBSERVATION];
    const struct parts *measures = &s->measure[LEVEL_OBSERVATION];
    unsigned nmeasures = s->measures ? measures->n : 1;
    struct arena *arena = r->arena;
    for (unsigned d = 0; d < fixed->n; d++)
        if (fixed->v[d].n)
            flat_put(m->f, fixed->v[d].id, fixed->v[d].values[0]);
    if (in->in_series)
        put_key(m, &s->dimension[LEVEL_SERIES], in->series, r);
    put_key(m, &s->dimension[LEVEL_OBSERVATION], key, r);
    put_list(m, &s->attribute[LEVEL_DATASET], in->set_attributes);
    if (in->in_series)
        put_list(m, &s->attribute[LEVEL_SERIES], in->series_attributes);
    r->arena = &m->scratch;
    for (unsigned i = json_enter(r, '[') ? 0 : UINT32_MAX; i < UINT32_MAX && json_element(r); i++)
        if (i < nmeasures)
            put_value(m, s->measures ? &measures->v[i] : &value, r);
        else if (i - nmeasures < attributes->n)
            put_value(m, &attributes->v[i - nmeasures], r);
        else
            json_pass(r);
    flat_row(m->f);
    r->arena = arena;
    arena_reset(&m->scratch);
    if (!m->code)
        m->code = flat_within(m->f, m->err);
}

static void read_observations(struct message *m, const struct scope *in, struct json_read *r)
{
    struct str key;
    if (json_enter(r, '{'))
        while (!m->code && json_member(r, &key))
            read_observation(m, in, key, r);
}

/* A place from which was read by itself: what is wrong there is wrong with the message. */
static void went_wrong(struct json_read *r, const struct json_read *part)
{
    if (part->fault && !r->fault) {
        r->fault = part->fault;
        r->p = part->p;
    }
}

static void read_series(struct message *m, struct scope *in, struct json_read *r)
{
    struct str key;
    if (!json_enter(r, '{'))
        return;
    in->in_series = true;
    while (!m->code && json_member(r, &in->series)) {
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

static void read_set(struct message *m, struct json_read *r)
{
    struct json_read series = {0}, observations = {0};
    struct scope in = {0};
    struct str key;
    uint64_t structure = 0;
    if (!json_enter(r, '{'))
        return;
    while (json_member(r, &key)) {
        struct json_read at = *r;
        if (str_is(key, "structure") && !json_read_uint(&at, &structure, m->n - 1))
            structure = m->n;
        else if (str_is(key, "attributes"))
            in.set_attributes = at;
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
    if (series.p)
        read_series(m, &in, &series);
    if (observations.p && !series.fault)
        read_observations(m, &in, &observations);
    went_wrong(r, &series);
    went_wrong(r, &observations);
}

/* -- the message -------------------------------------------------------------------------------------- */

static int damaged(struct message *m, const struct json_read *r)
{
    return err_set(m->err, ERR_INPUT, "line %u: %s", json_read_line(r), r->fault);
}

static int read_message(struct message *m, struct str bytes)
{
    struct json_read r;
    m->structures = arena_array(&m->arena, struct structure, STRUCTURES_MAX);
    json_read_init(&r, bytes, &m->arena);
    read_members(m, &r);
    json_read_end(&r);
    if (r.fault)
        return damaged(m, &r);
    if (m->n == 0 || !m->has_sets)
        return err_set(m->err, ERR_INPUT, "it is JSON, but no data message of SDMX-JSON or JSON-stat");
    if (json_enter(&m->sets, '['))
        while (!m->code && json_element(&m->sets))
            read_set(m, &m->sets);
    return m->code ? m->code : m->sets.fault ? damaged(m, &m->sets) : 0;
}

int flat_json(struct flat *f, struct str bytes, struct err *err)
{
    struct message m = {.f = f, .err = err};
    if (utf8_valid(bytes) != bytes.len)
        return err_set(err, ERR_INPUT, "it holds bytes that are not UTF-8 text, as every JSON document is");
    /* texts that had escapes are kept, each in a piece of 16 bytes at least */
    arena_init(&m.arena, ((size_t)256 << 20) + 20 * bytes.len);
    arena_init(&m.scratch, ((size_t)64 << 20) + 20 * bytes.len);
    int r = read_message(&m, bytes);
    arena_release(&m.arena);
    arena_release(&m.scratch);
    return r;
}
