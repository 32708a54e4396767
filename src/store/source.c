/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The catalogue of sources. */

#include "store/collection.h"
#include "store/rooms.h"

#define COLUMNS "id, ref_area, source, version, at, who, withdrawn"

static int add_fields(struct store *st, int64_t version, const struct source_field *fields, size_t n,
                      struct err *err)
{
    int result = 0;
    for (size_t i = 0; i < n && result >= 0; i++)
        result = store_run(st, err,
                           "INSERT INTO sys_source_field (version, number, field, content) "
                           "VALUES ($1, $2, $3, $4)",
                           db_of_int(version), db_of_int((int64_t)i + 1),
                           db_of_text(fields[i].field), db_of_text(fields[i].content));
    return result;
}

int store_source_add(struct store *st, struct source_version *s, const struct source_field *fields, size_t n,
                     struct err *err)
{
    int64_t id, version;
    int result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_source");
    if (result >= 0)
        result = db_get_int(st->db, &version, err,
                            "SELECT COALESCE(MAX(version), 0) + 1 FROM sys_source "
                            "WHERE ref_area = $1 AND source = $2",
                            db_of_text(s->area), db_of_text(s->source));
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_source (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7)",
                       db_of_int(id), db_of_text(s->area), db_of_text(s->source),
                       db_of_int(version), db_of_text(s->at), db_of_text(s->who),
                       db_of_int(s->withdrawn));
    if (result >= 0)
        result = add_fields(st, id, fields, n, err);
    if (result < 0)
        return result;
    s->id = id;
    s->version = version;
    return 0;
}

int store_source_list(struct store *st, struct store_iter **it, struct str area, bool history,
                      struct err *err)
{
    if (history)
        return iter_open(it, st, ITER_SOURCE, err,
                         "SELECT " COLUMNS " FROM sys_source WHERE $1 = '' OR ref_area = $1 "
                         "ORDER BY ref_area, source, version",
                         db_of_text(area));
    return iter_open(it, st, ITER_SOURCE, err,
                     "SELECT " COLUMNS " FROM sys_source s WHERE ($1 = '' OR ref_area = $1) "
                     "AND version = (SELECT MAX(m.version) FROM sys_source m "
                     "WHERE m.ref_area = s.ref_area AND m.source = s.source) "
                     "ORDER BY ref_area, source",
                     db_of_text(area));
}

int store_source_next(struct store_iter *it, struct source_version *out, struct err *err)
{
    int result = iter_next(it, ITER_SOURCE, err);
    if (result > 0)
        *out = (struct source_version){
            .id = db_int(it->q, 0),
            .area = db_text(it->q, 1),
            .source = db_text(it->q, 2),
            .version = db_int(it->q, 3),
            .at = db_text(it->q, 4),
            .who = db_text(it->q, 5),
            .withdrawn = db_int(it->q, 6) != 0,
        };
    return result;
}

int store_source_field_list(struct store *st, struct store_iter **it, int64_t version, struct err *err)
{
    return iter_open(it, st, ITER_SOURCE_FIELD, err,
                     "SELECT version, field, content FROM sys_source_field WHERE version = $1 "
                     "ORDER BY number",
                     db_of_int(version));
}

int store_source_field_next(struct store_iter *it, struct source_field *out, struct err *err)
{
    int result = iter_next(it, ITER_SOURCE_FIELD, err);
    if (result > 0)
        *out = (struct source_field){db_int(it->q, 0), db_text(it->q, 1), db_text(it->q, 2)};
    return result;
}

int store_source_use_list(struct store *st, struct store_iter **it, struct str area, struct str source,
                          struct err *err)
{
    return iter_open(it, st, ITER_SOURCE_USE, err,
                     "SELECT indicator, period, COUNT(*) FROM in_table WHERE ref_area = $1 "
                     "AND source = $2 AND state = 'accepted' GROUP BY indicator, period "
                     "ORDER BY indicator, period",
                     db_of_text(area), db_of_text(source));
}

int store_source_use_next(struct store_iter *it, struct source_use *out, struct err *err)
{
    int result = iter_next(it, ITER_SOURCE_USE, err);
    if (result > 0)
        *out = (struct source_use){db_text(it->q, 0), db_text(it->q, 1), db_int(it->q, 2)};
    return result;
}
