/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The briefing: what it says at a glance, and the order of its parts. */

#include "document/briefing.h"

#include "document/holdings.h"
#include "report/coverage_parts.h"

struct gaps briefing_gaps(struct document *d, const struct briefing *b, uint32_t area)
{
    struct gap_filter f = GAP_FILTER_ALL;
    struct gaps g = {0};
    f.area = area;
    gaps_years(&f.first_year, &f.last_year, &b->gaps->c);
    gaps_only(&g, d->page->arena, &b->gaps->g, &f);
    return g;
}

/* -- at a glance ---------------------------------------------------------------------------------------- */

static void say_coverage(struct document *d, const struct briefing *b)
{
    struct tables_of of = ALL_TABLES;
    struct reckoned share, n = tables_count(d, b->coverage, &of, 1u << COVER_REPORTED | 1u << COVER_PARTIAL);
    if (!tables_share(&share, d, b->coverage, &of))
        return;
    document_paragraph(d, "glance.coverage");
    TELL_ON(d, "briefing.glance.coverage", told_number(d, "share", &share), told_number(d, "n", &n),
            told_text(d, "years", span_words(d->page, b->coverage)),
            told_text(d, "release", d->page->cube->release_name));
    struct cover_state was = {0};
    if (b->was)
        was = cover_edition_count(b->was, b->coverage, UINT32_MAX, UINT32_MAX);
    if (cover_state_count(&was)) { /* one from before these years would only seem poor */
        buf_char(d->page->out, ' ');
        TELL_ON(d, b->since_meeting ? "briefing.glance.since_meeting" : "briefing.glance.since_release",
                told_text(d, "share", share_words(d->page, cover_state_share(&was))),
                told_text(d, "release", b->was->name));
    }
    document_paragraph_end(d);
}

static void say_round(struct document *d, const struct briefing *b)
{
    const struct progress_list *p = &b->shown->progress;
    size_t asked = 0, answered = 0, accepted = 0, begun = 0;
    int64_t open = 0;
    for (size_t i = 0; i < p->n; i++) {
        asked += p->v[i].asked;
        answered += p->v[i].answered;
        accepted += p->v[i].accepted;
        open += p->v[i].nopen;
        begun += p->v[i].answered > 0;
    }
    TELL(d, "glance.round", b->shown->round.closed_at.len ? "briefing.glance.round" : "briefing.glance.round.open",
         told_text(d, "round", b->shown->round.name),
         told_text(d, "date", date_words(d->page, b->shown->round.deadline)), told_count(d, "begun", begun),
         told_count(d, "countries", p->n), told_count(d, "answered", answered), told_count(d, "asked", asked),
         told_count(d, "accepted", accepted), told_count(d, "open", (uint64_t)open));
}

static void say_gaps(struct document *d, const struct briefing *b)
{
    struct gaps g = briefing_gaps(d, b, UINT32_MAX);
    uint64_t near = (uint64_t)g.of_effort[EFFORT_COMPLETE] + g.of_effort[EFFORT_TABULATE] +
                    g.of_effort[EFFORT_CONTINUE];
    int first, last;
    gaps_years(&first, &last, &b->gaps->c);
    if (g.n)
        TELL(d, "glance.gaps", "briefing.glance.gaps", told_count(d, "n", g.n), told_count(d, "near", near),
             told_text(d, "years", text_join(d->page, "%d\xE2\x80\x93%d", first, last)));
}

static void say_conclusions(struct document *d, const struct briefing *b)
{
    size_t of[CONCLUSION_STATES] = {0}, late = 0;
    const struct gathering *g = b->before;
    for (size_t i = 0; i < g->nconclusions; i++) {
        of[conclusion_state(&g->conclusions[i])]++;
        late += conclusion_is_late(&g->conclusions[i], b->today);
    }
    TELL(d, "glance.conclusions", "briefing.glance.conclusions", told_text(d, "meeting", g->meeting.name),
         told_count(d, "n", g->nconclusions), told_count(d, "done", of[CONCLUSION_DONE]),
         told_count(d, "progress", of[CONCLUSION_IN_PROGRESS]), told_count(d, "open", of[CONCLUSION_OPEN]),
         told_count(d, "late", late));
}

static void glance(struct document *d, const struct briefing *b)
{
    document_plain(d, "glance", text_get(d->page->text, "briefing.glance"));
    if (b->coverage)
        say_coverage(d, b);
    else
        document_say(d, "glance.none", "briefing.glance.none", NULL);
    if (b->shown)
        say_round(d, b);
    if (b->gaps)
        say_gaps(d, b);
    if (b->before && b->before->nconclusions)
        say_conclusions(d, b);
}

/* -- all of it ------------------------------------------------------------------------------------------- */

int briefing_write(struct document *d, const struct briefing *b, struct err *err)
{
    int r = 0;
    glance(d, b);
    if (b->meeting)
        briefing_meeting(d, b);
    if (b->before && b->before->nconclusions)
        briefing_conclusions(d, b);
    if (b->shown)
        briefing_rounds(d, b);
    if (b->coverage)
        r = briefing_collected(d, b, err);
    if (r == 0 && b->was)
        briefing_changes(d, b);
    if (r == 0 && b->gaps) {
        briefing_needs(d, b);
        briefing_questions(d, b);
    }
    return r;
}
