/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/reports.h"

#include "base/clock.h"
#include "report/reports.h"
#include "server/pages.h"
#include "server/policy.h"

#include <pthread.h>

void reports_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
{
    (void)snap;
    if (rq->nsegments == 1)
        page_reports(pg);
    else if (!page_one_report(pg, rq->segment[1]))
        page_refuse(pg, an, 404, "error.no.report", rq->segment[1], STR(""));
}

/* -- a file ------------------------------------------------------------------------------------------ */

/* What the snapshot knows of it; NULL: there is no such file, though there may be such a report. */
static const struct pub_report_file *file_find(const struct pub_report **report, const struct snapshot *snap,
                                               struct str name, const struct report_file *of)
{
    *report = NULL;
    for (size_t i = 0; i < snap->reports.n; i++)
        if (str_eq(snap->reports.v[i].name, name) && str_eq(snap->reports.v[i].language, of->language))
            *report = &snap->reports.v[i];
    for (size_t i = 0; *report && i < snap->reports.nfiles; i++) {
        const struct pub_report_file *f = &snap->reports.files[i];
        if (f->report == (*report)->id && f->of.kind == of->kind && f->of.format == of->format &&
            str_eq(f->of.area, of->area))
            return f;
    }
    return NULL;
}

static int read_bytes(struct buf *out, struct site *site, struct str name, const struct report_file *of,
                      struct err *err)
{
    char now[CLOCK_TEXT];
    clock_fmt(now, clock_now());
    pthread_mutex_lock(&site->store->lock);
    int r = store_report_file_get(out, site->store->st, name, of, str_of(now), err);
    pthread_mutex_unlock(&site->store->lock);
    return r;
}

static void refuse(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                   struct str language, int status, struct str reason)
{
    struct page pg = page_start(site, snap, rq, an, language);
    *an = (struct http_answer){.body = an->body, .type = "text/html; charset=utf-8",
                               .language = arena_text(rq->arena, language)};
    page_refuse(&pg, an, status, status == 410 ? "error.withdrawn.report" : status == 404 ? "error.no.report"
                                                                                         : "error.later.report",
                rq->segment[1], reason);
    page_in_language(&an->body, rq->arena, language);
}

/* "2026-report-th.pdf", of letters that every system takes. */
static const char *disposition(struct arena *arena, const struct pub_report *report, const struct pub_report_file *f)
{
    char *name = arena_fmt(arena, "%.*s-%.*s", STR_FMT(report->name), STR_FMT(report_file_name(arena, &f->of)));
    for (char *p = name; *p; p++)
        if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-", *p))
            *p = '_';
    return arena_fmt(arena, "%s; filename=\"%s\"", f->of.format == REPORT_DOCX ? "attachment" : "inline", name);
}

bool report_file_handle(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                        struct str language)
{
    struct report_file of;
    const struct pub_report *report = NULL;
    const struct pub_report_file *f = NULL;
    struct err err;
    int64_t since;
    if (rq->nsegments != 3 || !str_is(rq->segment[0], "reports"))
        return false;
    if (report_file_parse(&of, rq->segment[2]))
        f = file_find(&report, snap, rq->segment[1], &of);
    if (!f || report->withdrawn_at.len) {
        refuse(site, snap, rq, an, language, f ? 410 : 404, f ? report->reason : STR(""));
        return true;
    }
    an->type = report_format_type(f->of.format);
    an->etag = arena_fmt(rq->arena, "\"%.32s\"", f->sha256.p);
    an->modified = clock_parse(&since, report->since) ? since : 0;
    an->language = arena_text(rq->arena, report->language);
    an->ranges = f->of.format != REPORT_HTML;
    an->disposition = disposition(rq->arena, report, f);
    /* (of a page the policy is said again, which is made of its bytes) */
    if (f->of.format != REPORT_HTML && http_unchanged(rq, an->etag, an->modified))
        return true;
    if (read_bytes(&an->body, site, report->name, &of, &err) < 0) { /* withdrawn just now, or the disk */
        an->body.len = 0;
        refuse(site, snap, rq, an, language, err.code == ERR_NOTFOUND ? 404 : 503, STR(""));
        return true;
    }
    if (f->of.format == REPORT_HTML)
        an->policy = report_policy(rq->arena, buf_view(&an->body));
    return true;
}
