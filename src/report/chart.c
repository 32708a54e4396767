/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/chart.h"

#include "base/num.h"

#include <math.h>

static const char *const kinds[CHART_KINDS] = {"line",   "bar",      "stacked", "pyramid",  "heat",
                                               "sankey", "flow-map", "map",     "multiples"};

const char *chart_kind_name(enum chart_kind kind) { return kinds[kind]; }

enum chart_kind chart_kind_find(struct str name)
{
    int kind = 0;
    while (kind < CHART_KINDS && !str_is(name, kinds[kind]))
        kind++;
    return (enum chart_kind)kind;
}

void chart_init(struct chart *c, struct arena *arena, enum chart_kind kind)
{
    *c = (struct chart){.kind = kind, .arena = arena};
}

/* Room for one more: lists double, what was before stays in the arena. */
static void *room(struct arena *arena, void *old, uint32_t n, uint32_t *size, size_t each)
{
    if (n < *size)
        return old;
    *size = *size ? *size * 2 : 8;
    void *all = arena_alloc(arena, *size * each);
    if (n)
        memcpy(all, old, n * each);
    return all;
}

/* Its index; it is put behind the others when there is none of that name yet. */
static uint32_t category_of(struct chart *c, struct str name)
{
    /* most come in order, and again for each series */
    for (uint32_t i = c->ncategories; i > 0; i--)
        if (str_eq(c->categories[i - 1], name))
            return i - 1;
    c->categories = room(c->arena, c->categories, c->ncategories, &c->categories_size, sizeof *c->categories);
    c->categories[c->ncategories] = arena_str(c->arena, name);
    return c->ncategories++;
}

struct chart_series *chart_series(struct chart *c, struct str name)
{
    for (uint32_t i = 0; i < c->nseries; i++)
        if (str_eq(c->series[i].name, name))
            return &c->series[i];
    c->series = room(c->arena, c->series, c->nseries, &c->series_size, sizeof *c->series);
    c->series[c->nseries] = (struct chart_series){.name = arena_str(c->arena, name)};
    return &c->series[c->nseries++];
}

static char status_of(unsigned flags)
{
    return flags & CHART_AFTER_BREAK ? 'B' : flags & CHART_ESTIMATED ? 'E' : flags & CHART_PROVISIONAL ? 'P' : 0;
}

void chart_point(struct chart *c, struct chart_series *s, struct str category, double value, unsigned flags)
{
    s->points = room(c->arena, s->points, s->n, &s->size, sizeof *s->points);
    s->points[s->n++] = (struct chart_point){category_of(c, category), value, flags, status_of(flags)};
}

void chart_link(struct chart *c, const struct chart_link *link)
{
    c->links = room(c->arena, c->links, c->nlinks, &c->links_size, sizeof *c->links);
    c->links[c->nlinks++] = *link;
}

void chart_area(struct chart *c, struct str code, struct str name, double value)
{
    c->areas = room(c->arena, c->areas, c->nareas, &c->areas_size, sizeof *c->areas);
    c->areas[c->nareas++] = (struct chart_area){code, name, value};
}

struct chart_colour chart_colour_area(const struct ref *ref, uint16_t area)
{
    struct chart_colour colour = {COLOUR_NEXT, 0};
    if (!area || !ref->areas[area].member)
        return colour;
    colour.as = COLOUR_AREA;
    for (uint16_t a = 1; a <= area; a++) /* areas stand in order of code */
        colour.area += ref->areas[a].member;
    return colour;
}

unsigned chart_flags(char status)
{
    return status == 'B' ? CHART_AFTER_BREAK : status == 'E' ? CHART_ESTIMATED : status == 'P' ? CHART_PROVISIONAL : 0;
}

bool chart_is_empty(const struct chart *c)
{
    for (uint32_t s = 0; s < c->nseries; s++)
        for (uint32_t i = 0; i < c->series[s].n; i++)
            if (!isnan(c->series[s].points[i].value))
                return false;
    for (uint32_t i = 0; i < c->nareas; i++)
        if (!isnan(c->areas[i].value))
            return false;
    return c->nlinks == 0;
}

/* -- as JSON -------------------------------------------------------------------------------------- */

/* "area3", "women": as web/js/chart.js has them; nothing for whichever is next. */
static void write_colour(struct json *j, struct chart_colour colour)
{
    static const char *const names[] = {[COLOUR_WOMEN] = "women",       [COLOUR_MEN] = "men",
                                        [COLOUR_MIGRANTS] = "migrants", [COLOUR_NATIONALS] = "nationals",
                                        [COLOUR_REST] = "rest",         [COLOUR_ORIGIN] = "origin",
                                        [COLOUR_DESTINATION] = "destination", [COLOUR_OTHER] = "other"};
    if (colour.as == COLOUR_NEXT)
        return;
    json_key(j, "colour");
    if (colour.as == COLOUR_AREA) {
        struct buf name = {0};
        buf_fmt(&name, "area%u", colour.area);
        json_str(j, buf_view(&name));
        buf_release(&name);
    } else {
        json_text(j, names[colour.as]);
    }
}

static void write_series(const struct chart *c, struct json *j)
{
    json_key(j, "series");
    json_open(j, '[');
    for (uint32_t s = 0; s < c->nseries; s++) {
        const struct chart_series *series = &c->series[s];
        json_open(j, '{');
        json_put(j, "name", series->name);
        write_colour(j, series->colour);
        json_key(j, "points");
        json_open(j, '[');
        for (uint32_t i = 0; i < series->n; i++) {
            const struct chart_point *p = &series->points[i];
            json_open(j, '[');
            json_int(j, p->category);
            json_num(j, p->value, NUM_SHORTEST);
            if (p->flags || p->status) {
                json_int(j, p->flags);
                if (p->status)
                    json_str(j, (struct str){&p->status, 1});
            }
            json_close(j);
        }
        json_close(j);
        json_close(j);
    }
    json_close(j);
}

static void write_links(const struct chart *c, struct json *j)
{
    json_key(j, "links");
    json_open(j, '[');
    for (uint32_t i = 0; i < c->nlinks; i++) {
        const struct chart_link *l = &c->links[i];
        json_open(j, '{');
        json_put(j, "from", l->from);
        json_put(j, "to", l->to);
        json_put_some(j, "fromCode", l->from_code);
        json_put_some(j, "toCode", l->to_code);
        write_colour(j, l->colour);
        json_key(j, "value");
        json_num(j, l->value, NUM_SHORTEST);
        json_close(j);
    }
    json_close(j);
}

static void write_areas(const struct chart *c, struct json *j)
{
    json_key(j, "areas");
    json_open(j, '[');
    for (uint32_t i = 0; i < c->nareas; i++) {
        json_open(j, '{');
        json_put(j, "code", c->areas[i].code);
        json_put(j, "name", c->areas[i].name);
        json_key(j, "value");
        json_num(j, c->areas[i].value, NUM_SHORTEST);
        json_close(j);
    }
    json_close(j);
}

/* What is written on the drawing besides its title. */
static void write_words(struct json *j, const struct text *text)
{
    static const char *const words[][2] = {
        {"language", "language"},           {"group", "number.group"},
        {"point", "number.point"},          {"nodata", "chart.word.nodata"},
        {"estimated", "chart.word.estimated"}, {"provisional", "chart.word.provisional"},
        {"break", "chart.word.break"},      {"boundaries", "chart.word.boundaries"}};
    json_key(j, "words");
    json_open(j, '{');
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        json_put(j, words[i][0], text_get(text, words[i][1]));
    json_close(j);
}

void chart_write(const struct chart *c, struct json *j, const struct text *text)
{
    json_open(j, '{');
    json_put(j, "kind", str_of(kinds[c->kind]));
    json_put(j, "title", c->title);
    json_put_some(j, "subtitle", c->subtitle);
    json_put_some(j, "unit", c->unit);
    json_put_some(j, "source", c->source);
    json_put_some(j, "release", c->release);
    json_put_some(j, "address", c->address);
    json_put_some(j, "note", c->note);
    json_put_int(j, "decimals", c->decimals);
    json_key(j, "categories");
    json_open(j, '[');
    for (uint32_t i = 0; i < c->ncategories; i++)
        json_str(j, c->categories[i]);
    json_close(j);
    write_series(c, j);
    if (c->nlinks)
        write_links(c, j);
    if (c->nareas)
        write_areas(c, j);
    if (c->classes) {
        json_key(j, "classes");
        json_open(j, '[');
        for (uint32_t i = 0; i < c->nclasses; i++)
            json_text(j, c->classes[i]);
        json_close(j);
    }
    write_words(j, text);
    json_close(j);
}
