/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Coverage as rows and as one document of JSON (doc/coverage.md has the columns).
 *
 *     enum cover_by by;
 *     if (!cover_by_find(&by, STR("country"))) ...
 *     coverage_rows(&out, COLUMNS_CSV, by, &view, &growth);
 *     coverage_document(&json, &view, &growth);
 *
 * Rows by round and by release need the growth; of all others it may be NULL. */
#ifndef PUBLISH_COVERAGE_WRITE_H
#define PUBLISH_COVERAGE_WRITE_H

#include "publish/coverage_history.h"
#include "syntax/columns.h"

enum cover_by {
    COVER_BY_QUESTION_TABLE, /* each country, question and year */
    COVER_BY_COUNTRY,
    COVER_BY_TABLE,
    COVER_BY_MODULE,
    COVER_BY_YEAR,
    COVER_BY_SOURCE,
    COVER_BY_BREAKDOWN,
    COVER_BY_ROUND,
    COVER_BY_RELEASE,
    COVER_BYS
};
const char *cover_by_name(enum cover_by by); /* "question_table": public */
bool cover_by_find(enum cover_by *by, struct str name); /* empty: question tables */
bool cover_by_growth(enum cover_by by);      /* it needs the growth */

void coverage_rows(struct buf *out, enum columns_form form, enum cover_by by, const struct coverage_view *v,
                   const struct cover_growth *growth);
/* One object: what was asked for, the sum, and an array of rows for each way to look at it. */
void coverage_document(struct json *j, const struct coverage_view *v, const struct cover_growth *growth);

#endif
