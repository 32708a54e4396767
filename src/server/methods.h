/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The pages on methods: /methods, /methods/CONCEPT, /classifications, /classification/CODE (and CODE.csv), /rules,
 * /rule/ID, /formulas. */
#ifndef SERVER_METHODS_H
#define SERVER_METHODS_H

#include "server/site.h"

/* By the first segment; there is a release. */
void methods_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);

#endif
