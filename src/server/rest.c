/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-REST 1.5.0 at /rest and /rest/v1, 2.2.2 at /rest/v2: data and availability. */

#include "server/rest.h"

#include "base/clock.h"
#include "base/num.h"
#include "syntax/json.h"

#include <stdio.h>

/* What is left of an answer behind so many bytes is streamed, so that a whole flow takes no more
 * memory than a slice. A stream is slower: its portions take turns with everybody's answers. */
enum { STREAM_AT = 2 << 20, FIRST_ROOM = 48 << 10 };

/* What a client has already is made again, since 304 is to say its length, but not when it has
 * more observations than this. */
enum { UNCHANGED_AT = 10000 };

/* -- errors ------------------------------------------------------------------------------------ */

static int http_of(const struct rest *r, enum sdmx_error code)
{
    switch (code) {
    case SDMX_NO_RESULTS: return r->v2 ? 204 : 404;
    case SDMX_SYNTAX: return 400;
    case SDMX_NOT_IMPLEMENTED: return 501;
    case SDMX_NOT_ACCEPTABLE: return 406;
    case SDMX_INTERNAL: return 500;
    }
    return 500;
}

static bool contains(struct str text, const char *part)
{
    return text.len && memmem(text.p, text.len, part, strlen(part));
}

static void put_escaped(struct buf *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '<': buf_puts(out, "&lt;"); break;
        case '>': buf_puts(out, "&gt;"); break;
        case '&': buf_puts(out, "&amp;"); break;
        default: buf_char(out, *text);
        }
}

static void answer_error(struct rest *r, int status, unsigned code, const char *message)
{
    struct http_answer *an = r->an;
    struct str accept = http_header(r->rq, "Accept");
    bool json = contains(accept, "json") || contains(rest_param(r, "format"), "json") ||
                (r->v2 && !contains(accept, "xml"));
    an->status = status;
    an->etag = NULL;
    an->modified = 0;
    an->cacheable = false;
    an->language = "en";
    an->body.len = 0;
    if (status == 204)
        return;
    if (json) {
        struct json j;
        an->type = "application/json";
        json_init(&j, &an->body);
        json_open(&j, '{');
        json_key(&j, "errors");
        json_open(&j, '[');
        json_open(&j, '{');
        json_put_int(&j, "code", code);
        json_put(&j, "title", str_of(message));
        json_close(&j);
        json_close(&j);
        json_close(&j);
        return;
    }
    an->type = "application/xml";
    buf_fmt(&an->body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mes:Error "
            "xmlns:mes=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\" "
            "xmlns:com=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common\">"
            "<mes:ErrorMessage code=\"%u\"><com:Text xml:lang=\"en\">", code);
    put_escaped(&an->body, message);
    buf_puts(&an->body, "</com:Text></mes:ErrorMessage></mes:Error>\n");
}

void rest_error(struct rest *r, enum sdmx_error code, const char *message)
{
    answer_error(r, http_of(r, code), code == SDMX_NOT_ACCEPTABLE ? 140 : code, message);
}

void rest_error_of(struct rest *r, const struct err *err)
{
    if (err->code == ERR_USAGE)
        rest_error(r, SDMX_SYNTAX, err->text);
    else if (err->code == ERR_NOTFOUND)
        answer_error(r, 404, SDMX_NO_RESULTS, err->text); /* what was asked for does not exist */
    else
        rest_error(r, SDMX_INTERNAL, err->text);
}

/* -- parameters -------------------------------------------------------------------------------- */

struct str rest_param(const struct rest *r, const char *name)
{
    const struct str *value = http_param(r->rq, name);
    return value ? *value : STR("");
}

static bool is_filter(struct str name)
{
    return str_starts(name, STR("c[")) && str_ends(name, STR("]"));
}

/* Parts of the standards whose absence is said, not passed over. */
static const struct {
    const char *name, *harmless; /* the value that asks for nothing special */
} later[] = {{"updatedAfter", NULL},  {"includeHistory", "false"}, {"asOf", NULL},
             {"sort", NULL},          {"reportingYearStartDay", NULL},
             {"attributes", "dsd"},   {"measures", "all"},         {"timeFormat", "original"},
             {"compression", NULL},   {"formatVersion", NULL}};

bool rest_params_known(struct rest *r, const char *const *known, size_t n)
{
    for (unsigned i = 0; i < r->rq->nparams; i++) {
        struct str name = r->rq->param[i].name, value = r->rq->param[i].value;
        bool found = r->v2 && is_filter(name);
        for (size_t k = 0; k < n && !found; k++)
            found = str_is(name, known[k]);
        for (size_t k = 0; k < ARRAY_LEN(later) && !found; k++)
            if (str_is(name, later[k].name)) {
                if (!later[k].harmless || !str_is(value, later[k].harmless)) {
                    rest_error(r, SDMX_NOT_IMPLEMENTED,
                               arena_fmt(r->rq->arena, "%s is not served here yet", later[k].name));
                    return false;
                }
                found = true;
            }
        if (!found) {
            struct buf list = {0};
            for (size_t k = 0; k < n; k++)
                buf_fmt(&list, "%s%s", k ? ", " : "", known[k]);
            rest_error(r, SDMX_SYNTAX,
                       arena_fmt(r->rq->arena, "there is no parameter \"%.*s\" here; there are %s%s",
                                 (int)MIN(name.len, (size_t)60), name.p, list.p,
                                 r->v2 ? " and c[COMPONENT]" : ""));
            buf_release(&list);
            return false;
        }
    }
    return true;
}

static bool whole_number(struct rest *r, uint64_t *out, const char *name, uint64_t max)
{
    struct str text = rest_param(r, name);
    if (text.len == 0 || str_uint(out, text, max))
        return true;
    rest_error(r, SDMX_SYNTAX, arena_fmt(r->rq->arena, "%s \"%.*s\" is to be a whole number", name,
                                         (int)MIN(text.len, (size_t)40), text.p));
    return false;
}

bool rest_query(struct rest *r, struct query *q, const struct cube_flow *flow)
{
    struct err err;
    uint64_t first = 0, last = 0;
    struct str start = rest_param(r, "startPeriod"), end = rest_param(r, "endPeriod");
    query_init(q, r->cube, flow, r->rq->arena);
    int e = query_key(q, r->v2 ? QUERY_V2 : QUERY_V1, r->key, &err);
    if (e == 0 && start.len)
        e = query_start(q, start, &err);
    if (e == 0 && end.len)
        e = query_end(q, end, &err);
    for (unsigned i = 0; e == 0 && i < r->rq->nparams; i++) {
        struct str name = r->rq->param[i].name;
        if (is_filter(name))
            e = query_filter(q, str_sub(name, 2, name.len - 3), r->rq->param[i].value, &err);
    }
    if (e < 0) {
        rest_error_of(r, &err);
        return false;
    }
    if (!whole_number(r, &first, "firstNObservations", UINT32_MAX / 2) ||
        !whole_number(r, &last, "lastNObservations", UINT32_MAX / 2) ||
        !whole_number(r, &q->offset, "offset", UINT64_MAX / 2) ||
        !whole_number(r, &q->limit, "limit", UINT64_MAX / 2))
        return false;
    q->first_n = (uint32_t)first;
    q->last_n = (uint32_t)last;
    return true;
}

/* -- which format ------------------------------------------------------------------------------- */

/* Names that clients put into format=, and what they mean by them. */
static const struct {
    const char *name, *format;
    enum labels labels;
} format_names[] = {
    {"jsondata", "sdmx-json", LABELS_ID},   {"json", "sdmx-json", LABELS_ID},
    {"csv", "sdmx-csv", LABELS_ID},         {"csvdata", "sdmx-csv", LABELS_ID},
    {"csvfile", "sdmx-csv", LABELS_ID},     {"csvfilewithlabels", "sdmx-csv", LABELS_BOTH},
    {"sdmx-json", "sdmx-json", LABELS_ID},  {"sdmx-csv", "sdmx-csv", LABELS_ID},
    {"ilostat", "ilostat", LABELS_ID},      {"tidy", "csv", LABELS_BOTH},
    {"table", "table", LABELS_ID},
};

/* Media types that are understood in Accept; `version` is the one we write. */
static const struct {
    const char *type, *format, *version;
} media[] = {
    {"application/vnd.sdmx.data+json", "sdmx-json", "2.0.0"},
    {"application/vnd.sdmx.data+csv", "sdmx-csv", "1.0.0"},
    {"application/json", "sdmx-json", NULL},
    {"text/csv", "sdmx-csv", NULL},
    {"*/*", "sdmx-json", NULL},
    {"application/*", "sdmx-json", NULL},
    {"text/*", "sdmx-csv", NULL},
    {"text/plain", "table", NULL},
};

struct range {
    struct str type, version, labels;
    double q;
};

static struct range range_parse(struct str text)
{
    struct range g = {.q = 1};
    struct str piece, rest = text;
    if (str_next(&piece, &rest, ';'))
        g.type = str_trim(piece);
    while (str_next(&piece, &rest, ';')) {
        struct str value = piece, name = {0};
        unsigned places;
        if (!str_next(&name, &value, '='))
            continue;
        name = str_trim(name);
        value = str_trim(value);
        if (str_eq_nocase(name, STR("version")))
            g.version = value;
        else if (str_eq_nocase(name, STR("labels")))
            g.labels = value;
        else if (str_eq_nocase(name, STR("q")) && num_parse(&g.q, &places, value) != NUM_OK)
            g.q = 0;
    }
    return g;
}

static bool accept_format(struct rest *r, struct str accept)
{
    struct str one, rest = accept;
    double best = 0;
    while (str_next(&one, &rest, ',')) {
        struct range g = range_parse(one);
        for (size_t i = 0; i < ARRAY_LEN(media); i++) {
            if (!str_eq_nocase(g.type, str_of(media[i].type)) || g.q <= best)
                continue;
            if (media[i].version && g.version.len && !str_is(g.version, media[i].version))
                continue;
            best = g.q;
            r->format = format_find(str_of(media[i].format));
            r->labels = str_is(g.labels, "both") ? LABELS_BOTH : LABELS_ID;
        }
    }
    return best > 0;
}

static bool choose_format(struct rest *r)
{
    struct str name = rest_param(r, "format"), labels = rest_param(r, "labels");
    struct str accept = http_header(r->rq, "Accept");
    bool found = false;
    for (size_t i = 0; i < ARRAY_LEN(format_names) && name.len && !found; i++)
        if ((found = str_eq_nocase(name, str_of(format_names[i].name)))) {
            r->format = format_find(str_of(format_names[i].format));
            r->labels = format_names[i].labels;
        }
    if (name.len == 0)
        found = accept_format(r, accept.len ? accept : STR("*/*"));
    if (!found) {
        rest_error(r, SDMX_NOT_ACCEPTABLE,
                   arena_fmt(r->rq->arena, "%s \"%.*s\" is not served here; data come as "
                             "application/vnd.sdmx.data+json;version=2.0.0 or "
                             "application/vnd.sdmx.data+csv;version=1.0.0 (format=jsondata, "
                             "csvfile, csvfilewithlabels, ilostat)", name.len ? "format" : "Accept",
                             (int)MIN(name.len ? name.len : accept.len, (size_t)100),
                             name.len ? name.p : accept.p));
        return false;
    }
    if (labels.len) {
        if (!str_is(labels, "id") && !str_is(labels, "both")) {
            rest_error(r, SDMX_SYNTAX, "labels is to be id or both");
            return false;
        }
        r->labels = str_is(labels, "both") ? LABELS_BOTH : LABELS_ID;
    }
    return true;
}

/* -- which flows --------------------------------------------------------------------------------- */

/* derived=true: what was reported and what is computed from it, as one. It is the product's own; the
 * standards let a service have parameters of its own. */
static bool derived_asked(struct rest *r, bool *asked)
{
    struct str derived = rest_param(r, "derived");
    *asked = str_is(derived, "true");
    if (derived.len == 0 || *asked || str_is(derived, "false"))
        return true;
    rest_error(r, SDMX_SYNTAX, "derived is to be true or false");
    return false;
}

/* The cube of derived figures, or of both, of a flow (0: of all); false when answered. */
static bool derived_take(struct rest *r, uint16_t indicator, bool joined)
{
    struct err err;
    r->cube = derived_cube(r->snap->derived, &r->snap->loaded, indicator, joined, &r->fragments, &err);
    if (!r->cube)
        rest_error_of(r, &err);
    return r->cube != NULL;
}

static bool flows_all(struct rest *r)
{
    bool derived;
    if (!derived_asked(r, &derived) || (derived && !derived_take(r, 0, true)))
        return false;
    if (!derived) {
        r->cube = r->snap->loaded.cube;
        r->fragments = r->snap->fragments;
    }
    for (uint32_t i = 0; i < r->cube->nflows && r->nflows < FLOWS_MAX; i++)
        r->flow[r->nflows++] = &r->cube->flows[i];
    return true;
}

/* All flows of an answer come from one cube: that of what was reported, or of one derived flow, or,
 * with derived=true, of both. A derived indicator's own flow answers always. */
static bool flows_cube(struct rest *r, struct str ref, bool several)
{
    bool joined;
    uint16_t derived = derived_flow(r->snap->loaded.ref, ref);
    uint16_t indicator = ref_indicator_find(r->snap->loaded.ref, query_flow_code(ref));
    if (!derived_asked(r, &joined))
        return false;
    if (several && derived && !joined) {
        rest_error(r, SDMX_NOT_IMPLEMENTED, "derived dataflows are asked for one by one, or together with "
                   "derived=true");
        return false;
    }
    if (joined && indicator)
        return r->nflows ? true : derived_take(r, several ? 0 : indicator, true);
    if (derived)
        return derived_take(r, derived, false);
    r->cube = r->snap->loaded.cube;
    r->fragments = r->snap->fragments;
    return true;
}

static bool flows_add(struct rest *r, struct str ref, bool several)
{
    struct err err;
    if (!flows_cube(r, ref, several))
        return false;
    const struct cube_flow *flow = query_flow(r->cube, ref, &err);
    if (!flow)
        rest_error_of(r, &err);
    else if (r->nflows < FLOWS_MAX)
        r->flow[r->nflows++] = flow;
    return flow != NULL;
}

/* v1: {flowRef}/{key}/{providerRef} */
static bool target_v1(struct rest *r)
{
    struct str provider = r->nseg > 3 ? r->seg[3] : STR("all");
    r->key = r->nseg > 2 ? r->seg[2] : STR("all");
    if (!str_eq_nocase(provider, STR("all"))) {
        rest_error(r, SDMX_NOT_IMPLEMENTED, "data providers are not served here yet; leave the "
                   "provider out or say all");
        return false;
    }
    if (r->nseg < 2 || str_eq_nocase(r->seg[1], STR("all")))
        return flows_all(r);
    return flows_add(r, r->seg[1], false);
}

/* v2: {context}/{agency}/{id}/{version}/{key}; ids may be several, joined by a comma */
static bool target_v2(struct rest *r)
{
    struct str part[5] = {STR("*"), STR("*"), STR("*"), STR("*"), STR("*")};
    for (unsigned i = 0; i < 5 && i + 1 < r->nseg; i++)
        part[i] = r->seg[i + 1];
    r->key = part[4];
    if (str_is(part[0], "datastructure") || str_is(part[0], "provisionagreement")) {
        rest_error(r, SDMX_NOT_IMPLEMENTED, "data are served by dataflow; the context is to be "
                   "dataflow or *");
        return false;
    }
    if (!str_is(part[0], "dataflow") && !str_is(part[0], "*")) {
        rest_error(r, SDMX_SYNTAX, arena_fmt(r->rq->arena, "the context \"%.*s\" is to be dataflow, "
                                             "datastructure, provisionagreement or *",
                                             (int)MIN(part[0].len, (size_t)40), part[0].p));
        return false;
    }
    if (str_is(part[2], "*"))
        return flows_all(r);
    struct str one, ids = part[2];
    bool several = ids.len && memchr(ids.p, ',', ids.len);
    while (str_next(&one, &ids, ','))
        if (!flows_add(r, str_of(arena_fmt(r->rq->arena, "%.*s,%.*s,%.*s", STR_FMT(part[1]),
                                           STR_FMT(one), STR_FMT(part[3]))), several))
            return false;
    return true;
}

/* -- data ------------------------------------------------------------------------------------------ */

/* What a streamed answer holds on to; in the request's arena, which outlives the stream. */
struct stream {
    struct writing w;
    struct slice *slices;
    size_t n;
    struct snapshot *snap;
};

static bool stream_next(void *ctx, struct buf *out)
{
    struct stream *s = ctx;
    return writing_next(&s->w, out);
}

static void release_slices(struct stream *s)
{
    for (size_t i = 0; i < s->n; i++)
        slice_release(&s->slices[i]);
}

static void stream_end(void *ctx)
{
    struct stream *s = ctx;
    writing_end(&s->w);
    release_slices(s);
    snapshot_put(s->snap);
}

static bool set_details(struct rest *r, struct writing *w)
{
    struct str detail = rest_param(r, "detail"), at = rest_param(r, "dimensionAtObservation");
    if (str_is(detail, "serieskeysonly") || str_is(detail, "nodata"))
        w->series_only = true;
    else if (str_is(detail, "dataonly"))
        w->data_only = true;
    else if (detail.len && !str_is(detail, "full")) {
        rest_error(r, SDMX_SYNTAX, "detail is to be full, dataonly, serieskeysonly or nodata");
        return false;
    }
    if (str_is(at, "AllDimensions"))
        w->all_dimensions = true;
    else if (at.len && !str_is(at, "TIME_PERIOD")) {
        rest_error(r, SDMX_NOT_IMPLEMENTED, "dimensionAtObservation is served as TIME_PERIOD and "
                   "AllDimensions");
        return false;
    }
    return true;
}

static const char *file_name(struct rest *r)
{
    char flow[CUBE_FLOW_ID] = "data";
    if (r->nflows == 1)
        cube_flow_id(flow, r->snap->loaded.ref, r->flow[0]);
    return arena_fmt(r->rq->arena, "attachment; filename=\"%s%s\"", flow, r->format->ext);
}

/* After a portion the length of the whole can be guessed: room for it at once is less work than
 * doubling, which copies what is there again and again. */
static void make_room(const struct stream *s, struct buf *out)
{
    uint64_t all = 0, done = s->w.run;
    for (size_t i = 0; i < s->n; i++) {
        all += s->slices[i].nruns;
        done += i < s->w.slice ? s->slices[i].nruns : 0;
    }
    uint64_t guess = done ? out->len * all / done * 17 / 16 : 0;
    if (guess > out->len)
        buf_room(out, MIN(guess, (uint64_t)STREAM_AT + FIRST_ROOM) - out->len);
}

static void send_slices(struct rest *r, struct stream *s, uint64_t nobs)
{
    struct http_answer *an = r->an;
    an->type = r->format->mime;
    an->language = "en";
    an->cacheable = true;
    if (contains(rest_param(r, "format"), "csvfile") || contains(rest_param(r, "format"), "ilostat") ||
        contains(rest_param(r, "format"), "tidy"))
        an->disposition = file_name(r);
    writing_begin(&s->w, r->format);
    buf_room(&an->body, MIN(nobs * 160 + 4096, (uint64_t)FIRST_ROOM));
    while (writing_next(&s->w, &an->body)) {
        if (an->body.len > STREAM_AT) {
            atomic_fetch_add(&r->snap->users, 1);
            s->snap = r->snap;
            an->stream = stream_next;
            an->stream_end = stream_end;
            an->stream_ctx = s;
            return;
        }
        make_room(s, &an->body);
    }
    writing_end(&s->w);
    release_slices(s);
}

static void rest_data(struct rest *r)
{
    static const char *const known[] = {"startPeriod", "endPeriod", "firstNObservations",
                                        "lastNObservations", "dimensionAtObservation", "detail",
                                        "offset", "limit", "format", "labels", "lang",
                                        "derived"};
    struct stream *s = arena_new(r->rq->arena, struct stream);
    uint64_t nobs = 0;
    if (!rest_params_known(r, known, ARRAY_LEN(known)) || !choose_format(r) ||
        !set_details(r, &s->w))
        return;
    if (!(r->v2 ? target_v2(r) : target_v1(r)))
        return;
    char *kind = arena_alloc(r->rq->arena, strlen(r->format->mime) + 3);
    *stpcpy(stpcpy(kind, r->format->mime), " ") = (char)('0' + r->labels);
    r->an->etag = site_etag(r->rq, r->snap, kind);
    r->an->modified = r->snap->modified;
    s->slices = arena_array(r->rq->arena, struct slice, r->nflows + 1);
    for (unsigned i = 0; i < r->nflows; i++) {
        struct query q;
        if (!rest_query(r, &q, r->flow[i])) {
            release_slices(s);
            return;
        }
        struct slice found = query_run(&q);
        nobs += found.nobs;
        if (found.nruns)
            s->slices[s->n++] = found;
    }
    if (nobs == 0) {
        rest_error(r, SDMX_NO_RESULTS, "no results: the release has no observations for this key, "
                   "these periods and filters");
        return;
    }
    if (nobs > UNCHANGED_AT && http_unchanged(r->rq, r->an->etag, r->an->modified)) {
        release_slices(s);
        return;
    }
    char *prepared = arena_alloc(r->rq->arena, CLOCK_TEXT);
    clock_fmt(prepared, r->snap->modified);
    s->w.fragments = r->fragments;
    s->w.ref = r->snap->loaded.ref;
    s->w.slices = s->slices;
    s->w.nslices = s->n;
    s->w.labels = r->labels;
    s->w.arena = r->rq->arena;
    s->w.prepared = str_of(prepared);
    send_slices(r, s, nobs);
}

/* -- resources --------------------------------------------------------------------------------------- */

/* Resources of the standards that will be served, and for now say so. */
static const char *const later_v1[] = {
    "datastructure", "metadatastructure", "categoryscheme", "conceptscheme", "codelist",
    "hierarchicalcodelist", "organisationscheme", "agencyscheme", "dataproviderscheme",
    "dataconsumerscheme", "organisationunitscheme", "dataflow", "metadataflow", "reportingtaxonomy",
    "provisionagreement", "structureset", "process", "categorisation", "contentconstraint",
    "actualconstraint", "allowedconstraint", "attachmentconstraint", "transformationscheme",
    "rulesetscheme", "userdefinedoperatorscheme", "customtypescheme", "namepersonalisationscheme",
    "vtlmappingscheme", "structure", "metadata", "schema"};
static const char *const later_v2[] = {"structure", "schema", "metadata", "registration"};

static bool is_later(const struct rest *r)
{
    const char *const *list = r->v2 ? later_v2 : later_v1;
    size_t n = r->v2 ? ARRAY_LEN(later_v2) : ARRAY_LEN(later_v1);
    for (size_t i = 0; i < n; i++)
        if (str_is(r->seg[0], list[i]))
            return true;
    return false;
}

static void dispatch(struct rest *r)
{
    bool data = r->nseg && str_is(r->seg[0], "data");
    bool avail = r->nseg && str_is(r->seg[0], r->v2 ? "availability" : "availableconstraint");
    if (r->nseg && !data && !avail && is_later(r)) {
        rest_error(r, SDMX_NOT_IMPLEMENTED,
                   arena_fmt(r->rq->arena, "%.*s queries are not served here yet; data and %s are",
                             STR_FMT(r->seg[0]), r->v2 ? "availability" : "availableconstraint"));
    } else if (!data && !avail) {
        answer_error(r, 404, SDMX_NO_RESULTS,
                     arena_fmt(r->rq->arena, "there is no resource \"%.*s\"; there are data and %s",
                               r->nseg ? (int)MIN(r->seg[0].len, (size_t)40) : 0,
                               r->nseg ? r->seg[0].p : "",
                               r->v2 ? "availability" : "availableconstraint"));
    } else if (r->rq->too_many_segments || r->nseg > (r->v2 ? 6u : 4u) + avail) {
        rest_error(r, SDMX_SYNTAX, r->v2 ? "the path is /rest/v2/data/{context}/{agency}/{id}/"
                                           "{version}/{key}"
                                         : "the path is /rest/data/{flow}/{key}/{provider}");
    } else if (!r->snap->loaded.cube) {
        answer_error(r, r->v2 ? 204 : 404, SDMX_NO_RESULTS, "nothing has been released yet");
    } else if (data) {
        rest_data(r);
    } else if (r->v2 ? target_v2(r) : target_v1(r)) {
        rest_availability(r);
    }
}

void rest_handle(struct site *site, struct snapshot *snap, const struct http_request *rq,
                 struct http_answer *an)
{
    struct rest r = {.site = site, .snap = snap, .rq = rq, .an = an};
    unsigned skip = 1;
    if (rq->nsegments > 1 && str_is(rq->segment[1], "v2"))
        r.v2 = true;
    if (r.v2 || (rq->nsegments > 1 && str_is(rq->segment[1], "v1")))
        skip = 2;
    r.seg = rq->segment + skip;
    r.nseg = rq->nsegments - skip;
    dispatch(&r);
}
