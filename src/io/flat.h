/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Messages of any data structure as a plain table: a column for each dimension, attribute and measure, headed by
 * its id, a row for each observation. What the columns mean a mapping says (io/mapping.h), as of any other
 * sheet; nothing is known here but how the messages are written.
 *
 *     struct buf csv = {0};
 *     int r = flat_message(&csv, bytes, &err);     1: csv holds it; 0: it is no such message
 *
 * SDMX-ML 2.1, 3.0 and 3.1, generic and structure-specific; SDMX-JSON 1.0 and 2.x; JSON-stat 2.0. (SDMX-CSV is
 * such a table already.) Attributes of groups and of parts of keys are left out, since no observation has them.
 * The figure is in the column OBS_VALUE, unless the message gives its measures names of their own. */
#ifndef IO_FLAT_H
#define IO_FLAT_H

#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"

int flat_message(struct buf *csv, struct str bytes, struct err *err);

/* -- what the three readers share ------------------------------------------------------------ */

struct flat {
    struct strset ids; /* of the columns, in order of arrival */
    struct buf cells;  /* column, length, bytes; END behind each row */
    uint32_t nrows;
};
/* A cell of the row at hand; of a column that is given twice the last counts. */
void flat_put(struct flat *f, struct str id, struct str text);
void flat_row(struct flat *f); /* the row is whole */
/* ERR_LIMIT once there is more than a sheet may have. */
int flat_within(const struct flat *f, struct err *err);

int flat_ml(struct flat *f, struct str bytes, struct err *err);
int flat_json(struct flat *f, struct str bytes, struct err *err);
int flat_stat(struct flat *f, struct str bytes, struct err *err);

#endif
