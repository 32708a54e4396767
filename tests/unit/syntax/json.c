/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/json.h"

#include "base/random.h"
#include "base/utf8.h"
#include "syntax/json_check.h"
#include "test.h"

#include <math.h>

TEST(json_writes_a_document)
{
    struct buf b = {0};
    struct json j;
    json_init(&j, &b);
    json_open(&j, '{');
    json_put(&j, "id", STR("a"));
    json_put_some(&j, "left_out", STR(""));
    json_put_some(&j, "kept", STR("k"));
    json_key(&j, "list");
    json_open(&j, '[');
    json_int(&j, 7);
    json_int(&j, INT64_MIN);
    json_int(&j, INT64_MAX);
    json_num(&j, 1.5, 2);
    json_num(&j, NAN, 2);
    json_num(&j, INFINITY, 2);
    json_open(&j, '[');
    json_close(&j);
    json_open(&j, '{');
    json_close(&j);
    json_bool(&j, true);
    json_null(&j);
    json_text(&j, NULL);
    json_text(&j, "x");
    json_raw(&j, STR("{\"raw\":1}"));
    json_close(&j);
    json_put_int(&j, "n", -1);
    json_put_bool(&j, "no", false);
    json_key_str(&j, STR("k\"y"));
    json_str(&j, STR(""));
    json_close(&j);
    json_line(&j);
    json_open(&j, '[');
    json_close(&j);
    json_line(&j);
    CHECK_STR(buf_view(&b),
              "{\"id\":\"a\",\"kept\":\"k\",\"list\":[7,-9223372036854775808,9223372036854775807,"
              "1.50,null,null,[],{},true,null,null,\"x\",{\"raw\":1}],\"n\":-1,\"no\":false,"
              "\"k\\\"y\":\"\"}\n[]\n");
    buf_release(&b);
}

TEST(json_escapes)
{
    struct buf b = {0};
    struct json j;
    json_init(&j, &b);
    json_str(&j, ((struct str){"a\"\\/\n\t\r\x01\0\x1f\x7f", 11}));
    CHECK_STR(buf_view(&b), "\"a\\\"\\\\/\\n\\u0009\\u000d\\u0001\\u0000\\u001f\x7f\"");
    b.len = 0;
    json_init(&j, &b);
    json_str(&j, STR("C\xc3\xb4te \xf0\x9f\x87\xb2 \xff\xc3"));
    CHECK_STR(buf_view(&b), "\"C\xc3\xb4te \xf0\x9f\x87\xb2 \xef\xbf\xbd\xef\xbf\xbd\"");
    buf_release(&b);
}

/* Of every length, and with every byte at every place: eight bytes are looked at in one go. */
TEST(json_quotes_wherever_a_byte_stands)
{
    struct buf all = {0}, parts = {0};
    for (size_t len = 0; len <= 20; len++)
        for (size_t at = 0; at < len; at++)
            for (unsigned c = 1; c < 256; c++) {
                char text[] = "abcdefghijklmnopqrst";
                text[at] = (char)c;
                all.len = parts.len = 0;
                json_quote(&all, (struct str){text, len});
                buf_char(&parts, '"');
                for (size_t i = 0; i < len; i++) /* one by one */
                    json_escape(&parts, (struct str){text + i, 1});
                buf_char(&parts, '"');
                CHECK_STR(buf_view(&all), parts.p);
                CHECK(all.p[all.len] == 0);
                all.len = 1;
                json_escape(&all, (struct str){text, len});
                CHECK(str_eq(buf_view(&all), str_sub(buf_view(&parts), 0, parts.len - 1)));
                CHECK(all.p[all.len] == 0);
            }
    all.len = 0;
    json_quote(&all, (struct str){0});
    json_escape(&all, (struct str){0});
    CHECK_STR(buf_view(&all), "\"\"");
    buf_release(&all);
    buf_release(&parts);
}

TEST(json_is_valid_whatever_the_bytes)
{
    struct chance c = {31};
    struct buf b = {0};
    for (int i = 0; i < 5000; i++) {
        char text[40];
        for (size_t k = 0; k < sizeof text; k++)
            text[k] = (char)chance_next(&c);
        struct json j;
        b.len = 0;
        json_init(&j, &b);
        json_open(&j, '{');
        json_key_str(&j, (struct str){text, chance_below(&c, 40)});
        json_str(&j, (struct str){text, chance_below(&c, 41)});
        json_close(&j);
        CHECK_INT(utf8_valid(buf_view(&b)), b.len);
        json_check(buf_view(&b));
    }
    buf_release(&b);
}

TEST(json_goes_32_deep)
{
    struct buf b = {0};
    struct json j;
    json_init(&j, &b);
    for (int i = 0; i < 32; i++)
        json_open(&j, '[');
    json_int(&j, 1);
    json_int(&j, 2);
    for (int i = 0; i < 32; i++)
        json_close(&j);
    json_check(buf_view(&b));
    CHECK_INT(b.len, 32 + 3 + 32);
    buf_release(&b);
}

TEST(json_check_itself_refuses)
{
    static const char *const wrong[] = {"", "{", "[1,]", "{\"a\":}", "[01]", "[1 2]", "\"\x01\"",
                                        "[\"\\x\"]", "{\"a\" 1}", "[tru]", "[] []", "[1.]",
                                        "{1:2}"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        CHECK(!json_is_valid(str_of(wrong[i])));
    CHECK(json_is_valid(STR(" {\"a\":[1,-2.5e3,\"\\u00e9\\n\",true,null,{}]} ")));
}
