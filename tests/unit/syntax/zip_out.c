/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/zip_out.h"

#include "syntax/sheet_zip.h"
#include "test.h"

static void content_is(struct sheet_zip *z, const char *name, const char *want)
{
    struct sheet_part part;
    struct err err = {0};
    char text[100];
    CHECK(sheet_part_open(&part, z, sheet_zip_find(z, name), &err) == 0);
    int n = sheet_part_next(&part, z, text, sizeof text, &err);
    sheet_part_close(&part);
    CHECK(n >= 0);
    CHECK_STR(((struct str){text, (size_t)n}), want);
}

TEST(zip_out_is_read_back)
{
    struct buf file = {0}, again = {0};
    struct zip_out out = {.out = &file}, copy = {.out = &again};
    struct sheet_zip z;
    struct zip_raw raw;
    struct err err = {0};
    buf_puts(&file, "kept");
    CHECK(zip_out_put(&out, "mimetype", STR("plain"), false, &err) == 0);
    CHECK(zip_out_put(&out, "a/b.xml", STR("<a>aaaaaaaaaaaaaaaaaaaaaaaaaa</a>"), true, &err) == 0);
    CHECK(zip_out_put(&out, "empty", STR(""), true, &err) == 0);
    CHECK(zip_out_end(&out, &err) == 0);
    CHECK(memcmp(file.p, "keptPK\3\4", 8) == 0 && memcmp(file.p + 34, "mimetypeplain", 13) == 0);
    CHECK(sheet_zip_open(&z, str_sub(buf_view(&file), 4, file.len), &err) == 0);
    CHECK_INT(z.entries, 3);
    content_is(&z, "mimetype", "plain");
    content_is(&z, "a/b.xml", "<a>aaaaaaaaaaaaaaaaaaaaaaaaaa</a>");
    content_is(&z, "empty", "");
    for (int64_t i = 0; i < z.entries; i++) {
        sheet_zip_raw(&raw, &z, i);
        CHECK(zip_out_copy(&copy, sheet_zip_name(&z, i), &raw, &err) == 0);
    }
    CHECK(zip_out_end(&copy, &err) == 0);
    CHECK(str_eq(buf_view(&again), str_sub(buf_view(&file), 4, file.len)));
    sheet_zip_close(&z);
    buf_release(&file);
    buf_release(&again);
}

TEST(zip_out_may_be_empty)
{
    struct buf file = {0};
    struct zip_out out = {.out = &file};
    struct sheet_zip z;
    struct err err = {0};
    CHECK(zip_out_end(&out, &err) == 0);
    CHECK(sheet_zip_open(&z, buf_view(&file), &err) == 0);
    CHECK_INT(z.entries, 0);
    sheet_zip_close(&z);
    buf_release(&file);
}
