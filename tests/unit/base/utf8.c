/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/utf8.h"

#include "base/random.h"
#include "test.h"

/* The table of RFC 3629, section 4, as it stands there. */
static size_t by_the_rfc(const unsigned char *p, size_t n)
{
    static const unsigned char rule[][9] = {
        /* length, then from-to of each byte */
        {1, 0x00, 0x7f},
        {2, 0xc2, 0xdf, 0x80, 0xbf},
        {3, 0xe0, 0xe0, 0xa0, 0xbf, 0x80, 0xbf},
        {3, 0xe1, 0xec, 0x80, 0xbf, 0x80, 0xbf},
        {3, 0xed, 0xed, 0x80, 0x9f, 0x80, 0xbf},
        {3, 0xee, 0xef, 0x80, 0xbf, 0x80, 0xbf},
        {4, 0xf0, 0xf0, 0x90, 0xbf, 0x80, 0xbf, 0x80, 0xbf},
        {4, 0xf1, 0xf3, 0x80, 0xbf, 0x80, 0xbf, 0x80, 0xbf},
        {4, 0xf4, 0xf4, 0x80, 0x8f, 0x80, 0xbf, 0x80, 0xbf},
    };
    for (size_t r = 0; r < ARRAY_LEN(rule); r++) {
        bool fits = rule[r][0] <= n;
        for (size_t i = 0; i < rule[r][0] && fits; i++)
            fits = p[i] >= rule[r][1 + 2 * i] && p[i] <= rule[r][2 + 2 * i];
        if (fits)
            return rule[r][0];
    }
    return 0;
}

TEST(utf8_len_is_the_rfc)
{
    static const unsigned char edge[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f,
                                         0xa0, 0xbf, 0xc0, 0xc2, 0xff};
    for (unsigned a = 0; a < 256; a++)
        for (size_t b = 0; b < ARRAY_LEN(edge); b++)
            for (size_t c = 0; c < ARRAY_LEN(edge); c++)
                for (size_t d = 0; d < ARRAY_LEN(edge); d++)
                    for (size_t n = 1; n <= 4; n++) {
                        unsigned char p[] = {(unsigned char)a, edge[b], edge[c], edge[d]};
                        size_t got = utf8_len((char *)p, (char *)p + n), want = by_the_rfc(p, n);
                        if (got != want)
                            test_fail(__FILE__, __LINE__,
                                      "%02x %02x %02x %02x of %zu: %zu, not %zu",
                                      p[0], p[1], p[2], p[3], n, got, want);
                    }
}

TEST(utf8_valid_finds_the_first_fault)
{
    struct chance chance = {3};
    for (int i = 0; i < 20000; i++) {
        unsigned char text[40];
        size_t n = chance_below(&chance, 40), want = 0, len;
        for (size_t k = 0; k < n; k++)
            text[k] = chance_below(&chance, 40) ? 'a' : (unsigned char)chance_below(&chance, 256);
        while (want < n && (len = by_the_rfc(text + want, n - want)) > 0)
            want += len;
        /* a copy of its own length, so that reading past the end is seen */
        char *copy = malloc(n ? n : 1);
        memcpy(copy, text, n);
        CHECK_INT(utf8_valid((struct str){copy, n}), want);
        free(copy);
    }
    CHECK_INT(utf8_valid((struct str){0}), 0);
}

TEST(utf8_count_counts_characters)
{
    CHECK_INT(utf8_count(STR("")), 0);
    CHECK_INT(utf8_count(STR("abc")), 3);
    CHECK_INT(utf8_count(STR("C\xc3\xb4te d\xe2\x80\x99Ivoire \xf0\x9f\x87\xa8")), 15);
    CHECK_INT(utf8_count(STR("\xff\xfe" "a")), 3);
    CHECK_INT(utf8_count(STR("\xe2\x80")), 2);
}

TEST(utf8_brief_quotes_in_a_sentence)
{
    CHECK_STR(str_of(utf8_brief((struct str){0}).text), "");
    CHECK_STR(str_of(utf8_brief(STR("2024\n")).text), "2024\xef\xbf\xbd");
    char text[70];
    memset(text, 'a', sizeof text);
    memcpy(text + 59, "\xc3\xa9", 2); /* over the edge of 60 */
    struct brief b = utf8_brief((struct str){text, sizeof text});
    CHECK_INT(strlen(b.text), 62);
    CHECK(memcmp(b.text, text, 59) == 0 && strcmp(b.text + 59, "...") == 0);
    memcpy(text + 58, "\xc3\xa9" "a", 3);
    CHECK_STR(str_of(utf8_brief((struct str){text, 60}).text + 57), "a\xc3\xa9");
    CHECK_INT(strlen(utf8_brief((struct str){text, 61}).text), sizeof b.text - 1);
}

TEST(utf8_quote_makes_any_bytes_printable)
{
    struct buf b = {0};
    utf8_quote(&b, STR("12\n\x7f\xff" "x"), 100);
    CHECK_STR(buf_view(&b), "12\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" "x");
    b.len = 0;
    utf8_quote(&b, STR("abcdef"), 6);
    CHECK_STR(buf_view(&b), "abcdef");
    b.len = 0;
    utf8_quote(&b, STR("abcdefg"), 6);
    CHECK_STR(buf_view(&b), "abcdef...");
    b.len = 0;
    utf8_quote(&b, STR("ab\xc3\xa9"), 3); /* not through the middle of a character */
    CHECK_STR(buf_view(&b), "ab...");
    struct chance chance = {9};
    for (int i = 0; i < 2000; i++) {
        unsigned char text[50];
        for (size_t k = 0; k < sizeof text; k++)
            text[k] = (unsigned char)chance_next(&chance);
        size_t max = chance_below(&chance, 60);
        b.len = 0;
        utf8_quote(&b, (struct str){(char *)text, chance_below(&chance, 51)}, max);
        CHECK_INT(utf8_valid(buf_view(&b)), b.len);
        CHECK(b.len <= max + 3);
        for (size_t k = 0; k < b.len; k++)
            CHECK((unsigned char)b.p[k] >= 0x20 && b.p[k] != 0x7f);
    }
    buf_release(&b);
}
