/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What there is of one country, question by question (analyse/profile.h), as pages and documents say and draw it. */
#ifndef REPORT_PROFILE_H
#define REPORT_PROFILE_H

#include "analyse/profile.h"
#include "report/layout.h"

/* Of the page's release, in its arena. */
void profile_shares(struct profile_shares *out, struct page *pg, const struct cube_flow *flow, uint16_t area,
                    uint16_t group);

/* topic_country.c: the chart of a part; ERR_NOTFOUND where there is nothing that it could be made of. */
struct chart;
int topic_country_part(struct chart *c, struct page *pg, const struct profile *profile, enum profile_part part,
                       struct err *err);

/* topic_others.c: country/JPN/others, what other countries say; ERR_NOTFOUND where none does. */
int topic_others(struct chart *c, struct page *pg, uint16_t area, struct err *err);
bool chart_worth(const struct chart *c); /* it shows more than one figure */

/* "Employed non-citizens": of a title what stands before "by". */
struct str measure_words(struct page *pg, const struct indicator *in);
/* A figure as people are counted: thousands as persons, money as it is. */
struct str count_words(struct page *pg, const struct indicator *in, uint32_t obs);

#endif
