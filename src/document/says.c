/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Sentences that were made from the data, with names in the language of the page and
 * numbers that lead to their tables. */

#include "document/highlight_write.h"
#include "document/sourced.h"

void says_write(struct document *d, const struct highlight *const *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_char(d->page->out, ' ');
        highlight_write(d, v[i]);
    }
}
