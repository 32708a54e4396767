/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-ML 2.1: references are elements with attributes; hierarchies and maps stand in containers that
 * later versions no longer have. */

#include "structure/inner.h"

/* -- schemes of items ------------------------------------------------------------------------- */

#define ITEMS(name, element)                                            \
    static void name(struct ml *w, const struct artefact *a, bool whole) \
    {                                                                   \
        if (whole)                                                      \
            ml_items(w, a, element);                                    \
    }
ITEMS(agencies, "str:Agency")
ITEMS(providers, "str:DataProvider")
ITEMS(consumers, "str:DataConsumer")
ITEMS(units, "str:OrganisationUnit")
ITEMS(categories, "str:Category")
ITEMS(codes, "str:Code")
ITEMS(concepts, "str:Concept")
ITEMS(reporting_categories, "str:ReportingCategory")
ITEMS(process_steps, "str:ProcessStep")
#undef ITEMS

/* -- flows and what hangs on them -------------------------------------------------------------- */

static void flow(struct ml *w, const struct artefact *a, bool whole)
{
    if (whole && reference_is(a->structure))
        ml_ref(w, "str:Structure", a->structure);
}

static void categorisation(struct ml *w, const struct artefact *a, bool whole)
{
    if (!whole)
        return;
    ml_ref(w, "str:Source", a->structure);
    ml_ref(w, "str:Target", a->other);
}

static bool categorises_known(const struct ml *w, const struct artefact *a)
{
    (void)w;
    return reference_is(a->structure) && class_names[a->structure.cls].urn21;
}

static void agreement(struct ml *w, const struct artefact *a, bool whole)
{
    (void)whole; /* not even a stub may be without them */
    ml_ref(w, "str:StructureUsage", a->structure);
    ml_ref(w, "str:DataProvider", a->other);
}

/* -- hierarchies ------------------------------------------------------------------------------- */

/* Each once, in order; there are few. */
static void included_codelists(struct ml *w, const struct artefact *a)
{
    for (uint32_t i = 0; i < a->nnodes; i++) {
        struct reference r = a->node[i].code;
        bool known = false;
        for (uint32_t k = 0; k < i && !known; k++)
            known = str_eq(a->node[k].code.id, r.id) && str_eq(a->node[k].code.agency, r.agency) &&
                    str_eq(a->node[k].code.version, r.version);
        r.item = STR("");
        if (!known)
            ml_ref_as(w, "str:IncludedCodelist", r.id, r);
    }
}

static void nodes(struct ml *w, const struct artefact *a, const struct nest *in, uint32_t of)
{
    for (uint32_t i = in->first[of]; i; i = in->next[i]) {
        const struct hierarchy_node *node = &a->node[i - 1];
        xml_open(&w->x, "str:HierarchicalCode");
        xml_attr(&w->x, "id", node->id);
        ml_ref(w, "str:Code", node->code);
        nodes(w, a, in, i);
        if (node->level && node->level <= a->nitems)
            ml_ref_local(w, "str:Level", a->item[node->level - 1].id);
        xml_close(&w->x);
    }
}

static void levels(struct ml *w, const struct artefact *a, uint32_t from)
{
    if (from >= a->nitems)
        return;
    const struct item *level = &a->item[from];
    xml_open(&w->x, "str:Level");
    xml_attr(&w->x, "id", level->id);
    ml_names(w, level->annotation, level->nannotations, &level->name, &level->description, level->id);
    levels(w, a, from + 1);
    xml_close(&w->x);
}

static void hierarchy(struct ml *w, const struct artefact *a, bool whole)
{
    static const struct said nothing = {0};
    if (!whole || a->nnodes == 0)
        return;
    struct nest in = nest_nodes(a, &w->arena);
    included_codelists(w, a);
    xml_open(&w->x, "str:Hierarchy");
    xml_attr(&w->x, "id", a->id);
    xml_attr_bool(&w->x, "leveled", a->nitems > 0);
    ml_names(w, NULL, 0, &a->name, &nothing, a->id);
    nodes(w, a, &in, 0);
    levels(w, a, 0);
    xml_close(&w->x);
}

/* -- structures -------------------------------------------------------------------------------- */

static void representation(struct ml *w, const struct component *c)
{
    if (!reference_is(c->codelist) && !text_types[c->text])
        return;
    xml_open(&w->x, "str:LocalRepresentation");
    if (reference_is(c->codelist)) {
        ml_ref(w, "str:Enumeration", c->codelist);
    } else {
        xml_open(&w->x, "str:TextFormat");
        xml_attr_text(&w->x, "textType", text_types[c->text]);
        xml_close(&w->x);
    }
    xml_close(&w->x);
}

static void dimension(struct ml *w, const struct component *c, unsigned position)
{
    xml_open(&w->x, c->role == COMP_TIME ? "str:TimeDimension" : "str:Dimension");
    xml_attr(&w->x, "id", c->id);
    xml_attr_int(&w->x, "position", position);
    ml_ref(w, "str:ConceptIdentity", c->concept);
    representation(w, c);
    xml_close(&w->x);
}

static void attribute(struct ml *w, const struct component *c)
{
    struct xml *x = &w->x;
    xml_open(x, "str:Attribute");
    xml_attr(x, "id", c->id);
    xml_attr_text(x, "assignmentStatus", c->mandatory ? "Mandatory" : "Conditional");
    ml_ref(w, "str:ConceptIdentity", c->concept);
    representation(w, c);
    xml_open(x, "str:AttributeRelationship");
    if (c->attachment == ATTACH_OBSERVATION) {
        ml_ref_local(w, "str:PrimaryMeasure", STR("OBS_VALUE"));
    } else if (c->attachment == ATTACH_DIMENSIONS && c->ndimensions) {
        for (unsigned i = 0; i < c->ndimensions; i++)
            ml_ref_local(w, "str:Dimension", c->dimension[i]);
    } else {
        xml_open(x, "str:None");
        xml_close(x);
    }
    xml_close(x);
    xml_close(x);
}

static void measure(struct ml *w, const struct artefact *a)
{
    const struct component *first = NULL; /* this version has room for one */
    for (unsigned i = 0; i < a->ncomponents && !first; i++)
        if (a->component[i].role == COMP_MEASURE)
            first = &a->component[i];
    if (!first)
        return;
    xml_open(&w->x, "str:MeasureList");
    xml_attr_text(&w->x, "id", "MeasureDescriptor");
    xml_open(&w->x, "str:PrimaryMeasure");
    xml_attr_text(&w->x, "id", "OBS_VALUE");
    ml_ref(w, "str:ConceptIdentity", first->concept);
    representation(w, first);
    xml_close(&w->x);
    xml_close(&w->x);
}

static void data_structure(struct ml *w, const struct artefact *a, bool whole)
{
    struct xml *x = &w->x;
    unsigned position = 0, nattributes = 0;
    if (!whole)
        return;
    xml_open(x, "str:DataStructureComponents");
    xml_open(x, "str:DimensionList");
    xml_attr_text(x, "id", "DimensionDescriptor");
    for (unsigned i = 0; i < a->ncomponents; i++) {
        nattributes += a->component[i].role == COMP_ATTRIBUTE;
        if (a->component[i].role == COMP_DIMENSION || a->component[i].role == COMP_TIME)
            dimension(w, &a->component[i], ++position);
    }
    xml_close(x);
    if (nattributes) {
        xml_open(x, "str:AttributeList");
        xml_attr_text(x, "id", "AttributeDescriptor");
        for (unsigned i = 0; i < a->ncomponents; i++)
            if (a->component[i].role == COMP_ATTRIBUTE)
                attribute(w, &a->component[i]);
        xml_close(x);
    }
    measure(w, a);
    xml_close(x);
}

static void metadata_attributes(struct ml *w, const struct artefact *a, const struct nest *in, uint32_t of)
{
    for (uint32_t i = in->first[of]; i; i = in->next[i]) {
        const struct component *c = &a->component[i - 1];
        xml_open(&w->x, "str:MetadataAttribute");
        xml_attr(&w->x, "id", c->id);
        xml_attr_int(&w->x, "minOccurs", c->mandatory);
        xml_attr_text(&w->x, "maxOccurs", c->multiple ? "unbounded" : "1");
        if (c->presentational)
            xml_attr_bool(&w->x, "isPresentational", true);
        ml_ref(w, "str:ConceptIdentity", c->concept);
        representation(w, c);
        metadata_attributes(w, a, in, i);
        xml_close(&w->x);
    }
}

static void target(struct ml *w, const char *id, const char *class_name)
{
    struct xml *x = &w->x;
    xml_open(x, "str:IdentifiableObjectTarget");
    xml_attr_text(x, "id", id);
    xml_attr_text(x, "objectType", class_name);
    xml_open(x, "str:LocalRepresentation");
    xml_open(x, "str:TextFormat");
    xml_attr_text(x, "textType", "IdentifiableReference");
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

static void metadata_structure(struct ml *w, const struct artefact *a, bool whole)
{
    struct xml *x = &w->x;
    if (!whole || a->ncomponents == 0)
        return;
    struct nest in = nest_components(a, &w->arena);
    uint32_t classes = metadata_targets(w->m->all, a);
    bool any = false;
    xml_open(x, "str:MetadataStructureComponents");
    xml_open(x, "str:MetadataTarget");
    xml_attr_text(x, "id", METADATA_TARGET);
    for (unsigned c = 0; c < ART_CLASSES; c++)
        if (classes >> c & 1 && class_names[c].urn21) {
            target(w, class_names[c].urn21, class_names[c].urn21);
            any = true;
        }
    if (!any)
        target(w, "OBJECT", "Any");
    xml_close(x);
    xml_open(x, "str:ReportStructure");
    xml_attr_text(x, "id", METADATA_REPORT);
    metadata_attributes(w, a, &in, 0);
    ml_ref_local(w, "str:MetadataTarget", STR(METADATA_TARGET));
    xml_close(x);
    xml_close(x);
}

/* -- maps -------------------------------------------------------------------------------------- */

/* One that maps at least something. */
static const struct artefact *map_of(const struct ml *w, const struct component_map *c)
{
    const struct artefact *map = reference_is(c->mapping) ? artefacts_find(w->m->all, c->mapping) : NULL;
    for (uint32_t i = 0; map && i < map->nmaps; i++)
        if (map->map[i].from.len && map->map[i].to.len)
            return map;
    return NULL;
}

static void codelist_map(struct ml *w, const struct artefact *a)
{
    struct xml *x = &w->x;
    xml_open(x, "str:CodelistMap");
    xml_attr(x, "id", a->id);
    ml_names(w, a->annotation, a->nannotations, &a->name, &a->description, a->id);
    ml_ref(w, "str:Source", a->map_from);
    ml_ref(w, "str:Target", a->map_to);
    for (uint32_t i = 0; i < a->nmaps; i++) {
        if (!a->map[i].from.len || !a->map[i].to.len)
            continue;
        xml_open(x, "str:CodeMap");
        ml_ref_local(w, "str:Source", a->map[i].from);
        ml_ref_local(w, "str:Target", a->map[i].to);
        xml_close(x);
    }
    xml_close(x);
}

static void component(struct ml *w, const char *element, struct reference structure, struct str id)
{
    static const struct {
        const char *list, *class_name;
    } kinds[] = {[COMP_DIMENSION] = {"DimensionDescriptor", "Dimension"},
                 [COMP_TIME] = {"DimensionDescriptor", "TimeDimension"},
                 [COMP_MEASURE] = {"MeasureDescriptor", "PrimaryMeasure"},
                 [COMP_ATTRIBUTE] = {"AttributeDescriptor", "Attribute"},
                 [COMP_METADATA] = {METADATA_REPORT, "MetadataAttribute"}};
    const struct component *c = component_find(message_structure(w->m->all, structure), id);
    enum component_role role = c ? c->role : COMP_DIMENSION;
    xml_open(&w->x, element);
    xml_open(&w->x, "Ref");
    xml_attr(&w->x, "id", id);
    xml_attr_text(&w->x, "containerID", kinds[role].list);
    xml_attr_text(&w->x, "package", role == COMP_METADATA ? "metadatastructure" : "datastructure");
    xml_attr_text(&w->x, "class", kinds[role].class_name);
    xml_close(&w->x);
    xml_close(&w->x);
}

static void structure_map(struct ml *w, const struct artefact *a, bool whole)
{
    static const struct said nothing = {0};
    struct xml *x = &w->x;
    if (!whole || a->ncomponent_maps == 0)
        return;
    for (unsigned i = 0; i < a->ncomponent_maps; i++) {
        const struct artefact *map = map_of(w, &a->component_map[i]);
        for (unsigned k = 0; k < i && map; k++)
            if (map_of(w, &a->component_map[k]) == map)
                map = NULL;
        if (map)
            codelist_map(w, map);
    }
    xml_open(x, "str:StructureMap");
    xml_attr(x, "id", a->id);
    ml_names(w, NULL, 0, &a->name, &nothing, a->id);
    ml_ref(w, "str:Source", a->map_from);
    ml_ref(w, "str:Target", a->map_to);
    for (unsigned i = 0; i < a->ncomponent_maps; i++) {
        const struct component_map *c = &a->component_map[i];
        xml_open(x, "str:ComponentMap");
        component(w, "str:Source", a->map_from, c->from);
        component(w, "str:Target", a->map_to, c->to);
        if (map_of(w, c)) {
            xml_open(x, "str:RepresentationMapping");
            ml_ref_local(w, "str:CodelistMap", c->mapping.id);
            xml_close(x);
        }
        xml_close(x);
    }
    xml_close(x);
}

/* -- constraints ------------------------------------------------------------------------------- */

static void constraint_attributes(struct ml *w, const struct artefact *a)
{
    xml_attr_text(&w->x, "type", a->actual ? "Actual" : "Allowed");
}

static void attachment(struct ml *w, const struct artefact *a)
{
    const struct reference *v;
    unsigned n = constraint_targets(&v, a, &w->arena);
    if (n == 0)
        return;
    xml_open(&w->x, "str:ConstraintAttachment");
    for (unsigned i = 0; i < n; i++)
        ml_ref(w, v[i].cls == ART_DATA_STRUCTURE ? "str:DataStructure"
                  : v[i].cls == ART_DATAFLOW     ? "str:Dataflow"
                  : v[i].cls == ART_PROVISION_AGREEMENT ? "str:ProvisionAgreement" : "str:DataProvider",
               v[i]);
    xml_close(&w->x);
}

static void constraint(struct ml *w, const struct artefact *a, bool whole)
{
    if (!whole)
        return;
    attachment(w, a);
    if (a->nregions) {
        xml_open(&w->x, "str:CubeRegion");
        xml_attr_bool(&w->x, "include", true);
        for (unsigned pass = 0; pass < 2; pass++)
            for (unsigned i = 0; i < a->nregions; i++)
                if (constraint_of_attribute(w->m->all, a, a->region[i].component) == pass)
                    ml_region_value(w, &a->region[i], pass);
        xml_close(&w->x);
    }
    if (a->valid_from.len && a->valid_to.len) {
        xml_open(&w->x, "str:ReferencePeriod");
        xml_attr(&w->x, "startTime", period_moment(a->valid_from, false, &w->arena));
        xml_attr(&w->x, "endTime", period_moment(a->valid_to, true, &w->arena));
        xml_close(&w->x);
    }
}

/* -- all of them ------------------------------------------------------------------------------- */

static const struct ml_class classes[] = {
    {ART_AGENCY_SCHEME, "str:OrganisationSchemes", "str:AgencyScheme", NULL, NULL, agencies, false},
    {ART_DATA_PROVIDER_SCHEME, "str:OrganisationSchemes", "str:DataProviderScheme", NULL, NULL, providers, false},
    {ART_DATA_CONSUMER_SCHEME, "str:OrganisationSchemes", "str:DataConsumerScheme", NULL, NULL, consumers, false},
    {ART_ORGANISATION_UNIT_SCHEME, "str:OrganisationSchemes", "str:OrganisationUnitScheme", NULL, NULL, units,
     false},
    {ART_DATAFLOW, "str:Dataflows", "str:Dataflow", NULL, NULL, flow, false},
    {ART_METADATAFLOW, "str:Metadataflows", "str:Metadataflow", NULL, NULL, flow, false},
    {ART_CATEGORY_SCHEME, "str:CategorySchemes", "str:CategoryScheme", NULL, NULL, categories, false},
    {ART_CATEGORISATION, "str:Categorisations", "str:Categorisation", categorises_known, NULL, categorisation,
     false},
    {ART_CODELIST, "str:Codelists", "str:Codelist", NULL, NULL, codes, false},
    {ART_HIERARCHY, "str:HierarchicalCodelists", "str:HierarchicalCodelist", NULL, NULL, hierarchy, false},
    {ART_CONCEPT_SCHEME, "str:Concepts", "str:ConceptScheme", NULL, NULL, concepts, false},
    {ART_METADATA_STRUCTURE, "str:MetadataStructures", "str:MetadataStructure", NULL, NULL, metadata_structure,
     false},
    {ART_DATA_STRUCTURE, "str:DataStructures", "str:DataStructure", NULL, NULL, data_structure, false},
    {ART_STRUCTURE_MAP, "str:StructureSets", "str:StructureSet", NULL, NULL, structure_map, false},
    {ART_REPORTING_TAXONOMY, "str:ReportingTaxonomies", "str:ReportingTaxonomy", NULL, NULL,
     reporting_categories, false},
    {ART_PROCESS, "str:Processes", "str:Process", NULL, NULL, process_steps, false},
    {ART_CONSTRAINT, "str:Constraints", "str:ContentConstraint", NULL, constraint_attributes, constraint, false},
    {ART_PROVISION_AGREEMENT, "str:ProvisionAgreements", "str:ProvisionAgreement", NULL, NULL, agreement, false},
};

void structure_write_ml_21(struct buf *out, const struct structure_message *m)
{
    ml_write(out, m, SDMX_21, classes, ARRAY_LEN(classes));
}
