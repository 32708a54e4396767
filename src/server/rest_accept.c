/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* In which format an answer of data is asked for. */

#include "server/rest.h"

#include "base/num.h"

/* Names that clients put into format=, and what they mean by them. */
static const struct {
    const char *name, *format;
    enum labels labels;
} format_names[] = {
    {"jsondata", "sdmx-json", LABELS_ID},   {"json", "sdmx-json", LABELS_ID},
    {"csv", "sdmx-csv", LABELS_ID},         {"csvdata", "sdmx-csv", LABELS_ID},
    {"csvfile", "sdmx-csv", LABELS_ID},     {"csvfilewithlabels", "sdmx-csv", LABELS_BOTH},
    {"sdmx-json", "sdmx-json", LABELS_ID},  {"sdmx-csv", "sdmx-csv", LABELS_ID},
    {"ilostat", "ilostat", LABELS_ID},      {"tidy", "csv", LABELS_BOTH},
    {"table", "table", LABELS_ID},          {"xlsx", "workbook", LABELS_ID},
    {"workbook", "workbook", LABELS_ID},    {"sqlite", "sqlite", LABELS_ID},
};

/* Media types that are understood in Accept; `version` is the one we write. */
static const struct {
    const char *type, *format, *version;
} media[] = {
    {"application/vnd.sdmx.data+json", "sdmx-json", "2.0.0"},
    {"application/vnd.sdmx.data+csv", "sdmx-csv", "1.0.0"},
    {"application/json", "sdmx-json", NULL},
    {"text/csv", "sdmx-csv", NULL},
    {"*/*", "sdmx-json", NULL},
    {"application/*", "sdmx-json", NULL},
    {"text/*", "sdmx-csv", NULL},
    {"text/plain", "table", NULL},
};

struct range {
    struct str type, version, labels;
    double q;
};

static struct range range_parse(struct str text)
{
    struct range g = {.q = 1};
    struct str piece, rest = text;
    if (str_next(&piece, &rest, ';'))
        g.type = str_trim(piece);
    while (str_next(&piece, &rest, ';')) {
        struct str value = piece, name = {0};
        unsigned places;
        if (!str_next(&name, &value, '='))
            continue;
        name = str_trim(name);
        value = str_trim(value);
        if (str_eq_nocase(name, STR("version")))
            g.version = value;
        else if (str_eq_nocase(name, STR("labels")))
            g.labels = value;
        else if (str_eq_nocase(name, STR("q")) && num_parse(&g.q, &places, value) != NUM_OK)
            g.q = 0;
    }
    return g;
}

static bool accept_format(struct rest *r, struct str accept)
{
    struct str one, rest = accept;
    double best = 0;
    while (str_next(&one, &rest, ',')) {
        struct range g = range_parse(one);
        for (size_t i = 0; i < ARRAY_LEN(media); i++) {
            if (!str_eq_nocase(g.type, str_of(media[i].type)) || g.q <= best)
                continue;
            if (media[i].version && g.version.len && !str_is(g.version, media[i].version))
                continue;
            best = g.q;
            r->format = format_find(str_of(media[i].format));
            r->labels = str_is(g.labels, "both") ? LABELS_BOTH : LABELS_ID;
        }
    }
    return best > 0;
}

bool rest_choose_format(struct rest *r)
{
    struct str name = rest_param(r, "format"), labels = rest_param(r, "labels");
    struct str accept = http_header(r->rq, "Accept");
    bool found = false;
    for (size_t i = 0; i < ARRAY_LEN(format_names) && name.len && !found; i++)
        if ((found = str_eq_nocase(name, str_of(format_names[i].name)))) {
            r->format = format_find(str_of(format_names[i].format));
            r->labels = format_names[i].labels;
        }
    if (name.len == 0)
        found = accept_format(r, accept.len ? accept : STR("*/*"));
    if (!found) {
        rest_error(r, SDMX_NOT_ACCEPTABLE,
                   arena_fmt(r->rq->arena, "%s \"%.*s\" is not served here; data come as "
                             "application/vnd.sdmx.data+json;version=2.0.0 or "
                             "application/vnd.sdmx.data+csv;version=1.0.0 (format=jsondata, "
                             "csvfile, csvfilewithlabels, ilostat)", name.len ? "format" : "Accept",
                             (int)MIN(name.len ? name.len : accept.len, (size_t)100),
                             name.len ? name.p : accept.p));
        return false;
    }
    if (labels.len) {
        if (!str_is(labels, "id") && !str_is(labels, "both")) {
            rest_error(r, SDMX_SYNTAX, "labels is to be id or both");
            return false;
        }
        r->labels = str_is(labels, "both") ? LABELS_BOTH : LABELS_ID;
    }
    return true;
}
