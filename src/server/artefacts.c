/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/artefacts.h"

#include <pthread.h>

struct artefact_shelf {
    pthread_mutex_t lock;
    struct arena arena;
    struct artefacts all;
    bool made;
};

struct artefact_shelf *artefact_shelf_new(void)
{
    struct artefact_shelf *shelf = mem_alloc(sizeof *shelf);
    pthread_mutex_init(&shelf->lock, NULL);
    arena_init(&shelf->arena, ARTEFACTS_CEILING);
    return shelf;
}

void artefact_shelf_free(struct artefact_shelf *shelf)
{
    if (!shelf)
        return;
    arena_release(&shelf->arena);
    pthread_mutex_destroy(&shelf->lock);
    free(shelf);
}

/* The derived figures are read once, for what there is of them: a dataflow without any is not listed. Where
 * that fails, all are listed. */
static void make(struct artefact_shelf *shelf, const struct loaded *l, const struct derived_cubes *derived)
{
    struct cube *cube = NULL;
    struct err err;
    if (derived && derived_read(&cube, derived, l, &err) < 0)
        cube = NULL;
    publish_artefacts(&shelf->all, &shelf->arena,
                      &(struct publishing){.ref = l->ref, .cube = l->cube, .derived = cube,
                                           .sources = l->sources, .nsources = l->nsources});
    cube_free(cube);
}

const struct artefacts *artefact_shelf_get(struct artefact_shelf *shelf, const struct loaded *l,
                                           const struct derived_cubes *derived)
{
    pthread_mutex_lock(&shelf->lock);
    if (!shelf->made)
        make(shelf, l, derived);
    shelf->made = true;
    pthread_mutex_unlock(&shelf->lock);
    return &shelf->all;
}
