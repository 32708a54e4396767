/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/gaps.h"

#include "analyse/described.h"
#include "base/buf.h"
#include "model/fixture.h"
#include "test.h"

#define LIST "MST_NCTE_SEX_CCT_NB" /* question 8 */
#define PERMITS LIST " THA FB:6664 "
#define OF " | SEX_T CCT_CTZ_TOTAL 90; SEX_M CCT_CTZ_TOTAL 50; SEX_F CCT_CTZ_TOTAL 40; SEX_T CCT_CTZ_MMR 90; " \
           "SEX_M CCT_CTZ_MMR 50; SEX_F CCT_CTZ_MMR 40\n"
#define PART " | SEX_T CCT_CTZ_TOTAL 90; SEX_T CCT_CTZ_MMR 90\n"
#define AWAY "MNA_OEMP_SEX_CDS_NB"
#define AWAY_OF " | SEX_T CDS_DES_TOTAL 9; SEX_M CDS_DES_TOTAL 5; SEX_F CDS_DES_TOTAL 4; SEX_T CDS_DES_MYS 9; " \
                "SEX_M CDS_DES_MYS 5; SEX_F CDS_DES_MYS 4\n"

struct found {
    struct described d;
    struct coverage c;
    struct gap_sources from;
    struct gaps g;
};

static void find(struct found *f, const char *tables, const char *sources, int first, int last)
{
    described_make(&f->d, tables, sources);
    coverage_make(&f->c, &f->d.arena, &(struct covering){.ref = fixture_ref(), .cube = f->d.cube, .first_year = first,
                                                         .last_year = last});
    f->from = (struct gap_sources){.described = f->d.v, .ndescribed = f->d.n, .year = 2020};
    gaps_find(&f->g, &f->d.arena, &f->c, &f->from);
}

static bool answers(const struct coverage *c, uint32_t question, const char *indicator)
{
    for (unsigned i = 0; i < c->questions[question].nindicators; i++)
        if (c->questions[question].indicators[i] == fixture_indicator(indicator))
            return true;
    return false;
}

static const struct gap *gap_of(const struct found *f, const char *area, const char *indicator, int year)
{
    for (size_t i = 0; i < f->g.n; i++) {
        const struct gap *g = &f->g.v[i];
        if (g->year == year && f->c.areas[g->area] == fixture_area(area) && answers(&f->c, g->question, indicator))
            return g;
    }
    return NULL;
}

/* How the gap of a country, a table and the year 2016 can be filled: "publish AA:1700 partly". */
static void fills_at(int line, const char *tables, const char *sources, const char *area, const char *indicator,
                     const char *want)
{
    struct found f;
    struct buf got = {0};
    find(&f, tables, sources, 2014, 2018);
    const struct gap *g = gap_of(&f, area, indicator, 2016);
    if (g)
        buf_fmt(&got, "%s %.*s%s", effort_name(g->effort), STR_FMT(g->source), g->partly ? " partly" : "");
    else
        buf_puts(&got, "no gap");
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
    described_release(&f.d);
}
#define fills(...) fills_at(__LINE__, __VA_ARGS__)

TEST(gaps_are_what_is_missing_or_partial)
{
    fills(PERMITS "2016" OF, "", "THA", LIST, "no gap");
    fills(LIST " THA FB:6664 2016 | SEX_T CCT_CTZ_TOTAL - X\n", "", "THA", LIST, "no gap"); /* not applicable */
    fills(PERMITS "2016" PART, "", "THA", LIST, "complete FB:6664");
}

TEST(gaps_effort_complete)
{
    /* of two that have sent a part, the one that has more of it, whatever else is said for the other */
    fills(PERMITS "2016 | SEX_T CCT_CTZ_TOTAL 90\n"
          LIST " THA BA:741 2016 | SEX_M CCT_CTZ_TOTAL 1; SEX_F CCT_CTZ_TOTAL 1\n",
          "", "THA", LIST, "complete BA:741 partly");
    /* nobody can be asked, and still the rest is where the part came from */
    fills(LIST " THA XX:99009 2016" PART, "", "THA", LIST, "complete XX:99009");
    fills(PERMITS "2016" PART, "THA FB:6664 | withdrawn\n", "THA", LIST, "complete FB:6664");
}

TEST(gaps_effort_tabulate)
{
    /* a survey that was tabulated by occupation, and not by activity */
    static const char t[] = "MST_TEMP_SEX_OCU_CCT_NB THA BA:741 2016 | SEX_T OCU_SKILL_TOTAL CCT_CIT_TOTAL 1\n";
    fills(t, "", "THA", "MST_TEMP_SEX_ECO_CCT_NB", "tabulate BA:741");
    fills(t, "", "THA", LIST, "tabulate BA:741 partly");
    fills(t, "THA BA:741 | withdrawn\n", "THA", "MST_TEMP_SEX_ECO_CCT_NB", "request BA:6649");
    /* what it cannot answer, it cannot be tabulated for; of another year it is not this */
    fills(t, "", "THA", AWAY, "request FB:6668");
    fills("MST_TEMP_SEX_OCU_CCT_NB THA BA:741 2015 | SEX_T OCU_SKILL_TOTAL CCT_CIT_TOTAL 1\n", "", "THA",
          "MST_TEMP_SEX_ECO_CCT_NB", "request BA:741");
    fills(t, "", "MYS", "MST_TEMP_SEX_ECO_CCT_NB", "request BA:544");
}

TEST(gaps_effort_continue)
{
    fills(PERMITS "2015" OF PERMITS "2017" OF, "", "THA", LIST, "continue FB:6664");
    fills(PERMITS "2015" OF, "", "THA", LIST, "request FB:6664"); /* it may have ended */
    fills(PERMITS "2017" OF, "", "THA", LIST, "request FB:6664");
    fills(PERMITS "2014" OF, "THA FB:6664 | years=2010-2016\n", "THA", LIST, "continue FB:6664");
    fills(PERMITS "2014" OF PERMITS "2018" OF, "THA FB:6664 | years=every two years since 2010\n", "THA", LIST,
          "continue FB:6664");
    /* it is said to be of other years only */
    fills(PERMITS "2014" OF PERMITS "2018" OF, "THA FB:6664 | years=2014, 2018\n", "THA", LIST,
          "request BA:6649 partly");
    fills(LIST " THA XX:99009 2015" OF LIST " THA XX:99009 2017" OF, "", "THA", LIST, "continue XX:99009");
}

TEST(gaps_effort_publish)
{
    static const char taken[] = "THA AA:1700 | years=2000, 2016\nTHA BA:741 | years=2016\n";
    fills("", taken, "THA", "MST_TEMP_SEX_ECO_CCT_NB", "publish BA:741"); /* by the type that is preferred */
    fills("", "THA AA:1700 | years=2016\n", "THA", "MST_TEMP_SEX_ECO_CCT_NB", "publish AA:1700");
    fills("", "THA AA:1700 | years=2016\n", "THA", AWAY, "request FB:6668");
    fills("", "THA AA:1700 | years=2016; withdrawn\n", "THA", "MST_TEMP_SEX_ECO_CCT_NB", "request BA:6649");
    /* the better one, if both can and one says more of itself */
    fills("", "THA AA:1700 | years=2016; geography=29; population=37\nTHA BA:741 | years=2016\n", "THA",
          "MST_TEMP_SEX_ECO_CCT_NB", "publish AA:1700");
}

TEST(gaps_effort_request)
{
    fills("", "", "THA", LIST, "request FB:6664");
    fills("", "", "THA", "MST_FORE_SEX_CBR_NB", "request FB:6664"); /* the same question */
    fills("", "", "KHM", AWAY, "request FX:14128");
    fills("", "", "IDN", "MNA_TPOP_SEX_CRS_NB", "request EA:7736");
    fills("", "", "VNM", "MFL_NEMP_SEX_OCU_NB", "request BA:1788 partly");
    /* an all before a part, and who is said not to cover the year not at all */
    fills("", "THA FB:6664 | years=2010\n", "THA", LIST, "request BA:6649 partly");
}

TEST(gaps_effort_collect)
{
    /* a census could, but it is not of every year: others first */
    fills("", "", "LAO", LIST, "request BA:418 partly");
    fills("", "", "MYS", AWAY, "request FX:3523 partly");
    fills("", "", "LAO", "MNA_OPOP_SEX_CDS_NB", "request EB:6658 partly");
    fills("", "LAO EB:6658 | years=2010\n", "LAO", "MNA_OPOP_SEX_CDS_NB", "collect ");
    /* it did answer, of one year, but nobody can be asked */
    fills(LIST " BRN XX:99001 2015" OF, "", "BRN", AWAY, "request EB:6660 partly");
}

TEST(gaps_say_what_they_are)
{
    struct found f;
    find(&f, PERMITS "2016" PART PERMITS "2017" OF LIST " MYS FX:6674 2017" OF
             LIST " THA BA:741 2018 | SEX_T CCT_CTZ_TOTAL - N\n",
         "THA FB:6664 | geography=29; population=37; migrants=3215\n", 2016, 2018);
    const struct gap *g = gap_of(&f, "THA", LIST, 2016);
    CHECK_INT(g->cover, COVER_PARTIAL);
    CHECK_INT(g->cells, 4);
    CHECK_INT(g->countries, 1);
    CHECK_INT(g->quality, 100 * (3 + 3 + 1 + 3) / 12);
    CHECK(!g->unavailable && g->reason.len > 10);
    g = gap_of(&f, "LAO", LIST, 2017);
    CHECK_INT(g->countries, 2);
    CHECK_INT(g->cells, 6);
    CHECK_INT(g->quality, -1); /* nothing is known of it */
    CHECK(gap_of(&f, "THA", LIST, 2018)->unavailable);
    uint32_t sum = 0;
    for (int e = 0; e < EFFORTS; e++)
        sum += f.g.of_effort[e];
    CHECK_INT(sum, f.g.n);
    CHECK_INT(f.g.n, f.c.nareas * f.c.nquestions * 3 - 2);
    described_release(&f.d);
}

TEST(gaps_come_cheapest_first)
{
    struct found f;
    find(&f, PERMITS "2016" PART PERMITS "2018" OF LIST " MYS FX:6674 2018" OF AWAY " KHM FX:14128 2018" AWAY_OF,
         "SGP AA:1615 | years=2016\n", 2016, 2018);
    CHECK(f.g.n > 100);
    for (size_t i = 1; i < f.g.n; i++) {
        const struct gap *a = &f.g.v[i - 1], *b = &f.g.v[i];
        CHECK(a->effort <= b->effort);
        if (a->effort < b->effort)
            continue;
        CHECK(a->year >= b->year);
        if (a->year > b->year)
            continue;
        CHECK(a->countries >= b->countries);
        if (a->countries > b->countries)
            continue;
        CHECK(a->question <= b->question);
        CHECK(a->question < b->question || a->area < b->area); /* no two are alike: the order is one */
    }
    CHECK_INT(f.g.v[0].effort, EFFORT_COMPLETE);
    described_release(&f.d);
}

TEST(gaps_put_together_over_the_years)
{
    struct found f;
    struct gaps g;
    size_t n, years = 0;
    find(&f, PERMITS "2014" PART PERMITS "2015" PART PERMITS "2017" PART PERMITS "2018" OF, "", 2014, 2018);
    struct gap_filter only = GAP_FILTER_ALL;
    const struct gap *first = gap_of(&f, "THA", LIST, 2014);
    only.area = first->area;
    only.question = first->question;
    gaps_only(&g, &f.d.arena, &f.g, &only);
    CHECK_INT(g.n, 4); /* 2016 too, of which nothing is there */
    CHECK_INT(g.of_effort[EFFORT_COMPLETE], 3);
    CHECK_INT(g.of_effort[EFFORT_CONTINUE], 1);
    const struct gap_span *s = gaps_spans(&n, &f.d.arena, &f.c, &g);
    CHECK_INT(n, 2);
    CHECK_INT(s[0].effort, EFFORT_COMPLETE);
    CHECK_STR(s[0].source, "FB:6664");
    CHECK_INT(s[0].nyears, 3);
    CHECK_INT(s[0].years[0], 2014);
    CHECK_INT(s[0].years[1], 2015);
    CHECK_INT(s[0].years[2], 2017);
    CHECK_INT(s[0].first_year, 2014);
    CHECK_INT(s[0].last_year, 2017);
    CHECK_INT(s[0].cells, 3 * 4);
    CHECK(!s[0].all_missing && s[1].all_missing);
    only.first_year = 2015;
    only.last_year = 2016;
    only.effort = EFFORT_COMPLETE;
    gaps_only(&g, &f.d.arena, &f.g, &only);
    CHECK_INT(g.n, 1);
    CHECK_INT(g.v[0].year, 2015);
    /* nothing is lost, nothing is there twice */
    s = gaps_spans(&n, &f.d.arena, &f.c, &f.g);
    for (size_t i = 0; i < n; i++)
        years += s[i].nyears;
    CHECK_INT(years, f.g.n);
    described_release(&f.d);
}

TEST(gaps_call_questions_by_their_tables)
{
    struct found f;
    find(&f, "", "", 2014, 2014);
    struct arena *a = &f.d.arena;
    for (uint32_t q = 0; q < f.c.nquestions; q++) {
        if (answers(&f.c, q, "MST_TEMP_SEX_AGE_CBR_NB")) {
            CHECK_STR(gaps_question(a, &f.c, q, "en"), "Employment by sex, age and place of birth / citizenship");
            CHECK_STR(gaps_sheet(a, &f.c, q), "MST 4");
        }
        if (answers(&f.c, q, LIST))
            CHECK_STR(gaps_question(a, &f.c, q, "en"), "Employed foreign-born persons by sex and country of birth / "
                      "Employed non-citizens by sex and country of citizenship");
        if (answers(&f.c, q, AWAY))
            CHECK_STR(gaps_question(a, &f.c, q, "en"),
                      "Outflow of nationals for employment by sex and country of destination");
    }
    described_release(&f.d);
}

TEST(gaps_of_nothing)
{
    struct found f;
    find(&f, "", "", 0, 0);
    CHECK_INT(f.g.n, 0);
    size_t n;
    const struct potential *p = gaps_potential(&n, &f.d.arena, &f.c, &f.from);
    CHECK(n > 0 && p[0].possible == 0 && p[0].first_year == 0);
    gaps_needs(&n, &f.d.arena, &f.c, &f.g, &f.from);
    CHECK_INT(n, 0);
    described_release(&f.d);
    for (int e = 0; e < EFFORTS; e++)
        CHECK_INT(effort_find(str_of(effort_name((enum gap_effort)e))), e);
    CHECK_INT(effort_find(STR("")), -1);
}

/* -- what a source could give -------------------------------------------------------------------- */

static void could_at(int line, const struct found *f, const char *source, const char *indicator, const char *want)
{
    size_t n;
    struct arena arena;
    struct buf got = {0};
    arena_init(&arena, 64 << 20);
    const struct potential *p = gaps_potential(&n, &arena, &f->c, &f->from);
    buf_puts(&got, "");
    for (size_t i = 0; i < n; i++)
        if (str_is(p[i].source, source) && answers(&f->c, p[i].question, indicator))
            buf_fmt(&got, "%s%s%u of %u, %u-%u", got.len ? "; " : "", p[i].partly ? "partly " : "", p[i].given,
                    p[i].possible, p[i].first_year, p[i].last_year);
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
    arena_release(&arena);
}
#define could(...) could_at(__LINE__, __VA_ARGS__)

TEST(gaps_potential_of_sources)
{
    struct found f;
    find(&f, PERMITS "2016" PART PERMITS "2017" OF "MFL_NEMP_SEX_OCU_NB THA FB:6664 2018 | SEX_T OCU_SKILL_TOTAL 1\n"
         LIST " BRN XX:99001 2015" OF,
         "THA AA:1700 | years=2000, 2010\nTHA FB:6664 | years=2015\nTHA BA:741 | withdrawn\n", 2010, 2018);
    could(&f, "FB:6664", LIST, "2 of 4, 2015-2018");
    could(&f, "FB:6664", "MFL_NEMP_SEX_OCU_NB", "1 of 4, 2015-2018");
    could(&f, "FB:6664", "MST_TEMP_SEX_ECO_CCT_NB", "partly 0 of 4, 2015-2018");
    could(&f, "FB:6664", AWAY, "");
    could(&f, "AA:1700", LIST, "0 of 1, 2000-2010");
    could(&f, "FB:6668", AWAY, "0 of 0, 0-0"); /* which years it covers is not known */
    could(&f, "BA:741", LIST, "");             /* it is used no more */
    could(&f, "XX:99001", LIST, "1 of 1, 2015-2015");
    could(&f, "XX:99001", AWAY, "");
    described_release(&f.d);
}

/* -- needs ----------------------------------------------------------------------------------------- */

/* The needs of a country: "tabulation BA:741 8 9 (2)", with the numbers of the questions and the gaps. */
static void needs_at(int line, const char *tables, const char *sources, const char *area, const char *kind,
                     const char *want)
{
    struct found f;
    struct buf got = {0};
    size_t n;
    find(&f, tables, sources, 2017, 2018);
    const struct capacity_need *v = gaps_needs(&n, &f.d.arena, &f.c, &f.g, &f.from);
    buf_puts(&got, "");
    for (size_t i = 0; i < n; i++) {
        if (f.c.areas[v[i].area] != fixture_area(area) || strcmp(need_name(v[i].kind), kind) != 0)
            continue;
        buf_fmt(&got, "%s%.*s", got.len ? "; " : "", STR_FMT(v[i].source));
        for (uint32_t q = 0; q < v[i].nquestions; q++)
            buf_fmt(&got, " %d", f.c.questions[v[i].questions[q]].sheet);
        buf_fmt(&got, " (%u)", v[i].gaps);
    }
    for (size_t i = 1; i < n; i++)
        CHECK(v[i - 1].area < v[i].area || (v[i - 1].area == v[i].area && v[i - 1].gaps >= v[i].gaps));
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
    described_release(&f.d);
}
#define needs(...) needs_at(__LINE__, __VA_ARGS__)

TEST(needs_of_tabulation)
{
    /* permits of 2017 by citizenship: not by age, activity, occupation, nor their inflow */
    needs(PERMITS "2017" OF, "", "THA", "tabulation", "FB:6664 3 4 5 6 12 13 14 15 (8)");
    needs("", "THA AA:1700 | years=2018\n", "THA", "tabulation", "AA:1700 1 2 3 4 5 6 7 8 9 16 22 (11)");
    needs("", "", "THA", "tabulation", "");
}

TEST(needs_of_an_item)
{
    needs("", "", "SGP", "item", "BA:5873 1 2 3 4 5 6 7 9 10 11 (20)");
    /* it has given figures by citizenship, or says who is a migrant: so it does ask */
    needs(LIST " SGP BA:5873 2017" OF, "", "SGP", "item", "");
    needs("", "SGP BA:5873 | migrants=3215\n", "SGP", "item", "");
}

TEST(needs_of_a_register)
{
    /* Lao People's Democratic Republic has surveys and a yearbook for flows and nationals abroad, which have a part */
    needs("", "", "LAO", "register", " 12 13 14 15 16 17 18 19 20 21 22 (22)");
    needs("", "", "THA", "register", " 12 13 17 22 (8)");
}

TEST(needs_of_quality)
{
    static const char t[] = "MST_NCTE_SEX_CCT_NB THA BA:741 2017" OF "MST_NCTE_SEX_CCT_NB THA BA:741 2012" OF;
    needs(t, "", "THA", "definition", "BA:741 8 (0)");
    needs(t, "THA BA:741 | migrants=3216\n", "THA", "definition", "");
    needs(t, "", "THA", "metadata", "BA:741 8 (0)");
    needs(t, "THA BA:741 | geography=29; age_from=84; sample_size=1\n", "THA", "metadata", "");
    needs(t, "", "THA", "timeliness", "BA:741 8 (0)"); /* 2017, read in 2020 */
    needs(t, "", "THA", "periodicity", "BA:741 8 (0)"); /* after 2012 */
    needs(LIST " THA AA:1700 2017" OF LIST " THA AA:1700 2007" OF, "", "THA", "timeliness", "");
    needs(LIST " THA AA:1700 2017" OF LIST " THA AA:1700 2007" OF, "", "THA", "periodicity", "");
    needs(LIST " THA BA:741 2018" OF LIST " THA BA:741 2017" OF, "", "THA", "timeliness", "");
    needs(LIST " THA BA:741 2018" OF LIST " THA BA:741 2017" OF, "", "THA", "periodicity", "");
}
