/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/zip_stream.h"

#include "syntax/crc.h"
#include "syntax/deflate.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { VERSION = 20, DEFLATED = 8, SIZES_BEHIND = 1 << 3, NEW_TIME = 0x00210000 };

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
    if (!z->deflate)
        z->deflate = deflate_new();
    z->sum = 0;
    z->unpacked = z->packed = 0;
    buf_puts(&z->out, "PK\3\4");
    header(&z->out, 0, 0, 0, z->name);
    buf_puts(&z->out, z->name);
}

void zip_stream_put(struct zip_stream *z, struct str bytes)
{
    size_t before = z->out.len;
    z->sum = crc_more(z->sum, bytes);
    z->unpacked += bytes.len;
    deflate_put(z->deflate, &z->out, bytes);
    z->packed += z->out.len - before;
}

void zip_stream_close(struct zip_stream *z)
{
    size_t before = z->out.len;
    deflate_end(z->deflate, &z->out);
    z->packed += z->out.len - before;
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
    free(z->deflate);
    buf_release(&z->directory);
    buf_release(&z->out);
    *z = (struct zip_stream){0};
}
