/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/script.h"

#include "test.h"

static const struct script_limits usual = {16 << 20, 20};

static struct script *with(const char *program, const struct script_limits *limits)
{
    struct script *s = NULL;
    struct err err;
    CHECK_INT(script_new(&s, limits, &err), 0);
    CHECK_INT(script_load(s, STR("t.js"), str_of(program), &err), 0);
    return s;
}

TEST(script_gives_text_for_text)
{
    struct script *s = with("var n = 0; function f(a, b) { n++; return n + ':' + a + b; }", &usual);
    struct buf out = {0};
    struct err err;
    struct str args[] = {STR("\xE0\xB9\x84\xE0\xB8\x97\xE0\xB8\xA2 "), STR("\xF0\x9F\x8C\x8F")};
    CHECK_INT(script_call(&out, s, "f", args, 2, &err), 0);
    CHECK_INT(script_call(&out, s, "f", (struct str[]){{0}, STR("b")}, 2, &err), 0);
    CHECK_STR(buf_view(&out), "1:\xE0\xB9\x84\xE0\xB8\x97\xE0\xB8\xA2 \xF0\x9F\x8C\x8F" "2:b");
    buf_release(&out);
    script_free(s);
}

TEST(script_says_what_was_wrong_and_where)
{
    struct script *s = with("function f(a) {\n  return a.b.c;\n}\nfunction g() { throw 'enough'; }\n"
                            "function h() { return 7; }", &usual);
    struct buf out = {0};
    struct err err;
    buf_puts(&out, "before");
    CHECK_INT(script_call(&out, s, "f", &STR("x"), 1, &err), -ERR_FORMAT);
    CHECK(strstr(err.text, "t.js, line 2: TypeError: "));
    CHECK_INT(script_call(&out, s, "g", NULL, 0, &err), -ERR_FORMAT);
    CHECK_STR(str_of(err.text), "the script threw enough");
    CHECK_INT(script_call(&out, s, "h", NULL, 0, &err), -ERR_FORMAT);
    CHECK(strstr(err.text, "h gave no text"));
    CHECK_INT(script_call(&out, s, "none", NULL, 0, &err), -ERR_FORMAT);
    CHECK(strstr(err.text, "there is no function none"));
    CHECK_INT(script_load(s, STR("u.js"), STR("\n\nvar = 1;"), &err), -ERR_FORMAT);
    CHECK(strstr(err.text, "u.js, line 3: SyntaxError"));
    CHECK_STR(buf_view(&out), "before");
    buf_release(&out);
    script_free(s);
}

TEST(script_makes_halves_of_characters_valid)
{
    struct script *s = with("function f() { return 'a\\ud83c|\\udf0fz'; }", &usual);
    struct buf out = {0};
    struct err err;
    CHECK_INT(script_call(&out, s, "f", NULL, 0, &err), 0);
    CHECK_STR(buf_view(&out), "a\xEF\xBF\xBD|\xEF\xBF\xBDz");
    buf_release(&out);
    script_free(s);
}

TEST(script_ends_at_its_ceiling_of_memory)
{
    struct script_limits small = {2 << 20, 60};
    struct script *s = with("function f() { var all = []; for (;;) all.push(new Array(100).join('x') + all.length); }"
                            "function g() { for (var i = 0; i < 25; i++) new Array(10000).join('x') + i; return 'g'; }"
                            "function h() { try { f(); } catch (e) { return 'caught'; } }", &small);
    struct buf out = {0};
    struct err err;
    CHECK_INT(script_call(&out, s, "f", NULL, 0, &err), -ERR_LIMIT);
    CHECK(script_bytes(s) <= small.bytes);
    /* what was garbage is room again */
    CHECK_INT(script_call(&out, s, "g", NULL, 0, &err), 0);
    CHECK_INT(script_call(&out, s, "h", NULL, 0, &err), 0);
    CHECK_STR(buf_view(&out), "gcaught");
    CHECK(script_bytes(s) <= small.bytes);
    buf_release(&out);
    script_free(s);
    CHECK_INT(script_new(&s, &(struct script_limits){1000, 1}, &err), -ERR_LIMIT);
}

TEST(script_ends_when_its_time_is_over)
{
    struct script *s = with("function f() { var i = 0; for (;;) { var a = []; a.push({}); i++; } }",
                            &(struct script_limits){16 << 20, 0.5});
    struct buf out = {0};
    struct err err;
    CHECK_INT(script_call(&out, s, "f", NULL, 0, &err), -ERR_LIMIT);
    CHECK_INT(script_call(&out, s, "f", NULL, 0, &err), -ERR_LIMIT);
    buf_release(&out);
    script_free(s);
}

TEST(script_can_only_compute)
{
    static const char *const none[] = {"require", "print", "console", "process", "setTimeout", "XMLHttpRequest",
                                       "fetch", "readFile", "load", "alert"};
    struct script *s = with("function f(name) { return typeof this[name]; }", &usual);
    struct buf out = {0};
    struct err err;
    for (size_t i = 0; i < ARRAY_LEN(none); i++) {
        struct str name = str_of(none[i]);
        out.len = 0;
        CHECK_INT(script_call(&out, s, "f", &name, 1, &err), 0);
        CHECK_STR(buf_view(&out), "undefined");
    }
    buf_release(&out);
    script_free(s);
}
