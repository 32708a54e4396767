/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/picture.h"

#include <librsvg/rsvg.h>

static cairo_status_t put(void *ctx, const unsigned char *bytes, unsigned n)
{
    buf_put(ctx, bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static int paint(struct buf *out, RsvgHandle *svg, double scale, struct err *err)
{
    gdouble width, height;
    GError *why = NULL;
    if (!rsvg_handle_get_intrinsic_size_in_pixels(svg, &width, &height) || !(width >= 1) || !(height >= 1) ||
        width * scale > PICTURE_PIXELS_MOST || height * scale > PICTURE_PIXELS_MOST)
        return err_set(err, ERR_LIMIT, "a picture is to be 1 to %d pixels wide and high", PICTURE_PIXELS_MOST);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)(width * scale + 0.5), (int)(height * scale + 0.5));
    cairo_t *cairo = cairo_create(surface);
    const RsvgRectangle all = {0, 0, width, height};
    int r = 0;
    cairo_scale(cairo, scale, scale);
    if (!rsvg_handle_render_document(svg, cairo, &all, &why)) {
        r = err_set(err, ERR_FORMAT, "a drawing cannot be painted: %s", why->message);
        g_error_free(why);
    } else if (cairo_surface_write_to_png_stream(surface, put, out) != CAIRO_STATUS_SUCCESS) {
        r = err_set(err, ERR_FORMAT, "a picture cannot be written");
    }
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return r;
}

int picture_png(struct buf *out, struct str svg, double scale, struct err *err)
{
    GError *why = NULL;
    RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg.p, svg.len, &why);
    if (!handle) {
        int r = err_set(err, ERR_FORMAT, "a drawing cannot be read as SVG: %s", why->message);
        g_error_free(why);
        return r;
    }
    int r = paint(out, handle, scale, err);
    g_object_unref(handle);
    return r;
}

static unsigned word(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (unsigned)b[0] << 24 | (unsigned)b[1] << 16 | (unsigned)b[2] << 8 | b[3];
}

bool picture_size(unsigned *width, unsigned *height, struct str png)
{
    enum { HEAD = 24 }; /* signature, length and name of the first chunk, its two sizes */
    if (png.len < HEAD || memcmp(png.p, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp(png.p + 12, "IHDR", 4) != 0)
        return false;
    *width = word(png.p + 16);
    *height = word(png.p + 20);
    return true;
}
