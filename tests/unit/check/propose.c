/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/expect.h"
#include "test.h"

struct checked_cells {
    struct obs_set set;
    struct finding_list list;
};

static void check_cells_of(struct checked_cells *k, const char *table, const char *cells)
{
    obs_set_init(&k->set);
    finding_list_init(&k->list);
    cells_put(&k->set, table, cells);
    obs_set_sort(&k->set);
    check_set(&k->list, fixture_ref(), &k->set, &(struct check_options){.last_year = 2026});
}

static void release(struct checked_cells *k)
{
    finding_list_release(&k->list);
    obs_set_release(&k->set);
}

/* As published: women and men are not the total, and the total and men have changed places. */
TEST(propose_to_swap_what_changed_places)
{
    struct checked_cells k;
    check_cells_of(&k, "MNA_TPOP_SEX_CRS_NB KHM XX:99003 2010",
                   "SEX_T CRS_RES_TOTAL 72.728; SEX_M CRS_RES_TOTAL 133.269; "
                   "SEX_F CRS_RES_TOTAL 60.541");
    CHECK_INT(k.list.n, 1);
    const struct finding *f = &k.list.v[0];
    CHECK_INT(f->nproposals, 1);
    CHECK_INT(f->proposals[0].ncells, 2);
    CHECK_STR(f->proposals[0].cause, "two cells swapped");
    CHECK_INT(f->proposals[0].nrestores, 1);
    release(&k);
}

/* The same digit may be wrong in each of the three. */
TEST(propose_several_where_one_sum_alone_cannot_tell)
{
    struct checked_cells k;
    check_cells_of(&k, "MNA_TPOP_SEX_CRS_NB KHM XX:99003 2010",
                   "SEX_T CRS_RES_TOTAL 193.810; SEX_M CRS_RES_TOTAL 133.269; "
                   "SEX_F CRS_RES_TOTAL 60.441");
    CHECK_INT(k.list.n, 1);
    const struct finding *f = &k.list.v[0];
    CHECK_INT(f->nproposals, 3);
    CHECK(strncmp(f->proposal.p, "of 3 possible changes the likeliest: ", 37) == 0);
    for (unsigned i = 0; i < 3; i++) {
        const struct proposal_cell *c = f->proposals[i].cells;
        CHECK_INT(f->proposals[i].ncells, 1);
        CHECK_STR(c->to, str_is(c->sex, "SEX_T")   ? "193.710"
                         : str_is(c->sex, "SEX_M") ? "133.369"
                                                   : "60.541");
    }
    release(&k);
}

/* Nothing explains it, and any of the figures may be it: nothing is proposed. */
TEST(propose_nothing_where_it_would_be_a_guess)
{
    struct checked_cells k;
    check_cells_of(&k, "MNA_TPOP_SEX_CRS_NB KHM XX:99003 2010",
                   "SEX_T CRS_RES_TOTAL 193.810; SEX_M CRS_RES_TOTAL 133.269; "
                   "SEX_F CRS_RES_TOTAL 74.385");
    CHECK_INT(k.list.n, 1);
    CHECK_INT(k.list.v[0].nproposals, 0);
    CHECK_INT(k.list.v[0].proposal.len, 0);
    release(&k);
}

/* The line of women stands one cell too far from its second figure on. */
TEST(propose_to_move_a_line_back)
{
    struct checked_cells k;
    check_cells_of(&k, "MNA_OEMP_SEX_CDS_NB LAO BA:741 2014",
                   "SEX_T CDS_DES_TOTAL 19.482; SEX_M CDS_DES_TOTAL 8.351; SEX_F CDS_DES_TOTAL 11.131; "
                   "SEX_T CDS_DES_JPN 3.200; SEX_M CDS_DES_JPN 1.013; SEX_F CDS_DES_JPN 2.187; "
                   "SEX_T CDS_DES_KOR 4.500; SEX_M CDS_DES_KOR 2.669; SEX_F CDS_DES_KOR 2.187; "
                   "SEX_T CDS_DES_THA 7.282; SEX_M CDS_DES_THA 3.338; SEX_F CDS_DES_THA 1.831; "
                   "SEX_T CDS_DES_X 4.500; SEX_M CDS_DES_X 1.331; SEX_F CDS_DES_X 3.944");
    CHECK(k.list.n >= 3);
    const struct finding *f = &k.list.v[0];
    CHECK_INT(f->nproposals, 1);
    CHECK_INT(f->proposals[0].ncells, 3);
    CHECK_STR(f->proposals[0].cause, "figures shifted by one cell");
    CHECK_STR(f->proposals[0].cells[0].to, "1.831");
    CHECK_STR(f->proposals[0].cells[2].to, "3.169");
    CHECK_STR(f->proposal, "the 3 figures from SEX_F CDS_DES_KOR to SEX_F CDS_DES_X are probably "
                           "shifted by one cell; it restores F+M=T in CDS_DES_KOR, F+M=T in "
                           "CDS_DES_THA and 2 more");
    release(&k);
}

TEST(propose_the_cell_where_two_sums_cross)
{
    struct checked_cells k;
    check_cells_of(&k, "MNA_OEMP_SEX_CDS_NB LAO BA:741 2014",
                   "SEX_T CDS_DES_TOTAL 9.000; SEX_M CDS_DES_TOTAL 4.000; SEX_F CDS_DES_TOTAL 5.000; "
                   "SEX_T CDS_DES_KOR 4.500; SEX_M CDS_DES_KOR 2.669; SEX_F CDS_DES_KOR 1.381; "
                   "SEX_T CDS_DES_X 4.500; SEX_M CDS_DES_X 1.331; SEX_F CDS_DES_X 3.169");
    CHECK_INT(k.list.n, 2);
    for (size_t i = 0; i < k.list.n; i++) {
        const struct finding *f = &k.list.v[i];
        CHECK_INT(f->nproposals, 1);
        CHECK_STR(f->proposals[0].cells[0].from, "1.381");
        CHECK_STR(f->proposals[0].cells[0].to, "1.831");
        CHECK_STR(f->proposals[0].cause, "two neighbouring digits exchanged");
        CHECK_INT(f->proposals[0].nrestores, 2);
        CHECK_STR(f->proposal, "1.381 in SEX_F CDS_DES_KOR should probably be 1.831: two "
                               "neighbouring digits exchanged; it restores F+M=T in CDS_DES_KOR and "
                               "the sum of the parts in SEX_F CDS_DES_TOTAL");
        CHECK(f->proposal_pattern.len && f->proposal_args.len);
    }
    release(&k);
}

/* Skill levels are the sums of ISCO's groups: that tells which of one broken sum it is. */
TEST(propose_by_the_details_in_another_version)
{
    struct checked_cells k;
    check_cells_of(&k, "MFL_NEMP_SEX_OCU_NB THA BA:741 2014",
                   "SEX_T OCU_SKILL_TOTAL 100; SEX_T OCU_SKILL_L1 30; SEX_T OCU_SKILL_L2 94; "
                   "SEX_T OCU_SKILL_L3-4 21; SEX_T OCU_SKILL_X 0; "
                   "SEX_T OCU_ISCO08_TOTAL 100; SEX_T OCU_ISCO08_1 7; SEX_T OCU_ISCO08_2 7; "
                   "SEX_T OCU_ISCO08_3 7; SEX_T OCU_ISCO08_4 9; SEX_T OCU_ISCO08_5 10; "
                   "SEX_T OCU_ISCO08_6 10; SEX_T OCU_ISCO08_7 10; SEX_T OCU_ISCO08_8 10; "
                   "SEX_T OCU_ISCO08_9 30; SEX_T OCU_ISCO08_0 0; SEX_T OCU_ISCO08_X 0");
    CHECK_INT(k.list.n, 2); /* the sum, and that the details are not the aggregate */
    CHECK_INT(k.list.v[0].rule, RULE_PART_SUM);
    CHECK_INT(k.list.v[1].rule, RULE_DETAIL_SUM);
    CHECK_INT(k.list.v[0].nproposals, 1);
    CHECK_STR(k.list.v[0].proposals[0].cells[0].classif[0], "OCU_SKILL_L2");
    CHECK_STR(k.list.v[0].proposals[0].cells[0].to, "49");
    release(&k);
}

/* Women, men and total alone tell no more than that one is wrong; the table by education, which has
 * the same totals, tells which. */
TEST(propose_by_the_figure_that_another_table_repeats)
{
    static const char *const cells = "SEX_T CDS_DES_TOTAL 220.162; SEX_M CDS_DES_TOTAL 39.431; "
                                     "SEX_F CDS_DES_TOTAL 180.231";
    struct checked_cells k;
    check_cells_of(&k, "MNA_OEMP_SEX_CDS_NB THA BA:741 2014", cells);
    CHECK_INT(k.list.v[0].nproposals, 2);
    release(&k);
    obs_set_init(&k.set);
    finding_list_init(&k.list);
    cells_put(&k.set, "MNA_OEMP_SEX_CDS_NB THA BA:741 2014", cells);
    cells_put(&k.set, "MNA_OEMP_SEX_EDU_NB THA BA:741 2014",
              "SEX_T EDU_AGGREGATE_TOTAL 220.162; SEX_M EDU_AGGREGATE_TOTAL 39.431; "
              "SEX_F EDU_AGGREGATE_TOTAL 180.731");
    obs_set_sort(&k.set);
    check_set(&k.list, fixture_ref(), &k.set, &(struct check_options){.last_year = 2026});
    unsigned sums = 0;
    for (size_t i = 0; i < k.list.n; i++) {
        const struct finding *f = &k.list.v[i];
        if (f->rule != RULE_SEX_SUM)
            continue;
        sums++;
        CHECK_INT(f->nproposals, 1);
        CHECK_STR(f->proposals[0].cells[0].sex, "SEX_F");
        CHECK_STR(f->proposals[0].cells[0].to, "180.731");
    }
    CHECK_INT(sums, 1);
    release(&k);
}

/* Of three readings the one that the years beside expect. */
TEST(propose_by_the_years_beside)
{
    struct checked_cells k;
    obs_set_init(&k.set);
    finding_list_init(&k.list);
    cells_put(&k.set, "MNA_TPOP_SEX_CRS_NB KHM XX:99003 2009",
              "SEX_T CRS_RES_TOTAL 192.150; SEX_M CRS_RES_TOTAL 132.810; SEX_F CRS_RES_TOTAL 59.340");
    cells_put(&k.set, "MNA_TPOP_SEX_CRS_NB KHM XX:99003 2010",
              "SEX_T CRS_RES_TOTAL 193.810; SEX_M CRS_RES_TOTAL 133.269; SEX_F CRS_RES_TOTAL 40.541");
    cells_put(&k.set, "MNA_TPOP_SEX_CRS_NB KHM XX:99003 2011",
              "SEX_T CRS_RES_TOTAL 195.910; SEX_M CRS_RES_TOTAL 134.120; SEX_F CRS_RES_TOTAL 61.790");
    obs_set_sort(&k.set);
    check_set(&k.list, fixture_ref(), &k.set, &(struct check_options){.last_year = 2026});
    for (size_t i = 0; i < k.list.n; i++) {
        if (k.list.v[i].rule != RULE_SEX_SUM)
            continue;
        CHECK(k.list.v[i].nproposals >= 1);
        CHECK_STR(k.list.v[i].proposals[0].cells[0].sex, "SEX_F");
        CHECK_STR(k.list.v[i].proposals[0].cells[0].to, "60.541");
    }
    release(&k);
}

TEST(propose_in_every_language)
{
    static const char *const languages[] = {"fil", "id", "km", "lo", "ms", "my", "th", "vi"};
    static const char *const patterns[] = {
        "{1} should probably be {2}: {3}",
        "{1} in {2} should probably be {3}: {4}",
        "by the other figures {1} should be {2}",
        "by the other figures {1} in {2} should be {3}",
        "{1} in {2} and {3} in {4} have probably changed places",
        "{1}, and {2}",
        "of {1} possible changes the likeliest: {2}",
        "two neighbouring digits exchanged",
        "one digit wrong",
        "one digit missing",
        "one digit doubled",
        "one digit too many",
        "the decimal point moved",
        "the sign turned round",
        "copied from another cell",
        "the figure of a neighbouring year repeated",
        "figures shifted by one cell",
        "the {1} figures from {2} to {3} are probably shifted by one cell",
        "two cells swapped",
        "by the other figures",
    };
    for (size_t i = 0; i < ARRAY_LEN(languages); i++)
        for (size_t k = 0; k < ARRAY_LEN(patterns); k++)
            if (sentence_find(languages[i], str_of(patterns[k])).len == 0)
                test_fail(__FILE__, __LINE__, "%s has nothing for \"%s\"", languages[i], patterns[k]);
}
