/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Writing a zip archive (PKWARE APPNOTE 6.3), without zip64: below 4 GB and 65,535 entries.
 *
 *     struct zip_out z = {.out = &file};
 *     zip_out_put(&z, "mimetype", type, false, &err);
 *     zip_out_put(&z, "content.xml", text, true, &err);
 *     zip_out_copy(&z, "styles.xml", &raw, &err);
 *     zip_out_end(&z, &err);
 *
 * New entries bear the first moment that the format knows (1980-01-01), so that the same
 * content gives the same bytes. Appends to *out, which may hold something already; after a
 * failure that is to be thrown away. zip_out_end releases; after a failure zip_out_release. */
#ifndef SYNTAX_ZIP_OUT_H
#define SYNTAX_ZIP_OUT_H

#include "base/buf.h"
#include "base/err.h"

struct zip_out {
    struct buf *out;
    /* its own */
    struct buf directory;
    size_t start;
    uint32_t entries;
    bool begun;
};

struct zip_raw { /* an entry as it lies in an archive */
    struct str packed;
    uint64_t unpacked;
    uint32_t sum, time; /* time: MS-DOS's date (upper half) and time */
    uint16_t method;    /* 0 stored, 8 deflated */
    bool utf8;          /* the name is */
};

int zip_out_put(struct zip_out *z, const char *name, struct str content, bool deflate,
                struct err *err);
int zip_out_copy(struct zip_out *z, const char *name, const struct zip_raw *raw,
                 struct err *err);
int zip_out_end(struct zip_out *z, struct err *err);
void zip_out_release(struct zip_out *z);

#endif
