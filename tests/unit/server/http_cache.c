/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/http_inner.h"

#include "base/hash.h"
#include "test.h"

#include <stdio.h>

/* As a request does: looks, and keeps the answer where that is worth it. Was it there? */
static bool asked(struct http_cache *cache, unsigned number)
{
    char key[20];
    struct str name = {key, (size_t)snprintf(key, sizeof key, "/%u", number)};
    uint64_t hash = hash64(name);
    bool wanted = false;
    struct entry *e = cache_find(cache, &wanted, hash, name);
    if (!e && wanted)
        cache_put(cache, cache_generation(cache), hash, name,
                  MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT), 400, NULL, 0);
    if (e)
        entry_drop(e);
    return e != NULL;
}

/* Room for 2,000 entries of 2,000 bytes, and five times as many that are walked through in a circle. */
TEST(http_cache_keeps_what_many_ask_for_beside_one_who_walks_through_all)
{
    struct http_cache *cache = cache_new(2000 * 2000);
    for (unsigned i = 0; i < 40000; i++)
        asked(cache, i);
    unsigned walked = 0, repeated = 0;
    for (unsigned i = 0; i < 80000; i++) {
        walked += asked(cache, i % 40000);
        if (i % 20 == 0)
            repeated += asked(cache, 1000000 + i / 20 % 100);
    }
    CHECK(repeated > 3600); /* of 4,000: all but the first two times, and where marks fell on one another */
    CHECK(walked > 3500); /* twice nearly all of what had filled the room before the others came */
    cache_free(cache);
}
