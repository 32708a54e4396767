/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A drawing in SVG painted as a PNG, by librsvg, with the fonts that the system has; or drawn again without text.
 *
 *     picture_png(&png, svg, 2.0, &err);       twice as large as the drawing says
 *     picture_outlined(&plain, svg, &err);     letters as shapes: for programs that cannot set every script
 *
 * The drawing can load nothing: it is bytes in memory without an address of its own. Any thread. */
#ifndef SYNTAX_PICTURE_H
#define SYNTAX_PICTURE_H

#include "base/buf.h"
#include "base/err.h"

enum { PICTURE_PIXELS_MOST = 6000 }; /* either way; more is ERR_LIMIT */

/* Takes the library in, which the others do by themselves, once in a process; ERR_STATE: it is not installed. */
int picture_start(struct err *err);
/* ERR_FORMAT: it is no SVG, or cannot be painted. */
int picture_png(struct buf *out, struct str svg, double scale, struct err *err);
/* SVG again, with the letters as shapes, in the order and places that the scripts need. */
int picture_outlined(struct buf *out, struct str svg, struct err *err);
/* Width and height that a PNG says it has; false when it is none. */
bool picture_size(unsigned *width, unsigned *height, struct str png);

#endif
