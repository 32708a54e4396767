/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The example of a check: data/rules/<ID>.csv breaks the rule, and what is said of it is what the check says. Of
 * a rule that only workbooks and mappings break it is told in words, in <ID>.txt.
 *
 *     struct rule_example e;
 *     if (rule_example_open(&e, ref, RULE_SEX_SUM, 2026, &err) == 0 && e.of)
 *         rule_example_say(&out, &e, ref, "th");
 *     rule_example_close(&e);           also after a failure */
#ifndef REPORT_RULE_EXAMPLE_H
#define REPORT_RULE_EXAMPLE_H

#include "model/finding.h"
#include "model/obs.h"

struct rule_example {
    struct str words;         /* told, where the rule has no file */
    struct str text;          /* of the file; some are not UTF-8, to show it */
    struct obs_set set;
    struct finding_list findings;
    const struct finding *of; /* the first of the rule; NULL: the example has none */
};

/* `last_year`: years after it have not come yet. */
int rule_example_open(struct rule_example *e, const struct ref *ref, enum rule rule, int last_year, struct err *err);
void rule_example_close(struct rule_example *e);
/* What is found, with what is proposed, in a language (NULL: English). */
void rule_example_say(struct buf *out, const struct rule_example *e, const struct ref *ref, const char *language);

#endif
