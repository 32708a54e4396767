/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/chart_draw.h"

#include "syntax/picture.h"
#include "test.h"

#include <expat.h>
#include <math.h>
#include <stdio.h>

#define HOSTILE "</title><script>alert(1)</script>\"'&<\x01"

static struct arena arena;

/* A chart of the kind, with all that it can have. */
static struct chart of_kind(enum chart_kind kind, struct str name)
{
    static const char *const areas[][2] = {{"THA", "Thailand"}, {"SGP", "Singapore"}, {"BRN", "Brunei Darussalam"}};
    static const unsigned flags[] = {0, CHART_ESTIMATED, CHART_PROVISIONAL, CHART_AFTER_BREAK, 0};
    struct chart c;
    chart_init(&c, &arena, kind);
    c.title = name;
    c.subtitle = c.unit = c.source = c.note = STR("words");
    c.decimals = 1;
    if (kind == CHART_SANKEY || kind == CHART_FLOW_MAP) {
        chart_link(&c, &(struct chart_link){name, STR("Singapore"), STR("THA"), STR("SGP"), 5, {COLOUR_NEXT, 0}});
        chart_link(&c, &(struct chart_link){STR("Brunei"), name, STR("BRN"), STR("THA"), 7.25, {COLOUR_NEXT, 0}});
        chart_link(&c, &(struct chart_link){STR("Nowhere"), name, STR("XXX"), STR("THA"), 1, {COLOUR_NEXT, 0}});
    } else if (kind == CHART_MAP) {
        for (size_t i = 0; i < ARRAY_LEN(areas); i++)
            chart_area(&c, str_of(areas[i][0]), str_of(areas[i][1]), i ? (double)i * 10 : (double)NAN);
    } else {
        for (unsigned i = 0; i < 5; i++) {
            struct str year = str_of(arena_fmt(&arena, "%u", 2010 + i));
            chart_point(&c, chart_series(&c, name), year, i == 1 ? (double)NAN : 3.5 * i, flags[i]);
            chart_point(&c, chart_series(&c, STR("other")), year, 100 - i, flags[4 - i]);
        }
    }
    return c;
}

static struct str drawn(struct buf *out, struct drawing *d, const struct chart *c, struct look look)
{
    struct err err;
    out->len = 0;
    look.text = text_find("en");
    if (chart_draw(out, d, c, &look, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s: %s", chart_kind_name(c->kind), err.text);
    return buf_view(out);
}

static bool well_formed(struct str svg)
{
    XML_Parser p = XML_ParserCreate(NULL);
    bool fine = XML_Parse(p, svg.p, (int)svg.len, 1) == XML_STATUS_OK;
    if (!fine)
        printf("line %lu: %s\n", XML_GetCurrentLineNumber(p), XML_ErrorString(XML_GetErrorCode(p)));
    XML_ParserFree(p);
    return fine;
}

static struct drawing *drawing(void)
{
    struct drawing *d = NULL;
    struct err err;
    arena_init(&arena, 64 << 20);
    if (drawing_new(&d, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    return d;
}

TEST(chart_draw_draws_every_kind_and_believes_no_name)
{
    struct drawing *d = drawing();
    struct buf svg = {0}, again = {0};
    for (int k = 0; k < CHART_KINDS; k++) {
        struct chart c = of_kind((enum chart_kind)k, STR(HOSTILE));
        for (int framed = 0; framed < 2; framed++) {
            struct str one = drawn(&svg, d, &c,
                                   (struct look){.framed = framed, .theme = framed ? LOOK_DARK : LOOK_LIGHT});
            CHECK(str_starts(one, STR("<svg ")));
            CHECK(strstr(svg.p, "<title>") && strstr(svg.p, "<desc>"));
            CHECK(!strstr(svg.p, "<script"));
            CHECK(!strstr(svg.p, "NaN"));
            CHECK(well_formed(one));
            /* the same whatever was drawn before */
            CHECK(framed ||
                  str_eq(one, drawn(&again, d, &c,
                                    (struct look){.framed = framed, .theme = framed ? LOOK_DARK : LOOK_LIGHT})));
        }
    }
    buf_release(&svg);
    buf_release(&again);
    drawing_free(d);
    arena_release(&arena);
}

TEST(chart_draw_draws_what_is_empty)
{
    struct drawing *d = drawing();
    struct buf svg = {0};
    for (int k = 0; k < CHART_KINDS; k++) {
        struct chart c;
        chart_init(&c, &arena, (enum chart_kind)k);
        CHECK(well_formed(drawn(&svg, d, &c, (struct look){.framed = true})));
    }
    buf_release(&svg);
    drawing_free(d);
    arena_release(&arena);
}

TEST(chart_draw_is_as_large_as_it_says)
{
    struct drawing *d = drawing();
    struct buf svg = {0}, png = {0};
    struct err err;
    unsigned w, h;
    struct chart c = of_kind(CHART_LINE, STR("Thailand"));
    struct str one = drawn(&svg, d, &c, (struct look){.width = 360});
    CHECK_INT(picture_png(&png, one, 2, &err), 0);
    CHECK(picture_size(&w, &h, buf_view(&png)));
    CHECK_INT(w, 720);
    CHECK_INT(h, 2 * chart_height(&c, 360));
    buf_release(&svg);
    buf_release(&png);
    drawing_free(d);
    arena_release(&arena);
}

/* Of how many pieces the one line of the drawing is; each begins with a move. */
static unsigned pieces(const char *svg)
{
    const char *mark = strstr(svg, "stroke-width=\"2\""), *d = mark;
    unsigned n = 0;
    CHECK(mark && !strstr(mark + 1, "stroke-width=\"2\""));
    while (d > svg && strncmp(d, "<path d=", 8) != 0)
        d--;
    for (; d < mark; d++)
        n += *d == 'M';
    return n;
}

TEST(chart_draw_leaves_gaps_and_breaks)
{
    struct drawing *d = drawing();
    struct buf svg = {0};
    struct chart c;
    chart_init(&c, &arena, CHART_LINE);
    for (unsigned i = 0; i < 7; i++)
        chart_point(&c, chart_series(&c, STR("a")), str_of(arena_fmt(&arena, "%u", 2010 + i)), 5, 0);
    struct chart_point *p = c.series[0].points;
    drawn(&svg, d, &c, (struct look){0});
    CHECK_INT(pieces(svg.p), 1);
    p[2].flags = CHART_AFTER_BREAK;
    drawn(&svg, d, &c, (struct look){0});
    CHECK_INT(pieces(svg.p), 2);
    p[4].value = (double)NAN;
    drawn(&svg, d, &c, (struct look){0});
    CHECK_INT(pieces(svg.p), 3);
    CHECK(!strstr(svg.p, "stroke-dasharray=\"4,3\""));
    p[1].flags = CHART_ESTIMATED;
    drawn(&svg, d, &c, (struct look){0});
    CHECK(strstr(svg.p, "stroke-dasharray=\"4,3\""));
    buf_release(&svg);
    drawing_free(d);
    arena_release(&arena);
}
