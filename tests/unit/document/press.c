/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/press_inner.h"

#include "syntax/picture.h"
#include "syntax/zip_out.h"
#include "test.h"

#include <stdlib.h>

static bool closed(const char *html)
{
    struct err err;
    return press_is_closed(str_of(html), &err) == 0;
}

TEST(press_takes_nothing_that_opens_something_else)
{
    CHECK(closed("<p>a</p><img alt=\"x\" src=\"data:image/png;base64,AA\"><a href=\"https://x.org/\">y</a>"));
    CHECK(closed("<style>a { background: red }</style>&lt;img src=file:///etc/passwd&gt;"));
    CHECK(closed("a < b"));
    static const char *const open[] = {
        "<img src=\"file:///etc/passwd\">", "<img alt=\"data:image/\" src=\"https://x.org/\">", "<img>",
        "<IMG src=x>", "<link href=\"x\">", "<script>", "<iframe src=\"x\">", "<object data=\"x\">",
        "<embed src=\"x\">", "<p style=\"background: url(x)\">",
        "<base href=\"x\">", "<style></style><LINK rel=stylesheet>", "<video src=\"x\">", "<source srcset=\"x\">",
        "a < b <img src=\"https://x.org/\">", "<<img src=\"x\">", "<svg><image href=\"file:///etc/passwd\"/></svg>",
        "<img src=\"data:text/html,x\">"};
    for (size_t i = 0; i < ARRAY_LEN(open); i++)
        if (closed(open[i]))
            test_fail(__FILE__, __LINE__, "\"%s\" was taken", open[i]);
}

/* A drawing with an Arabic letter, which any font shows, and a square. */
static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\"><text y=\"9\">a</text>"
                          "<rect width=\"4\" height=\"4\"/></svg>";

static void document(struct buf *html)
{
    buf_puts(html, "<nav class=\"contents\"><img src=\"data:image/png;base64,\"></nav>"
                   "<p>a<data value=\"1\">1</data>b</p><img alt=\"x\" src=\"data:image/svg+xml;base64,");
    buf_base64(html, STR(svg));
    buf_puts(html, "\"><p>end</p>");
}

TEST(press_paints_drawings_and_leaves_the_rest)
{
    struct press_pictures pictures = {0};
    struct buf html = {0}, painted = {0};
    struct err err;
    document(&html);
    CHECK_INT(press_paint(&painted, buf_view(&html), &pictures, &err), 0);
    CHECK(str_starts(buf_view(&painted), STR("<p>a1b</p><img alt=\"x\" src=\"data:image/png;base64,iVBORw0KGgo")));
    CHECK(str_ends(buf_view(&painted), STR("\"><p>end</p>")));
    painted.len = 0;
    CHECK_INT(press_paint(&painted, buf_view(&html), NULL, &err), 0);
    CHECK(str_starts(buf_view(&painted),
                     STR("<nav class=\"contents\"><img src=\"data:image/png;base64,\"></nav><p>a1b</p>"
                         "<img alt=\"x\" src=\"data:image/svg+xml;base64,")));
    CHECK(str_ends(buf_view(&painted), STR("\"><p>end</p>")));
    painted.len = 0;
    CHECK_INT(press_paint(&painted, STR("<img src=\"data:image/svg+xml;base64,!!!\">"), &pictures, &err), -ERR_FORMAT);
    CHECK_INT(press_paint(&painted, STR("<img src=\"data:image/svg+xml;base64,YWE=\">"), &pictures, &err), -ERR_FORMAT);
    CHECK_INT(pictures.n, 1);
    press_pictures_release(&pictures);
    buf_release(&html);
    buf_release(&painted);
}

/* An archive of these parts, "name", text, ... */
static void archive(struct buf *out, const char *const *names, const struct buf *const *texts, size_t n)
{
    struct err err;
    struct zip_out z = {.out = out};
    for (size_t i = 0; i < n; i++)
        CHECK_INT(zip_out_put(&z, names[i], buf_view(texts[i]), true, &err), 0);
    CHECK_INT(zip_out_end(&z, &err), 0);
}

TEST(press_puts_whole_pictures_for_their_heads)
{
    static const char *const names[] = {"word/document.xml", "word/media/rId2.png", "word/media/rId1.png"};
    struct press_pictures pictures = {0};
    struct buf png = {0}, text = {0}, docx = {0}, out = {0}, want = {0};
    struct err err;
    CHECK_INT(picture_png(&png, STR(svg), 1, &err), 0);
    buf_puts(&text, "<w:document/>");
    press_pictures_add(&pictures, buf_view(&png));
    press_pictures_add(&pictures, buf_view(&png));
    const struct buf *const one = &pictures.v[0].head, *const two = &pictures.v[1].head;
    CHECK(one->len < png.len && memcmp(one->p, png.p, 33) == 0); /* with what says the size */
    CHECK(str_ends(buf_view(one), (struct str){"\0\0\0\0IEND\xAE\x42\x60\x82", 12}));
    CHECK(!str_eq(buf_view(one), buf_view(two)));
    archive(&docx, names, (const struct buf *const[]){&text, two, one}, 3);
    archive(&want, names, (const struct buf *const[]){&text, &png, &png}, 3);
    CHECK_INT(press_pictures_put(&out, &pictures, buf_view(&docx), &err), 0);
    CHECK(str_eq(buf_view(&out), buf_view(&want)));
    docx.len = out.len = 0;
    archive(&docx, names, (const struct buf *const[]){&text, two, two}, 2);
    CHECK_INT(press_pictures_put(&out, &pictures, buf_view(&docx), &err), -ERR_FORMAT);
    CHECK_STR(str_of(err.text), "the DOCX: pandoc has kept 1 of 2 pictures as they were handed to it");
    CHECK_INT(press_pictures_put(&out, &pictures, STR("no archive"), &err), -ERR_INPUT);
    press_pictures_release(&pictures);
    buf_release(&png);
    buf_release(&text);
    buf_release(&docx);
    buf_release(&out);
    buf_release(&want);
}

TEST(press_gives_editors_widths_of_columns)
{
#define ROWS "<thead><tr><th>a</th><th colspan=\"2\">b</th></tr></thead><tr><td>1</td></tr></table>"
    struct press_pictures pictures = {0};
    struct buf painted = {0};
    struct err err;
    CHECK_INT(press_paint(&painted, STR("<table><caption>c</caption>" ROWS), &pictures, &err), 0);
    CHECK_STR(buf_view(&painted), "<table><caption>c</caption><colgroup><col style=\"width: 47.4%\">"
                                  "<col style=\"width: 26.3%\"><col style=\"width: 26.3%\"></colgroup>" ROWS);
    painted.len = 0;
    CHECK_INT(press_paint(&painted, STR("<table><caption>c</caption>" ROWS), NULL, &err), 0);
    CHECK_STR(buf_view(&painted), "<table><caption>c</caption>" ROWS);
    painted.len = 0; /* damaged ones end where the document does */
    CHECK_INT(press_paint(&painted, STR("<caption></caption><tr><th colspan=\"x\"><td"), &pictures, &err), 0);
    CHECK_STR(buf_view(&painted), "<caption></caption><tr><th colspan=\"x\"><td");
    buf_release(&painted);
#undef ROWS
}

TEST(press_says_which_package_is_missing)
{
    struct buf out = {0};
    struct err err;
    const char *path = getenv("PATH");
    char *was = path ? strdup(path) : NULL;
    setenv("PATH", "/nonexistent:relative", 1);
    CHECK_INT(press_pdf(&out, STR("<p>a</p>"), &err), -ERR_FORMAT);
    CHECK_STR(str_of(err.text),
              "PDF is made by weasyprint, which is not installed here; Debian's package is weasyprint");
    CHECK_INT(press_docx(&out, STR("<p>a</p>"), &err), -ERR_FORMAT);
    CHECK_STR(str_of(err.text), "DOCX is made by pandoc, which is not installed here; Debian's package is pandoc");
    CHECK_INT(out.len, 0);
    if (was)
        setenv("PATH", was, 1);
    free(was);
}

TEST(press_counts_pages)
{
    CHECK_INT(press_pages(STR("1 0 obj <</Type /Pages /Kids [] /Count 154>> endobj")), 154);
    CHECK_INT(press_pages(STR("<</Type /Pages /Kids []>> endobj /Count 3")), 0);
    CHECK_INT(press_pages(STR("")), 0);
}
