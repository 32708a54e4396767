/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What ILOSTAT's files have besides codes: labels, and forms other than CSV. The writer of the format
 * `ilostat` is quick for codes alone and leaves the rest to ilostat_rows_next. */
#ifndef IO_ILOSTAT_H
#define IO_ILOSTAT_H

#include "io/format.h"
#include "syntax/columns.h"

/* Which of the columns have content in what is written. */
struct ilostat_layout {
    bool sex, classif[2], note[3];
};
const struct ilostat_layout *ilostat_layout(struct writing *w);

/* As a format's `next`, by the writing's labels (LABELS_BOTH: x.label beside each x; LABELS_NAME: instead
 * of it), data_only and series_only. */
bool ilostat_rows_next(struct writing *w, struct buf *out, enum columns_form form);

/* What a source ("LFS - Labour force survey") and notes ("R1:3513_T2:85", one or several) are called in a
 * language; in the arena or in ref. What has no name is left as it is. */
struct str ilostat_source_label(const struct ref *ref, const char *language, struct str source,
                                struct arena *arena);
struct str ilostat_note_label(const struct ref *ref, const char *language, struct str notes,
                              struct arena *arena);
/* What all areas are called, by index; in the arena. */
const struct str *ilostat_area_labels(const struct ref *ref, const char *language, struct arena *arena);

#endif
