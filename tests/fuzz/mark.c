/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes as a request to mark a workbook. Bytes that begin with 'X1' to 'X7' are one part
 * (sheet, styles, comments, drawing, workbook, its relationships, the sheet's) of an otherwise
 * good XLSX file that is marked, 'O' is the content.xml of an ODS file. What was marked can be
 * marked again. */

#include "fuzz.h"

#include "syntax/workbook_mark.h"
#include "syntax/zip_out.h"

static const char *const names[] = {
    "xl/sheet.xml", "xl/styles.xml", "xl/comments.xml", "xl/v.vml", "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels", "xl/_rels/sheet.xml.rels", "[Content_Types].xml", "_rels/.rels"};

static const char *const good[] = {
    "<worksheet><sheetData><row><c s='1'><v>1</v></c></row></sheetData><legacyDrawing id='v'/>"
    "</worksheet>",
    "<styleSheet><fills><fill><patternFill patternType='solid'><fgColor rgb='FFFFC9CB'/>"
    "<bgColor theme='1' tint='0.001'/></patternFill></fill></fills><cellXfs><xf/><xf fillId='0'/>"
    "</cellXfs></styleSheet>",
    "<comments><authors><author>A</author></authors><commentList><comment ref='A1' authorId='0'>"
    "<text><t>x</t></text></comment></commentList></comments>",
    "<xml><v:shape id='_x0000_s1025'><x:ClientData ObjectType=\"Note\"><x:Row>0</x:Row><x:Column>0"
    "</x:Column></x:ClientData></v:shape></xml>",
    "<workbook><bookViews><workbookView activeTab='0'/></bookViews><sheets><sheet name='T' id='a'/>"
    "</sheets><definedNames><definedName name='n' localSheetId='0'>T!A1</definedName>"
    "</definedNames></workbook>",
    "<R><Relationship Id='a' Type='x/worksheet' Target='sheet.xml'/><Relationship Id='b' "
    "Type='x/styles' Target='styles.xml'/></R>",
    "<R><Relationship Id='c' Type='x/comments' Target='comments.xml'/><Relationship Id='v' "
    "Type='x/vmlDrawing' Target='v.vml'/></R>",
    "<Types/>",
    "<R><Relationship Id='a' Type='x/officeDocument' Target='xl/workbook.xml'/></R>"};

static void archive(struct buf *out, struct str s)
{
    struct zip_out z = {.out = out};
    struct err err;
    if (s.p[0] == 'O') {
        CLAIM(zip_out_put(&z, "mimetype", STR("application/vnd.oasis.opendocument.spreadsheet"),
                          false, &err) == 0);
        CLAIM(zip_out_put(&z, "content.xml", str_sub(s, 1, s.len), false, &err) == 0);
    }
    for (size_t i = 0; s.p[0] == 'X' && i < ARRAY_LEN(names); i++) {
        bool this = s.len > 1 && s.p[1] == (char)('1' + i);
        CLAIM(zip_out_put(&z, names[i], this ? str_sub(s, 2, s.len) : str_of(good[i]), false,
                          &err) == 0);
    }
    CLAIM(zip_out_end(&z, &err) == 0);
}

static bool mark(struct buf *out, struct str file)
{
    static const struct mark marks[] = {
        {.sheet = 1, .row = 1, .column = 1, .colour = MARK_INFO, .comment = STR("a\nb")},
        {.sheet = 1, .row = 2, .column = 3, .colour = MARK_ERROR, .comment = STR("c")},
        {.sheet = 2, .row = 2, .column = 2, .colour = MARK_WARNING}};
    static const struct extra_cell cells[] = {{.text = STR("x"), .style = STYLE_TITLE}};
    static const struct extra_sheet extra = {.name = STR("T"), .cells = cells, .nrows = 1,
                                             .ncolumns = 1, .put_first = true};
    struct buf request = {0};
    struct err err = {0};
    workbook_mark_pack(&request, file, marks, ARRAY_LEN(marks), &extra);
    int r = workbook_mark_work.run(out, buf_view(&request), &err);
    CLAIM(r == 0 ? out->len > 0 : out->len == 0 && err.text[0]);
    buf_release(&request);
    return r == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str in = fuzz_str(bytes, n);
    struct buf zip = {0}, out = {0}, again = {0};
    struct err err = {0};
    if (n == 0 || (bytes[0] != 'X' && bytes[0] != 'O')) {
        workbook_mark_work.run(&out, in, &err);
    } else {
        archive(&zip, in);
        if (mark(&out, buf_view(&zip)))
            CLAIM(mark(&again, buf_view(&out)));
    }
    buf_release(&zip);
    buf_release(&out);
    buf_release(&again);
    return 0;
}
