/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Data: the observations of what is asked for, in the format asked for. */

#include "server/rest.h"

#include "base/clock.h"

/* What is left of an answer behind so many bytes is streamed, so that a whole flow takes no more
 * memory than a slice. A stream is slower: its portions take turns with everybody's answers. */
enum { STREAM_AT = 2 << 20, FIRST_ROOM = 48 << 10 };

/* What a client has already is made again, since 304 is to say its length, but not when it has
 * more observations than this. */
enum { UNCHANGED_AT = 10000 };

/* -- data ------------------------------------------------------------------------------------------ */

/* What a streamed answer holds on to; in the request's arena, which outlives the stream. */
struct stream {
    struct writing w;
    struct slice *slices;
    struct dataset *datasets;
    size_t n;
    uint64_t nobs;
    struct snapshot *snap;
    struct past_answer *answer;
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
    editions_put(s->answer);
    snapshot_put(s->snap);
}

/* -- what of them ------------------------------------------------------------------------------------- */

/* All attributes stand at the observation, so detail=nodata, which leaves these out, leaves the keys. */
static int detail_read(struct writing *w, struct str detail, struct err *err)
{
    w->series_only = str_is(detail, "serieskeysonly") || str_is(detail, "nodata");
    w->data_only = str_is(detail, "dataonly");
    if (detail.len && !w->series_only && !w->data_only && !str_is(detail, "full"))
        return err_set(err, ERR_USAGE, "detail is to be full, dataonly, serieskeysonly or nodata");
    return 0;
}

/* attributes=dsd|msd|dataset|series|obs|all|none or ids: those at the data set and the series, and
 * reference metadata, are none here. Ids that no attribute has say nothing. */
static unsigned attributes_left_out(struct str text)
{
    static const struct {
        const char *id;
        unsigned bits;
    } names[] = {{"dsd", ATTR_ALL},
                 {"all", ATTR_ALL},
                 {"obs", ATTR_ALL},
                 {"OBS_STATUS", ATTR_STATUS},
                 {"UNIT_MEASURE", ATTR_UNIT_MEASURE},
                 {"UNIT_MULT", ATTR_UNIT_MULT},
                 {"SOURCE", ATTR_SOURCE},
                 {"NOTE_SOURCE", ATTR_NOTE_SOURCE},
                 {"NOTE_INDICATOR", ATTR_NOTE_INDICATOR},
                 {"NOTE_CLASSIF", ATTR_NOTE_CLASSIF},
                 {"DECIMALS", ATTR_DECIMALS}};
    unsigned wanted = 0;
    struct str one;
    if (text.len == 0)
        return 0;
    while (str_next(&one, &text, ','))
        for (size_t i = 0; i < ARRAY_LEN(names); i++)
            if (str_is(one, names[i].id))
                wanted |= names[i].bits;
    return ATTR_ALL & ~wanted;
}

static bool measure_left_out(struct str text)
{
    struct str one, rest = text;
    bool wanted = text.len == 0;
    while (str_next(&one, &rest, ','))
        wanted = wanted || str_is(one, "all") || str_is(one, "OBS_VALUE");
    return !wanted;
}

static int details(const struct rest *r, struct writing *w, struct err *err)
{
    struct str at = rest_param(r, "dimensionAtObservation");
    int e = detail_read(w, rest_param(r, "detail"), err);
    w->without = attributes_left_out(rest_param(r, "attributes"));
    w->no_measure = measure_left_out(rest_param(r, "measures"));
    w->data_only = w->data_only || w->without == ATTR_ALL;
    /* neither attributes nor measures: the list of series keys */
    w->series_only = w->series_only || (w->data_only && w->no_measure);
    w->all_dimensions = str_is(at, "AllDimensions");
    if (at.len && !w->all_dimensions && !str_is(at, "TIME_PERIOD"))
        w->at_observation = at;
    return e;
}

/* Some flow has that dimension: in others it is the time that stays at the observation. */
static int at_observation_known(const struct rest *r, struct str at, struct err *err)
{
    struct dims dims = {0};
    bool known = at.len == 0 || r->nsets == 0;
    for (unsigned i = 0; i < r->nsets && !known; i++) {
        dims_of(&dims, r->cube->ref, r->set[i].flow->indicator);
        for (unsigned d = 0; d < dims.n; d++)
            known = known || str_eq(dims.id[d], at);
    }
    return known ? 0
                 : err_set(err, ERR_USAGE, "dimensionAtObservation \"%.*s\" is to be TIME_PERIOD, "
                           "AllDimensions or another dimension", (int)MIN(at.len, (size_t)40), at.p);
}

/* Whether observations stand one by one in this format, or in series. */
static bool is_flat(const struct rest *r, const struct writing *w)
{
    struct str mime = str_of(r->format->mime);
    return w->all_dimensions || !(str_find(mime, STR("json")) || str_find(mime, STR("xml")));
}

/* Whether a data set says in this format what is to be done with it. Where none does, what was deleted would
 * look like what is there. */
static bool has_actions(const struct format *f)
{
    struct str mime = str_of(f->mime);
    return str_starts(mime, STR("application/vnd.sdmx.")) && !str_find(mime, STR("data+csv;version=1"));
}

/* -- which ---------------------------------------------------------------------------------------------- */

/* Offset and limit go on from set to set. */
static int collect(struct rest *r, struct stream *s, struct err *err)
{
    struct arrangement as = {s->w.at_observation, is_flat(r, &s->w)};
    struct str sort = rest_param(r, "sort");
    uint64_t skipped = 0, given = 0;
    int e = 0;
    for (unsigned i = 0; e >= 0 && i < r->nsets; i++) {
        struct query q;
        if (r->set[i].dataset.action == ACTION_DELETE && !has_actions(r->format))
            continue;
        e = rest_query(r, &q, &r->set[i], err);
        if (e > 0 && sort.len)
            e = query_sort(&q, sort, &as, err) < 0 ? -ERR_USAGE : 1;
        if (e <= 0)
            continue;
        if (q.limit && given == q.limit)
            return 0;
        q.offset -= MIN(q.offset, skipped);
        q.limit -= q.limit ? given : 0;
        q.count_series = s->w.series_only;
        struct slice found = query_run(&q);
        skipped += q.skipped;
        given += q.given;
        s->nobs += found.nobs;
        s->datasets[s->n] = r->set[i].dataset;
        if (s->datasets[s->n].action == ACTION_REPLACE &&
            (s->w.series_only || s->w.data_only || s->w.without || s->w.no_measure))
            s->datasets[s->n].action = ACTION_MERGE; /* what is left out is not to be lost */
        s->slices[s->n] = found;
        s->n += found.nruns > 0;
    }
    return MIN(e, 0);
}

/* -- sending -------------------------------------------------------------------------------------------- */

static const char *file_name(struct rest *r)
{
    char flow[CUBE_FLOW_ID] = "data";
    if (r->nflows == 1 && r->nsets)
        cube_flow_id(flow, r->cube->ref, r->set[0].flow);
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

static void send_slices(struct rest *r, struct stream *s)
{
    struct http_answer *an = r->an;
    struct str format = rest_param(r, "format");
    an->type = r->format->mime;
    an->language = rest_language(r);
    an->cacheable = true;
    if (str_find(format, STR("csvfile")) || str_find(format, STR("ilostat")) || str_find(format, STR("tidy")))
        an->disposition = file_name(r);
    writing_begin(&s->w, r->format);
    buf_room(&an->body, MIN(s->nobs * 160 + 4096, (uint64_t)FIRST_ROOM));
    while (writing_next(&s->w, &an->body)) {
        if (an->body.len > STREAM_AT) {
            atomic_fetch_add(&r->snap->users, 1);
            s->snap = r->snap;
            s->answer = r->answer;
            r->answer = NULL;
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

static void answer(struct rest *r, struct stream *s)
{
    if (s->nobs > UNCHANGED_AT && http_unchanged(r->rq, r->an->etag, r->an->modified)) {
        release_slices(s);
        return;
    }
    char *prepared = arena_alloc(r->rq->arena, CLOCK_TEXT);
    clock_fmt(prepared, r->snap->modified);
    s->w.fragments = r->fragments;
    s->w.ref = r->cube->ref;
    s->w.slices = s->slices;
    s->w.nslices = s->n;
    s->w.datasets = s->datasets;
    rest_writing(r, &s->w);
    s->w.arena = r->rq->arena;
    s->w.prepared = str_of(prepared);
    send_slices(r, s);
}

void rest_data(struct rest *r)
{
    static const char *const known[] = {"startPeriod", "endPeriod", "firstNObservations",
                                        "lastNObservations", "dimensionAtObservation", "detail",
                                        "attributes", "measures", "updatedAfter", "includeHistory",
                                        "asOf", "offset", "limit", "sort", "reportingYearStartDay",
                                        "derived", "c"};
    struct stream *s = arena_new(r->rq->arena, struct stream);
    struct err err = {0};
    if (!rest_params_known(r, known, ARRAY_LEN(known)) || !rest_choose_format(r))
        return;
    if (details(r, &s->w, &err) < 0) {
        rest_error_of(r, &err);
        return;
    }
    if (!rest_target(r, true))
        return;
    r->an->etag = site_etag(r->rq, r->snap, rest_target_representation(r, r->format->mime));
    r->an->modified = r->snap->modified;
    s->slices = arena_array(r->rq->arena, struct slice, r->nsets + 1);
    s->datasets = arena_array(r->rq->arena, struct dataset, r->nsets + 1);
    int e = at_observation_known(r, s->w.at_observation, &err);
    if (e == 0)
        e = collect(r, s, &err);
    if (e == 0 && s->n) {
        answer(r, s);
        return;
    }
    release_slices(s);
    if (e < 0)
        rest_error_of(r, &err);
    else
        rest_error(r, SDMX_NO_RESULTS, err.text[0] ? arena_fmt(r->rq->arena, "no results: %s", err.text)
                                                   : "no results: the release has no observations for this "
                                                     "key, these periods and filters");
}
