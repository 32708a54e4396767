/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The sources of the figures as reference metadata: what may be said of one (the metadata structure),
 * who says it, and a set for each source of a country that has figures in the release. What is said
 * is the catalogue's where it is given, else what the notes of the figures say. */

#include "publish/artefacts_inner.h"

#include "model/obs.h"
#include "model/period.h"

#include <stdio.h>

/* What is said of a source: attributes of our own, then those of the catalogue. COVERAGE holds parts
 * only. */
enum own {
    OWN_SOURCE, OWN_COUNTRY, OWN_TYPE, OWN_ORIGINAL_NAME, OWN_ACRONYM, OWN_TABLES, OWN_NOTES, OWN_COVERAGE, OWNS
};
static const struct own_row {
    const char *id, *name, *codelist;
    bool multiple;
} own[OWNS] = {
    [OWN_SOURCE] = {"SOURCE", "Source, as the figures have it", NULL, false},
    [OWN_COUNTRY] = {"COUNTRY", "Country", "CL_AREA", false},
    [OWN_TYPE] = {"SOURCE_TYPE", "Type of source", "CL_SOURCE", false},
    [OWN_ORIGINAL_NAME] = {"ORIGINAL_NAME", "Name in the original language", NULL, false},
    [OWN_ACRONYM] = {"ACRONYM", "Acronym", NULL, false},
    [OWN_TABLES] = {"PERIOD", "Periods with figures in this release", NULL, false},
    [OWN_NOTES] = {"NOTE", "Other notes", NULL, true},
    [OWN_COVERAGE] = {"COVERAGE", "Coverage", NULL, false},
};

static bool is_coverage(int field)
{
    return field >= CATALOGUE_REFERENCE_PERIOD && field <= CATALOGUE_AGE_TO;
}

static struct str field_id(struct making *m, int field)
{
    char *id = arena_text(m->arena, str_of(catalogue[field].name));
    for (char *p = id; *p; p++)
        *p = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
    return str_of(id);
}

/* -- what may be said -------------------------------------------------------------------------- */

static struct component *attribute(struct making *m, struct items *concepts, struct component *at,
                                   struct str id, const char *name, const char *question)
{
    struct item *item = item_add(m, concepts, id, in_english(m, str_of(name)));
    item->description = in_english(m, str_of(question));
    *at = (struct component){.role = COMP_METADATA, .id = id, .text = TEXT_STRING,
                             .concept = refer(m, ART_CONCEPT_SCHEME, SOURCE_CONCEPTS, id)};
    return at;
}

static void make_structure(struct making *m)
{
    struct items concepts = {0};
    struct component *c = arena_array(m->arena, struct component, OWNS + CATALOGUE_FIELDS);
    unsigned n = 0;
    for (unsigned i = 0; i < OWNS; i++, n++) {
        attribute(m, &concepts, &c[n], str_of(own[i].id), own[i].name, NULL);
        c[n].mandatory = i == OWN_SOURCE || i == OWN_COUNTRY;
        c[n].multiple = own[i].multiple;
        c[n].presentational = i == OWN_COVERAGE;
        if (c[n].presentational || own[i].codelist)
            c[n].text = TEXT_NONE;
        if (own[i].codelist)
            concepts.v[concepts.n - 1].format = c[n].codelist =
                refer(m, ART_CODELIST, str_of(own[i].codelist), STR(""));
    }
    for (int f = 0; f < CATALOGUE_FIELDS; f++) {
        if (catalogue[f].personal)
            continue;
        attribute(m, &concepts, &c[n], field_id(m, f), catalogue[f].label, catalogue[f].question);
        c[n].multiple = catalogue[f].note != NULL;
        c[n++].parent = is_coverage(f) ? OWN_COVERAGE + 1 : 0;
    }
    struct artefact *a = add(m, ART_CONCEPT_SCHEME, SOURCE_CONCEPTS,
                             STR("Identity, coverage, method and publication of a survey, census or register."));
    a->name = scheme_said(m, SOURCE_CONCEPTS);
    items_put(m, a, &concepts);
    struct artefact *msd = add(m, ART_METADATA_STRUCTURE, STR("MSD_SOURCES"),
                               STR("What may be published of a source."));
    msd->name = a->name;
    msd->component = c;
    msd->ncomponents = n;
    struct artefact *flow = add(m, ART_METADATAFLOW, SOURCES_FLOW,
                                STR("The surveys, censuses and registers that the figures are from."));
    flow->name = scheme_said(m, SOURCES_FLOW);
    flow->structure = artefact_reference(msd);
}

/* -- which sources there are --------------------------------------------------------------------- */

/* A source in a country, with where it has figures and what notes they have. */
struct used {
    uint16_t area, source; /* source: into cube->sources */
    uint16_t *flows;       /* indicators */
    uint32_t nflows, size;
    uint16_t first, last;  /* periods */
    bool *note;            /* by note of the cube */
};

struct usage {
    struct used *v;
    uint32_t n, size;
    uint32_t *at; /* by area and source: index + 1 */
};

static struct used *used_of(struct making *m, struct usage *u, uint16_t area, uint16_t source)
{
    const struct cube *c = m->p->cube;
    uint32_t *at = &u->at[(size_t)area * c->nsources + source];
    if (*at)
        return &u->v[*at - 1];
    if (u->n == u->size) {
        struct used *old = u->v;
        u->size = MAX(u->size * 2, 64u);
        u->v = arena_array(&m->scratch, struct used, u->size);
        if (u->n)
            memcpy(u->v, old, sizeof *old * u->n);
    }
    *at = ++u->n;
    struct used *new = &u->v[u->n - 1];
    *new = (struct used){.area = area, .source = source, .first = UINT16_MAX,
                         .note = arena_array(&m->scratch, bool, c->nnotes)};
    return new;
}

static void flow_add(struct making *m, struct used *x, uint16_t indicator)
{
    if (x->nflows && x->flows[x->nflows - 1] == indicator) /* flow by flow */
        return;
    if (x->nflows == x->size) {
        uint16_t *old = x->flows;
        x->size = MAX(x->size * 2, 8u);
        x->flows = arena_array(&m->scratch, uint16_t, x->size);
        if (x->nflows)
            memcpy(x->flows, old, sizeof *old * x->nflows);
    }
    x->flows[x->nflows++] = indicator;
}

static void look(struct making *m, struct usage *u)
{
    const struct cube *c = m->p->cube;
    for (uint32_t f = 0; c && f < c->nflows; f++) {
        const struct cube_flow *flow = &c->flows[f];
        for (uint32_t s = flow->first; s < flow->first + flow->n; s++) {
            struct used *x = NULL;
            for (uint32_t i = c->start[s]; i < c->start[s + 1]; i++) {
                if (!x || x->source != c->source[i])
                    x = used_of(m, u, c->area[s], c->source[i]);
                flow_add(m, x, flow->indicator);
                x->first = MIN(x->first, c->period[i]);
                x->last = MAX(x->last, c->period[i]);
                x->note[c->note[i]] = true;
            }
        }
    }
}

/* -- code lists of sources and notes ------------------------------------------------------------- */

static struct said source_name(struct making *m, const struct used *x, struct str source)
{
    const struct ref *ref = m->ref;
    uint16_t type, survey;
    struct said name = in_english(m, source); /* joined, so copied */
    if (ref_source_find(ref, &type, &survey, source))
        name = survey ? in_english(m, ref->surveys[survey].name)
                      : named(m, "source_type", ref->source_types[type].code, ref->source_types[type].name);
    return joined(m, &m->area_name[x->area], &name);
}

/* The types, and below them the sources that have figures. */
static void make_source_codes(struct making *m, const struct usage *u)
{
    const struct ref *ref = m->ref;
    struct items items = {0};
    struct map seen = {0};
    for (uint32_t t = 0; t < ref->nsource_types; t++) {
        const struct source_type *type = &ref->source_types[t];
        item_add(m, &items, type->code, named(m, "source_type", type->code, type->name));
        map_put(&seen, type->code, 0);
    }
    for (uint32_t i = 0; i < u->n; i++) {
        struct str source = m->p->cube->sources[u->v[i].source], id = source_id(m, source);
        uint16_t type;
        if (!id.len || !map_put(&seen, id, 0))
            continue;
        struct item *item = item_add(m, &items, id, source_name(m, &u->v[i], source));
        if (ref_source_find(ref, &type, NULL, source))
            item->parent = type + 1u;
        item->annotation = annotate(m, "IN_FIGURES", arena_str(m->arena, source), STR(""));
        item->nannotations = 1;
    }
    map_release(&seen);
    struct artefact *a = add(m, ART_CODELIST, CODES_SOURCE,
                             STR("Types of sources, and of each the surveys and registers that figures are from. The "
                                 "figures have a colon where the codes have _."));
    a->name = concept_said(m, "SOURCE");
    items_put(m, a, &items);
}

/* Each note of the triples of the cube once, in order of the reference data. */
static bool *occurring_notes(struct making *m)
{
    const struct ref *ref = m->ref;
    const struct cube *c = m->p->cube;
    bool *occurs = arena_array(&m->scratch, bool, ref->nnotes);
    for (uint32_t n = 0; c && n < c->nnotes; n++) {
        struct str part[3], note;
        obs_note_split(&part[0], &part[1], &part[2], c->notes[n]);
        for (unsigned p = 0; p < 3; p++)
            while (part[p].len && str_next(&note, &part[p], '_')) {
                const struct note *found = ref_note_find(ref, note);
                if (found)
                    occurs[found - ref->notes] = true;
            }
    }
    return occurs;
}

static struct said note_name(struct making *m, const struct note *n)
{
    struct str code = made(m, "%s:%s", m->ref->note_types[n->type].code.p, n->id.p);
    return named(m, "note", code, n->name);
}

static void make_note_codes(struct making *m)
{
    const struct ref *ref = m->ref;
    struct items items = {0};
    const bool *occurs = occurring_notes(m);
    for (uint32_t t = 0; t < ref->nnote_types; t++) {
        const struct note_type *type = &ref->note_types[t];
        if (!type->open)
            continue;
        item_add(m, &items, type->code, named(m, "note_type", type->code, type->name));
        uint32_t parent = items.n;
        for (uint32_t n = 0; n < ref->nnotes; n++)
            if (ref->notes[n].type == t && occurs[n])
                item_add(m, &items, made(m, "%s_%s", type->code.p, ref->notes[n].id.p),
                         note_name(m, &ref->notes[n]))->parent = parent;
    }
    struct artefact *a = add(m, ART_CODELIST, STR("CL_NOTE"),
                             STR("Types of notes, and of each the values that figures have. The figures have a colon "
                                 "where the codes have _."));
    a->name = scheme_said(m, a->id);
    items_put(m, a, &items);
}

/* -- what is said ------------------------------------------------------------------------------ */

struct values {
    struct metadata_value *v;
    unsigned n, size;
};

static void value_add(struct making *m, struct values *values, struct str attribute, struct said text)
{
    if (!text.n)
        return;
    if (values->n == values->size) {
        struct metadata_value *old = values->v;
        values->size = MAX(values->size * 2, 32u);
        values->v = arena_array(&m->scratch, struct metadata_value, values->size);
        if (values->n)
            memcpy(values->v, old, sizeof *old * values->n);
    }
    values->v[values->n++] = (struct metadata_value){attribute, text};
}

/* A code or a name as it is, which is of no language. */
static void say(struct making *m, struct values *values, enum own attribute, struct str text)
{
    if (!text.len)
        return;
    struct tongue *t = arena_new(m->arena, struct tongue);
    t->text = text;
    value_add(m, values, str_of(own[attribute].id), (struct said){t, 1});
}

static void say_field(struct making *m, struct values *values, int field, struct said text)
{
    struct str id = field_id(m, field);
    if (is_coverage(field))
        id = made(m, "%s.%.*s", own[OWN_COVERAGE].id, STR_FMT(id));
    value_add(m, values, id, text);
}

static const struct catalogue_source *in_catalogue(const struct publishing *p, struct str area, struct str source)
{
    for (size_t i = 0; i < p->nsources; i++)
        if (str_eq(p->sources[i].source, source) && str_eq(p->sources[i].area, area) && !p->sources[i].withdrawn)
            return &p->sources[i];
    return NULL;
}

static void say_catalogue(struct making *m, struct values *values, const struct catalogue_source *c, int field)
{
    const struct note *note = catalogue_note(m->ref, (enum catalogue_field)field, c->content[field]);
    say_field(m, values, field, note ? note_name(m, note) : in_english(m, c->content[field]));
}

/* The notes of one type that figures of the source have, each once. `field` -1: among the others. */
static void say_notes(struct making *m, struct values *values, const bool *has, uint16_t type, int field)
{
    const struct ref *ref = m->ref;
    for (uint32_t n = 0; n < ref->nnotes; n++) {
        if (ref->notes[n].type != type || !has[n])
            continue;
        struct said name = note_name(m, &ref->notes[n]);
        if (field >= 0) {
            say_field(m, values, field, name);
            continue;
        }
        const struct note_type *of = &ref->note_types[type];
        struct said kind = named(m, "note_type", of->code, of->name);
        value_add(m, values, str_of(own[OWN_NOTES].id), joined(m, &kind, &name));
    }
}

/* Which notes of the reference data the figures of a source have, in any of the three texts, and of
 * which types. */
static bool *notes_of(struct making *m, const struct used *x, bool *types)
{
    const struct cube *c = m->p->cube;
    bool *has = arena_array(&m->scratch, bool, m->ref->nnotes);
    for (uint32_t i = 0; i < c->nnotes; i++) {
        struct str part[3], note;
        if (!x->note[i])
            continue;
        obs_note_split(&part[0], &part[1], &part[2], c->notes[i]);
        for (unsigned p = 0; p < 3; p++)
            while (part[p].len && str_next(&note, &part[p], '_')) {
                const struct note *found = ref_note_find(m->ref, note);
                if (found)
                    has[found - m->ref->notes] = types[found->type] = true;
            }
    }
    return has;
}

static void say_all(struct making *m, struct values *values, const struct used *x, struct str source)
{
    const struct ref *ref = m->ref;
    uint16_t type = 0, survey = 0;
    char first[PERIOD_TEXT], last[PERIOD_TEXT];
    bool known = ref_source_find(ref, &type, &survey, source);
    const struct catalogue_source *c = in_catalogue(m->p, ref->areas[x->area].code, source);
    bool *types = arena_array(&m->scratch, bool, ref->nnote_types);
    const bool *has = notes_of(m, x, types);
    say(m, values, OWN_SOURCE, source);
    say(m, values, OWN_COUNTRY, ref->areas[x->area].code);
    say(m, values, OWN_TYPE, known ? ref->source_types[type].code : STR(""));
    say(m, values, OWN_ORIGINAL_NAME, ref->surveys[survey].original_name);
    say(m, values, OWN_ACRONYM, ref->surveys[survey].acronym);
    int n = (int)period_fmt_sdmx(first, x->first), k = (int)period_fmt_sdmx(last, x->last);
    say(m, values, OWN_TABLES, made(m, "%.*s/%.*s", n, first, k, last));
    for (uint16_t t = 0; t < ref->nnote_types; t++)
        if (types[t] && ref->note_types[t].open && catalogue_of_note(ref->note_types[t].code) < 0)
            say_notes(m, values, has, t, -1);
    for (int f = 0; f < CATALOGUE_FIELDS; f++) {
        int note = catalogue[f].note ? ref_note_type_find(ref, str_of(catalogue[f].note)) : -1;
        if (catalogue[f].personal)
            continue;
        if (c && c->content[f].len)
            say_catalogue(m, values, c, f);
        else if (f == CATALOGUE_NAME)
            say_field(m, values, f, in_english(m, ref->surveys[survey].name));
        else if (note >= 0 && types[note] && ref->note_types[note].open)
            say_notes(m, values, has, (uint16_t)note, f);
    }
}

static void make_set(struct making *m, const struct used *x)
{
    const struct ref *ref = m->ref;
    struct str source = arena_str(m->arena, m->p->cube->sources[x->source]), area = ref->areas[x->area].code;
    struct values values = {0};
    struct artefact *a =
        add(m, ART_METADATA_SET, made(m, "SRC_%s_%s", area.p, source_id(m, source).p),
            STR("What is known of a source, and the figures that are from it."));
    struct reference *target = arena_array(m->arena, struct reference, x->nflows);
    a->name = source_name(m, x, source);
    a->structure = refer(m, ART_METADATAFLOW, SOURCES_FLOW, STR(""));
    a->other = refer(m, ART_METADATA_PROVIDER_SCHEME, METADATA_PROVIDERS, area);
    a->target = target;
    for (uint32_t i = 0; i < x->nflows; i++)
        if (m->listed[x->flows[i]] && m->flow[x->flows[i]])
            target[a->ntargets++] =
                refer(m, ART_PROVISION_AGREEMENT, agreement_id(m, x->flows[i], x->area), STR(""));
    say_all(m, &values, x, source);
    struct metadata_value *v = arena_array(m->arena, struct metadata_value, values.n);
    memcpy(v, values.v, sizeof *v * values.n);
    a->value = v;
    a->nvalues = values.n;
}

/* Who says it: the countries that have sources, or, while nothing is released, all that report. */
static void make_providers(struct making *m, const struct usage *u)
{
    struct items items = {0};
    bool *has = arena_array(&m->scratch, bool, m->ref->nareas);
    for (uint32_t i = 0; i < u->n; i++)
        has[u->v[i].area] = true;
    for (uint32_t a = 1; a < m->ref->nareas; a++) {
        struct str code = m->ref->areas[a].code;
        if (!has[a] && !m->reports[a])
            continue;
        item_add(m, &items, code, m->area_name[a]);
        struct artefact *agreement =
            add(m, ART_METADATA_PROVISION_AGREEMENT, made(m, "MPA_SOURCES_%s", code.p),
                STR("The country describes its sources."));
        agreement->name = m->area_name[a];
        agreement->structure = refer(m, ART_METADATAFLOW, SOURCES_FLOW, STR(""));
        agreement->other = refer(m, ART_METADATA_PROVIDER_SCHEME, METADATA_PROVIDERS, code);
    }
    struct artefact *scheme = add(m, ART_METADATA_PROVIDER_SCHEME, METADATA_PROVIDERS,
                                  STR("The countries whose sources have figures, and those of the region."));
    scheme->name = scheme_said(m, METADATA_PROVIDERS);
    items_put(m, scheme, &items);
}

void make_sources(struct making *m)
{
    struct usage u = {0};
    if (m->p->cube)
        u.at = arena_array(&m->scratch, uint32_t, (size_t)m->ref->nareas * m->p->cube->nsources);
    look(m, &u);
    make_structure(m);
    make_source_codes(m, &u);
    make_note_codes(m);
    make_providers(m, &u);
    for (uint32_t i = 0; i < u.n; i++)
        make_set(m, &u.v[i]);
}
