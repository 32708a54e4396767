/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/coverage_growth.h"

#include "analyse/derived.h"
#include "base/buf.h"
#include "test.h"

#include <math.h>

static struct err err;

#define STOCK "MST_NCTE_SEX_CCT_NB THA FB:6664 2014 | SEX_T CCT_CTZ_TOTAL 9\n"
#define WHOLE(year)                                                                                                    \
    "MNA_OEMP_SEX_CDS_NB KHM FX:14128 " year " | SEX_T CDS_DES_TOTAL 3; SEX_M CDS_DES_TOTAL 2; "                      \
    "SEX_F CDS_DES_TOTAL 1; SEX_T CDS_DES_THA 3; SEX_M CDS_DES_THA 2; SEX_F CDS_DES_THA 1\n"

/* A round that asks the outflow of Cambodia and the stock of Thailand by citizenship and by birth. */
struct scene {
    struct arena arena;
    struct obs_set set;
    struct cube *cube;
    struct cover_ask asks[3];
    struct cover_waiver waiver;
    struct asked_round round;
    struct rounds rounds;
    struct coverage_of of;
    struct coverage_view v;
};

static struct cube *cube_of(struct obs_set *set, const char *tables)
{
    obs_set_init(set);
    tables_put(set, tables);
    return fixture_cube(fixture_ref(), set);
}

static void begin(struct scene *s, const char *tables)
{
    uint16_t khm = fixture_area("KHM"), tha = fixture_area("THA");
    *s = (struct scene){.asks = {{khm, fixture_indicator("MNA_OEMP_SEX_CDS_NB"), 2013, 2014},
                                 {tha, fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2013, 2014},
                                 {tha, fixture_indicator("MST_FORE_SEX_CBR_NB"), 2013, 2014}},
                        .waiver = {tha, fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2013, 2013, STR("none")},
                        .round = {.id = 1, .name = STR("2014"), .opened_at = STR("2014-07-01T00:00:00Z"),
                                  .closed_at = STR("2014-09-01T00:00:00Z"), .first_year = 2013, .last_year = 2014,
                                  .nasks = 3}};
    s->rounds = (struct rounds){.v = &s->round, .n = 1, .asks = s->asks, .nasks = 3, .waivers = &s->waiver,
                                .nwaivers = 1};
    arena_init(&s->arena, COVERAGE_CEILING);
    s->cube = cube_of(&s->set, tables);
    s->of = (struct coverage_of){fixture_ref(), s->cube, &s->rounds, STR("1"), STR("2015-01-01T00:00:00Z")};
}

static void end(struct scene *s)
{
    cube_free(s->cube);
    obs_set_release(&s->set);
    arena_release(&s->arena);
}

static void sums(int line, struct scene *s, struct coverage_asked asked, const char *want)
{
    struct buf got = {0};
    if (coverage_view_make(&s->v, &s->arena, &s->of, &asked, &err) < 0) {
        buf_puts(&got, err.text);
    } else {
        struct cover_sum sum = coverage_view_sum(&s->v, UINT32_MAX, UINT32_MAX, 0, 0);
        buf_fmt(&got, "%d-%d %u of %u, n/a %u", s->v.c.first_year, s->v.c.last_year, cover_count(&sum),
                cover_possible(&sum), sum.n[COVER_NOT_APPLICABLE]);
    }
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
}

TEST(coverage_view_of_what_is_asked_for)
{
    struct scene s;
    begin(&s, STOCK WHOLE("2014") WHOLE("2015"));
    sums(__LINE__, &s, (struct coverage_asked){0}, "2006-2015 3 of 2199, n/a 1");
    sums(__LINE__, &s, (struct coverage_asked){.first_year = 2014}, "2014-2015 3 of 440, n/a 0");
    sums(__LINE__, &s, (struct coverage_asked){.last_year = 2014}, "2006-2014 2 of 1979, n/a 1");
    sums(__LINE__, &s, (struct coverage_asked){.last_year = 2000}, "2000-2000 0 of 220, n/a 0");
    sums(__LINE__, &s, (struct coverage_asked){.first_year = 2020}, "2020-2020 0 of 220, n/a 0");
    sums(__LINE__, &s, (struct coverage_asked){.area = STR("KHM")}, "2006-2015 2 of 220, n/a 0");
    sums(__LINE__, &s, (struct coverage_asked){.table = STR("18")}, "2006-2015 2 of 100, n/a 0");
    sums(__LINE__, &s, (struct coverage_asked){.table = STR("MST_FORE_SEX_CBR_NB"), .area = STR("THA")},
         "2006-2015 1 of 9, n/a 1");
    /* a round: its years and what it asked, once for both criteria */
    sums(__LINE__, &s, (struct coverage_asked){.round = STR("2014")}, "2013-2014 2 of 3, n/a 1");
    sums(__LINE__, &s, (struct coverage_asked){.round = STR("2014"), .area = STR("THA")}, "2013-2014 1 of 1, n/a 1");
    sums(__LINE__, &s, (struct coverage_asked){.round = STR("2014"), .first_year = 2014}, "2014-2014 2 of 2, n/a 0");
    sums(__LINE__, &s, (struct coverage_asked){.generation = STR("first"), .table = STR("MNA_OEMP_SEX_CDS_NB")},
         "2006-2015 2 of 100, n/a 0");
    end(&s);
}

TEST(coverage_view_says_what_there_is_not)
{
    struct scene s;
    begin(&s, STOCK);
    sums(__LINE__, &s, (struct coverage_asked){.area = STR("JPN")},
         "\"JPN\" is no country of ASEAN; it is to be three letters, as THA");
    sums(__LINE__, &s, (struct coverage_asked){.area = STR("\x1b[31m")},
         "\"\xEF\xBF\xBD[31m\" is no country of ASEAN; it is to be three letters, as THA");
    sums(__LINE__, &s, (struct coverage_asked){.table = STR("23")},
         "\"23\" is no question of today; it is to be a number of the questionnaire, or a table as "
         "MST_NCTE_SEX_CCT_NB");
    sums(__LINE__, &s, (struct coverage_asked){.table = STR("MST_TPOP_COU_NB")},
         "\"MST_TPOP_COU_NB\" is no question of today; it is to be a number of the questionnaire, or a table as "
         "MST_NCTE_SEX_CCT_NB");
    sums(__LINE__, &s, (struct coverage_asked){.round = STR("2015")}, "the release knows of no round \"2015\"");
    sums(__LINE__, &s, (struct coverage_asked){.generation = STR("third")},
         "generation \"third\" is to be current or first");
    sums(__LINE__, &s, (struct coverage_asked){.first_year = 2015, .last_year = 2014},
         "the last year, 2014, is before the first, 2015");
    sums(__LINE__, &s, (struct coverage_asked){.first_year = 1900, .last_year = 2100},
         "the years 1900 to 2100 are more than 200");
    end(&s);
}

TEST(coverage_view_by_source)
{
    struct scene s;
    size_t n;
    struct buf got = {0};
    begin(&s, STOCK WHOLE("2014") WHOLE("2015")
          "MST_FORE_SEX_CBR_NB THA FB:6664 2014 | SEX_T CBR_BRT_TOTAL 9; SEX_T CBR_BRT_MMR 9; SEX_M CBR_BRT_TOTAL 1\n"
          "MST_FORE_SEX_CBR_NB THA BA:741 2013 | SEX_T CBR_BRT_TOTAL - N\n");
    sums(__LINE__, &s, (struct coverage_asked){0}, "2006-2015 3 of 2199, n/a 1");
    const struct source_sum *v = coverage_view_sources(&n, &s.arena, &s.v);
    for (size_t i = 0; i < n; i++)
        buf_fmt(&got, "%.*s %.*s %d-%d whole %u part %u missing %u questions %u cells %u; ",
                STR_FMT(fixture_ref()->areas[s.v.c.areas[v[i].area]].code), STR_FMT(s.cube->sources[v[i].source]),
                v[i].first_year, v[i].last_year, v[i].n[COVER_REPORTED], v[i].n[COVER_PARTIAL], v[i].n[COVER_MISSING],
                v[i].questions, (unsigned)v[i].have);
    /* both tables of the question are one question table */
    CHECK_STR(buf_view(&got), "KHM FX:14128 2014-2015 whole 2 part 0 missing 0 questions 1 cells 12; "
                              "THA BA:741 2013-2013 whole 0 part 0 missing 1 questions 1 cells 0; "
                              "THA FB:6664 2014-2014 whole 0 part 1 missing 0 questions 1 cells 3; ");
    buf_release(&got);
    end(&s);
}

/* -- growth -------------------------------------------------------------------------------------------- */

static void add_release(struct cover_history *h, struct scene *s, const char *name, const char *at, const char *tables)
{
    struct obs_set set;
    struct cube *cube = cube_of(&set, tables);
    struct cover_edition *e = &h->v[h->n++];
    *e = (struct cover_edition){.name = str_of(name), .released_at = str_of(at)};
    cover_edition_make(e, &s->arena, cube, &s->rounds, fixture_ref());
    cube_free(cube);
    obs_set_release(&set);
}

static void grows(int line, struct scene *s, const struct cover_history *h, const char *want)
{
    struct cover_growth g;
    struct buf got = {0};
    cover_growth_make(&g, &s->arena, h, &s->v);
    for (size_t i = 0; i < g.nrounds; i++) {
        const struct cover_after *r = &g.rounds[i];
        buf_fmt(&got, "%u asked", r->asked);
        if (r->before)
            buf_fmt(&got, ", %u before in %.*s", cover_state_count(&r->had), STR_FMT(r->before->name));
        if (r->after)
            buf_fmt(&got, ", %u of %u after in %.*s", cover_state_count(&r->has), cover_state_possible(&r->has),
                    STR_FMT(r->after->name));
        buf_fmt(&got, ", %u now", cover_state_count(&r->now));
    }
    for (size_t i = 0; i < g.nreleases; i++)
        buf_fmt(&got, "; %.*s %u", STR_FMT(g.releases[i].edition->name), cover_state_count(&g.releases[i].count));
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
}

TEST(coverage_after_a_round)
{
    struct scene s;
    struct cover_edition room[5];
    struct cover_history h = {.v = room};
    struct coverage_asked all = {.first_year = 2010, .last_year = 2015};
    begin(&s, STOCK WHOLE("2014") WHOLE("2015"));
    sums(__LINE__, &s, all, "2010-2015 3 of 1319, n/a 1");
    grows(__LINE__, &s, &h, "4 asked, 0 now");
    add_release(&h, &s, "a", "2014-01-01T00:00:00Z", WHOLE("2013"));
    grows(__LINE__, &s, &h, "4 asked, 1 before in a, 1 now; a 1");
    /* made while it was open: neither before it nor after it */
    add_release(&h, &s, "b", "2014-08-01T00:00:00Z", WHOLE("2013") WHOLE("2014"));
    grows(__LINE__, &s, &h, "4 asked, 1 before in a, 2 now; a 1; b 2");
    add_release(&h, &s, "c", "2014-09-01T00:00:00Z", STOCK WHOLE("2013") WHOLE("2014"));
    add_release(&h, &s, "d", "2015-09-01T00:00:00Z", WHOLE("2014") WHOLE("2015"));
    grows(__LINE__, &s, &h, "4 asked, 1 before in a, 3 of 3 after in c, 1 now; a 1; b 2; c 3; d 2");
    /* what is accepted is no release */
    add_release(&h, &s, "", "", STOCK WHOLE("2013") WHOLE("2014"));
    grows(__LINE__, &s, &h, "4 asked, 1 before in a, 3 of 3 after in c, 3 now; a 1; b 2; c 3; d 2;  3");
    h.n--;
    /* of one country, and while the round is open */
    all.area = STR("THA");
    sums(__LINE__, &s, all, "2010-2015 1 of 131, n/a 1");
    grows(__LINE__, &s, &h, "2 asked, 0 before in a, 1 of 1 after in c, 0 now; a 0; b 0; c 1; d 0");
    s.round.closed_at = STR("");
    grows(__LINE__, &s, &h, "2 asked, 0 before in a, 0 now; a 0; b 0; c 1; d 0");
    end(&s);
}
