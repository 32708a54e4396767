/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Numbers, dates, spans and names as the reader's language writes them, and how much of
 * a release a country has. */

#include "report/layout.h"

#include "model/period.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

void say(struct page *pg, const char *key) { html_say(pg->out, pg->text, key, NULL); }

void say_in(struct page *pg, const char *tag, const char *class, const char *key)
{
    buf_char(pg->out, '<');
    html(pg->out, tag);
    if (class) {
        html(pg->out, " class=\"");
        html(pg->out, class);
        buf_char(pg->out, '"');
    }
    buf_char(pg->out, '>');
    say(pg, key);
    html(pg->out, "</");
    html(pg->out, tag);
    html(pg->out, ">\n");
    if (strcmp(tag, "h1") == 0)
        page_parts(pg);
}

static struct str keep(struct page *pg, struct buf *b)
{
    struct str s = arena_str(pg->arena, buf_view(b));
    buf_release(b);
    return s;
}

struct str words(struct page *pg, const char *key, const struct text_arg *args)
{
    struct buf b = {0};
    text_fmt(&b, pg->text, key, args);
    return keep(pg, &b);
}

struct str text_join(struct page *pg, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return arena_str(pg->arena, (struct str){text, MIN((size_t)MAX(n, 0), sizeof text - 1)});
}

struct str number(struct page *pg, uint64_t n)
{
    struct buf b = {0};
    html_num(&b, pg->text, (double)n, 0);
    return keep(pg, &b);
}

struct str counted(struct page *pg, const char *key, uint64_t n)
{
    return WORDS(pg, text_plural(pg->arena, pg->text, key, n), {"n", number(pg, n)});
}

struct str date_words(struct page *pg, struct str iso)
{
    uint64_t year, month, day;
    if (!str_uint(&year, str_sub(iso, 0, 4), 9999) || !str_uint(&month, str_sub(iso, 5, 2), 12) ||
        !str_uint(&day, str_sub(iso, 8, 2), 31) || month == 0)
        return iso;
    const char *name = arena_fmt(pg->arena, "month.%u", (unsigned)month);
    return WORDS(pg, "date", {"day", text_join(pg, "%u", (unsigned)day)},
                 {"month", text_get(pg->text, name)},
                 {"year", text_join(pg, "%u", (unsigned)year)});
}

struct str period_words(struct page *pg, uint16_t period)
{
    char text[PERIOD_TEXT];
    size_t n = period_fmt(text, period);
    return arena_str(pg->arena, (struct str){text, n});
}

struct str span(struct page *pg, uint16_t first, uint16_t last)
{
    int a = period_year(first), b = period_year(last);
    return a == b ? text_join(pg, "%d", a) : text_join(pg, "%d\xE2\x80\x93%d", a, b);
}

/* "in thousands of persons": by unit and power of ten, else the unit's own name. */
struct str unit_words(struct page *pg, const struct indicator *in)
{
    const char *key = arena_fmt(pg->arena, "unit.%.*s.%d", STR_FMT(in->unit), in->unit_mult);
    if (text_has(pg->text, key))
        return text_get(pg->text, key);
    const struct ref *ref = pg->cube->ref;
    for (uint32_t i = 0; i < ref->nunits; i++)
        if (str_eq(ref->units[i].code, in->unit))
            return ref->units[i].name;
    return in->unit;
}

const char *page_language(const struct page *pg)
{
    return arena_text(pg->arena, text_get(pg->text, "language"));
}

struct str capability_reason(const struct page *pg, struct str english)
{
    return ref_name(pg->cube->ref, page_language(pg), "reason", english, english);
}

struct str table_path(struct page *pg, const struct indicator *in, uint16_t area)
{
    struct buf b = {0};
    html(&b, "/table/");
    html_segment(&b, in->code);
    if (area) {
        buf_char(&b, '/');
        html_segment(&b, pg->cube->ref->areas[area].code);
    }
    return keep(pg, &b);
}

struct str source_name(struct page *pg, struct str source)
{
    const struct ref *ref = pg->cube->ref;
    uint16_t type = 0, survey = 0;
    if (!ref_source_find(ref, &type, &survey, source))
        return source;
    return survey ? ref->surveys[survey].name : ref->source_types[type].name;
}

struct str source_type_name(struct page *pg, struct str source)
{
    const struct ref *ref = pg->cube->ref;
    uint16_t type = 0;
    return ref_source_find(ref, &type, NULL, source) ? ref->source_types[type].name
                                                     : (struct str){0};
}

struct str source_area_name(struct page *pg, struct str source)
{
    const struct ref *ref = pg->cube->ref;
    uint16_t survey = 0;
    return ref_source_find(ref, NULL, &survey, source) && survey
               ? ref->areas[ref->surveys[survey].area].name
               : (struct str){0};
}

void years_add(struct years *y, int year)
{
    unsigned i = (unsigned)(year - YEARS_BASE);
    if (i < YEARS_WORDS * 64)
        y->bit[i / 64] |= 1ull << (i % 64);
}

bool years_has(const struct years *y, int year)
{
    unsigned i = (unsigned)(year - YEARS_BASE);
    return i < YEARS_WORDS * 64 && (y->bit[i / 64] >> (i % 64) & 1);
}

int years_count(const struct years *y)
{
    int n = 0;
    for (int i = 0; i < YEARS_WORDS; i++)
        n += __builtin_popcountll(y->bit[i]);
    return n;
}

int years_first(const struct years *y)
{
    for (int i = 0; i < YEARS_WORDS; i++)
        if (y->bit[i])
            return YEARS_BASE + i * 64 + __builtin_ctzll(y->bit[i]);
    return 0;
}

int years_last(const struct years *y)
{
    for (int i = YEARS_WORDS - 1; i >= 0; i--)
        if (y->bit[i])
            return YEARS_BASE + i * 64 + 63 - __builtin_clzll(y->bit[i]);
    return 0;
}

struct str years_words(struct page *pg, const struct years *y)
{
    struct buf b = {0};
    int last = years_last(y);
    for (int year = years_first(y); year && year <= last; year++) {
        int end = year;
        if (!years_has(y, year))
            continue;
        while (years_has(y, end + 1))
            end++;
        if (b.len)
            html(&b, ", ");
        buf_fmt(&b, "%d", year);
        if (end > year)
            buf_fmt(&b, "\xE2\x80\x93%d", end);
        year = end;
    }
    return keep(pg, &b);
}

struct holding cover_of(const struct cube *cube, const struct cube_flow *flow, uint16_t area)
{
    uint32_t s = flow->area_at[area], end = flow->area_at[area + 1];
    struct holding c = {.nobs = cube->start[end] - cube->start[s], .nseries = end - s};
    for (; s < end; s++) {
        uint16_t first = cube->period[cube->start[s]], last = cube->period[cube->start[s + 1] - 1];
        c.first = c.first ? MIN(c.first, first) : first;
        c.last = MAX(c.last, last);
    }
    return c;
}

void cover_years(struct years *out, const struct cube *cube, const struct cube_flow *flow,
                 uint16_t area)
{
    uint32_t end = cube->start[flow->area_at[area + 1]];
    for (uint32_t i = cube->start[flow->area_at[area]]; i < end; i++)
        years_add(out, period_year(cube->period[i]));
}

static int by_place(const void *a, const void *b, void *ctx)
{
    const struct area *areas = ctx;
    return areas[*(const uint16_t *)a].place - areas[*(const uint16_t *)b].place;
}

const uint16_t *members(struct page *pg)
{
    const struct ref *ref = pg->cube->ref;
    uint16_t *list = arena_array(pg->arena, uint16_t, ref->nareas + 1), n = 0;
    for (uint16_t a = 1; a < ref->nareas; a++)
        if (ref->areas[a].member)
            list[n++] = a;
    qsort_r(list, n, sizeof *list, by_place, ref->areas);
    return list;
}

void years_range(const struct cube *cube, int *from, int *to)
{
    *from = cube->ref->first_year;
    *to = *from;
    for (uint32_t f = 0; f < cube->nflows; f++) {
        *from = MIN(*from, period_year(cube->flows[f].period_first));
        *to = MAX(*to, period_year(cube->flows[f].period_last));
    }
}

void legend_statuses(struct page *pg, const struct ref *ref, const bool seen[128])
{
    for (unsigned c = 'A'; c <= 'Z'; c++) {
        const struct status *status = seen[c] ? ref_status_find(ref, (char)c) : NULL;
        if (!seen[c])
            continue;
        buf_fmt(pg->out, "<div id=\"f-%c\"><dt>%c</dt><dd>", tolower((int)c), tolower((int)c));
        if (status)
            SAY(pg, "legend.status", {"name", status->name}, {"description", status->description});
        else
            say(pg, "legend.unknown");
        html(pg->out, "</dd></div>\n");
    }
}

void say_pair(struct page *pg, const char *key, struct str value)
{
    if (!value.len)
        return;
    html(pg->out, "<dt>");
    say(pg, key);
    html(pg->out, "</dt><dd>");
    html_text(pg->out, value);
    html(pg->out, "</dd>\n");
}
