/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One document of another service over HTTP (RFC 9110), as a polite client gets it, by libcurl.
 *
 *     struct http_got got = {0};
 *     if (http_get(&got, &(struct http_get){.url = "https://sdmx.ilo.org/rest/...", .accept = "text/csv",
 *                                           .etag = seen, .patience = 120, .limit = 1 << 30}, &err) < 0) ...
 *     if (got.status == 304) ...
 *     http_got_release(&got);
 *
 * What is busy (429, 502, 503, 504) is asked again, later each time or when it says (Retry-After); what broke
 * off goes on where it stopped, where the service can (Range with If-Range), else begins again. All
 * waiting together is `patience` at most, and nothing is asked more than HTTP_TRIES times without something
 * new coming of it.
 *
 * Only http and https are followed, HTTP_HOPS redirects at most, never from https to http. Addresses of
 * private networks and of this machine are never connected to, unless the URL itself says one (or
 * `private`); a redirect to another one is refused in any case. Certificates are checked.
 *
 * Where the environment's ILMS_PROXY names a proxy, it goes through that, which then resolves names itself:
 * only what an address says of itself can be refused here.
 *
 * Content packed with gzip comes unpacked, whether the service said so or not. What goes wrong names the
 * host, never the URL, which may hold a secret. */
#ifndef SYNTAX_HTTP_GET_H
#define SYNTAX_HTTP_GET_H

#include "base/buf.h"
#include "base/err.h"

enum { HTTP_TRIES = 6, HTTP_HOPS = 5, HTTP_FIELD = 256 };

struct sockaddr;

struct http_get {
    const char *url;
    const char *accept;        /* NULL: anything */
    const char *etag, *last_modified; /* of what is there already; NULL or "": nothing is */
    unsigned patience;         /* seconds: of silence, and of waiting in all; 0: none */
    size_t limit;              /* bytes, also when unpacked */
    bool private;              /* the URL may lead to a private address by its name too */
    void (*tell)(void *ctx, const char *sentence); /* why it takes long; may be NULL */
    void *ctx;
};

struct http_got {
    int status;
    struct buf body;
    char type[HTTP_FIELD], etag[HTTP_FIELD], last_modified[HTTP_FIELD]; /* as sent; "": not said */
    int64_t date; /* of the answer by the service's clock; 0: not said */
};

/* 0 with any status but those that say "later"; the caller judges it. ERR_BUSY: it went on saying
 * "later"; ERR_IO: it could not be reached, or broke off; ERR_DENIED: an address or a redirect that is
 * not followed; ERR_LIMIT: more than `limit`; ERR_INPUT: no answer that makes sense; ERR_USAGE: no URL. */
int http_get(struct http_got *out, const struct http_get *ask, struct err *err);
void http_got_release(struct http_got *got);

/* -- how it behaves; in http_polite.c ------------------------------------------------------------ */

/* Seconds before the try after the n-th failed one (from 1): twice as long each time, from 1 to
 * 60 seconds, and of that between the half and the whole, as `chance` in [0, 1) says, so that many clients do
 * not come back at once; `asked` (0: nothing) where the service said when. */
double http_wait(unsigned n, double asked, double chance);
/* Retry-After: seconds, or a date that is held against `date` (the answer's own, else that of now). Negative: it
 * makes no sense. */
double http_retry_after(const char *value, int64_t date);
/* This machine, a private network, one that leads nowhere: nothing that a service of others has
 * (RFC 6890, with the IPv4 addresses inside of IPv6 ones). */
bool http_is_private(const struct sockaddr *address);
/* "127.0.0.1", "[::1]", "localhost", "nso.localhost": a host that says so itself. */
bool http_says_private(struct str host);

#endif
