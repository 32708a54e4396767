/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Charts over HTTP: /chart/TOPIC/PARTS.FORM?kind=&frame=no&theme=&width=&scale= with the topic's own parameters
 * (report/topic.h). FORM is svg, png, csv, json (the description) or html (a page for other sites' frames).
 *
 *     struct charts *charts;
 *     charts_open(&charts, 2, &err);
 *     ...
 *     charts_stop(charts);      before http_server_close: what still waits is refused
 *     charts_close(charts);     after it
 *
 * Descriptions and tables are answered at once. Drawing takes a tenth of a second and is done by threads of its own,
 * each with an interpreter that it makes at its first chart and keeps; the event loop goes on meanwhile. What was drawn
 * stays in the cache of the HTTP layer until there is a new release. */
#ifndef SERVER_CHARTS_H
#define SERVER_CHARTS_H

#include "server/http.h"

struct site;
struct snapshot;

struct charts;
int charts_open(struct charts **out, unsigned threads, struct err *err);
void charts_stop(struct charts *charts);
void charts_close(struct charts *charts); /* NULL is fine */

/* Answers the request if it is below /chart. */
bool charts_handle(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                   struct str language);

#endif
