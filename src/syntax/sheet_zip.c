/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/sheet_zip.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <strings.h>

enum {
    ENTRIES_MAX = 2000,
    UNPACKED_MAX = 256 << 20,
    RATIO_MAX = 200,
    RATIO_FROM = 1 << 20, /* smaller parts may be as dense as they like */
    NAME_MAX_BYTES = 512,
    END_LEN = 22, END64_LEN = 56, LOCATOR_LEN = 20, CENTRAL_LEN = 46, LOCAL_LEN = 30,
    COMMENT_MAX = 65535,
    STORED = 0, DEFLATED = 8,
    ENCRYPTED = 1, UTF8_NAME = 1 << 11
};

struct sheet_zip_entry {
    char *name, *lower;
    uint64_t packed, unpacked, local;
    const char *from; /* where its bytes begin */
    uint32_t sum, time;
    unsigned flags, method;
};

static int too_large(struct err *err)
{
    return err_set(err, ERR_LIMIT, "the workbook unpacks to more than %d MB; send one with only "
                   "the sheets that are needed", UNPACKED_MAX >> 20);
}

static int cut_short(struct err *err)
{
    return err_set(err, ERR_INPUT, "the file is damaged or was cut short on its way: its zip "
                   "archive has no sound directory; send it again");
}

static uint64_t le(const char *p, unsigned bytes)
{
    uint64_t n = 0;
    while (bytes--)
        n = n << 8 | (unsigned char)p[bytes];
    return n;
}

/* `len` bytes at an offset, NULL when the file does not have them or begins otherwise. */
static const char *at(const struct sheet_zip *z, uint64_t offset, size_t len, const char *mark)
{
    if (offset > z->bytes.len || len > z->bytes.len - offset)
        return NULL;
    const char *p = z->bytes.p + offset;
    return memcmp(p, mark, 4) == 0 ? p : NULL;
}

static const char *find_end(const struct sheet_zip *z)
{
    size_t len = z->bytes.len;
    for (size_t back = END_LEN; back <= len && back <= END_LEN + COMMENT_MAX; back++) {
        const char *p = at(z, len - back, END_LEN, "PK\5\6");
        if (p && le(p + 20, 2) <= back - END_LEN)
            return p;
    }
    return NULL;
}

/* Where the directory is and how many entries it has. */
static bool read_end(const struct sheet_zip *z, uint64_t *offset, uint64_t *count)
{
    const char *end = find_end(z);
    if (!end)
        return false;
    *count = le(end + 10, 2);
    *offset = le(end + 16, 4);
    uint64_t where = (uint64_t)(end - z->bytes.p);
    if ((*count == UINT16_MAX || *offset == UINT32_MAX) && where >= LOCATOR_LEN) {
        const char *locator = at(z, where - LOCATOR_LEN, LOCATOR_LEN, "PK\6\7");
        const char *end64 = locator ? at(z, le(locator + 8, 8), END64_LEN, "PK\6\6") : NULL;
        if (!end64)
            return false;
        *count = le(end64 + 32, 8);
        *offset = le(end64 + 48, 8);
    }
    return true;
}

/* The sizes that did not fit in 32 bits (zip64), in the order in which they are missed. */
static bool read_extra(struct sheet_zip_entry *e, struct str extra)
{
    uint64_t *wide[] = {&e->unpacked, &e->packed, &e->local};
    while (extra.len >= 4) {
        size_t len = le(extra.p + 2, 2);
        struct str field = str_sub(extra, 4, len);
        if (field.len < len)
            break;
        if (le(extra.p, 2) == 1) {
            for (size_t i = 0; i < ARRAY_LEN(wide); i++) {
                if (*wide[i] != UINT32_MAX)
                    continue;
                if (field.len < 8)
                    return false;
                *wide[i] = le(field.p, 8);
                field = str_sub(field, 8, field.len);
            }
            return true;
        }
        extra = str_sub(extra, 4 + len, extra.len);
    }
    return true; /* without them the sizes are checked as they are */
}

static bool is_plain_name(struct str name)
{
    if (name.len == 0 || name.len > NAME_MAX_BYTES || name.p[0] == '/')
        return false;
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7f || name.p[i] == '\\')
            return false;
    return !str_starts(name, STR("../")) && !str_find(name, STR("/../"));
}

static bool take_name(struct sheet_zip_entry *e, struct str name)
{
    if (!is_plain_name(name))
        return false;
    e->name = mem_alloc(name.len + 1);
    e->lower = mem_alloc(name.len + 1);
    memcpy(e->name, name.p, name.len);
    for (size_t i = 0; i < name.len; i++)
        e->lower[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] | 0x20) : name.p[i];
    return true;
}

static int check_entry(const struct sheet_zip_entry *e, struct err *err)
{
    if (e->flags & ENCRYPTED)
        return err_set(err, ERR_INPUT, "the file is a zip archive protected by a password; send "
                       "the workbook without one");
    if (e->method != STORED && e->method != DEFLATED)
        return err_set(err, ERR_INPUT, "the part \"%s\" is packed in a way that no "
                       "spreadsheet program uses", utf8_brief(str_of(e->name)).text);
    if (e->unpacked > UNPACKED_MAX)
        return too_large(err);
    if (e->unpacked > RATIO_FROM && e->unpacked / RATIO_MAX > e->packed)
        return err_set(err, ERR_LIMIT, "the part \"%s\" is packed more than %d times smaller "
                       "than it is, as no workbook of figures is; save it again without empty "
                       "formatted rows", utf8_brief(str_of(e->name)).text, RATIO_MAX);
    return 0;
}

/* One entry of the directory, which is at *offset; that moves behind it. */
static int read_entry(struct sheet_zip *z, uint64_t *offset, struct err *err)
{
    struct sheet_zip_entry *e = &z->entry[z->entries];
    const char *p = at(z, *offset, CENTRAL_LEN, "PK\1\2");
    if (!p)
        return cut_short(err);
    size_t name = le(p + 28, 2), extra = le(p + 30, 2), comment = le(p + 32, 2);
    if (!at(z, *offset, CENTRAL_LEN + name + extra + comment, "PK\1\2"))
        return cut_short(err);
    *offset += CENTRAL_LEN + name + extra + comment;
    *e = (struct sheet_zip_entry){.flags = (unsigned)le(p + 8, 2), .method = (unsigned)le(p + 10, 2),
                                  .time = (uint32_t)le(p + 12, 4), .sum = (uint32_t)le(p + 16, 4),
                                  .packed = le(p + 20, 4), .unpacked = le(p + 24, 4), .local = le(p + 42, 4)};
    if (!take_name(e, (struct str){p + CENTRAL_LEN, name}))
        return err_set(err, ERR_INPUT, "the file has a part with a name that no workbook has "
                       "(part %lld)", (long long)z->entries + 1);
    uint32_t index = (uint32_t)z->entries++;
    if (!map_put(&z->names, str_of(e->lower), index))
        return err_set(err, ERR_INPUT, "the file has the part \"%s\" twice: it is damaged",
                       utf8_brief(str_of(e->name)).text);
    if (!read_extra(e, (struct str){p + CENTRAL_LEN + name, extra}))
        return cut_short(err);
    const char *local = at(z, e->local, LOCAL_LEN, "PK\3\4");
    if (!local)
        return cut_short(err);
    uint64_t from = e->local + LOCAL_LEN + le(local + 26, 2) + le(local + 28, 2);
    if (from > z->bytes.len || e->packed > z->bytes.len - from)
        return cut_short(err);
    e->from = z->bytes.p + from;
    return check_entry(e, err);
}

int sheet_zip_open(struct sheet_zip *z, struct str bytes, struct err *err)
{
    uint64_t offset, count, packed = 0, unpacked = 0;
    *z = (struct sheet_zip){.bytes = bytes};
    if (!read_end(z, &offset, &count))
        return cut_short(err);
    if (count > ENTRIES_MAX)
        return err_set(err, ERR_LIMIT, "the file has %llu parts; a workbook has at most %d",
                       (unsigned long long)count, ENTRIES_MAX);
    z->entry = mem_alloc(count * sizeof *z->entry);
    for (uint64_t i = 0; i < count; i++) {
        int r = read_entry(z, &offset, err);
        if (r < 0)
            return r;
        packed += z->entry[i].packed;
        unpacked += z->entry[i].unpacked;
    }
    if (unpacked > UNPACKED_MAX)
        return too_large(err);
    if (packed > bytes.len)
        return err_set(err, ERR_INPUT, "the parts of the file lie over each other, as only a zip "
                       "bomb has them");
    return 0;
}

void sheet_zip_close(struct sheet_zip *z)
{
    for (int64_t i = 0; i < z->entries; i++) {
        free(z->entry[i].name);
        free(z->entry[i].lower);
    }
    free(z->entry);
    map_release(&z->names);
    *z = (struct sheet_zip){0};
}

int64_t sheet_zip_find(struct sheet_zip *z, const char *name)
{
    struct sheet_zip_entry key;
    uint32_t index;
    bool found = take_name(&key, str_of(name));
    if (!found)
        return -1;
    found = map_find(&z->names, &index, str_of(key.lower));
    free(key.name);
    free(key.lower);
    return found ? (int64_t)index : -1;
}

const char *sheet_zip_name(struct sheet_zip *z, int64_t part)
{
    return part < 0 || part >= z->entries ? "" : z->entry[part].name;
}

uint64_t sheet_zip_size(struct sheet_zip *z, int64_t part)
{
    return part < 0 || part >= z->entries ? 0 : z->entry[part].unpacked;
}

void sheet_zip_raw(struct zip_raw *raw, struct sheet_zip *z, int64_t part)
{
    const struct sheet_zip_entry *e = &z->entry[part];
    *raw = (struct zip_raw){.packed = {e->from, (size_t)e->packed}, .unpacked = e->unpacked,
                            .sum = e->sum, .time = e->time, .method = (uint16_t)e->method,
                            .utf8 = e->flags & UTF8_NAME};
}

bool sheet_zip_has_folder(struct sheet_zip *z, const char *prefix)
{
    for (int64_t i = 0; i < z->entries; i++)
        if (strncasecmp(sheet_zip_name(z, i), prefix, strlen(prefix)) == 0)
            return true;
    return false;
}

int sheet_part_open(struct sheet_part *part, struct sheet_zip *z, int64_t index,
                    struct err *err)
{
    *part = (struct sheet_part){.name = sheet_zip_name(z, index)};
    if (index < 0 || index >= z->entries)
        return err_set(err, ERR_INPUT, "a part is missing: the file is damaged");
    part->entry = &z->entry[index];
    /* zlib only reads there, and at most 4 GB */
    part->stream.next_in = (Bytef *)(uintptr_t)part->entry->from;
    part->stream.avail_in = (uInt)part->entry->packed;
    if (part->entry->packed > UINT32_MAX || inflateInit2(&part->stream, -MAX_WBITS) != Z_OK)
        abort(); /* checked; out of memory */
    return 0;
}

/* One portion into `out`: how many bytes, negative when it cannot be unpacked. */
static int64_t portion(struct sheet_part *part, char *out, size_t size)
{
    z_stream *s = &part->stream;
    if (part->ended)
        return 0;
    if (part->entry->method == STORED) {
        size_t n = MIN(size, (size_t)s->avail_in);
        if (n)
            memcpy(out, s->next_in, n);
        s->next_in += n;
        s->avail_in -= (uInt)n;
        part->ended = s->avail_in == 0;
        return (int64_t)n;
    }
    s->next_out = (Bytef *)out;
    s->avail_out = (uInt)size;
    int r = inflate(s, Z_NO_FLUSH);
    part->ended = r == Z_STREAM_END;
    int64_t n = (int64_t)(size - s->avail_out);
    return r == Z_STREAM_END || (r == Z_OK && n > 0) ? n : -1;
}

int sheet_part_next(struct sheet_part *part, struct sheet_zip *z, char *out, size_t size,
                    struct err *err)
{
    int64_t n = portion(part, out, MIN(size, (size_t)INT32_MAX));
    if (n > 0) {
        part->unpacked += (uint64_t)n;
        z->unpacked += (uint64_t)n;
        part->sum = (uint32_t)crc32(part->sum, (const Bytef *)out, (uInt)n);
    }
    bool whole = part->unpacked == part->entry->unpacked && part->sum == part->entry->sum;
    if (n < 0 || part->unpacked > part->entry->unpacked || (part->ended && !whole))
        return err_set(err, ERR_INPUT, "the part \"%s\" cannot be unpacked: the file is "
                       "damaged; send it again", utf8_brief(str_of(part->name)).text);
    if (z->unpacked > UNPACKED_MAX) /* the same part, again and again */
        return too_large(err);
    return (int)n;
}

void sheet_part_close(struct sheet_part *part)
{
    if (part->entry)
        inflateEnd(&part->stream);
    part->entry = NULL;
}
