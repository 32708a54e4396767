/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The addresses of ILOSTAT's bulk downloads, so that what was written for ILOSTAT reads this site as well:
 *
 *     /data/indicator?id=MST_NCTE_SEX_CCT_NB_A     an indicator, of one frequency or all; several with + or ,
 *     /data/ref_area?id=THA_A                      an area
 *     /metadata/toc/indicator  /metadata/toc/ref_area   what there is
 *     /metadata/dic?var=classif1                   what codes are called
 *
 * format= .csv .tsv .json, each also .gz; without it CSV to whoever takes CSV, since programs written for ILOSTAT,
 * which looks at no Accept, expect that; type= code label both; lang. Data also by ref_area,
 * indicator, sex, classif1, classif2, source, time, timefrom, timeto (years), latestyear=TRUE, detail. As there,
 * a filter of a column that a table does not have leaves the table whole, and an empty one means all. What
 * no list knows gives no rows; an id that is none is 404. Errors are {"error": ...}. */
#ifndef SERVER_ILOSTAT_H
#define SERVER_ILOSTAT_H

#include "server/site.h"
#include "syntax/columns.h"

/* False when the address is none of these. */
bool ilostat_handle(struct site *site, struct snapshot *snap, const struct http_request *rq,
                    struct http_answer *an);

/* What the HTTP layer refuses there, by the status in `an`. */
void ilostat_refuse(struct http_answer *an, const char *why);

/* What ilostat.c and ilostat_meta.c share: one request. */
struct ilostat {
    struct site *site;
    struct snapshot *snap;
    const struct http_request *rq;
    struct http_answer *an;
    enum columns_form form;
    const char *ext; /* ".csv" */
    bool gzip;       /* as a file, whatever the client accepts */
    const char *language;
};
void ilostat_error(struct ilostat *r, int status, const char *message);
struct str ilostat_param(const struct ilostat *r, const char *name);
/* False, and answered, when there is a parameter that `known` does not have. */
bool ilostat_known(struct ilostat *r, const char *const *known, size_t n);
/* The next of several values, joined by + or , or a blank; empty ones are passed over. */
bool ilostat_next_value(struct str *one, struct str *rest);
/* Type, etag, file name. */
void ilostat_dress(struct ilostat *r, const char *name);
/* The body so far as the file that was asked for. */
void ilostat_pack(struct ilostat *r);

void ilostat_toc(struct ilostat *r, bool by_area);
void ilostat_dictionary(struct ilostat *r);

#endif
