/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The HTML of a document before it is handed to another program. The builder made it, so tags are written as it writes
 * them; what came from outside is escaped and has none. */

#include "base/utf8.h"
#include "document/press_inner.h"
#include "syntax/picture.h"

#include <sodium.h>
#include <stdio.h>

/* -- tags ---------------------------------------------------------------------------------------------- */

/* The next tag from *at on, which moves behind it; comments and the content of <style> are passed over. */
static bool next_tag(struct str *tag, struct str *name, struct str html, size_t *at)
{
    static const struct str style_end = {"</style>", 8};
    const char *open = html.p + *at;
    do { /* what no letter follows is text */
        open = open < str_end(html) ? memchr(open, '<', (size_t)(str_end(html) - open)) : NULL;
    } while (open && ++open < str_end(html) && !strchr("/!", *open) &&
             !((*open | 0x20) >= 'a' && (*open | 0x20) <= 'z'));
    open = open ? open - 1 : NULL;
    const char *close = open ? memchr(open, '>', (size_t)(str_end(html) - open)) : NULL;
    if (!close)
        return false;
    *tag = (struct str){open, (size_t)(close - open) + 1};
    size_t from = 1, n = 0;
    while (from + n < tag->len && !strchr(" \n\t>", tag->p[from + n] ? tag->p[from + n] : ' '))
        n++;
    *name = str_sub(*tag, from, n);
    *at = (size_t)(close - html.p) + 1;
    if (str_is(*name, "style")) {
        const char *end = memmem(close, (size_t)(str_end(html) - close), style_end.p, style_end.len);
        *at = end ? (size_t)(end - html.p) : html.len;
    }
    return true;
}

/* The value of an attribute; empty where the tag has none. */
static struct str attribute(struct str tag, const char *which)
{
    char mark[32];
    size_t n = (size_t)snprintf(mark, sizeof mark, " %s=\"", which);
    const char *at = memmem(tag.p, tag.len, mark, n);
    const char *end = at ? memchr(at + n, '"', (size_t)(str_end(tag) - at) - n) : NULL;
    return end ? (struct str){at + n, (size_t)(end - at) - n} : STR("");
}

static bool is_one_of(struct str name, const char *names)
{
    struct str rest = str_of(names), one;
    while (str_next(&one, &rest, ' '))
        if (str_eq_nocase(one, name))
            return true;
    return false;
}

int press_is_closed(struct str html, struct err *err)
{
    static const struct str styled = {" style=", 7};
    struct str tag, name;
    for (size_t at = 0; next_tag(&tag, &name, html, &at);)
        if (is_one_of(name, "link script iframe frame object embed video audio source base input form svg image use") ||
            memmem(tag.p, tag.len, styled.p, styled.len) ||
            (str_eq_nocase(name, STR("img")) && !str_starts(attribute(tag, "src"), STR("data:image/"))))
            return err_set(err, ERR_FORMAT, "the document would make a program open something else: %s",
                           utf8_brief(tag).text);
    return 0;
}

unsigned press_pages(struct str pdf)
{
    static const struct str pages = {"/Type /Pages", 12}, count = {"/Count ", 7};
    const char *at = memmem(pdf.p, pdf.len, pages.p, pages.len);
    const char *end = at ? memmem(at, (size_t)(str_end(pdf) - at), "endobj", 6) : NULL;
    const char *n = end ? memmem(at, (size_t)(end - at), count.p, count.len) : NULL;
    unsigned found = 0;
    for (n = n ? n + count.len : NULL; n && n < end && *n >= '0' && *n <= '9' && found < 100000; n++)
        found = found * 10 + (unsigned)(*n - '0');
    return found;
}

/* -- pictures ------------------------------------------------------------------------------------------ */

static const double PIXELS = 2.5; /* for each of the drawing: 240 to the inch on paper */
static const struct str drawing = {"data:image/svg+xml;base64,", 26};

static int paint(struct buf *out, struct str src, struct press_pictures *edited, struct err *err)
{
    struct buf svg = {0}, made = {0};
    size_t n = 0;
    struct str coded = str_sub(src, drawing.len, src.len);
    char *to = buf_room(&svg, coded.len);
    int r = sodium_base642bin((unsigned char *)to, coded.len, coded.p, coded.len, NULL, &n, NULL,
                              sodium_base64_VARIANT_ORIGINAL) == 0
                ? 0 : err_set(err, ERR_FORMAT, "a drawing of the document is damaged");
    if (r == 0)
        r = edited ? picture_png(&made, (struct str){to, n}, PIXELS, err)
                   : picture_outlined(&made, (struct str){to, n}, err);
    if (r == 0 && edited)
        press_pictures_add(edited, buf_view(&made));
    if (r == 0) {
        buf_puts(out, edited ? "data:image/png;base64," : drawing.p);
        buf_base64(out, buf_view(edited ? &edited->v[edited->n - 1].head : &made));
    }
    buf_release(&svg);
    buf_release(&made);
    return r;
}

/* Widths of the columns of a table whose caption ends at `at`, by its first row: an editor's program would make all
 * of them as narrow as it can. The first has names in it. */
static void put_columns(struct buf *out, struct str html, size_t at)
{
    struct str tag, name;
    unsigned n = 0;
    while (next_tag(&tag, &name, html, &at) && !is_one_of(name, "/tr /table"))
        if (is_one_of(name, "th td")) {
            struct str span = attribute(tag, "colspan");
            uint64_t k = 1;
            n += span.len && str_uint(&k, span, 100) ? (unsigned)k : 1;
        }
    if (n < 2)
        return;
    const double names = 1.8, share = 100 / (n - 1 + names);
    buf_puts(out, "<colgroup>");
    for (unsigned i = 0; i < n; i++)
        buf_fmt(out, "<col style=\"width: %.1f%%\">", i ? share : share * names);
    buf_puts(out, "</colgroup>");
}

int press_paint(struct buf *out, struct str html, struct press_pictures *edited, struct err *err)
{
    static const struct str nav_end = {"</nav>", 6};
    struct str tag, name;
    size_t done = 0;
    for (size_t at = 0; next_tag(&tag, &name, html, &at);) {
        size_t from = (size_t)(tag.p - html.p);
        struct str src = str_is(name, "img") ? attribute(tag, "src") : STR("");
        if (edited && str_is(name, "nav")) {
            const char *end = memmem(tag.p, html.len - from, nav_end.p, nav_end.len);
            buf_str(out, str_sub(html, done, from - done));
            done = at = end ? (size_t)(end - html.p) + nav_end.len : html.len;
        } else if (edited && str_is(name, "/caption")) {
            buf_str(out, str_sub(html, done, at - done));
            put_columns(out, html, at);
            done = at;
        } else if (is_one_of(name, "data /data")) {
            buf_str(out, str_sub(html, done, from - done));
            done = at;
        } else if (str_starts(src, drawing)) {
            buf_str(out, str_sub(html, done, (size_t)(src.p - html.p) - done));
            int r = paint(out, src, edited, err);
            if (r < 0)
                return r;
            done = (size_t)(str_end(src) - html.p);
        }
    }
    buf_str(out, str_sub(html, done, html.len));
    return 0;
}
