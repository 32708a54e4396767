/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Availability: which codes occur in what a question selects, with how much, as a constraint of the
 * flow (SDMX-REST 1.5.0, availableconstraint; 2.2.2, availability). */

#include "server/rest_structure.h"

#include "model/period.h"

/* What there is of one flow, or of one provision agreement. */
struct found {
    const struct rest_set *set;
    struct dims dims;
    struct avail_list list[DIMS_MAX]; /* of the dimensions wanted */
    uint64_t nseries, nobs;
    uint16_t first, last; /* the period that begins first, that which ends last; 0: none */
};

/* -- counting ----------------------------------------------------------------------------------- */

static void widen(struct found *f, uint16_t first, uint16_t last)
{
    if (!f->first || period_first_day(first) < period_first_day(f->first))
        f->first = first;
    if (!f->last || period_last_day(last) > period_last_day(f->last))
        f->last = last;
}

/* Series are the distinct ones among the runs. */
static void count(struct found *f, const struct slice *s)
{
    f->nobs += s->nobs;
    for (uint32_t i = 0; i < s->nruns; i++) {
        const struct run *run = &s->runs[i];
        f->nseries += i == 0 || run->series != run[-1].series;
        widen(f, s->cube->period[run->first], s->cube->period[run->first + run->n - 1]);
    }
}

static void count_flow(struct found *f, const struct cube *c)
{
    const struct cube_flow *flow = f->set->flow;
    f->nobs += flow->nobs;
    f->nseries += flow->n;
    for (uint32_t s = flow->first; s < flow->first + flow->n; s++)
        widen(f, c->period[c->start[s]], c->period[c->start[s + 1] - 1]);
}

/* What came and what went of a flow are both in an answer about what changed. */
static void join(struct avail_list *to, const struct avail_list *more, struct arena *arena)
{
    if (to->n == 0) {
        *to = *more;
        return;
    }
    struct avail_list out = {arena_array(arena, struct avail, to->n + more->n), 0};
    for (uint32_t i = 0, k = 0; i < to->n || k < more->n;) {
        bool a = i < to->n && (k == more->n || to->v[i].code <= more->v[k].code);
        bool b = k < more->n && (i == to->n || more->v[k].code <= to->v[i].code);
        out.v[out.n++] = a ? to->v[i] : more->v[k];
        i += a;
        k += b;
    }
    *to = out;
}

static void join_all(struct found *f, const struct avail_list list[DIMS_MAX], struct arena *arena)
{
    for (unsigned d = 0; d < f->dims.n; d++)
        join(&f->list[d], &list[d], arena);
}

/* Nothing narrows the flow down: its columns of series say all. */
static bool asks_for_all(const struct rest *r, const struct query *q)
{
    return !q->keys && !q->filters && !q->areas && !q->start_day && !q->end_day && !r->answer;
}

/* mode=available: of a dimension, the codes that would add to what is selected; what the question says
 * of that dimension itself does not count. */
static void count_open(struct found *f, struct query *q, struct arena *arena)
{
    struct avail_list list[DIMS_MAX] = {{0}};
    for (unsigned d = 0; d < f->dims.n; d++) {
        const bool *areas = q->areas;
        q->ignored = d + 1;
        q->areas = f->dims.kind[d] == DIM_AREA ? NULL : areas;
        struct slice s = query_run(q);
        if (s.nruns)
            slice_avail(list, arena, &s);
        if (s.nruns)
            join(&f->list[d], &list[d], arena);
        slice_release(&s);
        q->areas = areas;
    }
    q->ignored = 0;
}

static int look(struct rest *r, struct found *f, const struct rest_set *set, bool open, struct err *err)
{
    struct arena *arena = r->rq->arena;
    struct avail_list list[DIMS_MAX] = {{0}};
    struct query q;
    int e = rest_query(r, &q, set, err);
    if (e <= 0)
        return e;
    if (open)
        count_open(f, &q, arena);
    if (asks_for_all(r, &q)) {
        flow_avail(list, arena, r->cube, set->flow);
        count_flow(f, r->cube);
        if (!open)
            join_all(f, list, arena);
        return 0;
    }
    struct slice s = query_run(&q);
    if (s.nruns) {
        count(f, &s);
        slice_avail(list, arena, &s);
        if (!open)
            join_all(f, list, arena);
    }
    slice_release(&s);
    return 0;
}

static bool is_empty(const struct found *f)
{
    for (unsigned d = 0; d < f->dims.n; d++)
        if (f->list[d].n)
            return false;
    return true;
}

/* -- the constraint ------------------------------------------------------------------------------ */

/* Ids of components, joined by ',' or, in 1.5, by '+'; all of them when none is named. */
static bool wanted(struct str components, struct str id)
{
    struct str one, rest = components, part;
    if (components.len == 0)
        return true;
    while (str_next(&one, &rest, ','))
        while (str_next(&part, &one, '+'))
            if (str_eq(part, id) || str_is(part, "*") || str_eq_nocase(part, STR("all")))
                return true;
    return false;
}

static struct str period_text(struct arena *arena, uint16_t period)
{
    char text[PERIOD_TEXT];
    return arena_str(arena, (struct str){text, period_fmt_sdmx(text, period)});
}

static struct cube_region_value codes_of(const struct rest *r, const struct found *f, unsigned d)
{
    struct str *code = arena_array(r->rq->arena, struct str, f->list[d].n + 1);
    for (uint32_t i = 0; i < f->list[d].n; i++)
        code[i] = avail_code(r->cube->ref, f->set->flow, f->dims.kind[d], f->list[d].v[i].code);
    return (struct cube_region_value){.component = f->dims.id[d], .code = code, .ncodes = f->list[d].n};
}

static struct reference target_of(const struct rest *r, const struct found *f)
{
    const struct ref *ref = r->cube->ref;
    struct str code = ref->indicators[f->set->flow->indicator].code, provider = f->set->dataset.provider;
    const char *id = provider.len ? arena_fmt(r->rq->arena, "PA_%.*s_%.*s", STR_FMT(code), STR_FMT(provider))
                                  : arena_fmt(r->rq->arena, "DF_%.*s", STR_FMT(code));
    return (struct reference){.cls = provider.len ? ART_PROVISION_AGREEMENT : ART_DATAFLOW,
                              .agency = ref->agency, .id = str_of(id), .version = STR(SDMX_VERSION)};
}

static const struct artefact *constraint_of(const struct rest *r, const struct found *f, struct str components)
{
    struct arena *arena = r->rq->arena;
    struct artefact *a = arena_new(arena, struct artefact);
    struct reference *target = arena_new(arena, struct reference);
    struct cube_region_value *region = arena_array(arena, struct cube_region_value, DIMS_MAX + 1);
    struct tongue *name = arena_new(arena, struct tongue);
    *target = target_of(r, f);
    *name = (struct tongue){STR("en"), str_of(arena_fmt(arena, "%.*s: what there is",
                            STR_FMT(r->cube->ref->indicators[f->set->flow->indicator].title)))};
    *a = (struct artefact){.cls = ART_CONSTRAINT, .agency = target->agency, .version = target->version,
                           .id = str_of(arena_fmt(arena, "ACTUAL_%.*s", STR_FMT(target->id))),
                           .name = {name, 1}, .target = target, .ntargets = 1, .actual = true,
                           .region = region, .nseries = f->nseries, .nobs = f->nobs};
    for (unsigned d = 0; d < f->dims.n; d++)
        if (wanted(components, f->dims.id[d]))
            region[a->nregions++] = codes_of(r, f, d);
    if (!f->first)
        return a;
    a->valid_from = period_text(arena, f->first);
    a->valid_to = period_text(arena, f->last);
    if (wanted(components, STR("TIME_PERIOD")))
        region[a->nregions++] = (struct cube_region_value){.component = STR("TIME_PERIOD"),
                                                           .from = a->valid_from, .to = a->valid_to};
    return a;
}

/* -- answering ------------------------------------------------------------------------------------- */

static void send(struct rest *r, const struct structure_form_row *form, const struct chosen *chosen, int n)
{
    struct structure_message m = rest_message(r, form->mime);
    m.chosen = chosen;
    m.n = (size_t)n;
    r->an->etag = rest_message_tag(r, rest_target_representation(r, form->mime));
    form->write(&r->an->body, &m);
}

/* The sets of a flow stand together; parts of what changed in it are one constraint. */
static bool continues(const struct rest_set *before, const struct rest_set *set)
{
    return before->flow->indicator == set->flow->indicator &&
           str_eq(before->dataset.provider, set->dataset.provider);
}

static int look_all(struct rest *r, struct found *v, size_t *n, bool open, struct err *err)
{
    int e = 0;
    *n = 0;
    for (unsigned i = 0; e == 0 && i < r->nsets; i++) {
        const struct rest_set *set = &r->set[i];
        if (*n == 0 || !continues(v[*n - 1].set, set)) {
            *n -= *n && is_empty(&v[*n - 1]);
            struct found *f = &v[(*n)++];
            *f = (struct found){.set = set};
            dims_of(&f->dims, r->cube->ref, set->flow->indicator);
        }
        e = look(r, &v[*n - 1], set, open, err);
    }
    *n -= *n && is_empty(&v[*n - 1]);
    return e;
}

static int components_known(const struct rest *r, struct str components, struct err *err)
{
    bool known = r->nsets == 0 || wanted(components, STR("TIME_PERIOD"));
    struct dims dims;
    for (unsigned i = 0; i < r->nsets && !known; i++) {
        dims_of(&dims, r->cube->ref, r->set[i].flow->indicator);
        for (unsigned d = 0; d < dims.n; d++)
            known = known || wanted(components, dims.id[d]);
    }
    return known ? 0
                 : err_set(err, ERR_USAGE, "\"%.*s\" is no dimension of this dataflow",
                           (int)MIN(components.len, (size_t)60), components.p);
}

static int mode_read(const struct rest *r, bool *open, struct err *err)
{
    struct str mode = rest_param(r, "mode");
    *open = str_is(mode, "available");
    if (mode.len == 0 || *open || str_is(mode, "exact"))
        return 0;
    return err_set(err, ERR_USAGE, "mode is to be exact or available");
}

static void answer(struct rest *r, const struct structure_form_row *form, struct str components, bool open)
{
    struct err err = {0};
    struct found *v = arena_array(r->rq->arena, struct found, r->nsets + 1);
    size_t n = 0;
    int e = components_known(r, components, &err);
    if (e == 0)
        e = look_all(r, v, &n, open, &err);
    if (e < 0) {
        rest_error_of(r, &err);
        return;
    }
    if (n == 0) {
        rest_error(r, SDMX_NO_RESULTS, err.text[0] ? arena_fmt(r->rq->arena, "no results: %s", err.text)
                                                   : "no results: the release has no observations for this key");
        return;
    }
    const struct artefacts *all = rest_artefacts(r);
    if (!all)
        return;
    const struct artefact **constraint = arena_array(r->rq->arena, const struct artefact *, n);
    struct chosen *chosen;
    for (size_t i = 0; i < n; i++)
        constraint[i] = constraint_of(r, &v[i], components);
    e = availability_find(&chosen, all, constraint, n, rest_param(r, "references"), r->v2, r->rq->arena, &err);
    if (e < 0)
        rest_error_of(r, &err);
    else
        send(r, form, chosen, e);
}

void rest_availability(struct rest *r)
{
    static const char *const known[] = {"startPeriod", "endPeriod", "updatedAfter", "asOf", "mode",
                                        "references", "reportingYearStartDay", "derived", "c"};
    unsigned at = r->v2 ? 6 : 4;
    struct str components = r->nseg > at ? r->seg[at] : STR("");
    const struct structure_form_row *form;
    struct err err = {0};
    bool open;
    if (!rest_params_known(r, known, ARRAY_LEN(known)) ||
        !rest_choose_row(r, &form, structure_forms, STRUCTURE_FORMS, ACCEPT_STRUCTURE))
        return;
    if (mode_read(r, &open, &err) < 0)
        rest_error_of(r, &err);
    else if (rest_target(r, false))
        answer(r, form, components, open);
}
