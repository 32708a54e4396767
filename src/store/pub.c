/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "store/rooms.h"

#include "base/utf8.h"

#include <stdio.h>

#define COLUMNS                                                                                \
    "id, name, released_at, embargo, who, sha256, ref_version, nblocks, nseries, nobs"

/* -- adding --------------------------------------------------------------------------- */

struct content {
    char sha256[SHA256_HEX];
    int64_t nblocks, nseries, nobs;
};

/* What a release of the workshop as it stands has to say of itself. */
static int content_of_wk(struct store *st, struct content *c, struct err *err)
{
    struct sha256_state *state = sha256_begin();
    int result = 0;
    *c = (struct content){0};
    for (int derived = 0; derived < 2 && result == 0; derived++) {
        struct store_iter *it;
        struct wk_block b;
        result = store_released_list(st, &it, derived, err);
        while (result == 0 && (result = store_wk_next(it, &b, err)) > 0) {
            (derived ? release_hash_derived : release_hash_line)(state, b.indicator, b.area, b.sha256);
            result = 0;
            if (derived)
                continue;
            c->nblocks++;
            c->nseries += b.nseries;
            c->nobs += b.nobs;
        }
    }
    struct sha256 hash = sha256_end(state);
    sha256_hex(c->sha256, &hash);
    return result;
}

void release_hash_line(struct sha256_state *state, struct str indicator, struct str area,
                       struct str block)
{
    sha256_add(state, indicator);
    sha256_add(state, STR("\t"));
    sha256_add(state, area);
    sha256_add(state, STR("\t"));
    sha256_add(state, block);
    sha256_add(state, STR("\n"));
}

static int must_agree(struct store *st, const struct release *r, struct err *err)
{
    struct content c;
    int result = content_of_wk(st, &c, err);
    if (result < 0)
        return result;
    if (!str_is(r->sha256, c.sha256) || r->nblocks != c.nblocks || r->nseries != c.nseries ||
        r->nobs != c.nobs)
        return err_set(err, ERR_STATE,
                       "%s: release %.*s is announced with %lld blocks, %lld observations and "
                       "hash %.*s, but the base has %lld blocks, %lld observations and hash %s",
                       st->db->where, STR_FMT(r->name), (long long)r->nblocks, (long long)r->nobs,
                       STR_FMT(r->sha256), (long long)c.nblocks, (long long)c.nobs, c.sha256);
    return 0;
}

int store_release_add(struct store *st, struct release *r, struct err *err)
{
    int64_t id;
    int result = db_get_int(st->db, &id, err, "SELECT id FROM pub_release WHERE name = $1",
                            db_of_text(r->name));
    if (result > 0)
        return err_set(err, ERR_STATE, "%s: there is a release named %.*s already, number %lld",
                       st->db->where, STR_FMT(r->name), (long long)id);
    if (result == 0)
        result = must_agree(st, r, err);
    if (result == 0)
        result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM pub_release");
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO pub_release (" COLUMNS ") "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                       db_of_int(id), db_of_text(r->name), db_of_text(r->released_at),
                       db_of_text(r->embargo), db_of_text(r->who), db_of_text(r->sha256),
                       db_of_ref(r->ref_version), db_of_int(r->nblocks), db_of_int(r->nseries),
                       db_of_int(r->nobs));
    if (result >= 0)
        result = variants_release(st, id, err);
    if (result < 0)
        return result;
    r->id = id;
    return 0;
}

/* -- releases ------------------------------------------------------------------------- */

static void of_row(struct release *r, struct stmt *q)
{
    *r = (struct release){
        .id = db_int(q, 0),
        .name = db_text(q, 1),
        .released_at = db_text(q, 2),
        .embargo = db_text(q, 3),
        .who = db_text(q, 4),
        .sha256 = db_text(q, 5),
        .ref_version = db_int(q, 6),
        .nblocks = db_int(q, 7),
        .nseries = db_int(q, 8),
        .nobs = db_int(q, 9),
    };
}

int release_take_now(struct store *st, struct str now, struct err *err)
{
    if (st->mode == STORE_PUBLIC && (now.len == 0 || now.len >= sizeof st->now))
        return err_set(err, ERR_DENIED,
                       "%s: a public connection sees only what is out of embargo", st->db->where);
    if (now.len)
        store_now(st, now);
    return 0;
}

#define VISIBLE "(embargo = '' OR $1 = '' OR embargo <= $1)"

int store_release_get(struct store *st, struct arena *arena, struct release *out, struct str name,
                      struct str now, struct err *err)
{
    struct stmt *q;
    uint64_t number = 0;
    int result = release_take_now(st, now, err);
    if (result < 0)
        return result;
    str_uint(&number, name, INT64_MAX);
    if (name.len)
        result = db_query(&q, st->db, err,
                          "SELECT " COLUMNS " FROM pub_release WHERE " VISIBLE
                          " AND (name = $2 OR id = $3) "
                          "ORDER BY CASE WHEN name = $2 THEN 0 ELSE 1 END LIMIT 1",
                          db_of_text(now), db_of_text(name), db_of_int((int64_t)number));
    else
        result = db_query(&q, st->db, err,
                          "SELECT " COLUMNS " FROM pub_release WHERE " VISIBLE
                          " ORDER BY id DESC LIMIT 1",
                          db_of_text(now));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        of_row(out, q);
        struct str *texts[] = {&out->name, &out->released_at, &out->embargo, &out->who,
                               &out->sha256};
        result = 0;
        for (size_t i = 0; i < ARRAY_LEN(texts) && result == 0; i++)
            result = store_keep(st, arena, texts[i], err);
    } else if (result == 0 && name.len) {
        result = err_set(err, ERR_NOTFOUND, "%s: there is no release %s", st->db->where,
                         utf8_brief(name).text);
    } else if (result == 0) {
        result = err_set(err, ERR_NOTFOUND, "%s: nothing has been released yet", st->db->where);
    }
    db_finish(q);
    return result;
}

int store_release_list(struct store *st, struct store_iter **it, struct str now, struct err *err)
{
    int result = release_take_now(st, now, err);
    return result < 0 ? result
                      : iter_open(it, st, ITER_RELEASE, err,
                                  "SELECT " COLUMNS " FROM pub_release WHERE " VISIBLE
                                  " ORDER BY id",
                                  db_of_text(now));
}

int store_release_next(struct store_iter *it, struct release *out, struct err *err)
{
    int result = iter_next(it, ITER_RELEASE, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}

/* -- blocks ----------------------------------------------------------------------------- */

int release_must_be_visible(struct store *st, int64_t release, struct err *err)
{
    int64_t id;
    int result = st->mode == STORE_PUBLIC
                     ? db_get_int(st->db, &id, err,
                                  "SELECT id FROM pub_release WHERE id = $1 AND "
                                  "(embargo = '' OR embargo <= $2)",
                                  db_of_int(release), db_of_text(str_of(st->now)))
                     : db_get_int(st->db, &id, err, "SELECT id FROM pub_release WHERE id = $1",
                                  db_of_int(release));
    if (result == 0)
        return err_set(err, ERR_NOTFOUND, "%s: there is no release %lld", st->db->where,
                       (long long)release);
    return result < 0 ? result : 0;
}

static void block_borrow(struct pub_block *b, struct stmt *q)
{
    *b = (struct pub_block){db_text(q, 0), db_text(q, 1), db_text(q, 2), db_blob(q, 3),
                            db_blob(q, 4)};
}

static int block_of_row(struct pub_block *out, struct store *st, struct arena *arena, struct stmt *q,
                        struct err *err)
{
    block_borrow(out, q);
    struct str *texts[] = {&out->indicator, &out->area, &out->sha256, &out->block, &out->origin};
    int result = 0;
    for (size_t i = 0; i < ARRAY_LEN(texts) && result == 0; i++)
        result = store_keep(st, arena, texts[i], err);
    return result;
}

#define BLOCKS                                                                                 \
    "SELECT c.indicator, c.ref_area, c.block, b.bytes, NULL FROM pub_content c "               \
    "JOIN pub_block b ON b.sha256 = c.block WHERE c.release = $1"
#define BLOCKS_ORIGIN                                                                          \
    "SELECT c.indicator, c.ref_area, c.block, b.bytes, o.bytes FROM pub_content c "            \
    "JOIN pub_block b ON b.sha256 = c.block "                                                  \
    "JOIN pub_origin o ON o.sha256 = c.origin WHERE c.release = $1"
#define BLOCK_ORDER " ORDER BY c.indicator, c.ref_area"

int store_block_list(struct store *st, struct store_iter **it, int64_t release, bool with_origin,
                     struct err *err)
{
    bool plain;
    int result = release_must_be_visible(st, release, err);
    if (result == 0)
        result = seen_plain(&plain, st, release, err);
    if (result < 0)
        return result;
    if (!plain)
        return iter_open(it, st, ITER_BLOCK, err,
                         seen_text(st, with_origin ? SEEN_LIST_ORIGIN : SEEN_LIST, false),
                         db_of_int(release), seen_now(st), seen_audience(st->audience),
                         db_of_text(STR("")));
    return iter_open(it, st, ITER_BLOCK, err,
                     with_origin ? BLOCKS_ORIGIN BLOCK_ORDER : BLOCKS BLOCK_ORDER,
                     db_of_int(release));
}

int store_block_next(struct store_iter *it, struct pub_block *out, struct err *err)
{
    int result = iter_next(it, ITER_BLOCK, err);
    if (result > 0)
        block_borrow(out, it->q);
    return result;
}

int block_get(struct pub_block *out, struct store *st, struct arena *arena, int64_t release,
              bool derived, const char *plain_text, struct str indicator, struct str area,
              struct err *err)
{
    struct stmt *q;
    bool plain;
    int result = release_must_be_visible(st, release, err);
    if (result == 0)
        result = seen_plain(&plain, st, release, err);
    if (result == 0)
        result = plain ? db_query(&q, st->db, err, plain_text, db_of_int(release),
                                  db_of_text(indicator), db_of_text(area))
                       : db_query(&q, st->db, err, seen_text(st, SEEN_ONE, derived),
                                  db_of_int(release), seen_now(st), seen_audience(st->audience),
                                  db_of_text(indicator), db_of_text(area));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0)
        result = block_of_row(out, st, arena, q, err);
    else if (result == 0)
        result = err_set(err, ERR_NOTFOUND, "%s: release %lld has no %sfigures of %.*s for %.*s",
                         st->db->where, (long long)release, derived ? "derived " : "",
                         STR_FMT(indicator), STR_FMT(area));
    db_finish(q);
    return result;
}

int store_block_get(struct store *st, struct arena *arena, struct pub_block *out, int64_t release,
                    struct str indicator, struct str area, struct err *err)
{
    return block_get(out, st, arena, release, false,
                     BLOCKS_ORIGIN " AND c.indicator = $2 AND c.ref_area = $3", indicator, area, err);
}
