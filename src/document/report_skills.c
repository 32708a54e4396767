/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What migrants work as, at which level of skill, and with which education. */

#include "document/distribution.h"

int report_skills(struct document *d, const struct report *r, struct err *err)
{
    static const struct distribution sections[] = {
        {"skills", PART_OCCUPATIONS, REGIONAL_MIGRANTS}, {"skills", PART_OCCUPATIONS, REGIONAL_INFLOW},
        {"skills", PART_OCCUPATIONS, REGIONAL_OUTFLOW},  {"skills", PART_EDUCATION, REGIONAL_MIGRANTS},
        {"skills", PART_EDUCATION, REGIONAL_INFLOW},     {"skills", PART_EDUCATION, REGIONAL_OUTFLOW}};
    static const struct distribution_chapter chapter = {
        "skills", "report.skills.title", "report.skills.lead", "report.skills.lead.education", HIGHLIGHT_SKILLS,
        sections, ARRAY_LEN(sections)};
    return distribution_chapter(d, r, &chapter, err);
}
