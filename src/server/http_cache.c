/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/http_inner.h"

/* Eight shards: enough that two cores seldom meet, few enough that each has room for an
 * answer of several megabytes. */
enum { SHARDS = 8, SLOTS = 2048, OVERHEAD = 1600 /* of a response with its headers */ };

struct shard {
    pthread_mutex_t lock;
    struct entry *slot[SLOTS];
    struct entry *newest, *oldest;
    size_t bytes;
    bool full;                /* something had to go since the last clear */
    uint32_t misses;          /* how many addresses were looked for and not found */
    struct missed {
        uint32_t mark, at;    /* of the address, and which of the misses it was */
    } missed[SLOTS];          /* by slot: the last one */
};

struct http_cache {
    atomic_uint_fast64_t generation;
    size_t shard_bytes;
    struct shard shard[SHARDS];
};

struct http_cache *cache_new(size_t bytes)
{
    struct http_cache *cache = mem_alloc(sizeof *cache);
    cache->shard_bytes = bytes / SHARDS;
    for (unsigned i = 0; i < SHARDS; i++)
        pthread_mutex_init(&cache->shard[i].lock, NULL);
    return cache;
}

void entry_drop(struct entry *e)
{
    if (atomic_fetch_sub(&e->refs, 1) != 1)
        return;
    MHD_destroy_response(e->response);
    free(e->etag);
    free(e);
}

static void unlink_age(struct shard *s, struct entry *e)
{
    *(e->newer ? &e->newer->older : &s->newest) = e->older;
    *(e->older ? &e->older->newer : &s->oldest) = e->newer;
    e->newer = e->older = NULL;
}

static void link_newest(struct shard *s, struct entry *e)
{
    e->older = s->newest;
    *(s->newest ? &s->newest->newer : &s->oldest) = e;
    s->newest = e;
}

static void remove_entry(struct shard *s, struct entry *e)
{
    struct entry **at = &s->slot[e->hash / SHARDS % SLOTS];
    while (*at != e)
        at = &(*at)->next;
    *at = e->next;
    unlink_age(s, e);
    s->bytes -= e->bytes;
    entry_drop(e);
}

static struct entry *find(struct shard *s, uint64_t hash, struct str key)
{
    struct entry *e = s->slot[hash / SHARDS % SLOTS];
    while (e && !(e->hash == hash && str_eq(key, (struct str){e->key, e->key_len})))
        e = e->next;
    return e;
}

struct entry *cache_find(struct http_cache *cache, bool *wanted, uint64_t hash, struct str key)
{
    struct shard *s = &cache->shard[hash % SHARDS];
    pthread_mutex_lock(&s->lock);
    struct entry *e = find(s, hash, key);
    if (e) {
        if (e != s->newest) {
            unlink_age(s, e);
            link_newest(s, e);
        }
        atomic_fetch_add(&e->refs, 1);
    } else {
        struct missed *last = &s->missed[hash / SHARDS % SLOTS], now = {(uint32_t)(hash >> 32), ++s->misses};
        *wanted = !s->full || (last->mark == now.mark && now.at - last->at < SLOTS);
        *last = now;
    }
    pthread_mutex_unlock(&s->lock);
    return e;
}

size_t cache_largest(const struct http_cache *cache)
{
    return cache->shard_bytes > OVERHEAD ? cache->shard_bytes - OVERHEAD : 0;
}

void cache_put(struct http_cache *cache, uint64_t generation, uint64_t hash, struct str key,
               struct MHD_Response *response, uint64_t length, const char *etag,
               int64_t modified)
{
    if (length + key.len > cache_largest(cache)) {
        MHD_destroy_response(response);
        return;
    }
    struct entry *e = mem_alloc(sizeof *e + key.len + 1);
    e->response = response;
    e->etag = etag ? strdup(etag) : NULL;
    e->modified = modified;
    e->hash = hash;
    e->length = length;
    e->bytes = (size_t)length + key.len + OVERHEAD;
    e->key_len = key.len;
    memcpy(e->key, key.p, key.len);
    atomic_init(&e->refs, 1);

    struct shard *s = &cache->shard[hash % SHARDS];
    pthread_mutex_lock(&s->lock);
    /* Compared under the lock: cache_clear raises the number before it takes the locks, so
     * an answer of the old release is refused here or emptied out there, never kept. */
    if (atomic_load(&cache->generation) != generation) {
        pthread_mutex_unlock(&s->lock);
        entry_drop(e);
        return;
    }
    struct entry *old = find(s, hash, key);
    if (old)
        remove_entry(s, old);
    e->next = s->slot[hash / SHARDS % SLOTS];
    s->slot[hash / SHARDS % SLOTS] = e;
    link_newest(s, e);
    s->bytes += e->bytes;
    while (s->bytes > cache->shard_bytes && s->oldest != e) {
        remove_entry(s, s->oldest);
        s->full = true;
    }
    pthread_mutex_unlock(&s->lock);
}

uint64_t cache_generation(const struct http_cache *cache)
{
    return atomic_load(&cache->generation);
}

void cache_clear(struct http_cache *cache)
{
    atomic_fetch_add(&cache->generation, 1);
    for (unsigned i = 0; i < SHARDS; i++) {
        struct shard *s = &cache->shard[i];
        pthread_mutex_lock(&s->lock);
        while (s->oldest)
            remove_entry(s, s->oldest);
        s->full = false;
        pthread_mutex_unlock(&s->lock);
    }
}

void cache_free(struct http_cache *cache)
{
    if (!cache)
        return;
    cache_clear(cache);
    for (unsigned i = 0; i < SHARDS; i++)
        pthread_mutex_destroy(&cache->shard[i].lock);
    free(cache);
}
