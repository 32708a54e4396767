/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One XML part of a workbook, element by element: expat without document types, entities and
 * depth. Names come without their prefix, so that the strict and the transitional namespaces
 * (and any choice of prefixes) are the same.
 *
 *     struct sheet_xml x = {.self = &reader, .start = start, .end = end};
 *     r = sheet_xml_read(&x, zip, part, err);
 *     sheet_xml_release(&x);
 *
 * In `start`, sheet_xml_skip passes over the element with all that is in it; in both,
 * sheet_xml_fail ends the reading. While `capture` is set, text is added to `text`. */
#ifndef SYNTAX_SHEET_XML_H
#define SYNTAX_SHEET_XML_H

#include "base/buf.h"
#include "base/err.h"
#include "syntax/sheet_zip.h"

struct sheet_xml {
    void *self;
    void (*start)(struct sheet_xml *x, const char *name, const char **attrs);
    void (*end)(struct sheet_xml *x, const char *name);
    bool capture, collapse; /* collapse: runs of blanks are one, as ODF has it */
    struct buf text;
    /* its own */
    struct XML_ParserStruct *parser;
    struct err *err;
    unsigned depth, skip;
    int code;
};

int sheet_xml_read(struct sheet_xml *x, struct sheet_zip *z, int64_t part, struct err *err);
void sheet_xml_release(struct sheet_xml *x);
void sheet_xml_skip(struct sheet_xml *x);
void sheet_xml_fail(struct sheet_xml *x, int code); /* with *x->err filled */

/* Adds to the text what is said by an element; at most as much as a text may have. */
void sheet_xml_add(struct sheet_xml *x, const char *p, size_t len);
/* The text so far, cut with a mark when it was too long; valid until more is added. */
struct str sheet_xml_text(struct sheet_xml *x);

/* The value of an attribute by its name without prefix, NULL when absent. Those of the
 * extension "calcext" never count. */
const char *sheet_attr(const char **attrs, const char *name);
bool sheet_attr_is_true(const char **attrs, const char *name); /* "1" or "true" */

#endif
