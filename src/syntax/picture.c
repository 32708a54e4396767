/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/picture.h"

#include <cairo-svg.h>
#include <librsvg/rsvg.h>

static cairo_status_t put(void *ctx, const unsigned char *bytes, unsigned n)
{
    buf_put(ctx, bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static int fault(GError *why, const char *what, struct err *err)
{
    int r = err_set(err, ERR_FORMAT, "%s: %s", what, why->message);
    g_error_free(why);
    return r;
}

static int open_drawing(RsvgHandle **out, double *width, double *height, struct str svg, double scale, struct err *err)
{
    GError *why = NULL;
    *out = rsvg_handle_new_from_data((const guint8 *)svg.p, svg.len, &why);
    if (!*out)
        return fault(why, "a drawing cannot be read as SVG", err);
    if (rsvg_handle_get_intrinsic_size_in_pixels(*out, width, height) && *width >= 1 && *height >= 1 &&
        *width * scale <= PICTURE_PIXELS_MOST && *height * scale <= PICTURE_PIXELS_MOST)
        return 0;
    g_object_unref(*out);
    return err_set(err, ERR_LIMIT, "a picture is to be 1 to %d pixels wide and high", PICTURE_PIXELS_MOST);
}

static int paint(cairo_surface_t *surface, RsvgHandle *svg, double width, double height, double scale, struct err *err)
{
    cairo_t *cairo = cairo_create(surface);
    const RsvgRectangle all = {0, 0, width, height};
    GError *why = NULL;
    cairo_scale(cairo, scale, scale);
    int r = rsvg_handle_render_document(svg, cairo, &all, &why) ? 0 : fault(why, "a drawing cannot be painted", err);
    cairo_destroy(cairo);
    return r;
}

int picture_png(struct buf *out, struct str svg, double scale, struct err *err)
{
    RsvgHandle *handle;
    double width, height;
    int r = open_drawing(&handle, &width, &height, svg, scale, err);
    if (r < 0)
        return r;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)(width * scale + 0.5), (int)(height * scale + 0.5));
    r = paint(surface, handle, width, height, scale, err);
    if (r == 0 && cairo_surface_write_to_png_stream(surface, put, out) != CAIRO_STATUS_SUCCESS)
        r = err_set(err, ERR_FORMAT, "a picture cannot be written");
    cairo_surface_destroy(surface);
    g_object_unref(handle);
    return r;
}

int picture_outlined(struct buf *out, struct str svg, struct err *err)
{
    RsvgHandle *handle;
    double width, height;
    size_t before = out->len;
    int r = open_drawing(&handle, &width, &height, svg, 1, err);
    if (r < 0)
        return r;
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(put, out, width, height);
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX);
    r = paint(surface, handle, width, height, 1, err);
    cairo_surface_finish(surface);
    if (r == 0 && cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        r = err_set(err, ERR_FORMAT, "a picture cannot be written");
    cairo_surface_destroy(surface);
    g_object_unref(handle);
    if (r < 0)
        out->len = before;
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
