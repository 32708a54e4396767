/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/json_read.h"

#include "test.h"

static struct arena arena;

static struct json_read begin(const char *text)
{
    struct json_read in;
    arena_init(&arena, 1 << 20);
    json_read_init(&in, str_of(text), &arena);
    return in;
}

TEST(json_read_goes_through_a_document)
{
    struct json_read in = begin("\xef\xbb\xbf {\"a\": \"x\", \"skip\": {\"b\": [1, {\"c\": []}, \"]}\"]}, \"n\": -1.50e3,\n"
                                "\"list\": [true, null, \"\"], \"t\": true, \"e\": {}, \"none\": []}\n");
    struct str key, got[8];
    unsigned n = 0, elements = 0;
    bool yes = false;
    CHECK(json_enter(&in, '{'));
    while (json_member(&in, &key)) {
        if (str_is(key, "skip"))
            json_skip(&in);
        else if (str_is(key, "t"))
            yes = json_get_true(&in);
        else if ((str_is(key, "list") || str_is(key, "none")) && json_enter(&in, '['))
            while (json_element(&in)) {
                elements++;
                CHECK(!json_enter(&in, '{')); /* which none is: passed over */
            }
        else
            got[n++] = json_get_str(&in);
    }
    CHECK(json_read_ended(&in));
    CHECK_INT(n, 3);
    CHECK_STR(got[0], "x");
    CHECK_STR(got[1], "-1.50e3");
    CHECK_STR(got[2], "");
    CHECK_INT(elements, 3);
    CHECK(yes);
    arena_release(&arena);
}

TEST(json_read_takes_escapes_apart)
{
    struct json_read in = begin("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u0e44\\ud83d\\ude00\\ud83d|\\u0000\"");
    CHECK_STR(json_get_str(&in), "a\"\\/\b\f\n\r\t\xc3\xa9\xe0\xb9\x84\xf0\x9f\x98\x80\xef\xbf\xbd|\xef\xbf\xbd");
    CHECK(json_read_ended(&in));
    arena_release(&arena);
}

TEST(json_read_refuses_what_is_none)
{
    static const char *const wrong[] = {
        "", "{", "[", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "[1,]", "[1 2]", "[,]", "{\"a\":1 \"b\":2}", "\"x",
        "\"\\x\"", "\"\\u12\"", "\"a\nb\"", "01", "1.", "-", ".5", "1e", "tru", "nul", "[1]]", "{} {}", "\"\\", "[\"\\u00",
        "{\"a\":[}", "[{]"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct json_read in = begin(wrong[i]);
        json_skip(&in);
        if (json_read_ended(&in))
            test_fail(__FILE__, __LINE__, "taken: %s", wrong[i]);
        CHECK(in.failed && in.at <= strlen(wrong[i]));
        arena_release(&arena);
    }
    char deep[200];
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = 0;
    struct json_read in = begin(deep);
    json_skip(&in);
    CHECK(!json_read_ended(&in) && in.at == JSON_READ_DEPTH);
    arena_release(&arena);
}

TEST(json_read_has_no_more_room_than_its_arena)
{
    static char text[4096];
    struct json_read in;
    memset(text, 'x', sizeof text - 1);
    memcpy(text, "\"\\n", 3);
    text[sizeof text - 2] = '"';
    arena_init(&arena, 1024);
    json_read_init(&in, str_of(text), &arena);
    CHECK_STR(json_get_str(&in), "");
    CHECK(in.failed);
    json_read_init(&in, str_of(text), &arena);
    json_skip(&in); /* for which none is needed */
    CHECK(json_read_ended(&in));
    arena_release(&arena);
}
