/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/err.h"

#include "base/utf8.h"
#include "test.h"

TEST(err_set_fills_and_returns)
{
    struct err err = {0};
    CHECK_INT(err_set(&err, ERR_INPUT, "%s: line %d", "a.csv", 3), -ERR_INPUT);
    CHECK_INT(err.code, ERR_INPUT);
    CHECK_STR(str_of(err.text), "a.csv: line 3");
    CHECK_INT(err_set(NULL, ERR_IO, "nobody listens"), -ERR_IO);
}

TEST(err_context_keeps_code_and_sentence)
{
    struct err err = {0};
    err_set(&err, ERR_DB, "no space left");
    CHECK_INT(err_context(&err, "table %d", 7), -ERR_DB);
    CHECK_STR(str_of(err.text), "table 7: no space left");
    CHECK_INT(err_context(&err, "release 1"), -ERR_DB);
    CHECK_STR(str_of(err.text), "release 1: table 7: no space left");
    CHECK_INT(err.code, ERR_DB);
    CHECK(err_context(NULL, "nobody listens") < 0);
}

TEST(err_sentences_are_cut_never_overrun)
{
    struct err err = {0};
    char text[3000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    err_set(&err, ERR_INPUT, "%s", text);
    CHECK_INT(strlen(err.text), sizeof err.text - 1);
    err_context(&err, "here");
    CHECK_INT(strlen(err.text), sizeof err.text - 1);
    CHECK(strncmp(err.text, "here: xxx", 9) == 0);
    err_context(&err, "%s", text);
    CHECK_INT(strlen(err.text), sizeof err.text - 1);
    CHECK_INT(err.code, ERR_INPUT);
}

TEST(err_sentences_are_one_line_of_text)
{
    struct err err = {0};
    err_set(&err, ERR_USAGE, "\"%.3s\" and \"%s\"", "ab\xc3\xa9", "x\n\x1b[1m\xff");
    CHECK_STR(str_of(err.text), "\"ab\xef\xbf\xbd\" and \"x\xef\xbf\xbd\xef\xbf\xbd[1m\xef\xbf\xbd\"");
    err_context(&err, "a\tb");
    CHECK(strncmp(err.text, "a\xef\xbf\xbd" "b: \"ab", 9) == 0);
    /* many of them, each three times as long as what it stands for */
    char text[700];
    memset(text, '\n', sizeof text - 1);
    text[sizeof text - 1] = 0;
    err_set(&err, ERR_USAGE, "%s", text);
    CHECK(strlen(err.text) < sizeof err.text);
    CHECK_INT(utf8_valid(str_of(err.text)), strlen(err.text));
    /* characters of two bytes, cut where the room ends */
    for (size_t i = 0; i + 1 < sizeof text; i += 2)
        memcpy(text + i, "\xc3\xa9", 2);
    text[698] = 0;
    err_set(&err, ERR_USAGE, "%s%s", text, text);
    CHECK_INT(utf8_valid(str_of(err.text)), strlen(err.text));
    CHECK(strlen(err.text) > sizeof err.text - 6);
}

TEST(err_codes_have_names_and_exits_of_their_own)
{
    CHECK_INT(err_exit_code(ERR_NONE), 0);
    CHECK_INT(err_http_status(ERR_NONE), 200);
    CHECK_STR(str_of(err_name(ERR_NOTFOUND)), "not-found");
    for (int a = ERR_NONE + 1; a < ERR_COUNT; a++) {
        enum err_code code = (enum err_code)a;
        CHECK(err_name(code) && err_name(code)[0]);
        CHECK(err_exit_code(code) >= 64 && err_exit_code(code) <= 78); /* sysexits(3) */
        CHECK(err_http_status(code) >= 400 && err_http_status(code) <= 599);
        for (int b = ERR_NONE; b < a; b++) {
            CHECK(strcmp(err_name(code), err_name((enum err_code)b)) != 0);
            CHECK(err_exit_code(code) != err_exit_code((enum err_code)b));
        }
    }
}
