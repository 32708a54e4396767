/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The briefing says what it is given, in the right parts, and nothing of what it is not. */

#include "document/briefing.h"

#include "model/fixture.h"
#include "publish/rounds.h"
#include "test.h"

#include <stdio.h>

static struct arena arena;
static struct buf told;

static bool has(const char *text) { return memmem(told.p, told.len, text, strlen(text)) != NULL; }

/* `cube` NULL: nothing is released. */
static void brief(const struct briefing *b, const struct cube *cube)
{
    struct err err = {0};
    struct document d;
    struct buf unused = {0};
    struct drawing *drawing = NULL;
    struct cube *none = cube ? NULL : cube_builder_finish(cube_builder_new(fixture_ref()));
    struct page page = {.cube = cube ? cube : none, .text = text_find("en"), .out = &unused, .arena = &arena};
    if (cube)
        CHECK(drawing_new(&drawing, &err) == 0);
    document_begin(&d, &page, drawing, &(struct document_head){.kind = DOCUMENT_BRIEFING, .title = STR("Briefing")});
    if (briefing_write(&d, b, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    told.len = 0;
    CHECK(document_finish(&told, &d, &err) == 0);
    document_release(&d);
    drawing_free(drawing);
    buf_release(&unused);
    cube_free(none);
}

static void begin(void) { arena_init(&arena, (size_t)1 << 30); }

static void end(void)
{
    arena_release(&arena);
    buf_release(&told);
    told = (struct buf){0};
}

TEST(briefing_of_nothing_says_so)
{
    begin();
    brief(&(struct briefing){.today = STR("2026-01-15")}, NULL);
    CHECK(has("Nothing has been released yet."));
    CHECK(!has("Where the rounds stand"));
    CHECK(!has("The meeting"));
    CHECK(!has("Questions for group work"));
    end();
}

TEST(briefing_has_agenda_people_and_what_became_of_conclusions)
{
    static struct meeting_session sessions[] = {
        {.number = 1, .day = STR("2026-07-01"), .begins = STR("09:00"), .ends = STR("09:30"),
         .title = STR("Opening & <welcome>"), .kind = SESSION_OPENING, .office = STR("ILO")},
        {.number = 2, .day = STR("2026-07-02"), .title = STR("Gaps"), .kind = SESSION_GROUP_WORK, .area = STR("THA")}};
    static struct participant people[] = {
        {.number = 1, .role = PARTICIPANT_SPECIALIST, .area = STR("THA"), .organisation = STR("An office"),
         .persons = 2, .person = STR("secret-name")},
        {.number = 2, .role = PARTICIPANT_SPECIALIST, .area = STR("THA"), .organisation = STR("Another office"),
         .persons = 1},
        {.number = 3, .role = PARTICIPANT_DONOR, .organisation = STR("A donor"), .persons = 1}};
    static const struct assignee to[] = {{.area = STR("KHM")}, {.organisation = STR("ASEANstats")}};
    static const struct conclusion_note notes[] = {
        {.state = CONCLUSION_IN_PROGRESS, .area = STR("KHM"), .note = STR("half of it")}};
    static struct conclusion conclusions[] = {
        {.number = 1, .kind = CONCLUSION_ACTION, .text = STR("Tabulate the census."), .due = STR("2025-12-31"),
         .assignees = to, .nassignees = 2, .notes = notes, .nnotes = 1}};
    struct gathering meeting = {.meeting = {.name = STR("2026")}, .sessions = sessions, .nsessions = 2,
                                .participants = people, .nparticipants = 3};
    struct gathering before = {.meeting = {.name = STR("2025")}, .conclusions = conclusions, .nconclusions = 1};
    begin();
    brief(&(struct briefing){.today = STR("2026-06-30"), .meeting = &meeting, .before = &before}, NULL);
    CHECK(has("Opening &amp; &lt;welcome&gt;"));
    CHECK(has("09:00\xE2\x80\x93" "09:30"));
    CHECK(has("2 July 2026"));
    CHECK(has("<td class=\"n\">3</td><td>Thailand</td>")); /* one country, three persons */
    CHECK(has("A donor"));
    CHECK(!has("secret-name"));
    CHECK(has("Tabulate the census."));
    CHECK(has("half of it"));
    CHECK(has("Cambodia, ASEANstats"));
    CHECK(has("<td class=\"late\">31 December 2025</td>"));
    CHECK(has("in progress"));
    CHECK(has("Of the <span") || has("Of the 1 conclusions"));
    end();
}

TEST(briefing_tells_a_round_country_by_country)
{
    struct round round = {.id = 1, .name = STR("2026"), .opened_at = STR("2026-01-01T00:00:00Z"),
                          .deadline = STR("2026-11-30"), .first_year = 2024, .last_year = 2025};
    struct progress two[] = {{.area = STR("KHM"), .state = COUNTRY_ANSWERING, .asked = 22, .answered = 7,
                              .accepted = 5, .nopen = 3, .last_received_at = STR("2026-05-04T03:02:01Z")},
                             {.area = STR("THA"), .state = COUNTRY_NOT_STARTED, .asked = 22}};
    struct briefing_round rounds[] = {{.round = round, .progress = {.v = two, .n = 2}}};
    begin();
    brief(&(struct briefing){.today = STR("2026-06-30"), .rounds = rounds, .nrounds = 1, .shown = &rounds[0]}, NULL);
    CHECK(has("is open until 30 November 2026"));
    CHECK(has("<td class=\"n\">22</td><td class=\"n\">7</td><td class=\"n\">5</td><td class=\"n\">3</td>"
              "<td class=\"y\">4 May 2026</td>"));
    CHECK(has("<td class=\"n\">44</td><td class=\"n\">7</td><td class=\"n\">5</td><td class=\"n\">3</td>")); /* all */
    CHECK(!has("All rounds"));
    end();
}

/* Cambodia has one of Thailand's tables, and none of the year after. */
static void put_figures(struct obs_set *set)
{
    obs_set_init(set);
    for (int year = 2013; year <= 2014; year++) {
        char table[60];
        snprintf(table, sizeof table, "MST_NCTE_SEX_CCT_NB THA BA:741 %d", year);
        fixture_put(set, table, "SEX_T CCT_CTZ_TOTAL 10");
        fixture_put(set, table, "SEX_T CCT_CTZ_MMR 7.53197");
    }
    fixture_put(set, "MST_NCTE_SEX_CCT_NB KHM BA:741 2013", "SEX_T CCT_CTZ_TOTAL 3");
}

TEST(briefing_says_what_was_collected_and_what_is_missing)
{
    struct obs_set set;
    struct err err = {0};
    struct coverage_view view;
    struct gaps_made gaps;
    struct rounds rounds = {0};
    struct cover_edition editions[2] = {{.name = STR("1")}, {.name = STR("2")}};
    static const struct change_count changes[] = {{STR("MST_NCTE_SEX_CCT_NB"), STR("THA"), 4, 1, 2}};
    begin();
    put_figures(&set);
    struct cube *cube = fixture_cube(fixture_ref(), &set), *old = cube_builder_finish(cube_builder_new(fixture_ref()));
    cube->release_name = STR("2");
    cover_edition_make(&editions[0], &arena, old, &rounds, fixture_ref());
    cover_edition_make(&editions[1], &arena, cube, &rounds, fixture_ref());
    editions[0].released_at = STR("2025-01-01T00:00:00Z");
    editions[1].released_at = STR("2026-01-01T00:00:00Z");
    CHECK(coverage_view_make(&view, &arena, &(struct coverage_of){fixture_ref(), cube, &rounds, STR("2"), STR("2026")},
                             &(struct coverage_asked){0}, &err) == 0);
    gaps_make(&gaps, &arena,
              &(struct gaps_from){.ref = fixture_ref(), .cube = cube, .rounds = &rounds, .at = STR("2026-01-01")});
    brief(&(struct briefing){.today = STR("2026-06-30"), .coverage = &view, .is = &editions[1], .was = &editions[0],
                             .gaps = &gaps, .changes = changes, .nchanges = 1}, cube);
    CHECK(has("<figure class=\"chart heat\" id=\"collected.heat\">"));
    CHECK(has("Release 1</th>"));
    CHECK(has("<th scope=\"row\">Thailand</th>"
              "<td class=\"n\">220</td><td class=\"n zero\">0</td><td class=\"n\">2</td>"));
    CHECK(has("<th scope=\"row\">Cambodia</th>"
              "<td class=\"n\">220</td><td class=\"n zero\">0</td><td class=\"n\">1</td>"));
    CHECK(has("<th scope=\"row\">Thailand</th><td class=\"n\">4</td><td class=\"n\">1</td><td class=\"n\">2</td>"));
    CHECK(has("What is missing, and what it would take"));
    CHECK(has("Questions for group work"));
    CHECK(has("answered by")); /* a table that two of ten have */
    CHECK(!has("With the release before it")); /* that one had nothing of these years */
    CHECK(!has("7.53")); /* it tells no figure */
    cube_free(old);
    cube_free(cube);
    obs_set_release(&set);
    end();
}
