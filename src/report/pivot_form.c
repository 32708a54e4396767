/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The form in which a selection is made, and the ways to the same selection otherwise. It is sent as an address (GET);
 * nothing that is ticked means everything. */

#include "report/pivot_page.h"

#include "model/period.h"

enum { LONG_LIST = 12 }; /* from so many codes on there is a box to look for one in, where there is JavaScript */

static void hidden(struct page *pg, const char *name, struct str value)
{
    html(pg->out, "<input type=\"hidden\" name=\"");
    html(pg->out, name);
    html(pg->out, "\" value=\"");
    html_attr(pg->out, value);
    html(pg->out, "\">");
}

static struct str ids(struct page *pg, const struct pivot *p, const unsigned *list, unsigned n)
{
    struct buf b = {0};
    for (unsigned i = 0; i < n; i++) {
        buf_puts(&b, i ? "," : "");
        buf_str(&b, p->dim[list[i]].id);
    }
    struct str s = arena_str(pg->arena, b.p ? buf_view(&b) : STR(""));
    buf_release(&b);
    return s;
}

static void put_place(struct page *pg, const struct pivot_dim *d)
{
    static const char *const values[] = {"one", "rows", "cols"};
    static const enum pivot_place order[] = {PIVOT_ROWS, PIVOT_COLUMNS, PIVOT_ONE};
    html(pg->out, "<label>");
    say(pg, "pivot.place");
    html(pg->out, " <select name=\"place");
    buf_char(pg->out, '.');
    html_attr(pg->out, d->id);
    html(pg->out, "\">");
    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        const char *value = values[order[i]];
        buf_fmt(pg->out, "<option value=\"%s\"%s>", value, order[i] == d->place ? " selected" : "");
        say(pg, arena_fmt(pg->arena, "pivot.place.%s", value));
        html(pg->out, "</option>");
    }
    html(pg->out, "</select></label>\n");
}

/* Several codes of rows and columns, one of what is neither. */
static void put_code(struct page *pg, const struct pivot *p, const struct pivot_dim *d, uint32_t i)
{
    bool ticked = d->wanted[i] && (d->chosen || d->place == PIVOT_ONE);
    unsigned depth = pivot_depth(p, d, i);
    if (depth)
        buf_fmt(pg->out, "<label class=\"i%u\">", MIN(depth, 3u));
    else
        html(pg->out, pivot_is_total(p, d, d->codes[i]) ? "<label class=\"t\">" : "<label>");
    html(pg->out, d->place == PIVOT_ONE ? "<input type=\"radio\" name=\"" : "<input type=\"checkbox\" name=\"");
    html_attr(pg->out, d->id);
    html(pg->out, "\" value=\"");
    html_attr(pg->out, pivot_code(p, d, d->codes[i]));
    html(pg->out, ticked ? "\" checked> " : "\"> ");
    html_text(pg->out, pivot_name(pg, p, d, d->codes[i]));
    html(pg->out, " <i>");
    html_text(pg->out, number(pg, d->nobs[i]));
    html(pg->out, "</i></label>\n");
}

/* Which classification the next codes are of, where there are several. */
static void put_version(struct page *pg, const struct pivot_dim *d, uint32_t i)
{
    const struct ref *ref = pg->cube->ref;
    if ((d->kind != PIVOT_CLASSIF1 && d->kind != PIVOT_CLASSIF2) || !d->codes[i])
        return;
    uint16_t version = ref->codes[d->codes[i]].version;
    bool several = false;
    for (uint32_t k = 0; k < d->n; k++)
        several = several || (d->codes[k] && ref->codes[d->codes[k]].version != version);
    if (!several || (i && d->codes[i - 1] && ref->codes[d->codes[i - 1]].version == version))
        return;
    html(pg->out, "<b>");
    html_text(pg->out, ref->versions[version].name);
    html(pg->out, "</b>\n");
}

static void put_years(struct page *pg, const struct pivot *p)
{
    static const char *const names[] = {"timefrom", "timeto"};
    int first = period_year(p->flow->period_first), last = period_year(p->flow->period_last);
    const int said[] = {p->timefrom, p->timeto};
    html(pg->out, "<p class=\"years\">");
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        html(pg->out, "<label>");
        say(pg, arena_fmt(pg->arena, "pivot.%s", names[i]));
        buf_fmt(pg->out, " <input type=\"number\" name=\"%s\" min=\"%d\" max=\"%d\" placeholder=\"%d\"", names[i],
                first, last, i ? last : first);
        if (said[i])
            buf_fmt(pg->out, " value=\"%d\"", said[i]);
        html(pg->out, "></label>\n");
    }
    html(pg->out, "</p>\n");
}

static void put_dim(struct page *pg, const struct pivot *p, const struct pivot_dim *d)
{
    html(pg->out, "<fieldset><legend>");
    html_text(pg->out, pivot_dim_name(pg, p, d));
    html(pg->out, "</legend>\n");
    put_place(pg, d);
    if (d->kind == PIVOT_TIME && d->place != PIVOT_ONE && !d->chosen) {
        put_years(pg, p);
    } else {
        html(pg->out, d->n >= LONG_LIST ? "<div class=\"codes long\">\n" : "<div class=\"codes\">\n");
        for (uint32_t i = 0; i < d->n; i++) {
            put_version(pg, d, i);
            put_code(pg, p, d, i);
        }
        html(pg->out, "</div>\n");
    }
    html(pg->out, "</fieldset>\n");
}

static void put_option(struct page *pg, const char *name, bool on, const char *key)
{
    buf_fmt(pg->out, "<label><input type=\"checkbox\" name=\"%s\" value=\"yes\"%s> ", name, on ? " checked" : "");
    say(pg, key);
    html(pg->out, "</label>\n");
}

void pivot_form(struct page *pg, const struct pivot *p, bool open)
{
    static const char *const words[][2] = {{"all", "pivot.all"},      {"none", "pivot.none"},
                                           {"find", "pivot.find"},    {"panel", "figure.panel"},
                                           {"close", "figure.close"}, {"page", "figure.page"},
                                           {"hint", "figure.hint"}};
    html(pg->out, "<details class=\"choose\" id=\"choose\"");
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        buf_fmt(pg->out, " data-%s=\"", words[i][0]);
        html_attr(pg->out, text_get(pg->text, words[i][1]));
        html(pg->out, "\"");
    }
    html(pg->out, open ? " open><summary>" : "><summary>");
    say(pg, "pivot.choose");
    html(pg->out, "</summary>\n<form action=\"/table/");
    html_segment(pg->out, p->in->code);
    html(pg->out, "\">\n");
    hidden(pg, "rows", ids(pg, p, p->rows, p->nrowdims));
    hidden(pg, "cols", ids(pg, p, p->cols, p->ncoldims));
    html(pg->out, "\n");
    say_in(pg, "p", "small", "pivot.hint");
    html(pg->out, "<div class=\"dims\">\n");
    for (unsigned i = 0; i < p->ndims; i++)
        put_dim(pg, p, &p->dim[i]);
    html(pg->out, "</div>\n<p class=\"options\">");
    put_option(pg, "codes", p->show_codes, "pivot.codes");
    put_option(pg, "empty", p->empty, "pivot.empty");
    put_option(pg, "derived", p->derived, "pivot.derived");
    html(pg->out, "</p>\n<p><button class=\"button\">");
    say(pg, "pivot.show");
    html(pg->out, "</button></p>\n</form></details>\n");
}

static void put_way(struct page *pg, struct str address, const char *key, bool here)
{
    html(pg->out, "<li><a href=\"");
    html_attr(pg->out, address);
    html(pg->out, here ? "\" aria-current=\"true\">" : "\">");
    say(pg, key);
    html(pg->out, "</a></li>\n");
}

/* Is it by country, or of countries at all? */
static bool has_map(const struct pivot *p)
{
    const struct pivot_dim *d = pivot_dim_of(p, PIVOT_CLASSIF1);
    const struct ref *ref = p->cube->ref;
    bool countries = false;
    for (uint32_t i = 0; d && d->place != PIVOT_ONE && i < d->n; i++)
        countries = countries || (d->wanted[i] && d->codes[i] && ref->codes[d->codes[i]].area);
    return p->dim[0].nwanted > 1 || countries;
}

void pivot_views(struct page *pg, const struct pivot *p, bool published)
{
    struct pivot table = pivot_viewed(p, PIVOT_TABLE), chart = pivot_viewed(p, PIVOT_CHART),
                 map = pivot_viewed(p, PIVOT_MAP), swapped = pivot_swapped(p);
    uint16_t area = p->dim[0].nwanted == 1 && p->dim[0].chosen ? p->dim[0].codes[0] : 0;
    for (uint32_t i = 0; area && i < p->dim[0].n; i++)
        area = p->dim[0].wanted[i] ? p->dim[0].codes[i] : area;
    html(pg->out, "<nav class=\"views\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "pivot.views"));
    html(pg->out, "\"><ul>\n");
    put_way(pg, published ? table_path(pg, p->in, area) : pivot_address(&table), "pivot.view.table",
            p->view == PIVOT_TABLE);
    put_way(pg, pivot_address(&chart), "pivot.view.chart", p->view == PIVOT_CHART);
    if (has_map(p))
        put_way(pg, pivot_address(&map), "pivot.view.map", p->view == PIVOT_MAP);
    if (p->view == PIVOT_TABLE)
        put_way(pg, pivot_address(&swapped), "pivot.swap", false);
    if (!published)
        put_way(pg, table_path(pg, p->in, area), "pivot.published", false);
    html(pg->out, "</ul></nav>\n");
}
