/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Submissions and their files. */

#include "store/rooms.h"

#define COLUMNS                                                                                \
    "id, received_at, who, state, format, source, round, file_name, sha256, file_bytes, "      \
    "ref_version, ncells, nfigures, ntables, ninfos, nwarnings, nerrors, nopen, decided_at, "  \
    "decided_by, reason, ref_area, signed_at, signed_by"

static void of_row(struct submission *s, struct stmt *q)
{
    *s = (struct submission){
        .id = db_int(q, 0),
        .received_at = db_text(q, 1),
        .who = db_text(q, 2),
        .state = db_text(q, 3),
        .format = db_text(q, 4),
        .source = db_text(q, 5),
        .round = db_text(q, 6),
        .file_name = db_text(q, 7),
        .sha256 = db_text(q, 8),
        .file_bytes = db_int(q, 9),
        .ref_version = db_int(q, 10),
        .cells = db_int(q, 11),
        .figures = db_int(q, 12),
        .tables = db_int(q, 13),
        .infos = db_int(q, 14),
        .warnings = db_int(q, 15),
        .errors = db_int(q, 16),
        .open_errors = db_int(q, 17),
        .decided_at = db_text(q, 18),
        .decided_by = db_text(q, 19),
        .reason = db_text(q, 20),
        .area = db_text(q, 21),
        .signed_at = db_text(q, 22),
        .signed_by = db_text(q, 23),
    };
}

static int no_submission(struct store *st, int64_t id, struct err *err)
{
    return err_set(err, ERR_NOTFOUND, "%s: there is no submission %lld", st->db->where,
                   (long long)id);
}

int store_must_have_submission(struct store *st, int64_t id, struct err *err)
{
    return store_must_have(st, "submission", id, "SELECT id FROM in_submission WHERE id = $1", err);
}

int store_submission_add(struct store *st, struct submission *s, struct str packed,
                         struct err *err)
{
    int64_t id;
    int result = db_get_int(st->db, &id, err,
                            "SELECT COALESCE(MAX(id), 0) + 1 FROM in_submission");
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO in_submission (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, "
                       "$7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, "
                       "$22, $23, $24)",
                       db_of_int(id), db_of_text(s->received_at), db_of_text(s->who),
                       db_of_text(s->state), db_of_text(s->format), db_of_text(s->source),
                       db_of_text(s->round), db_of_text(s->file_name), db_of_text(s->sha256),
                       db_of_int(s->file_bytes), db_of_ref(s->ref_version), db_of_int(s->cells),
                       db_of_int(s->figures), db_of_int(s->tables), db_of_int(s->infos),
                       db_of_int(s->warnings), db_of_int(s->errors), db_of_int(s->open_errors),
                       db_of_text(s->decided_at), db_of_text(s->decided_by),
                       db_of_text(s->reason), db_of_text(s->area), db_of_text(s->signed_at),
                       db_of_text(s->signed_by));
    if (result >= 0)
        result = store_run(st, err, "INSERT INTO in_file (submission, packed) VALUES ($1, $2)",
                           db_of_int(id), db_of_blob(packed));
    if (result < 0)
        return result;
    s->id = id;
    return 0;
}

static int keep_all(struct store *st, struct arena *arena, struct submission *s, struct err *err)
{
    struct str *texts[] = {&s->received_at, &s->who,        &s->state,     &s->format,
                           &s->source,      &s->round,      &s->file_name, &s->sha256,
                           &s->decided_at,  &s->decided_by, &s->reason,    &s->area,
                           &s->signed_at,   &s->signed_by};
    return store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
}

int store_submission_get(struct store *st, struct arena *arena, struct submission *out,
                         int64_t id, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err, "SELECT " COLUMNS " FROM in_submission WHERE id = $1",
                          db_of_int(id));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        of_row(out, q);
        result = keep_all(st, arena, out, err);
    } else if (result == 0) {
        result = no_submission(st, id, err);
    }
    db_finish(q);
    return result;
}

int store_submission_same(struct store *st, int64_t *id, struct str sha256, struct str source,
                          struct str round, struct str mapping, struct err *err)
{
    return db_get_int(st->db, id, err,
                      "SELECT id FROM in_submission s WHERE sha256 = $1 AND source = $2 AND "
                      "round = $3 AND state <> 'returned' AND coalesce((SELECT content FROM "
                      "in_mapping WHERE submission = s.id), '') = $4 ORDER BY id DESC LIMIT 1",
                      db_of_text(sha256), db_of_text(source), db_of_text(round),
                      db_of_text(mapping));
}

int store_submission_list(struct store *st, struct store_iter **it, struct err *err)
{
    return iter_open(it, st, ITER_SUBMISSION, err,
                     "SELECT " COLUMNS " FROM in_submission ORDER BY id");
}

int store_submission_next(struct store_iter *it, struct submission *out, struct err *err)
{
    int result = iter_next(it, ITER_SUBMISSION, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}

int store_file_get(struct store *st, struct arena *arena, struct str *packed, int64_t submission,
                   struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err, "SELECT packed FROM in_file WHERE submission = $1",
                          db_of_int(submission));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        *packed = db_blob(q, 0);
        result = store_keep(st, arena, packed, err);
    } else if (result == 0) {
        result = no_submission(st, submission, err);
    }
    db_finish(q);
    return result;
}
