/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/locate.h"

#include <math.h>

struct solving {
    struct locate *l;
    double *gap;                    /* by sum */
    uint32_t *first;                /* the sums of a cell: of[first[cell] .. first[cell + 1]) */
    uint32_t *of;
    int8_t *sign;                   /* with which it is in it */
    uint32_t *queue;                /* of broken sums */
    unsigned fault;
    uint32_t nbroken;               /* sums of this fault */
    struct locate_solution best[LOCATE_BEST];
    unsigned nbest;
    unsigned pairs;                 /* that may still be tried */
    bool only_swaps;
};

static bool breaks(const struct locate_sum *s, double gap)
{
    return (s->most ? gap : fabs(gap)) > s->tolerance * (1 + 1e-9) + 1e-9;
}

/* Sums may be long; a cell is in few of them. */
static int sign_in(const struct solving *s, uint32_t sum, uint32_t cell)
{
    for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++)
        if (s->of[i] == sum)
            return s->sign[i];
    return 0;
}

/* -- half-planes over two changes ------------------------------------------------------------ */

/* a x + b y <= c */
struct half_plane {
    int a, b;
    double c;
};

enum { PLANES_MAX = 64 };

struct planes {
    struct half_plane v[PLANES_MAX];
    unsigned n;
    bool too_many;
};

static void planes_add(struct planes *p, const struct locate_sum *s, double gap, int a, int b)
{
    double slack = s->tolerance * (1 + 1e-9) + 1e-9;
    if (p->n + 2 > PLANES_MAX) {
        p->too_many = true;
        return;
    }
    p->v[p->n++] = (struct half_plane){a, b, slack - gap};
    if (!s->most)
        p->v[p->n++] = (struct half_plane){-a, -b, slack + gap};
}

struct range {
    double lo, hi;
};

static void range_cut(struct range *r, int a, double c)
{
    if (a > 0)
        r->hi = fmin(r->hi, c / a);
    else if (a < 0)
        r->lo = fmax(r->lo, c / a);
    else if (c < 0)
        r->hi = -INFINITY;
}

/* What x may be so that some y is left. */
static struct range range_of_x(const struct planes *p)
{
    struct range r = {-INFINITY, INFINITY};
    for (unsigned i = 0; i < p->n; i++) {
        const struct half_plane *h = &p->v[i];
        if (h->b == 0)
            range_cut(&r, h->a, h->c);
        for (unsigned k = 0; h->b > 0 && k < p->n; k++)
            if (p->v[k].b < 0) /* coefficients are -1, 0, 1: the sum eliminates y */
                range_cut(&r, h->a + p->v[k].a, h->c + p->v[k].c);
    }
    return r;
}

static struct range range_of_y(const struct planes *p, double x)
{
    struct range r = {-INFINITY, INFINITY};
    for (unsigned i = 0; i < p->n; i++)
        if (p->v[i].b)
            range_cut(&r, p->v[i].b, p->v[i].c - p->v[i].a * x);
    return r;
}

static bool is_bounded(struct range r) { return r.lo > -INFINITY && r.hi < INFINITY && r.lo <= r.hi; }

/* -- one cell -------------------------------------------------------------------------------- */

/* No simple slip: any figure as long as the written one could have been. */
static double any_figure(const struct locate_cell *c, double value)
{
    return 20 + log1p(fmax(fabs(c->value), fabs(value)) / c->half);
}

/* How far from what neighbouring years let expect, on the log scale, and not too loud. */
static double unusual(const struct locate_cell *c, double value)
{
    if (isnan(c->usual) || c->usual <= 0)
        return 0;
    return value > 0 ? fmin(fabs(log(value / c->usual)), 3) : 3;
}

/* Beside a cell, in order of cells: that of another sex, of another part. */
static bool copied(const struct solving *s, uint32_t cell)
{
    static const int beside[] = {-1, 1, -2, 2, -3, 3};
    double value = s->l->cells[cell].value;
    for (unsigned i = 0; i < ARRAY_LEN(beside) && value != 0; i++) {
        uint32_t from = cell + (uint32_t)beside[i];
        if (from < s->l->ncells && s->l->cells[from].value == value)
            return true;
    }
    return false;
}

/* What the figure should be: it is to change by from lo to hi. Infinite cost: it cannot be, since
 * it would be negative. */
static double explain(struct slip *out, const struct solving *s, uint32_t cell, struct range change,
                      double centre)
{
    const struct locate_cell *c = &s->l->cells[cell];
    double scale = 0.5 / c->half;
    double value = round((c->value + centre) * scale) / scale;
    double lo = c->value + change.lo, hi = c->value + change.hi;
    if (value < lo || value > hi)
        value = c->value + centre;
    struct slip copy = {SLIP_COPIED, value, log(6) + 2}, *slip = out;
    *slip = (struct slip){SLIP_NONE, value, any_figure(c, value)};
    slip_find(slip, c->value, c->shown, c->places, lo, hi, c->value + centre);
    if (slip->cost > copy.cost && copied(s, cell))
        *slip = copy;
    return slip->value < 0 ? INFINITY : slip->cost + unusual(c, slip->value);
}

static bool same_cells(const struct locate_solution *a, const struct locate_solution *b)
{
    return a->ncells == 2 && b->ncells == 2 && a->change[0].cell == b->change[1].cell &&
           a->change[1].cell == b->change[0].cell;
}

static void keep(struct solving *s, const struct locate_solution *found)
{
    unsigned at = s->nbest;
    if (found->cost == INFINITY)
        return;
    for (unsigned i = 0; i < s->nbest; i++)
        if (same_cells(&s->best[i], found) ||
            memcmp(s->best[i].change, found->change, sizeof found->change) == 0)
            return;
    while (at > 0 && s->best[at - 1].cost > found->cost)
        at--;
    if (at == LOCATE_BEST)
        return;
    s->nbest = MIN(s->nbest + 1, (unsigned)LOCATE_BEST);
    for (unsigned i = s->nbest - 1; i > at; i--)
        s->best[i] = s->best[i - 1];
    s->best[at] = *found;
    s->best[at].fault = s->fault;
}

/* The sums of the fault that hold one of the cells at least. */
static uint32_t covered(const struct solving *s, uint32_t x, uint32_t y)
{
    uint32_t n = 0;
    for (uint32_t i = s->first[x]; i < s->first[x + 1]; i++)
        n += s->l->fault[s->of[i]] == s->fault;
    for (uint32_t i = s->first[y]; x != y && i < s->first[y + 1]; i++)
        n += s->l->fault[s->of[i]] == s->fault && !sign_in(s, s->of[i], x);
    return n;
}

/* What the broken sums say of the change, on the average. */
static double centre_of(const struct solving *s, uint32_t cell, struct range r)
{
    double sum = 0;
    unsigned n = 0;
    for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++) {
        const struct locate_sum *m = &s->l->sums[s->of[i]];
        if (m->most || s->l->fault[s->of[i]] != s->fault)
            continue;
        sum -= s->gap[s->of[i]] * s->sign[i];
        n++;
    }
    return n ? fmin(fmax(sum / n, r.lo), r.hi) : (r.lo + r.hi) / 2;
}

static void one_cell(struct solving *s, uint32_t cell)
{
    struct range r = {-INFINITY, INFINITY};
    for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++) {
        struct planes p = {.n = 0};
        planes_add(&p, &s->l->sums[s->of[i]], s->gap[s->of[i]], s->sign[i], 0);
        for (unsigned k = 0; k < p.n; k++)
            range_cut(&r, p.v[k].a, p.v[k].c);
    }
    if (!is_bounded(r))
        return;
    struct locate_solution found = {.ncells = 1};
    found.change[0].cell = cell;
    found.cost = explain(&found.change[0].slip, s, cell, r, centre_of(s, cell, r));
    keep(s, &found);
}

/* -- two cells ------------------------------------------------------------------------------- */

static void planes_of(struct planes *p, const struct solving *s, uint32_t x, uint32_t y)
{
    const struct locate *l = s->l;
    for (uint32_t i = s->first[x]; i < s->first[x + 1]; i++) {
        planes_add(p, &l->sums[s->of[i]], s->gap[s->of[i]], s->sign[i], sign_in(s, s->of[i], y));
    }
    for (uint32_t i = s->first[y]; i < s->first[y + 1]; i++) {
        if (!sign_in(s, s->of[i], x))
            planes_add(p, &l->sums[s->of[i]], s->gap[s->of[i]], 0, s->sign[i]);
    }
}

static bool is_swap(const struct planes *p, double change)
{
    for (unsigned i = 0; i < p->n; i++)
        if (p->v[i].a * change - p->v[i].b * change > p->v[i].c)
            return false;
    return true;
}

static void two_cells(struct solving *s, uint32_t x, uint32_t y)
{
    const struct locate_cell *c = &s->l->cells[x], *d = &s->l->cells[y];
    struct planes p = {.n = 0};
    struct locate_solution found = {.ncells = 2};
    planes_of(&p, s, x, y);
    if (p.too_many)
        return;
    found.change[0].cell = x;
    found.change[1].cell = y;
    if (c->value != d->value && is_swap(&p, d->value - c->value)) {
        uint32_t apart = x > y ? x - y : y - x;
        found.change[0].slip = (struct slip){SLIP_SWAPPED, d->value, log(s->l->ncells)};
        found.change[1].slip = (struct slip){SLIP_SWAPPED, c->value, log(apart)};
        found.cost = log(s->l->ncells) + log(apart) + unusual(c, d->value) + unusual(d, c->value);
        keep(s, &found);
        return;
    }
    struct range r = range_of_x(&p);
    if (s->only_swaps || !is_bounded(r))
        return;
    found.cost = log(s->l->ncells) +
                 explain(&found.change[0].slip, s, x, r, (r.lo + r.hi) / 2);
    r = range_of_y(&p, found.change[0].slip.value - c->value);
    if (!is_bounded(r))
        return;
    found.cost += explain(&found.change[1].slip, s, y, r, (r.lo + r.hi) / 2);
    /* two that nothing explains could as well be any other two */
    if (found.change[0].slip.kind == SLIP_NONE && found.change[1].slip.kind == SLIP_NONE)
        return;
    keep(s, &found);
}

static void with_terms(struct solving *s, uint32_t x, const struct locate_sum *m)
{
    for (unsigned k = 0; k < m->n && s->pairs > 0; k++) {
        uint32_t y = m->terms[k].cell;
        if (x == y || covered(s, x, y) < s->nbroken)
            continue;
        s->pairs--;
        two_cells(s, x, y);
    }
}

/* Of two cells that mend it, one is in the first of its sums; the other in a broken sum that the
 * first is not in or, where there is none, in a sum with the first. */
static void solve_pairs(struct solving *s, const struct locate_sum *start)
{
    const struct locate *l = s->l;
    for (unsigned i = 0; i < start->n; i++) {
        uint32_t x = start->terms[i].cell, other = 0;
        while (other < l->nsums && (l->fault[other] != s->fault || sign_in(s, other, x)))
            other++;
        if (other < l->nsums)
            with_terms(s, x, &l->sums[other]);
        for (uint32_t k = s->first[x]; other == l->nsums && k < s->first[x + 1]; k++)
            with_terms(s, x, &l->sums[s->of[k]]);
    }
}

/* -- faults ---------------------------------------------------------------------------------- */

static void index_cells(struct solving *s, struct arena *arena)
{
    const struct locate *l = s->l;
    size_t terms = 0;
    for (uint32_t i = 0; i < l->nsums; i++)
        terms += l->sums[i].n;
    s->first = arena_array(arena, uint32_t, l->ncells + 2);
    s->of = arena_array(arena, uint32_t, terms + 1);
    s->sign = arena_array(arena, int8_t, terms + 1);
    for (uint32_t i = 0; i < l->nsums; i++)
        for (unsigned k = 0; k < l->sums[i].n; k++)
            s->first[l->sums[i].terms[k].cell + 2]++;
    for (uint32_t c = 2; c < l->ncells + 2; c++)
        s->first[c] += s->first[c - 1];
    for (uint32_t i = 0; i < l->nsums; i++)
        for (unsigned k = 0; k < l->sums[i].n; k++) {
            uint32_t at = s->first[l->sums[i].terms[k].cell + 1]++;
            s->of[at] = i;
            s->sign[at] = (int8_t)l->sums[i].terms[k].sign;
        }
}

/* All broken sums that hang together with this one by cells. */
static uint32_t spread(struct solving *s, uint32_t sum)
{
    struct locate *l = s->l;
    uint32_t n = 0;
    l->fault[sum] = s->fault;
    s->queue[n++] = sum;
    for (uint32_t at = 0; at < n; at++) {
        const struct locate_sum *m = &l->sums[s->queue[at]];
        for (unsigned k = 0; k < m->n; k++) {
            uint32_t cell = m->terms[k].cell;
            for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++) {
                uint32_t next = s->of[i];
                if (!l->fault[next] && breaks(&l->sums[next], s->gap[next])) {
                    l->fault[next] = s->fault;
                    s->queue[n++] = next;
                }
            }
        }
    }
    return n;
}

static void try_single(struct solving *s, const struct locate_sum *start)
{
    s->nbest = 0;
    for (unsigned i = 0; i < start->n; i++)
        if (covered(s, start->terms[i].cell, start->terms[i].cell) == s->nbroken)
            one_cell(s, start->terms[i].cell);
    /* two cells that were swapped say more than one that nothing explains */
    s->only_swaps = true;
    if (s->nbest > 0 && s->best[0].change[0].slip.kind == SLIP_NONE)
        solve_pairs(s, start);
}

static bool try_pairs(struct solving *s, const struct locate_sum *start)
{
    s->nbest = 0;
    s->only_swaps = false;
    solve_pairs(s, start);
    return s->nbest > 0;
}

static void put_best(struct solving *s)
{
    struct locate *l = s->l;
    memcpy(l->solutions + l->n, s->best, sizeof *s->best * s->nbest);
    l->n += s->nbest;
}

/* Faults that no single cell mends may have two cells in common, tied by sums that hold. */
static bool try_together(struct solving *s, const uint32_t *start, const uint32_t *nbroken,
                         unsigned n, struct arena *arena)
{
    struct locate *l = s->l;
    unsigned *apart = arena_array(arena, unsigned, l->nsums + 1);
    memcpy(apart, l->fault, sizeof *apart * l->nsums);
    s->fault = apart[start[0]];
    s->nbroken = 0;
    for (unsigned i = 0; i < n; i++) {
        s->nbroken += nbroken[i];
        for (uint32_t k = 0; k < l->nsums; k++)
            if (apart[k] == apart[start[i]])
                l->fault[k] = s->fault;
    }
    if (try_pairs(s, &l->sums[start[0]]))
        return true;
    memcpy(l->fault, apart, sizeof *apart * l->nsums);
    return false;
}

void locate_solve(struct locate *l, struct arena *arena)
{
    struct solving s = {.l = l, .pairs = LOCATE_PAIRS,
                        .gap = arena_array(arena, double, l->nsums + 1)};
    uint32_t broken = 0, open = 0;
    for (uint32_t i = 0; i < l->nsums; i++) {
        for (unsigned k = 0; k < l->sums[i].n; k++)
            s.gap[i] += l->sums[i].terms[k].sign * l->cells[l->sums[i].terms[k].cell].value;
        broken += breaks(&l->sums[i], s.gap[i]);
    }
    index_cells(&s, arena);
    s.queue = arena_array(arena, uint32_t, broken + 1);
    l->fault = arena_array(arena, unsigned, l->nsums + 1);
    l->solutions = arena_array(arena, struct locate_solution, (size_t)broken * LOCATE_BEST + 1);
    l->n = 0;
    uint32_t *start = arena_array(arena, uint32_t, broken + 1);
    uint32_t *nbroken = arena_array(arena, uint32_t, broken + 1);
    unsigned faults = 0;
    for (uint32_t i = 0; i < l->nsums; i++) {
        if (l->fault[i] || !breaks(&l->sums[i], s.gap[i]))
            continue;
        s.fault = ++faults;
        s.nbroken = nbroken[open] = spread(&s, i);
        start[open] = i;
        try_single(&s, &l->sums[i]);
        open += s.nbest == 0;
        put_best(&s);
    }
    if (open > 1 && open <= 4 && try_together(&s, start, nbroken, open, arena)) {
        put_best(&s);
        return;
    }
    for (uint32_t i = 0; i < open; i++) {
        s.fault = l->fault[start[i]];
        s.nbroken = nbroken[i];
        if (try_pairs(&s, &l->sums[start[i]]))
            put_best(&s);
    }
}
