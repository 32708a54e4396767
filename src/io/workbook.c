/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A workbook: a questionnaire (io/form.c), else ILOSTAT's layout in its sheets, as offices keep it: a row that names
 * the columns, anywhere near the top of a sheet, and a row for every figure below it. Every sheet that has such a row
 * is read; the others are passed over.
 *
 * The workbook is taken apart by a child that can do nothing else (base/sandbox.h). */

#include "base/num.h"
#include "base/sandbox.h"
#include "base/utf8.h"
#include "io/form.h"
#include "syntax/workbook.h"

enum { HEADER_AMONG = 30 }; /* rows from the top in which the header is looked for */

static const struct sandbox_limits limits = {
    .memory = (size_t)2 << 30, .output = (size_t)512 << 20, .seconds = 30};

int workbook_detect(struct str bytes) { return workbook_is(bytes) ? 100 : 0; }

/* What a person sees in the cell; of a number no more digits than tell it apart, for programs
 * write 933.89 as 933.88999999999999. */
struct str workbook_text(struct arena *arena, const struct cell *cell)
{
    char text[NUM_MAX];
    if (!cell)
        return STR("");
    if (cell->kind != CELL_NUMBER)
        return str_trim(cell->text);
    return arena_str(arena, (struct str){text, num_fmt(text, cell->number, NUM_SHORTEST)});
}

static void row_header(struct header *h, const struct workbook *wb, uint32_t sheet, uint32_t row)
{
    uint32_t columns = MIN(wb->sheets[sheet - 1].columns, (uint32_t)CSV_FIELDS_MAX);
    *h = (struct header){.n = columns, .sheet = (uint16_t)sheet, .row = row};
    for (uint32_t c = 1; c <= columns; c++) {
        const struct cell *cell = workbook_cell(wb, sheet, row, c);
        h->name[c - 1] = cell ? str_trim(cell->text) : STR("");
    }
    while (h->n && h->name[h->n - 1].len == 0)
        h->n--;
}

/* The row of a sheet that names most of the needed columns, and at least two; 0: none. */
static uint32_t find_header(struct header *h, const struct workbook *wb, uint32_t sheet)
{
    uint32_t best = 0;
    unsigned most = 1;
    uint32_t rows = MIN(wb->sheets[sheet - 1].rows, (uint32_t)HEADER_AMONG);
    for (uint32_t row = 1; row <= rows; row++) {
        row_header(h, wb, sheet, row);
        unsigned found = ilostat_needed(h);
        if (found > most) {
            most = found;
            best = row;
        }
    }
    if (best)
        row_header(h, wb, sheet, best);
    return best;
}

/* One row of figures; a row without any of the columns that are read is no row. */
static void read_row(struct resolver *rs, struct arena *arena, const struct workbook *wb,
                     const struct header *h, const enum field *fields, uint32_t row)
{
    bool some = false;
    for (uint32_t c = 1; c <= h->n; c++)
        if (fields[c - 1] != FIELD_COUNT) {
            struct str text = workbook_text(arena, workbook_cell(wb, h->sheet, row, c));
            rs->text[fields[c - 1]] = text;
            some = some || text.len;
        }
    if (some)
        resolver_row(rs, row);
}

static int read_sheet(struct reading *rd, struct arena *arena, const struct workbook *wb,
                      const struct header *h, struct err *err)
{
    enum field fields[CSV_FIELDS_MAX];
    struct resolver rs;
    resolver_init(&rs, rd);
    rs.sheet = h->sheet;
    int r = header_sound(h, err);
    if (r == 0)
        r = ilostat_columns(fields, &rs, h, err);
    if (r < 0)
        return err_context(err, "sheet \"%s\"", utf8_brief(wb->sheets[h->sheet - 1].name).text);
    for (uint32_t row = h->row + 1; row <= wb->sheets[h->sheet - 1].rows; row++)
        read_row(&rs, arena, wb, h, fields, row);
    return 0;
}

static int read_sheets(struct reading *rd, struct arena *arena, const struct workbook *wb,
                       struct err *err)
{
    struct arena *kept = &rd->findings->arena;
    struct str *names = arena_array(kept, struct str, wb->nsheets + 1);
    struct header *h = arena_new(arena, struct header);
    unsigned read = 0;
    int r = 0;
    for (uint32_t s = 1; s <= wb->nsheets; s++)
        names[s - 1] = arena_str(kept, wb->sheets[s - 1].name);
    rd->set->sheets = names;
    rd->set->nsheets = wb->nsheets;
    if (form_is(wb)) {
        form_read(rd, arena, wb);
        return 0;
    }
    for (uint32_t s = 1; r == 0 && s <= wb->nsheets; s++)
        if (find_header(h, wb, s)) {
            r = read_sheet(rd, arena, wb, h, err);
            read++;
        }
    if (r == 0 && read == 0 && form_was(wb, rd->ref)) {
        form_read(rd, arena, wb);
        return 0;
    }
    if (r == 0)
        form_read_answers(rd, arena, wb);
    if (r == 0 && read == 0)
        r = err_set(err, ERR_INPUT, "no sheet is of a questionnaire, and none has a row that names "
                    "the columns ref_area, indicator, time and obs_value; a sheet of any other layout "
                    "is read with --map");
    return r;
}

int workbook_read(struct reading *rd, struct err *err)
{
    struct buf stream = {0};
    struct workbook wb;
    struct arena arena;
    arena_init(&arena, (size_t)2 << 30);
    int r = sandbox_run(&stream, &workbook_work, rd->bytes, &limits, err);
    if (r == 0)
        r = workbook_open(&wb, &arena, buf_view(&stream), err);
    if (r == 0)
        r = read_sheets(rd, &arena, &wb, err);
    arena_release(&arena);
    buf_release(&stream);
    return r;
}
