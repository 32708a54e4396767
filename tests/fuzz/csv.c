/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes are rows of fields; what is written is read back the same. */

#include "fuzz.h"

#include "syntax/csv.h"

static void write_row(struct buf *out, const struct csv *c)
{
    for (size_t i = 0; i < c->n; i++) {
        if (i)
            buf_char(out, ',');
        csv_put(out, c->field[i]);
    }
    buf_char(out, '\n');
}

/* A row of one empty field is a blank line, which is passed over. */
static bool blank(const struct csv *c) { return c->n == 1 && c->field[0].len == 0; }

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct csv c, d;
    struct buf once = {0};
    struct str text = fuzz_str(bytes, n);
    size_t fields = 0;
    uint32_t line = 0;
    csv_init(&c, text, csv_guess_sep(text));
    while (csv_next(&c)) {
        CLAIM(c.n >= 1 && c.n <= CSV_FIELDS_MAX && c.line > line);
        line = c.line;
        for (size_t i = 0; i < c.n; i++)
            fields += c.field[i].len;
        if (!blank(&c))
            write_row(&once, &c);
    }
    CLAIM(fields <= n);
    csv_release(&c);

    struct buf twice = {0};
    /* a byte order mark that was a field's text would be taken for one */
    if (!str_starts(buf_view(&once), STR("\xef\xbb\xbf"))) {
        csv_init(&d, buf_view(&once), ',');
        while (csv_next(&d)) {
            bool first_quoted = d.fault == CSV_FINE;
            CLAIM(first_quoted);
            write_row(&twice, &d);
        }
        csv_release(&d);
        CLAIM(str_eq(buf_view(&once), buf_view(&twice)));
    }
    buf_release(&once);
    buf_release(&twice);
    return 0;
}
