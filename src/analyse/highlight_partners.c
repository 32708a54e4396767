/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Where people come from and go to, and what both sides of a corridor say. */

#include "analyse/highlight_inner.h"

#include "analyse/mirror.h"
#include "model/period.h"

enum { TOGETHER = 3 };            /* so many countries are said to have a share together */
static const double share_least = 5;   /* per cent */
static const double sides_least = 1.25; /* times, that one side is larger */

/* -- a list of countries -------------------------------------------------------------------------------- */

/* The newest year of a table by country: what is listed, the largest first, and the total. */
struct listed {
    const struct cube_flow *flow;
    struct profile_shares x;
    uint32_t n;        /* listed countries that have a figure that holds: the first of x.v */
    double left;       /* of the total that no listed country has */
};

/* Of those who arrive the tables on what they do may be newer than those on where they come from. */
static const struct cube_flow *by_country(const struct making *m, enum profile_part part, uint16_t area)
{
    const struct cube_flow *best = profile_of(m, area)->best[part];
    if (!best || mirrored_of(m->ref, best->indicator))
        return best;
    best = NULL;
    for (uint32_t f = 0; f < m->cube->nflows; f++) {
        const struct cube_flow *flow = &m->cube->flows[f];
        if (profile_takes(m->ref, part, flow->indicator) && mirrored_of(m->ref, flow->indicator) &&
            flow->area_at[area] < flow->area_at[area + 1] && (!best || flow->period_last > best->period_last))
            best = flow;
    }
    return best;
}

static bool list_find(struct listed *out, struct making *m, enum profile_part part, uint16_t area)
{
    const struct cube *cube = m->cube;
    *out = (struct listed){.flow = by_country(m, part, area)};
    if (!out->flow)
        return false;
    shares_make(&out->x, m->arena, cube, out->flow, area, 0);
    struct profile_shares *x = &out->x;
    if (x->version < 0 || !m->ref->versions[x->version].countries || x->total == UINT32_MAX ||
        !figure_holds(cube, x->total))
        return false;
    out->left = cube->value[x->total];
    for (uint32_t i = 0; i < x->n; i++) {
        const struct code *code = &m->ref->codes[x->v[i].code];
        if (!code->area || !figure_holds(cube, x->v[i].obs) || !figures_agree(cube, x->v[i].obs, x->total))
            continue;
        x->v[out->n++] = x->v[i];
        out->left -= cube->value[x->v[i].obs];
    }
    return out->n > 0;
}

static struct highlight *begin(struct making *m, const struct kind *k, uint16_t area, uint16_t about,
                               const struct listed *l, double matter)
{
    struct highlight *h = highlight_add(m, k, area, about, l->flow->indicator, period_year(l->x.period), matter);
    arg_of(h, "country", ARG_AREA, area);
    if (k->part != PART_ABROAD) /* their words say it */
        arg_of(h, "who", ARG_MEASURE, l->flow->indicator);
    arg_of(h, "year", ARG_PERIOD, l->x.period);
    return h;
}

/* The largest, where nobody who is not listed by name can be larger. */
void say_partner(struct making *m, const struct kind *k, uint16_t area)
{
    struct listed l;
    struct reckoned share;
    if (!list_find(&l, m, k->part, area) || l.left > m->cube->value[l.x.v[0].obs] ||
        !share_of(&share, m, l.x.v[0].obs, l.x.total) || share.value < share_least)
        return;
    uint16_t partner = m->ref->codes[l.x.v[0].code].area;
    struct highlight *h = begin(m, k, area, 0, &l, matter_of(m->cube->value[l.x.v[0].obs]));
    arg_of(h, "partner", ARG_AREA, partner);
    arg_figure(h, "number", m, l.x.v[0].obs);
    arg_number(h, "share", &share);
}

/* What some have together: of the listed ones the largest. */
static bool together(struct reckoned *out, uint16_t *areas, struct making *m, const struct listed *l, uint32_t n)
{
    uint32_t *obs = arena_array(m->arena, uint32_t, n + 1);
    struct reckoned one;
    for (uint32_t i = 0; i < n; i++) {
        obs[i] = l->x.v[i].obs;
        areas[i] = m->ref->codes[l->x.v[i].code].area;
        if (!share_of(&one, m, obs[i], l->x.total))
            return false;
    }
    obs[n] = l->x.total;
    return reckoned_make(out, m->arena, m->cube, RECKONED_SHARE, obs, n + 1);
}

void say_partners(struct making *m, const struct kind *k, uint16_t area)
{
    struct listed l;
    struct reckoned share;
    uint16_t areas[TOGETHER];
    bool more = list_find(&l, m, k->part, area) && l.n >= TOGETHER && (l.n > TOGETHER || l.left > 0);
    if (!more || !together(&share, areas, m, &l, TOGETHER) || share.value < 50 || share.value > 100)
        return;
    struct highlight *h = begin(m, k, area, 0, &l, matter_of(m->cube->value[l.x.total]));
    arg_areas(h, m, "partners", areas, TOGETHER);
    arg_number(h, "share", &share);
}

/* At least so many are of the region, since some may be among "other countries". */
void say_within(struct making *m, const struct kind *k, uint16_t area)
{
    struct listed l, of = {0};
    struct reckoned share;
    if (!list_find(&l, m, k->part, area))
        return;
    uint16_t *areas = arena_array(m->arena, uint16_t, l.n);
    of = l;
    of.x.v = arena_array(m->arena, struct profile_share, l.n);
    of.n = 0;
    for (uint32_t i = 0; i < l.n; i++)
        if (m->ref->areas[m->ref->codes[l.x.v[i].code].area].member && m->ref->codes[l.x.v[i].code].area != area)
            of.x.v[of.n++] = l.x.v[i];
    if (of.n < 2 || !together(&share, areas, m, &of, of.n) || share.value < share_least || share.value > 100)
        return;
    struct highlight *h = begin(m, k, area, 0, &l, matter_of(m->cube->value[l.x.total]));
    arg_text(h, "region", m->ref->region);
    arg_number(h, "share", &share);
}

/* -- both sides ------------------------------------------------------------------------------------------- */

/* What a country says of another in a table by country: the figure of women and men together. */
static uint32_t said_of(const struct making *m, uint16_t indicator, uint16_t area, uint16_t partner, uint16_t period)
{
    const struct cube *cube = m->cube;
    const struct cube_flow *flow = indicator ? cube_flow_find(cube, indicator) : NULL;
    uint32_t obs;
    for (uint32_t s = flow ? flow->area_at[area] : 0; flow && s < flow->area_at[area + 1]; s++)
        if (m->ref->codes[cube->classif[0][s]].area == partner && cube->freq[s] == 'A' &&
            (!cube->sex[s] || cube->sex[s] == m->ref->sex_total) && series_at(&obs, cube, s, period) &&
            figure_holds(cube, obs))
            return obs;
    return UINT32_MAX;
}

/* The corridor of the two in the latest year of which both speak: one line of each corridor and kind. */
static bool is_latest(const struct mirror_line *line, size_t i, size_t n)
{
    return i + 1 == n || line[1].origin != line->origin || line[1].destination != line->destination ||
           line[1].kind != line->kind;
}

static void sides_of(struct making *m, const struct kind *k, uint16_t area, const struct mirror_line *line)
{
    const struct cube *cube = m->cube;
    uint32_t o = said_of(m, line->indicators[0], line->origin, line->destination, line->period);
    uint32_t d = said_of(m, line->indicators[1], line->destination, line->origin, line->period);
    if (o == UINT32_MAX || d == UINT32_MAX)
        return;
    bool origin_more = cube->value[o] > cube->value[d];
    struct reckoned ratio;
    uint32_t more = origin_more ? o : d, less = origin_more ? d : o;
    if (!reckoned_make(&ratio, m->arena, cube, RECKONED_RATIO, (const uint32_t[]){more, less}, 2) ||
        ratio.value < sides_least || cube->value[less] < 0.1)
        return;
    ratio.decimals = 1;
    uint16_t other = area == line->origin ? line->destination : line->origin;
    struct highlight *h = highlight_add(m, k, area, other, line->indicators[area == line->destination],
                                        period_year(line->period), matter_of(cube->value[more]));
    arg_of(h, "year", ARG_PERIOD, line->period);
    arg_of(h, "origin", ARG_AREA, line->origin);
    arg_of(h, "destination", ARG_AREA, line->destination);
    arg_figure(h, "number", m, o);
    if (line->kind == MIRROR_FLOW)
        arg_of(h, "who", ARG_MEASURE, line->indicators[0]);
    arg_figure(h, "other", m, d);
    arg_of(h, "whom", ARG_MEASURE, line->indicators[1]);
    arg_number(h, "ratio", &ratio);
}

void say_sides(struct making *m, const struct kind *k, uint16_t area)
{
    for (size_t i = 0; m->lines && i < m->nlines; i++)
        if ((m->lines[i].origin == area || m->lines[i].destination == area) && (int)m->lines[i].kind == k->as &&
            is_latest(&m->lines[i], i, m->nlines))
            sides_of(m, k, area, &m->lines[i]);
}
