/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Each function of collection.h, and what a submission and its tables may be together. */

#include "base.h"

#include "base/embed.h"
#include "store/collection.h"
#include "syntax/compress.h"

#include <stdio.h>
#include <unistd.h>

#define NINE "2026-01-03T09:00:00Z"
#define TEN "2026-01-03T10:00:00Z"
#define SHA "0123456789012345678901234567890123456789012345678901234567890123"

/* -- rounds and asks ----------------------------------------------------------------------- */

static int add_round(struct store *st, int64_t *id, const char *name, struct err *err)
{
    struct round r = {.name = str_of(name), .opened_at = STR(NINE), .opened_by = STR("Budi"),
                      .deadline = STR("2026-11-30"), .first_year = 2023, .last_year = 2025,
                      .criterion = STR("both"), .release_date = STR("2027-03-01")};
    int result = store_round_add(st, &r, err);
    *id = r.id;
    return result;
}

TEST(store_round_closes_once)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    struct round r;
    int64_t id;
    arena_init(&a, 1 << 20);
    base_begin(st);
    CHECK_OK(add_round(st, &id, "2026", &err));
    CHECK_OK(store_round_get(st, &a, &r, STR("2026"), &err));
    CHECK_STR(r.release_date, "2027-03-01");
    CHECK(r.closed_at.len + r.closed_by.len == 0);
    CHECK_OK(store_round_close(st, id, NINE, "Citra", &err));
    CHECK_ERR(store_round_close(st, id, TEN, "Dewi", errp), ERR_STATE, "round 1 is closed already");
    CHECK_ERR(store_round_close(st, 5, TEN, "Dewi", errp), ERR_NOTFOUND, "there is no round 5");
    base_commit(st);
    struct store_iter *it;
    CHECK_OK(store_round_list(st, &it, &err));
    CHECK_INT(store_round_next(it, &r, &err), 1);
    CHECK_STR(r.closed_at, NINE);
    CHECK_STR(r.closed_by, "Citra");
    store_iter_close(it);
    arena_release(&a);
    store_close(st);
}

static void asks_are(struct store *st, int64_t round, const char *area, const char *want)
{
    struct store_iter *it;
    struct ask a;
    struct err err;
    struct buf got = {0};
    CHECK_OK(store_ask_list(st, &it, round, str_of(area), &err));
    while (store_ask_next(it, &a, &err) > 0)
        buf_fmt(&got, "%lld %.*s %lld %.*s %lld %.*s;", (long long)a.round, STR_FMT(a.area),
                (long long)a.rank, STR_FMT(a.indicator), (long long)a.missing, STR_FMT(a.why));
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

TEST(store_asks)
{
    struct store *st = base_new("");
    struct err err;
    int64_t one, two;
    base_begin(st);
    CHECK_OK(add_round(st, &one, "2026", &err));
    CHECK_OK(add_round(st, &two, "2027", &err));
    const struct ask asks[] = {{one, STR("MYS"), STR("MST_B"), 1, 3, STR("missing")},
                               {one, STR("KHM"), STR("MST_A"), 2, 0, STR("known")},
                               {one, STR("KHM"), STR("MST_B"), 1, 2, STR("partial")},
                               {two, STR("KHM"), STR("MST_A"), 1, 3, STR("missing")}};
    for (size_t i = 0; i < ARRAY_LEN(asks); i++)
        CHECK_OK(store_ask_add(st, &asks[i], &err));
    struct ask none = asks[0];
    none.round = 9;
    CHECK_ERR(store_ask_add(st, &none, errp), ERR_NOTFOUND, "there is no round 9");
    base_commit(st);
    asks_are(st, one, "", "1 KHM 1 MST_B 2 partial;1 KHM 2 MST_A 0 known;1 MYS 1 MST_B 3 missing;");
    asks_are(st, one, "MYS", "1 MYS 1 MST_B 3 missing;");
    asks_are(st, two, "", "2 KHM 1 MST_A 3 missing;");
    asks_are(st, two, "MYS", "");
    base_begin(st);
    CHECK_ERR(store_ask_add(st, &asks[0], errp), ERR_DB, "refused by the database"); /* twice */
    store_rollback(st);
    base_is_sound(st);
    store_close(st);
}

/* -- decisions ------------------------------------------------------------------------------ */

static int decide(struct store *st, int64_t table, const char *decision, const char *reason,
                  struct err *err)
{
    struct decision d = {.table = table, .decision = str_of(decision), .at = STR(NINE),
                         .who = STR("Budi"), .reason = str_of(reason)};
    int result = store_table_decide(st, &d, err);
    CHECK(result < 0 || d.id > 0);
    return result;
}

/* "accepted: accepted returned ..." of a submission and its tables, by whom and why. */
static void states_are(struct store *st, int64_t id, const char *want)
{
    struct store_iter *it;
    struct submission s;
    struct question_table t;
    struct arena a;
    struct err err;
    struct buf got = {0};
    arena_init(&a, 1 << 20);
    CHECK_OK(store_submission_get(st, &a, &s, id, &err));
    buf_fmt(&got, "%.*s %.*s \"%.*s\":", STR_FMT(s.state), STR_FMT(s.decided_by), STR_FMT(s.reason));
    CHECK_OK(store_table_list(st, &it, id, &err));
    while (store_table_next(it, &t, &err) > 0)
        buf_fmt(&got, " %.*s", STR_FMT(t.state));
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
    arena_release(&a);
}

static void decisions_are(struct store *st, int64_t submission, const char *want)
{
    struct store_iter *it;
    struct decision d;
    struct err err;
    struct buf got = {0};
    CHECK_OK(store_decision_list(st, &it, submission, &err));
    for (int64_t last = 0; store_decision_next(it, &d, &err) > 0; last = d.id) {
        CHECK(d.id > last && d.at.len);
        buf_fmt(&got, "%lld %.*s %.*s %.*s;", (long long)d.table, STR_FMT(d.decision), STR_FMT(d.who),
                STR_FMT(d.reason));
    }
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

TEST(store_submission_follows_its_tables)
{
    struct store *st = base_new("");
    struct err err;
    int64_t id;
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "x", 3, 0, &err));
    CHECK_OK(decide(st, 1, DECISION_ACCEPTED, "", &err));
    CHECK_OK(decide(st, 2, DECISION_ASIDE, "double", &err));
    states_are(st, id, "checked  \"\": accepted returned checked");
    base_is_sound(st);
    CHECK_OK(decide(st, 3, DECISION_RETURNED, "row 7", &err));
    /* the reason of what was returned is not that of the acceptance */
    states_are(st, id, "accepted Budi \"\": accepted returned returned");
    base_is_sound(st);
    CHECK_ERR(decide(st, 1, DECISION_RETURNED, "", errp), ERR_STATE,
              "question table 1 is accepted; it can only be set aside");
    CHECK_ERR(decide(st, 1, DECISION_ACCEPTED, "", errp), ERR_STATE, "can only be set aside");
    CHECK_OK(decide(st, 1, DECISION_ASIDE, "a census is better", &err));
    states_are(st, id, "accepted Budi \"\": returned returned returned"); /* it was, and stays so */
    base_is_sound(st);
    CHECK_OK(decide(st, 2, DECISION_ACCEPTED, "after all", &err));
    states_are(st, id, "accepted Budi \"\": returned accepted returned");
    CHECK_ERR(decide(st, 4, DECISION_ACCEPTED, "", errp), ERR_NOTFOUND, "no question table 4");
    decisions_are(st, id, "1 accepted Budi ;2 aside Budi double;3 returned Budi row 7;"
                          "1 aside Budi a census is better;2 accepted Budi after all;");
    decisions_are(st, 77, "");
    base_is_sound(st);
    base_commit(st);
    store_close(st);
}

TEST(store_submission_is_returned_when_none_is_accepted)
{
    struct store *st = base_new("");
    struct err err;
    int64_t one, two;
    base_begin(st);
    CHECK_OK(base_submit(st, &one, "x", 2, 0, &err));
    CHECK_OK(base_submit(st, &two, "y", 1, 0, &err));
    CHECK_OK(decide(st, 1, DECISION_RETURNED, "all wrong", &err));
    CHECK_OK(decide(st, 2, DECISION_ASIDE, "double", &err));
    states_are(st, one, "returned Budi \"double\": returned returned");
    states_are(st, two, "checked  \"\": checked");
    base_is_sound(st);
    CHECK_OK(decide(st, 1, DECISION_ACCEPTED, "it was right", &err)); /* thought better of */
    states_are(st, one, "accepted Budi \"it was right\": accepted returned");
    base_is_sound(st);
    base_commit(st);
    base_begin(st);
    CHECK_ERR(decide(st, 3, "perhaps", "", errp), ERR_DB, "refused by the database");
    store_rollback(st);
    store_close(st);
}

TEST(store_submission_decide_leaves_what_was_decided)
{
    struct store *st = base_new("");
    struct err err;
    int64_t one, two, three, four;
    base_begin(st);
    CHECK_OK(base_submit(st, &one, "x", 4, 0, &err)); /* tables 1 to 4 */
    CHECK_OK(base_submit(st, &two, "y", 2, 0, &err)); /* 5, 6 */
    CHECK_OK(base_submit(st, &three, "z", 1, 0, &err)); /* 7 */
    CHECK_OK(base_submit(st, &four, "", 0, 0, &err));
    CHECK_OK(decide(st, 2, DECISION_RETURNED, "row 7", &err));
    CHECK_OK(decide(st, 3, DECISION_ASIDE, "double", &err));
    CHECK_OK(store_submission_decide(st, one, STATE_ACCEPTED, TEN, "Citra", "fine", &err));
    states_are(st, one, "accepted Citra \"fine\": accepted returned returned accepted");
    decisions_are(st, one, "2 returned Budi row 7;3 aside Budi double;1 accepted Citra fine;"
                           "4 accepted Citra fine;");
    CHECK_ERR(store_submission_decide(st, one, STATE_RETURNED, TEN, "Dewi", "no", errp), ERR_STATE,
              "every question table of submission 1 is decided already");
    /* what is left is returned, what was accepted stays: so the submission is accepted, in part */
    CHECK_OK(decide(st, 5, DECISION_ACCEPTED, "", &err));
    CHECK_OK(store_submission_decide(st, two, STATE_RETURNED, TEN, "Citra", "the rest", &err));
    states_are(st, two, "accepted Citra \"the rest\": accepted returned");
    CHECK_OK(store_submission_decide(st, three, STATE_RETURNED, TEN, "Citra", "no", &err));
    states_are(st, three, "returned Citra \"no\": returned");
    decisions_are(st, three, "7 returned Citra no;");
    CHECK_OK(store_submission_decide(st, four, STATE_ACCEPTED, TEN, "Citra", "", &err));
    states_are(st, four, "accepted Citra \"\":");
    base_is_sound(st);
    base_commit(st);
    store_close(st);
}

TEST(store_findings_allowed_by_table)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    struct submission s;
    int64_t one, two, n;
    arena_init(&a, 1 << 20);
    base_begin(st);
    CHECK_OK(base_submit(st, &one, "x", 2, 3, &err)); /* the errors are in table 2 */
    CHECK_OK(base_submit(st, &two, "y", 1, 1, &err));
    CHECK_OK(store_finding_allow_table(st, &n, 1, NINE, "Budi", "so", &err));
    CHECK_INT(n, 0);
    base_is_sound(st);
    CHECK_OK(store_finding_allow_table(st, &n, 2, NINE, "Budi", "so", &err));
    CHECK_INT(n, 3);
    CHECK_OK(store_finding_allow_table(st, &n, 2, NINE, "Budi", "again", &err));
    CHECK_INT(n, 0);
    CHECK_ERR(store_finding_allow_table(st, &n, 9, NINE, "", "", errp), ERR_NOTFOUND,
              "no question table 9");
    base_commit(st);
    CHECK_OK(store_submission_get(st, &a, &s, one, &err));
    CHECK(s.errors == 3 && s.open_errors == 0);
    CHECK_OK(store_submission_get(st, &a, &s, two, &err));
    CHECK_INT(s.open_errors, 1);
    base_is_sound(st);
    arena_release(&a);
    store_close(st);
}

TEST(store_submission_is_signed_once)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    struct submission s;
    int64_t id;
    arena_init(&a, 1 << 20);
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "x", 1, 0, &err));
    CHECK_OK(store_submission_sign(st, id, NINE, "Dara", &err));
    CHECK_ERR(store_submission_sign(st, id, TEN, "Dewi", errp), ERR_STATE,
              "submission 1 is signed already");
    CHECK_ERR(store_submission_sign(st, 9, TEN, "Dewi", errp), ERR_NOTFOUND, "no submission 9");
    base_commit(st);
    CHECK_OK(store_submission_get(st, &a, &s, id, &err));
    CHECK_STR(s.signed_at, NINE);
    CHECK_STR(s.signed_by, "Dara");
    arena_release(&a);
    store_close(st);
}

/* -- answers, comments ------------------------------------------------------------------------ */

static void answers_are(struct store *st, const char *want)
{
    struct store_iter *it;
    struct in_remark r;
    struct err err;
    struct buf got = {0};
    CHECK_OK(store_answer_list(st, &it, STR("T101"), STR("MYS"), STR("MST_A"), &err));
    while (store_remark_next(it, &r, &err) > 0) {
        CHECK_STR(r.kind, "answer");
        CHECK_STR(r.type, "T101");
        CHECK_STR(r.area, "MYS");
        CHECK_STR(r.indicator, "MST_A");
        buf_fmt(&got, "%lld %lld %lld %.*s %d;", (long long)r.id, (long long)r.submission,
                (long long)r.row, STR_FMT(r.content), r.public);
    }
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

TEST(store_answers_said_on_screen)
{
    struct store *st = base_new("");
    struct err err;
    struct store_iter *it;
    struct in_finding f;
    int64_t id;
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "x", 1, 2, &err)); /* findings 1 (row 100), 2 (row 99), 3: no table */
    struct in_finding told = {.submission = id, .rule = STR("T101"), .severity = STR("warning"),
                              .row = 200, .answer = STR("said in the file")};
    CHECK_OK(store_finding_add(st, &told, &err));
    struct in_remark r = {.submission = id, .kind = STR("answer"), .row = 5, .type = STR("T101"),
                          .indicator = STR("MST_A"), .area = STR("MYS"), .content = STR("in the file")};
    CHECK_OK(store_remark_add(st, &r, &err));
    r.kind = STR("table");
    CHECK_OK(store_remark_add(st, &r, &err));
    struct answer a = {.finding = 2, .at = STR(NINE), .who = STR("Dara"), .content = STR("a strike")};
    CHECK_OK(store_answer_add(st, &a, &err));
    a = (struct answer){.finding = told.id, .at = STR(NINE), .who = STR("Dara"),
                        .content = STR("on screen")};
    CHECK_OK(store_answer_add(st, &a, &err));
    a = (struct answer){.finding = 2, .at = STR(TEN), .who = STR("Dara"), .content = STR("a flood"),
                        .public = true};
    CHECK_OK(store_answer_add(st, &a, &err));
    CHECK_INT(a.id, 3);
    a.finding = 99;
    CHECK_ERR(store_answer_add(st, &a, errp), ERR_NOTFOUND, "there is no finding 99");
    /* in a file that comes later: after what was said on screen before it */
    struct submission later = {.received_at = STR("2026-01-04T00:00:00Z"), .state = STR(STATE_CLEAN),
                               .sha256 = STR(SHA)};
    CHECK_OK(store_submission_add(st, &later, STR(""), &err));
    r.kind = STR("answer");
    r.submission = later.id;
    r.content = STR("a year on");
    CHECK_OK(store_remark_add(st, &r, &err));
    base_commit(st);
    int rows = 0;
    CHECK_OK(store_finding_list(st, &it, id, &err));
    for (; store_finding_next(it, &f, &err) > 0; rows++)
        CHECK_STR(f.answer, f.row == 99 ? "a flood" : f.row == 200 ? "on screen" : "");
    CHECK_INT(rows, 4);
    answers_are(st, "1 1 5 in the file 0;0 1 99 a flood 1;3 2 5 a year on 0;");
    store_close(st);
}

static void comments_are(struct store *st, const char *area, const char *indicator, const char *want)
{
    struct store_iter *it;
    struct comment c;
    struct err err;
    struct buf got = {0};
    CHECK_OK(store_comment_list(st, &it, str_of(area), str_of(indicator), &err));
    while (store_comment_next(it, &c, &err) > 0)
        buf_fmt(&got, "%lld %lld %.*s;", (long long)c.id, (long long)c.submission, STR_FMT(c.content));
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

TEST(store_comments)
{
    struct store *st = base_new("");
    struct err err;
    struct store_iter *it;
    int64_t id;
    struct comment c = {.at = STR(NINE), .who = STR("Dara"), .round = STR("2026"), .area = STR("KHM"),
                        .indicator = STR("MST_A"), .source = STR("BA:1"), .period = STR("2025"),
                        .sex = STR("SEX_T"), .classif1 = STR("C1"), .classif2 = STR("C2"),
                        .content = STR("why?")};
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "x", 1, 0, &err));
    CHECK_OK(store_comment_add(st, &c, &err));
    c.submission = id;
    c.indicator = STR("MST_B");
    c.content = STR("b");
    CHECK_OK(store_comment_add(st, &c, &err));
    c.area = STR("MYS");
    CHECK_OK(store_comment_add(st, &c, &err));
    c.submission = 9;
    CHECK_ERR(store_comment_add(st, &c, errp), ERR_NOTFOUND, "there is no submission 9");
    base_commit(st);
    comments_are(st, "", "", "1 0 why?;2 1 b;3 1 b;");
    comments_are(st, "KHM", "", "1 0 why?;2 1 b;");
    comments_are(st, "", "MST_B", "2 1 b;3 1 b;");
    comments_are(st, "KHM", "MST_B", "2 1 b;");
    comments_are(st, "' OR 1=1 --", "", "");
    CHECK_OK(store_comment_list(st, &it, STR(""), STR(""), &err));
    CHECK_INT(store_comment_next(it, &c, &err), 1);
    CHECK_STR(c.at, NINE);
    CHECK_STR(c.who, "Dara");
    CHECK_STR(c.round, "2026");
    CHECK_STR(c.area, "KHM");
    CHECK_STR(c.source, "BA:1");
    CHECK_STR(c.period, "2025");
    CHECK_STR(c.sex, "SEX_T");
    CHECK_STR(c.classif1, "C1");
    CHECK_STR(c.classif2, "C2");
    store_iter_close(it);
    base_begin(st);
    c.content = STR("");
    c.submission = 0;
    CHECK_ERR(store_comment_add(st, &c, errp), ERR_DB, "refused by the database");
    store_rollback(st);
    base_is_sound(st);
    store_close(st);
}

/* -- where a round stands ------------------------------------------------------------------- */

static void round_is(struct store *st, const char *round, const char *area, const char *want)
{
    struct store_iter *it;
    struct round_table t;
    struct err err;
    struct buf got = {0};
    CHECK_OK(store_round_table_list(st, &it, str_of(round), str_of(area), &err));
    while (store_round_table_next(it, &t, &err) > 0) {
        CHECK_STR(t.received_at, "2026-01-02T03:04:05Z");
        CHECK(str_is(t.source, "BA:741") && str_is(t.period, "2025") && t.ncells == 3);
        buf_fmt(&got, "%.*s %.*s %lld/%lld %.*s %.*s %lld %lld %lld %.*s;\n", STR_FMT(t.area),
                STR_FMT(t.indicator), (long long)t.id, (long long)t.submission, STR_FMT(t.state),
                STR_FMT(t.decision), (long long)t.nerrors, (long long)t.nopen,
                (long long)t.nanswered, STR_FMT(t.signed_at));
    }
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

TEST(store_round_tables)
{
    struct store *st = base_new("round.db");
    struct err err;
    int64_t one, two, n;
    base_begin(st);
    CHECK_OK(base_submit(st, &one, "x", 3, 3, &err)); /* tables 1 to 3; errors 1 to 3 in table 3 */
    CHECK_OK(base_submit(st, &two, "y", 2, 1, &err)); /* 4, 5; error 5 in table 5 */
    CHECK_OK(store_submission_sign(st, two, NINE, "Dara", &err));
    struct answer a = {.finding = 2, .at = STR(NINE), .who = STR("Dara"), .content = STR("a strike")};
    CHECK_OK(store_answer_add(st, &a, &err));
    CHECK_OK(store_answer_add(st, &a, &err)); /* said twice, answered once */
    CHECK_OK(decide(st, 1, DECISION_ACCEPTED, "", &err));
    CHECK_OK(decide(st, 2, DECISION_RETURNED, "", &err)); /* the last one counts */
    CHECK_OK(decide(st, 2, DECISION_ASIDE, "", &err));
    CHECK_OK(decide(st, 4, DECISION_RETURNED, "", &err));
    CHECK_OK(store_finding_allow_table(st, &n, 5, NINE, "Budi", "so", &err));
    /* of another round, and of another country in a submission of several */
    struct submission s = {.state = STR(STATE_CLEAN), .sha256 = STR(SHA), .round = STR("2025"),
                           .received_at = STR("2026-01-02T03:04:05Z")};
    struct question_table t = {.area = STR("MYS"), .indicator = STR("MST_A"), .source = STR("BA:741"),
                               .period = STR("2025"), .state = STR(STATE_CLEAN), .ncells = 3};
    CHECK_OK(store_submission_add(st, &s, STR(""), &err));
    t.submission = s.id;
    CHECK_OK(store_table_add(st, &t, &err));
    s.round = STR("2026");
    CHECK_OK(store_submission_add(st, &s, STR(""), &err));
    t.submission = s.id;
    CHECK_OK(store_table_add(st, &t, &err));
    t.area = STR("KHM");
    CHECK_OK(store_table_add(st, &t, &err));
    base_commit(st);
#define OF_MYS                                                                                 \
    "MYS MST_A 1/1 accepted accepted 0 0 0 ;\n"                                                \
    "MYS MST_A 4/2 returned returned 0 0 0 " NINE ";\n"                                        \
    "MYS MST_A 7/4 checked  0 0 0 ;\n"                                                         \
    "MYS MST_B 2/1 returned aside 0 0 0 ;\n"                                                   \
    "MYS MST_B 5/2 errors  1 0 0 " NINE ";\n"                                                  \
    "MYS MST_C 3/1 errors  3 2 1 ;\n"
    round_is(st, "2026", "MYS", OF_MYS);
    round_is(st, "2026", "KHM", "KHM MST_A 8/4 checked  0 0 0 ;\n");
    round_is(st, "2026", "", "KHM MST_A 8/4 checked  0 0 0 ;\n" OF_MYS);
    round_is(st, "2025", "", "MYS MST_A 6/3 checked  0 0 0 ;\n");
    round_is(st, "2027", "", "");
    round_is(st, "2026", "LAO", "");
    store_close(st);
}

/* -- uploads -------------------------------------------------------------------------------- */

static int64_t upload(struct store *st, const char *who)
{
    struct err err;
    struct upload u = {.at = STR(NINE), .who = str_of(who), .area = STR("KHM"), .round = STR("2026"),
                       .source = STR("BA:1"), .language = STR("km"), .file_name = STR("a.xlsx"),
                       .sha256 = STR(SHA), .file_bytes = 7, .packed = STR("\0bytes"),
                       .state = STR("done")};
    CHECK_OK(store_upload_add(st, &u, &err));
    CHECK_STR(u.state, "queued");
    return u.id;
}

/* Finishes what is next, and says which it was; 0: none. All within one second. */
static int64_t serve(struct store *st)
{
    struct err err;
    struct arena a;
    struct upload u;
    arena_init(&a, 1 << 20);
    int got = store_upload_take(st, &a, &u, &err);
    CHECK_OK(got);
    int64_t id = 0, n = -1;
    if (got > 0) {
        id = u.id;
        CHECK(str_eq(u.packed, STR("\0bytes")));
        CHECK_OK(store_upload_ahead(st, &n, id, &err));
        CHECK_INT(n, 0);
        u.state = STR("refused");
        u.finished_at = STR(TEN);
        u.message = STR("no table");
        CHECK_OK(store_upload_finish(st, &u, &err));
    }
    arena_release(&a);
    return id;
}

TEST(store_uploads_are_taken_in_turn)
{
    struct store *st = base_new("");
    struct err err;
    int64_t n;
    base_begin(st);
    CHECK_INT(serve(st), 0);
    /* 1 2 3 are Anna's, 4 5 Boris's, 6 Chan's */
    static const char *const who[] = {"Anna", "Anna", "Anna", "Boris", "Boris", "Chan"};
    for (size_t i = 0; i < ARRAY_LEN(who); i++)
        upload(st, who[i]);
    static const int64_t order[] = {1, 4, 6, 2, 5, 3};
    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        CHECK_OK(store_upload_ahead(st, &n, order[i], &err));
        CHECK_INT(n, i);
    }
    CHECK_INT(serve(st), 1);
    CHECK_INT(serve(st), 4);
    upload(st, "Dewi");  /* 7: who never had a turn is before the others, but for Chan, who waits longer */
    upload(st, "Boris"); /* 8 */
    static const int64_t rest[] = {6, 7, 2, 5, 3, 8};
    for (size_t i = 0; i < ARRAY_LEN(rest); i++) {
        CHECK_OK(store_upload_ahead(st, &n, rest[i], &err));
        CHECK_INT(n, i);
    }
    for (size_t i = 0; i < ARRAY_LEN(rest); i++)
        CHECK_INT(serve(st), rest[i]);
    CHECK_INT(serve(st), 0);
    CHECK_OK(store_upload_ahead(st, &n, 1, &err)); /* it waits no more */
    CHECK_INT(n, 0);
    /* all have had turns: whose was longest ago (Chan's: 3rd; Dewi's: 4th; Anna's: 7th; Boris's: 8th) */
    upload(st, "Boris"); /* 9 */
    upload(st, "Anna");  /* 10 */
    upload(st, "Dewi");  /* 11 */
    upload(st, "Chan");  /* 12 */
    for (int64_t id = 12; id >= 9; id--)
        CHECK_INT(serve(st), id);
    base_commit(st);
    store_close(st);
}

TEST(store_uploads)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    struct upload u;
    struct store_iter *it;
    int64_t submission, n;
    arena_init(&a, 1 << 20);
    base_begin(st);
    CHECK_OK(base_submit(st, &submission, "x", 1, 0, &err));
    CHECK_INT(upload(st, "Anna"), 1);
    CHECK_INT(upload(st, "Boris"), 2);
    CHECK_OK(store_upload_get(st, &a, &u, 1, true, &err));
    CHECK_STR(u.at, NINE);
    CHECK_STR(u.who, "Anna");
    CHECK_STR(u.area, "KHM");
    CHECK_STR(u.round, "2026");
    CHECK_STR(u.source, "BA:1");
    CHECK_STR(u.language, "km");
    CHECK_STR(u.file_name, "a.xlsx");
    CHECK_STR(u.sha256, SHA);
    CHECK_STR(u.state, "queued");
    CHECK(u.file_bytes == 7 && u.submission == 0 && u.finished_at.len + u.message.len == 0);
    CHECK(str_eq(u.packed, STR("\0bytes")));
    CHECK_OK(store_upload_get(st, &a, &u, 1, false, &err));
    CHECK_INT(u.packed.len, 0);
    u.state = STR("done");
    u.finished_at = STR(TEN);
    u.message = STR("3 errors");
    u.submission = submission;
    CHECK_OK(store_upload_finish(st, &u, &err));
    CHECK_ERR(store_upload_finish(st, &u, errp), ERR_STATE, "upload 1 is finished already");
    CHECK_OK(store_upload_get(st, &a, &u, 1, true, &err));
    CHECK_STR(u.state, "done");
    CHECK_STR(u.finished_at, TEN);
    CHECK_STR(u.message, "3 errors");
    CHECK_INT(u.submission, submission);
    CHECK_INT(u.packed.len, 0); /* the submission has them */
    u.id = 9;
    CHECK_ERR(store_upload_finish(st, &u, errp), ERR_NOTFOUND, "there is no upload 9");
    CHECK_ERR(store_upload_get(st, &a, &u, 9, true, errp), ERR_NOTFOUND, "there is no upload 9");
    CHECK_ERR(store_upload_ahead(st, &n, 9, errp), ERR_NOTFOUND, "there is no upload 9");
    base_commit(st);
    CHECK_OK(store_upload_list(st, &it, STR(""), &err));
    CHECK_INT(store_upload_next(it, &u, &err), 1);
    CHECK(u.id == 2 && u.packed.len == 0);
    CHECK_INT(store_upload_next(it, &u, &err), 1);
    CHECK_INT(u.id, 1);
    CHECK_INT(store_upload_next(it, &u, &err), 0);
    CHECK_OK(store_upload_list(st, &it, STR("LAO"), &err));
    CHECK_INT(store_upload_next(it, &u, &err), 0);
    CHECK_OK(store_upload_list(st, &it, STR("KHM"), &err));
    CHECK_INT(store_upload_next(it, &u, &err), 1);
    store_iter_close(it);
    base_begin(st);
    u.id = 2;
    u.state = STR("queued");
    CHECK_ERR(store_upload_finish(st, &u, errp), ERR_DB, "refused by the database");
    store_rollback(st);
    base_is_sound(st);
    arena_release(&a);
    store_close(st);
}

/* -- sources -------------------------------------------------------------------------------- */

static void sources_are(struct store *st, const char *area, bool history, const char *want)
{
    struct store_iter *it, *fields;
    struct source_version s;
    struct source_field f;
    struct err err;
    struct buf got = {0};
    CHECK_OK(store_source_list(st, &it, str_of(area), history, &err));
    while (store_source_next(it, &s, &err) > 0) {
        CHECK(str_is(s.at, NINE) && str_is(s.who, "Dara"));
        buf_fmt(&got, "%.*s %.*s %lld%s", STR_FMT(s.area), STR_FMT(s.source), (long long)s.version,
                s.withdrawn ? " withdrawn" : "");
        CHECK_OK(store_source_field_list(st, &fields, s.id, &err));
        while (store_source_field_next(fields, &f, &err) > 0) {
            CHECK_INT(f.version, s.id);
            buf_fmt(&got, " %.*s=%.*s", STR_FMT(f.field), STR_FMT(f.content));
        }
        buf_char(&got, ';');
    }
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

static int add_source(struct store *st, const char *area, const char *source, const char *name,
                      bool withdrawn, int64_t version, struct err *err)
{
    struct source_version s = {.area = str_of(area), .source = str_of(source), .at = STR(NINE),
                               .who = STR("Dara"), .withdrawn = withdrawn};
    struct source_field fields[] = {{.field = STR("name"), .content = str_of(name)},
                                    {.field = STR("basis"), .content = STR("")}};
    int result = store_source_add(st, &s, fields, name[0] ? 2 : 0, err);
    CHECK(result < 0 || (s.id > 0 && s.version == version));
    return result;
}

TEST(store_sources_by_version)
{
    struct store *st = base_new("");
    struct err err;
    base_begin(st);
    CHECK_OK(add_source(st, "MYS", "BA:1", "census", false, 1, &err));
    CHECK_OK(add_source(st, "KHM", "BA:1", "survey", false, 1, &err));
    CHECK_OK(add_source(st, "KHM", "BA:2", "register", false, 1, &err));
    CHECK_OK(add_source(st, "KHM", "BA:1", "survey of work", false, 2, &err));
    CHECK_OK(add_source(st, "KHM", "BA:2", "", true, 2, &err));
    base_commit(st);
    sources_are(st, "", false,
                "KHM BA:1 2 name=survey of work basis=;KHM BA:2 2 withdrawn;MYS BA:1 1 name=census basis=;");
    sources_are(st, "KHM", true,
                "KHM BA:1 1 name=survey basis=;KHM BA:1 2 name=survey of work basis=;"
                "KHM BA:2 1 name=register basis=;KHM BA:2 2 withdrawn;");
    sources_are(st, "MYS", false, "MYS BA:1 1 name=census basis=;");
    sources_are(st, "LAO", true, "");
    base_begin(st);
    CHECK_ERR(add_source(st, "KHM", "", "x", false, 1, errp), ERR_DB, "refused by the database");
    store_rollback(st);
    base_is_sound(st);
    store_close(st);
}

TEST(store_source_use)
{
    struct store *st = base_new("");
    struct err err;
    struct store_iter *it;
    struct source_use u;
    int64_t id;
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "x", 3, 0, &err));
    CHECK_OK(decide(st, 3, DECISION_RETURNED, "", &err));
    CHECK_OK(store_submission_decide(st, id, STATE_ACCEPTED, NINE, "Budi", "", &err));
    CHECK_OK(base_submit(st, &id, "y", 1, 0, &err));
    CHECK_OK(store_submission_decide(st, id, STATE_ACCEPTED, NINE, "Budi", "", &err));
    CHECK_OK(base_submit(st, &id, "z", 1, 0, &err)); /* not accepted */
    base_commit(st);
    CHECK_OK(store_source_use_list(st, &it, STR("MYS"), STR("BA:741"), &err));
    CHECK_INT(store_source_use_next(it, &u, &err), 1);
    CHECK(str_is(u.indicator, "MST_A") && str_is(u.period, "2025") && u.ntables == 2);
    CHECK_INT(store_source_use_next(it, &u, &err), 1);
    CHECK(str_is(u.indicator, "MST_B") && u.ntables == 1);
    CHECK_INT(store_source_use_next(it, &u, &err), 0);
    CHECK_OK(store_source_use_list(st, &it, STR("MYS"), STR("BA:1"), &err));
    CHECK_INT(store_source_use_next(it, &u, &err), 0);
    store_close(st);
}

/* -- what the tables refuse ------------------------------------------------------------------- */

/* Each thing of collection.h once; in one transaction. */
static int life(struct store *st, struct arena *arena, struct err *err)
{
    struct answer a = {.finding = 1, .at = STR(NINE), .who = STR("Dara"), .content = STR("so it is")};
    struct comment c = {.area = STR("MYS"), .submission = 1, .content = STR("why?")};
    struct upload u = {.who = STR("Dara"), .sha256 = STR(SHA), .packed = STR("bytes")};
    int64_t id, n;
    int r = store_begin(st, err);
    if (r < 0)
        return r;
    if ((r = base_submit(st, &id, "the file", 2, 1, err)) < 0 || (r = add_round(st, &n, "2026", err)) < 0)
        goto out;
    struct ask ask = {n, STR("MYS"), STR("MST_A"), 1, 3, STR("missing")};
    if ((r = store_ask_add(st, &ask, err)) < 0 || (r = store_answer_add(st, &a, err)) < 0 ||
        (r = store_comment_add(st, &c, err)) < 0 || (r = store_submission_sign(st, id, NINE, "D", err)) < 0 ||
        (r = decide(st, 1, DECISION_ASIDE, "", err)) < 0 ||
        (r = store_finding_allow_table(st, &n, 2, NINE, "Budi", "so", err)) < 0 ||
        (r = decide(st, 2, DECISION_ACCEPTED, "", err)) < 0 || (r = store_upload_add(st, &u, err)) < 0 ||
        (r = store_upload_take(st, arena, &u, err)) < 0 || (r = store_upload_ahead(st, &n, u.id, err)) < 0)
        goto out;
    u.state = STR("done");
    u.submission = id;
    if ((r = store_upload_finish(st, &u, err)) < 0 || (r = store_round_close(st, 1, NINE, "B", err)) < 0)
        goto out;
    r = add_source(st, "MYS", "BA:741", "survey", false, 1, err);
out:
    if (r < 0) {
        store_rollback(st);
        return r;
    }
    return store_commit(st, err);
}

TEST(store_collection_every_call_may_fail)
{
    struct store *st = base_new("");
    struct err err;
    struct arena a;
    struct store_iter *it;
    struct submission s;
    arena_init(&a, 1 << 24);
    int n = 1;
    for (;; n++) {
        CHECK(n < 2000);
        err = (struct err){0};
        store_fail_at(st, n);
        int result = life(st, &a, &err);
        store_fail_at(st, 0);
        if (result == 0)
            break;
        CHECK_INT(result, -(int)ERR_IO);
        CHECK(strstr(err.text, "failed because it was told to") != NULL);
        CHECK_OK(store_submission_list(st, &it, &err));
        CHECK_INT(store_submission_next(it, &s, &err), 0);
        base_is_sound(st);
    }
    CHECK(n > 150);
    states_are(st, 1, "accepted Budi \"\": returned accepted");
    base_is_sound(st);
    arena_release(&a);
    store_close(st);
}

TEST(db_collection_refuses_to_change)
{
    struct store *st = base_new("collection.db");
    struct err err;
    struct arena a;
    arena_init(&a, 1 << 20);
    CHECK_OK(life(st, &a, &err));
    arena_release(&a);
    store_close(st);
    struct db *db;
    CHECK_OK(db_open(&db, base_path("collection.db"), DB_WRITE, &err));
    static const char *const refused[] = {
        "UPDATE in_submission SET ref_area = 'KHM'",
        "UPDATE in_submission SET ref_area = ''",
        "UPDATE in_submission SET signed_at = ''",
        "UPDATE in_submission SET signed_by = 'x'",
        "UPDATE in_table SET round = '2027'",
        "UPDATE in_decision SET reason = 'x'",
        "DELETE FROM in_decision",
        "INSERT INTO in_decision VALUES (9, 1, 'perhaps', '', '', '')",
        "INSERT INTO in_decision VALUES (9, 99, 'aside', '', '', '')",
        "UPDATE in_answer SET content = 'x'",
        "DELETE FROM in_answer",
        "INSERT INTO in_answer VALUES (9, 1, '', '', '', 0)",
        "INSERT INTO in_answer VALUES (9, 1, '', '', 'x', 2)",
        "INSERT INTO in_answer VALUES (9, 99, '', '', 'x', 0)",
        "UPDATE sys_comment SET content = 'x'",
        "DELETE FROM sys_comment",
        "UPDATE sys_source SET withdrawn = 1",
        "DELETE FROM sys_source",
        "UPDATE sys_source_field SET content = 'x'",
        "DELETE FROM sys_source_field",
        "INSERT INTO sys_source SELECT 9, ref_area, source, version, at, who, 0 FROM sys_source",
        "INSERT INTO sys_source_field VALUES (99, 1, 'name', '')",
        "UPDATE sys_upload SET state = 'queued'",
        "UPDATE sys_upload SET state = 'lost'",
        "UPDATE sys_upload SET submission = 99",
        "UPDATE sys_round SET closed_at = ''",
        "UPDATE sys_round SET closed_by = 'x'",
        "UPDATE sys_ask SET rank = 0",
        "UPDATE sys_ask SET missing = -1",
        "UPDATE sys_ask SET why = ''",
        "INSERT INTO sys_ask VALUES (99, 'KHM', 'MST_A', 1, 0, 'known')",
    };
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        int result = db_run(db, &err, refused[i]);
        if (result != -ERR_DB || !strstr(err.text, "refused by the database"))
            test_fail(__FILE__, __LINE__, "%s: %d %s", refused[i], result, err.text);
    }
    db_close(db);
}

/* -- bases from before ---------------------------------------------------------------------- */

/* A base of schema 6, with submissions of one area, of two and of none. */
static void old_base(const char *path)
{
    struct buf sql = {0};
    buf_puts(&sql, "PRAGMA application_id = 0x494C4D53;\n");
    for (int i = 1; i <= 6; i++) {
        char name[64];
        snprintf(name, sizeof name, "src/store/schema/%04d.sql", i);
        const struct embedded_file *file = embedded_find(name);
        CHECK(file != NULL);
        buf_str(&sql, file->content);
    }
    buf_puts(&sql, "PRAGMA user_version = 6;\n");
    static const char *const state[] = {"accepted", "returned", "checked", "accepted"};
    for (int i = 0; i < 4; i++)
        buf_fmt(&sql,
                "INSERT INTO in_submission SELECT %d, '" NINE "', 'a', '%s', 'csv', '', '%d', 'f', '" SHA "', 0, "
                "NULL, 0, 0, %d, 0, 0, 0, 0, '" TEN "', 'Budi', 'reason %d';"
                "INSERT INTO in_file VALUES (%d, x'');\n",
                i + 1, state[i], 2025 + i, i == 3 ? 0 : 2, i + 1, i + 1);
    for (int i = 0; i < 6; i++)
        buf_fmt(&sql, "INSERT INTO in_table VALUES (%d, %d, 'MST_%c', '%s', 'BA:1', '2025', '%s', 1, 0, 0, x'00');\n",
                i + 1, i / 2 + 1, 'A' + i, i == 3 ? "KHM" : "MYS", state[i / 2]);
    base_sql(path, sql.p);
    buf_release(&sql);
}

TEST(store_upgrade_finds_areas_rounds_and_decisions)
{
    const char *path = base_path("six.db");
    struct err err;
    struct store_iter *it;
    struct submission s;
    struct round_table t;
    old_base(path);
    struct store *st = base_open(path, STORE_WRITE);
    static const char *const areas[] = {"MYS", "", "MYS", ""};
    CHECK_OK(store_submission_list(st, &it, &err));
    for (size_t i = 0; i < ARRAY_LEN(areas); i++) {
        CHECK_INT(store_submission_next(it, &s, &err), 1);
        CHECK_STR(s.area, areas[i]);
        CHECK(s.signed_at.len == 0);
    }
    CHECK_INT(store_submission_next(it, &s, &err), 0);
    decisions_are(st, 1, "1 accepted Budi reason 1;2 accepted Budi reason 1;");
    decisions_are(st, 2, "3 returned Budi reason 2;4 returned Budi reason 2;");
    decisions_are(st, 3, "");
    CHECK_OK(store_round_table_list(st, &it, STR("2026"), STR("KHM"), &err));
    CHECK_INT(store_round_table_next(it, &t, &err), 1);
    CHECK_INT(t.id, 4);
    CHECK_STR(t.decision, DECISION_RETURNED);
    CHECK_INT(store_round_table_next(it, &t, &err), 0);
    base_begin(st); /* and go on as others do */
    CHECK_OK(decide(st, 1, DECISION_ASIDE, "", &err));
    CHECK_OK(decide(st, 2, DECISION_ASIDE, "", &err));
    CHECK_OK(decide(st, 5, DECISION_ACCEPTED, "", &err));
    CHECK_OK(store_submission_decide(st, 3, STATE_RETURNED, TEN, "Citra", "", &err));
    base_commit(st);
    states_are(st, 1, "accepted Budi \"reason 1\": returned returned");
    states_are(st, 3, "accepted Citra \"\": accepted returned");
    store_close(st);
}

/* A base that the first version made. */
TEST(store_upgrade_of_the_first_schema)
{
    FILE *f = fopen("tests/data/bases/schema-1.db.gz", "rb");
    if (!f)
        test_skip("not run from the project's folder");
    struct buf packed = {0}, bytes = {0};
    struct err err;
    char part[4096];
    size_t n;
    while ((n = fread(part, 1, sizeof part, f)) > 0)
        buf_str(&packed, (struct str){part, n});
    fclose(f);
    CHECK_OK(gzip_unpack(&bytes, buf_view(&packed), 100 << 20, &err));
    const char *path = base_path("first.db");
    f = fopen(path, "wb");
    CHECK(f && fwrite(bytes.p, 1, bytes.len, f) == bytes.len && fclose(f) == 0);
    buf_release(&packed);
    buf_release(&bytes);
    base_refused(path, STORE_READ, ERR_STATE, "schema 1 and needs");
    struct store *st = base_open(path, STORE_WRITE);
    base_is_sound(st);
    struct store_iter *it;
    struct submission s;
    CHECK_OK(store_submission_list(st, &it, &err));
    CHECK_INT(store_submission_next(it, &s, &err), 1);
    CHECK_STR(s.area, "KHM");
    CHECK_STR(s.state, STATE_ACCEPTED);
    store_iter_close(it);
    decisions_are(st, 1, "1 accepted tester as published;");
    store_close(st);
}

/* -- what is taken from other services ---------------------------------------------------------- */

TEST(store_pulls)
{
    struct store *st = base_new("pulls.db");
    struct err err;
    struct arena a;
    struct store_iter *it;
    int64_t id;
    arena_init(&a, 1 << 20);
    base_begin(st);
    CHECK_OK(base_submit(st, &id, "pulled", 1, 0, &err));
    struct pull p = {.address = STR("https://sdmx.ilo.org/x"), .at = STR(NINE), .outcome = STR(PULL_NEW),
                     .changed_at = STR(NINE), .etag = STR("\"one\""), .last_modified = STR("Sun"),
                     .accept = STR("text/csv"), .format = STR("csvfile"), .content = STR(SHA), .since = STR(TEN),
                     .submission = id};
    CHECK_OK(store_pull_put(st, &p, &err));
    p.source = STR("BA:741");
    p.submission = 0;
    CHECK_OK(store_pull_put(st, &p, &err));
    base_commit(st);
    struct pull found = {.address = STR("https://sdmx.ilo.org/x")};
    CHECK_INT(store_pull_find(st, &a, &found, &err), 1);
    CHECK_STR(found.etag, "\"one\"");
    CHECK_STR(found.last_modified, "Sun");
    CHECK_STR(found.accept, "text/csv");
    CHECK_STR(found.format, "csvfile");
    CHECK_STR(found.content, SHA);
    CHECK_STR(found.since, TEN);
    CHECK_STR(found.changed_at, NINE);
    CHECK_INT(found.submission, id);
    CHECK(!found.whole_only);
    found = (struct pull){.address = STR("https://sdmx.ilo.org/x"), .round = STR("2026")};
    CHECK_INT(store_pull_find(st, &a, &found, &err), 0);
    CHECK_STR(found.round, "2026");
    base_begin(st);
    p.outcome = STR(PULL_UNCHANGED);
    p.whole_only = true;
    CHECK_OK(store_pull_put(st, &p, &err)); /* in the place of what there was */
    base_commit(st);
    CHECK_OK(store_pull_list(st, &it, &err));
    CHECK_INT(store_pull_next(it, &found, &err), 1);
    CHECK_STR(found.outcome, PULL_NEW);
    CHECK_INT(store_pull_next(it, &found, &err), 1);
    CHECK_STR(found.source, "BA:741");
    CHECK_STR(found.outcome, PULL_UNCHANGED);
    CHECK(found.whole_only);
    CHECK_INT(found.submission, 0);
    CHECK_INT(store_pull_next(it, &found, &err), 0);
    base_begin(st);
    p.outcome = STR("perhaps");
    CHECK(store_pull_put(st, &p, &err) < 0);
    store_rollback(st);
    base_is_sound(st);
    arena_release(&a);
    store_close(st);
}
