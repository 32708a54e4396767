/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The process: what it holds, how a request finds its page, what is said when it does not. */

#include "desk/desk.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "desk/gate.h"
#include "model/ref_language.h"
#include "publish/load.h"
#include "syntax/json.h"

#include <stdio.h>

static const char *origin = "";

void desk_origin(const char *url) { origin = url; }

int desk_start(void **out, const char *base, struct err *err)
{
    struct desk *d = mem_alloc(sizeof *d);
    *d = (struct desk){.base = base};
    int r = store_open(&d->st, base, STORE_WRITE, err);
    if (r == 0)
        r = ref_load_stored(&d->ref, &d->ref_version, d->st, 0, err);
    if (r < 0) {
        store_close(d->st);
        free(d);
        return r;
    }
    *out = d;
    return 0;
}

static void forget_tongues(struct desk *d)
{
    for (size_t i = 0; i < TONGUES; i++)
        ref_in_language_free(d->tongues[i].ref);
    memset(d->tongues, 0, sizeof d->tongues);
}

void desk_stop(void *ctx)
{
    struct desk *d = ctx;
    maker_stop(&d->maker, d->st);
    forget_tongues(d);
    ref_free(d->ref);
    store_close(d->st);
    free(d);
}

/* -- what went wrong --------------------------------------------------------------------------- */

static void fault_as_json(struct http_answer *an, const struct err *err)
{
    struct json j;
    an->type = "application/json";
    json_init(&j, &an->body);
    json_open(&j, '{');
    json_put(&j, "error", str_of(err_name(err->code)));
    json_put(&j, "message", str_of(err->text));
    json_close(&j);
    json_line(&j);
}

static void fault_page(struct visit *v, const struct err *err)
{
    const char *key = arena_fmt(v->arena, "error.%d", v->an->status);
    struct str title = text_get(v->page.text, text_has(v->page.text, key) ? key
                                               : v->an->status < 500       ? "error.400"
                                                                           : "error.500");
    visit_open(v, title);
    /* what is not there is said in the language, the rest as the operation has it */
    bool english = str_is(text_get(v->page.text, "language"), "en");
    html(v->page.out, "<p class=\"lead\">");
    html_text(v->page.out,
              err->code == ERR_NOTFOUND && !english ? text_get(v->page.text, "error.no.page") : str_of(err->text));
    html(v->page.out, "</p>\n");
    visit_close(v);
}

static void say_fault(struct visit *v, const struct err *err)
{
    struct http_answer *an = v->an;
    an->status = err_http_status(err->code);
    an->body.len = 0;
    an->location = an->disposition = NULL;
    v->fault.code = ERR_NONE;
    if (v->rq->nsegments && str_is(v->rq->segment[0], "api"))
        fault_as_json(an, err);
    else
        fault_page(v, err);
}

/* -- a request ------------------------------------------------------------------------------- */

static const struct text *language_of(const struct visit *v)
{
    const struct text *text = NULL;
    if (v->known && v->account.user.language.len)
        text = text_find(arena_text(v->arena, v->account.user.language));
    struct str rest = http_header(v->rq, "Accept-Language"), one;
    while (!text && rest.len && str_next(&one, &rest, ',')) {
        one = str_trim(one);
        if (one.len >= 2)
            text = text_find(arena_text(v->arena, str_sub(one, 0, 2)));
    }
    return text ? text : text_find("en");
}

/* Reference data that were exchanged meanwhile. */
int desk_renew(struct desk *d, struct err *err)
{
    int64_t version = 0;
    struct ref *ref;
    int r = store_ref_newest(d->st, &version, err);
    if (r < 0 || version == d->ref_version)
        return r;
    if ((r = ref_load_stored(&ref, &version, d->st, 0, err)) < 0)
        return r;
    forget_tongues(d);
    ref_free(d->ref);
    d->ref = ref;
    d->ref_version = version;
    return 0;
}

const struct ref *desk_ref(struct desk *d, const struct text *text)
{
    size_t i = 0;
    if (str_is(text_get(text, "language"), "en"))
        return d->ref;
    while (d->tongues[i].text && d->tongues[i].text != text)
        i++;
    assert(i < TONGUES);
    if (!d->tongues[i].text) {
        char language[8];
        snprintf(language, sizeof language, "%.*s", STR_FMT(text_get(text, "language")));
        d->tongues[i] = (struct tongue){text, ref_in_language(d->ref, language)};
    }
    return d->tongues[i].ref;
}

void desk_handle(void *ctx, const struct http_request *rq, struct http_answer *an)
{
    struct desk *d = ctx;
    struct err err = {0};
    struct visit v = {.desk = d, .rq = rq, .an = an, .arena = rq->arena, .st = d->st, .now = clock_now()};
    an->personal = true;
    an->type = "text/html; charset=utf-8";
    clock_fmt(v.at, v.now);
    int r = desk_renew(d, &err);
    v.page = (struct page){.out = &an->body, .path = rq->path, .arena = rq->arena,
                           .origin = str_of(origin), .frame = &v.frame};
    if (r == 0)
        r = gate_who(&v, &err);
    v.page.text = language_of(&v);
    v.ref = desk_ref(d, v.page.text);
    an->language = arena_text(v.arena, text_get(v.page.text, "language"));
    gate_frame(&v);
    if (r == 0)
        r = gate_run(&v, &err);
    if (r < 0)
        say_fault(&v, &err);
}
