/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/rooms.h"

int store_wk_put(struct store *st, const struct wk_block *b, struct err *err)
{
    char origin[SHA256_HEX];
    struct sha256 hash = sha256_of(b->origin);
    sha256_hex(origin, &hash);
    int result = store_run(st, err,
                           "INSERT INTO wk_block (indicator, ref_area, sha256, origin_sha256, "
                           "nseries, nobs, block, origin) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
                           "ON CONFLICT (indicator, ref_area) DO UPDATE SET "
                           "sha256 = excluded.sha256, origin_sha256 = excluded.origin_sha256, "
                           "nseries = excluded.nseries, nobs = excluded.nobs, "
                           "block = excluded.block, origin = excluded.origin",
                           db_of_text(b->indicator), db_of_text(b->area), db_of_text(b->sha256),
                           db_of_text(str_of(origin)), db_of_int(b->nseries), db_of_int(b->nobs),
                           db_of_blob(b->block), db_of_blob(b->origin));
    return result < 0 ? result : 0;
}

int store_wk_delete(struct store *st, struct str indicator, struct str area, struct err *err)
{
    int result = store_run(st, err, "DELETE FROM wk_block WHERE indicator = $1 AND ref_area = $2",
                           db_of_text(indicator), db_of_text(area));
    return result < 0 ? result : 0;
}

#define COLUMNS "indicator, ref_area, sha256, block, origin, nseries, nobs"

int store_wk_list(struct store *st, struct store_iter **it, struct err *err)
{
    return iter_open(it, st, ITER_WK, err,
                     "SELECT " COLUMNS " FROM wk_block ORDER BY indicator, ref_area");
}

int store_wk_list_area(struct store *st, struct store_iter **it, struct str area, struct err *err)
{
    return iter_open(it, st, ITER_WK, err,
                     "SELECT " COLUMNS " FROM wk_block WHERE ref_area = $1 ORDER BY indicator",
                     db_of_text(area));
}

int store_wk_hashes(struct store *st, struct store_iter **it, struct str area, struct err *err)
{
    return iter_open(it, st, ITER_WK, err,
                     "SELECT indicator, ref_area, sha256, NULL, NULL, nseries, nobs FROM wk_block "
                     "WHERE $1 = '' OR ref_area = $1 ORDER BY ref_area, indicator",
                     db_of_text(area));
}

int store_wk_next(struct store_iter *it, struct wk_block *out, struct err *err)
{
    int result = iter_next(it, ITER_WK, err);
    if (result > 0)
        *out = (struct wk_block){
            .indicator = db_text(it->q, 0),
            .area = db_text(it->q, 1),
            .sha256 = db_text(it->q, 2),
            .block = db_blob(it->q, 3),
            .origin = db_blob(it->q, 4),
            .nseries = db_int(it->q, 5),
            .nobs = db_int(it->q, 6),
        };
    return result;
}
