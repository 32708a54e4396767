/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/xlsx_out.h"

#include "syntax/workbook.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

struct read_back {
    struct buf file, stream;
    struct arena arena;
    struct workbook wb;
};

/* Ends and reads what was written. */
static void read_back(struct read_back *r, struct xlsx_out *x)
{
    struct err err = {0};
    *r = (struct read_back){0};
    arena_init(&r->arena, (size_t)1 << 30);
    xlsx_out_end(x);
    buf_str(&r->file, buf_view(&x->zip.out));
    xlsx_out_release(x);
    if (workbook_cells(&r->stream, buf_view(&r->file), &err) < 0 ||
        workbook_open(&r->wb, &r->arena, buf_view(&r->stream), &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
}

static void release(struct read_back *r)
{
    arena_release(&r->arena);
    buf_release(&r->file);
    buf_release(&r->stream);
}

static void cell_is(const struct read_back *r, uint32_t sheet, const char *name, const char *want)
{
    uint32_t column, row;
    CHECK(cell_parse(&column, &row, str_of(name)));
    const struct cell *cell = workbook_cell(&r->wb, sheet, row, column);
    struct str got = cell ? cell->text : STR("");
    if (!str_is(got, want))
        test_fail(__FILE__, __LINE__, "%s is \"%.*s\", not \"%s\"", name, STR_FMT(got), want);
}

TEST(xlsx_out_is_read_back)
{
    struct xlsx_out x = {0};
    struct read_back r;
    unsigned bold = xlsx_out_style(&x, &(struct xlsx_out_style){.bold = true, .decimals = XLSX_PLAIN});
    unsigned marked = xlsx_out_style(&x, &(struct xlsx_out_style){.decimals = 2, .mark = 'b', .line = true});
    CHECK(bold == 1 && marked == 2);
    CHECK_INT(xlsx_out_style(&x, &(struct xlsx_out_style){.bold = true, .decimals = XLSX_PLAIN}), bold);
    xlsx_out_sheet(&x, &(struct xlsx_out_sheet){.name = "One & <two>", .freeze_rows = 1, .freeze_columns = 2,
                                                .width = {10, 20}, .width_beyond = 8, .filter_row = 1});
    xlsx_out_row(&x);
    xlsx_out_text(&x, bold, STR("=1+1"));
    xlsx_out_text(&x, 0, STR(""));
    xlsx_out_text(&x, 0, STR(" <a> & \"b\" "));
    xlsx_out_row(&x);
    xlsx_out_num(&x, marked, 1234.5, 2);
    xlsx_out_skip(&x, 25);
    xlsx_out_num(&x, 0, -0.25, 2);
    xlsx_out_num(&x, 0, NAN, 0);
    xlsx_out_sheet_end(&x);
    xlsx_out_sheet(&x, &(struct xlsx_out_sheet){.name = "Bob's"});
    xlsx_out_row(&x);
    xlsx_out_link(&x, 0, STR("there"), "Bob's");
    xlsx_out_text(&x, 0, STR("_x0041_ \x01 \xff"));
    xlsx_out_sheet_end(&x);
    read_back(&r, &x);
    CHECK_INT(r.wb.nsheets, 2);
    CHECK_STR(r.wb.sheets[0].name, "One & <two>");
    CHECK_STR(r.wb.sheets[1].name, "Bob's");
    cell_is(&r, 1, "A1", "=1+1");
    CHECK(!workbook_cell(&r.wb, 1, 1, 1)->formula && workbook_cell(&r.wb, 1, 1, 1)->kind == CELL_TEXT);
    cell_is(&r, 1, "B1", "");
    cell_is(&r, 1, "C1", " <a> & \"b\" ");
    cell_is(&r, 1, "A2", "1234.50");
    CHECK(workbook_cell(&r.wb, 1, 2, 1)->kind == CELL_NUMBER);
    cell_is(&r, 1, "AA2", "-0.25");
    cell_is(&r, 1, "AB2", "");
    cell_is(&r, 2, "A1", "there");
    cell_is(&r, 2, "B1", "_x0041_ \xEF\xBF\xBD \xEF\xBF\xBD");
    release(&r);
}

/* Taken portion by portion, it is the same to the byte as in one piece; texts longer than a cell takes
 * are cut between characters. */
static void many_rows(struct buf *out, bool portions)
{
    struct xlsx_out x = {0};
    struct buf text = {0};
    for (int i = 0; i < 20001; i++)
        buf_puts(&text, "\xC3\xA9");
    xlsx_out_sheet(&x, &(struct xlsx_out_sheet){.name = "Rows"});
    for (uint32_t i = 1; i <= 20000; i++) {
        xlsx_out_row(&x);
        xlsx_out_num(&x, 0, i * 37 % 1009, 0);
        xlsx_out_text(&x, 0, i == 7 ? buf_view(&text) : STR("word"));
        if (portions && x.zip.out.len) {
            buf_str(out, buf_view(&x.zip.out));
            x.zip.out.len = 0;
        }
    }
    xlsx_out_sheet_end(&x);
    xlsx_out_end(&x);
    buf_str(out, buf_view(&x.zip.out));
    xlsx_out_release(&x);
    buf_release(&text);
}

TEST(xlsx_out_goes_in_portions)
{
    struct buf whole = {0}, pieces = {0}, stream = {0};
    struct workbook wb;
    struct arena arena;
    struct err err = {0};
    many_rows(&whole, false);
    many_rows(&pieces, true);
    CHECK(whole.len == pieces.len && memcmp(whole.p, pieces.p, whole.len) == 0);
    arena_init(&arena, (size_t)1 << 30);
    CHECK(workbook_cells(&stream, buf_view(&pieces), &err) == 0);
    CHECK(workbook_open(&wb, &arena, buf_view(&stream), &err) == 0);
    CHECK_INT(wb.sheets[0].rows, 20000);
    CHECK_INT((int)workbook_cell(&wb, 1, 20000, 1)->number, 20000 * 37 % 1009);
    CHECK_INT(workbook_cell(&wb, 1, 7, 2)->text.len, 32000);
    arena_release(&arena);
    buf_release(&whole);
    buf_release(&pieces);
    buf_release(&stream);
}

TEST(xlsx_out_names_sheets)
{
    struct xlsx_out x = {0};
    char name[XLSX_NAME];
    xlsx_out_name(name, &x, STR("A/B[c]:*?\\'"));
    CHECK_STR(str_of(name), "A_B_c______");
    xlsx_out_name(name, &x, STR(""));
    CHECK_STR(str_of(name), "_");
    xlsx_out_sheet(&x, &(struct xlsx_out_sheet){.name = "ABCDEFGHIJKLMNOPQRSTUVWXYZ01234"});
    xlsx_out_sheet_end(&x);
    xlsx_out_name(name, &x, STR("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"));
    CHECK_STR(str_of(name), "ABCDEFGHIJKLMNOPQRSTUVWXYZ012 2");
    xlsx_out_release(&x);
}

/* Past the last style the plain one serves. */
TEST(xlsx_out_has_styles_enough)
{
    struct xlsx_out x = {0};
    unsigned last = 0;
    for (unsigned i = 0; i < 2 * XLSX_STYLES; i++)
        last = xlsx_out_style(&x, &(struct xlsx_out_style){.size = 1 + i, .decimals = XLSX_PLAIN});
    CHECK_INT(last, 0);
    xlsx_out_release(&x);
}

/* A text that the row above has in the same column is written as it was there: only that text, in that style. */
TEST(xlsx_out_repeats_what_is_the_same)
{
    static const char *const texts[] = {"Thailand", "Thailand", "Thailane", "a & b", "a & b", " blank", " blank",
                                        "_x0041_", "_x0041_", "Thailand", "", "Thailand"};
    struct xlsx_out x = {0};
    struct read_back r;
    unsigned bold = xlsx_out_style(&x, &(struct xlsx_out_style){.bold = true, .decimals = XLSX_PLAIN});
    xlsx_out_sheet(&x, &(struct xlsx_out_sheet){.name = "One"});
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        xlsx_out_row(&x);
        xlsx_out_text(&x, i % 2 ? bold : 0, STR("style"));
        xlsx_out_text(&x, 0, str_of(texts[i]));
        xlsx_out_skip(&x, XLSX_AGAIN - 1); /* a column that shares its memory with the second */
        xlsx_out_text(&x, 0, STR("far"));
        xlsx_out_text(&x, 0, STR("far"));
    }
    static const char bold_one[] = "<c r=\"A4\" s=\"1\" t", plain[] = "<c r=\"A5\" t";
    CHECK(memmem(x.xml.p, x.xml.len, bold_one, sizeof bold_one - 1));
    CHECK(memmem(x.xml.p, x.xml.len, plain, sizeof plain - 1));
    xlsx_out_sheet_end(&x);
    read_back(&r, &x);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        char place[16];
        snprintf(place, sizeof place, "B%zu", i + 1);
        cell_is(&r, 1, place, texts[i]);
        snprintf(place, sizeof place, "AI%zu", i + 1);
        cell_is(&r, 1, place, "far");
    }
    release(&r);
}

/* Rows whose first cells are those of the row above, but for every thousandth; returns how many were taken over. */
static unsigned put_rows(struct xlsx_out *x, bool over)
{
    unsigned taken = 0;
    for (int sheet = 0; sheet < 2; sheet++) {
        xlsx_out_sheet(x, &(struct xlsx_out_sheet){.name = sheet ? "Two" : "One", .title = true});
        for (unsigned i = 0; i < 1500; i++) {
            xlsx_out_row(x);
            if (over && i % 1000 && xlsx_out_same(x, 3)) {
                taken++;
            } else {
                xlsx_out_text(x, 0, i < 1000 ? STR("Thailand") : STR("Viet Nam"));
                xlsx_out_text(x, 0, STR(""));
                xlsx_out_num(x, 0, sheet, 0);
            }
            if (i != 700) /* the row below has nothing to know the end by */
                xlsx_out_num(x, 0, i, 0);
        }
        xlsx_out_sheet_end(x);
    }
    xlsx_out_end(x);
    return taken;
}

TEST(xlsx_out_takes_over_the_cells_of_the_row_above)
{
    struct xlsx_out one = {0}, other = {0};
    unsigned taken = put_rows(&one, true);
    CHECK(taken > 2 * 1400 && taken < 2 * 1495);
    put_rows(&other, false);
    CHECK_INT(one.zip.out.len, other.zip.out.len);
    CHECK(memcmp(one.zip.out.p, other.zip.out.p, one.zip.out.len) == 0);
    xlsx_out_release(&one);
    xlsx_out_release(&other);
}
