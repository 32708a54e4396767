/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What migrants work as, at which level of skill, and with which education. */

#include "document/distribution.h"

enum { SAYS_MOST = 6 };

static const struct distribution sections[] = {
    {"skills", PART_OCCUPATIONS, REGIONAL_MIGRANTS}, {"skills", PART_OCCUPATIONS, REGIONAL_INFLOW},
    {"skills", PART_OCCUPATIONS, REGIONAL_OUTFLOW},  {"skills", PART_EDUCATION, REGIONAL_MIGRANTS},
    {"skills", PART_EDUCATION, REGIONAL_INFLOW},     {"skills", PART_EDUCATION, REGIONAL_OUTFLOW}};

int report_skills(struct document *d, const struct report *r, struct err *err)
{
    struct page *pg = d->page;
    uint32_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(sections); i++)
        n += distribution_countries(pg, sections[i].part, sections[i].who);
    if (!n)
        return 0;
    document_chapter(d, "skills", text_get(pg->text, "report.skills.title"));
    document_say(d, "skills.lead.1", "report.skills.lead", NULL);
    document_say(d, "skills.lead.2", "report.skills.lead.education", NULL);
    says_paragraphs(d, r, "skills", HIGHLIGHT_SKILLS, UINT16_MAX, SAYS_MOST);
    for (size_t i = 0; i < ARRAY_LEN(sections); i++)
        if (distribution_write(d, &sections[i], err) < 0)
            return -err->code;
    return 0;
}
