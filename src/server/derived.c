/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/derived.h"

#include "base/clock.h"
#include "publish/trace.h"

/* One flow's, or at place 0 that of all. */
struct place {
    struct cube *cube[2]; /* derived; joined with what was reported */
    struct fragments *fragments[2];
};

struct derived_cubes {
    pthread_mutex_t lock;
    struct shared_store *store;
    struct place *v; /* by indicator; made with the first */
    uint32_t n;
};

struct derived_cubes *derived_cubes_new(struct shared_store *store)
{
    struct derived_cubes *d = mem_alloc(sizeof *d);
    pthread_mutex_init(&d->lock, NULL);
    d->store = store;
    return d;
}

void derived_cubes_free(struct derived_cubes *d)
{
    if (!d)
        return;
    for (uint32_t i = 0; i < d->n; i++)
        for (unsigned k = 0; k < 2; k++) {
            fragments_free(d->v[i].fragments[k]);
            cube_free(d->v[i].cube[k]);
        }
    free(d->v);
    pthread_mutex_destroy(&d->lock);
    free(d);
}

static int read_cube(struct cube **out, const struct derived_cubes *d, const struct loaded *l,
                     uint16_t indicator, struct err *err)
{
    struct store *st = d->store->st;
    struct release rel;
    struct arena arena;
    char now[CLOCK_TEXT];
    /* a copy, so that `l` stays as it is while others read it */
    struct loaded again = {.ref = l->ref, .release = l->release};
    arena_init(&arena, 1 << 20);
    clock_fmt(now, clock_now());
    pthread_mutex_lock(&d->store->lock);
    int r = store_release_get(st, &arena, &rel, l->release.name, str_of(now), err);
    if (r == 0)
        r = release_load_derived(&again, st, indicator ? l->ref->indicators[indicator].code : STR(""),
                                 err);
    pthread_mutex_unlock(&d->store->lock);
    *out = again.derived;
    arena_release(&arena);
    return r;
}

int derived_read(struct cube **out, const struct derived_cubes *d, const struct loaded *l, struct err *err)
{
    return read_cube(out, d, l, 0, err);
}

static int fill(struct place *p, const struct derived_cubes *d, const struct loaded *l,
                uint16_t indicator, bool joined, struct err *err)
{
    if (p->cube[joined])
        return 0;
    int r = p->cube[0] ? 0 : read_cube(&p->cube[0], d, l, indicator, err);
    if (r == 0 && joined && !(p->cube[1] = cube_join(l->cube, p->cube[0], indicator)))
        r = err_set(err, ERR_LIMIT, "the release has too many sources and notes for its reported and "
                    "derived figures to be put together");
    if (r < 0)
        return r;
    p->fragments[joined] = fragments_new(p->cube[joined]);
    if (indicator == 0 && joined) { /* all of them alone is nothing that is asked for */
        cube_free(p->cube[0]);
        p->cube[0] = NULL;
    }
    return 0;
}

const struct cube *derived_cube(struct derived_cubes *d, const struct loaded *l, uint16_t indicator,
                                bool joined, const struct fragments **fragments, struct err *err)
{
    const struct cube *cube = NULL;
    pthread_mutex_lock(&d->lock);
    if (!d->v) {
        d->n = l->ref->nindicators;
        d->v = mem_alloc(sizeof *d->v * d->n);
    }
    struct place *p = &d->v[indicator];
    if (fill(p, d, l, indicator, joined, err) == 0) {
        cube = p->cube[joined];
        *fragments = p->fragments[joined];
    }
    pthread_mutex_unlock(&d->lock);
    return cube;
}

int derived_lineage(struct lineage *out, struct arena *arena, struct derived_cubes *d, const struct cube *cube,
                    const struct cube_flow *flow, uint32_t series, uint32_t obs, struct err *err)
{
    pthread_mutex_lock(&d->store->lock);
    int r = trace_lineage(out, arena, d->store->st, cube->ref, cube, flow, series, obs, err);
    pthread_mutex_unlock(&d->store->lock);
    return r;
}
