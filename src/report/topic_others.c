/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What other countries say of people from a country, or of their people in it: a line for each of them, of the table
 * in which most say something. */

#include "report/profile.h"
#include "report/topic_parts.h"

#include "model/mirrored.h"

enum { LINES_MOST = 6 };

struct told {
    uint32_t series;
    double newest;
};

/* Series of a table in which the country is the partner, of women and men together. */
static uint32_t gather(struct told *v, const struct cube *cube, const struct cube_flow *flow, uint16_t area)
{
    const struct ref *ref = cube->ref;
    uint32_t n = 0, obs;
    for (uint32_t s = flow->first; s < flow->first + flow->n; s++) {
        uint16_t code = cube->classif[0][s];
        if (!code || ref->codes[code].area != area || cube->area[s] == area || cube->freq[s] != 'A' ||
            (cube->sex[s] && cube->sex[s] != ref->sex_total) || !series_newest(&obs, cube, s))
            continue;
        if (v)
            v[n] = (struct told){s, cube->value[obs]};
        n++;
    }
    return n;
}

static int by_newest(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    if (x->newest != y->newest)
        return x->newest > y->newest ? -1 : 1;
    return x->series < y->series ? -1 : x->series > y->series;
}

int topic_others(struct chart *c, struct page *pg, uint16_t area, struct err *err)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    const struct cube_flow *best = NULL;
    uint32_t most = 0, series[LINES_MOST];
    int from = 0, to = 0;
    bool changed = false;
    chart_init(c, pg->arena, CHART_LINE);
    for (uint32_t f = 0; f < cube->nflows; f++) {
        uint32_t n = mirrored_of(ref, cube->flows[f].indicator) ? gather(NULL, cube, &cube->flows[f], area) : 0;
        if (n > most)
            best = &cube->flows[f];
        most = MAX(most, n);
    }
    if (!best)
        return err_set(err, ERR_NOTFOUND, "No other country says anything of %.*s.", STR_FMT(ref->areas[area].code));
    struct told *v = arena_array(pg->arena, struct told, most);
    gather(v, cube, best, area);
    qsort(v, most, sizeof *v, by_newest);
    uint32_t n = MIN(most, (uint32_t)LINES_MOST);
    for (uint32_t i = 0; i < n; i++)
        topic_span(&from, &to, cube, series[i] = v[i].series);
    for (uint32_t i = 0; i < n; i++)
        changed |= topic_points(c, pg, series[i], ref->areas[cube->area[series[i]]].name,
                                chart_colour_area(ref, cube->area[series[i]]), from, to);
    const struct indicator *in = &ref->indicators[best->indicator];
    bool abroad = mirrored_of(ref, best->indicator)->side == SIDE_ORIGIN;
    c->title = WORDS(pg, abroad ? "others.chart.to" : "others.chart.from", {"measure", measure_words(pg, in)},
                     {"place", ref->areas[area].name});
    if (most > n)
        c->subtitle = WORDS(pg, "chart.largest", {"n", number(pg, n)});
    c->unit = unit_words(pg, in);
    topic_foot(c, pg, series, n, text_join(pg, "/country/%.*s", STR_FMT(ref->areas[area].code)), changed);
    return 0;
}
