/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The boxes that comments are shown in: VML, which the programs that write it do not always
 * keep well-formed. So it is taken as text: shapes are found by their tags. */

#include "base/utf8.h"
#include "syntax/workbook.h"
#include "syntax/xlsx_mark.h"

enum {
    IDS_A_SHEET = 1024, /* of shapes, in one block */
    BOX_WIDTH = 280, WIDE_BOX = 440, LINE = 15, LETTER = 6, MARGIN = 14, BOX_HEIGHT_MAX = 500
};

static const char shape_type[] =
    " id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" "
    "path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path "
    "gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/* -- where and how large ------------------------------------------------------------------------------ */

static double column_width(const struct xlsx_cells *c, uint32_t column)
{
    for (size_t i = 0; i < c->ncolumns; i++)
        if (column >= c->columns[i].from && column <= c->columns[i].to)
            return (double)c->columns[i].width;
    return c->column_width;
}

static double row_height(const struct xlsx_cells *c, uint32_t row)
{
    size_t low = 0, high = c->nrows;
    while (low < high) {
        size_t i = low + (high - low) / 2;
        if (c->rows[i].row < row)
            low = i + 1;
        else
            high = i;
    }
    return low < c->nrows && c->rows[low].row == row ? (double)c->rows[low].height
                                                     : c->row_height;
}

size_t xlsx_lines(struct str text, size_t letters)
{
    size_t lines = 0;
    struct str line;
    while (str_next(&line, &text, '\n'))
        lines += utf8_count(line) / letters + 1;
    return lines;
}

struct side { /* a line of the grid and how far behind it */
    uint32_t line;
    unsigned offset;
};

static struct side across(const struct xlsx_cells *c, uint32_t column, double pixels)
{
    while (column < WORKBOOK_COLUMNS_MAX && pixels >= column_width(c, column)) {
        pixels -= column_width(c, column);
        column++;
    }
    return (struct side){column - 1, (unsigned)pixels};
}

static struct side down(const struct xlsx_cells *c, uint32_t row, double pixels)
{
    while (row < WORKBOOK_ROWS_MAX && pixels >= row_height(c, row)) {
        pixels -= row_height(c, row);
        row++;
    }
    return (struct side){row - 1, (unsigned)pixels};
}

static void box(struct buf *out, const struct xlsx_cells *c, const struct mark *mark,
                uint64_t id, size_t order, const char *declared)
{
    unsigned width = BOX_WIDTH;
    size_t lines = 1 + xlsx_lines(mark->comment, (width - MARGIN) / LETTER);
    if (lines * LINE > BOX_HEIGHT_MAX / 2) {
        width = WIDE_BOX;
        lines = 1 + xlsx_lines(mark->comment, (width - MARGIN) / LETTER);
    }
    unsigned height = (unsigned)MIN(lines * LINE + MARGIN, (size_t)BOX_HEIGHT_MAX);
    uint32_t column = MIN(mark->column + 1u, (uint32_t)WORKBOOK_COLUMNS_MAX);
    uint32_t row = mark->row > 1 ? mark->row - 1 : 1;
    struct side left = across(c, column, 15), right = across(c, column, 15 + width);
    struct side top = down(c, row, 8), bottom = down(c, row, 8 + height);
    buf_fmt(out, "<v:shape%s id=\"_x0000_s%llu\" type=\"#_x0000_t202\" style=\"position:absolute;"
            "margin-left:80pt;margin-top:6pt;width:%gpt;height:%gpt;z-index:%zu;"
            "visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill "
            "color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path "
            "o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div "
            "style=\"text-align:left\"></div></v:textbox>", declared, (unsigned long long)id,
            width * 0.75, height * 0.75, order);
    buf_fmt(out, "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>"
            "%u, %u, %u, %u, %u, %u, %u, %u</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%u"
            "</x:Row><x:Column>%u</x:Column></x:ClientData></v:shape>", left.line, left.offset,
            top.line, top.offset, right.line, right.offset, bottom.line, bottom.offset,
            mark->row - 1, mark->column - 1u);
}

/* -- shapes that are there ------------------------------------------------------------------------------- */

static const char *find(struct str s, const char *what)
{
    return s.len ? memmem(s.p, s.len, what, strlen(what)) : NULL;
}

/* The number in <x:Row>12</x:Row>. */
static bool number_in(uint32_t *n, struct str shape, const char *open)
{
    uint64_t value;
    const char *at = find(shape, open);
    if (!at)
        return false;
    at += strlen(open);
    const char *to = memchr(at, '<', (size_t)(str_end(shape) - at));
    if (!to || !str_uint(&value, str_trim((struct str){at, (size_t)(to - at)}), UINT32_MAX - 1))
        return false;
    *n = (uint32_t)value;
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    return x->row != y->row ? (x->row < y->row ? -1 : 1) : (int)x->column - (int)y->column;
}

/* The one of these whose comment the shape shows, NULL when it shows another. */
static const struct mark *shown(struct str shape, const struct mark *marks, size_t n)
{
    uint32_t row, column;
    if (!n || !find(shape, "ObjectType=\"Note\"") || !number_in(&row, shape, "<x:Row>") ||
        !number_in(&column, shape, "<x:Column>") || column >= WORKBOOK_COLUMNS_MAX)
        return NULL;
    struct mark key = {.row = row + 1, .column = (uint16_t)(column + 1)};
    return bsearch(&key, marks, n, sizeof key, by_place);
}

/* Somebody's box, at least as many rows high as the comment is with our words in it. */
static void put_grown(struct buf *out, struct str shape, struct str comment)
{
    enum { LETTERS = 18, TOP = 2, BOTTOM = 6, ROWS_MAX = 25 };
    static const char open[] = "<x:Anchor>";
    uint64_t n[BOTTOM + 1];
    const char *at = find(shape, open), *piece_at = NULL;
    size_t rows = MIN(xlsx_lines(comment, LETTERS) + 1, (size_t)ROWS_MAX);
    struct str piece = {0}, rest = {0};
    if (at) {
        at += sizeof open - 1;
        rest = (struct str){at, (size_t)(str_end(shape) - at)};
    }
    for (int i = 0; i <= BOTTOM; i++) {
        if (!str_next(&piece, &rest, ',') || !str_uint(&n[i], str_trim(piece), UINT32_MAX)) {
            buf_str(out, shape);
            return;
        }
        piece_at = piece.p;
    }
    buf_put(out, shape.p, (size_t)(piece_at - shape.p));
    buf_fmt(out, " %llu", (unsigned long long)MAX(n[BOTTOM], n[TOP] + rows));
    buf_put(out, str_end(piece), (size_t)(str_end(shape) - str_end(piece)));
}

/* The text without the shapes of comments that are gone, those of the others grown. */
static void change(struct buf *out, struct str vml, const struct xlsx_boxes *b)
{
    static const char open[] = "<v:shape ", close[] = "</v:shape>";
    const char *at, *to;
    while ((at = find(vml, open))) {
        struct str rest = {at, (size_t)(str_end(vml) - at)};
        to = find(rest, close);
        if (!to)
            break;
        to += sizeof close - 1;
        struct str shape = {at, (size_t)(to - at)};
        const struct mark *grown = shown(shape, b->grown, b->ngrown);
        buf_put(out, vml.p, (size_t)(at - vml.p));
        if (grown)
            put_grown(out, shape, grown->comment);
        else if (!shown(shape, b->gone, b->ngone))
            buf_str(out, shape);
        vml = (struct str){to, (size_t)(str_end(vml) - to)};
    }
    buf_str(out, vml);
}

static uint64_t highest_id(struct str vml)
{
    static const char mark[] = "_x0000_s";
    uint64_t highest = 0;
    for (const char *at; (at = find(vml, mark));) {
        uint64_t n;
        size_t digits = 0;
        at += sizeof mark - 1;
        vml = (struct str){at, (size_t)(str_end(vml) - at)};
        while (digits < vml.len && vml.p[digits] >= '0' && vml.p[digits] <= '9')
            digits++;
        if (str_uint(&n, str_sub(vml, 0, digits), UINT32_MAX / 2))
            highest = MAX(highest, n);
    }
    return highest;
}

static const char *last_tag(struct str vml)
{
    const char *last = NULL;
    for (const char *at; (at = find(vml, "</xml>"));) {
        last = at;
        vml = (struct str){at + 1, (size_t)(str_end(vml) - at) - 1};
    }
    return last;
}

static void head(struct buf *out, size_t number, size_t n)
{
    buf_puts(out, "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" "
             "xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
             "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">"
             "<o:idmap v:ext=\"edit\" data=\"");
    for (size_t i = 0; i <= n / IDS_A_SHEET; i++)
        buf_fmt(out, "%s%zu", i ? "," : "", number + i);
    buf_puts(out, "\"/></o:shapelayout></xml>");
}

/* What a shape has to declare itself. */
static void declarations(struct buf *out, struct str vml)
{
    static const char *const spaces[][2] = {
        {" xmlns:v=", "\"urn:schemas-microsoft-com:vml\""},
        {" xmlns:o=", "\"urn:schemas-microsoft-com:office:office\""},
        {" xmlns:x=", "\"urn:schemas-microsoft-com:office:excel\""}};
    const char *root = find(vml, "<xml");
    vml = str_sub(vml, root ? (size_t)(root - vml.p) : 0, vml.len);
    const char *end = vml.len ? memchr(vml.p, '>', vml.len) : NULL;
    vml.len = end ? (size_t)(end - vml.p) : 0;
    buf_puts(out, "");
    for (size_t i = 0; i < ARRAY_LEN(spaces); i++)
        if (!find(vml, spaces[i][0] + 1))
            buf_fmt(out, "%s%s", spaces[i][0], spaces[i][1]);
}

struct str xlsx_boxes(struct arena *arena, struct str vml, const struct xlsx_cells *c,
                      struct xlsx_boxes *b, size_t number)
{
    struct buf rest = {0}, out = {0}, declared = {0};
    size_t nfresh = b->nfresh;
    if (b->ngone)
        qsort(b->gone, b->ngone, sizeof *b->gone, by_place);
    if (b->ngrown)
        qsort(b->grown, b->ngrown, sizeof *b->grown, by_place);
    if (vml.len)
        change(&rest, vml, b);
    else
        head(&rest, number, nfresh);
    struct str left = rest.len ? buf_view(&rest) : STR("");
    const char *end = last_tag(left);
    if (!end || !nfresh) {
        buf_release(&out);
        return xml_keep(arena, &rest);
    }
    declarations(&declared, left);
    uint64_t id = MAX(highest_id(left), (uint64_t)number * IDS_A_SHEET);
    buf_put(&out, left.p, (size_t)(end - left.p));
    if (!find(left, "id=\"_x0000_t202\""))
        buf_fmt(&out, "<v:shapetype%s%s", declared.p, shape_type);
    for (size_t i = 0; i < nfresh; i++)
        box(&out, c, &b->fresh[i], id + 1 + i, i + 1, declared.p);
    buf_put(&out, end, (size_t)(str_end(left) - end));
    buf_release(&rest);
    buf_release(&declared);
    return xml_keep(arena, &out);
}
