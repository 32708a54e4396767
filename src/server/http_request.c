/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/clock.h"
#include "base/utf8.h"
#include "server/http_inner.h"

/* One walk over the fields instead of one search from the top per name. */
static enum MHD_Result take_field(void *cls, enum MHD_ValueKind kind, const char *name,
                                  size_t name_len, const char *value, size_t len)
{
    (void)kind;
    struct fields *f = cls;
    static const struct {
        struct str name;
        size_t at;
    } known[] = {
        {{"Accept", 6}, offsetof(struct fields, accept)},
        {{"Accept-Language", 15}, offsetof(struct fields, language)},
        {{"Accept-Encoding", 15}, offsetof(struct fields, encoding)},
        {{"If-None-Match", 13}, offsetof(struct fields, none_match)},
        {{"If-Modified-Since", 17}, offsetof(struct fields, modified_since)},
        {{"Host", 4}, offsetof(struct fields, host)},
        {{"Content-Length", 14}, offsetof(struct fields, length)},
        {{"Transfer-Encoding", 17}, offsetof(struct fields, transfer)},
    };
    for (unsigned i = 0; i < ARRAY_LEN(known); i++) {
        if (name_len != known[i].name.len ||
            !str_eq_nocase((struct str){name, name_len}, known[i].name))
            continue;
        struct str *field = (struct str *)(void *)((char *)f + known[i].at);
        if (!field->p)
            *field = (struct str){value ? value : "", len};
        else if (field == &f->length)
            f->length_twice = true;
        break;
    }
    return MHD_YES;
}

void fields_read(struct conn *c)
{
    c->fields = (struct fields){0};
    MHD_get_connection_values_n(c->mhd, MHD_HEADER_KIND, take_field, &c->fields);
}

struct str http_header(const struct http_request *rq, const char *name)
{
    const struct conn *c = rq->connection;
    struct str wanted = str_of(name);
    if (c && c->mhd)
        return str_of(MHD_lookup_connection_value(c->mhd, MHD_HEADER_KIND, name));
    for (unsigned i = 0; i < rq->nheaders; i++)
        if (str_eq_nocase(rq->header[i].name, wanted))
            return rq->header[i].value;
    return (struct str){NULL, 0};
}

struct str http_cookie(const struct http_request *rq, const char *name)
{
    struct str rest = http_header(rq, "Cookie"), pair, wanted = str_of(name);
    while (str_next(&pair, &rest, ';')) {
        pair = str_trim(pair);
        if (str_starts(pair, wanted) && pair.len > wanted.len && pair.p[wanted.len] == '=')
            return str_sub(pair, wanted.len + 1, pair.len);
    }
    return (struct str){NULL, 0};
}

const struct str *http_field(const struct http_request *rq, const char *name)
{
    struct str wanted = str_of(name);
    for (unsigned i = 0; i < rq->nfields; i++)
        if (str_eq(rq->field[i].name, wanted))
            return &rq->field[i].value;
    return NULL;
}

static enum MHD_Result count_header(void *cls, enum MHD_ValueKind kind, const char *name,
                                    size_t name_len, const char *value, size_t len)
{
    struct http_request *rq = cls;
    struct http_param *all = (struct http_param *)(uintptr_t)rq->header;
    (void)kind;
    if (all)
        all[rq->nheaders] = (struct http_param){{name, name_len}, {value ? value : "", len}};
    rq->nheaders++;
    return MHD_YES;
}

void headers_list(struct conn *c)
{
    struct http_request *rq = &c->rq;
    rq->header = NULL;
    rq->nheaders = 0;
    MHD_get_connection_values_n(c->mhd, MHD_HEADER_KIND, count_header, rq);
    rq->header = arena_array(rq->arena, struct http_param, rq->nheaders);
    rq->nheaders = 0;
    MHD_get_connection_values_n(c->mhd, MHD_HEADER_KIND, count_header, rq);
}

int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* False with *why when the percent signs make no sense. Text without any is borrowed. */
static bool decode(struct str *out, struct arena *a, struct str s, const char **why)
{
    *out = s;
    if (s.len && memchr(s.p, '%', s.len)) {
        char *to = arena_alloc(a, s.len + 1);
        size_t n = 0;
        for (size_t i = 0; i < s.len; i++) {
            if (s.p[i] != '%') {
                to[n++] = s.p[i];
                continue;
            }
            int high = i + 2 < s.len ? hex_digit(s.p[i + 1]) : -1;
            int low = high >= 0 ? hex_digit(s.p[i + 2]) : -1;
            if (low < 0) {
                *why = "A percent sign in the address is not followed by two hexadecimal "
                       "digits.";
                return false;
            }
            to[n] = (char)(high << 4 | low);
            if (!to[n++]) {
                *why = "The address has a NUL byte in it.";
                return false;
            }
            i += 2;
        }
        *out = (struct str){to, n};
    }
    if (utf8_valid(*out) != out->len) {
        *why = "The address is not UTF-8.";
        return false;
    }
    return true;
}

static bool split_path(struct http_request *rq, const char **why)
{
    struct str rest = str_sub(rq->path, 1, rq->path.len), piece;
    rq->nsegments = 0;
    rq->too_many_segments = false;
    while (str_next(&piece, &rest, '/')) {
        if (piece.len == 0 && !rest.p)
            break; /* what follows the last slash */
        if (rq->nsegments == HTTP_SEGMENTS) {
            rq->too_many_segments = true;
            break;
        }
        if (!decode(&rq->segment[rq->nsegments++], rq->arena, piece, why))
            return false;
    }
    return true;
}

static bool split_query(struct http_request *rq, struct str query, const char **why)
{
    struct str piece;
    rq->nparams = 0;
    while (str_next(&piece, &query, '&')) {
        if (piece.len == 0)
            continue;
        if (rq->nparams == HTTP_PARAMS) {
            *why = "The query has more than 64 parameters.";
            return false;
        }
        struct http_param *p = &rq->param[rq->nparams++];
        const char *equals = memchr(piece.p, '=', piece.len);
        size_t name_len = equals ? (size_t)(equals - piece.p) : piece.len;
        if (!decode(&p->name, rq->arena, str_sub(piece, 0, name_len), why) ||
            !decode(&p->value, rq->arena, str_sub(piece, name_len + 1, piece.len), why))
            return false;
    }
    return true;
}

/* "http://host/path", which a server must understand (RFC 9112, 3.2.2), without its host */
struct str without_host(struct str target)
{
    size_t scheme = str_eq_nocase(str_sub(target, 0, 7), STR("http://")) ? 7
                  : str_eq_nocase(str_sub(target, 0, 8), STR("https://")) ? 8 : 0;
    if (scheme == 0)
        return target;
    const char *slash = memchr(target.p + scheme, '/', target.len - scheme);
    return slash ? str_sub(target, (size_t)(slash - target.p), target.len) : STR("/");
}

bool request_parse(struct conn *c, int *status, const char **why)
{
    struct http_request *rq = &c->rq;
    rq->method = c->head ? STR("GET") : str_of(c->method);
    rq->arena = &c->arena;
    rq->connection = c;
    rq->peer = str_of(c->peer_text);
    rq->header = NULL;
    rq->nheaders = 0;
    rq->field = NULL;
    rq->nfields = 0;
    rq->target = without_host(buf_view(&c->target));
    rq->body = buf_view(&c->body);
    *status = 400;
    for (size_t i = 0; i < rq->target.len; i++)
        if ((unsigned char)rq->target.p[i] <= ' ' || rq->target.p[i] == 0x7f) {
            *why = "The address has a blank or a control character in it.";
            return false;
        }
    if (rq->target.len == 0 || rq->target.p[0] != '/') {
        *why = "The address does not begin with a slash.";
        return false;
    }
    const char *hash = memchr(rq->target.p, '#', rq->target.len);
    size_t len = hash ? (size_t)(hash - rq->target.p) : rq->target.len;
    const char *mark = memchr(rq->target.p, '?', len);
    if (!mark) /* sdmx-json-parser adds this to an address that has no question mark, too */
        mark = memmem(rq->target.p, len, "&format=", 8);
    size_t path_len = mark ? (size_t)(mark - rq->target.p) : len;
    rq->path = str_sub(rq->target, 0, path_len);
    struct str query = mark ? (struct str){mark + 1, len - path_len - 1} : STR("");
    if (!split_path(rq, why) || !split_query(rq, query, why))
        return false;
    return c->get || rq->body.len == 0 ||
           form_parse(rq, http_header(rq, "Content-Type"), status, why);
}

/* "0.5" of ";q=0.5" in thousandths; a weight that is none counts as 1 */
static int weight(struct str params)
{
    struct str p;
    while (str_next(&p, &params, ';')) {
        p = str_trim(p);
        if (p.len < 3 || (p.p[0] | 32) != 'q' || p.p[1] != '=')
            continue;
        int w = p.p[2] == '0' ? 0 : 1000, unit = 100;
        for (size_t i = 4; w < 1000 && p.len > 3 && p.p[3] == '.' && i < p.len && unit;
             i++, unit /= 10) {
            if (p.p[i] < '0' || p.p[i] > '9')
                break;
            w += (p.p[i] - '0') * unit;
        }
        return w;
    }
    return 1000;
}

/* Of equal weights: zstd packs best in the same time, and gzip is what everybody has. */
enum coding coding_accepted(struct str rest)
{
    int of[CODINGS] = {-1, -1, -1, -1}, any = -1;
    struct str item;
    while (str_next(&item, &rest, ',')) {
        struct str name, params = item;
        str_next(&name, &params, ';');
        name = str_trim(name);
        enum coding known = coding_find(name);
        if (known || str_eq_nocase(name, STR("identity")))
            of[known] = weight(params);
        else if (str_is(name, "*"))
            any = weight(params);
    }
    if (of[CODING_GZIP] < 0)
        of[CODING_GZIP] = any;
    enum coding best = CODING_NONE;
    for (enum coding c = CODING_GZIP; c < CODINGS; c++)
        if (of[c] > 0 && of[c] >= of[best])
            best = c;
    return best;
}

static bool same_tag(enum coding *held, struct str tag, struct str etag)
{
    if (str_starts(tag, STR("W/")))
        tag = str_sub(tag, 2, tag.len);
    *held = CODING_NONE;
    if (str_eq(tag, etag))
        return true;
    if (tag.len < etag.len + 2 || !str_starts(tag, str_sub(etag, 0, etag.len - 1)) ||
        tag.p[etag.len - 1] != '-')
        return false;
    *held = coding_find(str_sub(tag, etag.len, tag.len - etag.len - 1));
    return *held != CODING_NONE;
}

bool same_as_held(enum coding *held, struct str none_match, struct str modified_since, const char *etag,
                  int64_t modified)
{
    *held = CODING_NONE;
    if (none_match.p && none_match.len) {
        if (str_is(str_trim(none_match), "*"))
            return true;
        struct str own = str_of(etag);
        if (own.len < 2)
            return false;
        /* Tags may hold commas, so the list is walked from quote to quote. */
        while (none_match.len) {
            const char *open = memchr(none_match.p, '"', none_match.len);
            if (!open)
                break;
            struct str from = str_sub(none_match, (size_t)(open - none_match.p), none_match.len);
            const char *close = from.len > 1 ? memchr(from.p + 1, '"', from.len - 1) : NULL;
            if (!close)
                break;
            if (same_tag(held, (struct str){from.p, (size_t)(close - from.p) + 1}, own))
                return true;
            none_match = str_sub(from, (size_t)(close - from.p) + 1, from.len);
        }
        return false;
    }
    int64_t since;
    struct str when = str_trim(modified_since);
    return modified && when.len && (clock_parse_http(&since, when) || clock_parse(&since, when)) &&
           modified <= since;
}

bool http_unchanged(const struct http_request *rq, const char *etag, int64_t modified)
{
    enum coding held;
    return str_is(rq->method, "GET") &&
           same_as_held(&held, http_header(rq, "If-None-Match"), http_header(rq, "If-Modified-Since"), etag,
                        modified);
}
