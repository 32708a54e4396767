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

/* Derived flows are listed without what exists of them: it would take reading all derived figures. The
 * catalogue of sources is nothing that the public connection may see; what the notes of figures say is
 * public. */
const struct artefacts *artefact_shelf_get(struct artefact_shelf *shelf, const struct loaded *l)
{
    pthread_mutex_lock(&shelf->lock);
    if (!shelf->made)
        publish_artefacts(&shelf->all, &shelf->arena, &(struct publishing){.ref = l->ref, .cube = l->cube});
    shelf->made = true;
    pthread_mutex_unlock(&shelf->lock);
    return &shelf->all;
}
