/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What data are valid: /schema/{context}/{agency}/{id}/{version} of both APIs. As an XML or JSON schema, or
 * as the structure with the codes that are allowed. */

#include "server/rest_structure.h"

static const struct schema_row {
    const char *name, *aliases, *mime;
    enum sdmx_version version;
    void (*write)(struct buf *out, const struct schema_request *rq);
} schema_rows[] = {
    {"schema-2.1", "schema xsd xml", "application/vnd.sdmx.schema+xml;version=2.1", SDMX_21, schema_write},
    {"schema-3.0", "schema xsd xml", "application/vnd.sdmx.schema+xml;version=3.0.0", SDMX_30, schema_write},
    {"schema-3.1", "schema xsd xml", "application/vnd.sdmx.schema+xml;version=3.1.0", SDMX_31, schema_write},
    {"jsonschema-2.0", "jsonschema json", "application/vnd.sdmx.schema+json;version=2.0.0", SDMX_30, schema_write_json},
    {"jsonschema-2.1", "jsonschema json", "application/vnd.sdmx.schema+json;version=2.1.0", SDMX_31, schema_write_json},
};
enum { SCHEMA_ROWS = ARRAY_LEN(schema_rows) };

/* What was asked for, and what it leads to. */
struct context {
    const struct artefacts *all;
    const struct artefact *asked, *flow, *structure; /* flow: NULL when a structure was asked for */
    struct artefact allowed;                         /* all constraints that count, as one */
};

/* -- constraints ---------------------------------------------------------------------------------- */

static bool counts(const struct context *c, const struct artefact *constraint)
{
    for (unsigned i = 0; i < constraint->ntargets; i++) {
        struct reference target = constraint->target[i];
        const struct artefact *a = artefacts_find(c->all, target);
        if (a && (a == c->asked || a == c->flow || a == c->structure))
            return true;
    }
    return false;
}

static bool has_code(const struct cube_region_value *v, struct str code)
{
    for (uint32_t i = 0; i < v->ncodes; i++)
        if (str_eq(v->code[i], code))
            return true;
    return false;
}

/* What both allow. */
static void narrow(struct cube_region_value *v, const struct cube_region_value *by, struct arena *arena)
{
    struct str *code = arena_array(arena, struct str, v->ncodes + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->ncodes; i++)
        if (has_code(by, v->code[i]))
            code[n++] = v->code[i];
    v->code = code;
    v->ncodes = n;
}

static void allow(struct context *c, struct arena *arena)
{
    uint32_t first = c->all->first[ART_CONSTRAINT], end = c->all->first[ART_CONSTRAINT + 1];
    struct cube_region_value *region = arena_array(arena, struct cube_region_value, c->structure->ncomponents + 1);
    c->allowed.region = region;
    for (uint32_t i = first; i < end; i++) {
        const struct artefact *a = c->all->of[i];
        for (unsigned k = 0; k < a->nregions && !a->actual && counts(c, a); k++) {
            unsigned at = 0;
            if (a->region[k].ncodes == 0)
                continue;
            while (at < c->allowed.nregions && !str_eq(region[at].component, a->region[k].component))
                at++;
            if (at < c->allowed.nregions)
                narrow(&region[at], &a->region[k], arena);
            else if (at < c->structure->ncomponents)
                region[c->allowed.nregions++] = a->region[k];
        }
    }
}

/* -- structures with what is allowed ---------------------------------------------------------------- */

static bool same_list(struct reference r, const struct artefact *a)
{
    return r.cls == a->cls && str_eq(r.id, a->id) && str_eq(r.agency, a->agency) && str_eq(r.version, a->version);
}

/* Which codes a component lets through: marks them; false: all of them. */
static bool mark_codes(bool *keep, const struct context *c, const struct artefact *list)
{
    bool used = false;
    for (unsigned i = 0; i < c->structure->ncomponents; i++) {
        const struct component *x = &c->structure->component[i];
        unsigned at = 0;
        if (!same_list(x->codelist, list))
            continue;
        while (at < c->allowed.nregions && !str_eq(c->allowed.region[at].component, x->id))
            at++;
        if (at == c->allowed.nregions)
            return false;
        used = true;
        for (uint32_t k = 0; k < c->allowed.region[at].ncodes; k++) {
            uint32_t item = artefact_item(list, c->allowed.region[at].code[k]);
            for (; item && !keep[item - 1]; item = list->item[item - 1].parent)
                keep[item - 1] = true;
        }
    }
    return used;
}

static const struct artefact *with_allowed(const struct context *c, const struct artefact *list, struct arena *arena)
{
    bool *keep = arena_array(arena, bool, list->nitems + 1);
    uint32_t *place = arena_array(arena, uint32_t, list->nitems + 1), n = 0;
    if (!mark_codes(keep, c, list))
        return list;
    struct artefact *some = arena_new(arena, struct artefact);
    struct item *item = arena_array(arena, struct item, list->nitems + 1);
    for (uint32_t i = 0; i < list->nitems; i++) {
        if (!keep[i])
            continue;
        item[n] = list->item[i];
        item[n].parent = item[n].parent ? place[item[n].parent - 1] : 0;
        place[i] = ++n;
    }
    *some = *list;
    some->item = item;
    some->nitems = n;
    some->is_partial = list->is_partial || n < list->nitems;
    return some;
}

static void send_structures(struct rest *r, const struct context *c, const struct structure_form_row *row)
{
    struct arena *arena = r->rq->arena;
    struct structure_query q = {.classes = 1u << c->structure->cls, .v2 = r->v2, .agency = c->structure->agency,
                                .id = c->structure->id, .version = c->structure->version,
                                .references = REFERENCES_DESCENDANTS, .detail = DETAIL_REFERENCE_PARTIAL};
    struct chosen *chosen;
    struct err err;
    int n = structures_find(&chosen, c->all, &q, arena, &err), kept = 0;
    if (n < 0) {
        rest_error_of(r, &err);
        return;
    }
    for (int i = 0; i < n; i++) {
        enum artefact_class cls = chosen[i].artefact->cls;
        if (cls == ART_CODELIST)
            chosen[i].artefact = with_allowed(c, chosen[i].artefact, arena);
        if (cls == ART_CODELIST || cls == ART_CONCEPT_SCHEME || cls == ART_AGENCY_SCHEME ||
            chosen[i].artefact->cls == c->structure->cls)
            chosen[kept++] = chosen[i];
    }
    rest_send_rows(r, row, chosen, (size_t)kept);
}

/* -- the request ------------------------------------------------------------------------------------- */

/* The one that is meant; of several versions, the newest. False when answered. */
static bool context_find(struct rest *r, struct context *c)
{
    static const struct {
        const char *name;
        enum artefact_class cls;
        bool v2;
    } contexts[] = {{"datastructure", ART_DATA_STRUCTURE, false},
                    {"dataflow", ART_DATAFLOW, false},
                    {"provisionagreement", ART_PROVISION_AGREEMENT, false},
                    {"metadatastructure", ART_METADATA_STRUCTURE, false},
                    {"metadataflow", ART_METADATAFLOW, false},
                    {"metadataprovisionagreement", ART_METADATA_PROVISION_AGREEMENT, true}};
    struct structure_query q = {.v2 = r->v2};
    struct chosen *chosen;
    struct err err;
    for (size_t i = 0; i < ARRAY_LEN(contexts) && r->nseg > 1; i++)
        if (str_eq_nocase(r->seg[1], str_of(contexts[i].name)) && (r->v2 || !contexts[i].v2))
            q.classes = 1u << contexts[i].cls;
    if (!q.classes || r->nseg < 4 || r->nseg > 5) {
        rest_error(r, SDMX_SYNTAX, "the path is schema/{context}/{agency}/{id}/{version}; the context is "
                                   "datastructure, dataflow, provisionagreement or one of the same for metadata");
        return false;
    }
    q.agency = r->seg[2];
    q.id = r->seg[3];
    q.version = r->nseg > 4 ? r->seg[4] : STR("");
    if (!(c->all = rest_artefacts(r)))
        return false;
    int n = structures_find(&chosen, c->all, &q, r->rq->arena, &err);
    if (n > 0) {
        c->asked = chosen[n - 1].artefact;
        for (const struct artefact *a = c->asked; a; a = artefacts_find(c->all, a->structure)) {
            if (a->cls == ART_DATAFLOW || a->cls == ART_METADATAFLOW)
                c->flow = a;
            c->structure = a;
        }
        return true;
    }
    if (n < 0)
        rest_error_of(r, &err);
    else
        rest_not_found(r, arena_text(r->rq->arena, r->seg[1]));
    return false;
}

/* The dimension at the observation; empty when answered. */
static struct str at_observation(struct rest *r, const struct context *c)
{
    struct str asked = rest_param(r, "dimensionAtObservation"), time = STR("AllDimensions");
    for (unsigned i = 0; i < c->structure->ncomponents; i++) {
        const struct component *x = &c->structure->component[i];
        if (x->role == COMP_TIME)
            time = x->id;
        if ((x->role == COMP_TIME || x->role == COMP_DIMENSION) && str_eq(x->id, asked))
            return x->id;
    }
    if (asked.len == 0)
        return time;
    if (str_is(asked, "AllDimensions"))
        return STR("AllDimensions");
    rest_error(r, SDMX_SYNTAX,
               arena_fmt(r->rq->arena, "dimensionAtObservation \"%.*s\" is to be a dimension of %.*s or AllDimensions",
                         (int)MIN(asked.len, (size_t)60), asked.p, STR_FMT(c->structure->id)));
    return STR("");
}

static bool yes_or_no(struct rest *r, const char *name)
{
    struct str value = rest_param(r, name);
    if (value.len == 0 || str_eq_nocase(value, STR("true")) || str_eq_nocase(value, STR("false")))
        return true;
    rest_error(r, SDMX_SYNTAX, arena_fmt(r->rq->arena, "%s is to be true or false", name));
    return false;
}

static void send_schema(struct rest *r, const struct context *c, const struct schema_row *row)
{
    if (c->structure->cls != ART_DATA_STRUCTURE) {
        rest_error(r, SDMX_NOT_IMPLEMENTED,
                   "reference metadata have no schema of their own here; ask for the structure");
        return;
    }
    struct schema_request rq = {.all = c->all,
                                .structure = c->structure,
                                .flow = c->asked,
                                .allowed = &c->allowed,
                                .version = row->version,
                                .at_observation = at_observation(r, c),
                                .deletion = str_eq_nocase(rest_param(r, "deletion"), STR("true"))};
    if (rq.at_observation.len == 0)
        return;
    rest_message(r, row->mime);
    row->write(&r->an->body, &rq);
}

void rest_schema(struct rest *r)
{
    static const char *const known_v1[] = {"dimensionAtObservation", "explicitMeasure", "asOf"};
    static const char *const known_v2[] = {"dimensionAtObservation", "deletion", "asOf"};
    struct offer v[SCHEMA_ROWS + STRUCTURE_FORMS];
    struct offers offers = {v, ARRAY_LEN(v), ACCEPT_SCHEMA, r->v2};
    struct accepted a;
    struct context c = {0};
    for (size_t i = 0; i < SCHEMA_ROWS; i++)
        v[i] = (struct offer){schema_rows[i].mime, schema_rows[i].name, schema_rows[i].aliases};
    for (size_t i = 0; i < STRUCTURE_FORMS; i++)
        v[SCHEMA_ROWS + i] =
            (struct offer){structure_forms[i].mime, structure_forms[i].name, structure_forms[i].aliases};
    if (!rest_params_known(r, r->v2 ? known_v2 : known_v1, r->v2 ? ARRAY_LEN(known_v2) : ARRAY_LEN(known_v1)) ||
        !yes_or_no(r, "explicitMeasure") || !yes_or_no(r, "deletion") ||
        !rest_choose(r, &a, &offers) || !context_find(r, &c))
        return;
    if (!c.structure || !c.structure->ncomponents) {
        rest_not_found(r, "structure");
        return;
    }
    allow(&c, r->rq->arena);
    if (a.offer < SCHEMA_ROWS)
        send_schema(r, &c, &schema_rows[a.offer]);
    else
        send_structures(r, &c, &structure_forms[a.offer - SCHEMA_ROWS]);
}

const char *rest_schema_form(const char **name, size_t i)
{
    *name = i < SCHEMA_ROWS ? schema_rows[i].name : NULL;
    return i < SCHEMA_ROWS ? schema_rows[i].mime : NULL;
}
