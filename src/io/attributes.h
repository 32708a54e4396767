/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The attributes of an observation as texts, in the order of the data structure, for the writers
 * that spell them out:
 *
 *     struct attribute_texts t;
 *     attribute_texts(&t, w, slice, obs);
 *     for (unsigned i = 0; i < ATTRIBUTES; i++)
 *         if (t.of[i].len)
 *             ... attribute_rows[i].id, t.of[i]
 */
#ifndef IO_ATTRIBUTES_H
#define IO_ATTRIBUTES_H

#include "base/num.h"
#include "io/format.h"

enum { ATTRIBUTES = 8 };
struct attribute_row {
    const char *id;
    enum attribute bit;
};
extern const struct attribute_row attribute_rows[ATTRIBUTES];

struct attribute_texts {
    struct str of[ATTRIBUTES]; /* empty: not said, or not to be written */
    char mult[NUM_MAX + 1], decimals[NUM_MAX];
};
void attribute_texts(struct attribute_texts *out, const struct writing *w, const struct slice *s,
                     uint32_t obs);

#endif
