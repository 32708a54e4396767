/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/accept.h"

#include "test.h"

#include <stdio.h>

/* A table as large as it may become. */
static const struct offer data[] = {
    {"application/vnd.sdmx.data+csv;version=1.0.0", "sdmx-csv", "csv csvdata csvfile csvfilewithlabels=labels"},
    {"application/vnd.sdmx.data+csv;version=2.0.0", "sdmx-csv-2.0", NULL},
    {"application/vnd.sdmx.data+csv;version=2.1.0", "sdmx-csv-2.1", NULL},
    {"text/csv", "ilostat", ""},
    {"text/csv", "csv", "tidy=labels"},
    {"text/plain", "table", ""},
    {"application/vnd.sdmx.data+json;version=2.0.0", "sdmx-json", "json jsondata"},
    {"application/vnd.sdmx.data+json;version=1.0.0", "sdmx-json-1.0", "json jsondata"},
    {"application/vnd.sdmx.data+json;version=2.1.0", "sdmx-json-2.1", "json jsondata"},
    {"application/vnd.sdmx.genericdata+xml;version=2.1", "sdmx-ml-generic", "genericdata"},
    {"application/vnd.sdmx.structurespecificdata+xml;version=2.1", "sdmx-ml-2.1", "structurespecificdata"},
    {"application/vnd.sdmx.data+xml;version=3.0.0", "sdmx-ml-3.0", NULL},
    {"application/vnd.sdmx.data+xml;version=3.1.0", "sdmx-ml-3.1", NULL},
    {"application/json", "json-stat", "jsonstat"},
};
static const struct offer structures[] = {
    {"application/vnd.sdmx.structure+xml;version=2.1", "ml", "structure"},
    {"application/vnd.sdmx.structure+xml;version=3.1.0", NULL, "structure"},
    {"application/vnd.sdmx.structure+json;version=1.0.0", NULL, "jsonstructure"},
    {"application/vnd.sdmx.structure+json;version=2.0.0", NULL, "jsonstructure"},
};

static struct accepted got;
static struct err err;
static struct asked asked;

static const char *choose_of(const struct offer *v, size_t n, enum accept_kind kind, bool v2)
{
    struct offers offers = {v, n, kind, v2};
    int r = accept_choose(&got, &asked, &offers, &err);
    return r == 0 ? v[got.offer].name ? v[got.offer].name : v[got.offer].mime
         : r == -ERR_FORMAT ? "406" : r == -ERR_USAGE ? "400" : "?";
}

/* The name of the form of data that an Accept gets. */
static const char *data_v1(const char *accept)
{
    asked = (struct asked){.accept = str_of(accept)};
    return choose_of(data, ARRAY_LEN(data), ACCEPT_DATA, false);
}
static const char *data_v2(const char *accept)
{
    asked = (struct asked){.accept = str_of(accept)};
    return choose_of(data, ARRAY_LEN(data), ACCEPT_DATA, true);
}
static const char *by_format(const char *format, const char *version, bool v2)
{
    asked = (struct asked){.format = str_of(format), .format_version = str_of(version),
                           .accept = STR("text/plain")};
    return choose_of(data, ARRAY_LEN(data), ACCEPT_DATA, v2);
}
#define GETS(accept, want) CHECK_STR(str_of(accept), want)

TEST(accept_each_api_has_its_default)
{
    GETS(data_v1(""), "sdmx-ml-generic");
    GETS(data_v2(""), "sdmx-json-2.1");
    GETS(data_v1("*/*"), "sdmx-ml-generic");
    GETS(data_v2("*/*"), "sdmx-json-2.1");
    GETS(data_v1("application/*"), "sdmx-ml-generic");
    asked = (struct asked){0};
    GETS(choose_of(structures, ARRAY_LEN(structures), ACCEPT_STRUCTURE, false), "ml");
    GETS(choose_of(structures, ARRAY_LEN(structures), ACCEPT_STRUCTURE, true),
         "application/vnd.sdmx.structure+json;version=2.0.0"); /* 2.1.0 is not there */
}

TEST(accept_a_family_means_the_newest_of_the_api)
{
    GETS(data_v1("application/xml"), "sdmx-ml-generic");
    GETS(data_v1("text/xml"), "sdmx-ml-generic");
    GETS(data_v1("application/json"), "sdmx-json-1.0");
    GETS(data_v1("text/csv"), "sdmx-csv");
    GETS(data_v2("application/xml"), "sdmx-ml-3.1");
    GETS(data_v2("Application/JSON; charset=utf-8"), "sdmx-json-2.1");
    GETS(data_v2("text/csv"), "sdmx-csv-2.1");
    GETS(data_v2("text/*"), "sdmx-csv-2.1");
    GETS(data_v2("text/plain"), "table");
    asked = (struct asked){.accept = STR("application/xml")};
    GETS(choose_of(structures, ARRAY_LEN(structures), ACCEPT_STRUCTURE, true),
         "application/vnd.sdmx.structure+xml;version=3.1.0");
    /* a table that has none of the preferred ones */
    GETS(choose_of(data + 10, 1, ACCEPT_DATA, false), "sdmx-ml-2.1");
    asked = (struct asked){.accept = STR("application/json")};
    GETS(choose_of(data + 13, 1, ACCEPT_DATA, true), "json-stat");
}

TEST(accept_versions)
{
    GETS(data_v2("application/vnd.sdmx.data+json;version=1.0.0"), "sdmx-json-1.0");
    GETS(data_v2("application/vnd.sdmx.data+json;   version=\"2.0.0\" ; q=0.3"), "sdmx-json");
    GETS(data_v2("application/vnd.sdmx.data+json"), "sdmx-json-2.1");
    GETS(data_v1("application/vnd.sdmx.data+json"), "sdmx-json-1.0");
    GETS(data_v1("application/vnd.sdmx.data+csv"), "sdmx-csv");
    GETS(data_v2("application/vnd.sdmx.data+csv"), "sdmx-csv");
    GETS(data_v2("application/vnd.sdmx.data+xml"), "sdmx-ml-3.1");
    GETS(data_v2("application/vnd.sdmx.genericdata+xml"), "sdmx-ml-generic");
    GETS(data_v1("application/vnd.sdmx.data+xml;version=3.0.0"), "sdmx-ml-3.0");
    GETS(data_v2("application/vnd.sdmx.data+json;version=1.0"), "sdmx-json-1.0");
    GETS(data_v2("application/vnd.sdmx.data+json;version=2"), "sdmx-json-2.1");
    GETS(data_v2("application/vnd.sdmx.data+json;version=2+.0.1"), "sdmx-json-2.1");
    GETS(data_v1("application/vnd.sdmx.data+xml;version=3.0.0+"), "sdmx-ml-3.0");
    GETS(data_v1("application/vnd.sdmx.data+xml;version=3.0+.0"), "sdmx-ml-3.1");
    GETS(data_v2("application/vnd.sdmx.data+json;version=1.+.0"), "sdmx-json-1.0");
    GETS(data_v1("application/vnd.sdmx.data+json;version=*"), "sdmx-json-2.1");
    GETS(data_v1("application/vnd.sdmx.data+json;version=~.0.0"), "sdmx-json");
    GETS(data_v2("application/vnd.sdmx.data+json;version=3+.0.0"), "406");
    GETS(data_v2("application/vnd.sdmx.data+json;version=2.0.1"), "406");
    GETS(data_v2("application/vnd.sdmx.data+json;version=2.0.0-draft"), "406");
    GETS(data_v2("application/vnd.sdmx.data+json;version=2.0.0.0"), "406");
    GETS(data_v2("application/vnd.sdmx.data+json;version=x"), "406");
    GETS(data_v2("application/vnd.sdmx.data+json;version=2..0"), "406");
    GETS(data_v2("application/vnd.sdmx.data+json;version=99999999999999999999"), "406");
}

TEST(accept_weights)
{
    GETS(data_v2("application/vnd.sdmx.data+xml;version=3.0.0;q=0.5, text/plain; q=0.6"), "table");
    GETS(data_v2("text/plain;q=0.6,application/vnd.sdmx.data+xml;version=3.0.0;q=0.601"), "sdmx-ml-3.0");
    GETS(data_v2("text/plain, application/json"), "table"); /* the first of equals */
    GETS(data_v2("*/*, text/plain"), "table");              /* wildcards last */
    GETS(data_v2("application/json;q=0, */*;q=0.1"), "sdmx-ml-3.1");
    GETS(data_v2("application/json;q=0"), "406");
    GETS(data_v2("text/plain;q=nonsense"), "406");
    GETS(data_v2("text/plain;q=7"), "406");
    GETS(data_v2("application/json;q=0, application/vnd.sdmx.data+json;version=1.0.0"), "sdmx-json-1.0");
    /* a browser */
    GETS(data_v2("text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"), "sdmx-ml-3.1");
    GETS(data_v2("application/x-excel"), "406");
    GETS(data_v2("application/x-excel, text/plain;q=0.001"), "table");
    GETS(data_v2(";;;,,,=;q"), "406");
    GETS(data_v2("\"a,b;c\", text/plain"), "table");
    CHECK(strstr((data_v2("application/x-excel"), err.text), "Accept \"application/x-excel\""));
}

TEST(accept_format_wins)
{
    GETS(by_format("jsondata", "", false), "sdmx-json-1.0"); /* several have it: as without a version */
    GETS(by_format("jsondata", "", true), "sdmx-json-2.1");
    GETS(by_format("JSONDATA", "2.0", false), "sdmx-json");
    GETS(by_format("sdmx-json", "", true), "sdmx-json");
    GETS(by_format("sdmx-json", "1.0.0", true), "sdmx-json-1.0");
    GETS(by_format("csvfile", "", true), "sdmx-csv");
    GETS(by_format("csvfile", "2.1.0", false), "sdmx-csv-2.1");
    GETS(by_format("csvfile", "2+.0.0", false), "sdmx-csv-2.1");
    GETS(by_format("csvfile", "9.0.0", false), "406");
    GETS(by_format("csvfilewithlabels", "2.0.0", false), "sdmx-csv-2.0");
    CHECK_INT(got.labels, LABELS_BOTH);
    GETS(by_format("csvfilewithlabels=labels", "", false), "406");
    GETS(by_format("csv", "", false), "sdmx-csv"); /* an alias before a name */
    GETS(by_format("tidy", "", false), "csv");
    CHECK_INT(got.labels, LABELS_BOTH);
    GETS(by_format("ilostat", "", true), "ilostat");
    CHECK_INT(got.labels, LABELS_ID);
    GETS(by_format("application/vnd.sdmx.data+xml;version=3.0.0", "", true), "sdmx-ml-3.0");
    GETS(by_format("application/json", "1.0.0", true), "sdmx-json-1.0");
    GETS(by_format("excel", "", true), "406");
    GETS(by_format("=labels", "", true), "406");
    GETS(by_format(" ", "", true), "406");
    asked = (struct asked){.accept = STR("application/json"), .format_version = STR("1.0.0")};
    GETS(choose_of(data, ARRAY_LEN(data), ACCEPT_DATA, true), "sdmx-json-1.0");
}

TEST(accept_labels_keys_and_times)
{
    GETS(data_v2("application/vnd.sdmx.data+csv;version=2.1.0;labels=name;timeFormat=normalized;keys=both"),
         "sdmx-csv-2.1");
    CHECK(got.labels == LABELS_NAME && got.normalized && got.keys == KEYS_BOTH);
    GETS(data_v2("text/plain;q=0.1;labels=both, text/csv; LABELS = both"), "sdmx-csv-2.1");
    CHECK(got.labels == LABELS_BOTH && !got.normalized && got.keys == KEYS_NONE);
    GETS(data_v2("text/csv;labels=all"), "406");
    GETS(data_v2("text/csv;labels=all, text/csv;version=1.0.0"), "sdmx-csv");
    asked = (struct asked){.accept = STR("text/csv;labels=both;keys=obs"), .labels = STR("id"),
                           .time_format = STR("normalized")};
    GETS(choose_of(data, ARRAY_LEN(data), ACCEPT_DATA, true), "sdmx-csv-2.1");
    CHECK(got.labels == LABELS_ID && got.normalized && got.keys == KEYS_OBS);
    asked.keys = STR("everything");
    GETS(choose_of(data, ARRAY_LEN(data), ACCEPT_DATA, true), "400");
    CHECK_STR(str_of(err.text), "keys is to be none, obs, series or both");
}

TEST(accept_says_what_there_is)
{
    struct buf out = {0};
    accept_list(&out, &(struct offers){structures, 2, ACCEPT_STRUCTURE, false});
    CHECK_STR(buf_view(&out), "application/vnd.sdmx.structure+xml;version=2.1 (format=ml), "
                              "application/vnd.sdmx.structure+xml;version=3.1.0");
    buf_release(&out);
}

/* What does not end is not looked at without end. */
TEST(accept_a_long_one)
{
    struct buf text = {0};
    for (int i = 0; i < 5000; i++)
        buf_puts(&text, "a/b;q=0.5,");
    buf_puts(&text, "text/plain");
    GETS(data_v1(text.p), "406");
    buf_release(&text);
}

TEST(accept_errors_are_json_or_xml)
{
    CHECK(accept_json(STR("application/vnd.sdmx.data+json;version=1.0.0"), STR(""), false));
    CHECK(!accept_json(STR("application/vnd.sdmx.data+csv"), STR(""), false));
    CHECK(accept_json(STR("*/*"), STR(""), true));
    CHECK(!accept_json(STR("application/xml, application/json;q=0.5"), STR(""), true));
    CHECK(!accept_json(STR(""), STR(""), false));
    CHECK(accept_json(STR("application/xml"), STR("jsondata"), false));
}

TEST(accept_language_by_weight)
{
    static const struct str there = {"en id th vi", 11};
    CHECK_STR(accept_language(STR(""), STR("th"), there), "th");
    CHECK_STR(accept_language(STR(""), STR("fr, vi;q=0.4, TH-th;q=0.8"), there), "th");
    CHECK_STR(accept_language(STR(""), STR("th;q=0, id;q=0.1"), there), "id");
    CHECK_STR(accept_language(STR(""), STR("en-GB,en;q=0.9"), there), "en");
    CHECK_STR(accept_language(STR(""), STR("*"), there), "");
    CHECK_STR(accept_language(STR(""), STR(""), there), "");
    CHECK_STR(accept_language(STR(""), STR(",;-,-th,t"), there), "");
    CHECK_STR(accept_language(STR("vi"), STR("th"), there), "vi");
    CHECK_STR(accept_language(STR("fr, id"), STR("th"), there), "id");
    CHECK_STR(accept_language(STR("fr"), STR("th"), there), "th");
}
