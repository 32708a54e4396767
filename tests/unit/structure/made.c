/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "made.h"

#include "test.h"

#include <stdio.h>
#include <unistd.h>

#define AG STR("ILO")
#define V1 STR("1.0.0")

static const struct tongue title[] = {{{"en", 2}, {"Title & <more>", 14}}, {{"fr", 2}, {"Titre", 5}}};
static const struct tongue about[] = {{{"en", 2}, {"What it is", 10}}};
#define NAME {title, 2}
#define ABOUT {about, 1}

static const struct annotation notes[] = {
    {STR("ORDER"), STR("7"), STR("ORDER"), STR("https://example.org/a?b=1&c=2"), ABOUT}};

static struct reference ref(enum artefact_class cls, const char *id, const char *item)
{
    return (struct reference){cls, AG, str_of(id), V1, str_of(item)};
}

static struct artefact *add(struct made *m, enum artefact_class cls, const char *id)
{
    struct artefact *a = artefacts_add(&m->all, cls, AG, str_of(id), V1);
    a->name = (struct said)NAME;
    a->description = (struct said)ABOUT;
    a->annotation = notes;
    a->nannotations = 1;
    return a;
}

static void add_schemes(struct made *m)
{
    static const struct item plain[] = {{STR("A"), NAME, ABOUT, 0, {0}, notes, 1}, {.id = STR("B"), .name = NAME}};
    static const struct item tree[] = {
        {.id = STR("A"), .name = NAME}, {.id = STR("B"), .name = NAME, .parent = 1}, {.id = STR("C"), .name = NAME},
        {.id = STR("D"), .name = NAME, .parent = 2}, {.id = STR("E"), .name = NAME, .parent = 1}};
    static const struct {
        enum artefact_class cls;
        const char *id;
        bool tree;
    } schemes[] = {{ART_AGENCY_SCHEME, "AGENCIES", false},
                   {ART_DATA_PROVIDER_SCHEME, "DATA_PROVIDERS", false},
                   {ART_DATA_CONSUMER_SCHEME, "DATA_CONSUMERS", false},
                   {ART_METADATA_PROVIDER_SCHEME, "METADATA_PROVIDERS", false},
                   {ART_ORGANISATION_UNIT_SCHEME, "UNITS", true},
                   {ART_CATEGORY_SCHEME, "CAT", true},
                   {ART_CODELIST, "CL_A", true},
                   {ART_CODELIST, "CL_B", false},
                   {ART_CODELIST, "CL_EMPTY", false},
                   {ART_REPORTING_TAXONOMY, "TAX", true},
                   {ART_PROCESS, "PROC", true}};
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
        struct artefact *a = add(m, schemes[i].cls, schemes[i].id);
        a->item = schemes[i].tree ? tree : plain;
        a->nitems = schemes[i].tree ? ARRAY_LEN(tree) : ARRAY_LEN(plain);
        a->is_partial = schemes[i].cls == ART_CODELIST && schemes[i].tree;
        if (str_is(a->id, "CL_EMPTY"))
            a->nitems = 0;
        if (a->cls == ART_REPORTING_TAXONOMY) {
            struct item *v = arena_array(&m->arena, struct item, ARRAY_LEN(tree));
            memcpy(v, tree, sizeof tree);
            v[3].format = ref(ART_DATAFLOW, "DF_DSD", "");
            a->item = v;
        }
    }
}

static void add_structures(struct made *m)
{
    static const char *const ids[] = {"FREQ", "SEX", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "NOTE", "TITLE"};
    struct item *concept = arena_array(&m->arena, struct item, ARRAY_LEN(ids));
    struct component *c = arena_array(&m->arena, struct component, ARRAY_LEN(ids));
    struct str *key = arena_array(&m->arena, struct str, 2);
    for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
        concept[i] = (struct item){.id = str_of(ids[i]), .name = NAME};
        c[i].id = str_of(ids[i]);
        c[i].concept = ref(ART_CONCEPT_SCHEME, "CS", ids[i]);
    }
    concept[1].format = ref(ART_CODELIST, "CL_A", NULL);
    concept[6].parent = 6;
    struct artefact *cs = add(m, ART_CONCEPT_SCHEME, "CS");
    cs->item = concept;
    cs->nitems = ARRAY_LEN(ids);

    key[0] = STR("FREQ");
    key[1] = STR("SEX");
    c[0].codelist = ref(ART_CODELIST, "CL_B", NULL);
    c[1].codelist = ref(ART_CODELIST, "CL_A", NULL);
    c[2].role = COMP_TIME;
    c[2].text = TEXT_TIME;
    c[3].role = COMP_MEASURE;
    c[3].text = TEXT_DOUBLE;
    c[4] = (struct component){COMP_ATTRIBUTE, c[4].id, c[4].concept, ref(ART_CODELIST, "CL_B", NULL), TEXT_NONE,
                              false, false, false, 0, ATTACH_OBSERVATION, NULL, 0};
    c[5] = (struct component){COMP_ATTRIBUTE, c[5].id, c[5].concept, {0}, TEXT_STRING,
                              false, true, false, 0, ATTACH_DIMENSIONS, key, 2};
    c[6] = (struct component){COMP_ATTRIBUTE, c[6].id, c[6].concept, {0}, TEXT_NONE,
                              true, false, false, 0, ATTACH_DATASET, NULL, 0};
    struct artefact *dsd = add(m, ART_DATA_STRUCTURE, "DSD");
    dsd->component = c;
    dsd->ncomponents = ARRAY_LEN(ids);
    struct artefact *flow = add(m, ART_DATAFLOW, "DF_DSD");
    flow->structure = ref(ART_DATA_STRUCTURE, "DSD", NULL);
    add(m, ART_DATAFLOW, "DF_NONE");
    struct artefact *agreement = add(m, ART_PROVISION_AGREEMENT, "PA_DSD_A");
    agreement->structure = ref(ART_DATAFLOW, "DF_DSD", NULL);
    agreement->other = ref(ART_DATA_PROVIDER_SCHEME, "DATA_PROVIDERS", "A");
    struct artefact *where = add(m, ART_CATEGORISATION, "CAT_DSD");
    where->structure = ref(ART_DATAFLOW, "DF_DSD", NULL);
    where->other = ref(ART_CATEGORY_SCHEME, "CAT", "A.B.D");
}

static void add_metadata(struct made *m)
{
    struct component *c = arena_array(&m->arena, struct component, 2);
    c[0] = (struct component){.role = COMP_METADATA, .id = STR("METHOD"), .presentational = true,
                              .concept = ref(ART_CONCEPT_SCHEME, "CS", "NOTE")};
    c[1] = (struct component){.role = COMP_METADATA, .id = STR("COVERAGE"), .parent = 1, .text = TEXT_STRING,
                              .multiple = true, .concept = ref(ART_CONCEPT_SCHEME, "CS", "TITLE")};
    struct artefact *msd = add(m, ART_METADATA_STRUCTURE, "MSD");
    msd->component = c;
    msd->ncomponents = 2;
    struct artefact *flow = add(m, ART_METADATAFLOW, "MDF");
    flow->structure = ref(ART_METADATA_STRUCTURE, "MSD", NULL);
    struct artefact *agreement = add(m, ART_METADATA_PROVISION_AGREEMENT, "MPA");
    agreement->structure = ref(ART_METADATAFLOW, "MDF", NULL);
    agreement->other = ref(ART_METADATA_PROVIDER_SCHEME, "METADATA_PROVIDERS", "A");
    struct metadata_value *v = arena_array(&m->arena, struct metadata_value, 2);
    v[0] = (struct metadata_value){STR("METHOD"), {0}};
    v[1] = (struct metadata_value){STR("METHOD.COVERAGE"), NAME};
    struct reference *target = arena_new(&m->arena, struct reference);
    *target = ref(ART_PROVISION_AGREEMENT, "PA_DSD_A", NULL);
    struct artefact *set = add(m, ART_METADATA_SET, "MDS");
    set->structure = ref(ART_METADATA_PROVISION_AGREEMENT, "MPA", NULL);
    set->other = ref(ART_METADATA_PROVIDER_SCHEME, "METADATA_PROVIDERS", "A");
    set->target = target;
    set->ntargets = 1;
    set->value = v;
    set->nvalues = 2;
}

static void add_constraints(struct made *m)
{
    static const struct str codes[] = {STR("A"), STR("B")};
    static const struct cube_region_value region[] = {
        {STR("FREQ"), codes, 1, STR(""), STR("")},        {STR("SEX"), codes, 2, STR(""), STR("")},
        {STR("TIME_PERIOD"), NULL, 0, STR("2015"), STR("2024-Q3")}, {STR("NOTE"), NULL, 0, STR(""), STR("")},
        {STR("OBS_STATUS"), codes, 2, STR(""), STR("")}};
    struct reference *target = arena_array(&m->arena, struct reference, 3);
    target[0] = ref(ART_DATAFLOW, "DF_DSD", NULL);
    target[1] = ref(ART_DATA_STRUCTURE, "DSD", NULL); /* cannot stand with the first */
    target[2] = ref(ART_DATAFLOW, "DF_NONE", NULL);
    for (unsigned actual = 0; actual < 2; actual++) {
        struct artefact *a = add(m, ART_CONSTRAINT, actual ? "CC_ACTUAL" : "CC_ALLOWED");
        a->actual = actual;
        a->target = target;
        a->ntargets = 3;
        a->region = region;
        a->nregions = ARRAY_LEN(region);
        a->nseries = actual ? 12 : 0;
        a->nobs = actual ? 340 : 0;
        a->valid_from = actual ? STR("2015") : STR("");
        a->valid_to = actual ? STR("2024Q3") : STR("");
    }
    struct reference *provider = arena_new(&m->arena, struct reference);
    *provider = ref(ART_DATA_PROVIDER_SCHEME, "DATA_PROVIDERS", "A");
    struct artefact *of = add(m, ART_CONSTRAINT, "CC_PROVIDER");
    of->target = provider;
    of->ntargets = 1;
}

static void add_hierarchies(struct made *m)
{
    static const struct item levels[] = {{.id = STR("TOP"), .name = NAME}, {.id = STR("BELOW"), .name = NAME}};
    struct hierarchy_node *node = arena_array(&m->arena, struct hierarchy_node, 3);
    node[0] = (struct hierarchy_node){STR("A"), ref(ART_CODELIST, "CL_A", "A"), 0, 1};
    node[1] = (struct hierarchy_node){STR("B"), ref(ART_CODELIST, "CL_B", "B"), 1, 2};
    node[2] = (struct hierarchy_node){STR("C"), ref(ART_CODELIST, "CL_A", "C"), 0, 0};
    struct artefact *h = add(m, ART_HIERARCHY, "H_AREA");
    h->item = levels;
    h->nitems = 2;
    h->node = node;
    h->nnodes = 3;
    struct artefact *association = add(m, ART_HIERARCHY_ASSOCIATION, "HA");
    association->structure = ref(ART_HIERARCHY, "H_AREA", NULL);
    association->other = ref(ART_CODELIST, "CL_A", NULL);
}

static void add_maps(struct made *m)
{
    static const struct map_row rows[] = {{STR("A"), STR("B")}, {STR("C"), STR("A")}, {STR("D"), STR("")}};
    struct artefact *codes = add(m, ART_REPRESENTATION_MAP, "MAP_CODES");
    codes->map_from = ref(ART_CODELIST, "CL_A", NULL);
    codes->map_to = ref(ART_CODELIST, "CL_B", NULL);
    codes->map = rows;
    codes->nmaps = ARRAY_LEN(rows);
    struct component_map *c = arena_array(&m->arena, struct component_map, 2);
    c[0] = (struct component_map){STR("SEX"), STR("SEX"), ref(ART_REPRESENTATION_MAP, "MAP_CODES", NULL)};
    c[1] = (struct component_map){STR("OBS_STATUS"), STR("OBS_STATUS"), {0}};
    struct artefact *map = add(m, ART_STRUCTURE_MAP, "MAP");
    map->map_from = ref(ART_DATA_STRUCTURE, "DSD", NULL);
    map->map_to = ref(ART_DATAFLOW, "DF_DSD", NULL);
    map->component_map = c;
    map->ncomponent_maps = 2;
}

void made_init(struct made *m)
{
    *m = (struct made){0};
    arena_init(&m->arena, 16 << 20);
    artefacts_init(&m->all, &m->arena);
    add_schemes(m);
    add_structures(m);
    add_metadata(m);
    add_constraints(m);
    add_hierarchies(m);
    add_maps(m);
    artefacts_finish(&m->all);
    for (uint32_t i = 0; i < m->all.n; i++)
        m->chosen[m->n++] = (struct chosen){m->all.of[i], FULL};
    m->message = (struct structure_message){.all = &m->all, .chosen = m->chosen, .n = m->n, .id = STR("ILMS"),
                                            .prepared = STR("2026-01-15T10:00:00Z"), .sender = STR("ILO"),
                                            .origin = STR("https://example.org"),
                                            .self = STR("https://example.org/rest/v2/structure")};
}

void made_release(struct made *m)
{
    arena_release(&m->arena);
}

const struct artefact *made_find(const struct made *m, enum artefact_class cls, const char *id)
{
    return artefacts_find(&m->all, ref(cls, id, NULL));
}

const char *made_file(struct made *m, const char *name, struct str content)
{
    const char *path = arena_fmt(&m->arena, "%s/%s", test_dir(), name);
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(content.p, 1, content.len, f) == content.len && fclose(f) == 0);
    return path;
}

void made_valid(struct made *m, const char *schema, const char *name, struct str content)
{
    const char *path = made_file(m, name, content);
    const char *shared = test_shared();
    if (system("command -v xmllint >/dev/null 2>&1") != 0)
        test_skip("xmllint is not installed");
    const char *command = arena_fmt(&m->arena,
                                    "xmllint --nonet --huge --noout --schema '%s/schemas/%s' '%s' 2>'%s.err'",
                                    shared, schema, path, path);
    if (system(command) == 0)
        return;
    char said[400] = "";
    FILE *f = fopen(arena_fmt(&m->arena, "%s.err", path), "rb");
    if (f) {
        said[fread(said, 1, sizeof said - 1, f)] = 0;
        fclose(f);
    }
    test_fail(__FILE__, __LINE__, "%s is not valid: %s", name, said);
}
