/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/packer.h"

#include "base/arena.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

enum { GZIP_WINDOW = 15 + 16, STEP = 32 << 10 };

/* By effort. Brotli's window is smaller than its own default, 4 MB, which each text would have to ask for. */
static const int gzip_level[] = {1, 6}, zstd_level[] = {1, 9};
static const uint32_t brotli_quality[] = {1, 5}, brotli_window = 18;

static const char *const names[CODINGS] = {NULL, "gzip", "br", "zstd"};

const char *coding_name(enum coding coding) { return names[coding]; }

enum coding coding_find(struct str name)
{
    for (enum coding c = CODING_GZIP; c < CODINGS; c++)
        if (str_eq_nocase(name, str_of(names[c])))
            return c;
    return str_eq_nocase(name, STR("x-gzip")) ? CODING_GZIP : CODING_NONE;
}

/* -- gzip: starting costs 270 KB of zeroing, starting again next to nothing, but a change of level as much -- */

static void gzip_release(struct packer *p)
{
    if (p->z)
        deflateEnd(p->z);
    free(p->z);
    p->z = NULL;
}

static bool gzip_begin(struct packer *p)
{
    if (p->z && p->z_effort == p->effort)
        return deflateReset(p->z) == Z_OK;
    gzip_release(p);
    p->z = mem_alloc(sizeof *p->z);
    p->z_effort = p->effort;
    if (deflateInit2(p->z, gzip_level[p->effort], Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) == Z_OK)
        return true;
    free(p->z);
    p->z = NULL;
    return false;
}

static bool gzip_put(struct packer *p, struct buf *out, struct str bytes, bool end)
{
    z_stream *z = p->z;
    size_t left = bytes.len;
    int state;
    z->next_in = (Bytef *)(uintptr_t)bytes.p;
    do {
        z->avail_in = (uInt)MIN(left, (size_t)1 << 30);
        left -= z->avail_in;
        do {
            z->next_out = (Bytef *)buf_room(out, STEP);
            z->avail_out = STEP;
            state = deflate(z, end && !left ? Z_FINISH : Z_NO_FLUSH);
            out->len += STEP - z->avail_out;
        } while (z->avail_out == 0);
    } while (left);
    return state == Z_STREAM_END || (!end && state != Z_STREAM_ERROR);
}

/* -- brotli: its encoder cannot be started again --------------------------------------------------- */

static bool brotli_begin(struct packer *p, size_t size)
{
    BrotliEncoderDestroyInstance(p->brotli);
    p->brotli = BrotliEncoderCreateInstance(NULL, NULL, NULL);
    return p->brotli &&
           BrotliEncoderSetParameter(p->brotli, BROTLI_PARAM_QUALITY, brotli_quality[p->effort]) &&
           BrotliEncoderSetParameter(p->brotli, BROTLI_PARAM_LGWIN, brotli_window) &&
           (size == 0 || size > UINT32_MAX ||
            BrotliEncoderSetParameter(p->brotli, BROTLI_PARAM_SIZE_HINT, (uint32_t)size));
}

static bool brotli_put(struct packer *p, struct buf *out, struct str bytes, bool end)
{
    const uint8_t *in = (const uint8_t *)bytes.p;
    size_t left = bytes.len;
    do {
        size_t room = 0, n = 0;
        if (!BrotliEncoderCompressStream(p->brotli, end ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS,
                                         &left, &in, &room, NULL, NULL))
            return false;
        const uint8_t *made = BrotliEncoderTakeOutput(p->brotli, &n);
        buf_put(out, made, n);
    } while (left || BrotliEncoderHasMoreOutput(p->brotli) ||
             (end && !BrotliEncoderIsFinished(p->brotli)));
    if (end) {
        BrotliEncoderDestroyInstance(p->brotli);
        p->brotli = NULL;
    }
    return true;
}

/* -- zstd ------------------------------------------------------------------------------------------- */

static bool zstd_begin(struct packer *p, size_t size)
{
    if (!p->zstd && !(p->zstd = ZSTD_createCCtx()))
        return false;
    ZSTD_CCtx_reset(p->zstd, ZSTD_reset_session_only);
    return !ZSTD_isError(ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_compressionLevel, zstd_level[p->effort])) &&
           (size == 0 || !ZSTD_isError(ZSTD_CCtx_setPledgedSrcSize(p->zstd, size)));
}

static bool zstd_put(struct packer *p, struct buf *out, struct str bytes, bool end)
{
    ZSTD_inBuffer in = {bytes.p, bytes.len, 0};
    size_t left;
    do {
        ZSTD_outBuffer to = {buf_room(out, STEP), STEP, 0};
        left = ZSTD_compressStream2(p->zstd, &to, &in, end ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left))
            return false;
        out->len += to.pos;
    } while (end ? left > 0 : in.pos < in.size);
    return true;
}

/* -- any ---------------------------------------------------------------------------------------------- */

bool packer_begin(struct packer *p, enum coding coding, enum effort effort, size_t size)
{
    p->coding = coding;
    p->effort = effort;
    switch (coding) {
    case CODING_GZIP: return gzip_begin(p);
    case CODING_BROTLI: return brotli_begin(p, size);
    case CODING_ZSTD: return zstd_begin(p, size);
    case CODING_NONE:
    case CODINGS: break;
    }
    return true;
}

bool packer_put(struct packer *p, struct buf *out, struct str bytes, bool end)
{
    bool fine = true;
    switch (p->coding) {
    case CODING_GZIP: fine = gzip_put(p, out, bytes, end); break;
    case CODING_BROTLI: fine = brotli_put(p, out, bytes, end); break;
    case CODING_ZSTD: fine = zstd_put(p, out, bytes, end); break;
    case CODING_NONE:
    case CODINGS: buf_str(out, bytes);
    }
    if (out->p)
        out->p[out->len] = 0;
    return fine;
}

void packer_release(struct packer *p)
{
    gzip_release(p);
    BrotliEncoderDestroyInstance(p->brotli);
    ZSTD_freeCCtx(p->zstd);
    *p = (struct packer){0};
}
