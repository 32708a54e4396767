/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/plant.h"

#include "base/num.h"
#include "check/check.h"
#include "model/period.h"

#include <math.h>
#include <stdio.h>

const char *const plant_names[PLANT_KINDS] = {
    "digits exchanged", "digit wrong",  "digit missing", "digit doubled", "point, factor", "cells swapped",
    "line shifted",     "year repeated", "sign",         "sexes swapped", "copied"};

static bool is_figure(const struct obs *o) { return !o->set_aside && !isnan(o->value); }

static void remember(struct planted *p, const struct obs_set *set, size_t at)
{
    p->cell[p->n].at = at;
    p->cell[p->n++].was = set->v[at];
}

static void write_figure(struct obs *o, const struct obs *from)
{
    o->value = from->value;
    o->decimals = from->decimals;
}

/* -- one figure ---------------------------------------------------------------------------------- */

/* The text with a slip in it. */
static void slip(char out[NUM_MAX + 2], struct chance *c, enum plant_kind kind, const char *text)
{
    size_t n = strlen(text), digits[NUM_MAX], k = 0, i;
    for (i = 0; i < n; i++)
        if (text[i] != '.')
            digits[k++] = i;
    memcpy(out, text, n + 1);
    size_t which = chance_below(c, (unsigned)k);
    i = digits[which];
    switch (kind) {
    case PLANT_EXCHANGED:
        if (which + 1 == k)
            break;
        out[i] = text[digits[which + 1]];
        out[digits[which + 1]] = text[i];
        break;
    case PLANT_WRONG:
        out[i] = (char)('0' + chance_below(c, 10));
        break;
    case PLANT_MISSING:
        memmove(out + i, out + i + 1, n - i);
        break;
    case PLANT_DOUBLED:
        memmove(out + i + 1, out + i, n - i + 1);
        break;
    default:
        out[0] = '-';
        memcpy(out + 1, text, n + 1);
        break;
    }
}

static bool plant_slip(struct obs *o, struct chance *c, enum plant_kind kind)
{
    char text[NUM_MAX], wrong[NUM_MAX + 2];
    unsigned places;
    text[num_fmt(text, o->value, o->decimals)] = 0;
    slip(wrong, c, kind, text);
    if (num_parse(&o->value, &places, str_of(wrong)) != NUM_OK)
        return false;
    o->decimals = (uint8_t)places;
    return true;
}

/* Up mostly: persons where thousands are asked for. */
static bool plant_point(struct obs *o, struct chance *c)
{
    unsigned by = 1 + chance_below(c, 3);
    if (chance_below(c, 3)) {
        o->value = o->value * num_pow10[by];
        o->decimals = (uint8_t)(o->decimals > by ? o->decimals - by : 0);
        o->value = round(o->value * num_pow10[o->decimals]) / num_pow10[o->decimals];
    } else {
        o->decimals = (uint8_t)(o->decimals + by);
        o->value = o->value / num_pow10[by];
    }
    return o->decimals < 10;
}

static bool same_key(const struct obs *a, const struct obs *b)
{
    return a->indicator == b->indicator && a->area == b->area && a->source == b->source &&
           a->sex == b->sex && a->classif[0] == b->classif[0] && a->classif[1] == b->classif[1];
}

static bool plant_year(struct obs *o, const struct obs_set *set)
{
    const struct obs *before = NULL;
    for (const struct obs *p = o; p-- > set->v && !before;)
        if (same_key(p, o) && p->period < o->period && is_figure(p))
            before = p;
    if (before)
        write_figure(o, before);
    return before;
}

/* -- several ------------------------------------------------------------------------------------- */

/* The cells of a line through `at`: over sex, or along a classification. */
static unsigned line_through(size_t line[PLANT_CELLS], unsigned *here, const struct obs_set *set, size_t from,
                             size_t to, size_t at, bool over_sex, const struct ref *ref)
{
    const struct obs *o = &set->v[at];
    unsigned n = 0;
    for (size_t i = from; i < to && n < PLANT_CELLS; i++) {
        const struct obs *p = &set->v[i];
        bool same = over_sex ? p->classif[0] == o->classif[0]
                             : p->sex == o->sex && ref->codes[p->classif[0]].version ==
                                                       ref->codes[o->classif[0]].version;
        if (!same || p->classif[1] != o->classif[1] || !is_figure(p))
            continue;
        if (i == at)
            *here = n;
        line[n++] = i;
    }
    return n;
}

static bool plant_shift(struct planted *p, struct obs_set *set, size_t from, size_t to, size_t at,
                        struct chance *c, const struct ref *ref)
{
    size_t line[PLANT_CELLS];
    unsigned here = 0, n = line_through(line, &here, set, from, to, at, chance_below(c, 3) == 0, ref);
    if (n - here < 3)
        return false;
    for (unsigned i = here + 1; i < n; i++)
        remember(p, set, line[i]);
    for (unsigned i = n - 1; i > here; i--)
        write_figure(&set->v[line[i]], &set->v[line[i - 1]]);
    return true;
}

static bool swap_with(struct planted *p, struct obs_set *set, size_t at, size_t other)
{
    if (!is_figure(&set->v[other]))
        return false;
    remember(p, set, at);
    remember(p, set, other);
    write_figure(&set->v[at], &p->cell[1].was);
    write_figure(&set->v[other], &p->cell[0].was);
    return true;
}

static bool plant_sexes(struct planted *p, struct obs_set *set, size_t from, size_t to, size_t at,
                        struct chance *c, const struct ref *ref)
{
    uint16_t pair[2] = {ref->sex_male, chance_below(c, 3) ? ref->sex_total : ref->sex_female};
    size_t found[2] = {to, to};
    for (size_t i = from; i < to; i++)
        for (unsigned k = 0; k < 2; k++)
            if (set->v[i].sex == pair[k] && set->v[i].classif[0] == set->v[at].classif[0] &&
                set->v[i].classif[1] == set->v[at].classif[1])
                found[k] = i;
    return found[0] < to && found[1] < to && is_figure(&set->v[found[0]]) &&
           swap_with(p, set, found[0], found[1]);
}

static bool plant_copy(struct planted *p, struct obs_set *set, size_t from, size_t to, size_t at,
                       struct chance *c, const struct ref *ref)
{
    size_t line[PLANT_CELLS];
    unsigned here = 0, n = line_through(line, &here, set, from, to, at, chance_below(c, 2), ref);
    if (n < 2)
        return false;
    remember(p, set, at);
    write_figure(&set->v[at], &set->v[line[here == 0 ? 1 : here + 1 == n || chance_below(c, 2) ? here - 1 : here + 1]]);
    return true;
}

bool plant(struct planted *p, struct obs_set *set, size_t from, size_t to, enum plant_kind kind,
           struct chance *c, const struct ref *ref)
{
    size_t at = from + chance_below(c, (unsigned)(to - from));
    struct obs *o = &set->v[at];
    bool done = true;
    p->n = 0;
    if (!is_figure(o) || o->value == 0)
        return false;
    switch (kind) {
    case PLANT_SWAPPED:
        done = swap_with(p, set, at, from + chance_below(c, (unsigned)(to - from)));
        break;
    case PLANT_SHIFTED:
        done = plant_shift(p, set, from, to, at, c, ref);
        break;
    case PLANT_SEXES:
        done = plant_sexes(p, set, from, to, at, c, ref);
        break;
    case PLANT_COPIED:
        done = plant_copy(p, set, from, to, at, c, ref);
        break;
    default:
        remember(p, set, at);
        done = kind == PLANT_POINT      ? plant_point(o, c)
               : kind == PLANT_REPEATED ? plant_year(o, set)
                                        : plant_slip(o, c, kind);
    }
    unsigned changed = 0; /* what is the same figure is no error */
    for (unsigned i = 0; i < p->n && done; i++)
        if (set->v[p->cell[i].at].value != p->cell[i].was.value)
            p->cell[changed++] = p->cell[i];
        else
            set->v[p->cell[i].at] = p->cell[i].was;
    if (done && changed) {
        p->n = changed;
        return true;
    }
    unplant(set, p);
    return false;
}

void unplant(struct obs_set *set, const struct planted *p)
{
    for (unsigned i = 0; i < p->n; i++)
        set->v[p->cell[i].at] = p->cell[i].was;
}

/* -- how they fared -------------------------------------------------------------------------------- */

bool plant_is_sum(const struct finding *f)
{
    return f->rule == RULE_SEX_SUM || f->rule == RULE_PART_SUM || f->rule == RULE_PART_GAP;
}

static bool same_cell(const struct proposal_cell *p, const struct obs *o, const struct ref *ref)
{
    const struct code *codes = ref->codes;
    return str_eq(p->indicator, ref->indicators[o->indicator].code) && str_eq(p->sex, codes[o->sex].code) &&
           str_eq(p->classif[0], codes[o->classif[0]].code) && str_eq(p->classif[1], codes[o->classif[1]].code);
}

/* Which of the planted cells a proposal changes; -1: another. */
static int which_cell(const struct proposal_cell *c, const struct planted *p, const struct ref *ref)
{
    for (unsigned i = 0; i < p->n; i++)
        if (same_cell(c, &p->cell[i].was, ref))
            return (int)i;
    return -1;
}

static bool is_right(const struct proposal_cell *c, const struct obs *was)
{
    double to;
    unsigned places;
    return num_parse(&to, &places, c->to) == NUM_OK && fabs(to - was->value) < 1e-6;
}

void fared_add(struct fared *f, const struct finding_list *list, const struct ref *ref,
               const struct planted *p)
{
    bool located[PLANT_CELLS] = {0}, right[PLANT_CELLS] = {0}, listed[PLANT_CELLS] = {0}, other = false;
    char period[PERIOD_TEXT];
    const struct obs *at = &p->cell[0].was;
    struct str when = {period, period_fmt(period, at->period)};
    unsigned broken = 0, certain = 0, all_located = 0, all_right = 0, all_listed = 0;
    f->planted++;
    for (size_t i = 0; i < list->n; i++) {
        const struct finding *finding = &list->v[i];
        if (!plant_is_sum(finding) || !str_eq(finding->period, when) ||
            !str_eq(finding->indicator, ref->indicators[at->indicator].code))
            continue;
        broken++;
        certain += finding->rule != RULE_PART_GAP;
        for (unsigned k = 0; k < finding->nproposals; k++)
            for (unsigned j = 0; j < finding->proposals[k].ncells; j++) {
                const struct proposal_cell *c = &finding->proposals[k].cells[j];
                int which = which_cell(c, p, ref);
                if (which >= 0 && is_right(c, &p->cell[which].was))
                    listed[which] = true;
                if (k > 0)
                    continue;
                other = other || which < 0;
                if (which >= 0) {
                    located[which] = true;
                    right[which] = is_right(c, &p->cell[which].was);
                }
            }
    }
    if (!broken)
        return;
    f->found++;
    if (!certain) {
        f->only_rest++;
        return;
    }
    for (unsigned i = 0; i < p->n; i++) {
        all_located += located[i];
        all_right += right[i];
        all_listed += listed[i];
    }
    bool is_located = !other && all_located == p->n, is_all_right = !other && all_right == p->n;
    f->located += is_located;
    f->right += is_all_right;
    f->listed += all_listed == p->n;
    if (broken > 1) {
        f->meeting++;
        f->meeting_located += is_located;
        f->meeting_right += is_all_right;
    }
}

/* -- all ------------------------------------------------------------------------------------------- */

static void check(struct finding_list *list, const struct ref *ref, struct obs_set *set)
{
    finding_list_init(list);
    check_set(list, ref, set, &(struct check_options){.last_year = 2026});
}

/* No sum of the table is broken. */
static bool is_clean(const struct obs_set *set, size_t from, size_t to, const struct ref *ref)
{
    struct finding_list list;
    struct obs_set one = *set;
    bool clean = true;
    one.v += from;
    one.n = to - from;
    check(&list, ref, &one);
    for (size_t i = 0; i < list.n; i++)
        clean = clean && !plant_is_sum(&list.v[i]);
    finding_list_release(&list);
    return clean;
}

/* Several errors at once lie in different cells. */
static bool plant_several(struct planted *p, struct obs_set *set, size_t from, size_t to,
                          enum plant_kind kind, struct chance *c, const struct ref *ref, unsigned n)
{
    p->n = 0;
    for (unsigned i = 0; i < n; i++) {
        struct planted one;
        bool again = false;
        if (!plant(&one, set, from, to, kind, c, ref))
            break;
        for (unsigned k = 0; k < one.n; k++)
            for (unsigned j = 0; j < p->n; j++)
                again = again || one.cell[k].at == p->cell[j].at;
        if (again || p->n + one.n > PLANT_CELLS) {
            unplant(set, &one);
            break;
        }
        memcpy(p->cell + p->n, one.cell, sizeof *one.cell * one.n);
        p->n += one.n;
        if (i + 1 == n)
            return true;
        kind = (enum plant_kind)chance_below(c, PLANT_KINDS);
    }
    unplant(set, p);
    return false;
}

/* Errors that are said of other tables than the one of `at`. */
static unsigned alarms(const struct finding_list *list, const struct obs *at, const struct ref *ref)
{
    char period[PERIOD_TEXT];
    struct str when = {period, period_fmt(period, at->period)};
    unsigned n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += list->v[i].severity == SEV_ERROR &&
             !(str_eq(list->v[i].indicator, ref->indicators[at->indicator].code) &&
               str_eq(list->v[i].period, when));
    return n;
}

void fared_sum(struct fared *sum, const struct fared *f)
{
    sum->planted += f->planted;
    sum->found += f->found;
    sum->only_rest += f->only_rest;
    sum->located += f->located;
    sum->right += f->right;
    sum->meeting += f->meeting;
    sum->meeting_located += f->meeting_located;
    sum->meeting_right += f->meeting_right;
    sum->listed += f->listed;
    sum->alarms += f->alarms;
    sum->untouched += f->untouched;
}

static void plant_table(struct fared fared[PLANT_KINDS], struct obs_set *set, size_t from, size_t to,
                        const struct ref *ref, struct chance *c, unsigned rounds, unsigned at_once)
{
    struct finding_list before;
    check(&before, ref, set);
    unsigned known = alarms(&before, &set->v[from], ref);
    finding_list_release(&before);
    for (unsigned i = 0; i < PLANT_KINDS * rounds; i++) {
        enum plant_kind kind = (enum plant_kind)(i % PLANT_KINDS);
        struct planted p;
        struct finding_list list;
        if (!plant_several(&p, set, from, to, kind, c, ref, at_once))
            continue;
        check(&list, ref, set);
        fared_add(&fared[kind], &list, ref, &p);
        unsigned now = alarms(&list, &set->v[from], ref);
        fared[kind].alarms += now > known ? now - known : 0;
        fared[kind].untouched += set->n - (to - from);
        finding_list_release(&list);
        unplant(set, &p);
    }
}

unsigned plant_all(struct fared fared[PLANT_KINDS], unsigned *faulty, struct obs_set *set,
                   const struct ref *ref, uint64_t seed, unsigned rounds, unsigned at_once)
{
    struct chance c = {seed};
    unsigned tables = 0;
    memset(fared, 0, sizeof *fared * PLANT_KINDS);
    *faulty = 0;
    for (size_t i = 0, k; i < set->n; i = k) {
        for (k = i + 1; k < set->n && obs_same_table(&set->v[i], &set->v[k]);)
            k++;
        bool clean = is_clean(set, i, k, ref);
        *faulty += !clean;
        tables += clean;
        if (clean)
            plant_table(fared, set, i, k, ref, &c, rounds, at_once);
    }
    return tables;
}
