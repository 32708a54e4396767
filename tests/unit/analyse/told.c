/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/told.h"

#include "model/fixture.h"
#include "test.h"

#include <stdio.h>

static void put_line(struct told *t, struct str line)
{
    struct str table, cell, note = {0};
    if (str_starts(line, STR("T36:")))
        str_next(&note, &line, ' ');
    if (!str_next(&table, &line, '|'))
        return;
    while (str_next(&cell, &line, '|')) {
        char head[100], body[200];
        snprintf(head, sizeof head, "%.*s", STR_FMT(table));
        snprintf(body, sizeof body, "%.*s", STR_FMT(str_trim(cell)));
        struct obs *o = fixture_put(&t->set, head, body);
        if (note.len)
            o->note = obs_set_note(&t->set, (struct str){0}, note, (struct str){0});
    }
}

void told_make(struct told *t, const char *lines)
{
    struct str line, rest = str_of(lines);
    *t = (struct told){0};
    obs_set_init(&t->set);
    arena_init(&t->arena, COVERAGE_CEILING);
    while (str_next(&line, &rest, '\n'))
        if (line.len)
            put_line(t, line);
    t->cube = fixture_cube(fixture_ref(), &t->set);
    coverage_make(&t->coverage, &t->arena, &(struct covering){.ref = fixture_ref(), .cube = t->cube, .first_year = 2014,
                                                              .last_year = 2014});
    highlights_make(&t->h, &t->arena, &(struct highlight_from){.cube = t->cube, .coverage = &t->coverage});
}

void told_release(struct told *t)
{
    cube_free(t->cube);
    obs_set_release(&t->set);
    arena_release(&t->arena);
}

const struct highlight *told_find(const struct told *t, const char *id)
{
    for (size_t i = 0; i < t->h.n; i++)
        if (str_is(t->h.v[i].id, id))
            return &t->h.v[i];
    return NULL;
}

const struct highlight *told_one(const struct told *t, const char *id)
{
    const struct highlight *h = told_find(t, id);
    if (!h)
        test_fail(__FILE__, __LINE__, "%s is not said", id);
    return h;
}

const struct highlight_arg *told_arg(const struct highlight *h, const char *name)
{
    for (unsigned i = 0; i < h->nargs; i++)
        if (strcmp(h->args[i].name, name) == 0)
            return &h->args[i];
    test_fail(__FILE__, __LINE__, "%.*s has no {%s}", STR_FMT(h->id), name);
}

const struct reckoned *told_reckoned(const struct highlight *h, const char *name)
{
    CHECK(told_arg(h, name)->kind == ARG_NUMBER);
    return &told_arg(h, name)->number;
}

#define NCTE "MST_NCTE_SEX_CCT_NB THA FB:6664 "
#define OEMP "MNA_OEMP_SEX_CDS_NB "
#define TWO(sex, code, all, migrants, nationals)                                                                  \
    " | " sex " " code " CCT_CIT_TOTAL " all " | " sex " " code " CCT_CIT_NONCIT " migrants                       \
    " | " sex " " code " CCT_CIT_CITIZEN " nationals

const char told_all[] =
    NCTE "2010 | SEX_T CCT_CTZ_TOTAL 1000 | SEX_F CCT_CTZ_TOTAL 300\n" NCTE "2011 | SEX_T CCT_CTZ_TOTAL 1100\n"
    NCTE "2012 | SEX_T CCT_CTZ_TOTAL 1200\n" NCTE "2013 | SEX_T CCT_CTZ_TOTAL 1300\n"
    NCTE "2014 | SEX_T CCT_CTZ_TOTAL 1464.1 | SEX_F CCT_CTZ_TOTAL 585.64 | SEX_T CCT_CTZ_MMR 900"
         " | SEX_T CCT_CTZ_KHM 300 | SEX_T CCT_CTZ_LAO 100 | SEX_T CCT_CTZ_IND 64.1 | SEX_T CCT_CTZ_X 100"
         " | SEX_F CCT_CTZ_MMR 300 | SEX_F CCT_CTZ_KHM 180\n"
    "MST_NCTE_SEX_CCT_NB MYS FB:1 2014 | SEX_T CCT_CTZ_TOTAL 2000 | SEX_F CCT_CTZ_TOTAL 400 | SEX_T CCT_CTZ_IDN 800"
         " | SEX_T CCT_CTZ_MMR 500 | SEX_T CCT_CTZ_X 700\n"
    "MST_NCTE_SEX_CCT_NB SGP FB:2 2014 | SEX_T CCT_CTZ_TOTAL 500 | SEX_F CCT_CTZ_TOTAL 250\n"
    OEMP "KHM FX:1 2010 | SEX_T CDS_DES_TOTAL 100 | SEX_F CDS_DES_TOTAL 20\n"
    OEMP "KHM FX:1 2011 | SEX_T CDS_DES_TOTAL 40\n"
    OEMP "KHM FX:1 2012 | SEX_T CDS_DES_TOTAL 10\n" OEMP "KHM FX:1 2013 | SEX_T CDS_DES_TOTAL 50\n"
    OEMP "KHM FX:1 2014 | SEX_T CDS_DES_TOTAL 80 | SEX_F CDS_DES_TOTAL 40 | SEX_T CDS_DES_THA 60 | SEX_F CDS_DES_THA 20"
         " | SEX_T CDS_DES_MYS 10 | SEX_F CDS_DES_MYS 9 | SEX_T CDS_DES_KOR 8 | SEX_T CDS_DES_X 2\n"
    OEMP "MMR FX:2 2013 | SEX_T CDS_DES_TOTAL 60\n"
    OEMP "MMR FX:2 2014 | SEX_T CDS_DES_TOTAL 90 | SEX_F CDS_DES_TOTAL 9 | SEX_T CDS_DES_THA 70\n"
    OEMP "LAO FX:3 2009 | SEX_T CDS_DES_TOTAL 5\n"
    OEMP "LAO FX:3 2014 | SEX_T CDS_DES_TOTAL 5.01 | SEX_F CDS_DES_TOTAL 1\n"
    OEMP "KHM FX:1 2009 | SEX_T CDS_DES_TOTAL 90\n" OEMP "MMR FX:2 2009 | SEX_T CDS_DES_TOTAL 30\n"
    "MNA_TPOP_SEX_CRS_NB MMR AA:1 2014 | SEX_T CRS_RES_TOTAL 2000 | SEX_F CRS_RES_TOTAL 800 | SEX_T CRS_RES_THA 1400"
         " | SEX_T CRS_RES_MYS 300 | SEX_T CRS_RES_CHN 100 | SEX_T CRS_RES_X 200\n"
    "MNA_TPOP_SEX_CRS_NB KHM AA:2 2013 | SEX_T CRS_RES_TOTAL 600\n"
    "MNA_TPOP_SEX_CRS_NB KHM AA:2 2011 | SEX_T CRS_RES_TOTAL 500\n"
    "MNA_XRET_SEX_CPR_NB MMR FX:2 2014 | SEX_T CPR_PRV_TOTAL 30\n"
    "MFL_NCIT_SEX_CCT_NB THA FX:4 2013 | SEX_T CCT_CTZ_TOTAL 100\n"
    "MFL_NCIT_SEX_CCT_NB THA FX:4 2014 | SEX_T CCT_CTZ_TOTAL 150 | SEX_F CCT_CTZ_TOTAL 50 | SEX_T CCT_CTZ_MMR 90"
         " | SEX_T CCT_CTZ_X 60\n"
    "MFL_NCIT_SEX_CCT_NB MYS FX:5 2014 | SEX_T CCT_CTZ_TOTAL 200\n"
    "MFL_NCIT_SEX_CCT_NB SGP FX:6 2014 | SEX_T CCT_CTZ_TOTAL 40\n"
    "MST_TEMP_SEX_ECO_CCT_NB THA BA:1 2014" TWO("SEX_T", "ECO_AGGREGATE_TOTAL", "1000", "200", "800")
        TWO("SEX_T", "ECO_AGGREGATE_AGR", "400", "40", "360") TWO("SEX_T", "ECO_AGGREGATE_MAN", "300", "90", "210")
        TWO("SEX_T", "ECO_AGGREGATE_CON", "100", "60", "40") TWO("SEX_T", "ECO_AGGREGATE_MKT", "200", "10", "190")
        TWO("SEX_F", "ECO_AGGREGATE_TOTAL", "450", "60", "390") "\n"
    "MST_TEMP_SEX_OCU_CCT_NB THA BA:1 2014" TWO("SEX_T", "OCU_SKILL_TOTAL", "1000", "200", "800")
        TWO("SEX_T", "OCU_SKILL_L1", "250", "120", "130") TWO("SEX_T", "OCU_SKILL_L2", "500", "50", "450")
        TWO("SEX_T", "OCU_SKILL_L3-4", "250", "30", "220") "\n"
    "MST_TEMP_SEX_AGE_CCT_NB THA BA:1 2014" TWO("SEX_T", "AGE_AGGREGATE_TOTAL", "1000", "200", "800") "\n"
    "MST_TUNE_SEX_AGE_CCT_NB THA BA:1 2014" TWO("SEX_T", "AGE_AGGREGATE_TOTAL", "50", "5", "45") "\n"
    "MST_XWAP_SEX_EDU_CCT_NB THA BA:1 2014" TWO("SEX_T", "EDU_AGGREGATE_TOTAL", "1600", "320", "1280")
        TWO("SEX_T", "EDU_AGGREGATE_BAS", "800", "240", "560")
        TWO("SEX_T", "EDU_AGGREGATE_ADV", "800", "80", "720") "\n"
    "MST_EARA_SEX_CCT_NB THA BA:1 2014 | SEX_T CCT_CIT_NONCIT 9000 | SEX_T CCT_CIT_CITIZEN 12000"
         " | SEX_F CCT_CIT_NONCIT 8000 | SEX_M CCT_CIT_NONCIT 10000\n"
    "MST_EARB_SEX_CCT_NB THA BA:1 2014 | SEX_T CCT_CIT_NONCIT 8400 | SEX_T CCT_CIT_CITIZEN 10000\n"
    "MNA_OEMP_SEX_ECO_NB KHM FX:1 2014 | SEX_T ECO_AGGREGATE_TOTAL 80 | SEX_T ECO_AGGREGATE_CON 60"
         " | SEX_T ECO_AGGREGATE_AGR 20\n"
    "MNA_OEMP_SEX_OCU_NB KHM FX:1 2014 | SEX_T OCU_SKILL_TOTAL 80 | SEX_T OCU_SKILL_L1 64 | SEX_T OCU_SKILL_L2 16\n"
    "MNA_OEMP_SEX_EDU_NB KHM FX:1 2014 | SEX_T EDU_AGGREGATE_TOTAL 80 | SEX_T EDU_AGGREGATE_BAS 72"
         " | SEX_T EDU_AGGREGATE_INT 8\n"
    "MFL_NEMP_SEX_ECO_NB THA FX:4 2014 | SEX_T ECO_AGGREGATE_TOTAL 100 | SEX_T ECO_AGGREGATE_CON 70"
         " | SEX_T ECO_AGGREGATE_AGR 30\n"
    "MFL_NEMP_SEX_OCU_NB THA FX:4 2014 | SEX_T OCU_SKILL_TOTAL 100 | SEX_T OCU_SKILL_L1 90 | SEX_T OCU_SKILL_L2 10\n"
    "MFL_NWAP_SEX_EDU_NB THA FX:4 2014 | SEX_T EDU_AGGREGATE_TOTAL 120 | SEX_T EDU_AGGREGATE_BAS 84"
         " | SEX_T EDU_AGGREGATE_INT 36\n";
