/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Women and men: their shares over time, by industry, skill and education, and by age where that is said. */

#include "document/distribution.h"

#include "report/topic.h"

enum { SAYS_MOST = 6, QUESTIONS = 4, PYRAMIDS_MOST = 4 };

static const enum profile_part questions[QUESTIONS] = {PART_STOCK, PART_INFLOW, PART_OUTFLOW, PART_ABROAD};

struct shares {
    struct regional_women *v[QUESTIONS];
    size_t n[QUESTIONS], all;
};

static const struct regional_women *of_area(const struct shares *x, int q, uint16_t area)
{
    for (size_t i = 0; i < x->n[q]; i++)
        if (x->v[q][i].area == area)
            return &x->v[q][i];
    return NULL;
}

/* -- shares ------------------------------------------------------------------------------------------------ */

static void shares_head(struct document *d, const struct shares *x)
{
    struct page *pg = d->page;
    html(pg->out, "<thead><tr><th scope=\"col\" rowspan=\"2\">");
    say(pg, "report.country");
    html(pg->out, "</th>");
    for (int q = 0; q < QUESTIONS; q++) {
        if (!x->n[q])
            continue;
        html(pg->out, "<th scope=\"colgroup\" colspan=\"2\" class=\"group\">");
        say(pg, arena_fmt(pg->arena, "report.region.%s.short", profile_part_name(questions[q])));
        html(pg->out, "</th>");
    }
    html(pg->out, "</tr>\n<tr>");
    for (int q = 0; q < QUESTIONS; q++)
        if (x->n[q]) {
            table_head(d, "n", text_get(pg->text, "report.women"));
            table_head(d, "y", text_get(pg->text, "report.year"));
        }
    table_body(d);
}

static bool says_anything(const struct shares *x, uint16_t area)
{
    for (int q = 0; q < QUESTIONS; q++)
        if (of_area(x, q, area))
            return true;
    return false;
}

static void shares_table(struct document *d, const struct shares *x)
{
    struct page *pg = d->page;
    struct sourced s;
    sourced_begin(&s, d);
    document_table(d, "sexes.shares.table", NULL,
                   WORDS(pg, "report.sexes.shares.caption", {"region", pg->cube->ref->region}));
    shares_head(d, x);
    for (const uint16_t *area = members(pg); *area; area++) {
        if (!says_anything(x, *area))
            continue;
        row_head(d, pg->cube->ref->areas[*area].name);
        for (int q = 0; q < QUESTIONS; q++) {
            const struct regional_women *w = of_area(x, q, *area);
            if (!x->n[q])
                continue;
            percent_cell(d, &s, w ? w->obs[0] : UINT32_MAX, w ? w->obs[1] : UINT32_MAX);
            year_cell(d, w ? w->obs : NULL, w ? 2 : 0);
        }
        row_end(d);
    }
    table_end(d, sourced_words(&s, text_get(pg->text, "report.sexes.shares.note")));
}

static int shares(struct document *d, const struct shares *x, struct err *err)
{
    document_section(d, "sexes.shares", text_get(d->page->text, "report.sexes.shares.title"));
    document_say(d, "sexes.shares.lead", "report.sexes.shares.lead", NULL);
    shares_table(d, x);
    for (int q = 0; q < QUESTIONS; q++) {
        const char *name = profile_part_name(questions[q]);
        if (x->n[q] &&
            topic_figure(d, part_id(d, "sexes.shares.%s", name), "region", part_id(d, "women/%s", name), err) < 0)
            return -err->code;
    }
    return 0;
}

/* -- in parts ---------------------------------------------------------------------------------------------- */

static const struct distribution parts[] = {
    {"sexes", PART_ACTIVITIES, REGIONAL_MIGRANTS}, {"sexes", PART_OCCUPATIONS, REGIONAL_MIGRANTS},
    {"sexes", PART_EDUCATION, REGIONAL_MIGRANTS},  {"sexes", PART_ACTIVITIES, REGIONAL_INFLOW},
    {"sexes", PART_OCCUPATIONS, REGIONAL_INFLOW},  {"sexes", PART_EDUCATION, REGIONAL_INFLOW},
    {"sexes", PART_ACTIVITIES, REGIONAL_OUTFLOW},  {"sexes", PART_OCCUPATIONS, REGIONAL_OUTFLOW},
    {"sexes", PART_EDUCATION, REGIONAL_OUTFLOW}};

static void parts_open(struct document *d)
{
    document_section(d, "sexes.parts", text_get(d->page->text, "report.sexes.parts.title"));
    document_say(d, "sexes.parts.lead", "report.sexes.parts.lead", NULL);
}

static void nothing(struct document *d UNUSED) {}

static void in_parts(struct document *d)
{
    bool open = false;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        open |= distribution_women(d, &parts[i], open ? nothing : parts_open);
}

/* -- ages -------------------------------------------------------------------------------------------------- */

struct pyramid {
    struct chart chart;
    uint16_t area;
    double size;
};

static int by_size(const void *a, const void *b)
{
    const struct pyramid *x = a, *y = b;
    return x->size != y->size ? (x->size < y->size ? 1 : -1) : x->area - y->area;
}

static bool find_pyramid(struct pyramid *out, struct page *pg, uint16_t area)
{
    struct profile p;
    struct err err;
    profile_make(&p, pg->cube, area);
    *out = (struct pyramid){.area = area};
    if (topic_country_part(&out->chart, pg, &p, PART_SEX, &err) < 0 || out->chart.kind != CHART_PYRAMID ||
        !chart_worth(&out->chart))
        return false;
    for (uint32_t s = 0; s < out->chart.nseries; s++)
        for (uint32_t i = 0; i < out->chart.series[s].n; i++)
            out->size += out->chart.series[s].points[i].value > 0 ? out->chart.series[s].points[i].value : 0;
    return true;
}

/* Of the countries with most migrants. */
static int ages(struct document *d, struct err *err)
{
    struct page *pg = d->page;
    struct pyramid *v = arena_array(pg->arena, struct pyramid, pg->cube->ref->nareas);
    size_t n = 0;
    for (const uint16_t *area = members(pg); *area; area++)
        n += find_pyramid(&v[n], pg, *area);
    if (!n)
        return 0;
    qsort(v, n, sizeof *v, by_size);
    document_section(d, "sexes.ages", text_get(pg->text, "report.sexes.ages.title"));
    document_say(d, "sexes.ages.lead", n > PYRAMIDS_MOST ? "report.sexes.ages.lead.largest" : "report.sexes.ages.lead",
                 NULL);
    for (size_t i = 0; i < MIN(n, (size_t)PYRAMIDS_MOST); i++) {
        struct str path = str_sub(v[i].chart.address, pg->origin.len, v[i].chart.address.len);
        const char *id = part_id(d, "sexes.ages.%.*s", STR_FMT(pg->cube->ref->areas[v[i].area].code));
        if (document_figure(d, id, &v[i].chart, path, err) < 0)
            return -err->code;
    }
    return 0;
}

int report_sexes(struct document *d, const struct report *r, struct err *err)
{
    struct page *pg = d->page;
    struct shares x = {0};
    for (int q = 0; q < QUESTIONS; q++)
        x.all += x.n[q] = regional_women(&x.v[q], pg, questions[q]);
    if (!x.all)
        return 0;
    document_chapter(d, "sexes", text_get(pg->text, "report.sexes.title"));
    document_say(d, "sexes.lead", "report.sexes.lead", NULL);
    says_paragraphs(d, r, "sexes", HIGHLIGHT_SEXES, UINT16_MAX, SAYS_MOST);
    if (shares(d, &x, err) < 0)
        return -err->code;
    in_parts(d);
    return ages(d, err);
}
