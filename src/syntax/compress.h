/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* gzip for the world, zstd for what the base keeps. Every way in has a limit on
 * what comes out, so that a small bomb is an error and not an outage. */
#ifndef SYNTAX_COMPRESS_H
#define SYNTAX_COMPRESS_H

#include "base/buf.h"
#include "base/err.h"

bool gzip_is(struct str bytes); /* begins as RFC 1952 says */

/* Appends to *out. ERR_INPUT: damaged or cut short; ERR_LIMIT: more than `limit` bytes, or past
 * GZIP_FREE bytes more than GZIP_RATIO times what it was packed into. Files of figures pack to a
 * tenth or a thirtieth; nothing but a bomb comes near the thousandth that deflate can do. */
enum { GZIP_RATIO = 250, GZIP_FREE = 16 << 20 };
int gzip_unpack(struct buf *out, struct str bytes, size_t limit, struct err *err);
void gzip_pack(struct buf *out, struct str bytes, int level);

int zstd_unpack(struct buf *out, struct str bytes, size_t limit, struct err *err);
void zstd_pack(struct buf *out, struct str bytes, int level);

#endif
