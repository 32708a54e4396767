/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Columns that a mapping tells by their headings, in the sheet at hand. */

#include "io/freeform.h"

#include "base/utf8.h"

static bool is_headed(struct walk *w, uint32_t column, struct str pattern)
{
    arena_reset(&w->scratch);
    return workbook_cell(&w->wb, w->sheet, w->t->headings, column) &&
           cell_says(w, w->t->headings, column, label_fold(&w->scratch, pattern));
}

/* The one column that is headed so; with `maybe` none is fine, and *out 0. */
static int column_of(uint32_t *out, struct walk *w, struct str pattern, bool maybe, uint32_t line, struct err *err)
{
    const struct sheet *s = &w->wb.sheets[w->sheet - 1];
    unsigned n = 0;
    *out = 0;
    for (uint32_t c = 1; c <= s->columns; c++)
        if (is_headed(w, c, pattern) && !n++)
            *out = c;
    if (n == 1 || (n == 0 && maybe))
        return 0;
    return err_set(err, ERR_INPUT, "line %u of the mapping asks for the column \"%s\", and row %u heads %s so", line,
                   utf8_brief(pattern).text, w->t->headings, n ? "several" : "none");
}

static int add_column(struct ranges *r, uint32_t column, struct err *err)
{
    if (r->n && r->v[r->n - 1].to + 1 == column) {
        r->v[r->n - 1].to = column;
        return 0;
    }
    if (r->n == MAPPING_RANGES)
        return err_set(err, ERR_LIMIT, "the headings of the mapping mean more than %d pieces of the sheet",
                       MAPPING_RANGES);
    r->v[r->n++] = (struct range){column, column};
    return 0;
}

/* All columns that are headed so. */
static int add_columns(struct ranges *r, struct walk *w, const struct headings *h, const bool *used, struct err *err)
{
    const struct sheet *s = &w->wb.sheets[w->sheet - 1];
    int e = 0;
    for (uint32_t c = 1; c <= s->columns && e == 0; c++)
        for (unsigned i = 0; i < h->n; i++)
            if (!(used && used[c]) && !ranges_have(r, c) && is_headed(w, c, h->v[i])) {
                e = add_column(r, c, err);
                break;
            }
    return e;
}

static int resolve_fields(struct walk *w, struct map_table *t, bool *used, struct err *err)
{
    int r = 0;
    for (enum field n = 0; r == 0 && n < MAPPING_FIELDS; n++) {
        struct map_field *f = &t->field[n];
        if (f->from != FROM_COLUMN)
            continue;
        /* a message names only the attributes that some observation has */
        if (f->heading.len)
            r = column_of(&f->at, w, f->heading, w->message && n >= FIELD_STATUS, f->line, err);
        if (r == 0 && f->at == 0)
            *f = (struct map_field){.version = -1};
        used[r == 0 ? f->at : 0] = true;
    }
    for (unsigned i = 0; r == 0 && i < t->ntests; i++) {
        if (t->tests[i].heading.len)
            r = column_of(&t->tests[i].column, w, t->tests[i].heading, false, t->tests[i].line, err);
        used[r == 0 ? t->tests[i].column : 0] = true;
    }
    return r;
}

int resolve_headings(struct map_table *out, struct walk *w, struct err *err)
{
    /* any column that a mapping can name by its letters, be it in the sheet or not */
    bool *used = mem_alloc(WORKBOOK_COLUMNS_MAX + 1);
    *out = *w->t;
    if (w->message && !out->decimals) /* as its standard says */
        out->decimals = '.';
    int r = resolve_fields(w, out, used, err);
    if (r == 0)
        r = add_columns(&out->figures, w, &out->figures_headed, used, err);
    if (r == 0 && out->figures_headed.n && !out->figures.n)
        r = err_set(err, ERR_INPUT, "line %u of the mapping asks for columns of figures that row %u does not head",
                    out->figures_headed.line, out->headings);
    for (uint32_t c = 1; c <= WORKBOOK_COLUMNS_MAX; c++)
        used[c] = used[c] || ranges_have(&out->figures, c);
    if (r == 0)
        r = add_columns(&out->ignore, w, &out->ignore_headed, used, err);
    free(used);
    return r;
}
