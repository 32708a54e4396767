/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The pages of tables: /table/INDICATOR[/AREA] with a selection of it behind the question mark (report/pivot.h), and
 * /figure/INDICATOR/AREA/KEY[/PERIOD], a series or one of its figures. */
#ifndef SERVER_TABLE_H
#define SERVER_TABLE_H

#include "server/site.h"

void table_answer(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);
void figure_answer(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);

#endif
