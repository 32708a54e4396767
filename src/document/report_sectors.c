/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The industries in which migrants work, and for which nationals leave. */

#include "document/distribution.h"

enum { SAYS_MOST = 6 };

int report_sectors(struct document *d, const struct report *r, struct err *err)
{
    static const enum regional_who whos[] = {REGIONAL_MIGRANTS, REGIONAL_INFLOW, REGIONAL_OUTFLOW};
    struct page *pg = d->page;
    uint32_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(whos); i++)
        n += distribution_countries(pg, PART_ACTIVITIES, whos[i]);
    if (!n)
        return 0;
    document_chapter(d, "sectors", text_get(pg->text, "report.sectors.title"));
    document_say(d, "sectors.lead.1", "report.sectors.lead", NULL);
    document_say(d, "sectors.lead.2", "report.sectors.lead.list", NULL);
    says_paragraphs(d, r, "sectors", HIGHLIGHT_SECTORS, UINT16_MAX, SAYS_MOST);
    for (size_t i = 0; i < ARRAY_LEN(whos); i++)
        if (distribution_write(d, &(struct distribution){"sectors", PART_ACTIVITIES, whos[i]}, err) < 0)
            return -err->code;
    return 0;
}
