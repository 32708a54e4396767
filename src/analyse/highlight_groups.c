/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What migrants do and have learnt, beside nationals; what those do who leave and arrive; what they earn. */

#include "analyse/highlight_inner.h"

#include "model/period.h"

#include <math.h>

static const double share_least = 10; /* per cent: of a smaller part nothing is said */
static const double movers_least = 30; /* per cent: the largest group of those who leave or arrive */
static const double apart_least = 5;  /* points between migrants and nationals */
static const double among_least = 2;  /* per cent that migrants are of all, to be compared */

/* -- tables that tell migrants from nationals ----------------------------------------------------------- */

struct beside {
    const struct cube_flow *flow;
    uint16_t groups[2];        /* codes of migrants and nationals */
    /* of each in the newest year of migrants; of nationals n is 0 where they have not that year */
    struct profile_shares x[2];
};

static bool beside_of(struct beside *out, struct making *m, const struct cube_flow *flow, uint16_t area)
{
    unsigned slot;
    *out = (struct beside){.flow = flow};
    if (!profile_pair(&out->groups[0], &out->groups[1], &slot, m->ref, &m->ref->indicators[flow->indicator]) ||
        slot != 1)
        return false;
    for (int g = 0; g < 2; g++)
        shares_make(&out->x[g], m->arena, m->cube, flow, area, out->groups[g]);
    if (out->x[1].period != out->x[0].period || out->x[1].version != out->x[0].version)
        out->x[1].n = 0;
    return out->x[0].n && out->x[0].total != UINT32_MAX;
}

/* The newest of a part; of those equally new a table of today. */
static bool beside_find(struct beside *out, struct making *m, enum profile_part part, uint16_t area)
{
    struct beside one;
    *out = (struct beside){0};
    for (uint32_t f = 0; f < m->cube->nflows; f++) {
        const struct cube_flow *flow = &m->cube->flows[f];
        if (!profile_takes(m->ref, part, flow->indicator) || flow->area_at[area] == flow->area_at[area + 1] ||
            !beside_of(&one, m, flow, area))
            continue;
        bool today = indicator_asked(&m->ref->indicators[flow->indicator]);
        if (!out->flow || one.x[0].period > out->x[0].period ||
            (one.x[0].period == out->x[0].period && today &&
             !indicator_asked(&m->ref->indicators[out->flow->indicator])))
            *out = one;
    }
    return out->flow;
}

/* What a code has of all migrants, or of all nationals. */
static bool has_share(struct reckoned *out, struct making *m, const struct profile_shares *x, uint16_t code)
{
    for (uint32_t i = 0; i < x->n; i++)
        if (x->v[i].code == code)
            return share_of(out, m, x->v[i].obs, x->total);
    return false;
}

static bool is_part(const struct making *m, uint16_t code) { return m->ref->codes[code].role == CODE_PART; }

static struct highlight *begin(struct making *m, const struct kind *k, uint16_t area, const struct beside *b)
{
    struct highlight *h = highlight_add(m, k, area, 0, b->flow->indicator, period_year(b->x[0].period),
                                        matter_of(m->cube->value[b->x[0].total]));
    arg_of(h, "country", ARG_AREA, area);
    arg_of(h, "year", ARG_PERIOD, b->x[0].period);
    arg_of(h, "group", ARG_CODE, b->groups[0]);
    return h;
}

static void both(struct making *m, const struct kind *k, uint16_t area, const struct beside *b, uint16_t code)
{
    struct reckoned share, other;
    if (!has_share(&share, m, &b->x[0], code) || !has_share(&other, m, &b->x[1], code) || share.value < share_least)
        return;
    struct highlight *h = begin(m, k, area, b);
    h->weight *= apart_of(share.value - other.value);
    arg_of(h, "others", ARG_CODE, b->groups[1]);
    arg_of(h, "what", ARG_CODE, code);
    arg_number(h, "share", &share);
    arg_number(h, "other", &other);
}

/* The largest part of migrants. */
void say_beside(struct making *m, const struct kind *k, uint16_t area)
{
    struct beside b;
    if (beside_find(&b, m, k->part, area) && is_part(m, b.x[0].v[0].code))
        both(m, k, area, &b, b.x[0].v[0].code);
}

/* One code, where the table has it. */
void say_code(struct making *m, const struct kind *k, uint16_t area)
{
    static const char *const codes[] = {"OCU_SKILL_L3-4", "EDU_AGGREGATE_ADV"};
    struct beside b;
    uint16_t code = ref_code_find(m->ref, str_of(codes[k->as]));
    if (code && beside_find(&b, m, k->part, area) && b.x[0].v[0].code != code)
        both(m, k, area, &b, code);
}

/* Beside the largest the part in which migrants are most more often than nationals. */
void say_over(struct making *m, const struct kind *k, uint16_t area)
{
    struct beside b;
    struct reckoned share, other;
    uint16_t most = 0;
    double apart = apart_least;
    if (!beside_find(&b, m, k->part, area))
        return;
    for (uint32_t i = 1; i < b.x[0].n; i++) {
        uint16_t code = b.x[0].v[i].code;
        if (is_part(m, code) && has_share(&share, m, &b.x[0], code) && has_share(&other, m, &b.x[1], code) &&
            share.value - other.value >= apart) {
            apart = share.value - other.value;
            most = code;
        }
    }
    if (most)
        both(m, k, area, &b, most);
}

/* -- migrants among all ----------------------------------------------------------------------------------- */

/* The part in which the share of migrants among all is highest, beside their share in the whole. */
void say_reliance(struct making *m, const struct kind *k, uint16_t area)
{
    struct beside b;
    struct reckoned share = {0}, one, all;
    uint16_t most = 0;
    if (!beside_find(&b, m, k->part, area))
        return;
    uint32_t whole = held_at(m, b.flow, area, 0, (const uint16_t[]){0, 0}, b.x[0].period);
    for (uint32_t i = 0; i < b.x[0].n; i++) {
        uint16_t code = b.x[0].v[i].code;
        uint32_t of = held_at(m, b.flow, area, 0, (const uint16_t[]){code, 0}, b.x[0].period);
        if (!is_part(m, code) || !share_of(&one, m, b.x[0].v[i].obs, of))
            continue;
        if (!most || one.value > share.value) {
            share = one;
            most = code;
        }
    }
    if (!most || !share_of(&all, m, b.x[0].total, whole) || share.value < share_least || share.value < 1.25 * all.value)
        return;
    struct highlight *h = begin(m, k, area, &b);
    arg_of(h, "what", ARG_CODE, most);
    arg_number(h, "share", &share);
    arg_number(h, "other", &all);
}

/* The newest table of a measure that tells migrants from nationals, and the year of its newest figure of migrants. */
static uint16_t newest_of(const struct cube_flow **best, uint16_t groups[2], unsigned *slot, const struct making *m,
                          const char *measure, uint16_t area)
{
    uint16_t newest = 0, pair[2];
    unsigned at;
    for (uint32_t f = 0; f < m->cube->nflows; f++) {
        const struct cube_flow *flow = &m->cube->flows[f];
        const struct indicator *in = &m->ref->indicators[flow->indicator];
        if (!str_is(in->measure, measure) || !profile_pair(&pair[0], &pair[1], &at, m->ref, in))
            continue;
        for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++) {
            uint32_t last = m->cube->start[s + 1] - 1;
            if (m->cube->freq[s] == 'A' && m->cube->classif[at][s] == pair[0] && m->cube->period[last] > newest) {
                newest = m->cube->period[last];
                *best = flow;
                *slot = at;
                memcpy(groups, pair, sizeof pair);
            }
        }
    }
    return newest;
}

static const char *const whole_measures[] = {"MST_TEMP_NB", "MST_XWAP_NB"};

/* Migrants among all who are employed, or of working age. */
void say_whole(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube_flow *flow;
    uint16_t groups[2], codes[2] = {0, 0};
    unsigned slot;
    struct reckoned share;
    uint16_t period = newest_of(&flow, groups, &slot, m, whole_measures[k->as], area);
    if (!period)
        return;
    uint32_t whole = held_at(m, flow, area, 0, codes, period);
    codes[slot] = groups[0];
    uint32_t part = held_at(m, flow, area, 0, codes, period);
    if (!share_of(&share, m, part, whole))
        return;
    struct highlight *h = highlight_add(m, k, area, 0, flow->indicator, period_year(period),
                                        matter_of(m->cube->value[part]));
    h->weight *= apart_of(share.value);
    arg_of(h, "country", ARG_AREA, area);
    arg_of(h, "year", ARG_PERIOD, period);
    arg_of(h, "group", ARG_CODE, groups[0]);
    arg_figure(h, "number", m, part);
    arg_number(h, "share", &share);
}

/* Migrants among the unemployed, beside their share of the employed. */
void say_unemployed(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube_flow *flows[2] = {NULL, NULL};
    uint16_t groups[2][2], periods[2];
    unsigned slot;
    struct reckoned share[2];
    static const char *const measures[] = {"MST_TUNE_NB", "MST_TEMP_NB"};
    for (int i = 0; i < 2; i++) {
        uint16_t codes[2] = {0, 0};
        periods[i] = newest_of(&flows[i], groups[i], &slot, m, measures[i], area);
        if (!periods[i])
            return;
        uint32_t whole = held_at(m, flows[i], area, 0, codes, periods[0]);
        codes[slot] = groups[i][0];
        if (groups[i][0] != groups[0][0] ||
            !share_of(&share[i], m, held_at(m, flows[i], area, 0, codes, periods[0]), whole))
            return;
    }
    double ratio = share[0].value / MAX(share[1].value, 0.01);
    if (!figures_agree(m->cube, share[0].obs[0], share[1].obs[0]) ||
        MAX(share[0].value, share[1].value) < among_least || (ratio > 0.9 && ratio < 1.1))
        return;
    struct highlight *h = highlight_add(m, k, area, 0, flows[0]->indicator, period_year(periods[0]),
                                        matter_of(m->cube->value[share[0].obs[0]]));
    arg_of(h, "country", ARG_AREA, area);
    arg_of(h, "year", ARG_PERIOD, periods[0]);
    arg_of(h, "group", ARG_CODE, groups[0][0]);
    arg_number(h, "share", &share[0]);
    arg_number(h, "other", &share[1]);
}

/* -- those who leave and arrive ------------------------------------------------------------------------- */

/* k->as: which module and dimension. */
static const struct {
    const char *module, *dimension;
} movers[] = {{"MNA", "ECO"}, {"MNA", "OCU"}, {"MNA", "EDU"}, {"MFL", "ECO"}, {"MFL", "OCU"}, {"MFL", "EDU"}};

void say_leavers(struct making *m, const struct kind *k, uint16_t area)
{
    const struct cube_flow *best = NULL;
    struct profile_shares x, found = {0};
    struct reckoned share;
    for (uint32_t f = 0; f < m->cube->nflows; f++) {
        const struct cube_flow *flow = &m->cube->flows[f];
        const struct indicator *in = &m->ref->indicators[flow->indicator];
        if (!str_is(m->ref->modules[in->module].code, movers[k->as].module) || !str_is(in->unit, "PS") ||
            in->nclass != 1 || !str_is(m->ref->dimensions[in->classif[0]].id, movers[k->as].dimension))
            continue;
        shares_make(&x, m->arena, m->cube, flow, area, 0);
        if (x.n && x.total != UINT32_MAX && x.period > found.period) {
            found = x;
            best = flow;
        }
    }
    if (!best || !is_part(m, found.v[0].code) || !share_of(&share, m, found.v[0].obs, found.total) ||
        share.value < movers_least)
        return;
    struct highlight *h = highlight_add(m, k, area, 0, best->indicator, period_year(found.period),
                                        matter_of(m->cube->value[found.total]));
    arg_of(h, "country", ARG_AREA, area);
    arg_of(h, "year", ARG_PERIOD, found.period);
    arg_of(h, "who", ARG_MEASURE, best->indicator);
    arg_of(h, "what", ARG_CODE, found.v[0].code);
    arg_number(h, "share", &share);
}

/* -- earnings ------------------------------------------------------------------------------------------------ */

/* Of migrants in per cent of those of nationals, mean or median. */
void say_earnings(struct making *m, const struct kind *k, uint16_t area)
{
    static const char *const measures[] = {"MST_EARA_NB", "MST_EARB_NB"};
    const struct cube_flow *flow;
    uint16_t groups[2];
    unsigned slot;
    struct reckoned share;
    uint16_t period = newest_of(&flow, groups, &slot, m, measures[k->as], area);
    if (!period)
        return;
    uint16_t mine[2] = {0, 0}, theirs[2] = {0, 0};
    mine[slot] = groups[0];
    theirs[slot] = groups[1];
    uint32_t x = held_at(m, flow, area, 0, mine, period),
             y = groups[1] ? held_at(m, flow, area, 0, theirs, period) : UINT32_MAX;
    if (x == UINT32_MAX || y == UINT32_MAX || !figures_agree(m->cube, x, y) ||
        !reckoned_make(&share, m->arena, m->cube, RECKONED_SHARE, (const uint32_t[]){x, y}, 2))
        return;
    struct highlight *h = highlight_add(m, k, area, 0, flow->indicator, period_year(period), 1);
    arg_of(h, "country", ARG_AREA, area);
    arg_of(h, "year", ARG_PERIOD, period);
    arg_of(h, "group", ARG_CODE, groups[0]);
    arg_of(h, "others", ARG_CODE, groups[1]);
    arg_number(h, "share", &share);
}
