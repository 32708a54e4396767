/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/coverage.h"

#include "analyse/derived.h"
#include "base/buf.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

struct made {
    struct obs_set set;
    struct cube *cube;
    struct arena arena;
    struct coverage c;
};

/* Of tables as derived.h has them. */
static void make(struct made *m, const char *tables, struct covering from)
{
    obs_set_init(&m->set);
    tables_put(&m->set, tables);
    m->cube = fixture_cube(fixture_ref(), &m->set);
    arena_init(&m->arena, COVERAGE_CEILING);
    from.ref = fixture_ref();
    from.cube = m->cube;
    coverage_make(&m->c, &m->arena, &from);
}

static void unmake(struct made *m)
{
    cube_free(m->cube);
    obs_set_release(&m->set);
    arena_release(&m->arena);
}

static uint32_t area_of(const struct coverage *c, const char *code)
{
    for (uint32_t a = 0; a < c->nareas; a++)
        if (c->areas[a] == fixture_area(code))
            return a;
    test_fail(__FILE__, __LINE__, "%s is no member", code);
}

static uint32_t question_of(const struct coverage *c, const char *indicator)
{
    for (uint32_t q = 0; q < c->nquestions; q++)
        for (unsigned i = 0; i < c->questions[q].nindicators; i++)
            if (c->questions[q].indicators[i] == fixture_indicator(indicator))
                return q;
    test_fail(__FILE__, __LINE__, "no question has %s", indicator);
}

static void put_cell(struct buf *out, const struct coverage *c, const struct cell_cover *cell)
{
    buf_fmt(out, "%s %u/%u", cover_name(cell->cover), cell->have, cell->expected);
    if (cell->indicator)
        buf_fmt(out, " %s %.*s", c->ref->indicators[cell->indicator].code.p,
                STR_FMT(c->cube->sources[cell->source]));
    if (cell->nsources != (cell->indicator != 0))
        buf_fmt(out, " of %u", cell->nsources);
    if (cell->unavailable)
        buf_puts(out, " unavailable");
    if (cell->asked)
        buf_puts(out, " asked");
    if (cell->waiver)
        buf_fmt(out, " because %.*s", STR_FMT(c->waivers[cell->waiver - 1].reason));
}

static void is(int line, const struct coverage *c, const char *area, const char *indicator, int year,
               const char *want)
{
    struct buf got = {0};
    put_cell(&got, c, coverage_at(c, area_of(c, area), question_of(c, indicator), year));
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
}

/* One table of one country and year in what is made of these figures. */
static void covers_at(int line, const char *tables, const char *indicator, const char *want)
{
    struct made m;
    make(&m, tables, (struct covering){.first_year = 2014, .last_year = 2014});
    is(line, &m.c, "THA", indicator, 2014, want);
    unmake(&m);
}
#define covers(tables, indicator, want) covers_at(__LINE__, tables, indicator, want)

#define WORK "MST_TEMP_SEX_STE_CCT_NB THA BA:741 2014 | "
#define CELLS(sex, item)                                                                                       \
    sex " " item " CCT_CIT_TOTAL 3; " sex " " item " CCT_CIT_CITIZEN 2; " sex " " item " CCT_CIT_NONCIT 1; "
#define SEXES(item) CELLS("SEX_T", item) CELLS("SEX_M", item) CELLS("SEX_F", item)

TEST(coverage_of_a_whole_table)
{
    static const char all[] =
        WORK SEXES("STE_AGGREGATE_TOTAL") SEXES("STE_AGGREGATE_EES") SEXES("STE_AGGREGATE_SLF");
    covers(all, "MST_TEMP_SEX_STE_CCT_NB", "reported 27/27 MST_TEMP_SEX_STE_CCT_NB BA:741");
    /* the same question by place of birth, and the next one */
    covers(all, "MST_TEMP_SEX_STE_CBR_NB", "reported 27/27 MST_TEMP_SEX_STE_CCT_NB BA:741");
    covers(all, "MST_TEMP_SEX_OCU_CCT_NB", "missing 0/36");
    /* zero is a figure; what is left over is not expected, and does not make up for what is */
    covers(WORK SEXES("STE_AGGREGATE_TOTAL") SEXES("STE_AGGREGATE_EES")
           CELLS("SEX_T", "STE_AGGREGATE_SLF") CELLS("SEX_M", "STE_AGGREGATE_SLF")
           "SEX_F STE_AGGREGATE_SLF CCT_CIT_TOTAL 0; SEX_F STE_AGGREGATE_SLF CCT_CIT_CITIZEN 0; "
           "SEX_F STE_AGGREGATE_SLF CCT_CIT_NONCIT 0\n",
           "MST_TEMP_SEX_STE_CCT_NB", "reported 27/27 MST_TEMP_SEX_STE_CCT_NB BA:741");
    covers(WORK SEXES("STE_AGGREGATE_TOTAL") SEXES("STE_AGGREGATE_X") "SEX_T STE_AGGREGATE_EES CCT_CIT_X 1\n",
           "MST_TEMP_SEX_STE_CCT_NB", "partial 9/27 MST_TEMP_SEX_STE_CCT_NB BA:741");
}

TEST(coverage_counts_the_version_that_has_most)
{
    /* three of nine and nine of eighteen: the second, and they are not added */
    covers(WORK CELLS("SEX_T", "STE_AGGREGATE_TOTAL") CELLS("SEX_T", "STE_AGGREGATE_EES")
           CELLS("SEX_T", "STE_ICSE93_TOTAL") CELLS("SEX_T", "STE_ICSE93_1") CELLS("SEX_T", "STE_ICSE93_2")
           CELLS("SEX_T", "STE_ICSE93_3"),
           "MST_TEMP_SEX_STE_CCT_NB", "partial 6/27 MST_TEMP_SEX_STE_CCT_NB BA:741");
    covers(WORK CELLS("SEX_T", "STE_AGGREGATE_TOTAL")
           CELLS("SEX_T", "STE_ICSE93_TOTAL") CELLS("SEX_T", "STE_ICSE93_1") CELLS("SEX_T", "STE_ICSE93_2")
           CELLS("SEX_T", "STE_ICSE93_3"),
           "MST_TEMP_SEX_STE_CCT_NB", "partial 12/54 MST_TEMP_SEX_STE_CCT_NB BA:741");
}

#define OUT "MNA_OEMP_SEX_ECO_NB THA FX:1 2014 | "
TEST(coverage_takes_parts_of_a_part_for_it)
{
#define THREE(code) "SEX_T " code " 1; SEX_M " code " 1; SEX_F " code " 0; "
    static const char frame[] = OUT THREE("ECO_SECTOR_TOTAL") THREE("ECO_SECTOR_AGR");
    char text[1000];
    covers(frame, "MNA_OEMP_SEX_ECO_NB", "partial 6/9 MNA_OEMP_SEX_ECO_NB FX:1");
    snprintf(text, sizeof text, "%s %s", frame, THREE("ECO_SECTOR_NAG"));
    covers(text, "MNA_OEMP_SEX_ECO_NB", "reported 9/9 MNA_OEMP_SEX_ECO_NB FX:1");
    snprintf(text, sizeof text, "%s %s", frame, THREE("ECO_SECTOR_IND"));
    covers(text, "MNA_OEMP_SEX_ECO_NB", "partial 6/9 MNA_OEMP_SEX_ECO_NB FX:1");
    snprintf(text, sizeof text, "%s %s %s", frame, THREE("ECO_SECTOR_IND"), "SEX_T ECO_SECTOR_SER 1");
    covers(text, "MNA_OEMP_SEX_ECO_NB", "partial 7/9 MNA_OEMP_SEX_ECO_NB FX:1");
}

/* The armed forces are what is left over of the skill levels that are asked for; of the first generation, which asks
 * by major group, they are a part. */
TEST(coverage_of_a_finer_version_than_is_asked)
{
    static const char groups[] =
        "OCU_ISCO08_TOTAL 9; OCU_ISCO08_1 1; OCU_ISCO08_2 1; OCU_ISCO08_3 1; OCU_ISCO08_4 1; OCU_ISCO08_5 1; "
        "OCU_ISCO08_6 1; OCU_ISCO08_7 1; OCU_ISCO08_8 1; OCU_ISCO08_9 1";
    struct made m;
    char text[1000];
    snprintf(text, sizeof text, "MFL_TEMP_OCU_NB THA BA:741 2014 | %s\n", groups);
    covers(text, "MFL_FEMP_SEX_OCU_NB", "partial 10/30 MFL_TEMP_OCU_NB BA:741");
    make(&m, text, (struct covering){.first_generation = true});
    is(__LINE__, &m.c, "THA", "MFL_TEMP_OCU_NB", 2014, "partial 10/11 MFL_TEMP_OCU_NB BA:741");
    unmake(&m);
    snprintf(text, sizeof text, "MFL_TEMP_OCU_NB THA BA:741 2014 | %s; OCU_ISCO08_0 1\n", groups);
    covers(text, "MFL_FEMP_SEX_OCU_NB", "partial 10/30 MFL_TEMP_OCU_NB BA:741");
}

#define STOCK "MST_NCTE_SEX_CCT_NB THA FB:6664 2014 | "
TEST(coverage_of_a_list_of_countries)
{
    /* the total and one country at least, of each sex; a group or the others are no country */
    covers(STOCK "SEX_T CCT_CTZ_TOTAL 9; SEX_M CCT_CTZ_TOTAL 5; SEX_F CCT_CTZ_TOTAL 4\n",
           "MST_NCTE_SEX_CCT_NB", "partial 3/6 MST_NCTE_SEX_CCT_NB FB:6664");
    covers(STOCK "SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_ASEAN 9; SEX_T CCT_CTZ_X 1\n", "MST_NCTE_SEX_CCT_NB",
           "partial 1/6 MST_NCTE_SEX_CCT_NB FB:6664");
    covers(STOCK "SEX_T CCT_CTZ_MMR 6; SEX_T CCT_CTZ_LAO 2; SEX_T CCT_CTZ_KHM 1\n", "MST_NCTE_SEX_CCT_NB",
           "partial 1/6 MST_NCTE_SEX_CCT_NB FB:6664");
    covers(STOCK "SEX_T CCT_CTZ_TOTAL 9; SEX_M CCT_CTZ_TOTAL 5; SEX_F CCT_CTZ_TOTAL 4; SEX_T CCT_CTZ_MMR 6; "
           "SEX_M CCT_CTZ_LAO 2; SEX_F CCT_CTZ_KHM 1\n",
           "MST_NCTE_SEX_CCT_NB", "reported 6/6 MST_NCTE_SEX_CCT_NB FB:6664");
    /* nothing but the others is not what is expected, but it is not nothing either */
    covers(STOCK "SEX_T CCT_CTZ_X 9\n", "MST_NCTE_SEX_CCT_NB", "partial 0/6 MST_NCTE_SEX_CCT_NB FB:6664");
    covers(STOCK "SEX_T CCT_CTZ_X 9; SEX_T CCT_CTZ_TOTAL - N\n", "MST_NCTE_SEX_CCT_NB",
           "partial 0/6 MST_NCTE_SEX_CCT_NB FB:6664");
}

TEST(coverage_of_statuses)
{
    static const char two[] = STOCK "SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_MMR 6; ";
    char text[1000];
#define WITH(rest) (snprintf(text, sizeof text, "%s%s", two, rest), text)
    /* confidential, not significant, unreliable: collected; X: not expected; N: not there; empty: nothing */
    covers(WITH("SEX_M CCT_CTZ_TOTAL - C; SEX_M CCT_CTZ_MMR - S; SEX_F CCT_CTZ_TOTAL - U; SEX_F CCT_CTZ_MMR - C"),
           "MST_NCTE_SEX_CCT_NB", "reported 6/6 MST_NCTE_SEX_CCT_NB FB:6664");
    covers(WITH("SEX_M CCT_CTZ_TOTAL - X; SEX_M CCT_CTZ_MMR - X; SEX_F CCT_CTZ_TOTAL - X; SEX_F CCT_CTZ_MMR - X"),
           "MST_NCTE_SEX_CCT_NB", "reported 2/2 MST_NCTE_SEX_CCT_NB FB:6664");
    covers(WITH("SEX_M CCT_CTZ_TOTAL - N; SEX_M CCT_CTZ_MMR -; SEX_F CCT_CTZ_TOTAL - E"), "MST_NCTE_SEX_CCT_NB",
           "partial 2/6 MST_NCTE_SEX_CCT_NB FB:6664");
    covers(STOCK "SEX_T CCT_CTZ_TOTAL - X\n", "MST_NCTE_SEX_CCT_NB",
           "not applicable 0/6 MST_NCTE_SEX_CCT_NB FB:6664");
    covers(STOCK "SEX_T CCT_CTZ_TOTAL - N\n", "MST_NCTE_SEX_CCT_NB",
           "missing 0/6 MST_NCTE_SEX_CCT_NB FB:6664 unavailable");
    covers(STOCK "SEX_T CCT_CTZ_TOTAL - N; SEX_T CCT_CTZ_MMR - X\n", "MST_NCTE_SEX_CCT_NB",
           "missing 0/6 MST_NCTE_SEX_CCT_NB FB:6664 unavailable");
    /* a value with a status is a value */
    covers(STOCK "SEX_T CCT_CTZ_TOTAL 5 N; SEX_T CCT_CTZ_MMR 5 X\n", "MST_NCTE_SEX_CCT_NB",
           "partial 2/6 MST_NCTE_SEX_CCT_NB FB:6664");
}

TEST(coverage_quarters_and_months_count_for_their_year)
{
    covers("MST_NCTE_SEX_CCT_NB THA FB:6664 2014Q1 | SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_MMR - N\n"
           "MST_NCTE_SEX_CCT_NB THA FB:6664 2014Q3 | SEX_T CCT_CTZ_TOTAL 8; SEX_T CCT_CTZ_MMR 7\n"
           "MST_NCTE_SEX_CCT_NB THA FB:6664 2014M05 | SEX_M CCT_CTZ_TOTAL 4\n"
           "MST_NCTE_SEX_CCT_NB THA FB:6664 2015Q1 | SEX_F CCT_CTZ_TOTAL 4\n",
           "MST_NCTE_SEX_CCT_NB", "partial 3/6 MST_NCTE_SEX_CCT_NB FB:6664");
}

TEST(coverage_of_both_criteria_and_several_sources)
{
    /* of the pair the fuller one; sources add up within a table, as the release has them */
    covers(STOCK "SEX_T CCT_CTZ_TOTAL 9\n"
           "MST_FORE_SEX_CBR_NB THA BA:741 2014 | SEX_T CBR_BRT_TOTAL 9; SEX_T CBR_BRT_MMR 9; "
           "SEX_M CBR_BRT_TOTAL 5; SEX_F CBR_BRT_TOTAL 5\n"
           "MST_FORE_SEX_CBR_NB THA AA:1700 2014 | SEX_M CBR_BRT_MMR 4; SEX_F CBR_BRT_MMR 4\n",
           "MST_NCTE_SEX_CCT_NB", "reported 6/6 MST_FORE_SEX_CBR_NB BA:741 of 3");
    /* one does not apply, the other is not there */
    covers(STOCK "SEX_T CCT_CTZ_TOTAL - X\nMST_FORE_SEX_CBR_NB THA BA:741 2014 | SEX_T CBR_BRT_TOTAL 1\n",
           "MST_NCTE_SEX_CCT_NB", "partial 1/6 MST_FORE_SEX_CBR_NB BA:741 of 2");
    covers("MST_FORE_SEX_CBR_NB THA BA:741 2014 | SEX_T CBR_BRT_TOTAL - N\n" STOCK "SEX_T CCT_CTZ_TOTAL - X\n",
           "MST_NCTE_SEX_CCT_NB", "not applicable 0/6 MST_NCTE_SEX_CCT_NB FB:6664 of 2");
}

/* -- the first generation ------------------------------------------------------------------------ */

#define OLD "MST_MEMP_COU_NB THA BA:741 2014 | COU_ORI_TOTAL 5; COU_ORI_MMR 4\n"
TEST(coverage_of_the_first_generation_for_the_question_of_today)
{
    struct made m;
    /* it has no sexes, of which today's asks three */
    covers(OLD, "MST_NCTE_SEX_CCT_NB", "partial 2/6 MST_MEMP_COU_NB BA:741");
    covers(OLD STOCK "SEX_T CCT_CTZ_TOTAL 9\n", "MST_NCTE_SEX_CCT_NB", "partial 2/6 MST_MEMP_COU_NB BA:741 of 2");
    /* nor ages: one of six, of each sex and status */
    covers("MST_XWAP_SEX_MIG_NB THA BA:741 2014 | SEX_T MIG_STATUS_TOTAL 5; SEX_T MIG_STATUS_MIGRANT 1; "
           "SEX_T MIG_STATUS_NONMIG 4\n", "MST_XWAP_SEX_AGE_CCT_NB", "partial 3/45 MST_XWAP_SEX_MIG_NB BA:741");
    /* by itself it is whole, and what has no successor counts too */
    make(&m, OLD "MST_TPOP_SEX_MIG_NB THA BA:741 2013 | SEX_T MIG_STATUS_MIGRANT 1\n",
         (struct covering){.first_generation = true});
    CHECK_INT(m.c.nquestions, 23);
    CHECK_INT(m.c.first_year, 2013);
    CHECK_INT(m.c.last_year, 2014);
    CHECK_INT(m.c.questions[question_of(&m.c, "MNA_TPOP_SEX_CRS_NB")].sheet, 0);
    is(__LINE__, &m.c, "THA", "MST_MEMP_COU_NB", 2014, "reported 2/2 MST_MEMP_COU_NB BA:741");
    is(__LINE__, &m.c, "THA", "MST_TPOP_SEX_MIG_NB", 2013, "partial 1/9 MST_TPOP_SEX_MIG_NB BA:741");
    unmake(&m);
}

TEST(coverage_has_the_questions_of_the_questionnaire)
{
    struct made m;
    make(&m, OLD, (struct covering){0});
    CHECK_INT(m.c.nquestions, 22);
    CHECK_INT(m.c.nareas, 10);
    for (uint32_t q = 0; q < m.c.nquestions; q++)
        CHECK_INT(m.c.questions[q].sheet, q + 1);
    CHECK_STR(m.c.questions[0].code, "MST_XWAP_SEX_AGE_CBR_NB");
    CHECK_INT(m.c.questions[0].nindicators, 3);
    for (uint32_t a = 1; a < m.c.nareas; a++)
        CHECK(m.c.areas[a - 1] < m.c.areas[a]);
    unmake(&m);
}

/* -- what was asked, what does not apply ------------------------------------------------------------ */

TEST(coverage_of_what_was_asked)
{
    struct made m;
    const struct cover_ask asks[] = {
        {fixture_area("THA"), fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2013, 2014},
        {fixture_area("KHM"), fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2014, 2014},
        {fixture_area("KHM"), fixture_indicator("MST_TPOP_COU_NB"), 2014, 2014}, /* no question of today */
        {fixture_area("CHN"), fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2014, 2014}, /* no member */
    };
    make(&m, STOCK "SEX_T CCT_CTZ_TOTAL 9\n",
         (struct covering){.asks = asks, .nasks = ARRAY_LEN(asks), .first_year = 2014, .last_year = 2015});
    is(__LINE__, &m.c, "THA", "MST_FORE_SEX_CBR_NB", 2014,
       "partial 1/6 MST_NCTE_SEX_CCT_NB FB:6664 asked");
    is(__LINE__, &m.c, "THA", "MST_NCTE_SEX_CCT_NB", 2015, "missing 0/6");
    is(__LINE__, &m.c, "KHM", "MST_NCTE_SEX_CCT_NB", 2014, "missing 0/6 asked");
    struct cover_sum sum = coverage_sum(&m.c, UINT32_MAX, UINT32_MAX, 0, 0, true);
    CHECK_INT(sum.n[COVER_PARTIAL], 1);
    CHECK_INT(sum.n[COVER_MISSING], 1);
    CHECK(cover_share(&sum) == 50.0);
    CHECK_INT(sum.have, 1);
    CHECK_INT(sum.expected, 12);
    unmake(&m);
}

TEST(coverage_of_what_does_not_apply)
{
    struct made m;
    const struct cover_waiver waivers[] = {
        {fixture_area("THA"), fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2014, 2015, STR("no register")},
        {fixture_area("CHN"), fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2014, 2015, STR("no member")},
    };
    make(&m, STOCK "SEX_T CCT_CTZ_TOTAL 9\n",
         (struct covering){.waivers = waivers, .nwaivers = 2, .first_year = 2014, .last_year = 2016});
    is(__LINE__, &m.c, "THA", "MST_NCTE_SEX_CCT_NB", 2014, "partial 1/6 MST_NCTE_SEX_CCT_NB FB:6664");
    is(__LINE__, &m.c, "THA", "MST_NCTE_SEX_CCT_NB", 2015, "not applicable 0/6 because no register");
    is(__LINE__, &m.c, "THA", "MST_NCTE_SEX_CCT_NB", 2016, "missing 0/6");
    struct cover_sum sum = coverage_sum(&m.c, area_of(&m.c, "THA"), question_of(&m.c, "MST_NCTE_SEX_CCT_NB"),
                                        2015, 2016, false);
    CHECK_INT(sum.n[COVER_NOT_APPLICABLE], 1);
    CHECK_INT(sum.n[COVER_MISSING], 1);
    CHECK_INT(sum.expected, 6);
    unmake(&m);
}

/* -- nothing, and what is of no member ----------------------------------------------------------------- */

TEST(coverage_of_nothing)
{
    struct made m;
    make(&m, "", (struct covering){.first_year = 2020, .last_year = 2021});
    struct cover_sum sum = coverage_sum(&m.c, UINT32_MAX, UINT32_MAX, 0, 0, false);
    CHECK_INT(sum.n[COVER_MISSING], 10 * 22 * 2);
    CHECK(cover_share(&sum) == 0);
    CHECK(cover_cell_share(&sum) == 0);
    sum = coverage_sum(&m.c, 0, 0, 1990, 1995, false);
    CHECK(isnan(cover_share(&sum)) && isnan(cover_cell_share(&sum)));
    CHECK(coverage_at(&m.c, 0, 0, 2019) == NULL && coverage_at(&m.c, 0, 0, 2022) == NULL);
    size_t n;
    CHECK(coverage_sources(&n, &m.arena, &m.c) == NULL && n == 0);
    CHECK(coverage_breakdown(&n, &m.arena, &m.c, 0, 0, 2020) == NULL && n == 0);
    unmake(&m);
    /* without a year, and without a cube */
    make(&m, "", (struct covering){0});
    CHECK(m.c.last_year < m.c.first_year);
    sum = coverage_sum(&m.c, UINT32_MAX, UINT32_MAX, 0, 0, false);
    CHECK(isnan(cover_share(&sum)));
    /* a round that nobody has answered yet */
    struct cover_ask ask = {.first_year = 2024, .last_year = 2026};
    coverage_make(&m.c, &m.arena, &(struct covering){.ref = fixture_ref(), .asks = &ask, .nasks = 1});
    CHECK(m.c.first_year == 2024 && m.c.last_year == 2026);
    CHECK_INT(coverage_at(&m.c, 3, 3, 2025)->cover, COVER_MISSING);
    coverage_make(&m.c, &m.arena, &(struct covering){.ref = fixture_ref(), .first_year = 2020});
    CHECK_INT(m.c.last_year, 2020);
    CHECK_INT(coverage_at(&m.c, 3, 3, 2020)->cover, COVER_MISSING);
    CHECK(coverage_sources(&n, &m.arena, &m.c) == NULL && n == 0);
    unmake(&m);
}

TEST(coverage_of_areas_that_are_no_members)
{
    struct made m;
    make(&m, "MST_NCTE_SEX_CCT_NB JPN BA:741 2014 | SEX_T CCT_CTZ_TOTAL 9\n",
         (struct covering){.first_year = 2014, .last_year = 2014});
    struct cover_sum sum = coverage_sum(&m.c, UINT32_MAX, UINT32_MAX, 0, 0, false);
    size_t n;
    CHECK_INT(sum.n[COVER_MISSING], 220);
    CHECK(coverage_sources(&n, &m.arena, &m.c) == NULL && n == 0);
    unmake(&m);
}

/* -- sources and breakdowns ------------------------------------------------------------------------------ */

TEST(coverage_of_each_source)
{
    struct made m;
    size_t n;
    make(&m, STOCK "SEX_T CCT_CTZ_TOTAL 9\n"
         "MST_NCTE_SEX_CCT_NB THA BA:741 2014 | SEX_T CCT_CTZ_MMR 5; SEX_M CCT_CTZ_TOTAL 5\n"
         "MST_NCTE_SEX_CCT_NB THA BA:741 2015 | SEX_T CCT_CTZ_TOTAL - N\n"
         "MST_NCTE_SEX_CCT_NB KHM BA:741 2016 | SEX_T CCT_CTZ_TOTAL 1\n"
         "MNA_OEMP_SEX_EDU_NB KHM BA:741 2013 | SEX_T EDU_AGGREGATE_TOTAL 1\n", (struct covering){0});
    const struct source_cover *v = coverage_sources(&n, &m.arena, &m.c);
    struct buf got = {0};
    for (size_t i = 0; i < n; i++)
        buf_fmt(&got, "%.*s %d %d %.*s %s %u/%u\n", STR_FMT(fixture_ref()->areas[m.c.areas[v[i].area]].code),
                m.c.questions[v[i].question].sheet, v[i].year, STR_FMT(m.cube->sources[v[i].source]),
                cover_key(v[i].cover), v[i].have, v[i].expected);
    CHECK_STR(buf_view(&got), "KHM 8 2016 BA:741 partial 1/6\n"
                              "KHM 19 2013 BA:741 partial 1/15\n"
                              "THA 8 2014 BA:741 partial 2/6\n"
                              "THA 8 2014 FB:6664 partial 1/6\n"
                              "THA 8 2015 BA:741 missing 0/6\n");
    buf_release(&got);
    unmake(&m);
}

static void breaks_down(int line, const char *tables, const char *indicator, const char *want)
{
    struct made m;
    size_t n;
    struct buf got = {0};
    make(&m, tables, (struct covering){.first_year = 2014, .last_year = 2014});
    const struct breakdown_cover *v = coverage_breakdown(&n, &m.arena, &m.c, area_of(&m.c, "THA"),
                                                         question_of(&m.c, indicator), 2014);
    for (size_t i = 0; i < n; i++)
        buf_fmt(&got, "%s%s %u/%u", i ? ", " : "", fixture_ref()->codes[v[i].code].code.p, v[i].have,
                v[i].expected);
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
    unmake(&m);
}

TEST(coverage_by_breakdown)
{
    breaks_down(__LINE__, WORK CELLS("SEX_T", "STE_AGGREGATE_TOTAL") CELLS("SEX_T", "STE_AGGREGATE_EES")
                "SEX_M STE_AGGREGATE_TOTAL CCT_CIT_TOTAL - X; SEX_F STE_AGGREGATE_TOTAL CCT_CIT_TOTAL - N",
                "MST_TEMP_SEX_STE_CCT_NB",
                "SEX_T 6/9, SEX_M 0/8, SEX_F 0/9, STE_AGGREGATE_TOTAL 3/8, STE_AGGREGATE_EES 3/9, "
                "STE_AGGREGATE_SLF 0/9, CCT_CIT_TOTAL 2/8, CCT_CIT_CITIZEN 2/9, CCT_CIT_NONCIT 2/9");
    breaks_down(__LINE__, STOCK "SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_MMR 5; SEX_F CCT_CTZ_LAO 5; "
                "SEX_T CCT_CTZ_X 1\n", "MST_NCTE_SEX_CCT_NB",
                "SEX_T 2/2, SEX_M 0/2, SEX_F 1/2, CCT_CTZ_TOTAL 1/3, CCT_CTZ_LAO 1/3, CCT_CTZ_MMR 1/3");
    breaks_down(__LINE__, "MST_TPOP_COU_NB THA BA:741 2014 | COU_ORI_TOTAL 5\n", "MST_NCTE_SEX_CCT_NB", "");
}

/* -- sums of breakdowns, and the years ------------------------------------------------------------------- */

static void parts_are(int line, const struct coverage *c, struct arena *arena, const char *indicator, bool asked,
                      const char *want)
{
    size_t n;
    struct buf got = {0};
    const struct ref *ref = fixture_ref();
    const struct cover_part *v = coverage_parts(&n, arena, c, UINT32_MAX, question_of(c, indicator), 2014, 2015, asked);
    for (size_t i = 0; i < n; i++)
        buf_fmt(&got, "%s%s %llu/%llu", i ? ", " : "",
                v[i].code ? ref->codes[v[i].code].code.p : ref->versions[v[i].version].code.p,
                (unsigned long long)v[i].have, (unsigned long long)v[i].expected);
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p ? got.p : "", want);
    buf_release(&got);
}

TEST(coverage_sums_of_breakdowns)
{
    struct made m;
    const struct cover_ask asks[] = {{fixture_area("THA"), fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2014, 2014},
                                     {fixture_area("KHM"), fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2014, 2014}};
    make(&m, STOCK "SEX_T CCT_CTZ_TOTAL 9; SEX_T CCT_CTZ_MMR 5; SEX_T CCT_CTZ_LAO 5; SEX_F CCT_CTZ_TOTAL 1\n"
         "MST_XWAP_SEX_MIG_NB THA BA:741 2014 | SEX_T MIG_STATUS_TOTAL 5\n",
         (struct covering){.asks = asks, .nasks = 2, .first_year = 2013, .last_year = 2015});
    /* 20 question tables of ten countries and two years, of which one is there: the others are by birth */
    parts_are(__LINE__, &m.c, &m.arena, "MST_NCTE_SEX_CCT_NB", false,
              "SEX_T 2/40, SEX_M 0/40, SEX_F 1/40, CBR_BRT_TOTAL 0/57, CBR_BRT 0/57, CCT_CTZ_TOTAL 2/3, CCT_CTZ 1/3");
    parts_are(__LINE__, &m.c, &m.arena, "MST_NCTE_SEX_CCT_NB", true,
              "SEX_T 2/4, SEX_M 0/4, SEX_F 1/4, CBR_BRT_TOTAL 0/3, CBR_BRT 0/3, CCT_CTZ_TOTAL 2/3, CCT_CTZ 1/3");
    parts_are(__LINE__, &m.c, &m.arena, "MST_TEMP_SEX_STE_CCT_NB", true, "");
    parts_are(__LINE__, &m.c, &m.arena, "MST_XWAP_SEX_AGE_CCT_NB", false,
              "SEX_T 1/300, SEX_M 0/300, SEX_F 0/300, AGE_AGGREGATE_TOTAL 0/171, AGE_AGGREGATE_Y15-24 0/171, "
              "AGE_AGGREGATE_Y25-54 0/171, AGE_AGGREGATE_Y55-64 0/171, AGE_AGGREGATE_YGE65 0/171, "
              "CBR_BIR_TOTAL 0/285, CBR_BIR_NATIVE 0/285, CBR_BIR_FOREIGN 0/285, MIG_STATUS_TOTAL 1/15, "
              "MIG_STATUS_MIGRANT 0/15, MIG_STATUS_NONMIG 0/15");
    unmake(&m);
}

static void spans(int line, const char *tables, struct covering from, int first, int last)
{
    struct made m;
    make(&m, tables, from);
    from.ref = fixture_ref();
    from.cube = m.cube;
    int a, b;
    coverage_span(&a, &b, &from);
    if (a != first || b != last)
        test_fail(__FILE__, line, "%d to %d", a, b);
    unmake(&m);
}

TEST(coverage_is_stated_over_ten_years)
{
    const struct cover_ask asks[] = {{fixture_area("THA"), fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2022, 2024},
                                     {fixture_area("THA"), fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2021, 2023}};
    spans(__LINE__, STOCK "SEX_T CCT_CTZ_TOTAL 9\n", (struct covering){0}, 2005, 2014);
    /* whatever was asked since; a country that is no member and a table that is no question do not count */
    spans(__LINE__, STOCK "SEX_T CCT_CTZ_TOTAL 9\nMST_NCTE_SEX_CCT_NB JPN BA:741 2020 | SEX_T CCT_CTZ_TOTAL 9\n"
          "MST_TPOP_COU_NB THA BA:741 2020 | COU_ORI_TOTAL 9\n", (struct covering){.asks = asks, .nasks = 2},
          2005, 2014);
    spans(__LINE__, "", (struct covering){.asks = asks, .nasks = 2}, 2021, 2024);
    spans(__LINE__, "", (struct covering){0}, 1, 0);
}

TEST(coverage_of_chance)
{
    /* what always holds, of figures of chance */
    struct chance chance = {7};
    struct obs_set set;
    struct arena arena;
    struct coverage c;
    obs_set_init(&set);
    fixture_random(&set, &chance, 400);
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    for (int old = 0; old < 2; old++) {
        arena_init(&arena, COVERAGE_CEILING);
        coverage_make(&c, &arena, &(struct covering){.ref = fixture_ref(), .cube = cube, .first_generation = old});
        uint32_t n = c.nareas * c.nquestions * (uint32_t)(c.last_year - c.first_year + 1);
        for (uint32_t i = 0; i < n; i++) {
            const struct cell_cover *v = &c.v[i];
            CHECK(v->have <= v->expected && v->expected > 0);
            CHECK((v->cover == COVER_REPORTED) == (v->have == v->expected));
            CHECK(v->cover == COVER_PARTIAL || v->have == 0 || v->have == v->expected);
            CHECK(!v->indicator || v->nsources > 0);
        }
        size_t nsources;
        const struct source_cover *s = coverage_sources(&nsources, &arena, &c);
        CHECK(nsources > 0);
        for (size_t i = 0; i < nsources; i++) {
            const struct cell_cover *v = coverage_at(&c, s[i].area, s[i].question, s[i].year);
            CHECK(s[i].have <= s[i].expected);
            CHECK(v->cover == COVER_PARTIAL || v->cover == COVER_REPORTED || s[i].have == 0);
        }
        arena_release(&arena);
    }
    cube_free(cube);
    obs_set_release(&set);
}
