/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Charts as pictures: the same program that draws them in the browser (ECharts, with web/js/chart.js in front of
 * it) is run here, in an interpreter (syntax/script.h) that knows no file, network or clock.
 *
 *     struct drawing *d;
 *     if (drawing_new(&d, &err)) ...              takes a second: one for each thread that draws, kept warm
 *     chart_draw(&svg, d, &chart, &(struct look){.width = 720, .text = text, .theme = LOOK_LIGHT}, &err);
 *     picture_png(&png, buf_view(&svg), 2.0, &err);     syntax/picture.h
 *     drawing_free(d);
 *
 * An interpreter that has drawn many charts is thrown away and made anew, so that it does not grow. */
#ifndef REPORT_CHART_DRAW_H
#define REPORT_CHART_DRAW_H

#include "base/err.h"
#include "report/chart.h"

enum look_theme { LOOK_LIGHT, LOOK_DARK, LOOK_PRINT };
struct look {
    unsigned width, height; /* of what is drawn, between title and foot when framed; 0: as the kind has it */
    const struct text *text;
    enum look_theme theme;
    bool framed;            /* with title and foot, as a picture that stands alone */
};

bool look_theme_find(enum look_theme *out, struct str name);

enum { CHART_WIDTH = 720, CHART_WIDTH_NARROW = 360, CHART_WIDTH_MOST = 2000 };
/* What a chart of that width is high, without a frame: a page leaves so much room before it is drawn. */
unsigned chart_height(const struct chart *c, unsigned width);

struct drawing;
int drawing_new(struct drawing **out, struct err *err);
void drawing_free(struct drawing *d);
/* Well-formed SVG with <title> and <desc>. ERR_FORMAT when the program fails, with its own words. */
int chart_draw(struct buf *out, struct drawing *d, const struct chart *c, const struct look *look, struct err *err);

#endif
