/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "model/period.h"
#include "test.h"

#include <stdio.h>

#define HEAD                                                                                   \
    "DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT,SOURCE\n"
#define FLOW "ILO:DF_MST_NCTE_SEX_CCT_NB(1.0)"
#define THA FLOW ",THA,A,MST_NCTE_NB,"

static void one_figure(const char *text)
{
    struct file_read f;
    file_read(&f, str_of(text), "BA:741");
    if (f.result < 0)
        test_fail(__FILE__, __LINE__, "%.60s: %s", text, f.err.text);
    CHECK_INT(f.set.n, 1);
    const struct obs *o = f.set.v;
    CHECK_INT(o->area, fixture_area("THA"));
    CHECK_INT(o->indicator, fixture_indicator("MST_NCTE_SEX_CCT_NB"));
    CHECK_INT(o->sex, fixture_code("SEX_T"));
    CHECK_INT(o->classif[0], fixture_code("CCT_CTZ_MMR"));
    CHECK_INT(o->period, period_make(2014, 0));
    CHECK(o->value == 933.89 && o->decimals == 2 && !o->set_aside);
    CHECK_INT(f.findings.n, 0);
    file_release(&f);
}

TEST(sdmx_csv_is_read_by_its_header)
{
    one_figure(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,933.89,,3,BA:741\n");
    one_figure("\xef\xbb\xbf" HEAD THA "SEX_T,CCT_CTZ_MMR,2014,933.89,,3,\n");
    one_figure("DATAFLOW,REF_AREA,SEX,CCT,TIME_PERIOD,OBS_VALUE\n"
               FLOW ",THA,SEX_T,CCT_CTZ_MMR,2014-A1,933.89\n");
    one_figure("DATAFLOW,OBS_VALUE,TIME_PERIOD,CCT,SEX,REF_AREA\n"
               "DF_MST_NCTE_SEX_CCT_NB,933.89,2014,CCT_CTZ_MMR,SEX_T,THA\n");
    one_figure("\"DATAFLOW\";\"REF_AREA\";\"SEX\";\"CCT\";\"TIME_PERIOD\";\"OBS_VALUE\"\n"
               "\"" FLOW "\";\"THA\";\"SEX_T\";\"CCT_CTZ_MMR\";\"2014\";933.89\n");
    /* labels=both */
    one_figure("DATAFLOW,REF_AREA: Reference area,FREQ: Frequency,MEASURE: Measure,SEX: Sex,"
               "CCT: Citizenship,TIME_PERIOD: Time period,OBS_VALUE: Observation value,"
               "OBS_STATUS: S\n"
               FLOW ": Employed non-citizens,THA: Thailand,A: Annual,MST_NCTE_NB: Employed,"
               "SEX_T: Total,CCT_CTZ_MMR: Myanmar,2014,933.89,\n");
    /* columns of other flows in the same file are empty */
    one_figure("DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,AGE,TIME_PERIOD,OBS_VALUE\n"
               FLOW ",THA,A,MST_NCTE_NB,SEX_T,CCT_CTZ_MMR,,2014,933.89\n");
}

static void header_refused(const char *text, const char *part)
{
    struct file_read f;
    file_read(&f, str_of(text), NULL);
    if (f.result != -ERR_INPUT || !strstr(f.err.text, part))
        test_fail(__FILE__, __LINE__, "\"%s\": %d, \"%s\"", text, f.result, f.err.text);
    file_release(&f);
}

TEST(sdmx_csv_header_is_complete_or_refused)
{
    header_refused("DATAFLOW,TIME_PERIOD,OBS_VALUE\n", "lacks the column REF_AREA");
    header_refused("DATAFLOW,REF_AREA,OBS_VALUE\n", "lacks the column TIME_PERIOD");
    header_refused("DATAFLOW,REF_AREA,TIME_PERIOD\n", "lacks the column OBS_VALUE");
    header_refused("STRUCTURE,REF_AREA,TIME_PERIOD,OBS_VALUE\n", "lacks the column STRUCTURE_ID");
    header_refused("STRUCTURE,STRUCTURE_ID,REF_AREA,TIME_PERIOD\n", "lacks the column OBS_VALUE");
    header_refused("DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_VALUE\n", "twice");
    header_refused("DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,\"SEX\nx,THA,2014,1,\n", "quote");
}

TEST(sdmx_csv_findings)
{
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,933.89,,3,BA:741\n", "", 1, 0);
    file_finds(HEAD FLOW ",THX,A,MST_NCTE_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,3,BA:741\n", "C101@2:2",
               0, 0);
    file_finds(HEAD "ILO:DF_NOTHING(1.0),THA,,,SEX_T,CCT_CTZ_MMR,2014,933.89,,3,BA:741\n",
               "C102@2:1", 0, 0);
    file_finds(HEAD THA "SEX_Q,CCT_CTZ_BUR,2014,933.89,,3,BA:741\n", "C112@2:5 C103@2:6", 0, 0);
    file_finds(HEAD THA "SEX_T,,2014,933.89,,3,BA:741\n", "C105@2:0", 0, 0);
    file_finds(HEAD FLOW ",THA,A,MST_NCTP_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,3,BA:741\n", "C113@2:4",
               0, 0);
    file_finds(HEAD FLOW ",THA,Q,MST_NCTE_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,3,BA:741\n", "C113@2:3",
               0, 0);
    file_finds(HEAD FLOW ",THA,Annual,MST_NCTE_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,3,BA:741\n",
               "C113@2:3", 0, 0);
    file_finds(HEAD FLOW ",THA,Q,MST_NCTE_NB,SEX_T,CCT_CTZ_MMR,2014-Q1,933.89,,3,BA:741\n", "", 1,
               0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,20X4,933.89,,3,BA:741\n", "P101@2:7", 0, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,many,,3,BA:741\n", "V101@2:8", 1, 1);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,1,Y,3,BA:741\n", "C109@2:9", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,1,,6,BA:741\n", "V105@2:10", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,1,,x,BA:741\n", "V105@2:10", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,1,,3,\n", "C108@2:11", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR\n", "F102@2:0", 0, 0);
    file_finds("DATAFLOW,REF_AREA,SEX,AGE,EDU,CCT,TIME_PERIOD,OBS_VALUE,SOURCE\n" FLOW
               ",THA,SEX_T,AGE_AGGREGATE_TOTAL,EDU_AGGREGATE_X,CCT_CTZ_MMR,2014,1,BA:741\n",
               "C113@2:6", 0, 0);
    file_finds("DATAFLOW,REF_AREA,SEX,AGE,CCT,TIME_PERIOD,OBS_VALUE,SOURCE\n" FLOW
               ",THA,SEX_T,AGE_AGGREGATE_TOTAL,CCT_CTZ_MMR,2014,1,BA:741\n", "C104@2:4", 0, 0);
}

TEST(sdmx_csv_as_programs_and_spreadsheets_write_it)
{
    static const char *const heads[] = {
        "DATAFLOW;REF_AREA;SEX;CCT;TIME_PERIOD;OBS_VALUE;SOURCE\n",
        "dataflow;ref_area;Sex;cct;time_period;obs_value;source\n",
        "sep=;\r\n\"Dataflow\";REF_AREA;SEX;CCT;TIME_PERIOD;OBS_VALUE;SOURCE;;\r\n",
        "\n;;;\nDATAFLOW: Dataflow;ref_area: Area;SEX;CCT;TIME_PERIOD;OBS_VALUE;SOURCE\n",
    };
    for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
        struct file_read f;
        char text[400];
        snprintf(text, sizeof text, "%s%s;'THA;SEX_T;CCT_CTZ_MMR\xc2\xa0;2014;933,125;BA:741\n",
                 heads[i], FLOW);
        file_read(&f, str_of(text), NULL);
        CHECK_INT(f.result, 0);
        CHECK_INT(f.findings.n, 0);
        CHECK(f.set.n == 1 && f.set.v[0].value == 933.125 && f.set.v[0].decimals == 3);
        file_release(&f);
    }
}

TEST(sdmx_csv_unknown_columns_are_named)
{
    file_finds("DATAFLOW,REF_AREA,SEX,CCT,TIME_PERIOD,OBS_VALUE,SOURCE,COLOUR\n" FLOW
               ",THA,SEX_T,CCT_CTZ_MMR,2014,1,BA:741,red\n", "F101@1:8", 1, 0);
    /* what the writers put is all known */
    file_finds("DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,"
               "UNIT_MEASURE,UNIT_MULT,SOURCE,NOTE_SOURCE,NOTE_INDICATOR,NOTE_CLASSIF,DECIMALS\n",
               "", 0, 0);
}

#define FLOW2 "dataflow,ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0)"

TEST(sdmx_csv2_is_read_by_its_header)
{
    one_figure("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,CCT,TIME_PERIOD,OBS_VALUE\n"
               FLOW2 ",R,THA,SEX_T,CCT_CTZ_MMR,2014,933.89\n");
    /* no action: Information */
    one_figure("STRUCTURE,STRUCTURE_ID,REF_AREA,SEX,CCT,TIME_PERIOD,OBS_VALUE\n"
               FLOW2 ",THA,SEX_T,CCT_CTZ_MMR,2014,933.89\n");
    /* by data structure, by provision agreement, without a version */
    one_figure("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,CCT,TIME_PERIOD,OBS_VALUE\n"
               "datastructure,ILO:MST_NCTE_SEX_CCT_NB,A,THA,SEX_T,CCT_CTZ_MMR,2014,933.89\n");
    one_figure("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,CCT,TIME_PERIOD,OBS_VALUE\n"
               "dataprovision,ILO:PA_MST_NCTE_SEX_CCT_NB_THA(1.0.0),M,THA,SEX_T,CCT_CTZ_MMR,2014,933.89\n");
    /* keys, any order, a semicolon between columns and | between values */
    one_figure("STRUCTURE[|];STRUCTURE_ID;ACTION;SERIES_KEY;OBS_KEY;OBS_VALUE;SEX;CCT;TIME_PERIOD;REF_AREA\n"
               "dataflow;ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0);I;A.B;A.B.2014;933,89;SEX_T;CCT_CTZ_MMR;2014;THA\n");
    /* labels */
    one_figure("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA: Area,SEX: Sex,CCT: Citizenship,TIME_PERIOD: Time,"
               "OBS_VALUE: Value\n"
               "dataflow,\"ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0): Employed, by sex\",R,THA: Thailand,SEX_T: Total,"
               "CCT_CTZ_MMR: Myanmar,2014: 2014,933.89\n");
    one_figure("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Area,SEX,Sex,CCT,Citizenship,TIME_PERIOD,"
               "Time,OBS_VALUE,Value\n"
               FLOW2 ",Employed,R,THA,Thailand,SEX_T,Total,CCT_CTZ_MMR,Myanmar,2014,2014,933.89,\n");
    /* timeFormat=normalized */
    one_figure("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,FREQ,SEX,CCT,TIME_PERIOD,OBS_VALUE\n"
               FLOW2 ",R,THA,A,SEX_T,CCT_CTZ_MMR,2014-01-01,933.89\n");
    one_figure("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,FREQ,SEX,CCT,TIME_PERIOD,OBS_VALUE\n"
               FLOW2 ",R,THA,A,SEX_T,CCT_CTZ_MMR,2014-12-31T23:59:59,933.89\n");
}

#define HEAD2                                                                                                         \
    "STRUCTURE[;],STRUCTURE_ID,ACTION,REF_AREA,SEX,CCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,SOURCE,NOTE_SOURCE[],"        \
    "NOTE_CLASSIF[en;fr]\n"
#define CELL2 ",THA,SEX_T,CCT_CTZ_MMR,2014,"

TEST(sdmx_csv2_several_values_and_languages)
{
    struct file_read f;
    file_read(&f, STR(HEAD2 FLOW2 ",R" CELL2 "1,,BA:741,R1:3513;S3:5,\"fr:C2:un;en:C2:one\"\n"), NULL);
    CHECK_INT(f.result, 0);
    CHECK_INT(f.findings.n, 0);
    struct str part[3];
    obs_note_split(&part[0], &part[1], &part[2], f.set.notes.v[f.set.v[0].note]);
    CHECK_STR(part[2], "R1:3513_S3:5");
    CHECK_STR(part[0], "C2:one");
    file_release(&f);
}

/* What a message changes is said, and what it does not name is left alone. */
TEST(sdmx_csv2_actions)
{
    struct file_read f;
    file_finds(HEAD2 FLOW2 ",D" CELL2 "-,,BA:741,,\n", "K103@2:0", 1, 0);
    file_finds(HEAD2 FLOW2 ",D" CELL2 ",,,,\n", "K103@2:0 C108@2:10", 1, 0);
    file_read(&f, STR(HEAD2 FLOW2 ",D" CELL2 "-,-,BA:741,-,-\n"), NULL);
    CHECK(f.set.n == 1 && f.set.v[0].status == 'N' && f.set.v[0].value != f.set.v[0].value);
    CHECK_INT(f.set.v[0].note, 0);
    file_release(&f);
    /* one of the attributes, a wild card, everything */
    file_finds(HEAD2 FLOW2 ",D" CELL2 ",-,BA:741,,\n", "K104@2:0", 0, 0);
    file_finds(HEAD2 FLOW2 ",D,THA,,,2014,-,,,,\n", "K104@2:0", 0, 0);
    file_finds("STRUCTURE,STRUCTURE_ID,ACTION\n" FLOW2 ",D\n", "K104@2:0", 0, 0);
    /* attributes without the figure: for the whole of a part, or of one figure */
    file_finds(HEAD2 FLOW2 ",R,THA,,,,,,BA:741,,\n", "K104@2:0", 0, 0);
    file_finds(HEAD2 FLOW2 ",M" CELL2 ",E,BA:741,,\n", "K104@2:0", 0, 0);
    /* a figure that is missing is one that is not there */
    file_finds(HEAD2 FLOW2 ",M" CELL2 "NaN,N,BA:741,,\n", "", 1, 0);
    file_finds(HEAD2 FLOW2 ",R" CELL2 "#N/A,N,BA:741,#N/A,\n", "", 1, 0);
    file_finds(HEAD2 FLOW2 ",R" CELL2 ",N,BA:741,,\n", "", 1, 0);
    file_finds(HEAD2 FLOW2 "\n", "F102@2:0", 0, 0);
    file_finds("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,UPDATED\n" FLOW2 ",D,THA,2026\n", "F101@1:5 K104@2:0", 0,
               0);
}

TEST(sdmx_csv_reads_any_bytes)
{
    static const char good[] = HEAD THA "SEX_T,CCT_CTZ_MMR,2014,1,E,3,BA:741\n"
        FLOW ",\"THA\",A,MST_NCTE_NB,SEX_T,CCT_CTZ_X,2014,,N,,\n";
    struct chance c = {52};
    for (int i = 0; i < 3000; i++) {
        char text[sizeof good];
        struct file_read f;
        memcpy(text, good, sizeof good);
        for (unsigned k = 1 + chance_below(&c, 4); k > 0; k--)
            text[chance_below(&c, sizeof good - 1)] = (char)chance_next(&c);
        size_t n = 1 + chance_below(&c, sizeof good - 1);
        char *exact = malloc(n);
        memcpy(exact, text, n);
        file_read(&f, (struct str){exact, n}, NULL);
        CHECK(f.result == 0 || (f.result == -ERR_INPUT && f.err.text[0]));
        file_release(&f);
        free(exact);
    }
}
