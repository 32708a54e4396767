/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/desk.h"

#include "collect/best.h"
#include "collect/sharing.h"
#include "collect/sources.h"
#include "model/block.h"
#include "model/period.h"
#include "syntax/compress.h"
#include "test.h"

#include <stdio.h>

struct store *desk_open(void)
{
    struct store *st = base_new("");
    struct ref_file files[FIXTURE_FILES];
    size_t n = fixture_files(files);
    struct err err;
    int64_t version;
    base_begin(st);
    CHECK_OK(store_ref_add(st, &version, files, n, &fixture_ref()->hash, "2026-01-01T00:00:00Z",
                           &err));
    base_commit(st);
    return st;
}

int64_t desk_submit(struct store *st, struct obs_set *set, const char *state)
{
    const struct ref *ref = fixture_ref();
    struct err err;
    bool accepted = strcmp(state, STATE_ACCEPTED) == 0;
    static unsigned serial; /* each submission is another file */
    char text[32], hex[SHA256_HEX];
    snprintf(text, sizeof text, "file %u", ++serial);
    struct sha256 hash = sha256_of(str_of(text));
    sha256_hex(hex, &hash);
    obs_set_sort(set);
    size_t tables = 0;
    for (size_t i = 0; i < set->n; i++)
        tables += i == 0 || !obs_same_table(&set->v[i], &set->v[i - 1]);
    struct submission s = {.received_at = STR("2026-01-02T03:04:05Z"), .who = STR("Aisyah"),
                           .state = STR(STATE_CLEAN), .format = STR("csv"),
                           .file_name = str_of(text),
                           .sha256 = str_of(hex), .file_bytes = (int64_t)strlen(text),
                           .ref_version = 1, .cells = (int64_t)set->n, .tables = (int64_t)tables};
    base_begin(st);
    struct buf packed = {0};
    zstd_pack(&packed, str_of(text), 1);
    CHECK_OK(store_submission_add(st, &s, buf_view(&packed), &err));
    buf_release(&packed);
    for (size_t from = 0, to; from < set->n; from = to) {
        for (to = from + 1; to < set->n && obs_same_table(&set->v[from], &set->v[to]);)
            to++;
        const struct obs *o = &set->v[from];
        struct buf cells = {0};
        char period[PERIOD_TEXT];
        table_pack(&cells, ref, set, from, to - from);
        struct question_table t = {.submission = s.id,
                                   .indicator = ref->indicators[o->indicator].code,
                                   .area = ref->areas[o->area].code,
                                   .source = set->sources.v[o->source],
                                   .period = {period, period_fmt(period, o->period)},
                                   .state = STR(STATE_CLEAN), .ncells = (int64_t)(to - from),
                                   .cells = buf_view(&cells)};
        CHECK_OK(store_table_add(st, &t, &err));
        buf_release(&cells);
    }
    if (strcmp(state, STATE_CLEAN) != 0)
        CHECK_OK(store_submission_decide(st, s.id, state, "2026-01-03T00:00:00Z", "Budi", "why",
                                         &err));
    for (size_t i = 0; accepted && i < set->n; i++) {
        const struct obs *o = &set->v[i];
        if (i && o->indicator == set->v[i - 1].indicator && o->area == set->v[i - 1].area)
            continue;
        CHECK_OK(best_update(st, ref, ref->indicators[o->indicator].code, ref->areas[o->area].code,
                             &err));
    }
    base_commit(st);
    return s.id;
}

int64_t desk_cell(struct store *st, const char *table, const char *cell)
{
    struct obs_set set;
    obs_set_init(&set);
    fixture_put(&set, table, cell);
    int64_t id = desk_submit(st, &set, STATE_ACCEPTED);
    obs_set_release(&set);
    return id;
}

int64_t desk_release(struct store *st, const char *name, const char *embargo)
{
    struct release r = {.name = str_of(name), .released_at = STR("2026-02-01T00:00:00Z"),
                        .embargo = str_of(embargo), .who = STR("Budi"), .ref_version = 1};
    struct sha256_state *state = sha256_begin();
    struct store_iter *it;
    struct wk_block b;
    struct err err;
    int next;
    char hex[SHA256_HEX];
    base_begin(st);
    CHECK_OK(sharing_apply(st, fixture_ref(), r.released_at, &err));
    CHECK_OK(store_released_list(st, &it, false, &err));
    while ((next = store_wk_next(it, &b, &err)) == 1) {
        struct buf line = {0};
        buf_fmt(&line, "%.*s\t%.*s\t%.*s\n", STR_FMT(b.indicator), STR_FMT(b.area),
                STR_FMT(b.sha256));
        sha256_add(state, buf_view(&line));
        buf_release(&line);
        r.nblocks++;
        r.nseries += b.nseries;
        r.nobs += b.nobs;
    }
    CHECK_OK(next);
    CHECK_OK(store_released_list(st, &it, true, &err));
    while ((next = store_wk_next(it, &b, &err)) == 1) {
        struct buf line = {0};
        buf_fmt(&line, "derived\t%.*s\t%.*s\t%.*s\n", STR_FMT(b.indicator), STR_FMT(b.area),
                STR_FMT(b.sha256));
        sha256_add(state, buf_view(&line));
        buf_release(&line);
    }
    CHECK_OK(next);
    struct sha256 hash = sha256_end(state);
    sha256_hex(hex, &hash);
    r.sha256 = str_of(hex);
    CHECK_OK(store_release_add(st, &r, &err));
    CHECK_OK(sources_release(st, r.id, &err));
    base_commit(st);
    return r.id;
}

struct cube *desk_cube(struct store *st)
{
    struct cube_builder *b = cube_builder_new(fixture_ref());
    struct store_iter *it;
    struct wk_block block;
    struct err err;
    int next;
    CHECK_OK(store_wk_list(st, &it, &err));
    while ((next = store_wk_next(it, &block, &err)) == 1) {
        char hex[SHA256_HEX];
        CHECK_OK(best_hash(hex, st, fixture_ref(), block.indicator, block.area, &err));
        CHECK(str_is(block.sha256, hex)); /* what stands there follows from what was accepted */
        CHECK_OK(cube_builder_add(b, block.block, &err));
    }
    CHECK_OK(next);
    return cube_builder_finish(b);
}
