/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "structure/inner.h"

#include "model/period.h"

const char *const text_types[] = {
    [TEXT_NONE] = NULL,          [TEXT_STRING] = "String",
    [TEXT_DOUBLE] = "Double",    [TEXT_INTEGER] = "Integer",
    [TEXT_TIME] = "ObservationalTimePeriod", [TEXT_BOOLEAN] = "Boolean"};

/* -- references ------------------------------------------------------------------------------- */

bool version_fixed(enum artefact_class cls, enum sdmx_version version)
{
    switch (cls) {
    case ART_AGENCY_SCHEME:
    case ART_DATA_PROVIDER_SCHEME:
    case ART_DATA_CONSUMER_SCHEME:
    case ART_METADATA_PROVIDER_SCHEME: return true;
    case ART_ORGANISATION_UNIT_SCHEME: return version != SDMX_21;
    case ART_CATEGORISATION: return version == SDMX_31;
    default: return false;
    }
}

struct reference message_reference(struct reference r, enum sdmx_version version)
{
    if (version_fixed(r.cls, version))
        r.version = STR("1.0");
    return r;
}

void message_urn(struct buf *out, struct reference r, enum sdmx_version version)
{
    reference_urn(out, message_reference(r, version), version);
}

void message_urn_inside(struct buf *out, const char *class_name, const struct artefact *a, struct str item)
{
    buf_fmt(out, "urn:sdmx:org.sdmx.infomodel.%s=%.*s:%.*s(%.*s).%.*s", class_name, STR_FMT(a->agency),
            STR_FMT(a->id), STR_FMT(a->version), STR_FMT(item));
}

void message_address(struct buf *out, const struct structure_message *m, const struct artefact *a,
                     unsigned api)
{
    const struct class_names *names = &class_names[a->cls];
    if (m->origin.len == 0 || !(api == 1 ? names->rest1 : names->rest2))
        return;
    buf_str(out, m->origin);
    buf_fmt(out, api == 1 ? "/rest/v1/%s" : "/rest/v2/structure/%s", api == 1 ? names->rest1 : names->rest2);
    struct reference r = message_reference(artefact_reference(a), api == 1 ? SDMX_21 : SDMX_31);
    buf_fmt(out, "/%.*s/%.*s/%.*s", STR_FMT(r.agency), STR_FMT(r.id), STR_FMT(r.version));
}

/* -- texts ------------------------------------------------------------------------------------ */

unsigned said_chosen(const struct tongue **out, const struct said *s, struct str language)
{
    *out = s->in;
    if (language.len == 0 || s->n == 0)
        return s->n;
    for (unsigned i = 0; i < s->n; i++)
        if (str_eq_nocase(s->in[i].language, language))
            *out = &s->in[i];
    return 1;
}

/* -- what stands in what ---------------------------------------------------------------------- */

static struct nest nest_new(uint32_t n, struct arena *arena)
{
    return (struct nest){arena_array(arena, uint32_t, n + 1), arena_array(arena, uint32_t, n + 1)};
}

/* From behind, so that each list comes out in order. A part stands behind its whole, so nothing can
 * contain itself. */
static void nest_put(struct nest *in, uint32_t index, uint32_t parent)
{
    if (parent >= index)
        parent = 0;
    in->next[index] = in->first[parent];
    in->first[parent] = index;
}

struct nest nest_items(const struct artefact *a, struct arena *arena)
{
    struct nest n = nest_new(a->nitems, arena);
    for (uint32_t i = a->nitems; i > 0; i--)
        nest_put(&n, i, a->item[i - 1].parent);
    return n;
}

struct nest nest_nodes(const struct artefact *a, struct arena *arena)
{
    struct nest n = nest_new(a->nnodes, arena);
    for (uint32_t i = a->nnodes; i > 0; i--)
        nest_put(&n, i, a->node[i - 1].parent);
    return n;
}

struct nest nest_components(const struct artefact *a, struct arena *arena)
{
    struct nest n = nest_new(a->ncomponents, arena);
    for (uint32_t i = a->ncomponents; i > 0; i--)
        nest_put(&n, i, a->component[i - 1].parent);
    return n;
}

/* -- structures and what is said of them ------------------------------------------------------ */

const struct artefact *message_structure(const struct artefacts *all, struct reference r)
{
    const struct artefact *a = all ? artefacts_find(all, r) : NULL;
    for (unsigned steps = 0; a && a->cls != ART_DATA_STRUCTURE && a->cls != ART_METADATA_STRUCTURE; steps++)
        a = steps < 2 && reference_is(a->structure) ? artefacts_find(all, a->structure) : NULL;
    return a;
}

const struct component *component_find(const struct artefact *structure, struct str id)
{
    for (unsigned i = 0; structure && i < structure->ncomponents; i++)
        if (str_eq(structure->component[i].id, id))
            return &structure->component[i];
    return NULL;
}

const struct artefact *component_codelist(const struct artefacts *all, const struct component *c)
{
    struct reference r = c->codelist, scheme = c->concept;
    scheme.item = STR("");
    if (!reference_is(r) && c->text == TEXT_NONE) { /* then what the concept says counts */
        const struct artefact *concepts = artefacts_find(all, scheme);
        uint32_t i = concepts ? artefact_item(concepts, c->concept.item) : 0;
        if (i)
            r = concepts->item[i - 1].format;
    }
    return reference_is(r) ? artefacts_find(all, r) : NULL;
}

const struct cube_region_value *constraint_codes(const struct artefact *constraint, struct str component)
{
    for (unsigned i = 0; constraint && i < constraint->nregions; i++)
        if (str_eq(constraint->region[i].component, component) && constraint->region[i].ncodes)
            return &constraint->region[i];
    return NULL;
}

bool constraint_of_attribute(const struct artefacts *all, const struct artefact *constraint,
                             struct str component)
{
    for (unsigned i = 0; i < constraint->ntargets; i++) {
        const struct component *c = component_find(message_structure(all, constraint->target[i]), component);
        if (c)
            return c->role == COMP_ATTRIBUTE || c->role == COMP_MEASURE;
    }
    return false;
}

static bool can_be_target(struct reference r)
{
    return r.cls == ART_DATA_STRUCTURE || r.cls == ART_DATAFLOW || r.cls == ART_PROVISION_AGREEMENT ||
           (r.cls == ART_DATA_PROVIDER_SCHEME && r.item.len);
}

unsigned constraint_targets(const struct reference **out, const struct artefact *constraint,
                            struct arena *arena)
{
    struct reference *v = arena_array(arena, struct reference, constraint->ntargets + 1);
    unsigned n = 0;
    for (unsigned i = 0; i < constraint->ntargets; i++) {
        bool alone = n && v[0].cls == ART_DATA_PROVIDER_SCHEME;
        if (can_be_target(constraint->target[i]) && (!n || v[0].cls == constraint->target[i].cls) && !alone)
            v[n++] = constraint->target[i];
    }
    *out = v;
    return n;
}

struct str period_moment(struct str period, bool last, struct arena *arena)
{
    uint16_t p = period_parse(period);
    uint32_t day = p == 0 ? 0 : last ? period_last_day(p) : period_first_day(p);
    const char *time = last ? "23:59:59" : "00:00:00";
    if (day)
        return str_of(arena_fmt(arena, "%04u-%02u-%02uT%s", day / 10000, day / 100 % 100, day % 100, time));
    if (period.len == 10)
        return str_of(arena_fmt(arena, "%.*sT%s", STR_FMT(period), time));
    return period;
}

uint32_t metadata_targets(const struct artefacts *all, const struct artefact *about)
{
    uint32_t classes = 0;
    for (uint32_t i = all ? all->first[ART_METADATA_SET] : 0; all && i < all->first[ART_METADATA_SET + 1]; i++) {
        const struct artefact *set = all->of[i];
        struct reference r = set->structure; /* a flow, or an agreement that has one */
        for (unsigned steps = 0; steps < 3 && reference_is(r); steps++) {
            const struct artefact *at = artefacts_find(all, r);
            if (at == about)
                for (unsigned t = 0; t < set->ntargets; t++)
                    classes |= 1u << set->target[t].cls;
            r = at && at != about ? at->structure : (struct reference){0};
        }
    }
    return classes;
}

unsigned metric_annotations(struct annotation out[2], const struct artefact *constraint, struct arena *arena)
{
    const struct {
        const char *id;
        uint64_t n;
    } metrics[] = {{"series_count", constraint->nseries}, {"obs_count", constraint->nobs}};
    unsigned n = 0;
    for (size_t i = 0; i < ARRAY_LEN(metrics); i++)
        if (constraint->actual && metrics[i].n)
            out[n++] = (struct annotation){
                .id = str_of(metrics[i].id),
                .type = STR("sdmx_metrics"),
                .title = str_of(arena_fmt(arena, "%llu", (unsigned long long)metrics[i].n))};
    return n;
}
