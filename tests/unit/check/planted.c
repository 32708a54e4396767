/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Errors of chance in the question tables of the sample base that add up: what tests/bench/run.sh
 * checks prints by kind may not become worse. */

#include "base/embed.h"
#include "check/check.h"
#include "check/plant.h"
#include "io/format.h"
#include "model/fixture.h"
#include "test.h"

static void read_sample(struct obs_set *set)
{
    struct finding_list findings;
    obs_set_init(set);
    finding_list_init(&findings);
    for (size_t i = 0; i < embedded_count; i++) {
        struct str name = str_of(embedded_files[i].name);
        struct err err;
        if (!str_starts(name, STR("data/asean/")) || !str_ends(name, STR(".csv")))
            continue;
        const struct format *f = format_detect(embedded_files[i].content, &err);
        struct reading rd = {.ref = fixture_ref(), .bytes = embedded_files[i].content, .set = set,
                             .findings = &findings};
        CHECK(f && f->read(&rd, &err) == 0);
    }
    finding_list_release(&findings);
    obs_set_sort(set);
}

TEST(planted_errors_are_found_located_and_mended)
{
    struct obs_set set;
    struct fared fared[PLANT_KINDS];
    unsigned faulty, meeting = 0, located = 0, right = 0;
    read_sample(&set);
    CHECK(plant_all(fared, &faulty, &set, fixture_ref(), 99, 1, 1) > 200);
    for (unsigned k = 0; k < PLANT_KINDS; k++) {
        meeting += fared[k].meeting;
        located += fared[k].meeting_located;
        right += fared[k].meeting_right;
        CHECK(fared[k].found > 20 && fared[k].located <= fared[k].found);
    }
    CHECK(meeting > 200);
    CHECK(located * 100 >= meeting * 98);
    CHECK(right * 100 >= meeting * 97);
    obs_set_release(&set);
}

TEST(planted_errors_are_judged_by_cell_and_figure)
{
    struct obs_set set;
    struct finding_list list;
    struct proposal_cell cell = {.sex = STR("SEX_T"), .classif = {STR("CCT_CTZ_TOTAL")}, .to = STR("7.0")};
    struct proposal proposal = {.cells = &cell, .ncells = 1};
    struct planted p = {.n = 1};
    obs_set_init(&set);
    finding_list_init(&list);
    p.cell[0].was = *fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_TOTAL 7");
    struct finding *f = finding_add(&list, RULE_SEX_SUM);
    f->proposals = &proposal;
    f->nproposals = 1;
    struct fared fared = {0};
    fared_add(&fared, &list, fixture_ref(), &p);
    CHECK(fared.found == 1 && fared.located == 1 && fared.right == 1);
    cell.to = STR("8");
    fared_add(&fared, &list, fixture_ref(), &p);
    CHECK(fared.found == 2 && fared.located == 2 && fared.right == 1);
    cell.sex = STR("SEX_M");
    fared_add(&fared, &list, fixture_ref(), &p);
    CHECK(fared.found == 3 && fared.located == 2 && fared.right == 1);
    f->nproposals = 0;
    fared_add(&fared, &list, fixture_ref(), &p);
    CHECK(fared.found == 4 && fared.located == 2 && fared.planted == 4);
    finding_list_release(&list);
    obs_set_release(&set);
}
