/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The pages on methods: concepts in words, classifications, checks, formulas. What they say is in web/text
 * (concept.NAME and concept.NAME.text.N) and in the reference data of the release.
 *
 *     if (!page_concept(&pg, STR("migrant")))
 *         page_error(&pg, 404, ...);
 *
 * Those that answer a bool write nothing where there is no such thing. */
#ifndef REPORT_METHODS_H
#define REPORT_METHODS_H

#include "report/page.h"

void page_methods(struct page *pg);                            /* /methods */
/* The name of a concept, with the group that it stands in ("counted": words methods.counted); NULL behind the last. */
const char *methods_concept(const char **group, size_t i);
bool page_concept(struct page *pg, struct str name);           /* /methods/migrant */
void page_classifications(struct page *pg);                    /* /classifications */
bool page_classification(struct page *pg, struct str version); /* /classification/CCT_CTZ */
/* The same as CSV: code, name, role, parent, country, and a column for each version with a correspondence. */
bool classification_csv(struct buf *out, const struct ref *ref, struct str version);
void page_rules(struct page *pg);                              /* /rules */
bool page_rule(struct page *pg, struct str id);                /* /rule/T101 */
void page_formulas(struct page *pg);                           /* /formulas */

#endif
