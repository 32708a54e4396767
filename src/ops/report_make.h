/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The report of a release, made as files and handed to whoever wants them. Inside src/ops only.
 *
 *     report_make(c, deliver, ctx, &err);      c as for `ilms report`, without --output */
#ifndef OPS_REPORT_MAKE_H
#define OPS_REPORT_MAKE_H

#include "model/report_file.h"
#include "ops/ops.h"

struct report_written {
    const char *name; /* as model/report_file.h has them; the last is REPORT_MANIFEST */
    struct buf bytes;
    enum report_format format;
    unsigned pages;   /* 0: not known */
};
typedef int report_deliver(void *ctx, const struct report_written *files, size_t n, struct err *err);
int report_make(struct call *c, report_deliver *deliver, void *ctx, struct err *err);

#endif
