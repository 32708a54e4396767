/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Published reports: /reports, /reports/NAME, and the files below.
 *
 *     /reports/2026/report.pdf    /reports/2026/fact-sheet-THA-th.docx
 *
 * A file is answered from the base, exactly as it was published; one that is HTML may do nothing but be looked at: no
 * script, nothing from elsewhere, no style but those that stand in it. */
#ifndef SERVER_REPORTS_H
#define SERVER_REPORTS_H

#include "server/site.h"

void reports_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);
/* Answers the request if it is for a file of a report. */
bool report_file_handle(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                        struct str language);

#endif
