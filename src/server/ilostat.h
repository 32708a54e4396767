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

#include "server/rows.h"

/* False when the address is none of these. */
bool ilostat_handle(struct site *site, struct snapshot *snap, const struct http_request *rq,
                    struct http_answer *an);

/* In ilostat_meta.c. */
void ilostat_toc(struct rows *r, bool by_area);
void ilostat_dictionary(struct rows *r);

#endif
