/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Pictures that are handed to pandoc as their heads, and come into what it has made of them whole. */

#include "document/press_inner.h"
#include "syntax/crc.h"
#include "syntax/package.h"

static void put_u32(struct buf *out, uint32_t v)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_char(out, (char)(v >> shift & 255));
}

/* A chunk of a PNG (W3C Portable Network Graphics, third edition, 5.3). */
static void put_chunk(struct buf *out, const char *type, struct str data)
{
    size_t from = out->len + 4;
    put_u32(out, (uint32_t)data.len);
    buf_puts(out, type);
    buf_str(out, data);
    put_u32(out, crc_more(0, str_sub(buf_view(out), from, out->len - from)));
}

void press_pictures_add(struct press_pictures *p, struct str png)
{
    static const struct str data = {"IDAT", 4};
    struct buf word = {0};
    if (p->n == p->size)
        p->v = mem_grow(p->v, sizeof *p->v * (p->size = MAX(p->size * 2, (size_t)64)));
    struct press_picture *picture = &p->v[p->n];
    *picture = (struct press_picture){{0}, {0}};
    const char *at = memmem(png.p, png.len, data.p, data.len); /* behind the length of its chunk */
    buf_str(&picture->whole, png);
    buf_str(&picture->head, str_sub(png, 0, at ? (size_t)(at - png.p) - 4 : png.len));
    buf_puts(&word, "number");
    buf_char(&word, 0);
    buf_fmt(&word, "%zu", p->n++);
    put_chunk(&picture->head, "tEXt", buf_view(&word));
    put_chunk(&picture->head, "IEND", STR(""));
    buf_release(&word);
}

void press_pictures_release(struct press_pictures *p)
{
    for (size_t i = 0; i < p->n; i++) {
        buf_release(&p->v[i].head);
        buf_release(&p->v[i].whole);
    }
    free(p->v);
    *p = (struct press_pictures){0};
}

static int exchange(struct package *package, const struct press_pictures *p, struct err *err)
{
    size_t found = 0;
    for (int64_t part = 0; part < (int64_t)package->nparts; part++) {
        struct str text;
        if (!str_starts(str_of(package_name(package, part)), STR("word/media/")))
            continue;
        int r = package_text(&text, package, part, err);
        if (r < 0)
            return r;
        for (size_t i = 0; i < p->n; i++)
            if (str_eq(text, buf_view(&p->v[i].head))) {
                package_change(package, part, buf_view(&p->v[i].whole));
                found++;
                break;
            }
    }
    return found == p->n ? 0
                         : err_set(err, ERR_FORMAT, "pandoc has kept %zu of %zu pictures as they were handed to it",
                                   found, p->n);
}

int press_pictures_put(struct buf *out, const struct press_pictures *p, struct str docx, struct err *err)
{
    struct sheet_zip zip;
    struct package package;
    struct arena arena;
    arena_init(&arena, (size_t)1 << 30);
    int r = sheet_zip_open(&zip, docx, err);
    if (r == 0) {
        package_init(&package, &zip, &arena);
        r = exchange(&package, p, err);
    }
    if (r == 0)
        r = package_write(out, &package, err);
    sheet_zip_close(&zip);
    arena_release(&arena);
    return r < 0 ? err_context(err, "the DOCX") : 0;
}
