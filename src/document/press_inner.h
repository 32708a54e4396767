/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is done to a document before it is handed to another program, and after. Inside src/document only. */
#ifndef DOCUMENT_PRESS_INNER_H
#define DOCUMENT_PRESS_INNER_H

#include "document/press.h"

/* Nothing in it makes a program open a file or an address: no tag that loads anything, no picture but those that
 * stand in it. ERR_FORMAT, with the tag. */
int press_is_closed(struct str html, struct err *err);

/* Pictures (PNG). pandoc keeps one that stands in the HTML as a list of letters, each of forty bytes, several times:
 * those of reports take gigabytes and minutes. So it is handed the head of each alone, with the size and a number. */
struct press_pictures {
    struct press_picture {
        struct buf head, whole;
    } *v;
    size_t n, size;
};
void press_pictures_add(struct press_pictures *p, struct str png);
/* The DOCX with whole pictures for the heads. ERR_FORMAT: it lacks one of them; ERR_INPUT: it is no archive. */
int press_pictures_put(struct buf *out, const struct press_pictures *p, struct str docx, struct err *err);
void press_pictures_release(struct press_pictures *p);

/* The drawings (SVG) in it made into something that the program can show, and without what numbers were made of, which
 * paper cannot tell and which costs a box for each.
 * To be printed (NULL): drawings with letters as shapes.
 * To be edited: drawings are heads of pictures; without what an editor of text makes of itself, the contents and
 * the lists, and with widths of columns, which it does not make. */
int press_paint(struct buf *out, struct str html, struct press_pictures *edited, struct err *err);

#endif
