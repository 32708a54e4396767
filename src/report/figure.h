/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A chart on a page: the picture that the server draws, its words, its table, and the ways to take it along.
 *
 *     struct chart c;
 *     if (topic_make(&c, pg, STR("table"), &ask, &err) == 0 && !chart_is_empty(&c))
 *         figure_write(pg, &c, STR("/chart/table/MST_NCTE_SEX_CCT_NB/THA"), STR("kind=line"));
 *
 * Works without JavaScript; web/js/figure.js adds a button that makes it interactive. Room is left before the picture
 * is there, for narrow and wide windows, light and dark. Escapes what it is given. */
#ifndef REPORT_FIGURE_H
#define REPORT_FIGURE_H

#include "report/chart.h"
#include "report/page.h"

/* `address`: of the chart, without the ending that says its form; `query`: without "?", may be empty. */
void figure_write(struct page *pg, const struct chart *c, struct str address, struct str query);

/* /chart/....html: a page of nothing but the chart, for frames of other sites. */
void page_embed(struct page *pg, const struct chart *c, struct str address, struct str query);

#endif
