/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/reader.h"

#include "base/num.h"
#include "base/utf8.h"

/* What --audience says; that of explain, which has no such option, is the office's. */
static int audience_asked(enum audience *out, const struct call *c, struct err *err)
{
    struct str text = call_get(c, "audience");
    int found = text.len ? audience_find(text) : AUDIENCE_PUBLIC;
    if (found < 0)
        return err_set(err, ERR_USAGE, "--audience \"%s\" is to be public, members or office",
                       utf8_brief(text).text);
    if (found > (int)call_audience(c))
        return err_set(err, ERR_DENIED, "what is for %s is not for %s, who sees what is for %s",
                       found == AUDIENCE_OFFICE ? "the office" : "members", c->who,
                       call_audience(c) == AUDIENCE_PUBLIC ? "the public" : "members");
    *out = op_param(c->op, STR("audience")) ? (enum audience)found : call_audience(c);
    return 0;
}

int reader_open(struct call *c, struct err *err)
{
    enum audience audience = AUDIENCE_PUBLIC;
    int r = audience_asked(&audience, c, err);
    if (r < 0)
        return r;
    store_audience(c->store, audience);
    store_now(c->store, str_of(c->at));
    return 0;
}

int reader_load(struct loaded *out, const struct call *c, struct str name, struct str now, struct str only,
                struct err *err)
{
    struct loaded at_hand = {.ref = c->ref, .release.ref_version = c->ref_version};
    return release_load_beside(out, c->ref ? &at_hand : NULL, c->store, name, now, only, err);
}

int reads_add(struct reads *reads, struct call *c, const struct release *release, bool reported,
              bool derived, struct str indicator, struct str area, struct err *err)
{
    bool restricted = false;
    int r = 0;
    if (!map_put(&reads->seen,
                 str_of(arena_fmt(&c->arena, "%lld %.*s %.*s", (long long)release->id,
                                  STR_FMT(indicator), STR_FMT(area))), 0))
        return 0;
    if (reported)
        r = store_block_restricted(c->store, &restricted, release->id, false, indicator, area, err);
    if (r == 0 && derived && !restricted)
        r = store_block_restricted(c->store, &restricted, release->id, true, indicator, area, err);
    if (r < 0 || !restricted)
        return r;
    if (reads->n == reads->size)
        reads->v = mem_grow(reads->v, sizeof *reads->v * (reads->size = MAX(reads->size * 2, (size_t)16)));
    reads->v[reads->n++] = (struct shared_read){.at = str_of(c->at), .who = str_of(c->who),
                                                .release = release->id,
                                                .indicator = arena_str(&c->arena, indicator),
                                                .area = arena_str(&c->arena, area)};
    return 0;
}

/* One process is not to have two connections to one file (server/derived.h), so one goes first. */
static int open_to_write(struct call *c, enum audience audience, struct err *err)
{
    if (op_writes(c->op) || c->lent)
        return 0;
    store_close(c->store);
    c->store = NULL;
    int r = store_open(&c->store, c->base, STORE_WRITE, err);
    if (r < 0)
        return r;
    store_audience(c->store, audience);
    store_now(c->store, str_of(c->at));
    return 0;
}

int reads_log(const struct reads *reads, struct call *c, const char *how, struct err *err)
{
    if (reads->n == 0)
        return 0;
    enum audience audience = AUDIENCE_PUBLIC;
    int r = audience_asked(&audience, c, err);
    if (r == 0)
        r = open_to_write(c, audience, err);
    if (r == 0)
        r = store_begin(c->store, err);
    if (r < 0)
        return err_context(err, "who reads what is not public is written down, and this cannot be");
    for (size_t i = 0; r == 0 && i < reads->n; i++) {
        struct shared_read read = reads->v[i];
        read.audience = str_of(audience_name(audience));
        read.how = str_of(how);
        r = store_read_add(c->store, &read, err);
    }
    if (r == 0)
        r = store_commit(c->store, err);
    else
        store_rollback(c->store);
    if (r == 0)
        call_remark(c, arena_fmt(&c->arena, "figures of %s are not public; that %s has read them is "
                                 "written down", num_counted(reads->n, "table").text, c->who));
    return r;
}

void reads_release(struct reads *reads)
{
    map_release(&reads->seen);
    free(reads->v);
}
