/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/zip_out.h"

#include <zlib.h>

enum { VERSION = 20, STORED = 0, DEFLATED = 8, UTF8_NAME = 1 << 11, NEW_TIME = 0x00210000,
       LEVEL = 5 }; /* a quarter faster than zlib's usual 6, for files that are little larger */

static void le(struct buf *out, uint64_t n, unsigned bytes)
{
    for (; bytes; bytes--, n >>= 8)
        buf_char(out, (char)(n & 0xff));
}

static int too_large(struct err *err)
{
    return err_set(err, ERR_LIMIT, "the file becomes larger than a zip archive of the plain kind "
                   "can be (4 GB)");
}

/* What the local header and the directory have in common. */
static void header(struct buf *out, const char *name, const struct zip_raw *raw)
{
    le(out, VERSION, 2);
    le(out, raw->utf8 ? UTF8_NAME : 0, 2);
    le(out, raw->method, 2);
    le(out, raw->time, 4);
    le(out, raw->sum, 4);
    le(out, raw->packed.len, 4);
    le(out, raw->unpacked, 4);
    le(out, strlen(name), 2);
    le(out, 0, 2); /* no extra fields */
}

int zip_out_copy(struct zip_out *z, const char *name, const struct zip_raw *raw, struct err *err)
{
    if (!z->begun)
        z->start = z->out->len;
    z->begun = true;
    uint64_t at = z->out->len - z->start;
    if (at > UINT32_MAX || raw->packed.len > UINT32_MAX || raw->unpacked > UINT32_MAX ||
        strlen(name) > UINT16_MAX || z->entries >= UINT16_MAX - 1)
        return too_large(err);
    buf_puts(z->out, "PK\3\4");
    header(z->out, name, raw);
    buf_puts(z->out, name);
    buf_str(z->out, raw->packed);
    buf_puts(&z->directory, "PK\1\2");
    le(&z->directory, VERSION, 2);
    header(&z->directory, name, raw);
    le(&z->directory, 0, 2 + 2 + 2); /* comment, disk, internal attributes */
    le(&z->directory, 0, 4);
    le(&z->directory, at, 4);
    buf_puts(&z->directory, name);
    z->entries++;
    return 0;
}

static void pack(struct buf *out, struct str s)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)s.p, .avail_in = (uInt)s.len};
    if (deflateInit2(&z, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        abort(); /* out of memory */
    size_t room = deflateBound(&z, s.len);
    z.next_out = (Bytef *)buf_room(out, room);
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        abort();
    out->len = room - z.avail_out;
    deflateEnd(&z);
}

int zip_out_put(struct zip_out *z, const char *name, struct str content, bool deflate,
                struct err *err)
{
    struct buf packed = {0};
    struct zip_raw raw = {.unpacked = content.len, .time = NEW_TIME,
                          .method = deflate ? DEFLATED : STORED};
    if (content.len > UINT32_MAX / 2)
        return too_large(err);
    for (const char *p = name; *p; p++)
        raw.utf8 = raw.utf8 || (*p & 0x80);
    raw.sum = (uint32_t)crc32(0, (const Bytef *)content.p, (uInt)content.len);
    if (deflate)
        pack(&packed, content);
    raw.packed = deflate ? buf_view(&packed) : content;
    int r = zip_out_copy(z, name, &raw, err);
    buf_release(&packed);
    return r;
}

int zip_out_end(struct zip_out *z, struct err *err)
{
    uint64_t at = z->out->len - (z->begun ? z->start : z->out->len);
    size_t len = z->directory.len;
    if (at + len > UINT32_MAX) {
        zip_out_release(z);
        return too_large(err);
    }
    buf_str(z->out, buf_view(&z->directory));
    buf_puts(z->out, "PK\5\6");
    le(z->out, 0, 4);
    le(z->out, z->entries, 2);
    le(z->out, z->entries, 2);
    le(z->out, len, 4);
    le(z->out, at, 4);
    le(z->out, 0, 2);
    zip_out_release(z);
    return 0;
}

void zip_out_release(struct zip_out *z)
{
    buf_release(&z->directory);
}
