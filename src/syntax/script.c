/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/script.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"

#include <duktape.h>
#include <stddef.h>
#include <stdio.h>

/* Of each piece of memory its size is kept in front. */
struct piece {
    size_t size;
    max_align_t at[];
};

struct script {
    duk_context *duk;
    struct script_limits limits;
    size_t bytes;
    double until; /* of the call that runs */
    unsigned asked;
    bool over;    /* the time was */
    bool refused; /* memory was, in the call that runs */
};

enum { LOOK_EVERY = 256 };

static void *more(void *ctx, void *old, size_t size)
{
    struct script *s = ctx;
    struct piece *was = old ? (struct piece *)((char *)old - offsetof(struct piece, at)) : NULL;
    size_t had = was ? was->size : 0;
    if (++s->asked % LOOK_EVERY == 0 && clock_monotonic() > s->until)
        s->over = true;
    /* it then looks for what nothing refers to any longer, and asks again */
    if (size > s->limits.bytes || s->bytes - had > s->limits.bytes - size) {
        s->refused = true;
        return NULL;
    }
    if (s->over && size > had)
        return NULL;
    struct piece *p = realloc(was, offsetof(struct piece, at) + size);
    if (!p)
        return NULL;
    s->bytes += size - had;
    p->size = size;
    return p->at;
}

static void *piece_new(void *ctx, duk_size_t size) { return size ? more(ctx, NULL, size) : NULL; }

static void piece_free(void *ctx, void *old)
{
    struct script *s = ctx;
    if (!old)
        return;
    struct piece *p = (struct piece *)((char *)old - offsetof(struct piece, at));
    s->bytes -= p->size;
    free(p);
}

static void *piece_again(void *ctx, void *old, duk_size_t size)
{
    if (size)
        return more(ctx, old, size);
    piece_free(ctx, old);
    return NULL;
}

/* What runs in the interpreter runs under a protected call, so nothing comes here unless it is broken. */
static void broken(void *ctx, const char *why)
{
    (void)ctx;
    fprintf(stderr, "ilms: the interpreter of scripts: %s\n", why ? why : "broken");
    abort();
}

struct job {
    struct script *s;
    struct buf *out;
    struct str name, program;
    const char *function; /* NULL: load */
    const struct str *args;
    size_t nargs;
};

static duk_ret_t load(duk_context *duk, void *ctx)
{
    const struct job *job = ctx;
    duk_push_lstring(duk, job->name.p, job->name.len);
    duk_compile_lstring_filename(duk, 0, job->program.p, job->program.len);
    duk_call(duk, 0);
    return 0;
}

static duk_ret_t call(duk_context *duk, void *ctx)
{
    const struct job *job = ctx;
    if (!duk_get_global_string(duk, job->function) || !duk_is_function(duk, -1))
        return duk_error(duk, DUK_ERR_REFERENCE_ERROR, "there is no function %s", job->function);
    for (size_t i = 0; i < job->nargs; i++)
        duk_push_lstring(duk, job->args[i].p ? job->args[i].p : "", job->args[i].len);
    duk_call(duk, (duk_idx_t)job->nargs);
    duk_size_t len;
    const char *text = duk_get_lstring(duk, -1, &len);
    if (!text)
        return duk_error(duk, DUK_ERR_TYPE_ERROR, "%s gave no text", job->function);
    /* characters beyond the first plane may have come apart into halves */
    for (struct str rest = {text, len}; rest.len;) {
        size_t good = utf8_valid(rest);
        buf_str(job->out, str_sub(rest, 0, good));
        if (good < rest.len)
            buf_puts(job->out, "\xEF\xBF\xBD");
        while (good < rest.len && ((unsigned char)rest.p[++good] & 0xC0) == 0x80)
            ;
        rest = str_sub(rest, good, rest.len);
    }
    return 0;
}

/* A property of the error, which is the first on the stack, as text. */
static const char *said(duk_context *duk, const char *name)
{
    duk_get_prop_string(duk, 0, name);
    return duk_safe_to_string(duk, -1);
}

struct fault {
    struct err *err;
    int r;
};

static duk_ret_t describe(duk_context *duk, void *ctx)
{
    struct fault *f = ctx;
    if (!duk_is_error(duk, -1)) {
        f->r = err_set(f->err, ERR_FORMAT, "the script threw %s", duk_safe_to_string(duk, -1));
        return 0;
    }
    const char *line = said(duk, "lineNumber"), *file = said(duk, "fileName");
    f->r = err_set(f->err, ERR_FORMAT, "%s, line %s: %s", file, line, duk_safe_to_string(duk, 0));
    return 0;
}

static int run(struct script *s, duk_safe_call_function f, struct job *job, struct err *err)
{
    static const char too_much[] = "a script took more than %.0f MB or %g s";
    if (s->over)
        return err_set(err, ERR_LIMIT, too_much, (double)s->limits.bytes / (1 << 20), s->limits.seconds);
    s->until = clock_monotonic() + s->limits.seconds;
    s->refused = false;
    bool failed = duk_safe_call(s->duk, f, job, 0, 1) != DUK_EXEC_SUCCESS;
    struct fault fault = {err, 0};
    if (s->over || (failed && s->refused))
        fault.r = err_set(err, ERR_LIMIT, too_much, (double)s->limits.bytes / (1 << 20), s->limits.seconds);
    else if (failed && duk_safe_call(s->duk, describe, &fault, 1, 1) != DUK_EXEC_SUCCESS)
        fault.r = err_set(err, ERR_FORMAT, "a script failed, and what it said cannot be read");
    duk_set_top(s->duk, 0);
    return fault.r;
}

int script_new(struct script **out, const struct script_limits *limits, struct err *err)
{
    struct script *s = mem_alloc(sizeof *s);
    s->limits = *limits;
    s->until = clock_monotonic() + limits->seconds;
    s->duk = duk_create_heap(piece_new, piece_again, piece_free, s, broken);
    if (!s->duk) {
        free(s);
        return err_set(err, ERR_LIMIT, "%zu bytes are too few for an interpreter of scripts", limits->bytes);
    }
    *out = s;
    return 0;
}

int script_load(struct script *s, struct str name, struct str program, struct err *err)
{
    return run(s, load, &(struct job){.s = s, .name = name, .program = program}, err);
}

int script_call(struct buf *out, struct script *s, const char *function, const struct str *args, size_t nargs,
                struct err *err)
{
    size_t before = out->len;
    int r = run(s, call, &(struct job){.s = s, .out = out, .function = function, .args = args, .nargs = nargs}, err);
    if (r < 0)
        out->len = before;
    return r;
}

void script_collect(struct script *s) { duk_gc(s->duk, 0); }

size_t script_bytes(const struct script *s) { return s->bytes; }

void script_free(struct script *s)
{
    if (!s)
        return;
    s->over = false;
    s->until = clock_monotonic() + s->limits.seconds;
    duk_destroy_heap(s->duk);
    free(s);
}
