/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/capability.h"

#include "model/fixture.h"
#include "model/ref_language.h"
#include "test.h"

#include <stdio.h>

static void can(const char *source, const char *indicator, enum answer want, const char *of)
{
    struct capability c = capability_of(fixture_ref(), str_of(source), fixture_indicator(indicator));
    CHECK_STR(str_of(answer_name(c.answer)), answer_name(want));
    CHECK_STR(c.of, of);
    CHECK_INT(c.reason.len > 0, c.of.len > 0);
}

TEST(capability_of_types)
{
    can("AA:1421", "MST_XWAP_SEX_AGE_CBR_NB", ANSWER_YES, "AA");
    can("AA:1421", "MST_EARA_SEX_CBR_NB", ANSWER_NO, "AA"); /* its measure is named, and not only its module */
    can("AA:1421", "MFL_NCIT_SEX_CCT_NB", ANSWER_NO, "AA");
    can("AA:1421", "MNA_TPOP_SEX_CRS_NB", ANSWER_PARTLY, "AA");
    can("AA:1421", "MNA_OEMP_SEX_CDS_NB", ANSWER_NO, "AA");
    can("BA:741", "MST_TEMP_SEX_OCU_CCT_NB", ANSWER_YES, "BA");
    can("BA:741", "MST_NCTE_SEX_CCT_NB", ANSWER_PARTLY, "BA");
    can("DA:1", "MST_TEMP_SEX_ECO_CBR_NB", ANSWER_PARTLY, "DA"); /* by the table: the measure has others */
    can("DA:1", "MST_TEMP_SEX_AGE_CBR_NB", ANSWER_NO, "");
    can("FJ", "MNA_OPOP_SEX_CDS_NB", ANSWER_YES, "FJ");
    can("GA:546", "MST_XWAP_SEX_AGE_CBR_NB", ANSWER_NO, "");
    can("QQ:1", "MST_XWAP_SEX_AGE_CBR_NB", ANSWER_NO, "");
    can("", "MST_XWAP_SEX_AGE_CBR_NB", ANSWER_NO, "");
}

TEST(capability_of_kinds)
{
    /* a kind says more than the type that its records stand under */
    can("FB:6664", "MST_NCTE_SEX_CCT_NB", ANSWER_YES, "work_permits");
    can("FB:6664", "MNA_OEMP_SEX_CDS_NB", ANSWER_NO, "");
    can("FB:6664", "MST_TUNE_SEX_AGE_CCT_NB", ANSWER_NO, "");
    can("FB:6668", "MNA_OEMP_SEX_OCU_NB", ANSWER_YES, "overseas_employment");
    can("FB:6668", "MST_NCTE_SEX_CCT_NB", ANSWER_NO, "");
    can("FX:3262", "MNA_OEMP_SEX_CDS_NB", ANSWER_NO, "none");
    can("FX:816", "MNA_OEMP_SEX_CDS_NB", ANSWER_PARTLY, "FX");
    /* of two kinds the better counts */
    can("FX:6674", "MST_NCTE_SEX_CCT_NB", ANSWER_YES, "work_permits");
    can("FX:6674", "MFL_NCIT_SEX_CCT_NB", ANSWER_YES, "border_records");
    can("FX:6674", "MFL_NEMP_SEX_OCU_NB", ANSWER_YES, "work_permits");
}

TEST(capability_is_said_of_every_table_by_some_type)
{
    const struct ref *ref = fixture_ref();
    for (uint16_t i = 1; i < ref->nlisted; i++) {
        bool some = ref->indicators[i].generation == GEN_DERIVED;
        for (uint32_t t = 0; t < ref->nsource_types; t++)
            some = some || capability_of(ref, ref->source_types[t].code, i).answer != ANSWER_NO;
        for (uint32_t s = 1; s < ref->nsurveys; s++) {
            char code[32];
            size_t n = (size_t)snprintf(code, sizeof code, "%s:%s", ref->source_types[ref->surveys[s].type].code.p,
                                        ref->surveys[s].id.p);
            some = some || capability_of(ref, (struct str){code, n}, i).answer != ANSWER_NO;
        }
        if (!some)
            test_fail(__FILE__, __LINE__, "nothing can answer %s", ref->indicators[i].code.p);
    }
}

static void grades(const char *note, const char *indicator, int want)
{
    const struct ref *ref = fixture_ref();
    const struct note *n = ref_note_find(ref, str_of(note));
    CHECK(n);
    CHECK_INT(grade_of(ref, n, &ref->indicators[fixture_indicator(indicator)]), want);
}

TEST(grades_are_the_same_in_all_languages)
{
    struct ref *ref = ref_in_language(fixture_ref(), "vi");
    const struct note *n = ref_note_find(ref, STR("T36:3215"));
    CHECK_INT(grade_of(ref, n, &ref->indicators[fixture_indicator("MST_NCTE_SEX_CCT_NB")]), 3);
    CHECK_INT(grade_of(ref, n, &ref->indicators[fixture_indicator("MST_FORE_SEX_CBR_NB")]), 1);
    ref_in_language_free(ref);
}

TEST(grades_of_fixed_values)
{
    grades("T36:3215", "MST_NCTE_SEX_CCT_NB", 3);
    grades("T36:3215", "MST_FORE_SEX_CBR_NB", 1);
    grades("T36:3215", "MST_TPOP_SEX_MIG_NB", 3); /* leaves the criterion open */
    grades("T36:3215", "MNA_OEMP_SEX_CDS_NB", -1);
    grades("T36:3217", "MNA_OEMP_SEX_CDS_NB", 2);
    grades("T36:3217", "MNA_XRET_SEX_CPR_NB", 1);
    grades("T36:3218", "MNA_OEMP_SEX_CDS_NB", 2); /* by measure, before its module */
    grades("T36:3218", "MNA_XRET_SEX_CPR_NB", 1);
    grades("T36:4468", "MNA_OEMP_SEX_CDS_NB", 0);
    grades("S4:29", "MST_NCTE_SEX_CCT_NB", 3);
    grades("S5:43", "MST_NCTE_SEX_CCT_NB", 0);
    grades("S4:31", "MST_NCTE_SEX_CCT_NB", -1);
}
