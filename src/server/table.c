/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/table.h"

#include "base/clock.h"
#include "model/period.h"
#include "report/table_page.h"
#include "report/web_file.h"
#include "server/mirrors.h"
#include "server/pages.h"

enum { PAST_MOST = 64 };

/* -- what is asked for ------------------------------------------------------------------------------------------- */

struct table_asked {
    uint16_t indicator, area;
    const struct cube *cube; /* with the names of the page */
    const struct cube_flow *flow; /* NULL: it has no figures */
};

static bool is_derived(const struct page *pg, uint16_t indicator)
{
    return pg->cube->ref->indicators[indicator].generation == GEN_DERIVED;
}

/* The figures that are computed, of a table that is asked or of one that is not, among those that are reported: with
 * the names of the page, as what it says of the release. */
static const struct cube *computed(struct page *pg, struct snapshot *snap, uint16_t indicator)
{
    const struct fragments *fragments;
    struct err err;
    const struct cube *made = derived_cube(snap->derived, &snap->loaded, indicator, !is_derived(pg, indicator),
                                           &fragments, &err);
    if (!made)
        return pg->cube;
    struct cube *named = arena_new(pg->arena, struct cube);
    *named = *made;
    named->ref = pg->cube->ref;
    named->release_id = pg->cube->release_id;
    named->release_name = pg->cube->release_name;
    named->released_at = pg->cube->released_at;
    named->hash = pg->cube->hash;
    return named;
}

/* False when answered: there is no such table, or no such country. */
static bool take_table(struct table_asked *t, struct page *pg, struct snapshot *snap, const struct http_request *rq,
                       struct http_answer *an, bool joined)
{
    const struct ref *ref = pg->cube->ref;
    *t = (struct table_asked){.indicator = ref_indicator_find(ref, rq->segment[1]), .cube = pg->cube};
    if (!t->indicator) {
        struct str near = ref_indicator_nearest(ref, rq->segment[1]);
        page_refuse(pg, an, 404, near.len ? "error.no.table.near" : "error.no.table", rq->segment[1], near);
        return false;
    }
    if (rq->nsegments > 2 && !(t->area = ref_area_find(ref, rq->segment[2]))) {
        page_refuse(pg, an, 404, "error.no.country", rq->segment[2], STR(""));
        return false;
    }
    if (joined || is_derived(pg, t->indicator))
        t->cube = computed(pg, snap, t->indicator);
    t->flow = cube_flow_find(t->cube, t->indicator);
    return true;
}

static bool wants_derived(const struct http_request *rq)
{
    return str_is(http_said(rq, "derived"), "yes");
}

/* -- a table ------------------------------------------------------------------------------------------------------ */

/* "/th" in front of what leads to pages in Thai. */
static const char *in_language(const struct page *pg, struct str address)
{
    struct str language = text_get(pg->text, "language");
    return str_is(language, "en") ? arena_text(pg->arena, address)
                                  : arena_fmt(pg->arena, "/%.*s%.*s", STR_FMT(language), STR_FMT(address));
}

static void show_pivot(struct page *pg, const struct table_asked *t, const struct http_request *rq,
                       struct http_answer *an)
{
    struct pivot_param *params = arena_array(pg->arena, struct pivot_param, rq->nparams + 1);
    struct pivot_wrong wrong;
    struct pivot p;
    for (unsigned i = 0; i < rq->nparams; i++)
        params[i] = (struct pivot_param){rq->param[i].name, rq->param[i].value};
    pivot_init(&p, pg->arena, t->cube, t->flow, t->area);
    bool fine = pivot_read(&p, &wrong, params, rq->nparams);
    if (fine && p.placed) { /* what a form says in its own words has an address that can be kept */
        an->status = 303;
        an->location = in_language(pg, pivot_address(&p));
        return;
    }
    if (fine)
        pg->path = str_of(in_language(pg, pivot_address(&p)));
    if (!fine)
        page_pivot_wrong(pg, &p, &wrong);
    if (!fine || !page_pivot(pg, &p))
        an->status = 400;
}

void one_table_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
{
    struct table_asked t;
    if (!take_table(&t, pg, snap, rq, an, wants_derived(rq)))
        return;
    if (!t.flow) {
        page_table_none(pg, t.indicator);
    } else if (rq->nparams) {
        show_pivot(pg, &t, rq, an);
    } else {
        pg->cube = t.cube;
        page_table(pg, t.flow, t.area);
    }
}

/* -- a figure ----------------------------------------------------------------------------------------------------- */

/* The series of a cube of the past that has the key of one of today; codes are compared by what they are called, since
 * reference data may be others. */
static bool is_series(const struct cube *a, uint32_t s, const struct cube *b, uint32_t t)
{
    if (a->freq[s] != b->freq[t] || !str_eq(a->ref->areas[a->area[s]].code, b->ref->areas[b->area[t]].code))
        return false;
    for (unsigned k = PIVOT_SEX; k <= PIVOT_CLASSIF2; k++)
        if (!str_eq(a->ref->codes[pivot_code_of(a, s, (enum pivot_kind)k)].code,
                    b->ref->codes[pivot_code_of(b, t, (enum pivot_kind)k)].code))
            return false;
    return true;
}

static void add_past(struct figure_shown *f, struct figure_past *list, struct page *pg, const struct history *h,
                     unsigned part, const struct editions *editions)
{
    const struct cube_flow *flow = &h->cube->flows[part];
    for (uint32_t s = flow->first; s < flow->first + flow->n && f->npast < PAST_MOST; s++) {
        if (!is_series(h->cube, s, f->cube, f->series))
            continue;
        for (uint32_t i = h->cube->start[s]; i < h->cube->start[s + 1]; i++) {
            int64_t seconds = 0;
            if (h->cube->period[i] != f->period)
                continue;
            clock_parse(&seconds, h->part[part].at);
            const struct edition *e = editions_at(editions, seconds);
            list[f->npast++] = (struct figure_past){
                .release = e ? arena_str(pg->arena, e->name) : STR(""), .date = arena_str(pg->arena, h->part[part].at),
                .gone = h->part[part].gone, .value = h->cube->value[i], .decimals = h->cube->decimals[i],
                .status = h->cube->status[i]};
            return;
        }
    }
}

/* What each release said of it, where it was another than before. */
static void take_past(struct figure_shown *f, struct page *pg, struct snapshot *snap, uint16_t indicator)
{
    struct past_question pq = {.l = &snap->loaded, .derived = snap->derived, .indicator = &indicator, .n = 1,
                               .past = {.history = true}};
    struct figure_past *list = arena_array(pg->arena, struct figure_past, PAST_MOST);
    struct past_answer *past = NULL;
    struct str from;
    struct err err;
    f->past = list;
    int found = snap->editions ? editions_take(&past, &from, snap->editions, &pq, &err) : 0;
    if (found == PAST_AS_IS)
        list[f->npast++] = (struct figure_past){.release = pg->cube->release_name, .date = pg->cube->released_at};
    if (found != 1)
        return;
    for (unsigned i = 0; i < past->history.n; i++)
        add_past(f, list, pg, &past->history, i, snap->editions);
    editions_put(past);
}

/* What is to be seen of earlier releases may change while the newest stays, and nothing else of them is to show. */
static const char *past_mark(const struct figure_shown *f, const struct page *pg)
{
    struct buf b = {0};
    for (size_t i = 0; i < f->npast; i++)
        buf_fmt(&b, "%.*s %.*s %d %.17g %u %c\n", STR_FMT(f->past[i].release), STR_FMT(f->past[i].date),
                f->past[i].gone, f->past[i].value, f->past[i].decimals, f->past[i].status ? f->past[i].status : '-');
    const char *mark = arena_fmt(pg->arena, "figure %s %.*s", web_files_mark(), (int)b.len, b.p ? b.p : "");
    buf_release(&b);
    return mark;
}

static void take_corridor(struct figure_shown *f, struct page *pg, struct snapshot *snap, const struct table_asked *t)
{
    const struct mirrored *row = mirrored_of(pg->cube->ref, t->indicator);
    uint16_t partner = pg->cube->ref->codes[f->cube->classif[0][f->series]].area;
    if (!row || !partner || partner == t->area)
        return;
    struct mirror_from from = mirrors_from(snap);
    struct corridor *c = arena_new(pg->arena, struct corridor);
    bool origin = row->side == SIDE_ORIGIN;
    mirror_corridor(c, pg->arena, &from, origin ? t->area : partner, origin ? partner : t->area);
    f->corridor = c;
}

/* Of a computed figure, which only the base knows. */
static void take_lineage(struct figure_shown *f, struct page *pg, struct snapshot *snap)
{
    struct lineage *made = arena_new(pg->arena, struct lineage);
    struct err err;
    uint32_t obs = f->cube->start[f->series], end = f->cube->start[f->series + 1];
    while (obs < end && f->cube->period[obs] != f->period)
        obs++;
    if (obs < end && derived_lineage(made, pg->arena, snap->derived, f->cube, f->flow, f->series, obs, &err) == 0)
        f->made_of = made;
}

/* The addresses of the web services that give this figure, or the series. */
static void take_addresses(struct figure_shown *f, struct page *pg, uint16_t area)
{
    struct pivot_wrong wrong;
    struct pivot p;
    struct pivot_param params[PIVOT_DIMS] = {{STR("rows"), STR("")}};
    unsigned n = 1;
    pivot_init(&p, pg->arena, f->cube, f->flow, area);
    for (unsigned i = 1; i + 1 < p.ndims; i++)
        params[n++] = (struct pivot_param){p.dim[i].id,
                                           pivot_code(&p, &p.dim[i], pivot_code_of(f->cube, f->series, p.dim[i].kind))};
    if (f->period)
        params[n++] = (struct pivot_param){STR("time"), pivot_code(&p, &p.dim[p.ndims - 1], f->period)};
    if (pivot_read(&p, &wrong, params, n)) {
        f->rest = pivot_rest(&p);
        f->rest_v1 = pivot_rest_v1(&p);
    }
}

void figure_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
{
    struct table_asked t;
    struct figure_shown f = {.period = 0};
    if (!take_table(&t, pg, snap, rq, an, false))
        return;
    if (rq->nsegments > 4 && !(f.period = period_parse(rq->segment[4]))) {
        page_refuse(pg, an, 404, "figure.wrong.period", rq->segment[4], STR(""));
        return;
    }
    f.series = t.flow ? pivot_series(t.cube, t.flow, t.area, rq->segment[3]) : UINT32_MAX;
    if (f.series == UINT32_MAX && take_table(&t, pg, snap, rq, an, true) && t.flow) /* it may be computed */
        f.series = pivot_series(t.cube, t.flow, t.area, rq->segment[3]);
    f.cube = t.cube;
    f.flow = t.flow;
    if (f.series == UINT32_MAX) {
        page_refuse(pg, an, 404, "figure.wrong.series", rq->segment[3], STR(""));
        return;
    }
    if (f.period) {
        take_past(&f, pg, snap, t.indicator);
        an->etag = site_etag(rq, snap, past_mark(&f, pg));
    }
    take_corridor(&f, pg, snap, &t);
    if (f.period && t.cube != pg->cube)
        take_lineage(&f, pg, snap);
    take_addresses(&f, pg, t.area);
    if (!page_figure(pg, &f))
        an->status = 404;
}
