/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/consultation.h"

#include "test.h"

#include <stdio.h>

enum { PARTS = 2, MOST = 8 };

/* Three countries and two parts: "a" as it is since the first draft, "b" since the second. */
struct table {
    struct consultation c;
    struct consulted_part parts[PARTS];
    struct position positions[MOST];
};

static const struct str areas[] = {STR("KHM"), STR("THA"), STR("VNM")};

/* said: "a KHM agree 1;a THA object 1" by part and area; the number is the draft. */
static struct table *table_of(const char *said)
{
    static struct table t;
    struct str rest = str_of(said), one;
    t = (struct table){.parts = {{.id = STR("a"), .chapter = STR("One"), .since = 1},
                                 {.id = STR("b"), .chapter = STR("Two"), .since = 2}}};
    t.c = (struct consultation){.until = STR("2026-06-30"), .drafts = 2, .areas = areas, .nareas = ARRAY_LEN(areas),
                                .parts = t.parts, .nparts = PARTS, .positions = t.positions};
    while (rest.len && str_next(&one, &rest, ';')) {
        struct position *p = &t.positions[t.c.npositions++];
        struct str kind, draft;
        uint64_t n;
        str_next(&p->part, &one, ' ');
        str_next(&p->area, &one, ' ');
        str_next(&kind, &one, ' ');
        str_next(&draft, &one, ' ');
        p->kind = (enum position_kind)position_find(kind);
        CHECK(str_uint(&n, draft, 9));
        p->draft = (unsigned)n;
    }
    return &t;
}

/* "agreed/objected/commented/silent" and whether it is validated. */
static void counts_are(int line, const struct consulted_part *p, const char *want)
{
    char got[40];
    snprintf(got, sizeof got, "%u/%u/%u/%u %s", p->agreed, p->objected, p->commented, p->silent,
             p->validated ? "yes" : "no");
    if (strcmp(got, want) != 0)
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got, want);
}

static struct table *counted(const char *said)
{
    struct table *t = table_of(said);
    consultation_count(t->parts, t->positions, &t->c);
    return t;
}

TEST(consultation_names_are_found_again)
{
    for (int i = 0; i < STATEMENTS; i++)
        CHECK_INT(statement_subject_find(str_of(statement_subject_name((enum statement_subject)i))), i);
    for (int i = 0; i < POSITIONS; i++)
        CHECK_INT(position_find(str_of(position_name((enum position_kind)i))), i);
    CHECK_INT(position_find(STR("agreed")), -1);
    CHECK_INT(statement_subject_find(STR("")), -1);
}

TEST(consultation_counts_what_each_country_said)
{
    counts_are(__LINE__, &counted("")->parts[0], "0/0/0/3 no");
    counts_are(__LINE__, &counted("a KHM agree 1;a THA agree 2;a VNM agree 1")->parts[0], "3/0/0/0 yes");
    counts_are(__LINE__, &counted("a KHM agree 1;a THA agree 1")->parts[0], "2/0/0/1 no");
    counts_are(__LINE__, &counted("a KHM agree 1;a THA object 1;a VNM agree 1")->parts[0], "2/1/0/0 no");
    counts_are(__LINE__, &counted("a KHM agree 1;a THA comment 1;a VNM agree 1")->parts[0], "2/0/1/0 no");
    /* of a country that was not asked nothing counts */
    counts_are(__LINE__, &counted("a KHM agree 1;a LAO object 1;a THA agree 1;a VNM agree 1")->parts[0], "3/0/0/0 yes");
}

/* An objection that is withdrawn counts as nothing said; with an agreement it is settled. */
TEST(consultation_lets_an_objection_be_withdrawn)
{
    counts_are(__LINE__, &counted("a KHM agree 1;a THA none 1;a VNM agree 1")->parts[0], "2/0/0/1 no");
    struct table *t = table_of("a KHM agree 1;a THA none 1;a VNM agree 1");
    t->c.silence_agrees = t->c.over = true;
    consultation_count(t->parts, t->positions, &t->c);
    counts_are(__LINE__, &t->parts[0], "2/0/0/1 yes");
}

/* What was said of a part before it changed has to be said anew, whatever it was. */
TEST(consultation_asks_anew_what_changed)
{
    struct table *t = counted("b KHM agree 1;b THA object 1;b VNM agree 2");
    counts_are(__LINE__, &t->parts[1], "1/0/0/2 no");
    CHECK(t->positions[0].outdated && t->positions[1].outdated && !t->positions[2].outdated);
    CHECK_INT(position_now(&t->positions[1]), POSITION_NONE);
    CHECK_INT(position_now(&t->positions[2]), POSITION_AGREE);
    CHECK_INT(position_now(NULL), POSITION_NONE);
}

TEST(consultation_takes_silence_as_agreement_only_at_the_end)
{
    struct table *t = table_of("a KHM agree 1");
    t->c.silence_agrees = true;
    consultation_count(t->parts, t->positions, &t->c);
    counts_are(__LINE__, &t->parts[0], "1/0/0/2 no");
    t->c.over = true;
    consultation_count(t->parts, t->positions, &t->c);
    counts_are(__LINE__, &t->parts[0], "1/0/0/2 yes");
    t->c.silence_agrees = false;
    consultation_count(t->parts, t->positions, &t->c);
    counts_are(__LINE__, &t->parts[0], "1/0/0/2 no");
    /* silence of the others does not outweigh an objection or a comment */
    for (int i = 0; i < 2; i++) {
        t = table_of(i ? "a THA comment 1" : "a THA object 1");
        t->c.silence_agrees = t->c.over = true;
        consultation_count(t->parts, t->positions, &t->c);
        CHECK(!t->parts[0].validated);
    }
}

TEST(consultation_does_not_count_what_was_removed)
{
    struct table *t = table_of("a KHM agree 1;a THA agree 1;a VNM agree 1");
    t->parts[0].removed = true;
    consultation_count(t->parts, t->positions, &t->c);
    counts_are(__LINE__, &t->parts[0], "0/0/0/0 no");
    CHECK(t->positions[0].outdated);
    CHECK(!position_open(&t->c, &t->parts[0], STR("KHM")));
}

TEST(consultation_validates_nothing_that_nobody_is_asked)
{
    struct table *t = table_of("");
    t->c.nareas = 0;
    t->c.silence_agrees = t->c.over = true;
    consultation_count(t->parts, t->positions, &t->c);
    CHECK(!t->parts[0].validated);
}

TEST(consultation_is_over_after_its_last_day)
{
    struct consultation c = {.until = STR("2026-06-30")};
    CHECK(!consultation_is_over(&c, STR("2026-06-29T10:00:00Z")));
    CHECK(!consultation_is_over(&c, STR("2026-06-30T23:59:59Z")));
    CHECK(consultation_is_over(&c, STR("2026-07-01T00:00:00Z")));
    c.closed_at = STR("2026-06-01T10:00:00Z");
    CHECK(consultation_is_over(&c, STR("2026-06-02T00:00:00Z")));
}

/* In one step a country agrees to what it said nothing of, not to what it objected to before it changed. */
TEST(consultation_knows_what_is_left_to_agree_to)
{
    struct table *t = counted("a KHM none 1;a THA object 1;b KHM agree 1;b THA object 1;b VNM comment 1");
    CHECK(position_rest(&t->c, &t->parts[0], STR("KHM")));  /* taken back */
    CHECK(!position_rest(&t->c, &t->parts[0], STR("THA"))); /* objects */
    CHECK(position_rest(&t->c, &t->parts[0], STR("VNM")));  /* said nothing */
    CHECK(position_rest(&t->c, &t->parts[1], STR("KHM")));  /* agreed to what it said before */
    CHECK(!position_rest(&t->c, &t->parts[1], STR("THA")) && position_open(&t->c, &t->parts[1], STR("THA")));
    CHECK(!position_rest(&t->c, &t->parts[1], STR("VNM")) && position_open(&t->c, &t->parts[1], STR("VNM")));
    CHECK(!position_open(&t->c, &t->parts[0], STR("LAO"))); /* is not asked */
}

TEST(consultation_tallies_a_country_by_chapter)
{
    struct table *t = counted("a KHM object 1;a THA agree 1;a VNM agree 1;b KHM comment 1;b VNM agree 2");
    struct consultation_tally y;
    consultation_tally(&y, &t->c, NULL, STR("KHM"));
    CHECK_INT(y.parts, 2);
    CHECK_INT(y.objected, 1);
    CHECK_INT(y.commented, 0); /* it is of what stood there before, */
    CHECK_INT(y.silent, 1);
    CHECK_INT(y.waiting, 2);   /* and still waits for an answer */
    t->positions[0].answer = STR("so");
    consultation_tally(&y, &t->c, &t->parts[0].chapter, STR("KHM"));
    CHECK_INT(y.parts, 1);
    CHECK_INT(y.waiting, 0);
    consultation_tally(&y, &t->c, &t->parts[1].chapter, STR("VNM"));
    CHECK_INT(y.agreed, 1);
}

TEST(consultation_finds_parts_and_positions)
{
    struct table *t = counted("a KHM agree 1;a VNM agree 1;b KHM agree 2;b THA object 2;b VNM agree 2");
    CHECK(consultation_part(&t->c, STR("b")) == &t->parts[1]);
    CHECK(!consultation_part(&t->c, STR("c")));
    CHECK(consultation_position(&t->c, STR("b"), STR("THA")) == &t->positions[3]);
    CHECK(consultation_position(&t->c, STR("a"), STR("KHM")) == &t->positions[0]);
    CHECK(consultation_position(&t->c, STR("b"), STR("VNM")) == &t->positions[4]);
    CHECK(!consultation_position(&t->c, STR("a"), STR("THA")));
    CHECK(!consultation_position(&t->c, STR(""), STR("THA")));
}
