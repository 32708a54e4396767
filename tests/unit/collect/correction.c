/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/correction.h"

#include "base/num.h"
#include "io/files.h"
#include "model/fixture.h"
#include "store/base.h"
#include "test.h"

#include <math.h>

#define KEY "MST_NCTE_SEX_CCT_NB/THA.SEX_T.CCT_CTZ_MMR/2014"

static void table(struct obs_set *set)
{
    obs_set_init(set);
    fixture_put(set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_TOTAL 1500.25");
    fixture_put(set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 933.89 P");
    fixture_put(set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_F CCT_CTZ_MMR - N");
    fixture_put(set, "MST_NCTE_SEX_CCT_NB THA BA:741 2015", "SEX_T CCT_CTZ_MMR 996.607");
    set->v[0].note = obs_set_note(set, STR(""), STR("T36:3215"), STR("S3:12_T2:85"));
    set->v[1].note = obs_set_note(set, STR("C11:1"), STR(""), STR(""));
}

static int change(struct obs_set *set, const char *text, struct err *err)
{
    struct correction c;
    int r = correction_parse(&c, fixture_ref(), str_of(text), err);
    return r < 0 ? r : correction_apply(set, &c, 1, fixture_ref(), err);
}

#define CHANGES(set, text)                                                                     \
    do {                                                                                       \
        struct err err = {0};                                                                  \
        CHECK_OK(change(set, text, &err));                                                     \
    } while (0)

#define REFUSED(set, text, code, part) CHECK_ERR(change(set, text, errp), code, part)

TEST(correction_says_what_a_value_means)
{
    struct obs_set set;
    table(&set);
    CHANGES(&set, KEY "=933.9");
    CHECK(set.v[1].value == 933.9 && set.v[1].decimals == 1 && set.v[1].status == 'P');
    CHANGES(&set, KEY "=12/B");
    CHECK(set.v[1].value == 12 && set.v[1].status == 'B');
    CHANGES(&set, KEY "=/U");
    CHECK(set.v[1].value == 12 && set.v[1].status == 'U');
    CHANGES(&set, KEY "=1,234.5/");
    CHECK(set.v[1].value == 1234.5 && set.v[1].status == 0);
    CHANGES(&set, KEY "=N");
    CHECK(isnan(set.v[1].value) && set.v[1].status == 'N');
    CHANGES(&set, KEY "=7"); /* it said why there was no figure */
    CHECK(set.v[1].value == 7 && set.v[1].status == 0);
    CHECK_INT(set.n, 4);
    obs_set_release(&set);
}

TEST(correction_adds_a_cell_to_a_table_that_is_there)
{
    struct obs_set set;
    table(&set);
    CHANGES(&set, "MST_NCTE_SEX_CCT_NB/THA.CCT_CTZ_KHM.SEX_T/2014=5.5"); /* codes in any order */
    CHECK_INT(set.n, 5);
    CHECK(set.v[4].value == 5.5 && set.v[4].sex == fixture_code("SEX_T") &&
          set.v[4].classif[0] == fixture_code("CCT_CTZ_KHM"));
    REFUSED(&set, "MST_NCTE_SEX_CCT_NB/THA.SEX_T.CCT_CTZ_KHM/2016=5", ERR_USAGE, "has no figures of");
    REFUSED(&set, "MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_KHM/2014=5", ERR_USAGE, "has no figures of");
    REFUSED(&set, "MST_NCTE_SEX_CCT_NB/THA.SEX_M.CCT_CTZ_KHM/2014=/B", ERR_USAGE, "has none");
    obs_set_release(&set);
}

TEST(correction_wants_a_source_where_two_gave_the_table)
{
    struct obs_set set;
    table(&set);
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA FB:6664 2014", "SEX_T CCT_CTZ_MMR 900");
    REFUSED(&set, KEY "=5", ERR_USAGE, "two sources gave");
    CHANGES(&set, KEY "/FB:6664=5");
    CHECK(set.v[4].value == 5 && set.v[1].value == 933.89);
    obs_set_release(&set);
}

TEST(correction_refuses_what_is_none)
{
    static const struct {
        const char *text, *part;
    } wrong[] = {{"", "no ="},
                 {"=5", "a table, a cell and a year"},
                 {"MST/THA/2014=5", "no such table"},
                 {"MST_NCTE_SEX_CCT_NB/THX.SEX_T.CCT_CTZ_MMR/2014=5", "no such country"},
                 {"MST_NCTE_SEX_CCT_NB/THA.SEX_T.CCT_CTZ_XXX/2014=5", "a code is none"},
                 {"MST_NCTE_SEX_CCT_NB/THA.SEX_T.SEX_F.CCT_CTZ_MMR/2014=5", "given twice"},
                 {"MST_NCTE_SEX_CCT_NB/THA.SEX_T.AGE_AGGREGATE_TOTAL/2014=5", "a code is none"},
                 {"MST_NCTE_SEX_CCT_NB/THA.SEX_T/2014=5", "a code is missing"},
                 {"MST_NCTE_SEX_CCT_NB/THA.SEX_T.CCT_CTZ_MMR/soon=5", "the year is none"},
                 {KEY "/QQ:1=5", "no source"},
                 {KEY "=", "a figure"},
                 {KEY "=/", "a figure"},
                 {KEY "=twelve", "a figure"},
                 {KEY "=5/Q", "a figure"},
                 {KEY "=5/BB", "a figure"},
                 {KEY "=n", "a figure"}};
    struct correction c;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        CHECK_ERR(correction_parse(&c, fixture_ref(), str_of(wrong[i].text), errp), ERR_USAGE, wrong[i].part);
}

TEST(correction_changes_all_or_nothing)
{
    struct obs_set set;
    struct correction c[2];
    struct err err;
    table(&set);
    CHECK_OK(correction_parse(&c[0], fixture_ref(), STR(KEY "=5"), &err));
    CHECK_OK(correction_parse(&c[1], fixture_ref(), STR(KEY "=6"), &err));
    CHECK_ERR(correction_apply(&set, c, 2, fixture_ref(), errp), ERR_USAGE, "both 5 and 6");
    CHECK_OK(correction_parse(&c[1], fixture_ref(), STR("MST_NCTE_SEX_CCT_NB/THA.SEX_T.CCT_CTZ_MMR/2019=6"), &err));
    CHECK_ERR(correction_apply(&set, c, 2, fixture_ref(), errp), ERR_USAGE, "2019");
    CHECK(set.v[1].value == 933.89);
    /* a cell that is new, said twice, is one */
    CHECK_OK(correction_parse(&c[0], fixture_ref(), STR("MST_NCTE_SEX_CCT_NB/THA.SEX_T.CCT_CTZ_KHM/2014=6"), &err));
    c[1] = c[0];
    CHECK_OK(correction_apply(&set, c, 2, fixture_ref(), &err));
    CHECK_INT(set.n, 5);
    obs_set_release(&set);
}

TEST(correction_takes_a_proposal_that_still_fits)
{
    struct obs_set set;
    struct correction c;
    struct err err;
    struct proposal_cell cell = {STR("MST_NCTE_SEX_CCT_NB"), STR("THA"), STR("SEX_T"),
                                 {STR("CCT_CTZ_MMR"), STR("")}, STR("2014"), STR("933.89"), STR("939.83")};
    table(&set);
    CHECK_OK(correction_of_proposal(&c, fixture_ref(), &cell, STR("BA:741"), &err));
    CHECK_OK(correction_apply(&set, &c, 1, fixture_ref(), &err));
    CHECK(set.v[1].value == 939.83 && set.v[1].decimals == 2);
    CHECK_OK(correction_apply(&set, &c, 1, fixture_ref(), &err)); /* it is so already */
    set.v[1].value = 900;
    CHECK_ERR(correction_apply(&set, &c, 1, fixture_ref(), errp), ERR_STATE, "another figure stands there");
    cell.classif[0] = STR("CCT_CTZ_GONE");
    CHECK_ERR(correction_of_proposal(&c, fixture_ref(), &cell, STR("BA:741"), errp), ERR_STATE, "--set");
    obs_set_release(&set);
}

static const struct obs *same_cell(const struct obs_set *set, const struct obs_set *in, const struct obs *o)
{
    for (size_t i = 0; i < set->n; i++) {
        const struct obs *c = &set->v[i];
        if (c->indicator == o->indicator && c->area == o->area && c->sex == o->sex && c->period == o->period &&
            c->classif[0] == o->classif[0] && c->classif[1] == o->classif[1] && !c->set_aside == !o->set_aside &&
            str_eq(set->sources.v[c->source], in->sources.v[o->source]))
            return c;
    }
    return NULL;
}

/* Each cell of a comes back in b with value, status and notes. */
static void check_same(const struct obs_set *a, const struct obs_set *b)
{
    CHECK_INT(b->n, a->n);
    for (size_t i = 0; i < a->n; i++) {
        const struct obs *o = &a->v[i], *c = same_cell(b, a, o);
        CHECK(c != NULL);
        CHECK(c->value == o->value || (isnan(c->value) && isnan(o->value)));
        CHECK(c->status == o->status);
        CHECK(str_eq(b->notes.v[c->note], a->notes.v[o->note]));
        CHECK(isnan(o->value) || o->decimals == NUM_SHORTEST || c->decimals == o->decimals);
    }
}

TEST(correction_reads_back_as_it_was_written)
{
    struct obs_set set;
    struct file_read back;
    struct buf out = {0};
    table(&set);
    CHANGES(&set, KEY "=1/B");
    correction_write(&out, fixture_ref(), &set, NULL, 0);
    file_read(&back, buf_view(&out), NULL);
    CHECK_INT(back.result, 0);
    CHECK_INT(back.findings.n, 0);
    check_same(&set, &back.set);
    file_release(&back);
    buf_release(&out);
    obs_set_release(&set);
}

TEST(correction_reads_back_what_chance_makes)
{
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct chance chance = {seed};
        struct obs_set set;
        struct file_read back;
        struct buf out = {0};
        obs_set_init(&set);
        fixture_random(&set, &chance, 6);
        correction_write(&out, fixture_ref(), &set, NULL, 0);
        file_read(&back, buf_view(&out), NULL);
        CHECK_INT(back.result, 0);
        check_same(&set, &back.set);
        file_release(&back);
        buf_release(&out);
        obs_set_release(&set);
    }
}

TEST(correction_keeps_what_could_not_be_read)
{
    struct obs_set set;
    struct file_read back;
    struct buf out = {0};
    table(&set);
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_M CCT_CTZ_MMR -")->set_aside = 1;
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 5")->set_aside = 1; /* repeats */
    const struct correction_unread unread = {4, STR("12,\"x")};
    correction_write(&out, fixture_ref(), &set, &unread, 1);
    file_read(&back, buf_view(&out), NULL);
    CHECK_INT(back.set.n, 5);
    CHECK_INT(back.findings.n, 1);
    CHECK_INT(back.findings.v[0].rule, RULE_NOT_A_NUMBER);
    CHECK_STR(back.findings.v[0].value, "12,\"x");
    file_release(&back);
    buf_release(&out);
    obs_set_release(&set);
}
