/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/ilostat.h"

#include "io/files.h"
#include "syntax/json_check.h"
#include "test.h"

static struct cube *some(uint64_t seed)
{
    struct chance c = {seed};
    struct obs_set set;
    obs_set_init(&set);
    fixture_random(&set, &c, 20);
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    obs_set_release(&set);
    return cube;
}

static void write_rows(struct buf *out, const struct cube *cube, struct writing w, enum columns_form form)
{
    struct slice *s = all_slices(cube);
    w.ref = cube->ref;
    w.slices = s;
    w.nslices = cube->nflows;
    writing_begin(&w, format_find(STR("ilostat")));
    for (bool more = true; more;) {
        struct buf piece = {0}; /* another one every time */
        more = ilostat_rows_next(&w, &piece, form);
        buf_str(out, buf_view(&piece));
        buf_release(&piece);
    }
    writing_end(&w);
    slices_free(s, cube->nflows);
}

static struct cube *two(void)
{
    struct obs_set set;
    obs_set_init(&set);
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_TOTAL 933.890");
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2015Q1", "SEX_T CCT_CTZ_TOTAL - E")->note =
        obs_set_note(&set, STR(""), STR(""), STR("R1:3513_X9:1"));
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    obs_set_release(&set);
    return cube;
}

static void rows_are(const struct cube *cube, struct writing with, enum columns_form form, const char *want)
{
    struct buf got = {0};
    write_rows(&got, cube, with, form);
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

/* What is quick and what is not write the same codes. */
TEST(ilostat_rows_of_codes_are_those_of_the_format)
{
    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct cube *cube = some(seed);
        struct slice *s = all_slices(cube);
        struct writing w = {.ref = cube->ref, .slices = s, .nslices = cube->nflows};
        struct buf quick = {0}, slow = {0};
        write_all(&quick, &w, "ilostat");
        write_rows(&slow, cube, (struct writing){0}, COLUMNS_CSV);
        CHECK(quick.len > 100 && str_eq(buf_view(&quick), buf_view(&slow)));
        buf_release(&quick);
        buf_release(&slow);
        slices_free(s, cube->nflows);
        cube_free(cube);
    }
}

TEST(ilostat_rows_with_labels)
{
    struct cube *cube = two();
    const struct ref *ref = cube->ref;
    struct buf got = {0};
    write_rows(&got, cube, (struct writing){.labels = LABELS_NAME}, COLUMNS_TSV);
    CHECK(str_starts(buf_view(&got), STR("ref_area.label\tsource.label\tindicator.label\tsex.label\tclassif1.label\t"
                                         "time\tobs_value\tobs_status.label\tnote_source.label\nThailand\t")));
    const struct status *status = ref_status_find(ref, 'E');
    CHECK(memmem(got.p, got.len, status->name.p, status->name.len));
    /* what nobody has a name for stays as it is */
    CHECK(str_ends(buf_view(&got), STR(" | X9:1\n")));
    got.len = 0;
    write_rows(&got, cube, (struct writing){.labels = LABELS_BOTH}, COLUMNS_CSV);
    CHECK(str_starts(buf_view(&got), STR("ref_area,ref_area.label,source,source.label,indicator,indicator.label,sex,"
                                         "sex.label,classif1,classif1.label,time,obs_value,obs_status,"
                                         "obs_status.label,note_source,note_source.label\nTHA,Thailand,BA:741,")));
    got.len = 0;
    write_rows(&got, cube, (struct writing){.labels = LABELS_NAME, .language = STR("th")}, COLUMNS_TSV);
    CHECK(memmem(got.p, got.len, "\xe0\xb9\x84\xe0\xb8\x97\xe0\xb8\xa2", 9)); /* Thailand in Thai */
    buf_release(&got);
    cube_free(cube);
}

TEST(ilostat_rows_in_part)
{
    struct cube *cube = two();
    rows_are(cube, (struct writing){.data_only = true}, COLUMNS_CSV,
             "ref_area,source,indicator,sex,classif1,time,obs_value\n"
             "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2014,933.890\n"
             "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2015Q1,\n");
    rows_are(cube, (struct writing){.series_only = true}, COLUMNS_CSV,
             "ref_area,source,indicator,sex,classif1\n"
             "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL\n"
             "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL\n"); /* a year and a quarter: two series */
    rows_are(cube, (struct writing){.data_only = true}, COLUMNS_JSON,
             "[{\"ref_area\":\"THA\",\"source\":\"BA:741\",\"indicator\":\"MST_NCTE_SEX_CCT_NB\",\"sex\":\"SEX_T\","
             "\"classif1\":\"CCT_CTZ_TOTAL\",\"time\":\"2014\",\"obs_value\":933.890},"
             "{\"ref_area\":\"THA\",\"source\":\"BA:741\",\"indicator\":\"MST_NCTE_SEX_CCT_NB\",\"sex\":\"SEX_T\","
             "\"classif1\":\"CCT_CTZ_TOTAL\",\"time\":\"2015Q1\"}]\n");
    cube_free(cube);
}

TEST(ilostat_rows_are_json)
{
    for (uint64_t seed = 20; seed < 25; seed++) {
        struct cube *cube = some(seed);
        struct buf got = {0};
        write_rows(&got, cube, (struct writing){.labels = LABELS_BOTH}, COLUMNS_JSON);
        json_check(buf_view(&got));
        CHECK_INT(json_count(buf_view(&got)), cube->nobs);
        buf_release(&got);
        cube_free(cube);
    }
}
