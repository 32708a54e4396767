/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/form_read.h"

#include "base/utf8.h"
#include "model/period.h"
#include "syntax/written.h"

/* -- cells --------------------------------------------------------------------------------------- */

const struct cell *form_cell(const struct form_reading *f, const struct form_sheet *k, uint32_t row,
                             uint32_t column)
{
    return workbook_cell(f->wb, k->number, row, column);
}

struct str form_text(const struct form_reading *f, const struct form_sheet *k, uint32_t row,
                     uint32_t column)
{
    return column ? workbook_text(f->arena, form_cell(f, k, row, column)) : STR("");
}

bool form_is_typed(const struct cell *cell)
{
    struct written w;
    if (cell->kind == CELL_NUMBER)
        return !cell->formula;
    if (cell->kind != CELL_TEXT || cell->text.len > 40)
        return false;
    written_parse(&w, cell->text, 0);
    return w.kind == WRITTEN_NUMBER && !w.mark.len;
}

struct finding *form_finding(struct form_reading *f, const struct form_sheet *k, enum rule rule,
                             uint32_t row, uint32_t column)
{
    struct finding *finding = finding_add(f->rd->findings, rule);
    finding->sheet = k->number;
    finding->row = row;
    finding->column = (uint16_t)column;
    return finding;
}

const char *form_quoted(struct form_reading *f, struct str text)
{
    struct buf out = {0};
    utf8_quote(&out, text, 60);
    const char *s = arena_text(f->arena, buf_view(&out));
    buf_release(&out);
    return s;
}

struct str form_code(struct str text)
{
    text = str_trim(text);
    if (!str_ends(text, STR("]")))
        return STR("");
    size_t at = text.len;
    while (at > 0 && text.p[at - 1] != '[')
        at--;
    return at ? str_trim(str_sub(text, at, text.len - at - 1)) : STR("");
}

/* -- marks and keys ------------------------------------------------------------------------------ */

/* The first mark of a sheet, and where another one ends what is its own. */
bool form_mark(struct form_sheet *k, const struct workbook *wb, uint16_t sheet)
{
    const struct sheet *s = &wb->sheets[sheet - 1];
    *k = (struct form_sheet){.number = sheet, .end_row = s->rows + 1, .end_column = s->columns + 1};
    for (uint32_t i = s->first; i < s->first + s->ncells; i++) {
        const struct cell *c = &wb->cells[i];
        struct str rest = c->text, word;
        if (c->kind != CELL_TEXT || !str_starts(rest, STR(FORM_MARK " ")))
            continue;
        if (k->row) {
            if (c->row == k->row)
                k->end_column = MIN(k->end_column, (uint32_t)c->column);
            else
                k->end_row = MIN(k->end_row, c->row);
            continue;
        }
        k->row = c->row;
        k->column = c->column;
        str_next(&word, &rest, ' ');
        for (unsigned n = 0; n < ARRAY_LEN(k->what) && str_next(&word, &rest, ' '); n++)
            k->what[n] = word;
    }
    return k->row > 0;
}

struct column_role form_role(struct str text)
{
    static const struct {
        const char *name;
        enum role role;
    } known[] = {{"label", ROLE_LABEL}, {"value", ROLE_VALUE}, {"status", ROLE_STATUS},
                 {"check", ROLE_CHECK}, {"earlier", ROLE_EARLIER}};
    struct column_role role = {0};
    struct str rest = str_trim(text), word;
    if (str_next(&word, &rest, ' '))
        for (size_t i = 0; i < ARRAY_LEN(known); i++)
            if (str_is(word, known[i].name))
                role.role = known[i].role;
    role.year = period_parse(rest);
    return role;
}

/* The keys beside and above what they are about. */
void form_keys(struct form_reading *f, struct form_sheet *k)
{
    const struct sheet *s = &f->wb->sheets[k->number - 1];
    uint32_t nkeys = 0, nroles = 0;
    for (uint32_t i = s->first; i < s->first + s->ncells; i++) {
        nkeys += f->wb->cells[i].column == k->column;
        nroles += f->wb->cells[i].row == k->row;
    }
    k->keys = arena_array(f->arena, struct row_key, nkeys + 1);
    k->roles = arena_array(f->arena, struct column_role, nroles + 1);
    for (uint32_t i = s->first; i < s->first + s->ncells; i++) {
        const struct cell *c = &f->wb->cells[i];
        if (c->kind != CELL_TEXT || c->row >= k->end_row || c->column >= k->end_column)
            continue;
        if (c->column == k->column && c->row != k->row) {
            k->keys[k->nkeys++] = (struct row_key){c->row, str_trim(c->text)};
        } else if (c->row == k->row && c->column != k->column) {
            struct column_role role = form_role(c->text);
            role.column = c->column;
            k->roles[k->nroles++] = role;
            if (role.role == ROLE_LABEL && !k->label)
                k->label = c->column;
        }
    }
}

enum role form_role_at(const struct form_sheet *k, uint32_t column)
{
    uint32_t lo = 0, hi = k->nroles;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (k->roles[mid].column < column)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == k->nroles || k->roles[lo].column != column)
        return ROLE_NONE;
    /* figures of a column whose year cannot be read are no figures of the form */
    return k->roles[lo].role == ROLE_VALUE && !k->roles[lo].year ? ROLE_NONE : k->roles[lo].role;
}

uint32_t form_row(const struct form_sheet *k, const char *key)
{
    for (uint32_t i = 0; i < k->nkeys; i++)
        if (str_is(k->keys[i].text, key))
            return k->keys[i].row;
    return 0;
}

bool form_is_figures(struct str key)
{
    return str_starts(key, STR("figure ")) || str_is(key, "figure") || str_starts(key, STR("slot "));
}

unsigned form_slot(struct str key)
{
    struct str word;
    uint64_t slot;
    if (!str_next(&word, &key, ' ') || !str_is(word, "slot") || !str_next(&word, &key, ' ') ||
        !str_uint(&slot, word, FORM_SLOTS_MAX))
        return 0;
    return (unsigned)slot;
}
