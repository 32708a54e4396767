/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "base/num.h"
#include "base/utf8.h"
#include "io/formats.h"
#include "syntax/csv.h"
#include "syntax/workbook.h"
#include "test.h"

#include <math.h>

static struct cube *cube_of_chance(uint64_t seed, size_t tables)
{
    struct chance c = {seed};
    struct obs_set set;
    obs_set_init(&set);
    fixture_random(&set, &c, tables);
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    obs_set_release(&set);
    return cube;
}

/* What was written, read again, is the same cube, to the last bit and note. */
static void there_and_back(const char *format, enum labels labels, uint64_t seed)
{
    struct cube *cube = cube_of_chance(seed, 1 + seed * 3);
    struct slice *s = all_slices(cube);
    struct buf text = {0};
    struct file_read f;
    write_all(&text, &(struct writing){.ref = cube->ref, .slices = s, .nslices = cube->nflows,
                                       .labels = labels}, format);
    CHECK_INT(utf8_valid(buf_view(&text)), text.len);
    file_read(&f, buf_view(&text), NULL);
    if (f.result < 0)
        test_fail(__FILE__, __LINE__, "%s", f.err.text);
    if (f.findings.count[SEV_ERROR])
        for (size_t i = 0; i < f.findings.n; i++)
            if (f.findings.v[i].severity == SEV_ERROR)
                test_fail(__FILE__, __LINE__, "%s line %u: %.*s", format, f.findings.v[i].row,
                          STR_FMT(f.findings.v[i].message));
    CHECK_INT(f.set.n, cube->nobs);
    struct cube *back = fixture_cube(fixture_ref(), &f.set);
    fixture_same_cube(cube, back);
    cube_free(back);
    file_release(&f);
    slices_free(s, cube->nflows);
    buf_release(&text);
    cube_free(cube);
}

TEST(write_ilostat_there_and_back)
{
    for (uint64_t seed = 1; seed <= 20; seed++)
        there_and_back("ilostat", LABELS_ID, seed);
}

TEST(write_ilostat_with_labels_there_and_back)
{
    for (uint64_t seed = 30; seed <= 40; seed++)
        there_and_back("ilostat", LABELS_BOTH, seed);
}

TEST(write_sdmx_csv_there_and_back)
{
    for (uint64_t seed = 1; seed <= 20; seed++)
        there_and_back("sdmx-csv", LABELS_ID, seed);
}

TEST(write_sdmx_csv_with_labels_there_and_back)
{
    for (uint64_t seed = 30; seed <= 40; seed++)
        there_and_back("sdmx-csv", LABELS_BOTH, seed);
}

TEST(write_sdmx_csv2_there_and_back)
{
    for (uint64_t seed = 1; seed <= 10; seed++)
        there_and_back(seed % 2 ? "sdmx-csv-2.0" : "sdmx-csv-2.1", (enum labels)(seed % 3), seed);
}

TEST(write_messages_there_and_back)
{
    static const char *const messages[] = {"sdmx-json",    "sdmx-ml-generic", "sdmx-ml-generic-series", "sdmx-ml",
                                           "sdmx-ml-series", "sdmx-ml-3.0",   "sdmx-ml-3.1",            "json-stat"};
    for (uint64_t seed = 1; seed <= 24; seed++)
        there_and_back(messages[seed % ARRAY_LEN(messages)], LABELS_ID, seed);
}

/* A sheet keeps numbers, not how many zeros they end in. */
static void without_zeros(struct cube *cube)
{
    char text[NUM_MAX], shorter[NUM_MAX];
    for (uint32_t i = 0; i < cube->nobs; i++)
        while (cube->decimals[i] && !isnan(cube->value[i])) {
            size_t n = num_fmt(text, cube->value[i], cube->decimals[i]);
            if (text[n - 1] != '0' || num_fmt(shorter, cube->value[i], cube->decimals[i] - 1u) == 0)
                break;
            cube->decimals[i]--;
        }
}

TEST(write_workbook_there_and_back)
{
    for (uint64_t seed = 50; seed <= 53; seed++) {
        struct cube *cube = cube_of_chance(seed, 1 + seed % 4 * 9);
        struct slice *s = all_slices(cube);
        struct buf file = {0};
        struct file_read f;
        without_zeros(cube);
        write_all(&file, &(struct writing){.ref = cube->ref, .slices = s, .nslices = cube->nflows}, "workbook");
        file_read(&f, buf_view(&file), NULL);
        CHECK(f.result == 0);
        CHECK_INT(f.set.n, cube->nobs);
        struct cube *back = fixture_cube(fixture_ref(), &f.set);
        fixture_same_cube(cube, back);
        cube_free(back);
        file_release(&f);
        buf_release(&file);
        slices_free(s, cube->nflows);
        cube_free(cube);
    }
}

static struct slice *one_slice(struct cube **cube)
{
    struct obs_set set;
    obs_set_init(&set);
    static const char table[] = "MST_NCTE_SEX_CCT_NB THA BA:741 2014";
    fixture_put(&set, table, "SEX_T CCT_CTZ_TOTAL 933.890");
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2015Q1", "SEX_T CCT_CTZ_TOTAL - N")->note =
        obs_set_note(&set, STR("C2:a, \"b\""), STR(""), STR("R1:3513"));
    fixture_put(&set, table, "SEX_F CCT_CTZ_TOTAL 400.5 E");
    *cube = fixture_cube(fixture_ref(), &set);
    obs_set_release(&set);
    return all_slices(*cube);
}

static void written(const char *format, struct writing with, const char *want)
{
    struct cube *cube;
    struct slice *s = one_slice(&cube);
    struct buf text = {0};
    with.ref = cube->ref;
    with.slices = s;
    with.nslices = 1;
    write_all(&text, &with, format);
    CHECK_STR(buf_view(&text), want);
    buf_release(&text);
    slices_free(s, 1);
    cube_free(cube);
}

TEST(write_ilostat_layout)
{
    written("ilostat", (struct writing){0},
            "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_classif,"
            "note_source\n"
            "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2014,933.890,,,\n"
            "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_TOTAL,2014,400.5,E,,\n"
            "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2015Q1,,N,\"C2:a, \"\"b\"\"\","
            "R1:3513\n");
}

TEST(write_sdmx_csv_layout)
{
#define KEY "ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),THA,"
    written("sdmx-csv", (struct writing){0},
            "DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,"
            "UNIT_MULT,SOURCE,NOTE_SOURCE,NOTE_INDICATOR,NOTE_CLASSIF,DECIMALS\n"
            KEY "A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2014,933.890,,PS,3,BA:741,,,,3\n"
            KEY "A,MST_NCTE_NB,SEX_F,CCT_CTZ_TOTAL,2014,400.5,E,PS,3,BA:741,,,,1\n"
            KEY "Q,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2015-Q1,,N,PS,3,BA:741,R1:3513,,"
            "\"C2:a, \"\"b\"\"\",0\n");
    written("sdmx-csv", (struct writing){.data_only = true},
            "DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE\n"
            KEY "A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2014,933.890\n"
            KEY "A,MST_NCTE_NB,SEX_F,CCT_CTZ_TOTAL,2014,400.5\n"
            KEY "Q,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2015-Q1,\n");
    written("sdmx-csv", (struct writing){.data_only = true, .series_only = true},
            "DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE\n"
            KEY "A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,,\n"
            KEY "A,MST_NCTE_NB,SEX_F,CCT_CTZ_TOTAL,,\n"
            KEY "Q,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,,\n");
}

TEST(write_sdmx_csv_leaves_out_what_is_not_asked)
{
    written("sdmx-csv", (struct writing){.without = ATTR_ALL & ~ATTR_SOURCE, .normalized = true},
            "DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE,SOURCE\n"
            KEY "A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2014-01-01,933.890,BA:741\n"
            KEY "A,MST_NCTE_NB,SEX_F,CCT_CTZ_TOTAL,2014-01-01,400.5,BA:741\n"
            KEY "Q,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2015-01-01,,BA:741\n");
    written("sdmx-csv", (struct writing){.without = ATTR_ALL & ~ATTR_STATUS, .no_measure = true},
            "DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_STATUS\n"
            KEY "A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2014,\n"
            KEY "A,MST_NCTE_NB,SEX_F,CCT_CTZ_TOTAL,2014,E\n"
            KEY "Q,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2015-Q1,N\n");
}

TEST(write_sdmx_csv2_layout)
{
#define KEY2 "dataflow,ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),"
    written("sdmx-csv-2.0", (struct writing){0},
            "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,"
            "UNIT_MEASURE,UNIT_MULT,SOURCE,NOTE_SOURCE,NOTE_INDICATOR,NOTE_CLASSIF,DECIMALS\n"
            KEY2 "R,THA,A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2014,933.890,,PS,3,BA:741,,,,3\n"
            KEY2 "R,THA,A,MST_NCTE_NB,SEX_F,CCT_CTZ_TOTAL,2014,400.5,E,PS,3,BA:741,,,,1\n"
            KEY2 "R,THA,Q,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2015-Q1,NaN,N,PS,3,BA:741,R1:3513,,"
            "\"C2:a, \"\"b\"\"\",0\n");
    written("sdmx-csv-2.1", (struct writing){.data_only = true, .keys = KEYS_BOTH,
                                             .datasets = &(struct dataset){.action = ACTION_MERGE}},
            "STRUCTURE,STRUCTURE_ID,ACTION,SERIES_KEY,OBS_KEY,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,"
            "OBS_VALUE\n"
            KEY2 "M,THA.A.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL,THA.A.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL.2014,"
            "THA,A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2014,933.890\n"
            KEY2 "M,THA.A.MST_NCTE_NB.SEX_F.CCT_CTZ_TOTAL,THA.A.MST_NCTE_NB.SEX_F.CCT_CTZ_TOTAL.2014,"
            "THA,A,MST_NCTE_NB,SEX_F,CCT_CTZ_TOTAL,2014,400.5\n"
            KEY2 "M,THA.Q.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL,THA.Q.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL.2015-Q1,"
            "THA,Q,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2015-Q1,NaN\n");
    /* what is deleted has its key alone; a provider's data are those of the provision agreement */
    written("sdmx-csv-2.0",
            (struct writing){.without = ATTR_ALL & ~ATTR_STATUS,
                             .datasets = &(struct dataset){ACTION_DELETE, STR("2026-01-01T00:00:00Z"),
                                                           STR(""), STR("THA")}},
            "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,"
            "VALID_FROM,VALID_TO\n"
#define PROVIDED "dataprovision,ILO:PA_MST_NCTE_SEX_CCT_NB_THA(1.0.0),D,THA,"
            PROVIDED "A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2014,,,2026-01-01T00:00:00Z,\n"
            PROVIDED "A,MST_NCTE_NB,SEX_F,CCT_CTZ_TOTAL,2014,,,2026-01-01T00:00:00Z,\n"
            PROVIDED "Q,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,2015-Q1,,,2026-01-01T00:00:00Z,\n");
    written("sdmx-csv-2.0", (struct writing){.labels = LABELS_NAME, .series_only = true, .data_only = true,
                                             .no_measure = true, .keys = KEYS_SERIES, .language = STR("th")},
            "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SERIES_KEY,REF_AREA,พื้นที่อ้างอิง,FREQ,ความถี่,"
            "MEASURE,ตัววัด,SEX,เพศ,CCT,สัญชาติ,TIME_PERIOD,ช่วงเวลา\n"
#define TITLE "ผู้มีงานทำที่ไม่ได้ถือสัญชาติของประเทศ จำแนกตามเพศและประเทศที่ถือสัญชาติ"
            KEY2 TITLE ",R,THA.A.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL,THA,ไทย,A,รายปี,MST_NCTE_NB," TITLE
            ",SEX_T,รวม,CCT_CTZ_TOTAL,รวม,,\n"
            KEY2 TITLE ",R,THA.A.MST_NCTE_NB.SEX_F.CCT_CTZ_TOTAL,THA,ไทย,A,รายปี,MST_NCTE_NB," TITLE
            ",SEX_F,หญิง,CCT_CTZ_TOTAL,รวม,,\n"
            KEY2 TITLE ",R,THA.Q.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL,THA,ไทย,Q,รายไตรมาส,MST_NCTE_NB," TITLE
            ",SEX_T,รวม,CCT_CTZ_TOTAL,รวม,,\n");
}

/* Every line of a CSV has as many fields as its header. */
static void straight(struct str text)
{
    struct csv c;
    size_t n = 0;
    csv_init(&c, text, ',');
    while (csv_next(&c)) {
        n = n ? n : c.n;
        CHECK_INT(c.n, n);
        CHECK_INT(c.fault, CSV_FINE);
    }
    csv_release(&c);
}

TEST(write_csv_lines_are_as_long_as_the_header)
{
    struct cube *cube = cube_of_chance(3, 60);
    struct slice *s = all_slices(cube);
    static const char *const formats_of[] = {"ilostat", "sdmx-csv", "csv", "sdmx-csv-2.0", "sdmx-csv-2.1"};
    for (size_t i = 0; i < ARRAY_LEN(formats_of); i++)
        for (int k = 0; k < 12; k++) {
            struct buf text = {0};
            write_all(&text, &(struct writing){.ref = cube->ref, .slices = s,
                                               .nslices = cube->nflows,
                                               .labels = (enum labels)(k % 3),
                                               .data_only = k & 4, .series_only = k & 8},
                      formats_of[i]);
            straight(buf_view(&text));
            buf_release(&text);
        }
    slices_free(s, cube->nflows);
    cube_free(cube);
}

TEST(write_series_keys_stand_once)
{
    struct cube *cube;
    struct obs_set set;
    struct buf text = {0};
    obs_set_init(&set);
    fixture_put(&set, "MST_TPOP_COU_NB THA BA:741 2014", "COU_ORI_TOTAL 1");
    fixture_put(&set, "MST_TPOP_COU_NB THA BA:741 2015", "COU_ORI_TOTAL 2");
    fixture_put(&set, "MST_TPOP_COU_NB THA BA:741 2016", "COU_ORI_TOTAL 3");
    cube = fixture_cube(fixture_ref(), &set);
    struct slice s = {.cube = cube, .flow = cube->flows};
    slice_add(&s, 0, 0, 1); /* the first and the last of the series: two runs */
    slice_add(&s, 0, 2, 1);
    write_all(&text, &(struct writing){.ref = cube->ref, .slices = &s, .nslices = 1,
                                       .series_only = true, .data_only = true}, "sdmx-csv");
    CHECK_STR(buf_view(&text), "DATAFLOW,REF_AREA,FREQ,MEASURE,COU,TIME_PERIOD,OBS_VALUE\n"
                               "ILO:DF_MST_TPOP_COU_NB(1.0.0),THA,A,MST_TPOP_NB,COU_ORI_TOTAL,,\n");
    buf_release(&text);
    slice_release(&s);
    cube_free(cube);
    obs_set_release(&set);
}

TEST(write_table_lines_up)
{
    struct cube *cube;
    struct slice *s = one_slice(&cube);
    struct buf text = {0};
    write_all(&text, &(struct writing){.ref = cube->ref, .slices = s, .nslices = 1}, "table");
    struct str line, rest = buf_view(&text);
    CHECK(str_next(&line, &rest, '\n') && str_starts(line, STR("MST_NCTE_SEX_CCT_NB  ")));
    CHECK(str_ends(line, STR("(thousands)")));
    CHECK(str_next(&line, &rest, '\n') && str_ends(line, STR("  2015Q1")));
    size_t width = line.len;
    const char *year = memmem(line.p, line.len, "2014", 4);
    CHECK(year);
    size_t ends = (size_t)(year - line.p) + 4;
    CHECK(str_next(&line, &rest, '\n') && str_starts(line, STR("THA  SEX_T  CCT_CTZ_TOTAL")));
    CHECK(str_ends(str_sub(line, 0, ends), STR("933.890")));
    CHECK(str_next(&line, &rest, '\n') && str_ends(line, STR(" 400.5 E")));
    CHECK(str_next(&line, &rest, '\n') && str_ends(line, STR(".. N")) && line.len == width);
    buf_release(&text);
    slices_free(s, 1);
    cube_free(cube);
    struct slice none;
    write_all(&text, &(struct writing){.ref = fixture_ref(), .slices = &none, .nslices = 0},
              "table");
    CHECK_INT(text.len, 0);
    buf_release(&text);
}

TEST(write_tidy_has_codes_and_names)
{
    struct cube *cube;
    struct slice *s = one_slice(&cube);
    struct buf text = {0};
    write_all(&text, &(struct writing){.ref = cube->ref, .slices = s, .nslices = 1}, "csv");
    struct csv c;
    csv_init(&c, buf_view(&text), ',');
    CHECK(csv_next(&c) && c.n == 17);
    CHECK_STR(c.field[0], "ref_area");
    CHECK(csv_next(&c) && c.n == 17);
    static const char *const want[] = {"THA", "Thailand", "MST_NCTE_SEX_CCT_NB", NULL, "SEX_T",
                                       "Total",
                                       "CCT_CTZ_TOTAL", "Total", "", "", "2014", "933.890",
                                       "Persons (thousands)", "", "", "BA:741", NULL};
    for (size_t i = 0; i < ARRAY_LEN(want); i++)
        if (want[i])
            CHECK_STR(c.field[i], want[i]);
    CHECK(c.field[3].len && c.field[16].len);
    CHECK(csv_next(&c));
    CHECK_STR(c.field[13], "E");
    CHECK_STR(c.field[14], "Estimate");
    csv_release(&c);
    buf_release(&text);
    slices_free(s, 1);
    cube_free(cube);
}

/* -- portions --------------------------------------------------------------------------------- */

/* A flow large enough for several portions, and small ones around it. */
static struct cube *large_cube(void)
{
    struct obs_set set;
    struct chance c = {4};
    const struct ref *ref = fixture_ref();
    obs_set_init(&set);
    const struct version *v = &ref->versions[ref_version_find(ref, STR("CCT_CTZ"))];
    for (unsigned code = 0; code < v->n; code++)
        for (int year = 2000; year < 2024; year++) {
            struct obs *o = fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T 1.5");
            o->classif[0] = (uint16_t)(v->first + code);
            o->period = (uint16_t)((year - 1899) * 64);
            o->value = chance_below(&c, 1000000) / 8.0;
            o->decimals = 3;
            o->note = chance_below(&c, 9) ? 0 : obs_set_note(&set, STR(""), STR(""), STR("R1:1"));
        }
    fixture_put(&set, "MST_TPOP_COU_NB MYS BA:741 2014", "COU_ORI_TOTAL 1");
    fixture_put(&set, "MFL_TEMP_ECO_NB MYS BA:741 2014", "ECO_ISIC4_TOTAL 1");
    struct cube *cube = fixture_cube(ref, &set);
    obs_set_release(&set);
    return cube;
}

TEST(write_portions_are_one_text)
{
    struct cube *cube = large_cube();
    struct slice *s = all_slices(cube);
    for (size_t i = 0; i < nformats; i++)
        for (int all = 0; all < 2 && formats[i].next; all++) {
            struct buf whole = {0}, pieces = {0};
            struct writing w = {.ref = cube->ref, .slices = s, .nslices = cube->nflows,
                                .all_dimensions = all};
            write_all(&whole, &w, formats[i].name);
            writing_begin(&w, &formats[i]);
            size_t n = 0;
            for (bool more = true; more; n++) {
                struct buf piece = {0}; /* flushed every time */
                more = writing_next(&w, &piece);
                CHECK(piece.len < 8 * PORTION || str_is(str_of(formats[i].name), "table"));
                buf_put(&pieces, piece.p, piece.len);
                buf_release(&piece);
            }
            writing_end(&w);
            CHECK(n > 2);
            CHECK(str_eq(buf_view(&whole), buf_view(&pieces)));
            buf_release(&whole);
            buf_release(&pieces);
        }
    slices_free(s, cube->nflows);
    cube_free(cube);
}

/* And it is the text of its series one by one, with one header. */
TEST(write_whole_is_the_sum_of_its_series)
{
    struct cube *cube = large_cube();
    struct slice *s = all_slices(cube);
    static const char *const lined[] = {"sdmx-csv", "csv"};
    for (size_t i = 0; i < ARRAY_LEN(lined); i++) {
        struct buf whole = {0}, single = {0};
        const struct slice *large = &s[0];
        for (uint32_t f = 0; f < cube->nflows; f++)
            large = s[f].nobs > large->nobs ? &s[f] : large;
        CHECK(large->nruns > 200);
        write_all(&whole, &(struct writing){.ref = cube->ref, .slices = large, .nslices = 1},
                  lined[i]);
        for (uint32_t r = 0; r < large->nruns; r++) {
            struct slice one = *large;
            struct buf text = {0};
            one.runs = &large->runs[r];
            one.nruns = 1;
            write_all(&text, &(struct writing){.ref = cube->ref, .slices = &one, .nslices = 1},
                      lined[i]);
            const char *lf = memchr(text.p, '\n', text.len);
            size_t skip = r ? (size_t)(lf - text.p) + 1 : 0;
            buf_put(&single, text.p + skip, text.len - skip);
            buf_release(&text);
        }
        CHECK(str_eq(buf_view(&whole), buf_view(&single)));
        buf_release(&whole);
        buf_release(&single);
    }
    slices_free(s, cube->nflows);
    cube_free(cube);
}

/* What the sheets show, cell by cell, "A1=text" with blanks between. */
static void sheet_text(struct buf *out, const struct workbook *wb, const char *sheet)
{
    uint32_t number = workbook_sheet_find(wb, str_of(sheet));
    CHECK(number > 0);
    for (uint32_t row = 1; row <= wb->sheets[number - 1].rows; row++) {
        for (uint32_t column = 1; column <= wb->sheets[number - 1].columns; column++) {
            const struct cell *cell = workbook_cell(wb, number, row, column);
            buf_str(out, cell ? cell->text : STR(""));
            buf_char(out, '|');
        }
        buf_char(out, '\n');
    }
}

TEST(write_workbook_looks_as_the_screen_does)
{
    struct cube *cube;
    struct slice *s = one_slice(&cube);
    struct buf file = {0}, stream = {0}, text = {0};
    struct workbook wb;
    struct arena arena;
    struct err err = {0};
    cube->release_name = STR("2024.1");
    cube->released_at = STR("2026-01-15T10:00:00Z");
    arena_init(&arena, 1 << 20);
    write_all(&file, &(struct writing){.ref = cube->ref, .slices = s, .nslices = 1}, "workbook");
    CHECK(workbook_cells(&stream, buf_view(&file), &err) == 0);
    CHECK(workbook_open(&wb, &arena, buf_view(&stream), &err) == 0);
    CHECK_INT(wb.nsheets, 3);
    sheet_text(&text, &wb, "MST_NCTE_SEX_CCT_NB");
    CHECK(strstr(text.p, "release 2024.1 of 2026-01-15. CC BY 4.0|"));
    CHECK(strstr(text.p,
                 "Area code|Area|Frequency|Sex code|Sex|Citizenship code|Citizenship|2014|2015Q1|Sources|Notes|\n"
                 "THA|Thailand|A|SEX_T|Total|CCT_CTZ_TOTAL|Total|933.890||BA:741||\n"
                 "THA|Thailand|A|SEX_F|Female|CCT_CTZ_TOTAL|Total|400.5||BA:741||\n"
                 "THA|Thailand|Q|SEX_T|Total|CCT_CTZ_TOTAL|Total||N|BA:741|"));
    text.len = 0;
    sheet_text(&text, &wb, "Notes");
    CHECK(strstr(text.p, "Licence|Creative Commons") && strstr(text.p, "BA:741|") && strstr(text.p, "E|"));
    CHECK(strstr(text.p, "Cite as|ILO, ") && !strstr(text.p, "Incomplete"));
    arena_reset(&arena);
    file.len = stream.len = text.len = 0;
    write_all(&file, &(struct writing){.ref = cube->ref, .slices = s, .nslices = 1, .language = STR("th")}, "workbook");
    CHECK(workbook_cells(&stream, buf_view(&file), &err) == 0);
    CHECK(workbook_open(&wb, &arena, buf_view(&stream), &err) == 0);
    sheet_text(&text, &wb, "MST_NCTE_SEX_CCT_NB");
    CHECK(strstr(text.p, "คน (พัน); "));
    CHECK(strstr(text.p, "\nREF_AREA|พื้นที่อ้างอิง|ความถี่|SEX|เพศ|CCT|สัญชาติ|2014|") &&
          strstr(text.p, "\nTHA|ไทย|A|SEX_T|รวม|"));
    arena_release(&arena);
    buf_release(&file);
    buf_release(&stream);
    buf_release(&text);
    slices_free(s, 1);
    cube_free(cube);
}

/* Broken off, nothing is lost but the rest. */
TEST(write_workbook_broken_off)
{
    struct cube *cube = cube_of_chance(60, 60);
    struct slice *s = all_slices(cube);
    struct buf out = {0};
    struct writing w = {.ref = cube->ref, .slices = s, .nslices = cube->nflows};
    writing_begin(&w, format_find(STR("workbook")));
    CHECK(writing_next(&w, &out));
    writing_end(&w);
    buf_release(&out);
    slices_free(s, cube->nflows);
    cube_free(cube);
}
