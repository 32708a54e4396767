/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What was put before a meeting, and its briefing as it was printed. */

#include "store/meeting.h"
#include "store/rooms.h"

#define COLUMNS \
    "SELECT number, session, kind, title, file_name, sha256, nbytes, at, who, removed_at, removed_by, "

static void of_row(struct meeting_document *d, struct stmt *q)
{
    *d = (struct meeting_document){
        .number = db_int(q, 0),
        .session = db_int(q, 1),
        .sort = (enum document_sort)document_sort_find(db_text(q, 2)),
        .title = db_text(q, 3),
        .file_name = db_text(q, 4),
        .sha256 = db_text(q, 5),
        .bytes = db_int(q, 6),
        .at = db_text(q, 7),
        .who = db_text(q, 8),
        .removed_at = db_text(q, 9),
        .removed_by = db_text(q, 10),
        .packed = db_blob(q, 11),
    };
}

int store_meeting_document_add(struct store *st, int64_t meeting, struct meeting_document *d, struct err *err)
{
    int64_t number;
    int result = store_must_have(st, "meeting", meeting, "SELECT id FROM sys_meeting WHERE id = $1", err);
    if (result == 0)
        result = db_get_int(st->db, &number, err,
                            "SELECT COALESCE(MAX(number), 0) + 1 FROM sys_meeting_document WHERE meeting = $1",
                            db_of_int(meeting));
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_meeting_document (id, meeting, number, session, kind, title, file_name, "
                       "sha256, nbytes, packed, at, who) "
                       "VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM sys_meeting_document), "
                       "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                       db_of_int(meeting), db_of_int(number), db_of_int(d->session),
                       db_of_text(str_of(document_sort_name(d->sort))), db_of_text(d->title), db_of_text(d->file_name),
                       db_of_text(d->sha256), db_of_int(d->bytes), db_of_blob(d->packed), db_of_text(d->at),
                       db_of_text(d->who));
    if (result < 0)
        return result;
    d->number = number;
    return 0;
}

static int no_document(struct store *st, int64_t number, struct err *err)
{
    return err_set(err, ERR_NOTFOUND, "%s: the meeting has no document %lld", st->db->where, (long long)number);
}

int store_meeting_document_get(struct store *st, struct arena *arena, struct meeting_document *out, int64_t meeting,
                               int64_t number, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          COLUMNS "packed FROM sys_meeting_document WHERE meeting = $1 AND number = $2",
                          db_of_int(meeting), db_of_int(number));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        of_row(out, q);
        struct str *texts[] = {&out->title, &out->file_name,  &out->sha256,     &out->at,
                               &out->who,   &out->removed_at, &out->removed_by, &out->packed};
        result = store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
    } else if (result == 0) {
        result = no_document(st, number, err);
    }
    db_finish(q);
    return result;
}

int store_meeting_document_remove(struct store *st, int64_t meeting, int64_t number, struct str at, struct str who,
                                  struct err *err)
{
    int64_t there;
    int result = db_get_int(st->db, &there, err,
                            "SELECT CASE removed_at WHEN '' THEN 1 ELSE 0 END FROM sys_meeting_document "
                            "WHERE meeting = $1 AND number = $2", db_of_int(meeting), db_of_int(number));
    if (result == 0)
        return no_document(st, number, err);
    if (result > 0 && !there)
        return err_set(err, ERR_STATE, "%s: document %lld was removed already", st->db->where, (long long)number);
    if (result > 0)
        result = store_run(st, err,
                           "UPDATE sys_meeting_document SET removed_at = $1, removed_by = $2, packed = $3 "
                           "WHERE meeting = $4 AND number = $5",
                           db_of_text(at), db_of_text(who), db_of_blob(STR("")), db_of_int(meeting), db_of_int(number));
    return result < 0 ? result : 0;
}

int store_meeting_document_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err)
{
    return iter_open(it, st, ITER_MEETING_DOCUMENT, err,
                     COLUMNS "NULL FROM sys_meeting_document WHERE meeting = $1 ORDER BY number", db_of_int(meeting));
}

int store_meeting_document_next(struct store_iter *it, struct meeting_document *out, struct err *err)
{
    int result = iter_next(it, ITER_MEETING_DOCUMENT, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}

/* -- the briefing --------------------------------------------------------------------------------------- */

int store_briefing_get(struct store *st, struct arena *arena, struct str *pdf, int64_t meeting, struct str language,
                       struct str basis, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          "SELECT pdf FROM sys_briefing WHERE meeting = $1 AND language = $2 AND basis = $3",
                          db_of_int(meeting), db_of_text(language), db_of_text(basis));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        *pdf = db_blob(q, 0);
        result = store_keep(st, arena, pdf, err);
        result = result < 0 ? result : 1;
    }
    db_finish(q);
    return result;
}

int store_briefing_put(struct store *st, int64_t meeting, struct str language, struct str basis, struct str pdf,
                       struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO sys_briefing (meeting, language, basis, pdf) VALUES ($1, $2, $3, $4) "
                           "ON CONFLICT (meeting, language) DO UPDATE SET basis = excluded.basis, pdf = excluded.pdf",
                           db_of_int(meeting), db_of_text(language), db_of_text(basis), db_of_blob(pdf));
    return result < 0 ? result : 0;
}
