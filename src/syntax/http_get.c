/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/http_get.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "base/version.h"
#include "syntax/compress.h"
#include "syntax/curl_start.h"

#include <curl/curl.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>

enum {
    SLOWEST = 100,       /* bytes a second; below that a service is silent */
    CONNECT_SECONDS = 30,
    WHOLE = 60           /* a transfer as a whole: so many times the patience */
};

/* A document on its way: the question, what has come, and the answer at hand. */
struct fetch {
    const struct http_get *ask;
    struct http_got *got;
    CURL *curl;
    char *origin;        /* "host:port" of the URL that was given */
    bool open;           /* which may lead to a private address */
    char host[HTTP_FIELD];
    bool https, here;    /* of the hop; `here`: it is to the origin */
    char encoding[HTTP_FIELD], range[HTTP_FIELD], after[HTTP_FIELD];
    bool offers_ranges;
    char validator[HTTP_FIELD]; /* of what has come so far, where it can go on; "": it cannot */
    size_t from;         /* where it goes on */
    bool begun, too_large, blocked, torn;
    char said[CURL_ERROR_SIZE];
    double waited;
};

void http_got_release(struct http_got *got)
{
    buf_release(&got->body);
    *got = (struct http_got){0};
}

/* -- what libcurl calls ------------------------------------------------------------------------ */

/* A value of one line of ASCII; what is longer or anything else is as if it had not been said. */
static void keep_field(char out[HTTP_FIELD], struct str value)
{
    out[0] = 0;
    if (value.len >= HTTP_FIELD)
        return;
    for (size_t i = 0; i < value.len; i++)
        if (value.p[i] < 0x20 || value.p[i] > 0x7e)
            return;
    memcpy(out, value.p ? value.p : "", value.len);
    out[value.len] = 0;
}

static void forget_fields(struct fetch *f)
{
    struct http_got *got = f->got;
    got->type[0] = got->etag[0] = got->last_modified[0] = 0;
    f->encoding[0] = f->range[0] = f->after[0] = 0;
    got->date = 0;
    f->offers_ranges = false;
}

static size_t take_field(char *p, size_t size, size_t n, void *ctx)
{
    struct fetch *f = ctx;
    struct str name, value = {p, size * n};
    char date[HTTP_FIELD];
    if (str_starts(value, STR("HTTP/"))) {
        forget_fields(f); /* an answer begins; there may be several, with redirects and 1xx */
        return size * n;
    }
    str_next(&name, &value, ':');
    value = str_trim(value);
    if (str_eq_nocase(name, STR("content-type")))
        keep_field(f->got->type, value);
    else if (str_eq_nocase(name, STR("etag")))
        keep_field(f->got->etag, value);
    else if (str_eq_nocase(name, STR("last-modified")))
        keep_field(f->got->last_modified, value);
    else if (str_eq_nocase(name, STR("content-encoding")))
        keep_field(f->encoding, value);
    else if (str_eq_nocase(name, STR("content-range")))
        keep_field(f->range, value);
    else if (str_eq_nocase(name, STR("retry-after")))
        keep_field(f->after, value);
    else if (str_eq_nocase(name, STR("accept-ranges")))
        f->offers_ranges = str_eq_nocase(value, STR("bytes"));
    else if (str_eq_nocase(name, STR("date"))) {
        keep_field(date, value);
        f->got->date = MAX((int64_t)curl_getdate(date, NULL), 0);
    }
    return size * n;
}

static int status_of(const struct fetch *f)
{
    long status = 0;
    curl_easy_getinfo(f->curl, CURLINFO_RESPONSE_CODE, &status);
    return (int)status;
}

static bool is_busy(int status) { return status == 429 || status == 502 || status == 503 || status == 504; }
static bool is_elsewhere(int status) { return status >= 300 && status < 400; }

/* "bytes 100-199/200": where the part begins and what there is in all (0: not said). */
static bool parse_range(uint64_t *from, uint64_t *total, const char *text)
{
    struct str first, last, rest = str_of(text);
    if (!str_starts(rest, STR("bytes ")))
        return false;
    rest = str_sub(rest, 6, rest.len);
    *total = 0;
    return str_next(&first, &rest, '-') && str_next(&last, &rest, '/') && str_uint(from, first, UINT32_MAX) &&
           (str_is(rest, "*") || str_uint(total, rest, UINT32_MAX));
}

/* The first bytes of a body have come: what is there already stays only where they go on from it. */
static bool begin_body(struct fetch *f)
{
    uint64_t from, total;
    f->begun = true;
    if (f->from && status_of(f) == 206) {
        f->torn = !parse_range(&from, &total, f->range) || from != f->from;
        return !f->torn;
    }
    f->got->body.len = 0;
    return true;
}

static size_t take_body(char *p, size_t size, size_t n, void *ctx)
{
    struct fetch *f = ctx;
    int status = status_of(f);
    if (is_elsewhere(status) || is_busy(status))
        return size * n; /* what is said there is nothing to us, and what has come stays */
    if (!f->begun && !begin_body(f))
        return 0;
    f->too_large = size * n > f->ask->limit - f->got->body.len;
    if (f->too_large)
        return 0;
    buf_put(&f->got->body, p, size * n);
    return size * n;
}

/* The way out of the office, where that is not straight; "": it is. */
static const char *proxy(void)
{
    const char *url = getenv("ILMS_PROXY");
    return url ? url : "";
}

static curl_socket_t open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *a)
{
    struct fetch *f = ctx;
    (void)purpose;
    if (!*proxy() && http_is_private(&a->addr) && !(f->here && f->open)) {
        f->blocked = true;
        return CURL_SOCKET_BAD;
    }
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* -- one hop ------------------------------------------------------------------------------------ */

static int no_url(struct err *err)
{
    return err_set(err, ERR_USAGE, "the address is to be a URL of http or https, as https://sdmx.ilo.org/rest, "
                   "without user and password in it");
}

/* Host and scheme of where it goes now; refuses what is no URL for us. */
static int look_at(struct fetch *f, const char *url, struct err *err)
{
    char *scheme = NULL, *host = NULL, *port = NULL, *user = NULL;
    CURLU *u = curl_url();
    if (!u)
        abort();
    bool fine = curl_url_set(u, CURLUPART_URL, url, CURLU_PATH_AS_IS) == CURLUE_OK &&
                curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
                curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
                curl_url_get(u, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK &&
                curl_url_get(u, CURLUPART_USER, &user, 0) != CURLUE_OK &&
                (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0);
    if (fine) {
        char at[HTTP_FIELD + 8];
        bool https = strcmp(scheme, "https") == 0, first = !f->origin;
        snprintf(at, sizeof at, "%.*s:%s", HTTP_FIELD - 1, host, port);
        keep_field(f->host, str_sub(str_of(host), 0, HTTP_FIELD - 1));
        if (first) {
            f->origin = strdup(at);
            f->open = f->ask->private || http_says_private(str_of(host));
        }
        f->here = f->origin && strcmp(f->origin, at) == 0;
        fine = first || https || !f->https;
        f->https = https;
    }
    curl_free(scheme);
    curl_free(host);
    curl_free(port);
    curl_free(user);
    curl_url_cleanup(u);
    return fine ? 0 : no_url(err);
}

static void add_field(struct curl_slist **list, const char *name, const char *value)
{
    struct buf line = {0};
    if (!value || !*value)
        return;
    buf_fmt(&line, "%s: %s", name, value);
    struct curl_slist *longer = curl_slist_append(*list, line.p);
    if (!longer)
        abort();
    buf_release(&line);
    *list = longer;
}

static struct curl_slist *fields_of(const struct fetch *f)
{
    struct curl_slist *list = NULL;
    char range[64];
    add_field(&list, "Accept", f->ask->accept ? f->ask->accept : "*/*");
    add_field(&list, "Accept-Language", "en");
    add_field(&list, "Accept-Encoding", "gzip");
    if (f->from) {
        snprintf(range, sizeof range, "bytes=%zu-", f->from);
        add_field(&list, "Range", range);
        add_field(&list, "If-Range", f->validator);
    } else {
        add_field(&list, "If-None-Match", f->ask->etag);
        add_field(&list, "If-Modified-Since", f->ask->last_modified);
    }
    return list;
}

static CURLcode perform(struct fetch *f, const char *url)
{
    CURL *curl = f->curl;
    struct curl_slist *fields = fields_of(f);
    const unsigned patience = MAX(f->ask->patience, 1u);
    f->begun = f->too_large = f->blocked = f->torn = false;
    f->said[0] = 0;
    forget_fields(f);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, f->said);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L); /* a key may be two points */
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_PROXY, proxy()); /* none of those that others are told to use */
    curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "ilms/" ILMS_VERSION " (labour migration statistics; libcurl)");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, fields);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)MIN(patience, (unsigned)CONNECT_SECONDS));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)patience);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)patience * WHOLE);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_field);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, f);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, f);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, f);
    CURLcode code = curl_easy_perform(curl);
    curl_slist_free_all(fields);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
    return code;
}

/* -- judging ------------------------------------------------------------------------------------- */

/* Something broke that may hold another time. */
static bool is_passing(CURLcode code)
{
    static const CURLcode passing[] = {CURLE_OPERATION_TIMEDOUT, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
                                       CURLE_GOT_NOTHING, CURLE_HTTP2, CURLE_HTTP2_STREAM};
    for (size_t i = 0; i < ARRAY_LEN(passing); i++)
        if (code == passing[i])
            return true;
    return false;
}

/* Remembers how to go on with what has come, where the service can; else it begins again. */
static void keep_part(struct fetch *f)
{
    const struct http_got *got = f->got;
    int status = status_of(f);
    bool strong = got->etag[0] == '"';
    if (!f->begun && f->from)
        return; /* not even a beginning: what there was before stands */
    f->validator[0] = 0;
    if ((status == 200 || status == 206) && f->begun && !f->torn && (f->offers_ranges || status == 206))
        memcpy(f->validator, strong ? got->etag : got->etag[0] ? "" : got->last_modified,
               strong || !got->etag[0] ? HTTP_FIELD : 1);
    f->from = f->validator[0] ? got->body.len : 0;
}

static int blocked(const struct fetch *f, struct err *err)
{
    return err_set(err, ERR_DENIED, "%s: leads to an address of a private network or of this machine, where no "
                   "service of others is asked unless its address itself or --private says so", f->host);
}

/* 1: it may hold another time; else negative. */
static int broke(struct fetch *f, CURLcode code, struct err *err)
{
    if (f->too_large)
        return err_set(err, ERR_LIMIT, "%s: the answer is larger than %zu MB, the limit for one file", f->host,
                       f->ask->limit >> 20);
    if (f->blocked && code == CURLE_COULDNT_CONNECT)
        return blocked(f, err);
    if (code == CURLE_OPERATION_TIMEDOUT) {
        f->waited += f->ask->patience / 2.0;
        err_set(err, ERR_IO, "%s: nothing came for %u seconds, or nearly nothing", f->host, MAX(f->ask->patience, 1u));
    } else if (is_passing(code) || f->torn) {
        err_set(err, ERR_IO, "%s: the answer broke off after %zu bytes", f->host, f->begun ? f->got->body.len : 0);
    } else {
        return err_set(err, code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_UNSUPPORTED_PROTOCOL ? ERR_INPUT : ERR_IO,
                       "%s: cannot be asked: %s", f->host,
                       f->said[0] ? str_trim(str_of(f->said)).p : curl_easy_strerror(code));
    }
    keep_part(f);
    return 1;
}

static int broke_off(struct fetch *f, struct err *err)
{
    f->validator[0] = 0;
    f->from = 0;
    err_set(err, ERR_IO, "%s: the answer is cut short", f->host);
    return 1;
}

/* Is the whole there, and what is it unpacked? */
static int finish(struct fetch *f, struct err *err)
{
    uint64_t from, total = 0;
    struct http_got *got = f->got;
    struct buf plain = {0};
    if (got->status == 206 && (!f->from || !f->begun || !parse_range(&from, &total, f->range) ||
                               (total && total != got->body.len)))
        return broke_off(f, err);
    if (got->status == 206)
        got->status = 200;
    if (!f->begun)
        got->body.len = 0;
    if (gzip_is(buf_view(&got->body))) {
        int r = gzip_unpack(&plain, buf_view(&got->body), f->ask->limit, err);
        if (r < 0) {
            buf_release(&plain);
            return r == -ERR_INPUT ? broke_off(f, err) : err_context(err, "%s", f->host);
        }
        buf_release(&got->body);
        got->body = plain;
        return 0;
    }
    struct str packed = str_of(f->encoding);
    if (got->body.len && packed.len && !str_eq_nocase(packed, STR("identity")) && !str_eq_nocase(packed, STR("gzip")) &&
        !str_eq_nocase(packed, STR("x-gzip")))
        return err_set(err, ERR_INPUT, "%s: the answer is packed as \"%s\", though only gzip was asked for", f->host,
                       utf8_brief(packed).text);
    return 0;
}

/* The document, through redirects: 0 here it is, 1 another time perhaps, with the reason in *err. */
static int attempt(struct fetch *f, struct err *err)
{
    char *url = strdup(f->ask->url), *next = NULL;
    int r = 0;
    for (int hops = 0; (r = look_at(f, url, err)) == 0; hops++) {
        if (http_says_private(str_of(f->host)) && !(f->here && f->open)) {
            r = blocked(f, err);
            break;
        }
        CURLcode code = perform(f, url);
        if (code != CURLE_OK) {
            r = broke(f, code, err);
            break;
        }
        f->got->status = status_of(f);
        curl_easy_getinfo(f->curl, CURLINFO_REDIRECT_URL, &next);
        if (!next)
            break;
        if (hops == HTTP_HOPS) {
            r = err_set(err, ERR_INPUT, "%s: sends from one address to the next without end", f->host);
            break;
        }
        free(url);
        url = strdup(next);
    }
    free(url);
    if (r < 0 && err->code == ERR_USAGE && next)
        return err_set(err, ERR_DENIED, "%s: sends to an address that is not followed: not of http or https, from "
                       "https to http, or with a user in it", f->host);
    if (r != 0)
        return r;
    if (is_busy(f->got->status)) {
        err_set(err, ERR_BUSY, "%s: the service is busy (%d)", f->host, f->got->status);
        return 1;
    }
    return f->from && f->got->status == 416 ? broke_off(f, err) : finish(f, err);
}

/* -- waiting --------------------------------------------------------------------------------------- */

static void doze(double seconds)
{
    struct timespec rest = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    while (nanosleep(&rest, &rest) != 0 && errno == EINTR)
        ;
}

/* Before another try; negative when there is to be none. */
static int wait_for(struct fetch *f, unsigned tries, struct err *err)
{
    const struct http_get *ask = f->ask;
    char sentence[sizeof err->text + 80];
    bool busy = err->code == ERR_BUSY;
    int64_t now = f->got->date ? f->got->date : clock_now();
    double asked = busy && f->after[0] ? http_retry_after(f->after, now) : 0;
    double wait = http_wait(tries, asked, randombytes_uniform(1000) / 1000.0);
    if (asked > 0 && f->waited + asked > ask->patience)
        return err_set(err, ERR_BUSY, "%s: the service is busy (%d) and asks to be left alone for %.0f seconds; pull "
                       "again after that", f->host, f->got->status, asked);
    if (tries >= HTTP_TRIES || f->waited + wait > ask->patience) {
        memcpy(sentence, err->text, sizeof err->text);
        return err_set(err, err->code, "%s; asked %u %s, try again later", sentence, tries,
                       tries == 1 ? "time" : "times");
    }
    snprintf(sentence, sizeof sentence, "%s; asking %s in %.0f seconds", err->text, f->from ? "for the rest" : "again",
             wait < 1 ? 1 : wait);
    if (ask->tell)
        ask->tell(ask->ctx, sentence);
    f->waited += wait;
    doze(wait);
    return 0;
}

int http_get(struct http_got *out, const struct http_get *ask, struct err *err)
{
    struct fetch f = {.ask = ask, .got = out};
    int r = curl_start(err);
    if (r < 0)
        return r;
    f.curl = curl_easy_init();
    if (!f.curl)
        abort();
    size_t reached = 0;
    for (unsigned tries = 1; (r = attempt(&f, err)) == 1; tries++) {
        if (f.from > reached)
            tries = 1; /* it comes in small pieces, but it comes */
        reached = f.from;
        if ((r = wait_for(&f, tries, err)) < 0)
            break;
    }
    curl_easy_cleanup(f.curl);
    free(f.origin);
    return r;
}
