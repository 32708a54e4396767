/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Code lists and the concepts that they are codes of. */

#include "publish/artefacts_inner.h"

#include "base/num.h"

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
    items_put(m, codelist(m, CODES_AREA, in_english(m, STR("Reference area")),
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
        struct str unit = STR("");
        for (uint32_t u = 0; u < ref->nunits; u++)
            if (str_eq(ref->units[u].code, in->unit))
                unit = ref->units[u].name;
        struct item *item = item_add(m, &items, in->measure, in_english(m, subject(m, (uint16_t)i)));
        if (unit.len)
            item->description = in_english(
                m, in->unit_mult == 3 ? made(m, "%.*s, in thousands", STR_FMT(unit)) : unit);
    }
    map_release(&seen);
    items_put(m, codelist(m, STR("CL_MEASURE"), in_english(m, STR("Measure")),
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
    items_put(m, codelist(m, STR("CL_OBS_STATUS"), in_english(m, STR("Observation status")),
                          STR("What else is to be known of how a figure was made, or why there is none.")), &items);
}

static void make_units(struct making *m)
{
    struct items items = {0};
    for (uint32_t i = 0; i < m->ref->nunits; i++)
        item_add(m, &items, m->ref->units[i].code, in_english(m, m->ref->units[i].name));
    items_put(m, codelist(m, STR("CL_UNIT_MEASURE"), in_english(m, STR("Unit of measure")),
                          STR("What a figure counts or is expressed in.")), &items);
}

struct plain {
    const char *id, *name;
};

static void make_plain(struct making *m, struct str id, struct str name, struct str description,
                       const struct plain *v, size_t n)
{
    struct items items = {0};
    for (size_t i = 0; i < n; i++)
        item_add(m, &items, str_of(v[i].id), in_english(m, str_of(v[i].name)));
    items_put(m, codelist(m, id, in_english(m, name), description), &items);
}

/* Powers of ten, besides the usual those that tables have. */
static void make_multipliers(struct making *m)
{
    static const struct plain usual[] = {{"0", "Units"},    {"1", "Tens"},     {"2", "Hundreds"},
                                         {"3", "Thousands"}, {"6", "Millions"}, {"9", "Billions"}};
    struct items items = {0};
    struct map seen = {0};
    for (size_t i = 0; i < ARRAY_LEN(usual); i++) {
        map_put(&seen, str_of(usual[i].id), 0);
        item_add(m, &items, str_of(usual[i].id), in_english(m, str_of(usual[i].name)));
    }
    for (uint32_t i = 1; i < m->ref->nindicators; i++) {
        struct str id = made(m, "%d", m->ref->indicators[i].unit_mult);
        if (map_put(&seen, id, 0))
            item_add(m, &items, id, in_english(m, made(m, "Times ten to the power of %s", id.p)));
    }
    map_release(&seen);
    items_put(m, codelist(m, STR("CL_UNIT_MULT"), in_english(m, STR("Unit multiplier")),
                          STR("The power of ten by which a figure is to be multiplied.")), &items);
}

static void make_decimals(struct making *m)
{
    struct items items = {0};
    for (int i = 0; i <= NUM_DECIMALS_MAX; i++)
        item_add(m, &items, made(m, "%d", i), in_english(m, made(m, "%d decimal%s", i, i == 1 ? "" : "s")));
    items_put(m, codelist(m, STR("CL_DECIMALS"), in_english(m, STR("Decimals")),
                          STR("How many decimals a figure was reported with.")), &items);
}

/* -- concepts -------------------------------------------------------------------------------- */

static const struct concept {
    const char *id, *name, *codelist, *description;
} before[] = {
    {"REF_AREA", "Reference area", "CL_AREA", "The country whose people report the figure."},
    {"FREQ", "Frequency", "CL_FREQ", "How often a figure is made."},
    {"MEASURE", "Measure", "CL_MEASURE", "What is counted: the topic, the variable and the unit."},
}, behind[] = {
    {"TIME_PERIOD", "Time period", NULL, "The year, quarter or month that the figure stands for."},
    {"OBS_VALUE", "Observation value", NULL,
     "The figure; missing where a status says why there is none."},
    {"OBS_STATUS", "Observation status", "CL_OBS_STATUS", "What else is to be known of how the figure was made."},
    {"UNIT_MEASURE", "Unit of measure", "CL_UNIT_MEASURE", NULL},
    {"UNIT_MULT", "Unit multiplier", "CL_UNIT_MULT", "The power of ten by which the figure is to be multiplied."},
    {"SOURCE", "Source", NULL,
     "The type of the source and the survey, as BA:741: in CL_SOURCE with _ for the colon."},
    {"NOTE_SOURCE", "Notes on the source", NULL,
     "Notes as type:value, joined by _: in CL_NOTE with _ for the colon."},
    {"NOTE_INDICATOR", "Notes on the indicator", NULL, "Notes as NOTE_SOURCE has them."},
    {"NOTE_CLASSIF", "Notes on the classification", NULL, "Notes as NOTE_SOURCE has them."},
    {"DECIMALS", "Decimals", "CL_DECIMALS", "How many decimals the figure was reported with."},
};

static void add_concepts(struct making *m, struct items *items, const struct concept *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct item *item = item_add(m, items, str_of(v[i].id), in_english(m, str_of(v[i].name)));
        item->description = in_english(m, str_of(v[i].description));
        if (v[i].codelist)
            item->format = refer(m, ART_CODELIST, str_of(v[i].codelist), STR(""));
    }
}

static void make_concepts(struct making *m)
{
    struct items items = {0};
    add_concepts(m, &items, before, ARRAY_LEN(before));
    for (uint32_t d = 0; d < m->ref->ndimensions; d++) {
        const struct dimension *dim = &m->ref->dimensions[d];
        item_add(m, &items, dim->id, named(m, "dimension", dim->id, dim->name))->format =
            codelist_of(m, dim->id);
    }
    add_concepts(m, &items, behind, ARRAY_LEN(behind));
    struct artefact *a = add(m, ART_CONCEPT_SCHEME, CONCEPTS,
                             STR("What figures are broken down by, and what is said of each."));
    a->name = in_english(m, made(m, "Concepts of %s", m->ref->name.p));
    items_put(m, a, &items);
}

void make_codelists(struct making *m)
{
    static const struct plain frequencies[] = {{"A", "Annual"}, {"Q", "Quarterly"}, {"M", "Monthly"}};
    make_areas(m);
    make_plain(m, STR("CL_FREQ"), STR("Frequency"), STR("How often figures are made."), frequencies,
               ARRAY_LEN(frequencies));
    make_measures(m);
    for (uint32_t d = 0; d < m->ref->ndimensions; d++)
        make_dimension(m, (uint16_t)d);
    make_statuses(m);
    make_units(m);
    make_multipliers(m);
    make_decimals(m);
    make_concepts(m);
}
