/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "base/random.h"
#include "model/period.h"
#include "test.h"

/* Two countries of citizenship, two years: cells 0 to 3. */
#define HEAD(class)                                                                                                   \
    "{\"version\":\"2.0\",\"class\":\"" class "\",\"id\":[\"REF_AREA\",\"SEX\",\"CCT\",\"TIME_PERIOD\"],"             \
    "\"size\":[1,1,2,2],"
#define DIMENSION                                                                                                     \
    "\"dimension\":{\"REF_AREA\":{\"category\":{\"label\":{\"THA\":\"Thailand\"}}},"                                  \
    "\"SEX\":{\"category\":{\"index\":[\"SEX_T\"]}},"                                                                 \
    "\"CCT\":{\"category\":{\"index\":{\"CCT_CTZ_MMR\":1,\"CCT_CTZ_TOTAL\":0}}},"                                     \
    "\"TIME_PERIOD\":{\"category\":{\"index\":[\"2013\",\"2014\"]}}}"
#define FLOW "\"extension\":{\"dataflow\":\"DF_MST_NCTE_SEX_CCT_NB\",\"attribute\":{\"SOURCE\":\"BA:741\"}}"

static void one_figure(const char *text)
{
    struct file_read f;
    file_read(&f, str_of(text), NULL);
    if (f.result < 0 || f.findings.n || f.set.n != 1)
        test_fail(__FILE__, __LINE__, "%s: %zu, %s %.*s", text, f.set.n, f.result < 0 ? f.err.text : "",
                  f.findings.n ? (int)f.findings.v[0].message.len : 0,
                  f.findings.n ? f.findings.v[0].message.p : "");
    const struct obs *o = f.set.v;
    CHECK(o->area == fixture_area("THA") && o->indicator == fixture_indicator("MST_NCTE_SEX_CCT_NB") &&
          o->sex == fixture_code("SEX_T") && o->classif[0] == fixture_code("CCT_CTZ_MMR"));
    CHECK(o->value == 933.89 && o->decimals == 3 && o->status == 'B' && o->period == period_make(2014, 0));
    CHECK_INT(o->row, 4);
    CHECK_STR(f.set.sources.v[o->source], "BA:741");
    file_release(&f);
}

TEST(json_stat_is_read)
{
    one_figure(HEAD("dataset") DIMENSION "," FLOW ",\"value\":[null,null,null,933.890],\"status\":{\"3\":\"B\"}}");
    one_figure(HEAD("dataset") DIMENSION "," FLOW ",\"value\":{\"3\":933.890},\"status\":\"B\"}");
    one_figure(HEAD("dataset") DIMENSION "," FLOW ",\"value\":{\"3\":933.890},\"status\":[null,null,null,\"B\"]}");
    /* a collection; members in another order, with what we do not know */
    one_figure("{\"link\":{\"item\":[{\"class\":\"dataset\",\"href\":\"https://example.org\"},"
               "{\"value\":{\"3\":933.890},\"status\":{\"3\":\"B\"}," FLOW "," DIMENSION ",\"size\":[1,1,2,2],"
               "\"id\":[\"REF_AREA\",\"SEX\",\"CCT\",\"TIME_PERIOD\"],\"class\":\"dataset\",\"role\":{}}],"
               "\"describedby\":[]},\"class\":\"collection\",\"version\":\"2.0\"}");
    /* by the cell */
    one_figure(HEAD("dataset") DIMENSION ",\"extension\":{\"datastructure\":\"MST_NCTE_SEX_CCT_NB\","
               "\"attribute\":{\"SOURCE\":{\"3\":\"BA:741\"},\"OBS_STATUS\":{\"3\":\"B\"}}},"
               "\"value\":{\"3\":933.890}}");
}

#define SET(more) HEAD("dataset") DIMENSION "," FLOW "," more "}"

TEST(json_stat_findings)
{
    file_finds(SET("\"value\":[1,2,3,4]"), "", 4, 0);
    /* nothing stands there; no figure but a status; neither */
    file_finds(SET("\"value\":[1,null,null,4],\"status\":{\"1\":\"N\"}"), "", 3, 0);
    file_finds(SET("\"value\":{\"0\":null,\"1\":2}"), "V103@1:0", 2, 1);
    file_finds(SET("\"value\":[1,\"many\",3,4],\"status\":[\"Q\"]"), "C109@1:0 V101@2:0", 4, 1);
    file_finds(SET("\"value\":[1,2,3]"), "F102@0:0", 3, 0);
    file_finds(SET("\"value\":[1,2,3,4,5]"), "F102@0:0", 4, 0);
    file_finds(HEAD("dataset") DIMENSION ",\"value\":[1,null,null,null]}", "C102@1:0 C108@1:0", 0, 0);
    file_finds("{\"class\":\"dataset\",\"id\":[\"REF_AREA\",\"COLOUR\",\"TIME_PERIOD\"],\"size\":[1,2,1],"
               "\"dimension\":{\"REF_AREA\":{\"category\":{\"index\":[\"THA\"]}},"
               "\"TIME_PERIOD\":{\"category\":{\"index\":[\"2014\"]}}},\"value\":[1,2],"
               "\"extension\":{\"dataflow\":\"DF_MST_NCTE_SEX_CCT_NB\","
               "\"attribute\":{\"SOURCE\":\"BA:741\",\"TASTE\":\"sweet\"}}}",
               "F101@0:0 F101@0:0 C105@1:0 C105@1:0 C105@2:0 C105@2:0", 0, 0);
}

static void refused(const char *text, const char *part)
{
    struct file_read f;
    file_read(&f, str_of(text), NULL);
    if (f.result != -ERR_INPUT || !strstr(f.err.text, part))
        test_fail(__FILE__, __LINE__, "\"%s\": %d, \"%s\"", text, f.result, f.err.text);
    file_release(&f);
}

TEST(json_stat_damaged_and_hostile)
{
    refused("{\"class\":\"dataset\",\"value\":[1]}", "\"id\" and \"size\"");
    refused("{\"class\":\"dataset\",\"id\":[\"SEX\"],\"size\":[1,1],\"value\":[1]}", "\"id\" and \"size\"");
    refused("{\"class\":\"dataset\",\"id\":[\"SEX\"],\"size\":[-1],\"value\":[1]}", "whole numbers");
    refused("{\"class\":\"dataset\",\"id\":[\"SEX\"],\"size\":[4000000000],\"value\":[1]}", "larger than the file");
    refused("{\"class\":\"dataset\",\"id\":[\"A\",\"B\",\"C\",\"D\",\"E\",\"F\",\"G\",\"H\"],"
            "\"size\":[99999,1,1,1,1,1,1,1],\"value\":[1]}", "larger");
    refused(SET("\"value\":{\"0\":1},\"status\":{\"9\":\"B\"}"), "cell that is not there");
    refused(SET("\"value\":{\"9\":1}"), "cell that is not there");
    refused(HEAD("dataset") DIMENSION "," FLOW ",\"value\":[1,2", "cut short");
    refused("{\"class\":\"dataset\",\"id\":[\"SEX\"],\"size\":[0],\"value\":{\"0\":1},\"dimension\":{}}",
            "cell that is not there");
    refused("{\"class\":\"dataset\",\"id\":[\"SEX\"],\"size\":[1],"
            "\"dimension\":{\"SEX\":{\"category\":{\"index\":{\"SEX_T\":1}}}},\"value\":[1]}",
            "none of its places");
}

TEST(json_stat_reads_any_bytes)
{
    static const char good[] = SET("\"value\":[1.5,null,3,4],\"status\":{\"1\":\"N\"}");
    struct chance c = {54};
    for (int i = 0; i < 3000; i++) {
        char text[sizeof good];
        struct file_read f;
        memcpy(text, good, sizeof good);
        for (unsigned k = 1 + chance_below(&c, 3); k > 0; k--)
            text[chance_below(&c, sizeof good - 1)] = "{}[]\",:0192enu\\x \xc3"[chance_below(&c, 18)];
        size_t n = chance_below(&c, 4) ? sizeof good - 1 : 1 + chance_below(&c, sizeof good - 1);
        char *exact = malloc(n);
        memcpy(exact, text, n);
        file_read(&f, (struct str){exact, n}, NULL);
        CHECK(f.result == 0 || (f.result == -ERR_INPUT && f.err.text[0]));
        file_release(&f);
        free(exact);
    }
}
