/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What `ilms mirror` is asked for (mirror.c), and what it says to a person (mirror_text.c). */
#ifndef OPS_MIRROR_H
#define OPS_MIRROR_H

#include "analyse/mirror_words.h"
#include "ops/ops.h"
#include "syntax/columns.h"

struct mirror_asked {
    uint16_t origin, destination; /* 0: all corridors */
    uint16_t period;              /* 0: all, or the latest */
    int kind;                     /* enum mirror_kind; -1: all */
    bool rows;                    /* for programs, as `form` */
    enum columns_form form;
};

/* In a hundred columns. */
void mirror_say_corridor(struct buf *out, const struct mirror_words *w, const struct corridor *c);
void mirror_say_lines(struct buf *out, const struct ref *ref, const struct mirror_line *lines, size_t n);
void mirror_say_matrix(struct buf *out, const struct ref *ref, const struct mirror_matrix *m);
void mirror_say_countries(struct buf *out, const struct ref *ref, const struct mirror_asymmetry *v, size_t n);

#endif
