/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes as a workbook, and as the stream that comes out of the sandbox. Because no fuzzer
 * packs zip archives, bytes that begin with 'X' or 'O' are one part (sheet, shared strings,
 * styles, workbook and relationships by 'X1' to 'X5'; content.xml by 'O') put into an otherwise good archive. */

#include "fuzz.h"

#include "base/utf8.h"
#include "syntax/workbook.h"

#include <math.h>
#include <zlib.h>

struct zip_part {
    const char *name;
    struct str content;
};

static void le(struct buf *out, uint64_t n, unsigned bytes)
{
    for (; bytes; bytes--, n >>= 8)
        buf_char(out, (char)(n & 0xff));
}

static void stored(struct buf *out, const struct zip_part *part, size_t n)
{
    struct buf directory = {0};
    for (size_t i = 0; i < n; i++) {
        struct str s = part[i].content;
        uint64_t at = out->len, crc = crc32(0, (const Bytef *)s.p, (uInt)s.len);
        for (int central = 0; central < 2; central++) {
            struct buf *b = central ? &directory : out;
            buf_puts(b, central ? "PK\x01\x02" : "PK\x03\x04");
            le(b, 20, central ? 2 : 0);
            le(b, 20, 2);
            le(b, 0, 2 + 2 + 4);
            le(b, crc, 4);
            le(b, s.len, 4);
            le(b, s.len, 4);
            le(b, strlen(part[i].name), 2);
            le(b, 0, 2);
            if (central) {
                le(b, 0, 2 + 2 + 2);
                le(b, 0, 4);
                le(b, at, 4);
            }
            buf_puts(b, part[i].name);
        }
        buf_str(out, s);
    }
    uint64_t start = out->len;
    buf_put(out, directory.p, directory.len);
    buf_puts(out, "PK\x05\x06");
    le(out, 0, 4);
    le(out, n, 2);
    le(out, n, 2);
    le(out, directory.len, 4);
    le(out, start, 4);
    le(out, 0, 2);
    buf_release(&directory);
}

static void archive(struct buf *out, struct str s)
{
    char which = s.len > 1 ? s.p[1] : '1';
    struct str x = str_sub(s, s.p[0] == 'X' ? 2 : 1, s.len);
    struct zip_part ods[] = {
        {"mimetype", STR("application/vnd.oasis.opendocument.spreadsheet")}, {"content.xml", x}};
    struct zip_part xlsx[] = {
        {"[Content_Types].xml", STR("<Types/>")},
        {"_rels/.rels", STR("<R><Relationship Id='a' Type='/officeDocument' "
                            "Target='xl/workbook.xml'/></R>")},
        {"xl/workbook.xml", STR("<workbook><sheets><sheet name='T' id='a'/></sheets></workbook>")},
        {"xl/_rels/workbook.xml.rels",
         STR("<R><Relationship Id='a' Type='/worksheet' Target='sheet.xml'/>"
             "<Relationship Id='b' Type='/sharedStrings' Target='strings.xml'/>"
             "<Relationship Id='c' Type='/styles' Target='styles.xml'/></R>")},
        {"xl/sheet.xml", STR("<worksheet><sheetData><row><c t='s'><v>0</v></c><c s='1'><v>1.5</v>"
                             "</c></row></sheetData></worksheet>")},
        {"xl/strings.xml", STR("<sst><si><t>a</t></si></sst>")},
        {"xl/styles.xml", STR("<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
                              "</cellXfs></styleSheet>")}};
    if (s.p[0] == 'O') {
        stored(out, ods, ARRAY_LEN(ods));
        return;
    }
    static const uint8_t part[] = {4, 5, 6, 2, 3}; /* by '1' to '5' */
    xlsx[which >= '1' && which <= '5' ? part[which - '1'] : 4].content = x;
    stored(out, xlsx, ARRAY_LEN(xlsx));
}

static bool open_stream(struct str stream)
{
    struct arena arena;
    struct workbook wb;
    struct err err = {0};
    arena_init(&arena, 256 << 20);
    int r = workbook_open(&wb, &arena, stream, &err);
    CLAIM(r == 0 || err.text[0]);
    for (uint32_t s = 0; s < wb.nsheets; s++) {
        const struct sheet *sheet = &wb.sheets[s];
        CLAIM(utf8_valid(sheet->name) == sheet->name.len);
        for (uint32_t i = sheet->first; i < sheet->first + sheet->ncells; i++) {
            const struct cell *c = &wb.cells[i];
            CLAIM(c->sheet == s + 1 && c->row <= sheet->rows && c->column <= sheet->columns);
            CLAIM(utf8_valid(c->text) == c->text.len && c->text.len <= WORKBOOK_TEXT_MAX);
            CLAIM(isfinite(c->number) && c->width >= 1 && c->height >= 1);
            if (sheet->ncells < 1000)
                CLAIM(workbook_cell(&wb, c->sheet, c->row, c->column) == c);
        }
    }
    arena_release(&arena);
    return r == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str file = fuzz_str(bytes, n);
    struct buf zip = {0}, out = {0};
    struct err err = {0};
    if (n && (bytes[0] == 'X' || bytes[0] == 'O'))
        archive(&zip, file);
    else
        open_stream(file);
    int r = workbook_cells(&out, zip.len ? buf_view(&zip) : file, &err);
    if (r == 0)
        CLAIM(open_stream(buf_view(&out)));
    else
        CLAIM(err.text[0] && out.len == 0 && utf8_valid(str_of(err.text)) == strlen(err.text));
    buf_release(&zip);
    buf_release(&out);
    return 0;
}
