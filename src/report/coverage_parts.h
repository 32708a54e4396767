/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What both pages of coverage have: shares in words, which years, what there was after each round, files. */
#ifndef REPORT_COVERAGE_PARTS_H
#define REPORT_COVERAGE_PARTS_H

#include "report/coverage.h"
#include "report/layout.h"

struct str share_words(struct page *pg, double share);               /* "62 %"; "–" where nothing was possible */
struct str span_words(struct page *pg, const struct coverage_view *v); /* "2015–2024" */
unsigned question_number(const struct coverage *c, uint32_t question);
struct str question_words(struct page *pg, const struct coverage *c, uint32_t question);
/* The name of a question, and the table behind it as an address. */
void question_link(struct page *pg, const struct coverage_view *v, uint32_t question);
/* The heat of a share: 0 none, 1 to 5. */
unsigned share_class(double share);

/* "{n} of {possible} ...": what was collected, in one sentence. */
void coverage_lead(struct page *pg, const struct coverage_view *v);
/* Other years and the other questionnaire; `path` without what stands behind a question mark. */
void coverage_switch(struct page *pg, const struct coverage_view *v, struct str path);
/* A bar for each round and its table; then the releases. */
void coverage_rounds(struct page *pg, const struct coverage_view *v, const struct cover_growth *growth);
/* Where the same is had as files: what, by which of the ways to look at it. */
void coverage_files(struct page *pg, const struct coverage_view *v, const char *const *ways, size_t n);

#endif
