/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "base/num.h"
#include "model/period.h"
#include "syntax/json_check.h"
#include "test.h"

#include <math.h>

/* The value lists of one structure: ids (or texts) by index. */
struct lists {
    struct str *v[16];
    size_t n[16], count; /* how many lists */
};

static void lists_add(struct lists *l, struct str attribute, struct arena *a)
{
    struct str values = json_get(attribute, "values"), key, item, rest = values;
    size_t n = json_count(values), i = 0;
    CHECK(l->count < ARRAY_LEN(l->v));
    l->v[l->count] = arena_array(a, struct str, n + 1);
    while (rest.len && json_next(&key, &item, &rest)) {
        struct str id = json_text_of(json_get(item, "id"));
        if (!id.p)
            id = json_text_of(json_get(item, "value"));
        CHECK(str_is(item, "null") || id.p);
        CHECK(str_is(item, "null") || json_text_of(json_get(item, "name")).len);
        l->v[l->count][i++] = id;
    }
    l->n[l->count++] = n;
}

static struct str list_at(const struct lists *l, size_t list, struct str *rest, char sep)
{
    struct str piece;
    uint64_t index;
    CHECK(list < l->count && str_next(&piece, rest, sep));
    CHECK(str_uint(&index, piece, l->n[list] - 1));
    return l->v[list][index];
}

static struct str text_of_note(const struct cube *c, uint32_t i, int part)
{
    struct str p[3];
    obs_note_split(&p[0], &p[1], &p[2], c->notes[c->note[i]]);
    return p[part];
}

/* One observation [value, status, source, notes...] against the cube. */
static void same_observation(struct str obs, const struct lists *attributes, const struct cube *c,
                             uint32_t i, bool data_only)
{
    char number[NUM_MAX];
    struct str key, item, rest = obs, want = {number, num_fmt(number, c->value[i], c->decimals[i])};
    CHECK(json_next(&key, &item, &rest));
    CHECK(want.len ? str_eq(item, want) : str_is(item, "null"));
    CHECK_INT(json_count(obs), 1 + (data_only ? 0 : attributes->count));
    for (size_t a = 0; !data_only && a < attributes->count; a++) {
        uint64_t index = 0;
        CHECK(json_next(&key, &item, &rest));
        struct str got = {0};
        if (!str_is(item, "null")) {
            CHECK(str_uint(&index, item, attributes->n[a] - 1));
            got = attributes->v[a][index];
        }
        struct str right = a == 0   ? (struct str){&c->status[i], c->status[i] ? 1 : 0}
                           : a == 1 ? c->sources[c->source[i]]
                                    : text_of_note(c, i, (int)a - 2);
        /* the notes of the fixture have quotes, which are escaped here */
        if (!memchr(right.p ? right.p : "", '"', right.len))
            CHECK(str_eq(got, right));
        else
            CHECK(got.len > right.len);
    }
}

static void same_series_key(struct str *key, const struct lists *dims, const struct dims *d,
                            const struct slice *s, uint32_t series)
{
    for (unsigned k = 0; k < d->n; k++)
        CHECK(str_eq(list_at(dims, k, key, ':'), cube_code(s->cube, s->flow, series, d->kind[k])));
}

static void same_period(struct str *key, const struct lists *dims, size_t list, uint16_t period)
{
    char text[PERIOD_TEXT];
    struct str want = {text, period_fmt_sdmx(text, period)};
    CHECK(str_eq(list_at(dims, list, key, ':'), want));
}

static void same_flow(struct str structure, struct str data, const struct slice *s,
                      const struct writing *w, struct arena *a)
{
    struct lists dims = {0}, attributes = {0};
    struct dims d;
    struct str key, item, rest, of = json_get(structure, "dimensions");
    bool bare = w->data_only || w->series_only;
    dims_of(&d, w->ref, s->flow->indicator);
    struct str series = json_get(of, "series"), observation = json_get(of, "observation");
    rest = w->all_dimensions ? observation : series;
    while (rest.len && json_next(&key, &item, &rest)) {
        if (dims.count < d.n)
            CHECK(str_eq(json_text_of(json_get(item, "id")), d.id[dims.count]));
        lists_add(&dims, item, a);
    }
    if (!w->all_dimensions)
        lists_add(&dims, json_item(observation, 0), a);
    CHECK_INT(dims.count, d.n + 1);
    rest = json_get(json_get(structure, "attributes"), "observation");
    while (rest.len && json_next(&key, &item, &rest))
        lists_add(&attributes, item, a);
    CHECK(bare ? attributes.count == 0 : attributes.count == 2 || attributes.count == 5);

    struct str all = json_get(data, w->all_dimensions ? "observations" : "series"), inner = {0};
    uint32_t seen = 0, before = UINT32_MAX;
    rest = all;
    for (uint32_t r = 0; r < s->nruns; r++) {
        const struct run *run = &s->runs[r];
        if (!w->all_dimensions && run->series != before) {
            CHECK(!inner.len || !json_next(&key, &item, &inner));
            CHECK(json_next(&key, &item, &rest));
            same_series_key(&key, &dims, &d, s, run->series);
            inner = json_get(item, "observations");
            before = run->series;
        }
        for (uint32_t i = run->first; i < run->first + run->n && !w->series_only; i++, seen++) {
            CHECK(json_next(&key, &item, w->all_dimensions ? &rest : &inner));
            if (w->all_dimensions)
                same_series_key(&key, &dims, &d, s, run->series);
            same_period(&key, &dims, d.n, s->cube->period[i]);
            same_observation(item, &attributes, s->cube, i, bare);
        }
    }
    CHECK(!rest.len || !json_next(&key, &item, &rest));
    CHECK(w->series_only || seen == s->nobs);
}

static void same_message(struct writing *w)
{
    struct buf text = {0};
    struct arena a;
    arena_init(&a, 64 << 20);
    w->prepared = STR("2026-11-22T09:30:00Z");
    write_all(&text, w, "sdmx-json");
    json_check(buf_view(&text));
    struct str data = json_get(buf_view(&text), "data");
    CHECK(json_get(buf_view(&text), "meta").len);
    struct str structures = json_get(data, "structures"), sets = json_get(data, "dataSets");
    CHECK_INT(json_count(structures), w->nslices);
    CHECK_INT(json_count(sets), w->nslices);
    for (size_t i = 0; i < w->nslices; i++) {
        struct str set = json_item(sets, i);
        uint64_t at;
        CHECK(str_uint(&at, json_get(set, "structure"), 100) && at == i);
        same_flow(json_item(structures, i), set, &w->slices[i], w, &a);
    }
    arena_release(&a);
    buf_release(&text);
}

TEST(sdmx_json_says_what_the_cube_says)
{
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct chance c = {seed};
        struct obs_set set;
        obs_set_init(&set);
        fixture_random(&set, &c, seed * 6);
        struct cube *cube = fixture_cube(fixture_ref(), &set);
        struct slice *s = all_slices(cube);
        for (int form = 0; form < 6; form++)
            same_message(&(struct writing){.ref = cube->ref, .slices = s, .nslices = cube->nflows,
                                           .all_dimensions = form & 1, .data_only = form & 2,
                                           .series_only = form == 4});
        slices_free(s, cube->nflows);
        cube_free(cube);
        obs_set_release(&set);
    }
}

/* Parts of series, several runs of one, and slices with nothing in them. */
TEST(sdmx_json_of_parts)
{
    struct chance c = {9};
    struct obs_set set;
    obs_set_init(&set);
    fixture_random(&set, &c, 60);
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    for (int round = 0; round < 30; round++) {
        struct slice *s = mem_alloc(sizeof *s * cube->nflows);
        for (uint32_t f = 0; f < cube->nflows; f++) {
            s[f] = (struct slice){.cube = cube, .flow = &cube->flows[f]};
            unsigned one_in = 1 + chance_below(&c, 6);
            for (uint32_t k = s[f].flow->first; k < s[f].flow->first + s[f].flow->n; k++) {
                uint32_t from = cube->start[k], n = cube->start[k + 1] - from;
                if (chance_below(&c, one_in) || round == 0)
                    continue;
                slice_add(&s[f], k, from, 1);
                if (n > 2)
                    slice_add(&s[f], k, from + 2, n - 2);
            }
        }
        same_message(&(struct writing){.ref = cube->ref, .slices = s, .nslices = cube->nflows,
                                       .all_dimensions = round & 1, .data_only = round & 2});
        slices_free(s, cube->nflows);
    }
    struct slice none;
    same_message(&(struct writing){.ref = cube->ref, .slices = &none, .nslices = 0});
    cube_free(cube);
    obs_set_release(&set);
}

/* Attributes that no observation has are not there; note 0, which says nothing, is none of them. */
TEST(sdmx_json_without_notes)
{
    struct obs_set set;
    struct buf text = {0};
    obs_set_init(&set);
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 933.890");
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    struct slice *s = all_slices(cube);
    write_all(&text, &(struct writing){.ref = cube->ref, .slices = s, .nslices = 1}, "sdmx-json");
    CHECK(!memmem(text.p, text.len, "NOTE_", 5));
    CHECK(memmem(text.p, text.len, "\"0\":[933.890,null,0]", 20) != NULL);
    buf_release(&text);
    slices_free(s, 1);
    cube_free(cube);
    obs_set_release(&set);
}
