/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* For tests of pages in other files than page.c: the page is well-formed, its ids are its own, what it links to
 * within itself is there, nothing in it is inline style or script, and it is not too heavy. */
#ifndef WHOLE_H
#define WHOLE_H

#include "base/buf.h"

void html_is_whole(const struct buf *html);
/* The same of a document, which has no script and weighs what it weighs. */
void html_is_sound(const struct buf *html);

#endif
