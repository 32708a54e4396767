/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/rooms.h"

#define KEY                                                                                    \
    "id, submission, question_table, rule, severity, sheet, row_no, column_no, indicator, "    \
    "ref_area, source, sex, classif1, classif2, period, value, message, allowed_at, "          \
    "allowed_by, allowed_reason, "
#define SENTENCES                                                                              \
    ", pattern, args, proposals, proposal, proposal_pattern, proposal_args"
#define COLUMNS KEY "answer" SENTENCES
/* What was said on screen last comes before what the file said. */
#define WITH_SHEET                                                                             \
    "SELECT " KEY "COALESCE((SELECT a.content FROM in_answer a WHERE a.finding = f.id "        \
    "ORDER BY a.id DESC LIMIT 1), f.answer)" SENTENCES                                         \
    ", COALESCE((SELECT s.name FROM in_sheet s WHERE s.submission = "                          \
    "f.submission AND s.number = f.sheet), '') FROM in_finding f "

static void of_row(struct in_finding *f, struct stmt *q)
{
    *f = (struct in_finding){
        .id = db_int(q, 0),
        .submission = db_int(q, 1),
        .table = db_int(q, 2),
        .rule = db_text(q, 3),
        .severity = db_text(q, 4),
        .sheet = db_int(q, 5),
        .row = db_int(q, 6),
        .column = db_int(q, 7),
        .indicator = db_text(q, 8),
        .area = db_text(q, 9),
        .source = db_text(q, 10),
        .sex = db_text(q, 11),
        .classif1 = db_text(q, 12),
        .classif2 = db_text(q, 13),
        .period = db_text(q, 14),
        .value = db_text(q, 15),
        .message = db_text(q, 16),
        .allowed_at = db_text(q, 17),
        .allowed_by = db_text(q, 18),
        .allowed_reason = db_text(q, 19),
        .answer = db_text(q, 20),
        .pattern = db_text(q, 21),
        .args = db_text(q, 22),
        .proposals = db_text(q, 23),
        .proposal = db_text(q, 24),
        .proposal_pattern = db_text(q, 25),
        .proposal_args = db_text(q, 26),
        .sheet_name = db_text(q, 27),
    };
}

int store_finding_add(struct store *st, struct in_finding *f, struct err *err)
{
    int64_t id;
    int result = store_next_id(st, &id, &st->next_finding,
                               "SELECT COALESCE(MAX(id), 0) + 1 FROM in_finding", err);
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO in_finding (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, "
                       "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, "
                       "$22, $23, $24, $25, $26, $27)",
                       db_of_int(id), db_of_int(f->submission), db_of_ref(f->table),
                       db_of_text(f->rule), db_of_text(f->severity), db_of_int(f->sheet),
                       db_of_int(f->row), db_of_int(f->column), db_of_text(f->indicator),
                       db_of_text(f->area), db_of_text(f->source), db_of_text(f->sex),
                       db_of_text(f->classif1), db_of_text(f->classif2), db_of_text(f->period),
                       db_of_text(f->value), db_of_text(f->message), db_of_text(f->allowed_at),
                       db_of_text(f->allowed_by), db_of_text(f->allowed_reason),
                       db_of_text(f->answer), db_of_text(f->pattern), db_of_text(f->args),
                       db_of_text(f->proposals), db_of_text(f->proposal),
                       db_of_text(f->proposal_pattern), db_of_text(f->proposal_args));
    if (result < 0)
        return result;
    f->id = id;
    return 0;
}

int store_finding_list(struct store *st, struct store_iter **it, int64_t submission,
                       struct err *err)
{
    if (submission)
        return iter_open(it, st, ITER_FINDING, err,
                         WITH_SHEET "WHERE submission = $1 "
                         "ORDER BY sheet, row_no, column_no, id",
                         db_of_int(submission));
    return iter_open(it, st, ITER_FINDING, err,
                     WITH_SHEET "ORDER BY submission, sheet, row_no, column_no, id");
}

int store_finding_next(struct store_iter *it, struct in_finding *out, struct err *err)
{
    int result = iter_next(it, ITER_FINDING, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}

int store_finding_allow(struct store *st, int64_t *n, int64_t submission, const char *at,
                        const char *who, const char *reason, struct err *err)
{
    int result = store_run(st, err,
                           "UPDATE in_finding SET allowed_at = $1, allowed_by = $2, "
                           "allowed_reason = $3 WHERE submission = $4 AND severity = 'error' "
                           "AND allowed_at = '' RETURNING id",
                           db_of_text(str_of(at)), db_of_text(str_of(who)),
                           db_of_text(str_of(reason)), db_of_int(submission));
    if (result < 0)
        return result;
    *n = result;
    result = store_run(st, err, "UPDATE in_submission SET nopen = 0 WHERE id = $1",
                       db_of_int(submission));
    return result < 0 ? result : 0;
}
