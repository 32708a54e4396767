/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes as JSON-stat: read, checked, packed. */

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const formats[] = {"json-stat"};
    for (size_t i = 0; i < ARRAY_LEN(formats); i++)
        fuzz_read(formats[i], fuzz_str(bytes, n));
    return 0;
}
