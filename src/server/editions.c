/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/editions.h"

#include "base/buf.h"
#include "base/clock.h"
#include "store/share.h"

#include <stdio.h>

enum {
    KEPT_MAX = 256 << 20, /* bytes of answers that nobody is reading */
    ONE_MAX = 1 << 30     /* of one answer */
};

struct editions {
    pthread_mutex_t lock; /* over the answers; one is made at a time */
    struct shared_store *store;
    struct arena arena;
    struct edition *v; /* in order of time */
    unsigned n;
    char view[SHA256_HEX];
    struct past_answer *answers; /* the one asked for last first */
    size_t bytes;
};

/* -- which there are --------------------------------------------------------------------------- */

static struct str visible_from(const struct release *r)
{
    return r->embargo.len && str_cmp(r->embargo, r->released_at) > 0 ? r->embargo : r->released_at;
}

static void add_line(struct sha256_state *state, const struct edition *v, struct str view)
{
    char line[40 + SHA256_HEX];
    int n = snprintf(line, sizeof line, "%lld\t%.*s\n", (long long)v->id, STR_FMT(view));
    sha256_add(state, v->from_text);
    sha256_add(state, (struct str){line, (size_t)n});
}

/* All that are visible, by number. */
static int read_releases(struct edition **out, struct release **releases, unsigned *n, struct arena *arena,
                         struct store *st, struct str now, struct err *err)
{
    struct store_iter *it;
    struct release r;
    struct buf list = {0}, kept = {0};
    int result = store_release_list(st, &it, now, err);
    while (result == 0 && (result = store_release_next(it, &r, err)) > 0) {
        struct edition v = {.id = r.id, .name = arena_str(arena, r.name),
                            .from_text = arena_str(arena, visible_from(&r))};
        clock_parse(&v.from, v.from_text);
        r.name = v.name;
        struct str *texts[] = {&r.released_at, &r.embargo, &r.who, &r.sha256};
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(arena, *texts[i]);
        buf_put(&list, (const char *)&v, sizeof v);
        buf_put(&kept, (const char *)&r, sizeof r);
        result = 0;
    }
    *n = (unsigned)(list.len / sizeof **out);
    *out = arena_array(arena, struct edition, *n + 1);
    *releases = arena_array(arena, struct release, *n + 1);
    if (*n) {
        memcpy(*out, list.p, list.len);
        memcpy(*releases, kept.p, kept.len);
    }
    buf_release(&list);
    buf_release(&kept);
    return result;
}

static int read_editions(struct edition **out, unsigned *n, char view[SHA256_HEX], struct arena *arena,
                         struct store *st, struct str now, struct err *err)
{
    struct edition *all;
    struct release *releases;
    unsigned nall, kept = 0;
    int r = read_releases(&all, &releases, &nall, arena, st, now, err);
    if (r < 0)
        return r;
    struct sha256_state *state = sha256_begin();
    for (unsigned i = 0; r == 0 && i < nall; i++) {
        struct release_view seen;
        if ((r = store_release_view(st, arena, &seen, &releases[i], err)) == 0)
            add_line(state, &all[i], seen.view);
    }
    struct sha256 hash = sha256_end(state);
    sha256_hex(view, &hash);
    for (unsigned i = 0; i < nall; i++) {
        bool overtaken = false; /* a later one was there first, or at once */
        for (unsigned k = i + 1; k < nall; k++)
            overtaken = overtaken || all[k].from <= all[i].from;
        if (!overtaken)
            all[kept++] = all[i];
    }
    *out = all;
    *n = kept;
    return r;
}

int editions_new(struct editions **out, struct shared_store *store, struct str now, struct err *err)
{
    struct editions *e = mem_alloc(sizeof *e);
    pthread_mutex_init(&e->lock, NULL);
    e->store = store;
    arena_init(&e->arena, 64 << 20);
    int r = read_editions(&e->v, &e->n, e->view, &e->arena, store->st, now, err);
    if (r < 0)
        editions_free(e);
    else
        *out = e;
    return r;
}

static void answer_free(struct past_answer *a)
{
    history_release(&a->history);
    ref_free(a->ref);
    free((char *)a->key.p);
    free(a);
}

void editions_free(struct editions *e)
{
    if (!e)
        return;
    for (struct past_answer *a = e->answers, *next; a; a = next) {
        next = a->next;
        answer_free(a);
    }
    arena_release(&e->arena);
    pthread_mutex_destroy(&e->lock);
    free(e);
}


int editions_same(bool *same, const struct editions *e, struct str now, struct err *err)
{
    struct arena arena;
    struct edition *v;
    unsigned n;
    char view[SHA256_HEX];
    arena_init(&arena, 64 << 20);
    int r = read_editions(&v, &n, view, &arena, e->store->st, now, err);
    *same = r == 0 && strcmp(view, e->view) == 0;
    arena_release(&arena);
    return r;
}

/* The one that was there at that time, or, as index + 1, none: 0. */
static unsigned edition_at(const struct editions *e, int64_t seconds)
{
    unsigned n = e->n;
    while (n && e->v[n - 1].from > seconds)
        n--;
    return n;
}

const struct edition *editions_at(const struct editions *e, int64_t seconds)
{
    unsigned at = edition_at(e, seconds);
    return at ? &e->v[at - 1] : NULL;
}

/* -- reading --------------------------------------------------------------------------------------- */

/* One of the releases, as far as it is asked for. */
struct room {
    const struct edition *v; /* NULL: before the first */
    bool current;
    struct loaded l;
    struct cube *joined;
};

static bool is_derived(const struct past_question *pq, uint16_t indicator)
{
    return pq->l->ref->indicators[indicator].generation == GEN_DERIVED;
}

static bool needs_derived(const struct past_question *pq)
{
    bool needs = pq->joined;
    for (unsigned i = 0; i < pq->n; i++)
        needs = needs || is_derived(pq, pq->indicator[i]);
    return needs;
}

static int room_read(struct room *room, struct editions *e, const struct past_question *pq, const char *when,
                     struct err *err)
{
    struct str only = pq->n == 1 ? pq->l->ref->indicators[pq->indicator[0]].code : STR("");
    pthread_mutex_lock(&e->store->lock);
    int r = release_load_beside(&room->l, pq->l, e->store->st, room->v->name, str_of(when), only, err);
    if (r == 0 && needs_derived(pq))
        r = release_load_derived(&room->l, e->store->st, only, err);
    pthread_mutex_unlock(&e->store->lock);
    if (r == 0 && pq->joined && !(room->joined = cube_join(room->l.cube, room->l.derived, 0)))
        r = err_set(err, ERR_LIMIT, "an earlier release has too many sources and notes for its reported and "
                    "derived figures to be put together");
    return r;
}

/* As everybody may see it today. */
static int room_open(struct room *room, struct editions *e, const struct past_question *pq, unsigned at,
                     struct err *err)
{
    char now[CLOCK_TEXT];
    clock_fmt(now, clock_now());
    *room = (struct room){.v = at ? &e->v[at - 1] : NULL};
    room->current = room->v && room->v->id == pq->l->release.id;
    return !room->v || room->current ? 0 : room_read(room, e, pq, now, err);
}

static void room_close(struct room *room)
{
    cube_free(room->joined);
    if (room->v && !room->current)
        loaded_release(&room->l);
    *room = (struct room){0};
}

/* In which cube of a release a flow is; NULL in *out: before the first release. */
static int room_cube(const struct cube **out, const struct room *room, const struct past_question *pq,
                     uint16_t indicator, struct err *err)
{
    const struct fragments *fragments;
    bool derived = indicator && is_derived(pq, indicator);
    *out = NULL;
    if (!room->v)
        return 0;
    if (!room->current)
        *out = pq->joined ? room->joined : derived ? room->l.derived : room->l.cube;
    else if (pq->joined || derived)
        *out = derived_cube(pq->derived, pq->l, pq->n == 1 || !pq->joined ? indicator : 0, pq->joined,
                            &fragments, err);
    else
        *out = pq->l->cube;
    return *out ? 0 : -(int)err->code;
}

/* -- putting together ------------------------------------------------------------------------------ */

struct step {
    const struct room *before, *after;
    const struct room *had; /* `before` as it was seen then; NULL: as now */
};

static int add_flow(struct past_answer *a, const struct step *step, const struct past_question *pq,
                    uint16_t indicator, struct err *err)
{
    const struct cube *older, *newer, *had = NULL;
    struct str code = pq->l->ref->indicators[indicator].code;
    uint16_t here = a->history.ref == pq->l->ref ? indicator : ref_indicator_find(a->history.ref, code);
    int r = room_cube(&older, step->before, pq, indicator, err);
    if (r == 0)
        r = room_cube(&newer, step->after, pq, indicator, err);
    if (r == 0 && step->had)
        r = room_cube(&had, step->had, pq, indicator, err);
    if (r == 0 && here)
        r = history_add_seen(&a->history, had, older, newer, here, step->after->v->from_text, err);
    if (r == 0 && cube_bytes(a->history.cube) > ONE_MAX)
        r = err_set(err, ERR_LIMIT, "what changed has more than %d MB, the limit for one answer; ask for "
                    "fewer dataflows at a time", ONE_MAX >> 20);
    return r;
}

static int add_flows(struct past_answer *a, const struct step *step, const struct past_question *pq,
                     struct err *err)
{
    int r = 0;
    for (unsigned i = 0; r == 0 && i < pq->n; i++)
        r = add_flow(a, step, pq, pq->indicator[i], err);
    for (uint32_t i = 1; r == 0 && pq->n == 0 && i < pq->l->ref->nindicators; i++)
        if (pq->joined || !is_derived(pq, (uint16_t)i))
            r = add_flow(a, step, pq, (uint16_t)i, err);
    return r;
}

/* The codes of the newest release asked for count, since the answer is read beside its structure. */
static void take_ref(struct past_answer *a, struct room *newest, const struct past_question *pq)
{
    bool own = !newest->current && !newest->l.ref_borrowed;
    history_init(&a->history, own ? newest->l.ref : pq->l->ref);
    if (own) {
        a->ref = newest->l.ref;
        newest->l.ref_borrowed = true;
    }
}

static void add_texts(struct sha256_state *state, const struct str *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        sha256_add(state, v[i]);
        sha256_add(state, STR("\n"));
    }
}

static void mark_answer(struct past_answer *a)
{
    const struct cube *c = a->history.cube;
    struct sha256_state *state = sha256_begin();
    for (unsigned i = 0; i < a->history.n; i++) {
        char line[64];
        const struct history_part *p = &a->history.part[i];
        int n = snprintf(line, sizeof line, "%u %d %.*s\n", p->indicator, p->gone, STR_FMT(p->at));
        sha256_add(state, (struct str){line, (size_t)n});
    }
#define COLUMN(of, n) sha256_add(state, (struct str){(const char *)c->of, sizeof *c->of * (n)})
    COLUMN(area, c->nseries), COLUMN(sex, c->nseries), COLUMN(freq, c->nseries);
    COLUMN(classif[0], c->nseries), COLUMN(classif[1], c->nseries), COLUMN(start, c->nseries + 1);
    COLUMN(value, c->nobs), COLUMN(period, c->nobs), COLUMN(source, c->nobs), COLUMN(note, c->nobs);
    COLUMN(decimals, c->nobs), COLUMN(status, c->nobs);
    add_texts(state, c->sources, c->nsources);
    add_texts(state, c->notes, c->nnotes);
    struct sha256 hash = sha256_end(state);
    sha256_hex(a->mark, &hash);
}

/* From which release to which; `then`: when readers saw the first, where they see it otherwise now. */
struct span {
    unsigned base, newest;
    char then[CLOCK_TEXT];
};

/* From one release to another at once, or over all that lie between. */
static int add_steps(struct past_answer *a, struct editions *e, const struct past_question *pq,
                     const struct span *span, const struct room *last, struct err *err)
{
    struct room before, after, had = {.v = NULL};
    int r = room_open(&before, e, pq, span->base, err);
    if (r == 0 && span->then[0]) {
        had.v = before.v;
        r = room_read(&had, e, pq, span->then, err);
    }
    struct step step = {.before = &before, .after = &after, .had = had.v ? &had : NULL};
    for (unsigned i = pq->past.history ? span->base + 1 : span->newest; r == 0 && i < span->newest; i++) {
        if ((r = room_open(&after, e, pq, i, err)) == 0)
            r = add_flows(a, &step, pq, err);
        history_forget(&a->history);
        room_close(&before);
        before = after;
        step.had = NULL;
    }
    step.after = last;
    if (r == 0)
        r = add_flows(a, &step, pq, err);
    history_forget(&a->history);
    room_close(&had);
    room_close(&before);
    return r;
}

static int put_together(struct past_answer *a, struct editions *e, const struct past_question *pq,
                        const struct span *span, struct err *err)
{
    struct room last;
    int r = room_open(&last, e, pq, span->newest, err);
    if (r == 0) {
        take_ref(a, &last, pq);
        r = add_steps(a, e, pq, span, &last, err);
    }
    room_close(&last);
    if (r < 0)
        return r;
    history_finish(&a->history);
    mark_answer(a);
    a->bytes = cube_bytes(a->history.cube) + sizeof *a;
    return 0;
}

/* -- answers --------------------------------------------------------------------------------------- */

static struct past_answer *answer_find(struct editions *e, struct str key)
{
    for (struct past_answer **p = &e->answers; *p; p = &(*p)->next)
        if (str_eq((*p)->key, key)) {
            struct past_answer *a = *p;
            *p = a->next;
            a->next = e->answers;
            return e->answers = a;
        }
    return NULL;
}

/* What nobody reads goes, from the end, until the rest is within bounds. */
static void trim(struct editions *e)
{
    while (e->bytes > KEPT_MAX) {
        struct past_answer **oldest = NULL, *old;
        for (struct past_answer **p = &e->answers; *p; p = &(*p)->next)
            if ((*p)->users == 0)
                oldest = p;
        if (!oldest)
            return;
        old = *oldest;
        *oldest = old->next;
        e->bytes -= old->bytes;
        answer_free(old);
    }
}

static void key_of(struct buf *key, const struct past_question *pq, const struct span *span)
{
    buf_fmt(key, "%u-%u%s%s%s", span->base, span->newest, span->then, pq->past.history ? " history" : "",
            pq->joined ? " joined" : "");
    for (unsigned i = 0; i < pq->n; i++)
        buf_fmt(key, " %u", pq->indicator[i]);
}

static int answer_make(struct past_answer **out, struct editions *e, const struct past_question *pq,
                       const struct span *span, struct err *err)
{
    struct buf key = {0};
    key_of(&key, pq, span);
    pthread_mutex_lock(&e->lock);
    struct past_answer *a = answer_find(e, buf_view(&key));
    int r = 0;
    if (!a) {
        a = mem_alloc(sizeof *a);
        a->owner = e;
        r = put_together(a, e, pq, span, err);
        a->key = buf_view(&key);
        key = (struct buf){0};
        if (r == 0) {
            a->next = e->answers;
            e->answers = a;
            e->bytes += a->bytes;
        } else {
            answer_free(a);
        }
    }
    if (r == 0) {
        a->users++;
        *out = a;
        trim(e);
    }
    pthread_mutex_unlock(&e->lock);
    buf_release(&key);
    return r;
}

/* Whether what everybody sees of a release is what was seen then: figures become public on their day,
 * and are withheld by a rule that is newer. */
static int seen_otherwise(bool *otherwise, struct editions *e, unsigned at, const char *then, struct err *err)
{
    struct arena arena;
    struct release release;
    struct release_view view[2] = {{.plain = false}};
    char now[CLOCK_TEXT];
    const char *const when[] = {then, now};
    int r = 0;
    arena_init(&arena, 1 << 20);
    clock_fmt(now, clock_now());
    pthread_mutex_lock(&e->store->lock);
    for (unsigned i = 0; r == 0 && i < 2; i++)
        if ((r = store_release_get(e->store->st, &arena, &release, e->v[at - 1].name, str_of(when[i]), err)) == 0)
            r = store_release_view(e->store->st, &arena, &view[i], &release, err);
    pthread_mutex_unlock(&e->store->lock);
    *otherwise = r == 0 && !str_eq(view[0].view, view[1].view);
    arena_release(&arena);
    return r;
}

int editions_take(struct past_answer **out, struct str *from, struct editions *e,
                  const struct past_question *pq, struct err *err)
{
    const struct past *past = &pq->past;
    struct span span = {.base = past->has_after ? edition_at(e, past->after) : 0,
                        .newest = past->has_as_of ? edition_at(e, past->as_of) : e->n};
    bool otherwise = false;
    int r = 0;
    *from = span.newest ? e->v[span.newest - 1].from_text : STR("");
    if (span.newest == 0)
        return 0; /* nothing yet */
    if (span.base) {
        clock_fmt(span.then, past->after);
        r = seen_otherwise(&otherwise, e, span.base, span.then, err);
        span.then[0] = otherwise ? span.then[0] : 0;
    }
    if (r < 0 || (span.base >= span.newest && !otherwise))
        return r; /* nothing since */
    bool one = !past->history || span.newest - span.base == 1;
    if (span.base == 0 && one && e->v[span.newest - 1].id == pq->l->release.id)
        return PAST_AS_IS;
    r = answer_make(out, e, pq, &span, err);
    return r < 0 ? r : 1;
}

int editions_compose(struct past_answer **out, struct editions *e, const struct past_question *pq,
                     struct err *err)
{
    int r = answer_make(out, e, pq, &(struct span){.newest = e->n}, err);
    return r < 0 ? r : 1;
}

void editions_put(struct past_answer *a)
{
    if (!a)
        return;
    struct editions *e = a->owner;
    pthread_mutex_lock(&e->lock);
    a->users--;
    trim(e);
    pthread_mutex_unlock(&e->lock);
}
