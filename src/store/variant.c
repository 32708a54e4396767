/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What each audience is to get with a release: variants of the workshop's blocks, and how a release
 * takes them over. */

#include "store/rooms.h"

/* -- the workshop ---------------------------------------------------------------------------- */

int store_variant_clear(struct store *st, struct err *err)
{
    int result = store_run(st, err, "DELETE FROM wk_variant");
    return result < 0 ? result : 0;
}

int store_variant_put(struct store *st, const struct wk_variant *v, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO wk_variant (audience, kind, indicator, ref_area, since, sha256, "
                           "origin_sha256, nseries, nobs, block, origin) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                           db_of_text(str_of(audience_name(v->audience))),
                           db_of_text(kind_text(v->derived)), db_of_text(v->indicator),
                           db_of_text(v->area), db_of_text(v->since), db_of_text(v->sha256),
                           db_of_text(v->origin_sha256), db_of_int(v->nseries), db_of_int(v->nobs),
                           db_of_blob(v->block), db_of_blob(v->origin));
    return result < 0 ? result : 0;
}

#define STANDING(kind, table, origin)                                                          \
    "INSERT INTO wk_variant (audience, kind, indicator, ref_area, since, sha256, "             \
    "origin_sha256, nseries, nobs, block, origin) SELECT $1, '" kind "', indicator, "          \
    "ref_area, $2, sha256, " origin "_sha256, nseries, nobs, block, " origin " FROM " table    \
    " WHERE indicator = $3 AND ref_area = $4"

int store_variant_put_standing(struct store *st, const struct wk_variant *v, struct err *err)
{
    int64_t n;
    struct db_value of[] = {db_of_text(str_of(audience_name(v->audience))), db_of_text(v->since),
                            db_of_text(v->indicator), db_of_text(v->area)};
    int result = db_get_int(st->db, &n, err,
                            v->derived ? "SELECT COUNT(*) FROM wk_derived WHERE indicator = $1 AND "
                                         "ref_area = $2"
                                       : "SELECT COUNT(*) FROM wk_block WHERE indicator = $1 AND "
                                         "ref_area = $2",
                            db_of_text(v->indicator), db_of_text(v->area));
    if (result >= 0 && n == 0) {
        struct wk_variant nothing = {.audience = v->audience, .derived = v->derived,
                                     .indicator = v->indicator, .area = v->area, .since = v->since};
        return store_variant_put(st, &nothing, err);
    }
    if (result >= 0)
        result = store_run_v(st, err,
                             v->derived ? STANDING("derived", "wk_derived", "lineage")
                                        : STANDING("reported", "wk_block", "origin"),
                             of, ARRAY_LEN(of));
    return result < 0 ? result : 0;
}

/* -- releases ---------------------------------------------------------------------------------- */

/* Where the public gets what stands in the workshop, and where another block. */
#define UNLIMITED(kind, table)                                                                 \
    " FROM " table " w WHERE NOT EXISTS (SELECT 1 FROM wk_variant v "                          \
    "WHERE v.audience = 'public' AND v.kind = '" kind "' AND v.indicator = w.indicator "       \
    "AND v.ref_area = w.ref_area)"
#define LIMITED(kind)                                                                          \
    " FROM wk_variant w WHERE w.audience = 'public' AND w.kind = '" kind "' "                  \
    "AND w.since = '' AND w.sha256 <> ''"

#define LINES(kind, table)                                                                     \
    "SELECT w.indicator, w.ref_area, w.sha256, NULL, NULL, w.nseries, w.nobs"                  \
    UNLIMITED(kind, table) " UNION ALL SELECT w.indicator, w.ref_area, w.sha256, NULL, NULL, " \
    "w.nseries, w.nobs" LIMITED(kind) " ORDER BY 1, 2"

int store_released_list(struct store *st, struct store_iter **it, bool derived, struct err *err)
{
    return iter_open(it, st, ITER_WK, err,
                     derived ? LINES("derived", "wk_derived") : LINES("reported", "wk_block"));
}

/* Blocks that an earlier release has already are not even read. */
#define KEEP(room, name, what, from)                                                           \
    "INSERT INTO " room " (sha256, bytes) SELECT w." name ", w." what from                     \
    " AND NOT EXISTS (SELECT 1 FROM " room " p WHERE p.sha256 = w." name ") "                  \
    "ON CONFLICT (sha256) DO NOTHING"
#define SHOWN " FROM wk_variant w WHERE w.audience = 'public' AND w.sha256 <> ''"
#define HIDDEN " FROM wk_variant w WHERE w.audience <> 'public' AND w.sha256 <> ''"

static const char *const bytes[] = {
    KEEP("pub_block", "sha256", "block", UNLIMITED("reported", "wk_block")),
    KEEP("pub_origin", "origin_sha256", "origin", UNLIMITED("reported", "wk_block")),
    KEEP("pub_block", "sha256", "block", UNLIMITED("derived", "wk_derived")),
    KEEP("pub_origin", "lineage_sha256", "lineage", UNLIMITED("derived", "wk_derived")),
    KEEP("pub_block", "sha256", "block", SHOWN),
    KEEP("pub_origin", "origin_sha256", "origin", SHOWN),
    KEEP("shr_block", "sha256", "block", HIDDEN),
    KEEP("shr_origin", "origin_sha256", "origin", HIDDEN),
};

static const char *const content[] = {
    "INSERT INTO pub_content (release, indicator, ref_area, block, origin) "
    "SELECT $1, w.indicator, w.ref_area, w.sha256, w.origin_sha256" UNLIMITED("reported", "wk_block"),
    "INSERT INTO pub_content (release, indicator, ref_area, block, origin) "
    "SELECT $1, w.indicator, w.ref_area, w.sha256, w.origin_sha256" LIMITED("reported"),
    "INSERT INTO pub_derived (release, indicator, ref_area, block, lineage) "
    "SELECT $1, w.indicator, w.ref_area, w.sha256, w.lineage_sha256" UNLIMITED("derived", "wk_derived"),
    "INSERT INTO pub_derived (release, indicator, ref_area, block, lineage) "
    "SELECT $1, w.indicator, w.ref_area, w.sha256, w.origin_sha256" LIMITED("derived"),
    "INSERT INTO pub_later (release, kind, indicator, ref_area, since, block, origin) "
    "SELECT $1, kind, indicator, ref_area, since, NULLIF(sha256, ''), NULLIF(origin_sha256, '') "
    "FROM wk_variant WHERE audience = 'public' AND since <> ''",
    "INSERT INTO shr_content (release, audience, kind, indicator, ref_area, since, block, origin) "
    "SELECT $1, audience, kind, indicator, ref_area, since, NULLIF(sha256, ''), "
    "NULLIF(origin_sha256, '') FROM wk_variant WHERE audience <> 'public'",
};

int variants_release(struct store *st, int64_t release, struct err *err)
{
    int result = 0;
    for (size_t i = 0; i < ARRAY_LEN(bytes) && result >= 0; i++)
        result = store_run(st, err, bytes[i]);
    for (size_t i = 0; i < ARRAY_LEN(content) && result >= 0; i++)
        result = store_run(st, err, content[i], db_of_int(release));
    return result < 0 ? result : 0;
}
