/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The page of a selection: as a table, as a chart, as a map. */

#include "report/table_page.h"

#include "report/figure.h"
#include "report/pivot_page.h"
#include "report/topic.h"

#include "base/utf8.h"
#include "model/period.h"

static void put_script(struct page *pg) { html_script(pg->out, "table.js"); }

/* -- charts ---------------------------------------------------------------------------------------------------- */

/* The one country of a selection; 0: there are several. */
static uint16_t only_area(const struct pivot *p)
{
    for (uint32_t i = 0; p->dim[0].nwanted == 1 && i < p->dim[0].n; i++)
        if (p->dim[0].wanted[i])
            return p->dim[0].codes[i];
    return 0;
}

static void put_codes(struct buf *b, const struct pivot *p, const struct pivot_dim *d)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < d->n; i++)
        if (d->wanted[i]) {
            buf_puts(b, n++ ? "+" : "");
            buf_str(b, pivot_code(p, d, d->codes[i]));
        }
}

static void add_param(struct chart_ask *ask, struct page *pg, const char *name, struct buf *value)
{
    if (value->len)
        ask->param[ask->nparams++] = (struct chart_param){str_of(name), arena_str(pg->arena, buf_view(value))};
    value->len = 0;
}

/* What the topic of tables is to show: of one country the parts of its first classification, else the countries; with
 * the codes that the selection has of the other dimensions. */
static struct chart_ask chart_ask_of(struct page *pg, const struct pivot *p, enum chart_kind kind)
{
    struct chart_ask ask = {.part = {p->in->code}, .nparts = 1, .kind = kind};
    struct buf value = {0};
    const struct pivot_dim *first = pivot_dim_of(p, PIVOT_CLASSIF1);
    uint16_t area = only_area(p);
    bool parts = area && (!first || first->place != PIVOT_ONE);
    if (parts)
        ask.part[ask.nparts++] = p->cube->ref->areas[area].code;
    for (unsigned i = 1; i + 1 < p->ndims; i++) {
        const struct pivot_dim *d = &p->dim[i];
        if (d->place != PIVOT_ONE || !d->chosen || (parts && d == first))
            continue;
        buf_puts(&value, value.len ? "." : "");
        buf_str(&value, pivot_code(p, d, d->one));
    }
    add_param(&ask, pg, "key", &value);
    if (parts && first && first->chosen)
        put_codes(&value, p, first);
    add_param(&ask, pg, "codes", &value);
    if (!parts && p->dim[0].chosen)
        put_codes(&value, p, &p->dim[0]);
    add_param(&ask, pg, "areas", &value);
    if (p->timefrom)
        buf_fmt(&value, "%d", p->timefrom);
    add_param(&ask, pg, "timefrom", &value);
    if (p->timeto)
        buf_fmt(&value, "%d", p->timeto);
    add_param(&ask, pg, "timeto", &value);
    buf_release(&value);
    return ask;
}

static bool chart_of(struct chart *c, struct page *pg, const struct pivot *p, enum chart_kind kind)
{
    struct chart_ask ask = chart_ask_of(pg, p, kind);
    return topic_make(c, pg, STR("table"), &ask, NULL) == 0 && !chart_is_empty(c);
}

static void put_chart(struct page *pg, const struct pivot *p, const struct chart *c, enum chart_kind kind)
{
    struct chart_ask ask = chart_ask_of(pg, p, kind);
    struct buf address = {0}, query = {0};
    buf_puts(&address, "/chart/table");
    for (unsigned i = 0; i < ask.nparts; i++)
        buf_fmt(&address, "/%.*s", STR_FMT(ask.part[i]));
    buf_fmt(&query, "kind=%s", chart_kind_name(kind));
    for (unsigned i = 0; i < ask.nparams; i++)
        buf_fmt(&query, "&%.*s=%.*s", STR_FMT(ask.param[i].name), STR_FMT(ask.param[i].value));
    figure_write(pg, c, buf_view(&address), buf_view(&query));
    buf_release(&address);
    buf_release(&query);
}

/* The kinds in which the selection can be drawn, the one that is shown among them; CHART_KINDS: none. */
static enum chart_kind put_kinds(struct page *pg, const struct pivot *p)
{
    static const enum chart_kind kinds[] = {CHART_LINE,    CHART_BAR,  CHART_STACKED, CHART_MULTIPLES,
                                            CHART_PYRAMID, CHART_HEAT, CHART_SANKEY,  CHART_FLOW_MAP};
    enum chart_kind shown = CHART_KINDS, wanted = p->kind.len ? chart_kind_find(p->kind) : CHART_KINDS;
    bool fits[ARRAY_LEN(kinds)];
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct chart c;
        fits[i] = chart_of(&c, pg, p, kinds[i]) && (kinds[i] != CHART_LINE || c.ncategories > 1);
        if (fits[i] && (shown == CHART_KINDS || kinds[i] == wanted))
            shown = kinds[i];
    }
    html(pg->out, "<nav class=\"kinds\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "pivot.kinds"));
    html(pg->out, "\"><ul>\n");
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct pivot other = *p;
        if (!fits[i])
            continue;
        other.kind = str_of(chart_kind_name(kinds[i]));
        html(pg->out, "<li><a href=\"");
        html_attr(pg->out, pivot_address(&other));
        html(pg->out, kinds[i] == shown ? "\" aria-current=\"true\">" : "\">");
        say(pg, arena_fmt(pg->arena, "pivot.kind.%s", chart_kind_name(kinds[i])));
        html(pg->out, "</a></li>\n");
    }
    html(pg->out, "</ul></nav>\n");
    return shown;
}

static void put_picture(struct page *pg, const struct pivot *p)
{
    enum chart_kind kind = p->view == PIVOT_MAP ? CHART_MAP : put_kinds(pg, p);
    struct chart c;
    if (kind < CHART_KINDS && chart_of(&c, pg, p, kind))
        put_chart(pg, p, &c, kind);
    else
        say_in(pg, "p", "lead", p->view == PIVOT_MAP ? "pivot.no.map" : "pivot.no.chart");
}

/* -- the table ---------------------------------------------------------------------------------------------------- */

/* Where the heads of columns send what they sort by: to the same selection. */
static void put_sort_form(struct page *pg, const struct pivot *p)
{
    struct pivot plain = *p;
    plain.sort = STR("");
    plain.ascending = false;
    struct str rest = pivot_query(&plain), one;
    html(pg->out, "<form id=\"sort\" action=\"/table/");
    html_segment(pg->out, p->in->code);
    html(pg->out, "\">");
    while (str_next(&one, &rest, '&')) {
        const char *equals = memchr(one.p, '=', one.len);
        size_t n = equals ? (size_t)(equals - one.p) : one.len;
        html(pg->out, "<input type=\"hidden\" name=\"");
        html_attr(pg->out, str_sub(one, 0, n));
        html(pg->out, "\" value=\"");
        html_attr(pg->out, str_sub(one, n + 1, one.len));
        html(pg->out, "\">");
    }
    html(pg->out, "</form>\n");
}

static void put_size(struct page *pg, const struct pivot *p)
{
    html(pg->out, "<p class=\"small\">");
    if (p->all_rows > p->nrows || p->all_cols > p->ncols)
        SAY(pg, "pivot.cut", {"rows", number(pg, p->nrows)}, {"all", number(pg, p->all_rows)},
            {"cols", number(pg, p->ncols)}, {"allcols", number(pg, p->all_cols)});
    else
        SAY(pg, "pivot.size", {"figures", counted(pg, "pivot.figures", p->nfigures)},
            {"rows", counted(pg, "pivot.rows", p->nrows)}, {"cols", counted(pg, "pivot.cols", p->ncols)});
    html(pg->out, "</p>\n");
}

static void put_table(struct page *pg, const struct pivot *p, struct grid *g)
{
    pivot_notes(pg, p, g);
    if (!p->nfigures) {
        say_in(pg, "p", "lead", "pivot.nothing");
        return;
    }
    put_sort_form(pg, p);
    pivot_write(pg, p, g);
    put_size(pg, p);
    grid_legend(g);
}

/* Each source of the cells shown, with its years. */
static void put_sources(struct page *pg, const struct pivot *p)
{
    const struct cube *cube = p->cube;
    struct years *years = arena_array(pg->arena, struct years, cube->nsources + 1);
    uint16_t *order = arena_array(pg->arena, uint16_t, cube->nsources + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < (size_t)p->nrows * p->ncols; i++) {
        uint32_t obs = p->cell[i] - 1;
        if (!p->cell[i])
            continue;
        if (years_first(&years[cube->source[obs]]) == 0)
            order[n++] = cube->source[obs];
        years_add(&years[cube->source[obs]], period_year(cube->period[obs]));
    }
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, n == 1 ? "side.source" : "side.sources");
    html(pg->out, "<ul class=\"plain\">\n");
    for (uint32_t k = 0; k < n; k++) {
        struct str place = source_area_name(pg, cube->sources[order[k]]);
        html(pg->out, "<li>");
        side_source(pg, cube->sources[order[k]]);
        html(pg->out, "<br><span class=\"small\">");
        if (place.len && !only_area(p))
            SAY(pg, "pivot.source.years", {"place", place}, {"years", years_words(pg, &years[order[k]])});
        else
            html_text(pg->out, years_words(pg, &years[order[k]]));
        html(pg->out, "</span></li>\n");
    }
    html(pg->out, "</ul>\n</section>\n");
}

static void put_side(struct page *pg, const struct pivot *p, struct grid *g)
{
    const struct ref *ref = pg->cube->ref;
    uint16_t area = only_area(p);
    side_open(pg);
    if (p->nfigures)
        put_sources(pg, p);
    side_definition(pg, p->in);
    side_notes(g);
    if (p->nfigures)
        reuse_write(pg, &(struct reuse){.rest = pivot_rest(p), .rest_v1 = pivot_rest_v1(p), .address = pg->path,
                                        .title = p->in->title, .place = area ? ref->areas[area].name : ref->region});
    html(pg->out, "</aside>\n");
}

static void open_page(struct page *pg, const struct pivot *p)
{
    uint16_t area = only_area(p);
    struct str title = p->in->title;
    if (area)
        title = WORDS(pg, "table.title", {"place", pg->cube->ref->areas[area].name}, {"title", title});
    page_open(pg, title, "tables");
    put_script(pg);
    table_crumbs(pg, p->in, area);
    table_heading(pg, p->in, area);
}

bool page_pivot(struct page *pg, struct pivot *p)
{
    struct pivot_wrong wrong;
    struct grid g;
    if (!pivot_lay(p, &wrong)) {
        page_pivot_wrong(pg, p, &wrong);
        return false;
    }
    open_page(pg, p);
    pivot_views(pg, p, false);
    pivot_form(pg, p, !p->nfigures);
    html(pg->out, "<div class=\"beside\">\n<div class=\"figures\">\n");
    if (p->view == PIVOT_TABLE) {
        put_table(pg, p, &g);
    } else {
        pivot_notes(pg, p, &g);
        put_picture(pg, p);
    }
    html(pg->out, "</div>\n");
    put_side(pg, p, &g);
    html(pg->out, "</div>\n");
    page_close(pg);
    return true;
}

void page_pivot_wrong(struct page *pg, const struct pivot *p, const struct pivot_wrong *wrong)
{
    open_page(pg, p);
    html(pg->out, "<div class=\"wrong\" role=\"alert\">\n");
    say_in(pg, "h2", NULL, "pivot.wrong");
    html(pg->out, "<p>");
    SAY(pg, wrong->key, {"param", str_of(arena_text(pg->arena, str_of(utf8_brief(wrong->param).text)))},
        {"said", str_of(arena_text(pg->arena, str_of(utf8_brief(wrong->said).text)))}, {"right", wrong->right});
    html(pg->out, "</p>\n");
    if (wrong->more && wrong->right.len) {
        html(pg->out, "<p>");
        SAY(pg, wrong->more, {"right", wrong->right});
        html(pg->out, "</p>\n");
    }
    html(pg->out, "</div>\n");
    pivot_form(pg, p, true);
    page_close(pg);
}
