/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a mapping leaves of a sheet: said, so that nothing is passed over in silence. */

#include "io/freeform.h"
#include "syntax/written.h"

#include <math.h>

void say_left_out(struct walk *w)
{
    if (w->cells_left == 0)
        return;
    struct finding_list *list = w->rd->findings;
    struct finding *f = finding_add(list, RULE_LEFT_OUT);
    f->sheet = sheet_said(w);
    f->row = w->first_row;
    finding_say(list, f, "the mapping leaves out %s and %s of the table that begins here, with %s",
                finding_phrase(list, w->rows_left == 1 ? "%u row" : "%u rows", w->rows_left),
                finding_phrase(list, w->columns_left == 1 ? "%u column" : "%u columns",
                               w->columns_left),
                finding_phrase(list, w->cells_left == 1 ? "%u filled cell" : "%u filled cells",
                               w->cells_left));
}

/* Whole numbers alone, where the questionnaire asks for thousands: persons, probably. */
void say_unit_unsaid(struct walk *w, size_t first)
{
    const struct obs_set *set = w->rd->set;
    const struct obs *at = NULL;
    unsigned figures = 0;
    for (size_t i = first; i < set->n && !w->t->scaled; i++) {
        const struct obs *o = &set->v[i];
        if (isnan(o->value) || o->value == 0)
            continue;
        if (o->decimals > 0 || w->rd->ref->indicators[o->indicator].unit_mult != 3)
            return;
        at = at ? at : o;
        figures++;
    }
    if (figures < 3)
        return;
    struct finding *f = finding_add(w->rd->findings, RULE_UNIT_UNSAID);
    f->sheet = sheet_said(w);
    f->row = at->row;
    f->column = at->column;
    f->indicator = w->rd->ref->indicators[at->indicator].code;
    finding_say(w->rd->findings, f, "the mapping does not say the unit of the figures, and all are whole "
                "numbers; they are read as thousands: say scale = 0.001 if they are persons, "
                "scale = 1 if they are thousands");
}

static bool is_number(const struct cell *c)
{
    struct written written;
    if (c->kind != CELL_TEXT)
        return c->kind == CELL_NUMBER;
    written_parse(&written, c->text, 0);
    return written.kind == WRITTEN_NUMBER;
}

/* What the tables of a sheet left unseen: columns beside figures, rows with numbers elsewhere. */
void say_unseen(struct walk *w, bool some_table)
{
    const struct sheet *s = &w->wb.sheets[w->sheet - 1];
    struct finding_list *list = w->rd->findings;
    uint32_t *in_column = arena_array(&w->arena, uint32_t, s->columns + 1);
    uint32_t *first = arena_array(&w->arena, uint32_t, s->columns + 1);
    uint32_t from = 0, to = 0, cells = 0, numbers = 0;
    for (uint32_t i = s->first; i <= s->first + s->ncells; i++) {
        const struct cell *c = i < s->first + s->ncells ? &w->wb.cells[i] : NULL;
        if (c && w->seen[i])
            continue;
        if (c && w->rows[c->row]) {
            first[c->column - 1] = first[c->column - 1] ? first[c->column - 1] : c->row;
            in_column[c->column - 1]++;
            continue;
        }
        bool number = c && is_number(c);
        numbers += number;
        if (!some_table || (c && !number))
            continue;
        bool next = c && from && c->row <= to + 1; /* one finding for rows that follow each other */
        if (from && !next) {
            struct finding *f = finding_add(list, RULE_UNCOVERED);
            f->sheet = sheet_said(w);
            f->row = from;
            if (from == to)
                finding_say(list, f,
                            cells == 1 ? "no table of the mapping has this row, which holds %u number"
                                       : "no table of the mapping has this row, which holds %u numbers",
                            cells);
            else
                finding_say(list, f, "no table of the mapping has rows %u to %u, which hold %u numbers",
                            from, to, cells);
        }
        cells = next ? cells + 1 : 1;
        from = next ? from : c ? c->row : 0;
        to = c ? c->row : 0;
    }
    for (uint32_t k = 0; k < s->columns; k++)
        if (in_column[k]) {
            struct finding *f = finding_add(list, RULE_UNCOVERED);
            f->sheet = sheet_said(w);
            f->row = first[k];
            f->column = (uint16_t)(k + 1);
            finding_say(list, f,
                        in_column[k] == 1
                            ? "the mapping does not mention this column, which holds %u cell in the "
                              "rows of a table; ignore = says that it is known"
                            : "the mapping does not mention this column, which holds %u cells in the "
                              "rows of a table; ignore = says that it is known", in_column[k]);
        }
    if (!some_table && numbers) {
        struct finding *f = finding_add(list, RULE_UNCOVERED);
        f->sheet = sheet_said(w);
        finding_say(list, f,
                    numbers == 1 ? "no table of the mapping is on this sheet, which holds %u number"
                                 : "no table of the mapping is on this sheet, which holds %u numbers",
                    numbers);
    }
}

void say_faults(struct walk *w, const struct grid_faults *faults)
{
    static const struct {
        enum rule rule;
        const char *sentence;
    } say[] = {
        [CSV_FINE] = {RULE_NOT_TEXT, PHRASE("the row holds bytes that are not UTF-8 text; save the "
                                            "file as UTF-8")},
        [CSV_UNCLOSED_QUOTE] = {RULE_ROW_DAMAGED, PHRASE("a quote is opened here and never closed; the "
                                                         "rest of the file is lost")},
        [CSV_TEXT_AFTER_QUOTE] = {RULE_ROW_DAMAGED, PHRASE("text stands behind a closing quote")},
        [CSV_TOO_MANY_FIELDS] = {RULE_ROW_SHORT, PHRASE("the row has more fields than a file can have "
                                                        "columns")},
    };
    for (uint32_t i = 0; i < faults->n; i++) {
        struct finding *f = finding_add(w->rd->findings, say[faults->v[i].fault].rule);
        f->row = faults->v[i].row;
        finding_say(w->rd->findings, f, "%s", say[faults->v[i].fault].sentence);
        w->rd->set->cells++;
    }
}
