/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/slice.h"

#include "model/fixture.h"
#include "model/period.h"
#include "test.h"

/* What occurs, by looking at every code that there is. */
static void avail_is(const struct avail_list *got, const struct slice *s, enum dim_kind dim)
{
    uint32_t n = 0, most = 0;
    for (uint32_t r = 0; r < s->nruns; r++)
        most = MAX(most, cube_key(s->cube, s->runs[r].series, dim));
    for (uint32_t code = 0; s->nruns && code <= most; code++) {
        struct avail want = {.code = (uint16_t)code, .first = UINT16_MAX};
        for (uint32_t r = 0; r < s->nruns; r++) {
            const struct run *run = &s->runs[r];
            if (cube_key(s->cube, run->series, dim) != code)
                continue;
            want.nseries += r == 0 || s->runs[r - 1].series != run->series;
            want.nobs += run->n;
            for (uint32_t i = run->first; i < run->first + run->n; i++) {
                want.first = MIN(want.first, s->cube->period[i]);
                want.last = MAX(want.last, s->cube->period[i]);
            }
        }
        if (want.nobs == 0)
            continue;
        CHECK(n < got->n);
        CHECK_INT(got->v[n].code, want.code);
        CHECK_INT(got->v[n].nseries, want.nseries);
        CHECK_INT(got->v[n].nobs, want.nobs);
        CHECK_INT(got->v[n].first, want.first);
        CHECK_INT(got->v[n].last, want.last);
        n++;
    }
    CHECK_INT(got->n, n);
}

TEST(slice_avail_is_what_looking_finds)
{
    struct chance c = {19};
    struct obs_set set;
    obs_set_init(&set);
    fixture_random(&set, &c, 60);
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    for (int round = 0; round < 40; round++) {
        const struct cube_flow *flow = &cube->flows[chance_below(&c, cube->nflows)];
        struct slice s = {.cube = cube, .flow = flow};
        unsigned one_in = 1 + chance_below(&c, 4);
        for (uint32_t k = flow->first; k < flow->first + flow->n; k++) {
            uint32_t from = cube->start[k], n = cube->start[k + 1] - from;
            if (chance_below(&c, one_in))
                continue;
            uint32_t part = chance_below(&c, n + 1); /* also nothing, and two runs of a series */
            slice_add(&s, k, from, part);
            if (part + 1 < n)
                slice_add(&s, k, from + part + 1, n - part - 1);
        }
        struct arena arena;
        struct avail_list got[DIMS_MAX];
        struct dims dims;
        arena_init(&arena, 16 << 20);
        dims_of(&dims, cube->ref, flow->indicator);
        slice_avail(got, &arena, &s);
        for (unsigned d = 0; d < dims.n; d++)
            avail_is(&got[d], &s, dims.kind[d]);
        slice_release(&s);
        s = (struct slice){.cube = cube, .flow = flow};
        for (uint32_t k = flow->first; k < flow->first + flow->n; k++)
            slice_add(&s, k, cube->start[k], cube->start[k + 1] - cube->start[k]);
        CHECK_INT(s.nobs, flow->nobs);
        flow_avail(got, &arena, cube, flow);
        for (unsigned d = 0; d < dims.n; d++)
            avail_is(&got[d], &s, dims.kind[d]);
        slice_release(&s);
        CHECK(s.runs == NULL && s.nobs == 0);
        arena_release(&arena);
    }
    cube_free(cube);
    obs_set_release(&set);
}

TEST(slice_avail_names)
{
    const struct ref *ref = fixture_ref();
    struct cube_flow flow = {.indicator = fixture_indicator("MST_NCTE_SEX_CCT_NB")};
    uint16_t tha = fixture_area("THA"), sex = fixture_code("SEX_F");
    CHECK_STR(avail_code(ref, &flow, DIM_AREA, tha), "THA");
    CHECK_STR(avail_name(ref, &flow, DIM_AREA, tha), "Thailand");
    CHECK_STR(avail_code(ref, &flow, DIM_FREQ, 'M'), "M");
    CHECK_STR(avail_name(ref, &flow, DIM_FREQ, 'M'), "Monthly");
    CHECK_STR(avail_name(ref, &flow, DIM_FREQ, 'A'), "Annual");
    CHECK_STR(avail_code(ref, &flow, DIM_MEASURE, 0), "MST_NCTE_NB");
    CHECK_STR(avail_code(ref, &flow, DIM_SEX, sex), "SEX_F");
    CHECK_STR(avail_name(ref, &flow, DIM_SEX, sex), "Female");
}
