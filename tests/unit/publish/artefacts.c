/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/artefacts.h"

#include "report/sample.h"
#include "test.h"

#include <stdio.h>

/* All of the sample, and two derived tables. */
struct world {
    struct sample *reported, *derived;
    struct arena arena;
    struct artefacts all;
};

static void begin(struct world *w, const struct catalogue_source *sources, size_t n)
{
    w->reported = sample_asean();
    w->derived = sample_new(STR("ref_area,source,indicator,sex,classif1,time,obs_value\n"
                                "THA,FB:6664,MST_NCTE_CCT_FS,,CCT_CTZ_TOTAL,2014,40\n"
                                "THA,FB:6664,MST_NCTE_CCT_FS,,CCT_CTZ_MMR,2015,41\n"
                                "SGP,FB:6664,MST_NCTE_CCT_FS,,CCT_CTZ_MMR,2015,42\n"
                                "THA,FB:6664,MST_NCTE_SEX_CCT_GR,SEX_T,CCT_CTZ_MMR,2015,4\n"));
    arena_init(&w->arena, ARTEFACTS_CEILING);
    publish_artefacts(&w->all, &w->arena,
                      &(struct publishing){w->reported->ref, w->reported->cube, w->derived->cube, sources, n});
}

static void end(struct world *w)
{
    arena_release(&w->arena);
    sample_free(w->reported);
    sample_free(w->derived);
}

static const struct artefact *get(const struct artefacts *all, enum artefact_class cls, const char *id)
{
    for (uint32_t i = all->first[cls]; i < all->first[cls + 1]; i++)
        if (str_is(all->of[i]->id, id))
            return all->of[i];
    test_fail(__FILE__, __LINE__, "there is no %s %s", class_names[cls].urn, id);
}

static void fail(const struct artefact *a, struct str what)
{
    test_fail(__FILE__, __LINE__, "%s %.*s: %.*s", class_names[a->cls].urn, STR_FMT(a->id), STR_FMT(what));
}

/* -- every reference is to something that is there ------------------------------------------------ */

/* Items by artefact and id; component ids of structures, paths of metadata attributes as well. */
struct index {
    const struct artefacts *all;
    struct map known;
    struct arena arena;
};

static struct str key(struct index *x, struct reference r, struct str item)
{
    return str_of(arena_fmt(&x->arena, "%d %.*s:%.*s(%.*s).%.*s", r.cls, STR_FMT(r.agency), STR_FMT(r.id),
                            STR_FMT(r.version), STR_FMT(item)));
}

static void index_add(struct index *x, const struct artefact *a, struct str item)
{
    if (!map_put(&x->known, key(x, artefact_reference(a), item), 0))
        fail(a, str_of(arena_fmt(&x->arena, "has \"%.*s\" twice", STR_FMT(item))));
}

static struct str component_path(struct index *x, const struct artefact *a, unsigned i)
{
    const struct component *c = &a->component[i];
    return c->parent ? str_of(arena_fmt(&x->arena, "%.*s.%.*s", STR_FMT(a->component[c->parent - 1].id),
                                        STR_FMT(c->id)))
                     : c->id;
}

static void index_all(struct index *x, const struct artefacts *all)
{
    *x = (struct index){.all = all};
    arena_init(&x->arena, (size_t)1 << 30);
    for (uint32_t i = 0; i < all->n; i++) {
        const struct artefact *a = all->of[i];
        index_add(x, a, STR(""));
        for (uint32_t k = 1; k <= a->nitems; k++)
            index_add(x, a, artefact_item_path(a, k, &x->arena));
        for (unsigned k = 0; k < a->ncomponents; k++)
            index_add(x, a, component_path(x, a, k));
        for (uint32_t k = 0; k < a->nnodes; k++)
            index_add(x, a, str_of(arena_fmt(&x->arena, "node %.*s", STR_FMT(a->node[k].id))));
    }
}

static void index_release(struct index *x)
{
    map_release(&x->known);
    arena_release(&x->arena);
}

static void there(struct index *x, const struct artefact *from, struct reference r, struct str item)
{
    uint32_t value;
    struct str k = key(x, r, item);
    if (!map_find(&x->known, &value, k))
        fail(from, str_of(arena_fmt(&x->arena, "refers to %.*s", STR_FMT(k))));
}

static void refers(struct index *x, const struct artefact *a, struct reference r)
{
    if (reference_is(r))
        there(x, a, r, r.item);
}

static const struct artefact *structure_behind(struct index *x, struct reference r)
{
    const struct artefact *a = artefacts_find(x->all, r);
    while (a && (a->cls == ART_PROVISION_AGREEMENT || a->cls == ART_DATAFLOW || a->cls == ART_METADATAFLOW))
        a = artefacts_find(x->all, a->structure);
    return a;
}

static const struct component *component_of(const struct artefact *a, struct str id)
{
    for (unsigned i = 0; i < a->ncomponents; i++)
        if (str_eq(a->component[i].id, id))
            return &a->component[i];
    return NULL;
}

static void check_constraint(struct index *x, const struct artefact *a)
{
    const struct artefact *dsd = structure_behind(x, a->target[0]);
    CHECK(dsd && dsd->cls == ART_DATA_STRUCTURE);
    for (unsigned i = 0; i < a->nregions; i++) {
        const struct cube_region_value *r = &a->region[i];
        const struct component *c = component_of(dsd, r->component);
        if (!c)
            fail(a, r->component);
        CHECK(r->ncodes || r->from.len);
        for (uint32_t k = 0; k < r->ncodes; k++)
            there(x, a, c->codelist, r->code[k]);
    }
}

static void check_maps(struct index *x, const struct artefact *a)
{
    for (unsigned i = 0; i < a->ncomponent_maps; i++) {
        const struct component_map *c = &a->component_map[i];
        there(x, a, a->map_from, c->from);
        there(x, a, a->map_to, c->to);
        refers(x, a, c->mapping);
    }
    for (uint32_t i = 0; i < a->nmaps; i++) {
        there(x, a, a->map_from, a->map[i].from);
        there(x, a, a->map_to, a->map[i].to);
    }
}

static void check_metadata(struct index *x, const struct artefact *a)
{
    const struct artefact *msd = structure_behind(x, a->structure);
    CHECK(msd && msd->cls == ART_METADATA_STRUCTURE);
    for (unsigned i = 0; i < a->nvalues; i++) {
        struct str path = a->value[i].attribute;
        const struct component *c = NULL;
        there(x, a, artefact_reference(msd), path);
        for (unsigned k = 0; k < msd->ncomponents; k++)
            if (str_eq(component_path(x, msd, k), path))
                c = &msd->component[k];
        CHECK(c && !c->presentational && a->value[i].text.n > 0);
        if (reference_is(c->codelist))
            there(x, a, c->codelist, a->value[i].text.in[0].text);
        for (unsigned k = 0; k < i; k++)
            CHECK(c->multiple || !str_eq(a->value[k].attribute, path));
    }
}

static void check_references(struct index *x, const struct artefact *a)
{
    struct reference *refs;
    unsigned n = artefact_references(&refs, a, &x->arena);
    for (unsigned i = 0; i < n; i++)
        refers(x, a, refs[i]);
    there(x, a, (struct reference){.cls = ART_AGENCY_SCHEME, .agency = STR("SDMX"), .id = STR("AGENCIES"),
                                   .version = STR("1.0")}, a->agency);
    refers(x, a, a->structure);
    refers(x, a, a->other);
    for (unsigned i = 0; i < a->ncomponents; i++)
        refers(x, a, a->component[i].concept);
    for (unsigned i = 0; i < a->ntargets; i++)
        refers(x, a, a->target[i]);
    for (uint32_t i = 0; i < a->nnodes; i++) {
        CHECK(a->node[i].parent <= i);
        CHECK(a->node[i].level > 0 && a->node[i].level <= a->nitems);
        refers(x, a, a->node[i].code);
    }
    if (a->cls == ART_CONSTRAINT)
        check_constraint(x, a);
    if (a->cls == ART_METADATA_SET)
        check_metadata(x, a);
    check_maps(x, a);
}

static void check_whole(const struct artefacts *all)
{
    struct index x;
    index_all(&x, all);
    for (uint32_t i = 0; i < all->n; i++)
        check_references(&x, all->of[i]);
    index_release(&x);
}

TEST(artefacts_refer_to_nothing_that_is_not_there)
{
    struct world w;
    begin(&w, NULL, 0);
    check_whole(&w.all);
    end(&w);
}

TEST(artefacts_of_what_is_not_released_or_not_known_hold_together)
{
    struct sample *s = sample_asean();
    struct arena arena;
    struct artefacts all;
    arena_init(&arena, ARTEFACTS_CEILING);
    publish_artefacts(&all, &arena, &(struct publishing){.ref = s->ref});
    check_whole(&all);
    CHECK_INT(all.first[ART_DATAFLOW + 1] - all.first[ART_DATAFLOW], 0);
    CHECK_INT(all.first[ART_DATA_STRUCTURE + 1] - all.first[ART_DATA_STRUCTURE], s->ref->nindicators - 1);
    arena_reset(&arena);
    publish_artefacts(&all, &arena, &(struct publishing){.ref = s->ref, .cube = s->cube});
    check_whole(&all);
    get(&all, ART_DATAFLOW, "DF_MST_NCTE_CCT_FS");
    get(&all, ART_DATAFLOW, "DF_MST_NCTE_SEX_CCT_NB");
    arena_release(&arena);
    sample_free(s);
}

/* -- what is in them ----------------------------------------------------------------------------- */

static bool is_id(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!(s.p[i] >= 'A' && s.p[i] <= 'Z') && !(s.p[i] >= 'a' && s.p[i] <= 'z') &&
            !(s.p[i] >= '0' && s.p[i] <= '9') && !strchr("_@$-", s.p[i]))
            return false;
    return s.len > 0;
}

TEST(artefacts_have_ids_and_names_that_the_standard_allows)
{
    struct world w;
    begin(&w, NULL, 0);
    for (uint32_t i = 0; i < w.all.n; i++) {
        const struct artefact *a = w.all.of[i];
        if (!is_id(a->id) || !a->name.n || !a->description.n || !str_is(a->name.in[0].language, "en"))
            fail(a, STR("is not called rightly"));
        for (uint32_t k = 0; k < a->nitems; k++) {
            if (!is_id(a->item[k].id) || !a->item[k].name.n || !a->item[k].name.in[0].text.len)
                fail(a, a->item[k].id);
            CHECK(a->item[k].parent <= k);
        }
        for (uint32_t k = 0; k < a->nnodes; k++)
            CHECK(is_id(a->node[k].id));
        for (unsigned k = 0; k < a->ncomponents; k++)
            CHECK(is_id(a->component[k].id));
    }
    end(&w);
}

TEST(artefacts_of_every_class_exist)
{
    struct world w;
    begin(&w, NULL, 0);
    for (unsigned c = 0; c < ART_CLASSES; c++)
        if (w.all.first[c] == w.all.first[c + 1])
            test_fail(__FILE__, __LINE__, "there is no %s", class_names[c].urn);
    end(&w);
}

static struct str said_in(const struct said *s, const char *language)
{
    for (unsigned i = 0; i < s->n; i++)
        if (str_is(s->in[i].language, language))
            return s->in[i].text;
    return STR("");
}

static const struct item *item_of(const struct artefact *a, const char *path)
{
    uint32_t i = artefact_item(a, str_of(path));
    if (!i)
        test_fail(__FILE__, __LINE__, "%.*s has no %s", STR_FMT(a->id), path);
    return &a->item[i - 1];
}

TEST(artefacts_name_things_in_every_language)
{
    struct world w;
    begin(&w, NULL, 0);
    const struct artefact *sex = get(&w.all, ART_CODELIST, "CL_SEX");
    CHECK_STR(said_in(&item_of(sex, "SEX_F")->name, "en"), "Female");
    CHECK(said_in(&item_of(sex, "SEX_F")->name, "th").len > 0);
    CHECK_INT(item_of(sex, "SEX_F")->parent, artefact_item(sex, STR("SEX_T")));
    const struct artefact *area = get(&w.all, ART_CODELIST, "CL_AREA");
    CHECK_STR(said_in(&item_of(area, "THA")->name, "en"), "Thailand");
    CHECK_STR(said_in(&item_of(area, "THA")->name, "vi"), "Thái Lan");
    CHECK_STR(said_in(&item_of(area, "ASEAN")->name, "en"), "ASEAN");
    const struct artefact *cct = get(&w.all, ART_CODELIST, "CL_CCT");
    CHECK_STR(said_in(&item_of(cct, "CCT_CTZ_THA")->name, "vi"), "Thái Lan");
    CHECK(artefact_item(cct, STR("CCT_CIT_NONCIT")));
    CHECK_STR(said_in(&item_of(get(&w.all, ART_CODELIST, "CL_MEASURE"), "MST_TEMP_NB")->name, "en"), "Employment");
    CHECK_STR(said_in(&item_of(get(&w.all, ART_CODELIST, "CL_MEASURE"), "MST_NCTE_FS")->name, "en"),
              "Employed non-citizens: share of women");
    CHECK_STR(said_in(&item_of(get(&w.all, ART_CODELIST, "CL_MEASURE"), "MST_TEMP_NB")->name, "th"), "ผู้มีงานทำ");
    CHECK_STR(said_in(&item_of(get(&w.all, ART_CODELIST, "CL_MEASURE"), "MST_TEMP_NB")->description, "id"),
              "Orang (ribu)");
    end(&w);
}

/* Not only what the reference data list, also what the program itself has codes and concepts of. */
TEST(artefacts_of_the_program_itself_are_named_in_every_language)
{
    static const char *const lists[] = {"CL_FREQ",      "CL_OBS_STATUS", "CL_UNIT_MEASURE",
                                        "CL_UNIT_MULT", "CL_DECIMALS",   "CS_ILMS"};
    static const struct {
        enum artefact_class cls;
        const char *id;
    } named[] = {{ART_CODELIST, "CL_AREA"}, {ART_CODELIST, "CL_MEASURE"}, {ART_CODELIST, "CL_NOTE"},
                 {ART_CODELIST, "CL_SOURCE"}, {ART_CONCEPT_SCHEME, "CS_SOURCES"}, {ART_PROCESS, "PR_ILMS"},
                 {ART_DATA_PROVIDER_SCHEME, "DATA_PROVIDERS"}, {ART_DATA_CONSUMER_SCHEME, "DATA_CONSUMERS"},
                 {ART_METADATA_PROVIDER_SCHEME, "METADATA_PROVIDERS"}, {ART_METADATAFLOW, "MDF_SOURCES"},
                 {ART_METADATA_STRUCTURE, "MSD_SOURCES"}, {ART_ORGANISATION_UNIT_SCHEME, "OU_ILMS"},
                 {ART_REPORTING_TAXONOMY, "RT_ILMS"}, {ART_HIERARCHY, "H_AREA"},
                 {ART_CATEGORISATION, "CAT_DF_MST_NCTE_SEX_CCT_NB"}};
    struct world w;
    begin(&w, NULL, 0);
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        const struct artefact *a = get(&w.all, i == 5 ? ART_CONCEPT_SCHEME : ART_CODELIST, lists[i]);
        CHECK_INT(a->name.n, 1 + w.reported->ref->nlanguages);
        for (uint32_t k = 0; k < a->nitems; k++)
            if (a->item[k].name.n != 1 + w.reported->ref->nlanguages)
                fail(a, a->item[k].id);
    }
    for (size_t i = 0; i < ARRAY_LEN(named); i++) {
        const struct artefact *a = get(&w.all, named[i].cls, named[i].id);
        if (a->name.n != 1 + w.reported->ref->nlanguages)
            fail(a, STR("has not a name in every language"));
    }
    end(&w);
}

static const struct cube_region_value *region_of(const struct artefact *a, const char *component)
{
    for (unsigned i = 0; i < a->nregions; i++)
        if (str_is(a->region[i].component, component))
            return &a->region[i];
    return NULL;
}

static bool has_code(const struct cube_region_value *r, struct str code)
{
    for (uint32_t i = 0; i < r->ncodes; i++)
        if (str_eq(r->code[i], code))
            return true;
    return false;
}

TEST(artefacts_allow_all_that_there_is)
{
    struct world w;
    unsigned n = 0;
    begin(&w, NULL, 0);
    for (uint32_t i = w.all.first[ART_CONSTRAINT]; i < w.all.first[ART_CONSTRAINT + 1]; i++) {
        const struct artefact *a = w.all.of[i];
        if (!a->actual)
            continue;
        const char *code = a->id.p + strlen("ACTUAL_DF_");
        char id[96];
        snprintf(id, sizeof id, "ALLOWED_%s", code);
        const struct artefact *dsd = get(&w.all, ART_CONSTRAINT, id);
        snprintf(id, sizeof id, "ALLOWED_DF_%s", code);
        const struct artefact *flow = get(&w.all, ART_CONSTRAINT, id);
        CHECK(a->nseries > 0 && a->nobs >= a->nseries);
        for (unsigned r = 0; r < a->nregions; r++) {
            const struct cube_region_value *v = &a->region[r];
            const struct cube_region_value *may = region_of(str_is(v->component, "REF_AREA") ? flow : dsd,
                                                            v->component.p);
            for (uint32_t k = 0; k < v->ncodes; k++)
                if (!may || !has_code(may, v->code[k]))
                    fail(a, v->code[k]);
        }
        n++;
    }
    CHECK_INT(n, w.reported->cube->nflows + w.derived->cube->nflows);
    const struct artefact *fs = get(&w.all, ART_CONSTRAINT, "ACTUAL_DF_MST_NCTE_CCT_FS");
    CHECK_INT(fs->nseries, 3);
    CHECK_INT(fs->nobs, 3);
    CHECK_STR(region_of(fs, "TIME_PERIOD")->from, "2014");
    CHECK_STR(region_of(fs, "TIME_PERIOD")->to, "2015");
    CHECK_INT(region_of(fs, "REF_AREA")->ncodes, 2);
    CHECK_STR(region_of(fs, "REF_AREA")->code[0], "SGP");
    end(&w);
}

TEST(artefacts_list_flows_with_figures_and_what_goes_with_them)
{
    struct world w;
    begin(&w, NULL, 0);
    uint32_t flows = w.all.first[ART_DATAFLOW + 1] - w.all.first[ART_DATAFLOW];
    CHECK_INT(flows, w.reported->cube->nflows + w.derived->cube->nflows);
    CHECK_INT(w.all.first[ART_CATEGORISATION + 1] - w.all.first[ART_CATEGORISATION], flows);
    const struct artefact *pa = get(&w.all, ART_PROVISION_AGREEMENT, "PA_MST_NCTE_CCT_FS_THA");
    CHECK_STR(pa->structure.id, "DF_MST_NCTE_CCT_FS");
    CHECK_STR(pa->other.item, "THA");
    const struct artefact *flow = get(&w.all, ART_DATAFLOW, "DF_MST_NCTE_CCT_FS");
    CHECK_STR(flow->annotation[0].title, "derived");
    CHECK_STR(flow->annotation[1].title, "ratio");
    const struct artefact *dsd = get(&w.all, ART_DATA_STRUCTURE, "MST_NCTE_SEX_CCT_NB");
    static const char *const want[] = {"REF_AREA", "FREQ", "MEASURE", "SEX", "CCT", "TIME_PERIOD", "OBS_VALUE",
                                       "OBS_STATUS", "UNIT_MEASURE", "UNIT_MULT", "SOURCE", "NOTE_SOURCE",
                                       "NOTE_INDICATOR", "NOTE_CLASSIF", "DECIMALS"};
    CHECK_INT(dsd->ncomponents, ARRAY_LEN(want));
    for (size_t i = 0; i < ARRAY_LEN(want); i++)
        CHECK_STR(dsd->component[i].id, want[i]);
    CHECK_STR(get(&w.all, ART_CATEGORISATION, "CAT_DF_MST_NCTE_CCT_FS")->other.item, "MST.MST_NCTE");
    const struct artefact *taxonomy = get(&w.all, ART_REPORTING_TAXONOMY, "RT_ILMS");
    CHECK(item_of(taxonomy, "MST.T08.MST_NCTE_SEX_CCT_NB") != NULL);
    end(&w);
}

TEST(artefacts_map_the_first_generation_and_the_aggregates)
{
    struct world w;
    begin(&w, NULL, 0);
    const struct artefact *eco = get(&w.all, ART_REPRESENTATION_MAP, "RM_ECO_ISIC4_ECO_AGGREGATE");
    bool found = false;
    for (uint32_t i = 0; i < eco->nmaps; i++)
        found = found || (str_is(eco->map[i].from, "ECO_ISIC4_C") && str_is(eco->map[i].to, "ECO_AGGREGATE_MAN"));
    CHECK(found);
    /* MAN is in IND and so in NAG: it is mapped once */
    const struct artefact *sector = get(&w.all, ART_REPRESENTATION_MAP, "RM_ECO_AGGREGATE_ECO_SECTOR");
    for (uint32_t i = 0; i < sector->nmaps; i++)
        CHECK(!str_is(sector->map[i].to, "ECO_SECTOR_NAG"));
    const struct artefact *map = get(&w.all, ART_STRUCTURE_MAP, "SM_MST_MEMP_COU_NB_MST_NCTE_SEX_CCT_NB");
    found = false;
    for (unsigned i = 0; i < map->ncomponent_maps; i++)
        if (str_is(map->component_map[i].from, "COU")) {
            found = true;
            CHECK_STR(map->component_map[i].to, "CCT");
            CHECK_STR(map->component_map[i].mapping.id, "RM_COU_CCT");
        }
    CHECK(found);
    CHECK_STR(map->annotation[0].title, "T36:3215");
    const struct artefact *age = get(&w.all, ART_HIERARCHY, "H_AGE");
    found = false;
    for (uint32_t i = 0; i < age->nnodes; i++)
        if (str_is(age->node[i].id, "AGE_10YRBANDS_Y25-34_IN_AGE_AGGREGATE_Y25-54")) {
            found = true;
            CHECK_STR(age->node[i].code.item, "AGE_10YRBANDS_Y25-34");
            CHECK_STR(age->node[age->node[i].parent - 1].id, "AGE_AGGREGATE_Y25-54");
            CHECK_INT(age->node[i].level, 3);
        }
    CHECK(found);
    CHECK_STR(get(&w.all, ART_HIERARCHY_ASSOCIATION, "HA_AGE")->other.id, "CL_AGE");
    end(&w);
}

static struct str value_of(const struct artefact *a, const char *attribute)
{
    for (unsigned i = 0; i < a->nvalues; i++)
        if (str_is(a->value[i].attribute, attribute))
            return a->value[i].text.in[0].text;
    return STR("");
}

TEST(artefacts_say_of_sources_what_may_be_published)
{
    struct catalogue_source given[3] = {{.area = STR("MYS"), .source = STR("FB:6664")}, /* of another country */
                                        {.area = STR("THA"), .source = STR("FB:6664")},
                                        {.area = STR("KHM"), .source = STR("FX:14128"), .withdrawn = true}};
    struct world w;
    for (int f = 0; f < CATALOGUE_FIELDS; f++)
        given[0].content[f] = given[1].content[f] = given[2].content[f] =
            catalogue[f].personal ? STR("secret") : STR("open");
    given[0].content[CATALOGUE_QUALITY] = STR("elsewhere");
    given[1].content[CATALOGUE_MIGRANTS] = STR("T36:3215");
    begin(&w, given, 3);
    check_whole(&w.all);
    unsigned open = 0;
    for (uint32_t i = w.all.first[ART_METADATA_SET]; i < w.all.first[ART_METADATA_SET + 1]; i++) {
        const struct artefact *a = w.all.of[i];
        CHECK(a->ntargets > 0);
        CHECK_STR(value_of(a, "COUNTRY"), a->other.item.p);
        for (unsigned k = 0; k < a->nvalues; k++)
            for (unsigned l = 0; l < a->value[k].text.n; l++)
                CHECK(!str_is(a->value[k].text.in[l].text, "secret"));
        CHECK(!str_is(value_of(a, "SOURCE"), "FX:14128") || !str_is(value_of(a, "QUALITY"), "open"));
        CHECK(!str_is(value_of(a, "QUALITY"), "elsewhere"));
        open += str_is(value_of(a, "QUALITY"), "open");
    }
    CHECK_INT(open, 1);
    const struct artefact *a = get(&w.all, ART_METADATA_SET, "SRC_THA_FB_6664");
    CHECK_STR(value_of(a, "SOURCE_TYPE"), "FB");
    CHECK_STR(value_of(a, "COVERAGE.GEOGRAPHY"), "open");
    CHECK_STR(value_of(a, "COVERAGE.MIGRANTS"), "Non-citizens");
    const struct artefact *msd = get(&w.all, ART_METADATA_STRUCTURE, "MSD_SOURCES");
    for (unsigned i = 0; i < msd->ncomponents; i++)
        CHECK(!str_starts(msd->component[i].id, STR("CONTACT")));
    CHECK(!artefact_item(get(&w.all, ART_CODELIST, "CL_NOTE"), STR("S13")));
    end(&w);
}
