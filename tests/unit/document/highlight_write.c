/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/highlight_write.h"

#include "analyse/told.h"
#include "test.h"

static struct str written(struct document *d, struct buf *out, const struct highlight *h)
{
    out->len = 0;
    buf_puts(out, "");
    highlight_write(d, h);
    return buf_view(out);
}

TEST(highlight_write_says_names_and_marks_numbers)
{
    struct told t;
    struct buf out = {0};
    told_make(&t, told_all);
    struct page page = {.cube = t.cube, .text = text_find("en"), .out = &out, .arena = &t.arena};
    struct document d = {.page = &page};
    struct str s = written(&d, &out, told_one(&t, "stock_level.THA"));
    static const char begin[] = "For 2014, Thailand reports ",
                      end[] = " employed non-citizens (source: employment office records).";
    CHECK(str_starts(s, str_of(begin)) && str_ends(s, str_of(end)));
    CHECK(memmem(s.p, s.len, ">1,460,000</data>", 17) && memmem(s.p, s.len, "data-how=\"figure\"", 17));
    s = written(&d, &out, told_one(&t, "outflow_destinations.KHM"));
    CHECK(str_starts(s, STR("In 2014, Thailand, Malaysia and the Republic of Korea together were "
                            "the destination of ")));
    s = written(&d, &out, told_one(&t, "sector.THA"));
    CHECK(memmem(s.p, s.len, " worked in manufacturing, against ", 34));
    buf_release(&out);
    told_release(&t);
}

/* Every {placeholder} of the words has an argument, and every argument stands in the words. */
TEST(highlight_write_fills_every_place)
{
    struct told t;
    struct buf out = {0};
    told_make(&t, told_all);
    struct page page = {.cube = t.cube, .text = text_find("en"), .out = &out, .arena = &t.arena};
    struct document d = {.page = &page};
    for (size_t i = 0; i < t.h.n; i++) {
        const struct highlight *h = &t.h.v[i];
        struct str words = text_get(page.text, h->key), s = written(&d, &out, h);
        if (!text_has(page.text, h->key) || memchr(s.p, '{', s.len) || !str_ends(s, STR(".")))
            test_fail(__FILE__, __LINE__, "%.*s says: %.*s", STR_FMT(h->id), STR_FMT(s));
        for (unsigned a = 0; a < h->nargs; a++) {
            const char *name = arena_fmt(&t.arena, "{%s}", h->args[a].name);
            if (!memmem(words.p, words.len, name, strlen(name)))
                test_fail(__FILE__, __LINE__, "%s does not say %s", h->key, name);
        }
    }
    buf_release(&out);
    told_release(&t);
}
