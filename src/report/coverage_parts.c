/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/coverage_parts.h"

#include <math.h>

/* -- words ------------------------------------------------------------------------------------ */

/* Nothing is rounded to nothing, nor up to all of it. */
struct str share_words(struct page *pg, double share)
{
    if (isnan(share))
        return STR("\xE2\x80\x93");
    unsigned decimals = share > 0 && share < 10 ? 1 : 0;
    if (share > 0)
        share = MAX(share, 0.1);
    if (share < 100)
        share = MIN(share, 99.0);
    struct buf b = {0};
    html_num(&b, pg->text, share, decimals);
    buf_puts(&b, "\xC2\xA0%");
    struct str s = arena_str(pg->arena, buf_view(&b));
    buf_release(&b);
    return s;
}

struct str span_words(struct page *pg, const struct coverage_view *v)
{
    if (v->c.first_year == v->c.last_year)
        return text_join(pg, "%d", v->c.first_year);
    return text_join(pg, "%d\xE2\x80\x93%d", v->c.first_year, v->c.last_year);
}

unsigned question_number(const struct coverage *c, uint32_t question)
{
    return c->questions[question].sheet ? (unsigned)c->questions[question].sheet : question + 1;
}

struct str question_words(struct page *pg, const struct coverage *c, uint32_t question)
{
    struct buf name = {0};
    question_name(&name, c, question);
    struct str kept = arena_str(pg->arena, buf_view(&name));
    buf_release(&name);
    return kept;
}

void question_link(struct page *pg, const struct coverage_view *v, uint32_t question)
{
    const struct question *q = &v->c.questions[question];
    const struct ref *ref = v->of.ref;
    uint16_t best = q->indicators[0];
    for (unsigned i = q->nindicators; i-- > 0;) /* of a pair the one of which there are figures */
        if (v->of.cube && cube_flow_find(v->of.cube, q->indicators[i]))
            best = q->indicators[i];
    html_link(pg->out, "/table/", ref->indicators[best].code, question_words(pg, &v->c, question));
}

unsigned share_class(double share)
{
    if (isnan(share) || share <= 0)
        return 0;
    return share < 20 ? 1 : share < 40 ? 2 : share < 60 ? 3 : share < 80 ? 4 : 5;
}

void coverage_lead(struct page *pg, const struct coverage_view *v)
{
    struct cover_sum sum = coverage_view_sum(v, UINT32_MAX, UINT32_MAX, 0, 0);
    html(pg->out, "<p class=\"lead\">");
    if (cover_possible(&sum) == 0)
        say(pg, "coverage.lead.none");
    else
        SAY(pg, "coverage.lead", {"n", number(pg, cover_count(&sum))}, {"possible", number(pg, cover_possible(&sum))},
            {"share", share_words(pg, cover_share(&sum))}, {"years", span_words(pg, v)},
            {"whole", number(pg, sum.n[COVER_REPORTED])}, {"part", number(pg, sum.n[COVER_PARTIAL])},
            {"missing", number(pg, sum.n[COVER_MISSING])});
    html(pg->out, "</p>\n<p class=\"small\">");
    say(pg, v->round ? "coverage.what.round" : v->first_generation ? "coverage.what.first" : "coverage.what");
    if (sum.n[COVER_NOT_APPLICABLE]) {
        buf_char(pg->out, ' ');
        html_text(pg->out, counted(pg, "coverage.apply", sum.n[COVER_NOT_APPLICABLE]));
    }
    if (sum.expected) {
        buf_char(pg->out, ' ');
        SAY(pg, "coverage.cells", {"n", number(pg, (uint32_t)sum.have)},
            {"expected", number(pg, (uint32_t)sum.expected)}, {"share", share_words(pg, cover_cell_share(&sum))});
    }
    html(pg->out, "</p>\n");
}

/* -- other years ------------------------------------------------------------------------------- */

struct choice {
    int first, last; /* 0: what is usual */
    bool first_generation;
};

static void put_choice(struct page *pg, struct str path, const struct choice *c, bool current, struct str label)
{
    bool more = false;
    html(pg->out, "<li><a href=\"");
    html_attr(pg->out, path);
    if (c->first) {
        buf_fmt(pg->out, "?timefrom=%d&amp;timeto=%d", c->first, c->last);
        more = true;
    }
    if (c->first_generation)
        html(pg->out, more ? "&amp;generation=first" : "?generation=first");
    html(pg->out, current ? "\" aria-current=\"true\">" : "\">");
    html_text(pg->out, label);
    html(pg->out, "</a></li>\n");
}

static bool same_years(const struct coverage_view *v, int first, int last)
{
    return v->c.first_year == first && v->c.last_year == last;
}

void coverage_switch(struct page *pg, const struct coverage_view *v, struct str path)
{
    const struct rounds *rounds = v->of.rounds;
    struct covering from = {.ref = v->of.ref, .cube = v->of.cube, .asks = rounds->asks, .nasks = rounds->nasks,
                            .first_generation = v->first_generation};
    int first, last, asked_first = INT16_MAX, asked_last = 0, start = v->of.ref->first_year;
    coverage_span(&first, &last, &from);
    for (size_t i = 0; i < rounds->n; i++) {
        asked_first = MIN(asked_first, rounds->v[i].first_year);
        asked_last = MAX(asked_last, rounds->v[i].last_year);
    }
    html(pg->out, "<nav class=\"switch\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "coverage.switch"));
    html(pg->out, "\"><ul>\n");
    struct choice usual = {0, 0, v->first_generation};
    if (last >= first)
        put_choice(pg, path, &usual, same_years(v, first, last),
                   WORDS(pg, "coverage.years.ten", {"first", text_join(pg, "%d", first)},
                         {"last", text_join(pg, "%d", last)}));
    if (asked_last && !(asked_first == first && asked_last == last))
        put_choice(pg, path, &(struct choice){asked_first, asked_last, v->first_generation},
                   same_years(v, asked_first, asked_last),
                   WORDS(pg, "coverage.years.rounds", {"first", text_join(pg, "%d", asked_first)},
                         {"last", text_join(pg, "%d", asked_last)}));
    if (last >= first && start && start < first)
        put_choice(pg, path, &(struct choice){start, last, v->first_generation}, same_years(v, start, last),
                   WORDS(pg, "coverage.years.all", {"first", text_join(pg, "%d", start)},
                         {"last", text_join(pg, "%d", last)}));
    html(pg->out, "</ul><ul>\n");
    for (int old = 0; old < 2; old++)
        put_choice(pg, path,
                   &(struct choice){v->years_said ? v->c.first_year : 0, v->years_said ? v->c.last_year : 0, old},
                   old == v->first_generation, text_get(pg->text, old ? "coverage.first" : "coverage.current"));
    html(pg->out, "</ul></nav>\n");
}

/* -- rounds ------------------------------------------------------------------------------------- */

static void cell(struct page *pg, const char *class, struct str text)
{
    html(pg->out, "<td class=\"");
    html(pg->out, class);
    html(pg->out, "\">");
    html_text(pg->out, text);
    html(pg->out, "</td>");
}

static struct str state_words(struct page *pg, const struct cover_edition *e, const struct cover_state *s)
{
    if (!e)
        return STR("\xE2\x80\x93");
    return text_join(pg, "%.*s (%.*s)", STR_FMT(number(pg, cover_state_count(s))),
                     STR_FMT(share_words(pg, cover_state_share(s))));
}

/* What of a round's hundred per cent there is; of a share that is none, nothing. */
static double of_hundred(const struct cover_edition *e, const struct cover_state *s)
{
    double share = e ? cover_state_share(s) : 0;
    return isnan(share) ? 0 : share;
}

/* A bar for each round: what there was before it, what came with it, what has come since. The words stand beside
 * the bar, so that they do not shrink with it. */
static void round_bar(struct page *pg, const struct cover_after *r)
{
    struct buf *out = pg->out;
    double had = of_hundred(r->before, &r->had), has = MAX(of_hundred(r->after, &r->has), had);
    double now = MAX(of_hundred(r->after, &r->now), has);
    html(out, "<li>");
    html_text(out, r->round->name);
    html(out, ", ");
    html_text(out, r->after ? share_words(pg, cover_state_share(&r->has)) : text_get(pg->text, "coverage.not_yet"));
    html(out, "<svg class=\"bar tall\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
              "<rect class=\"all\" width=\"100\" height=\"10\"/>");
    buf_fmt(out, "<rect class=\"now\" width=\"%.2f\" height=\"10\"/><rect class=\"has\" width=\"%.2f\" height=\"10\"/>"
                 "<rect class=\"had\" width=\"%.2f\" height=\"10\"/></svg></li>\n", now, has, had);
}

static void chart(struct page *pg, const struct cover_growth *g)
{
    static const char *const parts[] = {"had", "has", "now", "all"};
    struct buf *out = pg->out;
    html(out, "<figure class=\"tally\">\n<figcaption>");
    say(pg, "coverage.rounds.chart");
    html(out, "</figcaption>\n<ul class=\"plain bars\">\n");
    for (size_t i = 0; i < g->nrounds; i++)
        round_bar(pg, &g->rounds[i]);
    html(out, "</ul>\n"
              "<p class=\"ends\" aria-hidden=\"true\"><span>0</span><span>50</span><span>100\xC2\xA0%</span></p>\n"
              "<ul class=\"key\">");
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        buf_fmt(out, "<li><svg class=\"swatch\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">"
                     "<rect class=\"%s\" width=\"16\" height=\"16\"/></svg> ", parts[i]);
        say(pg, arena_fmt(pg->arena, "coverage.rounds.%s", parts[i]));
        html(out, "</li>\n");
    }
    html(out, "</ul>\n</figure>\n");
}

static void rounds_table(struct page *pg, const struct cover_growth *g)
{
    static const char *const keys[] = {"coverage.round", "coverage.years_asked", "#coverage.asked", "#coverage.before",
                                       "#coverage.after", "coverage.release", "#coverage.now", NULL};
    html(pg->out, "<div class=\"frame fit\" role=\"region\" aria-labelledby=\"cap-after\" tabindex=\"0\">\n"
                  "<table class=\"list short\"><caption id=\"cap-after\"><span>");
    say(pg, "coverage.rounds.caption");
    html(pg->out, "</span></caption>\n");
    html(pg->out, "<thead><tr>");
    listing_columns(pg, keys);
    for (size_t i = 0; i < g->nrounds; i++) {
        const struct cover_after *r = &g->rounds[i];
        html(pg->out, "<tr><th scope=\"row\">");
        html_text(pg->out, r->round->name);
        if (!r->round->closed_at.len) {
            html(pg->out, " <span class=\"small\">");
            SAY(pg, "coverage.open", {"date", date_words(pg, r->round->deadline)});
            html(pg->out, "</span>");
        }
        html(pg->out, "</th>");
        cell(pg, "y", r->round->first_year == r->round->last_year
                          ? text_join(pg, "%d", r->round->first_year)
                          : text_join(pg, "%d\xE2\x80\x93%d", r->round->first_year, r->round->last_year));
        cell(pg, "n", number(pg, r->asked));
        cell(pg, "n", state_words(pg, r->before, &r->had));
        cell(pg, "n", state_words(pg, r->after, &r->has));
        html(pg->out, "<td>");
        if (r->after)
            SAY(pg, "coverage.release.of", {"release", r->after->name},
                {"date", date_words(pg, r->after->released_at)});
        else
            say(pg, r->round->closed_at.len ? "coverage.not_released" : "coverage.not_closed");
        html(pg->out, "</td>");
        cell(pg, "n", text_join(pg, "%.*s (%.*s)", STR_FMT(number(pg, cover_state_count(&r->now))),
                                STR_FMT(share_words(pg, cover_state_share(&r->now)))));
        html(pg->out, "</tr>\n");
    }
    listing_close(pg);
}

static void releases_table(struct page *pg, const struct coverage_view *v, const struct cover_growth *g)
{
    static const char *const keys[] = {"coverage.release", "coverage.date", "#coverage.possible", "#coverage.collected",
                                       "#coverage.whole", "#coverage.part", NULL};
    html(pg->out, "<details><summary>");
    SAY(pg, "coverage.releases", {"years", span_words(pg, v)});
    html(pg->out, "</summary>\n"
                  "<div class=\"frame fit\" role=\"region\" aria-labelledby=\"cap-releases\" tabindex=\"0\">\n"
                  "<table class=\"list short\"><caption id=\"cap-releases\" class=\"hide\">");
    SAY(pg, "coverage.releases", {"years", span_words(pg, v)});
    html(pg->out, "</caption>\n");
    html(pg->out, "<thead><tr>");
    listing_columns(pg, keys);
    for (size_t i = 0; i < g->nreleases; i++) {
        const struct cover_made *m = &g->releases[i];
        html(pg->out, "<tr><th scope=\"row\">");
        html_text(pg->out, m->edition->name);
        html(pg->out, "</th>");
        cell(pg, "y", date_words(pg, m->edition->released_at));
        cell(pg, "n", number(pg, cover_state_possible(&m->count)));
        cell(pg, "n", state_words(pg, m->edition, &m->count));
        cell(pg, "n", number(pg, m->count.n[COVER_REPORTED]));
        cell(pg, "n", number(pg, m->count.n[COVER_PARTIAL]));
        html(pg->out, "</tr>\n");
    }
    html(pg->out, "</tbody>\n</table>\n</div>\n</details>\n");
}

void coverage_rounds(struct page *pg, const struct coverage_view *v, const struct cover_growth *growth)
{
    html(pg->out, "<h2 id=\"rounds\">");
    say(pg, "coverage.rounds");
    html(pg->out, "</h2>\n");
    say_in(pg, "p", NULL, growth->nrounds ? "coverage.rounds.lead" : "coverage.rounds.none");
    if (growth->nrounds) {
        chart(pg, growth);
        rounds_table(pg, growth);
    }
    if (growth->nreleases > 1)
        releases_table(pg, v, growth);
}

/* -- files ---------------------------------------------------------------------------------------- */

void coverage_files(struct page *pg, const struct coverage_view *v, const char *const *ways, size_t n)
{
    static const char *const forms[] = {"csv", "json"};
    struct buf *out = pg->out;
    html(out, "<h2 id=\"files\">");
    say(pg, "coverage.files");
    html(out, "</h2>\n");
    say_in(pg, "p", NULL, "coverage.files.lead");
    html(out, "<ul class=\"plain links\">\n");
    for (size_t i = 0; i < n; i++) {
        html(out, "<li>");
        say(pg, arena_fmt(pg->arena, "coverage.by.%s", ways[i]));
        html(out, ": ");
        for (size_t f = 0; f < ARRAY_LEN(forms); f++) {
            buf_fmt(out, "%s<a href=\"/analysis/coverage?by=%s&amp;timefrom=%d&amp;timeto=%d", f ? ", " : "", ways[i],
                    v->c.first_year, v->c.last_year);
            if (v->area != UINT32_MAX) {
                html(out, "&amp;ref_area=");
                html_value(out, v->of.ref->areas[v->c.areas[v->area]].code);
            }
            if (v->first_generation)
                html(out, "&amp;generation=first");
            if (v->round) {
                html(out, "&amp;round=");
                html_value(out, v->round->name);
            }
            buf_fmt(out, "&amp;format=.%s\">%s</a>", forms[f], f ? "JSON" : "CSV");
        }
        html(out, "</li>\n");
    }
    html(out, "</ul>\n");
}
