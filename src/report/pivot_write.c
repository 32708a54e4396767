/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A selection as a table: the innermost of the rows' dimensions are its rows, those around it lines above groups of
 * rows; the columns' dimensions are lines of its head. A cell says nothing but its figure: what its address is made of
 * stands at its group, its row and its column (data-k), and how, at the table (data-figure). */

#include "report/pivot_page.h"

#include "model/period.h"

#include <ctype.h>
#include <math.h>

enum {
    NOTES_MOST = 40,    /* beyond that figures have their notes on their own pages alone */
    LARGE = 2000,       /* cells; from there on a browser lays out only the parts of a table that are seen */
    PART_ROWS = 24,     /* of a part, where rows are not in groups */
};

/* A large table's parts are laid out each by itself, with columns of the width that their heads have: so that width is
 * known here, and parts are said to be those of one table, which not every browser tells by their layout. */
struct parts {
    bool large;
    const char *body, *row; /* the beginnings of their tags */
    uint32_t rows;          /* of a part, about so many */
    unsigned width;         /* of a column, in characters */
};

struct str pivot_dim_name(struct page *pg, const struct pivot *p, const struct pivot_dim *d)
{
    const struct ref *ref = pg->cube->ref;
    switch (d->kind) {
    case PIVOT_AREA: return text_get(pg->text, "table.country");
    case PIVOT_TIME: return text_get(pg->text, "pivot.time");
    case PIVOT_SEX: return ref->dimensions[ref->sex_dimension].name;
    case PIVOT_CLASSIF1:
    case PIVOT_CLASSIF2: break;
    }
    return ref->dimensions[p->in->classif[d->kind - PIVOT_CLASSIF1]].name;
}

struct str pivot_name(struct page *pg, const struct pivot *p, const struct pivot_dim *d, uint16_t code)
{
    const struct ref *ref = pg->cube->ref;
    if (d->kind == PIVOT_TIME)
        return pivot_code(p, d, code);
    if (d->kind == PIVOT_AREA)
        return ref->areas[code].name;
    if (d->kind == PIVOT_SEX && code)
        return code == ref->sex_total    ? text_get(pg->text, "sex.total")
               : code == ref->sex_female ? text_get(pg->text, "sex.female")
               : code == ref->sex_male   ? text_get(pg->text, "sex.male")
                                         : ref->codes[code].name;
    return code ? ref->codes[code].name : text_get(pg->text, "table.total");
}

/* The code of a row or column in one of its dimensions. */
static uint16_t code_at(const struct pivot_dim *d, const uint32_t *list, unsigned level)
{
    return d->codes[list[level]];
}

static void put_name(struct page *pg, const struct pivot *p, const struct pivot_dim *d, uint16_t code)
{
    html_text(pg->out, pivot_name(pg, p, d, code));
    if (p->show_codes && d->kind != PIVOT_TIME) {
        html(pg->out, " <small>");
        html_text(pg->out, pivot_code(p, d, code));
        html(pg->out, "</small>");
    }
}

/* -- what has to be known before ------------------------------------------------------------------------------- */

void pivot_notes(struct page *pg, const struct pivot *p, struct grid *g)
{
    const struct cube *cube = p->cube;
    size_t n = (size_t)p->nrows * p->ncols;
    bool known = false, some = false, none = false;
    *g = (struct grid){.pg = pg, .flow = p->flow, .in = p->in, .missing_key = "legend.missing"};
    grid_notes_begin(g, cube);
    for (size_t i = 0; i < n; i++) {
        uint32_t obs = p->cell[i] - 1;
        if (!p->cell[i])
            continue;
        g->largest = fabs(cube->value[obs]) > g->largest ? fabs(cube->value[obs]) : g->largest;
        unsigned decimals = cube->decimals[obs] <= p->in->decimals ? cube->decimals[obs] : p->in->decimals;
        g->decimals = known ? MAX(g->decimals, decimals) : decimals;
        known = true;
        grid_note(g, cube, cube->note[obs]);
        *(g->note_number[cube->note[obs]] ? &some : &none) = true;
    }
    grid_notes_end(g);
    g->notes_marked = g->nnotes > 1 || (some && none);
    if (g->nnotes > NOTES_MOST) {
        g->nnotes = 0;
        g->notes_marked = false;
    }
}

/* -- caption and head ------------------------------------------------------------------------------------------ */

/* Of the figures shown. */
static struct str years_shown(struct page *pg, const struct pivot *p)
{
    uint16_t first = UINT16_MAX, last = 0;
    if (p->dim[p->ndims - 1].place == PIVOT_ONE)
        return period_words(pg, p->dim[p->ndims - 1].one);
    for (size_t i = 0; i < (size_t)p->nrows * p->ncols; i++)
        if (p->cell[i]) {
            first = MIN(first, p->cube->period[p->cell[i] - 1]);
            last = MAX(last, p->cube->period[p->cell[i] - 1]);
        }
    return span(pg, first, last);
}

/* What is neither a row nor a column, each with its one value. */
static void put_filters(struct page *pg, const struct pivot *p)
{
    unsigned n = 0;
    for (unsigned i = 0; i + 1 < p->ndims; i++) {
        const struct pivot_dim *d = &p->dim[i];
        if (d->place != PIVOT_ONE)
            continue;
        html(pg->out, n++ ? "; " : "<span class=\"one\">");
        SAY(pg, "pivot.one", {"dimension", pivot_dim_name(pg, p, d)}, {"code", pivot_name(pg, p, d, d->one)});
    }
    html(pg->out, n ? "</span>" : "");
}

static void put_caption(struct page *pg, const struct pivot *p)
{
    html(pg->out, "<caption id=\"cap\"><span>");
    SAY(pg, "pivot.caption", {"title", p->in->title}, {"years", years_shown(pg, p)}, {"unit", unit_words(pg, p->in)});
    html(pg->out, "</span>");
    put_filters(pg, p);
    html(pg->out, "</caption>\n");
}

/* "/figure/MST_NCTE_SEX_CCT_NB/{0}/SEX_T.{1}/{2}": the numbers are of the row's codes and then of the column's. */
static void put_template(struct page *pg, const struct pivot *p)
{
    static const enum pivot_kind order[] = {PIVOT_AREA, PIVOT_SEX, PIVOT_CLASSIF1, PIVOT_CLASSIF2, PIVOT_TIME};
    unsigned place[PIVOT_DIMS], n = 0;
    for (unsigned i = 0; i < p->nrowdims; i++)
        place[p->rows[i]] = n++;
    for (unsigned i = 0; i < p->ncoldims; i++)
        place[p->cols[i]] = n++;
    html(pg->out, " data-figure=\"/figure/");
    html_segment(pg->out, p->in->code);
    bool key = false;
    for (unsigned k = 0; k < ARRAY_LEN(order); k++)
        for (unsigned i = 0; i < p->ndims; i++) {
            const struct pivot_dim *d = &p->dim[i];
            if (d->kind != order[k])
                continue;
            bool in_key = d->kind != PIVOT_AREA && d->kind != PIVOT_TIME;
            html(pg->out, in_key && key ? "." : "/");
            if (d->kind == PIVOT_TIME && !key && p->ndims == 2)
                html(pg->out, "-/");
            key = key || in_key;
            if (d->place == PIVOT_ONE)
                html_segment(pg->out, pivot_code(p, d, d->one));
            else
                buf_fmt(pg->out, "{%u}", place[i]);
        }
    html(pg->out, "\"");
}

static bool same_outer(const uint32_t *list, unsigned ndims, uint32_t a, uint32_t b, unsigned level)
{
    return memcmp(list + (size_t)a * ndims, list + (size_t)b * ndims, level * sizeof *list) == 0;
}

/* The names of what is in the rows' heads, as far as there is one word for it. */
static void put_corner(struct page *pg, const struct pivot *p, unsigned lines)
{
    html(pg->out, "<th scope=\"col\"");
    if (lines > 1)
        buf_fmt(pg->out, " rowspan=\"%u\"", lines);
    html(pg->out, ">");
    if (p->nrowdims)
        html_text(pg->out, pivot_dim_name(pg, p, &p->dim[p->rows[p->nrowdims - 1]]));
    html(pg->out, "</th>");
}

/* The innermost line: each column's own, which sorts the rows; the codes of all lines stand there. */
static void put_column(struct page *pg, const struct pivot *p, uint32_t c)
{
    const uint32_t *codes = p->col + (size_t)c * p->ncoldims;
    unsigned last = p->ncoldims - 1;
    const struct pivot_dim *d = &p->dim[p->cols[last]];
    html(pg->out, p->sorted == (int32_t)c ? p->ascending ? "<th scope=\"col\" aria-sort=\"ascending\" data-k=\""
                                                         : "<th scope=\"col\" aria-sort=\"descending\" data-k=\""
                                          : "<th scope=\"col\" data-k=\"");
    for (unsigned i = 0; i <= last; i++) {
        html(pg->out, i ? " " : "");
        html_attr(pg->out, pivot_code(p, &p->dim[p->cols[i]], code_at(&p->dim[p->cols[i]], codes, i)));
    }
    struct pivot sorted = pivot_sorted(p, c);
    html(pg->out, "\"><button form=\"sort\" name=\"sort\" value=\"");
    html_attr(pg->out, sorted.sort);
    html(pg->out, sorted.ascending ? ":asc\">" : "\">");
    put_name(pg, p, d, code_at(d, codes, last));
    html(pg->out, "</button></th>");
}

static void put_head(struct page *pg, const struct pivot *p, const struct parts *parts)
{
    unsigned lines = MAX(p->ncoldims, 1u);
    html(pg->out, parts->large ? "<thead role=\"rowgroup\">" : "<thead>");
    for (unsigned k = 0; k < lines; k++) {
        html(pg->out, parts->row);
        html(pg->out, ">");
        if (k == 0)
            put_corner(pg, p, lines);
        for (uint32_t c = 0; c < p->ncols && !p->ncoldims; c++)
            say_in(pg, "th", NULL, "pivot.figure");
        for (uint32_t c = 0, end; c < p->ncols && k + 1 < p->ncoldims; c = end) {
            const struct pivot_dim *d = &p->dim[p->cols[k]];
            for (end = c + 1; end < p->ncols && same_outer(p->col, p->ncoldims, c, end, k + 1);)
                end++;
            buf_fmt(pg->out, "<th scope=\"colgroup\" colspan=\"%u\"><span>", end - c);
            put_name(pg, p, d, code_at(d, p->col + (size_t)c * p->ncoldims, k));
            html(pg->out, "</span></th>");
        }
        for (uint32_t c = 0; c < p->ncols && p->ncoldims && k + 1 == p->ncoldims; c++)
            put_column(pg, p, c);
        html(pg->out, "</tr>");
    }
    html(pg->out, "</thead>\n");
}

/* -- rows ------------------------------------------------------------------------------------------------------ */

static void open_group(struct page *pg, const struct pivot *p, const struct parts *parts, uint32_t r)
{
    const uint32_t *codes = p->row + (size_t)r * p->nrowdims;
    html(pg->out, r ? "</tbody>\n" : "");
    html(pg->out, parts->body);
    html(pg->out, " data-k=\"");
    for (unsigned i = 0; i + 1 < p->nrowdims; i++) {
        html(pg->out, i ? " " : "");
        html_attr(pg->out, pivot_code(p, &p->dim[p->rows[i]], code_at(&p->dim[p->rows[i]], codes, i)));
    }
    html(pg->out, "\">\n");
    html(pg->out, parts->row);
    html(pg->out, " class=\"group\"><th scope=\"rowgroup\">");
    for (unsigned i = 0; i + 1 < p->nrowdims; i++) {
        const struct pivot_dim *d = &p->dim[p->rows[i]];
        html(pg->out, i ? "<span>, " : "");
        put_name(pg, p, d, code_at(d, codes, i));
        html(pg->out, i ? "</span>" : "");
    }
    buf_fmt(pg->out, "</th><td colspan=\"%u\"></td></tr>\n", p->ncols);
}

static void open_part(struct page *pg, const struct parts *parts, uint32_t r)
{
    html(pg->out, r ? "</tbody>\n" : "");
    html(pg->out, parts->body);
    html(pg->out, ">\n");
}

/* Which list the next codes are of, where rows are of several lists of one classification. */
static void put_version(struct page *pg, const struct pivot *p, const struct parts *parts, uint32_t r, bool first)
{
    const struct ref *ref = pg->cube->ref;
    unsigned last = p->nrowdims - 1;
    const struct pivot_dim *d = &p->dim[p->rows[last]];
    uint16_t code = d->codes[p->row[(size_t)r * p->nrowdims + last]];
    uint16_t before = first ? 0 : d->codes[p->row[(size_t)(r - 1) * p->nrowdims + last]];
    if (!code || (before && ref->codes[before].version == ref->codes[code].version))
        return;
    html(pg->out, parts->row);
    html(pg->out, " class=\"version\"><th scope=\"rowgroup\">");
    html_text(pg->out, ref->versions[ref->codes[code].version].name);
    buf_fmt(pg->out, "</th><td colspan=\"%u\"></td></tr>\n", p->ncols);
}

static bool has_versions(const struct pivot *p)
{
    const struct pivot_dim *d = p->nrowdims ? &p->dim[p->rows[p->nrowdims - 1]] : NULL;
    uint16_t seen = 0;
    if (!d || p->sorted >= 0 || (d->kind != PIVOT_CLASSIF1 && d->kind != PIVOT_CLASSIF2))
        return false;
    for (uint32_t r = 0; r < p->nrows; r++) {
        uint16_t code = d->codes[p->row[(size_t)(r + 1) * p->nrowdims - 1]];
        if (code && seen && p->cube->ref->codes[code].version != p->cube->ref->codes[seen].version)
            return true;
        seen = code ? code : seen;
    }
    return false;
}

/* The series that a row is, where its columns are years and nothing else. */
static void put_series_link(struct page *pg, const struct pivot *p, uint32_t r)
{
    for (uint32_t c = 0; c < p->ncols; c++) {
        uint32_t obs = p->cell[(size_t)r * p->ncols + c], s = p->flow->first, end = s + p->flow->n;
        if (!obs)
            continue;
        while (end - s > 1) { /* the series that the observation is of */
            uint32_t half = s + (end - s) / 2;
            if (p->cube->start[half] <= obs - 1)
                s = half;
            else
                end = half;
        }
        html(pg->out, "<a href=\"/figure/");
        html_segment(pg->out, p->in->code);
        buf_char(pg->out, '/');
        html_segment(pg->out, p->cube->ref->areas[p->cube->area[s]].code);
        buf_char(pg->out, '/');
        html_segment(pg->out, pivot_key(pg->arena, p->cube, s));
        html(pg->out, "\">");
        return;
    }
    html(pg->out, "<a>");
}

static bool rows_are_series(const struct pivot *p)
{
    return p->ncoldims == 1 && p->dim[p->cols[0]].kind == PIVOT_TIME && !p->derived;
}

static void put_row_head(struct page *pg, const struct pivot *p, const struct parts *parts, struct grid *g, uint32_t r)
{
    static const char *const indents[] = {"", " class=\"i1\"", " class=\"i2\"", " class=\"i3\""};
    const struct ref *ref = pg->cube->ref;
    html(pg->out, parts->row);
    if (!p->nrowdims) {
        html(pg->out, "><th scope=\"row\"></th>");
        return;
    }
    unsigned last = p->nrowdims - 1;
    const struct pivot_dim *d = &p->dim[p->rows[last]];
    uint32_t index = p->row[(size_t)r * p->nrowdims + last];
    uint16_t code = d->codes[index];
    bool classif = d->kind == PIVOT_CLASSIF1 || d->kind == PIVOT_CLASSIF2;
    bool overlap = classif && code && ref->codes[code].role == CODE_EXTRA;
    g->group_seen = g->group_seen || overlap;
    html(pg->out, pivot_is_total(p, d, code) ? " class=\"t\"" : overlap ? " class=\"x\"" : "");
    html(pg->out, " data-k=\"");
    html_attr(pg->out, pivot_code(p, d, code));
    html(pg->out, "\"><th scope=\"row\"");
    html(pg->out, indents[MIN(p->sorted < 0 ? pivot_depth(p, d, index) : 0u, 3u)]);
    html(pg->out, ">");
    bool link = rows_are_series(p);
    if (link)
        put_series_link(pg, p, r);
    put_name(pg, p, d, code);
    html(pg->out, link ? "</a></th>" : "</th>");
}

/* A figure of another source than the one before it in the row is marked, where the innermost columns are years. */
static void put_cells(struct page *pg, const struct pivot *p, struct grid *g, uint32_t r)
{
    const uint32_t *cell = p->cell + (size_t)r * p->ncols;
    bool years = p->ncoldims && p->dim[p->cols[p->ncoldims - 1]].kind == PIVOT_TIME;
    uint32_t before = 0, from = 0;
    for (uint32_t c = 0; c < p->ncols; c++) {
        if (before && p->ncoldims > 1 && !same_outer(p->col, p->ncoldims, from, c, p->ncoldims - 1))
            before = 0;
        if (!cell[c]) {
            g->missing_seen = true;
            html(pg->out, "<td></td>");
            continue;
        }
        bool change = years && before && p->cube->source[before - 1] != p->cube->source[cell[c] - 1];
        g->change_seen = g->change_seen || change;
        grid_value(g, p->cube, cell[c] - 1, change);
        before = cell[c];
        from = c;
    }
    html(pg->out, "</tr>\n");
}

static bool has_marks(const struct pivot *p)
{
    for (size_t i = 0; i < (size_t)p->nrows * p->ncols; i++)
        if (p->cell[i] && isalnum((unsigned char)p->cube->status[p->cell[i] - 1]))
            return true;
    return false;
}

static struct parts parts_of(const struct pivot *p, const struct grid *g)
{
    static const uint32_t steps[] = {4, 8, 16, 24, 32, 48, 64, 96};
    uint32_t groups = 1, rows = PART_ROWS, i = 0;
    unsigned width = grid_chars(g->largest, g->decimals) + (g->notes_marked || has_marks(p) ? 2 : 0);
    if (p->nrows * p->ncols < LARGE || p->ncoldims > 1 || width > GRID_WIDEST)
        return (struct parts){.body = "<tbody", .row = "<tr", .width = grid_width(g->largest, g->decimals)};
    for (uint32_t r = 1; r < p->nrows && p->nrowdims > 1; r++)
        groups += !same_outer(p->row, p->nrowdims, r - 1, r, p->nrowdims - 1);
    if (p->nrowdims > 1)
        rows = p->nrows / groups;
    while (i + 1 < ARRAY_LEN(steps) && steps[i] < rows)
        i++;
    return (struct parts){.large = true, .body = "<tbody role=\"rowgroup\"", .row = "<tr role=\"row\"",
                          .rows = steps[i], .width = MAX(width | 1, GRID_NARROWEST)};
}

static void open_table(struct page *pg, const struct pivot *p, const struct parts *parts)
{
    bool end = p->ncoldims == 1 && p->dim[p->cols[0]].kind == PIVOT_TIME;
    buf_fmt(pg->out, "<div class=\"frame end%s w%u", end ? "" : " start", parts->width);
    if (parts->large)
        buf_fmt(pg->out, " large r%u", parts->rows);
    html(pg->out, "\" role=\"region\" aria-labelledby=\"cap\" tabindex=\"0\">\n<table class=\"grid pick pivot\"");
    html(pg->out, parts->large ? " role=\"table\"" : "");
    put_template(pg, p);
    html(pg->out, ">\n");
    put_caption(pg, p);
}

void pivot_write(struct page *pg, const struct pivot *p, struct grid *g)
{
    bool versions = has_versions(p);
    struct parts parts = parts_of(p, g);
    open_table(pg, p, &parts);
    put_head(pg, p, &parts);
    for (uint32_t r = 0; r < p->nrows; r++) {
        bool first = r == 0 || (p->nrowdims > 1 && !same_outer(p->row, p->nrowdims, r - 1, r, p->nrowdims - 1));
        if (p->nrowdims > 1 && first)
            open_group(pg, p, &parts, r);
        else if (p->nrowdims < 2 && (first || (parts.large && !versions && r % PART_ROWS == 0)))
            open_part(pg, &parts, r);
        if (versions)
            put_version(pg, p, &parts, r, first);
        put_row_head(pg, p, &parts, g, r);
        put_cells(pg, p, g, r);
    }
    if (!p->nrows)
        open_part(pg, &parts, 0);
    listing_close(pg);
}
