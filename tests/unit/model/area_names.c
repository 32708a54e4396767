/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/area_names.h"

#include "model/fixture.h"
#include "test.h"

static const char *called(const char *name)
{
    const struct ref *ref = fixture_ref();
    uint16_t area = ref_area_called(ref, str_of(name));
    return area ? ref->areas[area].code.p : "";
}

static const char *like(const char *name)
{
    const struct ref *ref = fixture_ref();
    uint16_t area = ref_area_like(ref, str_of(name));
    return area ? ref->areas[area].code.p : "";
}

TEST(area_names_are_understood_in_many_languages)
{
    static const char *const names[][2] = {
        {"Kamboja", "KHM"},       {"កម្ពុជា", "KHM"},  {"Campuchia", "KHM"}, {"CAMPUCHIA", "KHM"},
        {"ไทย", "THA"},           {"泰国", "THA"},     {"Tailandia", "THA"}, {"Thaïlande", "THA"},
        {"Việt Nam", "VNM"},      {"VIỆT NAM", "VNM"}, {"Viet Nam", "VNM"},  {"Áo", "AUT"},
        {"Мьянма", "MMR"},        {"МЬЯНМА", "MMR"},   {"Birmanie", "MMR"},  {"မြန်မာ", "MMR"},
        {"Singapura", "SGP"},     {"Filipina", "PHL"}, {"Ấn Độ", "IND"},     {"Đức", "DEU"},
        {"Korea Selatan", "KOR"}, {"ເກົາຫລີໃຕ້", "KOR"}};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        CHECK_STR(str_of(called(names[i][0])), names[i][1]);
}

TEST(area_names_are_taken_to_the_letter)
{
    static const char *const none[] = {"Malasya", "Kambodia", "Phillipines", "Мянма", "Total", "Jumlah",
                                       "Lainnya", "Other countries", "Ao", "y", "duc", "", "ไท"};
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        CHECK_STR(str_of(called(none[i])), "");
}

TEST(area_names_near_are_suggested)
{
    static const char *const names[][2] = {
        {"Malasya", "MYS"}, {"Kambodia", "KHM"}, {"Phillipines", "PHL"}, {"Мянма", "MMR"},
        {"Myanmarr", "MMR"}, {"Indonesai", "IDN"}, {"Total", ""}, {"Lainnya", ""},
        {"Other countries", ""}, {"Atlantis", ""}, {"xyz", ""}, {"", ""}};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        for (unsigned again = 0; again < 2; again++) /* the second time as remembered */
            CHECK_STR(str_of(like(names[i][0])), names[i][1]);
    CHECK_STR(ref_area_nearest(fixture_ref(), STR("Malasya")), "MYS");
    CHECK_STR(ref_area_nearest(fixture_ref(), STR("Malaisie")), "MYS");
    CHECK_STR(ref_area_nearest(fixture_ref(), STR("KMH")), "KHM");
}

/* A name that two languages give to two countries is nobody's; each that is left is in the list. */
TEST(area_names_mean_one_country)
{
    uint32_t n;
    const struct area_name *names = area_names(&n);
    unsigned several = 0;
    CHECK(n > 2500);
    for (uint32_t i = 0; i < n; i++) {
        const char *found = area_names_find(names[i].folded);
        several += names[i].iso2[0] == 0;
        CHECK((found == NULL) == (names[i].iso2[0] == 0));
        CHECK(!found || strcmp(found, names[i].iso2) == 0);
    }
    CHECK(several > 0 && several < 20);
    CHECK(!area_names_find(STR("nowhere")));
}
