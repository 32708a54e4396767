/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* More than two cells: a search that mends one broken sum after the other and keeps the most
 * plausible beginnings; and, where very many sums are broken, the cells in which they meet. */

#include "check/solving.h"

#include <math.h>
#include <stdlib.h>

enum { WIDTH = 24, PARTNERS = 8 };

/* What a sum that is still broken is expected to cost: most errors break two. */
static const double cost_of_sum = 5;

struct step {
    struct locate_change change;
    double cost;
    int mended, spoilt; /* sums that hold then, that do not hold any more */
};

/* The reading of a cell that mends one of its sums, and as many of the others as go with it. */
static bool step_range(struct range *r, struct step *out, const struct solving *s, uint32_t place,
                       uint32_t cell)
{
    *r = range_of_sum(s, place);
    *out = (struct step){.change.cell = cell, .mended = 1};
    for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++) {
        if (i == place)
            continue;
        struct range other = range_of_sum(s, i), with = {fmax(r->lo, other.lo), fmin(r->hi, other.hi)};
        bool broken = sum_breaks(&s->l->sums[s->of[i]], s->gap[s->of[i]]);
        if (with.lo <= with.hi) {
            *r = with;
            out->mended += broken;
        } else {
            out->spoilt += !broken;
        }
    }
    return out->mended > out->spoilt;
}

static bool step_of(struct step *out, struct solving *s, uint32_t place, uint32_t cell)
{
    struct range r;
    if (s->steps == 0 || !step_range(&r, out, s, place, cell))
        return false;
    s->steps--;
    out->cost = explain(&out->change.slip, s, cell, r) + cost_of_event;
    return out->cost < INFINITY;
}

/* -- the search ---------------------------------------------------------------------------------- */

struct state {
    struct locate_change change[MANY_CELLS];
    double each[MANY_CELLS], cost, hopes; /* hopes: with what is still to be mended */
    unsigned n;
    uint32_t broken[MANY_SUMS], nbroken;
};

static bool has_cell(const struct state *t, uint32_t cell)
{
    for (unsigned i = 0; i < t->n; i++)
        if (t->change[i].cell == cell)
            return true;
    return false;
}

static bool same_changes(const struct state *a, const struct state *b)
{
    if (a->n != b->n)
        return false;
    for (unsigned i = 0; i < a->n; i++) {
        unsigned k = 0;
        while (k < b->n && (a->change[i].cell != b->change[k].cell ||
                            a->change[i].slip.value != b->change[k].slip.value))
            k++;
        if (k == b->n)
            return false;
    }
    return true;
}

struct beam {
    struct state v[WIDTH];
    unsigned n;
};

static void beam_put(struct beam *b, const struct state *t)
{
    unsigned at = b->n;
    for (unsigned i = 0; i < b->n; i++)
        if (b->v[i].hopes == t->hopes && same_changes(&b->v[i], t))
            return;
    while (at > 0 && b->v[at - 1].hopes > t->hopes)
        at--;
    if (at == WIDTH)
        return;
    b->n = MIN(b->n + 1, (unsigned)WIDTH);
    memmove(b->v + at + 1, b->v + at, sizeof *b->v * (b->n - 1 - at));
    b->v[at] = *t;
}

/* What is broken when the changes of the state are applied, which they are. */
static bool find_broken(struct state *t, const struct solving *s)
{
    t->nbroken = 0;
    for (uint32_t i = 0; i < s->now->nbroken; i++)
        if (sum_breaks(&s->l->sums[s->now->broken[i]], s->gap[s->now->broken[i]]))
            t->broken[t->nbroken++] = s->now->broken[i];
    for (unsigned k = 0; k < t->n; k++)
        for (uint32_t i = s->first[t->change[k].cell]; i < s->first[t->change[k].cell + 1]; i++) {
            uint32_t sum = s->of[i], at = 0;
            if (!sum_breaks(&s->l->sums[sum], s->gap[sum]))
                continue;
            while (at < t->nbroken && t->broken[at] != sum)
                at++;
            if (at == MANY_SUMS)
                return false;
            if (at == t->nbroken)
                t->broken[t->nbroken++] = sum;
        }
    return true;
}

/* Two cells that were swapped are one event; the figure that the sum wants stands in the other. */
static void expand_swap(struct beam *next, struct solving *s, const struct state *t, uint32_t x, uint32_t y)
{
    const struct locate_cell *cells = s->l->cells;
    struct state more = *t;
    int mended = 0;
    double cost = slip_cost(SLIP_SWAPPED) + cost_of_partner(s, x, y) + cost_of_event +
                  surprise(s, x, cells[y].value) + surprise(s, y, cells[x].value);
    trial_add(s, x, cells[y].value - cells[x].value);
    trial_add(s, y, cells[x].value - cells[y].value);
    for (uint32_t i = 0; i < s->ntouched; i++) {
        uint32_t sum = s->touched[i];
        double after = s->gap[sum] + s->trial[sum];
        mended += sum_breaks(&s->l->sums[sum], s->gap[sum]) - sum_breaks(&s->l->sums[sum], after);
        cost += rounding_cost(s, sum, after);
    }
    trial_end(s);
    if (mended < 2)
        return;
    more.change[more.n] = (struct locate_change){x, {SLIP_SWAPPED, cells[y].value, cost}};
    more.each[more.n++] = cost;
    more.change[more.n] = (struct locate_change){y, {SLIP_SWAPPED, cells[x].value, 0}};
    more.each[more.n++] = 0;
    more.cost += cost;
    more.hopes = more.cost + cost_of_sum * ((int)t->nbroken - mended);
    beam_put(next, &more);
}

static void expand_swaps(struct beam *next, struct solving *s, const struct state *t, uint32_t place,
                         uint32_t cell)
{
    struct range r = range_of_sum(s, place);
    uint32_t lo = 0, hi = s->nby_value, tried = 0;
    double from = s->l->cells[cell].value + r.lo, to = s->l->cells[cell].value + r.hi;
    if (t->n + 2 > MANY_CELLS || !range_is_bounded(r))
        return;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (s->by_value[mid].value < from)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < s->nby_value && s->by_value[lo].value <= to && s->steps > 0 && tried++ < PARTNERS;
         lo++, s->steps--)
        if (s->by_value[lo].cell != cell && !has_cell(t, s->by_value[lo].cell))
            expand_swap(next, s, t, cell, s->by_value[lo].cell);
}

static void expand(struct beam *next, struct solving *s, const struct state *t)
{
    for (uint32_t b = 0; b < t->nbroken; b++) {
        const struct locate_sum *sum = &s->l->sums[t->broken[b]];
        for (unsigned k = 0; k < sum->n; k++) {
            uint32_t cell = sum->terms[k].cell, place = s->first[cell];
            struct step step;
            while (s->of[place] != t->broken[b])
                place++;
            if (has_cell(t, cell))
                continue;
            if (s->steps > s->all_steps / 2) /* the rest is for single cells */
                expand_swaps(next, s, t, place, cell);
            if (!step_of(&step, s, place, cell))
                continue;
            struct state more = *t;
            more.change[more.n] = step.change;
            more.each[more.n++] = step.cost;
            more.cost += step.cost;
            more.hopes = more.cost + cost_of_sum * ((int)t->nbroken - step.mended + step.spoilt);
            beam_put(next, &more);
        }
    }
}

static void apply(struct solving *s, const struct state *t, int sign)
{
    for (unsigned i = 0; i < t->n; i++)
        change_apply(s, &t->change[i], sign);
}

void changes_add(struct changes *c, const struct locate_change *change, double cost)
{
    if (c->n == c->size) {
        c->size = c->size ? 2 * c->size : 16;
        c->v = mem_grow(c->v, sizeof *c->v * c->size);
        c->cost = mem_grow(c->cost, sizeof *c->cost * c->size);
    }
    c->v[c->n] = *change;
    c->cost[c->n++] = cost;
}

bool solve_many(struct changes *out, struct solving *s)
{
    struct beam *beam = mem_alloc(2 * sizeof *beam), *next = beam + 1, *memory = beam;
    struct state best = {.cost = INFINITY};
    beam->n = 1;
    for (unsigned depth = 0; depth <= MANY_CELLS && beam->n && s->now->nbroken <= MANY_SUMS; depth++) {
        next->n = 0;
        for (unsigned i = 0; i < beam->n; i++) {
            struct state *t = &beam->v[i];
            if (t->cost >= best.cost)
                continue;
            apply(s, t, 1);
            if (find_broken(t, s)) {
                if (t->nbroken == 0)
                    best = *t;
                else if (depth < MANY_CELLS)
                    expand(next, s, t);
            }
            apply(s, t, -1);
        }
        struct beam *swap = beam;
        beam = next;
        next = swap;
    }
    for (unsigned i = 0; i < best.n; i++)
        changes_add(out, &best.change[i], best.each[i]);
    free(memory);
    return best.n > 0;
}

/* -- where sums meet ----------------------------------------------------------------------------- */

struct meeting {
    struct step step;
    double worth;
};

static int by_worth(const void *a, const void *b)
{
    const struct meeting *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return (x->step.change.cell > y->step.change.cell) - (x->step.change.cell < y->step.change.cell);
}

static bool is_broken(const struct solving *s, uint32_t place)
{
    return sum_breaks(&s->l->sums[s->of[place]], s->gap[s->of[place]]);
}

/* At least two broken sums say the same of the cell, and none that holds speaks against it. */
static bool meeting_of(struct meeting *out, struct solving *s, uint32_t cell)
{
    out->worth = 0;
    for (uint32_t i = s->first[cell]; i < s->first[cell + 1] && s->steps > 0; i++) {
        struct step step;
        struct range r;
        if (!is_broken(s, i) || !step_range(&r, &step, s, i, cell) || step.mended < 2 ||
            step.spoilt || !range_is_bounded(r))
            continue;
        s->steps--;
        step.cost = explain(&step.change.slip, s, cell, r) + cost_of_event;
        double worth = 2 * cost_of_sum * step.mended - step.cost;
        if (step.cost < INFINITY && worth > out->worth)
            *out = (struct meeting){step, worth};
    }
    return out->worth > 0;
}

static bool still_mends(const struct solving *s, const struct locate_change *c)
{
    double by = c->slip.value - s->l->cells[c->cell].value;
    unsigned mended = 0;
    for (uint32_t i = s->first[c->cell]; i < s->first[c->cell + 1]; i++) {
        bool after = sum_breaks(&s->l->sums[s->of[i]], s->gap[s->of[i]] + s->sign[i] * by);
        if (after && !is_broken(s, i))
            return false;
        mended += !after && is_broken(s, i);
    }
    return mended >= 2;
}

void solve_meetings(struct changes *out, struct solving *s)
{
    struct meeting *v = NULL;
    bool *seen = mem_alloc(s->l->ncells + 1);
    size_t n, size = 0;
    bool any = true;
    while (any && s->steps > 0) {
        any = false;
        n = 0;
        memset(seen, 0, s->l->ncells);
        for (uint32_t i = 0; i < s->now->nbroken; i++) {
            const struct locate_sum *sum = &s->l->sums[s->now->broken[i]];
            if (!sum_breaks(sum, s->gap[s->now->broken[i]]))
                continue;
            for (unsigned k = 0; k < sum->n; k++) {
                if (seen[sum->terms[k].cell])
                    continue;
                seen[sum->terms[k].cell] = true;
                if (n == size) {
                    size = size ? 2 * size : 64;
                    v = mem_grow(v, sizeof *v * size);
                }
                n += meeting_of(&v[n], s, sum->terms[k].cell);
            }
        }
        if (n)
            qsort(v, n, sizeof *v, by_worth);
        for (size_t i = 0; i < n; i++)
            if (still_mends(s, &v[i].step.change)) {
                change_apply(s, &v[i].step.change, 1);
                changes_add(out, &v[i].step.change, v[i].step.cost);
                any = true;
            }
    }
    free(v);
    free(seen);
}
