/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/ilostat.h"

#include "base/utf8.h"
#include "io/ilostat.h"
#include "model/period.h"
#include "publish/query.h"
#include "syntax/packer.h"
#include "syntax/text.h"

/* As in rest_data.c: what comes behind so many bytes is streamed, and what a client has is not made again when it
 * has more observations. */
enum { STREAM_AT = 2 << 20, UNCHANGED_AT = 10000, ASKED_MAX = 512 };

/* -- which tables and figures ------------------------------------------------------------------------- */

/* One table: an indicator, of one frequency or (0) all. */
struct table {
    const struct cube *cube;
    const struct cube_flow *flow;
    char freq;
};
struct asked_data {
    struct table v[ASKED_MAX];
    unsigned n;
    struct buf areas, freqs; /* of /data/ref_area, for filters */
};

/* "THA_A" is THA and A; without such an end freq is 0. */
static struct str split_freq(char *freq, struct str id)
{
    *freq = 0;
    if (id.len > 2 && id.p[id.len - 2] == '_' && strchr("AQM", id.p[id.len - 1] & ~0x20)) {
        *freq = (char)(id.p[id.len - 1] & ~0x20);
        return str_sub(id, 0, id.len - 2);
    }
    return id;
}

static struct str upper(const struct rows *r, struct str text)
{
    char *copy = arena_text(r->rq->arena, text);
    for (size_t i = 0; i < text.len; i++)
        if (copy[i] >= 'a' && copy[i] <= 'z')
            copy[i] = (char)(copy[i] - 'a' + 'A');
    return (struct str){copy, text.len};
}

/* False when answered. */
static bool add_table(struct rows *r, struct asked_data *d, struct str id)
{
    const struct loaded *l = &r->snap->loaded;
    struct table t = {.cube = l->cube};
    struct err err;
    struct str code = query_flow_code(upper(r, id));
    uint16_t indicator = ref_indicator_find(l->ref, code);
    if (!indicator)
        indicator = ref_indicator_find(l->ref, code = split_freq(&t.freq, code));
    if (!indicator) {
        struct str near = ref_indicator_nearest(l->ref, code);
        rows_error(r, 404, arena_fmt(r->rq->arena, "there is no dataset with id=%s%s%.*s%s", utf8_brief(id).text,
                                        near.len ? "; perhaps " : "", STR_FMT(near), near.len ? "_A?" : ""));
        return false;
    }
    if (derived_flow(l->ref, code)) {
        const struct fragments *unused;
        t.cube = derived_cube(r->snap->derived, l, indicator, false, &unused, &err);
        if (!t.cube) {
            rows_error(r, err_http_status(err.code), err.text);
            return false;
        }
    }
    t.flow = cube_flow_find(t.cube, indicator);
    if (!t.flow) {
        rows_error(r, 404, arena_fmt(r->rq->arena, "the dataset %.*s has no figures in this release",
                                        STR_FMT(code)));
        return false;
    }
    for (unsigned i = 0; i < d->n; i++)
        if (d->v[i].flow == t.flow && (d->v[i].freq == t.freq || !d->v[i].freq))
            return true; /* asked for twice */
    if (d->n < ASKED_MAX)
        d->v[d->n++] = t;
    return true;
}

static void add_all_tables(struct rows *r, struct asked_data *d)
{
    const struct cube *cube = r->snap->loaded.cube;
    for (uint32_t i = 0; i < cube->nflows && d->n < ASKED_MAX; i++)
        d->v[d->n++] = (struct table){cube, &cube->flows[i], 0};
}

static bool take_ids(struct rows *r, struct asked_data *d, bool by_area)
{
    struct str ids = rows_param(r, "id"), one, code, indicators = rows_param(r, "indicator");
    bool any = false, whole = false;
    char freq;
    while (rows_next_value(&one, &ids)) {
        any = true;
        if (!by_area) {
            if (!add_table(r, d, one))
                return false;
            continue;
        }
        code = split_freq(&freq, upper(r, one));
        if (!ref_area_find(r->snap->loaded.ref, code)) {
            rows_error(r, 404, arena_fmt(r->rq->arena, "there is no dataset with id=%s; areas are called as THA_A",
                                            utf8_brief(one).text));
            return false;
        }
        buf_fmt(&d->areas, "%s%.*s", d->areas.len ? "," : "", STR_FMT(code));
        whole = whole || !freq;
        if (freq && !(d->freqs.len && memchr(d->freqs.p, freq, d->freqs.len)))
            buf_fmt(&d->freqs, "%s%c", d->freqs.len ? "," : "", freq);
    }
    if (whole)
        d->freqs.len = 0;
    if (!any) {
        rows_error(r, 400, by_area ? "id= is to say which area, as id=THA_A"
                                      : "id= is to say which dataset, as id=MST_NCTE_SEX_CCT_NB_A");
        return false;
    }
    bool some = false;
    while (by_area && rows_next_value(&one, &indicators)) {
        some = true;
        if (!add_table(r, d, one))
            return false;
    }
    if (by_area && !some)
        add_all_tables(r, d);
    return true;
}

/* A filter of the query from a parameter; nothing when it is empty. */
static int filter(struct rows *r, struct query *q, const char *component, struct str value, struct err *err)
{
    struct buf list = {0};
    struct str one, rest = upper(r, value);
    while (rows_next_value(&one, &rest))
        buf_fmt(&list, "%s%.*s", list.len ? "," : "", STR_FMT(one));
    int e = list.len ? query_filter(q, str_of(component), buf_view(&list), err) : 0;
    buf_release(&list);
    return e;
}

/* The same of a dimension, where the table has it. */
static int filter_dim(struct rows *r, struct query *q, enum dim_kind kind, const char *param, struct err *err)
{
    for (unsigned d = 0; d < q->dims.n; d++)
        if (q->dims.kind[d] == kind)
            return filter(r, q, arena_text(r->rq->arena, q->dims.id[d]), rows_param(r, param), err);
    return 0;
}

static int years(struct rows *r, struct query *q, struct err *err)
{
    struct str from = rows_param(r, "timefrom"), to = rows_param(r, "timeto");
    int e = from.len ? query_start(q, str_sub(from, 0, 4), err) : 0;
    return e == 0 && to.len ? query_end(q, str_sub(to, 0, 4), err) : e;
}

/* Of each area the newest period alone, whichever series has it. */
static struct slice newest_only(struct rows *r, struct slice *s)
{
    const struct cube *c = s->cube;
    uint16_t *newest = arena_array(r->rq->arena, uint16_t, c->ref->nareas);
    struct slice out = {.cube = c, .flow = s->flow};
    for (uint32_t i = 0; i < s->nruns; i++) {
        uint16_t *at = &newest[c->area[s->runs[i].series]];
        *at = MAX(*at, c->period[s->runs[i].first + s->runs[i].n - 1]);
    }
    for (uint32_t i = 0; i < s->nruns; i++) {
        uint32_t last = s->runs[i].first + s->runs[i].n - 1;
        if (c->period[last] == newest[c->area[s->runs[i].series]])
            slice_add(&out, s->runs[i].series, last, 1);
    }
    slice_release(s);
    return out;
}

static int ask(struct slice *out, struct rows *r, const struct asked_data *d, const struct table *t,
               struct err *err)
{
    struct query q;
    char freq[2] = {t->freq};
    query_init(&q, t->cube, t->flow, r->rq->arena);
    int e = filter(r, &q, "REF_AREA", d->areas.len ? buf_view(&d->areas) : rows_param(r, "ref_area"), err);
    if (e == 0)
        e = filter(r, &q, "FREQ", t->freq ? str_of(freq) : d->freqs.len ? buf_view(&d->freqs) : STR(""), err);
    if (e == 0)
        e = filter_dim(r, &q, DIM_SEX, "sex", err);
    if (e == 0)
        e = filter_dim(r, &q, DIM_CLASSIF1, "classif1", err);
    if (e == 0)
        e = filter_dim(r, &q, DIM_CLASSIF2, "classif2", err);
    if (e == 0)
        e = filter(r, &q, "SOURCE", rows_param(r, "source"), err);
    if (e == 0)
        e = filter(r, &q, "TIME_PERIOD", rows_param(r, "time"), err);
    if (e == 0)
        e = years(r, &q, err);
    if (e == 0) {
        *out = query_run(&q);
        if (str_eq_nocase(rows_param(r, "latestyear"), STR("true")))
            *out = newest_only(r, out);
    }
    return e;
}

/* -- sending ---------------------------------------------------------------------------------------------- */

struct sending {
    struct writing w;
    struct slice *slices;
    unsigned n;
    enum columns_form form;
    bool gzip;
    struct packer packer;
    struct buf raw;
    struct snapshot *snap; /* while it is streamed */
};

static bool write_some(struct sending *s, struct buf *out)
{
    return s->form == COLUMNS_CSV ? writing_next(&s->w, out) : ilostat_rows_next(&s->w, out, s->form);
}

static bool send_next(void *ctx, struct buf *out)
{
    struct sending *s = ctx;
    if (!s->gzip)
        return write_some(s, out);
    s->raw.len = 0;
    bool more = write_some(s, &s->raw);
    return packer_put(&s->packer, out, buf_view(&s->raw), !more) && more;
}

static void release_slices(struct sending *s)
{
    for (unsigned i = 0; i < s->n; i++)
        slice_release(&s->slices[i]);
}

static void send_end(void *ctx)
{
    struct sending *s = ctx;
    writing_end(&s->w);
    packer_release(&s->packer);
    buf_release(&s->raw);
    release_slices(s);
    if (s->snap)
        snapshot_put(s->snap);
}

static void send(struct rows *r, struct sending *s)
{
    s->form = r->form;
    s->gzip = r->gzip && packer_begin(&s->packer, CODING_GZIP, PACK_FAST, 0);
    writing_begin(&s->w, format_find(STR("ilostat")));
    while (send_next(s, &r->an->body))
        if (r->an->body.len > STREAM_AT) {
            atomic_fetch_add(&r->snap->users, 1);
            s->snap = r->snap;
            r->an->stream = send_next;
            r->an->stream_end = send_end;
            r->an->stream_ctx = s;
            return;
        }
    send_end(s);
}

/* type= and detail=; false when answered. */
static bool set_details(struct rows *r, struct writing *w)
{
    struct str type = rows_param(r, "type"), detail = rows_param(r, "detail");
    if (str_is(type, "label"))
        w->labels = LABELS_NAME;
    else if (str_is(type, "both"))
        w->labels = LABELS_BOTH;
    else if (type.len && !str_is(type, "code")) {
        rows_error(r, 400, "type is to be code, label or both");
        return false;
    }
    w->data_only = str_is(detail, "dataonly");
    w->series_only = str_is(detail, "serieskeysonly");
    if (detail.len && !w->data_only && !w->series_only && !str_is(detail, "full") &&
        !str_is(detail, "bestsourceonly")) {
        rows_error(r, 400, "detail is to be full, dataonly, serieskeysonly or bestsourceonly");
        return false;
    }
    return true;
}

static void ilostat_data(struct rows *r, bool by_area)
{
    /* The last ones are of its own pages there and change nothing of the figures. */
    static const char *const known[] = {"id", "ref_area", "indicator", "sex", "classif1", "classif2", "source",
                                        "time", "timefrom", "timeto", "latestyear", "best_source", "type", "lang",
                                        "format", "detail", "mode", "channel", "title"};
    struct sending *s = arena_new(r->rq->arena, struct sending);
    struct asked_data *d = arena_new(r->rq->arena, struct asked_data);
    struct err err;
    int e = 0;
    if (!rows_known(r, known, ARRAY_LEN(known)) || !set_details(r, &s->w) || !take_ids(r, d, by_area))
        goto end;
    s->slices = arena_array(r->rq->arena, struct slice, d->n + 1);
    /* Every figure here is of the best source of its cell: there is none but for who wants the others. */
    bool others = str_is(rows_param(r, "best_source"), "no");
    for (unsigned i = 0; i < d->n && e == 0; i++) {
        if (others)
            s->slices[s->n] = (struct slice){.cube = d->v[i].cube, .flow = d->v[i].flow};
        else
            e = ask(&s->slices[s->n], r, d, &d->v[i], &err);
        s->n += e == 0; /* also without figures: its columns stand in the header */
    }
    if (e < 0) {
        rows_error(r, err_http_status(err.code), err.text);
        release_slices(s);
        goto end;
    }
    struct str ids = rows_param(r, "id"), first = STR("");
    rows_next_value(&first, &ids);
    rows_dress(r, d->n == 1 || by_area ? arena_text(r->rq->arena, upper(r, first)) : "data");
    uint64_t nobs = 0;
    for (unsigned i = 0; i < s->n; i++)
        nobs += s->slices[i].nobs;
    if (nobs > UNCHANGED_AT && http_unchanged(r->rq, r->an->etag, r->an->modified)) {
        release_slices(s);
        goto end;
    }
    s->w.ref = r->snap->loaded.ref;
    s->w.slices = s->slices;
    s->w.nslices = s->n;
    s->w.language = str_of(r->language);
    s->w.arena = r->rq->arena;
    send(r, s);
end:
    buf_release(&d->areas);
    buf_release(&d->freqs);
}

/* -- addresses ------------------------------------------------------------------------------------------- */

/* The addresses of the time when these were files: /files/indicator/MST_..._A.csv.gz,
 * /files/indicator/table_of_contents_en.csv, /files/dic/classif1_en.csv. */
static const char *moved_to(const struct http_request *rq)
{
    if (rq->nsegments != 3 || !str_is(rq->segment[0], "files"))
        return NULL;
    static const struct str contents = {"table_of_contents_", 18};
    struct str folder = rq->segment[1], name = rq->segment[2];
    const char *dot = name.len ? memchr(name.p, '.', name.len) : NULL;
    struct str stem = dot ? str_sub(name, 0, (size_t)(dot - name.p)) : name;
    const char *format = dot ? arena_text(rq->arena, str_sub(name, stem.len, name.len)) : ".csv";
    for (size_t i = 0; i < name.len; i++)
        if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.", name.p[i]))
            return NULL;
    bool tables = str_is(folder, "indicator") || str_is(folder, "ref_area");
    const char *lang = stem.len > 3 && stem.p[stem.len - 3] == '_'
                           ? arena_text(rq->arena, str_sub(stem, stem.len - 2, 2)) : "en";
    if (tables && str_starts(stem, contents))
        return arena_fmt(rq->arena, "/metadata/toc/%.*s?lang=%s&format=%s", STR_FMT(folder), lang, format);
    if (tables && stem.len)
        return arena_fmt(rq->arena, "/data/%.*s?id=%.*s&format=%s", STR_FMT(folder), STR_FMT(stem), format);
    if (str_is(folder, "dic") && stem.len > 3 && stem.p[stem.len - 3] == '_')
        return arena_fmt(rq->arena, "/metadata/dic?var=%.*s&lang=%s&format=%s", (int)stem.len - 3, stem.p, lang,
                         format);
    return NULL;
}

bool ilostat_handle(struct site *site, struct snapshot *snap, const struct http_request *rq,
                    struct http_answer *an)
{
    struct rows r = {.site = site, .snap = snap, .rq = rq, .an = an};
    const struct str *s = rq->segment;
    bool data = rq->nsegments == 2 && str_is(s[0], "data");
    bool toc = rq->nsegments == 3 && str_is(s[0], "metadata") && str_is(s[1], "toc");
    bool dic = rq->nsegments == 2 && str_is(s[0], "metadata") && str_is(s[1], "dic");
    if ((an->location = moved_to(rq))) {
        an->status = 308;
        return true;
    }
    struct str what = data || toc ? s[rq->nsegments - 1] : STR("");
    bool by_area = str_is(what, "ref_area");
    if (!dic && !by_area && !str_is(what, "indicator"))
        return false;
    if (!snap->loaded.cube)
        rows_error(&r, 404, "nothing has been released yet");
    else if (!rows_form(&r, COLUMNS_CSV))
        return true;
    else if (data)
        ilostat_data(&r, by_area);
    else if (toc)
        ilostat_toc(&r, by_area);
    else
        ilostat_dictionary(&r);
    return true;
}
