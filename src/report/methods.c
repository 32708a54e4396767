/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How the figures are made: a list of concepts, and a page of words for each. */

#include "report/methods.h"

#include "report/layout.h"

static const struct concept_row {
    const char *name, *group; /* words: concept.NAME, methods.GROUP */
} concept_rows[] = {
    {"migrant", "counted"},     {"criterion", "counted"}, {"stock-flow", "counted"}, {"reference-period", "counted"},
    {"corridors", "counted"},   {"sources", "from"},      {"best-source", "from"},   {"quality", "from"},
    {"coverage", "from"},       {"checks", "done"},       {"derived", "done"},       {"harmonisation", "done"},
    {"sharing", "done"},        {"releases", "done"},
};

const char *methods_concept(const char **group, size_t i)
{
    if (i >= ARRAY_LEN(concept_rows))
        return NULL;
    *group = concept_rows[i].group;
    return concept_rows[i].name;
}

static const char *key_of(struct page *pg, size_t i, const char *part)
{
    return arena_fmt(pg->arena, "concept.%s%s", concept_rows[i].name, part);
}

/* Also where this language has not got to it yet and English stands in. */
static bool is_said(const struct page *pg, const char *key)
{
    return text_has(pg->text, key) || text_has(text_find("en"), key);
}

static void put_concept(struct page *pg, size_t i)
{
    html(pg->out, "<dt>");
    html_link(pg->out, "/methods/", str_of(concept_rows[i].name), text_get(pg->text, key_of(pg, i, "")));
    html(pg->out, "</dt>\n");
    say_in(pg, "dd", NULL, key_of(pg, i, ".lead"));
}

static void put_lists(struct page *pg)
{
    static const char *const keys[] = {"methods.lists.tables", "methods.lists.classifications", "methods.lists.rules",
                                       "methods.lists.formulas", "methods.lists.sources", "methods.lists.releases"};
    say_in(pg, "h2", NULL, "methods.lists");
    html(pg->out, "<ul class=\"plain\">\n");
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        say_in(pg, "li", NULL, keys[i]);
    html(pg->out, "</ul>\n");
}

void page_methods(struct page *pg)
{
    if (!page_released(pg, "methods"))
        return;
    page_open(pg, text_get(pg->text, "methods.title"), "methods");
    say_in(pg, "h1", NULL, "methods.title");
    say_in(pg, "p", "lead", "methods.lead");
    for (size_t i = 0; i < ARRAY_LEN(concept_rows); i++) {
        const char *group = concept_rows[i].group;
        if (i == 0 || strcmp(group, concept_rows[i - 1].group) != 0) {
            html(pg->out, i ? "</dl>\n</section>\n" : "");
            html(pg->out, "<section class=\"concepts\">\n");
            say_in(pg, "h2", NULL, arena_fmt(pg->arena, "methods.%s", group));
            html(pg->out, "<dl>\n");
        }
        put_concept(pg, i);
    }
    html(pg->out, "</dl>\n</section>\n");
    put_lists(pg);
    page_close(pg);
}

/* -- one concept --------------------------------------------------------------------------------------- */

static void put_cites(struct page *pg, size_t i)
{
    const char *key;
    unsigned n = 0;
    while (is_said(pg, arena_fmt(pg->arena, "concept.%s.cite.%u", concept_rows[i].name, n + 1)))
        n++;
    if (!n)
        return;
    say_in(pg, "h2", NULL, n == 1 ? "methods.source" : "methods.sources");
    html(pg->out, "<ul class=\"plain cites\">\n");
    for (unsigned k = 1; k <= n; k++) {
        key = arena_fmt(pg->arena, "concept.%s.cite.%u", concept_rows[i].name, k);
        say_in(pg, "li", NULL, key);
    }
    html(pg->out, "</ul>\n");
}

/* All the others, so that one can read on. */
static void put_others(struct page *pg, size_t here)
{
    html(pg->out, "<nav class=\"others\" aria-labelledby=\"others\">\n<h2 id=\"others\">");
    say(pg, "methods.turn");
    html(pg->out, "</h2>\n<ul class=\"plain\">\n");
    for (size_t i = 0; i < ARRAY_LEN(concept_rows); i++) {
        html(pg->out, "<li>");
        if (i == here) {
            html(pg->out, "<b aria-current=\"page\">");
            say(pg, key_of(pg, i, ""));
            html(pg->out, "</b>");
        } else {
            html_link(pg->out, "/methods/", str_of(concept_rows[i].name), text_get(pg->text, key_of(pg, i, "")));
        }
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul>\n</nav>\n");
}

bool page_concept(struct page *pg, struct str name)
{
    size_t i = 0;
    while (i < ARRAY_LEN(concept_rows) && !str_is(name, concept_rows[i].name))
        i++;
    if (i == ARRAY_LEN(concept_rows))
        return false;
    page_open(pg, text_get(pg->text, key_of(pg, i, "")), "methods");
    crumbs_open(pg);
    crumb(pg, "/methods", "methods.title");
    html(pg->out, "</nav>\n");
    say_in(pg, "h1", NULL, key_of(pg, i, ""));
    html(pg->out, "<div class=\"beside\">\n<article class=\"prose\">\n");
    say_in(pg, "p", "lead", key_of(pg, i, ".lead"));
    for (unsigned k = 1; is_said(pg, arena_fmt(pg->arena, "concept.%s.text.%u", concept_rows[i].name, k)); k++)
        say_in(pg, "p", NULL, arena_fmt(pg->arena, "concept.%s.text.%u", concept_rows[i].name, k));
    if (is_said(pg, key_of(pg, i, ".see"))) {
        say_in(pg, "h2", NULL, "methods.see");
        say_in(pg, "p", NULL, key_of(pg, i, ".see"));
    }
    put_cites(pg, i);
    html(pg->out, "</article>\n");
    put_others(pg, i);
    html(pg->out, "</div>\n");
    page_close(pg);
    return true;
}
