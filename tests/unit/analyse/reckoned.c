/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/reckoned.h"

#include "model/fixture.h"
#include "model/period.h"
#include "test.h"

#include <math.h>

#define TABLE "MST_NCTE_SEX_CCT_NB THA FX:6666 "

struct case_of {
    struct obs_set set;
    struct cube *cube;
    struct arena arena;
    struct reckoned r;
};

static void begin(struct case_of *k)
{
    static const struct {
        const char *table, *cell;
    } cells[] = {{TABLE "2012", "SEX_T CCT_CTZ_MMR 600"},
                 {TABLE "2014", "SEX_T CCT_CTZ_MMR 933.890"},
                 {TABLE "2014", "SEX_T CCT_CTZ_KHM 300.110"},
                 {TABLE "2014", "SEX_T CCT_CTZ_LAO 0"},
                 {TABLE "2014", "SEX_T CCT_CTZ_VNM - N"},
                 {TABLE "2014", "SEX_T CCT_CTZ_TOTAL 1371.112"},
                 {"MST_EARA_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CIT_NONCIT 9000.50"},
                 {"MST_EARA_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CIT_CITIZEN 12000"},
                 {"MST_EARA_SEX_CCT_NB MYS BA:741 2014", "SEX_T CCT_CIT_CITIZEN 2000"}};
    obs_set_init(&k->set);
    arena_init(&k->arena, 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(cells); i++)
        fixture_put(&k->set, cells[i].table, cells[i].cell);
    k->cube = fixture_cube(fixture_ref(), &k->set);
}

static void end(struct case_of *k)
{
    cube_free(k->cube);
    obs_set_release(&k->set);
    arena_release(&k->arena);
}

static uint32_t obs_of(const struct case_of *k, const char *area, const char *code, int year)
{
    const struct cube *c = k->cube;
    for (uint32_t s = 0; s < c->nseries; s++)
        for (uint32_t i = c->start[s]; i < c->start[s + 1]; i++)
            if (c->area[s] == fixture_area(area) && c->classif[0][s] == fixture_code(code) &&
                period_year(c->period[i]) == year)
                return i;
    test_fail(__FILE__, __LINE__, "no figure of %s %s in %d", area, code, year);
}

static bool made(struct case_of *k, enum reckoning how, const uint32_t *obs, uint32_t n)
{
    return reckoned_make(&k->r, &k->arena, k->cube, how, obs, n);
}
#define MADE(k, how, ...) \
    made((k), (how), (const uint32_t[]){__VA_ARGS__}, sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

static bool near(double got, double want) { return fabs(got - want) < 1e-9; }

TEST(reckoned_formulas_by_hand)
{
    struct case_of k = {0};
    begin(&k);
    uint32_t mmr = obs_of(&k, "THA", "CCT_CTZ_MMR", 2014), khm = obs_of(&k, "THA", "CCT_CTZ_KHM", 2014),
             all = obs_of(&k, "THA", "CCT_CTZ_TOTAL", 2014), was = obs_of(&k, "THA", "CCT_CTZ_MMR", 2012);
    CHECK(MADE(&k, RECKONED_FIGURE, mmr) && near(k.r.value, 933.890) && k.r.decimals == 3 && !k.r.percent);
    CHECK(MADE(&k, RECKONED_SUM, mmr, khm) && near(k.r.value, 1234) && k.r.decimals == 3);
    CHECK(MADE(&k, RECKONED_DIFFERENCE, mmr, khm) && near(k.r.value, 633.78));
    CHECK(MADE(&k, RECKONED_SHARE, mmr, khm, all) && near(k.r.value, 123400 / 1371.112));
    CHECK(k.r.percent && k.r.decimals == 1 && k.r.nobs == 3);
    CHECK(MADE(&k, RECKONED_RATIO, mmr, khm) && near(k.r.value, 933.89 / 300.11) && k.r.decimals == 2);
    CHECK(MADE(&k, RECKONED_GROWTH, mmr, was) && near(k.r.value, 55.64833333333333));
    /* two years: the root of 1.5564833... */
    CHECK(MADE(&k, RECKONED_AVERAGE_GROWTH, mmr, was) && near(k.r.value, 24.75910120441447));
    /* 2 * |933.890 - 300.110| / 1234; of two pairs 2 * (633.780 + 771.112) / (1234 + 1971.112) */
    CHECK(MADE(&k, RECKONED_ASYMMETRY, mmr, khm) && near(k.r.value, 1267.56 / 1234) && k.r.decimals == 2 &&
          !k.r.percent);
    CHECK(MADE(&k, RECKONED_ASYMMETRY, khm, mmr) && near(k.r.value, 1267.56 / 1234));
    CHECK(MADE(&k, RECKONED_ASYMMETRY, mmr, khm, was, all) && near(k.r.value, 2809.784 / 3205.112));
    CHECK(MADE(&k, RECKONED_COUNT, mmr, khm, was) && k.r.value == 3 && k.r.decimals == 0);
    CHECK(reckoned_figure(&k.arena, k.cube, khm).value == 300.110);
    end(&k);
}

TEST(reckoned_refuses_what_cannot_be)
{
    struct case_of k = {0};
    begin(&k);
    uint32_t mmr = obs_of(&k, "THA", "CCT_CTZ_MMR", 2014), khm = obs_of(&k, "THA", "CCT_CTZ_KHM", 2014),
             zero = obs_of(&k, "THA", "CCT_CTZ_LAO", 2014), none = obs_of(&k, "THA", "CCT_CTZ_VNM", 2014),
             was = obs_of(&k, "THA", "CCT_CTZ_MMR", 2012);
    uint32_t baht = obs_of(&k, "THA", "CCT_CIT_CITIZEN", 2014), less = obs_of(&k, "THA", "CCT_CIT_NONCIT", 2014),
             ringgit = obs_of(&k, "MYS", "CCT_CIT_CITIZEN", 2014);
    CHECK(!MADE(&k, RECKONED_FIGURE, none));
    CHECK(!MADE(&k, RECKONED_FIGURE, mmr, khm));
    CHECK(!MADE(&k, RECKONED_SUM, mmr, none));
    CHECK(!MADE(&k, RECKONED_COUNT, mmr, none));
    CHECK(!made(&k, RECKONED_SUM, &mmr, 0));
    CHECK(!MADE(&k, RECKONED_DIFFERENCE, mmr));
    CHECK(!MADE(&k, RECKONED_SHARE, mmr, zero) && !MADE(&k, RECKONED_SHARE, mmr));
    CHECK(!MADE(&k, RECKONED_RATIO, mmr, zero) && MADE(&k, RECKONED_RATIO, zero, mmr) && k.r.value == 0);
    CHECK(!MADE(&k, RECKONED_GROWTH, was, mmr)); /* the earlier is the second */
    CHECK(!MADE(&k, RECKONED_GROWTH, mmr, khm));
    CHECK(!MADE(&k, RECKONED_AVERAGE_GROWTH, was, mmr));
    CHECK(!MADE(&k, RECKONED_RATIO, mmr, baht)); /* persons and money */
    CHECK(MADE(&k, RECKONED_RATIO, less, baht) && near(k.r.value, 9000.50 / 12000));
    CHECK(!MADE(&k, RECKONED_RATIO, baht, ringgit)); /* money of two countries */
    CHECK(MADE(&k, RECKONED_COUNT, mmr, baht));
    CHECK(!MADE(&k, RECKONED_ASYMMETRY, mmr, khm, was) && !MADE(&k, RECKONED_ASYMMETRY, zero, zero));
    CHECK(MADE(&k, RECKONED_ASYMMETRY, zero, mmr) && k.r.value == 2); /* one side says that there is nobody */
    CHECK(!MADE(&k, RECKONED_ASYMMETRY, mmr, baht));
    CHECK(!MADE(&k, RECKONED_COVERAGE, mmr) && !MADE(&k, RECKONED_LISTING, mmr));
    end(&k);
}

TEST(reckoned_says_what_it_was_made_of)
{
    struct case_of k = {0};
    struct buf out = {0};
    begin(&k);
    CHECK(MADE(&k, RECKONED_GROWTH, obs_of(&k, "THA", "CCT_CTZ_MMR", 2014), obs_of(&k, "THA", "CCT_CTZ_MMR", 2012)));
    reckoned_of(&out, k.cube, &k.r);
    CHECK_STR(buf_view(&out), "MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR/2014 "
                              "MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR/2012");
    out.len = 0;
    reckoned_of(&out, k.cube, &(struct reckoned){.how = RECKONED_COVERAGE, .of = STR("countries=KHM cover=reported")});
    CHECK_STR(buf_view(&out), "countries=KHM cover=reported");
    for (uint32_t i = 0; i < k.cube->nobs; i++) {
        uint32_t s = reckoned_series(k.cube, i);
        const struct cube_flow *flow = reckoned_flow(k.cube, s);
        CHECK(k.cube->start[s] <= i && i < k.cube->start[s + 1]);
        CHECK(flow->first <= s && s < flow->first + flow->n);
    }
    for (int how = 0; how < RECKONINGS; how++)
        CHECK(reckoning_name((enum reckoning)how)[0]);
    buf_release(&out);
    end(&k);
}

TEST(reckoned_says_rows_of_listings_and_figures_of_others)
{
    struct case_of k = {0};
    struct buf out = {0};
    begin(&k);
    struct reckoned r = reckoned_listing(3, STR("mirror kind=stock asymmetry=*"));
    CHECK(r.value == 3 && reckoned_shown(&r) == 3 && !r.percent);
    reckoned_of(&out, k.cube, &r);
    CHECK_STR(buf_view(&out), "mirror kind=stock asymmetry=*");
    out.len = 0;
    /* the figure is looked for in the cube of the collection, and in no other */
    struct collection other = {.code = STR("TEST"), .vintage = STR("2019"), .cube = k.cube};
    r = reckoned_other(&k.arena, &other, obs_of(&k, "THA", "CCT_CTZ_MMR", 2014));
    CHECK(r.how == RECKONED_FIGURE && near(r.value, 933.890) && r.decimals == 3);
    reckoned_of(&out, NULL, &r);
    CHECK_STR(buf_view(&out), "TEST@2019/MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR/2014");
    buf_release(&out);
    end(&k);
}

TEST(reckoned_words_are_one_and_no_condition)
{
    struct arena arena;
    arena_init(&arena, 1 << 16);
    CHECK_STR(reckoned_word(&arena, STR("BA:741")), "BA:741");
    CHECK_STR(reckoned_word(&arena, STR("July 2014")), "July%202014");
    CHECK_STR(reckoned_word(&arena, STR("a=b,c* | 5%\"")), "a%3Db%2Cc%2A%20%7C%205%25%22");
    CHECK_STR(reckoned_word(&arena, STR("\xC3\xA9")), "%C3%A9");
    CHECK_STR(reckoned_word(&arena, STR("")), "");
    arena_release(&arena);
}

TEST(reckoned_shows_persons_with_three_digits)
{
    static const struct {
        double thousands, shown;
    } rows[] = {{933.890, 934000}, {12.345, 12300}, {0.0873, 87}, {0.0004, 0}, {1.0, 1000}, {0.9996, 1000},
                {999.6, 1000000}, {1371.112, 1370000}, {-45.678, -45700}, {0, 0}};
    struct case_of k = {0};
    begin(&k);
    struct reckoned r = reckoned_figure(&k.arena, k.cube, obs_of(&k, "THA", "CCT_CTZ_MMR", 2014));
    CHECK(reckoned_shown(&r) == 933.890 && r.digits == 0);
    reckoned_persons(&r, k.cube);
    CHECK(r.scale == 1000 && r.decimals == 0 && r.digits == 3);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        r.value = rows[i].thousands;
        if (reckoned_shown(&r) != rows[i].shown)
            test_fail(__FILE__, __LINE__, "%g is shown as %g", rows[i].thousands, reckoned_shown(&r));
    }
    r = reckoned_figure(&k.arena, k.cube, obs_of(&k, "THA", "CCT_CIT_CITIZEN", 2014));
    reckoned_persons(&r, k.cube); /* money is left alone */
    CHECK(r.scale == 1 && r.digits == 0);
    CHECK(MADE(&k, RECKONED_RATIO, obs_of(&k, "THA", "CCT_CTZ_MMR", 2014), obs_of(&k, "THA", "CCT_CTZ_KHM", 2014)));
    reckoned_persons(&k.r, k.cube);
    CHECK(k.r.scale == 1);
    end(&k);
}
