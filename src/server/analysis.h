/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The analysis for programs, below /analysis: coverage, gaps, mirror statistics, collections of others. Each is
 * a row of `topics` in analysis.c, answers with rows (server/rows.h; JSON where nothing else is asked for) or
 * with a document of JSON, and has its address in the table of services. */
#ifndef SERVER_ANALYSIS_H
#define SERVER_ANALYSIS_H

#include "server/rows.h"

/* False when the address is not below /analysis. */
bool analysis_handle(struct site *site, struct snapshot *snap, const struct http_request *rq,
                     struct http_answer *an);

/* Each answers; the form and the language are known. */
void analysis_gaps(struct rows *r);      /* analysis_gaps.c */
void analysis_needs(struct rows *r);
void analysis_potential(struct rows *r);
void analysis_quality(struct rows *r);
void analysis_query(struct rows *r);     /* analysis_query.c: verbs over the figures of one table */
/* analysis_mirror.c: both sides of corridors (publish/mirror_write.h) */
void analysis_corridor(struct rows *r);
void analysis_corridors(struct rows *r);
void analysis_matrix(struct rows *r);
void analysis_asymmetry(struct rows *r);

#endif
