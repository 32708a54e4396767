/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What ICU knows of languages: countries' names, dates, which of two words comes first.
 *
 *     struct locale *locale = locale_new("th");
 *     locale_country(&out, locale, STR("MM"))      เมียนมา
 *     locale_free(locale);
 *
 * One thread at a time. What a language lacks is said in English. */
#ifndef SYNTAX_LOCALE_H
#define SYNTAX_LOCALE_H

#include "base/buf.h"

struct locale;

struct locale *locale_new(const char *language); /* "th", as in web/text */
void locale_free(struct locale *locale);

/* Appends a country's name by its ISO 3166 alpha-2 code; false and nothing when ICU knows none. */
bool locale_country(struct buf *out, struct locale *locale, struct str iso2);
/* What every country is called in many languages: those of the product, of the United Nations and of
 * the region's countries. `one` gets each name with the alpha-2 code, the same name perhaps often. */
void locale_country_names(void (*one)(void *ctx, struct str name, struct str iso2), void *ctx);
/* Appends "2026-11-22" as people write it: 22 November 2026. The text itself when it is none. */
void locale_date(struct buf *out, struct locale *locale, struct str date);
/* As strcmp, in the order of the language's dictionaries. */
int locale_compare(struct locale *locale, struct str a, struct str b);

#endif
