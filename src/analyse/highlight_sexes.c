/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Women and men. */

#include "analyse/highlight_inner.h"

#include "model/period.h"

#include <math.h>

enum { CHANGE_YEARS = 10 };
static const double change_least = 2;   /* points */
static const double beside_least = 3;   /* points between migrants and nationals */
static const double partner_least = 10; /* per cent that a country has of all, and points that women are more there */

static const uint16_t no_codes[2];

/* The newest figure of women that has a total beside it, and what it is of it. */
static bool women_of(struct span *out, struct reckoned *share, const struct cube_flow **flow, struct making *m,
                     const struct kind *k, uint16_t area)
{
    *flow = profile_of(m, area)->best[k->part];
    if (!*flow || !span_find(out, m, *flow, area, m->ref->sex_female, k->part == PART_STOCK || k->part == PART_ABROAD))
        return false;
    return share_of(share, m, out->last, held_at(m, *flow, area, 0, no_codes, m->cube->period[out->last]));
}

static struct highlight *begin(struct making *m, const struct kind *k, uint16_t area, const struct cube_flow *flow,
                               uint32_t obs)
{
    struct highlight *h = highlight_add(m, k, area, 0, flow->indicator, year_at(m, obs),
                                        matter_of(m->cube->value[obs]));
    arg_of(h, "country", ARG_AREA, area);
    arg_year(h, "year", m, obs);
    return h;
}

void say_women(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube_flow *flow;
    struct span s;
    struct reckoned share;
    if (!women_of(&s, &share, &flow, m, k, area) || share.value == 0 || share.value == 100)
        return;
    struct highlight *h = begin(m, k, area, flow, s.last);
    if (k->part != PART_ABROAD)
        arg_of(h, "who", ARG_MEASURE, flow->indicator);
    arg_number(h, "share", &share);
}

/* k->as: RISE or FALL. Figures of women and of all must be comparable. */
void say_women_change(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube_flow *flow;
    struct span women, all;
    struct reckoned share, before = {0};
    bool stock = k->part == PART_STOCK || k->part == PART_ABROAD, found = false;
    if (!women_of(&women, &share, &flow, m, k, area) || !span_find(&all, m, flow, area, 0, stock) ||
        m->cube->period[all.last] < m->cube->period[women.last])
        return;
    uint32_t from = span_since(m, &women, year_at(m, women.last) - CHANGE_YEARS);
    for (; from < women.last && !found; from += !found) {
        uint32_t whole = held_at(m, flow, area, 0, no_codes, m->cube->period[from]);
        found = figure_holds(m->cube, from) && whole != UINT32_MAX && whole >= all.first && whole <= all.last &&
                share_of(&before, m, from, whole);
    }
    double change = share.value - before.value;
    if (!found || before.value == 0 || before.value == 100 || fabs(change) < change_least ||
        (change > 0) != (k->as == RISE))
        return;
    struct highlight *h = begin(m, k, area, flow, women.last);
    arg_of(h, "who", ARG_MEASURE, flow->indicator);
    arg_year(h, "from", m, from);
    arg_number(h, "before", &before);
    arg_number(h, "share", &share);
}

/* -- beside nationals -------------------------------------------------------------------------------------- */

/* Of the newest year: women among migrants and among nationals who are employed. */
void say_women_beside(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube *cube = m->cube;
    struct reckoned best[2], one[2];
    uint16_t pair[2], groups[2] = {0, 0}, newest = 0;
    const struct cube_flow *of = NULL;
    unsigned slot;
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        const struct indicator *in = &m->ref->indicators[flow->indicator];
        if (!str_is(in->measure, "MST_TEMP_NB") || !in->has_sex || flow->period_last <= newest ||
            !profile_pair(&pair[0], &pair[1], &slot, m->ref, in) || !pair[1])
            continue;
        for (int year = period_year(flow->period_last); year >= period_year(flow->period_first); year--) {
            uint16_t period = period_make(year, 0);
            bool both = period > newest;
            for (int g = 0; g < 2 && both; g++) {
                uint16_t codes[2] = {0, 0};
                codes[slot] = pair[g];
                both = share_of(&one[g], m, held_at(m, flow, area, m->ref->sex_female, codes, period),
                                held_at(m, flow, area, 0, codes, period));
            }
            if (!both)
                continue;
            newest = period;
            of = flow;
            memcpy(groups, pair, sizeof groups);
            memcpy(best, one, sizeof best);
            break;
        }
    }
    if (!of || fabs(best[0].value - best[1].value) < beside_least ||
        !figures_agree(cube, best[0].obs[0], best[1].obs[0]))
        return;
    struct highlight *h = begin(m, k, area, of, best[0].obs[0]);
    h->weight *= apart_of(best[0].value - best[1].value);
    arg_of(h, "group", ARG_CODE, groups[0]);
    arg_of(h, "others", ARG_CODE, groups[1]);
    arg_number(h, "share", &best[0]);
    arg_number(h, "other", &best[1]);
}

/* -- by country ---------------------------------------------------------------------------------------------- */

/* The country with a tenth of all or more in which the share of women is highest,
 * where it is much higher than of all. */
void say_women_partner(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube *cube = m->cube;
    const struct cube_flow *flow = profile_of(m, area)->best[k->part];
    struct profile_shares x;
    struct reckoned all, share, best = {0}, size;
    uint16_t partner = 0;
    if (!flow)
        return;
    shares_make(&x, m->arena, cube, flow, area, 0);
    if (x.version < 0 || !m->ref->versions[x.version].countries || x.total == UINT32_MAX ||
        !share_of(&all, m, held_at(m, flow, area, m->ref->sex_female, no_codes, x.period), x.total))
        return;
    for (uint32_t i = 0; i < x.n; i++) {
        const struct code *code = &m->ref->codes[x.v[i].code];
        uint32_t women = held_at(m, flow, area, m->ref->sex_female, (const uint16_t[]){x.v[i].code, 0}, x.period);
        if (code->area && share_of(&size, m, x.v[i].obs, x.total) && size.value >= partner_least &&
            share_of(&share, m, women, x.v[i].obs) && share.value > best.value) {
            best = share;
            partner = code->area;
        }
    }
    if (!partner || best.value - all.value < partner_least)
        return;
    struct highlight *h = begin(m, k, area, flow, x.total);
    arg_of(h, "who", ARG_MEASURE, flow->indicator);
    arg_of(h, "partner", ARG_AREA, partner);
    arg_number(h, "share", &best);
    arg_number(h, "other", &all);
}

/* -- earnings ------------------------------------------------------------------------------------------------- */

/* What migrant women earn of what migrant men do, of the newest year that says both. */
void say_women_earnings(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube_flow *flow = profile_of(m, area)->best[PART_EARNINGS];
    uint16_t groups[2], codes[2] = {0, 0};
    unsigned slot;
    struct reckoned share;
    if (!flow || !str_is(m->ref->indicators[flow->indicator].measure, "MST_EARA_NB") ||
        !profile_pair(&groups[0], &groups[1], &slot, m->ref, &m->ref->indicators[flow->indicator]))
        return;
    codes[slot] = groups[0];
    for (int year = period_year(flow->period_last); year >= period_year(flow->period_first); year--) {
        uint32_t women = held_at(m, flow, area, m->ref->sex_female, codes, period_make(year, 0));
        uint32_t men = held_at(m, flow, area, m->ref->sex_male, codes, period_make(year, 0));
        if (women == UINT32_MAX || men == UINT32_MAX || !figures_agree(m->cube, women, men) ||
            !reckoned_make(&share, m->arena, m->cube, RECKONED_SHARE, (const uint32_t[]){women, men}, 2))
            continue;
        struct highlight *h = highlight_add(m, k, area, 0, flow->indicator, year, 1);
        arg_of(h, "country", ARG_AREA, area);
        arg_of(h, "year", ARG_PERIOD, period_make(year, 0));
        arg_of(h, "group", ARG_CODE, groups[0]);
        arg_number(h, "share", &share);
        return;
    }
}
