/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Packing as it goes what says the same again and again, such as the sheets of a workbook: DEFLATE (RFC
 * 1951) with one look for a repetition and one code for all, four times as quick as zlib's quickest. What
 * does not repeat itself comes out longer than it was, by a half at most.
 *
 *     struct deflate *d = deflate_new();
 *     deflate_put(d, &out, bytes);           (again and again)
 *     deflate_end(d, &out);                  (and from the beginning, if there is more)
 *     free(d);
 *
 * The same bytes give the same, in whatever portions they come, as long as these are not smaller than
 * the repetitions in them. */
#ifndef SYNTAX_DEFLATE_H
#define SYNTAX_DEFLATE_H

#include "base/buf.h"

struct deflate;
struct deflate *deflate_new(void);
void deflate_put(struct deflate *d, struct buf *out, struct str bytes);
void deflate_end(struct deflate *d, struct buf *out);

#endif
