/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is missing and what could fill it, what countries need, how good sources are. */

#include "ops/basis.h"

#include "base/num.h"
#include "base/utf8.h"

#include <math.h>

enum { WIDTH = 100 };

/* "2015-2019, 2022" */
static void put_years(struct buf *out, const uint16_t *years, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = i;
        while (i + 1 < n && years[i + 1] == years[i] + 1)
            i++;
        buf_fmt(out, "%s%d", out->len ? ", " : "", years[from]);
        if (i > from)
            buf_fmt(out, "-%d", years[i]);
    }
}

/* The same in so many places; else the first and the last and how many there are. */
static struct str years_brief(struct arena *arena, const uint16_t *years, uint32_t n, size_t width)
{
    struct buf all = {0};
    put_years(&all, years, n);
    struct str text = all.len <= width ? arena_str(arena, buf_view(&all))
                                       : str_of(arena_fmt(arena, "%d-%d (%u)", years[0], years[n - 1], n));
    buf_release(&all);
    return text;
}

/* What fits into the rest of a line of WIDTH: cut behind a word, with two points for what was cut. */
static struct str fitting(struct arena *arena, struct str text, size_t used)
{
    size_t n = 0, places = 0, blank = 0;
    while (n < text.len && places + used < WIDTH) {
        if (text.p[n] == ' ' && places + used + 2 <= WIDTH)
            blank = n;
        n += MAX(utf8_len(text.p + n, text.p + text.len), (size_t)1);
        places++;
    }
    return n == text.len ? text : str_of(arena_fmt(arena, "%.*s..", STR_FMT(str_sub(text, 0, blank ? blank : n - 2))));
}

static int json_rows(struct call *c, struct buf *rows, struct err *err)
{
    buf_str(&c->out, buf_view(rows));
    buf_release(rows);
    return call_flush(c, false, err);
}

/* -- gaps ---------------------------------------------------------------------------------------- */

static void put_efforts(struct call *c, const struct gaps *g, int first, int last)
{
    const struct text *text = text_find("en");
    if (last < first) {
        buf_puts(&c->out, "there are no figures yet, and no round that asks for any: what is missing cannot be said of "
                          "any year\n");
        return;
    }
    buf_fmt(&c->out, "%s missing or partial, %d to %d\n",
            num_counted(g->n, "question table").text, first, last);
    for (int e = 0; e < EFFORTS; e++) {
        struct str why = text_get(text, arena_fmt(&c->arena, "effort.%s.why", effort_name((enum gap_effort)e)));
        if (g->of_effort[e])
            buf_fmt(&c->out, "%7u  %-9s %.*s\n", g->of_effort[e], effort_name((enum gap_effort)e), STR_FMT(why));
    }
}

static void put_span(struct call *c, const struct gaps_made *m, const struct gap_span *s)
{
    enum { YEARS = 22, USED = 2 + 3 + 2 + 6 + 2 + YEARS + 2 + 9 + 3 };
    struct str years = years_brief(&c->arena, s->years, s->nyears, YEARS);
    struct str title = fitting(&c->arena, gaps_question(&c->arena, &m->c, s->question, "en"), USED);
    buf_fmt(&c->out, "  %-3s  %-6.*s  %-*.*s  %-9.*s%s%.*s\n", m->c.ref->areas[m->c.areas[s->area]].code.p,
            STR_FMT(gaps_sheet(&c->arena, &m->c, s->question)), YEARS, STR_FMT(years), STR_FMT(s->source),
            s->partly ? " ~ " : "   ", STR_FMT(title));
}

static void put_gaps(struct call *c, const struct gaps_made *m, const struct gaps *g, int first, int last)
{
    size_t n;
    const struct gap_span *spans = gaps_spans(&n, &c->arena, &m->c, g);
    bool partly = false;
    put_efforts(c, g, first, last);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || spans[i].effort != spans[i - 1].effort)
            buf_fmt(&c->out, "\n%s\n", effort_name(spans[i].effort));
        put_span(c, m, &spans[i]);
        partly = partly || spans[i].partly;
    }
    if (partly)
        buf_puts(&c->out, "\n~ a part of the table only; --json says why\n");
}

static int effort_said(int *effort, const struct call *c, struct err *err)
{
    struct str name = call_get(c, "effort");
    *effort = name.len ? effort_find(name) : -1;
    if (name.len && *effort < 0)
        return err_set(err, ERR_USAGE, "--effort \"%s\" is to be complete, tabulate, continue, publish, request or "
                       "collect", utf8_brief(name).text);
    return 0;
}

/* The gaps that --country, --effort and --years ask for. */
static int gaps_said(struct gaps *out, struct gap_filter *f, struct call *c, const struct gaps_made *m, struct err *err)
{
    *f = GAP_FILTER_ALL;
    int r = basis_area(&f->area, c, m, err);
    if (r == 0)
        r = basis_years(&f->first_year, &f->last_year, c, m, err);
    if (r == 0)
        gaps_only(out, &c->arena, &m->g, f);
    return r;
}

int op_coverage_gaps(struct call *c, struct err *err)
{
    struct basis b;
    struct gaps_made m;
    struct gaps g;
    struct gap_filter f;
    struct buf rows = {0};
    int effort, r = effort_said(&effort, c, err);
    if (r < 0 || (r = basis_open(&b, c, "coverage gaps", err)) < 0)
        return r;
    gaps_make(&m, &c->arena, &b.from);
    r = gaps_said(&g, &f, c, &m, err);
    f.effort = effort;
    if (r == 0)
        gaps_only(&g, &c->arena, &m.g, &f);
    if (r == 0 && c->json) {
        gaps_write(&(struct rows_to){&rows, COLUMNS_JSON, "en", &c->arena}, &m, &g);
        r = json_rows(c, &rows, err);
    } else if (r == 0) {
        put_gaps(c, &m, &g, f.first_year, f.last_year);
    }
    basis_release(&b);
    return r;
}

/* -- needs --------------------------------------------------------------------------------------- */

static void put_need(struct call *c, const struct gaps_made *m, const struct capacity_need *need)
{
    const struct text *text = text_find("en");
    struct str name = need->source.len ? gaps_source(m, m->c.areas[need->area], need->source, "en") : STR("");
    buf_fmt(&c->out, "%-3s  %-11s  %-9.*s  %.*s\n", m->c.ref->areas[m->c.areas[need->area]].code.p,
            need_name(need->kind), STR_FMT(need->source), STR_FMT(fitting(&c->arena, name, 29)));
    buf_fmt(&c->out, "     %.*s\n",
            STR_FMT(text_get(text, arena_fmt(&c->arena, "need.%s.why", need_name(need->kind)))));
    if (need->gaps)
        buf_fmt(&c->out, "     would fill %s: ", num_counted(need->gaps, "question table").text);
    else
        buf_puts(&c->out, "     would make better: ");
    for (uint32_t i = 0; i < need->nquestions; i++)
        buf_fmt(&c->out, "%s%.*s", i ? ", " : "", STR_FMT(gaps_sheet(&c->arena, &m->c, need->questions[i])));
    buf_char(&c->out, '\n');
}

int op_coverage_needs(struct call *c, struct err *err)
{
    struct basis b;
    struct gaps_made m;
    struct gaps g;
    struct gap_filter f;
    struct buf rows = {0};
    size_t n = 0;
    int r = basis_open(&b, c, "coverage needs", err);
    if (r < 0)
        return r;
    gaps_make(&m, &c->arena, &b.from);
    r = gaps_said(&g, &f, c, &m, err);
    const struct capacity_need *v = r == 0 ? gaps_needs(&n, &c->arena, &m.c, &g, &m.sources) : NULL;
    if (r == 0 && c->json) {
        needs_write(&(struct rows_to){&rows, COLUMNS_JSON, "en", &c->arena}, &m, v, n, f.area);
        r = json_rows(c, &rows, err);
    }
    for (size_t i = 0; r == 0 && !c->json && i < n; i++)
        if (f.area == UINT32_MAX || v[i].area == f.area)
            put_need(c, &m, &v[i]);
    basis_release(&b);
    return r;
}

/* -- quality ------------------------------------------------------------------------------------- */

static void put_rated(struct call *c, const struct gaps_made *m, const struct rated_source *s)
{
    struct buf words = {0};
    buf_fmt(&c->out, "%-3s  %-9.*s  %.*s", m->c.ref->areas[s->area].code.p, STR_FMT(s->source),
            STR_FMT(gaps_source(m, s->area, s->source, "en")));
    if (!isnan(s->q.whole))
        buf_fmt(&c->out, ": %.0f per cent", s->q.whole);
    buf_char(&c->out, '\n');
    for (int q = 0; q < QUALITIES; q++) {
        const struct quality_score *score = &s->q.score[q];
        words.len = 0;
        quality_say(&words, text_find("en"), m->c.ref, "en", score);
        if (score->points < 0)
            buf_fmt(&c->out, "       -  %-11s  %.*s\n", quality_name((enum quality)q), STR_FMT(buf_view(&words)));
        else
            buf_fmt(&c->out, "  %d of %d  %-11s  %.*s\n", score->points, QUALITY_POINTS, quality_name((enum quality)q),
                    STR_FMT(buf_view(&words)));
    }
    buf_release(&words);
}

int op_source_quality(struct call *c, struct err *err)
{
    struct basis b;
    struct gaps_made m;
    struct buf rows = {0};
    struct str source = call_get(c, "source");
    uint32_t area = UINT32_MAX, found = 0;
    size_t n = 0;
    int r = basis_open(&b, c, "source quality", err);
    if (r < 0)
        return r;
    gaps_make(&m, &c->arena, &b.from);
    r = basis_area(&area, c, &m, err);
    if (r == 0 && source.len && !ref_source_find(m.c.ref, NULL, NULL, source))
        r = err_set(err, ERR_USAGE, "\"%s\" is no source; it is to be a type of the list and a survey, as BA:741",
                    utf8_brief(source).text);
    uint16_t of = area == UINT32_MAX ? 0 : m.c.areas[area];
    const struct rated_source *v = r == 0 ? sources_rate(&n, &c->arena, &m) : NULL;
    for (size_t i = 0; r == 0 && i < n; i++) {
        if ((of && v[i].area != of) || (source.len && !str_eq(v[i].source, source)))
            continue;
        found++;
        if (!c->json)
            put_rated(c, &m, &v[i]);
    }
    if (r == 0 && source.len && !found)
        r = err_set(err, ERR_NOTFOUND, "%.*s has no figures here, and nobody has described it", STR_FMT(source));
    if (r == 0 && c->json) {
        quality_write(&(struct rows_to){&rows, COLUMNS_JSON, "en", &c->arena}, &m, v, n, of, source);
        r = json_rows(c, &rows, err);
    }
    basis_release(&b);
    return r;
}
