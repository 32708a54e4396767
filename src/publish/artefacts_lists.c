/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Code lists and the concepts that they are codes of. */

#include "publish/artefacts_inner.h"

#include "base/num.h"
#include "model/concept.h"

/* -- code lists ------------------------------------------------------------------------------ */

static struct artefact *codelist(struct making *m, struct str id, struct said name, struct str description)
{
    struct artefact *a = add(m, ART_CODELIST, id, description);
    a->name = name;
    return a;
}

/* Countries, and behind them the groups of which it is known who is in them. */
static void make_areas(struct making *m)
{
    const struct ref *ref = m->ref;
    struct items items = {0};
    bool *has_members = arena_array(&m->scratch, bool, ref->ngroups);
    for (uint32_t i = 0; i < ref->ngroup_members; i++)
        has_members[ref->group_members[i].group] = true;
    for (uint32_t a = 1; a < ref->nareas; a++)
        item_add(m, &items, ref->areas[a].code, m->area_name[a]);
    for (uint32_t g = 0; g < ref->ngroups; g++)
        if (has_members[g] && !ref_area_find(ref, ref->groups[g].code))
            item_add(m, &items, ref->groups[g].code,
                     named(m, "group", ref->groups[g].code, ref->groups[g].name));
    items_put(m, codelist(m, CODES_AREA, concept_said(m, "REF_AREA"),
                          STR("Countries and territories by ISO 3166-1 alpha-3, and groups of them.")),
              &items);
}

/* "Aggregate age bands; 10-year age bands": whose codes a list has. */
static struct str version_names(struct making *m, uint16_t dimension)
{
    struct buf text = {0};
    for (uint32_t v = 0; v < m->ref->nversions; v++)
        if (m->ref->versions[v].dimension == dimension) {
            buf_puts(&text, text.len ? "; " : "");
            buf_str(&text, m->ref->versions[v].name);
        }
    struct str names = arena_str(m->arena, buf_view(&text));
    buf_release(&text);
    return names;
}

/* The codes of all versions of a dimension, version by version; a parent is of the same version. */
static void make_dimension(struct making *m, uint16_t dimension)
{
    const struct ref *ref = m->ref;
    const struct dimension *d = &ref->dimensions[dimension];
    struct items items = {0};
    uint32_t *place = arena_array(&m->scratch, uint32_t, ref->ncodes);
    for (uint32_t v = 0; v < ref->nversions; v++) {
        const struct version *version = &ref->versions[v];
        if (version->dimension != dimension)
            continue;
        struct annotation *of = annotate(m, "CLASSIFICATION", version->code, version->name);
        of->text = named(m, "version", version->code, version->name);
        for (uint16_t c = version->first; c < version->first + version->n; c++) {
            const struct code *code = &ref->codes[c];
            struct said name = code->area ? m->area_name[code->area] : named(m, "code", code->code, code->name);
            struct item *item = item_add(m, &items, code->code, name);
            place[c] = items.n;
            item->parent = place[code->parent];
            item->annotation = of;
            item->nannotations = 1;
        }
    }
    items_put(m, codelist(m, codelist_of(m, d->id).id, named(m, "dimension", d->id, d->name),
                          version_names(m, dimension)), &items);
}

/* "Persons (thousands)", in every language. */
static struct said unit_said(struct making *m, const struct indicator *in)
{
    struct tongue *t = arena_array(m->arena, struct tongue, 1 + m->ref->nlanguages);
    struct said said = {t, 0};
    struct buf words = {0};
    for (uint32_t i = 0; i <= m->ref->nlanguages; i++) {
        if (i && !ref_name(m->ref, m->language[i - 1], "unit", in->unit, STR("")).len)
            continue;
        words.len = 0;
        unit_label(&words, m->ref, i ? m->language[i - 1] : NULL, in);
        t[said.n++] = (struct tongue){i ? m->ref->languages[i - 1] : STR("en"), arena_str(m->arena, buf_view(&words))};
    }
    buf_release(&words);
    return said;
}

/* A measure is named as what its tables have in common; how it is counted is its description. */
static void make_measures(struct making *m)
{
    const struct ref *ref = m->ref;
    struct items items = {0};
    struct map seen = {0};
    for (uint32_t i = 1; i < ref->nindicators; i++) {
        const struct indicator *in = &ref->indicators[i];
        if (!map_put(&seen, in->measure, i))
            continue;
        item_add(m, &items, in->measure, subject(m, (uint16_t)i))->description = unit_said(m, in);
    }
    map_release(&seen);
    items_put(m, codelist(m, STR("CL_MEASURE"), concept_said(m, "MEASURE"),
                          STR("What is counted: the topic, the variable and the unit of a table.")), &items);
}

static void make_statuses(struct making *m)
{
    const struct ref *ref = m->ref;
    struct items items = {0};
    for (uint32_t i = 0; i < ref->nstatuses; i++) {
        const struct status *s = &ref->statuses[i];
        struct str code = made(m, "%c", s->code);
        item_add(m, &items, code, named(m, "status", code, s->name))->description =
            in_english(m, s->description);
    }
    items_put(m, codelist(m, STR("CL_OBS_STATUS"), concept_said(m, "OBS_STATUS"),
                          STR("What else is to be known of how a figure was made, or why there is none.")), &items);
}

static void make_units(struct making *m)
{
    struct items items = {0};
    for (uint32_t i = 0; i < m->ref->nunits; i++)
        item_add(m, &items, m->ref->units[i].code, named(m, "unit", m->ref->units[i].code, m->ref->units[i].name));
    items_put(m, codelist(m, STR("CL_UNIT_MEASURE"), concept_said(m, "UNIT_MEASURE"),
                          STR("What a figure counts or is expressed in.")), &items);
}

static void make_frequencies(struct making *m)
{
    struct items items = {0};
    for (const char *freq = "AQM"; *freq; freq++)
        item_add(m, &items, freq_code(*freq), named(m, "freq", freq_code(*freq), freq_name(m->ref, NULL, *freq)));
    items_put(m, codelist(m, STR("CL_FREQ"), concept_said(m, "FREQ"), STR("How often figures are made.")), &items);
}

/* Powers of ten, besides the usual those that tables have. */
static void make_multipliers(struct making *m)
{
    struct items items = {0};
    struct map seen = {0};
    for (int power = 0; power < 10; power++) {
        struct str id = made(m, "%d", power), name = unit_mult_name(m->ref, NULL, power);
        if (name.len && map_put(&seen, id, 0))
            item_add(m, &items, id, named(m, "unit_mult", id, name));
    }
    for (uint32_t i = 1; i < m->ref->nindicators; i++) {
        struct str id = made(m, "%d", m->ref->indicators[i].unit_mult);
        if (map_put(&seen, id, 0))
            item_add(m, &items, id, in_english(m, made(m, "Times ten to the power of %s", id.p)));
    }
    map_release(&seen);
    items_put(m, codelist(m, STR("CL_UNIT_MULT"), concept_said(m, "UNIT_MULT"),
                          STR("The power of ten by which a figure is to be multiplied.")), &items);
}

static void make_decimals(struct making *m)
{
    struct items items = {0};
    for (int i = 0; i <= NUM_DECIMALS_MAX; i++) {
        struct str id = made(m, "%d", i);
        item_add(m, &items, id, named(m, "decimals", id, made(m, "%d decimal%s", i, i == 1 ? "" : "s")));
    }
    items_put(m, codelist(m, STR("CL_DECIMALS"), concept_said(m, "DECIMALS"),
                          STR("How many decimals a figure was reported with.")), &items);
}

/* -- concepts -------------------------------------------------------------------------------- */

static void add_concepts(struct making *m, struct items *items, size_t from, size_t to)
{
    for (const struct concept *c = concepts + from; c < concepts + to; c++) {
        struct item *item = item_add(m, items, str_of(c->id), concept_said(m, c->id));
        item->description = in_english(m, str_of(c->description ? c->description : ""));
        if (c->codelist)
            item->format = refer(m, ART_CODELIST, str_of(c->codelist), STR(""));
    }
}

static void make_concepts(struct making *m)
{
    struct items items = {0};
    add_concepts(m, &items, 0, CONCEPTS_BEFORE);
    for (uint32_t d = 0; d < m->ref->ndimensions; d++) {
        const struct dimension *dim = &m->ref->dimensions[d];
        item_add(m, &items, dim->id, named(m, "dimension", dim->id, dim->name))->format =
            codelist_of(m, dim->id);
    }
    add_concepts(m, &items, CONCEPTS_BEFORE, CONCEPTS_ALL);
    struct artefact *a = add(m, ART_CONCEPT_SCHEME, CONCEPTS,
                             STR("What figures are broken down by, and what is said of each."));
    a->name = named(m, "scheme", CONCEPTS, made(m, "Concepts of %s", m->ref->name.p));
    items_put(m, a, &items);
}

void make_codelists(struct making *m)
{
    make_areas(m);
    make_frequencies(m);
    make_measures(m);
    for (uint32_t d = 0; d < m->ref->ndimensions; d++)
        make_dimension(m, (uint16_t)d);
    make_statuses(m);
    make_units(m);
    make_multipliers(m);
    make_decimals(m);
    make_concepts(m);
}
