/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Consultations and statements on the pages of those who are signed in. */

#include "desk/everybody.h"

#include "desk/desk.h"
#include "store/consultation.h"
#include "test.h"

enum { NOBODY, PAUL, SOKHA, DARA, ANNA, ROOT };

static void post(int line, size_t who, const char *path, int status, const char *has, const struct http_field *fields,
                 unsigned n)
{
    struct asked a;
    ask(&a, who, "POST", path, fields, n);
    if (a.an.status != status || (has && !body_has(&a, has)))
        test_fail(__FILE__, line, "%d, not %d: %.*s", a.an.status, status, (int)MIN(a.an.body.len, (size_t)3000),
                  a.an.body.p);
    asked_done(&a);
}
#define POST(who, path, status, has, ...)                                                      \
    post(__LINE__, who, path, status, has, (const struct http_field[]){__VA_ARGS__},           \
         sizeof((const struct http_field[]){__VA_ARGS__}) / sizeof(struct http_field))

static void page(int line, size_t who, const char *path, int status, const char *has, const char *lacks)
{
    struct asked a;
    ask(&a, who, "GET", path, NULL, 0);
    if (a.an.status != status || (has && !body_has(&a, has)) || (lacks && body_has(&a, lacks)))
        test_fail(__FILE__, line, "%s: %d: %s", path, a.an.status, has && !body_has(&a, has) ? has : lacks ? lacks
                  : "");
    asked_done(&a);
}
#define PAGE(who, path, status, has, lacks) page(__LINE__, who, path, status, has, lacks)

#define PARTS "/desk/consultation/c/KHM/parts"

TEST(desk_takes_what_a_country_says_of_a_part)
{
    set_up("consult.db");
    consult_all();
    PAGE(SOKHA, "/desk", 200, "3 parts left to look at", NULL);
    PAGE(SOKHA, PARTS, 200, "It <b>rose</b>.", "position k-");
    POST(SOKHA, PARTS, 400, "Please say why your country objects.", field("do", "say"), field("part", "region.1"),
         field("position", "object"), field("text", " "));
    POST(SOKHA, PARTS, 400, "Choose one of the three", field("do", "say"), field("part", "region.1"),
         field("text", "kept as it is"));
    POST(SOKHA, PARTS, 400, ">\nkept &lt;as&gt; it is</textarea>", field("do", "say"), field("part", "region.1"),
         field("text", "kept <as> it is"));
    POST(SOKHA, PARTS, 303, NULL, field("do", "say"), field("part", "region.1"), field("at", "0"),
         field("position", "object"),
         field("text", "<i>No.</i>"));
    PAGE(SOKHA, PARTS, 200, "&lt;i&gt;No.&lt;/i&gt;", "<i>No.");
    PAGE(SOKHA, PARTS, 200, "value=\"object\" required checked", ", sokha"); /* the person is not named, */
    PAGE(ANNA, PARTS, 200, ", sokha",
         "value=\"object\"");                   /* but to the office, which does not speak */
    POST(SOKHA, PARTS, 404, "id=\"fault\"", field("do", "say"), field("part", "region.9"), field("position", "agree"));
    PAGE(SOKHA, "/desk/consultation/c", 200, "2 parts left to look at", NULL);
    POST(SOKHA, PARTS, 303, NULL, field("do", "say"), field("part", "region.1"), field("position", "none"));
    PAGE(SOKHA, "/desk/consultation/c", 200, "3 parts left to look at", NULL);
    desk_stop(desk);
}

TEST(desk_lets_nobody_speak_for_another_country)
{
    const struct http_field agree[] = {field("do", "say"), field("part", "region.1"), field("position", "agree")};
    set_up("consult-others.db");
    consult_all();
    post(__LINE__, SOKHA, "/desk/consultation/c/THA/parts", 404, NULL, agree, 3);
    PAGE(SOKHA, "/desk/consultation/c/THA/parts", 404, NULL, NULL);
    post(__LINE__, SOKHA, "/desk/consultation/c/THA/rest", 404, NULL, agree, 3);
    post(__LINE__, ANNA, PARTS, 403, "id=\"fault\"", agree, 3); /* the office cannot either */
    post(__LINE__, ANNA, "/desk/consultation/c/KHM/rest", 403, NULL, agree, 3);
    post(__LINE__, PAUL, PARTS, 403, NULL, agree, 3);
    PAGE(PAUL, "/desk/consultation/c", 403, NULL, "rose");
    PAGE(DARA, "/desk/consultation/c/LAO/parts", 404, NULL, NULL);
    PAGE(ANNA, "/desk/consultation/c/LAO/parts", 404, NULL, NULL); /* is not asked */
    POST(SOKHA, PARTS, 403, NULL, field("do", "answer"), field("part", "region.1"), field("country", "KHM"),
         field("text", "x"));
    POST(SOKHA, "/desk/consultation/c", 403, NULL, field("do", "close"), field("sure", "yes"));
    desk_stop(desk);
}

/* In one step, after a page that says to how much. */
TEST(desk_agrees_to_the_rest_of_a_chapter_or_of_all)
{
    set_up("consult-rest.db");
    consult_all();
    POST(SOKHA, PARTS, 303, NULL, field("do", "say"), field("part", "region.2"), field("position", "comment"),
         field("text", "Why?"));
    PAGE(SOKHA, "/desk/consultation/c/KHM/rest", 200, "agrees to 2 parts", NULL);
    PAGE(ANNA, "/desk/consultation/c/KHM/rest", 403, NULL, NULL);
    POST(DARA, "/desk/consultation/c/KHM/rest", 303, NULL, field("x", "x"));
    PAGE(SOKHA, "/desk/consultation/c", 200, "Everything has been looked at.", NULL);
    PAGE(SOKHA, PARTS, 200, "comment\" required checked", NULL); /* what was said stays */
    desk_stop(desk);
}

TEST(desk_lets_the_office_answer_extend_and_close)
{
    static const char here[] = "/desk/consultation/c";
    set_up("consult-office.db");
    consult_all();
    POST(SOKHA, PARTS, 303, NULL, field("do", "say"), field("part", "region.2"), field("position", "object"),
         field("text", "Wrong year"));
    PAGE(ANNA, "/desk", 200, "One objection or comment waits for an answer.", NULL);
    PAGE(ANNA, here, 200, "Wrong year", NULL);
    POST(ANNA, here, 400, "id=\"fault\"", field("do", "answer"), field("part", "region.2"), field("country", "KHM"),
         field("text", ""));
    POST(ANNA, here, 303, NULL, field("do", "answer"), field("part", "region.2"), field("country", "KHM"),
         field("text", "Right, 2024"));
    PAGE(ANNA, here, 200, "Every objection and comment has its answer.", "Wrong year");
    PAGE(SOKHA, PARTS, 200, "Right, 2024", NULL);
    POST(ANNA, here, 400, "aria-invalid=\"true\"", field("do", "extend"), field("last-day", ""));
    POST(ANNA, here, 400, "id=\"fault\"", field("do", "extend"), field("last-day", "2001-01-01"));
    POST(ANNA, here, 303, NULL, field("do", "extend"), field("last-day", "2099-07-31"));
    PAGE(SOKHA, here, 200, "31 July 2099", NULL);
    POST(ANNA, here, 400, "id=\"fault\"", field("do", "close")); /* not sure */
    POST(ANNA, here, 400, "id=\"fault\"", field("do", "unheard of"));
    POST(ANNA, here, 303, NULL, field("do", "close"), field("sure", "yes"));
    /* after that nothing changes */
    POST(SOKHA, PARTS, 409, "id=\"fault\"", field("do", "say"), field("part", "region.1"), field("position", "agree"));
    POST(SOKHA, "/desk/consultation/c/KHM/rest", 409, "id=\"fault\"", field("x", "x"));
    POST(ANNA, PARTS, 409, "id=\"fault\"", field("do", "answer"), field("part", "region.2"), field("country", "KHM"),
         field("text", "x"));
    POST(ANNA, here, 409, "id=\"fault\"", field("do", "extend"), field("last-day", "2099-08-31"));
    PAGE(SOKHA, PARTS, 200, "Right, 2024", "<textarea");
    PAGE(SOKHA, "/desk", 200, NULL, "Consultation: c");
    desk_stop(desk);
}

TEST(desk_gives_the_files_of_a_consultation)
{
    set_up("consult-files.db");
    consult_all();
    POST(SOKHA, PARTS, 303, NULL, field("do", "say"), field("part", "region.2"), field("position", "object"),
         field("text", "=1+1"));
    PAGE(SOKHA, "/desk/consultation/c/record", 200, "c,region.2,2,paragraph,Two & three,,1,no,no,KHM,object,no,",
         "sokha");
    PAGE(SOKHA, "/desk/consultation/c/record", 200, ",'=1+1,", NULL); /* nothing that a spreadsheet would run */
    PAGE(SOKHA, "/desk/consultation/c/draft", 200, "<figure class=\"chart\"", NULL);
    PAGE(SOKHA, "/desk/consultation/c/picture/region.f", 200, "<svg/>", NULL);
    PAGE(SOKHA, "/desk/consultation/c/picture/region.1", 404, NULL, NULL);
    PAGE(SOKHA, "/desk/consultation/c/picture/x\" onload=\"", 404, NULL, NULL);
    PAGE(SOKHA, "/desk/consultation/nothing", 404, NULL, NULL);
    desk_stop(desk);
}

TEST(desk_keeps_a_countrys_own_words)
{
    static const char here[] = "/desk/round/2026/KHM/statements";
    set_up("statements.db");
    PAGE(SOKHA, "/desk/round/2026/KHM", 200, here, NULL);
    POST(SOKHA, here, 303, NULL, field("statement-collection", "By <hand>.\r\n\r\nEvery year."),
         field("statement-plans", ""));
    PAGE(SOKHA, here, 200, "By &lt;hand&gt;.\n\nEvery year.</textarea>", NULL);
    POST(SOKHA, here, 303, NULL, field("statement-collection",
                                       "By <hand>.\r\n\r\nEvery year.")); /* nothing to change */
    PAGE(SOKHA, "/desk/round/2026/THA/statements", 404, NULL, NULL);
    POST(SOKHA, here, 400, "id=\"fault\"", field("statement-practice", "x\x01y"));
    POST(SOKHA, here, 303, NULL, field("statement-collection", ""));
    PAGE(SOKHA, here, 200, NULL, "By &lt;hand&gt;");
    struct store_iter *it;
    struct statement s;
    struct err err;
    CHECK(store_statement_list(desk->st, &it, STR(""), STR(""), 1, &err) == 0); /* and it was there */
    CHECK_INT(store_statement_next(it, &s, &err), 1);
    CHECK_STR(s.round, "2026");
    store_iter_close(it);
    desk_stop(desk);
}
