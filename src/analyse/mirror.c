/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What each side says of one corridor, and what others say of it. */

#include "analyse/mirror_inner.h"

#include "model/obs.h"
#include "model/period.h"

#include <math.h>

enum { TOTAL, WOMEN, MEN, REST, RUNS }; /* the series of a table that speak of a partner */

/* Where views are gathered: one cube, of the countries or of a collection. */
struct gather {
    struct corridor *out;
    size_t size;
    const struct ref *ref;
    const struct cube *cube;
    const struct collection *collection; /* NULL: of the countries */
};

/* The series of one table, area and frequency. Each is at `at`, and ends at `end`. */
struct runs {
    const struct mirrored *row;
    uint16_t indicator;
    uint32_t begin[RUNS], at[RUNS], end[RUNS];
};

bool mirror_counts(const struct cube *cube, uint32_t obs)
{
    return isfinite(cube->value[obs]) && cube->status[obs] != 'C';
}

/* "T36:3215" of the notes of a figure; empty where there is none of that type. */
static struct str note_of(const struct ref *ref, struct str notes, struct str type)
{
    struct str part[3], note;
    obs_note_split(&part[0], &part[1], &part[2], notes);
    for (size_t i = 0; i < ARRAY_LEN(part); i++)
        while (ref_note_next(&note, &part[i], ref))
            if (str_starts(note, type))
                return note;
    return STR("");
}

/* "Not specified" and "definition unspecified" say nothing. */
static struct str definition_of(struct str note)
{
    return str_is(note, "T36:4468") || str_is(note, "T36:5015") ? STR("") : note;
}

static enum criterion collection_criterion(const struct collection *c)
{
    return str_is(c->criterion, "birth")         ? CRITERION_BIRTH
           : str_is(c->criterion, "citizenship") ? CRITERION_CITIZENSHIP
                                                 : CRITERION_NONE;
}

static struct mirror_view *new_view(struct gather *g)
{
    struct corridor *c = g->out;
    if (c->n == g->size)
        c->v = mem_grow(c->v, sizeof *c->v * (g->size = MAX(g->size * 2, (size_t)64)));
    return &c->v[c->n++];
}

/* The figure of the same series a year before is the same. */
static bool is_carried(const struct cube *cube, const struct runs *r, unsigned run, uint32_t obs)
{
    for (uint32_t i = r->begin[run]; i < obs; i++)
        if (cube->period[i] + PERIOD_SUBS == cube->period[obs])
            return cube->value[i] == cube->value[obs] && cube->value[obs] != 0 && mirror_counts(cube, i);
    return false;
}

/* `obs`: what the table has of the partner in the period, UINT32_MAX where it has nothing. The figure that leads is
 * that of women and men together, else of the one sex that is given; the others are of the same source. */
static void put_value(struct mirror_view *v, const struct gather *g, const struct runs *r,
                      const uint32_t obs[RUNS])
{
    const struct cube *cube = g->cube;
    const struct ref *ref = g->ref;
    const uint16_t sexes[] = {ref->sex_total, ref->sex_female, ref->sex_male};
    bool counts[RUNS];
    unsigned lead = RUNS;
    for (unsigned i = RUNS; i-- > 0;) {
        counts[i] = obs[i] != UINT32_MAX && mirror_counts(cube, obs[i]);
        if (i < REST && obs[i] != UINT32_MAX && (lead == RUNS || counts[i] || !counts[lead]))
            lead = i;
    }
    if (obs[TOTAL] != UINT32_MAX && cube->status[obs[TOTAL]] == 'C')
        lead = TOTAL; /* what is confidential is not put together from its parts */
    v->women = v->men = v->value = v->rest = NAN;
    v->sex = lead < REST ? sexes[lead] : ref->sex_total;
    if (counts[REST])
        v->rest = cube->value[obs[REST]];
    uint32_t from = obs[lead < REST ? lead : REST];
    if (counts[WOMEN] && cube->source[obs[WOMEN]] == cube->source[from])
        v->women = cube->value[obs[WOMEN]];
    if (counts[MEN] && cube->source[obs[MEN]] == cube->source[from])
        v->men = cube->value[obs[MEN]];
    v->decimals = MIN(cube->decimals[from], ref->indicators[r->indicator].decimals);
    v->status = cube->status[from];
    v->source = cube->sources[cube->source[from]];
    v->definition = definition_of(note_of(ref, cube->notes[cube->note[from]], STR("T36:")));
    v->reference = note_of(ref, cube->notes[cube->note[from]], STR("S3:"));
    v->in_rest = lead == RUNS;
    if (v->in_rest) {
        v->status = 0;
        return;
    }
    if (counts[lead]) {
        v->value = cube->value[from];
        v->carried = is_carried(cube, r, lead, from);
    }
    if (lead != TOTAL && !isnan(v->women) && !isnan(v->men)) {
        v->summed = true;
        v->value = v->women + v->men;
        v->sex = ref->sex_total;
        v->decimals = MAX(v->decimals, MIN(cube->decimals[obs[MEN]], ref->indicators[r->indicator].decimals));
        v->carried = v->carried && is_carried(cube, r, MEN, obs[MEN]);
        if (!v->status)
            v->status = cube->status[obs[MEN]];
    }
}

static void put_view(struct gather *g, const struct runs *r, uint16_t period, const uint32_t obs[RUNS])
{
    struct mirror_view *v = new_view(g);
    const struct mirrored *row = r->row;
    *v = (struct mirror_view){.side = row->side, .kind = row->kind, .indicator = r->indicator, .period = period,
                              .place = (uint16_t)(row - g->ref->mirrored), .population = row->population.p,
                              .time = row->time.p};
    put_value(v, g, r, obs);
    v->criterion = row->criterion ? row->criterion : mirrored_criterion(g->ref, v->definition);
    if (g->collection) {
        v->side = SIDE_OTHER;
        v->collection = g->collection;
        v->source = g->collection->code;
        v->criterion = collection_criterion(g->collection);
        v->population = NULL;
    }
}

/* "Other countries" hold the partner of a year only where there is somebody in them. */
static bool rest_speaks(const struct gather *g, uint32_t obs)
{
    return !g->collection && obs != UINT32_MAX && mirror_counts(g->cube, obs) && g->cube->value[obs] > 0;
}

/* Period by period, through all runs at once. */
static void put_runs(struct gather *g, struct runs *r)
{
    const uint16_t *period = g->cube->period;
    for (;;) {
        uint32_t obs[RUNS];
        uint16_t at = UINT16_MAX;
        for (unsigned i = 0; i < RUNS; i++)
            if (r->at[i] < r->end[i])
                at = MIN(at, period[r->at[i]]);
        if (at == UINT16_MAX)
            return;
        for (unsigned i = 0; i < RUNS; i++)
            obs[i] = r->at[i] < r->end[i] && period[r->at[i]] == at ? r->at[i]++ : UINT32_MAX;
        bool listed = obs[TOTAL] != UINT32_MAX || obs[WOMEN] != UINT32_MAX || obs[MEN] != UINT32_MAX;
        if (listed || rest_speaks(g, obs[REST]))
            put_view(g, r, at, obs);
    }
}

/* One table of one area: its series by frequency, the partner's and those of "other countries". */
static void put_table(struct gather *g, const struct cube_flow *flow, const struct mirrored *row, uint16_t area,
                      uint16_t partner)
{
    const struct cube *cube = g->cube;
    const struct ref *ref = g->ref;
    const struct version *v = mirrored_countries(ref, flow->indicator);
    uint16_t code = (uint16_t)(v->first + partner);
    uint32_t s = flow->area_at[area], end = flow->area_at[area + 1];
    while (s < end) {
        char freq = cube->freq[s];
        struct runs r = {.row = row, .indicator = flow->indicator};
        for (; s < end && cube->freq[s] == freq; s++) {
            uint16_t sex = cube->sex[s], of = cube->classif[0][s];
            bool total = !sex || sex == ref->sex_total;
            unsigned run = of == code && total                    ? TOTAL
                           : of == code && sex == ref->sex_female ? WOMEN
                           : of == code && sex == ref->sex_male   ? MEN
                           : of == v->rest && v->rest && total    ? REST
                                                                  : RUNS;
            if (run == RUNS)
                continue;
            r.begin[run] = r.at[run] = cube->start[s];
            r.end[run] = cube->start[s + 1];
        }
        put_runs(g, &r);
    }
}

static void put_cube(struct gather *g, uint16_t origin, uint16_t destination)
{
    for (uint32_t f = 0; g->cube && f < g->cube->nflows; f++) {
        const struct cube_flow *flow = &g->cube->flows[f];
        const struct mirrored *row = mirrored_of(g->ref, flow->indicator);
        if (row)
            put_table(g, flow, row, row->side == SIDE_ORIGIN ? origin : destination,
                      row->side == SIDE_ORIGIN ? destination : origin);
    }
}

/* Views of one place stay in the order in which they were gathered. */
static int compare_views(const void *a, const void *b)
{
    const struct mirror_view *x = *(const struct mirror_view *const *)a, *y = *(const struct mirror_view *const *)b;
    int d = (int)x->period - (int)y->period;
    if (d == 0)
        d = (int)x->kind - (int)y->kind;
    if (d == 0)
        d = (int)x->side - (int)y->side;
    if (d == 0 && x->side != SIDE_OTHER)
        d = (int)x->place - (int)y->place;
    return d ? d : (x > y) - (x < y);
}

static void sort_views(struct corridor *c, struct arena *arena)
{
    const struct mirror_view **order = mem_alloc(sizeof *order * (c->n + 1));
    struct mirror_view *sorted = arena_array(arena, struct mirror_view, c->n + 1);
    for (size_t i = 0; i < c->n; i++)
        order[i] = &c->v[i];
    qsort(order, c->n, sizeof *order, compare_views);
    for (size_t i = 0; i < c->n; i++)
        sorted[i] = *order[i];
    free(order);
    free(c->v);
    c->v = sorted;
}

void mirror_corridor(struct corridor *out, struct arena *arena, const struct mirror_from *from, uint16_t origin,
                     uint16_t destination)
{
    *out = (struct corridor){.origin = origin, .destination = destination};
    struct gather g = {.out = out, .ref = from->ref, .cube = from->cube};
    put_cube(&g, origin, destination);
    for (size_t i = 0; i < from->nothers; i++) {
        g.collection = from->others[i];
        g.cube = from->others[i]->cube;
        put_cube(&g, origin, destination);
    }
    sort_views(out, arena);
    mirror_put_pairs(out, arena, from->ref);
    mirror_put_intervals(out, arena, from->ref);
}
