/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/columns.h"

#include "syntax/csv.h"

#include <math.h>

void columns_begin(struct columns *c, struct buf *out, enum columns_form form, const char *const *name,
                   unsigned n)
{
    *c = (struct columns){.out = out, .form = form, .name = name, .n = n};
    if (form == COLUMNS_JSON) {
        json_init(&c->json, out);
        json_open(&c->json, '[');
        return;
    }
    for (unsigned i = 0; i < n; i++)
        columns_text(c, str_of(name[i]));
}

void columns_resume(struct columns *c, struct buf *out)
{
    c->out = c->json.out = out;
}

/* Before a cell, and behind it. */
static void cell_begin(struct columns *c)
{
    if (c->form == COLUMNS_JSON) {
        if (c->at == 0)
            json_open(&c->json, '{');
    } else if (c->at) {
        buf_char(c->out, c->form == COLUMNS_TSV ? '\t' : ',');
    }
}

static void cell_end(struct columns *c)
{
    if (++c->at < c->n)
        return;
    c->at = 0;
    if (c->form == COLUMNS_JSON)
        json_close(&c->json);
    else
        buf_char(c->out, '\n');
}

/* A tab or a line end in a text becomes a blank: there is no way to quote it. */
static void put_between_tabs(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        buf_char(out, (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
}

void columns_text(struct columns *c, struct str text)
{
    cell_begin(c);
    if (c->form == COLUMNS_JSON)
        json_put_some(&c->json, c->name[c->at], text);
    else if (c->form == COLUMNS_TSV)
        put_between_tabs(c->out, text);
    else
        csv_put(c->out, text);
    cell_end(c);
}

void columns_num(struct columns *c, double value, unsigned decimals)
{
    cell_begin(c);
    if (c->form != COLUMNS_JSON) {
        buf_num(c->out, value, decimals);
    } else if (!isnan(value)) {
        json_key(&c->json, c->name[c->at]);
        json_num(&c->json, value, decimals);
    }
    cell_end(c);
}

void columns_int(struct columns *c, int64_t n)
{
    cell_begin(c);
    if (c->form == COLUMNS_JSON)
        json_put_int(&c->json, c->name[c->at], n);
    else
        buf_fmt(c->out, "%lld", (long long)n);
    cell_end(c);
}

void columns_end(struct columns *c)
{
    if (c->form == COLUMNS_JSON) {
        json_close(&c->json);
        buf_char(c->out, '\n');
    }
}
