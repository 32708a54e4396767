/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Meetings as each sees them: the office writes, members read, specialists say what became of what is assigned to
 * their country; the name of a person is the office's alone. */

#include "desk/desk.h"
#include "desk/everybody.h"

#include "test.h"

enum { PAUL = 1, SOKHA = 2, DARA = 3, ANNA = 4 };

static struct http_field field(const char *name, const char *value)
{
    return (struct http_field){.name = str_of(name), .value = str_of(value)};
}

#define POST(who, path, status, ...)                                                                          \
    post((who), (path), (const struct http_field[]){__VA_ARGS__},                                             \
         sizeof((const struct http_field[]){__VA_ARGS__}) / sizeof(struct http_field), (status))
static void post(size_t who, const char *path, const struct http_field *fields, unsigned n, int status)
{
    struct asked a;
    ask(&a, who, "POST", path, fields, n);
    if (a.an.status != status)
        test_fail(__FILE__, __LINE__, "%s: %d, not %d: %.*s", path, a.an.status, status,
                  (int)MIN(a.an.body.len, (size_t)2000), a.an.body.p ? a.an.body.p : "");
    asked_done(&a);
}

static bool has(size_t who, const char *path, const char *text)
{
    struct asked a;
    ask(&a, who, "GET", path, NULL, 0);
    CHECK_INT(a.an.status, 200);
    bool found = body_has(&a, text);
    asked_done(&a);
    return found;
}

TEST(desk_meeting_is_read_by_members_and_written_by_the_office)
{
    set_up("meeting.db");
    CHECK(has(PAUL, "/desk/meetings", "A meeting"));
    CHECK(has(PAUL, "/desk/meeting/2026", "Do it."));
    CHECK(has(SOKHA, "/desk/meeting/2026", "/desk/meeting/2026/document/1"));
    CHECK(!has(SOKHA, "/desk/meeting/2026", "/desk/meeting/2026/session"));
    CHECK(!has(SOKHA, "/desk/meeting/2026", "secret-name"));
    CHECK(!has(PAUL, "/desk/meeting/2026", "secret-name"));
    CHECK(has(ANNA, "/desk/meeting/2026", "secret-name"));
    CHECK(has(ANNA, "/desk/meeting/2026", "/desk/meeting/2026/session"));
    POST(SOKHA, "/desk/meeting/2026/session", 403, field("title", "x"));
    POST(SOKHA, "/desk/meeting/2026", 403, field("do", "carry"));
    POST(ANNA, "/desk/meeting/2026/session", 303, field("number", "1"), field("title", "A <session>"),
         field("kind", "group_work"), field("begins", "09:00"), field("leader", "THA"));
    CHECK(has(SOKHA, "/desk/meeting/2026", "A &lt;session&gt;"));
    POST(ANNA, "/desk/meeting/2026/session", 400, field("number", "2"), field("title", "x"), field("begins", "9"));
    POST(ANNA, "/desk/meeting/2026/participant", 303, field("role", "observer"), field("organisation", "An office"),
         field("persons", "3"));
    CHECK(has(PAUL, "/desk/meeting/2026", "An office"));
    POST(ANNA, "/desk/meeting/2026/details", 303, field("title", "Another title"), field("from", "2099-07-01"),
         field("to", ""));
    CHECK(has(PAUL, "/desk/meetings", "Another title"));
    POST(ANNA, "/desk/meetings/new", 303, field("meeting", "2027"), field("title", "The next"),
         field("from", "2100-07-01"));
    POST(ANNA, "/desk/meetings/new", 400, field("meeting", "2027"), field("title", ""));
    desk_stop(desk);
}

TEST(desk_meeting_documents_come_back_as_they_went)
{
    struct asked a;
    set_up("papers.db");
    struct http_field fields[] = {field("title", "A talk"), field("kind", "presentation"),
                                  field("file", "<script>alert(1)</script>")};
    fields[2].file_name = STR("talk.html");
    post(ANNA, "/desk/meeting/2026/document", fields, 3, 303);
    post(ANNA, "/desk/meeting/2026/document", fields, 2, 400); /* no file */
    ask(&a, PAUL, "GET", "/desk/meeting/2026/document/3", NULL, 0);
    CHECK_INT(a.an.status, 200);
    CHECK(str_is(buf_view(&a.an.body), "<script>alert(1)</script>"));
    CHECK(strcmp(a.an.type, "application/octet-stream") == 0); /* a browser does not show it */
    CHECK(strstr(a.an.disposition, "attachment; filename=\"talk.html\"") != NULL);
    asked_done(&a);
    POST(ANNA, "/desk/meeting/2026", 303, field("do", "document"), field("number", "3"));
    ask(&a, ANNA, "GET", "/desk/meeting/2026/document/3", NULL, 0);
    CHECK_INT(a.an.status, 404);
    asked_done(&a);
    desk_stop(desk);
}

TEST(desk_meeting_conclusions_are_told_of_by_those_to_whom_they_are_assigned)
{
    set_up("conclusions.db");
    CHECK(has(SOKHA, "/desk", "Do it.")); /* the first screen says what waits */
    CHECK(!has(PAUL, "/desk", "Do it."));
    CHECK(has(PAUL, "/desk", "A meeting"));
    CHECK(has(SOKHA, "/desk/meeting/2026/conclusion/1", "name=\"state\""));
    CHECK(!has(PAUL, "/desk/meeting/2026/conclusion/1", "name=\"state\""));
    POST(PAUL, "/desk/meeting/2026/conclusion/1", 403, field("state", "done"));
    POST(SOKHA, "/desk/meeting/2026/conclusion/1", 303, field("state", "in_progress"), field("whose", "KHM"),
         field("note", "we <began>"));
    CHECK(has(PAUL, "/desk/meeting/2026/conclusion/1", "we &lt;began&gt;"));
    POST(SOKHA, "/desk/meeting/2026/conclusion/1", 403, field("state", "done"), field("whose", "THA"));
    POST(SOKHA, "/desk/meeting/2026/conclusion/1", 400, field("state", "done"));
    POST(DARA, "/desk/meeting/2026/conclusion/1", 303, field("state", "done"), field("whose", "KHM"));
    POST(SOKHA, "/desk/meeting/2026/conclusion/2", 303, field("state", "done"), field("whose", "KHM"));
    CHECK(!has(SOKHA, "/desk", "Do it."));
    POST(ANNA, "/desk/meeting/2026/conclude", 303, field("kind", "action"), field("conclusion", "Count them."),
         field("to-KHM", "yes"), field("organisations", "ILO"));
    CHECK(has(SOKHA, "/desk", "Count them."));
    POST(ANNA, "/desk/meeting/2026/launch", 303, field("name", "2027"), field("deadline", "2099-12-31"));
    CHECK(has(SOKHA, "/desk/meeting/2026", "2027"));
    CHECK(has(SOKHA, "/desk", "2027")); /* the round is open */
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
