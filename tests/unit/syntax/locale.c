/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "test.h"

#include "syntax/locale.h"

static void country(const char *language, const char *iso2, const char *want)
{
    struct buf out = {0};
    struct locale *l = locale_new(language);
    CHECK(locale_country(&out, l, str_of(iso2)));
    CHECK_STR(buf_view(&out), want);
    buf_release(&out);
    locale_free(l);
}

TEST(locale_names_countries)
{
    country("en", "TH", "Thailand");
    country("id", "SG", "Singapura");
    country("vi", "MY", "Malaysia");
    country("th", "JP", "ญี่ปุ่น");
    country("en", "MM", "Myanmar");
    country("vi", "US", "Hoa Kỳ");
    country("km", "TH", "ថៃ"); /* of two letters */
    country("km", "MM", "មីយ៉ាន់ម៉ា");
    country("lo", "MM", "ມຽນມາ");
    struct buf out = {0};
    struct locale *l = locale_new("en");
    CHECK(!locale_country(&out, l, STR("QQ")) && !locale_country(&out, l, STR("")));
    CHECK_INT(out.len, 0);
    buf_release(&out);
    locale_free(l);
}

TEST(locale_writes_dates)
{
    static const char *const cases[][3] = {{"en", "2026-11-22", "22 November 2026"},
                                           {"id", "2026-03-01", "1 Maret 2026"},
                                           {"th", "2026-11-22", "22 พฤศจิกายน ค.ศ. 2026"},
                                           {"en", "soon", "soon"},
                                           {"en", "22 November", "22 November"}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf out = {0};
        struct locale *l = locale_new(cases[i][0]);
        locale_date(&out, l, str_of(cases[i][1]));
        CHECK_STR(buf_view(&out), cases[i][2]);
        buf_release(&out);
        locale_free(l);
    }
}

TEST(locale_orders_words)
{
    struct locale *l = locale_new("vi");
    CHECK(locale_compare(l, STR("Áo"), STR("Bỉ")) < 0);
    CHECK(locale_compare(l, STR("Đức"), STR("Ai Cập")) > 0);
    CHECK_INT(locale_compare(l, STR("Lào"), STR("Lào")), 0);
    locale_free(l);
}
