/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reference metadata: /rest/metadata/{flow}/{key}/{provider} of SDMX-REST 1.5.0 and
 * /rest/v2/metadata/metadataset|metadataflow|structure/... of 2.2.2; and what is registered,
 * /rest/v2/registration/... */

#include "server/rest_structure.h"
#include "structure/metadata.h"

#include <stdio.h>

/* Which sets are asked for; what is empty narrows nothing down. */
struct wanted {
    struct str agency, provider, id, version; /* of the set itself; lists of v2 */
    const struct chosen *about;               /* artefacts that a set is about or belongs to */
    size_t nabout;
    bool by_about;
    bool flows; /* what is about an agreement is about its flow as well */
    bool stubs;
    const bool *figures; /* by area, then source of the cube: has figures of what is asked for; NULL: any */
};

/* -- lists ---------------------------------------------------------------------------------------- */

/* "A,B" or, in 1.5, "A+B"; empty, * and all: whatever it is. */
static bool listed(struct str list, struct str text)
{
    struct str one, part;
    if (list.len == 0)
        return true;
    while (str_next(&one, &list, ','))
        while (str_next(&part, &one, '+'))
            if (str_eq(part, text) || str_is(part, "*") || str_eq_nocase(part, STR("all")))
                return true;
    return false;
}

/* Of a provider that is "PROVIDER" or "AGENCY.PROVIDER"; one with '*' for its agency, too. */
static bool provider_listed(struct str list, struct reference provider, char join)
{
    struct str one;
    char name[600];
    if (list.len == 0)
        return true;
    int n = snprintf(name, sizeof name, "%.*s%c%.*s", (int)MIN(provider.agency.len, (size_t)255), provider.agency.p,
                     join, (int)MIN(provider.item.len, (size_t)255), provider.item.p);
    while (str_next(&one, &list, join == '.' ? ',' : '+')) {
        struct str bare = str_starts(one, STR("*.")) ? str_sub(one, 2, one.len) : one;
        if (listed(bare, provider.item) || str_eq(one, (struct str){name, (size_t)n}))
            return true;
    }
    return false;
}

static int version_listed(bool *yes, struct str list, struct str version, struct err *err)
{
    struct str one;
    *yes = list.len == 0;
    while (list.len && str_next(&one, &list, ',')) {
        bool chosen = false;
        if (!versions_choose(&chosen, &version, 1, one, err))
            return -ERR_USAGE;
        *yes = *yes || chosen;
    }
    return 0;
}

/* -- which sets ------------------------------------------------------------------------------------ */

static bool is_among(const struct artefact *a, const struct wanted *w)
{
    for (size_t i = 0; i < w->nabout; i++)
        if (a && (w->about[i].artefact == a || str_eq(w->about[i].artefact->id, a->id)) &&
            w->about[i].artefact->cls == a->cls)
            return true;
    return false;
}

/* A set is about its targets, and belongs to the flow or agreement that it was reported for. */
static bool is_about(const struct artefacts *all, const struct artefact *set, const struct wanted *w)
{
    for (unsigned i = 0; i < set->ntargets; i++) {
        const struct artefact *target = artefacts_find(all, set->target[i]);
        if (is_among(target, w) || (w->flows && target && is_among(artefacts_find(all, target->structure), w)))
            return true;
    }
    for (const struct artefact *a = artefacts_find(all, set->structure); a; a = artefacts_find(all, a->structure))
        if (is_among(a, w))
            return true;
    return false;
}

/* The provider of the metadata, or one of the data that they are about. */
static bool provided_by(const struct artefacts *all, const struct artefact *set, struct str list, char join)
{
    if (provider_listed(list, set->other, join))
        return true;
    for (unsigned i = 0; i < set->ntargets; i++) {
        const struct artefact *a = artefacts_find(all, set->target[i]);
        if (a && a->cls == ART_PROVISION_AGREEMENT && provider_listed(list, a->other, join))
            return true;
    }
    return false;
}

/* The country and the source that a set tells of have figures that the key chooses. */
static bool has_figures(const struct rest *r, const struct artefact *set, const struct wanted *w)
{
    const struct cube *c = r->snap->loaded.cube;
    uint16_t area = ref_area_find(c->ref, set->other.item);
    if (!w->figures)
        return true;
    for (unsigned v = 0; v < set->nvalues; v++)
        for (uint32_t s = 0; s < c->nsources && str_is(set->value[v].attribute, "SOURCE"); s++)
            if (w->figures[(size_t)area * c->nsources + s] && str_eq(c->sources[s], set->value[v].text.in[0].text))
                return true;
    return false;
}

static void send_sets(struct rest *r, const struct artefacts *all, const struct wanted *w,
                      const struct structure_form_row *row)
{
    uint32_t first = all->first[ART_METADATA_SET], end = all->first[ART_METADATA_SET + 1];
    struct chosen *chosen = arena_array(r->rq->arena, struct chosen, end - first + 1);
    struct err err;
    size_t n = 0;
    for (uint32_t i = first; i < end; i++) {
        const struct artefact *set = all->of[i];
        bool version;
        if (version_listed(&version, w->version, set->version, &err) < 0) {
            rest_error_of(r, &err);
            return;
        }
        if (version && listed(w->id, set->id) && listed(w->agency, set->agency) &&
            (!w->by_about || is_about(all, set, w)) && provided_by(all, set, w->provider, r->v2 ? '.' : ',') &&
            has_figures(r, set, w))
            chosen[n++] = (struct chosen){set, w->stubs ? STUB : FULL};
    }
    if (n)
        rest_send_rows(r, row, chosen, n);
    else
        rest_not_found(r, "metadata set");
}

/* The artefacts of a class; false when there are none or the path is wrong, which is answered. */
static bool find_about(struct rest *r, const struct artefacts *all, struct structure_query *q, struct wanted *w,
                       const char *what)
{
    struct chosen *chosen;
    struct err err;
    int n = structures_find(&chosen, all, q, r->rq->arena, &err);
    if (n < 0)
        rest_error_of(r, &err);
    else if (n == 0)
        rest_not_found(r, what);
    w->about = chosen;
    w->nabout = n > 0 ? (size_t)n : 0;
    w->by_about = true;
    return n > 0;
}

static struct str segment(const struct rest *r, unsigned i)
{
    return i < r->nseg ? r->seg[i] : STR("");
}

/* -- 2.2 -------------------------------------------------------------------------------------------- */

static bool detail_read(struct rest *r, struct wanted *w)
{
    struct str detail = rest_param(r, "detail");
    w->stubs = str_eq_nocase(detail, STR("allstubs"));
    if (detail.len == 0 || w->stubs || str_eq_nocase(detail, STR("full")))
        return true;
    rest_error(r, SDMX_SYNTAX, "detail is to be full or allstubs");
    return false;
}

/* What the path says, from the segment behind "metadata" on; false when answered. */
static bool wanted_v2(struct rest *r, const struct artefacts *all, struct wanted *w)
{
    struct str by = segment(r, 1);
    struct structure_query q = {.v2 = true};
    bool kept = true;
    if (str_is(by, "metadataset") && r->nseg <= 5) {
        w->provider = segment(r, 2);
        w->id = segment(r, 3);
        w->version = r->nseg > 4 ? r->seg[4] : STR("~");
        return true;
    }
    if (str_is(by, "metadataflow") && r->nseg <= 6) {
        q.classes = 1u << ART_METADATAFLOW;
        q.agency = segment(r, 2);
        q.id = segment(r, 3);
        q.version = segment(r, 4);
        w->provider = segment(r, 5);
        return find_about(r, all, &q, w, "metadataflow");
    }
    if (str_is(by, "structure") && r->nseg <= 6 &&
        structure_resource(&q, &kept, r->nseg > 2 ? r->seg[2] : STR("*"), true)) {
        q.agency = segment(r, 3);
        q.id = segment(r, 4);
        q.version = segment(r, 5);
        if (kept)
            return find_about(r, all, &q, w, "structure");
        rest_not_found(r, "structure");
        return false;
    }
    rest_error(r, SDMX_SYNTAX, "the path is metadata/metadataset/{provider}/{id}/{version}, "
                               "metadata/metadataflow/{agency}/{id}/{version}/{provider} "
                               "or metadata/structure/{type}/{agency}/{id}/{version}");
    return false;
}

/* -- 1.5 -------------------------------------------------------------------------------------------- */

/* A dataflow that is named, else every one: a metadataflow is about the figures of all. */
static bool is_flow_wanted(const struct ref *ref, uint16_t indicator, const struct wanted *w)
{
    bool any = true;
    for (size_t i = 0; i < w->nabout; i++) {
        const struct artefact *a = w->about[i].artefact;
        if (a->cls == ART_DATAFLOW && str_eq(query_flow_code(a->id), ref->indicators[indicator].code))
            return true;
        any = any && a->cls != ART_DATAFLOW;
    }
    return any;
}

static void mark_figures(bool *figures, const struct slice *s)
{
    const struct cube *c = s->cube;
    for (uint32_t i = 0; i < s->nruns; i++)
        for (uint32_t k = s->runs[i].first; k < s->runs[i].first + s->runs[i].n; k++)
            figures[(size_t)c->area[s->runs[i].series] * c->nsources + c->source[k]] = true;
}

/* Key and periods are of data: what tells of the source of a figure that they choose is wanted. A key that has
 * the dimensions of one of the flows asks for nothing of the others. False when answered. */
static bool figures_read(struct rest *r, struct wanted *w)
{
    struct str key = segment(r, 2), start = rest_param(r, "startPeriod"), end = rest_param(r, "endPeriod");
    const struct cube *c = r->snap->loaded.cube;
    struct err err = {0};
    bool fits = false, *figures;
    if ((key.len == 0 || str_eq_nocase(key, STR("all"))) && !start.len && !end.len)
        return true;
    w->figures = figures = arena_array(r->rq->arena, bool, (size_t)c->ref->nareas * c->nsources);
    for (uint32_t f = 0; f < c->nflows; f++) {
        struct query q;
        if (!is_flow_wanted(c->ref, c->flows[f].indicator, w))
            continue;
        query_init(&q, c, &c->flows[f], r->rq->arena);
        if ((start.len && query_start(&q, start, &err) < 0) || (end.len && query_end(&q, end, &err) < 0))
            break;
        if (query_key(&q, QUERY_V1, key, &err) < 0)
            continue;
        struct slice s = query_run(&q);
        mark_figures(figures, &s);
        slice_release(&s);
        fits = true;
    }
    if (!fits && err.code)
        rest_error_of(r, &err);
    return fits || !err.code;
}

/* "AGENCY,ID,VERSION", "AGENCY,ID", "ID": of a metadataflow, or of the dataflow that metadata are about. */
static bool wanted_v1(struct rest *r, const struct artefacts *all, struct wanted *w)
{
    struct str flow = segment(r, 1), part[3] = {{0}}, rest = flow;
    struct structure_query q = {.classes = 1u << ART_METADATAFLOW | 1u << ART_DATAFLOW};
    unsigned n = 0;
    while (n < 3 && str_next(&part[n], &rest, ','))
        n++;
    if (r->nseg > 4 || n == 0 || rest.len) {
        rest_error(r, SDMX_SYNTAX, "the path is metadata/{flow}/{key}/{provider}");
        return false;
    }
    w->provider = segment(r, 3);
    if (n == 1 && str_eq_nocase(flow, STR("all")))
        return figures_read(r, w);
    q.agency = n > 1 ? part[0] : STR("all");
    q.id = part[n > 1];
    q.version = n > 2 ? part[2] : STR("latest");
    w->flows = true;
    return find_about(r, all, &q, w, "dataflow or metadataflow") && figures_read(r, w);
}

void rest_metadata(struct rest *r)
{
    static const char *const known_v1[] = {"startPeriod", "endPeriod", "detail", "asOf"};
    static const char *const known_v2[] = {"detail", "asOf"};
    const struct structure_form_row *row;
    struct wanted w = {0};
    const struct artefacts *all;
    if (!rest_params_known(r, r->v2 ? known_v2 : known_v1, r->v2 ? ARRAY_LEN(known_v2) : ARRAY_LEN(known_v1)) ||
        (r->v2 && !detail_read(r, &w)) ||
        !rest_choose_row(r, &row, metadata_forms, METADATA_FORMS, ACCEPT_METADATA) || !(all = rest_artefacts(r)))
        return;
    if (r->v2 ? wanted_v2(r, all, &w) : wanted_v1(r, all, &w))
        send_sets(r, all, &w, row);
}

/* -- registrations ---------------------------------------------------------------------------------- */

static const struct registry_row {
    const char *name, *mime;
    enum sdmx_version version;
} registry_rows[] = {{"registry-3.0", "application/vnd.sdmx.registry+xml;version=3.0.0", SDMX_30},
                     {"registry-3.1", "application/vnd.sdmx.registry+xml;version=3.1.0", SDMX_31}};

/* The agreements of a context; false when answered. */
static bool agreements_of(struct rest *r, const struct artefacts *all, struct wanted *w)
{
    struct str by = segment(r, 1);
    struct structure_query q = {.v2 = true, .agency = segment(r, 2), .id = segment(r, 3),
                                .version = r->nseg > 4 ? r->seg[4] : STR("*")};
    if (str_is(by, "id") && r->nseg == 3) {
        w->id = r->seg[2];
        return true;
    }
    if (str_is(by, "provider") && r->nseg <= 4) {
        w->agency = segment(r, 2);
        w->provider = segment(r, 3);
        return true;
    }
    q.classes = str_is(by, "datastructure")        ? 1u << ART_DATA_STRUCTURE
                : str_is(by, "dataflow")           ? 1u << ART_DATAFLOW
                : str_is(by, "provisionagreement") ? 1u << ART_PROVISION_AGREEMENT
                : str_is(by, "*") || r->nseg == 1  ? 1u << ART_DATA_STRUCTURE | 1u << ART_DATAFLOW |
                                                         1u << ART_PROVISION_AGREEMENT
                                                   : 0;
    if (q.classes && r->nseg <= 5)
        return find_about(r, all, &q, w, "structure, flow or agreement");
    rest_error(r, SDMX_SYNTAX, "the path is registration/id/{id}, registration/provider/{agency}/{provider} or "
                               "registration/{context}/{agency}/{id}/{version}");
    return false;
}

static bool leads_to(const struct artefacts *all, const struct artefact *agreement, const struct wanted *w)
{
    for (const struct artefact *a = agreement; a; a = artefacts_find(all, a->structure))
        if (is_among(a, w))
            return true;
    return false;
}

/* Nothing is registered that was not released: all was when what is asked for was. */
static bool released_between(struct rest *r, bool *yes)
{
    const int64_t released = rest_released_at(r);
    struct err err;
    bool has_after, has_before;
    int64_t after, before;
    int e = rest_time(&has_after, &after, r, "updatedAfter", &err);
    if (e == 0)
        e = rest_time(&has_before, &before, r, "updatedBefore", &err);
    if (e < 0)
        rest_error_of(r, &err);
    else
        *yes = (!has_after || released > after) && (!has_before || released < before);
    return e == 0;
}

static void send_registrations(struct rest *r, const struct artefacts *all, const struct wanted *w, bool any,
                               const struct registry_row *row)
{
    uint32_t first = all->first[ART_PROVISION_AGREEMENT], end = all->first[ART_PROVISION_AGREEMENT + 1];
    struct registration *v = arena_array(r->rq->arena, struct registration, end - first + 1);
    struct structure_message m = rest_message(r, row->mime);
    size_t n = 0;
    for (uint32_t i = first; i < end && any; i++) {
        const struct artefact *a = all->of[i];
        if (!(w->id.len == 0 || str_eq(w->id, a->id)) || (w->by_about && !leads_to(all, a, w)) ||
            !listed(w->agency, a->other.agency) || !listed(w->provider, a->other.item))
            continue;
        v[n++] = (struct registration){
            .id = a->id,
            .agreement = artefact_reference(a),
            .updated = m.prepared,
            .address = str_of(arena_fmt(r->rq->arena, "%.*s/rest/v2/data/provisionagreement/%.*s/%.*s/%.*s",
                                        STR_FMT(m.origin), STR_FMT(a->agency), STR_FMT(a->id), STR_FMT(a->version))),
            .service = str_of(arena_fmt(r->rq->arena, "%.*s/rest/v2", STR_FMT(m.origin)))};
    }
    if (n)
        registrations_write(&r->an->body, &m, row->version, v, n);
    else
        rest_not_found(r, "registration");
}

void rest_registration(struct rest *r)
{
    static const char *const known[] = {"updatedAfter", "updatedBefore", "asOf"};
    struct offer v[ARRAY_LEN(registry_rows)];
    struct offers offers = {v, ARRAY_LEN(v), ACCEPT_REGISTRY, true};
    struct accepted a;
    struct wanted w = {0};
    const struct artefacts *all;
    bool any;
    for (size_t i = 0; i < ARRAY_LEN(v); i++)
        v[i] = (struct offer){registry_rows[i].mime, registry_rows[i].name, "registry xml sdmx-ml"};
    if (rest_params_known(r, known, ARRAY_LEN(known)) && rest_choose(r, &a, &offers) && (all = rest_artefacts(r)) &&
        released_between(r, &any) && agreements_of(r, all, &w))
        send_registrations(r, all, &w, any, &registry_rows[a.offer]);
}

const char *rest_registry_form(const char **name, size_t i)
{
    *name = i < ARRAY_LEN(registry_rows) ? registry_rows[i].name : NULL;
    return i < ARRAY_LEN(registry_rows) ? registry_rows[i].mime : NULL;
}
