/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What people download and subscribe to: /bulk (server/bulk.c), /feed.atom and /feed.json (feed.c),
 * /catalog.ttl, .jsonld and .rdf (catalogue.c); /releases, /release/NAME and /calendar.ics (news.c). */
#ifndef SERVER_FILES_H
#define SERVER_FILES_H

#include "server/site.h"

/* Answers the request if it is for one of these. */
bool files_handle(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                  struct str language);

void bulk_answer(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                 struct str language);
void feed_answer(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                 bool json);
enum catalogue_form { CATALOGUE_TURTLE, CATALOGUE_JSON, CATALOGUE_XML };
void catalogue_answer(struct site *site, struct snapshot *snap, const struct http_request *rq,
                      struct http_answer *an, enum catalogue_form form);

/* Answers the request if it is for one of news.c's. */
bool news_handle(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                 struct str language);

/* A strong validator of what these releases answer to this target. In the request's arena. */
const char *files_etag(const struct http_request *rq, const struct release_list *list, const char *format);
/* A sentence in place of an answer. */
void files_refuse(struct http_answer *an, int status, const char *why);

#endif
