/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Between figure_page.c and figure_facts.c: the page of a figure or series while it is written. */
#ifndef REPORT_FIGURE_PAGE_H
#define REPORT_FIGURE_PAGE_H

#include "report/table_page.h"

struct figure_page {
    struct page *pg;
    const struct figure_shown *f;
    const struct cube *cube;
    const struct ref *ref; /* of the page, in its language */
    const struct indicator *in;
    uint16_t area;
    struct str key;
};

/* All that is known of one observation of the series. */
void figure_facts(const struct figure_page *s, uint32_t obs);
/* A pair of a list: what the other country of the corridor says; nothing where the figures are of none. */
void figure_other_side(const struct figure_page *s);
/* Its own, else those of its table. */
unsigned figure_decimals(const struct figure_page *s, uint32_t obs);

#endif
