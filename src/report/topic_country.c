/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Charts of the page of a country, one for each of its parts (report/profile.h): where a single table answers, its
 * chart; else lines of several tables, or migrants and nationals side by side. */

#include "base/utf8.h"
#include "report/profile.h"
#include "report/topic_parts.h"

#include "model/period.h"

#include <math.h>

enum { LINES_MOST = 4 };

struct work {
    struct page *pg;
    const struct cube *cube;
    const struct ref *ref;
    struct chart *c;
    struct profile profile;
    enum profile_part part;
    const struct cube_flow *flow; /* the best table */
    const struct indicator *in;
};

static struct str place(const struct work *w) { return w->ref->areas[w->profile.area].name; }

static struct str country_path(const struct work *w)
{
    return text_join(w->pg, "/country/%.*s", STR_FMT(w->ref->areas[w->profile.area].code));
}

static int none(const struct work *w, struct err *err)
{
    return err_set(err, ERR_NOTFOUND, "%.*s has no figures of which such a chart could be made.",
                   STR_FMT(w->ref->areas[w->profile.area].code));
}

/* The chart of the one table that answers, with codes in place of totals. */
static int of_table(struct work *w, enum chart_kind kind, uint16_t key, struct err *err)
{
    struct chart_ask ask = {.part = {w->in->code, w->ref->areas[w->profile.area].code}, .nparts = 2, .kind = kind};
    if (key)
        ask.param[ask.nparams++] = (struct chart_param){STR("key"), w->ref->codes[key].code};
    w->c->kind = kind;
    return topic_table(w->c, w->pg, &ask, err);
}

/* -- totals over the years ----------------------------------------------------------------------------- */

struct line {
    const struct cube_flow *flow;
    uint32_t series;
};

/* Of tables that count the same the one that goes back furthest. */
static uint32_t gather_lines(struct line v[LINES_MOST], const struct work *w)
{
    const struct cube *cube = w->cube;
    uint32_t n = 0, series;
    if (profile_total(&series, cube, w->flow, w->profile.area, 0)) /* the one that is spoken of stands first */
        v[n++] = (struct line){w->flow, series};
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        uint16_t measured = w->ref->indicators[flow->indicator].measured;
        uint32_t k = 0;
        if (!profile_takes(w->ref, w->part, flow->indicator) ||
            !profile_total(&series, cube, flow, w->profile.area, 0))
            continue;
        while (k < n && w->ref->indicators[v[k].flow->indicator].measured != measured)
            k++;
        if (k == LINES_MOST)
            continue;
        if (k == n)
            v[n++] = (struct line){flow, series};
        else if (cube->start[series + 1] - cube->start[series] >
                 cube->start[v[k].series + 1] - cube->start[v[k].series])
            v[k] = (struct line){flow, series};
    }
    return n;
}

static int totals(struct work *w, struct err *err)
{
    struct line v[LINES_MOST];
    uint32_t n = gather_lines(v, w), series[LINES_MOST];
    int from = 0, to = 0;
    bool changed = false;
    if (!n)
        return none(w, err);
    for (uint32_t k = 0; k < n; k++)
        topic_span(&from, &to, w->cube, series[k] = v[k].series);
    for (uint32_t k = 0; k < n; k++) {
        struct chart_colour colour = n == 1 ? chart_colour_area(w->ref, w->profile.area)
                                            : (struct chart_colour){COLOUR_NEXT, 0};
        struct str name = measure_words(w->pg, &w->ref->indicators[v[k].flow->indicator]);
        changed |= topic_points(w->c, w->pg, v[k].series, name, colour, from, to);
    }
    if (n == 1)
        w->c->title = WORDS(w->pg, "table.title", {"place", place(w)}, {"title", w->c->series[0].name});
    else
        w->c->title = WORDS(w->pg, arena_fmt(w->pg->arena, "profile.chart.%s", profile_part_name(w->part)),
                            {"place", place(w)});
    w->c->subtitle = text_join(w->pg, "%d\xE2\x80\x93%d", from, to);
    topic_foot(w->c, w->pg, series, n, country_path(w), changed);
    return 0;
}

/* -- migrants and nationals ------------------------------------------------------------------------------ */

/* What each part has of the whole, in per cent, of migrants and of nationals. */
static int side_by_side(struct work *w, uint16_t migrants, uint16_t nationals, struct err *err)
{
    const uint16_t groups[] = {migrants, nationals};
    struct profile_shares all[ARRAY_LEN(groups)];
    uint32_t *obs = arena_array(w->pg->arena, uint32_t, w->flow->n + 2), n = 0;
    for (size_t g = 0; g < ARRAY_LEN(groups); g++)
        profile_shares(&all[g], w->pg, w->flow, w->profile.area, groups[g]);
    if (all[0].total == UINT32_MAX || !(w->cube->value[all[0].total] > 0) || !all[0].n)
        return none(w, err);
    w->c->kind = CHART_BAR;
    for (size_t g = 0; g < ARRAY_LEN(groups); g++) {
        const struct profile_shares *x = &all[g];
        if (x->total == UINT32_MAX || x->period != all[0].period || x->version != all[0].version ||
            !(w->cube->value[x->total] > 0))
            continue;
        struct chart_series *s = chart_series(w->c, w->ref->codes[groups[g]].name);
        s->colour.as = g ? COLOUR_NATIONALS : COLOUR_MIGRANTS;
        for (uint32_t k = 0; k < x->n; k++) {
            chart_point(w->c, s, w->ref->codes[x->v[k].code].name,
                        100 * w->cube->value[x->v[k].obs] / w->cube->value[x->total],
                        chart_flags(w->cube->status[x->v[k].obs]) & ~(unsigned)CHART_AFTER_BREAK);
            obs[n++] = x->v[k].obs;
        }
    }
    w->c->decimals = 1;
    w->c->title = WORDS(w->pg, "table.title", {"place", place(w)}, {"title", w->in->title});
    w->c->subtitle = text_join(w->pg, "%d", period_year(all[0].period));
    w->c->unit = WORDS(w->pg, "profile.unit.shares", {"group", w->ref->codes[migrants].name},
                       {"other", w->ref->codes[nationals].name});
    topic_foot_of(w->c, w->pg, obs, n, table_path(w->pg, w->in, w->profile.area));
    return 0;
}

static int parts(struct work *w, struct err *err)
{
    uint16_t migrants, nationals;
    unsigned slot;
    if (!profile_pair(&migrants, &nationals, &slot, w->ref, w->in))
        return of_table(w, CHART_BAR, 0, err);
    if (slot != 1)
        return none(w, err);
    return side_by_side(w, migrants, nationals, err);
}

static int earnings(struct work *w, struct err *err)
{
    uint16_t codes[2];
    uint32_t series[2], n = 0;
    unsigned slot;
    int from = 0, to = 0;
    bool changed = false;
    if (!profile_pair(&codes[0], &codes[1], &slot, w->ref, w->in))
        return none(w, err);
    struct str names[2];
    for (uint32_t s = w->flow->area_at[w->profile.area]; s < w->flow->area_at[w->profile.area + 1]; s++)
        for (int g = 0; g < 2; g++)
            if (w->cube->freq[s] == 'A' && n < 2 && w->cube->classif[slot][s] == codes[g] &&
                (!w->cube->sex[s] || w->cube->sex[s] == w->ref->sex_total)) {
                names[n] = w->ref->codes[codes[g]].name;
                series[n++] = s;
                topic_span(&from, &to, w->cube, s);
            }
    if (!n)
        return none(w, err);
    for (uint32_t k = 0; k < n; k++) {
        bool national = w->cube->classif[slot][series[k]] == codes[1];
        changed |= topic_points(w->c, w->pg, series[k], names[k],
                                (struct chart_colour){national ? COLOUR_NATIONALS : COLOUR_MIGRANTS, 0}, from, to);
    }
    w->c->title = WORDS(w->pg, "table.title", {"place", place(w)}, {"title", w->in->title});
    w->c->unit = unit_words(w->pg, w->in);
    w->c->decimals = MIN(w->c->decimals, w->in->decimals);
    topic_foot(w->c, w->pg, series, n, table_path(w->pg, w->in, w->profile.area), changed);
    return 0;
}

/* -- women and men --------------------------------------------------------------------------------------- */

static int lines_of_sexes(struct work *w, struct err *err)
{
    const uint16_t sexes[] = {w->ref->sex_female, w->ref->sex_male};
    uint32_t series[ARRAY_LEN(sexes)], n = 0;
    int from = 0, to = 0;
    bool changed = false;
    const struct cube_flow *flow = w->profile.best[PART_STOCK];
    struct chart_colour colours[ARRAY_LEN(sexes)];
    struct str names[ARRAY_LEN(sexes)];
    for (size_t x = 0; flow && x < ARRAY_LEN(sexes); x++)
        if (profile_total(&series[n], w->cube, flow, w->profile.area, sexes[x])) {
            topic_span(&from, &to, w->cube, series[n]);
            colours[n] = (struct chart_colour){x ? COLOUR_MEN : COLOUR_WOMEN, 0};
            names[n++] = w->ref->codes[sexes[x]].name;
        }
    if (!n)
        return none(w, err);
    for (uint32_t k = 0; k < n; k++)
        changed |= topic_points(w->c, w->pg, series[k], names[k], colours[k], from, to);
    const struct indicator *in = &w->ref->indicators[flow->indicator];
    w->c->title = WORDS(w->pg, "table.title", {"place", place(w)}, {"title", measure_words(w->pg, in)});
    w->c->unit = unit_words(w->pg, in);
    topic_foot(w->c, w->pg, series, n, table_path(w->pg, in, w->profile.area), changed);
    return 0;
}

/* By age where that is said, else over the years. */
static int sexes(struct work *w, struct err *err)
{
    uint16_t migrants, nationals;
    unsigned slot;
    if (w->flow && w->in->has_sex && profile_pair(&migrants, &nationals, &slot, w->ref, w->in) && slot == 1 &&
        of_table(w, CHART_PYRAMID, migrants, err) == 0 && !chart_is_empty(w->c))
        return 0;
    chart_init(w->c, w->pg->arena, CHART_LINE);
    return lines_of_sexes(w, err);
}

/* -- which ----------------------------------------------------------------------------------------------- */

/* The parts of the table; where only totals are said, these. */
static int by_country(struct work *w, enum chart_kind kind, struct err *err)
{
    struct profile_shares x;
    profile_shares(&x, w->pg, w->flow, w->profile.area, 0);
    if (x.n) {
        int r = of_table(w, kind, 0, err);
        if (r < 0 || kind != CHART_LINE || w->c->ncategories > 1)
            return r;
        chart_init(w->c, w->pg->arena, CHART_BAR); /* of one year there is no line */
        return of_table(w, CHART_BAR, 0, err);
    }
    if (w->part == PART_ORIGINS)
        return none(w, err);
    w->c->unit = unit_words(w->pg, w->in);
    return totals(w, err);
}

bool chart_worth(const struct chart *c)
{
    uint32_t n = c->nlinks + c->nareas;
    for (uint32_t s = 0; s < c->nseries; s++)
        for (uint32_t i = 0; i < c->series[s].n; i++)
            n += !isnan(c->series[s].points[i].value);
    return n > 1;
}

static int make_part(struct work *w, struct err *err)
{
    if (!w->flow && w->part != PART_SEX)
        return none(w, err);
    switch (w->part) {
    case PART_STOCK:
    case PART_INFLOW: w->c->unit = unit_words(w->pg, w->in); return totals(w, err);
    case PART_ORIGINS:
    case PART_ABROAD:
    case PART_RETURNS:
    case PART_LEAVERS:
    case PART_OUTFLOW: return by_country(w, w->part == PART_OUTFLOW ? CHART_LINE : CHART_BAR, err);
    case PART_ACTIVITIES:
    case PART_OCCUPATIONS:
    case PART_EDUCATION: return parts(w, err);
    case PART_SEX: return sexes(w, err);
    case PART_EARNINGS: return earnings(w, err);
    case PROFILE_PARTS: break;
    }
    return none(w, err);
}

int topic_country_part(struct chart *c, struct page *pg, const struct profile *profile, enum profile_part part,
                       struct err *err)
{
    struct work w = {.pg = pg, .cube = pg->cube, .ref = pg->cube->ref, .c = c, .profile = *profile, .part = part,
                     .flow = profile->best[part]};
    w.in = w.flow ? &w.ref->indicators[w.flow->indicator] : NULL;
    chart_init(c, pg->arena, CHART_LINE);
    return make_part(&w, err);
}

int topic_country(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err)
{
    uint16_t area = ask->nparts == 2 ? ref_area_find(pg->cube->ref, ask->part[0]) : 0;
    int part = ask->nparts == 2 ? profile_part_find(ask->part[1]) : -1;
    bool others = ask->nparts == 2 && str_is(ask->part[1], "others");
    struct profile profile;
    if (!area)
        return err_set(err, ERR_NOTFOUND, "There is no country \"%s\".", utf8_brief(ask->part[0]).text);
    if (part < 0 && !others)
        return err_set(err, ERR_NOTFOUND, "There are no charts of \"%s\" of a country.", utf8_brief(ask->part[1]).text);
    if (ask->kind != CHART_KINDS)
        return err_set(err, ERR_USAGE, "Charts of a country are of one kind each; leave out which.");
    if (others)
        return topic_others(c, pg, area, err);
    profile_make(&profile, pg->cube, area);
    return topic_country_part(c, pg, &profile, (enum profile_part)part, err);
}
