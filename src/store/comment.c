/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is said on screen: comments, and answers to findings. */

#include "store/collection.h"
#include "store/rooms.h"

int store_answer_add(struct store *st, struct answer *a, struct err *err)
{
    int64_t id;
    int result = store_must_have(st, "finding", a->finding,
                                 "SELECT id FROM in_finding WHERE id = $1", err);
    if (result == 0)
        result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM in_answer");
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO in_answer (id, finding, at, who, content, public) "
                       "VALUES ($1, $2, $3, $4, $5, $6)",
                       db_of_int(id), db_of_int(a->finding), db_of_text(a->at), db_of_text(a->who),
                       db_of_text(a->content), db_of_int(a->public));
    if (result < 0)
        return result;
    a->id = id;
    return 0;
}

#define COLUMNS                                                                                \
    "id, at, who, round, ref_area, indicator, source, period, sex, classif1, classif2, "       \
    "submission, content"

int store_comment_add(struct store *st, struct comment *c, struct err *err)
{
    int64_t id;
    int result = c->submission ? store_must_have_submission(st, c->submission, err) : 0;
    if (result == 0)
        result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_comment");
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_comment (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
                       "$9, $10, $11, $12, $13)",
                       db_of_int(id), db_of_text(c->at), db_of_text(c->who), db_of_text(c->round),
                       db_of_text(c->area), db_of_text(c->indicator), db_of_text(c->source),
                       db_of_text(c->period), db_of_text(c->sex), db_of_text(c->classif1),
                       db_of_text(c->classif2), db_of_ref(c->submission), db_of_text(c->content));
    if (result < 0)
        return result;
    c->id = id;
    return 0;
}

int store_comment_list(struct store *st, struct store_iter **it, struct str area, struct str indicator,
                       struct err *err)
{
    if (area.len)
        return iter_open(it, st, ITER_COMMENT, err,
                         "SELECT " COLUMNS " FROM sys_comment WHERE ref_area = $1 "
                         "AND ($2 = '' OR indicator = $2) ORDER BY id",
                         db_of_text(area), db_of_text(indicator));
    return iter_open(it, st, ITER_COMMENT, err,
                     "SELECT " COLUMNS " FROM sys_comment WHERE $1 = '' OR indicator = $1 ORDER BY id",
                     db_of_text(indicator));
}

int store_comment_next(struct store_iter *it, struct comment *out, struct err *err)
{
    int result = iter_next(it, ITER_COMMENT, err);
    if (result > 0)
        *out = (struct comment){
            .id = db_int(it->q, 0),
            .at = db_text(it->q, 1),
            .who = db_text(it->q, 2),
            .round = db_text(it->q, 3),
            .area = db_text(it->q, 4),
            .indicator = db_text(it->q, 5),
            .source = db_text(it->q, 6),
            .period = db_text(it->q, 7),
            .sex = db_text(it->q, 8),
            .classif1 = db_text(it->q, 9),
            .classif2 = db_text(it->q, 10),
            .submission = db_int(it->q, 11),
            .content = db_text(it->q, 12),
        };
    return result;
}
