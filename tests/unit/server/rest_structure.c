/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/rest_structure.h"

#include "test.h"

static uint32_t classes_of(const char *name, bool v2, bool want_kept)
{
    struct structure_query q = {0};
    bool kept;
    CHECK(structure_resource(&q, &kept, str_of(name), v2));
    CHECK(kept == want_kept);
    CHECK(q.v2 == v2);
    return q.classes;
}

TEST(rest_structure_words_of_either_api)
{
    static const char *const none[] = {"", "data", "codebook", "structure/", "Codelist s", "availableconstraint"};
    struct structure_query q = {0};
    bool kept;
    CHECK_INT(classes_of("codelist", false, true), 1 << ART_CODELIST);
    CHECK_INT(classes_of("CodeList", true, true), 1 << ART_CODELIST);
    CHECK_INT(classes_of("hierarchicalcodelist", false, true), 1 << ART_HIERARCHY);
    CHECK_INT(classes_of("hierarchy", true, true), 1 << ART_HIERARCHY);
    CHECK_INT(classes_of("structureset", false, true), 1 << ART_STRUCTURE_MAP);
    CHECK_INT(classes_of("dataconstraint", true, true), 1 << ART_CONSTRAINT);
    CHECK_INT(classes_of("organisationscheme", false, true),
              1 << ART_AGENCY_SCHEME | 1 << ART_DATA_PROVIDER_SCHEME | 1 << ART_DATA_CONSUMER_SCHEME |
                  1 << ART_ORGANISATION_UNIT_SCHEME);
    CHECK(classes_of("structure", false, true) & 1 << ART_CONSTRAINT);
    CHECK_INT(classes_of("*", true, true), classes_of("all", true, true));
    CHECK(!(classes_of("*", true, true) & 1 << ART_METADATA_SET)); /* which has a resource of its own */
    CHECK_INT(classes_of("vtlmappingscheme", false, false), 0);
    CHECK_INT(classes_of("valuelist", true, false), 0);
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        CHECK(!structure_resource(&q, &kept, str_of(none[i]), false));
    CHECK(!structure_resource(&q, &kept, STR("hierarchy"), false));
    CHECK(!structure_resource(&q, &kept, STR("hierarchicalcodelist"), true));
}

TEST(rest_structure_constraints_of_one_kind)
{
    struct structure_query actual = {0}, allowed = {0}, both = {0};
    bool kept;
    CHECK(structure_resource(&actual, &kept, STR("actualconstraint"), false));
    CHECK(structure_resource(&allowed, &kept, STR("allowedconstraint"), false));
    CHECK(structure_resource(&both, &kept, STR("contentconstraint"), false));
    CHECK(actual.only_actual && !actual.only_allowed && allowed.only_allowed && !allowed.only_actual);
    CHECK(!both.only_actual && !both.only_allowed);
    CHECK_INT(actual.classes, both.classes);
}
