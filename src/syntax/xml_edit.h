/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Changing a piece of XML in place: every byte that is not named stays as it is. Three tools:
 * a walk over the elements that tells where their bytes are, a tree of those places for parts
 * that are small, and a list of replacements that is done at once.
 *
 *     struct xml_tree t;
 *     struct xml_edits e = {.arena = arena, .text = text};
 *     if (xml_tree_read(&t, arena, text, name, err) < 0) ...
 *     struct xml_node *sheets = xml_child(t.root, "sheets");
 *     xml_append(&e, sheets, STR("<sheet name=\"Findings\" sheetId=\"3\"/>"));
 *     if (xml_edited(&text, &e, err) < 0) ...
 *
 * Names of elements and attributes are compared without their prefixes. Only UTF-8 without
 * document types. All memory is the arena's. */
#ifndef SYNTAX_XML_EDIT_H
#define SYNTAX_XML_EDIT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

struct xml_span {
    size_t at, len;
};

/* -- walking ---- */

struct xml_walk {
    void *self;
    void (*start)(struct xml_walk *w, const char *name, const char **attrs);
    void (*end)(struct xml_walk *w, const char *name);
    void (*said)(struct xml_walk *w, const char *p, size_t len); /* may be NULL */
    /* the tag at which the walk is; that of an empty element, twice */
    size_t at, to;
    bool empty;
    unsigned depth; /* of the element, the root's is 1 */
    struct err *err;
    /* its own */
    struct XML_ParserStruct *parser;
    struct str text;
    int code;
};

int xml_walk(struct xml_walk *w, struct str text, const char *part, struct err *err);
void xml_walk_fail(struct xml_walk *w, int code); /* with *w->err filled */

/* Where an attribute of the tag at `at` is, with the blank before it, and its value between
 * the quotes. The text is known to be well-formed. */
bool xml_attr_find(struct xml_span *whole, struct xml_span *value, struct str text, size_t at,
                   const char *name);
/* "x:" of "<x:row"; empty without. */
struct str xml_prefix(struct str text, size_t at);
/* "x:row" of "<x:row" */
struct str xml_qname(struct str text, size_t at);

/* -- a tree ---- */

struct xml_node {
    struct str name;       /* without its prefix */
    size_t at, inner;      /* the start tag: [at, inner) */
    size_t inner_end, end; /* the end tag: [inner_end, end); an empty element has none */
    bool empty;
    struct xml_node *parent, *first, *last, *next;
};

struct xml_tree {
    struct arena *arena;
    struct str text;
    struct xml_node *root;
};

int xml_tree_read(struct xml_tree *t, struct arena *arena, struct str text, const char *part,
                  struct err *err);
struct xml_node *xml_child(const struct xml_node *n, const char *name); /* NULL: none */
struct xml_node *xml_sibling(const struct xml_node *n, const char *name); /* the next one */
/* Decoded; false when absent. */
bool xml_value(struct str *value, const struct xml_tree *t, const struct xml_node *n,
              const char *name);
struct str xml_bytes(const struct xml_tree *t, const struct xml_node *n);
/* All text in an element, decoded. */
struct str xml_said(const struct xml_tree *t, const struct xml_node *n);
struct str xml_decoded(struct arena *arena, struct str raw);

/* -- replacements ---- */

struct xml_edits {
    struct arena *arena;
    struct str text;
    struct xml_edit {
        size_t at, len, order;
        struct str with;
    } *v;
    size_t n, size;
};

/* Replacements must not overlap; those at one place keep their order. `with` must live until
 * xml_edited. */
void xml_replace(struct xml_edits *e, size_t at, size_t len, struct str with);
void xml_insert(struct xml_edits *e, size_t at, struct str with);
/* By the name without its prefix when it is there; with it when it is added. */
void xml_set_attr(struct xml_edits *e, size_t tag, const char *name, struct str value);
void xml_drop_attr(struct xml_edits *e, size_t tag, const char *name);
void xml_remove(struct xml_edits *e, const struct xml_node *n);
/* Behind the last child; only once for an element that was empty. */
void xml_append(struct xml_edits *e, const struct xml_node *n, struct str with);
void xml_edits_join(struct xml_edits *e, const struct xml_edits *more); /* of the same text */
/* The text with the replacements done; *e is empty afterwards. ERR_INPUT: they overlap, which
 * only damage explains. */
int xml_edited(struct str *out, struct xml_edits *e, struct err *err);

/* -- writing ---- */

/* Text for an element or an attribute, valid whatever it is: what XML cannot hold becomes
 * U+FFFD. At most `units` UTF-16 units of it, cut with "..." (0: any number). */
void xml_put(struct buf *out, struct str s, size_t units);
struct str xml_fmt(struct arena *arena, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str xml_keep(struct arena *arena, struct buf *b); /* and releases it */

#endif
