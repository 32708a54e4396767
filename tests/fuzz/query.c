/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any key, component, filter and periods put to a small release: an answer within it, or an
 * error with a sentence. One argument a line: style and key, component, filter, start, end. */

#include "fuzz.h"

#include "io/format.h"
#include "model/block.h"
#include "publish/query.h"

static const char file[] =
    "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status\n"
    "MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,10.5,B\n"
    "MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020Q3,1.5,\n"
    "MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020M05,,C\n"
    "MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_M,CCT_CTZ_IDN,2019,3,\n";

static struct cube *cube_of_file(void)
{
    const struct ref *ref = fuzz_ref();
    struct obs_set set;
    struct finding_list findings;
    struct err err;
    struct buf block = {0}, origin = {0};
    struct block_stat stat;
    obs_set_init(&set);
    finding_list_init(&findings);
    struct reading rd = {.ref = ref, .bytes = STR(file), .default_source = STR(""),
                         .set = &set, .findings = &findings};
    CLAIM(format_find(STR("ilostat"))->read(&rd, &err) == 0 && set.n == 4);
    struct block_obs v[4];
    for (size_t i = 0; i < 4; i++)
        v[i] = (struct block_obs){set.v[i], 1, (uint32_t)i};
    CLAIM(block_pack(&block, &origin, &stat, ref, &set, v, 4, &err) == 0);
    struct cube_builder *b = cube_builder_new(ref);
    CLAIM(cube_builder_add(b, buf_view(&block), &err) == 0);
    struct cube *cube = cube_builder_finish(b);
    cube->release_name = cube->released_at = cube->hash = STR("");
    buf_release(&block);
    buf_release(&origin);
    obs_set_release(&set);
    finding_list_release(&findings);
    return cube; /* for ever */
}

static void check_slice(const struct cube *cube, const struct slice *s, struct arena *arena)
{
    uint32_t total = 0;
    for (uint32_t i = 0; i < s->nruns; i++) {
        const struct run *r = &s->runs[i];
        CLAIM(r->n > 0 && r->series < cube->nseries && r->first >= cube->start[r->series] &&
              r->first + r->n <= cube->start[r->series + 1]);
        CLAIM(i == 0 || r->first >= s->runs[i - 1].first + s->runs[i - 1].n);
        total += r->n;
    }
    CLAIM(total == s->nobs && total <= cube->nobs);
    struct avail_list list[DIMS_MAX];
    slice_avail(list, arena, s);
    uint32_t counted = 0;
    for (uint32_t i = 0; i < list[0].n; i++)
        counted += list[0].v[i].nobs;
    CLAIM(counted == total);
}

static void write_all(const struct cube *cube, const struct slice *s)
{
    for (size_t f = 0; f < nformats; f++) {
        if (!formats[f].next)
            continue;
        struct buf out = {0};
        struct writing w = {.ref = cube->ref, .slices = s, .nslices = s->nruns ? 1 : 0,
                            .prepared = STR("2026-01-15T10:00:00Z")};
        writing_begin(&w, &formats[f]);
        for (int portions = 0; writing_next(&w, &out); portions++)
            CLAIM(portions < 1000);
        writing_end(&w);
        buf_release(&out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct cube *cube;
    if (!cube)
        cube = cube_of_file();
    struct str rest = fuzz_str(bytes, n);
    struct str key = fuzz_line(&rest), component = fuzz_line(&rest), value = fuzz_line(&rest);
    struct str start = fuzz_line(&rest), end = fuzz_line(&rest), flow_ref = fuzz_line(&rest);
    struct str year = fuzz_line(&rest), sort = fuzz_line(&rest);
    struct arena arena;
    struct query q;
    struct err err = {0};
    if (n > 1 << 14)
        return 0; /* no address is longer */
    arena_init(&arena, 64 << 20);
    const struct cube_flow *flow = flow_ref.len ? query_flow(cube, flow_ref, &err) : cube->flows;
    CLAIM(flow || err.text[0]);
    query_init(&q, cube, cube->flows, &arena);
    enum query_style style = str_starts(key, STR("2")) ? QUERY_V2 : QUERY_V1;
    int r = year.len ? query_year_start(&q, year, &err) : 0;
    if (r == 0)
        r = query_key(&q, style, str_sub(key, style == QUERY_V2, key.len), &err);
    if (r == 0 && component.len)
        r = query_filter(&q, component, value, &err);
    if (r == 0 && start.len)
        r = query_start(&q, start, &err);
    if (r == 0 && end.len)
        r = query_end(&q, end, &err);
    CLAIM(r == 0 || err.text[0]);
    if (r == 0) {
        struct slice s = query_run(&q);
        check_slice(cube, &s, &arena);
        write_all(cube, &s);
        uint32_t all = s.nobs;
        slice_release(&s);
        if (sort.len && query_sort(&q, sort, &(struct arrangement){.flat = n % 2}, &err) == 0) {
            s = query_run(&q);
            CLAIM(s.nobs == all);
            write_all(cube, &s);
            slice_release(&s);
            q.sort = NULL;
        }
        q.first_n = 1;
        q.offset = n % 3;
        q.limit = n % 5;
        s = query_run(&q);
        check_slice(cube, &s, &arena);
        slice_release(&s);
    }
    arena_release(&arena);
    return 0;
}
