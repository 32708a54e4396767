/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/pages.h"

#include "base/utf8.h"
#include "report/html.h"
#include "server/accept.h"
#include "server/analysis_coverage.h"
#include "server/browse.h"
#include "server/methods.h"
#include "server/mirrors.h"
#include "server/table.h"

/* -- what pages need, and what may be wrong ---------------------------------------------------------------- */

static void error_page(struct page *pg, struct http_answer *an, int status, struct str message)
{
    an->status = status;
    pg->out->len = 0;
    page_error(pg, status, message);
}

/* What is said of a part of the address, which may be anything. */
static void unknown(struct page *pg, struct http_answer *an, const char *key, struct str said, struct str near)
{
    struct buf words = {0};
    struct str brief = arena_str(pg->arena, str_of(utf8_brief(said).text));
    text_fmt(&words, pg->text, key, (struct text_arg[]){{"said", brief}, {"near", near}, {NULL, {NULL, 0}}});
    error_page(pg, an, 404, buf_view(&words));
    buf_release(&words);
}

/* 0, and the page says so, where there is no such area. */
static uint16_t area_of(struct page *pg, struct http_answer *an, struct str code)
{
    uint16_t area = ref_area_find(pg->cube->ref, code);
    if (!area)
        unknown(pg, an, "error.no.country", code, STR(""));
    return area;
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

/* What pages of gaps, and of sources, are made of. */
static void take_analysis(struct page *pg, struct snapshot *snap)
{
    struct page_analysis *an = arena_new(pg->arena, struct page_analysis);
    const struct gaps_shown *s = gaps_shelf_get(snap->gaps, &snap->loaded);
    *an = (struct page_analysis){.coverage = &s->made.c, .from = &s->made.sources, .gaps = &s->made.g,
                                 .potential = s->potential, .npotential = s->npotential};
    pg->analysis = an;
}

/* -- one function a kind of page ------------------------------------------------------------------------------ */

#define SHOW(name)                                                                                                    \
    static void show_##name(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
/* Those that need nothing but the release. */
#define SHOW_PLAIN(name)                                                                                              \
    SHOW(name)                                                                                                        \
    {                                                                                                                 \
        (void)snap, (void)rq, (void)an;                                                                               \
        page_##name(pg);                                                                                              \
    }

SHOW_PLAIN(countries)
SHOW_PLAIN(sources)
SHOW_PLAIN(api)
SHOW_PLAIN(about)
SHOW_PLAIN(accessibility)

SHOW(country)
{
    (void)snap;
    uint16_t area = area_of(pg, an, rq->segment[1]);
    if (area)
        page_country(pg, area);
}

/* Of the region, or of one of its countries. */
SHOW(gaps)
{
    const struct ref *ref = pg->cube->ref;
    uint16_t area = rq->nsegments == 2 ? ref_area_find(ref, rq->segment[1]) : 0;
    int first, last;
    take_analysis(pg, snap);
    if (rq->nsegments == 2 && (!area || !ref->areas[area].member))
        unknown(pg, an, "error.no.member", rq->segment[1], ref->region);
    else if (!year_param(&first, rq, "timefrom") || !year_param(&last, rq, "timeto"))
        error_page(pg, an, 400, text_get(pg->text, "error.years"));
    else
        page_gaps(pg, area, first, last);
}

SHOW(coverage)
{
    const char *why;
    int status = coverage_page(pg, snap, rq, &why);
    if (status != 200)
        error_page(pg, an, status, str_of(why));
}

SHOW(corridors)
{
    const char *why;
    if (!mirrors_page_all(pg, snap, rq, &why))
        error_page(pg, an, 400, text_get(pg->text, why));
}

SHOW(corridor)
{
    uint16_t from = area_of(pg, an, rq->segment[1]), to = from ? area_of(pg, an, rq->segment[2]) : 0;
    if (from && from == to)
        error_page(pg, an, 404, text_get(pg->text, "error.same.country"));
    else if (to)
        mirrors_page_one(pg, snap, from, to);
}

SHOW(search)
{
    (void)an;
    search_page(pg, snap, rq);
}

SHOW(source)
{
    (void)an;
    take_analysis(pg, snap);
    if (!page_source(pg, rq->segment[1]))
        an->status = 404;
}

/* All vintages, by code, the newest first. */
SHOW(collections)
{
    (void)rq, (void)an;
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

SHOW(collection)
{
    const struct collection *of = collections_find(&snap->others, rq->segment[1]);
    of = of ? of : collections_find(&snap->older, rq->segment[1]);
    if (of)
        page_collection(pg, of);
    else
        unknown(pg, an, "error.no.collection", rq->segment[1], STR(""));
}

/* -- which ------------------------------------------------------------------------------------------------------ */

static const struct page_route {
    const char *first;     /* segment */
    unsigned least, most;  /* segments; 0: it is not answered here, but has a language all the same */
    void (*show)(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);
} routes[] = {
    {"tables", 1, 1, tables_page},
    {"table", 2, 3, table_answer},
    {"figure", 4, 5, figure_answer},
    {"countries", 1, 1, show_countries},
    {"country", 2, 2, show_country},
    {"corridors", 1, 1, show_corridors},
    {"corridor", 3, 3, show_corridor},
    {"coverage", 1, 2, show_coverage},
    {"gaps", 1, 2, show_gaps},
    {"search", 1, 1, show_search},
    {"sources", 1, 1, show_sources},
    {"source", 2, 2, show_source},
    {"collections", 1, 1, show_collections},
    {"collection", 2, 2, show_collection},
    {"api", 1, 1, show_api},
    {"about", 1, 1, show_about},
    {"accessibility", 1, 1, show_accessibility},
    {"methods", 1, 2, methods_page},
    {"classifications", 1, 1, methods_page},
    {"classification", 2, 2, methods_page},
    {"rules", 1, 1, methods_page},
    {"rule", 2, 2, methods_page},
    {"formulas", 1, 1, methods_page},
    {"chart", 0, 0, NULL},
    {"bulk", 0, 0, NULL},
    {"releases", 0, 0, NULL},
    {"release", 0, 0, NULL},
};

static const struct page_route *route_find(struct str first)
{
    for (size_t i = 0; i < ARRAY_LEN(routes); i++)
        if (str_is(first, routes[i].first))
            return &routes[i];
    return NULL;
}

/* -- languages --------------------------------------------------------------------------------------------------- */

static bool is_language(struct str word)
{
    struct str rest = text_languages(), one;
    while (str_next(&one, &rest, ' '))
        if (one.len && str_eq(one, word))
            return true;
    return false;
}

const struct http_request *pages_language(struct str *language, const struct http_request *rq)
{
    *language = STR("en");
    if (!rq->nsegments || !is_language(rq->segment[0]))
        return rq;
    *language = rq->segment[0];
    struct http_request *plain = arena_new(rq->arena, struct http_request);
    *plain = *rq;
    plain->nsegments--;
    memmove(plain->segment, plain->segment + 1, plain->nsegments * sizeof *plain->segment);
    return plain;
}

static bool is_page(struct str first) { return !first.len || route_find(first); }

/* "/th/table/X?rows=sex" as "/table/X?rows=sex". */
static struct str without_language(struct str target)
{
    const char *slash = target.len > 1 ? memchr(target.p + 1, '/', target.len - 1) : NULL;
    size_t n = slash ? (size_t)(slash - target.p) : target.len;
    if (!is_language(str_sub(target, 1, n - MIN(n, 1))))
        return target;
    return n < target.len ? str_sub(target, n, target.len - n) : STR("/");
}

void page_in_language(struct buf *body, struct arena *arena, struct str language)
{
    if (!str_is(language, "en"))
        html_in_language(body, arena, language, is_page);
}

struct page page_start(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                       struct str language)
{
    const struct voice *voice = voice_get(snap->voices, language, snap->loaded.cube);
    return (struct page){.cube = voice->cube, .sources = snap->loaded.sources, .nsources = snap->loaded.nsources,
                         .text = voice->text, .out = &an->body, .path = rq->path, .here = without_language(rq->target),
                         .arena = rq->arena, .origin = site->origin, .contact = site->contact,
                         .plans = snap->plans.v, .nplans = snap->plans.n,
                         .beside = (const struct collection *const *)snap->others.v, .nbeside = snap->others.n};
}

/* The first page in the language that the reader's browser asks for. */
static bool sent_on(const struct http_request *rq, struct http_answer *an, struct str language)
{
    if (rq->nsegments) /* in English addresses have no language, so that each page has one address */
        an->location = str_is(language, "en") && !str_eq(without_language(rq->target), rq->target)
                           ? arena_text(rq->arena, without_language(rq->target))
                           : NULL;
    else if (str_is(rq->path, "/")) {
        struct str wanted = accept_language(STR(""), http_header(rq, "Accept-Language"), text_languages());
        an->location = wanted.len && !str_is(wanted, "en") ? arena_fmt(rq->arena, "/%.*s/", STR_FMT(wanted)) : NULL;
    }
    if (an->location)
        an->status = rq->nsegments ? 301 : 302;
    return an->location;
}

void pages_handle(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                  struct str language)
{
    if (sent_on(rq, an, language))
        return;
    struct page pg = page_start(site, snap, rq, an, language);
    const struct page_route *route = rq->nsegments ? route_find(rq->segment[0]) : NULL;
    an->type = "text/html; charset=utf-8";
    an->language = arena_text(rq->arena, language);
    an->etag = site_etag(rq, snap, "html");
    an->modified = snap->modified;
    if (!rq->nsegments) /* it tells of the next release as well */
        an->etag = site_etag(rq, snap, arena_fmt(rq->arena, "home %.16s", snap->plans.mark));
    if (!rq->nsegments || !pg.cube)
        page_home(&pg);
    else if (route && route->show && rq->nsegments >= route->least && rq->nsegments <= route->most)
        route->show(&pg, snap, rq, an);
    else
        error_page(&pg, an, 404, text_get(pg.text, "error.no.page"));
    if (!pg.cube && rq->nsegments)
        an->status = 404;
    page_in_language(&an->body, rq->arena, language);
    an->cacheable = an->status == 0 || an->status == 200;
    if (!an->cacheable)
        an->etag = NULL;
}
