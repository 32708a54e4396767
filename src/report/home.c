/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The first page: what this is, a way to search, what the region's figures say, and the ways on. */

#include "report/corridor.h"
#include "report/coverage_parts.h"
#include "report/figure.h"
#include "report/profile.h"
#include "report/releases.h"
#include "report/reports.h"
#include "report/subject.h"

#include "model/period.h"

#include <math.h>

/* -- numbers of the region ----------------------------------------------------------------------------- */

/* One table in one year, added up over the countries that have it: the year that most have, of those the newest. */
struct added {
    const struct cube_flow *flow;
    int year;
    uint32_t n; /* countries; 0: none */
    double sum;
    unsigned decimals;
    uint32_t nsex; /* countries that say women too, and what these have */
    double women, both;
};

static void add_year(struct added *a, const struct page *pg, uint16_t area, uint32_t total, uint16_t period)
{
    const struct cube *cube = pg->cube;
    uint32_t obs, women, series;
    if (!series_at(&obs, cube, total, period))
        return;
    a->n++;
    a->sum += cube->value[obs];
    a->decimals = MAX(a->decimals, cube->decimals[obs]);
    if (!profile_total(&series, cube, a->flow, area, cube->ref->sex_female) || !series_at(&women, cube, series, period))
        return;
    a->nsex++;
    a->women += cube->value[women];
    a->both += cube->value[obs];
}

/* How many countries have a total in each year. */
static uint16_t most_common(uint32_t *n, struct page *pg, const struct cube_flow *flow, const uint32_t *totals)
{
    const struct cube *cube = pg->cube;
    uint16_t *count = arena_array(pg->arena, uint16_t, flow->period_last - flow->period_first + 1u), best = 0;
    *n = 0;
    for (; *totals != UINT32_MAX; totals++)
        for (uint32_t i = cube->start[*totals]; i < cube->start[*totals + 1]; i++)
            if (!isnan(cube->value[i])) {
                uint16_t at = cube->period[i], now = ++count[at - flow->period_first];
                if (now > *n || (now == *n && at > best)) {
                    *n = now;
                    best = at;
                }
            }
    return best;
}

static struct added add_up(struct page *pg, enum profile_part part)
{
    const struct cube *cube = pg->cube;
    const uint16_t *area = members(pg);
    struct added best = {0};
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        uint32_t n = 0, countries;
        if (!profile_takes(cube->ref, part, flow->indicator))
            continue;
        uint32_t *totals = arena_array(pg->arena, uint32_t, cube->ref->nareas + 1);
        uint16_t *areas = arena_array(pg->arena, uint16_t, cube->ref->nareas + 1);
        for (const uint16_t *a = area; *a; a++)
            if (profile_total(&totals[n], cube, flow, *a, 0))
                areas[n++] = *a;
        totals[n] = UINT32_MAX;
        uint16_t period = most_common(&countries, pg, flow, totals);
        if (countries < best.n || countries == 0 || (countries == best.n && period_year(period) <= best.year))
            continue;
        best = (struct added){.flow = flow, .year = period_year(period)};
        for (uint32_t k = 0; k < n; k++)
            add_year(&best, pg, areas[k], totals[k], period);
    }
    return best;
}

static void fact_open(struct page *pg, struct str address, struct str words)
{
    html(pg->out, "<div><dt><a href=\"");
    html_attr(pg->out, address);
    html(pg->out, "\">");
    html_text(pg->out, words);
    html(pg->out, "</a></dt><dd>");
}

static struct str of_countries(struct page *pg, const char *key, uint32_t n)
{
    uint32_t all = 0;
    for (const uint16_t *a = members(pg); *a; a++)
        all++;
    return WORDS(pg, key, {"n", number(pg, n)}, {"all", number(pg, all)});
}

static void put_added(struct page *pg, const struct added *a)
{
    const struct indicator *in = &pg->cube->ref->indicators[a->flow->indicator];
    unsigned mult = (unsigned)MAX(in->unit_mult, 0);
    fact_open(pg, table_path(pg, in, 0), measure_words(pg, in));
    html_num(pg->out, pg->text, a->sum * pow(10, mult), a->decimals > mult ? a->decimals - mult : 0);
    buf_fmt(pg->out, " <span class=\"year\">%d</span></dd><dd class=\"small\">", a->year);
    html_text(pg->out, of_countries(pg, "home.added", a->n));
    html(pg->out, "</dd></div>\n");
}

static void put_women(struct page *pg, const struct added *a)
{
    const struct indicator *in = &pg->cube->ref->indicators[a->flow->indicator];
    if (!a->nsex || !(a->both > 0))
        return;
    fact_open(pg, table_path(pg, in, 0), WORDS(pg, "home.women", {"measure", measure_words(pg, in)}));
    html_text(pg->out, share_words(pg, 100 * a->women / a->both));
    buf_fmt(pg->out, " <span class=\"year\">%d</span></dd><dd class=\"small\">", a->year);
    html_text(pg->out, of_countries(pg, "home.share", a->nsex));
    html(pg->out, "</dd></div>\n");
}

static void put_corridor(struct page *pg)
{
    const struct ref *ref = pg->cube->ref;
    struct corridor_figure *v;
    if (!corridors_figures(&v, pg, MIRROR_STOCK, 0))
        return;
    const struct area *from = &ref->areas[v->origin], *to = &ref->areas[v->destination];
    fact_open(pg, text_join(pg, "/corridor/%.*s/%.*s", STR_FMT(from->code), STR_FMT(to->code)),
              text_get(pg->text, "home.corridor"));
    html_text(pg->out, count_words(pg, &ref->indicators[v->indicator], v->obs));
    html(pg->out, " <span class=\"year\">");
    html_text(pg->out, period_words(pg, v->period));
    html(pg->out, "</span></dd><dd class=\"small\">");
    SAY(pg, "corridors.name", {"origin", from->name}, {"destination", to->name});
    html(pg->out, "</dd></div>\n");
}

static void glance(struct page *pg)
{
    static const enum profile_part shown[] = {PART_STOCK, PART_OUTFLOW, PART_ABROAD};
    struct added stock = {0};
    say_in(pg, "h2", NULL, "home.glance");
    html(pg->out, "<dl class=\"told\">\n");
    for (size_t i = 0; i < ARRAY_LEN(shown); i++) {
        struct added a = add_up(pg, shown[i]);
        if (a.n)
            put_added(pg, &a);
        if (i == 0)
            stock = a;
    }
    if (stock.n)
        put_women(pg, &stock);
    put_corridor(pg);
    html(pg->out, "</dl>\n<p class=\"small\">");
    say(pg, "home.glance.how");
    html(pg->out, "</p>\n");
}

/* -- the rest ------------------------------------------------------------------------------------------ */

static void search(struct page *pg)
{
    html(pg->out, "<form class=\"seek\" role=\"search\" action=\"/search\">\n<label for=\"seek\">");
    say(pg, "home.search");
    html(pg->out, "</label>\n<span><input id=\"seek\" type=\"search\" name=\"q\" autocomplete=\"off\"><button>");
    say(pg, "home.search.go");
    html(pg->out, "</button></span>\n<p class=\"small\">");
    say(pg, "home.search.like");
    html(pg->out, "</p>\n</form>\n");
}

/* Sheets of the questionnaire that a country has answered at least once. */
static uint32_t answered(struct page *pg, uint16_t area, uint32_t *asked)
{
    const struct cube *cube = pg->cube;
    const struct ref *ref = cube->ref;
    uint32_t n = 0;
    int most = 0;
    for (uint16_t i = 1; i < ref->nindicators; i++)
        most = MAX(most, ref->indicators[i].sheet);
    uint8_t *seen = arena_array(pg->arena, uint8_t, (size_t)most + 1); /* 1: asked, 2: answered */
    for (uint16_t i = 1; i < ref->nindicators; i++) {
        const struct indicator *in = &ref->indicators[i];
        const struct cube_flow *flow = cube_flow_find(cube, i);
        if (in->sheet > 0 && indicator_asked(in))
            seen[in->sheet] |= flow && flow->area_at[area] != flow->area_at[area + 1] ? 3 : 1;
    }
    *asked = 0;
    for (int k = 1; k <= most; k++) {
        *asked += seen[k] & 1;
        n += seen[k] >> 1;
    }
    return n;
}

static void countries(struct page *pg)
{
    const struct ref *ref = pg->cube->ref;
    uint32_t asked = 0, all_asked = 0, all = 0;
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, "nav.countries");
    html(pg->out, "<ul class=\"subjects\">\n");
    for (const uint16_t *a = members(pg); *a; a++) {
        uint32_t n = answered(pg, *a, &asked);
        all += n;
        all_asked += asked;
        html(pg->out, n ? "<li>" : "<li class=\"none\">");
        html_link(pg->out, "/country/", ref->areas[*a].code, ref->areas[*a].name);
        html(pg->out, " <span class=\"small\">");
        SAY(pg, "home.answered", {"n", number(pg, n)}, {"tables", counted(pg, "count.tables", asked)});
        html(pg->out, "</span></li>\n");
    }
    html(pg->out, "</ul>\n<p class=\"onward\">");
    SAY(pg, "home.coverage", {"n", number(pg, all)}, {"tables", counted(pg, "count.tables", all_asked)});
    html(pg->out, "</p>\n</section>\n");
}

/* Who lives where within the region, as flows; how much of it there is. */
static void between(struct page *pg)
{
    struct chart c;
    struct err err;
    chart_init(&c, pg->arena, CHART_SANKEY);
    if (corridors_chart(&c, pg, MIRROR_STOCK, 0, &err) < 0)
        return;
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, "home.corridors");
    figure_write(pg, &c, STR("/chart/corridors/stock"), STR(""));
    say_in(pg, "p", "onward", "home.corridors.all");
    html(pg->out, "</section>\n");
}

void page_home(struct page *pg)
{
    if (!page_released(pg, ""))
        return;
    const struct cube *cube = pg->cube;
    pg->seeks = true;
    page_open(pg, text_get(pg->text, "home.head"), "");
    html(pg->out, "<div class=\"intro\">\n<h1>");
    SAY(pg, "home.title", {"name", cube->ref->name}, {"region", cube->ref->region});
    heading_end(pg);
    html(pg->out, "<p class=\"lead\">");
    SAY(pg, "home.lead", {"region", cube->ref->region_name});
    html(pg->out, "</p>\n");
    search(pg);
    html(pg->out, "</div>\n");
    glance(pg);
    html(pg->out, "<div class=\"two-ways\">\n");
    between(pg);
    countries(pg);
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, "home.topics");
    subjects_write(pg, false);
    say_in(pg, "p", "onward", "home.tables");
    html(pg->out, "</section>\n<section>\n");
    say_in(pg, "h2", NULL, "home.newest");
    html(pg->out, "<p>");
    SAY(pg, "home.release", {"release", cube->release_name}, {"date", date_words(pg, cube->released_at)},
        {"figures", counted(pg, "count.figures", cube->nobs)});
    html(pg->out, "</p>\n");
    page_next_release(pg);
    reports_newest(pg);
    html(pg->out, "</section>\n</div>\n");
    page_close(pg);
}
