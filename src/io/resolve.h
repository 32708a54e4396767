/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* From the texts of one row to an observation. All formats that come as rows of texts share
 * it, so the same fault gives the same finding whatever the file was.
 *
 *     struct resolver rs;
 *     resolver_init(&rs, rd);
 *     rs.text[FIELD_AREA] = ...; rs.column[FIELD_AREA] = 1; ...
 *     resolver_row(&rs, line);
 *     resolver_release(&rs);
 *
 * Every fault of a row is reported, not only the first. A row whose key cannot be told gives
 * findings and no observation; one whose value cannot be used gives an observation that is
 * set aside. */
#ifndef IO_RESOLVE_H
#define IO_RESOLVE_H

#include "base/num.h"
#include "io/format.h"

enum field {
    FIELD_AREA,
    FIELD_INDICATOR,
    FIELD_SOURCE,
    FIELD_SEX,
    FIELD_CLASSIF1,
    FIELD_CLASSIF2,
    FIELD_TIME,
    FIELD_VALUE,
    FIELD_STATUS,
    FIELD_NOTE_CLASSIF,
    FIELD_NOTE_INDICATOR,
    FIELD_NOTE_SOURCE,
    FIELD_UNIT_MULT,
    FIELD_COUNT
};

struct resolver {
    struct reading *rd;
    struct str text[FIELD_COUNT]; /* of the row; empty where the file has no such column */
    uint16_t sheet;               /* of the row; 0 in files without sheets */
    uint16_t column[FIELD_COUNT]; /* where it stands, for findings; 0: the file has none */
    /* the value as a reader has read it already; its text is then only quoted */
    bool given;
    enum num_fault fault;
    double value;
    uint8_t decimals;
    /* the last text of a field and what it was: files repeat themselves from row to row */
    struct {
        struct str text;
        uint32_t value;
        char copy[64];
    } last[FIELD_COUNT];
    uint16_t source_area; /* of the remembered source */
    bool source_said; /* "no source column" is said once for a file */
};

void resolver_init(struct resolver *rs, struct reading *rd);
/* False when it gave no observation; the findings say why. */
bool resolver_row(struct resolver *rs, uint32_t row);

#endif
