/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/collection.h"

#include <stdio.h>

enum { CODE_MAX = 40, VINTAGE_MAX = 20, TEXT_MAX = 2000 };

static const struct {
    const char *name;
    bool needed;
    size_t at;
} fields[COLLECTION_FIELDS] = {
    [COLLECTION_CODE] = {"code", true, offsetof(struct collection, code)},
    [COLLECTION_VINTAGE] = {"vintage", true, offsetof(struct collection, vintage)},
    [COLLECTION_NAME] = {"name", true, offsetof(struct collection, name)},
    [COLLECTION_PUBLISHER] = {"publisher", true, offsetof(struct collection, publisher)},
    [COLLECTION_LICENCE] = {"licence", true, offsetof(struct collection, licence)},
    [COLLECTION_ATTRIBUTION] = {"attribution", true, offsetof(struct collection, attribution)},
    [COLLECTION_ADDRESS] = {"address", false, offsetof(struct collection, address)},
    [COLLECTION_DEFINITION] = {"definition", true, offsetof(struct collection, definition)},
    [COLLECTION_CRITERION] = {"criterion", true, offsetof(struct collection, criterion)},
    [COLLECTION_POPULATION] = {"population", true, offsetof(struct collection, population)},
    [COLLECTION_RETRIEVED] = {"retrieved", false, offsetof(struct collection, retrieved)},
};

const char *collection_field_name(enum collection_field field) { return fields[field].name; }
bool collection_field_needed(enum collection_field field) { return fields[field].needed; }

struct str *collection_field_of(struct collection *c, enum collection_field field)
{
    return (struct str *)(void *)((char *)c + fields[field].at);
}

/* -- what may stand there ------------------------------------------------------------------- */

static bool made_of(struct str text, const char *others, bool small, size_t max)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && !(small && c >= 'a' && c <= 'z') &&
            !(c && strchr(others, c)))
            return false;
    }
    return text.len && text.len <= max;
}

static bool is_code(struct str text)
{
    return made_of(text, "_", false, CODE_MAX) && text.p[0] >= 'A' && text.p[0] <= 'Z';
}

static bool is_vintage(struct str text) { return made_of(text, "._-", true, VINTAGE_MAX); }

static bool is_day(struct str text)
{
    static const char form[] = "0000-00-00";
    for (size_t i = 0; i < text.len && i < sizeof form - 1; i++)
        if (form[i] == '-' ? text.p[i] != '-' : text.p[i] < '0' || text.p[i] > '9')
            return false;
    return text.len == sizeof form - 1;
}

static bool is_address(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] <= ' ' || strchr("\"<>\\^`{|}", text.p[i]))
            return false;
    return str_starts(text, STR("https://")) || str_starts(text, STR("http://"));
}

static bool is_line(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.p[i] < ' ' || text.p[i] == 0x7f)
            return false;
    return true;
}

const char *collection_field_wrong(enum collection_field field, struct str text)
{
    if (text.len > TEXT_MAX || !is_line(text))
        return "a line of at most 2000 bytes, without control characters";
    switch (field) {
    case COLLECTION_CODE: return is_code(text) ? NULL : "capital letters, digits and _, as UNDESA_IMS";
    case COLLECTION_VINTAGE:
        return is_vintage(text) ? NULL : "at most 20 letters, digits, points and dashes, as 2019";
    case COLLECTION_CRITERION:
        return str_is(text, "birth") || str_is(text, "citizenship") || str_is(text, "mixed")
                   ? NULL : "birth, citizenship or mixed";
    case COLLECTION_RETRIEVED: return !text.len || is_day(text) ? NULL : "a day as 2024-05-31";
    case COLLECTION_ADDRESS:
        return !text.len || is_address(text) ? NULL : "an address on the web, as https://example.org/data";
    default: return NULL;
    }
}

bool collection_name_split(struct str *code, struct str *vintage, struct str name)
{
    const char *at = name.len ? memchr(name.p, '@', name.len) : NULL;
    *code = at ? str_sub(name, 0, (size_t)(at - name.p)) : name;
    *vintage = at ? str_sub(name, code->len + 1, name.len) : STR("");
    return is_code(*code) && (!at || is_vintage(*vintage));
}

size_t collection_source(char out[COLLECTION_SOURCE], const struct collection *c)
{
    int n = snprintf(out, COLLECTION_SOURCE, "%.*s:%.*s", STR_FMT(c->code), STR_FMT(c->vintage));
    return (size_t)MIN(n, COLLECTION_SOURCE - 1);
}
