/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Charts as pictures: the same program that draws them in the browser (ECharts, with web/js/chart.js in front of
 * it) is run here, in an interpreter (syntax/script.h) that knows no file, network or clock.
 *
 *     struct drawing *d;
 *     if (drawing_new(&d, &err)) ...              takes a second: one for each thread that draws, kept warm
 *     chart_draw(&svg, d, &chart, &(struct look){.width = 720, .height = 420, .text = text, .theme = LOOK_LIGHT}, &err);
 *     chart_png(&png, svg, 2.0, &err);            by librsvg, with the fonts of the system
 *     drawing_free(d);
 *
 * An interpreter that has drawn many charts is thrown away and made anew, so that it does not grow. */
#ifndef REPORT_CHART_DRAW_H
#define REPORT_CHART_DRAW_H

#include "base/err.h"
#include "report/chart.h"

enum look_theme { LOOK_LIGHT, LOOK_DARK, LOOK_PRINT };
struct look {
    unsigned width, height; /* 0: as the kind has it */
    const struct text *text;
    enum look_theme theme;
    bool framed;            /* with title and foot, as a picture that stands alone */
};

struct drawing;
int drawing_new(struct drawing **out, struct err *err);
void drawing_free(struct drawing *d);
/* Well-formed SVG with <title> and <desc>. ERR_FORMAT when the program fails, with its own words. */
int chart_draw(struct buf *out, struct drawing *d, const struct chart *c, const struct look *look, struct err *err);
int chart_png(struct buf *out, struct str svg, double scale, struct err *err);

#endif
