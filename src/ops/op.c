/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/op.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "publish/load.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { FLUSH_AT = 64 << 10 };

const struct op *op_find(struct str name)
{
    for (size_t i = 0; i < nops; i++)
        if (str_is(name, ops[i].name))
            return &ops[i];
    return NULL;
}

const struct param *op_param(const struct op *op, struct str name)
{
    for (const struct param *p = op->params; p && p->name; p++)
        if (str_is(name, p->name))
            return p;
    return NULL;
}

bool op_writes(const struct op *op) { return op->need == NEED_WRITE; }

int call_set(struct call *c, const char *name, struct str value, struct err *err)
{
    if (c->nvalues == CALL_VALUES)
        return err_set(err, ERR_USAGE, "more than %d parameters", CALL_VALUES);
    c->value[c->nvalues].name = name;
    c->value[c->nvalues++].value = value;
    return 0;
}

struct str call_get(const struct call *c, const char *name)
{
    for (unsigned i = c->nvalues; i-- > 0;)
        if (strcmp(c->value[i].name, name) == 0)
            return c->value[i].value;
    return STR("");
}

bool call_has(const struct call *c, const char *name)
{
    for (unsigned i = 0; i < c->nvalues; i++)
        if (strcmp(c->value[i].name, name) == 0)
            return true;
    return false;
}

int call_get_id(int64_t *id, const struct call *c, const char *name, struct err *err)
{
    uint64_t n;
    struct str text = call_get(c, name);
    if (!str_uint(&n, text, INT32_MAX) || n == 0)
        return err_set(err, ERR_USAGE, "\"%s\" is no number of a submission; see ilms submissions",
                       utf8_brief(text).text);
    *id = (int64_t)n;
    return 0;
}

int call_visible_at(struct str *now, const struct call *c, struct err *err)
{
    *now = str_of(c->at);
    if (!call_has(c, "embargoed"))
        return 0;
    if (c->role < ROLE_COMPILER)
        return err_set(err, ERR_DENIED, "releases under embargo are for compilers");
    *now = STR("");
    return 0;
}

int call_ref(struct call *c, struct err *err)
{
    if (c->ref)
        return 0;
    return ref_load_stored(&c->ref, &c->ref_version, c->store, 0, err);
}

int call_begin(struct call *c, struct err *err)
{
    int r = store_begin(c->store, err);
    c->in_transaction = r == 0;
    return r;
}

/* The parameters as one JSON object. Nothing secret is ever a parameter: passwords are asked
 * for, not given on a command line. */
static void put_params(struct buf *out, const struct call *c)
{
    struct json j;
    json_init(&j, out);
    json_open(&j, '{');
    for (unsigned i = 0; i < c->nvalues; i++)
        json_put(&j, c->value[i].name, c->value[i].value);
    if (c->nlist) {
        json_key(&j, "list");
        json_open(&j, '[');
        for (unsigned i = 0; i < c->nlist; i++)
            json_text(&j, c->list[i]);
        json_close(&j);
    }
    json_close(&j);
}

static int put_audit(struct call *c, const char *outcome, struct err *err)
{
    struct buf params = {0};
    put_params(&params, c);
    struct audit a = {.at = str_of(c->at), .who = str_of(c->who), .op = str_of(c->op->name),
                      .params = buf_view(&params), .outcome = str_of(outcome)};
    int r = store_audit_add(c->store, &a, err);
    buf_release(&params);
    return r;
}

int call_commit(struct call *c, struct err *err)
{
    int r = put_audit(c, "ok", err);
    if (r == 0)
        r = store_commit(c->store, err);
    if (r == 0)
        c->in_transaction = false;
    return r;
}

/* A verb that was refused or broke leaves a line; when even that fails there is nothing more to
 * be done, and the first error is the one to tell. */
static void audit_failure(struct call *c, const struct err *why)
{
    struct err ignored;
    if (!c->store || store_begin(c->store, &ignored) < 0)
        return;
    if (put_audit(c, why->text, &ignored) < 0 || store_commit(c->store, &ignored) < 0)
        store_rollback(c->store);
}

void call_progress(struct call *c, const char *what, size_t done, size_t total)
{
    if (c->json || c->quiet || !isatty(STDERR_FILENO) || clock_monotonic() - c->started < 1)
        return;
    fprintf(stderr, "\r\033[K%s %zu of %zu", what, done, total);
    fflush(stderr);
    c->progress_shown = true;
}

static void progress_wipe(struct call *c)
{
    if (c->progress_shown)
        fputs("\r\033[K", stderr);
    c->progress_shown = false;
}

void call_remark(struct call *c, const char *sentence)
{
    progress_wipe(c);
    if (!c->json && !c->quiet)
        fprintf(stderr, "ilms: %s\n", sentence);
}

static int open_store(struct call *c, struct err *err)
{
    static const enum store_mode modes[] = {[NEED_READ] = STORE_READ, [NEED_WRITE] = STORE_WRITE};
    return c->op->need == NEED_NOTHING ? 0 : store_open(&c->store, c->base, modes[c->op->need], err);
}

int op_call(struct call *c, struct err *err)
{
    static const char *const roles[] = {"anyone", "focal specialist", "compiler", "administrator"};
    arena_init(&c->arena, (size_t)2 << 30);
    clock_fmt(c->at, c->now);
    json_init(&c->j, &c->out);
    c->started = clock_monotonic();
    if (c->role < c->op->role)
        return err_set(err, ERR_DENIED, "%s needs the role %s; %s is %s", c->op->name,
                       roles[c->op->role], c->who, roles[c->role]);
    int r = open_store(c, err);
    if (r == 0)
        r = c->op->run(c, err);
    if (c->in_transaction) {
        store_rollback(c->store);
        c->in_transaction = false;
    }
    if (r < 0 && op_writes(c->op))
        audit_failure(c, err);
    progress_wipe(c);
    ref_free(c->ref);
    c->ref = NULL;
    store_close(c->store);
    c->store = NULL;
    return r;
}

void call_release(struct call *c)
{
    buf_release(&c->out);
    arena_release(&c->arena);
}

int call_flush(struct call *c, bool all, struct err *err)
{
    if (c->out.len < FLUSH_AT && !all)
        return 0;
    size_t done = 0;
    progress_wipe(c);
    while (done < c->out.len) {
        ssize_t n = write(c->outfd, c->out.p + done, c->out.len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, ERR_IO, "the output cannot be written: %s", strerror(errno));
        done += (size_t)n;
    }
    c->out.len = 0;
    return 0;
}
