/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The pages of a table that are asked for in their addresses: a selection of it, and one of its figures or series. The
 * figures may be other ones than those of the page's cube (derived ones beside the reported): `cube` has them.
 *
 *     page_pivot(&pg, &p)               of a selection that was read; laid out by it
 *     page_pivot_wrong(&pg, &p, &wrong) what is wrong with the address, and the form to set it right: status 400
 *     page_figure(&pg, &f)              /figure/MST_NCTE_SEX_CCT_NB/THA/SEX_T.CCT_CTZ_MMR/2014
 *
 * What only the server knows (earlier releases, the other side, how a derived figure was made) is handed in. */
#ifndef REPORT_TABLE_PAGE_H
#define REPORT_TABLE_PAGE_H

#include "analyse/mirror.h"
#include "model/lineage.h"
#include "report/page.h"
#include "report/pivot.h"

/* False: it cannot be laid out, the page says why, and the status is 400. */
bool page_pivot(struct page *pg, struct pivot *p);
void page_pivot_wrong(struct page *pg, const struct pivot *p, const struct pivot_wrong *wrong);

/* What a release said of a figure, the first first, each time it was another. */
struct figure_past {
    struct str release, date; /* name; when it could be seen, ISO 8601 */
    bool gone;                /* it was taken out; the rest is empty */
    double value;
    uint8_t decimals;
    char status;
    struct str source;
};

struct figure_shown {
    const struct cube *cube;
    const struct cube_flow *flow;
    uint32_t series;
    uint16_t period;                 /* 0: the whole series */
    const struct figure_past *past;  /* of the one figure */
    size_t npast;
    const struct corridor *corridor; /* both sides; NULL: the table is not a side of one */
    const struct lineage *made_of;   /* of a derived figure; NULL: it was reported, or it is not known */
    struct str rest, rest_v1;        /* addresses of the web services */
};
/* False: the series has no figure of that period, the page says so, and the status is 404. */
bool page_figure(struct page *pg, const struct figure_shown *f);

#endif
