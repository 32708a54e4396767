/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-JSON 2.0 and 2.1: the model of SDMX 3.0 and 3.1. The two differ in what exists of data, which
 * is a data constraint with a role in 2.0 and an availability constraint without an identity in 2.1. */

#include "structure/inner.h"

/* -- schemes of items ------------------------------------------------------------------------- */

#define ITEMS(name, key)                                                \
    static void name(struct js *w, const struct artefact *a, bool whole) \
    {                                                                   \
        if (whole)                                                      \
            js_items(w, a, key);                                        \
    }
ITEMS(agencies, "agencies")
ITEMS(providers, "dataProviders")
ITEMS(consumers, "dataConsumers")
ITEMS(metadata_providers, "metadataProviders")
ITEMS(units, "organisationUnits")
ITEMS(categories, "categories")
ITEMS(codes, "codes")
ITEMS(concepts, "concepts")
ITEMS(reporting_categories, "reportingCategories")
ITEMS(process_steps, "processSteps")
#undef ITEMS

/* -- flows and what hangs on them -------------------------------------------------------------- */

static void flow(struct js *w, const struct artefact *a, bool whole)
{
    if (whole && reference_is(a->structure))
        js_urn(w, "structure", a->structure);
}

/* What metadata may be about: all there is of these classes. */
static void metadataflow(struct js *w, const struct artefact *a, bool whole)
{
    uint32_t classes = metadata_targets(w->m->all, a);
    if (!whole)
        return;
    if (classes == 0)
        classes = 1u << ART_DATAFLOW;
    flow(w, a, whole);
    json_key(&w->j, "targets");
    json_open(&w->j, '[');
    for (unsigned c = 0; c < ART_CLASSES; c++)
        if (classes >> c & 1)
            json_text(&w->j, arena_fmt(&w->arena, "urn:sdmx:org.sdmx.infomodel.%s.%s=*:*(*)",
                                       class_names[c].package, class_names[c].urn));
    json_close(&w->j);
}

static void categorisation(struct js *w, const struct artefact *a, bool whole)
{
    if (!whole)
        return;
    js_urn(w, "source", a->structure);
    js_urn(w, "target", a->other);
}

static void agreement(struct js *w, const struct artefact *a, bool whole)
{
    if (!whole)
        return;
    js_urn(w, "dataflow", a->structure);
    js_urn(w, "dataProvider", a->other);
}

static void metadata_agreement(struct js *w, const struct artefact *a, bool whole)
{
    if (!whole)
        return;
    js_urn(w, "metadataflow", a->structure);
    js_urn(w, "metadataProvider", a->other);
}

/* -- hierarchies ------------------------------------------------------------------------------- */

static void nodes(struct js *w, const struct artefact *a, const struct nest *in, uint32_t of)
{
    if (!in->first[of])
        return;
    json_key(&w->j, "hierarchicalCodes");
    json_open(&w->j, '[');
    for (uint32_t i = in->first[of]; i; i = in->next[i]) {
        const struct hierarchy_node *node = &a->node[i - 1];
        json_open(&w->j, '{');
        json_put(&w->j, "id", node->id);
        js_urn(w, "code", node->code);
        if (node->level && node->level <= a->nitems)
            json_put(&w->j, "level", a->item[node->level - 1].id);
        nodes(w, a, in, i);
        json_close(&w->j);
    }
    json_close(&w->j);
}

static void levels(struct js *w, const struct artefact *a, uint32_t from)
{
    if (from >= a->nitems)
        return;
    const struct item *level = &a->item[from];
    json_key(&w->j, "level");
    json_open(&w->j, '{');
    json_put(&w->j, "id", level->id);
    js_names(w, level->annotation, level->nannotations, &level->name, &level->description, level->id);
    levels(w, a, from + 1);
    json_close(&w->j);
}

static void hierarchy(struct js *w, const struct artefact *a, bool whole)
{
    if (!whole)
        return;
    struct nest in = nest_nodes(a, &w->arena);
    json_put_bool(&w->j, "hasFormalLevels", a->nitems > 0);
    levels(w, a, 0);
    nodes(w, a, &in, 0);
}

static void hierarchy_association(struct js *w, const struct artefact *a, bool whole)
{
    if (!whole)
        return;
    js_urn(w, "linkedHierarchy", a->structure);
    js_urn(w, "linkedObject", a->other);
}

/* -- structures -------------------------------------------------------------------------------- */

static void component_open(struct js *w, const struct component *c)
{
    json_open(&w->j, '{');
    json_put(&w->j, "id", c->id);
    js_urn(w, "conceptIdentity", c->concept);
    js_representation(w, "localRepresentation", c->codelist, c->text, c->multiple && c->role == COMP_ATTRIBUTE);
}

static void dimension_list(struct js *w, const struct artefact *a)
{
    struct json *j = &w->j;
    unsigned position = 0;
    json_key(j, "dimensionList");
    json_open(j, '{');
    json_put(j, "id", STR("DimensionDescriptor"));
    json_key(j, "dimensions");
    json_open(j, '[');
    for (unsigned i = 0; i < a->ncomponents; i++) {
        if (a->component[i].role != COMP_DIMENSION)
            continue;
        component_open(w, &a->component[i]);
        json_put_int(j, "position", position++);
        json_close(j);
    }
    json_close(j);
    for (unsigned i = 0; i < a->ncomponents; i++)
        if (a->component[i].role == COMP_TIME) {
            json_key(j, "timeDimension");
            component_open(w, &a->component[i]);
            json_close(j);
            break;
        }
    json_close(j);
}

static void relationship(struct js *w, const struct component *c)
{
    struct json *j = &w->j;
    json_key(j, "attributeRelationship");
    json_open(j, '{');
    if (c->attachment == ATTACH_DIMENSIONS && c->ndimensions) {
        json_key(j, "dimensions");
        json_open(j, '[');
        for (unsigned i = 0; i < c->ndimensions; i++)
            json_str(j, c->dimension[i]);
        json_close(j);
    } else {
        json_key(j, c->attachment == ATTACH_OBSERVATION ? "observation" : "dataflow");
        json_open(j, '{');
        json_close(j);
    }
    json_close(j);
}

static void component_list(struct js *w, const struct artefact *a, enum component_role role, const char *list,
                           const char *id, const char *key)
{
    struct json *j = &w->j;
    bool open = false;
    for (unsigned i = 0; i < a->ncomponents; i++) {
        const struct component *c = &a->component[i];
        if (c->role != role)
            continue;
        if (!open) {
            json_key(j, list);
            json_open(j, '{');
            json_put(j, "id", str_of(id));
            json_key(j, key);
            json_open(j, '[');
            open = true;
        }
        component_open(w, c);
        json_put(j, "usage", c->mandatory ? STR("mandatory") : STR("optional"));
        if (role == COMP_ATTRIBUTE)
            relationship(w, c);
        json_close(j);
    }
    if (open) {
        json_close(j);
        json_close(j);
    }
}

static void data_structure(struct js *w, const struct artefact *a, bool whole)
{
    if (!whole)
        return;
    json_key(&w->j, "dataStructureComponents");
    json_open(&w->j, '{');
    component_list(w, a, COMP_ATTRIBUTE, "attributeList", "AttributeDescriptor", "attributes");
    dimension_list(w, a);
    component_list(w, a, COMP_MEASURE, "measureList", "MeasureDescriptor", "measures");
    json_close(&w->j);
}

static void metadata_attributes(struct js *w, const struct artefact *a, const struct nest *in, uint32_t of)
{
    struct json *j = &w->j;
    if (!in->first[of])
        return;
    json_key(j, "metadataAttributes");
    json_open(j, '[');
    for (uint32_t i = in->first[of]; i; i = in->next[i]) {
        const struct component *c = &a->component[i - 1];
        component_open(w, c);
        json_put_int(j, "minOccurs", c->mandatory);
        json_key(j, "maxOccurs");
        if (c->multiple)
            json_text(j, "unbounded");
        else
            json_int(j, 1);
        if (c->presentational)
            json_put_bool(j, "isPresentational", true);
        metadata_attributes(w, a, in, i);
        json_close(j);
    }
    json_close(j);
}

static void metadata_structure(struct js *w, const struct artefact *a, bool whole)
{
    if (!whole || a->ncomponents == 0)
        return;
    struct nest in = nest_components(a, &w->arena);
    json_key(&w->j, "metadataStructureComponents");
    json_open(&w->j, '{');
    json_key(&w->j, "metadataAttributeList");
    json_open(&w->j, '{');
    json_put(&w->j, "id", STR("MetadataAttributeDescriptor"));
    metadata_attributes(w, a, &in, 0);
    json_close(&w->j);
    json_close(&w->j);
}

/* -- maps -------------------------------------------------------------------------------------- */

static void only(struct js *w, const char *key, struct str value)
{
    json_key(&w->j, key);
    json_open(&w->j, '[');
    json_str(&w->j, value);
    json_close(&w->j);
}

static void structure_map(struct js *w, const struct artefact *a, bool whole)
{
    struct json *j = &w->j;
    if (!whole)
        return;
    js_urn(w, "source", a->map_from);
    js_urn(w, "target", a->map_to);
    if (a->ncomponent_maps == 0)
        return;
    json_key(j, "componentMaps");
    json_open(j, '[');
    for (unsigned i = 0; i < a->ncomponent_maps; i++) {
        json_open(j, '{');
        only(w, "source", a->component_map[i].from);
        only(w, "target", a->component_map[i].to);
        if (reference_is(a->component_map[i].mapping))
            js_urn(w, "representationMap", a->component_map[i].mapping);
        json_close(j);
    }
    json_close(j);
}

static void map_end(struct js *w, const char *key, struct reference codelist)
{
    json_key(&w->j, key);
    json_open(&w->j, '[');
    json_open(&w->j, '{');
    js_urn(w, "codelist", codelist);
    json_close(&w->j);
    json_close(&w->j);
}

static void representation_map(struct js *w, const struct artefact *a, bool whole)
{
    struct json *j = &w->j;
    if (!whole)
        return;
    map_end(w, "source", a->map_from);
    map_end(w, "target", a->map_to);
    if (a->nmaps == 0)
        return;
    json_key(j, "representationMappings");
    json_open(j, '[');
    for (uint32_t i = 0; i < a->nmaps; i++) {
        json_open(j, '{');
        json_key(j, "sourceValues");
        json_open(j, '[');
        json_open(j, '{');
        json_put(j, "value", a->map[i].from);
        json_close(j);
        json_close(j);
        if (a->map[i].to.len)
            only(w, "targetValues", a->map[i].to);
        json_close(j);
    }
    json_close(j);
}

/* -- constraints ------------------------------------------------------------------------------- */

static bool as_data_constraint(const struct js *w, const struct artefact *a)
{
    return w->version == SDMX_30 || !a->actual;
}

/* It has no meaning without what it is for, and no provider is that. */
static bool as_availability(const struct js *w, const struct artefact *a)
{
    return w->version == SDMX_31 && a->actual && a->ntargets && a->target[0].cls != ART_DATA_PROVIDER_SCHEME;
}

static void data_constraint(struct js *w, const struct artefact *a, bool whole)
{
    struct json *j = &w->j;
    if (w->version == SDMX_30)
        json_put(j, "role", a->actual ? STR("Actual") : STR("Allowed"));
    if (!whole)
        return;
    js_targets(w, a);
    if (a->nregions) {
        json_key(j, "cubeRegions");
        json_open(j, '[');
        js_region(w, a);
        json_close(j);
    }
}

static void availability(struct js *w, const struct artefact *a, bool whole)
{
    struct json *j = &w->j;
    const struct reference *v;
    (void)whole;
    if (constraint_targets(&v, a, &w->arena)) {
        json_key(j, "constraintAttachment");
        json_open(j, '{');
        js_urn(w, v[0].cls == ART_DATAFLOW         ? "dataflow"
                  : v[0].cls == ART_DATA_STRUCTURE ? "dataStructure" : "provisionAgreement", v[0]);
        json_close(j);
    }
    json_key(j, "cubeRegion");
    js_region(w, a);
    if (a->nseries)
        json_put_int(j, "seriesCount", (int64_t)a->nseries);
    if (a->nobs)
        json_put_int(j, "obsCount", (int64_t)a->nobs);
}

/* -- all of them ------------------------------------------------------------------------------- */

static const struct js_class classes[] = {
    {ART_DATA_STRUCTURE, "dataStructures", NULL, data_structure, false},
    {ART_METADATA_STRUCTURE, "metadataStructures", NULL, metadata_structure, false},
    {ART_CATEGORY_SCHEME, "categorySchemes", NULL, categories, false},
    {ART_CONCEPT_SCHEME, "conceptSchemes", NULL, concepts, false},
    {ART_CODELIST, "codelists", NULL, codes, false},
    {ART_HIERARCHY, "hierarchies", NULL, hierarchy, false},
    {ART_HIERARCHY_ASSOCIATION, "hierarchyAssociations", NULL, hierarchy_association, false},
    {ART_AGENCY_SCHEME, "agencySchemes", NULL, agencies, false},
    {ART_DATA_PROVIDER_SCHEME, "dataProviderSchemes", NULL, providers, false},
    {ART_DATA_CONSUMER_SCHEME, "dataConsumerSchemes", NULL, consumers, false},
    {ART_METADATA_PROVIDER_SCHEME, "metadataProviderSchemes", NULL, metadata_providers, false},
    {ART_ORGANISATION_UNIT_SCHEME, "organisationUnitSchemes", NULL, units, false},
    {ART_DATAFLOW, "dataflows", NULL, flow, false},
    {ART_METADATAFLOW, "metadataflows", NULL, metadataflow, false},
    {ART_REPORTING_TAXONOMY, "reportingTaxonomies", NULL, reporting_categories, false},
    {ART_PROVISION_AGREEMENT, "provisionAgreements", NULL, agreement, false},
    {ART_METADATA_PROVISION_AGREEMENT, "metadataProvisionAgreements", NULL, metadata_agreement, false},
    {ART_STRUCTURE_MAP, "structureMaps", NULL, structure_map, false},
    {ART_REPRESENTATION_MAP, "representationMaps", NULL, representation_map, false},
    {ART_PROCESS, "processes", NULL, process_steps, false},
    {ART_CATEGORISATION, "categorisations", NULL, categorisation, false},
    {ART_CONSTRAINT, "dataConstraints", as_data_constraint, data_constraint, false},
    {ART_CONSTRAINT, "availabilityConstraints", as_availability, availability, true},
};

void structure_write_json_20(struct buf *out, const struct structure_message *m)
{
    js_write(out, m, SDMX_30, classes, ARRAY_LEN(classes));
}

void structure_write_json_21(struct buf *out, const struct structure_message *m)
{
    js_write(out, m, SDMX_31, classes, ARRAY_LEN(classes));
}
