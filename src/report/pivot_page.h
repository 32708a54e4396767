/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The parts of pages of tables. Inside src/report only. */
#ifndef REPORT_PIVOT_PAGE_H
#define REPORT_PIVOT_PAGE_H

#include "report/grid.h"
#include "report/pivot.h"

/* What things are called on pages. */
struct str pivot_name(struct page *pg, const struct pivot *p, const struct pivot_dim *d, uint16_t code);
struct str pivot_dim_name(struct page *pg, const struct pivot *p, const struct pivot_dim *d);

/* What stands above the figures: where one is, the ways to the same figures otherwise. */
void table_crumbs(struct page *pg, const struct indicator *in, uint16_t area);
void table_heading(struct page *pg, const struct indicator *in, uint16_t area);
/* pivot_form.c: the form, closed or open, and beside it the ways to other views of the selection. `published`: the page
 * is the one that a table has by itself. */
void pivot_form(struct page *pg, const struct pivot *p, bool open);
void pivot_views(struct page *pg, const struct pivot *p, bool published);

/* pivot_write.c: the table in its frame, and its legend. `g` keeps what was seen: marks, notes, statuses. */
void pivot_write(struct page *pg, const struct pivot *p, struct grid *g);
void pivot_notes(struct page *pg, const struct pivot *p, struct grid *g); /* before it */

/* side.c: the parts of what stands beside the figures. */
void side_open(struct page *pg);
void side_definition(struct page *pg, const struct indicator *in);
void side_notes(struct grid *g);
void side_source(struct page *pg, struct str source); /* a link, and the type below it */

/* table_reuse.c: how to take a selection along. */
struct reuse {
    struct str rest, rest_v1; /* addresses of the web services; rest_v1 may be empty */
    struct str address;       /* of the page, from its first slash */
    struct str title, place;  /* for the citation */
};
void reuse_write(struct page *pg, const struct reuse *r);
void reuse_addresses(struct page *pg, const struct reuse *r); /* those for programs alone */
void reuse_citation(struct page *pg, const struct reuse *r);

#endif
