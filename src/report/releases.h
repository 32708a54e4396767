/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The pages of releases: all of them with what is announced, and what one of them changed.
 *
 *     struct news news = {.v = releases, .n = n};          the newest first
 *     page_releases(&pg, &news);
 *     page_one_release(&pg, &news, 0);
 *
 * What is announced is the page's own (struct page). Counts are of figures that countries reported. */
#ifndef REPORT_RELEASES_H
#define REPORT_RELEASES_H

#include "report/page.h"

/* Figures of a table and country that came, changed and went; all 0: only notes, sources or decimals changed. */
struct news_change {
    struct str indicator, area; /* codes, of that release */
    uint32_t inserted, changed, deleted;
};

struct news_release {
    struct str name, date, sha256; /* date: since when it can be seen */
    uint64_t nobs;      /* figures in it, as it was made */
    struct str folder;  /* below /bulk/; empty: no files */
    size_t nfiles;
    const struct news_change *v; /* by indicator and area */
    size_t n;
};

struct news {
    const struct news_release *v; /* the newest first */
    size_t n;
};

/* /releases; also while there is none, since the first may be announced. */
void page_releases(struct page *pg, const struct news *news);
void page_one_release(struct page *pg, const struct news *news, size_t i); /* /release/NAME */
/* The next release that is announced, in a sentence; nothing where none is. For a page that is open. */
void page_next_release(struct page *pg);

#endif
