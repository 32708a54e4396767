/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/history.h"

#include "check/inside.h"
#include "model/period.h"

#include <math.h>

int years_between(const struct history *h, uint32_t a, uint32_t b)
{
    return period_year(h->course.tables[b]->period) - period_year(h->course.tables[a]->period);
}

double history_log(const struct history *h, const struct point *p)
{
    return p->value > 0 ? log(p->value) - h->thousands[p->at] * M_LN10 : (double)NAN;
}

/* -- units --------------------------------------------------------------------------------------- */

/* Of the cells that two tables share, most have to be near the factor; one cell alone is a jump. */
struct step {
    uint32_t n, of[6]; /* powers -6, -3, 0, 3, 6, and others */
};

static int step_power(const struct step *s)
{
    for (int k = 0; k < 5; k++)
        if (k != 2 && s->n > 1 && 5 * s->of[k] >= 4 * s->n)
            return 3 * k - 6;
    return 0;
}

/* Which of the powers a ratio is near: within a factor of 2.8 of it. 5: of none. */
static unsigned power_of(double before, double now)
{
    if (now < 2.8 * before && before < 2.8 * now)
        return 2;
    double power = log10(now / before);
    int k = (int)lround(power / 3);
    return abs(k) <= 2 && fabs(power - 3 * k) < 0.45 ? (unsigned)(k + 2) : 5;
}

static void steps_count(struct step *steps, const struct history *h)
{
    const struct course *c = &h->course;
    for (uint32_t s = 0; s < c->n; s++)
        for (uint32_t i = 1; i < c->series[s].n; i++) {
            const struct point *p = &c->points[c->series[s].first + i];
            if (p[-1].at + 1 != p->at || p->value <= 0 || p[-1].value <= 0)
                continue;
            steps[p->at].n++;
            steps[p->at].of[power_of(p[-1].value, p->value)]++;
        }
}

/* The unit in which most tables are is the right one; where there are as many, the first. */
static int usual_level(const int *level, uint32_t n)
{
    uint32_t most = 0;
    int usual = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t same = 0;
        for (uint32_t k = 0; k < n; k++)
            same += level[k] == level[i];
        if (same > most) {
            most = same;
            usual = level[i];
        }
    }
    return usual;
}

static void say_unit(struct history *h, uint32_t at, uint32_t other)
{
    struct across *a = h->across;
    const struct table_span *t = h->course.tables[at];
    int power = h->thousands[at];
    const struct obs *o = table_first(t);
    const char *factor = abs(power) == 3 ? "1,000" : "1,000,000";
    if (!t->earlier && o)
        finding_say(a->findings, across_fault(a, RULE_UNIT_YEAR, o),
                    power > 0 ? "the figures of this table are some %s times those of %s; it seems to be in "
                                "another unit"
                              : "the figures of this table are one part in %s of those of %s; it seems to be "
                                "in another unit", factor, period_of(h->course.tables[other]).text);
}

/* H103; sets thousands. */
static void history_units(struct history *h)
{
    uint32_t n = h->course.ntables;
    struct step *steps = mem_alloc(sizeof *steps * (n + 1));
    int *level = mem_alloc(sizeof *level * (n + 1));
    bool any = false;
    steps_count(steps, h);
    for (uint32_t i = 1; i < n; i++) {
        level[i] = level[i - 1] + step_power(&steps[i]);
        any = any || level[i] != level[i - 1];
    }
    int usual = any ? usual_level(level, n) : 0;
    h->any_thousands = any;
    for (uint32_t i = 0; i < n && any; i++) {
        uint32_t other = 0;
        h->thousands[i] = level[i] - usual;
        while (other < n && level[other] != usual)
            other++;
        if (h->thousands[i])
            say_unit(h, i, other);
    }
    free(steps);
    free(level);
}

/* -- repetitions ----------------------------------------------------------------------------------- */

/* 1.250 has three: zeros at the end say nothing. */
static unsigned digits_of(const struct obs *o)
{
    char text[NUM_MAX];
    size_t n = num_fmt(text, o->value, o->decimals);
    unsigned digits = 0, zeros = 0;
    for (size_t i = 0; i < n && text[i] != 'e'; i++) {
        if (text[i] < '0' || text[i] > '9' || (text[i] == '0' && !digits))
            continue;
        digits++;
        zeros = text[i] == '0' ? zeros + 1 : 0;
    }
    return digits - zeros;
}

enum { DIGITS_LEAST = 4, FIGURES_LEAST = 4, YEARS_BACK = 5 };
static const double ACCIDENT = 1e-3, ACCIDENT_FAR = 1e-5; /* of years further away there are many */

/* How many figures two tables have in common, how many are the same, and whether one of those is
 * long enough to be no accident. */
struct likeness {
    uint32_t both, same;
    bool telling;
};

static struct likeness alike(const struct table_span *x, const struct table_span *y)
{
    struct likeness l = {0};
    uint32_t k = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        const struct obs *o = &x->cells[i];
        if (!check_counts(o) || o->value == 0)
            continue;
        while (k < y->n && (cell_rank(&y->cells[k]) < cell_rank(o) || (!check_counts(&y->cells[k]) &&
                                                                    cell_rank(&y->cells[k]) == cell_rank(o))))
            k++;
        if (k == y->n || cell_rank(&y->cells[k]) != cell_rank(o))
            continue;
        l.both++;
        if (y->cells[k].value != o->value)
            continue;
        l.same++;
        l.telling = l.telling || digits_of(o) >= DIGITS_LEAST - 1;
    }
    return l;
}

/* By table: what the figures that it shares with others make, and how many are those of the table
 * before. */
struct marks {
    uint64_t hash;
    uint32_t both, same;
};

static void marks_make(struct marks *m, const struct course *c)
{
    for (uint32_t s = 0; s < c->n; s++) {
        const struct point *p = &c->points[c->series[s].first], *end = p + c->series[s].n;
        uint64_t key = cell_rank(p->obs) << 13;
        for (const struct point *before = NULL; p < end; before = p++) {
            uint64_t bits;
            if (p->value == 0)
                continue;
            memcpy(&bits, &p->value, sizeof bits);
            m[p->at].hash = (m[p->at].hash ^ bits ^ key) * 0x9e3779b97f4a7c15u;
            if (!before || before->at + 1 != p->at)
                continue;
            m[p->at].both++;
            m[p->at].same += before->value == p->value;
        }
    }
}

static void say_repeated(struct history *h, uint32_t at, uint32_t other, uint32_t figures)
{
    struct across *a = h->across;
    const struct table_span *t = h->course.tables[at];
    h->repeated[at] = true;
    if (!t->earlier)
        finding_say(a->findings, across_fault(a, RULE_YEAR_REPEATED, table_first(t)),
                    "all %u figures of the table are those of %s", figures,
                    period_of(h->course.tables[other]).text);
}

/* A table is compared with the year before, and with all years where it is equal to one as a whole. */
static void repeated_years(struct history *h)
{
    const struct course *c = &h->course;
    struct marks *m = mem_alloc(sizeof *m * (c->ntables + 1));
    marks_make(m, c);
    for (uint32_t i = 0; i < c->ntables; i++)
        for (uint32_t k = i; k-- > 0 && !h->repeated[i];) {
            if (k + 1 == i ? m[i].both < FIGURES_LEAST || m[i].same < m[i].both : m[k].hash != m[i].hash)
                continue;
            struct likeness l = alike(c->tables[i], c->tables[k]);
            if (l.both >= FIGURES_LEAST && l.same == l.both && l.telling)
                say_repeated(h, i, k, l.same);
        }
    free(m);
}

/* That the next figure is the same by chance: one unit of its last place among those over which a
 * series of this kind spreads from one year to the next. */
static bool is_accident(const struct history *h, const struct point *p, uint32_t years)
{
    double unit = 2 * table_half(h->course.tables[p->at], p->obs);
    double spread = p->obs->value * (isnan(h->usual) ? 1 : h->usual) * sqrt(2 * M_PI);
    return unit > (years > 1 ? ACCIDENT_FAR : ACCIDENT) * spread || digits_of(p->obs) < DIGITS_LEAST;
}

static void repeated_value(struct history *h, const struct series *s, uint32_t i)
{
    struct across *a = h->across;
    const struct point *p = &h->course.points[s->first];
    for (uint32_t k = i; k-- > 0 && i - k <= YEARS_BACK;) {
        if (p[k].value != p[i].value || p[i].value <= 0 || h->repeated[p[i].at] ||
            h->course.tables[p[i].at]->earlier || is_accident(h, &p[i], i - k))
            continue;
        finding_say(a->findings, across_fault(a, RULE_VALUE_REPEATED, p[i].obs), "%s stands in %s too",
                    figure_at(p[i].obs).text, period_of(h->course.tables[p[k].at]).text);
        return;
    }
}

/* H101 and H102; sets repeated. */
static void history_repeats(struct history *h)
{
    repeated_years(h);
    for (uint32_t s = 0; s < h->course.n; s++)
        for (uint32_t i = 1; i < h->course.series[s].n; i++)
            repeated_value(h, &h->course.series[s], i);
}

/* -- all of them ------------------------------------------------------------------------------------ */

enum { SAMPLE = 101 };

/* How much figures change from year to year in these tables, all cells together; of many, every
 * so many-th is enough. */
static double usual_change(const struct history *h)
{
    const struct course *c = &h->course;
    double v[SAMPLE];
    uint32_t n = 0, step = c->npoints / SAMPLE + 1;
    for (uint32_t s = 0, next = 1; s < c->n; s++)
        for (; next < c->series[s].first + c->series[s].n && n < SAMPLE; next += step) {
            const struct point *p = &c->points[next];
            double change = next > c->series[s].first ? history_log(h, p) - history_log(h, p - 1) : (double)NAN;
            if (!isnan(change))
                v[n++] = change / sqrt(MAX(1, years_between(h, p[-1].at, p->at)));
        }
    return n >= 5 ? scale_of(v, n, NULL) : (double)NAN;
}

static void check_course(struct across *a, struct course *course, const struct table_span **tables, uint32_t n)
{
    course_make(course, a->ref, tables, n);
    struct history h = {.across = a, .course = *course, .thousands = mem_alloc(sizeof *h.thousands * (n + 1)),
                        .repeated = mem_alloc(n + 1)};
    history_units(&h);
    h.usual = usual_change(&h);
    history_repeats(&h);
    history_jumps(&h);
    history_women(&h);
    free(h.thousands);
    free(h.repeated);
}

static int by_period(const void *a, const void *b)
{
    const struct table_span *x = *(const struct table_span *const *)a;
    const struct table_span *y = *(const struct table_span *const *)b;
    if (x->period != y->period)
        return x->period < y->period ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Where no year has two sources they follow each other and make one course, in which a change of
 * source is seen; else each source has its own. Quarters and months have seasons and are no part
 * of it. */
void across_series(struct across *a)
{
    struct tables *ts = a->tables;
    struct course course = {0};
    const struct table_span **v = mem_alloc(sizeof *v * (ts->n + 1));
    for (uint32_t from = 0, to; from < ts->n; from = to) {
        uint32_t n = 0;
        bool once = true;
        to = tables_series(ts, from);
        for (uint32_t i = from; i < to; i++)
            if (period_freq(ts->v[i].period) == 'A')
                v[n++] = &ts->v[i];
        if (n > 1)
            qsort(v, n, sizeof *v, by_period);
        for (uint32_t i = 1; i < n; i++)
            once = once && v[i]->period != v[i - 1]->period;
        if (once && n > 1)
            check_course(a, &course, v, n);
        for (uint32_t i = from, end; i < to && !once; i = end) {
            n = 0;
            for (end = i; end < to && ts->v[end].source == ts->v[i].source; end++)
                if (period_freq(ts->v[end].period) == 'A' && (n == 0 || v[n - 1]->period != ts->v[end].period))
                    v[n++] = &ts->v[end]; /* of one given in two files, the first */
            if (n > 1)
                check_course(a, &course, v, n);
        }
    }
    free(v);
    course_release(&course);
}
