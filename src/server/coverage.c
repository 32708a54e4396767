/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/coverage.h"

#include "base/clock.h"

enum { ROOM = 512 << 20 };

struct coverage_shelf {
    pthread_mutex_t lock;
    struct shared_store *store;
    struct arena arena;
    struct cover_history history;
    bool made;
};

struct coverage_shelf *coverage_shelf_new(struct shared_store *store)
{
    struct coverage_shelf *shelf = mem_alloc(sizeof *shelf);
    pthread_mutex_init(&shelf->lock, NULL);
    shelf->store = store;
    arena_init(&shelf->arena, ROOM);
    return shelf;
}

void coverage_shelf_free(struct coverage_shelf *shelf)
{
    if (!shelf)
        return;
    arena_release(&shelf->arena);
    pthread_mutex_destroy(&shelf->lock);
    free(shelf);
}

const struct cover_history *coverage_history(struct coverage_shelf *shelf, const struct loaded *l, struct err *err)
{
    char now[CLOCK_TEXT];
    clock_fmt(now, clock_now());
    pthread_mutex_lock(&shelf->lock);
    if (!shelf->made) {
        arena_reset(&shelf->arena);
        pthread_mutex_lock(&shelf->store->lock);
        int r = cover_history_load(&shelf->history, &shelf->arena, shelf->store->st, l->ref, l, str_of(now), err);
        pthread_mutex_unlock(&shelf->store->lock);
        shelf->made = r == 0;
    }
    bool made = shelf->made;
    pthread_mutex_unlock(&shelf->lock);
    return made ? &shelf->history : NULL;
}
