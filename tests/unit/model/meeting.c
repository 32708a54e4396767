/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/meeting.h"

#include "base/base.h"
#include "test.h"

TEST(meeting_names_are_found_again)
{
    for (int i = 0; i < SESSION_KINDS; i++) {
        CHECK_INT(session_kind_find(str_of(session_kind_name((enum session_kind)i))), i);
        CHECK_INT(session_kind_find(str_of(session_kind_key((enum session_kind)i))), i);
    }
    for (int i = 0; i < PARTICIPANT_ROLES; i++)
        CHECK_INT(participant_role_find(str_of(participant_role_name((enum participant_role)i))), i);
    for (int i = 0; i < DOCUMENT_SORTS; i++)
        CHECK_INT(document_sort_find(str_of(document_sort_name((enum document_sort)i))), i);
    for (int i = 0; i < CONCLUSION_KINDS; i++)
        CHECK_INT(conclusion_kind_find(str_of(conclusion_kind_name((enum conclusion_kind)i))), i);
    for (int i = 0; i < CONCLUSION_STATES; i++) {
        CHECK_INT(conclusion_state_find(str_of(conclusion_state_name((enum conclusion_state)i))), i);
        CHECK_INT(conclusion_state_find(str_of(conclusion_state_key((enum conclusion_state)i))), i);
    }
    CHECK_INT(session_kind_find(STR("")), -1);
    CHECK_INT(participant_role_find(STR("admin")), -1);
    CHECK_INT(conclusion_state_find(STR("carried over")), -1);
}

/* What is told, one letter a note: o, p, d, x of all; with a country in front "KHM:d". */
static struct conclusion told(struct conclusion_note *notes, const char *text)
{
    struct conclusion c = {.notes = notes};
    struct str rest = str_of(text), one;
    while (rest.len && str_next(&one, &rest, ' ')) {
        char letter = one.p[one.len - 1];
        notes[c.nnotes++] = (struct conclusion_note){
            .area = one.len > 1 ? str_sub(one, 0, 3) : STR(""),
            .state = letter == 'o' ? CONCLUSION_OPEN : letter == 'p' ? CONCLUSION_IN_PROGRESS
                     : letter == 'd' ? CONCLUSION_DONE : CONCLUSION_DROPPED};
    }
    return c;
}

TEST(meeting_state_of_a_conclusion)
{
    static const struct assignee two[] = {{STR("KHM"), STR("")}, {STR("THA"), STR("")}};
    static const struct assignee mixed[] = {{STR("KHM"), STR("")}, {STR(""), STR("ILO")}};
    static const struct {
        const struct assignee *to;
        size_t n;
        const char *told, *state;
    } cases[] = {
        {NULL, 0, "", "open"},          {NULL, 0, "p", "in progress"},  {NULL, 0, "d o", "open"},
        {two, 2, "", "open"},           {two, 2, "KHM:d", "in progress"}, {two, 2, "KHM:p", "in progress"},
        {two, 2, "KHM:d THA:d", "done"}, {two, 2, "KHM:d THA:x", "done"}, {two, 2, "KHM:x THA:x", "dropped"},
        {two, 2, "x", "dropped"},       {two, 2, "KHM:p d", "done"},     {two, 2, "d KHM:o", "in progress"},
        {mixed, 2, "KHM:d", "in progress"}, {mixed, 2, "KHM:d d", "done"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct conclusion_note notes[8];
        struct conclusion c = told(notes, cases[i].told);
        c.assignees = cases[i].to;
        c.nassignees = cases[i].n;
        if (strcmp(conclusion_state_name(conclusion_state(&c)), cases[i].state) != 0)
            test_fail(__FILE__, __LINE__, "\"%s\" is %s and not %s", cases[i].told,
                      conclusion_state_name(conclusion_state(&c)), cases[i].state);
    }
    struct conclusion_note notes[8];
    struct conclusion c = told(notes, "KHM:d");
    c.assignees = two;
    c.nassignees = 2;
    CHECK(conclusion_is_of(&c, STR("KHM")));
    CHECK(!conclusion_is_of(&c, STR("LAO")));
    CHECK(!conclusion_is_of(&c, STR("")));
    CHECK_INT(conclusion_state_of(&c, STR("KHM")), CONCLUSION_DONE);
    CHECK_INT(conclusion_state_of(&c, STR("THA")), CONCLUSION_OPEN);
}

TEST(meeting_conclusions_are_late_until_they_are_settled)
{
    struct conclusion_note notes[8];
    struct conclusion c = told(notes, "");
    CHECK(!conclusion_is_late(&c, STR("2026-01-01")));
    c.due = STR("2025-12-31");
    CHECK(!conclusion_is_late(&c, STR("2025-12-31T23:59:59Z"))); /* on its day it is not */
    CHECK(conclusion_is_late(&c, STR("2026-01-01T00:00:00Z")));
    c.to_meeting = STR("2026");
    CHECK(conclusion_is_settled(&c));
    CHECK(!conclusion_is_late(&c, STR("2026-01-01")));
    c = told(notes, "x");
    c.due = STR("2025-12-31");
    CHECK(!conclusion_is_late(&c, STR("2026-01-01")));
}

TEST(meeting_at_hand_is_the_next_else_the_newest)
{
    static const struct meeting v[] = {
        {.name = STR("a"), .first_day = STR("2014-06-01"), .last_day = STR("2014-06-02")},
        {.name = STR("c"), .first_day = STR("2016-07-01"), .last_day = STR("2016-07-02")},
        {.name = STR("b"), .first_day = STR("2015-07-01"), .last_day = STR("2015-07-02")}};
    CHECK_STR(meeting_at_hand(v, 3, STR("2014-01-01"))->name, "a");
    CHECK_STR(meeting_at_hand(v, 3, STR("2014-06-03"))->name, "b");
    CHECK_STR(meeting_at_hand(v, 3, STR("2015-07-02"))->name, "b"); /* it is in its last day */
    CHECK_STR(meeting_at_hand(v, 3, STR("2020-01-01"))->name, "c");
    CHECK(meeting_at_hand(v, 0, STR("2020-01-01")) == NULL);
}

TEST(meeting_counts_persons_by_role)
{
    static const struct participant v[] = {{.role = PARTICIPANT_SPECIALIST, .persons = 2},
                                           {.role = PARTICIPANT_DONOR, .persons = 1},
                                           {.role = PARTICIPANT_SPECIALIST, .persons = 3}};
    CHECK_INT(participants_count(v, 3, -1), 6);
    CHECK_INT(participants_count(v, 3, PARTICIPANT_SPECIALIST), 5);
    CHECK_INT(participants_count(v, 3, PARTICIPANT_OBSERVER), 0);
}
