/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Releasing what was accepted (accepting and returning: review.c). */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/num.h"
#include "base/utf8.h"
#include "collect/derived.h"
#include "collect/rounds.h"
#include "collect/sharing.h"
#include "collect/sources.h"

enum { NAME_MAX_LEN = 80 };

/* Where the program or its reference data are others than when they were made. */
static int update_stale(struct call *c, struct err *err)
{
    struct str *areas;
    size_t n;
    int r = derived_stale(&areas, &n, c->store, c->ref, &c->arena, err);
    for (size_t i = 0; r == 0 && i < n; i++) {
        call_progress(c, "deriving, area", i + 1, n);
        r = derived_update(c->store, c->ref, areas[i], err);
    }
    free(areas);
    return r;
}

/* The lines of the reported or derived blocks that the public gets; the number of derived ones does not
 * count among what was reported. */
static int sum_kind(struct release *rel, int64_t *nderived, struct sha256_state *state, bool derived,
                    struct call *c, struct err *err)
{
    struct store_iter *it;
    struct wk_block b;
    int r = store_released_list(c->store, &it, derived, err);
    while (r == 0 && (r = store_wk_next(it, &b, err)) == 1) {
        struct buf line = {0};
        buf_fmt(&line, "%s%.*s\t%.*s\t%.*s\n", derived ? "derived\t" : "", STR_FMT(b.indicator),
                STR_FMT(b.area), STR_FMT(b.sha256));
        sha256_add(state, buf_view(&line));
        buf_release(&line);
        r = 0;
        if (derived) {
            *nderived += b.nobs;
            continue;
        }
        rel->nblocks++;
        rel->nseries += b.nseries;
        rel->nobs += b.nobs;
    }
    return r;
}

/* The release's hash is that of the list of its blocks, so two releases with one hash say the
 * same, and anybody can compute it again. */
static int sum_up(struct release *rel, int64_t *nderived, char hex[SHA256_HEX], struct call *c,
                  struct err *err)
{
    struct sha256_state *state = sha256_begin();
    int r = sum_kind(rel, nderived, state, false, c, err);
    if (r == 0)
        r = sum_kind(rel, nderived, state, true, c, err);
    struct sha256 hash = sha256_end(state);
    sha256_hex(hex, &hash);
    rel->sha256 = str_of(hex);
    return r;
}

/* Also where none of it is for the public. */
static int must_have_accepted(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct wk_block b;
    int r = store_wk_hashes(c->store, &it, STR(""), err);
    if (r == 0 && (r = store_wk_next(it, &b, err)) == 1) {
        store_iter_close(it);
        return 0;
    }
    return r < 0 ? r : err_set(err, ERR_STATE, "nothing has been accepted yet, so there is nothing to "
                               "release; see ilms submissions");
}

static int embargo_text(struct str *out, struct call *c, struct err *err)
{
    int64_t seconds;
    struct str text = call_get(c, "embargo");
    *out = STR("");
    if (text.len == 0)
        return 0;
    if (!clock_parse(&seconds, text))
        return err_set(err, ERR_USAGE, "--embargo \"%s\" is no time; it is to be as 2026-12-18 or "
                       "2026-12-18T09:00+07:00", utf8_brief(text).text);
    char *normal = arena_alloc(&c->arena, CLOCK_TEXT);
    clock_fmt(normal, seconds);
    *out = str_of(normal);
    return 0;
}

static bool is_name(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7f)
            return false;
    return name.len > 0 && name.len <= NAME_MAX_LEN && utf8_valid(name) == name.len;
}

int release_name_check(struct call *c, struct str name, struct err *err)
{
    struct release old;
    struct err none;
    if (!is_name(name))
        return err_set(err, ERR_USAGE, "the name of a release is one line of 1 to %d bytes",
                       NAME_MAX_LEN);
    if (store_release_get(c->store, &c->arena, &old, name, STR(""), &none) < 0)
        return none.code == ERR_NOTFOUND ? 0 : err_set(err, none.code, "%s", none.text);
    /* who has cited release 1 by its number is not to find another under it */
    if (!str_eq(old.name, name))
        return err_set(err, ERR_STATE, "%.*s is the number of the release \"%s\"; choose another name",
                       STR_FMT(name), old.name.p);
    return err_set(err, ERR_STATE, "there is a release \"%.*s\" already, of %s; releases are "
                   "never changed, choose another name", STR_FMT(name), old.released_at.p);
}

int op_release(struct call *c, struct err *err)
{
    char hex[SHA256_HEX];
    struct release rel = {.name = str_trim(call_get(c, "name")), .released_at = str_of(c->at),
                               .who = str_of(c->who)};
    if (!is_name(rel.name))
        return err_set(err, ERR_USAGE, "the name of a release is one line of 1 to %d bytes",
                       NAME_MAX_LEN);
    int r = embargo_text(&rel.embargo, c, err);
    if (r == 0)
        r = call_ref(c, err);
    if (r == 0)
        r = call_begin(c, err);
    if (r == 0)
        r = release_name_check(c, rel.name, err);
    if (r < 0)
        return r;
    rel.ref_version = c->ref_version;
    int64_t nderived = 0;
    if ((r = must_have_accepted(c, err)) < 0 || (r = update_stale(c, err)) < 0 ||
        (r = sharing_apply(c->store, c->ref, str_of(c->at), err)) < 0 ||
        (r = sum_up(&rel, &nderived, hex, c, err)) < 0)
        return r;
    r = store_release_add(c->store, &rel, err);
    if (r == 0)
        r = sources_release(c->store, rel.id, err);
    if (r == 0)
        r = rounds_release(c->store, c->ref, rel.id, err);
    if (r == 0)
        r = call_commit(c, err);
    if (r < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put_int(&c->j, "number", rel.id);
        json_put(&c->j, "name", rel.name);
        json_put(&c->j, "released_at", rel.released_at);
        json_put_some(&c->j, "embargo", rel.embargo);
        json_put_int(&c->j, "series", rel.nseries);
        json_put_int(&c->j, "observations", rel.nobs);
        json_put_int(&c->j, "derived", nderived);
        json_put(&c->j, "sha256", rel.sha256);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "release %lld \"%.*s\": %s in %s, SHA-256 %.12s%s%s\n", (long long)rel.id,
                STR_FMT(rel.name), num_counted((uint64_t)rel.nobs, "observation").text,
                num_counted((uint64_t)rel.nseries, "series").text, hex,
                rel.embargo.len ? ", not visible before " : "", rel.embargo.len ? rel.embargo.p : "");
    }
    return 0;
}
