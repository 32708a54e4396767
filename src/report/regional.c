/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/regional.h"

#include <math.h>

static const char *const whos[REGIONAL_WHO] = {"migrants", "nationals", "inflow", "outflow"};
static const char *const modules[REGIONAL_WHO] = {"MST", "MST", "MFL", "MNA"};

const char *regional_who_name(enum regional_who who) { return whos[who]; }

int regional_who_find(struct str name)
{
    for (int i = 0; i < REGIONAL_WHO; i++)
        if (str_is(name, whos[i]))
            return i;
    return -1;
}

static const char *dimension_of(enum profile_part part)
{
    return part == PART_ACTIVITIES ? "ECO" : part == PART_OCCUPATIONS ? "OCU" : part == PART_EDUCATION ? "EDU" : NULL;
}

bool regional_has_part(enum profile_part part) { return dimension_of(part) != NULL; }

/* -- distributions ------------------------------------------------------------------------------------- */

/* Counts of persons by that dimension first, of those who are asked for. */
static bool takes(const struct ref *ref, enum profile_part part, enum regional_who who, uint16_t indicator)
{
    const struct indicator *in = &ref->indicators[indicator];
    return in->nclass && str_is(in->unit, "PS") && str_is(ref->modules[in->module].code, modules[who]) &&
           str_is(ref->dimensions[in->classif[0]].id, dimension_of(part));
}

static bool is_whole(const struct cube *cube, const struct profile_shares *x)
{
    return x->n && x->total != UINT32_MAX && cube->value[x->total] > 0;
}

/* The row of one table; false where it has no shares. */
static bool row_of(struct regional_row *row, struct page *pg, const struct cube_flow *flow, uint16_t area,
                   enum regional_who who)
{
    const struct cube *cube = pg->cube;
    const struct indicator *in = &cube->ref->indicators[flow->indicator];
    uint16_t migrants = 0, nationals = 0;
    unsigned slot;
    bool pair = profile_pair(&migrants, &nationals, &slot, cube->ref, in);
    if (flow->area_at[area] == flow->area_at[area + 1] || (pair && slot != 1) || (!pair && who == REGIONAL_NATIONALS))
        return false;
    *row = (struct regional_row){.area = area, .group = migrants, .flow = flow};
    profile_shares(&row->shares, pg, flow, area, migrants);
    if (!is_whole(cube, &row->shares))
        return false;
    if (who == REGIONAL_NATIONALS) {
        struct profile_shares of_migrants = row->shares;
        row->group = nationals;
        profile_shares(&row->shares, pg, flow, area, nationals);
        return is_whole(cube, &row->shares) && row->shares.period == of_migrants.period &&
               row->shares.version == of_migrants.version;
    }
    return true;
}

/* The newest year counts; of the same year what is asked today before what was asked earlier. */
static bool is_better(const struct ref *ref, const struct regional_row *row, const struct regional_row *known)
{
    if (!known->flow || row->shares.period != known->shares.period)
        return !known->flow || row->shares.period > known->shares.period;
    return indicator_asked(&ref->indicators[row->flow->indicator]) &&
           !indicator_asked(&ref->indicators[known->flow->indicator]);
}

static int most_common(const struct regional *r)
{
    uint32_t most = 0;
    int version = -1;
    for (uint32_t i = 0; i < r->n; i++) {
        uint32_t n = 0;
        for (uint32_t k = 0; k < r->n; k++)
            n += r->v[k].shares.version == r->v[i].shares.version;
        if (n > most)
            version = r->v[i].shares.version;
        most = MAX(most, n);
    }
    return version;
}

void regional_make(struct regional *out, struct page *pg, enum profile_part part, enum regional_who who)
{
    const struct cube *cube = pg->cube;
    *out = (struct regional){.v = arena_array(pg->arena, struct regional_row, cube->ref->nareas + 1)};
    for (const uint16_t *area = members(pg); *area; area++) {
        struct regional_row best = {0}, row;
        for (uint32_t f = 0; f < cube->nflows; f++)
            if (takes(cube->ref, part, who, cube->flows[f].indicator) &&
                row_of(&row, pg, &cube->flows[f], *area, who) && is_better(cube->ref, &row, &best))
                best = row;
        if (best.flow)
            out->v[out->n++] = best;
    }
    out->version = most_common(out);
}

void regional_only(struct regional *out, struct arena *arena, const struct regional *r, int version)
{
    *out = (struct regional){.v = arena_array(arena, struct regional_row, r->n + 1), .version = version};
    for (uint32_t i = 0; i < r->n; i++)
        if (r->v[i].shares.version == version)
            out->v[out->n++] = r->v[i];
}

/* -- women --------------------------------------------------------------------------------------------- */

/* The newest period of which both series have a figure, and all are not nobody. */
static uint16_t newest_of_both(uint32_t obs[2], const struct cube *cube, const uint32_t series[2])
{
    for (uint32_t i = cube->start[series[0] + 1]; i > cube->start[series[0]]; i--) {
        if (isnan(cube->value[i - 1]) || !series_at(&obs[1], cube, series[1], cube->period[i - 1]) ||
            !(cube->value[obs[1]] > 0))
            continue;
        obs[0] = i - 1;
        return cube->period[i - 1];
    }
    return 0;
}

static uint16_t women_of(struct regional_women *w, const struct cube *cube, const struct cube_flow *flow, uint16_t area)
{
    *w = (struct regional_women){.area = area, .flow = flow};
    if (!profile_total(&w->series[0], cube, flow, area, cube->ref->sex_female) ||
        !profile_total(&w->series[1], cube, flow, area, cube->ref->sex_total))
        return 0;
    return newest_of_both(w->obs, cube, w->series);
}

size_t regional_women(struct regional_women **out, struct page *pg, enum profile_part part)
{
    const struct cube *cube = pg->cube;
    struct regional_women *v = arena_array(pg->arena, struct regional_women, cube->ref->nareas + 1), w;
    size_t n = 0;
    for (const uint16_t *area = members(pg); *area; area++) {
        struct profile p;
        uint16_t newest = 0, period;
        profile_make(&p, cube, *area);
        if (p.best[part]) /* the table that is shown elsewhere, unless another is newer */
            newest = women_of(&v[n], cube, p.best[part], *area);
        for (uint32_t f = 0; f < cube->nflows; f++)
            if (profile_takes(cube->ref, part, cube->flows[f].indicator) &&
                (period = women_of(&w, cube, &cube->flows[f], *area)) > newest) {
                newest = period;
                v[n] = w;
            }
        n += newest > 0;
    }
    *out = v;
    return n;
}
