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

#include "analyse/gaps.h"
#include "analyse/mirror.h"
#include "model/catalogue.h"
#include "model/found.h"
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

/* What pages of gaps are made of: of the release that is shown, all of its years. */
struct page_analysis {
    const struct coverage *coverage;
    const struct gap_sources *from;
    const struct gaps *gaps;
    const struct potential *potential;
    size_t npotential;
};

struct plan;
struct pub_report;
struct pub_report_file;
struct page {
    const struct cube *cube; /* NULL when nothing has been released yet */
    const struct catalogue_source *sources; /* what the release says of its sources */
    size_t nsources;
    const struct text *text; /* the words */
    struct buf *out;
    struct str path;         /* of this page, for the footer and "print" */
    struct str here;         /* the same without the language it may begin with, and with its query */
    struct arena *arena;     /* for what the page needs while it is made */
    struct str contact;      /* of who runs the site: a mail address, a web address or words; "" where none is said */
    struct str origin;       /* "https://ilms.example.org", for citations and examples, or "" */
    const struct page_frame *frame; /* NULL: a public page */
    const struct page_analysis *analysis; /* NULL: what is made of it is not shown */
    const struct plan *plans;      /* store/plans.h: releases that are announced, by day */
    size_t nplans;
    const struct pub_report *reports; /* store/reports.h: that are published, the newest first */
    size_t nreports;
    const struct pub_report_file *report_files;
    size_t nreport_files;
    const struct collection *others; /* whose figures are on the page, where they are not the release's */
    const struct collection *const *beside; /* collections of others that stand beside the release */
    size_t nbeside;
    unsigned nfigures;       /* charts that it has so far */
    bool seeks;              /* it has a search box of its own: the masthead has none */
    bool parted;             /* page_parts was written */
};

void page_home(struct page *pg);
void page_tables(struct page *pg);                       /* /tables: by module, with coverage */
/* The same of one country (0: all) and of what tables are about (tables_topic; -1: everything). */
void page_tables_of(struct page *pg, uint16_t area, int topic);
int tables_topic(struct str name); /* "education"; -1: there is none of that name */
/* One table: the flow's definition, then its figures for the slice asked for. `area` 0: the
 * overview of all countries; else the country's figures, years as columns. */
void page_table(struct page *pg, const struct cube_flow *flow, uint16_t area);
/* The figures of one country alone, inside a page that is open: for pages that are not public. */
void page_figures(struct page *pg, const struct cube_flow *flow, uint16_t area);
/* A table of the questionnaire for which no country has reported anything. */
void page_table_none(struct page *pg, uint16_t indicator);
void page_countries(struct page *pg);                    /* /countries */
void page_country(struct page *pg, uint16_t area);       /* /country/KHM */
/* /corridors: of a kind and year, or of the latest year of each. */
struct corridors_shown {
    const struct mirror_matrix *matrix;   /* of the region */
    const uint16_t *years;                /* of which anybody says something */
    size_t nyears;
    const struct mirror_line *lines;      /* of the matrix, the largest first */
    size_t nlines;
    const struct mirror_asymmetry *countries; /* over these lines */
    size_t ncountries;
    bool others;                          /* there are collections of others */
    bool map;                             /* the chart is a map */
};
void page_corridors(struct page *pg, const struct corridors_shown *x);
/* /corridor/MMR/THA. `nback`: how much there is of the other direction. */
void page_corridor(struct page *pg, const struct corridor *there, size_t nback);
void page_sources(struct page *pg);                      /* /sources */
/* /source/BA:741, with what is said of it. False, and the page says so, when there is no such source: status 404. */
bool page_source(struct page *pg, struct str source);
/* /gaps, and /gaps/KHM of one country (area not 0): what is missing, what could fill it, what is needed. Of these
 * years; 0: of the last ten that have figures. Needs `analysis`. */
void page_gaps(struct page *pg, uint16_t area, int first_year, int last_year);
/* How good a source is and what it could answer, inside a page that is open. */
void page_quality(struct page *pg, struct str source);
/* /collections: collections of others, each with its cube; /collection/UNDESA_IMS@2019 */
void page_collections(struct page *pg, const struct collection *const *v, size_t n);
void page_collection(struct page *pg, const struct collection *of);
/* /search?q=words: what was found, a few of each kind; or all of one kind, a page at a time. */
struct page_search {
    struct str question;
    const struct found_list *list;
    int kind;           /* of enum found_kind; -1: of each */
    size_t first;       /* of that kind, from 0 */
};
void page_search(struct page *pg, const struct page_search *x);
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
void page_files_none(struct page *pg);                   /* the same where none are kept */
void page_about(struct page *pg);                        /* /about */
void page_accessibility(struct page *pg);                /* /accessibility */
/* An error in the design of the site: status, one sentence, what to do. */
void page_error(struct page *pg, int status, struct str message);
/* Status 404 with words of its own, which may have links. */
void page_missing(struct page *pg, const char *key);

#endif
