/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Two cells that are wrong independently of each other, over all pairs that mend a fault: of two
 * unknowns one is eliminated (Fourier and Motzkin). */

#include "check/solving.h"

#include <math.h>

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

static void planes_add(struct planes *p, const struct locate_sum *sum, double gap, int a, int b)
{
    double slack = sum->tolerance * (1 + 1e-9) + 1e-9;
    if (p->n + 2 > PLANES_MAX) {
        p->too_many = true;
        return;
    }
    p->v[p->n++] = (struct half_plane){a, b, slack - gap};
    if (!sum->most)
        p->v[p->n++] = (struct half_plane){-a, -b, slack + gap};
}

static void planes_of(struct planes *p, const struct solving *s, uint32_t x, uint32_t y)
{
    const struct locate_sum *sums = s->l->sums;
    for (uint32_t i = s->first[x]; i < s->first[x + 1]; i++)
        planes_add(p, &sums[s->of[i]], s->gap[s->of[i]], s->sign[i], sign_in(s, s->of[i], y));
    for (uint32_t i = s->first[y]; i < s->first[y + 1]; i++)
        if (!sign_in(s, s->of[i], x))
            planes_add(p, &sums[s->of[i]], s->gap[s->of[i]], 0, s->sign[i]);
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

static void two_cells(struct solving *s, uint32_t x, uint32_t y)
{
    struct planes p = {.n = 0};
    struct locate_change change[2] = {{.cell = x}, {.cell = y}};
    planes_of(&p, s, x, y);
    struct range r = range_of_x(&p);
    if (p.too_many || !range_is_bounded(r))
        return;
    double cost = explain(&change[0].slip, s, x, r);
    if (cost == INFINITY)
        return;
    r = range_of_y(&p, change[0].slip.value - s->l->cells[x].value);
    if (!range_is_bounded(r))
        return;
    cost += explain(&change[1].slip, s, y, r);
    /* two that nothing explains could as well be any other two */
    if (change[0].slip.kind == SLIP_NONE && change[1].slip.kind == SLIP_NONE)
        cost += 10;
    keep(s, change, 2, cost + 2 * cost_of_event);
}

/* The broken sums of the fault that hold one of the two at least. */
static uint32_t covered(const struct solving *s, uint32_t x, uint32_t y)
{
    uint32_t n = 0;
    unsigned fault = (unsigned)(s->now - s->faults);
    for (uint32_t i = s->first[x]; i < s->first[x + 1]; i++)
        n += s->l->fault[s->of[i]] == fault;
    for (uint32_t i = s->first[y]; i < s->first[y + 1]; i++)
        n += s->l->fault[s->of[i]] == fault && !sign_in(s, s->of[i], x);
    return n;
}

static void with_terms(struct solving *s, uint32_t x, const struct locate_sum *sum)
{
    for (unsigned k = 0; k < sum->n && s->steps > 0; k++) {
        uint32_t y = sum->terms[k].cell;
        s->steps--;
        if (x != y && covered(s, x, y) == s->now->nbroken)
            two_cells(s, x, y);
    }
}

/* One of the two is in the shortest of the broken sums; the other in one that the first is not
 * in or, where there is none, in a sum with the first. */
void solve_pairs(struct solving *s)
{
    const struct fault *f = s->now;
    const struct locate_sum *start = &s->l->sums[f->broken[0]];
    for (uint32_t i = 1; i < f->nbroken; i++)
        if (s->l->sums[f->broken[i]].n < start->n)
            start = &s->l->sums[f->broken[i]];
    for (unsigned i = 0; i < start->n; i++) {
        uint32_t x = start->terms[i].cell, other = 0;
        while (other < f->nbroken && sign_in(s, f->broken[other], x))
            other++;
        if (other < f->nbroken)
            with_terms(s, x, &s->l->sums[f->broken[other]]);
        for (uint32_t k = s->first[x]; other == f->nbroken && k < s->first[x + 1]; k++)
            with_terms(s, x, &s->l->sums[s->of[k]]);
    }
}
