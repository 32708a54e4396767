/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is the same in SDMX-ML of all versions. */

#include "structure/inner.h"

static const char *const versions[] = {[SDMX_21] = "v2_1", [SDMX_30] = "v3_0", [SDMX_31] = "v3_1"};

/* -- pieces ----------------------------------------------------------------------------------- */

void ml_text(struct ml *w, const char *element, struct str text)
{
    xml_leaf(&w->x, element, NULL, STR(""), text);
}

void ml_said(struct ml *w, const char *element, const struct said *s)
{
    const struct tongue *in;
    unsigned n = said_chosen(&in, s, w->m->language);
    for (unsigned i = 0; i < n; i++)
        xml_leaf(&w->x, element, "xml:lang", in[i].language.len ? in[i].language : STR("en"), in[i].text);
}

void ml_annotations(struct ml *w, const struct annotation *v, unsigned n)
{
    struct xml *x = &w->x;
    if (n == 0)
        return;
    xml_open(x, "com:Annotations");
    for (unsigned i = 0; i < n; i++) {
        xml_open(x, "com:Annotation");
        xml_attr_some(x, "id", v[i].id);
        if (v[i].title.len)
            ml_text(w, "com:AnnotationTitle", v[i].title);
        if (v[i].type.len)
            ml_text(w, "com:AnnotationType", v[i].type);
        if (v[i].url.len)
            ml_text(w, "com:AnnotationURL", v[i].url);
        ml_said(w, "com:AnnotationText", &v[i].text);
        xml_close(x);
    }
    xml_close(x);
}

void ml_names(struct ml *w, const struct annotation *v, unsigned n, const struct said *name,
              const struct said *description, struct str id)
{
    ml_annotations(w, v, n);
    ml_said(w, "com:Name", name);
    if (name->n == 0) /* a name there has to be */
        xml_leaf(&w->x, "com:Name", "xml:lang", STR("en"), id);
    ml_said(w, "com:Description", description);
}

void ml_urn(struct ml *w, const char *element, struct reference r)
{
    w->text.len = 0;
    message_urn(&w->text, r, w->version);
    ml_text(w, element, buf_view(&w->text));
}

void ml_ref(struct ml *w, const char *element, struct reference r)
{
    ml_ref_as(w, element, STR(""), r);
}

void ml_ref_as(struct ml *w, const char *element, struct str alias, struct reference r)
{
    const struct class_names *names = &class_names[r.cls];
    struct xml *x = &w->x;
    r = message_reference(r, w->version);
    xml_open(x, element);
    xml_attr_some(x, "alias", alias);
    xml_open(x, "Ref");
    xml_attr(x, "id", r.item.len ? r.item : r.id);
    xml_attr_some(x, "maintainableParentID", r.item.len ? r.id : STR(""));
    xml_attr(x, r.item.len ? "maintainableParentVersion" : "version", r.version);
    xml_attr(x, "agencyID", r.agency);
    xml_attr_text(x, "package", names->package21);
    xml_attr_text(x, "class", r.item.len ? names->item : names->urn21);
    xml_close(x);
    xml_close(x);
}

void ml_ref_local(struct ml *w, const char *element, struct str id)
{
    xml_open(&w->x, element);
    xml_open(&w->x, "Ref");
    xml_attr(&w->x, "id", id);
    xml_close(&w->x);
    xml_close(&w->x);
}

void ml_reference(struct ml *w, const char *element, struct reference r)
{
    if (w->version == SDMX_21)
        ml_ref(w, element, r);
    else
        ml_urn(w, element, r);
}

/* -- items ------------------------------------------------------------------------------------ */

static void item_open(struct ml *w, const char *element, const struct item *it)
{
    xml_open(&w->x, element);
    xml_attr(&w->x, "id", it->id);
    ml_names(w, it->annotation, it->nannotations, &it->name, &it->description, it->id);
}

static void items_inside(struct ml *w, const struct artefact *a, const char *element, const struct nest *in,
                         uint32_t of)
{
    for (uint32_t i = in->first[of]; i; i = in->next[i]) {
        item_open(w, element, &a->item[i - 1]);
        items_inside(w, a, element, in, i);
        if (reference_is(a->item[i - 1].format)) /* a reporting category and the flow reported */
            ml_reference(w, "str:ProvisioningMetadata", a->item[i - 1].format);
        xml_close(&w->x);
    }
}

void ml_items(struct ml *w, const struct artefact *a, const char *element)
{
    bool inside = artefact_nested(a->cls);
    if (inside) {
        struct nest in = nest_items(a, &w->arena);
        items_inside(w, a, element, &in, 0);
        return;
    }
    for (uint32_t i = 0; i < a->nitems; i++) {
        const struct item *it = &a->item[i];
        item_open(w, element, it);
        if (it->parent && w->version == SDMX_21)
            ml_ref_local(w, "str:Parent", a->item[it->parent - 1].id);
        else if (it->parent)
            ml_text(w, "str:Parent", a->item[it->parent - 1].id);
        if (reference_is(it->format)) {
            xml_open(&w->x, "str:CoreRepresentation");
            ml_reference(w, "str:Enumeration", it->format);
            xml_close(&w->x);
        }
        xml_close(&w->x);
    }
}

/* -- regions ---------------------------------------------------------------------------------- */

static void range_end(struct ml *w, const char *element, struct str period)
{
    xml_leaf(&w->x, element, "isInclusive", STR("true"), period);
}

void ml_region_value(struct ml *w, const struct cube_region_value *v, bool attribute)
{
    bool old = w->version == SDMX_21;
    if (v->ncodes == 0 && v->from.len == 0 && v->to.len == 0)
        return;
    xml_open(&w->x, !attribute ? (old ? "com:KeyValue" : "str:KeyValue") : old ? "com:Attribute" : "str:Component");
    xml_attr(&w->x, "id", v->component);
    for (uint32_t i = 0; i < v->ncodes; i++)
        ml_text(w, old ? "com:Value" : "str:Value", v->code[i]);
    if (v->ncodes == 0) {
        xml_open(&w->x, old ? "com:TimeRange" : "str:TimeRange");
        if (v->from.len && v->to.len) {
            range_end(w, old ? "com:StartPeriod" : "str:StartPeriod", v->from);
            range_end(w, old ? "com:EndPeriod" : "str:EndPeriod", v->to);
        } else if (v->from.len) {
            range_end(w, old ? "com:AfterPeriod" : "str:AfterPeriod", v->from);
        } else {
            range_end(w, old ? "com:BeforePeriod" : "str:BeforePeriod", v->to);
        }
        xml_close(&w->x);
    }
    xml_close(&w->x);
}

/* -- messages --------------------------------------------------------------------------------- */

static void namespace_of(struct ml *w, const char *prefix, const char *what)
{
    xml_attr_text(&w->x, prefix,
                  arena_fmt(&w->arena, "http://www.sdmx.org/resources/sdmxml/schemas/%s/%s",
                            versions[w->version], what));
}

void ml_open_message(struct ml *w, const char *root)
{
    struct xml *x = &w->x;
    xml_open(x, root);
    namespace_of(w, "xmlns:mes", "message");
    namespace_of(w, "xmlns:str", "structure");
    namespace_of(w, "xmlns:com", "common");
    if (strcmp(root, "mes:GenericMetadata") == 0)
        namespace_of(w, "xmlns:md", "metadata/generic");
    if (strcmp(root, "mes:RegistryInterface") == 0)
        namespace_of(w, "xmlns:reg", "registry");
    xml_open(x, "mes:Header");
    ml_text(w, "mes:ID", w->m->id);
    ml_text(w, "mes:Test", STR("false"));
    ml_text(w, "mes:Prepared", w->m->prepared);
    xml_open(x, "mes:Sender");
    xml_attr(x, "id", w->m->sender);
    xml_close(x);
}

static void identity(struct ml *w, const struct chosen *c)
{
    const struct artefact *a = c->artefact;
    struct xml *x = &w->x;
    bool old = w->version == SDMX_21, scheme_of_21 = old && version_fixed(a->cls, SDMX_21);
    struct reference r = message_reference(artefact_reference(a), w->version);
    xml_attr(x, "id", a->id);
    w->text.len = 0;
    message_urn(&w->text, r, w->version);
    xml_attr(x, "urn", buf_view(&w->text));
    if (old || !version_fixed(a->cls, w->version))
        xml_attr(x, "version", r.version);
    xml_attr(x, "agencyID", a->agency);
    if (old)
        xml_attr_bool(x, "isFinal", !scheme_of_21);
    if (w->version == SDMX_31 && w->m->language.len)
        xml_attr_bool(x, "isPartialLanguage", true);
    if (c->fullness != FULL) {
        w->text.len = 0;
        message_address(&w->text, w->m, a, old ? 1 : 2);
        xml_attr_bool(x, "isExternalReference", true);
        xml_attr_some(x, "structureURL", buf_view(&w->text));
        xml_attr_some(x, "uri", buf_view(&w->text));
    } else if (a->is_partial) {
        xml_attr_bool(x, "isPartial", true);
    }
}

static void names(struct ml *w, const struct chosen *c)
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
    ml_names(w, v, n, &a->name, short_one ? &nothing : &a->description, a->id);
}

static void artefact_write(struct ml *w, const struct ml_class *k, const struct chosen *c)
{
    const struct artefact *a = c->artefact;
    xml_open(&w->x, k->element);
    if (!k->bare)
        identity(w, c);
    if (k->attributes)
        k->attributes(w, a);
    if (!k->bare)
        names(w, c);
    k->body(w, a, k->bare || c->fullness == FULL);
    xml_close(&w->x);
}

void ml_write(struct buf *out, const struct structure_message *m, enum sdmx_version version,
              const struct ml_class *classes, size_t n)
{
    struct ml w = {.m = m, .version = version};
    const char *group = NULL;
    arena_init(&w.arena, ARENA_CEILING);
    xml_init(&w.x, out);
    ml_open_message(&w, "mes:Structure");
    xml_close(&w.x);
    xml_open(&w.x, "mes:Structures");
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < m->n; i++) {
            const struct artefact *a = m->chosen[i].artefact;
            if (a->cls != classes[k].cls || (classes[k].has && !classes[k].has(&w, a)))
                continue;
            if (group && strcmp(group, classes[k].group) != 0)
                xml_close(&w.x);
            if (!group || strcmp(group, classes[k].group) != 0)
                xml_open(&w.x, group = classes[k].group);
            artefact_write(&w, &classes[k], &m->chosen[i]);
        }
    while (w.x.depth)
        xml_close(&w.x);
    buf_char(out, '\n');
    buf_release(&w.text);
    arena_release(&w.arena);
}
