/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "base/num.h"
#include "io/attributes.h"
#include "io/formats.h"
#include "model/collection.h"
#include "model/period.h"
#include "syntax/json_check.h"
#include "test.h"

#include <stdio.h>

#define FLOW "MST_NCTE_SEX_CCT_NB"

static struct cube *cube_of(const char *const (*cells)[2], size_t n)
{
    struct obs_set set;
    obs_set_init(&set);
    for (size_t i = 0; i < n; i++) {
        struct obs *o = fixture_put(&set, cells[i][0], cells[i][1]);
        if (i == 1)
            o->note = obs_set_note(&set, STR("C2:<b>&\"\\\n"), STR(""), STR("R1:3513_T2:no such\xff"));
    }
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    obs_set_release(&set);
    return cube;
}

/* What was written of one slice, with notes in the second figure. */
static void write_cells(struct buf *out, struct writing with, const char *const (*cells)[2], size_t n)
{
    struct cube *cube = cube_of(cells, n);
    struct slice *s = all_slices(cube);
    with.ref = cube->ref;
    with.slices = s;
    with.nslices = cube->nflows;
    write_all(out, &with, "json-stat");
    json_check(buf_view(out));
    slices_free(s, cube->nflows);
    cube_free(cube);
}

static const char *const few[][2] = {{FLOW " THA BA:741 2014", "SEX_T CCT_CTZ_TOTAL 933.890"},
                                     {FLOW " THA BA:741 2014", "SEX_F CCT_CTZ_TOTAL 400.5 E"},
                                     {FLOW " THA BA:741 2015", "SEX_T CCT_CTZ_TOTAL - N"}};

#define CATEGORY(id, label, codes, labels) \
    "\"" id "\":{\"label\":\"" label "\",\"category\":{\"index\":[" codes "],\"label\":{" labels "}}}"

TEST(json_stat_whole)
{
    struct buf text = {0};
    write_cells(&text, (struct writing){.prepared = STR("2026-01-15T10:00:00Z"), .without = ATTR_NOTE_SOURCE,
                                        .origin = STR("https://example.org")}, few, 3);
    CHECK_STR(buf_view(&text),
              "{\"version\":\"2.0\",\"class\":\"dataset\",\"href\":\"https://example.org/rest/data/ILO,DF_" FLOW
              ",1.0.0/all?format=json-stat\",\"label\":\"Employed non-citizens by sex and country of citizenship\","
              "\"source\":\"ILO, International Labour Migration Statistics\",\"updated\":\"2026-01-15T10:00:00Z\","
              "\"note\":[\"Nonstandard status in employment group: <b>&\\\"\\\\\\n\"],"
              "\"id\":[\"REF_AREA\",\"FREQ\",\"MEASURE\",\"SEX\",\"CCT\",\"TIME_PERIOD\"],\"size\":[1,1,1,2,1,2],"
              "\"role\":{\"time\":[\"TIME_PERIOD\"],\"geo\":[\"REF_AREA\"],\"metric\":[\"MEASURE\"]},\"dimension\":{"
              CATEGORY("REF_AREA", "Reference area", "\"THA\"", "\"THA\":\"Thailand\"") ","
              CATEGORY("FREQ", "Frequency", "\"A\"", "\"A\":\"Annual\"") ","
              "\"MEASURE\":{\"label\":\"Measure\",\"category\":{\"index\":[\"MST_NCTE_NB\"],\"label\":{\"MST_NCTE_NB\":"
              "\"Employed non-citizens by sex and country of citizenship\"},\"unit\":{\"MST_NCTE_NB\":{\"label\":"
              "\"Persons (thousands)\",\"decimals\":3,\"code\":\"PS\",\"base\":\"Persons\",\"multiplier\":3}}}},"
              CATEGORY("SEX", "Sex", "\"SEX_T\",\"SEX_F\"", "\"SEX_T\":\"Total\",\"SEX_F\":\"Female\"") ","
              CATEGORY("CCT", "Citizenship", "\"CCT_CTZ_TOTAL\"", "\"CCT_CTZ_TOTAL\":\"Total\"") ","
              CATEGORY("TIME_PERIOD", "Time period", "\"2014\",\"2015\"", "\"2014\":\"2014\",\"2015\":\"2015\"") "},"
              "\"value\":[933.890,null,400.5,null],\"status\":{\"1\":\"N\",\"2\":\"E\"},"
              "\"extension\":{\"agency\":\"ILO\",\"dataflow\":\"DF_" FLOW "\",\"version\":\"1.0.0\","
              "\"status\":{\"label\":{\"E\":\"Estimate\",\"N\":\"Not available\"}},"
              "\"attribute\":{\"SOURCE\":\"BA:741\",\"NOTE_CLASSIF\":{\"2\":\"C2:<b>&\\\"\\\\\\n\"}}}}");
    buf_release(&text);
}

static void member(struct writing with, const char *key, const char *want)
{
    struct buf text = {0};
    write_cells(&text, with, few, 3);
    CHECK_STR(json_get(buf_view(&text), key), want);
    buf_release(&text);
}

TEST(json_stat_details)
{
    member((struct writing){.series_only = true}, "value", "{}");
    member((struct writing){.series_only = true}, "status", "");
    member((struct writing){.data_only = true}, "status", "");
    member((struct writing){.data_only = true}, "note", "");
    member((struct writing){.data_only = true}, "extension",
           "{\"agency\":\"ILO\",\"dataflow\":\"DF_" FLOW "\",\"version\":\"1.0.0\"}");
    member((struct writing){.no_measure = true}, "value", "[null,null,null,null]");
    member((struct writing){.without = ATTR_STATUS}, "status", "");
    member((struct writing){.without = ~(unsigned)ATTR_SOURCE}, "extension",
           "{\"agency\":\"ILO\",\"dataflow\":\"DF_" FLOW "\",\"version\":\"1.0.0\","
           "\"attribute\":{\"SOURCE\":\"BA:741\"}}");
    struct str label = ref_name(fixture_ref(), "th", "title", STR(FLOW), STR(""));
    char want[400];
    snprintf(want, sizeof want, "\"%.*s\"", STR_FMT(label));
    CHECK(label.len);
    member((struct writing){.language = STR("th")}, "label", want);
}

TEST(json_stat_sparse_where_that_is_shorter)
{
    static const char *const cells[][2] = {{FLOW " THA BA:741 2010", "SEX_T CCT_CTZ_TOTAL 1"},
                                           {FLOW " MYS AA:957 2012", "SEX_M CCT_CTZ_MMR -1.5 E"},
                                           {FLOW " BRN AA:957 2014", "SEX_F CCT_CTZ_THA - N"}};
    struct buf text = {0};
    write_cells(&text, (struct writing){0}, cells, 3);
    /* areas by code; each three of everything: BRN 0, MYS 1, THA 2 */
    CHECK_STR(json_get(buf_view(&text), "size"), "[3,1,1,3,3,3]");
    CHECK_STR(json_get(buf_view(&text), "value"), "{\"26\":null,\"40\":-1.5,\"54\":1}");
    CHECK_STR(json_get(buf_view(&text), "status"), "{\"26\":\"N\",\"40\":\"E\"}");
    CHECK_STR(json_get(json_get(json_get(buf_view(&text), "extension"), "attribute"), "SOURCE"),
              "{\"26\":\"AA:957\",\"40\":\"AA:957\",\"54\":\"BA:741\"}");
    buf_release(&text);
}

TEST(json_stat_collection)
{
    static const char *const cells[][2] = {{FLOW " THA BA:741 2014", "SEX_T CCT_CTZ_TOTAL 1"},
                                           {"MST_TPOP_COU_NB THA BA:741 2014", "COU_ORI_TOTAL 2"}};
    struct buf text = {0};
    write_cells(&text, (struct writing){.prepared = STR("2026-01-15T10:00:00Z")}, cells, 2);
    CHECK_STR(json_text_of(json_get(buf_view(&text), "class")), "collection");
    struct str items = json_get(json_get(buf_view(&text), "link"), "item");
    CHECK_INT(json_count(items), 2);
    for (size_t i = 0; i < 2; i++) {
        CHECK_STR(json_text_of(json_get(json_item(items, i), "class")), "dataset");
        CHECK_STR(json_get(json_item(items, i), "version"), ""); /* of the whole only */
    }
    buf_release(&text);
    write_all(&text, &(struct writing){.ref = fixture_ref()}, "json-stat");
    json_check(buf_view(&text));
    CHECK_INT(json_count(json_get(json_get(buf_view(&text), "link"), "item")), 0);
    buf_release(&text);
}

TEST(json_stat_says_what_is_to_be_done)
{
    static const struct dataset set = {.action = ACTION_DELETE, .valid_to = {"2026-01-15T10:00:00Z", 20},
                                       .provider = {"THA", 3}};
    member((struct writing){.datasets = &set}, "value", "[null,null,null,null]");
    member((struct writing){.datasets = &set}, "status", "");
    member((struct writing){.datasets = &set}, "extension",
           "{\"agency\":\"ILO\",\"dataflow\":\"DF_" FLOW "\",\"version\":\"1.0.0\",\"action\":\"Delete\","
           "\"validTo\":\"2026-01-15T10:00:00Z\",\"provider\":\"THA\"}");
}

TEST(json_stat_says_whose_figures_they_are)
{
    static const struct collection of = {.attribution = {"The \"UN\"", 8}, .licence = {"CC BY", 5}};
    struct cube *cube = cube_of(few, 3);
    struct slice *s = all_slices(cube);
    struct buf text = {0};
    cube->collection = &of;
    write_all(&text, &(struct writing){.ref = cube->ref, .slices = s, .nslices = 1, .origin = STR("https://a\"b")},
              "json-stat");
    json_check(buf_view(&text));
    CHECK_STR(json_get(buf_view(&text), "source"), "\"The \\\"UN\\\" (CC BY)\"");
    CHECK_STR(json_get(buf_view(&text), "href"), "\"https://a\\\"b/rest/data/ILO,DF_" FLOW
                                                 ",1.0.0/all?format=json-stat\"");
    buf_release(&text);
    slices_free(s, cube->nflows);
    cube_free(cube);
}

/* English is the language where none is said, and one like any other. */
TEST(json_stat_in_english)
{
    struct buf said = {0}, not = {0};
    write_cells(&said, (struct writing){.language = STR("en")}, few, 3);
    write_cells(&not, (struct writing){0}, few, 3);
    CHECK_STR(buf_view(&said), not.p);
    buf_release(&said);
    buf_release(&not);
}

TEST(json_stat_of_no_figures)
{
    struct cube *cube = cube_of(few, 3);
    struct slice none = {.cube = cube, .flow = cube->flows};
    struct buf text = {0};
    write_all(&text, &(struct writing){.ref = cube->ref, .slices = &none, .nslices = 1}, "json-stat");
    json_check(buf_view(&text));
    CHECK_STR(json_get(buf_view(&text), "size"), "[0,0,0,0,0,0]");
    CHECK_STR(json_get(buf_view(&text), "value"), "[]");
    buf_release(&text);
    cube_free(cube);
}

/* -- by chance -------------------------------------------------------------------------------------- */

/* The place of a code among a dimension's; fails when it is not there. */
static uint64_t place_of(struct str dimension, struct str code)
{
    struct str key, item, index = json_get(json_get(dimension, "category"), "index"), rest = index;
    for (uint64_t i = 0; json_next(&key, &item, &rest); i++)
        if (str_eq(json_text_of(item), code))
            return i;
    test_fail(__FILE__, __LINE__, "no place for %.*s", STR_FMT(code));
}

/* What stands at a cell of "status" or an attribute: an object by cell, or one text for all. */
static struct str text_at(struct str of, uint64_t cell)
{
    char key[NUM_MAX];
    key[num_fmt_uint(key, cell)] = 0;
    return of.len && of.p[0] == '"' ? json_text_of(of) : json_text_of(json_get(of, key));
}

static void same_cell(struct str message, const struct slice *s, const struct writing *w, uint64_t cell, uint32_t obs)
{
    struct attribute_texts t;
    struct str attribute = json_get(json_get(message, "extension"), "attribute");
    attribute_texts(&t, w, s, obs);
    for (unsigned a = 0; a < ATTRIBUTES; a++) {
        if (attribute_rows[a].bit & (ATTR_UNIT_MEASURE | ATTR_UNIT_MULT | ATTR_DECIMALS))
            continue;
        struct str got = text_at(a == 0 ? json_get(message, "status") : json_get(attribute, attribute_rows[a].id),
                                 cell);
        if (t.of[a].len && memchr(t.of[a].p, '"', t.of[a].len))
            CHECK(got.len > t.of[a].len); /* escaped */
        else
            CHECK(str_eq(got, t.of[a]));
    }
}

/* Each cell of the values against the cube's observations, which stand in the same order. */
static void same_set(struct str message, const struct slice *s, const struct writing *w)
{
    struct str key, item, values = json_get(message, "value"), rest = values, dims = json_get(message, "dimension");
    const bool sparse = values.p[0] == '{';
    struct dims d;
    uint64_t at = 0, cells = 1;
    dims_of(&d, w->ref, s->flow->indicator);
    struct str sizes = json_get(message, "size");
    while (json_next(&key, &item, &sizes)) {
        uint64_t n;
        CHECK(str_uint(&n, item, 100000));
        cells *= n;
    }
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++)
        for (uint32_t i = r->first; i < r->first + r->n; i++) {
            uint64_t cell = 0;
            char text[NUM_MAX];
            for (unsigned k = 0; k <= d.n; k++) {
                struct str id = k < d.n ? d.id[k] : STR("TIME_PERIOD");
                struct str of = json_get(dims, arena_text(w->arena, id));
                struct str code = k < d.n ? cube_code(s->cube, s->flow, r->series, d.kind[k])
                                          : (struct str){text, period_fmt_sdmx(text, s->cube->period[i])};
                cell = cell * json_count(json_get(json_get(of, "category"), "index")) + place_of(of, code);
            }
            for (; !sparse && at < cell; at++)
                CHECK(json_next(&key, &item, &rest) && str_is(item, "null"));
            CHECK(json_next(&key, &item, &rest));
            text[num_fmt_uint(text, cell)] = 0;
            CHECK(!sparse || str_is(key, text));
            struct str want = {text, num_fmt(text, s->cube->value[i], s->cube->decimals[i])};
            CHECK(want.len ? str_eq(item, want) : str_is(item, "null"));
            same_cell(message, s, w, cell, i);
            at = cell + 1;
        }
    for (; !sparse && at < cells; at++)
        CHECK(json_next(&key, &item, &rest) && str_is(item, "null"));
    CHECK(!json_next(&key, &item, &rest));
}

TEST(json_stat_says_what_the_cube_says)
{
    bool sparse[2] = {0};
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct chance c = {seed};
        struct obs_set set;
        struct arena arena;
        obs_set_init(&set);
        fixture_random(&set, &c, seed);
        for (int year = 2001; year < 2009; year++) { /* one flow without holes, in which all have the same years */
            static const char *const areas[] = {"MST_TPOP_COU_NB LAO BA:741 2014", "MST_TPOP_COU_NB THA AA:957 2014"};
            for (size_t i = 0; i < ARRAY_LEN(areas); i++) {
                struct obs *o = fixture_put(&set, areas[i], year % 3 ? "COU_ORI_TOTAL 12.5" : "COU_ORI_TOTAL 12.5 E");
                o->period = period_make(year, 0);
                if (year == 2005)
                    o->note = obs_set_note(&set, STR(""), STR("I11:264"), STR(""));
            }
        }
        struct cube *cube = fixture_cube(fixture_ref(), &set);
        struct slice *s = all_slices(cube);
        for (uint32_t f = 0; f < cube->nflows; f++) {
            struct buf text = {0};
            struct writing w = {.ref = cube->ref, .slices = &s[f], .nslices = 1};
            write_all(&text, &w, "json-stat");
            json_check(buf_view(&text));
            arena_init(&arena, 1 << 26);
            w.arena = &arena;
            same_set(buf_view(&text), &s[f], &w);
            sparse[json_get(buf_view(&text), "value").p[0] == '{'] = true;
            arena_release(&arena);
            buf_release(&text);
        }
        slices_free(s, cube->nflows);
        cube_free(cube);
        obs_set_release(&set);
    }
    CHECK(sparse[0] && sparse[1]);
}
