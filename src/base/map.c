/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/map.h"

#include "base/arena.h"
#include "base/hash.h"

struct map_slot {
    struct str key; /* p NULL: free (an empty key gets a non-NULL p) */
    uint32_t hash, value;
};

static struct map_slot *slot_of(const struct map *m, struct str key, uint32_t hash)
{
    for (uint32_t i = hash;; i++) {
        struct map_slot *s = &m->slots[i & (m->size - 1)];
        if (!s->key.p || (s->hash == hash && str_eq(s->key, key)))
            return s;
    }
}

static void enlarge(struct map *m)
{
    struct map old = *m;
    m->size = old.size ? old.size * 2 : 64;
    m->slots = mem_alloc(sizeof(struct map_slot) * m->size);
    for (uint32_t i = 0; i < old.size; i++)
        if (old.slots[i].key.p)
            *slot_of(m, old.slots[i].key, old.slots[i].hash) = old.slots[i];
    free(old.slots);
}

bool map_put(struct map *m, struct str key, uint32_t value)
{
    if (m->used * 2 >= m->size)
        enlarge(m);
    uint32_t hash = (uint32_t)hash64(key);
    struct map_slot *s = slot_of(m, key, hash);
    bool fresh = !s->key.p;
    if (fresh) {
        s->key = (struct str){key.p ? key.p : "", key.len};
        s->hash = hash;
        m->used++;
    }
    s->value = value;
    return fresh;
}

bool map_find(const struct map *m, uint32_t *value, struct str key)
{
    if (!m->size)
        return false;
    struct map_slot *s = slot_of(m, key, (uint32_t)hash64(key));
    if (!s->key.p)
        return false;
    *value = s->value;
    return true;
}

void map_release(struct map *m)
{
    free(m->slots);
    *m = (struct map){0};
}

/* So many texts are looked at one by one; with the next there is a map of them. */
enum { FEW = 4 };

bool strset_find(const struct strset *s, uint32_t *index, struct str text)
{
    if (s->n > FEW)
        return map_find(&s->map, index, text);
    uint32_t i = 0;
    while (i < s->n && !str_eq(s->v[i], text))
        i++;
    if (i < s->n)
        *index = i;
    return i < s->n;
}

uint32_t strset_put(struct strset *s, struct str text)
{
    uint32_t index;
    if (strset_find(s, &index, text))
        return index;
    if (s->n == s->size) {
        s->size = s->size ? s->size * 2 : 16;
        s->v = mem_grow(s->v, sizeof *s->v * s->size);
    }
    char *copy = mem_grow(NULL, text.len + 1);
    if (text.len)
        memcpy(copy, text.p, text.len);
    copy[text.len] = 0;
    s->v[s->n] = (struct str){copy, text.len};
    if (s->n == FEW)
        for (index = 0; index < FEW; index++)
            map_put(&s->map, s->v[index], index);
    if (s->n >= FEW)
        map_put(&s->map, s->v[s->n], s->n);
    return s->n++;
}

void strset_release(struct strset *s)
{
    for (uint32_t i = 0; i < s->n; i++)
        free((char *)s->v[i].p);
    free(s->v);
    map_release(&s->map);
    *s = (struct strset){0};
}
