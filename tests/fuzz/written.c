/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A cell that is read as a number has one that can be written; its mark lies inside the cell. */

#include "fuzz.h"

#include "syntax/written.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char hints[] = {0, '.', ','};
    struct str text = fuzz_str(bytes, n);
    for (size_t i = 0; i < sizeof hints; i++) {
        struct written w;
        char out[NUM_MAX];
        written_parse(&w, text, hints[i]);
        CLAIM(isfinite(w.value) == (w.kind == WRITTEN_NUMBER));
        CLAIM(!w.status || w.kind == WRITTEN_NONE);
        CLAIM(!w.unsure || w.kind == WRITTEN_NUMBER || w.kind == WRITTEN_NIL ||
              w.kind == WRITTEN_NONE);
        CLAIM(w.mark.len == 0 || (w.mark.p >= text.p && str_end(w.mark) <= str_end(text)));
        CLAIM(w.mark.len < text.len || w.kind == WRITTEN_EMPTY || text.len == 0);
        if (w.kind != WRITTEN_NUMBER)
            continue;
        size_t len = num_fmt(out, w.value, w.decimals);
        CLAIM(len > 0 && len <= NUM_MAX);
        struct written again;
        written_parse(&again, (struct str){out, len}, '.');
        CLAIM(again.kind == WRITTEN_NUMBER && !again.unsure);
        CLAIM(fabs(again.value - w.value) <= fabs(w.value) * 1e-14 + 1e-15);
    }
    return 0;
}
