/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A mapping, and behind a line "----" the sheet that it is to read. A mapping that is refused says
 * with one sentence of UTF-8 why; one that is read finds only cells of the sheet. */

#include "fuzz.h"

#include "base/utf8.h"
#include "io/mapping.h"

#include <math.h>

static void read_sheet(const struct mapping *map, struct str sheet)
{
    struct err err = {0};
    struct obs_set set;
    struct finding_list findings;
    obs_set_init(&set);
    finding_list_init(&findings);
    struct reading rd = {.ref = fuzz_ref(), .bytes = sheet, .default_source = STR("BA:1"),
                         .set = &set, .findings = &findings, .mapping = map};
    int r = mapped_format.read(&rd, &err);
    CLAIM(r == 0 || (err.text[0] && utf8_valid(str_of(err.text)) == strlen(err.text)));
    CLAIM(set.n <= set.cells);
    for (size_t i = 0; i < set.n; i++) {
        CLAIM(set.v[i].area && set.v[i].indicator && set.v[i].period && set.v[i].row);
        CLAIM(set.v[i].column && !isinf(set.v[i].value));
    }
    for (size_t i = 0; i < findings.n; i++) {
        struct str said = findings.v[i].message;
        CLAIM(said.len && utf8_valid(said) == said.len);
    }
    obs_set_release(&set);
    finding_list_release(&findings);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_str(bytes, n);
    const char *cut = text.len ? memmem(text.p, text.len, "\n----\n", 6) : NULL;
    struct str head = str_sub(text, 0, cut ? (size_t)(cut - text.p) : text.len);
    struct str sheet = str_sub(text, head.len + (cut ? 6 : 0), text.len);
    struct mapping *map = NULL;
    struct err err = {0};
    int r = mapping_parse(&map, head, fuzz_ref(), &err);
    CLAIM((r == 0) == (map != NULL));
    CLAIM(r == 0 || (err.text[0] && utf8_valid(str_of(err.text)) == strlen(err.text)));
    /* a workbook would be taken apart by another program */
    if (r == 0 && !str_starts(sheet, STR("PK")) && !str_starts(sheet, STR("\xd0\xcf")))
        read_sheet(map, sheet);
    mapping_free(map);
    return 0;
}
