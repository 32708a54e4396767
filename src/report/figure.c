/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/figure.h"

#include "report/chart_draw.h"
#include "report/layout.h"

/* address.form?query&more, escaped for an attribute */
static void put_address(struct page *pg, struct str address, const char *form, struct str query, const char *more)
{
    const char *mark = "?";
    html_attr(pg->out, address);
    html(pg->out, form);
    if (query.len) {
        html(pg->out, "?");
        html_attr(pg->out, query);
        mark = "&amp;";
    }
    if (*more) {
        html(pg->out, mark);
        html_attr(pg->out, str_of(more));
    }
}

static void put_size(struct page *pg, const struct chart *c, unsigned width)
{
    buf_fmt(pg->out, " width=\"%u\" height=\"%u\"", width, chart_height(c, width));
}

/* The browser takes the first whose condition holds. */
static void put_picture(struct page *pg, const struct chart *c, struct str address, struct str query)
{
    static const struct {
        const char *media, *more;
        unsigned width;
    } sources[] = {
        {"print", "frame=no&theme=print", CHART_WIDTH},
        {"(max-width: 30rem) and (prefers-color-scheme: dark)", "frame=no&width=360&theme=dark", CHART_WIDTH_NARROW},
        {"(max-width: 30rem)", "frame=no&width=360", CHART_WIDTH_NARROW},
        {"(prefers-color-scheme: dark)", "frame=no&theme=dark", CHART_WIDTH}};
    struct buf words = {0};
    html(pg->out, "<picture>\n");
    for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
        html(pg->out, "<source media=\"");
        html(pg->out, sources[i].media);
        html(pg->out, "\" srcset=\"");
        put_address(pg, address, ".svg", query, sources[i].more);
        buf_char(pg->out, '"');
        put_size(pg, c, sources[i].width);
        html(pg->out, ">\n");
    }
    html(pg->out, "<img src=\"");
    put_address(pg, address, ".svg", query, "frame=no");
    buf_char(pg->out, '"');
    put_size(pg, c, CHART_WIDTH);
    html(pg->out, " loading=\"lazy\" decoding=\"async\" alt=\"");
    chart_summary(&words, pg->text, c);
    html_attr(pg->out, buf_view(&words));
    html(pg->out, "\">\n</picture>\n");
    buf_release(&words);
}

static void put_words(struct page *pg, const char *class, struct str words)
{
    if (!words.len)
        return;
    html(pg->out, "<p class=\"");
    html(pg->out, class);
    html(pg->out, "\">");
    html_text(pg->out, words);
    html(pg->out, "</p>\n");
}

static void put_link(struct page *pg, struct str address, const char *form, struct str query, const char *more,
                     const char *download, const char *key)
{
    html(pg->out, "<li><a href=\"");
    put_address(pg, address, form, query, more);
    html(pg->out, download);
    say(pg, key);
    html(pg->out, "</a></li>\n");
}

static void put_ways(struct page *pg, struct str address, struct str query)
{
    /* of figure.js, which cannot come before the page is laid out */
    html(pg->out, "<ul class=\"ways\">\n<li class=\"wait\"><button type=\"button\" class=\"link\">");
    say(pg, "chart.interactive");
    html(pg->out, "</button></li>\n");
    put_link(pg, address, ".svg", query, "", "\" download>", "chart.get.svg");
    put_link(pg, address, ".png", query, "", "\" download>", "chart.get.png");
    put_link(pg, address, ".csv", query, "", "\" download>", "chart.get.csv");
    put_link(pg, address, ".html", query, "", "\">", "chart.get.embed");
    html(pg->out, "</ul>\n");
}

/* The words that the program in the browser needs; it asks for the description at data-chart. */
static void put_data(struct page *pg, struct str address, struct str query)
{
    static const char *const words[][2] = {{"interactive", "chart.interactive"}, {"still", "chart.still"},
                                           {"keys", "chart.keys"}, {"shown", "chart.shown"},
                                           {"failed", "chart.failed"}};
    html(pg->out, " data-chart=\"");
    put_address(pg, address, ".json", query, "");
    buf_char(pg->out, '"');
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        html(pg->out, " data-");
        html(pg->out, words[i][0]);
        html(pg->out, "=\"");
        html_attr(pg->out, text_get(pg->text, words[i][1]));
        buf_char(pg->out, '"');
    }
}

void figure_write(struct page *pg, const struct chart *c, struct str address, struct str query)
{
    struct buf words = {0};
    html(pg->out, "<figure class=\"chart\"");
    put_data(pg, address, query);
    html(pg->out, ">\n<figcaption><b>");
    html_text(pg->out, c->title);
    html(pg->out, "</b>");
    if (c->subtitle.len) {
        html(pg->out, " <span class=\"small\">");
        html_text(pg->out, c->subtitle);
        html(pg->out, "</span>");
    }
    html(pg->out, "</figcaption>\n<div class=\"drawn\">\n");
    put_picture(pg, c, address, query);
    html(pg->out, "</div>\n");
    put_words(pg, "small", c->note);
    put_words(pg, "small", c->source);
    if (c->kind == CHART_MAP || c->kind == CHART_FLOW_MAP)
        put_words(pg, "small", text_get(pg->text, "chart.word.boundaries"));
    html(pg->out, "<details><summary>");
    say(pg, "chart.in.words");
    html(pg->out, "</summary>\n");
    chart_summary(&words, pg->text, c);
    put_words(pg, "said", buf_view(&words));
    html(pg->out, "<div class=\"frame\" role=\"region\" tabindex=\"0\" aria-label=\"");
    html_attr(pg->out, c->title);
    html(pg->out, "\">\n");
    chart_table(pg->out, pg->text, c);
    html(pg->out, "</div>\n</details>\n");
    put_ways(pg, address, query);
    html(pg->out, "</figure>\n");
    if (pg->nfigures++ == 0)
        html_script(pg->out, "figure.js");
    buf_release(&words);
}

void page_embed(struct page *pg, const struct chart *c, struct str address, struct str query)
{
    struct buf words = {0};
    html(pg->out, "<!doctype html>\n<html lang=\"");
    html_attr(pg->out, text_get(pg->text, "language"));
    html(pg->out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n"
                  "<meta name=\"robots\" content=\"noindex\">\n<title>");
    html_text(pg->out, c->title);
    html(pg->out, "</title>\n");
    html_icon(pg->out);
    html_style(pg->out, "ilms.css");
    html_style(pg->out, "parts.css");
    html(pg->out, "</head>\n<body class=\"embed\">\n"
                  "<figure class=\"chart\">\n<a href=\"");
    html_attr(pg->out, c->address);
    html(pg->out, "\" target=\"_top\"><picture>\n<source media=\"(prefers-color-scheme: dark)\" srcset=\"");
    put_address(pg, address, ".svg", query, "theme=dark");
    html(pg->out, "\">\n<source media=\"(max-width: 30rem)\" srcset=\"");
    put_address(pg, address, ".svg", query, "width=360");
    html(pg->out, "\">\n<img src=\"");
    put_address(pg, address, ".svg", query, "");
    html(pg->out, "\" alt=\"");
    chart_summary(&words, pg->text, c);
    html_attr(pg->out, buf_view(&words));
    html(pg->out, "\">\n</picture></a>\n</figure>\n</body>\n</html>\n");
    buf_release(&words);
}
