/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/artefacts_inner.h"

#include "model/concept.h"
#include "syntax/locale.h"

#include <stdarg.h>
#include <stdio.h>

/* -- ids and references ----------------------------------------------------------------- */

struct str made(struct making *m, const char *fmt, ...)
{
    char text[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return arena_str(m->arena, (struct str){text, MIN((size_t)MAX(n, 0), sizeof text - 1)});
}

static struct str version_of(enum artefact_class cls)
{
    switch (cls) {
    case ART_AGENCY_SCHEME:
    case ART_DATA_PROVIDER_SCHEME:
    case ART_DATA_CONSUMER_SCHEME:
    case ART_METADATA_PROVIDER_SCHEME: return STR(SCHEME_VERSION);
    default: return STR(SDMX_VERSION);
    }
}

struct artefact *add(struct making *m, enum artefact_class cls, struct str id, struct str description)
{
    struct artefact *a = artefacts_add(m->all, cls, m->ref->agency, id, version_of(cls));
    a->description = in_english(m, description);
    return a;
}

struct reference refer(const struct making *m, enum artefact_class cls, struct str id, struct str item)
{
    return (struct reference){
        .cls = cls, .agency = m->ref->agency, .id = id, .version = version_of(cls), .item = item};
}

struct reference codelist_of(struct making *m, struct str dimension)
{
    struct str id = str_is(dimension, "REF_AREA") ? CODES_AREA : made(m, "CL_%.*s", STR_FMT(dimension));
    return refer(m, ART_CODELIST, id, STR(""));
}

struct str flow_id(struct making *m, uint16_t indicator)
{
    char id[CUBE_FLOW_ID];
    struct cube_flow flow = {.indicator = indicator};
    size_t n = cube_flow_id(id, m->ref, &flow);
    return arena_str(m->arena, (struct str){id, n});
}

struct reference flow_of(struct making *m, uint16_t indicator)
{
    return refer(m, ART_DATAFLOW, flow_id(m, indicator), STR(""));
}

struct reference structure_reference(struct making *m, uint16_t indicator)
{
    return refer(m, ART_DATA_STRUCTURE, m->ref->indicators[indicator].code, STR(""));
}

struct str agreement_id(struct making *m, uint16_t indicator, uint16_t area)
{
    return made(m, "PA_%s_%s", m->ref->indicators[indicator].code.p, m->ref->areas[area].code.p);
}

struct str source_id(struct making *m, struct str source)
{
    char *id = arena_text(m->arena, source);
    for (char *p = id; *p; p++)
        if (!(*p >= 'A' && *p <= 'Z') && !(*p >= 'a' && *p <= 'z') && !(*p >= '0' && *p <= '9'))
            *p = '_';
    return str_of(id);
}

/* -- texts -------------------------------------------------------------------------------- */

struct said in_english(struct making *m, struct str text)
{
    if (!text.len)
        return (struct said){0};
    struct tongue *t = arena_new(m->arena, struct tongue);
    *t = (struct tongue){STR("en"), text};
    return (struct said){t, 1};
}

struct said named(struct making *m, const char *kind, struct str code, struct str english)
{
    const struct ref *ref = m->ref;
    struct tongue *t = arena_array(m->arena, struct tongue, 1 + ref->nlanguages);
    struct said said = {t, 0};
    if (!english.len)
        return said;
    t[said.n++] = (struct tongue){STR("en"), english};
    for (uint32_t i = 0; i < ref->nlanguages; i++) {
        struct str name = ref_name(ref, m->language[i], kind, code, STR(""));
        if (name.len)
            t[said.n++] = (struct tongue){ref->languages[i], name};
    }
    return said;
}

struct said joined(struct making *m, const struct said *a, const struct said *b)
{
    struct tongue *t = arena_array(m->arena, struct tongue, MAX(a->n, 1u));
    struct said said = {t, 0};
    for (unsigned i = 0; i < a->n; i++)
        for (unsigned k = 0; k < b->n; k++)
            if (str_eq(a->in[i].language, b->in[k].language)) {
                struct str text =
                    made(m, "%.*s: %.*s", STR_FMT(a->in[i].text), STR_FMT(b->in[k].text));
                t[said.n++] = (struct tongue){a->in[i].language, text};
                break;
            }
    return said;
}

struct said concept_said(struct making *m, const char *id)
{
    return named(m, "concept", str_of(id), concept_name(m->ref, NULL, str_of(id)));
}

struct said scheme_said(struct making *m, struct str id)
{
    return named(m, "scheme", id, str_of(scheme_english(id)));
}

/* "Employment by sex, age and citizenship: share of women" is "Employment: share of women". */
static struct str before(struct making *m, struct str title, struct str by, bool derived)
{
    const char *at = str_find(title, by);
    if (!at)
        return title;
    struct str head = str_trim(str_sub(title, 0, (size_t)(at - title.p)));
    struct str rest = str_sub(title, (size_t)(at - title.p), title.len);
    const char *colon = derived ? memchr(rest.p, ':', rest.len) : NULL;
    return colon ? made(m, "%.*s%s", STR_FMT(head), colon) : head;
}

struct said subject(struct making *m, uint16_t indicator)
{
    const struct indicator *in = &m->ref->indicators[indicator];
    struct said title = named(m, "title", in->code, in->title);
    for (unsigned i = 0; i < title.n; i++) {
        struct tongue *t = (struct tongue *)&title.in[i];
        struct str by = i ? ref_name(m->ref, t->language.p, "phrase", STR("by"), STR("")) : STR(" by ");
        t->text = before(m, t->text, by, indicator >= m->ref->nlisted);
    }
    return title;
}

struct annotation *annotate(struct making *m, const char *type, struct str title, struct str text)
{
    struct annotation *a = arena_new(m->arena, struct annotation);
    *a = (struct annotation){.id = str_of(type), .type = str_of(type), .title = title,
                             .text = in_english(m, text)};
    return a;
}

/* ICU's names of the areas, language by language; whoever it does not know has the English one. */
static void name_areas(struct making *m)
{
    const struct ref *ref = m->ref;
    struct buf name = {0};
    m->area_name = arena_array(m->arena, struct said, ref->nareas);
    for (uint32_t a = 1; a < ref->nareas; a++) {
        struct tongue *t = arena_array(m->arena, struct tongue, 1 + ref->nlanguages);
        t[0] = (struct tongue){STR("en"), ref->areas[a].name};
        m->area_name[a] = (struct said){t, 1};
    }
    for (uint32_t l = 0; l < ref->nlanguages; l++) {
        struct locale *locale = locale_new(m->language[l]);
        for (uint32_t a = 1; a < ref->nareas; a++) {
            struct said *said = &m->area_name[a];
            name.len = 0;
            if (locale_country(&name, locale, ref->areas[a].iso2))
                ((struct tongue *)said->in)[said->n++] =
                    (struct tongue){ref->languages[l], arena_str(m->arena, buf_view(&name))};
        }
        locale_free(locale);
    }
    buf_release(&name);
}

/* -- items -------------------------------------------------------------------------------- */

struct item *item_add(struct making *m, struct items *items, struct str id, struct said name)
{
    if (items->n == items->size) {
        struct item *old = items->v;
        items->size = MAX(items->size * 2, 32u);
        items->v = arena_array(&m->scratch, struct item, items->size);
        if (items->n)
            memcpy(items->v, old, sizeof *old * items->n);
    }
    struct item *item = &items->v[items->n++];
    *item = (struct item){.id = id, .name = name};
    return item;
}

void items_put(struct making *m, struct artefact *a, const struct items *items)
{
    struct item *v = arena_array(m->arena, struct item, items->n);
    if (items->n)
        memcpy(v, items->v, sizeof *v * items->n);
    a->item = v;
    a->nitems = items->n;
}

/* -- what there is ------------------------------------------------------------------------- */

bool *versions_of(const struct making *m, uint16_t indicator)
{
    return m->versions + (size_t)indicator * m->ref->nversions;
}

/* Every version of which a code occurs, whether it was asked for or not: a list of what is allowed
 * that forbids what is there would be wrong. */
static void occurring_versions(struct making *m, const struct cube *cube, const struct cube_flow *flow)
{
    bool *versions = versions_of(m, flow->indicator);
    uint16_t last[3] = {0};
    for (uint32_t s = flow->first; s < flow->first + flow->n; s++) {
        uint16_t code[3] = {cube->sex[s], cube->classif[0][s], cube->classif[1][s]};
        for (unsigned k = 0; k < 3; k++)
            if (code[k] && code[k] != last[k])
                versions[m->ref->codes[last[k] = code[k]].version] = true;
    }
}

static void usual_versions(struct making *m)
{
    const struct ref *ref = m->ref;
    for (uint32_t i = 1; i < ref->nindicators; i++) {
        const struct indicator *in = &ref->indicators[i];
        for (unsigned k = 0; k < in->nasked; k++)
            versions_of(m, (uint16_t)i)[in->asked[k]] = true;
        for (unsigned k = 0; k < in->ndisseminated; k++)
            versions_of(m, (uint16_t)i)[in->disseminated[k]] = true;
    }
}

static void take_flows(struct making *m, const struct cube *cube, bool derived)
{
    for (uint32_t f = 0; cube && f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        if ((m->ref->indicators[flow->indicator].generation == GEN_DERIVED) != derived)
            continue;
        m->flow[flow->indicator] = flow;
        m->listed[flow->indicator] = true;
        occurring_versions(m, cube, flow);
        for (uint32_t a = 1; a < m->ref->nareas; a++)
            m->reports[a] = m->reports[a] || flow->area_at[a + 1] > flow->area_at[a];
    }
}

/* A dataflow that answers nothing is not listed; of what is derived it may not be known. */
static void look(struct making *m)
{
    const struct ref *ref = m->ref;
    m->reports = arena_array(&m->scratch, bool, ref->nareas);
    m->flow = arena_array(&m->scratch, const struct cube_flow *, ref->nindicators);
    m->listed = arena_array(&m->scratch, bool, ref->nindicators);
    m->versions = arena_array(&m->scratch, bool, (size_t)ref->nindicators * ref->nversions);
    for (uint32_t a = 1; a < ref->nareas; a++)
        m->reports[a] = ref->areas[a].member;
    usual_versions(m);
    take_flows(m, m->p->cube, false);
    take_flows(m, m->p->derived, true);
    for (uint32_t i = 1; m->p->cube && !m->p->derived && i < ref->nindicators; i++)
        m->listed[i] = m->listed[i] || ref->indicators[i].generation == GEN_DERIVED;
}

void publish_artefacts(struct artefacts *all, struct arena *arena, const struct publishing *p)
{
    struct making m = {.all = all, .arena = arena, .p = p, .ref = p->ref};
    artefacts_init(all, arena);
    arena_init(&m.scratch, ARTEFACTS_CEILING);
    m.language = arena_array(&m.scratch, const char *, p->ref->nlanguages + 1);
    for (uint32_t i = 0; i < p->ref->nlanguages; i++)
        m.language[i] = p->ref->languages[i].p;
    look(&m);
    name_areas(&m);
    make_codelists(&m);
    make_flows(&m);
    make_constraints(&m);
    make_organisations(&m);
    make_orders(&m);
    make_hierarchies(&m);
    make_maps(&m);
    make_sources(&m);
    artefacts_finish(all);
    arena_release(&m.scratch);
}
