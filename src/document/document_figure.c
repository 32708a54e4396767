/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Numbers, figures and tables of documents. */

#include "document/document_inner.h"

#include "base/num.h"

enum { FIGURE_NARROW = 400, /* in a column of a fact sheet, so that letters are as large as beside it */
       FIGURE_LINES = 280 };/* lines across a page: lower than on screen, so that two fit beside text */

/* -- numbers ------------------------------------------------------------------------------------------- */

/* The page of the portal that has the rows of a command. */
static struct str address_of_listing(struct str of)
{
    static const struct {
        struct str command, page;
    } pages[] = {{{"mirror ", 7}, {"/corridors", 10}},
                 {{"coverage gaps ", 14}, {"/gaps", 5}},
                 {{"coverage needs ", 15}, {"/gaps", 5}},
                 {{"coverage ", 9}, {"/coverage", 9}}};
    const char *blank = memchr(of.p, ' ', of.len), *colon = memchr(of.p, ':', of.len);
    if (blank && colon && colon < blank) /* what is counted of the rows stands in front */
        of = str_sub(of, (size_t)(blank - of.p) + 1, of.len);
    for (size_t i = 0; i < ARRAY_LEN(pages); i++)
        if (str_starts(of, pages[i].command))
            return pages[i].page;
    return STR("");
}

/* The page of the portal that has what the number was made of; of several tables that of the first, of several
 * countries that of all. Empty: there is none. */
static struct str address_of(struct document *d, const struct reckoned *r)
{
    const struct cube *cube = d->page->cube;
    if (r->how == RECKONED_COVERAGE)
        return STR("/coverage");
    if (r->how == RECKONED_LISTING)
        return address_of_listing(r->of);
    if (r->other)
        return str_of(arena_fmt(d->page->arena, "/collection/%.*s@%.*s", STR_FMT(r->other->code),
                                STR_FMT(r->other->vintage)));
    if (!r->nobs || !cube)
        return STR("");
    uint32_t series = reckoned_series(cube, r->obs[0]);
    const struct indicator *in = &cube->ref->indicators[reckoned_flow(cube, series)->indicator];
    uint16_t area = cube->area[series];
    for (uint32_t i = 1; i < r->nobs; i++)
        if (cube->area[reckoned_series(cube, r->obs[i])] != area)
            area = 0;
    return table_path(d->page, in, area);
}

static void put_data(struct buf *out, struct document *d, const struct reckoned *r)
{
    struct buf of = {0};
    reckoned_of(&of, d->page->cube, r);
    html(out, "<data value=\"");
    buf_num(out, r->value, NUM_SHORTEST);
    html(out, "\" data-how=\"");
    html(out, reckoning_name(r->how));
    html(out, "\" data-of=\"");
    html_attr(out, buf_view(&of));
    if (r->scale != 0 && r->scale != 1) {
        html(out, "\" data-scale=\"");
        buf_num(out, r->scale, NUM_SHORTEST);
    }
    html(out, "\">");
    html_num(out, d->page->text, reckoned_shown(r), r->decimals);
    html(out, "</data>");
    buf_release(&of);
}

/* "23.4 per cent": the words around the number, which stays one with what it was made of. */
static void put_percent(struct buf *out, struct document *d, const struct reckoned *r)
{
    struct str words = text_get(d->page->text, "document.percent"), mark = STR("{n}");
    const char *at = memmem(words.p, words.len, mark.p, mark.len);
    size_t before = at ? (size_t)(at - words.p) : 0, after = at ? before + mark.len : 0;
    html_text(out, str_sub(words, 0, before));
    put_data(out, d, r);
    html_text(out, str_sub(words, after, words.len));
}

static void put_number(struct buf *out, struct document *d, const struct reckoned *r)
{
    struct str address = address_of(d, r);
    if (address.len) {
        html(out, "<a class=\"figure\" href=\"");
        html_attr(out, address);
        html(out, "\">");
    }
    if (r->percent)
        put_percent(out, d, r);
    else
        put_data(out, d, r);
    if (address.len)
        html(out, "</a>");
}

void document_number(struct document *d, const struct reckoned *r) { put_number(d->page->out, d, r); }

struct str document_number_html(struct document *d, const struct reckoned *r)
{
    struct buf b = {0};
    put_number(&b, d, r);
    struct str s = arena_str(d->page->arena, buf_view(&b));
    buf_release(&b);
    return s;
}

void document_data(struct document *d, const struct reckoned *r) { put_data(d->page->out, d, r); }

void document_cell(struct document *d, const struct reckoned *r)
{
    struct buf *out = d->page->out;
    html(out, "<td class=\"n\">");
    if (r)
        put_data(out, d, r);
    else
        html(out, "\xE2\x80\x93");
    html(out, "</td>");
}

/* -- figures and tables -------------------------------------------------------------------------------- */

static struct str labelled(struct document *d, const char *key, unsigned n)
{
    return WORDS(d->page, key, {"n", number(d->page, n)});
}

static void put_label(struct document *d, struct str label)
{
    if (d->head.kind == DOCUMENT_FACT_SHEET)
        return;
    html(d->page->out, "<b class=\"no\">");
    html_text(d->page->out, label);
    html(d->page->out, "</b> ");
}

static void put_line(struct document *d, const char *class, struct str words)
{
    if (!words.len)
        return;
    buf_fmt(d->page->out, "<p class=\"%s\">", class);
    html_text(d->page->out, words);
    html(d->page->out, "</p>\n");
}

/* The drawing as a picture of its own: its ids then cannot meet those of another drawing, nor its style the page's. */
static int put_drawing(struct document *d, const struct chart *c, struct str alternative, struct err *err)
{
    struct buf svg = {0}, *out = d->page->out;
    unsigned width = d->head.kind == DOCUMENT_FACT_SHEET ? FIGURE_NARROW : CHART_WIDTH;
    unsigned height = c->kind == CHART_LINE && width == CHART_WIDTH ? FIGURE_LINES : chart_height(c, width);
    int r = chart_draw(&svg, d->drawing, c, &(struct look){.width = width, .height = height, .text = d->page->text,
                                                           .theme = LOOK_PRINT}, err);
    if (r == 0) {
        buf_fmt(out, "<img width=\"%u\" height=\"%u\" alt=\"", width, height);
        html_attr(out, alternative);
        html(out, "\" src=\"data:image/svg+xml;base64,");
        buf_base64(out, buf_view(&svg));
        html(out, "\">\n");
    }
    buf_release(&svg);
    return r;
}

static void put_foot(struct document *d, const struct chart *c, struct str address)
{
    struct buf *out = d->page->out;
    put_line(d, "note", c->note);
    if (c->kind == CHART_MAP || c->kind == CHART_FLOW_MAP)
        put_line(d, "note", text_get(d->page->text, "chart.word.boundaries"));
    if (!c->source.len && !address.len)
        return;
    html(out, "<p class=\"source\">");
    html_text(out, c->source);
    if (address.len) {
        html(out, c->source.len ? " \xC2\xB7 <a href=\"" : "<a href=\"");
        html_attr(out, address);
        html(out, "\">");
        say(d->page, "document.behind");
        html(out, "</a>");
    }
    html(out, "</p>\n");
}

int document_figure(struct document *d, const char *id, const struct chart *c, struct str address, struct err *err)
{
    struct buf summary = {0}, *out = d->page->out;
    if (chart_is_empty(c))
        return 0;
    struct str label = labelled(d, "document.figure", ++d->figure);
    chart_summary(&summary, d->page->text, c);
    buf_fmt(out, "<figure class=\"chart %s\" id=\"", chart_kind_name(c->kind));
    html_attr(out, str_of(id));
    html(out, "\">\n<figcaption>");
    put_label(d, label);
    html_text(out, c->title);
    if (c->subtitle.len) {
        html(out, " <span class=\"sub\">");
        html_text(out, c->subtitle);
        html(out, "</span>");
    }
    html(out, "</figcaption>\n");
    int r = put_drawing(d, c, buf_view(&summary), err);
    put_foot(d, c, address);
    html(out, "</figure>\n");
    entry_add(d, ENTRY_FIGURE, str_of(id), label, c->title);

    /* what the part says is in words: a picture cannot be compared */
    size_t end = out->len;
    part_open(d, id, label);
    put_line(d, "caption", c->title);
    put_line(d, "sub", c->subtitle);
    put_line(d, "said", buf_view(&summary));
    part_close(d, PART_FIGURE);
    out->len = end;
    buf_release(&summary);
    return r;
}

void document_table(struct document *d, const char *id, const char *class, struct str caption)
{
    struct buf *out = d->page->out;
    struct str label = labelled(d, "document.table", ++d->table);
    html(out, "<div class=\"table\" id=\"");
    html_attr(out, str_of(id));
    html(out, "\">\n");
    part_open(d, id, label);
    buf_fmt(out, "<table class=\"%s\">\n<caption>", class ? class : "");
    put_label(d, label);
    html_text(out, caption);
    html(out, "</caption>\n");
    entry_add(d, ENTRY_TABLE, str_of(id), label, caption);
}

void document_table_end_marked(struct document *d, struct str note)
{
    struct buf *out = d->page->out;
    html(out, "</table>\n");
    if (note.len)
        buf_fmt(out, "<p class=\"source\">%.*s</p>\n", STR_FMT(note));
    part_close(d, PART_TABLE);
    html(out, "</div>\n");
}

void document_table_end(struct document *d, struct str note)
{
    struct buf b = {0};
    html_text(&b, note);
    document_table_end_marked(d, buf_view(&b));
    buf_release(&b);
}
