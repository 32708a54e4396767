/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/rdf.h"

#include <stdio.h>

#define RDF_SYNTAX "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XSD "http://www.w3.org/2001/XMLSchema#"

/* What an IRIREF of Turtle may not hold. */
static void put_address(struct buf *out, struct str address)
{
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.p[i];
        if (c <= 0x20 || c >= 0x7f || strchr("<>\"{}|^`\\", c))
            buf_fmt(out, "%%%02X", c);
        else
            buf_char(out, (char)c);
    }
}

/* The escapes of JSON are among those of Turtle. */
static void put_quoted(struct buf *out, struct str text)
{
    struct json j;
    json_init(&j, out);
    json_str(&j, text);
}

void rdf_begin(struct rdf *r, enum rdf_form form, struct buf *out, const struct rdf_prefix *prefixes, size_t n)
{
    *r = (struct rdf){.form = form, .out = out};
    if (form == RDF_TURTLE) {
        for (size_t i = 0; i < n; i++)
            buf_fmt(out, "@prefix %s: <%s> .\n", prefixes[i].name, prefixes[i].address);
    } else if (form == RDF_JSON) {
        json_init(&r->j, out);
        json_open(&r->j, '{');
        json_key(&r->j, "@context");
        json_open(&r->j, '{');
        for (size_t i = 0; i < n; i++)
            json_put(&r->j, prefixes[i].name, str_of(prefixes[i].address));
        json_close(&r->j);
        json_key(&r->j, "@graph");
        json_open(&r->j, '[');
    } else {
        xml_init(&r->x, out);
        xml_open(&r->x, "rdf:RDF");
        xml_attr_text(&r->x, "xmlns:rdf", RDF_SYNTAX);
        for (size_t i = 0; i < n; i++) {
            char name[32];
            snprintf(name, sizeof name, "xmlns:%s", prefixes[i].name);
            xml_attr_text(&r->x, name, prefixes[i].address);
        }
    }
}

static void node_end(struct rdf *r)
{
    if (!r->in_node)
        return;
    if (r->form == RDF_TURTLE) {
        buf_puts(r->out, " .\n");
    } else if (r->form == RDF_JSON) {
        if (r->property)
            json_close(&r->j);
        json_close(&r->j);
    } else {
        xml_close(&r->x);
    }
    r->in_node = false;
    r->property = NULL;
}

void rdf_node(struct rdf *r, struct str address, const char *class)
{
    struct buf clean = {0};
    node_end(r);
    r->in_node = true;
    put_address(&clean, address);
    if (r->form == RDF_TURTLE) {
        buf_fmt(r->out, "\n<%s> a %s", clean.p, class);
    } else if (r->form == RDF_JSON) {
        json_open(&r->j, '{');
        json_put(&r->j, "@id", buf_view(&clean));
        json_put(&r->j, "@type", str_of(class));
    } else {
        xml_open(&r->x, class);
        xml_attr(&r->x, "rdf:about", buf_view(&clean));
    }
    buf_release(&clean);
}

/* Up to where the value stands. */
static void property(struct rdf *r, const char *name)
{
    bool again = r->property && strcmp(r->property, name) == 0;
    assert(r->in_node);
    if (r->form == RDF_TURTLE) {
        if (again)
            buf_puts(r->out, ", ");
        else
            buf_fmt(r->out, " ;\n    %s ", name);
    } else if (r->form == RDF_JSON && !again) {
        if (r->property)
            json_close(&r->j);
        json_key(&r->j, name);
        json_open(&r->j, '[');
    } else if (r->form == RDF_XML) {
        xml_open(&r->x, name);
    }
    r->property = name;
}

void rdf_iri(struct rdf *r, const char *name, struct str address)
{
    struct buf clean = {0};
    put_address(&clean, address);
    property(r, name);
    if (r->form == RDF_TURTLE) {
        buf_fmt(r->out, "<%s>", clean.p);
    } else if (r->form == RDF_JSON) {
        json_open(&r->j, '{');
        json_put(&r->j, "@id", buf_view(&clean));
        json_close(&r->j);
    } else {
        xml_attr(&r->x, "rdf:resource", buf_view(&clean));
        xml_close(&r->x);
    }
    buf_release(&clean);
}

static void literal(struct rdf *r, const char *name, struct str text, const char *language, const char *type)
{
    char full[64], mark[24];
    snprintf(full, sizeof full, "%s%s", r->form == RDF_XML ? XSD : "xsd:", type ? type : "");
    snprintf(mark, sizeof mark, "%s%s", language ? "@" : "", language ? language : "");
    property(r, name);
    if (r->form == RDF_TURTLE) {
        put_quoted(r->out, text);
        buf_fmt(r->out, "%s%s%s", mark, type ? "^^" : "", type ? full : "");
    } else if (r->form == RDF_JSON) {
        json_open(&r->j, '{');
        json_put(&r->j, "@value", text);
        if (language)
            json_put(&r->j, "@language", str_of(language));
        if (type)
            json_put(&r->j, "@type", str_of(full));
        json_close(&r->j);
    } else {
        if (language)
            xml_attr_text(&r->x, "xml:lang", language);
        if (type)
            xml_attr_text(&r->x, "rdf:datatype", full);
        xml_text(&r->x, text);
        xml_close(&r->x);
    }
}

void rdf_text(struct rdf *r, const char *name, struct str text, const char *language)
{
    if (text.len)
        literal(r, name, text, language, NULL);
}

void rdf_typed(struct rdf *r, const char *name, struct str text, const char *xsd_type)
{
    if (text.len)
        literal(r, name, text, NULL, xsd_type);
}

void rdf_end(struct rdf *r)
{
    node_end(r);
    if (r->form == RDF_JSON) {
        json_close(&r->j);
        json_close(&r->j);
        buf_char(r->out, '\n');
    } else if (r->form == RDF_XML) {
        xml_close(&r->x);
    }
}
