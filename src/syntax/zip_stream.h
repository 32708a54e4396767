/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Writing a zip archive (PKWARE APPNOTE 6.3) as it goes: what is ready can be sent before the rest
 * exists, so sizes stand behind the content of an entry (flag bit 3) and in the directory. Without
 * zip64: below 4 GB and 65,535 entries (asserted).
 *
 *     struct zip_stream z = {0};
 *     zip_stream_open(&z, "content.xml");
 *     zip_stream_put(&z, bytes);                    (again and again)
 *     zip_stream_close(&z);
 *     zip_stream_end(&z);
 *     buf_str(&file, buf_view(&z.out)), z.out.len = 0;    (at any time)
 *     zip_stream_release(&z);
 *
 * Entries bear the first moment that the format knows (1980-01-01), so that the same content gives
 * the same bytes. */
#ifndef SYNTAX_ZIP_STREAM_H
#define SYNTAX_ZIP_STREAM_H

#include "base/buf.h"

struct zip_stream {
    struct buf out; /* what is ready; who takes it sets its len to 0 */
    /* its own */
    struct deflate *deflate;
    struct buf directory;
    uint64_t taken; /* bytes that went through `out` before those of the entry under way */
    uint32_t entries, sum;
    uint64_t unpacked, packed;
    char name[64];
};

void zip_stream_open(struct zip_stream *z, const char *name); /* ASCII, shorter than 64 */
void zip_stream_put(struct zip_stream *z, struct str bytes);
void zip_stream_close(struct zip_stream *z);
void zip_stream_end(struct zip_stream *z); /* the directory */
void zip_stream_release(struct zip_stream *z);

#endif
