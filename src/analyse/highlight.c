/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/highlight_inner.h"

#include "model/period.h"

#include <math.h>
#include <stdlib.h>

/* Weights: of 100, before size and age. First what the region is told, then what a minister would ask next. */
#define OF(name, words, topic, weight, make, part, as) {name, words, HIGHLIGHT_##topic, weight, make, part, as, false}
#define REGION(name, words, topic, weight, make, part) {name, words, HIGHLIGHT_##topic, weight, make, part, 0, true}
static const struct kind kinds[] = {
    REGION("region_stock", "region", STOCK, 100, say_region, PART_STOCK),
    REGION("region_stock_change", "region_change", STOCK, 90, say_region_change, PART_STOCK),
    REGION("region_stock_rank", "rank", STOCK, 84, say_rank, PART_STOCK),
    OF("stock_level", "level", STOCK, 56, say_level, PART_STOCK, 0),
    OF("stock_rise", "rise", STOCK, 80, say_change, PART_STOCK, RISE),
    OF("stock_fall", "fall", STOCK, 80, say_change, PART_STOCK, FALL),
    OF("stock_rise_year", "rise_year", STOCK, 72, say_change, PART_STOCK, RISE_YEAR),
    OF("stock_fall_year", "fall_year", STOCK, 72, say_change, PART_STOCK, FALL_YEAR),
    OF("stock_steady", "steady", STOCK, 50, say_change, PART_STOCK, STEADY),
    OF("stock_peak", "peak", STOCK, 46, say_peak, PART_STOCK, 0),
    OF("stock_record", "record", STOCK, 54, say_record, PART_STOCK, 0),
    OF("stock_employed", "employed", STOCK, 82, say_whole, PART_STOCK, 0),
    OF("stock_working_age", "working_age", STOCK, 68, say_whole, PART_STOCK, 1),

    REGION("region_inflow", "region", INFLOW, 82, say_region, PART_INFLOW),
    REGION("region_inflow_rank", "rank", INFLOW, 70, say_rank, PART_INFLOW),
    OF("inflow_level", "level", INFLOW, 52, say_level, PART_INFLOW, 0),
    OF("inflow_rise", "rise", INFLOW, 68, say_change, PART_INFLOW, RISE),
    OF("inflow_fall", "fall", INFLOW, 68, say_change, PART_INFLOW, FALL),
    OF("inflow_rise_year", "rise_year", INFLOW, 60, say_change, PART_INFLOW, RISE_YEAR),
    OF("inflow_fall_year", "fall_year", INFLOW, 60, say_change, PART_INFLOW, FALL_YEAR),
    OF("inflow_dip", "dip", INFLOW, 50, say_dip, PART_INFLOW, 0),
    OF("inflow_origin", "origin", INFLOW, 50, say_partner, PART_INFLOW, 0),

    REGION("region_outflow", "region", OUTFLOW, 98, say_region, PART_OUTFLOW),
    REGION("region_outflow_change", "region_change", OUTFLOW, 88, say_region_change, PART_OUTFLOW),
    REGION("region_outflow_rank", "rank", OUTFLOW, 86, say_rank, PART_OUTFLOW),
    OF("outflow_level", "level", OUTFLOW, 54, say_level, PART_OUTFLOW, 0),
    OF("outflow_rise", "rise", OUTFLOW, 76, say_change, PART_OUTFLOW, RISE),
    OF("outflow_fall", "fall", OUTFLOW, 76, say_change, PART_OUTFLOW, FALL),
    OF("outflow_rise_year", "rise_year", OUTFLOW, 66, say_change, PART_OUTFLOW, RISE_YEAR),
    OF("outflow_fall_year", "fall_year", OUTFLOW, 66, say_change, PART_OUTFLOW, FALL_YEAR),
    OF("outflow_steady", "steady", OUTFLOW, 46, say_change, PART_OUTFLOW, STEADY),
    OF("outflow_peak", "peak", OUTFLOW, 44, say_peak, PART_OUTFLOW, 0),
    OF("outflow_record", "record", OUTFLOW, 58, say_record, PART_OUTFLOW, 0),
    OF("outflow_dip", "dip", OUTFLOW, 74, say_dip, PART_OUTFLOW, 0),
    OF("outflow_destination", "destination", OUTFLOW, 66, say_partner, PART_OUTFLOW, 0),
    OF("outflow_destinations", "destinations", OUTFLOW, 52, say_partners, PART_OUTFLOW, 0),
    OF("outflow_within", "destinations_within", OUTFLOW, 64, say_within, PART_OUTFLOW, 0),
    OF("returns_level", "level", OUTFLOW, 48, say_level, PART_RETURNS, 0),
    OF("returns_rise", "rise", OUTFLOW, 46, say_change, PART_RETURNS, RISE),
    OF("returns_fall", "fall", OUTFLOW, 46, say_change, PART_RETURNS, FALL),

    REGION("region_abroad", "region", ABROAD, 80, say_region, PART_ABROAD),
    REGION("region_abroad_rank", "rank", ABROAD, 74, say_rank, PART_ABROAD),
    OF("abroad_level", "level", ABROAD, 58, say_level, PART_ABROAD, 0),
    OF("abroad_rise", "abroad_rise", ABROAD, 62, say_change, PART_ABROAD, RISE),
    OF("abroad_fall", "abroad_fall", ABROAD, 62, say_change, PART_ABROAD, FALL),
    OF("abroad_residence", "residence", ABROAD, 64, say_partner, PART_ABROAD, 0),
    OF("abroad_residences", "residences", ABROAD, 48, say_partners, PART_ABROAD, 0),
    OF("abroad_within", "residences_within", ABROAD, 56, say_within, PART_ABROAD, 0),

    REGION("corridor_stock", "corridor_stock", CORRIDORS, 94, say_corridor, PART_ORIGINS),
    REGION("corridor_outflow", "corridor_flow", CORRIDORS, 92, say_corridor, PART_OUTFLOW),
    OF("corridor_sides", "sides", CORRIDORS, 76, say_sides, PART_STOCK, MIRROR_STOCK),
    OF("corridor_sides_flow", "sides_flow", CORRIDORS, 62, say_sides, PART_STOCK, MIRROR_FLOW),
    OF("origin", "origin", CORRIDORS, 72, say_partner, PART_ORIGINS, 0),
    OF("origins", "origins", CORRIDORS, 60, say_partners, PART_ORIGINS, 0),
    OF("origins_within", "origins_within", CORRIDORS, 66, say_within, PART_ORIGINS, 0),

    OF("sector", "works_beside", SECTORS, 74, say_beside, PART_ACTIVITIES, 0),
    OF("sector_over", "works_beside", SECTORS, 64, say_over, PART_ACTIVITIES, 0),
    OF("sector_reliance", "reliance", SECTORS, 78, say_reliance, PART_ACTIVITIES, 0),
    OF("sector_leavers", "leavers_work", SECTORS, 60, say_leavers, PART_LEAVERS, 0),
    OF("sector_arrivals", "arrivals_work", SECTORS, 56, say_leavers, PART_LEAVERS, 3),

    OF("skill", "works_beside", SKILLS, 70, say_beside, PART_OCCUPATIONS, 0),
    OF("skill_high", "works_beside", SKILLS, 62, say_code, PART_OCCUPATIONS, 0),
    OF("skill_reliance", "reliance", SKILLS, 58, say_reliance, PART_OCCUPATIONS, 0),
    OF("education", "education_beside", SKILLS, 60, say_beside, PART_EDUCATION, 0),
    OF("education_advanced", "education_beside", SKILLS, 72, say_code, PART_EDUCATION, 1),
    OF("skill_leavers", "leavers_work", SKILLS, 68, say_leavers, PART_LEAVERS, 1),
    OF("education_leavers", "leavers_education", SKILLS, 64, say_leavers, PART_LEAVERS, 2),
    OF("skill_arrivals", "arrivals_work", SKILLS, 62, say_leavers, PART_LEAVERS, 4),
    OF("education_arrivals", "arrivals_education", SKILLS, 50, say_leavers, PART_LEAVERS, 5),
    OF("earnings_mean", "earnings_mean", SKILLS, 76, say_earnings, PART_EARNINGS, 0),
    OF("earnings_median", "earnings_median", SKILLS, 52, say_earnings, PART_EARNINGS, 1),
    OF("unemployed", "unemployed", SKILLS, 60, say_unemployed, PART_STOCK, 0),

    REGION("region_women_outflow", "rank_women", SEXES, 82, say_rank_women, PART_OUTFLOW),
    REGION("region_women_stock", "rank_women", SEXES, 80, say_rank_women, PART_STOCK),
    OF("women_stock", "women", SEXES, 62, say_women, PART_STOCK, 0),
    OF("women_inflow", "women", SEXES, 46, say_women, PART_INFLOW, 0),
    OF("women_outflow", "women", SEXES, 60, say_women, PART_OUTFLOW, 0),
    OF("women_abroad", "women_abroad", SEXES, 52, say_women, PART_ABROAD, 0),
    OF("women_stock_rise", "women_rise", SEXES, 66, say_women_change, PART_STOCK, RISE),
    OF("women_stock_fall", "women_fall", SEXES, 66, say_women_change, PART_STOCK, FALL),
    OF("women_outflow_rise", "women_rise", SEXES, 68, say_women_change, PART_OUTFLOW, RISE),
    OF("women_outflow_fall", "women_fall", SEXES, 68, say_women_change, PART_OUTFLOW, FALL),
    OF("women_beside", "women_beside", SEXES, 70, say_women_beside, PART_STOCK, 0),
    OF("women_destination", "women_destination", SEXES, 58, say_women_partner, PART_OUTFLOW, 0),
    OF("women_origin", "women_origin", SEXES, 54, say_women_partner, PART_ORIGINS, 0),
    OF("women_earnings", "women_earnings", SEXES, 60, say_women_earnings, PART_EARNINGS, 0),

    REGION("covered", "covered", COVERAGE, 78, say_covered, PART_STOCK),
    REGION("uncovered", "uncovered", COVERAGE, 70, say_uncovered, PART_STOCK),
    REGION("module_least", "module_least", COVERAGE, 66, say_module, PART_STOCK),
    REGION("most_covered", "most_covered", COVERAGE, 48, say_most_covered, PART_STOCK),
    REGION("round", "round", COVERAGE, 68, say_round, PART_STOCK),
    OF("country_covered", "country_covered", COVERAGE, 30, say_covered, PART_STOCK, 0),
    OF("country_uncovered", "country_uncovered", COVERAGE, 34, say_uncovered, PART_STOCK, 0),
};

const char *highlight_topic_name(enum highlight_topic topic)
{
    static const char *const names[HIGHLIGHT_TOPICS] = {"stock", "inflow", "outflow", "abroad", "corridors",
                                                        "sectors", "skills", "sexes", "coverage"};
    return names[topic];
}

/* -- one sentence ----------------------------------------------------------------------------------------- */

double matter_of(double thousands)
{
    double digits = thousands > 0 ? log10(1 + 1000 * thousands) / 6 : 0;
    return 0.5 + 0.5 * MIN(digits, 1.0);
}

double apart_of(double points) { return 0.6 + 0.4 * MIN(fabs(points) / 10, 1.0); }

/* What is ten years old counts for half; what is older for no less than a quarter. */
static double recent(const struct making *m, int year) { return MAX(pow(0.933, MAX(m->newest - year, 0)), 0.25); }

struct highlight *highlight_add(struct making *m, const struct kind *k, uint16_t area, uint16_t about,
                                uint16_t indicator, int year, double matter)
{
    if (m->n == m->size) {
        m->size = MAX(m->size * 2, (size_t)64);
        m->v = mem_grow(m->v, m->size * sizeof *m->v);
    }
    struct highlight *h = &m->v[m->n++];
    const char *id = area ? arena_fmt(m->arena, "%s.%.*s", k->name, STR_FMT(m->ref->areas[area].code)) : k->name;
    if (about)
        id = arena_fmt(m->arena, "%s.%.*s", id, STR_FMT(m->ref->areas[about].code));
    *h = (struct highlight){.key = arena_fmt(m->arena, "highlight.%s", k->words), .topic = k->topic, .area = area,
                            .about = about, .id = str_of(id), .weight = k->weight * matter * recent(m, year),
                            .indicator = indicator};
    return h;
}

static struct highlight_arg *next_arg(struct highlight *h, const char *name, enum highlight_arg_kind kind)
{
    assert(h->nargs < HIGHLIGHT_ARGS);
    struct highlight_arg *a = &h->args[h->nargs++];
    *a = (struct highlight_arg){.name = name, .kind = kind};
    return a;
}

void arg_number(struct highlight *h, const char *name, const struct reckoned *r)
{
    next_arg(h, name, ARG_NUMBER)->number = *r;
}

void arg_of(struct highlight *h, const char *name, enum highlight_arg_kind kind, uint16_t index)
{
    next_arg(h, name, kind)->index = index;
}

void arg_areas(struct highlight *h, struct making *m, const char *name, const uint16_t *areas, uint32_t n)
{
    uint16_t *kept = arena_array(m->arena, uint16_t, n + 1);
    memcpy(kept, areas, n * sizeof *kept);
    struct highlight_arg *a = next_arg(h, name, ARG_AREAS);
    a->indexes = kept;
    a->n = n;
}

void arg_text(struct highlight *h, const char *name, struct str text) { next_arg(h, name, ARG_TEXT)->text = text; }

void arg_year(struct highlight *h, const char *name, const struct making *m, uint32_t obs)
{
    arg_of(h, name, ARG_PERIOD, m->cube->period[obs]);
}

void arg_figure(struct highlight *h, const char *name, struct making *m, uint32_t obs)
{
    struct reckoned r = reckoned_figure(m->arena, m->cube, obs);
    reckoned_persons(&r, m->cube);
    arg_number(h, name, &r);
}

const struct profile *profile_of(const struct making *m, uint16_t area)
{
    for (uint32_t a = 0; a < m->nareas; a++)
        if (m->areas[a] == area)
            return &m->profiles[a];
    static const struct profile none;
    return &none;
}

/* -- all of them -------------------------------------------------------------------------------------------- */

static void gather_members(struct making *m)
{
    m->areas = arena_array(m->arena, uint16_t, m->ref->nareas);
    m->profiles = arena_array(m->arena, struct profile, m->ref->nareas);
    for (uint16_t a = 1; a < m->ref->nareas; a++)
        if (m->ref->areas[a].member) {
            profile_make(&m->profiles[m->nareas], m->cube, a);
            m->areas[m->nareas++] = a;
        }
    for (uint32_t f = 0; f < m->cube->nflows; f++)
        m->newest = MAX(m->newest, period_year(m->cube->flows[f].period_last));
    m->lines = mirror_all(&m->nlines, m->arena, &(struct mirror_from){.ref = m->ref, .cube = m->cube});
}

static int in_order(const void *a, const void *b)
{
    const struct highlight *x = a, *y = b;
    if (x->topic != y->topic)
        return x->topic < y->topic ? -1 : 1;
    if (x->area != y->area)
        return x->area < y->area ? -1 : 1;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return str_cmp(x->id, y->id);
}

void highlights_make(struct highlights *out, struct arena *arena, const struct highlight_from *from)
{
    struct making m = {.from = from, .cube = from->cube, .ref = from->cube->ref, .arena = arena};
    gather_members(&m);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (kinds[i].region)
            kinds[i].make(&m, &kinds[i], 0);
        else
            for (uint32_t a = 0; a < m.nareas; a++)
                kinds[i].make(&m, &kinds[i], m.areas[a]);
    if (m.n)
        qsort(m.v, m.n, sizeof *m.v, in_order);
    *out = (struct highlights){.v = arena_array(arena, struct highlight, m.n + 1), .n = m.n};
    if (m.n)
        memcpy(out->v, m.v, m.n * sizeof *m.v);
    free(m.v);
}

/* -- some of them ------------------------------------------------------------------------------------------- */

static bool same_corridor(const struct highlight *x, const struct highlight *y)
{
    return x->about && x->area == y->about && x->about == y->area && str_is(str_of(x->key), y->key) &&
           x->topic == y->topic && x->args[0].index == y->args[0].index && x->args[1].index == y->args[1].index;
}

/* What was said already makes less of what is alike: of one country and topic most,
 * then of one country, of one topic. */
static double weight_after(const struct highlight *h, const struct highlight **said, size_t n, bool countries)
{
    double alike = 0;
    for (size_t i = 0; i < n; i++) {
        if (same_corridor(h, said[i]))
            return -1;
        bool topic = said[i]->topic == h->topic, area = said[i]->area == h->area;
        /* among several countries a trend, which has the newest figure in it, is enough of one */
        if (countries && topic && area && said[i]->indicator == h->indicator &&
            str_starts(str_of(h->key), STR("highlight.level")))
            return -1;
        alike += topic && area ? 0.7 : area ? 0.18 : topic ? 0.22 : 0;
        alike += topic && str_is(str_of(said[i]->key), h->key) ? 0.15 : 0;
    }
    return h->weight / (1 + alike);
}

size_t highlights_pick(const struct highlight **out, size_t most, const struct highlights *h, int topic, uint16_t area)
{
    bool mixed = topic < 0 || area == UINT16_MAX, *taken = mem_alloc(h->n + 1);
    size_t n = 0;
    while (n < most) {
        size_t best = SIZE_MAX;
        double weight = 0;
        for (size_t i = 0; i < h->n; i++) {
            const struct highlight *x = &h->v[i];
            if (taken[i] || (topic >= 0 && (int)x->topic != topic) || (area != UINT16_MAX && x->area != area))
                continue;
            double w = mixed ? weight_after(x, out, n, area == UINT16_MAX) : x->weight;
            if (w > weight) {
                best = i;
                weight = w;
            }
        }
        if (best == SIZE_MAX)
            break;
        taken[best] = true;
        out[n++] = &h->v[best];
    }
    free(taken);
    return n;
}
