/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Figures that stand apart from their series, and levels that break.
 *
 * What is judged is the logarithm of the ratio of a figure to the one before it. It is outlying
 * beyond 3.5 scales (check/series.h) from the median ratio of its series, where the variance is
 *
 *     scale^2 * years between + 1 / persons before + 1 / persons now + rounding
 *
 * so that of two figures with a gap between them more change is expected, and of small ones, which
 * vary as counts do (Poisson), too. Of a series with fewer than six ratios the scale is that of
 * all series of the table together. What all series of the table do at once is said at the total,
 * what both sexes do is said of both together. */

#include "check/history.h"

#include "check/inside.h"

#include <math.h>

enum { RATIOS_LEAST = 6 };
static const double SCALE_LEAST = 0.12, SCALE_OF_FEW = 0.5;
static const double FACTOR_LEAST = 2.5, FACTOR_LEAST_OF_PAY = 1.8;
static const double SHARE_LEAST = 0.1, PERSONS_LEAST = 500; /* less than both is not worth a question */

/* Points by table, to compare with; NULL where there is none. */
struct beside {
    const struct point **points;
    bool *said; /* a finding stands there already */
};

struct jumping {
    struct history *h;
    const struct indicator *in;
    struct beside grand, row;
    const struct obs *row_key;
    double scale, median;
    double noise_unit; /* persons in one unit of a figure; 0: not persons */
};

static void beside_clear(struct beside *b, uint32_t n)
{
    memset(b->points, 0, sizeof *b->points * n);
    memset(b->said, 0, n);
}

static double noise_of(const struct jumping *j, const struct point *p)
{
    double rounding = table_half(j->h->course.tables[p->at], p->obs) / p->obs->value;
    double count = j->noise_unit > 0 ? 1 / (p->obs->value * j->noise_unit) : 0;
    return count + rounding * rounding / 3;
}

static double change_of(const struct jumping *j, const struct point *p)
{
    return history_log(j->h, p) - history_log(j->h, p - 1);
}

static double spread_of(const struct jumping *j, const struct point *p)
{
    int years = MAX(1, years_between(j->h, p[-1].at, p->at));
    return sqrt(j->scale * j->scale * years + noise_of(j, p) + noise_of(j, p - 1));
}

static double change_beside(const struct jumping *j, const struct beside *b, const struct point *p)
{
    const struct point *now = b->points[p->at], *before = b->points[p[-1].at];
    double change = now && before ? history_log(j->h, now) - history_log(j->h, before) : 0;
    return isnan(change) ? 0 : change;
}

static double least_factor(const struct jumping *j)
{
    return j->noise_unit > 0 ? FACTOR_LEAST : FACTOR_LEAST_OF_PAY;
}

/* Large enough to matter, and not what its total or both sexes did. */
static bool is_outlying(const struct jumping *j, const struct point *p, const struct beside *parent)
{
    double change = change_of(j, p), larger = MAX(p->obs->value, p[-1].obs->value);
    double least = log(least_factor(j));
    const struct point *total = j->grand.points[p->at]; /* where there is none, it counts by itself */
    double share = total ? larger / total->value : 0;
    if (isnan(change) || fabs(change) < least || fabs(change - j->median) <= OUTLYING * spread_of(j, p))
        return false;
    if (j->noise_unit > 0 && larger * j->noise_unit < PERSONS_LEAST && !(share >= SHARE_LEAST))
        return false;
    return !parent || (!parent->said[p->at] &&
                       fabs(change - change_beside(j, parent, p)) > MAX(least, fabs(change) / 2));
}

/* -- why --------------------------------------------------------------------------------------------- */

/* "T36:3215" among the notes of a figure, as "3215"; empty where there is none. */
static struct str note_of(const struct table_span *t, const struct obs *o, struct str type)
{
    struct str part[3], piece;
    obs_note_split(&part[0], &part[1], &part[2], t->set->notes.v[o->note]);
    for (size_t i = 0; i < ARRAY_LEN(part); i++)
        while (str_next(&piece, &part[i], '_'))
            if (str_starts(piece, type) && piece.len > type.len)
                return str_sub(piece, type.len, piece.len);
    return (struct str){0};
}

/* What explains a change between two points; NULL: nothing. */
static const char *explanation(const struct history *h, const struct point *p)
{
    const struct table_span *before = h->course.tables[p[-1].at], *t = h->course.tables[p->at];
    if (before->source != t->source)
        return PHRASE("another source");
    if (p->obs->status == 'B')
        return PHRASE("the status B, break in the series");
    if (note_of(t, p->obs, STR("I11:")).len)
        return PHRASE("a note of a break in the series");
    if (!str_eq(note_of(before, p[-1].obs, STR("T36:")), note_of(t, p->obs, STR("T36:"))))
        return PHRASE("another definition of migrants");
    return NULL;
}

/* -- saying it --------------------------------------------------------------------------------------- */

static const char *move_say(struct jumping *j, const struct point *p)
{
    struct finding_list *list = j->h->across->findings;
    double change = change_of(j, p);
    struct figure from = figure_at(p[-1].obs), to = figure_at(p->obs), factor = factor_of(exp(fabs(change)));
    struct figure year = period_of(j->h->course.tables[p[-1].at]), now = period_of(j->h->course.tables[p->at]);
    return finding_phrase(list, change > 0 ? "from %s in %s it rises to %s in %s, by a factor of %s"
                                           : "from %s in %s it falls to %s in %s, by a factor of %s",
                          from.text, year.text, to.text, now.text, factor.text);
}

/* The change to `p`, said at it or at the point before. */
static void say_jump(struct jumping *j, const struct point *p, const struct point *at, enum rule rule,
                     const char *why, bool back)
{
    struct across *a = j->h->across;
    double way = change_of(j, p) > 0 ? 1 : -1;
    struct figure most = factor_of(exp(MAX(OUTLYING * spread_of(j, p) + way * j->median, log(1.1))));
    const char *move;
    /* a change to or from what was accepted before is one of the figure that is new */
    if (j->h->course.tables[at->at]->earlier)
        at = at == p ? p - 1 : p;
    if (j->h->course.tables[at->at]->earlier || (all_total(a->ref, at->obs) && !across_first(a, rule, at->obs)))
        return;
    struct finding *f = across_fault(a, rule, at->obs);
    move = move_say(j, p);
    if (why)
        finding_say(a->findings, f, "%s; there is %s", move, why);
    else if (back)
        finding_say(a->findings, f, "%s, and goes back to %s in %s; this series lets expect a factor of at "
                    "most %s", move, figure_at(p[1].obs).text, period_of(j->h->course.tables[p[1].at]).text,
                    most.text);
    else
        finding_say(a->findings, f, rule == RULE_LEVEL_BREAK || at < p
                    ? "%s, and stays there; this series lets expect a factor of at most %s"
                    : "%s; this series lets expect a factor of at most %s", move, most.text);
}

/* One point of a series that is outlying: alone, at the end, or the first of another level. Where
 * only the first is on the old level, that one stands apart. True: the next change is only the way
 * back. */
static bool judge(struct jumping *j, const struct series *s, uint32_t i)
{
    const struct history *h = j->h;
    const struct point *p = &h->course.points[s->first + i];
    double change = change_of(j, p), next = i + 1 < s->n ? change_of(j, p + 1) : (double)NAN;
    bool back = fabs(change + next) < 0.4 * fabs(change); /* false for NaN */
    const char *why = explanation(h, p);
    if (!why && back)
        why = explanation(h, p + 1);
    bool stays = !back && fabs(next) < 0.5 * fabs(change), first = stays && i == 1 && s->n > 3;
    if (why)
        say_jump(j, p, p, RULE_JUMP_EXPLAINED, why, false);
    else
        say_jump(j, p, first ? p - 1 : p, stays && !first ? RULE_LEVEL_BREAK : RULE_JUMP, NULL, back);
    return back;
}

/* -- series by series -------------------------------------------------------------------------------- */

static void scale_of_series(struct jumping *j, const struct series *s)
{
    const struct point *p = &j->h->course.points[s->first];
    double stack[64], *v = s->n <= ARRAY_LEN(stack) ? stack : mem_alloc(sizeof *v * s->n);
    uint32_t n = 0;
    for (uint32_t i = 1; i < s->n; i++)
        if (!isnan(change_of(j, &p[i])))
            v[n++] = change_of(j, &p[i]) / sqrt(MAX(1, years_between(j->h, p[i - 1].at, p[i].at)));
    bool enough = n >= RATIOS_LEAST;
    j->scale = scale_of(v, n, &j->median);
    if (!enough) {
        j->median = 0;
        j->scale = isnan(j->h->usual) ? SCALE_OF_FEW : MAX(j->h->usual, SCALE_OF_FEW / 2);
    }
    j->scale = MAX(j->scale, SCALE_LEAST);
    if (v != stack)
        free(v);
}

static void check_series(struct jumping *j, const struct series *s, const struct beside *parent,
                         struct beside *self)
{
    const struct point *p = &j->h->course.points[s->first];
    for (uint32_t i = 0; self && i < s->n; i++)
        self->points[p[i].at] = &p[i];
    if (!j->h->any_thousands && series_widest(&j->h->course, s) < least_factor(j))
        return; /* as nearly all are */
    scale_of_series(j, s);
    for (uint32_t i = 1; i < s->n; i++)
        if (is_outlying(j, &p[i], parent)) {
            bool back = judge(j, s, i);
            for (uint32_t k = i; self && k <= i + back; k++)
                self->said[p[k].at] = true;
            i += back;
        }
}

static struct beside beside_new(uint32_t n)
{
    return (struct beside){mem_alloc(sizeof(struct point *) * (n + 1)), mem_alloc(n + 1)};
}

void history_jumps(struct history *h)
{
    const struct course *c = &h->course;
    const struct ref *ref = c->ref;
    struct jumping j = {.h = h, .in = &ref->indicators[c->tables[0]->indicator],
                        .grand = beside_new(c->ntables), .row = beside_new(c->ntables)};
    bool grand = false;
    j.noise_unit = str_is(j.in->unit, "PS") ? num_pow10[j.in->unit_mult] : 0;
    for (uint32_t i = 0; i < c->n && !str_is(j.in->unit, "PT"); i++) {
        const struct series *s = &c->series[i];
        const struct obs *key = c->points[s->first].obs;
        bool both = !key->sex || key->sex == ref->sex_total;
        if (both && !grand && all_total(ref, key)) {
            grand = true;
            check_series(&j, s, NULL, &j.grand);
            memcpy(j.row.points, j.grand.points, sizeof *j.row.points * c->ntables);
            memcpy(j.row.said, j.grand.said, c->ntables);
            j.row_key = key;
        } else if (both) {
            beside_clear(&j.row, c->ntables);
            j.row_key = key;
            check_series(&j, s, &j.grand, &j.row);
        } else {
            bool same_row = j.row_key && cell_rank(j.row_key) >> 16 == cell_rank(key) >> 16;
            check_series(&j, s, same_row ? &j.row : &j.grand, NULL);
        }
    }
    free(j.grand.points);
    free(j.grand.said);
    free(j.row.points);
    free(j.row.said);
}
