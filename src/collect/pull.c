/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/pull.h"

#include "base/clock.h"
#include "collect/flow.h"
#include "io/format.h"

#include <stdio.h>

enum {
    ASKS_MAX = 12,  /* ways to put one question */
    RUNGS_ALONE = 7 /* formats that are asked for alone */
};

void pulled_release(struct pulled *p)
{
    http_got_release(&p->got);
    buf_release(&p->accept);
    buf_release(&p->format);
}

/* -- formats ----------------------------------------------------------------------------------- */

/* What a service can be asked for: all that is read and has a name of its own, but for workbooks. */
static bool is_asked(const struct format *f)
{
    return f->read && str_starts(str_of(f->mime), STR("application/vnd.sdmx."));
}

void pull_accept(struct buf *out)
{
    unsigned q = 10;
    for (size_t i = 0; i < nformats; i++)
        if (is_asked(&formats[i])) {
            buf_fmt(out, "%s%s", out->len ? ", " : "", formats[i].mime);
            if (q < 10)
                buf_fmt(out, ";q=0.%u", q);
            q -= q > 2;
        }
    buf_puts(out, out->len ? ", text/csv;q=0.1" : "text/csv");
}

/* The n-th that is asked for alone; NULL: there are no more. */
static const struct format *nth_format(unsigned n)
{
    for (size_t i = 0; i < nformats; i++)
        if (is_asked(&formats[i]) && n-- == 0)
            return &formats[i];
    return NULL;
}

/* What the extension format= calls it. */
static struct str format_word(const struct format *f, const struct question *q)
{
    struct str word, rest = str_of(f->aliases);
    if (strcmp(f->name, "sdmx-csv") == 0)
        return str_of(manner_of(q->base)->csv);
    if (!str_next(&word, &rest, ' ') || memchr(word.p, '=', word.len))
        return str_of(f->name);
    return word;
}

/* -- ways ----------------------------------------------------------------------------------------- */

/* A way to put the question: what changes from one to the next. */
struct way {
    struct question q;
    struct buf url, accept;
    char since[CLOCK_TEXT + 10];
    unsigned rung;     /* of formats: 0 all (or as before), then each alone, then by format= */
    struct str word;   /* for format= */
    bool respelled, again;
    bool looked;       /* the service was asked what the flow is */
    struct flow flow;  /* and said so, where it has an id */
    struct arena arena;
};

/* Fills accept and tells the word for format=; false: there is no such rung. */
static bool put_rung(struct way *w, struct str *word, const struct pulling *p)
{
    const struct format *f = p->format;
    unsigned alone = f ? 1 : RUNGS_ALONE, rung = w->rung;
    *word = STR("");
    w->accept.len = 0;
    if (!f && rung == 0) {
        if (p->before && p->before->accept.len) {
            buf_str(&w->accept, p->before->accept);
            *word = p->before->format;
        } else {
            pull_accept(&w->accept);
        }
        if (w->q.api == API_NONE && !p->before)
            buf_puts(&w->accept, ", */*;q=0.05");
        return true;
    }
    if (w->q.api == API_NONE && rung)
        return false;
    rung -= !f;
    if (!f)
        f = nth_format(rung < alone ? rung : 0);
    if (!f || rung > alone || (rung == alone && w->q.has_format))
        return false;
    buf_puts(&w->accept, f->mime);
    if (rung == alone)
        *word = format_word(f, &w->q);
    return true;
}

/* The next rung that there is; false: there are no more. */
static bool climb(struct way *w, const struct pulling *p)
{
    struct str word;
    for (unsigned last = w->rung + RUNGS_ALONE + 2; w->rung < last;) {
        w->rung++;
        if (put_rung(w, &word, p))
            return true;
    }
    return false;
}

static void put_address(struct way *w, const struct pulling *p)
{
    struct buf plain = {0};
    put_rung(w, &w->word, p);
    question_url(&plain, &w->q, str_of(w->since), w->word);
    w->url.len = 0;
    if (!w->respelled || !url_respell(&w->url, buf_view(&plain)))
        buf_str(&w->url, buf_view(&plain));
    buf_release(&plain);
}

static struct http_get manner_of_asking(const struct pulling *p)
{
    return (struct http_get){.patience = p->patience, .private = p->private, .limit = IO_FILE_MAX, .tell = p->tell,
                             .ctx = p->ctx};
}

/* Whose flow it is, and how many places its keys have; where it is not said, what was asked stands. */
static void look_at_flow(struct way *w, const struct pulling *p)
{
    struct err ignored; /* it was to explain another one */
    const struct http_get get = manner_of_asking(p);
    w->looked = true;
    struct flow *flow;
    size_t n;
    if (flow_ask(&flow, &n, &w->arena, &w->q, &get, &ignored) == 0 && n > 0)
        w->flow = flow[n - 1];
}

/* It was not understood: what else could have been meant? False: nothing is left to try. */
static bool put_otherwise(struct way *w, struct pulled *out, const struct pulling *p)
{
    struct buf other = {0};
    const char *agency = manner_of(w->q.base)->agency;
    if (w->since[0]) {
        w->since[0] = 0;
        out->whole_only = true;
        return true;
    }
    bool can = !w->respelled && url_respell(&other, buf_view(&w->url));
    buf_release(&other);
    if (can) {
        w->respelled = true;
        return true;
    }
    if (w->q.api != API_NONE && !w->q.as_given.len && !w->q.agency.len && agency && *agency) {
        w->q.agency = str_of(agency);
        w->respelled = false;
        return true;
    }
    if (w->q.api == API_NONE || w->looked)
        return false;
    look_at_flow(w, p);
    if (!w->flow.id.len || w->q.agency.len || w->q.as_given.len)
        return false;
    w->q.agency = w->flow.agency;
    w->q.version = w->q.version.len ? w->q.version : w->flow.version;
    w->respelled = false;
    return true;
}

/* What is wrong with the key, where the service says which dimensions there are. */
static void put_places(struct buf *out, const struct way *w)
{
    unsigned places = 1;
    struct str key, keys = w->q.key;
    str_next(&key, &keys, ',');
    for (size_t i = 0; i < key.len; i++)
        places += key.p[i] == '.';
    if (!key.len || !w->flow.ndimensions || places == w->flow.ndimensions)
        return;
    buf_fmt(out, "; the key has %u %s, and the flow %u dimensions: ", places, places == 1 ? "place" : "places",
            w->flow.ndimensions);
    for (unsigned i = 0; i < w->flow.ndimensions; i++)
        buf_fmt(out, "%s%.*s", i ? "." : "", STR_FMT(w->flow.dimension[i].id));
}

static int refuse(const struct way *w, const struct pulled *out, struct err *err)
{
    static const enum err_code codes[] = {[REPLY_FORMAT] = ERR_FORMAT, [REPLY_MISPUT] = ERR_NOTFOUND,
                                          [REPLY_CUT] = ERR_INPUT, [REPLY_REFUSED] = ERR_INPUT};
    const char *agency = manner_of(w->q.base)->agency;
    bool needs = out->reply == REPLY_MISPUT && w->q.api != API_NONE && !w->q.agency.len && agency && !*agency;
    struct str host = url_host(buf_view(&w->url));
    struct buf more = {0};
    buf_puts(&more, needs ? "; this service wants the agency before the flow, as OECD.ELS.SAE,DSD_LFS,1.0" : "");
    put_places(&more, w);
    int r = err_set(err, codes[out->reply], "%.*s: %s%s", STR_FMT(host), out->why, more.p);
    buf_release(&more);
    return r;
}

/* Where one format alone was wanted, another one is none; some share their reader. */
static void check_format(struct pulled *out, const struct pulling *p)
{
    struct err err;
    const struct format *f = p->format && !p->mapped && out->reply == REPLY_FIGURES
                                 ? format_detect(buf_view(&out->got.body), &err) : NULL;
    if (!f || f->read == p->format->read)
        return;
    snprintf(out->why, sizeof out->why, "gives %s, though %s alone was asked for", f->name, p->format->name);
    out->reply = REPLY_FORMAT;
}

static int ask_once(struct pulled *out, struct way *w, const struct pulling *p, struct err *err)
{
    const bool conditional = p->before && !w->since[0] && w->rung == 0;
    char etag[HTTP_FIELD], modified[HTTP_FIELD];
    put_address(w, p);
    snprintf(etag, sizeof etag, "%.*s", conditional ? (int)p->before->etag.len : 0,
             conditional ? p->before->etag.p : "");
    snprintf(modified, sizeof modified, "%.*s", conditional ? (int)p->before->last_modified.len : 0,
             conditional ? p->before->last_modified.p : "");
    http_got_release(&out->got);
    struct http_get get = manner_of_asking(p);
    get.url = w->url.p;
    get.accept = w->accept.p;
    get.etag = etag;
    get.last_modified = modified;
    int r = http_get(&out->got, &get, err);
    if (r == 0)
        out->reply = reply_judge(out->why, out->got.status, buf_view(&out->got.body), p->mapped);
    if (r == 0)
        check_format(out, p);
    return r;
}

/* What has come: is it what there was? */
static void settle(struct pulled *out, const struct way *w, const struct pulling *p)
{
    char why[REPLY_TEXT];
    struct str host = url_host(buf_view(&w->url));
    out->updates = w->since[0] != 0;
    buf_str(&out->accept, buf_view(&w->accept));
    buf_str(&out->format, w->word);
    memcpy(why, out->why, sizeof why);
    snprintf(out->why, sizeof out->why, "%.*s: %.300s", (int)MIN(host.len, (size_t)80), host.p, why);
    if (out->reply == REPLY_NOTHING && out->updates)
        out->reply = REPLY_UNCHANGED;
    if (out->reply != REPLY_FIGURES)
        return;
    reply_hash(out->content, buf_view(&out->got.body));
    if (p->before && !out->updates && str_is(p->before->content, out->content))
        out->reply = REPLY_UNCHANGED;
}

int pull_ask(struct pulled *out, const struct pulling *p, struct err *err)
{
    struct way w = {.q = *p->question};
    int r = 0;
    bool more = true;
    arena_init(&w.arena, 64 << 20);
    out->whole_only = p->before && p->before->whole_only;
    if (p->since_last && p->before && !out->whole_only && p->question->api != API_NONE && !p->question->has_updates)
        snprintf(w.since, sizeof w.since, "%.*s", STR_FMT(p->before->since));
    for (unsigned n = 0; more && n < ASKS_MAX && (r = ask_once(out, &w, p, err)) == 0; n++) {
        more = false;
        if (out->reply == REPLY_FORMAT)
            more = climb(&w, p);
        else if (out->reply == REPLY_MISPUT)
            more = put_otherwise(&w, out, p);
        else if (out->reply == REPLY_CUT)
            more = !w.again, w.again = true;
    }
    bool done = out->reply == REPLY_FIGURES || out->reply == REPLY_UNCHANGED || out->reply == REPLY_NOTHING ||
                out->reply == REPLY_TOO_LARGE;
    if (r == 0 && done)
        settle(out, &w, p);
    else if (r == 0)
        r = refuse(&w, out, err);
    buf_release(&w.url);
    buf_release(&w.accept);
    arena_release(&w.arena);
    return r;
}
