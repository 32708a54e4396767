/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/site.h"

#include "base/embed.h"
#include "base/version.h"
#include "server/analysis.h"
#include "server/analysis_coverage.h"
#include "server/files.h"
#include "server/ilostat.h"
#include "server/mirrors.h"
#include "server/services.h"
#include "server/table.h"

struct snapshot *site_take(struct site *site)
{
    pthread_mutex_lock(&site->lock);
    struct snapshot *snap = site->current;
    atomic_fetch_add(&snap->users, 1);
    pthread_mutex_unlock(&site->lock);
    return snap;
}

void snapshot_put(struct snapshot *snap)
{
    if (atomic_fetch_sub(&snap->users, 1) == 1) {
        fragments_free(snap->fragments);
        editions_free(snap->editions);
        derived_cubes_free(snap->derived);
        artefact_shelf_free(snap->artefacts);
        artefact_archive_free(snap->archive);
        gaps_shelf_free(snap->gaps);
        coverage_shelf_free(snap->coverage);
        collections_release(&snap->others);
        collections_release(&snap->older);
        loaded_release(&snap->loaded);
        free(snap);
    }
}

const char *site_etag_of(struct str target, struct arena *arena, const struct snapshot *snap, const char *format)
{
    static const struct str nothing = {"0000000000000000", 16};
    const struct str release = snap->loaded.view;
    const struct str pieces[] = {{ILMS_VERSION, sizeof ILMS_VERSION}, {format, strlen(format) + 1},
                                 str_sub(snap->others.view, 0, 16), str_sub(snap->older.view, 0, 16), target};
    size_t n = 0;
    char *etag = arena_alloc(arena, KEYED_HASH_HEX + 2);
    char *text = arena_alloc(arena, pieces[0].len + pieces[1].len + 32 + target.len);
    for (size_t i = 0; i < ARRAY_LEN(pieces); n += pieces[i++].len)
        if (pieces[i].len)
            memcpy(text + n, pieces[i].p, pieces[i].len);
    keyed_hash_hex(etag + 1, release.len ? str_sub(release, 0, 16) : nothing, (struct str){text, n});
    etag[0] = etag[KEYED_HASH_HEX] = '"';
    return etag;
}

const char *site_etag(const struct http_request *rq, const struct snapshot *snap, const char *format)
{
    return site_etag_of(rq->target, rq->arena, snap, format);
}

/* -- files ------------------------------------------------------------------------------------ */

static const char *type_of(struct str name)
{
    static const struct {
        struct str ext;
        const char *type;
    } types[] = {{{".css", 4}, "text/css; charset=utf-8"},
                 {{".js", 3}, "text/javascript; charset=utf-8"},
                 {{".json", 5}, "application/json"},
                 {{".svg", 4}, "image/svg+xml"},
                 {{".png", 4}, "image/png"},
                 {{".ico", 4}, "image/x-icon"},
                 {{".woff2", 6}, "font/woff2"}};
    for (size_t i = 0; i < ARRAY_LEN(types); i++)
        if (str_ends(name, types[i].ext))
            return types[i].type;
    return "application/octet-stream";
}

static bool static_file(const struct http_request *rq, struct http_answer *an)
{
    static const char *const folders[] = {"css", "js", "img"};
    if (rq->nsegments != 2)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
        const struct embedded_file *f = embedded_find(
            arena_fmt(rq->arena, "web/%s/%.*s", folders[i], STR_FMT(rq->segment[1])));
        if (!f)
            continue;
        char hex[SHA256_HEX];
        struct sha256 hash = sha256_of(f->content);
        sha256_hex(hex, &hash);
        an->etag = arena_fmt(rq->arena, "\"%.24s\"", hex);
        an->type = type_of(rq->segment[1]);
        buf_str(&an->body, f->content);
        an->cacheable = true;
        return true;
    }
    return false;
}

/* -- pages ------------------------------------------------------------------------------------ */

static void error_page(struct page *pg, struct http_answer *an, int status, const char *message)
{
    an->status = status;
    pg->out->len = 0;
    page_error(pg, status, str_of(message));
}

static void country_page(struct page *pg, const struct http_request *rq, struct http_answer *an)
{
    uint16_t area = ref_area_find(pg->cube->ref, rq->segment[1]);
    if (area)
        page_country(pg, area);
    else
        error_page(pg, an, 404, arena_fmt(rq->arena, "There is no country \"%.*s\".",
                                          (int)MIN(rq->segment[1].len, (size_t)60),
                                          rq->segment[1].p));
}

/* False where it is said and is no year. */
static bool year_param(int *year, const struct http_request *rq, const char *name)
{
    uint64_t n = 0;
    *year = 0;
    for (unsigned i = 0; i < rq->nparams; i++)
        if (str_is(rq->param[i].name, name) && (!str_uint(&n, rq->param[i].value, 2200) || n < 1900))
            return false;
    *year = (int)n;
    return true;
}

/* Of the region, or of one of its countries. */
static void gaps_page(struct page *pg, const struct http_request *rq, struct http_answer *an)
{
    const struct ref *ref = pg->cube->ref;
    uint16_t area = rq->nsegments == 2 ? ref_area_find(ref, rq->segment[1]) : 0;
    int first, last;
    if (rq->nsegments == 2 && (!area || !ref->areas[area].member))
        error_page(pg, an, 404, arena_fmt(rq->arena, "There is no country \"%.*s\" in %.*s.",
                                          (int)MIN(rq->segment[1].len, (size_t)60), rq->segment[1].p,
                                          STR_FMT(ref->region)));
    else if (!year_param(&first, rq, "timefrom") || !year_param(&last, rq, "timeto"))
        error_page(pg, an, 400, "timefrom and timeto are to be years, as 2015.");
    else
        page_gaps(pg, area, first, last);
}

/* What pages of gaps, and of sources, are made of. */
static void take_analysis(struct page *pg, struct page_analysis *an, struct snapshot *snap)
{
    const struct gaps_shown *s = gaps_shelf_get(snap->gaps, &snap->loaded);
    *an = (struct page_analysis){.coverage = &s->made.c, .from = &s->made.sources, .gaps = &s->made.g,
                                 .potential = s->potential, .npotential = s->npotential};
    pg->analysis = an;
}

static void coverage_route(struct page *pg, struct snapshot *snap, const struct http_request *rq,
                           struct http_answer *an)
{
    const char *why;
    int status = coverage_page(pg, snap, rq, &why);
    if (status != 200)
        error_page(pg, an, status, why);
}

/* All vintages, by code, the newest first. */
static void collections_page(struct page *pg, const struct snapshot *snap)
{
    const struct collections *newest = &snap->others, *older = &snap->older;
    const struct collection **v = arena_array(pg->arena, const struct collection *, newest->n + older->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < newest->n; i++) {
        v[n++] = newest->v[i];
        for (size_t k = 0; k < older->n; k++)
            if (str_eq(older->v[k]->code, newest->v[i]->code))
                v[n++] = older->v[k];
    }
    page_collections(pg, v, n);
}

static void collection_page(struct page *pg, const struct snapshot *snap, const struct http_request *rq,
                            struct http_answer *an)
{
    const struct collection *of = collections_find(&snap->others, rq->segment[1]);
    of = of ? of : collections_find(&snap->older, rq->segment[1]);
    if (of)
        page_collection(pg, of);
    else
        error_page(pg, an, 404, arena_fmt(rq->arena, "There is no collection \"%.*s\".",
                                          (int)MIN(rq->segment[1].len, (size_t)60), rq->segment[1].p));
}

/* Pages by their first segment and how many segments they may have. */
static void page(struct site *site, struct snapshot *snap, const struct http_request *rq,
                 struct http_answer *an)
{
    struct page pg = {.cube = snap->loaded.cube, .sources = snap->loaded.sources,
                      .nsources = snap->loaded.nsources, .text = site->text, .out = &an->body,
                      .path = rq->path, .arena = rq->arena, .origin = site->origin};
    struct page_analysis analysis;
    struct str first = rq->nsegments ? rq->segment[0] : STR("");
    unsigned n = rq->nsegments;
    const char *why = NULL;
    an->type = "text/html; charset=utf-8";
    an->language = "en";
    an->etag = site_etag(rq, snap, "html");
    an->modified = snap->modified;
    if (n == 0 || !pg.cube)
        page_home(&pg);
    else if (n == 1 && str_is(first, "tables"))
        page_tables(&pg);
    else if ((n == 2 || n == 3) && str_is(first, "table"))
        table_answer(&pg, snap, rq, an);
    else if ((n == 4 || n == 5) && str_is(first, "figure"))
        figure_answer(&pg, snap, rq, an);
    else if (n == 1 && str_is(first, "countries"))
        page_countries(&pg);
    else if (n == 2 && str_is(first, "country"))
        country_page(&pg, rq, an);
    else if ((n == 1 || n == 2) && str_is(first, "coverage"))
        coverage_route(&pg, snap, rq, an);
    else if (n == 1 && str_is(first, "corridors")) {
        if (!mirrors_page_all(&pg, snap, rq, &why))
            error_page(&pg, an, 400, why);
    } else if (n == 3 && str_is(first, "corridor")) {
        if (!mirrors_page_one(&pg, snap, rq, &why))
            error_page(&pg, an, 404, why);
    } else if (n == 1 && str_is(first, "sources"))
        page_sources(&pg);
    else if ((n == 1 || n == 2) && str_is(first, "gaps")) {
        take_analysis(&pg, &analysis, snap);
        gaps_page(&pg, rq, an);
    } else if (n == 2 && str_is(first, "source")) {
        take_analysis(&pg, &analysis, snap);
        if (!page_source(&pg, rq->segment[1]))
            an->status = 404;
    } else if (n == 1 && str_is(first, "collections"))
        collections_page(&pg, snap);
    else if (n == 2 && str_is(first, "collection"))
        collection_page(&pg, snap, rq, an);
    else if (n == 1 && str_is(first, "api"))
        page_api(&pg);
    else if (n == 1 && str_is(first, "about"))
        page_about(&pg);
    else
        error_page(&pg, an, 404, "There is no such page.");
    if (!pg.cube && n > 0)
        an->status = 404;
    an->cacheable = an->status == 0 || an->status == 200;
    if (!an->cacheable)
        an->etag = NULL;
}

static void openapi(struct site *site, struct snapshot *snap, const struct http_request *rq,
                    struct http_answer *an)
{
    an->type = "application/json";
    an->language = "en";
    an->etag = site_etag(rq, snap, "openapi");
    an->modified = snap->modified;
    an->cacheable = true;
    openapi_write(&an->body, site, snap);
}

/* /api alone is a page for readers. */
static bool for_backroom(const struct http_request *rq)
{
    return rq->nsegments && (str_is(rq->segment[0], "desk") ||
                             (rq->nsegments > 1 && str_is(rq->segment[0], "api")));
}

/* The target is below that path, or it. */
static bool is_below(struct str target, const char *path)
{
    struct str p = str_of(path);
    return str_starts(target, p) &&
           (target.len == p.len || target.p[p.len] == '/' || target.p[p.len] == '?');
}

bool site_personal(void *ctx, struct str target)
{
    const struct site *site = ctx;
    return site->backroom && (is_below(target, "/desk") || str_starts(target, STR("/api/")));
}

void site_refuse(void *ctx, struct str target, struct str accept, struct http_answer *an, const char *why)
{
    (void)ctx;
    if (is_below(target, "/rest"))
        rest_refuse(target, accept, an, why);
    else if (is_below(target, "/data") || is_below(target, "/metadata") || is_below(target, "/analysis"))
        rows_refuse(an, why);
}

size_t site_body_max(void *ctx, struct str target)
{
    const struct site *site = ctx;
    enum { USUAL = 1 << 20, FILES = 64 << 20 };
    const char *mark = target.len ? memchr(target.p, '?', target.len) : NULL;
    struct str path = mark ? str_sub(target, 0, (size_t)(mark - target.p)) : target;
    return site->backroom && (str_is(path, "/desk/upload") || str_is(path, "/api/submit")) ? FILES
                                                                                          : USUAL;
}

void site_handle(void *ctx, const struct http_request *rq, struct http_answer *an)
{
    struct site *site = ctx;
    if (site->backroom && for_backroom(rq)) {
        backroom_answer(site->backroom, rq, an);
        return;
    }
    if (!str_is(rq->method, "GET")) {
        static const char why[] = "This address is only for reading: GET, HEAD or OPTIONS.";
        an->status = 405;
        if (rq->nsegments && str_is(rq->segment[0], "rest") && rest_maintains(rq)) {
            an->status = 501;
            rest_refuse(rq->target, http_header(rq, "Accept"), an,
                        "Structures come from the reference data and figures from countries: nothing is "
                        "submitted here.");
            return;
        }
        site_refuse(site, rq->target, http_header(rq, "Accept"), an, why);
        if (an->body.len == 0) {
            an->type = "text/plain; charset=utf-8";
            buf_fmt(&an->body, "%s\n", why);
        }
        return;
    }
    if (!atomic_load(&site->ready)) {
        an->status = 503;
        an->retry_after = 1;
        return;
    }
    struct snapshot *snap = site_take(site);
    if (rq->nsegments && str_is(rq->segment[0], "rest"))
        rest_handle(site, snap, rq, an);
    else if (files_handle(site, snap, rq, an) || charts_handle(site, snap, rq, an))
        ;
    else if (rq->nsegments && str_is(rq->segment[0], "static") && static_file(rq, an))
        ;
    else if (rq->nsegments == 1 && str_is(rq->segment[0], "openapi.json"))
        openapi(site, snap, rq, an);
    else if (!ilostat_handle(site, snap, rq, an) && !analysis_handle(site, snap, rq, an))
        page(site, snap, rq, an);
    snapshot_put(snap);
}
