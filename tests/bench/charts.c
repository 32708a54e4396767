/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* charts: what a chart takes: an interpreter made, then each kind drawn the first time and again. Prints for each
 * the seconds of the processor. Part of tests/bench/run.sh. */

#include "report/chart_draw.h"
#include "syntax/picture.h"

#include <stdio.h>
#include <time.h>

static double spent(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fill(struct chart *c, struct arena *arena, enum chart_kind kind)
{
    static const char *const codes[] = {"IDN", "PHL", "MMR", "KHM", "VNM", "LAO"};
    chart_init(c, arena, kind);
    c->title = STR("Employed non-citizens by sex and country of citizenship");
    c->unit = STR("thousands of persons");
    for (unsigned s = 0; s < ARRAY_LEN(codes); s++) {
        if (kind == CHART_SANKEY || kind == CHART_FLOW_MAP) {
            chart_link(c, &(struct chart_link){str_of(codes[s]), STR("THA"), str_of(codes[s]), STR("THA"), 10.0 + s});
        } else if (kind == CHART_MAP) {
            chart_area(c, str_of(codes[s]), str_of(codes[s]), 10 + s * s * 100);
        } else {
            for (unsigned i = 0; i < 20; i++)
                chart_point(c, chart_series(c, str_of(codes[s])), str_of(arena_fmt(arena, "%u", 2001 + i)),
                            10.0 + s * i, 0);
        }
    }
}

int main(void)
{
    struct drawing *d;
    struct err err;
    struct arena arena;
    struct buf svg = {0}, png = {0};
    arena_init(&arena, 64 << 20);
    double start = spent();
    if (drawing_new(&d, &err) < 0) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    printf("charts an interpreter with ECharts               %7.3f s\n", spent() - start);
    for (int k = 0; k < CHART_KINDS; k++) {
        struct chart c;
        struct look look = {.text = text_find("en"), .framed = true};
        double took[3];
        fill(&c, &arena, (enum chart_kind)k);
        for (int i = 0; i < 2; i++) {
            svg.len = 0;
            start = spent();
            if (chart_draw(&svg, d, &c, &look, &err) < 0) {
                fprintf(stderr, "%s\n", err.text);
                return 1;
            }
            took[i] = spent() - start;
        }
        png.len = 0;
        start = spent();
        if (picture_png(&png, buf_view(&svg), 2, &err) < 0) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
        took[2] = spent() - start;
        printf("charts %-10s first %6.3f s, again %6.3f s, as PNG %6.3f s more; %4zu KB and %4zu KB\n",
               chart_kind_name((enum chart_kind)k), took[0], took[1], took[2], svg.len >> 10, png.len >> 10);
    }
    drawing_free(d);
    buf_release(&svg);
    buf_release(&png);
    arena_release(&arena);
    return 0;
}
