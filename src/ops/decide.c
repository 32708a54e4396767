/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What people decide: accepting, returning, releasing. */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/num.h"
#include "base/utf8.h"
#include "collect/best.h"
#include "collect/derived.h"
#include "collect/sharing.h"

#include <stdio.h>

enum { NAME_MAX_LEN = 80, REASON_MAX_LEN = 2000 };

/* -- accept, return ------------------------------------------------------------------------- */

/* A pair of indicator and area that a submission says something about. */
struct pair {
    struct str indicator, area;
};

static int touched(struct pair **out, size_t *n, struct call *c, int64_t submission, struct err *err)
{
    struct store_iter *it;
    struct question_table t;
    struct map seen = {0};
    size_t size = 0;
    *out = NULL;
    *n = 0;
    int r = store_table_list(c->store, &it, submission, err);
    while (r == 0 && (r = store_table_next(it, &t, err)) == 1) {
        r = 0;
        struct str key = str_of(arena_fmt(&c->arena, "%.*s\t%.*s", STR_FMT(t.indicator),
                                          STR_FMT(t.area)));
        if (!map_put(&seen, key, 0))
            continue;
        if (*n == size) {
            size = MAX(size * 2, (size_t)16);
            *out = mem_grow(*out, sizeof **out * size);
        }
        (*out)[(*n)++] = (struct pair){str_sub(key, 0, t.indicator.len),
                                       str_sub(key, t.indicator.len + 1, t.area.len)};
    }
    map_release(&seen);
    return r;
}

/* What is derived from the figures of the areas that were touched. */
static int update_derived(struct call *c, const struct pair *pairs, size_t n, struct err *err)
{
    struct map seen = {0};
    int r = 0;
    for (size_t i = 0; r == 0 && i < n; i++) {
        if (!map_put(&seen, pairs[i].area, 0))
            continue;
        call_progress(c, "deriving, table", i + 1, n);
        r = derived_update(c->store, c->ref, pairs[i].area, err);
    }
    map_release(&seen);
    return r;
}

static int decide(struct call *c, struct submission *s, const char *state, struct str reason,
                  int64_t *allowed, struct err *err)
{
    struct pair *pairs = NULL;
    size_t n = 0;
    const char *why = arena_text(&c->arena, reason);
    int r = call_begin(c, err);
    *allowed = 0;
    if (r == 0 && s->open_errors && strcmp(state, STATE_ACCEPTED) == 0)
        r = store_finding_allow(c->store, allowed, s->id, c->at, c->who, why, err);
    if (r == 0)
        r = store_submission_decide(c->store, s->id, state, c->at, c->who, why, err);
    if (r == 0)
        r = touched(&pairs, &n, c, s->id, err);
    for (size_t i = 0; r == 0 && i < n; i++) {
        call_progress(c, "choosing the best values of table", i + 1, n);
        r = best_update(c->store, c->ref, pairs[i].indicator, pairs[i].area, err);
    }
    if (r == 0)
        r = update_derived(c, pairs, n, err);
    free(pairs);
    return r == 0 ? call_commit(c, err) : r;
}

static int get_submission(struct submission *s, struct call *c, struct err *err)
{
    int64_t id;
    int r = call_get_id(&id, c, "id", err);
    if (r == 0)
        r = store_submission_get(c->store, &c->arena, s, id, err);
    if (r == 0)
        r = call_ref(c, err);
    return r;
}

int check_line(struct str text, size_t max, const char *what, struct err *err)
{
    if (text.len > max)
        return err_set(err, ERR_USAGE, "%s has %zu bytes; %zu are the limit", what, text.len, max);
    if (utf8_valid(text) != text.len)
        return err_set(err, ERR_USAGE, "%s is not UTF-8 text", what);
    /* it is shown for ever, also on terminals */
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.p[i] < 0x20 || text.p[i] == 0x7f)
            return err_set(err, ERR_USAGE, "%s is to be one line without control characters", what);
    return 0;
}

static void put_decision(struct call *c, const struct submission *s, const char *state,
                         int64_t allowed)
{
    if (c->json) {
        json_open(&c->j, '{');
        json_put_int(&c->j, "id", s->id);
        json_put(&c->j, "state", str_of(state));
        json_put_int(&c->j, "tables", s->tables);
        json_put_int(&c->j, "figures", s->figures);
        json_put_int(&c->j, "allowed", allowed);
        json_close(&c->j);
        json_line(&c->j);
        return;
    }
    buf_fmt(&c->out, "submission %lld is %s: %s in %s", (long long)s->id, state,
            num_counted((uint64_t)s->figures, "figure").text,
            num_counted((uint64_t)s->tables, "question table").text);
    if (allowed)
        buf_fmt(&c->out, ", %s allowed", num_counted((uint64_t)allowed, "error").text);
    buf_char(&c->out, '\n');
}

int op_accept(struct call *c, struct err *err)
{
    struct submission s;
    int64_t allowed;
    struct str reason = str_trim(call_get(c, "allow"));
    int r = get_submission(&s, c, err);
    if (r < 0 || (r = check_line(reason, REASON_MAX_LEN, "the reason", err)) < 0)
        return r;
    if (str_is(s.state, STATE_ACCEPTED))
        return err_set(err, ERR_STATE, "submission %lld was accepted on %s by %s already",
                       (long long)s.id, s.decided_at.p, s.decided_by.p);
    if (str_is(s.state, STATE_RETURNED))
        return err_set(err, ERR_STATE, "submission %lld was returned on %s; the country sends a new "
                       "one", (long long)s.id, s.decided_at.p);
    if (s.open_errors && reason.len == 0)
        return err_set(err, ERR_STATE, "submission %lld has %s (ilms findings %lld); return it, or "
                       "allow with --allow REASON", (long long)s.id,
                       num_counted((uint64_t)s.open_errors, "open error").text, (long long)s.id);
    r = decide(c, &s, STATE_ACCEPTED, reason, &allowed, err);
    if (r == 0)
        put_decision(c, &s, STATE_ACCEPTED, allowed);
    return r;
}

int op_return(struct call *c, struct err *err)
{
    struct submission s;
    int64_t allowed;
    struct str reason = str_trim(call_get(c, "reason"));
    int r = get_submission(&s, c, err);
    if (r < 0 || (r = check_line(reason, REASON_MAX_LEN, "the reason", err)) < 0)
        return r;
    if (reason.len == 0)
        return err_set(err, ERR_USAGE, "returning needs --reason TEXT: what the country is to do");
    if (str_is(s.state, STATE_ACCEPTED) || str_is(s.state, STATE_RETURNED))
        return err_set(err, ERR_STATE, "submission %lld was %s on %s; a correction is a new "
                       "submission", (long long)s.id, s.state.p, s.decided_at.p);
    r = decide(c, &s, STATE_RETURNED, reason, &allowed, err);
    if (r == 0)
        put_decision(c, &s, STATE_RETURNED, 0);
    return r;
}

/* -- release -------------------------------------------------------------------------------- */

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

int op_release(struct call *c, struct err *err)
{
    char hex[SHA256_HEX];
    struct release old, rel = {.name = str_trim(call_get(c, "name")), .released_at = str_of(c->at),
                               .who = str_of(c->who)};
    struct err none;
    if (!is_name(rel.name))
        return err_set(err, ERR_USAGE, "the name of a release is one line of 1 to %d bytes",
                       NAME_MAX_LEN);
    int r = embargo_text(&rel.embargo, c, err);
    if (r == 0)
        r = call_ref(c, err);
    if (r == 0)
        r = call_begin(c, err);
    if (r < 0)
        return r;
    bool taken = store_release_get(c->store, &c->arena, &old, rel.name, STR(""), &none) == 0;
    /* who has cited release 1 by its number is not to find another under it */
    if (taken && !str_eq(old.name, rel.name))
        return err_set(err, ERR_STATE, "%.*s is the number of the release \"%s\"; choose another name",
                       STR_FMT(rel.name), old.name.p);
    if (taken)
        return err_set(err, ERR_STATE, "there is a release \"%.*s\" already, of %s; releases are "
                       "never changed, choose another name", STR_FMT(rel.name), old.released_at.p);
    rel.ref_version = c->ref_version;
    int64_t nderived = 0;
    if ((r = must_have_accepted(c, err)) < 0 || (r = update_stale(c, err)) < 0 ||
        (r = sharing_apply(c->store, c->ref, str_of(c->at), err)) < 0 ||
        (r = sum_up(&rel, &nderived, hex, c, err)) < 0)
        return r;
    r = store_release_add(c->store, &rel, err);
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
