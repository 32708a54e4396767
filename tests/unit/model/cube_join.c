/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/cube.h"

#include "model/fixture.h"
#include "test.h"

/* A set of chance parted in two by chance, cell by cell: what is joined is the cube of the whole. */
TEST(cube_join_is_the_cube_of_both)
{
    const struct ref *ref = fixture_ref();
    struct chance c = {11};
    for (unsigned round = 0; round < 20; round++) {
        struct obs_set whole, part;
        obs_set_init(&whole);
        fixture_random(&whole, &c, 6);
        obs_set_init(&part);
        for (uint32_t i = 0; i < whole.sources.n; i++)
            strset_put(&part.sources, whole.sources.v[i]);
        for (uint32_t i = 0; i < whole.notes.n; i++)
            strset_put(&part.notes, whole.notes.v[i]);
        struct cube *want = fixture_cube(ref, &whole), *half[2];
        bool *first = mem_alloc(whole.n + 1);
        for (size_t i = 0; i < whole.n; i++)
            first[i] = round == 0 || chance_below(&c, 3) > 0;
        for (unsigned p = 0; p < 2; p++) {
            part.n = 0;
            for (size_t i = 0; i < whole.n; i++)
                if (first[i] == (p == 0))
                    *obs_set_add(&part) = whole.v[i];
            half[p] = fixture_cube(ref, &part);
        }
        struct cube *all = cube_join(half[0], half[1], 0);
        fixture_same_cube(all, want);
        uint16_t indicator = want->flows[want->nflows - 1].indicator;
        struct cube *one = cube_join(half[0], half[1], indicator);
        CHECK_INT(one->nflows, 1);
        CHECK_INT(one->nobs, cube_flow_find(want, indicator)->nobs);
        CHECK_INT(one->flows[0].area_at[ref->nareas], one->nseries);
        cube_free(one);
        cube_free(all);
        cube_free(want);
        cube_free(half[0]);
        cube_free(half[1]);
        free(first);
        obs_set_release(&part);
        obs_set_release(&whole);
    }
}

TEST(cube_join_takes_the_first_of_two)
{
    const struct ref *ref = fixture_ref();
    struct obs_set a, b;
    obs_set_init(&a);
    obs_set_init(&b);
    fixture_put(&a, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 5");
    fixture_put(&b, "MST_NCTE_SEX_CCT_NB THA AA:1700 2014", "SEX_T CCT_CTZ_MMR 7");
    fixture_put(&b, "MST_NCTE_SEX_CCT_NB THA AA:1700 2013", "SEX_T CCT_CTZ_MMR 6");
    struct cube *x = fixture_cube(ref, &a), *y = fixture_cube(ref, &b), *both = cube_join(x, y, 0);
    CHECK_INT(both->nseries, 1);
    CHECK_INT(both->nobs, 2);
    CHECK(both->value[0] == 6 && both->value[1] == 5);
    CHECK_STR(both->sources[both->source[0]], "AA:1700");
    CHECK_STR(both->sources[both->source[1]], "BA:741");
    cube_free(both);
    cube_free(x);
    cube_free(y);
    obs_set_release(&a);
    obs_set_release(&b);
}
