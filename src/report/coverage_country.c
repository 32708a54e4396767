/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Of one country: each question and year with the source, and what is lacking of what is there in part. */

#include "report/coverage_parts.h"

struct country {
    struct page *pg;
    const struct coverage_view *v;
    uint16_t *sources; /* of the cube, in the order in which they are met: a, b, c */
    unsigned nsources;
};

static const struct cell_cover *cell_of(const struct country *c, uint32_t q, int year)
{
    return coverage_at(&c->v->c, c->v->area, q, year);
}

static bool has_source(const struct cell_cover *cell) { return cell->indicator && cover_collected(cell->cover); }

static void find_sources(struct country *c)
{
    const struct coverage_view *v = c->v;
    c->sources = arena_array(c->pg->arena, uint16_t, v->of.cube->nsources + 1);
    for (uint32_t q = 0; q < v->c.nquestions; q++)
        for (int year = v->c.first_year; year <= v->c.last_year; year++) {
            const struct cell_cover *cell = cell_of(c, q, year);
            unsigned i = 0;
            while (has_source(cell) && i < c->nsources && c->sources[i] != cell->source)
                i++;
            if (has_source(cell) && i == c->nsources)
                c->sources[c->nsources++] = cell->source;
        }
}

/* a to z, then aa to zz. */
static const char *letter(const struct country *c, unsigned i)
{
    return i < 26 ? arena_fmt(c->pg->arena, "%c", 'a' + (int)i)
                  : arena_fmt(c->pg->arena, "%c%c", 'a' + (int)(i / 26 - 1) % 26, 'a' + (int)(i % 26));
}

static const char *source_letter(const struct country *c, const struct cell_cover *cell)
{
    unsigned i = 0;
    while (i + 1 < c->nsources && c->sources[i] != cell->source)
        i++;
    return letter(c, i);
}

/* -- the grid ------------------------------------------------------------------------------------------ */

static const char *state_of(const struct cell_cover *cell)
{
    return cell->unavailable ? "unavailable" : cover_key(cell->cover);
}

/* A disc, whole or half full; a cross; a stroke; nothing. */
static void mark(struct page *pg, const char *state)
{
    if (strcmp(state, "reported") == 0)
        html(pg->out, "<svg class=\"mark\" viewBox=\"0 0 10 10\"><circle cx=\"5\" cy=\"5\" r=\"4.5\"/></svg>");
    else if (strcmp(state, "partial") == 0)
        html(pg->out, "<svg class=\"mark\" viewBox=\"0 0 10 10\"><circle class=\"o\" cx=\"5\" cy=\"5\" r=\"4\"/>"
                      "<path d=\"M5 1a4 4 0 0 0 0 8z\"/></svg>");
    else if (strcmp(state, "not_applicable") == 0)
        html(pg->out, "\xC3\x97");
    else if (strcmp(state, "unavailable") == 0)
        html(pg->out, "\xE2\x88\x92");
}

/* A mark for the eye, with the words for who hears the page. */
static void grid_cell(struct country *c, uint32_t q, int year)
{
    struct buf *out = c->pg->out;
    const struct cell_cover *cell = cell_of(c, q, year);
    buf_fmt(out, "<td class=\"c-%s%s\"><span aria-hidden=\"true\">", state_of(cell), cell->asked ? " asked" : "");
    mark(c->pg, state_of(cell));
    if (has_source(cell))
        buf_fmt(out, "<sub>%s</sub>", source_letter(c, cell));
    html(out, "</span><span class=\"hide\">");
    say(c->pg, arena_fmt(c->pg->arena, "coverage.mark.%s", state_of(cell)));
    if (has_source(cell)) {
        html(out, ", ");
        SAY(c->pg, "coverage.source.letter", {"letter", str_of(source_letter(c, cell))});
    }
    if (cell->asked) {
        html(out, ", ");
        say(c->pg, "coverage.mark.asked");
    }
    html(out, "</span></td>");
}

static void grid_row(struct country *c, uint32_t q)
{
    const struct coverage_view *v = c->v;
    struct buf *out = c->pg->out;
    struct cover_sum sum = coverage_view_sum(v, v->area, q, 0, 0);
    html(out, cover_count(&sum) ? "<tr>" : "<tr class=\"none\">");
    buf_fmt(out, "<th scope=\"row\" id=\"q%u\"><span class=\"no\">%u</span> ", question_number(&v->c, q),
            question_number(&v->c, q));
    question_link(c->pg, v, q);
    html(out, "</th>");
    for (int year = v->c.first_year; year <= v->c.last_year; year++)
        grid_cell(c, q, year);
    html(out, "<td class=\"n\">");
    html_text(out, share_words(c->pg, cover_share(&sum)));
    html(out, "</td></tr>\n");
}

static void module_row(struct country *c, uint16_t module)
{
    buf_fmt(c->pg->out, "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%d\"><span>",
            c->v->c.last_year - c->v->c.first_year + 3);
    html_text(c->pg->out, c->v->of.ref->modules[module].name);
    html(c->pg->out, "</span></th></tr>\n");
}

static void legend(struct country *c)
{
    static const struct {
        const char *class, *key;
    } rows[] = {{"c-reported", "reported"},       {"c-partial", "partial"},
                {"c-missing", "missing"},         {"c-unavailable", "unavailable"},
                {"c-not_applicable", "not_applicable"}, {"c-missing asked", "asked"}};
    struct buf *out = c->pg->out;
    html(out, "<ul class=\"key shades\">");
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (i + 1 == ARRAY_LEN(rows) && !c->v->of.rounds->n)
            continue;
        buf_fmt(out, "<li><span class=\"shade %s\" aria-hidden=\"true\">", rows[i].class);
        mark(c->pg, rows[i].key);
        html(out, "</span> ");
        say(c->pg, arena_fmt(c->pg->arena, "coverage.mark.%s", rows[i].key));
        html(out, "</li>\n");
    }
    html(out, "</ul>\n");
}

static void grid(struct country *c)
{
    const struct coverage_view *v = c->v;
    struct buf *out = c->pg->out;
    say_in(c->pg, "h2", NULL, "coverage.grid");
    legend(c);
    html(out, "<div class=\"frame fit\" role=\"region\" aria-labelledby=\"cap-grid\" tabindex=\"0\">\n"
              "<table class=\"covers\"><caption class=\"hide\" id=\"cap-grid\">");
    SAY(c->pg, "coverage.grid.caption", {"place", v->of.ref->areas[v->c.areas[v->area]].name},
        {"years", span_words(c->pg, v)});
    html(out, "</caption>\n<thead><tr><th scope=\"col\">");
    say(c->pg, "coverage.question");
    html(out, "</th>");
    for (int year = v->c.first_year; year <= v->c.last_year; year++)
        buf_fmt(out, "<th scope=\"col\">%d</th>", year);
    html(out, "<th scope=\"col\" class=\"n\">");
    say(c->pg, "coverage.share");
    html(out, "</th></tr></thead>\n<tbody>\n");
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        if (q == 0 || v->c.questions[q].module != v->c.questions[q - 1].module)
            module_row(c, v->c.questions[q].module);
        grid_row(c, q);
    }
    html(out, "</tbody>\n</table>\n</div>\n");
}

static void sources(struct country *c)
{
    struct buf *out = c->pg->out;
    if (!c->nsources)
        return;
    html(out, "<h3 id=\"sources\">");
    say(c->pg, "coverage.sources");
    html(out, "</h3>\n<ul class=\"plain letters\">\n");
    for (unsigned i = 0; i < c->nsources; i++) {
        struct str source = c->v->of.cube->sources[c->sources[i]];
        buf_fmt(out, "<li><b>%s</b> ", letter(c, i));
        html_link(out, "/source/", source, source_name(c->pg, source));
        html(out, "</li>\n");
    }
    html(out, "</ul>\n");
}

/* -- what is there in part ---------------------------------------------------------------------------- */

enum { PART_YEARS = 12 };

struct part_year {
    int year;
    const struct breakdown_cover *v;
    size_t n;
};

static const struct breakdown_cover *part_find(const struct part_year *y, uint16_t code)
{
    for (size_t i = 0; i < y->n; i++)
        if (y->v[i].code == code)
            return &y->v[i];
    return NULL;
}

/* The codes of all these years, each once, in the order of the reference data. */
static uint16_t *codes_of(size_t *n, struct page *pg, const struct part_year *years, size_t nyears,
                          const struct ref *ref)
{
    bool *seen = arena_array(pg->arena, bool, ref->ncodes);
    uint16_t *out = arena_array(pg->arena, uint16_t, ref->ncodes);
    *n = 0;
    for (size_t y = 0; y < nyears; y++)
        for (size_t i = 0; i < years[y].n; i++)
            if (!seen[years[y].v[i].code]) {
                seen[years[y].v[i].code] = true;
                out[(*n)++] = years[y].v[i].code;
            }
    return out;
}

static void part_cell(struct page *pg, const struct breakdown_cover *b)
{
    if (!b) {
        html(pg->out, "<td class=\"n\"></td>");
        return;
    }
    html(pg->out, b->have == b->expected ? "<td class=\"n\">"
                  : b->have              ? "<td class=\"n part\">"
                                         : "<td class=\"n c-missing\">");
    buf_fmt(pg->out, "%u/%u</td>", b->have, b->expected);
}

static void part_table(struct country *c, uint32_t q, const struct part_year *years, size_t nyears)
{
    const struct ref *ref = c->v->of.ref;
    struct page *pg = c->pg;
    struct buf *out = pg->out;
    size_t n;
    uint16_t *codes = codes_of(&n, pg, years, nyears, ref);
    buf_fmt(out, "<div class=\"frame fit\" role=\"region\" aria-labelledby=\"cap-p%u\" tabindex=\"0\">\n"
                 "<table class=\"list short\"><caption id=\"cap-p%u\" class=\"hide\">", question_number(&c->v->c, q),
            question_number(&c->v->c, q));
    say(pg, "coverage.part.caption");
    html(out, "</caption>\n<thead><tr><th scope=\"col\">");
    say(pg, "coverage.code");
    html(out, "</th>");
    for (size_t y = 0; y < nyears; y++)
        buf_fmt(out, "<th scope=\"col\" class=\"n\">%d</th>", years[y].year);
    html(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < n; i++) {
        html(out, "<tr><th scope=\"row\">");
        html_text(out, ref->codes[codes[i]].name);
        html(out, " <span class=\"small\">");
        html_text(out, ref->dimensions[ref->versions[ref->codes[codes[i]].version].dimension].name);
        html(out, "</span></th>");
        for (size_t y = 0; y < nyears; y++)
            part_cell(pg, part_find(&years[y], codes[i]));
        html(out, "</tr>\n");
    }
    html(out, "</tbody>\n</table>\n</div>\n");
}

/* The newest years in part, of one question. */
static size_t part_years(struct part_year out[PART_YEARS], unsigned *all, struct years *which, struct country *c,
                         uint32_t q)
{
    size_t n = 0;
    *all = 0;
    for (int year = c->v->c.last_year; year >= c->v->c.first_year; year--) {
        if (cell_of(c, q, year)->cover != COVER_PARTIAL)
            continue;
        ++*all;
        years_add(which, year);
        if (n == PART_YEARS)
            continue;
        out[n].year = year;
        out[n].v = coverage_breakdown(&out[n].n, c->pg->arena, &c->v->c, c->v->area, q, year);
        n++;
    }
    return n;
}

static void parts(struct country *c)
{
    const struct coverage_view *v = c->v;
    struct page *pg = c->pg;
    bool any = false;
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        struct part_year years[PART_YEARS];
        struct years which = {0};
        unsigned all;
        size_t n = part_years(years, &all, &which, c, q);
        if (n == 0)
            continue;
        if (!any) {
            say_in(pg, "h2", NULL, "coverage.parts");
            say_in(pg, "p", NULL, "coverage.parts.lead");
        }
        any = true;
        html(pg->out, "<details class=\"wide\"><summary>");
        buf_fmt(pg->out, "%u ", question_number(&v->c, q));
        html_text(pg->out, question_words(pg, &v->c, q));
        html(pg->out, ": ");
        html_text(pg->out, years_words(pg, &which));
        html(pg->out, "</summary>\n");
        if (all > n)
            say_in(pg, "p", "small", "coverage.parts.newest");
        part_table(c, q, years, n);
        html(pg->out, "</details>\n");
    }
}

/* -- what does not apply --------------------------------------------------------------------------------- */

static void waivers(struct country *c)
{
    const struct coverage_view *v = c->v;
    struct page *pg = c->pg;
    bool any = false;
    for (size_t i = 0; i < v->of.rounds->nwaivers; i++) {
        const struct cover_waiver *w = &v->of.rounds->waivers[i];
        uint32_t q = coverage_question(&v->c, w->indicator);
        if (w->area != v->c.areas[v->area] || q == UINT32_MAX)
            continue;
        if (!any) {
            say_in(pg, "h2", NULL, "coverage.waivers");
            html(pg->out, "<ul class=\"plain\">\n");
        }
        any = true;
        buf_fmt(pg->out, "<li>%u ", question_number(&v->c, q));
        html_text(pg->out, question_words(pg, &v->c, q));
        buf_fmt(pg->out, ", %d\xE2\x80\x93%d: ", w->first_year, w->last_year);
        html_text(pg->out, w->reason);
        html(pg->out, "</li>\n");
    }
    if (any)
        html(pg->out, "</ul>\n");
}

/* -- the page --------------------------------------------------------------------------------------------- */

void page_coverage_country(struct page *pg, const struct coverage_view *v, const struct cover_growth *growth)
{
    static const char *const ways[] = {"question_table", "table", "year", "source", "breakdown", "round"};
    if (!page_released(pg, "coverage"))
        return;
    struct country c = {.pg = pg, .v = v};
    const struct area *area = &v->of.ref->areas[v->c.areas[v->area]];
    page_open(pg, WORDS(pg, "coverage.of", {"place", area->name}), "coverage");
    crumbs_open(pg);
    crumb(pg, "/coverage", "nav.coverage");
    html_link(pg->out, "/country/", area->code, area->name);
    html(pg->out, "</nav>\n<h1>");
    SAY(pg, "coverage.of", {"place", area->name});
    heading_end(pg);
    coverage_lead(pg, v);
    coverage_switch(pg, v, text_join(pg, "/coverage/%.*s", STR_FMT(area->code)));
    if (v->c.last_year >= v->c.first_year) {
        find_sources(&c);
        grid(&c);
        sources(&c);
        parts(&c);
    }
    waivers(&c);
    coverage_rounds(pg, v, growth);
    coverage_files(pg, v, ways, ARRAY_LEN(ways));
    page_close(pg);
}
