/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Writing HTML: what is ours goes in as it stands, what came from outside is escaped for
 * the place it is put in.
 *
 *     html(out, "<a href=\"/country/");
 *     html_segment(out, area->code);
 *     html(out, "\">");
 *     html_text(out, area->name);
 *     html(out, "</a>");
 *
 * Invariant: whatever the bytes handed to html_text, html_attr, html_segment, html_value and html_say's arguments
 * (html_say_marked's are HTML and trusted), the page stays well-formed UTF-8 and says nothing new to the browser.
 * Attributes are always written in double quotes. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "base/buf.h"
#include "syntax/text.h"

static inline void html(struct buf *out, const char *markup) { buf_puts(out, markup); }

void html_text(struct buf *out, struct str s);    /* between tags */
void html_attr(struct buf *out, struct str s);    /* inside "..." */
void html_segment(struct buf *out, struct str s); /* one segment of a path, in an attribute */
void html_value(struct buf *out, struct str s);   /* a query's value, in an attribute */

/* <a href="prefix + segment">label</a> */
void html_link(struct buf *out, const char *prefix, struct str segment, struct str label);

/* The number as the language writes it: digits grouped by threes. Nothing for NaN. */
void html_num(struct buf *out, const struct text *text, double value, unsigned decimals);

/* The words of a key as HTML. `args` ends with a NULL name (and may be NULL). In the words
 * of the text file, never in arguments, `x` is code and [label](address) a link; an
 * argument inside an address is escaped as a segment. */
void html_say(struct buf *out, const struct text *text, const char *key,
              const struct text_arg *args);

/* An argument that is HTML already, made by the functions here or by document_number_html. */
struct html_arg {
    const char *name; /* of the placeholder; NULL ends a list */
    struct str html;
};
/* As html_say, but arguments go in as they are, which is why they have a type of their own. None goes into an
 * address, where markup has no place: what stands there for a placeholder is left out, as is the link. */
void html_say_marked(struct buf *out, const struct text *text, const char *key, const struct html_arg *args);

/* Puts "/th" in front of the addresses in a finished page that lead to a page, as `is_page` says of their first
 * segment (empty: the home page): what stands in attributes as ="/... A slash written as &#47; is left alone. */
void html_in_language(struct buf *page, struct arena *arena, struct str language, bool (*is_page)(struct str first));

#endif
