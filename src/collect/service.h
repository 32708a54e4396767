/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is asked of an SDMX service of somebody else, as an address: SDMX-REST 1.5 or 2.x, in the
 * spelling that the service takes. No request is made here.
 *
 *     struct question q;
 *     question_parse(&q, &arena, &(struct question_words){.url = STR("https://sdmx.ilo.org/rest"),
 *                    .what = STR("DF_MST_NCTE_SEX_CCT_NB/MYS.A...")}, &err);
 *     question_url(&url, &q, STR(""), STR(""));
 *     -> https://sdmx.ilo.org/rest/data/DF_MST_NCTE_SEX_CCT_NB/MYS.A...
 *
 * Texts live in the arena. */
#ifndef COLLECT_SERVICE_H
#define COLLECT_SERVICE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum service_api {
    API_NONE, /* no SDMX-REST: the URL is asked as it was given and can be put in no other way */
    API_V1,
    API_V2
};

/* What services are known to want. */
struct manner {
    const char *host;   /* and all below it */
    const char *agency; /* whose flows it has, where it refuses those of any agency; "": must be said */
    const char *csv;    /* what SDMX-CSV is called in format= */
};
struct str url_host(struct str url);
const struct manner *manner_of(struct str url); /* of others: what most want */

/* As a person gives it. `url` is that of the service (https://sdmx.ilo.org/rest) with `what` as
 * "[AGENCY,]FLOW[,VERSION][/KEY]", or that of data as it is, of SDMX or not. */
struct question_words {
    struct str url, what, api; /* api: "v1", "v2"; empty: as the URL looks */
    struct str start, end;     /* periods; may be empty */
};

struct question {
    enum service_api api;
    struct str as_given;      /* the URL where it is that of data; else empty */
    struct str base;          /* "https://sdmx.ilo.org/rest", without a slash at the end */
    struct str context;       /* of 2.x: "dataflow" */
    struct str agency, flow, version; /* agency, version: empty where any will do */
    struct str key;           /* a place for each dimension, with points; empty: all */
    struct str behind;        /* of 1.5: what stands behind the key: the provider */
    struct str query;         /* parameters as they were given, without those of periods; may be empty */
    struct str start, end;
    /* the parameters as given say since when, filter by period, or choose a format themselves */
    bool has_updates, has_periods, has_format;
};

/* ERR_USAGE with what would be right. A URL with a user or password in it is none. */
int question_parse(struct question *out, struct arena *arena, const struct question_words *words, struct err *err);
/* The address of the data; `since`: only what was updated after that time; `format`: for services that
 * do not look at Accept; both may be empty. The keys of 2.x that "+" in a key of 1.5 comes to are
 * written one after the other. */
void question_url(struct buf *out, const struct question *q, struct str since, struct str format);
/* The address of the flow itself with its structure. */
void question_structure_url(struct buf *out, const struct question *q);
/* The other way to spell the characters , + : @ in the path, and without a slash at the end; false where there
 * is none. */
bool url_respell(struct buf *out, struct str url);
/* The same question in two halves: by countries (where the key names several; `is_area` says what is
 * one) or else by years, open at both ends (`last_year`: the last with figures). False: it cannot be
 * halved. */
bool question_halve(struct question half[2], struct arena *arena, const struct question *q,
                    bool (*is_area)(void *ctx, struct str code), void *ctx, int last_year);

/* A URL as it may be shown and kept: without user and password, and with "..." for values of parameters
 * that look like a secret (key, token, ...). */
void url_show(struct buf *out, struct str url);

#endif
