/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a client makes of packed bytes: the decoders of others. */
#ifndef TEST_UNPACK_H
#define TEST_UNPACK_H

#include "syntax/compress.h"
#include "syntax/packer.h"
#include "test.h"

#include <brotli/decode.h>
#include <zstd.h>

static inline bool unbrotli(struct buf *out, struct str bytes)
{
    BrotliDecoderState *s = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    const uint8_t *in = (const uint8_t *)bytes.p;
    size_t left = bytes.len, n, room = 0;
    BrotliDecoderResult r;
    do {
        r = BrotliDecoderDecompressStream(s, &left, &in, &room, NULL, NULL);
        const uint8_t *made = BrotliDecoderTakeOutput(s, (n = 0, &n));
        buf_put(out, made, n);
    } while (r == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT);
    BrotliDecoderDestroyInstance(s);
    return r == BROTLI_DECODER_RESULT_SUCCESS && left == 0;
}

static inline bool unzstd(struct buf *out, struct str bytes)
{
    ZSTD_DCtx *s = ZSTD_createDCtx();
    ZSTD_inBuffer in = {bytes.p, bytes.len, 0};
    size_t left = 1;
    while (left && !ZSTD_isError(left) && in.pos <= in.size) {
        size_t before = in.pos;
        ZSTD_outBuffer to = {buf_room(out, 1 << 16), 1 << 16, 0};
        left = ZSTD_decompressStream(s, &to, &in);
        out->len += to.pos;
        if (left && to.pos == 0 && in.pos == before)
            break; /* it is cut short */
    }
    ZSTD_freeDCtx(s);
    return left == 0 && in.pos == in.size;
}

/* Appends; false when the bytes are not one whole text in that coding. */
static inline bool unpack(struct buf *out, enum coding coding, struct str bytes)
{
    struct err err;
    switch (coding) {
    case CODING_GZIP: return gzip_unpack(out, bytes, 100 << 20, &err) == 0;
    case CODING_BROTLI: return unbrotli(out, bytes);
    case CODING_ZSTD: return unzstd(out, bytes);
    case CODING_NONE:
    case CODINGS: buf_str(out, bytes);
    }
    return true;
}

#endif
