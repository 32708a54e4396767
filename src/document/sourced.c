/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/sourced.h"

#include "document/country_chapter.h"
#include "model/obs.h"
#include "model/period.h"
#include "report/topic.h"

#include <math.h>

/* -- names ------------------------------------------------------------------------------------------------ */

static bool has_area(const struct sourced_name *x, uint16_t area)
{
    for (uint32_t i = 0; i < x->n; i++)
        if (x->areas[i] == area)
            return true;
    return false;
}

static void name_put(struct sourced_names *all, const struct page *pg, struct str name, uint16_t area)
{
    uint32_t i = 0;
    while (i < all->n && !str_eq(all->v[i].name, name))
        i++;
    if (i == all->size) {
        all->size = all->size ? 2 * all->size : 16;
        struct sourced_name *more = arena_array(pg->arena, struct sourced_name, all->size);
        if (all->n)
            memcpy(more, all->v, all->n * sizeof *more);
        all->v = more;
    }
    if (i == all->n)
        all->v[all->n++] =
            (struct sourced_name){.name = name, .areas = arena_array(pg->arena, uint16_t, pg->cube->ref->nareas)};
    if (!has_area(&all->v[i], area))
        all->v[i].areas[all->v[i].n++] = area;
}

static struct str join(struct page *pg, const char *key, struct str before, struct str next)
{
    return before.len ? WORDS(pg, key, {"before", before}, {"next", next}) : next;
}

/* "National census (Cambodia, Myanmar); Work permits (Thailand)" */
static struct str names_words(const struct sourced_names *all, struct page *pg)
{
    struct str said = {0};
    for (uint32_t i = 0; i < all->n; i++) {
        struct str areas = {0};
        for (uint32_t k = 0; k < all->v[i].n; k++)
            areas = join(pg, "report.list.comma", areas, pg->cube->ref->areas[all->v[i].areas[k]].name);
        said =
            join(pg, "report.list.semicolon", said, WORDS(pg, "report.of", {"name", all->v[i].name}, {"areas", areas}));
    }
    return said;
}

struct str areas_words(struct page *pg, const uint16_t *areas, size_t n)
{
    struct str said = {0};
    for (size_t i = 0; i < n; i++)
        said =
            join(pg, i + 1 == n ? "report.list.and" : "report.list.comma", said, pg->cube->ref->areas[areas[i]].name);
    return said;
}

/* -- notes ------------------------------------------------------------------------------------------------ */

void sourced_begin(struct sourced *s, struct document *d) { *s = (struct sourced){.d = d}; }

void sourced_take(struct sourced *s, uint32_t obs)
{
    struct page *pg = s->d->page;
    const struct cube *cube = pg->cube;
    if (obs == UINT32_MAX) {
        s->missing = true;
        return;
    }
    uint16_t area = cube->area[reckoned_series(cube, obs)];
    struct str definition = obs_note_definition(cube->notes[cube->note[obs]]);
    const struct note *note = definition.len ? ref_note_find(cube->ref, definition) : NULL;
    name_put(&s->sources, pg, source_name(pg, cube->sources[cube->source[obs]]), area);
    if (note)
        name_put(&s->definitions, pg, note->name, area);
    s->status[(unsigned char)cube->status[obs] & 127] = true;
}

static void put_sentence(struct buf *out, struct str sentence)
{
    if (!sentence.len)
        return;
    buf_puts(out, out->len ? " " : "");
    buf_str(out, sentence);
}

struct str sourced_words(struct sourced *s, struct str first)
{
    struct page *pg = s->d->page;
    const struct ref *ref = pg->cube->ref;
    struct buf out = {0};
    put_sentence(&out, first);
    if (s->definitions.n)
        put_sentence(&out, WORDS(pg, "report.note.definitions", {"definitions", names_words(&s->definitions, pg)}));
    for (uint32_t i = 0; i < ref->nstatuses; i++)
        if (s->status[(unsigned char)ref->statuses[i].code & 127])
            put_sentence(&out, WORDS(pg, "report.note.status", {"letter", (struct str){&ref->statuses[i].code, 1}},
                                     {"name", ref->statuses[i].name}));
    if (s->missing)
        put_sentence(&out, text_get(pg->text, "report.note.missing"));
    if (s->sources.n)
        put_sentence(&out, WORDS(pg, "report.note.sources", {"sources", names_words(&s->sources, pg)}));
    struct str said = arena_str(pg->arena, buf_view(&out));
    buf_release(&out);
    return said;
}

/* -- cells ------------------------------------------------------------------------------------------------ */

static void put_year(struct document *d, const char *class, const uint32_t *obs, size_t n)
{
    struct page *pg = d->page;
    bool seen[128] = {0};
    buf_fmt(pg->out, "<td class=\"%s\">", class);
    html_text(pg->out, n ? period_words(pg, pg->cube->period[obs[0]]) : STR("\xE2\x80\x93"));
    for (size_t i = 0; i < n; i++) {
        char status = obs[i] == UINT32_MAX ? 0 : pg->cube->status[obs[i]];
        if (!status || seen[status & 127])
            continue;
        seen[status & 127] = true;
        html(pg->out, " <sup>");
        html_text(pg->out, (struct str){&status, 1});
        html(pg->out, "</sup>");
    }
    html(pg->out, "</td>");
}

void year_cell(struct document *d, const uint32_t *obs, size_t n) { put_year(d, "y", obs, n); }
void year_above_cell(struct document *d, const uint32_t *obs, size_t n) { put_year(d, "n", obs, n); }

void persons_cell(struct document *d, struct sourced *s, uint32_t obs)
{
    sourced_take(s, obs);
    if (obs == UINT32_MAX) {
        document_cell(d, NULL);
        return;
    }
    const struct cube *cube = d->page->cube;
    const struct indicator *in = &cube->ref->indicators[reckoned_flow(cube, reckoned_series(cube, obs))->indicator];
    struct reckoned r = reckoned_figure(d->page->arena, cube, obs);
    if (in->unit_mult > 0) {
        r.scale = pow(10, in->unit_mult);
        r.decimals = 0;
    }
    document_cell(d, &r);
}

void percent_cell(struct document *d, struct sourced *s, uint32_t part, uint32_t whole)
{
    struct reckoned r;
    bool known = part != UINT32_MAX && whole != UINT32_MAX &&
                 reckoned_make(&r, d->page->arena, d->page->cube, RECKONED_SHARE, (const uint32_t[]){part, whole}, 2);
    sourced_take(s, known ? part : UINT32_MAX);
    document_cell(d, known ? &r : NULL);
}

void area_cell(struct document *d, uint16_t area)
{
    text_cell(d, area ? d->page->cube->ref->areas[area].name : STR("\xE2\x80\x93"));
}

/* -- parts of chapters ------------------------------------------------------------------------------------ */

size_t says_paragraphs(struct document *d, const struct report *r, const char *chapter, int topic, uint16_t area,
                       size_t most)
{
    const struct highlight **v = arena_array(d->page->arena, const struct highlight *, most + 1);
    size_t n = r->highlights ? highlights_pick(v, most, r->highlights, topic, area) : 0;
    for (size_t i = 0; i < n; i++) {
        document_paragraph(d, part_id(d, "%s.%.*s", chapter, STR_FMT(v[i]->id)));
        says_write(d, &v[i], 1);
        document_paragraph_end(d);
    }
    return n;
}

int topic_figure(struct document *d, const char *id, const char *topic, const char *parts, struct err *err)
{
    struct chart_ask ask = {.kind = CHART_KINDS};
    struct str rest = arena_str(d->page->arena, str_of(parts)), part;
    struct chart c;
    while (ask.nparts < TOPIC_PARTS && str_next(&part, &rest, '/'))
        ask.part[ask.nparts++] = part;
    if (topic_make(&c, d->page, str_of(topic), &ask, err) < 0 || !chart_worth(&c))
        return 0;
    struct str path =
        str_sub(c.address, d->page->origin.len, c.address.len); /* the document completes addresses itself */
    return document_figure(d, id, &c, path, err);
}
