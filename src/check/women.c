/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The share of women beside what it is in the years around: the logarithm of women over men less
 * the median of up to three years on either side, outlying by its scale (check/series.h) with the
 * variance of counts, 1 / women + 1 / men, added; half a person is added to each so that none of a
 * sex can be compared too (Haldane 1956; Anscombe 1956). */

#include "check/history.h"

#include <math.h>

enum { YEARS_LEAST = 4, AROUND = 3, YEARS_MAX = 256 };
static const double PEOPLE_LEAST = 1000, SCALE_LEAST = 0.15, RATIO_LEAST = 3;

struct share {
    const struct obs *women, *total;
    uint32_t at;
    double odds, logit, apart, noise; /* apart: from the median of the years around */
};

static uint32_t shares_of(struct share *v, const struct history *h, const struct series *women,
                          const struct series *total, double unit)
{
    const struct point *w = &h->course.points[women->first], *t = &h->course.points[total->first];
    uint32_t n = 0;
    for (uint32_t i = 0, k = 0; i < women->n && n < YEARS_MAX; i++) {
        while (k < total->n && t[k].at < w[i].at)
            k++;
        if (k == total->n || t[k].at != w[i].at)
            continue;
        double f = w[i].value * unit, m = t[k].value * unit - f;
        if (f + m >= PEOPLE_LEAST && f >= 0 && m >= 0)
            v[n++] = (struct share){.women = w[i].obs, .total = t[k].obs, .at = w[i].at,
                                    .odds = (f + 0.5) / (m + 0.5),
                                    .noise = 1 / (f + 0.5) + 1 / (m + 0.5)};
    }
    return n;
}

static double median_around(const struct share *v, uint32_t n, uint32_t at)
{
    double around[2 * AROUND];
    uint32_t k = 0;
    for (uint32_t i = at > AROUND ? at - AROUND : 0; i < n && i <= at + AROUND; i++)
        if (i != at)
            around[k++] = v[i].logit;
    return median_of(around, k);
}

static void say_share(struct history *h, const struct share *s)
{
    struct across *a = h->across;
    double usual = s->logit - s->apart, share = 100 * s->women->value / s->total->value;
    bool exchanged = fabs(s->logit + usual) < fabs(s->apart) / 4;
    if (h->course.tables[s->at]->earlier ||
        (all_total(a->ref, s->women) && !across_first(a, RULE_WOMEN_SHARE, s->women)))
        return;
    finding_say(a->findings, across_fault(a, RULE_WOMEN_SHARE, s->women),
                exchanged ? "women are %s per cent of the total %s, and some %s per cent in the years "
                            "around; women and men may have been exchanged"
                          : "women are %s per cent of the total %s, and some %s per cent in the years "
                            "around",
                figure_of(share, 1).text, figure_at(s->total).text,
                figure_of(100 / (1 + exp(-usual)), 1).text);
}

/* Which way the share of a table stands apart: 1, -1, or 0. */
static void check_shares(struct history *h, struct share *v, uint32_t n, int *grand, bool is_grand)
{
    double apart[YEARS_MAX], low = v[0].odds, high = v[0].odds;
    for (uint32_t i = 0; i < n; i++) {
        low = MIN(low, v[i].odds);
        high = MAX(high, v[i].odds);
    }
    if (high < RATIO_LEAST * low)
        return; /* as nearly all */
    for (uint32_t i = 0; i < n; i++)
        v[i].logit = log(v[i].odds);
    for (uint32_t i = 0; i < n; i++)
        apart[i] = v[i].apart = v[i].logit - median_around(v, n, i);
    double scale = MAX(scale_of(apart, n, NULL), SCALE_LEAST);
    for (uint32_t i = 0; i < n; i++) {
        double spread = sqrt(scale * scale + v[i].noise);
        int way = v[i].apart > 0 ? 1 : -1;
        if (fabs(v[i].apart) <= OUTLYING * spread || fabs(v[i].apart) < log(RATIO_LEAST))
            continue;
        if (grand[v[i].at] != way) /* what all of the table does is said at its total */
            say_share(h, &v[i]);
        if (is_grand)
            grand[v[i].at] = way;
    }
}

void history_women(struct history *h)
{
    const struct course *c = &h->course;
    const struct ref *ref = c->ref;
    const struct indicator *in = &ref->indicators[c->tables[0]->indicator];
    const struct series *total = NULL;
    int *grand = mem_alloc(sizeof *grand * (c->ntables + 1));
    bool first = true;
    for (uint32_t i = 0; i < c->n && in->has_sex && str_is(in->unit, "PS"); i++) {
        const struct series *s = &c->series[i];
        const struct obs *key = c->points[s->first].obs, *of;
        struct share v[YEARS_MAX];
        if (key->sex == ref->sex_total)
            total = s;
        of = total ? c->points[total->first].obs : NULL;
        if (key->sex != ref->sex_female || !of || of->classif[0] != key->classif[0] ||
            of->classif[1] != key->classif[1])
            continue;
        uint32_t n = shares_of(v, h, s, total, num_pow10[in->unit_mult]);
        if (n >= YEARS_LEAST)
            check_shares(h, v, n, grand, first);
        first = false;
    }
    free(grand);
}
