/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/others.h"

#include "model/block.h"
#include "model/fixture.h"
#include "model/period.h"
#include "publish/collections.h"
#include "store/base.h"

#include <math.h>

static struct err err;

static struct collection described(const char *vintage)
{
    return (struct collection){.code = STR("UNDESA_IMS"), .vintage = str_of(vintage), .name = STR("Stock"),
                               .publisher = STR("UN"), .licence = STR("CC BY 3.0 IGO"),
                               .attribution = STR("UN (2019)"), .definition = STR("persons born abroad"),
                               .criterion = STR("birth"), .population = STR("all ages"),
                               .imported_at = STR("2026-01-15T10:00:00Z"), .who = STR("anna"),
                               .file_name = STR("men.csv"),
                               .sha256 = STR("0123456789012345678901234567890123456789012345678901234567890123")};
}

/* Imports files, each a list of "table|cell" lines that ends with NULL. */
static struct others_stat import(struct store *st, const char *vintage, bool sum, bool anew,
                                 const char *const *const *files, size_t nfiles)
{
    struct others_import im = {.of = described(vintage), .sum_sexes = sum};
    others_begin(&im, st, fixture_ref(), 0);
    for (size_t f = 0; f < nfiles; f++) {
        struct obs_set set;
        obs_set_init(&set);
        for (size_t i = 0; files[f][i]; i += 2)
            fixture_put(&set, files[f][i], files[f][i + 1]);
        others_take(&im, &set);
        obs_set_release(&set);
    }
    base_begin(st);
    CHECK_OK(others_store(&im, anew, &err));
    base_commit(st);
    struct others_stat stat = im.stat;
    others_end(&im);
    return stat;
}
#define IMPORT(st, vintage, sum, anew, ...)                                                         \
    import(st, vintage, sum, anew, (const char *const *const[]){__VA_ARGS__},                       \
           sizeof((const char *const *const[]){__VA_ARGS__}) / sizeof(void *))
#define FILE_OF(...) ((const char *const[]){__VA_ARGS__, NULL})

/* One figure of what readers see; *status its status. NaN: there is no such cell. */
static double figure(struct store *st, const char *area, const char *sex, const char *code, const char *period,
                     char *status, struct str *note)
{
    static struct collections cs;
    double value = NAN;
    CHECK_OK(collections_load(&cs, st, fixture_ref(), &err));
    CHECK_INT(cs.n, 1);
    const struct cube *c = cs.v[0]->cube;
    CHECK_INT(c->nobs, cs.v[0]->nobs);
    for (uint32_t s = 0; s < c->nseries; s++)
        for (uint32_t i = c->start[s]; i < c->start[s + 1]; i++)
            if (c->area[s] == fixture_area(area) && c->sex[s] == (sex ? fixture_code(sex) : 0) &&
                c->classif[0][s] == fixture_code(code) && c->period[i] == period_parse(str_of(period))) {
                value = c->value[i];
                *status = c->status[i];
                CHECK_STR(c->sources[c->source[i]], "UNDESA_IMS:2019");
                if (note)
                    *note = str_of(strdup(c->notes[c->note[i]].p));
            }
    collections_release(&cs);
    return value;
}

TEST(others_keep_one_figure_of_each_cell)
{
    struct store *st = base_new("");
    char status;
    struct others_stat s =
        IMPORT(st, "2019", false, false,
               FILE_OF("MST_TPOP_COU_NB THA BA:1 1960", "COU_ORI_MMR 1.5", "MST_TPOP_COU_NB FRA BA:1 2019",
                       "COU_ORI_DZA 7", "MST_TPOP_COU_NB FRA BA:1 2019", "COU_ORI_DZA 8"),
               FILE_OF("MST_TPOP_COU_NB THA BA:1 1960", "COU_ORI_LAO 2 E"));
    CHECK_INT(s.figures, 3);
    CHECK_INT(s.repeated, 1);
    CHECK_INT(period_year(s.first), 1960); /* before the first year of the questionnaire */
    CHECK(figure(st, "FRA", NULL, "COU_ORI_DZA", "2019", &status, NULL) == 8);
    CHECK(figure(st, "THA", NULL, "COU_ORI_LAO", "1960", &status, NULL) == 2 && status == 'E');
    store_close(st);
}

TEST(others_add_to_a_vintage)
{
    struct store *st = base_new("");
    char status;
    IMPORT(st, "2019", false, false,
           FILE_OF("MST_TPOP_COU_NB THA BA:1 2015", "COU_ORI_MMR 1.5", "MST_TPOP_COU_NB FRA BA:1 2015",
                   "COU_ORI_DZA 7"));
    struct others_stat s = IMPORT(st, "2019", false, false,
                                  FILE_OF("MST_TPOP_COU_NB THA BA:1 2015", "COU_ORI_MMR 2.5",
                                          "MST_TPOP_COU_NB THA BA:1 2019", "COU_ORI_MMR 3"));
    CHECK_INT(s.figures, 2);
    CHECK_INT(s.changed, 1);
    CHECK(figure(st, "THA", NULL, "COU_ORI_MMR", "2015", &status, NULL) == 2.5);
    CHECK(figure(st, "THA", NULL, "COU_ORI_MMR", "2019", &status, NULL) == 3);
    CHECK(figure(st, "FRA", NULL, "COU_ORI_DZA", "2015", &status, NULL) == 7);
    s = IMPORT(st, "2019", false, false, FILE_OF("MST_TPOP_COU_NB THA BA:1 2019", "COU_ORI_MMR 3"));
    CHECK_INT(s.same, 1);
    CHECK_INT(s.changed, 0);
    /* begun anew: what is not said again is not shown */
    IMPORT(st, "2019", false, true, FILE_OF("MST_TPOP_COU_NB THA BA:1 2019", "COU_ORI_MMR 4"));
    CHECK(figure(st, "THA", NULL, "COU_ORI_MMR", "2019", &status, NULL) == 4);
    CHECK(isnan(figure(st, "FRA", NULL, "COU_ORI_DZA", "2015", &status, NULL)));
    store_close(st);
}

TEST(others_add_men_and_women_up)
{
    struct store *st = base_new("");
    char status;
    struct str note;
    struct others_stat s = IMPORT(st, "2019", true, false,
                                  FILE_OF("MNA_TPOP_SEX_CRS_NB MMR BA:1 2019", "SEX_M CRS_RES_THA 0.1 I",
                                          "MNA_TPOP_SEX_CRS_NB MMR BA:1 2015", "SEX_M CRS_RES_THA 5"));
    CHECK_INT(s.summed, 0);
    CHECK_INT(s.alone, 2);
    /* the women come later; a sum that somebody else made stays */
    s = IMPORT(st, "2019", true, false,
               FILE_OF("MNA_TPOP_SEX_CRS_NB MMR BA:1 2019", "SEX_F CRS_RES_THA 0.2",
                       "MNA_TPOP_SEX_CRS_NB MMR BA:1 2015", "SEX_F CRS_RES_THA 6",
                       "MNA_TPOP_SEX_CRS_NB MMR BA:1 2015", "SEX_T CRS_RES_THA 12"));
    CHECK_INT(s.summed, 1);
    CHECK(figure(st, "MMR", "SEX_T", "CRS_RES_THA", "2019", &status, &note) == 0.3);
    CHECK(status == 'L');
    CHECK_STR(note, "L2:I\t\t");
    CHECK(figure(st, "MMR", "SEX_T", "CRS_RES_THA", "2015", &status, NULL) == 12 && status == 0);
    /* and is made anew from what is corrected */
    s = IMPORT(st, "2019", true, false,
               FILE_OF("MNA_TPOP_SEX_CRS_NB MMR BA:1 2019", "SEX_F CRS_RES_THA 0.4"));
    CHECK_INT(s.summed, 1);
    CHECK_INT(s.changed, 1);
    CHECK(figure(st, "MMR", "SEX_T", "CRS_RES_THA", "2019", &status, NULL) == 0.5);
    free((char *)note.p);
    store_close(st);
}

TEST(others_leave_what_is_no_figure)
{
    struct others_import im = {.of = described("2019")};
    struct store *st = base_new("");
    struct obs_set set;
    obs_set_init(&set);
    fixture_put(&set, "MST_TPOP_COU_NB THA BA:1 2015", "COU_ORI_MMR 1")->set_aside = 1;
    fixture_put(&set, "MST_TPOP_COU_NB THA BA:1 2015", "COU_ORI_LAO - N");
    others_begin(&im, st, fixture_ref(), 0);
    others_take(&im, &set);
    base_begin(st);
    CHECK_OK(others_store(&im, false, &err));
    base_commit(st);
    CHECK_INT(im.stat.unusable, 1);
    CHECK_INT(im.stat.empty, 1);
    CHECK_INT(im.stored.of.nobs, 1);
    others_end(&im);
    obs_set_release(&set);
    store_close(st);
}

/* Two vintages beside each other, and what names them all. */
TEST(others_have_vintages)
{
    struct store *st = base_new("");
    struct collections cs, one;
    IMPORT(st, "2017", false, false, FILE_OF("MST_TPOP_COU_NB THA BA:1 2015", "COU_ORI_MMR 1"));
    CHECK_OK(collections_load(&cs, st, fixture_ref(), &err));
    CHECK_INT(cs.newest, 1);
    CHECK_INT(cs.view.len, 64);
    char view[65];
    memcpy(view, cs.view.p, 64);
    view[64] = 0;
    collections_release(&cs);
    IMPORT(st, "2019", false, false, FILE_OF("MST_TPOP_COU_NB THA BA:1 2015", "COU_ORI_MMR 2"));
    CHECK_OK(collections_load(&cs, st, fixture_ref(), &err));
    CHECK_INT(cs.n, 1);
    CHECK_STR(cs.v[0]->vintage, "2019");
    CHECK(!str_is(cs.view, view));
    CHECK(cs.v[0]->cube->collection == cs.v[0] && cs.v[0]->cube->value[0] == 2);
    CHECK(collections_find(&cs, STR("UNDESA_IMS")) == cs.v[0]);
    CHECK(collections_find(&cs, STR("UNDESA_IMS@2019")) == cs.v[0]);
    CHECK(!collections_find(&cs, STR("UNDESA_IMS@2017")) && !collections_find(&cs, STR("WB")));
    CHECK_OK(collections_load_one(&one, st, fixture_ref(), STR("UNDESA_IMS@2017"), &err));
    CHECK(one.n == 1 && one.v[0]->cube->value[0] == 1);
    collections_release(&one);
    collections_release(&cs);
    CHECK_OK(collections_list(&cs, st, &err));
    CHECK_INT(cs.n, 2);
    CHECK(!cs.v[0]->cube && !cs.view.len);
    collections_release(&cs);
    CHECK_ERR(collections_load_one(&cs, st, fixture_ref(), STR("UNDESA_IMS@1999"), errp), ERR_NOTFOUND,
              "there are UNDESA_IMS@2019, UNDESA_IMS@2017");
    store_close(st);
}

/* Reference data of an older release may lack an area or a code: what has it is left out and counted. */
TEST(others_are_shown_with_older_reference_data)
{
    struct ref_file files[FIXTURE_FILES];
    size_t n = fixture_files(files);
    struct ref *older;
    struct buf areas = {0};
    struct store *st = base_new("");
    struct collections cs;
    for (size_t i = 0; i < n; i++) {
        struct str line, rest = files[i].content;
        if (str_is(files[i].name, "codelists/areas.csv")) {
            while (str_next(&line, &rest, '\n'))
                if (!str_starts(line, STR("MYT,")))
                    buf_fmt(&areas, "%.*s\n", STR_FMT(line));
            files[i].content = buf_view(&areas);
        }
    }
    CHECK_OK(ref_load(&older, files, n, &err));
    IMPORT(st, "2019", false, false,
           FILE_OF("MST_TPOP_COU_NB FRA BA:1 2019", "COU_ORI_DZA 1", "MST_TPOP_COU_NB FRA BA:1 2015", "COU_ORI_DZA 2",
                   "MST_TPOP_COU_NB FRA BA:1 2015", "COU_ORI_MYT 3", "MST_TPOP_COU_NB FRA BA:1 2015",
                   "COU_ORI_VNM 4", "MST_TPOP_COU_NB MYT BA:1 2015", "COU_ORI_COM 5"));
    CHECK_OK(collections_load(&cs, st, older, &err));
    const struct cube *c = cs.v[0]->cube;
    CHECK_INT(cs.v[0]->nunknown, 2);
    CHECK_INT(c->nseries, 2);
    CHECK_INT(c->nobs, 3);
    CHECK(c->value[0] == 2 && c->value[1] == 1 && c->value[2] == 4);
    CHECK(c->classif[0][1] == ref_code_find(older, STR("COU_ORI_VNM")) && c->start[1] == 2 && c->start[2] == 3);
    collections_release(&cs);
    ref_free(older);
    buf_release(&areas);
    store_close(st);
}
