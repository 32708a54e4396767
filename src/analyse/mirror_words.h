/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is known of two figures, as sentences: for the command, documents and pages alike. The words stand in
 * web/text, below mirror. */
#ifndef ANALYSE_MIRROR_WORDS_H
#define ANALYSE_MIRROR_WORDS_H

#include "analyse/mirror.h"
#include "syntax/text.h"

struct mirror_words {
    const struct ref *ref;
    const struct text *text;
    struct arena *arena; /* owns the sentences */
};

/* Why the two may differ, said of these two: "Myanmar counts persons of all ages, Thailand employed persons." */
struct str mirror_reason_words(const struct mirror_words *w, const struct corridor *c, const struct mirror_pair *p,
                               enum mirror_reason reason);

/* Of a view. All may be empty. */
/* the survey, else the type */
struct str mirror_source_words(const struct mirror_words *w, const struct mirror_view *v);
/* T36, of a collection its own */
struct str mirror_definition_words(const struct mirror_words *w, const struct mirror_view *v);
struct str mirror_population_words(const struct mirror_words *w, const struct mirror_view *v); /* "employed persons" */
struct str mirror_criterion_words(const struct mirror_words *w, enum criterion criterion);     /* "citizenship" */
/* "at a point in time" */
struct str mirror_time_words(const struct mirror_words *w, const struct mirror_view *v);
const char *mirror_criterion_name(enum criterion criterion);                                    /* "citizenship"; "" */

/* The formulas: what each figure is and where it was published. */
struct mirror_formula {
    const char *name, *formula, *source;
};
extern const struct mirror_formula mirror_formulas[];
extern const size_t nmirror_formulas;

#endif
