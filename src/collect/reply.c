/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/reply.h"

#include "base/utf8.h"
#include "io/format.h"

#include <stdio.h>

/* Where messages say what is wrong stands at their beginning, or in the footer of SDMX-ML. */
enum { HEAD = 16 << 10, FOOT = 4 << 10 };

/* -- looking for words ---------------------------------------------------------------------------- */

static struct str find(struct str in, const char *word)
{
    const char *at = in.len ? memmem(in.p, in.len, word, strlen(word)) : NULL;
    return at ? (struct str){at, (size_t)(in.p + in.len - at)} : STR("");
}

static bool has_nocase(struct str in, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= in.len; i++)
        if (str_eq_nocase(str_sub(in, i, len), (struct str){word, len}))
            return true;
    return false;
}

/* The number behind the next `name`, as in code="100" and "code": 100; 0: none. */
static int number_after(struct str in, const char *name)
{
    struct str at = find(in, name);
    size_t i = strlen(name), n = 0;
    while (i < at.len && strchr("\"'= :\t", at.p[i]))
        i++;
    for (size_t digits = 0; digits < 5 && i < at.len && at.p[i] >= '0' && at.p[i] <= '9'; i++, digits++)
        n = n * 10 + (size_t)(at.p[i] - '0');
    return (int)n;
}

/* What stands between the next `open` and the next `close`. */
static struct str between(struct str in, const char *open, const char *close)
{
    struct str at = find(in, open);
    at = str_sub(at, strlen(open), at.len);
    struct str end = find(at, close);
    return end.len ? str_trim(str_sub(at, 0, at.len - end.len)) : STR("");
}

/* The document without a mark of its encoding and blanks before it. */
static struct str begun(struct str body)
{
    return str_trim(str_starts(body, STR("\xef\xbb\xbf")) ? str_sub(body, 3, body.len) : body);
}

static bool is_page(struct str body)
{
    struct str head = str_sub(body, 0, 1024);
    return head.len && *head.p == '<' && (has_nocase(head, "<!doctype html") || has_nocase(head, "<html"));
}

/* The name of the outermost element, without its prefix. */
static struct str root_of(struct str body)
{
    struct str rest = str_sub(body, 0, HEAD);
    for (;;) {
        rest = find(rest, "<");
        if (rest.len < 2)
            return STR("");
        if (rest.p[1] != '?' && rest.p[1] != '!')
            break;
        rest = str_sub(rest, 1, rest.len);
    }
    size_t n = 1, from = 1;
    for (; n < rest.len && !strchr(" \t\r\n/>", rest.p[n]); n++)
        from = rest.p[n] == ':' ? n + 1 : from;
    return str_sub(rest, from, n - from);
}

/* -- errors of SDMX --------------------------------------------------------------------------------- */

/* What a message of SDMX says is wrong; code 0: it is no such message. */
struct complaint {
    int code;
    struct str text;
};

static struct complaint in_xml(struct str body)
{
    struct complaint c = {0};
    struct str foot = find(str_sub(body, body.len - MIN(body.len, (size_t)FOOT), FOOT), "Footer");
    struct str message = find(str_sub(body, 0, HEAD), "ErrorMessage");
    if (!str_is(root_of(body), "Error") || !message.len)
        message = has_nocase(foot, "severity=\"Error\"") ? foot : STR("");
    if (!message.len)
        return c;
    c.code = MAX(number_after(message, "code"), 1);
    c.text = between(find(message, "Text"), ">", "<");
    return c;
}

static struct complaint in_json(struct str body)
{
    static const char *const keys[] = {"\"detail\"", "\"message\"", "\"title\""};
    struct complaint c = {0};
    struct str errors = find(str_sub(body, 0, HEAD), "\"errors\"");
    size_t at = strlen("\"errors\"");
    while (at < errors.len && strchr(" \t\r\n:[", errors.p[at]))
        at++;
    errors = str_sub(errors, at, errors.len);
    if (!errors.len || *errors.p != '{') /* an empty list stands in many messages without a fault */
        return c;
    c.code = MAX(number_after(errors, "\"code\""), 1);
    for (size_t i = 0; i < ARRAY_LEN(keys) && !c.text.len; i++) {
        struct str value = find(errors, keys[i]);
        c.text = between(str_sub(value, strlen(keys[i]), value.len), "\"", "\"");
    }
    return c;
}

static struct complaint complaint_of(struct str body)
{
    if (body.len && *body.p == '<')
        return in_xml(body);
    return body.len && *body.p == '{' ? in_json(body) : (struct complaint){0};
}

/* -- the judgement ---------------------------------------------------------------------------------- */

static enum reply of_code(int code)
{
    switch (code) {
    case 100: return REPLY_NOTHING;
    case 130:
    case 413:
    case 510: return REPLY_TOO_LARGE;
    case 110:
    case 150: return REPLY_REFUSED;
    default: return REPLY_MISPUT;
    }
}

static enum reply of_status(int status)
{
    switch (status) {
    case 204: return REPLY_NOTHING;
    case 304: return REPLY_UNCHANGED;
    case 406:
    case 415: return REPLY_FORMAT;
    case 413:
    case 414: return REPLY_TOO_LARGE;
    case 400:
    case 404:
    case 405:
    case 422:
    case 500:
    case 501: return REPLY_MISPUT;
    default: return status >= 200 && status < 300 ? REPLY_FIGURES : REPLY_REFUSED;
    }
}

static const char *meaning(int status)
{
    switch (status) {
    case 400: return "it does not understand the question";
    case 401: return "it wants to know who asks";
    case 403: return "it may not be asked by us";
    case 404: return "there is no such address, flow or key";
    case 406: return "it gives no format that can be read here";
    case 413:
    case 414: return "too much is asked for at once";
    case 500: return "something broke there";
    case 501: return "it cannot do this";
    default: return "and says nothing more";
    }
}

static void put_words(char why[REPLY_TEXT], const char *before, struct str words)
{
    struct buf quoted = {0};
    utf8_quote(&quoted, str_trim(words), 200);
    snprintf(why, REPLY_TEXT, "%s \"%s\"", before, quoted.len ? quoted.p : "");
    buf_release(&quoted);
}

static void explain(char why[REPLY_TEXT], int status, struct str body, const struct complaint *c)
{
    char before[64];
    snprintf(before, sizeof before, "answers %d:", status);
    if (c->code > 1)
        snprintf(before, sizeof before, "answers %d with SDMX error %d:", status, c->code);
    struct str title = is_page(body) ? between(find(str_sub(body, 0, HEAD), "<title"), ">", "<") : STR("");
    if (c->text.len)
        put_words(why, before, c->text);
    else if (title.len)
        put_words(why, before, title);
    else if (body.len && body.len < 300 && *body.p != '<' && *body.p != '{')
        put_words(why, before, body);
    else
        snprintf(why, REPLY_TEXT, "%s %s", before, meaning(status));
}

/* How many fields a line of CSV has: separators outside of quotes. */
static size_t fields_in(struct str line)
{
    size_t n = 1;
    bool quoted = false;
    for (size_t i = 0; i < line.len; i++) {
        quoted = quoted != (line.p[i] == '"');
        n += !quoted && (line.p[i] == ',' || line.p[i] == ';' || line.p[i] == '\t');
    }
    return n;
}

static bool leaves_quotes_open(struct str text)
{
    bool open = false;
    for (size_t i = 0; i < text.len; i++)
        open = open != (text.p[i] == '"');
    return open;
}

static bool is_xml_cut(struct str whole)
{
    struct str root = root_of(whole);
    if (!root.len || !str_ends(whole, STR(">")))
        return true;
    return !str_ends(str_sub(whole, 0, whole.len - 1), root) && !str_ends(whole, STR("/>")) &&
           !str_ends(whole, STR("-->"));
}

/* Does the end show that there was to be more? */
static bool is_cut(struct str body)
{
    struct str first, rest = body;
    if (*body.p == '<')
        return is_xml_cut(body);
    if (*body.p == '{' || *body.p == '[')
        return !str_ends(body, *body.p == '{' ? STR("}") : STR("]"));
    const char *line = memrchr(body.p, '\n', body.len);
    str_next(&first, &rest, '\n');
    if (!line || !rest.len || body.p[body.len - 1] == '\n')
        return false;
    struct str last = {line + 1, (size_t)(str_end(body) - line) - 1};
    if (leaves_quotes_open(last)) /* else the field began on a line before */
        return leaves_quotes_open(body);
    return fields_in(last) < fields_in(first);
}

/* Nothing but a header above no lines. */
static bool is_header_alone(struct str body)
{
    struct str first, rest = body;
    if (*body.p == '<' || *body.p == '{' || *body.p == '[')
        return false;
    str_next(&first, &rest, '\n');
    return str_trim(rest).len == 0;
}

static enum reply of_content(char why[REPLY_TEXT], struct str body, bool mapped)
{
    struct err err;
    const bool known = mapped || format_detect(body, &err);
    if (is_page(begun(body))) {
        struct complaint none = {0};
        explain(why, 200, begun(body), &none);
        char title[REPLY_TEXT];
        memcpy(title, why, REPLY_TEXT);
        snprintf(why, REPLY_TEXT, "gives a web page in place of figures; it %.300s", title);
        return REPLY_REFUSED;
    }
    if (!known) {
        snprintf(why, REPLY_TEXT, "gives what cannot be read: %.330s", err.text);
        return REPLY_FORMAT;
    }
    why[0] = 0;
    if (str_starts(body, STR("PK"))) /* a workbook: who reads it will see */
        return REPLY_FIGURES;
    if (is_cut(*begun(body).p == '<' || *begun(body).p == '{' ? begun(body) : body)) {
        snprintf(why, REPLY_TEXT, "gives an answer whose end is missing");
        return REPLY_CUT;
    }
    if (is_header_alone(body)) {
        snprintf(why, REPLY_TEXT, "has no figures for this");
        return REPLY_NOTHING;
    }
    return REPLY_FIGURES;
}

enum reply reply_judge(char why[REPLY_TEXT], int status, struct str body, bool mapped)
{
    struct str text = begun(body);
    struct complaint c = complaint_of(text);
    enum reply a = of_status(status);
    if (c.code > 1 && a != REPLY_UNCHANGED && a != REPLY_FORMAT && a != REPLY_TOO_LARGE)
        a = of_code(c.code);
    else if (c.code && a == REPLY_FIGURES)
        a = REPLY_MISPUT;
    else if (status == 404 && (has_nocase(str_sub(text, 0, HEAD), "norecordsfound") ||
                               has_nocase(str_sub(text, 0, HEAD), "no records found") ||
                               has_nocase(str_sub(text, 0, HEAD), "no results") ||
                               has_nocase(str_sub(text, 0, HEAD), "no data")))
        a = REPLY_NOTHING;
    if (a == REPLY_FIGURES && !text.len)
        a = REPLY_NOTHING;
    if (a == REPLY_FIGURES)
        return of_content(why, body, mapped);
    explain(why, status, text, &c);
    return a;
}

/* -- what it says ------------------------------------------------------------------------------------- */

/* The header of SDMX-ML from the one tag to the other; empty: there is none. */
static struct str header_of(struct str body)
{
    struct str open = find(str_sub(body, 0, HEAD), "Header");
    struct str close = find(str_sub(open, 1, open.len), "Header>");
    return close.len ? (struct str){open.p, (size_t)(close.p - open.p)} : STR("");
}

/* The value of id or prepared that comes next at the beginning of a JSON document. */
static struct str own_value(struct str rest)
{
    static const char *const keys[] = {"\"id\"", "\"prepared\""};
    struct str head = str_sub(rest, 0, 2048), best = STR("");
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        struct str at = find(head, keys[i]);
        struct str value = between(str_sub(at, strlen(keys[i]), at.len), "\"", "\"");
        if (value.len && (!best.len || value.p < best.p))
            best = value;
    }
    return best;
}

static void add_without(struct sha256_state *state, struct str *rest, struct str part)
{
    if (!part.len)
        return;
    sha256_add(state, (struct str){rest->p, (size_t)(part.p - rest->p)});
    *rest = (struct str){str_end(part), (size_t)(str_end(*rest) - str_end(part))};
}

void reply_hash(char hex[SHA256_HEX], struct str body)
{
    struct sha256_state *state = sha256_begin();
    struct str rest = body, text = begun(str_sub(body, 0, HEAD));
    if (text.len && *text.p == '<')
        add_without(state, &rest, header_of(rest));
    for (int i = 0; i < 2 && text.len && *text.p == '{'; i++)
        add_without(state, &rest, own_value(rest));
    sha256_add(state, rest);
    struct sha256 hash = sha256_end(state);
    sha256_hex(hex, &hash);
}
