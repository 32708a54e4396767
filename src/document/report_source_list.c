/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The last annex: every source with figures in the release, as a list of references; and collections of others. */

#include "document/holdings.h"

#include "model/collection.h"

static void put_original(struct page *pg, struct str code)
{
    uint16_t survey = 0;
    if (!ref_source_find(pg->cube->ref, NULL, &survey, code) || !survey)
        return;
    const struct survey *s = &pg->cube->ref->surveys[survey];
    if (!s->original_name.len || str_eq(s->original_name, s->name))
        return;
    html(pg->out, " [");
    html_text(pg->out, s->original_name);
    html(pg->out, "]");
}

static void put_said(struct page *pg, struct str words, const char *before)
{
    if (!words.len)
        return;
    html(pg->out, before);
    html_text(pg->out, words);
}

static void put_counted(struct document *d, const char *before, const char *key, struct reckoned r)
{
    html(d->page->out, before);
    buf_str(d->page->out, told_counted(d, "", key, &r).html);
}

/* Name, [own name], institution, type, years; its code and how many tables it feeds. */
static void entry(struct document *d, const struct source_held *s)
{
    struct page *pg = d->page;
    const struct catalogue_source *c = s->described;
    html(pg->out, "<li>");
    html(pg->out, "<cite>");
    html_link(pg->out, "/source/", s->code, source_name(pg, s->code));
    html(pg->out, "</cite>");
    put_original(pg, s->code);
    put_said(pg, c ? c->content[CATALOGUE_INSTITUTION] : STR(""), ", ");
    put_said(pg, source_type_name(pg, s->code), ". ");
    put_said(pg, years_words(pg, &s->years), ", ");
    put_counted(d, "; ", "count.tables", source_tables(d, s));
    put_counted(d, ", ", "count.figures", source_figures(d, s));
    html(pg->out, ". ");
    put_said(pg, c ? c->content[CATALOGUE_PUBLICATION] : STR(""), "");
    html(pg->out, " <code>");
    html_text(pg->out, s->code);
    html(pg->out, "</code></li>\n");
}

static void of_countries(struct document *d, const struct sources_held *s)
{
    for (size_t i = 0; i < s->n; i++) {
        if (i == 0 || s->v[i].area != s->v[i - 1].area) {
            html(d->page->out, i ? "</ul>\n" : "");
            document_heading(d, d->page->cube->ref->areas[s->v[i].area].name);
            html(d->page->out, "<ul class=\"references\">\n");
        }
        entry(d, &s->v[i]);
    }
    html(d->page->out, s->n ? "</ul>\n" : "");
}

static void of_others(struct document *d)
{
    struct page *pg = d->page;
    if (!pg->nbeside)
        return;
    document_section(d, "source-list.others", text_get(pg->text, "report.source-list.others"));
    html(pg->out, "<ul class=\"references\">\n");
    for (size_t i = 0; i < pg->nbeside; i++) {
        const struct collection *c = pg->beside[i];
        html(pg->out, "<li><cite>");
        html_text(pg->out, c->name);
        html(pg->out, "</cite>");
        put_said(pg, c->publisher, ", ");
        put_said(pg, c->vintage, ", ");
        put_said(pg, c->licence, ". ");
        put_said(pg, c->attribution, ". ");
        put_said(pg, c->address, " ");
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul>\n");
}

int report_source_list(struct document *d, const struct report *r UNUSED, struct err *err UNUSED)
{
    struct sources_held s;
    sources_held(&s, d->page);
    if (!s.n)
        return 0;
    document_annex(d, "source-list", text_get(d->page->text, "report.source-list"));
    document_section(d, "source-list.countries", text_get(d->page->text, "report.source-list.countries"));
    of_countries(d, &s);
    of_others(d);
    return 0;
}
