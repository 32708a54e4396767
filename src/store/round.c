/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Rounds, what is asked in them, and where they stand. */

#include "store/collection.h"
#include "store/rooms.h"

#define COLUMNS                                                                                \
    "id, name, opened_at, opened_by, deadline, first_year, last_year, criterion, "             \
    "release_date, closed_at, closed_by"

static void of_row(struct round *r, struct stmt *q)
{
    *r = (struct round){
        .id = db_int(q, 0),
        .name = db_text(q, 1),
        .opened_at = db_text(q, 2),
        .opened_by = db_text(q, 3),
        .deadline = db_text(q, 4),
        .first_year = db_int(q, 5),
        .last_year = db_int(q, 6),
        .criterion = db_text(q, 7),
        .release_date = db_text(q, 8),
        .closed_at = db_text(q, 9),
        .closed_by = db_text(q, 10),
    };
}

int store_round_add(struct store *st, struct round *r, struct err *err)
{
    int64_t id, taken;
    int result = db_get_int(st->db, &taken, err, "SELECT id FROM sys_round WHERE name = $1",
                            db_of_text(r->name));
    if (result > 0)
        return err_set(err, ERR_STATE, "%s: there is a round \"%.*s\" already", st->db->where,
                       STR_FMT(r->name));
    if (result == 0)
        result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_round");
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_round (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, "
                       "$8, $9, $10, $11)",
                       db_of_int(id), db_of_text(r->name), db_of_text(r->opened_at),
                       db_of_text(r->opened_by), db_of_text(r->deadline),
                       db_of_int(r->first_year), db_of_int(r->last_year),
                       db_of_text(r->criterion), db_of_text(r->release_date),
                       db_of_text(r->closed_at), db_of_text(r->closed_by));
    if (result < 0)
        return result;
    r->id = id;
    return 0;
}

int store_round_get(struct store *st, struct arena *arena, struct round *out, struct str name,
                    struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err, "SELECT " COLUMNS " FROM sys_round WHERE name = $1",
                          db_of_text(name));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        of_row(out, q);
        struct str *texts[] = {&out->name, &out->opened_at, &out->opened_by, &out->deadline,
                               &out->criterion, &out->release_date, &out->closed_at,
                               &out->closed_by};
        result = store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
    } else if (result == 0) {
        result = err_set(err, ERR_NOTFOUND, "%s: there is no round \"%.*s\"; ilms round list has "
                         "those there are", st->db->where, STR_FMT(name));
    }
    db_finish(q);
    return result;
}

int store_round_list(struct store *st, struct store_iter **it, struct err *err)
{
    return iter_open(it, st, ITER_ROUND, err, "SELECT " COLUMNS " FROM sys_round ORDER BY id");
}

int store_round_next(struct store_iter *it, struct round *out, struct err *err)
{
    int result = iter_next(it, ITER_ROUND, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}

static int must_have_round(struct store *st, int64_t id, struct err *err)
{
    return store_must_have(st, "round", id, "SELECT id FROM sys_round WHERE id = $1", err);
}

int store_round_close(struct store *st, int64_t id, const char *at, const char *who, struct err *err)
{
    int result = must_have_round(st, id, err);
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "UPDATE sys_round SET closed_at = $1, closed_by = $2 WHERE id = $3 "
                       "AND closed_at = '' RETURNING id",
                       db_of_text(str_of(at)), db_of_text(str_of(who)), db_of_int(id));
    if (result == 0)
        return err_set(err, ERR_STATE, "%s: round %lld is closed already", st->db->where,
                       (long long)id);
    return result < 0 ? result : 0;
}

int store_severity_put(struct store *st, int64_t round, const struct round_severity *s, struct err *err)
{
    int result = s->severity.len == 0
                     ? store_run(st, err, "DELETE FROM sys_round_severity WHERE round = $1 AND rule = $2",
                                 db_of_int(round), db_of_text(s->rule))
                     : store_run(st, err,
                                 "INSERT INTO sys_round_severity (round, rule, severity) VALUES ($1, $2, $3) "
                                 "ON CONFLICT (round, rule) DO UPDATE SET severity = excluded.severity",
                                 db_of_int(round), db_of_text(s->rule), db_of_text(s->severity));
    return result < 0 ? result : 0;
}

int store_severity_list(struct store *st, struct store_iter **it, struct str round, struct err *err)
{
    return iter_open(it, st, ITER_SEVERITY, err,
                     "SELECT s.rule, s.severity FROM sys_round_severity s JOIN sys_round r ON r.id = s.round "
                     "WHERE r.name = $1 ORDER BY s.rule", db_of_text(round));
}

int store_severity_next(struct store_iter *it, struct round_severity *out, struct err *err)
{
    int result = iter_next(it, ITER_SEVERITY, err);
    if (result > 0)
        *out = (struct round_severity){db_text(it->q, 0), db_text(it->q, 1)};
    return result;
}

/* -- what is asked ----------------------------------------------------------------------- */

int store_ask_add(struct store *st, const struct ask *a, struct err *err)
{
    int result = must_have_round(st, a->round, err);
    if (result == 0)
        result = store_run(st, err,
                           "INSERT INTO sys_ask (round, ref_area, indicator, rank, missing, why) "
                           "VALUES ($1, $2, $3, $4, $5, $6)",
                           db_of_int(a->round), db_of_text(a->area), db_of_text(a->indicator),
                           db_of_int(a->rank), db_of_int(a->missing), db_of_text(a->why));
    return result < 0 ? result : 0;
}

#define ASKS "SELECT round, ref_area, indicator, rank, missing, why FROM sys_ask WHERE round = $1 "

int store_ask_list(struct store *st, struct store_iter **it, int64_t round, struct str area,
                   struct err *err)
{
    if (area.len)
        return iter_open(it, st, ITER_ASK, err, ASKS "AND ref_area = $2 ORDER BY rank, indicator",
                         db_of_int(round), db_of_text(area));
    return iter_open(it, st, ITER_ASK, err, ASKS "ORDER BY ref_area, rank, indicator",
                     db_of_int(round));
}

int store_ask_next(struct store_iter *it, struct ask *out, struct err *err)
{
    int result = iter_next(it, ITER_ASK, err);
    if (result > 0)
        *out = (struct ask){
            .round = db_int(it->q, 0),
            .area = db_text(it->q, 1),
            .indicator = db_text(it->q, 2),
            .rank = db_int(it->q, 3),
            .missing = db_int(it->q, 4),
            .why = db_text(it->q, 5),
        };
    return result;
}

/* -- where a round stands ------------------------------------------------------------------ */

/* The state of a table says what was decided, but for returned and set aside: only then is the
 * decision looked up. Open errors are counted once for all tables. */
#define ROUND_TABLES(of_submissions, of_tables)                                                \
    "SELECT t.id, t.submission, t.ref_area, t.indicator, t.source, t.period, t.state, "        \
    "CASE t.state WHEN 'accepted' THEN 'accepted' WHEN 'returned' THEN COALESCE((SELECT "      \
    "d.decision FROM in_decision d WHERE d.question_table = t.id ORDER BY d.id DESC LIMIT 1), " \
    "'returned') ELSE '' END, s.received_at, s.signed_at, t.ncells, t.nerrors, t.nwarnings, "  \
    "COALESCE(f.nall - f.nanswered, 0), COALESCE(f.nanswered, 0) "                             \
    "FROM in_table t JOIN in_submission s ON s.id = t.submission "                             \
    "LEFT JOIN (SELECT e.question_table, COUNT(*) AS nall, SUM(CASE WHEN e.answer <> '' "      \
    "OR e.id IN (SELECT finding FROM in_answer) THEN 1 ELSE 0 END) AS nanswered "              \
    "FROM in_finding e WHERE e.severity = 'error' AND e.allowed_at = '' AND e.submission IN "  \
    "(SELECT id FROM in_submission WHERE round = $1" of_submissions ") "                       \
    "GROUP BY e.submission, e.question_table) f ON f.question_table = t.id "                   \
    "WHERE t.round = $1" of_tables                                                             \
    " ORDER BY t.ref_area, t.indicator, t.source, t.period, t.id"

int store_round_table_list(struct store *st, struct store_iter **it, struct str round, struct str area,
                           struct err *err)
{
    if (area.len)
        return iter_open(it, st, ITER_ROUND_TABLE, err,
                         ROUND_TABLES(" AND ref_area IN ('', $2)", " AND t.ref_area = $2"),
                         db_of_text(round), db_of_text(area));
    return iter_open(it, st, ITER_ROUND_TABLE, err, ROUND_TABLES("", ""), db_of_text(round));
}

int store_round_table_next(struct store_iter *it, struct round_table *out, struct err *err)
{
    int result = iter_next(it, ITER_ROUND_TABLE, err);
    if (result > 0)
        *out = (struct round_table){
            .id = db_int(it->q, 0),
            .submission = db_int(it->q, 1),
            .area = db_text(it->q, 2),
            .indicator = db_text(it->q, 3),
            .source = db_text(it->q, 4),
            .period = db_text(it->q, 5),
            .state = db_text(it->q, 6),
            .decision = db_text(it->q, 7),
            .received_at = db_text(it->q, 8),
            .signed_at = db_text(it->q, 9),
            .ncells = db_int(it->q, 10),
            .nerrors = db_int(it->q, 11),
            .nwarnings = db_int(it->q, 12),
            .nopen = db_int(it->q, 13),
            .nanswered = db_int(it->q, 14),
        };
    return result;
}
