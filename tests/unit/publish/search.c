/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/search.h"

#include "model/fixture.h"
#include "syntax/words.h"
#include "test.h"

#include <stdio.h>

static struct search *index_of_reference(void)
{
    static struct search *s;
    if (!s)
        s = search_new(&(struct search_from){.ref = fixture_ref()});
    return s;
}

/* The best answer to a question is this one. */
static void finds(const char *question, const char *code)
{
    struct search_hit hit[5];
    size_t total, n = search_find(hit, 5, &total, index_of_reference(), str_of(question));
    if (n == 0 || !str_is(hit[0].code, code))
        test_fail(__FILE__, __LINE__, "\"%s\" finds %.*s and not %s", question, n ? (int)hit[0].code.len : 7,
                  n ? hit[0].code.p : "nothing", code);
}

TEST(search_finds_by_name_code_and_beginning)
{
    finds("Malaysia", "MYS");
    finds("KHM", "KHM");
    finds("mst_ncte_sex_cct_nb", "MST_NCTE_SEX_CCT_NB");
    finds("viet", "VNM");
    finds("employed non-citizens country of citizenship", "MST_NCTE_SEX_CCT_NB");
}

TEST(search_finds_in_other_languages)
{
    finds("กัมพูชา", "KHM");    /* Thai */
    finds("Campuchia", "KHM"); /* Vietnamese */
    finds("ကမ္ဘောဒီးယား", "KHM"); /* Burmese */
    finds("Filipina", "PHL");  /* Indonesian */
    finds("cote d'ivoire", "CIV");
    finds("COTE D IVOIRE", "CIV");
}

TEST(search_forgives_spelling)
{
    finds("Malasyia", "MYS");
    finds("Tailand", "THA");
    finds("Phillipines", "PHL");
    finds("Indonesai", "IDN");
}

TEST(search_wants_every_word)
{
    struct search_hit hit[5];
    size_t total;
    CHECK(search_find(hit, 5, &total, index_of_reference(), STR("Malaysia qqqqqqqqqqqq")) == 0);
    CHECK(search_find(hit, 5, &total, index_of_reference(), STR("")) == 0);
    CHECK(search_find(hit, 5, &total, index_of_reference(), STR(" .,- ")) == 0);
    CHECK(search_find(hit, 5, &total, index_of_reference(), STR("\xff\xfe\x80")) == 0);
    CHECK(search_find(hit, 3, &total, index_of_reference(), STR("employment")) == 3 && total > 3);
}

TEST(search_puts_what_has_figures_first)
{
    struct obs_set set;
    struct search_hit hit[3];
    size_t total;
    obs_set_init(&set);
    fixture_put(&set, "MST_TEMP_SEX_STE_CCT_NB THA BA:741 2014", "SEX_T STE_AGGREGATE_TOTAL CCT_CIT_TOTAL 1");
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    struct search *s = search_new(&(struct search_from){.ref = fixture_ref(), .cube = cube});
    CHECK(search_find(hit, 3, &total, s, STR("employment status in employment")) == 3);
    CHECK(str_is(hit[0].code, "MST_TEMP_SEX_STE_CCT_NB") && hit[0].has_figures && !hit[1].has_figures);
    search_free(s);
    cube_free(cube);
    obs_set_release(&set);
}

TEST(search_finds_what_is_said_of_a_source)
{
    struct catalogue_source said = {.area = STR("THA"), .source = STR("BA:741")};
    struct search_hit hit[3];
    size_t total;
    said.content[CATALOGUE_POPULATION] = STR("everybody but zebras");
    said.content[CATALOGUE_CONTACT] = STR("giraffe");
    struct search *s = search_new(&(struct search_from){.ref = fixture_ref(), .sources = &said, .nsources = 1});
    CHECK(search_find(hit, 3, &total, s, STR("zebras")) == 1 && hit[0].kind == FOUND_SOURCE);
    CHECK(str_is(hit[0].code, "BA:741"));
    CHECK(search_find(hit, 3, &total, s, STR("giraffe")) == 0); /* a person */
    search_free(s);
}
