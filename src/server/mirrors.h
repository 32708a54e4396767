/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Mirror statistics of a snapshot: for the addresses below /analysis (analysis_mirror.c) and the pages. */
#ifndef SERVER_MIRRORS_H
#define SERVER_MIRRORS_H

#include "analyse/mirror.h"
#include "server/site.h"

/* What the snapshot has: the release as the public sees it, and the collections of others. Borrowed from it. */
struct mirror_from mirrors_from(const struct snapshot *snap);

/* /corridors?kind=flow&year=2014; there is a release. False: there is no such page; `why` is the key of the words that
 * say what is wrong. */
bool mirrors_page_all(struct page *pg, const struct snapshot *snap, const struct http_request *rq, const char **why);
/* /corridor/MMR/THA: between two countries. */
void mirrors_page_one(struct page *pg, const struct snapshot *snap, uint16_t from, uint16_t to);

#endif
