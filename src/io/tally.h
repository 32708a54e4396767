/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a mapping does not explain, once for each text and not once for each cell: a country that
 * no list knows stands in a thousand rows, and is one finding with a count.
 *
 *     tally_add(&tally, &(struct unexplained){RULE_LABEL_UNKNOWN, .text = label, ...}, cells);
 *     tally_say(&tally, ref, findings);
 *     tally_release(&tally); */
#ifndef IO_TALLY_H
#define IO_TALLY_H

#include "io/mapping.h"

struct unexplained {
    enum rule rule;
    enum field field; /* of a label */
    bool header;      /* the label stands above figures, not beside them */
    bool listed;      /* a list says what such labels mean */
    bool country;     /* the label is to be a country's */
    uint16_t sheet, column; /* where it was met first */
    uint32_t row;
    struct str text;
    double value; /* of a number that can be read in two ways */
    uint8_t decimals;
    uint64_t count;
};

struct tally {
    struct strset keys;
    struct unexplained *v;
    uint32_t size;
    struct arena arena;
};

void tally_init(struct tally *t);
void tally_release(struct tally *t);
/* Counts `cells` more of what is the same by rule, sheet, field, and text (not text for numbers
 * that can be read in two ways). */
void tally_add(struct tally *t, const struct unexplained *r, uint64_t cells);
/* `ref`: for what a country may be that is misspelt. */
void tally_say(const struct tally *t, const struct ref *ref, struct finding_list *findings);

const char *field_key(enum field field); /* its key in a mapping: "country" */

#endif
