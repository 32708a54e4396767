/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/structures.h"

#include "publish/artefacts.h"
#include "report/sample.h"
#include "test.h"

#include <stdio.h>

/* -- a small world -------------------------------------------------------------------------------- */

static struct arena arena;
static struct artefacts all;

static struct reference to(enum artefact_class cls, const char *id, const char *item)
{
    return (struct reference){.cls = cls, .agency = STR("A"), .id = str_of(id), .item = str_of(item),
                              .version = str_is(str_of(id), "DP") ? STR("1.0") : STR("1.0.0")};
}

static struct artefact *make(enum artefact_class cls, const char *id)
{
    return artefacts_add(&all, cls, STR("A"), str_of(id), to(cls, id, "").version);
}

/* "T F<T M<T": a parent behind <, by its place. */
static void items(struct artefact *a, const char *text)
{
    struct item *v = arena_array(&arena, struct item, 8);
    struct str one, rest = str_of(text);
    a->item = v;
    while (str_next(&one, &rest, ' ')) {
        struct str id = one;
        if (one.len > 2 && one.p[one.len - 2] == '<') {
            id.len -= 2;
            v[a->nitems].parent = (uint32_t)(one.p[one.len - 1] - '0');
        }
        v[a->nitems++].id = id;
    }
}

static void constraint(const char *id, struct reference target, const char *component, const char *codes)
{
    struct artefact *a = make(ART_CONSTRAINT, id);
    struct cube_region_value *r = arena_new(&arena, struct cube_region_value);
    struct str *v = arena_array(&arena, struct str, 4), rest = str_of(codes);
    struct reference *t = arena_new(&arena, struct reference);
    *t = target;
    r->component = str_of(component);
    r->code = v;
    while (str_next(&v[r->ncodes], &rest, ' '))
        r->ncodes++;
    a->actual = str_is(str_of(id), "K_ACT");
    a->target = t;
    a->ntargets = a->nregions = 1;
    a->region = r;
}

static void make_lists(void)
{
    struct artefact *a = artefacts_add(&all, ART_AGENCY_SCHEME, STR("SDMX"), STR("AGENCIES"), STR("1.0"));
    items(a, "SDMX A");
    items(make(ART_DATA_PROVIDER_SCHEME, "DP"), "X Y");
    items(make(ART_CODELIST, "CL_SEX"), "T F<1 M<1 O");
    items(make(ART_CODELIST, "CL_AREA"), "X Y Z");
    items(make(ART_CODELIST, "CL_FREE"), "Q");
    items(artefacts_add(&all, ART_CODELIST, STR("A"), STR("CL_SEX"), STR("0.9.0")), "T");
    items(artefacts_add(&all, ART_CODELIST, STR("B"), STR("CL_SEX"), STR("2.0.0")), "T");
    items(a = make(ART_CONCEPT_SCHEME, "CS"), "SEX AREA FREE");
    struct item *v = (struct item *)a->item;
    v[0].format = to(ART_CODELIST, "CL_SEX", "");
    v[1].format = to(ART_CODELIST, "CL_AREA", "");
    v[2].format = to(ART_CODELIST, "CL_FREE", "");
    items(make(ART_CATEGORY_SCHEME, "CAT"), "M S<1 S2<1");
    items(a = make(ART_REPORTING_TAXONOMY, "RT"), "T1");
    ((struct item *)a->item)[0].format = to(ART_DATAFLOW, "F", "");
}

static void make_flow(void)
{
    static struct component c[2];
    struct artefact *a = make(ART_DATA_STRUCTURE, "D");
    c[0] = (struct component){.id = STR("AREA"), .concept = to(ART_CONCEPT_SCHEME, "CS", "AREA"),
                              .codelist = to(ART_CODELIST, "CL_AREA", "")};
    c[1] = (struct component){.id = STR("SEX"), .concept = to(ART_CONCEPT_SCHEME, "CS", "SEX"),
                              .codelist = to(ART_CODELIST, "CL_SEX", "")};
    a->component = c;
    a->ncomponents = 2;
    make(ART_DATAFLOW, "F")->structure = to(ART_DATA_STRUCTURE, "D", "");
    make(ART_DATAFLOW, "G")->structure = to(ART_DATA_STRUCTURE, "D", "");
    for (int i = 0; i < 2; i++) {
        a = make(ART_PROVISION_AGREEMENT, i ? "P_Y" : "P_X");
        a->structure = to(ART_DATAFLOW, "F", "");
        a->other = to(ART_DATA_PROVIDER_SCHEME, "DP", i ? "Y" : "X");
        a = make(ART_CATEGORISATION, i ? "C_G" : "C_F");
        a->structure = to(ART_DATAFLOW, i ? "G" : "F", "");
        a->other = to(ART_CATEGORY_SCHEME, "CAT", i ? "M.S2" : "M.S");
    }
}

static void begin(void)
{
    arena_init(&arena, 64 << 20);
    artefacts_init(&all, &arena);
    make_lists();
    make_flow();
    constraint("K_D", to(ART_DATA_STRUCTURE, "D", ""), "SEX", "T F");
    constraint("K_F", to(ART_DATAFLOW, "F", ""), "AREA", "X Y");
    constraint("K_P", to(ART_PROVISION_AGREEMENT, "P_X", ""), "AREA", "X");
    constraint("K_ACT", to(ART_DATAFLOW, "F", ""), "AREA", "X");
    static struct component_map map;
    static const struct map_row row = {{"T", 1}, {"T", 1}};
    struct artefact *a = make(ART_STRUCTURE_MAP, "SM");
    map = (struct component_map){.from = STR("SEX"), .to = STR("SEX"), .mapping = to(ART_REPRESENTATION_MAP, "RM", "")};
    a->map_from = a->map_to = to(ART_DATA_STRUCTURE, "D", "");
    a->component_map = &map;
    a->ncomponent_maps = 1;
    a = make(ART_REPRESENTATION_MAP, "RM");
    a->map_from = a->map_to = to(ART_CODELIST, "CL_SEX", "");
    a->map = &row;
    a->nmaps = 1;
    static struct reference about;
    about = to(ART_PROVISION_AGREEMENT, "P_X", "");
    a = make(ART_METADATA_SET, "MS");
    a->target = &about;
    a->ntargets = 1;
    artefacts_finish(&all);
}

/* "CL_SEX/T.F*": the items of schemes that are partial, then * for what is, ? a stub, ! a complete one;
 * others by their ids, with the version where it is none of the usual. */
static void put(struct buf *out, const struct chosen *c)
{
    const struct artefact *a = c->artefact;
    if (out->len)
        buf_char(out, ' ');
    buf_str(out, a->id);
    if (!str_is(a->version, "1.0.0") && a->cls != ART_AGENCY_SCHEME && a->cls != ART_DATA_PROVIDER_SCHEME)
        buf_fmt(out, "(%.*s)", STR_FMT(a->version));
    for (uint32_t i = 0; a->is_partial && c->fullness == FULL && i < a->nitems; i++)
        buf_fmt(out, "%c%.*s", i ? '.' : '/', STR_FMT(a->item[i].id));
    if (a->is_partial)
        buf_char(out, '*');
    if (c->fullness != FULL)
        buf_char(out, c->fullness == STUB ? '?' : '!');
}

static void is(int n, const struct chosen *chosen, const char *what, const char *want)
{
    struct buf got = {0};
    for (int i = 0; i < n; i++) {
        CHECK(i == 0 || chosen[i - 1].artefact->cls <= chosen[i].artefact->cls);
        put(&got, &chosen[i]);
    }
    if (!str_eq(buf_view(&got), str_of(want)))
        test_fail(__FILE__, __LINE__, "%s is \"%.*s\", not \"%s\"", what, STR_FMT(buf_view(&got)), want);
    buf_release(&got);
}

/* "codelist/A/CL_SEX/1.0.0/F?children&referencepartial" */
static int ask(struct chosen **chosen, const struct artefacts *of, bool v2, const char *text, struct err *err)
{
    struct structure_query q = {.v2 = v2};
    struct str rest = str_of(text), path, references = {0}, part[5] = {{0}};
    if (!strchr(text, '?'))
        path = rest, rest = (struct str){0};
    else
        str_next(&path, &rest, '?');
    for (int i = 0; i < 5 && str_next(&part[i], &path, '/');)
        i++;
    str_next(&references, &rest, '&');
    CHECK(references_parse(&q.references, &q.reference_classes, references, v2));
    CHECK(structure_detail_parse(&q.detail, rest, v2));
    for (unsigned c = 0; c < ART_CLASSES; c++) {
        const char *name = c == ART_METADATA_SET ? "metadataset" : v2 ? class_names[c].rest2 : class_names[c].rest1;
        if (str_is(part[0], "structure") || (name && str_is(part[0], name)))
            q.classes |= 1u << c;
    }
    CHECK(q.classes);
    q.agency = part[1], q.id = part[2], q.version = part[3], q.item = part[4];
    return structures_find(chosen, of, &q, &arena, err);
}

static void answer(bool v2, const char *text, const char *want)
{
    struct chosen *chosen;
    struct err err;
    int n = ask(&chosen, &all, v2, text, &err);
    if (n < 0)
        test_fail(__FILE__, __LINE__, "%s: %s", text, err.text);
    is(n, chosen, text, want);
}

#define V1(text, want) answer(false, text, want)
#define V2(text, want) answer(true, text, want)

/* -- which ------------------------------------------------------------------------------------------ */

TEST(structures_find_by_agency_id_and_version)
{
    begin();
    V1("codelist/A/CL_SEX/1.0.0", "CL_SEX");
    V1("codelist/A/CL_SEX/1.0", "CL_SEX");
    V1("codelist/A/CL_SEX", "CL_SEX");
    V1("codelist/A/CL_SEX/latest", "CL_SEX");
    V1("codelist/A/CL_SEX/all", "CL_SEX(0.9.0) CL_SEX");
    V1("codelist/A/CL_SEX/0.9+1.0", "CL_SEX(0.9.0) CL_SEX");
    V1("codelist/all/CL_SEX/ALL", "CL_SEX(0.9.0) CL_SEX CL_SEX(2.0.0)");
    V1("codelist/B+A/CL_SEX+CL_AREA", "CL_AREA CL_SEX CL_SEX(2.0.0)");
    V1("codelist", "CL_AREA CL_FREE CL_SEX CL_SEX(2.0.0)");
    V1("codelist/A/CL_AGE", "");
    V1("codelist/A/CL_SEX/3.0", "");
    V1("codelist/C/CL_SEX", "");
    V1("codelist////", "CL_AREA CL_FREE CL_SEX CL_SEX(2.0.0)");
    V1("dataflow/A/CL_SEX", "");
    V2("codelist/A/CL_SEX/+", "CL_SEX");
    V2("codelist/A/CL_SEX/0.9.0,1.+.0", "CL_SEX(0.9.0) CL_SEX");
    V2("codelist/*/CL_SEX/*", "CL_SEX(0.9.0) CL_SEX CL_SEX(2.0.0)");
    V2("codelist/B,A/CL_SEX,CL_AREA/~", "CL_AREA CL_SEX CL_SEX(2.0.0)");
    V2("metadataset/A/MS", "MS");
    V2("agencyscheme", "AGENCIES");
    V1("structure/B", "CL_SEX(2.0.0)");
    V1("structure", "AGENCIES DP F G CAT C_F C_G CL_AREA CL_FREE CL_SEX CL_SEX(2.0.0) CS D SM RT K_ACT K_D K_F "
                    "K_P P_X P_Y");
    V2("structure/*/RM,MS", "RM");
    arena_release(&arena);
}

TEST(structures_find_items)
{
    begin();
    V1("codelist/A/CL_SEX/1.0/F", "CL_SEX/F*");
    V1("codelist/A/CL_SEX/1.0/F+M", "CL_SEX/F.M*");
    V1("codelist/A/CL_SEX/1.0/T+F+NONE", "CL_SEX/T.F*");
    V1("codelist/A/CL_SEX/1.0/NONE", "");
    V1("codelist/A/CL_SEX/1.0/all", "CL_SEX");
    V2("codelist/A/CL_SEX/1.0/F,O", "CL_SEX/F.O*");
    V1("categoryscheme/A/CAT/1.0/M.S", "CAT/M.S*");
    V1("categoryscheme/A/CAT/1.0/M", "CAT/M*");
    V1("categoryscheme/A/CAT/1.0/M+S", "CAT/M.S*");
    V1("categoryscheme/A/CAT/1.0/S.M", "");
    V1("categoryscheme/A/CAT/1.0/M.S?categorisation", "CAT/M.S* C_F");
    V1("categoryscheme/A/CAT/1.0/M.S?parentsandsiblings", "F CAT/M.S* C_F");
    V1("conceptscheme/A/CS/1.0/AREA?descendants", "CL_AREA CS/AREA*");
    V1("dataproviderscheme/A/DP/1.0/Y?parents", "DP/Y* P_Y");
    V1("codelist/A/CL_AREA/1.0/X?parents", "CL_AREA/X* CS D");
    struct chosen *chosen;
    struct err err;
    V1("structure/A/all/all/T1", "RT/T1*");
    CHECK_INT(ask(&chosen, &all, false, "dataflow/A/F/1.0/X", &err), -ERR_USAGE);
    arena_release(&arena);
}

TEST(structures_find_refuses_what_is_no_query)
{
    static const char *const wrong[] = {"codelist/A/CL_SEX/x",     "codelist/A/CL_SEX/1.0.0.0", "codelist/A/CL SEX",
                                        "codelist/A/CL_SEX/1.0/<", "codelist/A'/CL_SEX",        "codelist/A/B++C",
                                        "codelist/none/none/~~"};
    struct chosen *chosen;
    begin();
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct err err = {0};
        if (ask(&chosen, &all, false, wrong[i], &err) != -ERR_USAGE)
            test_fail(__FILE__, __LINE__, "%s is answered", wrong[i]);
        CHECK_INT(err.code, ERR_USAGE);
    }
    arena_release(&arena);
}

/* -- with what --------------------------------------------------------------------------------------- */

TEST(structures_find_what_refers_and_is_referred_to)
{
    begin();
    V1("dataflow/A/F?none", "F");
    V1("dataflow/A/F?children", "F D");
    V1("dataflow/A/F?descendants", "F CL_AREA CL_FREE CL_SEX CS D");
    V1("dataflow/A/F?parents", "F C_F RT K_ACT K_F P_X P_Y");
    V1("dataflow/A/F?parentsandsiblings", "DP F CAT C_F RT K_ACT K_F P_X P_Y");
    V1("dataflow/A/F?all", "DP F CAT C_F CL_AREA CL_FREE CL_SEX CS D RT K_ACT K_F P_X P_Y");
    V1("datastructure/A/D?children", "CL_AREA CL_SEX CS D");
    V1("datastructure/A/D?parents", "F G D SM K_D");
    V1("datastructure/A/D?dataflow", "F G D");
    V1("datastructure/A/D?contentconstraint", "D K_D");
    V1("dataflow/A/F?codelist", "F");
    V1("codelist/A/CL_FREE?parents", "CL_FREE CS");
    V1("codelist/A/CL_FREE?children", "CL_FREE");
    V1("structureset/A/SM?children", "CL_SEX D SM");
    V1("codelist/A/CL_SEX?structureset", "CL_SEX SM");
    V1("provisionagreement/A/P_X?parents", "K_P P_X");
    V1("provisionagreement/A/P_X?descendants", "DP F CL_AREA CL_FREE CL_SEX CS D P_X");
    V1("agencyscheme?parents", "AGENCIES");
    V2("dataflow/A/F?children", "AGENCIES F D");
    V2("dataflow/A/F?ancestors", "F C_F RT K_ACT K_F K_P P_X P_Y");
    V2("datastructure/A/D?parents", "F G D SM K_D");
    V2("structuremap/A/SM?children", "AGENCIES D SM RM");
    V2("dataflow/A/F?codelist", "F CL_AREA CL_FREE CL_SEX");
    V2("dataflow/A/F?codelist,categorisation", "F C_F CL_AREA CL_FREE CL_SEX");
    V2("dataflow/A/F?agencyscheme", "AGENCIES F");
    V2("dataflow/A/F?children,categorisation", "AGENCIES F C_F D");
    V2("dataflow/A/F?valuelist", "F");
    V2("agencyscheme/SDMX/AGENCIES/1.0/SDMX?parents", "AGENCIES/SDMX*");
    arena_release(&arena);
}

TEST(structures_find_in_as_much_detail_as_is_asked_for)
{
    begin();
    V1("dataflow/A/F?children&allstubs", "F? D?");
    V1("dataflow/A/F?children&referencestubs", "F D?");
    V1("dataflow/A/F?children&allcompletestubs", "F! D!");
    V1("dataflow/A/F?children&referencecompletestubs", "F D!");
    V1("dataflow/A/F?children&full", "F D");
    V2("dataflow/A/F?datastructure&raw", "F D");
    arena_release(&arena);
}

TEST(structures_find_parts_by_what_uses_them)
{
    begin();
    /* F comes with its T; CL_FREE is of a concept that is not used */
    V1("datastructure/A/D?children&referencepartial", "CL_AREA CL_SEX/T.F* CS/SEX.AREA* D");
    V1("datastructure/A/D?descendants&referencepartial", "CL_AREA CL_SEX/T.F* CS/SEX.AREA* D");
    V1("dataflow/A/F?descendants&referencepartial", "F CL_AREA/X.Y* CL_SEX/T.F* CS/SEX.AREA* D");
    V1("dataflow/A/G?descendants&referencepartial", "G CL_AREA CL_SEX/T.F* CS/SEX.AREA* D");
    V1("provisionagreement/A/P_X?descendants&referencepartial",
       "DP/X* F CL_AREA/X* CL_SEX/T.F* CS/SEX.AREA* D P_X");
    V1("provisionagreement/A/P_Y?descendants&referencepartial",
       "DP/Y* F CL_AREA/X.Y* CL_SEX/T.F* CS/SEX.AREA* D P_Y");
    V1("contentconstraint/A/K_ACT?descendants&referencepartial",
       "F CL_AREA/X* CL_SEX/T.F* CS/SEX.AREA* D K_ACT");
    V1("contentconstraint/A/K_F?descendants&referencepartial",
       "F CL_AREA/X.Y* CL_SEX/T.F* CS/SEX.AREA* D K_F");
    V1("categorisation/A/C_F?children&referencepartial", "F CAT/M.S* C_F");
    V1("conceptscheme/A/CS?children&referencepartial", "CL_AREA CL_FREE CL_SEX CS");
    V1("codelist/A/CL_SEX?parents&referencepartial", "CL_SEX CS/SEX.AREA* D SM");
    V2("datastructure/A/D?children&referencepartial", "AGENCIES/A* CL_AREA CL_SEX/T.F* CS/SEX.AREA* D");
    V2("representationmap/A/RM?children&referencepartial", "AGENCIES/A* CL_SEX/T* RM");
    arena_release(&arena);
}

/* -- availability ------------------------------------------------------------------------------------ */

static void available(const char *references, const char *want)
{
    static const struct str areas[] = {{"X", 1}}, sexes[] = {{"F", 1}};
    static const struct cube_region_value region[] = {{.component = {"AREA", 4}, .code = areas, .ncodes = 1},
                                                      {.component = {"SEX", 3}, .code = sexes, .ncodes = 1}};
    struct reference target = to(ART_DATAFLOW, "F", "");
    struct artefact c = {.cls = ART_CONSTRAINT, .id = STR("HERE"), .version = STR("1.0.0"), .target = &target,
                         .ntargets = 1, .actual = true, .region = region, .nregions = 2};
    struct chosen *chosen;
    struct err err;
    int n = availability_find(&chosen, &all, &(const struct artefact *){&c}, 1, str_of(references), false, &arena,
                              &err);
    if (n < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    is(n, chosen, references, want);
    c.nregions = 1;
    n = availability_find(&chosen, &all, &(const struct artefact *){&c}, 1, STR("codelist,conceptscheme"), true, &arena,
                          &err);
    is(n, chosen, "one dimension", "CL_AREA/X* CS/AREA* HERE");
}

TEST(availability_find_reduces_to_what_there_is)
{
    struct chosen *chosen;
    struct artefact c = {.cls = ART_CONSTRAINT, .id = STR("HERE")};
    struct err err;
    begin();
    available("", "HERE");
    available("none", "HERE");
    available("all", "DP F CL_AREA/X* CL_SEX/T.F* CS/SEX.AREA* D HERE");
    available("codelist", "CL_AREA/X* CL_SEX/T.F* HERE");
    available("dataflow", "F HERE");
    available("datastructure", "D HERE");
    CHECK_INT(availability_find(&chosen, &all, &(const struct artefact *){&c}, 1, STR("all"), true, &arena, &err), 1);
    CHECK_INT(availability_find(&chosen, &all, &(const struct artefact *){&c}, 1, STR("valuelist"), true, &arena, &err),
              1);
    CHECK_INT(availability_find(&chosen, &all, &(const struct artefact *){&c}, 1, STR("parents"), true, &arena, &err),
              -ERR_USAGE);
    CHECK_INT(availability_find(&chosen, &all, &(const struct artefact *){&c}, 1, STR("process"), true, &arena, &err),
              -ERR_USAGE);
    CHECK_INT(availability_find(&chosen, &all, &(const struct artefact *){&c}, 1, STR("nonsense"), true, &arena, &err),
              -ERR_USAGE);
    arena_release(&arena);
}

TEST(references_and_detail_are_parsed_by_api)
{
    enum references r;
    enum structure_detail d;
    uint32_t classes;
    CHECK(references_parse(&r, &classes, STR(""), false) && r == REFERENCES_NONE && !classes);
    CHECK(references_parse(&r, &classes, STR("All"), false) && r == REFERENCES_ALL);
    CHECK(references_parse(&r, &classes, STR("hierarchicalcodelist"), false) && classes == 1u << ART_HIERARCHY);
    CHECK(references_parse(&r, &classes, STR("organisationscheme"), false) && classes);
    CHECK(references_parse(&r, &classes, STR("actualconstraint"), false) && classes == 1u << ART_CONSTRAINT);
    CHECK(references_parse(&r, &classes, STR("transformationscheme"), false) && !classes && r == REFERENCES_CLASSES);
    CHECK(references_parse(&r, &classes, STR("ancestors"), true) && r == REFERENCES_ANCESTORS);
    CHECK(!references_parse(&r, &classes, STR("ancestors"), false));
    CHECK(!references_parse(&r, &classes, STR("hierarchicalcodelist"), true));
    CHECK(!references_parse(&r, &classes, STR("codelist,"), true));
    CHECK(!references_parse(&r, &classes, STR("codelists"), true));
    CHECK(structure_detail_parse(&d, STR("RAW"), true) && d == DETAIL_RAW);
    CHECK(!structure_detail_parse(&d, STR("raw"), false));
    CHECK(!structure_detail_parse(&d, STR("fuller"), true));
}

/* -- the real ones ------------------------------------------------------------------------------------ */

TEST(structures_find_parts_of_a_release)
{
    struct sample *s = sample_asean();
    struct artefacts real;
    struct chosen *chosen;
    struct err err;
    arena_init(&arena, (size_t)1 << 30);
    publish_artefacts(&real, &arena, &(struct publishing){.ref = s->ref, .cube = s->cube, .derived = s->cube});
    int n = ask(&chosen, &real, false,
                "provisionagreement/ILO/PA_MST_NCTE_SEX_CCT_NB_THA?descendants&referencepartial", &err);
    unsigned seen = 0;
    for (int i = 0; i < n; i++) {
        const struct artefact *a = chosen[i].artefact;
        if (str_is(a->id, "CL_AREA") || str_is(a->id, "DATA_PROVIDERS")) {
            CHECK_INT(a->nitems, 1);
            CHECK_STR(a->item[0].id, "THA");
            CHECK(a->is_partial);
            seen++;
        }
        if (str_is(a->id, "CL_CCT")) {
            CHECK(artefact_item(a, STR("CCT_CTZ_MMR")) && !artefact_item(a, STR("CCT_CIT_NONCIT")));
            seen++;
        }
        CHECK(!str_is(a->id, "CL_AGE"));
    }
    CHECK_INT(seen, 3);
    n = ask(&chosen, &real, true, "structure/*/*/*?all&allstubs", &err);
    CHECK_INT(n, real.n - (real.first[ART_METADATA_SET + 1] - real.first[ART_METADATA_SET]));
    arena_release(&arena);
    sample_free(s);
}
