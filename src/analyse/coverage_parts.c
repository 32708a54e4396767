/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Breakdowns, in sums over countries and years. */

#include "analyse/coverage_table.h"

/* Sums of one question, by code; of a list of countries any country, by version. */
struct parts {
    const struct coverage *c;
    struct cover_table table;
    struct cover_part *of_code, *of_version;
    int first_year, last_year;
    bool only_asked;
};

static struct cover_part *part_at(struct parts *p, const struct cover_list *list, unsigned place)
{
    const struct version *v = &p->c->ref->versions[list->version];
    if (list->countries && place > 0)
        return &p->of_version[list->version];
    return &p->of_code[list->countries ? v->total : v->first + place];
}

static bool counts(const struct parts *p, const struct cell_cover *cell)
{
    return cell->cover != COVER_NOT_APPLICABLE && (cell->asked || !p->only_asked);
}

static uint16_t sex_code(const struct ref *ref, unsigned sex)
{
    return sex == 0 ? ref->sex_total : sex == 1 ? ref->sex_male : ref->sex_female;
}

static void add(struct cover_part *part, uint32_t have, uint32_t expected)
{
    part->have += have;
    part->expected += expected;
}

/* A table of which something is there. */
static void add_table(struct parts *p, unsigned pair, int year)
{
    const struct cover_table *t = &p->table;
    for (unsigned s = 0; t->sexes > 1 && s < t->sexes; s++) {
        uint32_t have = 0, expected = 0;
        cover_table_count(&have, &expected, t, pair, year, 2, s);
        add(&p->of_code[sex_code(t->ref, s)], have, expected);
    }
    for (unsigned slot = 0; slot < 2; slot++) {
        const struct cover_list *list = &t->lists[slot][t->pairs[pair].list[slot]];
        for (unsigned place = 0; list->version >= 0 && place < list->n; place++) {
            uint32_t have = 0, expected = 0;
            if (!cover_expected(t, list, place))
                continue;
            cover_table_count(&have, &expected, t, pair, year, slot, place);
            add(part_at(p, list, place), have, expected);
        }
    }
}

/* n tables that are missing, in the versions asked for. */
static void add_missing(struct parts *p, uint32_t n)
{
    const struct cover_table *t = &p->table;
    const struct cover_list *list[] = {&t->lists[0][t->pairs[0].list[0]], &t->lists[1][t->pairs[0].list[1]]};
    for (unsigned s = 0; t->sexes > 1 && s < t->sexes; s++)
        add(&p->of_code[sex_code(t->ref, s)], 0, n * t->times * list[0]->expected * list[1]->expected);
    for (unsigned slot = 0; slot < 2; slot++)
        for (unsigned place = 0; list[slot]->version >= 0 && place < list[slot]->n; place++)
            if (cover_expected(t, list[slot], place))
                add(part_at(p, list[slot], place), 0, n * t->times * t->sexes * list[!slot]->expected);
}

static void add_area(struct parts *p, uint32_t area, uint32_t question)
{
    const struct coverage *c = p->c;
    const struct question *q = &c->questions[question];
    for (unsigned i = 0; i < q->nindicators; i++) {
        uint32_t missing = 0, there = 0;
        for (int year = p->first_year; year <= p->last_year; year++) {
            const struct cell_cover *cell = coverage_at(c, area, question, year);
            missing += i == 0 && cell->cover == COVER_MISSING && counts(p, cell);
            there += cell->indicator == q->indicators[i] && cell->cover != COVER_MISSING && counts(p, cell);
        }
        if (missing + there == 0)
            continue;
        cover_table_shape(&p->table, q->indicators[i], cover_asked_by(c->ref, q, q->indicators[i]));
        add_missing(p, missing);
        if (!there || !cover_table_read(&p->table, c->areas[area], COVER_ANY_SOURCE))
            continue;
        for (int year = p->first_year; year <= p->last_year; year++) {
            const struct cell_cover *cell = coverage_at(c, area, question, year);
            struct cover_best best;
            if (cell->indicator == q->indicators[i] && cell->cover != COVER_MISSING && counts(p, cell) &&
                cover_table_best(&best, &p->table, year))
                add_table(p, best.pair, year);
        }
    }
}

/* Takes the sums of a question over into the list and forgets them. */
static size_t collect(struct cover_part *out, struct parts *p, uint32_t question)
{
    const struct ref *ref = p->c->ref;
    size_t n = 0;
    for (int sexes = 1; sexes >= 0; sexes--)
        for (uint32_t v = 0; v < ref->nversions; v++) {
            const struct version *version = &ref->versions[v];
            if ((version->dimension == ref->sex_dimension) != (bool)sexes)
                continue;
            for (uint16_t code = version->first; code < version->first + version->n; code++)
                if (p->of_code[code].expected) {
                    out[n++] = (struct cover_part){question, code, (uint16_t)v, p->of_code[code].have,
                                                   p->of_code[code].expected};
                    p->of_code[code] = (struct cover_part){0};
                }
            if (p->of_version[v].expected) {
                out[n++] = (struct cover_part){question, 0, (uint16_t)v, p->of_version[v].have,
                                               p->of_version[v].expected};
                p->of_version[v] = (struct cover_part){0};
            }
        }
    return n;
}

const struct cover_part *coverage_parts(size_t *n, struct arena *arena, const struct coverage *c, uint32_t area,
                                        uint32_t question, int first_year, int last_year, bool only_asked)
{
    const struct ref *ref = c->ref;
    struct parts p = {.c = c, .only_asked = only_asked,
                      .first_year = first_year ? MAX(first_year, c->first_year) : c->first_year,
                      .last_year = last_year ? MIN(last_year, c->last_year) : c->last_year};
    size_t most = ref->ncodes + ref->nversions;
    struct cover_part *one = mem_alloc(sizeof *one * most), *out = NULL;
    size_t size = 0;
    *n = 0;
    p.of_code = mem_alloc(sizeof *p.of_code * ref->ncodes);
    p.of_version = mem_alloc(sizeof *p.of_version * ref->nversions);
    cover_table_open(&p.table, ref, c->cube, c->first_year, c->last_year);
    for (uint32_t q = question == UINT32_MAX ? 0 : question; q < c->nquestions; q++) {
        for (uint32_t a = area == UINT32_MAX ? 0 : area; a < c->nareas; a++) {
            add_area(&p, a, q);
            if (area != UINT32_MAX)
                break;
        }
        size_t more = collect(one, &p, q);
        if (*n + more > size)
            out = mem_grow(out, sizeof *out * (size = (*n + more) * 2));
        if (more)
            memcpy(out + *n, one, sizeof *one * more);
        *n += more;
        if (question != UINT32_MAX)
            break;
    }
    cover_table_close(&p.table);
    struct cover_part *kept = arena_array(arena, struct cover_part, *n + 1);
    if (*n)
        memcpy(kept, out, sizeof *out * *n);
    free(out);
    free(one);
    free(p.of_code);
    free(p.of_version);
    return kept;
}
