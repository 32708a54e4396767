/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/words.h"

#include "test.h"

static void join(void *ctx, const struct word *word)
{
    struct buf *out = ctx;
    if (out->len)
        buf_char(out, '|');
    buf_str(out, word->folded);
}

static void parts(const char *text, const char *want)
{
    struct words *w = words_new();
    struct buf out = {0};
    words_of(w, str_of(text), join, &out);
    if (!str_is(buf_view(&out), want))
        test_fail(__FILE__, __LINE__, "\"%s\" is \"%.*s\" and not \"%s\"", text, (int)out.len, out.len ? out.p : "",
                  want);
    buf_release(&out);
    words_free(w);
}

TEST(words_fold_case_and_accents)
{
    parts("C\xC3\xB4te d\xE2\x80\x99Ivoire", "cote|d|ivoire");
    parts("Employed non-citizens, 2014", "employed|non|citizens|2014");
    parts("Vi\xE1\xBB\x87t Nam", "viet|nam");
    parts("  --  ", "");
    parts("", "");
    parts("\xff", "");
}

TEST(words_of_languages_without_blanks)
{
    parts("แรงงานต่างชาติ", "แรงงาน|ต่าง|ชาติ");
}

/* The same as they stand, each with its run. */
static void stand(void *ctx, const struct word *word)
{
    struct buf *out = ((void **)ctx)[0];
    const char *text = ((void **)ctx)[1];
    buf_fmt(out, "%.*s%u ", (int)word->len, text + word->from, word->run);
}

static void places(const char *text, const char *want)
{
    struct words *w = words_new();
    struct buf out = {0};
    words_of(w, str_of(text), stand, (void *[]){&out, (void *)(uintptr_t)text});
    if (!str_is(buf_view(&out), want))
        test_fail(__FILE__, __LINE__, "\"%s\" is \"%.*s\" and not \"%s\"", text, (int)out.len, out.p, want);
    buf_release(&out);
    words_free(w);
}

TEST(words_stand_where_they_are)
{
    places("C\xC3\xB4te d\xE2\x80\x99Ivoire, \xF0\x9D\x94\xB8x", "C\xC3\xB4te0 d0 Ivoire0 \xF0\x9D\x94\xB8x0 ");
    places("\xff" "a\xffz b", "a0 z0 b0 ");
    places("แรงงานต่างชาติ ILO ไทย", "แรงงาน1 ต่าง1 ชาติ1 ILO0 ไทย2 ");
    places("ភាសា\xE2\x80\x8Bខ្មែរ", "ភាសា1 ខ្មែរ1 "); /* with a blank of no width between */
}

TEST(words_of_any_length)
{
    struct words *w = words_new();
    struct buf text = {0}, out = {0};
    for (int i = 0; i < 20000; i++)
        buf_char(&text, 'a');
    words_of(w, buf_view(&text), join, &out);
    CHECK(out.len > 200 && out.len <= WORDS_WORD_MAX);
    text.len = out.len = 0;
    for (int i = 0; i < 5000; i++)
        buf_puts(&text, "\xEF\xB7\xBA"); /* of one letter eighteen when it is folded */
    words_of(w, buf_view(&text), join, &out);
    text.len = out.len = 0;
    for (int i = 0; i < 5000; i++)
        buf_puts(&text, "ก\xCC\x81");
    words_of(w, buf_view(&text), join, &out);
    buf_release(&text);
    buf_release(&out);
    words_free(w);
}

TEST(words_plain_is_without_what_is_not_seen)
{
    struct words *w = words_new();
    struct buf out = {0};
    CHECK(words_plain(&out, w, STR("ភាសា\xE2\x80\x8Bខ្មែរ"), false));
    CHECK_STR(buf_view(&out), "ភាសាខ្មែរ");
    CHECK(!words_plain(&out, w, STR("Malaysia"), false));
    CHECK_STR(buf_view(&out), "ភាសាខ្មែរ");
    out.len = 0;
    CHECK(words_plain(&out, w, STR("e\xCC\x81"), true));
    CHECK_STR(buf_view(&out), "\xC3\xA9");
    buf_release(&out);
    words_free(w);
}

TEST(words_apart_counts_slips)
{
    CHECK(words_apart(STR("malaysia"), STR("malaysia"), 2) == 0);
    CHECK(words_apart(STR("malasyia"), STR("malaysia"), 2) == 1); /* neighbours exchanged */
    CHECK(words_apart(STR("tailand"), STR("thailand"), 1) == 1);
    CHECK(words_apart(STR("cat"), STR("house"), 2) == 3);
    CHECK(words_apart(STR("ไทย"), STR("ไทบ"), 1) == 1); /* letters, not bytes */
}
