/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Coverage for programs, /analysis/coverage, and for its pages (doc/coverage.md). */
#ifndef SERVER_ANALYSIS_COVERAGE_H
#define SERVER_ANALYSIS_COVERAGE_H

#include "report/page.h"
#include "server/rows.h"

void analysis_coverage(struct rows *r);

/* /coverage and /coverage/KHM */
void coverage_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);

#endif
