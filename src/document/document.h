/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A document being written: the report, a country's fact sheet, the briefing of a meeting. One file of HTML that stands
 * alone, from which document/press.h makes PDF and DOCX.
 *
 *     struct document d;
 *     document_begin(&d, &page, drawing, &(struct document_head){.kind = DOCUMENT_REPORT, .title = title, ...});
 *     document_chapter(&d, "region", title);
 *     document_section(&d, "region.stock", title);
 *     document_paragraph(&d, "region.stock.lead");   what is written to d.page->out until the end is the paragraph
 *     document_paragraph_end(&d);
 *     document_figure(&d, "region.stock", &chart, address, &err);
 *     document_table(&d, "region.stock", caption);    then rows, as HTML with document_cell
 *     document_table_end(&d, note);
 *     if (document_finish(&html, &d, &err) < 0) ...
 *
 * Chapters, sections, paragraphs, figures and tables are numbered as they come; contents, and lists of figures and
 * tables, are made at the end. Ids are lower case words, country codes and digits joined by full stops; they stay the
 * same from one draft to the next, so that what is said of a part stays with it. All that can be commented on
 * (paragraphs, figures, tables, recommendations) is a part, gathered in d.parts.
 *
 * Every number is written by document_number or document_cell, which say what it was made of, so that anybody can
 * compute it again:
 *
 *     <data value="933.89" data-how="figure" data-of="MST_NCTE_SEX_CCT_NB/THA.A..SEX_T.CCT_CTZ_MMR/2014">933.9</data>
 *
 * (analyse/reckoned.h). Words come from web/text, names from page->cube->ref. Addresses of the portal are written as on
 * pages ("/table/..."), which document_finish completes with the page's origin and language; without an origin they
 * are no links. */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "analyse/reckoned.h"
#include "base/hash.h"
#include "report/chart_draw.h"
#include "report/layout.h"

enum document_kind { DOCUMENT_REPORT, DOCUMENT_FACT_SHEET, DOCUMENT_BRIEFING };
const char *document_kind_name(enum document_kind kind); /* "fact-sheet": class of <body>, in names of files */

struct document_head {
    enum document_kind kind;
    struct str title, subtitle;
    struct str publisher;      /* of the collection */
    struct str date;           /* of the release or the meeting, in words */
    struct str state;          /* "Draft for consultation until ..."; empty: final */
};

enum part_kind { PART_PARAGRAPH, PART_FIGURE, PART_TABLE, PART_RECOMMENDATION, PART_KINDS };
const char *part_kind_name(enum part_kind kind); /* "paragraph" */
int part_kind_find(struct str name);             /* -1: there is none */

struct document_part {
    struct str id, number;     /* "region.stock.lead", "12"; of a figure "Figure 3" as the language has it */
    enum part_kind kind;
    struct str chapter;        /* its title */
    uint16_t area;             /* of whose chapter or statement it is; 0: of the region */
    struct str html, text;     /* what it says, and in plain text; of a figure its caption and summary */
    struct sha256 hash;        /* of kind and text: the same while it says the same */
};

struct document {
    struct page *page;
    struct drawing *drawing;
    struct document_head head;
    struct document_part *parts;
    size_t nparts, parts_size;
    uint16_t area;             /* of parts from now on: document_area */
    /* the rest is document.c's */
    struct buf body;
    struct document_entry *entries;
    size_t nentries, entries_size;
    unsigned chapter, section, paragraph, figure, table, annex;
    struct str chapter_number, chapter_title; /* of the one that is open */
    bool in_chapter, in_section;
    size_t part_from;
    const char *part_id;
    struct str part_number;
    struct buf *page_out;
};

/* The page has everything that a page of the portal has (its out is lent while the document is open); texts and ids are
 * kept in its arena. */
void document_begin(struct document *d, struct page *page, struct drawing *drawing, const struct document_head *head);
int document_finish(struct buf *html, struct document *d, struct err *err);
void document_release(struct document *d); /* after an error, or when its parts are no longer needed */

void document_area(struct document *d, uint16_t area);
void document_chapter(struct document *d, const char *id, struct str title);
void document_annex(struct document *d, const char *id, struct str title);   /* a chapter numbered A, B, C */
void document_plain(struct document *d, const char *id, struct str title);   /* one without a number: the summary */
void document_section(struct document *d, const char *id, struct str title);
void document_section_end(struct document *d);                               /* where the next does not do it */
void document_heading(struct document *d, struct str title);                 /* inside a section; not in the contents */

void document_paragraph(struct document *d, const char *id);
void document_paragraph_end(struct document *d);
/* A paragraph of one sentence from web/text; arguments are plain text. */
#define DOCUMENT_SAY(d, id, key, ...)                                                          \
    document_say((d), (id), (key), (const struct text_arg[]){__VA_ARGS__ __VA_OPT__(, ){NULL, {NULL, 0}}})
void document_say(struct document *d, const char *id, const char *key, const struct text_arg *args);
void document_recommendation(struct document *d, const char *id, struct str number);
void document_recommendation_end(struct document *d);

/* A number in running text: rounded to its decimals, as the language writes it, leading to the table behind it. The
 * value in <data> is that of the formula; where what is shown is so many times as much, data-scale says so. */
void document_number(struct document *d, const struct reckoned *r);
/* The same as HTML in the arena, for html_say_marked (report/html.h). In a table a share stands without its sign. */
struct str document_number_html(struct document *d, const struct reckoned *r);

/* The number alone, with neither words nor a link. */
void document_data(struct document *d, const struct reckoned *r);

/* A chart with its number, caption, words for who does not see it, source and address. Nothing for an empty one. */
int document_figure(struct document *d, const char *id, const struct chart *chart, struct str address, struct err *err);

/* <table> with number and caption is open: heads and rows as HTML. `class`: of the table, may be NULL. */
void document_table(struct document *d, const char *id, const char *class, struct str caption);
void document_cell(struct document *d, const struct reckoned *r); /* <td class="n">; NULL: nothing is known, "–" */
void document_table_end(struct document *d, struct str note);     /* note: source and remarks; may be empty */
void document_table_end_marked(struct document *d, struct str note); /* the same as HTML, with numbers in it */

#endif
