/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reading a release as somebody who may see more than the public, and leaving a line of it.
 *
 *     struct reads reads = {0};
 *     reader_open(c, &err);                    as --audience says: the public where it says nothing
 *     reads_add(&reads, c, &release, ...);     for each table and country that is to be given
 *     reads_log(&reads, c, "query", &err);     before any of it is given
 *     reads_release(&reads);
 *
 * What nobody could write down is not given: reads_log fails then. */
#ifndef OPS_READER_H
#define OPS_READER_H

#include "ops/ops.h"
#include "publish/load.h"
#include "store/share.h"

/* Makes the connection read as the audience that was asked for; ERR_DENIED where it is more than who
 * asks may see. */
int reader_open(struct call *c, struct err *err);

/* release_load over the call's connection. The reference data that the call has at hand are lent to it where it was
 * made with that version: it is released before the call is. */
int reader_load(struct loaded *out, const struct call *c, struct str name, struct str now, struct str only,
                struct err *err);

struct reads {
    struct shared_read *v;
    size_t n, size;
    struct map seen;
};

/* Of a table and country of a release, reported or derived or both; kept only where the public does not
 * see the same, and once. */
int reads_add(struct reads *reads, struct call *c, const struct release *release, bool reported,
              bool derived, struct str indicator, struct str area, struct err *err);
/* Writes the lines, in a transaction of its own, and remarks on it. A connection that only reads is
 * exchanged for one that writes; it goes on reading as before. */
int reads_log(const struct reads *reads, struct call *c, const char *how, struct err *err);
void reads_release(struct reads *reads);

#endif
