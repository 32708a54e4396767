/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/reply.h"

#include "store/base.h"
#include "test.h"

#define HEADER "DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,TIME_PERIOD,OBS_VALUE\n"
#define ROW "ILO:DF_X(1.0),MYS,A,M,SEX_T,2015,12.5\n"
#define ERROR_ML(code, text)                                                                                       \
    "<?xml version='1.0'?><mes:Error xmlns:mes='m'><mes:ErrorMessage code=\"" code "\"><com:Text xml:lang='en'>" text \
    "</com:Text></mes:ErrorMessage></mes:Error>"

static void judged(int status, const char *body, enum reply want, const char *part)
{
    char why[REPLY_TEXT] = "";
    enum reply got = reply_judge(why, status, str_of(body), false);
    if (got != want || !strstr(why, part))
        test_fail(__FILE__, __LINE__, "%d \"%.60s\" is %d: %s", status, body, (int)got, why);
}

TEST(reply_of_every_kind)
{
    judged(200, HEADER ROW, REPLY_FIGURES, "");
    judged(200, "\xef\xbb\xbf" HEADER ROW, REPLY_FIGURES, "");
    judged(304, "", REPLY_UNCHANGED, "");
    judged(204, "", REPLY_NOTHING, "");
    judged(200, "", REPLY_NOTHING, "");
    judged(200, " \n", REPLY_NOTHING, "");
    judged(200, HEADER, REPLY_NOTHING, "no figures");
    judged(200, HEADER "\r\n\r\n", REPLY_NOTHING, "no figures");
    judged(404, ERROR_ML("100", "NoRecordsFound"), REPLY_NOTHING, "");
    judged(404, "NoRecordsFound", REPLY_NOTHING, "");
    judged(404, "{\"errors\":[{\"code\":100,\"detail\":\"none\"}]}", REPLY_NOTHING, "");
    judged(404, "<html>no data here</html>", REPLY_NOTHING, "");
    judged(404, "", REPLY_MISPUT, "answers 404: there is no such address");
    judged(404, ERROR_ML("140", "no such flow"), REPLY_MISPUT, "answers 404 with SDMX error 140: \"no such flow\"");
    judged(400, "{\"errors\": [ {\"code\": 140, \"message\": \"Not enough key values\"} ]}", REPLY_MISPUT,
           "SDMX error 140: \"Not enough key values\"");
    judged(500, "<html><head><title>500 - Oh\nno</title>", REPLY_MISPUT, "answers 500: \"500 - Oh");
    judged(501, "", REPLY_MISPUT, "it cannot do this");
    judged(406, "", REPLY_FORMAT, "answers 406");
    judged(415, "", REPLY_FORMAT, "answers 415");
    judged(413, "", REPLY_TOO_LARGE, "answers 413: too much");
    judged(414, "", REPLY_TOO_LARGE, "answers 414: too much");
    judged(500, ERROR_ML("130", "Response too large"), REPLY_TOO_LARGE, "SDMX error 130");
    judged(400, ERROR_ML("510", "Response size exceeds limit"), REPLY_TOO_LARGE, "SDMX error 510");
    judged(401, "", REPLY_REFUSED, "who asks");
    judged(403, ERROR_ML("150", "semantic"), REPLY_REFUSED, "150");
    judged(302, "", REPLY_REFUSED, "answers 302");
    judged(999, "", REPLY_REFUSED, "answers 999");
}

TEST(reply_with_200_that_is_none)
{
    judged(200, ERROR_ML("100", "No results found"), REPLY_NOTHING, "");
    judged(200, ERROR_ML("140", "wrong"), REPLY_MISPUT, "SDMX error 140");
    judged(200, ERROR_ML("", "wrong"), REPLY_MISPUT, "\"wrong\"");
    judged(200, "{\"errors\":[{\"code\":500,\"title\":\"oh\"}]}", REPLY_MISPUT, "\"oh\"");
    judged(200, "  <!DOCTYPE HTML>\n<html><title lang='en'> Sign in </title>", REPLY_REFUSED,
           "a web page in place of figures; it answers 200: \"Sign in\"");
    judged(200, "<html>", REPLY_REFUSED, "a web page");
    judged(200, "%PDF-1.7", REPLY_FORMAT, "a PDF document");
    judged(200, "hello", REPLY_FORMAT, "cannot be read");
    judged(200, "<", REPLY_FORMAT, "cannot be read");
    judged(200, "{", REPLY_FORMAT, "cannot be read");
}

TEST(reply_that_is_cut)
{
    judged(200, HEADER ROW "ILO:DF_X(1.0),MYS,A,M", REPLY_CUT, "end is missing");
    judged(200, HEADER ROW "ILO:DF_X(1.0),MYS,A,M,SEX_T,2016,1", REPLY_FIGURES, ""); /* nobody can tell */
    judged(200, HEADER ROW "ILO:DF_X(1.0),MYS,A,M,SEX_T,2016,\"12", REPLY_CUT, "end is missing");
    judged(200, HEADER "ILO:DF_X(1.0),MYS,A,M,SEX_T,2016,\"a\nb\"", REPLY_FIGURES, "");
}

TEST(reply_with_a_mapping_may_be_anything_but_a_page)
{
    char why[REPLY_TEXT];
    CHECK_INT(reply_judge(why, 200, STR("a;b\n1;2\n"), true), REPLY_FIGURES);
    CHECK_INT(reply_judge(why, 200, STR("PK\3\4..."), true), REPLY_FIGURES);
    CHECK_INT(reply_judge(why, 200, STR("<!doctype html>"), true), REPLY_REFUSED);
}

static bool same(const char *a, const char *b)
{
    char one[SHA256_HEX], other[SHA256_HEX];
    reply_hash(one, str_of(a));
    reply_hash(other, str_of(b));
    return strcmp(one, other) == 0;
}

TEST(reply_hash_is_of_what_is_said)
{
#define ML(id, value) "<m:Data><m:Header><m:ID>" id "</m:ID></m:Header><o v='" value "'/></m:Data>"
#define JSON(id, at, value)                                                                                            \
    "{\"meta\":{\"id\":\"" id "\",\"prepared\":\"" at "\"},\"data\":{\"id\":\"x\",\"v\":" value "}}"
#define NOSJ(id, at, value) "{\"meta\":{\"prepared\":\"" at "\",\"id\":\"" id "\"},\"data\":" value "}"
    CHECK(same(ML("1", "5"), ML("22", "5")));
    CHECK(!same(ML("1", "5"), ML("1", "6")));
    CHECK(same(JSON("1", "2026-01-01", "5"), JSON("22", "2026-01-02T10:00:00Z", "5")));
    CHECK(!same(JSON("1", "2026-01-01", "5"), JSON("1", "2026-01-01", "6")));
    CHECK(same(NOSJ("1", "2026-01-01", "5"), NOSJ("22", "2026-01-02", "5")));
    CHECK(!same(HEADER ROW, HEADER ROW ROW));
    CHECK(same(HEADER ROW, HEADER ROW));
    CHECK(!same("", " "));
    CHECK(!same("{\"id\":\"", "{\"id\":"));
}
