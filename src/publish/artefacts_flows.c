/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A data structure for every table, reported or derived, and a dataflow for each that has figures. */

#include "publish/artefacts_inner.h"

#include "model/formula.h"

static const struct attribute_row {
    const char *id, *codelist;
} attributes[] = {
    {"OBS_STATUS", "CL_OBS_STATUS"}, {"UNIT_MEASURE", "CL_UNIT_MEASURE"}, {"UNIT_MULT", "CL_UNIT_MULT"},
    {"SOURCE", NULL},                {"NOTE_SOURCE", NULL},               {"NOTE_INDICATOR", NULL},
    {"NOTE_CLASSIF", NULL},          {"DECIMALS", "CL_DECIMALS"},
};

static struct component component(struct making *m, enum component_role role, struct str id)
{
    return (struct component){.role = role, .id = id,
                              .concept = refer(m, ART_CONCEPT_SCHEME, CONCEPTS, id)};
}

static void put_components(struct making *m, struct artefact *a, uint16_t indicator)
{
    struct dims dims;
    dims_of(&dims, m->ref, indicator);
    struct component *c = arena_array(m->arena, struct component, dims.n + 2 + ARRAY_LEN(attributes));
    unsigned n = 0;
    for (unsigned d = 0; d < dims.n; d++, n++) {
        c[n] = component(m, COMP_DIMENSION, dims.id[d]);
        c[n].codelist = codelist_of(m, dims.id[d]);
        c[n].mandatory = true;
    }
    c[n] = component(m, COMP_TIME, STR("TIME_PERIOD"));
    c[n].mandatory = true;
    c[n++].text = TEXT_TIME;
    c[n] = component(m, COMP_MEASURE, STR("OBS_VALUE"));
    c[n++].text = TEXT_DOUBLE;
    for (size_t i = 0; i < ARRAY_LEN(attributes); i++, n++) {
        c[n] = component(m, COMP_ATTRIBUTE, str_of(attributes[i].id));
        c[n].attachment = ATTACH_OBSERVATION;
        if (attributes[i].codelist)
            c[n].codelist = refer(m, ART_CODELIST, str_of(attributes[i].codelist), STR(""));
        else
            c[n].text = TEXT_STRING;
    }
    a->component = c;
    a->ncomponents = n;
}

static const char *generation(const struct indicator *in)
{
    return in->generation == GEN_DERIVED ? "derived"
           : in->generation == GEN_FIRST ? "first"
           : in->generation == GEN_BOTH  ? "both"
                                         : "current";
}

/* Which generation of the questionnaire a table is of; of one that is computed, how and after whom. */
static unsigned annotations(struct making *m, const struct annotation **out, uint16_t indicator)
{
    const struct formula *f = formula_of(m->ref, indicator);
    struct annotation *a = arena_array(m->arena, struct annotation, 2);
    a[0] = *annotate(m, "GENERATION", str_of(generation(&m->ref->indicators[indicator])), STR(""));
    if (f)
        a[1] = *annotate(m, "DERIVED", str_of(operation_names[f->operation]), f->reference);
    *out = a;
    return f ? 2 : 1;
}

void make_flows(struct making *m)
{
    for (uint32_t i = 1; i < m->ref->nindicators; i++) {
        const struct indicator *in = &m->ref->indicators[i];
        struct artefact *a = add(m, ART_DATA_STRUCTURE, in->code, STR("")), *flow;
        a->name = named(m, "title", in->code, in->title);
        a->description = named(m, "definition", in->code, in->definition.len ? in->definition : in->title);
        a->nannotations = annotations(m, &a->annotation, (uint16_t)i);
        put_components(m, a, (uint16_t)i);
        if (!m->listed[i])
            continue;
        flow = add(m, ART_DATAFLOW, flow_id(m, (uint16_t)i), STR(""));
        flow->name = a->name;
        flow->description = a->description;
        flow->annotation = a->annotation;
        flow->nannotations = a->nannotations;
        flow->structure = structure_reference(m, (uint16_t)i);
    }
}
