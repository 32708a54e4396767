/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Data as RDF in Turtle, shared by rdf.c, which writes the observations, and rdf_head.c, which writes data
 * structures, code lists and properties. Everything has an address that stays: below that of the
 * service where it is to be had, or its URN where no address is known.
 *
 *     https://example.org/rest/data/ILO,DF_X,1.0.0                 a data set
 *     https://example.org/rest/data/ILO,DF_X,1.0.0#THA.A.X_NB.2014 an observation of it
 *     https://example.org/rest/codelist/ILO/CL_SEX/1.0.0/SEX_T     a code
 *     https://example.org/rest/conceptscheme/ILO/CS_ILMS/1.0.0/SEX a property */
#ifndef IO_RDF_H
#define IO_RDF_H

#include "io/attributes.h"
#include "io/formats.h"

struct rdf_writing {
    struct str base; /* of addresses, safe within < and >; empty: URNs */
    const char *language;
    struct dims dims;
    unsigned set;    /* of the data set being written: number of its prefixes, from 1 */
    bool begun, valued;
};

/* The prefixes and properties that all data sets share. */
void rdf_prefixes(struct buf *out, struct writing *w, struct rdf_writing *rdf);
/* A code as it may stand behind a prefix. */
void rdf_local(struct buf *out, struct str code);
/* A data set's structure, code lists and description. */
void rdf_set(struct buf *out, struct writing *w, const struct rdf_writing *rdf);

#endif
