/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The bodies that forms send: application/x-www-form-urlencoded (URL standard, section 5.1)
 * and multipart/form-data (RFC 7578). The library's own reader works on pieces as they come and
 * takes a broken form for a short one; here the whole body is there, values that need no
 * decoding stay where they are in it, and what is broken is refused with a sentence. */

#include "base/utf8.h"
#include "server/http_inner.h"

enum {
    ENCODED_MAX = 1 << 20, /* of an urlencoded form; files come as multipart */
    PART_HEAD_MAX = 4096,
    BOUNDARY_MAX = 70
};

struct form {
    struct http_field *field;
    unsigned n, size;
    struct arena *arena;
    const char *why;
};

static bool broken(struct form *f, const char *why)
{
    f->why = why;
    return false;
}

static struct http_field *add(struct form *f)
{
    if (f->n == HTTP_FIELDS) {
        broken(f, "The form has more than 4096 fields.");
        return NULL;
    }
    if (f->n == f->size) {
        struct http_field *old = f->field;
        f->size = f->size ? f->size * 2 : 16;
        f->field = arena_array(f->arena, struct http_field, f->size);
        if (f->n)
            memcpy(f->field, old, f->n * sizeof *old);
    }
    return &f->field[f->n++];
}

static bool is_text(struct str s)
{
    return s.len == 0 || (utf8_valid(s) == s.len && !memchr(s.p, 0, s.len));
}

/* A name is one line. */
static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
            return false;
    return is_text(s);
}

static bool check_texts(struct form *f, const struct http_field *field)
{
    if (!is_name(field->name) || !is_name(field->file_name) || !is_name(field->type))
        return broken(f, "The name of a field of the form is not UTF-8 or has a control character "
                         "in it.");
    if (field->file_name.p || is_text(field->value))
        return true;
    return broken(f, "A field of the form is not UTF-8 or has a NUL byte in it.");
}

/* -- urlencoded ------------------------------------------------------------------------------- */

static bool unescape(struct form *f, struct str *out, struct str s)
{
    *out = s;
    if (s.len == 0 || (!memchr(s.p, '%', s.len) && !memchr(s.p, '+', s.len)))
        return true;
    char *to = arena_alloc(f->arena, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] != '%') {
            to[n++] = s.p[i] == '+' ? ' ' : s.p[i];
            continue;
        }
        int high = i + 2 < s.len ? hex_digit(s.p[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(s.p[i + 2]) : -1;
        if (low < 0)
            return broken(f, "A percent sign in the form is not followed by two hexadecimal "
                             "digits.");
        to[n++] = (char)(high << 4 | low);
        i += 2;
    }
    *out = (struct str){to, n};
    return true;
}

static bool read_encoded(struct form *f, struct str body)
{
    struct str piece;
    while (str_next(&piece, &body, '&')) {
        if (piece.len == 0)
            continue;
        const char *equals = memchr(piece.p, '=', piece.len);
        size_t name_len = equals ? (size_t)(equals - piece.p) : piece.len;
        struct http_field *field = add(f);
        if (!field || !unescape(f, &field->name, str_sub(piece, 0, name_len)) ||
            !unescape(f, &field->value, str_sub(piece, name_len + 1, piece.len)) ||
            !check_texts(f, field))
            return false;
    }
    return true;
}

/* -- multipart -------------------------------------------------------------------------------- */

static struct str trim_left(struct str s)
{
    while (s.len && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = str_sub(s, 1, s.len);
    return s;
}

/* From behind the opening quote to the closing one; a backslash stands for itself save before a
 * quote or another, as in names that clients of two habits send. */
static bool quoted(struct str *out, struct str *rest, struct arena *a)
{
    size_t end = 0, pairs = 0;
    for (; end < rest->len && rest->p[end] != '"'; end++)
        if (rest->p[end] == '\\' && end + 1 < rest->len &&
            (rest->p[end + 1] == '"' || rest->p[end + 1] == '\\'))
            end++, pairs++;
    if (end >= rest->len)
        return false;
    *out = str_sub(*rest, 0, end);
    if (pairs) {
        char *to = arena_alloc(a, end);
        size_t n = 0;
        for (size_t i = 0; i < end; i++) {
            i += rest->p[i] == '\\' && (rest->p[i + 1] == '"' || rest->p[i + 1] == '\\');
            to[n++] = rest->p[i];
        }
        *out = (struct str){to, n};
    }
    *rest = str_sub(*rest, end + 1, rest->len);
    return true;
}

/* "; name=value" of a header field: 1 one was there, 0 the end, negative: neither. */
static int next_param(struct str *name, struct str *value, struct str *rest, struct arena *a)
{
    *rest = trim_left(*rest);
    if (rest->len == 0)
        return 0;
    if (rest->p[0] != ';')
        return -1;
    *rest = trim_left(str_sub(*rest, 1, rest->len));
    if (rest->len == 0)
        return 0;
    const char *equals = memchr(rest->p, '=', rest->len);
    if (!equals)
        return -1;
    *name = str_trim(str_sub(*rest, 0, (size_t)(equals - rest->p)));
    *rest = trim_left(str_sub(*rest, (size_t)(equals - rest->p) + 1, rest->len));
    if (rest->len && rest->p[0] == '"') {
        *rest = str_sub(*rest, 1, rest->len);
        return quoted(value, rest, a) ? 1 : -1;
    }
    size_t n = 0;
    while (n < rest->len && rest->p[n] != ';')
        n++;
    *value = str_trim(str_sub(*rest, 0, n));
    *rest = str_sub(*rest, n, rest->len);
    return 1;
}

/* What stands before the first semicolon, without blanks; *params is what follows. */
static struct str before_params(struct str *params, struct str s)
{
    const char *semicolon = s.len ? memchr(s.p, ';', s.len) : NULL;
    size_t n = semicolon ? (size_t)(semicolon - s.p) : s.len;
    *params = str_sub(s, n, s.len);
    return str_trim(str_sub(s, 0, n));
}

/* Some clients send the whole path of the file. */
static struct str last_part(struct str path)
{
    size_t from = path.len;
    while (from && path.p[from - 1] != '/' && path.p[from - 1] != '\\')
        from--;
    return path.p ? (struct str){path.p + from, path.len - from} : path;
}

static bool read_disposition(struct form *f, struct http_field *field, struct str value)
{
    struct str params, name, text;
    int r;
    if (!str_eq_nocase(before_params(&params, value), STR("form-data")))
        return broken(f, "A part of the form is not marked as form-data.");
    while ((r = next_param(&name, &text, &params, f->arena)) == 1) {
        if (str_eq_nocase(name, STR("name")))
            field->name = text;
        else if (str_eq_nocase(name, STR("filename")))
            field->file_name = last_part(text.p ? text : STR(""));
    }
    return r == 0 || broken(f, "The head of a part of the form makes no sense.");
}

static bool read_part_head(struct form *f, struct http_field *field, struct str head)
{
    while (head.len) {
        const char *end = memmem(head.p, head.len, "\r\n", 2);
        struct str line = str_sub(head, 0, end ? (size_t)(end - head.p) : head.len);
        head = str_sub(head, line.len + 2, head.len);
        const char *colon = line.len ? memchr(line.p, ':', line.len) : NULL;
        if (!colon || !is_name(line))
            return broken(f, "The head of a part of the form makes no sense.");
        struct str name = str_sub(line, 0, (size_t)(colon - line.p));
        struct str value = str_trim(str_sub(line, name.len + 1, line.len));
        if (str_eq_nocase(name, STR("Content-Disposition"))) {
            if (!read_disposition(f, field, value))
                return false;
        } else if (str_eq_nocase(name, STR("Content-Type"))) {
            field->type = value;
        } else if (str_eq_nocase(name, STR("Content-Transfer-Encoding")) &&
                   !str_eq_nocase(value, STR("binary")) && !str_eq_nocase(value, STR("8bit")) &&
                   !str_eq_nocase(value, STR("7bit"))) {
            return broken(f, "A part of the form is in a transfer encoding; send it as it is.");
        }
    }
    return field->name.p || broken(f, "A part of the form has no name.");
}

static bool read_part(struct form *f, struct str part)
{
    struct str window = str_sub(part, 0, PART_HEAD_MAX);
    const char *end = window.len ? memmem(window.p, window.len, "\r\n\r\n", 4) : NULL;
    struct http_field *field;
    if (!end)
        return broken(f, "The head of a part of the form has no end, or is longer than 4 KB.");
    if (!(field = add(f)) || !read_part_head(f, field, str_sub(part, 0, (size_t)(end - part.p))))
        return false;
    field->value = str_sub(part, (size_t)(end - part.p) + 4, part.len);
    return check_texts(f, field);
}

static bool find_boundary(struct form *f, struct str *boundary, struct str params)
{
    struct str name, value;
    *boundary = STR("");
    while (next_param(&name, &value, &params, f->arena) == 1)
        if (!boundary->len && str_eq_nocase(name, STR("boundary")))
            *boundary = value;
    if (boundary->len == 0 || boundary->len > BOUNDARY_MAX || !is_name(*boundary))
        return broken(f, "The form does not say what stands between its parts (boundary).");
    return true;
}

static bool read_multipart(struct form *f, struct str body, struct str params)
{
    struct str boundary;
    if (!find_boundary(f, &boundary, params))
        return false;
    const struct str line = str_of(arena_fmt(f->arena, "\r\n--%.*s", STR_FMT(boundary)));
    /* The first one may stand at the very beginning, with no end of a line before it. */
    struct str first = str_sub(line, 2, line.len), rest;
    if (str_starts(body, first)) {
        rest = str_sub(body, first.len, body.len);
    } else {
        const char *at = body.len ? memmem(body.p, body.len, line.p, line.len) : NULL;
        if (!at)
            return broken(f, "The form has no parts.");
        rest = str_sub(body, (size_t)(at - body.p) + line.len, body.len);
    }
    while (!str_starts(rest, STR("--"))) {
        rest = trim_left(rest);
        if (!str_starts(rest, STR("\r\n")))
            return broken(f, "The line between two parts of the form makes no sense.");
        rest = str_sub(rest, 2, rest.len);
        const char *end = rest.len ? memmem(rest.p, rest.len, line.p, line.len) : NULL;
        if (!end)
            return broken(f, "The form ends in the middle of a part.");
        size_t len = (size_t)(end - rest.p);
        if (!read_part(f, str_sub(rest, 0, len)))
            return false;
        rest = str_sub(rest, len + line.len, rest.len);
    }
    return true;
}

bool form_parse(struct http_request *rq, struct str content_type, int *status, const char **why)
{
    struct form f = {.arena = rq->arena};
    struct str params, kind = before_params(&params, content_type);
    bool fine = true;
    rq->field = NULL;
    rq->nfields = 0;
    *status = 400;
    if (str_eq_nocase(kind, STR("application/x-www-form-urlencoded"))) {
        if (rq->body.len > ENCODED_MAX) {
            *status = 413;
            *why = "A form of this kind may have 1 MB; send files as multipart/form-data.";
            return false;
        }
        fine = read_encoded(&f, rq->body);
    } else if (str_eq_nocase(kind, STR("multipart/form-data"))) {
        fine = read_multipart(&f, rq->body, params);
    }
    if (fine) {
        rq->field = f.field;
        rq->nfields = f.n;
    }
    *why = f.why;
    return fine;
}
