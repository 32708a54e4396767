/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/artefact.h"

#include "test.h"

#include <stdio.h>

static struct arena arena;

static void begin(struct artefacts *all)
{
    arena_init(&arena, 1 << 20);
    artefacts_init(all, &arena);
}

static struct reference of(enum artefact_class cls, const char *id, const char *version)
{
    return (struct reference){
        .cls = cls, .agency = STR("ILO"), .id = str_of(id), .version = str_of(version)};
}

TEST(artefacts_are_found_by_class_and_identity)
{
    struct artefacts all;
    char id[16];
    begin(&all);
    for (int i = 200; i-- > 0;) {
        snprintf(id, sizeof id, "CL_%d", i);
        artefacts_add(&all, i % 2 ? ART_CODELIST : ART_DATAFLOW, STR("ILO"),
                      arena_str(&arena, str_of(id)), i % 3 ? STR("1.0.0") : STR("2.0.0"));
    }
    artefacts_finish(&all);
    CHECK_INT(all.n, 200);
    CHECK_INT(all.first[ART_CODELIST + 1] - all.first[ART_CODELIST], 100);
    CHECK_INT(all.first[ART_PROCESS + 1] - all.first[ART_PROCESS], 0);
    CHECK_INT(all.first[ART_CLASSES], 200);
    for (uint32_t i = 0; i < all.n; i++)
        CHECK(artefacts_find(&all, artefact_reference(all.of[i])) == all.of[i]);
    CHECK(artefacts_find(&all, of(ART_CODELIST, "CL_7", "1.0.0")));
    CHECK(!artefacts_find(&all, of(ART_DATAFLOW, "CL_7", "1.0.0")));
    CHECK(!artefacts_find(&all, of(ART_CODELIST, "CL_7", "1.0")));
    CHECK(!artefacts_find(&all, of(ART_CODELIST, "CL_", "1.0.0")));
    CHECK(!artefacts_find(&all, (struct reference){0}));
    arena_release(&arena);
}

TEST(artefacts_none_at_all)
{
    struct artefacts all;
    begin(&all);
    artefacts_finish(&all);
    CHECK(!artefacts_find(&all, of(ART_CODELIST, "CL_SEX", "1.0.0")));
    arena_release(&arena);
}

TEST(artefact_items_are_called_by_their_path_where_they_stand_in_each_other)
{
    static const struct item items[] = {{.id = {"A", 1}},
                                        {.id = {"B", 1}, .parent = 1},
                                        {.id = {"CC", 2}, .parent = 2},
                                        {.id = {"B", 1}},
                                        {.id = {"A.B", 3}}};
    struct artefact a = {.cls = ART_CATEGORY_SCHEME, .item = items, .nitems = 4};
    arena_init(&arena, 1 << 20);
    CHECK_STR(artefact_item_path(&a, 3, &arena), "A.B.CC");
    CHECK_STR(artefact_item_path(&a, 4, &arena), "B");
    CHECK_INT(artefact_item(&a, STR("A.B.CC")), 3);
    CHECK_INT(artefact_item(&a, STR("A.B")), 2);
    CHECK_INT(artefact_item(&a, STR("B")), 4);
    CHECK_INT(artefact_item(&a, STR("B.CC")), 0);
    CHECK_INT(artefact_item(&a, STR("CC")), 0);
    CHECK_INT(artefact_item(&a, STR(".B")), 0);
    CHECK_INT(artefact_item(&a, STR("")), 0);
    a.cls = ART_CODELIST;
    CHECK_STR(artefact_item_path(&a, 3, &arena), "CC");
    CHECK_INT(artefact_item(&a, STR("CC")), 3);
    CHECK_INT(artefact_item(&a, STR("A.B.CC")), 0);
    arena_release(&arena);
}

TEST(artefact_references_are_whole_and_each_once)
{
    struct component c[] = {
        {.concept = of(ART_CONCEPT_SCHEME, "CS", "1.0.0"), .codelist = of(ART_CODELIST, "CL_A", "1.0.0")},
        {.concept = of(ART_CONCEPT_SCHEME, "CS", "1.0.0")},
        {.concept = of(ART_CONCEPT_SCHEME, "CS", "1.0.0"), .codelist = of(ART_CODELIST, "CL_B", "1.0.0")},
    };
    struct reference *refs;
    c[0].concept.item = STR("A");
    struct artefact a = {.cls = ART_DATA_STRUCTURE, .component = c, .ncomponents = ARRAY_LEN(c)};
    arena_init(&arena, 1 << 20);
    CHECK_INT(artefact_references(&refs, &a, &arena), 3);
    CHECK_STR(refs[0].id, "CS");
    CHECK_INT(refs[0].item.len, 0);
    CHECK_STR(refs[1].id, "CL_A");
    CHECK_STR(refs[2].id, "CL_B");
    a = (struct artefact){.cls = ART_AGENCY_SCHEME};
    CHECK_INT(artefact_references(&refs, &a, &arena), 0);
    arena_release(&arena);
}

static void urn_is(enum artefact_class cls, const char *item, enum sdmx_version version, const char *want)
{
    struct buf out = {0};
    struct reference r = of(cls, "X", "1.0.0"), back;
    r.item = str_of(item);
    reference_urn(&out, r, version);
    CHECK_STR(buf_view(&out), want);
    CHECK(reference_parse(&back, buf_view(&out)));
    CHECK_INT(back.cls, cls);
    CHECK_STR(back.agency, "ILO");
    CHECK_STR(back.id, "X");
    CHECK_STR(back.version, "1.0.0");
    CHECK_STR(back.item, item);
    buf_release(&out);
}

TEST(reference_urns_are_those_of_the_version)
{
#define URN(rest) "urn:sdmx:org.sdmx.infomodel." rest
    urn_is(ART_CODELIST, "", SDMX_21, URN("codelist.Codelist=ILO:X(1.0.0)"));
    urn_is(ART_CODELIST, "A", SDMX_31, URN("codelist.Code=ILO:X(1.0.0).A"));
    urn_is(ART_CATEGORY_SCHEME, "A.B", SDMX_30, URN("categoryscheme.Category=ILO:X(1.0.0).A.B"));
    urn_is(ART_CONSTRAINT, "", SDMX_21, URN("registry.ContentConstraint=ILO:X(1.0.0)"));
    urn_is(ART_CONSTRAINT, "", SDMX_30, URN("registry.DataConstraint=ILO:X(1.0.0)"));
    urn_is(ART_HIERARCHY, "", SDMX_21, URN("codelist.HierarchicalCodelist=ILO:X(1.0.0)"));
    urn_is(ART_HIERARCHY, "", SDMX_30, URN("codelist.Hierarchy=ILO:X(1.0.0)"));
    urn_is(ART_STRUCTURE_MAP, "", SDMX_21, URN("mapping.StructureSet=ILO:X(1.0.0)"));
    urn_is(ART_STRUCTURE_MAP, "", SDMX_30, URN("structuremapping.StructureMap=ILO:X(1.0.0)"));
    urn_is(ART_DATA_STRUCTURE, "SEX", SDMX_30, URN("datastructure.Dimension=ILO:X(1.0.0).SEX"));
    urn_is(ART_DATA_STRUCTURE, "TIME_PERIOD", SDMX_30,
           URN("datastructure.TimeDimension=ILO:X(1.0.0).TIME_PERIOD"));
    urn_is(ART_METADATA_STRUCTURE, "A.B", SDMX_30,
           URN("metadatastructure.MetadataAttribute=ILO:X(1.0.0).A.B"));
    for (unsigned c = 0; c < ART_CLASSES; c++)
        for (unsigned v = SDMX_21; v <= SDMX_31; v++) {
            struct buf out = {0};
            struct reference back;
            reference_urn(&out, of((enum artefact_class)c, "X", "1.0.0"), (enum sdmx_version)v);
            CHECK(reference_parse(&back, buf_view(&out)));
            CHECK_INT(back.cls, c);
            buf_release(&out);
        }
}

TEST(reference_parse_understands_all_versions)
{
    struct reference r;
    CHECK(reference_parse(&r, STR(URN("base.DataProvider=ILO.STAT:DATA_PROVIDERS(1.0).THA"))));
    CHECK_INT(r.cls, ART_DATA_PROVIDER_SCHEME);
    CHECK_STR(r.agency, "ILO.STAT");
    CHECK_STR(r.item, "THA");
    CHECK(reference_parse(&r, STR(URN("codelist.Codelist=ILO:CL(1.0+.0)"))));
    CHECK_STR(r.version, "1.0+.0");
    CHECK(reference_parse(&r, STR(URN("codelist.Hierarchy=ILO:HCL(1.0).H1"))));
    CHECK_INT(r.cls, ART_HIERARCHY);
    CHECK_STR(r.item, "H1");
    CHECK(reference_parse(&r, STR(URN("registry.AvailabilityConstraint=ILO:X(1.0.0)"))));
    CHECK_INT(r.cls, ART_CONSTRAINT);
    CHECK(reference_parse(&r, STR(URN("datastructure.DataAttribute=ILO:X(1.0.0).SOURCE"))));
    CHECK_INT(r.cls, ART_DATA_STRUCTURE);
}

TEST(reference_parse_refuses_what_is_no_urn)
{
    static const char *const wrong[] = {
        "", "urn", "urn:sdmx:org.sdmx.infomodel.", URN("codelist.Codelist"), URN("codelist.Codelist="),
        URN("codelist.Codelist=ILO:X"), URN("codelist.Codelist=ILO:X(1.0.0"), URN("codelist.Codelist=ILO(1.0.0)"),
        URN("codelist.Codelist=:X(1.0.0)"), URN("codelist.Codelist=ILO:(1.0.0)"), URN("codelist.Codelist=ILO:X()"),
        URN("codelist.Codelist=ILO:X(1.0.0)A"), URN("codelist.Codelist=ILO:X(1.0.0).A"),
        URN("codelist.Code=ILO:X(1.0.0)"), URN("codelist.Code=ILO:X(1.0.0)."), URN("codelist.Code=ILO:X(1.0.0).A."),
        URN("codelist.Code=ILO:X(1.0.0).A b"), URN("base.Codelist=ILO:X(1.0.0)"), URN("codelist.Nothing=ILO:X(1.0.0)"),
        URN("codelist.Codelist=1LO:X(1.0.0)"), URN("codelist.Codelist=ILO:X<(1.0.0)"),
        URN("dataflow.Dataflow=ILO:X(1.0.0)"), "URN:sdmx:org.sdmx.infomodel.codelist.Codelist=ILO:X(1.0.0)",
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct reference r;
        if (reference_parse(&r, str_of(wrong[i])))
            test_fail(__FILE__, __LINE__, "\"%s\" is taken for a URN", wrong[i]);
    }
    struct reference r;
    CHECK(!reference_parse(&r, STR(URN("codelist.Codelist=ILO:X\0(1.0.0)"))));
}

/* Of these, in this order, which are meant; as "135", from 1. */
static const struct str versions[] = {{"1.0.0", 5},     {"1.1.0", 5}, {"1.1.3", 5},       {"2.0.0-rc.2", 10},
                                      {"2.0.0-rc.10", 11}, {"0.9.0", 5}, {"1.2.0-draft", 11}};

static void means(const char *text, const char *want)
{
    bool chosen[ARRAY_LEN(versions)];
    char got[ARRAY_LEN(versions) + 1];
    size_t n = 0;
    struct err err;
    if (!versions_choose(chosen, versions, ARRAY_LEN(versions), str_of(text), &err))
        test_fail(__FILE__, __LINE__, "%s", err.text);
    for (size_t i = 0; i < ARRAY_LEN(versions); i++)
        if (chosen[i])
            got[n++] = (char)('1' + i);
    got[n] = 0;
    if (strcmp(got, want) != 0)
        test_fail(__FILE__, __LINE__, "\"%s\" means %s, not %s", text, got, want);
}

TEST(versions_choose_follows_the_grammar)
{
    means("1.0.0", "1");
    means("1.0", "1");
    means("1", "1");
    means("1.1", "2");
    means("3", "");
    means("2.0.0", "");
    means("2.0.0-rc.2", "4");
    means("all", "1234567");
    means("ALL", "1234567");
    means("*", "1234567");
    means("*.0.0", "1234567");
    means("latest", "5");
    means("Latest", "5");
    means("~", "5");
    means("~.0.0", "5");
    means("+", "3");
    means("+.0.0", "3");
    means("1+.0.0", "3");
    means("1.+.0", "3");
    means("1.0+.0", "3");
    means("1.0.+", "1");
    means("1.0.0+", "1");
    means("1.1.1+", "3");
    means("1.1.4+", "");
    means("1.1+.4", "");
    means("1.1+.3", "3");
    means("2+.0.0", "");
    means("0.+.0", "");
    means("1.~.0", "7");
    means("1.~", "7");
    means("1.1~.4", "7");
    means("1.*.0", "1237");
    means("1.1*.1", "37");
    means("1.1.*", "23");
    means("1.1.3*", "3");
    means("0*.9.1", "123457");
    means("0~.0.0", "5");
}

TEST(versions_choose_takes_numbers_left_off_for_zeros)
{
    static const struct str old[] = {{"1.0", 3}, {"2", 1}};
    bool chosen[2];
    struct err err;
    CHECK(versions_choose(chosen, old, 2, STR("1.0.0"), &err) && chosen[0] && !chosen[1]);
    CHECK(versions_choose(chosen, old, 2, STR("2.0"), &err) && !chosen[0] && chosen[1]);
    CHECK(versions_choose(chosen, old, 2, STR("+"), &err) && !chosen[0] && chosen[1]);
    CHECK(versions_choose(chosen, old, 0, STR("+"), &err));
}

TEST(versions_choose_refuses_what_is_no_version)
{
    static const char *const wrong[] = {
        "", ".", "1.", ".1", "1..0", "1.0.0.0", "x", "1.x", "-1", "01.0", "1.0.0-", "1.0-draft", "1.0.0-a b",
        "+.2.3", "1.+.3", "~.2", "~.2.3", "1.~.3", "*.2", "*.2.3", "1.*.3", "+.0", "2.3+", "~.0.*", "3.2*.1+",
        "3.2+.1+", "++", "1,2", "1+2.0", "99999999999", "1.0.0+-x", "latest.0", "1.0.0-<",
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        bool chosen[1];
        struct err err = {0};
        if (versions_choose(chosen, versions, 1, str_of(wrong[i]), &err))
            test_fail(__FILE__, __LINE__, "\"%s\" is taken for a version", wrong[i]);
        CHECK_INT(err.code, ERR_USAGE);
    }
}
