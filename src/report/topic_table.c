/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Charts of one table of the questionnaire. Of a country: the parts of its first classification, as countries of
 * citizenship; of all countries: the total of each. Annual figures only. */

#include "base/utf8.h"
#include "report/layout.h"
#include "report/topic_parts.h"

#include "model/period.h"

#include <math.h>
#include <stdio.h>

enum { LINES_MOST = 6, PANELS_MOST = 12, BARS_MOST = 15, ROWS_MOST = 20, PARTS_MOST = 7, LINKS_MOST = 12 };

/* A series of the cube that may be shown. */
struct shown {
    uint32_t series;
    uint16_t area, code; /* what it is called by: the country, or the code of the first classification */
    struct str name;
    double newest; /* NaN: it has none */
    uint16_t at;   /* its period */
};

struct work {
    struct page *pg;
    const struct cube *cube;
    const struct ref *ref;
    const struct cube_flow *flow;
    const struct indicator *in;
    struct chart *c;
    uint16_t area;          /* 0: all countries */
    uint16_t sex, fixed[2]; /* what the series have to have; 0: the total, or none */
    bool *codes, *areas;    /* by index: of which parts, of which countries; NULL: of all */
    int from, to;           /* years; 0: open */
    struct shown *list;
    uint32_t n;
    bool sources_changed;
};

static bool is_annual(const struct work *w, uint32_t s) { return w->cube->freq[s] == 'A'; }

/* The code is the one that is asked for; where none is, the total, or nothing in a table without. */
static bool is_wanted(const struct work *w, uint16_t code, uint16_t wanted)
{
    if (wanted)
        return code == wanted;
    return !code || code == w->ref->sex_total || w->ref->codes[code].role == CODE_TOTAL;
}

static bool in_years(const struct work *w, uint16_t period)
{
    int year = period_year(period);
    return (!w->from || year >= w->from) && (!w->to || year <= w->to);
}

static void newest_of(const struct work *w, struct shown *s)
{
    const struct cube *cube = w->cube;
    s->newest = (double)NAN;
    for (uint32_t i = cube->start[s->series + 1]; i > cube->start[s->series] && isnan(s->newest); i--)
        if (!isnan(cube->value[i - 1]) && in_years(w, cube->period[i - 1])) {
            s->newest = cube->value[i - 1];
            s->at = cube->period[i - 1];
        }
}

static void show(struct work *w, uint32_t series, uint16_t area, uint16_t code, struct str name)
{
    struct shown *s = &w->list[w->n];
    *s = (struct shown){.series = series, .area = area, .code = code, .name = name};
    newest_of(w, s);
    w->n += !isnan(s->newest);
}

/* Larger newest figures first; of one country, those first that have one in its newest period. */
static int by_newest(const void *a, const void *b, void *period)
{
    const struct shown *x = a, *y = b;
    uint16_t newest = *(uint16_t *)period;
    if (newest && (x->at == newest) != (y->at == newest))
        return x->at == newest ? -1 : 1;
    if (x->newest != y->newest)
        return x->newest > y->newest ? -1 : 1;
    return x->series < y->series ? -1 : x->series > y->series;
}

/* Of lists that a country used one after the other, the one with the newest figures; of those the longest. */
static int version_of(const struct work *w, uint32_t first, uint32_t end)
{
    uint16_t *newest = arena_array(w->pg->arena, uint16_t, w->ref->nversions + 1);
    uint32_t *size = arena_array(w->pg->arena, uint32_t, w->ref->nversions + 1);
    int best = -1;
    for (uint32_t s = first; s < end; s++) {
        uint16_t code = w->cube->classif[0][s];
        if (!code || !is_annual(w, s) || w->ref->codes[code].role == CODE_TOTAL)
            continue;
        int v = w->ref->codes[code].version;
        newest[v] = MAX(newest[v], w->cube->period[w->cube->start[s + 1] - 1]);
        size[v]++;
        if (best < 0 || newest[v] > newest[best] || (newest[v] == newest[best] && size[v] > size[best]))
            best = v;
    }
    return best;
}

/* "Other countries" are others each year, whichever the rest names: one figure, but no line. */
static bool is_line(const struct work *w, const struct code *k)
{
    return k->role != CODE_REST || !w->ref->versions[k->version].countries ||
           (w->c->kind != CHART_LINE && w->c->kind != CHART_MULTIPLES);
}

/* One of those that are asked for; where none is, a part of the classification that belongs to no other part. */
static bool is_part(const struct work *w, uint16_t code, int version)
{
    const struct code *k = &w->ref->codes[code];
    if (w->codes)
        return w->codes[code] && is_line(w, k);
    return k->version == version && (k->role == CODE_PART || k->role == CODE_REST) && is_line(w, k) &&
           (!k->parent || w->ref->codes[k->parent].role == CODE_TOTAL);
}

static void gather_parts(struct work *w)
{
    uint32_t first = w->flow->area_at[w->area], end = w->flow->area_at[w->area + 1];
    int version = w->in->nclass ? version_of(w, first, end) : -1;
    for (uint32_t s = first; s < end; s++) {
        uint16_t code = w->cube->classif[0][s];
        const struct code *k = &w->ref->codes[code];
        if (!is_annual(w, s) || !is_wanted(w, w->cube->classif[1][s], w->fixed[1]))
            continue;
        if (!w->in->nclass || version < 0) { /* by sex alone */
            if (w->cube->sex[s] != w->ref->sex_total || w->flow->n == 1)
                show(w, s, 0, w->cube->sex[s], w->ref->codes[w->cube->sex[s]].name);
        } else if (is_wanted(w, w->cube->sex[s], w->sex) && is_part(w, code, version)) {
            show(w, s, k->area, code, k->name);
        }
    }
}

static void gather_areas(struct work *w)
{
    for (uint32_t s = w->flow->first; s < w->flow->first + w->flow->n; s++)
        if (is_annual(w, s) && is_wanted(w, w->cube->sex[s], w->sex) &&
            is_wanted(w, w->cube->classif[0][s], w->fixed[0]) &&
            is_wanted(w, w->cube->classif[1][s], w->fixed[1]) && (!w->areas || w->areas[w->cube->area[s]]) &&
            (w->n == 0 || w->list[w->n - 1].area != w->cube->area[s]))
            show(w, s, w->cube->area[s], 0, w->ref->areas[w->cube->area[s]].name);
}

static struct chart_colour colour_of(const struct work *w, const struct shown *s)
{
    if (s->code && s->code == w->ref->sex_female)
        return (struct chart_colour){COLOUR_WOMEN, 0};
    if (s->code && s->code == w->ref->sex_male)
        return (struct chart_colour){COLOUR_MEN, 0};
    if (s->code && w->ref->codes[s->code].role == CODE_REST)
        return (struct chart_colour){COLOUR_REST, 0};
    return chart_colour_area(w->ref, s->area);
}

static struct str year_words(const struct work *w, uint16_t period)
{
    return text_join(w->pg, "%d", period_year(period));
}

/* From the first to the last year in which one of the first n has a figure. */
static void span_of(const struct work *w, uint32_t n, uint16_t *from, uint16_t *to)
{
    *from = *to = 0;
    for (uint32_t k = 0; k < n; k++) {
        uint16_t first = w->cube->period[w->cube->start[w->list[k].series]], last = w->list[k].at;
        *from = *from ? MIN(*from, first) : first;
        *to = MAX(*to, last);
    }
    if (*from && w->from > period_year(*from))
        *from = period_make(w->from, 0);
}

static void over_time(struct work *w, uint32_t most)
{
    uint16_t from, to;
    w->n = MIN(w->n, most);
    span_of(w, w->n, &from, &to);
    for (uint32_t k = 0; k < w->n; k++) {
        const struct shown *s = &w->list[k];
        if (topic_points(w->c, w->pg, s->series, s->name, colour_of(w, s), period_year(from), period_year(to)))
            w->sources_changed = true;
    }
    w->c->decimals = MIN(w->c->decimals, w->in->decimals);
}

/* The figure of a series in one period; NaN when it has none. */
static double value_in(const struct cube *cube, uint32_t series, uint16_t period, uint32_t *obs)
{
    for (uint32_t i = cube->start[series]; i < cube->start[series + 1]; i++)
        if (cube->period[i] == period) {
            *obs = i;
            return cube->value[i];
        }
    return (double)NAN;
}

static uint16_t newest_period(const struct work *w)
{
    uint16_t newest = 0;
    for (uint32_t k = 0; k < w->n; k++)
        newest = MAX(newest, w->list[k].at);
    return newest;
}

/* All of one year where it is one country's, else the newest of each. */
static void in_one_year(struct work *w, uint32_t most)
{
    uint16_t period = newest_period(w);
    struct str name = w->area ? year_words(w, period) : text_get(w->pg->text, "chart.newest");
    struct chart_series *s = chart_series(w->c, name);
    uint32_t put = 0;
    s->colour.as = w->c->kind == CHART_BAR ? COLOUR_MIGRANTS : COLOUR_NEXT;
    for (uint32_t k = 0; k < w->n && put < most; k++) {
        const struct shown *one = &w->list[k];
        uint32_t obs = 0;
        double v = value_in(w->cube, one->series, w->area ? period : one->at, &obs);
        if (isnan(v))
            continue;
        struct str label = w->area ? one->name : WORDS(w->pg, "chart.in.year", {"name", one->name},
                                                       {"year", year_words(w, one->at)});
        chart_point(w->c, s, label, v, chart_flags(w->cube->status[obs]) & ~(unsigned)CHART_AFTER_BREAK);
        s->points[s->n - 1].status = w->cube->status[obs];
        w->c->decimals = MAX(w->c->decimals, MIN(w->cube->decimals[obs], w->in->decimals));
        put++;
    }
}

/* Women and men by the parts of the classification, in its order, in the newest year. */
static int by_sex(struct work *w, struct err *err)
{
    const uint16_t sexes[] = {w->ref->sex_female, w->ref->sex_male};
    uint16_t period = newest_period(w);
    uint32_t n = w->n;
    if (!w->area || !w->in->has_sex || !w->in->nclass)
        return err_set(err, ERR_USAGE,
                       "Only a table of one country by sex and another classification can be a pyramid.");
    struct shown *parts = arena_array(w->pg->arena, struct shown, n + 1);
    memcpy(parts, w->list, n * sizeof *parts);
    for (size_t x = 0; x < ARRAY_LEN(sexes); x++) {
        struct chart_series *s = chart_series(w->c, w->ref->codes[sexes[x]].name);
        s->colour.as = x ? COLOUR_MEN : COLOUR_WOMEN;
        for (uint32_t k = 0; k < n; k++) {
            double v = (double)NAN;
            uint32_t obs = 0;
            for (uint32_t q = w->flow->area_at[w->area]; q < w->flow->area_at[w->area + 1] && isnan(v); q++)
                if (w->cube->sex[q] == sexes[x] && w->cube->classif[0][q] == parts[k].code && is_annual(w, q) &&
                    is_wanted(w, w->cube->classif[1][q], w->fixed[1]))
                    v = value_in(w->cube, q, period, &obs);
            chart_point(w->c, s, parts[k].name, v,
                        isnan(v) ? 0 : chart_flags(w->cube->status[obs]) & ~(unsigned)CHART_AFTER_BREAK);
            if (!isnan(v))
                w->c->decimals = MAX(w->c->decimals, MIN(w->cube->decimals[obs], w->in->decimals));
        }
    }
    return 0;
}

/* Of nationals abroad the country is where they come from, else where people come to. */
static int corridors(struct work *w, struct err *err)
{
    bool origin = str_is(w->ref->modules[w->in->module].code, "MNA");
    uint16_t period = newest_period(w);
    if (!w->area)
        return err_set(err, ERR_USAGE, "Corridors are shown of one country.");
    for (uint32_t k = 0; k < w->n && w->c->nlinks < LINKS_MOST; k++) {
        const struct shown *one = &w->list[k];
        const struct area *here = &w->ref->areas[w->area], *there = &w->ref->areas[one->area];
        uint32_t obs = 0;
        double v = value_in(w->cube, one->series, period, &obs);
        if (!one->area || !(v > 0))
            continue;
        struct chart_link link = {.from = here->name, .to = there->name, .from_code = here->code,
                                  .to_code = there->code, .value = v};
        if (!origin)
            link = (struct chart_link){.from = there->name, .to = here->name, .from_code = there->code,
                                       .to_code = here->code, .value = v};
        link.colour = chart_colour_area(w->ref, origin ? w->area : one->area);
        chart_link(w->c, &link);
        w->c->decimals = MAX(w->c->decimals, MIN(w->cube->decimals[obs], w->in->decimals));
    }
    if (!w->c->nlinks)
        return err_set(err, ERR_USAGE, "This table is not by country.");
    return 0;
}

/* Each member has its place on the map, with a figure or without; others that have one too. */
static void on_map(struct work *w)
{
    for (uint16_t a = 1; a < w->ref->nareas; a++) {
        double v = (double)NAN;
        for (uint32_t k = 0; k < w->n; k++)
            if (w->list[k].area == a)
                v = w->list[k].newest;
        if (!isnan(v) || (w->ref->areas[a].member && !w->area))
            chart_area(w->c, w->ref->areas[a].code, w->ref->areas[a].name, v);
    }
    w->c->decimals = w->in->decimals;
}

/* -- what stands around it --------------------------------------------------------------------------- */

/* "Women; the largest 6 by their newest figures". */
static void put_titles(struct work *w, uint32_t found, uint32_t most)
{
    struct page *pg = w->pg;
    struct chart *c = w->c;
    const struct code *sex = w->sex && w->sex != w->ref->sex_total ? &w->ref->codes[w->sex] : NULL;
    struct str year = year_words(w, newest_period(w));
    c->title = w->area ? WORDS(pg, "table.title", {"place", w->ref->areas[w->area].name}, {"title", w->in->title})
                       : w->in->title;
    struct str cut = found > most ? WORDS(pg, "chart.largest", {"n", number(pg, most)}) : (struct str){0};
    bool still = w->area && (c->kind == CHART_BAR || c->kind == CHART_SANKEY || c->kind == CHART_FLOW_MAP ||
                             c->kind == CHART_PYRAMID);
    struct str parts[] = {w->ref->codes[w->fixed[0]].name, w->ref->codes[w->fixed[1]].name,
                          sex ? sex->name : (struct str){0}, cut, still ? year : (struct str){0}};
    struct buf all = {0};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (parts[i].len && all.len)
            buf_puts(&all, "; ");
        buf_str(&all, parts[i]);
    }
    c->subtitle = arena_str(pg->arena, buf_view(&all));
    buf_release(&all);
    c->unit = unit_words(pg, w->in);
}

static void put_foot(struct work *w)
{
    uint32_t *series = arena_array(w->pg->arena, uint32_t, w->n + 1);
    for (uint32_t k = 0; k < w->n; k++)
        series[k] = w->list[k].series;
    topic_foot(w->c, w->pg, series, w->n, table_path(w->pg, w->in, w->area),
               w->sources_changed && (w->c->kind == CHART_LINE || w->c->kind == CHART_MULTIPLES));
}

/* -- what is asked ------------------------------------------------------------------------------------- */

static int read_key(struct work *w, struct str key, struct err *err)
{
    for (struct str code; str_next(&code, &key, '.');) {
        uint16_t k = ref_code_find(w->ref, code);
        int slot = k ? ref_code_slot(w->ref, w->in, k) : -1;
        if (k && w->in->has_sex && w->ref->versions[w->ref->codes[k].version].dimension == w->ref->sex_dimension)
            w->sex = k;
        else if (slot >= 0)
            w->fixed[slot] = k;
        else
            return err_set(err, ERR_USAGE, "\"%s\" is no code of this table.", utf8_brief(code).text);
    }
    return 0;
}

/* Codes joined by "+" or a comma; NULL where none is named. */
static int read_list(bool **list, struct work *w, struct str text, uint16_t (*find)(const struct ref *, struct str),
                     uint32_t most, struct err *err)
{
    if (text.len)
        *list = arena_array(w->pg->arena, bool, most);
    while (text.len) {
        size_t n = 0;
        while (n < text.len && text.p[n] != '+' && text.p[n] != ',')
            n++;
        uint16_t one = find(w->ref, str_sub(text, 0, n));
        if (!one)
            return err_set(err, ERR_USAGE, "\"%s\" is no code of this table.", utf8_brief(str_sub(text, 0, n)).text);
        (*list)[one] = true;
        text = str_sub(text, MIN(n + 1, text.len), text.len);
    }
    return 0;
}

static int read_year(int *year, struct str text, struct err *err)
{
    uint64_t n = 0;
    if (text.len && (!str_uint(&n, text, 2200) || n < 1900))
        return err_set(err, ERR_USAGE, "\"%s\" is no year.", utf8_brief(text).text);
    *year = (int)n;
    return 0;
}

static int read_part(struct work *w, const struct chart_ask *ask, struct err *err)
{
    int r = read_list(&w->codes, w, topic_param(ask, "codes"), ref_code_find, w->ref->ncodes, err);
    if (r == 0)
        r = read_list(&w->areas, w, topic_param(ask, "areas"), ref_area_find, w->ref->nareas, err);
    if (r == 0)
        r = read_year(&w->from, topic_param(ask, "timefrom"), err);
    return r == 0 ? read_year(&w->to, topic_param(ask, "timeto"), err) : r;
}

static int read_ask(struct work *w, const struct chart_ask *ask, struct err *err)
{
    uint16_t indicator = ask->nparts ? ref_indicator_find(w->ref, ask->part[0]) : 0;
    if (ask->nparts < 1 || ask->nparts > 2 || !indicator)
        return err_set(err, ERR_NOTFOUND, "There is no table \"%s\".", utf8_brief(ask->part[0]).text);
    if (ask->nparts == 2 && !(w->area = ref_area_find(w->ref, ask->part[1])))
        return err_set(err, ERR_NOTFOUND, "There is no country \"%s\".", utf8_brief(ask->part[1]).text);
    w->in = &w->ref->indicators[indicator];
    w->flow = cube_flow_find(w->cube, indicator);
    if (!w->flow || (w->area && w->flow->area_at[w->area] == w->flow->area_at[w->area + 1]))
        return err_set(err, ERR_NOTFOUND, "This table has no figures there.");
    int r = read_part(w, ask, err);
    return r == 0 ? read_key(w, topic_param(ask, "key"), err) : r;
}

static int draw_kind(struct work *w, uint32_t *most, struct err *err)
{
    static const uint32_t mosts[CHART_KINDS] = {
        [CHART_LINE] = LINES_MOST,     [CHART_MULTIPLES] = PANELS_MOST, [CHART_HEAT] = ROWS_MOST,
        [CHART_STACKED] = PARTS_MOST,  [CHART_BAR] = BARS_MOST,         [CHART_SANKEY] = LINKS_MOST,
        [CHART_FLOW_MAP] = LINKS_MOST, [CHART_PYRAMID] = ROWS_MOST,     [CHART_MAP] = UINT32_MAX};
    *most = mosts[w->c->kind];
    switch (w->c->kind) {
    case CHART_LINE:
    case CHART_MULTIPLES:
    case CHART_HEAT: over_time(w, *most); return 0;
    case CHART_STACKED:
        if (!w->area || w->n > *most)
            return err_set(err, ERR_USAGE, "Only a table of one country with at most %d parts can be stacked.",
                           PARTS_MOST);
        over_time(w, *most);
        return 0;
    case CHART_BAR: in_one_year(w, *most); return 0;
    case CHART_PYRAMID: return by_sex(w, err);
    case CHART_SANKEY:
    case CHART_FLOW_MAP: return corridors(w, err);
    case CHART_MAP: on_map(w); return 0;
    case CHART_KINDS: break;
    }
    return err_set(err, ERR_USAGE, "There are no charts of that kind.");
}

int topic_table(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err)
{
    struct work w = {.pg = pg, .cube = pg->cube, .ref = pg->cube->ref, .c = c};
    uint32_t most;
    int r = read_ask(&w, ask, err);
    if (r < 0)
        return r;
    w.list = arena_array(pg->arena, struct shown,
                         (w.area ? w.flow->area_at[w.area + 1] - w.flow->area_at[w.area] : w.flow->n) + 1);
    if (w.area)
        gather_parts(&w);
    else
        gather_areas(&w);
    if (!w.n)
        return err_set(err, ERR_NOTFOUND, "This table has no figures that such a chart could show.");
    if (c->kind != CHART_PYRAMID && c->kind != CHART_STACKED)
        qsort_r(w.list, w.n, sizeof *w.list, by_newest, &(uint16_t){w.area ? newest_period(&w) : 0});
    uint32_t found = w.n;
    if ((r = draw_kind(&w, &most, err)) < 0)
        return r;
    put_titles(&w, found, most);
    put_foot(&w);
    return 0;
}
