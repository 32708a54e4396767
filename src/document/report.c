/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/report.h"

/* In the order in which they are printed. */
static int (*const chapters[])(struct document *d, const struct report *r, struct err *err) = {
    report_summary, report_region, report_corridors, report_sectors, report_skills, report_sexes, report_countries,
    report_sources, report_gaps, report_recommendations, report_annex, report_methods, report_source_list,
    report_validation};

struct document_head report_head(struct page *pg)
{
    return (struct document_head){.kind = DOCUMENT_REPORT,
                                  .title = WORDS(pg, "document.report", {"region", pg->cube->ref->region}),
                                  .subtitle = WORDS(pg, "document.report.of", {"release", pg->cube->release_name})};
}

struct document_head fact_sheet_head(struct page *pg, uint16_t area)
{
    return (struct document_head){.kind = DOCUMENT_FACT_SHEET, .title = pg->cube->ref->areas[area].name,
                                  .subtitle = text_get(pg->text, "document.sheet")};
}

int report_write(struct document *d, const struct report *r, struct err *err)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < ARRAY_LEN(chapters); i++) {
        document_area(d, 0);
        result = chapters[i](d, r, err);
    }
    return result;
}
