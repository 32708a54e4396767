/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Derived figures, of the workshop and of releases. */

#include "store/rooms.h"

/* -- workshop ----------------------------------------------------------------------------- */

int store_derived_put(struct store *st, const struct wk_derived *d, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO wk_derived (ref_area, indicator, sha256, lineage_sha256, "
                           "nseries, nobs, block, lineage) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                           db_of_text(d->area), db_of_text(d->indicator), db_of_text(d->sha256),
                           db_of_text(d->lineage_sha256), db_of_int(d->nseries), db_of_int(d->nobs),
                           db_of_blob(d->block), db_of_blob(d->lineage));
    return result < 0 ? result : 0;
}

int store_derived_clear(struct store *st, struct str area, struct err *err)
{
    int result = store_run(st, err, "DELETE FROM wk_derived WHERE ref_area = $1", db_of_text(area));
    if (result >= 0)
        result = store_run(st, err, "DELETE FROM wk_derived_area WHERE ref_area = $1",
                           db_of_text(area));
    return result < 0 ? result : 0;
}

int store_derived_basis_put(struct store *st, struct str area, struct str basis, struct err *err)
{
    int result = store_run(st, err, "INSERT INTO wk_derived_area (ref_area, basis) VALUES ($1, $2)",
                           db_of_text(area), db_of_text(basis));
    return result < 0 ? result : 0;
}

int store_derived_basis(struct store *st, char basis[SHA256_HEX], struct str area, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err, "SELECT basis FROM wk_derived_area WHERE ref_area = $1",
                          db_of_text(area));
    basis[0] = 0;
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0 && db_text(q, 0).len == SHA256_HEX - 1)
        memcpy(basis, db_text(q, 0).p, SHA256_HEX);
    db_finish(q);
    return result < 0 ? result : 0;
}

int store_derived_list(struct store *st, struct store_iter **it, struct str area, struct err *err)
{
    return iter_open(it, st, ITER_DERIVED, err,
                     "SELECT indicator, ref_area, sha256, lineage_sha256, nseries, nobs "
                     "FROM wk_derived WHERE $1 = '' OR ref_area = $1 ORDER BY indicator, ref_area",
                     db_of_text(area));
}

int store_derived_next(struct store_iter *it, struct wk_derived *out, struct err *err)
{
    int result = iter_next(it, ITER_DERIVED, err);
    if (result > 0)
        *out = (struct wk_derived){
            .indicator = db_text(it->q, 0),
            .area = db_text(it->q, 1),
            .sha256 = db_text(it->q, 2),
            .lineage_sha256 = db_text(it->q, 3),
            .nseries = db_int(it->q, 4),
            .nobs = db_int(it->q, 5),
        };
    return result;
}

/* -- releases ------------------------------------------------------------------------------- */

/* As a line of a reported block, with "derived" before it: a release without derived figures has the
 * hash that it always had. */
void release_hash_derived(struct sha256_state *state, struct str indicator, struct str area,
                          struct str block)
{
    sha256_add(state, STR("derived\t"));
    release_hash_line(state, indicator, area, block);
}

int derived_hash_of_wk(struct store *st, struct sha256_state *state, struct err *err)
{
    struct store_iter *it;
    struct wk_derived d;
    int result = store_derived_list(st, &it, STR(""), err);
    while (result == 0 && (result = store_derived_next(it, &d, err)) > 0) {
        release_hash_derived(state, d.indicator, d.area, d.sha256);
        result = 0;
    }
    return result;
}

int derived_release(struct store *st, int64_t release, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO pub_block (sha256, bytes) SELECT w.sha256, w.block "
                           "FROM wk_derived w WHERE NOT EXISTS "
                           "(SELECT 1 FROM pub_block p WHERE p.sha256 = w.sha256) "
                           "ON CONFLICT (sha256) DO NOTHING");
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO pub_origin (sha256, bytes) "
                           "SELECT w.lineage_sha256, w.lineage FROM wk_derived w WHERE NOT EXISTS "
                           "(SELECT 1 FROM pub_origin p WHERE p.sha256 = w.lineage_sha256) "
                           "ON CONFLICT (sha256) DO NOTHING");
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO pub_derived (release, indicator, ref_area, block, lineage) "
                           "SELECT $1, indicator, ref_area, sha256, lineage_sha256 FROM wk_derived",
                           db_of_int(release));
    return result < 0 ? result : 0;
}

int store_derived_block_list(struct store *st, struct store_iter **it, int64_t release,
                             struct str indicator, struct err *err)
{
    int result = release_must_be_visible(st, release, err);
    if (result < 0)
        return result;
    return iter_open(it, st, ITER_BLOCK, err,
                     "SELECT d.indicator, d.ref_area, d.block, b.bytes, NULL FROM pub_derived d "
                     "JOIN pub_block b ON b.sha256 = d.block WHERE d.release = $1 "
                     "AND ($2 = '' OR d.indicator = $2) ORDER BY d.indicator, d.ref_area",
                     db_of_int(release), db_of_text(indicator));
}

int store_derived_block_get(struct store *st, struct arena *arena, struct pub_block *out,
                            int64_t release, struct str indicator, struct str area,
                            struct err *err)
{
    struct stmt *q;
    int result = release_must_be_visible(st, release, err);
    if (result < 0)
        return result;
    result = db_query(&q, st->db, err,
                      "SELECT d.indicator, d.ref_area, d.block, b.bytes, o.bytes "
                      "FROM pub_derived d JOIN pub_block b ON b.sha256 = d.block "
                      "JOIN pub_origin o ON o.sha256 = d.lineage "
                      "WHERE d.release = $1 AND d.indicator = $2 AND d.ref_area = $3",
                      db_of_int(release), db_of_text(indicator), db_of_text(area));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0)
        result = block_of_row(out, st, arena, q, err);
    else if (result == 0)
        result = err_set(err, ERR_NOTFOUND,
                         "%s: release %lld has no derived figures of %.*s for %.*s", st->db->where,
                         (long long)release, STR_FMT(indicator), STR_FMT(area));
    db_finish(q);
    return result;
}
