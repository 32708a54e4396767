/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/expect.h"

#include "base/buf.h"
#include "test.h"

void cells_put(struct obs_set *set, const char *table, const char *cells)
{
    struct str cell, rest = str_of(cells);
    struct buf b = {0};
    while (str_next(&cell, &rest, ';')) {
        b.len = 0;
        buf_str(&b, str_trim(cell));
        fixture_put(set, table, b.p);
    }
    buf_release(&b);
}

void expect_at(int line, const char *table, const char *cells, const char *findings)
{
    struct obs_set set;
    struct finding_list list;
    struct buf got = {0};
    obs_set_init(&set);
    finding_list_init(&list);
    cells_put(&set, table, cells);
    obs_set_sort(&set);
    check_set(&list, fixture_ref(), &set, &(struct check_options){.last_year = 2026});
    finding_list_sort(&list);
    buf_puts(&got, "");
    for (size_t i = 0; i < list.n; i++) {
        buf_fmt(&got, "%s%s@%u", i ? " " : "", rules[list.v[i].rule].id, list.v[i].row);
        int column = list.v[i].rule == RULE_PERIOD_RANGE ? 7 : 8;
        if (list.v[i].message.len == 0 || list.v[i].column != column)
            test_fail("check/expect", line, "a finding without sentence or column");
        fixture_said(&list.v[i]);
    }
    if (!str_is(buf_view(&got), findings))
        test_fail("check/expect", line, "found \"%s\", not \"%s\" (%.*s)", got.p, findings,
                  list.n ? (int)list.v[0].message.len : 0, list.n ? list.v[0].message.p : "");
    buf_release(&got);
    finding_list_release(&list);
    obs_set_release(&set);
}
