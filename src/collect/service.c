/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/service.h"

#include "base/utf8.h"

#include <stdio.h>

enum {
    URL_MAX = 8000,  /* RFC 9110, section 4.1, recommends that much at least */
    KEYS_MAX = 200,  /* of 2.x, that one key of 1.5 comes to */
    FIRST_YEAR = 1950
};

static const struct manner manners[] = {
    {"sdmx.ilo.org", "ILO", "csvfile"},
    {"sdmx.oecd.org", "", "csvfile"},
    {"data.un.org", "UNSD", "csv"},
    {"ec.europa.eu", "ESTAT", "SDMX-CSV"},
};
static const struct manner most = {"", NULL, "csvfile"};

/* -- pieces of a URL --------------------------------------------------------------------------- */

/* What stands between "://" and the path. */
static struct str authority_of(struct str url)
{
    size_t at = 0, end;
    while (at + 3 <= url.len && memcmp(url.p + at, "://", 3) != 0)
        at++;
    if (at + 3 > url.len)
        return STR("");
    for (end = at += 3; end < url.len && !strchr("/?#", url.p[end]); end++)
        ;
    return str_sub(url, at, end - at);
}

struct str url_host(struct str url)
{
    struct str authority = authority_of(url);
    size_t end = authority.len;
    while (end > 0 && authority.p[end - 1] >= '0' && authority.p[end - 1] <= '9')
        end--;
    return end > 0 && authority.p[end - 1] == ':' ? str_sub(authority, 0, end - 1) : authority;
}

const struct manner *manner_of(struct str url)
{
    const struct str name = url_host(url);
    for (size_t i = 0; i < ARRAY_LEN(manners); i++) {
        struct str known = str_of(manners[i].host);
        size_t more = name.len - MIN(name.len, known.len);
        if (name.len >= known.len && str_eq_nocase(str_sub(name, more, known.len), known) &&
            (more == 0 || name.p[more - 1] == '.'))
            return &manners[i];
    }
    return &most;
}

static size_t find_char(struct str s, char c)
{
    const char *at = s.len ? memchr(s.p, c, s.len) : NULL;
    return at ? (size_t)(at - s.p) : s.len;
}

static int hex_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "%2C" back to a comma; what is no such triple stays. */
static struct str decoded(struct arena *arena, struct str s)
{
    char *to = arena_alloc(arena, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        bool triple = s.p[i] == '%' && i + 2 < s.len && hex_of(s.p[i + 1]) >= 0 && hex_of(s.p[i + 2]) >= 0;
        to[n++] = triple ? (char)(hex_of(s.p[i + 1]) * 16 + hex_of(s.p[i + 2])) : s.p[i];
        i += triple ? 2 : 0;
    }
    return (struct str){to, n};
}

/* For a segment of the path: what SDMX-REST uses stays as it is, all else is escaped. */
static void put_escaped(struct buf *out, struct str s, const char *stays)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || strchr("-._~", c);
        if (c && (plain || strchr(stays, c)))
            buf_char(out, (char)c);
        else
            buf_fmt(out, "%%%02X", c);
    }
}
static void put_segment(struct buf *out, struct str s) { put_escaped(out, s, ",+:@*$"); }

/* How many keys of 2.x a key of 1.5 comes to; KEYS_MAX + 1: too many. */
static size_t keys_of(struct str key)
{
    size_t count = 1;
    struct str slot, rest = key;
    while (str_next(&slot, &rest, '.')) {
        size_t codes = 1;
        for (size_t i = 0; i < slot.len; i++)
            codes += slot.p[i] == '+';
        count = MIN(count * codes, (size_t)KEYS_MAX + 1);
    }
    return count;
}

/* -- from words --------------------------------------------------------------------------------- */

static int no_question(struct err *err, const char *why, struct str what)
{
    struct buf shown = {0};
    url_show(&shown, what);
    int r = err_set(err, ERR_USAGE, "\"%s\" %s; it is to be the address of a service with a flow, as "
                    "https://sdmx.ilo.org/rest DF_MST_NCTE_SEX_CCT_NB/MYS.A..., or of data as it is",
                    utf8_brief(buf_view(&shown)).text, why);
    buf_release(&shown);
    return r;
}

/* "AGENCY,FLOW,VERSION", "AGENCY,FLOW", "FLOW", "AGENCY:FLOW(VERSION)". */
static bool parse_flow(struct question *q, struct str text)
{
    struct str part[3], rest = text;
    size_t n = 0, colon = find_char(text, ':'), open = find_char(text, '(');
    if (colon < text.len) {
        q->agency = str_sub(text, 0, colon);
        q->flow = str_sub(text, colon + 1, open - MIN(open, colon + 1));
        if (open < text.len)
            q->version = str_sub(text, open + 1, text.len - open - 2);
        return q->flow.len > 0;
    }
    while (n < 3 && str_next(&part[n], &rest, ','))
        n++;
    if (n == 0 || rest.len)
        return false;
    q->agency = n > 1 ? part[0] : STR("");
    q->flow = part[n > 1];
    q->version = n > 2 ? part[2] : STR("");
    if (str_eq_nocase(q->agency, STR("all")))
        q->agency = STR("");
    if (str_is(q->version, "latest") || str_is(q->version, "all"))
        q->version = STR("");
    return q->flow.len > 0;
}

/* A key that leaves all open is said to be so: points alone are taken for folders by some. */
static struct str key_of(struct str key)
{
    bool open = true;
    for (size_t i = 0; open && i < key.len; i++)
        open = key.p[i] == '.' || key.p[i] == '*';
    return open || str_eq_nocase(key, STR("all")) ? STR("") : key;
}

/* Takes the periods out of the parameters; the rest stays as it was. */
static void parse_parameters(struct question *q, struct arena *arena, struct str text)
{
    struct str pair;
    struct buf rest = {0};
    while (str_next(&pair, &text, '&')) {
        struct str value = pair, name;
        str_next(&name, &value, '=');
        name = decoded(arena, name);
        q->has_updates = q->has_updates || str_is(name, "updatedAfter");
        q->has_periods = q->has_periods || str_is(name, "c[TIME_PERIOD]");
        q->has_format = q->has_format || str_is(name, "format");
        if (q->api == API_V1 && str_is(name, "startPeriod"))
            q->start = decoded(arena, value);
        else if (q->api == API_V1 && str_is(name, "endPeriod"))
            q->end = decoded(arena, value);
        else if (pair.len)
            buf_fmt(&rest, "%s%.*s", rest.len ? "&" : "", STR_FMT(pair));
    }
    q->query = arena_str(arena, buf_view(&rest));
    buf_release(&rest);
}

static bool is_context(struct str s)
{
    return str_is(s, "dataflow") || str_is(s, "datastructure") || str_is(s, "provisionagreement");
}

/* What follows /data/ in an address: of 2.x context/agency/flow/version/key, of 1.5 flow/key/provider. */
static bool parse_path(struct question *q, struct arena *arena, struct str path, struct str api)
{
    struct str part[6] = {{0}}, rest = path;
    size_t n = 0;
    while (n < 6 && str_next(&part[n], &rest, '/'))
        part[n] = decoded(arena, part[n]), n++;
    bool two = is_context(part[0]) && n > 2;
    if (rest.len || (api.len && two != str_is(api, "v2")))
        return false;
    q->api = two ? API_V2 : API_V1;
    if (!two) {
        q->key = key_of(part[1]);
        q->behind = part[2];
        return n <= 4 && !part[3].len && parse_flow(q, part[0]);
    }
    q->context = part[0];
    q->agency = str_is(part[1], "*") ? STR("") : part[1];
    q->flow = part[2];
    q->version = str_is(part[3], "*") ? STR("") : part[3];
    q->key = key_of(part[4]);
    return q->flow.len && !part[5].len;
}

/* Where "/data/" begins in the path and something follows; the length of the path where not. */
static size_t data_at(struct str path)
{
    for (size_t i = path.len; i-- > 0;)
        if (str_starts(str_sub(path, i, path.len), STR("/data/")) && i + 6 < path.len)
            return i;
    return path.len;
}

static bool is_one(struct str s, const char *kind)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.p[i] <= 0x20 || s.p[i] == 0x7f || strchr(kind, s.p[i]))
            return false;
    return true;
}

static int check_words(const struct question_words *w, struct err *err)
{
    struct str scheme, rest = w->url, authority = authority_of(w->url);
    str_next(&scheme, &rest, ':');
    if (!str_eq_nocase(scheme, STR("http")) && !str_eq_nocase(scheme, STR("https")))
        return no_question(err, "does not begin with https:// or http://", w->url);
    if (!authority.len || !is_one(w->url, "\"<>\\^`{|}") || w->url.len > URL_MAX)
        return no_question(err, "is no address", w->url);
    if (find_char(authority, '@') < authority.len)
        return err_set(err, ERR_USAGE, "an address with a user or a password in it is not asked");
    if (w->api.len && !str_is(w->api, "v1") && !str_is(w->api, "v2"))
        return err_set(err, ERR_USAGE, "--api is to be v1 (SDMX-REST 1.x) or v2 (2.x), not \"%s\"",
                       utf8_brief(w->api).text);
    if (!is_one(w->start, "&?#/") || !is_one(w->end, "&?#/"))
        return err_set(err, ERR_USAGE, "--start and --end are to be periods, as 2015");
    return 0;
}

int question_parse(struct question *out, struct arena *arena, const struct question_words *w, struct err *err)
{
    *out = (struct question){.context = STR("dataflow")};
    int r = check_words(w, err);
    if (r < 0)
        return r;
    struct str url = arena_str(arena, str_sub(w->url, 0, find_char(w->url, '#'))), what = arena_str(arena, w->what);
    size_t mark = find_char(url, '?');
    struct str path = str_sub(url, 0, mark), parameters = str_sub(url, mark + 1, url.len);
    size_t at = data_at(path);
    if (what.len) {
        while (path.len && path.p[path.len - 1] == '/')
            path.len--;
        bool newer = str_ends(path, STR("/v2")) || str_ends(path, STR("/3.0"));
        struct str flow;
        out->base = path;
        out->api = w->api.len ? (str_is(w->api, "v2") ? API_V2 : API_V1) : newer ? API_V2 : API_V1;
        str_next(&flow, &what, '/');
        out->key = key_of(what);
        if (!parse_flow(out, flow) || !is_one(what, "/?#"))
            return no_question(err, "is no flow with a key", w->what);
    } else if (at < path.len && parse_path(out, arena, str_sub(path, at + 6, path.len), w->api)) {
        out->base = str_sub(path, 0, at);
        out->as_given = url;
    } else {
        *out = (struct question){.api = API_NONE, .as_given = url};
        if (w->start.len || w->end.len)
            return err_set(err, ERR_USAGE,
                           "--start and --end are for SDMX services; the address says itself what it gives");
        return 0;
    }
    parse_parameters(out, arena, parameters);
    if (w->start.len || w->end.len) {
        out->as_given = STR("");
        out->start = w->start.len ? arena_str(arena, w->start) : out->start;
        out->end = w->end.len ? arena_str(arena, w->end) : out->end;
    }
    if (out->api == API_V2 && !out->as_given.len && keys_of(out->key) > KEYS_MAX)
        return err_set(err, ERR_USAGE, "the key comes to more than %d keys of SDMX-REST 2.x; name fewer codes in it, "
                       "or none where all will do", KEYS_MAX);
    return 0;
}

/* -- to an address ------------------------------------------------------------------------------ */

static void put_parameter(struct buf *out, bool *first, const char *name, struct str value)
{
    if (!value.len)
        return;
    buf_fmt(out, "%c%s=", *first ? '?' : '&', name);
    put_escaped(out, value, ":");
    *first = false;
}

/* The slots of a key of 1.5 with one code each of those with several: the n-th combination. */
static void put_key_of(struct buf *out, struct str key, size_t n)
{
    struct str slot, rest = key;
    bool first = true;
    while (str_next(&slot, &rest, '.')) {
        struct str code, codes = slot;
        size_t count = 1, at;
        for (size_t i = 0; i < slot.len; i++)
            count += slot.p[i] == '+';
        at = n % count;
        n /= count;
        code = STR("");
        for (size_t i = 0; i <= at; i++)
            str_next(&code, &codes, '+');
        if (!first)
            buf_char(out, '.');
        first = false;
        put_segment(out, code.len ? code : STR("*"));
    }
}

/* Keys of 2.x know no "+", but there may be several. */
static void put_keys(struct buf *out, struct str key)
{
    const size_t count = keys_of(key);
    if (find_char(key, ',') < key.len) { /* they are such keys already */
        put_segment(out, key);
        return;
    }
    for (size_t n = 0; n < count; n++) {
        if (n)
            buf_char(out, ',');
        put_key_of(out, key, n);
    }
}

static void put_path(struct buf *out, const struct question *q)
{
    buf_str(out, q->base);
    buf_puts(out, "/data/");
    if (q->api == API_V2) {
        buf_fmt(out, "%.*s/", STR_FMT(q->context));
        put_segment(out, q->agency.len ? q->agency : STR("*"));
        buf_char(out, '/');
        put_segment(out, q->flow);
        buf_char(out, '/');
        put_segment(out, q->version.len ? q->version : STR("*"));
        buf_char(out, '/');
        if (q->key.len)
            put_keys(out, q->key);
        else
            buf_char(out, '*');
        return;
    }
    if (q->agency.len || q->version.len) {
        put_segment(out, q->agency.len ? q->agency : STR("all"));
        buf_char(out, ',');
    }
    put_segment(out, q->flow);
    if (q->version.len) {
        buf_char(out, ',');
        put_segment(out, q->version);
    }
    buf_char(out, '/');
    put_segment(out, q->key.len ? q->key : STR("all"));
    if (q->behind.len) {
        buf_char(out, '/');
        put_segment(out, q->behind);
    }
}

/* The time in 2.x is a component like any other. */
static void put_periods(struct buf *out, bool *first, const struct question *q)
{
    if (q->api == API_V1) {
        put_parameter(out, first, "startPeriod", q->start);
        put_parameter(out, first, "endPeriod", q->end);
        return;
    }
    if (!q->start.len && !q->end.len)
        return;
    buf_fmt(out, "%cc%%5BTIME_PERIOD%%5D=", *first ? '?' : '&');
    *first = false;
    if (q->start.len) {
        buf_puts(out, "ge:");
        put_escaped(out, q->start, "");
    }
    if (q->end.len) {
        buf_puts(out, q->start.len ? "%2Ble:" : "le:");
        put_escaped(out, q->end, "");
    }
}

void question_url(struct buf *out, const struct question *q, struct str since, struct str format)
{
    bool first = true;
    if (q->as_given.len) {
        buf_str(out, q->as_given);
        first = find_char(q->as_given, '?') == q->as_given.len;
    } else {
        put_path(out, q);
        if (q->query.len) {
            buf_fmt(out, "?%.*s", STR_FMT(q->query));
            first = false;
        }
        put_periods(out, &first, q);
    }
    if (q->api != API_NONE && !q->has_updates)
        put_parameter(out, &first, "updatedAfter", since);
    if (q->api != API_NONE)
        put_parameter(out, &first, "format", format);
}

static bool is_secret(struct str name)
{
    static const char *const words[] = {"key", "token", "secret", "password", "passwd", "pwd", "auth", "signature"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        for (size_t at = 0; at + strlen(words[i]) <= name.len; at++)
            if (str_eq_nocase(str_sub(name, at, strlen(words[i])), str_of(words[i])))
                return true;
    return false;
}

/* Of the parameters goes along what opens the door; the rest is about data. References other than children are refused
 * by some, and "all" of agencies by others. */
void question_structure_url(struct buf *out, const struct question *q)
{
    const bool newer = q->api == API_V2;
    const char *known = manner_of(q->base)->agency;
    struct str agency = q->agency.len ? q->agency : str_of(known && *known ? known : newer ? "*" : "all");
    buf_fmt(out, "%.*s/%s/", STR_FMT(q->base), newer ? "structure/dataflow" : "dataflow");
    put_segment(out, agency);
    buf_char(out, '/');
    put_segment(out, q->flow.len ? q->flow : newer ? STR("*") : STR("all"));
    buf_char(out, '/');
    put_segment(out, q->version.len ? q->version : newer ? STR("~") : STR("latest"));
    buf_puts(out, q->flow.len ? "?references=children" : "");
    bool first = !q->flow.len;
    for (struct str pair, rest = q->query; str_next(&pair, &rest, '&');)
        if (is_secret(str_sub(pair, 0, find_char(pair, '=')))) {
            buf_fmt(out, "%c%.*s", first ? '?' : '&', STR_FMT(pair));
            first = false;
        }
}

bool url_respell(struct buf *out, struct str url)
{
    static const struct {
        char plain;
        const char *escaped;
    } ways[] = {{',', "%2C"}, {'+', "%2B"}, {':', "%3A"}, {'@', "%40"}};
    size_t mark = find_char(url, '?'), from = str_end(authority_of(url)) - url.p;
    bool to_plain = mark > from + 1 && url.p[mark - 1] == '/', to_escaped = false;
    for (size_t i = from; i < mark; i++)
        for (size_t k = 0; k < ARRAY_LEN(ways); k++) {
            to_plain = to_plain || str_eq_nocase(str_sub(url, i, 3), str_of(ways[k].escaped));
            to_escaped = to_escaped || url.p[i] == ways[k].plain;
        }
    if (!to_plain && !to_escaped)
        return false;
    buf_str(out, str_sub(url, 0, from));
    for (size_t i = from; i < mark; i++) {
        const char *escaped = NULL;
        char plain = 0;
        for (size_t k = 0; k < ARRAY_LEN(ways); k++) {
            if (to_plain && str_eq_nocase(str_sub(url, i, 3), str_of(ways[k].escaped)))
                plain = ways[k].plain;
            if (!to_plain && url.p[i] == ways[k].plain)
                escaped = ways[k].escaped;
        }
        if (escaped)
            buf_puts(out, escaped);
        else if (!(to_plain && url.p[i] == '/' && i + 1 == mark))
            buf_char(out, plain ? plain : url.p[i]);
        i += plain ? 2 : 0;
    }
    buf_str(out, str_sub(url, mark, url.len));
    return true;
}

/* -- in halves ---------------------------------------------------------------------------------- */

/* The slot of the key that names several countries; false where none does. */
static bool area_slot(size_t *from, size_t *len, struct str key, bool (*is_area)(void *ctx, struct str code), void *ctx)
{
    struct str slot, rest = key;
    while (str_next(&slot, &rest, '.')) {
        struct str code, codes = slot;
        bool areas = find_char(slot, '+') < slot.len;
        while (areas && str_next(&code, &codes, '+'))
            areas = is_area(ctx, code);
        if (areas) {
            *from = (size_t)(slot.p - key.p);
            *len = slot.len;
            return true;
        }
    }
    return false;
}

static struct str with_slot(struct arena *arena, struct str key, size_t from, size_t len, struct str slot)
{
    return str_of(arena_fmt(arena, "%.*s%.*s%.*s", (int)from, key.p, STR_FMT(slot),
                            STR_FMT(str_sub(key, from + len, key.len))));
}

static int year_of(struct str period, int without)
{
    uint64_t year;
    return str_uint(&year, str_sub(period, 0, 4), 9999) && period.len >= 4 ? (int)year : without;
}

bool question_halve(struct question half[2], struct arena *arena, const struct question *q,
                    bool (*is_area)(void *ctx, struct str code), void *ctx, int last_year)
{
    size_t from, len, mid;
    if (q->api == API_NONE)
        return false;
    half[0] = half[1] = *q;
    half[0].as_given = half[1].as_given = STR("");
    if (area_slot(&from, &len, q->key, is_area, ctx)) {
        struct str slot = str_sub(q->key, from, len);
        for (mid = len / 2; slot.p[mid] != '+' && mid + 1 < len; mid++)
            ;
        for (; slot.p[mid] != '+'; mid--)
            ;
        half[0].key = with_slot(arena, q->key, from, len, str_sub(slot, 0, mid));
        half[1].key = with_slot(arena, q->key, from, len, str_sub(slot, mid + 1, len));
        return true;
    }
    int first = year_of(q->start, FIRST_YEAR), last = year_of(q->end, MAX(last_year, first));
    if (last <= first || q->has_periods)
        return false;
    half[0].end = str_of(arena_fmt(arena, "%d", first + (last - first) / 2));
    half[1].start = str_of(arena_fmt(arena, "%d", first + (last - first) / 2 + 1));
    return true;
}

/* -- what may be shown ------------------------------------------------------------------------------ */

void url_show(struct buf *out, struct str url)
{
    struct str authority = authority_of(url), pair, rest;
    if (!authority.len) /* no URL, but somebody may have meant one */
        authority = str_sub(url, 0, MIN(find_char(url, '/'), find_char(url, '?')));
    size_t mark = find_char(url, '?'), begin = authority.len ? (size_t)(authority.p - url.p) : 0, host = begin;
    for (size_t i = 0; i < authority.len; i++)
        if (authority.p[i] == '@')
            host = begin + i + 1; /* the last one: a password may have some */
    buf_str(out, str_sub(url, 0, begin));
    buf_str(out, str_sub(url, host, mark - MIN(mark, host)));
    rest = str_sub(url, mark + 1, url.len);
    for (char before = '?'; mark + 1 < url.len && str_next(&pair, &rest, '&'); before = '&') {
        size_t equals = find_char(pair, '=');
        bool hide = equals < pair.len && is_secret(str_sub(pair, 0, equals));
        buf_char(out, before);
        buf_str(out, hide ? str_sub(pair, 0, equals + 1) : pair);
        buf_puts(out, hide ? "..." : "");
    }
}
