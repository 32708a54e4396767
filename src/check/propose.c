/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Which cells of a question table should be changed where its sums are broken: all that ties its
 * cells is one system, and check/locate.h finds the fewest that mend it. Proposals go to the
 * findings of the broken sums; nothing is changed. */

#include "check/inside.h"

#include "base/num.h"
#include "check/locate.h"
#include "model/period.h"

#include <math.h>

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

static void see_sums(struct table_check *t, struct sum_terms *seen)
{
    struct table_check again = *t;
    again.seen = seen;
    if (t->indicator->has_sex)
        check_sex_sums(&again);
    for (unsigned slot = 0; slot < t->indicator->nclass; slot++)
        check_part_sums(&again, slot);
}

/* -- the system ------------------------------------------------------------------------------- */

enum {
    DETAILS_MAX = 8, /* versions that have details of one cell */
    YEARS = 3        /* that are looked at on either side */
};

/* Of one year, in order of their keys. */
struct cells {
    const struct obs *v;
    size_t n;
};

struct system {
    struct table_check *t;
    struct cells before[YEARS], after[YEARS]; /* the nearest first */
    struct sum_terms seen;
    struct arena arena;
    struct locate_cell *cells;
    struct locate_sum *sums;
    uint32_t nsums;
    uint32_t *of_seen; /* by seen sum: its index less 1; 0: left out */
};

static uint32_t index_of(const struct system *s, const struct obs *o)
{
    return (uint32_t)(o - s->t->cells);
}

/* A group of countries among them: in the sum where only so it holds. */
static bool is_extra(const struct system *s, const struct obs *o, const struct obs *total)
{
    for (unsigned k = 0; k < 2; k++)
        if (o->classif[k] != total->classif[k] &&
            s->t->ref->codes[o->classif[k]].role == CODE_EXTRA)
            return true;
    return false;
}

static struct locate_sum sum_of(struct system *s, const struct seen_sum *seen, bool extras)
{
    struct locate_term *terms = arena_array(&s->arena, struct locate_term, seen->n);
    unsigned n = 0;
    for (size_t i = 0; i < seen->n; i++) {
        const struct obs *o = s->seen.terms[seen->first + i];
        if (extras || !is_extra(s, o, seen->total))
            terms[n++] = (struct locate_term){index_of(s, o), o == seen->total ? -1 : 1};
    }
    return (struct locate_sum){terms, n, seen->tolerance, seen->most};
}

static double gap_of(const struct system *s, const struct locate_sum *sum)
{
    double gap = 0;
    for (unsigned i = 0; i < sum->n; i++)
        gap += sum->terms[i].sign * s->cells[sum->terms[i].cell].value;
    return gap;
}

static bool holds(const struct system *s, const struct locate_sum *sum)
{
    double gap = gap_of(s, sum);
    return (sum->most ? gap : fabs(gap)) <= sum->tolerance * (1 + 1e-9) + 1e-9;
}

static void add_seen(struct system *s, size_t k)
{
    const struct seen_sum *seen = &s->seen.sums[k];
    struct locate_sum sum = sum_of(s, seen, !seen->unsure);
    if (seen->unsure && !holds(s, &sum)) {
        sum = sum_of(s, seen, true);
        if (!holds(s, &sum))
            return;
    }
    s->sums[s->nsums++] = sum;
    s->of_seen[k] = s->nsums;
}

static int by_key(const struct obs *a, const struct obs *b)
{
    if (a->classif[0] != b->classif[0])
        return a->classif[0] < b->classif[0] ? -1 : 1;
    if (a->classif[1] != b->classif[1])
        return a->classif[1] < b->classif[1] ? -1 : 1;
    return a->sex < b->sex ? -1 : a->sex > b->sex;
}

/* The figure with the key of `like`; NULL: none that counts. */
static const struct obs *cell_find(struct cells in, const struct obs *like)
{
    size_t lo = 0, hi = in.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (by_key(&in.v[mid], like) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    while (lo < in.n && by_key(&in.v[lo], like) == 0 && !check_counts(&in.v[lo]))
        lo++;
    return lo < in.n && by_key(&in.v[lo], like) == 0 ? &in.v[lo] : NULL;
}

static const struct obs *part_find(const struct system *s, const struct obs *like, unsigned slot,
                                   uint16_t code)
{
    struct obs key = *like;
    key.classif[slot] = code;
    return cell_find((struct cells){s->t->cells, s->t->n}, &key);
}

/* An aggregate and its details in another version, where all of them are given. */
static void add_details(struct system *s, const struct obs *o, unsigned slot, uint16_t version)
{
    const struct ref *ref = s->t->ref;
    struct locate_term *terms = arena_array(&s->arena, struct locate_term, ref->versions[version].n + 1);
    struct locate_sum sum = {.terms = terms, .tolerance = check_half(s->t, o)};
    terms[sum.n++] = (struct locate_term){index_of(s, o), -1};
    for (uint32_t i = 0; i < ref->ncorrespondences; i++) {
        const struct correspondence *c = &ref->correspondences[i];
        if (c->to != o->classif[slot] || ref->codes[c->from].version != version)
            continue;
        const struct obs *detail = part_find(s, o, slot, c->from);
        if (!detail)
            return;
        terms[sum.n++] = (struct locate_term){index_of(s, detail), 1};
        sum.tolerance += check_half(s->t, detail);
    }
    s->sums[s->nsums++] = sum;
}

/* Every version that has details of this cell, once. */
static void add_correspondences(struct system *s, const struct obs *o, unsigned slot)
{
    const struct ref *ref = s->t->ref;
    uint32_t done = 0;
    for (uint32_t i = 0; i < ref->ncorrespondences; i++) {
        const struct correspondence *c = &ref->correspondences[i];
        uint16_t version = ref->codes[c->from].version;
        if (c->to != o->classif[slot] || version >= 32 || done >> version & 1 ||
            __builtin_popcount(done) == DETAILS_MAX)
            continue;
        done |= 1u << version;
        if (part_find(s, o, slot, c->from))
            add_details(s, o, slot, version);
    }
}

static bool same_series(const struct obs *a, const struct obs *b)
{
    return a->indicator == b->indicator && a->area == b->area && a->source == b->source;
}

/* The cells of one year beside `from`, in the order of the set; none where the series ends. */
static struct cells year_beside(const struct obs_set *set, struct cells from, int step)
{
    const struct obs *end = set->v + set->n, *v = from.v, *to = v + from.n;
    if (step > 0) {
        v = to;
        for (to = v; to < end && same_series(from.v, to) && obs_same_table(v, to);)
            to++;
    } else {
        to = v;
        while (v > set->v && same_series(from.v, v - 1) && obs_same_table(to - 1, v - 1))
            v--;
    }
    return (struct cells){v, (size_t)(to - v)};
}

static double figure_beside(const struct cells year[YEARS], const struct obs *o)
{
    for (unsigned i = 0; i < YEARS; i++) {
        const struct obs *found = cell_find(year[i], o);
        if (found && found->value > 0)
            return found->value;
    }
    return NAN;
}

static void years_init(struct system *s)
{
    struct cells own = {s->t->cells, s->t->n}, before = own, after = own;
    for (unsigned i = 0; i < YEARS; i++) {
        s->before[i] = before = before.n ? year_beside(s->t->set, before, -1) : before;
        s->after[i] = after = after.n ? year_beside(s->t->set, after, 1) : after;
    }
}

static double usual(const struct system *s, const struct obs *o)
{
    double before = figure_beside(s->before, o), after = figure_beside(s->after, o);
    return isnan(before) ? after : isnan(after) ? before : sqrt(before * after);
}

static void system_init(struct system *s, struct table_check *t)
{
    *s = (struct system){.t = t};
    arena_init(&s->arena, (size_t)1 << 30);
    see_sums(t, &s->seen);
    years_init(s);
    s->cells = arena_array(&s->arena, struct locate_cell, t->n);
    for (size_t i = 0; i < t->n; i++) {
        const struct obs *o = &t->cells[i];
        s->cells[i] = (struct locate_cell){check_counts(o) ? o->value : (double)NAN,
                                           check_half(t, o), o->decimals, check_places(t, o),
                                           (double)NAN};
    }
    for (size_t k = 0; k < s->seen.nsums; k++)
        for (size_t i = 0; s->seen.sums[k].said && i < s->seen.sums[k].n; i++) {
            const struct obs *o = s->seen.terms[s->seen.sums[k].first + i];
            s->cells[index_of(s, o)].usual = usual(s, o);
        }

    s->sums = arena_array(&s->arena, struct locate_sum, s->seen.nsums + 2 * DETAILS_MAX * t->n + 1);
    s->of_seen = arena_array(&s->arena, uint32_t, s->seen.nsums + 1);
    for (size_t k = 0; k < s->seen.nsums; k++)
        add_seen(s, k);
}

static void system_release(struct system *s)
{
    free(s->seen.terms);
    free(s->seen.sums);
    arena_release(&s->arena);
}

/* Details in another version, which no finding speaks of. */
static void system_add_details(struct system *s)
{
    for (size_t i = 0; i < s->t->n; i++)
        for (unsigned slot = 0; slot < s->t->indicator->nclass; slot++)
            if (check_counts(&s->t->cells[i]) && s->t->cells[i].classif[slot])
                add_correspondences(s, &s->t->cells[i], slot);
}

/* What may not hold for reasons of its own: details from `first` on, which may differ from their
 * aggregate; a list that may lack its rest, and then is below its total. */
static bool system_drop_doubtful(struct system *s, uint32_t first)
{
    uint32_t kept = first;
    bool any = false;
    for (size_t k = 0; k < s->seen.nsums; k++)
        if (s->seen.sums[k].said && s->seen.sums[k].rule == RULE_PART_GAP && s->of_seen[k])
            any = s->sums[s->of_seen[k] - 1].most = true;
    for (uint32_t i = first; i < s->nsums; i++)
        if (holds(s, &s->sums[i]))
            s->sums[kept++] = s->sums[i];
    any = any || kept < s->nsums;
    s->nsums = kept;
    return any;
}

static void solve(struct locate *l, struct system *s)
{
    *l = (struct locate){.cells = s->cells, .ncells = (uint32_t)s->t->n,
                         .sums = arena_array(&s->arena, struct locate_sum, s->nsums + 1),
                         .nsums = s->nsums};
    memcpy((struct locate_sum *)l->sums, s->sums, sizeof *s->sums * s->nsums);
    locate_solve(l, &s->arena);
}

/* -- saying it -------------------------------------------------------------------------------- */

static const char *const causes[] = {
    [SLIP_EXCHANGED] = PHRASE("two neighbouring digits exchanged"),
    [SLIP_WRONG] = PHRASE("one digit wrong"),
    [SLIP_MISSING] = PHRASE("one digit missing"),
    [SLIP_DOUBLED] = PHRASE("one digit doubled"),
    [SLIP_EXTRA] = PHRASE("one digit too many"),
    [SLIP_POINT] = PHRASE("the decimal point moved"),
    [SLIP_SIGN] = PHRASE("the sign turned round"),
    [SLIP_SWAPPED] = PHRASE("two cells swapped"),
    [SLIP_COPIED] = PHRASE("copied from another cell"),
    [SLIP_NONE] = PHRASE("by the other figures"),
};

static struct str in_english(const char *phrase) /* without the marks of a phrase */
{
    return str_sub(str_of(phrase), 1, strlen(phrase) - 2);
}

static struct str written(struct system *s, double value, unsigned places)
{
    char text[NUM_MAX];
    size_t n = num_fmt(text, value, places);
    return arena_str(&s->t->findings->arena, (struct str){text, n});
}

static struct proposal_cell cell_of(struct system *s, uint32_t cell, double to)
{
    const struct table_check *t = s->t;
    const struct obs *o = &t->cells[cell];
    struct finding at = {0};
    finding_at(t->findings, &at, t->ref, t->set, o);
    return (struct proposal_cell){.indicator = at.indicator, .area = at.area, .sex = at.sex,
                                  .classif = {at.classif[0], at.classif[1]}, .period = at.period,
                                  .from = at.value, .to = written(s, to, s->cells[cell].places)};
}

/* The broken sums of a fault that have a finding. */
static void put_restored(struct proposal *p, struct system *s, const struct locate *l, unsigned fault)
{
    const struct ref *ref = s->t->ref;
    struct proposal_sum *v = arena_array(&s->t->findings->arena, struct proposal_sum, s->seen.nsums);
    for (size_t k = 0; k < s->seen.nsums; k++) {
        const struct seen_sum *sum = &s->seen.sums[k];
        if (!sum->said || !s->of_seen[k] || l->fault[s->of_seen[k] - 1] != fault)
            continue;
        v[p->nrestores++] = (struct proposal_sum){
            str_of(rules[sum->rule].id), s->t->indicator->code, ref->codes[sum->total->sex].code,
            {ref->codes[sum->total->classif[0]].code, ref->codes[sum->total->classif[1]].code}};
    }
    p->restores = v;
}

static struct proposal proposal_of(struct system *s, const struct locate *l,
                                   const struct locate_solution *found)
{
    struct proposal_cell *cells = arena_array(&s->t->findings->arena, struct proposal_cell, 2);
    struct proposal p = {.cells = cells, .ncells = found->ncells};
    struct finding_list *list = s->t->findings;
    for (unsigned i = 0; i < found->ncells; i++)
        cells[i] = cell_of(s, found->change[i].cell, found->change[i].slip.value);
    enum slip_kind kind = found->change[0].slip.kind, other = found->change[1].slip.kind;
    p.cause = in_english(causes[kind]);
    if (found->ncells == 2 && other != kind)
        p.cause = str_of(arena_fmt(&list->arena, "%s; %.*s", arena_text(&list->arena, p.cause),
                                   STR_FMT(in_english(causes[other]))));
    put_restored(&p, s, l, found->fault);
    return p;
}

static const char *where(struct system *s, const struct proposal_cell *c)
{
    struct arena *a = &s->arena;
    const char *said = arena_text(a, c->sex);
    for (unsigned k = 0; k < 2; k++)
        if (c->classif[k].len)
            said = arena_fmt(a, "%s%s%.*s", said, *said ? " " : "", STR_FMT(c->classif[k]));
    return said;
}

static const char *say_change(struct system *s, const struct proposal_cell *c, enum slip_kind kind,
                              bool own)
{
    struct finding_list *list = s->t->findings;
    if (kind == SLIP_NONE)
        return own ? finding_phrase(list, "by the other figures %s should be %s", c->from.p, c->to.p)
                   : finding_phrase(list, "by the other figures %s in %s should be %s", c->from.p,
                                    where(s, c), c->to.p);
    return own ? finding_phrase(list, "%s should probably be %s: %s", c->from.p, c->to.p, causes[kind])
               : finding_phrase(list, "%s in %s should probably be %s: %s", c->from.p, where(s, c),
                                c->to.p, causes[kind]);
}

static const char *say_solution(struct system *s, const struct proposal *p,
                                const struct locate_solution *found, uint32_t at)
{
    struct finding_list *list = s->t->findings;
    const struct proposal_cell *a = &p->cells[0], *b = &p->cells[1];
    if (p->ncells == 2 && found->change[0].slip.kind == SLIP_SWAPPED)
        return finding_phrase(list, "%s in %s and %s in %s have probably changed places", a->from.p,
                              where(s, a), b->from.p, where(s, b));
    const char *said = say_change(s, a, found->change[0].slip.kind, found->change[0].cell == at);
    if (p->ncells == 2)
        said = finding_phrase(list, "%s, and %s", said,
                              say_change(s, b, found->change[1].slip.kind,
                                         found->change[1].cell == at));
    return said;
}

static void attach(struct finding *f, struct system *s, const struct locate *l, unsigned fault,
                   const struct obs *total)
{
    struct finding_list *list = s->t->findings;
    struct proposal *v = arena_array(&list->arena, struct proposal, LOCATE_BEST);
    const struct locate_solution *best = NULL;
    for (unsigned i = 0; i < l->n; i++) {
        const struct locate_solution *found = &l->solutions[i];
        if (found->fault != fault)
            continue;
        best = best ? best : found;
        v[f->nproposals++] = proposal_of(s, l, found);
    }
    f->proposals = v;
    if (!best)
        return;
    const char *said = say_solution(s, v, best, index_of(s, total));
    if (f->nproposals == 1)
        finding_propose(list, f, "%s", said);
    else
        finding_propose(list, f, "of %u possible changes the likeliest: %s", f->nproposals, said);
}

/* How many cells the best solution of a fault changes. */
static unsigned cells_of(const struct locate *l, unsigned fault)
{
    for (unsigned i = 0; i < l->n; i++)
        if (l->solutions[i].fault == fault)
            return l->solutions[i].ncells;
    return 3;
}

void check_propose(struct table_check *t, size_t first)
{
    struct finding_list *list = t->findings;
    struct system s;
    struct locate all, without;
    system_init(&s, t);
    uint32_t own = s.nsums;
    system_add_details(&s);
    solve(&all, &s);
    bool both = system_drop_doubtful(&s, own);
    if (both)
        solve(&without, &s);
    for (size_t k = 0; k < s.seen.nsums; k++) {
        if (!s.seen.sums[k].said)
            continue;
        while (first < list->n && list->v[first].rule != RULE_SEX_SUM &&
               list->v[first].rule != RULE_PART_SUM && list->v[first].rule != RULE_PART_GAP)
            first++;
        assert(first < list->n);
        struct finding *f = &list->v[first++];
        if (!s.of_seen[k] || f->rule == RULE_PART_GAP)
            continue;
        uint32_t sum = s.of_seen[k] - 1;
        const struct locate *l = &all;
        if (both && cells_of(&without, without.fault[sum]) < cells_of(&all, all.fault[sum]))
            l = &without;
        attach(f, &s, l, l->fault[sum], s.seen.sums[k].total);
    }
    system_release(&s);
}
