/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reference metadata. A set has its values by the paths of their attributes; they are written in the
 * order and nesting of the metadata structure. */

#include "structure/metadata.h"

#include "structure/inner.h"

/* One set being written, and the attributes of its structure. */
struct set {
    const struct artefact *set, *structure;
    struct nest in;
    const struct str *path; /* by component: "A.B" */
};

static void set_open(struct set *s, const struct structure_message *m, const struct artefact *a, struct arena *arena)
{
    *s = (struct set){.set = a, .structure = message_structure(m->all, a->structure)};
    if (!s->structure)
        return;
    struct str *path = arena_array(arena, struct str, s->structure->ncomponents + 1);
    s->in = nest_components(s->structure, arena);
    for (unsigned i = 0; i < s->structure->ncomponents; i++) {
        const struct component *c = &s->structure->component[i];
        path[i] = c->parent && c->parent <= i ? str_of(arena_fmt(arena, "%.*s.%.*s", STR_FMT(path[c->parent - 1]),
                                                                 STR_FMT(c->id)))
                                              : c->id;
    }
    s->path = path;
}

static const struct metadata_value *value_next(const struct set *s, uint32_t attribute,
                                               const struct metadata_value *last)
{
    const struct metadata_value *v = last ? last + 1 : s->set->value, *end = s->set->value + s->set->nvalues;
    for (; v < end; v++)
        if (str_eq(v->attribute, s->path[attribute - 1]))
            return v;
    return NULL;
}

static bool has_below(const struct set *s, uint32_t attribute)
{
    struct str path = s->path[attribute - 1];
    for (unsigned i = 0; i < s->set->nvalues; i++) {
        struct str at = s->set->value[i].attribute;
        if (at.len > path.len && at.p[path.len] == '.' && str_starts(at, path))
            return true;
    }
    return false;
}

static bool in_languages(const struct metadata_value *v)
{
    return v->text.n > 1 || (v->text.n == 1 && v->text.in[0].language.len);
}

static struct reference flow_of(const struct structure_message *m, const struct artefact *set)
{
    const struct artefact *a = artefacts_find(m->all, set->structure);
    return a && a->cls == ART_METADATA_PROVISION_AGREEMENT ? a->structure : set->structure;
}

/* -- SDMX-ML ---------------------------------------------------------------------------------- */

static void ml_value(struct ml *w, const struct metadata_value *v)
{
    if (in_languages(v))
        ml_said(w, "com:Text", &v->text);
    else if (v->text.n && w->version != SDMX_21)
        ml_text(w, "md:Value", v->text.in[0].text);
}

static void ml_attributes(struct ml *w, const struct set *s, uint32_t of);

static void ml_attribute(struct ml *w, const struct set *s, uint32_t i, const struct metadata_value *v, bool parts)
{
    bool old = w->version == SDMX_21;
    xml_open(&w->x, old ? "md:ReportedAttribute" : "md:Attribute");
    xml_attr(&w->x, "id", s->structure->component[i - 1].id);
    if (old && v && v->text.n && !in_languages(v))
        xml_attr(&w->x, "value", v->text.in[0].text);
    if (v)
        ml_value(w, v);
    if (parts && old)
        xml_open(&w->x, "md:AttributeSet");
    if (parts)
        ml_attributes(w, s, i);
    if (parts && old)
        xml_close(&w->x);
    xml_close(&w->x);
}

static void ml_attributes(struct ml *w, const struct set *s, uint32_t of)
{
    for (uint32_t i = s->in.first[of]; i; i = s->in.next[i]) {
        bool parts = has_below(s, i);
        const struct metadata_value *v = value_next(s, i, NULL);
        if (v || parts)
            ml_attribute(w, s, i, v, parts); /* the first of several has the parts */
        while (v && (v = value_next(s, i, v)))
            ml_attribute(w, s, i, v, false);
    }
}

static void ml_report(struct ml *w, const struct set *s, struct reference target)
{
    struct xml *x = &w->x;
    uint32_t known = metadata_targets(w->m->all, s->structure);
    xml_open(x, "md:Report");
    xml_attr_text(x, "id", METADATA_REPORT);
    xml_open(x, "md:Target");
    xml_attr_text(x, "id", METADATA_TARGET);
    xml_open(x, "md:ReferenceValue");
    xml_attr_text(x, "id", known >> target.cls & 1 ? class_names[target.cls].urn21 : "OBJECT");
    ml_ref(w, "md:ObjectReference", target);
    xml_close(x);
    xml_close(x);
    xml_open(x, "md:AttributeSet");
    ml_attributes(w, s, 0);
    xml_close(x);
    xml_close(x);
}

static void ml_set_21(struct ml *w, const struct set *s)
{
    xml_open(&w->x, "mes:MetadataSet");
    xml_attr(&w->x, "structureRef", s->structure->id);
    xml_attr(&w->x, "setID", s->set->id);
    ml_said(w, "com:Name", &s->set->name);
    for (unsigned i = 0; i < s->set->ntargets; i++) /* a report is about one object of each kind */
        if (class_names[s->set->target[i].cls].urn21)
            ml_report(w, s, s->set->target[i]);
    xml_close(&w->x);
}

static void ml_set_3(struct ml *w, const struct set *s, const struct chosen *c)
{
    static const struct said nothing = {0};
    const struct artefact *a = s->set;
    struct xml *x = &w->x;
    bool whole = c->fullness == FULL;
    xml_open(x, "mes:MetadataSet");
    xml_attr(x, "id", a->id);
    w->text.len = 0;
    message_urn(&w->text, artefact_reference(a), w->version);
    xml_attr(x, "urn", buf_view(&w->text));
    xml_attr(x, "version", a->version);
    xml_attr(x, "agencyID", a->agency);
    if (!whole)
        xml_attr_bool(x, "isExternalReference", true);
    ml_names(w, whole ? a->annotation : NULL, whole ? a->nannotations : 0, &a->name,
             whole ? &a->description : &nothing, a->id);
    if (whole) {
        ml_urn(w, a->structure.cls == ART_METADATAFLOW ? "md:Metadataflow" : "md:MetadataProvisionAgreement",
               a->structure);
        for (unsigned i = 0; i < a->ntargets; i++)
            ml_urn(w, "md:Target", a->target[i]);
        ml_attributes(w, s, 0);
    }
    xml_close(x);
}

/* Whether it can be written: what says nothing of anything is no metadata. */
static bool writable(const struct set *s, const struct chosen *c, enum sdmx_version version)
{
    bool target = false;
    for (unsigned i = 0; i < s->set->ntargets; i++)
        target = target || version != SDMX_21 || class_names[s->set->target[i].cls].urn21;
    return s->structure && target && (s->set->nvalues || (c->fullness != FULL && version != SDMX_21));
}

/* A structure each, by the name of the metadata structure. */
static void ml_structures(struct ml *w, const struct set *sets)
{
    for (size_t i = 0; i < w->m->n; i++) {
        bool known = !writable(&sets[i], &w->m->chosen[i], w->version);
        for (size_t k = 0; k < i && !known; k++)
            known = sets[k].structure == sets[i].structure;
        if (known)
            continue;
        xml_open(&w->x, "mes:Structure");
        xml_attr(&w->x, "structureID", sets[i].structure->id);
        ml_reference(w, "com:StructureUsage", flow_of(w->m, sets[i].set));
        xml_close(&w->x);
    }
}

static void ml_metadata(struct buf *out, const struct structure_message *m, enum sdmx_version version)
{
    struct ml w = {.m = m, .version = version};
    arena_init(&w.arena, ARENA_CEILING);
    struct set *sets = arena_array(&w.arena, struct set, m->n + 1);
    for (size_t i = 0; i < m->n; i++)
        set_open(&sets[i], m, m->chosen[i].artefact, &w.arena);
    xml_init(&w.x, out);
    ml_open_message(&w, "mes:GenericMetadata");
    ml_structures(&w, sets);
    xml_close(&w.x);
    for (size_t i = 0; i < m->n; i++)
        if (!writable(&sets[i], &m->chosen[i], version))
            continue;
        else if (version == SDMX_21)
            ml_set_21(&w, &sets[i]);
        else
            ml_set_3(&w, &sets[i], &m->chosen[i]);
    xml_close(&w.x);
    buf_char(out, '\n');
    buf_release(&w.text);
    arena_release(&w.arena);
}

static void ml_metadata_21(struct buf *out, const struct structure_message *m) { ml_metadata(out, m, SDMX_21); }
static void ml_metadata_30(struct buf *out, const struct structure_message *m) { ml_metadata(out, m, SDMX_30); }
static void ml_metadata_31(struct buf *out, const struct structure_message *m) { ml_metadata(out, m, SDMX_31); }

/* -- SDMX-JSON -------------------------------------------------------------------------------- */

static void js_value(struct js *w, const struct metadata_value *v)
{
    const struct tongue *in;
    if (!in_languages(v)) {
        if (v->text.n)
            json_put(&w->j, "value", v->text.in[0].text);
        return;
    }
    unsigned n = said_chosen(&in, &v->text, w->m->language);
    json_key(&w->j, "value");
    json_open(&w->j, '{');
    for (unsigned i = 0; i < n; i++) {
        json_key_str(&w->j, in[i].language.len ? in[i].language : STR("en"));
        json_str(&w->j, in[i].text);
    }
    json_close(&w->j);
}

static void js_attributes(struct js *w, const struct set *s, uint32_t of, bool values);

static void js_attribute(struct js *w, const struct set *s, uint32_t i, const struct metadata_value *v, bool parts,
                         bool values)
{
    json_open(&w->j, '{');
    json_put(&w->j, "id", s->structure->component[i - 1].id);
    if (v && values)
        js_value(w, v);
    if (parts)
        js_attributes(w, s, i, values);
    json_close(&w->j);
}

static void js_attributes(struct js *w, const struct set *s, uint32_t of, bool values)
{
    json_key(&w->j, "attributes");
    json_open(&w->j, '[');
    for (uint32_t i = s->in.first[of]; i; i = s->in.next[i]) {
        bool parts = has_below(s, i);
        const struct metadata_value *v = value_next(s, i, NULL);
        if (v || parts)
            js_attribute(w, s, i, v, parts && values, values);
        while (v && values && (v = value_next(s, i, v)))
            js_attribute(w, s, i, v, false, true);
    }
    json_close(&w->j);
}

/* The schema lets no set go without targets and attributes: those of a stub have no values. */
static void js_set(struct js *w, const struct set *s, const struct chosen *c)
{
    static const struct said nothing = {0};
    const struct artefact *a = s->set;
    struct json *j = &w->j;
    bool whole = c->fullness == FULL;
    json_open(j, '{');
    json_put(j, "id", a->id);
    json_put(j, "agencyID", a->agency);
    json_put(j, "version", a->version);
    if (!whole)
        json_put_bool(j, "isExternalReference", true);
    if (w->version == SDMX_31 && w->m->language.len)
        json_put_bool(j, "isPartialLanguage", true);
    js_names(w, whole ? a->annotation : NULL, whole ? a->nannotations : 0, &a->name,
             whole ? &a->description : &nothing, a->id);
    if (w->m->origin.len) {
        json_key(j, "links");
        json_open(j, '[');
        json_open(j, '{');
        json_put(j, "rel", whole ? STR("self") : STR("external"));
        json_put(j, "href", str_of(arena_fmt(&w->arena, "%.*s/rest/v2/metadata/metadataset/%.*s/%.*s/%.*s",
                                             STR_FMT(w->m->origin), STR_FMT(a->other.item), STR_FMT(a->id),
                                             STR_FMT(a->version))));
        js_urn(w, "uri", artefact_reference(a));
        json_close(j);
        json_close(j);
    }
    js_urn(w, a->structure.cls == ART_METADATAFLOW ? "metadataflow" : "metadataProvisionAgreement", a->structure);
    json_key(j, "targets");
    json_open(j, '[');
    for (unsigned i = 0; i < a->ntargets; i++)
        js_urn(w, NULL, a->target[i]);
    json_close(j);
    js_attributes(w, s, 0, whole);
    json_close(j);
}

static void js_metadata(struct buf *out, const struct structure_message *m, enum sdmx_version version,
                        const char *schema)
{
    struct js w = {.m = m, .version = version};
    arena_init(&w.arena, ARENA_CEILING);
    json_init(&w.j, out);
    js_open_message(&w, schema);
    json_key(&w.j, "data");
    json_open(&w.j, '{');
    json_key(&w.j, "metadataSets");
    json_open(&w.j, '[');
    for (size_t i = 0; i < m->n; i++) {
        struct set s;
        set_open(&s, m, m->chosen[i].artefact, &w.arena);
        if (writable(&s, &m->chosen[i], version) && s.set->nvalues)
            js_set(&w, &s, &m->chosen[i]);
    }
    while (w.j.depth)
        json_close(&w.j);
    buf_release(&w.text);
    arena_release(&w.arena);
}

static void js_metadata_20(struct buf *out, const struct structure_message *m)
{
    js_metadata(out, m, SDMX_30, "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/metadata-message/tools/"
                                 "schemas/2.0.0/sdmx-json-metadata-schema.json");
}

static void js_metadata_21(struct buf *out, const struct structure_message *m)
{
    js_metadata(out, m, SDMX_31, "https://json.sdmx.org/2.1/sdmx-json-metadata-schema.json");
}

/* -- SDMX-CSV --------------------------------------------------------------------------------- */

/* A field of RFC 4180, in quotes where it has to be. */
static void csv_field(struct buf *out, struct str text)
{
    bool quote = false;
    for (size_t i = 0; i < text.len; i++)
        quote = quote || strchr(",\"\r\n", text.p[i]);
    if (!quote) {
        buf_str(out, text);
        return;
    }
    buf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '"')
            buf_char(out, '"');
        buf_char(out, text.p[i]);
    }
    buf_char(out, '"');
}

static void csv_identity(struct buf *out, struct reference r)
{
    buf_fmt(out, "%.*s:%.*s(%.*s)", STR_FMT(r.agency), STR_FMT(r.id), STR_FMT(r.version));
    if (r.item.len)
        buf_fmt(out, ".%.*s", STR_FMT(r.item));
}

/* One of several values: in quotes where it could be taken for two. */
static void csv_part(struct buf *out, struct str text, bool several)
{
    if (!several || !(text.len && (memchr(text.p, ';', text.len) || memchr(text.p, '"', text.len)))) {
        buf_str(out, text);
        return;
    }
    buf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '"')
            buf_char(out, '"');
        buf_char(out, text.p[i]);
    }
    buf_char(out, '"');
}

/* What is said in languages is said in one here, that asked for or the first. */
static struct str value_text(const struct structure_message *m, const struct metadata_value *v)
{
    const struct tongue *in;
    return said_chosen(&in, &v->text, m->language.len ? m->language : STR("en")) ? in[0].text : STR("");
}

static void csv_row(struct buf *out, const struct structure_message *m, const struct set *s,
                    const struct artefact *structure, bool action, bool whole, struct buf *text)
{
    const struct artefact *a = s->set;
    buf_puts(out, a->structure.cls == ART_METADATAFLOW ? "metadataflow," : "metadataprovision,");
    csv_identity(out, a->structure);
    buf_char(out, ',');
    csv_identity(out, artefact_reference(a));
    if (action)
        buf_puts(out, ",R");
    for (unsigned pass = 0; pass < 2; pass++)
        for (unsigned i = 0; i < a->ntargets; i++) {
            buf_char(out, i ? ';' : ',');
            if (pass)
                csv_identity(out, a->target[i]);
            else
                buf_puts(out, class_names[a->target[i].cls].rest2 ? class_names[a->target[i].cls].rest2 : "");
        }
    for (uint32_t i = 1; i <= structure->ncomponents; i++) {
        if (structure->component[i - 1].presentational)
            continue;
        buf_char(out, ',');
        text->len = 0;
        const struct metadata_value *v = s->structure == structure && whole ? value_next(s, i, NULL) : NULL;
        for (bool first = true; v; v = value_next(s, i, v), first = false) {
            if (!first)
                buf_char(text, ';');
            csv_part(text, value_text(m, v), structure->component[i - 1].multiple);
        }
        csv_field(out, text->len ? buf_view(text) : STR(""));
    }
    buf_puts(out, "\r\n");
}

/* Sets of one structure, that of the first: rows have the same columns. */
static void csv_metadata(struct buf *out, const struct structure_message *m, bool action)
{
    struct arena arena;
    struct buf text = {0};
    const struct artefact *structure = m->n ? message_structure(m->all, m->chosen[0].artefact->structure) : NULL;
    arena_init(&arena, ARENA_CEILING);
    buf_puts(out, "MDSTRUCTURE[;],MDSTRUCTURE_ID,METADATASET_ID,");
    buf_puts(out, action ? "ACTION,TARGET_TYPES,TARGET_IDS" : "TARGET_TYPES,TARGET_IDS");
    if (structure) {
        struct set s;
        set_open(&s, m, m->chosen[0].artefact, &arena);
        for (unsigned i = 0; i < structure->ncomponents; i++)
            if (!structure->component[i].presentational)
                buf_fmt(out, ",%.*s%s", STR_FMT(s.path[i]), structure->component[i].multiple ? "[]" : "");
    }
    buf_puts(out, "\r\n");
    for (size_t i = 0; i < m->n && structure; i++) {
        struct set s;
        set_open(&s, m, m->chosen[i].artefact, &arena);
        if (s.structure == structure)
            csv_row(out, m, &s, structure, action, m->chosen[i].fullness == FULL, &text);
    }
    buf_release(&text);
    arena_release(&arena);
}

static void csv_metadata_20(struct buf *out, const struct structure_message *m) { csv_metadata(out, m, true); }
static void csv_metadata_21(struct buf *out, const struct structure_message *m) { csv_metadata(out, m, false); }

/* -- all of them ------------------------------------------------------------------------------ */

const struct structure_form_row metadata_forms[METADATA_FORMS] = {
    [METADATA_ML_21] = {"genericmetadata-2.1", "genericmetadata metadata sdmx-ml xml",
                        "application/vnd.sdmx.genericmetadata+xml;version=2.1", ".xml", SDMX_21, false, ml_metadata_21},
    [METADATA_ML_30] = {"metadata-3.0", "metadata sdmx-ml xml", "application/vnd.sdmx.metadata+xml;version=3.0.0",
                        ".xml", SDMX_30, false, ml_metadata_30},
    [METADATA_ML_31] = {"metadata-3.1", "metadata sdmx-ml xml", "application/vnd.sdmx.metadata+xml;version=3.1.0",
                        ".xml", SDMX_31, false, ml_metadata_31},
    [METADATA_JSON_20] = {"jsonmetadata-2.0", "jsonmetadata sdmx-json json",
                          "application/vnd.sdmx.metadata+json;version=2.0.0", ".json", SDMX_30, true, js_metadata_20},
    [METADATA_JSON_21] = {"jsonmetadata-2.1", "jsonmetadata sdmx-json json",
                          "application/vnd.sdmx.metadata+json;version=2.1.0", ".json", SDMX_31, true, js_metadata_21},
    [METADATA_CSV_20] = {"csvmetadata-2.0", "csvmetadata csv", "application/vnd.sdmx.metadata+csv;version=2.0.0",
                         ".csv", SDMX_30, false, csv_metadata_20},
    [METADATA_CSV_21] = {"csvmetadata-2.1", "csvmetadata csv", "application/vnd.sdmx.metadata+csv;version=2.1.0",
                         ".csv", SDMX_31, false, csv_metadata_21},
};

/* -- registrations ---------------------------------------------------------------------------- */

static void registration(struct ml *w, const struct registration *r)
{
    struct xml *x = &w->x;
    xml_open(x, "reg:QueryResult");
    xml_attr_bool(x, "timeSeriesMatch", false);
    xml_open(x, "reg:DataResult");
    xml_open(x, "reg:Registration");
    xml_attr(x, "id", r->id);
    xml_attr_some(x, "lastUpdated", r->updated);
    ml_urn(w, "reg:ProvisionAgreement", r->agreement);
    xml_open(x, "reg:Datasource");
    ml_text(w, "reg:SimpleDataSource", r->address);
    xml_open(x, "reg:QueryableDataSource");
    xml_attr_bool(x, "isRESTDatasource", true);
    xml_attr_bool(x, "isWebServiceDatasource", false);
    ml_text(w, "com:DataURL", r->service);
    for (unsigned i = 0; i < 5; i++)
        xml_close(x);
}

void registrations_write(struct buf *out, const struct structure_message *m, enum sdmx_version version,
                         const struct registration *v, size_t n)
{
    struct ml w = {.m = m, .version = version};
    struct xml *x = &w.x;
    arena_init(&w.arena, ARENA_CEILING);
    xml_init(x, out);
    ml_open_message(&w, "mes:RegistryInterface");
    xml_open(x, "mes:Receiver");
    xml_attr_text(x, "id", "Unknown"); /* whoever asked */
    xml_close(x);
    xml_close(x);
    xml_open(x, "mes:QueryRegistrationResponse");
    xml_open(x, "reg:StatusMessage");
    xml_attr_text(x, "status", "Success");
    xml_close(x);
    for (size_t i = 0; i < n; i++)
        registration(&w, &v[i]);
    xml_close(x);
    xml_close(x);
    buf_char(out, '\n');
    buf_release(&w.text);
    arena_release(&w.arena);
}
