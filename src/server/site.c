/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/site.h"

#include "base/hash.h"
#include "base/version.h"
#include "report/web_file.h"
#include "server/analysis.h"
#include "server/files.h"
#include "server/ilostat.h"
#include "server/pages.h"
#include "server/reports.h"
#include "server/services.h"

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
        search_shelf_free(snap->search);
        voices_free(snap->voices);
        fragments_free(snap->fragments);
        editions_free(snap->editions);
        derived_cubes_free(snap->derived);
        artefact_shelf_free(snap->artefacts);
        artefact_archive_free(snap->archive);
        gaps_shelf_free(snap->gaps);
        coverage_shelf_free(snap->coverage);
        collections_release(&snap->others);
        collections_release(&snap->older);
        plans_free(&snap->plans);
        reports_free(&snap->reports);
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

/* /static/MARK/NAME, as pages ask for it, and /static/NAME. Another mark is of a page of another program, on another
 * server or from before: it gets what there is, and asks again next time. */
static bool static_file(const struct http_request *rq, struct http_answer *an)
{
    if (rq->nsegments != 2 && rq->nsegments != 3)
        return false;
    struct str name = rq->segment[rq->nsegments - 1];
    const struct embedded_file *f = web_file_find(name);
    if (!f)
        return false;
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_of(f->content);
    sha256_hex(hex, &hash);
    an->etag = arena_fmt(rq->arena, "\"%.24s\"", hex);
    an->type = type_of(name);
    if (rq->nsegments == 3 && str_is(rq->segment[1], web_files_mark()))
        an->cache_control = "public, max-age=31536000, immutable";
    buf_str(&an->body, f->content);
    an->cacheable = true;
    return true;
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
    return site->backroom && (str_is(path, "/desk/upload") || str_is(path, "/api/submit") ||
                              str_is(path, "/api/report/publish"))
               ? FILES : USUAL;
}

void site_handle(void *ctx, const struct http_request *rq, struct http_answer *an)
{
    struct site *site = ctx;
    if (site->backroom && for_backroom(rq)) {
        backroom_answer(site->backroom, rq, an);
        return;
    }
    if (!str_is(rq->method, "GET")) {
        static const char why[] = "This address is only for voice: GET, HEAD or OPTIONS.";
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
    struct str language;
    const struct http_request *plain = pages_language(&language, rq);
    if (rq->nsegments && str_is(rq->segment[0], "rest"))
        rest_handle(site, snap, rq, an);
    else if (files_handle(site, snap, plain, an, language) || charts_handle(site, snap, plain, an, language) ||
             report_file_handle(site, snap, plain, an, language))
        ;
    else if (rq->nsegments && str_is(rq->segment[0], "static") && static_file(rq, an))
        ;
    else if (rq->nsegments == 1 && str_is(rq->segment[0], "openapi.json"))
        openapi(site, snap, rq, an);
    else if (!search_handle(snap, rq, an) && !ilostat_handle(site, snap, rq, an) &&
             !analysis_handle(site, snap, rq, an))
        pages_handle(site, snap, plain, an, language);
    snapshot_put(snap);
}
