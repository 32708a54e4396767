/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/str.h"

#include "base/buf.h"

#include "test.h"

#include <limits.h>

TEST(str_cmp_is_byte_order)
{
    CHECK(str_cmp(STR("a"), STR("a")) == 0);
    CHECK(str_cmp(STR("a"), STR("b")) < 0);
    CHECK(str_cmp(STR("b"), STR("a")) > 0);
    CHECK(str_cmp(STR("a"), STR("ab")) < 0);
    CHECK(str_cmp(STR("ab"), STR("a")) > 0);
    CHECK(str_cmp((struct str){0}, STR("")) == 0);
    CHECK(str_cmp((struct str){0}, STR("a")) < 0);
    CHECK(str_cmp(STR("\x7f"), STR("\xc3\xa9")) < 0); /* bytes are unsigned */
    CHECK(str_cmp(((struct str){"a\0b", 3}), ((struct str){"a\0c", 3})) < 0);
}

TEST(str_eq_and_its_kin)
{
    CHECK(str_eq(STR("SEX_T"), STR("SEX_T")));
    CHECK(!str_eq(STR("SEX_T"), STR("SEX_")));
    CHECK(str_eq((struct str){0}, STR("")));
    CHECK(str_is((struct str){0}, NULL));
    CHECK(str_is((struct str){0}, ""));
    CHECK(str_eq_nocase(STR("Ref_Area"), STR("rEF_aREA")));
    CHECK(!str_eq_nocase(STR("["), STR("{"))); /* 0x5b and 0x7b differ as A and a do */
    CHECK(!str_eq_nocase(STR("@"), STR("`")));
    CHECK(!str_eq_nocase(STR("a"), STR("ab")));
    CHECK(str_starts(STR("MST_NCTE"), STR("MST_")));
    CHECK(str_starts(STR("MST"), STR("")));
    CHECK(!str_starts(STR("MS"), STR("MST")));
    CHECK(str_ends(STR("areas.csv"), STR(".csv")));
    CHECK(str_ends((struct str){0}, STR("")));
    CHECK(!str_ends(STR("csv"), STR(".csv")));
}

TEST(str_trim_takes_ascii_blanks_only)
{
    CHECK_STR(str_trim(STR(" \t\r\n a b \n")), "a b");
    CHECK_STR(str_trim(STR("a")), "a");
    CHECK_STR(str_trim(STR(" \t ")), "");
    CHECK_STR(str_trim((struct str){0}), "");
    CHECK_STR(str_trim(STR("\xc2\xa0" "a\v")), "\xc2\xa0" "a\v");
}

TEST(str_sub_is_clipped)
{
    CHECK_STR(str_sub(STR("abc"), 1, 1), "b");
    CHECK_STR(str_sub(STR("abc"), 1, 99), "bc");
    CHECK_STR(str_sub(STR("abc"), 1, SIZE_MAX), "bc");
    CHECK_STR(str_sub(STR("abc"), 3, 1), "");
    CHECK_STR(str_sub(STR("abc"), SIZE_MAX, SIZE_MAX), "");
    CHECK(str_sub((struct str){0}, 2, 2).p == NULL);
}

TEST(str_find_is_where_it_first_stands)
{
    struct str s = STR("aabaac");
    CHECK(str_find(s, STR("aac")) == s.p + 3); /* though "aa" stood before */
    CHECK(str_find(s, STR("aabaac")) == s.p);
    CHECK(str_find(s, STR("c")) == s.p + 5);
    CHECK(!str_find(str_sub(s, 0, 5), STR("aac")) && !str_find(s, STR("aabaacc")) && !str_find(s, STR("x")));
    CHECK(!str_find(s, STR("")) && !str_find((struct str){0}, STR("a")) && !str_find((struct str){0}, (struct str){0}));
}

TEST(str_next_gives_every_piece)
{
    struct str rest = STR("a,,b,"), piece;
    static const char *const want[] = {"a", "", "b", ""};
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        CHECK(str_next(&piece, &rest, ','));
        CHECK_STR(piece, want[i]);
    }
    CHECK(!str_next(&piece, &rest, ','));
    CHECK(!str_next(&piece, &rest, ','));
    rest = STR("");
    CHECK(str_next(&piece, &rest, ','));
    CHECK_STR(piece, "");
    CHECK(!str_next(&piece, &rest, ','));
    rest = (struct str){0};
    CHECK(!str_next(&piece, &rest, ','));
    rest = STR("alone");
    CHECK(str_next(&piece, &rest, ','));
    CHECK_STR(piece, "alone");
    CHECK(!str_next(&piece, &rest, ','));
}

TEST(str_uint_reads_up_to_its_limit)
{
    uint64_t n = 7;
    CHECK(str_uint(&n, STR("0"), 0));
    CHECK_INT(n, 0);
    CHECK(str_uint(&n, STR("0012"), 12));
    CHECK_INT(n, 12);
    CHECK(!str_uint(&n, STR("13"), 12));
    CHECK(str_uint(&n, STR("18446744073709551615"), UINT64_MAX));
    CHECK(n == UINT64_MAX);
    CHECK(!str_uint(&n, STR("18446744073709551616"), UINT64_MAX));
    CHECK(!str_uint(&n, STR("184467440737095516150"), UINT64_MAX));
    static const char *const wrong[] = {"", "-1", "+1", " 1", "1 ", "1.0", "0x1", "a", "1a"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        CHECK(!str_uint(&n, str_of(wrong[i]), 100));
}

TEST(str_uint_is_not_fooled_by_overflow)
{
    uint64_t n;
    /* 2^64 + 1 and 2^65 + 3, which wrap around to 1 and 3 */
    CHECK(!str_uint(&n, STR("18446744073709551617"), 4));
    CHECK(!str_uint(&n, STR("36893488147419103235"), 4));
    CHECK(!str_uint(&n, STR("9"), 4));
    CHECK(!str_uint(&n, STR("99"), 8));
    CHECK(str_uint(&n, STR("4"), 4));
}

static void fmt(struct buf *out, size_t size, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    out->len = 0;
    out->len = str_vfmt(buf_room(out, 200), size, format, args);
    va_end(args);
}

TEST(str_vfmt_is_as_printf)
{
    struct buf out = {0};
    fmt(&out, 200, "%s %.*s, %u and %u%s", "one", 3, "two and more", 0, UINT_MAX, "");
    CHECK_STR(buf_view(&out), "one two, 0 and 4294967295");
    CHECK(out.p[out.len] == 0);
    fmt(&out, 200, "%.*s|%.*s|%.*s", 4, "ab\0c", -1, "all", 0, "none");
    CHECK_STR(buf_view(&out), "ab|all|");
    fmt(&out, 200, "%s: %5.1f %%, %02u of %s", "half", 50.0, 7, "it");
    CHECK_STR(buf_view(&out), "half:  50.0 %, 07 of it");
    fmt(&out, 200, "%d %d %d", 0, INT_MIN, INT_MAX);
    CHECK_STR(buf_view(&out), "0 -2147483648 2147483647");
    fmt(&out, 200, "plain");
    CHECK_STR(buf_view(&out), "plain");
    fmt(&out, 200, "%s", "");
    CHECK_INT(out.len, 0);
    buf_release(&out);
}

/* What does not fit is cut, and the length is that of all. */
TEST(str_vfmt_stays_in_its_room)
{
    struct buf out = {0};
    static const char all[] = "abc 123 defg";
    for (size_t size = 1; size < 16; size++) {
        out.len = 0;
        memset(buf_room(&out, 200), 'X', 200);
        fmt(&out, size, "%s %u %s", "abc", 123, "defg");
        CHECK_INT(out.len, 12);
        CHECK(memcmp(out.p, all, MIN(size - 1, (size_t)12)) == 0 && out.p[MIN(size - 1, (size_t)12)] == 0);
        CHECK(out.p[MAX(size, (size_t)13)] == 'X');
    }
    buf_release(&out);
}
