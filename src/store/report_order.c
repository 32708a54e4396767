/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reports that are made in the background. */

#include "store/report_orders.h"

#include "base/utf8.h"
#include "store/rooms.h"

#define COLUMNS                                                                                \
    "o.id, o.at, o.who, COALESCE(o.release, 0), COALESCE(o.meeting, 0), o.consultation, "      \
    "o.language, o.formats, o.origin, o.basis, o.state, o.turn, o.until, o.began_at, "         \
    "o.finished_at, o.message, o.title, o.draft, COALESCE(p.name, '')"
#define ORDERS "sys_report_order o LEFT JOIN pub_release p ON p.id = o.release"
/* What may be begun at the time $1: a briefing, which is short, before reports. */
#define DUE                                                                                    \
    "(SELECT id FROM sys_report_order WHERE (state = 'waiting' OR state = 'making') "          \
    "AND NOT EXISTS (SELECT 1 FROM sys_report_order WHERE state = 'making' AND until > $1) "   \
    "ORDER BY meeting IS NULL, id LIMIT 1)"

static void of_row(struct report_order *o, struct stmt *q)
{
    *o = (struct report_order){
        .id = db_int(q, 0),
        .at = db_text(q, 1),
        .who = db_text(q, 2),
        .release = db_int(q, 3),
        .meeting = db_int(q, 4),
        .consultation = db_text(q, 5),
        .language = db_text(q, 6),
        .formats = db_text(q, 7),
        .origin = db_text(q, 8),
        .basis = db_text(q, 9),
        .state = db_text(q, 10),
        .turn = db_int(q, 11),
        .until = db_text(q, 12),
        .began_at = db_text(q, 13),
        .finished_at = db_text(q, 14),
        .message = db_text(q, 15),
        .title = db_text(q, 16),
        .draft = db_text(q, 17),
        .release_name = db_text(q, 18),
    };
}

static int keep_all(struct store *st, struct arena *arena, struct report_order *o, struct err *err)
{
    struct str *texts[] = {&o->at,    &o->who,      &o->consultation, &o->language, &o->formats, &o->origin, &o->basis,
                           &o->state, &o->until,    &o->began_at,     &o->finished_at, &o->message, &o->title,
                           &o->draft, &o->release_name, &o->html};
    return store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
}

/* -- orders ------------------------------------------------------------------------------------ */

int store_report_order_add(struct store *st, struct report_order *o, struct err *err)
{
    int64_t id;
    int result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_report_order");
    if (result >= 0 && o->meeting)
        result = store_run(st, err,
                           "UPDATE sys_report_order SET state = 'dropped', html = $1 "
                           "WHERE meeting = $2 AND language = $3 AND state IN ('waiting', 'failed')",
                           db_of_blob(STR("")), db_of_int(o->meeting), db_of_text(o->language));
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO sys_report_order (id, at, who, release, consultation, meeting, language, "
                           "formats, origin, basis, html, state, turn, until, began_at, finished_at, message, title, "
                           "draft) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', 0, "
                           "'', '', '', '', '', '')",
                           db_of_int(id), db_of_text(o->at), db_of_text(o->who), db_of_ref(o->release),
                           db_of_text(o->consultation), db_of_ref(o->meeting), db_of_text(o->language),
                           db_of_text(o->formats), db_of_text(o->origin), db_of_text(o->basis), db_of_blob(o->html));
    if (result < 0)
        return result;
    o->id = id;
    o->state = STR("waiting");
    return 0;
}

/* The first row that a statement gives; 1 when there is one. */
static int one(struct store *st, struct arena *arena, struct report_order *out, struct stmt *q, bool html,
               struct err *err)
{
    int result = db_next(q, err);
    if (result > 0) {
        of_row(out, q);
        if (html)
            out->html = db_blob(q, 19);
        result = keep_all(st, arena, out, err);
        result = result < 0 ? result : 1;
    }
    db_finish(q);
    return result;
}

static int none(struct store *st, int64_t id, struct err *err)
{
    return err_set(err, ERR_NOTFOUND, "%s: there is no order %lld of a report", st->db->where, (long long)id);
}

int store_report_order_get(struct store *st, struct arena *arena, struct report_order *out, int64_t id, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          "SELECT " COLUMNS " FROM " ORDERS " WHERE o.id = $1 "
                          "AND o.state NOT IN ('published', 'dropped')",
                          db_of_int(id));
    if (result == 0 && (result = one(st, arena, out, q, false, err)) == 0)
        return none(st, id, err);
    return result < 0 ? result : 0;
}

int store_report_order_list(struct store *st, struct store_iter **it, struct err *err)
{
    return iter_open(it, st, ITER_REPORT_ORDER, err,
                     "SELECT " COLUMNS " FROM " ORDERS " WHERE o.meeting IS NULL "
                     "AND o.state NOT IN ('published', 'dropped') ORDER BY o.id DESC");
}

int store_report_order_next(struct store_iter *it, struct report_order *out, struct err *err)
{
    int result = iter_next(it, ITER_REPORT_ORDER, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}

int store_report_order_briefing(struct store *st, struct arena *arena, struct report_order *out, int64_t meeting,
                                struct str language, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          "SELECT " COLUMNS " FROM " ORDERS " WHERE o.meeting = $1 AND o.language = $2 "
                          "AND o.state IN ('waiting', 'making', 'failed') ORDER BY o.id DESC LIMIT 1",
                          db_of_int(meeting), db_of_text(language));
    return result == 0 ? one(st, arena, out, q, false, err) : result;
}

/* -- making ------------------------------------------------------------------------------------ */

int store_report_order_due(struct store *st, int64_t *id, struct str now, struct err *err)
{
    return db_get_int(st->db, id, err, "SELECT id FROM " DUE " d", db_of_text(now));
}

int store_report_order_take(struct store *st, struct arena *arena, struct report_order *out, int64_t id, struct str now,
                            struct str until, struct err *err)
{
    struct stmt *q;
    int result = store_run(st, err,
                           "UPDATE sys_report_order SET state = 'making', turn = turn + 1, began_at = $1, until = $2 "
                           "WHERE id = $3 AND id = " DUE " RETURNING id",
                           db_of_text(now), db_of_text(until), db_of_int(id));
    if (result <= 0)
        return result;
    result = db_query(&q, st->db, err, "SELECT " COLUMNS ", o.html FROM " ORDERS " WHERE o.id = $1", db_of_int(id));
    return result == 0 ? one(st, arena, out, q, true, err) : result;
}

static int not_ours(struct store *st, const struct report_order *o, struct err *err)
{
    return err_set(err, ERR_STATE, "%s: order %lld of a report was thrown away or is made by somebody else",
                   st->db->where, (long long)o->id);
}

int store_report_order_keep(struct store *st, const struct report_order *o, struct str until, struct err *err)
{
    int result = store_run(st, err,
                           "UPDATE sys_report_order SET until = $1 WHERE id = $2 AND turn = $3 AND state = 'making' "
                           "RETURNING id",
                           db_of_text(until), db_of_int(o->id), db_of_int(o->turn));
    return result == 0 ? not_ours(st, o, err) : result < 0 ? result : 0;
}

int store_report_order_finish(struct store *st, const struct report_order *o, struct err *err)
{
    bool again = str_is(o->state, "waiting");
    int result = store_run(st, err,
                           "UPDATE sys_report_order SET state = $1, finished_at = $2, message = $3, title = $4, "
                           "draft = $5, turn = turn - $6, until = '', "
                           "html = CASE WHEN $1 = 'done' THEN $7 ELSE html END "
                           "WHERE id = $8 AND turn = $9 AND state = 'making' RETURNING id",
                           db_of_text(o->state), db_of_text(o->finished_at), db_of_text(o->message),
                           db_of_text(o->title), db_of_text(o->draft), db_of_int(again), db_of_blob(STR("")),
                           db_of_int(o->id), db_of_int(o->turn));
    return result == 0 ? not_ours(st, o, err) : result < 0 ? result : 0;
}

int store_report_order_end(struct store *st, int64_t id, const char *state, struct err *err)
{
    int result = store_run(st, err,
                           "UPDATE sys_report_order SET state = $1, html = $2 WHERE id = $3 "
                           "AND state NOT IN ('published', 'dropped') RETURNING id",
                           db_of_text(str_of(state)), db_of_blob(STR("")), db_of_int(id));
    if (result == 0)
        return none(st, id, err);
    if (result > 0)
        result = store_run(st, err, "DELETE FROM sys_report_order_file WHERE report_order = $1", db_of_int(id));
    return result < 0 ? result : 0;
}

/* -- what was made ----------------------------------------------------------------------------- */

int store_report_file_made(struct store *st, const struct report_order *o, struct str name, struct str sha256,
                           struct str bytes, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO sys_report_order_file (report_order, name, sha256, nbytes, bytes) "
                           "VALUES ($1, $2, $3, $4, $5)",
                           db_of_int(o->id), db_of_text(name), db_of_text(sha256), db_of_int((int64_t)bytes.len),
                           db_of_blob(bytes));
    return result < 0 ? result : 0;
}

int store_report_made_list(struct store *st, struct store_iter **it, struct err *err)
{
    return iter_open(it, st, ITER_REPORT_MADE, err,
                     "SELECT report_order, name, sha256, nbytes FROM sys_report_order_file "
                     "ORDER BY report_order, name");
}

int store_report_made_next(struct store_iter *it, struct report_order_file *out, struct err *err)
{
    int result = iter_next(it, ITER_REPORT_MADE, err);
    if (result > 0)
        *out = (struct report_order_file){
            .order = db_int(it->q, 0),
            .name = db_text(it->q, 1),
            .sha256 = db_text(it->q, 2),
            .nbytes = db_int(it->q, 3),
        };
    return result;
}

int store_report_made_get(struct buf *out, struct store *st, int64_t order, struct str name, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          "SELECT bytes FROM sys_report_order_file WHERE report_order = $1 AND name = $2",
                          db_of_int(order), db_of_text(name));
    if (result < 0)
        return result;
    if ((result = db_next(q, err)) > 0) {
        buf_str(out, db_blob(q, 0));
        result = 0;
    } else if (result == 0) {
        result = err_set(err, ERR_NOTFOUND, "%s: order %lld of a report has no file %s", st->db->where,
                         (long long)order, utf8_brief(name).text);
    }
    db_finish(q);
    return result;
}
