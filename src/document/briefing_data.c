/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Where the rounds stand, what was collected, what changed. */

#include "document/briefing.h"

#include "document/holdings.h"
#include "report/coverage_parts.h"

#include <math.h>

static void number_cell(struct document *d, uint64_t n)
{
    html(d->page->out, n ? "<td class=\"n\">" : "<td class=\"n zero\">");
    html_text(d->page->out, number(d->page, n));
    html(d->page->out, "</td>");
}

static struct str country_name(const struct document *d, struct str code)
{
    const struct ref *ref = d->page->cube->ref;
    return ref->areas[ref_area_find(ref, code)].name;
}

/* -- rounds ---------------------------------------------------------------------------------------------- */

struct tally {
    size_t countries, done, asked, answered, accepted;
    int64_t open;
};

static void tally_add(struct tally *t, const struct progress *p)
{
    t->countries++;
    t->done += p->state == COUNTRY_DONE;
    t->asked += p->asked;
    t->answered += p->answered;
    t->accepted += p->accepted;
    t->open += p->nopen;
}

static void tally_cells(struct document *d, const struct tally *t)
{
    number_cell(d, t->asked);
    number_cell(d, t->answered);
    number_cell(d, t->accepted);
    number_cell(d, (uint64_t)t->open);
}

static const struct progress *progress_of(const struct progress_list *list, struct str area)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->v[i].area, area))
            return &list->v[i];
    return NULL;
}

static void country_row(struct document *d, const struct progress *p)
{
    struct page *pg = d->page;
    struct tally t = {0};
    tally_add(&t, p);
    row_head(d, country_name(d, p->area));
    text_cell(d, text_get(pg->text, arena_fmt(pg->arena, "desk.state.%s", country_state_key(p->state))));
    tally_cells(d, &t);
    html(pg->out, "<td class=\"y\">");
    html_text(pg->out, p->last_received_at.len ? date_words(pg, p->last_received_at) : STR("\xE2\x80\x93"));
    html(pg->out, "</td>");
    row_end(d);
}

static void one_round(struct document *d, const struct briefing_round *r)
{
    static const char *const heads[] = {"table.country", "desk.state", "#desk.asked", "#briefing.answered",
                                        "#desk.tables.accepted", "#desk.errors.open", "desk.last", NULL};
    struct page *pg = d->page;
    struct tally all = {0};
    document_table(d, "rounds.countries", NULL, WORDS(pg, "briefing.rounds.caption", {"round", r->round.name}));
    table_heads(d, heads);
    for (const uint16_t *a = members(pg); *a; a++) {
        const struct progress *p = progress_of(&r->progress, pg->cube->ref->areas[*a].code);
        if (!p)
            continue;
        country_row(d, p);
        tally_add(&all, p);
    }
    html(pg->out, "<tr class=\"total\"><th scope=\"row\" colspan=\"2\">");
    say(pg, "table.all");
    html(pg->out, "</th>");
    tally_cells(d, &all);
    html(pg->out, "<td></td>");
    row_end(d);
    table_end(d, text_get(pg->text, "briefing.rounds.note"));
}

static void all_rounds(struct document *d, const struct briefing *b)
{
    static const char *const heads[] = {"coverage.round", "desk.opened", "desk.due", "coverage.years_asked",
                                        "#briefing.done", "#desk.asked", "#briefing.answered", "#desk.tables.accepted",
                                        "#desk.errors.open", NULL};
    struct page *pg = d->page;
    document_table(d, "rounds.all", NULL, text_get(pg->text, "briefing.rounds.all"));
    table_heads(d, heads);
    for (size_t i = 0; i < b->nrounds; i++) {
        const struct briefing_round *r = &b->rounds[i];
        struct tally t = {0};
        for (size_t k = 0; k < r->progress.n; k++)
            tally_add(&t, &r->progress.v[k]);
        row_head(d, r->round.name);
        text_cell(d, date_words(pg, r->round.opened_at));
        text_cell(d, date_words(pg, r->round.deadline));
        text_cell(d,
                  text_join(pg, "%lld\xE2\x80\x93%lld", (long long)r->round.first_year, (long long)r->round.last_year));
        html(pg->out, "<td class=\"n\">");
        SAY(pg, "home.of", {"n", number(pg, t.done)}, {"all", number(pg, t.countries)});
        html(pg->out, "</td>");
        tally_cells(d, &t);
        row_end(d);
    }
    table_end(d, STR(""));
}

void briefing_rounds(struct document *d, const struct briefing *b)
{
    const struct round *round = &b->shown->round;
    document_chapter(d, "rounds", text_get(d->page->text, "briefing.rounds"));
    TELL(d, "rounds.lead", round->closed_at.len ? "briefing.rounds.closed" : "briefing.rounds.open",
         told_text(d, "round", round->name), told_text(d, "opened", date_words(d->page, round->opened_at)),
         told_text(d, "due", date_words(d->page, round->deadline)),
         told_text(d, "closed", round->closed_at.len ? date_words(d->page, round->closed_at) : STR("")),
         told_text(d, "years",
                   text_join(d->page, "%lld\xE2\x80\x93%lld", (long long)round->first_year,
                             (long long)round->last_year)));
    one_round(d, b->shown);
    if (b->nrounds > 1)
        all_rounds(d, b);
}

/* -- what was collected -------------------------------------------------------------------------------------- */

/* Of a country and a question: no year of those that were possible, few, many, nearly all, all. */
static double years_class(double share)
{
    return isnan(share) ? share : share <= 0 ? 0 : share < 100.0 / 3 ? 1 : share < 200.0 / 3 ? 2 : share < 100 ? 3 : 4;
}

static int heat(struct document *d, const struct coverage_view *v, struct err *err)
{
    static const char *const keys[] = {"briefing.shade.none", "briefing.shade.few", "briefing.shade.some",
                                       "briefing.shade.many", "briefing.shade.all"};
    struct page *pg = d->page;
    struct chart c;
    const char **classes = arena_array(pg->arena, const char *, ARRAY_LEN(keys));
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        classes[i] = arena_text(pg->arena, text_get(pg->text, keys[i]));
    chart_init(&c, pg->arena, CHART_HEAT);
    c.title = WORDS(pg, "briefing.heat", {"years", span_words(pg, v)});
    c.classes = classes;
    c.nclasses = ARRAY_LEN(keys);
    for (const uint16_t *a = members(pg); *a; a++) {
        uint32_t area = coverage_area(&v->c, *a);
        struct chart_series *s = chart_series(&c, pg->cube->ref->areas[*a].name);
        for (uint32_t q = 0; area != UINT32_MAX && q < v->c.nquestions; q++) {
            struct cover_sum sum = coverage_view_sum(v, area, q, 0, 0);
            chart_point(&c, s, text_join(pg, "%u", question_number(&v->c, q)), years_class(cover_share(&sum)), 0);
        }
    }
    return document_figure(d, "collected.heat", &c, STR("/coverage"), err);
}

/* What the numbers under the heat map are. */
static void questions(struct document *d, const struct coverage_view *v)
{
    struct page *pg = d->page;
    html(pg->out, "<ul class=\"numbers\">\n");
    for (uint32_t q = 0; q < v->c.nquestions; q++) {
        buf_fmt(pg->out, "<li><b>%u</b> ", question_number(&v->c, q));
        html_text(pg->out, gaps_question(pg->arena, &v->c, q, page_language(pg)));
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul>\n");
}

static void state_cells(struct document *d, const struct briefing *b, uint32_t area, uint32_t module)
{
    struct page *pg = d->page;
    struct cover_state is = cover_edition_count(b->is, b->coverage, area, module), was = {0};
    if (b->was)
        was = cover_edition_count(b->was, b->coverage, area, module);
    number_cell(d, cover_state_possible(&is));
    if (b->was)
        number_cell(d, cover_state_count(&was));
    number_cell(d, cover_state_count(&is));
    html(pg->out, "<td class=\"n\">");
    html_text(pg->out, share_words(pg, cover_state_share(&is)));
    html(pg->out, "</td>");
}

static void state_heads(struct document *d, const struct briefing *b, const char *first)
{
    struct page *pg = d->page;
    html(pg->out, "<thead><tr>");
    table_head(d, NULL, text_get(pg->text, first));
    table_head(d, "n", text_get(pg->text, "coverage.possible"));
    if (b->was)
        table_head(d, "n", WORDS(pg, "briefing.release", {"release", b->was->name}));
    table_head(d, "n", WORDS(pg, "briefing.release", {"release", b->is->name}));
    table_head(d, "n", text_get(pg->text, "coverage.share"));
    table_body(d);
}

static void by_country(struct document *d, const struct briefing *b)
{
    struct page *pg = d->page;
    document_table(d, "collected.countries", NULL,
                   WORDS(pg, "briefing.countries", {"years", span_words(pg, b->coverage)}));
    state_heads(d, b, "table.country");
    for (const uint16_t *a = members(pg); *a; a++) {
        row_head(d, pg->cube->ref->areas[*a].name);
        state_cells(d, b, coverage_area(&b->coverage->c, *a), UINT32_MAX);
        row_end(d);
    }
    html(pg->out, "<tr class=\"total\"><th scope=\"row\">");
    say(pg, "table.all");
    html(pg->out, "</th>");
    state_cells(d, b, UINT32_MAX, UINT32_MAX);
    row_end(d);
    table_end(d, text_get(pg->text, "report.collected.note"));
}

static void by_module(struct document *d, const struct briefing *b)
{
    struct page *pg = d->page;
    const struct ref *ref = pg->cube->ref;
    document_table(d, "collected.modules", NULL, WORDS(pg, "briefing.modules", {"years", span_words(pg, b->coverage)}));
    state_heads(d, b, "briefing.module");
    for (uint32_t m = 0; m < ref->nmodules; m++) {
        struct cover_state all = cover_edition_count(b->is, b->coverage, UINT32_MAX, m);
        if (!cover_state_possible(&all))
            continue;
        row_head(d, ref->modules[m].name);
        state_cells(d, b, UINT32_MAX, m);
        row_end(d);
    }
    table_end(d, STR(""));
}

int briefing_collected(struct document *d, const struct briefing *b, struct err *err)
{
    document_chapter(d, "collected", text_get(d->page->text, "briefing.collected"));
    document_say(d, "collected.lead", "briefing.collected.lead", NULL);
    int r = heat(d, b->coverage, err);
    if (r < 0)
        return r;
    questions(d, b->coverage);
    by_country(d, b);
    by_module(d, b);
    return 0;
}

/* -- what changed ---------------------------------------------------------------------------------------------- */

static struct change_count changes_of(const struct briefing *b, struct str area)
{
    struct change_count sum = {.area = area};
    for (size_t i = 0; i < b->nchanges; i++)
        if (!area.len || str_eq(b->changes[i].area, area)) {
            sum.inserted += b->changes[i].inserted;
            sum.changed += b->changes[i].changed;
            sum.deleted += b->changes[i].deleted;
        }
    return sum;
}

static void change_cells(struct document *d, const struct change_count *n)
{
    number_cell(d, n->inserted);
    number_cell(d, n->changed);
    number_cell(d, n->deleted);
    row_end(d);
}

void briefing_changes(struct document *d, const struct briefing *b)
{
    static const char *const heads[] = {"table.country", "#briefing.came", "#briefing.revised", "#briefing.went", NULL};
    struct page *pg = d->page;
    struct change_count all = changes_of(b, STR(""));
    document_chapter(d, "changes",
                     text_get(pg->text, b->since_meeting ? "briefing.changes.meeting" : "briefing.changes"));
    TELL(d, "changes.lead", "briefing.changes.lead", told_text(d, "was", b->was->name),
         told_text(d, "was_date", date_words(pg, b->was->released_at)), told_text(d, "is", b->is->name),
         told_text(d, "is_date", date_words(pg, b->is->released_at)), told_count(d, "came", all.inserted),
         told_count(d, "revised", all.changed), told_count(d, "went", all.deleted));
    document_table(d, "changes.table", NULL,
                   WORDS(pg, "briefing.changes.caption", {"was", b->was->name}, {"is", b->is->name}));
    table_heads(d, heads);
    for (const uint16_t *a = members(pg); *a; a++) {
        struct change_count n = changes_of(b, pg->cube->ref->areas[*a].code);
        row_head(d, pg->cube->ref->areas[*a].name);
        change_cells(d, &n);
    }
    html(pg->out, "<tr class=\"total\"><th scope=\"row\">");
    say(pg, "table.all");
    html(pg->out, "</th>");
    change_cells(d, &all);
    table_end(d, STR(""));
}
