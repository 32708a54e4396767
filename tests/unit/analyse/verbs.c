/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/verbs.h"

#include "model/fixture.h"
#include "model/period.h"
#include "test.h"

#include <math.h>

#define TABLE "MST_NCTE_SEX_CCT_NB MYS BA:741 "

struct case_of {
    struct obs_set set;
    struct cube *cube;
    struct slice slice;
    struct arena arena;
    struct verb_result r;
    struct err err;
};

static void begin(struct case_of *k)
{
    obs_set_init(&k->set);
    arena_init(&k->arena, 16 << 20);
}

/* All of the first flow. */
static int run(struct case_of *k, const struct verb *verbs, size_t n)
{
    k->cube = fixture_cube(fixture_ref(), &k->set);
    const struct cube_flow *flow = &k->cube->flows[0];
    k->slice = (struct slice){.cube = k->cube, .flow = flow};
    for (uint32_t s = flow->first; s < flow->first + flow->n; s++)
        slice_add(&k->slice, s, k->cube->start[s], k->cube->start[s + 1] - k->cube->start[s]);
    const struct cube *population = k->cube;
    return verb_run(&k->r, &k->arena, &k->slice, verbs, n, &(struct populations){&population, 1}, &k->err);
}

static void end(struct case_of *k)
{
    slice_release(&k->slice);
    cube_free(k->cube);
    obs_set_release(&k->set);
    arena_release(&k->arena);
}

static const struct verb_row *row_of(const struct case_of *k, const char *code, int year)
{
    uint16_t c = fixture_code(code);
    for (size_t i = 0; i < k->r.n; i++)
        if (k->cube->classif[0][k->r.v[i].series] == c && period_year(k->cube->period[k->r.v[i].obs]) == year)
            return &k->r.v[i];
    test_fail(__FILE__, __LINE__, "no row of %s in %d", code, year);
    return NULL;
}

static void put_corridors(struct case_of *k)
{
    static const char *const cells[] = {"SEX_T CCT_CTZ_TOTAL 200", "SEX_T CCT_CTZ_IDN 90", "SEX_T CCT_CTZ_NPL 30",
                                        "SEX_T CCT_CTZ_BGD 30", "SEX_T CCT_CTZ_MMR - N", "SEX_T CCT_CTZ_ASEAN 95",
                                        "SEX_T CCT_CTZ_X 50"};
    begin(k);
    for (size_t i = 0; i < ARRAY_LEN(cells); i++)
        fixture_put(&k->set, TABLE "2014", cells[i]);
}

TEST(verbs_rank_parts_alone)
{
    struct case_of k = {0};
    put_corridors(&k);
    fixture_put(&k.set, TABLE "2013", "SEX_T CCT_CTZ_VNM 500"); /* not of the last year */
    CHECK(run(&k, &(struct verb){.kind = VERB_TOP, .by = DIM_CLASSIF1, .n = 2}, 1) == 0);
    CHECK(k.r.n == 3); /* two share the second place */
    CHECK(k.r.v[0].rank == 1 && k.r.v[0].value == 90);
    CHECK(k.r.v[1].rank == 2 && k.r.v[2].rank == 2 && k.r.v[2].value == 30);
    CHECK(k.r.unranked == 1);
    end(&k);
}

TEST(verbs_rank_each_group)
{
    struct case_of k = {0};
    put_corridors(&k);
    fixture_put(&k.set, TABLE "2012", "SEX_M CCT_CTZ_IDN 10"); /* the last year of men */
    fixture_put(&k.set, TABLE "2012", "SEX_M CCT_CTZ_NPL 20");
    CHECK(run(&k, &(struct verb){.kind = VERB_TOP, .by = DIM_CLASSIF1, .n = 1}, 1) == 0);
    CHECK(k.r.n == 2);
    CHECK(k.r.v[0].value == 90 && k.r.v[1].value == 20 && k.r.v[1].rank == 1);
    end(&k);
}

TEST(verbs_share_of_the_reported_total)
{
    struct case_of k = {0};
    const struct verb verbs[] = {{.kind = VERB_SHARE, .by = DIM_CLASSIF1}};
    put_corridors(&k);
    fixture_put(&k.set, TABLE "2013", "SEX_T CCT_CTZ_IDN 80"); /* no total of that year */
    fixture_put(&k.set, "MST_NCTE_SEX_CCT_NB MYS BA:742 2012", "SEX_T CCT_CTZ_IDN 80");
    fixture_put(&k.set, TABLE "2012", "SEX_T CCT_CTZ_TOTAL 100");
    fixture_put(&k.set, TABLE "2011", "SEX_T CCT_CTZ_IDN 0");
    fixture_put(&k.set, TABLE "2011", "SEX_T CCT_CTZ_TOTAL 0");
    CHECK(run(&k, verbs, 1) == 0);
    const struct verb_row *row = row_of(&k, "CCT_CTZ_IDN", 2014);
    CHECK(row->value == 45 && row->of == 200 && strcmp(row->unit, "PT") == 0);
    CHECK(row_of(&k, "CCT_CTZ_TOTAL", 2014)->value == 100);
    CHECK(strcmp(row_of(&k, "CCT_CTZ_IDN", 2013)->why, "verb.why.total") == 0);
    CHECK(strcmp(row_of(&k, "CCT_CTZ_IDN", 2012)->why, "verb.why.source") == 0);
    CHECK(strcmp(row_of(&k, "CCT_CTZ_IDN", 2011)->why, "verb.why.zero") == 0);
    CHECK(strcmp(row_of(&k, "CCT_CTZ_MMR", 2014)->why, "verb.why.none") == 0);
    end(&k);
}

TEST(verbs_growth_between_what_is_comparable)
{
    static const char *const years[] = {"2005 100", "2006 110", "2008 121", "2009 60 B", "2010 66", "2012 0", "2013 5"};
    struct case_of k = {0};
    begin(&k);
    for (size_t i = 0; i < ARRAY_LEN(years); i++) {
        char table[64] = TABLE, cell[64] = "SEX_T CCT_CTZ_IDN ";
        strncat(table, years[i], 4);
        strcat(cell, years[i] + 5);
        fixture_put(&k.set, table, cell);
    }
    fixture_put(&k.set, "MST_NCTE_SEX_CCT_NB MYS BA:742 2014", "SEX_T CCT_CTZ_IDN 6");
    CHECK(run(&k, &(struct verb){.kind = VERB_GROWTH}, 1) == 0);
    CHECK(strcmp(row_of(&k, "CCT_CTZ_IDN", 2005)->why, "verb.why.earlier") == 0);
    CHECK(fabs(row_of(&k, "CCT_CTZ_IDN", 2006)->value - 10) < 1e-9);
    const struct verb_row *row = row_of(&k, "CCT_CTZ_IDN", 2008); /* over a year that is not there */
    CHECK(fabs(row->value - 10) < 1e-9 && row->of == 110 && period_year(row->of_period) == 2006);
    CHECK(strcmp(row_of(&k, "CCT_CTZ_IDN", 2009)->why, "verb.why.break") == 0);
    CHECK(fabs(row_of(&k, "CCT_CTZ_IDN", 2010)->value - 10) < 1e-9);
    CHECK(row_of(&k, "CCT_CTZ_IDN", 2012)->value == -100);
    CHECK(strcmp(row_of(&k, "CCT_CTZ_IDN", 2013)->why, "verb.why.zero") == 0);
    CHECK(strcmp(row_of(&k, "CCT_CTZ_IDN", 2014)->why, "verb.why.source") == 0);
    end(&k);
}

TEST(verbs_growth_needs_one_definition)
{
    struct case_of k = {0};
    begin(&k);
    fixture_put(&k.set, TABLE "2013", "SEX_T CCT_CTZ_IDN 10")->note =
        obs_set_note(&k.set, STR(""), STR(""), STR("T36:3215"));
    fixture_put(&k.set, TABLE "2014", "SEX_T CCT_CTZ_IDN 11")->note =
        obs_set_note(&k.set, STR(""), STR(""), STR("S3:12_T36:3218"));
    CHECK(run(&k, &(struct verb){.kind = VERB_GROWTH}, 1) == 0);
    CHECK(strcmp(row_of(&k, "CCT_CTZ_IDN", 2014)->why, "verb.why.definition") == 0);
    end(&k);
}

TEST(verbs_average_growth_is_compounded)
{
    struct case_of k = {0};
    begin(&k);
    fixture_put(&k.set, TABLE "2010", "SEX_T CCT_CTZ_IDN 100");
    fixture_put(&k.set, TABLE "2011", "SEX_T CCT_CTZ_IDN 900");
    fixture_put(&k.set, TABLE "2013", "SEX_T CCT_CTZ_IDN 133.1");
    fixture_put(&k.set, TABLE "2014", "SEX_T CCT_CTZ_IDN - N");
    fixture_put(&k.set, TABLE "2014", "SEX_T CCT_CTZ_NPL 7");
    CHECK(run(&k, &(struct verb){.kind = VERB_GROWTH, .average = true}, 1) == 0);
    CHECK(k.r.n == 2); /* a row for each series */
    const struct verb_row *row = row_of(&k, "CCT_CTZ_IDN", 2013);
    CHECK(fabs(row->value - 10) < 1e-9 && period_year(row->of_period) == 2010); /* 1.331 = 1.1^3 */
    CHECK(strcmp(row_of(&k, "CCT_CTZ_NPL", 2014)->why, "verb.why.earlier") == 0);
    end(&k);
}

TEST(verbs_per_head_of_the_same_year)
{
    struct case_of k = {0};
    begin(&k);
    fixture_put(&k.set, "MST_NCTE_SEX_CCT_NB MYS BA:741 2014", "SEX_T CCT_CTZ_IDN 60");
    fixture_put(&k.set, "MST_NCTE_SEX_CCT_NB MYS BA:741 2014", "SEX_M CCT_CTZ_IDN 45");
    fixture_put(&k.set, "MST_NCTE_SEX_CCT_NB MYS BA:741 2015", "SEX_T CCT_CTZ_IDN 60");
    fixture_put(&k.set, "MST_TPOP_SEX_MIG_NB MYS AA:1 2014", "SEX_T MIG_STATUS_TOTAL 30000");
    fixture_put(&k.set, "MST_TPOP_SEX_MIG_NB MYS AA:1 2014", "SEX_M MIG_STATUS_TOTAL 15000");
    CHECK(run(&k, &(struct verb){.kind = VERB_PER_CAPITA}, 1) == 0);
    CHECK(k.r.v[0].value == 2 && k.r.v[0].of == 30000 && str_is(k.r.v[0].of_source, "AA:1")); /* SEX_T 2014 */
    CHECK(strcmp(k.r.v[1].why, "verb.why.population") == 0);
    CHECK(k.r.v[2].value == 3 && k.r.v[2].of == 15000);
    end(&k);
}

TEST(verbs_refuse_what_does_not_fit)
{
    struct case_of k = {0};
    const struct verb twice[] = {{.kind = VERB_SHARE, .by = DIM_CLASSIF1}, {.kind = VERB_GROWTH}};
    const struct verb late[] = {{.kind = VERB_TOP, .by = DIM_CLASSIF1, .n = 1}, {.kind = VERB_GROWTH}};
    begin(&k);
    fixture_put(&k.set, "MST_EARA_SEX_CCT_NB MYS BA:741 2014", "SEX_T CCT_CIT_TOTAL 1800");
    CHECK(run(&k, &(struct verb){.kind = VERB_SHARE, .by = DIM_CLASSIF1}, 1) == -ERR_USAGE); /* money */
    CHECK(verb_run(&k.r, &k.arena, &k.slice, &(struct verb){.kind = VERB_PER_CAPITA}, 1, NULL, &k.err) == -ERR_USAGE);
    CHECK(verb_run(&k.r, &k.arena, &k.slice, &(struct verb){.kind = VERB_TOP, .by = DIM_CLASSIF2, .n = 1}, 1, NULL,
                   &k.err) == -ERR_USAGE);
    CHECK(verb_run(&k.r, &k.arena, &k.slice, twice, 2, NULL, &k.err) == -ERR_USAGE);
    CHECK(verb_run(&k.r, &k.arena, &k.slice, late, 2, NULL, &k.err) == -ERR_USAGE);
    CHECK(verb_run(&k.r, &k.arena, &k.slice, &(struct verb){.kind = VERB_GROWTH}, 1, NULL, &k.err) == 0);
    end(&k);
    k = (struct case_of){0};
    begin(&k);
    fixture_put(&k.set, TABLE "2014", "SEX_T CCT_CTZ_IDN 60");
    CHECK(run(&k, &(struct verb){.kind = VERB_SHARE, .by = DIM_AREA}, 1) == -ERR_USAGE);
    end(&k);
}
