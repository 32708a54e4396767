/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A proposal that the country accepts in the workbook that it was sent: the cells are read as
 * proposed, and a finding at each says what stands there and what it is read as. So the file
 * stays as it was sent, the change is the country's, and it can be traced to the answer. */
#ifndef IO_ACCEPTED_H
#define IO_ACCEPTED_H

#include "io/format.h"

/* Where it was accepted. */
struct accepted_at {
    uint16_t sheet, column;
    uint32_t row;
};

/* After the figures have been read. `cells` is proposal_cells_put's text, `source` that of the
 * finding. All cells are changed or none: none where one of them holds another figure by now,
 * or is not there, which is a finding at the answer. */
void accepted_read(struct reading *rd, struct arena *arena, struct str source, struct str cells,
                   struct accepted_at at);

#endif
