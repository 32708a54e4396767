/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/analysis_collections.h"

#include "base/utf8.h"
#include "publish/collections_write.h"
#include "publish/query.h"
#include "server/accept.h"
#include "syntax/text.h"

/* As in rest_data.c: what comes behind so many bytes is streamed, and what a client has is not made again when it
 * has more observations. */
enum { STREAM_AT = 2 << 20, UNCHANGED_AT = 10000 };

void analysis_collections(struct rows *r)
{
    static const char *const known[] = {"format", "lang"};
    struct columns c;
    if (!rows_known(r, known, ARRAY_LEN(known)))
        return;
    rows_dress(r, "collections");
    columns_begin(&c, &r->an->body, r->form, collection_columns, COLLECTION_COLUMNS);
    for (size_t k = 0; k < 2; k++) {
        const struct collections *cs = k ? &r->snap->older : &r->snap->others;
        for (size_t i = 0; i < cs->n; i++)
            collection_row(&c, cs->v[i], r->rq->arena);
    }
    columns_end(&c);
    rows_pack(r);
}

/* -- figures -------------------------------------------------------------------------------- */

struct sending {
    struct writing w;
    struct slice *slices;
    size_t n;
    struct snapshot *snap; /* while it is streamed */
};

static bool send_next(void *ctx, struct buf *out)
{
    struct sending *s = ctx;
    return writing_next(&s->w, out);
}

static void send_end(void *ctx)
{
    struct sending *s = ctx;
    writing_end(&s->w);
    for (size_t i = 0; i < s->n; i++)
        slice_release(&s->slices[i]);
    if (s->snap)
        snapshot_put(s->snap);
}

/* What Accept or format= asks for; who takes CSV, or everything, gets ILOSTAT's. NULL when answered. */
static const struct format *format_asked(struct rows *r)
{
    struct offer *v = arena_array(r->rq->arena, struct offer, nformats);
    const struct format **rows = arena_array(r->rq->arena, const struct format *, nformats);
    const struct format *usual = format_find(STR("ilostat"));
    struct offer first = {usual->mime, usual->name, usual->aliases};
    struct offers one = {&first, 1, ACCEPT_DATA, false}, all = {v, 0, ACCEPT_DATA, false};
    struct asked asked = {.accept = http_header(r->rq, "Accept"), .format = rows_param(r, "format")};
    struct accepted a;
    struct err err;
    for (size_t i = 0; i < nformats; i++)
        if (formats[i].next) {
            rows[all.n] = &formats[i];
            v[all.n++] = (struct offer){formats[i].mime, formats[i].name, formats[i].aliases};
        }
    if (!asked.format.len && accept_choose(&a, &asked, &one, &err) == 0)
        return usual;
    if (accept_choose(&a, &asked, &all, &err) == 0)
        return rows[a.offer];
    struct buf list = {0};
    accept_list(&list, &all);
    rows_error(r, 406, arena_fmt(r->rq->arena, "%s; there are %s", err.text, list.p));
    buf_release(&list);
    return NULL;
}

static const struct collection *collection_asked(struct rows *r, struct str name)
{
    const struct collection *of = collections_find(&r->snap->others, name);
    of = of ? of : collections_find(&r->snap->older, name);
    if (of)
        return of;
    struct buf there = {0};
    for (size_t i = 0; i < r->snap->others.n; i++)
        buf_fmt(&there, "%s%.*s@%.*s", i ? ", " : "; there are ", STR_FMT(r->snap->others.v[i]->code),
                STR_FMT(r->snap->others.v[i]->vintage));
    rows_error(r, 404, arena_fmt(r->rq->arena, "there is no collection \"%s\"%s", utf8_brief(name).text,
                                 there.len ? there.p : ""));
    buf_release(&there);
    return NULL;
}

static int ask_flow(struct slice *out, struct rows *r, const struct cube *cube, const struct cube_flow *flow,
                    struct str key, struct err *err)
{
    struct query q;
    query_init(&q, cube, flow, r->rq->arena);
    int e = query_key(&q, QUERY_V1, key, err);
    struct str from = rows_param(r, "startPeriod"), to = rows_param(r, "endPeriod");
    if (e == 0 && from.len)
        e = query_start(&q, from, err);
    if (e == 0 && to.len)
        e = query_end(&q, to, err);
    if (e == 0)
        *out = query_run(&q);
    return e;
}

/* One flow, or all; an answer without figures still has its columns. */
static int ask(struct sending *s, struct rows *r, const struct cube *cube, struct str name, struct str key,
               struct err *err)
{
    uint16_t indicator;
    int e = 0;
    s->slices = arena_array(r->rq->arena, struct slice, cube->nflows + 1);
    if (!name.len || str_is(name, "all")) {
        for (uint32_t i = 0; e == 0 && i < cube->nflows; i++)
            if ((e = ask_flow(&s->slices[s->n], r, cube, &cube->flows[i], key, err)) == 0)
                s->n++;
        return e;
    }
    if ((e = query_flow_indicator(&indicator, cube->ref, name, err)) < 0)
        return e;
    const struct cube_flow *flow = cube_flow_find(cube, indicator);
    if (!flow)
        return err_set(err, ERR_NOTFOUND, "the collection has no table %s", utf8_brief(name).text);
    e = ask_flow(&s->slices[0], r, cube, flow, key, err);
    s->n = e == 0;
    return e;
}

static void send(struct rows *r, struct sending *s)
{
    while (writing_next(&s->w, &r->an->body))
        if (r->an->body.len > STREAM_AT) {
            atomic_fetch_add(&r->snap->users, 1);
            s->snap = r->snap;
            r->an->stream = send_next;
            r->an->stream_end = send_end;
            r->an->stream_ctx = s;
            return;
        }
    send_end(s);
}

static void dress(struct rows *r, const struct collection *of, const struct format *f, struct str flow)
{
    struct http_answer *an = r->an;
    an->type = f->mime;
    an->etag = site_etag(r->rq, r->snap, arena_fmt(r->rq->arena, "collection %s %s", f->mime, r->language));
    an->modified = r->snap->modified;
    an->language = r->language;
    an->cacheable = true;
    an->disposition = arena_fmt(r->rq->arena, "attachment; filename=\"%.*s-%.*s%s%.*s%s\"", STR_FMT(of->code),
                                STR_FMT(of->vintage), flow.len ? "-" : "", STR_FMT(flow), f->ext);
}

void analysis_collection(struct rows *r)
{
    static const char *const known[] = {"startPeriod", "endPeriod", "format", "lang"};
    const struct http_request *rq = r->rq;
    struct sending *s = arena_new(rq->arena, struct sending);
    struct str name = rq->nsegments > 2 ? rq->segment[2] : STR(""), flow = rq->nsegments > 3 ? rq->segment[3] : STR("");
    struct err err;
    uint64_t nobs = 0;
    if (!rows_known(r, known, ARRAY_LEN(known)))
        return;
    const struct format *f = format_asked(r);
    const struct collection *of = f ? collection_asked(r, name) : NULL;
    if (!of)
        return;
    struct str language = accept_language(rows_param(r, "lang"), STR(""), text_languages());
    r->language = language.len ? arena_text(rq->arena, language) : "en";
    int e = ask(s, r, of->cube, flow, rq->nsegments > 4 ? rq->segment[4] : STR(""), &err);
    if (e < 0) {
        rows_error(r, err_http_status(err.code), err.text);
        for (size_t i = 0; i < s->n; i++)
            slice_release(&s->slices[i]);
        return;
    }
    dress(r, of, f, s->n == 1 ? of->cube->ref->indicators[s->slices[0].flow->indicator].code : STR(""));
    for (size_t i = 0; i < s->n; i++)
        nobs += s->slices[i].nobs;
    s->w = (struct writing){.ref = of->cube->ref, .slices = s->slices, .nslices = s->n, .arena = rq->arena,
                            .language = str_of(r->language), .prepared = of->imported_at};
    writing_begin(&s->w, f);
    if (nobs > UNCHANGED_AT && http_unchanged(rq, r->an->etag, r->an->modified))
        send_end(s);
    else
        send(r, s);
}
