/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files behind store.h, people.h, collection.h and share.h have in common: the open base,
 * iterators, writing. Each room, or part of one, has a file with its SQL beside its use. */
#ifndef STORE_ROOMS_H
#define STORE_ROOMS_H

#include "store/db.h"
#include "store/share.h"
#include "store/store.h"

struct store {
    struct db *db;
    enum store_mode mode;
    bool writing;    /* between begin and commit or rollback */
    bool spoilt;     /* a write of this transaction failed: it can only be rolled back */
    /* Ids given out in this transaction; 0: ask the base first. One writer at a time. */
    int64_t next_table, next_finding, next_remark, next_audit;
    enum audience audience; /* who reads releases */
    bool as_released;       /* blocks as they were released, whoever reads */
    char now[24];    /* the time asked with last; embargoes and days of sharing are compared to it */
};

/* In migrate.c. Runs what the base lacks, in one transaction. */
int migrate(struct db *db, struct err *err);
/* ERR_STATE unless the base has exactly the schema of this program; older is fine when
 * `or_older`. */
int migrate_check(struct db *db, bool or_older, struct err *err);

/* Only inside a transaction; remembers a failure, so that half of a change is never kept. */
int store_run_v(struct store *st, struct err *err, const char *sql, struct db_value *v, size_t n);
#define store_run(st, err, sql, ...) store_run_v((st), (err), (sql), DB_VALUES(__VA_ARGS__))

/* The next id of a table, from `sql` (SELECT COALESCE(MAX(id), 0) + 1 ...) the first time. */
int store_next_id(struct store *st, int64_t *id, int64_t *counter, const char *sql,
                  struct err *err);

/* ERR_NOTFOUND "there is no <noun> <id>" unless `sql` (SELECT id FROM ... WHERE id = $1) finds one. */
int store_must_have(struct store *st, const char *noun, int64_t id, const char *sql, struct err *err);
int store_must_have_user(struct store *st, int64_t id, struct err *err); /* in user.c */
int store_must_have_submission(struct store *st, int64_t id, struct err *err); /* in in.c */

/* Copies bytes into the arena; ERR_LIMIT when it has no room for them. */
int store_keep(struct store *st, struct arena *arena, struct str *s, struct err *err);
int store_keep_all(struct store *st, struct arena *arena, struct str *const *texts, size_t n,
                   struct err *err);

/* In pub.c. One line of what a release's hash is taken over: "indicator<TAB>area<TAB>sha256 of
 * the block<LF>", in order of indicator and area. */
void release_hash_line(struct sha256_state *state, struct str indicator, struct str area,
                       struct str block);

/* The block and the origin (or lineage) that who reads sees of a release, kept in the arena;
 * ERR_NOTFOUND. `plain_text` reads it where it is seen as it was released: release, indicator, area. */
int block_get(struct pub_block *out, struct store *st, struct arena *arena, int64_t release,
              bool derived, const char *plain_text, struct str indicator, struct str area,
              struct err *err);
/* It exists and, for the public, was visible at the time it asked with last. */
/* A public connection always says what time it is, and is held to it later. */
int release_take_now(struct store *st, struct str now, struct err *err);
int release_must_be_visible(struct store *st, int64_t release, struct err *err);

/* In derived.c. The same line of a derived block. */
void release_hash_derived(struct sha256_state *state, struct str indicator, struct str area,
                          struct str block);

/* In variant.c. Gives a release its blocks: those of the workshop, and where an audience is to get
 * others, those. */
int variants_release(struct store *st, int64_t release, struct err *err);

/* In seen.c. Is the release seen as it was released by who reads? Else seen_text is the statement, in
 * the columns of a block, by indicator and area; its parameters: the release, seen_now, seen_audience,
 * the indicator (for a list empty: all), and for SEEN_ONE the area. */
enum seen { SEEN_LIST, SEEN_LIST_ORIGIN, SEEN_ONE };
int seen_plain(bool *plain, struct store *st, int64_t release, struct err *err);
const char *seen_text(const struct store *st, enum seen what, bool derived);
struct db_value seen_now(const struct store *st);
struct db_value seen_audience(enum audience audience);

/* In pub_source.c. The hash of what a release says of its sources to each audience since each day. */
int source_lists(struct store *st, int64_t release,
                 int (*each)(void *ctx, struct str audience, struct str since, struct str hash,
                             struct err *err),
                 void *ctx, struct err *err);

/* How the tables call figures. */
static inline struct str kind_text(bool derived)
{
    return derived ? STR("derived") : STR("reported");
}

enum iter_kind {
    ITER_SUBMISSION,
    ITER_TABLE,
    ITER_FINDING,
    ITER_REMARK,
    ITER_WK,
    ITER_DERIVED,
    ITER_RELEASE,
    ITER_BLOCK,
    ITER_ROUND,
    ITER_SEVERITY,
    ITER_AUDIT,
    ITER_USER,
    ITER_GRANT,
    ITER_TOKEN,
    ITER_MAIL,
    ITER_ASK,
    ITER_ROUND_TABLE,
    ITER_DECISION,
    ITER_COMMENT,
    ITER_UPLOAD,
    ITER_SOURCE,
    ITER_SOURCE_FIELD,
    ITER_SOURCE_USE,
    ITER_SHARE,
    ITER_READ,
    ITER_RELEASE_BLOCK,
    ITER_SOURCE_BLOCK,
    ITER_PUB_SOURCE,
    ITER_PULL,
    ITER_WAIVER,
    ITER_PLAN,
    ITER_REPORT,
    ITER_REPORT_FILE,
    ITER_REPORT_ORDER,
    ITER_REPORT_MADE,
    ITER_COLLECTION,
    ITER_COLLECTION_FILE,
    ITER_STATEMENT,
    ITER_RECOMMENDATION,
    ITER_CONSULTATION,
    ITER_ASKED,
    ITER_DRAFT,
    ITER_DRAFT_PART,
    ITER_POSITION,
    ITER_MEETING,
    ITER_MEETING_SESSION,
    ITER_PARTICIPANT,
    ITER_MEETING_DOCUMENT,
    ITER_CONCLUSION,
    ITER_ASSIGNEE,
    ITER_CONCLUSION_NOTE,
    ITER_LAUNCH
};

struct store_iter {
    struct store *st;
    struct stmt *q;
    enum iter_kind kind; /* so that store_X_next is not called with an iterator of Y */
};

int iter_open_v(struct store_iter **out, struct store *st, enum iter_kind kind, struct err *err,
                const char *sql, const struct db_value *v, size_t n);
#define iter_open(out, st, kind, err, sql, ...)                                                \
    iter_open_v((out), (st), (kind), (err), (sql), DB_VALUES(__VA_ARGS__))
/* As store_X_next: closes at the end and on failure. */
int iter_next(struct store_iter *it, enum iter_kind kind, struct err *err);

#endif
