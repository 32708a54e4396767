/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a search found as rows of named columns, for the command line and for the server alike: kind, code, name,
 * address, found_as. The name is in the language of `ref` and `text`; found_as is what it was found by, where that is
 * another. */
#ifndef PUBLISH_SEARCH_WRITE_H
#define PUBLISH_SEARCH_WRITE_H

#include "publish/search.h"
#include "syntax/columns.h"

/* At most so many rows; addresses begin with the language, as pages do. The arena is for the time of writing. */
void search_write(struct buf *out, enum columns_form form, struct arena *arena, const struct ref *ref,
                  const struct text *text, const struct found_list *list, size_t most);

/* "Employed non-citizens by sex, Thailand": with the country by which a table was found. In the arena. */
struct str search_name(struct arena *arena, const struct ref *ref, const struct text *text,
                       const struct found_thing *f);

#endif
