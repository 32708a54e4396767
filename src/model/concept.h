/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is called something without a file of reference data that lists it: the concepts that every data
 * structure has besides its classifications, frequencies, units and multipliers, and the lists and schemes
 * that artefacts stand in. English stands here, other languages in data/names/.
 *
 *     concept_name(ref, "vi", STR("FREQ"))                "Tần suất"
 *     freq_name(ref, "en", 'A')                           "Annual"
 *
 * A language is "en" or NULL for English, else one of ref's; where it has no name, the English one is given. */
#ifndef MODEL_CONCEPT_H
#define MODEL_CONCEPT_H

#include "base/buf.h"
#include "model/ref.h"

struct concept {
    const char *id, *name, *codelist, *description; /* codelist, description: NULL: none */
};
/* In the order of a data structure; between the first three and the others stand its classifications. */
enum { CONCEPTS_BEFORE = 3, CONCEPTS_ALL = 13 };
extern const struct concept concepts[CONCEPTS_ALL];

/* A concept or a dimension; the id itself for what is neither. */
struct str concept_name(const struct ref *ref, const char *language, struct str id);
struct str freq_name(const struct ref *ref, const char *language, char freq);
struct str unit_name(const struct ref *ref, const char *language, struct str unit);
/* Of a power of ten, "Thousands"; empty for one that has no name. */
struct str unit_mult_name(const struct ref *ref, const char *language, int power);
/* "Persons (thousands)" */
void unit_label(struct buf *out, const struct ref *ref, const char *language, const struct indicator *in);

/* What a scheme or code list of that id is called in English; NULL for any other. */
const char *scheme_english(struct str id);

/* Whether it is a code of one of the kinds of names (ref_name) that are kept here: concept, freq, unit,
 * unit_mult, decimals, scheme, and phrase "by", before which a title says what its table is about. */
bool concept_named(const struct ref *ref, struct str kind, struct str code);

#endif
