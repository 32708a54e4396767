/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The schema of structure-specific data: the standard's types of data set, series and observation
 * restricted to the components of one structure, their codes enumerated. It imports the standard's
 * own schemas from beside itself. */

#include "structure/inner.h"

struct schema {
    struct xml x;
    const struct schema_request *rq;
    struct arena arena;
    struct buf text;
    bool all_dimensions; /* at the observation */
    bool time_series;    /* of 2.1, which has types for that */
    const char *common;  /* namespaces of the standard */
    const char *specific;
};

static const char *const versions[] = {[SDMX_21] = "v2_1", [SDMX_30] = "v3_0", [SDMX_31] = "v3_1"};

/* -- codes ------------------------------------------------------------------------------------ */

static void enumeration(struct schema *s, struct str code, const struct said *name)
{
    struct xml *x = &s->x;
    xml_open(x, "xs:enumeration");
    xml_attr(x, "value", code);
    if (name->n) {
        xml_open(x, "xs:annotation");
        xml_leaf(x, "xs:documentation", "xml:lang", name->in[0].language.len ? name->in[0].language : STR("en"),
                 name->in[0].text);
        xml_close(x);
    }
    xml_close(x);
}

/* The type of a component's values, by name: "SEX_Code". */
static const char *code_type(struct schema *s, const struct component *c)
{
    return arena_fmt(&s->arena, "%.*s_Code", STR_FMT(c->id));
}

static void code_types(struct schema *s)
{
    static const struct said nothing = {0};
    struct xml *x = &s->x;
    for (unsigned i = 0; i < s->rq->structure->ncomponents; i++) {
        const struct component *c = &s->rq->structure->component[i];
        const struct artefact *codes = component_codelist(s->rq->all, c);
        const struct cube_region_value *allowed = constraint_codes(s->rq->allowed, c->id);
        if (!codes)
            continue;
        xml_open(x, "xs:simpleType");
        xml_attr_text(x, "name", code_type(s, c));
        xml_open(x, "xs:restriction");
        xml_attr_text(x, "base", "xs:string");
        for (uint32_t k = 0; allowed && k < allowed->ncodes; k++) {
            uint32_t at = artefact_item(codes, allowed->code[k]);
            enumeration(s, allowed->code[k], at ? &codes->item[at - 1].name : &nothing);
        }
        for (uint32_t k = 0; !allowed && k < codes->nitems; k++)
            enumeration(s, codes->item[k].id, &codes->item[k].name);
        xml_close(x);
        xml_close(x);
    }
}

static const char *type_of(struct schema *s, const struct component *c)
{
    static const char *const types[] = {[TEXT_NONE] = "xs:string",
                                        [TEXT_STRING] = "xs:string",
                                        [TEXT_DOUBLE] = "xs:double",
                                        [TEXT_INTEGER] = "xs:integer",
                                        [TEXT_TIME] = "common:ObservationalTimePeriodType",
                                        [TEXT_BOOLEAN] = "xs:boolean"};
    if (c->role == COMP_TIME)
        return types[TEXT_TIME];
    return component_codelist(s->rq->all, c) ? code_type(s, c) : types[c->text];
}

/* -- attributes ------------------------------------------------------------------------------- */

static void attribute(struct schema *s, const struct component *c, const char *use)
{
    struct xml *x = &s->x;
    xml_open(x, "xs:attribute");
    xml_attr(x, "name", c->role == COMP_MEASURE && s->rq->version == SDMX_21 ? STR("OBS_VALUE") : c->id);
    xml_attr_text(x, "type", type_of(s, c));
    xml_attr_text(x, "use", use);
    xml_close(x);
}

static bool at_observation(const struct schema *s, const struct component *c)
{
    return s->all_dimensions || str_eq(c->id, s->rq->at_observation);
}

enum level { LEVEL_DATASET, LEVEL_SERIES, LEVEL_OBSERVATION, LEVEL_PART };

/* Does a value of the component stand at that level? What is not of an observation may, in 3.x, also
 * stand by itself for a part of the key. */
static bool stands_at(const struct schema *s, const struct component *c, enum level level)
{
    switch (c->role) {
    case COMP_DIMENSION:
    case COMP_TIME:
        return level == LEVEL_PART || (level == LEVEL_OBSERVATION ? at_observation(s, c)
                                                                  : level == LEVEL_SERIES && !at_observation(s, c));
    case COMP_MEASURE: return level == LEVEL_OBSERVATION;
    case COMP_ATTRIBUTE:
        if (c->attachment == ATTACH_DATASET)
            return level == LEVEL_DATASET || level == LEVEL_PART;
        if (c->attachment == ATTACH_OBSERVATION || s->all_dimensions)
            return level == LEVEL_OBSERVATION;
        for (unsigned i = 0; i < c->ndimensions; i++)
            if (str_eq(c->dimension[i], s->rq->at_observation))
                return level == LEVEL_OBSERVATION;
        return level == LEVEL_SERIES || level == LEVEL_PART;
    default: return false;
    }
}

/* What the standard's type has and this one does not. */
static void prohibit_time(struct schema *s, enum level level)
{
    for (unsigned i = 0; i < s->rq->structure->ncomponents; i++) {
        const struct component *c = &s->rq->structure->component[i];
        if (c->role == COMP_TIME && !stands_at(s, c, level))
            attribute(s, c, "prohibited");
    }
}

/* Attributes are never required: updates and answers may leave them out. */
static void attributes(struct schema *s, enum level level)
{
    for (unsigned i = 0; i < s->rq->structure->ncomponents; i++) {
        const struct component *c = &s->rq->structure->component[i];
        bool key = c->role == COMP_DIMENSION || c->role == COMP_TIME;
        bool fixed = s->time_series && c->role == COMP_TIME; /* the standard's type has it as required */
        if (stands_at(s, c, level))
            attribute(s, c, key && level != LEVEL_PART && (fixed || !s->rq->deletion) ? "required" : "optional");
    }
    if (level == LEVEL_SERIES || (level == LEVEL_OBSERVATION && !s->time_series))
        prohibit_time(s, level);
}

static bool has_parts(const struct schema *s)
{
    for (unsigned i = 0; i < s->rq->structure->ncomponents; i++) {
        const struct component *c = &s->rq->structure->component[i];
        if (s->rq->version != SDMX_21 && c->role == COMP_ATTRIBUTE && stands_at(s, c, LEVEL_PART))
            return true;
    }
    return false;
}

/* -- types ------------------------------------------------------------------------------------ */

static void type_open(struct schema *s, const char *name, const char *base)
{
    struct xml *x = &s->x;
    xml_open(x, "xs:complexType");
    xml_attr_text(x, "name", name);
    xml_open(x, "xs:complexContent");
    xml_open(x, "xs:restriction");
    xml_attr_text(x, "base", base);
    xml_open(x, "xs:sequence");
    xml_open(x, "xs:element");
    xml_attr_text(x, "ref", "common:Annotations");
    xml_attr_text(x, "minOccurs", "0");
    xml_close(x);
}

/* What the standard's types have and no structure of ours. */
static void prohibit(struct schema *s, const char *name, const char *type)
{
    xml_open(&s->x, "xs:attribute");
    xml_attr_text(&s->x, "name", name);
    xml_attr_text(&s->x, "type", type);
    xml_attr_text(&s->x, "use", "prohibited");
    xml_close(&s->x);
}

static void type_close(struct schema *s, enum level level)
{
    xml_close(&s->x); /* the sequence */
    attributes(s, level);
    if (s->rq->version == SDMX_21) {
        prohibit(s, "REPORTING_YEAR_START_DAY", "xs:gMonthDay");
        if (level == LEVEL_OBSERVATION)
            prohibit(s, "type", "common:IDType");
    }
    for (unsigned i = 0; i < 3; i++)
        xml_close(&s->x);
}

static void element(struct schema *s, const char *name, const char *type, const char *least, const char *most)
{
    struct xml *x = &s->x;
    xml_open(x, "xs:element");
    xml_attr_text(x, "name", name);
    xml_attr_text(x, "type", type);
    xml_attr_text(x, "form", "unqualified");
    if (least)
        xml_attr_text(x, "minOccurs", least);
    if (most)
        xml_attr_text(x, "maxOccurs", most);
    xml_close(x);
}

static void data_set(struct schema *s)
{
    struct xml *x = &s->x;
    bool old = s->rq->version == SDMX_21;
    type_open(s, "DataSetType", s->time_series ? "dsd:TimeSeriesDataSetType" : "dsd:DataSetType");
    element(s, "DataProvider", "common:DataProviderReferenceType", "0", NULL);
    xml_open(x, "xs:choice");
    xml_attr_text(x, "minOccurs", "0");
    if (!old)
        xml_attr_text(x, "maxOccurs", "unbounded");
    if (has_parts(s))
        element(s, "Atts", "AttsType", NULL, NULL);
    if (!s->all_dimensions)
        element(s, "Series", "SeriesType", NULL, old ? "unbounded" : NULL);
    else
        element(s, "Obs", "ObsType", NULL, old ? "unbounded" : NULL);
    xml_close(x);
    type_close(s, LEVEL_DATASET);
}

static void types(struct schema *s)
{
    data_set(s);
    if (has_parts(s)) {
        type_open(s, "AttsType", "dsd:AttsType");
        type_close(s, LEVEL_PART);
    }
    if (!s->all_dimensions) {
        type_open(s, "SeriesType", s->time_series ? "dsd:TimeSeriesType" : "dsd:SeriesType");
        element(s, "Obs", "ObsType", "0", "unbounded");
        type_close(s, LEVEL_SERIES);
    }
    type_open(s, "ObsType", s->time_series ? "dsd:TimeSeriesObsType" : "dsd:ObsType");
    type_close(s, LEVEL_OBSERVATION);
}

static void import(struct schema *s, const char *name, const char *file)
{
    xml_open(&s->x, "xs:import");
    xml_attr_text(&s->x, "namespace", name);
    xml_attr_text(&s->x, "schemaLocation", file);
    xml_close(&s->x);
}

void schema_write(struct buf *out, const struct schema_request *rq)
{
    struct schema s = {.rq = rq};
    struct xml *x = &s.x;
    s.all_dimensions = str_is(rq->at_observation, "AllDimensions");
    const struct component *at = component_find(rq->structure, rq->at_observation);
    s.time_series = rq->version == SDMX_21 && at && at->role == COMP_TIME;
    arena_init(&s.arena, ARENA_CEILING);
    s.common = arena_fmt(&s.arena, "http://www.sdmx.org/resources/sdmxml/schemas/%s/common", versions[rq->version]);
    s.specific = arena_fmt(&s.arena, "http://www.sdmx.org/resources/sdmxml/schemas/%s/data/structurespecific",
                           versions[rq->version]);
    message_urn(&s.text, artefact_reference(rq->flow), rq->version);
    buf_fmt(&s.text, ":ObsLevelDim:%.*s", STR_FMT(rq->at_observation));
    xml_init(x, out);
    xml_open(x, "xs:schema");
    xml_attr_text(x, "xmlns:xs", "http://www.w3.org/2001/XMLSchema");
    xml_attr_text(x, "xmlns:dsd", s.specific);
    xml_attr_text(x, "xmlns:common", s.common);
    xml_attr(x, "xmlns", buf_view(&s.text));
    xml_attr(x, "targetNamespace", buf_view(&s.text));
    xml_attr_text(x, "elementFormDefault", "qualified");
    xml_attr_text(x, "attributeFormDefault", "unqualified");
    import(&s, s.common, "SDMXCommon.xsd");
    import(&s, s.specific, "SDMXDataStructureSpecific.xsd");
    types(&s);
    code_types(&s);
    xml_close(x);
    buf_char(out, '\n');
    buf_release(&s.text);
    arena_release(&s.arena);
}
