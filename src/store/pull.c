/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is taken from other services. */

#include "store/collection.h"
#include "store/rooms.h"

#define COLUMNS                                                                                \
    "address, source, round, mapping, at, outcome, changed_at, etag, last_modified, accept, "  \
    "format, content, since, whole_only, submission"

static void of_row(struct pull *p, struct stmt *q)
{
    *p = (struct pull){
        .address = db_text(q, 0),
        .source = db_text(q, 1),
        .round = db_text(q, 2),
        .mapping = db_text(q, 3),
        .at = db_text(q, 4),
        .outcome = db_text(q, 5),
        .changed_at = db_text(q, 6),
        .etag = db_text(q, 7),
        .last_modified = db_text(q, 8),
        .accept = db_text(q, 9),
        .format = db_text(q, 10),
        .content = db_text(q, 11),
        .since = db_text(q, 12),
        .whole_only = db_int(q, 13) != 0,
        .submission = db_int(q, 14),
    };
}

static int keep_all(struct store *st, struct arena *arena, struct pull *p, struct err *err)
{
    struct str *texts[] = {&p->at,     &p->outcome, &p->changed_at, &p->etag, &p->last_modified,
                           &p->accept, &p->format,  &p->content,    &p->since};
    return store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
}

int store_pull_find(struct store *st, struct arena *arena, struct pull *out, struct err *err)
{
    const struct pull asked = *out;
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          "SELECT " COLUMNS " FROM sys_pull WHERE address = $1 AND source = $2 "
                          "AND round = $3 AND mapping = $4",
                          db_of_text(asked.address), db_of_text(asked.source),
                          db_of_text(asked.round), db_of_text(asked.mapping));
    if (result < 0)
        return result;
    int found = db_next(q, err);
    if (found > 0) {
        of_row(out, q);
        result = keep_all(st, arena, out, err);
        out->address = asked.address;
        out->source = asked.source;
        out->round = asked.round;
        out->mapping = asked.mapping;
    }
    db_finish(q);
    return result < 0 ? result : found;
}

int store_pull_put(struct store *st, const struct pull *p, struct err *err)
{
    int result = store_run(
        st, err,
        "INSERT INTO sys_pull (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
        "$12, $13, $14, $15) ON CONFLICT (address, source, round, mapping) DO UPDATE SET "
        "at = excluded.at, outcome = excluded.outcome, changed_at = excluded.changed_at, "
        "etag = excluded.etag, last_modified = excluded.last_modified, accept = excluded.accept, "
        "format = excluded.format, content = excluded.content, since = excluded.since, "
        "whole_only = excluded.whole_only, submission = excluded.submission",
        db_of_text(p->address), db_of_text(p->source), db_of_text(p->round),
        db_of_text(p->mapping), db_of_text(p->at), db_of_text(p->outcome),
        db_of_text(p->changed_at), db_of_text(p->etag), db_of_text(p->last_modified),
        db_of_text(p->accept), db_of_text(p->format), db_of_text(p->content), db_of_text(p->since),
        db_of_int(p->whole_only), db_of_ref(p->submission));
    return result < 0 ? result : 0;
}

int store_pull_list(struct store *st, struct store_iter **it, struct err *err)
{
    return iter_open(it, st, ITER_PULL, err,
                     "SELECT " COLUMNS " FROM sys_pull ORDER BY address, source, round, mapping");
}

int store_pull_next(struct store_iter *it, struct pull *out, struct err *err)
{
    int result = iter_next(it, ITER_PULL, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}
