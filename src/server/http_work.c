/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/hash.h"
#include "server/http_inner.h"

#include <math.h>

/* A bucket for each address that was heard of lately: seconds that it has left. Two addresses in one
 * place take turns in it, which forgives both; nobody pays for another. */
enum { PLACES = 4096 };
#define COMES_BACK 0.5 /* seconds a second */

struct bucket {
    uint64_t who;
    double left, at;
};
struct work {
    pthread_mutex_t lock;
    double burst;
    struct bucket place[PLACES];
};

struct work *work_new(unsigned burst)
{
    struct work *work = mem_alloc(sizeof *work);
    pthread_mutex_init(&work->lock, NULL);
    work->burst = burst;
    return work;
}

void work_free(struct work *work)
{
    if (work)
        pthread_mutex_destroy(&work->lock);
    free(work);
}

bool is_loopback(const struct sockaddr_storage *peer)
{
    if (peer->ss_family == AF_INET)
        return ntohl(((const struct sockaddr_in *)peer)->sin_addr.s_addr) >> 24 == 127;
    if (peer->ss_family != AF_INET6)
        return false;
    const struct in6_addr *a = &((const struct sockaddr_in6 *)peer)->sin6_addr;
    return IN6_IS_ADDR_LOOPBACK(a) || (IN6_IS_ADDR_V4MAPPED(a) && a->s6_addr[12] == 127);
}

/* Of IPv6 the half that a household or office has. */
static uint64_t who_is(const struct sockaddr_storage *peer)
{
    struct str bytes = {NULL, 0};
    if (peer->ss_family == AF_INET)
        bytes = (struct str){(const char *)&((const struct sockaddr_in *)peer)->sin_addr, 4};
    else if (peer->ss_family == AF_INET6)
        bytes = (struct str){(const char *)&((const struct sockaddr_in6 *)peer)->sin6_addr, 8};
    return hash64(bytes);
}

/* The bucket as it is now; under the lock. */
static struct bucket *bucket_of(struct work *work, const struct sockaddr_storage *peer, double now)
{
    uint64_t who = who_is(peer);
    struct bucket *b = &work->place[who % PLACES];
    if (b->who != who || b->at == 0)
        *b = (struct bucket){who, work->burst, now};
    b->left = MIN(work->burst, b->left + (now - b->at) * COMES_BACK);
    b->at = now;
    return b;
}

unsigned work_wait(struct work *work, const struct sockaddr_storage *peer, double now)
{
    pthread_mutex_lock(&work->lock);
    double left = bucket_of(work, peer, now)->left;
    pthread_mutex_unlock(&work->lock);
    return left > 0 ? 0 : 1 + (unsigned)ceil(-left / COMES_BACK);
}

void work_done(struct work *work, const struct sockaddr_storage *peer, double now, double seconds)
{
    pthread_mutex_lock(&work->lock);
    bucket_of(work, peer, now)->left -= seconds;
    pthread_mutex_unlock(&work->lock);
}
