/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/sheet_zip.h"

#include <strings.h>

enum {
    ENTRIES_MAX = 2000,
    UNPACKED_MAX = 256 << 20,
    RATIO_MAX = 200,
    RATIO_FROM = 1 << 20, /* smaller parts may be as dense as they like */
    NAME_MAX_BYTES = 512
};

static int too_large(struct err *err)
{
    return err_set(err, ERR_LIMIT, "the workbook unpacks to more than %d MB; send one with only "
                   "the sheets that are needed", UNPACKED_MAX >> 20);
}

static int too_dense(struct err *err, const char *name)
{
    return err_set(err, ERR_LIMIT, "the part \"%.200s\" is packed more than %d times smaller than "
                   "it is, as no workbook of figures is; save it again without empty formatted "
                   "rows", name, RATIO_MAX);
}

static bool is_dense(uint64_t unpacked, uint64_t packed)
{
    return unpacked > RATIO_FROM && unpacked / RATIO_MAX > packed;
}

static bool is_plain_name(const char *name)
{
    size_t len = strlen(name);
    if (len == 0 || len > NAME_MAX_BYTES)
        return false;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)name[i] < 0x20 || name[i] == 0x7f || name[i] == '\\')
            return false;
    return name[0] != '/' && strncmp(name, "../", 3) != 0 && !strstr(name, "/../");
}

/* What the directory of the archive says, before anything is unpacked. */
static int look_over(struct sheet_zip *z, struct err *err)
{
    uint64_t total = 0;
    for (int64_t i = 0; i < z->entries; i++) {
        zip_stat_t st;
        const char *name = zip_get_name(z->zip, (zip_uint64_t)i, 0);
        if (!name || zip_stat_index(z->zip, (zip_uint64_t)i, 0, &st) < 0)
            return err_set(err, ERR_INPUT, "the file is damaged: the directory of its zip "
                           "archive cannot be read");
        if (!is_plain_name(name))
            return err_set(err, ERR_INPUT, "the file has a part with a name that no workbook "
                           "has (part %lld)", (long long)i + 1);
        if (zip_name_locate(z->zip, name, 0) != i)
            return err_set(err, ERR_INPUT, "the file has the part \"%.200s\" twice: it is damaged",
                           name);
        if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
            return err_set(err, ERR_INPUT, "the file is a zip archive protected by a password; "
                           "send the workbook without one");
        if ((st.valid & ZIP_STAT_COMP_METHOD) && st.comp_method != ZIP_CM_STORE &&
            st.comp_method != ZIP_CM_DEFLATE)
            return err_set(err, ERR_INPUT, "the part \"%.200s\" is packed in a way that no "
                           "spreadsheet program uses", name);
        uint64_t size = st.valid & ZIP_STAT_SIZE ? st.size : 0;
        if (size > UNPACKED_MAX || (total += size) > UNPACKED_MAX)
            return too_large(err);
        if ((st.valid & ZIP_STAT_COMP_SIZE) && is_dense(size, st.comp_size))
            return too_dense(err, name);
    }
    return 0;
}

int sheet_zip_open(struct sheet_zip *z, struct str bytes, struct err *err)
{
    zip_error_t fault;
    *z = (struct sheet_zip){0};
    zip_error_init(&fault);
    zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.len, 0, &fault);
    if (source) {
        z->zip = zip_open_from_source(source, ZIP_RDONLY, &fault);
        if (!z->zip)
            zip_source_free(source);
    }
    zip_error_fini(&fault);
    if (!z->zip)
        return err_set(err, ERR_INPUT, "the file is damaged or was cut short on its way: its zip "
                       "archive has no directory; send it again");
    z->entries = zip_get_num_entries(z->zip, 0);
    if (z->entries > ENTRIES_MAX)
        return err_set(err, ERR_LIMIT, "the file has %lld parts; a workbook has at most %d",
                       (long long)z->entries, ENTRIES_MAX);
    return look_over(z, err);
}

void sheet_zip_close(struct sheet_zip *z)
{
    if (z->zip)
        zip_discard(z->zip);
    z->zip = NULL;
}

int64_t sheet_zip_find(struct sheet_zip *z, const char *name)
{
    int64_t exact = zip_name_locate(z->zip, name, 0);
    return exact >= 0 ? exact : zip_name_locate(z->zip, name, ZIP_FL_NOCASE);
}

const char *sheet_zip_name(struct sheet_zip *z, int64_t part)
{
    const char *name = part < 0 ? NULL : zip_get_name(z->zip, (zip_uint64_t)part, 0);
    return name ? name : "";
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
    zip_stat_t st;
    *part = (struct sheet_part){.name = sheet_zip_name(z, index)};
    if (index < 0 || zip_stat_index(z->zip, (zip_uint64_t)index, 0, &st) < 0 ||
        !(part->file = zip_fopen_index(z->zip, (zip_uint64_t)index, 0)))
        return err_set(err, ERR_INPUT, "the part \"%.200s\" cannot be opened: the file is damaged",
                       part->name);
    part->packed = st.valid & ZIP_STAT_COMP_SIZE ? st.comp_size : 0;
    return 0;
}

int sheet_part_next(struct sheet_part *part, struct sheet_zip *z, char *out, size_t size,
                    struct err *err)
{
    int64_t n = zip_fread(part->file, out, size);
    if (n < 0)
        return err_set(err, ERR_INPUT, "the part \"%.200s\" cannot be unpacked: the file is "
                       "damaged; send it again", part->name);
    part->unpacked += (uint64_t)n;
    z->unpacked += (uint64_t)n;
    if (z->unpacked > UNPACKED_MAX)
        return too_large(err);
    if (is_dense(part->unpacked, part->packed))
        return too_dense(err, part->name);
    return (int)n;
}

void sheet_part_close(struct sheet_part *part)
{
    if (part->file)
        zip_fclose(part->file);
    part->file = NULL;
}
