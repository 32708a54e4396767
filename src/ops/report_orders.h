/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reports that were ordered, as operations speak of them. Inside src/ops only. */
#ifndef OPS_REPORT_ORDERS_H
#define OPS_REPORT_ORDERS_H

#include "ops/ops.h"
#include "publish/reports.h"
#include "store/report_orders.h"

/* A parameter as the number of an order; ERR_USAGE with what would be right. */
int order_number(int64_t *id, const struct call *c, const char *name, struct err *err);
/* Of a report, not of a briefing. ERR_NOTFOUND. */
int order_get(struct report_order *out, struct call *c, int64_t id, struct err *err);
/* What was made of it: names and hashes, in the arena of the call. */
int order_files(struct report_made **out, size_t *n, struct call *c, int64_t id, struct err *err);

#endif
