/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What mirror.c, mirror_pairs.c and mirror_matrix.c share. Nobody else includes it. */
#ifndef ANALYSE_MIRROR_INNER_H
#define ANALYSE_MIRROR_INNER_H

#include "analyse/mirror.h"

/* A figure that can be compared: it is there, and not confidential. */
bool mirror_counts(const struct cube *cube, uint32_t obs);

/* From the views, which are sorted, to what is compared and between what each side stands. */
void mirror_put_pairs(struct corridor *c, struct arena *arena, const struct ref *ref);
void mirror_put_intervals(struct corridor *c, struct arena *arena, const struct ref *ref);

#endif
