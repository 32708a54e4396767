/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a release says of its sources, to the public and to others. */

#include "store/rooms.h"

#include <stdio.h>

int store_source_block_list(struct store *st, struct store_iter **it, int64_t release, struct err *err)
{
#define DESCRIBED " AND EXISTS (SELECT 1 FROM sys_source s WHERE s.ref_area = x.ref_area)"
    return iter_open(it, st, ITER_SOURCE_BLOCK, err,
                     "SELECT 'public', x.ref_area, '', b.bytes FROM pub_content x "
                     "JOIN pub_block b ON b.sha256 = x.block WHERE x.release = $1" DESCRIBED
                     " UNION ALL SELECT 'public', x.ref_area, x.since, b.bytes FROM pub_later x "
                     "JOIN pub_block b ON b.sha256 = x.block "
                     "WHERE x.release = $1 AND x.kind = 'reported'" DESCRIBED
                     " UNION ALL SELECT x.audience, x.ref_area, x.since, b.bytes FROM shr_content x "
                     "JOIN shr_block b ON b.sha256 = x.block "
                     "WHERE x.release = $1 AND x.kind = 'reported'" DESCRIBED,
                     db_of_int(release));
#undef DESCRIBED
}

/* (an audience of no such name cannot be in the tables) */
static enum audience audience_of(struct stmt *q, int column)
{
    return (enum audience)audience_find(db_text(q, column));
}

int store_source_block_next(struct store_iter *it, struct source_block *out, struct err *err)
{
    int result = iter_next(it, ITER_SOURCE_BLOCK, err);
    if (result > 0)
        *out = (struct source_block){audience_of(it->q, 0), db_text(it->q, 1), db_text(it->q, 2),
                                     db_blob(it->q, 3)};
    return result;
}

/* -- adding ------------------------------------------------------------------------------------ */

int store_pub_source_add(struct store *st, int64_t release, const struct pub_source *s, struct err *err)
{
    int result;
    if (s->audience == AUDIENCE_PUBLIC)
        result = store_run(st, err,
                           "INSERT INTO pub_source (release, ref_area, source, field, since, content) "
                           "VALUES ($1, $2, $3, $4, $5, $6)",
                           db_of_int(release), db_of_text(s->area), db_of_text(s->source),
                           db_of_text(s->field), db_of_text(s->since), db_of_text(s->content));
    else
        result = store_run(st, err,
                           "INSERT INTO shr_source (release, ref_area, source, field, since, content, "
                           "audience) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                           db_of_int(release), db_of_text(s->area), db_of_text(s->source),
                           db_of_text(s->field), db_of_text(s->since), db_of_text(s->content),
                           seen_audience(s->audience));
    return result < 0 ? result : 0;
}

#define ALL_ROWS                                                                               \
    "SELECT 'public', ref_area, source, field, since, content FROM pub_source "                \
    "WHERE release = $1 UNION ALL "                                                            \
    "SELECT audience, ref_area, source, field, since, content FROM shr_source "                \
    "WHERE release = $1"

static int list_add(struct store *st, int64_t release, struct str audience, struct str since,
                    struct str hash, struct err *err)
{
    if (str_is(audience, audience_name(AUDIENCE_PUBLIC)))
        return store_run(st, err,
                         "INSERT INTO pub_source_list (release, since, sha256) VALUES ($1, $2, $3)",
                         db_of_int(release), db_of_text(since), db_of_text(hash));
    return store_run(st, err,
                     "INSERT INTO shr_source_list (release, since, sha256, audience) "
                     "VALUES ($1, $2, $3, $4)",
                     db_of_int(release), db_of_text(since), db_of_text(hash), db_of_text(audience));
}

/* Lengths, so that no content can look like the end of one row and the next. */
static void hash_row(struct sha256_state *state, struct stmt *q)
{
    static const int hashed[] = {1, 2, 3, 5};
    for (size_t i = 0; i < ARRAY_LEN(hashed); i++) {
        char length[24];
        struct str text = db_text(q, hashed[i]);
        int n = snprintf(length, sizeof length, "%zu ", text.len);
        sha256_add(state, (struct str){length, (size_t)n});
        sha256_add(state, text);
    }
    sha256_add(state, STR("\n"));
}

int source_lists(struct store *st, int64_t release,
                 int (*each)(void *ctx, struct str audience, struct str since, struct str hash,
                             struct err *err),
                 void *ctx, struct err *err)
{
    struct stmt *q;
    struct sha256_state *state = NULL;
    char audience[16] = "", since[24] = "", hex[SHA256_HEX];
    int more = 0, result = db_query(&q, st->db, err, ALL_ROWS " ORDER BY 1, 5, 2, 3, 4", db_of_int(release));
    if (result < 0)
        return result;
    do {
        more = db_next(q, err);
        bool same = more > 0 && state && str_is(db_text(q, 0), audience) && str_is(db_text(q, 4), since);
        if (state && !same) {
            struct sha256 hash = sha256_end(state);
            sha256_hex(hex, &hash);
            state = NULL;
            if (more >= 0)
                result = each(ctx, str_of(audience), str_of(since), str_of(hex), err);
        }
        if (more <= 0 || result < 0)
            break;
        if (!same) {
            snprintf(audience, sizeof audience, "%.*s", STR_FMT(db_text(q, 0)));
            snprintf(since, sizeof since, "%.*s", STR_FMT(db_text(q, 4)));
            state = sha256_begin();
        }
        hash_row(state, q);
    } while (true);
    db_finish(q);
    return more < 0 ? more : result < 0 ? result : 0;
}

struct sealing {
    struct store *st;
    int64_t release;
};

static int seal_one(void *ctx, struct str audience, struct str since, struct str hash, struct err *err)
{
    struct sealing *s = ctx;
    return list_add(s->st, s->release, audience, since, hash, err);
}

int store_pub_source_seal(struct store *st, int64_t release, struct err *err)
{
    return source_lists(st, release, seal_one, &(struct sealing){st, release}, err);
}

/* -- reading ----------------------------------------------------------------------------------- */

int store_pub_source_list(struct store *st, struct store_iter **it, int64_t release, struct err *err)
{
    int result = release_must_be_visible(st, release, err);
    if (result < 0)
        return result;
    if (st->audience == AUDIENCE_PUBLIC)
        return iter_open(it, st, ITER_PUB_SOURCE, err,
                         "SELECT 'public', ref_area, source, field, since, content FROM pub_source "
                         "WHERE release = $1 AND since <= $2 ORDER BY 2, 3, 4",
                         db_of_int(release), seen_now(st));
    return iter_open(it, st, ITER_PUB_SOURCE, err,
                     "SELECT 'public', ref_area, source, field, since, content FROM pub_source x "
                     "WHERE release = $1 AND since <= $2 AND NOT EXISTS (SELECT 1 FROM shr_source s "
                     "WHERE s.release = x.release AND s.audience = $3 AND s.ref_area = x.ref_area "
                     "AND s.source = x.source AND s.since <= $2) UNION ALL "
                     "SELECT audience, ref_area, source, field, since, content FROM shr_source "
                     "WHERE release = $1 AND since <= $2 AND audience = $3 ORDER BY 2, 3, 4",
                     db_of_int(release), seen_now(st), seen_audience(st->audience));
}

int store_pub_source_list_all(struct store *st, struct store_iter **it, int64_t release, struct err *err)
{
    return iter_open(it, st, ITER_PUB_SOURCE, err, ALL_ROWS " ORDER BY 1, 2, 3, 4", db_of_int(release));
}

int store_pub_source_next(struct store_iter *it, struct pub_source *out, struct err *err)
{
    int result = iter_next(it, ITER_PUB_SOURCE, err);
    if (result > 0)
        *out = (struct pub_source){.audience = audience_of(it->q, 0),
                                   .area = db_text(it->q, 1),
                                   .source = db_text(it->q, 2),
                                   .field = db_text(it->q, 3),
                                   .since = db_text(it->q, 4),
                                   .content = db_text(it->q, 5)};
    return result;
}
