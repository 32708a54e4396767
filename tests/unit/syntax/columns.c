/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/columns.h"

#include "syntax/json_check.h"
#include "test.h"

#include <math.h>

static const char *const names[] = {"code", "value", "n"};

static void two_rows(enum columns_form form, const char *want)
{
    struct buf first = {0}, second = {0};
    struct columns c;
    columns_begin(&c, &first, form, names, ARRAY_LEN(names));
    columns_text(&c, STR("a,\"b\"\tc\nd"));
    columns_num(&c, 1.5, 2);
    columns_resume(&c, &second); /* also in the middle of a row */
    columns_int(&c, -7);
    columns_text(&c, STR(""));
    columns_num(&c, NAN, 0);
    columns_int(&c, 0);
    columns_end(&c);
    buf_str(&first, buf_view(&second));
    CHECK_STR(buf_view(&first), want);
    buf_release(&first);
    buf_release(&second);
}

TEST(columns_in_every_form)
{
    two_rows(COLUMNS_CSV, "code,value,n\n\"a,\"\"b\"\"\tc\nd\",1.50,-7\n,,0\n");
    two_rows(COLUMNS_TSV, "code\tvalue\tn\na,\"b\" c d\t1.50\t-7\n\t\t0\n");
    two_rows(COLUMNS_JSON, "[{\"code\":\"a,\\\"b\\\"\\u0009c\\nd\",\"value\":1.50,\"n\":-7},{\"n\":0}]\n");
}

TEST(columns_without_rows)
{
    static const char *const want[] = {"code,value,n\n", "code\tvalue\tn\n", "[]\n"};
    for (enum columns_form form = COLUMNS_CSV; form <= COLUMNS_JSON; form++) {
        struct buf out = {0};
        struct columns c;
        columns_begin(&c, &out, form, names, ARRAY_LEN(names));
        columns_end(&c);
        CHECK_STR(buf_view(&out), want[form]);
        buf_release(&out);
    }
}
