/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/finding.h"

#include "base/random.h"
#include "model/fixture.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

TEST(rules_have_ids_of_their_own)
{
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct rule_entry *r = &rules[i];
        CHECK_INT(strlen(r->id), 4);
        CHECK(strchr("FCKPVTNXHM", r->id[0]) && strlen(r->title) > 3 && strlen(r->text) > 20);
        CHECK_INT(rule_find(str_of(r->id)), i);
    }
    CHECK_INT(rule_find(STR("T999")), -1);
    CHECK_INT(rule_find(STR("")), -1);
    CHECK_STR(str_of(severity_name(SEV_INFO)), "info");
    CHECK_STR(str_of(severity_name(SEV_WARNING)), "warning");
    CHECK_STR(str_of(severity_name(SEV_ERROR)), "error");
}

TEST(findings_are_counted_and_keep_their_text)
{
    struct finding_list list;
    finding_list_init(&list);
    char text[3000];
    for (int i = 0; i < 300; i++) {
        struct finding *f = finding_add(&list, i % 3 ? RULE_NOT_A_NUMBER : RULE_EMPTY);
        CHECK(f->row == 0 && f->message.len == 0);
        finding_say(&list, f, "cell %d", i);
    }
    CHECK_INT(list.n, 300);
    CHECK_INT(list.count[SEV_ERROR], 200);
    CHECK_INT(list.count[SEV_INFO], 100);
    CHECK_INT(list.count[SEV_WARNING], 0);
    for (int i = 0; i < 300; i++) {
        snprintf(text, sizeof text, "cell %d", i);
        CHECK_STR(list.v[i].message, text);
    }
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    finding_say(&list, &list.v[0], "%s", text); /* cut, not overrun */
    CHECK_INT(list.v[0].message.len, 1023);
    finding_list_release(&list);
}

TEST(finding_at_says_the_cell)
{
    struct finding_list list;
    struct obs_set set;
    finding_list_init(&list);
    obs_set_init(&set);
    struct obs *o = fixture_put(&set, "MST_TEMP_SEX_AGE_CCT_NB THA BA:741 2014Q3",
                                "SEX_F AGE_AGGREGATE_Y15-24 CCT_CIT_X 933.890 E");
    o->sheet = 2;
    o->row = 17;
    struct finding *f = finding_add(&list, RULE_NEGATIVE);
    finding_at(&list, f, fixture_ref(), &set, o);
    obs_set_release(&set); /* texts are the list's own */
    CHECK(f->sheet == 2 && f->row == 17 && f->column == 8);
    CHECK_STR(f->indicator, "MST_TEMP_SEX_AGE_CCT_NB");
    CHECK_STR(f->area, "THA");
    CHECK_STR(f->source, "BA:741");
    CHECK_STR(f->sex, "SEX_F");
    CHECK_STR(f->classif[0], "AGE_AGGREGATE_Y15-24");
    CHECK_STR(f->classif[1], "CCT_CIT_X");
    CHECK_STR(f->period, "2014Q3");
    CHECK_STR(f->value, "933.890");
    struct obs bare = {.value = (double)NAN};
    obs_set_init(&set);
    f = finding_add(&list, RULE_NEGATIVE);
    finding_at(&list, f, fixture_ref(), &set, &bare);
    CHECK(f->indicator.len + f->area.len + f->source.len + f->sex.len + f->classif[0].len +
              f->classif[1].len + f->period.len + f->value.len == 0);
    obs_set_release(&set);
    finding_list_release(&list);
}

TEST(finding_first_once_for_a_rule_and_a_thing)
{
    struct finding_list list;
    finding_list_init(&list);
    CHECK(finding_first(&list, RULE_SURVEY_UNKNOWN, STR("BA:1 KHM")));
    CHECK(finding_first(&list, RULE_SURVEY_UNKNOWN, STR("BA:1 LAO")));
    CHECK(!finding_first(&list, RULE_SURVEY_UNKNOWN, STR("BA:1 KHM")));
    CHECK(finding_first(&list, RULE_SOURCE_MISSING, STR("BA:1 KHM")));
    CHECK(finding_first(&list, RULE_SURVEY_UNKNOWN, STR("")));
    CHECK_INT(list.n, 0);
    finding_list_release(&list);
}

TEST(findings_sort_as_a_person_walks_through_the_file)
{
    struct finding_list list;
    struct chance c = {2};
    finding_list_init(&list);
    for (int i = 0; i < 500; i++) {
        struct finding *f = finding_add(&list, (enum rule)chance_below(&c, RULE_COUNT));
        f->sheet = (uint16_t)chance_below(&c, 3);
        f->row = chance_below(&c, 5);
        f->column = (uint16_t)chance_below(&c, 3);
        finding_say(&list, f, "%c", 'a' + (int)chance_below(&c, 3));
    }
    finding_list_sort(&list);
    for (size_t i = 1; i < list.n; i++) {
        const struct finding *a = &list.v[i - 1], *b = &list.v[i];
        const uint32_t x[] = {a->sheet, a->row, a->column, a->rule, (uint32_t)a->message.p[0]};
        const uint32_t y[] = {b->sheet, b->row, b->column, b->rule, (uint32_t)b->message.p[0]};
        size_t k = 0;
        while (k < ARRAY_LEN(x) && x[k] == y[k])
            k++;
        CHECK(k == ARRAY_LEN(x) || x[k] < y[k]);
    }
    finding_list_release(&list);
    finding_list_init(&list);
    finding_list_sort(&list);
    finding_list_release(&list);
}

TEST(rules_that_are_fixed_are_errors)
{
    unsigned fixed = 0;
    for (int i = 0; i < RULE_COUNT; i++)
        if (rule_fixed((enum rule)i)) {
            CHECK_INT(rules[i].severity, SEV_ERROR);
            fixed++;
        }
    CHECK(fixed > 10 && !rule_fixed(RULE_SEX_SUM) && rule_fixed(RULE_NOT_A_NUMBER));
    CHECK_INT(severity_find(STR("warning")), SEV_WARNING);
    CHECK_INT(severity_find(STR("fatal")), -1);
}

TEST(findings_are_weighed_anew)
{
    struct finding_list list;
    struct severities s;
    finding_list_init(&list);
    finding_add(&list, RULE_SEX_SUM);
    finding_add(&list, RULE_JUMP);
    finding_add(&list, RULE_JUMP);
    severities_init(&s);
    finding_list_weigh(&list, &s);
    CHECK_INT(list.count[SEV_ERROR], 1);
    CHECK_INT(list.count[SEV_WARNING], 2);
    s.of[RULE_JUMP] = SEV_ERROR;
    s.of[RULE_SEX_SUM] = SEV_INFO;
    finding_list_weigh(&list, &s);
    CHECK_INT(list.count[SEV_ERROR], 2);
    CHECK_INT(list.count[SEV_WARNING], 0);
    CHECK_INT(list.count[SEV_INFO], 1);
    CHECK_INT(list.v[1].severity, SEV_ERROR);
    finding_list_release(&list);
}

/* An answer is about one figure; where it stands, about all of the table and the country. */
TEST(finding_answers_stand_for_some_rules)
{
    static const enum rule asked[] = {RULE_OWN_AMONG, RULE_SEX_SUM};
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        struct finding_list list;
        struct remark_list remarks;
        finding_list_init(&list);
        remark_list_init(&remarks);
        struct finding *f = finding_add(&list, asked[i]), *g = finding_add(&list, asked[i]);
        f = g - 1;
        f->indicator = g->indicator = STR("MST_NCTE_SEX_CCT_NB");
        f->area = STR("THA");
        g->area = STR("MYS");
        f->period = STR("2021");
        f->value = STR("5.0");
        struct remark *r = remark_add(&remarks, REMARK_ANSWER, 0, 0, 0);
        r->type = str_of(rules[asked[i]].id);
        r->indicator = f->indicator;
        r->area = f->area;
        r->period = STR("2020");
        r->value = STR("4.0");
        r->content = STR("children born here");
        finding_list_answer(&list, &remarks);
        CHECK_INT(list.v[0].answer.len > 0, rule_stands(asked[i]));
        CHECK_INT(list.v[1].answer.len, 0);
        finding_list_release(&list);
        remark_list_release(&remarks);
    }
}
