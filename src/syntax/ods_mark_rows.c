/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Rows of an ODS sheet. A row or cell that stands for several is taken apart where a mark is. */

#include "base/utf8.h"
#include "syntax/ods_mark.h"

/* -- comments --------------------------------------------------------------------------------------- */

void ods_paragraphs(struct buf *out, struct str text)
{
    struct str line;
    while (str_next(&line, &text, '\n')) {
        buf_puts(out, "<text:p>");
        for (size_t from = 0, to; from < line.len; from = to) {
            bool blank = line.p[from] == ' ' && (from == 0 || line.p[from - 1] == ' ' ||
                                                 from + 1 == line.len);
            to = from + 1;
            if (blank || line.p[from] == '\t') {
                buf_puts(out, blank ? "<text:s/>" : "<text:tab/>");
                continue;
            }
            while (to < line.len && line.p[to] != '\t' && line.p[to] != ' ')
                to++;
            if (line.p[from] != '\r' || to > from + 1)
                xml_put(out, str_sub(line, from, to - from - (line.p[to - 1] == '\r')), 0);
        }
        buf_puts(out, "</text:p>");
    }
}

static struct str note_text(struct arena *arena, struct str comment)
{
    struct buf out = {0}, cut = {0};
    buf_puts(&out, "<text:p>" MARK_HEADING "</text:p>");
    if (comment.len > MARK_TEXT_MAX) {
        size_t n = MARK_TEXT_MAX;
        while (n && ((unsigned char)comment.p[n] & 0xc0) == 0x80)
            n--;
        buf_put(&cut, comment.p, n);
        buf_puts(&cut, "...");
        comment = buf_view(&cut);
    }
    ods_paragraphs(&out, comment);
    buf_release(&cut);
    return xml_keep(arena, &out);
}

static struct str new_note(struct arena *arena, struct str comment)
{
    size_t lines = 2;
    struct str rest = comment, line;
    while (str_next(&line, &rest, '\n'))
        lines += utf8_count(line) / 44;
    for (size_t i = 0; i < comment.len; i++)
        lines += comment.p[i] == '\n';
    return xml_fmt(arena, "<office:annotation office:display=\"false\" svg:width=\"7.5cm\" "
                   "svg:height=\"%.2fcm\"><dc:creator>" MARK_AUTHOR "</dc:creator>%.*s"
                   "</office:annotation>", (double)MIN(lines, (size_t)40) * 0.45 + 0.4,
                   STR_FMT(note_text(arena, comment)));
}

/* -- cells ---------------------------------------------------------------------------------------------- */

static struct str style_of(const struct ods_table *t, const struct ods_row *row,
                           struct str of_cell, uint32_t column)
{
    if (of_cell.len || row->style.len)
        return of_cell.len ? of_cell : row->style;
    for (size_t i = 0; i < t->ncolumns; i++)
        if (column >= t->columns[i].from && column <= t->columns[i].to)
            return t->columns[i].style;
    return STR("");
}

/* Is there anything of ours in it? */
static bool is_touched(const struct ods_table *t, const struct ods_cell *c)
{
    return (c->note.end && (c->note.ours || c->note.tail)) ||
           (c->style.len && !str_eq(ods_style_plain(t->styles, c->style), c->style));
}

static void mark_note(struct xml_edits *e, const struct ods_cell *c, const struct mark *mark)
{
    const struct ods_note *n = &c->note;
    struct arena *arena = e->arena;
    bool comment = mark && mark->comment.len;
    if (n->end && n->ours)
        xml_replace(e, n->at - c->at, n->end - n->at, STR(""));
    else if (n->end && n->tail)
        xml_replace(e, n->tail - c->at, n->inner_end - n->tail, STR(""));
    if (comment && n->end && !n->ours && !n->empty)
        xml_insert(e, n->inner_end - c->at, note_text(arena, mark->comment));
    else if (comment && !(n->end && !n->ours) && !c->empty)
        xml_insert(e, c->to - c->at, new_note(arena, mark->comment));
    else if (comment && c->empty)
        xml_append(e, &(struct xml_node){.inner = c->to - c->at, .empty = true},
                   new_note(arena, mark->comment));
}

static void put_cell(struct buf *out, const struct ods_table *t, const struct ods_row *row,
                     const struct ods_cell *c, uint32_t column, uint32_t repeat,
                     const struct mark *mark)
{
    struct str raw = {t->styles->text.p + c->at, c->end - c->at}, text = raw;
    struct xml_edits e = {.arena = t->styles->arena, .text = raw};
    if (repeat == 0)
        return;
    if (repeat != c->repeat && repeat == 1)
        xml_drop_attr(&e, 0, "number-columns-repeated");
    else if (repeat != c->repeat)
        xml_set_attr(&e, 0, "table:number-columns-repeated", xml_fmt(e.arena, "%u", repeat));
    struct str style = c->style;
    if (mark)
        style = ods_style_tinted(t->styles, style_of(t, row, style, column), mark->colour);
    else if (style.len)
        style = ods_style_plain(t->styles, style);
    if (!str_eq(style, c->style) && style.len)
        xml_set_attr(&e, 0, "table:style-name", style);
    else if (!str_eq(style, c->style))
        xml_drop_attr(&e, 0, "style-name");
    mark_note(&e, c, mark);
    if (e.n && xml_edited(&text, &e, NULL) < 0)
        text = raw;
    buf_str(out, text);
}

/* Marks in columns that the row does not have. */
static void new_cells(struct buf *out, const struct ods_table *t, const struct ods_row *row,
                      uint32_t column, const struct mark *marks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct mark *mark = &marks[i];
        uint32_t gap = mark->column - column;
        if (gap)
            buf_fmt(out, "<table:table-cell table:number-columns-repeated=\"%u\"/>", gap);
        struct buf style = {0};
        xml_put(&style, ods_style_tinted(t->styles, style_of(t, row, STR(""), mark->column),
                                         mark->colour), 0);
        buf_fmt(out, "<table:table-cell table:style-name=\"%.*s\">%.*s</table:table-cell>",
                STR_FMT(buf_view(&style)),
                STR_FMT(mark->comment.len ? new_note(t->styles->arena, mark->comment) : STR("")));
        buf_release(&style);
        column = mark->column + 1u;
    }
}

/* -- rows ------------------------------------------------------------------------------------------------- */

static void put_row(struct buf *out, const struct ods_table *t, const struct ods_row *row,
                    uint32_t repeat, const struct mark *marks, size_t nmarks)
{
    struct str raw = {t->styles->text.p + row->at, row->end - row->at}, text = raw;
    struct xml_edits e = {.arena = t->styles->arena, .text = raw};
    struct buf cells = {0};
    uint32_t column = 1;
    size_t m = 0;
    if (repeat == 0)
        return;
    if (repeat != row->repeat && repeat == 1)
        xml_drop_attr(&e, 0, "number-rows-repeated");
    else if (repeat != row->repeat)
        xml_set_attr(&e, 0, "table:number-rows-repeated", xml_fmt(e.arena, "%u", repeat));
    for (size_t i = 0; i < row->ncells; i++) {
        const struct ods_cell *c = &row->cells[i];
        column = c->column + c->repeat;
        bool touched = is_touched(t, c);
        uint32_t from = c->column;
        for (; m < nmarks && marks[m].column < column; m++) {
            put_cell(&cells, t, row, c, from, marks[m].column - from, NULL);
            put_cell(&cells, t, row, c, marks[m].column, 1, &marks[m]);
            from = marks[m].column + 1u;
        }
        if (from > c->column || touched) {
            put_cell(&cells, t, row, c, from, column - from, NULL);
            xml_replace(&e, c->at - row->at, c->end - c->at, xml_keep(e.arena, &cells));
        }
    }
    new_cells(&cells, t, row, column, marks + m, nmarks - m);
    if (cells.len)
        xml_append(&e, &(struct xml_node){.inner = row->to - row->at,
                                          .inner_end = row->inner_end - row->at,
                                          .empty = row->empty}, xml_keep(e.arena, &cells));
    if (xml_edited(&text, &e, NULL) < 0)
        text = raw;
    buf_str(out, text);
}

bool ods_row_marked(struct str *text, struct ods_table *t, const struct ods_row *row)
{
    struct buf out = {0};
    uint32_t at = row->row, behind = row->row + row->repeat;
    bool touched = t->nmarks && t->marks[0].row < behind;
    for (size_t i = 0; i < row->ncells && !touched; i++)
        touched = is_touched(t, &row->cells[i]);
    if (!touched)
        return false;
    while (t->nmarks && t->marks[0].row < behind) {
        uint32_t marked = t->marks[0].row;
        size_t n = 0;
        while (n < t->nmarks && t->marks[n].row == marked)
            n++;
        put_row(&out, t, row, marked - at, NULL, 0);
        put_row(&out, t, row, 1, t->marks, n);
        at = marked + 1;
        t->marks += n;
        t->nmarks -= n;
    }
    put_row(&out, t, row, behind - at, NULL, 0);
    *text = xml_keep(t->styles->arena, &out);
    return true;
}

struct str ods_rows_added(struct ods_table *t, uint32_t rows)
{
    static const struct ods_row plain = {.repeat = 1};
    struct buf out = {0};
    while (t->nmarks) {
        uint32_t marked = t->marks[0].row, gap = marked - rows - 1;
        size_t n = 0;
        while (n < t->nmarks && t->marks[n].row == marked)
            n++;
        if (gap)
            buf_fmt(&out, "<table:table-row table:number-rows-repeated=\"%u\"><table:table-cell/>"
                    "</table:table-row>", gap);
        buf_puts(&out, "<table:table-row>");
        new_cells(&out, t, &plain, 1, t->marks, n);
        buf_puts(&out, "</table:table-row>");
        rows = marked;
        t->marks += n;
        t->nmarks -= n;
    }
    return out.len ? xml_keep(t->styles->arena, &out) : STR("");
}
