/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Organisations, and the orders in which tables stand: by subject, and as the questionnaire asks. */

#include "publish/artefacts_inner.h"

#include "model/role.h"

/* -- organisations --------------------------------------------------------------------------- */

/* Agencies are known to SDMX by their names; of another the code will do. */
static struct str agency_name(struct str code)
{
    return str_is(code, "ILO") ? STR("International Labour Organization") : code;
}

/* The agencies of the world that these artefacts are of: a part of SDMX's own list. */
static void make_agencies(struct making *m)
{
    struct items items = {0};
    struct artefact *a =
        artefacts_add(m->all, ART_AGENCY_SCHEME, STR("SDMX"), STR("AGENCIES"), STR(SCHEME_VERSION));
    a->name = in_english(m, STR("SDMX Agency Scheme"));
    a->description = in_english(m, STR("Of the agencies of the world, those that these artefacts are of."));
    a->is_partial = true;
    item_add(m, &items, STR("SDMX"), in_english(m, STR("SDMX")));
    if (!str_is(m->ref->agency, "SDMX"))
        item_add(m, &items, m->ref->agency, in_english(m, agency_name(m->ref->agency)));
    items_put(m, a, &items);
}

static void make_providers(struct making *m)
{
    struct items items = {0};
    for (uint32_t a = 1; a < m->ref->nareas; a++)
        if (m->reports[a])
            item_add(m, &items, m->ref->areas[a].code, m->area_name[a]);
    struct artefact *scheme = add(m, ART_DATA_PROVIDER_SCHEME, DATA_PROVIDERS,
                                  STR("The countries of the region, and others that have figures."));
    scheme->name = scheme_said(m, DATA_PROVIDERS);
    items_put(m, scheme, &items);
}

static void make_consumers(struct making *m)
{
    static const struct {
        const char *id, *name, *description;
    } audiences[AUDIENCES] = {
        [AUDIENCE_PUBLIC] = {"PUBLIC", "The public", "Sees what is released and not limited."},
        [AUDIENCE_MEMBERS] = {"MEMBERS", "Members",
                              "Those who take part, the countries' people and the partners: see as well what "
                              "countries share with members alone."},
        [AUDIENCE_OFFICE] = {"OFFICE", "The regional office", "Sees all that is released."},
    };
    struct items items = {0};
    for (size_t i = 0; i < AUDIENCES; i++)
        item_add(m, &items, str_of(audiences[i].id), in_english(m, str_of(audiences[i].name)))->description =
            in_english(m, str_of(audiences[i].description));
    struct artefact *a = add(m, ART_DATA_CONSUMER_SCHEME, STR("DATA_CONSUMERS"),
                             STR("Figures may be limited to an audience by the country that they are of."));
    a->name = scheme_said(m, a->id);
    items_put(m, a, &items);
}

/* The office that collects, the region, and its countries. */
static void make_units(struct making *m)
{
    const struct ref *ref = m->ref;
    struct items items = {0};
    item_add(m, &items, ref->agency, in_english(m, agency_name(ref->agency)))->description =
        in_english(m, made(m, "Collects and disseminates: %s.", ref->name.p));
    uint32_t region = 0;
    if (!str_eq(ref->region, ref->agency) && !ref_area_find(ref, ref->region)) {
        item_add(m, &items, ref->region, in_english(m, ref->region_name));
        region = items.n;
    }
    for (uint32_t a = 1; a < ref->nareas; a++)
        if (ref->areas[a].member)
            item_add(m, &items, ref->areas[a].code, m->area_name[a])->parent = region;
    struct artefact *a = add(m, ART_ORGANISATION_UNIT_SCHEME, STR("OU_ILMS"),
                             STR("The office that collects, the region and its countries."));
    a->name = scheme_said(m, a->id);
    items_put(m, a, &items);
}

void make_organisations(struct making *m)
{
    make_agencies(m);
    make_providers(m);
    make_consumers(m);
    make_units(m);
}

/* -- by subject ------------------------------------------------------------------------------ */

/* The topic and the variable, without the unit: MST_TEMP of MST_TEMP_NB. */
static struct str subject_id(const struct indicator *in)
{
    size_t n = in->measure.len;
    while (n > 0 && in->measure.p[n - 1] != '_')
        n--;
    return n > 1 ? str_sub(in->measure, 0, n - 1) : in->measure;
}

static void categorise(struct making *m, uint16_t indicator, struct str category)
{
    struct artefact *a = add(m, ART_CATEGORISATION, made(m, "CAT_%s", flow_id(m, indicator).p),
                             STR("A table and the subject that it is on."));
    a->name = named(m, "title", m->ref->indicators[indicator].code, m->ref->indicators[indicator].title);
    a->structure = flow_of(m, indicator);
    a->other = refer(m, ART_CATEGORY_SCHEME, CATEGORIES, category);
}

/* Modules, in them subjects; a rate or share stands with the persons that it is of. */
static void make_categories(struct making *m)
{
    const struct ref *ref = m->ref;
    struct items items = {0};
    struct map seen = {0};
    for (uint32_t k = 0; k < ref->nmodules; k++) {
        const struct module *module = &ref->modules[k];
        item_add(m, &items, module->code, named(m, "module", module->code, module->name))->description =
            in_english(m, module->description);
        uint32_t parent = items.n;
        for (uint32_t i = 1; i < ref->nindicators; i++) {
            if (ref->indicators[i].module != k)
                continue;
            struct str id = subject_id(&ref->indicators[i]);
            if (map_put(&seen, id, k))
                item_add(m, &items, id, subject(m, (uint16_t)i))->parent = parent;
            if (m->listed[i])
                categorise(m, (uint16_t)i, made(m, "%s.%.*s", module->code.p, STR_FMT(id)));
        }
    }
    map_release(&seen);
    struct artefact *a = add(m, ART_CATEGORY_SCHEME, CATEGORIES,
                             STR("The parts of the questionnaire, and in each the subjects of its tables."));
    a->name = in_english(m, ref->name);
    items_put(m, a, &items);
}

/* -- as the questionnaire asks ----------------------------------------------------------------- */

static int last_sheet(const struct ref *ref)
{
    int last = 0;
    for (uint32_t i = 1; i < ref->nindicators; i++)
        last = MAX(last, ref->indicators[i].sheet);
    return last;
}

/* A sheet is answered by a table, or by one of a pair. */
static void add_sheet(struct making *m, struct items *items, uint32_t *module, int sheet)
{
    const struct ref *ref = m->ref;
    uint32_t parent = 0;
    for (uint32_t i = 1; i < ref->nindicators; i++) {
        const struct indicator *in = &ref->indicators[i];
        if (in->sheet != sheet)
            continue;
        if (!module[in->module]) {
            const struct module *of = &ref->modules[in->module];
            item_add(m, items, of->code, named(m, "module", of->code, of->name));
            module[in->module] = items->n;
        }
        if (!parent) {
            item_add(m, items, made(m, "T%02d", sheet), in_english(m, made(m, "Table %d", sheet)))->parent =
                module[in->module];
            parent = items->n;
        }
        struct item *item = item_add(m, items, in->code, named(m, "title", in->code, in->title));
        item->parent = parent;
        item->description = named(m, "instruction", in->code, in->instruction);
        /* Its flow is not named: what refers to a flow comes along with it, and clients such as sdmx1 give
         * up at a taxonomy. The code of the table says as much. */
    }
}

static void make_taxonomy(struct making *m)
{
    struct items items = {0};
    uint32_t *module = arena_array(&m->scratch, uint32_t, m->ref->nmodules);
    for (int sheet = 1; sheet <= last_sheet(m->ref); sheet++)
        add_sheet(m, &items, module, sheet);
    struct artefact *a = add(m, ART_REPORTING_TAXONOMY, STR("RT_ILMS"),
                             STR("What countries are asked for, in the order of the questionnaire; of a pair of "
                                 "tables a country fills in one."));
    a->name = scheme_said(m, a->id);
    items_put(m, a, &items);
}

/* -- the way of a figure ------------------------------------------------------------------------ */

static void make_process(struct making *m)
{
    static const struct {
        const char *id, *name, *description;
    } steps[] = {
        {"RECEIVE", "Receive", "A country sends a questionnaire or a file. It is kept as it came; a correction "
                               "is a new submission."},
        {"CHECK", "Check", "Every figure is compared with those beside it, with other tables and with earlier "
                           "years. What is wrong is a finding, which the country answers; no figure is changed."},
        {"ACCEPT", "Accept", "A person accepts each table, returns it or keeps it out. Of what was accepted, the "
                             "figure of the best source counts, and of one source the one received last."},
        {"DERIVE", "Derive", "Aggregates, rates, shares and growth are computed from the accepted figures, each "
                             "by a published formula, and kept apart from what was reported."},
        {"RELEASE", "Release", "What was accepted is published as a numbered release, which is never changed, "
                               "only followed by the next."},
    };
    struct items items = {0};
    for (size_t i = 0; i < ARRAY_LEN(steps); i++)
        item_add(m, &items, str_of(steps[i].id), in_english(m, str_of(steps[i].name)))->description =
            in_english(m, str_of(steps[i].description));
    struct artefact *a = add(m, ART_PROCESS, STR("PR_ILMS"),
                             STR("From what a country sends to what is released, one step after the other."));
    a->name = scheme_said(m, a->id);
    items_put(m, a, &items);
}

void make_orders(struct making *m)
{
    make_categories(m);
    make_taxonomy(m);
    make_process(m);
}
