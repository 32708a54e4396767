/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The pages for readers, and the language they are read in.
 *
 *     /country/KHM        in English
 *     /th/country/KHM     in Thai; charts as well: /th/chart/...
 *     /                   in the language that the reader's browser asks for: English, or sent on to /th/
 *     /en/                the same page in English, whatever the browser asks for
 *
 * One row of the table in pages.c for each kind of page. A page is written with addresses without a language; when it
 * is done, the language is put in front of those that lead to another page. */
#ifndef SERVER_PAGES_H
#define SERVER_PAGES_H

#include "server/site.h"

/* What writes a page is
 *
 *     void NAME_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an);
 *
 * in the file of its matter. It reads parameters by http_said; what cannot be answered it refuses in the words of a
 * key, with 404 where the path leads to nothing and 400 where a parameter is wrong. In these words {said} is what was
 * said, which may be anything, and {near} what there is instead. */
void page_refuse(struct page *pg, struct http_answer *an, int status, const char *key, struct str said,
                 struct str near);
/* The country of a segment of the path; of the region only. 0: there is none, and that is answered. */
uint16_t page_area(struct page *pg, struct http_answer *an, struct str code);
uint16_t page_member(struct page *pg, struct http_answer *an, struct str code);
/* timefrom and timeto; 0: not said. False: one is no year, and that is answered. */
bool page_years(int *first, int *last, struct page *pg, const struct http_request *rq, struct http_answer *an);

/* What is asked for without the language that its address begins with, in the request's arena; and that language, "en"
 * where it begins with none. */
const struct http_request *pages_language(struct str *language, const struct http_request *rq);

/* What every page begins with, in the language. */
struct page page_start(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                       struct str language);
/* Puts the language in front of addresses of pages in what is finished. */
void page_in_language(struct buf *body, struct arena *arena, struct str language);

/* Answers with a page, be it that there is none. */
void pages_handle(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                  struct str language);

#endif
