/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/country_parts.h"

#include "report/chart.h"
#include "report/coverage_parts.h"
#include "report/figure.h"

#include "model/period.h"

#include <math.h>

static struct str year_of(struct page *pg, uint32_t obs)
{
    return text_join(pg, "%d", period_year(pg->cube->period[obs]));
}

static struct str code_name(const struct page *pg, uint16_t code) { return pg->cube->ref->codes[code].name; }

/* -- the headline -------------------------------------------------------------------------------------- */

void country_headline(struct page *pg, const struct profile *p)
{
    static const enum profile_part shown[] = {PART_STOCK, PART_INFLOW, PART_OUTFLOW, PART_ABROAD};
    const struct cube *cube = pg->cube;
    bool any = false;
    for (size_t i = 0; i < ARRAY_LEN(shown); i++) {
        const struct cube_flow *flow = p->best[shown[i]];
        uint32_t series, obs;
        if (!flow || !profile_total(&series, cube, flow, p->area, 0) || !series_newest(&obs, cube, series))
            continue;
        const struct indicator *in = &cube->ref->indicators[flow->indicator];
        struct str source = cube->sources[cube->source[obs]];
        html(pg->out, any ? "<div><dt><a href=\"" : "<dl class=\"told\">\n<div><dt><a href=\"");
        any = true;
        html_attr(pg->out, table_path(pg, in, p->area));
        html(pg->out, "\">");
        html_text(pg->out, measure_words(pg, in));
        html(pg->out, "</a></dt><dd>");
        html_text(pg->out, count_words(pg, in, obs));
        html(pg->out, " <span class=\"year\">");
        html_text(pg->out, year_of(pg, obs));
        html(pg->out, "</span></dd><dd class=\"small\">");
        html_link(pg->out, "/source/", source, source_name(pg, source));
        html(pg->out, "</dd></div>\n");
    }
    if (any)
        html(pg->out, "</dl>\n");
}

/* -- sentences ----------------------------------------------------------------------------------------- */

/* What women have of a total; false where one of the two is not said. */
static bool women_share(double *share, const struct cube *cube, const struct cube_flow *flow, uint16_t area,
                        uint32_t total)
{
    uint32_t series, obs;
    if (!profile_total(&series, cube, flow, area, cube->ref->sex_female) ||
        !series_at(&obs, cube, series, cube->period[total]) || !(cube->value[total] > 0))
        return false;
    *share = 100 * cube->value[obs] / cube->value[total];
    return true;
}

static void say_total(struct page *pg, const struct cube_flow *flow, uint16_t area)
{
    const struct cube *cube = pg->cube;
    const struct indicator *in = &cube->ref->indicators[flow->indicator];
    uint32_t series, obs;
    double share;
    if (!profile_total(&series, cube, flow, area, 0) || !series_newest(&obs, cube, series))
        return;
    SAY(pg, "profile.says.total", {"measure", measure_words(pg, in)}, {"n", count_words(pg, in, obs)},
        {"year", year_of(pg, obs)});
    if (!women_share(&share, cube, flow, area, obs))
        return;
    html(pg->out, " ");
    SAY(pg, "profile.says.women", {"share", share_words(pg, share)});
}

/* Women among migrants, of the newest year that says it. */
static void say_women(struct page *pg, const struct cube_flow *flow, uint16_t area)
{
    const struct cube *cube = pg->cube;
    uint32_t series;
    double share;
    if (!flow || !profile_total(&series, cube, flow, area, 0))
        return;
    for (uint32_t i = cube->start[series + 1]; i > cube->start[series]; i--)
        if (women_share(&share, cube, flow, area, i - 1)) {
            SAY(pg, "profile.says.sex", {"measure", measure_words(pg, &cube->ref->indicators[flow->indicator])},
                {"year", year_of(pg, i - 1)}, {"share", share_words(pg, share)});
            return;
        }
}

/* The largest part that is one, and what it has of the whole. */
static void say_largest(struct page *pg, enum profile_part part, const struct cube_flow *flow, uint16_t area)
{
    const struct cube *cube = pg->cube;
    struct profile_shares x;
    profile_shares(&x, pg, flow, area, 0);
    if (!x.n || cube->ref->codes[x.v[0].code].role == CODE_REST) {
        say_total(pg, flow, area);
        return;
    }
    SAY(pg, arena_fmt(pg->arena, "profile.largest.%s", profile_part_name(part)), {"name", code_name(pg, x.v[0].code)},
        {"n", count_words(pg, &cube->ref->indicators[flow->indicator], x.v[0].obs)}, {"year", year_of(pg, x.v[0].obs)});
    if (x.total == UINT32_MAX || !(cube->value[x.total] > 0))
        return;
    html(pg->out, " ");
    SAY(pg, "profile.says.share", {"share", share_words(pg, 100 * cube->value[x.v[0].obs] / cube->value[x.total])});
}

/* Where the largest part of migrants is, and what nationals have there. */
static bool say_beside(struct page *pg, const struct cube_flow *flow, uint16_t area)
{
    const struct cube *cube = pg->cube;
    uint16_t group[2];
    unsigned slot;
    struct profile_shares x[2];
    if (!profile_pair(&group[0], &group[1], &slot, cube->ref, &cube->ref->indicators[flow->indicator]) || slot != 1)
        return false;
    for (int g = 0; g < 2; g++)
        profile_shares(&x[g], pg, flow, area, group[g]);
    if (!x[0].n || x[0].total == UINT32_MAX || !(cube->value[x[0].total] > 0))
        return true;
    SAY(pg, "profile.says.group", {"group", code_name(pg, group[0])}, {"year", year_of(pg, x[0].total)},
        {"name", code_name(pg, x[0].v[0].code)},
        {"share", share_words(pg, 100 * cube->value[x[0].v[0].obs] / cube->value[x[0].total])});
    for (uint32_t k = 0; k < x[1].n; k++)
        if (x[1].v[k].code == x[0].v[0].code && x[1].period == x[0].period && x[1].total != UINT32_MAX &&
            cube->value[x[1].total] > 0) {
            html(pg->out, " ");
            SAY(pg, "profile.says.beside", {"group", code_name(pg, group[1])},
                {"share", share_words(pg, 100 * cube->value[x[1].v[k].obs] / cube->value[x[1].total])});
        }
    return true;
}

/* Both in the newest year of which both are said. */
static void say_earnings(struct page *pg, const struct cube_flow *flow, uint16_t area)
{
    const struct cube *cube = pg->cube;
    const struct indicator *in = &cube->ref->indicators[flow->indicator];
    uint32_t series[2] = {UINT32_MAX, UINT32_MAX}, obs;
    uint16_t group[2];
    unsigned slot;
    if (!profile_pair(&group[0], &group[1], &slot, cube->ref, in))
        return;
    for (uint32_t s = flow->area_at[area]; s < flow->area_at[area + 1]; s++)
        for (int g = 0; g < 2; g++)
            if (cube->freq[s] == 'A' && cube->classif[slot][s] == group[g] &&
                (!cube->sex[s] || cube->sex[s] == cube->ref->sex_total))
                series[g] = s;
    if (series[0] == UINT32_MAX || series[1] == UINT32_MAX)
        return;
    for (uint32_t i = cube->start[series[0] + 1]; i > cube->start[series[0]]; i--)
        if (series_at(&obs, cube, series[1], cube->period[i - 1]) && !isnan(cube->value[i - 1]) &&
            cube->value[obs] > 0) {
            SAY(pg, "profile.says.earnings", {"year", year_of(pg, obs)}, {"group", code_name(pg, group[0])},
                {"n", count_words(pg, in, i - 1)}, {"other", code_name(pg, group[1])}, {"m", count_words(pg, in, obs)},
                {"share", share_words(pg, 100 * cube->value[i - 1] / cube->value[obs])});
            return;
        }
}

static void say_part(struct page *pg, const struct profile *p, enum profile_part part)
{
    const struct cube_flow *flow = p->best[part];
    if (part == PART_SEX)
        say_women(pg, p->best[PART_STOCK], p->area);
    else if (!flow)
        return;
    else if (part == PART_STOCK || part == PART_INFLOW)
        say_total(pg, flow, p->area);
    else if (part == PART_EARNINGS)
        say_earnings(pg, flow, p->area);
    else if (!say_beside(pg, flow, p->area))
        say_largest(pg, part, flow, p->area);
}

/* -- sections ------------------------------------------------------------------------------------------ */

static void heading(struct page *pg, enum profile_part part)
{
    html(pg->out, "<h3>");
    say(pg, arena_fmt(pg->arena, "profile.part.%s", profile_part_name(part)));
    html(pg->out, "</h3>\n");
}

static void nothing(struct page *pg, enum profile_part part)
{
    buf_fmt(pg->out, "<section id=\"%s\" class=\"none\">\n", profile_part_name(part));
    heading(pg, part);
    say_in(pg, "p", NULL, "profile.none");
    html(pg->out, "</section>\n");
}

/* False, and nothing written, where there is no figure. */
static bool one(struct page *pg, const struct profile *p, enum profile_part part)
{
    const struct ref *ref = pg->cube->ref;
    const struct cube_flow *flow = p->best[part];
    struct chart c;
    struct err err;
    if (!profile_has(p, pg->cube, part))
        return false;
    bool drawn = topic_country_part(&c, pg, p, part, &err) == 0 && chart_worth(&c);
    flow = flow ? flow : p->best[PART_STOCK];
    buf_fmt(pg->out, "<section id=\"%s\">\n", profile_part_name(part));
    heading(pg, part);
    html(pg->out, "<p>");
    say_part(pg, p, part);
    html(pg->out, "</p>\n");
    if (drawn)
        figure_write(pg, &c, text_join(pg, "/chart/country/%.*s/%s", STR_FMT(ref->areas[p->area].code),
                                       profile_part_name(part)), STR(""));
    const struct indicator *in = &ref->indicators[flow->indicator];
    html(pg->out, "<p class=\"onward\">");
    SAY(pg, "profile.table", {"title", in->title}, {"indicator", in->code}, {"area", ref->areas[p->area].code});
    html(pg->out, "</p>\n</section>\n");
    return true;
}

void country_parts(struct page *pg, const struct profile *p, bool origin)
{
    const struct area *area = &pg->cube->ref->areas[p->area];
    bool missing[PROFILE_PARTS] = {0};
    unsigned n = 0;
    for (int part = 0; part < PROFILE_PARTS; part++)
        if (profile_of_origin((enum profile_part)part) == origin) {
            missing[part] = !one(pg, p, (enum profile_part)part);
            n += missing[part];
        }
    if (!n)
        return;
    html(pg->out, "<section class=\"gaps\">\n");
    for (int part = 0; part < PROFILE_PARTS; part++)
        if (missing[part])
            nothing(pg, (enum profile_part)part);
    if (area->member) {
        html(pg->out, "<p class=\"onward\">");
        SAY(pg, "gaps.link.of", {"area", area->code});
        html(pg->out, "</p>\n");
    }
    html(pg->out, "</section>\n");
}
