/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/written.h"

#include "base/random.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

static struct written parse(const char *text, char hint)
{
    struct written w;
    written_parse(&w, str_of(text), hint);
    return w;
}

static void reads_as(const char *text, char hint, double want, unsigned places, const char *mark,
                     bool unsure)
{
    struct written w = parse(text, hint);
    if (w.kind != WRITTEN_NUMBER || w.value != want || w.decimals != places ||
        !str_is(w.mark, mark) || w.unsure != unsure)
        test_fail(__FILE__, __LINE__, "\"%s\" (%c): kind %d, %.17g with %u decimals, mark \"%.*s\"%s",
                  text, hint ? hint : '?', w.kind, w.value, w.decimals, STR_FMT(w.mark),
                  w.unsure ? ", unsure" : "");
}

static void reads(const char *text, double want, unsigned places)
{
    reads_as(text, 0, want, places, "", false);
}

static void marked(const char *text, double want, const char *mark)
{
    reads_as(text, 0, want, 0, mark, false);
}

static void is(const char *text, enum written_kind kind, char status)
{
    struct written w = parse(text, 0);
    if (w.kind != kind || w.status != status || !isnan(w.value) || w.unsure)
        test_fail(__FILE__, __LINE__, "\"%s\": kind %d, status %c, %g", text, w.kind,
                  w.status ? w.status : '0', w.value);
}

TEST(written_reads_plain_numbers)
{
    reads("0", 0, 0);
    reads("471.60", 471.6, 2);
    reads("  12.5\t", 12.5, 1);
    reads("12,5", 12.5, 1);
    reads("+3", 3, 0);
    reads("-3.25", -3.25, 2);
    reads("- 3,25", -3.25, 2);
    reads("007", 7, 0);
    reads(".5", 0.5, 1);
    reads(",5", 0.5, 1);
    reads("5.", 5, 0);
    reads("0.123", 0.123, 3);
    reads("0,123", 0.123, 3);
    reads("1234,567", 1234.567, 3);
    reads("1234.567", 1234.567, 3);
    reads("'42", 42, 0);
    reads("\xef\xbb\xbf" "42", 42, 0);
    reads("\xe2\x88\x92" "42", -42, 0);
    reads("\xe2\x80\x93" "42", -42, 0);
    reads("(123)", -123, 0);
    reads("( 1 234,5 )", -1234.5, 1);
}

TEST(written_reads_thousands)
{
    reads("1 889", 1889, 0);
    reads("1\xc2\xa0" "889", 1889, 0);
    reads("1\xe2\x80\xaf" "889", 1889, 0);
    reads("1\xe2\x80\x89" "889", 1889, 0);
    reads("1'889", 1889, 0);
    reads("1\xe2\x80\x99" "889'000", 1889000, 0);
    reads("1.234.567", 1234567, 0);
    reads("1,234,567", 1234567, 0);
    reads("1.234.567,8", 1234567.8, 1);
    reads("1,234,567.80", 1234567.8, 2);
    reads("1,234.567", 1234.567, 3);
    reads("1 234.567", 1234.567, 3);
    reads("1 234,567", 1234.567, 3);
    reads("12 345 678,90", 12345678.9, 2);
}

TEST(written_says_when_it_is_unsure)
{
    reads_as("1.234", 0, 1.234, 3, "", true);
    reads_as("1,234", 0, 1234, 0, "", true);
    reads_as("-12.345", 0, -12.345, 3, "", true);
    reads_as("123,456 a", 0, 123456, 0, "a", true);
    /* the hint tells */
    reads_as("1.234", '.', 1.234, 3, "", false);
    reads_as("1.234", ',', 1234, 0, "", false);
    reads_as("1,234", '.', 1234, 0, "", false);
    reads_as("1,234", ',', 1.234, 3, "", false);
    /* the text contradicts the hint */
    reads_as("12,5", '.', 12.5, 1, "", true);
    reads_as("12.5", ',', 12.5, 1, "", true);
    reads_as("1.234.567", '.', 1234567, 0, "", true);
    reads_as("1,234.5", ',', 1234.5, 1, "", true);
    /* what may be more than a mark */
    reads_as("12 k", 0, 12, 0, "k", true);
    reads_as("1.2 M", 0, 1.2, 1, "M", true);
    reads_as("120 (34)", 0, 120, 0, "(34)", true);
}

TEST(written_reads_exponents)
{
    reads("1.2E+3", 1200, NUM_SHORTEST);
    reads("1,2e3", 1200, NUM_SHORTEST);
    reads("5E-05", 5e-5, NUM_SHORTEST);
    reads("1.234E+3", 1234, NUM_SHORTEST);
    is("1,234,567E+3", WRITTEN_OTHER, 0);
    is("1E+", WRITTEN_OTHER, 0);
    is("1E+9999", WRITTEN_OTHER, 0);
    is("1E+999", WRITTEN_OTHER, 0);
    is("e5", WRITTEN_OTHER, 0);
}

TEST(written_keeps_marks)
{
    marked("12 a", 12, "a");
    marked("12a", 12, "a");
    marked("a 12", 12, "a");
    marked("a) 12", 12, "a)");
    marked("(a) 12", 12, "(a)");
    marked("1) 12", 12, "1)");
    marked("12 1)", 12, "1)");
    marked("12*", 12, "*");
    marked("**12", 12, "**");
    marked("12 (p)", 12, "(p)");
    marked("12(1)", 12, "(1)");
    marked("12 1/", 12, "1/");
    marked("12 p/", 12, "p/");
    marked("12\xc2\xb9", 12, "\xc2\xb9");
    marked("12 \xe2\x80\xa0", 12, "\xe2\x80\xa0");
    marked("12 aa", 12, "aa");
    marked("12 a,c", 12, "a,c");
    marked("12* (p)", 12, "* (p)");
    marked("12 e", 12, "e");
    marked("1E", 1, "E");
    marked("12%", 12, "%");
    marked("1 234 567 b", 1234567, "b");
    reads_as("123.4 a", 0, 123.4, 1, "a", false);
    reads_as("(123) a", 0, -123, 0, "a", false);
    reads_as("12.5 %", 0, 12.5, 1, "%", false);
}

TEST(written_reads_other_digits)
{
    reads("\xe0\xb9\x91\xe0\xb9\x92\xe0\xb9\x93", 123, 0);          /* Thai */
    reads("\xe0\xbb\x91\xe0\xbb\x92\xe0\xbb\x93", 123, 0);          /* Lao */
    reads("\xe1\x9f\xa1\xe1\x9f\xa2\xe1\x9f\xa3", 123, 0);          /* Khmer */
    reads("\xe1\x81\x81\xe1\x81\x82\xe1\x81\x83.5", 123.5, 1);      /* Burmese */
    reads("\xef\xbc\x91\xef\xbc\x8e\xef\xbc\x95", 1.5, 1);          /* full width 1.5 */
    reads("\xd9\xa1\xd9\xa2", 12, 0);                               /* Arabic */
}

TEST(written_knows_signs_for_no_figure)
{
    is("", WRITTEN_EMPTY, 0);
    is(" \xc2\xa0 ", WRITTEN_EMPTY, 0);
    is("'", WRITTEN_EMPTY, 0);
    static const char *const not_available[] = {"..", "...", ".", "\xe2\x80\xa6", "n.a.", "na", "N/A",
                                                "#N/A", ":", "No data", "n. a.", ". .", ".. a",
                                                "n.a. 1)"};
    for (size_t i = 0; i < ARRAY_LEN(not_available); i++)
        is(not_available[i], WRITTEN_NONE, 'N');
    is("x", WRITTEN_NONE, 'X');
    is("Not applicable", WRITTEN_NONE, 'X');
    is("(c)", WRITTEN_NONE, 'C');
    is("Negligible", WRITTEN_NONE, 'S');
    static const char *const nil[] = {"-", "--", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x88\x92",
                                      "Nil", " - ", "- 1)", "\xef\xbc\x8d"};
    for (size_t i = 0; i < ARRAY_LEN(nil); i++)
        is(nil[i], WRITTEN_NIL, 0);
    CHECK_STR(parse(".. a", 0).mark, "a");
    CHECK_STR(parse("- 1)", 0).mark, "1)");
}

TEST(written_refuses_what_is_no_number)
{
    static const char *const wrong[] = {
        "12,34,567", "1,88,000", "1,23.5", "1.23,5.6", "1,234 567", "1  234", "1, 234", "12 34",
        "0 123", "0,123,456", "--5", "+-5", "5-", "()", "(", "(5", "5)", "1 234)", "<5", "~5",
        "$5", "5 kg", "5 persons", "about 5", "1/2", "12 1/2", "2019-2020", "Q3", "A1", "1e5e5",
        "5,", "#REF!", "TRUE", "12 1", "12 123)", "a 12*", "0x10", "nan", "inf", "1'00", "1''000",
        "\xff", "1\xff", "12 \xc3\xa9", "\xc2\xbd", "5 or 6", ",", "'x'"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        is(wrong[i], WRITTEN_OTHER, 0);
    char longest[200];
    memset(longest, '1', sizeof longest);
    longest[199] = 0;
    is(longest, WRITTEN_OTHER, 0);
    memset(longest, ' ', sizeof longest - 2);
    reads(longest + 100, 1, 0);
}

/* Whatever is written with thousands and decimals of one habit is read back, with the habit as
 * the hint and never unsure. */
TEST(written_reads_back_every_habit)
{
    static const struct {
        const char *thousands;
        char decimals;
    } habits[] = {{"", '.'}, {",", '.'}, {" ", '.'}, {"'", '.'}, {"\xe2\x80\xaf", '.'},
                  {"", ','}, {".", ','}, {" ", ','}, {"\xc2\xa0", ','}, {"'", ','}};
    struct chance rnd = {1};
    for (int round = 0; round < 20000; round++) {
        size_t h = chance_below(&rnd, ARRAY_LEN(habits));
        unsigned places = (unsigned)chance_below(&rnd, 5);
        uint64_t whole = chance_next(&rnd) >> (20 + chance_below(&rnd, 44));
        whole %= 1000000000;
        char digits[32], text[80], fraction[16];
        int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)whole);
        size_t n = 0;
        for (int i = 0; i < len; i++) {
            if (i && (len - i) % 3 == 0)
                n += (size_t)snprintf(text + n, sizeof text - n, "%s", habits[h].thousands);
            text[n++] = digits[i];
        }
        unsigned part = 0, of = 1;
        for (unsigned i = 0; i < places; i++)
            of *= 10;
        part = (unsigned)chance_below(&rnd, of);
        snprintf(fraction, sizeof fraction, "%0*u", (int)places, part);
        if (places)
            n += (size_t)snprintf(text + n, sizeof text - n, "%c%s", habits[h].decimals, fraction);
        text[n] = 0;
        reads_as(text, habits[h].decimals, ((double)whole * of + part) / of, places, "", false);
    }
}
