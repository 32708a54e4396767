/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Which sign begins the decimals in the values of a CSV file: "100,750" is a hundred thousand to
 * some and a hundred and three quarters to others, and mostly the file as a whole tells.
 *
 *     struct decimals d;
 *     decimals_init(&d, &rs, &csv);       the header is read, the rows are not
 *     decimals_value(&d, &rs, csv.line);  for every row, before resolver_row
 *     decimals_say(&d, &rs);
 *
 * As long as no value has a comma (or, where commas do not separate, a point) nothing is asked.
 * At the first that has, the values of the file are looked through:
 *
 *   - one that can be read in one way only ("12,5", "1.234,5", "0,750", "1,234,567") tells for all, unless it
 *     stands alone against them;
 *   - else, where semicolons separate, commas begin decimals, which is why semicolons do;
 *   - else points begin decimals and commas part thousands, as in ILOSTAT's files.
 *
 * What stays open is read so and said (V106), once for the file with the first place and the
 * count; a value that goes against what the file does is said at its place. */
#ifndef IO_DECIMALS_H
#define IO_DECIMALS_H

#include "io/resolve.h"
#include "syntax/csv.h"

struct decimals {
    struct str rows; /* below the header */
    uint32_t line;   /* where they begin */
    size_t first;    /* observations before them */
    char sep;
    bool known; /* the values were looked through */
    char sign;
    bool open; /* they do not tell */
    /* values that can be read in two ways: how many, the first of them */
    uint64_t n;
    uint32_t row;
    struct str text;
};

void decimals_init(struct decimals *d, const struct resolver *rs, const struct csv *csv);
/* The value of the row into the resolver. */
void decimals_value(struct decimals *d, struct resolver *rs, uint32_t row);
void decimals_say(const struct decimals *d, struct resolver *rs);

#endif
