/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The added sheet. Texts stand in their cells, so that the shared strings stay as they are. */

#include "base/num.h"
#include "base/utf8.h"
#include "syntax/workbook.h"
#include "syntax/xlsx_mark.h"

enum { CELL_UNITS_MAX = 32767, LIST_MAX = 255, LINK_MAX = 2000, HEIGHT_MAX = 405 };

struct extra {
    struct xlsx_styles *s;
    const struct extra_sheet *x;
    struct buf out, links;
    uint32_t rows; /* with what the lists need */
    uint32_t *list_column; /* per choice: the hidden column that has its texts, 0: none */
};

static const struct extra_cell *cell_at(const struct extra_sheet *x, uint32_t row,
                                        uint32_t column)
{
    static const struct extra_cell none;
    return row < x->nrows && column < x->ncolumns ? &x->cells[(size_t)row * x->ncolumns + column]
                                                  : &none;
}

/* Can the texts stand in the rule itself, divided by commas? */
static bool fits(const struct extra_choice *c)
{
    size_t units = 0;
    for (uint32_t i = 0; i < c->ntexts; i++) {
        struct str s = c->texts[i];
        if (s.len && memchr(s.p, ',', s.len))
            return false;
        units += utf8_count(s) + (i > 0);
        for (size_t k = 0; k < s.len; k++)
            units += s.p[k] == '"' || (s.p[k] & 0xf8) == 0xf0;
    }
    return units <= LIST_MAX;
}

static void head(struct extra *e, struct xlsx_mark *m)
{
    const struct extra_sheet *x = e->x;
    char name[CELL_NAME];
    buf_fmt(&e->out, XML_HEAD "<worksheet xmlns=\"%s\" xmlns:r=\"%s\"><sheetPr><tabColor "
            "rgb=\"FF0B5CAD\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView "
            "showGridLines=\"0\"%s workbookViewId=\"0\">", m->main_ns, m->relation_ns,
            x->put_first ? " tabSelected=\"1\"" : "");
    if (x->frozen_rows) {
        cell_name(name, 1, x->frozen_rows + 1);
        buf_fmt(&e->out, "<pane ySplit=\"%u\" topLeftCell=\"%s\" activePane=\"bottomLeft\" "
                "state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"%s\" "
                "sqref=\"%s\"/>", x->frozen_rows, name, name, name);
    }
    buf_puts(&e->out, "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
}

static void columns(struct extra *e)
{
    const struct extra_sheet *x = e->x;
    struct buf cols = {0};
    uint32_t last = x->ncolumns;
    for (uint32_t i = 0; i < x->nchoices; i++)
        last = MAX(last, e->list_column[i]);
    for (uint32_t i = 0; i < last; i++) {
        bool hidden = i >= x->ncolumns || (x->hidden >> i & 1);
        unsigned width = i < x->ncolumns && x->widths[i] ? x->widths[i] : 9;
        if (!hidden && !x->widths[i])
            continue;
        buf_fmt(&cols, "<col min=\"%u\" max=\"%u\" width=\"%u.7109375\"%s customWidth=\"1\"/>",
                i + 1, i + 1, width, hidden ? " hidden=\"1\"" : "");
    }
    if (cols.len)
        buf_fmt(&e->out, "<cols>%.*s</cols>", STR_FMT(buf_view(&cols)));
    buf_release(&cols);
}

static void put_text_cell(struct extra *e, const char *name, uint32_t style, struct str text)
{
    buf_fmt(&e->out, "<c r=\"%s\" s=\"%u\"", name, style);
    if (!text.len) {
        buf_puts(&e->out, "/>");
        return;
    }
    buf_puts(&e->out, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    xlsx_put(&e->out, text, CELL_UNITS_MAX);
    buf_puts(&e->out, "</t></is></c>");
}

static void put_cell(struct extra *e, uint32_t row, uint32_t column)
{
    const struct extra_cell *c = cell_at(e->x, row, column);
    char name[CELL_NAME];
    bool link = c->kind == EXTRA_LINK && c->target.len && c->target.len <= LINK_MAX;
    if (c->kind != EXTRA_NUMBER && !c->text.len && c->style == STYLE_PLAIN)
        return;
    cell_name(name, column + 1, row + 1);
    uint32_t style = xlsx_style_extra(e->s, c->style, link);
    if (c->kind == EXTRA_NUMBER) {
        buf_fmt(&e->out, "<c r=\"%s\" s=\"%u\"><v>", name, style);
        buf_num(&e->out, c->number, NUM_SHORTEST);
        buf_puts(&e->out, "</v></c>");
        return;
    }
    put_text_cell(e, name, style, c->text);
    if (link) {
        buf_fmt(&e->links, "<hyperlink ref=\"%s\" location=\"", name);
        xml_put(&e->links, c->target, 0);
        buf_puts(&e->links, "\"/>");
    }
}

/* Excel finds heights out itself, other programs take what the file says. */
static unsigned height(const struct extra_sheet *x, uint32_t row)
{
    size_t lines = 1;
    bool title = false;
    for (uint32_t i = 0; row < x->nrows && i < x->ncolumns; i++) {
        const struct extra_cell *c = cell_at(x, row, i);
        bool wrapped = c->style != STYLE_PLAIN && c->style != STYLE_TITLE;
        title = title || c->style == STYLE_TITLE;
        if (wrapped && !(x->hidden >> i & 1))
            lines = MAX(lines, xlsx_lines(c->text, x->widths[i] ? x->widths[i] : 9));
    }
    return title ? 21 : (unsigned)MIN(lines * 15, (size_t)HEIGHT_MAX);
}

static void rows(struct extra *e)
{
    const struct extra_sheet *x = e->x;
    char name[CELL_NAME];
    buf_puts(&e->out, "<sheetData>");
    for (uint32_t row = 0; row < e->rows; row++) {
        buf_fmt(&e->out, "<row r=\"%u\" ht=\"%u\">", row + 1, height(x, row));
        for (uint32_t column = 0; row < x->nrows && column < x->ncolumns; column++)
            put_cell(e, row, column);
        for (uint32_t i = 0; i < x->nchoices; i++) {
            if (!e->list_column[i] || row >= x->choices[i].ntexts)
                continue;
            cell_name(name, e->list_column[i], row + 1);
            put_text_cell(e, name, xlsx_style_extra(e->s, STYLE_PLAIN, false),
                          x->choices[i].texts[row]);
        }
        buf_puts(&e->out, "</row>");
    }
    buf_puts(&e->out, "</sheetData>");
}

static void list(struct extra *e, uint32_t i)
{
    const struct extra_choice *c = &e->x->choices[i];
    char column[CELL_NAME];
    if (e->list_column[i]) {
        cell_name(column, e->list_column[i], 0);
        buf_fmt(&e->out, "$%s$1:$%s$%u", column, column, c->ntexts);
        return;
    }
    buf_puts(&e->out, "&quot;");
    for (uint32_t k = 0; k < c->ntexts; k++) {
        struct buf doubled = {0};
        buf_puts(&doubled, k ? "," : "");
        for (size_t n = 0; n < c->texts[k].len; n++) {
            buf_char(&doubled, c->texts[k].p[n]);
            if (c->texts[k].p[n] == '"')
                buf_char(&doubled, '"');
        }
        xml_put(&e->out, buf_view(&doubled), 0);
        buf_release(&doubled);
    }
    buf_puts(&e->out, "&quot;");
}

static void choices(struct extra *e)
{
    const struct extra_sheet *x = e->x;
    char first[CELL_NAME], last[CELL_NAME];
    unsigned n = 0;
    for (uint32_t i = 0; i < x->nchoices; i++)
        n += x->choices[i].ntexts > 0;
    if (n == 0)
        return;
    buf_fmt(&e->out, "<dataValidations count=\"%u\">", n);
    for (uint32_t i = 0; i < x->nchoices; i++) {
        const struct extra_choice *c = &x->choices[i];
        if (c->ntexts == 0)
            continue;
        cell_name(first, c->column, c->first_row);
        cell_name(last, c->column, c->last_row);
        buf_fmt(&e->out, "<dataValidation type=\"list\" allowBlank=\"1\" showInputMessage=\"1\" "
                "showErrorMessage=\"1\" sqref=\"%s:%s\"><formula1>", first, last);
        list(e, i);
        buf_puts(&e->out, "</formula1></dataValidation>");
    }
    buf_puts(&e->out, "</dataValidations>");
}

struct str xlsx_extra_text(struct xlsx_mark *m, struct xlsx_styles *s,
                           const struct extra_sheet *x)
{
    struct extra e = {.s = s, .x = x, .rows = x->nrows};
    uint32_t next = x->ncolumns + 1;
    e.list_column = arena_array(m->arena, uint32_t, x->nchoices);
    for (uint32_t i = 0; i < x->nchoices; i++) {
        if (fits(&x->choices[i]))
            continue;
        e.list_column[i] = next++;
        e.rows = MAX(e.rows, x->choices[i].ntexts);
    }
    head(&e, m);
    columns(&e);
    rows(&e);
    if (x->locked)
        buf_puts(&e.out, "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" "
                 "formatCells=\"0\" formatColumns=\"0\" formatRows=\"0\"/>");
    choices(&e);
    if (e.links.len)
        buf_fmt(&e.out, "<hyperlinks>%.*s</hyperlinks>", STR_FMT(buf_view(&e.links)));
    buf_puts(&e.out, "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" "
             "header=\"0.3\" footer=\"0.3\"/><pageSetup orientation=\"landscape\" "
             "fitToHeight=\"0\"/></worksheet>");
    buf_release(&e.links);
    return xml_keep(m->arena, &e.out);
}
