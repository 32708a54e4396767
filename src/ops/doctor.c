/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* `ilms doctor`: every invariant of the base, looked at. The database's own are the store's;
 * here are those that need to know what the bytes mean. */

#include "ops/ops.h"

#include "collect/best.h"
#include "publish/load.h"

struct faults {
    struct call *call;
    unsigned n;
};

static void say(void *ctx, const char *sentence)
{
    struct faults *f = ctx;
    f->n++;
    if (f->call->json) {
        json_open(&f->call->j, '{');
        json_put(&f->call->j, "fault", str_of(sentence));
        json_close(&f->call->j);
        json_line(&f->call->j);
    } else {
        buf_fmt(&f->call->out, "fault: %s\n", sentence);
    }
}

/* What stands as the best current value is what follows from what was accepted. */
static int check_work(struct faults *f, struct call *c, struct err *err)
{
    struct store_iter *it;
    struct wk_block b;
    size_t n = 0, size = 0;
    struct wk_block *v = NULL;
    int r = store_wk_list(c->store, &it, err);
    while (r == 0 && (r = store_wk_next(it, &b, err)) == 1) {
        r = 0;
        if (n == size) {
            size = MAX(size * 2, (size_t)64);
            v = mem_grow(v, sizeof *v * size);
        }
        v[n++] = (struct wk_block){.indicator = arena_str(&c->arena, b.indicator),
                                   .area = arena_str(&c->arena, b.area),
                                   .sha256 = arena_str(&c->arena, b.sha256)};
    }
    for (size_t i = 0; r == 0 && i < n; i++) {
        char hash[SHA256_HEX];
        struct err why;
        call_progress(c, "looking at table", i + 1, n);
        if (best_hash(hash, c->store, c->ref, v[i].indicator, v[i].area, &why) < 0)
            say(f, arena_fmt(&c->arena, "%s of %s cannot be made from what was accepted: %s",
                             v[i].indicator.p, v[i].area.p, why.text));
        else if (!str_is(v[i].sha256, hash))
            say(f, arena_fmt(&c->arena, "%s of %s is not what follows from what was accepted",
                             v[i].indicator.p, v[i].area.p));
    }
    free(v);
    return r;
}

/* Every release can be loaded, and is as large as it says. */
static int check_releases(struct faults *f, struct call *c, unsigned *count, struct err *err)
{
    struct store_iter *it;
    struct release rel;
    int r = store_release_list(c->store, &it, STR(""), err);
    char **names = NULL;
    while (r == 0 && (r = store_release_next(it, &rel, err)) == 1) {
        names = mem_grow(names, sizeof *names * (*count + 1));
        names[(*count)++] = arena_text(&c->arena, rel.name);
        r = 0;
    }
    for (unsigned i = 0; r == 0 && i < *count; i++) {
        struct loaded l;
        struct err why;
        if (release_load(&l, c->store, str_of(names[i]), STR(""), STR(""), &why) < 0) {
            say(f, arena_fmt(&c->arena, "release \"%s\" cannot be loaded: %s", names[i], why.text));
            continue;
        }
        if (l.cube->nobs != l.release.nobs || l.cube->nseries != l.release.nseries)
            say(f, arena_fmt(&c->arena, "release \"%s\" says %lld observations and holds %u",
                             names[i], (long long)l.release.nobs, l.cube->nobs));
        loaded_release(&l);
    }
    free(names);
    return r;
}

int op_doctor(struct call *c, struct err *err)
{
    struct faults f = {.call = c};
    unsigned releases = 0;
    int r = store_check(c->store, say, &f, err);
    if (r >= 0)
        r = call_ref(c, err);
    if (r >= 0)
        r = check_work(&f, c, err);
    if (r >= 0)
        r = check_releases(&f, c, &releases, err);
    if (r < 0)
        return r;
    if (f.n)
        return err_set(err, ERR_DB, "%s: %u invariants do not hold; restore the last backup, or "
                       "look at the faults above", c->base, f.n);
    if (c->json) {
        json_open(&c->j, '{');
        json_put_bool(&c->j, "healthy", true);
        json_put_int(&c->j, "releases", releases);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "%s: every invariant holds; %u release%s\n", c->base, releases,
                releases == 1 ? "" : "s");
    }
    return 0;
}

int op_backup(struct call *c, struct err *err)
{
    const char *to = arena_text(&c->arena, call_get(c, "file"));
    int r = store_copy(c->store, to, err);
    if (r == 0 && !c->json)
        buf_fmt(&c->out, "%s: a copy of %s\n", to, c->base);
    else if (r == 0) {
        json_open(&c->j, '{');
        json_put(&c->j, "file", str_of(to));
        json_close(&c->j);
        json_line(&c->j);
    }
    return r;
}
