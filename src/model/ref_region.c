/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A region's own lines of reference data behind those built in. */

#include "model/ref_builtin.h"

#include "base/buf.h"

static struct str line_next(struct str *rest)
{
    const char *end = memchr(rest->p, '\n', rest->len);
    size_t len = end ? (size_t)(end - rest->p) + 1 : rest->len;
    struct str line = {rest->p, len};
    *rest = str_sub(*rest, len, rest->len);
    return line;
}

/* The header without what editors put around it. */
static struct str header_of(struct str content)
{
    if (str_starts(content, STR("\xEF\xBB\xBF")))
        content = str_sub(content, 3, content.len);
    return str_trim(line_next(&content));
}

static struct ref_file *find(struct ref_file *files, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(files[i].name, name))
            return &files[i];
    return NULL;
}

/* What is built in calls another region so. */
static void names_without_region(struct ref_file *f, struct arena *arena)
{
    struct buf out = {0};
    struct str rest = f->content;
    while (rest.len) {
        struct str line = line_next(&rest);
        if (!str_starts(line, STR("region,")))
            buf_put(&out, line.p, line.len);
    }
    f->content = arena_str(arena, buf_view(&out));
    buf_release(&out);
}

static int lines_join(struct ref_file *f, const struct ref_file *own, struct arena *arena, const char *dir,
                      struct err *err)
{
    struct str header = header_of(f->content), rest = own->content;
    if (!str_eq(header, header_of(own->content)))
        return err_set(err, ERR_CONFIG, "%s/%.*s:1: the header is to be \"%.*s\"", dir, STR_FMT(own->name),
                       STR_FMT(header));
    struct buf out = {0};
    uint32_t lines = 0;
    for (struct str above = f->content; above.len; lines++)
        line_next(&above);
    line_next(&rest);
    buf_put(&out, f->content.p, f->content.len);
    if (f->content.p[f->content.len - 1] != '\n')
        buf_put(&out, "\n", 1);
    buf_put(&out, rest.p, rest.len);
    f->content = arena_str(arena, buf_view(&out));
    f->own = dir;
    f->shift = lines - 1;
    buf_release(&out);
    return 0;
}

int ref_builtin_join(struct arena *arena, struct ref_file **files, size_t *n, const struct ref_file *own, size_t nown,
                     const char *dir, struct err *err)
{
    struct ref_file *built;
    size_t nbuilt = ref_builtin_files(arena, &built);
    *files = arena_array(arena, struct ref_file, nbuilt + nown);
    memcpy(*files, built, sizeof *built * nbuilt);
    *n = nbuilt;
    for (size_t i = 0; i < nbuilt; i++)
        if (str_starts((*files)[i].name, STR("names/")))
            names_without_region(&(*files)[i], arena);
    bool region = false;
    int r = 0;
    for (size_t i = 0; r == 0 && i < nown; i++) {
        struct ref_file *f = find(*files, nbuilt, own[i].name);
        bool whole = str_is(own[i].name, "region.csv");
        region = region || whole;
        if (f && !whole) {
            r = lines_join(f, &own[i], arena, dir, err);
            continue;
        }
        if (!f)
            f = &(*files)[(*n)++];
        *f = own[i];
        f->own = dir;
    }
    if (r == 0 && !region)
        return err_set(err, ERR_CONFIG, "%s/region.csv: the file is missing; it says what the region is called", dir);
    return r;
}
