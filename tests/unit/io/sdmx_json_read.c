/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "base/random.h"
#include "model/period.h"
#include "syntax/json_check.h"
#include "test.h"

static const char *const versions[] = {"sdmx-json-1.0", "sdmx-json", "sdmx-json-2.1"};

static struct cube *cube_of(uint64_t seed, size_t tables, uint16_t *only)
{
    struct chance c = {seed};
    struct obs_set set, one;
    obs_set_init(&set);
    obs_set_init(&one);
    fixture_random(&set, &c, tables);
    if (only) { /* a message in 1.0 has one flow */
        *only = set.v[0].indicator;
        size_t n = 0;
        for (size_t i = 0; i < set.n; i++)
            if (set.v[i].indicator == *only)
                set.v[n++] = set.v[i];
        set.n = n;
    }
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    obs_set_release(&set);
    obs_set_release(&one);
    return cube;
}

/* What was written with these options, read again: as many observations with the same figures. */
static void back_again(struct writing w, const char *format, const struct cube *cube, bool whole)
{
    struct buf text = {0};
    struct file_read f;
    w.prepared = STR("2026-11-22T09:30:00Z");
    write_all(&text, &w, format);
    json_check(buf_view(&text));
    file_read(&f, buf_view(&text), "BA:741");
    if (f.result < 0)
        test_fail(__FILE__, __LINE__, "%s: %s", format, f.err.text);
    for (size_t i = 0; i < f.findings.n; i++)
        if (f.findings.v[i].severity == SEV_ERROR)
            test_fail(__FILE__, __LINE__, "%s: %.*s", format, STR_FMT(f.findings.v[i].message));
    CHECK_INT(f.set.n, cube->nobs);
    struct cube *back = fixture_cube(fixture_ref(), &f.set);
    if (whole)
        fixture_same_cube(cube, back);
    for (uint32_t i = 0; i < cube->nobs && !w.no_measure; i++)
        CHECK(memcmp(&cube->value[i], &back->value[i], sizeof *cube->value) == 0 &&
              cube->period[i] == back->period[i]);
    cube_free(back);
    file_release(&f);
    buf_release(&text);
}

TEST(sdmx_json_there_and_back_with_every_option)
{
    static const char *const at[] = {"", "REF_AREA", "FREQ", "MEASURE", "SEX", "AGE", "CCT", "EDU", "TIME_PERIOD"};
    for (uint64_t seed = 1; seed <= 9; seed++) {
        uint16_t only;
        const char *format = versions[seed % 3];
        struct cube *cube = cube_of(seed, 20, seed % 3 ? NULL : &only);
        struct slice *s = all_slices(cube);
        struct writing w = {.ref = cube->ref, .slices = s, .nslices = cube->nflows};
        for (size_t i = 0; i < ARRAY_LEN(at); i++) {
            w.at_observation = str_of(at[i]);
            back_again(w, format, cube, true);
        }
        w.all_dimensions = true;
        back_again(w, format, cube, true);
        w.language = STR("th");
        back_again(w, format, cube, true);
        w.all_dimensions = false;
        w.without = ATTR_ALL & ~(ATTR_SOURCE | ATTR_STATUS);
        back_again(w, format, cube, false);
        w.without = ATTR_UNIT_MEASURE | ATTR_UNIT_MULT | ATTR_NOTE_INDICATOR;
        w.at_observation = STR("SEX");
        back_again(w, format, cube, false);
        slices_free(s, cube->nflows);
        cube_free(cube);
    }
}

/* Several data sets of a flow share a structure; in 1.0 one flow is written, and it says so. */
TEST(sdmx_json_data_sets)
{
    for (size_t v = 0; v < ARRAY_LEN(versions); v++) {
        struct cube *cube = cube_of(4, 12, NULL);
        struct slice *all = all_slices(cube), s[3] = {all[0], all[0], all[1]};
        struct dataset sets[] = {{ACTION_REPLACE, STR("2026-01-01T00:00:00Z"), STR(""), STR("")},
                                 {ACTION_DELETE, STR(""), STR("2026-02-01T00:00:00Z"), STR("")},
                                 {ACTION_MERGE, STR(""), STR(""), STR("THA")}};
        struct buf text = {0};
        CHECK(cube->nflows >= 2);
        write_all(&text, &(struct writing){.ref = cube->ref, .slices = s, .nslices = 3, .datasets = sets,
                                           .prepared = STR("2026-11-22T09:30:00Z")}, versions[v]);
        json_check(buf_view(&text));
        struct str data = json_get(buf_view(&text), "data"), list = json_get(data, "dataSets");
        CHECK_STR(json_text_of(json_get(json_item(list, 0), "validFrom")), "2026-01-01T00:00:00Z");
        CHECK_STR(json_text_of(json_get(json_item(list, 1), "action")), "Delete");
        CHECK_STR(json_text_of(json_get(json_item(list, 1), "validTo")), "2026-02-01T00:00:00Z");
        CHECK(!json_get(json_item(list, 1), "attributes").len);
        CHECK_INT(json_count(list), v == 0 ? 2 : 3);
        CHECK_INT(json_get(buf_view(&text), "errors").len > 0, v == 0);
        if (v) {
            struct str structures = json_get(data, "structures");
            CHECK_INT(json_count(structures), 2);
            CHECK_STR(json_get(json_item(structures, 0), "dataSets"), "[0,1]");
            CHECK_STR(json_get(json_item(list, 2), "structure"), "1");
            CHECK_STR(json_text_of(json_get(json_item(list, 2), "action")), v == 2 ? "Merge" : "Append");
            struct str link = json_text_of(json_get(json_item(json_get(json_item(structures, 1), "links"), 0), "urn"));
            CHECK(link.len && memmem(link.p, link.len, "ProvisionAgreement=ILO:PA_", 26));
        }
        /* what is deleted is read as taken back */
        struct file_read f;
        file_read(&f, buf_view(&text), NULL);
        CHECK_INT(f.result, 0);
        size_t taken = 0, unclear = 0;
        for (size_t i = 0; i < f.findings.n; i++) {
            taken += f.findings.v[i].rule == RULE_FIGURE_DELETED;
            unclear += f.findings.v[i].rule == RULE_CHANGE_UNCLEAR; /* merged without a figure */
        }
        CHECK_INT(taken, all[0].nobs);
        CHECK_INT(f.set.n + unclear, 2 * all[0].nobs + (v ? all[1].nobs : 0));
        file_release(&f);
        buf_release(&text);
        slices_free(all, cube->nflows);
        cube_free(cube);
    }
}

#define DIMS                                                                                   \
    "{\"id\":\"REF_AREA\",\"values\":[{\"id\":\"THA\"}]},{\"id\":\"SEX\",\"values\":[{\"id\":\"SEX_T\"}]},"    \
    "{\"id\":\"CCT\",\"values\":[{\"id\":\"CCT_CTZ_TOTAL\"},{\"id\":\"CCT_CTZ_MMR\"}]}"
#define TIME "{\"id\":\"TIME_PERIOD\",\"values\":[{\"id\":\"2013\"},{\"id\":\"2014\"}]}"
#define STATUS "{\"id\":\"OBS_STATUS\",\"values\":[{\"id\":\"B\"},null]}"
#define SOURCE "{\"id\":\"SOURCE\",\"values\":[{\"name\":\"BA:741\"}]}"
#define LINKS                                                                                                         \
    "\"links\":[{\"urn\":\"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_NCTE_SEX_CCT_NB(1.0)\"}]"

static void one_figure(const char *text)
{
    struct file_read f;
    file_read(&f, str_of(text), NULL);
    if (f.result < 0 || f.findings.n || f.set.n != 1)
        test_fail(__FILE__, __LINE__, "%s: %s %.*s", text, f.result < 0 ? f.err.text : "",
                  f.findings.n ? (int)f.findings.v[0].message.len : 0,
                  f.findings.n ? f.findings.v[0].message.p : "");
    const struct obs *o = f.set.v;
    CHECK(o->area == fixture_area("THA") && o->indicator == fixture_indicator("MST_NCTE_SEX_CCT_NB") &&
          o->sex == fixture_code("SEX_T") && o->classif[0] == fixture_code("CCT_CTZ_MMR"));
    CHECK(o->value == 933.89 && o->decimals == 3 && o->status == 'B' && o->period == period_make(2014, 0));
    CHECK_STR(f.set.sources.v[o->source], "BA:741");
    file_release(&f);
}

TEST(sdmx_json_of_others)
{
    /* 2.0, series, members in another order, some that we do not know */
    one_figure("{\"data\":{\"dataSets\":[{\"series\":{\"0:0:1\":{\"observations\":{\"1\":[933.890,0]},"
               "\"attributes\":[0]}},\"structure\":0}],\"structures\":[{\"attributes\":{\"series\":[" SOURCE "],"
               "\"observation\":[" STATUS "]},\"measures\":{\"observation\":[{\"id\":\"OBS_VALUE\"}]},"
               "\"dimensions\":{\"observation\":[" TIME "],\"series\":[" DIMS "]}," LINKS ",\"x\":{}}]},\"meta\":{}}");
    /* flat, with a dimension of the data set, and a value instead of an index */
    one_figure("{\"data\":{\"structures\":[{" LINKS ",\"dimensions\":{\"dataSet\":[{\"id\":\"FREQ\","
               "\"values\":[{\"id\":\"A\"}]}],\"observation\":[" DIMS "," TIME "]},"
               "\"measures\":{\"observation\":[{\"id\":\"OBS_VALUE\"}]},"
               "\"attributes\":{\"observation\":[{\"id\":\"SOURCE\"}," STATUS "]}}],"
               "\"dataSets\":[{\"observations\":{\"0:0:1:1\":[933.890,\"BA:741\",0]}}]}}");
    /* 1.0, and its first draft with everything at the root */
#define FIRST                                                                                  \
    "\"structure\":{" LINKS ",\"dimensions\":{\"series\":[" DIMS "],\"observation\":[" TIME "]},"        \
    "\"attributes\":{\"dataSet\":[" SOURCE "],\"observation\":[" STATUS "]}},\"dataSets\":[{\"attributes\":[0],"   \
    "\"series\":{\"0:0:1\":{\"observations\":{\"1\":[933.890,0]}}}}]"
    one_figure("{\"meta\":{},\"data\":{" FIRST "}}");
    one_figure("{\"header\":{\"id\":\"x\"}," FIRST "}");
    /* the flow stands with the data set, the period is normalized, a source has escapes */
    one_figure("{\"data\":{\"structure\":{\"dimensions\":{\"series\":[" DIMS ","
               "{\"id\":\"FREQ\",\"values\":[{\"id\":\"A\"}]}],"
               "\"observation\":[{\"id\":\"TIME_PERIOD\",\"values\":[{\"id\":\"2014-01-01\"}]}]},"
               "\"attributes\":{\"observation\":[{\"id\":\"SOURCE\",\"values\":[{\"value\":\"BA\\u003a741\"}]},"
               STATUS "]}},\"dataSets\":[{" LINKS
               ",\"series\":{\"0:0:1:0\":{\"observations\":{\"0\":[933.890,0,0]}}}}]}}");
    /* after another dimension */
    one_figure("{\"data\":{\"structure\":{" LINKS ","
               "\"dimensions\":{\"series\":[{\"id\":\"REF_AREA\",\"values\":[{\"id\":\"THA\"}]}," TIME "],"
               "\"observation\":[{\"id\":\"SEX\",\"values\":[{\"id\":\"SEX_T\"}]},"
               "{\"id\":\"CCT\",\"values\":[null,{\"id\":\"CCT_CTZ_MMR\"}]}]},"
               "\"attributes\":{\"observation\":[" SOURCE "," STATUS "]}},"
               "\"dataSets\":[{\"series\":{\"0:1\":{\"observations\":{\"0:1\":[933.890,0,0]}}}}]}}");
}

/* What a group gives is of all observations of its key: the source of what is Thai, the status of what is of
 * Myanmar's citizens; series and observations know better. */
#define GROUPED(position, dims, groups, data)                                                                         \
    "{\"data\":{\"structures\":[{" LINKS ",\"dimensions\":{\"dataSet\":[{\"id\":\"FREQ\"," position                   \
    "\"values\":[{\"id\":\"A\"}]}],\"series\":[" dims "],\"observation\":[" TIME "]},"                                \
    "\"measures\":{\"observation\":[{\"id\":\"OBS_VALUE\"}]},"                                                        \
    "\"attributes\":{\"dimensionGroup\":[" SOURCE "," STATUS ",{\"id\":\"NOTE_SOURCE\"}],"                            \
    "\"dataSet\":[{\"id\":\"OBS_STATUS\"}],\"series\":[{\"id\":\"NOTE_SOURCE\"}],"                                    \
    "\"observation\":[{\"id\":\"OBS_STATUS\"}]}}],"                                                                   \
    "\"dataSets\":[{\"attributes\":[\"E\"],\"series\":{" data "},\"dimensionGroupAttributes\":{" groups "}}]}}"

static void grouped(const char *text, size_t i, char status, const char *note)
{
    struct file_read f;
    file_read(&f, str_of(text), NULL);
    if (f.result < 0 || f.findings.n || f.set.n <= i)
        test_fail(__FILE__, __LINE__, "%s: %s %zu %.*s", text, f.result < 0 ? f.err.text : "", f.set.n,
                  f.findings.n ? (int)f.findings.v[0].message.len : 0,
                  f.findings.n ? f.findings.v[0].message.p : "");
    CHECK_STR(f.set.sources.v[f.set.v[i].source], "BA:741");
    CHECK_INT(f.set.v[i].status, status);
    struct str part[3];
    obs_note_split(&part[0], &part[1], &part[2], f.set.notes.v[f.set.v[i].note]);
    CHECK_STR(part[2], note);
    file_release(&f);
}

TEST(sdmx_json_groups)
{
#define BOTH                                                                                                          \
    "\"0:0:0\":{\"observations\":{\"0\":[1],\"1\":[2,\"P\"]}},\"0:0:1\":{\"observations\":{\"0\":[3],\"1\":[4,\"P\"]}}"
    /* where the order of the key is not said it is that of the structure */
    static const char *const one = GROUPED("", DIMS, "\":0:::\":[0],\":::1:\":[null,0]", BOTH);
    grouped(one, 0, 'E', "");
    grouped(one, 1, 'P', "");
    grouped(one, 2, 'B', "");
    grouped(one, 3, 'P', "");
    /* said; without the dimension of the data set; parts left off at the end; switched off */
#define DIMS_AT                                                                                                       \
    "{\"keyPosition\":2,\"id\":\"REF_AREA\",\"values\":[{\"id\":\"THA\"}]},"                                          \
    "{\"id\":\"SEX\",\"values\":[{\"id\":\"SEX_T\"}],\"keyPosition\":1},"                                             \
    "{\"id\":\"CCT\",\"keyPosition\":0,\"values\":[{\"id\":\"CCT_CTZ_TOTAL\"},{\"id\":\"CCT_CTZ_MMR\"}]}"
    grouped(GROUPED("\"keyPosition\":3,", DIMS_AT, "\"~:~:0\":[0],\"1:~:~:0:~\":[null,0]", BOTH), 2, 'B', "");
    grouped(GROUPED("", DIMS, "\"0:::\":[0],\"::1:\":[null,0]", BOTH), 2, 'B', "");
    /* of several the one with more dimensions, of the same the later; a period; all of the data set */
    grouped(GROUPED("", DIMS, "\":0::1:1\":[0,0,\"S3:5\"],\"::::\":[0,null,\"S3:4\"],\":::1:\":[null,null,\"S3:6\"],"
                    "\":::1:\":[null,null,\"S3:7\"]", BOTH), 0, 'E', "S3:4");
    grouped(GROUPED("", DIMS, "\":0::1:1\":[0,0,\"S3:5\"],\"::::\":[0,null,\"S3:4\"],\":::1:\":[null,null,\"S3:6\"],"
                    "\":::1:\":[null,null,\"S3:7\"]", BOTH), 2, 'E', "S3:7");
    grouped(GROUPED("", DIMS, "\":0::1:1\":[0,0,\"S3:5\"],\"::::\":[0,null,\"S3:4\"]", BOTH), 3, 'P', "S3:5");
    /* what the series says */
    grouped(GROUPED("", DIMS, "\":0:::\":[0,null,\"S3:5\"]",
                    "\"0:0:1\":{\"attributes\":[\"S3:4\"],\"observations\":{\"0\":[3]}}"), 0, 'E', "S3:4");
    /* keys that point to nothing */
    file_finds(GROUPED("", DIMS, "\":0:::\":[0],\":7:::\":[0],\":x:::\":[0],\"::::::0\":[0]", BOTH),
               "F102@0:0 F102@0:0 F102@0:0", 4, 0);
    file_finds(GROUPED("", DIMS, "\":0:::\":[0,7],\"0\":7", BOTH), "F102@0:0", 4, 0);
}

#define MESSAGE(series)                                                                        \
    "{\"data\":{\"structure\":{" LINKS ",\"dimensions\":{\"series\":[" DIMS "],\n\"observation\":[" TIME "]},"    \
    "\"attributes\":{\"observation\":[" SOURCE "," STATUS "]}},\"dataSets\":[{\"series\":{\n" series "}}]}}"

/* A fault is said at its line, and reading goes on. */
TEST(sdmx_json_findings)
{
    file_finds(MESSAGE("\"0:0:1\":{\"observations\":{\"0\":[1,0,0],\"1\":[2,0,null]}}"), "", 2, 0);
    file_finds(MESSAGE("\"0:0\":{\"observations\":{\"0\":[1,0,0]}},\n\"0:0:1\":{\"observations\":{\"0\":[1,0,0]}}"),
               "F102@3:0", 1, 0);
    file_finds(MESSAGE("\"0:0:7\":{\"observations\":{\"0\":[1,0,0],\n\"2\":[1,0,0]}}"),
               "F102@3:0 F102@4:0 F102@4:0", 0, 0);
    file_finds(MESSAGE("\"0:0:1\":{\"observations\":{\"0\":[1,4,0],\"1\":[2,0,-1]}}"), "F102@3:0 F102@4:0", 0, 0);
    file_finds(MESSAGE("\"0:0:1\":{\"observations\":{\"0\":[\"many\",0,0],\"1\":[null,0,0]}}"), "V101@3:0", 2, 1);
    file_finds(MESSAGE("\"0:0:1\":{\"observations\":{\"0\":[{},0,0],\"1\":7}}"), "C108@1:0 V103@4:0", 2, 1);
    file_finds("{\"data\":{\"structure\":{" LINKS ",\"dimensions\":{\"observation\":[" DIMS "," TIME ","
               "{\"id\":\"COLOUR\",\"values\":[{\"id\":\"red\"}]}]},"
               "\"attributes\":{\"dimensionGroup\":[{\"id\":\"TASTE\"}],\"dataSet\":[" SOURCE "]}},"
               "\"dataSets\":[{\"dimensionGroupAttributes\":{\"0::::\":[\"sweet\"]},\"attributes\":[0],"
               "\"observations\":{\"0:0:0:0:0\":[1],\"0:0:1:0:0\":[1]}}]}}",
               "F101@0:0 F101@0:0", 2, 0);
    /* another agency's table */
    file_finds("{\"data\":{\"structure\":{\"dimensions\":{\"observation\":[" DIMS "," TIME "]}},\"dataSets\":"
               "[{\"observations\":{\"0:0:0:0\":[1]}}]}}", "C102@1:0 C108@1:0", 0, 0);
}

static void refused(const char *text, const char *part)
{
    struct file_read f;
    file_read(&f, str_of(text), NULL);
    if (f.result != -ERR_INPUT || !strstr(f.err.text, part))
        test_fail(__FILE__, __LINE__, "\"%s\": %d, \"%s\"", text, f.result, f.err.text);
    file_release(&f);
}

TEST(sdmx_json_damaged)
{
    refused("{\"data\":{\"structures\":[],\"dataSets\":[]}}", "no structure");
    refused("{\"data\":{\"structures\":[{\"dimensions\":{}}]}}", "no data sets");
    refused("{\"data\":{\"structures\":[{\"dimensions\":{}}],\n\"dataSets\":[{\"structure\":3}]}}", "line 2");
    refused("{\"data\":{\"structures\":[{\"dimensions\":{}}],\n\"dataSets\":[{}", "cut short");
    refused("{\"data\":{\"structures\":[{\"dimensions\":{}}],\"dataSets\":[]}} {", "something more");
    refused("{\"data\":{\"structures\":[{\"dimensions\":{\"series\":[{\"id\":\"\xff\"}]}}],\"dataSets\":[]}}", "UTF-8");
    refused(MESSAGE("\"0:0:1\":{\"observations\":{\"0\":[\"\\x\"]}}"), "line 3");
}

TEST(sdmx_json_reads_any_bytes)
{
    static const char good[] = MESSAGE("\"0:0:1\":{\"attributes\":[0],"
                                       "\"observations\":{\"0\":[1.5,0,0],\"1\":[2,0,null]}}");
    struct chance c = {52};
    for (int i = 0; i < 3000; i++) {
        char text[sizeof good];
        struct file_read f;
        memcpy(text, good, sizeof good);
        for (unsigned k = 1 + chance_below(&c, 3); k > 0; k--)
            text[chance_below(&c, sizeof good - 1)] = "{}[]\",:0192enu\\x \xc3"[chance_below(&c, 18)];
        size_t n = chance_below(&c, 4) ? sizeof good - 1 : 1 + chance_below(&c, sizeof good - 1);
        char *exact = malloc(n);
        memcpy(exact, text, n);
        file_read(&f, (struct str){exact, n}, NULL);
        CHECK(f.result == 0 || (f.result == -ERR_INPUT && f.err.text[0]));
        file_release(&f);
        free(exact);
    }
}
