/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Why the figures of a corridor may differ, and what each of them is. */

#include "report/corridor.h"

#include "model/period.h"

#include <math.h>

/* -- why they differ ---------------------------------------------------------------------------- */

static bool same_measures(const struct corridor *c, const struct mirror_pair *a, const struct mirror_pair *b)
{
    return c->v[a->origin].indicator == c->v[b->origin].indicator &&
           c->v[a->destination].indicator == c->v[b->destination].indicator;
}

/* A sentence, and of which years it is said. */
struct reason {
    struct str words;
    struct years years;
};

/* The sentences of all pairs of the same two measures as `p`, the weightiest first, each once. */
static size_t gather_reasons(struct reason *out, const struct corridor_shown *s, const struct mirror_pair *p,
                             struct years *all)
{
    const struct corridor *c = s->c;
    size_t n = 0;
    for (unsigned reason = 0; reason < MIRROR_REASONS; reason++)
        for (size_t i = 0; i < c->npairs; i++) {
            const struct mirror_pair *q = &c->pairs[i];
            if (!same_measures(c, p, q))
                continue;
            years_add(all, period_year(q->period));
            if (!(q->reasons >> reason & 1))
                continue;
            struct str words = mirror_reason_words(&s->w, c, q, (enum mirror_reason)reason);
            size_t k = 0;
            while (k < n && !str_eq(out[k].words, words))
                k++;
            if (k == n)
                out[n++] = (struct reason){.words = words};
            years_add(&out[k].years, period_year(q->period));
        }
    return n;
}

static void put_pair_reasons(struct corridor_shown *s, const struct mirror_pair *p)
{
    struct page *pg = s->pg;
    const struct corridor *c = s->c;
    const struct ref *ref = s->w.ref;
    struct reason *reasons = arena_array(pg->arena, struct reason, c->npairs * MIRROR_REASONS + 1);
    struct years all = {0};
    size_t n = gather_reasons(reasons, s, p, &all);
    html(pg->out, "<h3>");
    html_text(pg->out, ref->indicators[c->v[p->origin].indicator].title);
    html(pg->out, " / ");
    html_text(pg->out, ref->indicators[c->v[p->destination].indicator].title);
    html(pg->out, " <span class=\"small\">");
    html_text(pg->out, years_words(pg, &all));
    html(pg->out, "</span></h3>\n<ul class=\"reasons\">\n");
    for (size_t i = 0; i < n; i++) {
        html(pg->out, "<li>");
        html_text(pg->out, reasons[i].words);
        if (years_count(&reasons[i].years) != years_count(&all)) {
            html(pg->out, " <span class=\"small\">");
            html_text(pg->out, years_words(pg, &reasons[i].years));
            html(pg->out, "</span>");
        }
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul>\n");
}

void corridor_reasons(struct corridor_shown *s)
{
    const struct corridor *c = s->c;
    if (!c->npairs)
        return;
    html(s->pg->out, "<section id=\"why\">\n");
    say_in(s->pg, "h2", NULL, "corridor.why");
    say_in(s->pg, "p", NULL, "corridor.why.lead");
    for (size_t i = 0; i < c->npairs; i++) {
        bool said = false;
        for (size_t k = 0; k < i && !said; k++)
            said = same_measures(c, &c->pairs[k], &c->pairs[i]);
        if (!said)
            put_pair_reasons(s, &c->pairs[i]);
    }
    html(s->pg->out, "</section>\n");
}

/* -- what the figures are ----------------------------------------------------------------------- */

static void put_fact(struct page *pg, const char *key, struct str words)
{
    html(pg->out, "<dt>");
    say(pg, key);
    html(pg->out, "</dt><dd>");
    if (words.len)
        html_text(pg->out, words);
    else
        say(pg, "corridor.not-said");
    html(pg->out, "</dd>\n");
}

/* Each different thing that the views of a series say, with its years where it is not always the same. */
static void put_changing(struct corridor_shown *s, const struct side_series *series, bool source)
{
    struct page *pg = s->pg;
    const struct corridor *c = s->c;
    struct reason *said = arena_array(pg->arena, struct reason, c->n + 1); /* words: the code of the source, the note */
    const struct mirror_view **first = arena_array(pg->arena, const struct mirror_view *, c->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct mirror_view *v = &c->v[i];
        struct str what = source ? v->source : v->definition;
        size_t k = 0;
        if (!series_has(series, v))
            continue;
        while (k < n && !str_eq(said[k].words, what))
            k++;
        if (k == n) {
            first[n] = v;
            said[n++] = (struct reason){.words = what};
        }
        years_add(&said[k].years, period_year(v->period));
    }
    html(pg->out, "<dt>");
    say(pg, source ? "cover.source" : "corridor.counted");
    html(pg->out, "</dt>");
    for (size_t k = 0; k < n; k++) {
        struct str words = source ? mirror_source_words(&s->w, first[k]) : mirror_definition_words(&s->w, first[k]);
        html(pg->out, "<dd>");
        if (source)
            html_link(pg->out, "/source/", said[k].words, words);
        else if (words.len)
            html_text(pg->out, words);
        else
            say(pg, "corridor.not-said");
        if (n > 1) {
            html(pg->out, " <span class=\"small\">");
            html_text(pg->out, years_words(pg, &said[k].years));
            html(pg->out, "</span>");
        }
        html(pg->out, "</dd>\n");
    }
}

static void put_country_series(struct corridor_shown *s, const struct side_series *series, const struct mirror_view *v)
{
    struct page *pg = s->pg;
    const struct indicator *in = &s->w.ref->indicators[series->indicator];
    uint16_t area = series->side == SIDE_ORIGIN ? s->c->origin : s->c->destination;
    html(pg->out, "<dt>");
    say(pg, "cover.table");
    html(pg->out, "</dt><dd><a href=\"");
    html_attr(pg->out, table_path(pg, in, area));
    html(pg->out, "\">");
    html_text(pg->out, in->title);
    html(pg->out, "</a></dd>\n");
    put_changing(s, series, true);
    put_fact(pg, "side.definition", in->definition);
    put_changing(s, series, false);
    put_fact(pg, "corridor.population", mirror_population_words(&s->w, v));
    put_fact(pg, "corridor.criterion", mirror_criterion_words(&s->w, v->criterion));
    put_fact(pg, "corridor.time", mirror_time_words(&s->w, v));
}

static void put_collection(struct corridor_shown *s, const struct mirror_view *v)
{
    struct page *pg = s->pg;
    const struct collection *c = v->collection;
    put_fact(pg, "corridor.publisher", c->publisher);
    put_fact(pg, "corridor.vintage", c->vintage);
    put_fact(pg, "side.definition", c->definition);
    put_fact(pg, "corridor.population", c->population);
    put_fact(pg, "corridor.criterion", mirror_criterion_words(&s->w, v->criterion).len
                                           ? mirror_criterion_words(&s->w, v->criterion)
                                           : c->criterion);
    put_fact(pg, "corridor.licence", c->licence);
    html(pg->out, "<dt>");
    say(pg, "side.cite");
    html(pg->out, "</dt><dd>");
    html_text(pg->out, c->attribution);
    html(pg->out, "</dd>\n");
}

void corridor_series_words(struct corridor_shown *s)
{
    struct page *pg = s->pg;
    if (!s->nseries)
        return;
    html(pg->out, "<section id=\"what\">\n");
    say_in(pg, "h2", NULL, "corridor.what");
    html(pg->out, "<div class=\"columns series\">\n");
    for (size_t i = 0; i < s->nseries; i++) {
        const struct side_series *series = &s->series[i];
        size_t k = 0;
        while (!series_has(series, &s->c->v[k]))
            k++;
        buf_fmt(pg->out, "<section id=\"s-%zu\">\n<h3>", i + 1);
        html_text(pg->out, series_who(s, series));
        html(pg->out, "</h3>\n<dl class=\"pairs\">\n");
        if (series->collection)
            put_collection(s, &s->c->v[k]);
        else
            put_country_series(s, series, &s->c->v[k]);
        html(pg->out, "</dl>\n</section>\n");
    }
    html(pg->out, "</div>\n</section>\n");
}
