/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is done while nobody waits for the answer: files are read, reports are made (in a process beside, so
 * that nothing else waits for one), mail is sent, sessions that are over are forgotten. */

#include "desk/visit.h"

#include "base/clock.h"
#include "collect/post.h"
#include "desk/desk.h"
#include "io/format.h"
#include "syntax/compress.h"

enum { SWEEP_EVERY = 600 };

/* -- a file --------------------------------------------------------------------------------------- */

/* With what its sender may do now: somebody who was disabled meanwhile sends nothing. */
static int submit(struct call *call, struct desk *d, const struct account *who, const struct upload *u,
                  struct str bytes, struct arena *arena, struct err *err)
{
    const char *name = arena_text(arena, u->file_name);
    struct call_file file = {name, bytes};
    const struct {
        const char *name;
        struct str value;
    } words[] = {{"round", u->round}, {"source", u->source}, {"country", u->area}, {"language", u->language}};
    *call = (struct call){.op = op_find(STR("submit")), .base = d->base, .who = arena_text(arena, who->user.name),
                          .in = who->in, .nin = who->nin, .json = true, .quiet = true, .remote = true,
                          .now = clock_now(), .list = &name, .nlist = 1, .files = &file, .nfiles = 1,
                          .store = d->st, .ref = d->ref, .ref_version = d->ref_version, .lent = true, .outfd = -1};
    int r = 0;
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(words); i++)
        if (words[i].value.len)
            r = call_set(call, words[i].name, str_of(arena_text(arena, words[i].value)), err);
    return r == 0 ? op_call(call, err) : r;
}

static int read_upload(struct desk *d, struct upload *u, struct arena *arena, struct err *err)
{
    struct account who;
    struct call call = {0};
    struct buf bytes = {0};
    int r = account_named(&who, d->st, arena, u->who, err);
    if (r == 0)
        r = zstd_unpack(&bytes, u->packed, IO_FILE_MAX, err);
    if (r == 0) {
        r = submit(&call, d, &who, u, buf_view(&bytes), arena, err);
        if (r == 0)
            r = submission_of(&u->submission, buf_view(&call.out), err);
        call_release(&call);
    }
    buf_release(&bytes);
    return r;
}

static int finish(struct desk *d, struct upload *u, struct err *err)
{
    int r = store_begin(d->st, err);
    if (r == 0 && (r = store_upload_finish(d->st, u, err)) < 0)
        store_rollback(d->st);
    return r == 0 ? store_commit(d->st, err) : r;
}

static bool one_upload(struct desk *d, struct arena *arena)
{
    struct upload u;
    struct err err;
    char at[CLOCK_TEXT];
    int r = store_upload_take(d->st, arena, &u, &err);
    if (r <= 0)
        return false;
    r = read_upload(d, &u, arena, &err);
    /* a base that is busy or a full disk is no fault of the file: it waits for its next turn */
    if (r < 0 && (err.code == ERR_BUSY || err.code == ERR_DB || err.code == ERR_IO))
        return false;
    clock_fmt(at, clock_now());
    u.state = r < 0 ? STR("refused") : STR("done");
    u.message = r < 0 ? str_of(err.text) : STR("");
    u.finished_at = str_of(at);
    return finish(d, &u, &err) == 0;
}

/* -- the rest --------------------------------------------------------------------------------------- */

static void sweep(struct desk *d, int64_t now)
{
    static int64_t swept;
    struct err err;
    char at[CLOCK_TEXT];
    if (now - swept < SWEEP_EVERY)
        return;
    swept = now;
    clock_fmt(at, now);
    if (store_begin(d->st, &err) < 0)
        return;
    if (store_session_sweep(d->st, at, &err) < 0 || store_commit(d->st, &err) < 0)
        store_rollback(d->st);
}

bool desk_errand(void *ctx)
{
    struct desk *d = ctx;
    struct arena arena;
    struct err err;
    int64_t now = clock_now();
    arena_init(&arena, (size_t)2 << 30);
    bool more = desk_renew(d, &err) == 0 && one_upload(d, &arena);
    more = maker_step(&d->maker, d->st, d->base, now, &err) == 1 || more;
    struct post_count n = {0};
    if (!more && post_send_some(&n, d->st, now, &err) == 0)
        more = n.sent > 0;
    sweep(d, now);
    arena_release(&arena);
    return more;
}
