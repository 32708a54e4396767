/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What was taken from other services, and what they have. */

#include "ops/ops.h"

#include "collect/flow.h"

/* -- ilms pull list ------------------------------------------------------------------------------------- */

static void put_row(struct call *c, const struct pull *p)
{
    if (!c->json) {
        buf_fmt(&c->out, "%.*s  %-9.*s  ", STR_FMT(p->at), STR_FMT(p->outcome));
        if (p->submission)
            buf_fmt(&c->out, "submission %lld of %.10s  ", (long long)p->submission, p->changed_at.p);
        buf_fmt(&c->out, "%.*s%s%.*s\n", STR_FMT(p->address), p->source.len ? "  " : "", STR_FMT(p->source));
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "address", p->address);
    json_put_some(&c->j, "source", p->source);
    json_put_some(&c->j, "round", p->round);
    json_put_some(&c->j, "mapping", p->mapping);
    json_put(&c->j, "at", p->at);
    json_put(&c->j, "outcome", p->outcome);
    json_put_some(&c->j, "changed_at", p->changed_at);
    json_put_some(&c->j, "etag", p->etag);
    json_put_some(&c->j, "last_modified", p->last_modified);
    json_put_some(&c->j, "sha256", p->content);
    json_put_some(&c->j, "since", p->since);
    json_put_bool(&c->j, "updates", !p->whole_only);
    if (p->submission)
        json_put_int(&c->j, "submission", p->submission);
    json_close(&c->j);
    json_line(&c->j);
}

int op_pull_list(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct pull p;
    unsigned n = 0;
    int r = store_pull_list(c->store, &it, err);
    while (r == 0 && (r = store_pull_next(it, &p, err)) == 1) {
        put_row(c, &p);
        n++;
        if ((r = call_flush(c, false, err)) < 0)
            store_iter_close(it);
    }
    if (r == 0 && n == 0 && !c->json)
        buf_puts(&c->out, "nothing has been taken from another service yet\n");
    return r;
}

/* -- ilms pull flows ------------------------------------------------------------------------------------ */

static bool has_word(struct str in, struct str word)
{
    for (size_t i = 0; i + word.len <= in.len; i++)
        if (str_eq_nocase(str_sub(in, i, word.len), word))
            return true;
    return false;
}

static void put_flow(struct call *c, const struct flow *f)
{
    if (!c->json) {
        buf_fmt(&c->out, "%.*s:%.*s(%.*s)%s%.*s\n", STR_FMT(f->agency), STR_FMT(f->id), STR_FMT(f->version),
                f->name.len ? "  " : "", STR_FMT(f->name));
        for (unsigned i = 0; i < f->ndimensions; i++)
            buf_fmt(&c->out, "  %-24.*s  %.*s\n", STR_FMT(f->dimension[i].id), STR_FMT(f->dimension[i].codelist));
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "agency", f->agency);
    json_put(&c->j, "id", f->id);
    json_put(&c->j, "version", f->version);
    json_put_some(&c->j, "name", f->name);
    if (f->ndimensions) {
        json_key(&c->j, "dimensions");
        json_open(&c->j, '[');
        for (unsigned i = 0; i < f->ndimensions; i++) {
            json_open(&c->j, '{');
            json_put(&c->j, "id", f->dimension[i].id);
            json_put_some(&c->j, "codelist", f->dimension[i].codelist);
            json_close(&c->j);
        }
        json_close(&c->j);
    }
    json_close(&c->j);
    json_line(&c->j);
}

static void remark(void *ctx, const char *sentence) { call_remark(ctx, sentence); }

/* The service alone, or a flow of it, which the address may name itself. */
static int parse_words(struct question *q, struct call *c, struct err *err)
{
    struct question_words words = {.url = call_get(c, "url"), .what = call_get(c, "what"), .api = call_get(c, "api")};
    int r = question_parse(q, &c->arena, &words, err);
    if (r == 0 && q->api == API_NONE) {
        words.what = STR("all");
        r = question_parse(q, &c->arena, &words, err);
        q->flow = STR("");
    }
    return r;
}

int op_pull_flows(struct call *c, struct err *err)
{
    struct http_get get = {.private = call_has(c, "private"), .tell = remark, .ctx = c};
    struct question q;
    struct flow *flow = NULL;
    struct str word = call_get(c, "search");
    size_t n = 0, found = 0;
    int r = call_patience(&get.patience, c, err);
    if (r == 0)
        r = parse_words(&q, c, err);
    if (r == 0)
        r = flow_ask(&flow, &n, &c->arena, &q, &get, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        if (!word.len || has_word(flow[i].id, word) || has_word(flow[i].name, word)) {
            put_flow(c, &flow[i]);
            found++;
            r = call_flush(c, false, err);
        }
    if (r == 0 && found == 0 && !c->json)
        buf_puts(&c->out, "the service has no such flow\n");
    return r;
}
