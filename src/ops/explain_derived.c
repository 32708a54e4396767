/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How a derived figure was computed: in words, in numbers, and where each number comes from. */

#include "ops/explain.h"

#include "model/formula.h"
#include "model/period.h"

enum { PARENTS_SHOWN = 64 };

/* A derived figure with its parents found again in the release. */
struct account {
    struct lineage line;
    const struct formula *f; /* NULL when it is no formula's */
    struct str method, of;   /* "version", "OCU_ISCO08" */
    struct figure parent[PARENTS_SHOWN];
    struct cube *cube[PARENTS_SHOWN]; /* of each parent */
    unsigned n;
    struct str value; /* of the figure itself */
};

/* -- parents -------------------------------------------------------------------------------- */

static bool locate(struct figure *g, const struct cube *cube, const struct parent *p, bool derived)
{
    const struct cube_flow *flow = cube ? cube_flow_find(cube, p->indicator) : NULL;
    for (uint32_t s = flow ? flow->first : 0; flow && s < flow->first + flow->n; s++) {
        if (cube->sex[s] != p->sex || cube->classif[0][s] != p->classif[0] ||
            cube->classif[1][s] != p->classif[1])
            continue;
        for (uint32_t i = cube->start[s]; i < cube->start[s + 1]; i++)
            if (cube->period[i] == p->period) {
                *g = (struct figure){cube, flow, s, i, derived};
                return true;
            }
    }
    return false;
}

/* Among what was reported, else among what was derived. */
static int parent_find(struct account *a, struct call *c, const struct loaded *l, uint16_t area,
                       const struct parent *p, struct err *err)
{
    for (int derived = 0; derived < 2; derived++) {
        struct cube *cube;
        int r = trace_cube(&cube, c->store, l->ref, &l->release, p->indicator, area, derived, err);
        if (r < 0)
            return r;
        if (locate(&a->parent[a->n], cube, p, derived)) {
            a->cube[a->n++] = cube;
            return 0;
        }
        cube_free(cube);
    }
    return err_set(err, ERR_INPUT, "a parent of the figure, of %s, is not in the release",
                   l->ref->indicators[p->indicator].code.p);
}

static void account_release(struct account *a)
{
    for (unsigned i = 0; i < a->n; i++)
        cube_free(a->cube[i]);
}

static int account_open(struct account *a, struct call *c, const struct loaded *l,
                        const struct figure *g, struct err *err)
{
    *a = (struct account){0};
    int r = trace_lineage(&a->line, &c->arena, c->store, l->ref, g->cube, g->flow, g->series, g->obs,
                          err);
    if (r < 0)
        return r;
    struct str rest = a->line.method;
    str_next(&a->method, &rest, ' ');
    a->of = rest;
    a->f = str_is(a->method, "formula") ? formula_of(l->ref, g->flow->indicator) : NULL;
    a->value = explain_number(&c->arena, g->cube->value[g->obs], g->cube->decimals[g->obs]);
    for (uint32_t i = 0; r == 0 && i < a->line.n && i < PARENTS_SHOWN; i++)
        r = parent_find(a, c, l, g->cube->area[g->series], &a->line.parents[i], err);
    if (r < 0)
        account_release(a);
    return r;
}

/* -- words and numbers ------------------------------------------------------------------------ */

static void put_value(struct buf *out, struct arena *arena, const struct account *a, unsigned i)
{
    const struct figure *g = &a->parent[i];
    buf_str(out, explain_number(arena, g->cube->value[g->obs], g->cube->decimals[g->obs]));
}

/* Values from..to with a sign between. */
static void put_values(struct buf *out, struct arena *arena, const struct account *a, unsigned from,
                       const char *sign)
{
    for (unsigned i = from; i < a->n; i++) {
        if (i > from)
            buf_fmt(out, " %s ", sign);
        put_value(out, arena, a, i);
    }
}

static int years_between(const struct account *a)
{
    return a->n < 2 ? 1 : period_year(a->line.parents[0].period) - period_year(a->line.parents[1].period);
}

static void put_numbers(struct buf *out, struct arena *arena, const struct account *a,
                        const struct ref *ref)
{
    enum operation o = a->f ? a->f->operation : OPERATION_SUM;
    bool rest = str_is(a->method, "complement") ||
                (str_is(a->method, "sex") && a->line.n && a->line.parents[0].sex == ref->sex_total);
    if (a->f && a->f->multiplier != 1)
        buf_fmt(out, "%g x ", a->f->multiplier);
    if (o == OPERATION_GROWTH)
        buf_puts(out, "((");
    if (o == OPERATION_REGION)
        buf_puts(out, "(");
    put_values(out, arena, a, o == OPERATION_REGION ? 1 : 0,
               o == OPERATION_DIFFERENCE || rest ? "-"
               : o == OPERATION_RATIO || o == OPERATION_GROWTH ? "/" : "+");
    if (o == OPERATION_REGION) {
        buf_puts(out, ") / ");
        put_value(out, arena, a, 0);
    }
    if (o == OPERATION_GROWTH && years_between(a) > 1)
        buf_fmt(out, ")^(1/%d) - 1)", years_between(a));
    else if (o == OPERATION_GROWTH)
        buf_puts(out, ") - 1)");
    buf_fmt(out, " = %.*s", STR_FMT(a->value));
}

/* An input of a formula: its table, and what of it. */
static void put_input(struct buf *out, const struct ref *ref, const struct formula_input *in)
{
    buf_str(out, ref->indicators[in->indicator].code);
    for (unsigned i = 0; i < 3; i++)
        if (in->fixed[i])
            buf_fmt(out, " of %s", ref->codes[in->fixed[i]].code.p);
    if (in->total[0] || in->total[1])
        buf_puts(out, " of the total");
    if (in->before)
        buf_puts(out, " of the year before that has a figure");
}

static void put_formula(struct buf *out, const struct ref *ref, const struct formula *f)
{
    static const char *const sign[] = {" + ", " - ", " / ", " / ", ""};
    if (f->multiplier != 1)
        buf_fmt(out, "%g x ", f->multiplier);
    buf_puts(out, f->operation == OPERATION_GROWTH ? "((" : "");
    for (unsigned i = 0; i < f->nin; i++) {
        buf_puts(out, i ? sign[f->operation] : "");
        put_input(out, ref, &f->in[i]);
    }
    if (f->operation == OPERATION_GROWTH)
        buf_puts(out, ")^(1/years) - 1)");
    if (f->operation == OPERATION_REGION)
        buf_fmt(out, " of the countries of %s / of all countries", ref->region.p);
}

/* The code of the figure that its parents have not. */
static uint16_t aggregate_of(const struct account *a, const struct figure *g)
{
    unsigned slot = a->line.n && a->line.parents[0].classif[0] == g->cube->classif[0][g->series];
    return g->cube->classif[slot][g->series];
}

static void put_words(struct buf *out, const struct ref *ref, const struct account *a,
                      const struct figure *g)
{
    if (a->f)
        put_formula(out, ref, a->f);
    else if (str_is(a->method, "version"))
        buf_fmt(out, "the sum of the codes of %.*s that make up %s", STR_FMT(a->of),
                ref->codes[aggregate_of(a, g)].code.p);
    else if (str_is(a->method, "sex"))
        buf_puts(out, g->cube->sex[g->series] == ref->sex_total
                          ? "the sum of the sexes"
                          : "what the other sex leaves of the total");
    else if (str_is(a->method, "complement"))
        buf_puts(out, "what the other parts leave of the total");
    else if (str_is(a->method, "succession"))
        buf_fmt(out, "the figure of %.*s, which means the same", STR_FMT(a->of));
    else
        buf_str(out, a->line.method);
}

/* -- putting ------------------------------------------------------------------------------------ */

/* Moves what was put since `at` to the right, as what belongs to a line above. */
static void indent(struct buf *out, size_t at)
{
    struct buf moved = {0};
    struct str line, rest = {out->p + at, out->len - at};
    while (rest.len && str_next(&line, &rest, '\n'))
        if (line.len)
            buf_fmt(&moved, "    %.*s\n", STR_FMT(line));
    out->len = at;
    buf_str(out, buf_view(&moved));
    buf_release(&moved);
}

static int put_parents(struct call *c, const struct loaded *l, const struct account *a,
                       const struct earlier *earlier, struct err *err)
{
    int r = 0;
    for (unsigned i = 0; r == 0 && i < a->n; i++) {
        size_t at = c->out.len;
        r = explain_figure(c, l, &a->parent[i], earlier, err);
        if (!c->json)
            indent(&c->out, at);
    }
    return r;
}

int explain_derived(struct call *c, const struct loaded *l, const struct figure *g,
                    const struct earlier *earlier, struct err *err)
{
    struct account a;
    struct buf words = {0}, numbers = {0};
    int r = account_open(&a, c, l, g, err);
    if (r < 0)
        return r;
    put_words(&words, l->ref, &a, g);
    put_numbers(&numbers, &c->arena, &a, l->ref);
    struct str note = g->cube->notes[g->cube->note[g->obs]], part[3];
    obs_note_split(&part[0], &part[1], &part[2], note);
    if (c->json) {
        json_put_bool(&c->j, "derived", true);
        json_put(&c->j, "method", a.line.method);
        json_put(&c->j, "formula", buf_view(&words));
        json_put(&c->j, "numbers", buf_view(&numbers));
        if (a.f)
            json_put(&c->j, "reference", a.f->reference);
        json_put_some(&c->j, "note_classif", part[0]);
        json_put_some(&c->j, "note_indicator", part[1]);
        json_put_some(&c->j, "note_source", part[2]);
        json_key(&c->j, "parents");
        json_open(&c->j, '[');
        r = put_parents(c, l, &a, earlier, err);
        json_close(&c->j);
    } else {
        buf_fmt(&c->out, "  formula     %.*s\n", STR_FMT(buf_view(&words)));
        if (a.f)
            buf_fmt(&c->out, "  published   %.*s\n", STR_FMT(a.f->reference));
        buf_fmt(&c->out, "  computed    %.*s\n", STR_FMT(buf_view(&numbers)));
        for (unsigned i = 0; i < 3; i++)
            if (part[i].len)
                buf_fmt(&c->out, "  note        %.*s\n", STR_FMT(part[i]));
        if (a.line.n > a.n)
            buf_fmt(&c->out, "  from        the first %u of %u figures:\n", a.n, a.line.n);
        else
            buf_fmt(&c->out, "  from        %s\n", a.n == 1 ? "this figure:" : "these figures:");
        r = put_parents(c, l, &a, earlier, err);
    }
    buf_release(&words);
    buf_release(&numbers);
    account_release(&a);
    return r;
}
