/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A zip archive from a stranger (PKWARE APPNOTE 6.3): looked over before anything is unpacked,
 * unpacked by portions with everything that comes out counted and its sum checked.
 *
 * Ours and not libzip, which asks the system for the time zone with every entry: in the
 * sandbox that is death, and after a fork of a process with threads it can wait for ever. */
#ifndef SYNTAX_SHEET_ZIP_H
#define SYNTAX_SHEET_ZIP_H

#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "syntax/zip_out.h"

#include <zlib.h>

struct sheet_zip {
    struct str bytes;
    struct sheet_zip_entry *entry;
    int64_t entries;
    struct map names;  /* in lower case -> entry */
    uint64_t unpacked; /* of all parts so far, each time it is read */
};

/* The bytes must outlive it. Close it also after a failure. */
int sheet_zip_open(struct sheet_zip *z, struct str bytes, struct err *err);
void sheet_zip_close(struct sheet_zip *z);

/* The number of a part, -1 when there is none; letters in both cases are the same part. */
int64_t sheet_zip_find(struct sheet_zip *z, const char *name);
const char *sheet_zip_name(struct sheet_zip *z, int64_t part); /* never NULL */
uint64_t sheet_zip_size(struct sheet_zip *z, int64_t part); /* as the directory has it */
/* The part as it lies there, nothing unpacked and nothing checked. */
void sheet_zip_raw(struct zip_raw *raw, struct sheet_zip *z, int64_t part);
/* Is there a part whose name begins so? */
bool sheet_zip_has_folder(struct sheet_zip *z, const char *prefix);

struct sheet_part {
    const struct sheet_zip_entry *entry;
    const char *name;
    uint64_t unpacked;
    uint32_t sum;
    z_stream stream;
    bool ended;
};

int sheet_part_open(struct sheet_part *part, struct sheet_zip *z, int64_t index,
                    struct err *err);
/* How many bytes came (0 at the end), negative when it failed. */
int sheet_part_next(struct sheet_part *part, struct sheet_zip *z, char *out, size_t size,
                    struct err *err);
void sheet_part_close(struct sheet_part *part);

#endif
