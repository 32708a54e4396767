/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/grid.h"

#include "base/utf8.h"

static struct str bare(struct str s)
{
    s = str_trim(s);
    while (s.len >= 2 && !memcmp(s.p, "\xc2\xa0", 2)) /* no-break space */
        s = str_trim(str_sub(s, 2, s.len));
    return s;
}

static bool is_text(const struct csv *csv)
{
    for (size_t i = 0; i < csv->n; i++)
        if (utf8_valid(csv->field[i]) != csv->field[i].len ||
            (csv->field[i].len && memchr(csv->field[i].p, 0, csv->field[i].len)))
            return false;
    return true;
}

struct counts {
    size_t cells, faults;
};

static void put_row(struct workbook *wb, struct grid_faults *faults, struct arena *arena,
                    struct str text, const struct csv *csv, bool sound)
{
    struct sheet *sheet = &wb->sheets[0];
    if (csv->fault || !sound) {
        faults->v[faults->n++] = (struct grid_fault){csv->line, csv->fault};
        return;
    }
    for (size_t i = 0; i < csv->n; i++) {
        struct str field = bare(csv->field[i]);
        if (field.len == 0)
            continue;
        if (field.p < text.p || field.p >= text.p + text.len) /* in the reader's scratch */
            field = arena_str(arena, field);
        wb->cells[wb->ncells++] = (struct cell){.sheet = 1, .row = csv->line,
                                                .column = (uint16_t)(i + 1), .kind = CELL_TEXT,
                                                .text = field, .width = 1, .height = 1};
        sheet->rows = csv->line;
        sheet->columns = MAX(sheet->columns, (uint32_t)i + 1);
    }
}

/* Twice over the text: once to count, once to keep. */
static struct counts walk(struct workbook *wb, struct grid_faults *faults, struct arena *arena,
                          struct str text, char sep)
{
    struct csv csv;
    struct counts n = {0, 0};
    bool all = utf8_valid(text) == text.len && !(text.len && memchr(text.p, 0, text.len));
    csv_init(&csv, text, sep);
    while (csv_next(&csv)) {
        bool sound = all || is_text(&csv);
        n.faults += csv.fault || !sound;
        for (size_t i = 0; i < csv.n; i++)
            n.cells += bare(csv.field[i]).len != 0;
        if (wb)
            put_row(wb, faults, arena, text, &csv, sound);
    }
    csv_release(&csv);
    return n;
}

int grid_open(struct workbook *wb, struct grid_faults *faults, struct arena *arena, struct str text,
              char sep, struct err *err)
{
    sep = sep ? sep : csv_guess_sep(text);
    struct counts n = walk(NULL, NULL, NULL, text, sep);
    size_t bytes = sizeof(struct cell) * n.cells + sizeof(struct grid_fault) * n.faults;
    if (n.cells > WORKBOOK_CELLS_MAX)
        return err_set(err, ERR_LIMIT, "the file has %zu cells; the limit is %d", n.cells,
                       WORKBOOK_CELLS_MAX);
    if (bytes + text.len + (1 << 16) > arena_room(arena))
        return err_set(err, ERR_LIMIT, "the file is too large to be read as a grid of cells");
    *wb = (struct workbook){.sheets = arena_new(arena, struct sheet), .nsheets = 1,
                            .cells = arena_array(arena, struct cell, n.cells + 1)};
    *faults = (struct grid_faults){arena_array(arena, struct grid_fault, n.faults + 1), 0};
    wb->sheets[0].name = STR("");
    walk(wb, faults, arena, text, sep);
    wb->sheets[0].ncells = wb->ncells;
    return 0;
}
