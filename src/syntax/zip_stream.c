/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/zip_stream.h"

#include "base/arena.h"

#include <stdio.h>
#include <zlib.h>

enum { VERSION = 20, DEFLATED = 8, SIZES_BEHIND = 1 << 3, NEW_TIME = 0x00210000, BLOCK = 16 << 10,
       LEVEL = 1 }; /* sheets say the same again and again: more effort makes them little smaller */

struct zip_deflate {
    z_stream z;
};

static void le(struct buf *out, uint64_t n, unsigned bytes)
{
    for (; bytes; bytes--, n >>= 8)
        buf_char(out, (char)(n & 0xff));
}

/* What the local header and the directory have in common. */
static void header(struct buf *out, uint32_t sum, uint64_t packed, uint64_t unpacked, const char *name)
{
    le(out, VERSION, 2);
    le(out, SIZES_BEHIND, 2);
    le(out, DEFLATED, 2);
    le(out, NEW_TIME, 4);
    le(out, sum, 4);
    le(out, packed, 4);
    le(out, unpacked, 4);
    le(out, strlen(name), 2);
    le(out, 0, 2); /* no extra fields */
}

void zip_stream_open(struct zip_stream *z, const char *name)
{
    assert(strlen(name) < sizeof z->name && z->entries < UINT16_MAX - 1);
    snprintf(z->name, sizeof z->name, "%s", name);
    if (!z->deflate) {
        z->deflate = mem_alloc(sizeof *z->deflate);
        if (deflateInit2(&z->deflate->z, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            abort(); /* out of memory */
    } else {
        deflateReset(&z->deflate->z);
    }
    z->sum = 0;
    z->unpacked = z->packed = 0;
    buf_puts(&z->out, "PK\3\4");
    header(&z->out, 0, 0, 0, z->name);
    buf_puts(&z->out, z->name);
}

static void pack(struct zip_stream *z, struct str bytes, int flush)
{
    z_stream *d = &z->deflate->z;
    d->next_in = (Bytef *)(uintptr_t)bytes.p;
    d->avail_in = (uInt)bytes.len;
    do {
        d->next_out = (Bytef *)buf_room(&z->out, BLOCK);
        d->avail_out = BLOCK;
        int rc = deflate(d, flush);
        assert(rc != Z_STREAM_ERROR);
        (void)rc;
        z->out.len += BLOCK - d->avail_out;
        z->packed += BLOCK - d->avail_out;
    } while (d->avail_out == 0);
}

void zip_stream_put(struct zip_stream *z, struct str bytes)
{
    while (bytes.len) {
        struct str piece = str_sub(bytes, 0, UINT32_MAX / 2);
        z->sum = (uint32_t)crc32(z->sum, (const Bytef *)piece.p, (uInt)piece.len);
        z->unpacked += piece.len;
        pack(z, piece, Z_NO_FLUSH);
        bytes = str_sub(bytes, piece.len, bytes.len);
    }
}

void zip_stream_close(struct zip_stream *z)
{
    pack(z, STR(""), Z_FINISH);
    assert(z->unpacked <= UINT32_MAX && z->taken <= UINT32_MAX);
    buf_puts(&z->out, "PK\7\10");
    le(&z->out, z->sum, 4);
    le(&z->out, z->packed, 4);
    le(&z->out, z->unpacked, 4);
    struct buf *d = &z->directory;
    buf_puts(d, "PK\1\2");
    le(d, VERSION, 2);
    header(d, z->sum, z->packed, z->unpacked, z->name);
    le(d, 0, 2 + 2 + 2); /* comment, disk, internal attributes */
    le(d, 0, 4);
    le(d, z->taken, 4);
    buf_puts(d, z->name);
    enum { LOCAL = 30, BEHIND = 16 };
    z->taken += LOCAL + strlen(z->name) + z->packed + BEHIND;
    z->entries++;
}

void zip_stream_end(struct zip_stream *z)
{
    buf_str(&z->out, buf_view(&z->directory));
    buf_puts(&z->out, "PK\5\6");
    le(&z->out, 0, 4); /* disks */
    le(&z->out, z->entries, 2);
    le(&z->out, z->entries, 2);
    le(&z->out, z->directory.len, 4);
    le(&z->out, z->taken, 4);
    le(&z->out, 0, 2);
}

void zip_stream_release(struct zip_stream *z)
{
    if (z->deflate)
        deflateEnd(&z->deflate->z);
    free(z->deflate);
    buf_release(&z->directory);
    buf_release(&z->out);
    *z = (struct zip_stream){0};
}
