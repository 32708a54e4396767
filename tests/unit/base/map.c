/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/map.h"

#include "test.h"

#include <stdio.h>

TEST(map_finds_what_was_put)
{
    struct map m = {0};
    enum { N = 20000 };
    static char keys[N][12];
    uint32_t v = 0;
    CHECK(!map_find(&m, &v, STR("MYS")));
    for (uint32_t i = 0; i < N; i++) {
        struct str key = {keys[i], (size_t)snprintf(keys[i], sizeof keys[i], "k%u", i * 7)};
        CHECK(map_put(&m, key, i));
    }
    for (uint32_t i = 0; i < N; i++) {
        CHECK(map_find(&m, &v, str_of(keys[i])));
        CHECK_INT(v, i);
        CHECK(!map_put(&m, str_of(keys[i]), i + 1)); /* there already: replaced */
        CHECK(map_find(&m, &v, str_of(keys[i])) && v == i + 1);
    }
    CHECK(!map_find(&m, &v, STR("k1")));
    CHECK(!map_find(&m, &v, STR("")));
    map_release(&m);
    CHECK(!map_find(&m, &v, STR("k0")));
    map_release(&m);
}

TEST(map_takes_the_empty_key_and_bytes)
{
    struct map m = {0};
    uint32_t v;
    CHECK(map_put(&m, (struct str){0}, 5));
    CHECK(map_find(&m, &v, STR("")) && v == 5);
    CHECK(!map_put(&m, STR(""), 6));
    CHECK(map_put(&m, ((struct str){"\0", 1}), 7));
    CHECK(map_put(&m, ((struct str){"\0\0", 2}), 8));
    CHECK(map_find(&m, &v, (struct str){0}) && v == 6);
    CHECK(map_find(&m, &v, ((struct str){"\0", 1})) && v == 7);
    CHECK(map_find(&m, &v, ((struct str){"\0\0", 2})) && v == 8);
    map_release(&m);
}

/* Few are kept otherwise than many. */
TEST(strset_finds_each_while_it_grows)
{
    static const char *const texts[] = {"", "a", "ab", "b", "ba", "aa", "abc", "c", "cab", "d"};
    struct strset s = {0};
    for (uint32_t n = 0; n < ARRAY_LEN(texts); n++) {
        for (uint32_t i = 0; i < ARRAY_LEN(texts); i++) {
            uint32_t index = 77;
            CHECK(strset_find(&s, &index, str_of(texts[i])) == (i < n));
            CHECK_INT(index, i < n ? i : 77);
        }
        CHECK_INT(strset_put(&s, str_of(texts[n])), n);
        CHECK_INT(strset_put(&s, str_of(texts[n / 2])), n / 2);
        CHECK_INT(s.n, n + 1);
    }
    strset_release(&s);
}

TEST(strset_numbers_in_order_of_arrival)
{
    struct strset s = {0};
    char text[20];
    uint32_t index;
    CHECK_INT(strset_put(&s, STR("")), 0);
    CHECK_INT(strset_put(&s, (struct str){0}), 0);
    for (uint32_t i = 1; i < 5000; i++) {
        /* the same buffer again and again: the set keeps copies */
        snprintf(text, sizeof text, "note %u", i);
        CHECK_INT(strset_put(&s, str_of(text)), i);
        CHECK_INT(strset_put(&s, str_of(text)), i);
    }
    CHECK_INT(s.n, 5000);
    CHECK_STR(s.v[17], "note 17");
    CHECK(s.v[17].p[s.v[17].len] == 0);
    CHECK(strset_find(&s, &index, STR("note 4999")) && index == 4999);
    CHECK(!strset_find(&s, &index, STR("note 5000")));
    strset_release(&s);
    CHECK_INT(s.n, 0);
}
