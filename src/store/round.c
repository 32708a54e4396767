/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/rooms.h"

#define COLUMNS "id, name, opened_at, opened_by, deadline, first_year, last_year, criterion"

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
                       "INSERT INTO sys_round (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                       db_of_int(id), db_of_text(r->name), db_of_text(r->opened_at),
                       db_of_text(r->opened_by), db_of_text(r->deadline),
                       db_of_int(r->first_year), db_of_int(r->last_year),
                       db_of_text(r->criterion));
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
                               &out->criterion};
        result = 0;
        for (size_t i = 0; i < ARRAY_LEN(texts) && result == 0; i++)
            result = store_keep(st, arena, texts[i], err);
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
