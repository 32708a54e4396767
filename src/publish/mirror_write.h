/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Mirror statistics (analyse/mirror.h) for programs: rows of one corridor, of many, of a matrix, of countries; and
 * one corridor as a document of JSON, with why its figures may differ. For the command and the server alike. */
#ifndef PUBLISH_MIRROR_WRITE_H
#define PUBLISH_MIRROR_WRITE_H

#include "analyse/mirror_words.h"
#include "syntax/columns.h"

/* {origin, destination, years: [{time, kind, views, comparisons, intervals}], formulas} */
void mirror_document(struct json *j, const struct mirror_words *w, const struct corridor *c);

/* A row each: what somebody says of the corridor in a year. */
void mirror_write_views(struct buf *out, enum columns_form form, const struct mirror_words *w,
                        const struct corridor *c);
/* A corridor, kind and year: what both sides say. */
void mirror_write_lines(struct buf *out, enum columns_form form, const struct ref *ref, const struct mirror_line *lines,
                        size_t n);
/* A cell, whether anything is said there or not; without the diagonal. */
void mirror_write_matrix(struct buf *out, enum columns_form form, const struct ref *ref, const struct mirror_matrix *m);
/* A country, kind and side. */
void mirror_write_countries(struct buf *out, enum columns_form form, const struct ref *ref,
                            const struct mirror_asymmetry *v, size_t n);

#endif
