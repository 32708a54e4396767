/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/num.h"

#include "base/random.h"
#include "test.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

static void reads(const char *text, double want, unsigned places)
{
    double v = -1;
    unsigned d = 99;
    enum num_fault fault = num_parse(&v, &d, str_of(text));
    if (fault != NUM_OK || v != want || d != places)
        test_fail(__FILE__, __LINE__, "\"%s\": fault %d, %.17g with %u decimals", text, fault, v,
                  d);
}

static void refuses(const char *text, enum num_fault want)
{
    double v = -1;
    unsigned d = 99;
    enum num_fault fault = num_parse(&v, &d, str_of(text));
    if (fault != want)
        test_fail(__FILE__, __LINE__, "\"%s\": fault %d, not %d (%.17g)", text, fault, want, v);
}

TEST(num_parse_reads_plain_numbers)
{
    reads("0", 0, 0);
    reads("471.60", 471.6, 2);
    reads("  12.5\t", 12.5, 1);
    reads("+3", 3, 0);
    reads("-3.25", -3.25, 2);
    reads("007", 7, 0);
    reads(".5", 0.5, 1);
    reads("5.", 5, 0);
    reads("0.000", 0, 3);
    reads("933.89", 933.89, 2);
    reads("1418.472", 1418.472, 3);
    reads("999999999999999", 999999999999999, 0);
    reads("0.000000000000001", 1e-15, 15);
}

TEST(num_parse_reads_thousands)
{
    reads("1,889", 1889, 0);
    reads("1 889", 1889, 0);
    reads("1\xc2\xa0" "889", 1889, 0);
    reads("1\xe2\x80\xaf" "889", 1889, 0);
    reads("1\xe2\x80\x89" "889", 1889, 0);
    reads("12,345,678.90", 12345678.9, 2);
    reads("123,456", 123456, 0);
    reads("-1,000,000", -1e6, 0);
}

TEST(num_parse_refuses_groups_that_are_none)
{
    static const char *const wrong[] = {
        "1,88",   "1,8889", "12,34,567", "1234,567", ",123",     "1,",        "1,,234", "1, 234",
        "1,234,", "1,23.5", "1,234,56",  "1.234,5",  "1.234.567", "1,234 ,567", "1\xc2\xa0",
        "1\xc2",
        "0.1,234", "1.000,234", "- 1", "1-", "--1", "+-1", "1 2", "1'000"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        refuses(wrong[i], NUM_NOT_A_NUMBER);
}

TEST(num_parse_refuses_what_c_would_read)
{
    static const char *const wrong[] = {"nan", "NaN", "inf", "-inf", "Infinity", "0x10", "1e", "e5",
                                        "1e+", "1e5e5", "1.5.2", ".", "-", "+", "-.", "1e--5", "1f",
                                        "1d5", "abc", "12x", "x12", "n/a", "..", "1e5.5", "1_000",
                                        "\xd9\xa1\xd9\xa2"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        refuses(wrong[i], NUM_NOT_A_NUMBER);
    refuses("", NUM_EMPTY);
    refuses(" \t\r\n", NUM_EMPTY);
    double v;
    unsigned d;
    CHECK_INT(num_parse(&v, &d, ((struct str){"1\0" "2", 3})), NUM_NOT_A_NUMBER);
    CHECK_INT(num_parse(&v, &d, ((struct str){NULL, 0})), NUM_EMPTY);
}

TEST(num_parse_reads_exponents_and_long_numbers)
{
    reads("1e3", 1000, NUM_SHORTEST);
    reads("2.5E-2", 0.025, NUM_SHORTEST);
    reads("1.5e+2", 150, NUM_SHORTEST);
    reads("1234567890123456", 1234567890123456.0, NUM_SHORTEST);
    reads("12345678901234567", 12345678901234567.0, NUM_SHORTEST);
    reads("0.12345678901234567", 0.12345678901234567, NUM_SHORTEST);
    reads("0.30000000000000004", 0.30000000000000004, NUM_SHORTEST);
    reads("9007199254740993", 9007199254740992.0, NUM_SHORTEST);
    refuses("1e400", NUM_TOO_LARGE);
    refuses("-1e400", NUM_TOO_LARGE);
}

TEST(num_parse_leaves_very_long_texts)
{
    char text[300];
    double v;
    unsigned d;
    for (size_t len = 1; len < sizeof text; len++) {
        memset(text, '9', len);
        enum num_fault f = num_parse(&v, &d, (struct str){text, len});
        CHECK(f == (len < 64 ? NUM_OK : NUM_TOO_LARGE));
        memset(text, '0', len);
        text[0] = '.';
        CHECK(len == 1 || num_parse(&v, &d, (struct str){text, len}) != NUM_EMPTY);
    }
}

static void writes(double v, unsigned decimals, const char *want)
{
    char out[NUM_MAX];
    struct str got = {out, num_fmt(out, v, decimals)};
    CHECK_STR(got, want);
}

TEST(num_fmt_writes_with_its_places)
{
    writes(471.6, 2, "471.60");
    writes(471.6, 0, "472");
    writes(0, 0, "0");
    writes(0, 3, "0.000");
    writes(0.05, 1, "0.1");
    writes(0.5, 0, "1");
    writes(-0.5, 0, "-1");
    writes(-0.001, 2, "0.00"); /* no minus before nothing */
    writes(-0.0, 1, "0.0");
    writes(-1.25, 2, "-1.25");
    writes(999999999999999, 0, "999999999999999");
    writes(0.000000000000001, 15, "0.000000000000001");
    writes(NAN, 2, "");
    writes(0.1, NUM_SHORTEST, "0.1");
    writes(100, NUM_SHORTEST, "100");
    writes(0.30000000000000004, NUM_SHORTEST, "0.30000000000000004");
    writes(1234567890123456, NUM_SHORTEST, "1234567890123456");
    char out[NUM_MAX];
    double v = -DBL_MAX;
    CHECK(num_fmt(out, v, 2) < NUM_MAX);
    CHECK(num_fmt(out, v, NUM_DECIMALS_MAX) < NUM_MAX);
    CHECK(num_fmt(out, -5e-324, NUM_SHORTEST) < NUM_MAX);
}

/* The invariant of num.h: any text of up to 15 significant digits comes back as it was. */
TEST(num_fmt_gives_back_what_parse_read)
{
    struct chance c = {2026};
    for (int i = 0; i < 200000; i++) {
        unsigned digits = 1 + chance_below(&c, 15), places = chance_below(&c, 16);
        uint64_t m = 0;
        for (unsigned k = 0; k < digits; k++)
            m = m * 10 + (k ? chance_below(&c, 10) : 1 + chance_below(&c, 9));
        if (chance_below(&c, 50) == 0)
            m = 0;
        uint64_t unit = 1;
        for (unsigned k = 0; k < places; k++)
            unit *= 10;
        char text[64], out[NUM_MAX];
        int n = places ? snprintf(text, sizeof text, "%s%llu.%0*llu", m && i % 3 == 0 ? "-" : "",
                                  (unsigned long long)(m / unit), (int)places,
                                  (unsigned long long)(m % unit))
                       : snprintf(text, sizeof text, "%s%llu", m && i % 3 == 0 ? "-" : "",
                                  (unsigned long long)m);
        double v = 0;
        unsigned d = 0;
        if (num_parse(&v, &d, (struct str){text, (size_t)n}) != NUM_OK || d != places)
            test_fail(__FILE__, __LINE__, "%s read with %u decimals", text, d);
        if (v != strtod(text, NULL))
            test_fail(__FILE__, __LINE__, "%s read as %.17g", text, v);
        struct str got = {out, num_fmt(out, v, d)};
        CHECK_STR(got, text);
    }
}

TEST(num_shortest_reads_back_the_same)
{
    struct chance c = {7};
    for (int i = 0; i < 100000; i++) {
        uint64_t bits = chance_next(&c);
        double v, back = 0;
        unsigned d;
        char out[NUM_MAX];
        memcpy(&v, &bits, sizeof v);
        if (!isfinite(v))
            continue;
        size_t n = num_fmt(out, v, NUM_SHORTEST);
        CHECK(n > 0 && n < NUM_MAX);
        if (num_parse(&back, &d, (struct str){out, n}) != NUM_OK || back != v)
            test_fail(__FILE__, __LINE__, "%.*s is not %.17g", (int)n, out, v);
    }
}

TEST(num_fmt_uint_writes_all_lengths)
{
    char out[NUM_MAX], want[32];
    uint64_t n = 1;
    for (int i = 0; i < 20; i++, n *= 10)
        for (int off = -1; off <= 1; off++) {
            snprintf(want, sizeof want, "%llu", (unsigned long long)(n + (uint64_t)(int64_t)off));
            struct str got = {out, num_fmt_uint(out, n + (uint64_t)(int64_t)off)};
            CHECK_STR(got, want);
        }
}

TEST(num_counted_is_one_or_many)
{
    CHECK_STR(str_of(num_counted(0, "error").text), "0 errors");
    CHECK_STR(str_of(num_counted(1, "error").text), "1 error");
    CHECK_STR(str_of(num_counted(2, "question table").text), "2 question tables");
    CHECK_STR(str_of(num_counted(1, "series").text), "1 series");
    CHECK_STR(str_of(num_counted(2, "series").text), "2 series");
    CHECK_STR(str_of(num_counted(UINT64_MAX, "observation").text),
              "18446744073709551615 observations");
}
