/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Coverage for programs, /analysis/coverage, and for its pages (doc/coverage.md). */
#ifndef SERVER_ANALYSIS_COVERAGE_H
#define SERVER_ANALYSIS_COVERAGE_H

#include "report/page.h"
#include "server/rows.h"

void analysis_coverage(struct rows *r);

/* /coverage and /coverage/KHM. The status to answer with, 200 where all is well; else the page is not
 * written, and *why is a sentence. */
int coverage_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, const char **why);

#endif
