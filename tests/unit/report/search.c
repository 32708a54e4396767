/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/search.h"

#include "model/fixture.h"
#include "model/ref_language.h"
#include "report/page.h"
#include "test.h"

/* The page of a question, in a language; in the arena. */
static const char *page_of(struct arena *arena, const char *language, const char *question)
{
    struct obs_set set;
    struct buf out = {0};
    struct found_list list;
    obs_set_init(&set);
    fixture_put(&set, "MST_TEMP_SEX_STE_CCT_NB THA BA:741 2014", "SEX_T STE_AGGREGATE_TOTAL CCT_CIT_TOTAL 1");
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    struct search *s = search_new(&(struct search_from){.ref = fixture_ref(), .cube = cube});
    struct ref *named = ref_in_language(fixture_ref(), language);
    search_ask(&list, arena, s, str_of(question));
    cube->ref = named;
    struct page pg = {.cube = cube, .text = text_find(language), .out = &out, .arena = arena};
    page_search(&pg, &(struct page_search){.question = str_of(question), .list = &list, .kind = -1});
    const char *page = arena_text(arena, buf_view(&out));
    ref_in_language_free(named);
    cube->ref = fixture_ref();
    search_free(s);
    cube_free(cube);
    obs_set_release(&set);
    buf_release(&out);
    return page;
}

static void says(const char *language, const char *question, const char *want)
{
    struct arena arena;
    arena_init(&arena, 64 << 20);
    if (!strstr(page_of(&arena, language, question), want))
        test_fail(__FILE__, __LINE__, "\"%s\" in %s does not say %s", question, language, want);
    arena_release(&arena);
}

TEST(search_page_marks_what_was_found)
{
    says("en", "thail", "<a href=\"/country/THA\"><mark>Thailand</mark></a> <code>THA</code>");
    says("en", "Thailnad", "<mark>Thailand</mark>");
    says("en", "cote", "<mark>C\xC3\xB4te</mark> d");
    says("th", "เทศไท", "</code></p>"); /* letters within a word */
    says("en", "employment thailand", "<a href=\"/table/MST_TEMP_SEX_STE_CCT_NB/THA\">");
}

TEST(search_page_has_names_of_its_language_and_says_by_what_they_were_found)
{
    says("th", "Cambodia", "กัมพูชา</a> <code>KHM</code></p>\n<p class=\"where\"><mark>Cambodia</mark></p>");
    says("en", "กัมพู", "Cambodia</a> <code>KHM</code></p>\n<p class=\"where\"><mark>กัมพู");
}

TEST(search_page_says_what_was_forgiven)
{
    says("en", "Thailnad", "<p class=\"heard\">There is no \xE2\x80\x9CThailnad\xE2\x80\x9D here. Shown is Thailand.");
    says("en", "thailand qqqqqqqq", "<p class=\"heard\">There is no \xE2\x80\x9Cqqqqqqqq\xE2\x80\x9D here");
    says("en", "qqqqqqqq", "<p class=\"lead\">Nothing was found.");
    says("en", "<i>qqqqqqqq", "value=\"&lt;i&gt;qqqqqqqq\"");
    says("en", "SEX_T", "<ul class=\"used\"><li><a href=\"/table/MST_TEMP_SEX_STE_CCT_NB\">");
}
