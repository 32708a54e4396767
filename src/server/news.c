/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* /releases and /release/NAME, and /calendar.ics: releases that are announced, those that are, and what each
 * changed. */

#include "base/version.h"
#include "report/html.h"
#include "report/releases.h"
#include "server/files.h"
#include "server/pages.h"

/* The validator of what the list of releases, the release that is shown and what is announced give. */
static const char *news_etag(const struct http_request *rq, const struct snapshot *snap,
                             const struct release_list *list, const char *format)
{
    return files_etag(rq, list, arena_fmt(rq->arena, "%s %.16s %.16s %.*s", format, snap->plans.mark,
                                          snap->reports.mark, 16,
                                          snap->loaded.view.len >= 16 ? snap->loaded.view.p : ""));
}

static struct news_release release_of(struct arena *arena, const struct seen_release *s)
{
    struct news_change *v = arena_array(arena, struct news_change, s->reported.n + 1);
    for (size_t i = 0; i < s->reported.n; i++) {
        const struct change_count *c = &s->reported.v[i];
        v[i] = (struct news_change){c->indicator, c->area, c->inserted, c->changed, c->deleted};
    }
    return (struct news_release){s->release.name, s->since, s->release.sha256, (uint64_t)s->release.nobs,
                                 str_of(s->folder), s->nfiles, v, s->reported.n};
}

static void page_of(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                    const struct release_list *list, struct str language)
{
    struct page pg = page_start(site, snap, rq, an, language);
    struct news_release *v = arena_array(rq->arena, struct news_release, list->n + 1);
    const struct seen_release *one = rq->nsegments == 2 ? releases_find(list, rq->segment[1]) : NULL;
    an->type = "text/html; charset=utf-8";
    an->language = arena_text(rq->arena, language);
    if (rq->nsegments == 2 && (!one || !pg.cube)) {
        an->status = 404;
        page_missing(&pg, "missing.release");
        page_in_language(&an->body, rq->arena, language);
        return;
    }
    an->etag = news_etag(rq, snap, list, "news html");
    for (size_t i = 0; i < list->n; i++)
        v[list->n - 1 - i] = release_of(rq->arena, &list->v[i]);
    if (one)
        page_one_release(&pg, &(struct news){v, list->n}, list->n - 1 - (size_t)(one - list->v));
    else
        page_releases(&pg, &(struct news){v, list->n});
    page_in_language(&an->body, rq->arena, language);
}

/* -- the calendar ------------------------------------------------------------------------------------ */

static struct str summary_of(const struct text *text, const struct snapshot *snap, struct arena *arena, struct str name,
                             bool planned)
{
    struct buf out = {0};
    struct str title = snap->loaded.ref ? snap->loaded.ref->name : text_get(text, "site.name");
    text_fmt(&out, text, planned ? "calendar.planned" : "calendar.released",
             (struct text_arg[]){{"title", title}, {"release", name}, {NULL, {NULL, 0}}});
    struct str words = arena_str(arena, buf_view(&out));
    buf_release(&out);
    return words;
}

static struct str address_of(const struct site *site, struct arena *arena, struct str name)
{
    struct buf out = {0};
    buf_fmt(&out, "%.*s/release/", STR_FMT(site->origin));
    html_segment(&out, name);
    struct str address = arena_str(arena, buf_view(&out));
    buf_release(&out);
    return address;
}

static void calendar(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                     const struct release_list *list)
{
    const struct plans *plans = &snap->plans;
    const struct text *text = text_find("en");
    struct calendar_event *v = arena_array(rq->arena, struct calendar_event, list->n + plans->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < plans->n; i++)
        v[n++] = (struct calendar_event){.name = plans->v[i].name, .description = plans->v[i].what,
                                         .summary = summary_of(text, snap, rq->arena, plans->v[i].name, true),
                                         .at = plans->v[i].day, .said_at = plans->v[i].planned_at,
                                         .address = str_of(arena_fmt(rq->arena, "%.*s/releases",
                                                                     STR_FMT(site->origin)))};
    for (size_t i = list->n; i-- > 0;)
        v[n++] = (struct calendar_event){.name = list->v[i].release.name, .at = list->v[i].since,
                                         .summary = summary_of(text, snap, rq->arena, list->v[i].release.name, false),
                                         .said_at = list->v[i].since,
                                         .address = address_of(site, rq->arena, list->v[i].release.name)};
    if (n == 0) { /* a calendar has to have something in it (RFC 5545, section 3.6) */
        files_refuse(an, 404, "No release is announced, and none was made.");
        return;
    }
    an->etag = news_etag(rq, snap, list, "calendar");
    an->type = "text/calendar";
    an->language = "en";
    calendar_write(&an->body, text_get(text, "calendar.title"), site->origin, v, n);
}

bool news_handle(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                 struct str language)
{
    struct str first = rq->nsegments ? rq->segment[0] : STR("");
    bool ics = rq->nsegments == 1 && str_is(first, "calendar.ics");
    if (!ics && !(rq->nsegments == 1 && str_is(first, "releases")) && !(rq->nsegments == 2 && str_is(first, "release")))
        return false;
    struct release_list *list = releases_take(site->releases);
    if (!list)
        files_refuse(an, 503, "The releases are being looked at; please ask again in a moment.");
    else if (ics)
        calendar(site, snap, rq, an, list);
    else
        page_of(site, snap, rq, an, list, language);
    releases_put(list);
    return true;
}
