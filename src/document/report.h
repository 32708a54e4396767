/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The report of a release, a chapter a file, and the fact sheet of a country.
 *
 *     struct report r = {.page = &page, ...};
 *     report_write(&document, &r, &err);
 *
 * What the data do not support is not said: a chapter, section or sentence without figures is left out. Pure. */
#ifndef DOCUMENT_REPORT_H
#define DOCUMENT_REPORT_H

#include "analyse/coverage_growth.h"
#include "analyse/highlight.h"
#include "document/document.h"
#include "model/consultation.h"

struct report {
    const struct coverage_view *coverage;      /* of the release and its rounds: the years that it speaks of */
    const struct gaps *gaps;
    const struct capacity_need *needs;         /* that follow from the gaps of those years */
    size_t nneeds;
    const struct cover_growth *growth;         /* round by round; NULL: it is not known */
    const struct highlights *highlights;
    const struct statement *statements;        /* of countries, by area and subject */
    size_t nstatements;
    const struct recommendation *recommendations;
    size_t nrecommendations;
    unsigned spare;                            /* millimetres to be left free on each page of a fact sheet */
    const struct consultation *consultation;   /* its record is the last annex; NULL: none */
};

/* What they are called; who publishes them, when and as what is the caller's. */
struct document_head report_head(struct page *pg);
struct document_head fact_sheet_head(struct page *pg, uint16_t area);

/* All chapters in their order, into a document that has begun. */
int report_write(struct document *d, const struct report *r, struct err *err);
/* Two pages on a country: DOCUMENT_FACT_SHEET. */
int fact_sheet_write(struct document *d, const struct report *r, uint16_t area, struct err *err);

/* The chapters, each in a file of its own: report_NAME.c. Inside src/document only. */
int report_summary(struct document *d, const struct report *r, struct err *err);
int report_region(struct document *d, const struct report *r, struct err *err);
int report_countries(struct document *d, const struct report *r, struct err *err); /* a chapter each */
int report_corridors(struct document *d, const struct report *r, struct err *err);
int report_sectors(struct document *d, const struct report *r, struct err *err);
int report_skills(struct document *d, const struct report *r, struct err *err);
int report_sexes(struct document *d, const struct report *r, struct err *err);
int report_sources(struct document *d, const struct report *r, struct err *err);
int report_gaps(struct document *d, const struct report *r, struct err *err);
int report_recommendations(struct document *d, const struct report *r, struct err *err);
int report_annex(struct document *d, const struct report *r, struct err *err);     /* statistical tables */
int report_methods(struct document *d, const struct report *r, struct err *err);   /* methodology */
int report_source_list(struct document *d, const struct report *r, struct err *err);
int report_validation(struct document *d, const struct report *r, struct err *err); /* who validated what */

#endif
