/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/compress.h"

#include <zlib.h>
#include <zstd.h>

enum { GZIP_WINDOW = 15 + 16, STEP = 256 << 10 };

bool gzip_is(struct str bytes)
{
    return bytes.len >= 3 && (unsigned char)bytes.p[0] == 0x1f &&
           (unsigned char)bytes.p[1] == 0x8b && bytes.p[2] == 8;
}

int gzip_unpack(struct buf *out, struct str bytes, size_t limit, struct err *err)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)bytes.p};
    if (inflateInit2(&z, GZIP_WINDOW) != Z_OK)
        return err_set(err, ERR_IO, "the gzip decoder could not be started");
    size_t start = out->len, left = bytes.len;
    int state = Z_OK, result = 0;
    for (;;) {
        if (z.avail_in == 0 && left) {
            z.avail_in = (uInt)MIN(left, (size_t)1 << 30);
            left -= z.avail_in;
        }
        z.next_out = (Bytef *)buf_room(out, STEP);
        z.avail_out = STEP;
        state = inflate(&z, Z_NO_FLUSH);
        out->len += STEP - z.avail_out;
        if (out->len - start > limit) {
            result = err_set(err, ERR_LIMIT, "it unpacks to more than %zu MB, the limit for one file",
                             limit >> 20);
            break;
        }
        size_t done = out->len - start, read = bytes.len - left - z.avail_in;
        if (done > GZIP_FREE && done / GZIP_RATIO > read) {
            result = err_set(err, ERR_LIMIT, "it unpacks to more than %d times its size, as no file "
                             "of figures does", GZIP_RATIO);
            break;
        }
        if (state == Z_STREAM_END) {
            /* several members one after the other are one file (RFC 1952, 2.2) */
            if (z.avail_in == 0 && left == 0)
                break;
            if (inflateReset(&z) != Z_OK)
                state = Z_DATA_ERROR;
            else
                continue;
        }
        if (state == Z_BUF_ERROR || (state == Z_OK && z.avail_out && !z.avail_in && !left)) {
            result = err_set(err, ERR_INPUT, "the gzip file is cut short after %zu bytes of content",
                             out->len - start);
            break;
        }
        if (state != Z_OK) {
            result = err_set(err, ERR_INPUT, "the gzip file is damaged after %zu bytes of content",
                             out->len - start);
            break;
        }
    }
    inflateEnd(&z);
    if (out->p)
        out->p[out->len] = 0;
    return result;
}

void gzip_pack(struct buf *out, struct str bytes, int level)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)bytes.p};
    if (deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    size_t left = bytes.len;
    int state = Z_OK;
    while (state != Z_STREAM_END) {
        if (z.avail_in == 0 && left) {
            z.avail_in = (uInt)MIN(left, (size_t)1 << 30);
            left -= z.avail_in;
        }
        z.next_out = (Bytef *)buf_room(out, STEP);
        z.avail_out = STEP;
        state = deflate(&z, left || z.avail_in ? Z_NO_FLUSH : Z_FINISH);
        out->len += STEP - z.avail_out;
    }
    deflateEnd(&z);
    out->p[out->len] = 0;
}

int zstd_unpack(struct buf *out, struct str bytes, size_t limit, struct err *err)
{
    unsigned long long size = ZSTD_getFrameContentSize(bytes.p, bytes.len);
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
        return err_set(err, ERR_INPUT, "the stored bytes are not a zstd frame");
    if (size > limit)
        return err_set(err, ERR_LIMIT, "it unpacks to more than %zu MB, the limit for one file",
                       limit >> 20);
    char *at = buf_room(out, (size_t)size);
    size_t n = ZSTD_decompress(at, (size_t)size, bytes.p, bytes.len);
    if (ZSTD_isError(n))
        return err_set(err, ERR_INPUT, "the stored bytes are damaged: %s", ZSTD_getErrorName(n));
    out->len += n;
    out->p[out->len] = 0;
    return 0;
}

void zstd_pack(struct buf *out, struct str bytes, int level)
{
    size_t bound = ZSTD_compressBound(bytes.len);
    char *at = buf_room(out, bound);
    size_t n = ZSTD_compress(at, bound, bytes.p, bytes.len, level);
    if (ZSTD_isError(n))
        abort();
    out->len += n;
    out->p[out->len] = 0;
}
