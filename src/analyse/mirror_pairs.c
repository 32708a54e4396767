/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is compared with what, and why the two may differ: only what follows from what is known of both. */

#include "analyse/mirror_inner.h"

#include "base/num.h"
#include "model/period.h"

#include <math.h>

const char *mirror_reason_name(enum mirror_reason reason)
{
    static const char *const names[] = {
        [REASON_POPULATION] = "population", [REASON_CRITERION] = "criterion", [REASON_DEFINITION] = "definition",
        [REASON_SOURCE] = "source",         [REASON_REGISTER] = "register",   [REASON_ABROAD] = "abroad",
        [REASON_TIME] = "time",             [REASON_SEX] = "sex",             [REASON_REST] = "rest",
        [REASON_STATUS] = "status",         [REASON_ROUNDING] = "rounding",   [REASON_CARRIED] = "carried"};
    return names[reason];
}

double mirror_asymmetry(double o, double d)
{
    double half = (o + d) / 2;
    return half != 0 ? fabs(d - o) / half : NAN;
}

/* -- reasons ------------------------------------------------------------------------------------ */

/* How figures come about, by the group of the type of source: census (A), household survey (B), establishments
 * (C, D), administrative records (F); 0: an estimate or another source, of which that is not known. */
static char nature_of(const struct ref *ref, struct str source)
{
    uint16_t type;
    if (!ref_source_find(ref, &type, NULL, source) || !ref->source_types[type].group.len)
        return 0;
    char group = ref->source_types[type].group.p[0];
    return group == 'C' ? 'D' : strchr("ABDF", group) ? group : 0;
}

static bool says_less(char status) { return status && strchr(MIRROR_SAYS_LESS, status); }

static uint32_t reasons_of(const struct ref *ref, const struct mirror_view *o, const struct mirror_view *d,
                           const struct mirror_pair *p)
{
    if (o->in_rest || d->in_rest)
        return 1u << REASON_REST; /* there is nothing else to say of a figure that is not there */
    uint32_t bits = 0;
#define REASON(reason, holds) bits |= (uint32_t)(holds) << (reason)
    char from = nature_of(ref, o->source), to = nature_of(ref, d->source);
    double apart = fabs(p->difference);
    REASON(REASON_POPULATION, strcmp(o->population, d->population) != 0);
    REASON(REASON_CRITERION, o->criterion && d->criterion && o->criterion != d->criterion);
    REASON(REASON_DEFINITION, !o->definition.len || !d->definition.len || !str_eq(o->definition, d->definition));
    REASON(REASON_SOURCE, from && to && from != to);
    REASON(REASON_REGISTER, from == 'F' || to == 'F');
    REASON(REASON_ABROAD, from == 'A' || from == 'B');
    REASON(REASON_TIME, o->period != d->period || strcmp(o->time, d->time) != 0 ||
                            (o->reference.len && d->reference.len && !str_eq(o->reference, d->reference)));
    REASON(REASON_SEX, p->sex == 0);
    REASON(REASON_STATUS, says_less(o->status) || says_less(d->status));
    /* half a unit of the last place of each */
    REASON(REASON_ROUNDING, apart > 0 && apart <= (0.5 / num_pow10[o->decimals] + 0.5 / num_pow10[d->decimals]) *
                                                      (1 + 1e-9));
    REASON(REASON_CARRIED, o->carried || d->carried);
#undef REASON
    return bits;
}

/* -- pairs -------------------------------------------------------------------------------------- */

static double of_sex(const struct ref *ref, const struct mirror_view *v, uint16_t sex)
{
    return v->sex == sex            ? v->value
           : sex == ref->sex_female ? v->women
           : sex == ref->sex_male   ? v->men
                                    : NAN;
}

/* Like with like: women and men together, else the one sex that both say. Where they have nothing in common what is
 * there is compared all the same, and the reason says so: sex 0. */
static void compare(struct mirror_pair *p, const struct ref *ref, const struct mirror_view *o,
                    const struct mirror_view *d)
{
    const uint16_t sexes[] = {ref->sex_total, ref->sex_female, ref->sex_male};
    p->sex = 0;
    for (size_t i = 0; i < ARRAY_LEN(sexes) && !p->sex; i++)
        if (!isnan(of_sex(ref, o, sexes[i])) && !isnan(of_sex(ref, d, sexes[i])))
            p->sex = sexes[i];
    p->from_origin = p->sex ? of_sex(ref, o, p->sex) : o->value;
    p->from_destination = p->sex ? of_sex(ref, d, p->sex) : d->value;
    p->difference = p->from_destination - p->from_origin;
    p->ratio = p->from_origin != 0 ? p->from_destination / p->from_origin : NAN;
    p->asymmetry = mirror_asymmetry(p->from_origin, p->from_destination);
    p->reasons = reasons_of(ref, o, d, p);
}

/* The last quarter or month of its year that the view's table has, where the table has nothing of the year. */
static bool stands_for_year(const struct corridor *c, const struct mirror_view *v)
{
    int year = period_year(v->period);
    for (size_t i = 0; i < c->n; i++) {
        const struct mirror_view *w = &c->v[i];
        if (w->side == v->side && w->kind == v->kind && w->indicator == v->indicator && w != v &&
            period_year(w->period) == year && (period_freq(w->period) == 'A' || w->period > v->period))
            return false;
    }
    return true;
}

static bool comparable(const struct corridor *c, const struct ref *ref, const struct mirror_view *o,
                       const struct mirror_view *d)
{
    if (o->side != SIDE_ORIGIN || d->side != SIDE_DESTINATION || o->kind != d->kind || (o->in_rest && d->in_rest) ||
        (isnan(o->value) && !o->in_rest) || (isnan(d->value) && !d->in_rest) ||
        !mirrored_tied(ref, o->indicator, d->indicator))
        return false;
    if (o->period == d->period)
        return true;
    bool o_year = period_freq(o->period) == 'A', d_year = period_freq(d->period) == 'A';
    return o->kind == MIRROR_STOCK && period_year(o->period) == period_year(d->period) && o_year != d_year &&
           stands_for_year(c, o_year ? d : o);
}

static int compare_pairs(const void *a, const void *b, void *ctx)
{
    const struct mirror_pair *x = a, *y = b;
    const struct corridor *c = ctx;
    int d = (int)x->period - (int)y->period;
    if (d == 0)
        d = (int)c->v[x->origin].kind - (int)c->v[y->origin].kind;
    if (d == 0)
        d = (x->origin > y->origin) - (x->origin < y->origin);
    return d ? d : (x->destination > y->destination) - (x->destination < y->destination);
}

/* The views of a year stand together: `first` is moved to the first of the year of view i. */
static size_t year_end(const struct corridor *c, size_t *first, size_t i)
{
    int year = period_year(c->v[i].period);
    size_t end = i;
    while (period_year(c->v[*first].period) < year)
        ++*first;
    while (end < c->n && period_year(c->v[end].period) == year)
        end++;
    return end;
}

void mirror_put_pairs(struct corridor *c, struct arena *arena, const struct ref *ref)
{
    size_t first = 0, size = 0;
    struct mirror_pair *v = NULL;
    for (size_t i = 0; i < c->n; i++) {
        size_t end = year_end(c, &first, i);
        for (size_t k = first; k < end; k++) {
            if (!comparable(c, ref, &c->v[i], &c->v[k]))
                continue;
            if (c->npairs == size)
                v = mem_grow(v, sizeof *v * (size = MAX(size * 2, (size_t)64)));
            struct mirror_pair *p = &v[c->npairs++];
            *p = (struct mirror_pair){.origin = (uint32_t)i, .destination = (uint32_t)k,
                                      .period = MIN(c->v[i].period, c->v[k].period)};
            compare(p, ref, &c->v[i], &c->v[k]);
        }
    }
    c->pairs = arena_array(arena, struct mirror_pair, c->npairs + 1);
    if (c->npairs) {
        qsort_r(v, c->npairs, sizeof *v, compare_pairs, c);
        memcpy(c->pairs, v, sizeof *v * c->npairs);
    }
    free(v);
}

/* -- intervals ---------------------------------------------------------------------------------- */

void mirror_put_intervals(struct corridor *c, struct arena *arena, const struct ref *ref)
{
    c->intervals = arena_array(arena, struct mirror_interval, c->n / 2 + 1);
    struct mirror_interval at = {.n = 0};
    for (size_t i = 0; i <= c->n; i++) {
        const struct mirror_view *v = i < c->n ? &c->v[i] : NULL;
        if (v && (isnan(v->value) || v->sex != ref->sex_total))
            continue;
        if (v && at.n && at.period == v->period && at.kind == v->kind && at.side == v->side) {
            at.low = MIN(at.low, v->value);
            at.high = MAX(at.high, v->value);
            at.n++;
            continue;
        }
        if (at.n > 1)
            c->intervals[c->nintervals++] = at;
        if (v)
            at = (struct mirror_interval){v->side, v->kind, v->period, v->value, v->value, 1};
    }
}
