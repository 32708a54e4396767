/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/service.h"

#include "store/base.h"
#include "test.h"

#include <stdio.h>

struct typed {
    const char *url, *what, *api, *start, *end;
};

static struct arena arena;

static int parse(struct question *q, struct typed t, struct err *err)
{
    return question_parse(q, &arena, &(struct question_words){str_of(t.url), str_of(t.what), str_of(t.api),
                                                              str_of(t.start), str_of(t.end)}, err);
}

/* What is asked for what was typed. */
static void asks(struct typed t, const char *since, const char *format, const char *want)
{
    struct question q;
    struct err err;
    struct buf url = {0};
    arena_init(&arena, 1 << 20);
    CHECK_OK(parse(&q, t, &err));
    question_url(&url, &q, str_of(since), str_of(format));
    CHECK_STR(buf_view(&url), want);
    buf_release(&url);
    arena_release(&arena);
}

#define ILO "https://sdmx.ilo.org/rest"

TEST(service_addresses_of_version_1)
{
    asks((struct typed){ILO, "DF_X/MYS.A...", "", "", ""}, "", "", ILO "/data/DF_X/MYS.A...");
    asks((struct typed){ILO "/", "DF_X", "", "", ""}, "", "", ILO "/data/DF_X/all");
    /* points alone are folders to some */
    asks((struct typed){ILO, "DF_X/....", "", "", ""}, "", "", ILO "/data/DF_X/all");
    asks((struct typed){ILO, "DF_X/..", "", "", ""}, "", "", ILO "/data/DF_X/all");
    asks((struct typed){ILO, "ILO,DF_X/MYS+THA.A", "", "", ""}, "", "", ILO "/data/ILO,DF_X/MYS+THA.A");
    asks((struct typed){ILO, "ILO,DF_X,1.0/MYS", "", "", ""}, "", "", ILO "/data/ILO,DF_X,1.0/MYS");
    asks((struct typed){ILO, "ILO:DF_X(1.0)/MYS", "", "", ""}, "", "", ILO "/data/ILO,DF_X,1.0/MYS");
    asks((struct typed){ILO, "ILO:DF_X", "", "", ""}, "", "", ILO "/data/ILO,DF_X/all");
    asks((struct typed){ILO, "all,DF_X,latest", "", "", ""}, "", "", ILO "/data/DF_X/all");
    asks((struct typed){ILO, "OECD.SDD.TPS,DSD_LFS@DF_UNE,1.0/A", "", "", ""}, "", "",
         ILO "/data/OECD.SDD.TPS,DSD_LFS@DF_UNE,1.0/A");
    asks((struct typed){ILO, "DF_X", "v1", "2015", "2020"}, "", "",
         ILO "/data/DF_X/all?startPeriod=2015&endPeriod=2020");
    asks((struct typed){ILO, "DF_X", "", "", "2020-Q1"}, "2026-01-15T10:00:00Z", "csvfile",
         ILO "/data/DF_X/all?endPeriod=2020-Q1&updatedAfter=2026-01-15T10:00:00Z&format=csvfile");
    asks((struct typed){ILO "?subscription-key=a%20b&x", "DF_X", "", "", ""}, "", "csv",
         ILO "/data/DF_X/all?subscription-key=a%20b&x&format=csv");
    asks((struct typed){ILO, "DF%X\xc3\xa9", "", "", ""}, "", "", ILO "/data/DF%25X%C3%A9/all");
}

TEST(service_addresses_of_version_2)
{
    asks((struct typed){ILO "/v2", "DF_X/MYS.A...", "", "", ""}, "", "", ILO "/v2/data/dataflow/*/DF_X/*/MYS.A.*.*.*");
    asks((struct typed){ILO, "ILO,DF_X,1.0", "v2", "", ""}, "", "", ILO "/data/dataflow/ILO/DF_X/1.0/*");
    asks((struct typed){ILO "/v2/", "DF_X/MYS+THA.A+Q.", "", "", ""}, "", "",
         ILO "/v2/data/dataflow/*/DF_X/*/MYS.A.*,THA.A.*,MYS.Q.*,THA.Q.*");
    asks((struct typed){ILO "/v2", "DF_X/MYS.*,THA.*", "", "", ""}, "", "",
         ILO "/v2/data/dataflow/*/DF_X/*/MYS.*,THA.*");
    asks((struct typed){ILO "/v2", "DF_X", "", "2015", "2020"}, "", "",
         ILO "/v2/data/dataflow/*/DF_X/*/*?c%5BTIME_PERIOD%5D=ge:2015%2Ble:2020");
    asks((struct typed){ILO "/v2", "DF_X", "", "", "2020"}, "", "",
         ILO "/v2/data/dataflow/*/DF_X/*/*?c%5BTIME_PERIOD%5D=le:2020");
    asks((struct typed){"https://ec.europa.eu/eurostat/api/dissemination/sdmx/3.0", "ESTAT,X", "", "", ""}, "", "",
         "https://ec.europa.eu/eurostat/api/dissemination/sdmx/3.0/data/dataflow/ESTAT/X/*/*");
    asks((struct typed){ILO "/v2", "DF_X", "v1", "", ""}, "", "", ILO "/v2/data/DF_X/all");
}

TEST(service_addresses_as_they_are)
{
    static const char *const urls[] = {
        ILO "/data/ILO,DF_X,1.0/MYS.A..../?startPeriod=2010&format=csvfile",
        ILO "/data/ILO%2CDF_X/all/ILO?detail=full",
        ILO "/v2/data/dataflow/ILO/DF_X/1.0/MYS.*?c[SEX]=SEX_T",
        "https://rplumber.ilo.org/data/indicator/?id=MST_NCTE_SEX_CCT_NB_A&format=.csv",
        "https://webapps.ilo.org/ilostat-files/MST.csv.gz",
        "http://127.0.0.1:8080/data/",
        "http://[::1]:8080/x",
    };
    for (size_t i = 0; i < ARRAY_LEN(urls); i++)
        asks((struct typed){urls[i], "", "", "", ""}, "", "", urls[i]);
    /* what is asked besides stands in its place */
    asks((struct typed){urls[0], "", "", "2015", ""}, "", "",
         ILO "/data/ILO,DF_X,1.0/MYS.A....?format=csvfile&startPeriod=2015");
    asks((struct typed){urls[1], "", "", "", ""}, "2026-01-15T10:00:00Z", "",
         ILO "/data/ILO%2CDF_X/all/ILO?detail=full&updatedAfter=2026-01-15T10:00:00Z");
    asks((struct typed){urls[1], "", "", "", "2020"}, "", "", ILO "/data/ILO,DF_X/all/ILO?detail=full&endPeriod=2020");
    asks((struct typed){ILO "/data/X/all#part", "", "", "", ""}, "", "", ILO "/data/X/all");
    /* of what is no SDMX nothing is asked besides */
    asks((struct typed){urls[4], "", "", "", ""}, "2026-01-15T10:00:00Z", "csv", urls[4]);
}

TEST(service_refuses_what_cannot_be_asked)
{
    static const struct {
        struct typed typed;
        const char *part;
    } wrong[] = {
        {{"", "X", "", "", ""}, "does not begin with https://"},
        {{"sdmx.ilo.org/rest", "X", "", "", ""}, "does not begin with https://"},
        {{"ftp://sdmx.ilo.org", "X", "", "", ""}, "does not begin with https://"},
        {{"https://", "X", "", "", ""}, "is no address"},
        {{"https:///rest", "X", "", "", ""}, "is no address"},
        {{"https://a b/", "X", "", "", ""}, "is no address"},
        {{"https://a/\n", "X", "", "", ""}, "is no address"},
        {{"https://sokha:hunter2@sdmx.ilo.org/rest", "X", "", "", ""}, "with a user or a password"},
        {{ILO, "/MYS", "", "", ""}, "is no flow"},
        {{ILO, "A,B,C,D", "", "", ""}, "is no flow"},
        {{ILO, "ILO,/MYS", "", "", ""}, "is no flow"},
        {{ILO, "X/MYS/ILO", "", "", ""}, "is no flow"},
        {{ILO, "X/MYS?a=b", "", "", ""}, "is no flow"},
        {{ILO, "X", "v3", "", ""}, "--api is to be v1"},
        {{ILO, "X", "", "20&15", ""}, "--start and --end are to be periods"},
        {{"https://example.org/file.csv", "", "", "2015", ""}, "--start and --end are for SDMX"},
        {{ILO "/v2", "X/A+B+C+D+E+F+G+H.A+B+C+D+E+F+G+H.A+B+C+D", "", "", ""}, "more than 200 keys"},
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct question q;
        arena_init(&arena, 1 << 20);
        CHECK_ERR(parse(&q, wrong[i].typed, errp), ERR_USAGE, wrong[i].part);
        arena_release(&arena);
    }
    struct question q;
    struct err err = {0};
    arena_init(&arena, 1 << 20);
    CHECK(parse(&q, wrong[7].typed, &err) < 0);
    CHECK(strstr(err.text, "hunter2") == NULL);
    arena_release(&arena);
}

static void respells(const char *url, const char *want)
{
    struct buf out = {0};
    bool can = url_respell(&out, str_of(url));
    CHECK_STR(can ? buf_view(&out) : STR("cannot"), want);
    buf_release(&out);
}

TEST(service_spells_otherwise)
{
    respells("https://a/data/ILO%2CX%2c1.0/A%2BB", "https://a/data/ILO,X,1.0/A+B");
    respells("https://a/data/ILO,X/A+B?q=a,b", "https://a/data/ILO%2CX/A%2BB?q=a,b");
    respells("https://a/data/X/all/", "https://a/data/X/all");
    respells("https://a/data/ILO,X/all/?q=1%2C2/", "https://a/data/ILO,X/all?q=1%2C2/");
    respells("https://a/data/D@F", "https://a/data/D%40F");
    respells("https://a:8080/data/X/all", "cannot");
    respells("https://a", "cannot");
    respells("https://a/", "cannot");
    respells("https://a/data/%E0%2", "cannot");
}

static bool is_area(void *ctx, struct str code)
{
    (void)ctx;
    return code.len == 3 && code.p[0] != 'X';
}

/* Halved until it cannot be, or until there are `most`: the addresses without base. */
static void halves(struct typed t, int most, const char *want)
{
    struct question q[64];
    struct err err;
    struct buf got = {0};
    int n = 1;
    arena_init(&arena, 1 << 20);
    CHECK_OK(parse(&q[0], t, &err));
    for (int i = 0; i < n && n < most;) {
        struct question half[2];
        if (!question_halve(half, &arena, &q[i], is_area, NULL, 2025)) {
            i++;
            continue;
        }
        memmove(&q[i + 2], &q[i + 1], sizeof *q * (size_t)(n - i - 1));
        q[i] = half[0];
        q[i + 1] = half[1];
        n++;
    }
    for (int i = 0; i < n; i++) {
        buf_puts(&got, i ? "\n" : "");
        question_url(&got, &q[i], STR(""), STR(""));
    }
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
    arena_release(&arena);
}

TEST(service_halves_by_country_then_by_year)
{
    halves((struct typed){"http://a", "X/MYS+THA+VNM.A+Q.", "", "", ""}, 3,
           "http://a/data/X/MYS.A+Q.\nhttp://a/data/X/THA.A+Q.\nhttp://a/data/X/VNM.A+Q.");
    halves((struct typed){"http://a", "X/A.MYS+THA", "", "", ""}, 2, "http://a/data/X/A.MYS\nhttp://a/data/X/A.THA");
    /* codes of something else are never cut apart: their total stands beside its parts */
    halves((struct typed){"http://a", "X/SEX_T+SEX_F.XXX+XXY", "", "2015", "2016"}, 2,
           "http://a/data/X/SEX_T+SEX_F.XXX+XXY?startPeriod=2015&endPeriod=2015\n"
           "http://a/data/X/SEX_T+SEX_F.XXX+XXY?startPeriod=2016&endPeriod=2016");
    halves((struct typed){"http://a", "X", "", "", ""}, 2,
           "http://a/data/X/all?endPeriod=1987\nhttp://a/data/X/all?startPeriod=1988");
    halves((struct typed){"http://a/v2", "X/MYS.A", "", "", ""}, 2,
           "http://a/v2/data/dataflow/*/X/*/MYS.A?c%5BTIME_PERIOD%5D=le:1987\n"
           "http://a/v2/data/dataflow/*/X/*/MYS.A?c%5BTIME_PERIOD%5D=ge:1988");
    halves((struct typed){"http://a/data/X/MYS+THA?startPeriod=2020", "", "", "", ""}, 4,
           "http://a/data/X/MYS?startPeriod=2020&endPeriod=2021\nhttp://a/data/X/MYS?startPeriod=2022&endPeriod=2022\n"
           "http://a/data/X/MYS?startPeriod=2023\nhttp://a/data/X/THA?startPeriod=2020");
    halves((struct typed){"http://a", "X", "", "2020", "2020"}, 9,
           "http://a/data/X/all?startPeriod=2020&endPeriod=2020");
    halves((struct typed){"http://a/v2/data/dataflow/A/X/1/*?c[TIME_PERIOD]=2020", "", "", "", ""}, 9,
           "http://a/v2/data/dataflow/A/X/1/*?c[TIME_PERIOD]=2020");
    halves((struct typed){"http://a/file.csv", "", "", "", ""}, 9, "http://a/file.csv");
    halves((struct typed){"http://a", "X/MYS+THA+", "", "2020", "2020"}, 9,
           "http://a/data/X/MYS+THA+?startPeriod=2020&endPeriod=2020");
}

TEST(service_shows_no_secret)
{
    static const char *const shown[][2] = {
        {"https://a:b@host/x?y=1", "https://host/x?y=1"},
        {"https://a@b:c@host:1/x", "https://host:1/x"},
        {"https://host/x?subscription-key=s3cret&a=b&API_TOKEN=t",
         "https://host/x?subscription-key=...&a=b&API_TOKEN=..."},
        {"https://host/x?Password=&sig=1&signature=2", "https://host/x?Password=...&sig=1&signature=..."},
        {"https://host/data/DSD@FLOW/k?keyword", "https://host/data/DSD@FLOW/k?keyword"},
        {"https://host", "https://host"},
        {"nonsense", "nonsense"},
        {"sokha:hunter2@host/x", "host/x"},
        {"host/x@y?token=t", "host/x@y?token=..."},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(shown); i++) {
        struct buf out = {0};
        url_show(&out, str_of(shown[i][0]));
        CHECK_STR(buf_view(&out), shown[i][1]);
        buf_release(&out);
    }
}

TEST(service_manners_by_host)
{
    CHECK(strcmp(manner_of(STR("https://sdmx.ilo.org/rest"))->agency, "ILO") == 0);
    CHECK(strcmp(manner_of(STR("https://SDMX.ILO.ORG:443/rest"))->agency, "ILO") == 0);
    CHECK(strcmp(manner_of(STR("https://www.ec.europa.eu/x"))->csv, "SDMX-CSV") == 0);
    CHECK(manner_of(STR("https://notec.europa.eu/x"))->agency == NULL);
    CHECK(manner_of(STR("https://example.org/sdmx.ilo.org"))->agency == NULL);
    CHECK(manner_of(STR(""))->agency == NULL);
    CHECK_STR(url_host(STR("https://[::1]:80/x")), "[::1]");
    CHECK_STR(url_host(STR("https://[::1]/x")), "[::1]");
    CHECK_STR(url_host(STR("https://host?x")), "host");
}
