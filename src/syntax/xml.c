/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/xml.h"

#include "base/bytes8.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>

void xml_init(struct xml *x, struct buf *out)
{
    xml_resume(x, out);
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

void xml_resume(struct xml *x, struct buf *out)
{
    x->out = out;
    x->depth = 0;
    x->in_tag = false;
}

static void end_tag(struct xml *x)
{
    if (x->in_tag)
        buf_char(x->out, '>');
    x->in_tag = false;
}

void xml_open(struct xml *x, const char *name)
{
    end_tag(x);
    assert(x->depth < ARRAY_LEN(x->name));
    x->name[x->depth++] = name;
    buf_char(x->out, '<');
    buf_puts(x->out, name);
    x->in_tag = true;
}

void xml_close(struct xml *x)
{
    assert(x->depth > 0);
    const char *name = x->name[--x->depth];
    if (x->in_tag) {
        buf_puts(x->out, "/>");
        x->in_tag = false;
        return;
    }
    buf_puts(x->out, "</");
    buf_puts(x->out, name);
    buf_char(x->out, '>');
}

/* Characters that need something done; everything else is copied in stretches. */
static bool plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '<' && c != '>' && c != '&' && c != '"';
}

/* '<' and '>', '&' and '"' differ in one bit. */
static bool plain_word(uint64_t w)
{
    return !(bytes8_below(w, 0x20) | bytes8_high(w) | bytes8_are(w | BYTES8_EACH('<' ^ '>'), '>') |
             bytes8_are(w | BYTES8_EACH('&' ^ '"'), '&'));
}

static size_t plain_length(struct str text)
{
    size_t n = 0;
    while (n + 8 <= text.len && plain_word(bytes8(text.p + n)))
        n += 8;
    while (n < text.len && plain((unsigned char)text.p[n]))
        n++;
    return n;
}

void xml_escape(struct buf *out, struct str text)
{
    for (size_t i = 0, n; i < text.len; i += n) {
        n = plain_length(str_sub(text, i, text.len));
        if (n) {
            buf_put(out, text.p + i, n);
            continue;
        }
        n = 1;
        unsigned char c = (unsigned char)text.p[i];
        switch (c) {
        case '<': buf_puts(out, "&lt;"); break;
        case '>': buf_puts(out, "&gt;"); break;
        case '&': buf_puts(out, "&amp;"); break;
        case '"': buf_puts(out, "&quot;"); break;
        /* as references, since an attribute's value would turn them into blanks */
        case '\n': buf_puts(out, "&#10;"); break;
        case '\r': buf_puts(out, "&#13;"); break;
        case '\t': buf_puts(out, "&#9;"); break;
        default: {
            size_t whole = utf8_len(text.p + i, text.p + text.len);
            n = whole ? whole : 1;
            if (c < 0x20 || whole == 0 || (whole == 3 && memcmp(text.p + i, "\xef\xbf", 2) == 0 &&
                                           (unsigned char)text.p[i + 2] >= 0xbe))
                buf_puts(out, "\xef\xbf\xbd");
            else
                buf_put(out, text.p + i, n);
        }
        }
    }
}

void xml_attr(struct xml *x, const char *name, struct str value)
{
    assert(x->in_tag);
    buf_char(x->out, ' ');
    buf_puts(x->out, name);
    buf_puts(x->out, "=\"");
    xml_escape(x->out, value);
    buf_char(x->out, '"');
}

void xml_attr_some(struct xml *x, const char *name, struct str value)
{
    if (value.len)
        xml_attr(x, name, value);
}

void xml_attr_text(struct xml *x, const char *name, const char *value)
{
    xml_attr(x, name, str_of(value));
}

void xml_attr_int(struct xml *x, const char *name, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)value);
    xml_attr(x, name, str_of(text));
}

void xml_attr_bool(struct xml *x, const char *name, bool value)
{
    xml_attr_text(x, name, value ? "true" : "false");
}

void xml_text(struct xml *x, struct str text)
{
    end_tag(x);
    xml_escape(x->out, text);
}

void xml_raw(struct xml *x, struct str fragment)
{
    end_tag(x);
    buf_str(x->out, fragment);
}

void xml_leaf(struct xml *x, const char *name, const char *attr, struct str value, struct str text)
{
    xml_open(x, name);
    if (attr)
        xml_attr(x, attr, value);
    if (text.len)
        xml_text(x, text);
    xml_close(x);
}

const char *xml_local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

struct str xml_attribute(const char **attrs, const char *local)
{
    for (; *attrs; attrs += 2)
        if (strcmp(xml_local(attrs[0]), local) == 0)
            return str_of(attrs[1]);
    return STR("");
}
