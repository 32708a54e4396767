/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/layout.h"

#include "model/collection.h"

static const char *const sections[] = {"tables", "countries", "corridors", "coverage", "sources", "methods",
                                       "reports", "releases"};
/* Further ways, at the foot of each page. */
static const struct {
    const char *name, *address; /* words: nav.NAME */
} ways[] = {{"api", "/api"}, {"bulk", "/bulk"}, {"about", "/about"}, {"accessibility", "/accessibility"},
            {"feed", "/feed.atom"}};

/* Where one can go, and out. */
static void frame_nav(struct page *pg, const char *section)
{
    const struct page_frame *f = pg->frame;
    struct buf *out = pg->out;
    for (size_t i = 0; i < f->nentries; i++) {
        html(out, "<li><a href=\"");
        html(out, f->entries[i].address);
        html(out, strcmp(f->entries[i].section, section) == 0 ? "\" aria-current=\"true\">" : "\">");
        say(pg, arena_fmt(pg->arena, "desk.nav.%s", f->entries[i].section));
        html(out, "</a></li>\n");
    }
    if (!f->who.len)
        return;
    html(out, "<li class=\"who\"><a href=\"/desk/me\">");
    html_text(out, f->who);
    html(out, "</a></li>\n<li><form method=\"post\" action=\"/desk/sign-out\">"
              "<input type=\"hidden\" name=\"key\" value=\"");
    html_attr(out, f->form_key);
    html(out, "\"><button class=\"link\">");
    say(pg, "desk.nav.out");
    html(out, "</button></form></li>\n");
}

static void public_nav(struct page *pg, const char *section)
{
    struct buf *out = pg->out;
    for (size_t i = 0; i < ARRAY_LEN(sections); i++) {
        html(out, "<li><a href=\"/");
        html(out, sections[i]);
        html(out, strcmp(sections[i], section) == 0 ? "\" aria-current=\"true\">" : "\">");
        say(pg, arena_fmt(pg->arena, "nav.%s", sections[i]));
        html(out, "</a></li>\n");
    }
}

/* Where this page is in the language: English has no language in its addresses, but for the first page, where none
 * means the one that the browser asks for. */
static void put_address(struct page *pg, struct str language)
{
    /* a slash by its number is one that html_in_language leaves alone */
    html(pg->out, "&#47;");
    if (!str_is(language, "en") || str_is(pg->here, "/")) {
        html_attr(pg->out, language);
        html(pg->out, "/");
    }
    html_attr(pg->out, str_sub(pg->here, 1, pg->here.len));
}

/* The page in each language: as a menu for readers, or for machines that read the head of the page. */
static void each_language(struct page *pg, bool menu)
{
    struct buf *out = pg->out;
    struct str rest = text_languages(), language, own = text_get(pg->text, "language");
    while (str_next(&language, &rest, ' ')) {
        if (!language.len)
            continue;
        html(out, menu ? "<li><a lang=\"" : "<link rel=\"alternate\" hreflang=\"");
        html_attr(out, language);
        html(out, menu ? "\" hreflang=\"" : "\" href=\"");
        if (menu) {
            html_attr(out, language);
            html(out, "\" href=\"");
        }
        put_address(pg, language);
        html(out, menu && str_eq(language, own) ? "\" aria-current=\"true\">" : "\">");
        if (menu) {
            html_text(out, text_get(text_find(arena_text(pg->arena, language)), "language.name"));
            html(out, "</a></li>");
        }
        html(out, "\n");
    }
}

static void search_box(struct page *pg)
{
    struct buf *out = pg->out;
    html(out, "<form class=\"find\" role=\"search\" action=\"/search\"><label class=\"hide\" for=\"find\">");
    say(pg, "nav.find");
    html(out, "</label><input id=\"find\" type=\"search\" name=\"q\" autocomplete=\"off\" placeholder=\"");
    html_attr(out, text_get(pg->text, "nav.find.hint"));
    html(out, "\"><button>");
    say(pg, "nav.search");
    html(out, "</button></form>\n");
}

static void language_menu(struct page *pg)
{
    html(pg->out, "<details class=\"languages\"><summary><span class=\"hide\">");
    say(pg, "nav.language");
    html(pg->out, " </span>");
    say(pg, "language.name");
    html(pg->out, "</summary><ul>\n");
    each_language(pg, true);
    html(pg->out, "</ul></details>\n");
}

static void masthead(struct page *pg, const char *section)
{
    struct buf *out = pg->out;
    html(out, "<a class=\"skip\" href=\"#main\">");
    say(pg, "site.skip");
    html(out, "</a>\n<header class=\"mast\"><div class=\"wrap\">\n"
              "<a class=\"brand\" href=\"");
    /* the first page in this language, whatever the browser asks for */
    html(out, pg->frame ? "/desk\"><b>" : str_is(text_get(pg->text, "language"), "en") ? "/en/\"><b>" : "/\"><b>");
    say(pg, "site.short");
    html(out, "</b> <span>");
    say(pg, "site.name");
    html(out, "</span></a>\n");
    if (!pg->frame) {
        if (!pg->seeks)
            search_box(pg);
        language_menu(pg);
    }
    html(out, "<nav aria-label=\"");
    html_attr(out, text_get(pg->text, "site.nav"));
    html(out, "\"><ul>\n");
    if (pg->frame)
        frame_nav(pg, section);
    else
        public_nav(pg, section);
    html(out, "</ul></nav>\n</div></header>\n");
}

/* Chromium waits at the sheet, Firefox paints nothing before it has it; others may go on, but all wait at a script
 * behind it. */
void page_parts(struct page *pg)
{
    if (pg->parted)
        return;
    pg->parted = true;
    html_style(pg->out, "parts.css");
    html_script_now(pg->out, "ilms.js");
}

void heading_end(struct page *pg)
{
    html(pg->out, "</h1>\n");
    page_parts(pg);
}

void page_open(struct page *pg, struct str title, const char *section)
{
    struct buf *out = pg->out;
    html(out, "<!doctype html>\n<html lang=\"");
    html_attr(out, text_get(pg->text, "language"));
    html(out, "\" data-copy=\"");
    html_attr(out, text_get(pg->text, "copy.label"));
    html(out, "\" data-copied=\"");
    html_attr(out, text_get(pg->text, "copy.done"));
    html(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    html_text(out, title);
    html(out, " \xE2\x80\x93 ");
    say(pg, "site.title");
    html(out, "</title>\n");
    html_icon(out);
    html_style(out, "ilms.css");
    if (pg->frame) {
        page_parts(pg);
        html_style(out, "desk.css");
        html_script(out, "desk.js");
    } else {
        each_language(pg, false);
        html_script(out, "find.js");
        html(out, "<link rel=\"service-desc\" type=\"application/json\" href=\"/openapi.json\">\n"); /* RFC 8631 */
    }
    html(out, "</head>\n<body>\n");
    masthead(pg, section);
    html(out, "<main id=\"main\" class=\"wrap\" tabindex=\"-1\">\n");
}

static void footer_release(struct page *pg)
{
    const struct cube *cube = pg->cube;
    html(pg->out, "<p class=\"release\">");
    SAY(pg, "footer.release", {"release", cube->release_name},
        {"date", date_words(pg, cube->released_at)});
    if (cube->hash.len) {
        html(pg->out, " <span class=\"hash\">");
        SAY(pg, "footer.hash", {"hash", str_sub(cube->hash, 0, 12)});
        html(pg->out, "</span>");
    }
    html(pg->out, "</p>\n");
}

static void further_ways(struct page *pg)
{
    html(pg->out, "<ul>\n");
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        html(pg->out, "<li><a href=\"");
        html(pg->out, ways[i].address);
        html(pg->out, "\">");
        say(pg, arena_fmt(pg->arena, "nav.%s", ways[i].name));
        html(pg->out, "</a></li>\n");
    }
    html(pg->out, "</ul>\n");
}

void page_close(struct page *pg)
{
    struct buf *out = pg->out;
    html(out, "</main>\n<footer class=\"foot\"><div class=\"wrap\">\n");
    if (!pg->frame)
        further_ways(pg);
    if (pg->cube)
        footer_release(pg);
    if (pg->others) {
        html(out, "<p>");
        SAY(pg, "footer.others", {"attribution", pg->others->attribution}, {"licence", pg->others->licence});
        html(out, "</p>\n");
    } else if (pg->cube) {
        say_in(pg, "p", NULL, "footer.attribution");
    }
    html(out, "<p class=\"address\">");
    html_text(out, pg->origin);
    html_text(out, pg->path);
    html(out, "</p>\n</div></footer>\n</body>\n</html>\n");
}

bool page_released(struct page *pg, const char *section)
{
    if (pg->cube)
        return true;
    page_open(pg, text_get(pg->text, "empty.title"), section);
    say_in(pg, "h1", NULL, "empty.title");
    say_in(pg, "p", "lead", "empty.lead");
    say_in(pg, "h2", NULL, "empty.steps");
    html(pg->out, "<ol class=\"steps\">\n");
    say_in(pg, "li", NULL, "empty.step.submit");
    say_in(pg, "li", NULL, "empty.step.accept");
    say_in(pg, "li", NULL, "empty.step.release");
    html(pg->out, "</ol>\n");
    page_close(pg);
    return false;
}

/* A bar for each run of years: fewer bytes than one per year, and no seams. */
void strip(struct page *pg, const struct years *y, int from, int to)
{
    struct buf *out = pg->out;
    int n = years_count(y);
    buf_fmt(out, "<svg class=\"strip\" viewBox=\"0 0 %d 4\" preserveAspectRatio=\"none\" ",
            to - from + 1);
    html(out, "role=\"img\" aria-label=\"");
    html_attr(out, n ? years_words(pg, y) : text_get(pg->text, "strip.none"));
    buf_fmt(out, "\"><path class=\"base\" d=\"M0 2h%d\"/>", to - from + 1);
    if (n) {
        html(out, "<path class=\"bar\" d=\"");
        for (int year = from; year <= to; year++) {
            int run = 0;
            while (year + run <= to && years_has(y, year + run))
                run++;
            if (run) {
                buf_fmt(out, "M%d 0h%dv4h-%dz", year - from, run, run);
                year += run;
            }
        }
        html(out, "\"/>");
    }
    html(out, "</svg>");
}

void strip_axis(struct page *pg, const char *key, int from, int to)
{
    html(pg->out, "<th scope=\"col\" class=\"axis\">");
    say(pg, key);
    buf_fmt(pg->out, "<span class=\"ends\"><span>%d</span><span>%d</span></span></th>\n", from,
            to);
}
