/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/coverage_write.h"

#include "model/period.h"

#include <math.h>

enum { SHARE_DECIMALS = 1, COLUMNS_MAX = 24, ROOM = 256 << 20 };

static const char *const names[COVER_BYS] = {"question_table", "country", "table", "module", "year",
                                             "source", "breakdown", "round", "release"};

const char *cover_by_name(enum cover_by by) { return names[by]; }

bool cover_by_find(enum cover_by *by, struct str name)
{
    *by = COVER_BY_QUESTION_TABLE;
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_is(name, names[i])) {
            *by = (enum cover_by)i;
            return true;
        }
    return name.len == 0;
}

bool cover_by_growth(enum cover_by by) { return by == COVER_BY_ROUND || by == COVER_BY_RELEASE; }

/* -- parts of rows ------------------------------------------------------------------------------- */

/* A whole number that may not be known. */
static void put_count(struct columns *c, bool known, uint64_t n)
{
    if (known)
        columns_int(c, (int64_t)n);
    else
        columns_text(c, STR(""));
}

static void put_bool(struct columns *c, bool known, bool yes)
{
    columns_text(c, !known ? STR("") : yes ? STR("yes") : STR("no"));
}

static void put_question(struct columns *c, const struct coverage *cov, uint32_t question)
{
    put_count(c, cov->questions[question].sheet > 0, (uint64_t)cov->questions[question].sheet);
}

#define SUM_COLUMNS                                                                                            \
    "reported", "partial", "missing", "not_applicable", "possible", "collected", "share", "cells", "cells_expected", \
        "cells_share", "asked", "asked_collected", "asked_share"

static void put_cells(struct columns *c, const struct cover_sum *sum)
{
    columns_int(c, sum->n[COVER_REPORTED]);
    columns_int(c, sum->n[COVER_PARTIAL]);
    columns_int(c, sum->n[COVER_MISSING]);
    columns_int(c, sum->n[COVER_NOT_APPLICABLE]);
    columns_int(c, cover_possible(sum));
    columns_int(c, cover_count(sum));
    columns_num(c, cover_share(sum), SHARE_DECIMALS);
    columns_int(c, (int64_t)sum->have);
    columns_int(c, (int64_t)sum->expected);
    columns_num(c, cover_cell_share(sum), SHARE_DECIMALS);
}

/* Of an area, question and years: what there is, and what there is of what was asked. */
static void put_sum(struct columns *c, const struct coverage_view *v, uint32_t area, uint32_t question, int first,
                    int last)
{
    struct cover_sum sum = coverage_view_sum(v, area, question, first, last);
    struct cover_sum asked = coverage_view_asked(v, area, question, first, last);
    bool known = v->of.rounds->n > 0;
    put_cells(c, &sum);
    put_count(c, known, cover_possible(&asked) + asked.n[COVER_NOT_APPLICABLE]);
    put_count(c, known, cover_count(&asked));
    columns_num(c, known ? cover_share(&asked) : (double)NAN, SHARE_DECIMALS);
}

/* -- question tables ------------------------------------------------------------------------------ */

static struct str reason_of(const struct coverage_view *v, const struct cell_cover *cell)
{
    if (cell->waiver)
        return v->c.waivers[cell->waiver - 1].reason;
    return cell->unavailable ? STR("not available") : STR("");
}

static void put_question_table(struct columns *c, const struct coverage_view *v, uint32_t a, uint32_t q, int year)
{
    const struct ref *ref = v->of.ref;
    const struct cell_cover *cell = coverage_at(&v->c, a, q, year);
    const struct question *question = &v->c.questions[q];
    columns_text(c, ref->areas[v->c.areas[a]].code);
    put_question(c, &v->c, q);
    columns_text(c, cell->indicator ? ref->indicators[cell->indicator].code : question->code);
    columns_text(c, ref->modules[question->module].code);
    columns_int(c, year);
    columns_text(c, str_of(cover_key(cell->cover)));
    put_bool(c, v->of.rounds->n > 0, cell->asked);
    columns_text(c, cell->indicator ? v->of.cube->sources[cell->source] : STR(""));
    columns_int(c, cell->nsources);
    columns_int(c, cell->have);
    columns_int(c, cell->expected);
    columns_text(c, reason_of(v, cell));
}

static void rows_question_tables(struct columns *c, const struct coverage_view *v)
{
    for (uint32_t a = 0; a < v->c.nareas; a++)
        for (uint32_t q = 0; q < v->c.nquestions; q++)
            for (int year = v->c.first_year; coverage_view_has(v, a, q) && year <= v->c.last_year; year++)
                if (coverage_view_counts(v, coverage_at(&v->c, a, q, year)))
                    put_question_table(c, v, a, q, year);
}

/* -- sums ----------------------------------------------------------------------------------------- */

static void rows_countries(struct columns *c, const struct coverage_view *v)
{
    for (uint32_t a = 0; a < v->c.nareas; a++) {
        const struct area *area = &v->of.ref->areas[v->c.areas[a]];
        if (!coverage_view_has(v, a, UINT32_MAX))
            continue;
        columns_text(c, area->code);
        columns_text(c, area->name);
        put_sum(c, v, a, UINT32_MAX, 0, 0);
    }
}

static void rows_tables(struct columns *c, const struct coverage_view *v)
{
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        if (!coverage_view_has(v, UINT32_MAX, q))
            continue;
        put_question(c, &v->c, q);
        columns_text(c, v->c.questions[q].code);
        columns_text(c, question_title(&v->c, q));
        columns_text(c, v->of.ref->modules[v->c.questions[q].module].code);
        put_sum(c, v, UINT32_MAX, q, 0, 0);
    }
}

static void rows_years(struct columns *c, const struct coverage_view *v)
{
    for (int year = v->c.first_year; year <= v->c.last_year; year++) {
        columns_int(c, year);
        put_sum(c, v, UINT32_MAX, UINT32_MAX, year, year);
    }
}

static void rows_modules(struct columns *c, const struct coverage_view *v)
{
    for (uint32_t m = 0; m < v->of.ref->nmodules; m++) {
        struct cover_sum sum = coverage_view_module(v, m);
        if (cover_possible(&sum) + sum.n[COVER_NOT_APPLICABLE] == 0)
            continue;
        columns_text(c, v->of.ref->modules[m].code);
        columns_text(c, v->of.ref->modules[m].name);
        put_cells(c, &sum);
    }
}

/* -- sources and breakdowns ------------------------------------------------------------------------- */

static struct str source_label(const struct ref *ref, struct str source)
{
    uint16_t type = 0, survey = 0;
    if (!ref_source_find(ref, &type, &survey, source))
        return STR("");
    return survey ? ref->surveys[survey].name : ref->source_types[type].name;
}

static void rows_sources(struct columns *c, const struct coverage_view *v)
{
    struct arena arena;
    size_t n;
    arena_init(&arena, ROOM);
    const struct source_sum *s = coverage_view_sources(&n, &arena, v);
    for (size_t i = 0; i < n; i++) {
        struct cover_sum all = coverage_view_sum(v, s[i].area, UINT32_MAX, 0, 0);
        uint32_t has = s[i].n[COVER_REPORTED] + s[i].n[COVER_PARTIAL], possible = cover_possible(&all);
        struct str source = v->of.cube->sources[s[i].source];
        columns_text(c, v->of.ref->areas[v->c.areas[s[i].area]].code);
        columns_text(c, source);
        columns_text(c, source_label(v->of.ref, source));
        columns_int(c, s[i].first_year);
        columns_int(c, s[i].last_year);
        columns_int(c, s[i].questions);
        columns_int(c, s[i].n[COVER_REPORTED]);
        columns_int(c, s[i].n[COVER_PARTIAL]);
        columns_int(c, s[i].n[COVER_MISSING]);
        columns_int(c, s[i].n[COVER_NOT_APPLICABLE]);
        columns_num(c, possible ? 100.0 * has / possible : (double)NAN, SHARE_DECIMALS);
        columns_int(c, (int64_t)s[i].have);
    }
    arena_release(&arena);
}

static void rows_breakdowns(struct columns *c, const struct coverage_view *v)
{
    const struct ref *ref = v->of.ref;
    struct arena arena;
    size_t n;
    arena_init(&arena, ROOM);
    const struct cover_part *p = coverage_parts(&n, &arena, &v->c, v->area, v->question, 0, 0, v->round != NULL);
    for (size_t i = 0; i < n; i++) {
        const struct version *version = &ref->versions[p[i].version];
        put_question(c, &v->c, p[i].question);
        columns_text(c, v->c.questions[p[i].question].code);
        columns_text(c, ref->dimensions[version->dimension].id);
        columns_text(c, p[i].code ? ref->codes[p[i].code].code : version->code);
        columns_text(c, p[i].code ? ref->codes[p[i].code].name : STR("Any country"));
        columns_int(c, (int64_t)p[i].have);
        columns_int(c, (int64_t)p[i].expected);
        columns_num(c, p[i].expected ? 100.0 * (double)p[i].have / (double)p[i].expected : (double)NAN,
                    SHARE_DECIMALS);
    }
    arena_release(&arena);
}

/* -- growth ------------------------------------------------------------------------------------------ */

static void put_state(struct columns *c, bool known, const struct cover_state *count)
{
    put_count(c, known, cover_state_count(count));
    columns_num(c, known ? cover_state_share(count) : (double)NAN, SHARE_DECIMALS);
}

static void rows_rounds(struct columns *c, const struct cover_growth *g)
{
    for (size_t i = 0; i < g->nrounds; i++) {
        const struct cover_after *r = &g->rounds[i];
        columns_text(c, r->round->name);
        columns_text(c, str_sub(r->round->opened_at, 0, 10));
        columns_text(c, r->round->deadline);
        columns_text(c, str_sub(r->round->closed_at, 0, 10));
        columns_int(c, r->round->first_year);
        columns_int(c, r->round->last_year);
        columns_text(c, r->round->criterion);
        columns_int(c, r->asked);
        columns_text(c, r->before ? r->before->name : STR(""));
        put_state(c, r->before, &r->had);
        columns_text(c, r->after ? r->after->name : STR(""));
        columns_text(c, r->after ? str_sub(r->after->released_at, 0, 10) : STR(""));
        put_count(c, r->after, r->has.n[COVER_REPORTED]);
        put_count(c, r->after, r->has.n[COVER_PARTIAL]);
        put_count(c, r->after, r->has.n[COVER_MISSING]);
        put_count(c, r->after, r->has.n[COVER_NOT_APPLICABLE]);
        put_state(c, r->after, &r->has);
        put_state(c, true, &r->now);
        put_count(c, g->answers_known, r->answered);
    }
}

static void rows_releases(struct columns *c, const struct cover_growth *g)
{
    for (size_t i = 0; i < g->nreleases; i++) {
        const struct cover_made *m = &g->releases[i];
        columns_text(c, m->edition->name);
        columns_text(c, str_sub(m->edition->released_at, 0, 10));
        columns_int(c, m->count.n[COVER_REPORTED]);
        columns_int(c, m->count.n[COVER_PARTIAL]);
        columns_int(c, m->count.n[COVER_MISSING]);
        columns_int(c, m->count.n[COVER_NOT_APPLICABLE]);
        columns_int(c, cover_state_possible(&m->count));
        put_state(c, true, &m->count);
    }
}

/* -- all of it ------------------------------------------------------------------------------------- */

static const char *const columns_of[COVER_BYS][COLUMNS_MAX] = {
    [COVER_BY_QUESTION_TABLE] = {"ref_area", "question", "indicator", "module", "time", "cover", "asked", "source",
                                 "sources", "cells", "cells_expected", "reason"},
    [COVER_BY_COUNTRY] = {"ref_area", "ref_area.label", SUM_COLUMNS},
    [COVER_BY_TABLE] = {"question", "indicator", "indicator.label", "module", SUM_COLUMNS},
    [COVER_BY_MODULE] = {"module", "module.label", "reported", "partial", "missing", "not_applicable", "possible",
                         "collected", "share", "cells", "cells_expected", "cells_share"},
    [COVER_BY_YEAR] = {"time", SUM_COLUMNS},
    [COVER_BY_SOURCE] = {"ref_area", "source", "source.label", "timefrom", "timeto", "questions", "reported", "partial",
                         "missing", "not_applicable", "share", "cells"},
    [COVER_BY_BREAKDOWN] = {"question", "indicator", "dimension", "code", "code.label", "cells", "cells_expected",
                            "cells_share"},
    [COVER_BY_ROUND] = {"round", "opened", "deadline", "closed", "timefrom", "timeto", "criterion", "asked",
                        "release_before", "collected_before", "share_before", "release", "released", "reported",
                        "partial", "missing", "not_applicable", "collected", "share", "collected_now", "share_now",
                        "answered"},
    [COVER_BY_RELEASE] = {"release", "released", "reported", "partial", "missing", "not_applicable", "possible",
                          "collected", "share"},
};

void coverage_rows(struct buf *out, enum columns_form form, enum cover_by by, const struct coverage_view *v,
                   const struct cover_growth *growth)
{
    struct columns c;
    unsigned n = 0;
    while (n < COLUMNS_MAX && columns_of[by][n])
        n++;
    columns_begin(&c, out, form, columns_of[by], n);
    switch (by) {
    case COVER_BY_QUESTION_TABLE: rows_question_tables(&c, v); break;
    case COVER_BY_COUNTRY: rows_countries(&c, v); break;
    case COVER_BY_TABLE: rows_tables(&c, v); break;
    case COVER_BY_MODULE: rows_modules(&c, v); break;
    case COVER_BY_YEAR: rows_years(&c, v); break;
    case COVER_BY_SOURCE: rows_sources(&c, v); break;
    case COVER_BY_BREAKDOWN: rows_breakdowns(&c, v); break;
    case COVER_BY_ROUND: rows_rounds(&c, growth); break;
    case COVER_BY_RELEASE: rows_releases(&c, growth); break;
    case COVER_BYS: break;
    }
    columns_end(&c);
}

static void put_share(struct json *j, const char *key, double share)
{
    json_key(j, key);
    json_num(j, share, SHARE_DECIMALS);
}

static void put_total(struct json *j, const char *key, const struct cover_sum *sum)
{
    json_key(j, key);
    json_open(j, '{');
    json_put_int(j, "possible", cover_possible(sum));
    json_put_int(j, "collected", cover_count(sum));
    json_put_int(j, "reported", sum->n[COVER_REPORTED]);
    json_put_int(j, "partial", sum->n[COVER_PARTIAL]);
    json_put_int(j, "missing", sum->n[COVER_MISSING]);
    json_put_int(j, "not_applicable", sum->n[COVER_NOT_APPLICABLE]);
    put_share(j, "share", cover_share(sum));
    json_put_int(j, "cells", (int64_t)sum->have);
    json_put_int(j, "cells_expected", (int64_t)sum->expected);
    put_share(j, "cells_share", cover_cell_share(sum));
    json_close(j);
}

void coverage_document(struct json *j, const struct coverage_view *v, const struct cover_growth *growth)
{
    static const char *const keys[COVER_BYS] = {"question_tables", "countries", "tables", "modules", "years",
                                                "sources", "breakdowns", "rounds", "releases"};
    struct cover_sum sum = coverage_view_sum(v, UINT32_MAX, UINT32_MAX, 0, 0);
    struct cover_sum asked = coverage_view_asked(v, UINT32_MAX, UINT32_MAX, 0, 0);
    json_open(j, '{');
    json_put_some(j, "release", v->of.release);
    json_put_some(j, "released_at", v->of.released_at);
    json_put(j, "generation", v->first_generation ? STR("first") : STR("current"));
    if (v->round)
        json_put(j, "round", v->round->name);
    if (v->c.last_year >= v->c.first_year) {
        json_put_int(j, "first_year", v->c.first_year);
        json_put_int(j, "last_year", v->c.last_year);
    }
    put_total(j, "total", &sum);
    json_put_bool(j, "asks_known", v->of.rounds->n > 0);
    if (v->of.rounds->n)
        put_total(j, "asked", &asked);
    for (int i = 1; i <= COVER_BYS; i++) { /* the longest last */
        struct buf rows = {0};
        int by = i % COVER_BYS;
        coverage_rows(&rows, COLUMNS_JSON, (enum cover_by)by, v, growth);
        json_key(j, keys[by]);
        json_raw(j, str_trim(buf_view(&rows)));
        buf_release(&rows);
    }
    json_close(j);
}
