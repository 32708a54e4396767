/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Releases that are to come. */

#include "store/plans.h"

#include "base/utf8.h"
#include "store/rooms.h"

int store_plan_put(struct store *st, const struct plan *p, struct err *err)
{
    int64_t one;
    int result = db_get_int(st->db, &one, err, "SELECT 1 FROM pub_plan WHERE name = $1", db_of_text(p->name));
    if (result > 0)
        result = store_run(st, err, "UPDATE pub_plan SET day = $1, what = $2, planned_at = $3 WHERE name = $4",
                           db_of_text(p->day), db_of_text(p->what), db_of_text(p->planned_at), db_of_text(p->name));
    else if (result == 0)
        result = store_run(st, err,
                           "INSERT INTO pub_plan (name, day, first_day, what, planned_at) VALUES ($1, $2, $2, $3, $4)",
                           db_of_text(p->name), db_of_text(p->day), db_of_text(p->what), db_of_text(p->planned_at));
    return result < 0 ? result : 0;
}

int store_plan_remove(struct store *st, struct str name, struct err *err)
{
    int64_t one;
    int result = db_get_int(st->db, &one, err, "SELECT 1 FROM pub_plan WHERE name = $1", db_of_text(name));
    if (result == 0)
        return err_set(err, ERR_NOTFOUND, "%s: no release %s is planned", st->db->where, utf8_brief(name).text);
    if (result > 0)
        result = store_run(st, err, "DELETE FROM pub_plan WHERE name = $1", db_of_text(name));
    return result < 0 ? result : 0;
}

int store_plan_list(struct store *st, struct store_iter **it, struct str now, struct err *err)
{
    int result = release_take_now(st, now, err);
    return result < 0 ? result
                      : iter_open(it, st, ITER_PLAN, err,
                                  "SELECT p.name, p.day, p.first_day, p.what, p.planned_at FROM pub_plan p WHERE NOT "
                                  "EXISTS (SELECT 1 FROM pub_release r WHERE r.name = p.name AND "
                                  "(r.embargo = '' OR $1 = '' OR r.embargo <= $1)) ORDER BY p.day, p.name",
                                  db_of_text(now));
}

int store_plan_next(struct store_iter *it, struct plan *out, struct err *err)
{
    int result = iter_next(it, ITER_PLAN, err);
    if (result > 0)
        *out = (struct plan){
            .name = db_text(it->q, 0),
            .day = db_text(it->q, 1),
            .first_day = db_text(it->q, 2),
            .what = db_text(it->q, 3),
            .planned_at = db_text(it->q, 4),
        };
    return result;
}
