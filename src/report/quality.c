/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How good a source is, every score with its reason, and what it could answer and did. */

#include "report/layout.h"

#include "analyse/quality.h"

#include <math.h>

static const struct catalogue_source *described_as(const struct page *pg, uint16_t area, struct str source)
{
    for (size_t i = 0; i < pg->nsources; i++)
        if (str_eq(pg->sources[i].source, source) &&
            str_eq(pg->sources[i].area, pg->cube->ref->areas[area].code))
            return &pg->sources[i];
    return NULL;
}

static void score_row(struct page *pg, enum quality q, const struct quality_score *s)
{
    struct buf why = {0};
    html(pg->out, s->points < 0 ? "<tr class=\"none\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
    say(pg, arena_fmt(pg->arena, "quality.%s", quality_name(q)));
    html(pg->out, "</th><td class=\"y\">");
    if (s->points < 0)
        say(pg, "quality.points.none");
    else
        SAY(pg, "quality.points", {"n", number(pg, (uint64_t)s->points)}, {"of", number(pg, QUALITY_POINTS)});
    html(pg->out, "</td><td>");
    quality_say(&why, pg->text, pg->cube->ref, "en", s);
    html_text(pg->out, buf_view(&why));
    buf_release(&why);
    html(pg->out, "</td></tr>\n");
}

static void scores(struct page *pg, uint16_t area, struct str source)
{
    struct source_quality q;
    uint64_t year = 0;
    str_uint(&year, str_sub(pg->cube->released_at, 0, 4), 9999);
    quality_score(&q, pg->arena,
                  &(struct quality_of){.ref = pg->cube->ref, .cube = pg->cube, .area = area, .source = source,
                                       .described = described_as(pg, area, source), .year = (int)year});
    static const char *const keys[] = {"quality.criterion", "quality.score", "quality.why", NULL};
    say_in(pg, "h2", NULL, "quality.title");
    html(pg->out, "<p>");
    if (!isnan(q.whole))
        SAY(pg, "quality.whole", {"n", number(pg, (uint64_t)lround(q.whole))});
    html(pg->out, " ");
    say(pg, "quality.lead");
    html(pg->out, "</p>\n");
    listing_open(pg, "cap-quality", "frame", "list", text_get(pg->text, "quality.title"));
    listing_columns(pg, keys);
    for (int i = 0; i < QUALITIES; i++)
        score_row(pg, (enum quality)i, &q.score[i]);
    listing_close(pg);
}

static void could_row(struct page *pg, const struct potential *p)
{
    const struct coverage *c = pg->analysis->coverage;
    html(pg->out, "<tr><th scope=\"row\">");
    html_text(pg->out, gaps_sheet(pg->arena, c, p->question));
    html(pg->out, " <span class=\"small\">");
    html_text(pg->out, gaps_question(pg->arena, c, p->question, page_language(pg)));
    html(pg->out, "</span></th><td>");
    say(pg, p->partly ? "could.partly" : "could.yes");
    html(pg->out, "</td><td class=\"n\">");
    if (p->possible)
        SAY(pg, "could.years", {"given", number(pg, p->given)}, {"possible", number(pg, p->possible)});
    else
        say(pg, "could.unknown");
    html(pg->out, "</td><td class=\"small\">");
    html_text(pg->out, capability_reason(pg, p->reason));
    html(pg->out, "</td></tr>\n");
}

static void could(struct page *pg, struct str source)
{
    static const char *const keys[] = {"cover.table", "could.answer", "#could.given", "quality.why", NULL};
    bool any = false;
    for (size_t i = 0; i < pg->analysis->npotential; i++) {
        const struct potential *p = &pg->analysis->potential[i];
        if (!str_eq(p->source, source))
            continue;
        if (!any) {
            say_in(pg, "h2", NULL, "could.title");
            say_in(pg, "p", NULL, "could.lead");
            listing_open(pg, "cap-could", "frame", "list", text_get(pg->text, "could.title"));
            listing_columns(pg, keys);
        }
        any = true;
        could_row(pg, p);
    }
    if (any)
        listing_close(pg);
}

/* The country that a source has most figures of: a registered source is of one. */
static uint16_t area_of(const struct page *pg, struct str source)
{
    const struct cube *c = pg->cube;
    uint16_t survey = 0, area = 0;
    if (ref_source_find(c->ref, NULL, &survey, source) && survey)
        return c->ref->surveys[survey].area;
    uint32_t s = 0, *n = arena_array(pg->arena, uint32_t, c->ref->nareas + 1);
    while (s < c->nsources && !str_eq(c->sources[s], source))
        s++;
    for (uint32_t k = 0; k < c->nseries; k++)
        for (uint32_t i = c->start[k]; i < c->start[k + 1]; i++)
            n[c->area[k]] += c->source[i] == s;
    for (uint16_t a = 1; a < c->ref->nareas; a++)
        if (n[a] > n[area])
            area = a;
    return area;
}

void page_quality(struct page *pg, struct str source)
{
    uint16_t area = area_of(pg, source);
    if (!area)
        return;
    scores(pg, area, source);
    if (pg->analysis)
        could(pg, source);
}
