/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/slips.h"

#include "base/num.h"

#include <math.h>

enum { DIGITS_MAX = 15, SCALES = 6 };

struct search {
    struct slip best;
    bool found;
    unsigned places;
    double lo, hi, centre, width;
};

/* Where the figures of the other cells leave room, the one nearest to its middle is meant. */
static void meet(struct search *s, enum slip_kind kind, double value, double cost)
{
    if (value < s->lo || value > s->hi)
        return;
    double units = value * num_pow10[s->places];
    if (fabs(units - round(units)) > 1e-4) /* finer than figures of the table are given */
        return;
    cost += fabs(value - s->centre) / s->width;
    if (s->found && cost >= s->best.cost)
        return;
    s->found = true;
    s->best = (struct slip){kind, value, cost};
}

/* Digits as a number, the last `places` of them behind the point. */
static double figure(const uint8_t *digit, unsigned n, unsigned places)
{
    double whole = 0;
    for (unsigned i = 0; i < n; i++)
        whole = whole * 10 + digit[i];
    return whole / num_pow10[places];
}

static void change_digits(struct search *s, const uint8_t *digit, unsigned n, unsigned places)
{
    uint8_t d[DIGITS_MAX + 2];
    memcpy(d, digit, n);
    for (unsigned i = 0; i < n; i++) {
        if (i + 1 < n && d[i] != d[i + 1]) {
            d[i] = digit[i + 1], d[i + 1] = digit[i];
            meet(s, SLIP_EXCHANGED, figure(d, n, places), log(n));
            d[i + 1] = digit[i + 1];
        }
        for (uint8_t k = 0; k < 10; k++)
            if ((d[i] = k) != digit[i])
                meet(s, SLIP_WRONG, figure(d, n, places), log(9 * n));
        d[i] = digit[i];
    }
}

/* The point stays where it is, or goes with the digits behind it. */
static void leave_out(struct search *s, const uint8_t *digit, unsigned n, unsigned places)
{
    uint8_t d[DIGITS_MAX + 2];
    unsigned end = n; /* without a zero at the end it is the point that moves */
    while (end > 0 && digit[end - 1] == 0)
        end--;
    for (unsigned i = 0; i < end; i++) {
        memcpy(d, digit, i);
        memcpy(d + i, digit + i + 1, n - i - 1);
        bool twice = (i > 0 && digit[i] == digit[i - 1]) || (i + 1 < n && digit[i] == digit[i + 1]);
        enum slip_kind kind = twice ? SLIP_DOUBLED : SLIP_EXTRA;
        double cost = log(twice ? n : 10 * n);
        meet(s, kind, figure(d, n - 1, places), cost);
        if (places > 0)
            meet(s, kind, figure(d, n - 1, places - 1), cost);
    }
}

/* Behind the point only where a figure shows fewer decimals than it was given with. */
static void put_in(struct search *s, const uint8_t *digit, unsigned n, unsigned places, bool behind)
{
    uint8_t d[DIGITS_MAX + 2];
    for (unsigned i = 0; i <= n; i++) {
        memcpy(d, digit, i);
        memcpy(d + i + 1, digit + i, n - i);
        for (uint8_t k = 0; k < 10; k++) {
            d[i] = k;
            meet(s, SLIP_MISSING, figure(d, n + 1, places), log(2 * n));
            if (behind)
                meet(s, SLIP_MISSING, figure(d, n + 1, places + 1), log(2 * n));
        }
    }
}

bool slip_find(struct slip *out, double written, unsigned shown, unsigned places, double lo,
               double hi, double centre)
{
    places = MIN(places, (unsigned)DIGITS_MAX - 1);
    struct search s = {.places = places, .lo = lo, .hi = hi, .centre = centre,
                       .width = hi > lo ? hi - lo : 1};
    uint8_t digit[DIGITS_MAX];
    unsigned n = 0;
    double whole = fabs(written) * num_pow10[places] + 0.5;
    if (!(whole < num_pow10[DIGITS_MAX]))
        return false;
    for (uint64_t rest = (uint64_t)whole; n <= places || rest > 0; rest /= 10, n++) {
        memmove(digit + 1, digit, n);
        digit[0] = (uint8_t)(rest % 10);
    }
    change_digits(&s, digit, n, places);
    leave_out(&s, digit, n, places);
    if (n < DIGITS_MAX)
        put_in(&s, digit, n, places, shown < places);
    for (unsigned k = 1; k <= SCALES / 2 && written != 0; k++) {
        meet(&s, SLIP_POINT, fabs(written) * num_pow10[k], log(SCALES));
        meet(&s, SLIP_POINT, fabs(written) / num_pow10[k], log(SCALES));
    }
    if (written < 0)
        meet(&s, SLIP_SIGN, -written, 0);
    if (s.found)
        *out = s.best;
    return s.found;
}
