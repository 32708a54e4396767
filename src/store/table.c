/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Question tables: tens of thousands come with one submission. */

#include "store/rooms.h"

#define COLUMNS                                                                                \
    "id, submission, indicator, ref_area, source, period, state, ncells, nerrors, nwarnings, " \
    "cells"

static void of_row(struct question_table *t, struct stmt *q)
{
    *t = (struct question_table){
        .id = db_int(q, 0),
        .submission = db_int(q, 1),
        .indicator = db_text(q, 2),
        .area = db_text(q, 3),
        .source = db_text(q, 4),
        .period = db_text(q, 5),
        .state = db_text(q, 6),
        .ncells = db_int(q, 7),
        .nerrors = db_int(q, 8),
        .nwarnings = db_int(q, 9),
        .cells = db_blob(q, 10),
    };
}

int store_table_add(struct store *st, struct question_table *t, struct err *err)
{
    int64_t id;
    int result = store_next_id(st, &id, &st->next_table,
                               "SELECT COALESCE(MAX(id), 0) + 1 FROM in_table", err);
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO in_table (" COLUMNS ", round) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
                       "COALESCE((SELECT round FROM in_submission WHERE id = $2), ''))",
                       db_of_int(id), db_of_int(t->submission), db_of_text(t->indicator),
                       db_of_text(t->area), db_of_text(t->source), db_of_text(t->period),
                       db_of_text(t->state), db_of_int(t->ncells), db_of_int(t->nerrors),
                       db_of_int(t->nwarnings), db_of_blob(t->cells));
    if (result < 0)
        return result;
    t->id = id;
    return 0;
}

static int keep_all(struct store *st, struct arena *arena, struct question_table *t,
                    struct err *err)
{
    struct str *texts[] = {&t->indicator, &t->area,  &t->source,
                           &t->period,    &t->state, &t->cells};
    return store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
}

int store_table_get(struct store *st, struct arena *arena, struct question_table *out, int64_t id,
                    struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err, "SELECT " COLUMNS " FROM in_table WHERE id = $1",
                          db_of_int(id));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        of_row(out, q);
        result = keep_all(st, arena, out, err);
    } else if (result == 0) {
        result = err_set(err, ERR_NOTFOUND, "%s: there is no question table %lld", st->db->where,
                         (long long)id);
    }
    db_finish(q);
    return result;
}

int store_table_list(struct store *st, struct store_iter **it, int64_t submission,
                     struct err *err)
{
    if (submission)
        return iter_open(it, st, ITER_TABLE, err,
                         "SELECT " COLUMNS " FROM in_table WHERE submission = $1 ORDER BY id",
                         db_of_int(submission));
    return iter_open(it, st, ITER_TABLE, err, "SELECT " COLUMNS " FROM in_table ORDER BY id");
}

int store_table_list_accepted(struct store *st, struct store_iter **it, struct str indicator,
                              struct str area, struct err *err)
{
    return iter_open(it, st, ITER_TABLE, err,
                     "SELECT " COLUMNS " FROM in_table WHERE indicator = $1 AND ref_area = $2 "
                     "AND state = 'accepted' ORDER BY id",
                     db_of_text(indicator), db_of_text(area));
}

int store_table_next(struct store_iter *it, struct question_table *out, struct err *err)
{
    int result = iter_next(it, ITER_TABLE, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}

int store_table_newer(struct store *st, int64_t *submission, int64_t id, struct err *err)
{
    *submission = 0;
    int result = db_get_int(st->db, submission, err,
                            "SELECT COALESCE(MAX(n.submission), 0) FROM in_table t JOIN in_table n "
                            "ON n.round = t.round AND n.ref_area = t.ref_area AND n.indicator = t.indicator "
                            "AND n.source = t.source AND n.period = t.period AND n.id > t.id WHERE t.id = $1",
                            db_of_int(id));
    return result < 0 ? result : 0;
}

int store_submission_replaced(struct store *st, bool *replaced, int64_t id, struct err *err)
{
    int64_t standing = 1;
    int result = db_get_int(st->db, &standing, err,
                            "SELECT CASE WHEN COUNT(*) = 0 THEN 1 ELSE SUM(CASE WHEN EXISTS (SELECT 1 FROM in_table n "
                            "WHERE n.round = t.round AND n.ref_area = t.ref_area AND n.indicator = t.indicator "
                            "AND n.source = t.source AND n.period = t.period AND n.id > t.id) THEN 0 ELSE 1 END) END "
                            "FROM in_table t WHERE t.submission = $1", db_of_int(id));
    *replaced = standing == 0;
    return result < 0 ? result : 0;
}
