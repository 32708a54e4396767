/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Bytes packed as they come, in a content coding of HTTP: gzip (RFC 1952), br (RFC 7932), zstd (RFC 8878).
 *
 *     struct packer p = {0};
 *     if (packer_begin(&p, CODING_ZSTD, PACK_FAST, 0)) {
 *         packer_put(&p, &out, portion, false);
 *         packer_put(&p, &out, last, true);        the end of the text
 *         packer_begin(&p, ...)                    and so on with the next
 *     }
 *     packer_release(&p);
 *
 * A packer keeps what is dear to make from one text to the next. One thread at a time. */
#ifndef SYNTAX_PACKER_H
#define SYNTAX_PACKER_H

#include "base/buf.h"

enum coding { CODING_NONE, CODING_GZIP, CODING_BROTLI, CODING_ZSTD, CODINGS };
enum effort { PACK_FAST, PACK_SMALL };

struct packer {
    enum coding coding; /* of the text under way */
    enum effort z_effort, effort;
    struct z_stream_s *z;
    struct BrotliEncoderStateStruct *brotli;
    struct ZSTD_CCtx_s *zstd;
};

/* "gzip"; NULL for CODING_NONE */
const char *coding_name(enum coding coding);
/* CODING_NONE when it is no name of one. */
enum coding coding_find(struct str name);

/* A new text; one that was not ended is forgotten. `size`: of the whole text when it is known and not
 * empty, else 0; so many bytes have to come then. False when there is no memory. */
bool packer_begin(struct packer *p, enum coding coding, enum effort effort, size_t size);
/* Appends what there is so far, which may be nothing. Behind the end nothing may be put. False when the
 * coder failed, after which nothing more is to be put. */
bool packer_put(struct packer *p, struct buf *out, struct str bytes, bool end);
void packer_release(struct packer *p);

#endif
