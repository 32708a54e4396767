/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/buf.h"

#include "base/num.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

TEST(buf_grows_and_stays_terminated)
{
    struct buf b = {0};
    char want[20000];
    size_t n = 0;
    for (int i = 0; i < 4000; i++) {
        buf_puts(&b, i % 2 ? "ab" : "xyz");
        buf_char(&b, '.');
        n += (size_t)snprintf(want + n, sizeof want - n, "%s.", i % 2 ? "ab" : "xyz");
        CHECK(b.len == n && b.p[b.len] == 0);
    }
    CHECK_STR(buf_view(&b), want);
    buf_release(&b);
    CHECK(b.p == NULL && b.len == 0 && b.size == 0);
    buf_put(&b, NULL, 0);
    CHECK(b.len == 0 && b.p[0] == 0);
    buf_release(&b);
}

TEST(buf_fmt_of_any_length)
{
    for (size_t len = 0; len < 600; len += 7) {
        struct buf b = {0};
        char text[601];
        memset(text, 'q', len);
        text[len] = 0;
        buf_puts(&b, "<");
        buf_fmt(&b, "%s|%d", text, 5);
        CHECK_INT(b.len, len + 3);
        CHECK(b.p[b.len] == 0 && b.p[b.len - 1] == '5' && b.p[b.len - 2] == '|');
        buf_release(&b);
    }
}

TEST(buf_room_really_is_there)
{
    struct buf b = {0};
    for (size_t more = 0; more < 3000; more += 17) {
        char *at = buf_room(&b, more);
        memset(at, 'r', more);
        at[more] = 0;
        b.len += more;
    }
    for (size_t i = 0; i < b.len; i++)
        CHECK(b.p[i] == 'r');
    buf_release(&b);
}

TEST(buf_writes_numbers)
{
    struct buf b = {0};
    buf_uint(&b, 0);
    buf_char(&b, ' ');
    buf_uint(&b, UINT64_MAX);
    buf_char(&b, ' ');
    buf_num(&b, 933.89, 3);
    buf_char(&b, ' ');
    buf_num(&b, 933.89, NUM_SHORTEST);
    buf_num(&b, NAN, 2);
    CHECK_STR(buf_view(&b), "0 18446744073709551615 933.890 933.89");
    buf_str(&b, (struct str){0});
    buf_str(&b, STR("!"));
    CHECK(str_ends(buf_view(&b), STR("89!")));
    buf_release(&b);
}
