/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What one cell should be, and why: the terms of the cost (check/locate.h). */

#include "check/solving.h"

#include <math.h>

const double cost_of_event = 5;

bool sum_breaks(const struct locate_sum *sum, double gap)
{
    return (sum->most ? gap : fabs(gap)) > sum->tolerance * (1 + 1e-9) + 1e-9;
}

/* Sums may be long; a cell is in few of them. */
int sign_in(const struct solving *s, uint32_t sum, uint32_t cell)
{
    for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++)
        if (s->of[i] == sum)
            return s->sign[i];
    return 0;
}

void range_cut(struct range *r, int a, double c)
{
    if (a > 0)
        r->hi = fmin(r->hi, c / a);
    else if (a < 0)
        r->lo = fmax(r->lo, c / a);
    else if (c < 0)
        r->hi = -INFINITY;
}

bool range_is_bounded(struct range r) { return r.lo > -INFINITY && r.hi < INFINITY && r.lo <= r.hi; }

static void range_cut_sum(struct range *r, const struct solving *s, uint32_t place, bool most)
{
    const struct locate_sum *sum = &s->l->sums[s->of[place]];
    double slack = sum->tolerance * (1 + 1e-9) + 1e-9, gap = s->gap[s->of[place]];
    range_cut(r, s->sign[place], slack - gap);
    if (!most)
        range_cut(r, -s->sign[place], slack + gap);
}

struct range range_of_sum(const struct solving *s, uint32_t place)
{
    struct range r = {-INFINITY, INFINITY};
    range_cut_sum(&r, s, place, s->l->sums[s->of[place]].most);
    return r;
}

/* Of two figures only one is inside the other: they are no list. */
static bool is_list(const struct locate_sum *sum) { return sum->most && sum->n > 2; }

struct range range_if_full(const struct solving *s, uint32_t cell, struct range r)
{
    for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++)
        if (is_list(&s->l->sums[s->of[i]]))
            range_cut_sum(&r, s, i, false);
    return r;
}

struct range range_of_cell(const struct solving *s, uint32_t cell)
{
    struct range r = {-INFINITY, INFINITY};
    for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++)
        range_cut_sum(&r, s, i, s->l->sums[s->of[i]].most);
    return r;
}

/* Where sums are made of unrounded figures they are off by a unit here and there, normally
 * distributed; where they were made of the rounded ones, as most sums of a table tell, never. */
static double rounding_left(const struct solving *s, const struct locate_sum *sum, double gap)
{
    double half = sum->tolerance / sum->n, sd = sum->tolerance / sqrt(3.0 * sum->n);
    double z = gap / sd, chance = fmin(2 * half / (sd * 2.5066), 1) * exp(-z * z / 2);
    if (fabs(gap) < half / 10)
        return -log(s->exact + (1 - s->exact) * chance);
    return -log((1 - s->exact) * chance + 1e-12);
}

/* Parts below their total leave a rest of any size. */
static double list_left(const struct solving *s, const struct locate_sum *sum, double gap)
{
    double half = sum->tolerance / sum->n;
    if (fabs(gap) <= sum->tolerance)
        return -log(s->full) + rounding_left(s, sum, gap);
    return -log((1 - s->full) * 2 * half / (fabs(gap) + 2 * half) / 6);
}

static double left(const struct solving *s, const struct locate_sum *sum, double gap)
{
    return is_list(sum) ? list_left(s, sum, gap) : sum->most ? 0 : rounding_left(s, sum, gap);
}

double rounding_cost(const struct solving *s, uint32_t sum, double gap)
{
    const struct locate_sum *m = &s->l->sums[sum];
    if (sum_breaks(m, gap)) /* there are other errors in it */
        return 0;
    return left(s, m, gap) - (sum_breaks(m, s->gap[sum]) ? 0 : left(s, m, s->gap[sum]));
}

void locate_habit(struct locate_habits *h, const struct locate_sum *sum, double gap)
{
    bool within = fabs(gap) <= sum->tolerance * (1 + 1e-9) + 1e-9;
    if (sum->most && sum->n > 2 && gap <= sum->tolerance) {
        h->lists++;
        h->full += within;
    }
    if (within && (!sum->most || sum->n > 2)) {
        h->sums++;
        h->exact += fabs(gap) < sum->tolerance / sum->n / 10;
    }
}

static double rounding_of(const struct solving *s, uint32_t cell, double by)
{
    double cost = 0;
    for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++)
        cost += rounding_cost(s, s->of[i], s->gap[s->of[i]] + s->sign[i] * by);
    return cost;
}

double surprise(const struct solving *s, uint32_t cell, double value)
{
    const struct locate_cell *c = &s->l->cells[cell];
    return usual_cost(&c->usual, value, c->half) - usual_cost(&c->usual, c->value, c->half);
}

/* How many of the cells beside it say the same, and how many there are. */
static unsigned same_beside(unsigned *beside, const struct solving *s, uint32_t cell)
{
    unsigned same = 0;
    *beside = 0;
    for (uint32_t i = s->line_first[cell]; i < s->line_first[cell + 1]; i++) {
        const struct locate_line *line = &s->l->lines[s->line_of[i]];
        uint32_t at = s->line_at[i];
        for (unsigned k = at > 2 ? at - 2 : 0; k < line->n && k <= at + 2; k++) {
            *beside += k != at;
            same += k != at && s->l->cells[line->cells[k]].value == s->l->cells[cell].value;
        }
    }
    return same;
}

/* What the sums leave room for, as near to their middle as the years beside and rounding let. */
static double best_within(double *cost, const struct solving *s, uint32_t cell, struct range r)
{
    enum { STEPS = 12 };
    const struct locate_cell *c = &s->l->cells[cell];
    double unit = 2 * c->half, middle = round((c->value + (r.lo + r.hi) / 2) / unit) * unit;
    double best = c->value + (r.lo + r.hi) / 2;
    *cost = INFINITY;
    for (int k = -STEPS; k <= STEPS; k++) {
        double value = middle + k * unit;
        if (value < -c->half || value < c->value + r.lo || value > c->value + r.hi)
            continue;
        value = fmax(value, 0);
        double of = surprise(s, cell, value) + rounding_of(s, cell, value - c->value);
        if (of < *cost) {
            *cost = of;
            best = value;
        }
    }
    return best;
}

static void better(struct slip *best, enum slip_kind kind, double value, double cost)
{
    if (cost < best->cost)
        *best = (struct slip){kind, value, cost};
}

double explain(struct slip *out, const struct solving *s, uint32_t cell, struct range r)
{
    const struct locate_cell *c = &s->l->cells[cell];
    struct slip slips[SLIPS_MAX], best = {.cost = INFINITY};
    unsigned n = slips_of(slips, c->value, c->shown, c->places), beside, same;
    struct range full = range_if_full(s, cell, r);
    bool known = range_is_bounded(r);
    for (unsigned i = 0; i < n; i++) {
        double by = slips[i].value - c->value;
        if (by >= r.lo && by <= r.hi && by != 0)
            better(&best, slips[i].kind, slips[i].value,
                   slips[i].cost + surprise(s, cell, slips[i].value) + rounding_of(s, cell, by));
    }
    if (range_is_bounded(full)) { /* as they mostly do */
        known = true;
        r = full;
    }
    if (known) {
        double cost, value = best_within(&cost, s, cell, r);
        if (c->value != 0 && (same = same_beside(&beside, s, cell)) > 0)
            better(&best, SLIP_COPIED, value, cost + slip_cost(SLIP_COPIED) + log((double)beside / same));
        if (c->value != 0 && (c->value == c->usual.before || c->value == c->usual.after))
            better(&best, SLIP_REPEATED, value,
                   cost + slip_cost(SLIP_REPEATED) + (c->value == c->usual.before ? 0.2 : 1.6));
        better(&best, SLIP_NONE, value,
               cost + slip_cost(SLIP_NONE) + log(10 * (fabs(c->value) / (2 * c->half) + 1)));
    }
    if (best.cost < INFINITY)
        *out = best;
    return best.cost;
}

void trial_add(struct solving *s, uint32_t cell, double by)
{
    for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++) {
        if (!s->marked[s->of[i]]) {
            s->marked[s->of[i]] = true;
            s->touched[s->ntouched++] = s->of[i];
        }
        s->trial[s->of[i]] += s->sign[i] * by;
    }
}

void trial_end(struct solving *s)
{
    for (uint32_t i = 0; i < s->ntouched; i++) {
        s->trial[s->touched[i]] = 0;
        s->marked[s->touched[i]] = false;
    }
    s->ntouched = 0;
}

void change_apply(struct solving *s, const struct locate_change *change, int sign)
{
    double by = sign * (change->slip.value - s->l->cells[change->cell].value);
    for (uint32_t i = s->first[change->cell]; i < s->first[change->cell + 1]; i++)
        s->gap[s->of[i]] += s->sign[i] * by;
}
