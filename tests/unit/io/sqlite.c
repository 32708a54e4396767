/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "test.h"

#include <sqlite3.h>

/* Opens what was written, which lives in `file`. */
static sqlite3 *opened(const struct buf *file)
{
    sqlite3 *h;
    CHECK(sqlite3_open_v2(":memory:", &h, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK);
    CHECK(sqlite3_deserialize(h, "main", (unsigned char *)file->p, (sqlite3_int64)file->len,
                              (sqlite3_int64)file->len, SQLITE_DESERIALIZE_READONLY) == SQLITE_OK);
    return h;
}

/* The answer to a question, columns with '|' and rows with '\n' between. */
static void answer(struct buf *out, sqlite3 *h, const char *sql)
{
    sqlite3_stmt *q;
    if (sqlite3_prepare_v2(h, sql, -1, &q, NULL) != SQLITE_OK)
        test_fail(__FILE__, __LINE__, "%s", sqlite3_errmsg(h));
    out->len = 0;
    buf_puts(out, "");
    while (sqlite3_step(q) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(q); i++) {
            const char *text = (const char *)sqlite3_column_text(q, i);
            buf_puts(out, text ? text : "");
            buf_char(out, i + 1 == sqlite3_column_count(q) ? '\n' : '|');
        }
    sqlite3_finalize(q);
}

static void answer_is(sqlite3 *h, const char *sql, const char *want)
{
    struct buf got = {0};
    answer(&got, h, sql);
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

static void small(struct buf *file, struct obs_set *set)
{
    obs_set_init(set);
    fixture_put(set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_TOTAL 933.890");
    fixture_put(set, "MST_NCTE_SEX_CCT_NB THA BA:741 2015Q1", "SEX_T CCT_CTZ_TOTAL - N")->note =
        obs_set_note(set, STR("C2:a'); DROP TABLE figure; --"), STR(""), STR("R1:3513"));
    struct cube *cube = fixture_cube(fixture_ref(), set);
    struct slice *s = all_slices(cube);
    cube->release_name = STR("2024.1");
    cube->released_at = STR("2026-01-15T10:00:00Z");
    cube->release_id = 7;
    write_all(file, &(struct writing){.ref = cube->ref, .slices = s, .nslices = 1}, "sqlite");
    slices_free(s, 1);
    cube_free(cube);
}

TEST(sqlite_has_figures_codes_and_names)
{
    struct obs_set set;
    struct buf file = {0};
    small(&file, &set);
    sqlite3 *h = opened(&file);
    answer_is(h, "PRAGMA integrity_check", "ok\n");
    answer_is(h, "PRAGMA foreign_key_check", "");
    answer_is(h, "PRAGMA user_version", "1\n");
    answer_is(h, "SELECT * FROM observation ORDER BY time",
              "THA|BA:741|MST_NCTE_SEX_CCT_NB|A|SEX_T|CCT_CTZ_TOTAL||2014|933.89||||" "|3\n"
              "THA|BA:741|MST_NCTE_SEX_CCT_NB|Q|SEX_T|CCT_CTZ_TOTAL||2015Q1||N|C2:a'); DROP TABLE figure; --|"
              "|R1:3513|0\n");
    answer_is(h, "SELECT area, title, sex_name, classif1_name, year, unit_name, unit_mult FROM observation_named "
                 "WHERE time = '2014'",
              "Thailand|Employed non-citizens by sex and country of citizenship|Total|Total|2014|Persons|3\n");
    answer_is(h, "SELECT name, number, released_at, licence FROM release", "2024.1|7|2026-01-15T10:00:00Z|CC BY 4.0\n");
    answer_is(h, "SELECT COUNT(*) FROM status WHERE code = 'N'", "1\n");
    answer_is(h, "SELECT COUNT(*) FROM note JOIN note_set ON note_source = note.id", "1\n");
    answer_is(h, "SELECT (SELECT COUNT(*) FROM area), (SELECT COUNT(*) FROM code), (SELECT COUNT(*) FROM note)",
              "1|2|1\n");
    sqlite3_close(h);
    obs_set_release(&set);
    buf_release(&file);
}

/* A slice may have the periods of a series backwards; in the file they are in order, and found. */
TEST(sqlite_has_periods_in_order)
{
    struct obs_set set;
    struct buf file = {0};
    struct slice s = {0};
    obs_set_init(&set);
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_TOTAL 14");
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2015", "SEX_T CCT_CTZ_TOTAL 15");
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2016", "SEX_T CCT_CTZ_TOTAL 16");
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    s = (struct slice){.cube = cube, .flow = cube->flows};
    slice_add(&s, 0, 2, 1);
    slice_add(&s, 0, 0, 1);
    slice_add(&s, 0, 1, 1);
    write_all(&file, &(struct writing){.ref = cube->ref, .slices = &s, .nslices = 1}, "sqlite");
    sqlite3 *h = opened(&file);
    answer_is(h, "PRAGMA integrity_check", "ok\n");
    answer_is(h, "SELECT COUNT(*) FROM series", "1\n");
    answer_is(h, "SELECT obs_value FROM figure WHERE time = '2014' AND series = 1", "14.0\n");
    answer_is(h, "SELECT time FROM figure WHERE series = 1", "2014\n2015\n2016\n");
    sqlite3_close(h);
    slice_release(&s);
    cube_free(cube);
    obs_set_release(&set);
    buf_release(&file);
}

/* As many figures as there are, codes of which no other is missing that they are summed into; the same bytes when it is
 * written again. */
TEST(sqlite_has_all_of_a_release)
{
    for (uint64_t seed = 70; seed < 73; seed++) {
        struct chance c = {seed};
        struct obs_set set;
        struct buf file = {0}, again = {0}, want = {0}, got = {0};
        obs_set_init(&set);
        fixture_random(&set, &c, seed % 3 * 20);
        struct cube *cube = fixture_cube(fixture_ref(), &set);
        struct slice *s = all_slices(cube);
        write_all(&file, &(struct writing){.ref = cube->ref, .slices = s, .nslices = cube->nflows}, "sqlite");
        write_all(&again, &(struct writing){.ref = cube->ref, .slices = s, .nslices = cube->nflows}, "sqlite");
        CHECK(file.len == again.len && memcmp(file.p, again.p, file.len) == 0);
        uint32_t noted = 0, missing = 0;
        for (uint32_t i = 0; i < cube->nobs; i++) {
            noted += cube->note[i] != 0;
            missing += cube->value[i] != cube->value[i];
        }
        buf_fmt(&want, "%u|%u|%u|%u\n", cube->nobs, cube->nseries, noted, missing);
        sqlite3 *h = opened(&file);
        answer(&got, h, "SELECT COUNT(*), (SELECT COUNT(*) FROM series), COUNT(notes), "
                        "COUNT(*) - COUNT(obs_value) FROM figure");
        CHECK_STR(buf_view(&got), want.p);
        answer_is(h, "PRAGMA integrity_check; ", "ok\n");
        answer_is(h, "PRAGMA foreign_key_check", "");
        answer_is(h, "SELECT COUNT(*) FROM code WHERE parent NOT IN (SELECT code FROM code)", "0\n");
        answer_is(h, "SELECT COUNT(*) FROM area WHERE code NOT IN (SELECT ref_area FROM series)", "0\n");
        sqlite3_close(h);
        slices_free(s, cube->nflows);
        cube_free(cube);
        obs_set_release(&set);
        buf_release(&file);
        buf_release(&again);
        buf_release(&want);
        buf_release(&got);
    }
}
