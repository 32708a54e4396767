/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Help and the manual page, from the table of operations. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "ops/op.h"

void help_all(struct buf *out);
void help_formats(struct buf *out); /* what can be read and written */
void help_op(struct buf *out, const struct op *op);
void help_manual(struct buf *out); /* mdoc(7) */

#endif
