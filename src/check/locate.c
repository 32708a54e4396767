/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/solving.h"

#include <math.h>
#include <stdlib.h>

/* -- keeping the best --------------------------------------------------------------------------- */

static bool same_cells(const struct locate_solution *a, const struct locate_change *v, unsigned n)
{
    if (a->ncells != n)
        return false;
    for (unsigned i = 0; i < n; i++) {
        unsigned k = 0;
        while (k < n && a->changes[k].cell != v[i].cell)
            k++;
        if (k == n)
            return false;
    }
    return true;
}

void keep(struct solving *s, const struct locate_change *changes, unsigned n, double cost)
{
    struct fault *f = s->now;
    unsigned at = 0, to;
    if (!(cost < INFINITY))
        return;
    while (at < f->nbest && !same_cells(&f->best[at], changes, n))
        at++;
    if (at < f->nbest) { /* one reading of the same cells is enough */
        if (f->best[at].cost <= cost)
            return;
        memmove(f->best + at, f->best + at + 1, sizeof *f->best * (f->nbest - at - 1));
        f->nbest--;
    }
    f->weight += exp(-cost);
    for (to = f->nbest; to > 0 && f->best[to - 1].cost > cost;)
        to--;
    if (to == LOCATE_BEST)
        return;
    f->nbest = MIN(f->nbest + 1, (unsigned)LOCATE_BEST);
    memmove(f->best + to + 1, f->best + to, sizeof *f->best * (f->nbest - 1 - to));
    struct locate_change *own = arena_array(s->arena, struct locate_change, n);
    memcpy(own, changes, sizeof *own * n);
    f->best[to] = (struct locate_solution){.ncells = n, .changes = own, .cost = cost};
}

/* -- faults -------------------------------------------------------------------------------------- */

static void index_sums(struct solving *s)
{
    const struct locate *l = s->l;
    size_t terms = 0;
    for (uint32_t i = 0; i < l->nsums; i++)
        terms += l->sums[i].n;
    s->first = arena_array(s->arena, uint32_t, l->ncells + 2);
    s->of = arena_array(s->arena, uint32_t, terms + 1);
    s->sign = arena_array(s->arena, int8_t, terms + 1);
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

static void index_lines(struct solving *s)
{
    const struct locate *l = s->l;
    size_t cells = 0;
    for (uint32_t i = 0; i < l->nlines; i++)
        cells += l->lines[i].n;
    s->line_first = arena_array(s->arena, uint32_t, l->ncells + 2);
    s->line_of = arena_array(s->arena, uint32_t, cells + 1);
    s->line_at = arena_array(s->arena, uint32_t, cells + 1);
    for (uint32_t i = 0; i < l->nlines; i++)
        for (unsigned k = 0; k < l->lines[i].n; k++)
            s->line_first[l->lines[i].cells[k] + 2]++;
    for (uint32_t c = 2; c < l->ncells + 2; c++)
        s->line_first[c] += s->line_first[c - 1];
    for (uint32_t i = 0; i < l->nlines; i++)
        for (unsigned k = 0; k < l->lines[i].n; k++) {
            uint32_t at = s->line_first[l->lines[i].cells[k] + 1]++;
            s->line_of[at] = i;
            s->line_at[at] = k;
        }
}

/* A new fault of all broken sums without one that hang together with this one by cells. */
static unsigned spread(struct solving *s, uint32_t sum, uint32_t *queue)
{
    struct locate *l = s->l;
    unsigned fault = ++s->nfaults;
    uint32_t n = 0;
    l->fault[sum] = fault;
    queue[n++] = sum;
    for (uint32_t at = 0; at < n; at++) {
        const struct locate_sum *m = &l->sums[queue[at]];
        for (unsigned k = 0; k < m->n; k++) {
            uint32_t cell = m->terms[k].cell;
            for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++) {
                uint32_t next = s->of[i];
                if (!l->fault[next] && sum_breaks(&l->sums[next], s->gap[next])) {
                    l->fault[next] = fault;
                    queue[n++] = next;
                }
            }
        }
    }
    s->faults[fault] = (struct fault){.broken = arena_array(s->arena, uint32_t, n), .nbroken = n};
    memcpy(s->faults[fault].broken, queue, sizeof *queue * n);
    return fault;
}

/* -- one fault ----------------------------------------------------------------------------------- */

static uint32_t broken_with(const struct solving *s, uint32_t cell)
{
    unsigned fault = (unsigned)(s->now - s->faults);
    uint32_t n = 0;
    for (uint32_t i = s->first[cell]; i < s->first[cell + 1]; i++)
        n += s->l->fault[s->of[i]] == fault;
    return n;
}

static void solve_single(struct solving *s)
{
    const struct fault *f = s->now;
    const struct locate_sum *start = &s->l->sums[f->broken[0]];
    for (uint32_t i = 1; i < f->nbroken; i++)
        if (s->l->sums[f->broken[i]].n < start->n)
            start = &s->l->sums[f->broken[i]];
    for (unsigned i = 0; i < start->n; i++) {
        struct locate_change change = {.cell = start->terms[i].cell};
        if (broken_with(s, change.cell) < f->nbroken)
            continue;
        struct range r = range_of_cell(s, change.cell);
        if (r.lo <= r.hi)
            keep(s, &change, 1, explain(&change.slip, s, change.cell, r) + cost_of_event);
    }
}

/* -- several changes: those that share no broken sum are faults of their own ------------------- */

static unsigned root(unsigned *group, unsigned k)
{
    while (group[k] != k)
        k = group[k] = group[group[k]];
    return k;
}

/* By change: the first of its group. */
static unsigned *groups_of(struct solving *s, const struct changes *c, unsigned fault)
{
    unsigned *group = arena_array(s->arena, unsigned, c->n);
    unsigned *owner = mem_alloc(sizeof *owner * (s->l->nsums + 1)), *size;
    for (unsigned k = 0, swapped = 0; k < c->n; k++) {
        group[k] = k;
        if (c->v[k].slip.kind == SLIP_SWAPPED && swapped++ % 2) /* two that follow each other */
            group[k] = root(group, k - 1);
        for (uint32_t i = s->first[c->v[k].cell]; i < s->first[c->v[k].cell + 1]; i++) {
            unsigned *own = &owner[s->of[i]];
            if (s->l->fault[s->of[i]] != fault)
                continue;
            if (*own)
                group[root(group, k)] = root(group, *own - 1);
            *own = k + 1;
        }
    }
    free(owner);
    size = arena_array(s->arena, unsigned, c->n + 1);
    for (unsigned k = 0; k < c->n; k++)
        size[root(group, k)]++;
    for (unsigned k = 0; k < c->n; k++)
        group[k] = root(group, k);
    for (unsigned k = 0; k < c->n; k++)
        if (size[group[k]] > MANY_CELLS) /* no one would read it as one */
            group[k] = c->n + k;
    return group;
}

/* What is broken without the changes of a group, all others applied. */
static unsigned fault_of_group(struct solving *s, const struct changes *c, const unsigned *group,
                               unsigned g, unsigned old)
{
    unsigned fault = s->nfaults + 1;
    uint32_t n = 0, room = 0;
    for (unsigned k = 0; k < c->n; k++)
        if (group[k] == g)
            room += s->first[c->v[k].cell + 1] - s->first[c->v[k].cell];
    uint32_t *broken = arena_array(s->arena, uint32_t, room + 1);
    for (unsigned k = 0; k < c->n; k++)
        for (uint32_t i = s->first[c->v[k].cell]; group[k] == g && i < s->first[c->v[k].cell + 1]; i++)
            if (s->l->fault[s->of[i]] == old && sum_breaks(&s->l->sums[s->of[i]], s->gap[s->of[i]])) {
                broken[n++] = s->of[i];
                s->l->fault[s->of[i]] = fault;
            }
    if (n)
        s->faults[++s->nfaults] = (struct fault){.broken = broken, .nbroken = n};
    return n ? fault : 0;
}

static void solve_group(struct solving *s, const struct changes *c, const unsigned *group, unsigned g,
                        unsigned old)
{
    struct locate_change own[MANY_CELLS];
    unsigned n = 0, fault;
    double cost = 0;
    for (unsigned k = 0; k < c->n; k++)
        if (group[k] == g) {
            change_apply(s, &c->v[k], -1);
            own[n++] = c->v[k];
            cost += c->cost[k];
        }
    if ((fault = fault_of_group(s, c, group, g, old)) != 0) {
        s->now = &s->faults[fault];
        solve_single(s);
        if (n > 1 || s->faults[fault].nbest == 0)
            solve_moves(s, fault, fault, s->all_steps / 100);
        s->now = &s->faults[fault];
        if (s->faults[fault].nbest == 0)
            solve_pairs(s);
        s->now = &s->faults[fault];
        keep(s, own, n, cost);
    }
    for (unsigned k = 0; k < c->n; k++)
        if (group[k] == g)
            change_apply(s, &c->v[k], 1);
}

/* The changes are applied, and stay so. */
static void take_apart(struct solving *s, const struct changes *c, unsigned fault)
{
    unsigned *group = groups_of(s, c, fault);
    bool *done = arena_array(s->arena, bool, 2 * c->n + 1);
    s->faults[fault].nbest = 0;
    for (unsigned k = 0; k < c->n; k++)
        if (!done[group[k]]) {
            done[group[k]] = true;
            solve_group(s, c, group, group[k], fault);
        }
}

/* -- all ----------------------------------------------------------------------------------------- */

/* Two cells that have nothing to do with each other are two proposals. */
static void part_pair(struct solving *s, unsigned fault)
{
    struct fault *f = &s->faults[fault];
    struct changes c = {0};
    if (!f->nbest || f->best[0].ncells != 2 || f->best[0].changes[0].slip.kind == SLIP_SWAPPED)
        return;
    for (unsigned i = 0; i < 2; i++)
        changes_add(&c, &f->best[0].changes[i], f->best[0].changes[i].slip.cost + cost_of_event);
    const unsigned *group = groups_of(s, &c, fault);
    if (group[0] != group[1]) {
        change_apply(s, &c.v[0], 1);
        change_apply(s, &c.v[1], 1);
        take_apart(s, &c, fault);
    }
    free(c.v);
    free(c.cost);
}

/* Of a large fault: what meets, and the rest in smaller faults. */
static void thin_out(struct solving *s, unsigned fault, uint32_t *queue)
{
    struct changes c = {0};
    s->now = &s->faults[fault];
    solve_meetings(&c, s);
    if (c.n)
        take_apart(s, &c, fault);
    struct fault left = s->faults[fault];
    uint32_t still = 0;
    for (uint32_t i = 0; i < left.nbroken; i++)
        if (s->l->fault[left.broken[i]] == fault &&
            sum_breaks(&s->l->sums[left.broken[i]], s->gap[left.broken[i]])) {
            s->l->fault[left.broken[i]] = 0;
            still++;
        }
    for (uint32_t i = 0; c.n && still && i < left.nbroken; i++)
        if (!s->l->fault[left.broken[i]])
            spread(s, left.broken[i], queue);
    if (!c.n) /* nothing was found; it is what it was */
        for (uint32_t i = 0; i < left.nbroken; i++)
            s->l->fault[left.broken[i]] = fault;
    free(c.v);
    free(c.cost);
}

static void solve_several(struct solving *s, unsigned fault)
{
    struct changes c = {0};
    s->now = &s->faults[fault];
    solve_pairs(s);
    s->now = &s->faults[fault];
    if (s->faults[fault].nbest) {
        part_pair(s, fault);
    } else if (solve_many(&c, s)) {
        for (unsigned i = 0; i < c.n; i++)
            change_apply(s, &c.v[i], 1);
        take_apart(s, &c, fault);
    }
    free(c.v);
    free(c.cost);
}

static void put_solutions(struct locate *l, const struct solving *s)
{
    l->solutions = arena_array(s->arena, struct locate_solution, (size_t)s->nfaults * LOCATE_BEST + 1);
    l->cost = arena_array(s->arena, double, s->nfaults + 1);
    l->nfaults = s->nfaults;
    for (unsigned f = 1; f <= s->nfaults; f++) {
        const struct fault *fault = &s->faults[f];
        l->cost[f] = fault->nbest ? fault->best[0].cost : (double)INFINITY;
        for (unsigned i = 0; i < fault->nbest; i++) {
            struct locate_solution *found = &l->solutions[l->n++];
            *found = fault->best[i];
            found->fault = f;
            found->chance = fault->weight > 0 ? exp(-found->cost) / fault->weight : 0;
        }
    }
}

static uint32_t find_gaps(struct solving *s)
{
    const struct locate *l = s->l;
    struct locate_habits h = l->habits;
    uint32_t broken = 0;
    for (uint32_t i = 0; i < l->nsums; i++) {
        const struct locate_sum *sum = &l->sums[i];
        for (unsigned k = 0; k < sum->n; k++)
            s->gap[i] += sum->terms[k].sign * l->cells[sum->terms[k].cell].value;
        if (sum_breaks(sum, s->gap[i]))
            broken++;
        else
            locate_habit(&h, sum, s->gap[i]);
    }
    /* nothing known: four of five to the last digit, every other list complete */
    s->exact = (h.exact + 2) / (h.sums + 2.5);
    s->full = (h.full + 0.5) / (h.lists + 1.0);
    return broken;
}

static void solve_all(struct solving *s, uint32_t broken)
{
    struct locate *l = s->l;
    uint32_t *queue = arena_array(s->arena, uint32_t, broken + 1);
    for (uint32_t i = 0; i < l->nsums; i++)
        if (!l->fault[i] && sum_breaks(&l->sums[i], s->gap[i])) {
            s->now = &s->faults[spread(s, i, queue)];
            solve_single(s);
        }
    unsigned known = s->nfaults;
    solve_moves(s, 1, known, s->all_steps / 4);
    for (unsigned f = 1; f <= s->nfaults; f++) { /* thin_out adds to them */
        if (s->faults[f].nbroken == 0 || s->faults[f].nbest)
            continue;
        s->now = &s->faults[f];
        if (f > known) {
            solve_single(s);
            solve_moves(s, f, f, s->all_steps / 100);
            s->now = &s->faults[f];
        }
        if (s->faults[f].nbest)
            continue;
        if (s->faults[f].nbroken > MANY_SUMS)
            thin_out(s, f, queue);
        else
            solve_several(s, f);
    }
}

void locate_solve(struct locate *l, struct arena *arena)
{
    struct solving s = {.l = l, .arena = arena, .gap = arena_array(arena, double, l->nsums + 1)};
    uint32_t broken = find_gaps(&s);
    s.steps = s.all_steps = l->steps ? l->steps : LOCATE_STEPS;
    l->fault = arena_array(arena, unsigned, l->nsums + 1);
    l->n = l->nfaults = 0;
    if (!broken)
        return;
    index_sums(&s);
    index_lines(&s);
    s.trial = arena_array(arena, double, l->nsums + 1);
    s.marked = arena_array(arena, bool, l->nsums + 1);
    s.touched = arena_array(arena, uint32_t, l->nsums + 1);
    s.faults = arena_array(arena, struct fault, 4 * (size_t)broken + 8);
    solve_all(&s, broken);
    put_solutions(l, &s);
    l->steps = s.steps;
}
