/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Published reports. */

#include "store/reports.h"

#include "base/utf8.h"
#include "store/rooms.h"

/* $1: the time, empty for those under embargo as well. */
#define REPORTS                                                                                \
    "pub_report r JOIN pub_release p ON p.id = r.release "                                     \
    "LEFT JOIN pub_report_withdrawal w ON w.name = r.name"
#define VISIBLE "(p.embargo = '' OR $1 = '' OR p.embargo <= $1)"

/* -- adding ------------------------------------------------------------------------------------ */

/* What was cited under a name stays what it is. */
static int must_be_free(struct store *st, const struct pub_report *r, struct err *err)
{
    int64_t n;
    int result = db_get_int(st->db, &n, err, "SELECT 1 FROM pub_report_withdrawal WHERE name = $1",
                            db_of_text(r->name));
    if (result > 0)
        return err_set(err, ERR_STATE, "%s: the report %s was withdrawn; choose another name", st->db->where,
                       utf8_brief(r->name).text);
    if (result == 0)
        result = db_get_int(st->db, &n, err, "SELECT 1 FROM pub_report WHERE name = $1 AND language = $2",
                            db_of_text(r->name), db_of_text(r->language));
    if (result > 0)
        return err_set(err, ERR_STATE, "%s: there is a report %s in the language %.*s already; what was published is "
                       "never changed, choose another name", st->db->where, utf8_brief(r->name).text,
                       STR_FMT(r->language));
    if (result == 0)
        result = db_get_int(st->db, &n, err, "SELECT release FROM pub_report WHERE name = $1 AND release <> $2 LIMIT 1",
                            db_of_text(r->name), db_of_int(r->release));
    if (result > 0)
        return err_set(err, ERR_STATE, "%s: the report %s is of release %lld in another language, not of release %lld",
                       st->db->where, utf8_brief(r->name).text, (long long)n, (long long)r->release);
    return result;
}

int store_report_add(struct store *st, struct pub_report *r, struct err *err)
{
    int64_t id;
    int result = must_be_free(st, r, err);
    if (result == 0)
        result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM pub_report");
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO pub_report (id, name, language, release, title, published_at) "
                           "VALUES ($1, $2, $3, $4, $5, $6)",
                           db_of_int(id), db_of_text(r->name), db_of_text(r->language), db_of_int(r->release),
                           db_of_text(r->title), db_of_text(r->published_at));
    if (result < 0)
        return result;
    r->id = id;
    return 0;
}

int store_report_file_add(struct store *st, const struct pub_report_file *f, struct str bytes, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO pub_report_bytes (sha256, bytes) VALUES ($1, $2) "
                           "ON CONFLICT (sha256) DO NOTHING",
                           db_of_text(f->sha256), db_of_blob(bytes));
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO pub_report_file (report, kind, ref_area, format, nbytes, content) "
                           "VALUES ($1, $2, $3, $4, $5, $6)",
                           db_of_int(f->report), db_of_text(str_of(report_kind_name(f->of.kind))),
                           db_of_text(f->of.area), db_of_text(str_of(report_format_name(f->of.format))),
                           db_of_int((int64_t)bytes.len), db_of_text(f->sha256));
    return result < 0 ? result : 0;
}

int store_report_withdraw(struct store *st, struct str name, struct str at, struct str reason, struct err *err)
{
    int64_t one;
    int result = db_get_int(st->db, &one, err, "SELECT 1 FROM pub_report WHERE name = $1", db_of_text(name));
    if (result == 0)
        return err_set(err, ERR_NOTFOUND, "%s: no report %s is published", st->db->where, utf8_brief(name).text);
    if (result > 0)
        result = db_get_int(st->db, &one, err, "SELECT 1 FROM pub_report_withdrawal WHERE name = $1", db_of_text(name));
    if (result > 0)
        return err_set(err, ERR_STATE, "%s: the report %s is withdrawn already", st->db->where, utf8_brief(name).text);
    if (result == 0)
        result = store_run(st, err, "INSERT INTO pub_report_withdrawal (name, at, reason) VALUES ($1, $2, $3)",
                           db_of_text(name), db_of_text(at), db_of_text(reason));
    return result < 0 ? result : 0;
}

/* -- reading ----------------------------------------------------------------------------------- */

int store_report_list(struct store *st, struct store_iter **it, struct str now, struct err *err)
{
    int result = release_take_now(st, now, err);
    return result < 0 ? result
                      : iter_open(it, st, ITER_REPORT, err,
                                  "SELECT r.id, r.release, r.name, r.language, r.title, r.published_at, p.name, "
                                  "CASE WHEN p.embargo > r.published_at THEN p.embargo ELSE r.published_at END, "
                                  "COALESCE(w.at, ''), COALESCE(w.reason, '') FROM " REPORTS " WHERE " VISIBLE
                                  " ORDER BY r.published_at, r.name, r.language",
                                  db_of_text(now));
}

int store_report_next(struct store_iter *it, struct pub_report *out, struct err *err)
{
    int result = iter_next(it, ITER_REPORT, err);
    if (result > 0)
        *out = (struct pub_report){
            .id = db_int(it->q, 0),
            .release = db_int(it->q, 1),
            .name = db_text(it->q, 2),
            .language = db_text(it->q, 3),
            .title = db_text(it->q, 4),
            .published_at = db_text(it->q, 5),
            .release_name = db_text(it->q, 6),
            .since = db_text(it->q, 7),
            .withdrawn_at = db_text(it->q, 8),
            .reason = db_text(it->q, 9),
        };
    return result;
}

int store_report_file_list(struct store *st, struct store_iter **it, struct str now, struct err *err)
{
    int result = release_take_now(st, now, err);
    return result < 0 ? result
                      : iter_open(it, st, ITER_REPORT_FILE, err,
                                  "SELECT f.report, f.kind, f.ref_area, f.format, f.content, f.nbytes "
                                  "FROM pub_report_file f JOIN pub_report r ON r.id = f.report "
                                  "JOIN pub_release p ON p.id = r.release WHERE " VISIBLE
                                  " ORDER BY f.report, f.kind, f.ref_area, f.format",
                                  db_of_text(now));
}

int store_report_file_next(struct store_iter *it, struct pub_report_file *out, struct err *err)
{
    int result = iter_next(it, ITER_REPORT_FILE, err);
    if (result <= 0)
        return result;
    /* (a kind or format of no such name cannot be in the table) */
    *out = (struct pub_report_file){
        .report = db_int(it->q, 0),
        .of = {.kind = (enum report_kind)report_kind_find(db_text(it->q, 1)),
               .area = db_text(it->q, 2),
               .format = (enum report_format)report_format_find(db_text(it->q, 3))},
        .sha256 = db_text(it->q, 4),
        .nbytes = db_int(it->q, 5),
    };
    return result;
}

int store_report_file_get(struct buf *out, struct store *st, struct str name, const struct report_file *of,
                          struct str now, struct err *err)
{
    struct stmt *q;
    int result = release_take_now(st, now, err);
    if (result == 0)
        result = db_query(&q, st->db, err,
                          "SELECT b.bytes FROM " REPORTS " JOIN pub_report_file f ON f.report = r.id "
                          "JOIN pub_report_bytes b ON b.sha256 = f.content WHERE " VISIBLE " AND w.name IS NULL "
                          "AND r.name = $2 AND r.language = $3 AND f.kind = $4 AND f.ref_area = $5 AND f.format = $6",
                          db_of_text(now), db_of_text(name), db_of_text(of->language),
                          db_of_text(str_of(report_kind_name(of->kind))), db_of_text(of->area),
                          db_of_text(str_of(report_format_name(of->format))));
    if (result < 0)
        return result;
    if ((result = db_next(q, err)) > 0) {
        buf_str(out, db_blob(q, 0));
        result = 0;
    } else if (result == 0) {
        result = err_set(err, ERR_NOTFOUND, "%s: there is no such file of a report %s", st->db->where,
                         utf8_brief(name).text);
    }
    db_finish(q);
    return result;
}
