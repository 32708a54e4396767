/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/profile.h"

#include "model/mirrored.h"
#include "model/period.h"

#include <math.h>

/* What a table has to have to answer a part: a side of a corridor, a module, a dimension, a unit. */
static const struct rule {
    const char *name;
    bool origin, mirrored;
    enum mirror_kind kind;
    const char *module, *dimension, *unit; /* NULL: any */
} rules[PROFILE_PARTS] = {
    [PART_STOCK] = {"stock", .mirrored = true, .kind = MIRROR_STOCK},
    [PART_ORIGINS] = {"origins", .mirrored = true, .kind = MIRROR_STOCK},
    [PART_INFLOW] = {"inflow", .module = "MFL"},
    [PART_ACTIVITIES] = {"activities", .dimension = "ECO"},
    [PART_OCCUPATIONS] = {"occupations", .dimension = "OCU"},
    [PART_EDUCATION] = {"education", .dimension = "EDU"},
    [PART_SEX] = {"sex", .module = "MST", .dimension = "AGE"},
    [PART_EARNINGS] = {"earnings", .unit = "LC"},
    [PART_OUTFLOW] = {"outflow", .origin = true, .mirrored = true, .kind = MIRROR_FLOW},
    [PART_ABROAD] = {"abroad", .origin = true, .mirrored = true, .kind = MIRROR_STOCK},
    [PART_LEAVERS] = {"leavers", .origin = true, .module = "MNA", .dimension = "OCU"},
    [PART_RETURNS] = {"returns", .origin = true, .mirrored = true, .kind = MIRROR_RETURN},
};

const char *profile_part_name(enum profile_part part) { return rules[part].name; }

int profile_part_find(struct str name)
{
    for (int i = 0; i < PROFILE_PARTS; i++)
        if (str_is(name, rules[i].name))
            return i;
    return -1;
}

bool profile_of_origin(enum profile_part part) { return rules[part].origin; }

static bool has_dimension(const struct ref *ref, const struct indicator *in, const char *id)
{
    for (unsigned k = 0; k < in->nclass; k++)
        if (str_is(ref->dimensions[in->classif[k]].id, id))
            return true;
    return false;
}

/* Rates and distributions are of another unit than what they are made of. */
bool profile_takes(const struct ref *ref, enum profile_part part, uint16_t indicator)
{
    const struct rule *r = &rules[part];
    const struct indicator *in = &ref->indicators[indicator];
    const struct mirrored *m = mirrored_of(ref, indicator);
    struct str module = ref->modules[in->module].code;
    if (r->mirrored)
        return m && m->kind == r->kind && m->side == (r->origin ? SIDE_ORIGIN : SIDE_DESTINATION);
    if (!str_is(in->unit, r->unit ? r->unit : "PS") || str_is(module, "MNA") != r->origin)
        return false;
    return (!r->module || str_is(module, r->module)) && (!r->dimension || has_dimension(ref, in, r->dimension));
}

/* -- which table is best ------------------------------------------------------------------------------ */

/* Of several that are equally new: those by country as data/tables/mirror.csv prefers them, stocks before flows, tables
 * of today before older ones. */
static unsigned rank(const struct ref *ref, uint16_t indicator)
{
    const struct indicator *in = &ref->indicators[indicator];
    const struct mirrored *m = mirrored_of(ref, indicator);
    unsigned n = m ? (unsigned)(m - ref->mirrored) : ref->nmirrored;
    return n + (str_is(ref->modules[in->module].code, "MST") ? 0 : 32) + (indicator_asked(in) ? 0 : 64);
}

/* The newest annual figure of a country: of its totals, and of parts of its first classification. */
static void newest_of(uint16_t newest[2], const struct cube *cube, const struct cube_flow *flow, uint16_t area)
{
    const struct ref *ref = cube->ref;
    newest[0] = newest[1] = 0;
    for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++) {
        uint16_t code = cube->classif[0][s], last = cube->period[cube->start[s + 1] - 1];
        bool part = code && ref->codes[code].role == CODE_PART;
        if (cube->freq[s] == 'A' && (part || series_is_total(cube, s)))
            newest[part] = MAX(newest[part], last);
    }
}

static bool wants_parts(enum profile_part part) { return part != PART_STOCK && part != PART_INFLOW; }

void profile_make(struct profile *out, const struct cube *cube, uint16_t area)
{
    uint32_t best[PROFILE_PARTS] = {0};
    *out = (struct profile){.area = area};
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        uint16_t newest[2];
        if (flow->area_at[area] == flow->area_at[area + 1])
            continue;
        newest_of(newest, cube, flow, area);
        for (int part = 0; part < PROFILE_PARTS; part++) {
            bool parts = wants_parts((enum profile_part)part) && newest[1];
            uint32_t at = parts ? UINT16_MAX + 1u + newest[1] : newest[0]; /* totals alone where nothing has parts */
            const struct cube_flow *known = out->best[part];
            if (!at || at < best[part] || !profile_takes(cube->ref, (enum profile_part)part, flow->indicator) ||
                (known && at == best[part] && rank(cube->ref, known->indicator) <= rank(cube->ref, flow->indicator)))
                continue;
            out->best[part] = flow;
            best[part] = at;
        }
    }
}

/* -- figures ------------------------------------------------------------------------------------------- */

bool profile_total(uint32_t *series, const struct cube *cube, const struct cube_flow *flow, uint16_t area, uint16_t sex)
{
    const struct ref *ref = cube->ref;
    for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++) {
        bool total = cube->freq[s] == 'A' &&
                     (sex ? cube->sex[s] == sex : !cube->sex[s] || cube->sex[s] == ref->sex_total);
        for (int k = 0; k < 2 && total; k++)
            total = !cube->classif[k][s] || ref->codes[cube->classif[k][s]].role == CODE_TOTAL;
        *series = s;
        if (total)
            return true;
    }
    return false;
}

bool series_newest(uint32_t *obs, const struct cube *cube, uint32_t series)
{
    for (uint32_t i = cube->start[series + 1]; i > cube->start[series]; i--)
        if (!isnan(cube->value[i - 1])) {
            *obs = i - 1;
            return true;
        }
    return false;
}

bool series_at(uint32_t *obs, const struct cube *cube, uint32_t series, uint16_t period)
{
    for (uint32_t i = cube->start[series]; i < cube->start[series + 1] && cube->period[i] <= period; i++)
        if (cube->period[i] == period) {
            *obs = i;
            return !isnan(cube->value[i]);
        }
    return false;
}

bool profile_has(const struct profile *p, const struct cube *cube, enum profile_part part)
{
    const struct cube_flow *stock = p->best[PART_STOCK];
    uint32_t series;
    return p->best[part] ||
           (part == PART_SEX && stock && profile_total(&series, cube, stock, p->area, cube->ref->sex_female));
}

bool profile_pair(uint16_t *migrants, uint16_t *nationals, unsigned *slot, const struct ref *ref,
                  const struct indicator *in)
{
    static const char *const pairs[][2] = {{"CCT_CIT_NONCIT", "CCT_CIT_CITIZEN"},
                                           {"CBR_BIR_FOREIGN", "CBR_BIR_NATIVE"},
                                           {"MIG_STATUS_MIGRANT", "MIG_STATUS_NONMIG"}};
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        uint16_t code = ref_code_find(ref, str_of(pairs[i][0]));
        int at = code && ref_version_usual(ref, in, code) ? ref_code_slot(ref, in, code) : -1;
        if (at < 0)
            continue;
        *migrants = code;
        *nationals = ref_code_find(ref, str_of(pairs[i][1]));
        *slot = (unsigned)at;
        return true;
    }
    return false;
}

/* Women and men together, and of the group. */
static bool is_of(const struct cube *cube, uint32_t s, uint16_t group)
{
    const struct ref *ref = cube->ref;
    uint16_t other = cube->classif[1][s];
    return cube->freq[s] == 'A' && (!cube->sex[s] || cube->sex[s] == ref->sex_total) &&
           (group ? other == group : !other || ref->codes[other].role == CODE_TOTAL);
}

static bool is_outer(const struct ref *ref, const struct code *k)
{
    return (k->role == CODE_PART || k->role == CODE_REST) && (!k->parent || ref->codes[k->parent].role == CODE_TOTAL);
}

static bool is_default(const struct indicator *in, int version)
{
    for (unsigned i = 0; i < in->nasked; i++)
        if (in->asked[i] == version)
            return in->asked_default >> i & 1;
    return false;
}

/* The newest year that has parts; the list that is asked for where it has that year, else the longest of it. */
static void choose_version(struct profile_shares *out, struct arena *arena, const struct cube *cube,
                           const struct cube_flow *flow, uint16_t area, uint16_t group)
{
    const struct ref *ref = cube->ref;
    const struct indicator *in = &ref->indicators[flow->indicator];
    uint16_t *newest = arena_array(arena, uint16_t, ref->nversions + 1);
    uint32_t *size = arena_array(arena, uint32_t, ref->nversions + 1), obs;
    for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++) {
        const struct code *k = &ref->codes[cube->classif[0][s]];
        if (!cube->classif[0][s] || !is_of(cube, s, group) || k->role != CODE_PART || !series_newest(&obs, cube, s))
            continue;
        newest[k->version] = MAX(newest[k->version], cube->period[obs]);
        size[k->version]++;
    }
    out->version = -1;
    for (uint32_t v = 0; v < ref->nversions; v++) {
        const int best = out->version;
        if (!size[v])
            continue;
        if (best < 0 || newest[v] > newest[best] ||
            (newest[v] == newest[best] && !is_default(in, best) && (is_default(in, (int)v) || size[v] > size[best])))
            out->version = (int)v;
    }
    out->period = out->version < 0 ? 0 : newest[out->version];
}

static int by_value(const void *a, const void *b, void *ctx)
{
    const struct cube *cube = ctx;
    const struct profile_share *x = a, *y = b;
    bool rest[2] = {cube->ref->codes[x->code].role == CODE_REST, cube->ref->codes[y->code].role == CODE_REST};
    if (rest[0] != rest[1])
        return rest[0] ? 1 : -1;
    double v = cube->value[x->obs], w = cube->value[y->obs];
    return v != w ? (v < w) - (v > w) : x->code - y->code;
}

void shares_make(struct profile_shares *out, struct arena *arena, const struct cube *cube, const struct cube_flow *flow,
                 uint16_t area, uint16_t group)
{
    uint32_t obs;
    *out = (struct profile_shares){.total = UINT32_MAX};
    out->v = arena_array(arena, struct profile_share, flow->area_at[area + 1] - flow->area_at[area] + 1);
    choose_version(out, arena, cube, flow, area, group);
    for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++) {
        const struct code *k = &cube->ref->codes[cube->classif[0][s]];
        if (!cube->classif[0][s] || k->version != out->version || !is_of(cube, s, group) ||
            !series_at(&obs, cube, s, out->period))
            continue;
        if (k->role == CODE_TOTAL)
            out->total = obs;
        else if (is_outer(cube->ref, k))
            out->v[out->n++] = (struct profile_share){cube->classif[0][s], obs};
    }
    qsort_r(out->v, out->n, sizeof *out->v, by_value, (void *)(uintptr_t)cube);
}
