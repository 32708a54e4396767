/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/consultation.h"

#include "base/map.h"
#include "base/utf8.h"
#include "syntax/compress.h"

/* A list that grows in the arena. */
#define ARENA_PUSH(arena, v, n, size, item)                                                    \
    do {                                                                                       \
        if ((n) == (size)) {                                                                   \
            size_t size_ = MAX((size) * 2, (size_t)16);                                        \
            void *more_ = arena_alloc((arena), sizeof *(v) * size_);                           \
            if (n)                                                                             \
                memcpy(more_, (v), sizeof *(v) * (n));                                         \
            (v) = more_;                                                                       \
            (size) = size_;                                                                    \
        }                                                                                      \
        (v)[(n)++] = (item);                                                                   \
    } while (0)

static void keep(struct arena *arena, struct str *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *texts[i] = arena_str(arena, *texts[i]);
}

/* -- statements, recommendations --------------------------------------------------------------- */

int statements_load(struct statement **out, size_t *n, struct store *st, struct arena *arena, struct str area,
                    struct str round, const struct draft *of, struct err *err)
{
    struct store_iter *it;
    struct statement s, *v = NULL;
    size_t size = 0;
    *n = 0;
    /* a draft that was made before anything was said has 0, which asks for what stands now */
    int64_t last = of ? (of->last_statement ? of->last_statement : -1) : 0;
    int r = store_statement_list(st, &it, area, round, last, err);
    while (r == 0 && (r = store_statement_next(it, &s, err)) == 1) {
        struct str *texts[] = {&s.area, &s.text, &s.round, &s.at, &s.who};
        keep(arena, texts, ARRAY_LEN(texts));
        ARENA_PUSH(arena, v, *n, size, s);
        r = 0;
    }
    *out = v;
    return r;
}

int recommendations_load(struct recommendation **out, size_t *n, struct store *st, struct arena *arena,
                         const struct draft *of, struct err *err)
{
    struct store_iter *it;
    struct recommendation rec, *v = NULL;
    size_t size = 0;
    *n = 0;
    int64_t last = of ? (of->last_recommendation ? of->last_recommendation : -1) : 0;
    int r = store_recommendation_list(st, &it, last, err);
    while (r == 0 && (r = store_recommendation_next(it, &rec, err)) == 1) {
        struct str *texts[] = {&rec.text, &rec.to, &rec.at, &rec.who};
        keep(arena, texts, ARRAY_LEN(texts));
        rec.number = str_of(arena_fmt(arena, "R%zu", *n + 1));
        ARENA_PUSH(arena, v, *n, size, rec);
        r = 0;
    }
    *out = v;
    return r;
}

/* -- a consultation ----------------------------------------------------------------------------- */

static int areas_load(struct consultation *c, struct store *st, struct arena *arena, struct err *err)
{
    struct store_iter *it;
    struct str area, *v = NULL;
    size_t size = 0;
    int r = store_asked_list(st, &it, c->id, err);
    while (r == 0 && (r = store_asked_next(it, &area, err)) == 1) {
        area = arena_str(arena, area);
        ARENA_PUSH(arena, v, c->nareas, size, area);
        r = 0;
    }
    c->areas = v;
    return r;
}

int draft_last(struct draft *out, struct store *st, struct arena *arena, int64_t consultation, struct err *err)
{
    struct store_iter *it;
    struct draft d;
    *out = (struct draft){0};
    int r = store_draft_list(st, &it, consultation, err);
    while (r == 0 && (r = store_draft_next(it, &d, err)) == 1) {
        struct str *texts[] = {&d.at, &d.who, &d.release_name};
        keep(arena, texts, ARRAY_LEN(texts));
        *out = d;
        r = 0;
    }
    if (r == 0 && !out->number)
        r = err_set(err, ERR_STATE, "consultation %lld has no draft", (long long)consultation);
    return r;
}

/* Parts as the drafts went by: where each was seen last, and since when it says the same. */
struct parts {
    struct arena *arena;
    struct consulted_part *v;
    int64_t *place; /* in the last draft that has it */
    size_t n, size, nplace, place_size;
    struct map of;
};

static void part_keep(struct parts *parts, struct consulted_part *p)
{
    struct str *texts[] = {&p->id, &p->number, &p->kind, &p->chapter, &p->area, &p->text, &p->html, &p->hash};
    keep(parts->arena, texts, ARRAY_LEN(texts));
}

static void part_see(struct parts *parts, struct consulted_part *p, int64_t place)
{
    uint32_t at;
    p->first = p->last = p->since;
    if (!map_find(&parts->of, &at, p->id)) {
        part_keep(parts, p);
        map_put(&parts->of, p->id, (uint32_t)parts->n);
        ARENA_PUSH(parts->arena, parts->v, parts->n, parts->size, *p);
        ARENA_PUSH(parts->arena, parts->place, parts->nplace, parts->place_size, place);
        return;
    }
    struct consulted_part *had = &parts->v[at];
    p->first = had->first;
    if (had->last == p->last - 1 && str_eq(had->hash, p->hash))
        p->since = had->since;
    part_keep(parts, p);
    *had = *p;
    parts->place[at] = place;
}

static int by_draft_and_place(const void *a, const void *b, void *ctx)
{
    const struct parts *parts = ctx;
    size_t i = *(const size_t *)a, k = *(const size_t *)b;
    if (parts->v[i].last != parts->v[k].last) /* what is in the last draft comes first */
        return parts->v[i].last < parts->v[k].last ? 1 : -1;
    return parts->place[i] < parts->place[k] ? -1 : parts->place[i] > parts->place[k];
}

/* In the order of the last draft, those that it does not have at the end. */
static struct consulted_part *parts_in_order(struct parts *parts, unsigned last)
{
    size_t *order = arena_array(parts->arena, size_t, parts->n + 1);
    struct consulted_part *out = arena_array(parts->arena, struct consulted_part, parts->n + 1);
    for (size_t i = 0; i < parts->n; i++)
        order[i] = i;
    qsort_r(order, parts->n, sizeof *order, by_draft_and_place, parts);
    for (size_t i = 0; i < parts->n; i++) {
        out[i] = parts->v[order[i]];
        out[i].removed = out[i].last != last;
    }
    return out;
}

static int parts_load(struct consulted_part **out, struct consultation *c, struct store *st, struct arena *arena,
                      bool html, struct err *err)
{
    struct store_iter *it;
    struct consulted_part p;
    struct parts parts = {.arena = arena};
    unsigned draft = 0;
    int64_t place = 0;
    int r = store_draft_part_list(st, &it, c->id, html, err);
    while (r == 0 && (r = store_draft_part_next(it, &p, err)) == 1) {
        place = p.since == draft ? place + 1 : 0;
        draft = p.since;
        part_see(&parts, &p, place);
        r = 0;
    }
    *out = parts_in_order(&parts, c->drafts);
    c->parts = *out;
    c->nparts = parts.n;
    map_release(&parts.of);
    return r;
}

/* What stands of each part and country, or all that was ever said with words. */
static int positions_load(struct position **out, size_t *n, struct consultation *c, struct store *st,
                          struct arena *arena,
                          bool said, struct err *err)
{
    struct store_iter *it;
    struct position p, *v = NULL;
    size_t size = 0;
    *n = 0;
    int r = store_position_list(st, &it, c->id, said, err);
    while (r == 0 && (r = store_position_next(it, &p, err)) == 1) {
        struct str *texts[] = {&p.part, &p.area, &p.text, &p.at, &p.who, &p.answer, &p.answered_at, &p.answered_by};
        r = 0;
        if (said && !p.text.len)
            continue;
        keep(arena, texts, ARRAY_LEN(texts));
        ARENA_PUSH(arena, v, *n, size, p);
    }
    *out = v;
    return r;
}

int consultation_load(struct consultation *out, struct store *st, struct arena *arena, struct str name, struct str now,
                      enum consultation_depth depth, struct err *err)
{
    struct consultation_row row;
    struct draft last;
    struct consulted_part *parts;
    struct position *positions, *said;
    int r = store_consultation_get(st, arena, &row, name, err);
    if (r == 0)
        r = draft_last(&last, st, arena, row.id, err);
    if (r < 0)
        return r;
    *out = (struct consultation){.id = row.id, .name = row.name, .release = last.release_name, .language = row.language,
                                 .opened_at = row.opened_at, .until = row.until, .closed_at = row.closed_at,
                                 .silence_agrees = row.silence_agrees, .drafts = (unsigned)last.number,
                                 .drafted_at = last.at};
    out->over = consultation_is_over(out, now);
    r = areas_load(out, st, arena, err);
    if (r == 0)
        r = parts_load(&parts, out, st, arena, depth == CONSULTATION_HTML, err);
    if (r == 0)
        r = positions_load(&positions, &out->npositions, out, st, arena, false, err);
    if (r == 0)
        r = positions_load(&said, &out->nsaid, out, st, arena, true, err);
    out->positions = r == 0 ? positions : NULL;
    out->said = r == 0 ? said : NULL;
    if (r == 0)
        consultation_count(parts, positions, out);
    return r;
}

/* -- a draft -------------------------------------------------------------------------------------- */

static int document_add(struct store *st, const struct draft *d, struct str html, struct err *err)
{
    struct buf packed = {0};
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_of(html);
    sha256_hex(hex, &hash);
    zstd_pack(&packed, html, 9);
    struct draft_document file = {(int64_t)html.len, str_of(hex), buf_view(&packed)};
    int r = store_draft_document_add(st, d, &file, err);
    buf_release(&packed);
    return r;
}

int consultation_document(struct buf *out, struct store *st, int64_t consultation, int64_t number, struct err *err)
{
    struct arena arena;
    struct draft_document file;
    arena_init(&arena, (size_t)64 << 20);
    int r = store_draft_document_get(st, &arena, &file, consultation, number, err);
    if (r == 0)
        r = zstd_unpack(out, file.packed, (size_t)file.nbytes, err);
    arena_release(&arena);
    return r;
}

int consultation_draft(struct draft *d, struct store *st, const struct consulted_part *parts, size_t n,
                       struct str html, struct err *err)
{
    struct strset ids = {0};
    int r = n ? 0 : err_set(err, ERR_STATE, "the draft has nothing that could be put before countries");
    for (size_t i = 0; r == 0 && i < n; i++)
        if (strset_put(&ids, parts[i].id) != i)
            r = err_set(err, ERR_STATE, "two parts of the draft have the id \"%s\"", utf8_brief(parts[i].id).text);
    strset_release(&ids);
    d->nparts = (int64_t)n;
    if (r == 0)
        r = store_draft_add(st, d, err);
    if (r == 0)
        r = document_add(st, d, html, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        r = store_draft_part_add(st, d, (int64_t)i, &parts[i], err);
    return r;
}

void consultation_change(struct draft_change *out, const struct consultation *c)
{
    *out = (struct draft_change){0};
    for (size_t i = 0; i < c->nparts; i++) {
        const struct consulted_part *p = &c->parts[i];
        if (p->removed)
            out->removed += p->last + 1 == c->drafts;
        else if (p->since < c->drafts)
            out->same++;
        else if (p->first < c->drafts)
            out->changed++;
        else
            out->added++;
    }
}
