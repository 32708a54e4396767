/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The pages of published reports, and the ways to them from other pages. What there is of them is the page's own
 * (struct page: reports, report_files). Of a report in several languages the title is that of the page's language
 * where there is such an edition, else the English one, else the first. */
#ifndef REPORT_REPORTS_H
#define REPORT_REPORTS_H

#include "report/page.h"

void page_reports(struct page *pg);                     /* /reports */
bool page_one_report(struct page *pg, struct str name); /* /reports/2026; false, and nothing written: there is none */

/* Inside a page that is open; each writes nothing where there is nothing. */
void reports_newest(struct page *pg);                        /* a paragraph with the newest report */
void reports_fact_sheet(struct page *pg, uint16_t area);     /* a paragraph with the newest fact sheet of a country */
void reports_of_release(struct page *pg, struct str release); /* a sentence for each, behind a blank */

#endif
