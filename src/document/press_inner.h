/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is done to a document before it is handed to another program. Inside src/document only. */
#ifndef DOCUMENT_PRESS_INNER_H
#define DOCUMENT_PRESS_INNER_H

#include "document/press.h"

/* Nothing in it makes a program open a file or an address: no tag that loads anything, no picture but those that stand
 * in it. ERR_FORMAT, with the tag. */
int press_is_closed(struct str html, struct err *err);

/* Drawings (SVG) painted as PNG, which editors of text can show; what else it is made of goes on as it is, without
 * what an editor makes of itself: the contents and the lists. */
int press_paint(struct buf *out, struct str html, struct err *err);

#endif
