/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the pages of the signed-in part say: in the language of the person, with what was wrong beside its field. */

#include "desk/desk.h"
#include "desk/everybody.h"

#include "syntax/text.h"
#include "test.h"

#include <stdio.h>

enum { SOKHA = 2, ANNA = 4 };

static void post(struct asked *a, size_t who, const char *path, const struct http_field *fields, unsigned n, int status)
{
    ask(a, who, "POST", path, fields, n);
    CHECK_INT(a->an.status, status);
}

static void speak(size_t who, const char *language)
{
    struct asked a;
    const struct http_field fields[] = {field("do", "language"), field("language", language)};
    post(&a, who, "/desk/me", fields, 2, 303);
    asked_done(&a);
}

TEST(desk_names_countries_tables_and_codes_in_the_language_of_the_person)
{
    set_up("names.db");
    CHECK(page_has(ANNA, "/desk/round/2026", "Cambodia"));
    speak(ANNA, "th");
    CHECK(page_has(ANNA, "/desk/round/2026", "\u0E01\u0E31\u0E21\u0E1E\u0E39\u0E0A\u0E32"));
    CHECK(!page_has(ANNA, "/desk/round/2026", "Cambodia"));
    CHECK(page_has(ANNA, "/desk/submission/1", "\u0E1C\u0E39\u0E49\u0E21\u0E35\u0E07\u0E32\u0E19\u0E17\u0E33"));
    CHECK(page_has(ANNA, "/desk/submission/1/table/1", "\u0E23\u0E27\u0E21")); /* total */
    desk_stop(desk);
}

/* One process serves all of them, each with names of its own; the choice lists them by their own names. */
TEST(desk_speaks_every_language)
{
    struct str rest = text_languages(), language;
    set_up("languages.db");
    while (str_next(&language, &rest, ' ')) {
        char tag[8], lang[24];
        if (!language.len)
            continue;
        snprintf(tag, sizeof tag, "%.*s", STR_FMT(language));
        snprintf(lang, sizeof lang, "<html lang=\"%s\"", tag);
        speak(ANNA, tag);
        CHECK(page_has(ANNA, "/desk/round/2026/KHM", lang));
        CHECK(page_has(ANNA, "/desk/me", "Ti\u1EBFng Vi\u1EC7t</option>"));
        CHECK(page_has(SOKHA, "/desk/round/2026/KHM", "Cambodia"));
    }
    desk_stop(desk);
}

TEST(desk_says_what_is_wrong_beside_its_field)
{
    struct asked a;
    const struct http_field without[] = {field("do", "plan"), field("planned", "2027.1"), field("date", "")};
    const struct http_field past[] = {field("do", "plan"), field("planned", "2027.1"), field("date", "2001-01-01")};
    set_up("wrong.db");
    speak(ANNA, "vi");
    post(&a, ANNA, "/desk/releases", without, 3, 400);
    CHECK(body_has(&a, "href=\"#f-date\"") && body_has(&a, "aria-describedby=\"e-date\" aria-invalid=\"true\""));
    CHECK(body_has(&a, "value=\"2027.1\"") && !body_has(&a, "lang=\"en\""));
    asked_done(&a);
    /* of what an operation refuses, too, in the language that it has */
    post(&a, ANNA, "/desk/releases", past, 3, 400);
    CHECK(body_has(&a, "<p lang=\"en\"><a href=\"#f-date\">") && body_has(&a, "aria-invalid=\"true\""));
    CHECK(!body_has(&a, "--date"));
    asked_done(&a);
    desk_stop(desk);
}

TEST(desk_announces_a_release_and_takes_it_back)
{
    struct asked a;
    const struct http_field plan[] = {field("do", "plan"), field("planned", "<b>27"), field("date", "2099-03-01"),
                                      field("what", "All of it")};
    const struct http_field move[] = {field("do", "plan"), field("planned", "<b>27"), field("date", "2099-04-01")};
    const struct http_field back[] = {field("do", "unplan"), field("planned", "<b>27")};
    set_up("announced.db");
    post(&a, ANNA, "/desk/releases", plan, 4, 303);
    asked_done(&a);
    CHECK(page_has(ANNA, "/desk/releases", "&lt;b&gt;27</th>") && page_has(ANNA, "/desk/releases", "1 March 2099"));
    post(&a, ANNA, "/desk/releases", move, 3, 303);
    asked_done(&a);
    CHECK(page_has(ANNA, "/desk/releases", "1 April 2099") &&
          page_has(ANNA, "/desk/releases", "first announced for 1 March 2099"));
    post(&a, ANNA, "/desk/releases", back, 2, 303);
    asked_done(&a);
    CHECK(!page_has(ANNA, "/desk/releases", "&lt;b&gt;27</th>"));
    post(&a, ANNA, "/desk/releases", back, 2, 404);
    CHECK(body_has(&a, "id=\"fault\""));
    asked_done(&a);
    desk_stop(desk);
}

TEST(desk_waives_a_table_and_asks_it_again)
{
    static const char path[] = "/desk/round/2026/KHM", table[] = "MNA_XRET_SEX_CPR_NB";
    struct asked a;
    const struct http_field bare[] = {field("do", "waive"), field("table", table), field("why", " ")};
    const struct http_field waive[] = {field("do", "waive"), field("table", table), field("why", "Nobody returns.")};
    const struct http_field back[] = {field("do", "back"), field("table", table)};
    set_up("waivers.db");
    CHECK(page_has(SOKHA, path, "<option value=\"MNA_XRET_SEX_CPR_NB\""));
    post(&a, SOKHA, path, bare, 3, 400);
    CHECK(body_has(&a, "href=\"#f-why\"") && body_has(&a, "<option value=\"MNA_XRET_SEX_CPR_NB\" selected>"));
    asked_done(&a);
    post(&a, SOKHA, path, waive, 3, 303);
    asked_done(&a);
    CHECK(page_has(ANNA, path, "Nobody returns.") && !page_has(ANNA, path, "<option value=\"MNA_XRET_SEX_CPR_NB\""));
    post(&a, ANNA, path, back, 2, 303);
    asked_done(&a);
    CHECK(!page_has(SOKHA, path, "Nobody returns."));
    desk_stop(desk);
}
