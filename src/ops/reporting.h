/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a report is made of, loaded: a release as the public sees it, in a language, with what is computed from it, and
 * what the base keeps beside it for the report.
 *
 *     struct reporting x;
 *     if (reporting_open(&x, c, &(struct reporting_asked){.release = name, .language = "th"}, &err) < 0) ...
 *     reporting_report(&html, &x, &err);               the whole report as HTML; its parts in x.document until the next
 *     reporting_fact_sheet(&html, &x, area, &err);
 *     reporting_release(&x);                           also after an error
 *
 * Figures are read over a public connection of its own, whoever asks: what is under embargo, limited or withheld cannot
 * get into a report. Statements and recommendations are printed, so they are not secret; they are read over the call's
 * connection. */
#ifndef OPS_REPORTING_H
#define OPS_REPORTING_H

#include "document/report.h"
#include "ops/ops.h"
#include "publish/collections.h"
#include "publish/coverage_history.h"
#include "publish/gaps_write.h"
#include "publish/load.h"
#include "store/consultation.h"

struct reporting_asked {
    struct str release;        /* name or number; empty: the newest */
    const char *language;      /* NULL: English */
    struct str origin;         /* of the portal, for links; may be empty */
    struct str state;          /* "Draft for consultation until ..."; empty: final */
    const struct draft *draft; /* statements and recommendations as they stood then; NULL: now */
    const struct consultation *consultation; /* whose record is printed; NULL: none */
};

struct reporting {
    struct store *st;      /* public */
    struct loaded l;
    struct ref *ref;       /* the release's in the language; NULL: in English, l.ref */
    struct cube cube;
    struct collections others;
    struct coverage_view coverage;
    struct cover_growth growth;
    struct gaps_made gaps;
    struct highlights highlights;
    struct page_analysis analysis;
    struct page page;      /* out is lent by who writes */
    struct report report;
    struct str state;
    struct document document;
    struct drawing *drawing; /* made for the first chart */
    struct arena arena;
};

int reporting_open(struct reporting *out, struct call *c, const struct reporting_asked *asked, struct err *err);
int reporting_report(struct buf *html, struct reporting *x, struct err *err);
int reporting_fact_sheet(struct buf *html, struct reporting *x, uint16_t area, struct err *err);
/* There is a figure of the country in the release. */
bool reporting_has(const struct reporting *x, uint16_t area);
void reporting_release(struct reporting *x);

#endif
