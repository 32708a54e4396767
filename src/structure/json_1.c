/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-JSON 1.0: the model of SDMX 2.1, with URNs for references. */

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

static bool categorises_known(const struct js *w, const struct artefact *a)
{
    (void)w;
    return reference_is(a->structure) && class_names[a->structure.cls].urn21;
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
    (void)whole; /* not even a stub may be without them */
    js_urn(w, "structureUsage", a->structure);
    js_urn(w, "dataProvider", a->other);
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
            js_urn_inside(w, "level", "codelist.Level", a,
                          str_of(arena_fmt(&w->arena, "%.*s.%.*s", STR_FMT(a->id),
                                           STR_FMT(a->item[node->level - 1].id))));
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
    static const struct said nothing = {0};
    struct json *j = &w->j;
    if (!whole || a->nnodes == 0)
        return;
    struct nest in = nest_nodes(a, &w->arena);
    json_key(j, "hierarchies");
    json_open(j, '[');
    json_open(j, '{');
    json_put(j, "id", a->id);
    js_names(w, NULL, 0, &a->name, &nothing, a->id);
    json_put_bool(j, "leveled", a->nitems > 0);
    nodes(w, a, &in, 0);
    levels(w, a, 0);
    json_close(j);
    json_close(j);
}

/* -- structures -------------------------------------------------------------------------------- */

static void component_open(struct js *w, const struct component *c)
{
    json_open(&w->j, '{');
    json_put(&w->j, "id", c->id);
    js_urn(w, "conceptIdentity", c->concept);
    js_representation(w, "localRepresentation", c->codelist, c->text, false);
}

static void dimensions(struct js *w, const struct artefact *a, enum component_role role, const char *key)
{
    bool open = false;
    unsigned position = 0;
    for (unsigned i = 0; i < a->ncomponents; i++) {
        const struct component *c = &a->component[i];
        bool is_dimension = c->role == COMP_DIMENSION || c->role == COMP_TIME;
        position += is_dimension;
        if (c->role != role)
            continue;
        if (!open) {
            json_key(&w->j, key);
            json_open(&w->j, '[');
            open = true;
        }
        component_open(w, c);
        json_put_int(&w->j, "position", position - 1);
        json_put(&w->j, "type", role == COMP_TIME ? STR("TimeDimension") : STR("Dimension"));
        json_close(&w->j);
    }
    if (open)
        json_close(&w->j);
}

static void attribute(struct js *w, const struct component *c)
{
    struct json *j = &w->j;
    component_open(w, c);
    json_put(j, "assignmentStatus", c->mandatory ? STR("Mandatory") : STR("Conditional"));
    json_key(j, "attributeRelationship");
    json_open(j, '{');
    if (c->attachment == ATTACH_OBSERVATION) {
        json_put(j, "primaryMeasure", STR("OBS_VALUE"));
    } else if (c->attachment == ATTACH_DIMENSIONS && c->ndimensions) {
        json_key(j, "dimensions");
        json_open(j, '[');
        for (unsigned i = 0; i < c->ndimensions; i++)
            json_str(j, c->dimension[i]);
        json_close(j);
    } else {
        json_key(j, "none");
        json_open(j, '{');
        json_close(j);
    }
    json_close(j);
    json_close(j);
}

static void attributes(struct js *w, const struct artefact *a)
{
    struct json *j = &w->j;
    bool open = false;
    for (unsigned i = 0; i < a->ncomponents; i++) {
        if (a->component[i].role != COMP_ATTRIBUTE)
            continue;
        if (!open) {
            json_key(j, "attributeList");
            json_open(j, '{');
            json_put(j, "id", STR("AttributeDescriptor"));
            json_key(j, "attributes");
            json_open(j, '[');
            open = true;
        }
        attribute(w, &a->component[i]);
    }
    if (open) {
        json_close(j);
        json_close(j);
    }
}

static void measure(struct js *w, const struct artefact *a)
{
    for (unsigned i = 0; i < a->ncomponents; i++) {
        struct component c = a->component[i];
        if (c.role != COMP_MEASURE)
            continue;
        c.id = STR("OBS_VALUE"); /* this version has room for one, which is called so */
        json_key(&w->j, "measureList");
        json_open(&w->j, '{');
        json_put(&w->j, "id", STR("MeasureDescriptor"));
        json_key(&w->j, "primaryMeasure");
        component_open(w, &c);
        json_close(&w->j);
        json_close(&w->j);
        return;
    }
}

static void data_structure(struct js *w, const struct artefact *a, bool whole)
{
    struct json *j = &w->j;
    if (!whole)
        return;
    json_key(j, "dataStructureComponents");
    json_open(j, '{');
    attributes(w, a);
    json_key(j, "dimensionList");
    json_open(j, '{');
    json_put(j, "id", STR("DimensionDescriptor"));
    dimensions(w, a, COMP_DIMENSION, "dimensions");
    dimensions(w, a, COMP_TIME, "timeDimensions");
    json_close(j);
    measure(w, a);
    json_close(j);
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

static void target(struct js *w, const char *id, const char *class_name)
{
    struct json *j = &w->j;
    json_open(j, '{');
    json_put(j, "id", str_of(id));
    json_put(j, "objectType", str_of(class_name));
    json_key(j, "localRepresentation");
    json_open(j, '{');
    json_key(j, "textFormat");
    json_open(j, '{');
    json_put(j, "textType", STR("IdentifiableReference"));
    json_close(j);
    json_close(j);
    json_close(j);
}

static void metadata_target(struct js *w, const struct artefact *a)
{
    struct json *j = &w->j;
    uint32_t classes = metadata_targets(w->m->all, a);
    bool any = false;
    json_key(j, "metadataTargets");
    json_open(j, '[');
    json_open(j, '{');
    json_put(j, "id", STR(METADATA_TARGET));
    json_key(j, "identifiableObjectTargets");
    json_open(j, '[');
    for (unsigned c = 0; c < ART_CLASSES; c++)
        if (classes >> c & 1 && class_names[c].urn21) {
            target(w, class_names[c].urn21, class_names[c].urn21);
            any = true;
        }
    if (!any)
        target(w, "OBJECT", "Any");
    json_close(j);
    json_close(j);
    json_close(j);
}

static void metadata_structure(struct js *w, const struct artefact *a, bool whole)
{
    struct json *j = &w->j;
    if (!whole || a->ncomponents == 0)
        return;
    struct nest in = nest_components(a, &w->arena);
    json_key(j, "metadataStructureComponents");
    json_open(j, '{');
    metadata_target(w, a);
    json_key(j, "reportStructures");
    json_open(j, '[');
    json_open(j, '{');
    json_put(j, "id", STR(METADATA_REPORT));
    metadata_attributes(w, a, &in, 0);
    json_key(j, "metadataTargets");
    json_open(j, '[');
    js_urn_inside(w, NULL, "metadatastructure.MetadataTarget", a, STR(METADATA_TARGET));
    json_close(j);
    json_close(j);
    json_close(j);
    json_close(j);
}

/* -- maps -------------------------------------------------------------------------------------- */

static void code(struct js *w, const char *key, struct reference codelist, struct str id)
{
    codelist.item = id;
    js_urn(w, key, codelist);
}

static void codelist_map(struct js *w, const struct artefact *a)
{
    struct json *j = &w->j;
    json_open(j, '{');
    json_put(j, "id", a->id);
    js_names(w, a->annotation, a->nannotations, &a->name, &a->description, a->id);
    js_urn(w, "source", a->map_from);
    js_urn(w, "target", a->map_to);
    json_key(j, "codeMaps");
    json_open(j, '[');
    for (uint32_t i = 0; i < a->nmaps; i++) {
        if (!a->map[i].from.len || !a->map[i].to.len)
            continue;
        json_open(j, '{');
        code(w, "source", a->map_from, a->map[i].from);
        code(w, "target", a->map_to, a->map[i].to);
        json_close(j);
    }
    json_close(j);
    json_close(j);
}

/* One that maps at least something. */
static const struct artefact *map_of(const struct js *w, const struct component_map *c)
{
    const struct artefact *map = reference_is(c->mapping) ? artefacts_find(w->m->all, c->mapping) : NULL;
    for (uint32_t i = 0; map && i < map->nmaps; i++)
        if (map->map[i].from.len && map->map[i].to.len)
            return map;
    return NULL;
}

static void codelist_maps(struct js *w, const struct artefact *a)
{
    bool open = false;
    for (unsigned i = 0; i < a->ncomponent_maps; i++) {
        const struct artefact *map = map_of(w, &a->component_map[i]);
        for (unsigned k = 0; k < i && map; k++)
            if (map_of(w, &a->component_map[k]) == map)
                map = NULL;
        if (!map)
            continue;
        if (!open) {
            json_key(&w->j, "codelistMaps");
            json_open(&w->j, '[');
            open = true;
        }
        codelist_map(w, map);
    }
    if (open)
        json_close(&w->j);
}

static void component(struct js *w, const char *key, struct reference structure, struct str id)
{
    static const char *const kinds[] = {[COMP_DIMENSION] = "datastructure.Dimension",
                                        [COMP_TIME] = "datastructure.TimeDimension",
                                        [COMP_MEASURE] = "datastructure.PrimaryMeasure",
                                        [COMP_ATTRIBUTE] = "datastructure.DataAttribute",
                                        [COMP_METADATA] = "metadatastructure.MetadataAttribute"};
    const struct artefact *s = message_structure(w->m->all, structure);
    const struct component *c = component_find(s, id);
    struct artefact of = {.agency = structure.agency, .id = structure.id, .version = structure.version};
    js_urn_inside(w, key, kinds[c ? c->role : COMP_DIMENSION], s ? s : &of, id);
}

static void structure_map(struct js *w, const struct artefact *a, bool whole)
{
    static const struct said nothing = {0};
    struct json *j = &w->j;
    if (!whole || a->ncomponent_maps == 0)
        return;
    codelist_maps(w, a);
    json_key(j, "structureMaps");
    json_open(j, '[');
    json_open(j, '{');
    json_put(j, "id", a->id);
    js_names(w, NULL, 0, &a->name, &nothing, a->id);
    js_urn(w, "source", a->map_from);
    js_urn(w, "target", a->map_to);
    json_key(j, "componentMaps");
    json_open(j, '[');
    for (unsigned i = 0; i < a->ncomponent_maps; i++) {
        const struct component_map *c = &a->component_map[i];
        json_open(j, '{');
        component(w, "source", a->map_from, c->from);
        component(w, "target", a->map_to, c->to);
        if (map_of(w, c)) {
            json_key(j, "representationMapping");
            json_open(j, '{');
            js_urn_inside(w, "codelistMap", "mapping.CodelistMap", a, c->mapping.id);
            json_close(j);
        }
        json_close(j);
    }
    json_close(j);
    json_close(j);
    json_close(j);
}

/* -- constraints ------------------------------------------------------------------------------- */

static void constraint(struct js *w, const struct artefact *a, bool whole)
{
    struct json *j = &w->j;
    json_put(j, "type", a->actual ? STR("Actual") : STR("Allowed"));
    if (!whole)
        return;
    js_targets(w, a);
    if (a->nregions) {
        json_key(j, "cubeRegions");
        json_open(j, '[');
        js_region(w, a);
        json_close(j);
    }
    if (a->valid_from.len && a->valid_to.len) {
        json_key(j, "referencePeriod");
        json_open(j, '{');
        json_put(j, "startTime", period_moment(a->valid_from, false, &w->arena));
        json_put(j, "endTime", period_moment(a->valid_to, true, &w->arena));
        json_close(j);
    }
}

/* -- all of them ------------------------------------------------------------------------------- */

static const struct js_class classes[] = {
    {ART_DATA_STRUCTURE, "dataStructures", NULL, data_structure, false},
    {ART_METADATA_STRUCTURE, "metadataStructures", NULL, metadata_structure, false},
    {ART_CATEGORY_SCHEME, "categorySchemes", NULL, categories, false},
    {ART_CONCEPT_SCHEME, "conceptSchemes", NULL, concepts, false},
    {ART_CODELIST, "codelists", NULL, codes, false},
    {ART_HIERARCHY, "hierarchicalCodelists", NULL, hierarchy, false},
    {ART_AGENCY_SCHEME, "agencySchemes", NULL, agencies, false},
    {ART_DATA_PROVIDER_SCHEME, "dataProviderSchemes", NULL, providers, false},
    {ART_DATA_CONSUMER_SCHEME, "dataConsumerSchemes", NULL, consumers, false},
    {ART_ORGANISATION_UNIT_SCHEME, "organisationUnitSchemes", NULL, units, false},
    {ART_DATAFLOW, "dataflows", NULL, flow, false},
    {ART_METADATAFLOW, "metadataflows", NULL, flow, false},
    {ART_REPORTING_TAXONOMY, "reportingTaxonomies", NULL, reporting_categories, false},
    {ART_PROVISION_AGREEMENT, "provisionAgreements", NULL, agreement, false},
    {ART_STRUCTURE_MAP, "structureSets", NULL, structure_map, false},
    {ART_PROCESS, "processes", NULL, process_steps, false},
    {ART_CATEGORISATION, "categorisations", categorises_known, categorisation, false},
    {ART_CONSTRAINT, "contentConstraints", NULL, constraint, false},
};

void structure_write_json_10(struct buf *out, const struct structure_message *m)
{
    js_write(out, m, SDMX_21, classes, ARRAY_LEN(classes));
}
