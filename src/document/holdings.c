/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/holdings.h"

#include "base/utf8.h"
#include "model/period.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

/* -- sentences ------------------------------------------------------------------------------------------ */

struct html_arg told_text(struct document *d, const char *name, struct str plain)
{
    struct buf b = {0};
    html_text(&b, plain);
    struct str kept = arena_str(d->page->arena, buf_view(&b));
    buf_release(&b);
    return (struct html_arg){name, kept};
}

struct html_arg told_number(struct document *d, const char *name, const struct reckoned *r)
{
    return (struct html_arg){name, document_number_html(d, r)};
}

struct html_arg told_count(struct document *d, const char *name, uint64_t n)
{
    return told_text(d, name, number(d->page, n));
}

struct html_arg told_counted(struct document *d, const char *name, const char *key, const struct reckoned *r)
{
    struct page *pg = d->page;
    struct buf b = {0};
    const struct html_arg args[] = {told_number(d, "n", r), {NULL, {NULL, 0}}};
    html_say_marked(&b, pg->text, text_plural(pg->arena, pg->text, key, (uint64_t)r->value), args);
    struct str kept = arena_str(pg->arena, buf_view(&b));
    buf_release(&b);
    return (struct html_arg){name, kept};
}

const char *part_id(struct document *d, const char *format, ...)
{
    char text[200];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return arena_text(d->page->arena, str_of(text));
}

/* -- tables --------------------------------------------------------------------------------------------- */

void table_head(struct document *d, const char *class, struct str words)
{
    struct buf *out = d->page->out;
    html(out, "<th scope=\"col\"");
    if (class) {
        html(out, " class=\"");
        html(out, class);
        html(out, "\"");
    }
    html(out, ">");
    html_text(out, words);
    html(out, "</th>");
}

void table_heads(struct document *d, const char *const *keys)
{
    html(d->page->out, "<thead><tr>");
    for (; *keys; keys++) {
        bool numbers = **keys == '#';
        table_head(d, numbers ? "n" : NULL, text_get(d->page->text, *keys + numbers));
    }
    table_body(d);
}

void table_body(struct document *d) { html(d->page->out, "</tr></thead>\n<tbody>\n"); }

void row_head(struct document *d, struct str words)
{
    html(d->page->out, "<tr><th scope=\"row\">");
    html_text(d->page->out, words);
    html(d->page->out, "</th>");
}

void row_end(struct document *d) { html(d->page->out, "</tr>\n"); }

void text_cell(struct document *d, struct str words)
{
    html(d->page->out, "<td>");
    html_text(d->page->out, words);
    html(d->page->out, "</td>");
}

void reckoned_cell(struct document *d, struct reckoned r) { document_cell(d, &r); }

void years_cell(struct document *d, const struct years *years)
{
    enum { FEW_LETTERS = 14 };
    struct str words = years_words(d->page, years);
    html(d->page->out, utf8_count(words) > FEW_LETTERS ? "<td>" : "<td class=\"y\">");
    html_text(d->page->out, words);
    html(d->page->out, "</td>");
}

void figure_cell(struct document *d, uint32_t obs, unsigned decimals)
{
    const struct cube *cube = d->page->cube;
    if (obs == UINT32_MAX || isnan(cube->value[obs])) {
        document_cell(d, NULL);
        return;
    }
    struct reckoned r = reckoned_figure(d->page->arena, cube, obs);
    r.decimals = decimals;
    document_cell(d, &r);
}

void table_end(struct document *d, struct str note)
{
    html(d->page->out, "</tbody>\n");
    document_table_end(d, note);
}

/* -- figures by their keys ------------------------------------------------------------------------------ */

static bool is_whole(const struct ref *ref, uint16_t code) { return !code || ref->codes[code].role == CODE_TOTAL; }

uint32_t series_find(const struct cube *cube, const struct cube_flow *flow, const struct figure_key *key)
{
    const struct ref *ref = cube->ref;
    for (uint32_t s = flow->area_at[key->area]; s < flow->area_at[key->area + 1]; s++) {
        const uint16_t codes[] = {key->code, key->second};
        bool is = cube->freq[s] == 'A' &&
                  (key->sex ? cube->sex[s] == key->sex : !cube->sex[s] || cube->sex[s] == ref->sex_total);
        for (int k = 0; k < 2 && is; k++)
            is = codes[k] ? cube->classif[k][s] == codes[k] : is_whole(ref, cube->classif[k][s]);
        if (is)
            return s;
    }
    return UINT32_MAX;
}

uint32_t figure_find(const struct cube *cube, const struct cube_flow *flow, const struct figure_key *key,
                     uint16_t period)
{
    uint32_t series = series_find(cube, flow, key), obs;
    return series != UINT32_MAX && series_at(&obs, cube, series, period) ? obs : UINT32_MAX;
}

uint32_t figure_newest(const struct cube *cube, const struct cube_flow *flow, const struct figure_key *key)
{
    uint32_t series = series_find(cube, flow, key), obs;
    return series != UINT32_MAX && series_newest(&obs, cube, series) ? obs : UINT32_MAX;
}

uint32_t figures_of(const struct cube *cube, uint16_t area)
{
    uint32_t n = 0;
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        for (uint32_t i = cube->start[flow->area_at[area]]; i < cube->start[flow->area_at[area + 1]]; i++)
            n += !isnan(cube->value[i]);
    }
    return n;
}

/* -- coverage ------------------------------------------------------------------------------------------- */

static bool is_asked_for(const struct coverage_view *v, const struct tables_of *of, uint32_t question)
{
    return (of->question == UINT32_MAX || of->question == question) &&
           (of->module < 0 || v->c.questions[question].module == of->module);
}

static struct cover_sum sum_of(const struct coverage_view *v, const struct tables_of *of)
{
    struct cover_sum sum = {0};
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        if (!is_asked_for(v, of, q))
            continue;
        struct cover_sum one = coverage_view_sum(v, of->area, q, of->first_year, of->last_year);
        for (int i = 0; i < COVERS; i++)
            sum.n[i] += one.n[i];
    }
    return sum;
}

/* "countries=KHM tables=3,4 years=2015-2024 cover=partial,reported"; what is not narrowed is left out. */
static struct str coverage_of(struct document *d, const struct coverage_view *v, const struct tables_of *of,
                              unsigned covers)
{
    struct buf b = {0};
    bool narrowed = of->question != UINT32_MAX || of->module >= 0, any = false;
    if (of->area != UINT32_MAX)
        buf_fmt(&b, "countries=%.*s ", STR_FMT(v->of.ref->areas[v->c.areas[of->area]].code));
    for (uint32_t q = 0; narrowed && q < v->c.nquestions; q++)
        if (is_asked_for(v, of, q)) {
            buf_fmt(&b, any ? ",%u" : "tables=%u", v->c.questions[q].sheet ? (unsigned)v->c.questions[q].sheet : q + 1);
            any = true;
        }
    buf_fmt(&b, any ? " years=%d-%d" : "years=%d-%d", of->first_year ? of->first_year : v->c.first_year,
            of->last_year ? of->last_year : v->c.last_year);
    any = false;
    for (unsigned i = 0; i < COVERS; i++)
        if (covers >> i & 1) {
            buf_fmt(&b, any ? ",%s" : " cover=%s", cover_key((enum cover)i));
            any = true;
        }
    struct str kept = arena_str(d->page->arena, buf_view(&b));
    buf_release(&b);
    return kept;
}

struct reckoned tables_count(struct document *d, const struct coverage_view *v, const struct tables_of *of,
                             unsigned covers)
{
    struct cover_sum sum = sum_of(v, of);
    struct reckoned r = {.how = RECKONED_COVERAGE, .scale = 1, .of = coverage_of(d, v, of, covers)};
    for (unsigned i = 0; i < COVERS; i++)
        r.value += covers >> i & 1 ? sum.n[i] : 0;
    return r;
}

bool tables_share(struct reckoned *out, struct document *d, const struct coverage_view *v, const struct tables_of *of)
{
    struct cover_sum sum = sum_of(v, of);
    if (!cover_possible(&sum))
        return false;
    *out = tables_count(d, v, of, COVER_COLLECTED);
    out->value = 100 * out->value / cover_possible(&sum);
    out->percent = true;
    out->decimals = out->value > 0 && out->value < 10 ? 1 : 0;
    out->of = str_of(part_id(d, "share %.*s", STR_FMT(out->of)));
    return true;
}

void coverage_cell(struct document *d, const struct coverage_view *v, const struct tables_of *of, unsigned covers)
{
    struct reckoned r = tables_count(d, v, of, covers);
    document_cell(d, &r);
}

/* -- needs ------------------------------------------------------------------------------------------------ */

struct reckoned needs_gaps(struct document *d, uint64_t n, const struct coverage *c, uint16_t area, enum need_kind kind,
                           const struct str *source)
{
    const char *about = source ? part_id(d, " source=%.*s", STR_FMT(*source)) : "";
    return LISTED(d, n, "sum:gaps coverage needs --years %d-%d ref_area=%.*s need=%s%s", c->first_year, c->last_year,
                  STR_FMT(d->page->cube->ref->areas[area].code), need_name(kind), about);
}

/* -- sources -------------------------------------------------------------------------------------------- */

static const struct catalogue_source *described_as(const struct page *pg, uint16_t area, struct str source)
{
    for (size_t i = 0; i < pg->nsources; i++)
        if (str_eq(pg->sources[i].source, source) && str_eq(pg->sources[i].area, pg->cube->ref->areas[area].code))
            return &pg->sources[i];
    return NULL;
}

static void put_table(struct source_held *s, struct page *pg, uint16_t indicator)
{
    if (!s->tables)
        s->tables = arena_array(pg->arena, uint16_t, pg->cube->nflows + 1);
    if (!s->ntables || s->tables[s->ntables - 1] != indicator)
        s->tables[s->ntables++] = indicator;
}

static void judge(struct source_held *s, struct page *pg)
{
    uint64_t year = 0;
    str_uint(&year, str_sub(pg->cube->released_at, 0, 4), 9999);
    s->described = described_as(pg, s->area, s->code);
    quality_score(&s->quality, pg->arena,
                  &(struct quality_of){.ref = pg->cube->ref, .cube = pg->cube, .area = s->area, .source = s->code,
                                       .described = s->described, .year = (int)year});
    s->migrants = quality_migrants(&s->quality);
}

static int by_figures(const void *a, const void *b)
{
    const struct source_held *x = a, *y = b;
    return x->nobs != y->nobs ? (x->nobs < y->nobs ? 1 : -1) : str_cmp(x->code, y->code);
}

/* The sources of one country: one pass over its observations. */
static size_t gather(struct source_held *out, struct page *pg, uint16_t area)
{
    const struct cube *cube = pg->cube;
    struct source_held *all = arena_array(pg->arena, struct source_held, cube->nsources + 1);
    size_t n = 0;
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        for (uint32_t i = cube->start[flow->area_at[area]]; i < cube->start[flow->area_at[area + 1]]; i++) {
            struct source_held *s = &all[cube->source[i]];
            put_table(s, pg, flow->indicator);
            s->nobs++;
            years_add(&s->years, period_year(cube->period[i]));
        }
    }
    for (uint32_t s = 0; s < cube->nsources; s++)
        if (all[s].nobs) {
            out[n] = all[s];
            out[n].area = area;
            out[n].source = (uint16_t)s;
            out[n++].code = cube->sources[s];
        }
    qsort(out, n, sizeof *out, by_figures);
    for (size_t i = 0; i < n; i++)
        judge(&out[i], pg);
    return n;
}

void sources_held(struct sources_held *out, struct page *pg)
{
    size_t most = 0;
    for (const uint16_t *a = members(pg); *a; a++)
        most++;
    *out = (struct sources_held){.v = arena_array(pg->arena, struct source_held, most * pg->cube->nsources + 1)};
    for (const uint16_t *a = members(pg); *a; a++)
        out->n += gather(out->v + out->n, pg, *a);
}

/* "REF_AREA=KHM SOURCE=BA:741", of the figures of the release or, in lower case, other rows. */
static const char *rows_of(struct document *d, const struct source_held *s, const char *area, const char *source)
{
    return part_id(d, "%s=%.*s %s=%.*s", area, STR_FMT(d->page->cube->ref->areas[s->area].code), source,
                   STR_FMT(s->code));
}

static const char *figures_rows(struct document *d, const struct source_held *s)
{
    return rows_of(d, s, "query REF_AREA", "SOURCE");
}

struct reckoned source_figures(struct document *d, const struct source_held *s)
{
    return LISTED(d, s->nobs, "%s", figures_rows(d, s));
}

struct reckoned source_tables(struct document *d, const struct source_held *s)
{
    return LISTED(d, s->ntables, "each:DATAFLOW %s", figures_rows(d, s));
}

bool source_points(struct reckoned *out, struct document *d, const struct source_held *s)
{
    *out = LISTED(d, s->quality.whole, "share:points,points.max %s points=*",
                  rows_of(d, s, "source quality ref_area", "source"));
    return !isnan(s->quality.whole);
}

/* What stands in the reason for a score: a number of years, or what is said. */
static struct html_arg reason_arg(struct document *d, const struct source_held *s, const struct quality_arg *a)
{
    const char *what = strcmp(a->name, "years") == 0 ? "age" : strcmp(a->name, "n") == 0 ? "years" : NULL;
    int field = catalogue_find(str_of(a->name));
    uint64_t n;
    if (what && str_uint(&n, a->value, UINT32_MAX)) {
        struct reckoned r = LISTED(d, n, "%s:TIME_PERIOD %s", what, figures_rows(d, s));
        return told_number(d, a->name, &r);
    }
    if (field < 0)
        return told_text(d, a->name, a->value);
    return told_text(d, a->name, catalogue_text(d->page->cube->ref, "en", (enum catalogue_field)field, a->value));
}

static void put_reason(struct document *d, const struct source_held *s, const struct quality_score *score)
{
    struct html_arg args[QUALITY_ARGS + 1] = {{0}};
    for (unsigned i = 0; i < score->nargs; i++)
        args[i] = reason_arg(d, s, &score->args[i]);
    html_say_marked(d->page->out, d->page->text, score->reason, args);
}

void source_quality_write(struct document *d, const struct source_held *s)
{
    enum { WEAK = 1, REASONS_MOST = 2 };
    struct page *pg = d->page;
    struct reckoned points;
    bool whole = source_points(&points, d, s);
    unsigned n = 0;
    if (whole)
        TELL_ON(d, "report.quality.whole", told_number(d, "n", &points));
    for (int of = 0; of <= WEAK; of++)
        for (int i = 0; i < QUALITIES && n < REASONS_MOST; i++)
            if (s->quality.score[i].points == of) {
                html(pg->out, whole || n ? " " : "");
                put_reason(d, s, &s->quality.score[i]);
                n++;
            }
    if (!n && whole) {
        html(pg->out, " ");
        say(pg, "report.quality.well");
    }
}
