/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A chapter for each country of the region, also for one of which there is no figure: it says so,
 * and what could be done. */

#include "document/country_chapter.h"
#include "report/coverage_parts.h"
#include "document/sourced.h"

#include "model/period.h"
#include "report/topic.h"

enum { CHARTS_MOST = 5, SAYS_MOST = 3 };

/* -- which charts are drawn ----------------------------------------------------------------------------- */

/* Drawing is what takes time, and a reader looks at a few: those first that say what the country is to others. */
static const enum profile_part by_weight[] = {PART_STOCK, PART_ORIGINS, PART_OUTFLOW, PART_ABROAD, PART_ACTIVITIES,
                                              PART_SEX, PART_OCCUPATIONS, PART_INFLOW, PART_EDUCATION, PART_RETURNS,
                                              PART_LEAVERS, PART_EARNINGS};

bool country_part_has(const struct country_chapter *c, enum profile_part part)
{
    struct page *pg = c->d->page;
    const struct ref *ref = pg->cube->ref;
    const struct cube_flow *flow = c->profile.best[part];
    uint16_t migrants = 0, nationals;
    unsigned slot;
    struct profile_shares x;
    bool by_codes = part == PART_ACTIVITIES || part == PART_OCCUPATIONS || part == PART_EDUCATION ||
                    part == PART_LEAVERS;
    if (!profile_has(&c->profile, pg->cube, part))
        return false;
    if (!by_codes)
        return true;
    if (profile_pair(&migrants, &nationals, &slot, ref, &ref->indicators[flow->indicator]) && slot != 1)
        return false;
    profile_shares(&x, pg, flow, c->area, migrants);
    return x.n > 1 || (x.n == 1 && x.total != UINT32_MAX);
}

static void choose_charts(struct country_chapter *c, unsigned most)
{
    struct err err;
    for (size_t i = 0; i < ARRAY_LEN(by_weight) && most; i++) {
        enum profile_part part = by_weight[i];
        struct chart *chart = arena_new(c->d->page->arena, struct chart);
        if (!country_part_has(c, part) ||
            topic_country_part(chart, c->d->page, &c->profile, part, &err) < 0 || !chart_worth(chart))
            continue;
        chart->decimals = MIN(chart->decimals, 1); /* letters at bars and lines; the figures stand in tables */
        c->charts[part] = chart;
        most--;
    }
}

/* Else the list of figures has two of one title. */
static void name_sexes(struct country_chapter *c)
{
    struct page *pg = c->d->page;
    struct chart *chart = c->charts[PART_SEX];
    if (!chart || chart->kind != CHART_LINE)
        return;
    const struct indicator *stock = &pg->cube->ref->indicators[c->profile.best[PART_STOCK]->indicator];
    chart->title = WORDS(pg, "report.countries.sexes", {"place", c->name}, {"measure", measure_words(pg, stock)});
}

/* -- which sentences belong to which part --------------------------------------------------------------- */

/* A sentence on women and men stands with them, whatever its table;
 * one of a corridor or on coverage in its own section. */
static int part_of(const struct country_chapter *c, const struct highlight *h)
{
    static const int of_topic[HIGHLIGHT_TOPICS] = {
        [HIGHLIGHT_STOCK] = PART_STOCK, [HIGHLIGHT_INFLOW] = PART_INFLOW, [HIGHLIGHT_OUTFLOW] = PART_OUTFLOW,
        [HIGHLIGHT_ABROAD] = PART_ABROAD, [HIGHLIGHT_CORRIDORS] = -1, [HIGHLIGHT_SECTORS] = PART_ACTIVITIES,
        [HIGHLIGHT_SKILLS] = PART_OCCUPATIONS, [HIGHLIGHT_SEXES] = PART_SEX, [HIGHLIGHT_COVERAGE] = -1};
    const struct cube *cube = c->d->page->cube;
    int part = of_topic[h->topic];
    if (h->topic == HIGHLIGHT_SKILLS && h->indicator)
        for (int p = 0; p < PROFILE_PARTS; p++)
            if (profile_takes(cube->ref, (enum profile_part)p, h->indicator) &&
                (p == PART_OCCUPATIONS || p == PART_EDUCATION || p == PART_EARNINGS || p == PART_LEAVERS))
                part = p;
    return part < 0 ? -1 : country_part_has(c, (enum profile_part)part) ? part : PROFILE_PARTS;
}

static void sort_says(struct country_chapter *c)
{
    const struct highlights *all = c->r->highlights;
    size_t n = all ? all->n : 0;
    const struct highlight **mine = arena_array(c->d->page->arena, const struct highlight *, n + 1);
    for (int p = 0; p <= PROFILE_PARTS; p++)
        c->says[p] = arena_array(c->d->page->arena, const struct highlight *, SAYS_MOST);
    n = n ? highlights_pick(mine, n, all, -1, c->area) : 0;
    for (size_t i = 0; i < n; i++) {
        int p = part_of(c, mine[i]);
        if (p >= 0 && c->nsays[p] < SAYS_MOST)
            c->says[p][c->nsays[p]++] = mine[i];
    }
}

void country_chapter_init(struct country_chapter *c, struct document *d, const struct report *r, uint16_t area,
                          const struct sources_held *sources, const struct corridors_known *corridors, unsigned most)
{
    const struct area *it = &d->page->cube->ref->areas[area];
    *c = (struct country_chapter){.d = d, .r = r, .area = area, .name = it->name, .code = it->code, .sources = sources,
                                  .corridors = corridors};
    profile_make(&c->profile, d->page->cube, area);
    choose_charts(c, most);
    name_sexes(c);
    sort_says(c);
}

/* -- in brief ------------------------------------------------------------------------------------------- */

unsigned country_headlines(struct headline out[HEADLINES], const struct country_chapter *c)
{
    static const enum profile_part parts[HEADLINES] = {PART_STOCK, PART_INFLOW, PART_OUTFLOW, PART_ABROAD,
                                                       PART_RETURNS};
    const struct cube *cube = c->d->page->cube;
    unsigned n = 0;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        const struct cube_flow *flow = c->profile.best[parts[i]];
        struct figure_key key = {.area = c->area};
        uint32_t obs = flow ? figure_newest(cube, flow, &key) : UINT32_MAX;
        if (obs == UINT32_MAX)
            continue;
        key.sex = cube->ref->sex_female;
        out[n++] = (struct headline){parts[i], flow, obs, figure_find(cube, flow, &key, cube->period[obs])};
    }
    return n;
}

static void headline_row(struct country_chapter *c, struct sourced *s, const struct headline *h)
{
    struct page *pg = c->d->page;
    const struct cube *cube = pg->cube;
    row_head(c->d, measure_words(pg, &cube->ref->indicators[h->flow->indicator]));
    year_cell(c->d, &h->obs, 1);
    persons_cell(c->d, s, h->obs);
    percent_cell(c->d, s, h->women, h->obs);
    text_cell(c->d, source_name(pg, cube->sources[cube->source[h->obs]]));
    row_end(c->d);
}

static void headline_table(struct country_chapter *c)
{
    static const char *const heads[] = {"report.cell.measure", "cover.year", "#report.cell.persons",
                                        "#report.cell.women", "cover.source", NULL};
    struct headline v[HEADLINES];
    struct sourced s;
    unsigned n = country_headlines(v, c);
    if (!n)
        return;
    sourced_begin(&s, c->d);
    document_table(c->d, part_id(c->d, "country.%.*s.headline", STR_FMT(c->code)), NULL,
                   WORDS(c->d->page, "report.countries.headline", {"place", c->name}));
    table_heads(c->d, heads);
    for (unsigned i = 0; i < n; i++)
        headline_row(c, &s, &v[i]);
    s.sources.n = 0; /* they stand in a column of their own */
    table_end(c->d, sourced_words(&s, STR("")));
}

static size_t sources_of(const struct country_chapter *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->sources->n; i++)
        n += c->sources->v[i].area == c->area;
    return n;
}

static void lead(struct country_chapter *c)
{
    struct document *d = c->d;
    const struct coverage_view *v = c->r->coverage;
    struct tables_of of = ALL_TABLES;
    struct reckoned n, possible;
    of.area = coverage_area(&v->c, c->area);
    n = tables_count(d, v, &of, COVER_COLLECTED);
    possible = tables_count(d, v, &of, COVER_POSSIBLE);
    struct reckoned sources = LISTED(d, sources_of(c), "each:SOURCE query REF_AREA=%.*s", STR_FMT(c->code));
    TELL(d, part_id(d, "country.%.*s.lead", STR_FMT(c->code)), "report.countries.lead", told_text(d, "place", c->name),
         told_number(d, "n", &n), told_number(d, "possible", &possible), told_text(d, "years", span_words(d->page, v)),
         told_counted(d, "sources", "count.sources", &sources));
}

void country_brief(struct country_chapter *c)
{
    struct document *d = c->d;
    document_section(d, part_id(d, "country.%.*s.brief", STR_FMT(c->code)),
                     text_get(d->page->text, "report.countries.brief"));
    lead(c);
    if (c->nsays[PROFILE_PARTS]) {
        document_paragraph(d, part_id(d, "country.%.*s.brief.1", STR_FMT(c->code)));
        says_write(d, c->says[PROFILE_PARTS], c->nsays[PROFILE_PARTS]);
        document_paragraph_end(d);
    }
    headline_table(c);
}

/* -- chapters ------------------------------------------------------------------------------------------- */

static void none(struct country_chapter *c)
{
    struct document *d = c->d;
    document_section(d, part_id(d, "country.%.*s.brief", STR_FMT(c->code)),
                     text_get(d->page->text, "report.countries.brief"));
    DOCUMENT_SAY(d, part_id(d, "country.%.*s.lead", STR_FMT(c->code)), "report.countries.none", {"place", c->name});
}

static int chapter(struct country_chapter *c, struct err *err)
{
    struct document *d = c->d;
    int r = 0;
    document_area(d, c->area);
    document_chapter(d, part_id(d, "country.%.*s", STR_FMT(c->code)), c->name);
    if (!figures_of(d->page->cube, c->area)) {
        none(c);
    } else {
        country_brief(c);
        r = country_side(c, false, err);
        if (r == 0)
            r = country_side(c, true, err);
    }
    country_corridors(c);
    country_said(c);
    country_sources(c);
    country_missing(c);
    document_area(d, 0);
    return r;
}

int report_countries(struct document *d, const struct report *r, struct err *err)
{
    struct sources_held sources;
    struct corridors_known corridors;
    int failed = 0;
    sources_held(&sources, d->page);
    corridors_known(&corridors, d->page);
    for (const uint16_t *a = members(d->page); *a && failed == 0; a++) {
        struct country_chapter c;
        country_chapter_init(&c, d, r, *a, &sources, &corridors, CHARTS_MOST);
        failed = chapter(&c, err);
    }
    return failed;
}
