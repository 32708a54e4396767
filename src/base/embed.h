/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Files built into the program: data/ (reference data and the sample base) and web/
 * (styles, scripts, texts, pages), by tools/embed.c. Names as in the repository. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include "base/str.h"

struct embedded_file {
    const char *name; /* "data/codelists/areas.csv" */
    struct str content;
};

extern const struct embedded_file embedded_files[];
extern const size_t embedded_count;

/* NULL when there is none of that name. */
const struct embedded_file *embedded_find(const char *name);

#endif
