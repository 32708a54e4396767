/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/package.h"

#include <strings.h>

struct package_part {
    const char *name;
    struct str text;
    enum { AS_IT_WAS, READ, CHANGED, DROPPED } state;
};

static void enlarge(struct package *p)
{
    size_t size = MAX(p->size * 2, (size_t)64);
    struct package_part *v = arena_array(p->arena, struct package_part, size);
    if (p->nparts)
        memcpy(v, p->part, p->nparts * sizeof *v);
    p->part = v;
    p->size = size;
}

void package_init(struct package *p, struct sheet_zip *zip, struct arena *arena)
{
    *p = (struct package){.arena = arena, .zip = zip, .size = (size_t)zip->entries};
    enlarge(p);
    for (int64_t i = 0; i < zip->entries; i++)
        p->part[p->nparts++] = (struct package_part){.name = sheet_zip_name(zip, i)};
}

int64_t package_find(struct package *p, const char *name)
{
    int64_t part = sheet_zip_find(p->zip, name);
    if (part >= 0)
        return p->part[part].state == DROPPED ? -1 : part;
    for (size_t i = (size_t)p->zip->entries; i < p->nparts; i++)
        if (strcasecmp(p->part[i].name, name) == 0 && p->part[i].state != DROPPED)
            return (int64_t)i;
    return -1;
}

const char *package_name(struct package *p, int64_t part) { return p->part[part].name; }

static int unpack(struct str *text, struct package *p, int64_t index, struct err *err)
{
    struct sheet_part part;
    uint64_t size = sheet_zip_size(p->zip, index), done = 0;
    if (size + 2 > arena_room(p->arena))
        return err_set(err, ERR_LIMIT, "the workbook is too large to be marked");
    int r = sheet_part_open(&part, p->zip, index, err);
    if (r < 0)
        return r;
    char *bytes = arena_alloc(p->arena, (size_t)size + 1);
    do {
        r = sheet_part_next(&part, p->zip, bytes + done, (size_t)(size - done) + 1, err);
        done += r > 0 ? (uint64_t)r : 0;
    } while (r > 0);
    sheet_part_close(&part);
    *text = (struct str){bytes, (size_t)done};
    return r;
}

int package_text(struct str *text, struct package *p, int64_t part, struct err *err)
{
    if (part < 0)
        return err_set(err, ERR_INPUT, "a part is missing: the file is damaged");
    struct package_part *at = &p->part[part];
    if (at->state == AS_IT_WAS) {
        int r = unpack(&at->text, p, part, err);
        if (r < 0)
            return r;
        at->state = READ;
    }
    *text = at->text;
    return 0;
}

void package_change(struct package *p, int64_t part, struct str text)
{
    struct package_part *at = &p->part[part];
    if (at->state == READ && str_eq(at->text, text))
        return;
    at->text = text;
    at->state = CHANGED;
}

void package_drop(struct package *p, int64_t part)
{
    if (part >= 0)
        p->part[part].state = DROPPED;
}

int64_t package_add(struct package *p, const char *name, struct str text)
{
    /* in the place of one of that name which was dropped */
    int64_t old = sheet_zip_find(p->zip, name);
    if (old >= 0) {
        package_change(p, old, text);
        return old;
    }
    if (p->nparts == p->size)
        enlarge(p);
    p->part[p->nparts] = (struct package_part){
        .name = arena_text(p->arena, str_of(name)), .text = text, .state = CHANGED};
    return (int64_t)p->nparts++;
}

const char *package_free_name(struct package *p, const char *before, const char *behind)
{
    for (unsigned n = 1;; n++) {
        const char *name = arena_fmt(p->arena, "%s%u%s", before, n, behind);
        if (package_find(p, name) < 0)
            return name;
    }
}

static int write_part(struct zip_out *z, struct package *p, int64_t i, struct err *err)
{
    struct package_part *part = &p->part[i];
    struct zip_raw raw;
    if (part->state == DROPPED)
        return 0;
    if (part->state == CHANGED)
        return zip_out_put(z, part->name, part->text, true, err);
    sheet_zip_raw(&raw, p->zip, i);
    return zip_out_copy(z, part->name, &raw, err);
}

/* OpenDocument wants its type to be read without unpacking: first and stored. */
static int write_mimetype(struct zip_out *z, struct package *p, int64_t i, struct err *err)
{
    struct str text;
    int r = package_text(&text, p, i, err);
    return r < 0 ? r : zip_out_put(z, "mimetype", text, false, err);
}

int package_write(struct buf *out, struct package *p, struct err *err)
{
    struct zip_out z = {.out = out};
    int64_t mimetype = package_find(p, "mimetype");
    int r = mimetype >= 0 ? write_mimetype(&z, p, mimetype, err) : 0;
    for (size_t i = 0; i < p->nparts && r == 0; i++)
        if ((int64_t)i != mimetype)
            r = write_part(&z, p, (int64_t)i, err);
    if (r == 0)
        return zip_out_end(&z, err);
    zip_out_release(&z);
    return r;
}
