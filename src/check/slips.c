/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/slips.h"

#include "base/num.h"

#include <math.h>

enum { DIGITS_MAX = 15, FACTORS = 3 };

double slip_cost(enum slip_kind kind)
{
    /* chances of 0.15, 0.18, 0.10, 0.08, 0.04, 0.12, 0.06, 0.08, 0.08, 0.06, 0.04 and 0.01 */
    static const double cost[SLIP_KINDS] = {
        [SLIP_EXCHANGED] = 1.9, [SLIP_WRONG] = 1.7, [SLIP_MISSING] = 2.3, [SLIP_DOUBLED] = 2.5,
        [SLIP_EXTRA] = 3.2, [SLIP_POINT] = 2.1, [SLIP_SIGN] = 2.8, [SLIP_SWAPPED] = 2.5,
        [SLIP_COPIED] = 2.5, [SLIP_REPEATED] = 2.8, [SLIP_SHIFTED] = 3.2, [SLIP_NONE] = 4.6};
    return cost[kind];
}

/* The digits of a figure, `places` of them behind the point. */
struct digits {
    uint8_t v[DIGITS_MAX + 2];
    unsigned n, places;
};

struct slips {
    struct slip *out;
    unsigned n, places;
};

static void put(struct slips *s, enum slip_kind kind, double value, double cost)
{
    double units = value * num_pow10[s->places];
    if (fabs(units - round(units)) < 1e-4 && s->n < SLIPS_MAX) /* finer than the table is given: none */
        s->out[s->n++] = (struct slip){kind, round(units) / num_pow10[s->places],
                                       slip_cost(kind) + cost};
}

/* "083.1" is not how a figure is written: what has lost its first digit is met elsewhere. */
static bool is_written(const struct digits *d) { return d->v[0] != 0 || d->n == d->places + 1; }

static bool digits_of(struct digits *d, double written, unsigned places)
{
    double whole = written * num_pow10[places] + 0.5;
    if (!(whole < num_pow10[DIGITS_MAX]))
        return false;
    *d = (struct digits){.places = places};
    for (uint64_t rest = (uint64_t)whole; d->n <= places || rest > 0; rest /= 10, d->n++) {
        memmove(d->v + 1, d->v, d->n);
        d->v[0] = (uint8_t)(rest % 10);
    }
    return true;
}

static double figure(const struct digits *d)
{
    double whole = 0;
    for (unsigned i = 0; i < d->n; i++)
        whole = whole * 10 + d->v[i];
    return whole / num_pow10[d->places];
}

/* Of the digits from `from` on; those before it are the same in fewer places. */
static void exchange(struct slips *s, struct digits d, unsigned from, double cost)
{
    for (unsigned i = from ? from - 1 : 0; i + 1 < d.n; i++) {
        uint8_t first = d.v[i];
        if (first == d.v[i + 1])
            continue;
        d.v[i] = d.v[i + 1], d.v[i + 1] = first;
        if (is_written(&d))
            put(s, SLIP_EXCHANGED, figure(&d), log(d.n) + cost);
        d.v[i + 1] = d.v[i], d.v[i] = first;
    }
}

static void replace(struct slips *s, struct digits d, unsigned from, double cost)
{
    for (unsigned i = from; i < d.n; i++) {
        uint8_t was = d.v[i];
        for (uint8_t k = 0; k < 10; k++)
            if ((d.v[i] = k) != was && is_written(&d))
                put(s, SLIP_WRONG, figure(&d), log(9 * d.n) + cost);
        d.v[i] = was;
    }
}

/* The point stays where it is; or, in figures that were typed as persons, before the digits that
 * were behind it. */
static void leave_out(struct slips *s, const struct digits *d)
{
    for (unsigned i = 0; i < d->n; i++) {
        bool twice = (i > 0 && d->v[i] == d->v[i - 1]) || (i + 1 < d->n && d->v[i] == d->v[i + 1]);
        enum slip_kind kind = twice ? SLIP_DOUBLED : SLIP_EXTRA;
        double cost = twice ? log(d->n) : log(10 * d->n);
        bool behind = i + d->places >= d->n;
        struct digits left = *d;
        memmove(left.v + i, left.v + i + 1, d->n - i - 1);
        left.n--;
        left.places -= behind;
        put(s, kind, figure(&left), cost);
        if (behind) {
            left.places++;
            put(s, kind, figure(&left), cost + 2);
        }
    }
}

static void put_in(struct slips *s, const struct digits *d)
{
    for (unsigned i = 0; i <= d->n; i++) {
        bool behind = i + d->places > d->n || (i == d->n && d->places == 0);
        struct digits more = *d;
        memmove(more.v + i + 1, more.v + i, d->n - i);
        more.n++;
        for (uint8_t k = 0; k < 10; k++) {
            if (i > 0 && k == d->v[i - 1]) /* the same as behind the digit before */
                continue;
            more.v[i] = k;
            more.places = d->places;
            put(s, SLIP_MISSING, figure(&more), log(d->n + 1) + (behind && d->places ? 2 : 0));
            if ((behind || i + d->places == d->n) && d->places < s->places) {
                more.places++;
                put(s, SLIP_MISSING, figure(&more), log(d->n + 1));
            }
        }
    }
}

unsigned slips_of(struct slip out[SLIPS_MAX], double written, unsigned shown, unsigned places)
{
    struct digits d;
    places = MIN(places, (unsigned)DIGITS_MAX - 1);
    shown = MIN(shown, places);
    struct slips s = {.out = out, .places = places};
    if (written < 0)
        put(&s, SLIP_SIGN, -written, 0);
    if (written < 0 || !digits_of(&d, written, shown))
        return s.n;
    exchange(&s, d, 0, 0);
    replace(&s, d, 0, 0);
    leave_out(&s, &d);
    if (d.n < DIGITS_MAX)
        put_in(&s, &d);
    unsigned seen = d.n;
    if (shown < places && digits_of(&d, written, places)) {
        exchange(&s, d, seen, log(10));
        replace(&s, d, seen, log(10));
    }
    for (unsigned k = 1; k <= FACTORS && written != 0; k++) {
        put(&s, SLIP_POINT, written * num_pow10[k], log(2 * FACTORS));
        put(&s, SLIP_POINT, written / num_pow10[k], log(2 * FACTORS));
    }
    return s.n;
}
