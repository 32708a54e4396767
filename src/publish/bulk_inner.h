/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What bulk.c and bulk_files.c share; nobody else includes this. */
#ifndef PUBLISH_BULK_INNER_H
#define PUBLISH_BULK_INNER_H

#include "base/buf.h"
#include "publish/bulk.h"

#include <signal.h>
#include <stdio.h>
#include <zlib.h>

enum { BULK_PATH = 4096 };

/* A new file under way to the disk. */
struct sink {
    const char *folder;
    char name[BULK_NAME];
    FILE *file;
    bool gzip;
    z_stream z;
    struct sha256_state *sum;
    uint64_t bytes;          /* of the file, as far as it goes */
    char sha256[SHA256_HEX]; /* once it is closed */
};

int sink_open(struct sink *s, const char *folder, const char *name, bool gzip, struct err *err);
int sink_put(struct sink *s, struct str bytes, struct err *err);
/* Ends the file, on the disk, and adds its line to `sums`; `r` is what went wrong before, and comes back. */
int sink_close(struct sink *s, struct buf *sums, int r, struct err *err);

/* Writes all files into a folder that is there and empty. */
int bulk_files(const char *folder, const struct loaded *l, const struct bulk_options *opt, struct err *err);

#endif
