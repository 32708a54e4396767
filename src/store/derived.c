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

int store_derived_block_list(struct store *st, struct store_iter **it, int64_t release,
                             struct str indicator, struct err *err)
{
    bool plain;
    int result = release_must_be_visible(st, release, err);
    if (result == 0)
        result = seen_plain(&plain, st, release, err);
    if (result < 0)
        return result;
    if (!plain)
        return iter_open(it, st, ITER_BLOCK, err, seen_text(st, SEEN_LIST, true), db_of_int(release),
                         seen_now(st), seen_audience(st->audience), db_of_text(indicator));
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
    return block_get(out, st, arena, release, true,
                     "SELECT d.indicator, d.ref_area, d.block, b.bytes, o.bytes "
                     "FROM pub_derived d JOIN pub_block b ON b.sha256 = d.block "
                     "JOIN pub_origin o ON o.sha256 = d.lineage "
                     "WHERE d.release = $1 AND d.indicator = $2 AND d.ref_area = $3",
                     indicator, area, err);
}
