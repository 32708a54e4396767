/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/system.h"

#include "base/num.h"
#include "check/ties.h"

#include <math.h>
#include <stdlib.h>

enum {
    DETAILS_MAX = 8, /* versions that have details of one cell */
    YEARS = 3        /* that are looked at on either side */
};

/* -- the sums as they are compared ------------------------------------------------------------ */

void sum_terms_add(struct sum_terms *s, const struct obs *o)
{
    if (s->n == s->size) {
        s->size = s->size ? s->size * 2 : 256;
        s->terms = mem_grow(s->terms, sizeof(struct obs *) * s->size);
    }
    s->terms[s->n++] = o;
}

void sum_terms_close(struct sum_terms *s, struct seen_sum sum)
{
    if (s->nsums == s->sums_size) {
        s->sums_size = s->sums_size ? s->sums_size * 2 : 64;
        s->sums = mem_grow(s->sums, sizeof *s->sums * s->sums_size);
    }
    sum.first = s->open;
    sum.n = s->n - s->open;
    s->sums[s->nsums++] = sum;
}

static void see_sums(struct sum_terms *seen, const struct table_check *t)
{
    struct table_check again = *t;
    again.seen = seen;
    if (t->indicator->has_sex)
        check_sex_sums(&again);
    for (unsigned slot = 0; slot < t->indicator->nclass; slot++)
        check_part_sums(&again, slot);
}

/* -- cells ------------------------------------------------------------------------------------- */

static uint32_t index_of(const struct member *m, const struct obs *o)
{
    return m->base + (uint32_t)(o - m->t.cells);
}

struct member *system_member(const struct system *s, uint32_t cell)
{
    struct member *m = s->members;
    while (cell >= m->base + m->t.n)
        m++;
    return m;
}

const struct obs *system_obs(const struct system *s, uint32_t cell)
{
    const struct member *m = system_member(s, cell);
    return &m->t.cells[cell - m->base];
}

/* Of one table, in order of their keys. */
struct cells {
    const struct obs *v;
    size_t n;
};

/* The figure with the key of `like`; NULL: none that counts. */
static const struct obs *cell_find(struct cells in, const struct obs *like)
{
    uint64_t rank = cell_rank(like);
    size_t lo = 0, hi = in.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (cell_rank(&in.v[mid]) < rank)
            lo = mid + 1;
        else
            hi = mid;
    }
    while (lo < in.n && cell_rank(&in.v[lo]) == rank && !check_counts(&in.v[lo]))
        lo++;
    return lo < in.n && cell_rank(&in.v[lo]) == rank ? &in.v[lo] : NULL;
}

/* -- neighbouring years --------------------------------------------------------------------------- */

/* The cells of the years before (step -1) or after it, the nearest first. */
static void years_beside(struct cells years[YEARS], const struct tables *ts, const struct table_span *t,
                         int step)
{
    const struct table_span *end = ts->v + ts->n, *near = t;
    unsigned n = 0;
    for (const struct table_span *p = t + step; p >= ts->v && p < end && n < YEARS; p += step) {
        if (p->indicator != t->indicator || p->area != t->area || p->source != t->source)
            break;
        if (p->period != near->period) {
            years[n++] = (struct cells){p->cells, p->n};
            near = p;
        }
    }
}

static double figure_in(const struct cells year[YEARS], const struct obs *o)
{
    for (unsigned i = 0; i < YEARS; i++) {
        const struct obs *found = cell_find(year[i], o);
        if (found)
            return found->value;
    }
    return NAN;
}

/* How sums hold in a year beside. */
static void add_habits(struct system *s, const struct member *m, struct cells year)
{
    struct table_check t = m->t;
    struct sum_terms seen = {0};
    t.cells = (struct obs *)year.v;
    t.n = year.n;
    if (t.n)
        see_sums(&seen, &t);
    for (size_t k = 0; k < seen.nsums; k++) {
        const struct seen_sum *sum = &seen.sums[k];
        double gap = 0;
        for (size_t i = 0; i < sum->n; i++) {
            const struct obs *o = seen.terms[sum->first + i];
            gap += o == sum->total ? -o->value : o->value;
        }
        if (!sum->said && !sum->unsure)
            locate_habit(&s->habits, &(struct locate_sum){.n = (unsigned)sum->n, .tolerance = sum->tolerance,
                                                          .most = sum->most}, gap);
    }
    free(seen.terms);
    free(seen.sums);
}

/* The decimals that a third of the figures show, this year and beside: a table of few figures
 * that lost some would seem to be given with fewer. */
static unsigned places_around(struct cells own, struct cells before, struct cells after)
{
    const struct cells years[] = {own, before, after};
    size_t with[NUM_DECIMALS_MAX + 1] = {0}, figures = 0, finer = 0;
    for (size_t k = 0; k < ARRAY_LEN(years); k++)
        for (size_t i = 0; i < years[k].n; i++)
            if (check_counts(&years[k].v[i]) && years[k].v[i].value != 0) {
                with[MIN(years[k].v[i].decimals, (uint8_t)NUM_DECIMALS_MAX)]++;
                figures++;
            }
    unsigned places = NUM_DECIMALS_MAX;
    while (places > 0 && 3 * (finer += with[places]) < figures)
        places--;
    return places;
}

static void estimate(struct system *s, const struct member *m, const struct tables *tables)
{
    size_t n = m->t.n;
    double *now = arena_array(&s->arena, double, 4 * n + 1), *half = now + n, *before = half + n,
           *after = before + n;
    struct usual *usual = arena_array(&s->arena, struct usual, n);
    struct cells own = {m->t.cells, n}, back[YEARS] = {{0}}, on[YEARS] = {{0}};
    years_beside(back, tables, m->span, -1);
    years_beside(on, tables, m->span, 1);
    add_habits(s, m, back[0]);
    add_habits(s, m, on[0]);
    for (size_t i = 0; i < n; i++) {
        const struct obs *o = &m->t.cells[i];
        now[i] = check_counts(o) ? o->value : (double)NAN;
        half[i] = check_half(&m->t, o);
        before[i] = figure_in(back, o);
        after[i] = figure_in(on, o);
    }
    usual_estimate(usual, now, half, before, after, n);
    unsigned places = places_around(own, back[0], on[0]);
    for (size_t i = 0; i < n; i++)
        s->cells[m->base + i] = (struct locate_cell){
            now[i], half[i], m->t.cells[i].decimals, MAX(check_places(&m->t, &m->t.cells[i]), places),
            usual[i]};
}

/* -- sums ---------------------------------------------------------------------------------------- */

static void add_sum(struct system *s, struct locate_sum sum)
{
    if (s->nsums == s->sums_size) {
        s->sums_size = s->sums_size ? s->sums_size * 2 : 64;
        s->sums = mem_grow(s->sums, sizeof *s->sums * s->sums_size);
    }
    s->sums[s->nsums++] = sum;
}

/* A group of countries among them: in the sum where only so it holds. */
static bool is_extra(const struct member *m, const struct obs *o, const struct obs *total)
{
    for (unsigned k = 0; k < 2; k++)
        if (o->classif[k] != total->classif[k] &&
            m->t.ref->codes[o->classif[k]].role == CODE_EXTRA)
            return true;
    return false;
}

static struct locate_sum sum_of(struct system *s, const struct member *m, const struct seen_sum *seen,
                                bool extras)
{
    struct locate_term *terms = arena_array(&s->arena, struct locate_term, seen->n);
    unsigned n = 0;
    for (size_t i = 0; i < seen->n; i++) {
        const struct obs *o = m->seen.terms[seen->first + i];
        if (extras || !is_extra(m, o, seen->total))
            terms[n++] = (struct locate_term){index_of(m, o), o == seen->total ? -1 : 1};
    }
    return (struct locate_sum){terms, n, seen->tolerance, seen->most};
}

static bool holds(const struct system *s, const struct locate_sum *sum)
{
    double gap = 0;
    for (unsigned i = 0; i < sum->n; i++)
        gap += sum->terms[i].sign * s->cells[sum->terms[i].cell].value;
    return (sum->most ? gap : fabs(gap)) <= sum->tolerance * (1 + 1e-9) + 1e-9;
}

static void add_seen(struct system *s, struct member *m, size_t k)
{
    const struct seen_sum *seen = &m->seen.sums[k];
    struct locate_sum sum = sum_of(s, m, seen, !seen->unsure);
    if (seen->unsure && !holds(s, &sum)) {
        sum = sum_of(s, m, seen, true);
        if (!holds(s, &sum))
            return;
    }
    add_sum(s, sum);
    m->of_seen[k] = s->nsums;
}

static const struct obs *part_find(const struct member *m, const struct obs *like, unsigned slot,
                                   uint16_t code)
{
    struct obs key = *like;
    key.classif[slot] = code;
    return cell_find((struct cells){m->t.cells, m->t.n}, &key);
}

/* An aggregate and its details in another version, where all of them are given. */
static void add_details(struct system *s, const struct member *m, const struct obs *o, unsigned slot,
                        uint16_t version)
{
    const struct ref *ref = m->t.ref;
    struct locate_term *terms = arena_array(&s->arena, struct locate_term, ref->versions[version].n + 1);
    struct locate_sum sum = {.terms = terms, .tolerance = check_half(&m->t, o)};
    terms[sum.n++] = (struct locate_term){index_of(m, o), -1};
    for (uint32_t i = 0; i < ref->ncorrespondences; i++) {
        const struct correspondence *c = &ref->correspondences[i];
        if (c->to != o->classif[slot] || ref->codes[c->from].version != version)
            continue;
        const struct obs *detail = part_find(m, o, slot, c->from);
        if (!detail)
            return;
        terms[sum.n++] = (struct locate_term){index_of(m, detail), 1};
        sum.tolerance += check_half(&m->t, detail);
    }
    add_sum(s, sum);
}

/* Every version that has details of this cell, once. */
static void add_correspondences(struct system *s, const struct member *m, const struct obs *o,
                                unsigned slot)
{
    const struct ref *ref = m->t.ref;
    uint32_t done = 0;
    for (uint32_t i = 0; i < ref->ncorrespondences; i++) {
        const struct correspondence *c = &ref->correspondences[i];
        uint16_t version = ref->codes[c->from].version;
        if (c->to != o->classif[slot] || version >= 32 || done >> version & 1 ||
            __builtin_popcount(done) == DETAILS_MAX)
            continue;
        done |= 1u << version;
        if (part_find(m, o, slot, c->from))
            add_details(s, m, o, slot, version);
    }
}

/* -- lines ----------------------------------------------------------------------------------------- */

struct place {
    uint64_t rank; /* all but what changes along the line, then that */
    uint32_t cell, version;
};

static int by_rank(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static void add_line(struct system *s, const struct place *v, size_t n)
{
    if (n < 2)
        return;
    if (s->nlines == s->lines_size) {
        s->lines_size = s->lines_size ? s->lines_size * 2 : 64;
        s->lines = mem_grow(s->lines, sizeof *s->lines * s->lines_size);
    }
    uint32_t *cells = arena_array(&s->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        cells[i] = v[i].cell;
    s->lines[s->nlines++] = (struct locate_line){cells, (unsigned)n};
}

/* Along a classification, or over sex where slot is 2. */
static void add_lines(struct system *s, const struct member *m, unsigned slot)
{
    struct place *v = mem_alloc(sizeof *v * (m->t.n + 1));
    size_t n = 0;
    for (size_t i = 0; i < m->t.n; i++) {
        const struct obs *o = &m->t.cells[i];
        uint64_t of[] = {o->classif[0], o->classif[1], o->sex};
        if (check_counts(o) && of[slot])
            v[n++] = (struct place){of[(slot + 1) % 3] << 32 | of[(slot + 2) % 3] << 16 | of[slot],
                                    m->base + (uint32_t)i, m->t.ref->codes[of[slot]].version};
    }
    qsort(v, n, sizeof *v, by_rank);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && v[to].rank >> 16 == v[from].rank >> 16 &&
                            v[to].version == v[from].version;)
            to++;
        add_line(s, v + from, to - from);
    }
    free(v);
}

/* -- all ------------------------------------------------------------------------------------------- */

static void add_member(struct system *s, struct member *m, const struct tables *tables)
{
    see_sums(&m->seen, &m->t);
    estimate(s, m, tables);
    m->of_seen = arena_array(&s->arena, uint32_t, m->seen.nsums + 1);
    for (size_t k = 0; k < m->seen.nsums; k++)
        add_seen(s, m, k);
    for (unsigned slot = 0; slot < 3; slot++)
        add_lines(s, m, slot);
}

static const struct member *member_of(const struct system *s, const struct table_span *t)
{
    for (const struct member *m = s->members; m < s->members + s->n; m++)
        if (m->span == t)
            return m;
    return NULL;
}

static void add_tie(struct system *s, const struct ties *ties, const struct tie *tie)
{
    struct locate_term *terms = arena_array(&s->arena, struct locate_term, tie->n);
    for (unsigned i = 0; i < tie->n; i++) {
        const struct tie_term *t = &ties->terms[tie->first + i];
        const struct member *m = member_of(s, t->table);
        if (!m)
            return;
        terms[i] = (struct locate_term){index_of(m, t->obs), t->sign};
    }
    add_sum(s, (struct locate_sum){terms, tie->n, tie->tolerance, tie->most});
}

/* Persons only: other figures are in no sum. */
static void find_members(struct system *s, const struct tables *tables, uint32_t from, uint32_t to)
{
    s->members = arena_array(&s->arena, struct member, to - from);
    for (uint32_t i = from; i < to; i++) {
        const struct table_span *t = &tables->v[tables->beside[i]];
        const struct indicator *in = &tables->ref->indicators[t->indicator];
        if (t->earlier || !str_is(in->unit, "PS"))
            continue;
        struct member *m = &s->members[s->n++];
        m->span = t;
        m->base = s->ncells;
        m->t = (struct table_check){.findings = t->findings, .ref = tables->ref, .set = (struct obs_set *)t->set,
                                    .indicator = in, .cells = (struct obs *)t->cells, .n = t->n, .places = t->places};
        s->ncells += t->n;
    }
    s->cells = arena_array(&s->arena, struct locate_cell, s->ncells + 1);
}

void system_init(struct system *s, const struct tables *tables, uint32_t from, uint32_t to)
{
    struct ties ties = {0};
    *s = (struct system){.n = 0};
    arena_init(&s->arena, (size_t)1 << 30);
    find_members(s, tables, from, to);
    for (struct member *m = s->members; m < s->members + s->n; m++)
        add_member(s, m, tables);
    s->seen = s->nsums;
    for (const struct member *m = s->members; m < s->members + s->n; m++)
        for (size_t i = 0; i < m->t.n; i++)
            for (unsigned slot = 0; slot < m->t.indicator->nclass; slot++)
                if (check_counts(&m->t.cells[i]) && m->t.cells[i].classif[slot])
                    add_correspondences(s, m, &m->t.cells[i], slot);
    ties_find(&ties, tables, from, to);
    for (size_t i = 0; i < ties.n; i++)
        add_tie(s, &ties, &ties.v[i]);
    ties_release(&ties);
}

void system_release(struct system *s)
{
    for (unsigned i = 0; i < s->n; i++) {
        free(s->members[i].seen.terms);
        free(s->members[i].seen.sums);
    }
    free(s->sums);
    free(s->lines);
    arena_release(&s->arena);
}

bool system_drop_doubtful(struct system *s)
{
    uint32_t kept = s->seen;
    bool any = false;
    for (struct member *m = s->members; m < s->members + s->n; m++)
        for (size_t k = 0; k < m->seen.nsums; k++)
            if (m->seen.sums[k].said && m->seen.sums[k].rule == RULE_PART_GAP && m->of_seen[k])
                any = s->sums[m->of_seen[k] - 1].most = true;
    for (uint32_t i = s->seen; i < s->nsums; i++)
        if (holds(s, &s->sums[i]))
            s->sums[kept++] = s->sums[i];
    any = any || kept < s->nsums;
    s->nsums = kept;
    return any;
}

void system_solve(struct locate *l, struct system *s, uint32_t *steps)
{
    uint32_t least = LOCATE_STEPS / 400, given = MAX(MIN(*steps, (uint32_t)LOCATE_STEPS), least);
    *l = (struct locate){.cells = s->cells, .ncells = s->ncells,
                         .sums = arena_array(&s->arena, struct locate_sum, s->nsums + 1), .nsums = s->nsums,
                         .lines = s->lines, .nlines = s->nlines, .habits = s->habits, .steps = given};
    if (s->nsums)
        memcpy((struct locate_sum *)l->sums, s->sums, sizeof *s->sums * s->nsums);
    locate_solve(l, &s->arena);
    *steps -= MIN(*steps, given - l->steps);
}
