/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/html.h"

#include "base/num.h"
#include "base/utf8.h"

#include <math.h>

static const char *entity(char c, bool attribute)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return attribute ? "&quot;" : NULL;
    case '\'':
        return attribute ? "&#39;" : NULL;
    default:
        /* no browser agrees with another on what a control character is */
        return (unsigned char)c < 0x20 && c != '\n' && c != '\t' ? "\xEF\xBF\xBD" : NULL;
    }
}

static void escape(struct buf *out, struct str s, bool attribute)
{
    const char *p = s.p, *end = str_end(s), *done = p;
    while (p < end) {
        const char *put = entity(*p, attribute);
        size_t n = 1;
        if (!put && (unsigned char)*p >= 0x7F) {
            n = utf8_len(p, end);
            if (n == 0 || *p == 0x7F) {
                put = "\xEF\xBF\xBD";
                n = 1;
            }
        }
        if (put) {
            buf_put(out, done, (size_t)(p - done));
            buf_puts(out, put);
            done = p + n;
        }
        p += n;
    }
    if (p > done)
        buf_put(out, done, (size_t)(p - done));
}

void html_text(struct buf *out, struct str s) { escape(out, s, false); }
void html_attr(struct buf *out, struct str s) { escape(out, s, true); }

/* RFC 3986: unreserved characters stand, and of the others those in `also`. */
static void percent(struct buf *out, struct str s, const char *also)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (c && strchr("-._~", c)) || (c && strchr(also, c));
        if (plain) {
            buf_char(out, c);
        } else {
            unsigned char u = (unsigned char)c;
            char hex[3] = {'%', digits[u >> 4], digits[u & 15]};
            buf_put(out, hex, sizeof hex);
        }
    }
}

/* A segment "." or ".." would be taken as a step in the path. */
void html_segment(struct buf *out, struct str s)
{
    if (str_is(s, "."))
        html(out, "%2E");
    else if (str_is(s, ".."))
        html(out, "%2E%2E");
    else
        percent(out, s, ":,+@");
}

void html_value(struct buf *out, struct str s) { percent(out, s, ":,/"); }

void html_link(struct buf *out, const char *prefix, struct str segment, struct str label)
{
    html(out, "<a href=\"");
    html(out, prefix);
    html_segment(out, segment);
    html(out, "\">");
    html_text(out, label);
    html(out, "</a>");
}

void html_num(struct buf *out, const struct text *text, double value, unsigned decimals)
{
    char digits[NUM_MAX];
    size_t n = num_fmt(digits, value, decimals), at = 0;
    if (n && digits[0] == '-') {
        html(out, "\xE2\x88\x92"); /* the minus sign is as wide as a digit */
        at = 1;
    }
    size_t whole = at;
    while (whole < n && digits[whole] >= '0' && digits[whole] <= '9')
        whole++;
    if (whole - at <= 3) {
        buf_put(out, digits + at, whole - at);
    } else {
        struct str group = text_get(text, "number.group");
        for (size_t i = at; i < whole; i++) {
            if (i > at && (whole - i) % 3 == 0)
                html_text(out, group);
            buf_char(out, digits[i]);
        }
    }
    if (whole == n)
        return;
    if (digits[whole] == '.') {
        html_text(out, text_get(text, "number.point"));
        whole++;
    }
    buf_put(out, digits + whole, n - whole);
}

/* The piece of `s` from `at` to the next `stop`; false when there is no `stop`. */
static bool upto(struct str *piece, struct str s, size_t at, char stop)
{
    const char *end = at < s.len ? memchr(s.p + at, stop, s.len - at) : NULL;
    if (!end)
        return false;
    *piece = (struct str){s.p + at, (size_t)(end - s.p) - at};
    return true;
}

/* What stands for placeholders: plain text, or HTML already. */
struct said {
    const struct text_arg *plain;
    const struct html_arg *marked;
};

/* False where no argument has the name: then it stays as it stands. */
static bool say_arg(struct buf *out, const struct said *said, struct str name, bool address)
{
    const struct text_arg *arg = text_arg_find(said->plain, name);
    if (arg && address)
        html_segment(out, arg->value);
    else if (arg)
        html_text(out, arg->value);
    for (const struct html_arg *m = said->marked; !arg && !address && m && m->name; m++)
        if (str_is(name, m->name)) {
            buf_str(out, m->html);
            return true;
        }
    return arg;
}

static void say_part(struct buf *out, struct str s, const struct said *said, bool address);

static void say_link(struct buf *out, struct str label, struct str where, const struct said *said)
{
    bool link = !said->marked || !where.len || !memchr(where.p, '{', where.len);
    if (link) {
        html(out, "<a href=\"");
        say_part(out, where, said, true);
        html(out, "\">");
    }
    say_part(out, label, said, false);
    if (link)
        html(out, "</a>");
}

static void say_part(struct buf *out, struct str s, const struct said *said, bool address)
{
    bool code = false;
    for (size_t i = 0; i < s.len; i++) {
        struct str name, label, where;
        if (s.p[i] == '{' && upto(&name, s, i + 1, '}') && say_arg(out, said, name, address)) {
            i += name.len + 1;
        } else if (address) {
            html_attr(out, str_sub(s, i, 1));
        } else if (s.p[i] == '`') {
            html(out, code ? "</code>" : "<code>");
            code = !code;
        } else if (s.p[i] == '[' && upto(&label, s, i + 1, ']') &&
                   i + label.len + 2 < s.len && s.p[i + label.len + 2] == '(' &&
                   upto(&where, s, i + label.len + 3, ')')) {
            say_link(out, label, where, said);
            i += label.len + where.len + 3;
        } else {
            size_t n = MAX(utf8_len(s.p + i, s.p + s.len), (size_t)1);
            html_text(out, str_sub(s, i, n));
            i += n - 1;
        }
    }
    if (code)
        html(out, "</code>");
}

void html_say(struct buf *out, const struct text *text, const char *key,
              const struct text_arg *args)
{
    say_part(out, text_get(text, key), &(struct said){.plain = args}, false);
}

void html_say_marked(struct buf *out, const struct text *text, const char *key, const struct html_arg *args)
{
    static const struct html_arg none;
    say_part(out, text_get(text, key), &(struct said){.marked = args ? args : &none}, false);
}

void html_in_language(struct buf *page, struct arena *arena, struct str language, bool (*is_page)(struct str first))
{
    struct str was = arena_str(arena, buf_view(page));
    const char *done = was.p, *end = str_end(was), *at;
    page->len = 0;
    while ((at = memmem(done, (size_t)(end - done), "=\"/", 3))) {
        struct str first = {at + 3, 0};
        while (first.p + first.len < end && !strchr("/?#\"", first.p[first.len]))
            first.len++;
        buf_put(page, done, (size_t)(at + 2 - done));
        if (is_page(first)) {
            buf_char(page, '/');
            buf_str(page, language);
        }
        done = at + 2;
    }
    buf_put(page, done, (size_t)(end - done));
}
