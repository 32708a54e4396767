/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/words.h"

#include "test.h"

static void join(void *ctx, struct str word)
{
    struct buf *out = ctx;
    if (out->len)
        buf_char(out, '|');
    buf_str(out, word);
}

static void parts(const char *text, const char *want)
{
    struct words *w = words_new();
    struct buf out = {0};
    words_of(w, str_of(text), join, &out);
    if (!str_is(buf_view(&out), want))
        test_fail(__FILE__, __LINE__, "\"%s\" is \"%.*s\" and not \"%s\"", text, (int)out.len, out.len ? out.p : "", want);
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

TEST(words_apart_counts_slips)
{
    CHECK(words_apart(STR("malaysia"), STR("malaysia"), 2) == 0);
    CHECK(words_apart(STR("malasyia"), STR("malaysia"), 2) == 1); /* neighbours exchanged */
    CHECK(words_apart(STR("tailand"), STR("thailand"), 1) == 1);
    CHECK(words_apart(STR("cat"), STR("house"), 2) == 3);
    CHECK(words_apart(STR("ไทย"), STR("ไทบ"), 1) == 1); /* letters, not bytes */
}
