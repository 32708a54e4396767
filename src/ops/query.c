/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Asking a release from the command line. */

#include "ops/reader.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/period.h"
#include "publish/collections.h"
#include "publish/load.h"
#include "publish/query.h"
#include "publish/verbs.h"

/* "FLOW/KEY" apart at the first slash; "" for everything. */
static void split(struct str *flow, struct str *key, struct str text)
{
    const char *slash = text.len ? memchr(text.p, '/', text.len) : NULL;
    *flow = str_sub(text, 0, slash ? (size_t)(slash - text.p) : text.len);
    *key = slash ? str_sub(text, (size_t)(slash - text.p) + 1, text.len) : STR("");
}

static int number_of(uint32_t *out, struct call *c, const char *name, struct err *err)
{
    uint64_t n;
    struct str text = call_get(c, name);
    if (text.len == 0)
        return 0;
    if (!str_uint(&n, text, UINT32_MAX / 2))
        return err_set(err, ERR_USAGE, "--%s \"%s\" is to be a whole number", name,
                       utf8_brief(text).text);
    *out = (uint32_t)n;
    return 0;
}

/* component=value pairs: --filter TIME_PERIOD=ge:2010 */
static int filter_of(struct query *q, struct str text, struct err *err)
{
    const char *equals = text.len ? memchr(text.p, '=', text.len) : NULL;
    if (!equals)
        return err_set(err, ERR_USAGE, "--filter \"%s\" is to be COMPONENT=VALUE, as "
                       "OBS_VALUE=ge:100", utf8_brief(text).text);
    size_t at = (size_t)(equals - text.p);
    return query_filter(q, str_sub(text, 0, at), str_sub(text, at + 1, text.len), err);
}

static int ask(struct slice *out, struct call *c, const struct cube *cube,
               const struct cube_flow *flow, struct str key, struct err *err)
{
    struct query q;
    query_init(&q, cube, flow, &c->arena);
    int r = query_key(&q, QUERY_V1, key, err);
    if (r == 0)
        r = query_known(&q, key, err);
    if (r == 0 && call_has(c, "start"))
        r = query_start(&q, call_get(c, "start"), err);
    if (r == 0 && call_has(c, "end"))
        r = query_end(&q, call_get(c, "end"), err);
    if (r == 0)
        r = number_of(&q.first_n, c, "first", err);
    if (r == 0)
        r = number_of(&q.last_n, c, "last", err);
    for (unsigned i = 0; r == 0 && i < c->nvalues; i++)
        if (strcmp(c->value[i].name, "filter") == 0)
            r = filter_of(&q, c->value[i].value, err);
    if (r == 0)
        *out = query_run(&q);
    return r;
}

static int write_slices(struct call *c, const struct loaded *l, const struct format *f,
                        const struct slice *slices, size_t n, struct err *err)
{
    struct writing w = {.ref = l->ref, .slices = slices, .nslices = n,
                        .prepared = l->release.released_at,
                        .labels = call_has(c, "labels") ? LABELS_BOTH : LABELS_ID};
    writing_begin(&w, f);
    int r = 0;
    for (bool more = true; more && r == 0;) {
        more = writing_next(&w, &c->out);
        r = call_flush(c, false, err);
    }
    writing_end(&w);
    if (r == 0 && format_is_text(f) && c->out.len && c->out.p[c->out.len - 1] != '\n')
        buf_char(&c->out, '\n');
    return r;
}

static void put_avail(struct call *c, const struct loaded *l, const struct slice *s)
{
    struct avail_list list[DIMS_MAX];
    struct dims dims;
    char flow[CUBE_FLOW_ID], first[PERIOD_TEXT], last[PERIOD_TEXT];
    dims_of(&dims, l->ref, s->flow->indicator);
    slice_avail(list, &c->arena, s);
    struct str id = {flow, cube_flow_id(flow, l->ref, s->flow)};
    for (unsigned d = 0; d < dims.n; d++)
        for (uint32_t i = 0; i < list[d].n; i++) {
            const struct avail *a = &list[d].v[i];
            struct str code = avail_code(l->ref, s->flow, dims.kind[d], a->code);
            struct str from = {first, period_fmt(first, a->first)};
            struct str to = {last, period_fmt(last, a->last)};
            if (!c->json) {
                buf_fmt(&c->out, "%.*s  %-10.*s  %-28.*s  %.*s-%.*s  %s, %s\n", STR_FMT(id),
                        STR_FMT(dims.id[d]), STR_FMT(code), STR_FMT(from), STR_FMT(to),
                        num_counted(a->nseries, "series").text,
                        num_counted(a->nobs, "observation").text);
                continue;
            }
            json_open(&c->j, '{');
            json_put(&c->j, "flow", id);
            json_put(&c->j, "dimension", dims.id[d]);
            json_put(&c->j, "code", code);
            json_put(&c->j, "first", from);
            json_put(&c->j, "last", to);
            json_put_int(&c->j, "series", a->nseries);
            json_put_int(&c->j, "observations", a->nobs);
            json_close(&c->j);
            json_line(&c->j);
        }
}

/* -- verbs ------------------------------------------------------------------------------------------ */

/* What --share, --top N and the others say, in that order, as verbs_parse has it. */
static struct str verb_words(struct call *c)
{
    static const char *const flags[] = {"share", "growth", "average-growth", "per-capita"};
    struct str words = STR("");
    for (unsigned i = 0; i < c->nvalues; i++) {
        const char *word = NULL;
        for (size_t k = 0; k < ARRAY_LEN(flags) && !word; k++)
            if (strcmp(c->value[i].name, flags[k]) == 0)
                word = flags[k];
        if (strcmp(c->value[i].name, "top") == 0)
            word = arena_fmt(&c->arena, "top:%.*s", STR_FMT(c->value[i].value));
        if (word)
            words = str_of(arena_fmt(&c->arena, "%.*s%s%s", STR_FMT(words), words.len ? "," : "", word));
    }
    return words;
}

static int answer_verbs(struct call *c, const struct slice *slice, struct str words,
                        const struct populations *populations, struct err *err)
{
    struct verb verbs[VERBS_MAX];
    struct verb_result result;
    int n = verbs_parse(verbs, slice->cube->ref, slice->flow->indicator, words, call_get(c, "by"), err);
    int r = n < 0 ? n : verb_run(&result, &c->arena, slice, verbs, (size_t)n, populations, err);
    if (r < 0)
        return r;
    bool csv = str_is(call_get(c, "format"), "csv");
    if (c->json || csv)
        verbs_write(&c->out, csv ? COLUMNS_CSV : COLUMNS_JSON, slice, &result, verbs, (size_t)n);
    else
        verbs_print(&c->out, text_find("en"), slice, &result, verbs, (size_t)n);
    return 0;
}

/* The release as it is asked for: what was reported; a derived indicator's own flow; with --derived
 * both as one. `joined` is to be freed. */
static int load(struct loaded *l, struct cube **joined, const struct cube **cube, struct call *c,
                struct str flow, struct err *err)
{
    struct str now, only = call_has(c, "per-capita") ? STR("") : query_flow_code(flow); /* the population as well */
    int r = call_visible_at(&now, c, err);
    *joined = NULL;
    if (r == 0)
        r = reader_open(c, err);
    if (r == 0)
        r = reader_load(l, c, call_get(c, "release"), now, only, err);
    if (r < 0)
        return r;
    bool derived = derived_flow(l->ref, flow) != 0;
    if (derived || call_has(c, "derived"))
        r = release_load_derived(l, c->store, only, err);
    *cube = loaded_cube(l, flow);
    if (r == 0 && call_has(c, "derived") && !derived) {
        *cube = *joined = cube_join(l->cube, l->derived, 0);
        if (!*joined)
            r = err_set(err, ERR_LIMIT, "the release has too many sources and notes for its reported "
                        "and derived figures to be put together");
    }
    if (r < 0)
        loaded_release(l);
    return r;
}

/* A collection of others in place of a release. */
static int load_collection(struct loaded *l, struct collections *cs, const struct cube **cube, struct call *c,
                           struct err *err)
{
    static const char *const others[] = {"release", "derived", "audience", "embargoed"};
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        if (call_has(c, others[i]))
            return err_set(err, ERR_USAGE, "--%s says something of a release, and --collection asks for none",
                           others[i]);
    int r = call_ref(c, err);
    if (r == 0)
        r = collections_load_one(cs, c->store, c->ref, call_get(c, "collection"), err);
    if (r < 0)
        return r;
    const struct collection *of = cs->v[0];
    *l = (struct loaded){.ref = c->ref, .ref_borrowed = true, .release = {.released_at = of->imported_at}};
    arena_init(&l->arena, 1 << 20);
    *cube = of->cube;
    return 0;
}

/* The tables and countries of an answer, for the log of what is not public. */
static int log_reads(struct call *c, const struct loaded *l, const struct slice *slices, size_t n,
                     struct err *err)
{
    struct reads reads = {0};
    int r = 0;
    for (size_t i = 0; i < n; i++) {
        const struct slice *s = &slices[i];
        struct str indicator = l->ref->indicators[s->flow->indicator].code;
        for (uint32_t k = 0; r == 0 && k < s->nruns; k++)
            if (k == 0 || s->cube->area[s->runs[k].series] != s->cube->area[s->runs[k - 1].series])
                r = reads_add(&reads, c, &l->release, s->cube != l->derived, l->derived != NULL, indicator,
                              l->ref->areas[s->cube->area[s->runs[k].series]].code, err);
    }
    if (r == 0)
        r = reads_log(&reads, c, "query", err);
    reads_release(&reads);
    return r;
}

static int no_format(struct call *c, struct str name, struct err *err)
{
    struct buf names = {0};
    for (size_t i = 0; i < nformats; i++)
        if (formats[i].next)
            buf_fmt(&names, "%s%s", names.len ? ", " : "", formats[i].name);
    char *all = arena_text(&c->arena, buf_view(&names));
    buf_release(&names);
    return err_set(err, ERR_FORMAT, "--format \"%s\" is not one of %s", utf8_brief(name).text, all);
}

static const struct cube_flow *flow_of(const struct cube *cube, struct str name, struct err *err)
{
    uint16_t indicator;
    if (!cube->collection)
        return query_flow(cube, name, err);
    if (query_flow_indicator(&indicator, cube->ref, name, err) < 0)
        return NULL;
    const struct cube_flow *flow = cube_flow_find(cube, indicator);
    if (!flow)
        err_set(err, ERR_NOTFOUND, "the collection has no table %s", utf8_brief(name).text);
    return flow;
}

/* The slices of one flow or of all; those of all that are empty are left out. */
static int ask_flows(struct slice *slices, size_t *n, struct call *c, const struct cube *cube, struct str flow_name,
                     struct str key, struct err *err)
{
    int r = 0;
    *n = 0;
    if (flow_name.len) { /* an answer without figures still has columns */
        const struct cube_flow *flow = flow_of(cube, flow_name, err);
        return flow ? ask(&slices[(*n)++], c, cube, flow, key, err) : -(int)err->code;
    }
    for (uint32_t i = 0; r == 0 && i < cube->nflows; i++) {
        r = ask(&slices[*n], c, cube, &cube->flows[i], key, err);
        if (slices[*n].nruns)
            ++*n;
        else
            slice_release(&slices[*n]);
    }
    return r;
}

/* What is asked of: a release, or a collection of others. */
struct asked {
    struct loaded l;
    struct collections cs;
    const struct cube *cube;
    struct cube *joined;
};

/* Per head of the population that countries report, else of that which a collection of others has. */
static int answer_verbs_of(struct call *c, const struct asked *a, const struct slice *slice, struct str words,
                           struct err *err)
{
    struct collections others = {0};
    bool per_head = call_has(c, "per-capita");
    int r = per_head ? collections_load(&others, c->store, slice->cube->ref, err) : 0;
    if (r < 0)
        return r;
    const struct cube **v = arena_array(&c->arena, const struct cube *, others.n + 1);
    struct populations populations = {v, 0};
    if (per_head && a->l.cube)
        v[populations.n++] = a->l.cube;
    for (size_t i = 0; i < others.n; i++)
        v[populations.n++] = others.v[i]->cube;
    r = answer_verbs(c, slice, words, &populations, err);
    if (per_head)
        collections_release(&others);
    return r;
}

static int answer(struct call *c, const struct asked *a, const struct format *f, struct str verbs, struct err *err)
{
    struct str flow_name, key;
    size_t n;
    split(&flow_name, &key, call_get(c, "what"));
    struct slice *slices = arena_array(&c->arena, struct slice, a->cube->nflows + 1);
    int r = ask_flows(slices, &n, c, a->cube, flow_name, key, err);
    bool none = r == 0 && (n == 0 || slices[0].nruns == 0);
    if (r == 0 && !a->cs.n)
        r = log_reads(c, &a->l, slices, n, err);
    if (r == 0 && call_has(c, "available"))
        for (size_t i = 0; i < n; i++)
            put_avail(c, &a->l, &slices[i]);
    else if (r == 0 && verbs.len)
        r = answer_verbs_of(c, a, &slices[0], verbs, err);
    else if (r == 0)
        r = write_slices(c, &a->l, f, slices, n, err);
    for (size_t i = 0; i < n; i++)
        slice_release(&slices[i]);
    if (r == 0 && none)
        call_remark(c, a->cs.n ? "the collection has no figures for this question"
                               : "the release has no figures for this question");
    return r;
}

int op_query(struct call *c, struct err *err)
{
    struct asked a = {0};
    struct str name = call_get(c, "format"), flow_name, key;
    split(&flow_name, &key, call_get(c, "what"));
    struct str verbs = verb_words(c);
    const struct format *f = format_find(name.len ? name : c->json ? STR("sdmx-json") : STR("table"));
    if (verbs.len && (!flow_name.len || call_has(c, "available")))
        return err_set(err, ERR_USAGE,
                       "--%.*s is asked of the figures of one table, as DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T.",
                       (int)strcspn(verbs.p, ":,"), verbs.p);
    if (verbs.len ? name.len && !str_is(name, "csv") && !str_is(name, "table") : !f || !f->next)
        return verbs.len ? err_set(err, ERR_FORMAT, "--format \"%s\" is to be table or csv here; --json gives JSON",
                                   utf8_brief(name).text)
                         : no_format(c, name, err);
    int r = call_has(c, "collection") ? load_collection(&a.l, &a.cs, &a.cube, c, err)
                                      : load(&a.l, &a.joined, &a.cube, c, flow_name, err);
    if (r < 0)
        return r;
    r = answer(c, &a, f, verbs, err);
    if (r == 0 && a.cs.n)
        call_remark(c, arena_fmt(&c->arena, "%.*s (%.*s)", STR_FMT(a.cs.v[0]->attribution),
                                 STR_FMT(a.cs.v[0]->licence)));
    cube_free(a.joined);
    loaded_release(&a.l);
    if (a.cs.n)
        collections_release(&a.cs);
    return r;
}
