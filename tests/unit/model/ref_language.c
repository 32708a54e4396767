/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/ref_language.h"

#include "model/fixture.h"
#include "test.h"

TEST(ref_in_language_has_the_names_of_that_language)
{
    const struct ref *ref = fixture_ref();
    struct ref *thai = ref_in_language(ref, "th");
    uint16_t myanmar = ref_area_find(thai, STR("MMR")), code = ref_code_find(thai, STR("CCT_CTZ_MMR"));
    CHECK_INT(myanmar, ref_area_find(ref, STR("MMR")));
    CHECK_STR(thai->areas[myanmar].name, "เมียนมา");
    CHECK_STR(thai->codes[code].name, "เมียนมา");
    CHECK_STR(ref->areas[myanmar].name, "Myanmar");
    uint16_t table = ref_indicator_find(thai, STR("MST_NCTE_SEX_CCT_NB"));
    CHECK_STR(thai->indicators[table].title,
              arena_text(&thai->arena, ref_name(ref, "th", "title", STR("MST_NCTE_SEX_CCT_NB"), STR(""))));
    CHECK(!str_eq(thai->indicators[table].title, ref->indicators[table].title));
    CHECK_STR(thai->codes[ref->sex_total].name,
              arena_text(&thai->arena, ref_name(ref, "th", "code", STR("SEX_T"), STR(""))));
    ref_in_language_free(thai);
}

TEST(ref_in_language_says_in_english_what_the_language_lacks)
{
    const struct ref *ref = fixture_ref();
    struct ref *none = ref_in_language(ref, "zz");
    for (uint32_t i = 1; i < ref->ncodes; i++)
        if (!ref->codes[i].area)
            CHECK(str_eq(none->codes[i].name, ref->codes[i].name));
    for (uint32_t i = 1; i < ref->nindicators; i++)
        CHECK(str_eq(none->indicators[i].title, ref->indicators[i].title));
    ref_in_language_free(none);
}

/* Each place once; where letters are those of English, as strcmp has them. */
TEST(ref_areas_have_places_in_order_of_name)
{
    const struct ref *ref = fixture_ref();
    struct ref *thai = ref_in_language(ref, "th");
    bool *seen = arena_array(&thai->arena, bool, ref->nareas);
    for (uint32_t a = 1; a < ref->nareas; a++) {
        CHECK(ref->areas[a].place >= 1 && ref->areas[a].place < ref->nareas);
        CHECK(thai->areas[a].place >= 1 && thai->areas[a].place < ref->nareas && !seen[thai->areas[a].place]);
        seen[thai->areas[a].place] = true;
        for (uint32_t b = 1; b < a; b++)
            CHECK((str_cmp(ref->areas[a].name, ref->areas[b].name) > 0) == (ref->areas[a].place > ref->areas[b].place));
    }
    /* Thai dictionaries put a vowel that is written before its consonant behind it: เ + ว after ก */
    CHECK(thai->areas[ref_area_find(thai, STR("VNM"))].place > thai->areas[ref_area_find(thai, STR("KHM"))].place);
    ref_in_language_free(thai);
}
