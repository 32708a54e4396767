/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Published reports: the files that were made of a release, kept as they were handed out. A report has a name; what
 * is published under it in a language is an edition.
 *
 *     struct pub_report r = {.name = STR("2026"), .language = STR("en"), .release = 3, ...};
 *     store_report_add(st, &r, &err);                         fills id
 *     store_report_file_add(st, r.id, &file, bytes, &err);    each
 *     store_report_list(st, &it, now, &err);
 *     while ((n = store_report_next(it, &r, &err)) > 0) ...
 *
 * Nothing is changed. What was withdrawn is still told of, with the reason, and its files are not given any more.
 * Before its release is out of embargo nothing of a report can be seen: times are as in store_release_list.
 *
 * Transactions, iterators and texts are as store.h says. */
#ifndef STORE_REPORTS_H
#define STORE_REPORTS_H

#include "base/buf.h"
#include "model/report_file.h"
#include "store/store.h"

struct pub_report {
    int64_t id, release;
    struct str name, language, title;
    struct str published_at;
    struct str release_name;         /* these are filled by the store: */
    struct str since;                /* when everybody could see it: not before its release */
    struct str withdrawn_at, reason; /* empty: it stands */
};
/* ERR_STATE: there is one of that name and language, it was withdrawn, or the name is of another release. */
int store_report_add(struct store *st, struct pub_report *r, struct err *err);
/* ERR_NOTFOUND: there is none; ERR_STATE: it is withdrawn already. */
int store_report_withdraw(struct store *st, struct str name, struct str at, struct str reason, struct err *err);
/* By time of publishing, name and language. */
int store_report_list(struct store *st, struct store_iter **it, struct str now, struct err *err);
int store_report_next(struct store_iter *it, struct pub_report *out, struct err *err);

struct pub_report_file {
    int64_t report;
    struct report_file of; /* without language */
    struct str sha256;
    int64_t nbytes;        /* filled by the store */
};
int store_report_file_add(struct store *st, const struct pub_report_file *f, struct str bytes, struct err *err);
/* Of all reports that can be seen, by report, kind, area and format; also of those that were withdrawn. */
int store_report_file_list(struct store *st, struct store_iter **it, struct str now, struct err *err);
int store_report_file_next(struct store_iter *it, struct pub_report_file *out, struct err *err);
/* The bytes behind what is in `out`. ERR_NOTFOUND also where the report cannot be seen or was withdrawn. */
int store_report_file_get(struct buf *out, struct store *st, struct str name, const struct report_file *of,
                          struct str now, struct err *err);

#endif
