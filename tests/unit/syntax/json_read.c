/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/json_read.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/random.h"
#include "test.h"

/* The document as it was understood: {a:1,b:[x,null]}; "!" and the fault where there is one. */
static void put(struct buf *out, struct json_read *r)
{
    struct str key;
    bool some = false;
    switch (json_peek(r)) {
    case JSON_OBJECT:
        json_enter(r, '{');
        buf_char(out, '{');
        while (json_member(r, &key)) {
            if (some)
                buf_char(out, ',');
            buf_str(out, key);
            buf_char(out, ':');
            put(out, r);
            some = true;
        }
        buf_char(out, '}');
        break;
    case JSON_ARRAY:
        json_enter(r, '[');
        buf_char(out, '[');
        while (json_element(r)) {
            if (some)
                buf_char(out, ',');
            put(out, r);
            some = true;
        }
        buf_char(out, ']');
        break;
    case JSON_NULL: buf_puts(out, "null"); json_read_text(r); break;
    default: buf_str(out, json_read_text(r));
    }
}

static void reads_at(int line, struct str text, const char *want)
{
    struct arena a;
    struct json_read r, passed;
    struct buf got = {0};
    char *exact = malloc(text.len + 1);
    memcpy(exact, text.p, text.len);
    arena_init(&a, 1 << 20);
    json_read_init(&r, (struct str){exact, text.len}, &a);
    passed = r;
    put(&got, &r);
    json_read_end(&r);
    json_pass(&passed);
    json_read_end(&passed);
    /* what is passed over is looked at as well, but for the letters behind a backslash */
    if (!r.fault && passed.fault)
        test_fail(__FILE__, line, "passing over %.*s: %s", STR_FMT(text), passed.fault);
    if (r.fault)
        got.len = 0, buf_fmt(&got, "! line %u", json_read_line(&r));
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "%.*s is read as %s (%s), not %s", STR_FMT(text), got.p,
                  r.fault ? r.fault : "", want);
    buf_release(&got);
    arena_release(&a);
    free(exact);
}
#define READS(text, want) reads_at(__LINE__, STR(text), want)

TEST(json_read_what_there_is)
{
    READS("{}", "{}");
    READS(" [ ] ", "[]");
    READS("\xef\xbb\xbf[1]", "[1]");
    READS("{\"a\":1,\"b\":[\"x\",null,true,false],\"c\":{\"d\":{}}}", "{a:1,b:[x,null,true,false],c:{d:{}}}");
    READS("[0,-0,-1.50,1e5,1E+5,12.25e-3]", "[0,-0,-1.50,1e5,1E+5,12.25e-3]");
    READS("\"a\\\"b\\\\c\\/d\\n\\t\\u0e01\\u00e9\\u0041\"", "a\"b\\c/d\n\t\u0e01\u00e9" "A");
    READS("\"\\ud83d\\ude00\"", "\U0001f600");
    READS("\"\\ud83dx\\ude00\"", "\uFFFDx\uFFFD");
    READS("\"\\ud83d\\u0041\"", "\uFFFD" "A");
    READS("{\"a\\u0062\":1}", "{ab:1}");
}

TEST(json_read_faults)
{
    static const char *const bad[] = {
        "", "{", "[", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}", "[1 2]",
        "[01]", "[1.]", "[.5]", "[+1]", "[1e]", "[-]", "[NaN]", "[tru]", "[nul]", "\"a", "\"\\", "\"\\u12\"",
        "\"\\x\"", "\"a\nb\"", "[1}", "{\"a\":1]", "[1]]", "[1] x", "1 2", "[\"\\u12g4\"]", "\"\\"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        if (strchr(bad[i], '\n'))
            reads_at(__LINE__, str_of(bad[i]), "! line 1");
        else
            reads_at(__LINE__, str_of(bad[i]), "! line 1");
    READS("[\n1,\n\n2 3]", "! line 4");
    READS("[\"a\0b\"]", "! line 1");
}

TEST(json_read_depth_has_an_end)
{
    struct buf deep = {0};
    struct arena a;
    struct json_read r;
    arena_init(&a, 1 << 20);
    for (int i = 0; i < 100000; i++)
        buf_char(&deep, '[');
    json_read_init(&r, buf_view(&deep), &a);
    json_pass(&r);
    CHECK(r.fault && strstr(r.fault, "deep"));
    buf_release(&deep);
    arena_release(&a);
}

TEST(json_read_passes_over_and_goes_back)
{
    struct arena a;
    struct json_read r, mark;
    struct str key;
    uint64_t n;
    arena_init(&a, 1 << 20);
    json_read_init(&r, STR("{\"data\":{\"x\":[[1,2],{\"y\":[]}]},\"n\":7,\"m\":-7,\"t\":\"x\"}"), &a);
    CHECK(json_enter(&r, '{') && json_member(&r, &key) && str_is(key, "data"));
    mark = r;
    json_pass(&r);
    CHECK(json_member(&r, &key) && str_is(key, "n") && json_read_uint(&r, &n, 10) && n == 7);
    CHECK(json_member(&r, &key) && !json_read_uint(&r, &n, 10));
    /* what is of another kind is passed over */
    CHECK(json_member(&r, &key) && !json_enter(&r, '['));
    CHECK(!json_member(&r, &key) && !r.fault);
    CHECK(json_enter(&mark, '{') && json_member(&mark, &key) && str_is(key, "x"));
    CHECK(json_enter(&mark, '[') && json_element(&mark) && json_enter(&mark, '[') && json_element(&mark));
    CHECK_STR(json_read_text(&mark), "1");
    arena_release(&a);
}

TEST(json_read_any_bytes)
{
    static const char good[] = "{\"a\":[1,-2.5e3,\"x\\u0e01\\n\",{\"b\":null}],\"c\":{\"d\":[true,false]}}";
    struct chance c = {7};
    for (int i = 0; i < 4000; i++) {
        struct arena a;
        struct json_read r;
        struct buf got = {0};
        char text[sizeof good];
        arena_init(&a, 1 << 20);
        memcpy(text, good, sizeof good);
        for (unsigned k = 1 + chance_below(&c, 3); k > 0; k--)
            text[chance_below(&c, sizeof good - 1)] = (char)chance_next(&c);
        size_t n = 1 + chance_below(&c, sizeof good - 1);
        char *exact = malloc(n);
        memcpy(exact, text, n);
        json_read_init(&r, (struct str){exact, n}, &a);
        put(&got, &r);
        if (!r.fault && utf8_valid((struct str){exact, n}) == n)
            CHECK_INT(utf8_valid(buf_view(&got)), got.len);
        CHECK(r.p >= r.start && r.p <= r.end);
        free(exact);
        buf_release(&got);
        arena_release(&a);
    }
}
