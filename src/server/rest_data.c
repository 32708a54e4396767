/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Data: which flows, and their observations in the format asked for. */

#include "server/rest.h"

#include "base/clock.h"

#include <stdio.h>

/* What is left of an answer behind so many bytes is streamed, so that a whole flow takes no more
 * memory than a slice. A stream is slower: its portions take turns with everybody's answers. */
enum { STREAM_AT = 2 << 20, FIRST_ROOM = 48 << 10 };

/* What a client has already is made again, since 304 is to say its length, but not when it has
 * more observations than this. */
enum { UNCHANGED_AT = 10000 };

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

bool rest_target(struct rest *r)
{
    return r->v2 ? target_v2(r) : target_v1(r);
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
    an->language = rest_language(r);
    an->cacheable = true;
    if (rest_contains(rest_param(r, "format"), "csvfile") || rest_contains(rest_param(r, "format"), "ilostat") ||
        rest_contains(rest_param(r, "format"), "tidy"))
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

void rest_data(struct rest *r)
{
    static const char *const known[] = {"startPeriod", "endPeriod", "firstNObservations",
                                        "lastNObservations", "dimensionAtObservation", "detail",
                                        "offset", "limit", "derived"};
    struct stream *s = arena_new(r->rq->arena, struct stream);
    uint64_t nobs = 0;
    if (!rest_params_known(r, known, ARRAY_LEN(known)) || !rest_choose_format(r) ||
        !set_details(r, &s->w))
        return;
    if (!rest_target(r))
        return;
    r->an->etag = site_etag(r->rq, r->snap, rest_representation(r, r->format->mime));
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
    rest_writing(r, &s->w);
    s->w.arena = r->rq->arena;
    s->w.prepared = str_of(prepared);
    send_slices(r, s, nobs);
}
