/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How the figures are made, in the words of the portal's pages on methods; and how this report was made of them. */

#include "document/holdings.h"
#include "report/methods.h"

static bool is_said(const struct page *pg, const char *key)
{
    return text_has(pg->text, key) || text_has(text_find("en"), key);
}

/* Its paragraphs: the first says it in a sentence or two. */
static void put_concept(struct document *d, const char *name)
{
    struct page *pg = d->page;
    document_heading(d, text_get(pg->text, part_id(d, "concept.%s", name)));
    document_say(d, part_id(d, "methods.%s.lead", name), part_id(d, "concept.%s.lead", name), NULL);
    for (unsigned k = 1; is_said(pg, part_id(d, "concept.%s.text.%u", name, k)); k++)
        document_say(d, part_id(d, "methods.%s.%u", name, k), part_id(d, "concept.%s.text.%u", name, k), NULL);
}

/* -- how numbers of the report are made ----------------------------------------------------------------- */

static void reckonings(struct document *d)
{
    static const char *const heads[] = {"report.methods.reckoning", "report.methods.formula", NULL};
    struct page *pg = d->page;
    document_table(d, "methods.report.formulas", "words", text_get(pg->text, "report.methods.formulas"));
    table_heads(d, heads);
    for (int i = 0; i < RECKONINGS; i++) {
        const char *name = reckoning_name((enum reckoning)i);
        html(pg->out, "<tr><th scope=\"row\">");
        say(pg, part_id(d, "report.methods.of.%s", name));
        html(pg->out, "</th><td>");
        say(pg, part_id(d, "report.methods.how.%s", name));
        html(pg->out, "</td></tr>\n");
    }
    table_end(d, STR(""));
}

static void this_report(struct document *d)
{
    const struct page *pg = d->page;
    document_section(d, "methods.report", text_get(pg->text, "report.methods.this"));
    DOCUMENT_SAY(d, "methods.report.1", "report.methods.this.release", {"release", pg->cube->release_name},
                 {"date", date_words(d->page, pg->cube->released_at)}, {"hash", str_sub(pg->cube->hash, 0, 12)});
    document_say(d, "methods.report.2", "report.methods.this.sentences", NULL);
    document_say(d, "methods.report.3", "report.methods.this.numbers", NULL);
    document_say(d, "methods.report.4", "report.methods.this.charts", NULL);
    reckonings(d);
}

/* -- what others have laid down ------------------------------------------------------------------------- */

/* Each source that a concept names, once. */
static void references(struct document *d)
{
    struct page *pg = d->page;
    struct str *seen = arena_array(pg->arena, struct str, 100);
    size_t n = 0;
    const char *group;
    document_section(d, "methods.references", text_get(pg->text, "methods.sources"));
    html(pg->out, "<ul class=\"references\">\n");
    for (size_t i = 0; methods_concept(&group, i); i++)
        for (unsigned k = 1; n < 100; k++) {
            const char *key = part_id(d, "concept.%s.cite.%u", methods_concept(&group, i), k);
            if (!is_said(pg, key))
                break;
            struct str words = text_get(pg->text, key);
            bool known = false;
            for (size_t s = 0; s < n && !known; s++)
                known = str_eq(seen[s], words);
            if (known)
                continue;
            seen[n++] = words;
            say_in(pg, "li", NULL, key);
        }
    html(pg->out, "</ul>\n");
}

int report_methods(struct document *d, const struct report *r UNUSED, struct err *err UNUSED)
{
    struct page *pg = d->page;
    const char *group, *before = "", *name;
    document_annex(d, "methods", text_get(pg->text, "report.methods"));
    for (size_t i = 0; (name = methods_concept(&group, i)); i++) {
        if (strcmp(group, before) != 0)
            document_section(d, part_id(d, "methods.of.%s", group),
                             text_get(pg->text, part_id(d, "methods.%s", group)));
        before = group;
        put_concept(d, name);
    }
    this_report(d);
    references(d);
    return 0;
}
