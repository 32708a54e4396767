/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Rules of sharing, the log of restricted reads, and what a new rule withholds. */

#include "store/rooms.h"

/* -- rules ---------------------------------------------------------------------------------- */

int store_share_add(struct store *st, struct share *s, struct err *err)
{
    int64_t id;
    const struct sharing_rule *r = &s->rule;
    int result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_share");
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_share (id, ref_area, indicator, source, first_year, last_year, "
                       "audience, until, ground, decided_by, decided_at) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                       db_of_int(id), db_of_text(r->area), db_of_text(r->indicator),
                       db_of_text(r->source), db_of_int(r->first_year), db_of_int(r->last_year),
                       db_of_text(str_of(audience_name(r->audience))), db_of_text(r->until),
                       db_of_text(s->ground), db_of_text(s->decided_by), db_of_text(s->decided_at));
    if (result < 0)
        return result;
    s->id = id;
    return 0;
}

int store_share_revoke(struct store *st, int64_t id, struct str at, struct str who, struct str ground,
                       struct err *err)
{
    int result = store_run(st, err,
                           "UPDATE sys_share SET revoked_at = $1, revoked_by = $2, revoked_ground = $3 "
                           "WHERE id = $4",
                           db_of_text(at), db_of_text(who), db_of_text(ground), db_of_int(id));
    if (result >= 0)
        result = store_run(st, err, "DELETE FROM pub_withheld WHERE rule = $1", db_of_int(id));
    return result < 0 ? result : 0;
}

int store_share_list(struct store *st, struct store_iter **it, struct str area, bool revoked,
                     struct err *err)
{
    return iter_open(it, st, ITER_SHARE, err,
                     "SELECT id, ref_area, indicator, source, first_year, last_year, audience, until, "
                     "ground, decided_by, decided_at, revoked_at, revoked_by, revoked_ground "
                     "FROM sys_share WHERE ($1 = '' OR ref_area = $1) AND ($2 = 1 OR revoked_at = '') "
                     "ORDER BY ref_area, id",
                     db_of_text(area), db_of_int(revoked));
}

int store_share_next(struct store_iter *it, struct share *out, struct err *err)
{
    int result = iter_next(it, ITER_SHARE, err);
    if (result <= 0)
        return result;
    struct stmt *q = it->q;
    /* (an audience of no such name cannot be in the table) */
    *out = (struct share){
        .id = db_int(q, 0),
        .rule = {.area = db_text(q, 1),
                 .indicator = db_text(q, 2),
                 .source = db_text(q, 3),
                 .first_year = (int)db_int(q, 4),
                 .last_year = (int)db_int(q, 5),
                 .audience = (enum audience)audience_find(db_text(q, 6)),
                 .until = db_text(q, 7)},
        .ground = db_text(q, 8),
        .decided_by = db_text(q, 9),
        .decided_at = db_text(q, 10),
        .revoked_at = db_text(q, 11),
        .revoked_by = db_text(q, 12),
        .revoked_ground = db_text(q, 13),
    };
    return result;
}

/* -- reads -------------------------------------------------------------------------------- */

int store_read_add(struct store *st, const struct shared_read *r, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO sys_read (id, at, who, release, indicator, ref_area, audience, "
                           "how) SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7 "
                           "FROM sys_read",
                           db_of_text(r->at), db_of_text(r->who), db_of_int(r->release),
                           db_of_text(r->indicator), db_of_text(r->area), db_of_text(r->audience),
                           db_of_text(r->how));
    return result < 0 ? result : 0;
}

int store_read_list(struct store *st, struct store_iter **it, struct str area, struct err *err)
{
    return iter_open(it, st, ITER_READ, err,
                     "SELECT MIN(r.at), r.who, r.release, r.indicator, r.ref_area, r.audience, r.how, "
                     "p.name, MAX(r.at), COUNT(*) FROM sys_read r "
                     "JOIN pub_release p ON p.id = r.release WHERE r.ref_area = $1 "
                     "GROUP BY substr(r.at, 1, 10), r.who, r.release, r.indicator, r.ref_area, "
                     "r.audience, r.how, p.name ORDER BY MIN(r.at), MIN(r.id)",
                     db_of_text(area));
}

int store_read_next(struct store_iter *it, struct shared_read *out, struct err *err)
{
    int result = iter_next(it, ITER_READ, err);
    if (result > 0)
        *out = (struct shared_read){
            .at = db_text(it->q, 0),
            .who = db_text(it->q, 1),
            .release = db_int(it->q, 2),
            .indicator = db_text(it->q, 3),
            .area = db_text(it->q, 4),
            .audience = db_text(it->q, 5),
            .how = db_text(it->q, 6),
            .release_name = db_text(it->q, 7),
            .last_at = db_text(it->q, 8),
            .times = db_int(it->q, 9),
        };
    return result;
}

/* -- releases that are older than a rule ---------------------------------------------------- */

#define RELEASED                                                                               \
    "SELECT x.release, x.indicator, '' AS since, b.bytes FROM pub_content x "                  \
    "JOIN pub_block b ON b.sha256 = x.block WHERE x.ref_area = $1"
#define LATER                                                                                  \
    " UNION ALL SELECT x.release, x.indicator, x.since, b.bytes FROM pub_later x "             \
    "JOIN pub_block b ON b.sha256 = x.block WHERE x.ref_area = $1 AND x.kind = 'reported'"
#define NOT_SHARED                                                                             \
    " AND NOT EXISTS (SELECT 1 FROM shr_content s WHERE s.release = x.release "                \
    "AND s.audience = $2 AND s.kind = 'reported' AND s.indicator = x.indicator "               \
    "AND s.ref_area = x.ref_area)"
#define SHARED                                                                                 \
    " UNION ALL SELECT x.release, x.indicator, x.since, b.bytes FROM shr_content x "           \
    "JOIN shr_block b ON b.sha256 = x.block "                                                  \
    "WHERE x.ref_area = $1 AND x.kind = 'reported' AND x.audience = $2"
#define BY_TIME " ORDER BY 1, 2, 3"

int store_release_block_list(struct store *st, struct store_iter **it, enum audience audience,
                             struct str area, struct err *err)
{
    if (audience == AUDIENCE_PUBLIC)
        return iter_open(it, st, ITER_RELEASE_BLOCK, err, RELEASED LATER BY_TIME, db_of_text(area));
    return iter_open(it, st, ITER_RELEASE_BLOCK, err,
                     RELEASED NOT_SHARED LATER NOT_SHARED SHARED BY_TIME, db_of_text(area),
                     db_of_text(str_of(audience_name(audience))));
}

int store_release_block_next(struct store_iter *it, struct release_block *out, struct err *err)
{
    int result = iter_next(it, ITER_RELEASE_BLOCK, err);
    if (result > 0)
        *out = (struct release_block){db_int(it->q, 0), db_text(it->q, 1), db_text(it->q, 2),
                                      db_blob(it->q, 3)};
    return result;
}

int store_withheld_add(struct store *st, const struct withheld *w, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO pub_withheld (release, kind, ref_area, indicator, audience, "
                           "rule, since, until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                           db_of_int(w->release), db_of_text(kind_text(w->derived)), db_of_text(w->area),
                           db_of_text(w->indicator), db_of_text(str_of(audience_name(w->audience))),
                           db_of_int(w->rule), db_of_text(w->since), db_of_text(w->until));
    return result < 0 ? result : 0;
}
