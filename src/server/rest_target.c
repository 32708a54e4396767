/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Which flows a path names, of which data providers, and in which cube they are: that of the release
 * that is served, or one of what was before it. */

#include "server/rest.h"

#include "base/clock.h"
#include "model/period.h"

#include <stdio.h>

/* A flow, or of v2's provision agreements one: a flow and a country. */
struct wanted_flow {
    uint16_t indicator, area; /* area 0: all */
};

struct wanted {
    struct rest *r;
    const struct ref *ref; /* of what is served */
    struct wanted_flow *v;
    unsigned n, size;
    bool all;          /* all that are reported */
    bool agreements;   /* a set for each country */
    bool *areas;       /* of the data providers; NULL: all */
    bool joined;
};

static void add(struct wanted *w, uint16_t indicator, uint16_t area)
{
    for (unsigned i = 0; i < w->n; i++)
        if (w->v[i].indicator == indicator && w->v[i].area == area)
            return;
    if (w->n == w->size) {
        struct wanted_flow *old = w->v;
        w->size = w->size ? w->size * 2 : 16;
        w->v = arena_array(w->r->rq->arena, struct wanted_flow, w->size);
        if (w->n)
            memcpy(w->v, old, sizeof *old * w->n);
    }
    w->v[w->n++] = (struct wanted_flow){indicator, area};
}

/* -- 1.5: {flowRef}/{key}/{providerRef} ------------------------------------------------------------ */

/* ALL, ALL,ALL, ILO,all,latest */
static int is_all_flows(bool *all, const struct wanted *w, struct str flow, struct err *err)
{
    struct str agency, id = STR(""), rest = flow;
    *all = str_eq_nocase(flow, STR("all"));
    if (*all || !str_next(&agency, &rest, ',') || !str_next(&id, &rest, ',') ||
        !str_eq_nocase(id, STR("all")))
        return 0;
    *all = true;
    if (!query_agency(w->ref, agency))
        return err_set(err, ERR_NOTFOUND, "the dataflows are of agency %s", w->ref->agency.p);
    return query_version(rest, err);
}

static int flows_v1(struct wanted *w, struct str flows, struct err *err)
{
    struct str one;
    struct err first = {0};
    int r = 0;
    while (r != -ERR_USAGE && str_next(&one, &flows, '+')) {
        bool all;
        uint16_t indicator;
        r = is_all_flows(&all, w, one, err);
        if (r == 0 && all)
            w->all = true;
        else if (r == 0 && (r = query_flow_indicator(&indicator, w->ref, one, err)) == 0)
            add(w, indicator, 0);
        if (r < 0 && !first.code)
            first = *err;
    }
    if (r == -ERR_USAGE || w->n || w->all)
        return r == -ERR_USAGE ? r : 0;
    *err = first;
    return -(int)first.code;
}

/* AGENCY,PROVIDER or PROVIDER, several joined by '+'. Unknown ones have given nothing. */
static void providers(struct wanted *w, struct str text)
{
    struct str one;
    if (text.len == 0 || str_eq_nocase(text, STR("all")))
        return;
    w->areas = arena_array(w->r->rq->arena, bool, w->ref->nareas);
    while (str_next(&one, &text, '+')) {
        const char *comma = one.len ? memchr(one.p, ',', one.len) : NULL;
        struct str agency = comma ? str_sub(one, 0, (size_t)(comma - one.p)) : STR("");
        struct str id = comma ? str_sub(one, agency.len + 1, one.len) : one;
        uint16_t area = ref_area_find(w->ref, id);
        if (query_agency(w->ref, agency) && str_eq_nocase(id, STR("all")))
            memset(w->areas, true, w->ref->nareas);
        else if (query_agency(w->ref, agency) && area)
            w->areas[area] = true;
    }
}

/* -- 2.2: {context}/{agency}/{id}/{version}/{key} ---------------------------------------------------- */

enum { DATAFLOW = 1, DATASTRUCTURE = 2, AGREEMENT = 4 };

static unsigned contexts_of(struct str text)
{
    return str_is(text, "*")                    ? DATAFLOW | DATASTRUCTURE | AGREEMENT
           : str_is(text, "dataflow")           ? DATAFLOW
           : str_is(text, "datastructure")      ? DATASTRUCTURE
           : str_is(text, "provisionagreement") ? AGREEMENT : 0;
}

/* PA_<indicator>_<area> */
static bool agreement_parse(uint16_t *indicator, uint16_t *area, const struct ref *ref, struct str id)
{
    const char *last = id.len ? memrchr(id.p, '_', id.len) : NULL;
    if (!last || !str_starts(id, STR("PA_")) || last - id.p < 3)
        return false;
    size_t at = (size_t)(last - id.p);
    *indicator = ref_indicator_find(ref, str_sub(id, 3, at - 3));
    *area = ref_area_find(ref, str_sub(id, at + 1, id.len));
    return *indicator && *area;
}

static int id_v2(struct wanted *w, unsigned contexts, struct str id, struct err *err)
{
    uint16_t indicator, area = 0;
    if ((contexts & AGREEMENT) && agreement_parse(&indicator, &area, w->ref, id)) {
        add(w, indicator, area);
        return 0;
    }
    if (!(contexts & (DATAFLOW | DATASTRUCTURE)))
        return err_set(err, ERR_NOTFOUND, "there is no provision agreement \"%.*s\"; they are called "
                       "PA_<data structure>_<country>", (int)MIN(id.len, (size_t)60), id.p);
    int r = query_flow_indicator(&indicator, w->ref, id, err);
    if (r == 0)
        add(w, indicator, 0);
    return r;
}

static int agency_v2(const struct wanted *w, struct str agencies, struct err *err)
{
    struct str one, rest = agencies;
    while (str_next(&one, &rest, ','))
        if (query_agency(w->ref, one))
            return 0;
    return err_set(err, ERR_NOTFOUND, "the dataflows are of agency %s, not \"%.*s\"", w->ref->agency.p,
                   (int)MIN(agencies.len, (size_t)60), agencies.p);
}

static int flows_v2(struct wanted *w, const struct str part[4], struct err *err)
{
    unsigned contexts = contexts_of(part[0]);
    struct str one, ids = part[2];
    struct err first = {0};
    if (!contexts)
        return err_set(err, ERR_USAGE, "the context \"%.*s\" is to be dataflow, datastructure, "
                       "provisionagreement or *", (int)MIN(part[0].len, (size_t)40), part[0].p);
    int r = query_version(part[3], err);
    if (r == 0)
        r = agency_v2(w, part[1], err);
    if (r < 0)
        return r;
    w->agreements = contexts == AGREEMENT;
    while (str_next(&one, &ids, ',')) {
        if (str_is(one, "*") || str_eq_nocase(one, STR("all")))
            w->all = true;
        else if (one.len && id_v2(w, contexts, one, err) < 0 && !first.code)
            first = *err;
    }
    if (w->n || w->all)
        return 0;
    if (!first.code)
        return err_set(err, ERR_NOTFOUND, "the path names no artefact");
    *err = first;
    return -(int)first.code;
}

static int read_path(struct wanted *w, struct err *err)
{
    struct rest *r = w->r;
    struct str part[5] = {STR("*"), STR("*"), STR("*"), STR("*"), STR("*")};
    if (!r->v2) {
        r->key = r->nseg > 2 ? r->seg[2] : STR("all");
        providers(w, r->nseg > 3 ? r->seg[3] : STR("all"));
        return flows_v1(w, r->nseg > 1 ? r->seg[1] : STR("all"), err);
    }
    for (unsigned i = 0; i < 5 && i + 1 < r->nseg; i++)
        if (r->seg[i + 1].len)
            part[i] = r->seg[i + 1];
    r->key = part[4];
    return flows_v2(w, part, err);
}

/* -- the past ------------------------------------------------------------------------------------------- */

int rest_time(bool *has, int64_t *out, const struct rest *r, const char *name, struct err *err)
{
    struct str text = rest_param(r, name);
    uint16_t period;
    *has = text.len > 0;
    if (!*has || clock_parse_local(out, text))
        return 0;
    if ((period = period_parse(text))) {
        char day[16];
        uint32_t d = period_first_day(period);
        int n = snprintf(day, sizeof day, "%04u-%02u-%02u", d / 10000, d / 100 % 100, d % 100);
        if (clock_parse_local(out, (struct str){day, (size_t)n}))
            return 0;
    }
    return err_set(err, ERR_USAGE, "%s \"%.*s\" is no time; it is to be as 2026-01-15T10:00:00Z, with what is "
                   "no letter or digit percent-encoded", name, (int)MIN(text.len, (size_t)40), text.p);
}

static int read_past(struct rest *r, struct err *err)
{
    struct past *p = &r->past;
    struct str history = rest_param(r, "includeHistory");
    int e = rest_time(&p->has_after, &p->after, r, "updatedAfter", err);
    if (e == 0)
        e = rest_time(&p->has_as_of, &p->as_of, r, "asOf", err);
    if (e == 0 && p->has_after && p->has_as_of && p->after > p->as_of)
        e = err_set(err, ERR_USAGE, "updatedAfter is later than asOf, so nothing can lie between them");
    p->history = str_is(history, "true") || str_is(history, "1");
    if (e == 0 && history.len && !p->history && !str_is(history, "false") && !str_is(history, "0"))
        e = err_set(err, ERR_USAGE, "includeHistory is to be true or false");
    return e;
}

/* -- which cube -------------------------------------------------------------------------------------------- */

/* derived=true: what was reported and what is computed from it, as one. It is the product's own; the
 * standards let a service have parameters of its own. */
static int derived_asked(struct wanted *w, struct err *err)
{
    struct str derived = rest_param(w->r, "derived");
    w->joined = str_is(derived, "true");
    if (derived.len == 0 || w->joined || str_is(derived, "false"))
        return 0;
    return err_set(err, ERR_USAGE, "derived is to be true or false");
}

static int cube_of_derived(struct rest *r, uint16_t indicator, bool joined, struct err *err)
{
    r->cube = derived_cube(r->snap->derived, &r->snap->loaded, indicator, joined, &r->fragments, err);
    return r->cube ? 0 : -(int)err->code;
}

/* All sets of an answer are in one cube: what was reported, what is computed, one flow of which is read
 * by itself, both joined, or put together from several of these. */
static int cube_of_now(struct wanted *w, const struct past_question *pq, struct err *err)
{
    struct rest *r = w->r;
    const struct ref *ref = w->ref;
    unsigned derived = 0;
    for (unsigned i = 0; i < pq->n; i++)
        derived += ref->indicators[pq->indicator[i]].generation == GEN_DERIVED;
    if (w->joined)
        return cube_of_derived(r, pq->n == 1 ? pq->indicator[0] : 0, true, err);
    if (derived && pq->n == 1)
        return cube_of_derived(r, pq->indicator[0], false, err);
    if (derived) {
        int e = editions_compose(&r->answer, r->snap->editions, pq, err);
        r->cube = e > 0 ? r->answer->history.cube : NULL;
        return e < 0 ? e : 0;
    }
    r->cube = r->snap->loaded.cube;
    r->fragments = r->snap->fragments;
    return 0;
}

/* 1: in the cube; 0: there was nothing. */
static int take_cube(struct wanted *w, struct str *from, struct err *err)
{
    struct rest *r = w->r;
    uint16_t *indicator = arena_array(r->rq->arena, uint16_t, w->n + 1);
    struct past_question pq = {.l = &r->snap->loaded, .derived = r->snap->derived, .indicator = indicator,
                               .joined = w->joined, .past = r->past};
    for (unsigned i = 0; i < w->n && !w->all; i++) {
        bool there = false;
        for (unsigned k = 0; k < pq.n; k++)
            there = there || indicator[k] == w->v[i].indicator;
        if (!there)
            indicator[pq.n++] = w->v[i].indicator;
    }
    r->nflows = w->all ? r->snap->loaded.cube->nflows : pq.n;
    *from = STR("");
    if (r->past.has_after || r->past.has_as_of || r->past.history) {
        int found = editions_take(&r->answer, from, r->snap->editions, &pq, err);
        if (found == 1)
            r->cube = r->answer->history.cube;
        if (found != PAST_AS_IS)
            return found;
    }
    int e = cube_of_now(w, &pq, err);
    return e < 0 ? e : 1;
}

/* -- sets ------------------------------------------------------------------------------------------------------- */

struct sets {
    struct rest *r;
    bool counting; /* how many there will be */
};

static void put_set(struct sets *s, const struct cube_flow *flow, const bool *areas, struct dataset dataset)
{
    if (!s->counting)
        s->r->set[s->r->nsets] = (struct rest_set){flow, areas, dataset};
    s->r->nsets++;
}

/* One for each country that is wanted and has any. */
static void put_countries(struct sets *s, const struct cube_flow *flow,
                          const bool *wanted, struct dataset dataset)
{
    const struct ref *ref = s->r->cube->ref;
    for (uint32_t a = 1; a < ref->nareas; a++) {
        if ((wanted && !wanted[a]) || flow->area_at[a] == flow->area_at[a + 1])
            continue;
        bool *one = NULL;
        if (!s->counting) {
            one = arena_array(s->r->rq->arena, bool, ref->nareas);
            one[a] = true;
        }
        dataset.provider = ref->areas[a].code;
        put_set(s, flow, one, dataset);
    }
}

static void put_flow(struct sets *s, const struct wanted *w, uint16_t area, const bool *areas, bool provided,
                     const struct cube_flow *flow, struct dataset dataset)
{
    bool *one = NULL;
    if (area) {
        one = arena_array(s->r->rq->arena, bool, s->r->cube->ref->nareas);
        one[area] = true;
    }
    if ((provided && areas) || w->agreements || area)
        put_countries(s, flow, one ? one : areas, dataset);
    else
        put_set(s, flow, areas, dataset);
}

/* A flow as it is, or each of its parts. */
static void put_parts(struct sets *s, const struct wanted *w, uint16_t indicator, uint16_t area,
                      const bool *areas, bool provided, struct str from)
{
    const struct rest *r = s->r;
    const struct history *h = r->answer ? &r->answer->history : NULL;
    const bool past = r->past.has_after || r->past.has_as_of || r->past.history;
    if (!h || !past) {
        const struct cube_flow *flow = cube_flow_find(r->cube, indicator);
        if (flow)
            put_flow(s, w, area, areas, provided, flow,
                     (struct dataset){.action = ACTION_REPLACE, .valid_from = from});
        return;
    }
    for (unsigned i = 0; i < h->n; i++)
        if (h->part[i].indicator == indicator) {
            struct dataset d = {.action = h->part[i].gone ? ACTION_DELETE : ACTION_REPLACE};
            *(h->part[i].gone ? &d.valid_to : &d.valid_from) = h->part[i].at;
            put_flow(s, w, area, areas, provided, &r->cube->flows[i], d);
        }
}

/* The same indicator or area in the reference data of the cube. */
static uint16_t indicator_there(const struct wanted *w, uint16_t indicator)
{
    const struct ref *ref = w->r->cube->ref;
    return ref == w->ref ? indicator : ref_indicator_find(ref, w->ref->indicators[indicator].code);
}

static uint16_t area_there(const struct wanted *w, uint16_t area)
{
    const struct ref *ref = w->r->cube->ref;
    return ref == w->ref || !area ? area : ref_area_find(ref, w->ref->areas[area].code);
}

static const bool *areas_there(const struct wanted *w)
{
    const struct ref *ref = w->r->cube->ref;
    if (ref == w->ref || !w->areas)
        return w->areas;
    bool *there = arena_array(w->r->rq->arena, bool, ref->nareas);
    for (uint16_t a = 1; a < w->ref->nareas; a++)
        if (w->areas[a])
            there[area_there(w, a)] = true;
    there[0] = false;
    return there;
}

static void put_sets(struct sets *s, const struct wanted *w, bool provided, struct str from)
{
    const bool *areas = areas_there(w);
    s->r->nsets = 0;
    for (uint16_t i = 1; w->all && i < s->r->cube->ref->nindicators; i++)
        put_parts(s, w, i, 0, areas, provided, from);
    for (unsigned i = 0; !w->all && i < w->n; i++) {
        uint16_t there = indicator_there(w, w->v[i].indicator);
        if (there && (!w->v[i].area || area_there(w, w->v[i].area)))
            put_parts(s, w, there, area_there(w, w->v[i].area), areas, provided, from);
    }
}

bool rest_target(struct rest *r, bool provided)
{
    struct err err = {0};
    struct wanted w = {.r = r, .ref = r->snap->loaded.ref};
    struct str from;
    int e = read_past(r, &err);
    if (e == 0)
        e = derived_asked(&w, &err);
    if (e == 0)
        e = read_path(&w, &err);
    if (e == 0)
        e = take_cube(&w, &from, &err);
    if (e < 0) {
        rest_error_of(r, &err);
        return false;
    }
    if (e == 0) {
        rest_error(r, SDMX_NO_RESULTS, from.len ? "no results: nothing has changed since then"
                                                : "no results: nothing had been released by then");
        return false;
    }
    put_sets(&(struct sets){r, true}, &w, provided, from);
    r->set = arena_array(r->rq->arena, struct rest_set, r->nsets + 1);
    put_sets(&(struct sets){r, false}, &w, provided, from);
    return true;
}

const char *rest_target_representation(const struct rest *r, const char *mime)
{
    const char *kind = rest_representation(r, mime);
    return r->answer ? arena_fmt(r->rq->arena, "%s %s", kind, r->answer->mark) : kind;
}

void rest_target_end(struct rest *r)
{
    editions_put(r->answer);
    r->answer = NULL;
}
