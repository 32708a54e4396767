/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/xlsx_out.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "syntax/xml.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>

enum { AT_ONCE = 32 << 10, TEXT_LONGEST = 32000, POINTS = 10, FIRST_FORMAT = 164 };

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* -- styles ------------------------------------------------------------------------------------ */

static bool style_same(const struct xlsx_out_style *a, const struct xlsx_out_style *b)
{
    return a->size == b->size && a->bold == b->bold && a->muted == b->muted && a->head == b->head &&
           a->wrap == b->wrap && a->right == b->right && a->line == b->line && a->link == b->link &&
           a->decimals == b->decimals && a->mark == b->mark;
}

static void begin(struct xlsx_out *x)
{
    if (x->nstyles == 0)
        x->style[x->nstyles++] = (struct xlsx_out_style){.decimals = XLSX_PLAIN};
}

unsigned xlsx_out_style(struct xlsx_out *x, const struct xlsx_out_style *style)
{
    begin(x);
    for (unsigned i = 0; i < x->nstyles; i++)
        if (style_same(&x->style[i], style))
            return i;
    if (x->nstyles == XLSX_STYLES)
        return 0;
    x->style[x->nstyles] = *style;
    return x->nstyles++;
}

static void put_format(struct buf *out, unsigned id, const struct xlsx_out_style *s)
{
    buf_fmt(out, "<numFmt numFmtId=\"%u\" formatCode=\"%s", FIRST_FORMAT + id,
            s->decimals == XLSX_PLAIN ? "General" : "#,##0");
    for (unsigned i = 0; i < s->decimals && s->decimals != XLSX_PLAIN; i++)
        buf_puts(out, i ? "0" : ".0");
    if (s->mark)
        buf_fmt(out, "&quot; %c&quot;", s->mark);
    buf_puts(out, "\"/>");
}

/* A font and a format of numbers for each style: what programs share, they share by themselves. */
static void put_styles(struct xlsx_out *x)
{
    struct buf *out = &x->xml;
    buf_fmt(out, DECLARATION "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"%u\">", x->nstyles);
    for (unsigned i = 0; i < x->nstyles; i++)
        put_format(out, i, &x->style[i]);
    buf_fmt(out, "</numFmts><fonts count=\"%u\">", x->nstyles);
    for (unsigned i = 0; i < x->nstyles; i++) {
        const struct xlsx_out_style *s = &x->style[i];
        buf_fmt(out, "<font>%s%s<sz val=\"%u\"/><color rgb=\"FF%s\"/><name val=\"Calibri\"/>"
                     "<family val=\"2\"/></font>",
                s->bold ? "<b/>" : "", s->link ? "<u/>" : "", s->size ? s->size : POINTS,
                s->link ? "1F4E79" : s->muted ? "666666" : "222222");
    }
    buf_puts(out, "</fonts><fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
                  "<fill><patternFill patternType=\"gray125\"/></fill>"
                  "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFEAF1F8\"/>"
                  "<bgColor indexed=\"64\"/></patternFill></fill></fills>"
                  "<borders count=\"3\"><border><left/><right/><top/><bottom/><diagonal/></border>"
                  "<border><left style=\"medium\"><color rgb=\"FF8A3B00\"/></left><right/><top/><bottom/>"
                  "<diagonal/></border><border><left/><right/><top/><bottom style=\"thin\">"
                  "<color rgb=\"FF1F4E79\"/></bottom><diagonal/></border></borders>"
                  "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
                  "</cellStyleXfs>");
    buf_fmt(out, "<cellXfs count=\"%u\">", x->nstyles);
    for (unsigned i = 0; i < x->nstyles; i++) {
        const struct xlsx_out_style *s = &x->style[i];
        bool plain = s->decimals == XLSX_PLAIN && !s->mark;
        buf_fmt(out, "<xf numFmtId=\"%u\" fontId=\"%u\" fillId=\"%u\" borderId=\"%u\" xfId=\"0\" "
                     "applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" "
                     "applyAlignment=\"1\"><alignment vertical=\"top\"%s%s/></xf>",
                plain ? 0 : FIRST_FORMAT + i, i, s->head ? 2 : 0, s->line ? 1 : s->head ? 2 : 0,
                s->right ? " horizontal=\"right\"" : "", s->wrap ? " wrapText=\"1\"" : "");
    }
    buf_puts(out, "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
                  "builtinId=\"0\"/></cellStyles></styleSheet>");
}

/* -- sheets ------------------------------------------------------------------------------------ */

static void give(struct xlsx_out *x, bool all)
{
    if (all || x->xml.len > AT_ONCE) {
        zip_stream_put(&x->zip, buf_view(&x->xml));
        x->xml.len = 0;
    }
}

static size_t put_letters(char out[4], uint32_t column)
{
    char letters[4];
    size_t n = 0, len = 0;
    for (uint32_t c = column; c; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    while (n)
        out[len++] = letters[--n];
    return len;
}

static size_t put_place(char out[16], uint32_t column, uint32_t row)
{
    size_t len = put_letters(out, column);
    return len + num_fmt_uint(out + len, row);
}

static void put_pane(struct buf *out, const struct xlsx_out_sheet *s)
{
    char place[16];
    if (!s->freeze_rows && !s->freeze_columns)
        return;
    size_t n = put_place(place, s->freeze_columns + 1, s->freeze_rows + 1);
    buf_puts(out, "<pane");
    if (s->freeze_columns)
        buf_fmt(out, " xSplit=\"%u\"", s->freeze_columns);
    if (s->freeze_rows)
        buf_fmt(out, " ySplit=\"%u\"", s->freeze_rows);
    buf_fmt(out, " topLeftCell=\"%.*s\" activePane=\"%s\" state=\"frozen\"/>", (int)n, place,
            s->freeze_rows && s->freeze_columns ? "bottomRight" : s->freeze_rows ? "bottomLeft"
                                                                                  : "topRight");
}

/* Neighbours of one width are one entry. */
static void put_widths(struct buf *out, const struct xlsx_out_sheet *s)
{
    bool begun = false;
    for (unsigned i = 0, end; i <= XLSX_WIDTHS; i = end) {
        unsigned width = i < XLSX_WIDTHS && s->width[i] ? s->width[i] : s->width_beyond;
        for (end = i + 1; end <= XLSX_WIDTHS; end++)
            if ((end < XLSX_WIDTHS && s->width[end] ? s->width[end] : s->width_beyond) != width)
                break;
        if (!width)
            continue;
        buf_puts(out, begun ? "" : "<cols>");
        begun = true;
        buf_fmt(out, "<col min=\"%u\" max=\"%u\" width=\"%u\" customWidth=\"1\"/>", i + 1,
                end > XLSX_WIDTHS ? (unsigned)XLSX_COLUMNS : end, width);
    }
    buf_puts(out, begun ? "</cols>" : "");
}

void xlsx_out_sheet(struct xlsx_out *x, const struct xlsx_out_sheet *sheet)
{
    char part[64];
    assert(strlen(sheet->name) > 0 && strlen(sheet->name) < XLSX_NAME);
    begin(x);
    x->sheet = *sheet;
    x->row = x->column = x->last_column = 0;
    x->first = 0;
    x->nlinks = 0;
    x->links.len = 0;
    x->nsheets++;
    buf_puts(&x->book, "<sheet name=\"");
    xml_escape(&x->book, str_of(sheet->name));
    buf_fmt(&x->book, "\" sheetId=\"%u\" r:id=\"rId%u\"/>", x->nsheets, x->nsheets);
    snprintf(part, sizeof part, "xl/worksheets/sheet%u.xml", x->nsheets);
    zip_stream_open(&x->zip, part);
    buf_fmt(&x->xml, DECLARATION "<worksheet xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">"
            "<sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\"%s>",
            x->nsheets == 1 ? " tabSelected=\"1\"" : "");
    put_pane(&x->xml, sheet);
    buf_puts(&x->xml, "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"13\"/>");
    put_widths(&x->xml, sheet);
    buf_puts(&x->xml, "<sheetData>");
}

void xlsx_out_row(struct xlsx_out *x)
{
    assert(x->row < XLSX_ROWS);
    if (x->in_row)
        buf_puts(&x->xml, "</row>");
    size_t len = x->xml.len;
    give(x, false);
    x->above = x->xml.len == len ? x->first : 0;
    x->above_len = x->row_len;
    x->nabove = x->nplaces;
    x->nplaces = 0;
    x->in_row = true;
    x->row++;
    x->column = 0;
    x->row_len = num_fmt_uint(x->row_text, x->row);
    buf_puts(&x->xml, "<row r=\"");
    buf_put(&x->xml, x->row_text, x->row_len);
    buf_puts(&x->xml, x->row == 1 && x->sheet.title ? "\" ht=\"20\" customHeight=\"1\">" : "\">");
    x->first = x->xml.len;
}

#define PUT(at, literal) ((at) = mempcpy(at, literal, sizeof literal - 1))

/* <c r="B7, with room for `more` behind it. */
static char *open_place(struct xlsx_out *x, unsigned style, size_t more)
{
    x->column++;
    assert(x->in_row && x->column <= XLSX_COLUMNS && style < x->nstyles);
    if (x->column > x->last_column)
        x->last_column = x->column;
    char *at = buf_room(&x->xml, 3 * NUM_MAX + more);
    size_t start = x->xml.len - x->first;
    PUT(at, "<c r=\"");
    at += put_letters(at, x->column);
    if (x->nplaces < XLSX_AGAIN)
        x->place[x->nplaces++] = (struct xlsx_out_place){x->column, (uint32_t)start,
                                                         (uint32_t)((size_t)(at - x->xml.p) - x->first)};
    return mempcpy(at, x->row_text, x->row_len);
}

static char *put_style(char *at, unsigned style)
{
    if (style) {
        PUT(at, "\" s=\"");
        at += num_fmt_uint(at, style);
    }
    *at++ = '"';
    return at;
}

/* <c r="B7" s="3", with room for `more` behind it. */
static char *open_cell(struct xlsx_out *x, unsigned style, size_t more)
{
    return put_style(open_place(x, style, more), style);
}

static void close_cell(struct xlsx_out *x, const char *end) { x->xml.len = (size_t)(end - x->xml.p); }

/* Nothing is in it: only its style is to be said. */
static void put_empty(struct xlsx_out *x, unsigned style)
{
    if (!style) {
        xlsx_out_skip(x, 1);
        return;
    }
    char *at = open_cell(x, style, 2);
    PUT(at, "/>");
    close_cell(x, at);
}

/* "_x0041_", which in texts of a workbook means the character of that number */
static bool is_number(struct str text)
{
    if (text.len < 7 || text.p[1] != 'x' || text.p[6] != '_')
        return false;
    for (size_t i = 2; i < 6; i++)
        if (!isxdigit((unsigned char)text.p[i]))
            return false;
    return true;
}

/* An underscore that would begin such a one is written as its own number. */
static void put_text(struct buf *out, struct str text)
{
    size_t from = 0;
    for (size_t i = 0; i + 6 < text.len; i++) {
        const char *line = memchr(text.p + i, '_', text.len - i);
        if (!line)
            break;
        i = (size_t)(line - text.p);
        if (!is_number(str_sub(text, i, text.len)))
            continue;
        xml_escape(out, str_sub(text, from, i - from));
        buf_puts(out, "_x005F_");
        from = i + 1;
    }
    xml_escape(out, str_sub(text, from, text.len));
}

/* The longest piece that a cell takes, whole characters. */
static struct str fitting(struct str text)
{
    size_t n = text.len;
    if (n <= TEXT_LONGEST)
        return text;
    for (n = TEXT_LONGEST; n && ((unsigned char)text.p[n] & 0xC0) == 0x80;)
        n--;
    return str_sub(text, 0, n);
}

/* Remembers a cell from `start` with the text from `at`, where nothing in that had to be written in another way. */
static void remember(struct xlsx_out_again *again, const struct buf *xml, size_t start, size_t at, unsigned style,
                     struct str text)
{
    size_t len = xml->len - start;
    again->text_len = 0;
    if (len > XLSX_AGAIN_BYTES || memcmp(xml->p + at, text.p, text.len) != 0)
        return;
    *again = (struct xlsx_out_again){(uint16_t)style, (uint8_t)len, (uint8_t)(at - start), (uint8_t)text.len, {0}};
    memcpy(again->bytes, xml->p + start, len);
}

static bool is_again(const struct xlsx_out_again *again, unsigned style, struct str text)
{
    return again->text_len == text.len && again->style == style &&
           memcmp(again->bytes + again->text_at, text.p, text.len) == 0;
}

void xlsx_out_text(struct xlsx_out *x, unsigned style, struct str text)
{
    if (text.len == 0) {
        put_empty(x, style);
        return;
    }
    text = fitting(text);
    char *at = open_place(x, style, text.len + 64 + XLSX_AGAIN_BYTES);
    struct xlsx_out_again *again = &x->again[x->column % XLSX_AGAIN];
    if (is_again(again, style, text)) {
        close_cell(x, mempcpy(at, again->bytes, again->len));
        return;
    }
    size_t start = (size_t)(at - x->xml.p);
    at = put_style(at, style);
    PUT(at, " t=\"inlineStr\"><is><t");
    if (isspace((unsigned char)text.p[0]) || isspace((unsigned char)text.p[text.len - 1]))
        PUT(at, " xml:space=\"preserve\"");
    *at++ = '>';
    close_cell(x, at);
    size_t text_at = x->xml.len;
    put_text(&x->xml, text);
    buf_puts(&x->xml, "</t></is></c>");
    remember(again, &x->xml, start, text_at, style, text);
}

void xlsx_out_num(struct xlsx_out *x, unsigned style, double value, unsigned decimals)
{
    if (!isfinite(value)) {
        put_empty(x, style);
        return;
    }
    char *at = open_cell(x, style, NUM_MAX + 16);
    PUT(at, "><v>");
    at += num_fmt(at, value, decimals);
    PUT(at, "</v></c>");
    close_cell(x, at);
}

void xlsx_out_link(struct xlsx_out *x, unsigned style, struct str text, const char *sheet)
{
    char place[16];
    xlsx_out_text(x, style, text);
    buf_puts(&x->links, "<hyperlink ref=\"");
    buf_put(&x->links, place, put_place(place, x->column, x->row));
    buf_puts(&x->links, "\" location=\"'");
    for (const char *p = sheet; *p; p++) { /* an apostrophe inside of quotes is doubled */
        xml_escape(&x->links, (struct str){p, 1});
        if (*p == '\'')
            buf_char(&x->links, '\'');
    }
    buf_puts(&x->links, "'!A1\"/>");
    x->nlinks++;
}

void xlsx_out_skip(struct xlsx_out *x, uint32_t columns)
{
    x->column += columns;
}

/* The bytes of the row above, in which the number of the row is another: as many digits at the same places. */
bool xlsx_out_same(struct xlsx_out *x, uint32_t n)
{
    unsigned cells = 0;
    while (cells < x->nabove && x->place[cells].column <= n)
        cells++;
    if (!x->above || x->column || x->above_len != x->row_len || cells == x->nabove)
        return false;
    size_t len = x->place[cells].at;
    char *to = buf_room(&x->xml, len);
    memcpy(to, x->xml.p + x->above, len);
    for (unsigned i = 0; i < cells; i++)
        memcpy(to + x->place[i].number_at, x->row_text, x->row_len);
    x->xml.len += len;
    x->nplaces = cells;
    x->column = n;
    return true;
}

void xlsx_out_sheet_end(struct xlsx_out *x)
{
    char place[16];
    if (x->in_row)
        buf_puts(&x->xml, "</row>");
    x->in_row = false;
    buf_puts(&x->xml, "</sheetData>");
    if (x->sheet.filter_row && x->last_column && x->row >= x->sheet.filter_row) {
        size_t n = put_place(place, x->last_column, x->row);
        buf_fmt(&x->xml, "<autoFilter ref=\"A%u:%.*s\"/>", x->sheet.filter_row, (int)n, place);
    }
    if (x->nlinks) {
        buf_puts(&x->xml, "<hyperlinks>");
        buf_str(&x->xml, buf_view(&x->links));
        buf_puts(&x->xml, "</hyperlinks>");
    }
    buf_fmt(&x->xml, "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" "
            "footer=\"0.3\"/><pageSetup paperSize=\"9\"%s/></worksheet>",
            x->sheet.landscape ? " orientation=\"landscape\"" : "");
    give(x, true);
    zip_stream_close(&x->zip);
}

static void part(struct xlsx_out *x, const char *name)
{
    zip_stream_open(&x->zip, name);
    give(x, true);
    zip_stream_close(&x->zip);
}

void xlsx_out_end(struct xlsx_out *x)
{
    struct buf *out = &x->xml;
    put_styles(x);
    part(x, "xl/styles.xml");
    buf_puts(out, DECLARATION "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><bookViews>"
                  "<workbookView/></bookViews><sheets>");
    buf_str(out, buf_view(&x->book));
    buf_puts(out, "</sheets></workbook>");
    part(x, "xl/workbook.xml");
    buf_puts(out, DECLARATION "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (unsigned i = 1; i <= x->nsheets; i++)
        buf_fmt(out, "<Relationship Id=\"rId%u\" Type=\"" OFFICE "/worksheet\" "
                     "Target=\"worksheets/sheet%u.xml\"/>", i, i);
    buf_fmt(out, "<Relationship Id=\"rId%u\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
                 "</Relationships>", x->nsheets + 1);
    part(x, "xl/_rels/workbook.xml.rels");
    buf_puts(out, DECLARATION "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" "
                  "Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    part(x, "_rels/.rels");
    buf_puts(out, DECLARATION "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" "
                  "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                  "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                  "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_TYPE "sheet.main+xml\"/>"
                  "<Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEET_TYPE "styles+xml\"/>");
    for (unsigned i = 1; i <= x->nsheets; i++)
        buf_fmt(out, "<Override PartName=\"/xl/worksheets/sheet%u.xml\" ContentType=\"" SHEET_TYPE
                     "worksheet+xml\"/>", i);
    buf_puts(out, "</Types>");
    part(x, "[Content_Types].xml");
    zip_stream_end(&x->zip);
}

void xlsx_out_release(struct xlsx_out *x)
{
    zip_stream_release(&x->zip);
    buf_release(&x->xml);
    buf_release(&x->book);
    buf_release(&x->links);
}

/* -- names ---------------------------------------------------------------------------------------- */

static bool name_taken(const struct xlsx_out *x, const char *name)
{
    struct buf mark = {0};
    buf_puts(&mark, "<sheet name=\"");
    xml_escape(&mark, str_of(name));
    buf_char(&mark, '"');
    bool found = x->book.len && memmem(x->book.p, x->book.len, mark.p, mark.len);
    buf_release(&mark);
    return found;
}

void xlsx_out_name(char out[XLSX_NAME], const struct xlsx_out *x, struct str wanted)
{
    size_t n = 0;
    for (size_t i = 0; i < wanted.len && n < XLSX_NAME - 1; i++) {
        char c = wanted.p[i];
        out[n++] = (char)(c < 0x20 || c > 0x7e || strchr("[]:*?/\\'", c) ? '_' : c);
    }
    if (n == 0)
        out[n++] = '_';
    out[n] = 0;
    for (unsigned number = 2; name_taken(x, out); number++) {
        char tail[16];
        size_t len = (size_t)snprintf(tail, sizeof tail, " %u", number);
        size_t at = MIN(n, XLSX_NAME - 1 - len);
        memcpy(out + at, tail, len + 1);
    }
}
