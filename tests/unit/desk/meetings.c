/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Meetings as each sees them: the office writes, members read, specialists say what became of what is assigned to
 * their country; the name of a person is the office's alone. */

#include "desk/desk.h"
#include "desk/everybody.h"

#include "test.h"

enum { PAUL = 1, SOKHA = 2, DARA = 3, ANNA = 4 };

TEST(desk_meeting_is_read_by_members_and_written_by_the_office)
{
    set_up("meeting.db");
    CHECK(page_has(PAUL, "/desk/meetings", "A meeting"));
    CHECK(page_has(PAUL, "/desk/meeting/2026", "Do it."));
    CHECK(page_has(SOKHA, "/desk/meeting/2026", "/desk/meeting/2026/document/1"));
    CHECK(!page_has(SOKHA, "/desk/meeting/2026", "/desk/meeting/2026/session"));
    CHECK(!page_has(SOKHA, "/desk/meeting/2026", "secret-name"));
    CHECK(!page_has(PAUL, "/desk/meeting/2026", "secret-name"));
    CHECK(page_has(ANNA, "/desk/meeting/2026", "secret-name"));
    CHECK(page_has(ANNA, "/desk/meeting/2026", "/desk/meeting/2026/session"));
    SEND(SOKHA, "/desk/meeting/2026/session", 403, field("title", "x"));
    SEND(SOKHA, "/desk/meeting/2026", 403, field("do", "carry"));
    SEND(ANNA, "/desk/meeting/2026/session", 303, field("number", "1"), field("title", "A <session>"),
         field("kind", "group_work"), field("begins", "09:00"), field("leader", "THA"));
    CHECK(page_has(SOKHA, "/desk/meeting/2026", "A &lt;session&gt;"));
    SEND(ANNA, "/desk/meeting/2026/session", 400, field("number", "2"), field("title", "x"), field("begins", "9"));
    SEND(ANNA, "/desk/meeting/2026/participant", 303, field("role", "observer"), field("organisation", "An office"),
         field("persons", "3"));
    CHECK(page_has(PAUL, "/desk/meeting/2026", "An office"));
    SEND(ANNA, "/desk/meeting/2026/details", 303, field("title", "Another title"), field("from", "2099-07-01"),
         field("to", ""));
    CHECK(page_has(PAUL, "/desk/meetings", "Another title"));
    SEND(ANNA, "/desk/meetings/new", 303, field("meeting", "2027"), field("title", "The next"),
         field("from", "2100-07-01"));
    SEND(ANNA, "/desk/meetings/new", 400, field("meeting", "2027"), field("title", ""));
    desk_stop(desk);
}

TEST(desk_meeting_documents_come_back_as_they_went)
{
    struct asked a;
    set_up("papers.db");
    struct http_field fields[] = {field("title", "A talk"), field("kind", "presentation"),
                                  field("file", "<script>alert(1)</script>")};
    fields[2].file_name = STR("talk.html");
    send_form(__LINE__, ANNA, "/desk/meeting/2026/document", 303, fields, 3);
    send_form(__LINE__, ANNA, "/desk/meeting/2026/document", 400, fields, 2); /* no file */
    ask(&a, PAUL, "GET", "/desk/meeting/2026/document/3", NULL, 0);
    CHECK_INT(a.an.status, 200);
    CHECK(str_is(buf_view(&a.an.body), "<script>alert(1)</script>"));
    CHECK(strcmp(a.an.type, "application/octet-stream") == 0); /* a browser does not show it */
    CHECK(strstr(a.an.disposition, "attachment; filename=\"talk.html\"") != NULL);
    asked_done(&a);
    SEND(ANNA, "/desk/meeting/2026", 303, field("do", "document"), field("number", "3"));
    ask(&a, ANNA, "GET", "/desk/meeting/2026/document/3", NULL, 0);
    CHECK_INT(a.an.status, 404);
    asked_done(&a);
    desk_stop(desk);
}

TEST(desk_meeting_conclusions_are_told_of_by_those_to_whom_they_are_assigned)
{
    set_up("conclusions.db");
    CHECK(page_has(SOKHA, "/desk", "Do it.")); /* the first screen says what waits */
    CHECK(!page_has(PAUL, "/desk", "Do it."));
    CHECK(page_has(PAUL, "/desk", "A meeting"));
    CHECK(page_has(SOKHA, "/desk/meeting/2026/conclusion/1", "name=\"state\""));
    CHECK(!page_has(PAUL, "/desk/meeting/2026/conclusion/1", "name=\"state\""));
    SEND(PAUL, "/desk/meeting/2026/conclusion/1", 403, field("state", "done"));
    SEND(SOKHA, "/desk/meeting/2026/conclusion/1", 303, field("state", "in_progress"), field("whose", "KHM"),
         field("note", "we <began>"));
    CHECK(page_has(PAUL, "/desk/meeting/2026/conclusion/1", "we &lt;began&gt;"));
    SEND(SOKHA, "/desk/meeting/2026/conclusion/1", 403, field("state", "done"), field("whose", "THA"));
    SEND(SOKHA, "/desk/meeting/2026/conclusion/1", 400, field("state", "done"));
    SEND(DARA, "/desk/meeting/2026/conclusion/1", 303, field("state", "done"), field("whose", "KHM"));
    SEND(SOKHA, "/desk/meeting/2026/conclusion/2", 303, field("state", "done"), field("whose", "KHM"));
    CHECK(!page_has(SOKHA, "/desk", "Do it."));
    SEND(ANNA, "/desk/meeting/2026/conclude", 303, field("kind", "action"), field("conclusion", "Count them."),
         field("to-KHM", "yes"), field("organisations", "ILO"));
    CHECK(page_has(SOKHA, "/desk", "Count them."));
    SEND(ANNA, "/desk/meeting/2026/launch", 303, field("name", "2027"), field("deadline", "2099-12-31"));
    CHECK(page_has(SOKHA, "/desk/meeting/2026", "2027"));
    CHECK(page_has(SOKHA, "/desk", "2027")); /* the round is open */
    desk_stop(desk);
}

TEST(desk_meeting_briefing_has_no_script_and_leaks_nothing)
{
    struct asked a;
    set_up("briefing.db");
    ask(&a, SOKHA, "GET", "/desk/meeting/2026/briefing", NULL, 0);
    CHECK_INT(a.an.status, 200);
    CHECK(a.an.policy && strstr(a.an.policy, "default-src 'none'"));
    CHECK(!strstr(a.an.policy, "script-src"));
    CHECK(body_has(&a, "Where the rounds stand"));
    CHECK(!body_has(&a, THA_FIGURE));
    CHECK(!body_has(&a, "secret-name"));
    asked_done(&a);
    desk_stop(desk);
}
