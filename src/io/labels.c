/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Texts of a sheet compared with those of a mapping, and as codes. */

#include "base/utf8.h"
#include "io/labels.h"
#include "model/period.h"

bool ranges_have(const struct ranges *r, uint32_t i)
{
    for (unsigned k = 0; k < r->n; k++)
        if (i >= r->v[k].from && i <= r->v[k].to)
            return true;
    return false;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 32) : c; }

/* The length of a blank of any width at p, 0: none. */
static size_t blank(const char *p, const char *end)
{
    unsigned char c = (unsigned char)*p, d = end - p > 1 ? (unsigned char)p[1] : 0;
    unsigned char e = end - p > 2 ? (unsigned char)p[2] : 0;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        return 1;
    if (c == 0xc2 && d == 0xa0)
        return 2;
    if (c == 0xe2 && d == 0x80 && ((e >= 0x80 && e <= 0x8f) || e == 0xaf))
        return 3;
    return (c == 0xe3 && d == 0x80 && e == 0x80) || (c == 0xef && d == 0xbb && e == 0xbf) ? 3 : 0;
}

struct str label_fold(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.len + 1);
    size_t n = 0;
    for (const char *p = text.p, *end = str_end(text); p < end;) {
        size_t skip = blank(p, end);
        if (!skip)
            out[n++] = lower(*p);
        p += skip ? skip : 1;
    }
    return (struct str){out, n};
}

bool label_is(struct str folded, struct str text)
{
    size_t n = 0;
    for (const char *p = text.p, *end = str_end(text); p < end;) {
        size_t skip = blank(p, end);
        if (!skip && (n == folded.len || folded.p[n++] != lower(*p)))
            return false;
        p += skip ? skip : 1;
    }
    return n == folded.len;
}

/* Wildcards without recursion: on a mismatch the last * takes one more byte. */
bool label_match(struct str *star, struct str pattern, struct str text)
{
    size_t p = 0, t = 0, last = SIZE_MAX, from = 0, first = SIZE_MAX, first_from = 0, first_to = 0;
    while (t < text.len) {
        char c = p < pattern.len ? pattern.p[p] : 0;
        if (c == '*') {
            if (first == SIZE_MAX)
                first = p, first_from = t;
            last = p++;
            from = t;
            if (last == first)
                first_to = t;
        } else if (p < pattern.len && c == '?') {
            size_t len = utf8_len(text.p + t, text.p + text.len);
            t += MAX(len, (size_t)1);
            p++;
        } else if (p < pattern.len && c == text.p[t]) {
            p++, t++;
        } else if (last != SIZE_MAX) {
            p = last + 1;
            t = ++from;
            if (last == first)
                first_to = from;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.p[p] == '*') {
        if (first == SIZE_MAX)
            first = p, first_from = first_to = text.len;
        else if (p == first)
            first_to = text.len;
        p++;
    }
    if (p < pattern.len)
        return false;
    *star = first == SIZE_MAX ? STR("") : str_sub(text, first_from, first_to - first_from);
    return true;
}

/* -- countries ----------------------------------------------------------------------------- */

static void put_area(struct mapping *map, struct str name, uint32_t area)
{
    uint32_t other;
    char folded[REF_AREA_NAME];
    struct str key = ref_area_fold(folded, name);
    if (key.len && !map_find(&map->areas, &other, key))
        map_put(&map->areas, arena_str(&map->arena, key), area);
}

void labels_areas(struct mapping *map)
{
    const struct ref *ref = map->ref;
    for (uint32_t i = 1; i < ref->nareas; i++) {
        put_area(map, ref->areas[i].code, i);
        put_area(map, ref->areas[i].m49, i);
        struct str m49 = ref->areas[i].m49;
        while (m49.len > 1 && m49.p[0] == '0')
            m49 = str_sub(m49, 1, m49.len);
        put_area(map, m49, i);
    }
    for (uint32_t i = 1; i < ref->nareas; i++)
        put_area(map, ref->areas[i].iso2, i);
}

/* Codes before names: they are never doubtful, but "Áo" is no AO. */
static uint16_t area_of(const struct mapping *map, struct str text)
{
    uint32_t area;
    char folded[REF_AREA_NAME];
    bool ascii = true;
    for (size_t i = 0; i < text.len; i++)
        ascii = ascii && (unsigned char)text.p[i] < 0x80;
    struct str key = ref_area_fold(folded, text);
    return (ascii || key.len > 3) && map_find(&map->areas, &area, key) ? (uint16_t)area
                                                                       : ref_area_called(map->ref, text);
}

/* -- codes ------------------------------------------------------------------------------------ */

static bool code_of(struct str *code, const struct mapping *map, const struct map_field *f,
                    struct str value, struct arena *arena)
{
    const struct ref *ref = map->ref;
    uint16_t found = ref_code_find(ref, value);
    *code = value;
    if (f->version < 0)
        return found != 0;
    if (found && ref->codes[found].version == f->version)
        return true;
    const struct version *v = &ref->versions[f->version];
    *code = str_of(arena_fmt(arena, "%.*s_%.*s", STR_FMT(v->code), STR_FMT(value)));
    if (ref_code_find(ref, *code))
        return true;
    uint16_t area = v->countries ? area_of(map, value) : 0;
    if (!area)
        return false;
    *code = str_of(arena_fmt(arena, "%.*s_%.*s", STR_FMT(v->code), STR_FMT(ref->areas[area].code)));
    return ref_code_find(ref, *code) != 0;
}

static bool are_notes(const struct ref *ref, struct str value)
{
    struct str rest = value, note;
    while (str_next(&note, &rest, '_')) {
        struct str tail = note, type = {0};
        str_next(&type, &tail, ':');
        if (ref_note_type_find(ref, type) < 0 || tail.len == 0)
            return false;
    }
    return value.len != 0;
}

enum label label_code(struct str *code, const struct mapping *map, const struct map_field *f,
                    enum field field, struct str value, struct arena *arena)
{
    const struct ref *ref = map->ref;
    bool known = false;
    uint16_t area;
    *code = value;
    switch (field) {
    case FIELD_AREA:
        area = area_of(map, value);
        known = area != 0;
        *code = ref->areas[area].code;
        break;
    case FIELD_INDICATOR: known = ref_indicator_find(ref, value) != 0; break;
    case FIELD_SOURCE: known = ref_source_find(ref, NULL, NULL, value); break;
    case FIELD_SEX:
    case FIELD_CLASSIF1:
    case FIELD_CLASSIF2: known = code_of(code, map, f, value, arena); break;
    case FIELD_TIME:
        if (value.len == 6 && str_ends(value, STR(".0"))) /* a year that a program kept as a number */
            *code = str_sub(value, 0, value.len - 2);
        known = period_parse(*code) != 0;
        break;
    case FIELD_STATUS: known = value.len == 1 && ref_status_find(ref, value.p[0]); break;
    default: known = are_notes(ref, value);
    }
    return known ? LABEL_CODE : LABEL_UNKNOWN;
}

static struct str filled(struct arena *arena, struct str value, struct str star)
{
    const char *at = value.len ? memchr(value.p, '*', value.len) : NULL;
    if (!at)
        return value;
    char *big = arena_text(arena, star); /* codes are written in capitals */
    for (char *p = big; *p; p++)
        *p = upper(*p);
    return str_of(arena_fmt(arena, "%.*s%s%.*s", (int)(at - value.p), value.p, big,
                            (int)(str_end(value) - at - 1), at + 1));
}

/* "China 1)", "Total*", "Laos (a)" without what stands behind; false: nothing does. */
static bool without_mark(struct str *text)
{
    struct str t = *text;
    char c = t.len ? t.p[t.len - 1] : 0;
    if (c == '*' || c == '#') {
        t.len--;
    } else if (t.len > 2 && (!memcmp(t.p + t.len - 2, "\xc2\xb9", 2) ||
                             !memcmp(t.p + t.len - 2, "\xc2\xb2", 2) ||
                             !memcmp(t.p + t.len - 2, "\xc2\xb3", 2))) {
        t.len -= 2;
    } else if (c == ')' || c == '/') {
        size_t n = t.len - 1;
        while (n && t.len - 1 - n < 2 && t.p[n - 1] >= '0' && t.p[n - 1] <= '9')
            n--;
        if (n == t.len - 1 && c == ')' && n && lower(t.p[n - 1]) >= 'a' && lower(t.p[n - 1]) <= 'z')
            n--;
        bool opened = c == ')' && n && t.p[n - 1] == '(';
        bool apart = n && (t.p[n - 1] == ' ' || opened);
        if (n == t.len - 1 || !apart)
            return false;
        t.len = n - opened;
    } else {
        return false;
    }
    *text = str_trim(t);
    return text->len != 0;
}

enum label label_find(struct str *code, const struct mapping *map, const struct map_field *f,
                      enum field field, struct str text, const struct label_place *place,
                      struct arena *arena)
{
    for (int marks = 0; marks < 3; marks++) {
        struct str folded = label_fold(arena, text), star;
        for (uint32_t i = 0; f->list && i < f->list->n; i++) {
            const struct map_entry *e = &f->list->v[i];
            if (e->wild ? !label_match(&star, e->text, folded) : !str_eq(e->text, folded))
                continue;
            if (e->place == PLACE_AT && (!place || place->at != e->at))
                continue;
            if (e->place > PLACE_AT && (!place || !place->alone(place, folded, e->place)))
                continue;
            if (e->value.len == 0)
                return LABEL_LEFT;
            return label_code(code, map, f, field, e->wild ? filled(arena, e->value, star) : e->value,
                            arena);
        }
        if (text.len && label_code(code, map, f, field, text, arena) == LABEL_CODE)
            return LABEL_CODE;
        if (!without_mark(&text))
            break;
    }
    return LABEL_UNKNOWN;
}
