/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes after gzip's mark: unpacked within the limit, or an error with a sentence. */

#include "fuzz.h"

#include "syntax/compress.h"

enum { LIMIT = 1 << 20, OVER = 1 << 19 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct buf out = {0}, packed = {0}, back = {0};
    struct err err = {0};
    struct str text = fuzz_str(bytes, n);
    int r = gzip_unpack(&out, text, LIMIT, &err);
    CLAIM(out.len <= LIMIT + OVER);
    CLAIM(r == 0 || err.text[0]);
    gzip_pack(&packed, text, 1);
    CLAIM(gzip_is(buf_view(&packed)));
    CLAIM(gzip_unpack(&back, buf_view(&packed), n + 1, &err) == 0);
    CLAIM(str_eq(buf_view(&back), text));
    out.len = 0;
    r = zstd_unpack(&out, text, LIMIT, &err);
    CLAIM(r == 0 || err.text[0]);
    buf_release(&out);
    buf_release(&packed);
    buf_release(&back);
    return 0;
}
