/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What does not apply to a country, and what a release says of rounds. */

#include "store/rooms.h"
#include "store/rounds.h"

/* -- what does not apply ------------------------------------------------------------------- */

int store_waiver_add(struct store *st, struct waiver *w, struct err *err)
{
    int64_t id;
    int result = store_must_have(st, "round", w->round, "SELECT id FROM sys_round WHERE id = $1", err);
    if (result == 0)
        result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_waiver");
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO sys_waiver (id, round, ref_area, indicator, at, who, reason) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                           db_of_int(id), db_of_int(w->round), db_of_text(w->area),
                           db_of_text(w->indicator), db_of_text(w->at), db_of_text(w->who),
                           db_of_text(w->reason));
    if (result < 0)
        return result;
    w->id = id;
    return 0;
}

int store_waiver_list(struct store *st, struct store_iter **it, int64_t round, struct str area, struct err *err)
{
    return iter_open(it, st, ITER_WAIVER, err,
                     "SELECT w.id, w.round, w.ref_area, w.indicator, w.at, w.who, w.reason FROM sys_waiver w "
                     "WHERE w.round = $1 AND ($2 = '' OR w.ref_area = $2) AND w.reason <> '' AND w.id = "
                     "(SELECT MAX(n.id) FROM sys_waiver n WHERE n.round = w.round AND n.ref_area = w.ref_area "
                     "AND n.indicator = w.indicator) ORDER BY w.ref_area, w.indicator",
                     db_of_int(round), db_of_text(area));
}

int store_waiver_next(struct store_iter *it, struct waiver *out, struct err *err)
{
    int result = iter_next(it, ITER_WAIVER, err);
    if (result > 0)
        *out = (struct waiver){
            .id = db_int(it->q, 0),
            .round = db_int(it->q, 1),
            .area = db_text(it->q, 2),
            .indicator = db_text(it->q, 3),
            .at = db_text(it->q, 4),
            .who = db_text(it->q, 5),
            .reason = db_text(it->q, 6),
        };
    return result;
}

/* -- adding -------------------------------------------------------------------------------- */

int store_pub_round_add(struct store *st, int64_t release, const struct round *r, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO pub_round (release, round, name, opened_at, deadline, closed_at, "
                           "first_year, last_year, criterion) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                           db_of_int(release), db_of_int(r->id), db_of_text(r->name),
                           db_of_text(r->opened_at), db_of_text(r->deadline), db_of_text(r->closed_at),
                           db_of_int(r->first_year), db_of_int(r->last_year), db_of_text(r->criterion));
    return result < 0 ? result : 0;
}

int store_pub_waiver_add(struct store *st, int64_t release, const struct waiver *w, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO pub_waiver (release, round, ref_area, indicator, reason) "
                           "VALUES ($1, $2, $3, $4, $5)",
                           db_of_int(release), db_of_int(w->round), db_of_text(w->area),
                           db_of_text(w->indicator), db_of_text(w->reason));
    return result < 0 ? result : 0;
}

int store_pub_asked(struct store *st, bool *asked, int64_t round, struct err *err)
{
    int64_t one;
    int result = db_get_int(st->db, &one, err, "SELECT 1 FROM pub_ask WHERE round = $1 LIMIT 1",
                            db_of_int(round));
    *asked = result > 0;
    return result < 0 ? result : 0;
}

int store_pub_ask_add(struct store *st, const struct ask *a, struct err *err)
{
    int result = store_run(st, err, "INSERT INTO pub_ask (round, ref_area, indicator) VALUES ($1, $2, $3)",
                           db_of_int(a->round), db_of_text(a->area), db_of_text(a->indicator));
    return result < 0 ? result : 0;
}

/* -- reading ------------------------------------------------------------------------------- */

int store_pub_round_list(struct store *st, struct store_iter **it, int64_t release, struct err *err)
{
    int result = release_must_be_visible(st, release, err);
    return result < 0 ? result
                      : iter_open(it, st, ITER_ROUND, err,
                                  "SELECT round, name, opened_at, '', deadline, first_year, last_year, "
                                  "criterion, '', closed_at, '' FROM pub_round WHERE release = $1 "
                                  "ORDER BY round",
                                  db_of_int(release));
}

int store_pub_ask_list(struct store *st, struct store_iter **it, int64_t release, struct err *err)
{
    int result = release_must_be_visible(st, release, err);
    return result < 0 ? result
                      : iter_open(it, st, ITER_ASK, err,
                                  "SELECT a.round, a.ref_area, a.indicator, 0, 0, '' FROM pub_round r "
                                  "JOIN pub_ask a ON a.round = r.round WHERE r.release = $1 "
                                  "ORDER BY a.round, a.ref_area, a.indicator",
                                  db_of_int(release));
}

int store_pub_waiver_list(struct store *st, struct store_iter **it, int64_t release, struct err *err)
{
    int result = release_must_be_visible(st, release, err);
    return result < 0 ? result
                      : iter_open(it, st, ITER_WAIVER, err,
                                  "SELECT 0, round, ref_area, indicator, '', '', reason FROM pub_waiver "
                                  "WHERE release = $1 ORDER BY round, ref_area, indicator",
                                  db_of_int(release));
}
