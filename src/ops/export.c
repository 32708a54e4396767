/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* `ilms export`: a release as a folder of files, as everybody may have it. It reads over a public connection
 * of its own, whoever asks, so what is under embargo or withheld cannot get into it. */

#include "ops/ops.h"

#include "base/num.h"
#include "publish/bulk.h"

static bool show_progress(void *ctx, size_t done, size_t total)
{
    call_progress(ctx, "writing file", done + 1, total);
    return true;
}

static int list(struct call *c, const struct loaded *l, const char *dir, const char *folder, bool before,
                struct err *err)
{
    struct bulk_file *files;
    uint64_t bytes = 0;
    size_t n;
    int r = bulk_list(&files, &n, &c->arena, dir, folder, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        bytes += files[i].bytes;
    if (r < 0)
        return r;
    if (!c->json) {
        buf_fmt(&c->out, "%s/%s: release %lld \"%.*s\" %s %s, %llu bytes\n", dir, folder, (long long)l->release.id,
                STR_FMT(l->release.name), before ? "is there already, in" : "in",
                num_counted(n, "file").text, (unsigned long long)bytes);
        return 0;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "folder", str_of(arena_fmt(&c->arena, "%s/%s", dir, folder)));
    json_put_int(&c->j, "number", l->release.id);
    json_put(&c->j, "name", l->release.name);
    json_put(&c->j, "view", l->view);
    json_put_int(&c->j, "files", (int64_t)n);
    json_put_int(&c->j, "bytes", (int64_t)bytes);
    json_put_bool(&c->j, "new", !before);
    json_close(&c->j);
    json_line(&c->j);
    return 0;
}

int op_export(struct call *c, struct err *err)
{
    struct store *st;
    struct loaded l;
    char folder[BULK_FOLDER];
    const char *dir = arena_text(&c->arena, call_get(c, "dir"));
    struct bulk_options opt = {.origin = call_get(c, "origin"), .go_on = show_progress, .ctx = c};
    int r = store_open(&st, c->base, STORE_PUBLIC, err);
    if (r < 0)
        return r;
    r = release_load(&l, st, call_get(c, "release"), str_of(c->at), STR(""), err);
    if (r < 0) {
        store_close(st);
        return r;
    }
    r = release_load_derived(&l, st, STR(""), err);
    if (r == 0)
        r = bulk_write(dir, &l, &opt, err);
    bulk_folder(folder, l.release.id, l.view);
    if (r >= 0)
        r = list(c, &l, dir, folder, r == 1, err);
    loaded_release(&l);
    store_close(st);
    return r;
}
