/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a release says of its sources, to whoever may read the release. */

#include "ops/reader.h"

#include "base/utf8.h"
#include "publish/load.h"

static struct str name_of(const struct ref *ref, const struct catalogue_source *s)
{
    uint16_t type = 0, survey = 0;
    if (s->content[CATALOGUE_NAME].len)
        return s->content[CATALOGUE_NAME];
    bool known = ref_source_find(ref, &type, &survey, s->source);
    return survey ? ref->surveys[survey].name : known ? ref->source_types[type].name : STR("");
}

static void put_text(struct call *c, const struct loaded *l, const struct catalogue_source *s)
{
    buf_fmt(&c->out, "%.*s  %-9.*s  %.*s\n", STR_FMT(s->area), STR_FMT(s->source), STR_FMT(name_of(l->ref, s)));
    for (int f = 0; f < CATALOGUE_FIELDS; f++)
        if (s->content[f].len)
            buf_fmt(&c->out, "  %-17s  %.*s\n", catalogue[f].name,
                    STR_FMT(catalogue_text(l->ref, "en", (enum catalogue_field)f, s->content[f])));
}

static void put_json(struct call *c, const struct loaded *l, const struct catalogue_source *s)
{
    struct json *j = &c->j;
    json_open(j, '{');
    json_put(j, "release", l->release.name);
    json_put(j, "ref_area", s->area);
    json_put(j, "source", s->source);
    json_put(j, "name", name_of(l->ref, s));
    json_key(j, "fields");
    json_open(j, '[');
    for (int f = 0; f < CATALOGUE_FIELDS; f++) {
        if (!s->content[f].len)
            continue;
        struct str text = catalogue_text(l->ref, "en", (enum catalogue_field)f, s->content[f]);
        json_open(j, '{');
        json_put(j, "field", str_of(catalogue[f].name));
        json_put(j, "label", str_of(catalogue[f].label));
        json_put(j, "content", s->content[f]);
        if (!str_eq(text, s->content[f]))
            json_put(j, "text", text);
        json_close(j);
    }
    json_close(j);
    json_close(j);
    json_line(j);
}

/* Whoever is told of a source that the public does not see has read of its tables. */
static int reads_of(struct reads *reads, struct call *c, const struct loaded *l, const struct catalogue_source *s,
                    struct err *err)
{
    const struct cube *cube = l->cube;
    uint16_t area = ref_area_find(l->ref, s->area);
    int r = 0;
    for (uint32_t f = 0; r == 0 && f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        bool has = false;
        for (uint32_t i = cube->start[flow->area_at[area]]; i < cube->start[flow->area_at[area + 1]]; i++)
            has = has || str_eq(cube->sources[cube->source[i]], s->source);
        if (has)
            r = reads_add(reads, c, &l->release, true, false, l->ref->indicators[flow->indicator].code, s->area, err);
    }
    return r;
}

static int put_all(struct call *c, const struct loaded *l, struct str country, struct str source, struct err *err)
{
    const struct catalogue_source **chosen = arena_array(&c->arena, const struct catalogue_source *, l->nsources + 1);
    struct reads reads = {0};
    size_t n = 0;
    int r = 0;
    for (size_t i = 0; r == 0 && i < l->nsources; i++) {
        const struct catalogue_source *s = &l->sources[i];
        if ((country.len && !str_eq(s->area, country)) || (source.len && !str_eq(s->source, source)))
            continue;
        chosen[n++] = s;
        r = reads_of(&reads, c, l, s, err);
    }
    if (r == 0)
        r = reads_log(&reads, c, "source published", err);
    reads_release(&reads);
    for (size_t i = 0; r == 0 && i < n; i++)
        (c->json ? put_json : put_text)(c, l, chosen[i]);
    if (r == 0 && n == 0 && !c->json)
        buf_fmt(&c->out, "release \"%.*s\" says nothing of %s\n", STR_FMT(l->release.name),
                country.len || source.len ? "such a source" : "its sources");
    return r;
}

int op_source_published(struct call *c, struct err *err)
{
    struct loaded l;
    struct str now, country = call_get(c, "country"), source = call_get(c, "source");
    int r = call_visible_at(&now, c, err);
    if (r == 0)
        r = reader_open(c, err);
    if (r == 0)
        r = reader_load(&l, c, call_get(c, "release"), now, STR(""), err);
    if (r < 0)
        return r;
    if (country.len && !ref_area_find(l.ref, country))
        r = err_set(err, ERR_USAGE, "--country \"%s\" is no country or area; it is to be three letters, as THA",
                    utf8_brief(country).text);
    else if (source.len && !ref_source_find(l.ref, NULL, NULL, source))
        r = err_set(err, ERR_USAGE, "--source \"%s\" is no source; it is to be a type of the list and a survey, as "
                    "BA:741", utf8_brief(source).text);
    else
        r = put_all(c, &l, country, source, err);
    loaded_release(&l);
    return r;
}
