/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/workbook.h"

#include "base/random.h"
#include "base/sandbox.h"
#include "base/utf8.h"
#include "test.h"

#include <stdio.h>
#include <zlib.h>

/* -- making workbooks -------------------------------------------------------------------- */

enum { PARTS_MAX = 2100 };

struct file { /* the parts of a zip archive, in order */
    struct {
        const char *name;
        struct str content;
        bool stored;
    } part[PARTS_MAX];
    size_t n;
};

static struct file file;

static void put(const char *name, struct str content)
{
    size_t i = 0;
    while (i < file.n && strcmp(file.part[i].name, name) != 0)
        i++;
    if (i == file.n)
        file.part[file.n++].name = name;
    file.part[i].content = content;
}

static void drop(const char *name)
{
    size_t to = 0;
    for (size_t i = 0; i < file.n; i++)
        if (strcmp(file.part[i].name, name) != 0)
            file.part[to++] = file.part[i];
    file.n = to;
}

static void le(struct buf *out, uint64_t n, unsigned bytes)
{
    for (; bytes; bytes--, n >>= 8)
        buf_char(out, (char)(n & 0xff));
}

static struct buf packed(struct str s, bool store)
{
    struct buf out = {0};
    z_stream z = {.next_in = (Bytef *)(uintptr_t)s.p, .avail_in = (uInt)s.len};
    if (store) {
        buf_str(&out, s);
        return out;
    }
    deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    size_t room = deflateBound(&z, s.len);
    z.next_out = (Bytef *)buf_room(&out, room);
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        abort();
    out.len = z.total_out;
    deflateEnd(&z);
    return out;
}

/* The archive of the parts, to be released. */
static struct buf zipped(unsigned flags)
{
    struct buf out = {0}, directory = {0};
    for (size_t i = 0; i < file.n; i++) {
        struct str s = file.part[i].content;
        struct buf p = packed(s, file.part[i].stored);
        size_t start = out.len;
        for (int central = 0; central < 2; central++) {
            struct buf *b = central ? &directory : &out;
            buf_puts(b, central ? "PK\1\2" : "PK\3\4");
            le(b, 20, central ? 2 : 0);
            le(b, 20, 2);
            le(b, flags, 2);
            le(b, file.part[i].stored ? 0 : 8, 2);
            le(b, 0, 4);
            le(b, crc32(0, (const Bytef *)s.p, (uInt)s.len), 4);
            le(b, p.len, 4);
            le(b, s.len, 4);
            le(b, strlen(file.part[i].name), 2);
            le(b, 0, 2);
            le(b, 0, central ? 10 : 0);
            le(b, start, central ? 4 : 0);
            buf_puts(b, file.part[i].name);
        }
        buf_str(&out, buf_view(&p));
        buf_release(&p);
    }
    size_t start = out.len;
    buf_str(&out, buf_view(&directory));
    buf_puts(&out, "PK\5\6");
    le(&out, 0, 4);
    le(&out, file.n, 2);
    le(&out, file.n, 2);
    le(&out, directory.len, 4);
    le(&out, start, 4);
    le(&out, 0, 2);
    buf_release(&directory);
    return out;
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define WORKSHEET XML "<worksheet xmlns=\"" MAIN "\" xmlns:r=\"" RELS "\">"

static const char content_types[] =
    XML "<Types xmlns=\"" PACKAGE "content-types\">"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE "sheet.main+xml\"/></Types>";
static const char package_rels[] =
    XML "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\""
    RELS "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
static const char book_rels[] =
    XML "<Relationships xmlns=\"" PACKAGE "relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" RELS "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" RELS "/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" RELS "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
    "<Relationship Id=\"rId4\" Type=\"" RELS "/worksheet\" "
    "Target=\"../xl/./worksheets/sheet2.xml\"/>"
    "<Relationship Id=\"rId5\" Type=\"" RELS "/chartsheet\" Target=\"chartsheets/s.xml\"/>"
    "</Relationships>";
static const char book[] =
    XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELS "\"><sheets>"
    "<sheet name=\"Table 1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
static const char styles[] =
    XML "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"4\">"
    "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"&quot;days &quot;0.00\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"[h]:mm:ss\"/>"
    "<numFmt numFmtId=\"167\" formatCode=\"[Red]0.0;[$-409]d mmm\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
    "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/><xf numFmtId=\"22\"/>"
    "<xf numFmtId=\"20\"/></cellXfs></styleSheet>";
static const char strings[] =
    XML "<sst xmlns=\"" MAIN "\"><si><t>Total</t></si><si><r><t>Mig</t></r><r><rPr><b/></rPr>"
    "<t xml:space=\"preserve\">rants </t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si>"
    "<si><t>a&#10;b &amp; \xe0\xb9\x84\xe0\xb8\x97\xe0\xb8\xa2 _x000D_ _x005F_x0041_ _x00</t></si>"
    "<si/></sst>";

/* An XLSX file with one sheet. */
static void plain(const char *sheet)
{
    file.n = 0;
    put("[Content_Types].xml", str_of(content_types));
    put("_rels/.rels", str_of(package_rels));
    put("xl/workbook.xml", str_of(book));
    put("xl/_rels/workbook.xml.rels", str_of(book_rels));
    put("xl/styles.xml", str_of(styles));
    put("xl/sharedStrings.xml", str_of(strings));
    put("xl/worksheets/sheet1.xml", str_of(sheet));
}

#define ODS_TYPE "application/vnd.oasis.opendocument.spreadsheet"
#define ODS_HEAD                                                                               \
    XML "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" "      \
        "xmlns:style=\"s\" xmlns:calcext=\"c\" xmlns:draw=\"d\"><office:automatic-styles>"     \
        "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties "      \
        "table:display=\"false\"/></style:style></office:automatic-styles><office:body>"       \
        "<office:spreadsheet>"
#define ODS_FOOT "</office:spreadsheet></office:body></office:document-content>"

static void plain_ods(const char *content)
{
    file.n = 0;
    put("mimetype", STR(ODS_TYPE));
    file.part[0].stored = true;
    put("content.xml", str_of(content));
    put("META-INF/manifest.xml", STR(XML "<manifest:manifest xmlns:manifest=\"m\"/>"));
}

/* -- looking at them ---------------------------------------------------------------------- */

static struct workbook wb;
static struct arena arena;
static struct buf stream;

static void forget(void)
{
    arena_release(&arena);
    arena_init(&arena, 1 << 30);
    buf_release(&stream);
}

static void open_bytes(struct str bytes)
{
    struct err err = {0};
    forget();
    if (workbook_cells(&stream, bytes, &err) < 0 ||
        workbook_open(&wb, &arena, buf_view(&stream), &err) < 0)
        test_fail(__FILE__, __LINE__, "refused: %s", err.text);
}

static void open_file(void)
{
    struct buf bytes = zipped(0);
    open_bytes(buf_view(&bytes));
    buf_release(&bytes);
}

/* "[Table 1 3x2]A1T=Total;B2Nf=3;": kind, then f(ormula), h(idden), m(erged). */
static void cells_are(const char *want)
{
    struct buf got = {0};
    buf_puts(&got, "");
    for (uint32_t s = 0; s < wb.nsheets; s++) {
        const struct sheet *sheet = &wb.sheets[s];
        buf_fmt(&got, "[%.*s%s %ux%u]", STR_FMT(sheet->name), sheet->hidden ? "!" : "",
                sheet->rows, sheet->columns);
        for (uint32_t i = sheet->first; i < sheet->first + sheet->ncells; i++) {
            const struct cell *c = &wb.cells[i];
            char name[CELL_NAME];
            cell_name(name, c->column, c->row);
            buf_fmt(&got, "%s%c%s%s", name, "TNDBE"[c->kind], c->formula ? "f" : "",
                    c->hidden ? "h" : "");
            if (c->merged)
                buf_fmt(&got, "m%ux%u", c->width, c->height);
            buf_char(&got, '=');
            buf_str(&got, c->text);
            buf_char(&got, ';');
        }
    }
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

static void bytes_refused(struct str bytes, enum err_code code, const char *word)
{
    struct err err = {0};
    struct buf out = {0};
    int r = workbook_cells(&out, bytes, &err);
    if (r == 0)
        test_fail(__FILE__, __LINE__, "accepted, not refused for \"%s\"", word);
    if (err.code != code || !strstr(err.text, word))
        test_fail(__FILE__, __LINE__, "refused as %s: %s; not for \"%s\"", err_name(err.code),
                  err.text, word);
    CHECK_INT(out.len, 0);
    CHECK(utf8_valid(str_of(err.text)) == strlen(err.text));
    buf_release(&out);
}

static void refused(enum err_code code, const char *word)
{
    struct buf bytes = zipped(0);
    bytes_refused(buf_view(&bytes), code, word);
    buf_release(&bytes);
}

/* -- names -------------------------------------------------------------------------------- */

TEST(workbook_cell_names_both_ways)
{
    char name[CELL_NAME];
    uint32_t column, row;
    CHECK(cell_name(name, 3, 12) == 3 && strcmp(name, "C12") == 0);
    cell_name(name, 16384, 1048576);
    CHECK_STR(str_of(name), "XFD1048576");
    cell_name(name, 28, 0);
    CHECK_STR(str_of(name), "AB");
    for (uint32_t c = 1; c <= WORKBOOK_COLUMNS_MAX; c++) {
        size_t n = cell_name(name, c, 0);
        CHECK_INT(column_parse((struct str){name, n}), c);
    }
    CHECK_INT(column_parse(STR("xfe")), 0);
    CHECK_INT(column_parse(STR("")), 0);
    CHECK_INT(column_parse(STR("A1")), 0);
    CHECK(cell_parse(&column, &row, STR("$ab$7")) && column == 28 && row == 7);
    CHECK(!cell_parse(&column, &row, STR("7")) && !cell_parse(&column, &row, STR("A")));
    CHECK(!cell_parse(&column, &row, STR("A0")) && !cell_parse(&column, &row, STR("A1048577")));
    CHECK(cell_name(name, UINT32_MAX, UINT32_MAX) < CELL_NAME);
}

/* -- XLSX --------------------------------------------------------------------------------- */

TEST(workbook_xlsx_takes_types_of_parts_that_are_not_there)
{
    plain(WORKSHEET "<sheetData/></worksheet>");
    put("[Content_Types].xml", STR( /* as SheetJS has it */
        XML "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"bin\" ContentType=\""
        "application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/></Types>"));
    open_file();
    cells_are("[Table 1 0x0]");
}

TEST(workbook_xlsx_kinds)
{
    plain(WORKSHEET "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
          "<c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
          "<c r=\"D1\" t=\"s\"><v>3</v></c></row>"
          "<row r=\"3\"><c r=\"A3\"><v>0.10</v></c><c r=\"B3\" t=\"n\"><v>-1.5E3</v></c>"
          "<c r=\"C3\" t=\"b\"><v>1</v></c><c r=\"D3\" t=\"b\"><v>0</v></c>"
          "<c r=\"E3\" t=\"e\"><v>#DIV/0!</v></c><c r=\"F3\" t=\"inlineStr\"><is><r><t>in</t></r>"
          "<r><t>line</t></r></is></c><c r=\"G3\" t=\"str\"><f>A1&amp;\"x\"</f><v>Totalx</v></c>"
          "<c r=\"H3\"><f>A3*2</f><v>0.2</v></c><c r=\"I3\"><f>A3</f></c><c r=\"J3\" s=\"1\"/>"
          "<c r=\"K3\"><v>1,889</v></c><c r=\"L3\"><v>1e999</v></c></row></sheetData>"
          "</worksheet>");
    open_file();
    cells_are("[Table 1 3x12]A1T=Total;B1T=Migrants ;C1T=a\nb & "
              "\xe0\xb9\x84\xe0\xb8\x97\xe0\xb8\xa2 \r _x0041_ _x00;"
              "A3N=0.10;B3N=-1.5E3;C3B=TRUE;D3B=FALSE;E3E=#DIV/0!;F3T=inline;G3Tf=Totalx;"
              "H3Nf=0.2;I3Tf=;K3T=1,889;L3T=1e999;");
    CHECK(workbook_cell(&wb, 1, 3, 2)->number == -1500);
    CHECK(!workbook_cell(&wb, 1, 3, 10) && !workbook_cell(&wb, 1, 2, 1));
    CHECK(!workbook_cell(&wb, 0, 1, 1) && !workbook_cell(&wb, 2, 1, 1));
    CHECK_INT(workbook_sheet_find(&wb, STR("TABLE 1")), 1);
    CHECK_INT(workbook_sheet_find(&wb, STR("Table 2")), 0);
}

static const char dates[] =
    WORKSHEET "<sheetData><row><c s=\"1\"><v>43952</v></c><c s=\"2\"><v>43952.5625</v></c>"
    "<c s=\"3\"><v>43952</v></c><c s=\"4\"><v>1.25</v></c><c s=\"5\"><v>3</v></c>"
    "<c s=\"7\"><v>0.40625</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>60</v></c>"
    "<c s=\"1\"><v>61</v></c><c s=\"1\"><v>-1</v></c><c s=\"6\"><v>2958465.5</v></c>"
    "<c s=\"1\"><v>2958466</v></c><c t=\"d\"><v>2026-11-22T09:30:00</v></c>"
    "<c s=\"99\"><v>1</v></c></row></sheetData></worksheet>";

TEST(workbook_xlsx_dates_from_1900)
{
    plain(dates);
    open_file();
    cells_are("[Table 1 1x14]A1D=2020-05-01;B1D=2020-05-01T13:30:00;C1N=43952;D1D=30:00:00;"
              "E1N=3;F1D=09:45:00;G1D=1900-02-28;H1N=60;I1D=1900-03-01;J1N=-1;"
              "K1D=9999-12-31T12:00:00;L1N=2958466;M1D=2026-11-22T09:30:00;N1N=1;");
    CHECK(workbook_cell(&wb, 1, 1, 1)->number == 43952);
    CHECK(workbook_cell(&wb, 1, 1, 7)->number == 60); /* days since 1899-12-30 */
}

TEST(workbook_xlsx_dates_from_1904)
{
    plain(dates);
    put("xl/workbook.xml", STR(XML "<workbook><workbookPr date1904=\"true\"/><sheets><sheet "
                               "name=\"T\" r:id=\"rId1\" xmlns:r=\"" RELS "\"/></sheets>"
                               "</workbook>"));
    put("xl/worksheets/sheet1.xml",
        STR(WORKSHEET "<sheetData><row><c s=\"1\"><v>42490</v></c><c s=\"1\"><v>0</v></c>"
            "<c s=\"7\"><v>0.5</v></c></row></sheetData></worksheet>"));
    open_file();
    cells_are("[T 1x3]A1D=2020-05-01;B1D=1904-01-01;C1D=12:00:00;");
    CHECK(workbook_cell(&wb, 1, 1, 1)->number == 43952);
}

TEST(workbook_xlsx_hidden_and_merged)
{
    plain(WORKSHEET "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/><col min=\"9\" max=\"9\"/>"
        "</cols>"
          "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>"
          "<row r=\"2\" hidden=\"true\"><c r=\"A2\"><v>3</v></c></row>"
          "<row r=\"4\"><c r=\"D4\"><v>4</v></c><c r=\"E4\"><v>5</v></c><c r=\"G4\"><v>8</v></c>"
          "</row><row r=\"5\"><c r=\"C5\"><v>6</v></c><c r=\"E5\"><v>7</v></c></row></sheetData>"
          "<mergeCells><mergeCell ref=\"D4:F5\"/><mergeCell ref=\"G4:G1048576\"/></mergeCells>"
          "</worksheet>");
    open_file();
    cells_are("[Table 1 5x7]A1N=1;B1Nh=2;A2Nh=3;D4Nm3x2=4;E4Nh=5;G4Nm1x1048573=8;C5N=6;E5Nh=7;");
}

TEST(workbook_xlsx_sheets_in_the_order_of_the_workbook)
{
    plain(WORKSHEET "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>"
          "</worksheet>");
    put("xl/worksheets/sheet2.xml", STR(XML "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/"
        "spreadsheetml/main\"><x:sheetData><x:row r=\"2\"><x:c r=\"B2\"><x:v>2</x:v></x:c></x:row>"
        "</x:sheetData><x:extLst><x:ext><x:row><x:c><x:v>9</x:v></x:c></x:row></x:ext></x:extLst>"
        "</x:worksheet>"));
    put("xl/workbook.xml",
        STR(XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELS "\"><sheets>"
            "<sheet name=\"Zwei\" sheetId=\"2\" state=\"veryHidden\" r:id=\"rId4\"/>"
            "<sheet name=\"Chart\" sheetId=\"3\" r:id=\"rId5\"/>"
            "<sheet name=\"A &amp; &quot;B&quot;\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
            "</workbook>"));
    open_file();
    cells_are("[Zwei! 2x2]B2N=2;[Chart 0x0][A & \"B\" 1x1]A1N=1;");
}

TEST(workbook_xlsx_rows_out_of_order_are_sorted)
{
    plain(WORKSHEET "<sheetData><row r=\"2\"><c r=\"B2\"><v>4</v></c><c r=\"A2\"><v>3</v></c>"
        "</row>"
          "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>");
    open_file();
    cells_are("[Table 1 2x2]A1N=1;A2N=3;B2N=4;");
    plain(WORKSHEET "<sheetData><row r=\"2\"><c r=\"B2\"><v>4</v></c></row>"
          "<row r=\"2\"><c r=\"B2\"><v>1</v></c></row></sheetData></worksheet>");
    refused(ERR_INPUT, "cell B2 twice");
}

TEST(workbook_long_texts_are_cut_at_a_character)
{
    struct buf sheet = {0};
    buf_puts(&sheet, WORKSHEET "<sheetData><row><c t=\"inlineStr\"><is><t>");
    for (int i = 0; i < 20000; i++)
        buf_puts(&sheet, "\xe0\xb8\x81");
    buf_puts(&sheet, "</t></is></c><c t=\"inlineStr\"><is><t>");
    for (int i = 0; i < WORKBOOK_TEXT_MAX; i++)
        buf_char(&sheet, 'a');
    buf_puts(&sheet, "</t></is></c></row></sheetData></worksheet>");
    plain(sheet.p);
    open_file();
    struct str text = workbook_cell(&wb, 1, 1, 1)->text;
    CHECK(text.len <= WORKBOOK_TEXT_MAX && text.len > WORKBOOK_TEXT_MAX - 6);
    CHECK(str_ends(text, STR("\x81...")));
    CHECK_INT(workbook_cell(&wb, 1, 1, 2)->text.len, WORKBOOK_TEXT_MAX);
    buf_release(&sheet);
}

/* -- ODS ---------------------------------------------------------------------------------- */

TEST(workbook_ods_kinds)
{
    plain_ods(ODS_HEAD "<table:table table:name=\"T\"><table:table-row>"
              "<table:table-cell office:value-type=\"string\" calcext:value-type=\"string\">"
              "<office:annotation><text:p>remark</text:p></office:annotation><text:p>a\n "
              " <text:span>"
              "b</text:span><text:s text:c=\"3\"/>c<text:tab/>d</text:p>"
              "<text:p>e<text:line-break/>f"
              "</text:p></table:table-cell>"
              "<table:table-cell office:value-type=\"float\" office:value=\"1889.50\">"
              "<text:p>1,889.5"
              "</text:p></table:table-cell>"
              "<table:table-cell office:value-type=\"percentage\" office:value=\"0.5\"/>"
              "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>"
              "<table:table-cell office:value-type=\"date\" office:date-value=\"2020-05-01\"/>"
              "<table:table-cell office:value-type=\"time\" office:time-value=\"PT13H45M00S\"/>"
              "<table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" "
              "office:string-value=\"\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p>"
              "</table:table-cell>"
              "<table:table-cell table:formula=\"of:=[.B1]\" office:value-type=\"float\" "
              "office:value=\"1889.5\"/>"
              "<table:table-cell office:value-type=\"string\" office:string-value=\"said\"/>"
              "<table:table-cell office:value-type=\"float\" office:value=\"x\">"
              "<text:p>shown</text:p>"
              "</table:table-cell></table:table-row></table:table>" ODS_FOOT);
    open_file();
    cells_are("[T 1x10]A1T=a b   c\td\ne\nf;B1N=1889.50;C1N=0.5;D1B=TRUE;E1D=2020-05-01;"
              "F1D=13:45:00;G1Ef=#DIV/0!;H1Nf=1889.5;I1T=said;J1T=shown;");
    CHECK(workbook_cell(&wb, 1, 1, 5)->number == 43952);
}

TEST(workbook_ods_repetitions_hidden_and_merged)
{
    plain_ods(ODS_HEAD "<table:table table:name=\"H\" table:style-name=\"ta2\"/>"
              "<table:table table:name=\"T\"><table:table-column/>"
              "<table:table-column table:visibility=\"collapse\""
              " table:number-columns-repeated=\"2\"/>"
              "<table:table-column table:number-columns-repeated=\"16381\"/>"
              "<table:table-header-rows><table:table-row table:number-rows-repeated=\"2\">"
              "<table:table-cell table:number-columns-repeated=\"3\" office:value-type=\"float\" "
              "office:value=\"7\"/><table:table-cell table:number-columns-repeated=\"16381\"/>"
              "</table:table-row></table:table-header-rows>"
              "<table:table-row table:visibility=\"filter\"><table:table-cell/>"
              "<table:table-cell table:number-columns-spanned=\"2\""
              " table:number-rows-spanned=\"2\">"
              "<text:p>m</text:p></table:table-cell><table:covered-table-cell>"
              "<text:p>under</text:p>"
              "</table:covered-table-cell></table:table-row>"
              "<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell "
              "table:number-columns-repeated=\"16384\"/></table:table-row>"
              "</table:table>" ODS_FOOT);
    open_file();
    cells_are("[H! 0x0][T 3x3]A1N=7;B1Nh=7;C1Nh=7;A2N=7;B2Nh=7;C2Nh=7;B3Thm2x2=m;C3Th=under;");
}

TEST(workbook_ods_repetitions_end_somewhere)
{
    plain_ods(ODS_HEAD "<table:table table:name=\"T\"><table:table-row "
              "table:number-rows-repeated=\"1000000\"><table:table-cell "
              "table:number-columns-repeated=\"10\"><text:p>bomb</text:p></table:table-cell>"
              "</table:table-row></table:table>" ODS_FOOT);
    refused(ERR_LIMIT, "more than 5000000 cells");
    plain_ods(ODS_HEAD "<table:table table:name=\"T\"><table:table-row "
              "table:number-rows-repeated=\"2000000000\"/><table:table-row "
              "table:number-rows-repeated=\"2000000000\"/><table:table-row><table:table-cell>"
              "<text:p>deep</text:p></table:table-cell></table:table-row></table:table>" ODS_FOOT);
    refused(ERR_LIMIT, "at most 1048576 rows");
    plain_ods(ODS_HEAD "<table:table table:name=\"T\"><table:table-row><table:table-cell>"
              "<text:p><text:s text:c=\"2000000000\"/></text:p></table:table-cell>"
              "</table:table-row></table:table>" ODS_FOOT);
    open_file();
    CHECK_INT(workbook_cell(&wb, 1, 1, 1)->text.len, WORKBOOK_TEXT_MAX);
}

TEST(workbook_ods_refusals)
{
    plain_ods(ODS_HEAD ODS_FOOT);
    refused(ERR_INPUT, "no sheet");
    put("Basic/Standard/Module1.xml", STR("x"));
    refused(ERR_INPUT, "macros");
    plain_ods(ODS_HEAD "<table:table table:name=\"T\"><table:table-source/>"
        "</table:table>" ODS_FOOT);
    refused(ERR_INPUT, "links to other files");
    put("META-INF/manifest.xml", STR("<manifest><file-entry><encryption-data/></file-entry>"
                                     "</manifest>"));
    refused(ERR_INPUT, "password");
    put("mimetype", STR("application/vnd.oasis.opendocument.text"));
    refused(ERR_INPUT, "text document");
    plain_ods("");
    drop("content.xml");
    refused(ERR_INPUT, "lacks the part \"content.xml\"");
}

/* -- refusals ----------------------------------------------------------------------------- */

#define ROWS(rows) WORKSHEET "<sheetData>" rows "</sheetData></worksheet>"

TEST(workbook_refuses_what_is_no_workbook)
{
    bytes_refused(STR(""), ERR_INPUT, "empty");
    bytes_refused((struct str){0}, ERR_INPUT, "empty");
    bytes_refused(STR("a,b\n1,2\n"), ERR_INPUT, "no workbook");
    bytes_refused(STR("%PDF-1.7"), ERR_INPUT, "PDF");
    bytes_refused(STR("<!doctype html><html>"), ERR_INPUT, "web page");
    bytes_refused(STR("\x09\x08\x10\x00"), ERR_INPUT, ".xls");
    bytes_refused(STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0k\0b\0o\0o\0k\0"), ERR_INPUT,
                  "old Excel");
    bytes_refused(STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0"
                      "a\0g\0e\0"), ERR_INPUT, "password");
    bytes_refused(STR("PK\x03\x04 and then nothing"), ERR_INPUT, "damaged");
    file.n = 0;
    put("readme.txt", STR("hello"));
    refused(ERR_INPUT, "zip archive, not a workbook");
    put("[Content_Types].xml", STR("<Types/>"));
    refused(ERR_INPUT, "no workbook in it");
    put("word/document.xml", STR("<w/>"));
    refused(ERR_INPUT, "Word document");
    CHECK(workbook_is(STR("PK\x03\x04")) && !workbook_is(STR("PK")) && !workbook_is(STR("")));
}

TEST(workbook_refuses_macros_and_links)
{
    plain(ROWS(""));
    put("xl/vbaProject.bin", STR("x"));
    refused(ERR_INPUT, "macros");
    plain(ROWS(""));
    put("[Content_Types].xml", STR("<Types><Override PartName=\"/xl/workbook.xml\" ContentType="
        "\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>"));
    refused(ERR_INPUT, "macros");
    plain(ROWS(""));
    put("xl/externalLinks/externalLink1.xml", STR("<externalLink/>"));
    refused(ERR_INPUT, "links to other files");
    plain(ROWS(""));
    put("xl/workbook.bin", STR("x"));
    refused(ERR_INPUT, ".xlsb");
}

TEST(workbook_refuses_missing_parts)
{
    static const char *const parts[] = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml",
                                        "xl/_rels/workbook.xml.rels",
                                        "xl/worksheets/sheet1.xml"};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        plain(ROWS(""));
        drop(parts[i]);
        refused(ERR_INPUT, "damaged");
    }
    plain(ROWS("<row><c t=\"s\"><v>0</v></c></row>"));
    drop("xl/sharedStrings.xml");
    refused(ERR_INPUT, "cell A1 refers to a text that is not there");
    plain(ROWS("<row><c t=\"s\"><v>4</v></c></row>"));
    refused(ERR_INPUT, "cell A1 refers");
}

TEST(workbook_refuses_hostile_xml)
{
    plain("<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY a \"&lol;&lol;\">]><worksheet>&a;"
          "</worksheet>");
    refused(ERR_INPUT, "DOCTYPE");
    plain("<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><worksheet/>");
    refused(ERR_INPUT, "DOCTYPE");
    plain(ROWS("<row><c><v>&nbsp;</v></c></row>"));
    refused(ERR_INPUT, "damaged XML");
    plain(ROWS("<row><c t=\"str\"><v>\xff\xfe</v></c></row>"));
    refused(ERR_INPUT, "damaged XML");
    plain(ROWS("<row><c t=\"str\"><v>\xed\xa0\x80</v></c></row>"));
    refused(ERR_INPUT, "damaged XML");
    plain(ROWS("<row><c><v>1</c></row>"));
    refused(ERR_INPUT, "xl/worksheets/sheet1.xml");
    plain("");
    refused(ERR_INPUT, "damaged XML");
    plain("<chartsheet/>");
    refused(ERR_INPUT, "not a sheet");
    struct buf deep = {0};
    buf_puts(&deep, WORKSHEET);
    for (int i = 0; i < 100000; i++)
        buf_puts(&deep, "<a>");
    plain(deep.p);
    refused(ERR_LIMIT, "deep");
    buf_release(&deep);
}

TEST(workbook_refusals_are_printable_whatever_the_names)
{
    struct buf name = {0}; /* 200 bytes of it end within a character */
    for (int i = 0; i < 100; i++)
        buf_puts(&name, "\xe0\xb8\x81");
    plain(ROWS(""));
    buf_puts(&name, "externalLinks/");
    put(name.p, STR("x"));
    refused(ERR_INPUT, "links to other files");
    plain(ROWS(""));
    put("externalLinks/\xe9\xff.xml", STR("x"));
    refused(ERR_INPUT, "links to other files");
    buf_release(&name);
}

TEST(workbook_refuses_places_that_no_sheet_has)
{
    plain(ROWS("<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>"));
    refused(ERR_LIMIT, "1048576 rows");
    plain(ROWS("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"));
    refused(ERR_LIMIT, "16384 columns");
    plain(ROWS("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>"));
    refused(ERR_INPUT, "damaged");
    plain(ROWS("<row r=\"0\"/>"));
    refused(ERR_INPUT, "damaged");
    plain(WORKSHEET "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells></worksheet>");
    refused(ERR_INPUT, "range");
    plain(WORKSHEET "<mergeCells><mergeCell/></mergeCells></worksheet>");
    refused(ERR_INPUT, "range");
}

TEST(workbook_refuses_bombs)
{
    size_t size = 4 << 20;
    char *zeros = calloc(1, size);
    plain(ROWS(""));
    put("xl/media/bomb.bin", (struct str){zeros, size});
    refused(ERR_LIMIT, "packed more than 200 times");
    /* many parts of random bytes would do as well: here they are only counted */
    static char names[2100][24];
    plain(ROWS(""));
    for (int i = 0; i < 2010; i++) {
        snprintf(names[i], sizeof names[i], "xl/p%d.xml", i);
        file.part[file.n].name = names[i];
        file.part[file.n++].content = STR("");
    }
    refused(ERR_LIMIT, "at most 2000");
    free(zeros);
    /* stored: the same 4 MB, 70 times */
    struct chance chance = {1};
    uint64_t *noise = malloc(size);
    for (size_t i = 0; i < size / 8; i++)
        noise[i] = chance_next(&chance);
    plain(ROWS(""));
    for (int i = 0; i < 70; i++) {
        file.part[file.n].name = names[i];
        file.part[file.n].stored = true;
        file.part[file.n++].content = (struct str){(char *)noise, size};
    }
    refused(ERR_LIMIT, "more than 256 MB");
    for (size_t i = 0; i < PARTS_MAX; i++)
        file.part[i].stored = false;
    free(noise);
}

TEST(workbook_refuses_passwords)
{
    plain(ROWS(""));
    struct buf bytes = zipped(1);
    bytes_refused(buf_view(&bytes), ERR_INPUT, "password");
    buf_release(&bytes);
}

TEST(workbook_damage_never_crashes)
{
    struct chance chance = {7};
    plain(dates);
    struct buf bytes = zipped(0);
    for (size_t cut = 0; cut < bytes.len; cut += 7) {
        struct buf out = {0};
        struct err err = {0};
        CHECK(workbook_cells(&out, (struct str){bytes.p, cut}, &err) < 0 && err.text[0]);
        buf_release(&out);
    }
    for (int round = 0; round < 2000; round++) {
        struct buf copy = {0}, out = {0};
        struct err err = {0};
        struct workbook w;
        buf_str(&copy, buf_view(&bytes));
        for (unsigned i = chance_below(&chance, 4) + 1; i; i--)
            copy.p[chance_below(&chance, (unsigned)copy.len)] ^= (char)(1 + chance_below(&chance,
                255));
        forget();
        if (workbook_cells(&out, buf_view(&copy), &err) == 0)
            CHECK(workbook_open(&w, &arena, buf_view(&out), &err) == 0);
        else
            CHECK(err.text[0] && out.len == 0);
        buf_release(&copy);
        buf_release(&out);
    }
    buf_release(&bytes);
}

TEST(workbook_directory_cannot_promise_less_than_comes)
{
    struct err err = {0};
    struct buf out = {0};
    plain(dates);
    struct buf bytes = zipped(0);
    for (size_t i = 0; i + 46 < bytes.len; i++) /* every part: one byte, says the directory */
        if (memcmp(bytes.p + i, "PK\1\2", 4) == 0)
            memcpy(bytes.p + i + 24, "\1\0\0\0", 4);
    bytes_refused(buf_view(&bytes), ERR_INPUT, "cannot be unpacked");
    buf_release(&bytes);
    bytes = zipped(0);
    memset(bytes.p + bytes.len - 12, 0xff, 10); /* a directory of 64 bits that is not there */
    CHECK(workbook_cells(&out, buf_view(&bytes), &err) == -ERR_INPUT);
    buf_release(&bytes);
}

TEST(workbook_same_part_again_and_again_is_a_bomb)
{
    struct buf sheet = {0}, list = {0};
    buf_puts(&sheet, WORKSHEET "<sheetData/><!--");
    for (int i = 0; i < 900000; i++)
        buf_char(&sheet, 'a');
    buf_puts(&sheet, "--></worksheet>");
    buf_puts(&list, "<workbook xmlns:r=\"" RELS "\"><sheets>");
    for (int i = 0; i < 400; i++)
        buf_fmt(&list, "<sheet name=\"%d\" r:id=\"rId1\"/>", i);
    buf_puts(&list, "</sheets></workbook>");
    plain(sheet.p);
    put("xl/workbook.xml", buf_view(&list));
    refused(ERR_LIMIT, "more than 256 MB");
    buf_release(&sheet);
    buf_release(&list);
}

TEST(workbook_merged_ranges_that_overlap_end_somewhere)
{
    struct buf sheet = {0};
    buf_puts(&sheet, WORKSHEET "<sheetData>");
    for (int i = 0; i < 5000; i++)
        buf_puts(&sheet, "<row><c><v>1</v></c><c><v>2</v></c></row>");
    buf_puts(&sheet, "</sheetData><mergeCells>");
    for (int i = 0; i < 20000; i++)
        buf_fmt(&sheet, "<mergeCell ref=\"A%d:XFD1048576\"/>", i % 7 + 1);
    buf_puts(&sheet, "</mergeCells></worksheet>");
    plain(sheet.p);
    refused(ERR_LIMIT, "overlap");
    buf_release(&sheet);
}

TEST(workbook_is_read_in_the_sandbox)
{
    struct sandbox_limits limits = {.memory = 512 << 20, .output = 64 << 20, .seconds = 10};
    struct err err = {0};
    for (int ods = 0; ods < 2; ods++) {
        if (ods)
            plain_ods(ODS_HEAD
                      "<table:table table:name=\"T\" table:style-name=\"ta2\"/>" ODS_FOOT);
        else
            plain(dates);
        struct buf bytes = zipped(0), out = {0};
        int r = sandbox_run(&out, &workbook_work, buf_view(&bytes), &limits, &err);
        buf_release(&bytes);
        if (r < 0)
            test_fail(__FILE__, __LINE__, "%s", err.text);
        forget();
        CHECK(workbook_open(&wb, &arena, buf_view(&out), &err) == 0);
        CHECK_INT(wb.ncells, ods ? 0 : 14);
        buf_release(&out);
    }
    forget();
}

/* -- the stream --------------------------------------------------------------------------- */

TEST(workbook_stream_is_believed_in_nothing)
{
    plain(ROWS("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2</v></c><c r=\"B1\"><v>2</v></c></row>"
               "<row r=\"2\"><c r=\"A2\"><v>3</v></c></row>"));
    open_file();
    struct str good = buf_view(&stream);
    struct arena a;
    struct workbook w;
    struct err err;
    for (size_t cut = 0; cut < good.len; cut++) {
        arena_init(&a, 1 << 20);
        CHECK(workbook_open(&w, &a, (struct str){good.p, cut}, &err) < 0);
        arena_release(&a);
    }
    struct chance chance = {3};
    for (int round = 0; round < 20000; round++) {
        struct buf copy = {0};
        buf_str(&copy, good);
        copy.p[chance_below(&chance, (unsigned)copy.len)] ^= (char)(1 + chance_below(&chance,
            255));
        arena_init(&a, 1 << 20);
        if (workbook_open(&w, &a, buf_view(&copy), &err) == 0)
            for (uint32_t i = 0; i < w.ncells; i++)
                CHECK(utf8_valid(w.cells[i].text) == w.cells[i].text.len &&
                      w.cells[i].sheet <= w.nsheets);
        arena_release(&a);
        buf_release(&copy);
    }
    arena_init(&a, 128);
    CHECK_INT(workbook_open(&w, &a, good, &err), -ERR_LIMIT);
    arena_release(&a);
    forget();
}
