/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/ops.h"

#include "model/fixture.h"
#include "test.h"

static struct err err;

/* Reads a file as submit does, here or apart. */
static int read_file(struct checked *k, const char *path, const char *map, bool apart)
{
    struct call c = {.op = op_find(STR("check")), .ref = (struct ref *)fixture_ref()};
    err = (struct err){0};
    int r = checked_open(k, &c, path, &err);
    k->apart = apart;
    if (r == 0 && map)
        r = call_set(&c, "map", str_of(map), &err);
    if (r == 0)
        r = checked_map(k, &c, &err);
    if (r == 0)
        r = checked_read(k, c.ref, path, STR(""), &err);
    return r;
}

static void same_both_ways(const char *path, const char *map)
{
    struct checked here, apart;
    struct err before;
    int r = read_file(&here, path, map, false);
    before = err;
    CHECK_INT(read_file(&apart, path, map, true), r);
    CHECK(r < 0 || (here.format == apart.format && here.set.n == apart.set.n));
    CHECK_INT(apart.findings.n, here.findings.n);
    CHECK(r == 0 || strcmp(err.text, before.text) == 0);
    CHECK(apart.mapping == NULL && str_eq(buf_view(&apart.mapping_text), buf_view(&here.mapping_text)));
    for (size_t i = 0; r == 0 && i < here.set.n; i++) /* sorted both */
        CHECK(obs_same_key(&here.set.v[i], &apart.set.v[i]));
    checked_release(&here);
    checked_release(&apart);
}

TEST(checked_reads_apart_when_it_is_told)
{
    same_both_ways("data/asean/SGP.csv", NULL);
    same_both_ways("tests/data/freeform/abroad.csv", "tests/data/freeform/abroad.map");
    same_both_ways("tests/data/workbooks/two_sheets.xlsx", NULL);
    same_both_ways("tests/data/README.md", NULL);
}

TEST(checked_says_apart_too_what_is_wrong_with_a_mapping)
{
    struct checked k;
    CHECK_INT(read_file(&k, "tests/data/freeform/abroad.csv", "tests/data/good.csv", true), -ERR_INPUT);
    CHECK(strstr(err.text, "abroad.csv: the mapping: line 1"));
    checked_release(&k);
    /* an empty one is not taken for none */
    CHECK(read_file(&k, "tests/data/good.csv", "/dev/null", true) < 0);
    CHECK(strstr(err.text, "/dev/null"));
    checked_release(&k);
}
