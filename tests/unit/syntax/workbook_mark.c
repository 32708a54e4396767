/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/workbook_mark.h"

#include "syntax/sheet_zip.h"
#include "syntax/workbook.h"
#include "syntax/zip_out.h"
#include "test.h"

#include <expat.h>
#include <stdio.h>

/* -- making files ------------------------------------------------------------------------------------ */

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define SHEET "<worksheet xmlns=\"" MAIN "\" xmlns:r=\"" RELS "\">"
#define REL(id, type, to)                                                                      \
    "<Relationship Id=\"" id "\" Type=\"" RELS "/" type "\" Target=\"" to "\"/>"
#define RELATIONS(all) XML "<Relationships xmlns=\"" PACKAGE "relationships\">" all "</Relationships>"

struct part {
    const char *name, *text;
};

static const struct part xlsx_parts[] = {
    {"[Content_Types].xml",
     XML "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"xml\" "
     "ContentType=\"application/xml\"/></Types>"},
    {"_rels/.rels", RELATIONS(REL("rId1", "officeDocument", "xl/workbook.xml"))},
    {"xl/workbook.xml",
     XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELS "\"><bookViews><workbookView "
     "firstSheet=\"1\" activeTab=\"1\"/></bookViews><sheets>"
     "<sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"findings\" sheetId=\"7\" "
     "r:id=\"rId2\"/></sheets><definedNames><definedName name=\"Area\" localSheetId=\"1\">"
     "findings!$A$1</definedName></definedNames><calcPr calcId=\"1\"/></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     RELATIONS(REL("rId1", "worksheet", "worksheets/sheet1.xml")
               REL("rId2", "worksheet", "/xl/worksheets/sheet2.xml")
               REL("rId3", "styles", "styles.xml"))},
    {"xl/styles.xml",
     XML "<styleSheet xmlns=\"" MAIN "\"><fonts count=\"1\"><font><sz val=\"10\"/><name "
     "val=\"Arial\"/></font></fonts><fills count=\"3\"><fill><patternFill patternType=\"none\"/>"
     "</fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill "
     "patternType=\"solid\"><fgColor theme=\"4\" tint=\"0.5\"/></patternFill></fill></fills>"
     "<borders count=\"1\"><border/></borders><cellXfs count=\"3\"><xf numFmtId=\"0\" "
     "fontId=\"0\" fillId=\"0\" borderId=\"0\"/><xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" "
     "borderId=\"0\" applyNumberFormat=\"1\"><protection locked=\"0\"/></xf><xf numFmtId=\"2\" "
     "fontId=\"0\" fillId=\"2\" borderId=\"0\" applyFill=\"1\"/></cellXfs><dxfs count=\"0\"/>"
     "</styleSheet>"},
    {"xl/worksheets/sheet1.xml",
     XML SHEET "<dimension ref=\"B2:C5\"/><sheetViews><sheetView workbookViewId=\"0\"/>"
     "</sheetViews><cols><col min=\"4\" max=\"4\" width=\"10\" style=\"1\"/></cols><sheetData>"
     "<row r=\"2\" spans=\"2:3\"><c r=\"B2\" s=\"1\"><v>43952</v></c><c r=\"C2\" s=\"2\"><v>2</v>"
     "</c></row><row r=\"4\" s=\"2\" customFormat=\"1\" hidden=\"1\"/><row r=\"5\"><c r=\"C5\">"
     "<f>C2*2</f><v>4</v></c></row></sheetData><sheetProtection sheet=\"1\"/><mergeCells "
     "count=\"1\"><mergeCell ref=\"C5:D5\"/></mergeCells><pageMargins left=\"1\" right=\"1\" "
     "top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/><extLst/></worksheet>"},
    {"xl/worksheets/sheet2.xml",
     XML SHEET "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>"
     "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
     "</worksheet>"}};

static void make(struct buf *out, const struct part *parts, size_t n, const struct part *other,
                 size_t nother)
{
    struct zip_out z = {.out = out};
    for (size_t i = 0; i < n + nother; i++) {
        const struct part *p = i < n ? &parts[i] : &other[i - n];
        const char *text = p->text;
        bool later = false;
        for (size_t k = 0; k < nother; k++) {
            if (strcmp(other[k].name, p->name) != 0)
                continue;
            text = other[k].text;
            later = later || (i >= n && k < i - n);
        }
        for (size_t k = 0; i >= n && k < n; k++)
            later = later || strcmp(parts[k].name, p->name) == 0;
        if (!later && text)
            CHECK(zip_out_put(&z, p->name, str_of(text), true, NULL) == 0);
    }
    CHECK(zip_out_end(&z, NULL) == 0);
}

static struct buf xlsx(const struct part *other, size_t nother)
{
    struct buf out = {0};
    make(&out, xlsx_parts, ARRAY_LEN(xlsx_parts), other, nother);
    return out;
}

/* -- looking into them --------------------------------------------------------------------------------- */

/* Of a part; the empty text when it is not there. */
static struct buf part_of(const struct buf *file, const char *name)
{
    struct sheet_zip z;
    struct sheet_part part;
    struct buf out = {0};
    struct err err = {0};
    buf_puts(&out, "");
    CHECK(sheet_zip_open(&z, buf_view(file), &err) == 0);
    int64_t index = sheet_zip_find(&z, name);
    if (index >= 0) {
        CHECK(sheet_part_open(&part, &z, index, &err) == 0);
        for (int n = 1; n > 0; out.len += (size_t)n) {
            n = sheet_part_next(&part, &z, buf_room(&out, 4096), 4096, &err);
            CHECK(n >= 0);
        }
        sheet_part_close(&part);
    }
    sheet_zip_close(&z);
    out.p[out.len] = '\0';
    return out;
}

static bool has(const struct buf *file, const char *name, const char *text)
{
    struct buf b = part_of(file, name);
    bool found = strstr(b.p, text) != NULL;
    if (!found && getenv("MARK_SHOW"))
        printf("%s: %s\n", name, b.p);
    buf_release(&b);
    return found;
}

/* How often. */
static size_t count(const struct buf *file, const char *name, const char *text)
{
    struct buf b = part_of(file, name);
    size_t n = 0;
    for (const char *p = b.p; (p = strstr(p, text)); p++)
        n++;
    buf_release(&b);
    return n;
}

static bool parses(struct str text, bool with_prefixes)
{
    XML_Parser p = with_prefixes ? XML_ParserCreateNS(NULL, '|') : XML_ParserCreate(NULL);
    bool fine = XML_Parse(p, text.p, (int)text.len, 1) == XML_STATUS_OK;
    XML_ParserFree(p);
    return fine;
}

static void is_well_formed(const struct buf *file, bool with_prefixes)
{
    struct sheet_zip z;
    CHECK(sheet_zip_open(&z, buf_view(file), NULL) == 0);
    for (int64_t i = 0; i < z.entries; i++) {
        struct str name = str_of(sheet_zip_name(&z, i));
        if (!str_ends(name, STR(".xml")) && !str_ends(name, STR(".rels")) &&
            !str_ends(name, STR(".vml")))
            continue;
        struct buf text = part_of(file, name.p);
        if (!parses(buf_view(&text), with_prefixes))
            test_fail(__FILE__, __LINE__, "%s is not well-formed: %s", name.p, text.p);
        buf_release(&text);
    }
    sheet_zip_close(&z);
}

struct book {
    struct workbook wb;
    struct arena arena;
    struct buf stream;
};

static void read_book(struct book *b, const struct buf *file)
{
    struct err err = {0};
    *b = (struct book){0};
    arena_init(&b->arena, 1 << 28);
    if (workbook_cells(&b->stream, buf_view(file), &err) < 0 ||
        workbook_open(&b->wb, &b->arena, buf_view(&b->stream), &err) < 0)
        test_fail(__FILE__, __LINE__, "refused: %s", err.text);
}

static void close_book(struct book *b)
{
    arena_release(&b->arena);
    buf_release(&b->stream);
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->row == b->row && a->column == b->column && a->kind == b->kind &&
           str_eq(a->text, b->text) && memcmp(&a->number, &b->number, sizeof a->number) == 0 &&
           a->formula == b->formula && a->hidden == b->hidden && a->merged == b->merged &&
           a->width == b->width && a->height == b->height;
}

/* All that the reader sees of the first file's sheets is in the second, behind `shift` more. */
static void same_cells(const struct buf *before, const struct buf *after, uint32_t shift)
{
    struct book a, b;
    read_book(&a, before);
    read_book(&b, after);
    for (uint32_t s = 0; s < a.wb.nsheets; s++) {
        const struct sheet *x = &a.wb.sheets[s], *y = &b.wb.sheets[s + shift];
        CHECK(str_eq(x->name, y->name) && x->hidden == y->hidden);
        CHECK_INT(x->ncells, y->ncells);
        for (uint32_t i = 0; i < x->ncells; i++)
            CHECK(same_cell(&a.wb.cells[x->first + i], &b.wb.cells[y->first + i]));
    }
    close_book(&a);
    close_book(&b);
}

/* Done here and not in the sandbox, so that the sanitizers see it. */
static struct buf marked(const struct buf *file, const struct mark *marks, size_t n,
                         const struct extra_sheet *extra)
{
    struct buf request = {0}, out = {0};
    struct err err = {0};
    workbook_mark_pack(&request, buf_view(file), marks, n, extra);
    if (workbook_mark_work.run(&out, buf_view(&request), &err) < 0)
        test_fail(__FILE__, __LINE__, "refused: %s", err.text);
    buf_release(&request);
    is_well_formed(&out, true);
    return out;
}

static struct extra_cell cells[] = {
    {.text = STR("Findings"), .style = STYLE_TITLE}, {.style = STYLE_PLAIN},
    {.kind = EXTRA_NUMBER, .number = 12.5, .style = STYLE_ERROR}, {.style = STYLE_ANSWER},
    {.kind = EXTRA_LINK, .text = STR("B2"), .target = STR("'One'!B2"), .style = STYLE_WRAP},
    {.text = STR("_x0041_ <&>\x01\xff\"\n2"), .style = STYLE_MUTED}};
static const struct str texts[] = {STR("yes"), STR("say \"no\"")}, commas[] = {STR("a, b")};
static const struct extra_choice choices[] = {{2, 2, 3, texts, 2}, {1, 3, 3, commas, 1}};
static const uint8_t widths[] = {20, 0};
static const struct extra_sheet extra = {
    .name = STR("Findings"), .cells = cells, .nrows = 3, .ncolumns = 2, .widths = widths,
    .hidden = 2, .frozen_rows = 1, .choices = choices, .nchoices = 2, .locked = true,
    .put_first = true};

#define S1 "xl/worksheets/sheet1.xml"
#define S2 "xl/worksheets/sheet2.xml"
#define S3 "xl/worksheets/sheet3.xml"

/* -- XLSX -------------------------------------------------------------------------------------------------- */

TEST(workbook_mark_colours_cells_that_are_there_or_not)
{
    struct buf file = xlsx(NULL, 0);
    struct mark marks[] = {
        {.sheet = 1, .row = 5, .column = 3, .colour = MARK_INFO},
        {.sheet = 1, .row = 2, .column = 2, .colour = MARK_WARNING},
        {.sheet = 1, .row = 2, .column = 2, .colour = MARK_ERROR},
        {.sheet = 1, .row = 2, .column = 4, .colour = MARK_ERROR}, /* the style of its column */
        {.sheet = 1, .row = 4, .column = 1, .colour = MARK_ERROR}, /* of its row */
        {.sheet = 1, .row = 3, .column = 9, .colour = MARK_CONFIRMED},
        {.sheet = 1, .colour = MARK_ERROR},
        {.sheet = 2, .row = 1, .column = 2, .colour = MARK_ERROR}, /* without names of cells */
        {.sheet = 2, .row = 9, .column = 2, .colour = MARK_ERROR},
        {.sheet = 3, .row = 9, .column = 2, .colour = MARK_ERROR}}; /* nowhere */
    struct buf out = marked(&file, marks, ARRAY_LEN(marks), NULL);
    same_cells(&file, &out, 0);
    CHECK(has(&out, S1, "<dimension ref=\"A1:I5\"/>"));
    CHECK(has(&out, S1, "<row r=\"1\"><c r=\"A1\" s=\"3\"/></row><row r=\"2\"><c r=\"B2\" s=\"4\">"
                        "<v>43952</v></c><c r=\"C2\" s=\"2\"><v>2</v></c><c r=\"D2\" s=\"4\"/></row>"
                        "<row r=\"3\"><c r=\"I3\" s=\"5\"/></row><row r=\"4\" s=\"2\" "
                        "customFormat=\"1\" hidden=\"1\"><c r=\"A4\" s=\"6\"/></row>"));
    CHECK(has(&out, S1, "<c s=\"7\" r=\"C5\"><f>") || has(&out, S1, "<c r=\"C5\" s=\"7\"><f>"));
    CHECK(has(&out, S2, "<row><c><v>1</v></c><c s=\"3\"><v>2</v></c></row>"));
    CHECK(has(&out, S2, "<row r=\"9\"><c r=\"B9\" s=\"3\"/></row></sheetData>"));
    const char *styles = "xl/styles.xml";
    CHECK(has(&out, styles, "<cellXfs count=\"8\">") && has(&out, styles, "<fills count=\"7\">"));
    CHECK(has(&out, styles, "<fgColor rgb=\"FFFFC9CB\"/><bgColor theme=\"4\" tint=\"0.5\"/>"));
    CHECK(has(&out, styles, "applyFill=\"1\" numFmtId=\"14\" fontId=\"0\" borderId=\"0\" "
                            "applyNumberFormat=\"1\"><protection locked=\"0\"/></xf>"));
    buf_release(&out);
    buf_release(&file);
}

static const struct mark some[] = {
    {.sheet = 1, .row = 2, .column = 3, .colour = MARK_ERROR, .comment = STR("Too much.\n<b>")},
    {.sheet = 1, .row = 2, .column = 3, .colour = MARK_INFO, .comment = STR("Second")},
    {.sheet = 1, .row = 2, .column = 3, .colour = MARK_INFO, .comment = STR("Too much.\n<b>")},
    {.sheet = 1, .row = 5, .column = 3, .colour = MARK_INFO, .comment = STR("Third")}};
/* the same when a sheet of ours is before them */
static struct mark moved[ARRAY_LEN(some)];

static const struct mark *move(void)
{
    for (size_t i = 0; i < ARRAY_LEN(some); i++) {
        moved[i] = some[i];
        moved[i].sheet++;
    }
    return moved;
}

TEST(workbook_mark_comments_and_replaces_its_own)
{
    struct buf file = xlsx(NULL, 0);
    struct buf out = marked(&file, some, ARRAY_LEN(some), &extra);
    same_cells(&file, &out, 1);
    CHECK(has(&out, "xl/comments1.xml", "<authors><author>ILMS</author></authors>"));
    CHECK(has(&out, "xl/comments1.xml", "&#10;Too much.&#10;&lt;b&gt;&#10;&#10;Second</t>"));
    CHECK_INT(count(&out, "xl/comments1.xml", "<comment "), 2);
    CHECK_INT(count(&out, "xl/drawings/vmlDrawing1.vml", "<v:shape "), 2);
    CHECK(has(&out, "xl/drawings/vmlDrawing1.vml", "<x:Row>1</x:Row><x:Column>2</x:Column>"));
    CHECK(has(&out, S1, "footer=\"1\"/><legacyDrawing r:id=\"rId2\"/><extLst/>"));
    CHECK(has(&out, "[Content_Types].xml", "Extension=\"vml\""));
    CHECK(has(&out, "[Content_Types].xml", "PartName=\"/xl/comments1.xml\""));
    struct buf twice = marked(&out, move(), ARRAY_LEN(some), &extra);
    CHECK(str_eq(buf_view(&out), buf_view(&twice)));
    struct buf clean = marked(&twice, NULL, 0, NULL);
    same_cells(&file, &clean, 0);
    struct buf was = part_of(&file, S1), is = part_of(&clean, S1);
    CHECK(has(&clean, S1, "<c r=\"C2\" s=\"2\"><v>2</v>") && is.len > was.len);
    CHECK_INT(count(&clean, "xl/comments1.xml", "<comment "), 0);
    CHECK_INT(count(&clean, "xl/drawings/vmlDrawing1.vml", "<v:shape "), 0);
    CHECK(!has(&clean, "xl/workbook.xml", MARK_SHEET_NAME));
    CHECK(has(&clean, "xl/workbook.xml", "localSheetId=\"1\""));
    buf_release(&was);
    buf_release(&is);
    buf_release(&clean);
    buf_release(&twice);
    buf_release(&out);
    buf_release(&file);
}

TEST(workbook_mark_leaves_the_comments_of_others)
{
    static const struct part with[] = {
        {"xl/worksheets/_rels/sheet1.xml.rels",
         RELATIONS(REL("rId1", "comments", "../comments9.xml")
                   REL("rId5", "vmlDrawing", "../drawings/v.vml"))},
        {"xl/comments9.xml",
         XML "<x:comments xmlns:x=\"" MAIN "\"><x:authors><x:author>Ana</x:author><x:author>"
         "tc={1}</x:author></x:authors><x:commentList><x:comment ref=\"C2\" authorId=\"0\"><x:text>"
         "<x:t>Mine</x:t></x:text></x:comment><x:comment ref=\"C5\" authorId=\"1\"><x:text><x:t>"
         "[Threaded comment]</x:t></x:text></x:comment></x:commentList></x:comments>"},
        {"xl/drawings/v.vml",
         "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:shape id=\"_x0000_s1099\">"
         "<x:ClientData xmlns:x=\"x\" ObjectType=\"Note\"><x:Anchor>3, 15, 0, 10, 5, 31, 4, 9"
         "</x:Anchor><x:Row>1</x:Row><x:Column>2</x:Column></x:ClientData></v:shape></xml>"},
        {S1, XML SHEET "<sheetData><row r=\"2\"><c r=\"C2\"/></row></sheetData><legacyDrawing "
             "r:id=\"rId5\"/></worksheet>"}};
    struct buf file = xlsx(with, ARRAY_LEN(with));
    struct mark marks[] = {some[0], some[3], some[3]};
    marks[2].row = 7;
    struct buf out = marked(&file, marks, 3, NULL);
    CHECK(has(&out, "xl/comments9.xml", "<x:text><x:r><x:t>Mine</x:t></x:r><x:r><x:rPr>"));
    CHECK(has(&out, "xl/comments9.xml", "&#10;&#10;ILMS:&#10;Too much."));
    CHECK(has(&out, "xl/comments9.xml", "<x:t>[Threaded comment]</x:t></x:text>"));
    CHECK(has(&out, "xl/comments9.xml", "<x:comment ref=\"C7\" authorId=\"2\">"));
    CHECK(has(&out, "xl/drawings/v.vml", "id=\"_x0000_s1100\""));
    CHECK_INT(count(&out, "xl/drawings/v.vml", "<v:shape "), 2);
    CHECK(has(&out, "xl/drawings/v.vml", "<x:Anchor>3, 15, 0, 10, 5, 31, 6, 9</x:Anchor>"));
    CHECK_INT(count(&out, S1, "legacyDrawing"), 1);
    struct buf twice = marked(&out, marks, 3, NULL);
    CHECK(str_eq(buf_view(&out), buf_view(&twice)));
    struct buf clean = marked(&out, NULL, 0, NULL);
    CHECK(has(&clean, "xl/comments9.xml", "<x:r><x:t>Mine</x:t></x:r></x:text>"));
    CHECK(!has(&clean, "xl/comments9.xml", "ILMS:"));
    buf_release(&clean);
    buf_release(&twice);
    buf_release(&out);
    buf_release(&file);
}

TEST(workbook_mark_adds_a_sheet)
{
    struct buf file = xlsx(NULL, 0);
    struct buf out = marked(&file, NULL, 0, &extra);
    const char *book = "xl/workbook.xml";
    CHECK(has(&out, book, "<workbookView/>"));
    CHECK(has(&out, book, "<sheets><sheet name=\"Findings (2)\" sheetId=\"8\" r:id=\"rId4\"/>"));
    CHECK(has(&out, book, "localSheetId=\"2\"") && has(&out, book, "'Findings (2)'!$A$1"));
    CHECK(!has(&out, S2, "tabSelected") && has(&out, S3, "tabSelected=\"1\""));
    CHECK(has(&out, S3, "<formula1>&quot;yes,say &quot;&quot;no&quot;&quot;&quot;</formula1>"));
    CHECK(has(&out, S3, "<formula1>$C$1:$C$1</formula1>"));
    CHECK(has(&out, S3, "<hyperlink ref=\"A3\" location=\"'One'!B2\"/>"));
    struct book b;
    read_book(&b, &out);
    CHECK_STR(workbook_cell(&b.wb, 1, 3, 2)->text, "_x0041_ <&>\xef\xbf\xbd\xef\xbf\xbd\"\n2");
    CHECK(workbook_cell(&b.wb, 1, 2, 1)->number == 12.5);
    CHECK(workbook_cell(&b.wb, 1, 3, 2)->hidden);
    close_book(&b);
    struct extra_sheet last = extra;
    last.put_first = false;
    struct buf moved_out = marked(&out, NULL, 0, &last);
    same_cells(&file, &moved_out, 0);
    CHECK(has(&moved_out, book, "localSheetId=\"1\""));
    CHECK_INT(count(&moved_out, book, "<sheet "), 3);
    CHECK_INT(count(&moved_out, book, MARK_SHEET_NAME), 1);
    buf_release(&moved_out);
    buf_release(&out);
    buf_release(&file);
}

TEST(workbook_mark_makes_names_that_a_sheet_may_have)
{
    static const char *const names[][2] = {
        {"a/b:c*d?e[f]g\\h", "name=\"a b c d e f g h\""}, {"''", "name=\"ILMS\""},
        {"", "name=\"ILMS\""}, {"history", "name=\"ILMS\""}, {"ONE", "name=\"ONE (2)\""},
        {"0123456789012345678901234567890123", "name=\"0123456789012345678901234567890\""},
        {"<&\"x\xff", "name=\"&lt;&amp;&quot;x \""}};
    struct buf file = xlsx(NULL, 0);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct extra_sheet sheet = extra;
        sheet.name = str_of(names[i][0]);
        struct buf out = marked(&file, NULL, 0, &sheet);
        if (i + 1 < ARRAY_LEN(names))
            CHECK(has(&out, "xl/workbook.xml", names[i][1]));
        buf_release(&out);
    }
    buf_release(&file);
}

TEST(workbook_mark_takes_other_prefixes_and_lacking_parts)
{
    static const struct part other[] = {
        {"xl/_rels/workbook.xml.rels",
         RELATIONS(REL("rId1", "worksheet", "worksheets/sheet1.xml")
                   REL("rId2", "worksheet", "worksheets/sheet2.xml"))},
        {"xl/styles.xml", NULL},
        {S1, "<x:worksheet xmlns:x=\"" MAIN "\"><x:sheetData/></x:worksheet>"},
        {S2, "<x:worksheet xmlns:x=\"" MAIN "\"><x:sheetData><x:row r='1'/></x:sheetData>"
             "</x:worksheet>"}};
    struct buf file = xlsx(other, ARRAY_LEN(other));
    struct mark marks[] = {some[0], {.sheet = 2, .row = 1, .column = 1}};
    struct buf out = marked(&file, marks, 2, &extra);
    CHECK(has(&out, S1, "<x:sheetData><x:row r=\"2\"><x:c r=\"C2\" s=\"1\"/></x:row></x:sheetData>"
                        "<x:legacyDrawing xmlns:r=\"" RELS "\" r:id=\"rId2\"/></x:worksheet>"));
    CHECK(has(&out, S2, "<x:row r='1'><x:c r=\"A1\" s=\"1\"/></x:row>"));
    CHECK(has(&out, "xl/styles.xml", "<fonts count=\"4\">"));
    CHECK(has(&out, "xl/_rels/workbook.xml.rels", "/styles\" Target=\"/xl/styles.xml\""));
    struct buf twice = marked(&out, move(), 1, &extra);
    CHECK(has(&twice, S1, "s=\"1\"") && !has(&twice, S2, "s=\"1\""));
    buf_release(&twice);
    buf_release(&out);
    buf_release(&file);
}

TEST(workbook_mark_writes_the_strict_kind_strictly)
{
#define STRICT "http://purl.oclc.org/ooxml/"
    static const struct part other[] = {
        {"xl/workbook.xml",
         XML "<workbook xmlns=\"" STRICT "spreadsheetml/main\" xmlns:r=\"" STRICT
         "officeDocument/relationships\" conformance=\"strict\"><sheets><sheet name=\"One\" "
         "sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
        {S1, "<worksheet xmlns=\"" STRICT "spreadsheetml/main\"><sheetData/></worksheet>"},
        {"xl/styles.xml", "<styleSheet xmlns=\"" STRICT "spreadsheetml/main\"/>"}};
    struct buf file = xlsx(other, ARRAY_LEN(other));
    struct buf out = marked(&file, some, 1, &extra);
    CHECK(has(&out, "xl/comments1.xml", "<comments xmlns=\"" STRICT "spreadsheetml/main\">"));
    CHECK(has(&out, S3, "<worksheet xmlns=\"" STRICT "spreadsheetml/main\""));
    CHECK(has(&out, "xl/worksheets/_rels/sheet1.xml.rels",
              "Type=\"" STRICT "officeDocument/relationships/comments\""));
    CHECK(has(&out, S1, "xmlns:r=\"" STRICT "officeDocument/relationships\""));
    CHECK(!has(&out, "xl/styles.xml", "<left"));
    buf_release(&out);
    buf_release(&file);
}

/* -- ODS ------------------------------------------------------------------------------------------------------- */

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define ODS_HEAD                                                                               \
    XML "<office:document-content xmlns:office=\"" ODF "office:1.0\" xmlns:table=\"" ODF          \
        "table:1.0\" xmlns:text=\"" ODF "text:1.0\" xmlns:style=\"" ODF "style:1.0\" "              \
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
#define ODS_BODY "<office:body><office:spreadsheet>"
#define ODS_FOOT "</office:spreadsheet></office:body></office:document-content>"

static struct buf ods(const char *content)
{
    struct buf out = {0};
    struct zip_out z = {.out = &out};
    CHECK(zip_out_put(&z, "mimetype", STR("application/vnd.oasis.opendocument.spreadsheet"), true,
                      NULL) == 0);
    CHECK(zip_out_put(&z, "content.xml", str_of(content), true, NULL) == 0);
    CHECK(zip_out_put(&z, "settings.xml", STR(
        XML "<office:document-settings xmlns:office=\"o\" xmlns:config=\"c\"><office:settings>"
        "<config:config-item-map-indexed config:name=\"Views\"><config:config-item-map-entry>"
        "<config:config-item-map-named config:name=\"Tables\"><config:config-item-map-entry "
        "config:name=\"T\"/></config:config-item-map-named><config:config-item "
        "config:name=\"ActiveTable\">T</config:config-item></config:config-item-map-entry>"
        "</config:config-item-map-indexed></office:settings></office:document-settings>"), true,
                      NULL) == 0);
    CHECK(zip_out_end(&z, NULL) == 0);
    return out;
}

static const char table[] =
    ODS_HEAD "<office:automatic-styles><style:style style:name=\"ce1\" style:family=\"table-cell\" "
    "style:data-style-name=\"N2\"><style:table-cell-properties style:cell-protect=\"none\"/>"
    "</style:style><style:style style:name=\"ce2\" style:family=\"table-cell\"/>"
    "</office:automatic-styles>" ODS_BODY "<table:calculation-settings/><table:table "
    "table:name=\"T\"><table:table-column table:number-columns-repeated=\"3\" "
    "table:default-cell-style-name=\"ce2\"/><table:table-row-group><table:table-row "
    "table:number-rows-repeated=\"5\"><table:table-cell table:style-name=\"ce1\" "
    "table:number-columns-repeated=\"4\" office:value-type=\"float\" office:value=\"7\"><text:p>7"
    "</text:p></table:table-cell></table:table-row></table:table-row-group><table:table-row>"
    "<table:table-cell office:value-type=\"string\"><office:annotation><dc:creator>Ana</dc:creator>"
    "<text:p>Mine</text:p></office:annotation><text:p>x</text:p></table:table-cell>"
    "<table:covered-table-cell/></table:table-row></table:table><table:named-expressions/>" ODS_FOOT;

static const struct mark ods_marks[] = {
    {.sheet = 1, .row = 2, .column = 2, .colour = MARK_ERROR, .comment = STR("a  b\n<c>")},
    {.sheet = 1, .row = 2, .column = 4, .colour = MARK_INFO},
    {.sheet = 1, .row = 4, .column = 6, .colour = MARK_INFO},
    {.sheet = 1, .row = 6, .column = 1, .colour = MARK_WARNING, .comment = STR("More")},
    {.sheet = 1, .row = 9, .column = 3, .colour = MARK_CONFIRMED, .comment = STR("New")}};

TEST(workbook_mark_takes_apart_what_ods_repeats)
{
    struct buf file = ods(table);
    struct buf out = marked(&file, ods_marks, ARRAY_LEN(ods_marks), NULL);
    const char *content = "content.xml";
    same_cells(&file, &out, 0);
    CHECK(memcmp(out.p + 30, "mimetypeapplication/vnd.oasis", 29) == 0);
    CHECK_INT(count(&out, content, "<table:table-row"), 5 + 1 + 2 + 1); /* and the group */
    CHECK(has(&out, content, "<table:table-row><table:table-cell table:style-name=\"ce1\" office:"));
    CHECK(has(&out, content, "<table:table-cell table:style-name=\"ILMS-e-ce1\" "
                             "office:value-type=\"float\" office:value=\"7\"><office:annotation"));
    CHECK(has(&out, content, "<text:p>a <text:s/>b</text:p><text:p>&lt;c&gt;</text:p>"));
    CHECK(has(&out, content, "<table:table-cell table:number-columns-repeated=\"1\"/>"
                             "<table:table-cell table:style-name=\"ILMS-i-\">"));
    CHECK(has(&out, content, "<style:style style:name=\"ILMS-e-ce1\" style:family=\"table-cell\" "
                             "style:data-style-name=\"N2\"><style:table-cell-properties "
                             "fo:background-color=\"#FFC9CB\" style:cell-protect=\"none\"/>"));
    CHECK(has(&out, content, "<text:p>Mine</text:p><text:p>ILMS:</text:p><text:p>More</text:p>"));
    CHECK(has(&out, content, "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/>"
                             "</table:table-row><table:table-row><table:table-cell "
                             "table:number-columns-repeated=\"2\"/><table:table-cell "
                             "table:style-name=\"ILMS-c-ce2\">"));
    struct buf twice = marked(&out, ods_marks, ARRAY_LEN(ods_marks), NULL);
    CHECK(str_eq(buf_view(&out), buf_view(&twice)));
    struct buf clean = marked(&out, NULL, 0, NULL);
    same_cells(&file, &clean, 0);
    CHECK(!has(&clean, content, "table:style-name=\"ILMS") && !has(&clean, content, "ILMS:"));
    CHECK_INT(count(&clean, content, "<office:annotation"), 1);
    buf_release(&clean);
    buf_release(&twice);
    buf_release(&out);
    buf_release(&file);
}

TEST(workbook_mark_adds_a_sheet_to_ods)
{
    struct buf file = ods(table);
    struct extra_sheet sheet = extra;
    sheet.name = STR("it's T");
    struct buf out = marked(&file, ods_marks, ARRAY_LEN(ods_marks), &sheet);
    const char *content = "content.xml";
    same_cells(&file, &out, 1);
    CHECK(has(&out, content, "<table:calculation-settings/><table:content-validations><table:"
                             "content-validation table:name=\"ILMS-v1\" table:condition=\"of:cell-"
                             "content-is-in-list(&quot;yes&quot;;&quot;say &quot;&quot;no&quot;"
                             "&quot;&quot;)\""));
    CHECK(has(&out, content, "$'it''s T'.$A$1") && has(&out, content, "xlink:href=\"#'One'.B2\""));
    CHECK(has(&out, "settings.xml", "ActiveTable\">it's T<"));
    struct mark again[ARRAY_LEN(ods_marks)];
    for (size_t i = 0; i < ARRAY_LEN(ods_marks); i++) {
        again[i] = ods_marks[i];
        again[i].sheet = 2;
    }
    struct buf twice = marked(&out, again, ARRAY_LEN(again), &sheet);
    CHECK(str_eq(buf_view(&out), buf_view(&twice)));
    struct buf clean = marked(&out, NULL, 0, NULL);
    same_cells(&file, &clean, 0);
    CHECK(!has(&clean, content, MARK_SHEET_NAME));
    buf_release(&clean);
    buf_release(&twice);
    buf_release(&out);
    buf_release(&file);
}

TEST(workbook_mark_knows_its_tints_when_styles_were_renamed)
{
    struct buf file = ods(ODS_HEAD "<office:automatic-styles><style:style style:name=\"ce7\" "
        "style:family=\"table-cell\"><style:table-cell-properties xmlns:fo=\"" ODF
        "xsl-fo-compatible:1.0\" fo:background-color=\"#ffc9cb\"/></style:style>"
        "</office:automatic-styles>" ODS_BODY "<table:table table:name=\"T\"><table:table-row>"
        "<table:table-cell table:style-name=\"ce7\"><office:annotation><text:p><text:span>ILMS:"
        "</text:span></text:p><text:p>Old</text:p></office:annotation></table:table-cell>"
        "</table:table-row></table:table>" ODS_FOOT);
    struct buf out = marked(&file, NULL, 0, NULL);
    CHECK(has(&out, "content.xml", "<table:table-cell table:style-name=\"ILMS-p-ce7\">"
                                   "</table:table-cell>"));
    CHECK_INT(count(&out, "content.xml", "fo:background-color"), 1);
    buf_release(&out);
    buf_release(&file);
}

/* -- files that are not as they should be -------------------------------------------------------------------------- */

static int try(struct buf *out, struct str file)
{
    struct buf request = {0};
    struct err err = {0};
    out->len = 0;
    workbook_mark_pack(&request, file, some, ARRAY_LEN(some), &extra);
    int r = workbook_mark_work.run(out, buf_view(&request), &err);
    CHECK(r == 0 ? out->len > 0 : out->len == 0 && err.text[0]);
    buf_release(&request);
    return r;
}

TEST(workbook_mark_refuses_what_is_damaged)
{
    static const struct part none = {"[Content_Types].xml", NULL};
    static const struct part rows = {S1, SHEET "<sheetData><row r=\"5\"/><row r=\"2\"/></sheetData>"
                                               "</worksheet>"};
    static const struct part latin = {S1, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" SHEET
                                          "<sheetData/></worksheet>"};
    static const struct part doctype = {S1, "<!DOCTYPE a>" SHEET "<sheetData/></worksheet>"};
    const struct part *const bad[] = {&none, &rows, &latin, &doctype};
    struct buf out = {0};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct buf file = xlsx(bad[i], 1);
        CHECK(try(&out, buf_view(&file)) < 0);
        buf_release(&file);
    }
    CHECK(try(&out, STR("")) < 0 && try(&out, STR("a,b\n1,2\n")) < 0 && try(&out, STR("PK")) < 0);
    buf_release(&out);
}

/* A part with some of its bytes changed, in an archive that is sound. */
static void shake(const char *name, const char *text, bool is_ods, uint64_t seed)
{
    struct buf changed = {0}, out = {0};
    buf_puts(&changed, text);
    for (int i = 0; i < 4; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t at = (size_t)(seed >> 33) % changed.len;
        static const char bytes[] = "<>/\"0159A:= &x";
        changed.p[at] = bytes[(seed >> 20) % (sizeof bytes - 1)];
    }
    struct part part = {name, changed.p};
    struct buf file = is_ods ? ods(changed.p) : xlsx(&part, 1);
    if (try(&out, buf_view(&file)) == 0 && parses(buf_view(&changed), false))
        is_well_formed(&out, false); /* prefixes may be damaged */
    buf_release(&file);
    buf_release(&changed);
    buf_release(&out);
}

TEST(workbook_mark_survives_damage)
{
    for (uint64_t seed = 1; seed <= 300; seed++) {
        for (size_t i = 0; i < ARRAY_LEN(xlsx_parts); i++)
            shake(xlsx_parts[i].name, xlsx_parts[i].text, false, seed * 7 + i);
        shake("content.xml", table, true, seed);
    }
}

TEST(workbook_mark_believes_no_request)
{
    struct buf file = xlsx(NULL, 0), request = {0}, out = {0};
    struct err err = {0};
    workbook_mark_pack(&request, buf_view(&file), some, ARRAY_LEN(some), &extra);
    size_t head = request.len - file.len;
    for (size_t len = 0; len < head; len++)
        CHECK(workbook_mark_work.run(&out, str_sub(buf_view(&request), 0, len), &err) < 0);
    for (size_t at = 0; at + 8 <= head; at++) {
        char was[8];
        memcpy(was, request.p + at, 8);
        memset(request.p + at, 0xff, 8);
        out.len = 0;
        workbook_mark_work.run(&out, buf_view(&request), &err);
        memcpy(request.p + at, was, 8);
    }
    buf_release(&file);
    buf_release(&request);
    buf_release(&out);
}

TEST(workbook_mark_works_in_the_sandbox)
{
    struct buf file = {0}, out = {0}, here;
    struct err err = {0};
    static struct mark marks[300];
    FILE *f = fopen("tests/data/workbooks/two_sheets.xlsx", "rb");
    CHECK(f);
    for (size_t n = 1; n > 0; file.len += n)
        n = fread(buf_room(&file, 4096), 1, 4096, f);
    fclose(f);
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) /* enough that sorting asks for memory */
        marks[i] = (struct mark){.sheet = (uint16_t)(1 + i % 2), .column = (uint16_t)(1 + i % 7),
                                 .row = (uint32_t)(300 - i), .comment = STR("Look here.")};
    if (workbook_mark(&out, buf_view(&file), marks, ARRAY_LEN(marks), &extra, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    here = marked(&file, marks, ARRAY_LEN(marks), &extra);
    CHECK(str_eq(buf_view(&out), buf_view(&here)));
    same_cells(&file, &out, 1);
    CHECK(workbook_mark(&out, STR("PK\3\4"), NULL, 0, NULL, &err) == -ERR_INPUT);
    buf_release(&here);
    buf_release(&out);
    buf_release(&file);
}
