/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The industries in which migrants work, and for which nationals leave. */

#include "document/distribution.h"

int report_sectors(struct document *d, const struct report *r, struct err *err)
{
    static const struct distribution sections[] = {{"sectors", PART_ACTIVITIES, REGIONAL_MIGRANTS},
                                                   {"sectors", PART_ACTIVITIES, REGIONAL_INFLOW},
                                                   {"sectors", PART_ACTIVITIES, REGIONAL_OUTFLOW}};
    static const struct distribution_chapter chapter = {
        "sectors", "report.sectors.title", "report.sectors.lead", "report.sectors.lead.list", HIGHLIGHT_SECTORS,
        sections, ARRAY_LEN(sections)};
    return distribution_chapter(d, r, &chapter, err);
}
