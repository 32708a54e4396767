/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The corridors of a country, each with what the other side says of it. */

#include "document/country_chapter.h"

#include "model/period.h"

#include <limits.h>
#include <math.h>

enum { CORRIDORS_MOST = 6 };

/* -- all of the release --------------------------------------------------------------------------------- */

/* The members, and whatever country one of them speaks of. */
static uint16_t *areas_spoken_of(uint32_t *n, struct page *pg)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    bool *seen = arena_array(pg->arena, bool, ref->nareas + 1);
    uint16_t *out = arena_array(pg->arena, uint16_t, ref->nareas + 1);
    for (uint32_t f = 0; f < cube->nflows; f++)
        for (uint32_t s = cube->flows[f].first; s < cube->flows[f].first + cube->flows[f].n; s++)
            seen[ref->codes[cube->classif[0][s]].area] = true;
    for (uint32_t a = 1; a < ref->nareas; a++)
        if (seen[a] || ref->areas[a].member)
            out[(*n)++] = (uint16_t)a;
    return out;
}

void corridors_known(struct corridors_known *out, struct page *pg)
{
    const struct mirror_from from = {.ref = pg->cube->ref, .cube = pg->cube};
    uint32_t n = 0;
    const uint16_t *areas = areas_spoken_of(&n, pg);
    *out = (struct corridors_known){0};
    if (!pg->cube->ref->nmirrored)
        return;
    for (int kind = 0; kind < MIRROR_KINDS; kind++) {
        struct mirror_matrix m;
        mirror_matrix(&m, pg->arena, &from, (enum mirror_kind)kind, 0, areas, n);
        out->lines[kind] = mirror_listed(&out->n[kind], pg->arena, &m);
    }
}

/* -- what a side says, as figures ----------------------------------------------------------------------- */

static uint16_t code_of_area(const struct ref *ref, uint16_t indicator, uint16_t area)
{
    const struct version *v = mirrored_countries(ref, indicator);
    for (unsigned i = 0; v && i < v->n; i++)
        if (ref->codes[v->first + i].area == area)
            return (uint16_t)(v->first + i);
    return 0;
}

/* False where there is no such figure, or the line has another. */
static bool said_by(struct reckoned *out, struct document *d, const struct mirror_line *l, enum mirror_side side)
{
    struct page *pg = d->page;
    const struct cube *cube = pg->cube;
    uint16_t indicator = l->indicators[side];
    double value = side == SIDE_ORIGIN ? l->from_origin : l->from_destination;
    const struct cube_flow *flow = indicator ? cube_flow_find(cube, indicator) : NULL;
    struct figure_key key = {.area = side == SIDE_ORIGIN ? l->origin : l->destination};
    if (!flow || isnan(value))
        return false;
    key.code = code_of_area(cube->ref, indicator, side == SIDE_ORIGIN ? l->destination : l->origin);
    uint32_t obs = key.code ? figure_find(cube, flow, &key, l->period) : UINT32_MAX;
    if (obs == UINT32_MAX)
        return false;
    *out = reckoned_figure(pg->arena, cube, obs);
    return out->value >= value && out->value <= value;
}

/* -- rows ----------------------------------------------------------------------------------------------- */

static void side_cell(struct document *d, const struct mirror_line *l, enum mirror_side side)
{
    struct reckoned r;
    if (said_by(&r, d, l, side)) {
        r.scale = 1000; /* all tables of corridors count thousands of persons */
        r.decimals = 0;
        document_cell(d, &r);
    } else if (l->rest[side]) {
        html(d->page->out, "<td class=\"n\">");
        say(d->page, "report.countries.corridors.rest");
        html(d->page->out, "</td>");
    } else {
        document_cell(d, NULL);
    }
}

static bool is_said(struct document *d, const struct mirror_line *l)
{
    struct reckoned r;
    return said_by(&r, d, l, SIDE_ORIGIN) || said_by(&r, d, l, SIDE_DESTINATION);
}

static void corridor_row(struct country_chapter *c, const struct mirror_line *l, bool as_origin)
{
    struct page *pg = c->d->page;
    const struct ref *ref = pg->cube->ref;
    html(pg->out, "<tr><th scope=\"row\"><a href=\"/corridor/");
    html_segment(pg->out, ref->areas[l->origin].code);
    html(pg->out, "/");
    html_segment(pg->out, ref->areas[l->destination].code);
    html(pg->out, "\">");
    html_text(pg->out, ref->areas[as_origin ? l->destination : l->origin].name);
    html(pg->out, "</a></th><td class=\"y\">");
    html_text(pg->out, period_words(pg, l->period));
    html(pg->out, "</td>");
    side_cell(c->d, l, as_origin ? SIDE_ORIGIN : SIDE_DESTINATION);
    side_cell(c->d, l, as_origin ? SIDE_DESTINATION : SIDE_ORIGIN);
    row_end(c->d);
}

static void group_row(struct country_chapter *c, enum mirror_kind kind, bool as_origin)
{
    struct page *pg = c->d->page;
    html(pg->out, "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"4\">");
    say(pg, part_id(c->d, "report.countries.corridors.%s.%s", mirror_kind_name(kind),
                    as_origin ? "origin" : "destination"));
    html(pg->out, "</th></tr>\n");
}

unsigned country_corridor_rows(struct country_chapter *c, unsigned most, unsigned all)
{
    unsigned rows = 0;
    for (int kind = 0; kind < MIRROR_KINDS; kind++)
        for (int as_origin = 0; as_origin < 2; as_origin++) {
            unsigned n = 0;
            for (size_t i = 0; i < c->corridors->n[kind] && n < most && rows + (n == 0) < all; i++) {
                const struct mirror_line *l = &c->corridors->lines[kind][i];
                if ((as_origin ? l->origin : l->destination) != c->area || !is_said(c->d, l))
                    continue;
                if (n++ == 0) {
                    group_row(c, (enum mirror_kind)kind, as_origin);
                    rows++;
                }
                corridor_row(c, l, as_origin);
                rows++;
            }
        }
    return rows;
}

/* -- the section ---------------------------------------------------------------------------------------- */

static bool any_corridor(const struct country_chapter *c)
{
    for (int kind = 0; kind < MIRROR_KINDS; kind++)
        for (size_t i = 0; i < c->corridors->n[kind]; i++) {
            const struct mirror_line *l = &c->corridors->lines[kind][i];
            if ((l->origin == c->area || l->destination == c->area) && is_said(c->d, l))
                return true;
        }
    return false;
}

static void say_corridors(struct country_chapter *c)
{
    const struct highlight *v[4];
    size_t n = c->r->highlights ? highlights_pick(v, ARRAY_LEN(v), c->r->highlights, HIGHLIGHT_CORRIDORS, c->area) : 0;
    if (!n)
        return;
    document_paragraph(c->d, part_id(c->d, "country.%.*s.corridors.1", STR_FMT(c->code)));
    says_write(c->d, v, n);
    document_paragraph_end(c->d);
}

void country_corridor_heads(struct country_chapter *c)
{
    struct document *d = c->d;
    html(d->page->out, "<thead><tr>");
    table_head(d, NULL, text_get(d->page->text, "report.countries.corridors.partner"));
    table_head(d, "y", text_get(d->page->text, "cover.year"));
    table_head(d, "n", WORDS(d->page, "report.countries.corridors.says", {"place", c->name}));
    table_head(d, "n", text_get(d->page->text, "report.countries.corridors.other"));
    table_body(d);
}

void country_corridors(struct country_chapter *c)
{
    struct document *d = c->d;
    if (!any_corridor(c))
        return;
    document_section(d, part_id(d, "country.%.*s.corridors", STR_FMT(c->code)),
                     text_get(d->page->text, "corridors.title"));
    say_corridors(c);
    document_table(d, part_id(d, "country.%.*s.corridors.table", STR_FMT(c->code)), NULL,
                   WORDS(d->page, "report.countries.corridors.caption", {"place", c->name}));
    country_corridor_heads(c);
    country_corridor_rows(c, CORRIDORS_MOST, UINT_MAX);
    table_end(d, text_get(d->page->text, "report.countries.corridors.note"));
}
