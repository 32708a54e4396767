/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Our reference data beside ILO's code tables of December 2019 in ../shared/data/reference. */

#include "base/arena.h"
#include "model/fixture.h"
#include "syntax/csv.h"
#include "test.h"

#include <stdio.h>

struct table {
    struct buf text;
    struct csv csv;
    struct str head[64];
    size_t n;
    struct arena arena;
};

static void table_open(struct table *t, const char *name)
{
    char path[300];
    *t = (struct table){0};
    snprintf(path, sizeof path, "%s/data/reference/%s.csv", test_shared(), name);
    FILE *f = fopen(path, "rb");
    if (!f)
        test_fail(__FILE__, __LINE__, "%s is missing", path);
    size_t n;
    while ((n = fread(buf_room(&t->text, 1 << 16), 1, 1 << 16, f)) > 0)
        t->text.len += n;
    fclose(f);
    csv_init(&t->csv, buf_view(&t->text), ',');
    CHECK(csv_next(&t->csv));
    arena_init(&t->arena, 1 << 20);
    for (t->n = 0; t->n < t->csv.n; t->n++)
        t->head[t->n] = arena_str(&t->arena, t->csv.field[t->n]);
}

static bool table_next_row(struct table *t) { return csv_next(&t->csv); }

static struct str table_cell(const struct table *t, const char *column)
{
    for (size_t i = 0; i < t->n && i < t->csv.n; i++)
        if (str_is(t->head[i], column))
            return t->csv.field[i];
    test_fail(__FILE__, __LINE__, "no column %s", column);
}

static void table_release(struct table *t)
{
    csv_release(&t->csv);
    buf_release(&t->text);
    arena_release(&t->arena);
}

static struct str without_zeros(struct str s)
{
    while (s.len && s.p[0] == '0')
        s = str_sub(s, 1, s.len);
    return s;
}

TEST(reference_countries)
{
    const struct ref *ref = fixture_ref();
    struct table t;
    unsigned met = 0;
    table_open(&t, "T_COU_COUNTRY");
    while (table_next_row(&t)) {
        struct str iso3 = table_cell(&t, "COU_ISO3_CODE"), iso2 = table_cell(&t, "COU_ISO2_CODE");
        const struct area *a = &ref->areas[ref_area_find(ref, iso3)];
        if (!a->code.len)
            continue;
        met++;
        /* Namibia's NA is missing there; the Channel Islands and Kosovo have none of ISO's */
        if (!str_is(iso3, "NAM") && a->iso2.len)
            CHECK(str_eq(a->iso2, iso2));
        if (a->m49.len)
            CHECK(str_eq(without_zeros(a->m49), without_zeros(table_cell(&t, "COU_ONU_CODE"))) ||
                  str_eq(without_zeros(a->m49), without_zeros(table_cell(&t, "COU_ISO3N_CODE"))));
    }
    /* two former states, the Holy See and three territories of the United Nations' list are ours */
    CHECK(met + 6 >= ref->nareas - 1);
    CHECK_STR(ref->areas[fixture_area("NAM")].iso2, "NA");
    table_release(&t);
}

TEST(reference_classification_codes)
{
    const struct ref *ref = fixture_ref();
    struct table t;
    table_open(&t, "T_CLA_CLASSIF"); /* skips where it is not there */
    bool *met = mem_alloc(ref->ncodes);
    while (table_next_row(&t)) {
        uint16_t code = ref_code_find(ref, table_cell(&t, "CLA_CODE"));
        if (!code)
            continue;
        met[code] = true;
        const struct version *v = &ref->versions[ref->codes[code].version];
        CHECK(str_eq(v->code, table_cell(&t, "CLA_VERSION_CODE")));
        if (!v->countries)
            CHECK_INT(str_is(table_cell(&t, "CLA_IS_TOTAL"), "Y"), code == v->total);
    }
    for (uint32_t c = 1; c < ref->ncodes; c++) {
        const struct code *code = &ref->codes[c];
        bool newer = str_is(code->code, "SEX_O"); /* since 2026 */
        if (!ref->versions[code->version].countries && met[c] == newer)
            test_fail(__FILE__, __LINE__, "%s is not one of theirs", code->code.p);
    }
    free(met);
    table_release(&t);
}

TEST(reference_surveys_of_the_ten)
{
    const struct ref *ref = fixture_ref();
    struct table t;
    unsigned theirs = 0, ours = 0;
    table_open(&t, "T_SUR_SURVEY");
    while (table_next_row(&t)) {
        uint16_t area = ref_area_find(ref, table_cell(&t, "SUR_COUNTRY_CODE"));
        if (!area || !ref->areas[area].member)
            continue;
        theirs++;
        uint16_t s = ref_survey_find(ref, table_cell(&t, "SUR_ID"));
        if (!s)
            test_fail(__FILE__, __LINE__, "survey %.*s is missing",
                      STR_FMT(table_cell(&t, "SUR_ID")));
        CHECK_INT(ref->surveys[s].area, area);
        CHECK(str_eq(ref->source_types[ref->surveys[s].type].code,
                     table_cell(&t, "SUR_SOURCE_CODE")));
    }
    CHECK_INT(theirs, 225);
    for (uint32_t s = 1; s < ref->nsurveys; s++) /* 99001 to 99010: "as published", our own */
        ours += str_starts(ref->surveys[s].id, STR("990")) && ref->surveys[s].id.len == 5;
    CHECK_INT(ours, 10);
    CHECK_INT(ref->nsurveys - 1, 225 + 10);
    table_release(&t);
}

TEST(reference_source_types_and_notes)
{
    const struct ref *ref = fixture_ref();
    struct table t;
    unsigned met = 0;
    table_open(&t, "T_SRC_SOURCE");
    while (table_next_row(&t)) {
        int type = ref_source_type_find(ref, table_cell(&t, "SRC_CODE"));
        uint64_t sort;
        if (type < 0 || !str_uint(&sort, table_cell(&t, "SRC_SORT"), 9999))
            continue;
        met++;
        CHECK_INT(ref->source_types[type].rank, sort);
    }
    CHECK(met >= 20);
    table_release(&t);
    table_open(&t, "T_NTE_NOTE");
    met = 0;
    while (table_next_row(&t)) {
        struct buf key = {0};
        buf_fmt(&key, "%.*s:%.*s", STR_FMT(table_cell(&t, "NTE_TYPE_CODE")),
                STR_FMT(table_cell(&t, "NTE_ID")));
        const struct note *n = ref_note_find(ref, buf_view(&key));
        met += n && str_starts(buf_view(&key), STR("T36:"));
        buf_release(&key);
    }
    CHECK_INT(met, 17);
    table_release(&t);
}

TEST(reference_questionnaire)
{
    const struct ref *ref = fixture_ref();
    struct table t;
    unsigned current = 0;
    table_open(&t, "ilms_questionnaire_2019");
    while (table_next_row(&t)) {
        const struct indicator *in =
            &ref->indicators[ref_indicator_find(ref, table_cell(&t, "indicator"))];
        if (!in->code.len)
            test_fail(__FILE__, __LINE__, "%.*s is missing", STR_FMT(table_cell(&t, "indicator")));
        struct str generation = table_cell(&t, "generation");
        uint64_t mult;
        current += str_starts(generation, STR("questionnaire_2018"));
        if (str_starts(generation, STR("questionnaire_2018")))
            CHECK(in->generation & GEN_CURRENT);
        else if (str_starts(generation, STR("old")))
            CHECK(in->generation & GEN_FIRST);
        else
            CHECK_INT(in->generation, GEN_DERIVED);
        CHECK(str_eq(in->unit, table_cell(&t, "unit")));
        if (str_uint(&mult, table_cell(&t, "unit_mult"), 12))
            CHECK_INT(in->unit_mult, mult);
        /* each version that they ask is one that we ask, the default starred alike */
        struct str piece, list = table_cell(&t, "xls_questionnaire_classifs(*default)");
        while (str_next(&piece, &list, ' ')) {
            bool star = str_ends(piece, STR("*")), found = false;
            struct str name = star ? str_sub(piece, 0, piece.len - 1) : piece;
            if (name.len == 0 || str_is(name, "SEX"))
                continue;
            for (unsigned k = 0; k < in->nasked; k++)
                if (str_eq(ref->versions[in->asked[k]].code, name)) {
                    found = true;
                    CHECK_INT((in->asked_default >> k) & 1, star);
                }
            if (!found)
                test_fail(__FILE__, __LINE__, "%s does not ask %.*s", in->code.p, STR_FMT(name));
        }
    }
    CHECK_INT(current, 37);
    table_release(&t);
}
