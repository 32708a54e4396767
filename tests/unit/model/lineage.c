/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/lineage.h"

#include "base/random.h"
#include "model/fixture.h"
#include "model/period.h"
#include "test.h"

static void packed(struct buf *out, struct parent *parents)
{
    const struct ref *ref = fixture_ref();
    uint16_t women = fixture_code("SEX_F"), mmr = fixture_code("CCT_CTZ_MMR");
    parents[0] = (struct parent){fixture_indicator("MST_NCTE_SEX_CCT_NB"), women, {mmr, 0},
                                 period_make(2014, 0)};
    parents[1] = parents[2] = parents[0];
    parents[1].period = period_make(2013, 0);
    parents[2].indicator = fixture_indicator("MST_XWAP_SEX_AGE_CCT_NB");
    parents[2].classif[0] = fixture_code("AGE_AGGREGATE_Y15-24");
    parents[2].classif[1] = fixture_code("CCT_CIT_NONCIT");
    struct lineage v[] = {{STR("sex"), parents, 1},
                          {STR("formula"), parents, 3},
                          {STR("version OCU_ISCO08"), parents + 1, 2}};
    lineage_pack(out, ref, v, ARRAY_LEN(v));
}

TEST(lineage_gives_back_method_and_parents)
{
    static const struct {
        const char *method;
        unsigned first, n;
    } want[] = {{"sex", 0, 1}, {"formula", 0, 3}, {"version OCU_ISCO08", 1, 2}};
    struct parent parents[3];
    struct buf b = {0};
    struct arena arena;
    struct err err;
    arena_init(&arena, 1 << 20);
    packed(&b, parents);
    for (uint32_t i = 0; i < ARRAY_LEN(want); i++) {
        struct lineage got;
        CHECK_INT(lineage_get(&got, &arena, fixture_ref(), buf_view(&b), i, &err), 0);
        CHECK_STR(got.method, want[i].method);
        CHECK_INT(got.n, want[i].n);
        CHECK(memcmp(got.parents, parents + want[i].first, sizeof *parents * got.n) == 0);
    }
    struct lineage got;
    CHECK_INT(lineage_get(&got, &arena, fixture_ref(), buf_view(&b), 3, &err), -ERR_INPUT);
    arena_release(&arena);
    buf_release(&b);
}

/* Whatever the bytes are: an answer or a refusal, and never a read past the end. */
TEST(lineage_takes_damage)
{
    struct parent parents[3];
    struct buf b = {0};
    struct chance c = {7};
    unsigned refused = 0;
    packed(&b, parents);
    for (unsigned k = 0; k < 2000; k++) {
        struct arena arena;
        struct lineage got;
        struct err err;
        arena_init(&arena, 1 << 20);
        char *copy = mem_grow(NULL, b.len);
        memcpy(copy, b.p, b.len);
        size_t len = k % 4 ? b.len : chance_below(&c, (uint32_t)b.len);
        if (len)
            copy[chance_below(&c, (uint32_t)len)] ^= (char)(1u << chance_below(&c, 8));
        refused += lineage_get(&got, &arena, fixture_ref(), (struct str){copy, len}, k % 3, &err) < 0;
        free(copy);
        arena_release(&arena);
    }
    CHECK(refused > 1000);
    buf_release(&b);
}
