/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/concept.h"

#include "base/num.h"
#include "model/fixture.h"
#include "test.h"

#include <stdio.h>

static void has_name(const char *language, const char *kind, struct str code)
{
    if (!concept_named(fixture_ref(), str_of(kind), code))
        test_fail(__FILE__, __LINE__, "%s %.*s is not known", kind, STR_FMT(code));
    if (!ref_name(fixture_ref(), language, kind, code, STR("")).len)
        test_fail(__FILE__, __LINE__, "data/names/%s.csv has no %s \"%.*s\"", language, kind, STR_FMT(code));
}

TEST(concept_names_in_every_language)
{
    static const char *const schemes[] = {"CL_NOTE", "CS_ILMS", "CS_SOURCES", "DATA_CONSUMERS", "DATA_PROVIDERS",
                                          "H_AREA", "MDF_SOURCES", "METADATA_PROVIDERS", "OU_ILMS", "PR_ILMS",
                                          "RT_ILMS"};
    const struct ref *ref = fixture_ref();
    char text[NUM_MAX];
    CHECK(ref->nlanguages >= 3);
    for (uint32_t l = 0; l < ref->nlanguages; l++) {
        const char *language = ref->languages[l].p;
        for (size_t i = 0; i < CONCEPTS_ALL; i++)
            has_name(language, "concept", str_of(concepts[i].id));
        for (uint32_t i = 0; i < ref->nunits; i++)
            has_name(language, "unit", ref->units[i].code);
        for (uint32_t i = 0; i < ref->nstatuses; i++)
            has_name(language, "status", (struct str){&ref->statuses[i].code, 1});
        for (const char *p = "AQM"; *p; p++)
            has_name(language, "freq", (struct str){p, 1});
        for (const char *p = "012369"; *p; p++)
            has_name(language, "unit_mult", (struct str){p, 1});
        for (unsigned n = 0; n <= NUM_DECIMALS_MAX; n++)
            has_name(language, "decimals", (struct str){text, num_fmt_uint(text, n)});
        for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
            has_name(language, "scheme", str_of(schemes[i]));
        has_name(language, "phrase", STR("by"));
        /* of which a title has to have it, or it would be named as a whole */
        for (uint32_t i = 1; i < ref->nindicators; i++) {
            struct str title = ref_name(ref, language, "title", ref->indicators[i].code, STR(""));
            struct str by = ref_name(ref, language, "phrase", STR("by"), STR(""));
            CHECK(!title.len || memmem(title.p, title.len, by.p, by.len));
        }
    }
}

static void label(const char *language, const char *unit, int mult, const char *want)
{
    struct buf out = {0};
    unit_label(&out, fixture_ref(), language, &(struct indicator){.unit = str_of(unit), .unit_mult = mult});
    CHECK_STR(buf_view(&out), want);
    buf_release(&out);
}

TEST(concept_names)
{
    const struct ref *ref = fixture_ref();
    CHECK_STR(concept_name(ref, NULL, STR("FREQ")), "Frequency");
    CHECK_STR(concept_name(ref, "en", STR("SEX")), "Sex");
    CHECK_STR(concept_name(ref, "vi", STR("FREQ")), "Tần suất");
    CHECK_STR(concept_name(ref, "id", STR("SEX")), "Jenis kelamin");
    CHECK_STR(concept_name(ref, "fr", STR("FREQ")), "Frequency");
    CHECK_STR(concept_name(ref, "vi", STR("COLOUR")), "COLOUR");
    CHECK_STR(freq_name(ref, NULL, 'Q'), "Quarterly");
    CHECK_STR(freq_name(ref, "id", 'M'), "Bulanan");
    CHECK_STR(freq_name(ref, "id", 'W'), "");
    CHECK_STR(unit_name(ref, "th", STR("PT")), "ร้อยละ");
    CHECK_STR(unit_name(ref, "th", STR("??")), "??");
    CHECK_STR(unit_mult_name(ref, "vi", 6), "Triệu");
    CHECK_STR(unit_mult_name(ref, NULL, 6), "Millions");
    CHECK_STR(unit_mult_name(ref, NULL, 5), "");
    CHECK_STR(unit_mult_name(ref, NULL, -3), "");
    label(NULL, "PS", 3, "Persons (thousands)");
    label("id", "PS", 3, "Orang (ribu)");
    label("th", "PS", 3, "คน (พัน)");
    label("vi", "PT", 0, "Phần trăm");
    label(NULL, "??", -2, "??");
}
