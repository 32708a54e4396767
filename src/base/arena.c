/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>

enum { FIRST_CHUNK = 16 << 10, LARGEST_STEP = 4 << 20, ALIGN = 16 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
};

#define HEADER ((sizeof(struct arena_chunk) + ALIGN - 1) & ~(size_t)(ALIGN - 1))

static void out_of_memory(size_t size)
{
    fprintf(stderr, "ilms: out of memory (asked for %zu bytes)\n", size);
    abort();
}

void *mem_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p)
        out_of_memory(size);
    return p;
}

void *mem_grow(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);
    if (!p)
        out_of_memory(size);
    return p;
}

void arena_init(struct arena *a, size_t ceiling)
{
    *a = (struct arena){.ceiling = ceiling};
}

void arena_release(struct arena *a)
{
    for (struct arena_chunk *c = a->head, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    arena_init(a, a->ceiling);
}

void arena_reset(struct arena *a)
{
    struct arena_chunk *keep = a->head;
    if (!keep)
        return;
    for (struct arena_chunk *c = keep->next, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    keep->next = NULL;
    a->used = keep->size;
    a->at = (char *)keep + HEADER;
}

size_t arena_room(const struct arena *a)
{
    size_t fresh = a->ceiling > a->used + HEADER ? a->ceiling - a->used - HEADER : 0;
    return MAX(fresh, (size_t)(a->end - a->at)) & ~(size_t)(ALIGN - 1);
}

static void add_chunk(struct arena *a, size_t need)
{
    size_t step = a->head ? MIN(a->head->size * 2, (size_t)LARGEST_STEP) : (size_t)FIRST_CHUNK;
    size_t left = a->ceiling - MIN(a->used, a->ceiling);
    size_t size = MAX(MIN(step, left), need + HEADER);
    if (size > left)
        out_of_memory(size);
    struct arena_chunk *c = mem_grow(NULL, size);
    c->next = a->head;
    c->size = size;
    a->head = c;
    a->used += size;
    a->at = (char *)c + HEADER;
    a->end = (char *)c + size;
}

void *arena_alloc(struct arena *a, size_t size)
{
    static _Alignas(ALIGN) char nothing[ALIGN]; /* also where no room is left */
    if (size == 0)
        return nothing;
    if (size > SIZE_MAX / 2)
        out_of_memory(size);
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (size > (size_t)(a->end - a->at))
        add_chunk(a, size);
    void *p = a->at;
    a->at += size;
    return memset(p, 0, size);
}

char *arena_text(struct arena *a, struct str s)
{
    char *copy = arena_alloc(a, s.len + 1);
    if (s.len)
        memcpy(copy, s.p, s.len);
    return copy;
}

struct str arena_str(struct arena *a, struct str s)
{
    return (struct str){arena_text(a, s), s.len};
}

char *arena_fmt(struct arena *a, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    /* into the room that is there; where that was not enough, once more */
    size_t room = (size_t)(a->end - a->at), n = str_vfmt(a->at, room, fmt, args);
    char *text = a->at;
    if (n < room)
        a->at += MIN((n + ALIGN) & ~(size_t)(ALIGN - 1), room);
    else
        str_vfmt(text = arena_alloc(a, n + 1), n + 1, fmt, again);
    va_end(again);
    va_end(args);
    return text;
}
