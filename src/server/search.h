/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Finding things by words: /search for readers, /search.json for programs and for the suggestions below the box. The
 * index is made when somebody first asks, and kept until the snapshot goes. */
#ifndef SERVER_SEARCH_H
#define SERVER_SEARCH_H

#include "publish/search.h"
#include "server/http.h"

struct page;
struct snapshot;

struct search_shelf;
struct search_shelf *search_shelf_new(void);
void search_shelf_free(struct search_shelf *shelf); /* may be NULL; before what it is made of */

void search_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);
/* Answers the request if it is for /search.json. */
bool search_handle(struct snapshot *snap, const struct http_request *rq, struct http_answer *an);

#endif
