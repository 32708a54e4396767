/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "base/num.h"
#include "model/period.h"
#include "syntax/compress.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

#define HEAD "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_source\n"
#define THA "THA,BA:741,MST_NCTE_SEX_CCT_NB,"
#define ROW THA "SEX_T,CCT_CTZ_MMR,2014,933.89,,\n"

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
    CHECK(o->value == 1933.89 && o->decimals == 2);
    CHECK(o->row == 2 && o->sheet == 0 && o->column > 0);
    CHECK_INT(f.set.cells, 1);
    CHECK_INT(f.findings.count[SEV_ERROR], 0);
    file_release(&f);
}

TEST(ilostat_is_read_by_its_header)
{
    one_figure("ref_area,indicator,sex,classif1,time,obs_value\n"
               "THA,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,1933.89\n");
    one_figure("obs_value,time,classif1,sex,indicator,ref_area\n"
               "1933.89,2014,CCT_CTZ_MMR,SEX_T,MST_NCTE_SEX_CCT_NB,THA\n");
    one_figure("\xef\xbb\xbf" "REF_AREA,Indicator,SEX,Classif1,Time,Obs_Value\r\n"
               "THA,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,1933.89\r\n");
    one_figure("\"ref_area\";\"indicator\";\"sex\";\"classif1\";\"time\";\"obs_value\"\n"
               "\"THA\";\"MST_NCTE_SEX_CCT_NB_A\";\"SEX_T\";\"CCT_CTZ_MMR\";\"2014\";1,933.89\n");
    one_figure("ref_area\tindicator\tsex\tclassif1\ttime\tobs_value\r"
               "THA\tMST_NCTE_SEX_CCT_NB\tSEX_T\tCCT_CTZ_MMR\t2014\t1 933.89\r");
    one_figure(" ref_area , indicator,sex,classif1,time,obs_value\n"
               " THA , MST_NCTE_SEX_CCT_NB ,SEX_T,CCT_CTZ_MMR, 2014 ,\"1,933.89\"\n");
    one_figure("ref_area,ref_area.label,indicator,indicator.label,sex,sex.label,classif1,"
               "classif1.label,classif2,time,obs_value,best_source\n"
               "THA,Thailand,MST_NCTE_SEX_CCT_NB,\"Employed, non-citizens\",SEX_T,Total,"
               "CCT_CTZ_MMR,Myanmar,,2014,1933.89,1\n");
    /* the code of a classification may stand in either column */
    one_figure("ref_area,indicator,sex,classif1,classif2,time,obs_value\n"
               "THA,MST_NCTE_SEX_CCT_NB,SEX_T,,CCT_CTZ_MMR,2014,1933.89\n");
    one_figure("ref_area,indicator,sex,classif1,time,obs_value\n"
               "THA,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014-A1,1933.89");
}

TEST(ilostat_gzip_is_unpacked)
{
    struct buf packed = {0}, unpacked = {0};
    struct str content;
    struct err err;
    gzip_pack(&packed, STR(HEAD ROW), 6);
    CHECK_INT(io_content(&content, &unpacked, buf_view(&packed), &err), 0);
    CHECK_STR(content, HEAD ROW);
    CHECK_INT(io_content(&content, &unpacked, STR(HEAD), &err), 0);
    CHECK_STR(content, HEAD);
    CHECK_INT(io_content(&content, &unpacked, str_sub(buf_view(&packed), 0, 40), &err), -ERR_INPUT);
    buf_release(&packed);
    buf_release(&unpacked);
}

static void header_refused(const char *text, const char *part)
{
    struct file_read f;
    file_read(&f, str_of(text), NULL);
    if (f.result != -ERR_INPUT || !strstr(f.err.text, part))
        test_fail(__FILE__, __LINE__, "\"%s\": %d, \"%s\"", text, f.result, f.err.text);
    file_release(&f);
}

TEST(ilostat_header_is_complete_or_refused)
{
    header_refused("source,indicator,time,obs_value\n", "lacks the column ref_area");
    header_refused("ref_area,time,obs_value\n", "lacks the column indicator");
    header_refused("ref_area,indicator,obs_value\n", "lacks the column time");
    header_refused("ref_area,indicator,time\n", "lacks the column obs_value");
    header_refused("ref_area,name,value\n", "no header that is known");
    header_refused("", "empty");
    header_refused(" \n\r\n\t", "blanks");
    /* which of the two is meant cannot be told */
    header_refused("ref_area,indicator,time,obs_value,obs_value\n", "twice");
    header_refused("ref_area,indicator,Time,time,obs_value\n", "twice");
    /* the rest of the file would be the name of a column */
    header_refused("ref_area,indicator,time,obs_value,\"sex\nTHA,MST_TPOP_COU_NB,2014,1,\n",
                   "quote");
}

TEST(ilostat_unknown_columns_are_named)
{
    file_finds("ref_area,indicator,classif1,time,obs_value,comment,,obs_status\n",
               "F101@1:6 F101@1:7", 0, 0);
    /* columns without a name at the end, as spreadsheets write them, are none, unless something
     * stands in them */
    file_finds("ref_area,indicator,classif1,time,obs_value, ,,\xc2\xa0\n", "", 0, 0);
    file_finds("ref_area,source,indicator,sex,classif1,time,obs_value,,\n"
               THA "SEX_T,CCT_CTZ_MMR,2014,933.89,,\n"
               THA "SEX_T,CCT_CTZ_MMR,2015,933.89,,see below\n"
               THA "SEX_T,CCT_CTZ_MMR,2016,933.89,,see above\n", "F101@1:9", 3, 0);
}

TEST(ilostat_rows_may_end_in_empty_fields)
{
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,933.89,,,,, \n" ROW, "", 2, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,933.89,,,,,x\n" ROW, "F102@2:0", 1, 0);
    file_finds(HEAD ",,,,,,,,,,,\n" ROW ",,,\n", "", 1, 0);
    /* a thousands comma without quotes makes one more, too */
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,1,933.89,,\n", "F102@2:0", 0, 0);
}

/* What stands above the header, and what separates. */
TEST(ilostat_begins_where_the_header_is)
{
    static const char head[] = "ref_area;source;indicator;sex;classif1;time;obs_value\n";
    static const char row[] = "THA;BA:741;MST_NCTE_SEX_CCT_NB;SEX_T;CCT_CTZ_MMR;2014;x\n";
    static const char *const above[] = {"", "sep=;\n", "\xef\xbb\xbf" "SEP=;\r\n", "\"sep=;\"\n",
                                        "\n\n", ";;;;;\r\n", "sep=;\n\n;;\n", "\r\r", " \n"};
    static const int lines[] = {0, 1, 1, 1, 2, 1, 3, 2, 1};
    for (size_t i = 0; i < ARRAY_LEN(above); i++) {
        char text[300], want[40];
        snprintf(text, sizeof text, "%s%s%s", above[i], head, row);
        snprintf(want, sizeof want, "V101@%d:7", lines[i] + 2);
        file_finds(text, want, 1, 1);
    }
    /* said, whatever the header looks like */
    file_finds("sep=|\nref_area|source|indicator|a;b;c;d;e;f;g;h|sex|classif1|time|obs_value\n"
               "THA|BA:741|MST_NCTE_SEX_CCT_NB||SEX_T|CCT_CTZ_MMR|2014|1\n", "F101@2:4", 1, 0);
}

TEST(ilostat_fields_are_read_without_what_spreadsheets_add)
{
    file_finds(HEAD "'THA,'BA:741,'MST_NCTE_SEX_CCT_NB,'SEX_T,'CCT_CTZ_MMR,'2014,'933.89,'E,\n", "",
               1, 0);
    file_finds(HEAD "THA\xc2\xa0,BA:741,\xc2\xa0MST_NCTE_SEX_CCT_NB, SEX_T\xe2\x80\xaf,CCT_CTZ_MMR,"
               "2014\xe2\x80\x8b,\xc2\xa0" "933.89 \xc2\xa0 ,,\n", "", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,',,\n", "V103@2:7", 1, 1);
}

/* Files put one behind the other. */
TEST(ilostat_the_header_may_come_again)
{
    file_finds(HEAD ROW HEAD ROW, "", 2, 0);
    file_finds(HEAD ROW "\xef\xbb\xbf" HEAD ROW, "", 2, 0);
    file_finds("\xef\xbb\xbf\"ref_area\",\"source\",\"indicator\",\"sex\",\"classif1\",\"time\",\"obs_value\"\n"
               THA "SEX_T,CCT_CTZ_MMR,2014,1\n"
               "\xef\xbb\xbf\"REF_AREA\",\"source\",\"indicator\",\"sex\",\"classif1\",\"time\",\"obs_value\"\n"
               THA "SEX_T,CCT_CTZ_MMR,2015,2\n", "", 2, 0);
    /* with other columns: what is below it is not what the first says */
    file_finds(HEAD ROW "ref_area,indicator,source,sex,classif1,time,obs_value\n" ROW, "F102@3:0", 1,
               0);
    file_finds(HEAD ROW "ref_area,source,indicator,sex,classif1,time,obs_status,obs_value,note_source\n"
               ROW, "F102@3:0", 1, 0);
}

static void values_at(int line, const char *sep, const char *values, const char *want,
                      const char *findings)
{
    struct buf text = {0}, got = {0}, found = {0};
    struct file_read f;
    struct str one, rest = str_of(values);
    static const char *const names[] = {"ref_area", "indicator", "sex", "classif1", "time"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        buf_fmt(&text, "%s%s", names[i], sep);
    buf_puts(&text, "obs_value\n");
    for (int year = 2000; str_next(&one, &rest, ' '); year++)
        buf_fmt(&text, "THA%sMST_NCTE_SEX_CCT_NB%sSEX_T%sCCT_CTZ_MMR%s%d%s\"%.*s\"\n", sep, sep, sep,
                sep, year, sep, STR_FMT(one));
    file_read(&f, buf_view(&text), "BA:741");
    for (size_t i = 0; i < f.set.n; i++) {
        char number[NUM_MAX];
        buf_fmt(&got, "%s%.*s", i ? " " : "",
                (int)num_fmt(number, f.set.v[i].value, f.set.v[i].decimals), number);
    }
    for (size_t i = 0; i < f.findings.n; i++)
        buf_fmt(&found, "%s%s@%u", i ? " " : "", rules[f.findings.v[i].rule].id,
                f.findings.v[i].row);
    if (!str_is(buf_view(&got), want) || !str_is(buf_view(&found), findings))
        test_fail(__FILE__, line, "%s with \"%s\": %s, found %s", values, sep,
                  got.p ? got.p : "", found.p ? found.p : "");
    file_release(&f);
    buf_release(&text);
    buf_release(&got);
    buf_release(&found);
}
#define values(...) values_at(__LINE__, __VA_ARGS__)

/* "100,750" is a hundred thousand to some, a hundred and three quarters to others. */
TEST(ilostat_decimal_commas)
{
    /* semicolons separate because commas begin decimals */
    values(";", "100,750 12", "100.750 12", "");
    values(";", "100,750 1.234,5 1.234", "100.750 1234.5 1234", "");
    values(";", "1.234 0,5", "1234 0.5", "");
    /* ... unless the file shows that points do */
    values(";", "100,750 12.5", "100750 12.5", "");
    values(";", "1,933.89 2.250", "1933.89 2.250", "");
    /* ... and who has points alone may have meant either */
    values(";", "100.750 1.250", "100.750 1.250", "V106@2");
    values(";", "0.750 1.250", "0.750 1.250", "");
    values(";", "1.234 100,750", "1234 100.750", "V106@2");
    /* ILOSTAT's files: points, and commas between thousands */
    values(",", "100,750 12.5", "100750 12.5", "");
    values(",", "100,750 1.234", "100750 1.234", "");
    values(",", "1.234 5.5 7", "1.234 5.5 7", "");
    values(",", "1,234,567 100,750", "1234567 100750", "");
    /* all of them may be either */
    values(",", "100,750 12 7,125", "100750 12 7125", "V106@2");
    values("\t", "100,750 12", "100750 12", "V106@2");
    /* one that tells, tells for those above it, too */
    values(",", "1.234 7 100,750 0,5", "1234 7 100.750 0.5", "");
    values("\t", "1.234 100,750 12,5", "1234 100.750 12.5", "");
    /* both ways in one file, and a slip */
    values(",", "100.750 1.250 12,5", "100.750 1.250 12.5", "V106@4");
    values(";", "100.750 1.250 12,5", "100750 1250 12.5", "V106@2");
    values(",", "12,5 12.5 100,750", "12.5 12.5 100750", "V106@4");
    values(";", "12,5 12,5 x 7", "12.5 12.5  7", "V101@4");
    values("|", "(12) 5% 1e3 x", "-12  1000 ", "V101@3 V101@5");
}

TEST(ilostat_damaged_rows_are_named_and_passed_over)
{
    file_finds(HEAD "THA,BA:741\n" ROW, "F102@2:0", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,1,933.89,,\n" ROW, "F102@2:0", 1, 0);
    /* what is left off at the end, as spreadsheets do, is empty */
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,933.89\n", "", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014\n", "F102@2:0", 0, 0);
    file_finds(HEAD "THA,\"BA:741\"x,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,\n" ROW,
               "F103@2:0", 1, 0);
    file_finds(HEAD ROW "THA,BA:741,\"MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,\n" ROW,
               "F103@3:0", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,933.89,,\xff\n" ROW, "F104@2:9", 1, 0);
    file_finds(HEAD "\n\n" ROW "\n", "", 1, 0);
}

/* All that a row may have wrong, each with line and column. */
TEST(ilostat_resolver_findings)
{
    file_finds(HEAD ROW, "", 1, 0);
    file_finds(HEAD "THX,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,\n", "C101@2:1",
               0, 0);
    file_finds(HEAD ",BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,\n", "C101@2:1", 0,
               0);
    file_finds(HEAD "THA,BA:741,MST_NCTX_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,\n", "C102@2:3",
               0, 0);
    file_finds(HEAD "THA,BA:741,,SEX_T,CCT_CTZ_MMR,2014,933.89,,\n", "C102@2:3", 0, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_BUR,2014,933.89,,\n", "C103@2:5", 0, 0);
    file_finds(HEAD THA "SEX_T,CDS_DES_MMR,2014,933.89,,\n", "C104@2:5", 0, 0);
    file_finds(HEAD THA "SEX_T,,2014,933.89,,\n", "C105@2:5", 0, 0);
    file_finds(HEAD THA ",CCT_CTZ_MMR,2014,933.89,,\n", "C105@2:4", 0, 0);
    file_finds(HEAD "THA,Q7:1,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,\n", "C106@2:2", 0,
               0);
    /* a year as a number with decimals, and what is none */
    file_finds(HEAD "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014.0,933.89,,\n", "", 1, 0);
    file_finds(HEAD "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014.5,933.89,,\n", "P101@2:6", 0,
               0);
    file_finds(HEAD "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,14.0,933.89,,\n", "P101@2:6", 0,
               0);
    file_finds(HEAD "THA,BB:1,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,\n", "C107@2:2", 1,
               0);
    file_finds(HEAD "MYS,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,\n", "C107@2:2",
               1, 0);
    file_finds(HEAD "THA,,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,933.89,,\n", "C108@2:2", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,933.89,Q,\n", "C109@2:8", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,933.89,EB,\n", "C109@2:8", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,933.89,,R1:1_ZZ:2_T36\n", "C110@2:9 C110@2:9", 1,
               0);
    file_finds(HEAD THA "SEX_T,CCT_CIT_NONCIT,2014,933.89,,\n", "C111@2:5", 1, 0);
    file_finds(HEAD THA "SEX_X,CCT_CTZ_MMR,2014,933.89,,\n", "C112@2:4", 0, 0);
    file_finds(HEAD THA "CCT_CTZ_X,CCT_CTZ_MMR,2014,933.89,,\n", "C112@2:4", 0, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014/15,933.89,,\n", "P101@2:6", 0, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,n/a,,\n", "V101@2:7", 1, 1);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,1e999,,\n", "V101@2:7", 1, 1);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,\"12,34,5\",,\n", "V101@2:7", 1, 1);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,,,\n", "V103@2:7", 1, 1);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,,N,\n", "", 1, 0);
    file_finds(HEAD THA "SEX_T,CCT_CTZ_MMR,2014,NaN,C,\n", "", 1, 0);
    /* the same source is registered for the one and not for the other */
    file_finds(HEAD ROW "MYS,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,1,,\n" ROW,
               "C107@3:2", 3, 0);
    /* a table that is not broken down by sex */
    file_finds(HEAD "THA,BA:741,MST_TPOP_COU_NB,SEX_T,COU_ORI_MMR,2014,1,,\n", "", 1, 0);
    file_finds(HEAD "THA,BA:741,MST_TPOP_COU_NB,,COU_ORI_MMR,2014,1,,\n", "", 1, 0);
    file_finds(HEAD "THA,BA:741,MST_TPOP_COU_NB,SEX_F,COU_ORI_MMR,2014,1,,\n", "C104@2:4", 0, 0);
    /* everything at once: every fault of a row is said */
    file_finds(HEAD "T,Q:1,MST_NCTE_SEX_CCT_NB,SEX,CTZ,late,many,QQ,x\n",
               "C101@2:1 C106@2:2 C112@2:4 C103@2:5 P101@2:6 V101@2:7 C109@2:8 C110@2:9", 0, 0);
}

TEST(ilostat_two_classifications)
{
#define HEAD2 "ref_area,source,indicator,sex,classif1,classif2,time,obs_value\n"
    file_finds(HEAD2 "AGO,XX:99009,MST_XWAP_SEX_AGE_CCT_NB,SEX_F,AGE_AGGREGATE_TOTAL,"
                     "CCT_CIT_CITIZEN,2014,6904.083\n", "C107@2:2", 1, 0);
    file_finds(HEAD2 "AGO,BA,MST_XWAP_SEX_AGE_CCT_NB,SEX_F,CCT_CIT_CITIZEN,AGE_AGGREGATE_TOTAL,"
                     "2014,6904.083\n", "C107@2:2", 1, 0);
    file_finds(HEAD2 "AGO,BA,MST_XWAP_SEX_AGE_CCT_NB,SEX_F,AGE_AGGREGATE_TOTAL,,2014,1\n",
               "C107@2:2 C105@2:6", 0, 0);
    file_finds(HEAD2 "AGO,BA,MST_XWAP_SEX_AGE_CCT_NB,SEX_F,AGE_AGGREGATE_TOTAL,AGE_10YRBANDS_TOTAL,"
                     "2014,1\n", "C107@2:2 C104@2:6", 0, 0);
    file_finds(HEAD2 "AGO,BA,MST_XWAP_SEX_AGE_CCT_NB,SEX_F,OCU_SKILL_L1,EDU_AGGREGATE_X,2014,1\n",
               "C107@2:2 C104@2:5 C104@2:6", 0, 0);
}

TEST(ilostat_findings_say_what_would_be_right)
{
    struct file_read f;
    file_read(&f, STR(HEAD "KH,AA:1,MST_NTCE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,1,,\n"
                           "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMMR,2014,1,,\n"
                           "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,12\x07x,,\n"),
                           NULL);
    CHECK_INT(f.result, 0);
    static const struct {
        enum rule rule;
        const char *part;
    } want[] = {{RULE_AREA_UNKNOWN, "did you mean KHM?"},
                {RULE_INDICATOR_UNKNOWN, "did you mean MST_NCTE_SEX_CCT_NB?"},
                {RULE_CODE_UNKNOWN, "did you mean CCT_CTZ_MMR?"},
                {RULE_NOT_A_NUMBER, "\"12\xef\xbf\xbdx\" is not a number"}};
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        bool said = false;
        for (size_t k = 0; k < f.findings.n; k++)
            said = said || (f.findings.v[k].rule == want[i].rule &&
                            memmem(f.findings.v[k].message.p, f.findings.v[k].message.len,
                                   want[i].part, strlen(want[i].part)));
        if (!said)
            test_fail(__FILE__, __LINE__, "nobody says \"%s\"", want[i].part);
    }
    file_release(&f);
}

TEST(ilostat_sources)
{
    struct file_read f;
    /* a file without the column: said once, or the source given with the file */
    static const char text[] = "ref_area,indicator,classif1,time,obs_value\n"
                               "THA,MST_TPOP_COU_NB,COU_ORI_MMR,2014,1\n"
                               "THA,MST_TPOP_COU_NB,COU_ORI_LAO,2014,1\n";
    file_read(&f, str_of(text), NULL);
    CHECK_INT(f.findings.n, 1);
    CHECK(f.findings.v[0].rule == RULE_SOURCE_MISSING && f.findings.v[0].row == 1);
    CHECK_STR(f.set.sources.v[f.set.v[1].source], "");
    file_release(&f);
    file_read(&f, str_of(text), "BA:741");
    CHECK_INT(f.findings.n, 0);
    CHECK_STR(f.set.sources.v[f.set.v[1].source], "BA:741");
    file_release(&f);
    file_read(&f, STR(HEAD "THA,,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2014,1,,\n" ROW), "AA:7");
    CHECK_STR(f.set.sources.v[f.set.v[0].source], "AA:7");
    CHECK_STR(f.set.sources.v[f.set.v[1].source], "BA:741");
    file_release(&f);
}

/* 300 wrong cells give 300 findings, and what is right is read. */
TEST(ilostat_loses_nothing)
{
    struct buf b = {0};
    struct file_read f;
    buf_puts(&b, HEAD);
    for (int i = 0; i < 600; i++)
        buf_fmt(&b, "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,%d,%s,,\n", 1900 + i,
                i % 2 ? "7" : "x");
    file_read(&f, buf_view(&b), NULL);
    CHECK_INT(f.findings.n, 300);
    CHECK_INT(f.set.n, 600);
    CHECK_INT(f.set.cells, 600);
    for (size_t i = 0; i < 300; i++)
        CHECK(f.findings.v[i].row == 2 + 2 * i && f.findings.v[i].column == 7);
    file_release(&f);
    buf_release(&b);
}

/* The memory of the row before must not answer for another text. */
TEST(ilostat_rows_do_not_remember_wrongly)
{
    struct buf b = {0};
    struct file_read f;
    struct chance c = {50};
    static const char *const area[] = {"THA", "MYS", "XXX", "\"TH\"\"A\"", ""};
    static const char *const code[] = {"CCT_CTZ_MMR", "CCT_CTZ_LAO", "BAD", "\"CCT_CTZ_MMR\"", ""};
    bool good[500];
    size_t n = 0;
    buf_puts(&b, HEAD);
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        unsigned a = chance_below(&c, 5), k = chance_below(&c, 5);
        buf_fmt(&b, "%s,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,%s,2014,%zu,,\n", area[a], code[k], i);
        good[i] = a < 2 && k != 2 && k != 4;
    }
    file_read(&f, buf_view(&b), NULL);
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        if (good[i]) {
            CHECK(n < f.set.n && f.set.v[n].row == i + 2 && f.set.v[n].value == (double)i);
            n++;
        }
    CHECK_INT(f.set.n, n);
    file_release(&f);
    buf_release(&b);
}

TEST(ilostat_reads_any_bytes)
{
    static const char good[] = HEAD ROW ROW
        "MYS,AA:1,MST_NCTE_SEX_CCT_NB,SEX_F,CCT_CTZ_X,2015,,N,T36:1\n";
    struct chance c = {51};
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
