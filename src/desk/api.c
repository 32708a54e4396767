/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The table of operations over HTTP: POST /api/round/open with the parameters as a form, and
 *
 *     Authorization: Bearer TOKEN
 *
 * What an operation prints with --json is the answer, one JSON object a line; files come as parts of
 * the form (the parameter FILE of submit takes their names), and a file that is made is the answer
 * itself. What only looks may be asked for by GET, with the parameters in the address. */

#include "desk/visit.h"

#include "base/utf8.h"

static int find_op(const struct op **out, struct visit *v, struct err *err)
{
    const struct http_request *rq = v->rq;
    const char *name = arena_text(v->arena, rq->segment[1]);
    for (unsigned i = 2; i < rq->nsegments; i++)
        name = arena_fmt(v->arena, "%s %.*s", name, STR_FMT(rq->segment[i]));
    *out = op_find(str_of(name));
    if (!*out || (*out)->reach == REACH_LOCAL || !(*out)->run)
        return err_set(err, ERR_NOTFOUND, "there is no operation \"%s\" here; ilms permissions lists them",
                       utf8_brief(str_of(name)).text);
    if (str_is(rq->method, "GET") && op_writes(*out)) {
        v->an->allow = "POST, OPTIONS";
        return err_set(err, ERR_USAGE, "%s changes the base: send it by POST", (*out)->name);
    }
    return 0;
}

struct words {
    struct call *call;
    const char **list;
    struct call_file *files;
};

static int take_word(struct words *w, struct visit *v, struct str name, struct str value, struct err *err)
{
    struct call *c = w->call;
    const struct param *p = op_param(c->op, name);
    if (!p)
        return err_set(err, ERR_USAGE, "%s has no parameter \"%s\"; ilms help %s lists them", c->op->name,
                       utf8_brief(name).text, c->op->name);
    if (p->kind == PARAM_LIST) {
        w->list[c->nlist++] = arena_text(v->arena, value);
        return 0;
    }
    return value.len ? call_set(c, p->name, str_of(arena_text(v->arena, value)), err) : 0;
}

/* A file under the name of a list is of it; under that of an option it is what the option names. */
static int take_file(struct words *w, struct visit *v, const struct http_field *f, struct err *err)
{
    struct call *c = w->call;
    if (!f->file_name.len)
        return 0;
    w->files[c->nfiles++] = (struct call_file){arena_text(v->arena, f->file_name), f->value};
    return take_word(w, v, f->name, f->file_name, err);
}

static int take_words(struct words *w, struct visit *v, struct err *err)
{
    const struct http_request *rq = v->rq;
    int r = 0;
    for (unsigned i = 0; r == 0 && i < rq->nparams; i++)
        r = take_word(w, v, rq->param[i].name, rq->param[i].value, err);
    for (unsigned i = 0; r == 0 && i < rq->nfields; i++)
        if (rq->field[i].file_name.p)
            r = take_file(w, v, &rq->field[i], err);
        else if (!str_is(rq->field[i].name, "key"))
            r = take_word(w, v, rq->field[i].name, rq->field[i].value, err);
    for (const struct param *p = w->call->op->params; r == 0 && p->name; p++) {
        if (strcmp(p->name, "output") == 0 && !call_has(w->call, "output"))
            r = call_set(w->call, "output", STR("output.xlsx"), err);
        else if (p->required && !(p->kind == PARAM_LIST ? w->call->nlist > 0 : call_has(w->call, p->name)))
            r = err_set(err, ERR_USAGE, "%s needs %s: %s", w->call->op->name, p->name, p->help);
    }
    return r;
}

static void answer(struct visit *v, struct call *c)
{
    struct http_answer *an = v->an;
    if (c->file.len) {
        bool workbook = str_ends(str_of(c->file_name), STR(".xlsx"));
        an->type = workbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                            : "application/octet-stream";
        an->disposition = workbook ? "attachment; filename=\"ilms.xlsx\"" : safe_name(v, str_of(c->file_name), "", "");
        buf_str(&an->body, buf_view(&c->file));
        return;
    }
    an->type = call_has(c, "format") ? "text/plain; charset=utf-8" : "application/x-ndjson";
    buf_str(&an->body, buf_view(&c->out));
}

int api_call(struct visit *v, struct err *err)
{
    const struct op *op;
    int r = find_op(&op, v, err);
    if (r < 0)
        return r;
    /* nobody is told more of what there is than that it is not for them */
    if (!(op->roles & ROLE_BIT(ROLE_ANYONE)) && !v->known) {
        v->an->authenticate = "Bearer";
        v->an->status = 401;
        v->an->type = "application/json";
        buf_puts(&v->an->body, "{\"error\":\"denied\",\"message\":\"who is asking? send Authorization: Bearer "
                               "and a token\"}\n");
        return 0;
    }
    struct call call = {.op = op, .base = v->desk->base, .origin = v->page.origin,
                        .who = v->known ? arena_text(v->arena, v->account.user.name) : "anyone",
                        .in = v->account.in, .nin = v->known ? v->account.nin : 0, .json = true, .quiet = true,
                        .remote = true, .now = v->now, .store = v->st, .ref = v->desk->ref,
                        .ref_version = v->desk->ref_version, .lent = true, .outfd = -1};
    struct words w = {.call = &call, .list = arena_array(v->arena, const char *, HTTP_PARAMS + HTTP_FIELDS),
                      .files = arena_array(v->arena, struct call_file, HTTP_FIELDS)};
    call.list = w.list;
    call.files = w.files;
    /* whom it is not for is told so, and not what it takes */
    if (call_is(&call, op->roles) || (op->roles & ROLE_BIT(ROLE_ANYONE)))
        r = take_words(&w, v, err);
    if (r == 0 && (r = op_call(&call, err)) == 0)
        answer(v, &call);
    call_release(&call);
    return r;
}
