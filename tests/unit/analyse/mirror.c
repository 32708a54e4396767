/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/mirror_words.h"

#include "analyse/derived.h"
#include "base/buf.h"
#include "model/period.h"
#include "test.h"

#include <math.h>

#define ABROAD "MNA_TPOP_SEX_CRS_NB MMR AA:1421 2014 | "
#define EMPLOYED "MST_NCTE_SEX_CCT_NB THA FB:6664 2014 | "

/* Lines of data, of countries and of up to two collections, and what comes of them. */
struct made {
    struct cube *cube[3];
    struct collection collections[2];
    const struct collection *others[2];
    struct mirror_from from;
    struct arena arena;
    struct corridor c;
};

static struct cube *cube_of(const char *tables)
{
    struct obs_set set;
    obs_set_init(&set);
    tables_put(&set, tables);
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    obs_set_release(&set);
    return cube;
}

static void make_from(struct made *m, const char *tables, const char *first, const char *second)
{
    *m = (struct made){.from = {.ref = fixture_ref(), .others = m->others}};
    arena_init(&m->arena, MIRROR_CEILING);
    m->from.cube = m->cube[0] = tables ? cube_of(tables) : NULL;
    for (size_t i = 0; i < 2; i++) {
        const char *other = i ? second : first;
        if (!other)
            continue;
        m->cube[1 + i] = cube_of(other);
        m->collections[i] = (struct collection){.code = i ? STR("TWO") : STR("ONE"), .criterion = STR("birth"),
                                                .population = STR("all ages"), .cube = m->cube[1 + i]};
        m->others[m->from.nothers++] = &m->collections[i];
    }
}

static void make_corridor(struct made *m, const char *tables, const char *first, const char *second,
                          const char *origin, const char *destination)
{
    make_from(m, tables, first, second);
    mirror_corridor(&m->c, &m->arena, &m->from, fixture_area(origin), fixture_area(destination));
}

static void made_release(struct made *m)
{
    for (size_t i = 0; i < ARRAY_LEN(m->cube); i++)
        cube_free(m->cube[i]);
    arena_release(&m->arena);
}

static void put_period(struct buf *out, uint16_t period)
{
    char text[PERIOD_TEXT];
    buf_fmt(out, "%s%.*s", out->len ? "; " : "", (int)period_fmt(text, period), text);
}

static void put_num(struct buf *out, const char *before, double value, unsigned decimals)
{
    buf_puts(out, before);
    if (isnan(value))
        buf_char(out, '-');
    else
        buf_num(out, value, decimals);
}

static void put_view(struct buf *out, const struct mirror_view *v)
{
    const struct ref *ref = fixture_ref();
    put_period(out, v->period);
    buf_fmt(out, " %s %s %s", mirror_kind_name(v->kind), mirror_side_name(v->side),
            ref->indicators[v->indicator].code.p);
    put_num(out, " ", v->value, v->decimals);
    if (v->sex != ref->sex_total || v->summed)
        buf_fmt(out, " of %s", v->summed ? "both" : ref->codes[v->sex].code.p);
    if (!isnan(v->women))
        put_num(out, " f", v->women, v->decimals);
    if (!isnan(v->men))
        put_num(out, " m", v->men, v->decimals);
    if (v->in_rest)
        put_num(out, " rest ", v->rest, v->decimals);
    if (v->status)
        buf_fmt(out, " %c", v->status);
    if (v->definition.len)
        buf_fmt(out, " {%.*s}", STR_FMT(v->definition));
    if (v->carried)
        buf_puts(out, " carried");
}

static void put_pair(struct buf *out, const struct corridor *c, const struct mirror_pair *p)
{
    const struct ref *ref = fixture_ref();
    put_period(out, p->period);
    buf_fmt(out, " %.8s/%.8s", ref->indicators[c->v[p->origin].indicator].code.p,
            ref->indicators[c->v[p->destination].indicator].code.p);
    put_num(out, " ", p->difference, 3);
    put_num(out, " ", p->ratio, 4);
    put_num(out, " ", p->asymmetry, 4);
    for (unsigned r = 0; r < MIRROR_REASONS; r++)
        if (p->reasons >> r & 1)
            buf_fmt(out, " %s", mirror_reason_name((enum mirror_reason)r));
}

static void views_are_at(int line, struct made *m, const char *want)
{
    struct buf got = {0};
    buf_puts(&got, "");
    for (size_t i = 0; i < m->c.n; i++)
        put_view(&got, &m->c.v[i]);
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
}
#define views_are(m, want) views_are_at(__LINE__, (m), (want))

static void pairs_are_at(int line, struct made *m, const char *want)
{
    struct buf got = {0};
    buf_puts(&got, "");
    for (size_t i = 0; i < m->c.npairs; i++)
        put_pair(&got, &m->c, &m->c.pairs[i]);
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
}
#define pairs_are(m, want) pairs_are_at(__LINE__, (m), (want))

/* What of Myanmar and Thailand comes of these lines. */
static void compares_at(int line, const char *tables, const char *want)
{
    struct made m;
    make_corridor(&m, tables, NULL, NULL, "MMR", "THA");
    pairs_are_at(line, &m, want);
    made_release(&m);
}
#define compares(tables, want) compares_at(__LINE__, (tables), (want))

static void views_of_at(int line, const char *tables, const char *want)
{
    struct made m;
    make_corridor(&m, tables, NULL, NULL, "MMR", "THA");
    views_are_at(line, &m, want);
    made_release(&m);
}
#define views_of(tables, want) views_of_at(__LINE__, (tables), (want))

/* -- sides ---------------------------------------------------------------------------------------- */

TEST(mirror_both_sides)
{
    struct made m;
    make_corridor(&m, ABROAD "SEX_T CRS_RES_THA 1418.472; SEX_F CRS_RES_THA 605.674; SEX_M CRS_RES_THA 812.798\n"
                  EMPLOYED "SEX_T CCT_CTZ_MMR 933.890\n", NULL, NULL, "MMR", "THA");
    views_are(&m, "2014 stock origin MNA_TPOP_SEX_CRS_NB 1418.472 f605.674 m812.798; "
                  "2014 stock destination MST_NCTE_SEX_CCT_NB 933.890");
    /* by hand: 933.890 - 1418.472, 933.890 / 1418.472, 484.582 / 1176.181 */
    pairs_are(&m, "2014 MNA_TPOP/MST_NCTE -484.582 0.6584 0.4120 population definition source register abroad");
    CHECK_STR(str_of(m.c.v[0].population), "all");
    CHECK_STR(str_of(m.c.v[1].population), "employed");
    CHECK_INT(m.c.v[0].criterion, CRITERION_CITIZENSHIP);
    CHECK_STR(str_of(m.c.v[0].time), "point");
    CHECK_STR(m.c.v[1].source, "FB:6664");
    CHECK_INT(m.c.nintervals, 0);
    made_release(&m);
    /* the other direction has nothing of it */
    make_corridor(&m, ABROAD "SEX_T CRS_RES_THA 1418.472\n" EMPLOYED "SEX_T CCT_CTZ_MMR 933.890\n", NULL, NULL, "THA",
                  "MMR");
    views_are(&m, "");
    made_release(&m);
}

TEST(mirror_one_side)
{
    views_of(ABROAD "SEX_T CRS_RES_THA 5\n", "2014 stock origin MNA_TPOP_SEX_CRS_NB 5");
    views_of(EMPLOYED "SEX_T CCT_CTZ_MMR 5\n", "2014 stock destination MST_NCTE_SEX_CCT_NB 5");
    compares(EMPLOYED "SEX_T CCT_CTZ_MMR 5\n", "");
    views_of("MNA_XRET_SEX_CPR_NB MMR BA:1 2014 | SEX_T CPR_PRV_THA 3\n",
             "2014 return origin MNA_XRET_SEX_CPR_NB 3");
    struct made m;
    make_corridor(&m, NULL, NULL, NULL, "MMR", "THA");
    views_are(&m, "");
    pairs_are(&m, "");
    made_release(&m);
}

/* An empty cell says why; what is confidential is no figure, and not made of its parts. */
TEST(mirror_without_a_figure)
{
    views_of(ABROAD "SEX_T CRS_RES_THA - N\n", "2014 stock origin MNA_TPOP_SEX_CRS_NB - N");
    views_of(ABROAD "SEX_T CRS_RES_THA 9 C; SEX_F CRS_RES_THA 4; SEX_M CRS_RES_THA 5\n",
             "2014 stock origin MNA_TPOP_SEX_CRS_NB - f4 m5 C");
    compares(ABROAD "SEX_T CRS_RES_THA 9 C\n" EMPLOYED "SEX_T CCT_CTZ_MMR 5\n", "");
    compares(ABROAD "SEX_T CRS_RES_THA - N\n" EMPLOYED "SEX_T CCT_CTZ_MMR 5\n", "");
}

TEST(mirror_partner_inside_other_countries)
{
    static const char tables[] = ABROAD "SEX_T CRS_RES_TOTAL 20; SEX_T CRS_RES_MYS 8; SEX_T CRS_RES_X 12.5\n"
                                 EMPLOYED "SEX_T CCT_CTZ_MMR 5\n";
    views_of(tables, "2014 stock origin MNA_TPOP_SEX_CRS_NB - rest 12.5; 2014 stock destination MST_NCTE_SEX_CCT_NB 5");
    compares(tables, "2014 MNA_TPOP/MST_NCTE - - - rest");
    /* listed in one year only; nobody is in an empty rest; both unlisted are no pair */
    views_of(ABROAD "SEX_T CRS_RES_THA 5; SEX_T CRS_RES_X 1\n"
             "MNA_TPOP_SEX_CRS_NB MMR AA:1421 2015 | SEX_T CRS_RES_X 2\n",
             "2014 stock origin MNA_TPOP_SEX_CRS_NB 5; 2015 stock origin MNA_TPOP_SEX_CRS_NB - rest 2");
    views_of(ABROAD "SEX_T CRS_RES_MYS 8; SEX_T CRS_RES_X 0\n", "");
    views_of(ABROAD "SEX_T CRS_RES_MYS 8; SEX_T CRS_RES_X 7 C\n", "");
    compares(ABROAD "SEX_T CRS_RES_X 8\n" EMPLOYED "SEX_T CCT_CTZ_X 5\n", "");
}

/* Neither a group that has the country nor the total is a figure of it. */
TEST(mirror_groups_are_no_corridor)
{
    struct made m;
    make_corridor(&m, "MNA_TPOP_SEX_CRS_NB VNM AA:1 2014 | SEX_T CRS_RES_USACAN 9; SEX_T CRS_RES_TOTAL 10\n",
                  NULL, NULL, "VNM", "USA");
    views_are(&m, "");
    size_t n;
    mirror_all(&n, &m.arena, &m.from);
    CHECK_INT(n, 0);
    made_release(&m);
}

/* -- several measures, sexes, periods ---------------------------------------------------------------- */

TEST(mirror_several_measures_and_intervals)
{
    struct made m;
    make_corridor(&m, ABROAD "SEX_T CRS_RES_THA 10\n" EMPLOYED "SEX_T CCT_CTZ_MMR 6\n"
                  "MST_NCTP_SEX_CCT_NB THA BA:741 2014 | SEX_T CCT_CTZ_MMR 8\n"
                  "MST_TPOP_COU_NB THA AA:1 2014 | COU_ORI_MMR 9.5\n"
                  "MST_FORE_SEX_CBR_NB THA BA:741 2014 | SEX_F CBR_BRT_MMR 2\n", NULL, NULL, "MMR", "THA");
    /* in the order of preference, not of codes */
    views_are(&m, "2014 stock origin MNA_TPOP_SEX_CRS_NB 10; 2014 stock destination MST_TPOP_COU_NB 9.5; "
                  "2014 stock destination MST_NCTP_SEX_CCT_NB 8; 2014 stock destination MST_NCTE_SEX_CCT_NB 6; "
                  "2014 stock destination MST_FORE_SEX_CBR_NB 2 of SEX_F f2");
    pairs_are(&m, "2014 MNA_TPOP/MST_TPOP -0.500 0.9500 0.0513 definition abroad rounding; "
                  "2014 MNA_TPOP/MST_NCTP -2.000 0.8000 0.2222 population definition source abroad; "
                  "2014 MNA_TPOP/MST_NCTE -4.000 0.6000 0.5000 population definition source register abroad; "
                  "2014 MNA_TPOP/MST_FORE -8.000 0.2000 1.3333 population criterion definition source abroad sex");
    CHECK_INT(m.c.nintervals, 1);
    CHECK_INT(m.c.intervals[0].side, SIDE_DESTINATION);
    CHECK_INT(m.c.intervals[0].n, 3);
    CHECK(m.c.intervals[0].low == 6 && m.c.intervals[0].high == 9.5);
    made_release(&m);
}

TEST(mirror_flows_and_first_generation)
{
    compares("MNA_OEMP_SEX_CDS_NB MMR FX:6670 2013 | SEX_T CDS_DES_THA 100\n"
             "MNA_OPOP_SEX_CDS_NB MMR FX:6670 2013 | SEX_T CDS_DES_THA 120\n"
             "MFL_TPOP_SEX_COU_NB THA FJ:1 2013 | SEX_T COU_ORI_MMR 60\n",
             "2013 MNA_OPOP/MFL_TPOP -60.000 0.5000 0.6667 definition register; "
             "2013 MNA_OEMP/MFL_TPOP -40.000 0.6000 0.5000 population definition register");
    compares(ABROAD "SEX_T CRS_RES_THA 10\nMST_MEMP_COU_NB THA BA:741 2014 {T36:3214} | COU_ORI_MMR 5\n",
             "2014 MNA_TPOP/MST_MEMP -5.000 0.5000 0.6667 population criterion definition source abroad");
    /* a stock is no flow, nor what returns */
    compares("MNA_OPOP_SEX_CDS_NB MMR FX:6670 2014 | SEX_T CDS_DES_THA 120\n" EMPLOYED "SEX_T CCT_CTZ_MMR 5\n", "");
    compares("MNA_XRET_SEX_CPR_NB MMR BA:1 2014 | SEX_T CPR_PRV_THA 3\n" EMPLOYED "SEX_T CCT_CTZ_MMR 5\n", "");
}

TEST(mirror_women_and_men)
{
    /* without a total the two make one; of one sex it is said */
    views_of(ABROAD "SEX_F CRS_RES_THA 4; SEX_M CRS_RES_THA 5.5\n",
             "2014 stock origin MNA_TPOP_SEX_CRS_NB 9.5 of both f4.0 m5.5");
    views_of(ABROAD "SEX_M CRS_RES_THA 5.5\n", "2014 stock origin MNA_TPOP_SEX_CRS_NB 5.5 of SEX_M m5.5");
    compares(ABROAD "SEX_F CRS_RES_THA 4; SEX_M CRS_RES_THA 6\n" EMPLOYED "SEX_T CCT_CTZ_MMR 5\n",
             "2014 MNA_TPOP/MST_NCTE -5.000 0.5000 0.6667 population definition source register abroad");
    /* men with men; men with both, which is said */
    compares(ABROAD "SEX_M CRS_RES_THA 4\n" EMPLOYED "SEX_T CCT_CTZ_MMR 9; SEX_M CCT_CTZ_MMR 5; SEX_F CCT_CTZ_MMR 4\n",
             "2014 MNA_TPOP/MST_NCTE 1.000 1.2500 0.2222 population definition source register abroad rounding");
    compares(ABROAD "SEX_M CRS_RES_THA 4\n" EMPLOYED "SEX_T CCT_CTZ_MMR 9\n",
             "2014 MNA_TPOP/MST_NCTE 5.000 2.2500 0.7692 population definition source register abroad sex");
}

TEST(mirror_quarters_and_months)
{
    /* of one period; a stock of the year also with the last quarter or month of it, where the year has none */
    compares("MNA_TPOP_SEX_CRS_NB MMR AA:1 2014Q2 | SEX_T CRS_RES_THA 8\n"
             "MST_NCTE_SEX_CCT_NB THA BA:741 2014Q2 | SEX_T CCT_CTZ_MMR 6\n"
             "MST_NCTE_SEX_CCT_NB THA BA:741 2014Q3 | SEX_T CCT_CTZ_MMR 7\n",
             "2014Q2 MNA_TPOP/MST_NCTE -2.000 0.7500 0.2857 population definition source abroad");
    compares(ABROAD "SEX_T CRS_RES_THA 10\n"
             "MST_NCTE_SEX_CCT_NB THA BA:741 2014Q2 | SEX_T CCT_CTZ_MMR 6\n"
             "MST_NCTE_SEX_CCT_NB THA BA:741 2014Q4 | SEX_T CCT_CTZ_MMR 8\n",
             "2014 MNA_TPOP/MST_NCTE -2.000 0.8000 0.2222 population definition source abroad time");
    compares("MNA_TPOP_SEX_CRS_NB MMR AA:1 2014M03 | SEX_T CRS_RES_THA 5\n"
             "MNA_TPOP_SEX_CRS_NB MMR AA:1 2015M03 | SEX_T CRS_RES_THA 5\n" EMPLOYED "SEX_T CCT_CTZ_MMR 10\n",
             "2014 MNA_TPOP/MST_NCTE 5.000 2.0000 0.6667 population definition source register abroad time");
    compares(ABROAD "SEX_T CRS_RES_THA 10\nMST_NCTE_SEX_CCT_NB THA BA:741 2014Q4 | SEX_T CCT_CTZ_MMR 6\n"
             EMPLOYED "SEX_T CCT_CTZ_MMR 9\n",
             "2014 MNA_TPOP/MST_NCTE -1.000 0.9000 0.1053 population definition source register abroad rounding");
    /* a quarter's flow is not a year's */
    compares("MNA_OPOP_SEX_CDS_NB MMR FX:1 2014 | SEX_T CDS_DES_THA 8\n"
             "MFL_NCIT_SEX_CCT_NB THA FX:2 2014Q4 | SEX_T CCT_CTZ_MMR 6\n", "");
}

/* -- reasons ---------------------------------------------------------------------------------------- */

#define OF(source, note, figure) "MNA_TPOP_SEX_CRS_NB MMR " source " 2014 {" note "} | SEX_T CRS_RES_THA " figure "\n"
#define IN(source, note, figure) "MST_TPOP_COU_NB THA " source " 2014 {" note "} | COU_ORI_MMR " figure "\n"

TEST(mirror_reasons)
{
    /* the same in everything: nothing follows */
    compares(OF("EA:1", "T36:3215", "10") IN("EA:2", "T36:3215", "20"), "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667");
    /* what is said of neither, of one, of both */
    compares(OF("EA:1", "", "10") IN("EA:2", "", "20"), "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667 definition");
    compares(OF("EA:1", "T36:3215", "10") IN("EA:2", "T36:3214", "20"),
             "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667 criterion definition");
    compares(OF("EA:1", "T36:4468", "10") IN("EA:2", "T36:4468", "20"),
             "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667 definition");
    /* sources: two surveys; a census and a survey; records on both sides; of an estimate nothing is known */
    compares(OF("BA:1", "T36:3215", "10") IN("BX:2", "T36:3215", "20"),
             "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667 abroad");
    compares(OF("AA:1", "T36:3215", "10") IN("BA:2", "T36:3215", "20"),
             "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667 source abroad");
    compares(OF("FX:1", "T36:3215", "10") IN("FB:2", "T36:3215", "20"),
             "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667 register");
    compares(OF("EA:1", "T36:3215", "10") IN("AA:2", "T36:3215", "20"), "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667");
    /* reference periods that both say */
    compares(OF("EA:1", "T36:3215_S3:24", "10") IN("EA:2", "T36:3215_S3:5", "20"),
             "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667 time");
    compares(OF("EA:1", "T36:3215_S3:24", "10") IN("EA:2", "T36:3215", "20"),
             "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667");
    compares(OF("EA:1", "T36:3215", "10 P") IN("EA:2", "T36:3215", "20"),
             "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667 status");
    compares(OF("EA:1", "T36:3215", "10 B") IN("EA:2", "T36:3215", "20"),
             "2014 MNA_TPOP/MST_TPOP 10.000 2.0000 0.6667");
}

/* The sentence of a reason of the first pair, in English. */
static void says_at(int line, const char *tables, enum mirror_reason reason, const char *want)
{
    struct made m;
    make_corridor(&m, tables, NULL, NULL, "MMR", "THA");
    const struct mirror_words w = {m.from.ref, text_find("en"), &m.arena};
    if (!m.c.npairs || !(m.c.pairs[0].reasons >> reason & 1))
        test_fail(__FILE__, line, "%s is no reason", mirror_reason_name(reason));
    struct str got = mirror_reason_words(&w, &m.c, &m.c.pairs[0], reason);
    if (!str_is(got, want))
        test_fail(__FILE__, line, "\n  got  %.*s\n  want %s", STR_FMT(got), want);
    made_release(&m);
}
#define says(tables, reason, want) says_at(__LINE__, (tables), (reason), (want))

TEST(mirror_reasons_in_words)
{
    says(OF("EA:1", "T36:3526", "10") IN("EA:2", "", "20"), REASON_DEFINITION,
         "Myanmar says who is counted: Estimated total nationals living abroad. Thailand does not say it.");
    says(OF("EA:1", "", "10") IN("EA:2", "T36:3215", "20"), REASON_DEFINITION,
         "Thailand says who is counted: Non-citizens. Myanmar does not say it.");
    says(OF("EA:1", "T36:3526", "10") IN("EA:2", "T36:3214", "20"), REASON_DEFINITION,
         "Who is counted is said otherwise. Myanmar: Estimated total nationals living abroad. Thailand: Persons born "
         "outside of the country.");
    says(OF("EA:1", "", "10") IN("EA:2", "T36:3214", "20"), REASON_CRITERION,
         "Myanmar counts by citizenship, Thailand by place of birth.");
    says(OF("FX:6670", "", "10") IN("FJ:2", "", "20"), REASON_REGISTER,
         "Other administrative records and related sources (Myanmar): only who was registered is counted, not "
         "irregular migrants. Population register (Thailand): only who was registered is counted, not irregular "
         "migrants. Who has moved away since may still be in the records.");
    says("MNA_OPOP_SEX_CDS_NB MMR BA:1 2014 | SEX_T CDS_DES_THA 8\nMFL_NCIT_SEX_CCT_NB THA FX:2 2014 | "
         "SEX_T CCT_CTZ_MMR 6\n", REASON_REGISTER, "Other administrative records and related sources (Thailand): "
         "only who was registered is counted, not irregular migrants.");
    says(OF("EA:1", "S3:24", "10") IN("EA:2", "S3:5", "20"), REASON_TIME,
         "The reference periods are not the same. Myanmar: End of the year. Thailand: Annual or annual average.");
    says(ABROAD "SEX_T CRS_RES_THA 10\nMST_NCTE_SEX_CCT_NB THA BA:741 2014Q4 | SEX_T CCT_CTZ_MMR 6\n", REASON_TIME,
         "Myanmar gives a figure of 2014, Thailand of 2014Q4.");
    says(ABROAD "SEX_M CRS_RES_THA 10\n" EMPLOYED "SEX_T CCT_CTZ_MMR 6\n", REASON_SEX,
         "Myanmar gives a figure of men only.");
    says(ABROAD "SEX_T CRS_RES_X 12.5\n" EMPLOYED "SEX_T CCT_CTZ_MMR 6\n", REASON_REST,
         "Myanmar does not list Thailand in that year. It may be among its “other countries”, which have 12.5 thousand "
         "persons in all.");
    says(OF("EA:1", "", "10 P") IN("EA:2", "", "20 E"), REASON_STATUS,
         "The figure of Myanmar has the status: Provisional. The figure of Thailand has the status: Estimate.");
}

TEST(mirror_rounding)
{
    /* 10 is from 9.5 to 10.5, 10.55 from 10.545 to 10.555 */
    compares(OF("EA:1", "T36:3215", "10") IN("EA:2", "T36:3215", "10.50"),
             "2014 MNA_TPOP/MST_TPOP 0.500 1.0500 0.0488 rounding");
    compares(OF("EA:1", "T36:3215", "10") IN("EA:2", "T36:3215", "10.51"),
             "2014 MNA_TPOP/MST_TPOP 0.510 1.0510 0.0497");
    compares(OF("EA:1", "T36:3215", "10.0") IN("EA:2", "T36:3215", "10.1"),
             "2014 MNA_TPOP/MST_TPOP 0.100 1.0100 0.0100 rounding");
    compares(OF("EA:1", "T36:3215", "10.5") IN("EA:2", "T36:3215", "10.500"),
             "2014 MNA_TPOP/MST_TPOP 0.000 1.0000 0.0000");
    /* none, and both none */
    compares(OF("EA:1", "T36:3215", "0.0") IN("EA:2", "T36:3215", "8.0"), "2014 MNA_TPOP/MST_TPOP 8.000 - 2.0000");
    compares(OF("EA:1", "T36:3215", "0") IN("EA:2", "T36:3215", "0"), "2014 MNA_TPOP/MST_TPOP 0.000 - -");
}

TEST(mirror_carried_forward)
{
    struct made m;
    make_corridor(&m, "MNA_TPOP_SEX_CRS_NB MMR AA:1 2012 | SEX_T CRS_RES_THA 7.5\n"
                  "MNA_TPOP_SEX_CRS_NB MMR AA:1 2013 | SEX_T CRS_RES_THA 7.5\n"
                  "MNA_TPOP_SEX_CRS_NB MMR AA:1 2015 | SEX_T CRS_RES_THA 7.5\n"
                  "MST_NCTE_SEX_CCT_NB THA BA:741 2013 | SEX_T CCT_CTZ_MMR 6\n", NULL, NULL, "MMR", "THA");
    views_are(&m, "2012 stock origin MNA_TPOP_SEX_CRS_NB 7.5; 2013 stock origin MNA_TPOP_SEX_CRS_NB 7.5 carried; "
                  "2013 stock destination MST_NCTE_SEX_CCT_NB 6; 2015 stock origin MNA_TPOP_SEX_CRS_NB 7.5");
    pairs_are(&m, "2013 MNA_TPOP/MST_NCTE -1.500 0.8000 0.2222 population definition source abroad carried");
    made_release(&m);
}

/* -- collections ---------------------------------------------------------------------------------------- */

/* Either way of writing: by origin at the destination, and by sex as seen from the origin. */
TEST(mirror_collections)
{
    struct made m;
    make_corridor(&m, ABROAD "SEX_T CRS_RES_THA 10\n",
                  "MST_TPOP_COU_NB THA XX:1 2015 | COU_ORI_MMR 1978.348\nMST_TPOP_COU_NB THA XX:1 2014 | COU_ORI_X 4; "
                  "COU_ORI_MMR 12\n",
                  "MNA_TPOP_SEX_CRS_NB MMR XX:1 2014 | SEX_T CRS_RES_THA 14; SEX_F CRS_RES_THA 6; SEX_M CRS_RES_THA 8; "
                  "SEX_T CRS_RES_X 3\nMNA_TPOP_SEX_CRS_NB MMR XX:1 2010 | SEX_T CRS_RES_X 3\n",
                  "MMR", "THA");
    views_are(&m, "2014 stock origin MNA_TPOP_SEX_CRS_NB 10; 2014 stock other MST_TPOP_COU_NB 12; "
                  "2014 stock other MNA_TPOP_SEX_CRS_NB 14 f6 m8; 2015 stock other MST_TPOP_COU_NB 1978.348");
    CHECK_STR(m.c.v[1].source, "ONE");
    CHECK(m.c.v[2].collection == &m.collections[1]);
    CHECK_INT(m.c.v[2].criterion, CRITERION_BIRTH);
    CHECK(!m.c.v[2].population);
    pairs_are(&m, ""); /* a third view is no side */
    CHECK_INT(m.c.nintervals, 1);
    CHECK_INT(m.c.intervals[0].side, SIDE_OTHER);
    CHECK(m.c.intervals[0].low == 12 && m.c.intervals[0].high == 14);
    made_release(&m);
}

/* -- all at once -------------------------------------------------------------------------------------- */

static const char many[] =
    "MNA_TPOP_SEX_CRS_NB MMR AA:1 2013 | SEX_T CRS_RES_THA 10; SEX_T CRS_RES_X 1\n"
    "MNA_TPOP_SEX_CRS_NB MMR AA:1 2014 | SEX_T CRS_RES_THA 12; SEX_T CRS_RES_MYS 2\n"
    "MNA_TPOP_SEX_CRS_NB MMR AA:1 2015 | SEX_T CRS_RES_X 20\n"
    "MNA_TPOP_SEX_CRS_NB KHM AA:1 2014 | SEX_T CRS_RES_THA 5.50; SEX_T CRS_RES_USA 3\n"
    "MNA_TPOP_SEX_CRS_NB KHM AA:1 2014Q2 | SEX_T CRS_RES_THA 7\n"
    "MST_NCTE_SEX_CCT_NB THA BA:741 2013 | SEX_T CCT_CTZ_MMR 7; SEX_F CCT_CTZ_MMR 3\n"
    "MST_NCTE_SEX_CCT_NB THA BA:741 2014 | SEX_T CCT_CTZ_MMR 6; SEX_T CCT_CTZ_KHM 4.5; SEX_T CCT_CTZ_X 3\n"
    "MST_NCTP_SEX_CCT_NB THA BA:741 2014 | SEX_T CCT_CTZ_MMR 8; SEX_T CCT_CTZ_KHM 6 C\n"
    "MST_NCTE_SEX_CCT_NB THA BA:741 2015 | SEX_T CCT_CTZ_MMR 9\n"
    "MNA_OEMP_SEX_CDS_NB LAO FX:1 2014 | SEX_T CDS_DES_THA 50\n"
    "MFL_NCIT_SEX_CCT_NB THA FX:1 2014 | SEX_T CCT_CTZ_LAO 30\n";

static void lines_are_at(int line, const struct mirror_line *lines, size_t n, const char *want)
{
    const struct ref *ref = fixture_ref();
    struct buf got = {0};
    buf_puts(&got, "");
    for (size_t i = 0; i < n; i++) {
        const struct mirror_line *l = &lines[i];
        put_period(&got, l->period);
        buf_fmt(&got, " %s %s>%s %.8s/%.8s", mirror_kind_name(l->kind), ref->areas[l->origin].code.p,
                ref->areas[l->destination].code.p, l->indicators[0] ? ref->indicators[l->indicators[0]].code.p : "",
                l->indicators[1] ? ref->indicators[l->indicators[1]].code.p : "");
        put_num(&got, " ", l->from_origin, l->decimals);
        put_num(&got, " ", l->from_destination, l->decimals);
        put_num(&got, " ", l->ratio, 4);
    }
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
}

TEST(mirror_all_corridors)
{
    struct made m;
    size_t n;
    make_from(&m, many, "MST_TPOP_COU_NB THA XX:1 2014 | COU_ORI_VNM 4\n", NULL);
    const struct mirror_line *lines = mirror_all(&n, &m.arena, &m.from);
    lines_are_at(__LINE__, lines, n,
                 "2014 stock KHM>THA MNA_TPOP/MST_NCTE 5.50 4.50 0.8182; "
                 "2014 flow LAO>THA MNA_OEMP/MFL_NCIT 50 30 0.6000; "
                 "2013 stock MMR>THA MNA_TPOP/MST_NCTE 10 7 0.7000; 2014 stock MMR>THA MNA_TPOP/MST_NCTP 12 8 0.6667");
    /* each is what the corridor compares first */
    for (size_t i = 0; i < n; i++) {
        struct corridor c;
        size_t k = 0;
        mirror_corridor(&c, &m.arena, &m.from, lines[i].origin, lines[i].destination);
        while (k < c.npairs && (c.pairs[k].period != lines[i].period || isnan(c.pairs[k].difference)))
            k++;
        CHECK(k < c.npairs && c.pairs[k].difference == lines[i].difference &&
              c.v[c.pairs[k].destination].indicator == lines[i].indicators[1]);
    }
    made_release(&m);
}

TEST(mirror_asymmetry_of_countries)
{
    struct made m;
    size_t nlines, n;
    make_from(&m, many, NULL, NULL);
    const struct mirror_line *lines = mirror_all(&nlines, &m.arena, &m.from);
    const struct mirror_asymmetry *a = mirror_asymmetries(&n, &m.arena, lines, nlines);
    CHECK_INT(n, 5); /* KHM, LAO, MMR as origins; THA as destination of stocks and of flows */
    CHECK_INT(a[0].area, fixture_area("KHM"));
    CHECK(a[0].as_origin && a[0].ncorridors == 1 && a[0].said == 5.5 && a[0].mirrored == 4.5);
    CHECK(fabs(a[0].asymmetry - 0.2) < 1e-12);
    const struct mirror_asymmetry *tha = &a[n - 2];
    CHECK_INT(tha->area, fixture_area("THA"));
    CHECK(!tha->as_origin && tha->kind == MIRROR_STOCK && tha->ncorridors == 2);
    /* by hand, of the latest years: 4.5 + 8, 5.5 + 12; (1 + 4) / 15 */
    CHECK(tha->said == 12.5 && tha->mirrored == 17.5 && fabs(tha->asymmetry - 1.0 / 3) < 1e-12);
    CHECK(a[n - 1].kind == MIRROR_FLOW && a[n - 1].asymmetry == 0.5);
    mirror_asymmetries(&n, &m.arena, NULL, 0);
    CHECK_INT(n, 0);
    made_release(&m);
}

static void cell_is_at(int line, const struct mirror_matrix *m, const char *from, const char *to, const char *want)
{
    struct buf got = {0};
    uint32_t o = 0, d = 0;
    while (o < m->n && m->areas[o] != fixture_area(from))
        o++;
    while (d < m->n && m->areas[d] != fixture_area(to))
        d++;
    CHECK(o < m->n && d < m->n);
    size_t i = (size_t)o * m->n + d;
    buf_puts(&got, "");
    if (m->periods[i])
        put_period(&got, m->periods[i]);
    put_num(&got, " ", m->origin[i], m->decimals[i]);
    put_num(&got, " ", m->destination[i], m->decimals[i]);
    put_num(&got, " ", m->other[i], m->decimals[i]);
    if (m->rest[0][i])
        buf_puts(&got, " o");
    if (m->rest[1][i])
        buf_puts(&got, " d");
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
}
#define cell_is(m, from, to, want) cell_is_at(__LINE__, (m), (from), (to), (want))

TEST(mirror_matrices)
{
    struct made m;
    struct mirror_matrix x;
    make_from(&m, many, "MST_TPOP_COU_NB THA XX:1 2014 | COU_ORI_MMR 11; COU_ORI_VNM 4.25\n"
              "MST_TPOP_COU_NB THA XX:1 2019 | COU_ORI_MMR 12\n", NULL);
    mirror_matrix(&x, &m.arena, &m.from, MIRROR_STOCK, 0, NULL, 0);
    CHECK_INT(x.n, 10);
    /* the latest year of which both speak; of one, the latest of one; of none, what others say */
    cell_is(&x, "MMR", "THA", "2014 12 8 11");
    cell_is(&x, "KHM", "THA", "2014 5.50 4.50 -");
    cell_is(&x, "MMR", "MYS", "2014 2 - -");
    cell_is(&x, "VNM", "THA", "2014 - - 4.25 d");
    cell_is(&x, "LAO", "THA", " - - -");
    cell_is(&x, "THA", "THA", " - - -");
    size_t n;
    const struct mirror_line *lines = mirror_listed(&n, &m.arena, &x);
    lines_are_at(__LINE__, lines, n, "2014 stock MMR>THA MNA_TPOP/MST_NCTP 12 8 0.6667; "
                 "2014 stock KHM>THA MNA_TPOP/MST_NCTE 5.50 4.50 0.8182; 2014 stock MMR>MYS MNA_TPOP/ 2 - -");
    mirror_matrix(&x, &m.arena, &m.from, MIRROR_STOCK, period_make(2015, 0), NULL, 0);
    cell_is(&x, "MMR", "THA", "2015 - 9 - o");
    cell_is(&x, "MMR", "MYS", " - - - o");
    cell_is(&x, "KHM", "THA", " - - -");
    mirror_matrix(&x, &m.arena, &m.from, MIRROR_FLOW, 0, NULL, 0);
    cell_is(&x, "LAO", "THA", "2014 50 30 -");
    const uint16_t areas[] = {fixture_area("KHM"), fixture_area("USA")};
    mirror_matrix(&x, &m.arena, &m.from, MIRROR_STOCK, 0, areas, 2);
    cell_is(&x, "KHM", "USA", "2014 3 - -");
    made_release(&m);
}

/* Figures of chance over many tables: what is compared is what was said, and nothing is read past an end. */
TEST(mirror_of_chance)
{
    struct chance chance = {.state = 7};
    for (int round = 0; round < 20; round++) {
        struct made m;
        struct obs_set set;
        size_t n;
        make_from(&m, NULL, NULL, NULL);
        obs_set_init(&set);
        fixture_random(&set, &chance, 60);
        m.from.cube = m.cube[0] = fixture_cube(fixture_ref(), &set);
        const struct mirror_line *lines = mirror_all(&n, &m.arena, &m.from);
        for (size_t i = 0; i < n; i++)
            CHECK(isfinite(lines[i].from_origin) && isfinite(lines[i].from_destination) && lines[i].period);
        for (uint16_t o = 1; o < 30; o++)
            for (uint16_t d = 1; d < 30; d++)
                mirror_corridor(&m.c, &m.arena, &m.from, o, d);
        obs_set_release(&set);
        made_release(&m);
    }
}
