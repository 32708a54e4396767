/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What stands beside the figures: where they come from, what they mean, what was noted
 * about them, and how to take them along. */

#include "report/pivot_page.h"

#include "model/period.h"

void side_source(struct page *pg, struct str source)
{
    html_link(pg->out, "/source/", source, source_name(pg, source));
    struct str type = source_type_name(pg, source);
    if (type.len && !str_eq(type, source_name(pg, source))) {
        html(pg->out, "<br><span class=\"small\">");
        html_text(pg->out, type);
        html(pg->out, "</span>");
    }
}

/* A country's sources, each with its years where there are several. */
static void side_sources(struct grid *g)
{
    struct page *pg = g->pg;
    const struct cube *cube = pg->cube;
    struct years *years = arena_array(pg->arena, struct years, cube->nsources + 1);
    uint16_t *order = arena_array(pg->arena, uint16_t, cube->nsources + 1);
    uint32_t n = 0;
    uint32_t first = cube->start[g->flow->area_at[g->area]];
    uint32_t end = cube->start[g->flow->area_at[g->area + 1]];
    for (uint32_t i = first; i < end; i++) {
        uint16_t s = cube->source[i];
        if (years_first(&years[s]) == 0)
            order[n++] = s;
        years_add(&years[s], period_year(cube->period[i]));
    }
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, n == 1 ? "side.source" : "side.sources");
    html(pg->out, "<ul class=\"plain\">\n");
    for (uint32_t k = 0; k < n; k++) {
        html(pg->out, "<li>");
        side_source(pg, cube->sources[order[k]]);
        if (n > 1) {
            html(pg->out, "<br><span class=\"small\">");
            html_text(pg->out, years_words(pg, &years[order[k]]));
            html(pg->out, "</span>");
        }
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul>\n</section>\n");
}

/* The overview's: country by country, the ones that are in this table. */
static void side_sources_all(struct grid *g)
{
    struct page *pg = g->pg;
    const struct cube *cube = pg->cube;
    uint16_t *seen = arena_array(pg->arena, uint16_t, cube->nsources + 1); /* the row, + 1 */
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, "side.sources");
    html(pg->out, "<dl class=\"pairs\">\n");
    for (uint32_t r = 0; r < g->nrows; r++) {
        uint16_t area = g->rows[r].area;
        uint32_t i = cube->start[g->flow->area_at[area]];
        uint32_t end = cube->start[g->flow->area_at[area + 1]];
        if (i == end)
            continue;
        html(pg->out, "<dt>");
        html_text(pg->out, cube->ref->areas[area].name);
        html(pg->out, "</dt>");
        for (; i < end; i++) {
            uint16_t s = cube->source[i];
            if (seen[s] == r + 1)
                continue;
            seen[s] = (uint16_t)(r + 1);
            html(pg->out, "<dd>");
            html_link(pg->out, "/source/", cube->sources[s], source_name(pg, cube->sources[s]));
            html(pg->out, "</dd>\n");
        }
    }
    html(pg->out, "</dl>\n</section>\n");
}

void side_definition(struct page *pg, const struct indicator *in)
{
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, "side.definition");
    html(pg->out, "<p>");
    html_text(pg->out, in->definition);
    html(pg->out, "</p>\n");
    if (in->instruction.len) {
        say_in(pg, "h3", NULL, "side.instruction");
        html(pg->out, "<p>");
        html_text(pg->out, in->instruction);
        html(pg->out, "</p>\n");
    }
    html(pg->out, "</section>\n");
}

void side_notes(struct grid *g)
{
    struct page *pg = g->pg;
    if (g->nnotes == 0)
        return;
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, "side.notes");
    for (uint32_t k = 0; k < g->nnotes; k++) {
        buf_fmt(pg->out, "<dl class=\"pairs note\" id=\"n-%u\">\n", k + 1);
        if (g->notes_marked) {
            html(pg->out, "<dt class=\"no\">");
            buf_uint(pg->out, k + 1);
            html(pg->out, "</dt>\n");
        }
        html(pg->out, g->notes[k].p);
        html(pg->out, "</dl>\n");
    }
    html(pg->out, "</section>\n");
}

/* The same figures as the page has, of the web services. */
static void side_reuse(struct grid *g)
{
    struct page *pg = g->pg;
    const struct ref *ref = pg->cube->ref;
    struct pivot p;
    pivot_init(&p, pg->arena, pg->cube, g->flow, g->area);
    pivot_whole(&p);
    reuse_write(pg, &(struct reuse){.rest = pivot_rest(&p), .rest_v1 = pivot_rest_v1(&p), .address = pg->path,
                                    .title = g->in->title,
                                    .place = g->area ? ref->areas[g->area].name : ref->region});
}

void side_open(struct page *pg)
{
    html(pg->out, "<aside class=\"side\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "side.label"));
    html(pg->out, "\">\n");
}

void side_write(struct grid *g)
{
    side_open(g->pg);
    if (g->area && g->ncols)
        side_sources(g);
    else if (g->ncols)
        side_sources_all(g);
    side_definition(g->pg, g->in);
    side_notes(g);
    if (g->ncols)
        side_reuse(g);
    html(g->pg->out, "</aside>\n");
}
