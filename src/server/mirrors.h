/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Mirror statistics of a snapshot: for the addresses below /analysis (analysis_mirror.c) and the pages. */
#ifndef SERVER_MIRRORS_H
#define SERVER_MIRRORS_H

#include "analyse/mirror.h"
#include "server/site.h"

/* What the snapshot has: the release as the public sees it, and the collections of others. Borrowed from it. */
struct mirror_from mirrors_from(const struct snapshot *snap);

/* /corridors?kind=flow&year=2014&view=map, and /corridor/MMR/THA between two countries; there is a release. */
void corridors_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);
void corridor_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);

#endif
