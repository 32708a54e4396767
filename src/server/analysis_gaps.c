/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* /analysis/gaps, /analysis/needs, /analysis/potential, /analysis/quality: rows of what publish/gaps_write.h has. */

#include "server/analysis.h"

#include "base/utf8.h"

static struct rows_to rows_to(struct rows *r)
{
    return (struct rows_to){.out = &r->an->body, .form = r->form, .language = r->language, .arena = r->rq->arena};
}

static const struct gaps_shown *shown(struct rows *r)
{
    return gaps_shelf_get(r->snap->gaps, &r->snap->loaded);
}

static void refuse(struct rows *r, int status, const char *param, struct str value, const char *what)
{
    rows_error(r, status, arena_fmt(r->rq->arena, "%s=%s is %s", param, utf8_brief(value).text, what));
}

/* False, and answered, where it is no country of the region. */
static bool take_area(uint32_t *area, struct rows *r, const struct gaps_made *m)
{
    struct str code = rows_param(r, "ref_area");
    *area = code.len ? coverage_area(&m->c, ref_area_find(m->c.ref, code)) : UINT32_MAX;
    if (code.len && *area == UINT32_MAX)
        refuse(r, 404, "ref_area", code, "no country of the region; it is to be three letters, as THA");
    return !code.len || *area != UINT32_MAX;
}

static bool take_year(int *year, struct rows *r, const char *param)
{
    uint64_t n;
    struct str text = rows_param(r, param);
    if (!text.len)
        return true;
    if (!str_uint(&n, text, 2200) || n < 1900) {
        refuse(r, 400, param, text, "no year, as 2015");
        return false;
    }
    *year = (int)n;
    return true;
}

/* Country and years of what is asked; without years, the last ten that have figures. */
static bool take_filter(struct gap_filter *f, struct rows *r, const struct gaps_made *m)
{
    *f = GAP_FILTER_ALL;
    gaps_years(&f->first_year, &f->last_year, &m->c);
    return take_area(&f->area, r, m) && take_year(&f->first_year, r, "timefrom") &&
           take_year(&f->last_year, r, "timeto");
}

static bool take_source(struct str *source, struct rows *r, const struct gaps_made *m)
{
    *source = rows_param(r, "source");
    if (!source->len || ref_source_find(m->c.ref, NULL, NULL, *source))
        return true;
    refuse(r, 404, "source", *source, "no source; it is to be a type of the list and a survey, as BA:741");
    return false;
}

void analysis_gaps(struct rows *r)
{
    static const char *const known[] = {"ref_area", "effort", "timefrom", "timeto", "format", "lang"};
    const struct gaps_shown *s = shown(r);
    struct gap_filter f;
    struct gaps g;
    struct str effort = rows_param(r, "effort");
    if (!rows_known(r, known, ARRAY_LEN(known)) || !take_filter(&f, r, &s->made))
        return;
    f.effort = effort.len ? effort_find(effort) : -1;
    if (effort.len && f.effort < 0) {
        refuse(r, 400, "effort", effort, "none of complete, tabulate, continue, publish, request, collect");
        return;
    }
    gaps_only(&g, r->rq->arena, &s->made.g, &f);
    rows_dress(r, "gaps");
    struct rows_to to = rows_to(r);
    gaps_write(&to, &s->made, &g);
    rows_pack(r);
}

void analysis_needs(struct rows *r)
{
    static const char *const known[] = {"ref_area", "timefrom", "timeto", "format", "lang"};
    const struct gaps_shown *s = shown(r);
    struct gap_filter f;
    struct gaps g;
    size_t n;
    if (!rows_known(r, known, ARRAY_LEN(known)) || !take_filter(&f, r, &s->made))
        return;
    gaps_only(&g, r->rq->arena, &s->made.g, &f);
    const struct capacity_need *v = gaps_needs(&n, r->rq->arena, &s->made.c, &g, &s->made.sources);
    rows_dress(r, "needs");
    struct rows_to to = rows_to(r);
    needs_write(&to, &s->made, v, n, f.area);
    rows_pack(r);
}

/* Of sources, by country and source; false when answered. */
static bool take_sources(uint32_t *area, struct str *source, struct rows *r, const struct gaps_made *m)
{
    static const char *const known[] = {"ref_area", "source", "format", "lang"};
    return rows_known(r, known, ARRAY_LEN(known)) && take_area(area, r, m) && take_source(source, r, m);
}

void analysis_potential(struct rows *r)
{
    const struct gaps_shown *s = shown(r);
    uint32_t area;
    struct str source;
    if (!take_sources(&area, &source, r, &s->made))
        return;
    rows_dress(r, "potential");
    struct rows_to to = rows_to(r);
    potential_write(&to, &s->made, s->potential, s->npotential, area, source);
    rows_pack(r);
}

void analysis_quality(struct rows *r)
{
    const struct gaps_shown *s = shown(r);
    uint32_t area;
    struct str source;
    if (!take_sources(&area, &source, r, &s->made))
        return;
    rows_dress(r, "quality");
    struct rows_to to = rows_to(r);
    quality_write(&to, &s->made, s->rated, s->nrated, area == UINT32_MAX ? 0 : s->made.c.areas[area], source);
    rows_pack(r);
}
