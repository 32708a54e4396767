/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/reporting.h"

#include "collect/consultation.h"
#include "model/ref_language.h"

enum { CEILING = 1 << 30 };

/* -- loading ------------------------------------------------------------------------------------------- */

static int load_release(struct reporting *x, struct call *c, struct str name, struct err *err)
{
    struct cover_history history;
    int r = store_open(&x->st, c->base, STORE_PUBLIC, err);
    if (r == 0)
        r = release_load(&x->l, x->st, name, str_of(c->at), STR(""), err);
    if (r == 0)
        r = release_load_rounds(&x->l, x->st, err);
    if (r == 0 && !x->l.cube->nobs)
        r = err_set(err, ERR_STATE, "the release \"%.*s\" has no figures that everybody may see",
                    STR_FMT(x->l.release.name));
    if (r == 0)
        r = collections_load(&x->others, x->st, x->l.ref, err);
    struct coverage_of of = {x->l.ref, x->l.cube, &x->l.rounds, x->l.release.name, x->l.release.released_at};
    if (r == 0)
        r = coverage_view_make(&x->coverage, &x->arena, &of, &(struct coverage_asked){0}, err);
    if (r == 0)
        r = cover_history_load(&history, &x->arena, x->st, x->l.ref, &x->l, str_of(c->at), err);
    if (r == 0)
        cover_growth_make(&x->growth, &x->arena, &history, &x->coverage);
    return r;
}

/* Names in the language of the report, under the same indexes. */
static void take_language(struct reporting *x, const char *language)
{
    x->cube = *x->l.cube;
    if (strcmp(language, "en") != 0) {
        x->ref = ref_in_language(x->l.ref, language);
        x->cube.ref = x->ref;
        x->coverage.of.ref = x->ref;
        x->coverage.c.ref = x->ref;
    }
    x->coverage.of.cube = &x->cube;
}

/* Of all years there are many more gaps than those that the report counts. */
static void find_needs(struct reporting *x)
{
    size_t n;
    struct gaps counted;
    struct gap_filter filter = GAP_FILTER_ALL;
    filter.first_year = x->coverage.c.first_year;
    filter.last_year = x->coverage.c.last_year;
    gaps_only(&counted, &x->arena, &x->gaps.g, &filter);
    x->report.needs = gaps_needs(&n, &x->arena, &x->gaps.c, &counted, &x->gaps.sources);
    x->report.nneeds = n;
}

static void analyse(struct reporting *x)
{
    size_t npotential;
    gaps_make(&x->gaps, &x->arena,
              &(struct gaps_from){.ref = x->cube.ref, .cube = &x->cube, .rounds = &x->l.rounds, .sources = x->l.sources,
                                  .nsources = x->l.nsources, .at = x->l.release.released_at});
    const struct coverage *c = &x->gaps.c;
    const struct potential *potential = gaps_potential(&npotential, &x->arena, c, &x->gaps.sources);
    x->analysis = (struct page_analysis){.coverage = c, .from = &x->gaps.sources, .gaps = &x->gaps.g,
                                         .potential = potential, .npotential = npotential};
    highlights_make(&x->highlights, &x->arena,
                    &(struct highlight_from){.cube = &x->cube, .coverage = &x->coverage.c, .growth = &x->growth});
    find_needs(x);
    x->report.gaps = &x->gaps.g;
    x->report.coverage = &x->coverage;
    x->report.growth = &x->growth;
    x->report.highlights = &x->highlights;
}

static int load_words(struct reporting *x, struct call *c, const struct reporting_asked *asked, struct err *err)
{
    struct statement *statements;
    struct recommendation *recommendations;
    struct report *rp = &x->report;
    int r = statements_load(&statements, &rp->nstatements, c->store, &x->arena, STR(""), STR(""), asked->draft, err);
    if (r == 0)
        r = recommendations_load(&recommendations, &rp->nrecommendations, c->store, &x->arena, asked->draft, err);
    if (r == 0) {
        rp->statements = statements;
        rp->recommendations = recommendations;
    }
    rp->consultation = asked->consultation;
    return r;
}

int reporting_open(struct reporting *x, struct call *c, const struct reporting_asked *asked, struct err *err)
{
    const char *language = asked->language ? asked->language : "en";
    *x = (struct reporting){0};
    arena_init(&x->arena, CEILING);
    int r = load_release(x, c, asked->release, err);
    if (r == 0)
        r = load_words(x, c, asked, err);
    if (r < 0)
        return r;
    take_language(x, language);
    analyse(x);
    x->state = arena_str(&x->arena, asked->state);
    x->page = (struct page){.cube = &x->cube, .sources = x->l.sources, .nsources = x->l.nsources,
                            .text = text_find(language), .path = STR("/"), .here = STR("/"), .arena = &x->arena,
                            .origin = arena_str(&x->arena, asked->origin), .analysis = &x->analysis,
                            .beside = (const struct collection *const *)x->others.v, .nbeside = x->others.n};
    assert(x->page.text); /* the caller has looked */
    return 0;
}

void reporting_release(struct reporting *x)
{
    document_release(&x->document);
    drawing_free(x->drawing);
    ref_in_language_free(x->ref);
    collections_release(&x->others);
    if (x->l.ref)
        loaded_release(&x->l);
    if (x->st)
        store_close(x->st);
    arena_release(&x->arena);
    *x = (struct reporting){0};
}

/* -- writing ------------------------------------------------------------------------------------------- */

bool reporting_has(const struct reporting *x, uint16_t area)
{
    for (uint32_t f = 0; f < x->cube.nflows; f++)
        if (x->cube.flows[f].area_at[area] != x->cube.flows[f].area_at[area + 1])
            return true;
    return false;
}

static int begin(struct reporting *x, struct document_head head, struct err *err)
{
    int r = x->drawing ? 0 : drawing_new(&x->drawing, err);
    if (r < 0)
        return r;
    head.publisher = x->cube.ref->agency;
    head.date = date_words(&x->page, x->cube.released_at);
    head.state = x->state;
    document_release(&x->document);
    document_begin(&x->document, &x->page, x->drawing, &head);
    return 0;
}

int reporting_report(struct buf *html, struct reporting *x, struct err *err)
{
    int r = begin(x, report_head(&x->page), err);
    if (r == 0)
        r = report_write(&x->document, &x->report, err);
    return r == 0 ? document_finish(html, &x->document, err) : r;
}

int reporting_fact_sheet(struct buf *html, struct reporting *x, uint16_t area, struct err *err)
{
    int r = begin(x, fact_sheet_head(&x->page, area), err);
    if (r == 0)
        r = fact_sheet_write(&x->document, &x->report, area, err);
    return r == 0 ? document_finish(html, &x->document, err) : r;
}
