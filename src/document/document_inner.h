/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of the builder share. Inside src/document only. */
#ifndef DOCUMENT_DOCUMENT_INNER_H
#define DOCUMENT_DOCUMENT_INNER_H

#include "document/document.h"

/* What the contents and the lists of figures and tables are made of. */
enum entry_kind { ENTRY_CHAPTER, ENTRY_SECTION, ENTRY_FIGURE, ENTRY_TABLE };
struct document_entry {
    enum entry_kind kind;
    struct str id, number, title; /* number: "3", "A", "3.2", "Figure 4"; empty: it has none */
};

void entry_add(struct document *d, enum entry_kind kind, struct str id, struct str number, struct str title);

/* What is written between the two is what the part says; the number of the part does not belong to it. */
void part_open(struct document *d, const char *id, struct str number);
void part_close(struct document *d, enum part_kind kind);
/* The text of HTML: blocks in lines, cells with a tab between, without marks and double blanks. */
void html_plain(struct buf *out, struct str page);

/* Cover or head, contents and lists; what is in d->body follows. */
void contents_write(struct buf *out, const struct document *d);
/* Addresses of the portal, "/table/...", with origin and language; without an origin links are taken off. */
void addresses_complete(struct buf *out, struct str page, struct str origin, struct str language);

#endif
