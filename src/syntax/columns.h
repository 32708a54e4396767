/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Rows of named columns as CSV, as text between tabs, or as a JSON array of objects, as they go.
 *
 *     static const char *const names[] = {"ref_area", "obs_value"};
 *     struct columns c;
 *     columns_begin(&c, &out, COLUMNS_CSV, names, 2);
 *     columns_text(&c, STR("MYS"));  columns_num(&c, 933.89, 2);     the row is full and ends
 *     columns_end(&c);
 *
 * Each row gets every column, in order. An object leaves out what is empty. The names are borrowed. */
#ifndef SYNTAX_COLUMNS_H
#define SYNTAX_COLUMNS_H

#include "syntax/json.h"

enum columns_form { COLUMNS_CSV, COLUMNS_TSV, COLUMNS_JSON };

struct columns {
    struct buf *out;
    enum columns_form form;
    const char *const *name;
    unsigned n, at;
    struct json json;
};

void columns_begin(struct columns *c, struct buf *out, enum columns_form form, const char *const *name,
                   unsigned n);
/* Goes on in another buffer, which takes what follows. */
void columns_resume(struct columns *c, struct buf *out);
void columns_text(struct columns *c, struct str text);
void columns_num(struct columns *c, double value, unsigned decimals); /* NaN: empty */
void columns_int(struct columns *c, int64_t n);
void columns_end(struct columns *c);

#endif
