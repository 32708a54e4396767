/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "io/format.h"
#include "model/ref_builtin.h"
#include "publish/load.h"
#include "store/share.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { FLUSH_AT = 64 << 10 };

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

int call_submission(struct submission *out, struct call *c, const char *param, struct err *err)
{
    int64_t id;
    int r = call_get_id(&id, c, param, err);
    if (r == 0)
        r = store_submission_get(c->store, &c->arena, out, id, err);
    if (r < 0 || c->op->reach != REACH_COUNTRY)
        return r;
    /* who asks learns no more of another country's than that of one that is not there */
    if (!call_may(c, out->area))
        return err_set(err, ERR_NOTFOUND, "%s: there is no submission %lld", c->base, (long long)id);
    return call_area(c, out->area, err);
}

int call_visible_at(struct str *now, const struct call *c, struct err *err)
{
    *now = str_of(c->at);
    if (!call_has(c, "embargoed"))
        return 0;
    if (!call_is(c, TO_OFFICE))
        return err_set(err, ERR_DENIED, "releases under embargo are for compilers");
    *now = STR("");
    return 0;
}

int call_origin(struct str *out, struct call *c, const char *otherwise, struct err *err)
{
    enum { MOST = 200 };
    const char *from = getenv("ILMS_ORIGIN");
    *out = call_has(c, "origin") ? call_get(c, "origin") : c->origin.len ? c->origin
           : str_of(from && *from ? from : otherwise);
    if (!out->len)
        return 0;
    bool ok = (str_starts(*out, STR("http://")) || str_starts(*out, STR("https://"))) && out->len <= MOST;
    for (size_t i = 0; i < out->len; i++)
        ok = ok && out->p[i] > 0x20 && out->p[i] < 0x7f;
    if (!ok)
        return err_set(err, ERR_USAGE, "the origin \"%s\" is to be as https://ilms.example.org", utf8_brief(*out).text);
    while (out->len && out->p[out->len - 1] == '/')
        out->len--;
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
    /* an operation about a country that forgets to ask whether it may is a mistake of ours */
    assert(c->op->reach != REACH_COUNTRY || c->area_said || call_may(c, STR("")));
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
    if (c->remote || c->json || c->quiet || !isatty(STDERR_FILENO) || clock_monotonic() - c->started < 1)
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
    if (!c->json && !c->quiet && !c->remote)
        fprintf(stderr, "ilms: %s\n", sentence);
}

/* -- who may ------------------------------------------------------------------------------- */

static bool may_in(const struct call *c, const struct role_in *in, struct str area)
{
    bool here = in->area.len == 0 || c->op->reach != REACH_COUNTRY || (area.len && str_eq(in->area, area));
    return here && (c->op->roles & ROLE_BIT(in->role));
}

bool call_is(const struct call *c, unsigned roles)
{
    for (size_t i = 0; i < c->nin; i++)
        if (roles & ROLE_BIT(c->in[i].role))
            return true;
    return false;
}

bool call_may(const struct call *c, struct str area)
{
    if (c->op->roles & ROLE_BIT(ROLE_ANYONE))
        return true;
    for (size_t i = 0; i < c->nin; i++)
        if (may_in(c, &c->in[i], area))
            return true;
    return false;
}

int call_area(struct call *c, struct str area, struct err *err)
{
    if (!call_may(c, area))
        return err_set(err, ERR_DENIED, "%s may not do this for %.*s", c->who,
                       area.len ? (int)MIN(area.len, (size_t)20) : 17, area.len ? area.p : "several countries");
    c->area_said = true;
    return 0;
}

enum audience call_audience(const struct call *c)
{
    enum audience best = AUDIENCE_PUBLIC;
    for (size_t i = 0; i < c->nin; i++)
        best = MAX(best, role_audience(c->in[i].role));
    return best;
}

/* "compilers or administrators": the roles of an operation, for a sentence. */
static void put_roles(char *out, size_t size, unsigned roles)
{
    size_t n = 0;
    for (int i = ROLE_ANYONE; i < ROLES && n < size; i++)
        if (roles & ROLE_BIT(i))
            n += (size_t)snprintf(out + n, size - n, "%s%s", n ? " or " : "", role_name((enum role)i));
}

static int refuse_role(const struct call *c, struct err *err)
{
    char needs[128] = "", is[128] = "";
    unsigned has = 0;
    for (size_t i = 0; i < c->nin; i++)
        has |= ROLE_BIT(c->in[i].role);
    put_roles(needs, sizeof needs, c->op->roles);
    put_roles(is, sizeof is, has ? has : ROLE_BIT(ROLE_ANYONE));
    return err_set(err, ERR_DENIED, "%s needs the role %s; %s is %s", c->op->name, needs, c->who, is);
}

/* -- running ------------------------------------------------------------------------------- */

static int open_store(struct call *c, struct err *err)
{
    static const enum store_mode modes[] = {[NEED_READ] = STORE_READ, [NEED_WRITE] = STORE_WRITE};
    return c->op->need == NEED_NOTHING || c->store ? 0 : store_open(&c->store, c->base, modes[c->op->need], err);
}

static void close_store(struct call *c)
{
    if (c->lent)
        return;
    ref_free(c->ref);
    c->ref = NULL;
    store_close(c->store);
    c->store = NULL;
}

int op_call(struct call *c, struct err *err)
{
    arena_init(&c->arena, (size_t)2 << 30);
    clock_fmt(c->at, c->now);
    json_init(&c->j, &c->out);
    c->started = clock_monotonic();
    if (!call_is(c, c->op->roles) && !(c->op->roles & ROLE_BIT(ROLE_ANYONE)))
        return refuse_role(c, err);
    if (c->remote && c->op->reach == REACH_LOCAL)
        return err_set(err, ERR_DENIED, "%s is done on the machine of the base only", c->op->name);
    int r = open_store(c, err);
    if (r == 0 && c->store) /* whatever it reads of a release, it is what who asks may see */
        store_audience(c->store, call_audience(c));
    if (r == 0)
        r = c->op->run(c, err);
    if (c->in_transaction) {
        store_rollback(c->store);
        c->in_transaction = false;
    }
    if (r < 0 && op_writes(c->op))
        audit_failure(c, err);
    progress_wipe(c);
    close_store(c);
    return r;
}

void call_release(struct call *c)
{
    buf_release(&c->out);
    buf_release(&c->file);
    arena_release(&c->arena);
}

int call_flush(struct call *c, bool all, struct err *err)
{
    if (c->remote || (c->out.len < FLUSH_AT && !all))
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

/* -- files ----------------------------------------------------------------------------------- */

int call_slurp(struct buf *out, struct call *c, const char *name, struct err *err)
{
    if (!c->remote)
        return io_slurp(out, name, err);
    for (unsigned i = 0; i < c->nfiles; i++)
        if (strcmp(c->files[i].name, name) == 0) {
            buf_str(out, c->files[i].bytes);
            return 0;
        }
    return err_set(err, ERR_USAGE, "%s: no file of that name came with the request", name);
}

static int write_new(const char *path, struct str bytes, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno == EEXIST)
        return err_set(err, ERR_STATE, "%s: there is a file of that name already", path);
    if (fd < 0)
        return err_set(err, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.p, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        bytes = str_sub(bytes, (size_t)n, bytes.len);
    }
    int why = errno;
    if (close(fd) < 0 || bytes.len > 0) {
        unlink(path); /* nothing half-written */
        return err_set(err, ERR_IO, "%s: cannot be written: %s", path, strerror(why));
    }
    return 0;
}

int call_write_file(struct call *c, const char *name, struct str bytes, struct err *err)
{
    if (!c->remote)
        return write_new(name, bytes, err);
    c->file.len = 0;
    buf_str(&c->file, bytes);
    c->file_name = name;
    return 0;
}

int call_hand_out(struct call *c, const char *name, struct str bytes, struct err *err)
{
    int r = call_write_file(c, name, bytes, err);
    if (r < 0)
        return r;
    if (!c->json) {
        buf_fmt(&c->out, "%s: %zu bytes\n", name, bytes.len);
        return 0;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "file", str_of(name));
    json_put_int(&c->j, "bytes", (int64_t)bytes.len);
    json_close(&c->j);
    json_line(&c->j);
    return 0;
}
