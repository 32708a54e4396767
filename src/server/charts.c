/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/charts.h"

#include "report/chart_draw.h"
#include "report/figure.h"
#include "report/html.h"
#include "report/topic.h"
#include "report/web_file.h"
#include "server/pages.h"
#include "syntax/picture.h"

#include <pthread.h>

enum {
    WAITING_MOST = 120,   /* some ten seconds of drawing */
    WAITING_EACH = 24,    /* of one address: a page has a few */
    RETRY_SECONDS = 3
};

/* Nothing but itself and its own styles. */
#define POLICY_SVG "default-src 'none'; style-src 'unsafe-inline'"
/* Any site may show it in a frame. */
#define POLICY_EMBED                                                                                                  \
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "    \
    "frame-ancestors *"

enum form { FORM_SVG, FORM_PNG, FORM_CSV, FORM_JSON, FORM_HTML, FORMS };
static const struct {
    const char *ending, *type;
} forms[FORMS] = {{".svg", "image/svg+xml"},
                  {".png", "image/png"},
                  {".csv", "text/csv"},
                  {".json", "application/json"},
                  {".html", "text/html; charset=utf-8"}};

/* A picture that is to be drawn; in the arena of its request. */
struct job {
    struct job *next;
    const struct http_request *rq;
    struct http_answer *an;
    struct chart chart;
    struct look look;
    double scale; /* 0: SVG */
};

struct charts {
    pthread_t *thread;
    unsigned nthreads;
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct job *first, **last;
    unsigned waiting;
    bool stopping, ending;
};

static void refuse(struct http_answer *an, int status, unsigned retry_after, const char *why)
{
    an->status = status;
    an->type = "text/plain; charset=utf-8";
    an->retry_after = retry_after;
    an->etag = NULL;
    an->disposition = NULL;
    an->policy = NULL;
    an->cacheable = false;
    an->body.len = 0;
    buf_puts(&an->body, why);
    buf_char(&an->body, '\n');
}

/* -- drawing ------------------------------------------------------------------------------------------ */

static int draw(struct job *job, struct drawing *d, struct err *err)
{
    struct buf svg = {0};
    int r = chart_draw(&svg, d, &job->chart, &job->look, err);
    if (r == 0 && job->scale > 0) {
        r = picture_png(&job->an->body, buf_view(&svg), job->scale, err);
        buf_release(&svg);
    } else if (r == 0) {
        job->an->body = svg;
    } else {
        buf_release(&svg);
    }
    return r;
}

static void finish(struct job *job, struct drawing **d)
{
    struct err err;
    int r = *d ? 0 : drawing_new(d, &err);
    if (r == 0)
        r = draw(job, *d, &err);
    if (r < 0)
        refuse(job->an, r == -ERR_LIMIT ? 503 : 500, r == -ERR_LIMIT ? RETRY_SECONDS : 0,
               arena_text(job->rq->arena, str_of(err.text)));
    http_resume(job->rq);
}

static void *draw_all(void *ctx)
{
    struct charts *charts = ctx;
    struct drawing *d = NULL;
    pthread_mutex_lock(&charts->lock);
    for (;;) {
        while (!charts->first && !charts->ending)
            pthread_cond_wait(&charts->work, &charts->lock);
        struct job *job = charts->first;
        if (!job)
            break;
        charts->first = job->next;
        if (!charts->first)
            charts->last = &charts->first;
        charts->waiting--;
        bool stopping = charts->stopping;
        pthread_mutex_unlock(&charts->lock);
        if (stopping) {
            refuse(job->an, 503, RETRY_SECONDS, "The server is being stopped; try again in a minute.");
            http_resume(job->rq);
        } else {
            finish(job, &d);
        }
        pthread_mutex_lock(&charts->lock);
    }
    pthread_mutex_unlock(&charts->lock);
    drawing_free(d);
    return NULL;
}

int charts_open(struct charts **out, unsigned threads, struct err *err)
{
    struct charts *charts = mem_alloc(sizeof *charts);
    struct err none;
    (void)picture_start(&none); /* not when the first reader waits; where it fails, each picture says why */
    pthread_mutex_init(&charts->lock, NULL);
    pthread_cond_init(&charts->work, NULL);
    charts->last = &charts->first;
    charts->thread = mem_alloc(threads * sizeof *charts->thread);
    for (; charts->nthreads < threads; charts->nthreads++)
        if (pthread_create(&charts->thread[charts->nthreads], NULL, draw_all, charts) != 0) {
            charts_close(charts);
            return err_set(err, ERR_LIMIT, "no thread can be started that draws charts");
        }
    *out = charts;
    return 0;
}

void charts_stop(struct charts *charts)
{
    if (!charts)
        return;
    pthread_mutex_lock(&charts->lock);
    charts->stopping = true;
    pthread_mutex_unlock(&charts->lock);
}

void charts_close(struct charts *charts)
{
    if (!charts)
        return;
    pthread_mutex_lock(&charts->lock);
    charts->stopping = charts->ending = true;
    pthread_cond_broadcast(&charts->work);
    pthread_mutex_unlock(&charts->lock);
    for (unsigned i = 0; i < charts->nthreads; i++)
        pthread_join(charts->thread[i], NULL);
    pthread_cond_destroy(&charts->work);
    pthread_mutex_destroy(&charts->lock);
    free(charts->thread);
    free(charts);
}

/* Whose turn it is; a machine in front of us has all readers behind it. */
static bool has_room(const struct charts *charts, struct str peer)
{
    unsigned of_peer = 0;
    if (charts->waiting >= WAITING_MOST)
        return false;
    if (str_is(peer, "127.0.0.1") || str_is(peer, "::1"))
        return true;
    for (const struct job *j = charts->first; j; j = j->next)
        of_peer += str_eq(j->rq->peer, peer);
    return of_peer < WAITING_EACH;
}

/* The answer that was prepared comes when the picture is drawn. */
static void suspend(struct charts *charts, const struct http_request *rq, struct http_answer *an, struct job *job)
{
    pthread_mutex_lock(&charts->lock);
    if (charts->stopping || !has_room(charts, rq->peer)) {
        pthread_mutex_unlock(&charts->lock);
        refuse(an, 503, RETRY_SECONDS, "Too many charts are waiting to be drawn; try again in some seconds.");
        return;
    }
    struct http_answer prepared = *an;
    prepared.body = (struct buf){0}; /* the room in it is the event loop's */
    job->rq = rq;
    job->an = http_suspend(rq);
    *job->an = prepared;
    *charts->last = job;
    charts->last = &job->next;
    charts->waiting++;
    pthread_cond_signal(&charts->work);
    pthread_mutex_unlock(&charts->lock);
}

/* -- what is asked ------------------------------------------------------------------------------------- */

struct asked {
    struct chart_ask ask;
    struct look look;
    double scale;
    enum form form;
};

static const char *read_look(struct asked *a, struct str name, struct str value, bool *taken)
{
    uint64_t n;
    *taken = true;
    if (str_is(name, "kind")) {
        a->ask.kind = chart_kind_find(value);
        return a->ask.kind == CHART_KINDS ? "There are no charts of that kind." : NULL;
    }
    if (str_is(name, "theme"))
        return look_theme_find(&a->look.theme, value) ? NULL : "A theme is light, dark or print.";
    if (str_is(name, "frame")) {
        a->look.framed = !str_is(value, "no");
        return a->look.framed && !str_is(value, "yes") ? "frame is yes or no." : NULL;
    }
    if (str_is(name, "width")) {
        /* few, so that they are found in the cache */
        if (!str_uint(&n, value, CHART_WIDTH_MOST) || (n != 360 && n != 540 && n != 720 && n != 1080))
            return "A chart is 360, 540, 720 or 1080 wide.";
        a->look.width = (unsigned)n;
        return NULL;
    }
    if (str_is(name, "scale")) {
        if (!str_uint(&n, value, 3) || n == 0)
            return "A picture is 1, 2 or 3 times as large as the drawing.";
        a->scale = (double)n;
        return NULL;
    }
    *taken = false;
    return NULL;
}

/* NULL, or what makes no sense; *status says in which way. */
static const char *read_asked(struct asked *a, const struct http_request *rq, int *status)
{
    struct str last = rq->segment[rq->nsegments - 1];
    *a = (struct asked){.ask.kind = CHART_KINDS, .look.framed = true, .scale = 2, .form = FORMS};
    *status = 404;
    for (enum form f = 0; f < FORMS; f++)
        if (str_ends(last, str_of(forms[f].ending)))
            a->form = f;
    if (rq->nsegments < 3 || rq->nsegments > 2 + TOPIC_PARTS || rq->too_many_segments || a->form == FORMS)
        return "There is no such chart: the address ends in .svg, .png, .csv, .json or .html.";
    for (unsigned i = 2; i < rq->nsegments; i++)
        a->ask.part[a->ask.nparts++] = rq->segment[i];
    a->ask.part[a->ask.nparts - 1].len -= strlen(forms[a->form].ending);
    *status = 400;
    for (unsigned i = 0; i < rq->nparams; i++) {
        bool taken;
        const char *why = read_look(a, rq->param[i].name, rq->param[i].value, &taken);
        if (why)
            return why;
        if (!taken && a->ask.nparams == TOPIC_PARAMS)
            return "There are too many parameters.";
        if (!taken)
            a->ask.param[a->ask.nparams++] = (struct chart_param){rq->param[i].name, rq->param[i].value};
    }
    return NULL;
}

/* The address without its ending, and what of the query is the topic's. */
static void address_of(struct str *address, struct str *query, const struct http_request *rq, const struct asked *a)
{
    struct buf q = {0};
    *address = str_sub(rq->path, 0, rq->path.len - strlen(forms[a->form].ending));
    if (a->ask.kind != CHART_KINDS)
        buf_fmt(&q, "kind=%s", chart_kind_name(a->ask.kind));
    for (unsigned i = 0; i < a->ask.nparams; i++) {
        buf_puts(&q, q.len ? "&" : "");
        html_value(&q, a->ask.param[i].name);
        buf_char(&q, '=');
        html_value(&q, a->ask.param[i].value);
    }
    *query = arena_str(rq->arena, buf_view(&q));
    buf_release(&q);
}

static void answer(struct charts *charts, struct page *pg, const struct http_request *rq, struct http_answer *an,
                   const struct asked *a, struct job *job)
{
    struct str address, query;
    struct json j;
    switch (a->form) {
    case FORM_SVG:
    case FORM_PNG:
        job->look = a->look;
        job->look.text = pg->text;
        job->scale = a->form == FORM_PNG ? a->scale : 0;
        an->policy = a->form == FORM_SVG ? POLICY_SVG : NULL;
        suspend(charts, rq, an, job);
        break;
    case FORM_CSV:
        chart_csv(&an->body, &job->chart);
        break;
    case FORM_JSON:
        json_init(&j, &an->body);
        chart_write(&job->chart, &j, pg->text);
        break;
    case FORM_HTML:
        address_of(&address, &query, rq, a);
        page_embed(pg, &job->chart, address, query);
        an->policy = POLICY_EMBED;
        break;
    case FORMS: break;
    }
}

bool charts_handle(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                   struct str language)
{
    struct asked a;
    struct err err;
    int status;
    if (!rq->nsegments || !str_is(rq->segment[0], "chart"))
        return false;
    const char *why = read_asked(&a, rq, &status);
    if (!why && !snap->loaded.cube) {
        status = 404;
        why = "Nothing has been released yet.";
    }
    if (why) {
        refuse(an, status, 0, why);
        return true;
    }
    struct page pg = page_start(site, snap, rq, an, language);
    struct job *job = arena_new(rq->arena, struct job);
    int r = topic_make(&job->chart, &pg, rq->segment[1], &a.ask, &err);
    if (r < 0) {
        refuse(an, err_http_status((enum err_code)-r), 0, arena_text(rq->arena, str_of(err.text)));
        return true;
    }
    an->type = forms[a.form].type;
    an->language = arena_text(rq->arena, language);
    /* scripts of web/ draw it */
    an->etag = site_etag(rq, snap, arena_fmt(rq->arena, "%s %s", forms[a.form].ending, web_files_mark()));
    an->modified = snap->modified;
    an->cacheable = true;
    if (!http_unchanged(rq, an->etag, an->modified) || a.form > FORM_PNG)
        answer(site->charts, &pg, rq, an, &a, job);
    if (a.form == FORM_HTML)
        page_in_language(&an->body, rq->arena, language);
    return true;
}
