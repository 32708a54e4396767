/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes as a message of SDMX-ML, SDMX-JSON or JSON-stat of any data structure: refused with a sentence, or a
 * table in which every row has as many fields as there are headings. */

#include "fuzz.h"

#include "base/utf8.h"
#include "io/flat.h"
#include "syntax/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct buf table = {0};
    struct err err = {0};
    struct csv csv;
    size_t columns = 0;
    int r = flat_message(&table, fuzz_str(bytes, n), &err);
    CLAIM(r >= 0 || (err.text[0] && utf8_valid(str_of(err.text)) == strlen(err.text)));
    CLAIM((r == 1) == (table.len > 0));
    csv_init(&csv, table.len ? buf_view(&table) : STR(""), ',');
    for (bool head = true; columns <= CSV_FIELDS_MAX && csv_next(&csv); head = false) {
        CLAIM(csv.fault == CSV_FINE);
        if (head)
            columns = csv.n;
        CLAIM(csv.n == columns);
    }
    csv_release(&csv);
    buf_release(&table);
    return 0;
}
