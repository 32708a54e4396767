/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A country as a destination or as an origin: for each part of its profile what there is to say,
 * and a chart or a table. */

#include "document/country_chapter.h"
#include "document/sourced.h"

#include "model/period.h"

#include <math.h>

enum { YEARS_MOST = 8, CODES_MOST = 8, LINES_MOST = 3 };

static const char *id_of(const struct country_chapter *c, enum profile_part part, const char *what)
{
    return part_id(c->d, "country.%.*s.%s.%s", STR_FMT(c->code), profile_part_name(part), what);
}

static struct str title_of(const struct country_chapter *c, const struct indicator *in)
{
    return WORDS(c->d->page, "table.title", {"place", c->name}, {"title", in->title});
}

/* -- sentences ------------------------------------------------------------------------------------------ */

/* What is said where no sentence of the release is about it: the newest figure. False: there is none. */
static bool say_newest(const struct country_chapter *c, const struct cube_flow *flow)
{
    struct document *d = c->d;
    const struct cube *cube = d->page->cube;
    const struct indicator *in = &cube->ref->indicators[flow->indicator];
    uint32_t obs = figure_newest(cube, flow, &(struct figure_key){.area = c->area});
    if (obs == UINT32_MAX)
        return false;
    struct reckoned r = reckoned_figure(d->page->arena, cube, obs);
    reckoned_persons(&r, cube);
    TELL_ON(d, "report.countries.newest", told_text(d, "measure", measure_words(d->page, in)), told_number(d, "n", &r),
            told_text(d, "year", period_words(d->page, cube->period[obs])));
    return true;
}

/* The largest part that is one, and its share. */
static bool say_largest(const struct country_chapter *c, const struct cube_flow *flow, uint16_t group)
{
    struct document *d = c->d;
    const struct cube *cube = d->page->cube;
    struct profile_shares x;
    struct reckoned r;
    profile_shares(&x, d->page, flow, c->area, group);
    if (!x.n || x.total == UINT32_MAX || cube->ref->codes[x.v[0].code].role == CODE_REST ||
        !reckoned_make(&r, d->page->arena, cube, RECKONED_SHARE, (const uint32_t[]){x.v[0].obs, x.total}, 2))
        return false;
    TELL_ON(d, group ? "report.countries.largest.of" : "report.countries.largest",
            told_text(d, "measure", measure_words(d->page, &cube->ref->indicators[flow->indicator])),
            told_text(d, "name", cube->ref->codes[x.v[0].code].name), told_number(d, "share", &r),
            told_text(d, "group", group ? cube->ref->codes[group].name : STR("")),
            told_text(d, "year", period_words(d->page, x.period)));
    return true;
}

bool country_say_part(const struct country_chapter *c, enum profile_part part)
{
    const struct ref *ref = c->d->page->cube->ref;
    const struct cube_flow *flow = c->profile.best[part];
    uint16_t migrants, nationals;
    unsigned slot;
    if (c->nsays[part]) {
        says_write(c->d, c->says[part], c->nsays[part]);
        return true;
    }
    if (!flow || part == PART_EARNINGS)
        return false;
    bool pair = profile_pair(&migrants, &nationals, &slot, ref, &ref->indicators[flow->indicator]) && slot == 1;
    if (part == PART_STOCK || part == PART_INFLOW || part == PART_SEX)
        return part != PART_SEX && say_newest(c, flow);
    if (say_largest(c, flow, pair ? migrants : 0))
        return true;
    /* by country: the total says something without it */
    return mirrored_of(ref, flow->indicator) && say_newest(c, flow);
}

/* A paragraph where there is a sentence; what is written is taken back where there is none. */
static void paragraph(const struct country_chapter *c, enum profile_part part)
{
    struct buf said = {0}, *out = c->d->page->out;
    c->d->page->out = &said;
    bool any = country_say_part(c, part);
    c->d->page->out = out;
    if (any) {
        document_paragraph(c->d, id_of(c, part, "1"));
        buf_str(out, buf_view(&said));
        document_paragraph_end(c->d);
    }
    buf_release(&said);
}

/* -- tables of codes ------------------------------------------------------------------------------------ */

/* Of nobody in particular: each part of the whole, and its share. */
static void by_code(const struct country_chapter *c, enum profile_part part, const struct cube_flow *flow)
{
    static const char *const heads[] = {"report.cell.group", "#report.cell.persons", "#report.cell.share", NULL};
    struct document *d = c->d;
    const struct ref *ref = d->page->cube->ref;
    const struct indicator *in = &ref->indicators[flow->indicator];
    struct profile_shares x;
    struct sourced s;
    profile_shares(&x, d->page, flow, c->area, 0);
    if (x.n < 2)
        return;
    sourced_begin(&s, d);
    document_table(d, id_of(c, part, "table"), "narrow",
                   text_join(d->page, "%.*s, %.*s", STR_FMT(title_of(c, in)),
                             STR_FMT(period_words(d->page, x.period))));
    table_heads(d, heads);
    for (uint32_t i = 0; i < x.n && i < CODES_MOST; i++) {
        row_head(d, ref->codes[x.v[i].code].name);
        persons_cell(d, &s, x.v[i].obs);
        percent_cell(d, &s, x.v[i].obs, x.total);
        row_end(d);
    }
    table_end(d, sourced_words(&s, STR("")));
}

static uint32_t obs_of(const struct profile_shares *x, uint16_t code, uint16_t period)
{
    for (uint32_t i = 0; x->period == period && i < x->n; i++)
        if (x->v[i].code == code)
            return x->v[i].obs;
    return UINT32_MAX;
}

/* What each has of all migrants, beside what it has of all nationals. */
static void side_by_side(const struct country_chapter *c, enum profile_part part, const struct cube_flow *flow,
                         const uint16_t groups[2])
{
    struct document *d = c->d;
    const struct ref *ref = d->page->cube->ref;
    struct profile_shares x[2];
    struct sourced s;
    sourced_begin(&s, d);
    for (int g = 0; g < 2; g++)
        profile_shares(&x[g], d->page, flow, c->area, groups[g]);
    if (x[0].n < 2)
        return;
    document_table(d, id_of(c, part, "table"), "narrow",
                   text_join(d->page, "%.*s, %.*s", STR_FMT(title_of(c, &ref->indicators[flow->indicator])),
                             STR_FMT(period_words(d->page, x[0].period))));
    html(d->page->out, "<thead><tr>");
    table_head(d, NULL, text_get(d->page->text, "report.cell.group"));
    for (int g = 0; g < 2; g++)
        table_head(d, "n", WORDS(d->page, "report.cell.persons.of", {"group", ref->codes[groups[g]].name}));
    for (int g = 0; g < 2; g++)
        table_head(d, "n", WORDS(d->page, "report.cell.share.of", {"group", ref->codes[groups[g]].name}));
    table_body(d);
    for (uint32_t i = 0; i < x[0].n && i < CODES_MOST; i++) {
        uint32_t obs[2] = {x[0].v[i].obs, obs_of(&x[1], x[0].v[i].code, x[0].period)};
        row_head(d, ref->codes[x[0].v[i].code].name);
        for (int g = 0; g < 2; g++)
            persons_cell(d, &s, obs[g]);
        for (int g = 0; g < 2; g++)
            percent_cell(d, &s, obs[g], x[g].period == x[0].period ? x[g].total : UINT32_MAX);
        row_end(d);
    }
    table_end(d, sourced_words(&s, STR("")));
}

/* -- tables of years ------------------------------------------------------------------------------------ */

struct line {
    struct str name;
    uint32_t series;
};

static bool has_figure(const struct cube *cube, uint32_t series, uint16_t period)
{
    uint32_t obs;
    return series_at(&obs, cube, series, period);
}

/* The newest years of which one of the lines has a figure, oldest first. */
static unsigned years_of(uint16_t out[YEARS_MOST], const struct cube *cube, const struct line *v, unsigned n)
{
    uint16_t last = 0, found[YEARS_MOST];
    unsigned k = 0;
    for (unsigned i = 0; i < n; i++)
        last = MAX(last, cube->period[cube->start[v[i].series + 1] - 1]);
    for (uint16_t p = last; k < YEARS_MOST && p > PERIOD_SUBS; p = (uint16_t)(p - PERIOD_SUBS)) {
        bool any = false;
        for (unsigned i = 0; i < n && !any; i++)
            any = has_figure(cube, v[i].series, p);
        if (any)
            found[k++] = p;
    }
    for (unsigned i = 0; i < k; i++)
        out[i] = found[k - 1 - i];
    return k;
}

static void by_year(const struct country_chapter *c, enum profile_part part, const struct cube_flow *flow,
                    const struct line *v, unsigned n)
{
    struct document *d = c->d;
    const struct cube *cube = d->page->cube;
    const struct indicator *in = &cube->ref->indicators[flow->indicator];
    uint16_t years[YEARS_MOST];
    struct sourced s;
    unsigned k = n ? years_of(years, cube, v, n) : 0;
    if (k * n < 2)
        return;
    document_table(d, id_of(c, part, "table"), NULL,
                   in->unit_mult
                       ? title_of(c, in)
                       : text_join(d->page, "%.*s, %.*s", STR_FMT(title_of(c, in)), STR_FMT(unit_words(d->page, in))));
    sourced_begin(&s, d);
    html(d->page->out, "<thead><tr>");
    table_head(d, NULL, text_get(d->page->text, "report.cell.group"));
    for (unsigned i = 0; i < k; i++)
        table_head(d, "n", period_words(d->page, years[i]));
    table_body(d);
    for (unsigned l = 0; l < n; l++) {
        row_head(d, v[l].name);
        for (unsigned i = 0; i < k; i++) {
            uint32_t obs;
            bool known = series_at(&obs, cube, v[l].series, years[i]);
            persons_cell(d, &s, known ? obs : UINT32_MAX);
        }
        row_end(d);
    }
    table_end(d, sourced_words(&s, STR("")));
}

static void add_line(struct line *v, unsigned *n, const struct country_chapter *c, const struct cube_flow *flow,
                     const struct figure_key *key, struct str name)
{
    uint32_t series = series_find(c->d->page->cube, flow, key);
    if (series != UINT32_MAX)
        v[(*n)++] = (struct line){name, series};
}

static void totals(const struct country_chapter *c, enum profile_part part, const struct cube_flow *flow)
{
    const struct ref *ref = c->d->page->cube->ref;
    const uint16_t sexes[LINES_MOST] = {0, ref->sex_female, ref->sex_male};
    struct line v[LINES_MOST];
    unsigned n = 0;
    for (int i = 0; i < LINES_MOST; i++)
        if (i == 0 || ref->indicators[flow->indicator].has_sex)
            add_line(v, &n, c, flow, &(struct figure_key){.area = c->area, .sex = sexes[i]},
                     i ? ref->codes[sexes[i]].name : text_get(c->d->page->text, "table.total"));
    by_year(c, part, flow, v, n);
}

static void earnings(const struct country_chapter *c, const struct cube_flow *flow)
{
    const struct ref *ref = c->d->page->cube->ref;
    uint16_t groups[2];
    unsigned slot, n = 0;
    struct line v[LINES_MOST];
    if (!profile_pair(&groups[0], &groups[1], &slot, ref, &ref->indicators[flow->indicator]))
        return;
    for (int g = 0; g < 2; g++) {
        struct figure_key key = {.area = c->area};
        *(slot ? &key.second : &key.code) = groups[g];
        add_line(v, &n, c, flow, &key, ref->codes[groups[g]].name);
    }
    by_year(c, PART_EARNINGS, flow, v, n);
}

/* -- parts ---------------------------------------------------------------------------------------------- */

static void table(const struct country_chapter *c, enum profile_part part)
{
    const struct ref *ref = c->d->page->cube->ref;
    const struct cube_flow *flow = c->profile.best[part == PART_SEX ? PART_STOCK : part];
    uint16_t groups[2];
    unsigned slot;
    if (!flow)
        return;
    if (part == PART_STOCK || part == PART_INFLOW || part == PART_SEX)
        totals(c, part, flow);
    else if (part == PART_EARNINGS)
        earnings(c, flow);
    else if (profile_pair(&groups[0], &groups[1], &slot, ref, &ref->indicators[flow->indicator]) && slot == 1)
        side_by_side(c, part, flow, groups);
    else
        by_code(c, part, flow);
}

static int put_part(const struct country_chapter *c, enum profile_part part, struct err *err)
{
    struct document *d = c->d;
    document_heading(d, text_get(d->page->text, part_id(d, "profile.part.%s", profile_part_name(part))));
    paragraph(c, part);
    if (c->charts[part])
        return document_figure(d, id_of(c, part, "figure"), c->charts[part],
                               text_join(d->page, "/country/%.*s#%s", STR_FMT(c->code), profile_part_name(part)), err);
    table(c, part);
    return 0;
}

int country_side(struct country_chapter *c, bool origin, struct err *err)
{
    struct document *d = c->d;
    bool any = false;
    for (int part = 0; part < PROFILE_PARTS; part++) {
        if (profile_of_origin((enum profile_part)part) != origin || !country_part_has(c, (enum profile_part)part))
            continue;
        if (!any)
            document_section(d, part_id(d, "country.%.*s.%s", STR_FMT(c->code), origin ? "origin" : "destination"),
                             WORDS(d->page, origin ? "country.origin" : "country.destination", {"place", c->name}));
        any = true;
        if (put_part(c, (enum profile_part)part, err) < 0)
            return -err->code;
    }
    return 0;
}
