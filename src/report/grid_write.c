/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/grid.h"
#include "report/pivot.h"

#include "model/period.h"

#include <ctype.h>
#include <math.h>

/* A letter and a number, each a link to its words; notes are not numbered where there are several countries. */
static void write_mark(struct grid *g, char status, uint16_t note)
{
    struct buf *out = g->pg->out;
    if (status) {
        char c = (char)tolower((unsigned char)status);
        buf_fmt(out, "<a class=\"f\" href=\"#f-%c\">%c</a>", c, c);
    }
    if (g->notes_marked && g->note_number[note])
        buf_fmt(out, "<a class=\"f\" href=\"#n-%u\">%u</a>", g->note_number[note],
                g->note_number[note]);
}

void grid_value(struct grid *g, const struct cube *cube, uint32_t obs, bool cut)
{
    struct buf *out = g->pg->out;
    char status = cube->status[obs];
    double value = cube->value[obs];
    bool none = isnan(value), brk = status == 'B';
    if (status > 0 && isalnum((unsigned char)status))
        g->status_seen[(unsigned char)status] = true;
    else
        status = 0;
    g->break_seen = g->break_seen || brk;
    g->zero_seen = g->zero_seen || fpclassify(value) == FP_ZERO;
    html(out, brk && none   ? "<td class=\"brk no\">"
              : brk         ? "<td class=\"brk\">"
              : cut && none ? "<td class=\"chg no\">"
              : cut         ? "<td class=\"chg\">"
              : none        ? "<td class=\"no\">"
                            : "<td>");
    if (none && !status)
        html(out, "\xE2\x80\x93");
    else if (!none)
        html_num(out, g->pg->text, value, g->decimals);
    write_mark(g, status, g->notes_marked ? cube->note[obs] : 0);
    html(out, "</td>");
}

/* `some`: by column, whether the row's country has any figure at all that year */
static void write_cells(struct grid *g, const struct grid_row *row, uint32_t *cell,
                        const bool *some)
{
    const struct cube *cube = g->pg->cube;
    memset(cell, 0, g->ncols * sizeof *cell);
    for (uint32_t k = 0; k < row->n; k++) {
        uint32_t s = g->series[row->first + k];
        for (uint32_t i = cube->start[s]; i < cube->start[s + 1]; i++) {
            uint32_t col = g->col_of[cube->period[i] - g->flow->period_first];
            if (!cell[col])
                cell[col] = i + 1;
        }
    }
    for (uint32_t c = 0; c < g->ncols; c++) {
        if (cell[c]) {
            grid_value(g, cube, cell[c] - 1, g->change[c]);
        } else if (some && some[c]) {
            g->partial_seen = true;
            html(g->pg->out, "<td class=\"no\">\xE2\x80\xA6</td>");
        } else {
            g->missing_seen = true;
            html(g->pg->out, g->change[c] ? "<td class=\"chg\"></td>" : "<td></td>");
        }
    }
    html(g->pg->out, "</tr>\n");
}

static void write_caption(struct grid *g)
{
    struct page *pg = g->pg;
    const struct ref *ref = pg->cube->ref;
    struct str years = span(pg, g->period[0], g->period[g->ncols - 1]);
    html(pg->out, "<caption id=\"cap\"><span>");
    if (g->area)
        SAY(pg, "table.caption", {"title", g->in->title}, {"place", ref->areas[g->area].name},
            {"years", years}, {"unit", unit_words(pg, g->in)});
    else
        SAY(pg, "table.caption.all", {"title", g->in->title}, {"place", ref->region},
            {"years", years}, {"unit", unit_words(pg, g->in)});
    html(pg->out, "</span></caption>\n");
}

static void write_head(struct grid *g)
{
    struct page *pg = g->pg;
    html(pg->out, "<thead><tr><th scope=\"col\">");
    const struct ref *ref = pg->cube->ref;
    if (g->area && g->in->nclass && g->rows[0].classif[0] && !g->versions)
        html_text(pg->out, ref->versions[ref->codes[g->rows[0].classif[0]].version].name);
    else if (g->area && g->in->nclass)
        html_text(pg->out, ref->dimensions[g->in->classif[0]].name);
    else
        say(pg, "table.country");
    html(pg->out, "</th>");
    for (uint32_t c = 0; c < g->ncols; c++) {
        char text[PERIOD_TEXT];
        html(pg->out, g->change[c] ? "<th scope=\"col\" class=\"chg\">" : "<th scope=\"col\">");
        buf_put(pg->out, text, period_fmt(text, g->period[c]));
        html(pg->out, "</th>");
    }
    html(pg->out, "</tr></thead>\n");
}

static void write_group(struct grid *g, const struct grid_row *row)
{
    struct page *pg = g->pg;
    const struct ref *ref = pg->cube->ref;
    bool sex = row->sex != 0, second = row->classif[1] != 0;
    if (!sex && !second)
        return;
    html(pg->out, "<tr class=\"group\"><th scope=\"rowgroup\">");
    if (sex)
        html_text(pg->out, row->sex == ref->sex_total    ? text_get(pg->text, "sex.total")
                           : row->sex == ref->sex_female ? text_get(pg->text, "sex.female")
                           : row->sex == ref->sex_male   ? text_get(pg->text, "sex.male")
                                                         : ref->codes[row->sex].name);
    if (second) {
        const struct code *code = &ref->codes[row->classif[1]];
        html(pg->out, sex ? "<span>, " : "<span>");
        html_text(pg->out, ref->dimensions[ref->versions[code->version].dimension].name);
        html(pg->out, ": ");
        html_text(pg->out, code->name);
        html(pg->out, "</span>");
    }
    buf_fmt(pg->out, "</th><td colspan=\"%u\"></td></tr>\n", g->ncols);
}

/* A row leads to its series, of which the browser makes the addresses of its figures: the row's and the period. */
static void row_name(struct grid *g, const struct grid_row *row)
{
    struct page *pg = g->pg;
    const struct ref *ref = pg->cube->ref;
    html(pg->out, "<a href=\"/figure/");
    html_segment(pg->out, g->in->code);
    buf_char(pg->out, '/');
    html_segment(pg->out, ref->areas[g->area].code);
    buf_char(pg->out, '/');
    html_segment(pg->out, pivot_key(pg->arena, pg->cube, g->series[row->first]));
    html(pg->out, "\">");
    if (row->classif[0])
        html_text(pg->out, ref->codes[row->classif[0]].name);
    else
        say(pg, "table.total");
    html(pg->out, "</a>");
}

/* Of the overview, whose rows lead to tables: how the address of a figure is made. */
static void write_template(struct grid *g)
{
    if (g->area)
        return;
    html(g->pg->out, " data-figure=\"/figure/");
    html_segment(g->pg->out, g->in->code);
    html(g->pg->out, "/{0}/{1}\"");
}

static void write_series(struct grid *g)
{
    struct page *pg = g->pg;
    const struct ref *ref = pg->cube->ref;
    uint32_t *cell = arena_array(pg->arena, uint32_t, g->ncols + 1);
    for (uint32_t i = 0; i < g->nrows; i++) {
        const struct grid_row *row = &g->rows[i], *before = i ? row - 1 : NULL;
        const struct code *code = &ref->codes[row->classif[0]];
        bool group = !before || before->rank != row->rank ||
                     before->classif[1] != row->classif[1];
        if (group) {
            html(pg->out, i ? "</tbody>\n<tbody>\n" : "<tbody>\n");
            write_group(g, row);
        }
        if (g->versions && row->classif[0] &&
            (group || ref->codes[before->classif[0]].version != code->version)) {
            html(pg->out, "<tr class=\"version\"><th scope=\"rowgroup\">");
            html_text(pg->out, ref->versions[code->version].name);
            buf_fmt(pg->out, "</th><td colspan=\"%u\"></td></tr>\n", g->ncols);
        }
        bool total = !row->classif[0] || code->role == CODE_TOTAL;
        bool overlap = row->classif[0] && code->role == CODE_EXTRA;
        g->group_seen = g->group_seen || overlap;
        html(pg->out, total     ? "<tr class=\"t\"><th scope=\"row\">"
                      : overlap ? "<tr class=\"x\"><th scope=\"row\">"
                                : "<tr><th scope=\"row\">");
        row_name(g, row);
        html(pg->out, "</th>");
        write_cells(g, row, cell, NULL);
    }
    html(pg->out, "</tbody>\n");
}

static void write_areas(struct grid *g)
{
    struct page *pg = g->pg;
    const struct cube *cube = pg->cube;
    uint32_t *cell = arena_array(pg->arena, uint32_t, g->ncols + 1);
    bool *some = arena_array(pg->arena, bool, g->ncols + 1);
    html(pg->out, "<tbody>\n");
    for (uint32_t i = 0; i < g->nrows; i++) {
        const struct grid_row *row = &g->rows[i];
        const struct area *area = &cube->ref->areas[row->area];
        uint32_t s = g->flow->area_at[row->area], end = g->flow->area_at[row->area + 1];
        if (s == end) {
            html(pg->out, "<tr class=\"none\"><th scope=\"row\">");
            html_text(pg->out, area->name);
            buf_fmt(pg->out, "</th><td colspan=\"%u\"><span>", g->ncols);
            say(pg, "table.none");
            html(pg->out, "</span></td></tr>\n");
            continue;
        }
        memset(some, 0, g->ncols * sizeof *some);
        for (uint32_t o = cube->start[s]; o < cube->start[end]; o++)
            some[g->col_of[cube->period[o] - g->flow->period_first]] = true;
        html(pg->out, "<tr data-k=\"");
        html_segment(pg->out, area->code);
        buf_char(pg->out, '/');
        html_segment(pg->out, row->n ? pivot_key(pg->arena, cube, g->series[row->first]) : STR("-"));
        html(pg->out, "\"><th scope=\"row\"><a href=\"");
        html_attr(pg->out, table_path(pg, g->in, row->area));
        html(pg->out, "\">");
        html_text(pg->out, area->name);
        html(pg->out, "</a></th>");
        write_cells(g, row, cell, some);
    }
    html(pg->out, "</tbody>\n");
}

unsigned grid_chars(double largest, unsigned decimals)
{
    unsigned digits = largest >= 10 ? (unsigned)log10(largest) + 1 : 1;
    return digits + (digits - 1) / 3 + (decimals ? decimals + 1 : 0);
}

unsigned grid_width(double largest, unsigned decimals)
{
    return MIN(MAX(grid_chars(largest, decimals) | 1, GRID_NARROWEST), GRID_WIDEST);
}

void grid_write(struct grid *g)
{
    struct buf *out = g->pg->out;
    if (g->ncols == 0) {
        const struct ref *ref = g->pg->cube->ref;
        html(out, "<p class=\"lead\">");
        if (g->area)
            SAY(g->pg, "table.empty.area", {"place", ref->areas[g->area].name});
        else
            say(g->pg, "table.empty");
        html(out, "</p>\n");
        return;
    }
    buf_fmt(out, "<div class=\"frame end w%u\" role=\"region\" aria-labelledby=\"cap\" "
                 "tabindex=\"0\">\n<table class=\"grid pick\"", grid_width(g->largest, g->decimals));
    write_template(g);
    html(out, ">\n");
    write_caption(g);
    write_head(g);
    if (g->area)
        write_series(g);
    else
        write_areas(g);
    html(out, "</table>\n</div>\n");
}

static void legend_line(struct grid *g, const char *mark, const char *key)
{
    html(g->pg->out, "<div><dt>");
    html(g->pg->out, mark);
    html(g->pg->out, "</dt><dd>");
    say(g->pg, key);
    html(g->pg->out, "</dd></div>\n");
}

static void legend_gaps(struct grid *g)
{
    struct years missing = {0};
    int expected = g->ncols ? period_year(g->period[0]) : 0;
    for (uint32_t c = 0; c < g->ncols; c++) {
        for (; expected < period_year(g->period[c]); expected++)
            years_add(&missing, expected);
        expected = period_year(g->period[c]) + 1;
    }
    if (years_count(&missing) == 0)
        return;
    html(g->pg->out, "<p class=\"small\">");
    SAY(g->pg, "legend.gaps", {"years", years_words(g->pg, &missing)});
    html(g->pg->out, "</p>\n");
}

void grid_legend(struct grid *g)
{
    struct page *pg = g->pg;
    const struct ref *ref = pg->cube->ref;
    bool countries = g->in->nclass && g->nrows && g->area &&
                     ref->versions[ref->codes[g->rows[0].classif[0]].version].countries;
    html(pg->out, "<dl class=\"legend\">\n");
    if (g->missing_seen)
        legend_line(g, "\xC2\xB7", g->missing_key ? g->missing_key
                                  : countries    ? "legend.missing.countries"
                                  : g->area      ? "legend.missing"
                                                 : "legend.missing.all");
    if (g->zero_seen)
        legend_line(g, "0", "pivot.zero");
    if (g->partial_seen)
        legend_line(g, "\xE2\x80\xA6", "legend.partial");
    if (g->break_seen)
        legend_line(g, "<span class=\"line brk\"></span>", "legend.break");
    if (g->change_seen)
        legend_line(g, "<span class=\"line chg\"></span>", "legend.change");
    if (g->group_seen && (countries || g->missing_key))
        legend_line(g, "<i>Aa</i>", "legend.groups");
    legend_statuses(pg, ref, g->status_seen);
    html(pg->out, "</dl>\n");
    legend_gaps(g);
}
