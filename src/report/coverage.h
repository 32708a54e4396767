/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The pages of coverage: what of all that could be known is known, of the region and of one country.
 *
 *     page_coverage(&pg, &view, &growth);                /coverage
 *     page_coverage_country(&pg, &view, &growth);        /coverage/KHM: of the view's country */
#ifndef REPORT_COVERAGE_H
#define REPORT_COVERAGE_H

#include "analyse/coverage_growth.h"
#include "report/page.h"

void page_coverage(struct page *pg, const struct coverage_view *v, const struct cover_growth *growth);
void page_coverage_country(struct page *pg, const struct coverage_view *v, const struct cover_growth *growth);

#endif
