/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The reference data as they read in another language: the same codes under the same indexes, with the names
 * that data/names/ and, for countries, ICU have.
 *
 *     struct ref *thai = ref_in_language(ref, "th");
 *     thai->areas[ref_area_find(thai, STR("MMR"))].name        เมียนมา
 *     ref_in_language_free(thai);
 *
 * What has no name in that language keeps the English one. All but the names is borrowed from `of`, which
 * outlives it. Once made it never changes and may be shared by threads. */
#ifndef MODEL_REF_LANGUAGE_H
#define MODEL_REF_LANGUAGE_H

#include "model/ref.h"

struct ref *ref_in_language(const struct ref *of, const char *language);
void ref_in_language_free(struct ref *ref); /* may be NULL */

#endif
