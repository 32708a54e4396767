/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Filters by the value of a component: c[COMPONENT]=... of SDMX-REST 2.2.2. */

#include "publish/query_inner.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/obs.h"
#include "model/period.h"

#include <math.h>

enum operator { OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE, OP_CO, OP_NC, OP_SW, OP_EW };

/* One condition of a filter; all with the same `group` have to hold (AND), the groups are
 * alternatives (OR). */
struct condition {
    enum operator op;
    struct str text;
    double number;        /* of what is compared as one */
    uint32_t first, last; /* of what is compared as a period: its days */
    unsigned group;
    struct condition *next;
};

struct query_filter {
    struct looked_at at;
    struct condition *conditions;
    unsigned ngroups;
    struct query_filter *next;
};

bool aspect_find(struct looked_at *out, const struct query *q, struct str id)
{
    static const struct {
        const char *id;
        enum aspect aspect;
        unsigned note;
    } fixed[] = {{"TIME_PERIOD", BY_TIME, 0},   {"OBS_VALUE", BY_VALUE, 0},
                 {"OBS_STATUS", BY_STATUS, 0},  {"UNIT_MEASURE", BY_UNIT_MEASURE, 0},
                 {"UNIT_MULT", BY_UNIT_MULT, 0}, {"SOURCE", BY_SOURCE, 0},
                 {"NOTE_CLASSIF", BY_NOTE, 0},  {"NOTE_INDICATOR", BY_NOTE, 1},
                 {"NOTE_SOURCE", BY_NOTE, 2},   {"DECIMALS", BY_DECIMALS, 0}};
    *out = (struct looked_at){0};
    for (unsigned d = 0; d < q->dims.n; d++)
        if (str_eq(id, q->dims.id[d])) {
            out->aspect = BY_DIMENSION;
            out->dim = q->dims.kind[d];
            return true;
        }
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        if (str_is(id, fixed[i].id)) {
            out->aspect = fixed[i].aspect;
            out->note = fixed[i].note;
            return true;
        }
    return false;
}

bool query_component(const struct query *q, struct str component)
{
    struct looked_at at;
    return aspect_find(&at, q, component);
}

struct str aspect_text(const struct query *q, const struct looked_at *at, uint32_t series, uint32_t obs)
{
    const struct cube *c = q->cube;
    struct str part[3];
    switch (at->aspect) {
    case BY_DIMENSION: return cube_code(c, q->flow, series, at->dim);
    case BY_STATUS: return (struct str){&c->status[obs], c->status[obs] ? 1 : 0};
    case BY_SOURCE: return c->sources[c->source[obs]];
    case BY_NOTE:
        obs_note_split(&part[0], &part[1], &part[2], c->notes[c->note[obs]]);
        return part[at->note];
    case BY_UNIT_MEASURE: return c->ref->indicators[q->flow->indicator].unit;
    default: return STR("");
    }
}

static bool by_number(const struct looked_at *at)
{
    return at->aspect == BY_VALUE || at->aspect == BY_DECIMALS || at->aspect == BY_UNIT_MULT;
}

static bool of_series(const struct looked_at *at)
{
    return at->aspect == BY_DIMENSION || at->aspect == BY_UNIT_MEASURE || at->aspect == BY_UNIT_MULT;
}

/* -- reading ---------------------------------------------------------------------------------- */

static enum operator operator_take(struct str *text)
{
    static const char names[][4] = {"eq:", "ne:", "lt:", "le:", "gt:", "ge:",
                                    "co:", "nc:", "sw:", "ew:"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_starts(*text, (struct str){names[i], 3})) {
            *text = str_sub(*text, 3, text->len);
            return (enum operator)i;
        }
    return OP_EQ;
}

static int condition_read(struct condition *c, const struct query *q, const struct query_filter *f,
                          struct str component, struct str text, struct err *err)
{
    unsigned places;
    c->op = operator_take(&text);
    c->text = arena_str(q->arena, text);
    c->group = f->ngroups;
    if (c->op >= OP_CO)
        return 0; /* parts of what is written */
    if (by_number(&f->at) && num_parse(&c->number, &places, text) != NUM_OK)
        return err_set(err, ERR_USAGE, "c[%.*s]: \"%s\" is not a number", STR_FMT(component),
                       utf8_brief(text).text);
    if (f->at.aspect == BY_TIME && !days_parse(&c->first, &c->last, text, q->year_start))
        return err_set(err, ERR_USAGE, "c[TIME_PERIOD]: \"%s\" is no period; it is to be "
                       "2024, 2024-Q3, 2024-05 or a date", utf8_brief(text).text);
    return 0;
}

int query_filter(struct query *q, struct str component, struct str value, struct err *err)
{
    struct query_filter *f = arena_new(q->arena, struct query_filter);
    if (!aspect_find(&f->at, q, component))
        return err_set(err, ERR_USAGE, "c[%s]: %s has no such dimension or attribute",
                       utf8_brief(component).text,
                       q->cube->ref->indicators[q->flow->indicator].code.p);
    for (const struct query_filter *o = q->filters; o; o = o->next)
        if (o->at.aspect == f->at.aspect && o->at.dim == f->at.dim && o->at.note == f->at.note)
            return err_set(err, ERR_USAGE, "c[%s] is given twice; values are joined by , for or "
                           "and + for and", utf8_brief(component).text);
    struct str group, groups = value, one;
    while (str_next(&group, &groups, ',')) {
        struct str rest = group;
        while (str_next(&one, &rest, '+')) {
            struct condition *c = arena_new(q->arena, struct condition);
            int r = condition_read(c, q, f, component, one, err);
            if (r < 0)
                return r;
            c->next = f->conditions;
            f->conditions = c;
        }
        f->ngroups++;
    }
    f->next = q->filters;
    q->filters = f;
    return 0;
}

/* -- comparing ------------------------------------------------------------------------------ */

static bool contains(struct str text, struct str part)
{
    return part.len == 0 || str_find(text, part);
}

static bool ordered(enum operator op, int order)
{
    switch (op) {
    case OP_EQ: return order == 0;
    case OP_NE: return order != 0;
    case OP_LT: return order < 0;
    case OP_LE: return order <= 0;
    case OP_GT: return order > 0;
    case OP_GE: return order >= 0;
    default: return false;
    }
}

static bool holds_text(const struct condition *c, struct str text)
{
    switch (c->op) {
    case OP_CO: return contains(text, c->text);
    case OP_NC: return !contains(text, c->text);
    case OP_SW: return str_starts(text, c->text);
    case OP_EW: return str_ends(text, c->text);
    default: return ordered(c->op, str_cmp(text, c->text));
    }
}

/* A period is before another when it ends before it begins; the same when one lies in the
 * other, so that 2010 holds all of its months. */
static bool holds_time(const struct condition *c, uint16_t period)
{
    char text[PERIOD_TEXT];
    if (c->op >= OP_CO)
        return holds_text(c, (struct str){text, period_fmt_sdmx(text, period)});
    uint32_t first = period_first_day(period), last = period_last_day(period);
    switch (c->op) {
    case OP_LT: return last < c->first;
    case OP_LE: return last <= c->last;
    case OP_GT: return first > c->last;
    case OP_GE: return first >= c->first;
    case OP_NE: return first < c->first || last > c->last;
    default: return first >= c->first && last <= c->last;
    }
}

static bool holds_number(const struct condition *c, double value, unsigned decimals)
{
    char text[NUM_MAX];
    if (c->op >= OP_CO)
        return holds_text(c, (struct str){text, num_fmt(text, value, decimals)});
    return !isnan(value) && ordered(c->op, (value > c->number) - (value < c->number));
}

static bool holds(const struct query *q, const struct query_filter *f, const struct condition *c,
                  uint32_t series, uint32_t obs)
{
    const struct cube *cube = q->cube;
    switch (f->at.aspect) {
    case BY_TIME: return holds_time(c, cube->period[obs]);
    case BY_VALUE: return holds_number(c, cube->value[obs], cube->decimals[obs]);
    case BY_DECIMALS:
        return holds_number(c, cube->decimals[obs] <= NUM_DECIMALS_MAX ? cube->decimals[obs] : (double)NAN,
                            0);
    case BY_UNIT_MULT:
        return holds_number(c, cube->ref->indicators[q->flow->indicator].unit_mult, 0);
    default: return holds_text(c, aspect_text(q, &f->at, series, obs));
    }
}

/* A or (B and C) is A,B+C; "ne:A,B" is "not A, or B", and what is to be neither is asked for as
 * ne:A+ne:B (SDMX-REST 2.2.2, data queries). */
static bool filter_allows(const struct query *q, const struct query_filter *f, uint32_t series,
                          uint32_t obs)
{
    for (unsigned g = 0; g < f->ngroups; g++) {
        bool all = true;
        for (const struct condition *c = f->conditions; c && all; c = c->next)
            all = c->group != g || holds(q, f, c, series, obs);
        if (all)
            return true;
    }
    return false;
}

bool filters_of_observations(const struct query *q)
{
    for (const struct query_filter *f = q->filters; f; f = f->next)
        if (!of_series(&f->at))
            return true;
    return false;
}

static bool is_ignored(const struct query *q, const struct looked_at *at)
{
    return q->ignored && at->aspect == BY_DIMENSION && at->dim == q->dims.kind[q->ignored - 1];
}

bool filters_allow_series(const struct query *q, uint32_t series)
{
    for (const struct query_filter *f = q->filters; f; f = f->next)
        if (of_series(&f->at) && !is_ignored(q, &f->at) &&
            !filter_allows(q, f, series, q->cube->start[series]))
            return false;
    return true;
}

bool filters_allow(const struct query *q, uint32_t series, uint32_t obs)
{
    for (const struct query_filter *f = q->filters; f; f = f->next)
        if (!of_series(&f->at) && !filter_allows(q, f, series, obs))
            return false;
    return true;
}
