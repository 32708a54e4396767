/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/csv.h"

#include "base/random.h"
#include "test.h"

/* Rows as "field|field" with the line in front, one a line; faults as !, ? and >. */
static void rows_are(struct str text, char sep, const char *want)
{
    struct csv c;
    struct buf got = {0};
    buf_puts(&got, "");
    csv_init(&c, text, sep);
    while (csv_next(&c)) {
        buf_fmt(&got, "%u%s:", c.line,
                c.fault == CSV_FINE ? "" : c.fault == CSV_UNCLOSED_QUOTE ? "!"
                : c.fault == CSV_TEXT_AFTER_QUOTE ? "?" : ">");
        for (size_t i = 0; i < c.n; i++) {
            buf_puts(&got, i ? "|" : "");
            buf_str(&got, c.field[i]);
        }
        buf_char(&got, ';');
    }
    csv_release(&c);
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

TEST(csv_rows_and_line_ends)
{
    rows_are(STR(""), ',', "");
    rows_are((struct str){0}, ',', "");
    rows_are(STR("\n\r\n\r"), ',', "");
    rows_are(STR("a,b\nc,d\n"), ',', "1:a|b;2:c|d;");
    rows_are(STR("a,b\r\nc,d\r\n"), ',', "1:a|b;2:c|d;");
    rows_are(STR("a,b\rc,d\r"), ',', "1:a|b;2:c|d;");
    rows_are(STR("a,b\nc,d"), ',', "1:a|b;2:c|d;");
    rows_are(STR("a\n\n\r\nb\r\rc"), ',', "1:a;4:b;6:c;");
    rows_are(STR("a;b,c\n"), ';', "1:a|b,c;");
    rows_are(STR("a,b,\n,,\n"), ',', "1:a|b|;2:||;");
    rows_are(STR("a,b,"), ',', "1:a|b|;");
    rows_are(STR(" a , b \n"), ',', "1: a | b ;");
}

TEST(csv_skips_a_byte_order_mark_in_front_of_a_row)
{
    rows_are(STR("\xef\xbb\xbf" "a,b\n"), ',', "1:a|b;");
    rows_are(STR("\xef\xbb\xbf" "\"a\",b\n"), ',', "1:a|b;");
    rows_are(STR("\xef\xbb\xbf"), ',', "");
    rows_are(STR("a\n\xef\xbb\xbf" "b\n"), ',', "1:a;2:b;");
    rows_are(STR("a,\xef\xbb\xbf" "b\n"), ',', "1:a|\xef\xbb\xbf" "b;");
    rows_are(STR("a\n\xef\xbb\xbf"), ',', "1:a;");
    rows_are(STR("\xef\xbb"), ',', "1:\xef\xbb;");
}

TEST(csv_quotes)
{
    rows_are(STR("\"a,b\",c\n"), ',', "1:a,b|c;");
    rows_are(STR("\"a\"\"b\",\"\"\"\",\"\"\n"), ',', "1:a\"b|\"|;");
    rows_are(STR("\"\"\"a\"\"\",\"x\"\"y\"\"z\"\n"), ',', "1:\"a\"|x\"y\"z;");
    rows_are(STR("a\"b,c\"\n"), ',', "1:a\"b|c\";"); /* a quote in the middle is a character */
    rows_are(STR("\"a\nb\",c\nd,e\n"), ',', "1:a\nb|c;3:d|e;");
    rows_are(STR("\"a\r\nb\r\n\",c\r\nd\r\n"), ',', "1:a\r\nb\r\n|c;4:d;");
    rows_are(STR("\"a\rb\"\rc\r"), ',', "1:a\rb;3:c;");
    rows_are(STR("x,\"1\n2\n3\"\ny\n"), ',', "1:x|1\n2\n3;4:y;");
    rows_are(STR("\"a\"\n\"b\""), ',', "1:a;2:b;");
}

TEST(csv_keeps_what_is_damaged_and_says_so)
{
    rows_are(STR("a,\"b\nc,d\n"), ',', "1!:a|b\nc,d\n;");
    rows_are(STR("a,\""), ',', "1!:a|;");
    rows_are(STR("\"a\"\"b"), ',', "1!:a\"b;");
    rows_are(STR("\"a\"\""), ',', "1!:a\";");
    rows_are(STR("\"a\"b,c\nd\n"), ',', "1?:\"a\"b|c;2:d;");
    rows_are(STR("\"a\" ,c\n"), ',', "1?:\"a\" |c;");
    rows_are(STR("\"a\"\"b\"x,c\n"), ',', "1?:\"a\"\"b\"x|c;");
}

TEST(csv_row_of_six_hundred_fields)
{
    struct buf b = {0};
    struct csv c;
    for (int row = 0; row < 2; row++)
        for (unsigned i = 0; i < 600; i++)
            buf_fmt(&b, "%u%s", i, i < 599 ? "," : "\n");
    buf_puts(&b, "x\n");
    csv_init(&c, buf_view(&b), ',');
    for (uint32_t row = 1; row <= 2; row++) {
        CHECK(csv_next(&c));
        CHECK_INT(c.n, CSV_FIELDS_MAX);
        CHECK_INT(c.fault, CSV_TOO_MANY_FIELDS);
        CHECK_INT(c.line, row);
        CHECK_STR(c.field[511], "511");
    }
    CHECK(csv_next(&c));
    CHECK(c.n == 1 && c.fault == CSV_FINE && c.line == 3);
    CHECK(!csv_next(&c));
    csv_release(&c);
    buf_release(&b);
}

/* The same grammar, a byte at a time and as plainly as can be. */
struct naive {
    const char *p, *end;
    char sep;
    uint32_t line, next_line;
    size_t n;
    char *field[64];
    size_t len[64];
    enum csv_fault fault;
};

static void naive_end_of_line(struct naive *c)
{
    if (*c->p == '\r' && c->p + 1 < c->end && c->p[1] == '\n')
        c->p++;
    c->p++;
    c->next_line++;
}

static bool naive_next(struct naive *c)
{
    while (c->p < c->end && (*c->p == '\n' || *c->p == '\r'))
        naive_end_of_line(c);
    if (c->p == c->end)
        return false;
    c->n = 0;
    c->fault = CSV_FINE;
    c->line = c->next_line;
    for (;;) {
        char *out = c->field[c->n];
        size_t len = 0;
        const char *start = c->p;
        if (c->p < c->end && *c->p == '"') {
            bool closed = false;
            c->p++;
            while (c->p < c->end && !closed) {
                if (*c->p == '"' && c->p + 1 < c->end && c->p[1] == '"') {
                    out[len++] = '"';
                    c->p += 2;
                } else if (*c->p == '"') {
                    closed = true;
                    c->p++;
                } else {
                    if (*c->p == '\n' ||
                        (*c->p == '\r' && !(c->p + 1 < c->end && c->p[1] == '\n')))
                        c->next_line++;
                    out[len++] = *c->p++;
                }
            }
            if (!closed)
                c->fault = CSV_UNCLOSED_QUOTE;
        }
        bool quoted = c->p > start;
        if (c->p < c->end && *c->p != c->sep && *c->p != '\n' && *c->p != '\r') {
            if (quoted) {
                c->fault = CSV_TEXT_AFTER_QUOTE;
                len = (size_t)(c->p - start);
                memcpy(out, start, len);
            }
            while (c->p < c->end && *c->p != c->sep && *c->p != '\n' && *c->p != '\r')
                out[len++] = *c->p++;
        }
        c->len[c->n++] = len;
        if (c->p == c->end || *c->p != c->sep)
            break;
        c->p++;
    }
    if (c->p < c->end)
        naive_end_of_line(c);
    return true;
}

static char naive_room[64][4096];

static void same_as_naive(struct str text, char sep)
{
    struct csv c;
    struct naive d = {text.p, text.p + text.len, sep, 0, 1, 0, {0}, {0}, CSV_FINE};
    for (size_t i = 0; i < ARRAY_LEN(naive_room); i++)
        d.field[i] = naive_room[i];
    csv_init(&c, text, sep);
    while (naive_next(&d)) {
        CHECK(csv_next(&c));
        CHECK_INT(c.line, d.line);
        CHECK_INT(c.n, d.n);
        CHECK_INT(c.fault, d.fault);
        for (size_t i = 0; i < d.n; i++)
            CHECK(str_eq(c.field[i], ((struct str){d.field[i], d.len[i]})));
    }
    CHECK(!csv_next(&c));
    csv_release(&c);
}

/* Sixteen bytes are looked at at a time: fields of every length at every alignment, in a
 * buffer that ends where the text ends. */
TEST(csv_fields_of_every_length_at_every_alignment)
{
    for (size_t before = 0; before < 17; before++)
        for (size_t len = 0; len <= 70; len++)
            for (int form = 0; form < 4; form++) {
                struct buf b = {0};
                for (size_t i = 0; i < before; i++)
                    buf_char(&b, 'p');
                buf_char(&b, ',');
                if (form == 1)
                    buf_char(&b, '"');
                for (size_t i = 0; i < len; i++)
                    buf_char(&b, (char)('a' + i % 26));
                if (form == 1)
                    buf_char(&b, '"');
                buf_puts(&b, form == 0 ? "" : form == 1 ? ",q\n" : form == 2 ? "\r\nz" : "\n");
                char *exact = malloc(b.len);
                memcpy(exact, b.p, b.len);
                same_as_naive((struct str){exact, b.len}, ',');
                free(exact);
                buf_release(&b);
            }
}

TEST(csv_reads_random_bytes_as_the_naive_reader)
{
    static const char alphabet[] = ",,,\"\"\n\rab";
    struct chance chance = {17};
    for (int i = 0; i < 30000; i++) {
        size_t n = chance_below(&chance, 60);
        char *text = malloc(n ? n : 1);
        for (size_t k = 0; k < n; k++)
            text[k] = alphabet[chance_below(&chance, sizeof alphabet - 1)];
        same_as_naive((struct str){text, n}, ',');
        free(text);
    }
    for (int i = 0; i < 3000; i++) { /* longer fields, so that whole vectors are passed over */
        size_t n = 400 + chance_below(&chance, 400);
        char *text = malloc(n);
        for (size_t k = 0; k < n; k++)
            text[k] = chance_below(&chance, 20) ? (char)('!' + 2 + chance_below(&chance, 90))
                                                : ";\"\n\r"[chance_below(&chance, 4)];
        same_as_naive((struct str){text, n}, ';');
        free(text);
    }
}

TEST(csv_guesses_the_separator)
{
    CHECK_INT(csv_guess_sep(STR("ref_area,source,time\n1;2;3;4;5")), ',');
    CHECK_INT(csv_guess_sep(STR("ref_area;source;time\n")), ';');
    CHECK_INT(csv_guess_sep(STR("ref_area\tsource\ttime")), '\t');
    CHECK_INT(csv_guess_sep(STR("a|b")), '|');
    CHECK_INT(csv_guess_sep(STR("alone")), ',');
    CHECK_INT(csv_guess_sep(STR("")), ',');
    CHECK_INT(csv_guess_sep((struct str){0}), ',');
    CHECK_INT(csv_guess_sep(STR("a;b\r1,2,3\r4,5,6")), ';');
    CHECK_INT(csv_guess_sep(STR("\"a,b,c,d\"\t\"e\"\n")), '\t');
}

TEST(csv_put_is_read_back)
{
    struct chance chance = {23};
    for (int i = 0; i < 5000; i++) {
        char text[3][20];
        struct str field[3];
        struct buf b = {0};
        for (int f = 0; f < 3; f++) {
            field[f] = (struct str){text[f], 1 + chance_below(&chance, 19)};
            for (size_t k = 0; k < field[f].len; k++)
                text[f][k] = ",\"\n\r=ab "[chance_below(&chance, 8)];
            buf_puts(&b, f ? "," : "");
            csv_put(&b, field[f]);
        }
        buf_char(&b, '\n');
        struct csv c;
        csv_init(&c, buf_view(&b), ',');
        CHECK(csv_next(&c));
        CHECK(c.n == 3 && c.fault == CSV_FINE);
        for (int f = 0; f < 3; f++)
            CHECK(str_eq(c.field[f], field[f]));
        CHECK(!csv_next(&c));
        csv_release(&c);
        buf_release(&b);
    }
}

static void put_text_is(const char *text, const char *want)
{
    struct buf b = {0};
    csv_put_text(&b, str_of(text));
    CHECK_STR(buf_view(&b), want);
    buf_release(&b);
}

TEST(csv_put_text_disarms_formulas)
{
    struct buf b = {0};
    csv_put(&b, STR("=1+1"));
    CHECK_STR(buf_view(&b), "=1+1");
    buf_release(&b);
    put_text_is("=1+1", "'=1+1");
    put_text_is("+66 2 123", "'+66 2 123");
    put_text_is("-x", "'-x");
    put_text_is("@SUM(A1)", "'@SUM(A1)");
    put_text_is("\tx", "'\tx");
    put_text_is("=\"a\",b", "\"'=\"\"a\"\",b\"");
    put_text_is("a=b", "a=b");
    put_text_is("a,b", "\"a,b\"");
}
