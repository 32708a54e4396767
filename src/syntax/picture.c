/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/picture.h"

#include <cairo-svg.h>
#include <dlfcn.h>
#include <librsvg/rsvg.h>
#include <pthread.h>
#include <stdio.h>

/* -- the library, taken in when something is to be painted -------------------------------------------- */

/* It brings forty others, and putting them together takes longer than most of what the program is started for. */
#define LIBRARY "librsvg-2.so.2"
#define CALLS(X)                                                                               \
    X(cairo_create)                                                                            \
    X(cairo_destroy)                                                                           \
    X(cairo_scale)                                                                             \
    X(cairo_image_surface_create)                                                              \
    X(cairo_surface_write_to_png_stream)                                                       \
    X(cairo_svg_surface_create_for_stream)                                                     \
    X(cairo_svg_surface_set_document_unit)                                                     \
    X(cairo_surface_finish)                                                                    \
    X(cairo_surface_status)                                                                    \
    X(cairo_surface_destroy)                                                                   \
    X(rsvg_handle_new_from_data)                                                               \
    X(rsvg_handle_get_intrinsic_size_in_pixels)                                                \
    X(rsvg_handle_render_document)                                                             \
    X(g_object_unref)                                                                          \
    X(g_error_free)

static struct {
#define FIELD(name) __typeof__(&name) name##_;
    CALLS(FIELD)
#undef FIELD
} lib;
static char missing[200]; /* why it is not there; empty: it is */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void)
{
    void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    const char *why = handle ? NULL : dlerror();
    /* dlsym gives an object's address for a function's, which POSIX lets one store so */
#define TAKE(name)                                                                             \
    if (!why && !(*(void **)(void *)&lib.name##_ = dlsym(handle, #name)))                      \
        why = #name " is not in it";
    CALLS(TAKE)
#undef TAKE
    if (why)
        snprintf(missing, sizeof missing, "%s", why);
}

int picture_start(struct err *err)
{
    pthread_once(&once, start);
    if (!missing[0])
        return 0;
    return err_set(err, ERR_STATE, "pictures cannot be painted without " LIBRARY " (Debian: librsvg2-2): %s", missing);
}

/* -- painting ------------------------------------------------------------------------------------------ */

static cairo_status_t put(void *ctx, const unsigned char *bytes, unsigned n)
{
    buf_put(ctx, bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static int fault(GError *why, const char *what, struct err *err)
{
    int r = err_set(err, ERR_FORMAT, "%s: %s", what, why->message);
    lib.g_error_free_(why);
    return r;
}

static int open_drawing(RsvgHandle **out, double *width, double *height, struct str svg, double scale, struct err *err)
{
    GError *why = NULL;
    int r = picture_start(err);
    if (r < 0)
        return r;
    *out = lib.rsvg_handle_new_from_data_((const guint8 *)svg.p, svg.len, &why);
    if (!*out)
        return fault(why, "a drawing cannot be read as SVG", err);
    if (lib.rsvg_handle_get_intrinsic_size_in_pixels_(*out, width, height) && *width >= 1 && *height >= 1 &&
        *width * scale <= PICTURE_PIXELS_MOST && *height * scale <= PICTURE_PIXELS_MOST)
        return 0;
    lib.g_object_unref_(*out);
    return err_set(err, ERR_LIMIT, "a picture is to be 1 to %d pixels wide and high", PICTURE_PIXELS_MOST);
}

static int paint(cairo_surface_t *surface, RsvgHandle *svg, double width, double height, double scale, struct err *err)
{
    cairo_t *cairo = lib.cairo_create_(surface);
    const RsvgRectangle all = {0, 0, width, height};
    GError *why = NULL;
    lib.cairo_scale_(cairo, scale, scale);
    bool painted = lib.rsvg_handle_render_document_(svg, cairo, &all, &why);
    int r = painted ? 0 : fault(why, "a drawing cannot be painted", err);
    lib.cairo_destroy_(cairo);
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
        lib.cairo_image_surface_create_(CAIRO_FORMAT_ARGB32, (int)(width * scale + 0.5), (int)(height * scale + 0.5));
    r = paint(surface, handle, width, height, scale, err);
    if (r == 0 && lib.cairo_surface_write_to_png_stream_(surface, put, out) != CAIRO_STATUS_SUCCESS)
        r = err_set(err, ERR_FORMAT, "a picture cannot be written");
    lib.cairo_surface_destroy_(surface);
    lib.g_object_unref_(handle);
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
    cairo_surface_t *surface = lib.cairo_svg_surface_create_for_stream_(put, out, width, height);
    lib.cairo_svg_surface_set_document_unit_(surface, CAIRO_SVG_UNIT_PX);
    r = paint(surface, handle, width, height, 1, err);
    lib.cairo_surface_finish_(surface);
    if (r == 0 && lib.cairo_surface_status_(surface) != CAIRO_STATUS_SUCCESS)
        r = err_set(err, ERR_FORMAT, "a picture cannot be written");
    lib.cairo_surface_destroy_(surface);
    lib.g_object_unref_(handle);
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
