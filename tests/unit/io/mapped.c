/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Published tables in the layouts of their publishers, read by the mappings of tests/data/mappings, and of
 * data/collections where they are no country's. What they come to was summed by other means (awk, or the table's own
 * totals), in persons. */

#include "io/files.h"
#include "io/mapping.h"
#include "model/period.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

struct mapped {
    struct obs_set set;
    struct finding_list findings;
    struct mapping *map;
    struct buf text, file;
    size_t with_figure;
    double sum; /* persons */
};

static void mapped_open(struct mapped *m, const char *mapping, const char *file)
{
    struct err err;
    char path[300];
    const char *shared = test_shared();
    *m = (struct mapped){0};
    obs_set_init(&m->set);
    finding_list_init(&m->findings);
    snprintf(path, sizeof path, "data/collections/%s.map", mapping);
    if (access(path, R_OK) < 0)
        snprintf(path, sizeof path, "tests/data/mappings/%s.map", mapping);
    if (io_slurp(&m->text, path, &err) < 0 ||
        mapping_parse(&m->map, buf_view(&m->text), fixture_ref(), &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    snprintf(path, sizeof path, "%s/data/%s.csv", shared, file);
    struct reading rd = {.ref = fixture_ref(), .default_source = STR("EB:1"), .set = &m->set,
                         .findings = &m->findings, .mapping = m->map};
    int r = io_slurp(&m->file, path, &err);
    rd.bytes = buf_view(&m->file);
    if (r < 0 || mapped_format.read(&rd, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s: %s", path, err.text);
    for (size_t i = 0; i < m->set.n; i++)
        if (!isnan(m->set.v[i].value)) {
            m->with_figure++;
            m->sum += round(m->set.v[i].value * 1000);
        }
    /* the mapping explains every cell: only what it leaves out is told, and unregistered sources */
    for (size_t i = 0; i < m->findings.n; i++)
        if (m->findings.v[i].rule != RULE_LEFT_OUT && m->findings.v[i].rule != RULE_SURVEY_UNKNOWN)
            test_fail(__FILE__, __LINE__, "%s, line %u: %.*s", mapping, m->findings.v[i].row,
                      STR_FMT(m->findings.v[i].message));
}

static void mapped_release(struct mapped *m)
{
    obs_set_release(&m->set);
    finding_list_release(&m->findings);
    mapping_free(m->map);
    buf_release(&m->text);
    buf_release(&m->file);
}

/* The sum over a year, a sex (NULL: any) and a country of the key (NULL: any), in persons. */
static double part(const struct mapped *m, int year, const char *sex, const char *area,
                   const char *classif)
{
    const struct ref *ref = fixture_ref();
    double sum = 0;
    for (size_t i = 0; i < m->set.n; i++) {
        const struct obs *o = &m->set.v[i];
        if (!isnan(o->value) && period_year(o->period) == year &&
            (!sex || str_is(ref->codes[o->sex].code, sex)) &&
            (!area || str_is(ref->areas[o->area].code, area)) &&
            (!classif || str_is(ref->codes[o->classif[0]].code, classif)))
            sum += round(o->value * 1000);
    }
    return sum;
}

static void comes_to_at(int line, const char *mapping, const char *file, size_t cells, size_t figures,
                        double persons)
{
    struct mapped m;
    mapped_open(&m, mapping, file);
    if (m.set.n != cells || m.with_figure != figures || m.sum != persons)
        test_fail(__FILE__, line, "%s: %zu cells, %zu figures, %.0f persons", mapping, m.set.n,
                  m.with_figure, m.sum);
    mapped_release(&m);
}
#define COMES_TO(mapping, file, cells, figures, persons)                                       \
    comes_to_at(__LINE__, mapping, file, cells, figures, persons)

TEST(mapped_emigrants_of_the_philippines)
{
    struct mapped m;
    mapped_open(&m, "phl_emigrants_major", "national/phl/Emigrant-1981-2020-MajorCountry");
    CHECK_INT(m.set.n, 440);
    CHECK_INT(m.sum, 2515729);
    CHECK_INT(part(&m, 2019, NULL, NULL, NULL), 65164);
    CHECK_INT(part(&m, 1981, "SEX_T", "PHL", "CDS_DES_USA"), 40307);
    CHECK_INT(part(&m, 2020, NULL, NULL, "CDS_DES_X"), 872);
    CHECK_INT(part(&m, 2010, NULL, NULL, "CDS_DES_KOR"), 1565);
    mapped_release(&m);
    /* rows left out hold nothing but zeros */
    COMES_TO("phl_emigrants_all", "national/phl/Emigrant-1981-2020-AllCountries", 6800, 6800, 2514766);
}

TEST(mapped_foreign_workers_of_japan)
{
    struct mapped m;
    mapped_open(&m, "jpn_foreign_workers", "national/jpn/LaborByNationality");
    CHECK_INT(m.set.n, 12);
    CHECK_INT(m.sum, 1981015);
    CHECK_INT(part(&m, 2023, NULL, "JPN", "CCT_CTZ_VNM"), 518364);
    CHECK_INT(part(&m, 2023, NULL, NULL, "CCT_CTZ_KOR"), 71454);
    CHECK_INT(part(&m, 2023, NULL, NULL, "CCT_CTZ_X"), 206670); /* the second of two */
    mapped_release(&m);
}

TEST(mapped_foreign_workforce_of_singapore)
{
    struct mapped m;
    mapped_open(&m, "sgp_foreign_workforce", "national/sgp/mom_foreign_workforce_2019_2024");
    CHECK_INT(m.set.n, 5);
    CHECK_INT(part(&m, 2019, NULL, "SGP", "CCT_CTZ_TOTAL"), 1427400);
    CHECK_INT(part(&m, 2023, NULL, NULL, NULL), 1525500);
    mapped_release(&m);
}

/* The table's own row WORLD. */
TEST(mapped_migrant_stock_of_the_un)
{
    struct mapped m;
    mapped_open(&m, "un_desa_2017", "international/undesa_2017_Table1");
    CHECK_INT(m.set.n, 4872);
    CHECK_INT(m.with_figure, 4872 - 33); /* ".." */
    CHECK_INT(part(&m, 2017, "SEX_T", NULL, NULL), 257715425);
    CHECK_INT(part(&m, 2017, "SEX_M", NULL, NULL), 133078858);
    CHECK_INT(part(&m, 2017, "SEX_F", NULL, NULL), 124636567);
    mapped_release(&m);
    mapped_open(&m, "un_desa_2019", "international/UN_MigrantStockBySexByDestination_2019");
    CHECK_INT(m.set.n, 4872);
    CHECK_INT(part(&m, 2019, "SEX_F", "USA", NULL), 26172767);
    CHECK_INT(part(&m, 2019, "SEX_T", NULL, NULL), 271642105);
    mapped_release(&m);
}

/* Float noise of the program that wrote the sheet is rounded away; thousands stay thousands. */
TEST(mapped_population_of_the_un)
{
    struct mapped m;
    mapped_open(&m, "un_desa_2017", "international/undesa_2017_Table2");
    CHECK_INT(m.set.n, 4872);
    CHECK_INT(part(&m, 2017, "SEX_T", "IDN", "MIG_STATUS_TOTAL"), 263991379);
    for (size_t i = 0; i < m.set.n; i++)
        CHECK(m.set.v[i].decimals <= 3);
    mapped_release(&m);
}

TEST(mapped_origins_and_destinations_of_the_un)
{
    struct mapped m;
    mapped_open(&m, "un_asean_2019", "international/undesa_2019_asean_long");
    CHECK_INT(m.set.n, 10947);
    CHECK_INT(m.sum, 115401853);
    CHECK_INT(part(&m, 2019, "SEX_M", "MMR", "CRS_RES_THA"), 1001269);
    CHECK_INT(part(&m, 2019, "SEX_F", "MMR", "CRS_RES_THA"), 857466);
    mapped_release(&m);
    mapped_open(&m, "un_desa_2019", "international/UN_MigrantStockMale_2019");
    CHECK_INT(m.set.n, 80370);
    CHECK_INT(part(&m, 2019, "SEX_M", NULL, "CRS_RES_TOTAL"),
              141488004 - 4273262 - 1708920); /* WORLD, less Other South and Other North */
    CHECK_INT(part(&m, 1990, "SEX_M", "MMR", "CRS_RES_THA"), 137948);
    CHECK_INT(part(&m, 2019, "SEX_M", "MMR", "CRS_RES_THA"), 1001269);
    mapped_release(&m);
}

/* Rows and columns are countries; the reporting one is that of the column. */
TEST(mapped_matrix_of_the_world_bank)
{
    struct mapped m;
    mapped_open(&m, "world_bank_2017", "international/wb_bilateral_migrant_stocks_2017");
    CHECK_INT(m.set.n, 45580);
    CHECK_INT(part(&m, 2017, NULL, "THA", "COU_ORI_MMR"), 1835106);
    mapped_release(&m);
}

TEST(mapped_long_list_of_the_world_bank)
{
    struct mapped m;
    mapped_open(&m, "world_bank_1960_2000", "international/wb_gbmd_1960_2000_by_sex");
    CHECK_INT(m.set.n, 510760);
    CHECK_INT(m.with_figure, 510760);
    /* the headings are the wrong way round: the database has 92 million migrants in 1960 and 165 in 2000 */
    CHECK(part(&m, 2000, NULL, NULL, NULL) > 160e6 && part(&m, 1960, NULL, NULL, NULL) < 95e6);
    CHECK_INT(part(&m, 1960, "SEX_M", "DZA", "CRS_RES_FRA"), 425229);
    mapped_release(&m);
}
