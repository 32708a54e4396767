/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/usual.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

/* A table of which nothing is known yet. */
static const double typical_spread = 0.2, typical_same = 0.02;
enum { TYPICAL_CELLS = 2 }; /* as many cells weigh as much as what is typical */

/* Where nothing is known a figure is anywhere among so many powers of e. */
static const double anywhere = 6;

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *v, size_t n)
{
    qsort(v, n, sizeof *v, by_size);
    return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

static double level(double value, double half) { return log(value + 2 * half); }

static bool both(double a, double b) { return a > 0 && b > 0; } /* neither is NaN */

/* What the table has gained since (or until) the other year, and how far its cells scatter. */
struct gain {
    double by, spread;
};

static struct gain gain_of(double *v, const double *now, const double *half, const double *other,
                           size_t n)
{
    struct gain g = {0, typical_spread};
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (both(now[i], other[i]))
            v[m++] = level(now[i], half[i]) - level(other[i], half[i]);
    if (m < 3)
        return g;
    g.by = median(v, m);
    for (size_t i = 0; i < m; i++)
        v[i] = fabs(v[i] - g.by);
    double cells = (double)m, mad = 1.4826 * median(v, m), typical = typical_spread * typical_spread;
    g.spread = sqrt((mad * mad * cells + typical * TYPICAL_CELLS) / (cells + TYPICAL_CELLS));
    return g;
}

static double chance_same(const double *now, const double *before, const double *after, size_t n)
{
    size_t pairs = 0, same = 0;
    for (size_t i = 0; i < n; i++) {
        pairs += both(now[i], before[i]) + both(now[i], after[i]);
        same += (both(now[i], before[i]) && now[i] == before[i]) +
                (both(now[i], after[i]) && now[i] == after[i]);
    }
    /* one of them may be what is wrong */
    same -= same > 0;
    return ((double)same + typical_same * 10) / ((double)pairs + 10);
}

static void estimate(struct usual *u, double half, struct gain since, struct gain until)
{
    double from_before = level(u->before, half) + since.by;
    double from_after = level(u->after, half) + until.by;
    u->mean = u->spread = NAN;
    if (!isnan(u->before) && !isnan(u->after)) {
        double w = 1 / (since.spread * since.spread), x = 1 / (until.spread * until.spread);
        double apart = (from_before - from_after) / 2;
        u->mean = (from_before * w + from_after * x) / (w + x);
        u->spread = sqrt(1.5 / (w + x) + apart * apart / 2);
    } else if (!isnan(u->before)) {
        u->mean = from_before;
        u->spread = since.spread;
    } else if (!isnan(u->after)) {
        u->mean = from_after;
        u->spread = until.spread;
    }
}

void usual_estimate(struct usual *out, const double *now, const double *half, const double *before,
                    const double *after, size_t n)
{
    double *v = mem_alloc(sizeof *v * (n + 1));
    struct gain since = gain_of(v, now, half, before, n), until = gain_of(v, now, half, after, n);
    double same = chance_same(now, before, after, n);
    free(v);
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct usual){.before = before[i], .after = after[i], .same = same};
        estimate(&out[i], half[i], since, until);
    }
}

double usual_cost(const struct usual *u, double value, double half)
{
    if (value < 0)
        return 30;
    double unit = 2 * half, width = unit / (value + unit), chance = width / anywhere;
    if (!isnan(u->mean)) {
        double spread = sqrt(u->spread * u->spread + width);
        double z = (level(value, half) - u->mean) / spread;
        double tail = 1 + z * z / 2;
        double near = width / (spread * 2.8284271 * tail * sqrt(tail));
        chance = 0.05 * chance + 0.95 * near;
    }
    if (value == u->before || value == u->after)
        chance = (1 - u->same) * chance + u->same;
    return -log(fmin(chance, 1));
}
