/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/proposal.h"

enum { CELL_FIELDS = 8, SUM_FIELDS = 5 };

/* -- to text ---------------------------------------------------------------------------------- */

static void put_fields(struct buf *out, const struct str *const *fields, unsigned n, bool first)
{
    for (unsigned i = 0; i < n; i++) {
        if (i || !first)
            buf_char(out, '|');
        buf_str(out, *fields[i]);
    }
}

void proposal_cells_put(struct buf *out, const struct proposal *p)
{
    for (unsigned i = 0; i < p->ncells; i++) {
        const struct proposal_cell *c = &p->cells[i];
        const struct str *fields[CELL_FIELDS] = {&c->indicator,  &c->area,   &c->sex,  &c->classif[0],
                                                 &c->classif[1], &c->period, &c->from, &c->to};
        put_fields(out, fields, CELL_FIELDS, i == 0);
    }
}

void proposals_put(struct buf *out, const struct proposal *v, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        if (i)
            buf_char(out, '\n');
        buf_str(out, v[i].cause);
        buf_char(out, '\t');
        proposal_cells_put(out, &v[i]);
        buf_char(out, '\t');
        for (unsigned k = 0; k < v[i].nrestores; k++) {
            const struct proposal_sum *s = &v[i].restores[k];
            const struct str *fields[SUM_FIELDS] = {&s->rule, &s->indicator, &s->sex, &s->classif[0],
                                                     &s->classif[1]};
            put_fields(out, fields, SUM_FIELDS, k == 0);
        }
    }
}

/* -- from text -------------------------------------------------------------------------------- */

/* How many records of `width` fields a text is; 0 when it is not a whole number of them. */
static size_t count(struct str text, unsigned width)
{
    size_t fields = text.len > 0;
    for (size_t i = 0; i < text.len; i++)
        fields += text.p[i] == '|';
    return fields % width ? 0 : fields / width;
}

static void next_fields(struct str *const *fields, unsigned n, struct str *rest)
{
    for (unsigned i = 0; i < n; i++)
        if (!str_next(fields[i], rest, '|'))
            *fields[i] = STR("");
}

unsigned proposal_cells_parse(const struct proposal_cell **out, struct arena *arena, struct str text)
{
    size_t n = count(text, CELL_FIELDS);
    if (n == 0 || n > PROPOSAL_CELLS_MAX)
        return 0;
    struct proposal_cell *v = arena_array(arena, struct proposal_cell, n);
    for (size_t i = 0; i < n; i++) {
        struct proposal_cell *c = &v[i];
        struct str *fields[CELL_FIELDS] = {&c->indicator,  &c->area,   &c->sex,  &c->classif[0],
                                           &c->classif[1], &c->period, &c->from, &c->to};
        next_fields(fields, CELL_FIELDS, &text);
        if (!c->indicator.len || !c->area.len || !c->period.len || !c->to.len)
            return 0;
    }
    *out = v;
    return (unsigned)n;
}

static unsigned sums_parse(const struct proposal_sum **out, struct arena *arena, struct str text)
{
    size_t n = count(text, SUM_FIELDS);
    struct proposal_sum *v = arena_array(arena, struct proposal_sum, n);
    for (size_t i = 0; i < n; i++) {
        struct str *fields[SUM_FIELDS] = {&v[i].rule, &v[i].indicator, &v[i].sex, &v[i].classif[0],
                                           &v[i].classif[1]};
        next_fields(fields, SUM_FIELDS, &text);
    }
    *out = v;
    return (unsigned)n;
}

unsigned proposals_parse(const struct proposal **out, struct arena *arena, struct str text)
{
    struct proposal *v = arena_array(arena, struct proposal, PROPOSALS_MAX);
    struct str line, cells, sums;
    unsigned n = 0;
    while (n < PROPOSALS_MAX && str_next(&line, &text, '\n')) {
        struct proposal *p = &v[n];
        *p = (struct proposal){0};
        if (!str_next(&p->cause, &line, '\t') || !str_next(&cells, &line, '\t'))
            continue;
        p->ncells = proposal_cells_parse(&p->cells, arena, cells);
        if (str_next(&sums, &line, '\t'))
            p->nrestores = sums_parse(&p->restores, arena, sums);
        n += p->ncells > 0;
    }
    *out = v;
    return n;
}
