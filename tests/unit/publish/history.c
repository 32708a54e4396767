/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/history.h"

#include "base/buf.h"
#include "model/fixture.h"
#include "model/period.h"
#include "publish/query.h"
#include "store/base.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

/* Cells of a table: "MST_NCTE_SEX_CCT_NB MYS BA:741 2010|SEX_T CCT_CTZ_TOTAL 10". */
static struct cube *cube_of_cells(const struct ref *ref, const char *const *cells, size_t n)
{
    struct obs_set set;
    obs_set_init(&set);
    for (size_t i = 0; i < n; i++) {
        char table[80];
        const char *bar = strchr(cells[i], '|');
        snprintf(table, sizeof table, "%.*s", (int)(bar - cells[i]), cells[i]);
        fixture_put(&set, table, bar + 1);
    }
    struct cube *cube = fixture_cube(ref, &set);
    obs_set_release(&set);
    return cube;
}

/* "+MYS SEX_T CCT_CTZ_TOTAL 2010 10 BA:741" of each observation, '-' for what is gone. */
static void say(struct buf *out, const struct history *h)
{
    const struct cube *c = h->cube;
    for (unsigned p = 0; p < h->n; p++) {
        const struct cube_flow *f = &c->flows[p];
        CHECK_INT(f->indicator, h->part[p].indicator);
        uint32_t counted = 0;
        for (uint32_t s = f->first; s < f->first + f->n; s++)
            for (uint32_t i = c->start[s]; i < c->start[s + 1]; i++, counted++) {
                char period[PERIOD_TEXT];
                size_t n = period_fmt_sdmx(period, c->period[i]);
                buf_fmt(out, "%s%c%.*s %.*s %.*s %.*s", out->len ? "\n" : "", h->part[p].gone ? '-' : '+',
                        STR_FMT(cube_code(c, f, s, DIM_AREA)), STR_FMT(cube_code(c, f, s, DIM_SEX)),
                        STR_FMT(cube_code(c, f, s, DIM_CLASSIF1)), (int)n, period);
                if (!isnan(c->value[i])) {
                    buf_char(out, ' ');
                    buf_num(out, c->value[i], c->decimals[i]);
                }
                if (c->status[i])
                    buf_fmt(out, " %c", c->status[i]);
                if (c->sources[c->source[i]].len)
                    buf_fmt(out, " %.*s", STR_FMT(c->sources[c->source[i]]));
            }
        CHECK_INT(counted, f->nobs);
    }
}

#define T "MST_NCTE_SEX_CCT_NB "
static const char *const first_cells[] = {
    T "MYS BA:741 2010|SEX_T CCT_CTZ_TOTAL 10", T "MYS BA:741 2011|SEX_T CCT_CTZ_TOTAL 11",
    T "MYS BA:741 2010|SEX_F CCT_CTZ_MMR 4",    T "THA BA:741 2010|SEX_T CCT_CTZ_TOTAL 7",
    T "THA BA:741 2010|SEX_M CCT_CTZ_TOTAL 3"};
static const char *const second_cells[] = {
    T "MYS BA:741 2010|SEX_T CCT_CTZ_TOTAL 10",     T "MYS BA:741 2011|SEX_T CCT_CTZ_TOTAL 11.5",
    T "MYS BA:741 2012|SEX_T CCT_CTZ_TOTAL 12",     T "THA BA:741 2010|SEX_T CCT_CTZ_TOTAL 7 E",
    T "THA FB:6664 2010|SEX_M CCT_CTZ_TOTAL 3",     T "KHM BA:741 2010|SEX_T CCT_CTZ_TOTAL 1",
    "MNA_TPOP_SEX_CRS_NB KHM BA:741 2010|SEX_T CRS_RES_TOTAL 2"};

TEST(history_of_two_releases)
{
    const struct ref *ref = fixture_ref();
    struct cube *a = cube_of_cells(ref, first_cells, ARRAY_LEN(first_cells));
    struct cube *b = cube_of_cells(ref, second_cells, ARRAY_LEN(second_cells));
    uint16_t flow = fixture_indicator("MST_NCTE_SEX_CCT_NB"), other = fixture_indicator("MNA_TPOP_SEX_CRS_NB");
    struct history h;
    struct err err;
    struct buf said = {0};
    history_init(&h, ref);
    CHECK_OK(history_add(&h, a, b, flow, STR("2025-01-01T00:00:00Z"), &err));
    CHECK_OK(history_add(&h, a, b, other, STR("2025-01-01T00:00:00Z"), &err));
    history_finish(&h);
    say(&said, &h);
    CHECK_STR(buf_view(&said), "+KHM SEX_T CCT_CTZ_TOTAL 2010 1 BA:741\n"
                               "+MYS SEX_T CCT_CTZ_TOTAL 2011 11.5 BA:741\n"
                               "+MYS SEX_T CCT_CTZ_TOTAL 2012 12 BA:741\n"
                               "+THA SEX_T CCT_CTZ_TOTAL 2010 7 E BA:741\n"
                               "+THA SEX_M CCT_CTZ_TOTAL 2010 3 FB:6664\n"
                               "-MYS SEX_F CCT_CTZ_MMR 2010\n"
                               "+KHM SEX_T CRS_RES_TOTAL 2010 2 BA:741");
    CHECK_INT(h.n, 3);
    CHECK_STR(h.part[1].at, "2025-01-01T00:00:00Z");
    CHECK(cube_flow_find(h.cube, flow) == &h.cube->flows[0]); /* the first of its parts */
    CHECK(cube_flow_find(h.cube, other) == &h.cube->flows[2]);
    /* what is asked of a cube is asked of it as well */
    struct arena arena;
    struct query q;
    arena_init(&arena, 1 << 20);
    query_init(&q, h.cube, &h.cube->flows[0], &arena);
    CHECK_OK(query_key(&q, QUERY_V1, STR("MYS...."), &err));
    q.first_n = 1;
    struct slice s = query_run(&q);
    CHECK_INT(s.nobs, 1);
    CHECK_INT(period_year(h.cube->period[s.runs[0].first]), 2011); /* the first that changed */
    slice_release(&s);
    arena_release(&arena);
    buf_release(&said);
    history_release(&h);
    cube_free(a);
    cube_free(b);
}

TEST(history_from_nothing_to_nothing)
{
    const struct ref *ref = fixture_ref();
    struct cube *a = cube_of_cells(ref, first_cells, ARRAY_LEN(first_cells));
    uint16_t flow = fixture_indicator("MST_NCTE_SEX_CCT_NB");
    struct history h;
    struct err err;
    history_init(&h, ref);
    CHECK_OK(history_add(&h, NULL, a, flow, STR("1"), &err));
    CHECK_OK(history_add(&h, a, a, flow, STR("2"), &err)); /* nothing */
    CHECK_OK(history_add(&h, a, NULL, flow, STR("3"), &err));
    CHECK_OK(history_add(&h, NULL, NULL, flow, STR("4"), &err));
    history_finish(&h);
    CHECK_INT(h.n, 2);
    CHECK(!h.part[0].gone && h.part[1].gone);
    CHECK_STR(h.part[1].at, "3");
    CHECK_INT(h.cube->flows[0].nobs, a->nobs);
    CHECK_INT(h.cube->flows[1].nobs, a->nobs);
    history_release(&h);
    history_init(&h, ref);
    history_finish(&h);
    CHECK_INT(h.n, 0);
    CHECK_INT(h.cube->nobs, 0);
    history_release(&h);
    cube_free(a);
}

static void without_lines(struct buf *out, struct str *content, const char *part)
{
    struct str line, rest = *content;
    while (str_next(&line, &rest, '\n'))
        if (line.len && !memmem(line.p, line.len, part, strlen(part)))
            buf_fmt(out, "%.*s\n", STR_FMT(line));
    *content = buf_view(out);
}

/* Reference data without Afghanistan: those that come after it have other numbers. */
static struct ref *other_ref(void)
{
    struct ref_file files[FIXTURE_FILES];
    struct ref *ref;
    struct err err;
    struct buf areas = {0}, members = {0};
    size_t n = fixture_files(files);
    for (size_t i = 0; i < n; i++) {
        if (str_is(files[i].name, "codelists/areas.csv"))
            without_lines(&areas, &files[i].content, "AFG,");
        if (str_is(files[i].name, "codelists/group_members.csv"))
            without_lines(&members, &files[i].content, ",AFG");
    }
    CHECK_OK(ref_load(&ref, files, n, &err));
    buf_release(&areas);
    buf_release(&members);
    return ref;
}

/* The same in the numbers of the other; false when it has no such code. */
static bool into(struct obs *o, const struct ref *to, const struct ref *from)
{
    uint16_t *codes[] = {&o->sex, &o->classif[0], &o->classif[1]};
    bool all = true;
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        if (*codes[i]) {
            *codes[i] = ref_code_find(to, from->codes[*codes[i]].code);
            all = all && *codes[i];
        }
    o->area = ref_area_find(to, from->areas[o->area].code);
    o->indicator = ref_indicator_find(to, from->indicators[o->indicator].code);
    return all && o->area && o->indicator;
}

TEST(history_across_versions_of_the_reference_data)
{
    struct ref *old = other_ref();
    const struct ref *ref = fixture_ref();
    CHECK(ref_area_find(old, STR("MYS")) != ref_area_find(ref, STR("MYS")));
    struct obs_set set;
    struct chance c = {5};
    struct err err;
    obs_set_init(&set);
    fixture_random(&set, &c, 60);
    size_t kept = 0;
    for (size_t i = 0; i < set.n; i++) {
        struct obs there = set.v[i];
        set.v[kept] = there;
        kept += into(&there, old, ref); /* what both can say */
    }
    set.n = kept;
    struct cube *new = fixture_cube(ref, &set);
    for (size_t i = 0; i < set.n; i++)
        CHECK(into(&set.v[i], old, ref));
    struct cube *same = fixture_cube(old, &set);
    struct history h;
    history_init(&h, ref);
    for (uint16_t i = 1; i < ref->nindicators; i++)
        CHECK_OK(history_add(&h, same, new, i, STR("now"), &err));
    CHECK_INT(h.n, 0); /* nothing differs but the numbers */
    for (uint16_t i = 1; i < ref->nindicators; i++)
        CHECK_OK(history_add(&h, NULL, same, i, STR("now"), &err));
    history_finish(&h);
    fixture_same_cube(h.cube, new);
    history_release(&h);
    /* an area that the newer reference data do not have cannot be said */
    static const char *const afghan[] = {T "AFG BA:741 2010|SEX_T CCT_CTZ_TOTAL 10",
                                         T "MYS BA:741 2010|SEX_T CCT_CTZ_TOTAL 10"};
    struct cube *before = cube_of_cells(ref, afghan, ARRAY_LEN(afghan));
    history_init(&h, old);
    CHECK_OK(history_add(&h, before, NULL, ref_indicator_find(old, STR("MST_NCTE_SEX_CCT_NB")), STR("now"), &err));
    history_finish(&h);
    CHECK_INT(h.cube->nobs, 1);
    CHECK_STR(old->areas[h.cube->area[0]].code, "MYS");
    history_release(&h);
    cube_free(before);
    cube_free(new);
    cube_free(same);
    obs_set_release(&set);
    ref_free(old);
}

/* Older and what was added, changed and deleted give newer: for any two cubes. */
TEST(history_leads_from_one_to_the_other)
{
    const struct ref *ref = fixture_ref();
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct obs_set before, after;
        struct chance c = {seed};
        struct err err;
        obs_set_init(&before);
        obs_set_init(&after);
        fixture_random(&before, &c, 40);
        struct chance again = {seed};
        fixture_random(&after, &again, 40);
        size_t kept = 0;
        uint32_t changed = 0, gone = 0;
        for (size_t i = 0; i < after.n; i++) {
            struct obs o = after.v[i];
            switch (chance_below(&c, 6)) {
            case 0: gone++; continue;
            case 1: changed++; o.status = o.status == 'E' ? 'P' : 'E'; break;
            }
            after.v[kept++] = o;
        }
        after.n = kept;
        struct cube *a = fixture_cube(ref, &before), *b = fixture_cube(ref, &after);
        struct history h;
        uint32_t said[2] = {0};
        history_init(&h, ref);
        for (uint16_t i = 1; i < ref->nindicators; i++)
            CHECK_OK(history_add(&h, a, b, i, STR("now"), &err));
        history_finish(&h);
        for (unsigned p = 0; p < h.n; p++)
            said[h.part[p].gone] += h.cube->flows[p].nobs;
        CHECK_INT(said[0], changed);
        CHECK_INT(said[1], gone);
        history_release(&h);
        cube_free(a);
        cube_free(b);
        obs_set_release(&before);
        obs_set_release(&after);
    }
}
