/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/obs.h"

#include "base/random.h"
#include "model/period.h"
#include "test.h"

TEST(obs_set_notes_are_kept_apart)
{
    struct obs_set set;
    struct str a, b, c;
    obs_set_init(&set);
    CHECK_INT(obs_set_note(&set, STR(""), STR(""), STR("")), 0);
    uint32_t n = obs_set_note(&set, STR("C2:1"), STR(""), STR("R1:3513_T2:85"));
    CHECK_INT(n, 1);
    CHECK_INT(obs_set_note(&set, STR("C2:1"), STR(""), STR("R1:3513_T2:85")), 1);
    CHECK_INT(obs_set_note(&set, STR(""), STR("C2:1"), STR("R1:3513_T2:85")), 2);
    obs_note_split(&a, &b, &c, set.notes.v[n]);
    CHECK_STR(a, "C2:1");
    CHECK_STR(b, "");
    CHECK_STR(c, "R1:3513_T2:85");
    obs_note_split(&a, &b, &c, set.notes.v[0]);
    CHECK(a.len + b.len + c.len == 0);
    obs_note_split(&a, &b, &c, STR(""));
    CHECK(a.len + b.len + c.len == 0);
    obs_set_release(&set);
}

/* A tab stands between the three, so one inside a note must not become a fourth. */
TEST(obs_set_note_with_a_tab_stays_where_it_was)
{
    struct obs_set set;
    struct str a, b, c;
    obs_set_init(&set);
    uint32_t n = obs_set_note(&set, STR("C2:a\tb"), STR("I13:c"), STR("S1:d\te"));
    obs_note_split(&a, &b, &c, set.notes.v[n]);
    CHECK_STR(a, "C2:a b");
    CHECK_STR(b, "I13:c");
    CHECK_STR(c, "S1:d e");
    obs_set_release(&set);
}

static int by_everything(const void *p, const void *q)
{
    const struct obs *a = p, *b = q;
    const uint32_t x[] = {a->indicator, a->area, a->source, a->period, a->classif[0], a->classif[1],
                          a->sex, a->row};
    const uint32_t y[] = {b->indicator, b->area, b->source, b->period, b->classif[0], b->classif[1],
                          b->sex, b->row};
    for (size_t i = 0; i < ARRAY_LEN(x); i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

/* `wide` values of each member, up to all that it can be. */
static void sort_random(struct chance *c, size_t n, unsigned wide, uint32_t sources)
{
    struct obs_set set;
    obs_set_init(&set);
    for (size_t i = 0; i < n; i++) {
        struct obs *o = obs_set_add(&set);
        o->indicator = (uint16_t)chance_below(c, wide);
        o->area = (uint16_t)chance_below(c, wide);
        o->source = chance_below(c, sources);
        o->period = (uint16_t)chance_below(c, wide);
        o->classif[0] = (uint16_t)chance_below(c, wide);
        o->classif[1] = (uint16_t)chance_below(c, wide);
        o->sex = (uint16_t)chance_below(c, wide);
        o->row = (uint32_t)i + 1;
        o->value = (double)i;
        if (i && chance_below(c, 4) == 0) { /* repeated cells */
            uint32_t row = o->row;
            *o = set.v[chance_below(c, (unsigned)i)];
            o->row = row;
        }
    }
    struct obs *want = malloc(sizeof *want * (n + 1));
    if (n)
        memcpy(want, set.v, sizeof *want * n);
    qsort(want, n, sizeof *want, by_everything);
    for (int twice = 0; twice < 2; twice++) { /* and what is sorted stays so */
        obs_set_sort(&set);
        CHECK_INT(set.n, n);
        for (size_t i = 0; i < n; i++)
            CHECK(memcmp(&set.v[i], &want[i], sizeof *want) == 0);
    }
    CHECK_INT(obs_set_add(&set)->row, 0); /* there is room behind it */
    free(want);
    obs_set_release(&set);
}

TEST(obs_set_sort_is_the_order_of_question_tables)
{
    struct chance c = {41};
    static const unsigned wide[] = {1, 2, 3, 300, 65536};
    for (size_t w = 0; w < ARRAY_LEN(wide); w++)
        for (int i = 0; i < 40; i++)
            sort_random(&c, chance_below(&c, 60), wide[w], 2);
    sort_random(&c, 20000, 5, 3);
    sort_random(&c, 20000, 65536, 60000);
}

/* A file may name more sources than sixteen bits count; it is sorted all the same. */
TEST(obs_set_sort_with_very_many_sources)
{
    struct obs_set set;
    char text[16];
    obs_set_init(&set);
    for (uint32_t i = 0; i < 70000; i++) {
        struct obs *o = obs_set_add(&set);
        size_t n = 0;
        text[n++] = 'B';
        for (uint32_t k = 70000 - i; k; k /= 10)
            text[n++] = (char)('0' + k % 10);
        o->source = strset_put(&set.sources, (struct str){text, n});
        o->source = 70001 - o->source; /* downwards */
        o->period = period_make(2000, 0);
        o->row = i + 1;
    }
    obs_set_sort(&set);
    for (size_t i = 1; i < set.n; i++)
        CHECK(set.v[i - 1].source < set.v[i].source);
    obs_set_release(&set);
}

TEST(obs_same_table_and_key)
{
    struct obs a = {.indicator = 1, .area = 2, .source = 3, .period = 4, .sex = 5,
                    .classif = {6, 7}, .row = 8}, b = a;
    b.row = 9;
    CHECK(obs_same_table(&a, &b) && obs_same_key(&a, &b));
    uint16_t *own[] = {&b.sex, &b.classif[0], &b.classif[1]};
    uint16_t *shared[] = {&b.indicator, &b.area, &b.period};
    for (size_t i = 0; i < 3; i++) {
        *own[i] += 1;
        CHECK(obs_same_table(&a, &b) && !obs_same_key(&a, &b));
        *own[i] -= 1;
        *shared[i] += 1;
        CHECK(!obs_same_table(&a, &b) && !obs_same_key(&a, &b));
        *shared[i] -= 1;
    }
    b.source = 99;
    CHECK(!obs_same_table(&a, &b) && !obs_same_key(&a, &b));
}
