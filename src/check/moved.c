/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Figures that are right but stand in wrong cells: two that were swapped, a part of a line that
 * was pasted one cell too far. One slip of the hand, so one event, whatever it changes. */

#include "check/solving.h"

#include <math.h>
#include <stdlib.h>

struct move {
    unsigned first, last; /* the faults that are looked at */
    struct locate_change change[UINT8_MAX + 1];
    unsigned n;
    double cost;
};

/* Faults of which one move mends all sums become one. */
static void merge(struct solving *s, const unsigned *faults, unsigned n)
{
    struct fault *into = &s->faults[faults[0]];
    uint32_t all = 0;
    for (unsigned i = 0; i < n; i++)
        all += s->faults[faults[i]].nbroken;
    uint32_t *broken = arena_array(s->arena, uint32_t, all), at = 0;
    for (unsigned i = 0; i < n; i++) {
        struct fault *f = &s->faults[faults[i]];
        for (uint32_t k = 0; k < f->nbroken; k++) {
            broken[at++] = f->broken[k];
            s->l->fault[f->broken[k]] = faults[0];
        }
        f->nbroken = 0;
        f->nbest = 0;
        f->weight = 0;
    }
    into->broken = broken;
    into->nbroken = all;
}

static bool noted(const unsigned *v, unsigned n, unsigned what)
{
    for (unsigned i = 0; i < n; i++)
        if (v[i] == what)
            return true;
    return false;
}

/* What the faults cost that it mends; negative when it breaks a sum or mends a fault in part. */
static double cost_of_mended(unsigned *faults, unsigned *nfaults, struct solving *s,
                             const struct move *m, unsigned most)
{
    uint32_t sums = 0, mended = 0;
    double cost = 0;
    *nfaults = 0;
    for (uint32_t i = 0; i < s->ntouched; i++) {
        uint32_t sum = s->touched[i];
        if (sum_breaks(&s->l->sums[sum], s->gap[sum] + s->trial[sum]))
            return -1;
        unsigned fault = s->l->fault[sum];
        mended += fault != 0;
        if (!fault || noted(faults, *nfaults, fault))
            continue;
        if (fault < m->first || fault > m->last || *nfaults == most)
            return -1;
        faults[(*nfaults)++] = fault;
        const struct fault *f = &s->faults[fault];
        sums += f->nbroken;
        cost += f->nbest ? f->best[0].cost : 15 * f->nbroken;
    }
    return mended && mended == sums ? cost : -1;
}

static void consider(struct solving *s, struct move *m)
{
    enum { TOGETHER = 64 };
    unsigned faults[TOGETHER], n = 0;
    double cost = m->cost + cost_of_event, instead;
    for (unsigned i = 0; i < m->n; i++) {
        const struct locate_change *c = &m->change[i];
        if (c->slip.value < 0) {
            trial_end(s);
            return;
        }
        trial_add(s, c->cell, c->slip.value - s->l->cells[c->cell].value);
    }
    instead = cost_of_mended(faults, &n, s, m, TOGETHER);
    for (uint32_t i = 0; instead >= 0 && i < s->ntouched; i++)
        cost += rounding_cost(s, s->touched[i], s->gap[s->touched[i]] + s->trial[s->touched[i]]);
    for (unsigned i = 0; instead >= 0 && i < m->n; i++)
        cost += surprise(s, m->change[i].cell, m->change[i].slip.value);
    trial_end(s);
    if (instead < 0 || (n > 1 && instead <= cost))
        return;
    if (n > 1)
        merge(s, faults, n);
    struct locate_change change[ARRAY_LEN(m->change)];
    unsigned changed = 0;
    for (unsigned i = 0; i < m->n; i++)
        if (m->change[i].slip.value != s->l->cells[m->change[i].cell].value)
            change[changed++] = m->change[i];
    s->now = &s->faults[faults[0]];
    keep(s, change, changed, cost);
}

/* -- two cells swapped ------------------------------------------------------------------------- */

double cost_of_partner(const struct solving *s, uint32_t x, uint32_t y)
{
    for (uint32_t i = s->line_first[x]; i < s->line_first[x + 1]; i++)
        for (uint32_t k = s->line_first[y]; k < s->line_first[y + 1]; k++)
            if (s->line_of[i] == s->line_of[k]) {
                double apart = fabs((double)s->line_at[i] - (double)s->line_at[k]);
                return log(4 * apart * (apart + 1));
            }
    return log(4.0 * s->l->ncells);
}

static void swap(struct solving *s, struct move *m, uint32_t x, uint32_t y)
{
    double v = s->l->cells[x].value, w = s->l->cells[y].value;
    if (x == y || v == w)
        return;
    m->n = 2;
    m->cost = slip_cost(SLIP_SWAPPED) + cost_of_partner(s, x, y);
    m->change[0] = (struct locate_change){MIN(x, y), {SLIP_SWAPPED, x < y ? w : v, m->cost}};
    m->change[1] = (struct locate_change){MAX(x, y), {SLIP_SWAPPED, x < y ? v : w, 0}};
    consider(s, m);
}

static int compare_values(const void *a, const void *b)
{
    const struct by_value *x = a, *y = b;
    return x->value != y->value ? (x->value < y->value ? -1 : 1)
                                : (x->cell > y->cell) - (x->cell < y->cell);
}

/* Partners whose figure would mend the sum. Where one sum has both, exchanging them says that it
 * has them with different signs. */
static void swaps_for(struct solving *s, struct move *m, const struct locate_sum *sum, double gap)
{
    const struct by_value *v = s->by_value;
    uint32_t n = s->nby_value;
    double slack = sum->tolerance * (1 + 1e-9) + 1e-9;
    for (unsigned k = 0; k < sum->n; k++) {
        uint32_t cell = sum->terms[k].cell, lo = 0, hi = n;
        double want = s->l->cells[cell].value - sum->terms[k].sign * gap;
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (v[mid].value < want - slack)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (; lo < n && v[lo].value <= want + slack && s->steps > 0; lo++, s->steps--)
            swap(s, m, cell, v[lo].cell);
        /* the total and a part: the sum changes twice */
        for (unsigned i = k + 1; i < sum->n && s->steps > 0; i++, s->steps--)
            if (sum->terms[i].sign != sum->terms[k].sign)
                swap(s, m, cell, sum->terms[i].cell);
    }
}

static void sort_values(struct solving *s)
{
    const struct locate *l = s->l;
    s->by_value = arena_array(s->arena, struct by_value, l->ncells + 1);
    for (uint32_t i = 0; i < l->ncells; i++)
        if (s->first[i + 1] > s->first[i])
            s->by_value[s->nby_value++] = (struct by_value){l->cells[i].value, i};
    qsort(s->by_value, s->nby_value, sizeof *s->by_value, compare_values);
}

static void swaps(struct solving *s, struct move *m)
{
    const struct locate *l = s->l;
    if (!s->by_value)
        sort_values(s);
    for (unsigned f = m->first; f <= m->last; f++)
        for (uint32_t i = 0; i < s->faults[f].nbroken; i++) {
            uint32_t sum = s->faults[f].broken[i];
            swaps_for(s, m, &l->sums[sum], s->gap[sum]);
        }
}

/* -- a part of a line shifted -------------------------------------------------------------------- */

/* From `at` one cell after the other, towards `step`: each figure belongs into the cell before it.
 * The last one's own figure is lost; what stands in the first belongs nowhere. */
static void shift_from(struct solving *s, struct move *m, const struct locate_line *line,
                       unsigned at, int step)
{
    const struct locate_cell *cells = s->l->cells;
    double cost = slip_cost(SLIP_SHIFTED) + log(4 * line->n), lost = cells[line->cells[at]].value;
    m->n = 0;
    for (unsigned i = at; m->n < ARRAY_LEN(m->change) - 1 && s->steps > m->n; i += step, s->steps -= m->n) {
        uint32_t cell = line->cells[i], next;
        if ((step < 0 && i == 0) || (step > 0 && i + 1 == line->n))
            return;
        next = line->cells[i + step];
        if (i == at && lost != cells[next].value)
            cost += log(10 * (lost / (2 * cells[cell].half) + 1));
        m->change[m->n++] = (struct locate_change){cell, {SLIP_SHIFTED, cells[next].value, 0}};
        if (m->n < 2)
            continue;
        struct range r = {-INFINITY, INFINITY};
        struct slip slip;
        for (unsigned k = 0; k < m->n; k++)
            trial_add(s, m->change[k].cell, m->change[k].slip.value - cells[m->change[k].cell].value);
        for (uint32_t k = s->first[next]; k < s->first[next + 1]; k++) {
            const struct locate_sum *sum = &s->l->sums[s->of[k]];
            double gap = s->gap[s->of[k]] + s->trial[s->of[k]], slack = sum->tolerance + 1e-9;
            range_cut(&r, s->sign[k], slack - gap);
            if (!sum->most)
                range_cut(&r, -s->sign[k], slack + gap);
        }
        trial_end(s);
        if (!range_is_bounded(r))
            continue;
        slip = (struct slip){SLIP_SHIFTED, cells[next].value + (r.lo + r.hi) / 2, 0};
        slip.value = round(slip.value / (2 * cells[next].half)) * 2 * cells[next].half;
        m->change[m->n] = (struct locate_change){next, slip};
        m->n++;
        /* mostly all that follows is shifted */
        m->cost = cost + (i + step == (step < 0 ? 0 : line->n - 1) ? 0 : log(line->n));
        consider(s, m);
        m->n--;
    }
}

static void shifts(struct solving *s, struct move *m)
{
    bool *done = mem_alloc(s->l->nlines + 1);
    for (unsigned f = m->first; f <= m->last; f++)
        for (uint32_t i = 0; i < s->faults[f].nbroken; i++) {
            const struct locate_sum *sum = &s->l->sums[s->faults[f].broken[i]];
            for (unsigned k = 0; k < sum->n; k++)
                for (uint32_t j = s->line_first[sum->terms[k].cell];
                     j < s->line_first[sum->terms[k].cell + 1]; j++) {
                    const struct locate_line *line = &s->l->lines[s->line_of[j]];
                    if (done[s->line_of[j]])
                        continue;
                    done[s->line_of[j]] = true;
                    for (unsigned at = 0; line->n > 2 && at < line->n; at++) {
                        shift_from(s, m, line, at, 1);
                        shift_from(s, m, line, at, -1);
                    }
                }
        }
    free(done);
}

void solve_moves(struct solving *s, unsigned first, unsigned last, uint32_t steps)
{
    struct move m = {.first = first, .last = last};
    uint32_t left = s->steps;
    steps = MIN(steps, left);
    s->steps = steps / 2;
    swaps(s, &m);
    s->steps += steps / 2;
    shifts(s, &m);
    s->steps += left - MIN(left, 2 * (steps / 2));
}
