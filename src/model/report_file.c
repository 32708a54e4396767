/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/report_file.h"

#include <strings.h>

static const char *const kinds[REPORT_KINDS] = {"report", "fact-sheet", "briefing"};
static const struct {
    const char *name, *type;
    struct str magic;
} formats[REPORT_FORMATS] = {
    {"html", "text/html; charset=utf-8", {"<!doctype html>", 15}},
    {"pdf", "application/pdf", {"%PDF-", 5}},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", {"PK\003\004", 4}},
};

const char *report_kind_name(enum report_kind kind) { return kinds[kind]; }

int report_kind_find(struct str name)
{
    for (int k = 0; k < REPORT_KINDS; k++)
        if (str_is(name, kinds[k]))
            return k;
    return -1;
}

const char *report_format_name(enum report_format format) { return formats[format].name; }
const char *report_format_type(enum report_format format) { return formats[format].type; }

int report_format_find(struct str name)
{
    for (int f = 0; f < REPORT_FORMATS; f++)
        if (str_is(name, formats[f].name))
            return f;
    return -1;
}

bool report_format_is(enum report_format format, struct str bytes)
{
    struct str magic = formats[format].magic;
    return bytes.len >= magic.len && strncasecmp(bytes.p, magic.p, magic.len) == 0;
}

struct str report_file_name(struct arena *arena, const struct report_file *f)
{
    bool said = !str_is(f->language, "en");
    return str_of(arena_fmt(arena, "%s%s%.*s%s%.*s.%s", kinds[f->kind], f->area.len ? "-" : "", STR_FMT(f->area),
                            said ? "-" : "", STR_FMT(said ? f->language : STR("")), formats[f->format].name));
}

static bool all_between(struct str s, char first, char last)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] < first || s.p[i] > last)
            return false;
    return s.len > 0;
}

/* "THA-th", "THA", "th" or nothing behind the kind. */
static bool parse_rest(struct report_file *out, struct str rest)
{
    struct str word;
    out->area = STR("");
    out->language = STR("en");
    if (!rest.len)
        return true;
    str_next(&word, &rest, '-');
    if (word.len == 3 && all_between(word, 'A', 'Z')) {
        out->area = word;
        if (!rest.p || !str_next(&word, &rest, '-'))
            return true;
    }
    out->language = word;
    return (word.len == 2 || word.len == 3) && !rest.p && all_between(word, 'a', 'z') && !str_is(word, "en");
}

bool report_file_parse(struct report_file *out, struct str name)
{
    const char *dot = name.len ? memchr(name.p, '.', name.len) : NULL;
    size_t stem = dot ? (size_t)(dot - name.p) : 0;
    int format = dot ? report_format_find(str_sub(name, stem + 1, name.len)) : -1;
    name = str_sub(name, 0, stem);
    for (int k = 0; format >= 0 && k < REPORT_KINDS; k++) {
        struct str kind = str_of(kinds[k]);
        if (!str_starts(name, kind))
            continue;
        struct str rest = str_sub(name, kind.len, name.len);
        if (rest.len && (rest.p[0] != '-' || rest.len == 1))
            continue;
        out->kind = (enum report_kind)k;
        out->format = (enum report_format)format;
        return parse_rest(out, str_sub(rest, 1, rest.len)) && (out->kind == REPORT_FACT_SHEET) == (out->area.len > 0);
    }
    return false;
}
