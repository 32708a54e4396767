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

static void read_file(struct obs_set *set, struct str content)
{
    struct finding_list findings;
    struct err err;
    obs_set_init(set);
    finding_list_init(&findings);
    const struct format *f = format_detect(content, &err);
    struct reading rd = {.ref = fixture_ref(), .bytes = content, .set = set, .findings = &findings};
    CHECK(f && f->read(&rd, &err) == 0);
    finding_list_release(&findings);
    obs_set_sort(set);
}

TEST(planted_errors_are_found_located_and_mended)
{
    unsigned found = 0, located = 0, right = 0, meeting = 0, meeting_located = 0, meeting_right = 0;
    for (size_t i = 0; i < embedded_count; i++) {
        struct str name = str_of(embedded_files[i].name);
        struct obs_set set;
        struct fared fared[PLANT_KINDS];
        unsigned faulty;
        if (!str_starts(name, STR("data/asean/")) || !str_ends(name, STR(".csv")))
            continue;
        read_file(&set, embedded_files[i].content);
        CHECK(plant_all(fared, &faulty, &set, fixture_ref(), i, 1, 1) > 0);
        obs_set_release(&set);
        for (unsigned k = 0; k < PLANT_KINDS; k++) {
            found += fared[k].found - fared[k].only_rest;
            located += fared[k].located;
            right += fared[k].right;
            meeting += fared[k].meeting;
            meeting_located += fared[k].meeting_located;
            meeting_right += fared[k].meeting_right;
        }
    }
    CHECK(found > 1000 && meeting > 300);
    CHECK(located * 100 >= found * 93);
    CHECK(right * 100 >= found * 92);
    CHECK(meeting_located * 100 >= meeting * 99);
    CHECK(meeting_right * 100 >= meeting * 98);
}

TEST(planted_errors_are_judged_by_cell_and_figure)
{
    struct obs_set set;
    struct finding_list list;
    struct proposal_cell cell = {.indicator = STR("MST_NCTE_SEX_CCT_NB"), .sex = STR("SEX_T"),
                                 .classif = {STR("CCT_CTZ_TOTAL")}, .to = STR("7.0")};
    struct proposal proposal = {.cells = &cell, .ncells = 1};
    struct planted p = {.n = 1};
    obs_set_init(&set);
    finding_list_init(&list);
    p.cell[0].was = *fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_TOTAL 7");
    struct finding *f = finding_add(&list, RULE_SEX_SUM);
    f->indicator = cell.indicator;
    f->period = STR("2014");
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
