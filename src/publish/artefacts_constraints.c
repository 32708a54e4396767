/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Who provides what, what may be in it and what is. What is allowed narrows down in three steps: a
 * data structure has the versions of classifications, a dataflow the countries that report, a
 * provision agreement its own country. What there is, is said of dataflows. */

#include "publish/artefacts_inner.h"

#include "model/period.h"
#include "model/slice.h"

struct codes {
    const struct str *v;
    uint32_t n;
};

/* The codes of some versions of a dimension; most tables have the same. */
struct cached {
    uint16_t dimension;
    const bool *versions;
    struct codes codes;
    const struct cached *next;
};

struct narrowing {
    struct making *m;
    const struct cached *cached;
    struct codes reporting; /* the areas of the region */
    struct arena counts;    /* until the next flow */
};

static bool same_versions(const struct ref *ref, uint16_t dimension, const bool *a, const bool *b)
{
    for (uint32_t v = 0; v < ref->nversions; v++)
        if (ref->versions[v].dimension == dimension && a[v] != b[v])
            return false;
    return true;
}

static struct codes version_codes(struct making *m, uint16_t dimension, const bool *versions)
{
    const struct ref *ref = m->ref;
    struct codes codes = {0};
    uint32_t n = 0;
    bool any = false; /* a dimension of which no version is named has all of them */
    for (uint32_t v = 0; v < ref->nversions; v++)
        any = any || (ref->versions[v].dimension == dimension && versions[v]);
    for (uint32_t pass = 0; pass < 2; pass++, n = codes.n, codes.n = 0) {
        struct str *text = pass ? arena_array(m->arena, struct str, n) : NULL;
        for (uint32_t v = 0; v < ref->nversions; v++) {
            const struct version *of = &ref->versions[v];
            for (uint16_t c = of->first; of->dimension == dimension && (versions[v] || !any) &&
                                         c < of->first + of->n; c++, codes.n++)
                if (text)
                    text[codes.n] = ref->codes[c].code;
        }
        codes.v = text;
    }
    codes.n = n;
    return codes;
}

static struct codes allowed_codes(struct narrowing *w, uint16_t indicator, uint16_t dimension)
{
    const bool *versions = versions_of(w->m, indicator);
    for (const struct cached *c = w->cached; c; c = c->next)
        if (c->dimension == dimension && same_versions(w->m->ref, dimension, c->versions, versions))
            return c->codes;
    struct cached *new = arena_new(&w->m->scratch, struct cached);
    *new = (struct cached){dimension, versions, version_codes(w->m, dimension, versions), w->cached};
    w->cached = new;
    return new->codes;
}

static struct codes one_code(struct making *m, struct str code)
{
    struct str *v = arena_new(m->arena, struct str);
    *v = code;
    return (struct codes){v, 1};
}

static struct artefact *constraint(struct making *m, struct str id, struct str description,
                                   struct reference target, unsigned nregions)
{
    struct artefact *a = add(m, ART_CONSTRAINT, id, description);
    struct reference *t = arena_new(m->arena, struct reference);
    *t = target;
    a->target = t;
    a->ntargets = 1;
    a->region = arena_array(m->arena, struct cube_region_value, nregions);
    return a;
}

static void put_region(struct artefact *a, struct str component, struct codes codes)
{
    struct cube_region_value *r = (struct cube_region_value *)a->region + a->nregions++;
    *r = (struct cube_region_value){.component = component, .code = codes.v, .ncodes = codes.n};
}

/* -- what is allowed ------------------------------------------------------------------------- */

/* Figures are asked for every year; some have come by quarter or month all the same. */
static struct codes frequencies(struct making *m, const struct avail_list *there)
{
    struct str *v = arena_array(m->arena, struct str, 1 + (there ? there->n : 0));
    struct codes codes = {v, 0};
    v[codes.n++] = freq_code('A');
    for (uint32_t i = 0; there && i < there->n; i++)
        if (there->v[i].code != 'A')
            v[codes.n++] = freq_code((char)there->v[i].code);
    return codes;
}

static void allow_structure(struct narrowing *w, uint16_t indicator, const struct avail_list *there)
{
    struct making *m = w->m;
    const struct indicator *in = &m->ref->indicators[indicator];
    struct dims dims;
    dims_of(&dims, m->ref, indicator);
    struct artefact *a = constraint(m, made(m, "ALLOWED_%s", in->code.p),
                                    STR("The classifications that are asked for, are disseminated or have come."),
                                    structure_reference(m, indicator), dims.n);
    a->name = in_english(m, made(m, "%s: what may be in it", in->title.p));
    for (unsigned d = 0; d < dims.n; d++)
        switch (dims.kind[d]) {
        case DIM_AREA: break; /* of its dataflow */
        case DIM_FREQ: put_region(a, dims.id[d], frequencies(m, there ? &there[d] : NULL)); break;
        case DIM_MEASURE: put_region(a, dims.id[d], one_code(m, in->measure)); break;
        case DIM_SEX: put_region(a, dims.id[d], allowed_codes(w, indicator, m->ref->sex_dimension)); break;
        case DIM_CLASSIF1:
        case DIM_CLASSIF2:
            put_region(a, dims.id[d],
                       allowed_codes(w, indicator, in->classif[dims.kind[d] - DIM_CLASSIF1]));
        }
}

static void allow_flow(struct narrowing *w, uint16_t indicator)
{
    struct making *m = w->m;
    struct artefact *a = constraint(m, made(m, "ALLOWED_%s", flow_id(m, indicator).p),
                                    STR("The countries that take part in the collection."), flow_of(m, indicator), 1);
    a->name = in_english(m, made(m, "%s: who may report it", m->ref->indicators[indicator].title.p));
    put_region(a, STR("REF_AREA"), w->reporting);
}

/* -- provision agreements --------------------------------------------------------------------- */

static void agree(struct making *m, uint16_t indicator, uint16_t area, const struct said *title)
{
    struct artefact *a = add(m, ART_PROVISION_AGREEMENT, agreement_id(m, indicator, area),
                             STR("The country provides the figures, or those that these are computed from."));
    struct artefact *only;
    struct str code = m->ref->areas[area].code;
    a->name = joined(m, title, &m->area_name[area]);
    a->structure = flow_of(m, indicator);
    a->other = refer(m, ART_DATA_PROVIDER_SCHEME, DATA_PROVIDERS, code);
    only = constraint(m, made(m, "ALLOWED_%s", a->id.p), STR("A country provides its own figures alone."),
                      artefact_reference(a), 1);
    only->name = in_english(m, made(m, "%s reports of itself alone", m->ref->areas[area].name.p));
    put_region(only, STR("REF_AREA"), one_code(m, code));
}

/* -- what there is --------------------------------------------------------------------------- */

static struct str period_text(struct making *m, uint16_t period)
{
    char text[PERIOD_TEXT];
    return arena_str(m->arena, (struct str){text, period_fmt_sdmx(text, period)});
}

static void say_actual(struct making *m, uint16_t indicator, const struct cube_flow *flow,
                       const struct avail_list *there)
{
    struct dims dims;
    dims_of(&dims, m->ref, indicator);
    struct artefact *a =
        constraint(m, made(m, "ACTUAL_%s", flow_id(m, indicator).p),
                   STR("The codes and the span of time that the figures of the release have."), flow_of(m, indicator),
                   dims.n + 1);
    a->name = in_english(m, made(m, "%s: what there is", m->ref->indicators[indicator].title.p));
    a->actual = true;
    a->nseries = flow->n;
    a->nobs = flow->nobs;
    for (unsigned d = 0; d < dims.n; d++) {
        struct str *v = arena_array(m->arena, struct str, there[d].n);
        for (uint32_t i = 0; i < there[d].n; i++)
            v[i] = avail_code(m->ref, flow, dims.kind[d], there[d].v[i].code);
        put_region(a, dims.id[d], (struct codes){v, there[d].n});
    }
    put_region(a, STR("TIME_PERIOD"), (struct codes){0});
    struct cube_region_value *time = (struct cube_region_value *)&a->region[a->nregions - 1];
    time->from = period_text(m, flow->period_first);
    time->to = period_text(m, flow->period_last);
}

static void narrow(struct narrowing *w, uint16_t indicator)
{
    struct making *m = w->m;
    const struct indicator *in = &m->ref->indicators[indicator];
    const struct cube_flow *flow = m->flow[indicator];
    struct avail_list there[DIMS_MAX] = {{0}};
    arena_reset(&w->counts);
    if (flow)
        flow_avail(there, &w->counts, in->generation == GEN_DERIVED ? m->p->derived : m->p->cube, flow);
    allow_structure(w, indicator, flow ? there : NULL);
    if (m->listed[indicator])
        allow_flow(w, indicator);
    if (!flow)
        return;
    say_actual(m, indicator, flow, there);
    struct said title = named(m, "title", in->code, in->title);
    for (uint32_t i = 0; i < there[0].n; i++) /* REF_AREA is the first of the dimensions */
        agree(m, indicator, there[0].v[i].code, &title);
}

void make_constraints(struct making *m)
{
    struct narrowing w = {.m = m};
    struct str *reporting = arena_array(m->arena, struct str, m->ref->nareas);
    arena_init(&w.counts, ARTEFACTS_CEILING);
    for (uint32_t a = 1; a < m->ref->nareas; a++)
        if (m->reports[a])
            reporting[w.reporting.n++] = m->ref->areas[a].code;
    w.reporting.v = reporting;
    for (uint32_t i = 1; i < m->ref->nindicators; i++)
        narrow(&w, (uint16_t)i);
    arena_release(&w.counts);
}
