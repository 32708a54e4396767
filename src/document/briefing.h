/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The briefing of a technical meeting, or of the state of things where there is none: what those who meet have to know,
 * made from the data.
 *
 *     struct briefing b = {.today = STR("2026-11-28"), .coverage = &view, ...};
 *     document_begin(&d, &page, drawing, &(struct document_head){.kind = DOCUMENT_BRIEFING, ...});
 *     briefing_write(&d, &b, &err);
 *
 * What is not known is left out: a part without anything to say is not there. It names organisations and no person.
 * Pure. */
#ifndef DOCUMENT_BRIEFING_H
#define DOCUMENT_BRIEFING_H

#include "analyse/coverage_growth.h"
#include "collect/meetings.h"
#include "collect/progress.h"
#include "document/document.h"
#include "publish/changes.h"
#include "publish/gaps_write.h"

struct briefing_round {
    struct round round;
    struct progress_list progress; /* of all countries */
};

struct briefing {
    const struct gathering *meeting;     /* NULL: of none */
    const struct gathering *before;      /* the meeting before it; NULL: none */
    struct str today;                    /* the day as of which it is, "2026-11-28" */
    const struct briefing_round *rounds; /* by opening */
    size_t nrounds;
    const struct briefing_round *shown;  /* the one that is told country by country; NULL: there is none */
    /* of the newest release, as the page's cube; all NULL where nothing was released */
    const struct coverage_view *coverage;
    const struct cover_edition *is, *was; /* was: of the release that is compared with; NULL: none */
    bool since_meeting;                   /* that is the newest one at the meeting before, else the one before */
    const struct gaps_made *gaps;
    const struct change_count *changes;   /* from the one to the other */
    size_t nchanges;
};

int briefing_write(struct document *d, const struct briefing *b, struct err *err);

/* The parts, in briefing_*.c. Inside src/document only. */
void briefing_meeting(struct document *d, const struct briefing *b);     /* agenda, who takes part */
void briefing_conclusions(struct document *d, const struct briefing *b); /* of the meeting before */
void briefing_rounds(struct document *d, const struct briefing *b);
int briefing_collected(struct document *d, const struct briefing *b, struct err *err);
void briefing_changes(struct document *d, const struct briefing *b);
void briefing_needs(struct document *d, const struct briefing *b);       /* gaps and capacity */
void briefing_questions(struct document *d, const struct briefing *b);   /* for group work */

/* Gaps of the years that are spoken of, of an area (UINT32_MAX: all). */
struct gaps briefing_gaps(struct document *d, const struct briefing *b, uint32_t area);

#endif
