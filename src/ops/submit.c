/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/ops.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/block.h"
#include "model/period.h"
#include "model/ref_builtin.h"
#include "syntax/compress.h"

#include <math.h>
#include <pthread.h>

/* -- the file's name for ever and its compressed bytes, made beside the reading ----------- */

struct keeping {
    struct str raw;
    struct buf packed;
    char sha256[SHA256_HEX];
    pthread_t thread;
    bool threaded;
};

static void *keep(void *arg)
{
    struct keeping *k = arg;
    struct sha256 hash = sha256_of(k->raw);
    sha256_hex(k->sha256, &hash);
    zstd_pack(&k->packed, k->raw, 1);
    return NULL;
}

static void keeping_begin(struct keeping *k, struct str raw)
{
    *k = (struct keeping){.raw = raw};
    k->threaded = pthread_create(&k->thread, NULL, keep, k) == 0;
    if (!k->threaded)
        keep(k);
}

static void keeping_end(struct keeping *k)
{
    if (k->threaded)
        pthread_join(k->thread, NULL);
    k->threaded = false;
}

/* -- storing -------------------------------------------------------------------------------- */

/* A question table's id by the key of its findings. */
struct stored {
    struct str key; /* indicator area source period, with tabs */
    int64_t id;
    int64_t errors, warnings;
};

static struct str table_key(struct arena *arena, struct str indicator, struct str area,
                            struct str source, struct str period)
{
    return str_of(arena_fmt(arena, "%.*s\t%.*s\t%.*s\t%.*s", STR_FMT(indicator), STR_FMT(area),
                            STR_FMT(source), STR_FMT(period)));
}

struct tables {
    struct map by_key;
    struct stored *v;
    uint32_t n;
    int64_t figures;
};

static struct str period_text(struct arena *arena, uint16_t period)
{
    char text[PERIOD_TEXT];
    return arena_str(arena, (struct str){text, period_fmt(text, period)});
}

static bool same_table_at(const struct checked *k, size_t a, size_t b)
{
    return obs_same_table(&k->set.v[a], &k->set.v[b]);
}

/* The question tables of the sorted cells, with the findings counted into each. */
static void tables_make(struct tables *ts, struct call *c, const struct checked *k)
{
    size_t n = 0;
    for (size_t i = 0; i < k->set.n; i++)
        n += i == 0 || !same_table_at(k, i, i - 1);
    ts->v = arena_array(&c->arena, struct stored, n + 1);
    for (size_t i = 0; i < k->set.n; i++) {
        const struct obs *o = &k->set.v[i];
        ts->figures += !o->set_aside && !isnan(o->value);
        if (i && same_table_at(k, i, i - 1))
            continue;
        ts->v[ts->n].key = table_key(&c->arena, c->ref->indicators[o->indicator].code,
                                     c->ref->areas[o->area].code, k->set.sources.v[o->source],
                                     period_text(&c->arena, o->period));
        map_put(&ts->by_key, ts->v[ts->n].key, ts->n);
        ts->n++;
    }
    for (size_t i = 0; i < k->findings.n; i++) {
        const struct finding *f = &k->findings.v[i];
        uint32_t at;
        struct arena scratch;
        if (!f->indicator.len)
            continue;
        arena_init(&scratch, 1 << 20);
        if (map_find(&ts->by_key, &at,
                     table_key(&scratch, f->indicator, f->area, f->source, f->period))) {
            ts->v[at].errors += f->severity == SEV_ERROR;
            ts->v[at].warnings += f->severity == SEV_WARNING;
        }
        arena_release(&scratch);
    }
}

static int put_tables(struct tables *ts, struct call *c, const struct checked *k, int64_t submission,
                      struct err *err)
{
    struct buf cells = {0};
    int r = 0;
    for (size_t from = 0, to, at = 0; r == 0 && from < k->set.n; from = to, at++) {
        for (to = from + 1; to < k->set.n && same_table_at(k, from, to);)
            to++;
        const struct obs *o = &k->set.v[from];
        char period[PERIOD_TEXT];
        cells.len = 0;
        table_pack(&cells, c->ref, &k->set, from, to - from);
        struct question_table t = {
            .submission = submission, .indicator = c->ref->indicators[o->indicator].code,
            .area = c->ref->areas[o->area].code, .source = k->set.sources.v[o->source],
            .period = {period, period_fmt(period, o->period)},
            .state = ts->v[at].errors ? STR(STATE_ERRORS) : STR(STATE_CLEAN),
            .ncells = (int64_t)(to - from), .nerrors = ts->v[at].errors,
            .nwarnings = ts->v[at].warnings, .cells = buf_view(&cells)};
        r = store_table_add(c->store, &t, err);
        ts->v[at].id = t.id;
    }
    buf_release(&cells);
    return r;
}

static int put_findings(const struct tables *ts, struct call *c, const struct checked *k,
                        int64_t submission, struct err *err)
{
    int r = 0;
    struct arena scratch;
    struct buf proposals = {0};
    arena_init(&scratch, 1 << 20);
    for (size_t i = 0; r == 0 && i < k->findings.n; i++) {
        const struct finding *f = &k->findings.v[i];
        uint32_t at;
        arena_reset(&scratch);
        bool known = f->indicator.len &&
                     map_find(&ts->by_key, &at, table_key(&scratch, f->indicator, f->area, f->source,
                                                          f->period));
        struct in_finding row = finding_row(&proposals, f, &k->set);
        row.submission = submission;
        row.table = known ? ts->v[at].id : 0;
        r = store_finding_add(c->store, &row, err);
    }
    buf_release(&proposals);
    arena_release(&scratch);
    return r;
}

static int put_remarks(struct call *c, const struct checked *k, int64_t submission, struct err *err)
{
    int r = 0;
    for (size_t i = 0; r == 0 && i < k->remarks.n; i++) {
        const struct remark *m = &k->remarks.v[i];
        struct in_remark row = {
            .submission = submission, .kind = str_of(remark_kind_name(m->kind)), .sheet = m->sheet,
            .row = m->row, .column = m->column, .indicator = m->indicator, .area = m->area,
            .source = m->source, .sex = m->sex, .classif1 = m->classif[0], .classif2 = m->classif[1],
            .period = m->period, .type = m->type, .content = m->content, .public = m->public};
        r = store_remark_add(c->store, &row, err);
    }
    return r;
}

struct str name_kept(struct arena *arena, const char *path, bool whole)
{
    const char *slash = whole ? NULL : strrchr(path, '/');
    struct buf name = {0};
    utf8_quote(&name, str_of(slash ? slash + 1 : path), 200);
    struct str copy = arena_str(arena, buf_view(&name));
    buf_release(&name);
    return copy;
}

static int store_all(struct submission *s, struct call *c, const struct checked *k,
                     struct keeping *keeping, const struct incoming *in, bool *again, struct err *err)
{
    struct tables ts = {0};
    tables_make(&ts, c, k);
    s->sha256 = str_of(keeping->sha256);
    s->tables = ts.n;
    s->figures = ts.figures;
    int r = call_begin(c, err);
    if (r == 0)
        r = store_submission_same(c->store, &s->id, s->sha256, s->source, s->round,
                                  buf_view(&k->mapping_text), err);
    if (r == 1) {
        *again = true;
        store_rollback(c->store);
        c->in_transaction = false;
        map_release(&ts.by_key);
        return 0;
    }
    if (r == 0)
        r = store_submission_add(c->store, s, buf_view(&keeping->packed), err);
    if (r == 0)
        r = put_tables(&ts, c, k, s->id, err);
    if (r == 0)
        r = put_findings(&ts, c, k, s->id, err);
    if (r == 0)
        r = store_sheets_add(c->store, s->id, k->set.sheets, k->set.nsheets, err);
    if (r == 0)
        r = put_remarks(c, k, s->id, err);
    if (r == 0 && k->format == &mapped_format)
        r = store_mapping_add(c->store, s->id, buf_view(&k->mapping_text), err);
    if (r == 0 && in->beside)
        r = in->beside(c, in->ctx, s->id, err);
    if (r == 0)
        r = call_commit(c, err);
    map_release(&ts.by_key);
    return r;
}

/* -- telling -------------------------------------------------------------------------------- */

static void put_again(struct call *c, const char *path, const struct submission *s)
{
    if (c->json) {
        json_open(&c->j, '{');
        json_put_int(&c->j, "id", s->id);
        json_put(&c->j, "file", str_of(path));
        json_put_bool(&c->j, "already_received", true);
        json_close(&c->j);
        json_line(&c->j);
        return;
    }
    buf_fmt(&c->out, "%s: the same file was received before, as submission %lld; nothing is stored "
            "anew\n", path, (long long)s->id);
}

static int put_stored(struct call *c, const char *path, const struct submission *s,
                      const struct checked *k, const char *language, struct err *err)
{
    if (c->json) {
        json_open(&c->j, '{');
        json_put_int(&c->j, "id", s->id);
        json_put(&c->j, "file", str_of(path));
        json_put_bool(&c->j, "already_received", false);
        json_put(&c->j, "format", s->format);
        json_put(&c->j, "sha256", s->sha256);
        json_put(&c->j, "state", s->state);
        json_put_int(&c->j, "cells", s->cells);
        json_put_int(&c->j, "figures", s->figures);
        json_put_int(&c->j, "tables", s->tables);
        json_put_int(&c->j, "errors", s->errors);
        json_put_int(&c->j, "warnings", s->warnings);
        json_put_int(&c->j, "infos", s->infos);
        json_close(&c->j);
        json_line(&c->j);
        return 0;
    }
    int r = c->quiet ? 0 : findings_put(c, k, path, language, err);
    if (r < 0)
        return r;
    buf_fmt(&c->out, "%s: submission %lld, %s: %s in %s, %s, %s\n", path, (long long)s->id,
            s->format.p, num_counted((uint64_t)s->cells, "cell").text,
            num_counted((uint64_t)s->tables, "question table").text,
            num_counted((uint64_t)s->errors, "error").text,
            num_counted((uint64_t)s->warnings, "warning").text);
    return 0;
}

/* Beside what was accepted before, and with the answers that stand. */
static int check_with_earlier(struct checked *k, struct call *c, struct str round, struct err *err)
{
    struct obs_set earlier;
    obs_set_init(&earlier);
    int r = accepted_before(&earlier, c, &k->set, err);
    if (r == 0) {
        struct severities severities;
        checked_check(k, 1, c->ref, &earlier, c->now);
        r = severities_of(&severities, c, round, err);
        finding_list_weigh(&k->findings, &severities);
        if (r == 0)
            r = earlier_answers(&k->findings, c, err);
    }
    obs_set_release(&earlier);
    return r;
}

/* The country that a file is of: of all its figures, else the one that was said; empty where there
 * are several. Who answers for a country sends figures of no other. */
static int area_of_file(struct str *area, struct call *c, const struct checked *k, struct str said,
                        struct err *err)
{
    uint16_t one = said.len ? ref_area_find(c->ref, said) : 0;
    bool several = false;
    if (said.len && (!one || !c->ref->areas[one].member))
        return err_set(err, ERR_USAGE, "--country \"%.*s\" is no country of %.*s; it is to be three letters, "
                       "as THA", (int)MIN(said.len, (size_t)40), said.p, STR_FMT(c->ref->region));
    for (size_t i = 0; i < k->set.n; i++) {
        const struct obs *o = &k->set.v[i];
        const struct area *a = &c->ref->areas[o->area];
        bool may = call_may(c, a->code) && (!said.len || o->area == one);
        if (!may)
            return err_set(err, ERR_DENIED, "the file has figures of %.*s (row %u): %s%s%.*s", STR_FMT(a->name),
                           o->row, said.len ? "it is to be of " : "", said.len ? "" : c->who,
                           said.len ? (int)said.len : 33, said.len ? said.p : " may send none of that country");
        several = several || (one && one != o->area);
        one = o->area;
    }
    *area = several || !one ? STR("") : c->ref->areas[one].code;
    return call_area(c, *area, err);
}

/* After its end a round takes only what the office puts into it. */
static int round_takes(struct call *c, struct str name, struct err *err)
{
    struct round round;
    if (!name.len || call_is(c, TO_OFFICE))
        return 0;
    int r = store_round_get(c->store, &c->arena, &round, name, err);
    if (r < 0)
        return err->code == ERR_NOTFOUND ? 0 : r; /* a name that only the file says */
    if (!round.closed_at.len)
        return 0;
    return err_set(err, ERR_STATE, "round \"%.*s\" was closed on %.10s; ask the office to take the figures in",
                   STR_FMT(name), round.closed_at.p);
}

/* Answers that were given to the same findings before come with what is said in the file. */
static void add_answers(struct remark_list *remarks, const struct remark_list *answers)
{
    for (size_t i = 0; answers && i < answers->n; i++) {
        struct remark *m = remark_add(remarks, answers->v[i].kind, 0, 0, 0);
        struct str *texts[] = {&m->indicator, &m->area, &m->source, &m->sex, &m->classif[0], &m->classif[1],
                               &m->period, &m->type, &m->value, &m->content};
        *m = answers->v[i];
        for (size_t k = 0; k < ARRAY_LEN(texts); k++)
            *texts[k] = arena_str(&remarks->arena, *texts[k]);
    }
}

static int submit_checked(struct checked *k, struct call *c, const struct incoming *in, struct err *err)
{
    struct keeping keeping = {0};
    bool again = false;
    const char *language;
    struct str area, round;
    int r = call_language_said(&language, c, err);
    if (r == 0) {
        keeping_begin(&keeping, buf_view(&k->raw));
        r = checked_read(k, c->ref, in->name, in->source, err);
        keeping_end(&keeping);
    }
    round = in->round.len ? in->round : k->remarks.round;
    if (r == 0)
        r = area_of_file(&area, c, k, in->country, err);
    if (r == 0)
        r = round_takes(c, round, err);
    if (r == 0) {
        add_answers(&k->remarks, in->answers);
        r = check_with_earlier(k, c, round, err);
    }
    if (r == 0) {
        const size_t *n = k->findings.count;
        struct submission s = {
            .received_at = str_of(c->at), .who = str_of(c->who), .format = str_of(k->format->name),
            .source = in->source, .round = round, .file_name = name_kept(&c->arena, in->name, in->address),
            .file_bytes = (int64_t)k->raw.len, .ref_version = c->ref_version,
            .state = n[SEV_ERROR] ? STR(STATE_ERRORS) : STR(STATE_CLEAN),
            .cells = (int64_t)k->set.cells, .infos = (int64_t)n[SEV_INFO],
            .warnings = (int64_t)n[SEV_WARNING], .errors = (int64_t)n[SEV_ERROR],
            .open_errors = (int64_t)n[SEV_ERROR], .area = area};
        r = store_all(&s, c, k, &keeping, in, &again, err);
        if (r == 0 && in->received)
            *in->received = (struct received){.id = s.id, .again = again};
        if (r == 0 && again)
            put_again(c, in->name, &s);
        else if (r == 0)
            r = put_stored(c, in->name, &s, k, language, err);
    }
    if (r < 0 && in->received)
        *in->received = (struct received){.empty = k->empty};
    buf_release(&keeping.packed);
    return r;
}

int checked_apart(struct checked *k, struct call *c, struct err *err)
{
    struct ref_file *files;
    k->apart = true;
    if (ref_is_builtin(c->ref))
        return 0;
    int r = store_ref_get(c->store, &c->arena, c->ref_version, &files, &k->nref_files, NULL, err);
    k->ref_files = files;
    return r;
}

int submit_bytes(struct call *c, const struct incoming *in, struct str bytes, struct err *err)
{
    struct checked k;
    int r = 0;
    checked_begin(&k, bytes);
    if (in->apart && (r = checked_apart(&k, c, err)) == 0)
        r = checked_map(&k, c, err);
    if (r == 0)
        r = submit_checked(&k, c, in, err);
    checked_release(&k);
    return r;
}

static int submit_one(struct call *c, const char *path, struct err *err)
{
    struct checked k;
    struct incoming in = {.name = path, .source = call_get(c, "source"), .round = call_get(c, "round"),
                          .country = call_get(c, "country")};
    int r = checked_open(&k, c, path, err);
    if (r == 0 && c->remote)
        r = checked_apart(&k, c, err);
    if (r == 0)
        r = checked_map(&k, c, err);
    if (r == 0)
        r = submit_checked(&k, c, &in, err);
    checked_release(&k);
    return r;
}

int call_source(struct call *c, struct err *err)
{
    struct str source = call_get(c, "source");
    if (source.len && !ref_source_find(c->ref, NULL, NULL, source))
        return err_set(err, ERR_USAGE, "--source \"%s\" is no source; it is to be a type of the "
                       "list and a survey, as BA:741", utf8_brief(source).text);
    return 0;
}

int op_submit(struct call *c, struct err *err)
{
    const char *language;
    int r = call_language_said(&language, c, err);
    if (r == 0)
        r = call_ref(c, err);
    if (r == 0)
        r = call_source(c, err);
    return r < 0 ? r : checked_each(c, submit_one, err);
}
