/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any Accept, format=, formatVersion=, labels= and languages, one a line: an offer that there is, or an error
 * with a sentence; and what is accepted alone is found again. */

#include "fuzz.h"

#include "server/accept.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const struct str there = {"en id th vi", 11};
    struct str rest = fuzz_str(bytes, n), accept = fuzz_line(&rest), format = fuzz_line(&rest);
    struct str version = fuzz_line(&rest), labels = fuzz_line(&rest), lang = fuzz_line(&rest);
    struct offer v[64];
    struct offers offers = {v, 0, ACCEPT_DATA, n % 2};
    for (size_t i = 0; i < nformats && offers.n < 64; i++)
        if (formats[i].next)
            v[offers.n++] = (struct offer){formats[i].mime, formats[i].name, formats[i].aliases};
    struct asked asked = {accept, format, version, labels, labels, labels};
    struct accepted got;
    struct err err = {0};
    int r = accept_choose(&got, &asked, &offers, &err);
    CLAIM(r == 0 ? got.offer < offers.n && got.labels <= LABELS_NAME && got.keys <= KEYS_BOTH
                 : (r == -ERR_FORMAT || r == -ERR_USAGE) && err.text[0]);
    if (r == 0) {
        struct accepted again;
        asked = (struct asked){.accept = str_of(v[got.offer].mime)};
        CLAIM(accept_choose(&again, &asked, &offers, &err) == 0);
        CLAIM(strcmp(v[again.offer].mime, v[got.offer].mime) == 0 || !strstr(v[got.offer].mime, "vnd.sdmx"));
    }
    accept_json(accept, format, false);
    struct str language = accept_language(lang, accept, there);
    CLAIM(language.len == 0 || language.len == 2);
    return 0;
}
