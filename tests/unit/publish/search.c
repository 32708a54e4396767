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

static struct arena arena;

static const struct found_list *ask_of(struct search *s, const char *question)
{
    static struct found_list list;
    arena_release(&arena);
    arena_init(&arena, 16 << 20);
    search_ask(&list, &arena, s, str_of(question));
    return &list;
}

static const struct found_list *ask(const char *question) { return ask_of(index_of_reference(), question); }

/* The best answer to a question is this one. */
static void finds(const char *question, const char *code)
{
    const struct found_list *list = ask(question);
    if (list->n == 0 || !str_is(list->v[0].code, code))
        test_fail(__FILE__, __LINE__, "\"%s\" finds %.*s and not %s", question, list->n ? (int)list->v[0].code.len : 7,
                  list->n ? list->v[0].code.p : "nothing", code);
}

TEST(search_finds_by_name_code_and_beginning)
{
    finds("Malaysia", "MYS");
    finds("KHM", "KHM");
    finds("mst_ncte_sex_cct_nb", "MST_NCTE_SEX_CCT_NB");
    finds("viet", "VNM");
    finds("employed non-citizens country of citizenship", "MST_NCTE_SEX_CCT_NB");
    finds("ncte", "MST_NCTE_SEX_CCT_NB");
    CHECK(ask("ncte")->heard[0].how == HEARD_WITHIN);
    finds("construction", "ECO_AGGREGATE_CON");
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

/* A part of a name, wherever a dictionary would cut it. */
TEST(search_finds_parts_of_names_without_blanks)
{
    finds("มพูชา", "KHM");
    finds("กัมพู", "KHM");
    finds("កម្ពុ", "KHM");
    finds("ម្ពុជា", "KHM");
    finds("ກຳປູ", "KHM");
    finds("ဘောဒီး", "KHM");
    finds("ကမ္ဘောဒီး" "\xE2\x80\x8B" "ယား", "KHM"); /* with an invisible blank */
    finds("柬埔", "KHM");
    CHECK(ask("มพูชา")->nruns == 1);
}

TEST(search_forgives_spelling)
{
    finds("Malasyia", "MYS");
    finds("Tailand", "THA");
    finds("Phillipines", "PHL");
    finds("Indonesai", "IDN");
    const struct found_list *list = ask("Thailnad");
    CHECK(list->heard[0].how == HEARD_NEAR && list->heard[0].nas > 0);
    CHECK_STR(list->heard[0].said, "Thailnad");
    CHECK_STR(list->heard[0].spelt[0], "Thailand");
    CHECK(found_marks(list, STR("thailand")) && !found_marks(list, STR("thailnad")));
}

/* Every word, where something has them; else most of them, which is said. */
TEST(search_wants_every_word)
{
    CHECK(ask("")->n == 0 && ask(" .,- ")->n == 0 && ask("qqqqqqqqqqqq")->n == 0);
    const struct found_list *list = ask("employment");
    size_t n = list->n;
    CHECK(n > 3 && !list->some && list->heard[0].how == HEARD_WORD);
    CHECK(ask("employment status")->n < n && !ask("employment status")->some);
    list = ask("Malaysia qqqqqqqqqqqq");
    CHECK(list->some && list->heard[1].how == HEARD_NOTHING);
    finds("Malaysia qqqqqqqqqqqq", "MYS");
    CHECK(ask("Malaysia 9876")->heard[1].how == HEARD_NOTHING); /* not a number near it */
}

TEST(search_survives_what_is_no_question)
{
    struct buf text = {0};
    CHECK(ask("\xff\xfe\x80")->n == 0);
    for (int i = 0; i < 1000; i++)
        buf_char(&text, 'a');
    CHECK(ask(text.p)->cut && ask(text.p)->n == 0);
    text.len = 0;
    for (int i = 0; i < 3000; i++)
        buf_puts(&text, i % 2 ? "a " : "qzxw ");
    CHECK(ask(text.p)->cut && ask(text.p)->nheard == HEARD_MOST);
    text.len = 0;
    for (int i = 0; i < 1000; i++)
        buf_puts(&text, "ก");
    CHECK(ask(text.p)->nheard <= HEARD_MOST && ask(text.p)->n < 3000);
    text.len = 0;
    for (int i = 0; i < 400; i++)
        buf_puts(&text, "x\xCC\x81\xE2\x80\x8D");
    (void)ask(text.p);
    CHECK(ask("<script>\"&'%s%n{}[]")->nheard > 0);
    buf_release(&text);
}

/* A table of a country; codes, by the tables that have them. */
TEST(search_knows_what_has_figures)
{
    struct obs_set set;
    obs_set_init(&set);
    fixture_put(&set, "MST_TEMP_SEX_STE_CCT_NB THA BA:741 2014", "SEX_T STE_AGGREGATE_TOTAL CCT_CIT_TOTAL 1");
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    struct search *s = search_new(&(struct search_from){.ref = fixture_ref(), .cube = cube});
    const struct found_list *list = ask_of(s, "employment status in employment");
    CHECK(list->n > 2 && str_is(list->v[0].code, "MST_TEMP_SEX_STE_CCT_NB"));
    CHECK(list->v[0].has_figures && !list->v[1].has_figures && !list->v[0].area);
    list = ask_of(s, "employment status Thailand");
    CHECK(!list->some && str_is(list->v[0].code, "MST_TEMP_SEX_STE_CCT_NB"));
    CHECK(list->v[0].area == ref_area_find(fixture_ref(), STR("THA")));
    CHECK_STR(found_address(&arena, fixture_ref(), &list->v[0]), "/table/MST_TEMP_SEX_STE_CCT_NB/THA");
    list = ask_of(s, "STE_AGGREGATE_TOTAL");
    CHECK(list->n && list->v[0].kind == FOUND_CODE && list->v[0].ntables == 1 && list->v[0].has_figures);
    CHECK_STR(found_address(&arena, fixture_ref(), &list->v[0]), "/table/MST_TEMP_SEX_STE_CCT_NB");
    list = ask_of(s, "thailand");
    CHECK(list->v[0].kind == FOUND_COUNTRY && list->v[0].ntables == 1);
    search_free(s);
    cube_free(cube);
    obs_set_release(&set);
}

TEST(search_finds_what_is_said_of_a_source)
{
    struct catalogue_source said = {.area = STR("THA"), .source = STR("BA:741")};
    said.content[CATALOGUE_POPULATION] = STR("everybody but zebras");
    said.content[CATALOGUE_CONTACT] = STR("giraffe");
    struct search *s = search_new(&(struct search_from){.ref = fixture_ref(), .sources = &said, .nsources = 1});
    const struct found_list *list = ask_of(s, "zebras");
    CHECK(list->n == 1 && list->v[0].kind == FOUND_SOURCE && str_is(list->v[0].code, "BA:741"));
    CHECK_STR(list->v[0].where, "everybody but zebras");
    CHECK(ask_of(s, "giraffe")->n == 0); /* a person */
    search_free(s);
}

TEST(search_finds_collections_and_pages)
{
    struct collection of = {.code = STR("ZOO"), .vintage = STR("2019"), .name = STR("Stock of zebras"),
                            .publisher = STR("A zoo"), .definition = STR("Whoever has stripes")};
    const struct collection *v[] = {&of};
    struct search *s = search_new(&(struct search_from){.ref = fixture_ref(), .others = v, .nothers = 1});
    const struct found_list *list = ask_of(s, "zebras");
    CHECK(list->n == 1 && list->v[0].collection == &of);
    CHECK_STR(found_address(&arena, fixture_ref(), &list->v[0]), "/collection/ZOO@2019");
    CHECK_STR(found_name(fixture_ref(), text_find("th"), &list->v[0]), "Stock of zebras");
    list = ask_of(s, "getting figures program");
    CHECK(list->n && list->v[0].kind == FOUND_PAGE);
    CHECK_STR(found_address(&arena, fixture_ref(), &list->v[0]), "/api");
    search_free(s);
}
