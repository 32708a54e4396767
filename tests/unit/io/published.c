/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The figures as they were published, in ../shared/data and in the sample base. */

#include "io/files.h"

#include "base/embed.h"
#include "check/check.h"
#include "model/period.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

static void read_shared(struct file_read *f, const char *name, const char *source)
{
    char path[300];
    struct buf raw = {0};
    struct err err;
    snprintf(path, sizeof path, "%s/data/ilms/%s.csv", test_shared(), name);
    if (io_slurp(&raw, path, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    file_read(f, buf_view(&raw), source);
    if (f->result < 0)
        test_fail(__FILE__, __LINE__, "%s: %s", path, f->err.text);
    buf_release(&raw);
}

static const struct {
    const char *name;
    size_t figures;
} published[] = {{"MFL_NEMP_SEX_OCU_NB", 426},       {"MNA_OEMP_SEX_CDS_NB", 1108},
                 {"MNA_OEMP_SEX_EDU_NB", 266},       {"MNA_OEMP_SEX_OCU_NB", 209},
                 {"MNA_TPOP_SEX_CRS_NB", 200},       {"MST_NCTE_SEX_CCT_NB", 395},
                 {"MST_XWAP_SEX_AGE_CCT_NB_AGO", 133}};

static double value_of(const struct obs_set *set, const char *area, const char *code, int year)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->v[i].area == fixture_area(area) && set->v[i].classif[0] == fixture_code(code) &&
            set->v[i].sex == fixture_code("SEX_T") && set->v[i].period == period_make(year, 0))
            return set->v[i].value;
    return (double)NAN;
}

TEST(published_figures_are_all_read)
{
    for (size_t i = 0; i < ARRAY_LEN(published); i++) {
        struct file_read f;
        read_shared(&f, published[i].name, "XX:99009");
        CHECK_INT(f.set.n, published[i].figures);
        CHECK_INT(f.set.cells, published[i].figures);
        for (size_t k = 0; k < f.findings.n; k++)
            if (f.findings.v[k].severity == SEV_ERROR)
                test_fail(__FILE__, __LINE__, "%s: %.*s", published[i].name,
                          STR_FMT(f.findings.v[k].message));
        for (size_t k = 0; k < f.set.n; k++)
            CHECK(!f.set.v[k].set_aside && !isnan(f.set.v[k].value) && f.set.v[k].row == k + 2);
        file_release(&f);
    }
}

/* Both sides of the corridor from Myanmar to Thailand in 2014 (thousands). */
TEST(published_corridor_of_myanmar_and_thailand)
{
    struct file_read f;
    read_shared(&f, "MST_NCTE_SEX_CCT_NB", NULL);
    CHECK(value_of(&f.set, "THA", "CCT_CTZ_MMR", 2014) == 933.89);
    CHECK_INT(f.findings.n, 1); /* the file names no sources: said once */
    CHECK(f.findings.v[0].rule == RULE_SOURCE_MISSING);
    file_release(&f);
    read_shared(&f, "MNA_TPOP_SEX_CRS_NB", NULL);
    CHECK(value_of(&f.set, "MMR", "CRS_RES_THA", 2014) == 1418.472);
    file_release(&f);
}

/* "a clean three-way table of Angola" (shared/data/README): it adds up within rounding. */
TEST(published_table_of_angola_adds_up)
{
    struct file_read f;
    read_shared(&f, "MST_XWAP_SEX_AGE_CCT_NB_AGO", "XX:99009");
    size_t before = f.findings.count[SEV_ERROR];
    obs_set_sort(&f.set);
    check_set(&f.findings, fixture_ref(), &f.set, &(struct check_options){.last_year = 2026});
    CHECK_INT(f.findings.count[SEV_ERROR], before);
    /* and a slip of ten thousand persons in any of its totals is seen */
    unsigned tried = 0;
    for (size_t i = 0; i < f.set.n; i++) {
        if (f.set.v[i].sex != fixture_code("SEX_T") ||
            f.set.v[i].classif[0] != fixture_code("AGE_AGGREGATE_TOTAL"))
            continue;
        struct finding_list list;
        finding_list_init(&list);
        f.set.v[i].value += 10;
        check_set(&list, fixture_ref(), &f.set, &(struct check_options){.last_year = 2026});
        CHECK(list.count[SEV_ERROR] > 0);
        f.set.v[i].value -= 10;
        finding_list_release(&list);
        tried++;
    }
    CHECK(tried > 3);
    file_release(&f);
}

static void read_sample(struct obs_set *set, struct finding_list *findings)
{
    obs_set_init(set);
    finding_list_init(findings);
    for (size_t i = 0; i < embedded_count; i++) {
        struct str name = str_of(embedded_files[i].name);
        struct err err;
        if (!str_starts(name, STR("data/asean/")) || !str_ends(name, STR(".csv")))
            continue;
        const struct format *f = format_detect(embedded_files[i].content, &err);
        CHECK(f);
        struct reading rd = {.ref = fixture_ref(), .bytes = embedded_files[i].content, .set = set,
                             .findings = findings};
        if (f->read(&rd, &err) < 0)
            test_fail(__FILE__, __LINE__, "%s: %s", name.p, err.text);
    }
}

TEST(sample_base_is_read_without_a_word)
{
    struct obs_set set;
    struct finding_list findings;
    read_sample(&set, &findings);
    CHECK_INT(set.n, 2430);
    for (size_t i = 0; i < findings.n; i++)
        if (findings.v[i].severity > SEV_INFO)
            test_fail(__FILE__, __LINE__, "line %u: %.*s", findings.v[i].row,
                      STR_FMT(findings.v[i].message));
    for (size_t i = 0; i < set.n; i++) {
        uint16_t type, survey;
        CHECK(fixture_ref()->areas[set.v[i].area].member);
        CHECK(ref_source_find(fixture_ref(), &type, &survey, set.sources.v[set.v[i].source]));
        CHECK(survey && fixture_ref()->surveys[survey].area == set.v[i].area);
    }
    /* no cell twice, so the checks set nothing aside */
    obs_set_sort(&set);
    check_set(&findings, fixture_ref(), &set, &(struct check_options){.last_year = 2026});
    for (size_t i = 0; i < set.n; i++)
        CHECK(!set.v[i].set_aside);
    obs_set_release(&set);
    finding_list_release(&findings);
}

/* Digit for digit: every published figure of a Member State is in the sample, and no other. */
TEST(sample_base_is_what_was_published)
{
    struct obs_set set;
    struct finding_list findings;
    size_t members = 0;
    test_shared();
    read_sample(&set, &findings);
    bool *met = mem_alloc(set.n + 1);
    for (size_t p = 0; p < ARRAY_LEN(published); p++) {
        struct file_read f;
        read_shared(&f, published[p].name, NULL);
        for (size_t i = 0; i < f.set.n; i++) {
            const struct obs *o = &f.set.v[i];
            bool found = false;
            if (!fixture_ref()->areas[o->area].member)
                continue;
            members++;
            for (size_t k = 0; k < set.n && !found; k++) {
                const struct obs *s = &set.v[k];
                found = !met[k] && s->indicator == o->indicator && s->area == o->area &&
                        s->period == o->period && s->sex == o->sex &&
                        s->classif[0] == o->classif[0] && s->classif[1] == o->classif[1] &&
                        s->value == o->value && s->decimals == o->decimals;
                met[k] = met[k] || found;
            }
            if (!found)
                test_fail(__FILE__, __LINE__, "%s line %u is not in the sample", published[p].name,
                          o->row);
        }
        file_release(&f);
    }
    CHECK_INT(members, set.n);
    free(met);
    obs_set_release(&set);
    finding_list_release(&findings);
}

/* Nine lines of ILOSTAT's own bulk files: of another collection, so every line is refused by
 * name, and none for another reason. */
TEST(published_bulk_lines_are_understood)
{
    char path[300];
    struct buf raw = {0};
    struct err err;
    struct file_read f;
    snprintf(path, sizeof path, "%s/data/reference/ilostat_bulk_sample.csv", test_shared());
    CHECK_INT(io_slurp(&raw, path, &err), 0);
    file_read(&f, buf_view(&raw), NULL);
    CHECK_INT(f.result, 0);
    CHECK(f.set.n == 0 && f.set.cells == 9);
    size_t unknown = 0, areas = 0; /* X01 is the world */
    for (size_t i = 0; i < f.findings.n; i++) {
        unknown += f.findings.v[i].rule == RULE_INDICATOR_UNKNOWN;
        areas += f.findings.v[i].rule == RULE_AREA_UNKNOWN;
        CHECK(f.findings.v[i].rule == RULE_INDICATOR_UNKNOWN ||
              f.findings.v[i].rule == RULE_AREA_UNKNOWN ||
              f.findings.v[i].rule == RULE_SURVEY_UNKNOWN);
    }
    CHECK_INT(unknown, 9);
    CHECK_INT(areas, 1);
    file_release(&f);
    buf_release(&raw);
}
