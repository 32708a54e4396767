/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Where the figures come from: kinds of sources, what they cover, who counts as a migrant, how good they are. */

#include "document/holdings.h"

/* Of each source that has figures the row of a criterion. */
#define QUALITY_ROWS "source quality figures!=0 criterion="

/* -- kinds of sources ----------------------------------------------------------------------------------- */

struct kind {
    uint16_t type;
    uint32_t nsources, nareas, nobs;
    uint16_t area; /* the last that was counted: sources come by country */
};

static int by_figures(const void *a, const void *b)
{
    const struct kind *x = a, *y = b;
    return x->nobs != y->nobs ? (x->nobs < y->nobs ? 1 : -1) : (int)x->type - (int)y->type;
}

static size_t kinds_of(struct kind **out, struct page *pg, const struct sources_held *s)
{
    const struct ref *ref = pg->cube->ref;
    struct kind *v = *out = arena_array(pg->arena, struct kind, ref->nsource_types + 1);
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        uint16_t type;
        size_t k = 0;
        if (!ref_source_find(ref, &type, NULL, s->v[i].code))
            continue;
        while (k < n && v[k].type != type)
            k++;
        if (k == n)
            v[n++].type = type;
        v[k].nsources++;
        v[k].nobs += s->v[i].nobs;
        v[k].nareas += v[k].area != s->v[i].area;
        v[k].area = s->v[i].area;
    }
    qsort(v, n, sizeof *v, by_figures);
    return n;
}

static void kinds(struct document *d, const struct sources_held *s)
{
    static const char *const heads[] = {"cover.type", "#report.sources.number", "#report.sources.countries",
                                        "#cover.figures", NULL};
    struct kind *v;
    size_t n = kinds_of(&v, d->page, s);
    document_section(d, "sources.kinds", text_get(d->page->text, "report.sources.kinds"));
    document_say(d, "sources.kinds.1", "concept.sources.text.1", NULL);
    document_say(d, "sources.kinds.2", "concept.sources.text.2", NULL);
    document_table(d, "sources.kinds.table", "narrow", text_get(d->page->text, "report.sources.kinds.caption"));
    table_heads(d, heads);
    for (size_t i = 0; i < n; i++) {
        const struct source_type *type = &d->page->cube->ref->source_types[v[i].type];
        const char *of = part_id(d, "query SOURCE=%.*s:*", STR_FMT(type->code));
        row_head(d, type->name);
        reckoned_cell(d, LISTED(d, v[i].nsources, "each:REF_AREA,SOURCE %s", of));
        reckoned_cell(d, LISTED(d, v[i].nareas, "each:REF_AREA %s", of));
        reckoned_cell(d, LISTED(d, v[i].nobs, "%s", of));
        row_end(d);
    }
    table_end(d, STR(""));
}

/* -- by country ----------------------------------------------------------------------------------------- */

static void country_row(struct document *d, uint16_t area)
{
    html(d->page->out, "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"5\">");
    html_text(d->page->out, d->page->cube->ref->areas[area].name);
    html(d->page->out, "</th></tr>\n");
}

static void catalogue_row(struct document *d, const struct source_held *s)
{
    struct page *pg = d->page;
    struct reckoned points;
    html(pg->out, "<tr><th scope=\"row\">");
    html_link(pg->out, "/source/", s->code, source_name(pg, s->code));
    html(pg->out, "</th>");
    text_cell(d, source_type_name(pg, s->code));
    years_cell(d, &s->years);
    reckoned_cell(d, source_tables(d, s));
    document_cell(d, source_points(&points, d, s) ? &points : NULL);
    row_end(d);
}

static void by_country(struct document *d, const struct sources_held *s)
{
    static const char *const heads[] = {"cover.source", "cover.type", "cover.years", "#cover.tables", "#gaps.quality",
                                        NULL};
    document_section(d, "sources.countries", text_get(d->page->text, "report.sources.by-country"));
    document_table(d, "sources.countries.table", "words", text_get(d->page->text, "report.sources.caption"));
    table_heads(d, heads);
    for (size_t i = 0; i < s->n; i++) {
        if (i == 0 || s->v[i].area != s->v[i - 1].area)
            country_row(d, s->v[i].area);
        catalogue_row(d, &s->v[i]);
    }
    table_end(d, text_get(d->page->text, "report.quality.note"));
}

/* -- who counts as a migrant ----------------------------------------------------------------------------- */

/* Countries in which a definition is used, and how many sources there are of it. */
static struct str users_of(struct page *pg, const struct sources_held *s, struct str migrants, size_t *n)
{
    struct buf b = {0};
    uint16_t last = 0;
    *n = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (!str_eq(s->v[i].migrants, migrants))
            continue;
        if (s->v[i].area != last) {
            buf_puts(&b, b.len ? ", " : "");
            buf_str(&b, pg->cube->ref->areas[s->v[i].area].name);
        }
        last = s->v[i].area;
        (*n)++;
    }
    struct str kept = arena_str(pg->arena, buf_view(&b));
    buf_release(&b);
    return kept;
}

static bool is_first(const struct sources_held *s, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (str_eq(s->v[k].migrants, s->v[i].migrants))
            return false;
    return true;
}

static void definition_row(struct document *d, const struct sources_held *s, struct str migrants)
{
    size_t n;
    struct str who = users_of(d->page, s, migrants, &n);
    if (!n)
        return;
    struct page *pg = d->page;
    row_head(d, migrants.len ? catalogue_text(pg->cube->ref, "en", CATALOGUE_MIGRANTS, migrants)
                             : text_get(pg->text, "report.sources.unsaid"));
    reckoned_cell(d,
                  LISTED(d, n, QUALITY_ROWS "definition definition=%.*s", STR_FMT(reckoned_word(pg->arena, migrants))));
    text_cell(d, who);
    row_end(d);
}

static void definitions(struct document *d, const struct sources_held *s)
{
    static const char *const heads[] = {"catalogue.migrants", "#report.sources.number", "report.sources.countries",
                                        NULL};
    document_section(d, "sources.definitions", text_get(d->page->text, "report.sources.definitions"));
    document_say(d, "sources.definitions.1", "concept.migrant.text.3", NULL);
    document_table(d, "sources.definitions.table", "words",
                   text_get(d->page->text, "report.sources.definitions.caption"));
    table_heads(d, heads);
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].migrants.len && is_first(s, i))
            definition_row(d, s, s->v[i].migrants);
    definition_row(d, s, STR(""));
    table_end(d, STR(""));
}

/* -- how good they are ----------------------------------------------------------------------------------- */

static void criterion_row(struct document *d, const struct sources_held *s, enum quality q)
{
    uint64_t n[QUALITY_POINTS + 2] = {0}; /* does not apply, 0 to 3 */
    for (size_t i = 0; i < s->n; i++)
        n[s->v[i].quality.score[q].points + 1]++;
    row_head(d, text_get(d->page->text, part_id(d, "quality.%s", quality_name(q))));
    for (int points = QUALITY_POINTS; points >= 0; points--)
        reckoned_cell(d, LISTED(d, n[points + 1], QUALITY_ROWS "%s points=%d", quality_name(q), points));
    reckoned_cell(d, LISTED(d, n[0], QUALITY_ROWS "%s points=", quality_name(q)));
    row_end(d);
}

static void quality(struct document *d, const struct sources_held *s)
{
    static const char *const heads[] = {"quality.criterion", "#report.points.3", "#report.points.2", "#report.points.1",
                                        "#report.points.0", "#quality.points.none", NULL};
    document_section(d, "sources.quality", text_get(d->page->text, "report.sources.quality"));
    document_say(d, "sources.quality.1", "concept.quality.lead", NULL);
    document_say(d, "sources.quality.2", "concept.quality.text.1", NULL);
    document_table(d, "sources.quality.table", NULL, text_get(d->page->text, "report.sources.quality.caption"));
    table_heads(d, heads);
    for (int q = 0; q < QUALITIES; q++)
        criterion_row(d, s, (enum quality)q);
    table_end(d, text_get(d->page->text, "report.sources.quality.note"));
}

int report_sources(struct document *d, const struct report *r UNUSED, struct err *err UNUSED)
{
    struct sources_held s;
    uint32_t areas = 0;
    sources_held(&s, d->page);
    if (!s.n)
        return 0;
    for (size_t i = 0; i < s.n; i++)
        areas += i == 0 || s.v[i].area != s.v[i - 1].area;
    document_chapter(d, "sources", text_get(d->page->text, "report.sources"));
    struct reckoned sources = LISTED(d, s.n, "each:REF_AREA,SOURCE query"),
                    countries = LISTED(d, areas, "each:REF_AREA query");
    TELL(d, "sources.lead", "report.sources.lead", told_counted(d, "sources", "count.sources", &sources),
         told_counted(d, "countries", "report.count.countries", &countries));
    kinds(d, &s);
    by_country(d, &s);
    definitions(d, &s);
    quality(d, &s);
    return 0;
}
