/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Which of the forms that something is to be had in a client means: Accept (RFC 9110, section
 * 12.5.1), or format= with formatVersion=, which win over it.
 *
 *     struct offers offers = {table, n, ACCEPT_STRUCTURE, v2};
 *     struct asked asked = {.accept = http_header(rq, "Accept")};
 *     struct accepted a;
 *     if (accept_choose(&a, &asked, &offers, &err) == 0)
 *         ... table[a.offer].mime ...
 *
 * Of what is accepted with the same weight the one that Accept names first is taken, wildcards last.
 * What it leaves open each API decides (`accept_default` in accept.c): its default for all of a
 * wildcard, its newest for a family as application/xml. A type without a version means the API's newest of
 * that type, but application/vnd.sdmx.data+csv means 1.0.0 in both: the clients that leave the version out
 * (.Stat, ILO) were written when there was no other.
 *
 * A version in Accept or formatVersion is a version "2.1.0", the beginning of one "2.1", or one of the
 * ranges of SDMX-REST 2.2.2 ("2+.0.1", "3.0.0+", "2.+", "*"), which mean the newest that there is. */
#ifndef SERVER_ACCEPT_H
#define SERVER_ACCEPT_H

#include "base/err.h"
#include "io/format.h"

struct offer {
    const char *mime;    /* exactly as it is sent */
    const char *name;    /* in format=, this one alone; NULL: none */
    const char *aliases; /* as in struct format; of several that have an alias the API decides; may be NULL */
};

enum accept_kind { ACCEPT_DATA, ACCEPT_STRUCTURE, ACCEPT_SCHEMA, ACCEPT_METADATA, ACCEPT_REGISTRY };
struct offers {
    const struct offer *v;
    size_t n;
    enum accept_kind kind;
    bool v2;
};

/* What a request says of it; what it does not say is empty. */
struct asked {
    struct str accept;
    struct str format, format_version;    /* format= may also be a media type */
    struct str labels, time_format, keys; /* parameters of the query win over those in Accept */
};
struct accepted {
    size_t offer; /* index into the offers */
    enum labels labels;
    enum keys keys;
    bool normalized; /* timeFormat */
};

/* ERR_FORMAT: nothing that is accepted is offered; ERR_USAGE: a parameter has a value that is none. */
int accept_choose(struct accepted *out, const struct asked *asked, const struct offers *offers,
                  struct err *err);

/* Appends what there is, for the sentence of a refusal: "text/csv (format=ilostat), ...". */
void accept_list(struct buf *out, const struct offers *offers);

/* Whether what has no form of its own, as an error, is to be JSON; if not, it is XML. */
bool accept_json(struct str accept, struct str format, bool otherwise);

/* The language among `there` ("en id th vi") that lang= (one, or several joined by commas, the best first) or else
 * Accept-Language means: "th-TH" is th. Empty when none of them is there or nothing was asked. Points into `there`. */
struct str accept_language(struct str lang, struct str accept, struct str there);

#endif
