/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/report.h"

/* In the order in which they are printed. */
static int (*const chapters[])(struct document *d, const struct report *r, struct err *err) = {
    report_summary, report_region, report_corridors, report_sectors, report_skills, report_sexes, report_countries,
    report_sources, report_gaps, report_recommendations, report_annex, report_methods, report_source_list,
    report_validation};

int report_write(struct document *d, const struct report *r, struct err *err)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < ARRAY_LEN(chapters); i++) {
        document_area(d, 0);
        result = chapters[i](d, r, err);
    }
    return result;
}
