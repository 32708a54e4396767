/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What stands beside the figures: where they come from, what they mean, what was noted
 * about them, and how to take them along. */

#include "report/grid.h"

#include "model/period.h"

static void write_source(struct page *pg, struct str source)
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
        write_source(pg, cube->sources[order[k]]);
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

static void side_definition(struct grid *g)
{
    struct page *pg = g->pg;
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, "side.definition");
    html(pg->out, "<p>");
    html_text(pg->out, g->in->definition);
    html(pg->out, "</p>\n");
    if (g->in->instruction.len) {
        say_in(pg, "h3", NULL, "side.instruction");
        html(pg->out, "<p>");
        html_text(pg->out, g->in->instruction);
        html(pg->out, "</p>\n");
    }
    html(pg->out, "</section>\n");
}

static void side_notes(struct grid *g)
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

/* "/rest/data/ILO,DF_MST_NCTE_SEX_CCT_NB,1.0/THA....": a dot for each dimension but one. */
static struct str rest_path(struct grid *g)
{
    struct page *pg = g->pg;
    const struct ref *ref = pg->cube->ref;
    char id[CUBE_FLOW_ID];
    size_t n = cube_flow_id(id, ref, g->flow);
    struct dims dims;
    dims_of(&dims, ref, g->flow->indicator);
    struct buf b = {0};
    html(&b, "/rest/data/");
    html_segment(&b, ref->agency);
    buf_char(&b, ',');
    html_segment(&b, (struct str){id, n});
    html(&b, ",1.0/");
    if (g->area) {
        html_segment(&b, ref->areas[g->area].code);
        for (unsigned i = 1; i < dims.n; i++)
            buf_char(&b, '.');
    } else {
        html(&b, "all");
    }
    struct str path = arena_str(pg->arena, buf_view(&b));
    buf_release(&b);
    return path;
}

static void side_reuse(struct grid *g)
{
    struct page *pg = g->pg;
    const struct cube *cube = pg->cube;
    struct str path = rest_path(g);
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, "side.reuse");
    html(pg->out, "<p><a class=\"button\" download href=\"");
    html_attr(pg->out, path);
    html(pg->out, "?format=csvfile\">");
    say(pg, "side.csv");
    html(pg->out, "</a></p>\n");
    say_in(pg, "h3", NULL, "side.api");
    html(pg->out, "<p class=\"small\"><code class=\"addr\">");
    html_text(pg->out, pg->origin);
    html_text(pg->out, path);
    html(pg->out, "</code><br><a href=\"/api\">");
    say(pg, "side.api.guide");
    html(pg->out, "</a></p>\n");
    say_in(pg, "h3", NULL, "side.cite");
    html(pg->out, "<p class=\"small cite\">");
    struct str place = g->area ? cube->ref->areas[g->area].name : cube->ref->region;
    SAY(pg, "side.citation", {"agency", cube->ref->agency}, {"name", cube->ref->name},
        {"region", cube->ref->region}, {"title", g->in->title}, {"place", place},
        {"release", cube->release_name}, {"date", date_words(pg, cube->released_at)},
        {"address", text_join(pg, "%.*s%.*s", STR_FMT(pg->origin), STR_FMT(pg->path))});
    html(pg->out, "</p>\n</section>\n");
}

void side_write(struct grid *g)
{
    html(g->pg->out, "<aside class=\"side\" aria-label=\"");
    html_attr(g->pg->out, text_get(g->pg->text, "side.label"));
    html(g->pg->out, "\">\n");
    if (g->area && g->ncols)
        side_sources(g);
    else if (g->ncols)
        side_sources_all(g);
    side_definition(g);
    side_notes(g);
    if (g->ncols)
        side_reuse(g);
    html(g->pg->out, "</aside>\n");
}
