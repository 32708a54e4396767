/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of the SDMX web services share: one request under /rest. */
#ifndef SERVER_REST_H
#define SERVER_REST_H

#include "io/format.h"
#include "publish/query.h"
#include "server/accept.h"
#include "server/site.h"

/* What a message has a dataset of: a flow, or a part of what changed in it, perhaps of some countries. */
struct rest_set {
    const struct cube_flow *flow;
    const bool *areas; /* by area, of some data providers; NULL: of all */
    struct dataset dataset;
};

struct rest {
    struct site *site;
    struct snapshot *snap;
    const struct http_request *rq;
    struct http_answer *an;
    bool v2;
    const struct str *seg; /* behind /rest or /rest/v1 or /rest/v2 */
    unsigned nseg;
    /* what was asked for */
    const struct format *format;
    enum labels labels;
    enum keys keys;
    bool normalized;     /* timeFormat */
    struct str language; /* of names; empty when none that we have was asked for */
    const struct cube *cube; /* in which all of the flows are */
    const struct fragments *fragments; /* of that cube; NULL when none were made */
    struct rest_set *set;
    unsigned nsets;
    unsigned nflows; /* how many flows the path names */
    struct str key;
    struct past past; /* updatedAfter, includeHistory, asOf */
    struct past_answer *answer; /* that the cube belongs to; to be put back (rest_target_end) */
    const struct artefacts *artefacts; /* what is said of structures is said from these (rest_artefacts) */
    struct past_artefacts *then;       /* that they belong to, of an earlier release; NULL: of what is served */
};

/* The standard's error: SDMX code and HTTP status of SDMX-REST, one sentence, in the form that
 * the client accepts. */
enum sdmx_error {
    SDMX_NO_RESULTS = 100,
    SDMX_TOO_LARGE = 130, /* than is served here; the sentence says the limit, and where the bulk file is */
    SDMX_SYNTAX = 140,
    SDMX_NOT_IMPLEMENTED = 501,
    SDMX_NOT_ACCEPTABLE = 1406, /* own: the standard has HTTP 406 without a code */
    SDMX_INTERNAL = 500,
    SDMX_UNAVAILABLE = 503 /* now; trying again will help */
};
void rest_error(struct rest *r, enum sdmx_error code, const char *message);
void rest_error_of(struct rest *r, const struct err *err);

/* False, and the error is answered, when a parameter is not known to this resource, or known
 * but not served. Those that say in which form an answer is to come (format, formatVersion, labels,
 * keys, timeFormat, lang, compression) are known to all. "c" stands for c[COMPONENT] of v2. */
bool rest_params_known(struct rest *r, const char *const *known, size_t n);
static inline struct str rest_param(const struct rest *r, const char *name) { return http_said(r->rq, name); }

/* A parameter that is a date and time; less is its beginning. */
int rest_time(bool *has, int64_t *out, const struct rest *r, const char *name, struct err *err);

/* Keys, periods, filters of a set into the query. 0: nothing of it can be meant, since the key has not its
 * dimensions, or a filter is of a component that it does not have; *err says so. */
int rest_query(struct rest *r, struct query *q, const struct rest_set *set, struct err *err);

/* Which of the offers is asked for, and the language; false when answered, with what there is. */
bool rest_choose(struct rest *r, struct accepted *out, const struct offers *offers);
/* The same for data: format, labels, keys, normalized, language. */
bool rest_choose_format(struct rest *r);
/* What was chosen, as writers are told it; and as what tells representations apart, for site_etag. */
void rest_writing(const struct rest *r, struct writing *w);
const char *rest_representation(const struct rest *r, const char *mime);
/* The same of what rest_target found. */
const char *rest_target_representation(const struct rest *r, const char *mime);
/* For Content-Language */
const char *rest_language(const struct rest *r);

/* The sets and the key that the path names, in the release or between the releases that are asked for;
 * false when answered. With `provided` a set for each data provider, else one for all that are asked for. */
bool rest_target(struct rest *r, bool provided);
void rest_target_end(struct rest *r);

/* The resources. */
void rest_data(struct rest *r);
void rest_availability(struct rest *r);
void rest_structure(struct rest *r);
void rest_schema(struct rest *r);
void rest_metadata(struct rest *r);
void rest_registration(struct rest *r);

#endif
