/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The region: how many migrants its countries have, how many arrive, leave and live abroad, as each country counts
 * them. */

#include "document/sourced.h"

#include "model/period.h"

enum { SAYS_MOST = 5, QUESTIONS = 4 };

static const struct question_shown {
    enum profile_part part;
    enum highlight_topic topic;
} questions[QUESTIONS] = {{PART_STOCK, HIGHLIGHT_STOCK},
                          {PART_INFLOW, HIGHLIGHT_INFLOW},
                          {PART_OUTFLOW, HIGHLIGHT_OUTFLOW},
                          {PART_ABROAD, HIGHLIGHT_ABROAD}};

/* What a country says to a question last. */
struct latest {
    uint16_t area, partner;     /* partner: the country of most of them; 0: not said of that year */
    const struct cube_flow *flow;
    uint32_t obs, women, most;  /* UINT32_MAX: not said */
};
struct answers {
    struct latest v[QUESTIONS];
    uint16_t area;
};

/* -- what is there ---------------------------------------------------------------------------------------- */

/* The country with most of them in the same table and year. */
static void find_partner(struct latest *x, struct page *pg)
{
    const struct ref *ref = pg->cube->ref;
    struct profile_shares shares;
    profile_shares(&shares, pg, x->flow, x->area, 0);
    if (!shares.n || shares.total != x->obs || !ref->versions[shares.version].countries)
        return;
    for (uint32_t i = 0; i < shares.n && !x->partner; i++) {
        x->partner = ref->codes[shares.v[i].code].area;
        x->most = x->partner ? shares.v[i].obs : UINT32_MAX;
    }
}

static void find_latest(struct latest *out, struct page *pg, const struct profile *p, enum profile_part part)
{
    const struct cube *cube = pg->cube;
    uint32_t series, women;
    *out = (struct latest){
        .area = p->area, .flow = p->best[part], .obs = UINT32_MAX, .women = UINT32_MAX, .most = UINT32_MAX};
    if (!out->flow || !profile_total(&series, cube, out->flow, p->area, 0) || !series_newest(&out->obs, cube, series))
        return;
    if (profile_total(&series, cube, out->flow, p->area, cube->ref->sex_female) &&
        series_at(&women, cube, series, cube->period[out->obs]))
        out->women = women;
    find_partner(out, pg);
}

static size_t find_answers(struct answers **out, struct page *pg)
{
    const uint16_t *list = members(pg);
    struct answers *v = arena_array(pg->arena, struct answers, pg->cube->ref->nareas);
    size_t n = 0;
    for (; *list; list++, n++) {
        struct profile p;
        profile_make(&p, pg->cube, *list);
        v[n].area = *list;
        for (int q = 0; q < QUESTIONS; q++)
            find_latest(&v[n].v[q], pg, &p, questions[q].part);
    }
    *out = v;
    return n;
}

static bool is_answered(const struct answers *v, size_t n, int q)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].v[q].obs != UINT32_MAX)
            return true;
    return false;
}

static const char *key_of(struct document *d, int q, const char *what)
{
    return arena_fmt(d->page->arena, "report.region.%s.%s", profile_part_name(questions[q].part), what);
}

/* -- all questions side by side --------------------------------------------------------------------------- */

static void glance_head(struct document *d)
{
    struct page *pg = d->page;
    html(pg->out, "<thead><tr><th scope=\"col\" rowspan=\"2\">");
    say(pg, "report.country");
    html(pg->out, "</th>");
    for (int q = 0; q < QUESTIONS; q++) {
        html(pg->out, "<th scope=\"colgroup\" colspan=\"2\" class=\"group\">");
        say(pg, key_of(d, q, "short"));
        html(pg->out, "</th>");
    }
    html(pg->out, "</tr>\n<tr>");
    for (int q = 0; q < QUESTIONS; q++) {
        table_head(d, "n", text_get(pg->text, "report.persons"));
        table_head(d, "y", text_get(pg->text, "report.year"));
    }
    table_body(d);
}

static void glance(struct document *d, const struct answers *v, size_t n)
{
    struct page *pg = d->page;
    struct sourced s;
    sourced_begin(&s, d);
    document_section(d, "region.glance", text_get(pg->text, "report.region.glance"));
    DOCUMENT_SAY(d, "region.glance.lead", "report.region.glance.lead", {"region", pg->cube->ref->region});
    document_table(d, "region.glance.table", "wide",
                   WORDS(pg, "report.region.glance.caption", {"region", pg->cube->ref->region}));
    glance_head(d);
    for (size_t i = 0; i < n; i++) {
        row_head(d, pg->cube->ref->areas[v[i].area].name);
        for (int q = 0; q < QUESTIONS; q++) {
            persons_cell(d, &s, v[i].v[q].obs);
            year_cell(d, &v[i].v[q].obs, v[i].v[q].obs != UINT32_MAX);
        }
        row_end(d);
    }
    table_end(d, sourced_words(&s, text_get(pg->text, "report.region.glance.note")));
}

/* -- one question ----------------------------------------------------------------------------------------- */

/* What all countries count; empty where it is not the same. */
static struct str same_measure(struct page *pg, const struct answers *v, size_t n, int q)
{
    struct str said = {0};
    for (size_t i = 0; i < n; i++) {
        if (v[i].v[q].obs == UINT32_MAX)
            continue;
        struct str words = measure_words(pg, &pg->cube->ref->indicators[v[i].v[q].flow->indicator]);
        if (said.len && !str_eq(said, words))
            return STR("");
        said = words;
    }
    return said;
}

static void rows(struct document *d, struct sourced *s, const struct answers *v, size_t n, int q, bool measures,
                 bool partners)
{
    struct page *pg = d->page;
    for (size_t i = 0; i < n; i++) {
        const struct latest *x = &v[i].v[q];
        if (x->obs == UINT32_MAX)
            continue;
        row_head(d, pg->cube->ref->areas[x->area].name);
        if (measures)
            text_cell(d, measure_words(pg, &pg->cube->ref->indicators[x->flow->indicator]));
        year_cell(d, &x->obs, 1);
        persons_cell(d, s, x->obs);
        percent_cell(d, s, x->women, x->obs);
        if (partners) {
            area_cell(d, x->partner);
            percent_cell(d, s, x->most, x->obs);
        }
        row_end(d);
    }
}

static void table(struct document *d, const struct answers *v, size_t n, int q)
{
    struct page *pg = d->page;
    const char *name = profile_part_name(questions[q].part);
    bool partners = false;
    struct sourced s;
    for (size_t i = 0; i < n; i++)
        partners |= v[i].v[q].partner != 0;
    struct str measure = same_measure(pg, v, n, q), note = text_get(pg->text, key_of(d, q, "note"));
    const char *heads[] = {"report.country", "report.counted", "report.year", "#report.persons", "#report.women",
                           partners ? key_of(d, q, "partner") : NULL, "#report.share", NULL};
    if (measure.len) { /* a column that says the same in each row says it once below */
        memmove(heads + 1, heads + 2, sizeof heads - 2 * sizeof *heads);
        note = WORDS(pg, "report.list.blank", {"before", WORDS(pg, "report.region.counted", {"measure", measure})},
                     {"next", note});
    }
    sourced_begin(&s, d);
    document_table(d, part_id(d, "region.%s.table", name), NULL,
                   WORDS(pg, key_of(d, q, "caption"), {"region", pg->cube->ref->region}));
    table_heads(d, heads);
    rows(d, &s, v, n, q, !measure.len, partners);
    table_end(d, sourced_words(&s, note));
}

/* Who says nothing: that too is something to know. */
static void silent(struct document *d, const struct answers *v, size_t n, int q)
{
    struct page *pg = d->page;
    uint16_t *areas = arena_array(pg->arena, uint16_t, n + 1);
    size_t nareas = 0;
    for (size_t i = 0; i < n; i++)
        if (v[i].v[q].obs == UINT32_MAX)
            areas[nareas++] = v[i].area;
    if (nareas)
        DOCUMENT_SAY(d, part_id(d, "region.%s.silent", profile_part_name(questions[q].part)), key_of(d, q, "silent"),
                     {"countries", areas_words(pg, areas, nareas)});
}

static int question(struct document *d, const struct report *r, const struct answers *v, size_t n, int q,
                    struct err *err)
{
    struct page *pg = d->page;
    const char *name = profile_part_name(questions[q].part);
    document_section(d, part_id(d, "region.%s", name), text_get(pg->text, key_of(d, q, "title")));
    document_say(d, part_id(d, "region.%s.lead", name), key_of(d, q, "lead"), NULL);
    says_paragraphs(d, r, "region", (int)questions[q].topic, UINT16_MAX, SAYS_MOST);
    if (topic_figure(d, part_id(d, "region.%s.figure", name), "region", name, err) < 0)
        return -err->code;
    table(d, v, n, q);
    silent(d, v, n, q);
    return 0;
}

int report_region(struct document *d, const struct report *r, struct err *err)
{
    struct page *pg = d->page;
    struct answers *v;
    size_t n = find_answers(&v, pg);
    int answered = 0;
    for (int q = 0; q < QUESTIONS; q++)
        answered += is_answered(v, n, q);
    if (!answered)
        return 0;
    document_chapter(d, "region", WORDS(pg, "report.region.title", {"region", pg->cube->ref->region}));
    DOCUMENT_SAY(d, "region.lead.1", "report.region.lead", {"region", pg->cube->ref->region});
    document_say(d, "region.lead.2", "report.region.lead.count", NULL);
    glance(d, v, n);
    for (int q = 0; q < QUESTIONS; q++)
        if (is_answered(v, n, q) && question(d, r, v, n, q, err) < 0)
            return -err->code;
    return 0;
}
