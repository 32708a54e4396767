/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A questionnaire as it might come back, a line for each cell, since no fuzzer packs workbooks:
 *
 *     =MST 8               a sheet (=!MST 8: a hidden one)
 *     A1 ilms-form/1 table MST_NCTE_SEX_CCT_NB THA
 *     C16 12.5             a number; C16 ~12.5: one computed by a formula; C16 '12.5: a text
 *
 * Bytes that do not begin with '=' are the stream that comes out of the sandbox. No figure of a
 * row and a column that the form knows is lost without a word. */

#include "fuzz.h"

#include "base/num.h"
#include "base/utf8.h"
#include "io/form.h"
#include "model/form.h"
#include "syntax/sheet_out.h"

#include <math.h>

/* False when the cell has no place in a sheet. */
static bool put_cell(struct sheet_out *o, struct str line, struct err *err)
{
    struct str place;
    struct sheet_wire c = {.width = 1, .height = 1, .kind = CELL_TEXT};
    uint32_t column, row;
    unsigned decimals;
    double number;
    if (!str_next(&place, &line, ' ') || !cell_parse(&column, &row, place))
        return true; /* not a cell */
    if (line.len && line.p[0] == '~') {
        c.flags = WIRE_FORMULA;
        line = str_sub(line, 1, line.len);
    }
    bool text = line.len && line.p[0] == '\'';
    line = text ? str_sub(line, 1, line.len) : line;
    if (!text && num_parse(&number, &decimals, line) == NUM_OK && isfinite(number)) {
        c.kind = CELL_NUMBER;
        memcpy(&c.number, &number, sizeof number);
    }
    line.len = utf8_valid(line);
    if (!line.len && !c.flags)
        return true;
    struct sheet_text t = sheet_out_text(o, line);
    c.text = t.at;
    c.len = t.len;
    c.row = row;
    c.column = (uint16_t)column;
    return sheet_out_cell(o, &c, err) == 0;
}

static bool stream_of(struct buf *out, struct str text)
{
    struct sheet_out o = {0};
    struct err err = {0};
    bool fine = true, open = false;
    while (fine && text.len) {
        struct str line = fuzz_line(&text);
        if (line.len && line.p[0] == '=') {
            fine = !open || sheet_out_sheet_end(&o, &err) == 0;
            bool hidden = line.len > 1 && line.p[1] == '!';
            struct str name = str_sub(line, 1 + hidden, line.len);
            name.len = utf8_valid(name);
            open = fine && sheet_out_sheet(&o, name, hidden, &err) == 0;
            fine = open;
        } else if (open) {
            fine = put_cell(&o, line, &err);
        }
    }
    if (fine && open)
        fine = sheet_out_sheet_end(&o, &err) == 0;
    if (fine && open)
        sheet_out_finish(out, &o);
    sheet_out_release(&o);
    return fine && open;
}

static bool is_said(const struct reading *rd, const struct cell *c)
{
    for (size_t i = 0; i < rd->set->n; i++)
        if (rd->set->v[i].sheet == c->sheet && rd->set->v[i].row == c->row &&
            rd->set->v[i].column == c->column)
            return true;
    for (size_t i = 0; i < rd->findings->n; i++) {
        const struct finding *f = &rd->findings->v[i];
        /* of the cell, the row, the slot, the sheet; a country is missed once for all its rows */
        if (f->sheet == c->sheet && (f->row == c->row || f->severity == SEV_ERROR))
            return true;
    }
    return false;
}

/* Numbers below "value ..." and beside "figure ..." or "slot ..." are read or spoken of. */
static void check_numbers(const struct workbook *wb, const struct reading *rd)
{
    for (uint32_t s = 1; s <= wb->nsheets; s++) {
        const struct sheet *sheet = &wb->sheets[s - 1];
        const struct cell *mark = NULL;
        for (uint32_t i = sheet->first; i < sheet->first + sheet->ncells && !mark; i++)
            if (wb->cells[i].kind == CELL_TEXT &&
                str_starts(wb->cells[i].text, STR(FORM_MARK " table ")))
                mark = &wb->cells[i];
        for (uint32_t i = sheet->first; mark && i < sheet->first + sheet->ncells; i++) {
            const struct cell *c = &wb->cells[i];
            const struct cell *key = workbook_cell(wb, s, c->row, mark->column);
            const struct cell *role = workbook_cell(wb, s, mark->row, c->column);
            if (c->kind == CELL_NUMBER && !c->formula && key && key->kind == CELL_TEXT && role &&
                (str_starts(key->text, STR("figure ")) || str_starts(key->text, STR("slot "))) &&
                role->kind == CELL_TEXT && str_starts(role->text, STR("value ")))
                CLAIM(is_said(rd, c));
        }
    }
}

static void read_form(struct str stream)
{
    struct arena arena;
    struct workbook wb;
    struct err err = {0};
    arena_init(&arena, 256 << 20);
    if (workbook_open(&wb, &arena, stream, &err) == 0 && form_is(&wb)) {
        struct obs_set set;
        struct finding_list findings;
        struct remark_list remarks;
        obs_set_init(&set);
        finding_list_init(&findings);
        remark_list_init(&remarks);
        struct reading rd = {.ref = fuzz_ref(), .default_source = STR(""), .set = &set,
                             .findings = &findings, .remarks = &remarks};
        form_read(&rd, &arena, &wb);
        CLAIM(set.n <= set.cells);
        for (size_t i = 0; i < set.n; i++) {
            const struct obs *o = &set.v[i];
            CLAIM(o->area && o->indicator && o->period && !isinf(o->value));
            CLAIM(o->sheet && o->sheet <= wb.nsheets && o->row <= wb.sheets[o->sheet - 1].rows);
        }
        check_numbers(&wb, &rd);
        /* what is said outlives the workbook */
        arena_release(&arena);
        for (size_t i = 0; i < findings.n; i++) {
            const struct finding *g = &findings.v[i];
            struct str texts[] = {g->message, g->indicator, g->area, g->source, g->sex,
                                  g->classif[0], g->classif[1], g->period, g->value};
            CLAIM(g->message.len > 0);
            for (size_t k = 0; k < ARRAY_LEN(texts); k++)
                CLAIM(utf8_valid(texts[k]) == texts[k].len);
        }
        for (size_t i = 0; i < remarks.n; i++)
            CLAIM(utf8_valid(remarks.v[i].content) == remarks.v[i].content.len);
        finding_list_answer(&findings, &remarks);
        remark_list_release(&remarks);
        finding_list_release(&findings);
        obs_set_release(&set);
        return;
    }
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str input = fuzz_str(bytes, n);
    struct buf stream = {0};
    if (!input.len || input.p[0] != '=')
        read_form(input);
    else if (stream_of(&stream, input))
        read_form(buf_view(&stream));
    buf_release(&stream);
    return 0;
}
