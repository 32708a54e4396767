/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/pages.h"

#include "base/utf8.h"
#include "report/html.h"
#include "report/web_file.h"
#include "server/accept.h"
#include "server/analysis_coverage.h"
#include "server/browse.h"
#include "server/methods.h"
#include "server/mirrors.h"
#include "server/reports.h"
#include "server/table.h"

/* -- what pages need, and what may be wrong ---------------------------------------------------------------- */

void page_refuse(struct page *pg, struct http_answer *an, int status, const char *key, struct str said, struct str near)
{
    struct buf words = {0};
    text_fmt(&words, pg->text, key,
             (struct text_arg[]){{"said", str_of(utf8_brief(said).text)}, {"near", near}, {NULL, {NULL, 0}}});
    an->status = status;
    pg->out->len = 0;
    page_error(pg, status, buf_view(&words));
    buf_release(&words);
}

uint16_t page_area(struct page *pg, struct http_answer *an, struct str code)
{
    uint16_t area = ref_area_find(pg->cube->ref, code);
    if (!area)
        page_refuse(pg, an, 404, "error.no.country", code, STR(""));
    return area;
}

uint16_t page_member(struct page *pg, struct http_answer *an, struct str code)
{
    const struct ref *ref = pg->cube->ref;
    uint16_t area = ref_area_find(ref, code);
    if (area && ref->areas[area].member)
        return area;
    page_refuse(pg, an, 404, "error.no.member", code, ref->region);
    return 0;
}

static bool take_year(int *year, struct str said)
{
    uint64_t n = 0;
    bool fine = !said.len || (str_uint(&n, said, 2200) && n >= 1900);
    *year = (int)n;
    return fine;
}

bool page_years(int *first, int *last, struct page *pg, const struct http_request *rq, struct http_answer *an)
{
    if (take_year(first, http_said(rq, "timefrom")) && take_year(last, http_said(rq, "timeto")))
        return true;
    page_refuse(pg, an, 400, "error.years", STR(""), STR(""));
    return false;
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
    static void show_##name(struct page *pg, struct snapshot *snap, const struct http_request *rq,                    \
                            struct http_answer *an)
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
    uint16_t area = page_area(pg, an, rq->segment[1]);
    if (area)
        page_country(pg, area);
}

/* Of the region, or of one of its countries. */
SHOW(gaps)
{
    uint16_t area = rq->nsegments == 2 ? page_member(pg, an, rq->segment[1]) : 0;
    int first, last;
    if ((rq->nsegments == 2 && !area) || !page_years(&first, &last, pg, rq, an))
        return;
    take_analysis(pg, snap);
    page_gaps(pg, area, first, last);
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
        page_refuse(pg, an, 404, "error.no.collection", rq->segment[1], STR(""));
}

/* -- which ------------------------------------------------------------------------------------------------------ */

static const struct page_route {
    const char *first;     /* segment */
    unsigned least, most;  /* segments; 0: it is not answered here, but has a language all the same */
    void (*show)(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);
} routes[] = {
    {"tables", 1, 1, tables_page},
    {"table", 2, 3, one_table_page},
    {"figure", 4, 5, figure_page},
    {"countries", 1, 1, show_countries},
    {"country", 2, 2, show_country},
    {"corridors", 1, 1, corridors_page},
    {"corridor", 3, 3, corridor_page},
    {"coverage", 1, 2, coverage_page},
    {"gaps", 1, 2, show_gaps},
    {"search", 1, 1, search_page},
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
    {"reports", 1, 2, reports_page},
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
    bool found = false;
    while (!found && (word.len == 2 || word.len == 3) && str_next(&one, &rest, ' ')) /* as codes of ISO 639 are */
        found = str_eq(one, word);
    return found;
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
                         .reports = snap->reports.v, .nreports = snap->reports.n,
                         .report_files = snap->reports.files, .nreport_files = snap->reports.nfiles,
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
    /* pages name their styles and scripts, and tell of reports, the first one of the next release as well */
    an->etag = site_etag(rq, snap, arena_fmt(rq->arena, "html %s %.16s %.16s", web_files_mark(), snap->reports.mark,
                                             rq->nsegments ? "" : snap->plans.mark));
    an->modified = snap->modified;
    if (!rq->nsegments || !pg.cube)
        page_home(&pg);
    else if (route && route->show && rq->nsegments >= route->least && rq->nsegments <= route->most)
        route->show(&pg, snap, rq, an);
    else
        page_refuse(&pg, an, 404, "error.no.page", STR(""), STR(""));
    if (!pg.cube && rq->nsegments)
        an->status = 404;
    page_in_language(&an->body, rq->arena, language);
    an->cacheable = an->status == 0 || an->status == 200;
    if (!an->cacheable)
        an->etag = NULL;
}
