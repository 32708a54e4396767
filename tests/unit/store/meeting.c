/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Meetings: what is kept, what is refused, every call that may fail, what the tables never let go. */

#include "base.h"

#include "collect/meetings.h"
#include "syntax/compress.h"

#include <stdio.h>

#define NINE "2026-01-03T09:00:00Z"

static struct err err;

static int64_t add(struct store *st, const char *name, const char *first, const char *last, int64_t before)
{
    struct meeting m = {.name = str_of(name), .title = STR("A meeting"), .place = STR("Bangkok"),
                        .first_day = str_of(first), .last_day = str_of(last), .before = before, .at = STR(NINE),
                        .who = STR("Budi")};
    CHECK_OK(store_meeting_add(st, &m, &err));
    return m.id;
}

static int add_document(struct store *st, int64_t meeting, const char *text, struct err *e)
{
    struct buf packed = {0};
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_of(str_of(text));
    sha256_hex(hex, &hash);
    zstd_pack(&packed, str_of(text), 1);
    struct meeting_document d = {.sort = SORT_MINUTES, .title = STR("Minutes"), .file_name = STR("minutes.docx"),
                                 .sha256 = str_of(hex), .bytes = (int64_t)strlen(text), .packed = buf_view(&packed),
                                 .at = STR(NINE), .who = STR("Budi")};
    int r = store_meeting_document_add(st, meeting, &d, e);
    buf_release(&packed);
    return r;
}

/* Each thing of store/meeting.h once; in one transaction. */
static int life(struct store *st, struct err *e)
{
    struct meeting m = {.name = STR("2026"), .title = STR("x'; --"), .first_day = STR("2026-07-01"),
                        .last_day = STR("2026-07-02"), .at = STR(NINE), .who = STR("Budi")};
    struct meeting_session s = {.number = 1, .day = STR("2026-07-01"), .begins = STR("09:00"), .ends = STR("10:00"),
                                .title = STR("Opening"), .kind = SESSION_GROUP_WORK, .area = STR("THA"),
                                .office = STR("ILO")};
    struct participant p = {.role = PARTICIPANT_DONOR, .organisation = STR("Donor"), .persons = 2};
    struct conclusion c = {.kind = CONCLUSION_ACTION, .session = 1, .group = STR("A"), .text = STR("Do it."),
                           .due = STR("2026-12-31"), .at = STR(NINE), .who = STR("Budi")};
    struct conclusion_note n = {.state = CONCLUSION_IN_PROGRESS, .area = STR("THA"), .note = STR("begun"),
                                .at = STR(NINE), .who = STR("Malee")};
    struct round round = {.name = STR("2026"), .opened_at = STR(NINE), .opened_by = STR("Budi"),
                          .deadline = STR("2026-11-30"), .first_year = 2023, .last_year = 2025,
                          .criterion = STR("both")};
    int r = store_begin(st, e);
    if (r < 0)
        return r;
    if ((r = store_round_add(st, &round, e)) < 0 || (r = store_meeting_add(st, &m, e)) < 0)
        goto out;
    m.round = round.id;
    if ((r = store_meeting_put(st, &m, e)) < 0 || (r = store_session_of_meeting_put(st, m.id, &s, e)) < 0)
        goto out;
    s.number = 2;
    if ((r = store_session_of_meeting_put(st, m.id, &s, e)) < 0 ||
        (r = store_session_of_meeting_remove(st, m.id, 2, e)) < 0 || (r = store_participant_add(st, m.id, &p, e)) < 0 ||
        (r = store_participant_add(st, m.id, &p, e)) < 0 || (r = store_participant_remove(st, m.id, 1, e)) < 0 ||
        (r = add_document(st, m.id, "one", e)) < 0 || (r = add_document(st, m.id, "two", e)) < 0 ||
        (r = store_meeting_document_remove(st, m.id, 2, STR(NINE), STR("Budi"), e)) < 0 ||
        (r = store_conclusion_add(st, m.id, 0, &c, e)) < 0 ||
        (r = store_assignee_add(st, c.id, &(struct assignee){.organisation = STR("ILO")}, e)) < 0 ||
        (r = store_assignee_add(st, c.id, &(struct assignee){.area = STR("THA")}, e)) < 0 ||
        (r = store_conclusion_note_add(st, c.id, &n, e)) < 0 ||
        (r = store_launch_add(st, m.id, round.id, STR(NINE), STR("Budi"), e)) < 0)
        goto out;
    r = store_briefing_put(st, m.id, STR("en"), STR("0000000000000000000000000000000000000000000000000000000000000000"),
                           STR("%PDF"), e);
out:
    if (r < 0) {
        store_rollback(st);
        return r;
    }
    return store_commit(st, e);
}

static void is_whole(struct store *st)
{
    struct arena a;
    struct gathering g;
    struct meeting_document d;
    struct buf bytes = {0};
    struct str pdf;
    arena_init(&a, 1 << 20);
    CHECK_OK(gathering_load(&g, st, &a, STR("2026"), &err));
    CHECK_STR(g.meeting.title, "x'; --");
    CHECK_STR(g.meeting.round_name, "2026");
    CHECK_INT(g.nsessions, 1);
    CHECK_INT(g.sessions[0].kind, SESSION_GROUP_WORK);
    CHECK_STR(g.sessions[0].ends, "10:00");
    CHECK_INT(g.nparticipants, 1);
    CHECK_INT(g.participants[0].number, 2);
    CHECK_INT(g.participants[0].persons, 2);
    CHECK_INT(g.ndocuments, 2);
    CHECK_STR(g.documents[0].title, "Minutes");
    CHECK_STR(g.documents[1].removed_by, "Budi");
    CHECK_INT(g.nconclusions, 1);
    CHECK_INT(g.conclusions[0].nassignees, 2);
    CHECK_STR(g.conclusions[0].assignees[0].area, "THA"); /* countries first */
    CHECK_STR(g.conclusions[0].assignees[1].organisation, "ILO");
    CHECK_INT(g.conclusions[0].nnotes, 1);
    CHECK_INT(conclusion_state(&g.conclusions[0]), CONCLUSION_IN_PROGRESS);
    CHECK_INT(g.nlaunches, 1);
    CHECK_STR(g.launches[0].round, "2026");
    CHECK_OK(store_meeting_document_get(st, &a, &d, g.meeting.id, 1, &err));
    CHECK_OK(zstd_unpack(&bytes, d.packed, 100, &err));
    CHECK_STR(buf_view(&bytes), "one");
    buf_release(&bytes);
    CHECK_OK(store_meeting_document_get(st, &a, &d, g.meeting.id, 2, &err));
    CHECK_INT(d.packed.len, 0);
    CHECK_INT(store_briefing_get(st, &a, &pdf, g.meeting.id, STR("en"),
                                 STR("0000000000000000000000000000000000000000000000000000000000000000"), &err), 1);
    CHECK_STR(pdf, "%PDF");
    CHECK_INT(store_briefing_get(st, &a, &pdf, g.meeting.id, STR("en"), STR("other"), &err), 0);
    arena_release(&a);
}

TEST(store_meeting_every_call_may_fail)
{
    struct store *st = base_new("");
    struct arena a;
    int n = 1;
    for (;; n++) {
        CHECK(n < 2000);
        err = (struct err){0};
        store_fail_at(st, n);
        int result = life(st, &err);
        store_fail_at(st, 0);
        if (result == 0)
            break;
        struct meeting m;
        CHECK_INT(result, -(int)ERR_IO);
        CHECK(strstr(err.text, "failed because it was told to") != NULL);
        arena_init(&a, 1 << 16);
        CHECK_ERR(store_meeting_get(st, &a, &m, STR("2026"), errp), ERR_NOTFOUND, "there is no meeting \"2026\"");
        arena_release(&a);
        base_is_sound(st);
    }
    CHECK(n > 100);
    is_whole(st);
    base_is_sound(st);
    store_close(st);
}

TEST(store_meeting_reading_may_fail)
{
    struct store *st = base_new("");
    CHECK_OK(life(st, &err));
    int n = 1;
    for (;; n++) {
        struct arena a;
        struct gathering g;
        CHECK(n < 500);
        arena_init(&a, 1 << 20);
        store_fail_at(st, n);
        int result = gathering_load(&g, st, &a, STR("2026"), &err);
        store_fail_at(st, 0);
        arena_release(&a);
        if (result == 0)
            break;
        CHECK_INT(result, -(int)ERR_IO);
    }
    CHECK(n > 20);
    is_whole(st);
    store_close(st);
}

TEST(store_meeting_refuses)
{
    struct store *st = base_new("");
    struct arena a;
    arena_init(&a, 1 << 20);
    base_begin(st);
    int64_t id = add(st, "2015", "2015-07-01", "2015-07-02", 0);
    struct meeting m = {.name = STR("2015"), .title = STR("x"), .first_day = STR("2015-07-01"),
                        .last_day = STR("2015-07-01")};
    struct conclusion c = {.text = STR("x"), .session = 1};
    struct meeting_session s = {.number = 1, .day = STR("2015-07-01"), .title = STR("x")};
    struct meeting_document d;
    CHECK_ERR(store_meeting_add(st, &m, errp), ERR_STATE, "there is a meeting \"2015\" already");
    CHECK_ERR(store_session_of_meeting_put(st, 9, &s, errp), ERR_NOTFOUND, "there is no meeting 9");
    CHECK_ERR(store_session_of_meeting_remove(st, id, 1, errp), ERR_NOTFOUND, "no session 1");
    CHECK_OK(store_session_of_meeting_put(st, id, &s, &err));
    CHECK_OK(store_conclusion_add(st, id, 0, &c, &err));
    CHECK_ERR(store_session_of_meeting_remove(st, id, 1, errp), ERR_STATE, "so it stays");
    CHECK_ERR(store_participant_remove(st, id, 1, errp), ERR_NOTFOUND, "no participant 1");
    CHECK_ERR(store_meeting_document_get(st, &a, &d, id, 1, errp), ERR_NOTFOUND, "no document 1");
    CHECK_ERR(store_meeting_document_remove(st, id, 1, STR(NINE), STR("x"), errp), ERR_NOTFOUND, "no document 1");
    CHECK_OK(add_document(st, id, "x", &err));
    CHECK_OK(store_meeting_document_remove(st, id, 1, STR(NINE), STR("x"), &err));
    CHECK_ERR(store_meeting_document_remove(st, id, 1, STR(NINE), STR("x"), errp), ERR_STATE, "removed already");
    CHECK_ERR(store_assignee_add(st, 9, &(struct assignee){.area = STR("THA")}, errp), ERR_NOTFOUND, "no conclusion 9");
    CHECK_ERR(store_launch_add(st, id, 9, STR(NINE), STR("x"), errp), ERR_NOTFOUND, "there is no round 9");
    int64_t next = add(st, "2016", "2016-07-01", "2016-07-02", id), old = c.id;
    c.session = 0;
    CHECK_OK(store_conclusion_add(st, next, old, &c, &err));
    CHECK_INT(c.number, 1);
    CHECK_ERR(store_conclusion_add(st, next, old, &c, errp), ERR_STATE, "carried over already");
    base_commit(st);
    struct gathering g;
    CHECK_OK(gathering_load(&g, st, &a, STR("2015"), &err));
    CHECK_STR(g.conclusions[0].to_meeting, "2016");
    CHECK(conclusion_is_settled(&g.conclusions[0]));
    CHECK_OK(gathering_load(&g, st, &a, STR("2016"), &err));
    CHECK_STR(g.conclusions[0].from_meeting, "2015");
    CHECK_STR(g.meeting.before_name, "2015");
    base_is_sound(st);
    arena_release(&a);
    store_close(st);
}

TEST(store_meeting_never_changes_what_was_concluded)
{
    struct store *st = base_new("meeting-fixed.db");
    struct db *db;
    CHECK_OK(life(st, &err));
    store_close(st);
    CHECK_OK(db_open(&db, base_path("meeting-fixed.db"), DB_WRITE, &err));
    static const char *const refused[] = {
        "DELETE FROM sys_meeting",
        "UPDATE sys_meeting_document SET title = 'x'",
        "UPDATE sys_meeting_document SET removed_at = '' WHERE number = 2",
        "UPDATE sys_meeting_document SET packed = x'00' WHERE number = 1",
        "DELETE FROM sys_meeting_document",
        "UPDATE sys_conclusion SET content = 'x'",
        "DELETE FROM sys_conclusion",
        "UPDATE sys_conclusion_assignee SET ref_area = 'LAO'",
        "DELETE FROM sys_conclusion_assignee",
        "UPDATE sys_conclusion_note SET state = 'done'",
        "DELETE FROM sys_conclusion_note",
        "UPDATE sys_meeting_round SET meeting = 1",
        "DELETE FROM sys_meeting_round",
    };
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        int result = db_run(db, &err, refused[i]);
        if (result != -ERR_DB || !strstr(err.text, "refused by the database"))
            test_fail(__FILE__, __LINE__, "%s: %d %s", refused[i], result, err.text);
    }
    db_close(db);
    CHECK_OK(db_open(&db, base_path("meeting-fixed.db"), DB_PUBLIC, &err));
    CHECK_INT(db_run(db, &err, "SELECT name FROM sys_meeting"), -ERR_DENIED);
    db_close(db);
}

static void hear(void *ctx, const char *sentence) { buf_fmt(ctx, "%s;", sentence); }

TEST(store_meeting_what_doctor_finds)
{
    static const struct {
        const char *sql, *says;
    } faults[] = {
        {"UPDATE sys_meeting_session SET day = '2026-07-09'", "session 1 of meeting 2026 is on 2026-07-09"},
        {"UPDATE sys_meeting SET earlier = id", "meeting 2026 comes after meeting 2026"},
        {"DELETE FROM sys_meeting_session", "conclusion 1 of meeting 2026 is of session 1, which there is not"},
        {"INSERT INTO sys_meeting_document SELECT 9, meeting, 9, 7, kind, title, file_name, sha256, nbytes, packed, "
         "at, who, removed_at, removed_by FROM sys_meeting_document WHERE number = 1",
         "document 9 of meeting 2026 is of session 7"},
        {"INSERT INTO sys_conclusion VALUES (9, 1, 9, 0, '', 'action', 'x', '', 1, '', '')",
         "conclusion 9 of meeting 2026 goes on with one of a meeting that was no earlier"},
        {"INSERT INTO sys_conclusion_note VALUES (9, 1, 'done', 'LAO', '', '', '')",
         "of conclusion 1 of meeting 2026 LAO says what became of it"},
        {"INSERT INTO sys_meeting_document SELECT 9, meeting, 9, 0, kind, title, file_name, sha256, 4, packed, at, "
         "who, removed_at, removed_by FROM sys_meeting_document WHERE number = 1",
         "the file minutes.docx of meeting 1"},
    };
    for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
        char name[40];
        struct buf said = {0};
        snprintf(name, sizeof name, "meeting-sick-%zu.db", i);
        struct store *st = base_new(name);
        CHECK_OK(life(st, &err));
        store_close(st);
        base_sql(base_path(name), faults[i].sql);
        st = base_open(base_path(name), STORE_READ);
        int n = store_check(st, hear, &said, &err);
        if (n < 1 || !strstr(said.p ? said.p : "", faults[i].says))
            test_fail(__FILE__, __LINE__, "%s: %d %s", faults[i].sql, n, said.p ? said.p : "");
        buf_release(&said);
        store_close(st);
    }
}
