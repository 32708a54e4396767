/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Coverage as a table that people read, in a hundred columns. Inside src/ops only. */
#ifndef OPS_COVERAGE_H
#define OPS_COVERAGE_H

#include "publish/coverage_write.h"

/* `by` COVER_BYS: as usual, countries across questions and what there was after each round. */
void coverage_text(struct buf *out, enum cover_by by, const struct coverage_view *v,
                   const struct cover_growth *growth);

#endif
