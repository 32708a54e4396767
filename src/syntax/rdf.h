/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Writing RDF as it goes, in three forms of which readers know one or another: Turtle, JSON-LD 1.1 and
 * RDF/XML (W3C recommendations).
 *
 *     struct rdf r;
 *     rdf_begin(&r, RDF_TURTLE, &out, prefixes, n);
 *     rdf_node(&r, STR("https://example.org/#it"), "dcat:Dataset");
 *     rdf_text(&r, "dct:title", STR("Title"), "en");
 *     rdf_iri(&r, "dct:publisher", STR("https://example.org/#who"));
 *     rdf_typed(&r, "dct:modified", STR("2026-01-15"), "date");
 *     rdf_end(&r);
 *
 * Every node has an address: there are no blank ones. Names of classes and properties have one of the
 * prefixes and are literals. What a node says of one property is said in one go, since in JSON-LD it
 * is one list. Text that is not UTF-8 comes out with U+FFFD; what may not stand in an address is
 * percent-encoded. */
#ifndef SYNTAX_RDF_H
#define SYNTAX_RDF_H

#include "syntax/json.h"
#include "syntax/xml.h"

enum rdf_form { RDF_TURTLE, RDF_JSON, RDF_XML };

struct rdf_prefix {
    const char *name, *address; /* "dct", "http://purl.org/dc/terms/"; "xsd" has to be among them */
};

struct rdf {
    enum rdf_form form;
    struct buf *out;
    struct json j;
    struct xml x;
    bool in_node;
    const char *property; /* the last one */
};

void rdf_begin(struct rdf *r, enum rdf_form form, struct buf *out, const struct rdf_prefix *prefixes, size_t n);
void rdf_node(struct rdf *r, struct str address, const char *class); /* ends the one before */
void rdf_iri(struct rdf *r, const char *property, struct str address);
/* Nothing where the text is empty; `language` NULL: of none. */
void rdf_text(struct rdf *r, const char *property, struct str text, const char *language);
void rdf_typed(struct rdf *r, const char *property, struct str text, const char *xsd_type);
void rdf_end(struct rdf *r);

#endif
