/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Corridors: who goes where, what both sides say of it, why they differ; and countries outside the region. */

#include "document/both_sides.h"

#include "analyse/mirror_words.h"
#include "model/period.h"

#include <math.h>

enum { SAYS_MOST = 6, LINES_MOST = 15, APART_MOST = 5, BEYOND_MOST = 15 };

static const enum mirror_kind kinds[] = {MIRROR_STOCK, MIRROR_FLOW};

static const char *key_of(struct document *d, enum mirror_kind kind, const char *what)
{
    return arena_fmt(d->page->arena, "report.corridors.%s.%s", mirror_kind_name(kind), what);
}

/* -- the largest -------------------------------------------------------------------------------------------- */

static void side_cell(struct document *d, struct sourced *s, const struct mirror_line *line, enum mirror_side side)
{
    uint32_t obs = side_figure(d->page, line, side);
    if (obs == UINT32_MAX && line->rest[side == SIDE_DESTINATION])
        html(d->page->out, "<td class=\"n\">\xE2\x80\xA6</td>");
    else
        persons_cell(d, s, obs);
}

static bool others_say(struct document *d, const struct both_sides *x, size_t n)
{
    struct reckoned r;
    for (size_t i = 0; i < n; i++)
        if (others_reckoned(&r, d, x, &x->lines[i]))
            return true;
    return false;
}

static void line_row(struct document *d, struct sourced *s, const struct both_sides *x, const struct mirror_line *line,
                     bool others)
{
    struct page *pg = d->page;
    struct reckoned ratio, other;
    const uint32_t both[] = {side_figure(pg, line, SIDE_ORIGIN), side_figure(pg, line, SIDE_DESTINATION)};
    uint32_t obs[ARRAY_LEN(both)], n = 0;
    for (size_t i = 0; i < ARRAY_LEN(both); i++)
        if (both[i] != UINT32_MAX)
            obs[n++] = both[i];
    row_head(d, line_name(pg, line));
    year_cell(d, obs, n);
    side_cell(d, s, line, SIDE_ORIGIN);
    side_cell(d, s, line, SIDE_DESTINATION);
    document_cell(d, line_ratio(&ratio, d, line) ? &ratio : NULL);
    if (others)
        document_cell(d, others_reckoned(&other, d, x, line) ? &other : NULL);
    row_end(d);
}

/* Which they are, and the sentences that their licences ask for. */
static struct str others_words(struct page *pg)
{
    struct str said = {0};
    for (size_t i = 0; i < pg->nbeside; i++)
        said = said.len ? WORDS(pg, "report.list.blank", {"before", said}, {"next", pg->beside[i]->attribution})
                        : pg->beside[i]->attribution;
    return said;
}

static struct str lines_note(struct document *d, const struct both_sides *x, size_t n, bool others)
{
    struct page *pg = d->page;
    bool rest = false;
    for (size_t i = 0; i < n; i++)
        rest |= x->lines[i].rest[0] || x->lines[i].rest[1];
    struct str note = text_get(pg->text, "report.corridors.note");
    if (rest)
        note = WORDS(pg, "report.list.blank", {"before", note},
                     {"next", text_get(pg->text, "report.corridors.note.rest")});
    if (others)
        note = WORDS(pg, "report.list.blank", {"before", note},
                     {"next", WORDS(pg, "report.corridors.note.others", {"collections", others_words(pg)})});
    return note;
}

static void largest(struct document *d, const struct both_sides *x)
{
    struct page *pg = d->page;
    size_t n = MIN(x->n, (size_t)LINES_MOST);
    bool others = others_say(d, x, n);
    const char *heads[] = {
        "report.corridor", "report.year", "#report.corridors.origin", "#report.corridors.destination",
        "#report.corridors.ratio", others ? "#report.corridors.others" : NULL, NULL};
    struct sourced s;
    sourced_begin(&s, d);
    document_table(d, part_id(d, "corridors.%s.table", mirror_kind_name(x->kind)), NULL,
                   WORDS(pg, key_of(d, x->kind, "caption"), {"region", pg->cube->ref->region}));
    table_heads(d, heads);
    for (size_t i = 0; i < n; i++)
        line_row(d, &s, x, &x->lines[i], others);
    table_end(d, sourced_words(&s, lines_note(d, x, n, others)));
}

static int of_kind(struct document *d, const struct both_sides *x, struct err *err)
{
    const char *name = mirror_kind_name(x->kind);
    struct reckoned all = lines_count(d, x, false), both = lines_count(d, x, true);
    document_section(d, part_id(d, "corridors.%s", name), text_get(d->page->text, key_of(d, x->kind, "title")));
    TELL(d, part_id(d, "corridors.%s.lead", name), key_of(d, x->kind, x->ncompared ? "lead" : "none"),
         told_number(d, "n", &all), told_number(d, "both", &both));
    if (topic_figure(d, part_id(d, "corridors.%s.figure", name), "corridors", name, err) < 0)
        return -err->code;
    largest(d, x);
    return 0;
}

/* -- why they differ ---------------------------------------------------------------------------------------- */

/* The pair that the line is of: the first of its kind and period. */
static const struct mirror_pair *pair_of(const struct corridor *c, const struct mirror_line *line)
{
    for (size_t i = 0; i < c->npairs; i++)
        if (c->pairs[i].period == line->period && c->v[c->pairs[i].origin].kind == line->kind &&
            !isnan(c->pairs[i].difference))
            return &c->pairs[i];
    return NULL;
}

static void put_reasons(struct document *d, const struct corridor *c, const struct mirror_pair *p)
{
    struct page *pg = d->page;
    const struct mirror_words w = {pg->cube->ref, pg->text, pg->arena};
    html(pg->out, "\n<ul class=\"reasons\">\n");
    for (int reason = 0; reason < MIRROR_REASONS; reason++)
        if (p->reasons >> reason & 1) {
            html(pg->out, "<li>");
            html_text(pg->out, mirror_reason_words(&w, c, p, (enum mirror_reason)reason));
            html(pg->out, "</li>\n");
        }
    html(pg->out, "</ul>\n");
}

static void difference(struct document *d, const struct both_sides *x, const struct mirror_line *line)
{
    struct page *pg = d->page;
    const struct ref *ref = pg->cube->ref;
    struct corridor c;
    struct reckoned origin, destination;
    mirror_corridor(&c, pg->arena, &x->from, line->origin, line->destination);
    const struct mirror_pair *p = pair_of(&c, line);
    if (!p || !p->reasons || !side_reckoned(&origin, d, line, SIDE_ORIGIN) ||
        !side_reckoned(&destination, d, line, SIDE_DESTINATION))
        return;
    document_paragraph(d, part_id(d, "corridors.why.%s.%.*s.%.*s", mirror_kind_name(line->kind),
                                  STR_FMT(ref->areas[line->origin].code), STR_FMT(ref->areas[line->destination].code)));
    TELL_ON(d, key_of(d, line->kind, "apart"), told_text(d, "corridor", line_name(pg, line)),
            told_text(d, "origin", ref->areas[line->origin].name),
            told_text(d, "destination", ref->areas[line->destination].name),
            told_text(d, "year", period_words(pg, line->period)), told_number(d, "o", &origin),
            told_number(d, "d", &destination));
    put_reasons(d, &c, p);
    document_paragraph_end(d);
}

static void why(struct document *d, const struct both_sides *x, size_t n)
{
    size_t compared = 0;
    for (size_t i = 0; i < n; i++)
        compared += x[i].ncompared;
    if (!compared)
        return;
    document_section(d, "corridors.why", text_get(d->page->text, "report.corridors.why"));
    document_say(d, "corridors.why.lead", "report.corridors.why.lead", NULL);
    for (size_t i = 0; i < n; i++) {
        const struct mirror_line **apart;
        size_t napart = both_sides_apart(&apart, d, &x[i]);
        for (size_t k = 0; k < MIN(napart, (size_t)APART_MOST); k++)
            difference(d, &x[i], apart[k]);
    }
}

/* -- countries and their partners ---------------------------------------------------------------------------- */

/* The figures of the country or of its partners, over the corridors that both speak of. */
static uint32_t gather_side(uint32_t *out, struct document *d, const struct both_sides *x, uint16_t area,
                            bool as_origin, bool own)
{
    uint32_t n = 0;
    for (size_t i = 0; i < x->n; i++) {
        const struct mirror_line *line = &x->lines[i];
        if (line_is_compared(line) && (as_origin ? line->origin : line->destination) == area)
            out[n++] = side_figure(d->page, line, as_origin == own ? SIDE_ORIGIN : SIDE_DESTINATION);
    }
    return n;
}

static void sum_cell(struct document *d, struct sourced *s, const uint32_t *obs, uint32_t n)
{
    struct reckoned r;
    bool known = reckoned_make(&r, d->page->arena, d->page->cube, n == 1 ? RECKONED_FIGURE : RECKONED_SUM, obs, n);
    if (known) {
        r.scale = 1000; /* stocks and flows by country are thousands of persons */
        r.decimals = 0;
    }
    for (uint32_t i = 0; i < n; i++)
        sourced_take(s, obs[i]);
    document_cell(d, known ? &r : NULL);
}

static void asymmetry_row(struct document *d, struct sourced *s, const struct both_sides *x,
                          const struct mirror_asymmetry *a)
{
    struct page *pg = d->page;
    uint32_t *own = arena_array(pg->arena, uint32_t, x->n + 1), *theirs = arena_array(pg->arena, uint32_t, x->n + 1);
    uint32_t *both = arena_array(pg->arena, uint32_t, 2 * x->n + 1);
    uint32_t n = gather_side(own, d, x, a->area, a->as_origin, true);
    struct reckoned asymmetry;
    gather_side(theirs, d, x, a->area, a->as_origin, false);
    for (uint32_t i = 0; i < n; i++) {
        both[2 * i] = own[i];
        both[2 * i + 1] = theirs[i];
    }
    row_head(d, pg->cube->ref->areas[a->area].name);
    text_cell(d, text_get(pg->text, arena_fmt(pg->arena, "report.corridors.%s", mirror_kind_name(a->kind))));
    text_cell(d, text_get(pg->text, a->as_origin ? "mirror.side.origin" : "mirror.side.destination"));
    reckoned_cell(d, LISTED(d, a->ncorridors, "mirror kind=%s %s=%.*s asymmetry=*", mirror_kind_name(a->kind),
                          a->as_origin ? "origin" : "destination", STR_FMT(pg->cube->ref->areas[a->area].code)));
    sum_cell(d, s, own, n);
    sum_cell(d, s, theirs, n);
    document_cell(d,
                  reckoned_make(&asymmetry, pg->arena, pg->cube, RECKONED_ASYMMETRY, both, 2 * n) ? &asymmetry : NULL);
    row_end(d);
}

static void asymmetries(struct document *d, const struct both_sides *x, size_t n)
{
    static const char *const heads[] = {
        "report.country",  "report.corridors.kind", "corridors.as",         "#corridors.count",
        "#corridors.said", "#corridors.mirrored",   "#corridors.asymmetry", NULL};
    struct page *pg = d->page;
    const struct mirror_asymmetry *v;
    struct sourced s;
    size_t all = 0, each;
    for (size_t i = 0; i < n; i++)
        all += x[i].ncompared;
    if (!all)
        return;
    sourced_begin(&s, d);
    document_section(d, "corridors.countries", text_get(pg->text, "report.corridors.countries"));
    document_say(d, "corridors.countries.lead", "report.corridors.countries.lead", NULL);
    document_table(d, "corridors.countries.table", NULL,
                   WORDS(pg, "report.corridors.countries.caption", {"region", pg->cube->ref->region}));
    table_heads(d, heads);
    for (size_t i = 0; i < n; i++) {
        v = mirror_asymmetries(&each, pg->arena, x[i].lines, x[i].n);
        for (size_t k = 0; k < each; k++)
            asymmetry_row(d, &s, &x[i], &v[k]);
    }
    table_end(d, sourced_words(&s, text_get(pg->text, "report.corridors.countries.note")));
}

/* -- outside the region --------------------------------------------------------------------------------------- */

struct beyond {
    uint16_t member, partner;
    uint32_t obs, total; /* total: UINT32_MAX where it is not said */
};

static int by_size(const void *a, const void *b, void *ctx)
{
    const struct cube *cube = ctx;
    const struct beyond *x = a, *y = b;
    double v = cube->value[x->obs], w = cube->value[y->obs];
    if (v != w)
        return v < w ? 1 : -1;
    return x->member != y->member ? x->member - y->member : x->partner - y->partner;
}

static void gather_beyond(struct beyond *v, size_t *n, struct page *pg, uint16_t area, enum profile_part part)
{
    const struct ref *ref = pg->cube->ref;
    struct profile p;
    struct profile_shares x;
    profile_make(&p, pg->cube, area);
    if (!p.best[part])
        return;
    profile_shares(&x, pg, p.best[part], area, 0);
    for (uint32_t k = 0; k < x.n; k++) {
        uint16_t partner = ref->codes[x.v[k].code].area;
        if (partner && !ref->areas[partner].member && pg->cube->value[x.v[k].obs] > 0)
            v[(*n)++] = (struct beyond){area, partner, x.v[k].obs, x.total};
    }
}

/* Those who leave the region, and migrants from outside of it: the largest groups. */
static void beyond(struct document *d, enum profile_part part)
{
    struct page *pg = d->page;
    const struct cube *cube = pg->cube;
    const bool out = profile_of_origin(part);
    const char *id = out ? "out" : "into";
    struct beyond *v = arena_array(pg->arena, struct beyond, (size_t)cube->ref->nareas * cube->ref->nareas);
    struct sourced s;
    size_t n = 0;
    for (const uint16_t *area = members(pg); *area; area++)
        gather_beyond(v, &n, pg, *area, part);
    if (!n)
        return;
    const char *heads[] = {"report.from",
                           "report.to",
                           "report.year",
                           "#report.persons",
                           arena_fmt(pg->arena, "#report.corridors.%s.share", id),
                           NULL};
    qsort_r(v, n, sizeof *v, by_size, (void *)(uintptr_t)cube);
    sourced_begin(&s, d);
    document_section(d, part_id(d, "corridors.%s", id),
                     text_get(pg->text, arena_fmt(pg->arena, "report.corridors.%s.title", id)));
    DOCUMENT_SAY(d, part_id(d, "corridors.%s.lead", id), arena_fmt(pg->arena, "report.corridors.%s.lead", id),
                 {"region", cube->ref->region});
    document_table(d, part_id(d, "corridors.%s.table", id), NULL,
                   WORDS(pg, arena_fmt(pg->arena, "report.corridors.%s.caption", id), {"region", cube->ref->region}));
    table_heads(d, heads);
    for (size_t i = 0; i < MIN(n, (size_t)BEYOND_MOST); i++) {
        row_head(d, cube->ref->areas[out ? v[i].member : v[i].partner].name);
        area_cell(d, out ? v[i].partner : v[i].member);
        year_cell(d, &v[i].obs, 1);
        persons_cell(d, &s, v[i].obs);
        percent_cell(d, &s, v[i].obs, v[i].total);
        row_end(d);
    }
    table_end(d, sourced_words(&s, text_get(pg->text, "report.corridors.beyond.note")));
}

static bool anybody_beyond(struct page *pg)
{
    struct beyond *v = arena_array(pg->arena, struct beyond, (size_t)pg->cube->ref->nareas * pg->cube->ref->nareas);
    size_t n = 0;
    for (const uint16_t *area = members(pg); *area; area++) {
        gather_beyond(v, &n, pg, *area, PART_OUTFLOW);
        gather_beyond(v, &n, pg, *area, PART_ORIGINS);
    }
    return n > 0;
}

int report_corridors(struct document *d, const struct report *r, struct err *err)
{
    struct page *pg = d->page;
    struct both_sides x[ARRAY_LEN(kinds)];
    size_t said = 0;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        both_sides_make(&x[i], d, kinds[i]);
        said += x[i].n;
    }
    if (!said && !anybody_beyond(pg))
        return 0;
    document_chapter(d, "corridors", text_get(pg->text, "report.corridors.title"));
    DOCUMENT_SAY(d, "corridors.lead.1", "report.corridors.lead", {"region", pg->cube->ref->region});
    document_say(d, "corridors.lead.2", "report.corridors.lead.sides", NULL);
    says_paragraphs(d, r, "corridors", HIGHLIGHT_CORRIDORS, UINT16_MAX, SAYS_MOST);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (x[i].n && of_kind(d, &x[i], err) < 0)
            return -err->code;
    why(d, x, ARRAY_LEN(kinds));
    asymmetries(d, x, ARRAY_LEN(kinds));
    beyond(d, PART_OUTFLOW);
    beyond(d, PART_ORIGINS);
    return 0;
}
