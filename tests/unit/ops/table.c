/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/op.h"

#include "test.h"

TEST(ops_are_found_by_their_names)
{
    const struct op *op;
    size_t n = 0;
    for (; (op = op_at(n)); n++) {
        CHECK(op->name && op->brief && op->help && op->params);
        CHECK(op_find(str_of(op->name)) == op); /* so no name is there twice */
    }
    CHECK(n > 100);
    CHECK(!op_at(n + 1) && !op_at(SIZE_MAX));
    CHECK(!op_find(STR("")) && !op_find(STR("round")) && !op_find(STR("round open ")));
}

TEST(ops_stand_in_the_order_of_the_help)
{
    static const char *const some[] = {"init", "upgrade", "submit", "round open", "meeting add", "accept", "source set",
                                       "coverage gaps", "source import", "statement set", "share set", "release",
                                       "report publish", "query", "user add", "export", "report", "backup", "version"};
    const struct op *op;
    size_t found = 0;
    for (size_t i = 0; (op = op_at(i)); i++)
        if (found < ARRAY_LEN(some) && strcmp(op->name, some[found]) == 0)
            found++;
    CHECK_INT(found, ARRAY_LEN(some));
    CHECK_STR(str_of(op_at(0)->name), "init");
}
