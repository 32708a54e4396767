/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The head of an SDMX-ML message of data (SDMX 2.1 and 3.x, SDMXMessage.xsd). Clients take the identity
 * of a data set from the namespace of its structure, which is the URN of the dataflow; some stumble
 * over such a namespace when it is declared before those of sdmx.org. */

#include "io/sdmx_ml.h"
#include "syntax/xml.h"

int ml_across(const struct writing *w, const struct slice *s)
{
    struct dims dims;
    if (w->all_dimensions || w->at_observation.len == 0)
        return -1;
    dims_of(&dims, w->ref, s->flow->indicator);
    for (unsigned d = 0; d < dims.n; d++)
        if (str_eq(dims.id[d], w->at_observation))
            return (int)d;
    return -1;
}

/* -- scopes ----------------------------------------------------------------------------------- */

static struct str at_observation(const struct writing *w, const struct slice *s)
{
    if (w->all_dimensions && !w->series_only) /* there are series all the same when only they are asked for */
        return STR("AllDimensions");
    return ml_across(w, s) < 0 ? STR("TIME_PERIOD") : w->at_observation;
}

static void scope_make(struct ml_scope *scope, struct writing *w, const struct slice *s, struct str provider,
                       bool again)
{
    char flow[CUBE_FLOW_ID];
    const struct ref *ref = w->ref;
    struct str code = ref->indicators[s->flow->indicator].code;
    int n = (int)cube_flow_id(flow, ref, s->flow);
    scope->indicator = s->flow->indicator;
    scope->provider = provider;
    scope->at = at_observation(w, s);
    scope->id = again ? arena_fmt(w->arena, "%.*s_%.*s", STR_FMT(code), STR_FMT(provider)) : code.p;
    /* That of what was asked for, also where a provider was: readers know the data set by it. */
    scope->urn = arena_fmt(w->arena, "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=%.*s:%.*s(" SDMX_VERSION ")",
                           STR_FMT(ref->agency), n, flow);
}

/* Data sets of one flow and provider share a structure: the ids of structures are unique in a message. */
static void scopes_make(struct ml *ml, struct writing *w)
{
    ml->scope = arena_array(w->arena, struct ml_scope, w->nslices);
    ml->scope_of = arena_array(w->arena, unsigned, w->nslices);
    for (size_t i = 0; i < w->nslices; i++) {
        const struct slice *s = &w->slices[i];
        struct str provider = w->datasets ? w->datasets[i].provider : STR("");
        unsigned k = 0;
        bool again = false;
        for (; k < ml->nscopes; k++) {
            bool same = ml->scope[k].indicator == s->flow->indicator;
            if (same && str_eq(ml->scope[k].provider, provider))
                break;
            again = again || same;
        }
        if (k == ml->nscopes)
            scope_make(&ml->scope[ml->nscopes++], w, s, provider, again);
        ml->scope_of[i] = k;
    }
}

/* -- elements --------------------------------------------------------------------------------- */

const char *ml_element(const struct ml *ml, const struct writing *w)
{
    bool other = !ml->kind->series || (ml->kind->one_structure && ml->nscopes > 1) ||
                 (w->all_dimensions && !w->series_only);
    for (size_t i = 0; i < w->nslices; i++)
        other = other || ml_across(w, &w->slices[i]) >= 0;
    return arena_fmt(w->arena, "message:%s", other ? ml->kind->element : ml->kind->series);
}

/* The letters that ids of SDMX have; others as '_'. */
static struct str id_of(struct writing *w, struct str text)
{
    char *id = arena_text(w->arena, text);
    for (char *at = id; *at; at++)
        if (!((*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z') ||
              strchr("_@$-", *at)))
            *at = '_';
    return str_of(id);
}

static void put_namespaces(const struct ml *ml, struct writing *w, struct xml *x)
{
    const struct ml_kind *kind = ml->kind;
    buf_puts(x->out, kind->namespaces);
    for (unsigned i = 0; i < ml->nscopes && !kind->generic; i++)
        xml_attr_text(x, arena_fmt(w->arena, "xmlns:ns%u", i + 1),
                      arena_fmt(w->arena, "%s:ObsLevelDim:%.*s", ml->scope[i].urn, STR_FMT(ml->scope[i].at)));
}

static void put_reference(const struct ml *ml, struct writing *w, struct xml *x, const struct ml_scope *scope)
{
    const bool agreement = scope->provider.len > 0;
    /* the standard spells it so in 2.1 */
    xml_open(x, !agreement ? "common:StructureUsage"
                : ml->kind->urns ? "common:ProvisionAgreement" : "common:ProvisionAgrement");
    struct str code = w->ref->indicators[scope->indicator].code;
    if (ml->kind->urns && agreement) {
        xml_text(x, str_of(arena_fmt(w->arena, "urn:sdmx:org.sdmx.infomodel.registry.ProvisionAgreement=%.*s:PA_%.*s_"
                                     "%.*s(" SDMX_VERSION ")", STR_FMT(w->ref->agency), STR_FMT(code),
                                     STR_FMT(scope->provider))));
    } else if (ml->kind->urns) {
        xml_text(x, str_of(scope->urn));
    } else {
        xml_open(x, "Ref");
        xml_attr(x, "agencyID", w->ref->agency);
        xml_attr_text(x, "id", agreement ? arena_fmt(w->arena, "PA_%.*s_%.*s", STR_FMT(code), STR_FMT(scope->provider))
                                         : arena_fmt(w->arena, "DF_%.*s", STR_FMT(code)));
        xml_attr_text(x, "version", SDMX_VERSION);
        xml_attr_text(x, "package", agreement ? "registry" : "datastructure");
        xml_attr_text(x, "class", agreement ? "ProvisionAgreement" : "Dataflow");
        xml_close(x);
    }
    xml_close(x);
}

/* Where the schema of the data set is to be had. */
static const char *schema_address(const struct ml *ml, struct writing *w, const struct ml_scope *scope)
{
    return arena_fmt(w->arena, "%.*s/rest/%sschema/dataflow/%.*s/DF_%.*s/" SDMX_VERSION "?dimensionAtObservation=%.*s",
                     STR_FMT(w->origin), ml->kind->urns ? "v2/" : "", STR_FMT(w->ref->agency),
                     STR_FMT(w->ref->indicators[scope->indicator].code), STR_FMT(scope->at));
}

static void put_structure(const struct ml *ml, struct writing *w, struct xml *x, const struct ml_scope *scope)
{
    xml_open(x, "message:Structure");
    xml_attr_text(x, "structureID", scope->id);
    if (!ml->kind->generic) {
        if (w->origin.len)
            xml_attr_text(x, "schemaURL", schema_address(ml, w, scope));
        xml_attr_text(x, "namespace",
                      arena_fmt(w->arena, "%s:ObsLevelDim:%.*s", scope->urn, STR_FMT(scope->at)));
    }
    xml_attr(x, "dimensionAtObservation", scope->at);
    put_reference(ml, w, x, scope);
    xml_close(x);
    buf_char(x->out, '\n');
}

static void put_header(const struct ml *ml, struct writing *w, struct xml *x)
{
    struct str prepared = w->prepared;
    if (prepared.len == 0 && w->nslices)
        prepared = w->slices[0].cube->released_at;
    xml_open(x, "message:Header");
    xml_raw(x, STR("\n"));
    xml_leaf(x, "message:ID", NULL, STR(""), id_of(w, w->ref->collection));
    xml_leaf(x, "message:Test", NULL, STR(""), STR("false"));
    xml_leaf(x, "message:Prepared", NULL, STR(""), prepared);
    xml_open(x, "message:Sender");
    xml_attr(x, "id", id_of(w, w->ref->agency));
    xml_close(x);
    xml_raw(x, STR("\n"));
    /* no common:Name: sdmx1 does not expect one in a header, and the flow has it */
    for (unsigned i = 0; i < ml->nscopes; i++)
        put_structure(ml, w, x, &ml->scope[i]);
    xml_close(x);
    buf_char(x->out, '\n');
}

void ml_head(struct ml *ml, struct writing *w, struct buf *out)
{
    struct xml x;
    scopes_make(ml, w);
    xml_init(&x, out);
    xml_open(&x, ml_element(ml, w));
    put_namespaces(ml, w, &x);
    xml_raw(&x, STR("\n"));
    put_header(ml, w, &x);
}
