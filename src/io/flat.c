/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/flat.h"

#include "io/formats.h"
#include "syntax/csv.h"
#include "syntax/workbook.h"

#define END UINT32_MAX
enum { CELLS_BYTES_MAX = 512 << 20 };

/* -- the rows -------------------------------------------------------------------------------- */

static void put_u32(struct buf *b, uint32_t n) { buf_put(b, &n, sizeof n); }

void flat_put(struct flat *f, struct str id, struct str text)
{
    put_u32(&f->cells, strset_put(&f->ids, id));
    put_u32(&f->cells, (uint32_t)text.len);
    buf_put(&f->cells, text.p ? text.p : "", text.len);
}

void flat_row(struct flat *f)
{
    put_u32(&f->cells, END);
    f->nrows++;
}

int flat_within(const struct flat *f, struct err *err)
{
    if (f->ids.n > CSV_FIELDS_MAX)
        return err_set(err, ERR_LIMIT, "the message has more than %d dimensions and attributes", CSV_FIELDS_MAX);
    if (f->nrows >= WORKBOOK_ROWS_MAX || f->cells.len > CELLS_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "the message has more observations than a sheet has rows (%d)",
                       WORKBOOK_ROWS_MAX - 1);
    return 0;
}

/* A line is a row: no text has an end of line in it. */
static void put_field(struct buf *csv, struct str text, struct buf *clean)
{
    clean->len = 0;
    for (size_t i = 0; i < text.len; i++)
        buf_char(clean, (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
    csv_put(csv, clean->len ? buf_view(clean) : STR(""));
}

static void to_csv(struct buf *csv, const struct flat *f)
{
    struct str *row = mem_alloc(sizeof *row * (f->ids.n + 1));
    struct buf clean = {0};
    for (uint32_t i = 0; i < f->ids.n; i++) {
        buf_puts(csv, i ? "," : "");
        put_field(csv, f->ids.v[i], &clean);
    }
    buf_char(csv, '\n');
    for (const char *p = f->cells.p, *end = p + f->cells.len; p < end;) {
        uint32_t head[2];
        memcpy(head, p, sizeof *head);
        p += sizeof *head;
        if (head[0] != END) {
            memcpy(&head[1], p, sizeof *head);
            p += sizeof *head;
            row[head[0]] = (struct str){p, head[1]};
            p += head[1];
            continue;
        }
        for (uint32_t i = 0; i < f->ids.n; i++) {
            buf_puts(csv, i ? "," : "");
            put_field(csv, row[i], &clean);
            row[i] = (struct str){0};
        }
        buf_char(csv, '\n');
    }
    buf_release(&clean);
    free(row);
}

/* -- the message ------------------------------------------------------------------------------ */

int flat_message(struct buf *csv, struct str bytes, struct err *err)
{
    struct flat f = {0};
    struct str rest = str_starts(bytes, STR("\xef\xbb\xbf")) ? str_sub(bytes, 3, bytes.len) : bytes;
    rest = str_trim(rest);
    char first = rest.len ? rest.p[0] : 0;
    if (first != '<' && first != '{')
        return 0;
    int r = first == '<'               ? flat_ml(&f, bytes, err)
            : json_stat_detect(bytes)  ? flat_stat(&f, bytes, err)
                                       : flat_json(&f, bytes, err);
    if (r == 0)
        r = flat_within(&f, err);
    if (r == 0 && f.nrows == 0)
        r = err_set(err, ERR_INPUT, "the message has no observations");
    if (r == 0)
        to_csv(csv, &f);
    strset_release(&f.ids);
    buf_release(&f.cells);
    return r < 0 ? r : 1;
}
