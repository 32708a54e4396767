/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/derived.h"

#include "io/files.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

#define XWAP "MST_XWAP_SEX_AGE_CCT_NB THA BA:741 2014 | "
#define TEMP "MST_TEMP_SEX_AGE_CCT_NB THA BA:741 2014 | "
#define TUNE "MST_TUNE_SEX_AGE_CCT_NB THA BA:741 2014 | "
#define ALL "SEX_T AGE_AGGREGATE_Y25-54 CCT_CIT_TOTAL "
#define MIGRANTS "SEX_T AGE_AGGREGATE_Y25-54 CCT_CIT_NONCIT "

static const char labour[] = XWAP ALL "500.5; " MIGRANTS "40\n" TEMP ALL "300.25; " MIGRANTS "30\n" TUNE
    ALL "20.125; " MIGRANTS "2\n";

TEST(derive_labour_force)
{
    derives(labour, "MST_TEAP_SEX_AGE_CCT_NB", "2014 " ALL "320.375; 2014 " MIGRANTS "32");
    derives(labour, "MST_TEIP_SEX_AGE_CCT_NB", "2014 " ALL "180.125; 2014 " MIGRANTS "8");
}

TEST(derive_rates)
{
    /* by hand: 320.375 / 500.5, 300.25 / 500.5, 20.125 / 320.375; 32 / 40, 30 / 40, 2 / 32 */
    derives(labour, "MST_TEAP_SEX_AGE_CCT_RT", "2014 " ALL "64.011; 2014 " MIGRANTS "80.000");
    derives(labour, "MST_TEMP_SEX_AGE_CCT_RT", "2014 " ALL "59.990; 2014 " MIGRANTS "75.000");
    derives(labour, "MST_TUNE_SEX_AGE_CCT_RT", "2014 " ALL "6.282; 2014 " MIGRANTS "6.250");
}

TEST(derive_needs_every_input)
{
    derives(XWAP ALL "500\n" TEMP ALL "300\n", "MST_TEAP_SEX_AGE_CCT_NB", "");
    derives(XWAP ALL "500\n" TEMP ALL "300\n" TUNE ALL "- N\n", "MST_TEAP_SEX_AGE_CCT_NB", "");
    derives(XWAP ALL "500\n" TEMP ALL "300\n" TUNE ALL "20 C\n", "MST_TEAP_SEX_AGE_CCT_NB", "");
    derives(XWAP ALL "0\n" TEMP ALL "0\n" TUNE ALL "0\n", "MST_TUNE_SEX_AGE_CCT_RT", "");
}

TEST(derive_from_one_source_and_period)
{
    derives(TEMP ALL "300\nMST_TUNE_SEX_AGE_CCT_NB THA AA:1700 2014 | " ALL "20\n",
            "MST_TEAP_SEX_AGE_CCT_NB", "");
    derives(TEMP ALL "300\nMST_TUNE_SEX_AGE_CCT_NB THA BA:741 2015 | " ALL "20\n",
            "MST_TEAP_SEX_AGE_CCT_NB", "");
}

TEST(derive_no_figure_that_contradicts_itself)
{
    derives(XWAP ALL "300\n" TEMP ALL "290\n" TUNE ALL "20\n", "MST_TEIP_SEX_AGE_CCT_NB", "");
    derives(XWAP ALL "300\n" TEMP ALL "301.5\n", "MST_TEMP_SEX_AGE_CCT_RT", "");
    /* within the rounding of the figures it is all of it */
    derives(XWAP ALL "300\n" TEMP ALL "301\n", "MST_TEMP_SEX_AGE_CCT_RT", "2014 " ALL "100.000");
}

TEST(derive_carries_what_is_said_of_the_parents)
{
    derives(XWAP ALL "500\n" TEMP ALL "300 U\n", "MST_TEMP_SEX_AGE_CCT_RT",
            "2014 " ALL "60.000 {L2:U}");
    derives(XWAP ALL "500 E\n" TEMP ALL "300 B\n", "MST_TEMP_SEX_AGE_CCT_RT",
            "2014 " ALL "60.000 {L2:BE} {I11:266}");
    derives("MST_XWAP_SEX_AGE_CCT_NB THA BA:741 2014 {R1:3513_T36:3215} | " ALL "500\n"
            "MST_TEMP_SEX_AGE_CCT_NB THA BA:741 2014 {T36:3215_I11:264} | " ALL "300 B\n",
            "MST_TEMP_SEX_AGE_CCT_RT", "2014 " ALL "60.000 {L2:B} {T36:3215_I11:264_R1:3513}");
    /* of the second generation of derived figures too */
    derives(TEMP ALL "300 U\n" TUNE ALL "20 P\n", "MST_TUNE_SEX_AGE_CCT_RT",
            "2014 " ALL "6.250 {L2:PU}");
}

TEST(derive_shares_of_migrants)
{
    derives(labour, "MST_WNCT_SEX_AGE_RT", "2014 SEX_T AGE_AGGREGATE_Y25-54 7.992");
    derives(labour, "MST_TEMP_SEX_AGE_NC", "2014 SEX_T AGE_AGGREGATE_Y25-54 9.992");
    derives("MST_XWAP_SEX_EDU_CBR_NB THA BA:741 2014 | SEX_T EDU_AGGREGATE_ADV CBR_BIR_TOTAL 80; "
            "SEX_T EDU_AGGREGATE_ADV CBR_BIR_FOREIGN 10; SEX_T EDU_AGGREGATE_ADV CBR_BIR_NATIVE 70\n",
            "MST_WFOR_SEX_EDU_RT", "2014 SEX_T EDU_AGGREGATE_ADV 12.500");
}

TEST(derive_distributions_and_share_of_women)
{
    static const char stock[] =
        "MST_NCTE_SEX_CCT_NB THA BA:741 2014 | SEX_T CCT_CTZ_TOTAL 200; SEX_T CCT_CTZ_MMR 150; "
        "SEX_T CCT_CTZ_X 50; SEX_F CCT_CTZ_TOTAL 80; SEX_F CCT_CTZ_MMR 60\n";
    derives(stock, "MST_NCTE_SEX_CCT_DT", "2014 SEX_T CCT_CTZ_MMR 75.000; 2014 SEX_T CCT_CTZ_X 25.000; "
            "2014 SEX_F CCT_CTZ_MMR 75.000; 2014 SEX_M CCT_CTZ_MMR 75.000");
    derives(stock, "MST_NCTE_CCT_FS", "2014 CCT_CTZ_TOTAL 40.000; 2014 CCT_CTZ_MMR 40.000");
    derives("MST_TEMP_SEX_ECO_CCT_NB THA BA:741 2014 | SEX_T ECO_AGGREGATE_TOTAL CCT_CIT_NONCIT 8; "
            "SEX_T ECO_AGGREGATE_CON CCT_CIT_NONCIT 3\n", "MST_TEMP_SEX_CCT_ECO_DT",
            "2014 SEX_T CCT_CIT_NONCIT ECO_AGGREGATE_CON 37.500");
}

/* -- growth -------------------------------------------------------------------------------- */

static void grows(const char *before, const char *after, const char *want)
{
    char text[400];
    snprintf(text, sizeof text, "MST_NCTE_SEX_CCT_NB THA %s\nMST_NCTE_SEX_CCT_NB THA %s\n", before, after);
    derives(text, "MST_NCTE_SEX_CCT_GR", want);
}

#define CELL " | SEX_T CCT_CTZ_MMR "
TEST(derive_growth)
{
    grows("BA:741 2014" CELL "100", "BA:741 2015" CELL "110", "2015 SEX_T CCT_CTZ_MMR 10.000");
    grows("BA:741 2014" CELL "100", "BA:741 2015" CELL "0", "2015 SEX_T CCT_CTZ_MMR -100.000");
    /* (1.21)^(1/2) and 2^(1/10): the average a year over years without a figure */
    grows("BA:741 2014" CELL "100", "BA:741 2016" CELL "121", "2016 SEX_T CCT_CTZ_MMR 10.000");
    grows("BA:741 2004" CELL "100", "BA:741 2014" CELL "200", "2014 SEX_T CCT_CTZ_MMR 7.177");
    grows("BA:741 2003" CELL "100", "BA:741 2014" CELL "200", "");
    grows("BA:741 2014" CELL "0", "BA:741 2015" CELL "10", "");
    grows("BA:741 2014" CELL "100 C", "BA:741 2015" CELL "110", "");
}

TEST(derive_no_growth_over_a_break)
{
    grows("BA:741 2014" CELL "100", "AA:1700 2015" CELL "110", "");
    grows("BA:741 2014" CELL "100", "BA:741 2015" CELL "110 B", "");
    grows("BA:741 2014 {T36:3215}" CELL "100", "BA:741 2015 {T36:3216}" CELL "110", "");
    grows("BA:741 2014 {T36:3215}" CELL "100", "BA:741 2015 {T36:3215_I11:264}" CELL "110",
          "2015 SEX_T CCT_CTZ_MMR 10.000 {T36:3215_I11:264}");
    grows("BA:741 2014Q1" CELL "100", "BA:741 2015Q1" CELL "110", "");
    /* a break in the year before does not part it from the year after */
    grows("BA:741 2014" CELL "100 B", "BA:741 2015" CELL "110",
          "2015 SEX_T CCT_CTZ_MMR 10.000 {L2:B} {I11:266}");
}

/* -- region -------------------------------------------------------------------------------- */

#define STOCK "MST_NCTP_SEX_CCT_NB THA BA:741 2014 | SEX_T CCT_CTZ_TOTAL 100; "
TEST(derive_share_of_the_region)
{
    derives(STOCK "SEX_T CCT_CTZ_ASEAN 61; SEX_T CCT_CTZ_MMR 50\n", "MST_NCTP_SEX_RS",
            "2014 SEX_T 61.000");
    derives(STOCK "SEX_T CCT_CTZ_MMR 50; SEX_T CCT_CTZ_LAO 10; SEX_T CCT_CTZ_CHN 5; SEX_T CCT_CTZ_X 35\n",
            "MST_NCTP_SEX_RS", "2014 SEX_T 60.000 {L1:LAO+MMR}");
    derives(STOCK "SEX_T CCT_CTZ_MMR 50; SEX_T CCT_CTZ_CHN 50; SEX_T CCT_CTZ_X 0\n", "MST_NCTP_SEX_RS",
            "2014 SEX_T 50.000");
    derives(STOCK "SEX_T CCT_CTZ_MMR 50; SEX_T CCT_CTZ_LAO - C\n", "MST_NCTP_SEX_RS", "");
    derives(STOCK "SEX_T CCT_CTZ_CHN 50\n", "MST_NCTP_SEX_RS", "");
    /* all nine others; the own country is none of them */
    derives(STOCK "SEX_T CCT_CTZ_BRN 1; SEX_T CCT_CTZ_IDN 1; SEX_T CCT_CTZ_KHM 1; SEX_T CCT_CTZ_LAO 1; "
            "SEX_T CCT_CTZ_MMR 1; SEX_T CCT_CTZ_MYS 1; SEX_T CCT_CTZ_PHL 1; SEX_T CCT_CTZ_SGP 1; "
            "SEX_T CCT_CTZ_VNM 1; SEX_T CCT_CTZ_THA 7\n", "MST_NCTP_SEX_RS", "2014 SEX_T 9.000");
}

TEST(derive_of_earnings_only_their_growth)
{
    static const char pay[] =
        "MST_EARA_SEX_CCT_NB THA BA:741 2014 | SEX_M CCT_CIT_TOTAL 1000.00; SEX_T CCT_CIT_TOTAL 900.00\n"
        "MST_EARA_SEX_CCT_NB THA BA:741 2015 | SEX_T CCT_CIT_TOTAL 945.00\n";
    derives(pay, "MST_EARA_SEX_CCT_GR", "2015 SEX_T CCT_CIT_TOTAL 5.000");
    derives(pay, "MST_EARA_SEX_CCT_NB", ""); /* women earn not the difference */
}

/* -- published figures ----------------------------------------------------------------------- */

static void read_shared(struct file_read *f, const char *name)
{
    char path[300];
    struct buf raw = {0};
    struct err err;
    snprintf(path, sizeof path, "%s/data/ilms/%s.csv", test_shared(), name);
    if (io_slurp(&raw, path, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    file_read(f, buf_view(&raw), "BA:1");
    CHECK_INT(f->result, 0);
    buf_release(&raw);
}

static const struct obs *same_in(const struct obs_set *set, size_t first, size_t n, const struct obs *o,
                                 uint16_t indicator)
{
    for (size_t i = first; i < first + n; i++) {
        const struct obs *other = &set->v[i];
        if (other->indicator == indicator && other->area == o->area && other->sex == o->sex &&
            other->classif[0] == o->classif[0] && other->classif[1] == o->classif[1] &&
            other->period == o->period)
            return other;
    }
    return NULL;
}

/* Takes the published aggregates of a country away, makes them of the major groups again and counts
 * those that are the same figure. */
static unsigned reproduced(const char *name, const char *area, const char *version)
{
    struct file_read f;
    struct obs_set set;
    struct derived_set d;
    struct obs held[2000];
    size_t nheld = 0;
    unsigned same = 0;
    int aggregate = ref_version_find(fixture_ref(), str_of(version));
    read_shared(&f, name);
    obs_set_init(&set);
    strset_put(&set.sources, f.set.sources.v[1]);
    for (size_t i = 0; i < f.set.n; i++) {
        struct obs o = f.set.v[i];
        o.note = 0;
        if (o.area != fixture_area(area) || isnan(o.value))
            continue;
        if (fixture_ref()->codes[o.classif[0]].version == aggregate && nheld < ARRAY_LEN(held))
            held[nheld++] = o;
        else
            *obs_set_add(&set) = o;
    }
    derive(&d, fixture_ref(), &set);
    for (size_t i = 0; i < nheld; i++) {
        const struct obs *o = same_in(&set, d.first, d.n, &held[i], held[i].indicator);
        if (!o)
            continue; /* of that year there are no major groups */
        if (fabs(o->value - held[i].value) > 5e-4 * 6)
            test_fail(__FILE__, __LINE__, "%s %s: %g published, %g made", name, area, held[i].value,
                      o->value);
        same++;
    }
    derived_set_release(&d);
    obs_set_release(&set);
    file_release(&f);
    return same;
}

TEST(derive_published_skill_levels)
{
    CHECK_INT(reproduced("MFL_NEMP_SEX_OCU_NB", "PHL", "OCU_SKILL"), 42);
    CHECK_INT(reproduced("MFL_NEMP_SEX_OCU_NB", "THA", "OCU_SKILL"), 11);
    CHECK_INT(reproduced("MNA_OEMP_SEX_OCU_NB", "IDN", "OCU_SKILL"), 20);
}

/* Angola's table of 2014 and 2019: shares computed here from the file, one by one. */
TEST(derive_shares_of_a_published_table)
{
    struct file_read f;
    struct derived_set d;
    const struct ref *ref = fixture_ref();
    unsigned n = 0;
    uint16_t result = fixture_indicator("MST_WNCT_SEX_AGE_RT");
    read_shared(&f, "MST_XWAP_SEX_AGE_CCT_NB_AGO");
    size_t reported = f.set.n;
    derive(&d, ref, &f.set);
    for (size_t i = 0; i < reported; i++) {
        const struct obs *o = &f.set.v[i];
        if (o->classif[1] != fixture_code("CCT_CIT_NONCIT") ||
            ref->codes[o->classif[0]].version != ref_version_find(ref, STR("AGE_AGGREGATE")))
            continue;
        struct obs whole = *o, share = *o;
        whole.classif[1] = fixture_code("CCT_CIT_TOTAL");
        share.classif[1] = 0;
        const struct obs *all = same_in(&f.set, 0, reported, &whole, o->indicator);
        const struct obs *made = same_in(&f.set, reported, d.n, &share, result);
        if (!all)
            continue;
        CHECK(made);
        CHECK(fabs(made->value - 100 * o->value / all->value) <= 5e-4 + 1e-9);
        n++;
    }
    CHECK_INT(n, 30);
    derived_set_release(&d);
    file_release(&f);
}
