/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/people.h"
#include "store/rooms.h"

#define COLUMNS "id, at, recipient, subject, body, state, tried_at, error, tries"

int store_mail_add(struct store *st, struct mail *m, struct err *err)
{
    int64_t id;
    int result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_mail");
    if (result < 0)
        return result;
    if (m->state.len == 0)
        m->state = STR("queued");
    result = store_run(st, err,
                       "INSERT INTO sys_mail (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                       db_of_int(id), db_of_text(m->at), db_of_text(m->recipient),
                       db_of_text(m->subject), db_of_text(m->body), db_of_text(m->state),
                       db_of_text(m->tried_at), db_of_text(m->error), db_of_int(m->tries));
    if (result < 0)
        return result;
    m->id = id;
    return 0;
}

int store_mail_put(struct store *st, const struct mail *m, struct err *err)
{
    int result = store_must_have(st, "mail", m->id, "SELECT id FROM sys_mail WHERE id = $1", err);
    if (result == 0)
        result = store_run(st, err,
                           "UPDATE sys_mail SET state = $1, tried_at = $2, error = $3, tries = $4, "
                           "body = CASE WHEN $1 = 'queued' THEN body ELSE '' END WHERE id = $5",
                           db_of_text(m->state), db_of_text(m->tried_at), db_of_text(m->error),
                           db_of_int(m->tries), db_of_int(m->id));
    return result < 0 ? result : 0;
}

int store_mail_list(struct store *st, struct store_iter **it, struct str state, struct err *err)
{
    if (state.len)
        return iter_open(it, st, ITER_MAIL, err,
                         "SELECT " COLUMNS " FROM sys_mail WHERE state = $1 ORDER BY id",
                         db_of_text(state));
    return iter_open(it, st, ITER_MAIL, err, "SELECT " COLUMNS " FROM sys_mail ORDER BY id");
}

int store_mail_next(struct store_iter *it, struct mail *out, struct err *err)
{
    int result = iter_next(it, ITER_MAIL, err);
    if (result > 0)
        *out = (struct mail){
            .id = db_int(it->q, 0),
            .at = db_text(it->q, 1),
            .recipient = db_text(it->q, 2),
            .subject = db_text(it->q, 3),
            .body = db_text(it->q, 4),
            .state = db_text(it->q, 5),
            .tried_at = db_text(it->q, 6),
            .error = db_text(it->q, 7),
            .tries = db_int(it->q, 8),
        };
    return result;
}
