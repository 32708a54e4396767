/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Memory for one unit of work (a command, a request, a submission), freed at once.
 *
 *     struct arena a;
 *     arena_init(&a, 64 << 20);
 *     char *text = arena_fmt(&a, "%s %d", name, n);
 *     arena_release(&a);
 *
 * Whoever passes the arena owns what comes back. Allocation never fails: past
 * the ceiling, or when the machine has no more, the process aborts. Sizes that
 * come from outside are therefore checked against arena_room() first. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

struct arena {
    struct arena_chunk *head;
    char *at, *end;
    size_t used, ceiling;
};

void arena_init(struct arena *a, size_t ceiling);
void arena_release(struct arena *a);
void arena_reset(struct arena *a); /* forgets all, keeps the newest chunk */
size_t arena_room(const struct arena *a); /* the largest allocation that still fits */

void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned to 16 */
#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (n)))

char *arena_text(struct arena *a, struct str s);      /* NUL-terminated copy */
struct str arena_str(struct arena *a, struct str s);  /* copy; NUL stands behind it */
char *arena_fmt(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* For long-lived tables that grow: realloc that aborts when there is no more. */
void *mem_alloc(size_t size); /* zeroed */
void *mem_grow(void *old, size_t size);

#endif
