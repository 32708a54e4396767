/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/names.h"

#include "io/files.h"
#include "io/sdmx_json.h"
#include "test.h"

#include <pthread.h>

TEST(names_of_what_every_table_has)
{
    const struct ref *ref = fixture_ref();
    struct names *en = names_new(ref, STR("")), *vi = names_new(ref, STR("vi"));
    struct indicator persons = {.unit = STR("PS"), .unit_mult = 3};
    CHECK_STR(names_component(en, STR("REF_AREA")), "Reference area");
    CHECK_STR(names_component(vi, STR("REF_AREA")), "Khu vực tham chiếu");
    CHECK_STR(names_component(vi, STR("X")), "X");
    CHECK_STR(names_code(en, NULL, DIM_FREQ, 'A'), "Annual");
    CHECK_STR(names_code(vi, NULL, DIM_FREQ, 'A'), "Hằng năm");
    CHECK_STR(names_unit(vi, &persons), "Người");
    CHECK_STR(names_unit_mult(en, &persons), "Thousands");
    CHECK_STR(names_unit_mult(vi, &persons), "Nghìn");
    names_free(en);
    names_free(vi);
}

static void has(const char *format, struct writing with, const char *part)
{
    struct obs_set set;
    struct buf text = {0};
    obs_set_init(&set);
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 933.890");
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    struct slice *s = all_slices(cube);
    with.ref = cube->ref;
    with.slices = s;
    with.nslices = 1;
    write_all(&text, &with, format);
    if (!memmem(text.p, text.len, part, strlen(part)))
        test_fail(__FILE__, __LINE__, "%s has no %s: %s", format, part, text.p);
    /* the same with what a server keeps, also the second time */
    struct fragments *kept = fragments_new(cube);
    for (int i = 0; i < 2; i++) {
        struct buf again = {0};
        with.fragments = kept;
        write_all(&again, &with, format);
        CHECK_STR(buf_view(&again), text.p);
        buf_release(&again);
    }
    fragments_free(kept);
    buf_release(&text);
    slices_free(s, 1);
    cube_free(cube);
    obs_set_release(&set);
}

static void *ask_for_languages(void *ctx)
{
    static const char *const languages[] = {"vi", "th", "km", "lo"};
    const struct fragments *kept = ctx, **found = mem_alloc(sizeof *found * ARRAY_LEN(languages));
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        found[i] = fragments_in(kept, str_of(languages[i]));
        for (uint32_t a = 0; a < found[i]->ref->nareas; a++)
            CHECK(names_code(found[i]->names, NULL, DIM_AREA, (uint16_t)a).p != NULL || a == 0);
    }
    return found;
}

TEST(names_are_kept_once_for_all_threads)
{
    struct obs_set set;
    obs_set_init(&set);
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 933.890");
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    struct fragments *kept = fragments_new(cube);
    CHECK(fragments_in(kept, STR("")) == kept && fragments_in(kept, STR("en")) == kept);
    pthread_t threads[4];
    const struct fragments **found[ARRAY_LEN(threads)];
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        CHECK(pthread_create(&threads[i], NULL, ask_for_languages, kept) == 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        CHECK(pthread_join(threads[i], (void **)(void *)&found[i]) == 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        CHECK(memcmp(found[i], found[0], 4 * sizeof *found[0]) == 0);
        CHECK(found[i][0] != kept);
    }
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        free(found[i]);
    /* of languages that make no sense only so many are kept */
    char language[] = "xa";
    for (; language[1] < 'a' + 12; language[1]++)
        CHECK(fragments_in(kept, str_of(language)) != NULL);
    CHECK(fragments_in(kept, STR("xz")) == NULL);
    CHECK(fragments_in(kept, STR("vi")) != NULL);
    fragments_free(kept);
    cube_free(cube);
    obs_set_release(&set);
}

/* In every format that has names, in the language that is asked for. */
TEST(names_in_formats)
{
    struct writing w = {.language = STR("vi"), .labels = LABELS_BOTH};
    has("sdmx-csv", w, ",FREQ: Tần suất,");
    has("sdmx-csv", w, ",A: Hằng năm,");
    has("sdmx-csv-2.1", w, ",PS: Người,3: Nghìn,");
    has("json-stat", w, "\"label\":\"Tần suất\"");
    has("json-stat", w, "\"A\":\"Hằng năm\"");
    has("json-stat", w, "\"label\":\"Thời kỳ\"");
    has("json-stat", w, "\"label\":\"Người (nghìn)\"");
    has("json-stat", w, "\"THA\":\"Thái Lan\"");
    has("sdmx-json", w, "\"name\":\"Hằng năm\"");
    has("sdmx-json", w, "\"name\":\"Hệ số nhân của đơn vị\"");
    has("csv", w, "\nTHA,Thái Lan,MST_NCTE_SEX_CCT_NB,Người có việc làm");
    has("csv", w, ",2014,933.890,Người (nghìn),,,");
    has("rdf", w, "\"Tần suất\"@vi");
    has("rdf", w, "\"Hằng năm\"@vi");
    has("rdf", w, "\"Nghìn\"@vi");
}
