/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/across.h"
#include "check/inside.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/period.h"
#include "syntax/workbook.h"

#include <math.h>

struct finding *check_fault(struct table_check *t, enum rule rule, const struct obs *at)
{
    struct finding *f = finding_add(t->findings, rule);
    finding_at(t->findings, f, t->ref, t->set, at);
    return f;
}

/* What was computed in binary ends somewhere far behind; persons in thousands end at three. */
static unsigned shown_places(const struct obs *o)
{
    return o->decimals == NUM_SHORTEST ? 6 : o->decimals;
}

unsigned check_places(const struct table_check *t, const struct obs *o)
{
    return MAX(shown_places(o), t->places);
}

static unsigned usual_places(const struct table_check *t)
{
    size_t with[NUM_DECIMALS_MAX + 1] = {0}, figures = 0, finer = 0;
    for (size_t i = 0; i < t->n; i++)
        if (check_counts(&t->cells[i]) && t->cells[i].value != 0) {
            with[shown_places(&t->cells[i])]++;
            figures++;
        }
    unsigned places = NUM_DECIMALS_MAX;
    for (; places > 0; places--)
        if (2 * (finer += with[places]) >= figures)
            break;
    return figures ? places : 0;
}

/* "line 12", or "MST 8!C12" of a workbook. */
static const char *place_of(struct table_check *t, const struct obs *o)
{
    char cell[CELL_NAME];
    if (!o->sheet || o->sheet > t->set->nsheets)
        return finding_phrase(t->findings, "line %u", o->row);
    int n = (int)cell_name(cell, o->column, o->row);
    return finding_phrase(t->findings, "%s!%.*s", utf8_brief(t->set->sheets[o->sheet - 1]).text, n,
                          cell);
}

/* What a reader has set aside is no figure: it has its own finding, and gives way. */
static void check_repeats(struct table_check *t)
{
    const struct obs *first = NULL;
    for (size_t i = 0; i < t->n; i++) {
        struct obs *o = &t->cells[i];
        if (i == 0 || !obs_same_key(o, o - 1))
            first = NULL;
        if (o->set_aside)
            continue;
        if (!first) {
            first = o;
            continue;
        }
        bool same = o->value == first->value || (isnan(o->value) && isnan(first->value));
        char here[NUM_MAX], there[NUM_MAX];
        int h = (int)num_fmt(here, o->value, o->decimals);
        int w = (int)num_fmt(there, first->value, first->decimals);
        struct finding *f = check_fault(t, same ? RULE_REPEATED_SAME : RULE_REPEATED_OTHER, o);
        const char *place = place_of(t, first);
        if (same)
            finding_say(t->findings, f, "the cell stands in %s already, with the same value", place);
        else
            finding_say(t->findings, f, "the cell stands in %s already, with %.*s instead of "
                        "%.*s; if this is allowed, %s is used", place, w, there, h, here, place);
        o->set_aside = 1;
    }
}

/* A minus is easily typed, or is a dash that came before the figure. */
static void propose_sign(struct table_check *t, struct finding *f, const struct obs *o)
{
    struct finding_list *list = t->findings;
    struct proposal *p = arena_new(&list->arena, struct proposal);
    struct proposal_cell *cell = arena_new(&list->arena, struct proposal_cell);
    char text[NUM_MAX];
    struct str to = arena_str(&list->arena, (struct str){text, num_fmt(text, -o->value, o->decimals)});
    *cell = (struct proposal_cell){f->indicator, f->area, f->sex, {f->classif[0], f->classif[1]},
                                   f->period, f->value, to};
    *p = (struct proposal){.cells = cell, .ncells = 1, .cause = STR("the sign turned round")};
    f->proposals = p;
    f->nproposals = 1;
    finding_propose(list, f, "%s", finding_phrase(list, "%s should probably be %s: %s", f->value.p, to.p,
                                                  PHRASE("the sign turned round")));
}

static void check_negative(struct table_check *t, const struct obs *o)
{
    char text[NUM_MAX];
    int n = (int)num_fmt(text, o->value, o->decimals);
    struct finding *f = check_fault(t, RULE_NEGATIVE, o);
    finding_say(t->findings, f, "%.*s is negative; %s cannot be", n, text,
                str_is(t->indicator->unit, "PT")   ? PHRASE("a share")
                : str_is(t->indicator->unit, "LC") ? PHRASE("earnings")
                                                   : PHRASE("a number of persons"));
    propose_sign(t, f, o);
}

static void check_cells(struct table_check *t, const struct check_options *options)
{
    bool percent = str_is(t->indicator->unit, "PT");
    int year = period_year(t->cells->period), first = t->ref->first_year;
    for (size_t i = 0; i < t->n; i++) {
        const struct obs *o = &t->cells[i];
        if (year < first || year > options->last_year) {
            struct finding *f = check_fault(t, RULE_PERIOD_RANGE, o);
            f->column = o->period_column;
            f->value = f->period;
            finding_say(t->findings, f, "%d is outside the years %d to %d", year, first,
                        options->last_year);
        }
        if (isnan(o->value))
            continue;
        char text[NUM_MAX];
        int n = (int)num_fmt(text, o->value, o->decimals);
        if (o->value < 0)
            check_negative(t, o);
        if (percent && o->value > 100)
            finding_say(t->findings, check_fault(t, RULE_PERCENT, o),
                        "%.*s per cent is more than 100", n, text);
    }
}

/* Earnings and rates do not add up over sex or parts; persons do. */
static bool adds_up(const struct indicator *in) { return str_is(in->unit, "PS"); }

/* A list that may lack its rest category is none. */
static bool has_broken_sum(const struct finding_list *list, size_t first)
{
    for (size_t i = first; i < list->n; i++)
        if (list->v[i].rule == RULE_SEX_SUM || list->v[i].rule == RULE_PART_SUM)
            return true;
    return false;
}

/* Where its findings on broken sums begin, from 1; 0: no sum is broken. */
static size_t check_table(struct table_check *t, const struct check_options *options)
{
    t->places = usual_places(t);
    check_repeats(t);
    check_cells(t, options);
    if (!adds_up(t->indicator))
        return 0;
    size_t before = t->findings->n;
    if (t->indicator->has_sex)
        check_sex_sums(t);
    for (unsigned slot = 0; slot < t->indicator->nclass; slot++)
        check_part_sums(t, slot);
    return has_broken_sum(t->findings, before) ? before + 1 : 0;
}

static void add_tables(struct tables *tables, const struct check_part *p, const struct check_options *options)
{
    struct obs_set *set = p->set;
    for (size_t from = 0, to; from < set->n; from = to) {
        for (to = from + 1; to < set->n && obs_same_table(&set->v[from], &set->v[to]);)
            to++;
        struct table_check t = {.findings = p->findings, .ref = tables->ref, .set = set,
                                .indicator = &tables->ref->indicators[set->v[from].indicator],
                                .cells = set->v + from, .n = to - from};
        size_t broken = check_table(&t, options);
        struct table_span *span = tables_add(tables, set, t.cells, t.n);
        span->places = (uint8_t)t.places;
        span->findings = p->findings;
        span->broken = broken;
    }
}

static void add_earlier(struct tables *tables, const struct obs_set *set)
{
    for (size_t from = 0, to; from < set->n; from = to) {
        for (to = from + 1; to < set->n && obs_same_table(&set->v[from], &set->v[to]);)
            to++;
        tables_add(tables, set, set->v + from, to - from)->earlier = true;
    }
}

static void check_across(struct across *a)
{
    across_details(a);
    across_ties(a);
    across_apart(a);
    across_partners(a);
    across_series(a);
    across_mirror(a);
    across_revised(a);
}

void check_sets(const struct check_part *parts, size_t n, const struct ref *ref,
                const struct check_options *options)
{
    struct tables tables;
    struct finding_list together, *findings = n == 1 ? parts->findings : &together;
    tables_init(&tables, ref);
    for (size_t i = 0; i < n; i++)
        add_tables(&tables, &parts[i], options);
    if (options->earlier)
        add_earlier(&tables, options->earlier);
    tables_arrange(&tables);
    if (n > 1)
        finding_list_init(&together);
    check_across(&(struct across){findings, ref, parts, n, &tables});
    check_propose(&tables);
    for (size_t i = 0; n > 1 && i < together.n; i++)
        finding_take(parts[together.v[i].part].findings, &together.v[i]);
    if (n > 1)
        finding_list_release(&together);
    tables_release(&tables);
}

void check_set(struct finding_list *findings, const struct ref *ref, struct obs_set *set,
               const struct check_options *options)
{
    check_sets(&(struct check_part){findings, set}, 1, ref, options);
}
