/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Figures taken from another service: asked for, and what comes made a submission like any other. */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/num.h"
#include "base/utf8.h"
#include "collect/pull.h"
#include "io/format.h"

enum {
    PATIENCE = 120, /* seconds, where nothing is said */
    PATIENCE_MAX = 3600,
    PARTS_MAX = 64  /* in which an answer that is too large is asked for */
};

/* A pull as a whole: what was said, and what became of its parts. */
struct pulls {
    struct call *c;
    const struct format *format;
    unsigned patience;
    char mapping[SHA256_HEX]; /* "": none */
    unsigned parts, stored;
};

/* One part on its way into the base. */
struct part {
    struct pulls *all;
    struct pull now; /* how it stands afterwards */
};

/* -- telling -------------------------------------------------------------------------------------- */

static void remark(void *ctx, const char *sentence) { call_remark(ctx, sentence); }

static void put_quiet(struct call *c, const struct pull *p)
{
    if (!c->json) {
        buf_fmt(&c->out, "%.*s: ", STR_FMT(p->address));
        if (str_is(p->outcome, PULL_NOTHING))
            buf_puts(&c->out, "there are no figures for this");
        else if (p->submission)
            buf_fmt(&c->out, "unchanged since submission %lld", (long long)p->submission);
        else
            buf_puts(&c->out, "unchanged");
        buf_puts(&c->out, "; nothing is stored anew\n");
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "file", p->address);
    json_put(&c->j, "outcome", p->outcome);
    if (p->submission)
        json_put_int(&c->j, "id", p->submission);
    json_close(&c->j);
    json_line(&c->j);
}

/* -- keeping ----------------------------------------------------------------------------------------- */

static int put_state(struct call *c, void *ctx, int64_t submission, struct err *err)
{
    struct pull *now = ctx;
    now->submission = submission ? submission : now->submission;
    return store_pull_put(c->store, now, err);
}

static int keep_state(struct call *c, struct pull *now, const char *outcome, int64_t submission, struct err *err)
{
    int r = call_begin(c, err);
    now->outcome = str_of(outcome);
    if (r == 0)
        r = put_state(c, now, submission, err);
    return r < 0 ? r : call_commit(c, err);
}

/* What the service said of itself this time takes the place of what it said before. An answer of
 * updates alone says nothing of the whole. */
static void renew(struct pull *now, struct call *c, const struct pulled *got)
{
    char since[CLOCK_TEXT];
    clock_fmt(since, got->got.date ? got->got.date : c->now);
    now->at = str_of(c->at);
    now->since = arena_str(&c->arena, str_of(since));
    now->whole_only = got->whole_only;
    if (got->updates || got->reply == REPLY_NOTHING)
        return;
    if (got->reply == REPLY_FIGURES)
        now->content = arena_str(&c->arena, str_of(got->content));
    if (got->reply == REPLY_FIGURES || got->got.etag[0])
        now->etag = arena_str(&c->arena, str_of(got->got.etag));
    if (got->reply == REPLY_FIGURES || got->got.last_modified[0])
        now->last_modified = arena_str(&c->arena, str_of(got->got.last_modified));
    now->accept = arena_str(&c->arena, buf_view(&got->accept));
    now->format = arena_str(&c->arena, buf_view(&got->format));
}

static int take_in(struct part *p, const struct pulled *got, struct err *err)
{
    struct call *c = p->all->c;
    const char *address = arena_text(&c->arena, p->now.address);
    struct received became = {0};
    struct str changed = p->now.changed_at;
    p->now.outcome = STR(PULL_NEW);
    p->now.changed_at = str_of(c->at);
    int r = submit_bytes(c, &(struct incoming){.name = address, .source = p->now.source, .round = p->now.round,
                                               .country = call_get(c, "country"), .apart = true, .address = true,
                                               .beside = put_state, .ctx = &p->now, .received = &became},
                         buf_view(&got->got.body), err);
    if (r == 0 && !became.again)
        p->all->stored++;
    if (r < 0 && !became.empty)
        return r;
    if (r == 0 && !became.again)
        return 0;
    p->now.changed_at = became.again && !changed.len ? str_of(c->at) : changed;
    r = keep_state(c, &p->now, became.again ? PULL_UNCHANGED : PULL_NOTHING, became.id, err);
    if (r == 0 && became.empty)
        put_quiet(c, &p->now);
    return r;
}

/* -- asking ------------------------------------------------------------------------------------------- */

static bool is_area(void *ctx, struct str code)
{
    const struct call *c = ctx;
    return ref_area_find(c->ref, code) != 0;
}

/* How it stood the last time; nothing, where what came then was sent back, so that it comes again. */
static int look_up(const struct pull **before, struct pull *now, struct call *c, struct err *err)
{
    struct submission s;
    int r = store_pull_find(c->store, &c->arena, now, err);
    *before = NULL;
    if (r <= 0)
        return r;
    if (now->submission && (r = store_submission_get(c->store, &c->arena, &s, now->submission, err)) < 0)
        return r;
    if (call_has(c, "anew") || (now->submission && str_is(s.state, STATE_RETURNED)))
        return 0;
    struct pull *kept = arena_new(&c->arena, struct pull);
    *kept = *now;
    *before = kept;
    return 0;
}

static int pull_part(struct pulls *all, const struct question *q, struct err *err);

static int pull_halves(struct pulls *all, const struct question *q, const struct pulled *got, struct err *err)
{
    struct question half[2];
    struct call *c = all->c;
    if (all->parts >= PARTS_MAX || !question_halve(half, &c->arena, q, is_area, c, clock_year(c->now)))
        return err_set(err, ERR_LIMIT, "%s; it is to be asked for in smaller parts: fewer countries in the key, or "
                       "years with --start and --end", got->why);
    call_remark(c, "that is more than the service gives at once; asking for it in two parts");
    all->parts++;
    int r = pull_part(all, &half[0], err);
    return r < 0 ? r : pull_part(all, &half[1], err);
}

static int pull_part(struct pulls *all, const struct question *q, struct err *err)
{
    struct call *c = all->c;
    struct buf url = {0}, shown = {0};
    struct pulled got = {0};
    struct part p = {.all = all, .now = {.source = call_get(c, "source"), .round = call_get(c, "round"),
                                         .mapping = str_of(all->mapping)}};
    const struct pull *before;
    question_url(&url, q, STR(""), STR(""));
    url_show(&shown, buf_view(&url));
    p.now.address = arena_str(&c->arena, buf_view(&shown));
    buf_release(&url);
    buf_release(&shown);
    int r = look_up(&before, &p.now, c, err);
    if (r == 0)
        r = pull_ask(&got, &(struct pulling){.question = q, .format = all->format, .mapped = all->mapping[0] != 0,
                                             .before = before, .since_last = call_has(c, "since-last"),
                                             .patience = all->patience, .private = call_has(c, "private"),
                                             .tell = remark, .ctx = c}, err);
    if (r == 0) {
        if (got.whole_only && before && !before->whole_only)
            call_remark(c, "the service does not know updates, so all was asked for");
        renew(&p.now, c, &got);
        if (got.reply == REPLY_TOO_LARGE) {
            r = pull_halves(all, q, &got, err);
        } else if (got.reply == REPLY_FIGURES) {
            r = take_in(&p, &got, err);
        } else {
            r = keep_state(c, &p.now, got.reply == REPLY_NOTHING ? PULL_NOTHING : PULL_UNCHANGED, 0, err);
            if (r == 0)
                put_quiet(c, &p.now);
        }
    }
    pulled_release(&got);
    return r < 0 ? r : call_flush(c, false, err);
}

/* -- ilms pull ------------------------------------------------------------------------------------------ */

/* What is asked for is kept in the log without what may be secret in it. */
static void show_in_log(struct call *c, struct str url)
{
    struct buf shown = {0};
    url_show(&shown, url);
    for (unsigned i = 0; i < c->nvalues; i++)
        if (strcmp(c->value[i].name, "url") == 0)
            c->value[i].value = arena_str(&c->arena, buf_view(&shown));
    buf_release(&shown);
}

int call_patience(unsigned *seconds, const struct call *c, struct err *err)
{
    struct str text = call_get(c, "patience");
    uint64_t n = PATIENCE;
    if (text.len && !str_uint(&n, text, PATIENCE_MAX))
        return err_set(err, ERR_USAGE, "--patience is to be seconds, %d at most", PATIENCE_MAX);
    *seconds = (unsigned)n;
    return 0;
}

static int read_options(struct pulls *all, struct err *err)
{
    struct call *c = all->c;
    struct str format = call_get(c, "format");
    int r = call_patience(&all->patience, c, err);
    if (r < 0)
        return r;
    if (format.len && (!(all->format = format_find(format)) || !all->format->read))
        return err_set(err, ERR_FORMAT, "--format \"%s\" is no format that is read, as sdmx-csv",
                       utf8_brief(format).text);
    return call_source(c, err);
}

/* The mapping is part of what tells one pull from another. */
static int name_mapping(struct pulls *all, struct err *err)
{
    struct call *c = all->c;
    struct buf text = {0};
    if (!call_has(c, "map"))
        return 0;
    struct mapping *mapping = NULL;
    const char *path = arena_text(&c->arena, call_get(c, "map"));
    int r = call_slurp(&text, c, path, err);
    if (r == 0 && (r = mapping_parse(&mapping, buf_view(&text), c->ref, err)) < 0) /* before anybody is asked */
        err_context(err, "%s", path);
    mapping_free(mapping);
    if (r == 0) {
        struct sha256 hash = sha256_of(buf_view(&text));
        sha256_hex(all->mapping, &hash);
    }
    buf_release(&text);
    return r;
}

int op_pull(struct call *c, struct err *err)
{
    struct pulls all = {.c = c};
    struct question q;
    const char *language;
    struct str url = call_get(c, "url");
    show_in_log(c, url);
    int r = call_language_said(&language, c, err);
    if (r == 0)
        r = call_ref(c, err);
    if (r == 0)
        r = read_options(&all, err);
    if (r == 0)
        r = name_mapping(&all, err);
    if (r == 0)
        r = question_parse(&q, &c->arena, &(struct question_words){.url = url, .what = call_get(c, "what"),
                                                                   .api = call_get(c, "api"),
                                                                   .start = call_get(c, "start"),
                                                                   .end = call_get(c, "end")}, err);
    return r < 0 ? r : pull_part(&all, &q, err);
}
