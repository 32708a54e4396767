/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a submission holds besides figures and findings: its sheets, its mapping, its words. */

#include "store/rooms.h"

int store_sheets_add(struct store *st, int64_t submission, const struct str *names, size_t n,
                     struct err *err)
{
    int result = 0;
    for (size_t i = 0; i < n && result >= 0; i++)
        result = store_run(st, err,
                           "INSERT INTO in_sheet (submission, number, name) VALUES ($1, $2, $3)",
                           db_of_int(submission), db_of_int((int64_t)i + 1), db_of_text(names[i]));
    return result < 0 ? result : 0;
}

int store_mapping_add(struct store *st, int64_t submission, struct str content, struct err *err)
{
    int result = store_run(st, err, "INSERT INTO in_mapping (submission, content) VALUES ($1, $2)",
                           db_of_int(submission), db_of_text(content));
    return result < 0 ? result : 0;
}

#define COLUMNS                                                                                \
    "id, submission, kind, sheet, row_no, column_no, indicator, ref_area, source, sex, "       \
    "classif1, classif2, period, type, content, public"

int store_remark_add(struct store *st, struct in_remark *r, struct err *err)
{
    int64_t id;
    int result = store_next_id(st, &id, &st->next_remark,
                               "SELECT COALESCE(MAX(id), 0) + 1 FROM in_remark", err);
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO in_remark (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, "
                       "$8, $9, $10, $11, $12, $13, $14, $15, $16)",
                       db_of_int(id), db_of_int(r->submission), db_of_text(r->kind),
                       db_of_int(r->sheet), db_of_int(r->row), db_of_int(r->column),
                       db_of_text(r->indicator), db_of_text(r->area), db_of_text(r->source),
                       db_of_text(r->sex), db_of_text(r->classif1), db_of_text(r->classif2),
                       db_of_text(r->period), db_of_text(r->type), db_of_text(r->content),
                       db_of_int(r->public));
    if (result < 0)
        return result;
    r->id = id;
    return 0;
}

int store_remark_list(struct store *st, struct store_iter **it, int64_t submission,
                      struct err *err)
{
    return iter_open(it, st, ITER_REMARK, err,
                     "SELECT " COLUMNS " FROM in_remark WHERE submission = $1 ORDER BY id",
                     db_of_int(submission));
}

/* An answer said on screen belongs to no remark: its id is 0. Only the last one on a finding stands. */
int store_answer_list(struct store *st, struct store_iter **it, struct str rule, struct str area,
                      struct str indicator, struct err *err)
{
    return iter_open(
        it, st, ITER_REMARK, err,
        "SELECT r.id, r.submission, r.kind, r.sheet, r.row_no, r.column_no, r.indicator, r.ref_area, "
        "r.source, r.sex, r.classif1, r.classif2, r.period, r.type, r.content, r.public, "
        "s.received_at, 0, r.id FROM in_remark r JOIN in_submission s ON s.id = r.submission "
        "WHERE r.kind = 'answer' AND r.type = $1 AND r.ref_area = $2 AND r.indicator = $3 "
        "UNION ALL "
        "SELECT 0, f.submission, 'answer', f.sheet, f.row_no, f.column_no, f.indicator, f.ref_area, "
        "f.source, f.sex, f.classif1, f.classif2, f.period, f.rule, a.content, a.public, "
        "a.at, 1, a.id FROM (SELECT MAX(id) AS id FROM in_answer GROUP BY finding) m "
        "CROSS JOIN in_answer a CROSS JOIN in_finding f "
        "WHERE a.id = m.id AND f.id = a.finding AND f.rule = $1 AND f.ref_area = $2 "
        "AND f.indicator = $3 ORDER BY 17, 18, 19",
        db_of_text(rule), db_of_text(area), db_of_text(indicator));
}

int store_remark_next(struct store_iter *it, struct in_remark *out, struct err *err)
{
    int result = iter_next(it, ITER_REMARK, err);
    if (result > 0)
        *out = (struct in_remark){
            .id = db_int(it->q, 0),
            .submission = db_int(it->q, 1),
            .kind = db_text(it->q, 2),
            .sheet = db_int(it->q, 3),
            .row = db_int(it->q, 4),
            .column = db_int(it->q, 5),
            .indicator = db_text(it->q, 6),
            .area = db_text(it->q, 7),
            .source = db_text(it->q, 8),
            .sex = db_text(it->q, 9),
            .classif1 = db_text(it->q, 10),
            .classif2 = db_text(it->q, 11),
            .period = db_text(it->q, 12),
            .type = db_text(it->q, 13),
            .content = db_text(it->q, 14),
            .public = db_int(it->q, 15) != 0,
        };
    return result;
}
