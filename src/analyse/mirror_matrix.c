/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* All corridors at once: for each table that is a side of something, where the series of each corridor stands, and
 * then all of them, period by period. Figures of women and men together, of whole years. */

#include "analyse/mirror_inner.h"

#include "model/period.h"

#include <math.h>

enum { TABLES = 32 }; /* of one cube; of a side and kind there are a few */

/* A table: the series of each corridor, plus 1. */
struct table {
    const struct cube *cube;
    uint16_t indicator;
    enum mirror_side side;
    uint32_t *at;   /* n * n, by origin and destination */
    uint32_t *rest; /* n: by area that reports, its "other countries" */
};

/* Those of one kind, by side, in order of preference. */
struct corridors {
    const struct ref *ref;
    enum mirror_kind kind;
    const uint16_t *areas;
    uint32_t n;
    uint16_t *place_of; /* by area: its place in areas, plus 1 */
    struct table v[SIDES][TABLES];
    unsigned ntables[SIDES];
};

static void index_table(struct table *t, const struct corridors *c, struct arena *arena, const struct cube_flow *flow,
                        const struct mirrored *row)
{
    const struct cube *cube = t->cube;
    const struct version *v = mirrored_countries(c->ref, flow->indicator);
    t->indicator = flow->indicator;
    t->at = arena_array(arena, uint32_t, (size_t)c->n * c->n);
    t->rest = arena_array(arena, uint32_t, c->n);
    for (uint32_t i = 0; i < c->n; i++)
        for (uint32_t s = flow->area_at[c->areas[i]]; s < flow->area_at[c->areas[i] + 1]; s++) {
            uint16_t code = cube->classif[0][s], partner = c->ref->codes[code].area;
            if (cube->freq[s] != 'A' || (cube->sex[s] && cube->sex[s] != c->ref->sex_total))
                continue;
            if (code == v->rest)
                t->rest[i] = s + 1;
            uint32_t k = partner ? c->place_of[partner] : 0;
            if (k-- && k != i)
                t->at[row->side == SIDE_ORIGIN ? (size_t)i * c->n + k : (size_t)k * c->n + i] = s + 1;
        }
}

/* The flows of a cube that are of this kind, of a side or (SIDES) of any, in order of preference. */
static void index_cube(struct corridors *c, struct arena *arena, const struct cube *cube, enum mirror_side as)
{
    for (uint32_t m = 0; cube && m < c->ref->nmirrored; m++) {
        const struct mirrored *row = &c->ref->mirrored[m];
        for (uint32_t f = 0; row->kind == c->kind && f < cube->nflows; f++) {
            enum mirror_side side = as == SIDE_OTHER ? as : row->side;
            if (mirrored_of(c->ref, cube->flows[f].indicator) != row || c->ntables[side] == TABLES)
                continue;
            struct table *t = &c->v[side][c->ntables[side]++];
            *t = (struct table){.cube = cube, .side = row->side};
            index_table(t, c, arena, &cube->flows[f], row);
        }
    }
}

static void corridors_make(struct corridors *c, struct arena *arena, const struct mirror_from *from,
                           enum mirror_kind kind, const uint16_t *areas, uint32_t n)
{
    *c = (struct corridors){.ref = from->ref, .kind = kind, .areas = areas, .n = n};
    c->place_of = arena_array(arena, uint16_t, from->ref->nareas);
    for (uint32_t i = 0; i < n; i++)
        c->place_of[areas[i]] = (uint16_t)(i + 1);
    index_cube(c, arena, from->cube, SIDES);
    for (size_t i = 0; i < from->nothers; i++)
        index_cube(c, arena, from->others[i]->cube, SIDE_OTHER);
}

/* -- a corridor, period by period ------------------------------------------------------------------- */

struct figure_at {
    double value; /* NaN: none */
    uint16_t indicator;
    uint8_t decimals;
};

struct walk {
    const struct corridors *c;
    struct run {
        uint32_t at, end;
    } run[SIDES][TABLES];
    uint16_t period;
    struct figure_at side[SIDES];
};

static void walk_begin(struct walk *w, const struct corridors *c, size_t cell)
{
    w->c = c;
    for (int side = 0; side < SIDES; side++)
        for (unsigned t = 0; t < c->ntables[side]; t++) {
            uint32_t s = c->v[side][t].at[cell];
            const uint32_t *start = c->v[side][t].cube->start;
            w->run[side][t] = s ? (struct run){start[s - 1], start[s]} : (struct run){0};
        }
}

static void take(struct walk *w, int side, unsigned t)
{
    const struct table *table = &w->c->v[side][t];
    uint32_t obs = w->run[side][t].at++;
    if (!isnan(w->side[side].value) || !mirror_counts(table->cube, obs))
        return;
    const struct indicator *in = &w->c->ref->indicators[table->indicator];
    w->side[side] = (struct figure_at){table->cube->value[obs], table->indicator,
                                       (uint8_t)MIN(table->cube->decimals[obs], in->decimals)};
}

/* The next period of which anybody says something, and what each side says first. */
static bool walk_next(struct walk *w)
{
    const struct corridors *c = w->c;
    w->period = UINT16_MAX;
    for (int side = 0; side < SIDES; side++)
        for (unsigned t = 0; t < c->ntables[side]; t++)
            if (w->run[side][t].at < w->run[side][t].end)
                w->period = MIN(w->period, c->v[side][t].cube->period[w->run[side][t].at]);
    if (w->period == UINT16_MAX)
        return false;
    for (int side = 0; side < SIDES; side++) {
        w->side[side].value = NAN;
        for (unsigned t = 0; t < c->ntables[side]; t++)
            if (w->run[side][t].at < w->run[side][t].end &&
                c->v[side][t].cube->period[w->run[side][t].at] == w->period)
                take(w, side, t);
    }
    return true;
}

/* -- matrices ----------------------------------------------------------------------------------- */

static const uint16_t *members_of(uint32_t *n, struct arena *arena, const struct ref *ref)
{
    uint16_t *v = arena_array(arena, uint16_t, ref->nareas);
    *n = 0;
    for (uint16_t a = 1; a < ref->nareas; a++)
        if (ref->areas[a].member)
            v[(*n)++] = a;
    return v;
}

/* Both sides are better than one, one than neither; of the same the later. */
static int weight_of(const struct walk *w)
{
    int sides = !isnan(w->side[SIDE_ORIGIN].value) + !isnan(w->side[SIDE_DESTINATION].value);
    return sides ? sides : isnan(w->side[SIDE_OTHER].value) ? -1 : 0;
}

static bool rest_at(const struct corridors *c, enum mirror_side side, uint32_t area, uint16_t period)
{
    for (unsigned t = 0; t < c->ntables[side]; t++) {
        const struct table *table = &c->v[side][t];
        const struct cube *cube = table->cube;
        uint32_t s = table->rest[area];
        for (uint32_t i = s ? cube->start[s - 1] : 0; s && i < cube->start[s]; i++)
            if (cube->period[i] == period && mirror_counts(cube, i) && cube->value[i] > 0)
                return true;
    }
    return false;
}

static void put_cell(struct mirror_matrix *out, const struct corridors *c, size_t cell, uint16_t period)
{
    struct walk w, best = {.period = 0};
    int weight = -1;
    walk_begin(&w, c, cell);
    while (walk_next(&w)) {
        int here = weight_of(&w);
        if ((period && w.period != period) || here < 0 || here < weight)
            continue;
        weight = here;
        best.period = w.period;
        memcpy(best.side, w.side, sizeof best.side);
    }
    out->origin[cell] = weight < 0 ? NAN : best.side[SIDE_ORIGIN].value;
    out->destination[cell] = weight < 0 ? NAN : best.side[SIDE_DESTINATION].value;
    out->other[cell] = weight < 0 ? NAN : best.side[SIDE_OTHER].value;
    out->periods[cell] = best.period;
    for (int side = 0; side < SIDES && weight >= 0; side++)
        if (!isnan(best.side[side].value))
            out->decimals[cell] = MAX(out->decimals[cell], best.side[side].decimals);
    const uint32_t area[] = {(uint32_t)(cell / c->n), (uint32_t)(cell % c->n)};
    uint16_t at = best.period ? best.period : period;
    for (int side = 0; side < SIDE_OTHER; side++) {
        bool said = weight >= 0 && !isnan(best.side[side].value);
        out->indicators[side][cell] = said ? best.side[side].indicator : 0;
        out->rest[side][cell] = !said && area[0] != area[1] && rest_at(c, (enum mirror_side)side, area[side], at);
    }
}

void mirror_matrix(struct mirror_matrix *out, struct arena *arena, const struct mirror_from *from,
                   enum mirror_kind kind, uint16_t period, const uint16_t *areas, uint32_t n)
{
    struct corridors *c = arena_new(arena, struct corridors);
    if (!areas)
        areas = members_of(&n, arena, from->ref);
    size_t cells = (size_t)n * n;
    *out = (struct mirror_matrix){.kind = kind, .period = period, .areas = areas, .n = n};
    out->origin = arena_array(arena, double, cells);
    out->destination = arena_array(arena, double, cells);
    out->other = arena_array(arena, double, cells);
    out->decimals = arena_array(arena, uint8_t, cells);
    out->periods = arena_array(arena, uint16_t, cells);
    for (int side = 0; side < SIDE_OTHER; side++) {
        out->indicators[side] = arena_array(arena, uint16_t, cells);
        out->rest[side] = arena_array(arena, bool, cells);
    }
    corridors_make(c, arena, from, kind, areas, n);
    for (size_t cell = 0; cell < cells; cell++)
        put_cell(out, c, cell, period);
}

/* -- lines -------------------------------------------------------------------------------------- */

static void compare_line(struct mirror_line *l)
{
    double o = l->from_origin, d = l->from_destination;
    l->difference = d - o;
    l->ratio = o != 0 ? d / o : NAN;
    l->asymmetry = mirror_asymmetry(o, d);
}

static void put_line(struct mirror_line *l, const struct corridors *c, size_t cell, const struct walk *w)
{
    const struct figure_at *o = &w->side[SIDE_ORIGIN], *d = &w->side[SIDE_DESTINATION];
    *l = (struct mirror_line){.origin = c->areas[cell / c->n], .destination = c->areas[cell % c->n],
                              .period = w->period, .indicators = {o->indicator, d->indicator},
                              .decimals = MAX(o->decimals, d->decimals), .kind = c->kind,
                              .from_origin = o->value, .from_destination = d->value};
    compare_line(l);
}

/* No more lines than the side has figures that has fewer. */
static size_t most_lines(const struct corridors *c, size_t cell)
{
    size_t n[2] = {0, 0};
    for (int side = 0; side < SIDE_OTHER; side++)
        for (unsigned t = 0; t < c->ntables[side]; t++) {
            uint32_t s = c->v[side][t].at[cell];
            const uint32_t *start = c->v[side][t].cube->start;
            n[side] += s ? start[s] - start[s - 1] : 0;
        }
    return MIN(n[0], n[1]);
}

static size_t put_lines(struct mirror_line *lines, const struct corridors *c, size_t cell)
{
    size_t n = 0;
    struct walk w;
    if (most_lines(c, cell) == 0)
        return 0;
    walk_begin(&w, c, cell);
    while (walk_next(&w))
        if (!isnan(w.side[SIDE_ORIGIN].value) && !isnan(w.side[SIDE_DESTINATION].value))
            put_line(&lines[n++], c, cell, &w);
    return n;
}

const struct mirror_line *mirror_all(size_t *n, struct arena *arena, const struct mirror_from *from)
{
    struct corridors *kinds = arena_array(arena, struct corridors, MIRROR_KINDS);
    struct mirror_from sides = {.ref = from->ref, .cube = from->cube}; /* what others say is no line */
    uint16_t *areas = arena_array(arena, uint16_t, from->ref->nareas);
    uint32_t nareas = from->ref->nareas - 1;
    size_t most = 0, cells = (size_t)nareas * nareas;
    for (uint32_t i = 0; i < nareas; i++)
        areas[i] = (uint16_t)(i + 1);
    for (int kind = 0; kind < MIRROR_KINDS; kind++) {
        corridors_make(&kinds[kind], arena, &sides, (enum mirror_kind)kind, areas, nareas);
        for (size_t cell = 0; cell < cells; cell++)
            most += most_lines(&kinds[kind], cell);
    }
    *n = 0;
    if (most >= arena_room(arena) / sizeof(struct mirror_line))
        return NULL;
    struct mirror_line *lines = arena_array(arena, struct mirror_line, most + 1);
    for (size_t cell = 0; cell < cells; cell++)
        for (int kind = 0; kind < MIRROR_KINDS; kind++)
            *n += put_lines(lines + *n, &kinds[kind], cell);
    return lines;
}

/* The larger of what the two sides say; of those alike, and of zero and nothing, in order of the countries. */
static int by_size(const void *a, const void *b)
{
    const struct mirror_line *x = a, *y = b;
    double here = fmax(x->from_origin, x->from_destination), there = fmax(y->from_origin, y->from_destination);
    int d = (here < there) - (here > there);
    if (d == 0)
        d = (int)x->origin - (int)y->origin;
    return d ? d : (int)x->destination - (int)y->destination;
}

const struct mirror_line *mirror_listed(size_t *n, struct arena *arena, const struct mirror_matrix *m)
{
    size_t cells = (size_t)m->n * m->n;
    struct mirror_line *lines = arena_array(arena, struct mirror_line, cells + 1);
    *n = 0;
    for (size_t i = 0; i < cells; i++) {
        if (isnan(m->origin[i]) && isnan(m->destination[i]))
            continue;
        struct mirror_line *l = &lines[(*n)++];
        *l = (struct mirror_line){.origin = m->areas[i / m->n], .destination = m->areas[i % m->n],
                                  .period = m->periods[i], .kind = m->kind, .decimals = m->decimals[i],
                                  .indicators = {m->indicators[0][i], m->indicators[1][i]},
                                  .rest = {m->rest[0][i], m->rest[1][i]},
                                  .from_origin = m->origin[i], .from_destination = m->destination[i]};
        compare_line(l);
    }
    qsort(lines, *n, sizeof *lines, by_size);
    return lines;
}

/* -- countries ---------------------------------------------------------------------------------- */

/* Sums over the corridors of a country. */
struct sums {
    uint32_t n;
    double said, mirrored, apart;
};

static void add_line(struct sums *s, const struct mirror_line *l, bool as_origin)
{
    s->n++;
    s->said += as_origin ? l->from_origin : l->from_destination;
    s->mirrored += as_origin ? l->from_destination : l->from_origin;
    s->apart += fabs(l->difference);
}

const struct mirror_asymmetry *mirror_asymmetries(size_t *n, struct arena *arena, const struct mirror_line *lines,
                                                  size_t nlines)
{
    uint16_t last = 0;
    for (size_t i = 0; i < nlines; i++)
        last = MAX(last, MAX(lines[i].origin, lines[i].destination));
    /* by area, kind, as origin and as destination */
    struct sums *sums = arena_array(arena, struct sums, ((size_t)last + 1) * MIRROR_KINDS * 2);
    struct mirror_asymmetry *out = arena_array(arena, struct mirror_asymmetry, ((size_t)last + 1) * MIRROR_KINDS * 2);
    *n = 0;
    for (size_t i = 0; i < nlines; i++) {
        const struct mirror_line *l = &lines[i], *next = l + 1;
        if (isnan(l->difference))
            continue; /* one side alone */
        if (i + 1 < nlines && next->origin == l->origin && next->destination == l->destination && next->kind == l->kind)
            continue; /* a later year follows */
        add_line(&sums[((size_t)l->origin * MIRROR_KINDS + l->kind) * 2], l, true);
        add_line(&sums[((size_t)l->destination * MIRROR_KINDS + l->kind) * 2 + 1], l, false);
    }
    for (size_t i = 0; i < ((size_t)last + 1) * MIRROR_KINDS * 2; i++) {
        double half = (sums[i].said + sums[i].mirrored) / 2;
        if (sums[i].n)
            out[(*n)++] = (struct mirror_asymmetry){
                .area = (uint16_t)(i / 2 / MIRROR_KINDS), .kind = (enum mirror_kind)(i / 2 % MIRROR_KINDS),
                .as_origin = i % 2 == 0, .ncorridors = sums[i].n, .said = sums[i].said,
                .mirrored = sums[i].mirrored, .asymmetry = half > 0 ? sums[i].apart / half : NAN};
    }
    return out;
}
