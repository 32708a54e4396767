/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/gaps.h"

#include <pthread.h>

struct gaps_shelf {
    pthread_mutex_t lock;
    struct arena arena;
    struct gaps_shown shown;
    bool made;
};

struct gaps_shelf *gaps_shelf_new(void)
{
    struct gaps_shelf *shelf = mem_alloc(sizeof *shelf);
    pthread_mutex_init(&shelf->lock, NULL);
    arena_init(&shelf->arena, COVERAGE_CEILING);
    return shelf;
}

void gaps_shelf_free(struct gaps_shelf *shelf)
{
    if (!shelf)
        return;
    arena_release(&shelf->arena);
    pthread_mutex_destroy(&shelf->lock);
    free(shelf);
}

static void make(struct gaps_shelf *shelf, const struct loaded *l)
{
    struct gaps_shown *s = &shelf->shown;
    gaps_make(&s->made, &shelf->arena,
              &(struct gaps_from){.ref = l->ref, .cube = l->cube, .rounds = &l->rounds, .sources = l->sources,
                                  .nsources = l->nsources, .at = l->release.released_at});
    s->potential = gaps_potential(&s->npotential, &shelf->arena, &s->made.c, &s->made.sources);
    s->rated = sources_rate(&s->nrated, &shelf->arena, &s->made);
}

const struct gaps_shown *gaps_shelf_get(struct gaps_shelf *shelf, const struct loaded *l)
{
    pthread_mutex_lock(&shelf->lock);
    if (!shelf->made)
        make(shelf, l);
    shelf->made = true;
    pthread_mutex_unlock(&shelf->lock);
    return &shelf->shown;
}
