/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/csv.h"

#include "base/bytes8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Behind a byte order mark; files put one behind the other have them in the middle, too. */
static const char *behind_mark(const char *p, const char *end)
{
    return end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? p + 3 : p;
}

void csv_init(struct csv *c, struct str text, char sep)
{
    c->p = text.p;
    c->end = str_end(text);
    c->sep = sep;
    c->n = 0;
    c->line = 0;
    c->next_line = 1;
    c->fault = CSV_FINE;
    c->scratch = (struct buf){0};
}

void csv_release(struct csv *c) { buf_release(&c->scratch); }

/* The first separator or line end at or after p. */
static const char *find_end(const char *p, const char *end, char sep)
{
#ifdef __SSE2__
    const __m128i seps = _mm_set1_epi8(sep), lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r');
    for (; end - p >= 16; p += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
        __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, seps),
                                   _mm_or_si128(_mm_cmpeq_epi8(bytes, lf),
                                                _mm_cmpeq_epi8(bytes, cr)));
        int mask = _mm_movemask_epi8(hit);
        if (mask)
            return p + __builtin_ctz((unsigned)mask);
    }
#endif
    while (p < end && *p != sep && *p != '\n' && *p != '\r')
        p++;
    return p;
}

/* From behind the opening quote to the separator or line end; the text may lie in scratch. */
static struct str quoted(struct csv *c)
{
    const char *start = c->p;
    size_t scratch_at = c->scratch.len;
    bool copied = false;
    for (;;) {
        const char *q = memchr(c->p, '"', (size_t)(c->end - c->p));
        for (const char *s = c->p; s < (q ? q : c->end); s++)
            if (*s == '\n' || (*s == '\r' && !(s + 1 < c->end && s[1] == '\n')))
                c->next_line++;
        if (!q) {
            c->fault = CSV_UNCLOSED_QUOTE;
            if (copied)
                buf_put(&c->scratch, c->p, (size_t)(c->end - c->p));
            c->p = c->end;
            break;
        }
        bool doubled = q + 1 < c->end && q[1] == '"';
        if (!doubled) {
            if (copied)
                buf_put(&c->scratch, c->p, (size_t)(q - c->p));
            c->p = q;
            break;
        }
        if (!copied) {
            copied = true;
            buf_put(&c->scratch, start, (size_t)(q + 1 - start));
        } else {
            buf_put(&c->scratch, c->p, (size_t)(q + 1 - c->p));
        }
        c->p = q + 2;
    }
    /* scratch may move while the row grows, so fields in it are kept as offsets and
     * made pointers when the row is complete: a NULL-based address never occurs otherwise */
    struct str text = copied ? (struct str){(const char *)(uintptr_t)scratch_at,
                                            c->scratch.len - scratch_at}
                             : (struct str){start, (size_t)(c->p - start)};
    if (c->p < c->end)
        c->p++; /* the closing quote */
    if (c->p < c->end && *c->p != c->sep && *c->p != '\n' && *c->p != '\r') {
        c->fault = CSV_TEXT_AFTER_QUOTE;
        const char *stop = find_end(c->p, c->end, c->sep);
        text = (struct str){start - 1, (size_t)(stop - start) + 1};
        c->p = stop;
    }
    return text;
}

bool csv_next(struct csv *c)
{
    while (c->p < c->end && (*c->p == '\n' || *c->p == '\r')) {
        bool crlf = *c->p == '\r' && c->p + 1 < c->end && c->p[1] == '\n';
        c->p += crlf ? 2 : 1;
        c->next_line++;
    }
    if (c->p < c->end && *c->p == '\xef')
        c->p = behind_mark(c->p, c->end);
    if (c->p >= c->end)
        return false;
    c->n = 0;
    c->fault = CSV_FINE;
    c->line = c->next_line;
    c->scratch.len = 0;
    for (;;) {
        struct str field;
        if (c->p < c->end && *c->p == '"') {
            c->p++;
            field = quoted(c);
        } else {
            const char *stop = find_end(c->p, c->end, c->sep);
            field = (struct str){c->p, (size_t)(stop - c->p)};
            c->p = stop;
        }
        if (c->n < CSV_FIELDS_MAX)
            c->field[c->n++] = field;
        else if (field.len) /* spreadsheets write hundreds of empty columns */
            c->fault = CSV_TOO_MANY_FIELDS;
        if (c->p >= c->end || *c->p != c->sep)
            break;
        c->p++;
    }
    if (c->p < c->end) {
        bool crlf = *c->p == '\r' && c->p + 1 < c->end && c->p[1] == '\n';
        c->p += crlf ? 2 : 1;
        c->next_line++;
    }
    if (c->scratch.len)
        for (size_t i = 0; i < c->n; i++)
            if ((uintptr_t)c->field[i].p <= c->scratch.len)
                c->field[i].p = c->scratch.p + (uintptr_t)c->field[i].p;
    return true;
}

static const char candidates[] = {',', ';', '\t', '|'};

char csv_guess_sep(struct str text)
{
    size_t count[sizeof candidates] = {0}, best = 0;
    bool quoted = false;
    for (size_t k = 0; k < text.len && (quoted || (text.p[k] != '\n' && text.p[k] != '\r')); k++) {
        quoted = quoted != (text.p[k] == '"');
        for (size_t i = 0; i < sizeof candidates && !quoted; i++)
            count[i] += text.p[k] == candidates[i];
    }
    for (size_t i = 1; i < sizeof candidates; i++)
        best = count[i] > count[best] ? i : best;
    return candidates[best];
}

/* "sep=;": the line in which Excel says and is told what separates. */
static bool says_sep(char *sep, struct str line)
{
    bool quoted = line.len == 7 && line.p[0] == '"' && line.p[6] == '"';
    if (quoted)
        line = str_sub(line, 1, 5);
    if (line.len != 5 || !str_eq_nocase(str_sub(line, 0, 4), STR("sep=")) ||
        !memchr(candidates, line.p[4], sizeof candidates))
        return false;
    *sep = line.p[4];
    return true;
}

static bool says_nothing(struct str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.p[i] != ' ' && !memchr(candidates, line.p[i], sizeof candidates))
            return false;
    return true;
}

void csv_begin(struct csv *c, struct str text)
{
    csv_init(c, text, ',');
    for (bool told = false;;) {
        c->p = behind_mark(c->p, c->end);
        const char *stop = find_end(c->p, c->end, '\n');
        struct str line = {c->p, (size_t)(stop - c->p)};
        if (!told && says_sep(&c->sep, line)) {
            told = true;
        } else if (!says_nothing(line)) {
            c->sep = told ? c->sep : csv_guess_sep((struct str){c->p, (size_t)(c->end - c->p)});
            break;
        }
        c->p = stop;
        if (c->p == c->end)
            break;
        c->p += *stop == '\r' && stop + 1 < c->end && stop[1] == '\n' ? 2 : 1;
        c->next_line++;
    }
}

static bool is_plain(char c) { return c != ',' && c != '"' && c != '\n' && c != '\r'; }

/* Eight of ASCII that are plain. */
static bool plain_word(uint64_t w)
{
    return !(bytes8_high(w) | bytes8_are(w, ',') | bytes8_are(w, '"') | bytes8_are(w, '\n') | bytes8_are(w, '\r'));
}

void csv_put(struct buf *out, struct str field)
{
    size_t plain = 0;
    while (plain + 8 <= field.len && plain_word(bytes8(field.p + plain)))
        plain += 8;
    while (plain < field.len && is_plain(field.p[plain]))
        plain++;
    if (plain == field.len) {
        buf_str(out, field);
        return;
    }
    buf_char(out, '"');
    for (size_t i = 0; i < field.len; i++) {
        if (field.p[i] == '"')
            buf_char(out, '"');
        buf_char(out, field.p[i]);
    }
    buf_char(out, '"');
}

void csv_put_text(struct buf *out, struct str field)
{
    if (field.len == 0 || !memchr("=+-@\t\r", field.p[0], 6)) {
        csv_put(out, field);
        return;
    }
    struct buf safe = {0};
    buf_char(&safe, '\'');
    buf_str(&safe, field);
    csv_put(out, buf_view(&safe));
    buf_release(&safe);
}
