/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/collection.h"

#include "test.h"

static void takes(enum collection_field field, const char *text, bool fine)
{
    if ((collection_field_wrong(field, str_of(text)) == NULL) != fine)
        test_fail(__FILE__, __LINE__, "%s \"%s\"", collection_field_name(field), text);
}

TEST(collection_fields_are_what_addresses_and_pages_can_hold)
{
    char most[2002];
    takes(COLLECTION_CODE, "UNDESA_IMS", true);
    takes(COLLECTION_CODE, "A", true);
    takes(COLLECTION_CODE, "", false);
    takes(COLLECTION_CODE, "1A", false);
    takes(COLLECTION_CODE, "undesa", false);
    takes(COLLECTION_CODE, "A@B", false);
    takes(COLLECTION_CODE, "A/B", false);
    takes(COLLECTION_CODE, "A1234567890123456789012345678901234567890", false);
    takes(COLLECTION_VINTAGE, "2019", true);
    takes(COLLECTION_VINTAGE, "Rev.2_b-c", true);
    takes(COLLECTION_VINTAGE, "", false);
    takes(COLLECTION_VINTAGE, "20 19", false);
    takes(COLLECTION_VINTAGE, "../x", false);
    takes(COLLECTION_CRITERION, "birth", true);
    takes(COLLECTION_CRITERION, "Birth", false);
    takes(COLLECTION_RETRIEVED, "", true);
    takes(COLLECTION_RETRIEVED, "2024-05-31", true);
    takes(COLLECTION_RETRIEVED, "2024-05", false);
    takes(COLLECTION_RETRIEVED, "2024-05-31T", false);
    takes(COLLECTION_ADDRESS, "", true);
    takes(COLLECTION_ADDRESS, "https://example.org/a?b=c#d", true);
    takes(COLLECTION_ADDRESS, "javascript:alert(1)", false);
    takes(COLLECTION_ADDRESS, "https://a\"b", false);
    takes(COLLECTION_ADDRESS, "https://a b", false);
    takes(COLLECTION_ADDRESS, "https://\xc3\xa4", false);
    takes(COLLECTION_NAME, "Stock of \"migrants\" <2019>", true);
    takes(COLLECTION_NAME, "a\033[31mb", false);
    memset(most, 'a', sizeof most);
    most[2001] = 0;
    takes(COLLECTION_DEFINITION, most, false);
    most[2000] = 0;
    takes(COLLECTION_DEFINITION, most, true);
}

TEST(collection_names_are_a_code_and_perhaps_a_vintage)
{
    struct str code, vintage;
    char source[COLLECTION_SOURCE];
    struct collection c = {.code = STR("WB"), .vintage = STR("2017")};
    CHECK(collection_name_split(&code, &vintage, STR("UNDESA_IMS@2019")));
    CHECK_STR(code, "UNDESA_IMS");
    CHECK_STR(vintage, "2019");
    CHECK(collection_name_split(&code, &vintage, STR("UNDESA_IMS")));
    CHECK(vintage.len == 0);
    CHECK(!collection_name_split(&code, &vintage, STR("UNDESA_IMS@")));
    CHECK(!collection_name_split(&code, &vintage, STR("@2019")));
    CHECK(!collection_name_split(&code, &vintage, STR("")));
    CHECK_STR(((struct str){source, collection_source(source, &c)}), "WB:2017");
    for (int f = 0; f < COLLECTION_FIELDS; f++)
        CHECK(collection_field_name((enum collection_field)f)[0]);
    CHECK_STR(*collection_field_of(&c, COLLECTION_VINTAGE), "2017");
}
