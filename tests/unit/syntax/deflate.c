/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/deflate.h"

#include "base/random.h"
#include "test.h"

#include <stdlib.h>
#include <zlib.h>

/* What zlib makes of it again; all of it is to be used up. */
static void unpacked(struct buf *out, struct str packed)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)packed.p, .avail_in = (uInt)packed.len};
    CHECK(inflateInit2(&z, -MAX_WBITS) == Z_OK);
    int rc = Z_OK;
    while (rc == Z_OK) {
        z.next_out = (Bytef *)buf_room(out, 4096);
        z.avail_out = 4096;
        rc = inflate(&z, Z_NO_FLUSH);
        out->len += 4096 - z.avail_out;
    }
    CHECK_INT(rc, Z_STREAM_END);
    CHECK_INT(z.avail_in, 0);
    inflateEnd(&z);
}

/* Packs in portions of `portion` bytes and compares; returns the size. */
static size_t there_and_back(struct deflate *d, struct str text, size_t portion)
{
    struct buf packed = {0}, again = {0};
    for (size_t i = 0; i < text.len; i += portion)
        deflate_put(d, &packed, str_sub(text, i, portion));
    deflate_end(d, &packed);
    unpacked(&again, buf_view(&packed));
    CHECK_INT(again.len, text.len);
    CHECK(text.len == 0 || memcmp(again.p, text.p, text.len) == 0);
    size_t n = packed.len;
    buf_release(&packed);
    buf_release(&again);
    return n;
}

TEST(deflate_gives_back_what_it_was_given)
{
    struct deflate *d = deflate_new();
    struct buf text = {0};
    there_and_back(d, STR(""), 1);
    there_and_back(d, STR("a"), 1);
    there_and_back(d, STR("aaaaaaaaaaaaaaaaaaaaaaaaa"), 100);
    for (int i = 0; i < 256; i++)
        buf_char(&text, (char)i);
    there_and_back(d, buf_view(&text), 7);
    text.len = 0;
    for (int i = 0; i < 100000; i++) /* repetitions of the longest and beyond */
        buf_char(&text, "\xff\0x"[i % 777 == 0 ? 2 : i % 5000 < 3000]);
    there_and_back(d, buf_view(&text), 100000);
    buf_release(&text);
    free(d);
}

/* Random bytes, letters and repetitions of every length from every distance. */
TEST(deflate_takes_anything_in_portions)
{
    struct deflate *d = deflate_new();
    struct buf text = {0};
    for (uint64_t seed = 1; seed < 60; seed++) {
        struct chance c = {seed};
        size_t size = chance_below(&c, 200000), letters = 1 + chance_below(&c, seed % 2 ? 256 : 6);
        text.len = 0;
        while (text.len < size) {
            size_t n = 1 + chance_below(&c, 400), back = 1 + chance_below(&c, 40000);
            bool again = chance_below(&c, 3) > 0 && back <= text.len;
            for (size_t i = 0; i < n; i++)
                buf_char(&text, again ? text.p[text.len - back] : (char)chance_below(&c, (uint32_t)letters));
        }
        size_t portion = 1 + chance_below(&c, seed % 3 ? 70000 : 100);
        size_t n = there_and_back(d, buf_view(&text), portion);
        CHECK(n < text.len * 2 + 400);
    }
    buf_release(&text);
    free(d);
}

/* A distance of exactly the window and one more. */
TEST(deflate_looks_back_as_far_as_it_may)
{
    struct deflate *d = deflate_new();
    for (size_t gap = 32760; gap < 32776; gap++) {
        struct buf text = {0};
        buf_puts(&text, "what is said again");
        while (text.len < gap)
            buf_char(&text, 'x');
        size_t without = there_and_back(d, buf_view(&text), 70000);
        buf_puts(&text, "what is said again");
        size_t with = there_and_back(d, buf_view(&text), 70000);
        CHECK_INT(with - without < 8, gap <= 32768);
        buf_release(&text);
    }
    free(d);
}

/* Rows of a sheet come out at a sixth, and the same when they are packed again. */
TEST(deflate_makes_sheets_small)
{
    struct deflate *d = deflate_new();
    struct buf text = {0}, first = {0}, second = {0};
    for (unsigned i = 1; i < 4000; i++)
        buf_fmt(&text, "<row r=\"%u\"><c r=\"A%u\" t=\"inlineStr\"><is><t>MYS</t></is></c><c r=\"B%u\" "
                "t=\"inlineStr\"><is><t>Malaysia</t></is></c><c r=\"C%u\" s=\"17\"><v>%u.%03u</v></c></row>",
                i, i, i, i, i * 7919 % 1000, i * 104729 % 1000);
    CHECK(there_and_back(d, buf_view(&text), 32 << 10) < text.len / 6);
    deflate_put(d, &first, buf_view(&text));
    deflate_end(d, &first);
    deflate_put(d, &second, buf_view(&text));
    deflate_end(d, &second);
    CHECK(first.len == second.len && memcmp(first.p, second.p, first.len) == 0);
    buf_release(&text);
    buf_release(&first);
    buf_release(&second);
    free(d);
}
