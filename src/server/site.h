/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What requests are answered from: one release in memory and the collections of others beside it, exchanged
 * as a whole when a newer one becomes visible or something is imported.
 *
 *     struct snapshot *snap = site_take(site);
 *     ... snap->loaded.cube ...            (NULL while nothing is released)
 *     snapshot_put(snap);
 *
 * A snapshot lives until the last request (or stream) that took it has put it back. */
#ifndef SERVER_SITE_H
#define SERVER_SITE_H

#include "io/format.h"
#include "publish/collections.h"
#include "publish/load.h"
#include "publish/plans.h"
#include "publish/reports.h"
#include "report/page.h"
#include "server/artefacts.h"
#include "server/backroom.h"
#include "server/charts.h"
#include "server/coverage.h"
#include "server/derived.h"
#include "server/editions.h"
#include "server/gaps.h"
#include "server/http.h"
#include "server/voices.h"
#include "server/releases.h"
#include "server/search.h"

#include <pthread.h>
#include <stdatomic.h>

struct snapshot {
    struct loaded loaded; /* zero while nothing is released */
    struct fragments *fragments; /* of its cube */
    struct voices *voices;   /* it in each language */
    struct derived_cubes *derived; /* what is computed from it, when first asked for */
    struct editions *editions;     /* it and those before it; NULL while nothing is released */
    struct artefact_shelf *artefacts; /* made of it, when first asked for */
    struct artefact_archive *archive; /* and of those before it */
    struct gaps_shelf *gaps; /* what could fill its gaps, when first asked for */
    struct coverage_shelf *coverage; /* of the releases before it, when first asked for */
    struct search_shelf *search; /* by words, when first asked for */
    struct collections others; /* the newest vintage of each collection of others, with the release's reference data */
    struct collections older;  /* the vintages before */
    struct plans plans;        /* releases that are announced */
    struct reports reports;    /* that are published; their files stay in the base */
    int64_t modified;     /* when it became visible, seconds */
    atomic_uint users;
};

struct site {
    pthread_mutex_t lock; /* over `current` */
    struct snapshot *current;
    struct backroom *backroom; /* NULL: none */
    struct charts *charts;     /* who draws */
    struct releases *releases; /* all that are to be seen, and their files */
    struct shared_store *store;
    struct str contact; /* ILMS_CONTACT: where questions go; may be empty */
    struct str origin; /* how readers reach the site, without a slash at the end */
    atomic_bool ready; /* set last: all of the above may be read */
};

struct snapshot *site_take(struct site *site);
void snapshot_put(struct snapshot *snap);

/* The handler of everything; ctx is the struct site. */
void site_handle(void *ctx, const struct http_request *rq, struct http_answer *an);

/* For struct http_options: what is at this address is for one person alone; refusals of the HTTP layer in
 * the form of what is at that address. */
bool site_personal(void *ctx, struct str target);
void site_refuse(void *ctx, struct str target, struct str accept, struct http_answer *an, const char *why);

/* How many bytes of a body this address takes; for struct http_options. */
size_t site_body_max(void *ctx, struct str target);

/* The SDMX web services below /rest; `first` is the segment behind "rest". */
void rest_handle(struct site *site, struct snapshot *snap, const struct http_request *rq,
                 struct http_answer *an);

/* What other methods than GET would maintain there by the standard, which is not implemented. */
bool rest_maintains(const struct http_request *rq);

/* Whether that resource of the standards is more than 501 here. */
bool rest_serves(bool v2, struct str resource);
/* The same for what the HTTP layer refuses there, by the status in `an`. */
void rest_refuse(struct str target, struct str accept, struct http_answer *an, const char *why);

/* A strong validator of what this release, and the collections beside it, answer to this target in this
 * format: the same on every server and after every start. In the request's arena. */
const char *site_etag(const struct http_request *rq, const struct snapshot *snap, const char *format);
/* The same for another target, which is answered alike. */
const char *site_etag_of(struct str target, struct arena *arena, const struct snapshot *snap, const char *format);

#endif
