/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Sheets of any layout, read by a mapping (io/mapping.h). Every figure is told by what stands
 * beside and above it; then it goes the way of all rows of texts (io/resolve.h). What the
 * mapping does not explain is told: nothing is passed over in silence. */

#include "base/sandbox.h"
#include "base/utf8.h"
#include "io/flat.h"
#include "io/freeform.h"

static const struct sandbox_limits limits = {
    .memory = (size_t)2 << 30, .output = (size_t)512 << 20, .seconds = 30};

/* -- rows ----------------------------------------------------------------------------------------- */

/* Does the mapping leave the row out: by its number, by a test, by what a label means? */
static bool row_left(struct walk *w, uint32_t row)
{
    bool left = ranges_have(&w->t->skip, row);
    for (unsigned i = 0; !left && i < w->t->ntests; i++)
        left = cell_says(w, row, w->t->tests[i].column, w->t->tests[i].text) == !w->t->tests[i].only;
    for (unsigned i = 0; !left && i < w->nparts; i++) {
        struct part *p = &w->parts[i];
        if (p->f->from != FROM_COLUMN)
            continue;
        p->now = label_meaning(w, p, p->now.text, row);
        left = p->now.label == LABEL_LEFT && p->field < FIELD_STATUS;
    }
    return left;
}

static bool is_test(const struct map_table *t, uint32_t column)
{
    for (unsigned i = 0; i < t->ntests; i++)
        if (t->tests[i].column == column)
            return true;
    return false;
}

static void read_row(struct walk *w, uint32_t first, uint32_t n)
{
    const struct cell *cells = w->wb.cells;
    uint32_t row = cells[first].row;
    arena_reset(&w->scratch);
    for (unsigned i = 0; i < w->nparts; i++)
        if (w->parts[i].f->from == FROM_COLUMN)
            read_label(w, &w->parts[i], row);
    w->rows[row] = 1;
    w->first_row = w->first_row ? w->first_row : row;
    bool left = row_left(w, row);
    w->rows_left += left;
    for (uint32_t i = first; i < first + n; i++) {
        bool figure = ranges_have(&w->t->figures, cells[i].column);
        if (left || ranges_have(&w->t->ignore, cells[i].column) ||
            (!figure && is_test(w->t, cells[i].column))) {
            w->cells_left += left && figure;
            w->seen[i] = 1;
        } else if (figure) {
            read_figure(w, &cells[i]);
        }
    }
}

static void begin_parts(struct walk *w)
{
    w->nparts = 0;
    resolver_init(&w->rs, w->rd);
    w->rs.sheet = sheet_said(w);
    for (enum field n = 0; n < MAPPING_FIELDS; n++) {
        const struct map_field *f = &w->t->field[n];
        w->rs.text[n] = f->from == FROM_FIXED ? f->fixed : STR("");
        if (f->from == FROM_COLUMN || f->from == FROM_HEADER)
            w->parts[w->nparts++] = (struct part){.f = f, .field = n};
    }
    for (unsigned i = 0; i < w->nparts; i++)
        if (w->parts[i].f->from == FROM_HEADER)
            read_header(w, &w->parts[i]);
}

static void end_parts(struct walk *w)
{
    for (unsigned i = 0; i < w->nparts; i++) {
        struct part *p = &w->parts[i];
        for (uint32_t c = 0; p->columns && c < w->wb.sheets[w->sheet - 1].columns; c++)
            w->columns_left += p->columns[c].label == LABEL_LEFT && p->field < FIELD_STATUS;
        strset_release(&p->texts);
        free(p->met);
        free(p->columns);
    }
}

/* The row of the headings is known where columns are told by it. */
static void see_headings(struct walk *w)
{
    const struct sheet *s = &w->wb.sheets[w->sheet - 1];
    bool some = w->t->figures_headed.n || w->t->ignore_headed.n;
    for (enum field n = 0; n < MAPPING_FIELDS; n++)
        some = some || w->t->field[n].heading.len;
    for (uint32_t c = 1; some && c <= s->columns; c++) {
        const struct cell *cell = workbook_cell(&w->wb, w->sheet, w->t->headings, c);
        if (cell)
            w->seen[cell - w->wb.cells] = 1;
    }
}

static int read_table(struct walk *w, struct err *err)
{
    const struct sheet *s = &w->wb.sheets[w->sheet - 1];
    for (unsigned i = 0; i < w->t->nexpect; i++) {
        const struct map_cell *e = &w->t->expect[i];
        char name[CELL_NAME];
        struct buf is = {0};
        if (cell_says(w, e->row, e->column, e->text))
            continue;
        name[cell_name(name, e->column, e->row)] = 0;
        utf8_quote(&is, cell_text(&w->scratch, workbook_cell(&w->wb, w->sheet, e->row, e->column)),
                   60);
        int r = err_set(err, ERR_INPUT, "the mapping was not made for this sheet: its line %u expects "
                        "\"%.*s\" in %s, where the sheet says \"%s\"", e->line,
                        (int)MIN(e->said.len, (size_t)60), e->said.p ? e->said.p : "", name,
                        is.p ? is.p : "");
        buf_release(&is);
        return r;
    }
    size_t first = w->rd->set->n;
    struct map_table here;
    int r = resolve_headings(&here, w, err);
    if (r < 0)
        return r;
    w->t = &here;
    w->rows_left = w->columns_left = w->cells_left = w->first_row = 0;
    begin_parts(w);
    for (uint32_t i = s->first, n; i < s->first + s->ncells; i += n) {
        for (n = 1; i + n < s->first + s->ncells && w->wb.cells[i + n].row == w->wb.cells[i].row;)
            n++;
        if (ranges_have(&w->t->rows, w->wb.cells[i].row))
            read_row(w, i, n);
    }
    end_parts(w);
    see_headings(w);
    say_left_out(w);
    say_unit_unsaid(w, first);
    w->t = NULL;
    return 0;
}

/* -- sheets -------------------------------------------------------------------------------------- */

static bool sheet_wanted(struct walk *w)
{
    const struct map_table *t = w->t;
    const struct sheet *s = &w->wb.sheets[w->sheet - 1];
    struct str star;
    switch (t->sheet_by) {
    case SHEET_ONLY: return w->csv || s->ncells != 0;
    case SHEET_NUMBER: return t->sheet_number == w->sheet;
    case SHEET_NAME: return w->csv || label_match(&star, t->sheet, label_fold(&w->scratch, s->name));
    case SHEET_CELL:
        return cell_says(w, t->sheet_cell.row, t->sheet_cell.column, t->sheet_cell.text);
    }
    return false;
}

static int read_sheet(struct walk *w, uint32_t *used, struct err *err)
{
    const struct sheet *s = &w->wb.sheets[w->sheet - 1];
    bool some = false;
    int r = 0;
    w->rows = mem_alloc((size_t)s->rows + 1);
    for (uint32_t i = 0; r == 0 && i < w->map->ntables; i++) {
        w->t = &w->map->tables[i];
        if (!sheet_wanted(w))
            continue;
        some = true;
        used[i]++;
        r = read_table(w, err);
    }
    if (r < 0 && !w->csv)
        err_context(err, "sheet \"%.*s\"", STR_FMT(s->name));
    for (uint32_t i = 0; r == 0 && i < w->map->ntables; i++) /* rows of headers are known too */
        for (enum field n = 0; n < MAPPING_FIELDS; n++) {
            const struct map_field *f = &w->map->tables[i].field[n];
            for (uint32_t c = 1; some && f->from == FROM_HEADER && c <= s->columns; c++) {
                const struct cell *cell = workbook_cell(&w->wb, w->sheet, f->at, c);
                if (cell)
                    w->seen[cell - w->wb.cells] = 1;
            }
        }
    if (r == 0)
        say_unseen(w, some);
    free(w->rows);
    return r;
}

static int no_sheet(const struct walk *w, const struct map_table *t, struct err *err)
{
    struct buf names = {0};
    for (uint32_t s = 0; s < w->wb.nsheets && !w->csv && names.len < 300; s++) {
        buf_puts(&names, s ? ", " : "; the sheets are ");
        utf8_quote(&names, w->wb.sheets[s].name, 60);
    }
    int r = err_set(err, ERR_INPUT, "no sheet is the one that the table in line %u of the mapping asks "
                    "for%s", t->line, names.p ? names.p : "");
    buf_release(&names);
    return r;
}

static int read_all(struct walk *w, struct err *err)
{
    uint32_t *used = arena_array(&w->arena, uint32_t, w->map->ntables);
    uint32_t filled = 0;
    int r = 0;
    w->seen = arena_array(&w->arena, uint8_t, w->wb.ncells + 1);
    for (uint32_t s = 0; s < w->wb.nsheets; s++)
        filled += w->wb.sheets[s].ncells != 0;
    for (uint32_t i = 0; i < w->map->ntables; i++)
        if (w->map->tables[i].sheet_by == SHEET_ONLY && filled > 1)
            return err_set(err, ERR_INPUT, "the workbook has %u sheets with cells; the table in line %u "
                           "of the mapping is to say which, as sheet = 2 or sheet = \"Table 1*\"",
                           filled, w->map->tables[i].line);
    for (w->sheet = 1; r == 0 && w->sheet <= w->wb.nsheets; w->sheet++)
        r = read_sheet(w, used, err);
    uint32_t some = 0;
    for (uint32_t i = 0; i < w->map->ntables; i++)
        some += used[i];
    for (uint32_t i = 0; r == 0 && i < w->map->ntables; i++)
        if (!used[i] && (!some || !w->map->tables[i].optional))
            r = no_sheet(w, &w->map->tables[i], err);
    tally_say(&w->tally, w->rd->ref, w->rd->findings);
    return r;
}

static int mapped_read(struct reading *rd, struct err *err)
{
    struct walk *w = mem_alloc(sizeof *w);
    struct grid_faults faults = {0};
    struct buf stream = {0}, flat = {0};
    int r = 0;
    w->rd = rd;
    w->map = rd->mapping;
    w->csv = !workbook_is(rd->bytes);
    arena_init(&w->arena, (size_t)2 << 30);
    arena_init(&w->scratch, (size_t)256 << 20);
    tally_init(&w->tally);
    if (w->csv) {
        /* a message of another's data structure is a table too */
        r = flat_message(&flat, rd->bytes, err);
        w->message = r > 0;
        if (r >= 0)
            r = grid_open(&w->wb, &faults, &w->arena, r ? buf_view(&flat) : rd->bytes, r ? ',' : w->map->separator,
                          err);
    } else {
        r = sandbox_run(&stream, &workbook_work, rd->bytes, &limits, err);
        if (r == 0)
            r = workbook_open(&w->wb, &w->arena, buf_view(&stream), err);
        struct str *names = arena_array(&rd->findings->arena, struct str, w->wb.nsheets + 1);
        for (uint32_t s = 0; r == 0 && s < w->wb.nsheets; s++)
            names[s] = arena_str(&rd->findings->arena, w->wb.sheets[s].name);
        rd->set->sheets = names;
        rd->set->nsheets = w->wb.nsheets;
    }
    if (r == 0)
        r = read_all(w, err);
    if (r == 0)
        say_faults(w, &faults);
    tally_release(&w->tally);
    strset_release(&w->kept);
    arena_release(&w->scratch);
    arena_release(&w->arena);
    buf_release(&stream);
    buf_release(&flat);
    free(w);
    return r;
}

const struct format mapped_format = {"mapped", "", "", "", "a sheet of any layout, read by a mapping",
                                     NULL, mapped_read, NULL};
