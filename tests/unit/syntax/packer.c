/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/packer.h"

#include "base/random.h"
#include "unpack.h"

static void text_of(struct buf *text, size_t n)
{
    struct chance c = {n + 1};
    text->len = 0;
    buf_puts(text, "");
    while (text->len < n)
        if (chance_below(&c, 3))
            buf_puts(text, "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,\n");
        else
            for (unsigned k = chance_below(&c, 200); k > 0; k--)
                buf_char(text, (char)chance_next(&c));
    text->len = n;
}

/* Portions of all sizes, some of them empty. */
static void put_all(struct packer *p, struct buf *out, struct str text, struct chance *c)
{
    while (text.len) {
        size_t n = MIN(text.len, (size_t)chance_below(c, 3) * chance_below(c, 60000));
        CHECK(packer_put(p, out, str_sub(text, 0, n), false));
        text = str_sub(text, n, text.len);
    }
    CHECK(packer_put(p, out, text, true));
}

TEST(packer_what_goes_in_comes_out)
{
    static const size_t sizes[] = {0, 1, 100, 70000, 1500000};
    struct packer p = {0};
    struct buf text = {0}, packed = {0}, back = {0};
    struct chance c = {7};
    for (unsigned i = 0; i < ARRAY_LEN(sizes); i++)
        for (enum coding coding = CODING_NONE; coding < CODINGS; coding++)
            for (unsigned how = 0; how < 4; how++) {
                text_of(&text, sizes[i]);
                packed.len = back.len = 0;
                CHECK(packer_begin(&p, coding, how & 1 ? PACK_SMALL : PACK_FAST, how & 2 ? sizes[i] : 0));
                put_all(&p, &packed, buf_view(&text), &c);
                CHECK(unpack(&back, coding, buf_view(&packed)));
                CHECK(str_eq(buf_view(&back), buf_view(&text)));
                CHECK(!coding || sizes[i] < 1000 || packed.len < sizes[i]);
                if (coding && packed.len > 1)
                    CHECK(!unpack(&back, coding, str_sub(buf_view(&packed), 0, packed.len - 1)));
            }
    packer_release(&p);
    buf_release(&text);
    buf_release(&packed);
    buf_release(&back);
}

TEST(packer_forgets_a_text_that_was_not_ended)
{
    struct packer p = {0};
    struct buf packed = {0}, back = {0};
    for (enum coding coding = CODING_GZIP; coding < CODINGS; coding++) {
        packed.len = back.len = 0;
        CHECK(packer_begin(&p, coding, PACK_FAST, 0));
        CHECK(packer_put(&p, &packed, STR("this is never ended"), false));
        packed.len = 0;
        CHECK(packer_begin(&p, coding, PACK_FAST, 4));
        CHECK(packer_put(&p, &packed, STR("this"), true));
        CHECK(unpack(&back, coding, buf_view(&packed)));
        CHECK_STR(buf_view(&back), "this");
    }
    packer_release(&p);
    packer_release(&p);
    buf_release(&packed);
    buf_release(&back);
}

TEST(packer_names)
{
    CHECK_INT(coding_find(STR("br")), CODING_BROTLI);
    CHECK_INT(coding_find(STR("X-GZIP")), CODING_GZIP);
    CHECK_INT(coding_find(STR("zstd")), CODING_ZSTD);
    CHECK_INT(coding_find(STR("")), CODING_NONE);
    CHECK_INT(coding_find(STR("identity")), CODING_NONE);
    CHECK_STR(str_of(coding_name(CODING_BROTLI)), "br");
    CHECK(coding_name(CODING_NONE) == NULL);
}
