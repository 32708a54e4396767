/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/workbook.h"

#include "base/utf8.h"
#include "syntax/sheet_ods.h"
#include "syntax/sheet_wire.h"
#include "syntax/xlsx.h"

#include <endian.h>

/* -- names of cells --------------------------------------------------------------------- */

size_t cell_name(char out[CELL_NAME], uint32_t column, uint32_t row)
{
    char letters[8], digits[12];
    size_t n = 0, k = 0, m = 0;
    for (; column; column = (column - 1) / 26)
        letters[k++] = (char)('A' + (column - 1) % 26);
    for (; row; row /= 10)
        digits[m++] = (char)('0' + row % 10);
    if (k + m >= CELL_NAME)
        k = 0; /* no such place in any sheet */
    while (k)
        out[n++] = letters[--k];
    while (m)
        out[n++] = digits[--m];
    out[n] = '\0';
    return n;
}

uint32_t column_parse(struct str letters)
{
    uint32_t column = 0;
    for (size_t i = 0; i < letters.len; i++) {
        char c = letters.p[i] & ~0x20;
        if (c < 'A' || c > 'Z')
            return 0;
        column = column * 26 + (uint32_t)(c - 'A' + 1);
        if (column > WORKBOOK_COLUMNS_MAX)
            return 0;
    }
    return column;
}

bool cell_parse(uint32_t *column, uint32_t *row, struct str name)
{
    size_t n = 0;
    uint64_t number;
    if (str_starts(name, STR("$")))
        name = str_sub(name, 1, name.len);
    while (n < name.len && (name.p[n] & ~0x20) >= 'A' && (name.p[n] & ~0x20) <= 'Z')
        n++;
    *column = column_parse(str_sub(name, 0, n));
    name = str_sub(name, n, name.len);
    if (str_starts(name, STR("$")))
        name = str_sub(name, 1, name.len);
    if (!*column || !str_uint(&number, name, WORKBOOK_ROWS_MAX) || number == 0)
        return false;
    *row = (uint32_t)number;
    return true;
}

/* -- what kind of file it is ------------------------------------------------------------ */

static bool is_zip(struct str file)
{
    return str_starts(file, STR("PK\x03\x04")) || str_starts(file, STR("PK\x05\x06"));
}

static bool is_ole(struct str file)
{
    return str_starts(file, STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
}

bool workbook_is(struct str file) { return is_zip(file) || is_ole(file); }

static bool contains(struct str s, const void *p, size_t len)
{
    return s.len && memmem(s.p, s.len, p, len) != NULL;
}

/* The name of a stream in an OLE file: UTF-16, in its directory. */
static bool has_stream(struct str file, const char *name)
{
    char wide[64];
    size_t n = 0;
    for (; *name && n + 2 <= sizeof wide; name++) {
        wide[n++] = *name;
        wide[n++] = '\0';
    }
    return contains(file, wide, n);
}

static int refuse_ole(struct str file, struct err *err)
{
    if (has_stream(file, "EncryptedPackage"))
        return err_set(err, ERR_INPUT, "the workbook is protected by a password to open it; save "
                       "it without one (File, Info, Protect Workbook) and send it again");
    if (has_stream(file, "WordDocument"))
        return err_set(err, ERR_INPUT, "the file is an old Word document (.doc), not a workbook; "
                       "send .xlsx or .ods");
    return err_set(err, ERR_INPUT, "the file is an old Excel workbook (.xls); save it as .xlsx "
                   "and send that");
}

static int refuse_other(struct str file, struct err *err)
{
    struct str head = str_sub(file, 0, 4096);
    const char *what = "no workbook";
    if (file.len == 0)
        what = "empty";
    else if (str_starts(file, STR("%PDF")))
        what = "a PDF document";
    else if (file.len > 3 && file.p[0] == 9 && strchr("\x02\x04\x08", file.p[1]) && file.p[1])
        what = "a very old Excel workbook (.xls)";
    else if (contains(head, "urn:schemas-microsoft-com:office:spreadsheet", 44))
        what = "a workbook as XML 2003";
    else if (contains(head, "office:document", 15))
        what = "a workbook as flat XML (.fods)";
    else if (contains(head, "<html", 5) || contains(head, "<HTML", 5))
        what = "a web page";
    return err_set(err, ERR_INPUT, "the file is %s; send a workbook as .xlsx or .ods", what);
}

static int refuse_zip(struct sheet_zip *z, struct err *err)
{
    if (sheet_zip_find(z, "word/document.xml") >= 0)
        return err_set(err, ERR_INPUT, "the file is a Word document, not a workbook; send .xlsx "
                       "or .ods");
    if (sheet_zip_find(z, "ppt/presentation.xml") >= 0)
        return err_set(err, ERR_INPUT, "the file is a presentation, not a workbook; send .xlsx or "
                       ".ods");
    if (sheet_zip_find(z, "[Content_Types].xml") >= 0 || sheet_zip_find(z, "_rels/.rels") >= 0)
        return err_set(err, ERR_INPUT, "the file has no workbook in it (xl/workbook.xml): it is "
                       "damaged or of another program");
    return err_set(err, ERR_INPUT, "the file is a zip archive, not a workbook; unpack it and send "
                   "the .xlsx or .ods in it");
}

static int read_zip(struct sheet_out *o, struct sheet_zip *z, struct err *err)
{
    if (xlsx_is(z))
        return xlsx_read(o, z, err);
    if (sheet_ods_is(z))
        return sheet_ods_read(o, z, err);
    return refuse_zip(z, err);
}

/* Names out of the file stand in the sentence, perhaps cut or in no known encoding. */
static void make_printable(struct err *err)
{
    struct buf clean = {0};
    if (!err)
        return;
    utf8_quote(&clean, str_of(err->text), sizeof err->text - sizeof "...");
    if (clean.len)
        memcpy(err->text, clean.p, clean.len + 1);
    buf_release(&clean);
}

int workbook_cells(struct buf *out, struct str file, struct err *err)
{
    struct sheet_out o = {0};
    struct sheet_zip z;
    if (is_ole(file))
        return refuse_ole(file, err);
    if (!is_zip(file))
        return refuse_other(file, err);
    int r = sheet_zip_open(&z, file, err);
    if (r == 0)
        r = read_zip(&o, &z, err);
    sheet_zip_close(&z);
    if (r == 0)
        sheet_out_finish(out, &o);
    else
        make_printable(err);
    sheet_out_release(&o);
    return r;
}

const struct sandbox_work workbook_work = {"workbook", workbook_cells};

/* -- the stream, believed in nothing ---------------------------------------------------- */

struct decoder {
    const char *cells, *texts, *sheets;
    uint32_t nsheets, ncells, ntexts;
};

static int damaged(struct err *err, const char *what)
{
    return err_set(err, ERR_INPUT, "what was read of the workbook contradicts itself (%s)", what);
}

/* True when the place lies within the texts and cuts no character. */
static bool text_at(struct str *out, const struct decoder *d, uint32_t at, uint32_t len)
{
    if (at > d->ntexts || len > d->ntexts - at)
        return false;
    *out = (struct str){len ? d->texts + at : "", len};
    return (at == d->ntexts || ((unsigned char)d->texts[at] & 0xc0) != 0x80) &&
           (at + len == d->ntexts || ((unsigned char)d->texts[at + len] & 0xc0) != 0x80);
}

static int decode_head(struct decoder *d, struct str stream, struct err *err)
{
    struct sheet_wire_head h;
    if (stream.len < sizeof h)
        return damaged(err, "length");
    memcpy(&h, stream.p, sizeof h);
    if (memcmp(h.magic, SHEET_WIRE_MAGIC, sizeof h.magic) != 0 || h.zero)
        return damaged(err, "mark");
    d->nsheets = le32toh(h.nsheets);
    d->ncells = le32toh(h.ncells);
    d->ntexts = le32toh(h.texts);
    if (d->nsheets > WORKBOOK_SHEETS_MAX || d->ncells > WORKBOOK_CELLS_MAX)
        return damaged(err, "counts");
    uint64_t length = sizeof h + (uint64_t)d->ncells * sizeof(struct sheet_wire) + d->ntexts +
                      (uint64_t)d->nsheets * sizeof(struct sheet_wire_sheet);
    if (length != stream.len || length != le64toh(h.length))
        return damaged(err, "length");
    d->cells = stream.p + sizeof h;
    d->texts = d->cells + d->ncells * sizeof(struct sheet_wire);
    d->sheets = d->texts + d->ntexts;
    if (utf8_valid((struct str){d->texts, d->ntexts}) != d->ntexts)
        return damaged(err, "UTF-8");
    return 0;
}

static bool decode_cell(struct cell *c, const struct decoder *d, uint32_t index)
{
    struct sheet_wire w;
    memcpy(&w, d->cells + index * sizeof w, sizeof w);
    uint64_t bits = le64toh(w.number);
    *c = (struct cell){.sheet = le16toh(w.sheet), .column = le16toh(w.column),
                       .row = le32toh(w.row), .width = le16toh(w.width),
                       .height = le32toh(w.height), .formula = (w.flags & WIRE_FORMULA) != 0,
                       .hidden = (w.flags & WIRE_HIDDEN) != 0,
                       .merged = (w.flags & WIRE_MERGED) != 0};
    if (w.kind > CELL_ERROR || w.flags > WIRE_FLAGS)
        return false;
    c->kind = (enum cell_kind)w.kind;
    memcpy(&c->number, &bits, sizeof bits);
    if (!__builtin_isfinite(c->number))
        return false;
    return text_at(&c->text, d, le32toh(w.text), le32toh(w.len)) &&
           c->text.len <= WORKBOOK_TEXT_MAX && c->row >= 1 && c->column >= 1 && c->width >= 1 &&
           c->height >= 1 && c->row <= WORKBOOK_ROWS_MAX && c->column <= WORKBOOK_COLUMNS_MAX &&
           c->width <= WORKBOOK_COLUMNS_MAX - c->column + 1 &&
           c->height <= WORKBOOK_ROWS_MAX - c->row + 1 &&
           (c->merged || (c->width == 1 && c->height == 1));
}

static int decode_sheet(struct workbook *wb, const struct decoder *d, uint32_t index,
                        uint32_t first, struct err *err)
{
    struct sheet_wire_sheet w;
    struct sheet *s = &wb->sheets[index];
    uint32_t columns = 0;
    memcpy(&w, d->sheets + index * sizeof w, sizeof w);
    *s = (struct sheet){.hidden = le32toh(w.hidden) == 1, .rows = le32toh(w.rows),
                        .columns = le32toh(w.columns), .first = first,
                        .ncells = le32toh(w.ncells)};
    if (!text_at(&s->name, d, le32toh(w.name), le32toh(w.len)) || le32toh(w.hidden) > 1 ||
        s->ncells > d->ncells - first)
        return damaged(err, "sheet");
    for (uint32_t i = first; i < first + s->ncells; i++) {
        struct cell *c = &wb->cells[i], *last = i > first ? c - 1 : NULL;
        if (!decode_cell(c, d, i) || c->sheet != index + 1)
            return damaged(err, "cell");
        if (last && (last->row > c->row || (last->row == c->row && last->column >= c->column)))
            return damaged(err, "order of cells");
        columns = MAX(columns, c->column);
    }
    if (s->columns != columns || s->rows != (s->ncells ? wb->cells[first + s->ncells - 1].row : 0))
        return damaged(err, "extent of a sheet");
    return 0;
}

int workbook_open(struct workbook *wb, struct arena *arena, struct str stream, struct err *err)
{
    struct decoder d = {0};
    *wb = (struct workbook){0};
    int r = decode_head(&d, stream, err);
    if (r < 0)
        return r;
    struct workbook w = {.nsheets = d.nsheets, .ncells = d.ncells};
    size_t cells = d.ncells * sizeof *w.cells, sheets = d.nsheets * sizeof *w.sheets;
    if (cells + sheets > arena_room(arena))
        return err_set(err, ERR_LIMIT, "the workbook has %u cells with a value, too many to be "
                       "read at once", d.ncells);
    char *room = arena_alloc(arena, cells + sheets);
    w.cells = (struct cell *)(void *)room;
    w.sheets = (struct sheet *)(void *)(room + cells);
    uint32_t first = 0;
    for (uint32_t i = 0; i < d.nsheets; i++) {
        r = decode_sheet(&w, &d, i, first, err);
        if (r < 0)
            return r;
        first += w.sheets[i].ncells;
    }
    if (first != d.ncells)
        return damaged(err, "counts");
    *wb = w;
    return 0;
}

const struct cell *workbook_cell(const struct workbook *wb, uint32_t sheet, uint32_t row,
                                 uint32_t column)
{
    if (sheet < 1 || sheet > wb->nsheets)
        return NULL;
    const struct sheet *s = &wb->sheets[sheet - 1];
    uint32_t low = s->first, high = s->first + s->ncells;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct cell *c = &wb->cells[middle];
        if (c->row < row || (c->row == row && c->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    const struct cell *c = &wb->cells[low];
    return low < s->first + s->ncells && c->row == row && c->column == column ? c : NULL;
}

uint32_t workbook_sheet_find(const struct workbook *wb, struct str name)
{
    for (uint32_t i = 0; i < wb->nsheets; i++)
        if (str_eq_nocase(wb->sheets[i].name, name))
            return i + 1;
    return 0;
}
