/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/area_names.h"

#include "model/ref.h"
#include "syntax/locale.h"

#include <pthread.h>

static struct {
    struct area_name *v;
    uint32_t n, size;
    struct map by_name;
    struct arena arena;
} all;

static void add(void *ctx, struct str name, struct str iso2)
{
    char folded[REF_AREA_NAME];
    struct str key = ref_area_fold(folded, name);
    uint32_t at;
    (void)ctx;
    if (key.len == 0)
        return;
    if (map_find(&all.by_name, &at, key)) {
        if (!str_is(iso2, all.v[at].iso2))
            all.v[at].iso2[0] = 0;
        return;
    }
    if (all.n == all.size) {
        all.size = MAX(all.size * 2, 1024u);
        all.v = mem_grow(all.v, sizeof *all.v * all.size);
    }
    struct area_name *new = &all.v[all.n];
    *new = (struct area_name){.folded = arena_str(&all.arena, key)};
    memcpy(new->iso2, iso2.p, 2);
    map_put(&all.by_name, new->folded, all.n++);
}

static void make(void)
{
    arena_init(&all.arena, 4 << 20);
    locale_country_names(add, NULL);
}

static void make_once(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make);
}

const struct area_name *area_names(uint32_t *n)
{
    make_once();
    *n = all.n;
    return all.v;
}

const char *area_names_find(struct str folded)
{
    uint32_t at;
    make_once();
    return map_find(&all.by_name, &at, folded) && all.v[at].iso2[0] ? all.v[at].iso2 : NULL;
}
