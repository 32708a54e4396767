/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/web_file.h"

#include "test.h"

#include <stdio.h>

TEST(web_files_are_found_by_their_name_alone)
{
    for (const char *const *name = (const char *const[]){"ilms.css", "table.js", "icon.svg", "echarts.js", NULL}; *name;
         name++)
        CHECK(web_file_find(str_of(*name)) != NULL);
    CHECK(web_file_find(STR("en.txt")) == NULL); /* of web/, but nothing that a page fetches */
    CHECK(web_file_find(STR("css/ilms.css")) == NULL);
    CHECK(web_file_find(STR("")) == NULL);
}

TEST(web_files_have_one_mark)
{
    struct buf out = {0};
    struct str mark = str_of(web_files_mark());
    CHECK_INT(mark.len, 12);
    for (size_t i = 0; i < mark.len; i++)
        CHECK(strchr("0123456789abcdef", mark.p[i]) != NULL);
    html_style(&out, "ilms.css");
    html_script(&out, "table.js");
    char expected[256];
    snprintf(expected, sizeof expected,
             "<link rel=\"stylesheet\" href=\"/static/%s/ilms.css\">\n"
             "<script src=\"/static/%s/table.js\" defer></script>\n",
             mark.p, mark.p);
    CHECK_STR(buf_view(&out), expected);
    buf_release(&out);
}

/* A folder in an address within them would have no mark, and be asked for again on every page. */
TEST(web_files_name_each_other_without_a_folder)
{
    for (size_t i = 0; i < embedded_count; i++) {
        struct str name = str_of(embedded_files[i].name);
        if (str_starts(name, STR("web/css/")) || str_eq(name, STR("web/js/figure.js")))
            CHECK(memmem(embedded_files[i].content.p, embedded_files[i].content.len, "/static/", 8) == NULL);
    }
}
