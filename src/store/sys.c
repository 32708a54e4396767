/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/rooms.h"

int store_audit_add(struct store *st, const struct audit *a, struct err *err)
{
    int64_t id;
    int result = store_next_id(st, &id, &st->next_audit,
                               "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_audit", err);
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_audit (id, at, who, op, params, outcome) "
                       "VALUES ($1, $2, $3, $4, $5, $6)",
                       db_of_int(id), db_of_text(a->at), db_of_text(a->who), db_of_text(a->op),
                       db_of_text(a->params), db_of_text(a->outcome));
    return result < 0 ? result : 0;
}

int store_audit_list(struct store *st, struct store_iter **it, struct err *err)
{
    return iter_open(it, st, ITER_AUDIT, err,
                     "SELECT id, at, who, op, params, outcome FROM sys_audit ORDER BY id");
}

int store_audit_list_before(struct store *st, struct store_iter **it, int64_t before, struct str who,
                            struct err *err)
{
    return iter_open(it, st, ITER_AUDIT, err,
                     "SELECT id, at, who, op, params, outcome FROM sys_audit WHERE id < $1 AND "
                     "($2 = '' OR who = $2) ORDER BY id DESC", db_of_int(before), db_of_text(who));
}

int store_audit_next(struct store_iter *it, struct audit *out, struct err *err)
{
    int result = iter_next(it, ITER_AUDIT, err);
    if (result > 0)
        *out = (struct audit){
            .id = db_int(it->q, 0),
            .at = db_text(it->q, 1),
            .who = db_text(it->q, 2),
            .op = db_text(it->q, 3),
            .params = db_text(it->q, 4),
            .outcome = db_text(it->q, 5),
        };
    return result;
}
