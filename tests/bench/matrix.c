/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A large free-form sheet for the benchmarks: nationals abroad, origins across and residences
 * down, the total above them, with their names as text, for years until it has N figures.
 *
 *     matrix FILE.xlsx FILE.map N
 *
 * and the mapping that reads it. */
#include "ops/ops.h"

#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

enum { HEAD = 2, NAMES = 1, FIRST_COLUMN = 2, FIRST_YEAR = 2020 };

static unsigned persons(unsigned year, unsigned from, unsigned to)
{
    return from == to ? 0 : (from * 7919u + to * 104729u) % 99991u + year % 100 * 10;
}

int main(int argc, char **argv)
{
    struct ref *ref;
    struct err err;
    if (argc != 4 || ref_load_builtin(&ref, &err) < 0) {
        fprintf(stderr, "usage: matrix FILE.xlsx FILE.map N\n");
        return 1;
    }
    long wanted = atol(argv[3]), n = 0;
    lxw_workbook *book = workbook_new(argv[1]);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Matrix");
    lxw_row_t row = HEAD;
    worksheet_write_string(sheet, 0, 0, "Nationals abroad by origin and residence, persons", NULL);
    worksheet_write_string(sheet, HEAD, 0, "Year", NULL);
    worksheet_write_string(sheet, HEAD, NAMES, "Residence", NULL);
    for (unsigned from = 1; from < ref->nareas; from++)
        worksheet_write_string(sheet, HEAD, (lxw_col_t)(FIRST_COLUMN + from - 1),
                               ref->areas[from].name.p, NULL);
    for (unsigned year = FIRST_YEAR; n < wanted; year--)
        for (unsigned to = 0; to < ref->nareas && n < wanted; to++) {
            worksheet_write_number(sheet, ++row, 0, year, NULL);
            worksheet_write_string(sheet, row, NAMES, to ? ref->areas[to].name.p : "Total", NULL);
            for (unsigned from = 1; from < ref->nareas; from++, n++) {
                unsigned value = to ? persons(year, from, to) : 0;
                for (unsigned i = 1; !to && i < ref->nareas; i++)
                    value += persons(year, from, i);
                worksheet_write_number(sheet, row, (lxw_col_t)(FIRST_COLUMN + from - 1), value, NULL);
            }
        }
    bool fine = workbook_close(book) == LXW_NO_ERROR;
    FILE *map = fopen(argv[2], "w");
    if (!map)
        return 1;
    fprintf(map, "[table]\nindicator = MNA_TPOP_SEX_CRS_NB\ncountry = header %d\ntime = column A\n"
                 "sex = SEX_T\nclassif1 = column B by rows as CRS_RES\nrows = %d-\nfigures = C-\n"
                 "scale = 0.001\n\n[list rows]\nTotal = TOTAL\n", HEAD + 1, HEAD + 2);
    fine = fclose(map) == 0 && fine;
    printf("%ld\n", n);
    ref_free(ref);
    return fine ? 0 : 1;
}
