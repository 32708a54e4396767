/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/progress.h"

#include "base/clock.h"
#include "test.h"

/* A round of 2026 for 2023 to 2025, by 30 November; on the 20th. */
struct scene {
    struct arena arena;
    struct round round;
    struct progress_list list;
    int64_t id;
};

static void begin(struct scene *s, const char *now)
{
    int64_t seconds;
    *s = (struct scene){.round = {.id = 1, .name = STR("2026"), .deadline = STR("2026-11-30"),
                                  .first_year = 2023, .last_year = 2025, .criterion = STR("citizenship")}};
    CHECK(clock_parse(&seconds, str_of(now)));
    arena_init(&s->arena, 16 << 20);
    progress_begin(&s->list, &s->arena, &s->round, seconds);
}

static void ask(struct scene *s, const char *area, const char *indicator, int rank)
{
    progress_ask(&s->list, &(struct ask){.round = 1, .area = str_of(area), .indicator = str_of(indicator),
                                         .rank = rank, .why = STR("missing")});
}

static void come(struct scene *s, const char *area, const char *indicator, const char *period,
                 struct round_table t)
{
    t.id = ++s->id;
    t.submission = t.submission ? t.submission : 1;
    t.area = str_of(area);
    t.indicator = str_of(indicator);
    t.period = str_of(period);
    if (!t.source.len)
        t.source = STR("BA:741");
    if (!t.state.len)
        t.state = STR(STATE_CLEAN);
    t.received_at = STR("2026-11-19T08:00:00Z");
    progress_receive(&s->list, &t);
}

static bool thai(const void *ctx, struct str area)
{
    CHECK(ctx == NULL);
    return str_is(area, "THA");
}

static const struct progress *end(struct scene *s)
{
    progress_end(&s->list, thai, NULL);
    CHECK(s->list.n > 0);
    return &s->list.v[0];
}

static void release(struct scene *s) { arena_release(&s->arena); }

TEST(progress_of_a_country_that_has_not_started)
{
    struct scene s;
    begin(&s, "2026-11-20T12:00:00Z");
    ask(&s, "KHM", "MST_B", 2);
    ask(&s, "KHM", "MST_A", 1);
    ask(&s, "BRN", "MST_A", 1);
    const struct progress *p = end(&s);
    CHECK_INT(s.list.n, 2);
    CHECK_STR(p[0].area, "BRN");
    CHECK_STR(p[1].area, "KHM");
    CHECK_INT(p[1].state, COUNTRY_NOT_STARTED);
    CHECK_INT(p[1].asked, 2);
    CHECK_INT(p[1].answered, 0);
    CHECK_INT(p[1].days_left, 10);
    CHECK_STR(p[1].tables[0].indicator, "MST_A"); /* by rank */
    CHECK_INT(p[1].tables[0].nyears, 3);
    CHECK_STR(p[1].tables[0].years[0].period, "2023");
    CHECK_INT(p[1].tables[0].years[0].state, TABLE_ASKED);
    CHECK_INT(s.list.of_state[COUNTRY_NOT_STARTED], 2);
    release(&s);
}

TEST(progress_of_what_does_not_apply)
{
    struct scene s;
    begin(&s, "2026-11-20T12:00:00Z");
    ask(&s, "KHM", "MST_A", 1);
    ask(&s, "KHM", "MST_B", 2);
    ask(&s, "KHM", "MST_C", 3);
    progress_waive(&s.list, &(struct waiver){.area = STR("KHM"), .indicator = STR("MST_A"), .reason = STR("no ship")});
    progress_waive(&s.list, &(struct waiver){.area = STR("KHM"), .indicator = STR("MST_C"), .reason = STR("none")});
    come(&s, "KHM", "MST_B", "2024", (struct round_table){.state = STR(STATE_ACCEPTED)});
    come(&s, "KHM", "MST_C", "2024", (struct round_table){.state = STR(STATE_RETURNED)});
    const struct progress *p = end(&s);
    CHECK_INT(p->answered, 3);
    CHECK_INT(p->tables[0].state, TABLE_WAIVED);
    CHECK_STR(p->tables[0].waived, "no ship");
    CHECK_INT(p->tables[0].years[2].state, TABLE_WAIVED);
    /* what was sent all the same counts */
    CHECK_INT(p->tables[2].state, TABLE_RETURNED);
    CHECK_INT(p->state, COUNTRY_RETURNED);
    release(&s);
}

TEST(progress_counts_days_past_the_deadline)
{
    struct scene s;
    begin(&s, "2026-11-30T23:59:59Z");
    ask(&s, "KHM", "MST_A", 1);
    CHECK_INT(end(&s)->days_left, 0);
    release(&s);
    begin(&s, "2026-12-03T00:00:00Z");
    ask(&s, "KHM", "MST_A", 1);
    CHECK_INT(end(&s)->days_left, -3);
    release(&s);
}

/* The states of a country whose single table asked is in that state. */
static enum country_state state_with(const char *area, struct round_table t, bool closed)
{
    struct scene s;
    begin(&s, "2026-11-20T12:00:00Z");
    if (closed)
        s.round.closed_at = STR("2026-12-01T00:00:00Z");
    ask(&s, area, "MST_A", 1);
    ask(&s, area, "MST_B", 2);
    come(&s, area, "MST_A", "2024", t);
    enum country_state state = end(&s)->state;
    release(&s);
    return state;
}

TEST(progress_says_whose_turn_it_is)
{
    const struct round_table clean = {0}, errors = {.nerrors = 1, .nopen = 1, .state = STR(STATE_ERRORS)},
                             explained = {.nerrors = 1, .nanswered = 1, .state = STR(STATE_ERRORS)},
                             returned = {.state = STR(STATE_RETURNED)},
                             accepted = {.state = STR(STATE_ACCEPTED)},
                             signed_ = {.signed_at = STR("2026-11-19T09:00:00Z")};
    CHECK_INT(state_with("KHM", clean, false), COUNTRY_IN_REVIEW);
    CHECK_INT(state_with("THA", clean, false), COUNTRY_WAITING);
    CHECK_INT(state_with("THA", signed_, false), COUNTRY_IN_REVIEW);
    CHECK_INT(state_with("KHM", errors, false), COUNTRY_ANSWERING);
    CHECK_INT(state_with("KHM", explained, false), COUNTRY_IN_REVIEW);
    CHECK_INT(state_with("KHM", returned, false), COUNTRY_RETURNED);
    CHECK_INT(state_with("KHM", accepted, false), COUNTRY_ANSWERING); /* the other table is still to come */
    CHECK_INT(state_with("KHM", accepted, true), COUNTRY_DONE);       /* or will not come any more */
}

TEST(progress_takes_the_last_of_each_table)
{
    struct scene s;
    begin(&s, "2026-11-20T12:00:00Z");
    ask(&s, "KHM", "MST_A", 1);
    come(&s, "KHM", "MST_A", "2024", (struct round_table){.state = STR(STATE_RETURNED), .submission = 3});
    come(&s, "KHM", "MST_A", "2024", (struct round_table){.submission = 4});
    come(&s, "KHM", "MST_A", "2024", (struct round_table){.submission = 5, .source = STR("FX:1")});
    const struct table_progress *t = end(&s)->tables;
    CHECK_INT(t->nyears, 4); /* two sources of 2024, and the years that have not come */
    CHECK_STR(t->years[1].period, "2024");
    CHECK_INT(t->years[1].submission, 4);
    CHECK_INT(t->years[2].submission, 5);
    CHECK_STR(t->years[2].source, "FX:1");
    CHECK_INT(t->years[3].state, TABLE_ASKED);
    CHECK_INT(t->state, TABLE_CHECKED);
    CHECK(t->answered);
    CHECK_INT(s.list.v[0].answered, 1);
    CHECK_STR(s.list.v[0].last_received_at, "2026-11-19T08:00:00Z");
    release(&s);
}

TEST(progress_counts_tables_by_what_became_of_them)
{
    struct scene s;
    begin(&s, "2026-11-20T12:00:00Z");
    for (int i = 0; i < 4; i++)
        ask(&s, "KHM", ((const char *[]){"MST_A", "MST_B", "MST_C", "MST_D"})[i], i + 1);
    come(&s, "KHM", "MST_A", "2023", (struct round_table){.state = STR(STATE_ACCEPTED)});
    come(&s, "KHM", "MST_A", "2024", (struct round_table){.state = STR(STATE_ACCEPTED), .nopen = 2});
    come(&s, "KHM", "MST_B", "2024", (struct round_table){.state = STR(STATE_RETURNED),
                                                          .decision = STR(DECISION_ASIDE)});
    come(&s, "KHM", "MST_C", "2024", (struct round_table){.state = STR(STATE_ERRORS), .nopen = 2, .nanswered = 1});
    come(&s, "KHM", "MST_C", "2023", (struct round_table){.state = STR(STATE_ACCEPTED)});
    come(&s, "KHM", "MST_Z", "2024", (struct round_table){.state = STR(STATE_CLEAN)}); /* nobody asked */
    come(&s, "KHM", "MST_D", "2019", (struct round_table){.state = STR(STATE_ACCEPTED)}); /* nor this year */
    const struct progress *p = end(&s);
    CHECK_INT(p->asked, 4);
    CHECK_INT(p->answered, 3);
    CHECK_INT(p->accepted, 2); /* A, and D of another year */
    CHECK_INT(p->aside, 1);
    CHECK_INT(p->returned, 0);
    CHECK_INT(p->nopen, 2); /* of what was accepted nobody has to do anything */
    CHECK_INT(p->nanswered, 1);
    CHECK_INT(p->ntables, 5);
    CHECK_STR(p->tables[4].indicator, "MST_Z");
    CHECK_INT(p->tables[4].rank, 0);
    CHECK_INT(p->tables[4].nyears, 1);
    CHECK_INT(p->tables[2].state, TABLE_ERRORS);
    release(&s);
}
