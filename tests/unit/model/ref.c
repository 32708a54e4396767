/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/ref.h"

#include "base/buf.h"
#include "model/fixture.h"
#include "model/formula.h"
#include "model/mirrored.h"
#include "test.h"

/* -- what is built in, against DOMAIN (sections 2 to 4) --------------------------------- */

TEST(ref_has_both_generations_of_the_questionnaire)
{
    const struct ref *ref = fixture_ref();
    unsigned current = 0, first = 0, derived = 0;
    for (uint32_t i = 1; i < ref->nindicators; i++) {
        const struct indicator *in = &ref->indicators[i];
        current += (in->generation & GEN_CURRENT) != 0;
        first += (in->generation & GEN_FIRST) != 0;
        derived += in->generation == GEN_DERIVED;
        struct str code = in->code;
        const struct formula *f = formula_of(ref, (uint16_t)i);
        CHECK(str_ends(code, STR("_NB")) || str_ends(code, STR("_RT")) ||
              str_ends(code, STR("_DT")) || (f && f->own));
        CHECK((in->generation == GEN_DERIVED) == (f != NULL));
        CHECK(str_starts(code, ref->modules[in->module].code));
        CHECK(in->definition.len && in->title.len);
        CHECK(in->generation == GEN_DERIVED || in->nasked > 0);
        /* the measure: topic, variable and unit of the code */
        CHECK(str_starts(in->measure, str_sub(code, 0, 8)));
        CHECK(str_ends(in->measure, str_sub(code, code.len - 3, 3)));
        bool earnings = str_starts(code, STR("MST_EAR"));
        if (str_ends(code, STR("_NB"))) {
            CHECK(str_is(in->unit, earnings ? "LC" : "PS"));
            CHECK_INT(in->unit_mult, earnings ? 0 : 3);
            CHECK_INT(in->decimals, earnings ? 2 : 3);
        } else {
            CHECK(str_is(in->unit, "PT") && in->unit_mult == 0);
        }
        for (unsigned k = 0; k < in->nclass; k++) {
            bool asked = in->generation == GEN_DERIVED, shown = false;
            for (unsigned v = 0; v < in->nasked; v++)
                asked = asked || ref->versions[in->asked[v]].dimension == in->classif[k];
            for (unsigned v = 0; v < in->ndisseminated; v++)
                shown = shown || ref->versions[in->disseminated[v]].dimension == in->classif[k];
            CHECK(asked && shown);
        }
    }
    CHECK_INT(ref->nmodules, 3);
    CHECK_INT(current, 37);
    CHECK_INT(first, 23);
    CHECK(derived > 0);
}

TEST(ref_has_the_tables_of_the_current_form)
{
    static const char *const both[] = {
        "MST_XWAP_SEX_AGE_%", "MST_XWAP_SEX_EDU_%", "MST_TEMP_SEX_AGE_%", "MST_TEMP_SEX_ECO_%",
        "MST_TEMP_SEX_OCU_%", "MST_TEMP_SEX_STE_%", "MST_TUNE_SEX_AGE_%", "MST_EARA_SEX_%",
        "MST_EARB_SEX_%"};
    static const char *const single[] = {
        "MST_FORP_SEX_CBR", "MST_NCTP_SEX_CCT", "MST_FORE_SEX_CBR", "MST_NCTE_SEX_CCT",
        "MFL_FPOP_SEX_CBR", "MFL_NCIT_SEX_CCT", "MFL_FWAP_SEX_EDU", "MFL_FEMP_SEX_ECO",
        "MFL_FEMP_SEX_OCU", "MFL_NWAP_SEX_EDU", "MFL_NEMP_SEX_ECO", "MFL_NEMP_SEX_OCU",
        "MNA_TPOP_SEX_CRS", "MNA_OPOP_SEX_CDS", "MNA_OEMP_SEX_CDS", "MNA_OEMP_SEX_EDU",
        "MNA_OEMP_SEX_ECO", "MNA_OEMP_SEX_OCU", "MNA_XRET_SEX_CPR"};
    const struct ref *ref = fixture_ref();
    char code[40];
    for (size_t i = 0; i < ARRAY_LEN(both); i++)
        for (int k = 0; k < 2; k++) {
            struct str stem = str_of(both[i]);
            struct buf b = {0};
            buf_fmt(&b, "%.*s%s_NB", (int)stem.len - 1, stem.p, k ? "CCT" : "CBR");
            CHECK(ref->indicators[fixture_indicator(b.p)].generation & GEN_CURRENT);
            buf_release(&b);
        }
    for (size_t i = 0; i < ARRAY_LEN(single); i++) {
        struct str stem = str_of(single[i]);
        memcpy(code, stem.p, stem.len);
        memcpy(code + stem.len, "_NB", 4);
        CHECK(ref->indicators[fixture_indicator(code)].generation & GEN_CURRENT);
    }
    CHECK_INT(2 * ARRAY_LEN(both) + ARRAY_LEN(single), 37);
}

TEST(ref_has_seventeen_definitions_of_migrants)
{
    static const char *const ids[] = {"3214", "3215", "3216", "3217", "3218", "3219",
                                      "3220", "3221", "3222", "3223", "3224", "3526",
                                      "3920", "4108", "4111", "4468", "5015"};
    const struct ref *ref = fixture_ref();
    unsigned n = 0;
    int t36 = ref_note_type_find(ref, STR("T36"));
    CHECK(t36 >= 0 && ref->note_types[t36].open);
    for (uint32_t i = 0; i < ref->nnotes; i++)
        n += ref->notes[i].type == t36;
    CHECK_INT(n, 17);
    for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
        char note[16] = "T36:";
        memcpy(note + 4, ids[i], 5);
        CHECK(ref_note_find(ref, str_of(note)) && ref_note_find(ref, str_of(note))->name.len);
    }
    CHECK(ref_note_find(ref, STR("T36:1")) == NULL);
    int contact = ref_note_type_find(ref, STR("S13"));
    CHECK(contact >= 0 && !ref->note_types[contact].open); /* personal: never disseminated */
}

TEST(ref_versions_hold_together)
{
    static const char *const section4[] = {
        "SEX", "CBR_BIR", "CCT_CIT", "CBR_BRT", "CCT_CTZ", "CRS_RES", "CDS_DES", "CPR_PRV",
        "COU_ORI",
        "AGE_AGGREGATE", "AGE_10YRBANDS", "AGE_YTHADULT", "EDU_AGGREGATE", "EDU_ISCED11",
        "EDU_ISCED97", "ECO_SECTOR", "ECO_AGGREGATE", "ECO_ISIC4", "ECO_ISIC3", "OCU_SKILL",
        "OCU_ISCO08", "OCU_ISCO88", "STE_AGGREGATE", "STE_ICSE93"};
    const struct ref *ref = fixture_ref();
    for (size_t i = 0; i < ARRAY_LEN(section4); i++) {
        int v = ref_version_find(ref, str_of(section4[i]));
        CHECK(v >= 0 && ref->versions[v].total);
    }
    for (uint32_t i = 0; i < ref->nversions; i++) {
        const struct version *v = &ref->versions[i];
        CHECK(v->n > 0 && v->total == v->first);
        CHECK(ref->codes[v->total].role == CODE_TOTAL);
        CHECK(!v->rest || ref->codes[v->rest].role == CODE_REST);
        for (uint16_t c = v->first; c < v->first + v->n; c++) {
            const struct code *code = &ref->codes[c];
            CHECK_INT(code->version, i);
            CHECK_INT(ref_code_find(ref, code->code), c);
            CHECK(code->name.len && code->code.p[code->code.len] == 0);
            CHECK(code->parent < c);
            CHECK(!code->parent || ref->codes[code->parent].has_parts);
            CHECK(!code->parent || ref->codes[code->parent].version == i);
            CHECK(!code->area || v->countries);
            if (code->area) {
                struct str iso = ref->areas[code->area].code;
                CHECK(str_ends(code->code, iso) && code->role == CODE_PART);
            }
        }
        if (v->countries)
            CHECK(ref->codes[v->first + v->n - 1].role == CODE_REST && v->rest);
    }
    CHECK_INT(ref_code_find(ref, STR("")), 0);
    CHECK_INT(ref_area_find(ref, STR("")), 0);
    CHECK_INT(ref_indicator_find(ref, STR("")), 0);
    CHECK(ref->codes[0].code.len == 0 && ref->areas[0].code.len == 0);
}

static void maps(const char *from, const char *to)
{
    const struct ref *ref = fixture_ref();
    uint16_t f = fixture_code(from), t = fixture_code(to);
    for (uint32_t i = 0; i < ref->ncorrespondences; i++)
        if (ref->correspondences[i].from == f && ref->correspondences[i].to == t)
            return;
    test_fail(__FILE__, __LINE__, "%s is not in %s", from, to);
}

/* "ECO_ISIC4_" and "GHI": every letter of it */
static void maps_each(const char *prefix, const char *letters, const char *to)
{
    for (; *letters; letters++) {
        struct buf b = {0};
        buf_fmt(&b, "%s%c", prefix, *letters);
        maps(b.p, to);
        buf_release(&b);
    }
}

TEST(ref_corresponds_as_section_4_says)
{
    static const char *const isco[] = {"OCU_ISCO08_", "OCU_ISCO88_"};
    for (size_t i = 0; i < 2; i++) {
        maps_each(isco[i], "123", "OCU_SKILL_L3-4");
        maps_each(isco[i], "45678", "OCU_SKILL_L2");
        maps_each(isco[i], "9", "OCU_SKILL_L1");
        maps_each(isco[i], "0X", "OCU_SKILL_X");
    }
    maps_each("ECO_ISIC4_", "A", "ECO_AGGREGATE_AGR");
    maps_each("ECO_ISIC4_", "C", "ECO_AGGREGATE_MAN");
    maps_each("ECO_ISIC4_", "BDE", "ECO_AGGREGATE_MEL");
    maps_each("ECO_ISIC4_", "F", "ECO_AGGREGATE_CON");
    maps_each("ECO_ISIC4_", "GHIJKLMN", "ECO_AGGREGATE_MKT");
    maps_each("ECO_ISIC4_", "OPQRSTU", "ECO_AGGREGATE_PUB");
    maps_each("STE_ICSE93_", "1", "STE_AGGREGATE_EES");
    maps_each("STE_ICSE93_", "2345", "STE_AGGREGATE_SLF");
    maps_each("STE_ICSE93_", "6", "STE_AGGREGATE_X");
    maps_each("EDU_ISCED11_", "X0", "EDU_AGGREGATE_LTB");
    maps_each("EDU_ISCED11_", "12", "EDU_AGGREGATE_BAS");
    maps_each("EDU_ISCED11_", "34", "EDU_AGGREGATE_INT");
    maps_each("EDU_ISCED11_", "5678", "EDU_AGGREGATE_ADV");
    maps_each("EDU_ISCED11_", "9", "EDU_AGGREGATE_X");
    static const char *const industry[] = {"MAN", "CON", "MEL"}, *const services[] = {"MKT", "PUB"};
    for (size_t i = 0; i < 3; i++) {
        struct buf b = {0};
        buf_fmt(&b, "ECO_AGGREGATE_%s", industry[i]);
        maps(b.p, "ECO_SECTOR_IND");
        maps(b.p, "ECO_SECTOR_NAG");
        b.len = 0;
        buf_fmt(&b, "ECO_AGGREGATE_%s", services[i % 2]);
        maps(b.p, "ECO_SECTOR_SER");
        buf_release(&b);
    }
    maps("AGE_AGGREGATE_Y15-24", "AGE_YTHADULT_Y15-64");
    maps("AGE_AGGREGATE_Y25-54", "AGE_YTHADULT_Y15-64");
    maps("AGE_AGGREGATE_Y55-64", "AGE_YTHADULT_Y15-64");
}

TEST(ref_corresponds_to_one_aggregate_unless_they_overlap)
{
    const struct ref *ref = fixture_ref();
    for (uint32_t i = 0; i < ref->ncorrespondences; i++)
        for (uint32_t k = 0; k < i; k++) {
            const struct correspondence *a = &ref->correspondences[i];
            const struct correspondence *b = &ref->correspondences[k];
            if (a->from != b->from || ref->codes[a->to].version != ref->codes[b->to].version)
                continue;
            const struct version *v = &ref->versions[ref->codes[a->to].version];
            /* IND lies in NAG; the age bands of youth and adults overlap */
            CHECK(a->to != b->to);
            CHECK(!v->partition || ref->codes[a->to].parent == b->to ||
                  ref->codes[b->to].parent == a->to);
        }
}

TEST(ref_knows_the_ten_members)
{
    static const char *const ten[] = {"BRN", "IDN", "KHM", "LAO", "MMR",
                                      "MYS", "PHL", "SGP", "THA", "VNM"};
    const struct ref *ref = fixture_ref();
    unsigned members = 0;
    for (uint32_t i = 0; i < ref->nareas; i++)
        members += ref->areas[i].member;
    CHECK_INT(members, 10);
    for (size_t i = 0; i < ARRAY_LEN(ten); i++)
        CHECK(ref->areas[fixture_area(ten[i])].member);
    CHECK_STR(ref->agency, "ILO");
    CHECK_STR(ref->collection, "ILMS");
    CHECK_INT(ref->first_year, 1980);
}

TEST(ref_statuses_are_those_of_section_4)
{
    const struct ref *ref = fixture_ref();
    for (const char *p = "CEFPBUSXNMIRLZA"; *p; p++)
        CHECK(ref_status_find(ref, *p) && ref_status_find(ref, *p)->name.len);
    CHECK_INT(ref->nstatuses, 15);
    CHECK(ref_status_find(ref, 'Q') == NULL && ref_status_find(ref, 0) == NULL);
}

TEST(ref_finds_sources)
{
    const struct ref *ref = fixture_ref();
    uint16_t type = 99, survey = 99;
    CHECK(ref_source_find(ref, &type, &survey, STR("AA:957")));
    CHECK_STR(ref->source_types[type].code, "AA");
    CHECK_STR(ref->surveys[survey].id, "957");
    CHECK_STR(ref->areas[ref->surveys[survey].area].code, "BRN");
    CHECK(ref_source_find(ref, &type, &survey, STR("BA:957"))); /* the survey is a census */
    CHECK_INT(survey, 0);
    CHECK(ref_source_find(ref, &type, &survey, STR("BA:0000")) && survey == 0);
    CHECK(ref_source_find(ref, NULL, NULL, STR("BA")));
    CHECK(!ref_source_find(ref, NULL, NULL, STR("QQ:957")));
    CHECK(!ref_source_find(ref, NULL, NULL, STR("")));
    CHECK(!ref_source_find(ref, NULL, NULL, (struct str){0}));
    CHECK(!ref_source_find(ref, NULL, NULL, STR(":957")));
    /* a survey is preferred to a register, and that to an estimate of the ILO */
    static const char *const rank[] = {"BA", "BB", "AA", "DA", "EA", "FB", "FX", "XA"};
    for (size_t i = 1; i < ARRAY_LEN(rank); i++)
        CHECK(ref->source_types[ref_source_type_find(ref, str_of(rank[i - 1]))].rank <
              ref->source_types[ref_source_type_find(ref, str_of(rank[i]))].rank);
}

TEST(ref_slots_and_usual_versions)
{
    const struct ref *ref = fixture_ref();
    const struct indicator *in = &ref->indicators[fixture_indicator("MST_TEMP_SEX_ECO_CCT_NB")];
    CHECK_INT(ref_code_slot(ref, in, fixture_code("ECO_SECTOR_AGR")), 0);
    CHECK_INT(ref_code_slot(ref, in, fixture_code("CCT_CIT_X")), 1);
    CHECK_INT(ref_code_slot(ref, in, fixture_code("OCU_SKILL_X")), -1);
    CHECK_INT(ref_code_slot(ref, in, fixture_code("SEX_T")), -1);
    CHECK_INT(ref_code_slot(ref, in, 0), -1);
    CHECK(ref_version_usual(ref, in, fixture_code("ECO_ISIC3_A")));
    CHECK(!ref_version_usual(ref, in, fixture_code("ECO_ISIC2_1")));
    CHECK(!ref_version_usual(ref, in, fixture_code("CCT_CTZ_MMR")));
}

TEST(ref_suggests_the_nearest)
{
    const struct ref *ref = fixture_ref();
    CHECK_STR(ref_area_nearest(ref, STR("KMH")), "KHM");
    CHECK_STR(ref_area_nearest(ref, STR("kh")), "KHM");
    CHECK_STR(ref_area_nearest(ref, STR("cambodia")), "KHM");
    CHECK_STR(ref_area_nearest(ref, STR(" Viet Nam ")), "VNM");
    CHECK_STR(ref_area_nearest(ref, STR("Atlantis")), "");
    CHECK_STR(ref_area_nearest(ref, STR("")), "");
    CHECK_STR(ref_indicator_nearest(ref, STR("MST_NTCE_SEX_CCT_NB")), "MST_NCTE_SEX_CCT_NB");
    CHECK_STR(ref_indicator_nearest(ref, STR("mst_ncte_sex_cct_nb")), "MST_NCTE_SEX_CCT_NB");
    CHECK_STR(ref_indicator_nearest(ref, STR("MST_NCTE_SEX_CCT")), "MST_NCTE_SEX_CCT_NB");
    CHECK_STR(ref_indicator_nearest(ref, STR("UNE_DEAP_GEO_RT")), "");
    const struct indicator *in = &ref->indicators[fixture_indicator("MST_NCTE_SEX_CCT_NB")];
    CHECK_STR(ref_code_nearest(ref, in, STR("CCT_CTZ_MMRR")), "CCT_CTZ_MMR");
    /* of the table's own dimension, though CDS_DES_MMR may be as near */
    CHECK(str_starts(ref_code_nearest(ref, in, STR("CCT_DES_MMR")), STR("CCT_")));
    CHECK(ref_code_nearest(ref, NULL, STR("OCU_SKILL_L34")).len);
    char longest[500];
    memset(longest, 'M', sizeof longest);
    CHECK_STR(ref_code_nearest(ref, NULL, (struct str){longest, sizeof longest}), "");
}

/* The distance behind it, seen through it: one slip of each kind is found in every code. */
TEST(ref_nearest_forgives_every_single_slip)
{
    const struct ref *ref = fixture_ref();
    struct chance c = {3};
    for (uint32_t i = 1; i < ref->nindicators; i++) {
        struct str code = ref->indicators[i].code;
        for (int kind = 0; kind < 4; kind++) {
            char text[64];
            size_t at = chance_below(&c, (unsigned)code.len - 1), n = code.len;
            memcpy(text, code.p, n);
            if (kind == 0) {
                text[at] = '#';
            } else if (kind == 1) {
                memmove(text + at, text + at + 1, --n - at);
            } else if (kind == 2) {
                memmove(text + at + 1, text + at, n++ - at);
                text[at] = '#';
            } else {
                char swap = text[at];
                text[at] = text[at + 1];
                text[at + 1] = swap;
            }
            struct str near = ref_indicator_nearest(ref, (struct str){text, n});
            /* a neighbour may be as near (CBR, CCT differ in two letters, NB, RT in two) */
            CHECK(near.len == code.len);
        }
    }
}

/* -- what is refused -------------------------------------------------------------------- */

/* One file with `from` replaced by `to` (from "": appended; NULL: the whole content). */
static int load_changed(struct err *err, const char *name, const char *from, const char *to)
{
    struct ref_file files[FIXTURE_FILES];
    size_t n = fixture_files(files), at = 0;
    struct buf b = {0};
    while (at < n && !str_is(files[at].name, name))
        at++;
    CHECK(at < n);
    struct str old = files[at].content;
    if (!from) {
        buf_puts(&b, to ? to : "");
    } else {
        size_t len = strlen(from);
        const char *hit = len ? memmem(old.p, old.len, from, len) : old.p + old.len;
        if (!hit)
            test_fail(__FILE__, __LINE__, "data/%s has no \"%s\"", name, from);
        buf_put(&b, old.p, (size_t)(hit - old.p));
        buf_puts(&b, to);
        buf_put(&b, hit + len, (size_t)(old.p + old.len - hit) - len);
    }
    if (to)
        files[at].content = buf_view(&b);
    else
        files[at] = files[--n];
    struct ref *ref = NULL;
    *err = (struct err){0};
    int r = ref_load(&ref, files, n, err);
    CHECK((r == 0) == (ref != NULL));
    ref_free(ref);
    buf_release(&b);
    return r;
}

static unsigned line_of(const char *name, const char *part)
{
    struct ref_file files[FIXTURE_FILES];
    size_t n = fixture_files(files);
    for (size_t i = 0; i < n; i++)
        if (str_is(files[i].name, name)) {
            unsigned line = 1;
            const char *hit = memmem(files[i].content.p, files[i].content.len, part, strlen(part));
            CHECK(hit);
            for (const char *p = files[i].content.p; p < hit; p++)
                line += *p == '\n';
            return line;
        }
    return 0;
}

static void refused(int at, const char *name, const char *from, const char *to, const char *part)
{
    struct err err;
    struct buf where = {0};
    int r = load_changed(&err, name, from, to);
    if (from && from[0])
        buf_fmt(&where, "data/%s:%u: ", name, line_of(name, from));
    else
        buf_fmt(&where, "data/%s", name);
    if (r != -ERR_CONFIG || err.code != ERR_CONFIG || !strstr(err.text, part) ||
        strncmp(err.text, where.p, where.len) != 0)
        test_fail(__FILE__, at, "%s \"%s\" -> \"%s\": result %d, \"%s\"", name, from ? from : "",
                  to ? to : "(missing)", r, err.text);
    buf_release(&where);
}
#define REFUSED(...) refused(__LINE__, __VA_ARGS__)

TEST(ref_refuses_missing_and_empty_files)
{
    struct ref_file files[FIXTURE_FILES];
    size_t n = fixture_files(files);
    for (size_t i = 0; i < n; i++) {
        char name[64];
        memcpy(name, files[i].name.p, files[i].name.len);
        name[files[i].name.len] = 0;
        if (!str_starts(files[i].name, STR("names/")) && /* other languages may be missing */
            !str_is(files[i].name, "codelists/area_aliases.csv") && /* as in bases from before it */
            !str_is(files[i].name, "sources/kinds.csv") && !str_is(files[i].name, "sources/capabilities.csv") &&
            !str_is(files[i].name, "sources/grades.csv") && !str_is(files[i].name, "tables/mirror.csv") &&
            !str_is(files[i].name, "tables/ties.csv") && !str_is(files[i].name, "tables/derived.csv") &&
            !str_is(files[i].name, "tables/families.csv") && !strstr(name, "successions.csv"))
            REFUSED(name, NULL, NULL, "the file is missing");
        REFUSED(name, NULL, "", "the file is empty");
        REFUSED(name, NULL, "nonsense\n1\n", "column");
    }
}

TEST(ref_refuses_formulas_that_cannot_be_computed)
{
    static const char file[] = "tables/derived.csv";
    static const char unemployed[] = "MST_TUNE_SEX_AGE_CBR_RT,ratio,MST_TUNE_SEX_AGE_CBR_NB "
                                     "MST_TEAP_SEX_AGE_CBR_NB,100,";
    REFUSED(file, "MST_TUNE_SEX_AGE_CBR_RT,ratio", "MST_TUNE_SEX_AGE_CBX_RT,ratio",
            "\"MST_TUNE_SEX_AGE_CBX_RT\" is not in data/tables/indicators.csv");
    REFUSED(file, "MST_TUNE_SEX_AGE_CBR_RT,ratio", "MST_TUNE_SEX_AGE_CBR_NB,ratio",
            "is asked for, and not of the generation derived");
    REFUSED(file, "MST_TUNE_SEX_AGE_CBR_RT,ratio", "MST_TUNE_SEX_AGE_CBR_RT,product",
            "\"product\" is to be sum, difference, ratio, growth or region");
    REFUSED(file, unemployed, "MST_TUNE_SEX_AGE_CBR_RT,ratio,MST_TUNE_SEX_AGE_CBR_NB,100,",
            "a ratio has two inputs");
    REFUSED(file, unemployed, "MST_TUNE_SEX_AGE_CBR_RT,ratio,MST_TUNE_SEX_AGE_CBR_NB "
            "MST_TEMP_SEX_ECO_CBR_NB,100,", "have other dimensions");
    REFUSED(file, unemployed, "MST_TUNE_SEX_AGE_CBR_RT,ratio,MST_TUNE_SEX_AGE_CBR_NB "
            "MST_TUNE_SEX_AGE_CBR_RT,100,", "is derived, and its formula does not stand above");
    REFUSED(file, unemployed, "MST_TUNE_SEX_AGE_CBR_RT,ratio,MST_TUNE_SEX_AGE_CBR_NB "
            "MST_TUNE_SEX_AGE_CBR_NB@CCT_CIT_TOTAL,100,", "has no dimension for CCT_CIT_TOTAL");
    REFUSED(file, unemployed, "MST_TUNE_SEX_AGE_CBR_RT,ratio,MST_TUNE_SEX_AGE_CBR_NB "
            "MST_TUNE_SEX_AGE_CBR_NB@before,100,", "\"before\" is said of the second input of a growth");
    REFUSED(file, unemployed, "MST_TUNE_SEX_AGE_CBR_RT,ratio,MST_TUNE_SEX_AGE_CBR_NB "
            "MST_TEAP_SEX_AGE_CBR_NB@NO_CODE,100,", "\"NO_CODE\" is no code");
    REFUSED(file, unemployed, "MST_TUNE_SEX_AGE_CBR_RT,ratio,MST_TUNE_SEX_AGE_CBR_NB "
            "MST_TEAP_SEX_AGE_CBR_NB,0,", "the multiplier \"0\" is to be a number above 0");
    REFUSED(file, unemployed, "MST_TUNE_SEX_AGE_CCT_RT,ratio,MST_TUNE_SEX_AGE_CBR_NB "
            "MST_TEAP_SEX_AGE_CBR_NB,100,", "has a dimension that");
    REFUSED(file, "@CBR_BIR_FOREIGN", "", "does not say what of each classification");
    REFUSED("tables/families.csv", "FS,ratio", "FSX,ratio", "a suffix of two letters");
    REFUSED("tables/families.csv", "PS,countries", "PS,lands",
            "\"lands\" is to be every, sex, classified, countries or a version");
    REFUSED("tables/successions.csv", "MFL_TEMP_ECO_NB,MFL_FEMP", "MFL_FEMP_SEX_ECO_NB,MFL_FEMP",
            "is not of the first generation");
    REFUSED("tables/successions.csv", "T36:3214", "T36:1", "\"T36:1\" is not in data/sources/notes.csv");
    REFUSED("codelists/successions.csv", "COU_ORI,CCT_CTZ", "COU_ORI,CTZ", "two codes or two versions");
}

static int load_names_of(struct ref **ref, const char *content, struct err *err)
{
    struct ref_file files[FIXTURE_FILES];
    size_t n = fixture_files(files);
    CHECK(n < FIXTURE_FILES);
    files[n++] = (struct ref_file){.name = STR("names/xx.csv"), .content = str_of(content)};
    *err = (struct err){0};
    return ref_load(ref, files, n, err);
}

TEST(ref_knows_names_in_other_languages)
{
    struct ref *ref = NULL;
    struct err err;
    CHECK_INT(load_names_of(&ref, "kind,code,name\ncode,SEX_T,Beide\ntitle,MST_NCTE_SEX_CCT_NB,"
                                  "\"Titel, lang\"\nnote,T36:3215,Fremde\nstatus,B,Bruch\n", &err), 0);
    CHECK_STR(ref_name(ref, "xx", "code", STR("SEX_T"), STR("Total")), "Beide");
    CHECK_STR(ref_name(ref, "xx", "title", STR("MST_NCTE_SEX_CCT_NB"), STR("")), "Titel, lang");
    CHECK_STR(ref_name(ref, "xx", "note", STR("T36:3215"), STR("")), "Fremde");
    CHECK_STR(ref_name(ref, "xx", "status", STR("B"), STR("Break")), "Bruch");
    CHECK_STR(ref_name(ref, "xx", "code", STR("SEX_M"), STR("Male")), "Male");
    CHECK_STR(ref_name(ref, "yy", "code", STR("SEX_T"), STR("Total")), "Total");
    ref_free(ref);

    static const struct {
        const char *content, *part;
    } wrong[] = {{"kind,code,name\ncode,SEX_Q,x\n", "data/names/xx.csv:2: there is no code \"SEX_Q\""},
                 {"kind,code,name\nstatus,BB,x\n", "no status \"BB\""},
                 {"kind,code,name\nconcept,SEX,x\n", "no concept \"SEX\""},
                 {"kind,code,name\nfreq,W,x\n", "no freq \"W\""},
                 {"kind,code,name\nunit,A,x\n", "no unit \"A\""},
                 {"kind,code,name\nunit_mult,4,x\n", "no unit_mult \"4\""},
                 {"kind,code,name\ndecimals,16,x\n", "no decimals \"16\""},
                 {"kind,code,name\nscheme,CL_SEX,x\n", "no scheme \"CL_SEX\""},
                 {"kind,code,name\nphrase,of,x\n", "no phrase \"of\""},
                 {"kind,code,name\nthing,SEX_T,x\n", "names of a \"thing\" are not kept"},
                 {"kind,code,name\ncode,SEX_T,\n", "the name of SEX_T is empty"},
                 {"kind,code,name\ncode,SEX_T,x\ncode,SEX_T,y\n", "xx.csv:3: \"xx code SEX_T\" is given twice"},
                 {"kind,code\ncode,SEX_T\n", "the column \"name\" is missing"}};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        CHECK_INT(load_names_of(&ref, wrong[i].content, &err), -ERR_CONFIG);
        if (!strstr(err.text, wrong[i].part))
            test_fail(__FILE__, __LINE__, "\"%s\" has no \"%s\"", err.text, wrong[i].part);
    }
}

static void called(const char *name, const char *area)
{
    const struct ref *ref = fixture_ref();
    uint16_t found = ref_area_called(ref, str_of(name));
    if (!str_is(ref->areas[found].code, area))
        test_fail(__FILE__, __LINE__, "\"%s\" is \"%s\", not %s", name, ref->areas[found].code.p, area);
}

TEST(ref_knows_what_countries_are_called)
{
    static const char *const names[][2] = {
        {"Viet Nam", "VNM"}, {"Vietnam", "VNM"}, {"LAO PDR", "LAO"}, {"Laos", "LAO"}, {"Turkey", "TUR"},
        {"T\xc3\xbcrkiye", "TUR"}, {"Congo", "COG"}, {"Congo, Rep.", "COG"}, {"Congo, Dem. Rep.", "COD"},
        {"South Korea", "KOR"}, {"Republic of Korea", "KOR"}, {"Korea, Republic of", "KOR"},
        {"Korea (Rep. of)", "KOR"}, {"North Korea", "PRK"}, {"Burma", "MMR"}, {"U.S.A.", "USA"},
        {"UK", "GBR"}, {"UAE", "ARE"}, {"KSA", "SAU"}, {"Hong Kong SAR", "HKG"}, {"Macao", "MAC"},
        {"Taiwan", "TWN"}, {"Brunei", "BRN"}, {"Czech Republic", "CZE"}, {"Cape Verde", "CPV"},
        {"Ivory Coast", "CIV"}, {"COTE D'IVOIRE", "CIV"}, {"Swaziland", "SWZ"}, {"Macedonia", "MKD"},
        {"Russia", "RUS"}, {"Iran", "IRN"}, {"Syria", "SYR"}, {"Tanzania", "TZA"}, {"Moldova", "MDA"},
        {"East Timor", "TLS"}, {"Timor Leste", "TLS"}, {"St. Kitts & Nevis", "KNA"}};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        called(names[i][0], names[i][1]);
    static const char *const none[] = {"", " .", "Korea", "Atlantis", "Kore", "Other", "36", "\xff\xfe", "\xc3"};
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        called(none[i], "");
    /* longer than any name of a country, in one-byte, folded and kept letters */
    static const char *const letters[] = {"a", "&", "\xc3\xa9", "\xe0\xb8\x81"};
    for (size_t i = 0; i < ARRAY_LEN(letters); i++) {
        struct buf b = {0};
        char folded[REF_AREA_NAME];
        for (unsigned k = 0; k < 2 * REF_AREA_NAME; k++) {
            buf_puts(&b, letters[i]);
            CHECK(ref_area_fold(folded, buf_view(&b)).len <= REF_AREA_NAME);
        }
        CHECK_INT(ref_area_called(fixture_ref(), buf_view(&b)), 0);
        buf_release(&b);
    }
}

TEST(ref_refuses_wrong_aliases)
{
    static const char file[] = "codelists/area_aliases.csv";
    struct err err;
    REFUSED(file, "UAE,ARE", "UAE,ARX", "\"ARX\" is not in data/codelists/areas.csv");
    REFUSED(file, "UAE,ARE", "Thailand,ARE", "\"Thailand\" is THA already");
    REFUSED(file, "UAE,ARE", "Tha,ARE", "\"Tha\" is THA already"); /* a code */
    REFUSED(file, "UAE,ARE", "th,ARE", "\"th\" is THA already");
    REFUSED(file, "UAE,ARE", ".,ARE", "has no letter");
    REFUSED(file, "UAE,ARE", ",ARE", "has no letter");
    CHECK_INT(load_changed(&err, file, "UAE,ARE", "UAE,ARE\nU.A.E.,ARE"), -ERR_CONFIG);
    CHECK(strstr(err.text, "data/codelists/area_aliases.csv:3: \"uae\" is given twice") != NULL);
    CHECK_INT(load_changed(&err, file, "UAE,ARE", "UAE,ARE\nU.A.E.,THA"), -ERR_CONFIG);
    CHECK(strstr(err.text, "data/codelists/area_aliases.csv:3: \"U.A.E.\" is ARE already") != NULL);
    CHECK_INT(load_changed(&err, file, "UAE,ARE", "Thailand,THA"), 0); /* no need, no harm */
    CHECK_INT(load_changed(&err, file, NULL, NULL), 0);
}

TEST(ref_refuses_wrong_columns_and_rows)
{
    REFUSED("codelists/areas.csv", "iso2", "iso_2", "\"iso2\" is missing");
    REFUSED("codelists/areas.csv", "iso2,m49,name", "iso2,m49,name,more", "5 columns");
    REFUSED("codelists/areas.csv", "AFG,AF,004,Afghanistan", "AFG,AF,004", "3 fields");
    REFUSED("codelists/areas.csv", "AFG,AF,004,Afghanistan", "AFG,AF,004,\"Af\"x", "quote");
    struct err err;
    CHECK_INT(load_changed(&err, "codelists/dimensions.csv", "dimension,name\nSEX,Sex\n",
                           "name,dimension\nSex,SEX\n"), -ERR_CONFIG); /* the rest is as it was */
    CHECK_INT(load_changed(&err, "codelists/units.csv", NULL,
                           "name,code\nPersons,PS\nPer cent,PT\nLocal currency,LC\n"), 0);
}

TEST(ref_refuses_what_contradicts_itself)
{
    REFUSED("region.csv", "agency,ILO", "agent,ILO", "\"agent\" is not a known setting");
    REFUSED("region.csv", "first_year,1980", "first_year,long ago", "whole number");
    REFUSED("codelists/areas.csv", "AFG,AF", "AFGH,AF", "three letters");
    REFUSED("codelists/areas.csv", "AFG,AF", "ABW,AF", "\"ABW\" is given twice");
    REFUSED("codelists/groups.csv", "AME,Americas", "AFR,Americas", "given twice");
    REFUSED("codelists/group_members.csv", "AFR,AGO", "AFX,AGO",
            "not in data/codelists/groups.csv");
    REFUSED("codelists/group_members.csv", "AFR,AGO", "AFR,AGX", "not in data/codelists/areas.csv");
    REFUSED("codelists/dimensions.csv", "AGE,Age", "SEX,Age", "given twice");
    REFUSED("codelists/dimensions.csv", "AGE,Age", ",Age", "the code is empty");
    REFUSED("codelists/versions.csv", "AGE_10YRBANDS,AGE,", "AGE_10YRBANDS,AGX,",
            "not in data/codelists/dimensions.csv");
    REFUSED("codelists/versions.csv", "AGE_10YRBANDS,AGE,10-year age bands,items,Y",
            "AGE_10YRBANDS,AGE,10-year age bands,things,Y", "items or countries");
    REFUSED("codelists/versions.csv", "AGE_10YRBANDS,AGE,10-year age bands,items,Y",
            "AGE_10YRBANDS,AGE,10-year age bands,items,yes", "Y or N");
    REFUSED("codelists/versions.csv", "AGE_10YRBANDS,AGE", "AGE_AGGREGATE,AGE", "given twice");
    REFUSED("codelists/items.csv", "SEX,SEX_M,SEX_T", "SAX,SEX_M,SEX_T", "versions.csv");
    REFUSED("codelists/items.csv", "SEX,SEX_M,SEX_T", "SEX,SEX_M,SEX_Q", "items.csv (above)");
    REFUSED("codelists/items.csv", "SEX,SEX_F,SEX_T", "SEX,SEX_M,SEX_T", "given twice");
    REFUSED("codelists/items.csv", "SEX,SEX_F,SEX_T,part", "SEX,SEX_F,SEX_T,half", "role");
    REFUSED("codelists/items.csv", "SEX,SEX_F,SEX_T,part", "SEX,SEX_F,,total", "a total already");
    REFUSED("codelists/items.csv", "SEX,SEX_F,SEX_T,part,3", "SEX,SEX_F,SEX_T,part,x", "number");
    REFUSED("codelists/items.csv", "AGE_AGGREGATE,AGE_AGGREGATE_Y15-24,AGE_AGGREGATE_TOTAL",
            "AGE_AGGREGATE,AGE_AGGREGATE_Y15-24,SEX_T", "of another version");
    REFUSED("codelists/items.csv", "AGE_AGGREGATE,AGE_AGGREGATE_Y15-24",
            "CCT_CTZ,CCT_CTZ_Y15-24", "list of countries");
    REFUSED("codelists/items.csv", "", "SEX,SEX_Q,SEX_T,part,9,Late\n", "stand together");
    REFUSED("codelists/correspondences.csv", "OCU_ISCO08_1,OCU_SKILL_L3-4",
            "OCU_ISCO08_1,OCU_SKILL_L7", "not in data/codelists/items.csv");
    REFUSED("codelists/correspondences.csv", "OCU_ISCO08_1,OCU_SKILL_L3-4",
            "OCU_ISCO08_1,OCU_ISCO08_2", "same version");
    REFUSED("codelists/correspondences.csv", "OCU_ISCO08_1,OCU_SKILL_L3-4",
            "OCU_ISCO08_1,ECO_SECTOR_AGR", "different dimensions");
    REFUSED("codelists/correspondences.csv", "OCU_ISCO08_2,OCU_SKILL_L3-4",
            "OCU_ISCO08_1,OCU_SKILL_L3-4", "\"OCU_ISCO08_1,OCU_SKILL_L3-4\" is given twice");
    REFUSED("codelists/group_members.csv", "ASEAN,IDN", "ASEAN,BRN", "\"ASEAN,BRN\" is given twice");
    REFUSED("codelists/units.csv", "PT,", "PS,", "\"PS\" is given twice");
    REFUSED("codelists/units.csv", "PT,", ",", "empty");
    REFUSED("sources/note_asked.csv", "AA,S3,N,all", "AA,S1,N,all", "given twice");
    REFUSED("codelists/obs_status.csv", "B,Break", "BB,Break", "one letter");
    REFUSED("codelists/obs_status.csv", "B,Break", "A,Break", "given twice");
    REFUSED("sources/types.csv", "BA,Labour force survey,LFS,B,20",
            "BA,Labour force survey,LFS,B,best", "whole number");
    REFUSED("sources/types.csv", "BA,Labour force survey,LFS,B,20",
            "BE,Labour force survey,LFS,B,20", "given twice");
    REFUSED("sources/surveys.csv", "957,BRN,AA", "957,BRX,AA", "areas.csv");
    REFUSED("sources/surveys.csv", "957,BRN,AA", "957,BRN,A7", "sources/types.csv");
    REFUSED("sources/surveys.csv", "8230,BRN,BA", "957,BRN,BA", "given twice");
    REFUSED("sources/note_types.csv", "S13,Name & email of contact person,table,free,N",
            "S13,Name & email of contact person,table,free,no", "Y or N");
    REFUSED("sources/note_asked.csv", "AA,S3,N,all", "AZ,S3,N,all", "sources/types.csv");
    REFUSED("sources/note_asked.csv", "AA,S3,N,all", "AA,S99,N,all", "sources/note_types.csv");
    REFUSED("sources/note_asked.csv", "AA,S3,N,all", "AA,S3,maybe,all", "Y or N");
    REFUSED("sources/notes.csv", "T36,3215,", "T37x,3215,", "sources/note_types.csv");
    REFUSED("sources/notes.csv", "T36,3215,", "T36,3214,", "given twice");
    REFUSED("tables/modules.csv", "MFL,", "MST,", "given twice");
}

TEST(ref_refuses_impossible_capabilities)
{
    static const char kinds[] = "sources/kinds.csv", can[] = "sources/capabilities.csv",
                      grades[] = "sources/grades.csv";
    REFUSED(kinds, "FB:6664,work_permits", "FX:6664,work_permits", "no source of data/sources/surveys.csv");
    REFUSED(kinds, "FB:6664,work_permits", "FB,work_permits", "no source of data/sources/surveys.csv");
    REFUSED(kinds, "FB:6664,work_permits", "FB:6664,", "is empty");
    REFUSED(kinds, "FB:6664,work_permits", "FB:6664,FX", "is a type of data/sources/types.csv");
    REFUSED(kinds, "FB:6664,work_permits", "FB:6663,work_permits", "given twice");
    REFUSED(can, "AA,MST,yes", "AA,MST,perhaps", "yes, partly or no");
    REFUSED(can, "AA,MST,yes", "A,MST,yes", "no type of data/sources/types.csv and no kind");
    REFUSED(can, "AA,MST,yes", "AA,MXT,yes", "no module, no measure and no indicator");
    REFUSED(can, "AA,MST,yes", "AA,all,yes", "no module, no measure and no indicator");
    REFUSED(can, "AA,MST,yes", "AA,,yes", "the question is empty");
    REFUSED(can, "AA,MFL,no", "AA,MST,no", "given twice");
    REFUSED(grades, "T36:3215,birth,1", "T36:1,birth,1", "not in data/sources/notes.csv");
    REFUSED(grades, "T36:3215,birth,1", "T36:3215,births,1", "all, birth, citizenship, a module or a measure");
    REFUSED(grades, "T36:3215,birth,1", "T36:3215,birth,4", "there are 0 to 3");
    REFUSED(grades, "T36:3215,citizenship,3", "T36:3215,birth,3", "given twice");
}

TEST(ref_refuses_impossible_ties)
{
    static const char file[] = "tables/ties.csv", row[] = "within,MFL_NEMP_NB,MFL_NWAP_NB,";
    REFUSED(file, row, "below,MFL_NEMP_NB,MFL_NWAP_NB,", "equal, within, apart or mirror");
    REFUSED(file, row, "within,MFL_NEMP,MFL_NWAP_NB,", "\"MFL_NEMP\" is no measure");
    REFUSED(file, row, "within,,MFL_NWAP_NB,", "\"\" is no measure");
    REFUSED(file, row, "within,MFL_NEMP_NB,MFL_NWAP_SEX_EDU_NB,", "wanted on the right");
    REFUSED(file, row, "within,MFL_NEMP_SEX_ECO_NB,MFL_NWAP_NB,", "is one table");
    REFUSED(file, row, "within,MFL_NEMP_NB,MFL_NEMP_NB,", "both sides");
    REFUSED(file, row, "within,MFL_NEMP_NB,MFL_NWAP_NB,CCT_CIT_NONCIT", "a code is given");
    REFUSED(file, row, "equal,MFL_NEMP_NB,MFL_NWAP_NB,", "a code is given");
    REFUSED(file, row, "within,MFL_NEMP_NB MFL_NCIT_NB MNA_OEMP_NB,MFL_NWAP_NB,", "more than 2");
    REFUSED(file, row, "within,MST_NCTE_NB,MST_XWAP_NB,", "is part of another");
    REFUSED(file, row, "equal,MFL_NEMP_NB,MFL_NWAP_NB,CCT_CIT_ALL", "codelists/items.csv");
    REFUSED(file, row, "equal,MFL_NEMP_NB,MFL_NWAP_NB,CCT_CIT_NONCIT", "no table on the right");
    REFUSED(file, row, "equal,MST_TUNE_NB,MST_XWAP_NB,CCT_CIT_NONCIT", "cannot be the part");
    REFUSED(file, row, "equal,MFL_NCIT_NB,MST_NCTE_NB,CCT_CTZ_MMR", "itself a part");
    REFUSED(file, "within,MFL_NEMP_NB,MFL_NCIT_NB,", row, "given twice");
}

TEST(ref_refuses_sides_that_are_none)
{
    static const char file[] = "tables/mirror.csv", row[] = "MST_NCTE_NB,destination,stock,citizenship,employed,point";
    REFUSED(file, row, "MST_NCTX_NB,destination,stock,citizenship,employed,point", "\"MST_NCTX_NB\" is no measure");
    REFUSED(file, row, "MST_NCTE_SEX_CCT_NB,destination,stock,citizenship,employed,point", "is one table");
    REFUSED(file, row, "MST_NCTE_NB,other,stock,citizenship,employed,point", "origin or destination");
    REFUSED(file, row, "MST_NCTE_NB,destination,share,citizenship,employed,point", "stock, flow or return");
    REFUSED(file, row, "MST_NCTE_NB,destination,stock,passport,employed,point", "birth, citizenship or empty");
    REFUSED(file, row, "MST_NCTE_NB,destination,stock,birth,employed,point", "is of another criterion");
    REFUSED(file, row, "MST_NCTE_NB,destination,stock,citizenship,some,point", "working_age");
    REFUSED(file, row, "MST_NCTE_NB,destination,stock,citizenship,employed,month", "point or year");
    REFUSED(file, row, "MST_NCTE_NB,destination,stock,citizenship,employed,year", "a stock is counted at a point");
    REFUSED(file, row, "MST_NCTE_NB,destination,flow,citizenship,employed,point", "a stock is counted at a point");
    REFUSED(file, row, "MST_TEMP_NB,destination,stock,citizenship,employed,point",
            "no table that is broken down by country");
    REFUSED(file, row, "MST_NCTP_NB,destination,stock,citizenship,employed,point", "given twice");
}

/* What ties.csv says of mirrors is said in mirror.csv, and the other way round. */
TEST(ref_refuses_mirrors_without_sides)
{
    static const char employed[] = "MST_NCTE_NB,destination,stock,citizenship,employed,point\n";
    static const char tie[] = "mirror,MNA_TPOP_NB,MST_NCTE_NB,\n";
    static const struct {
        const char *name, *from, *to, *part;
    } wrong[] = {
        {"tables/mirror.csv", employed, "", "MNA_TPOP_NB and MST_NCTE_NB in data/tables/ties.csv"},
        {"tables/mirror.csv", employed, "MST_NCTE_NB,destination,flow,citizenship,employed,year\n", "of the same kind"},
        {"tables/ties.csv", tie, "", "what MST_NCTE_NB is a mirror of"},
        {"tables/ties.csv", tie, "mirror,MST_NCTE_NB,MNA_TPOP_NB,\n", "one of the destination"},
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct err err;
        CHECK_INT(load_changed(&err, wrong[i].name, wrong[i].from, wrong[i].to), -ERR_CONFIG);
        CHECK(str_starts(str_of(err.text), STR("data/tables/mirror.csv: ")) && strstr(err.text, wrong[i].part));
    }
}

TEST(ref_sides_of_a_corridor)
{
    const struct ref *ref = fixture_ref();
    uint16_t abroad = fixture_indicator("MNA_TPOP_SEX_CRS_NB"), employed = fixture_indicator("MST_NCTE_SEX_CCT_NB");
    const struct mirrored *m = mirrored_of(ref, employed);
    CHECK(m && m->side == SIDE_DESTINATION && m->kind == MIRROR_STOCK && m->criterion == CRITERION_CITIZENSHIP);
    CHECK_STR(m->population, "employed");
    CHECK_STR(mirrored_countries(ref, employed)->code, "CCT_CTZ");
    CHECK(mirrored_tied(ref, abroad, employed) && !mirrored_tied(ref, employed, abroad));
    CHECK(!mirrored_tied(ref, abroad, fixture_indicator("MFL_NCIT_SEX_CCT_NB")));
    /* of one measure, and not by country */
    CHECK(mirrored_of(ref, fixture_indicator("MST_TPOP_COU_NB")) &&
          !mirrored_of(ref, fixture_indicator("MST_TPOP_SEX_MIG_NB")));
    CHECK(!mirrored_of(ref, fixture_indicator("MNA_OEMP_SEX_OCU_NB")));
    CHECK(!mirrored_of(ref, fixture_indicator("MST_NCTE_SEX_CCT_DT"))); /* of shares nothing is compared */
    CHECK_INT(mirrored_criterion(ref, STR("T36:3214")), CRITERION_BIRTH);
    CHECK_INT(mirrored_criterion(ref, STR("T36:3215")), CRITERION_CITIZENSHIP);
    CHECK_INT(mirrored_criterion(ref, STR("T36:3526")), CRITERION_NONE);
    CHECK_INT(mirrored_criterion(ref, STR("")), CRITERION_NONE);
}

TEST(ref_tables_of_a_quantity)
{
    const struct ref *ref = fixture_ref();
    const struct indicator *in = ref->indicators;
    uint16_t temp = fixture_indicator("MST_TEMP_SEX_AGE_CCT_NB"), ncte = fixture_indicator("MST_NCTE_SEX_CCT_NB");
    uint16_t pop = fixture_indicator("MST_TPOP_SEX_MIG_NB"), origin = fixture_indicator("MST_TPOP_COU_NB");
    CHECK_INT(in[temp].quantity, in[fixture_indicator("MST_TEMP_SEX_OCU_CBR_NB")].quantity);
    CHECK_INT(in[temp].quantity, in[ncte].quantity); /* as the non-citizens of it */
    CHECK_INT(in[ncte].scope, fixture_code("CCT_CIT_NONCIT"));
    CHECK_INT(in[temp].scope, 0);
    CHECK(in[ncte].measured != in[temp].measured);
    CHECK_INT(in[pop].quantity, in[origin].quantity); /* one measure, yet one counts migrants alone */
    CHECK_INT(in[origin].scope, fixture_code("MIG_STATUS_MIGRANT"));
    CHECK_INT(in[pop].scope, 0);
    CHECK_INT(in[fixture_indicator("MST_TEMP_SEX_AGE_CCT_RT")].quantity, 0);
    CHECK(ref->nties > 20);
}

TEST(ref_refuses_impossible_indicators)
{
    static const char file[] = "tables/indicators.csv";
    static const char row[] = "MST_NCTE_SEX_CCT_NB,MST,current,citizenship,8,MST_NCTE_NB,PS,3,3,SEX CCT,CCT_CTZ*,"
                              "CCT_CTZ,";
    struct {
        const char *to, *part;
    } wrong[] = {
        {"MST_NCTE_SEX_CCT_NB,MXX,current,citizenship,8,MST_NCTE_NB,PS,3,3,SEX CCT,CCT_CTZ*,CCT_CTZ,",
         "tables/modules.csv"},
        {"MST_NCTE_SEX_CCT_NB,MST,recent,citizenship,8,MST_NCTE_NB,PS,3,3,SEX CCT,CCT_CTZ*,CCT_CTZ,",
         "generation"},
        {"MST_NCTE_SEX_CCT_NB,MST,current,citizenship,8,MST_NCTE_NB,QQ,3,3,SEX CCT,CCT_CTZ*,CCT_CTZ,",
         "units.csv"},
        {"MST_NCTE_SEX_CCT_NB,MST,current,citizenship,8,MST_NCTE_NB,PS,-3,3,SEX CCT,CCT_CTZ*,CCT_CTZ,",
         "whole number"},
        {"MST_NCTE_SEX_CCT_NB,MST,current,citizenship,8,MST_NCTE_NB,PS,3,three,SEX CCT,CCT_CTZ*,CCT_CTZ,",
         "whole number"},
        {"MST_NCTE_SEX_CCT_NB,MST,current,citizenship,8,MST_NCTE_NB,PS,3,3,SEX CXT,CCT_CTZ*,CCT_CTZ,",
         "dimensions.csv"},
        {"MST_NCTE_SEX_CCT_NB,MST,current,citizenship,8,MST_NCTE_NB,PS,3,3,SEX CCT AGE EDU,CCT_CTZ*,CCT_CTZ,",
         "more than two"},
        {"MST_NCTE_SEX_CCT_NB,MST,current,citizenship,8,MST_NCTE_NB,PS,3,3,SEX CCT,CCT_CTX*,CCT_CTZ,",
         "versions.csv"},
        {"MST_NCTE_SEX_CCT_NB,MST,current,citizenship,8,MST_NCTE_NB,PS,3,3,SEX CCT,CBR_BRT*,CCT_CTZ,",
         "of no dimension"},
        {"MST_NCTE_SEX_CCT_NB,MST,current,citizenship,8,MST_NCTE_NB,PS,3,3,SEX CCT,CCT_CTZ*,AGE_AGGREGATE,",
         "of no dimension"},
        {"MST_NCTP_SEX_CCT_NB,MST,current,citizenship,8,MST_NCTE_NB,PS,3,3,SEX CCT,CCT_CTZ*,CCT_CTZ,",
         "given twice"},
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct err err;
        CHECK_INT(load_changed(&err, file, row, wrong[i].to), -ERR_CONFIG);
        if (!strstr(err.text, wrong[i].part) ||
            strncmp(err.text, "data/tables/indicators.csv:", 27))
            test_fail(__FILE__, __LINE__, "\"%s\": \"%s\"", wrong[i].part, err.text);
    }
    REFUSED(file, "", "MST_NEW_NB,MST,current,citizenship,8,MST_NEW_NB,PS,3,3,SEX,,,Title,Instruction,\n",
            "no definition");
}

TEST(ref_refuses_versions_that_do_not_add_up)
{
    struct err err;
    CHECK(load_changed(&err, "codelists/items.csv", "CCT_CIT,CCT_CIT_X,CCT_CIT_TOTAL,rest",
                       "CCT_CIT,CCT_CIT_X,,rest") < 0);
    CHECK(strstr(err.text, "CCT_CIT_X") && strstr(err.text, "parent"));
    CHECK(load_changed(&err, "codelists/items.csv", "SEX,SEX_O,,extra",
                       "SEX,SEX_O,SEX_T,extra") < 0);
    CHECK(strstr(err.text, "SEX_O"));
    CHECK(load_changed(&err, "codelists/items.csv", "CCT_CIT,CCT_CIT_TOTAL,,total",
                       "CCT_CIT,CCT_CIT_TOTAL,,extra") < 0);
    CHECK(strstr(err.text, "CCT_CIT"));
    CHECK(load_changed(&err, "codelists/versions.csv", "", "EMPTY_ONE,AGE,Nothing,items,N\n") < 0);
    CHECK(strstr(err.text, "EMPTY_ONE has no items"));
    CHECK(load_changed(&err, "codelists/items.csv", "SEX,SEX_F,", "SEX,SEX_W,") < 0);
    CHECK(strstr(err.text, "SEX_F"));
}

TEST(ref_refuses_settings_that_are_repeated_or_missing)
{
    static const char *const rows[] = {"agency,ILO\n", "collection,ILMS\n",
                                       "name,International Labour Migration Statistics\n",
                                       "region,ASEAN\n",
                                       "region_name,Association of Southeast Asian Nations\n",
                                       "first_year,1980\n", "sample,asean\n"};
    struct err err;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CHECK_INT(load_changed(&err, "region.csv", rows[i], ""), -ERR_CONFIG);
        struct str key, rest = str_of(rows[i]);
        str_next(&key, &rest, ',');
        struct buf want = {0};
        buf_fmt(&want, "data/region.csv:7: the file ends without the setting \"%.*s\"", STR_FMT(key));
        CHECK_STR(str_of(err.text), want.p);
        want.len = 0;
        buf_fmt(&want, "data/region.csv:9: \"%.*s\" is given twice", STR_FMT(key));
        CHECK_INT(load_changed(&err, "region.csv", "", rows[i]), -ERR_CONFIG);
        CHECK_STR(str_of(err.text), want.p);
        buf_release(&want);
    }
    REFUSED("region.csv", "agency,ILO", "agence,ILO", "not a known setting");
}

TEST(ref_refuses_a_region_that_is_no_group)
{
    struct err err;
    CHECK_INT(load_changed(&err, "region.csv", "region,ASEAN", "region,ASEAM"), -ERR_CONFIG);
    CHECK(strstr(err.text, "ASEAM"));
}

TEST(ref_refuses_a_country_code_that_is_two_things)
{
    struct err err;
    /* CCT_CTZ_MMR would be Myanmar and the group */
    CHECK_INT(load_changed(&err, "codelists/groups.csv", "AFR,Africa", "MMR,Africa"), -ERR_CONFIG);
    CHECK_INT(load_changed(&err, "codelists/groups.csv", "", "KHM,The Khmer,partner\n"),
              -ERR_CONFIG);
    CHECK(strstr(err.text, "KHM"));
    CHECK_INT(load_changed(&err, "codelists/groups.csv", "", "X,The unknown,partner\n"),
              -ERR_CONFIG);
}

TEST(ref_hash_depends_on_every_file_and_not_on_their_order)
{
    struct ref_file files[FIXTURE_FILES];
    size_t n = fixture_files(files);
    struct ref *ref;
    struct err err;
    for (size_t i = 0; i < n / 2; i++) {
        struct ref_file swap = files[i];
        files[i] = files[n - 1 - i];
        files[n - 1 - i] = swap;
    }
    CHECK_INT(ref_load(&ref, files, n, &err), 0);
    CHECK(memcmp(&ref->hash, &fixture_ref()->hash, sizeof ref->hash) == 0);
    ref_free(ref);
    struct buf b = {0};
    for (size_t i = 0; i < n; i++) {
        struct str old = files[i].content;
        b.len = 0;
        buf_str(&b, old);
        buf_char(&b, '\n');
        files[i].content = buf_view(&b);
        CHECK_INT(ref_load(&ref, files, n, &err), 0);
        CHECK(memcmp(&ref->hash, &fixture_ref()->hash, sizeof ref->hash) != 0);
        ref_free(ref);
        files[i].content = old;
    }
    buf_release(&b);
    ref_free(NULL);
}
