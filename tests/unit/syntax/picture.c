/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/picture.h"

#include "test.h"

#include <stdio.h>

#define SVG(size, inside) "<svg xmlns=\"http://www.w3.org/2000/svg\" " size ">" inside "</svg>"

TEST(picture_png_has_the_size_that_is_asked)
{
    struct buf png = {0};
    struct err err;
    unsigned w, h;
    CHECK_INT(picture_png(&png, STR(SVG("width=\"30\" height=\"20\"", "<path d=\"M0 0h9v9z\"/>")), 2, &err), 0);
    CHECK(picture_size(&w, &h, buf_view(&png)));
    CHECK_INT(w, 60);
    CHECK_INT(h, 40);
    CHECK(!picture_size(&w, &h, str_sub(buf_view(&png), 0, 20)));
    CHECK(!picture_size(&w, &h, STR("GIF89a..................")));
    buf_release(&png);
}

TEST(picture_png_refuses_what_is_no_drawing)
{
    struct buf png = {0};
    struct err err;
    CHECK_INT(picture_png(&png, STR("<svg"), 1, &err), -ERR_FORMAT);
    CHECK_INT(picture_png(&png, STR(""), 1, &err), -ERR_FORMAT);
    CHECK_INT(picture_png(&png, STR(SVG("width=\"7000\" height=\"20\"", "")), 1, &err), -ERR_LIMIT);
    CHECK_INT(picture_png(&png, STR(SVG("width=\"70\" height=\"0\"", "")), 1, &err), -ERR_LIMIT);
    CHECK_INT(png.len, 0);
    buf_release(&png);
}

/* Scripts of the region: each letter has a glyph of its own, and none is the box that stands for none. */
TEST(picture_png_has_letters_for_the_scripts_of_the_region)
{
    static const char *const pairs[][2] = {{"\xE0\xB8\x81", "\xE0\xB8\xA1"},  /* Thai */
                                           {"\xE1\x9E\x80", "\xE1\x9E\x98"},  /* Khmer */
                                           {"\xE0\xBA\x81", "\xE0\xBA\xA1"},  /* Lao */
                                           {"\xE1\x80\x80", "\xE1\x80\x99"},  /* Burmese */
                                           {"\xE1\xBA\xBF", "\xE1\xBB\x87"}}; /* Vietnamese */
    char svg[400];
    struct err err;
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        struct buf png[3] = {{0}};
        /* a character that no font has; boxes with its number are the same but for that */
        const char *const texts[] = {pairs[i][0], pairs[i][1], "\xF3\xB0\x80\x81"};
        for (int k = 0; k < 3; k++) {
            snprintf(svg, sizeof svg, SVG("width=\"60\" height=\"60\"", "<text x=\"9\" y=\"45\" style=\"font: 30px "
                                          "'Noto Sans'\">%s</text>"), texts[k]);
            CHECK_INT(picture_png(&png[k], str_of(svg), 1, &err), 0);
        }
        CHECK(!str_eq(buf_view(&png[0]), buf_view(&png[1])));
        CHECK(!str_eq(buf_view(&png[0]), buf_view(&png[2])));
        for (int k = 0; k < 3; k++)
            buf_release(&png[k]);
    }
}
