/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Messages of data in SDMX-ML, shared by sdmx_ml.c, which writes the data sets, and sdmx_ml_head.c,
 * which writes what stands before them. */
#ifndef IO_SDMX_ML_H
#define IO_SDMX_ML_H

#include "io/crossed.h"
#include "io/formats.h"

/* A kind of message: one row of the table of formats each. */
struct ml_kind {
    const char *element; /* of the message: "GenericData" */
    const char *series;  /* of one that has time series alone: "GenericTimeSeriesData"; NULL: there is none */
    const char *namespaces; /* their declarations */
    bool generic;        /* else specific to the data structure */
    bool one_structure;  /* `series` takes one structure only */
    bool urns;           /* refers by URN, as SDMX 3 does; without a scope of the data */
    const char *merge;   /* its word for ACTION_MERGE */
};

/* What data sets refer to: a dataflow, and where a provider was asked for the provision agreement too. */
struct ml_scope {
    uint16_t indicator;
    struct str provider;
    const char *id;  /* structureID: of the data structure */
    const char *urn; /* of the dataflow */
    struct str at;   /* the dimension at the observation */
};

struct ml {
    const struct ml_kind *kind;
    struct ml_scope *scope;
    unsigned nscopes, *scope_of; /* by slice */
    /* of the data set being written (sdmx_ml.c) */
    const struct ml_scope *set;
    struct dims dims;
    enum { ML_SERIES, ML_FLAT, ML_CROSSED } layout;
    bool valued, attributes; /* whether they are written */
    /* An observation is w->prefix, its period or code, `between`, its value, `close`, its attributes. */
    struct str between, close;
    char between_text[64 + WIDE]; /* so that copy_wide may read on */
    struct crossed crossed;
};

/* Makes the scopes and writes all up to the first data set. */
void ml_head(struct ml *ml, struct writing *w, struct buf *out);
/* The element of the message: w may ask for what one of time series cannot have. */
const char *ml_element(const struct ml *ml, const struct writing *w);

/* Whether the slice is written with that dimension at the observation: its place, or -1. */
int ml_across(const struct writing *w, const struct slice *s);

#endif
