/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/workbook_mark.h"

#include "base/utf8.h"
#include "syntax/mark_request.h"
#include "syntax/sheet_ods.h"
#include "syntax/workbook.h"
#include "syntax/xlsx.h"

#include <math.h>
#include <stdio.h>

const char *const mark_tint[MARK_COLOURS] = {"FFC9CB", "FFE6A1", "CDE2F8", "CBECCE"};

static const struct sandbox_limits limits = {
    .memory = 1536u << 20, .output = 512u << 20, .seconds = 30};
enum { CHOICES_MAX = 1000, CHOICE_TEXTS_MAX = 10000 };
#define ARENA_MAX ((size_t)1400 << 20)

/* -- the request: numbers as this machine has them, for it is the same one ----------------- */

static const char magic[8] = "ILMSmrk1";

static void put_number(struct buf *out, uint64_t n) { buf_put(out, &n, sizeof n); }

static void put_text(struct buf *out, struct str s)
{
    put_number(out, s.len);
    buf_str(out, s);
}

static void put_extra(struct buf *out, const struct extra_sheet *x)
{
    put_text(out, x->name);
    put_number(out, x->nrows);
    put_number(out, x->ncolumns);
    put_number(out, x->hidden);
    put_number(out, x->frozen_rows);
    put_number(out, x->locked);
    put_number(out, x->put_first);
    for (uint32_t i = 0; i < x->ncolumns; i++)
        put_number(out, x->widths ? x->widths[i] : 0);
    for (size_t i = 0; i < (size_t)x->nrows * x->ncolumns; i++) {
        const struct extra_cell *c = &x->cells[i];
        put_number(out, (uint64_t)c->kind << 32 | (uint64_t)c->style);
        buf_put(out, &c->number, sizeof c->number);
        put_text(out, c->text);
        put_text(out, c->target);
    }
    put_number(out, x->nchoices);
    for (uint32_t i = 0; i < x->nchoices; i++) {
        const struct extra_choice *c = &x->choices[i];
        put_number(out, c->column);
        put_number(out, c->first_row);
        put_number(out, c->last_row);
        put_number(out, c->ntexts);
        for (uint32_t k = 0; k < c->ntexts; k++)
            put_text(out, c->texts[k]);
    }
}

void workbook_mark_pack(struct buf *out, struct str file, const struct mark *marks,
                        size_t nmarks, const struct extra_sheet *extra)
{
    buf_put(out, magic, sizeof magic);
    put_number(out, nmarks);
    for (size_t i = 0; i < nmarks; i++) {
        put_number(out, marks[i].sheet);
        put_number(out, marks[i].row);
        put_number(out, marks[i].column);
        put_number(out, (uint64_t)marks[i].colour);
        put_text(out, marks[i].comment);
    }
    put_number(out, extra != NULL);
    if (extra)
        put_extra(out, extra);
    put_text(out, file);
}

struct taking {
    struct str rest;
    bool bad;
};

static uint64_t take(struct taking *t, uint64_t most)
{
    uint64_t n = 0;
    if (t->bad || t->rest.len < sizeof n) {
        t->bad = true;
        return 0;
    }
    memcpy(&n, t->rest.p, sizeof n);
    t->rest = str_sub(t->rest, sizeof n, t->rest.len);
    if (n > most)
        t->bad = true;
    return t->bad ? 0 : n;
}

static struct str take_text(struct taking *t)
{
    size_t n = (size_t)take(t, t->rest.len);
    if (t->bad || n > t->rest.len) {
        t->bad = true;
        return STR("");
    }
    struct str s = str_sub(t->rest, 0, n);
    t->rest = str_sub(t->rest, n, t->rest.len);
    return s.len ? s : STR("");
}

static void take_cells(struct taking *t, struct extra_sheet *x, struct arena *arena)
{
    size_t n = (size_t)x->nrows * x->ncolumns;
    if (t->bad || n * 4 * sizeof(uint64_t) > t->rest.len) {
        t->bad = true;
        return;
    }
    struct extra_cell *cells = arena_array(arena, struct extra_cell, n);
    for (size_t i = 0; i < n && !t->bad; i++) {
        uint64_t both = take(t, UINT64_MAX), bits = take(t, UINT64_MAX);
        cells[i].kind = (enum extra_kind)(both >> 32);
        cells[i].style = (enum extra_style)(both & UINT32_MAX);
        t->bad = t->bad || both >> 32 > EXTRA_LINK || (both & UINT32_MAX) >= EXTRA_STYLES;
        memcpy(&cells[i].number, &bits, sizeof bits);
        if (!isfinite(cells[i].number))
            cells[i].number = 0;
        cells[i].text = take_text(t);
        cells[i].target = take_text(t);
    }
    x->cells = cells;
}

static void take_choices(struct taking *t, struct extra_sheet *x, struct arena *arena)
{
    x->nchoices = (uint32_t)take(t, CHOICES_MAX);
    struct extra_choice *choices = arena_array(arena, struct extra_choice, x->nchoices);
    for (uint32_t i = 0; i < x->nchoices && !t->bad; i++) {
        struct extra_choice *c = &choices[i];
        c->column = (uint16_t)take(t, x->ncolumns);
        c->first_row = (uint32_t)take(t, WORKBOOK_ROWS_MAX);
        c->last_row = (uint32_t)take(t, WORKBOOK_ROWS_MAX);
        c->ntexts = (uint32_t)take(t, CHOICE_TEXTS_MAX);
        t->bad = t->bad || !c->column || !c->first_row || c->last_row < c->first_row ||
                 c->ntexts * sizeof(uint64_t) > t->rest.len;
        struct str *texts = arena_array(arena, struct str, t->bad ? 0 : c->ntexts);
        for (uint32_t k = 0; k < c->ntexts && !t->bad; k++)
            texts[k] = take_text(t);
        c->texts = texts;
    }
    x->choices = choices;
}

static const struct extra_sheet *take_extra(struct taking *t, struct arena *arena)
{
    struct extra_sheet *x = arena_new(arena, struct extra_sheet);
    x->name = take_text(t);
    x->nrows = (uint32_t)take(t, EXTRA_ROWS_MAX);
    x->ncolumns = (uint32_t)take(t, EXTRA_COLUMNS_MAX);
    x->hidden = take(t, UINT64_MAX);
    x->frozen_rows = (uint32_t)take(t, EXTRA_ROWS_MAX);
    x->locked = take(t, 1);
    x->put_first = take(t, 1);
    uint8_t *widths = arena_alloc(arena, x->ncolumns);
    for (uint32_t i = 0; i < x->ncolumns; i++)
        widths[i] = (uint8_t)take(t, UINT8_MAX);
    x->widths = widths;
    take_cells(t, x, arena);
    if (!t->bad)
        take_choices(t, x, arena);
    return x;
}

static int by_cell(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    if (x->sheet != y->sheet)
        return x->sheet < y->sheet ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    if (x->colour != y->colour)
        return x->colour < y->colour ? -1 : 1;
    return x->comment.p < y->comment.p ? -1 : x->comment.p > y->comment.p; /* as they came */
}

/* The comments of marks[from] to marks[to - 1], each once. */
static struct str joined(const struct mark *marks, size_t from, size_t to, struct arena *arena)
{
    struct buf out = {0};
    if (to - from == 1)
        return marks[from].comment;
    for (size_t i = from; i < to; i++) {
        bool again = marks[i].comment.len == 0;
        for (size_t k = from; k < i && !again; k++)
            again = str_eq(marks[k].comment, marks[i].comment);
        if (again)
            continue;
        buf_puts(&out, out.len ? "\n\n" : "");
        buf_str(&out, marks[i].comment);
        if (out.len > MARK_TEXT_MAX * 4)
            break; /* cut later */
    }
    struct str s = arena_str(arena, out.len ? buf_view(&out) : STR(""));
    buf_release(&out);
    return s;
}

static void take_marks(struct taking *t, struct mark_request *q, struct arena *arena)
{
    size_t n = (size_t)take(t, MARKS_MAX), cells = 0;
    if (t->bad || n * 5 * sizeof(uint64_t) > t->rest.len) {
        t->bad = true;
        return;
    }
    struct mark *m = arena_array(arena, struct mark, n);
    for (size_t i = 0; i < n; i++) {
        m[i].sheet = (uint16_t)take(t, UINT16_MAX);
        m[i].row = (uint32_t)take(t, WORKBOOK_ROWS_MAX);
        m[i].column = (uint16_t)take(t, WORKBOOK_COLUMNS_MAX);
        m[i].colour = (enum mark_colour)take(t, MARK_COLOURS - 1);
        m[i].comment = take_text(t);
        if (m[i].row == 0 || m[i].column == 0)
            m[i].row = m[i].column = 1;
    }
    if (n)
        qsort(m, n, sizeof *m, by_cell);
    for (size_t i = 0, to; i < n && !t->bad; i = to) {
        for (to = i + 1; to < n && m[to].sheet == m[i].sheet && m[to].row == m[i].row &&
                         m[to].column == m[i].column;)
            to++;
        struct mark one = m[i];
        one.comment = joined(m, i, to, arena);
        m[cells++] = one;
    }
    q->marks = m;
    q->nmarks = cells;
}

static int unpack(struct mark_request *q, struct arena *arena, struct str in, struct err *err)
{
    struct taking t = {.rest = in};
    *q = (struct mark_request){0};
    t.bad = !str_starts(in, (struct str){magic, sizeof magic});
    t.rest = str_sub(in, sizeof magic, in.len);
    if (!t.bad)
        take_marks(&t, q, arena);
    if (take(&t, 1))
        q->extra = take_extra(&t, arena);
    q->file = take_text(&t);
    if (t.bad || t.rest.len)
        return err_set(err, ERR_LIMIT, "there is more to be marked than a workbook can show");
    return 0;
}

/* -- what both formats need ------------------------------------------------------------------ */

const struct mark *mark_of_sheet(size_t *n, const struct mark_request *q, size_t sheet)
{
    size_t low = 0, high = q->nmarks;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (q->marks[middle].sheet < sheet)
            low = middle + 1;
        else
            high = middle;
    }
    for (*n = 0; low + *n < q->nmarks && q->marks[low + *n].sheet == sheet;)
        ++*n;
    return q->marks + low;
}

/* At most `units` UTF-16 units of valid text without what no name of a sheet may have. */
static void put_name(struct buf *out, struct str s, size_t units)
{
    for (const char *p = s.p, *end = str_end(s); p < end && units;) {
        size_t n = utf8_len(p, end);
        if ((n == 4 ? 2u : 1u) > units)
            break;
        if (n == 0 || (unsigned char)*p < 0x20 || strchr("[]:*?/\\", *p))
            buf_char(out, ' ');
        else
            buf_put(out, p, n);
        units -= n == 4 ? 2 : 1;
        p += n ? n : 1;
    }
}

struct str mark_sheet_name(struct arena *arena, struct str wanted, const struct str *taken,
                           size_t n)
{
    for (unsigned i = 1;; i++) {
        struct buf b = {0};
        char tail[16] = "";
        if (i > 1)
            snprintf(tail, sizeof tail, " (%u)", i);
        while (wanted.len && *wanted.p == '\'')
            wanted = str_sub(wanted, 1, wanted.len);
        put_name(&b, wanted, MARK_SHEET_NAME_MAX - strlen(tail));
        while (b.len && (b.p[b.len - 1] == '\'' || b.p[b.len - 1] == ' '))
            b.len--;
        if (str_eq_nocase(buf_view(&b), STR("History"))) /* Excel's own */
            b.len = 0;
        if (b.len == 0)
            buf_puts(&b, MARK_AUTHOR);
        buf_puts(&b, tail);
        struct str name = arena_str(arena, buf_view(&b));
        buf_release(&b);
        size_t k = 0;
        while (k < n && !str_eq_nocase(taken[k], name))
            k++;
        if (k == n)
            return name;
    }
}

/* -- the work ---------------------------------------------------------------------------------- */

static int work(struct buf *out, struct str in, struct err *err)
{
    struct arena arena;
    struct mark_request q;
    struct sheet_zip zip = {0};
    struct package package;
    size_t before = out->len;
    arena_init(&arena, ARENA_MAX);
    int r = unpack(&q, &arena, in, err);
    if (r == 0 && !str_starts(q.file, STR("PK")))
        r = err_set(err, ERR_INPUT, "the file is no workbook of a kind that can be marked; only "
                    ".xlsx and .ods are");
    if (r == 0)
        r = sheet_zip_open(&zip, q.file, err);
    if (r == 0) {
        package_init(&package, &zip, &arena);
        if (sheet_ods_is(&zip))
            r = ods_mark(&package, &q, err);
        else if (xlsx_is(&zip))
            r = xlsx_mark(&package, &q, err);
        else
            r = err_set(err, ERR_INPUT, "the file is a zip archive but not a workbook");
    }
    if (r == 0)
        r = package_write(out, &package, err);
    if (r < 0)
        out->len = before;
    sheet_zip_close(&zip);
    arena_release(&arena);
    return r;
}

const struct sandbox_work workbook_mark_work = {"workbook_mark", work};

int workbook_mark(struct buf *out, struct str file, const struct mark *marks, size_t nmarks,
                  const struct extra_sheet *extra, struct err *err)
{
    struct buf request = {0};
    workbook_mark_pack(&request, file, marks, nmarks, extra);
    int r = sandbox_run(out, &workbook_mark_work, buf_view(&request), &limits, err);
    buf_release(&request);
    return r;
}
