/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/coverage.h"

#include "base/num.h"

#include <math.h>
#include <stdio.h>

/* "62 %", of less than one "0.4 %"; "-" where none was possible. */
static const char *share_text(char out[16], double share)
{
    if (isnan(share))
        snprintf(out, 16, "-");
    else if (share > 0 && share < 1)
        snprintf(out, 16, "%.1f %%", MAX(share, 0.1));
    else if (share > 99 && share < 100)
        snprintf(out, 16, "99 %%");
    else
        snprintf(out, 16, "%.0f %%", share);
    return out;
}

/* In three places: nothing, a share, all. */
static const char *cell_text(char out[16], const struct cover_sum *sum)
{
    double share = cover_share(sum);
    if (isnan(share))
        snprintf(out, 16, "%s", sum->n[COVER_NOT_APPLICABLE] ? "n/a" : "");
    else if (cover_count(sum) == 0)
        snprintf(out, 16, ".");
    else
        snprintf(out, 16, "%.0f", share > 99 && share < 100 ? 99 : MAX(share, 1.0));
    return out;
}

static struct str area_code(const struct coverage_view *v, uint32_t area)
{
    return v->of.ref->areas[v->c.areas[area]].code;
}

/* -- heads and sums --------------------------------------------------------------------------------- */

static void put_head(struct buf *out, const struct coverage_view *v)
{
    if (v->of.release.len)
        buf_fmt(out, "release \"%.*s\"", STR_FMT(v->of.release));
    else
        buf_puts(out, "what is accepted now");
    if (v->first_generation)
        buf_puts(out, ", questions of the first generation");
    if (v->area != UINT32_MAX)
        buf_fmt(out, ", %.*s", STR_FMT(area_code(v, v->area)));
    if (v->c.last_year < v->c.first_year)
        buf_puts(out, ": there are no figures and no years\n");
    else if (v->c.first_year == v->c.last_year)
        buf_fmt(out, ", year %d", v->c.first_year);
    else
        buf_fmt(out, ", years %d to %d", v->c.first_year, v->c.last_year);
    if (v->c.last_year < v->c.first_year)
        return;
    if (v->round)
        buf_fmt(out, ", as round \"%.*s\" asked\n", STR_FMT(v->round->name));
    else
        buf_puts(out, v->years_said ? "\n" : " (the ten up to the last with figures; --years for others)\n");
}

static void put_count(struct buf *out, uint64_t n)
{
    char digits[NUM_MAX];
    size_t len = num_fmt_uint(digits, n);
    for (size_t i = 0; i < len; i++) {
        buf_char(out, digits[i]);
        if ((len - i) % 3 == 1 && i + 1 < len)
            buf_char(out, ',');
    }
}

/* "412 of 660 possible question tables (62 %): 380 whole, 32 in part". */
static void put_summary(struct buf *out, const struct coverage_view *v)
{
    char share[16];
    struct cover_sum sum = coverage_view_sum(v, UINT32_MAX, UINT32_MAX, 0, 0);
    struct cover_sum asked = coverage_view_asked(v, UINT32_MAX, UINT32_MAX, 0, 0);
    put_count(out, cover_count(&sum));
    buf_puts(out, " of ");
    put_count(out, cover_possible(&sum));
    buf_fmt(out, " possible question tables (%s): ", share_text(share, cover_share(&sum)));
    put_count(out, sum.n[COVER_REPORTED]);
    buf_puts(out, " whole, ");
    put_count(out, sum.n[COVER_PARTIAL]);
    buf_puts(out, " in part");
    if (sum.n[COVER_NOT_APPLICABLE])
        buf_fmt(out, "; %u %s not apply", sum.n[COVER_NOT_APPLICABLE],
                sum.n[COVER_NOT_APPLICABLE] == 1 ? "does" : "do");
    buf_puts(out, "\n");
    put_count(out, sum.have);
    buf_puts(out, " of ");
    put_count(out, sum.expected);
    buf_fmt(out, " expected cells (%s)\n", share_text(share, cover_cell_share(&sum)));
    if (v->round)
        return;
    if (!v->of.rounds->n) {
        buf_fmt(out, "what was asked is not known: %s knows of no round\n",
                v->of.release.len ? "the release" : "the base");
        return;
    }
    if (cover_possible(&asked) + asked.n[COVER_NOT_APPLICABLE] == 0) {
        buf_puts(out, "no round asked for any of them\n");
        return;
    }
    put_count(out, cover_count(&asked));
    buf_puts(out, " of ");
    put_count(out, cover_possible(&asked));
    buf_fmt(out, " that were asked for in rounds (%s)\n", share_text(share, cover_share(&asked)));
}

/* Does any of it count? A round does not ask everything of everybody. */
static bool any(const struct coverage_view *v, uint32_t area, uint32_t question)
{
    struct cover_sum sum = coverage_view_sum(v, area, question, 0, 0);
    return cover_possible(&sum) + sum.n[COVER_NOT_APPLICABLE] > 0;
}

/* -- countries across questions ----------------------------------------------------------------------- */

static void put_row(struct buf *out, const struct coverage_view *v, struct str name, uint32_t area)
{
    char text[16];
    struct cover_sum all = coverage_view_sum(v, area, UINT32_MAX, 0, 0);
    buf_fmt(out, "%-3.*s", STR_FMT(name));
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        struct cover_sum sum = coverage_view_sum(v, area, q, 0, 0);
        if (any(v, UINT32_MAX, q))
            buf_fmt(out, " %3s", cell_text(text, &sum));
    }
    buf_fmt(out, "  %5s\n", share_text(text, cover_share(&all)));
}

static void put_matrix(struct buf *out, const struct coverage_view *v)
{
    buf_puts(out, "   ");
    for (uint32_t q = 0; q < v->c.nquestions; q++)
        if (any(v, UINT32_MAX, q))
            buf_fmt(out, " %3u", v->c.questions[q].sheet ? (unsigned)v->c.questions[q].sheet : q + 1);
    buf_puts(out, "  share\n");
    for (uint32_t a = 0; a < v->c.nareas; a++)
        if (any(v, a, UINT32_MAX))
            put_row(out, v, area_code(v, a), a);
    if (v->area == UINT32_MAX)
        put_row(out, v, STR("all"), UINT32_MAX);
    buf_puts(out, "per cent of the question tables that are there, whole or in part; . none; n/a does not apply\n\n");
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        if (!any(v, UINT32_MAX, q))
            continue;
        buf_fmt(out, "%3u  %.*s  ", v->c.questions[q].sheet ? (unsigned)v->c.questions[q].sheet : q + 1,
                STR_FMT(v->of.ref->modules[v->c.questions[q].module].code));
        question_name(out, &v->c, q);
        buf_char(out, '\n');
    }
    buf_char(out, '\n');
}

/* -- rows ----------------------------------------------------------------------------------------------- */

enum { NAME = 34 };

static void put_heads(struct buf *out, const char *what, bool asked)
{
    buf_fmt(out, "%-*s %8s %9s %6s %6s %7s %7s%s\n", NAME, what, "possible", "collected", "share", "whole", "in part",
            "cells", asked ? "  of asked" : "");
}

static void put_sum(struct buf *out, const struct coverage_view *v, struct str name, uint32_t area, uint32_t question,
                    int year)
{
    char share[16], cells[16], of_asked[16];
    struct cover_sum sum = coverage_view_sum(v, area, question, year, year);
    struct cover_sum asked = coverage_view_asked(v, area, question, year, year);
    buf_fmt(out, "%-*.*s %8u %9u %6s %6u %7u %7s", NAME, (int)MIN(name.len, (size_t)NAME), name.p, cover_possible(&sum),
            cover_count(&sum), share_text(share, cover_share(&sum)), sum.n[COVER_REPORTED], sum.n[COVER_PARTIAL],
            share_text(cells, cover_cell_share(&sum)));
    if (v->of.rounds->n && !v->round)
        buf_fmt(out, "  %8s", share_text(of_asked, cover_share(&asked)));
    if (sum.n[COVER_NOT_APPLICABLE])
        buf_fmt(out, "  n/a %u", sum.n[COVER_NOT_APPLICABLE]);
    buf_char(out, '\n');
}

static void put_countries(struct buf *out, const struct coverage_view *v)
{
    char name[64];
    put_heads(out, "country", v->of.rounds->n && !v->round);
    for (uint32_t a = 0; a < v->c.nareas; a++) {
        const struct area *area = &v->of.ref->areas[v->c.areas[a]];
        if (!any(v, a, UINT32_MAX))
            continue;
        snprintf(name, sizeof name, "%s  %.*s", area->code.p, NAME - 5, area->name.p);
        put_sum(out, v, str_of(name), a, UINT32_MAX, 0);
    }
}

static void put_tables(struct buf *out, const struct coverage_view *v)
{
    char name[64];
    put_heads(out, "question", v->of.rounds->n && !v->round);
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        if (!any(v, UINT32_MAX, q))
            continue;
        snprintf(name, sizeof name, "%2u  %s", v->c.questions[q].sheet ? (unsigned)v->c.questions[q].sheet : q + 1,
                 v->c.questions[q].code.p);
        put_sum(out, v, str_of(name), UINT32_MAX, q, 0);
    }
}

static void put_years(struct buf *out, const struct coverage_view *v)
{
    char name[16];
    put_heads(out, "year", v->of.rounds->n && !v->round);
    for (int year = v->c.first_year; year <= v->c.last_year; year++) {
        snprintf(name, sizeof name, "%d", year);
        put_sum(out, v, str_of(name), UINT32_MAX, UINT32_MAX, year);
    }
}

static void put_sources(struct buf *out, const struct coverage_view *v)
{
    struct arena arena;
    size_t n;
    arena_init(&arena, COVERAGE_CEILING);
    const struct source_sum *s = coverage_view_sources(&n, &arena, v);
    buf_fmt(out, "%-7s  %-10s  %-11s %9s %6s %7s  %s\n", "country", "source", "years", "questions", "whole", "in part",
            "name");
    for (size_t i = 0; i < n; i++) {
        struct str source = v->of.cube->sources[s[i].source];
        uint16_t type = 0, survey = 0;
        bool known = ref_source_find(v->of.ref, &type, &survey, source);
        struct str name = !known ? STR("") : survey ? v->of.ref->surveys[survey].name
                                                    : v->of.ref->source_types[type].name;
        buf_fmt(out, "%-7.*s  %-10.*s  %4d to %4d %8u %6u %7u  %.*s\n", STR_FMT(area_code(v, s[i].area)),
                STR_FMT(source), s[i].first_year, s[i].last_year, s[i].questions, s[i].n[COVER_REPORTED],
                s[i].n[COVER_PARTIAL], (int)MIN(name.len, (size_t)38), name.p ? name.p : "");
    }
    arena_release(&arena);
}

static void put_breakdowns(struct buf *out, const struct coverage_view *v)
{
    const struct ref *ref = v->of.ref;
    struct arena arena;
    size_t n;
    arena_init(&arena, COVERAGE_CEILING);
    const struct cover_part *p = coverage_parts(&n, &arena, &v->c, v->area, v->question, 0, 0, v->round != NULL);
    buf_fmt(out, "%8s  %-24s %8s %8s %6s  %s\n", "question", "code", "cells", "expected", "share", "name");
    for (size_t i = 0; i < n; i++) {
        char share[16];
        const struct version *version = &ref->versions[p[i].version];
        const struct question *q = &v->c.questions[p[i].question];
        struct str code = p[i].code ? ref->codes[p[i].code].code : version->code;
        struct str name = p[i].code ? ref->codes[p[i].code].name : STR("Any country");
        double of = p[i].expected ? 100.0 * (double)p[i].have / (double)p[i].expected : (double)NAN;
        buf_fmt(out, "%8u  %-24.*s %8llu %8llu %6s  %.*s\n", q->sheet ? (unsigned)q->sheet : p[i].question + 1,
                STR_FMT(code), (unsigned long long)p[i].have, (unsigned long long)p[i].expected,
                share_text(share, of), (int)MIN(name.len, (size_t)38), name.p);
    }
    arena_release(&arena);
}

static void put_modules(struct buf *out, const struct coverage_view *v)
{
    put_heads(out, "module", false);
    for (uint32_t m = 0; m < v->of.ref->nmodules; m++) {
        char share[16], cells[16], name[80];
        struct cover_sum sum = coverage_view_module(v, m);
        if (cover_possible(&sum) + sum.n[COVER_NOT_APPLICABLE] == 0)
            continue;
        snprintf(name, sizeof name, "%s  %s", v->of.ref->modules[m].code.p, v->of.ref->modules[m].name.p);
        buf_fmt(out, "%-*.*s %8u %9u %6s %6u %7u %7s\n", NAME, NAME, name, cover_possible(&sum), cover_count(&sum),
                share_text(share, cover_share(&sum)), sum.n[COVER_REPORTED], sum.n[COVER_PARTIAL],
                share_text(cells, cover_cell_share(&sum)));
    }
}

static void put_question_tables(struct buf *out, const struct coverage_view *v)
{
    buf_fmt(out, "%-7s  %8s  %-4s  %-14s  %-24s  %9s  %s\n", "country", "question", "year", "", "table", "cells",
            "source");
    for (uint32_t a = 0; a < v->c.nareas; a++)
        for (uint32_t q = 0; q < v->c.nquestions; q++)
            for (int year = v->c.first_year; coverage_view_has(v, a, q) && year <= v->c.last_year; year++) {
                const struct cell_cover *cell = coverage_at(&v->c, a, q, year);
                struct str source = cell->indicator ? v->of.cube->sources[cell->source] : STR("");
                struct str reason = cell->waiver ? v->c.waivers[cell->waiver - 1].reason
                                    : cell->unavailable ? STR("not available") : STR("");
                char cells[32];
                if (!coverage_view_counts(v, cell))
                    continue;
                snprintf(cells, sizeof cells, "%u/%u", cell->have, cell->expected);
                buf_fmt(out, "%-7.*s  %8u  %d  %-14s  %-24s  %9s%s%.*s%.*s\n", STR_FMT(area_code(v, a)),
                        v->c.questions[q].sheet ? (unsigned)v->c.questions[q].sheet : q + 1, year,
                        cover_name(cell->cover),
                        cell->indicator ? v->of.ref->indicators[cell->indicator].code.p : "", cells,
                        source.len || reason.len ? "  " : "", STR_FMT(source), STR_FMT(reason));
            }
}

/* -- growth -------------------------------------------------------------------------------------------- */

static void put_state(struct buf *out, const struct cover_edition *e, const struct cover_state *state, bool named)
{
    char share[16], text[64] = "-";
    if (e)
        snprintf(text, sizeof text, "%u (%s)", cover_state_count(state), share_text(share, cover_state_share(state)));
    buf_fmt(out, "  %-12s", text);
    if (named)
        buf_fmt(out, "  %-10.*s", e ? (int)MIN(e->name.len, (size_t)10) : 1, e ? e->name.p : "-");
}

static void put_rounds(struct buf *out, const struct coverage_view *v, const struct cover_growth *g)
{
    if (!g->nrounds) {
        buf_fmt(out, "what was asked is not known: %s knows of no round\n",
                v->of.release.len ? "the release" : "the base");
        return;
    }
    buf_fmt(out, "%-18s  %-12s  %6s  %-12s  %-12s  %-10s  %s\n", "round", "years asked", "asked", "before it",
            "after it", "in release", g->answers_known ? "now           accepted" : "now");
    for (size_t i = 0; i < g->nrounds; i++) {
        const struct cover_after *r = &g->rounds[i];
        char now[64], share[16];
        buf_fmt(out, "%-18.*s  %d to %d  %6u", (int)MIN(r->round->name.len, (size_t)18), r->round->name.p,
                r->round->first_year, r->round->last_year, r->asked);
        put_state(out, r->before, &r->had, false);
        put_state(out, r->after, &r->has, true);
        snprintf(now, sizeof now, "%u (%s)", cover_state_count(&r->now), share_text(share, cover_state_share(&r->now)));
        buf_fmt(out, g->answers_known ? "  %-12s" : "  %s", now);
        if (g->answers_known)
            buf_fmt(out, "  %8u", r->answered);
        buf_puts(out, r->round->closed_at.len ? "\n" : ", open\n");
    }
}

static void put_releases(struct buf *out, const struct cover_growth *g)
{
    buf_fmt(out, "%-24s  %-10s  %8s %9s %6s %6s %7s\n", "release", "of", "possible", "collected", "share", "whole",
            "in part");
    for (size_t i = 0; i < g->nreleases; i++) {
        const struct cover_made *m = &g->releases[i];
        char share[16];
        struct str name = m->edition->name.len ? m->edition->name : STR("(accepted)");
        buf_fmt(out, "%-24.*s  %-10.*s  %8u %9u %6s %6u %7u\n", (int)MIN(name.len, (size_t)24), name.p,
                (int)MIN(m->edition->released_at.len, (size_t)10),
                m->edition->released_at.len ? m->edition->released_at.p : "", cover_state_possible(&m->count),
                cover_state_count(&m->count), share_text(share, cover_state_share(&m->count)),
                m->count.n[COVER_REPORTED], m->count.n[COVER_PARTIAL]);
    }
}

void coverage_text(struct buf *out, enum cover_by by, const struct coverage_view *v,
                   const struct cover_growth *growth)
{
    put_head(out, v);
    if (v->c.last_year < v->c.first_year)
        return;
    switch (by) {
    case COVER_BY_QUESTION_TABLE: put_question_tables(out, v); break;
    case COVER_BY_COUNTRY: put_countries(out, v); break;
    case COVER_BY_TABLE: put_tables(out, v); break;
    case COVER_BY_MODULE: put_modules(out, v); break;
    case COVER_BY_YEAR: put_years(out, v); break;
    case COVER_BY_SOURCE: put_sources(out, v); break;
    case COVER_BY_BREAKDOWN: put_breakdowns(out, v); break;
    case COVER_BY_ROUND: put_rounds(out, v, growth); break;
    case COVER_BY_RELEASE: put_releases(out, growth); break;
    case COVER_BYS: put_matrix(out, v); break;
    }
    if (by == COVER_BYS)
        put_summary(out, v);
    if (by == COVER_BYS && growth->nrounds) {
        buf_char(out, '\n');
        put_rounds(out, v, growth);
    }
}
