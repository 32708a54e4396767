/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the cells of question tables should be where their sums are broken: all that ties them is one
 * system, and check/locate.h says which changes mend it. Proposals go to the findings of the
 * broken sums; nothing is changed. */

#include "check/system.h"

#include "base/num.h"

#include <math.h>

static const char *const causes[SLIP_KINDS] = {
    [SLIP_EXCHANGED] = PHRASE("two neighbouring digits exchanged"),
    [SLIP_WRONG] = PHRASE("one digit wrong"),
    [SLIP_MISSING] = PHRASE("one digit missing"),
    [SLIP_DOUBLED] = PHRASE("one digit doubled"),
    [SLIP_EXTRA] = PHRASE("one digit too many"),
    [SLIP_POINT] = PHRASE("the decimal point moved"),
    [SLIP_SIGN] = PHRASE("the sign turned round"),
    [SLIP_SWAPPED] = PHRASE("two cells swapped"),
    [SLIP_COPIED] = PHRASE("copied from another cell"),
    [SLIP_REPEATED] = PHRASE("the figure of a neighbouring year repeated"),
    [SLIP_SHIFTED] = PHRASE("figures shifted by one cell"),
    [SLIP_NONE] = PHRASE("by the other figures"),
};

/* -- a solution as a proposal -------------------------------------------------------------------- */

static struct str in_english(const char *phrase) /* without the marks of a phrase */
{
    return str_sub(str_of(phrase), 1, strlen(phrase) - 2);
}

/* That of the finding at hand. */
static struct finding_list *list_of(const struct system *s) { return s->list; }

static struct str written(const struct system *s, double value, unsigned places)
{
    char text[NUM_MAX];
    size_t n = num_fmt(text, value, places);
    return arena_str(&list_of(s)->arena, (struct str){text, n});
}

static struct proposal_cell cell_of(const struct system *s, const struct locate_change *change)
{
    const struct member *m = system_member(s, change->cell);
    struct finding at = {0};
    finding_at(list_of(s), &at, m->t.ref, m->t.set, system_obs(s, change->cell));
    return (struct proposal_cell){
        .indicator = at.indicator, .area = at.area, .sex = at.sex,
        .classif = {at.classif[0], at.classif[1]}, .period = at.period, .from = at.value,
        .to = written(s, change->slip.value, s->cells[change->cell].places)};
}

/* The broken sums of a fault that have a finding. */
static void put_restored(struct proposal *p, const struct system *s, const struct locate *l, unsigned fault)
{
    unsigned n = 0;
    for (int fill = 0; fill < 2; fill++) {
        struct proposal_sum *v = fill ? arena_array(&list_of(s)->arena, struct proposal_sum, n) : NULL;
        n = 0;
        for (const struct member *m = s->members; m < s->members + s->n; m++)
            for (size_t k = 0; k < m->seen.nsums; k++) {
                const struct seen_sum *sum = &m->seen.sums[k];
                const struct code *codes = m->t.ref->codes;
                if (!sum->said || !m->of_seen[k] || l->fault[m->of_seen[k] - 1] != fault)
                    continue;
                if (fill)
                    v[n] = (struct proposal_sum){
                        str_of(rules[sum->rule].id), m->t.indicator->code, codes[sum->total->sex].code,
                        {codes[sum->total->classif[0]].code, codes[sum->total->classif[1]].code}};
                n++;
            }
        p->restores = v;
        p->nrestores = n;
    }
}

static struct proposal proposal_of(const struct system *s, const struct locate *l,
                                   const struct locate_solution *found)
{
    struct arena *arena = &list_of(s)->arena;
    struct proposal_cell *cells = arena_array(arena, struct proposal_cell, found->ncells);
    struct proposal p = {.cells = cells, .ncells = found->ncells};
    enum slip_kind before = SLIP_KINDS;
    for (unsigned i = 0; i < found->ncells; i++) {
        enum slip_kind kind = found->changes[i].slip.kind;
        struct str cause = in_english(causes[kind]);
        cells[i] = cell_of(s, &found->changes[i]);
        if (i == 0)
            p.cause = cause;
        else if (kind != before)
            p.cause = str_of(arena_fmt(arena, "%.*s; %.*s", STR_FMT(p.cause), STR_FMT(cause)));
        before = kind;
    }
    put_restored(&p, s, l, found->fault);
    return p;
}

/* -- saying it ------------------------------------------------------------------------------------ */

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
    struct finding_list *list = list_of(s);
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
    struct finding_list *list = list_of(s);
    const struct locate_change *changes = found->changes;
    const struct proposal_cell *first = &p->cells[0], *last = &p->cells[p->ncells - 1];
    if (changes[0].slip.kind == SLIP_SWAPPED && p->ncells == 2)
        return finding_phrase(list, "%s in %s and %s in %s have probably changed places", first->from.p,
                              where(s, first), last->from.p, where(s, last));
    if (changes[0].slip.kind == SLIP_SHIFTED)
        return finding_phrase(list, "the %u figures from %s to %s are probably shifted by one cell",
                              p->ncells, where(s, first), where(s, last));
    const char *said = say_change(s, first, changes[0].slip.kind, changes[0].cell == at);
    for (unsigned i = 1; i < p->ncells; i++)
        said = finding_phrase(list, "%s, and %s", said,
                              say_change(s, &p->cells[i], changes[i].slip.kind, changes[i].cell == at));
    return said;
}

/* "the sum of the parts in SEX_F CDS_DES_TOTAL" */
static const char *say_sum(struct system *s, const struct proposal_sum *sum, const struct finding *f)
{
    struct finding_list *list = list_of(s);
    bool over_sex = str_is(sum->rule, rules[RULE_SEX_SUM].id);
    struct proposal_cell total = {.sex = over_sex ? STR("") : sum->sex,
                                  .classif = {sum->classif[0], sum->classif[1]}};
    const char *place = where(s, &total);
    if (!str_eq(sum->indicator, f->indicator))
        place = arena_fmt(&s->arena, "%s %.*s", place, STR_FMT(sum->indicator));
    return finding_phrase(list, over_sex ? "F+M=T in %s" : "the sum of the parts in %s", place);
}

/* Several sums that hold again are what speaks for a change; one alone goes without saying. */
static const char *say_restored(struct system *s, const char *said, const struct proposal *p,
                                const struct finding *f)
{
    struct finding_list *list = list_of(s);
    if (p->nrestores < 2)
        return said;
    const char *one = say_sum(s, &p->restores[0], f), *other = say_sum(s, &p->restores[1], f);
    return p->nrestores == 2
               ? finding_phrase(list, "%s; it restores %s and %s", said, one, other)
               : finding_phrase(list, "%s; it restores %s, %s and %u more", said, one, other,
                                p->nrestores - 2);
}

/* Among others, and by nothing but that the sum would hold: as good as guessed. */
static bool is_guess(const struct locate_solution *found)
{
    return found->chance < 0.2 || (found->changes[0].slip.kind == SLIP_NONE && found->chance < 0.8);
}

static void attach(struct finding *f, struct system *s, const struct locate *l, unsigned fault, uint32_t at)
{
    struct finding_list *list = list_of(s);
    const struct locate_solution *found = l->solutions, *end = found + l->n;
    while (found < end && found->fault != fault)
        found++;
    if (found == end || is_guess(found))
        return;
    struct proposal *v = arena_array(&list->arena, struct proposal, LOCATE_BEST);
    const struct locate_solution *best = found;
    for (; found < end && found->fault == fault; found++)
        if (found == best || found->chance >= 0.01)
            v[f->nproposals++] = proposal_of(s, l, found);
    f->proposals = v;
    const char *said = say_restored(s, say_solution(s, v, best, at), v, f);
    if (f->nproposals == 1)
        finding_propose(list, f, "%s", said);
    else
        finding_propose(list, f, "of %u possible changes the likeliest: %s", f->nproposals, said);
}

/* -- all ------------------------------------------------------------------------------------------ */

/* What it costs to believe that details differ from their aggregate, or that a rest was left out. */
static const double cost_of_doubt = 3;

static double cost_of(const struct locate *l, unsigned fault)
{
    return fault ? l->cost[fault] : (double)INFINITY;
}

static bool is_on_sum(const struct finding *f)
{
    return f->rule == RULE_SEX_SUM || f->rule == RULE_PART_SUM || f->rule == RULE_PART_GAP;
}

/* The sums were seen in the order in which the findings were made. */
static void attach_all(struct system *s, const struct member *m, const struct locate *all,
                       const struct locate *without)
{
    size_t at = m->span->broken - 1;
    s->list = m->t.findings;
    for (size_t k = 0; k < m->seen.nsums; k++) {
        if (!m->seen.sums[k].said)
            continue;
        while (!is_on_sum(&list_of(s)->v[at]))
            at++;
        struct finding *f = &list_of(s)->v[at++];
        if (!m->of_seen[k] || f->rule == RULE_PART_GAP)
            continue;
        uint32_t sum = m->of_seen[k] - 1;
        const struct locate *l = all;
        if (without && cost_of(without, without->fault[sum]) + cost_of_doubt < cost_of(all, all->fault[sum]))
            l = without;
        attach(f, s, l, l->fault[sum], m->base + (uint32_t)(m->seen.sums[k].total - m->t.cells));
    }
}

/* More than any country sends for a year; repeated rows count, so that only a file that was made to
 * be large has them. */
enum { CELLS_MAX = 250000 };

/* For all tables of a call: some seconds, so that a file in which all is wrong ends too. */
enum { STEPS_IN_ALL = 4000000 };

/* The tables of one area, period and source, of which one at least is broken. */
static void propose_for(const struct tables *tables, uint32_t from, uint32_t to, uint32_t *steps)
{
    struct system s;
    struct locate all, without;
    system_init(&s, tables, from, to);
    system_solve(&all, &s, steps);
    bool both = system_drop_doubtful(&s);
    if (both)
        system_solve(&without, &s, steps);
    for (const struct member *m = s.members; m < s.members + s.n; m++)
        if (m->span->broken)
            attach_all(&s, m, &all, both ? &without : NULL);
    system_release(&s);
}

void check_propose(const struct tables *tables)
{
    uint32_t steps = STEPS_IN_ALL;
    for (uint32_t from = 0, to; from < tables->n; from = to) {
        const struct table_span *t = &tables->v[tables->beside[from]];
        uint32_t end = tables_beside(tables, from);
        bool broken = false;
        size_t cells = 0;
        for (to = from; to < end && tables->v[tables->beside[to]].source == t->source; to++) {
            broken = broken || tables->v[tables->beside[to]].broken;
            cells += tables->v[tables->beside[to]].n;
        }
        if (broken && cells <= CELLS_MAX)
            propose_for(tables, from, to, &steps);
    }
}
