/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/reckoned.h"

#include "base/num.h"
#include "model/period.h"

#include <math.h>

const char *reckoning_name(enum reckoning how)
{
    static const char *const names[RECKONINGS] = {"figure", "sum", "difference", "share", "ratio", "growth",
                                                  "average_growth", "asymmetry", "count", "coverage", "listing"};
    return names[how];
}

/* The last of `n` ascending starts that is not above `at`. */
static uint32_t last_start(const uint32_t *start, uint32_t n, uint32_t at)
{
    uint32_t low = 0, high = n;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (start[mid] <= at)
            low = mid;
        else
            high = mid;
    }
    return low;
}

uint32_t reckoned_series(const struct cube *cube, uint32_t obs) { return last_start(cube->start, cube->nseries, obs); }

const struct cube_flow *reckoned_flow(const struct cube *cube, uint32_t series)
{
    uint32_t low = 0, high = cube->nflows;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (cube->flows[mid].first <= series)
            low = mid;
        else
            high = mid;
    }
    return &cube->flows[low];
}

static const struct indicator *indicator_of(const struct cube *cube, uint32_t obs)
{
    return &cube->ref->indicators[reckoned_flow(cube, reckoned_series(cube, obs))->indicator];
}

static void put_address(struct buf *out, const struct cube *cube, uint32_t obs)
{
    uint32_t series = reckoned_series(cube, obs);
    const struct cube_flow *flow = reckoned_flow(cube, series);
    char period[PERIOD_TEXT];
    struct dims dims;
    dims_of(&dims, cube->ref, flow->indicator);
    buf_str(out, cube->ref->indicators[flow->indicator].code);
    buf_char(out, '/');
    for (unsigned d = 0; d < dims.n; d++) {
        if (d)
            buf_char(out, '.');
        if (dims.kind[d] != DIM_MEASURE) /* a flow has one measure alone */
            buf_str(out, cube_code(cube, flow, series, dims.kind[d]));
    }
    buf_char(out, '/');
    buf_put(out, period, period_fmt(period, cube->period[obs]));
}

void reckoned_of(struct buf *out, const struct cube *cube, const struct reckoned *r)
{
    if (r->how == RECKONED_COVERAGE || r->how == RECKONED_LISTING) {
        buf_str(out, r->of);
        return;
    }
    for (uint32_t i = 0; i < r->nobs; i++) {
        if (i)
            buf_char(out, ' ');
        if (r->other)
            buf_fmt(out, "%.*s@%.*s/", STR_FMT(r->other->code), STR_FMT(r->other->vintage));
        put_address(out, r->other ? r->other->cube : cube, r->obs[i]);
    }
}

struct str reckoned_word(struct arena *arena, struct str name)
{
    struct buf b = {0};
    for (size_t i = 0; i < name.len; i++)
        if (name.p[i] > ' ' && name.p[i] < 0x7f && !strchr("%\",*=|", name.p[i]))
            buf_char(&b, name.p[i]);
        else
            buf_fmt(&b, "%%%02X", (unsigned char)name.p[i]);
    struct str word = arena_str(arena, buf_view(&b));
    buf_release(&b);
    return word;
}

static unsigned decimals_of(const struct cube *cube, uint32_t obs)
{
    unsigned decimals = cube->decimals[obs];
    return decimals == NUM_SHORTEST ? indicator_of(cube, obs)->decimals : decimals;
}

static bool is_rate(const struct indicator *in) { return str_is(in->unit, "PT"); }

struct reckoned reckoned_figure(struct arena *arena, const struct cube *cube, uint32_t obs)
{
    uint32_t *one = arena_array(arena, uint32_t, 1);
    *one = obs;
    return (struct reckoned){.how = RECKONED_FIGURE, .value = cube->value[obs], .scale = 1,
                             .decimals = decimals_of(cube, obs), .percent = is_rate(indicator_of(cube, obs)),
                             .obs = one, .nobs = 1};
}

struct reckoned reckoned_other(struct arena *arena, const struct collection *other, uint32_t obs)
{
    struct reckoned r = reckoned_figure(arena, other->cube, obs);
    r.other = other;
    return r;
}

struct reckoned reckoned_listing(double value, struct str of)
{
    return (struct reckoned){.how = RECKONED_LISTING, .value = value, .scale = 1, .of = of};
}

/* Can they be added and divided? Money of two countries cannot. */
static bool same_unit(const struct cube *cube, const uint32_t *obs, uint32_t n)
{
    const struct indicator *first = indicator_of(cube, obs[0]);
    bool money = str_is(first->unit, "LC");
    uint16_t area = cube->area[reckoned_series(cube, obs[0])];
    for (uint32_t i = 1; i < n; i++) {
        const struct indicator *in = indicator_of(cube, obs[i]);
        if (!str_eq(in->unit, first->unit) || in->unit_mult != first->unit_mult ||
            (money && cube->area[reckoned_series(cube, obs[i])] != area))
            return false;
    }
    return true;
}

static double sum_of(const struct cube *cube, const uint32_t *obs, uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += cube->value[obs[i]];
    return sum;
}

/* Growth has two figures, the later first. */
static bool later_first(const struct cube *cube, const uint32_t *obs)
{
    return cube->period[obs[0]] > cube->period[obs[1]] &&
           period_freq(cube->period[obs[0]]) == period_freq(cube->period[obs[1]]);
}

static bool work_out(struct reckoned *r, const struct cube *cube, const uint32_t *obs, uint32_t n)
{
    const double *x = cube->value;
    double below;
    int years;
    switch (r->how) {
    case RECKONED_FIGURE:
        r->value = x[obs[0]];
        return n == 1;
    case RECKONED_SUM:
        r->value = sum_of(cube, obs, n);
        return true;
    case RECKONED_DIFFERENCE:
        if (n != 2)
            return false;
        r->value = x[obs[0]] - x[obs[1]];
        return true;
    case RECKONED_SHARE:
        if (n < 2 || (below = x[obs[n - 1]]) == 0)
            return false;
        r->value = 100 * sum_of(cube, obs, n - 1) / below;
        return true;
    case RECKONED_RATIO:
        if (n != 2 || (below = x[obs[1]]) == 0)
            return false;
        r->value = x[obs[0]] / below;
        return true;
    case RECKONED_GROWTH:
        if (n != 2 || !later_first(cube, obs) || (below = x[obs[1]]) == 0)
            return false;
        r->value = 100 * (x[obs[0]] / below - 1);
        return true;
    case RECKONED_AVERAGE_GROWTH:
        if (n != 2 || !later_first(cube, obs) || !((below = x[obs[1]]) > 0) || x[obs[0]] < 0)
            return false;
        years = period_year(cube->period[obs[0]]) - period_year(cube->period[obs[1]]);
        if (years <= 0)
            return false;
        r->value = 100 * (pow(x[obs[0]] / below, 1.0 / years) - 1);
        return true;
    case RECKONED_ASYMMETRY:
        if (n % 2 || (below = sum_of(cube, obs, n)) == 0)
            return false;
        for (uint32_t i = 0; i < n; i += 2)
            r->value += 2 * fabs(x[obs[i]] - x[obs[i + 1]]) / below;
        return true;
    case RECKONED_COUNT:
        r->value = n;
        return true;
    case RECKONED_COVERAGE:
    case RECKONED_LISTING:
    case RECKONINGS:
        return false;
    }
    return false;
}

/* As many as the figures have; of what is divided what a reader can use. */
static void present(struct reckoned *r, const struct cube *cube, const uint32_t *obs, uint32_t n)
{
    switch (r->how) {
    case RECKONED_FIGURE:
    case RECKONED_SUM:
    case RECKONED_DIFFERENCE:
        for (uint32_t i = 0; i < n; i++)
            r->decimals = MAX(r->decimals, decimals_of(cube, obs[i]));
        /* the difference of rates is in points, not in per cent */
        r->percent = r->how != RECKONED_DIFFERENCE && is_rate(indicator_of(cube, obs[0]));
        break;
    case RECKONED_SHARE:
    case RECKONED_GROWTH:
    case RECKONED_AVERAGE_GROWTH:
        r->decimals = 1;
        r->percent = true;
        break;
    case RECKONED_RATIO:
    case RECKONED_ASYMMETRY:
        r->decimals = 2;
        break;
    case RECKONED_COUNT:
    case RECKONED_COVERAGE:
    case RECKONED_LISTING:
    case RECKONINGS:
        break;
    }
}

bool reckoned_make(struct reckoned *out, struct arena *arena, const struct cube *cube, enum reckoning how,
                   const uint32_t *obs, uint32_t n)
{
    struct reckoned r = {.how = how, .scale = 1};
    if (n == 0)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (isnan(cube->value[obs[i]]))
            return false;
    if ((how != RECKONED_COUNT && !same_unit(cube, obs, n)) || !work_out(&r, cube, obs, n) || !isfinite(r.value))
        return false;
    present(&r, cube, obs, n);
    uint32_t *kept = arena_array(arena, uint32_t, n);
    memcpy(kept, obs, sizeof *kept * n);
    r.obs = kept;
    r.nobs = n;
    *out = r;
    return true;
}

void reckoned_persons(struct reckoned *r, const struct cube *cube)
{
    bool counts = r->how == RECKONED_FIGURE || r->how == RECKONED_SUM || r->how == RECKONED_DIFFERENCE;
    if (!counts || !r->nobs || indicator_of(cube, r->obs[0])->unit_mult != 3)
        return;
    r->scale = 1000;
    r->decimals = 0;
    r->digits = 3;
}

double reckoned_shown(const struct reckoned *r)
{
    double shown = r->value * r->scale, step = 1;
    if (r->digits) {
        for (double bound = pow(10, r->digits); round(fabs(shown) / step) >= bound && isfinite(shown);)
            step *= 10;
        shown = round(shown / step) * step;
    }
    return shown;
}
