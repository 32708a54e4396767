/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The last annex: what became of the consultation on this report. Who was asked, how much of each chapter is validated,
 * what each country agreed to, and every objection and comment with its answer. Countries speak here, never persons.
 *
 * Its numbers are not made of the release but of the rows of `ilms consultation record NAME`. */

#include "document/holdings.h"

/* Of the record the rows, or with "each:part " in front the parts, that are as `of` says and not taken out. */
static struct reckoned recorded(struct document *d, const struct consultation *k, unsigned n, const char *counted,
                                const char *of)
{
    struct str name = reckoned_word(d->page->arena, k->name);
    return LISTED(d, n, "%sconsultation record %.*s removed=no%s", counted, STR_FMT(name), of);
}

static void head_cell(struct document *d, const char *key, bool numbers)
{
    html(d->page->out, numbers ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
    say(d->page, key);
    html(d->page->out, "</th>");
}

static struct str place_name(struct document *d, struct str code)
{
    uint16_t area = ref_area_find(d->page->cube->ref, code);
    return area ? d->page->cube->ref->areas[area].name : code;
}

/* -- who was asked --------------------------------------------------------------------------------- */

static void put_asked(struct document *d, const struct consultation *k)
{
    struct page *pg = d->page;
    struct consultation_tally y;
    struct str said = {0};
    for (size_t a = 0; a < k->nareas; a++) {
        struct str name = place_name(d, k->areas[a]);
        said = said.len ? WORDS(pg, "report.list.comma", {"before", said}, {"next", name}) : name;
    }
    DOCUMENT_SAY(d, "validation.asked", "report.validation.asked", {"name", k->name},
                 {"opened", date_words(pg, k->opened_at)},
                 {"countries", said}, {"drafts", counted(pg, "report.validation.drafts", k->drafts)});
    if (k->closed_at.len)
        DOCUMENT_SAY(d, "validation.until", "report.validation.closed", {"date", date_words(pg, k->closed_at)});
    else
        DOCUMENT_SAY(d, "validation.until", "report.validation.open", {"date", date_words(pg, k->until)});
    document_say(d, "validation.rule", k->silence_agrees ? "report.validation.rule.silence" : "report.validation.rule",
                 NULL);
    consultation_tally(&y, k, NULL, STR(""));
    struct reckoned n = recorded(d, k, y.validated, "each:part ", " validated=yes");
    struct reckoned all = recorded(d, k, y.parts, "each:part ", "");
    TELL(d, "validation.result", y.validated == y.parts ? "report.validation.all" : "report.validation.result",
         told_number(d, "n", &n), told_number(d, "all", &all));
}

/* -- by chapter, by country -------------------------------------------------------------------------- */

/* Objections and comments that stand, of all countries, in a chapter. */
static void standing(unsigned *objected, unsigned *commented, const struct consultation *k, struct str chapter)
{
    *objected = *commented = 0;
    for (size_t i = 0; i < k->nparts; i++)
        if (!k->parts[i].removed && str_eq(k->parts[i].chapter, chapter)) {
            *objected += k->parts[i].objected;
            *commented += k->parts[i].commented;
        }
}

static void chapter_row(struct document *d, const struct consultation *k, struct str chapter)
{
    struct arena *arena = d->page->arena;
    struct consultation_tally y;
    unsigned objected, commented;
    consultation_tally(&y, k, &chapter, STR(""));
    standing(&objected, &commented, k, chapter);
    const char *of = arena_fmt(arena, " chapter=%.*s", STR_FMT(reckoned_word(arena, chapter)));
    html(d->page->out, "<tr><th scope=\"row\">");
    html_text(d->page->out, chapter);
    html(d->page->out, "</th>");
    reckoned_cell(d, recorded(d, k, y.parts, "each:part ", of));
    reckoned_cell(d, recorded(d, k, y.validated, "each:part ", arena_fmt(arena, "%s validated=yes", of)));
    reckoned_cell(d, recorded(d, k, objected, "", arena_fmt(arena, "%s position=object outdated=no", of)));
    reckoned_cell(d, recorded(d, k, commented, "", arena_fmt(arena, "%s position=comment outdated=no", of)));
    html(d->page->out, "</tr>\n");
}

static void by_chapter(struct document *d, const struct consultation *k)
{
    document_table(d, "validation.chapters", NULL, text_get(d->page->text, "report.validation.chapters"));
    html(d->page->out, "<thead><tr>");
    head_cell(d, "report.validation.chapter", false);
    head_cell(d, "report.validation.parts", true);
    head_cell(d, "report.validation.validated", true);
    head_cell(d, "report.validation.objections", true);
    head_cell(d, "report.validation.comments", true);
    html(d->page->out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < k->nparts; i++) {
        bool had = k->parts[i].removed;
        for (size_t b = 0; b < i && !had; b++)
            had = !k->parts[b].removed && str_eq(k->parts[b].chapter, k->parts[i].chapter);
        if (!had)
            chapter_row(d, k, k->parts[i].chapter);
    }
    html(d->page->out, "</tbody>\n");
    document_table_end(d, STR(""));
}

static void by_country(struct document *d, const struct consultation *k)
{
    struct arena *arena = d->page->arena;
    document_table(d, "validation.countries", NULL, text_get(d->page->text, "report.validation.countries"));
    html(d->page->out, "<thead><tr>");
    head_cell(d, "report.validation.country", false);
    head_cell(d, "report.validation.agreed", true);
    head_cell(d, "report.validation.objected", true);
    head_cell(d, "report.validation.commented", true);
    head_cell(d, "report.validation.silent", true);
    html(d->page->out, "</tr></thead>\n<tbody>\n");
    for (size_t a = 0; a < k->nareas; a++) {
        struct consultation_tally y;
        const char *of = arena_fmt(arena, " ref_area=%.*s", STR_FMT(k->areas[a]));
        consultation_tally(&y, k, NULL, k->areas[a]);
        html(d->page->out, "<tr><th scope=\"row\">");
        html_text(d->page->out, place_name(d, k->areas[a]));
        html(d->page->out, "</th>");
        reckoned_cell(d, recorded(d, k, y.agreed, "", arena_fmt(arena, "%s position=agree outdated=no", of)));
        reckoned_cell(d, recorded(d, k, y.objected, "", arena_fmt(arena, "%s position=object outdated=no", of)));
        reckoned_cell(d, recorded(d, k, y.commented, "", arena_fmt(arena, "%s position=comment outdated=no", of)));
        reckoned_cell(d, recorded(d, k, y.silent, "", arena_fmt(arena, "%s position=none|outdated=yes", of)));
        html(d->page->out, "</tr>\n");
    }
    html(d->page->out, "</tbody>\n");
    document_table_end(d, STR(""));
}

/* -- what was said ------------------------------------------------------------------------------------- */

/* A text of several paragraphs as they were written. */
static void put_words(struct buf *out, struct str text)
{
    struct str line;
    while (text.len && str_next(&line, &text, '\n'))
        if (str_trim(line).len) {
            html(out, "<p>");
            html_text(out, str_trim(line));
            html(out, "</p>\n");
        }
}

/* What became of it: the newest of the country stands, and may be another. */
static const char *became(const struct consultation *k, const struct consulted_part *part, const struct position *p)
{
    const struct position *now = consultation_position(k, part->id, p->area);
    if (part->removed)
        return "report.validation.removed";
    if (position_now(now) == POSITION_AGREE && p->kind != POSITION_AGREE)
        return "report.validation.settled";
    if (now && now->id != p->id)
        return now->kind == POSITION_NONE ? "report.validation.withdrawn" : "report.validation.earlier";
    return now && now->outdated ? "report.validation.before" : NULL;
}

static void said_row(struct document *d, const struct consultation *k, const struct consulted_part *part,
                     const struct position *p)
{
    const char *later = became(k, part, p);
    struct buf *out = d->page->out;
    html(out, "<tr><th scope=\"row\">");
    html_text(out, part->number);
    html(out, "<br><small>");
    html_text(out, part->chapter);
    html(out, "</small></th><td>");
    html_text(out, place_name(d, p->area));
    html(out, "<br><small>");
    say(d->page, p->kind == POSITION_OBJECT ? "report.validation.objects" : p->kind == POSITION_COMMENT
                 ? "report.validation.remarks" : "report.validation.agrees");
    if (later) {
        html(out, "<br>");
        say(d->page, later);
    }
    html(out, "</small></td><td>");
    put_words(out, p->text);
    html(out, "</td><td>");
    if (p->answer.len)
        put_words(out, p->answer);
    else
        say(d->page, "report.validation.unanswered");
    html(out, "</td></tr>\n");
}

static void put_said(struct document *d, const struct consultation *k)
{
    document_section(d, "validation.said", text_get(d->page->text, "report.validation.said"));
    if (!k->nsaid) {
        document_say(d, "validation.nothing", "report.validation.nothing", NULL);
        return;
    }
    document_table(d, "validation.positions", "words", text_get(d->page->text, "report.validation.positions"));
    html(d->page->out, "<thead><tr>");
    head_cell(d, "report.validation.part", false);
    head_cell(d, "report.validation.country", false);
    head_cell(d, "report.validation.words", false);
    head_cell(d, "report.validation.answer", false);
    html(d->page->out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < k->nparts; i++)
        for (size_t s = 0; s < k->nsaid; s++)
            if (str_eq(k->said[s].part, k->parts[i].id))
                said_row(d, k, &k->parts[i], &k->said[s]);
    html(d->page->out, "</tbody>\n");
    document_table_end(d, STR(""));
}

int report_validation(struct document *d, const struct report *r, struct err *err UNUSED)
{
    const struct consultation *k = r->consultation;
    if (!k)
        return 0;
    document_annex(d, "validation", text_get(d->page->text, "report.validation"));
    put_asked(d, k);
    document_section(d, "validation.counts", text_get(d->page->text, "report.validation.counts"));
    by_chapter(d, k);
    by_country(d, k);
    put_said(d, k);
    return 0;
}
