/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The parts of the page of a country: its headline figures, and for each question a sentence, a chart and the way to
 * the table. Inside src/report only. */
#ifndef REPORT_COUNTRY_PARTS_H
#define REPORT_COUNTRY_PARTS_H

#include "report/profile.h"

/* The newest total of some parts, each with its year and source; nothing where there is none. */
void country_headline(struct page *pg, const struct profile *p);
/* Those of one side, each a section with the part's name as id. */
void country_parts(struct page *pg, const struct profile *p, bool origin);

#endif
