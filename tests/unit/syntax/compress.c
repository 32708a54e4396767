/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/compress.h"

#include "base/random.h"
#include "test.h"

/* Text that repeats itself, and noise, so that blocks of every kind occur. */
static void fill(struct buf *b, struct chance *c, size_t n)
{
    while (b->len < n)
        if (chance_below(c, 3))
            buf_puts(b, "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,\n");
        else
            for (unsigned k = chance_below(c, 200); k > 0; k--)
                buf_char(b, (char)chance_next(c));
    b->len = n;
}

typedef int unpacker(struct buf *, struct str, size_t, struct err *);
typedef void packer(struct buf *, struct str, int);

static void there_and_back(packer *pack, unpacker *unpack, size_t n)
{
    struct chance c = {n};
    struct buf text = {0}, packed = {0}, back = {0};
    struct err err;
    buf_puts(&text, "");
    fill(&text, &c, n);
    buf_puts(&packed, "(");
    pack(&packed, buf_view(&text), 3);
    buf_puts(&back, "<"); /* both append */
    struct str bytes = str_sub(buf_view(&packed), 1, packed.len);
    if (unpack(&back, bytes, n, &err) < 0)
        test_fail(__FILE__, __LINE__, "%zu bytes: %s", n, err.text);
    CHECK(back.len == n + 1 && back.p[0] == '<' && back.p[back.len] == 0);
    CHECK(n == 0 || memcmp(back.p + 1, text.p, n) == 0);
    if (n > 0)
        CHECK(unpack(&back, bytes, n - 1, &err) == -ERR_LIMIT && err.code == ERR_LIMIT);
    buf_release(&text);
    buf_release(&packed);
    buf_release(&back);
}

TEST(gzip_there_and_back)
{
    static const size_t sizes[] = {0, 1, 2, 100, 65536, 262143, 262144, 262145, 524288, 3000000};
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++)
        there_and_back(gzip_pack, gzip_unpack, sizes[i]);
}

TEST(zstd_there_and_back)
{
    static const size_t sizes[] = {0, 1, 2, 100, 65536, 131073, 3000000};
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++)
        there_and_back(zstd_pack, zstd_unpack, sizes[i]);
}

TEST(gzip_is_told_by_its_first_bytes)
{
    CHECK(gzip_is(STR("\x1f\x8b\x08")));
    CHECK(!gzip_is(STR("\x1f\x8b")));
    CHECK(!gzip_is(STR("\x1f\x8b\x07xxx")));
    CHECK(!gzip_is(STR("ref_area,source")));
    CHECK(!gzip_is((struct str){0}));
}

TEST(gzip_of_several_members_is_one_file)
{
    struct buf packed = {0}, back = {0};
    struct err err;
    gzip_pack(&packed, STR("ref_area,"), 1);
    gzip_pack(&packed, STR(""), 6);
    gzip_pack(&packed, STR("source\n"), 9);
    CHECK(gzip_unpack(&back, buf_view(&packed), 100, &err) == 0);
    CHECK_STR(buf_view(&back), "ref_area,source\n");
    back.len = 0;
    CHECK_INT(gzip_unpack(&back, buf_view(&packed), 15, &err), -ERR_LIMIT);
    back.len = 0;
    CHECK_INT(gzip_unpack(&back, buf_view(&packed), 16, &err), 0);
    buf_release(&packed);
    buf_release(&back);
}

/* Every beginning of a packed file, and every flipped bit, is an error or the same text. */
static void damaged(packer *pack, unpacker *unpack)
{
    struct chance c = {4};
    struct buf text = {0}, packed = {0}, back = {0};
    struct err err = {0};
    fill(&text, &c, 1500);
    pack(&packed, buf_view(&text), 6);
    for (size_t n = 0; n < packed.len; n++) {
        back.len = 0;
        char *exact = malloc(n ? n : 1);
        memcpy(exact, packed.p, n);
        CHECK_INT(unpack(&back, (struct str){exact, n}, 1 << 20, &err), -ERR_INPUT);
        CHECK(err.code == ERR_INPUT && err.text[0]);
        free(exact);
    }
    for (size_t i = 0; i < packed.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            back.len = 0;
            packed.p[i] ^= (char)(1 << bit);
            int r = unpack(&back, buf_view(&packed), 1 << 20, &err);
            CHECK(r == 0 || r == -ERR_INPUT || r == -ERR_LIMIT);
            packed.p[i] ^= (char)(1 << bit);
        }
    buf_release(&text);
    buf_release(&packed);
    buf_release(&back);
}

TEST(gzip_damaged) { damaged(gzip_pack, gzip_unpack); }
TEST(zstd_damaged) { damaged(zstd_pack, zstd_unpack); }

TEST(gzip_says_cut_short_or_damaged)
{
    struct buf text = {0}, packed = {0}, back = {0};
    struct err err;
    struct chance c = {6};
    fill(&text, &c, 5000);
    gzip_pack(&packed, buf_view(&text), 6);
    CHECK(gzip_unpack(&back, str_sub(buf_view(&packed), 0, packed.len / 2), 1 << 20, &err) < 0);
    CHECK(strstr(err.text, "cut short"));
    packed.p[packed.len - 6] ^= 1; /* in the checksum */
    CHECK(gzip_unpack(&back, buf_view(&packed), 1 << 20, &err) < 0);
    CHECK(strstr(err.text, "damaged"));
    packed.p[packed.len - 6] ^= 1;
    buf_puts(&packed, "garbage behind");
    CHECK(gzip_unpack(&back, buf_view(&packed), 1 << 20, &err) < 0);
    CHECK(strstr(err.text, "damaged"));
    buf_release(&text);
    buf_release(&packed);
    buf_release(&back);
}

TEST(gzip_bomb_is_stopped_at_the_limit)
{
    struct buf zeros = {0}, packed = {0}, back = {0};
    struct err err;
    memset(buf_room(&zeros, 64 << 20), 0, 64 << 20);
    zeros.len = 64 << 20;
    gzip_pack(&packed, buf_view(&zeros), 9);
    CHECK(packed.len < 100000);
    CHECK_INT(gzip_unpack(&back, buf_view(&packed), 1 << 20, &err), -ERR_LIMIT);
    CHECK(back.len < 3 << 20 && strstr(err.text, "1 MB"));
    /* and long before a limit that is far away, since no file of figures packs so well */
    buf_release(&back);
    CHECK_INT(gzip_unpack(&back, buf_view(&packed), (size_t)1 << 30, &err), -ERR_LIMIT);
    CHECK(back.len < GZIP_FREE + (1 << 20) && strstr(err.text, "250 times"));
    CHECK(back.size <= 2 * (GZIP_FREE + (1 << 20)));
    /* zeros behind what does not pack: refused when they outweigh it */
    buf_release(&back);
    struct chance c = {11};
    for (size_t i = 0; i < 100000; i++)
        zeros.p[i] = (char)chance_next(&c);
    packed.len = 0;
    gzip_pack(&packed, buf_view(&zeros), 9);
    CHECK_INT(gzip_unpack(&back, buf_view(&packed), (size_t)1 << 30, &err), -ERR_LIMIT);
    CHECK(back.len > 20 << 20 && back.len < 40 << 20);
    buf_release(&zeros);
    buf_release(&packed);
    buf_release(&back);
}
