/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/ref_builtin.h"

#include "test.h"

#include <string.h>

#define OWN(n, c) {.name = STR(n), .content = STR(c)}
#define REGION                                                                                                       \
    OWN("region.csv", "key,value\nagency,FREC\ncollection,FRLM\nname,Statistics\nregion,FREC\nregion_name,Rivers\n"   \
                      "first_year,2015\nsample,none\n")
#define GROUP OWN("codelists/groups.csv", "code,name,kind\nFREC,Rivers,partner\n")

#define JOIN(a, files, n, own, nown) ref_builtin_join((a), (files), (n), (own), (nown), "mine", &err)

static void refused(int r, const struct err *err, const char *part)
{
    CHECK_INT(r, -ERR_CONFIG);
    if (!strstr(err->text, part))
        test_fail(__FILE__, __LINE__, "\"%s\" has no \"%s\"", err->text, part);
}

static const struct ref_file *file_of(const struct ref_file *files, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(files[i].name, name))
            return &files[i];
    return NULL;
}

TEST(region_own_lines_come_behind)
{
    struct arena a;
    struct ref_file *files, *built;
    struct ref *ref;
    struct err err;
    size_t n, nbuilt;
    const struct ref_file own[] = {
        REGION, GROUP, OWN("codelists/areas.csv", "\xEF\xBB\xBF" "code,iso2,m49,name\r\nXAL,,,Aldermark"),
        OWN("codelists/group_members.csv", "group,area\nFREC,XAL\n"),
        OWN("names/fr.csv", "kind,code,name\nregion,name,Chiffres\n")};
    arena_init(&a, 64 << 20);
    nbuilt = ref_builtin_files(&a, &built);
    CHECK_INT(JOIN(&a, &files, &n, own, ARRAY_LEN(own)), 0);
    CHECK_INT(n, nbuilt + 1);
    CHECK_INT(ref_load(&ref, files, n, &err), 0);
    CHECK_STR(ref->region, "FREC");
    CHECK(ref_area_find(ref, STR("XAL")) != 0 && ref->areas[ref_area_find(ref, STR("XAL"))].member);
    CHECK(!ref->areas[ref_area_find(ref, STR("THA"))].member);
    CHECK(ref_code_find(ref, STR("CCT_CTZ_XAL")) != 0 && ref_code_find(ref, STR("CCT_CTZ_FREC")) != 0);
    /* what other languages call the region of the program is not this one's name */
    CHECK_STR(ref_name(ref, "th", "region", STR("region"), STR("none")), "none");
    CHECK_STR(ref_name(ref, "fr", "region", STR("name"), STR("none")), "Chiffres");
    CHECK(!str_eq(ref_name(ref, "th", "dimension", STR("SEX"), STR("none")), STR("none")));
    ref_free(ref);
    /* the built-in files are as they were, and give the same hash */
    CHECK(file_of(built, nbuilt, "codelists/areas.csv")->own == NULL);
    CHECK_STR(str_of(file_of(files, n, "codelists/areas.csv")->own), "mine");
    arena_release(&a);
}

TEST(region_that_does_not_fit)
{
    struct arena a;
    struct ref_file *files;
    struct ref *ref = NULL;
    struct err err;
    size_t n;
    arena_init(&a, 64 << 20);
    const struct ref_file without[] = {GROUP};
    refused(JOIN(&a, &files, &n, without, 1), &err, "mine/region.csv: the file is missing");
    refused(JOIN(&a, &files, &n, NULL, 0), &err, "mine/region.csv: the file is missing");
    const struct ref_file other[] = {REGION, OWN("codelists/groups.csv", "code,kind,name\n")};
    refused(JOIN(&a, &files, &n, other, 2), &err,
            "mine/codelists/groups.csv:1: the header is to be \"code,name,kind\"");
    const struct ref_file empty[] = {REGION, OWN("codelists/groups.csv", "")};
    refused(JOIN(&a, &files, &n, empty, 2), &err, "mine/codelists/groups.csv:1: ");
    /* the line is that of the own file, of whatever length the one built in is */
    const struct ref_file twice[] = {
        REGION, OWN("codelists/groups.csv", "code,name,kind\nFREC,Rivers,partner\n\nASEAN,x,partner\n")};
    CHECK_INT(JOIN(&a, &files, &n, twice, 2), 0);
    refused(ref_load(&ref, files, n, &err), &err, "mine/codelists/groups.csv:4: \"ASEAN\" is given twice");
    arena_release(&a);
}
