/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What every page shares: its frame, its words, and the small marks (coverage strips,
 * spans of years, names of sources). Inside src/report only. */
#ifndef REPORT_LAYOUT_H
#define REPORT_LAYOUT_H

#include "report/html.h"
#include "report/page.h"
#include "report/web_file.h"

/* Head, masthead and the beginning of <main>; `section` is the entry of the navigation
 * that the page belongs to ("tables"), or "". The title is plain text. */
void page_open(struct page *pg, struct str title, const char *section);
void page_close(struct page *pg);
/* Where the top of a page ends: what follows needs the styles of parts.css. Browsers wait for them here, and paint what
 * they have until then. After the heading: heading_end, or say_in with "h1". Once a page; the next does nothing. */
void page_parts(struct page *pg);
void heading_end(struct page *pg); /* "</h1>", and page_parts */

/* True when something is released; otherwise the whole page says what to do. */
bool page_released(struct page *pg, const char *section);

/* The words of a key; SAY with arguments: SAY(pg, "home.lead", {"n", count}). */
void say(struct page *pg, const char *key);
#define SAY(pg, key, ...)                                                                      \
    html_say((pg)->out, (pg)->text, key, (const struct text_arg[]){__VA_ARGS__, {NULL, {NULL, 0}}})
/* The same as plain text in the arena, for titles and attributes. */
struct str words(struct page *pg, const char *key, const struct text_arg *args);
#define WORDS(pg, key, ...)                                                                    \
    words(pg, key, (const struct text_arg[]){__VA_ARGS__, {NULL, {NULL, 0}}})

/* <tag>words</tag>; <tag class="class">words</tag> when class is not NULL. */
void say_in(struct page *pg, const char *tag, const char *class, const char *key);

struct str number(struct page *pg, uint64_t n);                    /* "2,430" */
struct str counted(struct page *pg, const char *key, uint64_t n);  /* "7 tables", by plural */
struct str date_words(struct page *pg, struct str iso);            /* "22 November 2026" */
struct str period_words(struct page *pg, uint16_t period);
struct str span(struct page *pg, uint16_t first, uint16_t last);   /* "2002–2024", "2010" */
struct str unit_words(struct page *pg, const struct indicator *in);
struct str text_join(struct page *pg, const char *format, ...) PRINTF_LIKE(2, 3);

const char *page_language(const struct page *pg);                  /* "th" */
struct str capability_reason(const struct page *pg, struct str english); /* of data/sources/capabilities.csv */

/* "/table/MST_NCTE_SEX_CCT_NB/THA": without area when 0. */
struct str table_path(struct page *pg, const struct indicator *in, uint16_t area);
struct str source_name(struct page *pg, struct str source);      /* the survey, else the type */
struct str source_type_name(struct page *pg, struct str source);
struct str source_area_name(struct page *pg, struct str source);

struct str bytes_words(struct page *pg, uint64_t bytes);            /* "3.4 MB": what people judge a download by */

/* The way up from a page: links between crumbs_open and "</nav>". */
void crumbs_open(struct page *pg);
void crumb(struct page *pg, const char *address, const char *key);

/* A table that is a list, in its frame. `id` is the caption's, which is read and not seen; `frame` and `table` are
 * classes ("frame", "list"). Its heads by the keys of their words, the class "n" of numbers:
 *
 *     static const char *const keys[] = {"cover.table", "#cover.figures", NULL};    # of numbers
 *     listing_open(pg, "cap", "frame", "list", text_get(pg->text, "source.fed"));
 *     listing_columns(pg, keys);             and the body is open; or one by one: listing_column, listing_body
 *     ... rows ...
 *     listing_close(pg); */
void listing_open(struct page *pg, const char *id, const char *frame, const char *table, struct str caption);
void listing_column(struct page *pg, const char *class, const char *key); /* class NULL: none */
void listing_columns(struct page *pg, const char *const *keys);
void listing_body(struct page *pg);
void listing_close(struct page *pg);

void say_option(struct page *pg, struct str value, struct str name, bool chosen); /* of a select */
/* A line of a legend for each status that a figure has; seen: by letter. */
void legend_statuses(struct page *pg, const struct ref *ref, const bool seen[128]);
/* What a thing is and what is said of it, in a list of descriptions; nothing where nothing is said. */
void say_pair(struct page *pg, const char *key, struct str value);

/* Which years have something: bit y - YEARS_BASE. */
enum { YEARS_BASE = 1899, YEARS_WORDS = 16 };
struct years {
    uint64_t bit[YEARS_WORDS];
};
void years_add(struct years *y, int year);
bool years_has(const struct years *y, int year);
int years_count(const struct years *y);
int years_first(const struct years *y); /* 0 when there is none */
int years_last(const struct years *y);
struct str years_words(struct page *pg, const struct years *y); /* "2002–2013, 2015" */

/* How much of a flow an area has. */
struct holding {
    uint32_t nobs, nseries;
    uint16_t first, last;
};
struct holding cover_of(const struct cube *cube, const struct cube_flow *flow, uint16_t area);
void cover_years(struct years *out, const struct cube *cube, const struct cube_flow *flow,
                 uint16_t area);
/* The countries that report, by name; ends with 0. */
const uint16_t *members(struct page *pg);

/* A line of years from `from` to `to` with the ones that have something filled in. */
void strip(struct page *pg, const struct years *y, int from, int to);
void strip_axis(struct page *pg, const char *key, int from, int to); /* its column heading */
void years_range(const struct cube *cube, int *from, int *to);       /* of all strips */

#endif
