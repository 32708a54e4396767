/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is the same in SDMX-JSON of all versions. */

#include "structure/inner.h"

/* -- pieces ----------------------------------------------------------------------------------- */

static void key(struct js *w, const char *name)
{
    if (name)
        json_key(&w->j, name);
}

void js_urn(struct js *w, const char *name, struct reference r)
{
    w->text.len = 0;
    message_urn(&w->text, r, w->version);
    key(w, name);
    json_str(&w->j, buf_view(&w->text));
}

void js_urn_inside(struct js *w, const char *name, const char *class_name, const struct artefact *a,
                   struct str item)
{
    w->text.len = 0;
    message_urn_inside(&w->text, class_name, a, item);
    key(w, name);
    json_str(&w->j, buf_view(&w->text));
}

void js_said(struct js *w, const char *one, const char *all, const struct said *s, struct str id)
{
    const struct tongue *in;
    unsigned n = said_chosen(&in, s, w->m->language);
    if (n == 0) {
        json_put_some(&w->j, one, id);
        return;
    }
    json_put(&w->j, one, in[0].text);
    json_key(&w->j, all);
    json_open(&w->j, '{');
    for (unsigned i = 0; i < n; i++) {
        json_key_str(&w->j, in[i].language.len ? in[i].language : STR("en"));
        json_str(&w->j, in[i].text);
    }
    json_close(&w->j);
}

void js_annotations(struct js *w, const struct annotation *v, unsigned n)
{
    struct json *j = &w->j;
    if (n == 0)
        return;
    json_key(j, "annotations");
    json_open(j, '[');
    for (unsigned i = 0; i < n; i++) {
        json_open(j, '{');
        json_put_some(j, "id", v[i].id);
        json_put_some(j, "title", v[i].title);
        json_put_some(j, "type", v[i].type);
        js_said(w, "text", "texts", &v[i].text, STR(""));
        if (v[i].url.len) {
            json_key(j, "links");
            json_open(j, '[');
            json_open(j, '{');
            json_put(j, "href", v[i].url);
            json_put(j, "rel", STR("related"));
            json_close(j);
            json_close(j);
        }
        json_close(j);
    }
    json_close(j);
}

void js_names(struct js *w, const struct annotation *v, unsigned n, const struct said *name,
              const struct said *description, struct str id)
{
    js_said(w, "name", "names", name, id);
    js_said(w, "description", "descriptions", description, STR(""));
    js_annotations(w, v, n);
}

void js_representation(struct js *w, const char *name, struct reference codelist, enum text_type text,
                       bool multiple)
{
    bool old = w->version == SDMX_21;
    if (!reference_is(codelist) && !text_types[text])
        return;
    json_key(&w->j, name);
    json_open(&w->j, '{');
    if (reference_is(codelist)) {
        js_urn(w, "enumeration", codelist);
    } else {
        json_key(&w->j, old ? "textFormat" : "format");
        json_open(&w->j, '{');
        json_put(&w->j, old ? "textType" : "dataType", str_of(text_types[text]));
        json_close(&w->j);
    }
    if (multiple)
        json_put(&w->j, "maxOccurs", STR("unbounded"));
    json_close(&w->j);
}

/* -- items ------------------------------------------------------------------------------------ */

static void item_open(struct js *w, const struct item *it)
{
    json_open(&w->j, '{');
    json_put(&w->j, "id", it->id);
    js_names(w, it->annotation, it->nannotations, &it->name, &it->description, it->id);
}

static void items_inside(struct js *w, const struct artefact *a, const char *name, const struct nest *in,
                         uint32_t of)
{
    if (!in->first[of])
        return;
    json_key(&w->j, name);
    json_open(&w->j, '[');
    for (uint32_t i = in->first[of]; i; i = in->next[i]) {
        item_open(w, &a->item[i - 1]);
        items_inside(w, a, name, in, i);
        if (reference_is(a->item[i - 1].format)) { /* a reporting category and the flow reported */
            json_key(&w->j, "provisioningMetadata");
            json_open(&w->j, '[');
            js_urn(w, NULL, a->item[i - 1].format);
            json_close(&w->j);
        }
        json_close(&w->j);
    }
    json_close(&w->j);
}

/* The item that it stands in: by name, or in 1.0 by URN save for codes. */
static void parent(struct js *w, const struct artefact *a, uint32_t index)
{
    struct str id = a->item[index - 1].id;
    if (w->version != SDMX_21 || a->cls == ART_CODELIST) {
        json_put(&w->j, "parent", id);
        return;
    }
    struct reference r = artefact_reference(a);
    r.item = id;
    js_urn(w, "parent", r);
}

void js_items(struct js *w, const struct artefact *a, const char *name)
{
    bool inside = artefact_nested(a->cls);
    if (inside) {
        struct nest in = nest_items(a, &w->arena);
        items_inside(w, a, name, &in, 0);
        return;
    }
    if (a->nitems == 0)
        return;
    json_key(&w->j, name);
    json_open(&w->j, '[');
    for (uint32_t i = 0; i < a->nitems; i++) {
        item_open(w, &a->item[i]);
        if (a->item[i].parent)
            parent(w, a, a->item[i].parent);
        js_representation(w, "coreRepresentation", a->item[i].format, TEXT_NONE, false);
        json_close(&w->j);
    }
    json_close(&w->j);
}

/* -- constraints ------------------------------------------------------------------------------ */

static void range_end(struct js *w, const char *name, struct str period)
{
    json_key(&w->j, name);
    json_open(&w->j, '{');
    json_put(&w->j, "period", period);
    json_put_bool(&w->j, "isInclusive", true);
    json_close(&w->j);
}

static void region_value(struct js *w, const struct cube_region_value *v)
{
    struct json *j = &w->j;
    json_open(j, '{');
    json_put(j, "id", v->component);
    if (w->version != SDMX_21)
        json_put_bool(j, "include", true);
    if (v->ncodes) {
        json_key(j, "values");
        json_open(j, '[');
        for (uint32_t i = 0; i < v->ncodes; i++) {
            if (w->version == SDMX_21) {
                json_str(j, v->code[i]);
                continue;
            }
            json_open(j, '{');
            json_put(j, "value", v->code[i]);
            json_close(j);
        }
        json_close(j);
    } else {
        json_key(j, "timeRange");
        json_open(j, '{');
        if (v->from.len)
            range_end(w, v->to.len ? "startPeriod" : "afterPeriod", v->from);
        if (v->to.len)
            range_end(w, v->from.len ? "endPeriod" : "beforePeriod", v->to);
        json_close(j);
    }
    json_close(j);
}

void js_region(struct js *w, const struct artefact *a)
{
    bool old = w->version == SDMX_21;
    json_open(&w->j, '{');
    json_put_bool(&w->j, old ? "isIncluded" : "include", true);
    for (unsigned pass = 0; pass < 2; pass++) {
        bool open = false;
        for (unsigned i = 0; i < a->nregions; i++) {
            const struct cube_region_value *v = &a->region[i];
            if (constraint_of_attribute(w->m->all, a, v->component) != pass ||
                (v->ncodes == 0 && v->from.len == 0 && v->to.len == 0))
                continue;
            if (!open) {
                json_key(&w->j, !pass ? "keyValues" : old ? "attributes" : "components");
                json_open(&w->j, '[');
                open = true;
            }
            region_value(w, v);
        }
        if (open)
            json_close(&w->j);
    }
    json_close(&w->j);
}

void js_targets(struct js *w, const struct artefact *constraint)
{
    const struct reference *v;
    unsigned n = constraint_targets(&v, constraint, &w->arena);
    if (n == 0)
        return;
    json_key(&w->j, "constraintAttachment");
    json_open(&w->j, '{');
    if (v[0].cls == ART_DATA_PROVIDER_SCHEME) {
        js_urn(w, "dataProvider", v[0]);
    } else {
        json_key(&w->j, v[0].cls == ART_DATAFLOW         ? "dataflows"
                        : v[0].cls == ART_DATA_STRUCTURE ? "dataStructures" : "provisionAgreements");
        json_open(&w->j, '[');
        for (unsigned i = 0; i < n; i++)
            js_urn(w, NULL, v[i]);
        json_close(&w->j);
    }
    json_close(&w->j);
}

/* -- messages --------------------------------------------------------------------------------- */

/* The languages in which something is called, each once. */
enum { LANGUAGES = 32 };
struct languages {
    struct str v[LANGUAGES];
    unsigned n;
};

static void languages_add(struct js *w, struct languages *l, const struct said *s)
{
    const struct tongue *in;
    unsigned n = said_chosen(&in, s, w->m->language);
    for (unsigned i = 0; i < n; i++) {
        struct str language = in[i].language.len ? in[i].language : STR("en");
        unsigned k = 0;
        while (k < l->n && !str_eq(l->v[k], language))
            k++;
        if (k == l->n && k < LANGUAGES)
            l->v[l->n++] = language;
    }
}

static void languages(struct js *w)
{
    struct languages l = {.n = 0};
    for (size_t i = 0; i < w->m->n; i++) {
        const struct artefact *a = w->m->chosen[i].artefact;
        languages_add(w, &l, &a->name);
        for (uint32_t k = 0; k < a->nitems && w->m->chosen[i].fullness == FULL; k++)
            languages_add(w, &l, &a->item[k].name);
    }
    if (l.n == 0)
        return;
    json_key(&w->j, "contentLanguages");
    json_open(&w->j, '[');
    for (unsigned i = 0; i < l.n; i++)
        json_str(&w->j, l.v[i]);
    json_close(&w->j);
}

void js_open_message(struct js *w, const char *schema)
{
    struct json *j = &w->j;
    json_open(j, '{');
    if (w->version == SDMX_31)
        json_put(j, "$schema", str_of(schema));
    json_key(j, "meta");
    json_open(j, '{');
    json_put(j, "schema", str_of(schema));
    json_put(j, "id", w->m->id);
    json_put_bool(j, "test", false);
    json_put(j, "prepared", w->m->prepared);
    languages(w);
    json_key(j, "sender");
    json_open(j, '{');
    json_put(j, "id", w->m->sender);
    json_close(j);
    if (w->m->self.len) {
        json_key(j, "links");
        json_open(j, '[');
        json_open(j, '{');
        json_put(j, "href", w->m->self);
        json_put(j, "rel", STR("self"));
        json_close(j);
        json_close(j);
    }
    json_close(j);
}

static void link_to(struct js *w, const char *rel, const struct artefact *a)
{
    json_open(&w->j, '{');
    w->text.len = 0;
    message_address(&w->text, w->m, a, w->version == SDMX_21 ? 1 : 2);
    json_put_some(&w->j, "href", buf_view(&w->text));
    json_put(&w->j, "rel", str_of(rel));
    js_urn(w, "urn", artefact_reference(a));
    json_close(&w->j);
}

static void identity(struct js *w, const struct chosen *c)
{
    const struct artefact *a = c->artefact;
    struct json *j = &w->j;
    struct reference r = message_reference(artefact_reference(a), w->version);
    json_put(j, "id", a->id);
    json_put(j, "agencyID", a->agency);
    json_put(j, "version", r.version);
    if (w->version == SDMX_21)
        json_put_bool(j, "isFinal", !version_fixed(a->cls, SDMX_21));
    if (w->version == SDMX_31 && w->m->language.len)
        json_put_bool(j, "isPartialLanguage", true);
    if (c->fullness != FULL)
        json_put_bool(j, "isExternalReference", true);
    else if (a->is_partial)
        json_put_bool(j, "isPartial", true);
    json_key(j, "links");
    json_open(j, '[');
    link_to(w, c->fullness != FULL ? "external" : "self", a);
    json_close(j);
}

static void names(struct js *w, const struct chosen *c)
{
    static const struct said nothing = {0};
    const struct artefact *a = c->artefact;
    struct annotation *v = arena_array(&w->arena, struct annotation, a->nannotations + 2);
    bool short_one = c->fullness == STUB;
    unsigned n = short_one ? 0 : a->nannotations;
    if (n)
        memcpy(v, a->annotation, sizeof *v * n);
    if (!short_one)
        n += metric_annotations(v + n, a, &w->arena);
    js_names(w, v, n, &a->name, short_one ? &nothing : &a->description, a->id);
}

void js_write(struct buf *out, const struct structure_message *m, enum sdmx_version version,
              const struct js_class *classes, size_t n)
{
    static const char *const schemas[] = {
        [SDMX_21] = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/"
                    "1.0/sdmx-json-structure-schema.json",
        [SDMX_30] = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/"
                    "2.0.0/sdmx-json-structure-schema.json",
        [SDMX_31] = "https://json.sdmx.org/2.1/sdmx-json-structure-schema.json"};
    struct js w = {.m = m, .version = version};
    const char *group = NULL;
    arena_init(&w.arena, ARENA_CEILING);
    json_init(&w.j, out);
    js_open_message(&w, schemas[version]);
    json_key(&w.j, "data");
    json_open(&w.j, '{');
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < m->n; i++) {
            const struct artefact *a = m->chosen[i].artefact;
            if (a->cls != classes[k].cls || (classes[k].has && !classes[k].has(&w, a)))
                continue;
            if (group && strcmp(group, classes[k].group) != 0)
                json_close(&w.j);
            if (!group || strcmp(group, classes[k].group) != 0) {
                json_key(&w.j, group = classes[k].group);
                json_open(&w.j, '[');
            }
            json_open(&w.j, '{');
            if (!classes[k].bare) {
                identity(&w, &m->chosen[i]);
                names(&w, &m->chosen[i]);
            }
            classes[k].body(&w, a, classes[k].bare || m->chosen[i].fullness == FULL);
            json_close(&w.j);
        }
    while (w.j.depth)
        json_close(&w.j);
    buf_release(&w.text);
    arena_release(&w.arena);
}
