/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Writing XML 1.0 as it goes, never a tree.
 *
 *     struct xml x;
 *     xml_init(&x, &out);               the declaration is the first thing in `out`
 *     xml_open(&x, "str:Code");
 *     xml_attr(&x, "id", STR("SEX_T"));
 *     xml_leaf(&x, "com:Name", "xml:lang", STR("en"), STR("Total"));
 *     xml_close(&x);                    <str:Code id="SEX_T"><com:Name xml:lang="en">Total</com:Name></str:Code>
 *
 * Names are literals, borrowed until they are closed. An element without content comes out as
 * <a/>. Text that is not UTF-8, and what XML cannot hold, comes out as U+FFFD, so the output is
 * always well-formed. Depth up to 32 (asserted). */
#ifndef SYNTAX_XML_H
#define SYNTAX_XML_H

#include "base/buf.h"

struct xml {
    struct buf *out;
    unsigned depth;
    bool in_tag; /* attributes may still come */
    const char *name[32];
};

void xml_init(struct xml *x, struct buf *out);
/* Goes on in a document that was begun elsewhere: nothing is written, `depth` is 0. */
void xml_resume(struct xml *x, struct buf *out);
void xml_open(struct xml *x, const char *name);
void xml_close(struct xml *x);
void xml_attr(struct xml *x, const char *name, struct str value);
void xml_attr_some(struct xml *x, const char *name, struct str value); /* left out when empty */
void xml_attr_text(struct xml *x, const char *name, const char *value);
void xml_attr_int(struct xml *x, const char *name, int64_t value);
void xml_attr_bool(struct xml *x, const char *name, bool value);
void xml_text(struct xml *x, struct str text);
void xml_raw(struct xml *x, struct str fragment); /* well-formed already */
/* An element of text alone; `attr` may be NULL. */
void xml_leaf(struct xml *x, const char *name, const char *attr, struct str value, struct str text);
/* Escaped for text and for attributes in double quotes, appended. */
void xml_escape(struct buf *out, struct str text);

/* For readers (expat): a name without its prefix, and the value of an attribute by such a name, empty when there is
 * none. `attrs` as expat gives them. */
const char *xml_local(const char *name);
struct str xml_attribute(const char **attrs, const char *local);

#endif
