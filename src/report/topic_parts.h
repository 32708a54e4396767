/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What topics share that put series of the release together to a chart: their points, and the foot. Inside
 * src/report only. */
#ifndef REPORT_TOPIC_PARTS_H
#define REPORT_TOPIC_PARTS_H

#include "report/topic.h"

/* Widens from..to (0: nothing yet) to the years of a series. */
void topic_span(int *from, int *to, const struct cube *cube, uint32_t series);
/* A series more, of annual figures: a year without one is a gap; behind another source, as behind a break, they are
 * not comparable. True when the source changes. */
bool topic_points(struct chart *c, struct page *pg, uint32_t series, struct str name, struct chart_colour colour,
                  int from, int to);
/* Sources of the series, release and address of the page; the note where `changed`. `nfrom` observations say instead
 * which source counts, where not all of a series is shown. */
void topic_foot(struct chart *c, struct page *pg, const uint32_t *series, size_t n, struct str path, bool changed);
void topic_foot_of(struct chart *c, struct page *pg, const uint32_t *obs, size_t n, struct str path);

#endif
