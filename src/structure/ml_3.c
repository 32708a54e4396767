/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-ML 3.0 and 3.1: references are URNs. The two differ in what exists of data, which is a
 * DataConstraint with a role in 3.0 and an AvailabilityConstraint without an identity in 3.1. */

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
ITEMS(metadata_providers, "str:MetadataProvider")
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
        ml_urn(w, "str:Structure", a->structure);
}

/* What metadata may be about: all there is of these classes. */
static void targets(struct ml *w, const struct artefact *a)
{
    uint32_t classes = metadata_targets(w->m->all, a);
    if (classes == 0)
        classes = 1u << ART_DATAFLOW;
    for (unsigned c = 0; c < ART_CLASSES; c++)
        if (classes >> c & 1) {
            w->text.len = 0;
            buf_fmt(&w->text, "urn:sdmx:org.sdmx.infomodel.%s.%s=*:*(*)", class_names[c].package,
                    class_names[c].urn);
            ml_text(w, "str:Target", buf_view(&w->text));
        }
}

static void metadataflow(struct ml *w, const struct artefact *a, bool whole)
{
    flow(w, a, whole);
    targets(w, a);
}

static void categorisation(struct ml *w, const struct artefact *a, bool whole)
{
    if (!whole)
        return;
    ml_urn(w, "str:Source", a->structure);
    ml_urn(w, "str:Target", a->other);
}

/* What is mandatory, stubs have as well, here and below. */
static void agreement(struct ml *w, const struct artefact *a, bool whole)
{
    (void)whole;
    ml_urn(w, "str:Dataflow", a->structure);
    ml_urn(w, "str:DataProvider", a->other);
}

static void metadata_agreement(struct ml *w, const struct artefact *a, bool whole)
{
    (void)whole;
    ml_urn(w, "str:Metadataflow", a->structure);
    ml_urn(w, "str:MetadataProvider", a->other);
}

/* -- hierarchies ------------------------------------------------------------------------------- */

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

static void nodes(struct ml *w, const struct artefact *a, const struct nest *in, uint32_t of)
{
    for (uint32_t i = in->first[of]; i; i = in->next[i]) {
        const struct hierarchy_node *node = &a->node[i - 1];
        xml_open(&w->x, "str:HierarchicalCode");
        xml_attr(&w->x, "id", node->id);
        ml_urn(w, "str:Code", node->code);
        nodes(w, a, in, i);
        if (node->level && node->level <= a->nitems)
            ml_text(w, "str:Level", a->item[node->level - 1].id);
        xml_close(&w->x);
    }
}

static void hierarchy_attributes(struct ml *w, const struct artefact *a)
{
    xml_attr_bool(&w->x, "hasFormalLevels", a->nitems > 0);
}

static void hierarchy(struct ml *w, const struct artefact *a, bool whole)
{
    (void)whole;
    struct nest in = nest_nodes(a, &w->arena);
    levels(w, a, 0);
    nodes(w, a, &in, 0);
}

static bool has_nodes(const struct ml *w, const struct artefact *a)
{
    (void)w;
    return a->nnodes > 0;
}

static void hierarchy_association(struct ml *w, const struct artefact *a, bool whole)
{
    (void)whole;
    ml_urn(w, "str:LinkedHierarchy", a->structure);
    ml_urn(w, "str:LinkedObject", a->other);
}

/* -- structures -------------------------------------------------------------------------------- */

static void representation(struct ml *w, const struct component *c)
{
    if (!reference_is(c->codelist) && !text_types[c->text])
        return;
    xml_open(&w->x, "str:LocalRepresentation");
    if (c->multiple && c->role == COMP_ATTRIBUTE)
        xml_attr_text(&w->x, "maxOccurs", "unbounded");
    if (reference_is(c->codelist)) {
        ml_urn(w, "str:Enumeration", c->codelist);
    } else {
        xml_open(&w->x, "str:TextFormat");
        xml_attr_text(&w->x, "textType", text_types[c->text]);
        xml_close(&w->x);
    }
    xml_close(&w->x);
}

static void dimension(struct ml *w, const struct component *c, unsigned position)
{
    bool time = c->role == COMP_TIME;
    xml_open(&w->x, time ? "str:TimeDimension" : "str:Dimension");
    xml_attr(&w->x, "id", c->id);
    if (!time)
        xml_attr_int(&w->x, "position", position);
    ml_urn(w, "str:ConceptIdentity", c->concept);
    representation(w, c);
    xml_close(&w->x);
}

static void relationship(struct ml *w, const struct component *c)
{
    struct xml *x = &w->x;
    xml_open(x, "str:AttributeRelationship");
    if (c->attachment == ATTACH_DIMENSIONS && c->ndimensions) {
        for (unsigned i = 0; i < c->ndimensions; i++)
            ml_text(w, "str:Dimension", c->dimension[i]);
    } else {
        xml_open(x, c->attachment == ATTACH_OBSERVATION ? "str:Observation" : "str:Dataflow");
        xml_close(x);
    }
    xml_close(x);
}

static void component(struct ml *w, const struct component *c)
{
    bool is_attribute = c->role == COMP_ATTRIBUTE;
    xml_open(&w->x, is_attribute ? "str:Attribute" : "str:Measure");
    xml_attr(&w->x, "id", c->id);
    xml_attr_text(&w->x, "usage", c->mandatory ? "mandatory" : "optional");
    ml_urn(w, "str:ConceptIdentity", c->concept);
    representation(w, c);
    if (is_attribute)
        relationship(w, c);
    xml_close(&w->x);
}

static void component_list(struct ml *w, const struct artefact *a, enum component_role role, const char *list,
                           const char *id)
{
    bool open = false;
    for (unsigned i = 0; i < a->ncomponents; i++) {
        if (a->component[i].role != role)
            continue;
        if (!open) {
            xml_open(&w->x, list);
            xml_attr_text(&w->x, "id", id);
            open = true;
        }
        component(w, &a->component[i]);
    }
    if (open)
        xml_close(&w->x);
}

static void data_structure(struct ml *w, const struct artefact *a, bool whole)
{
    unsigned position = 0;
    if (!whole)
        return;
    xml_open(&w->x, "str:DataStructureComponents");
    xml_open(&w->x, "str:DimensionList");
    xml_attr_text(&w->x, "id", "DimensionDescriptor");
    for (unsigned pass = 0; pass < 2; pass++) /* time has to be last */
        for (unsigned i = 0; i < a->ncomponents; i++)
            if (a->component[i].role == (pass ? COMP_TIME : COMP_DIMENSION))
                dimension(w, &a->component[i], ++position);
    xml_close(&w->x);
    component_list(w, a, COMP_ATTRIBUTE, "str:AttributeList", "AttributeDescriptor");
    component_list(w, a, COMP_MEASURE, "str:MeasureList", "MeasureDescriptor");
    xml_close(&w->x);
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
        ml_urn(w, "str:ConceptIdentity", c->concept);
        representation(w, c);
        metadata_attributes(w, a, in, i);
        xml_close(&w->x);
    }
}

static void metadata_structure(struct ml *w, const struct artefact *a, bool whole)
{
    if (!whole || a->ncomponents == 0)
        return;
    struct nest in = nest_components(a, &w->arena);
    xml_open(&w->x, "str:MetadataStructureComponents");
    xml_open(&w->x, "str:MetadataAttributeList");
    xml_attr_text(&w->x, "id", "MetadataAttributeDescriptor");
    metadata_attributes(w, a, &in, 0);
    xml_close(&w->x);
    xml_close(&w->x);
}

/* -- maps -------------------------------------------------------------------------------------- */

static void structure_map(struct ml *w, const struct artefact *a, bool whole)
{
    ml_urn(w, "str:Source", a->map_from);
    ml_urn(w, "str:Target", a->map_to);
    for (unsigned i = 0; whole && i < a->ncomponent_maps; i++) {
        xml_open(&w->x, "str:ComponentMap");
        ml_text(w, "str:Source", a->component_map[i].from);
        ml_text(w, "str:Target", a->component_map[i].to);
        if (reference_is(a->component_map[i].mapping))
            ml_urn(w, "str:RepresentationMap", a->component_map[i].mapping);
        xml_close(&w->x);
    }
}

static void representation_map(struct ml *w, const struct artefact *a, bool whole)
{
    ml_urn(w, "str:SourceCodelist", a->map_from);
    ml_urn(w, "str:TargetCodelist", a->map_to);
    for (uint32_t i = 0; whole && i < a->nmaps; i++) {
        xml_open(&w->x, "str:RepresentationMapping");
        ml_text(w, "str:SourceValue", a->map[i].from);
        if (a->map[i].to.len)
            ml_text(w, "str:TargetValue", a->map[i].to);
        xml_close(&w->x);
    }
}

/* -- constraints ------------------------------------------------------------------------------- */

static bool as_data_constraint(const struct ml *w, const struct artefact *a)
{
    return w->version == SDMX_30 || !a->actual;
}

/* It has no meaning without what it is for, and no provider is that. */
static bool as_availability(const struct ml *w, const struct artefact *a)
{
    return w->version == SDMX_31 && a->actual && a->ntargets && a->target[0].cls != ART_DATA_PROVIDER_SCHEME;
}

static void data_constraint_attributes(struct ml *w, const struct artefact *a)
{
    if (w->version == SDMX_30)
        xml_attr_text(&w->x, "role", a->actual ? "Actual" : "Allowed");
    if (a->valid_from.len)
        xml_attr(&w->x, "validFrom", period_moment(a->valid_from, false, &w->arena));
    if (a->valid_to.len)
        xml_attr(&w->x, "validTo", period_moment(a->valid_to, true, &w->arena));
}

static void availability_attributes(struct ml *w, const struct artefact *a)
{
    if (a->nseries)
        xml_attr_int(&w->x, "seriesCount", (int64_t)a->nseries);
    if (a->nobs)
        xml_attr_int(&w->x, "obsCount", (int64_t)a->nobs);
}

static void attachment(struct ml *w, const struct artefact *a, unsigned most)
{
    const struct reference *v;
    unsigned n = MIN(constraint_targets(&v, a, &w->arena), most);
    if (n == 0)
        return;
    xml_open(&w->x, "str:ConstraintAttachment");
    for (unsigned i = 0; i < n; i++)
        ml_urn(w, v[i].cls == ART_DATA_STRUCTURE ? "str:DataStructure"
                  : v[i].cls == ART_DATAFLOW     ? "str:Dataflow"
                  : v[i].cls == ART_PROVISION_AGREEMENT ? "str:ProvisionAgreement" : "str:DataProvider",
               v[i]);
    xml_close(&w->x);
}

static void region(struct ml *w, const struct artefact *a)
{
    xml_open(&w->x, "str:CubeRegion");
    xml_attr_bool(&w->x, "include", true);
    for (unsigned pass = 0; pass < 2; pass++)
        for (unsigned i = 0; i < a->nregions; i++)
            if (constraint_of_attribute(w->m->all, a, a->region[i].component) == pass)
                ml_region_value(w, &a->region[i], pass);
    xml_close(&w->x);
}

static void data_constraint(struct ml *w, const struct artefact *a, bool whole)
{
    if (!whole)
        return;
    attachment(w, a, UINT32_MAX);
    if (a->nregions)
        region(w, a);
}

static void availability(struct ml *w, const struct artefact *a, bool whole)
{
    (void)whole;
    attachment(w, a, 1);
    region(w, a);
}

/* -- all of them ------------------------------------------------------------------------------- */

static const struct ml_class classes[] = {
    {ART_AGENCY_SCHEME, "str:AgencySchemes", "str:AgencyScheme", NULL, NULL, agencies, false},
    {ART_DATA_PROVIDER_SCHEME, "str:DataProviderSchemes", "str:DataProviderScheme", NULL, NULL, providers, false},
    {ART_DATA_CONSUMER_SCHEME, "str:DataConsumerSchemes", "str:DataConsumerScheme", NULL, NULL, consumers, false},
    {ART_ORGANISATION_UNIT_SCHEME, "str:OrganisationUnitSchemes", "str:OrganisationUnitScheme", NULL, NULL, units,
     false},
    {ART_METADATA_PROVIDER_SCHEME, "str:MetadataProviderSchemes", "str:MetadataProviderScheme", NULL, NULL,
     metadata_providers, false},
    {ART_DATAFLOW, "str:Dataflows", "str:Dataflow", NULL, NULL, flow, false},
    {ART_METADATAFLOW, "str:Metadataflows", "str:Metadataflow", NULL, NULL, metadataflow, false},
    {ART_CATEGORY_SCHEME, "str:CategorySchemes", "str:CategoryScheme", NULL, NULL, categories, false},
    {ART_CATEGORISATION, "str:Categorisations", "str:Categorisation", NULL, NULL, categorisation, false},
    {ART_CODELIST, "str:Codelists", "str:Codelist", NULL, NULL, codes, false},
    {ART_HIERARCHY, "str:Hierarchies", "str:Hierarchy", has_nodes, hierarchy_attributes, hierarchy, false},
    {ART_HIERARCHY_ASSOCIATION, "str:HierarchyAssociations", "str:HierarchyAssociation", NULL, NULL,
     hierarchy_association, false},
    {ART_CONCEPT_SCHEME, "str:ConceptSchemes", "str:ConceptScheme", NULL, NULL, concepts, false},
    {ART_METADATA_STRUCTURE, "str:MetadataStructures", "str:MetadataStructure", NULL, NULL, metadata_structure,
     false},
    {ART_DATA_STRUCTURE, "str:DataStructures", "str:DataStructure", NULL, NULL, data_structure, false},
    {ART_STRUCTURE_MAP, "str:StructureMaps", "str:StructureMap", NULL, NULL, structure_map, false},
    {ART_REPRESENTATION_MAP, "str:RepresentationMaps", "str:RepresentationMap", NULL, NULL, representation_map,
     false},
    {ART_REPORTING_TAXONOMY, "str:ReportingTaxonomies", "str:ReportingTaxonomy", NULL, NULL,
     reporting_categories, false},
    {ART_PROCESS, "str:Processes", "str:Process", NULL, NULL, process_steps, false},
    {ART_CONSTRAINT, "str:DataConstraints", "str:DataConstraint", as_data_constraint, data_constraint_attributes,
     data_constraint, false},
    {ART_CONSTRAINT, "str:AvailabilityConstraints", "str:AvailabilityConstraint", as_availability,
     availability_attributes, availability, true},
    {ART_PROVISION_AGREEMENT, "str:ProvisionAgreements", "str:ProvisionAgreement", NULL, NULL, agreement, false},
    {ART_METADATA_PROVISION_AGREEMENT, "str:MetadataProvisionAgreements", "str:MetadataProvisionAgreement", NULL,
     NULL, metadata_agreement, false},
};

void structure_write_ml_30(struct buf *out, const struct structure_message *m)
{
    ml_write(out, m, SDMX_30, classes, ARRAY_LEN(classes));
}

void structure_write_ml_31(struct buf *out, const struct structure_message *m)
{
    ml_write(out, m, SDMX_31, classes, ARRAY_LEN(classes));
}
