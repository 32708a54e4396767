/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Decisions, on question tables one by one or on a whole submission; errors allowed; signatures. */

#include "store/collection.h"
#include "store/rooms.h"

#include <stdio.h>

#define UNDECIDED "state NOT IN ('accepted', 'returned')" /* as the index in_table_undecided says */

/* -- a submission follows its tables --------------------------------------------------------- */

static int has_table(struct store *st, bool *has, int64_t submission, const char *sql, struct err *err)
{
    int64_t id;
    int result = db_get_int(st->db, &id, err, sql, db_of_int(submission));
    *has = result > 0;
    return result < 0 ? result : 0;
}

static int has_undecided(struct store *st, bool *has, int64_t submission, struct err *err)
{
    return has_table(st, has, submission,
                     "SELECT id FROM in_table WHERE submission = $1 AND " UNDECIDED " LIMIT 1", err);
}

static int has_accepted(struct store *st, bool *has, int64_t submission, struct err *err)
{
    return has_table(st, has, submission,
                     "SELECT id FROM in_table WHERE submission = $1 AND state = 'accepted' LIMIT 1", err);
}

/* After a decision on one of its tables. What was accepted stays so when its last table is set
 * aside later: its decision was made, and the country is asked for nothing. */
static int follow(struct store *st, int64_t submission, struct str now, const struct decision *d,
                  struct err *err)
{
    bool undecided, accepted;
    int result = has_undecided(st, &undecided, submission, err);
    if (result < 0 || undecided)
        return result;
    result = has_accepted(st, &accepted, submission, err);
    const char *state = accepted ? STATE_ACCEPTED : STATE_RETURNED;
    if (result < 0 || str_is(now, state) || str_is(now, STATE_ACCEPTED))
        return result;
    /* why one table was returned is not why the others were accepted */
    bool agrees = accepted == str_is(d->decision, DECISION_ACCEPTED);
    result = store_run(st, err,
                       "UPDATE in_submission SET state = $1, decided_at = $2, decided_by = $3, "
                       "reason = $4 WHERE id = $5",
                       db_of_text(str_of(state)), db_of_text(d->at), db_of_text(d->who),
                       db_of_text(agrees ? d->reason : STR("")), db_of_int(submission));
    return result < 0 ? result : 0;
}

/* -- one table --------------------------------------------------------------------------- */

/* Of the table and of its submission. */
struct states {
    int64_t submission;
    bool accepted;      /* the table is */
    char of_submission[16];
};

static int get_states(struct states *out, struct store *st, int64_t table, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          "SELECT s.id, t.state, s.state FROM in_table t "
                          "JOIN in_submission s ON s.id = t.submission WHERE t.id = $1",
                          db_of_int(table));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        out->submission = db_int(q, 0);
        out->accepted = str_is(db_text(q, 1), STATE_ACCEPTED);
        snprintf(out->of_submission, sizeof out->of_submission, "%.*s", STR_FMT(db_text(q, 2)));
    }
    db_finish(q);
    if (result == 0)
        return err_set(err, ERR_NOTFOUND, "%s: there is no question table %lld", st->db->where,
                       (long long)table);
    return result < 0 ? result : 0;
}

int store_table_decide(struct store *st, struct decision *d, struct err *err)
{
    struct states states;
    int64_t id;
    bool accepts = str_is(d->decision, DECISION_ACCEPTED);
    int result = get_states(&states, st, d->table, err);
    if (result < 0)
        return result;
    if (states.accepted && !str_is(d->decision, DECISION_ASIDE))
        return err_set(err, ERR_STATE, "%s: question table %lld is accepted; it can only be set aside",
                       st->db->where, (long long)d->table);
    result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM in_decision");
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO in_decision (id, question_table, decision, at, who, reason) "
                           "VALUES ($1, $2, $3, $4, $5, $6)",
                           db_of_int(id), db_of_int(d->table), db_of_text(d->decision),
                           db_of_text(d->at), db_of_text(d->who), db_of_text(d->reason));
    if (result >= 0)
        result = store_run(st, err, "UPDATE in_table SET state = $1 WHERE id = $2",
                           db_of_text(accepts ? STR(STATE_ACCEPTED) : STR(STATE_RETURNED)),
                           db_of_int(d->table));
    if (result >= 0)
        result = follow(st, states.submission, str_of(states.of_submission), d, err);
    if (result < 0)
        return result;
    d->id = id;
    return 0;
}

int store_decision_list(struct store *st, struct store_iter **it, int64_t submission, struct err *err)
{
    return iter_open(it, st, ITER_DECISION, err,
                     "SELECT d.id, d.question_table, d.decision, d.at, d.who, d.reason "
                     "FROM in_table t JOIN in_decision d ON d.question_table = t.id "
                     "WHERE t.submission = $1 ORDER BY d.id",
                     db_of_int(submission));
}

int store_decision_next(struct store_iter *it, struct decision *out, struct err *err)
{
    int result = iter_next(it, ITER_DECISION, err);
    if (result > 0)
        *out = (struct decision){
            .id = db_int(it->q, 0),
            .table = db_int(it->q, 1),
            .decision = db_text(it->q, 2),
            .at = db_text(it->q, 3),
            .who = db_text(it->q, 4),
            .reason = db_text(it->q, 5),
        };
    return result;
}

/* -- a whole submission ------------------------------------------------------------------------ */

/* Those of its tables that are not decided yet; *left: there was one, or it has no tables at all. */
static int decide_rest(struct store *st, bool *left, int64_t submission, const char *state,
                       const char *at, const char *who, const char *reason, struct err *err)
{
    bool any;
    int result = has_table(st, &any, submission,
                           "SELECT id FROM in_table WHERE submission = $1 LIMIT 1", err);
    *left = !any;
    if (result < 0 || !any)
        return result;
    result = store_run(st, err,
                       "INSERT INTO in_decision (id, question_table, decision, at, who, reason) "
                       "SELECT (SELECT COALESCE(MAX(id), 0) FROM in_decision) + "
                       "ROW_NUMBER() OVER (ORDER BY id), id, $1, $2, $3, $4 FROM in_table "
                       "WHERE submission = $5 AND " UNDECIDED,
                       db_of_text(str_of(state)), db_of_text(str_of(at)), db_of_text(str_of(who)),
                       db_of_text(str_of(reason)), db_of_int(submission));
    if (result >= 0)
        result = store_run(st, err,
                           "UPDATE in_table SET state = $1 WHERE submission = $2 AND " UNDECIDED
                           " RETURNING id",
                           db_of_text(str_of(state)), db_of_int(submission));
    *left = result > 0;
    return result < 0 ? result : 0;
}

int store_submission_decide(struct store *st, int64_t id, const char *state, const char *at,
                            const char *who, const char *reason, struct err *err)
{
    bool left, accepted;
    int result = store_must_have_submission(st, id, err);
    if (result == 0)
        result = decide_rest(st, &left, id, state, at, who, reason, err);
    if (result == 0 && !left)
        return err_set(err, ERR_STATE, "%s: every question table of submission %lld is decided already",
                       st->db->where, (long long)id);
    if (result == 0)
        result = has_accepted(st, &accepted, id, err);
    if (result == 0)
        result = store_run(st, err,
                           "UPDATE in_submission SET state = $1, decided_at = $2, decided_by = $3, "
                           "reason = $4, nopen = CASE WHEN $5 = 'accepted' THEN 0 ELSE nopen END "
                           "WHERE id = $6",
                           db_of_text(str_of(accepted ? STATE_ACCEPTED : state)),
                           db_of_text(str_of(at)), db_of_text(str_of(who)),
                           db_of_text(str_of(reason)), db_of_text(str_of(state)), db_of_int(id));
    return result < 0 ? result : 0;
}

/* -- errors allowed, signatures ------------------------------------------------------------------ */

int store_finding_allow_table(struct store *st, int64_t *n, int64_t table, const char *at, const char *who,
                              const char *reason, struct err *err)
{
    struct states states;
    int result = get_states(&states, st, table, err);
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "UPDATE in_finding SET allowed_at = $1, allowed_by = $2, "
                       "allowed_reason = $3 WHERE submission = $4 AND question_table = $5 "
                       "AND severity = 'error' AND allowed_at = '' RETURNING id",
                       db_of_text(str_of(at)), db_of_text(str_of(who)),
                       db_of_text(str_of(reason)), db_of_int(states.submission), db_of_int(table));
    if (result < 0)
        return result;
    *n = result;
    result = store_run(st, err, "UPDATE in_submission SET nopen = nopen - $1 WHERE id = $2",
                       db_of_int(*n), db_of_int(states.submission));
    return result < 0 ? result : 0;
}

int store_submission_sign(struct store *st, int64_t id, const char *at, const char *who, struct err *err)
{
    int result = store_must_have_submission(st, id, err);
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "UPDATE in_submission SET signed_at = $1, signed_by = $2 WHERE id = $3 "
                       "AND signed_at = '' RETURNING id",
                       db_of_text(str_of(at)), db_of_text(str_of(who)), db_of_int(id));
    if (result == 0)
        return err_set(err, ERR_STATE, "%s: submission %lld is signed already", st->db->where,
                       (long long)id);
    return result < 0 ? result : 0;
}
