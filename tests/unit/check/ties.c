/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/ties.h"

#include "base/buf.h"
#include "check/expect.h"
#include "test.h"

#include <math.h>

/* Tables of one area, source and year as "indicator: cell; cell | indicator: ..." */
struct world {
    struct obs_set set;
    struct tables tables;
    struct ties ties;
};

static void world_make(struct world *w, const char *text)
{
    struct str table, rest = str_of(text);
    *w = (struct world){0};
    obs_set_init(&w->set);
    while (str_next(&table, &rest, '|')) {
        struct str indicator;
        struct buf key = {0}, cells = {0};
        CHECK(str_next(&indicator, &table, ':'));
        indicator = str_trim(indicator);
        buf_fmt(&key, "%.*s THA BA:741 2014", STR_FMT(indicator));
        buf_str(&cells, str_trim(table));
        cells_put(&w->set, key.p, cells.p);
        buf_release(&key);
        buf_release(&cells);
    }
    obs_set_sort(&w->set);
    tables_init(&w->tables, fixture_ref());
    for (size_t from = 0, to; from < w->set.n; from = to) {
        for (to = from + 1; to < w->set.n && obs_same_table(&w->set.v[from], &w->set.v[to]);)
            to++;
        tables_add(&w->tables, &w->set, &w->set.v[from], to - from);
    }
    tables_arrange(&w->tables);
    ties_find(&w->ties, &w->tables, 0, tables_beside(&w->tables, 0));
}

static void world_release(struct world *w)
{
    ties_release(&w->ties);
    tables_release(&w->tables);
    obs_set_release(&w->set);
}

/* "3 - 4" or "2 + 1 <= 4", the values of each tie; "!" behind a broken one. */
static void ties_are(int line, const char *text, const char *want)
{
    struct world w;
    struct buf got = {0};
    world_make(&w, text);
    buf_puts(&got, "");
    for (size_t i = 0; i < w.ties.n; i++) {
        const struct tie *t = &w.ties.v[i];
        buf_puts(&got, i ? "; " : "");
        for (unsigned k = 0; k < t->n; k++) {
            const struct tie_term *m = &w.ties.terms[t->first + k];
            buf_fmt(&got, "%s%g", k + 1 == t->n ? t->most ? " <= " : " = " : k ? " + " : "", m->obs->value);
            if (m->sign != (k + 1 == t->n ? -1 : 1))
                test_fail(__FILE__, line, "the sign of term %u is %d", k, m->sign);
        }
        buf_puts(&got, tie_broken(&w.ties, t) ? "!" : "");
    }
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "the ties are \"%s\", not \"%s\"", got.p, want);
    buf_release(&got);
    world_release(&w);
}
#define TIES_ARE(...) ties_are(__LINE__, __VA_ARGS__)

TEST(ties_of_tables_that_count_the_same)
{
    /* over sex and the total of whatever version */
    TIES_ARE("MNA_OEMP_SEX_CDS_NB: SEX_T CDS_DES_TOTAL 10; SEX_T CDS_DES_JPN 4; SEX_M CDS_DES_TOTAL 6 |"
             "MNA_OEMP_SEX_OCU_NB: SEX_T OCU_SKILL_TOTAL 10; SEX_T OCU_SKILL_L1 4; SEX_F OCU_SKILL_TOTAL 4",
             "10 = 10");
    TIES_ARE("MNA_OEMP_SEX_CDS_NB: SEX_T CDS_DES_TOTAL 10 | MNA_OEMP_SEX_OCU_NB: SEX_T OCU_ISCO08_TOTAL 13",
             "13 = 10!");
    /* codes of a dimension that both have */
    TIES_ARE("MST_TEMP_SEX_AGE_CCT_NB: SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_NONCIT 5;"
             "SEX_T AGE_AGGREGATE_Y15-24 CCT_CIT_NONCIT 2 |"
             "MST_TEMP_SEX_OCU_CCT_NB: SEX_T OCU_SKILL_TOTAL CCT_CIT_NONCIT 5; SEX_T OCU_SKILL_L1 CCT_CIT_NONCIT 2",
             "5 = 5");
    /* a table by birth and one by citizenship: where both stand at the total */
    TIES_ARE("MST_TEMP_SEX_AGE_CBR_NB: SEX_T AGE_AGGREGATE_TOTAL CBR_BIR_TOTAL 9;"
             "SEX_T AGE_AGGREGATE_Y15-24 CBR_BIR_TOTAL 3; SEX_T AGE_AGGREGATE_TOTAL CBR_BIR_FOREIGN 2 |"
             "MST_TEMP_SEX_AGE_CCT_NB: SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 9;"
             "SEX_T AGE_AGGREGATE_Y15-24 CCT_CIT_TOTAL 4; SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_NONCIT 1",
             "9 = 9; 4 = 3");
    /* all of one is a code of the other */
    TIES_ARE("MST_NCTE_SEX_CCT_NB: SEX_T CCT_CTZ_TOTAL 5; SEX_T CCT_CTZ_MMR 4 |"
             "MST_TEMP_SEX_AGE_CCT_NB: SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_NONCIT 5;"
             "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 50", "5 = 5");
    /* rates are nobody's */
    TIES_ARE("MST_TEMP_SEX_AGE_CCT_RT: SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 5 |"
             "MST_TEMP_SEX_AGE_CBR_RT: SEX_T AGE_AGGREGATE_TOTAL CBR_BIR_TOTAL 7", "");
}

TEST(ties_of_parts_and_wholes)
{
    TIES_ARE("MFL_NEMP_SEX_OCU_NB: SEX_T OCU_SKILL_TOTAL 8 | MFL_NWAP_SEX_EDU_NB: SEX_T EDU_AGGREGATE_TOTAL 6",
             "8 <= 6!");
    TIES_ARE("MNA_OEMP_SEX_CDS_NB: SEX_T CDS_DES_TOTAL 8; SEX_T CDS_DES_JPN 5 |"
             "MNA_OPOP_SEX_CDS_NB: SEX_T CDS_DES_TOTAL 9; SEX_T CDS_DES_JPN 2; SEX_T CDS_DES_TWN 2",
             "8 <= 9; 5 <= 2!");
    /* the part that is not given is no hindrance, a sum wants all */
    TIES_ARE("MST_TUNE_SEX_AGE_CCT_NB: SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 2 |"
             "MST_XWAP_SEX_EDU_CCT_NB: SEX_T EDU_AGGREGATE_TOTAL CCT_CIT_TOTAL 9", "2 <= 9");
    TIES_ARE("MST_TUNE_SEX_AGE_CCT_NB: SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 2 |"
             "MST_TEMP_SEX_AGE_CCT_NB: SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 8 |"
             "MST_XWAP_SEX_EDU_CCT_NB: SEX_T EDU_AGGREGATE_TOTAL CCT_CIT_TOTAL 9", "8 + 2 <= 9");
    /* persons by citizenship are within those of the same citizenship */
    TIES_ARE("MST_NCTE_SEX_CCT_NB: SEX_T CCT_CTZ_MMR 4 | MST_NCTP_SEX_CCT_NB: SEX_T CCT_CTZ_MMR 3;"
             "SEX_T CCT_CTZ_KHM 1", "4 <= 3");
}

/* Half a unit of the last place of each figure that takes part. */
TEST(ties_tolerance)
{
    struct world w;
    world_make(&w, "MNA_OEMP_SEX_CDS_NB: SEX_T CDS_DES_TOTAL 10.02 | MNA_OEMP_SEX_OCU_NB: SEX_T OCU_SKILL_TOTAL 10");
    CHECK_INT(w.ties.n, 1);
    CHECK(fabs(w.ties.v[0].tolerance - 0.505) < 1e-12);
    CHECK(fabs(fabs(tie_gap(&w.ties, &w.ties.v[0])) - 0.02) < 1e-12);
    CHECK(!tie_broken(&w.ties, &w.ties.v[0]));
    world_release(&w);
}
