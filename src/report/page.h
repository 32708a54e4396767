/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The public pages: HTML from a cube, in the design of web/css/ilms.css, with the words of
 * web/text/<language>.txt. Pure: a page is a function of its arguments.
 *
 *     struct page pg = {.cube = cube, .text = text_find("en"), .out = &body, .path = "/"};
 *     page_home(&pg);
 *
 * Everything that came from outside is escaped for the place it is put in (report/html.h). */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "model/catalogue.h"
#include "model/slice.h"
#include "syntax/text.h"

/* The frame of a page for somebody who has signed in, in place of the public one's. */
struct page_frame {
    struct str who;      /* who is signed in; empty: nobody yet */
    struct str form_key; /* for the button that signs out */
    const struct page_entry {
        const char *section, *address; /* words: desk.nav.SECTION */
    } *entries;
    size_t nentries;
};

struct page {
    const struct cube *cube; /* NULL when nothing has been released yet */
    const struct catalogue_source *sources; /* what the release says of its sources */
    size_t nsources;
    const struct text *text; /* the words */
    struct buf *out;
    struct str path;         /* of this page, for the footer and "print" */
    struct arena *arena;     /* for what the page needs while it is made */
    struct str origin;       /* "https://ilms.example.org", for citations and examples, or "" */
    const struct page_frame *frame; /* NULL: a public page */
    unsigned nfigures;       /* charts that it has so far */
};

void page_home(struct page *pg);
void page_tables(struct page *pg);                       /* /tables: by module, with coverage */
/* One table: the flow's definition, then its figures for the slice asked for. `area` 0: the
 * overview of all countries; else the country's figures, years as columns. */
void page_table(struct page *pg, const struct cube_flow *flow, uint16_t area);
/* The figures of one country alone, inside a page that is open: for pages that are not public. */
void page_figures(struct page *pg, const struct cube_flow *flow, uint16_t area);
/* A table of the questionnaire for which no country has reported anything. */
void page_table_none(struct page *pg, uint16_t indicator);
void page_countries(struct page *pg);                    /* /countries */
void page_country(struct page *pg, uint16_t area);       /* /country/KHM */
void page_sources(struct page *pg);                      /* /sources */
/* /source/BA:741, with what is said of it. False, and the page says so, when there is no such source: status 404. */
bool page_source(struct page *pg, struct str source);
void page_api(struct page *pg);                          /* /api: the figures by program */
/* /bulk: whole releases as files, the newest first. `pending`: they are being made. */
struct page_file {
    struct str name, what, sha256; /* sha256 may be empty */
    uint64_t bytes;
};
struct page_release {
    struct str name, date, folder; /* folder: below /bulk/ */
    const struct page_file *files;
    size_t nfiles;
};
void page_files(struct page *pg, const struct page_release *releases, size_t n, bool pending);
void page_about(struct page *pg);                        /* /about */
/* An error in the design of the site: status, one sentence, what to do. */
void page_error(struct page *pg, int status, struct str message);

#endif
