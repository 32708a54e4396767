/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A table that is too long to be answered in one piece. */

#include "server/ilostat.h"

#include "model/fixture.h"
#include "syntax/compress.h"
#include "test.h"

enum { YEARS = 40, FIRST_YEAR = 1980 };

static struct cube *long_cube(void)
{
    struct obs_set set;
    const struct ref *ref = fixture_ref();
    const struct version *v = &ref->versions[ref_version_find(ref, STR("CCT_CTZ"))];
    obs_set_init(&set);
    for (unsigned code = 0; code < v->n; code++)
        for (unsigned i = 0; i < 3 * YEARS; i++) {
            struct obs *o = fixture_put(&set, i % 3 ? i % 3 > 1 ? "MST_NCTE_SEX_CCT_NB THA BA:741 2014"
                                                                : "MST_NCTE_SEX_CCT_NB MYS BA:544 2014"
                                                    : "MST_NCTE_SEX_CCT_NB IDN BA:741 2014", "SEX_T 1.5");
            o->classif[0] = (uint16_t)(v->first + code);
            o->period = (uint16_t)((FIRST_YEAR + i / 3 - 1899) * 64);
        }
    struct cube *cube = fixture_cube(ref, &set);
    obs_set_release(&set);
    return cube;
}

/* All that a request is answered with; *streamed: whether it came in portions. */
static void ask_for(struct buf *out, bool *streamed, struct snapshot *snap, const char *format)
{
    struct arena arena;
    struct site site = {.origin = STR("https://example.org")};
    struct http_answer an = {0};
    struct http_request rq = {.method = STR("GET"), .target = STR("/data/indicator"), .nsegments = 2,
                              .segment = {STR("data"), STR("indicator")}, .arena = &arena, .nparams = 3,
                              .param = {{STR("id"), STR("MST_NCTE_SEX_CCT_NB_A")},
                                        {STR("type"), STR("both")},
                                        {STR("format"), str_of(format)}}};
    arena_init(&arena, 64 << 20);
    CHECK(ilostat_handle(&site, snap, &rq, &an));
    CHECK_INT(an.status, 0);
    *streamed = an.stream != NULL;
    buf_str(out, buf_view(&an.body));
    if (an.stream) {
        CHECK_INT(atomic_load(&snap->users), 2); /* the release stays until the end */
        for (bool more = true; more;) {
            an.body.len = 0;
            more = an.stream(an.stream_ctx, &an.body);
            buf_str(out, buf_view(&an.body));
        }
        an.stream_end(an.stream_ctx);
    }
    CHECK_INT(atomic_load(&snap->users), 1);
    buf_release(&an.body);
    arena_release(&arena);
}

TEST(ilostat_streams_what_is_long)
{
    struct cube *cube = long_cube();
    struct snapshot snap = {.loaded = {.ref = (struct ref *)(uintptr_t)cube->ref, .cube = cube}};
    atomic_init(&snap.users, 1);
    struct buf plain = {0}, packed = {0}, unpacked = {0}, tabs = {0};
    struct err err;
    bool streamed;
    uint32_t lines = 0;
    ask_for(&plain, &streamed, &snap, ".csv");
    CHECK(streamed && plain.len > 3 << 20);
    for (size_t i = 0; i < plain.len; i++)
        lines += plain.p[i] == '\n';
    CHECK_INT(lines, cube->nobs + 1);
    ask_for(&packed, &streamed, &snap, "csv.gz");
    CHECK(gzip_unpack(&unpacked, buf_view(&packed), 100 << 20, &err) == 0);
    CHECK(str_eq(buf_view(&unpacked), buf_view(&plain)));
    ask_for(&tabs, &streamed, &snap, ".tsv");
    CHECK(streamed && tabs.len > 3 << 20);
    buf_release(&plain);
    buf_release(&packed);
    buf_release(&unpacked);
    buf_release(&tabs);
    cube_free(cube);
}
