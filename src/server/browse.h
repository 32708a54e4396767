/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* /tables, which may be narrowed to a country and a topic: /tables?topic=education&ref_area=THA */
#ifndef SERVER_BROWSE_H
#define SERVER_BROWSE_H

#include "server/site.h"

void tables_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);

#endif
