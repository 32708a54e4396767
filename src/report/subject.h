/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What tables are about, so that they can be found without knowing the questionnaire: by their module, dimensions,
 * unit and measure. A table may be about several things.
 *
 *     for (int i = 0; i < SUBJECTS; i++)
 *         if (subject_has(ref, i, indicator)) ...
 *
 * Inside src/report only. */
#ifndef REPORT_SUBJECT_H
#define REPORT_SUBJECT_H

#include "report/layout.h"

enum { SUBJECTS = 12 };
const char *subject_name(int subject);    /* "activity": in addresses, and in words subject.<name> */
int subject_find(struct str name);        /* -1: there is none */
bool subject_has(const struct ref *ref, int subject, uint16_t indicator);
/* All as a list of links, each with how many tables, countries and years have figures of it. `wide`: in
 * columns. */
void subjects_write(struct page *pg, bool wide);

#endif
