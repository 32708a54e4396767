/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Collections of others: which there are, and each with its description, its tables and what may be taken
 * away. None of their figures stands without publisher and vintage. */

#include "report/layout.h"

#include "model/collection.h"
#include "model/period.h"

#include <ctype.h>
#include <math.h>

/* "UNDESA_IMS@2019", as addresses have it */
static struct str name_of(struct page *pg, const struct collection *of)
{
    return text_join(pg, "%.*s@%.*s", STR_FMT(of->code), STR_FMT(of->vintage));
}

static void cell(struct page *pg, const char *class, struct str text)
{
    html(pg->out, class ? "<td class=\"" : "<td>");
    if (class) {
        html(pg->out, class);
        html(pg->out, "\">");
    }
    html_text(pg->out, text);
    html(pg->out, "</td>");
}

/* -- /collections ------------------------------------------------------------------------------ */

static void years_of(struct years *out, const struct cube *c)
{
    for (uint32_t i = 0; i < c->nobs; i++)
        years_add(out, period_year(c->period[i]));
}

/* Of all of them, so that their lines stand under each other. */
static void years_range_of(const struct collection *const *v, size_t n, int *from, int *to)
{
    struct years all = {0};
    for (size_t i = 0; i < n; i++)
        years_of(&all, v[i]->cube);
    *from = years_first(&all);
    *to = years_last(&all);
}

static void collection_row(struct page *pg, const struct collection *of, int from, int to)
{
    struct years years = {0};
    years_of(&years, of->cube);
    html(pg->out, "<tr><th scope=\"row\">");
    html_link(pg->out, "/collection/", name_of(pg, of), of->name);
    html(pg->out, "</th>");
    cell(pg, NULL, of->vintage);
    cell(pg, "small", of->publisher);
    html(pg->out, "<td>");
    strip(pg, &years, from, to);
    html(pg->out, "</td>");
    cell(pg, "n", number(pg, (uint64_t)of->nobs));
    html(pg->out, "</tr>\n");
}

void page_collections(struct page *pg, const struct collection *const *v, size_t n)
{
    int from, to;
    if (!page_released(pg, "sources"))
        return;
    page_open(pg, text_get(pg->text, "collections.title"), "sources");
    say_in(pg, "h1", NULL, "collections.title");
    say_in(pg, "p", "lead", "collections.lead");
    if (n) {
        years_range_of(v, n, &from, &to);
        listing_open(pg, "cap", "frame", "list", text_get(pg->text, "collections.caption"));
        listing_column(pg, NULL, "collections.name");
        listing_column(pg, NULL, "collections.vintage");
        listing_column(pg, NULL, "collections.publisher");
        strip_axis(pg, "cover.years", from, to);
        listing_column(pg, "n", "cover.figures");
        listing_body(pg);
        for (size_t i = 0; i < n; i++)
            collection_row(pg, v[i], from, to);
        listing_close(pg);
        say_in(pg, "p", "small", "collections.programs");
    } else {
        say_in(pg, "p", NULL, "collections.none");
    }
    page_close(pg);
}

/* -- /collection/UNDESA_IMS@2019 ------------------------------------------------------------------- */

static void description(struct page *pg, const struct collection *of)
{
    html(pg->out, "<dl class=\"pairs wide\">\n");
    say_pair(pg, "collections.publisher", of->publisher);
    say_pair(pg, "collections.vintage", of->vintage);
    say_pair(pg, "collection.definition", of->definition);
    say_pair(pg, "collection.criterion", text_get(pg->text, text_join(pg, "collection.criterion.%.*s",
                                                                  STR_FMT(of->criterion)).p));
    say_pair(pg, "collection.population", of->population);
    say_pair(pg, "collection.licence", of->licence);
    say_pair(pg, "side.cite", of->attribution);
    if (of->address.len) { /* http or https alone, as collection_field_wrong has it */
        html(pg->out, "<dt>");
        say(pg, "collection.address");
        html(pg->out, "</dt><dd><a rel=\"external\" href=\"");
        html_attr(pg->out, of->address);
        html(pg->out, "\">");
        html_text(pg->out, of->address);
        html(pg->out, "</a></dd>\n");
    }
    if (of->retrieved.len)
        say_pair(pg, "collection.retrieved", date_words(pg, of->retrieved));
    say_pair(pg, "collection.imported", date_words(pg, of->imported_at));
    say_pair(pg, "collection.code", name_of(pg, of));
    html(pg->out, "</dl>\n");
}

/* The periods of which the collection has something, as columns. */
struct columns {
    uint16_t *period;
    uint32_t n;
};

static struct columns columns_of(struct page *pg, const struct cube *c, const struct cube_flow *flow)
{
    bool *has = arena_array(pg->arena, bool, UINT16_MAX + 1);
    uint32_t end = flow ? c->start[flow->first + flow->n] : c->nobs;
    struct columns columns = {0};
    for (uint32_t i = flow ? c->start[flow->first] : 0; i < end; i++) {
        columns.n += !has[c->period[i]];
        has[c->period[i]] = true;
    }
    columns.period = arena_array(pg->arena, uint16_t, columns.n + 1);
    columns.n = 0;
    for (uint32_t p = 0; p <= UINT16_MAX; p++)
        if (has[p])
            columns.period[columns.n++] = (uint16_t)p;
    return columns;
}

static void column_heads(struct page *pg, const struct columns *columns, const char *class)
{
    for (uint32_t i = 0; i < columns->n; i++) {
        char text[PERIOD_TEXT];
        html(pg->out, class ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        buf_put(pg->out, text, period_fmt(text, columns->period[i]));
        html(pg->out, "</th>");
    }
}

/* How many areas have a figure in a period. */
static uint32_t areas_in(struct page *pg, const struct cube *c, const struct cube_flow *flow, uint16_t period)
{
    bool *has = arena_array(pg->arena, bool, c->ref->nareas + 1);
    uint32_t n = 0;
    for (uint32_t s = flow->first; s < flow->first + flow->n; s++)
        for (uint32_t i = c->start[s]; i < c->start[s + 1] && !has[c->area[s]]; i++)
            has[c->area[s]] = c->period[i] == period && !isnan(c->value[i]);
    for (uint32_t a = 0; a < c->ref->nareas; a++)
        n += has[a];
    return n;
}

static void coverage(struct page *pg, const struct cube *c)
{
    struct columns columns = columns_of(pg, c, NULL);
    say_in(pg, "h2", NULL, "collection.coverage");
    say_in(pg, "p", NULL, "collection.coverage.lead");
    listing_open(pg, "cap-coverage", "frame", "list", text_get(pg->text, "collection.coverage.caption"));
    listing_column(pg, NULL, "cover.table");
    column_heads(pg, &columns, "n");
    listing_column(pg, "n", "cover.figures");
    listing_body(pg);
    for (uint32_t f = 0; f < c->nflows; f++) {
        html(pg->out, "<tr><th scope=\"row\">");
        html_text(pg->out, c->ref->indicators[c->flows[f].indicator].title);
        html(pg->out, "</th>");
        for (uint32_t i = 0; i < columns.n; i++) {
            uint32_t n = areas_in(pg, c, &c->flows[f], columns.period[i]);
            cell(pg, n ? "n" : "n zero", n ? number(pg, n) : STR("\xE2\x80\x93"));
        }
        cell(pg, "n", number(pg, c->flows[f].nobs));
        html(pg->out, "</tr>\n");
    }
    listing_close(pg);
}

static void downloads(struct page *pg, const struct collection *of)
{
    static const struct {
        const char *format, *name;
    } forms[] = {{"ilostat", "CSV"},      {"workbook", "Excel"},        {"sdmx-csv", "SDMX-CSV"},
                 {"sdmx-ml", "SDMX-ML"}, {"sdmx-json", "SDMX-JSON"}, {"json-stat", "JSON-stat"}};
    const struct cube *c = of->cube;
    say_in(pg, "h2", NULL, "collection.downloads");
    say_in(pg, "p", NULL, "collection.downloads.lead");
    for (uint32_t f = 0; f < c->nflows; f++) {
        const struct indicator *in = &c->ref->indicators[c->flows[f].indicator];
        html(pg->out, "<h3>");
        html_text(pg->out, in->title);
        html(pg->out, "</h3>\n<ul class=\"key\">\n");
        for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
            html(pg->out, "<li><a download href=\"/analysis/collection/");
            html_segment(pg->out, name_of(pg, of));
            html(pg->out, "/");
            html_segment(pg->out, in->code);
            buf_fmt(pg->out, "?format=%s\">%s</a></li>\n", forms[i].format, forms[i].name);
        }
        html(pg->out, "</ul>\n<p class=\"small\"><code class=\"addr\">");
        html_text(pg->out, text_join(pg, "%.*s/analysis/collection/%.*s/%.*s", STR_FMT(pg->origin),
                                     STR_FMT(name_of(pg, of)), STR_FMT(in->code)));
        html(pg->out, "</code></p>\n");
    }
}

/* -- what it says of the region ------------------------------------------------------------------ */

/* A code by which the countries of the region can be shown beside each other: a total, or one of few. */
static bool is_overall(const struct ref *ref, uint16_t code)
{
    enum { FEW = 6 };
    const struct version *v = &ref->versions[ref->codes[code].version];
    return !code || ref->codes[code].role == CODE_TOTAL || (!v->countries && v->n <= FEW);
}

/* The series of an area that is of both sexes (or of no sex) and that code; UINT32_MAX: none. */
static uint32_t series_of(const struct cube *c, const struct cube_flow *flow, uint16_t area, uint16_t code)
{
    for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++)
        if (c->freq[s] == 'A' && (!c->sex[s] || c->sex[s] == c->ref->sex_total) && c->classif[0][s] == code &&
            (!c->classif[1][s] || c->ref->codes[c->classif[1][s]].role == CODE_TOTAL))
            return s;
    return UINT32_MAX;
}

static void figure(struct page *pg, const struct cube *c, uint32_t series, uint16_t period, unsigned decimals,
                   bool seen[128])
{
    for (uint32_t i = c->start[series]; i < c->start[series + 1]; i++) {
        if (c->period[i] != period)
            continue;
        char status = ref_status_find(c->ref, c->status[i]) ? c->status[i] : 0;
        html(pg->out, isnan(c->value[i]) ? "<td class=\"no\">" : "<td>");
        html_num(pg->out, pg->text, c->value[i], decimals);
        if (isnan(c->value[i]) && !status)
            html(pg->out, "\xE2\x80\x93");
        if (status) {
            seen[status & 0x7f] = true;
            buf_fmt(pg->out, "<a class=\"f\" href=\"#f-%c\">%c</a>", tolower((int)status), tolower((int)status));
        }
        html(pg->out, "</td>");
        return;
    }
    html(pg->out, "<td></td>");
}

static void region_caption(struct page *pg, const struct collection *of, const struct indicator *in, uint16_t code)
{
    html(pg->out, "<span>");
    SAY(pg, "collection.region.caption", {"title", in->title},
        {"code", code ? of->cube->ref->codes[code].name : STR("")}, {"place", pg->cube->ref->region},
        {"unit", unit_words(pg, in)}, {"publisher", of->publisher}, {"vintage", of->vintage});
    html(pg->out, "</span>");
}

static void region_table(struct page *pg, const struct collection *of, const struct cube_flow *flow, uint16_t code,
                         unsigned number, bool seen[128])
{
    const struct cube *c = of->cube;
    const struct indicator *in = &c->ref->indicators[flow->indicator];
    struct columns columns = columns_of(pg, c, flow);
    buf_fmt(pg->out, "<div class=\"frame end w11\" role=\"region\" aria-labelledby=\"cap-%u\" tabindex=\"0\">\n"
            "<table class=\"grid\">\n<caption id=\"cap-%u\">", number, number);
    region_caption(pg, of, in, code);
    html(pg->out, "</caption>\n<thead><tr><th scope=\"col\">");
    say(pg, "table.country");
    html(pg->out, "</th>");
    column_heads(pg, &columns, NULL);
    listing_body(pg);
    for (const uint16_t *area = members(pg); *area; area++) {
        uint32_t s = series_of(c, flow, *area, code);
        html(pg->out, "<tr><th scope=\"row\">");
        html_text(pg->out, c->ref->areas[*area].name);
        html(pg->out, "</th>");
        for (uint32_t i = 0; i < columns.n; i++)
            if (s == UINT32_MAX)
                html(pg->out, "<td></td>");
            else
                figure(pg, c, s, columns.period[i], in->decimals, seen);
        html(pg->out, "</tr>\n");
    }
    listing_close(pg);
}

static void legend(struct page *pg, const struct ref *ref, const bool seen[128])
{
    html(pg->out, "<dl class=\"legend\">\n<div><dt>\xC2\xB7</dt><dd>");
    say(pg, "collection.region.missing");
    html(pg->out, "</dd></div>\n");
    for (unsigned letter = 'A'; letter <= 'Z'; letter++) {
        const struct status *status = seen[letter] ? ref_status_find(ref, (char)letter) : NULL;
        if (!status)
            continue;
        buf_fmt(pg->out, "<div id=\"f-%c\"><dt>%c</dt><dd>", tolower((int)letter), tolower((int)letter));
        SAY(pg, "legend.status", {"name", status->name}, {"description", status->description});
        html(pg->out, "</dd></div>\n");
    }
    html(pg->out, "</dl>\n");
}

/* The codes that the countries of the region have figures of, in order of the reference data. */
static uint32_t codes_of(struct page *pg, const struct cube *c, const struct cube_flow *flow, uint16_t **out)
{
    bool *has = arena_array(pg->arena, bool, c->ref->ncodes + 1);
    uint32_t n = 0;
    for (const uint16_t *area = members(pg); *area; area++)
        for (uint32_t s = flow->area_at[*area]; s < flow->area_at[*area + 1]; s++)
            if (is_overall(c->ref, c->classif[0][s]) &&
                series_of(c, flow, *area, c->classif[0][s]) != UINT32_MAX)
                has[c->classif[0][s]] = true;
    *out = arena_array(pg->arena, uint16_t, c->ref->ncodes + 1);
    for (uint32_t code = 0; code < c->ref->ncodes; code++)
        if (has[code])
            (*out)[n++] = (uint16_t)code;
    return n;
}

static void region(struct page *pg, const struct collection *of)
{
    const struct cube *c = of->cube;
    bool seen[128] = {false};
    unsigned tables = 0;
    for (uint32_t f = 0; f < c->nflows; f++) {
        uint16_t *codes;
        uint32_t n = codes_of(pg, c, &c->flows[f], &codes);
        for (uint32_t i = 0; i < n; i++) {
            if (!tables++) {
                html(pg->out, "<h2>");
                SAY(pg, "collection.region", {"place", pg->cube->ref->region});
                html(pg->out, "</h2>\n");
            }
            region_table(pg, of, &c->flows[f], codes[i], tables, seen);
        }
    }
    if (tables)
        legend(pg, c->ref, seen);
}

void page_collection(struct page *pg, const struct collection *of)
{
    if (!page_released(pg, "sources"))
        return;
    pg->others = of;
    page_open(pg, text_join(pg, "%.*s (%.*s)", STR_FMT(of->name), STR_FMT(of->vintage)), "sources");
    crumbs_open(pg);
    crumb(pg, "/sources", "nav.sources");
    crumb(pg, "/collections", "collections.title");
    html(pg->out, "</nav>\n<h1>");
    html_text(pg->out, of->name);
    heading_end(pg);
    say_in(pg, "p", "lead", "collection.lead");
    description(pg, of);
    coverage(pg, of->cube);
    downloads(pg, of);
    region(pg, of);
    if (of->nunknown) {
        html(pg->out, "<p class=\"small\">");
        SAY(pg, "collection.unknown", {"n", number(pg, of->nunknown)});
        html(pg->out, "</p>\n");
    }
    page_close(pg);
}
