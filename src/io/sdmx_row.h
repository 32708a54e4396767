/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* From the components of an SDMX observation to a row of the resolver: shared by everything that
 * reads SDMX, so that the same fault gives the same finding in CSV, in XML and in JSON.
 *
 *     struct sdmx_row row;
 *     sdmx_row_init(&row, rd);
 *     struct sdmx_component sex = sdmx_component(rd->ref, STR("SEX"));
 *     sdmx_row_clear(&row);
 *     sdmx_row_flow(&row, STR("ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0)"));
 *     sdmx_row_set(&row, sex, STR("SEX_T"), 0);
 *     ...
 *     sdmx_row_put(&row, 12);
 *
 * A component is known by its id: those of our own data structures, which ILOSTAT's are too. Ids of
 * other agencies are not guessed at: they are said once (sdmx_row_unknown) and not read.
 *
 * What a message does with an observation is said and never silent. Information, Append, Merge and
 * Replace are read as what the country says of the cell now. Of an Append or Merge without a figure
 * the attributes alone would change, and a Delete may name a part of a key: neither is followed, since
 * nothing is to disappear that nobody named. A Delete of one cell becomes the status N, by which a
 * source takes its figure back (collect/best.h). */
#ifndef IO_SDMX_ROW_H
#define IO_SDMX_ROW_H

#include "io/resolve.h"

enum component_kind {
    COMPONENT_UNKNOWN,
    COMPONENT_FIELD,   /* `field` says which */
    COMPONENT_CLASSIF, /* any classification; a row has at most two */
    COMPONENT_MEASURE, /* these two have to agree with the others */
    COMPONENT_FREQ,
    COMPONENT_QUIET    /* says nothing that is not known */
};
struct sdmx_component {
    enum component_kind kind;
    enum field field;
    uint32_t dimension; /* of a classification: which of the reference data */
};
/* By its id, whatever the case of its letters: programs write "ref_area", too. */
struct sdmx_component sdmx_component(const struct ref *ref, struct str id);

/* Of one that is known: neither a dimension nor the figure. */
bool sdmx_is_attribute(struct sdmx_component c);

enum sdmx_action { SDMX_INFORMATION, SDMX_APPEND, SDMX_REPLACE, SDMX_MERGE, SDMX_DELETE };
/* "I" or "Information", ...; what is none of them is Information, as where nothing is said. */
enum sdmx_action sdmx_action(struct str text);

enum { SDMX_PERIOD = 8 };
struct sdmx_row {
    struct resolver rs;
    enum sdmx_action action;
    struct str measure, freq;
    uint16_t measure_column, freq_column, flow_column;
    unsigned nclassif; /* of this row */
    uint32_t dimension[2]; /* of its classifications */
    uint16_t third_column; /* of a third classification; 0: none */
    bool third;
    bool attributes; /* one was given */
    bool missing;    /* the value was given as one that is missing */
    char period[SDMX_PERIOD];
};

void sdmx_row_init(struct sdmx_row *row, struct reading *rd);
void sdmx_row_clear(struct sdmx_row *row);
/* The dataflow, data structure or provision agreement as id, reference (AGENCY:ID(VERSION)), or URN. */
void sdmx_row_flow(struct sdmx_row *row, struct str flow);
/* `column`: where it stands, 0 in files without columns. The text has to last until the row is put. */
void sdmx_row_set(struct sdmx_row *row, struct sdmx_component c, struct str text, uint16_t column);
/* What a row of the file says before its value is looked at: false when that gave findings and the
 * row is not to go on to the resolver. */
bool sdmx_row_sound(struct sdmx_row *row, uint32_t place);
/* Both, and the resolver. */
void sdmx_row_put(struct sdmx_row *row, uint32_t place);

/* Says once that a component is not read. */
void sdmx_row_unknown(struct sdmx_row *row, struct str id);

/* A period as it is kept: a day, or a day and a duration, is the period of that frequency that
 * begins or ends with it ("2014-01-01" and "2014-01-01/P1Y" of A are "2014"). Else `text`. */
struct str sdmx_period(char out[SDMX_PERIOD], struct str text, struct str freq);

#endif
