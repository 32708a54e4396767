/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/cube.h"

#include "model/block.h"
#include "model/fixture.h"
#include "model/period.h"
#include "test.h"

#include <math.h>

static uint64_t key_of(const struct cube *c, uint32_t s)
{
    /* area, freq, sex, classif1, classif2 in one number: all codes are below 4096 */
    CHECK(c->ref->ncodes < 4096 && c->ref->nareas < 4096);
    return (uint64_t)c->area[s] << 44 | (uint64_t)(unsigned char)c->freq[s] << 36 |
           (uint64_t)c->sex[s] << 24 | (uint64_t)c->classif[0][s] << 12 | c->classif[1][s];
}

static void invariants(const struct cube *c)
{
    uint32_t series = 0;
    CHECK_INT(c->start[0], 0);
    CHECK_INT(c->start[c->nseries], c->nobs);
    for (uint32_t f = 0; f < c->nflows; f++) {
        const struct cube_flow *flow = &c->flows[f];
        uint16_t first = UINT16_MAX, last = 0;
        CHECK(flow->n > 0);
        CHECK_INT(flow->first, series);
        CHECK(f == 0 || c->flows[f - 1].indicator < flow->indicator);
        CHECK(cube_flow_find(c, flow->indicator) == flow);
        for (uint32_t s = flow->first; s < flow->first + flow->n; s++) {
            CHECK(s == flow->first || key_of(c, s - 1) < key_of(c, s));
            CHECK(c->start[s] < c->start[s + 1]);
            for (uint32_t i = c->start[s]; i < c->start[s + 1]; i++) {
                CHECK(i == c->start[s] || c->period[i - 1] < c->period[i]);
                CHECK_INT(period_freq(c->period[i]), c->freq[s]);
                CHECK(c->source[i] < c->nsources && c->note[i] < c->nnotes);
                first = MIN(first, c->period[i]);
                last = MAX(last, c->period[i]);
            }
        }
        CHECK_INT(flow->nobs, c->start[flow->first + flow->n] - c->start[flow->first]);
        CHECK(flow->period_first == first && flow->period_last == last);
        for (uint32_t a = 0; a < c->ref->nareas; a++)
            for (uint32_t s = flow->first; s < flow->first + flow->n; s++)
                CHECK((c->area[s] == a) == (s >= flow->area_at[a] && s < flow->area_at[a + 1]));
        series += flow->n;
    }
    CHECK_INT(series, c->nseries);
    CHECK(c->nobs == 0 || c->notes[0].len == 0 || str_is(c->notes[0], "\t\t"));
    CHECK(c->nobs == 0 || cube_bytes(c) > c->nobs * 16u);
}

/* Each figure of the set is in the cube, where its key says. */
static void holds(const struct cube *c, const struct obs_set *set)
{
    CHECK_INT(c->nobs, set->n);
    for (size_t k = 0; k < set->n; k++) {
        const struct obs *o = &set->v[k];
        const struct cube_flow *flow = cube_flow_find(c, o->indicator);
        unsigned found = 0;
        CHECK(flow);
        for (uint32_t s = flow->area_at[o->area]; s < flow->area_at[o->area + 1]; s++)
            for (uint32_t i = c->start[s]; i < c->start[s + 1]; i++)
                if (c->sex[s] == o->sex && c->classif[0][s] == o->classif[0] &&
                    c->classif[1][s] == o->classif[1] && c->period[i] == o->period) {
                    found++;
                    CHECK(isnan(o->value) ? isnan(c->value[i]) : c->value[i] == o->value);
                    CHECK_INT(c->status[i], o->status);
                    CHECK_INT(c->decimals[i], o->decimals);
                    CHECK(str_eq(c->sources[c->source[i]], set->sources.v[o->source]));
                    CHECK(o->note ? str_eq(c->notes[c->note[i]], set->notes.v[o->note])
                                  : c->note[i] == 0);
                }
        CHECK_INT(found, 1);
    }
}

TEST(cube_of_chance_holds_its_invariants)
{
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct chance c = {seed};
        struct obs_set set;
        obs_set_init(&set);
        fixture_random(&set, &c, seed * 4);
        struct cube *cube = fixture_cube(fixture_ref(), &set);
        invariants(cube);
        holds(cube, &set);
        /* blocks in another order: the same cube */
        for (size_t i = set.n - 1; i > 0; i--) {
            size_t k = chance_below(&c, (unsigned)i + 1);
            struct obs swap = set.v[i];
            set.v[i] = set.v[k];
            set.v[k] = swap;
        }
        struct cube *other = fixture_cube(fixture_ref(), &set);
        invariants(other);
        fixture_same_cube(cube, other);
        cube_free(cube);
        cube_free(other);
        obs_set_release(&set);
    }
}

TEST(cube_of_nothing)
{
    const struct ref *ref = fixture_ref();
    struct cube *c = cube_builder_finish(cube_builder_new(ref));
    CHECK(c->nflows == 0 && c->nseries == 0 && c->nobs == 0 && c->start[0] == 0);
    invariants(c);
    CHECK(cube_flow_find(c, fixture_indicator("MST_NCTE_SEX_CCT_NB")) == NULL);
    CHECK(cube_flow_find(c, UINT16_MAX) == NULL);
    CHECK_INT(cube_bytes(c), 0);
    cube_free(c);
    cube_free(NULL);
    cube_builder_free(cube_builder_new(ref));
    cube_builder_free(NULL);
}

/* A block of a base whose reference data have a code more than ours. */
TEST(cube_refuses_codes_that_are_not_in_ref)
{
    struct obs_set set;
    struct err err;
    struct buf block = {0}, origin = {0};
    struct block_stat stat;
    obs_set_init(&set);
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 1");
    struct block_obs v = {set.v[0], 1, 0};
    block_pack(&block, &origin, &stat, fixture_ref(), &set, &v, 1, &err);
    static const char *const names[] = {"CCT_CTZ_MMR", "THA", "MST_NCTE_SEX_CCT_NB"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct cube_builder *b = cube_builder_new(fixture_ref());
        char *at = memmem(block.p, block.len, names[i], strlen(names[i]));
        CHECK(at);
        *at ^= 1;
        CHECK_INT(cube_builder_add(b, buf_view(&block), &err), -ERR_INPUT);
        *at ^= 1;
        CHECK(strstr(err.text, names[i] + 1));
        /* and the builder goes on as if nothing had been */
        CHECK_INT(cube_builder_add(b, buf_view(&block), &err), 0);
        struct cube *c = cube_builder_finish(b);
        CHECK_INT(c->nobs, 1);
        invariants(c);
        cube_free(c);
    }
    buf_release(&block);
    buf_release(&origin);
    obs_set_release(&set);
}

/* A block packed under reference data that had the codes in another order. */
TEST(cube_sorts_series_by_its_own_reference_data)
{
    struct ref_file files[FIXTURE_FILES];
    size_t n = fixture_files(files);
    struct buf changed = {0}, block = {0}, origin = {0};
    struct obs_set ours;
    struct ref *old;
    struct err err;
    struct block_stat stat;
    static const char men[] = "SEX,SEX_M,SEX_T,part,2,Male\n";
    static const char women[] = "SEX,SEX_F,SEX_T,part,3,Female\n";
    for (size_t i = 0; i < n; i++)
        if (str_is(files[i].name, "codelists/items.csv")) {
            buf_str(&changed, files[i].content);
            char *at = memmem(changed.p, changed.len, men, sizeof men - 1);
            CHECK(at && memcmp(at + sizeof men - 1, women, sizeof women - 1) == 0);
            memcpy(at, women, sizeof women - 1);
            memcpy(at + sizeof women - 1, men, sizeof men - 1);
            files[i].content = buf_view(&changed);
        }
    CHECK_INT(ref_load(&old, files, n, &err), 0);
    obs_set_init(&ours);
    static const char *const cells[] = {"SEX_F CCT_CTZ_MMR 4", "SEX_M CCT_CTZ_MMR 5",
                                        "SEX_T CCT_CTZ_MMR 9"};
    struct block_obs v[ARRAY_LEN(cells)];
    for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
        struct obs *o = fixture_put(&ours, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", cells[i]);
        v[i] = (struct block_obs){*o, 1, (uint32_t)i};
        v[i].obs.sex = ref_code_find(old, fixture_ref()->codes[o->sex].code);
    }
    CHECK_INT(block_pack(&block, &origin, &stat, old, &ours, v, ARRAY_LEN(v), &err), 0);
    CHECK(v[1].obs.value == 4); /* women before men, there */
    struct cube_builder *b = cube_builder_new(fixture_ref());
    CHECK_INT(cube_builder_add(b, buf_view(&block), &err), 0);
    struct cube *c = cube_builder_finish(b);
    invariants(c);
    holds(c, &ours);
    CHECK(c->value[0] == 9 && c->value[1] == 5 && c->value[2] == 4);
    cube_free(c);
    ref_free(old);
    buf_release(&changed);
    buf_release(&block);
    buf_release(&origin);
    obs_set_release(&ours);
}

static void dims_are(const char *indicator, const char *want)
{
    struct dims d;
    struct buf b = {0};
    dims_of(&d, fixture_ref(), fixture_indicator(indicator));
    for (unsigned i = 0; i < d.n; i++)
        buf_fmt(&b, "%s%.*s", i ? "." : "", STR_FMT(d.id[i]));
    CHECK_STR(buf_view(&b), want);
    buf_release(&b);
}

TEST(cube_dimensions_and_codes)
{
    dims_are("MST_NCTE_SEX_CCT_NB", "REF_AREA.FREQ.MEASURE.SEX.CCT");
    dims_are("MST_TPOP_COU_NB", "REF_AREA.FREQ.MEASURE.COU");
    dims_are("MST_TEMP_SEX_AGE_CCT_NB", "REF_AREA.FREQ.MEASURE.SEX.AGE.CCT");
    dims_are("MST_TEMP_OCU_MIG_NB", "REF_AREA.FREQ.MEASURE.OCU.MIG");
    struct obs_set set;
    char id[CUBE_FLOW_ID];
    obs_set_init(&set);
    fixture_put(&set, "MST_TEMP_SEX_AGE_CCT_NB THA BA:741 2014Q2",
                "SEX_F CCT_CIT_NONCIT AGE_AGGREGATE_Y15-24 1");
    struct cube *c = fixture_cube(fixture_ref(), &set);
    static const char *const want[] = {"THA", "Q", "MST_TEMP_NB", "SEX_F", "AGE_AGGREGATE_Y15-24",
                                       "CCT_CIT_NONCIT"};
    for (int d = DIM_AREA; d <= DIM_CLASSIF2; d++)
        CHECK_STR(cube_code(c, c->flows, 0, (enum dim_kind)d), want[d]);
    CHECK_INT(cube_key(c, 0, DIM_AREA), fixture_area("THA"));
    CHECK_INT(cube_key(c, 0, DIM_FREQ), 'Q');
    CHECK_INT(cube_key(c, 0, DIM_CLASSIF2), fixture_code("CCT_CIT_NONCIT"));
    struct str text = {id, cube_flow_id(id, c->ref, c->flows)};
    CHECK_STR(text, "DF_MST_TEMP_SEX_AGE_CCT_NB");
    CHECK_STR(freq_code('A'), "A");
    CHECK_STR(freq_code('M'), "M");
    cube_free(c);
    obs_set_release(&set);
}
