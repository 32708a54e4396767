/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A chart in a few sentences, for who does not see it: whole sentences of web/text, filled with figures. */

#include "report/chart.h"
#include "report/html.h"

#include <math.h>

enum { NAMED = 5 /* series that get a sentence of their own */ };

struct telling {
    struct buf *out;
    const struct text *text;
    const struct chart *c;
};

/* One sentence more. */
static void tell(struct telling *t, const char *key, const struct text_arg *args)
{
    if (t->out->len)
        buf_char(t->out, ' ');
    text_fmt(t->out, t->text, key, args);
}
#define TELL(t, key, ...) tell(t, key, (const struct text_arg[]){__VA_ARGS__, {NULL, {NULL, 0}}})

static struct str grouped(const struct telling *t, double value, unsigned decimals)
{
    struct buf b = {0};
    html_num(&b, t->text, value, decimals);
    struct str s = arena_str(t->c->arena, buf_view(&b));
    buf_release(&b);
    return s;
}

static struct str figure(const struct telling *t, double value) { return grouped(t, value, t->c->decimals); }
static struct str count(const struct telling *t, uint32_t n) { return grouped(t, n, 0); }

static const struct chart_point *first_of(const struct chart_series *s, uint32_t from)
{
    for (uint32_t i = from; i < s->n; i++)
        if (!isnan(s->points[i].value))
            return &s->points[i];
    return NULL;
}

static const struct chart_point *last_of(const struct chart_series *s)
{
    for (uint32_t i = s->n; i > 0; i--)
        if (!isnan(s->points[i - 1].value))
            return &s->points[i - 1];
    return NULL;
}

/* Only what stands behind the last break can be compared with the newest figure. */
static const struct chart_point *comparable(const struct chart_series *s)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i < s->n; i++)
        if (s->points[i].flags & CHART_AFTER_BREAK)
            from = i;
    return first_of(s, from);
}

static double of_last(const struct chart_series *s)
{
    const struct chart_point *p = last_of(s);
    return p ? p->value : -1;
}

/* Series with the largest newest figure first, as indexes. */
static const uint32_t *by_size(const struct chart *c)
{
    uint32_t *order = arena_array(c->arena, uint32_t, c->nseries + 1);
    for (uint32_t i = 0; i < c->nseries; i++) {
        uint32_t k = i;
        for (; k > 0 && of_last(&c->series[order[k - 1]]) < of_last(&c->series[i]); k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    return order;
}

static void tell_line(struct telling *t, const struct chart_series *s)
{
    const struct chart *c = t->c;
    const struct chart_point *first = comparable(s), *last = last_of(s), *oldest = first_of(s, 0);
    if (!last) {
        TELL(t, "chart.says.nothing", {"name", s->name});
        return;
    }
    const char *key = first == last                ? "chart.says.once"
                      : first->value < last->value ? "chart.says.rose"
                      : first->value > last->value ? "chart.says.fell"
                                                   : "chart.says.same";
    TELL(t, key, {"name", s->name}, {"first", figure(t, first->value)}, {"from", c->categories[first->category]},
         {"last", figure(t, last->value)}, {"to", c->categories[last->category]});
    if (first != oldest)
        TELL(t, "chart.says.break", {"name", s->name}, {"from", c->categories[first->category]});
}

static void tell_lines(struct telling *t)
{
    const struct chart *c = t->c;
    const uint32_t *order = by_size(c);
    if (c->nseries > 1) {
        const struct chart_series *s = &c->series[order[0]];
        const struct chart_point *last = last_of(s);
        if (last)
            TELL(t, "chart.says.most.newest", {"name", s->name}, {"value", figure(t, last->value)},
                 {"to", c->categories[last->category]});
    }
    for (uint32_t i = 0; i < MIN(c->nseries, (uint32_t)NAMED); i++)
        tell_line(t, &c->series[order[i]]);
    if (c->nseries > NAMED)
        TELL(t, "chart.says.more", {"n", count(t, c->nseries - NAMED)});
}

/* The largest and the smallest of one series by category. */
static void tell_bar(struct telling *t, const struct chart_series *s)
{
    const struct chart_point *most = NULL, *least = NULL;
    for (uint32_t i = 0; i < s->n; i++) {
        const struct chart_point *p = &s->points[i];
        if (isnan(p->value))
            continue;
        most = !most || p->value > most->value ? p : most;
        least = !least || p->value < least->value ? p : least;
    }
    if (!most)
        TELL(t, "chart.says.nothing", {"name", s->name});
    else if (most == least)
        TELL(t, "chart.says.only", {"name", s->name}, {"category", t->c->categories[most->category]},
             {"value", figure(t, most->value)});
    else
        TELL(t, "chart.says.most.least", {"name", s->name}, {"most", t->c->categories[most->category]},
             {"value", figure(t, most->value)}, {"least", t->c->categories[least->category]},
             {"low", figure(t, least->value)});
}

static double value_at(const struct chart_series *s, uint32_t category)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->points[i].category == category)
            return s->points[i].value;
    return (double)NAN;
}

/* Of a stack: its whole, and its largest part. */
static void tell_stack(struct telling *t, uint32_t category)
{
    const struct chart *c = t->c;
    const struct chart_series *most = NULL;
    double sum = 0, largest = 0;
    for (uint32_t i = 0; i < c->nseries; i++) {
        double v = value_at(&c->series[i], category);
        if (isnan(v))
            continue;
        sum += v;
        if (!most || v > largest) {
            most = &c->series[i];
            largest = v;
        }
    }
    if (most && sum > 0)
        TELL(t, "chart.says.part", {"category", c->categories[category]}, {"sum", figure(t, sum)}, {"name", most->name},
             {"value", figure(t, largest)}, {"share", grouped(t, 100 * largest / sum, 0)});
}

static void tell_pyramid(struct telling *t)
{
    for (uint32_t i = 0; i < t->c->nseries; i++)
        tell_bar(t, &t->c->series[i]);
}

static void tell_heat(struct telling *t)
{
    const struct chart *c = t->c;
    uint32_t all = c->nseries * c->ncategories, with = 0;
    uint32_t *of = arena_array(c->arena, uint32_t, c->nclasses + 1);
    const struct chart_series *most = NULL;
    const struct chart_point *at = NULL;
    for (uint32_t s = 0; s < c->nseries; s++)
        for (uint32_t i = 0; i < c->series[s].n; i++) {
            const struct chart_point *p = &c->series[s].points[i];
            if (isnan(p->value))
                continue;
            with++;
            if (p->value >= 0 && p->value < c->nclasses)
                of[(uint32_t)p->value]++;
            if (!at || p->value > at->value) {
                at = p;
                most = &c->series[s];
            }
        }
    TELL(t, "chart.says.cells", {"n", count(t, with)}, {"all", count(t, all)});
    for (uint32_t i = 0; i < c->nclasses; i++)
        TELL(t, "chart.says.class", {"class", str_of(c->classes[i])}, {"n", count(t, of[i])});
    if (!c->classes && at)
        TELL(t, "chart.says.cell", {"name", most->name}, {"category", c->categories[at->category]},
             {"value", figure(t, at->value)});
}

static void tell_links(struct telling *t)
{
    const struct chart *c = t->c;
    const struct chart_link *most = NULL;
    double sum = 0;
    for (uint32_t i = 0; i < c->nlinks; i++) {
        sum += c->links[i].value;
        most = !most || c->links[i].value > most->value ? &c->links[i] : most;
    }
    if (most)
        TELL(t, "chart.says.corridor", {"n", count(t, c->nlinks)}, {"from", most->from}, {"to", most->to},
             {"value", figure(t, most->value)}, {"sum", figure(t, sum)});
}

static void tell_areas(struct telling *t)
{
    const struct chart *c = t->c;
    const struct chart_area *most = NULL, *least = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->nareas; i++) {
        const struct chart_area *a = &c->areas[i];
        if (isnan(a->value))
            continue;
        n++;
        most = !most || a->value > most->value ? a : most;
        least = !least || a->value < least->value ? a : least;
    }
    if (most)
        TELL(t, "chart.says.areas", {"n", count(t, n)}, {"most", most->name}, {"value", figure(t, most->value)},
             {"least", least->name}, {"low", figure(t, least->value)});
}

void chart_summary(struct buf *out, const struct text *text, const struct chart *c)
{
    struct buf said = {0};
    struct telling t = {&said, text, c};
    if (chart_is_empty(c)) {
        tell(&t, "chart.says.empty", NULL);
    } else {
        switch (c->kind) {
        case CHART_LINE:
        case CHART_MULTIPLES: tell_lines(&t); break;
        case CHART_BAR:
            for (uint32_t i = 0; i < MIN(c->nseries, (uint32_t)NAMED); i++)
                tell_bar(&t, &c->series[i]);
            break;
        case CHART_STACKED:
            tell_stack(&t, 0);
            if (c->ncategories > 1)
                tell_stack(&t, c->ncategories - 1);
            break;
        case CHART_PYRAMID: tell_pyramid(&t); break;
        case CHART_HEAT: tell_heat(&t); break;
        case CHART_SANKEY:
        case CHART_FLOW_MAP: tell_links(&t); break;
        case CHART_MAP: tell_areas(&t); break;
        case CHART_KINDS: break;
        }
        if (c->unit.len && !c->classes)
            TELL(&t, "chart.says.unit", {"unit", c->unit});
    }
    buf_str(out, buf_view(&said));
    buf_release(&said);
}
