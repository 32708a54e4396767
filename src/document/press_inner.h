/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is done to a document before it is handed to another program. Inside src/document only. */
#ifndef DOCUMENT_PRESS_INNER_H
#define DOCUMENT_PRESS_INNER_H

#include "document/press.h"

/* Nothing in it makes a program open a file or an address: no tag that loads anything, no picture but those that stand
 * in it. ERR_FORMAT, with the tag. */
int press_is_closed(struct str html, struct err *err);

/* The drawings (SVG) in it made into something that the program can show: as PNG, or with letters as shapes; and
 * without what numbers were made of, which paper cannot tell and which costs a box for each. `edited`: without what an
 * editor of text makes of itself, the contents and the lists, and with widths of columns, which it does not make. */
enum paint { PAINT_OUTLINES, PAINT_PIXELS };
int press_paint(struct buf *out, struct str html, enum paint how, bool edited, struct err *err);

#endif
