/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Addresses that answer rows of named columns, as CSV, as text between tabs or as JSON, each also as a gzip file:
 * ILOSTAT's (server/ilostat.h) and those of the analysis (server/analysis.h). What all of them need.
 *
 *     static const char *const known[] = {"ref_area", "format", "lang"};
 *     struct rows r = {.site = site, .snap = snap, .rq = rq, .an = an};
 *     if (!rows_form(&r, COLUMNS_JSON) || !rows_known(&r, known, ARRAY_LEN(known)))
 *         return;                              it is answered
 *     rows_dress(&r, "coverage");
 *     columns_begin(&c, &an->body, r.form, names, n); ... columns_end(&c);
 *     rows_pack(&r);
 *
 * Errors are {"error": ...}. */
#ifndef SERVER_ROWS_H
#define SERVER_ROWS_H

#include "server/site.h"
#include "syntax/columns.h"

struct rows {
    struct site *site;
    struct snapshot *snap;
    const struct http_request *rq;
    struct http_answer *an;
    enum columns_form form;
    const char *ext; /* ".csv" */
    bool gzip;       /* as a file, whatever the client accepts */
    const char *language;
};

/* format= or Accept, and lang=. Who takes the usual form gets it. False when answered. */
bool rows_form(struct rows *r, enum columns_form usual);
void rows_error(struct rows *r, int status, const char *message);
/* What the HTTP layer refuses there, by the status in `an`. */
void rows_refuse(struct http_answer *an, const char *why);
struct str rows_param(const struct rows *r, const char *name);
/* False, and answered, when there is a parameter that `known` does not have. */
bool rows_known(struct rows *r, const char *const *known, size_t n);
/* The next of several values, joined by + or , or a blank; empty ones are passed over. */
bool rows_next_value(struct str *one, struct str *rest);
/* Type, etag, file name. */
void rows_dress(struct rows *r, const char *name);
/* The body so far as the file that was asked for. */
void rows_pack(struct rows *r);

#endif
