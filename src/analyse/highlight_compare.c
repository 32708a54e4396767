/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Which figures may be spoken of, and which be compared. */

#include "analyse/highlight_inner.h"

#include "model/obs.h"
#include "model/period.h"

#include <math.h>

/* Confidential, unreliable, not significant, forecasts; and those that say why there is no figure. */
#define NOT_SAID "CUSFXN"

enum { PERSONS_LEAST = 100 };

/* A stock that is twice or half of what it was a year before has most likely changed whom it counts, said or not. */
static const double stock_most = 2;

bool figure_holds(const struct cube *cube, uint32_t obs)
{
    char status = cube->status[obs];
    return isfinite(cube->value[obs]) && cube->value[obs] >= 0 && !(status && strchr(NOT_SAID, status));
}

static struct str definition_of(const struct cube *cube, uint32_t obs)
{
    return obs_note_definition(cube->notes[cube->note[obs]]);
}

bool figures_agree(const struct cube *cube, uint32_t a, uint32_t b)
{
    return cube->source[a] == cube->source[b] && str_eq(definition_of(cube, a), definition_of(cube, b));
}

bool share_of(struct reckoned *out, struct making *m, uint32_t part, uint32_t whole)
{
    const struct cube *cube = m->cube;
    if (part == UINT32_MAX || whole == UINT32_MAX || !figure_holds(cube, part) || !figure_holds(cube, whole) ||
        !figures_agree(cube, part, whole) || cube->period[part] != cube->period[whole])
        return false;
    const struct indicator *in = &m->ref->indicators[reckoned_flow(cube, reckoned_series(cube, whole))->indicator];
    return cube->value[whole] * pow(10, in->unit_mult) >= PERSONS_LEAST && cube->value[part] <= cube->value[whole] &&
           reckoned_make(out, m->arena, cube, RECKONED_SHARE, (const uint32_t[]){part, whole}, 2);
}

int year_at(const struct making *m, uint32_t obs) { return period_year(m->cube->period[obs]); }

/* -- how far back ------------------------------------------------------------------------------------------- */

/* `later` is the next figure after `earlier` that holds. */
static bool step_holds(const struct making *m, uint32_t earlier, uint32_t later, bool stock)
{
    const struct cube *cube = m->cube;
    for (uint32_t i = earlier + 1; i <= later; i++)
        if (cube->status[i] == 'B')
            return false;
    if (!figures_agree(cube, earlier, later))
        return false;
    double years = MAX(year_at(m, later) - year_at(m, earlier), 1), most = pow(stock_most, years);
    return !stock ||
           (cube->value[later] <= most * cube->value[earlier] && cube->value[earlier] <= most * cube->value[later]);
}

static bool is_sex(const struct making *m, uint32_t series, uint16_t sex)
{
    uint16_t of = m->cube->sex[series];
    return sex ? of == sex : !of || of == m->ref->sex_total;
}

static bool totals_of(const struct making *m, uint32_t series)
{
    for (int k = 0; k < 2; k++) {
        uint16_t code = m->cube->classif[k][series];
        if (code && m->ref->codes[code].role != CODE_TOTAL)
            return false;
    }
    return m->cube->freq[series] == 'A';
}

static uint32_t newest_held(const struct cube *cube, uint32_t series)
{
    for (uint32_t i = cube->start[series + 1]; i-- > cube->start[series];)
        if (figure_holds(cube, i))
            return i;
    return UINT32_MAX;
}

bool span_find(struct span *out, const struct making *m, const struct cube_flow *flow, uint16_t area, uint16_t sex,
               bool stock)
{
    const struct cube *cube = m->cube;
    *out = (struct span){.last = UINT32_MAX};
    for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++) {
        uint32_t i = totals_of(m, s) && is_sex(m, s, sex) ? newest_held(cube, s) : UINT32_MAX;
        if (i != UINT32_MAX && (out->last == UINT32_MAX || cube->period[i] > cube->period[out->last]))
            *out = (struct span){.series = s, .first = i, .last = i, .n = 1};
    }
    if (out->last == UINT32_MAX)
        return false;
    for (uint32_t i = out->last; i-- > cube->start[out->series];) {
        if (!figure_holds(cube, i))
            continue;
        if (!step_holds(m, i, out->first, stock))
            break;
        out->first = i;
        out->n++;
    }
    return true;
}

uint32_t span_since(const struct making *m, const struct span *s, int year)
{
    for (uint32_t i = s->first; i < s->last; i++)
        if (figure_holds(m->cube, i) && year_at(m, i) >= year)
            return i;
    return UINT32_MAX;
}

/* -- one figure ----------------------------------------------------------------------------------------------- */

static bool is_key(const struct making *m, uint32_t series, const uint16_t classif[2])
{
    for (int k = 0; k < 2; k++) {
        uint16_t code = m->cube->classif[k][series];
        if (classif[k] ? code != classif[k] : code && m->ref->codes[code].role != CODE_TOTAL)
            return false;
    }
    return m->cube->freq[series] == 'A';
}

uint32_t held_at(const struct making *m, const struct cube_flow *flow, uint16_t area, uint16_t sex,
                 const uint16_t classif[2], uint16_t period)
{
    uint32_t obs;
    for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++)
        if (is_key(m, s, classif) && is_sex(m, s, sex) && series_at(&obs, m->cube, s, period) &&
            figure_holds(m->cube, obs))
            return obs;
    return UINT32_MAX;
}
